//! The running text of a paragraph: joined lines, marks of notes, emphasis.
//!
//! Emphasis is that of Markdown (`*…*`, `_…_`, `**…**`), which converters write; a sign that has no partner in its
//! paragraph is text.

use super::line::Line;
use super::line_break::{LineBreak, Words};
use crate::content::source::Source;
use crate::finding::{Code, Finding};
use crate::import::draft::{Inline, Omitted, Why};
use crate::import::flow::{Span, nest};
use crate::import::header::squeeze;
use std::collections::BTreeMap;
use std::ops::Range;

/// What joining lines needs to know, and what it finds.
pub(super) struct Writer<'s> {
    /// The source, for places.
    pub source: &'s Source,
    /// Evidence for hyphens.
    pub words: Words,
    /// Marks by the byte they begin at: where they end, and the label of their note.
    pub marks: BTreeMap<usize, (usize, String)>,
    /// Doubts.
    pub findings: Vec<Finding>,
    /// Hyphens and signs that are no text.
    pub omitted: Vec<Omitted>,
}

/// A stretch of a line.
enum Piece {
    Words(Range<usize>),
    Mark(Range<usize>, String),
    Sign(Range<usize>),
}

impl Writer<'_> {
    /// Lists a piece of the source as no text.
    pub(super) fn leave_out(&mut self, at: Range<usize>, why: Why) {
        let text = self.source.text.get(at.clone()).map(squeeze).unwrap_or_default();
        self.omitted.push(Omitted { at, text, why });
    }

    /// The lines as running text.
    pub(super) fn run(&mut self, lines: &[Line<'_>]) -> Vec<Inline> {
        let signs = signs(lines);
        let mut spans: Vec<Span> = Vec::new();
        let (mut strong, mut emphasis) = (false, false);
        for (index, line) in lines.iter().enumerate() {
            let next = lines.get(index + 1);
            let line_break = next.map(|next| self.words.line_break(line.text, next.text));
            let hyphen = self.hyphen(line, next, line_break);
            let mut space = index > 0 && self.space_before(lines, index);
            let end = hyphen.unwrap_or(line.at().end);
            for piece in self.pieces(line.start..end, &signs) {
                match piece {
                    Piece::Words(at) => {
                        let raw = self.source.text.get(at.clone()).unwrap_or_default();
                        let mut text = squeeze(raw);
                        if text.is_empty() {
                            space |= !raw.is_empty();
                            continue;
                        }
                        if space || raw.starts_with(char::is_whitespace) {
                            text.insert(0, ' ');
                        }
                        space = raw.ends_with(char::is_whitespace);
                        spans.push(Span { inline: Inline::Text(text, at), strong, emphasis, link: None });
                    }
                    Piece::Mark(at, label) => {
                        self.leave_out(at, Why::Mark);
                        space = false;
                        spans.push(Span { inline: Inline::Mark(label), strong, emphasis, link: None });
                    }
                    Piece::Sign(at) => {
                        if space {
                            let at = at.start..at.start;
                            spans.push(Span {
                                inline: Inline::Text(" ".to_owned(), at),
                                strong,
                                emphasis,
                                link: None,
                            });
                            space = false;
                        }
                        if at.len() == 2 {
                            strong = !strong;
                        } else {
                            emphasis = !emphasis;
                        }
                        self.leave_out(at, Why::Mark);
                    }
                }
            }
        }
        nest(spans)
    }

    /// Where the hyphen stands that only divided a word.
    fn hyphen(
        &mut self,
        line: &Line<'_>,
        next: Option<&Line<'_>>,
        line_break: Option<LineBreak>,
    ) -> Option<usize> {
        let last = line.text.chars().next_back()?;
        let at = line.at().end - last.len_utf8();
        match line_break? {
            LineBreak::Divided => {
                self.leave_out(at..line.at().end, Why::Hyphen);
                Some(at)
            }
            LineBreak::Doubtful => {
                let right = next.and_then(|n| n.text.split_whitespace().next()).unwrap_or_default();
                let left = line.text.split_whitespace().next_back().unwrap_or_default();
                let message = format!("`{left}` at the end of a line goes on with `{right}`");
                let place = self.source.place(line.at().end - left.len()..line.at().end);
                let finding = Finding::new(Code::K721, message).at(place);
                self.findings.push(finding.help(format!(
                    "`{left}{right}` was written; take the hyphen out if it only divided the word"
                )));
                None
            }
            _ => None,
        }
    }

    fn space_before(&self, lines: &[Line<'_>], index: usize) -> bool {
        let before = index.checked_sub(1).and_then(|b| lines.get(b));
        match before.zip(lines.get(index)) {
            Some((before, line)) => self.words.line_break(before.text, line.text) == LineBreak::Space,
            None => false,
        }
    }

    /// A line cut at its marks and signs.
    fn pieces(&self, line: Range<usize>, signs: &BTreeMap<usize, usize>) -> Vec<Piece> {
        let mut cuts: Vec<(Range<usize>, Option<String>)> = Vec::new();
        cuts.extend(
            self.marks.range(line.clone()).map(|(&at, (end, label))| (at..*end, Some(label.clone()))),
        );
        cuts.extend(signs.range(line.clone()).map(|(&at, &end)| (at..end, None)));
        cuts.sort_by_key(|(at, _)| at.start);
        let mut pieces = Vec::new();
        let mut from = line.start;
        for (at, label) in cuts {
            if at.start < from {
                continue;
            }
            pieces.push(Piece::Words(from..at.start));
            from = at.end;
            pieces.push(match label {
                Some(label) => Piece::Mark(at, label),
                None => Piece::Sign(at),
            });
        }
        if from < line.end {
            pieces.push(Piece::Words(from..line.end));
        }
        pieces
    }
}

/// The signs of emphasis that have a partner, by the byte they begin at.
fn signs(lines: &[Line<'_>]) -> BTreeMap<usize, usize> {
    let mut paired = BTreeMap::new();
    let mut open: BTreeMap<&str, usize> = BTreeMap::new();
    for line in lines {
        let text = line.text;
        let mut at = 0;
        while let Some(found) = text.get(at..).and_then(|rest| rest.find(['*', '_'])) {
            let begin = at + found;
            let rest = text.get(begin..).unwrap_or_default();
            let sign = ["**", "*", "_"].into_iter().find(|s| rest.starts_with(s)).unwrap_or("*");
            let end = begin + sign.len();
            let before = text.get(..begin).and_then(|b| b.chars().next_back());
            let behind = text.get(end..).and_then(|b| b.chars().next());
            let outside = |c: Option<char>| c.is_none_or(|c| !c.is_alphanumeric());
            let closes = before.is_some_and(|c| !c.is_whitespace()) && outside(behind);
            let opens = behind.is_some_and(|c| !c.is_whitespace()) && outside(before);
            let at_sign = line.start + begin;
            match open.get(sign).copied() {
                Some(opened) if closes => {
                    paired.insert(opened, opened + sign.len());
                    paired.insert(at_sign, at_sign + sign.len());
                    open.remove(sign);
                }
                _ if opens => {
                    open.insert(sign, at_sign);
                }
                _ => {}
            }
            at = end;
        }
    }
    paired
}
