//! Tables that a conversion has laid out with spaces, or drawn with `|` as in Markdown.
//!
//! Lines are rows of a table only where that is certain: at least three follow each other, all have the same number of
//! cells, and each column keeps its left or its right edge; only names of columns may stand above the middle of
//! theirs. Two columns must be words beside figures, for running text may have a wide space too. Everything else stays
//! text.

use super::line::{Line, apart};
use std::ops::Range;

/// Rows of cells; the head is empty if the table has none.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct TextTable<'a> {
    /// What names the columns.
    pub head: Vec<Line<'a>>,
    /// The rows below it.
    pub rows: Vec<Vec<Line<'a>>>,
    /// The signs it is drawn with.
    pub signs: Vec<Range<usize>>,
}

/// Lines that make a table certain.
const LINES: usize = 3;

/// The tables of a text, asked for line by line.
pub(super) struct Tables<'s, 'a> {
    lines: &'s [Line<'a>],
    /// Before this line no rows begin that are laid out with spaces: all that do would hold the same words where a table
    /// of two columns has figures. Without this, columns of words would be read through once for each of their lines.
    barred: usize,
}

impl<'s, 'a> Tables<'s, 'a> {
    pub(super) fn of(lines: &'s [Line<'a>]) -> Self {
        Self { lines, barred: 0 }
    }

    /// The table that begins at this line. Lines are asked for in their order.
    pub(super) fn at(&mut self, at: usize) -> Option<TextTable<'a>> {
        let lines = self.lines.get(at..)?;
        if let Some(table) = drawn(lines).or_else(|| ruled(lines)) {
            return Some(table);
        }
        if at < self.barred {
            return None;
        }
        laid_out(lines).unwrap_or_else(|words| {
            self.barred = at + words;
            None
        })
    }
}

/// The table that begins with the first of these lines and that spaces make. An error has the line of words that keeps
/// all lines before it from being the first of one.
fn laid_out<'a>(lines: &[Line<'a>]) -> Result<Option<TextTable<'a>>, usize> {
    let (Some(first), Some(below)) = (lines.first().map(cells), lines.get(1..)) else { return Ok(None) };
    if first.len() < 2 {
        return Ok(None);
    }
    let mut rows = aligned(lines)?;
    let mut head = Vec::new();
    if rows.len() < LINES {
        rows = aligned(below).map_err(|words| words + 1)?;
        let above = rows.first().is_some_and(|row| {
            row.len() == first.len() && row.iter().zip(&first).all(|(cell, name)| overlap(cell, name))
        });
        if !above || rows.len() + 1 < LINES {
            return Ok(None);
        }
        head = first;
    } else if rows.get(1..).is_some_and(|below| is_head(&first, below)) {
        head = rows.remove(0);
    }
    let figures = rows.iter().all(|row| ends_in_figure(row));
    let columns = rows.first().map_or(0, Vec::len);
    Ok((columns > 2 || figures).then_some(TextTable { head, rows, signs: Vec::new() }))
}

impl TextTable<'_> {
    /// How many lines it takes.
    pub(super) fn lines(&self) -> usize {
        let rule = usize::from(!self.signs.is_empty());
        self.rows.len() + usize::from(!self.head.is_empty()) + rule
    }
}

/// A table of Markdown: a row of names, a rule, rows as long as lines begin with the sign.
fn drawn<'a>(lines: &[Line<'a>]) -> Option<TextTable<'a>> {
    let row = |line: &Line<'_>| line.text.len() > 1 && line.text.starts_with('|');
    let (head, rule) = (lines.first().filter(|l| row(l))?, lines.get(1).filter(|l| row(l) && !l.blank)?);
    if !rule.text.contains("--") || !rule.text.chars().all(|c| matches!(c, '|' | '-' | ':' | ' ')) {
        return None;
    }
    let below = lines.iter().skip(2).take_while(|l| row(l) && !l.blank);
    let mut signs = vec![rule.at()];
    let mut split = |line: &Line<'a>| {
        let mut cells = Vec::new();
        let mut from = None;
        for (at, _) in line
            .text
            .match_indices('|')
            .filter(|(at, _)| line.text.get(..*at).is_some_and(|before| !before.ends_with('\\')))
        {
            if let Some(from) = from {
                let empty = || Line { text: "", start: line.start + at, ..line.clone() };
                cells.push(line.part(from..at).unwrap_or_else(empty));
            }
            signs.push(line.start + at..line.start + at + 1);
            from = Some(at + 1);
        }
        cells.extend(line.part(from.unwrap_or_default()..line.text.len()));
        cells
    };
    let head = split(head);
    let rows = below.map(&mut split).collect();
    Some(TextTable { head, rows, signs })
}

/// A table as pandoc draws it in plain text: a row of names, below it a rule whose dashes are as wide as the columns.
fn ruled<'a>(lines: &[Line<'a>]) -> Option<TextTable<'a>> {
    let is_rule = |line: &Line<'_>| {
        line.text.contains("--")
            && line.text.contains(' ')
            && line.text.chars().all(|c| matches!(c, '-' | ' '))
    };
    let rule = lines.get(1).filter(|line| is_rule(line) && !line.blank)?;
    let edges: Vec<usize> =
        apart(rule.text, 1, |c| c == ' ').iter().map(|part| rule.column + part.start).collect();
    let below = lines.iter().skip(2).take_while(|l| !l.blank && !is_rule(l));
    let cells = |line: &Line<'a>| -> Option<Vec<Line<'a>>> {
        // The edges rise, so one walk along the line finds them all.
        let mut bytes = line.text.char_indices().map(|(byte, _)| byte).zip(line.column..).peekable();
        let byte = |&edge: &usize| {
            while bytes.next_if(|&(_, column)| column < edge).is_some() {}
            bytes.peek().map_or(line.text.len(), |&(byte, _)| byte)
        };
        let starts: Vec<usize> = edges.iter().map(byte).collect();
        let ends = starts.iter().skip(1).copied().chain([line.text.len()]);
        let parts = starts.iter().zip(ends).map(|(&from, to)| {
            // A word across an edge is no row of this table.
            let whole =
                from == 0 || line.text.get(..from)?.ends_with(char::is_whitespace) || from == line.text.len();
            let empty = || Line { text: "", start: line.start + from, ..line.clone() };
            whole.then(|| line.part(from..to).unwrap_or_else(empty))
        });
        parts.collect()
    };
    let head = cells(lines.first()?)?;
    let rows: Vec<Vec<Line<'a>>> = below.map(cells).collect::<Option<_>>()?;
    (edges.len() > 1 && !rows.is_empty()).then(|| TextTable { head, rows, signs: vec![rule.at()] })
}

/// The cells of the rows that these lines begin with, as long as their columns keep an edge. An error has the line, below
/// the first, that has words where a table of two columns has figures.
fn aligned<'a>(lines: &[Line<'a>]) -> Result<Vec<Vec<Line<'a>>>, usize> {
    let mut columns: Vec<Edges> = Vec::new();
    let mut rows: Vec<Vec<Line<'a>>> = Vec::new();
    for line in lines {
        let cells = cells(line);
        let goes_on = rows.is_empty() || cells.len() == columns.len() && !line.cut;
        if cells.len() < 2 || !goes_on {
            break;
        }
        let joined: Vec<Edges> = cells
            .iter()
            .enumerate()
            .map(|(at, cell)| columns.get(at).map_or_else(|| Edges::of(cell), |edges| edges.with(cell)))
            .collect();
        // Tabs divide cells by themselves, wherever their stops are.
        let tabs = line.text.contains('\t') && !line.text.contains("  ");
        if !tabs && !joined.iter().all(Edges::keep) {
            break;
        }
        if cells.len() == 2 && !rows.is_empty() && !ends_in_figure(&cells) {
            return Err(rows.len());
        }
        columns = joined;
        rows.push(cells);
    }
    Ok(rows)
}

fn ends_in_figure(row: &[Line<'_>]) -> bool {
    row.last().is_some_and(|cell| is_figure(cell.text))
}

/// The parts of a line that two or more spaces separate.
pub(super) fn cells<'a>(line: &Line<'a>) -> Vec<Line<'a>> {
    line.divided(&apart(line.text, 2, |c| matches!(c, ' ' | '\t')))
}

/// Where the cells of a column begin and end, at least and at most.
#[derive(Debug, Clone, Copy)]
struct Edges {
    left: (usize, usize),
    right: (usize, usize),
}

impl Edges {
    fn of(cell: &Line<'_>) -> Self {
        let right = cell.column + cell.width();
        Self { left: (cell.column, cell.column), right: (right, right) }
    }

    fn with(&self, cell: &Line<'_>) -> Self {
        let right = cell.column + cell.width();
        Self {
            left: (self.left.0.min(cell.column), self.left.1.max(cell.column)),
            right: (self.right.0.min(right), self.right.1.max(right)),
        }
    }

    /// Whether one edge is kept; conversions of proportional type are a character off.
    fn keep(&self) -> bool {
        self.left.1 - self.left.0 <= 1 || self.right.1 - self.right.0 <= 1
    }
}

fn overlap(a: &Line<'_>, b: &Line<'_>) -> bool {
    a.column < b.column + b.width() && b.column < a.column + a.width()
}

/// Whether a row names columns: it has words or years where the rows below it have figures.
fn is_head(first: &[Line<'_>], below: &[Vec<Line<'_>>]) -> bool {
    let year = |text: &str| text.parse::<u16>().is_ok_and(|year| (1900..2100).contains(&year));
    let named = |text: &str| !is_figure(text) || year(text);
    let figures = |at: usize| {
        let mut cells = below.iter().filter_map(|row| row.get(at));
        cells.all(|cell| is_figure(cell.text) && !year(cell.text))
    };
    let columns = first.iter().enumerate().skip(1);
    columns.clone().all(|(_, name)| named(name.text)) && columns.into_iter().any(|(at, _)| figures(at))
}

/// `1.234`, `€ 12,5 mln.`, `34%`, `n.v.t.`
fn is_figure(text: &str) -> bool {
    let bare = text.trim_start_matches(['€', '-', '–', '+', ' ']);
    bare.starts_with(|c: char| c.is_ascii_digit()) && text.chars().filter(|c| c.is_alphabetic()).count() <= 3
        || matches!(text, "-" | "–" | "n.v.t." | "p.m.")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::import::text::line::lines;

    /// The head and the rows, their cells divided by `|`.
    fn read(text: &str) -> Option<(String, Vec<String>)> {
        let row = |cells: &Vec<Line<'_>>| cells.iter().map(|c| c.text).collect::<Vec<_>>().join("|");
        Tables::of(&lines(text)).at(0).map(|table| (row(&table.head), table.rows.iter().map(row).collect()))
    }

    #[test]
    fn columns_that_keep_an_edge_are_a_table() {
        let (head, rows) = read(
            "Omschrijving           2021      2022\n\
             Inzet                  97,1     102,4\n\
             Koninklijke Marine  1.231,9   1.306,5\n\
             Overig                  4,0      p.m.\n\
             Daarna volgt tekst.\n",
        )
        .unwrap();
        assert_eq!(head, "Omschrijving|2021|2022");
        assert_eq!(rows, ["Inzet|97,1|102,4", "Koninklijke Marine|1.231,9|1.306,5", "Overig|4,0|p.m."]);
        let (head, rows) = read("Land        Bedrag\nBelgië      € 3\nFrankrijk   € 12\n").unwrap();
        assert_eq!((head.as_str(), rows.len()), ("Land|Bedrag", 2));
    }

    #[test]
    fn tables_of_markdown_are_tables() {
        let text = "| Jaar | Zaken |\n|---|--:|\n| 2018 | 12 |\n| 2019 |  |\nTekst.\n";
        assert_eq!(
            read(text).unwrap(),
            ("Jaar|Zaken".to_owned(), vec!["2018|12".to_owned(), "2019|".to_owned()])
        );
        let table = Tables::of(&lines(text)).at(0).unwrap();
        assert_eq!(table.lines(), 4);
        assert_eq!(
            table.signs.iter().map(|at| &text[at.clone()]).collect::<String>(),
            "|---|--:|||||||||||||"[..18]
        );
        assert_eq!(read("| Jaar | Zaken |\n| 2018 | 12 |\n"), None);
        let text = "  Jaar   Aantal zaken   Bedrag\n  ------ -------------- --------\n  2018   559            2.390\n  2019                  1\n\nTekst.\n";
        assert_eq!(
            read(text).unwrap(),
            ("Jaar|Aantal zaken|Bedrag".to_owned(), vec!["2018|559|2.390".to_owned(), "2019||1".to_owned()])
        );
        let text = "Jaar\tAantal zaken\tBedrag\n2018\t5\t2.390\n2019\t1.000\t1\n";
        assert_eq!(read(text).map(|table| table.1.len()), Some(2));
    }

    #[test]
    fn what_is_not_certain_stays_text() {
        for text in [
            "De Minister van Defensie,      De Minister van Financiën,\nA. Voorbeeld        B. Voorbeeld\n",
            "een regel met een    gat en\nnog een met een gat     erin en\nde derde   heeft er ook een\n",
            "Links      rechts\nwoorden    woorden\nwoorden    woorden\n",
            "Een   1\nTwee  2\n",
            "",
        ] {
            assert_eq!(read(text), None, "{text}");
        }
    }
}
