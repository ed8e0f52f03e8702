//! The header of a text: from its first line to the first line of the letter.
//!
//! There are four kinds. A [`parliament`] header numbers a Kamerstuk (dossier, number, kind in capitals,
//! addressee, date), often under the furniture of a web page. A [`letterhead`] is that of a ministry, with
//! labels. The answers to written questions have the header of the Aanhangsel. Anything else may have a title
//! that names its kind, or no header at all: then every line is the letter's own.
//!
//! What two places state differently is a doubt, and the first counts.

mod letterhead;
mod parliament;
mod reading;
#[cfg(test)]
mod tests;

use super::line::Line;
use super::sheet::Sheets;
use crate::content::source::Source;
use crate::dutch::letters;
use crate::finding::Finding;
use crate::import::draft::{Head, Omitted, Why};
use crate::import::header::number::Foot;
use crate::import::header::{answer, glued, kind, number};
use reading::{LOOK, Reading};

/// Lines of a letter in which the number of the questions it answers may stand.
const OPENING: usize = 16;

/// A header that has been read, and what is the letter's.
pub(super) struct Headed<'a> {
    /// The facts.
    pub head: Head,
    /// The lines of the letter itself.
    pub lines: Vec<Line<'a>>,
    /// What was header.
    pub omitted: Vec<Omitted>,
    /// Notes whose marks stand in the title.
    pub marks: Vec<u32>,
}

/// Reads the header.
pub(super) fn read<'a>(source: &Source, sheets: &mut Sheets<'a>, findings: &mut Vec<Finding>) -> Headed<'a> {
    let mut reading =
        Reading { source, findings, head: Head::default(), omitted: Vec::new(), marks: Vec::new() };
    let lines = std::mem::take(&mut sheets.lines);
    let near = lines.get(..lines.len().min(LOOK)).unwrap_or_default();
    let body = if let Some(anchor) = parliament::anchor(near) {
        parliament::read(&mut reading, &lines, anchor)
    } else if let Some(at) = parliament::aanhangsel(near) {
        parliament::read_aanhangsel(&mut reading, &lines, at)
    } else if letterhead::stands_in(near, &sheets.margin) {
        letterhead::read(&mut reading, &lines, &std::mem::take(&mut sheets.margin), &sheets.references)
    } else if let Some(at) = parliament::questions(near) {
        parliament::read_aanhangsel(&mut reading, &lines, at)
    } else {
        titled(&mut reading, &lines)
    };
    for line in &sheets.margin {
        reading.take(line, Why::Furniture);
    }
    from_foot(&mut reading.head, sheets.foot);
    let opening = body.iter().take(OPENING).map(|l| l.text).collect::<Vec<_>>().join(" ");
    for id in number::answered(&opening) {
        if !reading.head.reageert_op.contains(&id) {
            reading.head.reageert_op.push(id);
        }
    }
    Headed { head: reading.head, lines: body, omitted: reading.omitted, marks: reading.marks }
}

/// The lines, with those of a head that a converter has run together parted.
pub(super) fn parted(lines: Vec<Line<'_>>) -> Vec<Line<'_>> {
    let mut out = Vec::with_capacity(lines.len());
    let mut open = true;
    for (at, line) in lines.into_iter().enumerate() {
        let mut edges = if open && at < LOOK { glued::cuts(line.text) } else { Vec::new() };
        open &= !letters::is_salutation(line.text);
        if edges.is_empty() {
            out.push(line);
            continue;
        }
        edges.insert(0, 0);
        edges.push(line.text.len());
        let first = out.len();
        out.extend(edges.iter().zip(edges.iter().skip(1)).filter_map(|(from, to)| line.part(*from..*to)));
        for part in out.iter_mut().skip(first + 1) {
            (part.blank, part.column) = (false, line.column);
        }
    }
    out
}

/// Whether a text begins as a page of the publisher, with the numbers in a table.
pub(super) fn is_page(lines: &[Line<'_>]) -> bool {
    let near = lines.get(..lines.len().min(LOOK)).unwrap_or_default();
    matches!(parliament::anchor(near), Some(parliament::Anchor::Row(_)))
}

/// Whether a text begins with the header of a Kamerstuk.
pub(super) fn is_kamerstuk(lines: &[Line<'_>]) -> bool {
    parliament::anchor(lines.get(..lines.len().min(LOOK)).unwrap_or_default()).is_some()
}

/// A document without header whose first line is a title that names its kind (`Fiche 1: …`).
fn titled<'a>(reading: &mut Reading<'_>, lines: &[Line<'a>]) -> Vec<Line<'a>> {
    // The number of the first sheet may stand above it.
    let is_number = |l: &&Line<'a>| l.text.len() < 3 && l.text.bytes().all(|b| b.is_ascii_digit());
    let above = lines.iter().take_while(is_number).count();
    let Some((first, rest)) = lines.get(above..).and_then(<[Line<'_>]>::split_first) else {
        return lines.to_vec();
    };
    let title = first.text.trim_start_matches(['*', '#', ' ']).trim_end_matches('*');
    let apart = rest.first().is_none_or(|next| next.blank || kind::kind(title).is_some());
    let bare = first.width() < 160 && !title.ends_with(['.', ',', ';', '?']);
    let Some(kind) = kind::kind(title).filter(|_| apart && bare && title.starts_with(char::is_uppercase))
    else {
        return lines.to_vec();
    };
    reading.head.soort = Some(kind.to_owned());
    reading.head.title = Some(crate::import::header::casing::title(title));
    for line in lines.iter().take(above) {
        reading.take(line, Why::Furniture);
    }
    reading.take(first, Why::Header);
    rest.to_vec()
}

/// The running foot fills in what the header did not state.
fn from_foot(head: &mut Head, foot: Option<Foot>) {
    match foot {
        Some(Foot::Kamerstuk(year, dossier, number)) if head.identifier.is_none() => {
            head.vergaderjaar.get_or_insert(year);
            if head.dossiers.is_empty() {
                head.dossiers.push((dossier, None));
            }
            if head.dossiers.iter().any(|(d, _)| *d == dossier) {
                head.ondernummer.get_or_insert(number);
            }
        }
        Some(Foot::Aanhangsel(chamber, year, number)) => {
            head.vergaderjaar.get_or_insert(year);
            if head.identifier.is_none() {
                head.identifier = number.and_then(|number| answer::id(chamber, year, number));
            }
        }
        _ => {}
    }
}
