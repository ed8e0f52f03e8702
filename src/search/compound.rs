//! Compounds, taken apart by the words that the collection itself has: *klimaatbeleid* is *klimaat* and *beleid*
//! because letters write both.

use super::rules::rules;

/// What may stand between the parts.
pub(super) const LINKS: [&str; 3] = ["", "s", "en"];

/// The shortest part, and the shortest that need not be in many documents.
const SHORT: usize = 3;
pub(super) const LONG: usize = 4;

/// Documents that a short last part must be in.
const MANY: usize = 20;

/// Whether a form may be a compound at all.
pub(super) fn may_be(form: &str) -> bool {
    form.len() >= SHORT + LONG
        && form.bytes().all(|b| b.is_ascii_lowercase())
        && !rules().apart.contains(form)
}

/// Every way to take a form apart into a beginning and a last part, before it is known whether they are words; the
/// longest beginning first.
pub(super) fn cuts(form: &str) -> impl Iterator<Item = (&str, &str)> {
    (SHORT..=form.len().saturating_sub(SHORT))
        .rev()
        .filter_map(|at| form.split_at_checked(at))
        .flat_map(|(head, tail)| LINKS.iter().filter_map(move |link| Some((head.strip_suffix(link)?, tail))))
        .filter(|(head, _)| head.len() >= SHORT && !is_prefix(head))
}

/// Prefixes and words without meaning begin no compound.
fn is_prefix(head: &str) -> bool {
    let rules = rules();
    rules.stop.contains(head) || rules.prefixes.iter().any(|prefix| prefix == head)
}

/// The parts of a form, each once; `count` tells how many documents have a word. What is found more often than its
/// parts is a word of its own.
pub(super) fn parts<'f>(form: &'f str, count: impl Fn(&str) -> usize) -> Vec<&'f str> {
    let mut parts = Vec::new();
    if !may_be(form) {
        return parts;
    }
    let own = count(form);
    let mut take = |part: &'f str| {
        if !parts.contains(&part) {
            parts.push(part);
        }
    };
    let mut half = None;
    for (head, tail) in cuts(form) {
        let (heads, tails) = (count(head), count(tail));
        let least = if head.len() < LONG { 3 } else { 1 };
        let short = tail.len() < LONG;
        if short && (tails < MANY || head.len() <= LONG || rules().suffixes.contains(tail) || is_prefix(tail))
        {
            continue;
        }
        if heads >= least && tails >= 1 && own <= 3 * heads.min(tails) {
            take(head);
            take(tail);
        }
        // One half is a word of the collection: the longest such half tells what the other is.
        let known = match (heads > 0, tails > 0) {
            (true, false) => Some(head),
            (false, true) => Some(tail),
            _ => None,
        };
        let other = if known == Some(head) { tail } else { head };
        let many = |known: &str, count: usize| known.len() > LONG && count >= KNOWN || known.len() > LONG + 1;
        let whole =
            |known: &&str| many(known, heads.max(tails)) && is_word(known) && own <= 3 * heads.max(tails);
        if let Some(known) =
            known.filter(whole).filter(|_| is_word(other) && !is_begun(other) && other.len() > LONG)
        {
            // A plural is a form of its own, an -s between the halves is none.
            let plural = known.len() + other.len() + 2 == form.len();
            let better = |(best, _): (&str, &str)| {
                known.len() > best.len() || known.len() == best.len() && known == tail
            };
            if !plural && half.is_none_or(better) {
                half = Some((known, other));
            }
        }
    }
    if let Some((known, other)) = half.filter(|_| parts.is_empty()) {
        parts.extend([known, other]);
    }
    parts
}

/// Documents that must have a word for it to tell what the rest of a compound is.
const KNOWN: usize = 2;

/// Whether a part may be a word: no ending, and with a vowel.
fn is_word(part: &str) -> bool {
    part.contains(['a', 'e', 'i', 'o', 'u', 'y']) && !rules().suffixes.contains(part)
}

/// Whether it may be half a participle: *gesch* of *geschonden*.
fn is_begun(part: &str) -> bool {
    const LONG_ENOUGH: usize = 8;
    part.len() < LONG_ENOUGH
        && ["ge", "be", "ver", "ont", "her"].iter().any(|prefix| part.starts_with(prefix))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_of_the_collection_decide() {
        let words =
            [("klimaat", 9), ("beleid", 20), ("klimaatbeleid", 4), ("arbeid", 5), ("markt", 5), ("mini", 1)];
        let count = |word: &str| words.iter().find(|(w, _)| *w == word).map_or(0, |(_, n)| *n);
        assert_eq!(parts("klimaatbeleid", count), ["klimaat", "beleid"]);
        assert_eq!(parts("arbeidsmarkt", count), ["arbeid", "markt"]);
        assert!(parts("minister", count).is_empty());
        assert!(parts("uitbeleid", count).is_empty(), "a prefix begins no compound");
        assert_eq!(parts("klimaatgriep", count), ["klimaat", "griep"]);
        assert_eq!(parts("griepsbeleid", count), ["beleid", "griep"]);
        assert_eq!(parts("arbeidsgriep", count), ["arbeid", "griep"]);
    }
}
