//! A document laid out in lines: what stands on one line, in one cell, of which paragraph.

use crate::import::flow::{Cell, Unit};
use crate::import::header::squeeze;
use std::ops::Range;

/// A line of a paragraph. Empty ones are kept: they divide what belongs together.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Line {
    /// The paragraph, by its place among all.
    pub(super) unit: usize,
    /// The words, with single spaces.
    pub(super) text: String,
    /// The cell of a table.
    pub(super) cell: Option<Cell>,
    /// Beside the running text.
    pub(super) aside: bool,
    /// What stands side by side on one line without a table: parts between tabs, from 0.
    pub(super) part: usize,
    /// The bytes of its paragraph.
    pub(super) at: Range<usize>,
}

impl Line {
    /// Whether two lines can stand below each other: in one cell, both in boxes, or both in the running text.
    pub(super) fn is_with(&self, other: &Line) -> bool {
        self.cell == other.cell && self.aside == other.aside
    }

    /// Whether they stand in one column.
    pub(super) fn is_in_column_of(&self, other: &Line) -> bool {
        let column = |l: &Line| l.cell.map(|c| (c.table, c.column));
        column(self) == column(other) && self.part == other.part
    }
}

/// The lines of these paragraphs.
pub(super) fn lines(units: &[Unit]) -> Vec<Line> {
    let mut out = Vec::new();
    for (index, unit) in units.iter().enumerate() {
        let (text, at) = (unit.text(), unit.range().unwrap_or_default());
        for line in text.split('\n') {
            out.push(Line {
                unit: index,
                text: squeeze(line),
                cell: unit.spot.cell,
                aside: unit.spot.aside,
                part: 0,
                at: at.clone(),
            });
        }
    }
    out
}

/// The lines, with what tabs divide as lines of their own.
pub(super) fn parts(units: &[Unit]) -> Vec<Line> {
    let mut out = Vec::new();
    for (index, unit) in units.iter().enumerate() {
        let (text, at) = (unit.text(), unit.range().unwrap_or_default());
        for line in text.split('\n') {
            let parts = line.split('\t').filter(|p| !p.trim().is_empty()).enumerate();
            out.extend(parts.map(|(part, text)| Line {
                unit: index,
                text: squeeze(text),
                cell: unit.spot.cell,
                aside: unit.spot.aside,
                part,
                at: at.clone(),
            }));
        }
    }
    out
}
