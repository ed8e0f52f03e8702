//! The names of the months: read in citations, letterheads and date phrases, and printed on pages.

/// The names of the months, as Dutch writes them.
pub const MONTHS: [&str; 12] = [
    "januari",
    "februari",
    "maart",
    "april",
    "mei",
    "juni",
    "juli",
    "augustus",
    "september",
    "oktober",
    "november",
    "december",
];

/// Abbreviations that are not the first letters of a month.
const IRREGULAR: [(&str, i8); 1] = [("mrt", 3)];

/// The number of the month of this name, in capitals or not.
pub fn number(word: &str) -> Option<i8> {
    MONTHS.iter().zip(1..).find(|(month, _)| month.eq_ignore_ascii_case(word)).map(|(_, number)| number)
}

/// The number of the month that a word abbreviates, without its full stop: three letters or more (`sept`), or `mrt`.
pub fn abbreviated(word: &str) -> Option<i8> {
    let word = word.to_lowercase();
    let regular = || MONTHS.iter().zip(1..).find(|(month, _)| word.len() >= 3 && month.starts_with(&word));
    let irregular = IRREGULAR.into_iter().find(|(short, _)| *short == word);
    irregular.map(|(_, number)| number).or_else(|| regular().map(|(_, number)| number))
}

/// How the month of this number may be printed: its name, the first three and four letters of it, and what is irregular.
#[cfg(feature = "import")]
pub fn forms(month: i8) -> impl Iterator<Item = &'static str> {
    let name = MONTHS.iter().zip(1..).find(|(_, number)| *number == month).map_or("", |(name, _)| *name);
    let irregular = IRREGULAR.into_iter().filter(move |(_, number)| *number == month).map(|(short, _)| short);
    (3..=4).filter_map(|end| name.get(..end)).chain([name]).chain(irregular)
}
