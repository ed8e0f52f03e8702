//! Senders and addressees: the line with an office, the line with a name, `Aan de Voorzitter van …`.

use super::{after, capitalised, casing, squeeze, without_article};
use crate::content::front_matter::Indiener;
use crate::dutch::letters;
use crate::dutch::names::{self, APOSTROPHES};
use crate::dutch::offices;
use crate::dutch::plain::plain;

/// The office and, if the line goes on with it, the person: `De Minister van Buitenlandse Zaken, S.A.M. Kaag`.
pub fn office(line: &str) -> Option<Indiener> {
    let line = squeeze(line);
    let text = without_article(&line);
    // A longer line is a sentence about a minister, not the office under a letter.
    let last = text.rsplit(' ').next().unwrap_or_default();
    let stopped = text.ends_with('.') && !(last == "c.s." || is_deputy(last) || names::is_degree(last));
    if text.split(' ').count() > 24 || stopped || text.ends_with([';', ':', '?']) {
        return None;
    }
    offices::all().find(|office| after(text, office).is_some())?;
    let text = own_office(text)?;
    let sign = [',', '.'];
    let bare = names::without_degrees(text.trim_end_matches(sign));
    let degrees = text.trim_end_matches(sign).get(bare.len()..).unwrap_or_default().replace(',', "");
    let (ambt, naam) = match bare.rsplit_once(", ") {
        Some((ambt, last)) if is_name(last) && !continues_office(last) && !in_row(ambt, last) => {
            (ambt, Some(format!("{last}{degrees}")))
        }
        _ if degrees.is_empty() => (text.trim_end_matches(sign), None),
        _ => return None,
    };
    let ambt = without_deputy(ambt);
    let bare = ambt.trim_end_matches(',').trim_end();
    let stray = bare.split(' ').filter(|word| is_stray(word)).count();
    let written = if casing::in_capitals(bare) {
        casing::title(bare)
    } else {
        // "DE MINISTER-PRESIDENT, Minister van Algemene Zaken"
        bare.split(", ").map(casing::title).collect::<Vec<_>>().join(", ")
    };
    (stray == 0).then(|| Indiener { ambt: Some(capitalised(&written)), naam })
}

/// The same below a letter, where a full stop may end the line.
pub fn signed_office(line: &str) -> Option<Indiener> {
    let line = line.trim_end();
    office(line).or_else(|| office(line.strip_suffix('.')?))
}

/// An office without what says for whom else its holder signs, `mede namens de Minister van …`; none if what follows
/// these words goes on as a sentence does.
fn own_office(text: &str) -> Option<&str> {
    let lower = text.to_lowercase();
    let joined = |words: &str| [format!(" {words} "), format!(", {words} ")];
    let begins = letters::ON_BEHALF
        .iter()
        .flat_map(|words| joined(words))
        .filter_map(|words| lower.find(&words))
        .min();
    let Some(own) = begins.and_then(|at| text.get(..at)) else {
        return Some(
            text.strip_suffix(" namens deze").or_else(|| text.strip_suffix(" namens deze,")).unwrap_or(text),
        );
    };
    let other = text.get(own.len()..)?.trim_start_matches([',', ' ']);
    let other = letters::behind_on_behalf(other)?;
    offices::all().any(|office| after(without_article(other), office).is_some()).then_some(())?;
    let stray = other.split(' ').filter(|word| is_stray(word)).count();
    (stray == 0).then(|| own.trim_end_matches(','))
}

/// An office without the words that say that somebody holds it for a time: `a.i.`, `(ad interim)`.
fn without_deputy(office: &str) -> &str {
    let office = office.trim_end_matches([',', ' ']);
    let (before, last) = office.rsplit_once(' ').unwrap_or(("", office));
    let words = ["ad interim", "(ad interim)"];
    let named = || words.iter().find_map(|words| office.strip_suffix(words));
    let before = Some(before).filter(|_| is_deputy(last)).or_else(named);
    before.filter(|before| !before.is_empty()).map_or(office, |before| before.trim_end_matches([',', ' ']))
}

/// Whether a word says that somebody has an office for a time.
fn is_deputy(word: &str) -> bool {
    word.trim_matches(['(', ')', ',']).trim_end_matches('.').eq_ignore_ascii_case("a.i")
}

/// Whether a word has no place in an office: those have no verb; their words are a ministry's, capitals, or the small
/// words between them.
fn is_stray(word: &str) -> bool {
    let small = word.starts_with(|c: char| c.is_lowercase());
    let word = word.trim_matches([',', '.']).to_lowercase();
    let word = word.as_str();
    small
        && !offices::JOINING.contains(&word)
        && !offices::OF_COMMISSIONS.contains(&word)
        && !offices::all().any(|office| office.split(' ').any(|part| part == word))
}

/// Whether the office on a line goes on on the next: `De minister van Volksgezondheid,` and `Welzijn en Sport,`.
pub fn office_goes_on(line: &str, next: &str) -> bool {
    let Some(own) = office(line) else { return false };
    let president = own.ambt.is_some_and(|ambt| ambt.eq_ignore_ascii_case(offices::PRIME_MINISTER));
    let small = next.starts_with(char::is_lowercase) && office(next).is_none();
    let (lower, below) = (line.to_lowercase(), squeeze(next).to_lowercase());
    let listed = line.ends_with([',', '-']) && below.contains(" en ") && office(next).is_none();
    let broken =
        [" en", " van", " voor"].iter().any(|word| lower.ends_with(word)) || below.starts_with("en ");
    let prime = president && after(without_article(next), "minister van algemene zaken").is_some();
    (small || listed || broken || prime)
        && office(&format!("{line} {next}")).is_some_and(|o| o.naam.is_none())
}

/// "Minister van Algemene Zaken" and "Welzijn en Sport" go on with an office, however much they look like names.
fn continues_office(text: &str) -> bool {
    // "A. voor in 't Hout" is somebody.
    let initials = text.split(' ').next().is_some_and(|w| w.ends_with('.'));
    offices::all().any(|office| after(without_article(text), office).is_some())
        || !initials && text.split(' ').any(|w| ["en", "voor"].contains(&w.to_lowercase().as_str()))
}

/// Whether words go on with an office in capitals: a name has initials, or is written as names are.
fn in_row(office: &str, words: &str) -> bool {
    casing::in_capitals(office) && casing::in_capitals(words) && !words.contains('.')
}

/// Whether a line can be the name of a person: few words, each with a capital, an initial or a prefix. Academic
/// titles may stand before them.
pub fn is_name(line: &str) -> bool {
    let line = squeeze(line);
    let line = names::without_degrees(line.strip_suffix(" c.s.").unwrap_or(&line));
    let named = line.split(' ').skip_while(|w| names::is_title(w));
    let words: Vec<&str> = named.collect();
    let letters =
        |c: char| c.is_alphabetic() || matches!(c, '.' | '-' | ' ' | '(' | ')') || APOSTROPHES.contains(&c);
    let named = |w: &&str| {
        let main = names::behind_elision(w).unwrap_or(w).trim_start_matches(APOSTROPHES);
        names::is_prefix(w) || main.trim_start_matches('(').starts_with(char::is_uppercase)
    };
    let long = |w: &str| w.chars().filter(|c| c.is_alphabetic()).count() > 1 && !w.ends_with('.');
    let is_small = |w: &str| !w.contains(char::is_uppercase);
    let surname = words.last().is_some_and(|w| long(w) && !(is_small(w) && names::is_prefix(w)));
    (1..=7).contains(&words.len())
        && !words.first().is_some_and(|w| names::is_degree(w))
        && !words.first().is_some_and(|w| w.eq_ignore_ascii_case("ministerie"))
        && line.len() <= 60
        && line.chars().all(letters)
        && words.iter().all(named)
        && surname
}

/// The name on a line below a motion or an office. A sign at its end belongs to the list of names, and not to this one;
/// degrees stand behind the name without one.
pub fn member(line: &str) -> Option<String> {
    let line = squeeze(line);
    let line = line.strip_prefix("w.g. ").unwrap_or(&line);
    let line = line.trim_end_matches([',', ';']);
    let last = line.rsplit(' ').next().unwrap_or_default();
    // Only the full stops of `c.s.` and `LL.M.` are their own.
    let name = if last.matches('.').count() > 1 { line } else { line.trim_end_matches('.') };
    let name = without_deputy(name);
    let own = names::without_degrees(name);
    let degrees = name.get(own.len()..).unwrap_or_default().replace(',', "");
    // The party of a member.
    let bare = own.rsplit_once(" (").filter(|(_, party)| party.ends_with(')')).map_or(own, |(bare, _)| bare);
    (is_name(bare) && !letters::is_closing(bare)).then(|| format!("{own}{degrees}"))
}

/// The names on one line below a motion: `Jansen`, `Jansen en De Wit`, `Jansen, De Wit, Smit`.
pub fn members(line: &str) -> Option<Vec<String>> {
    if let Some(name) = member(line) {
        return Some(vec![name]);
    }
    let line = squeeze(line);
    let line = line.trim_end_matches([',', ';']);
    let names =
        line.split(", ").flat_map(|part| part.split(" en ")).map(str::trim).filter(|part| !part.is_empty());
    let mut found: Vec<String> = Vec::new();
    for name in names {
        match found.last_mut() {
            Some(last) if names::is_degree(name) => {
                last.push(' ');
                last.push_str(name);
            }
            _ => found.push(member(name)?),
        }
    }
    (!found.is_empty()).then_some(found)
}

/// Puts names in the order in which the document prints them, by their last words. If only some are found there, all
/// are turned round where those stand in the opposite order, as the publisher lists them.
pub fn sort_as_printed(senders: &mut [Indiener], printed: &[Indiener]) {
    let last = |name: &str| plain(name.trim_end_matches(" c.s.").rsplit(' ').next().unwrap_or_default());
    let printed: Vec<String> =
        printed.iter().filter_map(|sender| Some(last(sender.naam.as_deref()?))).collect();
    let place = |sender: &Indiener| {
        let name = last(sender.naam.as_deref()?);
        printed.iter().position(|printed| *printed == name)
    };
    let places: Vec<usize> = senders.iter().filter_map(place).collect();
    let turned = senders.iter().rev().filter_map(|sender| Some(last(sender.naam.as_deref()?)));
    if turned.eq(printed.iter().cloned()) {
        senders.reverse();
    } else if places.len() == senders.len() {
        senders.sort_by_key(place);
    } else if places.len() > 1 && places.is_sorted_by(|a, b| a > b) {
        senders.reverse();
    }
}

/// The senders that a title names: `Brief van de Ministers van X en voor Y`, `Motie van de leden A en B c.s.`. The
/// title must have left its capitals.
pub fn of_title(title: &str) -> Vec<Indiener> {
    let Some(at) = [" van de ", " van het "].iter().filter_map(|of| title.find(of).map(|at| at + 5)).min()
    else {
        return Vec::new();
    };
    let text = without_article(title.get(at..).unwrap_or_default().trim_start());
    if let Some(names) = offices::MEMBERS.iter().find_map(|word| after(text, word)) {
        let end =
            [" ter vervanging", " over ", " tot ", " inzake "].iter().filter_map(|w| names.find(w)).min();
        let names = names.get(..end.unwrap_or(names.len())).unwrap_or_default();
        let single = names.split(", ").flat_map(|n| n.split(" en ")).map(|n| n.trim_end_matches(" c.s."));
        return single
            .filter(|n| is_name(n))
            .map(|n| Indiener { ambt: None, naam: Some(n.to_owned()) })
            .collect();
    }
    let mut senders = Vec::new();
    let mut shared = "";
    // "Ministers van X en voor Y" names the office once for both.
    let marked =
        text.replace(" en van ", "\u{0}van ").replace(" en voor ", "\u{0}voor ").replace(" en de ", "\u{0}");
    for part in marked.split('\u{0}') {
        let several = offices::WITH_MINISTRY.iter();
        let named = several.into_iter().find_map(|(one, several)| Some((*one, after(part, several)?)));
        let office_of = match named {
            Some((one, rest)) => {
                shared = one;
                format!("{one} {rest}")
            }
            None if ["van ", "voor "].iter().any(|w| part.starts_with(w)) => format!("{shared} {part}"),
            None => part.to_owned(),
        };
        senders.extend(office(office_of.trim()));
    }
    senders
}

/// The same, if the title is that of a letter, motion or amendment: of an answer it names who asked.
pub fn of_sent(title: &str) -> Vec<Indiener> {
    let kind = title.split(" van ").next().unwrap_or_default().to_lowercase();
    if ["brief", "motie", "amendement"].iter().any(|one| kind.ends_with(one)) {
        of_title(title)
    } else {
        Vec::new()
    }
}

/// The addressee that these lines begin with, and how many of them it takes: a narrow column breaks its name.
pub fn addressee_of<'l>(lines: impl IntoIterator<Item = &'l str>) -> Option<(String, usize)> {
    const LINES: usize = 4;
    let mut text = String::new();
    let mut found: Option<(String, usize)> = None;
    for (at, line) in lines.into_iter().take(LINES).enumerate() {
        let whole = found.as_ref().is_some_and(|(to, _)| to.ends_with("Staten-Generaal"));
        if whole || is_address(line) {
            break;
        }
        text = format!("{text} {}", line.trim());
        // Behind a name that could end here, only the rest of the chamber's name goes on.
        if let Some(to) = addressee(&text).filter(|to| found.is_none() || to.ends_with("Staten-Generaal")) {
            found = Some((to, at + 1));
        }
    }
    found
}

/// Whether a line is part of an address: a box, a postal code, a street with its number, a telephone, a site.
pub fn is_address(line: &str) -> bool {
    let line = squeeze(line);
    let digits = |text: &str| !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit());
    let words: Vec<&str> = line.split(' ').collect();
    let code = line.get(..4).is_some_and(digits)
        && line.get(4..).is_some_and(|rest| {
            let letters: Vec<char> = rest.chars().filter(|c| !c.is_whitespace()).take(2).collect();
            letters.len() == 2 && letters.iter().all(char::is_ascii_uppercase)
        });
    let house = |word: &str| {
        let number = word.trim_end_matches(|c: char| c.is_ascii_alphabetic());
        digits(number) && number.len() <= 3 && word.len() - number.len() <= 1
    };
    let street = (2..=3).contains(&words.len())
        && words.first().is_some_and(|w| w.starts_with(char::is_uppercase) && !w.starts_with("Nr"))
        && words.last().is_some_and(|w| house(w));
    let telephone = words.len() > 1
        && words.first().is_some_and(|w| matches!(w.trim_end_matches(['.', ':']), "T" | "F" | "M" | "Tel"))
        && words.get(1).is_some_and(|w| w.starts_with(['0', '+', '(']));
    let site = words.len() == 1 && (line.starts_with("www.") || line.contains('@') || line.contains(".nl/"));
    let number = digits(&line) && line.len() > 12;
    line.starts_with("Postbus ") || code || street || telephone || site || number
}

/// The addressee: `Aan de Voorzitter van de Tweede Kamer der Staten-Generaal`, also without `Aan`.
pub fn addressee(line: &str) -> Option<String> {
    let line = squeeze(line);
    let to = after(&line, "aan");
    let text = without_article(to.unwrap_or(&line)).trim_end_matches([',', '.', ';']);
    let chair = ["voorzitter", "voorzitters"].iter().any(|chair| after(text, chair).is_some());
    let members =
        ["leden van", "tweede kamer", "eerste kamer", "kamer der"].iter().any(|to| after(text, to).is_some());
    if to.is_some() && text == "leden" {
        return Some("Leden".to_owned());
    }
    let chamber = ["Kamer", "KAMER", "Staten-Generaal"].iter().any(|name| text.contains(name));
    let sentence = text.split(' ').count() > 14 || line.ends_with('.');
    let addressed = chair || to.is_some() && members;
    (addressed && chamber && !sentence).then(|| capitalised(&casing::title(text)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn offices_with_and_without_names() {
        for (line, ambt, naam) in [
            (
                "De Staatssecretaris van Justitie en Veiligheid,",
                "Staatssecretaris van Justitie en Veiligheid",
                None,
            ),
            (
                "DE MINISTER VAN INFRASTRUCTUUR EN WATERSTAAT,",
                "Minister van Infrastructuur en Waterstaat",
                None,
            ),
            ("de minister van Justitie en Veiligheid", "Minister van Justitie en Veiligheid", None),
            (
                "De Minister van Buitenlandse Zaken, H.G.J. Bruins Slot",
                "Minister van Buitenlandse Zaken",
                Some("H.G.J. Bruins Slot"),
            ),
            (
                "De voorzitter van de vaste commissie voor Europese Zaken, Azmani",
                "Voorzitter van de vaste commissie voor Europese Zaken",
                Some("Azmani"),
            ),
            (
                "De Minister van Volksgezondheid, Welzijn en Sport,",
                "Minister van Volksgezondheid, Welzijn en Sport",
                None,
            ),
            (
                "DE STAATSSECRETARIS VAN ONDERWIJS, CULTUUR EN WETENSCHAP,",
                "Staatssecretaris van Onderwijs, Cultuur en Wetenschap",
                None,
            ),
            ("DE MINISTER VAN DEFENSIE, K.H. OLLONGREN", "Minister van Defensie", Some("K.H. OLLONGREN")),
            (
                "De Minister-President, Minister van Algemene Zaken,",
                "Minister-President, Minister van Algemene Zaken",
                None,
            ),
        ] {
            let expected = Indiener { ambt: Some(ambt.into()), naam: naam.map(str::to_owned) };
            assert_eq!(office(line), Some(expected), "{line}");
        }
        for no in [
            "De Minister van Buitenlandse Zaken nam deel aan de vergadering.",
            "De Minister van Buitenlandse Zaken nam deel aan de vergadering",
            "De ministeriële regeling",
            "Ministerie van Financiën",
        ] {
            assert_eq!(office(no), None, "{no}");
        }
    }

    #[test]
    fn offices_over_two_lines() {
        for (line, next) in [
            ("DE STAATSSECRETARIS VAN VOLKSGEZONDHEID,", "WELZIJN EN SPORT,"),
            ("De Minister van Landbouw, Visserij, Voedselzekerheid", "en Natuur,"),
        ] {
            assert!(office_goes_on(line, next), "{line}");
        }
        for (line, next) in [
            ("De Minister van Defensie,", "K.H. Ollongren"),
            ("De Minister van Defensie,", "De Minister van Financiën,"),
        ] {
            assert!(!office_goes_on(line, next), "{line} {next}");
        }
    }

    #[test]
    fn names() {
        for name in [
            "A. Broekers-Knol",
            "M.A.M. Adriaansens",
            "D. Yeşilgöz-Zegerius",
            "Ceder",
            "W.B. Hoekstra",
            "H. de Jonge",
        ] {
            assert!(is_name(name), "{name}");
        }
        for no in ["De Kamer,", "Vraag 1", "Hoogachtend,", "Deze pilot is afgerond.", "", "de", "tot slot"] {
            assert!(!is_name(no), "{no}");
        }
    }

    #[test]
    fn prefixes_of_every_origin_belong_to_names() {
        for prefix in [
            "du",
            "del",
            "da",
            "di",
            "dos",
            "de la",
            "le",
            "el",
            "al",
            "bin",
            "ben",
            "af",
            "zu",
            "von der",
            "von und zu",
            "van 't",
            "van ’t",
            "van ‘t",
            "in ’t",
            "'t",
            "uit den",
            "uijt den",
            "op de",
            "op 't",
            "aan den",
            "bij de",
            "onder de",
            "over de",
            "voor in 't",
            "ten",
            "ter",
            "tot",
            "te",
            "thoe",
            "van de l'",
            "des",
            "della",
            "ibn",
        ] {
            let name = format!("A. {prefix} Jansen");
            assert!(is_name(&name), "{name}");
            let signed = office(&format!("De Minister van Defensie, {name}"));
            assert_eq!(signed.and_then(|i| i.naam), Some(name));
        }
        for name in ["A. d'Ancona", "A. van d’Ancona", "drs. B. l’Ami", "ds. C. dell'Acqua", "D. O’Brien"]
        {
            assert!(is_name(name), "{name}");
        }
        for no in ["A. van", "van de", "'t", "A. d'"] {
            assert!(!is_name(no), "{no}");
        }
    }

    #[test]
    fn senders_of_a_title() {
        let read = |title| {
            let named = of_title(title).into_iter().filter_map(|i| i.ambt.or(i.naam));
            named.collect::<Vec<_>>()
        };
        assert_eq!(
            read("Brief van de Ministers van Volksgezondheid, Welzijn en Sport en voor Rechtsbescherming"),
            ["Minister van Volksgezondheid, Welzijn en Sport", "Minister voor Rechtsbescherming"]
        );
        assert_eq!(
            read(
                "Brief van de Minister van Financiën en de Staatssecretaris van Economische Zaken en Klimaat"
            ),
            ["Minister van Financiën", "Staatssecretaris van Economische Zaken en Klimaat"]
        );
        assert_eq!(
            read("Motie van de leden Van Dijk, Piri en De Roon c.s."),
            ["Van Dijk", "Piri", "De Roon"]
        );
        assert_eq!(read("Gewijzigde motie van het lid Claassen ter vervanging van nr. 8"), ["Claassen"]);
        assert_eq!(read("Verslag van een algemeen overleg"), Vec::<String>::new());
    }

    #[test]
    fn addressees() {
        let chair = Some("Voorzitter van de Tweede Kamer der Staten-Generaal".to_owned());
        assert_eq!(addressee("Aan de Voorzitter van de Tweede Kamer der Staten-Generaal"), chair);
        assert_eq!(addressee("De voorzitter van de Tweede Kamer der Staten-Generaal"), chair);
        assert_eq!(addressee("De voorzitter van de vaste commissie voor Europese Zaken, Azmani"), None);
        assert_eq!(addressee("Aan de Kamer is toegezegd dat er een brief komt"), None);
    }
}
