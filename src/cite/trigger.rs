//! Where a citation may start: the cheap test that lets the search skip nearly all of a text.
//!
//! A citation starts with a number or with one of a few hundred words. This module finds the next number and the
//! next word whose first letters are those of such a word: three of them pick one bit of a small table, which stops nearly
//! every word, and eight of them another. The readers decide whether it is a citation.

use super::cursor::looked;
use super::openings;
use std::sync::LazyLock;

/// What the first letters of words that open a citation may be.
struct Filter {
    /// One bit for the first three letters of each, in either case. What is no letter is all one: it ends a word of one or
    /// two.
    third: [u32; 1024],
    /// As much for the first two and the fourth.
    fourth: [u32; 1024],
    /// One bit for the first eight letters of each, or for all of them; a few others share a bit.
    eight: [u64; 256],
}

static FILTER: LazyLock<Filter> = LazyLock::new(|| {
    let mut filter = Filter { third: [0; 1024], fourth: [0; 1024], eight: [0; 256] };
    for word in openings::words().map(str::as_bytes) {
        let [a, b, c, d] = four(word);
        let seconds = if word.len() == 1 { 0..32 } else { letter(b).into()..usize::from(letter(b)) + 1 };
        for second in seconds {
            let row = usize::from(letter(a)) << 5 | second;
            let all = |short: bool, letter: u8| if short { u32::MAX } else { 1 << letter };
            add(&mut filter.third, row, all(word.len() == 1, letter(c)));
            add(&mut filter.fourth, row, all(word.len() < 3, letter(d)));
        }
        let (row, bit) = eight(word);
        add(&mut filter.eight, row, bit);
    }
    filter
});

fn add<T: Copy + std::ops::BitOrAssign>(rows: &mut [T], row: usize, bits: T) {
    if let Some(there) = rows.get_mut(row) {
        *there |= bits;
    }
}

/// The first four bytes; behind the end there is no letter.
fn four(word: &[u8]) -> [u8; 4] {
    match *word {
        [a, b, c, d, ..] => [a, b, c, d],
        [a, b, c] => [a, b, c, 0],
        [a, b] => [a, b, 0, 0],
        [a] => [a, 0, 0, 0],
        [] => [0; 4],
    }
}

/// Where the bit of the first eight letters stands.
fn eight(word: &[u8]) -> (usize, u64) {
    let letters = word.iter().take(8).map(|&b| u64::from(letter(b))).take_while(|&letter| letter > 0);
    let key = letters.fold(0, |key, letter| key << 5 | letter);
    let spread = key.wrapping_mul(0x9E37_79B9_7F4A_7C15) >> 50;
    ((spread >> 6) as usize, 1 << (spread & 63))
}

/// The place of a letter in the alphabet, from 1 on; 0 for everything else.
fn letter(b: u8) -> u8 {
    LETTER.get(usize::from(b)).copied().unwrap_or_default()
}

#[expect(
    clippy::indexing_slicing,
    reason = "any byte has a place, and the compiler would stop at one that has none"
)]
const LETTER: [u8; 256] = {
    let (mut table, mut letter) = ([0; 256], b'a');
    while letter <= b'z' {
        let place = letter & 31;
        (table[letter as usize], table[letter.to_ascii_uppercase() as usize]) = (place, place);
        letter += 1;
    }
    table
};

/// What a byte is, as far as the start of a word depends on it.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Class {
    Other,
    Digit,
    Lower,
    Upper,
}

impl Class {
    fn of(b: u8) -> Self {
        match b {
            b'a'..=b'z' => Self::Lower,
            b'A'..=b'Z' => Self::Upper,
            b'0'..=b'9' => Self::Digit,
            _ => Self::Other,
        }
    }
}

/// The first place at or after `from` where a citation may start. The mark of a note may be glued to a word
/// ("1Kamerstukken"), and conversion loses spaces ("hetKamerstuk").
// By itself: the loop over every byte of a text keeps its registers.
#[inline(never)]
pub(super) fn next(text: &str, from: usize) -> Option<usize> {
    let (filter, bytes) = (&*FILTER, text.as_bytes());
    let mut before = from.checked_sub(1).and_then(|i| bytes.get(i)).map_or(Class::Other, |&b| Class::of(b));
    let mut rest = bytes.get(from..)?;
    while let Some((&b, behind)) = rest.split_first() {
        let here = Class::of(b);
        let starts = match here {
            Class::Other => false,
            Class::Digit => before == Class::Other,
            Class::Lower => matches!(before, Class::Other | Class::Digit) && filter.opens(rest),
            Class::Upper => before != Class::Upper && filter.opens(rest),
        };
        if starts {
            let at = bytes.len() - rest.len();
            looked(at - from);
            return Some(at);
        }
        (before, rest) = (here, behind);
        if here == Class::Lower {
            rest = behind_small_letters(behind);
            if let [b' ', word @ ..] = rest {
                (before, rest) = (Class::Other, word);
            }
        }
    }
    looked(bytes.len() - from);
    None
}

/// The bytes behind the small letters at the start; nothing starts within those.
fn behind_small_letters(bytes: &[u8]) -> &[u8] {
    const HIGH: u64 = 0x8080_8080_8080_8080;
    const ONES: u64 = 0x0101_0101_0101_0101;
    let mut rest = bytes;
    // Eight bytes at once: the highest bit of each says that it is no small letter.
    while let Some((eight, behind)) = rest.split_first_chunk::<8>() {
        let eight = u64::from_le_bytes(*eight);
        let low = eight & !HIGH;
        let too_high = low + ONES * u64::from(0x7F - b'z');
        let high_enough = low + ONES * u64::from(0x80 - b'a');
        let others = (eight | too_high | !high_enough) & HIGH;
        if others > 0 {
            return rest.get(others.trailing_zeros() as usize / 8..).unwrap_or_default();
        }
        rest = behind;
    }
    let letters = rest.iter().take_while(|b| b.is_ascii_lowercase()).count();
    rest.get(letters..).unwrap_or_default()
}

impl Filter {
    /// May a word that opens a citation stand at the start of these bytes?
    fn opens(&self, bytes: &[u8]) -> bool {
        let [a, b, c, d] = four(bytes);
        let row = usize::from(letter(a)) << 5 | usize::from(letter(b));
        let has = |rows: &[u32; 1024], letter: u8| rows.get(row).is_some_and(|bits| bits >> letter & 1 == 1);
        has(&self.third, letter(c)) && has(&self.fourth, letter(d)) && {
            let (row, bit) = eight(bytes);
            self.eight.get(row).is_some_and(|bits| bits & bit > 0)
        }
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
