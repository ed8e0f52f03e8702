//! What is to be imported, and what became of it.

use super::draft::{Head, Omitted};
use crate::content::source::shown;
use crate::finding::Finding;
use crate::number::identifier::DocumentId;
use crate::number::kst::{DossierNumber, Ondernummer};
use jiff::civil::Date;
use std::path::{Path, PathBuf};

/// What to import, and how.
#[derive(Debug, Clone, Default)]
pub struct Request {
    /// The content folder.
    pub content: PathBuf,
    /// Write nothing.
    pub dry_run: bool,
    /// Write over what is there.
    pub force: bool,
    /// Files of official metadata, such as answers of a search (SRU): each letter takes its own record.
    pub metadata: Vec<PathBuf>,
    /// What the user knows of the letters.
    pub given: Given,
}

/// What the user knows of a document; it counts more than what the document says.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Given {
    /// The home dossier.
    pub dossiernummer: Option<DossierNumber>,
    /// The number in it.
    pub ondernummer: Option<Ondernummer>,
    /// The date of the letter.
    pub date: Option<Date>,
    /// The id of a document that has no number in a dossier: answers to written questions, an attachment.
    pub identifier: Option<DocumentId>,
    /// The ministry's reference.
    pub kenmerk: Option<String>,
    /// The title, if the document prints none.
    pub title: Option<String>,
}

/// What became of a file.
#[derive(Debug)]
pub struct Imported {
    /// The file, as the user named it.
    pub file: String,
    /// What was done.
    pub done: Done,
    /// What there is to say of it.
    pub findings: Vec<Finding>,
    /// What was left out of the letter's text, and why.
    pub omitted: Vec<Omitted>,
}

impl Imported {
    /// A file of which there is nothing, as yet, but what there is to say of it.
    pub(super) fn refused(path: &Path, findings: Vec<Finding>) -> Self {
        Self { file: shown(path), done: Done::Refused, findings, omitted: Vec::new() }
    }
}

/// What was done with a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Done {
    /// The letter was written, or would be: its place and its text.
    Written(String, String),
    /// It stood there already, in the same words.
    Unchanged(String),
    /// It was left alone, for another file holds the same publication in a better form: that file.
    Better(String),
    /// Nothing; the findings say why.
    Refused,
}

impl Given {
    pub(super) fn complete(&self, head: &mut Head) {
        if let Some(given) = self.dossiernummer {
            let title =
                head.dossiers.iter().find(|(number, _)| *number == given).and_then(|(_, t)| t.clone());
            head.dossiers.retain(|(number, _)| *number != given);
            head.dossiers.insert(0, (given, title));
        }
        head.ondernummer = self.ondernummer.or(head.ondernummer);
        head.date = self.date.or(head.date);
        head.identifier = self.identifier.clone().or_else(|| head.identifier.take());
        head.title = self.title.clone().or_else(|| head.title.take());
        head.kenmerk = self.kenmerk.clone().or_else(|| head.kenmerk.take());
    }
}
