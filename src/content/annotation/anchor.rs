//! Where a quotation stands in a text: exactly, or not at all. Pure; knows neither files nor HTML.
//!
//! Texts and quotations are compared as [`normal`](super::normal) has them. All quotations are looked for at once
//! ([`occurrences`](super::occurrences)). One that is nowhere is shown the nearest passage
//! ([`nearest`](super::nearest)), and one that is in several places what tells them apart, but neither is ever
//! anchored by guess.

use super::nearest::Words;
use super::normal::{Normal, first_letter, readable, without_marks};
use super::occurrences::{KEPT, first_ends};
use crate::limits;
use std::collections::BTreeSet;
use std::ops::Range;

/// Words quoted from a text, with what stands directly before and after them.
#[derive(Debug, Clone, Copy, Default)]
pub struct Quotation<'a> {
    /// The words.
    pub quote: &'a str,
    /// What stands before them.
    pub prefix: &'a str,
    /// What stands after them.
    pub suffix: &'a str,
}

/// A part of one of the texts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Spot {
    /// Which text.
    pub text: usize,
    /// Its bytes.
    pub range: Range<usize>,
}

/// What tells one spot from others.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Context {
    /// What stands before it.
    pub prefix: Option<String>,
    /// What stands after it.
    pub suffix: Option<String>,
}

/// What became of a quotation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Anchored {
    /// It stands here and nowhere else.
    At(Spot),
    /// It stands at each of these, and elsewhere if `more`; what tells them apart.
    Several {
        /// The first places.
        spots: Vec<(Spot, Context)>,
        /// Whether these are not all.
        more: bool,
    },
    /// It begins or ends within a word here, and stands nowhere else; the whole words, in readable form.
    InWord(Spot, String),
    /// The words are there, but not between this prefix and suffix.
    OtherContext(Vec<(Spot, Context)>),
    /// It is nowhere; the passage that was probably meant, in readable form.
    Nowhere(Option<(Spot, String)>),
    /// It has no words.
    Empty,
}

/// Anchors each quotation in the texts.
pub fn anchor(texts: &[&str], quotations: &[Quotation<'_>]) -> Vec<Anchored> {
    let whole = Whole::of(texts);
    let mut patterns = Vec::new();
    for (index, quotation) in quotations.iter().enumerate() {
        patterns.extend(patterns_of(index, quotation));
    }
    let needles: Vec<&str> = patterns.iter().map(|p| p.text.as_str()).collect();
    let ends = first_ends(&whole.normal.text, &needles);
    let mut exact: Vec<BTreeSet<(usize, usize)>> = vec![BTreeSet::new(); quotations.len()];
    let mut bare = exact.clone();
    for (pattern, ends) in patterns.iter().zip(ends) {
        let found = if pattern.bare { &mut bare } else { &mut exact };
        let Some(found) = found.get_mut(pattern.quotation) else { continue };
        for end in ends {
            let start = end as usize - pattern.text.len();
            found.insert((start + pattern.quote.start, start + pattern.quote.end));
        }
    }
    let mut words = None;
    let mut searches = 0;
    let mut result = Vec::with_capacity(quotations.len());
    for ((quotation, exact), bare) in quotations.iter().zip(exact).zip(bare) {
        // What only begins a word is not that word: a quotation of *lasten* does not cling to *lastendruk*.
        let (exact, within): (Vec<_>, Vec<_>) = exact.into_iter().partition(|found| whole.is_of_words(found));
        let bare: BTreeSet<_> = bare.into_iter().filter(|found| whole.is_of_words(found)).collect();
        result.push(match &exact[..] {
            _ if Normal::of(quotation.quote).text.trim().is_empty() => Anchored::Empty,
            [only] => Anchored::At(whole.spot(only)),
            [] if !within.is_empty() => {
                let found = within.first().map(|found| whole.spot(&whole.widened(found)));
                found.map_or(Anchored::Nowhere(None), |spot| {
                    let words = readable(whole.original(&spot));
                    Anchored::InWord(spot, words)
                })
            }
            [] if bare.is_empty() => {
                // More findings than this are not printed for one file.
                searches += 1;
                let near = (searches <= limits::FINDINGS_PER_FILE).then(|| {
                    let words = words.get_or_insert_with(|| Words::of(&whole.normal.text));
                    words.nearest(Normal::of(&without_marks(quotation.quote)).text.trim())
                });
                let near = near.flatten().map(|r| whole.spot(&whole.widened(&(r.start, r.end))));
                Anchored::Nowhere(near.map(|spot| {
                    let text = readable(whole.original(&spot));
                    (spot, text)
                }))
            }
            [] => Anchored::OtherContext(whole.told_apart(&bare.into_iter().collect::<Vec<_>>())),
            several => Anchored::Several {
                spots: whole.told_apart(several.get(..KEPT - 1).unwrap_or(several)),
                more: several.len() >= KEPT,
            },
        });
    }
    result
}

/// A text to look for.
struct Pattern {
    quotation: usize,
    text: String,
    /// The part of it that is the quotation's own words.
    quote: Range<usize>,
    /// Without the prefix and suffix that the quotation has.
    bare: bool,
}

/// All forms in which a quotation may stand in the text: its words as they are and without the marks of notes,
/// each with and without a space after the prefix and before the suffix, since YAML drops spaces at the ends.
fn patterns_of(quotation: usize, of: &Quotation<'_>) -> Vec<Pattern> {
    let mut forms: Vec<[String; 3]> = [str::to_owned, without_marks]
        .iter()
        .map(|form| [of.prefix, of.quote, of.suffix].map(|part| Normal::of(&form(part)).text))
        .collect();
    forms.dedup();
    let has_context =
        forms.iter().any(|[prefix, _, suffix]| !(prefix.trim().is_empty() && suffix.trim().is_empty()));
    let mut patterns = Vec::new();
    for [prefix, quote, suffix] in &forms {
        let (prefix, quote, suffix) = (prefix.trim_start(), quote.trim(), suffix.trim());
        if quote.is_empty() {
            continue;
        }
        for before in joined(prefix.trim_end()) {
            for after in joined(suffix) {
                let head = format!("{}{before}", prefix.trim_end());
                let range = head.len()..head.len() + quote.len();
                let text = format!("{head}{quote}{after}{suffix}");
                patterns.push(Pattern { quotation, text, quote: range, bare: false });
            }
        }
        if has_context {
            let (text, quote) = (quote.to_owned(), 0..quote.len());
            patterns.push(Pattern { quotation, text, quote, bare: true });
        }
    }
    patterns
}

/// What may stand between the words and this context.
fn joined(context: &str) -> &'static [&'static str] {
    if context.is_empty() { &[""] } else { &["", " "] }
}

/// The texts as one.
struct Whole<'t> {
    texts: &'t [&'t str],
    /// Where each text begins in the count of [`Normal::origin`].
    starts: Vec<usize>,
    normal: Normal,
}

impl<'t> Whole<'t> {
    fn of(texts: &'t [&'t str]) -> Self {
        let mut whole = Self { texts, starts: Vec::with_capacity(texts.len()), normal: Normal::default() };
        let mut start = 0;
        for text in texts {
            whole.starts.push(start);
            whole.normal.append(text, start);
            start += text.len();
            whole.normal.end(start);
            // The barrier counts as a byte of its own, so that a place at the end of a text is not the next one's.
            start += 1;
        }
        whole
    }

    /// The spot of these bytes of the normalised text.
    fn spot(&self, &(start, end): &(usize, usize)) -> Spot {
        let first = self.normal.origin(start);
        let last = self.normal.origin(end.saturating_sub(1));
        let text = self.starts.partition_point(|&start| start <= first).saturating_sub(1);
        let begin = self.starts.get(text).copied().unwrap_or(0);
        let original = self.texts.get(text).copied().unwrap_or_default();
        let last = last.saturating_sub(begin);
        let width = original.get(last..).map_or(0, first_letter);
        Spot { text, range: first.saturating_sub(begin)..(last + width).min(original.len()) }
    }

    /// The character before a place of the normalised text, and that behind it.
    fn around(&self, at: usize) -> (Option<char>, Option<char>) {
        let (before, after) = self.normal.text.split_at_checked(at).unwrap_or_default();
        (before.chars().next_back(), after.chars().next())
    }

    /// Whether a word goes on across this place.
    fn is_within_word(&self, at: usize) -> bool {
        let is_letter = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
        let (before, after) = self.around(at);
        is_letter(before) && is_letter(after)
    }

    /// Whether this part begins and ends at the edge of a word.
    fn is_of_words(&self, &(start, end): &(usize, usize)) -> bool {
        !self.is_within_word(start) && !self.is_within_word(end)
    }

    /// The part with the whole of the words at its edges.
    fn widened(&self, &(mut start, mut end): &(usize, usize)) -> (usize, usize) {
        while self.is_within_word(start) {
            start -= self.around(start).0.map_or(1, char::len_utf8);
        }
        while self.is_within_word(end) {
            end += self.around(end).1.map_or(1, char::len_utf8);
        }
        (start, end)
    }

    fn original(&self, spot: &Spot) -> &'t str {
        self.texts.get(spot.text).and_then(|text| text.get(spot.range.clone())).unwrap_or_default()
    }

    /// The spots, each with the fewest words before it, or else after it, or on both sides, that tell it from the
    /// others. Nothing is proposed for one that no words about it tell apart.
    fn told_apart(&self, found: &[(usize, usize)]) -> Vec<(Spot, Context)> {
        const MOST: usize = 8;
        const MOST_OF_BOTH: usize = 40;
        let before =
            |&(start, _): &(usize, usize)| self.normal.text.get(..start).unwrap_or_default().trim_end();
        let after = |&(_, end): &(usize, usize)| self.normal.text.get(end..).unwrap_or_default().trim_start();
        let context = |one: &(usize, usize)| {
            let others = || found.iter().filter(|other| *other != one);
            // As anchoring compares them: what another place has at the end of a longer word is there too.
            let ends = |text: &str| !text.is_empty() && others().all(|other| !before(other).ends_with(text));
            let begins =
                |text: &str| !text.is_empty() && others().all(|other| !after(other).starts_with(text));
            for words in 1..=MOST {
                let text = last_words(before(one), words);
                if ends(text) {
                    return Context { prefix: Some(text.to_owned()), suffix: None };
                }
                let text = first_words(after(one), words);
                if begins(text) {
                    return Context { prefix: None, suffix: Some(text.to_owned()) };
                }
            }
            for words in 1..=MOST_OF_BOTH {
                let (left, right) = (last_words(before(one), words), first_words(after(one), words));
                let apart = |other: &(usize, usize)| {
                    !before(other).ends_with(left) || !after(other).starts_with(right)
                };
                if others().all(apart) {
                    let some = |text: &str| (!text.is_empty()).then(|| text.to_owned());
                    return Context { prefix: some(left), suffix: some(right) };
                }
            }
            Context::default()
        };
        found.iter().map(|one| (self.spot(one), context(one))).collect()
    }
}

/// The last words of a text, of the part behind its last barrier.
fn last_words(text: &str, words: usize) -> &str {
    let text = text.rsplit(|c: char| c.is_control()).next().unwrap_or_default().trim();
    let start = text.rmatch_indices(' ').nth(words - 1).map(|(at, _)| at + 1);
    start.and_then(|start| text.get(start..)).unwrap_or(text)
}

/// The first words of a text, of the part before its first barrier.
fn first_words(text: &str, words: usize) -> &str {
    let text = text.split(|c: char| c.is_control()).next().unwrap_or_default().trim();
    let end = text.match_indices(' ').nth(words - 1);
    end.and_then(|(end, _)| text.get(..end)).unwrap_or(text)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const TEXTS: [&str; 2] = [
        "Op 1 juli jl. heeft het Centrum (hierna: CKM) het rapport «Onzichtbaar»\u{a0}gepubliceerd.\nDit rap\u{ad}port \
         vindt u hier. Het CKM – zo heet het – meldt dit aan het CKM.",
        "Kamerstuk 28 638, nr. 200",
    ];

    fn found(quote: &str, prefix: &str, suffix: &str) -> Anchored {
        anchor(&TEXTS, &[Quotation { quote, prefix, suffix }]).remove(0)
    }

    #[track_caller]
    fn check(quotation: [&str; 3], expected: &str) {
        let [prefix, quote, suffix] = quotation;
        let Anchored::At(spot) = found(quote, prefix, suffix) else {
            panic!("{quotation:?}: {:?}", found(quote, prefix, suffix));
        };
        assert_eq!(&TEXTS[spot.text][spot.range], expected);
    }

    #[test]
    fn quotations_are_found() {
        check(
            ["", "het rapport \"Onzichtbaar\" gepubliceerd. Dit rapport", ""],
            "het rapport «Onzichtbaar»\u{a0}gepubliceerd.\nDit rap\u{ad}port",
        );
        check(["", " vindt  u\n hier[^3]. ", ""], "vindt u hier.");
        check(["hierna:", "CKM", ""], "CKM");
        check(["", "CKM", "- zo"], "CKM");
        check(["aan het ", "CKM", "."], "CKM");
        check(["", "28 638, nr. 200", ""], "28 638, nr. 200");
    }

    #[test]
    fn an_accent_belongs_to_its_letter_however_it_is_written() {
        for (text, quote) in
            [("Zo e\u{301}e\u{301} n, zei hij.", "éé n"), ("Zo éé n, zei hij.", "e\u{301}e\u{301} n")]
        {
            let quotation = Quotation { quote, ..Quotation::default() };
            let Anchored::At(spot) = anchor(&[text], &[quotation]).remove(0) else { panic!("{quote:?}") };
            assert!(text[spot.range.clone()].ends_with('n') && text[spot.range.end..].starts_with(','));
            let quotation = Quotation { quote: &quote[..quote.len() - 2], ..Quotation::default() };
            let Anchored::At(spot) = anchor(&[text], &[quotation]).remove(0) else { panic!("{quote:?}") };
            assert!(text[spot.range.end..].starts_with(" n,"), "no accent is left behind");
        }
    }

    #[test]
    fn what_is_not_there_is_told_from_what_is_there_twice() {
        let Anchored::Several { spots, more: false } = found("CKM", "", "") else { panic!() };
        let context = |prefix: &str| Context { prefix: Some(prefix.into()), suffix: None };
        let contexts: Vec<Context> = spots.into_iter().map(|(_, context)| context).collect();
        assert_eq!(contexts, [context("(hierna:"), context("Het"), context("het")]);
        let Anchored::OtherContext(spots) = found("Kamerstuk", "zie", "") else { panic!() };
        assert_eq!(spots[0].0, Spot { text: 1, range: 0..9 });
        let Anchored::Nowhere(Some((_, text))) = found("hetrapport \"Onzichtbaar\"", "", "") else {
            panic!()
        };
        assert_eq!(text, "het rapport «Onzichtbaar»");
        assert!(matches!(found("CKM. Kamerstuk", "", ""), Anchored::Nowhere(_)), "nothing spans two texts");
        assert_eq!(found("\u{ad} ", "", ""), Anchored::Empty);
    }

    #[test]
    fn a_quotation_begins_and_ends_at_the_edge_of_a_word() {
        let texts = ["De administratieve lastendruk stijgt; de lasten dalen."];
        let found = |quote: &str| anchor(&texts, &[Quotation { quote, ..Quotation::default() }]).remove(0);
        let Anchored::InWord(spot, words) = found("administratieve lasten") else { panic!() };
        assert_eq!(
            (words.as_str(), &texts[0][spot.range]),
            ("administratieve lastendruk", "administratieve lastendruk")
        );
        assert!(
            matches!(found("lasten"), Anchored::At(spot) if spot.range.start > 30),
            "the word, not the part of one"
        );
        assert!(matches!(found("eze lasten"), Anchored::Nowhere(_)));
    }

    #[test]
    fn what_is_proposed_tells_apart() {
        let text =
            "Voor beide lasten geldt dit. Voor de lasten geldt dit. Een rij 1 van 2 en. Een rij 1 van 3 en.";
        for quote in ["lasten", "rij 1 van"] {
            let Anchored::Several { spots, .. } =
                anchor(&[text], &[Quotation { quote, ..Quotation::default() }]).remove(0)
            else {
                panic!("{quote}")
            };
            for (spot, Context { prefix, suffix }) in spots {
                let (prefix, suffix) = (prefix.unwrap_or_default(), suffix.unwrap_or_default());
                let again =
                    anchor(&[text], &[Quotation { quote, prefix: &prefix, suffix: &suffix }]).remove(0);
                assert_eq!(again, Anchored::At(spot), "{prefix:?} {quote} {suffix:?}");
            }
        }
    }

    proptest! {
        /// Whatever part of a text is quoted is found there, with its surroundings as prefix and suffix if need be.
        #[test]
        fn any_part_is_found(
            text in "([a-c«»’ \u{ad}\u{a0}\n–-]|\\[\\^[ab]\\]){1,40}",
            cuts in prop::array::uniform4(0.0..1.0_f64),
        ) {
            let boundaries: Vec<usize> =
                text.char_indices().map(|(at, _)| at).chain([text.len()]).collect();
            #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, clippy::cast_precision_loss)]
            let mut at = cuts.map(|cut| boundaries[(cut * boundaries.len() as f64) as usize]);
            at.sort_unstable();
            let part = |from: usize, to: usize| &text[at[from]..at[to]];
            let quotation = Quotation { prefix: part(0, 1), quote: part(1, 2), suffix: part(2, 3) };
            let inside = |spot: &Spot| at[1] <= spot.range.start && spot.range.end <= at[2];
            let found = anchor(&["xyz", &text], &[quotation]).remove(0);
            let right = match &found {
                Anchored::At(spot) => inside(spot),
                // The part begins or ends within a word.
                Anchored::InWord(spot, _) => spot.range.start < at[2] && at[1] < spot.range.end,
                Anchored::Several { spots, more } => *more || spots.iter().any(|(spot, _)| inside(spot)),
                Anchored::Empty => Normal::of(quotation.quote).text.trim().is_empty(),
                Anchored::OtherContext(_) | Anchored::Nowhere(_) => false,
            };
            prop_assert!(right, "{quotation:?} in {text:?}: {found:?}");
        }
    }
}
