//! Notes whose marks are figures like any other: a converter has taken what raised them.

use super::{Look, Mark, Start, linked, number};
use crate::import::draft::Block;
use crate::import::flow::Unit;
use crate::import::text;
use std::collections::BTreeSet;

/// Notes whose marks are plain figures: a run of numbered paragraphs from 1 on. Which figures are the marks is told as it is
/// in plain text.
pub(super) fn read<'l>(units: &[Unit], looks: &'l [Look]) -> (Vec<Mark>, Vec<Start>) {
    let mut best: Vec<Start> = Vec::new();
    let mut run: Vec<Start> = Vec::new();
    for (unit, look) in looks.iter().enumerate() {
        let next = run.last().map_or(1, |last| last.number + 1);
        let mut opened = openings(units, looks, unit);
        // The number of the next note may stand in the middle of a paragraph that goes on with this one.
        let arrow = look.text.find(&format!("[←{next}]")).filter(|_| opened.is_empty());
        if let (Some(begin), Some(last)) = (arrow, run.last_mut().filter(|last| last.last + 1 == unit)) {
            (last.last, last.end) = (unit, begin);
            opened = from_here(&look.text, unit, next, begin);
        }
        for start in opened {
            if start.number == 1 {
                best = if run.len() > best.len() { std::mem::take(&mut run) } else { best };
                run.clear();
            }
            if start.number == run.last().map_or(1, |last| last.number + 1) {
                run.push(start);
            }
        }
    }
    let run = if run.len() >= best.len() { run } else { best };
    let of_notes: BTreeSet<usize> = run.iter().flat_map(|start| start.unit..=start.last).collect();
    let own =
        |(unit, look): (usize, &'l Look)| if of_notes.contains(&unit) { "" } else { look.text.as_str() };
    let texts: Vec<&str> = looks.iter().enumerate().map(own).collect();
    let wanted: Vec<(u32, usize)> = run.iter().map(|start| (start.number, start.unit)).collect();
    let marks: Vec<_> = text::plain_marks(&texts, &wanted);
    if run.is_empty() || marks.len() * 2 < run.len() {
        return (Vec::new(), Vec::new());
    }
    (marks, run)
}

/// The notes that begin in a paragraph by their plain numbers.
fn openings(units: &[Unit], looks: &[Look], unit: usize) -> Vec<Start> {
    let (Some(own), Some(look)) = (units.get(unit), looks.get(unit)) else { return Vec::new() };
    let text = look.text.as_str();
    if own.spot.cell.is_some() || own.spot.aside || !matches!(own.block, Block::Paragraph(_)) {
        return Vec::new();
    }
    if own.spot.item.is_some_and(|item| item.number.is_some()) {
        return linked(units, looks, unit).into_iter().collect();
    }
    let lead = text.len() - text.trim_start().len();
    let trimmed = text.trim_start();
    let (digits, signs) = match trimmed.strip_prefix("[←").and_then(|rest| rest.split_once(']')) {
        Some((digits, _)) => (digits, "[←]".len()),
        None => (trimmed.split(char::is_whitespace).next().unwrap_or_default(), 0),
    };
    let Some(number) = number(digits) else { return Vec::new() };
    let end = lead + digits.len() + signs;
    let rest = text.get(end..).unwrap_or_default().trim_start();
    if rest.is_empty() {
        let below =
            units.get(unit + 1).is_some_and(|u| matches!(u.block, Block::Paragraph(_)) && u.spot == own.spot);
        let words = looks.get(unit + 1).is_some_and(|look| text::begins_words(look.text.trim_start()));
        let end_below = looks.get(unit + 1).map_or(0, |look| look.text.len());
        let start = Start { unit, last: unit + 1, number, mark: lead..end, end: end_below };
        return if below && words { vec![start] } else { Vec::new() };
    }
    if !text::begins_words(rest) {
        return Vec::new();
    }
    from_here(text, unit, number, lead)
}

/// The notes that begin in a paragraph from this one on, whose number stands here.
fn from_here(text: &str, unit: usize, mut number: u32, mut begin: usize) -> Vec<Start> {
    let mut found: Vec<Start> = Vec::new();
    loop {
        let typed = text.get(begin..).unwrap_or_default();
        let signs = if typed.starts_with('[') { "[←]".len() } else { 0 };
        let end = begin + signs + number.to_string().len();
        if let Some(last) = found.last_mut() {
            last.end = begin;
        }
        found.push(Start { unit, last: unit, number, mark: begin..end, end: text.len() });
        number += 1;
        match text.get(end..).and_then(|behind| text::next_within(behind, number)) {
            Some(next) => begin = end + next,
            None => return found,
        }
    }
}
