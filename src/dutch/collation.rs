//! The order in which a Dutch reader looks for words and names.
//!
//! Accents and case do not count, numbers go by their value, and a name stands under its main word: "van den Berg"
//! under B. `ij` is an i and a j, as in dictionaries and encyclopedias; only telephone books had it as a y. This
//! module knows writing, not what is listed (`catalogue`), and not the order of dossier numbers (`kst`).

use super::names::{self, APOSTROPHES};
use super::offices;
use super::plain::push_plain;

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
    for c in text.chars().filter(|c| !APOSTROPHES.contains(c)) {
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

/// A word, or the prefix and the name of which it is made: `d'Ancona`.
fn parted(word: &str) -> impl Iterator<Item = &str> {
    let name = names::behind_elision(word);
    let prefix = name.and_then(|name| word.strip_suffix(name));
    [Some(prefix.unwrap_or(word)), name].into_iter().flatten()
}

/// What follows a word and a space.
fn behind<'a>(text: &'a str, word: &str) -> Option<&'a str> {
    text.get(..word.len()).filter(|head| head.eq_ignore_ascii_case(word))?;
    text.get(word.len()..)?.strip_prefix(' ')
}

/// The main part of a surname, and what only counts between namesakes; both plain.
fn surname(name: &str) -> Option<(String, String)> {
    let name = name.trim();
    let bare = ["het", "de"].iter().find_map(|article| behind(name, article));
    let member = bare.and_then(|bare| offices::MEMBERS.iter().find_map(|member| behind(bare, member)));
    let name = member.unwrap_or(name);
    // Of several people the first counts.
    let name = name.split([',', ';']).next().unwrap_or_default();
    let name = name.split(" en ").next().unwrap_or_default();
    let name = name.trim_end().trim_end_matches("c.s.").trim_end();
    let words: Vec<&str> = name.split_whitespace().flat_map(parted).collect();
    let is_prefix = |word: &&str| names::is_prefix(word);
    let joined = |word: &str| word.rsplit_once('-').is_some_and(|(_, last)| is_prefix(&last));
    let personal = |word: &&str| is_prefix(word) || word.contains(|c: char| c.is_uppercase() || c == '.');
    if !words.iter().all(personal) || offices::begins_with(&plain(words.first()?)) {
        return None;
    }
    let initials = words.iter().take_while(|word| word.contains('.')).count();
    let from = match words.get(initials..)? {
        _ if initials > 0 => initials,
        // `Hugo de Jonge`, `De Jonge`: the surname begins with the first of these words, or with a name joined to one
        // (`Bakker-van der Berg`); else it is the last word.
        words => words
            .iter()
            .position(|word| is_prefix(word) || joined(word))
            .unwrap_or(words.len().checked_sub(1)?),
    };
    let (given, family) = words.split_at_checked(from)?;
    let before = family.iter().take_while(|w| is_prefix(w)).count().min(family.len().checked_sub(1)?);
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
    fn prefixes_of_every_origin_do_not_count() {
        check(
            SortKey::of_name,
            &[
                "A. d’Ancona",
                "A. uit den Boogaard",
                "B. della Casa",
                "C. von und zu Dorp",
                "A. zur Eick",
                "R. op ’t Land",
                "de heer A. van der Meer",
                "Hans op den Velde",
                "Vice-president van de Raad van State",
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
