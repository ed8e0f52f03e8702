//! Staatsblad, Staatscourant, Tractatenblad and the Official Journal: `Stb. 2021, 123`, `Stcrt. 1998 nr. 46`,
//! `Trb. 1971, 144`, `PbEU 2020, L 249`.
//!
//! A bulletin needs a year. Where the citation gives none, it is the year of the act's date just before it; where
//! there is none, there is no citation.

use super::citation::{Citation, Cited, Passage, References};
use super::cursor::{Cursor, before};
use super::list::{self, List, Member, Sign};
use super::{bodies, enactment, words};
use crate::dutch::months;
use crate::dutch::weekdays::WEEKDAYS;
use crate::number::identifier::{DocumentId, Kind};
use crate::number::series::{Grammar, OFFICIAL_JOURNAL, SERIES, Series};
use std::ops::Range;

/// Citations of one series joined under one label.
const MOST_JOINED: usize = 24;

/// What is known of a bulletin whose citation is read.
struct Bulletin {
    series: &'static Series,
    since: u32,
    highest: u32,
}

impl Bulletin {
    /// Steps over the name of a bulletin.
    fn named(c: &mut Cursor<'_>) -> Option<Self> {
        let translated = c.eat_phrase("bulletin of acts and decrees")
            || c.eat_phrase("bulletin of acts, orders and decrees");
        SERIES.into_iter().find_map(|series| match series.grammar {
            Grammar::Yearly { since, highest }
                if translated && series.kind == Kind::Staatsblad || !translated && c.eat_opening(series) =>
            {
                Some(Self { series, since, highest })
            }
            _ => None,
        })
    }
}

/// Reads a citation that starts with the name of a Dutch bulletin.
pub(super) fn labelled(text: &str, start: usize, found: &mut References) -> Option<usize> {
    let mut c = Cursor::new(text, start);
    let bulletin = Bulletin::named(&mut c)?;
    // "Belgisch Staatsblad", "Ned.-Ind. Stb.": the gazettes of others have numbers of their own.
    if bodies::foreign_before(text, start) {
        return None;
    }
    // `*Stb*. 2021, 301`
    c.spaces();
    while matches!(c.peek(), b'.' | b',' | b':') {
        c.skip(1);
    }
    c.spaces();
    if c.eat_phrase("van het koninkrijk der nederlanden") || c.eat_phrase("of the kingdom of the netherlands")
    {
        let title_end = c.at();
        c.eat(b',');
        c.spaces();
        // The title of the bulletin on a line of its own; what starts the next line is something else.
        if c.since(title_end).contains('\n') && c.peek().is_ascii_digit() {
            return None;
        }
    }
    if bulletin.series.kind == Kind::Overig {
        authority(&mut c);
    }
    for filler in ["jaargang", "jrg", "uit"] {
        if c.eat_phrase(filler) {
            c.eat(b'.');
            c.eat(b',');
            c.spaces();
        }
    }
    if let Some(year) = year(&mut c) {
        return with_years(c, start, &bulletin, year, found);
    }
    let list = issues(&mut c, true)?;
    // `Stcrt. nr. 143 van 14 december 1999`, `Stcrt. nr. 143, 14 december 1999`
    let mut after = c;
    after.eat(b',');
    after.spaces();
    let year = date(&mut after)
        .or_else(|| year_behind(&mut after))
        .or_else(|| enactment::year_before(text, start, bulletin.series.kind))?;
    push(text, start, &bulletin, year, list, found)
}

/// Steps over `van Utrecht`, `van de gemeente Bergen op Zoom`: whose bulletin it is, which its number does not need.
fn authority(c: &mut Cursor<'_>) {
    const MOST_WORDS: usize = 5;
    let mut after = *c;
    if after.eat_word("van") {
        after.spaces();
    }
    for kind in ["de gemeente", "gemeente", "de provincie", "provincie", "het waterschap", "waterschap"] {
        if after.eat_phrase(kind) {
            after.spaces();
            break;
        }
    }
    for _ in 0..MOST_WORDS {
        let word = after.word();
        let of_name =
            word.starts_with(|c: char| c.is_ascii_uppercase()) || matches!(word, "aan" | "op" | "den" | "de");
        if word.is_empty() || !of_name {
            break;
        }
        after.skip(word.len());
        let _ = after.dash() || after.spaces();
    }
    after.eat(b',');
    after.spaces();
    if after.peek().is_ascii_digit() {
        *c = after;
    }
}

/// Reads the numbers behind a year, and further years joined to it.
fn with_years<'t>(
    mut c: Cursor<'t>,
    start: usize,
    bulletin: &Bulletin,
    year: &'t str,
    found: &mut References,
) -> Option<usize> {
    let mut end = None;
    let mut start = start;
    let mut year = year;
    for _ in 0..MOST_JOINED {
        let Some(list) = numbers(&mut c) else { break };
        let Some(behind) = push(c.text(), start, bulletin, year, list, found) else {
            break;
        };
        end = Some(behind);
        // `Stb. 1998, 699; 1999, 12`, `Stb. 2023, 183 / 2022, 308`
        let mut after = c;
        after.spaces();
        let mark = after.eat(b';') || after.eat(b',') || after.eat(b'/');
        after.spaces();
        let joined = after.eat_any(&["en", "and"]) | mark;
        after.spaces();
        start = after.at();
        let next = year_figures(&mut after).filter(|_| joined);
        let Some(next) = next else { break };
        year = next;
        c = after;
    }
    end
}

/// `, 123`, ` nr. 46`, `-18302`, `/123`, `, nrs. 5 en 6`
fn numbers(c: &mut Cursor<'_>) -> Option<List<u32>> {
    let mut after = *c;
    let spaced = after.spaces();
    let mark = after.eat(b',') || after.eat(b'/') || after.dash() || after.eat(b':') || after.eat(b'.');
    after.spaces();
    // "Stb. 2021⏎12 Zie ook": the number of the next note.
    let breaks = after.breaks_since(c.at());
    if breaks && list::sign(&mut { after }) == Sign::None && !(mark && words::ends_item(after)) {
        return None;
    }
    let mut list = issues(&mut after, mark || spaced)?;
    // `Stb. 1998, 699 en 1999, nr. 12`: what looks like a number is the year of the next.
    let year_of_next = |(year, span): &(u32, Range<usize>)| {
        let behind = Cursor::new(c.text(), span.end);
        words::is_year(&year.to_string()) && behind.peek() == b',' && numbers_follow(behind)
    };
    let next = list.members.iter().skip(1).position(year_of_next);
    if let Some(last) = next {
        list.members.truncate(last + 1);
        list.end = list.members.last()?.1.end;
        after = Cursor::new(c.text(), list.end);
    }
    *c = after;
    Some(list)
}

/// `123`, `nrs. 5 en 6`, `(nr. 123)`; without a sign only where that is `plain`.
fn issues(c: &mut Cursor<'_>, plain: bool) -> Option<List<u32>> {
    let bracket = c.eat(b'(');
    let sign = list::sign(c);
    if sign == Sign::None && (bracket || !plain) {
        return None;
    }
    let list = list::read::<Issue>(c, sign)?;
    let end = if bracket && c.eat(b')') { c.at() } else { list.end };
    let members = list.members.into_iter().map(|(Issue(number), span)| (number, span)).collect();
    Some(List { members, end, truncated: list.truncated })
}

/// The number of an issue. Unlike those of meetings two may be joined by a slash: `Stb. 2025, 312/313`.
#[derive(Clone, Copy)]
struct Issue(u32);

impl Member for Issue {
    fn read(c: &mut Cursor<'_>) -> Option<Self> {
        let joined = list::before_slash(c).or_else(|| before_year(c)).or_else(|| glued(c));
        joined.or_else(|| u32::read(c)).map(Self)
    }

    fn ordinal(self) -> Option<u32> {
        Some(self.0)
    }

    fn nth(self, ordinal: u32) -> Option<Self> {
        Some(Self(ordinal))
    }

    fn goes_with(self, _: Self) -> bool {
        true
    }
}

/// `183/2022, 308`: the slash parts the number from the next year, with its own.
fn before_year(c: &mut Cursor<'_>) -> Option<u32> {
    let mut after = *c;
    let number = after.digits().parse().ok().filter(|_| after.peek() == b'/')?;
    let end = after;
    after.skip(1);
    (year_figures(&mut after).is_some() && after.peek() == b',' && numbers_follow(after)).then(|| {
        *c = end;
        number
    })
}

/// `22107Besluiten`: conversion loses the space before the next cell of a table.
fn glued(c: &mut Cursor<'_>) -> Option<u32> {
    const SHORTEST: usize = 3;
    let mut after = *c;
    let digits = after.digits();
    let word = after.peek().is_ascii_uppercase() && after.byte(1).is_ascii_lowercase();
    let number = digits.parse().ok().filter(|_| word && digits.len() >= SHORTEST)?;
    *c = after;
    Some(number)
}

/// `, 12`, `, nr. 12`
fn numbers_follow(mut c: Cursor<'_>) -> bool {
    c.eat(b',');
    c.spaces();
    list::sign(&mut c);
    u32::read(&mut c).is_some()
}

/// A year, or a date that ends in one: `2021`, `van 14 december 1999`.
fn year<'t>(c: &mut Cursor<'t>) -> Option<&'t str> {
    year_figures(c).or_else(|| date(c)).or_else(|| date_in_figures(c))
}

fn year_figures<'t>(c: &mut Cursor<'t>) -> Option<&'t str> {
    let mut after = *c;
    let digits = after.digits();
    if digits.len() != 4 || !("1800".."2100").contains(&digits) || after.in_token() {
        return None;
    }
    *c = after;
    Some(digits)
}

/// `van 1996`, `uit 1996`
fn year_behind<'t>(c: &mut Cursor<'t>) -> Option<&'t str> {
    if !c.eat_any(&["van", "uit"]) {
        return None;
    }
    c.spaces();
    year_figures(c)
}

fn date<'t>(c: &mut Cursor<'t>) -> Option<&'t str> {
    let mut after = *c;
    if after.eat_word("van") || after.eat_phrase("d.d.") || after.eat_word("dd") {
        after.eat(b'.');
        after.spaces();
    }
    if after.eat_any(&WEEKDAYS) {
        after.spaces();
    }
    if !(1..=2).contains(&after.digits().len()) || !after.spaces() || !words::is_month(after.word()) {
        return None;
    }
    after.skip(after.word().len());
    after.spaces();
    let year = year_figures(&mut after)?;
    *c = after;
    Some(year)
}

fn push(
    text: &str,
    start: usize,
    bulletin: &Bulletin,
    year: &str,
    list: List<u32>,
    found: &mut References,
) -> Option<usize> {
    if year.parse::<u32>().ok()? < bulletin.since || list.members.iter().any(|&(n, _)| n > bulletin.highest) {
        return None;
    }
    let cited = list
        .members
        .into_iter()
        .filter_map(|(n, span)| {
            let id = DocumentId::parse(&format!("{}{year}-{n}", bulletin.series.prefix))?;
            Some(Cited { id, span })
        })
        .collect::<Vec<_>>();
    let citation = Citation::new(Passage::of(text, start..list.end), cited)?;
    found.citations.push(Citation { range_truncated: list.truncated, ..citation });
    Some(list.end)
}

/// Reads a citation of the Official Journal: `PbEU 2020, L 249`, `PB L 119 van 4.5.2016`.
pub(super) fn official_journal(text: &str, start: usize, found: &mut References) -> Option<usize> {
    let mut c = Cursor::new(text, start);
    if !c.eat_opening(&OFFICIAL_JOURNAL) {
        return None;
    }
    c.spaces();
    c.eat(b'.');
    c.spaces();
    for name in ["van de europese unie", "van de europese gemeenschappen", "EU", "EG"] {
        if c.eat_phrase(name) {
            c.eat(b'.');
            c.spaces();
        }
    }
    c.eat(b',');
    c.spaces();
    let mut year = year(&mut c);
    if year.is_some() {
        c.eat(b',');
        c.spaces();
    }
    list::sign(&mut c);
    let series = c.word();
    if !matches!(series, "L" | "C") {
        return None;
    }
    c.skip(1);
    c.eat(b',');
    c.spaces();
    list::sign(&mut c);
    // `L, 2024/1689`: since October 2023 every act has its own number.
    let mut own = c;
    if let Some(found) = year_figures(&mut own).filter(|_| own.eat(b'/')) {
        year = Some(found);
        c = own;
    }
    let digits = c.digits();
    if !(1..=5).contains(&digits.len()) || c.in_token() {
        return None;
    }
    let mut end = c.at();
    if year.is_none() {
        c.eat(b'/');
        c.digits();
        c.eat(b',');
        c.spaces();
        if c.eat_word("van") {
            c.spaces();
        }
        year = date(&mut c).or_else(|| date_in_figures(&mut c));
        if year.is_some() {
            end = c.at();
        }
    }
    let year = match year {
        Some(year) => year.to_owned(),
        None if series == "L" => year_of_act(text, start, digits.parse().ok()?)?.to_string(),
        None => return None,
    };
    let id = DocumentId::parse(&format!("PbEU-{year}-{series}-{digits}"))?;
    found.push_one(text, start..end, id)
}

/// The year in which an act whose date stands before `at` came into this number of the L series: `Richtlijn 2011/36/EU
/// van 5 april 2011 inzake mensenhandel (PbEU L 101)`. The numbers go through the year, so what was made in December and
/// has a low one is of the next year.
fn year_of_act(text: &str, at: usize, number: u32) -> Option<u32> {
    const WINDOW: usize = 400;
    /// Fewer numbers have not appeared in a month.
    const A_MONTH: u32 = 20;
    let near = before(text, at, WINDOW);
    let near = near.get(near.rfind([';', '\n', '\u{c}']).map_or(0, |i| i + 1)..).unwrap_or_default();
    let kinds = ["ichtlijn", "erordening", "esluit", "eschikking"];
    let act = kinds.iter().filter_map(|kind| near.rfind(kind)).max()?;
    let act = near.get(act..).unwrap_or_default();
    let starts = act.match_indices(|c: char| c.is_ascii_digit()).map(|(i, _)| i);
    let dates = starts.filter_map(|i| {
        let mut c = Cursor::new(act, i);
        let whole = !act.get(..i).unwrap_or_default().ends_with(|c: char| c.is_ascii_digit())
            && (1..=2).contains(&c.digits().len());
        let spaced = whole && c.spaces();
        let month = months::number(c.word()).filter(|_| spaced)?;
        c.skip(c.word().len());
        c.spaces();
        Some((month, year_figures(&mut c)?))
    });
    let dates: Vec<_> = dates.collect();
    let &[(month, year)] = &dates[..] else { return None };
    let (months, year) = (u32::from(month.unsigned_abs()) - 1, year.parse::<u32>().ok()?);
    if number >= A_MONTH * months { Some(year) } else { (months >= 9).then_some(year + 1) }
}

/// `4.5.2016`, `04-05-2016`
fn date_in_figures<'t>(c: &mut Cursor<'t>) -> Option<&'t str> {
    let mut after = *c;
    if after.eat_word("van") {
        after.spaces();
    }
    for _ in 0..2 {
        if !(1..=2).contains(&after.digits().len()) || !(after.eat(b'.') || after.dash()) {
            return None;
        }
        after.spaces();
    }
    let year = year_figures(&mut after)?;
    *c = after;
    Some(year)
}

#[cfg(test)]
mod tests {
    use super::super::tests::ids;

    #[test]
    fn a_bulletin_needs_a_year() {
        assert_eq!(ids("Stb. 2021, 123 en 124"), ["stb-2021-123", "stb-2021-124"]);
        assert_eq!(ids("Stcrt. 2026-18302; Stb. 1998, 699; 1999, 12").len(), 3);
        assert_eq!(ids("de Wet van 26 mei 1976, Stb. 296"), ["stb-1976-296"]);
        assert_eq!(ids("Stcrt. van 14 december 1999, nr. 143"), ["stcrt-1999-143"]);
        assert_eq!(ids("PB L 119 van 4.5.2016, blz. 1"), ["PbEU-2016-L-119"]);
        for text in ["Stb. 123", "het Staatsblad 2021", "PbEU L 150", "Trb. 2019, 70000"] {
            assert!(ids(text).is_empty(), "{text}");
        }
    }
}
