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
fn signed(lines: &[Line]) -> Vec<(usize, usize, Indiener)> {
    let mut found: Vec<(usize, usize, Indiener)> = Vec::new();
    let mut last = None;
    for at in 0..lines.len() {
        if last.is_some_and(|last| at > last + NEAR) {
            break;
        }
        let Some((sender, taken)) = office(lines, at) else { continue };
        let Some(line) = lines.get(at) else { continue };
        if sender.naam.is_some() {
            found.push((line.unit, line.unit, sender));
            last = Some(at);
            continue;
        }
        let near = lines.iter().enumerate().skip(at + taken).take(NEAR * 2);
        for (below, name) in near.filter(|(_, l)| l.is_in_column_of(line)).take(2) {
            if people::is_name(&name.text) && people::office(&name.text).is_none() {
                let sender = Indiener { naam: Some(name.text.clone()), ..sender };
                found.push((line.unit, name.unit, sender));
                last = last.max(Some(below));
                break;
            }
            if !letters::is_on_behalf(&name.text) && office(lines, below).is_none() {
                break;
            }
        }
    }
    found
}

/// The office on this line, or on this and the next, and how many lines it takes.
fn office(lines: &[Line], at: usize) -> Option<(Indiener, usize)> {
    let line = lines.get(at)?;
    let next = lines.get(at + 1).filter(|n| n.is_in_column_of(line));
    let joined = next
        .filter(|n| people::office_goes_on(&line.text, &n.text))
        .map(|n| format!("{} {}", line.text, n.text));
    if let Some(sender) = joined.as_deref().and_then(people::office) {
        return Some((sender, 2));
    }
    people::office(&line.text).map(|sender| (sender, 1))
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

/// Members who moved a motion: the names below its last line.
fn members(units: &[Unit]) -> Vec<Indiener> {
    let lines = lines(units);
    let end = lines.iter().rposition(|l| l.text.to_lowercase().contains("orde van de dag"));
    let Some(end) = end else { return Vec::new() };
    let names = lines.iter().skip(end + 1).filter(|l| !l.text.is_empty());
    let names = names.map_while(|l| people::member(&l.text));
    names.map(|name| Indiener { ambt: None, naam: Some(name.to_owned()) }).collect()
}
