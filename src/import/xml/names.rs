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
pub(super) fn known(root: &str) -> Option<&'static str> {
    Some(match root {
        "toestand" | "wetgeving" | "wti" | "BWB-inhoud" => "a law or regulation (BWB)",
        "cvdr" => "a regulation of a municipality or province (CVDR)",
        "open-rechtspraak" => "a judgment (Rechtspraak)",
        "AanleveringBesluit" | "officielePublicatie" | "AanleveringKennisgeving" | "OfficielePublicatie" => {
            "a decision or publication in the STOP standard"
        }
        "TEI" | "teiCorpus" | "TEI.2" => "a text in TEI",
        "searchRetrieveResponse" => "the answer of a search (SRU)",
        "owms-metadata" => "metadata (OWMS) without a text",
        "html" => "a page; give it a name that ends in `.html`",
        _ => return None,
    })
}
