//! Advice of the Raad van State, by its number: `W05.21.0123/I`, `No.W04.93.0474`.

use super::citation::References;
use super::cursor::Cursor;
use crate::number::identifier::DocumentId;

/// Reads the number of an advice.
pub(super) fn read(text: &str, start: usize, found: &mut References) -> Option<usize> {
    let mut c = Cursor::new(text, start);
    if c.peek() != b'W' {
        return None;
    }
    c.skip(1);
    for _ in 0..2 {
        if c.digits().len() != 2 || !c.eat(b'.') {
            return None;
        }
    }
    if !(4..=5).contains(&c.digits().len()) || c.in_token() {
        return None;
    }
    // The section; what may follow it is of no use to find the advice.
    let mut section = c;
    if section.eat(b'/') && !section.word().is_empty() && section.word().bytes().all(|b| b"IVX".contains(&b))
    {
        section.skip(section.word().len());
        if !section.in_token() {
            c = section;
        }
    }
    found.push_one(text, start..c.at(), DocumentId::parse(c.since(start))?)
}
