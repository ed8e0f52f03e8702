//! An editor's remark on a letter: Markdown like the letter's, without notes, numbered paragraphs or headings of
//! its own, since it stands on the letter's page.

use super::{AuthorLink, Destined, Found, Markup, Note, Writer};
use crate::diagnostic::Diagnostic;
use crate::source::Source;
use pulldown_cmark::{Options, Parser};

/// A remark, ready for the page of its letter.
#[derive(Debug, Clone, Default)]
pub struct Remark {
    /// Its text.
    pub markup: Markup,
    /// Its citations; they have no anchors yet.
    pub citations: Vec<Found>,
    /// Links to check.
    pub links: Vec<AuthorLink>,
}

/// Reads a remark that is a source of its own.
pub fn read_remark(
    source: &Source,
    internal: &dyn Fn(&str) -> Option<String>,
    findings: &mut Vec<Diagnostic>,
) -> Remark {
    let options = Options::ENABLE_TABLES | Options::ENABLE_STRIKETHROUGH;
    let mut writer = Writer {
        is_remark: true,
        notes: vec![Note::default()],
        destined: vec![Destined::Note(0)],
        ..Writer::new(source, internal, findings)
    };
    for (event, span) in Parser::new_ext(&source.text, options).into_offset_iter() {
        writer.event(event, span);
    }
    writer.flush();
    let page = writer.notes.pop().unwrap_or_default().page;
    Remark { markup: page.markup, citations: page.found, links: writer.links }
}

impl Markup {
    /// Whether there is nothing to read.
    pub fn is_empty(&self) -> bool {
        self.html.trim().is_empty()
    }

    /// The same markup when its citations come after `first` others.
    pub(crate) fn shift_citations(&mut self, first: usize) {
        for hole in &mut self.holes {
            if let super::Edge::Open { citation, .. } = &mut hole.edge {
                *citation += first;
            }
        }
    }
}
