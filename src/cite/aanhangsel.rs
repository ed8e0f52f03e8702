//! Answered questions of members: `Aanhangsel van de Handelingen II 2013/14, nr. 2336`.

use super::citation::{Citation, Cited, Passage, References};
use super::cursor::{Cursor, before, trim_space};
use super::dossier::{self, Figures};
use super::list::{self, List, Member, Sign};
use super::locator;
use super::qualifier::{self, Qualifier};
use crate::number::identifier::DocumentId;
use crate::number::kst::Chamber;
use crate::number::series::AANHANGSEL;
use crate::number::vergaderjaar::Vergaderjaar;

/// Years joined under one label.
const MOST_JOINED: usize = 12;

/// Reads a citation that starts with `Aanhangsel`.
pub(super) fn labelled(text: &str, start: usize, found: &mut References) -> Option<usize> {
    let mut c = Cursor::new(text, start);
    if !c.eat_opening(&AANHANGSEL) {
        return None;
    }
    c.eat(b'.');
    c.spaces();
    c.eat(b')');
    let qualifier = qualifier::read(&mut c);
    after_label(c, start, qualifier, found)
}

/// Reads the numbers of the questions, and those of further years joined to them.
pub(super) fn after_label(
    mut c: Cursor<'_>,
    start: usize,
    qualifier: Qualifier,
    found: &mut References,
) -> Option<usize> {
    let sign = if qualifier.has_sign { Sign::One } else { list::sign(&mut c) };
    if sign == Sign::None && qualifier.vergaderjaar.is_none() && !named_year_behind(c) {
        return None;
    }
    // "35 570, nr. 5": the dossier that was asked about, and no paper of it.
    let mut dossier = c;
    if dossier::read(&mut dossier, Figures::Alone).is_some() {
        dossier.eat(b',');
        dossier.spaces();
        return Some(dossier.at());
    }
    // The number of the next note.
    let opens_line = c.breaks_since(trim_space(c.passed()).len());
    if sign == Sign::None && opens_line {
        return None;
    }
    // `aanhangsel 1783, nr. 839`: without a sign of its own the first is the page.
    let paged = if sign == Sign::None { page(&mut c) } else { None };
    let mut list = list::read::<u32>(&mut c, paged.unwrap_or(sign))?;
    let mut year =
        qualifier.vergaderjaar.or_else(|| year_behind(c)).or_else(|| year_before(c.text(), start))?;
    let mut start = start;
    for _ in 0..MOST_JOINED {
        let end = list.end;
        found.citations.push(citation(&mut c, start, year, list, qualifier.chamber)?);
        let mut after = c;
        let Some((next_start, next_year, next)) = another_year(&mut after) else {
            return Some(end);
        };
        (start, year, list, c) = (next_start, next_year, next, after);
    }
    Some(c.at())
}

/// Steps over the page, if a number with a sign follows; gives the sign.
pub(super) fn page(c: &mut Cursor<'_>) -> Option<Sign> {
    let mut after = *c;
    if after.eat_any(&["p", "blz", "pag"]) {
        after.eat(b'.');
        after.spaces();
    }
    u32::read(&mut after)?;
    after.eat(b',');
    after.spaces();
    let sign = list::sign(&mut after);
    (sign != Sign::None).then(|| {
        *c = after;
        sign
    })
}

fn citation(
    c: &mut Cursor<'_>,
    start: usize,
    year: Vergaderjaar,
    list: List<u32>,
    chamber: Option<Chamber>,
) -> Option<Citation> {
    let series = if chamber == Some(Chamber::Eerste) { "ek" } else { "tk" };
    let cited = list
        .members
        .into_iter()
        .filter_map(|(n, span)| {
            let id = DocumentId::parse(&format!("ah-{series}-{}-{n}", year.compact()))?;
            Some(Cited { id, span })
        })
        .collect();
    Some(Citation {
        chamber,
        vergaderjaar: Some(year),
        range_truncated: list.truncated,
        locator: locator::read(c).map(|place| Passage::of(c.text(), place)),
        ..Citation::new(Passage::of(c.text(), start..list.end), cited)?
    })
}

/// `en 2014/15, nr. 12`: where it starts, its year and numbers.
fn another_year(c: &mut Cursor<'_>) -> Option<(usize, Vergaderjaar, List<u32>)> {
    c.spaces();
    let mark = c.eat(b';') || c.eat(b',');
    c.spaces();
    let joined = c.eat_any(&["en", "and"]) | mark;
    c.spaces();
    let start = c.at();
    if c.eat_any(&["vergaderjaar", "zitting", "zittingsjaar"]) {
        c.spaces();
    }
    let year = qualifier::year(c).filter(|_| joined)?.vergaderjaar()?;
    c.eat(b',');
    c.spaces();
    let sign = list::sign(c);
    Some((start, year, list::read::<u32>(c, sign).filter(|_| sign != Sign::None)?))
}

/// `1028, vergaderjaar 2024–2025`: the word shows that the number is one, without a sign.
fn named_year_behind(mut c: Cursor<'_>) -> bool {
    let number = u32::read(&mut c).is_some();
    let mut word = c;
    word.eat(b',');
    word.spaces();
    number && word.word().eq_ignore_ascii_case("vergaderjaar") && year_behind(c).is_some()
}

/// `nr. 1028, vergaderjaar 2024–2025`
fn year_behind(mut c: Cursor<'_>) -> Option<Vergaderjaar> {
    c.eat(b',');
    c.spaces();
    c.eat(b'(');
    if c.eat_any(&["vergaderjaar", "zitting", "zittingsjaar"]) {
        c.spaces();
    }
    qualifier::year(&mut c)?.vergaderjaar()
}

/// `Vergaderjaar 2024–2025, Aanhangsel, nr. 1028`
fn year_before(text: &str, at: usize) -> Option<Vergaderjaar> {
    let near = trim_space(before(text, at, 32)).trim_end_matches(',');
    near.split_whitespace().next_back()?.trim_start_matches('(').parse().ok()
}
