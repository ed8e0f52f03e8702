//! Notes that have signs or raised letters for numbers: `toegezegd.*` and `* Kamerstuk …`, `toegezegd.ᵃ` and `ᵃ …`.

use super::{Look, Mark, Start};
use crate::import::draft::Block;
use crate::import::flow::{self, Unit};
use std::ops::Range;

/// Signs that are marks of notes.
const SIGNS: [char; 4] = ['*', '†', '‡', '§'];

/// How often a sign may stand for one mark.
const MOST: usize = 4;

/// Where the numbers begin that stand for signs and letters among those of notes.
const FIRST: u32 = 1_000_000;

/// The mark that such a number stands for.
pub(super) fn printed(number: u32) -> Option<String> {
    let code = usize::try_from(number.checked_sub(FIRST)?).ok()?;
    let (kind, count) = (code / 10, code % 10);
    match SIGNS.get(kind) {
        Some(sign) => Some(sign.to_string().repeat(count)),
        None => Some(char::from(u8::try_from(kind).ok()?).to_string()),
    }
}

fn code(mark: &str) -> Option<u32> {
    let first = mark.chars().next()?;
    let count = mark.chars().count();
    let kind = match SIGNS.iter().position(|sign| *sign == first) {
        Some(kind) if count <= MOST && mark.chars().all(|c| c == first) => u32::try_from(kind).ok()?,
        None if count == 1 && first.is_ascii_lowercase() => u32::from(first),
        _ => return None,
    };
    Some(FIRST + kind * 10 + u32::try_from(count).ok()?)
}

/// Runs of signs in a text, and whether they stand hard behind a word and before none. What ends `*emphasised words*`
/// stands so too, and is no mark.
fn runs(text: &str) -> Vec<(Range<usize>, bool)> {
    let mut found = Vec::new();
    let mut open = None;
    let mut at = 0;
    while let Some(start) = text.get(at..).and_then(|rest| rest.find(SIGNS)).map(|start| at + start) {
        let rest = text.get(start..).unwrap_or_default();
        let sign = rest.chars().next().unwrap_or_default();
        let len = rest.len() - rest.trim_start_matches(sign).len();
        at = start + len;
        let before = text.get(..start).and_then(|before| before.chars().next_back());
        let behind = text.get(at..).and_then(|behind| behind.chars().next());
        let glued = before.is_some_and(|c| c.is_alphabetic() || ".,;:!?)”’\"".contains(c));
        let ends = behind.is_none_or(|c| c.is_whitespace() || ".,;:!?)”’\"".contains(c));
        let run = text.get(start..at);
        let is_close = glued && ends && open.is_some() && open == run;
        let begins = before.is_none_or(|c| c.is_whitespace() || "(“‘\"".contains(c));
        if is_close {
            open = None;
        } else if begins && behind.is_some_and(char::is_alphanumeric) {
            open = run;
        }
        found.push((start..at, glued && ends && !is_close));
    }
    found
}

/// The marks of signs in a text.
pub(in crate::import) fn marks_in(text: &str) -> impl Iterator<Item = Range<usize>> + '_ {
    runs(text)
        .into_iter()
        .filter(|(at, is_mark)| *is_mark && code(text.get(at.clone()).unwrap_or_default()).is_some())
        .map(|(at, _)| at)
}

/// Marks and notes with signs and letters: each note has its mark above, and each of its marks counts.
pub(super) fn read(units: &[Unit], looks: &[Look]) -> (Vec<Mark>, Vec<Start>) {
    let mut marks: Vec<Mark> = Vec::new();
    for (unit, look) in looks.iter().enumerate() {
        let text = look.text.as_str();
        let letters = look.raised.iter().filter(|at| {
            let before = text.get(..at.start).and_then(|before| before.chars().next_back());
            before.is_some_and(|c| c.is_alphabetic() || ".,;:!?)”’\"".contains(c))
                && text.get((*at).clone()).is_some_and(|mark| mark.starts_with(char::is_lowercase))
        });
        for at in letters.cloned().chain(marks_in(text)) {
            let number = text.get(at.clone()).and_then(code);
            marks.extend(number.map(|number| (unit, at, number)));
        }
    }
    let mut starts: Vec<Start> = Vec::new();
    for (unit, look) in looks.iter().enumerate() {
        let plain = units
            .get(unit)
            .is_some_and(|own| matches!(own.block, Block::Paragraph(_)) && own.spot == flow::Spot::default());
        let Some((at, number)) = opening(look).filter(|_| plain) else { continue };
        let marked = marks.iter().any(|(place, _, mark)| *mark == number && *place < unit);
        let known = starts.iter().any(|other| other.number == number);
        if marked && !known {
            starts.push(Start { unit, last: unit, number, mark: at, end: look.text.len() });
        }
    }
    (marks, starts)
}

/// The sign or raised letter that a paragraph begins with, before a word.
fn opening(look: &Look) -> Option<(Range<usize>, u32)> {
    let text = look.text.as_str();
    let lead = text.len() - text.trim_start().len();
    let raised = look.raised.iter().find(|raised| raised.start == lead).cloned();
    let signs = || runs(text).into_iter().map(|(at, _)| at).find(|at| at.start == lead);
    let at = raised.or_else(signs)?;
    let number = code(text.get(at.clone())?)?;
    let words = text.get(at.end..)?.trim_start();
    words.starts_with(|c: char| c.is_alphanumeric() || "“‘«\"(".contains(c)).then_some((at, number))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_stand_for_signs() {
        for mark in ["*", "**", "†", "a", "z"] {
            assert_eq!(code(mark).and_then(printed).as_deref(), Some(mark));
        }
        for none in ["", "*†", "*****", "ab", "A", "1"] {
            assert_eq!(code(none), None, "{none}");
        }
        assert_eq!(printed(12), None);
    }

    #[test]
    fn only_signs_behind_a_word_are_marks() {
        let found = |text: &'static str| marks_in(text).filter_map(|at| text.get(at)).collect::<Vec<_>>();
        assert_eq!(found("toegezegd.* En dit† ook**"), ["*", "†", "**"]);
        assert_eq!(found("burger*innen, 3 * 4, * punt, artikel § 3, 5*"), Vec::<&str>::new());
        assert_eq!(found("*emphasised words* and (**more**), as promised.*"), ["*"]);
    }
}
