//! Which cell of a table words stand in, by the rules of CALS: columns have names, and cells may span rows and columns.

use crate::import::draft::Align;
use crate::import::events::{BytesStart, attribute};
use crate::import::flow::Cell;
use crate::limits;

/// A table that is being read.
pub(super) struct OpenTable {
    number: usize,
    /// The row at hand, from 1; 0 before the first.
    row: usize,
    head: bool,
    /// The column of the open cell, or of the next one.
    column: usize,
    is_open: bool,
    /// Columns that the open cell spans.
    width: usize,
    /// Rows that it spans, and how its words stand in it.
    rows: usize,
    align: Align,
    /// For each column, how many of the rows to come are taken by a cell above.
    taken: Vec<usize>,
}

impl OpenTable {
    pub(super) fn new(number: usize) -> Self {
        Self {
            number,
            row: 0,
            head: false,
            column: 0,
            is_open: false,
            width: 1,
            rows: 1,
            align: Align::Left,
            taken: Vec::new(),
        }
    }

    pub(super) fn row(&mut self, head: bool) {
        self.row += 1;
        self.head = head;
        self.column = 0;
    }

    /// A cell begins.
    pub(super) fn cell(&mut self, element: &BytesStart<'_>) {
        while let Some(rows) = self.taken.get_mut(self.column).filter(|rows| **rows > 0) {
            *rows -= 1;
            self.column += 1;
        }
        let number = |name: &str| {
            let text = attribute(element, name)?;
            let digits = text.trim_start_matches(|c: char| !c.is_ascii_digit());
            digits.parse::<usize>().ok().filter(|n| *n <= limits::TABLE_COLUMNS)
        };
        let span =
            number("namest").zip(number("nameend")).map(|(first, last)| (last + 1).saturating_sub(first));
        self.width = span.unwrap_or(1).max(1);
        self.is_open = true;
        let rows = number("morerows").unwrap_or(0);
        self.rows = rows + 1;
        self.align = match attribute(element, "align").as_deref() {
            Some("right" | "char") => Align::Right,
            Some("center") => Align::Centre,
            _ => Align::Left,
        };
        if rows > 0 && self.column + self.width <= limits::TABLE_COLUMNS {
            self.taken.resize(self.taken.len().max(self.column + self.width), 0);
            for column in self.column..self.column + self.width {
                if let Some(taken) = self.taken.get_mut(column) {
                    *taken = rows;
                }
            }
        }
    }

    pub(super) fn end_cell(&mut self) {
        self.column += self.width;
        self.is_open = false;
    }

    /// The open cell.
    pub(super) fn place(&self) -> Option<Cell> {
        let (row, column) = (self.row.saturating_sub(1), self.column.min(limits::TABLE_COLUMNS));
        let cell = Cell::single(self.number, row, column, self.head);
        self.is_open.then_some(Cell { wide: self.width, tall: self.rows, align: self.align, ..cell })
    }
}
