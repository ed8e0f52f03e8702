//! Running text without the pieces of it that are marks or numbers of notes.

use crate::import::draft::{Inline, Omitted, Why};
use std::ops::Range;

/// A piece of a paragraph that is no text: a mark with its label, or the number of a note.
pub(super) struct Cut {
    pub(super) at: Range<usize>,
    pub(super) label: Option<String>,
}

/// The running text without these pieces and without what stands in `other` places; the pieces are listed.
pub(super) fn cut(
    inlines: &[Inline],
    cuts: &mut [Cut],
    other: &[Range<usize>],
) -> (Vec<Inline>, Vec<Omitted>) {
    cuts.sort_by_key(|cut| cut.at.start);
    let mut knife = Knife { cuts, other, at: 0, omitted: Vec::new() };
    let kept = knife.part(inlines);
    (kept, knife.omitted)
}

/// The running text of these bytes of a paragraph's words.
pub(in crate::import) fn part(inlines: &[Inline], at: Range<usize>) -> Vec<Inline> {
    cut(inlines, &mut [], &[0..at.start, at.end..usize::MAX]).0
}

struct Knife<'a> {
    cuts: &'a [Cut],
    other: &'a [Range<usize>],
    /// Bytes of the paragraph's words so far.
    at: usize,
    omitted: Vec<Omitted>,
}

impl Knife<'_> {
    fn part(&mut self, inlines: &[Inline]) -> Vec<Inline> {
        let mut out = Vec::new();
        for inline in inlines {
            match inline {
                Inline::Text(text, at) => self.words(text, at, &mut out),
                Inline::Break => {
                    let here = self.at;
                    self.at += 1;
                    if !self.other.iter().any(|o| o.contains(&here)) {
                        out.push(Inline::Break);
                    }
                }
                Inline::Mark(_) => {
                    if !self.other.iter().any(|o| o.contains(&self.at)) {
                        out.push(inline.clone());
                    }
                }
                Inline::Emphasis(inner) => keep(self.part(inner), Inline::Emphasis, &mut out),
                Inline::Strong(inner) => keep(self.part(inner), Inline::Strong, &mut out),
                Inline::Struck(inner) => keep(self.part(inner), Inline::Struck, &mut out),
                Inline::Raised(inner) => keep(self.part(inner), Inline::Raised, &mut out),
                Inline::Lowered(inner) => keep(self.part(inner), Inline::Lowered, &mut out),
                Inline::Link(to, inner) => {
                    keep(self.part(inner), |inner| Inline::Link(to.clone(), inner), &mut out);
                }
            }
        }
        while matches!(out.last(), Some(Inline::Break)) {
            out.pop();
        }
        out
    }

    /// The words of one piece. Where its bytes are not its words, every part gets bytes in order.
    fn words(&mut self, text: &str, at: &Range<usize>, out: &mut Vec<Inline>) {
        let (from, to) = (self.at, self.at + text.len());
        self.at = to;
        let mut edges = vec![from, to];
        let first = self.cuts.partition_point(|cut| cut.at.end <= from);
        let cuts = self.cuts.get(first..).unwrap_or_default();
        let here = cuts.iter().take_while(|cut| cut.at.start < to);
        let within = here.map(|c| &c.at).chain(self.other);
        edges.extend(within.flat_map(|r| [r.start, r.end]).filter(|edge| (from..to).contains(edge)));
        edges.sort_unstable();
        edges.dedup();
        let same = text.len() == at.len();
        let parts = edges.len() - 1;
        for (index, pair) in edges.windows(2).enumerate() {
            let &[begin, end] = pair else { continue };
            let Some(words) = text.get(begin - from..end - from) else { continue };
            let bytes = match (same, index + 1 == parts) {
                (true, _) => at.start + (begin - from)..at.start + (end - from),
                (false, true) => (at.start + index).min(at.end)..at.end,
                (false, false) => (at.start + index).min(at.end)..(at.start + index + 1).min(at.end),
            };
            if self.other.iter().any(|o| o.start <= begin && end <= o.end) {
                continue;
            }
            let next = cuts.partition_point(|cut| cut.at.end <= begin);
            match cuts.get(next).filter(|c| c.at.start <= begin && end <= c.at.end) {
                Some(cut) => {
                    if let Some(label) = cut.label.as_ref().filter(|_| cut.at.start == begin) {
                        out.push(Inline::Mark(label.clone()));
                    }
                    self.omitted.push(Omitted { at: bytes, text: words.to_owned(), why: Why::Mark });
                }
                None => out.push(Inline::Text(words.to_owned(), bytes)),
            }
        }
    }
}

/// Emphasis and links stand around words only.
fn keep(inner: Vec<Inline>, around: impl Fn(Vec<Inline>) -> Inline, out: &mut Vec<Inline>) {
    let words = |i: &Inline| !matches!(i, Inline::Mark(_) | Inline::Break) && !i.is_blank();
    if inner.iter().any(words) {
        out.push(around(inner));
    } else {
        out.extend(inner);
    }
}
