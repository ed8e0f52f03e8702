//! Citations that lean on the one before: `35 625, nr. 4, p. 12, en nr. 6`, `28 638, nr. 199 en 31 015, nr. 221`.

use super::citation;
use super::reference::{self, Belief, Mark, Reference, dossier_in_brackets, remark};
use crate::cite::cursor::Cursor;
use crate::cite::dossier::Written;
use crate::cite::list::{self, Label};
use crate::cite::session::{self, Session};
use crate::cite::{Certainty, Found, locator};
use crate::kst::Ondernummer;

/// Nobody joins more citations under one label.
const MOST_JOINED: usize = 24;

/// Keeps what was read, and reads on as long as citations follow that lean on the same label.
pub(super) fn cite(
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
    for _ in 0..MOST_JOINED {
        let place = locator::read(&mut c);
        if let Some(last) = found.citations.last_mut() {
            last.locator = place;
        }
        let mut after = c;
        remark(&mut after);
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
    let reference = reference::read(c, Belief::Strong, own)?;
    let believed = match &reference.numbers {
        Some((Mark::Nr | Mark::Brackets | Mark::Hyphen, _)) => true,
        Some(_) => own.has_year || joint == Joint::Semicolon || !explicit,
        None => own.has_year,
    };
    let number = reference.dossiers.first()?.0.number.number();
    *session = own;
    (believed && (number >= 10_000 || own.has_year)).then_some(reference)
}
