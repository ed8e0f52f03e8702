//! Who cites a document: letters by dossier, the newest first, each once with the places where it does; then the
//! introductions of dossiers.

use super::{CitingView, DossierRef, Views};
use crate::collection::graph::Edge;
use crate::collection::index::TextIx;
use crate::limits;
use crate::number::address::OutPath;
use crate::number::kst::DossierNumber;
use serde::Serialize;
use std::collections::HashMap;

/// Who cites a document, as its own page shows it.
#[derive(Debug, Serialize)]
pub struct CitedByView {
    /// How many letters cite it.
    pub count: usize,
    /// The letters by dossier, that of the newest letter first.
    pub groups: Vec<CitingGroup>,
    /// Whether they are so many that all groups but the first are folded.
    pub folded: bool,
    /// The page with all of them, if `groups` has but the newest.
    pub all: Option<String>,
    /// The introductions that cite it, which count as no letters.
    pub introductions: Vec<CitingView>,
}

/// Citing letters of one dossier.
#[derive(Debug, Serialize)]
pub struct CitingGroup {
    /// The home dossier of the letters.
    pub dossier: Option<DossierRef>,
    /// The letters.
    pub entries: Vec<CitingView>,
}

/// The citations of a document by letters, those of one letter together.
pub fn by_letter(edges: &[Edge]) -> impl Iterator<Item = &[Edge]> {
    parted(edges).0.chunk_by(|a, b| a.text == b.text)
}

/// The citations of a document by letters, and those by introductions, which come after.
fn parted(edges: &[Edge]) -> (&[Edge], &[Edge]) {
    edges.split_at(edges.partition_point(|edge| edge.text.letter().is_some()))
}

impl Views<'_> {
    /// Who cites a document; `all` is the address of the page that has them all when they are many.
    pub fn cited_by(&self, edges: &[Edge], all: &OutPath) -> CitedByView {
        let count = by_letter(edges).count();
        let many = count > limits::CITED_BY;
        let shown: Vec<&[Edge]> =
            by_letter(edges).take(if many { limits::CITED_BY_NEWEST } else { count }).collect();
        CitedByView {
            count,
            groups: self.by_dossier(&shown),
            folded: !many && count > limits::CITED_BY_OPEN,
            all: many.then(|| self.url(all)),
            introductions: self.citing(parted(edges).1),
        }
    }

    /// Citing letters under their dossiers.
    pub fn by_dossier(&self, letters: &[&[Edge]]) -> Vec<CitingGroup> {
        let mut groups: Vec<CitingGroup> = Vec::new();
        let mut places: HashMap<Option<DossierNumber>, usize> = HashMap::new();
        for edges in letters {
            let dossier = edges.first().and_then(|edge| self.home_of(edge.text));
            let place = *places.entry(dossier).or_insert(groups.len());
            if place == groups.len() {
                groups
                    .push(CitingGroup { dossier: dossier.map(|d| self.dossier_ref(d)), entries: Vec::new() });
            }
            if let Some(group) = groups.get_mut(place) {
                group.entries.extend(self.citing(edges));
            }
        }
        groups
    }

    /// The dossier that a text is filed in first.
    pub fn home_of(&self, text: TextIx) -> Option<DossierNumber> {
        self.corpus.text(text).home()
    }
}
