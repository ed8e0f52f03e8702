//! Quotations that others have made on a page, as the letter has them: a browser gives the marks of notes and the names
//! of paragraphs with the words, and surroundings that are no words of the letter. What is left out is never a word
//! of the quotation, and nothing is anchored by guess: a quotation that fits nowhere, or in several places, stays.

use super::anchor::{Anchored, Quotation, Spot, anchor};
use super::normal::{readable, without_marks};
use crate::content::front_matter::About;

/// How many words of what stands beside a quotation are tried, the most first.
const TRIED: [usize; 6] = [8, 5, 3, 2, 1, 0];

/// The same quotations as they stand in these texts.
pub fn fitted(texts: &[&str], abouts: Vec<About>) -> Vec<About> {
    abouts.into_iter().map(|about| fit(texts, &about).unwrap_or(about)).collect()
}

/// What a quotation is to be replaced by, if by anything.
fn fit(texts: &[&str], about: &About) -> Option<About> {
    let About::Quote { quote, prefix, suffix } = about else { return None };
    let (before, after) = (prefix.as_deref().unwrap_or_default(), suffix.as_deref().unwrap_or_default());
    let spot_of =
        |quote: &str, prefix: &str, suffix: &str| match anchor(texts, &[Quotation { quote, prefix, suffix }])
            .pop()
        {
            Some(Anchored::At(spot)) => Some(spot),
            _ => None,
        };
    let words = |spot: &Spot| {
        let text = texts.get(spot.text).and_then(|text| text.get(spot.range.clone())).unwrap_or_default();
        readable(text)
    };
    let clean = without_marks(quote);
    if clean == *quote && spot_of(quote, before, after).is_some() {
        return None;
    }
    let (before, after) =
        (without_mark_behind(&without_marks(before)), without_mark_before(&without_marks(after)));
    let (before, after): (Vec<&str>, Vec<&str>) =
        (before.split_whitespace().collect(), after.split_whitespace().collect());
    let last = |n: usize| before.get(before.len().saturating_sub(n)..).unwrap_or_default().join(" ");
    let first = |n: usize| after.get(..n.min(after.len())).unwrap_or_default().join(" ");
    let both = TRIED.iter().map(|&n| (last(n), first(n)));
    let one = TRIED.iter().flat_map(|&n| [(last(n), String::new()), (String::new(), first(n))]);
    let mut found = both.chain(one).filter_map(|(prefix, suffix)| {
        let spot = spot_of(&clean, &prefix, &suffix)?;
        let some = |text: String| Some(text).filter(|text| !text.is_empty());
        Some(About::Quote { quote: words(&spot), prefix: some(prefix), suffix: some(suffix) })
    });
    found.next()
}

/// Without the part of a mark at its beginning, where what stands before a quotation is cut.
fn without_mark_behind(text: &str) -> String {
    let cut = text
        .split_once(']')
        .filter(|(mark, _)| mark.chars().count() <= 4 && !mark.contains(char::is_whitespace));
    cut.map_or(text, |(_, rest)| rest).to_owned()
}

/// Without the part of a mark at its end, where what stands behind a quotation is cut.
fn without_mark_before(text: &str) -> String {
    let cut = text
        .rsplit_once('[')
        .filter(|(_, mark)| mark.chars().count() <= 4 && !mark.contains(char::is_whitespace));
    cut.map_or(text, |(rest, _)| rest).to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: [&str; 1] = ["Kop\nIn 2023 is dit gezegd. In 2024 is dit gezegd.\nEen «tweede» stuk."];

    #[track_caller]
    fn check(given: [&str; 3], expected: [&str; 3]) {
        let some = |text: &str| Some(text.to_owned()).filter(|text| !text.is_empty());
        let about = |[prefix, quote, suffix]: [&str; 3]| About::Quote {
            quote: quote.to_owned(),
            prefix: some(prefix),
            suffix: some(suffix),
        };
        assert_eq!(fitted(&TEXT, vec![about(given)]), [about(expected)]);
    }

    #[test]
    fn what_a_browser_gives_becomes_words_of_the_letter() {
        check(["", "In 2023[1] is", ""], ["", "In 2023 is", ""]);
        check(
            ["", "gezegd.[12]\u{b6}\u{a0}3\nEen \"tweede\" stuk", ""],
            ["", "gezegd. Een «tweede» stuk", ""],
        );
        check(
            ["Menu\n\nZoeken Kop\nIn 2023[1] is ", "dit gezegd", ".[2] In 20"],
            ["In 2023 is", "dit gezegd", ". In 20"],
        );
        check(["2] In 2024 is", "dit gezegd", ". \u{b6} 1 Een [3"], ["In 2024 is", "dit gezegd", ". Een"]);
    }

    #[test]
    fn what_fits_stays_and_so_does_what_fits_nowhere() {
        for stays in [
            ["In 2023 is", "dit gezegd", ""],
            ["", "dit gezegd", ""],
            ["", "staat er niet", "x"],
            ["", "weede", ""],
        ] {
            check(stays, stays);
        }
    }
}
