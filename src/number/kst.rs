//! Numbers of Kamerstukken: dossier, toevoeging, ondernummer. Parse, print, order.
//!
//! This module knows how the numbers are built and nothing else: not how texts cite them (`cite`), not what
//! exists (`corpus`), not where pages stand (`address`).
//!
//! Source of the rules: the identifiers (`kst-28638-201`) of officielebekendmakingen.nl.

use std::cmp::Ordering;
use std::fmt;
use std::str::FromStr;

/// A string that is no dossier number, ondernummer or Kamerstuk id.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct InvalidNumber;

impl fmt::Display for InvalidNumber {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("not a number of a Kamerstuk")
    }
}

impl std::error::Error for InvalidNumber {}

/// Upper-case ASCII letters and digits, at most six, kept in place: ids are copied and compared by the million.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Default)]
struct Short([u8; 6]);

impl Short {
    fn new(s: &str) -> Option<Self> {
        if s.is_empty() || s.len() > 6 || !s.bytes().all(|b| b.is_ascii_alphanumeric()) {
            return None;
        }
        let mut bytes = [0; 6];
        bytes.get_mut(..s.len())?.copy_from_slice(s.as_bytes());
        bytes.make_ascii_uppercase();
        Some(Self(bytes))
    }

    fn as_str(&self) -> &str {
        let len = self.0.iter().position(|&b| b == 0).unwrap_or(6);
        std::str::from_utf8(self.0.get(..len).unwrap_or_default()).unwrap_or_default()
    }
}

/// What follows the digits of a dossier number: a budget chapter (`XVI`, `IIB`), a fund (`A`), the number of an EU
/// council (`02`), or, in a few ids, that of a Rijkswet (`R1975`).
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct Toevoeging(Short);

impl Toevoeging {
    /// The toevoeging as printed: upper-case letters, or two digits.
    pub fn as_str(&self) -> &str {
        self.0.as_str()
    }

    /// Readers expect council 02 before 10, chapter IX before X and IIA before IIB, funds last.
    fn order(&self) -> (u8, u32, &str) {
        let s = self.as_str();
        if let Ok(council) = s.parse() {
            return (0, council, "");
        }
        let part = s.trim_start_matches(['I', 'V', 'X']);
        match s.strip_suffix(part) {
            Some(roman) if !roman.is_empty() => (1, roman_value(roman), part),
            _ => (2, 0, s),
        }
    }
}

fn roman_value(s: &str) -> u32 {
    let value = |b| match b {
        b'I' => 1,
        b'V' => 5,
        b'X' => 10,
        b'L' => 50,
        _ => 100,
    };
    let bytes = s.as_bytes();
    let (mut plus, mut minus) = (0, 0);
    for (i, &b) in bytes.iter().enumerate() {
        let smaller = bytes.get(i + 1).is_some_and(|&next| value(next) > value(b));
        *(if smaller { &mut minus } else { &mut plus }) += value(b);
    }
    u32::saturating_sub(plus, minus)
}

/// A number as Roman figures, up to 399.
fn roman(mut number: u32) -> String {
    const FIGURES: [(u32, &str); 9] =
        [(100, "C"), (90, "XC"), (50, "L"), (40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I")];
    let mut roman = String::new();
    for (value, figure) in FIGURES {
        while number >= value {
            roman.push_str(figure);
            number -= value;
        }
    }
    roman
}

impl FromStr for Toevoeging {
    type Err = InvalidNumber;

    fn from_str(s: &str) -> Result<Self, InvalidNumber> {
        let short = Short::new(s).ok_or(InvalidNumber)?;
        let text = short.as_str();
        let after_roman = text.trim_start_matches(['I', 'V', 'X']);
        let letter = |s: &str| s.len() == 1 && s.bytes().all(|b| b.is_ascii_uppercase());
        let figures = |s: &str, length| s.len() == length && s.bytes().all(|b| b.is_ascii_digit());
        let rijkswet = text.strip_prefix('R').is_some_and(|number| figures(number, 4));
        let valid = match text.len() - after_roman.len() {
            0 => letter(text) || figures(text, 2) || rijkswet,
            _ => after_roman.is_empty() || letter(after_roman),
        };
        if valid { Ok(Self(short)) } else { Err(InvalidNumber) }
    }
}

/// The number of a dossier ("vetnummer"), with its toevoeging: `28638`, `36600-XVI`, `21501-02`. The Eerste Kamer's own
/// dossiers have Roman numbers instead: `CXXIV`.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct DossierNumber {
    /// Below `FIRST_IN_FIGURES` it is written in Roman figures.
    number: u32,
    toevoeging: Option<Toevoeging>,
}

/// Dossiers of both chambers number on from here; lower numbers are the Eerste Kamer's own, in Roman figures.
const FIRST_IN_FIGURES: u32 = 1_000;

impl DossierNumber {
    /// `number` has four or five digits (dossiers number on since 1945).
    pub fn new(number: u32, toevoeging: Option<Toevoeging>) -> Result<Self, InvalidNumber> {
        if (FIRST_IN_FIGURES..=99_999).contains(&number) {
            Ok(Self { number, toevoeging })
        } else {
            Err(InvalidNumber)
        }
    }

    /// The digits alone; those of a Roman number are below 1000.
    pub fn number(self) -> u32 {
        self.number
    }

    /// Whether it is one of the Eerste Kamer's own, with a Roman number.
    pub fn is_roman(self) -> bool {
        self.number < FIRST_IN_FIGURES
    }

    /// Budget chapter, fund or council.
    pub fn toevoeging(&self) -> Option<&Toevoeging> {
        self.toevoeging.as_ref()
    }

    /// As the ministries print it, with a space that does not break: `28 638`, `36 600 XVI`, `21 501-02`.
    pub fn printed(self) -> String {
        const FIGURES: [char; 10] = ['0', '1', '2', '3', '4', '5', '6', '7', '8', '9'];
        // Every page prints many.
        let mut s = String::with_capacity(16);
        if self.is_roman() {
            s.push_str(&roman(self.number));
        } else {
            let mut unit = if self.number >= 10_000 { 10_000 } else { 1_000 };
            while unit > 0 {
                if unit == 100 && self.number >= 10_000 {
                    s.push('\u{a0}');
                }
                let figure = usize::try_from(self.number / unit % 10).unwrap_or_default();
                s.extend(FIGURES.get(figure));
                unit /= 10;
            }
        }
        if let Some(t) = self.toevoeging {
            s.push(if t.as_str().starts_with(|c: char| c.is_ascii_digit()) { '-' } else { '\u{a0}' });
            s.push_str(t.as_str());
        }
        s
    }
}

impl fmt::Display for DossierNumber {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.toevoeging {
            None if self.is_roman() => f.write_str(&roman(self.number)),
            None => write!(f, "{}", self.number),
            Some(t) => write!(f, "{}-{}", self.number, t.as_str()),
        }
    }
}

impl fmt::Debug for DossierNumber {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl FromStr for DossierNumber {
    type Err = InvalidNumber;

    /// The normalised form only (`28638`, `36600-XVI`, `CXXIV`); letters in either case.
    fn from_str(s: &str) -> Result<Self, InvalidNumber> {
        const LONGEST_ROMAN: usize = "CCCLXXXVIII".len();
        let upper = || s.to_ascii_uppercase();
        if s.starts_with(|c: char| c.is_ascii_alphabetic()) && s.len() <= LONGEST_ROMAN {
            let number = roman_value(&upper());
            let written_so = (1..400).contains(&number) && roman(number) == upper();
            return written_so.then_some(Self { number, toevoeging: None }).ok_or(InvalidNumber);
        }
        let (digits, toevoeging) = match s.split_once('-') {
            None => (s, None),
            Some((digits, t)) => (digits, Some(t.parse()?)),
        };
        Self::new(plain_number(digits, 5)?, toevoeging)
    }
}

impl Ord for DossierNumber {
    fn cmp(&self, other: &Self) -> Ordering {
        let key = |d: &Self| d.number;
        key(self).cmp(&key(other)).then_with(|| {
            self.toevoeging
                .as_ref()
                .map(Toevoeging::order)
                .cmp(&other.toevoeging.as_ref().map(Toevoeging::order))
        })
    }
}

impl PartialOrd for DossierNumber {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

/// The number of a document within its dossier: `201` (Tweede Kamer), `B` or, before 2000, `188b` (Eerste Kamer).
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub enum Ondernummer {
    /// Digits, of the Tweede Kamer.
    Number(u16),
    /// Digits and a small letter, of the Eerste Kamer before about 2000.
    Lettered(u16, u8),
    /// Capital letters, of the Eerste Kamer.
    Letters([u8; 3]),
}

/// The chambers of the Staten-Generaal.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Chamber {
    /// Eerste Kamer, written `I` or `EK`.
    Eerste,
    /// Tweede Kamer, written `II` or `TK`.
    Tweede,
}

impl Ondernummer {
    /// The chamber that gave this number. Practice, not law: the letters are the Eerste Kamer's.
    pub fn chamber(self) -> Chamber {
        match self {
            Self::Number(_) => Chamber::Tweede,
            Self::Lettered(..) | Self::Letters(_) => Chamber::Eerste,
        }
    }

    /// Its place in the series: neighbours differ by one, but for `Z` and `AA`, which differ by two.
    pub fn rank(self) -> u32 {
        (self.order() >> 8) & 0xFFFF
    }

    /// Its place among the letters of the Eerste Kamer: 1 for `A`, 27 for `AA`, which follows `Z`.
    pub fn place_among_letters(self) -> Option<u32> {
        let Self::Letters(letters) = self else { return None };
        Some(letters.iter().filter(|&&b| b != 0).fold(0, |place, &b| place * 26 + u32::from(b - b'@')))
    }

    /// The letters at a place, if there are no more than three.
    pub fn at_place_among_letters(place: u32) -> Option<Self> {
        let (mut letters, mut rest) = ([0; 3], place);
        for at in 0..letters.len() {
            let before = rest.checked_sub(1)?;
            letters.copy_within(0..at, 1);
            letters[0] = b'A' + u8::try_from(before % 26).ok()?;
            rest = before / 26;
            if rest == 0 {
                return Some(Self::Letters(letters));
            }
        }
        None
    }

    /// One number, since lists of them are sorted by the hundred thousand: first digits, then letters; then the
    /// rank; then the small letter.
    pub(crate) fn order(self) -> u32 {
        match self {
            Self::Number(n) => u32::from(n) << 8,
            Self::Lettered(n, letter) => u32::from(n) << 8 | u32::from(letter),
            // A..Z come before AA, AB…: read the letters as digits of a number.
            Self::Letters(s) => {
                let value = s.iter().filter(|&&b| b != 0).fold(0, |v, &b| v * 27 + u32::from(b - b'@'));
                1 << 24 | value << 8
            }
        }
    }
}

impl FromStr for Ondernummer {
    type Err = InvalidNumber;

    fn from_str(s: &str) -> Result<Self, InvalidNumber> {
        let letters = s.trim_start_matches(|c: char| c.is_ascii_digit());
        let digits = s.strip_suffix(letters).unwrap_or_default();
        match (digits.len(), letters.as_bytes()) {
            (0, _)
                if (1..=3).contains(&letters.len()) && letters.bytes().all(|b| b.is_ascii_alphabetic()) =>
            {
                let mut bytes = [0; 3];
                bytes.iter_mut().zip(letters.bytes()).for_each(|(to, from)| *to = from);
                bytes.make_ascii_uppercase();
                Ok(Self::Letters(bytes))
            }
            (1..=4, []) => Ok(Self::Number(small_number(digits)?)),
            (1..=4, [letter]) if letter.is_ascii_alphabetic() => {
                Ok(Self::Lettered(small_number(digits)?, letter.to_ascii_lowercase()))
            }
            _ => Err(InvalidNumber),
        }
    }
}

fn small_number(digits: &str) -> Result<u16, InvalidNumber> {
    u16::try_from(plain_number(digits, 4)?).map_err(|_| InvalidNumber)
}

/// Digits without a leading zero, at most `max` of them.
fn plain_number(digits: &str, max: usize) -> Result<u32, InvalidNumber> {
    let plain = (1..=max).contains(&digits.len())
        && !digits.starts_with('0')
        && digits.bytes().all(|b| b.is_ascii_digit());
    if plain { digits.parse().map_err(|_| InvalidNumber) } else { Err(InvalidNumber) }
}

impl fmt::Display for Ondernummer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Number(n) => write!(f, "{n}"),
            Self::Lettered(n, letter) => write!(f, "{n}{}", char::from(*letter)),
            Self::Letters(s) => {
                s.iter().filter(|&&b| b != 0).try_for_each(|&b| write!(f, "{}", char::from(b)))
            }
        }
    }
}

impl fmt::Debug for Ondernummer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl Ord for Ondernummer {
    fn cmp(&self, other: &Self) -> Ordering {
        self.order().cmp(&other.order())
    }
}

impl PartialOrd for Ondernummer {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

/// The identity of a Kamerstuk: dossier and ondernummer. Chamber and year are no part of it.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct KstId {
    /// The dossier whose series the number belongs to.
    pub dossier: DossierNumber,
    /// The number within the dossier.
    pub ondernummer: Ondernummer,
}

impl fmt::Display for KstId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "kst-{}-{}", self.dossier, self.ondernummer)
    }
}

impl fmt::Debug for KstId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl FromStr for KstId {
    type Err = InvalidNumber;

    /// Reads `kst-28638-201` and `kst-36600-XVI-12` in either case. Opaque ids (`kst-1268678`) are no `KstId`.
    fn from_str(s: &str) -> Result<Self, InvalidNumber> {
        let (dossier, ondernummer) = s
            .split_at_checked("kst-".len())
            .filter(|(prefix, _)| prefix.eq_ignore_ascii_case("kst-"))
            .and_then(|(_, rest)| rest.rsplit_once('-'))
            .ok_or(InvalidNumber)?;
        Ok(Self { dossier: dossier.parse()?, ondernummer: ondernummer.parse()? })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_are_read_in_either_case_and_written_in_one() {
        for (input, output) in [
            ("kst-28638-201", "kst-28638-201"),
            ("KST-36600-xvi-12", "kst-36600-XVI-12"),
            ("kst-21501-02-2450", "kst-21501-02-2450"),
            ("kst-35925-VII-a", "kst-35925-VII-A"),
            ("kst-23700-188B", "kst-23700-188b"),
            ("kst-31145-AA", "kst-31145-AA"),
            ("kst-36600-IXB-7", "kst-36600-IXB-7"),
            ("kst-5380-3", "kst-5380-3"),
            ("kst-cxxiv-g", "kst-CXXIV-G"),
            ("kst-C-AA", "kst-C-AA"),
            ("kst-XXX-1", "kst-XXX-1"),
            ("kst-33183-r1975-11", "kst-33183-R1975-11"),
        ] {
            assert_eq!(input.parse::<KstId>().map(|id| id.to_string()), Ok(output.to_owned()), "{input}");
        }
    }

    #[test]
    fn what_is_no_id_is_refused() {
        for input in [
            "",
            "kst-",
            "kst-28638",
            "kst-1268678",
            "kst-128638-1",
            "kst-286-1",
            "kst-28638-",
            "kst-28638-0",
            "kst-28638-01",
            "kst-28638-12345",
            "kst-28638-ABCD",
            "kst-28638-1ab",
            "kst-36600-XVIAB-1",
            "kst-36600-2-1",
            "kst-36600-R19-1",
            "kst-IIII-A",
            "kst-VX-A",
            "kst-MDC-A",
            "kst-CCCCX-A",
            "kst-CX-VI-A",
            "kst-é-A",
            "kst-28638-201-",
            "kst-€8638-1",
            "st-28638-201",
            "kst-28 638-201",
        ] {
            assert_eq!(input.parse::<KstId>(), Err(InvalidNumber), "{input}");
        }
    }

    #[test]
    fn order_is_the_readers() {
        let sorted = |list: &[&str]| {
            let ids: Vec<KstId> = list.iter().map(|s| s.parse().unwrap()).collect();
            let mut again = ids.clone();
            again.reverse();
            again.sort();
            assert_eq!(ids, again);
        };
        sorted(&[
            "kst-5380-3",
            "kst-28638-9",
            "kst-28638-10",
            "kst-28638-188a",
            "kst-28638-188b",
            "kst-28638-A",
        ]);
        sorted(&["kst-31145-Z", "kst-31145-AA", "kst-31145-AB", "kst-31145-BA"]);
        sorted(&["kst-36600-3", "kst-36600-IIA-1", "kst-36600-IIB-1", "kst-36600-IX-1", "kst-36600-X-1"]);
        sorted(&["kst-36600-XVI-1", "kst-36600-A-1", "kst-36600-M-1"]);
        sorted(&["kst-21501-02-1", "kst-21501-20-1"]);
        sorted(&["kst-IX-A", "kst-XL-A", "kst-CXIX-A", "kst-5380-3"]);
    }

    #[test]
    fn printed_as_the_ministries_do() {
        let printed = |s: &str| s.parse::<DossierNumber>().unwrap().printed().replace('\u{a0}', " ");
        assert_eq!(printed("28638"), "28 638");
        assert_eq!(printed("36600-XVI"), "36 600 XVI");
        assert_eq!(printed("21501-02"), "21 501-02");
        assert_eq!(printed("5380"), "5380");
        assert_eq!(printed("30002"), "30 002");
        assert_eq!(printed("CXIX"), "CXIX");
    }
}
