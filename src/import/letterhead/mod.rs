//! Where a letter begins and ends on its sheet: what is letterhead, and what it states.
//!
//! The ministries' templates put the same facts in tables, text boxes, frames and running heads, in any order.
//! [`mod@lines`] lays a document out in lines that know their cell; [`facts`] reads the labels and the recognised
//! lines among them; [`signature`] finds who signed. This module decides which lines are the head: all before the
//! salutation, or, in a letter without one, all up to the last line that states a fact before the first paragraph
//! of prose. Nothing is thrown away here: what is no text is listed with its reason.

mod facts;
mod lines;
pub(super) mod signature;

use super::draft::{Block, Draft, Inline, Omitted, Why};
use super::flow::{self, Flow, Unit};
use super::header::{glued, label, label::Label, number, squeeze};
use super::typed;
use crate::content::source::Source;
use crate::dutch::{letters, page_number};
use crate::finding::Finding;
use facts::HeadReader;
use lines::{Line, lines};
use std::collections::BTreeSet;

/// What a file says beside its text.
#[derive(Debug, Default)]
pub struct Beside {
    /// Running heads and feet.
    pub sheet: Vec<Unit>,
    /// Titles in the properties of the file, which name it when the letter does not.
    pub properties: Vec<String>,
}

/// Takes the letterhead out of a document and makes it a draft.
pub fn read(mut flow: Flow, beside: &Beside, source: &Source, findings: &mut Vec<Finding>) -> Draft {
    let mut facts = HeadReader::new(source);
    flow.units = parted(std::mem::take(&mut flow.units));
    let all = lines(&flow.units);
    let body = body_start(&flow.units, &all);
    facts.read(&all.iter().filter(|l| l.unit < body).cloned().collect::<Vec<_>>());
    let colophon = colophon(&flow.units, body);
    facts.read(&all.iter().filter(|l| colophon.contains(&l.unit)).cloned().collect::<Vec<_>>());
    facts.read_sheet(&lines(&beside.sheet));
    let mut units = std::mem::take(&mut flow.units);
    let mut omitted = flow.omitted;
    for (at, unit) in units.iter().enumerate().filter(|(at, _)| *at < body || colophon.contains(at)) {
        let why = if at < body { Why::Header } else { Why::Furniture };
        leave_out(unit, why, &mut omitted);
    }
    let mut at = 0;
    units.retain(|_| {
        at += 1;
        at > body && !colophon.contains(&(at - 1))
    });
    let first = units.iter().position(|u| !u.is_empty()).filter(|_| body == 0);
    if let Some(at) = first.filter(|&at| units.get(at).is_some_and(|unit| facts.read_kind(unit))) {
        leave_out(&units.remove(at), Why::Header, &mut omitted);
    }
    let heads: Vec<String> = all.iter().filter(|l| l.unit < body).map(|l| l.text.clone()).collect();
    let parted = clear_sheets(&mut units, &heads, &mut omitted);
    typed::take(&mut units, &mut flow.notes, &mut omitted, (source, findings));
    join_sheets(&mut units, &parted);
    facts.read_opening(&units);
    facts.head.indieners.extend(signature::take(&mut units, facts.head.soort.as_deref()));
    omitted.extend(flow::unmark_items(&mut units));
    findings.extend(flow::unrepeated(&units, source));
    flow::level_headings(&mut units);
    flow::head_bold_lines(&mut units);
    facts.read_titles(&units, &beside.properties);
    omitted.sort_by_key(|o| (o.at.start, o.at.end));
    let head = facts.finish(findings);
    Draft { head, body: flow::assemble(units), notes: flow.notes, omitted }
}

fn leave_out(unit: &Unit, why: Why, omitted: &mut Vec<Omitted>) {
    for (text, at) in flow::pieces(unit.inlines()) {
        if !text.trim().is_empty() {
            omitted.push(Omitted { at, text, why });
        }
    }
}

/// The paragraphs, with the lines of a head that a converter has run together as paragraphs of their own.
fn parted(units: Vec<Unit>) -> Vec<Unit> {
    /// Paragraphs among which the head of such a letter ends.
    const NEAR: usize = 40;
    let mut out = Vec::with_capacity(units.len());
    let mut open = true;
    for (at, unit) in units.into_iter().enumerate() {
        let text = if open && at < NEAR { unit.text() } else { String::new() };
        open &= !letters::is_salutation(&text);
        let mut edges = glued::cuts(&text);
        if edges.is_empty() && unit.spot.cell.is_some() {
            edges = glued::spaced(&text);
        }
        if edges.is_empty() {
            out.push(unit);
            continue;
        }
        edges.insert(0, 0);
        edges.push(text.len());
        let spot = flow::Spot { item: None, ..unit.spot };
        let part = |(from, to): (&usize, &usize)| Unit {
            block: Block::Paragraph(typed::part(unit.inlines(), *from..*to)),
            spot,
        };
        out.extend(edges.iter().zip(edges.iter().skip(1)).map(part));
    }
    out
}

/// Takes out what a converter of sheets has left between paragraphs: page numbers, and lines of the head once more. Gives the
/// bytes at which they stood.
fn clear_sheets(units: &mut Vec<Unit>, heads: &[String], omitted: &mut Vec<Omitted>) -> Vec<usize> {
    let labelled = |text: &str| {
        let told = |l: &(Label, &str)| !l.1.is_empty() && matches!(l.0, Label::OurReference | Label::Date);
        label::label(text)
            .is_some_and(|found| told(&found) && heads.iter().any(|head| head.ends_with(found.1)))
    };
    let mut parted = Vec::new();
    units.retain(|unit| {
        let text = squeeze(&unit.text());
        let of_sheet = page_number::printed(&text).is_some() || labelled(&text);
        let furniture = unit.spot.cell.is_none() && !text.is_empty() && of_sheet;
        if furniture {
            leave_out(unit, Why::Furniture, omitted);
            parted.extend(unit.range().map(|at| at.start));
        }
        !furniture
    });
    parted
}

/// Makes sentences one again that the end of a sheet had parted.
fn join_sheets(units: &mut Vec<Unit>, parted: &[usize]) {
    if parted.is_empty() {
        return;
    }
    let mut kept: Vec<Unit> = Vec::with_capacity(units.len());
    // The last paragraph with words.
    let mut last = None;
    for unit in std::mem::take(units) {
        let before = last.and_then(|last| kept.get_mut(last));
        let joins = |before: &Unit| {
            let (Some(from), Some(to)) = (before.range(), unit.range()) else { return false };
            let first = parted.partition_point(|at| *at < from.end);
            parted.get(first).is_some_and(|at| *at < to.start) && runs_on(before, &unit)
        };
        if let Some(Unit { block: Block::Paragraph(inlines), .. }) = before.filter(|before| joins(before)) {
            let at = unit.range().map_or(0, |at| at.start);
            inlines.push(Inline::Text(" ".to_owned(), at..at));
            inlines.extend(unit.inlines().iter().cloned());
        } else {
            last = if unit.is_empty() { last } else { Some(kept.len()) };
            kept.push(unit);
        }
    }
    *units = kept;
}

/// Whether a paragraph that no sentence ends goes on in another.
fn runs_on(before: &Unit, next: &Unit) -> bool {
    /// Characters that a line of text has at least, and a name has not.
    const LINE: usize = 40;
    let text = before.text();
    let open = text.trim_end().ends_with(|c: char| c.is_alphanumeric() || ",-".contains(c))
        && text.chars().count() > LINE;
    let paragraphs =
        [before, next].iter().all(|u| matches!(u.block, Block::Paragraph(_)) && u.spot.cell.is_none());
    open && paragraphs && next.text().trim_start().starts_with(char::is_lowercase)
}

/// Paragraphs, empty ones included, among which the head of a letter must end.
const HEAD: usize = 600;

/// The first unit of the letter's own text.
fn body_start(units: &[Unit], lines: &[Line]) -> usize {
    let units = units.get(..HEAD).unwrap_or(units);
    let lines = lines.get(..lines.partition_point(|l| l.unit < units.len())).unwrap_or(lines);
    let labelled = labelled_tables(lines);
    let prose = prose(units, &labelled);
    let first_prose = prose.first().copied().unwrap_or(units.len());
    // A sentence may stand above the salutation, in a box or as a remark; a letter does not begin that late.
    let latest = prose.get(1).copied().unwrap_or(units.len());
    let greets = |unit: &Unit| !unit.spot.aside && letters::is_salutation(&unit.text());
    if let Some(at) = units.iter().take(latest + 1).position(greets) {
        return at;
    }
    let stated =
        |l: &&Line| l.unit < first_prose && (facts::states(&l.text) || in_table(units, l, &labelled));
    let last = lines.iter().filter(stated).map(|l| l.unit).max();
    let last = last.map(|last| facts::last_of_fact(lines, last).min(first_prose.saturating_sub(1)));
    last.map_or(0, |last| last + 1)
}

/// The paragraphs of prose: text as letters have it, and no line of a head, however long.
fn prose(units: &[Unit], labelled: &[usize]) -> Vec<usize> {
    let mut found = Vec::new();
    let mut before = String::new();
    for (at, unit) in units.iter().enumerate().filter(|(_, u)| !u.is_empty()) {
        let text = unit.text();
        let head = unit.spot.cell.is_some_and(|c| labelled.contains(&c.table)) || unit.spot.aside;
        if !head && !is_value(&before, &text) && is_prose(&text) {
            found.push(at);
        }
        before = text;
    }
    found
}

fn in_table(units: &[Unit], line: &Line, tables: &[usize]) -> bool {
    !line.text.is_empty()
        && units.get(line.unit).and_then(|u| u.spot.cell).is_some_and(|c| tables.contains(&c.table))
}

/// Tables that hold labels of a letterhead, or address the letter.
fn labelled_tables(lines: &[Line]) -> Vec<usize> {
    let telling = |l: &&Line| {
        let label = label::label(&l.text).map(|(label, _)| label);
        matches!(label, Some(Label::Date | Label::Subject | Label::OurReference | Label::YourReference))
    };
    let mut tables: Vec<usize> = lines.iter().filter(telling).filter_map(|l| Some(l.cell?.table)).collect();
    tables.dedup();
    tables
}

/// Whether a paragraph is what the label before it, or its own, announces.
fn is_value(before: &str, text: &str) -> bool {
    label::label(text).is_some_and(|(label, _)| label != Label::Office)
        || label::label(before).is_some_and(|(_, rest)| rest.is_empty())
        || number::dossier(before).is_some()
}

/// Whether a paragraph is text as letters have it, and no line of a head.
fn is_prose(text: &str) -> bool {
    const LONG: usize = 150;
    const SENTENCE: usize = 60;
    let text = text.trim();
    let length = text.chars().count();
    let sentence = text.ends_with(['.', '?', ';', ':']) && length > SENTENCE && !facts::states(text);
    length > LONG || sentence
}

/// Boxes beside the text that hold labels of the letterhead or the page number.
fn colophon(units: &[Unit], body: usize) -> BTreeSet<usize> {
    let mut found = BTreeSet::new();
    let beside = units.iter().enumerate().skip(body).filter(|(_, unit)| unit.spot.aside);
    let beside: Vec<(usize, &Unit)> = beside.collect();
    let table = |unit: &Unit| unit.spot.cell.map(|cell| cell.table);
    for group in beside.chunk_by(|a, b| a.0 + 1 == b.0 && table(a.1) == table(b.1)) {
        let texts = || group.iter().map(|(_, unit)| unit.text());
        let labels = texts().filter(|t| t.lines().any(|l| label::label(l).is_some())).count();
        let page = texts().all(|t| t.trim().is_empty() || page_number::printed(&t).is_some());
        if labels > 0 || page {
            found.extend(group.iter().map(|(at, _)| *at));
        }
    }
    found
}
