//! What a note looks like on paper: a number and the words behind it.

use super::super::line::Line;
use super::super::mark::Form;
use crate::import::flow;
use std::ops::Range;

/// A note as it stands in the text.
#[derive(Debug, Clone)]
pub(in super::super) struct FoundNote<'a> {
    /// Its number.
    pub number: u32,
    /// How it is printed.
    pub form: Form,
    /// The sheet it stands on, which has its mark too; none if the notes stand elsewhere.
    pub sheet: Option<usize>,
    /// The bytes of its number.
    pub mark: Range<usize>,
    /// Its text.
    pub lines: Vec<Line<'a>>,
    /// What a reader should compare with the original.
    pub doubt: Option<Doubt>,
}

/// What a conversion leaves uncertain about the text of a note.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in super::super) enum Doubt {
    /// Numbers and texts were torn apart.
    Exchanged,
    /// More stands below it on its sheet, behind a gap.
    Below,
    /// The end was found at the foot of the next sheet.
    RunsOn,
    /// The end was found nowhere.
    CutOff,
    /// Lines at the foot of the next sheet stand in the middle of a sentence.
    Interrupts,
}

impl<'a> FoundNote<'a> {
    /// The first byte of number or text.
    pub(in super::super) fn start(&self) -> usize {
        self.lines.first().map_or(self.mark.start, |l| l.start.min(self.mark.start))
    }

    /// Its lines as paragraphs. A conversion sets blank lines within sentences too; those end nothing.
    pub(in super::super) fn paragraphs(&self) -> Vec<&[Line<'a>]> {
        let ended = |line: &Line<'_>| line.text.ends_with(['.', '?', '!', ':', ';', '”', '’', ')']);
        self.lines
            .chunk_by(|a, b| !(b.blank && ended(a) && !b.text.starts_with(char::is_lowercase)))
            .collect()
    }
}

/// The number a line begins with, as notes do.
#[derive(Debug, Clone)]
pub(super) struct Start<'a> {
    pub(super) number: u32,
    pub(super) form: Form,
    pub(super) mark: Range<usize>,
    /// The text behind it; none if the number stands alone.
    pub(super) text: Option<Line<'a>>,
}

pub(super) fn start<'a>(line: &Line<'a>) -> Option<Start<'a>> {
    let text = line.text;
    let raised: String = text.chars().take_while(|&c| flow::superscript(c).is_some()).collect();
    let make = |form, digits: &str, mark: usize| {
        let number = digits.parse().ok().filter(|n| (1..=HIGHEST).contains(n))?;
        let behind = line.part(mark..text.len());
        Some(Start { number, form, mark: line.start..line.start + mark, text: behind })
    };
    if !raised.is_empty() {
        let digits: String =
            raised.chars().filter_map(|c| char::from_digit(flow::superscript(c)?, 10)).collect();
        return make(Form::Superscript, &digits, raised.len());
    }
    if let Some(inner) = text.strip_prefix('[') {
        let (inner, rest) = inner.split_once(']')?;
        // `[←1]`, with the text below: its mark is a plain figure.
        if let Some(digits) = inner.strip_prefix('←') {
            return make(Form::Digits, digits, inner.len() + 2);
        }
        let digits = inner.trim().trim_start_matches('^');
        let colon = usize::from(rest.starts_with(':'));
        return make(Form::Bracket, digits, inner.len() + 2 + colon)
            .filter(|s| colon > 0 || s.text.is_some());
    }
    let run = text.bytes().take_while(u8::is_ascii_digit).count();
    let digits = text.get(..run).filter(|d| (1..=3).contains(&d.len()) && !d.starts_with('0'))?;
    let rest = text.get(run..)?;
    if rest.starts_with(')') {
        return make(Form::Paren, digits, run + 1).filter(|s| s.text.is_some());
    }
    let glued = rest.starts_with(char::is_uppercase) || ["http", "www."].iter().any(|a| rest.starts_with(a));
    let spaced = rest.starts_with(char::is_whitespace);
    (rest.is_empty() || glued || spaced).then(|| make(Form::Digits, digits, run)).flatten()
}

/// Where this number begins a note in the middle of a text: behind the end of a sentence, before a capital.
pub(in crate::import) fn next_within(text: &str, number: u32) -> Option<usize> {
    const SHORTENED: [&str; 14] = [
        "nr.", "nrs.", "no.", "art.", "artt.", "blz.", "p.", "pag.", "par.", "stb.", "stcrt.", "trb.",
        "bijl.", "jl.",
    ];
    if let Some(at) = text.find(&format!("[←{number}]")) {
        return Some(at);
    }
    let typed = format!(" {number} ");
    text.match_indices(&typed).map(|(at, _)| at).find_map(|at| {
        let word = text.get(..at)?.split_whitespace().next_back()?;
        // `nr. 2` is no end of a sentence, `blz. 31.` is one.
        let whole = !SHORTENED.contains(&word.trim_start_matches('(').to_lowercase().as_str());
        let ended = word.ends_with(['.', '?', '!', '”', ')']) && whole || word.contains("://");
        (ended && begins_words(text.get(at + typed.len()..)?)).then_some(at + 1)
    })
}

/// Whether words begin as those of a note do.
pub(in crate::import) fn begins_words(text: &str) -> bool {
    text.starts_with(|c: char| c.is_uppercase() || "“‘«\"".contains(c))
        || ["http", "www."].iter().any(|address| text.starts_with(address))
}

/// The lines, with notes that a conversion has set behind each other on one of them on lines of their own.
pub(super) fn parted(lines: Vec<Line<'_>>) -> Vec<Line<'_>> {
    let mut out = Vec::with_capacity(lines.len());
    for line in lines {
        let mut number =
            start(&line).filter(|s| s.form == Form::Digits && s.text.is_some()).map(|s| s.number);
        let (mut at, mut first) = (0, true);
        while let Some(next) = number {
            let rest = line.text.get(at..).unwrap_or_default();
            let Some(end) = next_within(rest, next + 1).map(|end| at + end) else { break };
            out.extend(line.part(at..end).map(|part| Line {
                blank: line.blank && first,
                cut: line.cut && first,
                ..part
            }));
            (at, first, number) = (end, false, Some(next + 1));
        }
        match line.part(at..line.text.len()).filter(|_| at > 0) {
            Some(part) => out.push(Line { blank: false, cut: false, column: line.column, ..part }),
            None => out.push(line),
        }
    }
    out
}

/// The highest number of a note: marks have three digits at most.
pub(super) const HIGHEST: u32 = 999;

/// Lines of a long note.
pub(super) const NOTE: usize = 40;
