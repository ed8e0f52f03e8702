//! HeadWords that the head of a publication states, and the elements' words for them.

use std::ops::Range;

/// What the head of a publication says, word for word.
#[derive(Debug, Default)]
pub(super) struct HeadWords {
    /// Number and title of each dossier, and where the number stands.
    pub(super) dossiers: Vec<(String, String, Range<usize>)>,
    pub(super) ondernummer: String,
    pub(super) title: String,
    pub(super) date: String,
    /// The day as the publisher marked it.
    pub(super) isodatum: Option<String>,
    /// The day of the signature, or that of an answer to questions.
    pub(super) isodatum_of_signing: Option<String>,
    pub(super) vergaderjaar: String,
    /// The chamber that printed it.
    pub(super) chamber: String,
    /// Number of an answer to questions.
    pub(super) answer: String,
}

/// A fact of the head.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum HeadFact {
    DossierNumber,
    /// With what belongs to it, in one element: `27 400 XV`.
    WholeDossierNumber,
    DossierTitle,
    Ondernummer,
    Title,
    Date,
    Vergaderjaar,
    Chamber,
    Answer,
    /// Nothing that front matter has a key for.
    Other,
}
