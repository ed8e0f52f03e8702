//! How letters begin and end: salutations, closings, and for whom else they are signed.

/// Beginnings of salutations that begin nothing else.
pub(super) const SALUTATIONS: [&str; 29] = [
    "geacht",
    "geachte",
    "hooggeacht",
    "hooggeachte",
    "zeer geacht",
    "zeer geachte",
    "zeergeachte",
    "weledele",
    "weledelgeboren",
    "weledelgeleerde",
    "weledelgestrenge",
    "weledelzeergeleerde",
    "hooggeleerde",
    "hoogedelgestrenge",
    "hoogedelachtbare",
    "hoogwelgeboren",
    "edelachtbare",
    "edelgrootachtbare",
    "edelhoogachtbare",
    "excellentie",
    "excellenties",
    "koninklijke hoogheid",
    "mijnheer de voorzitter",
    "meneer de voorzitter",
    "mevrouw de voorzitter",
    "dames en heren",
    "beste voorzitter",
    "waarde voorzitter",
    "majesteit",
];

/// Beginnings of salutations that other lines may have too ("Waarde van woningen"): a comma must end these.
pub(super) const FAMILIAR: [&str; 15] = [
    "waarde",
    "beste",
    "lieve",
    "dierbare",
    "amice",
    "collega",
    "collega's",
    "sire",
    "mevrouw",
    "mijnheer",
    "meneer",
    "mijne heren",
    "heer",
    "voorzitter",
    "leden",
];

/// Beginnings of closings.
pub(super) const CLOSINGS: [&str; 11] = [
    "hoogachtend",
    "met hoogachting",
    "met de meeste hoogachting",
    "met bijzondere hoogachting",
    "met gevoelens van hoogachting",
    "met vriendelijke groet",
    "met hartelijke groet",
    "met collegiale groet",
    "vriendelijke groet",
    "hartelijke groet",
    "groetend",
];

/// Words before the office for which a letter is signed too.
pub const ON_BEHALF: [&str; 4] = ["mede namens", "namens", "ook namens", "in overeenstemming met"];

/// Whether a line is, or begins with, the salutation of a letter: `Geachte voorzitter,` or `Mevrouw de Voorzitter,`.
pub fn is_salutation(line: &str) -> bool {
    const WORDS: usize = 14;
    /// Words of a salutation behind which the letter goes on in the same line.
    const BEFORE_TEXT: usize = 8;
    const CHARS: usize = 90;
    let line = line.trim().lines().next().unwrap_or_default();
    let (greeting, rest) = line.split_once([',', ':', '!']).unwrap_or((line, ""));
    let closed = greeting.len() < line.len();
    let words = greeting.split_whitespace().count();
    let most = if rest.trim().is_empty() { WORDS } else { BEFORE_TEXT };
    let small = line.starts_with(char::is_lowercase);
    let whole = greeting.chars().count() <= CHARS && words <= most && !line.ends_with(';');
    // A sentence about somebody who is honoured is no salutation: "De vraag van de / geachte afgevaardigde …".
    let sentence = !closed && line.ends_with(['.', '?']) || small && !(closed && rest.trim().is_empty());
    let familiar = || {
        let names = rest.is_empty() || rest.split_whitespace().count() < WORDS && line.ends_with(',');
        closed && names && words <= BEFORE_TEXT && begins(greeting, &FAMILIAR)
    };
    whole && !sentence && (begins(greeting, &SALUTATIONS) || familiar())
}

/// Whether a line closes a letter: `Hoogachtend,`
pub fn is_closing(line: &str) -> bool {
    const WORDS: usize = 6;
    line.split_whitespace().count() <= WORDS && begins_loosely(line, &CLOSINGS)
}

/// Whether a line says for whom else the letter is signed: `Mede namens de Minister van …,`
pub fn is_on_behalf(line: &str) -> bool {
    begins(line, &ON_BEHALF)
}

/// What stands behind the words that say for whom else a letter is signed: `de Minister van …` of `mede namens de
/// Minister van …`.
pub fn behind_on_behalf(line: &str) -> Option<&str> {
    ON_BEHALF.iter().find_map(|words| {
        let (begin, rest) = line.split_at_checked(words.len())?;
        (begin.eq_ignore_ascii_case(words) && rest.starts_with(' ')).then(|| rest.trim_start())
    })
}

/// Whether a line begins with one of these, in capitals or not, each word whole.
fn begins(line: &str, with: &[&str]) -> bool {
    let line = plain(line);
    with.iter().any(|words| {
        line.strip_prefix(words)
            .is_some_and(|rest| !rest.starts_with(|c: char| c.is_alphanumeric() || c == '-'))
    })
}

/// The same, whose last word may have an ending: `Met vriendelijke groeten`.
fn begins_loosely(line: &str, with: &[&str]) -> bool {
    let line = plain(line);
    with.iter().any(|words| line.starts_with(words))
}

/// In small letters, with single spaces and one kind of apostrophe.
fn plain(line: &str) -> String {
    let line = line.to_lowercase().replace('’', "'");
    line.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn salutations() {
        for line in [
            "Geachte voorzitter,",
            "Geachte Voorzitter",
            "Geacht college,",
            "Beste voorzitter",
            "Zeer geachte mevrouw de Voorzitter,",
            "Zeergeachte heer Jansen,",
            "Hooggeachte Voorzitter,",
            "Geachte mevrouw/heer De Vries,",
            "Geachte heer/mevrouw,",
            "Geachte dr. Jansen,",
            "geachte voorzitter,",
            "GEACHTE VOORZITTER,",
            "Mevrouw de\u{a0}Voorzitter,",
            "Mijnheer de Voorzitter,",
            "Meneer de voorzitter!",
            "Mevrouw de Voorzitter",
            "Waarde collega’s,",
            "Waarde voorzitter,",
            "Beste Kamerleden,",
            "Beste Anna, Bert en Carel,",
            "Excellentie,",
            "Excellenties,",
            "Hoogedelgestrenge heer,",
            "Dames en heren,",
            "Mevrouw, mijnheer,",
            "Mevrouw de Minister,",
            "Sire,",
            "Geachte voorzitter, hierbij ontvangt u mijn reactie.",
            "Geachte voorzitter,\nHierbij ontvangt u mijn reactie.",
        ] {
            assert!(is_salutation(line), "{line}");
        }
    }

    #[test]
    fn what_is_no_salutation() {
        for line in [
            "Waarde van woningen",
            "Waardevolle gesprekken,",
            "Beste praktijken in de zorg",
            "Beste praktijken, beleid en uitvoering",
            "Mevrouw A. Jansen",
            "geachte afgevaardigde heeft gevraagd, kan ik niet ontkennen",
            "Geachte leden hebben gevraagd of dit kan.",
            "Aan de Voorzitter van de Tweede Kamer",
            "Voorzitter van de Tweede Kamer der Staten-Generaal",
            "Excellentiecentrum,",
            "Heerlen, 3 mei 2023",
            "",
        ] {
            assert!(!is_salutation(line), "{line}");
        }
    }

    #[test]
    fn closings() {
        for line in
            ["Hoogachtend,", "HOOGACHTEND", "Met vriendelijke groeten,", "Met de meeste  hoogachting,"]
        {
            assert!(is_closing(line), "{line}");
        }
        for line in ["Hoogachtend groet ik u en allen die dit lezen.", "Met vriendelijke steun", ""] {
            assert!(!is_closing(line), "{line}");
        }
        assert!(is_on_behalf("Mede  namens de Minister van Defensie,") && !is_on_behalf("Namenslijst"));
    }
}
