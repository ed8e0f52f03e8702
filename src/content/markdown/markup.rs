//! HTML that is finished but for its links: where a citation stands, it has a hole.

use super::index::CitationIx;
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
    /// The link to document `member` of citation `citation` begins.
    Open { citation: CitationIx, member: usize, part: LinkPart },
    /// The link that was opened last ends.
    Close,
    /// Here something is named.
    Name(Name),
}

/// What is to be laid around (part of) a citation. Emphasis, note marks and links of the author's that cross it
/// split its link.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LinkPart {
    /// A link, the target of backlinks.
    First,
    /// A link again, behind what has split it.
    Further,
    /// The target of backlinks and no link: the words stand in a link of the author's.
    Anchor,
}

/// A link of (part of) a citation that is to be opened.
#[derive(Debug, Clone, Copy)]
pub struct Opening<'a> {
    /// The citation.
    pub citation: CitationIx,
    /// Which of its documents.
    pub member: usize,
    /// Which part of its link.
    pub part: LinkPart,
    /// What the link says, HTML.
    pub words: &'a str,
}

impl Markup {
    /// The visible words, if they are traced.
    pub(super) fn words(&self) -> &str {
        self.trace.as_ref().map_or("", |trace| &trace.words)
    }

    /// Whether there is nothing to read.
    pub fn is_empty(&self) -> bool {
        self.html.trim().is_empty()
    }

    /// How many characters it shows, a character reference counted as some.
    pub fn chars(&self) -> usize {
        let mut is_tag = false;
        let shown = self.html.chars().filter(|&c| {
            let shown = !is_tag && c != '<';
            is_tag = if is_tag { c != '>' } else { c == '<' };
            shown
        });
        shown.count()
    }

    /// The HTML with the holes filled: `open` writes the opening tag of a link and gives the closing tag; `mark`
    /// writes what annotations lay over it, and the words of the interface.
    pub fn fill(
        &self,
        mut open: impl FnMut(&mut String, Opening<'_>) -> &'static str,
        mut mark: impl FnMut(&mut String, Mark),
    ) -> String {
        let mut out = String::with_capacity(self.html.len() + 160 * (self.holes.len() + self.marks.len()));
        let (mut from, mut closing) = (0, Vec::new());
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
                Some(Edge::Open { citation, member, part }) => {
                    let words = self.html.get(at..self.end_of_link(holes)).unwrap_or_default();
                    closing.push(open(&mut out, Opening { citation, member, part, words }));
                }
                Some(Edge::Close) => out.push_str(closing.pop().unwrap_or_default()),
                Some(Edge::Name(name)) => mark(&mut out, Mark::Name(name)),
                None => {}
            }
        }
        out
    }

    /// Where the link ends that this hole opens. In a link there is at most the anchor of another citation.
    fn end_of_link(&self, opening: usize) -> usize {
        let mut depth = 0_usize;
        for hole in self.holes.iter().skip(opening) {
            match hole.edge {
                Edge::Open { .. } => depth += 1,
                Edge::Close if depth <= 1 => return hole.at,
                Edge::Close => depth -= 1,
                Edge::Name(_) => {}
            }
        }
        self.html.len()
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
