//! Markdown in, safe HTML out: the only file group that knows pulldown-cmark and the only maker of [`Markup`].
//!
//! [`writer`] writes the blocks, [`inline`] reads the words of each, [`laying`] lays links over them; [`text`] is what comes
//! of it. HTML is written from the parser's events; nothing of a letter reaches the output unescaped, raw HTML is shown
//! as the text it is. Where a citation stands, the markup has a hole: what the link becomes is known only when
//! every letter has been read.

mod dress;
mod inline;
mod laying;
mod markup;
mod plain;
mod remark;
mod text;
mod trace;
mod writer;

pub use dress::DateFound;
pub(crate) use markup::escape_attribute;
pub use markup::{LinkPart, Markup, Opening};
pub use plain::{Plain, Word, Wording, plain};
pub use remark::{Remark, read_remark};
pub use text::{AuthorLink, Footnote, Found, Heading, Reference, Text, Words};
pub use trace::{Mark, Name};

use crate::content::source::Source;
use crate::finding::Finding;
use crate::number::kst::DossierNumber;
use jiff::civil::Date;
use pulldown_cmark::{Event, Options, Parser};
use std::ops::Range;
use writer::Writer;

/// The Markdown of letters: CommonMark with footnotes, tables and words struck out.
const OPTIONS: Options =
    Options::ENABLE_FOOTNOTES.union(Options::ENABLE_TABLES).union(Options::ENABLE_STRIKETHROUGH);

/// What the text depends on beside its own words.
#[derive(Debug, Clone, Copy, Default)]
pub struct About {
    /// The dossier that the letter is filed in.
    pub home: Option<DossierNumber>,
    /// The date of a letter in Dutch: without it, no date and no abbreviation is looked for.
    pub written: Option<Date>,
    /// Whether [`Text::annotate`] is to lay annotations over it, for which the places of its words are kept.
    pub annotated: bool,
}

/// Reads the body of a letter; `internal` turns an author's address into one of the site.
pub fn read(
    source: &Source,
    body: Range<usize>,
    about: About,
    internal: &dyn Fn(&str) -> Option<String>,
    findings: &mut Vec<Finding>,
) -> Text {
    let text = source.text.get(body.clone()).unwrap_or_default();
    let events: Vec<(Event<'_>, Range<usize>)> = Parser::new_ext(text, OPTIONS)
        .into_offset_iter()
        .map(|(event, span)| (event, span.start + body.start..span.end + body.start))
        .collect();
    let mut writer = Writer::new(source, about, internal, findings);
    writer.number_notes(&events);
    for (event, span) in events {
        writer.event(event, span);
    }
    writer.finish()
}

#[cfg(test)]
mod tests;
