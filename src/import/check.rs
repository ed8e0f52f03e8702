//! What the tests of several readers ask of a draft.

use super::draft::{Block, Draft, Inline};
use super::flow::{pieces, text};
use crate::content::source::Source;
use std::ops::Range;

/// The blocks as short lines: `h2 Inleiding`, a list as `Some(1) een; twee`, a table row as `a|b`.
pub(super) fn shown(blocks: &[Block]) -> Vec<String> {
    let line = |block: &Block| match block {
        Block::Heading(level, inlines) => format!("h{level} {}", text(inlines)),
        Block::Paragraph(inlines) => text(inlines),
        Block::List(first, items) => {
            let items = items.iter().map(|item| shown(item).join(" / "));
            format!("{first:?} {}", items.collect::<Vec<_>>().join("; "))
        }
        Block::Quote(inner) => format!("> {}", shown(inner).join(" / ")),
        Block::Table(head, rows, _) => {
            let row = |cells: &Vec<Vec<Inline>>| cells.iter().map(|c| text(c)).collect::<Vec<_>>().join("|");
            format!("{} || {}", row(head), rows.iter().map(row).collect::<Vec<_>>().join(" || "))
        }
        Block::Lines(lines) => lines.iter().map(|l| text(l)).collect::<Vec<_>>().join(" \\ "),
    };
    blocks.iter().map(line).map(|l| super::header::squeeze(&l)).collect()
}

/// Every letter and digit within these bytes of the source is in the draft at its place, or listed.
pub(super) fn assert_complete(source: &Source, draft: &Draft, words: impl IntoIterator<Item = Range<usize>>) {
    let mut held: Vec<Range<usize>> = draft.omitted.iter().map(|o| o.at.clone()).collect();
    let mut blocks: Vec<&Block> = draft.body.iter().chain(draft.notes.iter().flat_map(|n| &n.body)).collect();
    let mut runs: Vec<&[Inline]> = Vec::new();
    while let Some(block) = blocks.pop() {
        match block {
            Block::Heading(_, inlines) | Block::Paragraph(inlines) => runs.push(inlines),
            Block::List(_, items) => blocks.extend(items.iter().flatten()),
            Block::Quote(inner) => blocks.extend(inner),
            Block::Table(first, rows, _) => {
                runs.extend(first.iter().chain(rows.iter().flatten()).map(Vec::as_slice));
            }
            Block::Lines(lines) => runs.extend(lines.iter().map(Vec::as_slice)),
        }
    }
    held.extend(runs.into_iter().flat_map(pieces).map(|(_, at)| at));
    held.sort_by_key(|at| (at.start, at.end));
    for range in words {
        let text = &source.text[range.clone()];
        for (word, _) in text.match_indices(|c: char| c.is_alphanumeric()) {
            let place = range.start + word;
            let before = held.partition_point(|held| held.start <= place);
            let covered = held[..before].iter().rev().take(3).any(|held| held.end > place);
            assert!(covered, "`{text}` is lost at {place}");
        }
    }
}
