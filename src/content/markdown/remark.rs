//! An editor's remark on a letter, and what is said of a dossier: Markdown like the letter's, without notes,
//! numbered paragraphs or headings of its own, since it stands on a page of others.

use super::lookalike::Bracketed;
use super::writer::Writer;
use super::{AnnotationIx, AuthorLink, Passage, Text, Within};
use crate::content::source::Source;
use crate::finding::Finding;
use pulldown_cmark::{Options, Parser};
use std::ops::Range;

/// A remark, ready to be put behind the text of its letter.
#[derive(Debug)]
pub struct Remark {
    /// Its text, with its citations.
    pub passage: Passage,
    /// Links to check.
    pub links: Vec<AuthorLink>,
}

impl Remark {
    /// Tells where in another file the words of the remark stand.
    pub(crate) fn relocate(&mut self, place: impl Fn(&Range<usize>) -> Range<usize>) {
        for citing in &mut self.passage.citations {
            citing.span = place(&citing.span);
        }
        for link in &mut self.links {
            link.span = place(&link.span);
        }
    }
}

/// Reads the remark of an annotation; it is a source of its own.
pub fn read_remark(
    source: &Source,
    annotation: AnnotationIx,
    internal: &dyn Fn(&str) -> Option<String>,
    findings: &mut Vec<Finding>,
) -> Remark {
    let writer = written(source, Within::Annotation(annotation), internal, findings);
    let (passage, links) = writer.finish_remark();
    Remark { passage, links }
}

/// Reads what is said of a dossier.
pub fn read_introduction(
    source: &Source,
    internal: &dyn Fn(&str) -> Option<String>,
    findings: &mut Vec<Finding>,
) -> Text {
    written(source, Within::Body, internal, findings).finish()
}

fn written<'a>(
    source: &'a Source,
    within: Within,
    internal: &'a dyn Fn(&str) -> Option<String>,
    findings: &'a mut Vec<Finding>,
) -> Writer<'a> {
    let parser = Parser::new_ext(&source.text, Options::ENABLE_TABLES | Options::ENABLE_STRIKETHROUGH);
    let bracketed = Bracketed::of(parser.reference_definitions(), 0);
    let mut writer = Writer::of_remark(source, within, bracketed, internal, findings);
    for (event, span) in parser.into_offset_iter() {
        writer.event(event, span);
    }
    writer
}
