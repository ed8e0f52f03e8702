//! By when a sentence promises something: a moment that lies ahead of the letter.

use super::words::LowerWord;
use crate::derived::dates::{self, Moment};
use crate::dutch::{months, periods};
use jiff::civil::Date;
use std::ops::Range;

/// Moments of the parliamentary year that carry no number, behind a preposition.
const OCCASIONS: &[&str] = &[
    "begroting",
    "begrotingsbehandeling",
    "einde",
    "eind",
    "herfstreces",
    "jaareinde",
    "jaarwisseling",
    "kerst",
    "kerstreces",
    "krokusreces",
    "meireces",
    "najaar",
    "prinsjesdag",
    "reces",
    "voorjaar",
    "voorjaarsnota",
    "voorjaarsreces",
    "zomer",
    "zomerreces",
];

/// Prepositions before them, and before a month or a day without a year.
const BEFORE: &[&str] =
    &["bij", "in", "medio", "met", "na", "op", "per", "rond", "tegen", "tot", "uiterlijk", "voor", "vóór"];

/// The moment of a sentence by which it promises something, with what it means if the words alone do not say it.
pub(super) fn find(
    sentence: &str,
    words: &[LowerWord],
    written: Date,
) -> Option<(Range<usize>, Option<Moment>)> {
    let relative = dates::find(sentence, written)
        .into_iter()
        .filter(|dated| dated.moment.last() > written && !is_of_something(words, dated.span.start))
        .map(|dated| (dated.span, Some(dated.moment)));
    let named = (0..words.len()).filter_map(|at| {
        let span = dated(words, at, written).or_else(|| occasion(words, at)).or_else(|| term(words, at))?;
        Some((span, None))
    });
    // The first of them, and of two at one place the one that says what it means.
    relative.chain(named).min_by_key(|(span, moment)| (span.start, moment.is_none()))
}

/// Whether a moment is that of something: "de Raad van 4 oktober a.s." is no term, "de week van 4 oktober a.s." is.
fn is_of_something(words: &[LowerWord], start: usize) -> bool {
    let at = words.partition_point(|(_, span)| span.end <= start);
    let last = before(words, at);
    let last_but_one = at.checked_sub(1).map_or("", |at| before(words, at));
    last == "van" && !matches!(last_but_one, "week" | "einde" | "eind" | "begin" | "loop" | "helft")
        || last == "d" && last_but_one == "d"
}

/// "1 december 2021", "december 2021", "eind 2021", "het eerste kwartaal van 2022", "in 2022"; and "1 december" or
/// "in december". Begins with the word at `at`.
fn dated(words: &[LowerWord], at: usize, written: Date) -> Option<Range<usize>> {
    let word = |n: usize| word(words, at + n);
    let month = |n: usize| months::number(word(n));
    let span = |from: usize, to: usize| Some(words.get(at + from)?.1.start..words.get(at + to)?.1.end);
    let ahead = |n: usize, last: fn(i16) -> Option<Date>| -> bool {
        word(n).len() == 4
            && word(n)
                .parse::<i16>()
                .ok()
                .filter(|year| (1900..2100).contains(year))
                .and_then(last)
                .is_some_and(|d| d > written)
    };
    let year_end = |year: i16| Date::new(year, 12, 31).ok();
    if is_of_something(words, words.get(at)?.1.start) {
        return None;
    }
    let day = word(0).parse::<i8>().ok().filter(|day| (1..=31).contains(day));
    if let (Some(day), Some(month)) = (day, month(1)) {
        if let Ok(year) = word(2).parse::<i16>() {
            return Date::new(year, month, day).ok().filter(|date| *date > written).and_then(|_| span(0, 2));
        }
        let week = before(words, at) == "van";
        return (week || BEFORE.contains(&before(words, at))).then(|| span(0, 1)).flatten();
    }
    if let Some(month) = month(0) {
        if before(words, at).parse::<i8>().is_ok() {
            return None;
        }
        if let Ok(year) = word(1).parse::<i16>() {
            let last = Date::new(year, month, 1).ok()?.last_of_month();
            return (last > written).then(|| span(0, 1)).flatten();
        }
        return BEFORE.contains(&before(words, at)).then(|| span(0, 0)).flatten();
    }
    let van = usize::from(word(1) == "van");
    if periods::PARTS.iter().any(|words| words.contains(&word(0))) && ahead(1 + van, year_end) {
        return span(0, 1 + van);
    }
    let ordinal = periods::RANKS.contains(&word(0)) || word(0) == "laatste";
    let van = usize::from(word(2) == "van");
    if ordinal && ["kwartaal", "helft", "halfjaar"].contains(&word(1)) && ahead(2 + van, year_end) {
        return span(0, 2 + van);
    }
    if word(0) == "in" && ahead(1, year_end) {
        return span(1, 1);
    }
    None
}

/// The word at a place, or nothing beyond the last.
fn word(words: &[LowerWord], at: usize) -> &str {
    words.get(at).map_or("", |(word, _)| word.as_str())
}

/// The word before a place.
fn before(words: &[LowerWord], at: usize) -> &str {
    at.checked_sub(1).map_or("", |before| word(words, before))
}

/// "voor het kerstreces", "in het najaar", "voor het einde van het jaar", "met Prinsjesdag".
fn occasion(words: &[LowerWord], at: usize) -> Option<Range<usize>> {
    let word = |n: usize| word(words, at + n);
    if !BEFORE.contains(&word(0)) {
        return None;
    }
    let article = usize::from(["de", "het"].contains(&word(1)));
    let named = 1 + article;
    if !OCCASIONS.contains(&word(named)) || article == 0 && word(named) != "prinsjesdag" {
        return None;
    }
    // "In het voorjaar van 2022" names its year.
    let then = usize::from(word(named + 1) == "van") + named + 1;
    if word(then).len() == 4 && word(then).parse::<i16>().is_ok() {
        return None;
    }
    let last = if matches!(word(named), "einde" | "eind") {
        // The end of what has no date of its own, such as a project, is no term.
        let of_period = word(named + 1) == "van"
            && ["het", "de"].contains(&word(named + 2))
            && ["jaar", "maand", "kwartaal"].contains(&word(named + 3));
        if !of_period {
            return None;
        }
        named + 3
    } else {
        named
    };
    Some(words.get(at)?.1.start..words.get(at + last)?.1.end)
}

/// "binnen drie maanden", "over twee weken".
fn term(words: &[LowerWord], at: usize) -> Option<Range<usize>> {
    const NUMBERS: &[&str] =
        &["een", "één", "enkele", "twee", "drie", "vier", "vijf", "zes", "acht", "tien", "twaalf"];
    let word = |n: usize| word(words, at + n);
    let counted = NUMBERS.contains(&word(1)) || word(1).parse::<u8>().is_ok();
    let unit = ["dagen", "week", "weken", "maand", "maanden", "jaar"].contains(&word(2));
    (["binnen", "over"].contains(&word(0)) && counted && unit)
        .then(|| Some(words.get(at)?.1.start..words.get(at + 2)?.1.end))
        .flatten()
}
