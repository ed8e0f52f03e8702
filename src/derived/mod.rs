//! What the program can say of a letter by itself: which day "1 juli jl." is, what an abbreviation stands for, what
//! a letter answers, what it promises, which works it names without their number.
//!
//! Pure text in, spans and meanings out. Nothing here changes a word, and nothing is a guess: where a rule is not
//! certain, it is silent. A page shows these things as the program's, never as the author's.

pub mod abbreviations;
pub mod commitments;
pub mod dates;
pub mod named;
pub mod replies;

/// The words of a text, without what stands between them.
fn words(text: &str) -> impl DoubleEndedIterator<Item = &str> {
    text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty())
}
