//! The ids of the series: each function takes what stands behind the prefix of an id, and gives the whole id as it is
//! normalised, or `None` where that is no id of the series.
//!
//! Suffixes of versions (`-n1`, `-h1`) are dropped: they name the same document. An attachment of a Kamerstuk (`-b1`)
//! is one of its own.

use super::kst::{DossierNumber, KstId};
use std::ops::RangeInclusive;

fn digits(s: &str, length: RangeInclusive<usize>) -> bool {
    length.contains(&s.len()) && s.bytes().all(|b| b.is_ascii_digit())
}

/// What stands before a suffix of one of these letters and a number, and the number.
fn split_suffix<'s>(s: &'s str, letters: &[char]) -> Option<(&'s str, &'s str)> {
    let (before, suffix) = s.rsplit_once('-')?;
    let number = suffix.strip_prefix(letters).filter(|number| digits(number, 1..=3))?;
    Some((before, number))
}

/// `-n1` (new version) and `-h1` (reprint) name the document before them.
fn without_reprint(s: &str) -> &str {
    split_suffix(s, &['n', 'h', 'N', 'H']).map_or(s, |(before, _)| before)
}

/// The same for the other series, whose attachments (`-b1`) have no number that is cited.
fn without_version(s: &str) -> &str {
    let s = without_reprint(s);
    attached(s).map_or(s, |(before, _)| before)
}

/// The id of a Kamerstuk, and the number of the attachment to it that this is the id of.
pub(super) fn attached(id: &str) -> Option<(&str, &str)> {
    split_suffix(id, &['b', 'B'])
}

pub(super) fn kamerstuk(rest: &str) -> Option<String> {
    let rest = without_reprint(rest);
    match attached(rest) {
        Some((rest, number)) => Some(format!("{}-b{number}", paper(without_reprint(rest))?)),
        None => paper(rest),
    }
}

fn paper(rest: &str) -> Option<String> {
    if digits(rest, 6..=10) {
        return Some(format!("kst-{rest}"));
    }
    // Ids of the Eerste Kamer before 2011 carry the year (`kst-20042005-29762-D`), which adds nothing.
    let number = match rest.split_once('-') {
        Some((year, number)) if digits(year, 8..=8) => number,
        _ => rest,
    };
    format!("kst-{number}").parse::<KstId>().ok().map(|id| id.to_string())
}

pub(super) fn attachment(rest: &str) -> Option<String> {
    digits(rest, 1..=9).then(|| format!("blg-{rest}"))
}

pub(super) fn dossier(rest: &str) -> Option<String> {
    rest.parse::<DossierNumber>().ok().map(|dossier| format!("dossier-{dossier}"))
}

pub(super) fn handelingen(rest: &str) -> Option<String> {
    let rest = without_version(rest).to_ascii_lowercase();
    let mut parts = rest.split('-');
    let valid = matches!(parts.next(), Some("tk" | "ek" | "vv"))
        && parts.next().is_some_and(|year| digits(year, 8..=8))
        && parts.next().is_some_and(|meeting| digits(meeting, 1..=5))
        && parts.next().is_none_or(|item| digits(item, 1..=5))
        && parts.next().is_none();
    valid.then(|| format!("h-{rest}"))
}

pub(super) fn aanhangsel(rest: &str) -> Option<String> {
    let rest = without_version(rest).to_ascii_lowercase();
    let mut parts = rest.split('-');
    let valid = digits(&rest, 6..=10)
        || matches!(parts.next(), Some("tk" | "ek"))
            && parts.next().is_some_and(|year| digits(year, 8..=8))
            && parts.next().is_some_and(|number| digits(number, 1..=6))
            && parts.next().is_none();
    valid.then(|| format!("ah-{rest}"))
}

/// Year and number: `2021-123`.
pub(super) fn yearly(series: &str, rest: &str) -> Option<String> {
    let (year, number) = without_version(rest).split_once('-')?;
    (digits(year, 4..=4) && digits(number, 1..=6)).then(|| format!("{series}-{year}-{number}"))
}

pub(super) fn official_journal(rest: &str) -> Option<String> {
    let mut parts = rest.split('-');
    let (year, series, number) = (parts.next()?, parts.next()?, parts.next()?);
    let valid = digits(year, 4..=4)
        && matches!(series, "l" | "c" | "L" | "C")
        && digits(number, 1..=6)
        && parts.next().is_none();
    valid.then(|| format!("PbEU-{year}-{}-{number}", series.to_ascii_uppercase()))
}

pub(super) fn ecli(rest: &str) -> Option<String> {
    let mut parts = rest.split(':');
    let (country, court, year, ordinal) = (parts.next()?, parts.next()?, parts.next()?, parts.next()?);
    let valid = parts.next().is_none()
        && country.len() == 2
        && country.bytes().all(|b| b.is_ascii_alphabetic())
        && (1..=7).contains(&court.len())
        && court.bytes().all(|b| b.is_ascii_alphanumeric())
        && digits(year, 4..=4)
        && (1..=25).contains(&ordinal.len())
        && ordinal.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'.')
        && !ordinal.ends_with('.');
    valid.then(|| format!("ECLI:{country}:{court}:{year}:{ordinal}").to_ascii_uppercase())
}

/// `0005537`, `0005537/4:5`
pub(super) fn act(series: &str, rest: &str) -> Option<String> {
    let (law, article) = match rest.split_once('/') {
        None => (rest, None),
        Some((law, article)) => (law, Some(article)),
    };
    let article_valid = article.is_none_or(|a| {
        (1..=20).contains(&a.len())
            && a.chars().all(|c| c.is_alphanumeric() || matches!(c, ':' | '.' | '-' | '_'))
    });
    (digits(law, 7..=7) && article_valid).then(|| format!("{series}{rest}"))
}

/// `2021)171`
pub(super) fn union_paper(series: &str, rest: &str) -> Option<String> {
    let (year, number) = rest.split_once(')')?;
    (digits(year, 4..=4) && digits(number, 1..=5)).then(|| format!("{series}({year}){number}"))
}

/// `2016R0679`: the sector of acts is part of the prefix.
pub(super) fn union_act(rest: &str) -> Option<String> {
    let (year, behind) = rest.split_at_checked(4)?;
    let (letter, number) = behind.split_at_checked(1)?;
    let letter = letter.to_ascii_uppercase();
    let valid =
        matches!(letter.as_str(), "L" | "R" | "D" | "F") && digits(year, 4..=4) && digits(number, 4..=4);
    valid.then(|| format!("3{year}{letter}{number}"))
}

/// `E208`, `E/TXT`: the year of the text is part of the prefix.
pub(super) fn union_treaty(rest: &str) -> Option<String> {
    let rest = rest.to_ascii_uppercase();
    let article = rest.strip_prefix(['E', 'M', 'P'])?;
    (article == "/TXT" || digits(article, 3..=3)).then(|| format!("12016{rest}"))
}

/// `20D27680`: the century is the prefix.
pub(super) fn parliament(rest: &str) -> Option<String> {
    let (year, behind) = rest.split_at_checked(2)?;
    let (letter, number) = behind.split_at_checked(1)?;
    let letter = letter.to_ascii_uppercase();
    let valid = matches!(letter.as_str(), "D" | "Z") && digits(year, 2..=2) && digits(number, 5..=5);
    valid.then(|| format!("20{year}{letter}{number}"))
}

/// `202301-001`
pub(super) fn promise_tk(rest: &str) -> Option<String> {
    let (month, number) = rest.split_once('-')?;
    (digits(month, 6..=6) && digits(number, 3..=3)).then(|| format!("TZ{rest}"))
}

pub(super) fn promise_ek(rest: &str) -> Option<String> {
    digits(rest, 5..=5).then(|| format!("T{rest}"))
}

/// `05.21.0123`, `05.21.0123/I`
pub(super) fn advice(rest: &str) -> Option<String> {
    let (number, section) = rest.split_once('/').map_or((rest, None), |(n, s)| (n, Some(s)));
    let mut parts = number.split('.');
    let valid = parts.next().is_some_and(|ministry| digits(ministry, 2..=2))
        && parts.next().is_some_and(|year| digits(year, 2..=2))
        && parts.next().is_some_and(|number| digits(number, 4..=5))
        && parts.next().is_none();
    let section = section.map(str::to_ascii_uppercase);
    let roman =
        section.as_ref().is_none_or(|s| (1..=4).contains(&s.len()) && s.bytes().all(|b| b"IVX".contains(&b)));
    (valid && roman).then(|| format!("W{number}{}", section.map_or(String::new(), |s| format!("/{s}"))))
}

/// `tk-2020Z13248`, `tk-2021-05-21`, `2009Z04246`, `10656`, `vws0501480-b2`: the numbers of what stands outside the
/// dossiers have had many forms.
pub(super) fn outside_dossiers(series: &str, rest: &str) -> Option<String> {
    let (chamber, number) = match rest.split_once('-') {
        Some((chamber, number)) if ["tk", "ek", "vv"].iter().any(|c| c.eq_ignore_ascii_case(chamber)) => {
            (Some(chamber.to_ascii_lowercase()), number)
        }
        _ => (None, rest),
    };
    let figures = number.bytes().filter(u8::is_ascii_digit).count();
    let valid = (4..=12).contains(&figures)
        && number.len() <= 16
        && number.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-')
        && !number.starts_with('-')
        && !number.ends_with('-');
    // Documents and cases have a capital, ministries and attachments small letters.
    let tk = digits(number.get(..4).unwrap_or_default(), 4..=4)
        && matches!(number.as_bytes().get(4), Some(b'D' | b'd' | b'Z' | b'z'));
    let number = if tk { number.to_ascii_uppercase() } else { number.to_ascii_lowercase() };
    let chamber = chamber.map_or(String::new(), |chamber| format!("-{chamber}"));
    valid.then(|| format!("{series}{chamber}-{number}"))
}

/// `s://a.nl`: an address is its own id, its scheme in small letters.
pub(super) fn address(rest: &str) -> Option<String> {
    let (scheme, behind) = rest.split_once("://").filter(|(_, behind)| !behind.is_empty())?;
    let secure = scheme.eq_ignore_ascii_case("s");
    (secure || scheme.is_empty()).then(|| format!("http{}://{behind}", if secure { "s" } else { "" }))
}
