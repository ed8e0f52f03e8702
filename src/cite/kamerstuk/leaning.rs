//! Citations that lean on the one before: `35 625, nr. 4, p. 12, en nr. 6`, `28 638, nr. 199 en 31 015, nr. 221`.

use super::papers::{self, Belief, Mark, Papers, dossier_in_brackets};
use crate::cite::citation::{Certainty, Passage, References};
use crate::cite::cursor::Cursor;
use crate::cite::dossier::Mention;
use crate::cite::list::{self, Sign};
use crate::cite::locator;
use crate::cite::qualifier::{self, Qualifier};
use crate::number::kst::Ondernummer;

/// Nobody joins more citations under one label.
const MOST_JOINED: usize = 24;

/// Keeps what was read, and reads on as long as citations follow that lean on the same label.
pub(super) fn cite(
    mut c: Cursor<'_>,
    start: usize,
    papers: Papers,
    qualifier: Qualifier,
    certainty: Certainty,
    found: &mut References,
) -> usize {
    let mut end = papers.end;
    let explicit = matches!(papers.numbers, Some((Mark::Nr, _)));
    let mut dossier = papers.dossiers.first().map(|(d, _)| *d);
    let mut last_number = papers.last_number();
    let Some(first) = papers.cite(c.text(), start, qualifier, certainty) else {
        return end;
    };
    found.citations.push(first);
    let mut qualifier = qualifier;
    for _ in 0..MOST_JOINED {
        let place = locator::read(&mut c);
        let pages = place.clone().filter(|place| c.text().get(place.clone()).is_some_and(names_pages));
        if let Some(last) = found.citations.last_mut() {
            last.locator = place.map(|place| Passage::of(c.text(), place));
        }
        let mut after = c;
        list::remark(&mut after);
        let Some(joint) = joint(&mut after) else { break };
        let start = after.at();
        let sign = list::sign(&mut after);
        let next = if sign == Sign::None {
            let letter = last_number.filter(|_| pages.is_some());
            later_letter(&mut after, letter, dossier)
                .or_else(|| inherited(&mut after, &mut qualifier, joint, explicit))
        } else {
            same_dossier(&mut after, sign, dossier)
        };
        let Some(next) = next else { break };
        dossier = next.dossiers.first().map(|(d, _)| *d);
        last_number = next.last_number();
        end = next.end;
        c = after;
        match next.cite(c.text(), start, qualifier, certainty) {
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
fn same_dossier(c: &mut Cursor<'_>, sign: Sign, dossier: Option<Mention>) -> Option<Papers> {
    let start = c.at();
    let dossier = dossier?;
    let list = list::read::<Ondernummer>(c, sign)?;
    if dossier_in_brackets(&mut { *c }).is_some() {
        return None;
    }
    Some(Papers { dossiers: vec![(dossier, start..start)], end: list.end, numbers: Some((Mark::Nr, list)) })
}

/// Are these places pages, and no attachments? Those have letters of their own: `C, bijlage 2 en D`.
fn names_pages(place: &str) -> bool {
    place.starts_with(['p', 'P', 'b', 'B']) && !place.to_ascii_lowercase().contains("bijl")
}

/// `33 662, C, blz. 4 en E`: a paper of the Eerste Kamer in the dossier of the citation before. A letter alone
/// may be anything, so it has to be a later one than `letter`, and nothing but a page or the end of the
/// reference may follow it: "C, blz. 4 en E. de Vries" names a person.
fn later_letter(c: &mut Cursor<'_>, letter: Option<Ondernummer>, dossier: Option<Mention>) -> Option<Papers> {
    let Some(Ondernummer::Letters(before)) = letter else { return None };
    let start = c.at();
    let mut after = *c;
    let list = list::read::<Ondernummer>(&mut after, Sign::None)?;
    let (Ondernummer::Letters(first), _) = list.members.first()? else { return None };
    let place = |letters: &[u8; 3]| (letters.iter().filter(|&&b| b != 0).count(), *letters);
    if place(first) <= place(&before) || !(ends_reference(after) || locator::read(&mut { after }).is_some()) {
        return None;
    }
    *c = after;
    Some(Papers {
        dossiers: vec![(dossier?, start..start)],
        end: list.end,
        numbers: Some((Mark::Comma, list)),
    })
}

/// Does the text, the line or the bracket end here, or another reference follow?
fn ends_reference(mut c: Cursor<'_>) -> bool {
    if matches!(c.peek(), b')' | b']' | b';') {
        return true;
    }
    c.eat(b'.');
    c.at() == c.text().len() || matches!(c.peek(), b'\n' | b'\r')
}

/// `; 2001/2002, 26 855 (16, 16a)`, `en 31 015, nr. 221`: the label of the citation before.
fn inherited(c: &mut Cursor<'_>, qualifier: &mut Qualifier, joint: Joint, explicit: bool) -> Option<Papers> {
    let chamber = matches!(c.word(), "I" | "II");
    if !c.peek().is_ascii_digit() && !chamber {
        return None;
    }
    let mut own = qualifier::read(c);
    if own.aanhangsel || own.handelingen || own.has_sign || chamber && !own.has_year {
        return None;
    }
    own.chamber = own.chamber.or(qualifier.chamber);
    if !own.has_year {
        own.vergaderjaar = qualifier.vergaderjaar;
    }
    let papers = papers::read(c, Belief::Strong, own)?;
    let believed = match &papers.numbers {
        Some((Mark::Nr | Mark::Brackets | Mark::Hyphen, _)) => true,
        Some(_) => own.has_year || joint == Joint::Semicolon || !explicit,
        None => own.has_year,
    };
    let number = papers.dossiers.first()?.0.number.number();
    *qualifier = own;
    (believed && (number >= 10_000 || own.has_year)).then_some(papers)
}
