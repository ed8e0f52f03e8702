//! A run of inline content (a paragraph, a heading, a cell): the parser's events with the plain text that
//! they make up.
//!
//! What is looked for is looked for in the plain text, so that emphasis, line breaks and entities in the
//! middle of a citation do not hide it. A run knows where each part of that text stands among the events and
//! in the file; it writes nothing.

use crate::limits;
use pulldown_cmark::{CowStr, Event, Tag, TagEnd};
use std::ops::Range;

pub(super) fn is_inline(tag: &Tag<'_>) -> bool {
    is_form(tag) || matches!(tag, Tag::Link { .. } | Tag::Image { .. })
}

/// Whether a tag says how words look, and nothing else.
pub(super) fn is_form(tag: &Tag<'_>) -> bool {
    matches!(tag, Tag::Emphasis | Tag::Strong | Tag::Strikethrough | Tag::Superscript | Tag::Subscript)
}

pub(super) fn is_inline_end(end: TagEnd) -> bool {
    matches!(
        end,
        TagEnd::Emphasis
            | TagEnd::Strong
            | TagEnd::Strikethrough
            | TagEnd::Superscript
            | TagEnd::Subscript
            | TagEnd::Link
            | TagEnd::Image
    )
}

/// Leaves emphasis out that stands in more emphasis than any browser opens; the words stay.
pub(super) fn flatten(events: &mut Vec<(Event<'_>, Range<usize>)>) {
    let mut open = 0_usize;
    events.retain(|(event, _)| match event {
        Event::Start(tag) if is_form(tag) => {
            open += 1;
            open <= limits::MARKDOWN_DEPTH
        }
        Event::End(
            TagEnd::Emphasis
            | TagEnd::Strong
            | TagEnd::Strikethrough
            | TagEnd::Superscript
            | TagEnd::Subscript,
        ) => {
            open = open.saturating_sub(1);
            open < limits::MARKDOWN_DEPTH
        }
        _ => true,
    });
}

/// Inline events with the plain text they make up.
#[derive(Default)]
pub(super) struct Run<'a> {
    /// Each event with its bytes in the file and its place in the plain text.
    pub(super) events: Vec<(Event<'a>, Range<usize>, usize)>,
    pub(super) plain: String,
    html: bool,
    /// Whether it is a block of code that its author has fenced.
    pub(super) is_fenced: bool,
}

/// A link or image of the author's.
pub(super) struct AuthorText<'r> {
    /// Its words, in the plain text.
    pub(super) words: Range<usize>,
    /// In the file.
    pub(super) span: Range<usize>,
    /// The address of a link; an image shows its own.
    pub(super) link: Option<&'r str>,
}

impl<'a> Run<'a> {
    pub(super) fn is_empty(&self) -> bool {
        self.events.is_empty()
    }

    pub(super) fn has_html(&self) -> bool {
        self.html
    }

    pub(super) fn plain(&self) -> String {
        self.plain.split_whitespace().collect::<Vec<_>>().join(" ")
    }

    pub(super) fn clear(&mut self) {
        self.events.clear();
        self.plain.clear();
        self.html = false;
        self.is_fenced = false;
    }

    pub(super) fn html(&mut self, html: CowStr<'a>, span: Range<usize>) {
        self.html = true;
        self.push(Event::Text(html), span);
    }

    pub(super) fn push(&mut self, event: Event<'a>, span: Range<usize>) {
        let at = self.plain.len();
        match &event {
            Event::Text(text) | Event::Code(text) => self.plain.push_str(text),
            Event::SoftBreak | Event::HardBreak => self.plain.push('\n'),
            _ => {}
        }
        self.events.push((event, span, at));
    }

    /// The event that the plain text at `at` came from. An end belongs to the text before it, a start to the text
    /// after it.
    fn text_at(&self, at: usize, is_end: bool) -> Option<&(Event<'a>, Range<usize>, usize)> {
        let index =
            self.events.partition_point(|&(_, _, start)| if is_end { start < at } else { start <= at });
        self.events.iter().take(index).rev().find(|(event, ..)| {
            matches!(event, Event::Text(_) | Event::Code(_) | Event::SoftBreak | Event::HardBreak)
        })
    }

    /// Whether the plain text at `at` is code.
    pub(super) fn is_code(&self, at: usize) -> bool {
        self.is_fenced || self.text_at(at, false).is_some_and(|(event, ..)| matches!(event, Event::Code(_)))
    }

    /// The bytes of the file that a part of the plain text came from.
    pub(super) fn in_source(&self, part: &Range<usize>) -> Range<usize> {
        let locate = |at: usize, is_end: bool| {
            self.text_at(at, is_end).map_or(0, |(event, span, start)| match (event, at - start) {
                (Event::Text(text), into) if text.len() == span.len() => span.start + into,
                (Event::Code(_), into) => (span.start + 1 + into).min(span.end),
                (_, 0) => span.start,
                _ => span.end,
            })
        };
        let start = locate(part.start, false);
        start..locate(part.end, true).max(start)
    }

    /// Whether it has marks of notes.
    pub(super) fn has_marks(&self) -> bool {
        self.events.iter().any(|(event, ..)| matches!(event, Event::FootnoteReference(_)))
    }

    /// The author's links and images, with the plain text they span.
    pub(super) fn author_texts(&self) -> Vec<AuthorText<'_>> {
        let mut texts: Vec<AuthorText<'_>> = Vec::new();
        // An image may stand in a link.
        let mut open: Vec<usize> = Vec::new();
        for (event, span, at) in &self.events {
            match event {
                Event::Start(Tag::Link { dest_url, .. } | Tag::Image { dest_url, .. }) => {
                    let link = matches!(event, Event::Start(Tag::Link { .. })).then_some(&**dest_url);
                    open.push(texts.len());
                    texts.push(AuthorText { words: *at..*at, span: span.clone(), link });
                }
                Event::End(TagEnd::Link | TagEnd::Image) => {
                    if let Some(text) = open.pop().and_then(|index| texts.get_mut(index)) {
                        text.words.end = *at;
                    }
                }
                _ => {}
            }
        }
        texts
    }

    /// Whether no element begins or ends inside a part of the plain text, and no note mark stands there.
    pub(super) fn is_plain(&self, part: &Range<usize>) -> bool {
        // What stands at the very edge of the part is outside it.
        let first = self.events.partition_point(|&(_, _, at)| at <= part.start);
        let last = self.events.partition_point(|&(_, _, at)| at < part.end);
        let around = first.checked_sub(1).and_then(|index| self.events.get(index));
        let inside = self.events.get(first..last).unwrap_or_default();
        around.is_some_and(|(event, ..)| matches!(event, Event::Text(_)))
            && inside.iter().all(|(event, ..)| matches!(event, Event::Text(_) | Event::SoftBreak))
    }
}
