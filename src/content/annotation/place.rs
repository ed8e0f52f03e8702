//! Where each annotation belongs: at words of the letter, at a heading, at a note.

use super::anchor::{Anchored, Quotation, anchor};
use super::finding::Report;
use super::normal::Normal;
use crate::content::front_matter::{About, AnnotationMeta, AnnotationSpans};
use crate::content::markdown::{Footnote, NoteIx, Text};
use crate::content::source::Source;
use crate::finding::Finding;
use std::collections::HashMap;
use std::ops::Range;

/// What of the letter an annotation is about.
pub(super) struct Subject {
    /// The part of [`Text::words`]; see [`Annotation::place`](super::Annotation::place).
    pub(super) place: Option<(usize, Range<usize>)>,
    /// The anchor of a section or footnote.
    pub(super) fragment: Option<String>,
}

/// Finds the place of each annotation; `None`, with a finding, if it has none.
pub(super) fn find(
    text: &Text,
    letter: &Source,
    source: &Source,
    read: &[(AnnotationMeta, AnnotationSpans)],
    findings: &mut Vec<Finding>,
) -> Vec<Option<Subject>> {
    let quotations: Vec<Quotation<'_>> = read.iter().filter_map(|(meta, _)| quotation(&meta.about)).collect();
    let mut anchored = anchor(&text.words(), &quotations).into_iter();
    let named = Named::of(text);
    let mut subjects = Vec::with_capacity(read.len());
    for (meta, spans) in read {
        let report = Report { text, letter, source, spans };
        let subject = match &meta.about {
            About::Quote { .. } => match anchored.next() {
                Some(Anchored::At(spot)) => {
                    Ok(Subject { place: Some((spot.text, spot.range)), fragment: None })
                }
                astray => Err(report.quote(&astray.unwrap_or(Anchored::Empty))),
            },
            About::Section(name) => named.section(name).map_err(|found| report.section(name, &found)),
            About::Footnote(mark) => named.footnote(mark).ok_or_else(|| report.footnote(mark)),
        };
        subjects.push(subject.map_err(|finding| findings.push(finding)).ok());
    }
    subjects
}

fn quotation(about: &About) -> Option<Quotation<'_>> {
    let About::Quote { quote, prefix, suffix } = about else { return None };
    let (prefix, suffix) = (prefix.as_deref().unwrap_or_default(), suffix.as_deref().unwrap_or_default());
    Some(Quotation { quote, prefix, suffix })
}

/// The headings and notes of a letter by their names.
struct Named<'t> {
    text: &'t Text,
    words: Vec<&'t str>,
    headings: HashMap<String, Vec<usize>>,
    anchors: HashMap<&'t str, usize>,
    notes: HashMap<&'t str, NoteIx>,
}

impl<'t> Named<'t> {
    fn of(text: &'t Text) -> Self {
        let mut headings: HashMap<String, Vec<usize>> = HashMap::new();
        for (index, heading) in text.headings.iter().enumerate() {
            headings.entry(name(&heading.text)).or_default().push(index);
        }
        let anchors = text.headings.iter().enumerate().map(|(index, h)| (h.id.as_str(), index)).collect();
        // Marks may be there twice; anchors, by which other annotations name a note, are not.
        let mut notes: HashMap<&str, NoteIx> = HashMap::new();
        for (index, note) in text.notes.iter().enumerate() {
            notes.entry(&note.mark).or_insert(NoteIx(index));
        }
        let named =
            |(index, note): (usize, &'t Footnote)| Some((note.id.strip_prefix("noot-")?, NoteIx(index)));
        notes.extend(text.notes.iter().enumerate().filter_map(named));
        Self { text, words: text.words(), headings, anchors, notes }
    }

    /// The heading with these words, or else with this anchor; the headings there are if it is not one.
    fn section(&self, stated: &str) -> Result<Subject, Vec<usize>> {
        let found = self.headings.get(&name(stated)).cloned().unwrap_or_default();
        let only = match found[..] {
            [only] => only,
            _ => self.anchors.get(stated).copied().ok_or(found)?,
        };
        Ok(Subject {
            place: self.text.end_of_heading(only).map(|(text, end)| (text, end..end)),
            fragment: self.text.headings.get(only).map(|heading| heading.id.clone()),
        })
    }

    fn footnote(&self, mark: &str) -> Option<Subject> {
        let note = *self.notes.get(mark)?;
        // The first of the words are those of the letter.
        let words = note.0 + 1;
        let end = self.words.get(words)?.len();
        let fragment = Some(self.text.note(note)?.id.clone());
        Some(Subject { place: Some((words, end..end)), fragment })
    }
}

/// The words of a heading as they count.
fn name(heading: &str) -> String {
    Normal::of(heading).text.trim().to_owned()
}
