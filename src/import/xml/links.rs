//! The links that the publisher has set in a text.

use crate::cite;
use crate::import::draft::{Block, Inline};
use crate::import::flow::{self, Unit};
use std::collections::HashSet;

/// The publisher links the numbers of the documents that a text cites. Where our own reading of the words finds
/// the same document the link says nothing new, and the words stand as the author wrote them.
pub(super) fn drop_repeated_in(units: &mut [Unit]) {
    for unit in units {
        let (Block::Paragraph(inlines) | Block::Heading(_, inlines)) = &mut unit.block else { continue };
        drop_repeated(inlines);
    }
}

/// See [`drop_repeated_in`]; for one paragraph.
pub(super) fn drop_repeated(inlines: &mut Vec<Inline>) {
    if !inlines.iter().any(|inline| matches!(inline, Inline::Link(..))) {
        return;
    }
    let cited = cite::find(&flow::text(inlines)).into_iter().flat_map(|citation| citation.cited);
    let found: HashSet<String> = cited.filter_map(|document| document.id.official_address()).collect();
    let known =
        |address: &str, words: &[Inline]| found.contains(address) || flow::text(words).trim() == address;
    let kept = std::mem::take(inlines).into_iter().flat_map(|inline| match inline {
        Inline::Link(address, words) if known(&address, &words) => words,
        other => vec![other],
    });
    *inlines = kept.collect();
}
