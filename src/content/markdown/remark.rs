//! An editor's remark on a letter: Markdown like the letter's, without notes, numbered paragraphs or headings of
//! its own, since it stands on the letter's page. A note that it has all the same is shown as the text it is, and
//! reported.

use super::lookalike::Bracketed;
use super::writer::Writer;
use super::{AnnotationIx, AuthorLink, OPTIONS, Passage, Surroundings, visible};
use crate::content::directory::Outlook;
use crate::content::source::Source;
use crate::finding::{Code, Finding};
use crate::number::kst::DossierNumber;
use pulldown_cmark::{Event, Parser, Tag, TagEnd};
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

/// Reads the remark of an annotation; it is a source of its own. `home` is the dossier of its letter, which `outlook` is
/// that of.
pub fn read_remark(
    source: &Source,
    annotation: AnnotationIx,
    home: Option<DossierNumber>,
    outlook: Outlook<'_>,
    findings: &mut Vec<Finding>,
) -> Remark {
    let mut found = Vec::new();
    let parser = Parser::new_ext(&source.text, OPTIONS);
    let bracketed = Bracketed::of(parser.reference_definitions(), 0);
    let mut events = super::raised::events(&source.text, parser);
    visible::show(source, 0..source.text.len(), &mut events, &mut found);
    super::run::flatten(&mut events);
    let around = Surroundings { home, ..Surroundings::default() };
    let mut writer =
        Writer::of_remark(source, around, annotation, bracketed, outlook.of_remark(), &mut found);
    for (event, span) in events {
        match event {
            // The writer reports marks of notes that are text.
            Event::FootnoteReference(label) => writer.event(Event::Text(format!("[^{label}]").into()), span),
            Event::Start(Tag::FootnoteDefinition(label)) => {
                let words = format!("[^{label}]:");
                let label = span.start..span.start + words.len();
                writer.event(Event::Start(Tag::Paragraph), label.clone());
                writer.event(Event::Text(words.into()), label);
                writer.event(Event::End(TagEnd::Paragraph), span);
            }
            Event::End(TagEnd::FootnoteDefinition) => {}
            event => writer.event(event, span),
        }
    }
    let (passage, links) = writer.finish_remark();
    for finding in &mut found {
        match finding.code {
            Code::K201 => {
                "an annotation has no notes of its own".clone_into(&mut finding.message);
                finding.label = None;
                "say it in the text".clone_into(&mut finding.help);
            }
            Code::K218 => {
                "an annotation has no notes of its own: say it in the text".clone_into(&mut finding.help);
            }
            _ => {}
        }
    }
    findings.append(&mut found);
    Remark { passage, links }
}
