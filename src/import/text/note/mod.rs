//! Notes: at the foot of a sheet, at the end of the text, or between two lines of a paragraph.
//!
//! A note begins with its number. `pdftotext` may set the numbers before or behind the texts they belong to; then
//! numbers without text and texts without number are brought together in their order. Lines are notes only when
//! their numbers go on from the note before and the text above has a number that can be the mark. [`foot`] reads the
//! notes of sheets, [`loose`] those of a text that has none.

mod foot;
mod loose;

use super::line::Line;
use super::mark::{self, Candidate};
use std::collections::BTreeMap;
use std::ops::Range;

/// How the number of a note is printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Form {
    /// `1`
    Digits,
    /// `¹`
    Superscript,
    /// `[1]`
    Bracket,
    /// `1)`
    Paren,
}

/// A note as it stands in the text.
#[derive(Debug, Clone)]
pub(super) struct Found<'a> {
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
pub(super) enum Doubt {
    /// Numbers and texts were torn apart.
    Exchanged,
    /// The end was found at the foot of the next sheet.
    RunsOn,
    /// The end was found nowhere.
    CutOff,
}

impl<'a> Found<'a> {
    /// The first byte of number or text.
    pub(super) fn start(&self) -> usize {
        self.lines.first().map_or(self.mark.start, |l| l.start.min(self.mark.start))
    }

    /// Its lines as paragraphs. A conversion sets blank lines within sentences too; those end nothing.
    pub(super) fn paragraphs(&self) -> Vec<&[Line<'a>]> {
        let ended = |line: &Line<'_>| line.text.ends_with(['.', '?', '!', ':', ';', '”', '’', ')']);
        self.lines
            .chunk_by(|a, b| !(b.blank && ended(a) && !b.text.starts_with(char::is_lowercase)))
            .collect()
    }
}

/// The number a line begins with, as notes do.
#[derive(Debug, Clone)]
struct Start<'a> {
    number: u32,
    form: Form,
    mark: Range<usize>,
    /// The text behind it; none if the number stands alone.
    text: Option<Line<'a>>,
}

fn start<'a>(line: &Line<'a>) -> Option<Start<'a>> {
    let text = line.text;
    let raised: String = text.chars().take_while(|&c| mark::superscript(c).is_some()).collect();
    let make = |form, digits: &str, mark: usize| {
        let number = digits.parse().ok().filter(|n| (1..=HIGHEST).contains(n))?;
        let behind = line.part(mark..text.len());
        Some(Start { number, form, mark: line.start..line.start + mark, text: behind })
    };
    if !raised.is_empty() {
        let digits: String =
            raised.chars().filter_map(|c| char::from_digit(mark::superscript(c)?, 10)).collect();
        return make(Form::Superscript, &digits, raised.len());
    }
    if let Some(inner) = text.strip_prefix('[') {
        let (inner, rest) = inner.split_once(']')?;
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

/// Takes the notes out of the lines, which may be those of sheets, if only of one. Marks of these numbers stand in the
/// title.
pub(super) fn take<'a>(
    lines: Vec<Line<'a>>,
    titled: &[u32],
    sheets: bool,
) -> (Vec<Line<'a>>, Vec<Found<'a>>) {
    let marks = Marks::of(&lines, titled);
    let mut owner = vec![false; lines.len()];
    let notes = if sheets { foot::by_sheet(&lines, &marks, &mut owner) } else { Vec::new() };
    let notes = if notes.is_empty() { loose::notes(&lines, &marks, &mut owner) } else { notes };
    let mut cut = false;
    let mut body = Vec::with_capacity(lines.len());
    for (mut line, owned) in lines.into_iter().zip(owner) {
        if owned {
            cut = true;
        } else {
            line.cut |= cut;
            cut = false;
            body.push(line);
        }
    }
    (body, notes)
}

/// Where numbers stand that can be marks: lines in order, by number, form and score. So the lines above each of many
/// notes are asked for without a look at every number that is too little like a mark.
struct Marks {
    lines: BTreeMap<(u32, Form, u32), Vec<usize>>,
}

impl Marks {
    fn of(lines: &[Line<'_>], titled: &[u32]) -> Self {
        let mut by_look: BTreeMap<(u32, Form, u32), Vec<usize>> = BTreeMap::new();
        for &number in titled {
            by_look.entry((number, Form::Digits, mark::SURE)).or_default().push(0);
        }
        for Candidate { line, number, form, score, .. } in mark::candidates(lines) {
            by_look.entry((number, form, score)).or_default().push(line);
        }
        Self { lines: by_look }
    }

    /// Whether lines from `from` to before `to` have a number that can be this mark.
    fn stand(&self, number: u32, from: usize, to: usize, at_least: u32, forms: &[Form]) -> bool {
        let within = |lines: &Vec<usize>| {
            let first = lines.partition_point(|line| *line < from);
            lines.get(first).is_some_and(|line| *line < to)
        };
        let of_form = |&form| self.lines.range((number, form, at_least)..=(number, form, u32::MAX));
        forms.iter().flat_map(of_form).any(|(_, lines)| within(lines))
    }
}

/// A score that a mark has which stands hard against the end of a sentence.
const LIKELY: u32 = 6;

const ANY: [Form; 3] = [Form::Digits, Form::Superscript, Form::Bracket];

/// The highest number of a note: marks have three digits at most.
const HIGHEST: u32 = 999;

/// Lines of a long note.
const NOTE: usize = 40;
