//! Kamerstukken and their dossiers: `Kamerstukken II 2020/21, 28 638, nr. 201`, `(24691, nr. 35)`,
//! `21501-32-1740`, `nr. 721(19637)`, `dossier 36 600-XVI`.
//!
//! Every form is a dossier with the numbers of papers behind it (or, in debates, before it); the forms differ in
//! what must stand there before we believe it. A label makes us believe nearly anything; without a label there
//! has to be an explicit `nr.` or the tight form with hyphens.
//!
//! `papers` reads a dossier with its numbers, this file decides what stands before it and whether to believe
//! it, and `leaning` follows the citations that lean on the label of the one before.

mod leaning;
mod papers;

use super::citation::{Certainty, References};
use super::cursor::{Cursor, before, last_word, trim_space};
use super::dossier::{self, Figures};
use super::handelingen::{self, BehindDossier};
use super::list::{self, List, Member, Sign};
use super::qualifier::{self, Qualifier};
use super::{aanhangsel, bodies, words};
use crate::number::kst::Ondernummer;
use crate::number::series::KAMERSTUKKEN;
use papers::{Belief, InBrackets, Mark, Papers};
pub(super) use papers::{dossier_behind, dossier_in_brackets, dossiers_in_brackets};

/// Reads a citation that starts with a label.
pub(super) fn labelled(text: &str, start: usize, found: &mut References) -> Option<usize> {
    let mut c = Cursor::new(text, start);
    let mut chamber = Qualifier::default();
    let belief = if strong_label(&mut c) {
        Belief::Strong
    } else if c.eat_word("zitting") {
        Belief::Weak
    } else if qualifier::chamber(&mut c, &mut chamber) {
        if c.at() - start > "T.K.".len() { Belief::Weak } else { Belief::Abbreviated }
    } else {
        return None;
    };
    let label_end = c.at();
    let mut qualifier = qualifier::read(&mut c);
    qualifier.chamber = qualifier.chamber.or(chamber.chamber);
    if qualifier.aanhangsel {
        // "Tweede Kamer, vergaderjaar 2023–2024, Aanhangsel 1" is the foot of a page, and the number is the page's.
        let number_follows = qualifier.has_sign
            || list::sign(&mut { c }) != Sign::None
            || aanhangsel::page(&mut { c }).is_some();
        if belief == Belief::Weak && !number_follows {
            return None;
        }
        return aanhangsel::after_label(c, start, qualifier, found);
    }
    if qualifier.handelingen && qualifier.has_year {
        return meeting_or_paper(c, start, Belief::Strong, qualifier, found)
            .or_else(|| handelingen::after_label(c, start, qualifier, found));
    }
    if belief == Belief::Strong && bodies::foreign_before(text, start) {
        return None;
    }
    if belief != Belief::Strong && c.since(label_end).contains('(') {
        return None;
    }
    read(c, start, belief, qualifier, found)
}

/// `Handelingen II 2014/15, 33 888, nr. 47, item 9`: a dossier behind the name of the reports.
pub(super) fn under_handelingen(text: &str, start: usize, found: &mut References) -> Option<usize> {
    let mut c = Cursor::new(text, start);
    let chamber = handelingen::of_chamber(&mut c);
    if chamber.is_none() && !qualifier::handelingen(&mut c) {
        return None;
    }
    let qualifier = qualifier::read(&mut c);
    let qualifier = Qualifier { chamber: chamber.or(qualifier.chamber), ..qualifier };
    meeting_or_paper(c, start, Belief::Weak, qualifier, found)
}

/// Reads the meeting at which the dossier here was discussed, or the paper of the dossier, which older texts cite so too.
fn meeting_or_paper(
    c: Cursor<'_>,
    start: usize,
    belief: Belief,
    qualifier: Qualifier,
    found: &mut References,
) -> Option<usize> {
    match handelingen::behind_dossier(c, qualifier)? {
        // Where no meeting can be told from it, what stands here is no paper either.
        BehindDossier::Meeting(meeting) => {
            handelingen::after_label(meeting, start, qualifier, found).or(Some(meeting.at()))
        }
        BehindDossier::Either(number) => Some(number.at()),
        BehindDossier::Paper => read(c, start, belief, qualifier, found),
    }
}

fn read(
    mut c: Cursor<'_>,
    start: usize,
    belief: Belief,
    qualifier: Qualifier,
    found: &mut References,
) -> Option<usize> {
    let papers = papers::read(&mut c, belief, qualifier)?;
    if !credible(&papers, belief, qualifier) {
        return None;
    }
    Some(leaning::cite(c, start, papers, qualifier, Certainty::Labelled, found))
}

/// Steps over a label that is used for Kamerstukken only.
fn strong_label(c: &mut Cursor<'_>) -> bool {
    if c.eat_opening(&KAMERSTUKKEN) {
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
        if qualifier::handelingen(&mut after) {
            *c = after;
            return true;
        }
    }
    false
}

/// Is what was read a citation, given what stood before it?
fn credible(papers: &Papers, belief: Belief, qualifier: Qualifier) -> bool {
    let Some((first, _)) = papers.dossiers.first() else {
        return false;
    };
    let number = first.number.number();
    // "Kamerstukken II 2021, nr. 5" names no dossier.
    if (1_900..2_100).contains(&number) && qualifier.vergaderjaar.is_none() {
        return false;
    }
    match (&papers.numbers, belief) {
        (_, Belief::Strong) => true,
        (Some((mark, _)), Belief::Weak) => {
            qualifier.has_year || matches!(mark, Mark::Nr | Mark::Hyphen) || papers.are_lettered()
        }
        (Some((mark, _)), Belief::Abbreviated) => {
            qualifier.has_year
                || matches!(mark, Mark::Nr | Mark::Hyphen)
                || number >= 10_000 && matches!(mark, Mark::Comma | Mark::Space)
        }
        (None, Belief::Weak | Belief::Abbreviated) => qualifier.vergaderjaar.is_some() && number >= 10_000,
        (Some((mark, _)), Belief::Bare) => matches!(mark, Mark::Nr | Mark::Hyphen),
        (None, Belief::Bare) => false,
    }
}

/// Reads a citation that starts with the figures of a dossier, or with `dossier` or `wetsvoorstel` before them.
pub(super) fn bare(text: &str, start: usize, found: &mut References) -> Option<usize> {
    let mut c = Cursor::new(text, start);
    // Nearly every number ends here.
    let mut behind = c;
    dossier::figures(&mut behind, Figures::Alone)?;
    if let Some(end) = letter(c, behind, found) {
        return Some(end);
    }
    let label = dossier_word(text, start).filter(|&at| at >= found.end());
    if label.is_none() && bodies::parliament_before(text, start) {
        return None;
    }
    if label.is_none() && !words::may_stand_alone(text, start) {
        // "de brief van 20 december 1990, 21 972 en 28 199, nr. 15": what is joined to such a number is none either.
        behind.spaces();
        let joined = behind.eat(b',') || behind.eat(b'/') || behind.eat(b'&');
        behind.spaces();
        let joined = behind.eat_any(&["en", "of", "and"]) | joined;
        behind.spaces();
        if !joined || !behind.peek().is_ascii_digit() {
            return None;
        }
        let joined = papers::read(&mut c, Belief::Bare, Qualifier::default())?;
        return (joined.dossiers.len() > 1).then_some(joined.end);
    }
    // "10625E-4": nor has a tight dossier a fund glued to its figures.
    let fund_glued = behind.word().len() == 1;
    let papers = papers::read(&mut c, Belief::Bare, Qualifier::default())?;
    let tight = matches!(papers.numbers, Some((Mark::Hyphen, _)));
    // Nothing else is numbered like the papers of a chapter or a council, whatever the number before it was.
    let first = papers.dossiers.first()?.0.number;
    let last = first.toevoeging().is_none().then(|| found.end());
    let announced = || first.number() == dossier::COUNCILS || words::announces_paper(text, start, last);
    if label.is_none() && !credible(&papers, Belief::Bare, Qualifier::default())
        || label.is_none() && tight && (fund_glued || !announced())
        || label.is_none()
            && tight
            && !papers.is_whole()
            && !(before(text, start, 1) == "(" && c.peek() == b')')
            && !words::motion_before(text, start)
        || words::unit_follows(c) && !words::paper_follows(c)
        || label.is_none() && words::rank_follows(c)
    {
        // What joins no number from here joins none from the dossiers behind it either, save the last.
        return papers.dossiers.last().map(|(_, span)| span.start);
    }
    let certainty = if label.is_some() { Certainty::Labelled } else { Certainty::Pattern };
    let start = label.unwrap_or(start);
    Some(leaning::cite(c, start, papers, Qualifier::default(), certainty, found))
}

/// `(31 839, X)`, `motie 36 067, letter Y`: without a label, only closed brackets or the word make a letter the number of
/// a paper. `behind` stands behind the figures of the dossier.
fn letter(mut c: Cursor<'_>, mut behind: Cursor<'_>, found: &mut References) -> Option<usize> {
    let (text, start) = (c.text(), c.at());
    let bracket = before(text, start, 1).ends_with('(');
    let comma = bracket || behind.eat(b',') && behind.spaces();
    if !comma || !bracket && behind.peek() != b'l' {
        return None;
    }
    let dossier = dossier::read(&mut c, Figures::Alone)?;
    c.eat(b',').then_some(())?;
    c.spaces();
    let named = c.eat_any(&["letter", "letters"])
        && words::may_stand_alone(text, start)
        && words::announces_paper(text, start, None);
    c.spaces();
    let letters = c.word();
    let one = letters.len() <= 2 && !words::is_abbreviation(letters);
    let list = if named {
        list::read(&mut c, Sign::One)?
    } else {
        let number = c.at()..c.at() + letters.len();
        List::single(
            Ondernummer::read(&mut c).filter(|_| bracket && matches!(c.peek(), b')' | b';'))?,
            number,
        )
    };
    let capitals = list.members.iter().all(|(number, _)| matches!(number, Ondernummer::Letters(_)));
    if !one || !capitals {
        return None;
    }
    let end = list.end;
    let papers =
        Papers { dossiers: vec![(dossier, start..dossier.end)], numbers: Some((Mark::Comma, list)), end };
    found.citations.push(papers.cite(text, start, Qualifier::default(), Certainty::Pattern)?);
    Some(end)
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
        "wetsontwerp",
        "wetsontwerpen",
        "initiatiefvoorstel",
        "initiatiefnota",
    ];
    let near = before(text, at, 64);
    let offset = at - near.len();
    let mut head = trim_space(near);
    if head.len() == near.len() {
        return None;
    }
    head = trim_space(head.trim_end_matches([':', '.']));
    // Before most numbers there is no word but another number.
    if !head.ends_with(char::is_alphabetic) {
        return None;
    }
    if matches!(last_word(head).to_lowercase().as_str(), "nr" | "nrs" | "nummer" | "nummers") {
        head = trim_space(head.strip_suffix(last_word(head)).unwrap_or_default());
        head = trim_space(head.strip_suffix(" met").unwrap_or(head));
    }
    for phrase in ["voorstel van wet", "Voorstel van wet", "voorstel van rijkswet", "Voorstel van rijkswet"] {
        if head.ends_with(phrase) {
            return Some(offset + head.len() - phrase.len());
        }
    }
    let word = last_word(head);
    let lower = word.to_lowercase();
    let known = WORDS.contains(&lower.as_str())
        || lower.ends_with("wetsvoorstel")
        || lower.ends_with("wetsvoorstellen");
    known.then_some(offset + head.len() - word.len())
}

/// Reads the form of debates: `nr. 17, was nr. 9 (34834)`.
pub(super) fn reversed(text: &str, start: usize, found: &mut References) -> Option<usize> {
    let mut c = Cursor::new(text, start);
    let sign = list::sign(&mut c);
    if sign == Sign::None {
        return None;
    }
    let mut list = list::read::<Ondernummer>(&mut c, sign)?;
    c.spaces();
    let named = match c.peek() {
        b'(' if words::may_number_paper(text, start) && !bodies::parliament_before(text, start) => {
            dossiers_in_brackets(&mut c, words::papers_before(text, start))
        }
        b',' | b'o' | b'v' | b'b' | b'i' if words::papers_before(text, start) => dossier_behind(&mut c),
        _ => None,
    };
    let Some(InBrackets { dossiers, end }) = named else {
        // Numbers of something else: nothing within them can be a citation.
        return Some(list.end);
    };
    list.end = end;
    let papers = Papers { dossiers, numbers: Some((Mark::Nr, list)), end };
    let citation = papers.cite(text, start, Qualifier::default(), Certainty::Pattern)?;
    found.citations.push(citation);
    Some(end)
}
