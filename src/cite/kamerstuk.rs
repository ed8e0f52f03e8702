//! Kamerstukken and their dossiers: `Kamerstukken II 2020/21, 28 638, nr. 201`, `(24691, nr. 35)`,
//! `21501-32-1740`, `nr. 721(19637)`, `dossier 36 600-XVI`.
//!
//! Every form is a dossier with the numbers of papers behind it (or, in debates, before it); the forms differ in
//! what must stand there before we believe it. A label makes us believe nearly anything; without a label there
//! has to be an explicit `nr.` or the tight form with hyphens.

use super::cursor::{Cursor, before, last_word, trim_space};
use super::dossier::{self, Figures, Written};
use super::list::{self, Label, List, Member};
use super::session::{self, Session};
use super::{Certainty, Citation, Cited, Found, aanhangsel, handelingen, locator, words};
use crate::identifier::{DocumentId, Kind};
use crate::kst::{Chamber, KstId, Ondernummer};
use std::ops::Range;

/// Nobody files one document in more dossiers, or joins more citations under one label.
const MOST: usize = 24;
/// Before this dossier no series ran to four figures, so a number of four figures is another dossier.
const FIRST_LONG_SERIES: u32 = 19_000;

/// How the number of a paper is joined to its dossier.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Mark {
    Nr,
    Hyphen,
    Comma,
    Space,
    Brackets,
}

/// A dossier, or several, with the numbers of papers.
struct Reference {
    dossiers: Vec<(Written, Range<usize>)>,
    numbers: Option<(Mark, List<Ondernummer>)>,
    end: usize,
}

/// What stands before a reference decides what is accepted behind it.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Belief {
    /// `Kamerstuk`: anything.
    Strong,
    /// `TK`, `Tweede Kamer`: words of ordinary prose; the rest has to look like a citation.
    Weak,
    /// No label.
    Bare,
}

/// Reads a citation that starts with a label.
pub(super) fn labelled(text: &str, start: usize, found: &mut Found) -> Option<usize> {
    let mut c = Cursor::new(text, start);
    let mut chamber = Session::default();
    let belief = if strong_label(&mut c) {
        Belief::Strong
    } else if session::chamber(&mut c, &mut chamber) {
        Belief::Weak
    } else {
        return None;
    };
    let label_end = c.at();
    let mut session = session::read(&mut c);
    session.chamber = session.chamber.or(chamber.chamber);
    if session.aanhangsel {
        return aanhangsel::after_label(c, start, session, found);
    }
    if session.handelingen && session.has_year {
        return handelingen::after_label(c, start, session, found);
    }
    if belief == Belief::Weak && text[label_end..c.at()].contains('(') {
        return None;
    }
    let reference = reference(&mut c, belief, session)?;
    if !credible(&reference, belief, session) {
        return None;
    }
    Some(cite(c, start, reference, session, Certainty::Labelled, found))
}

/// Steps over a label that is used for Kamerstukken only.
fn strong_label(c: &mut Cursor<'_>) -> bool {
    const LABELS: &[&str] = &[
        "kamerstuk",
        "kamerstukken",
        "kamerstuknr",
        "kamerstuknrs",
        "kamerstuknummer",
        "kamerstuknummers",
        "kamerstukdossier",
        "kamerstukdossiers",
        "kamerstukkendossier",
        "kamerdossier",
        "kamerst",
        "kst",
    ];
    if c.eat_any(LABELS) {
        return true;
    }
    let mut after = *c;
    if after.eat_any(&["parliamentary"]) && after.spaces() {
        let found = after.eat_any(&["paper", "papers", "document", "documents"]);
        *c = after;
        return found;
    }
    // Before 1980 the Kamerstukken were attachments to the Handelingen.
    let mut after = *c;
    if after.eat_any(&["bijlage", "bijlagen", "bijl"]) {
        after.eat(b'.');
        after.spaces();
        for filler in ["bij", "van", "de", "het"] {
            if after.eat_word(filler) {
                after.spaces();
            }
        }
        if after.eat_any(&["handelingen", "hand"]) {
            *c = after;
            return true;
        }
    }
    false
}

/// Is what was read a citation, given what stood before it?
fn credible(reference: &Reference, belief: Belief, session: Session) -> bool {
    let Some((first, _)) = reference.dossiers.first() else {
        return false;
    };
    let number = first.number.number();
    // "Kamerstukken II 2021, nr. 5" names no dossier.
    if (1_900..2_100).contains(&number) && session.vergaderjaar.is_none() {
        return false;
    }
    match (&reference.numbers, belief) {
        (_, Belief::Strong) => true,
        (Some((mark, _)), Belief::Weak) => session.has_year || matches!(mark, Mark::Nr | Mark::Hyphen),
        (None, Belief::Weak) => session.vergaderjaar.is_some() && number >= 10_000,
        (Some((mark, _)), Belief::Bare) => matches!(mark, Mark::Nr | Mark::Hyphen),
        (None, Belief::Bare) => false,
    }
}

/// Reads dossiers and numbers.
fn reference(c: &mut Cursor<'_>, belief: Belief, session: Session) -> Option<Reference> {
    let accept = if belief == Belief::Bare { Figures::Alone } else { Figures::Labelled };
    let start = c.at();
    let first = dossier::read(c, accept)?;
    let mut reference =
        Reference { dossiers: vec![(first, start..first.end)], numbers: None, end: first.end };
    while reference.dossiers.len() < MOST {
        if let Some((mark, list)) = numbers(c, belief, session, &reference) {
            reference.end = list.end;
            reference.numbers = Some((mark, list));
            return Some(reference);
        }
        let mut after = *c;
        let Some((another, span)) = another_dossier(&mut after, accept) else {
            break;
        };
        *c = after;
        reference.end = another.end;
        reference.dossiers.push((another, span));
    }
    Some(reference)
}

/// `28 638 en 31 015`, `34 682/35 334`, `9595,9596`
fn another_dossier(c: &mut Cursor<'_>, accept: Figures) -> Option<(Written, Range<usize>)> {
    c.spaces();
    let joint = c.eat(b',') | c.eat(b'/') | {
        c.spaces();
        c.eat_any(&["en", "and", "of"]) || c.eat(b'&')
    };
    c.spaces();
    let start = c.at();
    let another = dossier::read(c, accept).filter(|d| joint && d.number.number() >= 3_000)?;
    (!words::unit_follows(*c)).then_some((another, start..another.end))
}

/// Reads the numbers of papers behind a dossier.
fn numbers(
    c: &mut Cursor<'_>,
    belief: Belief,
    session: Session,
    reference: &Reference,
) -> Option<(Mark, List<Ondernummer>)> {
    let strong = belief == Belief::Strong || belief == Belief::Weak && session.has_year;
    let mut after = *c;
    if strong && let Some(list) = bracketed(&mut after, session) {
        *c = after;
        return Some((Mark::Brackets, list));
    }
    let dossier = &reference.dossiers.last()?.0;
    let spaced = after.spaces();
    let hyphen = after.dash();
    let hyphen_spaced = spaced | (hyphen && after.spaces());
    let comma = !hyphen
        && (after.eat(b',')
            || matches!(after.peek(), b'.' | b':') && {
                after.skip(1);
                false
            });
    after.spaces();
    if after.eat_any(&["stuk", "stukken", "onder", "ondernummer", "ondernummers", "letter"]) {
        after.spaces();
    }
    let label = list::label(&mut after);
    if label != Label::None {
        let list = list::read::<Ondernummer>(&mut after, label)?;
        *c = after;
        return Some((Mark::Nr, list));
    }
    let mark = match (hyphen, comma) {
        (true, _) => Mark::Hyphen,
        (_, true) => Mark::Comma,
        _ if spaced => Mark::Space,
        _ => return None,
    };
    let number = Ondernummer::read(&mut { after })?;
    let whole = dossier.number.toevoeging().is_some() || !dossier.grouped;
    let plausible = match (mark, number) {
        (Mark::Hyphen, Ondernummer::Number(_)) if belief == Belief::Bare => !hyphen_spaced && whole,
        (Mark::Hyphen, _) => belief != Belief::Bare && (belief == Belief::Strong || !hyphen_spaced),
        _ if !strong => false,
        (_, Ondernummer::Number(n)) => {
            n < 1_000 || dossier.number.number() >= FIRST_LONG_SERIES && !(1_945..2_050).contains(&n)
        }
        (_, Ondernummer::Letters(_)) => letters_stand_alone(&after, mark, session),
        (_, Ondernummer::Lettered(..)) => true,
    };
    if !plausible {
        return None;
    }
    let list = if belief == Belief::Bare { single(&mut after)? } else { list::read(&mut after, Label::One)? };
    *c = after;
    Some((mark, list))
}

/// Capitals behind a dossier without `nr.` may be the number of a paper of the Eerste Kamer or any abbreviation.
fn letters_stand_alone(c: &Cursor<'_>, mark: Mark, session: Session) -> bool {
    const ABBREVIATIONS: &[&str] = &[
        "TK", "EK", "AO", "WO", "VV", "EU", "EG", "VN", "AI", "ICT", "BZK", "VWS", "OCW", "SZW", "EZK",
        "LNV", "JBZ", "NL", "NV", "BV", "MvT", "MvA", "VAO", "SO", "CD", "NO", "VSO", "NGO", "CDA", "VVD",
        "SP", "SGP", "PVV", "DC",
    ];
    match (session.chamber, mark) {
        (Some(Chamber::Eerste), _) => true,
        (_, Mark::Comma) => !ABBREVIATIONS.contains(&c.word()),
        _ => false,
    }
}

/// `(250, 250a)`, as the Eerste Kamer's papers were cited.
fn bracketed(c: &mut Cursor<'_>, session: Session) -> Option<List<Ondernummer>> {
    let mut after = *c;
    after.spaces();
    if !after.eat(b'(') {
        return None;
    }
    after.spaces();
    let label = match list::label(&mut after) {
        Label::None => Label::Several,
        label => label,
    };
    let mut list = list::read::<Ondernummer>(&mut after, label)?;
    after.spaces();
    let short = list.members.iter().all(|(n, _)| !matches!(n, Ondernummer::Number(1_000..)));
    let listed = list.members.len() > 1 || session.has_year;
    if !after.eat(b')') || !short || !listed {
        return None;
    }
    list.end = after.at();
    *c = after;
    Some(list)
}

/// One number and no list: the tight form names one paper.
fn single(c: &mut Cursor<'_>) -> Option<List<Ondernummer>> {
    let start = c.at();
    let number = Ondernummer::read(c)?;
    let mut after = *c;
    if after.dash() && after.in_token() {
        return None;
    }
    Some(List { members: vec![(number, start..c.at())], end: c.at(), truncated: false })
}

/// Reads a citation that starts with the figures of a dossier, or with `dossier` or `wetsvoorstel` before them.
pub(super) fn bare(text: &str, start: usize, found: &mut Found) -> Option<usize> {
    let mut c = Cursor::new(text, start);
    // Nearly every number ends here.
    dossier::figures(&mut { c }, Figures::Alone)?;
    let label = dossier_word(text, start).filter(|&at| at >= found.end());
    if label.is_none() && !words::may_stand_alone(text, start) {
        return None;
    }
    let reference = reference(&mut c, Belief::Bare, Session::default())?;
    if label.is_none() && !credible(&reference, Belief::Bare, Session::default()) || words::unit_follows(c) {
        return None;
    }
    let certainty = if label.is_some() { Certainty::Labelled } else { Certainty::Pattern };
    let start = label.unwrap_or(start);
    Some(cite(c, start, reference, Session::default(), certainty, found))
}

/// The start of the word that makes the number at `at` a dossier, if there is one.
fn dossier_word(text: &str, at: usize) -> Option<usize> {
    const WORDS: &[&str] = &[
        "dossier",
        "dossiers",
        "dossiernummer",
        "dossiernummers",
        "dossiernr",
        "kamerdossier",
        "kamerstukdossier",
        "wetsdossier",
        "wetgevingsdossier",
        "begrotingsdossier",
    ];
    let near = before(text, at, 64);
    let offset = at - near.len();
    let mut head = trim_space(near);
    if head.len() == near.len() {
        return None;
    }
    let trimmed = trim_space(head.trim_end_matches([':', '.', ',']));
    if matches!(last_word(trimmed).to_lowercase().as_str(), "nr" | "nrs" | "nummer" | "nummers") {
        head = trim_space(&trimmed[..trimmed.len() - last_word(trimmed).len()]);
    }
    let word = last_word(head);
    let lower = word.to_lowercase();
    let known = WORDS.contains(&lower.as_str())
        || lower.ends_with("wetsvoorstel")
        || lower.ends_with("wetsvoorstellen");
    known.then_some(offset + head.len() - word.len())
}

/// Reads the form of debates: `nr. 17, was nr. 9 (34834)`.
pub(super) fn reversed(text: &str, start: usize, found: &mut Found) -> Option<usize> {
    let mut c = Cursor::new(text, start);
    let label = match list::label(&mut c) {
        Label::None => return None,
        label => label,
    };
    reversed_numbers(c, start, label, found)
}

fn reversed_numbers(mut c: Cursor<'_>, start: usize, label: Label, found: &mut Found) -> Option<usize> {
    let mut list = list::read::<Ondernummer>(&mut c, label)?;
    let (dossier, end) = dossier_in_brackets(&mut c)?;
    let span = c.at() - 1..c.at();
    list.end = end;
    let reference = Reference { dossiers: vec![(dossier, span)], numbers: Some((Mark::Nr, list)), end };
    let citation = citation(start, reference, Session::default(), Certainty::Pattern)?;
    found.citations.push(citation);
    Some(end)
}

/// ` ( 36 410 VI )`
pub(super) fn dossier_in_brackets(c: &mut Cursor<'_>) -> Option<(Written, usize)> {
    c.spaces();
    if !c.eat(b'(') {
        return None;
    }
    c.spaces();
    let dossier = dossier::read(c, Figures::Alone)?;
    c.spaces();
    c.eat(b')').then_some((dossier, c.at()))
}

/// Keeps what was read, and reads on as long as citations follow that lean on the same label.
fn cite(
    mut c: Cursor<'_>,
    start: usize,
    reference: Reference,
    session: Session,
    certainty: Certainty,
    found: &mut Found,
) -> usize {
    let mut end = reference.end;
    let explicit = matches!(reference.numbers, Some((Mark::Nr, _)));
    let mut dossier = reference.dossiers.first().map(|(d, _)| *d);
    let Some(first) = citation(start, reference, session, certainty) else {
        return end;
    };
    found.citations.push(first);
    let mut session = session;
    for _ in 0..MOST {
        let place = locator::read(&mut c);
        if let Some(last) = found.citations.last_mut() {
            last.locator = place;
        }
        let mut after = c;
        let Some(joint) = joint(&mut after) else { break };
        let start = after.at();
        let label = list::label(&mut after);
        let next = if label == Label::None {
            inherited(&mut after, &mut session, joint, explicit)
        } else {
            same_dossier(&mut after, label, dossier)
        };
        let Some(next) = next else { break };
        dossier = next.dossiers.first().map(|(d, _)| *d);
        end = next.end;
        c = after;
        match citation(start, next, session, certainty) {
            Some(next) => found.citations.push(next),
            None => break,
        }
    }
    end
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Joint {
    Semicolon,
    Other,
}

/// `;`, `, en`, `en`, `alsmede`
fn joint(c: &mut Cursor<'_>) -> Option<Joint> {
    c.eat(b')');
    c.spaces();
    let mark = c.eat(b';').then_some(Joint::Semicolon).or_else(|| c.eat(b',').then_some(Joint::Other));
    c.spaces();
    let and = c.eat_any(&["en", "and", "alsmede"]) || c.eat(b'&');
    c.spaces();
    mark.or_else(|| and.then_some(Joint::Other))
}

/// `35 625, nr. 4, p. 12 en 13, en nr. 6`: the dossier of the citation before.
fn same_dossier(c: &mut Cursor<'_>, label: Label, dossier: Option<Written>) -> Option<Reference> {
    let start = c.at();
    let dossier = dossier?;
    let list = list::read::<Ondernummer>(c, label)?;
    if dossier_in_brackets(&mut { *c }).is_some() {
        return None;
    }
    Some(Reference {
        dossiers: vec![(dossier, start..start)],
        end: list.end,
        numbers: Some((Mark::Nr, list)),
    })
}

/// `; 2001/2002, 26 855 (16, 16a)`, `en 31 015, nr. 221`: the label of the citation before.
fn inherited(c: &mut Cursor<'_>, session: &mut Session, joint: Joint, explicit: bool) -> Option<Reference> {
    let chamber = matches!(c.word(), "I" | "II");
    if !c.peek().is_ascii_digit() && !chamber {
        return None;
    }
    let mut own = session::read(c);
    if own.aanhangsel || own.handelingen || own.labelled || chamber && !own.has_year {
        return None;
    }
    own.chamber = own.chamber.or(session.chamber);
    if !own.has_year {
        own.vergaderjaar = session.vergaderjaar;
    }
    let reference = reference(c, Belief::Strong, own)?;
    let believed = match &reference.numbers {
        Some((Mark::Nr | Mark::Brackets | Mark::Hyphen, _)) => true,
        Some(_) => own.has_year || joint == Joint::Semicolon || !explicit,
        None => own.has_year,
    };
    let number = reference.dossiers.first()?.0.number.number();
    *session = own;
    (believed && (number >= 10_000 || own.has_year)).then_some(reference)
}

/// Makes the citation of a reference.
fn citation(start: usize, reference: Reference, session: Session, certainty: Certainty) -> Option<Citation> {
    let (first, _) = reference.dossiers.first()?;
    let home = first.number;
    let span = start..reference.end;
    let truncated = reference.numbers.as_ref().is_some_and(|(_, list)| list.truncated);
    let (cited, also_dossier): (Vec<Cited>, Vec<_>) = if let Some((_, list)) = reference.numbers {
        let others = reference.dossiers[1..].iter().map(|(d, _)| d.number).collect();
        let paper = |ondernummer| KstId { dossier: home, ondernummer };
        let cited = list.members.into_iter().map(|(n, span)| Cited { id: paper(n).into(), span });
        (cited.collect(), others)
    } else {
        let cited = reference
            .dossiers
            .into_iter()
            .map(|(d, span)| Cited { id: DocumentId::of_dossier(d.number), span });
        (cited.collect(), Vec::new())
    };
    let kind = cited.first().map_or(Kind::Kamerstuk, |c| c.id.kind());
    Some(
        Citation {
            chamber: session.chamber,
            vergaderjaar: session.vergaderjaar,
            also_dossier,
            range_truncated: truncated,
            certainty,
            ..Citation::new(span, kind, cited)
        }
        .with_first_span(),
    )
}
