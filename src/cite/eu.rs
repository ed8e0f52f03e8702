//! Law and documents of the European Union: `Richtlijn 2011/36/EU`, `Verordening (EG) nr. 1071/2009`,
//! `Kaderbesluit 2002/629/JBZ`, `COM(2021)171`, `32016R0679`.
//!
//! The search stops at the figures with a slash; the kind of act stands before them ("Detacheringsrichtlijn",
//! "Gedelegeerde Verordening"), so the reader looks back for it.

use super::bodies;
use super::citation::{Citation, Cited, Passage, References};
use super::cursor::{Cursor, before, last_word, trim_space};
use super::words;
use crate::number::identifier::{DocumentId, Kind};
use std::borrow::Cow;
use std::ops::Range;

/// Since this year regulations and decisions are numbered year first.
const YEAR_FIRST: u32 = 2015;
/// How far back the kind of act may stand.
const WINDOW: usize = 96;

/// Reads an act from its figures (`2016/679`, `93/13/EEG`).
pub(super) fn act(text: &str, start: usize, found: &mut References) -> Option<usize> {
    let mut c = Cursor::new(text, start);
    let first = c.digits();
    if !(1..=4).contains(&first.len()) || !c.eat(b'/') {
        return None;
    }
    // Conversion breaks lines behind the slash; only an act that is written out is read over that.
    let torn = c.spaces();
    let second = c.digits();
    if !(1..=4).contains(&second.len()) {
        return None;
    }
    let community = community(&mut c);
    if c.in_token() && !community || c.peek() == b'/' && c.byte(1).is_ascii_alphanumeric() {
        return None;
    }
    let head = Head::before(text, start, found)?;
    if torn && !(head.sector.is_some() && (head.named || community)) {
        return None;
    }
    let sector = head.sector.or_else(|| head.named_nearby(text, community))?;
    let of_union = community || head.named;
    if !of_union && (head.compound || of_another_body(c)) {
        return None;
    }
    // "Besluit 1/80" is of another body: decisions of the Union name it.
    if sector == 'D' && !of_union {
        return None;
    }
    let number_first = head.has_sign || head.old_community;
    // `883/04`, `04/38/EG`
    let (first, second) = match sector {
        'R' if first.len() > 2 || head.old_community => (first.into(), of_this_century(second)),
        'L' if community => (of_this_century(first), second.into()),
        _ => (first.into(), second.into()),
    };
    let (year, number) = year_and_number(&first, &second, sector, number_first)?;
    let id = DocumentId::parse(&format!("3{year}{sector}{number:04}"))?;
    found.push_one(text, head.start..c.at(), id)
}

/// `/EU`, `/EG`, `/JBZ`: steps over it.
fn community(c: &mut Cursor<'_>) -> bool {
    let mut after = *c;
    // "93/13 EEG"; in lower case these are other words.
    let slash = after.eat(b'/');
    let joined = slash || after.spaces() && after.peek().is_ascii_uppercase();
    let found =
        joined && (after.eat_any(&COMMUNITIES) && !{ after }.dash() || slash && glued_community(&mut after));
    if found {
        *c = after;
    }
    found
}

/// `2009/48/EGzijn`: conversion loses the space behind it.
fn glued_community(c: &mut Cursor<'_>) -> bool {
    let rest = c.rest();
    let behind = rest.trim_start_matches(|c: char| c.is_ascii_uppercase());
    let name = rest.strip_suffix(behind).unwrap_or_default();
    let glued = COMMUNITIES.contains(&name) && behind.starts_with(|c: char| c.is_ascii_lowercase());
    if glued {
        c.skip(name.len());
    }
    glued
}

const COMMUNITIES: [&str; 13] =
    ["EU", "EG", "EEG", "EGKS", "EC", "EEC", "JBZ", "JHA", "GBVB", "CFSP", "Euratom", "EGA", "EER"];

/// `Richtlijn van de Raad 92/43/EEG`
const ISSUERS: [&str; 4] = [
    " van het Europees Parlement en de Raad",
    " van het Europees Parlement en van de Raad",
    " van de Raad",
    " van de Commissie",
];

/// What stands before the figures of an act.
#[allow(clippy::struct_excessive_bools, reason = "each tells whether one word or mark was seen")]
struct Head {
    /// Where the citation starts.
    start: usize,
    /// The letter of the kind of act in CELEX.
    sector: Option<char>,
    /// `nr.` stands before the figures.
    has_sign: bool,
    /// (EG) or (EEG): these numbered regulations number first.
    old_community: bool,
    /// (EU) or the like stands before the figures.
    named: bool,
    /// The kind is named by a compound that is no word of the Union: "Huisvestingsverordening", "NHG-richtlijn".
    compound: bool,
}

impl Head {
    fn before(text: &str, at: usize, found: &References) -> Option<Self> {
        let floor = found.end();
        let near = before(text, at, WINDOW.min(at.saturating_sub(floor)));
        let adjacent = near.chars().next_back();
        // `nr.604/2013`
        let glued_sign = ["nr.", "no.", "Nr.", "No."].iter().any(|sign| near.ends_with(sign));
        let glued = |c: char| matches!(c, '/' | '-' | '.' | ',' | ':') || c.is_alphanumeric();
        if adjacent.is_some_and(glued) && !glued_sign {
            return None;
        }
        let offset = at - near.len();
        let mut rest = trim_space(near);
        let mut start = at;
        let mut has_sign = false;
        let dotless = rest.strip_suffix('.').unwrap_or(rest);
        if matches!(last_word(dotless).to_lowercase().as_str(), "nr" | "no" | "nrs" | "nummer") {
            has_sign = true;
            let word = dotless.strip_suffix(last_word(dotless)).unwrap_or_default();
            start = offset + word.len();
            rest = trim_space(word);
        }
        let mut old_community = false;
        let mut named = false;
        if let Some((open, names)) = bracket(rest) {
            named = true;
            old_community = !names.split([',', '/']).any(|name| name.trim() == "EU");
            start = offset + open;
            rest = trim_space(rest.get(..open).unwrap_or_default());
        } else if COMMUNITIES.contains(&last_word(rest)) {
            let word = last_word(rest);
            named = true;
            old_community = word != "EU";
            start = offset + rest.len() - word.len();
            rest = trim_space(rest.strip_suffix(word).unwrap_or_default());
        }
        for issuer in ISSUERS {
            rest = rest.strip_suffix(issuer).map_or(rest, trim_space);
        }
        // `Vo. (EU) 2017/625`
        let dotless = rest.strip_suffix('.').unwrap_or(rest);
        let shortened = matches!(last_word(dotless), "Vo" | "Rl")
            || (named || has_sign) && matches!(last_word(rest), "VO" | "RL");
        rest = if shortened { dotless } else { rest };
        let word = last_word(rest);
        let mut sector = match word {
            _ if !shortened => sector(rest, word),
            "Vo" | "VO" => Some('R'),
            _ => Some('L'),
        };
        let mut compound = false;
        if sector.is_some() {
            // "EU-verordening", "Framework Decision"
            let name = rest.strip_suffix(word).unwrap_or(rest);
            let name = if name.ends_with('-') {
                name.trim_end_matches(|c: char| c.is_alphanumeric() || c == '-')
            } else {
                name
            };
            let name = name.strip_suffix("Framework ").unwrap_or(name);
            let kind = rest.get(name.len()..).unwrap_or_default();
            // "vanverordening": conversion loses the space before it.
            let glued = kind.strip_prefix("van").filter(|kind| !is_compound(kind)).map_or(0, |_| "van".len());
            start = offset + name.len() + glued;
            compound = is_compound(kind.get(glued..).unwrap_or(kind));
        } else if joins(rest) {
            // "Verordeningen (EG) nr. 1071/2009, (EG) nr. 1072/2009": a series shares the word.
            sector = found.last_act(text, start);
        }
        Some(Self { start, sector, has_sign, old_community, named, compound })
    }

    /// `de Richtlijn energie-efficiëntie (2012/27/EU)`, `Verordening digitale diensten (EU) 2022/2065`: the kind of
    /// act is named a little earlier.
    fn named_nearby(&self, text: &str, community: bool) -> Option<char> {
        let near = before(text, self.start, WINDOW);
        if self.has_sign || !community && !self.named {
            return None;
        }
        let Some(open) = near.trim_end().strip_suffix('(') else {
            return kind_before_title(near);
        };
        let found = open.rfind("ichtlijn")?;
        (community && !self.named && !open.get(found..).unwrap_or_default().contains([';', '\n']))
            .then_some('L')
    }
}

/// Is the kind of act named with a word before it with which the Union names none?
fn is_compound(name: &str) -> bool {
    /// `EU-verordening`, `Uitvoeringsverordening`
    const OF_UNION: [&str; 8] =
        ["", "eu-", "eg-", "eeg-", "uitvoerings", "kader", "detacherings", "framework "];
    let lower = name.to_lowercase();
    let kinds = ["verordening", "richtlijn", "regulation", "directive", "besluit", "beschikking", "decision"];
    let front = kinds.iter().find_map(|kind| lower.rfind(kind).map(|at| lower.get(..at).unwrap_or_default()));
    front.is_some_and(|front| !OF_UNION.contains(&front))
}

/// Does the text go on with a body that makes rules of its own: `van de gemeente Ede`, `van de NVVC`?
pub(super) fn of_another_body(mut c: Cursor<'_>) -> bool {
    const OF_UNION: [&str; 9] =
        ["Raad", "Commissie", "Europees", "Europese", "EU", "EG", "EEG", "Unie", "Gemeenschap"];
    c.spaces();
    if !c.eat_word("van") {
        return false;
    }
    c.spaces();
    c.eat_any(&["de", "het", "een", "onze", "deze"]);
    c.spaces();
    let word = c.word();
    !OF_UNION.contains(&word) && (c.peek().is_ascii_uppercase() || bodies::is_local(word))
}

/// The kind of act before the few words of its title: `verordening digitale diensten`.
fn kind_before_title(near: &str) -> Option<char> {
    const LONGEST_TITLE: usize = 4;
    /// These are numbered like acts and are none of the kinds that have an id here.
    const OTHERS: [&str; 7] =
        ["aanbeveling", "actie", "advies", "mededeling", "optreden", "resolutie", "standpunt"];
    let near = trim_space(near);
    let plain = |word: &str| word.chars().all(|c| c.is_alphabetic() || c == '-');
    let mut words = near.rsplit(char::is_whitespace).take_while(|word| plain(word)).take(LONGEST_TITLE + 1);
    let closest = words.next().filter(|word| !OTHERS.contains(&word.to_lowercase().as_str()))?;
    // A title starts with a noun: "verordening en (EU) …" is another act.
    (closest.len() > 3)
        .then(|| words.find_map(|word| sector(word, word)))?
        .filter(|kind| matches!(kind, 'R' | 'L'))
}

/// `(EU)`, `(EU, Euratom)` at the end of a text: where it opens, and what it holds.
fn bracket(text: &str) -> Option<(usize, &str)> {
    let inner = text.strip_suffix(')')?;
    let open = inner.rfind('(')?;
    let names = inner.get(open + 1..).unwrap_or_default();
    let known = |name: &str| COMMUNITIES.contains(&name.trim()) || name.trim() == "EURATOM";
    (names.len() <= 20 && names.split([',', '/']).all(known)).then_some((open, names))
}

/// The letter of an act by the word that names its kind; compounds count ("Kaderrichtlijn").
fn sector(text: &str, word: &str) -> Option<char> {
    let lower = word.to_lowercase();
    let ends = |ends: &[&str]| ends.iter().any(|e| lower.ends_with(e));
    if ends(&["verordening", "verordeningen", "regulation", "regulations"]) {
        Some('R')
    } else if ends(&["richtlijn", "richtlijnen", "directive", "directives"]) {
        Some('L')
    } else if ends(&["kaderbesluit", "kaderbesluiten"])
        || lower == "decision" && text.ends_with("ramework Decision")
    {
        Some('F')
    } else if ends(&["besluit", "besluiten", "beschikking", "beschikkingen", "decision", "decisions"]) {
        Some('D')
    } else {
        None
    }
}

/// Does the text end in what joins the members of a series?
fn joins(text: &str) -> bool {
    text.is_empty()
        || text.ends_with(',')
        || text.ends_with(';')
        || matches!(last_word(text), "en" | "of" | "and" | "van")
}

/// `04` is 2004: until 2014 acts were cited with two figures of their year.
fn of_this_century(figures: &str) -> Cow<'_, str> {
    let short = figures.len() == 2 && figures < "15";
    if short { format!("20{figures}").into() } else { figures.into() }
}

/// Tells year from number. `None` if neither figure can be the year.
fn year_and_number(first: &str, second: &str, sector: char, number_first: bool) -> Option<(u32, u32)> {
    let year = |s: &str| -> Option<u32> {
        let value: u32 = s.parse().ok()?;
        match s.len() {
            4 if (1_950..=2_050).contains(&value) => Some(value),
            2 if value >= 50 => Some(1_900 + value),
            _ => None,
        }
    };
    let number = |s: &str| s.parse::<u32>().ok();
    let by_year = || Some((year(first)?, number(second)?));
    let by_number = || Some((year(second)?, number(first)?));
    match sector {
        'R' => {
            let recent = year(first).is_some_and(|y| y >= YEAR_FIRST);
            if number_first || !recent { by_number().or_else(by_year) } else { by_year() }
        }
        'D' if number_first => by_number().or_else(by_year),
        _ => by_year().or_else(by_number),
    }
}

impl References {
    /// The letter of the act that was cited last, if nothing but joining words stands between it and `at`.
    fn last_act(&self, text: &str, at: usize) -> Option<char> {
        let last = self.citations.last().filter(|c| c.kind == Kind::Eu)?;
        let between = text.get(last.span.end..at).filter(|t| t.len() <= WINDOW)?;
        let joins = |word: &str| matches!(word, "en" | "of" | "and" | "van" | "de" | "nr." | "");
        let joined = between.split(|c: char| c.is_whitespace() || matches!(c, ',' | ';')).all(joins);
        let letter = last.cited.first()?.id.as_str().chars().nth(5)?;
        (joined && letter.is_ascii_uppercase()).then_some(letter)
    }
}

/// Reads a paper of the Commission: `COM(2021)171`, `COM (2021) 171 definitief`, `SWD(2021) 101`, `JOIN(2020) 5`.
pub(super) fn paper(text: &str, start: usize, found: &mut References) -> Option<usize> {
    let mut c = Cursor::new(text, start);
    let series = c.word();
    if !series.bytes().all(|b| b.is_ascii_uppercase()) {
        return None;
    }
    c.skip(series.len());
    c.spaces();
    let open = c.eat(b'(') || c.eat(b'/');
    c.spaces();
    let year = c.digits();
    c.spaces();
    let close = c.eat(b')') || c.eat(b'/');
    let year_end = c.at();
    c.eat(b',');
    c.spaces();
    let breaks = c.breaks_since(year_end);
    if super::list::sign(&mut c) == super::list::Sign::None && breaks {
        return None;
    }
    let number = c.digits();
    let year = match year.len() {
        4 if super::words::is_year(year) => year.to_owned(),
        2 if year > "50" => format!("19{year}"),
        2 => format!("20{year}"),
        _ => return None,
    };
    // "COM(2021)171def"
    let whole = !c.in_token() || matches!(c.word(), "def" | "definitief" | "final");
    if !open || !close || !(1..=5).contains(&number.len()) || !whole {
        return None;
    }
    let id = |number: &str| DocumentId::parse(&format!("{series}({year}){}", number.trim_start_matches('0')));
    let mut cited = vec![Cited { id: id(number)?, span: start..c.at() }];
    cited.extend(
        more_papers(&mut c, number)
            .into_iter()
            .filter_map(|span| Some(Cited { id: id(text.get(span.clone())?)?, span })),
    );
    found.citations.push(Citation::new(Passage::of(text, start..c.at()), cited)?);
    Some(c.at())
}

/// `COM(2020) 609, 610 en 611`: papers of the same year. Only an "en" ends such a list; what is counted is none, nor
/// what is no higher number.
fn more_papers(c: &mut Cursor<'_>, first: &str) -> Vec<Range<usize>> {
    const MOST_JOINED: usize = 12;
    const OTHERS: [&str; 6] = ["andere", "overige", "nieuwe", "verdere", "van", "tot"];
    let (mut after, mut last) = (*c, first);
    let mut more = Vec::new();
    for _ in 0..MOST_JOINED {
        let comma = after.eat(b',');
        after.spaces();
        let and = after.eat_any(&["en", "and"]);
        after.spaces();
        let start = after.at();
        let number = after.digits();
        let higher = (number.len(), number) > (last.len(), last) && number.len() <= first.len() + 1;
        let other = after.in_token()
            || words::is_part_of_more(number, after)
            || words::unit_follows(after)
            || words::counted_follow(after)
            || { after }.spaces()
                && OTHERS.contains(
                    &{
                        let mut c = after;
                        c.spaces();
                        c
                    }
                    .word(),
                );
        if !(comma || and) || !higher || number.len() < 2 || other {
            break;
        }
        last = number;
        more.push(start..after.at());
        if and {
            *c = after;
            return more;
        }
    }
    Vec::new()
}

/// Reads a CELEX number: `32016R0679`.
pub(super) fn celex(text: &str, start: usize, found: &mut References) -> Option<usize> {
    let mut c = Cursor::new(text, start);
    if c.digits().len() != 5 || !matches!(c.peek(), b'L' | b'R' | b'D' | b'F') {
        return None;
    }
    c.skip(1);
    if c.digits().len() != 4 || c.in_token() {
        return None;
    }
    push(c, start, c.since(start), found)
}

fn push(c: Cursor<'_>, start: usize, id: &str, found: &mut References) -> Option<usize> {
    found.push_one(c.text(), start..c.at(), DocumentId::parse(id)?)
}
