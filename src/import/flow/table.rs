//! Tables of data: their cells in rows and columns, and the words of those that take several.

use super::{Cell, Unit};
use crate::content::source::Source;
use crate::finding::{Code, Finding};
use crate::import::draft::{Align, Block, Inline};
use crate::limits;
use std::collections::{BTreeMap, BTreeSet};

/// Whether a table holds data: at least two of its rows say something in at least two columns. Others only put
/// text in its place on the sheet.
pub(super) fn is_data(table: &[Unit]) -> bool {
    let mut filled: Vec<(usize, usize)> = table
        .iter()
        .filter(|u| !u.is_empty())
        .filter_map(|u| u.spot.cell.map(|c| (c.row, c.column)))
        .collect();
    filled.sort_unstable();
    filled.dedup();
    filled.chunk_by(|a, b| a.0 == b.0).filter(|row| row.len() > 1).count() > 1
}

/// Whether the cells follow each other in the source. Those of a table drawn with signs share their lines, and
/// only a table keeps them apart.
pub(super) fn is_in_order(table: &[Unit]) -> bool {
    table.iter().filter_map(Unit::range).is_sorted_by(|a, b| a.end <= b.start || a.is_empty())
}

/// Rows that may name the columns.
const HEAD_ROWS: usize = 4;

/// A table of data. Words of a cell that spans several stand in each of them where they name columns or rows; rows of the
/// head are one.
pub(super) fn data(table: Vec<Unit>) -> Block {
    let cells = || table.iter().filter_map(|unit| unit.spot.cell);
    let width = cells().map(|c| c.column + c.wide).max().unwrap_or(0).min(limits::TABLE_COLUMNS + 1);
    let heads = head_rows(&table);
    let repeated = spanning(&table, heads, width).filter(|(_, repeated)| *repeated);
    let spans: Vec<Cell> = repeated.map(|(cell, _)| cell).collect();
    let mut aligned: Vec<Option<Align>> = vec![None; width];
    let mut rows: Vec<(usize, Vec<Vec<Inline>>)> = Vec::new();
    for unit in table {
        let Some(cell) = unit.spot.cell else { continue };
        if rows.last().is_none_or(|(row, _)| *row != cell.row) {
            rows.push((cell.row, vec![Vec::new(); width]));
        }
        let place = rows.last_mut().and_then(|(_, cells)| cells.get_mut(cell.column));
        if let (Some(place), false) = (place, unit.is_empty()) {
            // A column is aligned as all of its cells below the head are.
            if let Some(column) = aligned.get_mut(cell.column).filter(|_| cell.wide == 1 && cell.row >= heads)
            {
                let same = column.is_none_or(|align| align == cell.align);
                *column = Some(if same { cell.align } else { Align::Left });
            }
            if !place.is_empty() {
                place.push(Inline::Break);
            }
            match unit.block {
                Block::Paragraph(inlines) | Block::Heading(_, inlines) => place.extend(inlines),
                Block::Lines(lines) => {
                    for (at, line) in lines.into_iter().enumerate() {
                        if at > 0 {
                            place.push(Inline::Break);
                        }
                        place.extend(line);
                    }
                }
                _ => {}
            }
        }
    }
    for cell in spans {
        repeat(&cell, heads, &mut rows);
    }
    let body = rows.partition_point(|(row, _)| *row < heads);
    let mut head: Vec<Vec<Inline>> = Vec::new();
    for (_, cells) in rows.drain(..body) {
        if head.is_empty() {
            head = cells;
            continue;
        }
        for (above, below) in head.iter_mut().zip(cells) {
            if !above.is_empty() && !below.is_empty() {
                above.push(Inline::Break);
            }
            above.extend(below);
        }
    }
    let aligned = aligned.into_iter().map(Option::unwrap_or_default).collect();
    Block::Table(head, rows.into_iter().map(|(_, cells)| cells).collect(), aligned)
}

/// How many of the first rows name the columns; others stand below them.
fn head_rows(table: &[Unit]) -> usize {
    let cells = || table.iter().filter_map(|unit| unit.spot.cell);
    let first = cells().map(|c| c.row).min().unwrap_or(0);
    let body = cells().filter(|c| !c.head).map(|c| c.row).min();
    match body {
        Some(body) if body - first <= HEAD_ROWS => body,
        // A table of heads alone has one.
        _ => first + usize::from(cells().any(|c| c.head && c.row == first)),
    }
}

/// The cells with words that take several columns or rows, and whether their words are those of each of these: short names
/// of columns or of rows. A figure over two columns may be the sum of both.
fn spanning(table: &[Unit], heads: usize, width: usize) -> impl Iterator<Item = (Cell, bool)> {
    const SHORT: usize = 200;
    let mut lengths: BTreeMap<(usize, usize), (Cell, usize)> = BTreeMap::new();
    for unit in table.iter().filter(|unit| !unit.is_empty()) {
        if let Some(cell) = unit.spot.cell.filter(Cell::spans) {
            lengths.entry((cell.row, cell.column)).or_insert((cell, 0)).1 +=
                unit.range().map_or(0, |at| at.len());
        }
    }
    lengths.into_values().map(move |(cell, length)| {
        let is_name = cell.row < heads || cell.column == 0 && cell.wide == 1 && width > 1;
        (cell, is_name && length <= SHORT)
    })
}

/// Writes the words of a cell into the others that it takes. They are words of the source in their own place alone.
fn repeat(cell: &Cell, heads: usize, rows: &mut [(usize, Vec<Vec<Inline>>)]) {
    let of = |row: usize, rows: &[(usize, Vec<Vec<Inline>>)]| {
        rows.binary_search_by_key(&row, |(row, _)| *row).ok()
    };
    let own = of(cell.row, rows).and_then(|at| rows.get(at)?.1.get(cell.column).cloned());
    let copied = again(&own.unwrap_or_default());
    // Rows of the head become one, in which the words need not stand twice.
    let tall = if cell.row < heads { 1 } else { cell.tall };
    for row in cell.row..cell.row + tall {
        let Some((_, cells)) = of(row, rows).and_then(|at| rows.get_mut(at)) else { continue };
        for place in cells.iter_mut().skip(cell.column).take(cell.wide).filter(|place| place.is_empty()) {
            place.clone_from(&copied);
        }
    }
}

/// The words of running text, as they are said once more: without marks of notes, and of no bytes of the source.
fn again(inlines: &[Inline]) -> Vec<Inline> {
    let mut out = Vec::new();
    for inline in inlines {
        match inline {
            Inline::Text(text, at) => out.push(Inline::Text(text.clone(), at.start..at.start)),
            Inline::Mark(_) => {}
            Inline::Break => out.push(Inline::Break),
            other => {
                let mut copy = other.clone();
                if let Some(inner) = copy.inner_mut() {
                    *inner = again(inner);
                }
                out.push(copy);
            }
        }
    }
    out
}

/// What is said of tables whose cells take several columns or rows, with words that stand in the first of these only. A
/// line across a whole table says itself what it is.
pub fn unrepeated(units: &[Unit], source: &Source) -> Option<Finding> {
    let mut found = 0;
    let mut first = None;
    for table in units.chunk_by(|a, b| a.spot.cell.zip(b.spot.cell).is_some_and(|(a, b)| a.table == b.table))
    {
        let filled = |row: usize| {
            let in_row = |unit: &&Unit| unit.spot.cell.is_some_and(|c| c.row == row) && !unit.is_empty();
            table
                .iter()
                .filter(in_row)
                .filter_map(|u| u.spot.cell)
                .map(|c| c.column)
                .collect::<BTreeSet<_>>()
                .len()
        };
        if table.first().is_none_or(|unit| unit.spot.cell.is_none()) || !is_data(table) {
            continue;
        }
        let heads = head_rows(table);
        let width = table.iter().filter_map(|u| u.spot.cell).map(|c| c.column + c.wide).max().unwrap_or(0);
        for (cell, repeated) in spanning(table, heads, width) {
            if repeated || cell.tall == 1 && filled(cell.row) < 2 {
                continue;
            }
            found += 1;
            first =
                first.or_else(|| table.iter().find(|u| u.spot.cell == Some(cell) && !u.is_empty())?.range());
        }
    }
    let message = match found {
        1 => "the words of a cell that takes several columns or rows stand in the first of them only"
            .to_owned(),
        found => format!(
            "the words of {found} cells that take several columns or rows stand in the first of them only"
        ),
    };
    Some(Finding::new(Code::K749, message).at(source.place(first?)))
}
