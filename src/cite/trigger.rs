//! Where a citation may start: the cheap test that lets the search skip nearly all of a text.
//!
//! A citation starts with a number or with one of a few hundred words. This module finds the next number and the
//! next word whose first letters are those of such a word: three of them pick one bit of a small table, which stops nearly
//! every word, and eight of them another. The readers decide whether it is a citation.

use super::cursor::looked;
use super::openings;
use std::sync::LazyLock;

/// One bit for the first three letters of every word that opens a citation, in either case. What is no letter is all
/// one: it ends a word of one or two.
static FILTER: LazyLock<[u32; 1024]> = LazyLock::new(|| {
    let mut filter = [0; 1024];
    for word in openings::words() {
        match *word.as_bytes() {
            [] => {}
            [a] => filter[row(a, b' ')] = u32::MAX,
            [a, b] => filter[row(a, b)] |= 1 << letter(b' '),
            [a, b, c, ..] => filter[row(a, b)] |= 1 << letter(c),
        }
    }
    filter
});

/// One bit for the first eight letters of each of these words, or for all of them; a few others share a bit.
static SECOND: LazyLock<[u64; 256]> = LazyLock::new(|| {
    let mut filter = [0; 256];
    for word in openings::words() {
        let (row, bit) = second(word.as_bytes());
        filter[row] |= bit;
    }
    filter
});

/// Where the bit of the first eight letters stands.
fn second(word: &[u8]) -> (usize, u64) {
    let letters = word.iter().take(8).map(|&b| u64::from(letter(b))).take_while(|&letter| letter > 0);
    let key = letters.fold(0, |key, letter| key << 5 | letter);
    let spread = key.wrapping_mul(0x9E37_79B9_7F4A_7C15) >> 50;
    ((spread >> 6) as usize, 1 << (spread & 63))
}

/// Where the bit of three letters stands: those of the first two pick a row.
fn row(a: u8, b: u8) -> usize {
    usize::from(letter(a)) << 5 | usize::from(letter(b))
}

/// The place of a letter in the alphabet, from 1 on; 0 for everything else.
fn letter(b: u8) -> u8 {
    LETTER[usize::from(b)]
}

const LETTER: [u8; 256] = {
    let mut table = [0; 256];
    let mut byte = b'a';
    while byte <= b'z' {
        let place = byte & 31;
        (table[byte as usize], table[byte.to_ascii_uppercase() as usize]) = (place, place);
        byte += 1;
    }
    table
};

/// Classes of bytes, as far as the start of a word depends on them.
const OTHER: u8 = 0;
const DIGIT: u8 = 1;
const LOWER: u8 = 2;
const UPPER: u8 = 3;

const CLASS: [u8; 256] = classes();

const fn classes() -> [u8; 256] {
    let mut table = [OTHER; 256];
    let mut byte = 0_u8;
    loop {
        table[byte as usize] = if byte.is_ascii_digit() {
            DIGIT
        } else if byte.is_ascii_lowercase() {
            LOWER
        } else if byte.is_ascii_uppercase() {
            UPPER
        } else {
            OTHER
        };
        if byte == u8::MAX {
            return table;
        }
        byte += 1;
    }
}

/// One bit for each class before and here: does a word or number start between the two? The mark of a note may be glued
/// to a word ("1Kamerstukken"), and conversion loses spaces ("hetKamerstuk").
const STARTS: u32 = {
    let starts =
        [(OTHER, DIGIT), (OTHER, LOWER), (OTHER, UPPER), (DIGIT, LOWER), (DIGIT, UPPER), (LOWER, UPPER)];
    let (mut bits, mut i) = (0, 0);
    while i < starts.len() {
        let (before, here) = starts[i];
        bits |= 1 << (before << 2 | here);
        i += 1;
    }
    bits
};

/// The first place at or after `from` where a citation may start.
// By itself: the loop over every byte of a text keeps its registers.
#[inline(never)]
pub(super) fn next(text: &str, from: usize) -> Option<usize> {
    let (filter, bytes) = (&*FILTER, text.as_bytes());
    let class = |b: u8| u32::from(CLASS[usize::from(b)]);
    let mut before = from.checked_sub(1).and_then(|i| bytes.get(i)).map_or(0, |&b| class(b) << 2);
    let mut at = from;
    while let Some(&b) = bytes.get(at) {
        let here = class(b);
        if STARTS >> (before | here) & 1 == 1 && (here == u32::from(DIGIT) || opens(filter, bytes, at)) {
            looked(at - from);
            return Some(at);
        }
        before = here << 2;
        at += 1;
    }
    looked(text.len().saturating_sub(from));
    None
}

fn opens(filter: &[u32; 1024], bytes: &[u8], at: usize) -> bool {
    let (a, b, c) = match bytes.get(at..at + 3) {
        Some(&[a, b, c]) => (a, b, c),
        // The text ends in a word of one or two letters.
        _ => (bytes[at], bytes.get(at + 1).copied().unwrap_or_default(), 0),
    };
    (filter[row(a, b)] >> letter(c)) & 1 == 1 && {
        let (row, bit) = second(&bytes[at..]);
        SECOND[row] & bit > 0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn all(text: &str) -> Vec<usize> {
        let mut found = Vec::new();
        let mut at = 0;
        while let Some(start) = next(text, at) {
            found.push(start);
            at = start + 1;
        }
        found
    }

    #[test]
    fn starts_at_words_and_numbers_only() {
        assert_eq!(all("Zie Kamerstuk 28 638, nr. 201"), [4, 14, 17, 22, 26]);
        assert_eq!(all("1Kamerstuk"), [0, 1]);
        assert_eq!(all("hetKamerstuk hetkamerstuk"), [3]);
        assert_eq!(all("artikel 8 van de wet"), [0, 8]);
        assert!(all("artsen verzoeken dat het mensen niet uitgaat").is_empty());
        assert_eq!(all("toezegging T03456"), [11]);
        assert!(all("").is_empty());
        assert_eq!(next("1", 5), None);
    }
}
