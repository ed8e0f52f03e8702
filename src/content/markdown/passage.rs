//! A passage: the text of a letter, of one of its notes or of an editor's remark, while it is written.
//!
//! Its citations are counted from its own beginning. They get their numbers when the whole is put together,
//! here and nowhere else: [`Passage::number`] is the only way from a passage to a [`Markup`] that others see.

use super::index::CitationIx;
use super::markup::{Edge, Hole, Markup};
use super::text::{Citing, Within};
use super::trace::{Point, Trace};

/// Markup under construction, with the citations in it.
#[derive(Debug)]
pub struct Passage {
    pub(super) within: Within,
    pub(super) markup: Markup,
    pub(super) citations: Vec<Citing>,
}

impl Passage {
    /// An empty one; `traced` tells whether the places of words are wanted.
    pub(super) fn new(within: Within, traced: bool) -> Self {
        let markup = Markup { trace: traced.then(Box::default), ..Markup::default() };
        Self { within, markup, citations: Vec::new() }
    }

    pub(super) fn push(&mut self, html: &str) {
        self.markup.html.push_str(html);
    }

    /// Leaves a hole for a link or a word of the interface.
    pub(super) fn hole(&mut self, edge: Edge) {
        self.markup.holes.push(Hole { at: self.markup.html.len(), edge });
    }

    /// The place where the next word will stand.
    pub(super) fn point(&self) -> Point {
        Point { html: self.markup.html.len(), holes: self.markup.holes.len() }
    }

    pub(super) fn trace(&mut self) -> Option<&mut Trace> {
        self.markup.trace.as_deref_mut()
    }

    /// The number that the next citation will have here.
    pub(super) fn next(&self) -> CitationIx {
        CitationIx(self.citations.len())
    }

    /// Takes a citation.
    pub(super) fn cite(&mut self, citing: Citing) -> CitationIx {
        let number = self.next();
        self.citations.push(citing);
        number
    }

    /// Puts the passage behind those whose citations these are: its own join them, and get their numbers.
    pub(crate) fn number(self, citations: &mut Vec<Citing>) -> Markup {
        let Self { mut markup, citations: own, .. } = self;
        let before = citations.len();
        for hole in &mut markup.holes {
            if let Edge::Open { citation, .. } = &mut hole.edge {
                citation.0 += before;
            }
        }
        citations.extend(own);
        markup
    }
}
