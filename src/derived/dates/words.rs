//! The words that date phrases are made of.

use super::{Part, Season};
use crate::maanden::MAANDEN;
use jiff::civil::Weekday;
use std::ops::Range;

/// What a word can mean in a phrase.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Word {
    /// A number of one or two figures, and any other.
    Number(i8),
    Figures,
    Month(i8),
    Weekday(Weekday),
    /// "jl.", "jongstleden"; "a.s.", "aanstaande": behind what they point from.
    Side(Side),
    Dezer,
    Part(Part),
    /// "dit", "vorig", "volgend": before what they point to.
    Which(Which),
    Unit(Unit),
    Season(Season),
    Ordinal(i8),
    Day(i8),
    Heden,
    Van,
    En,
    Other,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Side {
    Past,
    Coming,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Which {
    This,
    /// "vorig", "verleden": the one before this.
    Previous,
    /// "volgend": the one after this.
    Next,
    /// "afgelopen": the latest that is over.
    Past,
    /// "komend", "aankomend", "aanstaande": the first that is to come.
    Coming,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Unit {
    Week,
    Month,
    Quarter,
    Year,
}

/// The words of a text with their places. A full stop belongs to the abbreviation it ends.
pub(super) fn words(text: &str) -> Vec<(Word, Range<usize>)> {
    let bytes = text.as_bytes();
    let mut words = Vec::new();
    let mut at = 0;
    while let Some(&byte) = bytes.get(at) {
        let start = at;
        if byte.is_ascii_digit() {
            at += run(&bytes[at..], u8::is_ascii_digit);
            let number = text[start..at].parse().ok().filter(|n| (1..=31).contains(n) && at - start <= 2);
            words.push((number.map_or(Word::Figures, Word::Number), start..at));
        } else if byte.is_ascii_alphabetic() || byte >= 0x80 {
            at += run(&bytes[at..], |b| b.is_ascii_alphabetic() || *b >= 0x80);
            for initials in ["j.l.", "a.s."] {
                if bytes.get(start..start + 4).is_some_and(|b| b.eq_ignore_ascii_case(initials.as_bytes())) {
                    at = start + 4;
                }
            }
            let word = word(&text[start..at]);
            if matches!(word, Word::Side(_)) && bytes.get(at) == Some(&b'.') && text[start..at].len() == 2 {
                at += 1;
            }
            words.push((word, start..at));
        } else {
            at += 1;
        }
    }
    words
}

fn run(bytes: &[u8], belongs: impl Fn(&u8) -> bool) -> usize {
    bytes.iter().position(|b| !belongs(b)).unwrap_or(bytes.len())
}

fn word(text: &str) -> Word {
    /// The longest word below.
    const LONGEST: usize = 12;
    // White space that is not ASCII (the non-breaking ones) clings to a word.
    let text = text.trim();
    if text.len() > LONGEST {
        return Word::Other;
    }
    // Every word of every letter comes by here: no allocation.
    let mut lower = [0; LONGEST];
    let Some(lower) = lower.get_mut(..text.len()) else { return Word::Other };
    lower.copy_from_slice(text.as_bytes());
    lower.make_ascii_lowercase();
    match std::str::from_utf8(lower).unwrap_or_default() {
        "jl" | "j.l." | "jongstleden" => Word::Side(Side::Past),
        "as" | "a.s." => Word::Side(Side::Coming),
        "dezer" => Word::Dezer,
        "begin" => Word::Part(Part::Begin),
        "medio" | "half" | "midden" | "halverwege" => Word::Part(Part::Middle),
        "eind" | "einde" | "ultimo" => Word::Part(Part::End),
        "dit" | "deze" => Word::Which(Which::This),
        "vorig" | "vorige" | "verleden" => Word::Which(Which::Previous),
        "volgend" | "volgende" => Word::Which(Which::Next),
        "afgelopen" => Word::Which(Which::Past),
        "komend" | "komende" | "aankomend" | "aankomende" | "aanstaande" => Word::Which(Which::Coming),
        "week" => Word::Unit(Unit::Week),
        "maand" => Word::Unit(Unit::Month),
        "kwartaal" => Word::Unit(Unit::Quarter),
        "jaar" => Word::Unit(Unit::Year),
        "voorjaar" | "lente" => Word::Season(Season::Spring),
        "zomer" => Word::Season(Season::Summer),
        "najaar" | "herfst" => Word::Season(Season::Autumn),
        "eerste" => Word::Ordinal(1),
        "tweede" => Word::Ordinal(2),
        "derde" => Word::Ordinal(3),
        "vierde" => Word::Ordinal(4),
        "eergisteren" => Word::Day(-2),
        "gisteren" => Word::Day(-1),
        "vandaag" => Word::Day(0),
        "overmorgen" => Word::Day(2),
        "heden" => Word::Heden,
        "van" => Word::Van,
        "en" => Word::En,
        "maandag" => Word::Weekday(Weekday::Monday),
        "dinsdag" => Word::Weekday(Weekday::Tuesday),
        "woensdag" => Word::Weekday(Weekday::Wednesday),
        "donderdag" => Word::Weekday(Weekday::Thursday),
        "vrijdag" => Word::Weekday(Weekday::Friday),
        "zaterdag" => Word::Weekday(Weekday::Saturday),
        "zondag" => Word::Weekday(Weekday::Sunday),
        name => match MAANDEN.iter().position(|&maand| maand == name) {
            Some(month) => Word::Month(i8::try_from(month + 1).unwrap_or_default()),
            None => Word::Other,
        },
    }
}
