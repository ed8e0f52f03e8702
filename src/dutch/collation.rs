//! The order in which a Dutch reader looks for words and names.
//!
//! Accents and case do not count, numbers go by their value, and a name stands under its main word: "van den Berg"
//! under B. `ij` is an i and a j, as in dictionaries and encyclopedias; only telephone books had it as a y. This
//! module knows writing, not what is listed (`catalogue`), and not the order of dossier numbers (`kst`).

/// Words before the main part of a surname, without accents and apostrophes.
const TUSSENVOEGSELS: &[&str] = &[
    "aan", "bij", "d", "da", "de", "del", "den", "der", "di", "do", "dos", "du", "el", "het", "in", "la",
    "le", "op", "s", "t", "te", "ten", "ter", "uit", "van", "vom", "von", "zu",
];

/// With these words begins the name of an office, which has no surname.
const OFFICES: &[&str] = &["commissie", "minister", "ministers", "staatssecretaris", "voorzitter"];

/// Letters with what they count as: those of the languages of Europe that are written in Latin script.
const PLAIN: &[(&str, &str)] = &[
    ("a", "áàâäãåāăą"),
    ("ae", "æ"),
    ("c", "çćĉċč"),
    ("d", "ďđð"),
    ("e", "éèêëēĕėęě"),
    ("g", "ĝğġģ"),
    ("h", "ĥħ"),
    ("i", "íìîïĩīĭįı"),
    ("ij", "ĳ"),
    ("j", "ĵ"),
    ("k", "ķ"),
    ("l", "ĺļľŀł"),
    ("n", "ñńņňŋ"),
    ("o", "óòôöõøōŏő"),
    ("oe", "œ"),
    ("r", "ŕŗř"),
    ("s", "śŝşšș"),
    ("ss", "ß"),
    ("t", "ţťŧț"),
    ("th", "þ"),
    ("u", "úùûüũūŭůűų"),
    ("w", "ŵ"),
    ("y", "ýÿŷ"),
    ("z", "źżž"),
];

/// Appends a character in lower case and without its accent; a loose accent disappears.
pub fn push_plain(out: &mut String, c: char) {
    if c.is_ascii() {
        out.push(c.to_ascii_lowercase());
        return;
    }
    for c in c.to_lowercase() {
        match PLAIN.iter().find(|(_, letters)| letters.contains(c)) {
            Some((plain, _)) => out.push_str(plain),
            None if ('\u{300}'..='\u{36f}').contains(&c) => {}
            None => out.push(c),
        }
    }
}

/// A word, or a number, which comes before words.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
enum SortPart {
    /// The digits without leading zeros, preceded by how many they are: so they order by value, however long.
    Number(usize, String),
    Word(String),
}

/// The place of a text in a sorted list.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct SortKey {
    /// What the reader looks for.
    main: Vec<SortPart>,
    /// Between equals: initials, then what stands before a surname.
    rest: Vec<SortPart>,
    /// Between writings of the same, so that the order never depends on chance.
    written: String,
}

impl SortKey {
    /// Any text: a topic, a kind, an office.
    pub fn of_text(text: &str) -> Self {
        Self { main: parts(&plain(text)), rest: Vec::new(), written: text.to_owned() }
    }

    /// The name of a person, in the forms of Kamerstukken: `A. Broekers-Knol`, `Hugo de Jonge`, `het lid Van den Berg
    /// c.s.`. What is no such name is ordered as a text.
    pub fn of_name(name: &str) -> Self {
        match surname(name) {
            Some((surname, rest)) => {
                Self { main: parts(&surname), rest: parts(&rest), written: name.to_owned() }
            }
            None => Self::of_text(name),
        }
    }

    /// The letter under which it stands in a long list; `None` for what begins with a digit or has no letters.
    pub fn initial(&self) -> Option<char> {
        match self.main.first()? {
            SortPart::Word(word) => word.chars().next().and_then(|c| c.to_uppercase().next()),
            SortPart::Number(..) => None,
        }
    }
}

/// The text in lower case without accents and apostrophes.
fn plain(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars().filter(|c| !matches!(c, '\'' | '’' | '‘' | '`')) {
        push_plain(&mut out, c);
    }
    out
}

fn parts(plain: &str) -> Vec<SortPart> {
    let mut parts = Vec::new();
    for word in plain.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()) {
        let mut left = word;
        while let Some(first) = left.chars().next() {
            let digits = first.is_ascii_digit();
            let end = left.find(|c: char| c.is_ascii_digit() != digits).unwrap_or(left.len());
            let (run, after) = left.split_at(end);
            left = after;
            parts.push(if digits {
                let digits = run.trim_start_matches('0');
                SortPart::Number(digits.len(), digits.to_owned())
            } else {
                SortPart::Word(run.to_owned())
            });
        }
    }
    parts
}

/// The main part of a surname, and what only counts between namesakes; both plain.
fn surname(name: &str) -> Option<(String, String)> {
    let name = ["het lid ", "Het lid ", "de leden ", "De leden "]
        .iter()
        .find_map(|lead| name.trim().strip_prefix(lead))
        .unwrap_or(name.trim());
    // Of several people the first counts.
    let name = name.split([',', ';']).next().unwrap_or_default();
    let name = name.split(" en ").next().unwrap_or_default();
    let name = name.trim_end().trim_end_matches("c.s.").trim_end();
    let words: Vec<&str> = name.split_whitespace().collect();
    let is_tussenvoegsel = |word: &&str| TUSSENVOEGSELS.contains(&plain(word).as_str());
    let joined = |word: &str| word.rsplit_once('-').is_some_and(|(_, last)| is_tussenvoegsel(&last));
    let personal =
        |word: &&str| is_tussenvoegsel(word) || word.contains(|c: char| c.is_uppercase() || c == '.');
    if !words.iter().all(personal) || OFFICES.contains(&plain(words.first()?).as_str()) {
        return None;
    }
    let initials = words.iter().take_while(|word| word.contains('.')).count();
    let from = match words.get(initials..)? {
        _ if initials > 0 => initials,
        // `Hugo de Jonge`, `De Jonge`: the surname begins with the first of these words, or with a name joined to one
        // (`Bakker-van der Berg`); else it is the last word.
        words => words
            .iter()
            .position(|word| is_tussenvoegsel(word) || joined(word))
            .unwrap_or(words.len().checked_sub(1)?),
    };
    let (given, family) = words.split_at_checked(from)?;
    let before = family.iter().take_while(|w| is_tussenvoegsel(w)).count().min(family.len().checked_sub(1)?);
    let (before, main) = family.split_at_checked(before)?;
    Some((plain(&main.join(" ")), plain(&[given, before].concat().join(" "))))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(key: fn(&str) -> SortKey, sorted: &[&str]) {
        let mut again: Vec<&str> = sorted.iter().rev().copied().collect();
        again.sort_by_key(|text| key(text));
        assert_eq!(again, sorted);
    }

    #[test]
    fn texts_order_by_letters_and_values() {
        check(
            SortKey::of_text,
            &[
                "7 mei",
                "12 maart",
                "2020",
                "AOW",
                "Artikel 9",
                "Artikel 10",
                "Artikel 10 bis",
                "Cafébezoek",
                "Één loket",
                "eenoudergezin",
                "foto's in het dossier",
                "fotos van toen",
                "idee",
                "IJ",
                "ijs",
                "ik",
                "Zorg",
            ],
        );
        check(SortKey::of_text, &["covid 9", "covid 19", "covid-19 in 2020", "Covid-020"]);
    }

    #[test]
    fn names_stand_under_their_main_word() {
        check(
            SortKey::of_name,
            &[
                "El Amrani",
                "I. el Amrani",
                "Bakker-van der Zee",
                "A. Bakker-van der Zee",
                "H. van den Berg",
                "P.M. van den Berg",
                "A. Broekers-Knol",
                "dr. J. Çelik",
                "Van Engelshoven",
                "R. 't Hooft",
                "M. IJzerman",
                "de Jonge",
                "H.M. de Jonge",
                "Hugo de Jonge",
                "Minister van Financiën",
                "Mark Rutte",
                "vaste commissie voor Financiën",
                "In 't Veld",
                "het lid Wiersma c.s.",
                "de leden Yeşilgöz-Zegerius en Van Aalst",
            ],
        );
    }

    #[test]
    fn a_list_is_divided_by_initials() {
        for (name, initial) in [
            ("H. van den Berg", Some('B')),
            ("Çelik", Some('C')),
            ("M. Ĳzerman", Some('I')),
            ("12 maart", None),
            ("…", None),
        ] {
            assert_eq!(SortKey::of_name(name).initial(), initial, "{name}");
        }
    }
}
