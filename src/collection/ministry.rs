//! The ministry of an office: `Staatssecretaris van Justitie en Veiligheid` speaks for Justitie en Veiligheid.
//!
//! A table of names that ministries have had, not a guess: an office that it does not know has no ministry here.
//! A ministry that changed its name is listed under each of its names, as its letters were signed. The day of a letter
//! counts only where a cabinet gave an office to another ministry.

use crate::dutch::offices::WITH_MINISTRY;
use crate::number::address::Segment;
use jiff::civil::{Date, date};
use std::collections::HashMap;
use std::sync::LazyLock;

/// The name of a ministry, its abbreviations, and the ministers without a ministry of their own who sat there.
type Ministry = (&'static str, &'static [&'static str], &'static [&'static str]);

/// Names since about 1980, from officielebekendmakingen.nl and the government's lists of cabinets.
const MINISTRIES: &[Ministry] = &[
    ("Algemene Zaken", &["AZ"], &[]),
    ("Asiel en Migratie", &["AenM"], &[]),
    ("Binnenlandse Zaken", &["BiZa"], &[]),
    (
        "Binnenlandse Zaken en Koninkrijksrelaties",
        &["BZK"],
        &[
            "Bestuurlijke Vernieuwing en Koninkrijksrelaties",
            "BVK",
            "Grote Steden- en Integratiebeleid",
            "Immigratie, Integratie en Asiel",
            "Volkshuisvesting en Ruimtelijke Ordening",
            "VRO",
            "Wonen en Rijksdienst",
        ],
    ),
    (
        "Buitenlandse Zaken",
        &["BZ", "BuZa"],
        &[
            "Buitenlandse Handel en Ontwikkelingshulp",
            "Buitenlandse Handel en Ontwikkelingssamenwerking",
            "BHOS",
            "Ontwikkelingssamenwerking",
        ],
    ),
    ("Defensie", &[], &[]),
    ("Economische Zaken", &["EZ"], &[]),
    ("Economische Zaken en Klimaat", &["EZK"], &["Klimaat en Energie"]),
    ("Economische Zaken, Landbouw en Innovatie", &["EL&I"], &[]),
    ("Financiën", &[], &[]),
    ("Infrastructuur en Milieu", &["IenM", "I&M"], &[]),
    ("Infrastructuur en Waterstaat", &["IenW", "I&W"], &[]),
    ("Justitie", &[], &["Vreemdelingenzaken en Integratie"]),
    ("Justitie en Veiligheid", &["JenV", "J&V"], &["Rechtsbescherming"]),
    ("Klimaat en Groene Groei", &["KGG"], &[]),
    ("Landbouw en Visserij", &[], &[]),
    ("Landbouw, Natuur en Voedselkwaliteit", &["LNV"], &["Natuur en Stikstof"]),
    ("Landbouw, Natuurbeheer en Visserij", &[], &[]),
    ("Landbouw, Visserij, Voedselzekerheid en Natuur", &["LVVN"], &[]),
    (
        "Onderwijs, Cultuur en Wetenschap",
        &["OCW"],
        &["Basis- en Voortgezet Onderwijs en Media", "Primair en Voortgezet Onderwijs"],
    ),
    ("Onderwijs, Cultuur en Wetenschappen", &["OCenW"], &[]),
    ("Onderwijs en Wetenschappen", &[], &[]),
    ("Sociale Zaken en Werkgelegenheid", &["SZW"], &["Armoedebeleid, Participatie en Pensioenen"]),
    ("Veiligheid en Justitie", &["VenJ", "V&J"], &[]),
    ("Verkeer en Waterstaat", &["VenW", "V&W"], &[]),
    (
        "Volksgezondheid, Welzijn en Sport",
        &["VWS"],
        &["Langdurige Zorg en Sport", "Medische Zorg", "Medische Zorg en Sport"],
    ),
    ("Volkshuisvesting en Ruimtelijke Ordening", &["VRO"], &[]),
    ("Volkshuisvesting, Ruimtelijke Ordening en Milieubeheer", &["VROM"], &["Wonen, Wijken en Integratie"]),
    ("Welzijn, Volksgezondheid en Cultuur", &["WVC"], &[]),
];

/// The day on which the cabinet Jetten took office (rijksoverheid.nl, 23 February 2026).
const JETTEN: Date = date(2026, 2, 23);

/// Ministers *van* a task who sit in the ministry of another since then, and that ministry. Three of the tasks had a
/// ministry of their own under the cabinet before it.
const SINCE_JETTEN: &[(&str, &str)] = &[
    ("Asiel en Migratie", "Justitie en Veiligheid"),
    ("Buitenlandse Handel en Ontwikkelingssamenwerking", "Buitenlandse Zaken"),
    ("Klimaat en Groene Groei", "Economische Zaken en Klimaat"),
    ("Langdurige Zorg, Jeugd en Sport", "Volksgezondheid, Welzijn en Sport"),
    ("Volkshuisvesting en Ruimtelijke Ordening", "Binnenlandse Zaken en Koninkrijksrelaties"),
    ("Werk en Participatie", "Sociale Zaken en Werkgelegenheid"),
];

/// What a title of an office begins with as a segment, and whether a name of a ministry follows or the task of a
/// minister without one.
static TITLES: LazyLock<Vec<(String, bool)>> = LazyLock::new(|| {
    let offices = WITH_MINISTRY.iter().map(|(one, _)| one);
    let titles = offices.flat_map(|one| [(format!("{one}-van-"), true), (format!("{one}-voor-"), false)]);
    titles.chain([("ministerie-van-".to_owned(), true)]).collect()
});

/// The ministry for which an office speaks on a day, if the table has it.
pub fn of_office(office: &str, on: Date) -> Option<&'static str> {
    // `Staatssecretaris van Financiën – Toeslagen en Douane`: the task follows the ministry.
    let office =
        [" – ", " — ", " - "].iter().fold(office, |office, dash| office.split(dash).next().unwrap_or(office));
    let office = Segment::slug(office)?;
    let office = office.as_str();
    let office = ["-ad-interim", "-a-i"].iter().fold(office, |o, ending| o.strip_suffix(ending).unwrap_or(o));
    // `Minister-President, Minister van Algemene Zaken`: the last title counts.
    let named =
        |(title, ministry): &(String, bool)| Some((office.rfind(title.as_str())? + title.len(), *ministry));
    let (at, ministry) = TITLES.iter().filter_map(named).max()?;
    let name = office.get(at..)?;
    let moved = MOVED.get(name).filter(|_| ministry && on >= JETTEN);
    moved.or_else(|| NAMES.get(&(ministry, name.to_owned()))).copied()
}

/// Each way to write a ministry, or a task without one, as a segment, with the ministry's name.
static NAMES: LazyLock<HashMap<(bool, String), &str>> = LazyLock::new(|| {
    let mut names = HashMap::new();
    for &(name, short, tasks) in MINISTRIES {
        let own = std::iter::once(&name).chain(short).map(|text| (true, text));
        for (ministry, text) in own.chain(tasks.iter().map(|text| (false, text))) {
            names.extend(Segment::slug(text).map(|slug| ((ministry, slug.as_str().to_owned()), name)));
        }
    }
    names
});

/// The tasks of [`SINCE_JETTEN`] as segments.
static MOVED: LazyLock<HashMap<String, &str>> = LazyLock::new(|| {
    let slug =
        |&(task, ministry): &(&str, &'static str)| Some((Segment::slug(task)?.as_str().to_owned(), ministry));
    SINCE_JETTEN.iter().filter_map(slug).collect()
});

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_office_speaks_for_its_ministry() {
        for (office, ministry) in [
            ("Staatssecretaris van Justitie en Veiligheid", Some("Justitie en Veiligheid")),
            ("minister van financien", Some("Financiën")),
            ("Minister van VWS", Some("Volksgezondheid, Welzijn en Sport")),
            ("Minister-President, Minister van Algemene Zaken", Some("Algemene Zaken")),
            ("Viceminister-president en Minister van Financiën a.i.", Some("Financiën")),
            ("Staatssecretaris van Financiën – Toeslagen en Douane", Some("Financiën")),
            ("Minister voor Rechtsbescherming", Some("Justitie en Veiligheid")),
            (
                "Minister voor Basis- en Voortgezet Onderwijs en Media",
                Some("Onderwijs, Cultuur en Wetenschap"),
            ),
            (
                "Minister voor Volkshuisvesting en Ruimtelijke Ordening",
                Some("Binnenlandse Zaken en Koninkrijksrelaties"),
            ),
            (
                "Minister van Volkshuisvesting en Ruimtelijke Ordening",
                Some("Volkshuisvesting en Ruimtelijke Ordening"),
            ),
        ] {
            assert_eq!(of_office(office, date(2024, 9, 1)), ministry, "{office}");
        }
    }

    #[test]
    fn what_the_table_does_not_know_has_none() {
        for office in [
            "Minister van Staat",
            "Minister van Rechtsbescherming",
            "Minister voor Defensie",
            "Minister van Economische Zaken en Innovatie",
            "Voorzitter van de Tweede Kamer der Staten-Generaal",
            "het lid Wiersma c.s.",
            "Justitie en Veiligheid",
            "",
        ] {
            assert_eq!(of_office(office, date(2024, 9, 1)), None, "{office}");
        }
    }

    #[test]
    fn an_office_moves_with_the_cabinet() {
        for (office, before, since) in [
            ("Minister van Asiel en Migratie", Some("Asiel en Migratie"), Some("Justitie en Veiligheid")),
            ("Minister van Werk en Participatie", None, Some("Sociale Zaken en Werkgelegenheid")),
            ("Minister van Defensie", Some("Defensie"), Some("Defensie")),
        ] {
            assert_eq!(of_office(office, date(2026, 2, 22)), before, "{office}");
            assert_eq!(of_office(office, date(2026, 2, 23)), since, "{office}");
        }
    }

    #[test]
    fn the_ministries_that_offices_moved_to_are_in_the_table() {
        for (_, ministry) in SINCE_JETTEN {
            assert!(MINISTRIES.iter().any(|(name, ..)| name == ministry), "{ministry}");
        }
    }

    #[test]
    fn no_name_means_two_ministries() {
        let written: usize = MINISTRIES.iter().map(|(_, short, tasks)| 1 + short.len() + tasks.len()).sum();
        assert_eq!(NAMES.len(), written);
    }
}
