//! Answered questions of members: `Aanhangsel van de Handelingen II 2013/14, nr. 2336`.

use super::cursor::{Cursor, before, trim_space};
use super::list::{self, Label};
use super::session::{self, Session};
use super::{Citation, Cited, Found, locator};
use crate::identifier::{DocumentId, Kind};
use crate::kst::Chamber;
use crate::vergaderjaar::Vergaderjaar;

/// Reads a citation that starts with `Aanhangsel`.
pub(super) fn labelled(text: &str, start: usize, found: &mut Found) -> Option<usize> {
    let mut c = Cursor::new(text, start);
    if !c.eat_any(&["aanhangsel", "aanh"]) {
        return None;
    }
    c.eat(b'.');
    c.spaces();
    c.eat(b')');
    let session = session::read(&mut c);
    after_label(c, start, session, found)
}

/// Reads the number of the questions.
pub(super) fn after_label(
    mut c: Cursor<'_>,
    start: usize,
    session: Session,
    found: &mut Found,
) -> Option<usize> {
    let label = if session.labelled { Label::One } else { list::label(&mut c) };
    if label == Label::None && session.vergaderjaar.is_none() {
        return None;
    }
    let list = list::read::<u32>(&mut c, label)?;
    let year = session.vergaderjaar.or_else(|| year_behind(c)).or_else(|| year_before(c.text(), start))?;
    let chamber = match session.chamber {
        Some(Chamber::Eerste) => "ek",
        _ => "tk",
    };
    let cited = list
        .members
        .into_iter()
        .filter_map(|(n, span)| {
            let id = DocumentId::parse(&format!("ah-{chamber}-{}-{n}", year.compact()))?;
            Some(Cited { id, span })
        })
        .collect();
    let citation = Citation {
        chamber: session.chamber,
        vergaderjaar: Some(year),
        range_truncated: list.truncated,
        locator: locator::read(&mut c),
        ..Citation::new(start..list.end, Kind::Aanhangsel, cited)
    };
    found.citations.push(citation.with_first_span());
    Some(list.end)
}

/// `nr. 1028, vergaderjaar 2024–2025`
fn year_behind(mut c: Cursor<'_>) -> Option<Vergaderjaar> {
    c.eat(b',');
    c.spaces();
    c.eat(b'(');
    if c.eat_any(&["vergaderjaar", "zitting", "zittingsjaar"]) {
        c.spaces();
    }
    session::year(&mut c)?.vergaderjaar()
}

/// `Vergaderjaar 2024–2025, Aanhangsel, nr. 1028`
fn year_before(text: &str, at: usize) -> Option<Vergaderjaar> {
    let near = trim_space(before(text, at, 32)).trim_end_matches(',');
    near.split_whitespace().next_back()?.trim_start_matches('(').parse().ok()
}
