//! Where the publications of the series can be read, by their ids; `None` where no address follows from the id.

#![allow(clippy::unnecessary_wraps, reason = "a row of `series` takes functions of one form")]

use super::digital::is_digital;
use super::kst::KstId;

const PUBLICATIONS: &str = "https://zoek.officielebekendmakingen.nl";
const UNION: &str = "https://eur-lex.europa.eu/legal-content/NL/TXT/?uri=";

/// The page of officielebekendmakingen.nl that is called after the id.
pub(super) fn published(id: &str) -> String {
    format!("{PUBLICATIONS}/{id}.html")
}

/// Scans of before 1995 have addresses that do not follow from the number.
pub(super) fn kamerstuk(id: &str) -> Option<String> {
    let scan = id.parse::<KstId>().is_ok_and(|kst| !is_digital(kst));
    (!scan).then(|| published(id))
}

pub(super) fn dossier(id: &str) -> Option<String> {
    Some(format!("{PUBLICATIONS}/dossier/{}", id.strip_prefix("dossier-")?))
}

/// Handelingen are not found without an item.
pub(super) fn handelingen(id: &str) -> Option<String> {
    (id.matches('-').count() >= 4).then(|| published(id))
}

pub(super) fn ecli(id: &str) -> Option<String> {
    Some(match id.get(5..7)? {
        "NL" => format!("https://uitspraken.rechtspraak.nl/details?id={id}"),
        "EU" => format!("{UNION}ecli:{id}"),
        _ => format!("https://e-justice.europa.eu/ecli/{id}"),
    })
}

pub(super) fn act(id: &str) -> Option<String> {
    Some(match id.split_once('/') {
        Some((law, article)) => format!("https://wetten.overheid.nl/jci1.3:c:{law}&artikel={article}"),
        None => format!("https://wetten.overheid.nl/{id}"),
    })
}

/// Documents and cases have pages of different forms.
pub(super) fn parliament(id: &str) -> Option<String> {
    const DETAIL: &str = "https://www.tweedekamer.nl/kamerstukken/detail?id=";
    match id.as_bytes().get(4)? {
        b'D' => Some(format!("{DETAIL}{id}&did={id}")),
        _ => Some(format!("{DETAIL}{id}")),
    }
}

pub(super) fn union_paper(id: &str) -> Option<String> {
    let (series, rest) = id.split_once('(')?;
    let (year, number) = rest.split_once(')')?;
    Some(format!("{UNION}{series}:{year}:{number}:FIN"))
}

pub(super) fn official_journal(id: &str) -> Option<String> {
    let mut parts = id.split('-').skip(1);
    let (year, series, number) = (parts.next()?, parts.next()?, parts.next()?);
    Some(format!("{UNION}OJ:{series}:{year}:{number}:TOC"))
}

pub(super) fn union_act(id: &str) -> Option<String> {
    Some(format!("{UNION}CELEX:{id}"))
}
