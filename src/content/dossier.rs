//! One dossier as its `_index.md` describes it: a title, and an introduction if somebody wrote one.
//!
//! An introduction is read as a letter is, with its notes and citations; it has no date.

use crate::content::directory::Directory;
use crate::content::front_matter::{self, DossierMeta};
use crate::content::letter;
use crate::content::markdown::{self, PageOf, Surroundings, Text};
use crate::content::source::Source;
use crate::finding::Finding;
use std::ops::Range;

/// A dossier whose front matter has been read.
#[derive(Debug)]
pub struct HeadedDossier {
    /// The file.
    pub source: Source,
    /// What its front matter says; `None` if it is unusable.
    pub meta: Option<DossierMeta>,
    body: Range<usize>,
}

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

impl HeadedDossier {
    /// Reads the front matter of a dossier.
    pub fn read(source: Source, findings: &mut Vec<Finding>) -> Option<Self> {
        let (yaml, body) = letter::split(&source, findings)?;
        let meta = front_matter::dossier(&source, yaml, findings);
        Some(Self { source, meta, body })
    }

    /// Reads its introduction; `directory` knows the pages that it may lead to. Without usable front matter it is read
    /// all the same, so that its problems are found in the same run.
    pub fn parse(self, directory: &Directory, findings: &mut Vec<Finding>) -> Option<Dossier> {
        let Self { source, meta, body } = self;
        let home = meta.as_ref().map(|meta| meta.number);
        let around = Surroundings { home, page: PageOf::Dossier, ..Surroundings::default() };
        let text = markdown::read(&source, body, around, directory.seen_from(&source.relative), findings);
        Some(Dossier { meta: meta?, source, text })
    }
}
