//! How the ids of the series are printed, as Dutch texts cite them, with spaces that do not break. `None` prints the id.

#![allow(clippy::unnecessary_wraps, reason = "a row of `series` takes functions of one form")]

use super::form;
use super::kst::{Chamber, DossierNumber, KstId};

pub(super) fn kamerstuk(id: &str) -> Option<String> {
    if let Some((paper, number)) = form::attached(id) {
        return Some(format!("Bijlage\u{a0}{number} bij {}", kamerstuk(paper)?));
    }
    let Ok(KstId { dossier, ondernummer }) = id.parse::<KstId>() else {
        return Some(format!("Kamerstuk {id}"));
    };
    let number = match ondernummer.chamber() {
        Chamber::Tweede => format!("nr.\u{a0}{ondernummer}"),
        Chamber::Eerste => ondernummer.to_string(),
    };
    Some(format!("Kamerstuk {}, {number}", dossier.printed()))
}

pub(super) fn attachment(id: &str) -> Option<String> {
    Some(format!("Bijlage {id}"))
}

pub(super) fn dossier(id: &str) -> Option<String> {
    let number = id.strip_prefix("dossier-")?.parse::<DossierNumber>().ok()?;
    Some(format!("Dossier {}", number.printed()))
}

pub(super) fn handelingen(id: &str) -> Option<String> {
    let parts: Vec<&str> = id.split('-').collect();
    let (session, item) = match parts[..] {
        [_, chamber, year, meeting] => (session(chamber, year, meeting), None),
        [_, chamber, year, meeting, item] => (session(chamber, year, meeting), Some(item)),
        _ => return None,
    };
    Some(match item {
        Some(item) => format!("Handelingen {session}, item\u{a0}{item}"),
        None => format!("Handelingen {session}"),
    })
}

pub(super) fn aanhangsel(id: &str) -> Option<String> {
    let mut parts = id.split('-').skip(1);
    let (chamber, year, number) = (parts.next()?, parts.next()?, parts.next()?);
    Some(format!("Aanhangsel Handelingen {}", session(chamber, year, number)))
}

/// `II 2010/11, nr. 108`
fn session(chamber: &str, year: &str, number: &str) -> String {
    let chamber = if chamber == "ek" { "I" } else { "II" };
    let year = year.get(..4).zip(year.get(6..)).map_or(year.to_owned(), |(a, b)| format!("{a}/{b}"));
    format!("{chamber} {year}, nr.\u{a0}{number}")
}

/// `Stb. 2021, 123`
pub(super) fn yearly(abbreviation: &str, id: &str) -> Option<String> {
    let (year, number) = id.split_once('-')?.1.split_once('-')?;
    Some(format!("{abbreviation}\u{a0}{year}, {number}"))
}

/// What people call an act of the Union: `Verordening 2016/679`, `Verordening nr. 924/2009`, `Richtlijn 98/26`. The
/// treaty it rests on, `(EU)` or `(Euratom)`, is not in its number.
pub(super) fn union_act(id: &str) -> Option<String> {
    let (year, number) = id.get(1..5).zip(id.get(6..))?;
    let number = number.trim_start_matches('0');
    let sector = id.as_bytes().get(5)?;
    let name = match sector {
        b'R' => "Verordening",
        b'L' => "Richtlijn",
        b'D' => "Besluit",
        _ => "Kaderbesluit",
    };
    // Until 1998 years had two digits; until 2014 the number of a regulation came first.
    let short = if year < "1999" { year.get(2..)? } else { year };
    match sector {
        b'R' if year < "1968" => None,
        b'R' if year < "2015" => Some(format!("{name} nr.\u{a0}{number}/{short}")),
        _ => Some(format!("{name} {short}/{number}")),
    }
}

/// `Artikel 208 VWEU`
pub(super) fn union_treaty(id: &str) -> Option<String> {
    let (letter, article) = id.strip_prefix("12016")?.split_at_checked(1)?;
    let name = match letter {
        "E" => "VWEU",
        "M" => "VEU",
        _ => "Handvest van de grondrechten van de Europese Unie",
    };
    Some(match article.trim_start_matches('0') {
        "/TXT" => name.to_owned(),
        article => format!("Artikel {article} {name}"),
    })
}
