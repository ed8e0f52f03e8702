//! Who signed: the line with an office and, below it, the line with a name.
//!
//! Signatures stand in paragraphs, side by side in a table, or divided by tabs; in answers to questions they stand
//! before the answers, so the whole letter is searched and the first place with an office and a name counts.

use super::lines::{Line, lines, parts};
use crate::content::front_matter::Indiener;
use crate::dutch::letters;
use crate::import::draft::{Block, Inline};
use crate::import::flow::Unit;
use crate::import::header::people;

/// Lines between an office and its name, or between two signatures.
const NEAR: usize = 6;

/// Who signed, and the paragraphs in which the signature begins and ends.
type Signature = (usize, usize, Indiener);

/// Finds the senders. Signatures that stand in paragraphs become lines that stay lines.
pub(in crate::import) fn take(units: &mut [Unit], soort: Option<&str>) -> Vec<Indiener> {
    if soort.is_some_and(|s| s.to_lowercase().contains("motie") || s.to_lowercase().contains("amendement")) {
        return members(units);
    }
    let lines = parts(units);
    let signed = signed(&lines);
    if signed.is_empty() {
        return unnamed(&lines).into_iter().collect();
    }
    let mut senders = Vec::new();
    let mut blocks: Vec<(usize, usize)> = Vec::new();
    for (office, name, sender) in signed {
        if !senders.contains(&sender) {
            senders.push(sender);
        }
        // Several may have signed in the lines of one paragraph, which is one block.
        match blocks.last_mut().filter(|(_, last)| office <= *last) {
            Some((_, last)) => *last = name.max(*last),
            None => blocks.push((office, name)),
        }
    }
    for (office, name) in blocks {
        join(units, office, name);
    }
    senders
}

/// The office below a closing without a name, as where the name is part of a picture of the signature.
fn unnamed(lines: &[Line]) -> Option<Indiener> {
    let closing = lines.iter().rposition(|l| letters::is_closing(&l.text))?;
    (closing + 1..lines.len()).take(NEAR).find_map(|at| office(lines, at)).map(|(sender, _)| sender)
}

/// Office and name of every signature in the first place that has any, with their paragraphs.
fn signed(lines: &[Line]) -> Vec<Signature> {
    let mut found: Vec<Signature> = Vec::new();
    let mut last = None;
    let mut at = 0;
    while at < lines.len() && last.is_none_or(|last| at <= last + NEAR) {
        let (more, next) = names_above(lines, at).or_else(|| signatory(lines, at)).unwrap_or_default();
        if more.is_empty() {
            at += 1;
            continue;
        }
        found.extend(more);
        last = last.max(Some(next));
        at = at.max(next) + 1;
    }
    found
}

/// Those who sign from this line on, an office above each name, with the last of their lines. Side by side, the offices stand
/// before all of the names.
fn signatory(lines: &[Line], at: usize) -> Option<(Vec<Signature>, usize)> {
    let (sender, taken) = office(lines, at)?;
    let line = lines.get(at)?;
    if sender.naam.is_some() {
        return Some((vec![(line.unit, line.unit, sender)], at));
    }
    let near = lines.iter().enumerate().skip(at + taken).take(NEAR * 2);
    for (below, name) in near.filter(|(_, l)| l.is_in_column_of(line)).take(3) {
        if let Some(naam) = signed_name(&name.text) {
            let beside = line.cell.is_some() || line.part > 0 || name.part > 0;
            let sender = Indiener { naam: Some(naam), ..sender };
            return Some((vec![(line.unit, name.unit, sender)], if beside { at } else { below }));
        }
        if !letters::is_on_behalf(&name.text) && office(lines, below).is_none() {
            break;
        }
    }
    None
}

/// Those who sign from this line on with their names above their offices. One alone has initials, or stands below the
/// closing: any line of few words may look like a name.
fn names_above(lines: &[Line], at: usize) -> Option<(Vec<Signature>, usize)> {
    let mut found = Vec::new();
    let mut next = at;
    let first = lines.get(at)?;
    let own = |at: usize| lines.get(at).filter(|line| line.is_in_column_of(first) && line.cell == first.cell);
    while let Some(naam) = own(next).and_then(|line| signed_name(&line.text)) {
        let Some((sender, taken)) = own(next + 1).and_then(|_| office(lines, next + 1)) else { break };
        let (Some(name), Some(last)) = (own(next), own(next + taken)) else { break };
        if sender.naam.is_some() {
            break;
        }
        found.push((name.unit, last.unit, Indiener { naam: Some(naam), ..sender }));
        next += taken + 1;
    }
    // The name of the last office stands below it, and those of the others do too.
    let goes_on = own(next).is_some_and(|line| signed_name(&line.text).is_some());
    let initials = first.text.split(' ').next().is_some_and(|word| word.ends_with('.'));
    let closed = at
        .checked_sub(1)
        .and_then(|before| lines.get(before))
        .is_some_and(|line| letters::is_closing(&line.text));
    (!found.is_empty() && !goes_on && (found.len() > 1 || initials || closed))
        .then(|| (found, next.saturating_sub(1)))
}

/// The name of somebody who signs.
fn signed_name(line: &str) -> Option<String> {
    people::member(line).filter(|_| people::signed_office(line).is_none())
}

/// The office on this line, or on this and the next, and how many lines it takes.
fn office(lines: &[Line], at: usize) -> Option<(Indiener, usize)> {
    let line = lines.get(at)?;
    let next = lines.get(at + 1).filter(|n| n.is_in_column_of(line));
    let joined = next
        .filter(|n| people::office_goes_on(&line.text, &n.text))
        .map(|n| format!("{} {}", line.text, n.text));
    if let Some(sender) = joined.as_deref().and_then(people::signed_office) {
        return Some((sender, 2));
    }
    people::signed_office(&line.text).map(|sender| (sender, 1))
}

/// Makes the paragraphs from office to name one block of lines.
fn join(units: &mut [Unit], office: usize, name: usize) {
    let Some(between) = units.get_mut(office..=name) else { return };
    let cell = between.first().and_then(|u| u.spot.cell);
    if between.iter().any(|u| u.spot.cell != cell || u.spot.aside || u.text().contains('\t')) {
        return;
    }
    let mut all = Vec::new();
    for unit in between.iter().filter(|u| !u.is_empty()) {
        all.extend(unit.inlines().split(|i| *i == Inline::Break).map(<[Inline]>::to_vec));
    }
    for unit in between.iter_mut() {
        unit.block = Block::Paragraph(Vec::new());
    }
    if let Some(first) = between.first_mut() {
        first.block = Block::Lines(all);
    }
}

/// Members who moved a motion: the names below its last line, or those that end it.
fn members(units: &[Unit]) -> Vec<Indiener> {
    let lines = lines(units);
    let all: Vec<&Line> = lines.iter().filter(|l| !l.text.is_empty()).collect();
    let end = all.iter().rposition(|l| l.text.to_lowercase().contains("orde van de dag")).map(|end| end + 1);
    let last = || all.len() - all.iter().rev().take_while(|l| people::members(&l.text).is_some()).count();
    let names = all.get(end.unwrap_or_else(last)..).unwrap_or_default();
    let names = names.iter().map_while(|l| people::members(&l.text)).flatten();
    names.map(|name| Indiener { ambt: None, naam: Some(name) }).collect()
}
