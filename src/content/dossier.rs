//! One dossier as its `_index.md` describes it: a title, and an introduction if somebody wrote one.
//!
//! An introduction is read as a letter is, with its notes and citations; it has no date.

use crate::content::front_matter::{self, DossierMeta};
use crate::content::letter;
use crate::content::markdown::{self, PageOf, Surroundings, Text};
use crate::content::source::Source;
use crate::finding::Finding;

/// A dossier that is described.
#[derive(Debug)]
pub struct Dossier {
    /// The file.
    pub source: Source,
    /// What its front matter says.
    pub meta: DossierMeta,
    /// Its introduction; a text without words if it has none.
    pub text: Text,
}

impl Dossier {
    /// Reads the description of a dossier; `internal` turns an author's address into one of the site.
    pub fn read(
        source: Source,
        internal: &dyn Fn(&str) -> Option<String>,
        findings: &mut Vec<Finding>,
    ) -> Option<Self> {
        let (yaml, body) = letter::split(&source, findings)?;
        let meta = front_matter::dossier(&source, yaml, findings);
        let home = meta.as_ref().map(|meta| meta.number);
        let around = Surroundings { home, page: PageOf::Dossier, ..Surroundings::default() };
        let text = markdown::read(&source, body, around, internal, findings);
        Some(Self { meta: meta?, source, text })
    }
}
