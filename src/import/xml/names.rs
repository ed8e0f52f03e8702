//! What names and attributes of elements mean: which elements stand within a paragraph, how deep a subheading is, where
//! a reference leads. Nothing here knows where an element stands.

use crate::import::events::{BytesStart, attribute};
use crate::number::kst::DossierNumber;

/// Elements within a paragraph. Words of the elements marked `spaced` are divided by a space.
pub(super) const WITHIN: &[&str] = &[
    "achternaam",
    "abbr",
    "b",
    "datum",
    "del",
    "dossierref",
    "emphasis",
    "extref",
    "i",
    "inf",
    "intref",
    "label",
    "nadruk",
    "nr",
    "organisatie",
    "politiek",
    "s",
    "strike",
    "sub",
    "sup",
    "titel",
    "u",
    "voornaam",
    "voorvoegsels",
];
/// Those of them that are words of their own, though nothing may stand between their tags.
pub(super) const SPACED: &[&str] =
    &["achternaam", "label", "nr", "politiek", "titel", "voornaam", "voorvoegsels"];

/// Elements that are paragraphs or hold them, even where words stand beside them.
pub(super) const BLOCKS: &[&str] = &[
    "al",
    "al-groep",
    "antwoord",
    "blokcitaat",
    "citaat",
    "kop",
    "noot.al",
    "p",
    "tekst",
    "tussenkop",
    "tuskop",
    "vraag",
];
/// Elements without words that end a line.
pub(super) const LINE_ENDS: &[&str] = &["br", "lb", "newline", "nl", "regeleinde", "tab"];
/// Elements without words that only name a place, within a word too.
pub(super) const PLACES: &[&str] = &["a", "anchor", "anker", "bookmark", "index", "indexterm", "voetnoot"];

/// Quotations, which stand within a sentence where words stand beside them.
pub(super) const QUOTES: &[&str] = &["citaat", "blokcitaat"];

/// The level of subheadings that look like the text; a sentence among them is no heading.
pub(super) const PLAIN_HEADING: u8 = 103;

/// Bold subheadings stand above italic ones, and both below the headings of chapters.
pub(super) fn subheading(element: &BytesStart<'_>) -> u8 {
    match attribute(element, "kopopmaak").or_else(|| attribute(element, "letat")).as_deref() {
        Some("vet") | None => 100,
        Some("vetcur" | "vet-cur") => 101,
        Some("cur") => 102,
        Some(_) => PLAIN_HEADING,
    }
}

/// The address that a reference to a dossier leads to.
pub(super) fn dossier_address(element: &BytesStart<'_>) -> Option<String> {
    let dossier: DossierNumber = attribute(element, "dossier")?.parse().ok()?;
    Some(format!("https://zoek.officielebekendmakingen.nl/dossier/{dossier}"))
}

/// The address that a reference to another publication leads to.
pub(super) fn address(element: &BytesStart<'_>) -> Option<String> {
    let target = attribute(element, "doc").filter(|doc| !doc.is_empty())?;
    if target.contains("://") {
        return crate::number::link::is_web_address(&target).then_some(target);
    }
    let known = crate::number::identifier::DocumentId::parse(&target)?;
    known.official_address()
}

/// What a file with this element around all is, if it is known and no publication of the Staten-Generaal.
pub(super) fn known(root: &str, text: &str) -> Option<&'static str> {
    /// Names begin so in the standard for decisions; what follows begins with a capital.
    const STOP: [&str; 8] = [
        "Aanlevering",
        "Besluit",
        "Consolidatie",
        "Kennisgeving",
        "Mededeling",
        "Officiele",
        "Rectificatie",
        "Regeling",
    ];
    let is_of_stop = STOP.iter().any(|begin| {
        root.strip_prefix(begin).is_some_and(|rest| rest.is_empty() || rest.starts_with(char::is_uppercase))
    });
    Some(match root {
        "toestand" | "wetgeving" | "wti" | "BWB-inhoud" => "a law or regulation (BWB)",
        "cvdr" => "a regulation of a municipality or province (CVDR)",
        "open-rechtspraak" | "uitspraak" | "conclusie" => "a judgment (Rechtspraak)",
        "officielePublicatie" => "a decision or publication in the STOP standard",
        _ if is_of_stop => "a decision or publication in the STOP standard",
        "akomaNtoso" => "a text in Akoma Ntoso",
        "TEI" | "teiCorpus" | "TEI.2" => "a text in TEI",
        "searchRetrieveResponse" | "explainResponse" | "record" | "records" | "gzd" => {
            "the answer of a search (SRU)"
        }
        "owms-metadata" => "metadata (OWMS) without a text",
        "document" | "documents" if text.contains("<dataurl>") => {
            "a record of rijksoverheid.nl without its text"
        }
        "vlosCoreDocument" => "the report of a sitting as the Tweede Kamer offers it (VLOS)",
        "feed" | "rss" => "a feed",
        "urlset" | "sitemapindex" => "a list of addresses (sitemap)",
        "Edmx" => "the description of an interface (OData)",
        "package" | "wordDocument" => "a Word file as XML; save it as .docx",
        "document-content" => "a document of LibreOffice as XML; save it as .docx",
        "html" => "a page; give it a name that ends in `.html`",
        _ => return None,
    })
}
