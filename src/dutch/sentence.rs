//! Where sentences of Dutch official prose begin and end, so that a list of citations can quote the sentence.
//!
//! Only for quoting: nothing is decided by a sentence, so a rare wrong cut costs a reader a clause, not a link.

use super::names::TITLES;
use crate::limits;
use std::ops::Range;

/// Words that end in a full stop without ending a sentence, beside the [`TITLES`] before names. Single letters
/// (initials) need no entry, and those of publications have their home elsewhere.
pub(super) const ABBREVIATIONS: &[&str] = &[
    "a.i", "afd", "al", "alg", "bijv", "blz", "bv", "c.a", "c.q", "c.s", "ca", "cf", "d.d", "d.w.z", "dd",
    "e.a", "e.d", "e.v", "ed", "enz", "etc", "evt", "excl", "fig", "hfdst", "i.c", "i.e", "i.o", "i.v.m",
    "ibid", "incl", "jl", "jr", "lid", "m.a.w", "m.b.t", "m.e.r", "m.i", "m.i.v", "m.n", "m.u.v", "max",
    "min", "n.a.v", "nl", "no", "nos", "nr", "nrs", "o.a", "o.b.v", "o.g.v", "o.i", "o.l.v", "o.m", "pag",
    "par", "plv", "pp", "resp", "t.a.p", "t.a.v", "t.b.v", "t.o.v", "t.w", "t/m", "tw", "u.i", "v.w.b",
    "vgl", "vlg", "wnd", "z.o.z", "zgn",
];

/// Byte ranges of the sentences of a paragraph, in order and together the whole of it. Linear.
///
/// A word, in lower case, that `is_abbreviation` ends no sentence with its full stop, like those that are known here.
pub fn sentences(text: &str, is_abbreviation: fn(&str) -> bool) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let mut start = 0;
    for at in memchr::memchr3_iter(b'.', b'!', b'?', text.as_bytes()) {
        let (after, full_stop) = (at + 1, text.as_bytes().get(at) == Some(&b'.'));
        // Closing marks belong to the sentence: `.)`, `.»`, `."`.
        let closed = after + closing(text.get(after..).unwrap_or_default());
        let Some(next) = text.get(closed..).unwrap_or_default().chars().next().filter(|c| c.is_whitespace())
        else {
            continue;
        };
        let rest = text.get(closed + next.len_utf8()..).unwrap_or_default().trim_start();
        let opens = rest.chars().find(|c| !"(«„“‘'\"[".contains(*c));
        let new_sentence = opens.is_some_and(|c| c.is_uppercase() || c.is_ascii_digit());
        if new_sentence
            && !(full_stop && abbreviates(text.get(start..at).unwrap_or_default(), is_abbreviation))
        {
            found.push(start..closed);
            start = text.len() - rest.len();
        }
    }
    if start < text.len() || found.is_empty() {
        found.push(start..text.len());
    }
    found
}

fn closing(text: &str) -> usize {
    const MOST: usize = 8;
    text.chars().take(MOST).take_while(|c| ")]»”’'\"".contains(*c)).map(char::len_utf8).sum()
}

fn abbreviates(before: &str, is_abbreviation: fn(&str) -> bool) -> bool {
    let word = before.rsplit(|c: char| c.is_whitespace() || "(/".contains(c)).next().unwrap_or_default();
    let letters = word.chars().count();
    let initial = word.rsplit('.').next().is_some_and(|last| last.chars().count() == 1);
    let lower = word.to_lowercase();
    let known = [ABBREVIATIONS, &TITLES].iter().any(|list| list.binary_search(&lower.as_str()).is_ok())
        || is_abbreviation(&lower);
    known || initial && letters > 0 && !word.chars().all(|c| c.is_ascii_digit())
}

/// Where the last word of a text begins: behind its last white space, which may be of several bytes.
pub fn last_word(text: &str) -> usize {
    text.trim_end_matches(|c: char| !c.is_whitespace()).len()
}

/// Bytes on either side of a citation that are looked at for its quotation: far more than are shown.
const WINDOW: usize = 8 * limits::SENTENCE_CHARS;

/// A sentence as quoted elsewhere, with the part that cites.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sentence {
    /// The words, white space folded, cut around the citation when very long.
    pub text: String,
    /// The citation in them; empty when it stands in a note that the sentence carries.
    pub marked: Range<usize>,
}

impl Sentence {
    /// The sentence of `paragraph` around `at`, with `at` marked.
    pub fn around(paragraph: &str, sentences: &[Range<usize>], at: Range<usize>) -> Self {
        let index = sentences.partition_point(|s| s.end < at.start).min(sentences.len().saturating_sub(1));
        let first = sentences.get(index).cloned().unwrap_or(0..paragraph.len());
        // A citation may run over what looked like the end of a sentence.
        let end = sentences.iter().skip(index).find(|s| s.end >= at.end).map_or(first.end, |s| s.end);
        let (before, marked, after) = (
            paragraph.get(first.start..at.start).unwrap_or_default(),
            paragraph.get(at.clone()).unwrap_or_default(),
            paragraph.get(at.end..end).unwrap_or_default(),
        );
        let half = limits::SENTENCE_CHARS / 2;
        // What is far away is cut in any case, and must not be read once for each citation of a long paragraph.
        let far = before.ceil_char_boundary(before.len().saturating_sub(WINDOW));
        let mut text = fold(before.get(far..).unwrap_or_default());
        let long = text.chars().count();
        if long > half || far > 0 {
            let cut: String = text.chars().skip(long.saturating_sub(half)).collect();
            text = format!("… {}", cut.split_once(' ').map_or(cut.as_str(), |(_, rest)| rest));
        }
        let start = text.len();
        text.push_str(&fold(marked));
        let stop = text.len();
        let near = after.floor_char_boundary(WINDOW);
        let is_cut = near < after.len();
        let after = fold(after.get(..near).unwrap_or_default());
        if is_cut || after.chars().count() > half {
            let cut: String = after.chars().take(half).collect();
            text.push_str(cut.rsplit_once(' ').map_or(cut.as_str(), |(kept, _)| kept));
            text.push_str(" …");
        } else {
            text.push_str(after.trim_end());
        }
        let lead = text.len() - text.trim_start().len();
        let text = text.trim_start().to_owned();
        Self { text, marked: start.saturating_sub(lead)..stop.saturating_sub(lead) }
    }
}

/// White space of any kind to single spaces; those at the edges stay, as one.
fn fold(text: &str) -> String {
    let is_folded =
        text.bytes().all(|byte| byte.is_ascii() && !byte.is_ascii_control()) && !text.contains("  ");
    if is_folded {
        return text.to_owned();
    }
    let mut folded = String::with_capacity(text.len());
    for c in text.chars() {
        if !c.is_whitespace() || c == '\u{a0}' || c == '\u{202f}' {
            folded.push(c);
        } else if !folded.ends_with(' ') {
            folded.push(' ');
        }
    }
    folded
}

#[cfg(test)]
mod tests {
    use super::*;

    fn article(word: &str) -> bool {
        word == "art"
    }

    #[track_caller]
    fn check(text: &str, expected: &[&str]) {
        let found: Vec<&str> = sentences(text, article).into_iter().map(|s| &text[s]).collect();
        assert_eq!(found, expected);
    }

    #[test]
    fn the_abbreviations_are_in_order() {
        assert!(ABBREVIATIONS.is_sorted(), "{:?}", {
            let mut sorted = ABBREVIATIONS.to_vec();
            sorted.sort_unstable();
            sorted
        });
    }

    #[test]
    fn any_number_of_closing_marks_is_whole() {
        check("Ja.””” Nee.", &["Ja.”””", "Nee."]);
        sentences(&format!("Ja.{} Nee.", "”".repeat(100)), article);
    }

    #[test]
    fn tabs_part_words_too() {
        check("Zie\tart.\tVijf. Nee.", &["Zie\tart.\tVijf.", "Nee."]);
    }

    #[test]
    fn abbreviations_and_initials_end_no_sentence() {
        check(
            "Op 1 juli jl. (Kamerstuk 28 638, nr. 190) is dit toegezegd. Daarna niet meer.",
            &["Op 1 juli jl. (Kamerstuk 28 638, nr. 190) is dit toegezegd.", "Daarna niet meer."],
        );
        check(
            "De motie van A. Broekers-Knol c.s. Kamerbreed gesteund.",
            &["De motie van A. Broekers-Knol c.s. Kamerbreed gesteund."],
        );
        check(
            "Zie art. 5. Dit is nieuw! Echt? «Ja.» Nee.",
            &["Zie art. 5.", "Dit is nieuw!", "Echt?", "«Ja.»", "Nee."],
        );
        check("In 2019. En toen 3.5 procent.", &["In 2019.", "En toen 3.5 procent."]);
        check("", &[""]);
        check("Zonder einde", &["Zonder einde"]);
    }

    #[test]
    fn the_citation_is_marked_in_its_sentence() {
        let text = "Eerst dit.\nZie (Kamerstuk\n28 638, nr. 190), zei hij. Dan dat.";
        let at = text.find("Kamerstuk").unwrap()..text.find("), zei").unwrap();
        let sentence = Sentence::around(text, &sentences(text, article), at);
        assert_eq!(sentence.text, "Zie (Kamerstuk 28 638, nr. 190), zei hij.");
        assert_eq!(&sentence.text[sentence.marked], "Kamerstuk 28 638, nr. 190");
    }
}
