//! The words that date phrases are made of.

use super::moment::{PeriodPart, Season};
use crate::dutch::months::MONTHS;
use crate::dutch::periods;
use crate::dutch::weekdays::WEEKDAYS;
use jiff::civil::Weekday;
use std::ops::Range;
use std::sync::LazyLock;

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
    Part(PeriodPart),
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

/// What a byte can be part of.
const APART: u8 = 0;
const FIGURE: u8 = 1;
const LETTER: u8 = 2;
/// Of a character that is not ASCII, which are all taken for letters.
const FOREIGN: u8 = 3;

#[expect(
    clippy::indexing_slicing,
    reason = "any byte has a place, and the compiler would stop at one that has none"
)]
const KIND: [u8; 256] = {
    let mut kinds = [APART; 256];
    let mut byte = 0_u8;
    loop {
        if byte.is_ascii_digit() {
            kinds[byte as usize] = FIGURE;
        } else if byte.is_ascii_alphabetic() {
            kinds[byte as usize] = LETTER;
        } else if byte >= 0x80 {
            kinds[byte as usize] = FOREIGN;
        }
        if byte == u8::MAX {
            break kinds;
        }
        byte += 1;
    }
};

fn kind(byte: u8) -> u8 {
    KIND.get(usize::from(byte)).copied().unwrap_or_default()
}

/// The words of a text with their places. A full stop belongs to the abbreviation it ends.
pub(super) fn words(text: &str) -> Vec<(Word, Range<usize>)> {
    let bytes = text.as_bytes();
    let begun = &*BEGUN;
    let mut words = Vec::with_capacity(text.len() / 5);
    let mut at = 0;
    while let Some(&byte) = bytes.get(at) {
        let start = at;
        match kind(byte) {
            APART => at += 1,
            FIGURE => {
                at = run(bytes, at, |kind| kind == FIGURE);
                let number = text.get(start..at).filter(|_| at - start <= 2);
                let number = number.and_then(|n| n.parse().ok()).filter(|n| (1..=31).contains(n));
                words.push((number.map_or(Word::Figures, Word::Number), start..at));
            }
            _ => {
                let mut all = 0;
                at = run(bytes, at, |kind| {
                    all |= kind;
                    kind >= LETTER
                });
                // Hardly any word means something, and the letter that it begins with and its length tell most.
                let may_mean = |(length, first): (usize, u8)| {
                    begun.get(length).is_some_and(|letters| letters >> (first & 31) & 1 == 1)
                };
                if all & 1 == 0 && at - start > 1 && !may_mean((at - start, byte)) {
                    words.push((Word::Other, start..at));
                    continue;
                }
                // One letter before a full stop may begin "j.l." or "a.s.".
                let initials = bytes.get(start..start + 4).filter(|_| at == start + 1).unwrap_or_default();
                if initials.eq_ignore_ascii_case(b"j.l.") || initials.eq_ignore_ascii_case(b"a.s.") {
                    at = start + 4;
                }
                let word = word(text.get(start..at).unwrap_or_default());
                if matches!(word, Word::Side(_)) && bytes.get(at) == Some(&b'.') && at - start == 2 {
                    at += 1;
                }
                words.push((word, start..at));
            }
        }
    }
    words
}

/// Where the bytes of these kinds end that begin at `at`.
fn run(bytes: &[u8], mut at: usize, mut belongs: impl FnMut(u8) -> bool) -> usize {
    while let Some(&byte) = bytes.get(at)
        && belongs(kind(byte))
    {
        at += 1;
    }
    at
}

/// A bit for each letter that words of a length begin with.
static BEGUN: LazyLock<[u32; LONGEST + 1]> = LazyLock::new(|| {
    let bits = |begun: &[Meant; 26]| {
        let letters = begun.iter().zip(1..).filter(|(words, _)| !words.is_empty());
        letters.fold(0, |bits, (_, letter)| bits | 1 << letter)
    };
    MEANT.each_ref().map(bits)
});

type Meant = Vec<(&'static [u8], Word)>;

/// The words that mean something, by their length and their first letter.
static MEANT: LazyLock<[[Meant; 26]; LONGEST + 1]> = LazyLock::new(|| {
    let mut meant: [[Meant; 26]; LONGEST + 1] = Default::default();
    let months = MONTHS.iter().zip(1..).map(|(&name, month)| (name, Word::Month(month)));
    let words = WORDS.iter().flat_map(|&(names, word)| names.iter().map(move |&name| (name, word)));
    let weekdays = WEEKDAYS.into_iter().zip(Weekday::Monday.cycle_forward());
    let weekdays = weekdays.map(|(name, weekday)| (name, Word::Weekday(weekday)));
    let ranks = periods::RANKS.into_iter().zip(1..).map(|(name, rank)| (name, Word::Ordinal(rank)));
    for (name, word) in words.chain(months).chain(weekdays).chain(ranks) {
        let first = name.bytes().next().and_then(|first| first.checked_sub(b'a'));
        let row =
            meant.get_mut(name.len()).zip(first).and_then(|(row, first)| row.get_mut(usize::from(first)));
        if let Some(row) = row {
            row.push((name.as_bytes(), word));
        }
    }
    meant
});

/// Every word of every letter comes by here: no allocation, and but a few comparisons.
fn word(text: &str) -> Word {
    // White space that is not ASCII (the non-breaking ones) clings to a word.
    let text = if text.is_ascii() { text } else { text.trim() }.as_bytes();
    let letter = text.first().map(|first| usize::from(first.to_ascii_lowercase().wrapping_sub(b'a')));
    let meant = MEANT.get(text.len()).zip(letter).and_then(|(begun, letter)| begun.get(letter));
    let found = meant.into_iter().flatten().find(|(name, _)| text.eq_ignore_ascii_case(name));
    found.map_or(Word::Other, |&(_, word)| word)
}

/// The length of the longest of the words.
const LONGEST: usize = 12;

/// All but the months, the days of the week and ranks.
const WORDS: &[(&[&str], Word)] = &[
    (&["jl", "j.l.", "jongstleden"], Word::Side(Side::Past)),
    (&["as", "a.s."], Word::Side(Side::Coming)),
    (&["dezer"], Word::Dezer),
    (periods::BEGIN, Word::Part(PeriodPart::Begin)),
    (periods::MIDDLE, Word::Part(PeriodPart::Middle)),
    (periods::END, Word::Part(PeriodPart::End)),
    (&["dit", "deze"], Word::Which(Which::This)),
    (&["vorig", "vorige", "verleden"], Word::Which(Which::Previous)),
    (&["volgend", "volgende"], Word::Which(Which::Next)),
    (&["afgelopen"], Word::Which(Which::Past)),
    (&["komend", "komende", "aankomend", "aankomende", "aanstaande"], Word::Which(Which::Coming)),
    (&["week"], Word::Unit(Unit::Week)),
    (&["maand"], Word::Unit(Unit::Month)),
    (&["kwartaal"], Word::Unit(Unit::Quarter)),
    (&["jaar"], Word::Unit(Unit::Year)),
    (periods::SPRING, Word::Season(Season::Spring)),
    (periods::SUMMER, Word::Season(Season::Summer)),
    (periods::AUTUMN, Word::Season(Season::Autumn)),
    (&["eergisteren"], Word::Day(-2)),
    (&["gisteren", "gisteravond", "gistermiddag"], Word::Day(-1)),
    (&["vandaag"], Word::Day(0)),
    (&["overmorgen"], Word::Day(2)),
    (&["heden"], Word::Heden),
    (&["van"], Word::Van),
    (&["en"], Word::En),
];
