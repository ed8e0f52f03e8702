//! Citations that lead nowhere, for the page that has those of the whole site.

use super::works::PlaceView;
use super::{LineView, Views};
use crate::collection::graph::Edge;
use crate::collection::index::TextIx;
use crate::content::markdown::CitationIx;
use crate::number::identifier::DocumentId;
use crate::site::render::Prepared;
use serde::Serialize;

/// The citations of one text that lead nowhere.
#[derive(Debug, Serialize)]
pub struct AstrayOfView {
    /// The letter, or the introduction of a dossier, told as a work is.
    pub work: Prepared<LineView>,
    /// The citations.
    pub places: Vec<AstrayPlaceView>,
}

/// One of them.
#[derive(Debug, Serialize)]
pub struct AstrayPlaceView {
    /// Its sentence.
    pub place: PlaceView,
    /// `ambiguous` or `unknown`.
    pub state: &'static str,
    /// The nearest documents that exist, as they are cited.
    pub near: Vec<String>,
}

impl Views<'_> {
    /// These citations of a text, each with its state and the ids of the nearest documents.
    pub fn astray_of<'s>(
        &self,
        text: TextIx,
        list: impl Iterator<Item = (CitationIx, &'static str, &'s [String])>,
    ) -> Option<AstrayOfView> {
        let page = self.corpus.page_of(text);
        let work = match text {
            TextIx::Letter(letter) => self.work(letter),
            TextIx::Introduction(dossier) => self.introductions.get(dossier)?.clone(),
        };
        let places = list.map(|(citation, state, near)| AstrayPlaceView {
            place: self.place(Edge { text, citation, place: 0, via: None }, Some(&page)),
            state,
            near: near.iter().filter_map(|id| DocumentId::parse(id)).map(|id| id.label()).collect(),
        });
        Some(AstrayOfView { work, places: places.collect() })
    }
}
