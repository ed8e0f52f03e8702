//! Whether a letter says that it answers what it cites: "In reactie op de motie van het lid X (Kamerstuk …)".
//!
//! Between the phrase and the citation only a plain noun phrase will do: "In reactie op uw verzoek verwijs ik naar mijn
//! brief (Kamerstuk …)" answers the request, not the letter it cites. And the sentence must speak of what the letter
//! now does: "In reactie op de motie (Kamerstuk …) heb ik toegezegd" tells of an earlier answer.

use super::words;
use memchr::memmem::FinderRev;
use std::ops::Range;
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

/// Words with which a letter speaks of itself.
const ITSELF: &[&str] = &["bijgaand", "bijgaande", "hierbij", "hiermede", "hiermee"];

/// What a sender does in the letter at hand, beside "ik" or "wij"; "ontvangt" and "treft" beside "u".
const DOES: &[&str] = &[
    "antwoord",
    "beantwoord",
    "beantwoorden",
    "bericht",
    "berichten",
    "bied",
    "bieden",
    "deel",
    "delen",
    "doe",
    "doen",
    "ga",
    "gaan",
    "geef",
    "geven",
    "informeer",
    "informeren",
    "kan",
    "kunnen",
    "kom",
    "komen",
    "laat",
    "laten",
    "meld",
    "melden",
    "merk",
    "merken",
    "reageer",
    "reageren",
    "stuur",
    "sturen",
    "verwijs",
    "verwijzen",
    "voldoe",
    "voldoen",
    "wil",
    "willen",
    "zend",
    "zenden",
];

/// Whether a sentence announces that the letter answers what is cited at `cited` in it.
pub fn announces(sentence: &str, cited: &Range<usize>) -> bool {
    let (Some(before), Some(after)) = (sentence.get(..cited.start), sentence.get(cited.end..)) else {
        return false;
    };
    is_said_now(before, after) && is_named_after_phrase(before) || is_title(before, after)
}

/// Whether the words before a citation are a phrase that names the document.
fn is_named_after_phrase(before: &str) -> bool {
    let start = before.len().saturating_sub(NEAR);
    let Some(near) = (start..=before.len()).find_map(|at| before.get(at..)) else {
        return false;
    };
    // Lower case in ASCII alone keeps every offset.
    let lower = near.to_ascii_lowercase();
    let Some(end) = FINDERS.iter().filter_map(|phrase| ends(&lower, phrase)).max() else {
        return false;
    };
    let between = lower.get(end..).unwrap_or_default();
    !between.contains([';', ':']) && words(between).all(|word| !TURNS.contains(&word))
}

/// Whether a sentence says what the letter does, not what another has done.
fn is_said_now(before: &str, after: &str) -> bool {
    let lower = [before.to_lowercase(), after.to_lowercase()];
    lower.iter().any(|part| {
        let words: Vec<&str> = words(part).collect();
        let does = |verb: &str, who: &str| match who {
            "ik" | "wij" => DOES.contains(&verb),
            "u" => matches!(verb, "ontvangt" | "treft"),
            "kamer" => verb == "ontvangt",
            _ => false,
        };
        words.iter().any(|word| ITSELF.contains(word))
            || words
                .iter()
                .zip(words.iter().skip(1))
                .any(|(one, two)| does(one, two) || does(two, one) || (*one, *two) == ("deze", "brief"))
            || words.windows(3).any(|three| matches!(three, ["ontvangt", "uw", "kamer"]))
    })
}

/// Whether it is no sentence but the title of an answer: "Reactie op de motie van het lid X (Kamerstuk …)".
fn is_title(before: &str, after: &str) -> bool {
    let first = words(before).next().unwrap_or_default().to_lowercase();
    (first.ends_with("reactie") || first.ends_with("antwoord") || first == "beantwoording")
        && words(after).next().is_none()
        && !words(before).any(|word| TURNS.contains(&word))
}

/// Where the last whole occurrence of a phrase ends.
fn ends(text: &str, phrase: &FinderRev<'_>) -> Option<usize> {
    let at = phrase.rfind(text.as_bytes())?;
    let whole = !text.get(..at)?.ends_with(|c: char| c.is_alphanumeric());
    let end = at + phrase.needle().len();
    (whole && text.get(end..)?.starts_with(|c: char| c.is_whitespace())).then_some(end)
}

#[cfg(test)]
mod tests {
    use super::announces;

    #[track_caller]
    fn check(sentence: &str, expected: bool) {
        let at = sentence.find("nr. 1").unwrap();
        assert_eq!(announces(sentence, &(at..at + 5)), expected, "{sentence}");
    }

    #[test]
    fn the_document_that_is_answered_follows_the_phrase() {
        for sentence in [
            "In reactie op de motie van het lid Wiersma c.s. (nr. 1) informeer ik u over de stand van zaken.",
            "Hierbij ontvangt u de kabinetsreactie op het rapport (nr. 1).",
            "In antwoord op uw brief van 7 september 2023 (nr. 1), deel ik u mede dat dit klopt.",
            "Met deze brief voldoe ik aan het verzoek van de vaste commissie voor Justitie en Veiligheid (nr. 1).",
            "Bijgaand treft u de beantwoording van de vragen van het lid (nr. 1) aan.",
            "In antwoord op uw brief van 7 september 2023 (nr. 1) kan ik u het volgende meedelen.",
            "Naar aanleiding van het verzoek van de commissie (nr. 1) wil ik u als volgt berichten.",
            "Op het verzoek van de commissie (nr. 1) ga ik in deze brief in op het voorstel.",
            "Reactie op de motie van het lid Wiersma c.s. (nr. 1)",
        ] {
            check(sentence, true);
        }
    }

    #[test]
    fn another_statement_in_between_answers_nothing() {
        for sentence in [
            "In reactie op uw verzoek van 8 juli verwijs ik naar mijn brief (nr. 1).",
            "In reactie op de motie is een onderzoek gestart (nr. 1), meld ik u hierbij.",
            "Ook in reactie opnieuw (nr. 1) informeer ik u.",
            "Zie (nr. 1).",
            "nr. 1",
        ] {
            check(sentence, false);
        }
    }

    #[test]
    fn an_earlier_answer_is_not_this_one() {
        for sentence in [
            "In antwoord op Kamervragen in maart (nr. 1) is toegezegd dat de Kamer wordt geïnformeerd.",
            "In reactie op de motie van het lid Wiersma c.s. (nr. 1) heb ik uw Kamer toegezegd dit te bezien.",
            "De minister heeft u in antwoord op de motie over standaarden (nr. 1) eerder geïnformeerd.",
            "Reactie op de motie (nr. 1) volgde in mei.",
        ] {
            check(sentence, false);
        }
    }
}
