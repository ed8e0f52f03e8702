//! An editor's remark on a letter: Markdown like the letter's, without notes, numbered paragraphs or headings of
//! its own, since it stands on the letter's page.

use super::writer::Writer;
use super::{AuthorLink, Found, Markup};
use crate::content::source::Source;
use crate::finding::Finding;
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
    findings: &mut Vec<Finding>,
) -> Remark {
    let options = Options::ENABLE_TABLES | Options::ENABLE_STRIKETHROUGH;
    let mut writer = Writer::of_remark(source, internal, findings);
    for (event, span) in Parser::new_ext(&source.text, options).into_offset_iter() {
        writer.event(event, span);
    }
    let (page, links) = writer.finish_remark();
    Remark { markup: page.markup, citations: page.found, links }
}
