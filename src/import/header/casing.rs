//! Titles printed in capitals, as Dutch writes them: `BRIEF VAN DE STAATSSECRETARIS VAN JUSTITIE EN VEILIGHEID`
//! is "Brief van de Staatssecretaris van Justitie en Veiligheid".
//!
//! Offices and ministries have capitals in parliamentary papers, and so have names of members. What capitals do
//! not tell (an abbreviation that is not listed here) becomes an ordinary word.

use super::capitalised;
use crate::dutch::{names, offices};

/// Words after which a name or a ministry is over.
const ENDING: [&str; 15] = [
    "vervanging",
    "over",
    "inzake",
    "met",
    "betreffende",
    "naar",
    "dat",
    "tot",
    "houdende",
    "die",
    "gedrukt",
    "waarin",
    "om",
    "bij",
    "namens",
];

/// Names that are written with capitals wherever they stand.
const NAMES: [&str; 20] = [
    "Tweede Kamer",
    "Eerste Kamer",
    "Staten-Generaal",
    "Raad van State",
    "Algemene Rekenkamer",
    "Nationale ombudsman",
    "Europese Unie",
    "Europese Commissie",
    "Europese Raad",
    "Europees Parlement",
    "Koninkrijk",
    "Nederland",
    "Raad Algemene Zaken",
    "Raad Buitenlandse Zaken",
    "EU",
    "NAVO",
    "VN",
    "BNC",
    "BES",
    "COVID-19",
];

/// Whether a text is printed in capitals: it has letters, and hardly one is small (`c.s.`, `nr.`).
pub fn in_capitals(text: &str) -> bool {
    let words = |small: bool| {
        text.split_whitespace()
            .filter(|w| !matches!(w.trim_matches(','), "c.s." | "nr." | "d.d."))
            .flat_map(str::chars)
            .filter(|c| if small { c.is_lowercase() } else { c.is_uppercase() })
            .count()
    };
    words(false) > 1 && words(true) == 0
}

/// A title in capitals without the marks of notes that stand hard against its words (`VERSLAG1`), and their numbers.
pub fn without_marks(title: &str) -> (String, Vec<u32>) {
    const WORD: usize = 4;
    let mut marks = Vec::new();
    let bare = |word: &str| {
        let text = word.trim_end_matches(|c: char| c.is_ascii_digit());
        let number: u32 = word.get(text.len()..)?.parse().ok().filter(|n| (1..100).contains(n))?;
        let letters = text.chars().filter(|c| c.is_uppercase()).count();
        let whole = letters >= WORD && text.ends_with(char::is_uppercase) || text.ends_with("C.S.");
        whole.then(|| (text.to_owned(), number))
    };
    let words = title.split_whitespace().map(|word| match bare(word) {
        Some((text, number)) => {
            marks.push(number);
            text
        }
        None => word.to_owned(),
    });
    let words: Vec<String> = words.collect();
    (words.join(" "), marks)
}

/// The text as Dutch writes it, if it is in capitals; else as it is.
pub fn title(text: &str) -> String {
    let text = super::squeeze(text);
    if !in_capitals(&text) {
        return text;
    }
    let mut out = String::with_capacity(text.len());
    let mut state = State::Plain;
    for word in text.to_lowercase().split(' ') {
        if !out.is_empty() {
            out.push(' ');
        }
        let (written, next) = state.write(word);
        out.push_str(&written);
        state = next;
    }
    capitalised(&with_names(out))
}

/// What the words before have announced.
#[derive(Clone, Copy, PartialEq, Eq)]
enum State {
    /// Ordinary words.
    Plain,
    /// An office was named; a ministry may follow.
    Office,
    /// The first word of a member's name is next.
    Member,
    /// Within a member's name.
    Surname,
}

impl State {
    fn write(self, word: &str) -> (String, Self) {
        let bare = word.trim_matches(|c: char| !c.is_alphanumeric());
        let ends_sentence = word.ends_with([':', ';']);
        let after = |state| if ends_sentence { Self::Plain } else { state };
        if ENDING.contains(&bare) {
            return (word.to_owned(), Self::Plain);
        }
        if offices::of_government().any(|office| office == bare) {
            let written = if bare.contains('-') { hyphenated(word) } else { capitalised(word) };
            return (written, after(Self::Office));
        }
        if offices::MEMBERS.contains(&bare) && self != Self::Office {
            return (word.to_owned(), Self::Member);
        }
        let joins = offices::JOINING.contains(&bare) || names::is_prefix(bare) || bare == "een";
        let small = joins || word == "c.s.";
        match self {
            Self::Plain => (word.to_owned(), Self::Plain),
            // "en anderen" ends the names.
            Self::Member | Self::Surname if word.starts_with("c.s.") => (word.to_owned(), Self::Plain),
            Self::Office if small => (word.to_owned(), self),
            Self::Office => (capitalised(word), after(self)),
            Self::Member if word == "en" => (word.to_owned(), self),
            Self::Surname if word == "en" => (word.to_owned(), Self::Member),
            Self::Surname if small => (word.to_owned(), after(self)),
            // A prefix that opens a name has a capital: "het lid Van Dijk".
            Self::Member | Self::Surname => (hyphenated(word), name_goes_on(word)),
        }
    }
}

fn name_goes_on(word: &str) -> State {
    if word.ends_with(',') { State::Member } else { State::Surname }
}

/// `michon-derkzen` is Michon-Derkzen.
fn hyphenated(word: &str) -> String {
    word.split('-').map(capitalised).collect::<Vec<_>>().join("-")
}

/// The names are ASCII, so the text keeps its length and the places found stay right.
fn with_names(mut text: String) -> String {
    let lower = text.to_ascii_lowercase();
    let part_of_word = |c: Option<char>| c.is_some_and(|c| c.is_alphanumeric() || c == '-');
    for name in NAMES {
        for (at, found) in lower.match_indices(&name.to_ascii_lowercase()) {
            let end = at + found.len();
            let before = lower.get(..at).and_then(|s| s.chars().next_back());
            let behind = lower.get(end..).and_then(|s| s.chars().next());
            if !part_of_word(before) && !part_of_word(behind) {
                text.replace_range(at..end, name);
            }
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::{title, without_marks};

    #[test]
    fn marks_leave_a_title() {
        let read = |title| without_marks(title);
        assert_eq!(read("VERSLAG1"), ("VERSLAG".to_owned(), vec![1]));
        assert_eq!(
            read("HERDRUK1 MOTIE VAN HET LID VOS C.S.2"),
            ("HERDRUK MOTIE VAN HET LID VOS C.S.".to_owned(), vec![1, 2])
        );
        for title in ["UITSTOOT VAN CO2", "AANLEG A27", "AGENDA 2030", "VERSLAG OVER COVID-19", "HORIZON2020"]
        {
            assert_eq!(read(title), (title.to_owned(), vec![]), "{title}");
        }
    }

    #[test]
    fn titles_leave_their_capitals() {
        for (printed, written) in [
            (
                "BRIEF VAN DE STAATSSECRETARIS VAN JUSTITIE EN VEILIGHEID",
                "Brief van de Staatssecretaris van Justitie en Veiligheid",
            ),
            (
                "BRIEF VAN DE MINISTERS VAN VOLKSGEZONDHEID, WELZIJN EN SPORT EN VOOR RECHTSBESCHERMING",
                "Brief van de Ministers van Volksgezondheid, Welzijn en Sport en voor Rechtsbescherming",
            ),
            (
                "BRIEF VAN DE MINISTER-PRESIDENT, MINISTER VAN ALGEMENE ZAKEN",
                "Brief van de Minister-President, Minister van Algemene Zaken",
            ),
            (
                "BRIEF VAN DE MINISTER VOOR BASIS- EN VOORTGEZET ONDERWIJS EN MEDIA",
                "Brief van de Minister voor Basis- en Voortgezet Onderwijs en Media",
            ),
            ("GEWIJZIGDE MOTIE VAN HET LID CLAASSEN", "Gewijzigde motie van het lid Claassen"),
            ("MOTIE VAN HET LID VAN DER PLAS C.S.", "Motie van het lid Van der Plas c.s."),
            (
                "MOTIE VAN DE LEDEN MICHON-DERKZEN EN JASPER VAN DIJK",
                "Motie van de leden Michon-Derkzen en Jasper van Dijk",
            ),
            (
                "MOTIE VAN DE LEDEN EL ABASSI, DE ROON EN PIRI",
                "Motie van de leden El Abassi, De Roon en Piri",
            ),
            (
                "GEWIJZIGDE MOTIE VAN DE LEDEN HIRSCH EN VAN DIJK TER VERVANGING VAN DIE GEDRUKT ONDER NR. 2834",
                "Gewijzigde motie van de leden Hirsch en Van Dijk ter vervanging van die gedrukt onder nr. 2834",
            ),
            ("VERSLAG VAN EEN ALGEMEEN OVERLEG", "Verslag van een algemeen overleg"),
            ("BRIEF VAN DE ALGEMENE REKENKAMER", "Brief van de Algemene Rekenkamer"),
            (
                "BRIEF VAN DE MINISTER VAN FINANCIËN OVER DE EU",
                "Brief van de Minister van Financiën over de EU",
            ),
            ("Emissies door de luchtvaart", "Emissies door de luchtvaart"),
        ] {
            assert_eq!(title(printed), written);
        }
    }
}
