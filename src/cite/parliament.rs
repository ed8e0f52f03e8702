//! Numbers of the chambers' own systems: `2020D27680` (document), `2018Z05936` (case), `TZ202301-001` and
//! `T03456` (promises to the Tweede and the Eerste Kamer).

use super::citation::References;
use super::cursor::{Cursor, before};
use crate::number::identifier::DocumentId;

/// Reads a number of a document or a case, which starts with a year.
pub(super) fn document(text: &str, start: usize, found: &mut References) -> Option<usize> {
    let mut c = Cursor::new(text, start);
    if c.digits().len() != 4 || !matches!(c.peek(), b'D' | b'Z') {
        return None;
    }
    c.skip(1);
    if c.digits().len() != 5 {
        return None;
    }
    push(c, start, c.since(start), found)
}

/// Reads the number of a promise.
pub(super) fn promise(text: &str, start: usize, found: &mut References) -> Option<usize> {
    let mut c = Cursor::new(text, start);
    if c.eat(b'T') && c.eat(b'Z') {
        let month = c.digits();
        let joined = c.dash();
        let number = c.digits();
        if month.len() != 6 || !joined || number.len() != 3 {
            return None;
        }
        return push(c, start, &format!("TZ{month}-{number}"), found);
    }
    // Five figures behind a T are anything, unless the text speaks of promises.
    if c.digits().len() != 5 {
        return None;
    }
    let end = text.floor_char_boundary(c.at() + 48);
    let near = |s: &str| s.to_lowercase().contains("toezegging");
    if !near(before(text, start, 96)) && !near(text.get(c.at()..end).unwrap_or_default()) {
        return None;
    }
    push(c, start, c.since(start), found)
}

fn push(c: Cursor<'_>, start: usize, id: &str, found: &mut References) -> Option<usize> {
    if c.in_token() || c.peek() == b'-' && c.byte(1).is_ascii_digit() {
        return None;
    }
    let id = DocumentId::parse(id)?;
    found.push_one(c.text(), start..c.at(), id)
}
