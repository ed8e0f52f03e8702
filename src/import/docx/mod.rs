//! Word files (`.docx`), read without another program.
//!
//! [`package`] opens the archive and lays its parts with text one behind the other, [`styles`] says what the
//! styles and lists of the file mean, [`fields`] what is code and what its result, [`marks`] what Word prints at notes,
//! [`reader`] reads a part into paragraphs. Headers and footers are furniture, but they may hold what the letterhead states; notes stand at their
//! marks; what tracked changes deleted is listed and left out. Then the paragraphs go the way of every other format,
//! through `letterhead`.
//!
//! The source of a Word file, to which all places in a draft refer, is the XML of its parts with text, in the
//! order document, footnotes, endnotes, comments, headers, footers, each followed by a line end: a word is found
//! there as the characters of an element `w:t` (`w:delText` if a tracked change deleted it).

mod element;
mod fields;
mod marks;
mod names;
mod package;
mod places;
mod reader;
mod styles;
mod symbols;
#[cfg(test)]
mod tests;

pub(super) use names::WITH_WORDS;
pub use places::in_paragraphs;

use super::draft::{Draft, Note, Omitted, Why};
use super::events::{self, Event};
use super::flow::{self, Flow, Unit};
use super::formula;
use super::letterhead::{self, Beside};
use crate::content::markdown;
use crate::content::source::Source;
use crate::finding::{Code, Finding};
use marks::Marks;
use package::{Kind, Package};
use reader::{Context, PartText};
use std::collections::BTreeMap;
use std::ops::Range;
use styles::{Numbering, Styles};

/// The addresses that a part of a Word file links to, by the id under which it refers to them, and the bytes of the part.
pub(super) type Addresses = (Range<usize>, BTreeMap<String, String>);

/// Reads a Word file. Gives the source that the places in the draft refer to, the draft, and the addresses of its links.
pub fn read(
    file: &str,
    bytes: &[u8],
    findings: &mut Vec<Finding>,
) -> Option<(Source, Draft, Vec<Addresses>)> {
    let package = package::open(file, bytes, findings)?;
    let styles = Styles::read(&package.styles);
    let document = package.parts.first().and_then(|part| package.source.text.get(part.at.clone()));
    let document = document.unwrap_or_default();
    let mut context = Context {
        styles: &styles,
        numbering: Numbering::read(&package.numbering),
        prefix: names::prefix(&package.source.text),
        marks: Marks::read(document, &package.source.text, &package.settings),
        tables: 0,
        pictures: 0,
        symbols: Vec::new(),
        formulas: Vec::new(),
    };
    let mut texts = Vec::new();
    for part in &package.parts {
        let text = package.source.text.get(part.at.clone()).unwrap_or_default();
        match reader::read(text, part.at.start, &part.links, &mut context) {
            Ok(read) => texts.push((part.kind, read)),
            Err((at, reason)) => {
                let finding =
                    Finding::new(Code::K740, format!("the XML of the Word file is broken: {reason}"));
                findings
                    .push(finding.at(package.source.place(at..at)).help("open it in Word and save it again"));
                return None;
            }
        }
    }
    let (flow, beside) = gather(texts, &context.marks, findings, &package);
    report_unwritable(&context, &package.source, findings);
    findings.extend(taken_out(&flow.omitted, &package.source));
    let draft = letterhead::read(flow, &beside, &package.source, findings);
    let addresses = package.parts.into_iter().map(|part| (part.at, part.links)).collect();
    Some((package.source, draft, addresses))
}

/// Puts the parts together: text, notes at their marks, and what is beside the text.
fn gather(
    texts: Vec<(Kind, PartText)>,
    marks: &Marks,
    findings: &mut Vec<Finding>,
    package: &Package,
) -> (Flow, Beside) {
    let (mut flow, mut beside) = (Flow::default(), Beside::default());
    let mut notes = Vec::new();
    let awaited = marks.awaited();
    for (kind, mut part) in texts {
        let texts = std::iter::once(&mut part.units).chain(part.notes.iter_mut().map(|(_, units)| units));
        if !awaited.is_empty() {
            texts.for_each(|units| flow::rename_marks(units, &awaited));
        }
        flow.omitted.extend(part.omitted);
        match kind {
            Kind::Document => flow.units = part.units,
            Kind::Footnotes | Kind::Endnotes => {
                for (id, mut units) in part.notes {
                    let note = (kind == Kind::Endnotes, id);
                    let Some((label, place)) = marks.of(&note) else {
                        leave_out(&units, Why::Deleted, &mut flow.omitted);
                        continue;
                    };
                    if let Some(first) = units.iter_mut().find(|u| !u.is_empty() && marks.is_typed(&note)) {
                        let mark = markdown::printed(label).unwrap_or(label);
                        flow.omitted.extend(flow::without_label(first, mark));
                    }
                    let label = label.to_owned();
                    notes.push((place, Note { label, body: flow::assemble(units) }));
                }
            }
            Kind::Comments => {
                findings.extend(remarks(&part.notes, &package.source));
                let comments: Vec<Unit> = part.notes.into_iter().flat_map(|(_, units)| units).collect();
                leave_out(&comments, Why::Metadata, &mut flow.omitted);
            }
            Kind::Header | Kind::Footer => {
                leave_out(&part.units, Why::Furniture, &mut flow.omitted);
                beside.sheet.extend(part.units);
            }
        }
    }
    for ((endnote, id), label) in marks.all() {
        if !notes.iter().any(|(_, n)| n.label == label) {
            let what = if *endnote { "endnote" } else { "footnote" };
            let message = format!("the text has the mark of {what} {label}, but the file has no such note");
            let finding = Finding::new(Code::K741, message).label(format!("id {id}"));
            findings.push(finding.at(crate::finding::Place::file(package.source.file.clone())));
        }
    }
    notes.sort_by_key(|(place, _)| *place);
    flow.notes = notes.into_iter().map(|(_, note)| note).collect();
    beside.properties = properties(&package.properties);
    (flow, beside)
}

/// Remarks beside the text are left out; somebody must know that they were there.
fn remarks(notes: &[(String, Vec<Unit>)], source: &Source) -> Option<Finding> {
    let with_words: Vec<&Unit> =
        notes.iter().filter_map(|(_, units)| units.iter().find(|unit| !unit.is_empty())).collect();
    let first = with_words.first()?.range()?;
    let message = match with_words.len() {
        1 => "a remark beside the text is left out".to_owned(),
        count => format!("{count} remarks beside the text are left out"),
    };
    Some(Finding::new(Code::K746, message).at(source.place(first)))
}

fn leave_out(units: &[Unit], why: Why, omitted: &mut Vec<Omitted>) {
    for (text, at) in units.iter().flat_map(|u| flow::pieces(u.inlines())) {
        if !text.trim().is_empty() {
            omitted.push(Omitted { at, text, why });
        }
    }
}

/// Title and subject of the file, which name it when the letter itself does not.
fn properties(text: &str) -> Vec<String> {
    let mut found = Vec::new();
    let mut open = false;
    _ = events::events(text, &mut |event, _| match event {
        Event::Start(e) => open = matches!(e.local_name().as_ref(), "title" | "subject"),
        Event::End(_) => open = false,
        Event::Text(t) if open && !t.trim().is_empty() => found.push(t.trim().to_owned()),
        _ => {}
    });
    found
}

/// What tracked changes took out, or is hidden, is no text of the letter; somebody must know that it was there.
fn taken_out(omitted: &[Omitted], source: &Source) -> Option<Finding> {
    let words = |o: &&Omitted| o.why == Why::Deleted && o.text.contains(char::is_alphanumeric);
    let first = omitted.iter().find(words)?;
    let count = omitted.iter().filter(words).map(|o| o.text.split_whitespace().count()).sum::<usize>();
    let count = if count == 1 { "1 word".to_owned() } else { format!("{count} words") };
    let message = format!("{count} are left out: tracked changes deleted them, or they are hidden");
    Some(Finding::new(Code::K746, message).at(source.place(first.at.clone())))
}

fn report_unwritable(context: &Context<'_>, source: &Source, findings: &mut Vec<Finding>) {
    let file = || crate::finding::Place::file(source.file.clone());
    if context.marks.on_sheets() > 0 {
        let message = "notes are numbered anew on each sheet, and the file does not say where sheets begin";
        let help = "they are counted on here: compare `noot 1` and the like in the text with the original";
        findings.push(Finding::new(Code::K747, message).at(file()).help(help));
    }
    for (_, label) in context.marks.all().filter(|(_, label)| markdown::printed(label).is_none()) {
        let message = format!("`{label}` cannot be printed as the mark of a note: it has a number here");
        findings.push(Finding::new(Code::K747, message).at(file()));
    }
    findings.extend(formula::report(&context.formulas, source));
    for at in &context.symbols {
        let finding = Finding::new(Code::K743, "a character of a symbol font has no known meaning");
        findings.push(
            finding.at(source.place(at.clone())).help("add it to the letter by hand, if it says something"),
        );
    }
    if context.pictures > 0 {
        let message = format!("{} pictures, charts or objects are left out", context.pictures);
        let finding = Finding::new(Code::K744, message).at(crate::finding::Place::file(source.file.clone()));
        findings.push(finding.help("put pictures that belong to the letter in static/ and refer to them"));
    }
}
