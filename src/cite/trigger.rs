//! Where a citation may start: the cheap test that lets the search skip nearly all of a text.
//!
//! A citation starts with a number or with one of a few dozen words. This module finds the next number and the
//! next word whose first three letters are those of such a word; the readers decide whether it is a citation.
//! A new word that opens a citation needs its first letters in [`OPENINGS`].

use super::cursor::looked;

/// The first three bytes (in any case) of every word that opens a citation. `?` stands for any byte.
const OPENINGS: &[&[u8; 3]] = &[
    // Kamerstukken
    b"kam", b"kst", b"blg", b"tk?", b"ek?", b"t.k", b"e.k", b"twe", b"eer", b"bij", b"par", b"nr?", b"nrs",
    b"nos", b"no.", b"num", b"stu", b"zit", // Handelingen and Aanhangsel
    b"han", b"aan", b"h-t", b"h-e", b"h-v", b"ah-", // bulletins
    b"stb", b"stc", b"sta", b"trb", b"tra", b"bul", // courts, the European Union, acts
    b"ecl", b"com", b"pbe", b"pb?", b"pub", b"art", b"bwb", b"jci", // Tweede Kamer and Eerste Kamer
    b"tz?", b"t??", // addresses
    b"htt", b"www", // words that point elsewhere in the letter
    b"ide", b"ibi", b"ald", b"t.a", b"noo", b"not", b"voe", b"ein",
];

/// One bit for each combination of the low five bits of three bytes: letters of either case fall together.
const FILTER: [u32; 1024] = filter();

const fn low(b: u8) -> usize {
    (b & 31) as usize
}

const fn filter() -> [u32; 1024] {
    let mut table = [0; 1024];
    let mut i = 0;
    while i < OPENINGS.len() {
        let [a, b, c] = *OPENINGS[i];
        if b == b'?' {
            // `T03456`: a letter and two digits.
            let mut digits = 0;
            while digits < 100 {
                let row = (low(a) << 5) | low(b'0' + digits / 10);
                table[row] |= 1 << low(b'0' + digits % 10);
                digits += 1;
            }
        } else if c == b'?' {
            table[(low(a) << 5) | low(b)] = u32::MAX;
        } else {
            table[(low(a) << 5) | low(b)] |= 1 << low(c);
        }
        i += 1;
    }
    table
}

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

/// `STARTS[before][here]`: does a word or number start here? The mark of a note may be glued to a word
/// ("1Kamerstukken"), and conversion loses spaces ("hetKamerstuk").
const STARTS: [[bool; 4]; 4] = [
    [false, true, true, true],
    [false, false, true, true],
    [false, false, false, true],
    [false, false, false, false],
];

/// The first place at or after `from` where a citation may start.
pub(super) fn next(text: &str, from: usize) -> Option<usize> {
    let bytes = text.as_bytes();
    let mut before = match from.checked_sub(1) {
        Some(i) => CLASS[usize::from(*bytes.get(i)?)],
        None => OTHER,
    };
    for (i, &b) in bytes.get(from..)?.iter().enumerate() {
        let class = CLASS[usize::from(b)];
        if STARTS[usize::from(before)][usize::from(class)] {
            let at = from + i;
            if class == DIGIT || opens(bytes, at) {
                looked(i);
                return Some(at);
            }
        }
        before = class;
    }
    looked(text.len() - from);
    None
}

fn opens(bytes: &[u8], at: usize) -> bool {
    let (Some(&a), Some(&b)) = (bytes.get(at), bytes.get(at + 1)) else {
        return false;
    };
    let c = bytes.get(at + 2).copied().unwrap_or(0);
    (FILTER[(low(a) << 5) | low(b)] >> low(c)) & 1 == 1
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
        assert_eq!(all("toezegging T03456"), [11]);
        assert!(all("").is_empty());
        assert_eq!(next("1", 5), None);
    }
}
