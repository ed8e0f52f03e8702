//! Official XML (`officiele-publicatie`): Kamerstukken and Handelingen as the publisher has them.
//!
//! `encoding` mends what was encoded twice, [`reader`] reads the elements into facts, paragraphs and notes, with what
//! only the [`legacy`] dialect has. What the head of the document says becomes front matter; the identity is the one
//! that the publisher gave, in its metadata. An element that is not known keeps its words, as paragraphs of their own.

mod fact;
mod flowing;
mod legacy;
mod links;
mod names;
mod reader;
mod table;
#[cfg(test)]
mod tests;

use super::draft::{Block, Draft, Head, Note, Omitted, Why};
use super::encoding;
use super::flow::{self, Spot, Unit};
use super::formula;
use super::header::{answer, casing, date, kind, number, people, squeeze};
use super::letterhead::signature;
use super::metadata::Record;
use super::official;
use crate::content::source::Source;
use crate::finding::{Code, Finding, Place};
use crate::number::kst::{Chamber, DossierNumber};
use fact::HeadWords;
use reader::XmlText;
use std::collections::BTreeSet;

/// How metadata are given.
const BESIDE: &str =
    "--metadata and the name of this file; metadata.xml and metadata_owms.xml beside it are found without";

/// Reads a publication. Gives the source that the places in the draft refer to, and the draft.
pub fn read(file: &str, bytes: &[u8], findings: &mut Vec<Finding>) -> Option<(Source, Draft)> {
    let source = encoding::source(file, bytes, findings)?;
    let read = match reader::read(&source.text) {
        Ok(read) => read,
        Err((at, reason)) => {
            let finding = Finding::new(Code::K760, format!("the XML cannot be read: {reason}"));
            findings
                .push(finding.at(source.place(at..at + 1)).help("fetch the file again from the publisher"));
            return None;
        }
    };
    if !read.is_publication {
        let record = Record { pairs: read.metadata };
        let (message, help) = match (record.id(), names::known(&read.root, &source.text)) {
            (Some(id), _) => {
                (format!("this is the metadata of {id}, not its text"), format!("import {id}.xml with {BESIDE}"))
            }
            (None, Some(known)) if known.contains("(SRU)") || known.contains("(OWMS)") => {
                (format!("this is {known}, and no letter"), format!("import the publication with {BESIDE}"))
            }
            (None, Some(known)) => (
                format!("this is {known}, and no letter"),
                "import the official XML of a Kamerstuk, of Handelingen or of an answer to questions, or the file \
                 that it speaks of"
                    .to_owned(),
            ),
            (None, None) => (
                format!("this XML is no official publication: it begins with `{}`", read.root),
                "expected `officiele-publicatie` or `kamerwrk`, as officielebekendmakingen.nl offers it"
                    .to_owned(),
            ),
        };
        let finding = Finding::new(Code::K760, message);
        findings.push(finding.at(Place::file(source.file.clone())).help(help));
        return None;
    }
    if let Some(bulletin) = read.bulletin {
        findings.push(official::no_letter(bulletin).at(Place::file(source.file.clone())));
        return None;
    }
    findings.extend(unprinted(&read, &source));
    let XmlText { facts, mut units, notes, mut omitted, pictures, metadata: pairs, .. } = read;
    let mut head = facts.head(&source, findings);
    omitted.extend(opening(&mut units, &mut head));
    findings.extend(unmarked(&units, &notes, &source));
    links::drop_repeated_in(&mut units);
    if head.date.is_none() {
        head.date = signed_on(&units);
    }
    let signed = signature::take(&mut units, head.soort.as_deref());
    head.indieners.extend(signed);
    join_names(&mut units);
    official::settle(&mut head, &Record { pairs }, &source, findings);
    if !pictures.is_empty() {
        let message = format!("{} pictures, charts or objects are left out", pictures.len());
        let place = pictures.first().map(|at| source.place(at.clone()));
        let help = "put pictures that belong to the letter in static/ and refer to them";
        findings.extend(place.map(|place| Finding::new(Code::K744, message).at(place).help(help)));
    }
    flow::level_headings(&mut units);
    omitted.sort_by_key(|o| (o.at.start, o.at.end));
    findings.extend(flow::unrepeated(&units, &source));
    let draft = Draft { head, body: flow::assemble(units), notes, omitted };
    Some((source, draft))
}

/// Reports formulas, marks that a letter cannot print, and marks whose notes the file does not have.
fn unprinted(read: &XmlText, source: &Source) -> Vec<Finding> {
    let mut found: Vec<Finding> = formula::report(&read.formulas, source).into_iter().collect();
    for mark in &read.unprinted {
        let message = format!("`{mark}` cannot be printed as the mark of a note: it has a number here");
        found.push(Finding::new(Code::K747, message).at(Place::file(source.file.clone())));
    }
    for (label, at) in &read.marks {
        if read.notes.iter().all(|note| note.label != *label) {
            let message = "a mark leads to a note that the file does not have, and is left out";
            found.push(Finding::new(Code::K741, message).at(source.place(at.clone())));
        }
    }
    found
}

impl HeadWords {
    /// What the head of the document states, in our terms.
    fn head(self, source: &Source, findings: &mut Vec<Finding>) -> Head {
        let mut head = Head { identifier: None, ..Head::default() };
        for (text, title, at) in self.dossiers {
            let whole = || number::leading_dossier(&text).map(|(dossier, _)| dossier);
            let Some(dossier) = text.parse::<DossierNumber>().ok().or_else(whole) else {
                let finding = Finding::new(Code::K761, format!("`{text}` is no dossier number"));
                findings.push(finding.at(source.place(at)).help("add the dossier to the front matter"));
                continue;
            };
            if head.dossiers.iter().all(|(known, _)| *known != dossier) {
                let title = squeeze(&title);
                head.dossiers.push((dossier, (!title.is_empty()).then_some(title)));
            }
        }
        head.ondernummer = squeeze(&self.ondernummer).parse().ok();
        head.vergaderjaar =
            number::vergaderjaar(&self.vergaderjaar).or_else(|| self.vergaderjaar.trim().parse().ok());
        let is_senate = self.chamber.trim_start().starts_with("Eerste");
        let chamber = if is_senate { Chamber::Eerste } else { Chamber::Tweede };
        let numbered = head.vergaderjaar.zip(self.answer.trim().parse().ok());
        head.identifier = numbered.and_then(|(year, number)| answer::id(chamber, year, number));
        let title = squeeze(&self.title);
        if !title.is_empty() {
            head.soort = kind::kind(&title).map(str::to_owned);
            head.title = Some(casing::title(&title));
        }
        let day = self.isodatum.as_deref().and_then(|day| day.parse().ok());
        let signed = || self.isodatum_of_signing.as_deref().and_then(|day| day.parse().ok());
        let printed = day.or_else(|| date::stated(&self.date)).or_else(|| day_in(&self.date));
        head.date = printed.or_else(signed);
        head
    }
}

/// The day that ends a line: "Donderdag 5 april 2018", "Voorgesteld tijdens het notaoverleg 1 juli 2024".
fn day_in(line: &str) -> Option<jiff::civil::Date> {
    // "Voorgesteld 1april 2025"
    let mut spaced = String::with_capacity(line.len() + 2);
    for c in line.chars() {
        if c.is_alphabetic() && spaced.ends_with(|before: char| before.is_ascii_digit()) {
            spaced.push(' ');
        }
        spaced.push(c);
    }
    let words: Vec<&str> = spaced.split_whitespace().collect();
    (0..words.len()).rev().filter_map(|from| words.get(from..)).find_map(|tail| date::date(&tail.join(" ")))
}

/// The day above or below the signature, on a line of its own.
fn signed_on(units: &[Unit]) -> Option<jiff::civil::Date> {
    const LAST: usize = 16;
    let mut lines = units.iter().rev().take(LAST).map(|unit| squeeze(&unit.text()));
    lines.find_map(|line| {
        let day = date::place_and_date(&line).map(|(_, day)| day);
        day.or_else(|| date::date(&line)).or_else(|| date::stated(&line))
    })
}

/// Takes the lines before the text that say to whom, where and when; they are part of the head on paper.
fn opening(units: &mut Vec<Unit>, head: &mut Head) -> Vec<Omitted> {
    let mut omitted = Vec::new();
    let mut taken = 0;
    for unit in units.iter() {
        let line = squeeze(&unit.text());
        if let Some(addressee) = people::addressee(&line).filter(|_| head.ontvanger.is_none()) {
            head.ontvanger = Some(addressee);
        } else if let Some((place, day)) = date::place_and_date(&line).filter(|_| head.plaats.is_none()) {
            head.plaats = Some(place);
            head.date.get_or_insert(day);
        } else if let Some(day) =
            date::stated(&line).or_else(|| date::date(&line)).filter(|_| head.date.is_none())
        {
            head.date = Some(day);
        } else if !line.is_empty() {
            break;
        }
        taken += 1;
        let pieces = flow::pieces(unit.inlines()).into_iter().filter(|(text, _)| !text.trim().is_empty());
        omitted.extend(pieces.map(|(text, at)| Omitted { at, text, why: Why::Header }));
    }
    units.drain(..taken);
    omitted
}

/// Reports the notes whose marks stand in the head, such as in the title, which can have none.
fn unmarked(units: &[Unit], notes: &[Note], source: &Source) -> Vec<Finding> {
    let mut marked = BTreeSet::new();
    let bodies = notes.iter().flat_map(|note| &note.body);
    let inlines = bodies.filter_map(|block| match block {
        Block::Paragraph(inlines) | Block::Heading(_, inlines) => Some(inlines.as_slice()),
        _ => None,
    });
    for inlines in units.iter().map(Unit::inlines).chain(inlines) {
        marked.extend(flow::marks(inlines));
    }
    let without = notes.iter().filter(|note| !marked.contains(&note.label));
    without
        .map(|note| {
            let first = note.body.iter().find_map(|block| match block {
                Block::Paragraph(inlines) => flow::pieces(inlines).into_iter().next(),
                _ => None,
            });
            let message = format!("note {} has its mark in the head, or none", note.label);
            let place = first.map_or_else(|| Place::file(source.file.clone()), |(_, at)| source.place(at));
            let help = format!("write `[^{}]` where a reader should find it", note.label);
            Finding::new(Code::K720, message).at(place).help(help)
        })
        .collect()
}

/// The names below a motion are lines, not paragraphs.
fn join_names(units: &mut Vec<Unit>) {
    let is_last = |unit: &Unit| unit.text().to_lowercase().contains("orde van de dag");
    let Some(end) = units.iter().rposition(is_last) else { return };
    let names = units.iter().skip(end + 1).take_while(|unit| {
        matches!(unit.block, Block::Paragraph(_))
            && unit.spot == Spot::default()
            && people::members(&unit.text()).is_some()
    });
    let count = names.count();
    if count > 1 {
        let lines = units.splice(end + 1..=end + count, []).map(|unit| unit.inlines().to_vec()).collect();
        units.insert(end + 1, Unit { block: Block::Lines(lines), spot: Spot::default() });
    }
}
