//! What a card at a citation tells of the document behind it. The card is part of that document's own page.

use super::{DossierRef, Views, WorkView};
use crate::collection::index::WorkIx;
use crate::number::identifier::DocumentId;
use serde::Serialize;

/// A document in a few lines.
#[derive(Debug, Serialize)]
pub struct CardView {
    /// What lists show.
    #[serde(flatten)]
    pub work: WorkView,
    /// Its dossier.
    pub dossier: Option<DossierRef>,
    /// Its first sentence, or what the register says of it.
    pub opening: Option<String>,
}

impl Views<'_> {
    /// The card of a work.
    pub fn card(&self, work: WorkIx) -> CardView {
        let letter = self.letter_of(work);
        let id = self.resolution.works.get(work).and_then(|w| w.id.as_ref());
        let dossier = letter.and_then(|l| l.meta.dossiers.first().copied());
        let summary = self.entry_of(work).and_then(|entry| entry.summary.clone());
        CardView {
            work: self.work_view(work),
            dossier: dossier.or_else(|| id.and_then(DocumentId::dossier)).map(|d| self.dossier_ref(d)),
            opening: letter.and_then(|l| l.text.opening.clone()).or(summary),
        }
    }
}
