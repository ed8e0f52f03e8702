//! Raw text: what a converter leaves of a letter, with or without its sheets, columns and line ends.
//!
//! The line, in order. The text is cut into [lines](mod@line) that know their place. [`sheet`] takes out what belongs to
//! the paper: page numbers, running heads, the letterhead beside the text. [`head`] reads the header. [`note`]
//! takes the notes out, wherever the sheets have put them, [`mark`] finds the numbers
//! that could be marks, and [`pairing`] the place in the text that each
//! belongs to. [`paragraph`] puts the remaining lines together, [`table`] those that are rows, [`line_break`]
//! decides about the hyphens between them, [`inline`] writes running text and [`body`] blocks.
//!
//! Every byte that is no space comes out in one piece of the draft: in the body, in a note, or listed as left out.
//! Where the text does not decide, the reader takes the choice that loses nothing and reports the doubt.

mod body;
mod columns;
mod head;
mod inline;
mod line;
mod line_break;
mod mark;
mod note;
mod pairing;
mod paragraph;
mod sheet;
mod table;
#[cfg(test)]
mod tests;

use super::draft::{Block, Draft, Note, Why};
use super::unmarked;
use crate::content::source::Source;
use crate::finding::{Code, Finding};
use inline::Writer;
use line::Line;
use mark::Form;
use note::{Doubt, FoundNote};
pub(super) use note::{begins_words, next_within};
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

/// Findings of one kind in one document.
const MOST: usize = 50;

/// Whether a text shows what only raw conversions have: sheets, or the table above a page of the publisher.
pub fn recognises(text: &str) -> bool {
    text.contains('\u{c}') || head::is_page(&line::lines(text))
}

/// Whether a text has the header of a Kamerstuk.
pub fn is_kamerstuk(text: &str) -> bool {
    head::is_kamerstuk(&line::lines(text))
}

/// Reads a text. `None`, with a finding, if there is none.
pub fn read(source: &Source, findings: &mut Vec<Finding>) -> Option<Draft> {
    let lines = sheet::part(head::parted(line::lines(&source.text)));
    if !lines.iter().any(|l| l.text.contains(char::is_alphabetic)) {
        findings.push(
            Finding::new(Code::K745, format!("`{}` has no text", source.file))
                .help("a scan has pictures of pages only: it needs character recognition first"),
        );
        return None;
    }
    let mut sheets = sheet::clear(&lines);
    findings.extend(sheets.doubtful.iter().take(MOST).map(|(line, count)| doubt_line(source, line, *count)));
    let head::Headed { mut head, lines, omitted: header, marks: titled } =
        head::read(source, &mut sheets, findings);
    let paged = lines.last().is_some_and(|l| l.sheet > 0) || source.text.contains('\u{c}');
    let (lines, found) = note::take(lines, &titled, paged);
    findings.extend(columns::beside_each_other(&lines).into_iter().take(MOST).map(|at| {
        let message = "running text stands here in two columns, whose lines have become one";
        Finding::new(Code::K726, message).at(source.place(at))
    }));
    let candidates = mark::candidates(&lines);
    let chosen = pairing::choose(&candidates, &lines, &found);
    let labels = labels(&found, &chosen);
    let mut writer = Writer {
        source,
        words: line_break::Words::of(&lines),
        marks: BTreeMap::new(),
        findings: Vec::new(),
        omitted: std::mem::take(&mut sheets.omitted),
    };
    writer.omitted.extend(header);
    let again = pairing::again(&candidates, &chosen, &found);
    for &(candidate, note) in chosen.iter().chain(&again) {
        if let (Some(candidate), Some(label)) = (candidates.get(candidate), labels.get(note)) {
            writer.marks.insert(candidate.at.start, (candidate.at.end, label.clone()));
        }
    }
    let taken = chosen.iter().chain(&again).map(|c| c.0).collect();
    doubt_marks(&mut writer, &candidates, &taken, &found);
    let width = paragraph::Width::of(&lines);
    let (body, senders) = body::blocks(&mut writer, &paragraph::paragraphs(&lines, width));
    if !senders.is_empty() {
        head.indieners = senders;
    }
    let notes = write_notes(&mut writer, &found, &labels, &chosen, &titled);
    findings.append(&mut writer.findings);
    let texts: Vec<(String, Range<usize>)> = lines.iter().map(|l| (l.text.to_owned(), l.at())).collect();
    findings.extend(unmarked::check(&texts, &notes, source));
    if notes.is_empty() {
        findings.extend(lost_notes(source, &lines));
    }
    let mut omitted = writer.omitted;
    omitted.sort_by_key(|o| (o.at.start, o.at.end));
    Some(Draft { head, body, notes, omitted })
}

/// Which figures in paragraphs are the marks of these notes, each with its number and the paragraph that it begins: of each
/// mark the paragraph, its bytes there and its number.
pub(super) fn plain_marks(paragraphs: &[&str], notes: &[(u32, usize)]) -> Vec<(usize, Range<usize>, u32)> {
    let lines = plain_lines(paragraphs);
    let found = notes.iter().filter_map(|&(number, at)| {
        let begin = lines.get(at)?.start;
        let lines = Vec::new();
        Some(FoundNote { number, form: Form::Digits, sheet: None, mark: begin..begin, lines, doubt: None })
    });
    let candidates = mark::candidates(&lines);
    let chosen = pairing::choose(&candidates, &lines, &found.collect::<Vec<_>>());
    let mark = |&(candidate, _): &(usize, usize)| {
        let mark = candidates.get(candidate)?;
        let begin = lines.get(mark.line)?.start;
        Some((mark.line, mark.at.start - begin..mark.at.end - begin, mark.number))
    };
    chosen.iter().filter_map(mark).collect()
}

/// Figures in paragraphs that count like marks of notes, three or more in a row, and the paragraph of each.
pub(super) fn loose_marks(paragraphs: &[&str]) -> Vec<(usize, u32)> {
    const ROW: usize = 3;
    let lines = plain_lines(paragraphs);
    let mut numbers: Vec<u32> = Vec::new();
    for mark in mark::candidates(&lines).iter().filter(|mark| mark.score >= mark::LIKELY) {
        numbers.push(mark.number);
    }
    numbers.sort_unstable();
    numbers.dedup();
    let behind: Vec<(u32, usize)> = numbers.iter().map(|&number| (number, paragraphs.len())).collect();
    let mut with_end = paragraphs.to_vec();
    with_end.push("");
    let marks = plain_marks(&with_end, &behind);
    let rows = marks.chunk_by(|a, b| a.2 + 1 == b.2).filter(|row| row.len() >= ROW);
    rows.flatten().map(|(at, _, number)| (*at, *number)).collect()
}

/// Paragraphs as lines of a text that has nothing else.
fn plain_lines<'a>(paragraphs: &[&'a str]) -> Vec<Line<'a>> {
    let mut start = 0;
    let mut lines = Vec::with_capacity(paragraphs.len());
    for text in paragraphs {
        lines.push(Line { text, start, column: 0, sheet: 0, blank: true, cut: false });
        start += text.len() + 1;
    }
    lines
}

/// A label for each note: its number, and a letter if another series has that number too.
fn labels(notes: &[FoundNote<'_>], chosen: &[(usize, usize)]) -> Vec<String> {
    let place: BTreeMap<usize, usize> = chosen.iter().map(|&(candidate, note)| (note, candidate)).collect();
    let mut order: Vec<usize> = (0..notes.len()).collect();
    order.sort_by_key(|note| (place.get(note).copied().unwrap_or(usize::MAX), *note));
    let mut first: BTreeMap<u32, Form> = BTreeMap::new();
    let mut used = BTreeSet::new();
    // Letters behind a number that are taken; a sheet counts its notes anew, and there may be many sheets.
    let mut taken: BTreeMap<u32, usize> = BTreeMap::new();
    let mut labels = vec![String::new(); notes.len()];
    for at in order {
        let Some(note) = notes.get(at) else { continue };
        let own = *first.entry(note.number).or_insert(note.form);
        let mut label = note.number.to_string();
        if own != note.form || used.contains(&label) {
            let count = taken.entry(note.number).or_default();
            let suffix = match ('b'..='z').nth(*count) {
                Some(letter) => letter.to_string(),
                None => format!("-{}", *count + 2),
            };
            *count += 1;
            label.push_str(&suffix);
        }
        used.insert(label.clone());
        if let Some(slot) = labels.get_mut(at) {
            *slot = label;
        }
    }
    labels
}

/// The notes in the order of their marks; those without a mark behind them.
fn write_notes(
    writer: &mut Writer<'_>,
    found: &[FoundNote<'_>],
    labels: &[String],
    chosen: &[(usize, usize)],
    titled: &[u32],
) -> Vec<Note> {
    let marked: BTreeSet<usize> = chosen.iter().map(|c| c.1).collect();
    let rest = (0..found.len()).filter(|at| !marked.contains(at));
    let mut notes = Vec::new();
    for at in chosen.iter().map(|c| c.1).chain(rest) {
        let (Some(note), Some(label)) = (found.get(at), labels.get(at)) else { continue };
        if !marked.contains(&at) {
            let (message, help) = if titled.contains(&note.number) {
                let message = format!("note {} has its mark in the title, which can have none", note.number);
                (message, format!("write `[^{label}]` where a reader should find it"))
            } else {
                let message = format!("note {} has no mark in the text", note.number);
                (message, format!("write `[^{label}]` at its place"))
            };
            let finding = Finding::new(Code::K720, message).at(writer.source.place(note.mark.clone()));
            writer.findings.push(finding.help(help));
        }
        writer.findings.extend(doubt_text(writer.source, note));
        writer.leave_out(note.mark.clone(), Why::Mark);
        let body = note.paragraphs().into_iter().map(|lines| Block::Paragraph(writer.run(lines))).collect();
        notes.push(Note { label: label.clone(), body });
    }
    notes
}

/// Reports figures that count like the marks of notes, in a text that has none.
fn lost_notes(source: &Source, lines: &[Line<'_>]) -> Vec<Finding> {
    let words: Vec<&str> = lines.iter().map(|line| line.text).collect();
    let found = loose_marks(&words).into_iter().filter_map(|(at, number)| {
        let finding = Finding::new(Code::K723, format!("mark {number} has no note"));
        let finding = finding.at(source.place(lines.get(at)?.at()));
        Some(finding.help("it stays as it is printed; add the note if the text has lost it"))
    });
    found.collect()
}

/// Reports a line that returns at the edge of sheets, and stays.
fn doubt_line(source: &Source, line: &Line<'_>, count: usize) -> Finding {
    let message = format!("`{}` stands at the edge of {count} sheets, and stays in the text", line.text);
    let help = "delete it there if it is a running head; a heading or the head of a table is none";
    Finding::new(Code::K725, message).at(source.place(line.at())).help(help)
}

/// Reports a note whose text a reader should compare with the original.
fn doubt_text(source: &Source, note: &FoundNote<'_>) -> Option<Finding> {
    let number = note.number;
    let (message, help) = match note.doubt? {
        Doubt::Exchanged => (
            format!("the text of note {number} may belong to a note beside it"),
            "the conversion has set numbers and texts of notes apart",
        ),
        Doubt::RunsOn => (
            format!("note {number} goes on at the foot of the next sheet"),
            "compare its end with the original: it was told from the text by its place and its first letter",
        ),
        Doubt::Below => (
            format!("a paragraph below note {number} was taken for a part of it"),
            "move it into the text, if it belongs there",
        ),
        Doubt::CutOff => (
            format!("note {number} stops in the middle of a sentence"),
            "its rest may stand in the text of the next sheet: move it there",
        ),
        Doubt::Interrupts => (
            format!(
                "note {number} may go on at the foot of the next sheet, in the middle of a sentence of the text"
            ),
            "move those lines into the note, if they are its rest",
        ),
    };
    Some(Finding::new(Code::K722, message).at(source.place(note.mark.clone())).help(help))
}

/// Reports what looks like a mark for certain and was not taken for one: its note is missing, or has another mark.
fn doubt_marks(
    writer: &mut Writer<'_>,
    candidates: &[mark::Candidate],
    taken: &BTreeSet<usize>,
    notes: &[FoundNote<'_>],
) {
    // A letter has fewer notes than this; larger numbers are those of documents: `SEC(2022)546`.
    const NOTES: u32 = 200;
    let known: BTreeSet<u32> = notes.iter().map(|n| n.number).collect();
    let doubtful = candidates.iter().enumerate().filter(|(at, c)| {
        c.score > mark::SURE && c.form != Form::Paren && !taken.contains(at) && c.number < NOTES
    });
    for (_, candidate) in doubtful.take(MOST) {
        let number = candidate.number;
        let (message, help) = if known.contains(&number) {
            let message = format!("`{number}` may be the mark of note {number} once more");
            (message, format!("it stays as it is printed; write `[^{number}]` if it is"))
        } else {
            let help = "it stays as it is printed; add the note if the text has lost it";
            (format!("mark {number} has no note"), help.to_owned())
        };
        let place = writer.source.place(candidate.at.clone());
        writer.findings.push(Finding::new(Code::K723, message).at(place).help(help));
    }
}
