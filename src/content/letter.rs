//! One letter: its metadata and its text, parsed from one source file.
//!
//! A letter knows nothing of other letters; what its citations mean is for `resolve`.

use crate::content::annotation::{self, Annotations};
use crate::content::directory::Directory;
use crate::content::front_matter::{self, Identity, LetterMeta};
use crate::content::markdown::{self, Surroundings, Text};
use crate::content::source::Source;
use crate::fault;
use crate::finding::{Code, Finding};
use crate::number::address::{OutPath, Segment};
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
        let nowhere = Directory::default();
        let outlook = nowhere.seen_from(&source.relative);
        let text = markdown::read(&source, body, Surroundings::default(), outlook, findings);
        Err(Unplaced { source, text })
    }

    /// Reads the text and lays its annotations over it; `directory` knows the pages that it may lead to.
    pub fn parse(
        self,
        annotations: Option<annotation::Read>,
        directory: &Directory,
        findings: &mut Vec<Finding>,
    ) -> Letter {
        let Self { source, meta, body } = self;
        // The rules for dates and abbreviations are those of Dutch.
        let written = (meta.language == "nl" || meta.language.starts_with("nl-")).then_some(meta.date);
        let home = meta.dossiers.first().copied();
        let annotated = annotations.is_some();
        let around = Surroundings { home, written, annotated, ..Surroundings::default() };
        let outlook = directory.seen_from(&source.relative);
        let mut text = markdown::read(&source, body, around, outlook, findings);
        one_slip(findings);
        let annotations = annotations.and_then(|read| {
            let file = read.0.file.clone();
            let annotations = fault::in_file(&file, findings, |findings| {
                annotation::annotate(&mut text, &source, read, home, outlook, findings)
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

/// A mark without a note and a note without a mark, with no other of either, are one slip: they are each other's.
fn one_slip(findings: &mut Vec<Finding>) {
    let of = |code| findings.iter().enumerate().filter(move |(_, f)| f.code == code).map(|(at, _)| at);
    let (marks, notes) = (of(Code::K201).collect::<Vec<_>>(), of(Code::K203).collect::<Vec<_>>());
    let ([mark], [note]) = (marks.as_slice(), notes.as_slice()) else { return };
    let Some(alone) = findings.get(*note).cloned() else { return };
    let line = alone.place.map_or(0, |place| place.line);
    if let Some(finding) = findings.get_mut(*mark) {
        finding.help =
            format!("{}; or is it the note on line {line}, which no mark refers to?", finding.help);
    }
    findings.remove(*note);
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

    /// A letter that got a number, or a better one, keeps the addresses it had.
    pub fn former_addresses(&self) -> Vec<OutPath> {
        let mut paths: Vec<OutPath> = self.aliases.iter().map(OutPath::of_document).collect();
        if let (Identity::Publication(_), Some(kenmerk)) = (&self.identity, &self.kenmerk) {
            let segment = Segment::slug(&format!("{}-{kenmerk}", self.date));
            paths.extend(segment.as_ref().map(OutPath::of_unnumbered));
        }
        paths
    }
}
