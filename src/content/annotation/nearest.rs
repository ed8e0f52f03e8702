//! The passage that a quotation which no longer fits most likely meant.
//!
//! Passages that share most words with it are found by sliding over the words; the best few are compared letter
//! by letter, those of a long quotation by its two ends. Work is bounded for each quotation, whatever the letter.

use std::collections::HashMap;
use std::ops::Range;

/// Letters compared with letters for one quotation: some thousand passages of a short quotation, a dozen of a long one,
/// which shares more words with the right passage.
const BUDGET: usize = 1 << 20;

/// Letters at each end of a long quotation that are compared: enough to see where it begins and ends. What differs
/// between them is in the passage that is shown.
const END: usize = 128;

/// The words of a text, ready for many searches.
pub(super) struct Words<'t> {
    text: &'t str,
    spans: Vec<Range<usize>>,
    numbers: Vec<u32>,
    known: HashMap<&'t str, u32>,
}

impl<'t> Words<'t> {
    pub(super) fn of(text: &'t str) -> Self {
        let mut words = Self { text, spans: Vec::new(), numbers: Vec::new(), known: HashMap::new() };
        for span in word_spans(text) {
            let count = u32::try_from(words.known.len()).unwrap_or(u32::MAX);
            let word = text.get(span.clone()).unwrap_or_default();
            words.numbers.push(*words.known.entry(word).or_insert(count));
            words.spans.push(span);
        }
        words
    }

    /// The passage nearest to `quote`, both normalised; `None` if none is near.
    pub(super) fn nearest(&self, quote: &str) -> Option<Range<usize>> {
        let letters: Vec<char> = quote.chars().collect();
        let shared = self.shared(quote);
        let most = shared.iter().copied().max()?;
        let wide = word_spans(quote).count().max(1);
        let mut best: Option<(usize, Range<usize>)> = None;
        let mut budget = BUDGET;
        for wanted in [most, most.saturating_sub(1)] {
            for (first, _) in shared.iter().enumerate().filter(|&(_, &n)| n == wanted) {
                let (distance, passage, cost) = self.compare(&letters, first, wide);
                if best.as_ref().is_none_or(|(least, _)| distance < *least) {
                    best = Some((distance, passage));
                }
                budget = budget.saturating_sub(cost);
                if budget == 0 {
                    break;
                }
            }
            if most == 0 || budget == 0 {
                break;
            }
        }
        let near = |distance: usize| distance <= 1 + letters.len().min(2 * END) * 3 / 10;
        best.filter(|(distance, _)| near(*distance)).map(|(_, passage)| passage)
    }

    /// For each word of the text, how many words of the quotation are among as many words from there on.
    fn shared(&self, quote: &str) -> Vec<u32> {
        let mut lacking: HashMap<u32, i64> = HashMap::new();
        let mut wide = 0;
        for span in word_spans(quote) {
            wide += 1;
            if let Some(&number) = quote.get(span).and_then(|word| self.known.get(word)) {
                *lacking.entry(number).or_default() += 1;
            }
        }
        let mut count = 0_u32;
        let mut shared = vec![0; self.numbers.len()];
        for ((at, number), shared) in self.numbers.iter().enumerate().zip(&mut shared).rev() {
            if let Some(left) = lacking.get_mut(number) {
                *left -= 1;
                count += u32::from(*left >= 0);
            }
            if let Some(left) = self.numbers.get(at + wide).and_then(|gone| lacking.get_mut(gone)) {
                count -= u32::from(*left >= 0);
                *left += 1;
            }
            *shared = count;
        }
        shared
    }

    /// The part nearest to `quote` of the passage around `wide` words from word `first`, with its distance and
    /// what it took to find it.
    fn compare(&self, quote: &[char], first: usize, wide: usize) -> (usize, Range<usize>, usize) {
        let slack = 1 + wide / 4;
        let from = self.spans.get(first.saturating_sub(slack)).map_or(0, |s| s.start);
        let to = self.spans.get(first + wide + slack).map_or(self.text.len(), |s| s.start);
        let passage: Vec<(usize, char)> =
            self.text.get(from..to).unwrap_or_default().char_indices().collect();
        let letters: Vec<char> = passage.iter().map(|&(_, c)| c).collect();
        let (distance, part) = by_ends(quote, &letters);
        let byte = |index: usize| passage.get(index).map_or(to, |&(at, _)| from + at);
        (distance, byte(part.start)..byte(part.end), quote.len().min(2 * END) * passage.len() + 1)
    }
}

/// The words of a text: runs of letters and digits, and each other character but the space.
fn word_spans(text: &str) -> impl Iterator<Item = Range<usize>> {
    let mut rest = text.char_indices().peekable();
    std::iter::from_fn(move || {
        let (start, c) = rest.find(|(_, c)| *c != ' ')?;
        let mut end = start + c.len_utf8();
        while c.is_alphanumeric()
            && rest.next_if(|(_, c)| c.is_alphanumeric()).is_some_and(|(at, c)| {
                end = at + c.len_utf8();
                true
            })
        {}
        Some(start..end)
    })
}

/// The part of `passage` nearest to `quote`; if it is long, that which begins and ends most like it.
fn by_ends(quote: &[char], passage: &[char]) -> (usize, Range<usize>) {
    let long = quote.len() > 2 * END;
    let (Some(head), Some(tail)) = (quote.first_chunk::<END>(), quote.last_chunk::<END>().filter(|_| long))
    else {
        return closest(quote, passage);
    };
    let (first, begin) = closest(head, passage);
    let (last, end) = closest(tail, passage.get(begin.end..).unwrap_or_default());
    (first + last, begin.start..begin.end + end.end)
}

/// The part of `passage` with the least edit distance to `quote` (Sellers' algorithm). Of equal ones it is that
/// which begins and ends with a word, then the longest.
fn closest(quote: &[char], passage: &[char]) -> (usize, Range<usize>) {
    /// The least distance of what has been read, and where that begins.
    type Cell = (u32, Start);
    /// Whether no quotation begins so (within a word, with a space), and the letter.
    type Start = (bool, u32);
    let is_letter =
        |at: Option<usize>| at.and_then(|at| passage.get(at)).is_some_and(|c| c.is_alphanumeric());
    let within_word = |at: usize| is_letter(at.checked_sub(1)) && is_letter(Some(at));
    let is_space = |at: Option<usize>| at.and_then(|at| passage.get(at)) == Some(&' ');
    let ill_begun = |start: usize| within_word(start) || is_space(Some(start));
    let ill_ended = |end: usize| within_word(end) || is_space(end.checked_sub(1));
    let number = |at: usize| u32::try_from(at).unwrap_or(u32::MAX);
    let mut row: Vec<Cell> =
        (0..=passage.len()).map(|start| (0, (ill_begun(start), number(start)))).collect();
    for (i, q) in quote.iter().enumerate() {
        let Some((first, rest)) = row.split_first_mut() else { break };
        let mut diagonal = std::mem::replace(first, (number(i + 1), (ill_begun(0), 0)));
        let mut left = *first;
        for (p, cell) in passage.iter().zip(rest) {
            let replaced = (diagonal.0 + u32::from(q != p), diagonal.1);
            let added = (left.0 + 1, left.1);
            let dropped = (cell.0 + 1, cell.1);
            diagonal = *cell;
            // A replacement wins among equals: a slip is mostly another letter, not a missing one.
            let mut best = replaced;
            for other in [dropped, added] {
                if (other.0, other.1.0) < (best.0, best.1.0) {
                    best = other;
                }
            }
            *cell = best;
            left = best;
        }
    }
    let (end, (distance, (_, start))) = row
        .into_iter()
        .enumerate()
        .min_by_key(|&(end, (distance, (ill, _)))| (distance, ill, ill_ended(end), std::cmp::Reverse(end)))
        .unwrap_or_default();
    (distance as usize, start as usize..end)
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = "Op 1 juli jl. heeft het Centrum het rapport gepubliceerd. Dit rapport vindt u hier.";

    #[track_caller]
    fn check(quote: &str, expected: Option<&str>) {
        let found = Words::of(TEXT).nearest(quote).map(|at| &TEXT[at]);
        assert_eq!(found, expected, "{quote:?}");
    }

    #[test]
    fn a_slip_is_seen_through() {
        check("het raport gepubliceerd", Some("het rapport gepubliceerd"));
        check("het rapport gepubliceert", Some("het rapport gepubliceerd"));
        check("jet rapport", Some("het rapport"));
        check("Cemtrum", Some("Centrum"));
        check("Centrum rapport gepubliceerd", Some("Centrum het rapport gepubliceerd"));
        check("gepubliceerd. Dit mooie rapport", Some("gepubliceerd. Dit rapport"));
        check("O 1 juli jl.", Some("Op 1 juli jl."));
        check("iets heel anders", None);
    }

    #[test]
    fn a_long_quotation_is_known_by_its_ends() {
        let sentence = |n: usize| format!("Zin {n} van deze brief gaat over onderwerp {}.", n * 7);
        let text: Vec<String> = (0..60).map(sentence).collect();
        let text = text.join(" ");
        let meant = text.get(text.find("Zin 20").unwrap()..text.find("Zin 40").unwrap()).unwrap().trim_end();
        for (right, wrong) in
            [("Zin 20", "Zin 2"), ("Zin 30 van deze", "Zin 30 van die mooie"), ("273.", "237.")]
        {
            let quote = meant.replacen(right, wrong, 1);
            assert_ne!(quote, meant);
            assert_eq!(Words::of(&text).nearest(&quote).map(|at| &text[at]), Some(meant), "{wrong}");
        }
    }

    #[test]
    fn any_letter_may_be_wrong() {
        let quote: Vec<char> = "heeft het Centrum het rapport gepubliceerd. Dit".chars().collect();
        for at in (0..quote.len()).filter(|&at| quote[at].is_alphanumeric()) {
            let mut wrong = quote.clone();
            wrong[at] = 'q';
            let wrong: String = wrong.into_iter().collect();
            check(&wrong, Some("heeft het Centrum het rapport gepubliceerd. Dit"));
            let mut lacking = quote.clone();
            lacking.remove(at);
            // Where the first letter or the last is lacking nobody can tell.
            if at > 0 && at + 1 < quote.len() {
                let lacking: String = lacking.into_iter().collect();
                check(&lacking, Some("heeft het Centrum het rapport gepubliceerd. Dit"));
            }
        }
    }
}
