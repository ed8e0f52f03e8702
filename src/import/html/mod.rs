//! HTML: official pages, pages of the Tweede Kamer, and what pandoc and Word make of a letter.
//!
//! [`tokens`] cuts a page in tags and text with their bytes, [`notes`] finds which links are marks of notes and
//! where their notes stand, [`reader`] reads paragraphs, lists and tables by what [`elements`] knows of tags, and
//! `official` what `<meta>` states.
//! What a site puts around a publication (menus, the table of contents) is listed as furniture. Then the
//! paragraphs go the way of every other format, through `letterhead`.

mod elements;
mod notes;
mod reader;
#[cfg(test)]
mod tests;
mod tokens;

use super::conserve::original::Run;
use super::conserve::{Measure, Original, links, order};
use super::draft::{Draft, Omitted};
use super::flow::{self, Flow, Unit};
use super::formula;
use super::letterhead::{self, Beside};
use super::metadata::Record;
use super::official;
use crate::content::source::Source;
use crate::finding::{Code, Finding, Place};
use std::collections::BTreeSet;
use tokens::Token;

/// Reads a page.
pub fn read(source: &Source, findings: &mut Vec<Finding>) -> Option<Draft> {
    let tokens = tokens::tokens(&source.text);
    let found = notes::find(&tokens);
    let page = reader::read(&tokens, &found);
    if page.units.iter().all(Unit::is_empty) {
        let finding = Finding::new(Code::K745, "the page has no text");
        findings.push(
            finding
                .at(Place::file(source.file.clone()))
                .help("import the page itself, not the one that frames it"),
        );
        return None;
    }
    report(&page, &found, source, findings);
    let beside = Beside { sheet: Vec::new(), properties: page.titles };
    let flow = Flow { units: page.units, notes: page.notes, omitted: page.omitted };
    let mut draft = letterhead::read(flow, &beside, source, findings);
    official::settle(&mut draft.head, &Record { pairs: metadata(&tokens) }, source, findings);
    Some(draft)
}

/// The paragraphs of a piece of HTML that stands in a text of another format from byte `base` on, and what of it is
/// no text. Its tables are numbered from `tables` on.
pub(super) fn fragment(text: &str, base: usize, tables: usize) -> (Vec<Unit>, Vec<Omitted>) {
    let mut page = reader::read(&tokens::tokens(text), &notes::Notes::default());
    for unit in &mut page.units {
        flow::move_by(unit, base);
        if let Some(cell) = &mut unit.spot.cell {
            cell.table += tables;
        }
    }
    for omitted in &mut page.omitted {
        omitted.at = omitted.at.start + base..omitted.at.end + base;
    }
    (page.units, page.omitted)
}

/// What a page says, found without its reader.
pub(super) fn original(source: &Source) -> Original {
    let (words, links) = (words(&source.text), links::html(source));
    Original { words, measure: Measure::Characters, links, division: order::OF_HTML }
}

/// The words of a page, without the code of scripts and styles.
fn words(text: &str) -> Vec<Run> {
    let mut runs = Vec::new();
    let mut is_code = false;
    for token in tokens::tokens(text) {
        match token {
            Token::Start(tag) => is_code = !tag.empty && matches!(tag.name.as_str(), "script" | "style"),
            Token::End(..) => is_code = false,
            Token::Text(words, at) if !is_code => runs.push((words, at)),
            Token::Text(..) => {}
        }
    }
    runs
}

/// What the page says of itself in `<meta>`.
fn metadata(tokens: &[Token]) -> Vec<(String, String)> {
    let stated = tokens.iter().filter_map(|token| match token {
        Token::Start(tag) if tag.name == "meta" => {
            Some((tag.attribute("name")?.to_owned(), tag.attribute("content")?.to_owned()))
        }
        _ => None,
    });
    stated.collect()
}

fn report(page: &reader::PageText, found: &notes::Notes, source: &Source, findings: &mut Vec<Finding>) {
    let read: BTreeSet<&str> = page.notes.iter().map(|n| n.label.as_str()).collect();
    for label in found.labels.values().filter(|l| !read.contains(l.as_str())) {
        let message = format!("the text has the mark of note {label}, but the page has no such note");
        findings.push(Finding::new(Code::K741, message).at(Place::file(source.file.clone())));
    }
    findings.extend(formula::report(&page.formulas, source));
    if page.pictures > 0 {
        let message = format!("{} pictures, charts or objects are left out", page.pictures);
        let finding = Finding::new(Code::K744, message).at(Place::file(source.file.clone()));
        findings.push(finding.help("put pictures that belong to the letter in static/ and refer to them"));
    }
}
