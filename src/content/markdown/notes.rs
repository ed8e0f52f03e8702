//! The notes of a letter as their marks show them. Each has its number before a word is written.

use super::index::NoteIx;
use super::text::Reference;
use crate::dutch::sentence::Sentence;
use std::collections::{BTreeMap, BTreeSet};

/// A note, but for its text.
pub(super) struct Note {
    /// What the author calls it.
    label: String,
    /// The number printed at its marks.
    pub(super) mark: String,
    /// Its anchor.
    pub(super) id: String,
    /// Its marks so far.
    pub(super) references: Vec<Reference>,
    /// Its place in the order of first marks, from 1; 0 while nothing refers to it.
    pub(super) place: usize,
    /// How many bytes of the words of the letter stand before its first mark, if they are traced and it stands there.
    pub(super) beside: Option<usize>,
}

/// The notes of a letter, in the order of their numbers.
#[derive(Default)]
pub(super) struct Notes {
    pub(super) list: Vec<Note>,
    /// The notes by label, in small letters: to the parser `[^A]` is a mark of `[^a]: …`.
    labels: BTreeMap<String, NoteIx>,
    /// To how many of them something refers so far.
    pub(super) placed: usize,
}

impl Notes {
    /// The notes with these labels, which may be repeated. Notes keep the number the author gave them; named
    /// notes are numbered on in the order of their marks.
    pub(super) fn number<'l>(labels: impl Iterator<Item = &'l str>) -> Self {
        let mut seen = BTreeSet::new();
        let labels: Vec<&str> = labels.filter(|label| seen.insert(label.to_lowercase())).collect();
        let stated =
            |label: &str| label.parse::<u32>().ok().filter(|n| n.to_string() == label).map(u64::from);
        let mut last = labels.iter().filter_map(|label| stated(label)).max().unwrap_or(0);
        let mut next = || {
            last += 1;
            last
        };
        let mut numbered: Vec<(u64, &str)> =
            labels.into_iter().map(|label| (stated(label).unwrap_or_else(&mut next), label)).collect();
        numbered.sort_unstable();
        let mut notes = Self::default();
        for (number, label) in numbered {
            notes.labels.insert(label.to_lowercase(), NoteIx(notes.list.len()));
            notes.list.push(Note {
                label: label.to_owned(),
                mark: number.to_string(),
                id: format!("noot-{number}"),
                references: Vec::new(),
                place: 0,
                beside: None,
            });
        }
        notes
    }

    /// The note with this label.
    pub(super) fn labelled(&self, label: &str) -> Option<NoteIx> {
        self.labels.get(&label.to_lowercase()).copied()
    }

    /// The labels of notes that nothing refers to.
    pub(super) fn unreferred(&self) -> impl Iterator<Item = (&str, NoteIx)> {
        let notes = self.list.iter().enumerate().filter(|(_, note)| note.references.is_empty());
        notes.map(|(index, note)| (note.label.as_str(), NoteIx(index)))
    }

    /// Takes a mark of a note that this sentence carries, behind so many bytes of the words of the letter; gives the
    /// note, whose last reference it is.
    pub(super) fn refer(&mut self, label: &str, sentence: Sentence, words: Option<usize>) -> Option<&Note> {
        let note = self.labelled(label).and_then(|note| self.list.get_mut(note.0))?;
        if note.references.is_empty() {
            self.placed += 1;
            note.place = self.placed;
            note.beside = words;
        }
        let id = match note.references.len() {
            0 => format!("{}-ref", note.id),
            before => format!("{}-ref-{}", note.id, before + 1),
        };
        note.references.push(Reference { id, sentence });
        Some(note)
    }
}
