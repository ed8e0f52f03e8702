//! HTML that is finished but for its links: where a citation stands, it has a hole.

use super::trace::{Mark, Name, Point, Trace};
use pulldown_cmark_escape::{escape_html, escape_html_body_text};

/// HTML with holes where citations stand.
#[derive(Debug, Clone, Default)]
pub struct Markup {
    pub(super) html: String,
    pub(super) holes: Vec<Hole>,
    pub(super) trace: Option<Box<Trace>>,
    /// What editors' annotations lay over it, in order.
    pub(super) marks: Vec<(Point, Mark)>,
}

/// A place where a link around (part of) a citation begins or ends, or where a word of the interface is needed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Hole {
    pub(super) at: usize,
    pub(super) edge: Edge,
}

/// One edge of a link, or a word of the interface.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Edge {
    /// The link to document `member` of citation `citation` begins. Emphasis that crosses a citation splits its
    /// link; only the first piece is the target of backlinks.
    Open { citation: usize, member: usize, first: bool },
    /// The link ends.
    Close,
    /// Here something is named.
    Name(Name),
}

/// A link of (part of) a citation that is to be opened.
#[derive(Debug, Clone, Copy)]
pub struct Opening<'a> {
    /// The citation.
    pub citation: usize,
    /// Which of its documents.
    pub member: usize,
    /// Whether it is the first piece of the link, the target of backlinks.
    pub first: bool,
    /// What the link says, HTML.
    pub words: &'a str,
}

impl Markup {
    /// Whether there is nothing to read.
    pub fn is_empty(&self) -> bool {
        self.html.trim().is_empty()
    }

    /// The same markup when its citations come after `first` others.
    pub(crate) fn shift_citations(&mut self, first: usize) {
        for hole in &mut self.holes {
            if let Edge::Open { citation, .. } = &mut hole.edge {
                *citation += first;
            }
        }
    }

    /// The HTML with the holes filled: `open` writes the opening tag of a link and gives the closing tag; `mark`
    /// writes what annotations lay over it, and the words of the interface.
    pub fn fill(
        &self,
        mut open: impl FnMut(&mut String, Opening<'_>) -> &'static str,
        mut mark: impl FnMut(&mut String, Mark),
    ) -> String {
        let mut out = String::with_capacity(self.html.len() + 160 * (self.holes.len() + self.marks.len()));
        let (mut from, mut closing) = (0, "");
        let mut marks = self.marks.iter().peekable();
        for holes in 0..=self.holes.len() {
            let hole = self.holes.get(holes);
            let at = hole.map_or(self.html.len(), |hole| hole.at);
            while let Some((point, laid)) = marks.next_if(|(point, _)| point.holes <= holes) {
                out.push_str(self.html.get(from..point.html).unwrap_or_default());
                from = from.max(point.html);
                mark(&mut out, *laid);
            }
            out.push_str(self.html.get(from..at).unwrap_or_default());
            from = from.max(at);
            match hole.map(|hole| hole.edge) {
                Some(Edge::Open { citation, member, first }) => {
                    let end = self.holes.get(holes + 1).map_or(at, |next| next.at);
                    let words = self.html.get(at..end).unwrap_or_default();
                    closing = open(&mut out, Opening { citation, member, first, words });
                }
                Some(Edge::Close) => out.push_str(closing),
                Some(Edge::Name(name)) => mark(&mut out, Mark::Name(name)),
                None => {}
            }
        }
        out
    }
}

/// Escapes text for an HTML element.
pub(super) fn escape_text(out: &mut String, text: &str) {
    // Writing to a `String` cannot fail.
    let _ = escape_html_body_text(out, text);
}

/// Escapes text for an attribute.
pub(crate) fn escape_attribute(out: &mut String, text: &str) {
    let _ = escape_html(out, text);
}
