//! The notes of a letter as their marks show them. Each has its mark before a word is written.

use super::index::NoteIx;
use super::text::Reference;
use crate::dutch::sentence::Sentence;
use std::collections::{BTreeMap, BTreeSet};

/// A note, but for its text.
pub(super) struct Note {
    /// What the author calls it.
    label: String,
    /// The number, letter or sign printed at its marks.
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

/// The notes of a letter: those with signs first, then numbers, then letters.
#[derive(Default)]
pub(super) struct Notes {
    pub(super) list: Vec<Note>,
    /// The notes by label, in small letters: to the parser `[^A]` is a mark of `[^a]: …`.
    labels: BTreeMap<String, NoteIx>,
    /// To how many of them something refers so far.
    pub(super) placed: usize,
}

/// Signs that are marks of notes, and what an address calls them.
const SIGNS: [(char, &str); 6] = [
    ('*', "ster"),
    ('†', "kruis"),
    ('‡', "dubbelkruis"),
    ('§', "paragraaf"),
    ('¶', "alinea"),
    ('‖', "strepen"),
];

/// Where a note stands among the others: after its kind, numbers that begin anew after those before them.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
enum Rank<'l> {
    Sign(usize),
    Number(u32, u64, &'l str),
    Letter(usize),
}

/// What a label prints: a mark as documents have them (`12`, `12a`, `*`, `b`, `iv`). `1-2` is the second note that is
/// marked `1`, where numbers begin anew. `None` for the name of a note, which is never printed.
#[cfg(feature = "import")]
pub fn printed(label: &str) -> Option<&str> {
    parts(label).map(|(mark, _)| mark)
}

/// The mark of a label, and which of the notes with this mark it is, from 1.
fn parts(label: &str) -> Option<(&str, u32)> {
    let (mark, count) = match label.rsplit_once('-') {
        Some((mark, count)) => (mark, number(count).and_then(|n| u32::try_from(n).ok()).filter(|n| *n > 1)?),
        None => (label, 1),
    };
    is_mark(mark).then_some((mark, count))
}

fn is_mark(text: &str) -> bool {
    const LONGEST: usize = 4;
    let Some(first) = text.chars().next() else { return false };
    let alike = text.chars().all(|c| c == first);
    match SIGNS.iter().any(|(sign, _)| *sign == first) {
        true => alike && text.chars().count() <= LONGEST,
        false if first.is_ascii_digit() => numbered(text).is_some(),
        false => alike && first.is_ascii_alphabetic() && text.len() <= 2 || is_roman(text),
    }
}

/// `12a` as its number and its letter, if it has one.
fn numbered(text: &str) -> Option<(u64, &str)> {
    let end = text.trim_end_matches(|c: char| c.is_ascii_lowercase()).len();
    let (digits, letter) = text.split_at(end);
    Some((number(digits)?, letter)).filter(|_| letter.len() <= 1)
}

fn number(text: &str) -> Option<u64> {
    text.parse::<u32>().ok().filter(|n| n.to_string() == text).map(u64::from)
}

/// Whether it is a Roman number of the size that notes have.
fn is_roman(text: &str) -> bool {
    const FIGURES: [[&str; 9]; 2] = [
        ["ix", "iv", "viii", "vii", "vi", "v", "iii", "ii", "i"],
        ["xc", "xl", "lxxx", "lxx", "lx", "l", "xxx", "xx", "x"],
    ];
    let lower = text.to_ascii_lowercase();
    let mut rest = lower.as_str();
    for figures in FIGURES {
        rest = figures.iter().find_map(|end| rest.strip_suffix(end)).unwrap_or(rest);
    }
    let one_case = text == lower || text == lower.to_ascii_uppercase();
    one_case && !text.is_empty() && matches!(rest, "" | "c" | "cc")
}

impl Notes {
    /// The notes with these labels, which may be repeated. Notes keep the mark the author gave them; named notes are
    /// numbered on in the order of their marks.
    pub(super) fn number<'l>(labels: impl Iterator<Item = &'l str>) -> Self {
        let mut seen = BTreeSet::new();
        let labels: Vec<&str> = labels.filter(|label| seen.insert(label.to_lowercase())).collect();
        let stated = |label: &str| number(label).or_else(|| numbered(parts(label)?.0).map(|(n, _)| n));
        let mut last = labels.iter().filter_map(|label| stated(label)).max().unwrap_or(0);
        let mut ranked: Vec<(Rank<'_>, String, String, &str)> = Vec::with_capacity(labels.len());
        for (at, label) in labels.into_iter().enumerate() {
            let Some((mark, count)) = parts(label) else {
                last += 1;
                ranked.push((Rank::Number(1, last, ""), last.to_string(), last.to_string(), label));
                continue;
            };
            let sign = |c: char| SIGNS.iter().find(|(sign, _)| *sign == c).map(|(_, name)| *name);
            let signs: Vec<&str> = mark.chars().filter_map(sign).collect();
            let (rank, name) = match numbered(mark) {
                Some((number, letter)) => (Rank::Number(count, number, letter), mark.to_owned()),
                None if signs.is_empty() => (Rank::Letter(at), mark.to_lowercase()),
                None => (Rank::Sign(at), signs.join("-")),
            };
            let name = if count > 1 { format!("{name}-{count}") } else { name };
            ranked.push((rank, mark.to_owned(), name, label));
        }
        ranked.sort_unstable();
        let mut notes = Self::default();
        for (_, mark, name, label) in ranked {
            notes.labels.insert(label.to_lowercase(), NoteIx(notes.list.len()));
            notes.list.push(Note {
                label: label.to_owned(),
                mark,
                id: format!("noot-{name}"),
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
