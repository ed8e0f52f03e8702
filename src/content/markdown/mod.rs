//! Markdown in, safe HTML out: the only file group that knows pulldown-cmark and the only maker of [`Markup`].
//!
//! [`addresses`] gives each part an address. From below: a [`run`] is the words of a block, with what the parser says of them; [`overlay`] lays links
//! and [`gloss`]es over a run and writes it into a [`passage`]; [`inline`] reads what is to be laid,
//! [`raised`] what stands above or below the line, [`lookalike`] what was meant as a note and is none, [`visible`] what
//! commands and is not read; [`writer`] writes the blocks; [`text`] is what comes
//! of it. HTML is written from the parser's events; nothing of a letter reaches the output unescaped, raw
//! HTML is shown as the text it is. Where a citation stands, the markup has a hole: what the link becomes is
//! known only when every letter has been read.

mod addresses;
mod blocks;
mod gloss;
mod index;
mod inline;
mod lookalike;
mod markup;
mod notes;
mod overlay;
mod passage;
#[cfg(feature = "import")]
mod plain;
mod prose;
mod raised;
mod remark;
mod run;
mod text;
mod trace;
mod visible;
mod writer;

pub use gloss::DatePhrase;
pub use index::{AnnotationIx, CitationIx, NoteIx};
pub(in crate::content) use lookalike::in_front_matter;
pub(crate) use markup::escape_attribute;
pub use markup::{LinkPart, Markup, Opening};
#[cfg(feature = "import")]
pub use notes::printed;
pub use passage::Passage;
#[cfg(feature = "import")]
pub use plain::{Plain, Word, Wording, plain};
#[cfg(feature = "import")]
pub use raised::Shift;
pub use remark::{Remark, read_remark};
pub use text::{AuthorLink, Citing, Footnote, Heading, Text, Words};
pub use trace::{Mark, Name};
#[cfg(test)]
pub(crate) use writer::{RESERVED, RESERVED_ON_DOSSIER};

use crate::content::directory::Outlook;
use crate::content::source::Source;
use crate::finding::Finding;
use crate::number::kst::DossierNumber;
use jiff::civil::Date;
use lookalike::Bracketed;
use notes::Notes;
use pulldown_cmark::{Event, Options, Parser, Tag};
use std::ops::Range;
use writer::Writer;

/// The Markdown of letters: CommonMark with footnotes, tables and words struck out.
const OPTIONS: Options =
    Options::ENABLE_FOOTNOTES.union(Options::ENABLE_TABLES).union(Options::ENABLE_STRIKETHROUGH);

/// What the text depends on beside its own words.
#[derive(Debug, Clone, Copy, Default)]
pub struct Surroundings {
    /// The dossier that the letter is filed in, or that is introduced.
    pub home: Option<DossierNumber>,
    /// The page that shows it.
    pub page: PageOf,
    /// The date of a letter in Dutch: without it, no date and no abbreviation is looked for.
    pub written: Option<Date>,
    /// Whether [`Text::annotate`] is to lay annotations over it, for which the places of its words are kept.
    pub annotated: bool,
}

/// Whose page shows a text: no heading may take an address that the page has of its own.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum PageOf {
    /// A letter's.
    #[default]
    Letter,
    /// A dossier's, which introduces it.
    Dossier,
}

/// Reads the body of a letter, or the introduction of a dossier; `outlook` knows the pages that it may lead to.
pub fn read(
    source: &Source,
    body: Range<usize>,
    around: Surroundings,
    outlook: Outlook<'_>,
    findings: &mut Vec<Finding>,
) -> Text {
    let text = source.text.get(body.clone()).unwrap_or_default();
    let parser = Parser::new_ext(text, OPTIONS);
    let bracketed = Bracketed::of(parser.reference_definitions(), body.start);
    let mut events: Vec<(Event<'_>, Range<usize>)> = raised::events(text, parser)
        .into_iter()
        .map(|(event, span)| (event, span.start + body.start..span.end + body.start))
        .collect();
    visible::show(source, body, &mut events, findings);
    run::flatten(&mut events);
    let labels = events.iter().filter_map(|(event, _)| match event {
        Event::FootnoteReference(label) | Event::Start(Tag::FootnoteDefinition(label)) => Some(&**label),
        _ => None,
    });
    let mut writer = Writer::new(source, around, Notes::number(labels), bracketed, outlook, findings)
        .addressed(addresses::ByWords::of(&events));
    for (event, span) in events {
        writer.event(event, span);
    }
    writer.finish()
}

#[cfg(test)]
mod tests;
