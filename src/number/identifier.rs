//! The identity of any official publication: one normalised id, its kind, its official address.
//!
//! Ids are compared as strings and never guessed here: `cite` reads them out of text, `resolve` says what they
//! mean on this site.
//!
//! The id forms are those of officielebekendmakingen.nl (`kst-28638-200`, `ah-tk-20232024-76`, `stb-2021-123`),
//! rechtspraak.nl (ECLI), EUR-Lex (CELEX) and wetten.overheid.nl (BWB).

use crate::number::digital::is_digital;
use crate::number::kst::{Chamber, DossierNumber, KstId};
use serde::Serialize;
use std::borrow::Borrow;
use std::fmt;

/// The kinds of publications that letters cite. The names in lower case are those of the machine-readable output.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Kind {
    /// A document of a parliamentary dossier, or an attachment (`blg-`).
    Kamerstuk,
    /// A dossier as a whole.
    Dossier,
    /// The report of a debate.
    Handelingen,
    /// Answers to questions of members (Kamervragen).
    Aanhangsel,
    /// Bulletin of acts and decrees.
    Staatsblad,
    /// Government gazette.
    Staatscourant,
    /// Treaty series.
    Tractatenblad,
    /// A court decision.
    Ecli,
    /// Law and documents of the European Union.
    Eu,
    /// A national act, usually with an article.
    Wet,
    /// A document or case number of the Tweede Kamer.
    Tkdoc,
    /// Any other address.
    Url,
}

impl Kind {
    /// The name in machine-readable output.
    pub fn name(self) -> &'static str {
        match self {
            Self::Kamerstuk => "kamerstuk",
            Self::Dossier => "dossier",
            Self::Handelingen => "handelingen",
            Self::Aanhangsel => "aanhangsel",
            Self::Staatsblad => "staatsblad",
            Self::Staatscourant => "staatscourant",
            Self::Tractatenblad => "tractatenblad",
            Self::Ecli => "ecli",
            Self::Eu => "eu",
            Self::Wet => "wet",
            Self::Tkdoc => "tkdoc",
            Self::Url => "url",
        }
    }
}

/// The normalised id of an official publication, or an address.
///
/// ```
/// use voetnoot::number::identifier::{DocumentId, Kind};
/// let id = DocumentId::parse("KST-36600-xvi-12").unwrap();
/// assert_eq!(id.as_str(), "kst-36600-XVI-12");
/// assert_eq!(id.kind(), Kind::Kamerstuk);
/// assert_eq!(id.official_address().unwrap(), "https://zoek.officielebekendmakingen.nl/kst-36600-XVI-12.html");
/// ```
#[derive(Clone)]
pub struct DocumentId {
    text: Box<str>,
    kind: Kind,
}

impl DocumentId {
    /// Reads an id in any of the forms above. Suffixes of versions (`-n1`, `-h1`, `-b1`) are dropped: they name
    /// the same document. `None` if it has none of the forms.
    pub fn parse(s: &str) -> Option<Self> {
        let s = s.trim();
        if s.is_empty() || s.len() > 2_000 || s.bytes().any(|b| b.is_ascii_control() || b == b' ') {
            return None;
        }
        let lower = s.to_ascii_lowercase();
        if let Some(rest) = lower.strip_prefix("http://").or_else(|| lower.strip_prefix("https://")) {
            return (!rest.is_empty()).then(|| Self::new(s, Kind::Url));
        }
        if let Some((series, rest)) = lower.split_once('-') {
            let found = match series {
                "kst" => kst(without_version(rest)),
                "blg" => digits(rest, 1..=9).then(|| (lower.clone(), Kind::Kamerstuk)),
                "dossier" => {
                    rest.parse::<DossierNumber>().ok().map(|d| (format!("dossier-{d}"), Kind::Dossier))
                }
                "h" => handelingen(without_version(rest))
                    .then(|| (format!("h-{}", without_version(rest)), Kind::Handelingen)),
                "ah" => aanhangsel(without_version(rest))
                    .then(|| (format!("ah-{}", without_version(rest)), Kind::Aanhangsel)),

                "stb" => bulletin(series, rest, Kind::Staatsblad),
                "stcrt" => bulletin(series, rest, Kind::Staatscourant),
                "trb" => bulletin(series, rest, Kind::Tractatenblad),
                "pbeu" => official_journal(rest).map(|id| (id, Kind::Eu)),
                _ => None,
            };
            if let Some((text, kind)) = found {
                return Some(Self::new(&text, kind));
            }
        }
        let upper = s.to_ascii_uppercase();
        if upper.starts_with("ECLI:") {
            return ecli(s).map(|id| Self::new(&id, Kind::Ecli));
        }
        if upper.starts_with("BWBR") {
            return law(s).map(|id| Self::new(&id, Kind::Wet));
        }
        if com(&upper) || celex(&upper) {
            return Some(Self::new(&upper, Kind::Eu));
        }
        parliament(&upper).then(|| Self::new(&upper, Kind::Tkdoc))
    }

    fn new(text: &str, kind: Kind) -> Self {
        Self { text: text.into(), kind }
    }

    /// The dossier as a whole.
    pub fn of_dossier(dossier: DossierNumber) -> Self {
        Self::new(&format!("dossier-{dossier}"), Kind::Dossier)
    }

    /// The id as written in front matter and machine-readable output.
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// What kind of publication it is.
    pub fn kind(&self) -> Kind {
        self.kind
    }

    /// Dossier and ondernummer, of a Kamerstuk that has them (opaque ids have not).
    pub fn kst(&self) -> Option<KstId> {
        if self.kind == Kind::Kamerstuk { self.text.parse().ok() } else { None }
    }

    /// The dossier of a Kamerstuk, or the dossier that is cited as a whole.
    pub fn dossier(&self) -> Option<DossierNumber> {
        match self.kind {
            Kind::Kamerstuk => self.kst().map(|id| id.dossier),
            Kind::Dossier => self.text.strip_prefix("dossier-")?.parse().ok(),
            _ => None,
        }
    }

    /// The publication as Dutch texts cite it: `Kamerstuk 28 638, nr. 200`, with spaces that do not break.
    pub fn label(&self) -> String {
        let id = &self.text;
        let parts: Vec<&str> = id.split('-').collect();
        let year = |y: &str| y.get(..4).zip(y.get(6..)).map_or(y.to_owned(), |(a, b)| format!("{a}/{b}"));
        let chamber = |c: &str| if c == "ek" { "I" } else { "II" };
        match (self.kind, &parts[..]) {
            (Kind::Kamerstuk, _) => match self.kst() {
                Some(KstId { dossier, ondernummer }) => {
                    let number = match ondernummer.chamber() {
                        Chamber::Tweede => format!("nr.\u{a0}{ondernummer}"),
                        Chamber::Eerste => ondernummer.to_string(),
                    };
                    format!("Kamerstuk {}, {number}", dossier.printed())
                }
                None if id.starts_with("blg-") => format!("Bijlage {id}"),
                None => format!("Kamerstuk {id}"),
            },
            (Kind::Dossier, _) => {
                format!("Dossier {}", self.dossier().map_or_else(|| id.to_string(), DossierNumber::printed))
            }
            (Kind::Handelingen, [_, c, y, meeting]) => {
                format!("Handelingen {} {}, nr.\u{a0}{meeting}", chamber(c), year(y))
            }
            (Kind::Handelingen, [_, c, y, meeting, item]) => {
                format!("Handelingen {} {}, nr.\u{a0}{meeting}, item\u{a0}{item}", chamber(c), year(y))
            }
            (Kind::Aanhangsel, [_, c, y, n]) => {
                format!("Aanhangsel Handelingen {} {}, nr.\u{a0}{n}", chamber(c), year(y))
            }
            (Kind::Staatsblad, [_, y, n]) => format!("Stb.\u{a0}{y}, {n}"),
            (Kind::Staatscourant, [_, y, n]) => format!("Stcrt.\u{a0}{y}, {n}"),
            (Kind::Tractatenblad, [_, y, n]) => format!("Trb.\u{a0}{y}, {n}"),
            (Kind::Eu, _) => act(id).unwrap_or_else(|| id.to_string()),
            _ => id.to_string(),
        }
    }

    /// Where a publication of officielebekendmakingen.nl stands that is known to have a page.
    pub fn published_address(&self) -> String {
        format!("{OFFICIAL}/{}.html", self.text)
    }

    /// Where the official publication can be read; `None` where no address can be computed.
    ///
    /// Scans of before 1995 have addresses that do not follow from the number, and Handelingen are not found
    /// without an item.
    pub fn official_address(&self) -> Option<String> {
        let id = &self.text;
        let page = || Some(self.published_address());
        match self.kind {
            Kind::Kamerstuk => match self.kst() {
                Some(kst) if !is_digital(kst) => None,
                _ => page(),
            },
            Kind::Dossier => Some(format!("{OFFICIAL}/dossier/{}", self.dossier()?)),
            Kind::Handelingen if id.matches('-').count() < 4 => None,
            Kind::Handelingen
            | Kind::Aanhangsel
            | Kind::Staatsblad
            | Kind::Staatscourant
            | Kind::Tractatenblad => page(),
            Kind::Ecli => Some(match id.get(5..7) {
                Some("NL") => format!("https://uitspraken.rechtspraak.nl/details?id={id}"),
                Some("EU") => format!("https://eur-lex.europa.eu/legal-content/NL/TXT/?uri=ecli:{id}"),
                _ => format!("https://e-justice.europa.eu/ecli/{id}"),
            }),
            Kind::Eu => Some(eu_address(id)),
            Kind::Wet => Some(match id.split_once('/') {
                Some((law, article)) => {
                    format!("https://wetten.overheid.nl/jci1.3:c:{law}&artikel={article}")
                }
                None => format!("https://wetten.overheid.nl/{id}"),
            }),
            Kind::Tkdoc => match id.as_bytes().get(4) {
                Some(b'D') => {
                    Some(format!("https://www.tweedekamer.nl/kamerstukken/detail?id={id}&did={id}"))
                }
                Some(b'Z') => Some(format!("https://www.tweedekamer.nl/kamerstukken/detail?id={id}")),
                _ => None,
            },
            Kind::Url => Some(id.to_string()),
        }
    }
}

const OFFICIAL: &str = "https://zoek.officielebekendmakingen.nl";

fn digits(s: &str, length: std::ops::RangeInclusive<usize>) -> bool {
    length.contains(&s.len()) && s.bytes().all(|b| b.is_ascii_digit())
}

/// `-n1` (new version), `-h1` (reprint) and `-b1` (attachment) name the document before them.
fn without_version(s: &str) -> &str {
    match s.rsplit_once('-') {
        Some((before, suffix))
            if suffix.len() >= 2 && suffix.starts_with(['n', 'h', 'b']) && digits(&suffix[1..], 1..=3) =>
        {
            before
        }
        _ => s,
    }
}

fn kst(rest: &str) -> Option<(String, Kind)> {
    if digits(rest, 6..=10) {
        return Some((format!("kst-{rest}"), Kind::Kamerstuk));
    }
    // Ids of the Eerste Kamer before 2011 carry the year (`kst-20042005-29762-D`), which adds nothing.
    let number = match rest.split_once('-') {
        Some((year, number)) if digits(year, 8..=8) => number,
        _ => rest,
    };
    format!("kst-{number}").parse::<KstId>().ok().map(|id| (id.to_string(), Kind::Kamerstuk))
}

fn handelingen(rest: &str) -> bool {
    let mut parts = rest.split('-');
    matches!(parts.next(), Some("tk" | "ek" | "vv"))
        && parts.next().is_some_and(|year| digits(year, 8..=8))
        && parts.next().is_some_and(|meeting| digits(meeting, 1..=5))
        && parts.next().is_none_or(|item| digits(item, 1..=5))
        && parts.next().is_none()
}

fn aanhangsel(rest: &str) -> bool {
    if digits(rest, 6..=10) {
        return true;
    }
    let mut parts = rest.split('-');
    matches!(parts.next(), Some("tk" | "ek"))
        && parts.next().is_some_and(|year| digits(year, 8..=8))
        && parts.next().is_some_and(|number| digits(number, 1..=6))
        && parts.next().is_none()
}

fn bulletin(series: &str, rest: &str, kind: Kind) -> Option<(String, Kind)> {
    let (year, number) = without_version(rest).split_once('-')?;
    (digits(year, 4..=4) && digits(number, 1..=6)).then(|| (format!("{series}-{year}-{number}"), kind))
}

fn official_journal(rest: &str) -> Option<String> {
    let mut parts = rest.split('-');
    let (year, series, number) = (parts.next()?, parts.next()?, parts.next()?);
    let valid =
        digits(year, 4..=4) && matches!(series, "l" | "c") && digits(number, 1..=6) && parts.next().is_none();
    valid.then(|| format!("PbEU-{year}-{}-{number}", series.to_ascii_uppercase()))
}

fn ecli(s: &str) -> Option<String> {
    let parts: Vec<&str> = s.split(':').collect();
    let [_, country, court, year, ordinal] = parts[..] else {
        return None;
    };
    let valid = country.len() == 2
        && country.bytes().all(|b| b.is_ascii_alphabetic())
        && (1..=7).contains(&court.len())
        && court.bytes().all(|b| b.is_ascii_alphanumeric())
        && digits(year, 4..=4)
        && (1..=25).contains(&ordinal.len())
        && ordinal.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'.')
        && !ordinal.ends_with('.');
    valid.then(|| format!("ECLI:{country}:{court}:{year}:{ordinal}").to_ascii_uppercase())
}

fn law(s: &str) -> Option<String> {
    let (law, article) = match s.split_once('/') {
        None => (s, None),
        Some((law, article)) => (law, Some(article)),
    };
    let article_valid = article.is_none_or(|a| {
        (1..=20).contains(&a.len()) && a.chars().all(|c| c.is_alphanumeric() || matches!(c, ':' | '.' | '-'))
    });
    (digits(&law[4..], 7..=7) && article_valid).then(|| {
        let law = law.to_ascii_uppercase();
        article.map_or(law.clone(), |a| format!("{law}/{a}"))
    })
}

fn com(upper: &str) -> bool {
    upper
        .strip_prefix("COM(")
        .and_then(|rest| rest.split_once(')'))
        .is_some_and(|(year, number)| digits(year, 4..=4) && digits(number, 1..=5))
}

fn celex(upper: &str) -> bool {
    let b = upper.as_bytes();
    b.len() == 10
        && b[0] == b'3'
        && matches!(b[5], b'L' | b'R' | b'D' | b'F')
        && digits(&upper[1..5], 4..=4)
        && digits(&upper[6..], 4..=4)
}

/// What people call an act of the Union: `Verordening 2016/679`, `Verordening nr. 924/2009`, `Richtlijn 98/26`. The
/// treaty it rests on, `(EU)` or `(Euratom)`, is not in its number.
fn act(id: &str) -> Option<String> {
    let (year, number) = id.get(1..5).zip(id.get(6..)).filter(|_| celex(id))?;
    let number = number.trim_start_matches('0');
    let name = match id.as_bytes()[5] {
        b'R' => "Verordening",
        b'L' => "Richtlijn",
        b'D' => "Besluit",
        _ => "Kaderbesluit",
    };
    // Until 1998 years had two digits; until 2014 the number of a regulation came first.
    let short = if year < "1999" { year.get(2..)? } else { year };
    match id.as_bytes()[5] {
        b'R' if year < "1968" => None,
        b'R' if year < "2015" => Some(format!("{name} nr.\u{a0}{number}/{short}")),
        _ => Some(format!("{name} {short}/{number}")),
    }
}

/// `2020D27680`, `2020Z12345`, `TZ202301-001`, `T01234`.
fn parliament(upper: &str) -> bool {
    if let Some((meeting, number)) = upper.strip_prefix("TZ").and_then(|rest| rest.split_once('-')) {
        return digits(meeting, 6..=6) && digits(number, 3..=3);
    }
    if let Some(rest) = upper.strip_prefix('T') {
        return digits(rest, 5..=5);
    }
    let b = upper.as_bytes();
    b.len() == 10
        && upper.starts_with("20")
        && matches!(b[4], b'D' | b'Z')
        && upper.is_char_boundary(4)
        && digits(&upper[..4], 4..=4)
        && digits(&upper[5..], 5..=5)
}

fn eu_address(id: &str) -> String {
    const TEXT: &str = "https://eur-lex.europa.eu/legal-content/NL/TXT/?uri=";
    if let Some((year, number)) = id.strip_prefix("COM(").and_then(|rest| rest.split_once(')')) {
        return format!("{TEXT}COM:{year}:{number}:FIN");
    }
    let mut journal = id.split('-').skip(1);
    if let (Some(year), Some(series), Some(number)) = (journal.next(), journal.next(), journal.next()) {
        return format!("{TEXT}OJ:{series}:{year}:{number}:TOC");
    }
    format!("{TEXT}CELEX:{id}")
}

impl From<KstId> for DocumentId {
    fn from(id: KstId) -> Self {
        Self::new(&id.to_string(), Kind::Kamerstuk)
    }
}

// The kind follows from the text, so the text alone decides; `Borrow<str>` relies on it.
impl PartialEq for DocumentId {
    fn eq(&self, other: &Self) -> bool {
        self.text == other.text
    }
}

impl Eq for DocumentId {}

impl std::hash::Hash for DocumentId {
    fn hash<H: std::hash::Hasher>(&self, state: &mut H) {
        self.text.hash(state);
    }
}

impl Ord for DocumentId {
    fn cmp(&self, other: &Self) -> std::cmp::Ordering {
        self.text.cmp(&other.text)
    }
}

impl PartialOrd for DocumentId {
    fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}

impl Borrow<str> for DocumentId {
    fn borrow(&self) -> &str {
        &self.text
    }
}

impl fmt::Display for DocumentId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
    }
}

impl fmt::Debug for DocumentId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
    }
}

impl Serialize for DocumentId {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.text)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(input: &str, id: &str, kind: Kind, address: Option<&str>) {
        let found = DocumentId::parse(input).expect(input);
        assert_eq!((found.as_str(), found.kind()), (id, kind));
        assert_eq!(found.official_address().as_deref(), address);
    }

    #[test]
    fn acts_of_the_union_are_called_as_people_call_them() {
        for (id, label) in [
            ("32016R0679", "Verordening 2016/679"),
            ("32009R0924", "Verordening nr.\u{a0}924/2009"),
            ("31985R3820", "Verordening nr.\u{a0}3820/85"),
            ("31962R0017", "31962R0017"),
            ("31998L0026", "Richtlijn 98/26"),
            ("32015L2366", "Richtlijn 2015/2366"),
            ("32002F0584", "Kaderbesluit 2002/584"),
            ("COM(2022)546", "COM(2022)546"),
        ] {
            assert_eq!(DocumentId::parse(id).unwrap().label(), label);
        }
    }

    #[test]
    fn every_kind_has_its_form_and_address() {
        let op = |id: &str| format!("https://zoek.officielebekendmakingen.nl/{id}.html");
        check("kst-28638-200-b1", "kst-28638-200", Kind::Kamerstuk, Some(&op("kst-28638-200")));
        check("kst-20042005-29762-d", "kst-29762-D", Kind::Kamerstuk, Some(&op("kst-29762-D")));
        check("kst-1268678", "kst-1268678", Kind::Kamerstuk, Some(&op("kst-1268678")));
        check("blg-1184123", "blg-1184123", Kind::Kamerstuk, Some(&op("blg-1184123")));
        check("kst-19700-XV-2", "kst-19700-XV-2", Kind::Kamerstuk, None);
        let dossier = "https://zoek.officielebekendmakingen.nl/dossier/36600-XVI";
        check("dossier-36600-xvi", "dossier-36600-XVI", Kind::Dossier, Some(dossier));
        check(
            "h-tk-20102011-108-5",
            "h-tk-20102011-108-5",
            Kind::Handelingen,
            Some(&op("h-tk-20102011-108-5")),
        );
        check(
            "h-tk-20182019-35-8-n1",
            "h-tk-20182019-35-8",
            Kind::Handelingen,
            Some(&op("h-tk-20182019-35-8")),
        );
        check("h-tk-20072008-70", "h-tk-20072008-70", Kind::Handelingen, None);
        check(
            "AH-tk-20132014-2336",
            "ah-tk-20132014-2336",
            Kind::Aanhangsel,
            Some(&op("ah-tk-20132014-2336")),
        );
        check("ah-1271549", "ah-1271549", Kind::Aanhangsel, Some(&op("ah-1271549")));
        check("stb-2021-123", "stb-2021-123", Kind::Staatsblad, Some(&op("stb-2021-123")));
        let ecli = "https://uitspraken.rechtspraak.nl/details?id=ECLI:NL:HR:2013:54";
        check("ecli:nl:hr:2013:54", "ECLI:NL:HR:2013:54", Kind::Ecli, Some(ecli));
        let celex = "https://eur-lex.europa.eu/legal-content/NL/TXT/?uri=CELEX:32011L0036";
        check("32011L0036", "32011L0036", Kind::Eu, Some(celex));
        let com = "https://eur-lex.europa.eu/legal-content/NL/TXT/?uri=COM:2021:171:FIN";
        check("com(2021)171", "COM(2021)171", Kind::Eu, Some(com));
        let journal = "https://eur-lex.europa.eu/legal-content/NL/TXT/?uri=OJ:L:2020:249:TOC";
        check("PbEU-2020-L-249", "PbEU-2020-L-249", Kind::Eu, Some(journal));
        let law = "https://wetten.overheid.nl/jci1.3:c:BWBR0001854&artikel=273f";
        check("BWBR0001854/273f", "BWBR0001854/273f", Kind::Wet, Some(law));
        let tk = "https://www.tweedekamer.nl/kamerstukken/detail?id=2020D27680&did=2020D27680";
        check("2020d27680", "2020D27680", Kind::Tkdoc, Some(tk));
        check("TZ202301-001", "TZ202301-001", Kind::Tkdoc, None);
        check("https://a.nl/B", "https://a.nl/B", Kind::Url, Some("https://a.nl/B"));
    }

    #[test]
    fn what_is_no_id_is_refused() {
        for input in [
            "",
            "x",
            "kst-",
            "kst-28638",
            "dossier-",
            "h-tk-2010-1",
            "ah-xx-20132014-1",
            "stb-21-1",
            "ECLI:NL:HR",
            "COM(21)1",
            "BWBR1",
            "BWBR0001854/",
            "BWBR0001854/a<b",
            "2020é2768",
            "https://",
            "kst-28638-200 x",
        ] {
            assert_eq!(DocumentId::parse(input), None, "{input}");
        }
    }
}
