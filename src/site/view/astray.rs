//! What of a letter could not be followed, for the list below it.

use super::Views;
use super::works::PlaceView;
use crate::collection::corpus::Known;
use crate::collection::graph::Edge;
use crate::collection::index::{LetterIx, TextIx};
use crate::collection::resolve::Target;
use crate::content::markdown::CitationIx;
use crate::number::identifier::DocumentId;
use crate::number::kst::KstId;
use serde::Serialize;

/// A citation that leads nowhere.
#[derive(Debug, Serialize)]
pub struct AstrayView {
    /// Its sentence.
    pub place: PlaceView,
    /// `ambiguous` or `unknown`.
    pub state: &'static str,
    /// The nearest documents that exist.
    pub near: Vec<NearView>,
}

/// A document that exists.
#[derive(Debug, Serialize)]
pub struct NearView {
    /// `Kamerstuk 28 638, nr. 200`.
    pub label: String,
    /// Where to read it: here, or else where it was published.
    pub url: String,
}

impl Views<'_> {
    /// The citations of a letter that lead nowhere, in the order of reading.
    pub fn astray(&self, letter: LetterIx) -> Vec<AstrayView> {
        let text = TextIx::from(letter);
        let mut list = Vec::new();
        for (citation, targets) in self.resolution.targets.at(text).iter().enumerate() {
            for target in targets {
                let near = match target {
                    Target::Missing { below, above } => {
                        [*below, *above].into_iter().filter_map(|id| self.near(id)).collect()
                    }
                    Target::Ambiguous | Target::Unknown => Vec::new(),
                    _ => continue,
                };
                let edge = Edge { text, citation: CitationIx(citation), place: 0, via: None };
                let state = self.resolution.state(self.corpus, target).name();
                list.push(AstrayView { place: self.place(edge, None), state, near });
            }
        }
        list
    }

    /// `None` for a scan of before 1995, which has no address.
    fn near(&self, id: KstId) -> Option<NearView> {
        let id = DocumentId::from(id);
        let held = match self.corpus.get(&id) {
            Some(Known::Letter(letter)) => self.link_of(letter.into()).map(|path| self.url(&path)),
            Some(Known::Entry(_)) | None => None,
        };
        Some(NearView { label: id.label(), url: held.or_else(|| id.official_address())? })
    }
}
