//! Numbers of the header: dossier with its title, ondernummer, vergaderjaar, case numbers of the Tweede Kamer,
//! and the running foot of official publications, which states most of them once more.

use super::{after, squeeze};
use crate::number::identifier::DocumentId;
use crate::number::kst::{Chamber, DossierNumber, Ondernummer, Toevoeging};
use crate::number::series::sentences;
use crate::number::vergaderjaar::Vergaderjaar;

/// Spaces that may group the digits of a dossier number.
fn is_gap(c: char) -> bool {
    c.is_whitespace() || matches!(c, '\u{a0}' | '\u{2007}' | '\u{2009}' | '\u{202f}' | '.')
}

/// The dossier that a text begins with, and the text behind it.
///
/// Five digits (`28 638`, `28638`), with the toevoeging of a budget (`36 600 XVI`, `36 600-A`) or a council
/// (`21 501-02`). The number of a Rijkswet, `(R2064)`, names the same dossier once more and is passed over.
pub fn leading_dossier(text: &str) -> Option<(DossierNumber, &str)> {
    let text = text.trim_start();
    let run = |s: &str| s.bytes().take_while(u8::is_ascii_digit).count();
    let (digits, rest) = match run(text) {
        5 => (text.get(..5)?.to_owned(), text.get(5..)?),
        2 => {
            let gap = text.get(2..)?.chars().next().filter(|&c| is_gap(c))?;
            let tail = text.get(2 + gap.len_utf8()..)?;
            (run(tail) == 3).then_some(())?;
            (format!("{}{}", text.get(..2)?, tail.get(..3)?), tail.get(3..)?)
        }
        _ => return None,
    };
    let number = digits.parse().ok().filter(|n| (10_000..50_000).contains(n))?;
    // A letter on its own is a fund only with a hyphen: `31 839 A` would be the first paper of the Eerste Kamer.
    let (toevoeging, rest) = match rest.chars().next() {
        Some('-' | '‑' | '–') => match toevoeging(rest.trim_start_matches(['-', '‑', '–'])) {
            Some((t, rest)) => (Some(t), rest),
            None => return None,
        },
        Some(c) if is_gap(c) => match toevoeging(rest.trim_start_matches(is_gap)) {
            Some((t, after)) if t.as_str().starts_with(['I', 'V', 'X']) => (Some(t), after),
            _ => (None, rest),
        },
        Some(c) if c.is_alphanumeric() => return None,
        _ => (None, rest),
    };
    let rest = rest.trim_start();
    let rest = match rest.strip_prefix("(R").and_then(|r| r.split_once(')')) {
        Some((kingdom, after)) if kingdom.trim().bytes().all(|b| b.is_ascii_digit()) => after.trim_start(),
        _ => rest,
    };
    Some((DossierNumber::new(number, toevoeging).ok()?, rest))
}

fn toevoeging(text: &str) -> Option<(Toevoeging, &str)> {
    let end = text.find(|c: char| !c.is_ascii_alphanumeric()).unwrap_or(text.len());
    let (word, rest) = text.split_at(end);
    let upper = word.bytes().all(|b| b.is_ascii_uppercase() || b.is_ascii_digit());
    Some((word.parse().ok().filter(|_| upper)?, rest))
}

/// The dossier that a line is about, with its title if the line has it: `28 638 Mensenhandel`.
pub fn dossier(line: &str) -> Option<(DossierNumber, Option<String>)> {
    let line = squeeze(line);
    let (number, title) = leading_dossier(&line)?;
    // "28 638 euro" is an amount: a title begins with a capital.
    if title.is_empty() {
        return Some((number, None));
    }
    title.starts_with(char::is_uppercase).then(|| (number, Some(title.to_owned())))
}

/// The number in the dossier that a line begins with, and what follows: `Nr. 2072 BRIEF VAN …`.
pub fn ondernummer(line: &str) -> Option<(Ondernummer, &str)> {
    let rest = after(line.trim(), "nr.").or_else(|| after(line.trim(), "nr"))?;
    let end = rest.find(|c: char| !c.is_ascii_alphanumeric()).unwrap_or(rest.len());
    let (number, rest) = rest.split_at(end);
    (!rest.starts_with('-')).then_some(())?;
    Some((number.parse().ok()?, rest.trim_start()))
}

/// The letter of the Eerste Kamer that a line is, or begins with before a title: `B`, `AO VERSLAG VAN …`. To be
/// asked only of a line behind that of a dossier.
pub fn letter(line: &str) -> Option<(Ondernummer, &str)> {
    let line = line.trim();
    let end = line.find(|c: char| !c.is_ascii_uppercase()).unwrap_or(line.len());
    let (letters, rest) = line.split_at(end);
    let title = rest.trim_start();
    let titled =
        title.is_empty() || rest.starts_with(char::is_whitespace) && super::kind::kind(title).is_some();
    (letters.len() <= 2 && titled).then(|| letters.parse().ok()).flatten().map(|number| (number, title))
}

/// The parliamentary year of a line: `Vergaderjaar 2020–2021`.
pub fn vergaderjaar(line: &str) -> Option<Vergaderjaar> {
    let line = squeeze(line);
    after(&line, "vergaderjaar")?.trim_matches([':', '.', ',', '|', ' ']).parse().ok()
}

/// Case numbers of the Tweede Kamer (`2023Z14759`), in order, each once.
pub fn case_numbers(text: &str) -> Vec<DocumentId> {
    let mut found = Vec::new();
    for word in text.split(|c: char| !c.is_ascii_alphanumeric()) {
        let bytes = word.as_bytes();
        let digits = |part: Option<&[u8]>| part.is_some_and(|p| p.iter().all(u8::is_ascii_digit));
        let shaped = bytes.len() == 10 && bytes.get(4) == Some(&b'Z');
        if shaped && digits(bytes.get(..4)) && digits(bytes.get(5..)) {
            found.extend(DocumentId::parse(word).filter(|id| !found.contains(id)));
        }
    }
    found
}

/// Case numbers that a text says it answers. A number near the beginning may be that of anything: its own sentence must
/// say that it is answered.
pub fn answered(text: &str) -> Vec<DocumentId> {
    const ANSWERS: [&str; 8] = [
        "antwoord",
        "reactie op",
        "reageer",
        "naar aanleiding van",
        "uw brief",
        "uw verzoek",
        "het verzoek",
        "vragen met",
    ];
    let mut found: Vec<DocumentId> = Vec::new();
    for sentence in sentences(text).into_iter().filter_map(|at| text.get(at)) {
        let lower = sentence.to_lowercase();
        if ANSWERS.iter().any(|words| lower.contains(words)) {
            let new = case_numbers(sentence).into_iter().filter(|id| !found.contains(id));
            let new: Vec<DocumentId> = new.collect();
            found.extend(new);
        }
    }
    found
}

/// What the running foot of an official publication states.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Foot {
    /// `Tweede Kamer, vergaderjaar 2024–2025, 21 501-02, nr. 3121`.
    Kamerstuk(Vergaderjaar, DossierNumber, Ondernummer),
    /// `Tweede Kamer, vergaderjaar 2021–2022, Aanhangsel, nr. 1234`; some print no number.
    Aanhangsel(Chamber, Vergaderjaar, Option<u16>),
}

/// The running foot in a line; text of the sheet may stand before it.
pub fn foot(line: &str) -> Option<Foot> {
    let line = squeeze(line);
    let heads =
        [("Tweede Kamer, vergaderjaar ", Chamber::Tweede), ("Eerste Kamer, vergaderjaar ", Chamber::Eerste)];
    let (at, chamber) =
        heads.iter().find_map(|(head, chamber)| Some((line.find(head)? + head.len(), *chamber)))?;
    let (year, rest) = line.get(at..)?.split_once(',')?;
    let (year, rest) = (year.trim().parse().ok()?, rest.trim_start());
    if let Some(rest) = after(rest, "aanhangsel") {
        let number = rest.trim_start_matches(',').trim_start();
        let number = after(number, "nr.").and_then(|n| n.split(' ').next()?.parse().ok());
        return Some(Foot::Aanhangsel(chamber, year, number));
    }
    let (dossier, rest) = leading_dossier(rest)?;
    let rest = rest.trim_start_matches([',', ' ']);
    let number = match ondernummer(rest) {
        Some((number, _)) => number,
        None => rest.split(' ').next()?.parse().ok()?,
    };
    Some(Foot::Kamerstuk(year, dossier, number))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dossier_lines() {
        for (line, number, title) in [
            ("28 638", "28638", None),
            ("28\u{a0}638 Mensenhandel", "28638", Some("Mensenhandel")),
            ("21 501-02                Raad Algemene Zaken", "21501-02", Some("Raad Algemene Zaken")),
            ("36 600 XVI Vaststelling van de begroting", "36600-XVI", Some("Vaststelling van de begroting")),
            ("36600-A Vaststelling", "36600-A", Some("Vaststelling")),
            ("34 356 (R2064) Wijziging van de Rijkswet", "34356", Some("Wijziging van de Rijkswet")),
        ] {
            let found = dossier(line).map(|(n, t)| (n.to_string(), t));
            assert_eq!(found, Some((number.to_owned(), title.map(str::to_owned))), "{line}");
        }
        for no in [
            "28 638 euro",
            "2511 CN",
            "12 maart 2015",
            "286 38",
            "28 638-201",
            "070 379 8911",
            "70 000 Mensen",
        ] {
            assert_eq!(dossier(no), None, "{no}");
        }
    }

    #[test]
    fn numbers_in_the_dossier() {
        let read = |line| ondernummer(line).map(|(n, rest)| (n.to_string(), rest.to_owned()));
        assert_eq!(read("Nr. 201"), Some(("201".into(), String::new())));
        assert_eq!(read("Nr.  10     MOTIE"), Some(("10".into(), "MOTIE".into())));
        assert_eq!(read("Nr. 188b BRIEF"), Some(("188b".into(), "BRIEF".into())));
        assert_eq!(read("Nr. Commissiedocument"), None);
        assert_eq!(read("nr. 2024-0000129720"), None);
        let read = |line| letter(line).map(|(n, rest)| (n.to_string(), rest.to_owned()));
        assert_eq!(read("AO"), Some(("AO".into(), String::new())));
        assert_eq!(read("B VERSLAG"), Some(("B".into(), "VERSLAG".into())));
        assert_eq!(read("B Mensenhandel"), None);
        assert_eq!(read("Brief"), None);
    }

    #[test]
    fn the_foot_states_the_numbers() {
        let line = "’s-Gravenhage 2025       Tweede Kamer, vergaderjaar 2024–2025, 21 501-02, nr. 3121";
        let year = "2024-2025".parse().unwrap();
        let expected = Foot::Kamerstuk(year, "21501-02".parse().unwrap(), "3121".parse().unwrap());
        assert_eq!(foot(line), Some(expected));
        let line = "Eerste Kamer, vergaderjaar 2024–2025, 36 600 XVI, B 2";
        let expected = Foot::Kamerstuk(year, "36600-XVI".parse().unwrap(), "B".parse().unwrap());
        assert_eq!(foot(line), Some(expected));
        let line = "Tweede Kamer, vergaderjaar 2024–2025, Aanhangsel, nr. 1234";
        assert_eq!(foot(line), Some(Foot::Aanhangsel(Chamber::Tweede, year, Some(1234))));
        assert_eq!(foot("Tweede Kamer, vergaderjaar 2024–2025, 21 501"), None);
    }

    #[test]
    fn case_numbers_and_years() {
        let ids = case_numbers("uw brief van 7 september 2023, nr. 2023Z14759 (2023Z14759, 2023D14759)");
        assert_eq!(ids.iter().map(DocumentId::as_str).collect::<Vec<_>>(), ["2023Z14759"]);
        assert_eq!(vergaderjaar("Vergaderjaar 2023-2024 |").map(|y| y.to_string()), Some("2023-2024".into()));
        assert_eq!(vergaderjaar("Vergaderjaren 2023-2024"), None);
    }
}
