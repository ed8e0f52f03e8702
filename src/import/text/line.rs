//! The lines of a text with where they stand: byte range, column, sheet, and what separates them.
//!
//! Blank lines and form feeds are no lines here; they are remembered as what precedes the next one.

use std::ops::Range;

/// A line with words on it, or the part of one that belongs to one column.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Line<'a> {
    /// The words, without space around them.
    pub text: &'a str,
    /// Where they begin in the source.
    pub start: usize,
    /// The column of the first character, counting from 0.
    pub column: usize,
    /// The sheet of paper, counting from 0.
    pub sheet: usize,
    /// A blank line stands before it.
    pub blank: bool,
    /// A new sheet, or something that is not the letter's text, stands before it.
    pub cut: bool,
}

impl Line<'_> {
    /// The bytes of the source.
    pub(super) fn at(&self) -> Range<usize> {
        self.start..self.start + self.text.len()
    }

    /// Characters on it.
    pub(super) fn width(&self) -> usize {
        self.text.chars().count()
    }

    /// The part of it in these bytes of its text, as a line of its own.
    pub(super) fn part(&self, within: Range<usize>) -> Option<Self> {
        let before = self.text.get(..within.start)?;
        let part = self.text.get(within)?;
        let text = part.trim();
        let lead = part.len() - part.trim_start().len();
        let column = self.column + before.chars().count() + part.get(..lead)?.chars().count();
        (!text.is_empty()).then_some(Self { text, start: self.start + before.len() + lead, column, ..*self })
    }
}

impl Line<'_> {
    /// The parts of it in these bytes of its text, which follow each other, as lines of their own.
    pub(super) fn divided(&self, parts: &[Range<usize>]) -> Vec<Self> {
        let (mut read, mut column) = (0, self.column);
        let part = |within: &Range<usize>| {
            column += self.text.get(read..within.start)?.chars().count();
            read = within.start;
            let text = self.text.get(within.clone()).filter(|text| !text.trim().is_empty())?;
            let lead = text.len() - text.trim_start().len();
            let column = column + text.get(..lead)?.chars().count();
            Some(Self { text: text.trim(), start: self.start + within.start + lead, column, ..*self })
        };
        parts.iter().filter_map(part).collect()
    }
}

/// Columns between two stops of a tab.
const TAB: usize = 8;

/// The lines of a text.
pub(super) fn lines(text: &str) -> Vec<Line<'_>> {
    let mut found: Vec<Line<'_>> = Vec::new();
    let (mut sheet, mut blank, mut start) = (0, false, 0);
    for raw in text.split_inclusive(['\n', '\u{c}']) {
        let words = raw.trim();
        if words.is_empty() {
            // The rest of a line before a form feed is no blank line.
            blank |= raw.ends_with('\n');
        } else {
            let lead = raw.len() - raw.trim_start().len();
            let column = column(raw.get(..lead).unwrap_or_default());
            let cut = found.last().is_some_and(|last| last.sheet != sheet);
            found.push(Line { text: words, start: start + lead, column, sheet, blank, cut });
            blank = false;
        }
        sheet += usize::from(raw.ends_with('\u{c}'));
        start += raw.len();
    }
    found
}

fn column(lead: &str) -> usize {
    lead.chars().fold(0, |column, c| if c == '\t' { (column / TAB + 1) * TAB } else { column + 1 })
}

/// The parts of a line that three or more spaces separate, as ranges of its text.
pub(super) fn parts(text: &str) -> Vec<Range<usize>> {
    apart(text, 3, char::is_whitespace)
}

/// The parts of a line that this many spaces or more separate. A tab is as many.
pub(super) fn apart(text: &str, gap: usize, is_space: impl Fn(char) -> bool) -> Vec<Range<usize>> {
    let mut parts = Vec::new();
    let (mut begin, mut end, mut spaces) = (0, 0, 0);
    for (at, c) in text.char_indices() {
        if is_space(c) {
            spaces += if c == '\t' { gap } else { 1 };
            continue;
        }
        if spaces >= gap && end > begin {
            parts.push(begin..end);
            begin = at;
        }
        spaces = 0;
        end = at + c.len_utf8();
    }
    if end > begin {
        parts.push(begin..end);
    }
    parts
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_know_their_place() {
        let text = "een\n\n  twee\r\n\u{c}drie\n";
        let found = lines(text);
        let seen: Vec<_> = found.iter().map(|l| (l.text, l.column, l.sheet, l.blank, l.cut)).collect();
        assert_eq!(
            seen,
            [("een", 0, 0, false, false), ("twee", 2, 0, true, false), ("drie", 0, 1, false, true)]
        );
        assert!(found.iter().all(|l| text.get(l.at()) == Some(l.text)));
    }

    #[test]
    fn columns_are_told_apart() {
        let text = "Datum   30 mei 2023      Ons kenmerk";
        let found: Vec<_> = parts(text).into_iter().filter_map(|p| text.get(p)).collect();
        assert_eq!(found, ["Datum", "30 mei 2023", "Ons kenmerk"]);
    }
}
