//! Who makes rules and papers that look like those of the State and of the Union and are neither: municipalities and
//! the like, other countries. What is theirs is never cited as ours.

use super::cursor::{Cursor, before, last_word, trim_space};

/// Bodies within the country, in small letters.
const LOCAL: [&str; 16] = [
    "beroepsgroep",
    "beroepsvereniging",
    "college",
    "gedeputeerde",
    "gemeente",
    "gemeenteraad",
    "hogeschool",
    "provinciale",
    "provincie",
    "raad",
    "raadsbesluit",
    "school",
    "universiteit",
    "vereniging",
    "waterschap",
    "wethouders",
];

/// What belongs to another country, in small letters; some with a full stop behind them ("Belg. Stb.").
const ADJECTIVES: [&str; 72] = [
    "amerikaans",
    "amerikaanse",
    "antilliaans",
    "antilliaanse",
    "arubaans",
    "arubaanse",
    "belg",
    "belgisch",
    "belgische",
    "brits",
    "britse",
    "curaçaos",
    "curaçaose",
    "deens",
    "deense",
    "duits",
    "duitse",
    "engels",
    "engelse",
    "fins",
    "finse",
    "frans",
    "franse",
    "grieks",
    "griekse",
    "hongaars",
    "hongaarse",
    "iers",
    "ierse",
    "ind",
    "indisch",
    "indische",
    "indonesisch",
    "indonesische",
    "israëlisch",
    "israëlische",
    "italiaans",
    "italiaanse",
    "japans",
    "japanse",
    "luxemburgs",
    "luxemburgse",
    "noors",
    "noorse",
    "oekraïens",
    "oekraïense",
    "oostenrijks",
    "oostenrijkse",
    "pools",
    "poolse",
    "portugees",
    "portugese",
    "pruisisch",
    "pruisische",
    "russisch",
    "russische",
    "spaans",
    "spaanse",
    "surinaams",
    "surinaamse",
    "tsjechisch",
    "tsjechische",
    "turks",
    "turkse",
    "vlaams",
    "vlaamse",
    "waals",
    "waalse",
    "zweeds",
    "zweedse",
    "zwitsers",
    "zwitserse",
];

/// Other countries, and those of the Kingdom that have acts of their own, as they stand behind "van".
const COUNTRIES: [&str; 27] = [
    "België",
    "Luxemburg",
    "Duitsland",
    "Frankrijk",
    "Suriname",
    "Aruba",
    "Curaçao",
    "Sint Maarten",
    "Indonesië",
    "Italië",
    "Spanje",
    "Portugal",
    "Polen",
    "Hongarije",
    "Oekraïne",
    "Rusland",
    "Israël",
    "Turkije",
    "Oostenrijk",
    "Zwitserland",
    "Denemarken",
    "Zweden",
    "de Verenigde Staten",
    "de VS",
    "de Bondsrepubliek",
    "de Republiek",
    "het Koninkrijk België",
];

/// Parliaments of others, as they stand before the numbers of their papers.
const PARLIAMENTS: [&str; 9] = [
    "Belgisch",
    "Belg.",
    "Senaat",
    "Vlaams Parlement",
    "Waals Parlement",
    "Parl. St.",
    "Bundestag",
    "Staten van",
    "Provinciale Staten",
];

/// Is this word, in small letters, a body of the country itself that makes rules of its own?
pub(super) fn is_local(word: &str) -> bool {
    LOCAL.contains(&word)
}

/// Does this word, in small letters, say that something is of another country?
pub(super) fn is_foreign(word: &str) -> bool {
    ADJECTIVES.contains(&word)
}

/// Is this word, with its capital, the name of another country?
pub(super) fn is_country(word: &str) -> bool {
    COUNTRIES.contains(&word)
}

/// Steps over the name of another country.
pub(super) fn country(c: &mut Cursor<'_>) -> bool {
    COUNTRIES.iter().any(|country| c.eat_phrase(country))
}

/// Does the text before a place end in a word that says that what follows is of another country: "Belgisch Staatsblad",
/// "Ned.-Ind. Stb."?
pub(super) fn foreign_before(text: &str, at: usize) -> bool {
    const LONGEST_WITH_STOP: usize = 16;
    let near = trim_space(before(text, at, LONGEST_WITH_STOP));
    is_foreign(&last_word(near.trim_end_matches('.')).to_lowercase())
}

/// Is the number at a place that of a paper of another parliament: "Kamerstukken van de Belgische Kamer, 28 638, nr. 2"?
pub(super) fn parliament_before(text: &str, at: usize) -> bool {
    const WINDOW: usize = 64;
    let near = before(text, at, WINDOW);
    let near = near.rsplit([';', '\n', '(']).next().unwrap_or(near);
    PARLIAMENTS.iter().any(|name| near.contains(name))
}
