//! A dossier, or several, with the numbers of papers behind it.

use crate::cite::citation::{Certainty, Citation, Cited, Passage};
use crate::cite::cursor::Cursor;
use crate::cite::dossier::{self, Figures, Mention};
use crate::cite::list::{self, List, Member, Sign};
use crate::cite::qualifier::{self, Qualifier};
use crate::cite::words;
use crate::number::identifier::DocumentId;
use crate::number::kst::{Chamber, KstId, Ondernummer};
use crate::number::series::{Grammar, KAMERSTUKKEN, SERIES, Series};
use std::ops::Range;

/// Nobody files one document in more dossiers.
const MOST_DOSSIERS: usize = 24;
/// Before this dossier no series ran to four figures, so a number of four figures is another dossier.
const FIRST_LONG_SERIES: u32 = 19_000;

/// How the number of a paper is joined to its dossier.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Mark {
    Nr,
    Hyphen,
    Comma,
    Space,
    Brackets,
}

/// A dossier, or several, with the numbers of papers.
pub(super) struct Papers {
    pub(super) dossiers: Vec<(Mention, Range<usize>)>,
    pub(super) numbers: Option<(Mark, List<Ondernummer>)>,
    pub(super) end: usize,
}

impl Papers {
    /// Do the figures of the first dossier stand together, or does a toevoeging show that they are of one?
    pub(super) fn is_whole(&self) -> bool {
        self.dossiers.first().is_some_and(|(d, _)| !d.grouped || d.number.toevoeging().is_some())
    }

    /// Are all numbers letters, as those of the Eerste Kamer are?
    pub(super) fn are_lettered(&self) -> bool {
        let letters = |(number, _): &(Ondernummer, _)| matches!(number, Ondernummer::Letters(_));
        self.numbers.as_ref().is_some_and(|(_, list)| list.members.iter().all(letters))
    }

    /// The number that was named last.
    pub(super) fn last_number(&self) -> Option<Ondernummer> {
        self.numbers.as_ref()?.1.members.last().map(|&(number, _)| number)
    }

    /// The citation of these papers, or of the dossiers if there are none.
    pub(super) fn cite(
        self,
        text: &str,
        start: usize,
        qualifier: Qualifier,
        certainty: Certainty,
    ) -> Option<Citation> {
        let (first, _) = self.dossiers.first()?;
        let home = first.number;
        let words = Passage::of(text, start..self.end);
        let range_truncated = self.numbers.as_ref().is_some_and(|(_, list)| list.truncated);
        let (cited, also_dossier) = if let Some((_, list)) = self.numbers {
            let others = self.dossiers.get(1..).unwrap_or_default().iter().map(|(d, _)| d.number).collect();
            let paper = |ondernummer| KstId { dossier: home, ondernummer };
            let cited = list.members.into_iter().map(|(n, span)| Cited { id: paper(n).into(), span });
            (cited.collect(), others)
        } else {
            let dossiers = self.dossiers.into_iter();
            let cited = dossiers.map(|(d, span)| Cited { id: DocumentId::of_dossier(d.number), span });
            (cited.collect(), Vec::new())
        };
        Some(Citation {
            chamber: qualifier.chamber,
            vergaderjaar: qualifier.vergaderjaar,
            also_dossier,
            range_truncated,
            certainty,
            ..Citation::new(words, cited)?
        })
    }
}

/// What stands before papers decides what is accepted behind it.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Belief {
    /// `Kamerstuk`: anything.
    Strong,
    /// `TK`, `E.K.`: no ordinary prose, so that a comma before the number is enough.
    Abbreviated,
    /// `Tweede Kamer`: words of ordinary prose; the rest has to look like a citation.
    Weak,
    /// No label.
    Bare,
}

/// Reads dossiers and numbers.
pub(super) fn read(c: &mut Cursor<'_>, belief: Belief, qualifier: Qualifier) -> Option<Papers> {
    let accept = if belief == Belief::Bare { Figures::Alone } else { Figures::Labelled };
    let start = c.at();
    let first = dossier::read(c, accept).or_else(|| of_eerste_kamer(c, belief, qualifier))?;
    let mut papers = Papers { dossiers: vec![(first, start..first.end)], numbers: None, end: first.end };
    while papers.dossiers.len() < MOST_DOSSIERS {
        if let Some((mark, list)) = numbers(c, belief, qualifier, &papers) {
            // `21501-20 en 21501-32-1740`: the tight form names its own dossier, not the first of several.
            if mark == Mark::Hyphen && papers.dossiers.len() > 1 {
                papers.dossiers.pop();
                papers.end = papers.dossiers.last()?.1.end;
                *c = Cursor::new(c.text(), papers.end);
                return Some(papers);
            }
            papers.end = list.end;
            papers.numbers = Some((mark, list));
            return Some(papers);
        }
        let mut after = *c;
        let Some((another, span)) = another_dossier(&mut after, accept) else {
            break;
        };
        *c = after;
        papers.end = another.end;
        papers.dossiers.push((another, span));
    }
    (!first.number.is_roman() && !lone_letter(*c, first)).then_some(papers)
}

/// `Kamerstuk 36 410 B`: a paper of the Eerste Kamer, or a fund of the budget; which of the two cannot be told.
fn lone_letter(mut c: Cursor<'_>, dossier: Mention) -> bool {
    if c.at() != dossier.end || dossier.number.toevoeging().is_some() || !c.spaces() {
        return false;
    }
    let letter = c.word().len() == 1 && c.peek().is_ascii_uppercase();
    c.skip(1);
    let stop = c.eat(b'.');
    let ends = c.at() == c.text().len() || matches!(c.peek(), b'\n' | b'\r');
    let listed = !stop && { c }.spaces() && {
        let mut next = c;
        next.spaces();
        next.eat_any(&["en", "of"])
    };
    letter && (ends || listed || !stop && matches!(c.peek(), b')' | b']' | b';' | b','))
}

/// `CXIX, A`: a dossier of the Eerste Kamer itself, with the letter of a paper behind it.
fn of_eerste_kamer(c: &mut Cursor<'_>, belief: Belief, qualifier: Qualifier) -> Option<Mention> {
    /// Up to here the figures are those of chapters too.
    const HIGHEST_CHAPTER: u32 = 40;
    let believed = belief == Belief::Strong || belief != Belief::Bare && qualifier.has_year;
    let roman = dossier::read_roman(c).filter(|_| believed)?;
    let alone = roman.number.number() > HIGHEST_CHAPTER && qualifier.chamber.is_none();
    (alone || qualifier.chamber == Some(Chamber::Eerste)).then_some(roman)
}

/// `28 638 en 31 015`, `34 682/35 334`, `9595,9596`
fn another_dossier(c: &mut Cursor<'_>, accept: Figures) -> Option<(Mention, Range<usize>)> {
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
    qualifier: Qualifier,
    papers: &Papers,
) -> Option<(Mark, List<Ondernummer>)> {
    let strong = belief == Belief::Strong || belief != Belief::Bare && qualifier.has_year;
    let dossier = papers.dossiers.last()?;
    let mut after = *c;
    let found = if strong {
        bracketed(&mut after, qualifier)
            .map(|list| (Mark::Brackets, list))
            .or_else(|| remarked(&mut after).map(|list| (Mark::Nr, list)))
            .or_else(|| dated(&mut after).map(|list| (Mark::Nr, list)))
            .or_else(|| joined(&mut after, belief, strong, qualifier, dossier))
            .or_else(|| titled(&mut after).map(|list| (Mark::Nr, list)))
    } else {
        dated(&mut after)
            .map(|list| (Mark::Nr, list))
            .or_else(|| joined(&mut after, belief, strong, qualifier, dossier))
    };
    *c = after;
    found
}

/// `28 638 (Mensenhandel), nr. 201`
fn remarked(c: &mut Cursor<'_>) -> Option<List<Ondernummer>> {
    let mut after = *c;
    list::remark(&mut after);
    if after.at() == c.at() {
        return None;
    }
    after.eat(b',');
    behind_sign(c, after)
}

/// `28 638 (2020-2021), nr. 201`, `28 638, vergaderjaar 2020–2021, nr. 201`: the parliamentary year behind the dossier.
fn dated(c: &mut Cursor<'_>) -> Option<List<Ondernummer>> {
    let mut after = *c;
    after.eat(b',');
    after.spaces();
    // Most of what follows a number is seen by its first letter to be no year.
    if !matches!(after.peek(), b'(' | b'0'..=b'9' | b'v' | b'V' | b'z' | b'Z') {
        return None;
    }
    let bracket = after.eat(b'(');
    if after.eat_any(&["vergaderjaar", "zitting", "zittingsjaar"]) {
        after.spaces();
    }
    qualifier::year(&mut after)?.vergaderjaar()?;
    if bracket && !after.eat(b')') {
        return None;
    }
    after.eat(b',');
    behind_sign(c, after)
}

/// `28 638 Mensenhandel, nr. 201`, `28 638, Mensenhandel, nr. 201`: the title of the dossier.
fn titled(c: &mut Cursor<'_>) -> Option<List<Ondernummer>> {
    let mut after = *c;
    after.eat(b',');
    after.spaces();
    title(&mut after).then(|| behind_sign(c, after))?
}

/// The list behind `nr.` at `after`; only if there is one, `c` moves behind it.
fn behind_sign(c: &mut Cursor<'_>, mut after: Cursor<'_>) -> Option<List<Ondernummer>> {
    after.spaces();
    let sign = list::sign(&mut after);
    if sign == Sign::None {
        return None;
    }
    let list = list::read::<Ondernummer>(&mut after, sign)?;
    *c = Cursor::new(c.text(), after.at());
    Some(list)
}

/// Steps over a few words that start with a capital and end in the comma before `nr.`. What does not read as the
/// title of a dossier (the end of a sentence, a figure that is no year, the label of another citation) is none.
fn title(c: &mut Cursor<'_>) -> bool {
    const LONGEST_TITLE: usize = 160;
    const SHORTEST_TITLE: usize = 6;
    let start = *c;
    if !start.word().starts_with(|first: char| first.is_ascii_uppercase()) {
        return false;
    }
    while c.at() - start.at() < LONGEST_TITLE {
        let word = c.word();
        if opens_other_citation(word) {
            return false;
        }
        c.skip(word.len());
        match c.peek() {
            b',' => {
                c.skip(1);
                c.spaces();
                if list::sign(&mut { *c }) != Sign::None {
                    return c.at() - start.at() > SHORTEST_TITLE;
                }
            }
            b'0'..=b'9' => {
                if !words::is_year(c.digits()) {
                    return false;
                }
            }
            b'-' | b'\'' => c.skip(1),
            _ if c.eat_letter() || c.spaces() => {}
            _ => return false,
        }
    }
    false
}

/// Is this the label of a citation of parliament's papers or of a bulletin?
fn opens_other_citation(word: &str) -> bool {
    let among = |series: &&Series| series.words.iter().any(|label| label.eq_ignore_ascii_case(word));
    SERIES.iter().filter(|series| among(series)).any(|series| {
        matches!(
            series.grammar,
            Grammar::Papers | Grammar::Meetings | Grammar::Questions | Grammar::Yearly { .. }
        )
    })
}

/// Reads the numbers behind a comma, a hyphen or nothing but a space, with `nr.` or without.
fn joined(
    c: &mut Cursor<'_>,
    belief: Belief,
    strong: bool,
    qualifier: Qualifier,
    (dossier, span): &(Mention, Range<usize>),
) -> Option<(Mark, List<Ondernummer>)> {
    let mut after = *c;
    let spaced = after.spaces();
    // `[Kamerstuk 28 638](…) 201`: the words of a link end with what they cite.
    let linked = spaced && c.peek() == b']';
    // "- 28 638⏎- nr. 201": the mark of the next item of a list.
    if after.breaks_since(c.at()) && { after }.dash() {
        return None;
    }
    let hyphen = after.dash() || belief == Belief::Strong && after.eat(b'/');
    let hyphen_spaced = spaced | (hyphen && after.spaces());
    let comma = !hyphen && after.eat(b',');
    if !hyphen && !comma && matches!(after.peek(), b'.' | b':') {
        after.skip(1);
    }
    after.spaces();
    if after.eat_any(&["stuk", "stukken", "onder", "letter", "letters", "met"]) {
        after.spaces();
    }
    // "28 638 #3" by itself is a rank.
    let sign =
        if belief == Belief::Bare && after.peek() == b'#' { Sign::None } else { list::sign(&mut after) };
    if sign != Sign::None {
        let mut list = list::read::<Ondernummer>(&mut after, sign)?;
        // `nr. 201 en op stuk nr. 12 (35 570)`: the last number belongs to the dossier behind it.
        if list.members.len() > 1 && dossier_in_brackets(&mut { after }).is_some() {
            list.members.pop();
            list.end = list.members.last()?.1.end;
            after = Cursor::new(c.text(), list.end);
        }
        *c = after;
        return Some((Mark::Nr, list));
    }
    let mark = match (hyphen, comma) {
        (true, _) => Mark::Hyphen,
        (_, true) => Mark::Comma,
        _ if spaced && !linked => Mark::Space,
        _ => return None,
    };
    // What opens the next line is the number of a note, a section or an item.
    if after.breaks_since(c.at()) && !(comma && words::ends_item(after)) {
        return None;
    }
    let mut behind = after;
    let number = Ondernummer::read(&mut behind)?;
    // What is no paper without `nr.`: "36 410, 12 maart", "36 410, 2.3", "36 410 1)", "36 410, B. Jansen".
    let figures = behind.since(after.at());
    let other = match number {
        _ if mark == Mark::Hyphen => false,
        Ondernummer::Letters(_) => qualifier.chamber != Some(Chamber::Eerste) && words::is_initial(behind),
        _ => {
            words::is_mark(figures, after.at(), behind)
                || words::unit_follows(behind)
                || words::counted_follow(behind)
        }
    };
    if other {
        return None;
    }
    let whole = dossier.number.toevoeging().is_some() || !dossier.grouped;
    // `(amendement 36 067 – 61)`
    let announced = hyphen_spaced && belief == Belief::Bare && words::motion_before(c.text(), span.start);
    let plausible = match (mark, number) {
        // `(32 813-775)`; the brackets are looked for where the whole has been read.
        (Mark::Hyphen, Ondernummer::Number(n)) if belief == Belief::Bare => {
            (!hyphen_spaced || announced)
                && (dossier.number.toevoeging().is_some() || whole && in_series(dossier, n) || n < 1_000)
        }
        (Mark::Hyphen, _) => belief != Belief::Bare && (belief == Belief::Strong || !hyphen_spaced),
        // `EK 36 067 H`
        (Mark::Space, Ondernummer::Letters(_)) if belief == Belief::Abbreviated => {
            qualifier.chamber == Some(Chamber::Eerste)
                && after.word().len() < 3
                && !words::is_abbreviation(after.word())
        }
        // `Eerste Kamer 36 410, H`
        (Mark::Comma, Ondernummer::Letters(_)) if belief == Belief::Weak && !strong => {
            qualifier.chamber == Some(Chamber::Eerste)
                && letters_stand_alone(&after, mark, Qualifier::default())
                && !words::is_initial(behind)
        }
        _ if !(strong || belief == Belief::Abbreviated && mark == Mark::Comma) => false,
        (_, Ondernummer::Number(n)) => in_series(dossier, n),
        (_, Ondernummer::Letters(_)) => letters_stand_alone(&after, mark, qualifier),
        (_, Ondernummer::Lettered(..)) => true,
    };
    if !plausible {
        return None;
    }
    // `moties 36 410-7 t/m 9`: behind another word what looks like a range is a longer code.
    let one = belief == Belief::Bare && !words::motion_before(c.text(), span.start);
    let list = if one { single(&mut after)? } else { list::read(&mut after, Sign::One)? };
    if !strong && words::unit_follows(after) && !(mark == Mark::Hyphen && words::paper_follows(after)) {
        return None;
    }
    *c = after;
    Some((mark, list))
}

/// Is this the number of a paper, and neither a year nor another dossier?
fn in_series(dossier: &Mention, number: u16) -> bool {
    number < 1_000 || dossier.number.number() >= FIRST_LONG_SERIES && !(1_945..2_050).contains(&number)
}

/// Capitals behind a dossier without `nr.` may be the number of a paper of the Eerste Kamer or any abbreviation.
fn letters_stand_alone(c: &Cursor<'_>, mark: Mark, qualifier: Qualifier) -> bool {
    match (qualifier.chamber, mark) {
        (Some(Chamber::Eerste), _) => true,
        // No series of letters has come to three; an abbreviation often does.
        (_, Mark::Comma) => c.word().len() < 3 && !words::is_abbreviation(c.word()),
        _ => false,
    }
}

/// `(250, 250a)`, as the Eerste Kamer's papers were cited.
fn bracketed(c: &mut Cursor<'_>, qualifier: Qualifier) -> Option<List<Ondernummer>> {
    let mut after = *c;
    let comma = after.eat(b',');
    after.spaces();
    let square = after.eat(b'[');
    if !square && !after.eat(b'(') {
        return None;
    }
    after.spaces();
    let sign = list::sign(&mut after);
    let has_sign = sign != Sign::None;
    if (comma || square || after.breaks_since(c.at())) && !has_sign {
        return None;
    }
    let sign = if has_sign { sign } else { Sign::Several };
    let mut list = list::read::<Ondernummer>(&mut after, sign)?;
    after.spaces();
    let short = list.members.iter().all(|(n, _)| !matches!(n, Ondernummer::Number(1_000..)));
    let short = has_sign || short;
    let listed = has_sign || list.members.len() > 1 || qualifier.has_year;
    if !after.eat(if square { b']' } else { b')' }) || !short || !listed {
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
    if (after.dash() || after.eat(b'.')) && after.in_token() {
        return None;
    }
    Some(List::single(number, start..c.at()))
}

/// ` ( 36 410 VI )`
pub(in crate::cite) fn dossier_in_brackets(c: &mut Cursor<'_>) -> Option<(Mention, usize)> {
    let InBrackets { dossiers, end } = dossiers_in_brackets(c, false)?;
    Some((dossiers.first()?.0, end))
}

/// The dossiers of a bracket, and where it ends.
pub(in crate::cite) struct InBrackets {
    pub(super) dossiers: Vec<(Mention, Range<usize>)>,
    pub(super) end: usize,
}

/// `, 35 570`: the dossier of papers whose numbers stand before it, and no citation by itself; `op Kamerstuk 35 570`
/// too, where no number of its own follows.
pub(in crate::cite) fn dossier_behind(c: &mut Cursor<'_>) -> Option<InBrackets> {
    let comma = c.eat(b',');
    c.spaces();
    let mut labelled = *c;
    let joined = labelled.eat_any(&["op", "van", "bij", "in"]);
    labelled.spaces();
    if labelled.eat_opening(&KAMERSTUKKEN) {
        qualifier::read(&mut labelled);
        let start = labelled.at();
        let papers = read(&mut labelled, Belief::Strong, Qualifier::default())?;
        if papers.numbers.is_some() || papers.dossiers.len() != 1 {
            return None;
        }
        let end = papers.end;
        return Some(InBrackets { dossiers: vec![(papers.dossiers.first()?.0, start..end)], end });
    }
    if !comma || joined {
        return None;
    }
    let start = c.at();
    // "nr. 12, 10.000 euro"
    if c.byte(2) == b'.' {
        return None;
    }
    let dossier = dossier::read(c, Figures::Alone)?;
    let mut after = *c;
    let parted = after.eat(b',') | after.spaces();
    let ends = after.at() == c.text().len()
        || matches!(after.peek(), b'.' | b';' | b':' | b')' | b']' | b'\n' | b'\r')
        || after.eat_any(&["en", "of", "over", "inzake", "betreffende"])
        || parted && after.peek() == b'(';
    // `stuk nr. 12, 35 570, nr. 3`: the next citation.
    let next = after.peek() == b'.' && after.byte(1).is_ascii_digit();
    (ends && !next).then(|| InBrackets { dossiers: vec![(dossier, start..dossier.end)], end: dossier.end })
}

/// ` ( 36 410 VI )`, ` (31 293, 31 289)`; ` (Kamerstuk 28 638)` where that may be `labelled`.
pub(in crate::cite) fn dossiers_in_brackets(c: &mut Cursor<'_>, labelled: bool) -> Option<InBrackets> {
    c.spaces();
    if !c.eat(b'(') {
        return None;
    }
    c.spaces();
    if labelled && c.eat_opening(&KAMERSTUKKEN) {
        qualifier::read(c);
    }
    // "nr. 12 (10.000)" is an amount: a dot within the figures needs a label.
    if c.byte(2) == b'.' {
        return None;
    }
    let start = c.at();
    let first = dossier::read(c, Figures::Alone)?;
    let first = dossier::with_fund(c, first);
    let mut dossiers = vec![(first, start..first.end)];
    while dossiers.len() < MOST_DOSSIERS {
        let mut after = *c;
        let Some((another, span)) = another_dossier(&mut after, Figures::Alone) else { break };
        let another = dossier::with_fund(&mut after, another);
        *c = after;
        dossiers.push((another, span.start..another.end));
    }
    c.spaces();
    c.eat(b')').then(|| InBrackets { dossiers, end: c.at() })
}
