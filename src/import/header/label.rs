//! Labels of a ministry's letterhead: `Datum`, `Betreft`, `Ons kenmerk` and what stands behind them.

use super::{after, squeeze};

/// What a label announces.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Label {
    /// The date of the letter.
    Date,
    /// What the letter is about: its title.
    Subject,
    /// The sender's reference.
    OurReference,
    /// The addressee's reference, or the letter that is answered.
    YourReference,
    /// How many attachments, or which.
    Attachments,
    /// Something about the sheet or the office: address, telephone, contact.
    Office,
}

const LABELS: [(&str, Label); 37] = [
    ("datum", Label::Date),
    ("betreft", Label::Subject),
    ("onderwerp", Label::Subject),
    ("ons kenmerk", Label::OurReference),
    ("onze referentie", Label::OurReference),
    ("onze verwijzing", Label::OurReference),
    ("kenmerk", Label::OurReference),
    ("uw kenmerk", Label::YourReference),
    ("uw referentie", Label::YourReference),
    ("uw brief (kenmerk)", Label::YourReference),
    ("uw brief van", Label::YourReference),
    ("uw brief", Label::YourReference),
    ("bijlage(n)", Label::Attachments),
    ("bijlagen", Label::Attachments),
    ("bijlage", Label::Attachments),
    ("> retouradres", Label::Office),
    ("retouradres", Label::Office),
    ("bezoekadres", Label::Office),
    ("postadres", Label::Office),
    ("postbus", Label::Office),
    ("contactpersoon", Label::Office),
    ("contact", Label::Office),
    ("inlichtingen", Label::Office),
    ("projectnaam", Label::Office),
    ("overheidsidentificatienr", Label::Office),
    ("telefoon", Label::Office),
    ("telefoonnummer", Label::Office),
    ("doorkiesnummer", Label::Office),
    ("fax", Label::Office),
    ("e-mail", Label::Office),
    ("internet", Label::Office),
    ("behandeld door", Label::Office),
    ("auteur", Label::Office),
    ("afschrift aan", Label::Office),
    ("kopie aan", Label::Office),
    ("aantal pagina's", Label::Office),
    ("zaaknummer", Label::Office),
];

/// The label that a line begins with, and the rest of the line. The rest is empty if the value stands below.
pub fn label(line: &str) -> Option<(Label, &str)> {
    let line = line.trim();
    let (words, label) = LABELS
        .iter()
        .filter(|(words, _)| after(line, words).is_some())
        .max_by_key(|(words, _)| words.len())?;
    Some((*label, after(line, words)?.trim_start_matches(':').trim()))
}

/// A reference as it was meant: conversions put a space behind the narrow letters of some typefaces
/// (`I E NW/BSK-2022/268034`), so a capital that stands alone belongs to the capitals behind it.
pub fn reference(text: &str) -> String {
    let text = squeeze(text);
    let mut out = String::with_capacity(text.len());
    let mut alone = false;
    for word in text.split(' ') {
        let joins = alone && word.starts_with(|c: char| c.is_ascii_uppercase() || c.is_ascii_digit());
        if !out.is_empty() && !joins {
            out.push(' ');
        }
        out.push_str(word);
        alone = word.len() == 1 && word.bytes().all(|b| b.is_ascii_uppercase());
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels_and_their_values() {
        assert_eq!(label("Datum        30 mei 2023"), Some((Label::Date, "30 mei 2023")));
        assert_eq!(label("Ons kenmerk"), Some((Label::OurReference, "")));
        assert_eq!(label("Uw brief (kenmerk): 2023Z1"), Some((Label::YourReference, "2023Z1")));
        assert_eq!(label("Bijlage(n)"), Some((Label::Attachments, "")));
        assert_eq!(label("Betreft: Mensenhandel"), Some((Label::Subject, "Mensenhandel")));
        assert_eq!(label("Bijlagenboek"), None);
        assert_eq!(label("De datum"), None);
    }

    #[test]
    fn references_lose_the_spaces_of_a_conversion_only() {
        assert_eq!(reference("I E NW/BSK-2022/268034"), "IENW/BSK-2022/268034");
        assert_eq!(reference("DGBI – I&K/ 26844711"), "DGBI – I&K/ 26844711");
    }
}
