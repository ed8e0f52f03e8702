//! A document laid out in lines: what stands on one line, in one cell, of which paragraph.

use crate::import::flow::{Cell, Unit};
use crate::import::header::label::{self, Label};
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
            let line = squeeze(line);
            // A paragraph must begin so.
            let may = unit.spot.cell.is_some() || label::label(&line).is_some();
            let pieces = if may { run_together(&line) } else { vec![line.as_str()] };
            out.extend(pieces.into_iter().map(|text| Line {
                unit: index,
                text: text.to_owned(),
                cell: unit.spot.cell,
                aside: unit.spot.aside,
                part: 0,
                at: at.clone(),
            }));
        }
    }
    out
}

/// The lines of a letterhead that a conversion has set in one cell or paragraph: `Datum 3 mei 2023 Betreft Zorg Ons kenmerk 12-34`. Each
/// label with a capital begins one, if there are several, and so does an addressee.
fn run_together(text: &str) -> Vec<&str> {
    const ADDRESSED: [&str; 4] = ["Aan de ", "De Voorzitter van ", "De voorzitter van ", "Postbus "];
    let starts: Vec<usize> = text
        .match_indices(' ')
        .map(|(at, _)| at + 1)
        .filter(|&at| text.get(at..).is_some_and(|rest| rest.starts_with(char::is_uppercase)))
        .collect();
    let begins = |at: usize| text.get(at..).unwrap_or_default();
    let labels = |at: &usize| {
        label::label(begins(*at)).is_some_and(|(label, _)| {
            matches!(label, Label::Date | Label::Subject | Label::OurReference | Label::YourReference)
        })
    };
    let first = usize::from(label::label(text).is_some());
    if first + starts.iter().filter(|at| labels(at)).count() < 2 {
        return vec![text];
    }
    let mut pieces = Vec::new();
    let mut from = 0;
    for at in starts {
        let is_label = label::label(begins(at)).is_some();
        // `Uw brief` in `Uw brief (kenmerk)` and `Kenmerk` in `Ons kenmerk` are no labels of their own.
        let within = label::label(begins(from)).is_some_and(|(_, rest)| begins(at).len() > rest.len());
        if (is_label || ADDRESSED.iter().any(|words| begins(at).starts_with(words))) && !within {
            pieces.push(text.get(from..at).unwrap_or_default().trim_end());
            from = at;
        }
    }
    pieces.push(begins(from));
    pieces
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
