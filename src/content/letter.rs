//! One letter: its metadata and its text, parsed from one source file.
//!
//! A letter knows nothing of other letters; what its citations mean is for `resolve`.

use crate::content::annotation::{self, Annotations};
use crate::content::front_matter::{self, Identity, LetterMeta};
use crate::content::markdown::{self, Surroundings, Text};
use crate::content::source::Source;
use crate::fault;
use crate::finding::{Code, Finding};
use crate::number::identifier::DocumentId;
use std::ops::Range;

/// A letter whose front matter has been read.
#[derive(Debug)]
pub struct Headed {
    /// The file.
    pub source: Source,
    /// What its front matter says.
    pub meta: LetterMeta,
    body: Range<usize>,
}

/// A letter that has no place in the collection, because its front matter is unusable.
#[derive(Debug)]
pub struct Unplaced {
    /// The file.
    pub source: Source,
    /// Its text.
    pub text: Text,
}

/// A letter.
#[derive(Debug)]
pub struct Letter {
    /// The file.
    pub source: Source,
    /// What its front matter says.
    pub meta: LetterMeta,
    /// Its text.
    pub text: Text,
    /// What editors say of it.
    pub annotations: Option<Annotations>,
}

impl Headed {
    /// Reads the front matter of a letter. If it is unusable the text is read all the same, so that its problems
    /// are found in the same run.
    pub fn read(source: Source, findings: &mut Vec<Finding>) -> Result<Self, Unplaced> {
        let Some((yaml, body)) = split(&source, findings) else {
            return Err(Unplaced { source, text: Text::default() });
        };
        if let Some(meta) = front_matter::letter(&source, yaml, findings) {
            return Ok(Self { source, meta, body });
        }
        let text = markdown::read(&source, body, Surroundings::default(), &|_| None, findings);
        Err(Unplaced { source, text })
    }

    /// Reads the text and lays its annotations over it; `internal` turns an author's address into one of the site.
    pub fn parse(
        self,
        annotations: Option<annotation::Read>,
        internal: &dyn Fn(&str) -> Option<String>,
        findings: &mut Vec<Finding>,
    ) -> Letter {
        let Self { source, meta, body } = self;
        // The rules for dates and abbreviations are those of Dutch.
        let written = (meta.language == "nl" || meta.language.starts_with("nl-")).then_some(meta.date);
        let home = meta.dossiers.first().copied();
        let annotated = annotations.is_some();
        let around = Surroundings { home, written, annotated, ..Surroundings::default() };
        let mut text = markdown::read(&source, body, around, internal, findings);
        let annotations = annotations.and_then(|read| {
            let file = read.0.file.clone();
            let annotations = fault::in_file(&file, findings, |findings| {
                annotation::annotate(&mut text, &source, read, home, internal, findings)
            });
            if annotations.is_none() {
                // Marks may be laid over a part of it.
                text = Text::default();
            }
            annotations
        });
        Letter { source, meta, text, annotations }
    }
}

/// Splits a file that must have front matter, in which no note has a place.
pub fn split(source: &Source, findings: &mut Vec<Finding>) -> Option<(Range<usize>, Range<usize>)> {
    let parts = front_matter::split(&source.text);
    if parts.is_none() {
        let first = source.text.find('\n').unwrap_or(source.text.len());
        findings.push(
            Finding::new(Code::K101, "no front matter")
                .at(source.place(0..first))
                .label("a line `---` is expected here, and another after the last key")
                .help("begin the file with `---`, `title: …`, `date: …` and what the letter is, then `---`"),
        );
    }
    if let Some((yaml, _)) = &parts {
        markdown::in_front_matter(source, yaml.clone(), findings);
    }
    parts
}

impl LetterMeta {
    /// The official id, if it has one.
    pub fn id(&self) -> Option<&DocumentId> {
        match &self.identity {
            Identity::Publication(id) => Some(id),
            Identity::Kenmerk(_) => None,
        }
    }
}
