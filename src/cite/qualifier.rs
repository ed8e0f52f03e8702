//! The words between a label and the numbers: chamber and parliamentary year, in any order and spelling.
//!
//! Kamerstukken, Handelingen and Aanhangsel share them: `II 2020/21,`, `TK, vergaderjaar 2007-2008,`,
//! `Eerste Kamer 2014-15,`, `2, 2008-2009,`, `II, Zitting 1958-1959-`.

use super::cursor::Cursor;
use super::dossier;
use crate::dutch::months;
use crate::number::kst::Chamber;
use crate::number::series::{AANHANGSEL, HANDELINGEN};
use crate::number::vergaderjaar::Vergaderjaar;
use jiff::civil::Date;

/// A label is followed by a handful of words; more is no citation.
const MOST_WORDS: usize = 16;

/// What stands between a label and the numbers.
#[derive(Clone, Copy, Default)]
#[allow(clippy::struct_excessive_bools, reason = "each tells whether one word was seen")]
pub(super) struct Qualifier {
    pub(super) chamber: Option<Chamber>,
    pub(super) vergaderjaar: Option<Vergaderjaar>,
    /// The parliamentary year of the day that is named: `TK 3 mei 2004`. Papers may be of another.
    pub(super) of_day: Option<Vergaderjaar>,
    /// A parliamentary or calendar year is named.
    pub(super) has_year: bool,
    /// The word Aanhangsel: the number is that of answered questions.
    pub(super) aanhangsel: bool,
    /// The word Handelingen.
    pub(super) handelingen: bool,
    /// `nr.` stands before the numbers.
    pub(super) has_sign: bool,
}

/// Words that may stand between the label and the numbers and say nothing.
const FILLERS: &[&str] = &[
    "vergaderjaar",
    "zitting",
    "zittingsjaar",
    "zittingjaar",
    "verg",
    "jaargang",
    "jrg",
    "session",
    "sessie",
    "kamer",
    "van",
    "de",
    "der",
    "bij",
    "het",
    "dossier",
    "dossiernummer",
    "dossiernr",
    "bijlage",
    "bijlagen",
    "met",
    "onder",
    "the",
    "of",
    "dossiers",
    "name",
    "meer",
];

/// Steps over chamber, year and the words around them; the cursor ends before the numbers.
pub(super) fn read(c: &mut Cursor<'_>) -> Qualifier {
    let mut qualifier = Qualifier::default();
    let mut open = false;
    for _ in 0..MOST_WORDS {
        c.spaces();
        let known = match c.peek() {
            b',' | b':' | b'.' => c.skip_one(),
            b'(' | b'[' => {
                open = true;
                c.skip_one()
            }
            // `(II)`, `[2020/21]`
            b')' | b']' if open => c.skip_one(),
            b'0'..=b'9' => figure(c, &mut qualifier) || day(c, &mut qualifier) || chamber(c, &mut qualifier),
            _ => {
                c.dash()
                    || apostrophe_year(c, &mut qualifier)
                    || chamber(c, &mut qualifier)
                    || chamber_as_typed(c, &mut qualifier)
                    || word(c, &mut qualifier)
            }
        };
        if !known {
            break;
        }
    }
    qualifier
}

fn word(c: &mut Cursor<'_>, qualifier: &mut Qualifier) -> bool {
    if c.eat_opening(&AANHANGSEL) {
        qualifier.aanhangsel = true;
    } else if handelingen(c) {
        qualifier.handelingen = true;
    } else if c.eat_any(&["nr", "nrs", "no", "nummer", "nummers", "nos"]) {
        qualifier.has_sign = true;
    } else {
        return c.eat_phrase("staten-generaal")
            || c.eat_phrase("d.d.")
            || c.eat_phrase("o.a.")
            || c.eat_any(FILLERS);
    }
    true
}

/// `Hand.` for Handelingen: also a word of ordinary Dutch ("aan de hand. Daarna"), so that it is no abbreviation behind
/// which a sentence goes on.
pub(super) const HAND: &str = "hand";

/// Steps over the word Handelingen.
pub(super) fn handelingen(c: &mut Cursor<'_>) -> bool {
    c.eat_opening(&HANDELINGEN) || c.eat_word(HAND)
}

/// Steps over the name of a chamber.
pub(super) fn chamber(c: &mut Cursor<'_>, qualifier: &mut Qualifier) -> bool {
    let mut after = *c;
    let found = match after.word() {
        "II" | "TK" => Some((2, Chamber::Tweede)),
        "I" => Some((1, Chamber::Eerste)),
        "EK" => Some((2, Chamber::Eerste)),
        "T" if after.byte(1) == b'.' && after.byte(2) == b'K' => Some((3, Chamber::Tweede)),
        "E" if after.byte(1) == b'.' && after.byte(2) == b'K' => Some((3, Chamber::Eerste)),
        // The united assembly is no chamber.
        "VV" => {
            c.skip(2);
            return true;
        }
        _ => None,
    };
    if let Some((len, chamber)) = found {
        after.skip(len);
        after.eat(b'.');
        qualifier.chamber = Some(chamber);
        // `I/II`: both chambers, so neither says anything of the number.
        let mut both = after;
        if both.eat(b'/') && both.eat_any(&["I", "II"]) {
            qualifier.chamber = None;
            after = both;
        }
        *c = after;
        return true;
    }
    let first = after.peek().to_ascii_lowercase();
    for (name, chamber) in [
        ("tweede kamer", Chamber::Tweede),
        ("2e kamer", Chamber::Tweede),
        ("eerste kamer", Chamber::Eerste),
        ("1e kamer", Chamber::Eerste),
        ("house of representatives", Chamber::Tweede),
        ("lower house", Chamber::Tweede),
        ("senate", Chamber::Eerste),
        ("upper house", Chamber::Eerste),
    ] {
        // Most words are none of these, and cost no more than a look at their first letter.
        if name.as_bytes().first() == Some(&first) && after.eat_phrase(name) {
            qualifier.chamber = Some(chamber);
            *c = after;
            return true;
        }
    }
    false
}

/// Behind a label the figures of a chamber are recognised as scanners and hasty typists write them.
fn chamber_as_typed(c: &mut Cursor<'_>, qualifier: &mut Qualifier) -> bool {
    let word = c.word();
    let chamber = match word {
        "ii" | "ll" | "Il" | "lI" | "tk" => Chamber::Tweede,
        "i" | "l" | "ek" => Chamber::Eerste,
        _ => return false,
    };
    c.skip(word.len());
    qualifier.chamber = Some(chamber);
    true
}

/// `’20/’21`: only behind an apostrophe are two figures a year of this century.
fn apostrophe_year(c: &mut Cursor<'_>, qualifier: &mut Qualifier) -> bool {
    let mut after = *c;
    if !after.apostrophe() || year(&mut after).is_none() {
        return false;
    }
    let figures = after.since(c.at());
    let mut parts = figures.split(|c: char| !c.is_ascii_digit()).filter(|p| !p.is_empty());
    let full = parts.next().filter(|p| p.len() == 2).map(|p| format!("20{p}"));
    qualifier.vergaderjaar = full.zip(parts.next()).and_then(|(a, b)| Vergaderjaar::from_figures(&a, b));
    qualifier.has_year = true;
    *c = after;
    true
}

/// A year, or a chamber written as a figure (`2`, or `11`, which is how a scanner reads `II`).
fn figure(c: &mut Cursor<'_>, qualifier: &mut Qualifier) -> bool {
    if let Some(year) = year(c) {
        qualifier.vergaderjaar = qualifier.vergaderjaar.or(year.vergaderjaar());
        qualifier.has_year = true;
        return true;
    }
    if qualifier.chamber.is_some() || dossier::figures(&mut { *c }, dossier::Figures::Labelled).is_some() {
        return false;
    }
    let mut after = *c;
    let chamber = match after.digits() {
        "2" | "11" => Chamber::Tweede,
        "1" => Chamber::Eerste,
        _ => return false,
    };
    after.eat(b',');
    if !after.spaces() {
        return false;
    }
    let ahead = after;
    if year(&mut { ahead }).is_none()
        && dossier::figures(&mut { ahead }, dossier::Figures::Labelled).is_none()
    {
        return false;
    }
    qualifier.chamber = Some(chamber);
    *c = after;
    true
}

/// `3 mei 2004`
fn day(c: &mut Cursor<'_>, qualifier: &mut Qualifier) -> bool {
    let mut after = *c;
    let Ok(day) = after.digits().parse::<i8>() else { return false };
    let Some(month) = after.spaces().then(|| months::number(after.word())).flatten() else { return false };
    after.skip(after.word().len());
    let year = if after.spaces() { after.digits() } else { "" };
    let date = year.parse::<i16>().ok().and_then(|year| Date::new(year, month, day).ok());
    let Some(date) = date.filter(|_| super::words::is_year(year) && !after.in_token()) else { return false };
    qualifier.of_day = Vergaderjaar::on(date).ok();
    *c = after;
    true
}

/// A year as citations name it.
#[derive(Clone, Copy)]
pub(super) enum Year {
    /// `2020/21`
    Parliamentary(Vergaderjaar),
    /// `1981`: it touches two parliamentary years.
    Calendar,
}

impl Year {
    pub(super) fn vergaderjaar(self) -> Option<Vergaderjaar> {
        match self {
            Self::Parliamentary(year) => Some(year),
            Self::Calendar => None,
        }
    }
}

/// Steps over a year: a parliamentary year in any spelling, or one calendar year before a dossier (then the
/// parliamentary year stays unknown).
pub(super) fn year(c: &mut Cursor<'_>) -> Option<Year> {
    let mut after = *c;
    let first = after.digits();
    if !matches!(first.len(), 2 | 4) {
        return None;
    }
    if let Some(found) = second_figure(&mut after, first) {
        // A span of years: `1993/94-1996/97`.
        let mut next = after;
        if next.dash() {
            let more = next.digits();
            if second_figure(&mut next, more).is_some() {
                after = next;
            }
        }
        *c = after;
        return Some(Year::Parliamentary(found));
    }
    if first.len() != 4 || !super::words::is_year(first) || after.in_token() {
        return None;
    }
    let lone = after;
    after.eat(b',');
    let parted = after.spaces() | after.dash();
    after.spaces();
    if parted && dossier::figures(&mut after, dossier::Figures::Labelled).is_some() {
        *c = lone;
        return Some(Year::Calendar);
    }
    None
}

/// `/21`, `-2021`, ` – 2021`, and what conversion makes of it: `/- 86`.
fn second_figure(c: &mut Cursor<'_>, first: &str) -> Option<Vergaderjaar> {
    let mut after = *c;
    after.spaces();
    let slash = after.eat(b'/');
    after.spaces();
    let dash = after.dash();
    if !slash && !dash {
        return None;
    }
    after.spaces();
    after.apostrophe();
    let last = after.digits();
    if after.in_token() {
        return None;
    }
    let year = Vergaderjaar::from_figures(first, last)?;
    *c = after;
    Some(year)
}
