//! The pages with everyone who cites a document, for documents with more citing letters than their own page shows;
//! by parliamentary year and by dossier as well.

use super::{Made, Pages};
use crate::collection::graph::Edge;
use crate::limits;
use crate::number::address::{OutPath, Segment};
use crate::number::kst::DossierNumber;
use crate::number::vergaderjaar::Vergaderjaar;
use crate::site::render::Values;
use crate::site::view::{by_letter, on_page, pages};
use serde::Serialize;
use std::collections::BTreeMap;

/// What is cited.
#[derive(Clone, Copy)]
pub(super) enum Subject {
    Work(usize),
    Dossier(DossierNumber),
}

/// Which of the citing letters a page lists.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Part {
    All,
    Year(Vergaderjaar),
    Dossier(DossierNumber),
}

/// What is cited, as the page names it.
#[derive(Serialize)]
struct SubjectView {
    label: String,
    title: Option<String>,
    url: String,
}

/// A part of the list.
#[derive(Serialize)]
struct PartView {
    name: String,
    url: String,
    count: usize,
    current: bool,
}

fn below(page: &OutPath, name: &str) -> OutPath {
    Segment::slug(name).map_or_else(|| page.clone(), |segment| page.below(&segment))
}

impl Pages<'_> {
    /// Every page of this kind.
    pub(super) fn cited_by_pages(&self) -> Vec<(Subject, Part, usize)> {
        let works = (0..self.resolution.works.len()).map(Subject::Work);
        let dossiers = self.resolution.dossiers.keys().map(|&number| Subject::Dossier(number));
        let mut all = Vec::new();
        for subject in works.chain(dossiers) {
            let count = by_letter(self.edges_to(subject)).count();
            if count > limits::CITED_BY {
                let parts = self.parts(subject).into_iter().chain([(Part::All, count)]);
                all.extend(parts.flat_map(|(part, n)| (1..=pages(n)).map(move |page| (subject, part, page))));
            }
        }
        all
    }

    fn edges_to(&self, subject: Subject) -> &[Edge] {
        let edges = match subject {
            Subject::Work(work) => self.graph.cited_by.get(work),
            Subject::Dossier(number) => self.graph.dossiers.get(&number),
        };
        edges.map(Vec::as_slice).unwrap_or_default()
    }

    fn parts_of(&self, letter: usize) -> impl Iterator<Item = Part> {
        let year = self.corpus.letters.get(letter).map(|l| Part::Year(l.meta.vergaderjaar));
        year.into_iter().chain(self.views.home_of(letter).map(Part::Dossier))
    }

    /// The parts of the list with the number of letters in each: every year, and the dossiers with more letters than
    /// are found at a glance on the page with all.
    fn parts(&self, subject: Subject) -> BTreeMap<Part, usize> {
        let mut parts = BTreeMap::new();
        for edges in by_letter(self.edges_to(subject)) {
            for part in edges.first().into_iter().flat_map(|edge| self.parts_of(edge.letter)) {
                *parts.entry(part).or_insert(0) += 1;
            }
        }
        parts.retain(|part, count| !matches!(part, Part::Dossier(_)) || *count >= limits::CITED_BY_PART);
        parts
    }

    fn path_of_subject(&self, subject: Subject) -> OutPath {
        match subject {
            Subject::Work(work) => self.resolution.works[work].path.clone(),
            Subject::Dossier(number) => OutPath::of_dossier(number),
        }
    }

    /// The address of a page.
    pub(super) fn cited_by_path(&self, subject: Subject, part: Part, page: usize) -> OutPath {
        let all = self.path_of_subject(subject).cited_by();
        let first = match part {
            Part::All => all,
            Part::Year(year) => below(&all, &year.to_string()),
            Part::Dossier(number) => below(&all, &number.to_string()),
        };
        first.further(page)
    }

    pub(super) fn cited_by(&self, subject: Subject, part: Part, number: usize) -> Made {
        let views = self.views;
        let is_in = |edges: &&[Edge]| {
            part == Part::All || edges.iter().take(1).any(|e| self.parts_of(e.letter).any(|p| p == part))
        };
        let letters: Vec<&[Edge]> = by_letter(self.edges_to(subject)).filter(is_in).collect();
        let first = self.cited_by_path(subject, part, 1);
        let url = views.url(&self.path_of_subject(subject));
        let view = match subject {
            Subject::Work(work) => SubjectView { label: views.label(work), title: views.title_of(work), url },
            Subject::Dossier(number) => {
                let dossier = views.dossier(number);
                SubjectView { label: dossier.number, title: dossier.title, url }
            }
        };
        let (mut years, mut dossiers) = (Vec::new(), Vec::new());
        for (of, count) in self.parts(subject) {
            let named = |name| PartView {
                name,
                url: views.url(&self.cited_by_path(subject, of, 1)),
                count,
                current: of == part,
            };
            match of {
                Part::All => {}
                Part::Year(year) => years.insert(0, named(year.printed())),
                Part::Dossier(number) => dossiers.push(named(number.printed())),
            }
        }
        let name = years.iter().chain(&dossiers).find(|p| p.current).map(|p| p.name.clone());
        let title = view.label.clone();
        let values = Values::default()
            .with("page", &views.page(&first.further(number), "cited_by", title, None))
            .with("subject", &view)
            .with("all", &views.url(&self.cited_by_path(subject, Part::All, 1)))
            .with("part", &name)
            .with("count", &letters.len())
            .with("years", &years)
            .with("dossiers", &dossiers)
            .with("groups", &views.by_dossier(on_page(&letters, number)))
            .with("pager", &views.pager(&first, number, pages(letters.len())));
        ("cited_by.html", values)
    }
}
