//! Commitments (toezeggingen): sentences in which a letter promises the Kamer something by a date.
//!
//! They are proposals for an editor, never published by themselves. A promise without a date is left out: there
//! would be nothing to keep an eye on.

use super::dates::{self, Moment};
use crate::maanden::MAANDEN;
use crate::sentence::sentences;
use jiff::civil::Date;
use std::ops::Range;

/// A sentence that promises something by a date.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Commitment {
    /// The bytes of the sentence.
    pub span: Range<usize>,
    /// By when, as the letter words it.
    pub due: Range<usize>,
    /// What that means, if the letter's date makes it certain.
    pub moment: Option<Moment>,
}

/// Wordings of a promise to the Kamer: all of the parts of one stand in the sentence, in this order.
const PROMISES: &[&[&str]] = &[
    &["ontvangt u"],
    &["u ontvangt"],
    &["ontvangt uw kamer"],
    &["uw kamer ontvangt"],
    &["uw kamer", "ontvangen"],
    &["zal", "informeren"],
    &["zullen", "informeren"],
    &["zal", "berichten"],
    &["zal", "toesturen"],
    &["zal", "toezenden"],
    &["zal", "aanbieden"],
    &["zal", "sturen"],
    &["zal", "verslag doen"],
    &["zal", "rapporteren"],
    &["zal", "terugkomen"],
    &["zal uw kamer", "geïnformeerd"],
    &["wordt uw kamer", "geïnformeerd"],
    &["wordt u", "geïnformeerd"],
    &["uw kamer wordt", "geïnformeerd"],
    &["informeer ik"],
    &["ik informeer"],
    &["waarover ik uw kamer"],
    &["bericht ik"],
    &["stuur ik"],
    &["ik stuur"],
    &["kom ik", "terug"],
    &["zeg ik", "toe"],
    &["ik streef ernaar"],
    &["streef ik ernaar"],
    &["verwacht ik", "te informeren"],
    &["verwacht ik", "te sturen"],
    &["naar uw kamer gestuurd"],
    &["aan uw kamer gezonden"],
    &["aan uw kamer aangeboden"],
];

/// Dates of the parliamentary year that carry no number.
const SEASONS: &[&str] = &[
    "voor het zomerreces",
    "vóór het zomerreces",
    "na het zomerreces",
    "voor het kerstreces",
    "vóór het kerstreces",
    "na het kerstreces",
    "voor de zomer",
    "vóór de zomer",
    "na de zomer",
    "voor het einde van het jaar",
    "bij de voorjaarsnota",
    "met prinsjesdag",
];

/// The commitments of a paragraph of a letter of this date, in order.
pub fn find(text: &str, written: Date) -> Vec<Commitment> {
    let in_sentence = |sentence: Range<usize>| {
        let words = &text[sentence.clone()];
        let lower = words.to_lowercase();
        if !PROMISES.iter().any(|parts| stand_in_order(&lower, parts)) {
            return None;
        }
        let (due, moment) = due(words, written)?;
        Some(Commitment { due: sentence.start + due.start..sentence.start + due.end, span: sentence, moment })
    };
    sentences(text).into_iter().filter_map(in_sentence).collect()
}

fn stand_in_order(text: &str, parts: &[&str]) -> bool {
    let mut rest = text;
    parts.iter().all(|part| {
        let found = whole(rest, part);
        rest = found.and_then(|at| rest.get(at + part.len()..)).unwrap_or_default();
        found.is_some()
    })
}

/// Where a phrase stands as whole words.
fn whole(text: &str, phrase: &str) -> Option<usize> {
    let is_whole = |&(at, _): &(usize, &str)| {
        !text[..at].ends_with(char::is_alphanumeric)
            && !text[at + phrase.len()..].starts_with(char::is_alphanumeric)
    };
    text.match_indices(phrase).find(is_whole).map(|(at, _)| at)
}

/// The first moment of a sentence that lies ahead of the letter.
fn due(sentence: &str, written: Date) -> Option<(Range<usize>, Option<Moment>)> {
    let relative = dates::find(sentence, written)
        .into_iter()
        .find(|dated| dated.moment.last() > written)
        .map(|dated| (dated.span, Some(dated.moment)));
    let named = || year_ahead(sentence, written.year()).map(|at| (at, None));
    let season = || {
        let fold = sentence.to_lowercase();
        // Lower case may change the length of a letter; then there is no place to point at.
        let same = fold.len() == sentence.len();
        SEASONS
            .iter()
            .find_map(|s| Some(whole(&fold, s)?..whole(&fold, s)? + s.len()))
            .filter(|_| same)
            .map(|at| (at, None))
    };
    relative.or_else(named).or_else(season)
}

/// "eind 2022", "1 maart 2022", "het eerste kwartaal van 2022": the words up to a year not before the letter's. A
/// year behind `/`, `-` or a bracket is part of a reference.
fn year_ahead(sentence: &str, year: i16) -> Option<Range<usize>> {
    let mut start = 0;
    for word in sentence.split_inclusive([' ', '\n']) {
        let at = start;
        start += word.len();
        let figures = word.trim_end_matches([' ', '\n', ',', '.', ';', ':', ')']);
        let ahead = figures.len() == 4 && figures.parse::<i16>().is_ok_and(|y| y >= year && y < year + 20);
        if ahead {
            let before: Vec<&str> = sentence[..at].split_whitespace().rev().take(4).collect();
            let timed = |word: &&str| {
                let word = word.to_lowercase();
                MAANDEN.contains(&word.as_str())
                    || [
                        "begin", "eind", "medio", "half", "kwartaal", "voorjaar", "najaar", "zomer", "in",
                        "jaar",
                    ]
                    .contains(&word.as_str())
            };
            if before.iter().take(3).any(timed) {
                return Some(at..at + figures.len());
            }
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, expected: &[(&str, &str, &str)]) {
        let found = find(text, "2021-09-15".parse().unwrap());
        let found: Vec<_> = found
            .iter()
            .map(|c| {
                let moment = c.moment.map(|m| m.to_string()).unwrap_or_default();
                (text[c.span.clone()].to_owned(), text[c.due.clone()].to_owned(), moment)
            })
            .collect();
        let found: Vec<_> = found.iter().map(|(a, b, c)| (a.as_str(), b.as_str(), c.as_str())).collect();
        assert_eq!(found, expected);
    }

    #[test]
    fn promises_with_a_date_ahead() {
        check(
            "Dank. Begin november ontvangt u de volgende voortgangsbrief.",
            &[(
                "Begin november ontvangt u de volgende voortgangsbrief.",
                "Begin november",
                "begin november 2021",
            )],
        );
        check(
            "Ik zal uw Kamer in het eerste kwartaal van 2022 hierover informeren.",
            &[("Ik zal uw Kamer in het eerste kwartaal van 2022 hierover informeren.", "2022", "")],
        );
        check(
            "Voor het kerstreces kom ik hierop terug.",
            &[("Voor het kerstreces kom ik hierop terug.", "Voor het kerstreces", "")],
        );
    }

    #[test]
    fn no_promise_or_no_date_is_no_proposal() {
        for text in [
            "Op 1 juli jl. heb ik uw Kamer geïnformeerd.",
            "Hierin zal ik u nader informeren over de vorderingen.",
            "Begin november vindt een congres plaats.",
            "Zoals gemeld stuur ik u dit (Kamerstuk 2021/22).",
            "Uiteindelijk zalm informeren eind 2022.",
        ] {
            check(text, &[]);
        }
    }
}
