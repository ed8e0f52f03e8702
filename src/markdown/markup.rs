//! HTML that is finished but for its links: where a citation stands, it has a hole.

use super::trace::{Mark, Point, Trace};
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

/// One edge of a link, or the name of a table.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Edge {
    /// The link to document `member` of citation `citation` begins. Emphasis that crosses a citation splits its
    /// link; only the first piece is the target of backlinks.
    Open { citation: usize, member: usize, first: bool },
    /// The link ends.
    Close,
    /// Here this table, counted from 1, is named.
    Table(usize),
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

    /// The HTML with the holes filled: `open` writes the opening tag for a citation, document and piece, and
    /// gives the closing tag; `mark` writes what annotations lay over it.
    pub fn fill(
        &self,
        mut open: impl FnMut(&mut String, usize, usize, bool) -> &'static str,
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
                    closing = open(&mut out, citation, member, first);
                }
                Some(Edge::Close) => out.push_str(closing),
                Some(Edge::Table(number)) => mark(&mut out, Mark::Table(number)),
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
