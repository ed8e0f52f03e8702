//! Which links of a page are marks of notes, and which places are their notes.
//!
//! Every maker of HTML has names of its own for notes (pandoc, Word, officielebekendmakingen.nl, others to come),
//! but all do one thing: a short mark links to a place further on, and that place links back or begins with the
//! same mark. Only that counts; the names are not asked for.

use super::tokens::{Tag, Token};
use std::collections::{BTreeMap, BTreeSet};

/// The notes of a page.
#[derive(Debug, Default)]
pub(super) struct Notes {
    /// Labels by the name that the mark links to.
    pub(super) labels: BTreeMap<String, String>,
    /// Names to which notes link back.
    pub(super) returns: BTreeSet<String>,
}

/// A link that may be a mark.
struct Candidate {
    target: String,
    /// Names of the mark itself and of what encloses it.
    names: Vec<String>,
    label: String,
    at: usize,
}

/// Finds the notes of a page.
pub(super) fn find(tokens: &[Token]) -> Notes {
    let mut places: BTreeMap<&str, usize> = BTreeMap::new();
    let mut links: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
    for (at, token) in tokens.iter().enumerate() {
        if let Token::Start(tag) = token {
            for name in tag.names() {
                places.entry(name).or_insert(at);
            }
            if let Some(target) = tag.target() {
                links.entry(target).or_default().push(at);
            }
        }
    }
    let mut notes = Notes::default();
    let mut taken: BTreeMap<String, usize> = BTreeMap::new();
    for candidate in candidates(tokens) {
        let Some(&place) = places.get(candidate.target.as_str()).filter(|place| **place > candidate.at)
        else {
            continue;
        };
        let back = candidate
            .names
            .iter()
            .any(|name| links.get(name.as_str()).is_some_and(|from| from.iter().any(|from| *from >= place)));
        if !back && !begins_with(tokens, place, &candidate.label) {
            continue;
        }
        notes.returns.extend(candidate.names);
        notes.labels.entry(candidate.target).or_insert_with(|| {
            // A page may number the notes of each chapter from 1.
            let count = taken.entry(candidate.label.clone()).or_insert(0);
            *count += 1;
            if *count == 1 { candidate.label } else { format!("{}-{count}", candidate.label) }
        });
    }
    notes
}

fn candidates(tokens: &[Token]) -> Vec<Candidate> {
    const NEAR: usize = 6;
    let mut found = Vec::new();
    for (at, token) in tokens.iter().enumerate() {
        let Token::Start(tag) = token else { continue };
        let Some(target) = tag.target() else { continue };
        let inside = tokens.iter().skip(at + 1).take(NEAR).take_while(|t| !is_end_of_link(t));
        let text: String = inside
            .filter_map(|t| match t {
                Token::Text(text, _) => Some(text.as_str()),
                _ => None,
            })
            .collect();
        let Some(label) = label(&text).or_else(|| named(&text).filter(|_| is_mark(tag))) else { continue };
        let before = tokens.get(at.saturating_sub(2)..at).unwrap_or_default();
        let around = before.iter().rev().map_while(|t| match t {
            Token::Start(tag) => Some(tag),
            _ => None,
        });
        let names = around.chain([tag]).flat_map(Tag::names).map(str::to_owned).collect();
        found.push(Candidate { target: target.to_owned(), names, label, at });
    }
    found
}

/// Whether a link says of itself that it is the mark of a note.
fn is_mark(tag: &Tag) -> bool {
    let says = |name: &str| {
        tag.attribute(name).is_some_and(|value| {
            let value = value.to_lowercase();
            value.contains("noteref") || value.contains("footnote")
        })
    };
    ["role", "rel", "class", "type", "data-type"].iter().any(|name| says(name))
}

/// The number behind the word for a note: `[footnote 3]`, `noot 3`.
fn named(text: &str) -> Option<String> {
    let bare = text.trim().trim_matches(['[', ']', '(', ')']).trim();
    let (word, number) = bare.rsplit_once(char::is_whitespace)?;
    let is_word = word.chars().all(char::is_alphabetic) && word.len() <= 10;
    label(number).filter(|_| is_word)
}

fn is_end_of_link(token: &Token) -> bool {
    matches!(token, Token::End(name, _) if name == "a")
}

/// The label that the text of a mark is: `3`, `[3]`, `(3)`, `iv`, `*`.
pub(super) fn label(text: &str) -> Option<String> {
    const LONGEST: usize = 5;
    let bare = text.trim().trim_matches(['[', ']', '(', ')']).trim();
    let short = !bare.is_empty() && bare.chars().count() <= LONGEST;
    let mark = bare.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '*' | '†' | '‡'));
    let words =
        bare.chars().all(char::is_alphabetic) && !bare.chars().all(|c| "ivxlc".contains(c)) && bare.len() > 1;
    (short && mark && !words).then(|| bare.to_owned())
}

/// Whether the text at this place begins with a label.
fn begins_with(tokens: &[Token], place: usize, label: &str) -> bool {
    const NEAR: usize = 12;
    let text: String = tokens
        .iter()
        .skip(place)
        .take(NEAR)
        .filter_map(|t| match t {
            Token::Text(text, _) => Some(text.as_str()),
            _ => None,
        })
        .collect();
    let rest = text.trim_start().trim_start_matches(['[', '(']).strip_prefix(label);
    rest.is_some_and(|rest| !rest.starts_with(char::is_alphanumeric))
}
