//! Text of a publication on its way into paragraphs: white space folds, as the publisher's own pages show it.

use super::names::PLAIN_HEADING;
use super::table::OpenTable;
use crate::content::markdown::Shift;
use crate::import::draft::{Block, Inline};
use crate::import::flow::{self, Item, Span, Spot, Unit};
use std::ops::Range;

/// How words look.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Look {
    pub(super) strong: bool,
    pub(super) emphasis: bool,
    pub(super) struck: bool,
    pub(super) shift: Option<Shift>,
}

/// Text that is being read: that of the document, or of a note in it.
#[derive(Default)]
pub(super) struct Flowing {
    pub(super) units: Vec<Unit>,
    pub(super) spans: Vec<Span>,
    pub(super) heading: Option<u8>,
    pub(super) lists: u8,
    pub(super) item: Option<Item>,
    pub(super) table: Option<OpenTable>,
    pub(super) quotes: usize,
    /// The letter of an item has been written, and the paragraph that begins next is its words.
    pub(super) is_lettered: bool,
    /// White space was read that is not written yet; whether it was a line of the file.
    pub(super) space: Option<bool>,
    /// The number of the note that it is.
    pub(super) label: String,
    /// Its id in the file.
    pub(super) id: Option<String>,
    /// Its label, if a mark that stands elsewhere has led to it.
    pub(super) known: Option<String>,
    /// Its marks stand elsewhere only.
    pub(super) is_apart: bool,
}

impl Flowing {
    /// Adds a piece that looks so, and what it links to.
    pub(super) fn span(&mut self, inline: Inline, look: Look, link: Option<&str>) {
        self.spans.push(Span {
            inline: inline.formed(look.shift, look.struck),
            strong: look.strong,
            emphasis: look.emphasis,
            link: link.map(str::to_owned),
        });
    }

    /// The mark of a note. A space before it stays there, but a line of the file does not part it from its word.
    pub(super) fn mark(&mut self, label: String) {
        if let (Some(false), Some(Span { inline: Inline::Text(text, _), .. })) =
            (self.space, self.spans.last_mut())
        {
            text.push(' ');
            self.space = None;
        }
        self.span(Inline::Mark(label), Look::default(), None);
    }

    /// Adds words, with white space folded to what divides them.
    pub(super) fn words(&mut self, words: &str, at: Range<usize>, look: Look, to: Option<&str>) {
        /// White space in XML; the non-breaking kinds are the author's.
        const WHITE: [char; 4] = [' ', '\t', '\n', '\r'];
        let mut text = String::with_capacity(words.len() + 1);
        for word in words.split_inclusive(WHITE) {
            let bare = word.trim_end_matches(WHITE);
            if !bare.is_empty() {
                if let Some(line) = self.space.take()
                    && !(self.spans.is_empty() && text.is_empty())
                    && !(line && text.is_empty() && self.clings(bare))
                {
                    text.push(' ');
                }
                text.push_str(bare);
            }
            if bare.len() < word.len() {
                let line = word.ends_with(['\n', '\r']) || self.space == Some(true);
                self.space = Some(line);
            }
        }
        if !text.is_empty() {
            self.span(Inline::Text(text, at), look, to);
        }
    }

    /// Whether a sign clings to the word before it, so that a line break of the file between them is no space.
    fn clings(&self, word: &str) -> bool {
        let text = self.spans.last().map(|span| flow::text(std::slice::from_ref(&span.inline)));
        let before = text.and_then(|text| text.chars().next_back());
        word.starts_with(['.', ',', ';', ':', ')', '?', '!']) || before == Some('(')
    }

    /// Ends the paragraph.
    pub(super) fn flush(&mut self) {
        self.space = None;
        self.is_lettered = false;
        if self.spans.is_empty() {
            return;
        }
        let inlines = flow::nest(std::mem::take(&mut self.spans));
        if inlines.is_empty() {
            return;
        }
        let is_sentence = || flow::text(&inlines).trim_end().ends_with(['.', ';', ':', ',', '?', '!']);
        let block = match self.heading {
            Some(PLAIN_HEADING) if is_sentence() => Block::Paragraph(inlines),
            Some(level) => Block::Heading(level, inlines),
            None => Block::Paragraph(inlines),
        };
        let spot = Spot {
            item: self.item,
            cell: self.table.as_ref().and_then(OpenTable::place),
            quote: self.quotes > 0,
            aside: false,
        };
        self.units.push(Unit { block, spot });
        if let Some(item) = &mut self.item {
            item.opens = false;
        }
    }
}
