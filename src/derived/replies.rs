//! Whether a letter says that it answers what it cites: "In reactie op de motie van het lid X (Kamerstuk …)".
//!
//! Only what stands between the phrase and the citation is looked at, and only a plain noun phrase will do: "In
//! reactie op uw verzoek verwijs ik naar mijn brief (Kamerstuk …)" answers the request, not the letter it cites.

use memchr::memmem::FinderRev;
use std::sync::LazyLock;

/// Phrases behind which the answered document is named.
const PHRASES: &[&str] = &[
    "in reactie op",
    "als reactie op",
    "mijn reactie op",
    "de reactie op",
    "een reactie op",
    "kabinetsreactie op",
    "in antwoord op",
    "ter beantwoording van",
    "de beantwoording van",
    "uw brief van",
    "uw verzoek van",
    "het verzoek van",
];

/// The same, ready to be looked for: every citation of a collection comes by here.
static FINDERS: LazyLock<Vec<FinderRev<'_>>> = LazyLock::new(|| PHRASES.iter().map(FinderRev::new).collect());

/// Words that begin another statement, in which the citation may be something else than what is answered.
const TURNS: &[&str] = &[
    "ben",
    "bied",
    "deel",
    "doe",
    "ga",
    "heb",
    "hebben",
    "heeft",
    "hierbij",
    "ik",
    "informeer",
    "is",
    "kan",
    "meld",
    "mijn",
    "stuur",
    "verwijs",
    "verwijzen",
    "wij",
    "wordt",
    "worden",
    "zal",
    "zie",
    "zijn",
    "zoals",
];

/// Characters between the phrase and the citation at most: a noun phrase is not longer.
const NEAR: usize = 240;

/// Whether the words before a citation in its sentence announce that the letter answers it.
pub fn announces(before: &str) -> bool {
    let start = before.len().saturating_sub(NEAR);
    let Some(near) = (start..=before.len()).find_map(|at| before.get(at..)) else {
        return false;
    };
    // Lower case in ASCII alone keeps every offset.
    let lower = near.to_ascii_lowercase();
    let Some(end) = FINDERS.iter().filter_map(|phrase| ends(&lower, phrase)).max() else {
        return false;
    };
    let between = &lower[end..];
    let mut words = between.split(|c: char| !c.is_alphanumeric());
    !between.contains([';', ':']) && words.all(|word| !TURNS.contains(&word))
}

/// Where the last whole occurrence of a phrase ends.
fn ends(text: &str, phrase: &FinderRev<'_>) -> Option<usize> {
    let at = phrase.rfind(text.as_bytes())?;
    let whole = !text[..at].ends_with(|c: char| c.is_alphanumeric());
    let end = at + phrase.needle().len();
    (whole && text[end..].starts_with(|c: char| c.is_whitespace())).then_some(end)
}

#[cfg(test)]
mod tests {
    use super::announces;

    #[test]
    fn the_document_that_is_answered_follows_the_phrase() {
        for before in [
            "In reactie op de motie van het lid Wiersma c.s. (",
            "Hierbij ontvangt u de kabinetsreactie op het rapport (",
            "In antwoord op uw brief van 7 september 2023 (",
            "Met deze brief voldoe ik aan het verzoek van de vaste commissie voor Justitie en Veiligheid (",
        ] {
            assert!(announces(before), "{before}");
        }
    }

    #[test]
    fn another_statement_in_between_answers_nothing() {
        for before in [
            "In reactie op uw verzoek van 8 juli verwijs ik naar mijn brief (",
            "In reactie op de motie is een onderzoek gestart (",
            "Ook in reactie opnieuw (",
            "Zie (",
            "",
        ] {
            assert!(!announces(before), "{before}");
        }
    }
}
