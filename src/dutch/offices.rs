//! Offices: who signs letters to parliament and for whom, and what bodies and parts of a ministry are called.

/// Ministers and state secretaries, one and several of them; a ministry or a task follows behind "van" or "voor".
pub const WITH_MINISTRY: [(&str, &str); 2] =
    [("minister", "ministers"), ("staatssecretaris", "staatssecretarissen")];

/// The first of the ministers.
pub const PRIME_MINISTER: &str = "minister-president";

/// The first of the ministers, and who takes the place.
const PRESIDING: [&str; 3] = [PRIME_MINISTER, "viceminister-president", "vice-minister-president"];

/// Others who sign letters to parliament, as far as their offices tell them from the words of a sentence.
const OTHERS: [&str; 15] = [
    "vice-president van de raad van state",
    "president van de algemene rekenkamer",
    "voorzitter van de",
    "fungerend voorzitter van de",
    "waarnemend voorzitter van de",
    "griffier van de",
    "adjunct-griffier van de",
    "waarnemend griffier van de",
    "nationale ombudsman",
    "informateur",
    "informateurs",
    "formateur",
    "verkenner",
    "verkenners",
    "gevolmachtigde minister",
];

/// Words with which the names of bodies begin.
pub(super) const BODIES: [&str; 7] =
    ["afdeling", "college", "commissie", "kamer", "presidium", "raad", "rekenkamer"];

/// Small words that join the parts of an office, a ministry or a task.
pub const JOINING: [&str; 9] = ["van", "voor", "de", "het", "der", "en", "in", "op", "des"];

/// What a commission is, in small letters within the office of its chair.
pub const OF_COMMISSIONS: [&str; 4] = ["vaste", "commissie", "algemene", "tijdelijke"];

/// What members of a chamber are called before their names.
pub const MEMBERS: [&str; 5] = ["lid", "leden", "kamerlid", "kamerleden", "heer"];

/// Beginnings of the names of a ministry and its parts, which letterheads print.
pub const DEPARTMENTS: [&str; 4] = ["ministerie van", "directoraat", "directie", "bureau"];

/// The same, of words too short to be told without the space behind them.
pub const SHORT_DEPARTMENTS: [&str; 2] = ["dg", "afdeling"];

/// Those of the government: [`WITH_MINISTRY`], one or several, and those who preside.
pub fn of_government() -> impl Iterator<Item = &'static str> {
    WITH_MINISTRY.into_iter().flat_map(|(one, several)| [one, several]).chain(PRESIDING)
}

/// All offices that sign letters to parliament.
pub fn all() -> impl Iterator<Item = &'static str> {
    of_government().chain(OTHERS)
}

/// Whether the name of an office or a body, and not of a person, begins with this word in small letters.
pub fn begins_with(word: &str) -> bool {
    BODIES.contains(&word) || all().any(|office| office.split(' ').next() == Some(word))
}
