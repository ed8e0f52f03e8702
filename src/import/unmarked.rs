//! Notes that have stayed text: paragraphs which are notes by their numbers or by their place, and whose marks a converter
//! has dropped. They stay where they are, and are reported.

use super::draft::Note;
use super::flow::raised_number;
use super::header::people;
use crate::content::source::Source;
use crate::finding::{Code, Finding};
use std::collections::BTreeSet;
use std::ops::Range;

/// Paragraphs or lines from one number to the next.
const APART: usize = 40;

/// Findings for such paragraphs, or lines, of which the text and its bytes are given, in a letter that has these notes.
pub(super) fn check(texts: &[(String, Range<usize>)], notes: &[Note], source: &Source) -> Vec<Finding> {
    let held: BTreeSet<u32> = notes.iter().filter_map(|note| note.label.parse().ok()).collect();
    let mut found = numbered(texts, &held);
    found.extend(texts.iter().filter_map(|(text, at)| {
        let number = raised(text)?;
        let again = if held.contains(&number) { "a second " } else { "" };
        Some((at.clone(), format!("{again}note {number} has")))
    }));
    if found.is_empty() && held.is_empty() {
        found.extend(below_signature(texts).or_else(|| references(texts)));
    }
    let finding = |(at, what): (Range<usize>, String)| {
        Finding::new(Code::K720, format!("{what} no mark in the text, and stands where the file has it"))
            .at(source.place(at))
            .help("write `[^1]` with its number at its place, and `[^1]:` before the note")
    };
    found.into_iter().map(finding).collect()
}

/// Those that are numbered one after the other, or next to a note of the letter.
fn numbered(texts: &[(String, Range<usize>)], held: &BTreeSet<u32>) -> Vec<(Range<usize>, String)> {
    let mut runs: Vec<Vec<(usize, u32, bool)>> = Vec::new();
    for (at, (text, _)) in texts.iter().enumerate() {
        let below = texts.get(at + 1).map(|(text, _)| text.as_str());
        let Some((number, words)) = opening(text, below) else { continue };
        let next = (at, number, is_note(words));
        match runs.last_mut() {
            Some(run) if run.last().is_some_and(|last| last.1 + 1 == number && at <= last.0 + APART) => {
                run.push(next);
            }
            _ => runs.push(vec![next]),
        }
    }
    let known = |number: Option<u32>| number.is_some_and(|number| held.contains(&number));
    let told = |run: &Vec<(usize, u32, bool)>| {
        let (Some(first), Some(last)) = (run.first(), run.last()) else { return false };
        let beside = known(first.1.checked_sub(1)) || known(last.1.checked_add(1));
        // Beside other notes one that is numbered and refers to something is none of the text's paragraphs.
        let alone = !held.is_empty() && first.1 > 1;
        (run.len() > 1 || beside || alone) && run.iter().filter(|(.., note)| *note).count() * 2 >= run.len()
    };
    let of_run =
        |(at, number, _): (usize, u32, bool)| Some((texts.get(at)?.1.clone(), format!("note {number} has")));
    runs.into_iter().filter(told).flatten().filter_map(of_run).collect()
}

/// The number that a text begins with, raised or in brackets, before a word: nothing but a note begins so.
fn raised(text: &str) -> Option<u32> {
    let text = text.trim();
    if let Some((digits, words)) = text.strip_prefix('[').and_then(|rest| rest.split_once(']')) {
        let words = words.strip_prefix(':').unwrap_or(words).strip_prefix(char::is_whitespace)?;
        let number = digits.strip_prefix('^').unwrap_or(digits).parse().ok();
        return number.filter(|_| words.trim_start().starts_with(char::is_alphabetic));
    }
    let (number, len) = raised_number(text)?;
    (number > 0 && text.get(len..)?.trim_start().starts_with(char::is_alphabetic)).then_some(number)
}

/// The number that a text begins with as a note does, and its words, which may stand below.
fn opening<'a>(text: &'a str, below: Option<&'a str>) -> Option<(u32, &'a str)> {
    let text = text.trim();
    let (digits, rest) = match text.strip_prefix("[←").and_then(|rest| rest.split_once(']')) {
        Some(arrow) => arrow,
        None => text.split_at(text.find(|c: char| !c.is_ascii_digit()).unwrap_or(text.len())),
    };
    let number = digits.parse().ok().filter(|_| digits.len() <= 3 && !digits.starts_with('0'))?;
    let words = if rest.trim().is_empty() { below? } else { rest.strip_prefix(char::is_whitespace)? };
    let words = words.trim_start();
    let opens = |c: char| c.is_uppercase() || "“‘«\"".contains(c);
    (words.starts_with(opens) || words.starts_with("http") || words.starts_with("www."))
        .then_some((number, words))
}

/// Whether words are a sentence or a reference, and no heading.
fn is_note(words: &str) -> bool {
    words.trim_end().ends_with('.') || is_reference(words) || words.contains("http")
}

fn is_reference(words: &str) -> bool {
    const CITED: [&str; 8] =
        ["Kamerstuk", "Handelingen", "Aanhangsel", "Stb.", "Stcrt.", "Staatsblad", "Zie ", "http"];
    CITED.iter().any(|cited| words.trim_start().starts_with(cited))
}

/// Short paragraphs behind the last signature, of which one is a reference.
fn below_signature(texts: &[(String, Range<usize>)]) -> Option<(Range<usize>, String)> {
    const LONGEST: usize = 500;
    const MOST: usize = 60;
    let office = texts.iter().rposition(|(text, _)| people::office(text.trim()).is_some())?;
    let behind = texts.get(office + 1..)?;
    let names = behind.iter().take_while(|(text, _)| !text.trim().ends_with('.') && !is_reference(text));
    let rest = behind.get(names.count()..)?;
    let short = rest.len() <= MOST && rest.iter().all(|(text, _)| text.chars().count() <= LONGEST);
    let (_, at) = rest.first()?;
    let (_, end) = rest.last()?;
    let cited = rest.iter().any(|(text, _)| is_reference(text));
    (short && cited).then(|| {
        (at.start..end.end.max(at.start), "what is below the signature may be notes: it has".to_owned())
    })
}

/// The last paragraphs, of which two or more are references and all are short.
fn references(texts: &[(String, Range<usize>)]) -> Option<(Range<usize>, String)> {
    const LONGEST: usize = 300;
    let is_one = |text: &str| text.chars().count() <= LONGEST && is_note(text.trim());
    let told = texts.iter().rev().take_while(|(text, _)| text.trim().is_empty() || is_one(text));
    let rest = texts.get(texts.len() - told.count()..)?;
    let from = rest.iter().position(|(text, _)| is_reference(text))?;
    let rest = rest.get(from..)?;
    let count = rest.iter().filter(|(text, _)| is_reference(text)).count();
    let at = rest.first()?.1.start..rest.last()?.1.end;
    (count > 1 && count * 2 >= rest.len()).then(|| (at, "what ends the text may be notes: it has".to_owned()))
}

#[cfg(test)]
mod tests {
    use super::raised;

    #[test]
    fn what_begins_with_a_raised_or_bracketed_number_is_a_note() {
        for (text, number) in [
            ("¹ De krant.", 1),
            ("²Aldaar", 2),
            ("¹²  Zie ook", 12),
            ("[3] Het rapport.", 3),
            ("[^4]: Stb.", 4),
        ] {
            assert_eq!(raised(text), Some(number), "{text}");
        }
        for text in ["1 De krant", "[3]", "[sic] dat", "¹", "[2023] 14", "(1) De krant", "² 40 euro"] {
            assert_eq!(raised(text), None, "{text}");
        }
    }
}
