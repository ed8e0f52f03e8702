//! The ways in which pandoc draws a table: a grid, pipes, columns under dashes with or without blank lines.
//!
//! A table is lines with their bytes; its cells are lines with their bytes too, a narrower stretch of the same
//! source. What it draws with is no text.

use crate::import::draft::Align;
use std::ops::Range;

/// A line of the file without its end.
#[derive(Debug, Clone, Copy)]
pub(super) struct Line<'a> {
    pub(super) text: &'a str,
    /// The byte of its first character.
    pub(super) at: usize,
}

/// A table: rows of cells of lines.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct PandocTable {
    pub(super) rows: Vec<PandocRow>,
    /// Characters that fit on a line of each column, where pandoc cuts words that do not.
    pub(super) widths: Vec<usize>,
    /// How columns are aligned.
    pub(super) aligned: Vec<Align>,
    /// Lines of the file that it takes.
    pub(super) taken: usize,
}

/// A row of a table.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct PandocRow {
    pub(super) head: bool,
    /// The lines of every cell; empty lines are kept.
    pub(super) cells: Vec<Vec<Range<usize>>>,
    /// Columns that each takes, and rows; one where nothing is said.
    pub(super) wide: Vec<usize>,
    pub(super) tall: Vec<usize>,
}

/// The table that begins with the first of these lines.
pub(super) fn read(lines: &[Line<'_>]) -> Option<PandocTable> {
    let first = lines.first()?;
    if is_grid_rule(first.text) {
        return Some(grid(lines));
    }
    let second = lines.get(1).map(|l| l.text).unwrap_or_default();
    if first.text.trim_start().starts_with('|') && is_pipe_rule(second) {
        return Some(pipes(lines));
    }
    if is_bare_row(first.text) && is_bare_row(second) {
        return Some(bare(lines));
    }
    if first.text.contains('|') && is_open_rule(second) {
        return Some(open_pipes(lines));
    }
    if is_dashes(first.text) && !second.trim().is_empty() {
        return dashed(lines);
    }
    let headed = is_dashes(second) && (groups(second).len() > 1 || second.starts_with("  "));
    (headed && !first.text.trim().is_empty()).then(|| simple(lines)).flatten()
}

/// `+---+:==:+`
pub(super) fn is_grid_rule(text: &str) -> bool {
    let text = text.trim();
    text.len() > 4
        && text.starts_with('+')
        && text.ends_with('+')
        && text.chars().all(|c| matches!(c, '+' | '-' | '=' | ':'))
}

/// `|---|:-:|`
fn is_pipe_rule(text: &str) -> bool {
    let text = text.trim();
    text.contains('-')
        && text.starts_with('|')
        && text.chars().all(|c| matches!(c, '|' | '-' | ':' | ' ' | '+'))
}

/// `| a | b |`: a row, where no rule tells the head.
fn is_bare_row(text: &str) -> bool {
    let text = text.trim();
    let inner = text.strip_prefix("| ").and_then(|rest| rest.strip_suffix(" |"));
    inner.is_some_and(|inner| inner.contains(" | "))
}

/// `---|---`, under a head without `|` at its edges.
pub(super) fn is_open_rule(text: &str) -> bool {
    let text = text.trim();
    text.starts_with('-') && text.contains("-|-") && text.chars().all(|c| matches!(c, '|' | '-' | ':' | ' '))
}

/// `  ------ ---`
pub(super) fn is_dashes(text: &str) -> bool {
    let text = text.trim();
    text.len() >= 3 && text.chars().all(|c| matches!(c, '-' | ' ')) && text.contains("---")
}

/// The columns of characters under which dashes stand.
fn groups(text: &str) -> Vec<Range<usize>> {
    let mut found: Vec<Range<usize>> = Vec::new();
    for (column, _) in text.chars().enumerate().filter(|(_, c)| *c == '-') {
        match found.last_mut() {
            Some(last) if last.end == column => last.end += 1,
            _ => found.push(column..column + 1),
        }
    }
    found
}

/// The bytes of these columns of a line, without the space around the words.
fn columns(line: &Line<'_>, columns: Range<usize>) -> Range<usize> {
    let byte = |column: usize| line.text.char_indices().nth(column).map_or(line.text.len(), |(at, _)| at);
    let (start, end) = (byte(columns.start), byte(columns.end));
    trimmed(line, start..end.max(start))
}

fn trimmed(line: &Line<'_>, bytes: Range<usize>) -> Range<usize> {
    let text = line.text.get(bytes.clone()).unwrap_or_default();
    let start = bytes.start + text.len() - text.trim_start().len();
    let end = (bytes.start + text.trim_end().len()).max(start);
    line.at + start..line.at + end
}

/// A grid: rules between the rows, `|` between the cells. A cell stands between two corners of the rule above its
/// row at which all of its lines are divided; so a table within a cell is the text of that cell.
fn grid(lines: &[Line<'_>]) -> PandocTable {
    let is_part = |l: &&Line<'_>| l.text.trim_start().starts_with(['+', '|']);
    let taken = lines.iter().take_while(is_part).count();
    let outer = lines.first().map_or(0, |l| l.text.chars().count());
    // The rules of a table within a cell are shorter, and behind a `|`.
    let is_rule = |l: &Line<'_>| is_grid_rule(l.text) && l.text.chars().count() == outer;
    let widths = lines.first().map(|l| corners(l.text)).unwrap_or_default();
    let widths = widths.iter().zip(widths.iter().skip(1)).map(|(a, b)| b.saturating_sub(a + 3)).collect();
    let mut table = PandocTable { rows: Vec::new(), widths, aligned: Vec::new(), taken };
    let all = lines.get(..taken).unwrap_or_default();
    let rules: Vec<usize> = (0..taken).filter(|&at| all.get(at).is_some_and(is_rule)).collect();
    let drawn = || rules.iter().filter_map(|&at| all.get(at));
    let mut grid: Vec<usize> = drawn().flat_map(|rule| corners(rule.text)).collect();
    grid.sort_unstable();
    grid.dedup();
    if let Some(rule) = drawn().find(|rule| rule.text.contains('=')).or(lines.first()) {
        table.aligned = rule.text.trim().trim_matches('+').split('+').map(colons).collect();
    }
    for pair in rules.windows(2) {
        let [above, below] = pair else { continue };
        let (Some(rule), Some(inside), Some(end)) =
            (all.get(*above), all.get(above + 1..*below), all.get(*below))
        else {
            continue;
        };
        let first = table.rows.len();
        let mut above = rule;
        for part in inside.split_inclusive(|line| is_partial(line, &grid)) {
            let next = part.last().filter(|line| is_partial(line, &grid));
            let lines = part.get(..part.len() - usize::from(next.is_some())).unwrap_or_default();
            if !lines.is_empty() {
                let row = grid_row(above, lines, &grid, table.rows.get_mut(first..).unwrap_or_default());
                table.rows.push(PandocRow { head: end.text.contains('='), ..row });
            }
            above = next.unwrap_or(above);
        }
    }
    // Only the rows above the rule of `=` are the head, and they are the first.
    let head = table.rows.iter().rposition(|r| r.head).map_or(0, |last| last + 1);
    for (at, row) in table.rows.iter_mut().enumerate() {
        row.head = at < head;
    }
    table
}

/// The row of these lines below a rule. Where a rule that divides other cells leaves one whole, its lines go to the rows
/// above, which that rule parts.
fn grid_row(above: &Line<'_>, lines: &[Line<'_>], grid: &[usize], rows: &mut [PandocRow]) -> PandocRow {
    let at = |line: &Line<'_>, column: usize| line.text.chars().nth(column);
    let divided = |line: &Line<'_>, column: usize| at(line, column).is_none_or(|c| matches!(c, '|' | '+'));
    let is_edge =
        |column: &&usize| divided(above, **column) && lines.iter().all(|line| divided(line, **column));
    let edges: Vec<usize> = grid.iter().filter(is_edge).copied().collect();
    let count = grid.len().saturating_sub(1);
    let mut row = PandocRow {
        cells: vec![Vec::new(); count],
        wide: vec![1; count],
        tall: vec![1; count],
        ..PandocRow::default()
    };
    for edge in edges.windows(2) {
        let [left, right] = edge else { continue };
        let column = grid.partition_point(|edge| edge < left);
        let goes_on = !is_drawn(above, *left, *right);
        let words = |line: &Line<'_>| columns(line, left + 1..*right);
        let is_begun = |row: &&mut PandocRow| row.cells.get(column).is_some_and(|cell| !cell.is_empty());
        let begun = rows.iter_mut().rev().find(is_begun).filter(|_| goes_on);
        let is_new = begun.is_none();
        let into = begun.unwrap_or(&mut row);
        let (Some(cell), Some(wide), Some(tall)) =
            (into.cells.get_mut(column), into.wide.get_mut(column), into.tall.get_mut(column))
        else {
            continue;
        };
        if is_new {
            *wide = grid.partition_point(|edge| edge < right) - column;
        } else {
            *tall += 1;
            cell.push(words(above));
        }
        cell.extend(lines.iter().map(words));
    }
    row
}

/// Whether a line divides some of the cells of a grid, and others not: `| Soort +------+------+`.
fn is_partial(line: &Line<'_>, grid: &[usize]) -> bool {
    let text = line.text.trim_end();
    let fits = || corners(text).iter().all(|corner| grid.binary_search(corner).is_ok());
    let drawn = || grid.iter().zip(grid.iter().skip(1)).any(|(from, to)| is_drawn(line, *from, *to));
    (text.contains("+-") || text.contains("-+")) && fits() && drawn()
}

/// Whether between these columns a line is drawn.
fn is_drawn(line: &Line<'_>, left: usize, right: usize) -> bool {
    let between = || line.text.chars().skip(left + 1).take(right.saturating_sub(left + 1));
    between().next().is_some() && between().all(|c| matches!(c, '-' | '=' | ':' | '+'))
}

/// The columns at which a rule has a `+`.
fn corners(text: &str) -> Vec<usize> {
    text.chars().enumerate().filter(|(_, c)| *c == '+').map(|(column, _)| column).collect()
}

/// What stands between the `|` of a line; escaped ones are text.
fn divided(line: &Line<'_>) -> Vec<Range<usize>> {
    let mut cells = Vec::new();
    let mut start = None;
    let mut escaped = false;
    for (at, c) in line.text.char_indices() {
        if c == '|' && !escaped {
            if let Some(start) = start {
                cells.push(trimmed(line, start..at));
            }
            start = Some(at + 1);
        }
        escaped = c == '\\' && !escaped;
    }
    if let Some(start) =
        start.filter(|&start| line.text.get(start..).is_some_and(|rest| !rest.trim().is_empty()))
    {
        cells.push(trimmed(line, start..line.text.len()));
    }
    cells
}

fn bare(lines: &[Line<'_>]) -> PandocTable {
    let taken = lines.iter().take_while(|l| is_bare_row(l.text)).count();
    let cells = |line| divided(line).into_iter().map(|cell| vec![cell]).collect();
    let rows = lines.iter().take(taken).map(|line| PandocRow { cells: cells(line), ..PandocRow::default() });
    PandocTable { rows: rows.collect(), taken, ..PandocTable::default() }
}

fn pipes(lines: &[Line<'_>]) -> PandocTable {
    let taken = lines.iter().take_while(|l| l.text.trim_start().starts_with('|')).count();
    let rows = lines.iter().take(taken).enumerate().filter(|(at, _)| *at != 1);
    let rows = rows.map(|(at, line)| PandocRow {
        head: at == 0,
        cells: divided(line).into_iter().map(|cell| vec![cell]).collect(),
        wide: Vec::new(),
        tall: Vec::new(),
    });
    let rule = lines.get(1).map(|l| l.text.trim().trim_matches('|')).unwrap_or_default();
    let aligned = rule.split('|').map(colons).collect();
    PandocTable { rows: rows.collect(), widths: Vec::new(), aligned, taken }
}

/// Rows without `|` at their edges, up to a blank line. A long row goes on in lines that have none.
fn open_pipes(lines: &[Line<'_>]) -> PandocTable {
    let taken = lines.iter().take_while(|l| !l.text.trim().is_empty()).count();
    let mut rows: Vec<PandocRow> = Vec::new();
    for (at, line) in lines.iter().take(taken).enumerate().filter(|(at, _)| *at != 1) {
        let last = rows.last_mut().and_then(|row| row.cells.last_mut());
        if let Some(cell) = last.filter(|_| !line.text.contains('|')) {
            cell.push(trimmed(line, 0..line.text.len()));
            continue;
        }
        let mut cells = Vec::new();
        let mut start = 0;
        for (end, _) in line.text.match_indices('|').chain([(line.text.len(), "")]) {
            cells.push(vec![trimmed(line, start..end)]);
            start = end + 1;
        }
        rows.push(PandocRow { head: at == 0, cells, ..PandocRow::default() });
    }
    let rule = lines.get(1).map(|l| l.text.trim().trim_matches('|')).unwrap_or_default();
    PandocTable { rows, aligned: rule.split('|').map(colons).collect(), taken, ..PandocTable::default() }
}

/// A line of heads, dashes under them, and rows of one line up to a blank line or more dashes.
fn simple(lines: &[Line<'_>]) -> Option<PandocTable> {
    let groups = groups(lines.get(1)?.text);
    let (columns, aligned) = (spread(&groups), flush(&groups, lines.first()?));
    let body = lines.iter().skip(2).take_while(|l| !l.text.trim().is_empty() && !is_dashes(l.text)).count();
    let closing = usize::from(lines.get(2 + body).is_some_and(|l| is_dashes(l.text)));
    let rows = lines.iter().take(2 + body).enumerate().filter(|(at, _)| *at != 1);
    let rows = rows.map(|(at, line)| row(&[*line], &columns, at == 0)).collect();
    Some(PandocTable { rows, widths: Vec::new(), aligned, taken: 2 + body + closing })
}

/// A table between two lines of dashes. If there are more of them, the first rows are the head; if there are blank
/// lines, rows have several lines and stand between them.
fn dashed(lines: &[Line<'_>]) -> Option<PandocTable> {
    let blank = |at: usize| lines.get(at).is_none_or(|l| l.text.trim().is_empty());
    let is_rule = |at: usize| lines.get(at).is_some_and(|line| is_dashes(line.text));
    let last = (1..lines.len()).find(|&at| is_rule(at) && blank(at + 1))?;
    let inner = (1..last).find(|&at| is_rule(at));
    let under = inner.unwrap_or(0);
    let groups = groups(lines.get(under)?.text);
    let widths = groups.iter().map(Range::len).collect();
    let columns = spread(&groups);
    // Without a head, the first row tells.
    let aligned = flush(&groups, lines.get(if inner.is_some() { 1 } else { under + 1 })?);
    let mut table = PandocTable { rows: Vec::new(), widths, aligned, taken: last + 1 };
    if inner.is_some() {
        table.rows.push(row(lines.get(1..under)?, &columns, true));
    }
    let body = lines.get(under + 1..last)?;
    let several = body.iter().any(|l| l.text.trim().is_empty());
    if several {
        let parts = body.split(|l| l.text.trim().is_empty()).filter(|part| !part.is_empty());
        table.rows.extend(parts.map(|part| row(part, &columns, false)));
    } else {
        table.rows.extend(body.iter().map(|line| row(&[*line], &columns, false)));
    }
    Some(table)
}

/// How a column is aligned whose rule has colons at its ends.
fn colons(rule: &str) -> Align {
    let rule = rule.trim();
    match (rule.starts_with(':'), rule.ends_with(':')) {
        (true, true) => Align::Centre,
        (false, true) => Align::Right,
        _ => Align::Left,
    }
}

/// How columns are aligned over whose dashes words stand: those at their right end only to the right, those at neither end
/// in the middle.
fn flush(groups: &[Range<usize>], line: &Line<'_>) -> Vec<Align> {
    let characters: Vec<char> = line.text.chars().collect();
    let stands = |column: usize| characters.get(column).is_some_and(|c| !c.is_whitespace());
    let align = |group: &Range<usize>| match (stands(group.start), stands(group.end.saturating_sub(1))) {
        (false, true) => Align::Right,
        (false, false) if group.clone().any(stands) => Align::Centre,
        _ => Align::Left,
    };
    groups.iter().map(align).collect()
}

/// Columns from one group of dashes to the next: words may stand out on either side of theirs.
fn spread(groups: &[Range<usize>]) -> Vec<Range<usize>> {
    let starts: Vec<usize> = groups.iter().map(|g| g.start).collect();
    let end = |at: usize| starts.get(at + 1).copied().unwrap_or(usize::MAX);
    starts.iter().enumerate().map(|(at, start)| if at == 0 { 0 } else { *start }..end(at)).collect()
}

fn row(lines: &[Line<'_>], all: &[Range<usize>], head: bool) -> PandocRow {
    let cells = all.iter().map(|column| lines.iter().map(|line| columns(line, column.clone())).collect());
    PandocRow { head, cells: cells.collect(), wide: Vec::new(), tall: Vec::new() }
}
