//! Facts that the header of a letter states, each recognised in one line of plain text.
//!
//! Every function looks at one line (or at a few that a reader has joined with spaces) and answers `None` unless
//! the line states that fact. None knows where in a document the line stood: which lines belong to the header,
//! and what to do when two disagree, is for the readers.
//!
//! [`glued`] parts what a converter has run together. [`kind`] says what a document is, [`casing`] takes titles out of
//! capitals, [`date`] reads days, [`number`] dossiers and numbers in them, [`people`] senders and addressees, [`label`] the
//! labels of a letterhead, and [`answer`] who asked and who answered.

pub mod answer;
pub mod casing;
pub mod date;
pub mod glued;
pub mod kind;
pub mod label;
pub mod number;
pub mod people;

/// The words of a line with one space between them.
pub fn squeeze(line: &str) -> String {
    let mut squeezed = String::with_capacity(line.len());
    for word in line.split_whitespace() {
        if !squeezed.is_empty() {
            squeezed.push(' ');
        }
        squeezed.push_str(word);
    }
    squeezed
}

/// What follows `prefix` in either case, if a word ends there.
pub(super) fn after<'a>(line: &'a str, prefix: &str) -> Option<&'a str> {
    let (head, rest) = line.split_at_checked(prefix.len())?;
    let ends = !rest.starts_with(char::is_alphanumeric) || !prefix.ends_with(char::is_alphanumeric);
    (head.eq_ignore_ascii_case(prefix) && ends).then(|| rest.trim_start())
}

/// Without a Dutch article in front.
fn without_article(text: &str) -> &str {
    ["de ", "het ", "een "].iter().find_map(|article| after(text, article)).unwrap_or(text)
}

/// With a capital as its first letter.
fn capitalised(text: &str) -> String {
    let mut chars = text.chars();
    chars.next().map_or_else(String::new, |first| first.to_uppercase().chain(chars).collect())
}
