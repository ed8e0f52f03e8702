//! Reports of debates: `Handelingen II 2010/11, nr. 108, item 5`, `Handelingen EK 2001-2002, nr. 10`.
//!
//! From 2011 on a report is an item of a meeting; before, the citation gives pages, which are no part of an id
//! that can be computed, so the id stops at the meeting.

use super::citation::{Citation, Cited, Passage, References};
use super::cursor::Cursor;
use super::dossier::{self, Figures};
use super::list::{self, List, Member, Sign};
use super::locator;
use super::qualifier::{self, Qualifier};
use crate::number::identifier::DocumentId;
use crate::number::kst::Chamber;

/// No parliamentary year has had more meetings.
const MOST_MEETINGS: u32 = 400;
/// Meetings of one parliamentary year joined under one label.
const MOST_JOINED: usize = 12;

/// `HTK` for Handelingen van de Tweede Kamer; in small letters the second is a fence.
pub(super) const OF_CHAMBERS: &[&str] = &["htk", "hek"];

/// Steps over `HTK` or `HEK`.
pub(super) fn of_chamber(c: &mut Cursor<'_>) -> Option<Chamber> {
    let chamber = match c.word() {
        "HTK" => Chamber::Tweede,
        "HEK" => Chamber::Eerste,
        _ => return None,
    };
    c.skip("HTK".len());
    Some(chamber)
}

/// Reads a citation that starts with `Handelingen`.
pub(super) fn labelled(text: &str, start: usize, found: &mut References) -> Option<usize> {
    let mut c = Cursor::new(text, start);
    let chamber = of_chamber(&mut c);
    if chamber.is_none() && !qualifier::handelingen(&mut c) {
        return None;
    }
    let qualifier = qualifier::read(&mut c);
    let qualifier = Qualifier { chamber: chamber.or(qualifier.chamber), ..qualifier };
    after_label(c, start, qualifier, found)
}

/// Reads the meeting and its items.
pub(super) fn after_label(
    mut c: Cursor<'_>,
    start: usize,
    qualifier: Qualifier,
    found: &mut References,
) -> Option<usize> {
    let year = qualifier.vergaderjaar.or(qualifier.of_day)?;
    let united = c.since(start).contains("VV");
    let chamber = match qualifier.chamber {
        _ if united => "vv",
        Some(Chamber::Eerste) => "ek",
        _ => "tk",
    };
    let prefix = format!("h-{chamber}-{}", year.compact());
    let mut start = start;
    let mut sign = if qualifier.has_sign { Sign::One } else { list::sign(&mut c) };
    let mut end = None;
    for _ in 0..MOST_JOINED {
        let Some((cited, behind)) = meeting(&mut c, &prefix, sign) else {
            break;
        };
        end = Some(behind);
        found.citations.push(Citation {
            chamber: qualifier.chamber,
            vergaderjaar: Some(year),
            locator: locator::read(&mut c).map(|place| Passage::of(c.text(), place)),
            ..Citation::new(Passage::of(c.text(), start..behind), cited)?
        });
        // `…, item 5, en nr. 78, item 3`: another meeting of the same year.
        let mut after = c;
        after.spaces();
        let mark = after.eat(b',') | after.eat(b';');
        after.spaces();
        if !(after.eat_any(&["en", "and"]) | mark) {
            break;
        }
        after.spaces();
        start = after.at();
        sign = list::sign(&mut after);
        if sign == Sign::None {
            break;
        }
        c = after;
    }
    end
}

/// What a number behind the dossier that was discussed is the number of.
pub(super) enum BehindDossier<'t> {
    /// `31 386, nr. 43, p. 3795`: of the meeting; the place of the number.
    Meeting(Cursor<'t>),
    /// `24 692, nr. 3, p. 14`: of a paper. Until 2010 the pages of a year were counted on, so that only the first meeting
    /// has the first of them; and Kamerstukken too were called Handelingen.
    Paper,
    /// `31 386, nr. 43`: of either, where without a page that cannot be told; the place of the number.
    Either(Cursor<'t>),
}

/// Reads the dossier and looks at what follows; `None` if no dossier stands here.
pub(super) fn behind_dossier(mut c: Cursor<'_>, qualifier: Qualifier) -> Option<BehindDossier<'_>> {
    const LAST_OF_COUNTED_PAGES: u16 = 2009;
    /// Until then what is cited so without a page is a paper.
    const LAST_WITH_PAPERS: u16 = 1994;
    /// Every meeting has more.
    const FEWEST_PAGES: u32 = 10;
    let bracket = c.passed().ends_with('(');
    dossier::read(&mut c, Figures::Alone)?;
    if bracket {
        c.eat(b')');
    }
    c.eat(b',');
    c.spaces();
    let meeting = c;
    let sign = list::sign(&mut c);
    let year = qualifier.vergaderjaar.or(qualifier.of_day);
    if sign != Sign::None
        && year.is_some_and(|year| year.first() <= LAST_OF_COUNTED_PAGES)
        && let Some(number) = u32::read(&mut c)
    {
        let Some(place) = locator::read(&mut c) else {
            // `15 306, nrs. 6 en 14`: a dossier is not discussed at several meetings of one reference.
            let papers = sign == Sign::Several || year.is_some_and(|year| year.first() <= LAST_WITH_PAPERS);
            return Some(if papers { BehindDossier::Paper } else { BehindDossier::Either(meeting) });
        };
        let place = c.text().get(place).unwrap_or_default();
        let pages = place.split(|c: char| !c.is_ascii_digit()).filter_map(|page| page.parse::<u32>().ok());
        let page = pages.max();
        if !place.starts_with("item") && page.is_some_and(|page| page < number * FEWEST_PAGES) {
            return Some(BehindDossier::Paper);
        }
    }
    // "33 410, A" is the letter of a paper.
    let letter = meeting.word().bytes().all(|b| b.is_ascii_uppercase()) && !meeting.word().is_empty();
    Some(if letter { BehindDossier::Paper } else { BehindDossier::Meeting(meeting) })
}

/// `98-11-41`: meeting, item and page, as the pages are numbered since reports are items.
fn numbered_page(c: &mut Cursor<'_>, prefix: &str) -> Option<(Vec<Cited>, usize)> {
    let start = c.at();
    let mut after = *c;
    let meeting = after.digits();
    let item = if after.dash() { after.digits() } else { return None };
    let end = after.at();
    let page = if after.dash() { after.digits() } else { return None };
    let short = |figures: &str| (1..=3).contains(&figures.len()) && !figures.starts_with('0');
    if ![meeting, item, page].into_iter().all(short) || after.in_token() || { after }.dash() {
        return None;
    }
    let id = DocumentId::parse(&format!("{prefix}-{meeting}-{item}"))?;
    // The page is left for the locator.
    *c = Cursor::new(c.text(), end);
    Some((vec![Cited { id, span: start..end }], end))
}

/// Reads `108, item 5`; gives the documents and where they end.
fn meeting(c: &mut Cursor<'_>, prefix: &str, sign: Sign) -> Option<(Vec<Cited>, usize)> {
    if let Some(found) = numbered_page(c, prefix) {
        return Some(found);
    }
    let mut after = *c;
    let meetings = if sign == Sign::None {
        // `70, p. 4867`, `22/10`, `49-3623`: without "nr." something has to follow that only a meeting has.
        let at = after.at();
        let digits = after.digits();
        let number = digits.parse().ok().filter(|_| (1..=3).contains(&digits.len()))?;
        let mut ahead = after;
        let place = matches!(ahead.peek(), b'/' | b'-')
            || item_word(&mut ahead)
            || locator::read(&mut ahead).is_some();
        if !place {
            return None;
        }
        List::single(number, at..after.at())
    } else {
        list::read::<u32>(&mut after, sign)?
    };
    if meetings.members.iter().any(|&(n, _)| n > MOST_MEETINGS) {
        return None;
    }
    *c = after;
    let mut ids: Vec<(String, _)> =
        meetings.members.into_iter().map(|(n, span)| (format!("{prefix}-{n}"), span)).collect();
    let mut end = meetings.end;
    if item_word(&mut after)
        && let (Some(items), [(meeting, span)]) = (list::read_unsigned::<u32>(&mut after), &ids[..])
    {
        end = items.end;
        let meeting_start = span.start;
        ids = items.members.into_iter().map(|(n, span)| (format!("{meeting}-{n}"), span)).collect();
        if let Some((_, span)) = ids.first_mut() {
            span.start = meeting_start;
        }
        *c = after;
    }
    let cited = ids
        .into_iter()
        .filter_map(|(id, span)| Some(Cited { id: DocumentId::parse(&id)?, span }))
        .collect::<Vec<_>>();
    (!cited.is_empty()).then_some((cited, end))
}

/// Steps over `, item`, or the slash that stands for it.
fn item_word(c: &mut Cursor<'_>) -> bool {
    let mut after = *c;
    after.spaces();
    if after.eat(b'/') {
        let found = u32::read(&mut { after }).is_some();
        if found {
            *c = after;
        }
        return found;
    }
    // `12 - item 3`
    let _ = after.eat(b',') || after.dash();
    after.spaces();
    let found = after.eat_any(&["item", "items"]);
    if found {
        after.spaces();
        list::sign(&mut after);
        after.spaces();
        *c = after;
    }
    found
}
