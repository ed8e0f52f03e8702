//! The pages with everyone who cites a document, for documents with more citing letters than their own page shows;
//! by parliamentary year and by dossier as well.

use super::Pages;
use crate::collection::graph::Edge;
use crate::collection::index::{TextIx, WorkIx};
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
    Work(WorkIx),
    Dossier(DossierNumber),
}

/// Which of the citing letters a page lists.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Selection {
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

/// A selection that can be had.
#[derive(Serialize)]
struct SelectionView {
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
    pub(super) fn cited_by_pages(&self) -> Vec<(Subject, Selection, usize)> {
        let works = self.resolution.works.places().map(Subject::Work);
        let dossiers = self.resolution.dossiers.keys().map(|&number| Subject::Dossier(number));
        let mut all = Vec::new();
        for subject in works.chain(dossiers) {
            let count = by_letter(self.edges_to(subject)).count();
            if count > limits::CITED_BY {
                let selections = self.selections(subject).into_iter().chain([(Selection::All, count)]);
                let pages = |(selection, n)| (1..=pages(n)).map(move |page| (subject, selection, page));
                all.extend(selections.flat_map(pages));
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

    fn selections_of(&self, text: TextIx) -> impl Iterator<Item = Selection> {
        let year = self.corpus.text(text).letter.map(|meta| Selection::Year(meta.vergaderjaar));
        year.into_iter().chain(self.views.home_of(text).map(Selection::Dossier))
    }

    /// The selections that have pages, with the number of letters in each: every year, and the dossiers with more
    /// letters than are found at a glance on the page with all.
    fn selections(&self, subject: Subject) -> BTreeMap<Selection, usize> {
        let mut selections = BTreeMap::new();
        for edges in by_letter(self.edges_to(subject)) {
            for selection in edges.first().into_iter().flat_map(|edge| self.selections_of(edge.text)) {
                *selections.entry(selection).or_insert(0) += 1;
            }
        }
        selections
            .retain(|of, count| !matches!(of, Selection::Dossier(_)) || *count >= limits::CITED_BY_PART);
        selections
    }

    fn path_of_subject(&self, subject: Subject) -> OutPath {
        match subject {
            Subject::Work(work) => self.resolution.works.at(work).path.clone(),
            Subject::Dossier(number) => OutPath::of_dossier(number),
        }
    }

    /// The address of a page.
    pub(super) fn cited_by_path(&self, subject: Subject, selection: Selection, page: usize) -> OutPath {
        let all = self.path_of_subject(subject).cited_by();
        let first = match selection {
            Selection::All => all,
            Selection::Year(year) => below(&all, &year.to_string()),
            Selection::Dossier(number) => below(&all, &number.to_string()),
        };
        first.further(page)
    }

    pub(super) fn cited_by(
        &self,
        path: &OutPath,
        subject: Subject,
        selection: Selection,
        number: usize,
    ) -> Values {
        let views = self.views;
        let is_in = |edges: &&[Edge]| {
            selection == Selection::All
                || edges.iter().take(1).any(|e| self.selections_of(e.text).any(|s| s == selection))
        };
        let letters: Vec<&[Edge]> = by_letter(self.edges_to(subject)).filter(is_in).collect();
        let first = self.cited_by_path(subject, selection, 1);
        let url = views.url(&self.path_of_subject(subject));
        let view = match subject {
            Subject::Work(work) => {
                SubjectView { label: views.label(work).to_owned(), title: views.title_of(work), url }
            }
            Subject::Dossier(number) => {
                let dossier = views.dossier(number);
                SubjectView { label: dossier.number, title: dossier.title, url }
            }
        };
        let (mut years, mut dossiers) = (Vec::new(), Vec::new());
        for (of, count) in self.selections(subject) {
            let named = |name| SelectionView {
                name,
                url: views.url(&self.cited_by_path(subject, of, 1)),
                count,
                current: of == selection,
            };
            match of {
                Selection::All => {}
                Selection::Year(year) => years.insert(0, named(year.printed())),
                Selection::Dossier(number) => dossiers.push(named(number.printed())),
            }
        }
        let name = years.iter().chain(&dossiers).find(|p| p.current).map(|p| p.name.clone());
        let title = view.label.clone();
        Values::default()
            .with("page", &views.page(path, "cited_by", title, None))
            .with("subject", &view)
            .with("all", &views.url(&self.cited_by_path(subject, Selection::All, 1)))
            .with("part", &name)
            .with("count", &letters.len())
            .with("years", &years)
            .with("dossiers", &dossiers)
            .with("groups", &views.by_dossier(on_page(&letters, number)))
            .with("pager", &views.pager(&first, number, pages(letters.len())))
    }
}
