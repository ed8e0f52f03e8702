//! The words of a sentence in lower case, each with its place.

use std::ops::Range;

/// A word in lower case, with its bytes.
pub(super) type LowerWord = (String, Range<usize>);

pub(super) fn words(sentence: &str) -> Vec<LowerWord> {
    let mut words = Vec::new();
    let mut start = None;
    for (at, c) in sentence.char_indices().chain([(sentence.len(), ' ')]) {
        match (c.is_alphanumeric(), start) {
            (true, None) => start = Some(at),
            (false, Some(from)) => {
                words.push((sentence.get(from..at).unwrap_or_default().to_lowercase(), from..at));
                start = None;
            }
            _ => {}
        }
    }
    words
}
