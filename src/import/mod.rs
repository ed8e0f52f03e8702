//! What people really have becomes a letter: conversions of PDFs, official XML and HTML, Word files.
//!
//! The line, in order. `format` finds the reader of a file; readers turn a source into a `Draft`, those
//! of Word files, HTML and pandoc by way of `flow` and `letterhead`, all with the facts that `header` recognises. Notes
//! that are only typed are taken by `typed`; those that have stayed text are reported by `unmarked`, marks without a
//! note by `unmatched`.
//! `write` makes a letter of the draft, `conserve` proves that every word of the source is in it or listed as
//! left out, and only then `store` writes a file. No reader invents what the document does not say. Editors'
//! annotations come in by a way of their own (`annotations`).

#![cfg_attr(not(test), deny(clippy::indexing_slicing, clippy::string_slice))]

mod annotations;
#[cfg(test)]
mod check;
mod conserve;
mod docx;
mod draft;
mod encoding;
mod events;
mod figure;
mod flow;
mod format;
mod formula;
mod front_matter;
mod header;
mod html;
mod input;
mod letterhead;
mod metadata;
mod official;
mod pandoc;
mod pdf;
pub mod register;
mod request;
mod store;
mod text;
mod typed;
mod unmarked;
mod unmatched;
mod write;
mod xml;

pub use annotations::annotations;
pub use draft::{Omitted, Why};
pub use request::{Done, Given, Imported, Request};

use crate::content::directory::Directory;
use crate::content::letter::Headed;
use crate::content::source::{Source, shown};
use crate::dutch::letters;
use crate::fault;
use crate::finding::{Code, Finding, Place, Severity};
use crate::number::address::{OutPath, Segment};
use crate::number::identifier::Kind;
use crate::number::kst::DossierNumber;
use crate::number::series::AANHANGSEL;
use crate::progress::Progress;
use draft::{Block, Draft, Head};
use header::{kind, people};
use input::Input;
use metadata::Record;
use rayon::prelude::*;
use std::collections::BTreeMap;
use std::path::PathBuf;
use store::There;

/// Blocks among which the salutation of a letter stands.
const OPENING: usize = 4;

/// A letter that is ready to be written.
struct Ready {
    /// Its place below the content folder.
    place: String,
    text: String,
    /// Titles of the dossiers that it is filed in.
    dossiers: Vec<(DossierNumber, String)>,
}

/// Imports files, side by side; one that fails stops no other. Folders are walked and archives unpacked: the results are
/// in the order of the files.
pub fn import(files: &[PathBuf], request: &Request, progress: &dyn Progress) -> Vec<Imported> {
    let mut named = Vec::new();
    let mut refused = Vec::new();
    for path in &request.metadata {
        match metadata::named(path) {
            Ok(records) => named.extend(records),
            Err(findings) => refused.push(Imported::refused(path, findings)),
        }
    }
    // Without them the letters would have other facts.
    if !refused.is_empty() {
        return refused;
    }
    let inputs = input::all(files);
    progress.stage("files", inputs.len());
    let prepared: Vec<(Imported, Option<Ready>)> = inputs
        .par_iter()
        .map(|input| {
            let mut findings = Vec::new();
            let prepared =
                fault::in_file(&shown(&input.path), &mut findings, |_| prepare(input, &named, request));
            progress.step();
            prepared.unwrap_or_else(|| (Imported::refused(&input.path, findings), None))
        })
        .collect();
    progress.done();
    let (mut results, mut letters): (Vec<Imported>, Vec<Option<Ready>>) = prepared.into_iter().unzip();
    part_twins(&mut results, &mut letters);
    let held = if request.content.is_dir() { store::letters(&request.content) } else { BTreeMap::new() };
    results.par_iter_mut().zip(&letters).for_each(|(result, letter)| {
        if let Some(letter) = letter {
            let clash = Finding::new(Code::K702, "another text of this letter is there already")
                .help("compare the two; --force writes over it");
            // Identity comes from the front matter: people may have given the file another name.
            let address = letter.place.strip_suffix(".md").map(|path| format!("{path}/"));
            let place = address.and_then(|address| held.get(&address)).unwrap_or(&letter.place);
            match store::put(place, &letter.text, request, clash) {
                Ok(done) => result.done = done,
                Err(finding) => result.findings.push(finding),
            }
        }
    });
    if !request.dry_run {
        name_dossiers(&mut results, &letters, request);
    }
    for result in &mut results {
        result.findings.sort();
    }
    results
}

/// Reads a file and makes a letter of it.
fn prepare(input: &Input, named: &[Record], request: &Request) -> (Imported, Option<Ready>) {
    let mut findings = Vec::new();
    if let Some(better) = input.better() {
        let alone = Imported::refused(&input.path, findings);
        return (Imported { done: Done::Better(shown(better)), ..alone }, None);
    }
    let read = format::read(input, named, &mut findings);
    let (mut omitted, mut ready) = (Vec::new(), None);
    if let Some(format::Read { source, mut draft, original, is_word }) = read {
        // Markdown only: no other format has YAML above it.
        if let Some(place) = front_matter::letter(&source).filter(|_| request.given == Given::default()) {
            findings.retain(|finding| finding.severity == Severity::Note);
            findings.extend(would_not_build(&source.text, &source));
            let stops = findings.iter().any(|finding| finding.severity == Severity::Error);
            let ready = Ready { place, text: source.text, dossiers: Vec::new() };
            return (Imported::refused(&input.path, findings), Some(ready).filter(|_| !stops));
        }
        request.given.complete(&mut draft.head);
        derive(&mut draft);
        let looked = || if is_word { Place::file(source.file.clone()) } else { head_place(&draft, &source) };
        let place = place(&draft.head, looked, &mut findings);
        let text = write::markdown(&draft);
        findings.extend(conserve::check(&source, &original, &draft, &text));
        // Of a letter that was taken for its head there is no more to say.
        if findings.iter().all(|finding| finding.code != Code::K707) {
            findings.extend(conserve::front::settle(&source, &mut draft, &text));
        }
        findings.extend(would_not_build(&text, &source));
        if is_word {
            docx::in_paragraphs(&mut findings, &source);
        }
        let failed = findings.iter().any(|finding| finding.severity == Severity::Error);
        let titled = draft.head.dossiers.iter().filter_map(|(number, title)| Some((*number, title.clone()?)));
        ready = place.filter(|_| !failed).map(|place| Ready { place, text, dossiers: titled.collect() });
        omitted = draft.omitted;
    }
    (Imported { omitted, ..Imported::refused(&input.path, findings) }, ready)
}

/// What follows from the identity: the title and the kind of documents that print none, such as Handelingen. A
/// letter without a kind would pass for a `Brief`.
fn derive(draft: &mut Draft) {
    let opening = draft.body.iter().take(OPENING).map(|block| match block {
        Block::Paragraph(inlines) => flow::text(inlines).lines().map(str::to_owned).collect(),
        Block::Lines(lines) => lines.iter().map(|line| flow::text(line)).collect(),
        _ => Vec::new(),
    });
    let greets = opening.flatten().any(|line| letters::is_salutation(&line));
    let head = &mut draft.head;
    // Whoever greets writes a letter; and so does who has an addressee or a reference of the ministry.
    let is_letter = greets || head.ontvanger.is_some() || head.kenmerk.is_some();
    if is_letter && head.id().is_none_or(|id| id.kind() == Kind::Kamerstuk) {
        head.soort.get_or_insert_with(|| kind::LETTER.to_owned());
    }
    // An opaque id has no place in citations: a document with dossier and number is known by those.
    if head.ondernummer.is_some() && !head.dossiers.is_empty() {
        head.aliases.extend(head.identifier.take());
    }
    let Some(id) = head.id() else { return };
    head.title.get_or_insert_with(|| id.label().replace('\u{a0}', " "));
    head.soort.get_or_insert_with(|| id.soort().to_owned());
    // The title of a letter or motion says whose it is, where nobody has signed below it.
    if head.indieners.is_empty() && id.kind() == Kind::Kamerstuk {
        head.indieners = head.title.as_deref().map(people::of_sent).unwrap_or_default();
    }
}

/// What `build` would call an error in the letter, such as a mark whose note the file does not have, and what it would say
/// of notes that are none.
fn would_not_build(text: &str, source: &Source) -> Vec<Finding> {
    let mut found = Vec::new();
    let letter = Source::new(source.file.clone(), source.file.clone(), text.to_owned());
    if let Ok(headed) = Headed::read(letter, &mut found) {
        headed.parse(None, &Directory::default(), &mut found);
    }
    // Missing facts have been reported in terms of the file; and the places are those of the letter, not of the file.
    let told = |f: &Finding| f.severity == Severity::Error && f.code != Code::K104 || f.code == Code::K218;
    let place = |f: &Finding| {
        let excerpt = &f.place.as_ref()?.excerpt;
        let marked: String = excerpt.text.chars().skip(excerpt.before).take(excerpt.marked).collect();
        let at = source.text.find(&marked).filter(|_| !marked.is_empty())?;
        Some(source.place(at..at + marked.len()))
    };
    let at_file = || Place::file(source.file.clone());
    found
        .into_iter()
        .filter(told)
        .map(|f| (place(&f).unwrap_or_else(at_file), f))
        .map(|(at, f)| f.at(at))
        .collect()
}

/// Where the head of a document stands, in which a fact is missing: the last of its lines, or the first of the file.
fn head_place(draft: &Draft, source: &Source) -> Place {
    let head = draft.omitted.iter().rfind(|o| o.why == Why::Header).map(|o| o.at.clone());
    let first = source.text.len() - source.text.trim_start().len();
    let line = source.text.get(first..).and_then(|rest| rest.lines().next()).unwrap_or_default();
    source.place(head.unwrap_or(first..first + line.len()))
}

/// Where the letter belongs; `None`, with a finding for each fact that it lacks, if it cannot be one. They were looked
/// for up to the end of the head.
fn place(head: &Head, looked: impl Fn() -> Place, findings: &mut Vec<Finding>) -> Option<String> {
    let mut missing = |what: &str, help: &str| {
        let finding = Finding::new(Code::K704, format!("the document states no {what}"));
        let looked = looked();
        let up_to = looked.line > 0;
        let finding = finding.at(looked).help(help);
        findings.push(if up_to { finding.label("looked for in the head, which ends here") } else { finding });
    };
    if head.title.is_none() {
        missing("title", "give it with --title \"Voortgang van de maatregelen\"");
    }
    if head.date.is_none() {
        missing("date", "give it with --date 2021-09-15");
    }
    let path = match (head.id(), &head.kenmerk) {
        (Some(id), _) => Some(OutPath::of_document(&id)),
        (None, Some(kenmerk)) => head.date.and_then(|date| {
            Segment::slug(&format!("{date}-{kenmerk}")).map(|segment| OutPath::of_unnumbered(&segment))
        }),
        (None, None) => {
            let answers = head.soort.as_deref() == Some(AANHANGSEL.soort);
            let help = if answers {
                "give the number of the Aanhangsel: --identifier ah-tk-20242025-1234"
            } else {
                "give --dossiernummer and --ondernummer, or --identifier or --kenmerk"
            };
            missing("number and no reference of the ministry", help);
            None
        }
    };
    let complete = head.title.is_some() && head.date.is_some();
    path.filter(|_| complete).map(|path| format!("{}.md", path.as_str().trim_end_matches('/')))
}

/// Two files with one place: the same text is written once, different texts not at all.
fn part_twins(results: &mut [Imported], letters: &mut [Option<Ready>]) {
    let mut at: BTreeMap<String, Vec<usize>> = BTreeMap::new();
    for (index, letter) in letters.iter().enumerate() {
        if let Some(letter) = letter {
            at.entry(letter.place.clone()).or_default().push(index);
        }
    }
    for twins in at.into_values().filter(|twins| twins.len() > 1) {
        let mut texts =
            twins.iter().map(|&index| letters.get(index).and_then(Option::as_ref).map(|l| &l.text));
        let first = texts.next();
        if texts.all(|text| Some(text) == first) {
            for &index in twins.iter().skip(1) {
                let letter = letters.get_mut(index).and_then(Option::take);
                if let (Some(result), Some(letter)) = (results.get_mut(index), letter) {
                    result.done = Done::Unchanged(letter.place);
                }
            }
            continue;
        }
        let names: Vec<String> =
            twins.iter().filter_map(|&index| results.get(index)).map(|r| r.file.clone()).collect();
        for &index in &twins {
            let (Some(result), Some(letter)) = (results.get_mut(index), letters.get_mut(index)) else {
                continue;
            };
            let message = format!("{} are the same letter in different words", names.join(" and "));
            let finding = Finding::new(Code::K703, message).at(Place::file(result.file.clone()));
            result.findings.push(finding.help("import one of them"));
            *letter = None;
        }
    }
}

/// Gives the dossiers of the letters their titles, where nobody has.
fn name_dossiers(results: &mut [Imported], letters: &[Option<Ready>], request: &Request) {
    let mut titles: BTreeMap<DossierNumber, (usize, &str)> = BTreeMap::new();
    for (index, letter) in letters.iter().enumerate() {
        for (number, title) in letter.iter().flat_map(|letter| &letter.dossiers) {
            titles.entry(*number).or_insert((index, title));
        }
    }
    for (number, (index, title)) in titles {
        let path = OutPath::of_dossier(number);
        let place = format!("{}_index.md", path.as_str());
        let text = write::dossier(title);
        // People may have named the folder with the capitals of the number.
        let theirs = format!("{number}/_index.md");
        let nothing = |place: &str| store::look(&request.content, place, &text) == There::Nothing;
        if nothing(&place)
            && nothing(&theirs)
            && let Err(finding) = store::write(&request.content, &place, &text, false)
            && let Some(result) = results.get_mut(index)
        {
            result.findings.push(finding);
        }
    }
}
