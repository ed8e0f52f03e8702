//! Marks of notes that have stayed words: raised figures, brackets and figures behind a sentence whose notes the file does
//! not have, whatever its format. They stay as they are printed, and are reported.

use super::draft::{Block, Draft, Inline};
use super::typed;
use crate::content::source::Source;
use crate::dutch::sentence;
use crate::finding::{Code, Finding};
use std::ops::Range;

/// Findings of one document.
const MOST: usize = 50;

/// The words of a paragraph, and where they come from.
#[derive(Default)]
struct Words {
    text: String,
    pieces: Vec<Piece>,
}

struct Piece {
    /// Where it begins in the words.
    start: usize,
    /// Its bytes in the source.
    at: Range<usize>,
    is_raised: bool,
}

/// Reports the marks in a draft that no finding is about yet.
pub(super) fn marks(draft: &Draft, source: &Source, findings: &mut Vec<Finding>) {
    let mut paragraphs = Vec::new();
    draft.body.iter().for_each(|block| collect(block, &mut paragraphs));
    let mut found = Vec::new();
    for (words, (at, message, help)) in
        paragraphs.iter().flat_map(|words| words.stray().into_iter().map(move |s| (words, s)))
    {
        if found.len() == MOST {
            break;
        }
        let place = source.place(words.bytes(at, source));
        let same = |finding: &Finding| {
            let over = finding.place.as_ref().is_some_and(|other| {
                other.line == place.line && other.column < place.end_column && place.column < other.end_column
            });
            // A finding may be about a whole paragraph, and so about one mark of several.
            let exact = finding.place.as_ref().is_some_and(|other| other.column == place.column);
            over && matches!(finding.code, Code::K723 | Code::K741) && (exact || finding.message == message)
        };
        if !findings.iter().any(same) {
            found.push(Finding::new(Code::K723, message).at(place).help(help));
        }
    }
    findings.append(&mut found);
}

fn collect(block: &Block, paragraphs: &mut Vec<Words>) {
    let mut add = |inlines: &[Inline]| {
        let mut words = Words::default();
        words.push(inlines, false);
        paragraphs.push(words);
    };
    match block {
        Block::Heading(_, inlines) | Block::Paragraph(inlines) => add(inlines),
        Block::Lines(lines) => lines.iter().for_each(|line| add(line)),
        Block::Table(head, rows, _) => head.iter().chain(rows.iter().flatten()).for_each(|cell| add(cell)),
        Block::List(_, items) => items.iter().flatten().for_each(|block| collect(block, paragraphs)),
        Block::Quote(blocks) => blocks.iter().for_each(|block| collect(block, paragraphs)),
    }
}

impl Words {
    fn push(&mut self, inlines: &[Inline], is_raised: bool) {
        for inline in inlines {
            match inline {
                Inline::Text(text, at) => {
                    self.pieces.push(Piece { start: self.text.len(), at: at.clone(), is_raised });
                    self.text.push_str(text);
                }
                // What stands behind a mark is none.
                Inline::Mark(_) => self.text.push('\u{fffc}'),
                Inline::Break => self.text.push('\n'),
                other => self.push(other.inner(), is_raised || matches!(other, Inline::Raised(_))),
            }
        }
    }

    /// The bytes of these words; those of their piece, if a reader has changed it.
    fn bytes(&self, at: Range<usize>, source: &Source) -> Range<usize> {
        let index = self.pieces.partition_point(|piece| piece.start <= at.start).saturating_sub(1);
        let Some(piece) = self.pieces.get(index) else { return 0..0 };
        let end = self.pieces.get(index + 1).map_or(self.text.len(), |next| next.start);
        let as_is = source.text.get(piece.at.clone()) == self.text.get(piece.start..end);
        let from = piece.at.start + at.start - piece.start;
        if as_is { from..(from + at.len()).min(piece.at.end) } else { piece.at.clone() }
    }

    /// What may be marks: where, and what to say of it.
    fn stray(&self) -> Vec<(Range<usize>, String, String)> {
        let text = self.text.as_str();
        let mut found = Vec::new();
        let mut mark = |at: Range<usize>, mark: &str| {
            let help = "it stays as it is printed; add the note if the text has lost it";
            found.push((at, format!("mark {mark} has no note"), help.to_owned()));
        };
        for (index, piece) in self.pieces.iter().enumerate().filter(|(_, piece)| piece.is_raised) {
            let end = self.pieces.get(index + 1).map_or(text.len(), |next| next.start);
            let raised = text.get(piece.start..end).unwrap_or_default().trim_end_matches('\u{fffc}');
            if is_label(raised) && bears_mark(text.get(..piece.start).unwrap_or_default()) {
                mark(piece.start..piece.start + raised.len(), raised);
            }
        }
        for at in typed::signs(text) {
            mark(at.clone(), text.get(at).unwrap_or_default());
        }
        for (at, sign) in text.char_indices().filter(|(_, c)| matches!(c, '[' | '^' | '.' | '!' | '?')) {
            let (before, behind) =
                (text.get(..at).unwrap_or_default(), text.get(at + 1..).unwrap_or_default());
            let label = behind.len() - behind.trim_start_matches(|c: char| c.is_ascii_alphanumeric()).len();
            let (label, rest) = behind.split_at_checked(label).unwrap_or_default();
            let closed = rest.chars().next();
            let is_mark = is_label(label)
                && match sign {
                    '[' => closed == Some(']') && behind_word(before) && rest.get(1..).is_none_or(apart),
                    '^' => closed == Some('^') && bears_mark(before),
                    _ => ends_sentence(before) && opens_sentence(rest),
                };
            if is_mark {
                let signs = if sign == '[' { 2 } else { 0 };
                let from = if sign == '[' { at } else { at + 1 };
                mark(from..from + label.len() + signs, label);
            }
        }
        found.extend(ranges(text).into_iter().filter(|(range, ..)| {
            // What is raised is told from the year already.
            !self.pieces.iter().any(|piece| piece.is_raised && range.contains(&piece.start))
        }));
        found.sort_by_key(|(at, ..)| at.start);
        // A raised mark may stand behind a sentence, and behind years.
        found.dedup_by(|next, (first, ..)| next.0.start < first.end);
        found
    }
}

/// Whether words can be the label of a note: two figures at most, or small Roman ones.
fn is_label(text: &str) -> bool {
    let figures = text.len() <= 2 && !text.starts_with('0') && text.bytes().all(|b| b.is_ascii_digit());
    let roman = text.len() <= 5 && text.bytes().all(|b| matches!(b, b'i' | b'v' | b'x'));
    !text.is_empty() && (figures || roman)
}

/// Whether a raised figure behind this is a mark, and no exponent: behind a sign or a word that is no unit.
fn bears_mark(before: &str) -> bool {
    let word = before.get(sentence::last_word(before)..).unwrap_or_default();
    let letters = word.trim_end_matches(|c: char| !c.is_alphabetic());
    match before.chars().next_back() {
        Some(c) if c.is_alphabetic() => word.chars().filter(|c| c.is_alphabetic()).count() > 2,
        Some('.' | ',' | ';' | ':' | '!' | '?' | '"' | '”' | '’' | '»') => letters.chars().count() > 1,
        // A year has no exponent.
        Some(c) if c.is_ascii_digit() => {
            let digits = word.len() - word.trim_end_matches(|c: char| c.is_ascii_digit()).len();
            word.get(word.len() - digits..).is_some_and(is_year)
        }
        _ => false,
    }
}

/// Whether a bracket belongs to the word before it, which a converter may have set apart.
fn behind_word(before: &str) -> bool {
    before.trim_end_matches(' ').ends_with(|c: char| c.is_alphanumeric() || ".,;:!?)\"”’»".contains(c))
}

/// Whether no word goes on here.
fn apart(rest: &str) -> bool {
    !rest.starts_with(|c: char| c.is_alphanumeric() || c == '(')
}

fn ends_sentence(before: &str) -> bool {
    const WORD: usize = 4;
    let word = before.get(sentence::last_word(before)..).unwrap_or_default();
    word.chars().count() >= WORD && word.chars().all(char::is_lowercase)
}

fn opens_sentence(rest: &str) -> bool {
    let next = rest.trim_start();
    next.is_empty() || next.len() < rest.len() && next.starts_with(char::is_uppercase)
}

fn is_year(text: &str) -> bool {
    text.len() == 4
        && text.bytes().all(|b| b.is_ascii_digit())
        && (text.starts_with("19") || text.starts_with("20"))
}

/// Years from and to, the second with a figure more: `2022-20271`.
fn ranges(text: &str) -> Vec<(Range<usize>, String, String)> {
    let mut found = Vec::new();
    for (at, dash) in text.char_indices().filter(|(_, c)| matches!(c, '-' | '–' | '/')) {
        let before = text.get(..at).unwrap_or_default();
        let behind = text.get(at + dash.len_utf8()..).unwrap_or_default();
        let digits = before.len() - before.trim_end_matches(|c: char| c.is_ascii_digit()).len();
        let first = before.get(before.len() - digits..).unwrap_or_default();
        let run = behind.len() - behind.trim_start_matches(|c: char| c.is_ascii_digit()).len();
        let Some((second, mark)) = behind.get(..run).and_then(|run| run.split_at_checked(4)) else {
            continue;
        };
        let alone = before.get(..before.len() - digits).is_none_or(|before| {
            !before.ends_with(|c: char| c.is_alphanumeric() || matches!(c, '-' | '–' | '/' | '.'))
        });
        let ends = behind.get(run..).is_none_or(|rest| {
            !rest.starts_with(|c: char| c.is_alphanumeric() || matches!(c, '-' | '–' | '/'))
        });
        if is_year(first) && is_year(second) && first < second && is_label(mark) && alone && ends {
            let start = at - digits;
            let whole = text.get(start..at + dash.len_utf8() + run).unwrap_or_default();
            let message = format!("`{whole}` may end in the mark of a note");
            let help =
                format!("it stays as it is printed; write `{first}{dash}{second}[^{mark}]` if it does");
            found.push((start..start + whole.len(), message, help));
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    fn stray(inlines: &[Inline]) -> Vec<String> {
        let mut words = Words::default();
        words.push(inlines, false);
        words.stray().into_iter().map(|(at, ..)| words.text.get(at).unwrap().to_owned()).collect()
    }

    #[test]
    fn marks_that_stay_words_are_found_and_other_figures_are_not() {
        let text = |text: &str| Inline::Text(text.to_owned(), 0..text.len());
        let raised = |before: &str, mark: &str| stray(&[text(before), Inline::Raised(vec![text(mark)])]);
        for (before, mark) in [
            ("is bekend", "1"),
            ("is bekend.", "12"),
            ("sinds 2025", "2"),
            ("van 2022-2027", "1"),
            ("De Kamer", "iv"),
        ] {
            assert_eq!(raised(before, mark), [mark], "{before}");
        }
        for (before, mark) in
            [("5 km", "2"), ("10", "6"), ("de 1", "e"), ("CO", "2"), ("is bekend", "2022"), ("§", "3")]
        {
            assert_eq!(raised(before, mark), [""; 0], "{before}");
        }
        for (words, found) in [
            ("Dat is bekend [1] . En dit[iv], ook dat.", &["[1]", "[iv]"][..]),
            ("Dat is bekend^1^ en ook^ii^.", &["1", "ii"]),
            ("Dat is bekend.1 De Kamer weet alles.ii Het blijft.3", &["1", "ii", "3"]),
            ("van 2022-20271 en 2022–202712.", &["2022-20271", "2022–202712"]),
            ("2022-2027, 2021/22, 2022-00123, ABC-2022-20271, 2022-20271-3, 2027-20221", &[]),
            ("Zie art.1 Wet, nr.2 Het, versie 2.1 De, [sic], [i]n, [1](a) en 10^6^.", &[]),
        ] {
            assert_eq!(stray(&[text(words)]), found, "{words}");
        }
        assert_eq!(stray(&[text("bekend"), Inline::Mark("1".to_owned()), text(".2 De")]), [""; 0]);
    }
}
