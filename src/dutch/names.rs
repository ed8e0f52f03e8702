//! Names of people: the words before the main part of a surname, and the titles before a name.

/// Words of which prefixes of surnames are made (*tussenvoegsels*: "van der", "uit den", "in 't", "de la", "d'"), plain:
/// in small letters and without apostrophes.
///
/// Those of table 36 of the Basisregistratie Personen (*Voorvoegsels geslachtsnaam*, published by the Rijksdienst voor
/// Identiteitsgegevens), each word once; and what stands in small letters between the parts of names beside it: "abu",
/// "dell", "e", "ibn", "und", "vande", "vanden", "vander" and "y".
pub const PREFIXES: [&str; 82] = [
    "a", "aan", "abu", "af", "al", "am", "auf", "aus", "ben", "bij", "bin", "boven", "d", "da", "dal",
    "dalla", "das", "de", "deca", "degli", "dei", "del", "dell", "della", "dem", "den", "der", "des", "di",
    "die", "do", "don", "dos", "du", "e", "el", "gen", "het", "i", "ibn", "im", "in", "l", "la", "las", "le",
    "les", "lo", "los", "m", "of", "onder", "op", "over", "s", "t", "te", "ten", "ter", "tho", "thoe",
    "thor", "to", "toe", "tot", "uijt", "uit", "und", "unter", "van", "vande", "vanden", "vander", "ver",
    "vom", "von", "voor", "vor", "y", "zu", "zum", "zur",
];

/// Prefixes that lose their vowel and stand hard against the name: "d'Ancona", "l'Ami", "dell'Acqua".
const ELIDED: [&str; 5] = ["all", "d", "dall", "dell", "l"];

/// Academic titles and forms of address before a name, without their full stop.
pub const TITLES: [&str; 16] = [
    "bc", "dhr", "dr", "dra", "drs", "ds", "ing", "ir", "jhr", "jkvr", "lic", "mevr", "mr", "mrs", "mw",
    "prof",
];

/// Degrees and titles behind a name, in small letters and without full stops: `MSc`, `LL.M.`, `RA`.
const DEGREES: [&str; 29] = [
    "ba", "bba", "bed", "beng", "bsc", "cia", "cpa", "dba", "dphil", "drs", "ema", "emba", "emia", "jd",
    "llb", "llm", "ma", "mba", "med", "meng", "mim", "mmo", "mpa", "mphil", "mpp", "msc", "phd", "ra", "rc",
];

/// Marks that are printed for an apostrophe.
pub const APOSTROPHES: [char; 5] = ['\'', '’', '‘', '`', '´'];

/// Whether a word is one of which prefixes of surnames are made, with or without a capital.
pub fn is_prefix(word: &str) -> bool {
    let plain: String = word.chars().filter(|c| !APOSTROPHES.contains(c)).collect();
    PREFIXES.binary_search(&plain.to_lowercase().as_str()).is_ok()
}

/// Whether a word is a title before a name: `drs.`
pub fn is_title(word: &str) -> bool {
    word.strip_suffix('.').is_some_and(|bare| TITLES.binary_search(&bare.to_lowercase().as_str()).is_ok())
}

/// Whether a word is a degree or title behind a name: `MSc`, `LL.M.`, `RA,`. Somebody may be called Ma.
pub fn is_degree(word: &str) -> bool {
    let bare: String = word.chars().filter(|c| !matches!(c, '.' | ',' | '(' | ')')).collect();
    let capitals = bare.chars().filter(|c| c.is_uppercase()).count();
    (capitals > 1 || bare.len() > 2 && word.ends_with('.'))
        && DEGREES.binary_search(&bare.to_lowercase().as_str()).is_ok()
}

/// The name that degrees stand behind: `A. Jansen` of `A. Jansen, MSc`. One word alone is a name.
pub fn without_degrees(name: &str) -> &str {
    let mut name = name;
    while let Some((before, last)) = name.rsplit_once(' ')
        && is_degree(last)
    {
        name = before.trim_end().trim_end_matches(',').trim_end();
    }
    name
}

/// The name behind a prefix that has lost its vowel: `Ancona` of `d'Ancona`.
pub fn behind_elision(word: &str) -> Option<&str> {
    let (prefix, name) = word.split_once(APOSTROPHES)?;
    (ELIDED.contains(&prefix.to_lowercase().as_str()) && name.starts_with(char::is_uppercase)).then_some(name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_lists_are_in_order() {
        assert!(PREFIXES.is_sorted() && TITLES.is_sorted() && ELIDED.is_sorted() && DEGREES.is_sorted());
    }

    #[test]
    fn degrees_stand_behind_names() {
        for (text, name) in [
            ("A. Jansen, MSc", "A. Jansen"),
            ("A. Jansen MSc LL.M.", "A. Jansen"),
            ("A. van den Berg Msc.", "A. van den Berg"),
            ("A. Ma", "A. Ma"),
            ("A. Ra RA", "A. Ra"),
            ("MSc", "MSc"),
            ("Jansen", "Jansen"),
        ] {
            assert_eq!(without_degrees(text), name, "{text}");
        }
    }

    #[test]
    fn prefixes_are_known_however_they_are_written() {
        for prefix in ["van", "Van", "’t", "'t", "‘t", "d'", "uijt", "ZUR", "'s"] {
            assert!(is_prefix(prefix), "{prefix}");
        }
        for word in ["Jansen", "drs.", "", "vans", "minister"] {
            assert!(!is_prefix(word), "{word}");
        }
        assert_eq!(behind_elision("d’Ancona"), Some("Ancona"));
        assert_eq!(behind_elision("dell'Acqua"), Some("Acqua"));
        for word in ["O'Brien", "d'", "foto's", "Jansen", "'t"] {
            assert_eq!(behind_elision(word), None, "{word}");
        }
    }
}
