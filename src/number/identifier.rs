//! The identity of any official publication: one normalised id, its kind, its official address.
//!
//! Ids are compared as strings and never guessed here: `cite` reads them out of text, `resolve` says what they
//! mean on this site.
//!
//! The id forms are those of officielebekendmakingen.nl (`kst-28638-200`, `ah-tk-20232024-76`, `stb-2021-123`),
//! rechtspraak.nl (ECLI), EUR-Lex (CELEX) and wetten.overheid.nl (BWB).

use super::kst::{DossierNumber, KstId};
use super::series::{self, Address, Label, Series};
use super::{form, label, official};
use serde::Serialize;
use std::borrow::Borrow;
use std::fmt;

pub use super::series::Kind;

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
    series: &'static Series,
}

impl DocumentId {
    /// Reads an id in any of the forms above. Suffixes of versions (`-n1`, `-h1`) are dropped: they name the same
    /// document; an attachment of a Kamerstuk (`-b1`) is another. `None` if it has none of the forms.
    pub fn parse(s: &str) -> Option<Self> {
        let s = s.trim();
        if s.is_empty() || s.len() > 2_000 || s.bytes().any(|b| b.is_ascii_control() || b == b' ') {
            return None;
        }
        series::SERIES.iter().find_map(|series| {
            let (prefix, rest) = s.split_at_checked(series.prefix.len())?;
            let text = prefix.eq_ignore_ascii_case(series.prefix).then(|| (series.form)(rest))??;
            Some(Self::new(text, series))
        })
    }

    fn new(text: String, series: &'static Series) -> Self {
        Self { text: text.into(), series }
    }

    /// The dossier as a whole.
    pub fn of_dossier(dossier: DossierNumber) -> Self {
        Self::new(format!("dossier-{dossier}"), &series::DOSSIERS)
    }

    /// The id as written in front matter and machine-readable output.
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// What kind of publication it is.
    pub fn kind(&self) -> Kind {
        self.series.kind
    }

    /// What a publication that does not say it itself is called in the front matter, as `soort`.
    pub fn soort(&self) -> &'static str {
        self.series.soort
    }

    /// Whether it tells nothing of the document, which then has another id as well: `2021Z12345`, `kst-1268678`.
    pub fn is_opaque(&self) -> bool {
        let number = self.text.strip_prefix(self.series.prefix).unwrap_or_default();
        match self.kind() {
            Kind::Tkdoc => self.series.prefix == series::PARLIAMENT.prefix,
            Kind::Kamerstuk | Kind::Aanhangsel => {
                self.series.prefix != series::ATTACHMENTS.prefix && number.bytes().all(|b| b.is_ascii_digit())
            }
            _ => false,
        }
    }

    /// Whether it is a paper of the Staten-Generaal by the number under which papers are cited.
    pub fn is_paper(&self) -> bool {
        self.kst().is_some()
            || matches!(self.kind(), Kind::Handelingen | Kind::Aanhangsel) && !self.is_opaque()
    }

    /// Dossier and ondernummer, of a Kamerstuk that has them (opaque ids have not).
    pub fn kst(&self) -> Option<KstId> {
        if self.kind() == Kind::Kamerstuk { self.text.parse().ok() } else { None }
    }

    /// The dossier of a Kamerstuk or of an attachment to it, or the dossier that is cited as a whole.
    pub fn dossier(&self) -> Option<DossierNumber> {
        match self.kind() {
            Kind::Kamerstuk => {
                let paper = form::attached(&self.text).map_or(&*self.text, |(paper, _)| paper);
                paper.parse().ok().map(|KstId { dossier, .. }| dossier)
            }
            Kind::Dossier => self.text.strip_prefix("dossier-")?.parse().ok(),
            _ => None,
        }
    }

    /// The publication as Dutch texts cite it: `Kamerstuk 28 638, nr. 200`, with spaces that do not break.
    pub fn label(&self) -> String {
        let label = match self.series.label {
            Label::Id => None,
            Label::Own(label) => label(&self.text),
            Label::Yearly(abbreviation) => label::yearly(abbreviation, &self.text),
        };
        label.unwrap_or_else(|| self.text.to_string())
    }

    /// Where a publication of officielebekendmakingen.nl stands that is known to have a page.
    pub fn published_address(&self) -> String {
        official::published(&self.text)
    }

    /// Where the official publication can be read; `None` where no address can be computed.
    ///
    /// Scans of before 1995 have addresses that do not follow from the number, and Handelingen are not found
    /// without an item.
    pub fn official_address(&self) -> Option<String> {
        match self.series.address {
            Address::Published => Some(self.published_address()),
            Address::Own(address) => address(&self.text),
            Address::None => None,
        }
    }
}

impl From<KstId> for DocumentId {
    fn from(id: KstId) -> Self {
        Self::new(id.to_string(), &series::KAMERSTUKKEN)
    }
}

// The series follows from the text, so the text alone decides; `Borrow<str>` relies on it.
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
    fn every_series_reads_its_ids_and_has_an_address_or_says_that_it_has_none() {
        for (series, example) in series::SERIES.into_iter().zip(series::EXAMPLES) {
            for text in [example, &example.to_lowercase(), &example.to_uppercase()] {
                let id = DocumentId::parse(text).expect(text);
                assert!(id.kind() == Kind::Url || id.as_str() == example, "{text}");
                assert_eq!(id.series.prefix, series.prefix, "{text}");
                assert_eq!(
                    id.official_address().is_none(),
                    matches!(series.address, Address::None),
                    "{text}"
                );
            }
        }
    }

    #[test]
    fn every_kind_has_its_form_and_address() {
        let op = |id: &str| format!("https://zoek.officielebekendmakingen.nl/{id}.html");
        check("kst-28638-200-n1", "kst-28638-200", Kind::Kamerstuk, Some(&op("kst-28638-200")));
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
        check("HTTPS://a.nl/B", "https://a.nl/B", Kind::Url, Some("https://a.nl/B"));
    }

    #[test]
    fn an_attachment_is_a_work_of_its_own() {
        for (input, id, label) in [
            ("KST-17050-298-B1", "kst-17050-298-b1", "Bijlage 1 bij Kamerstuk 17 050, nr. 298"),
            ("kst-36600-xvi-12-b10", "kst-36600-XVI-12-b10", "Bijlage 10 bij Kamerstuk 36 600 XVI, nr. 12"),
            ("kst-20042005-29762-d-b2", "kst-29762-D-b2", "Bijlage 2 bij Kamerstuk 29 762, D"),
        ] {
            let found = DocumentId::parse(input).expect(input);
            assert_eq!((found.as_str(), found.kst(), found.kind()), (id, None, Kind::Kamerstuk));
            assert_eq!(found.label().replace('\u{a0}', " "), label);
            let address = format!("https://zoek.officielebekendmakingen.nl/{id}.html");
            assert_eq!(found.official_address(), Some(address));
            assert!(found.dossier().is_some());
        }
    }

    #[test]
    fn some_ids_tell_nothing_of_the_document() {
        let has = |test: fn(&DocumentId) -> bool| {
            move |id: &&str| DocumentId::parse(id).is_some_and(|id| test(&id))
        };
        let ids = [
            "2021Z12345",
            "2021D12345",
            "kst-1268678",
            "ah-1271549",
            "kst-28638-200",
            "blg-1184123",
            "kst-17050-298-b1",
            "ah-tk-20132014-2336",
            "h-tk-20102011-108-5",
            "TZ202301-001",
            "stb-2021-123",
        ];
        let opaque: Vec<_> = ids.into_iter().filter(has(DocumentId::is_opaque)).collect();
        assert_eq!(opaque, ["2021Z12345", "2021D12345", "kst-1268678", "ah-1271549"]);
        let papers: Vec<_> = ids.into_iter().filter(has(DocumentId::is_paper)).collect();
        assert_eq!(papers, ["kst-28638-200", "ah-tk-20132014-2336", "h-tk-20102011-108-5"]);
    }

    #[test]
    fn what_is_no_id_is_refused() {
        for input in [
            "",
            "x",
            "kst-",
            "kst-28638",
            "kst-28638-b1",
            "kst-28638-200-b1-b2",
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
