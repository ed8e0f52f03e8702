//! What names and attributes of elements mean: which elements stand within a paragraph, how deep a subheading is, where
//! a reference leads. Nothing here knows where an element stands.

use crate::import::events::{BytesStart, attribute};

/// Elements within a paragraph. Words of the elements marked `spaced` are divided by a space.
pub(super) const WITHIN: &[&str] = &[
    "achternaam",
    "abbr",
    "b",
    "datum",
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

/// Bold subheadings stand above italic ones, and both below the headings of chapters.
pub(super) fn subheading(element: &BytesStart<'_>) -> u8 {
    match attribute(element, "kopopmaak").or_else(|| attribute(element, "letat")).as_deref() {
        Some("vet") | None => 100,
        Some("vetcur" | "vet-cur") => 101,
        Some("cur") => 102,
        Some(_) => 103,
    }
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
