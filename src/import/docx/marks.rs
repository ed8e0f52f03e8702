//! What Word prints at the marks of notes. It counts them itself: the file says from where, in which figures, and
//! whether every section or sheet begins anew.

use crate::import::events::{BytesStart, Event, attribute, events};
use crate::import::figure::figure;
use std::collections::{BTreeMap, BTreeSet};

/// Which note: whether it is an endnote, and its id.
pub(super) type NoteKey = (bool, String);

/// The marks of the notes of a file, in the order of its text.
#[derive(Debug, Default)]
pub(super) struct Marks {
    /// The notes that have a mark, with their labels and places in the order of marks.
    notes: BTreeMap<NoteKey, (String, usize)>,
    /// Those whose mark the author has typed, in the note as well.
    typed: BTreeSet<NoteKey>,
    /// Those that a field repeats before their mark was read.
    awaited: BTreeSet<NoteKey>,
    /// Of footnotes, then of endnotes.
    counts: [Count; 2],
    /// How many notes have each mark, in small letters.
    taken: BTreeMap<String, u32>,
    /// Notes by the bookmarks at their marks; whether there is nothing else at the bookmark.
    bookmarks: BTreeMap<String, (NoteKey, bool)>,
}

/// How notes of one kind are counted.
#[derive(Debug, Default)]
struct Count {
    /// The bytes at which sections end, and how notes are counted in them.
    sections: Vec<(usize, Counting)>,
    /// What holds in sections that do not say otherwise.
    file: Counting,
    section: usize,
    /// Notes since numbers began.
    notes: u32,
    /// Notes whose number depends on the sheet that they stand on.
    on_sheets: usize,
}

#[derive(Debug, Clone, Default)]
struct Counting {
    start: Option<u32>,
    format: Option<String>,
    restart: Option<String>,
}

impl Counting {
    /// Takes a property of the elements `footnotePr` and `endnotePr`.
    fn property(&mut self, name: &str, e: &BytesStart<'_>) {
        let value = attribute(e, "val");
        match name {
            "numStart" => self.start = value.and_then(|v| v.parse().ok()),
            "numFmt" => self.format = value,
            "numRestart" => self.restart = value,
            _ => {}
        }
    }
}

/// The kind of note that an element is about: 0 for footnotes, 1 for endnotes.
fn kind(name: &str) -> Option<usize> {
    ["footnote", "endnote"].iter().position(|kind| name.starts_with(kind))
}

impl Marks {
    /// Reads what the document and its settings say of notes; `all` are the parts with text. Most say nothing, and are
    /// not read for it.
    pub(super) fn read(document: &str, all: &str, settings: &str) -> Self {
        let mut marks = Self::default();
        if ["footnotePr", "endnotePr"].iter().any(|name| settings.contains(name)) {
            let mut of = None;
            _ = events(settings, &mut |event, _| match event {
                Event::Start(e) if e.local_name().as_ref().ends_with("notePr") => {
                    of = kind(e.local_name().as_ref());
                }
                Event::End(e) if e.local_name().as_ref().ends_with("notePr") => of = None,
                Event::Start(e) | Event::Empty(e) => {
                    if let Some(count) = of.and_then(|of| marks.counts.get_mut(of)) {
                        count.file.property(e.local_name().as_ref(), e);
                    }
                }
                _ => {}
            });
        }
        let says = ["footnotePr", "endnotePr", "numRestart"].iter().any(|name| document.contains(name));
        if says || marks.counts.iter().any(|count| count.file.restart.is_some()) || all.contains("REF ") {
            marks.read_document(document);
        }
        marks
    }

    /// Finds the sections, and the bookmarks at marks: text may refer to a note that is yet to come.
    fn read_document(&mut self, document: &str) {
        // Bookmarks that are open, with the marks and words before them.
        let mut open: BTreeMap<String, (String, usize, usize)> = BTreeMap::new();
        let (mut marks, mut words): (Vec<NoteKey>, usize) = Default::default();
        let (mut former, mut paragraphs, mut of, mut is_text) = (0_usize, 0_usize, None, false);
        let mut section = [Counting::default(), Counting::default()];
        // A section ends with the paragraph that says so, whatever stands between.
        let mut ends: Option<usize> = None;
        _ = events(document, &mut |event, at| {
            let (e, is_open) = match event {
                Event::Start(e) => (e, true),
                Event::Empty(e) => (e, false),
                Event::Text(_) | Event::CData(_) | Event::GeneralRef(_) => {
                    words += usize::from(is_text);
                    return;
                }
                Event::End(e) => {
                    is_text = false;
                    match e.local_name().as_ref() {
                        "sectPrChange" => former = former.saturating_sub(1),
                        "sectPr" if former == 0 => ends = Some(paragraphs),
                        "p" => paragraphs = paragraphs.saturating_sub(1),
                        name if name.ends_with("notePr") => of = None,
                        _ => {}
                    }
                    if ends.is_some_and(|depth| depth == 0 || depth > paragraphs) {
                        ends = None;
                        for (count, counting) in self.counts.iter_mut().zip(&mut section) {
                            count.sections.push((at.start, std::mem::take(counting)));
                        }
                    }
                    return;
                }
                _ => return,
            };
            let name = e.local_name();
            let name: &str = name.as_ref();
            match name {
                "sectPrChange" if is_open => former += 1,
                "sectPr" if !is_open && former == 0 => ends = Some(paragraphs),
                "p" if is_open => paragraphs += 1,
                "t" => is_text = is_open,
                "bookmarkStart" => {
                    let (id, name) = (attribute(e, "id"), attribute(e, "name"));
                    open.extend(id.zip(name).map(|(id, name)| (id, (name, marks.len(), words))));
                }
                "bookmarkEnd" => {
                    let ended = open.remove(&attribute(e, "id").unwrap_or_default());
                    if let Some((name, before, words_before)) = ended
                        && let Some(note) = marks.get(before)
                    {
                        let alone = marks.len() == before + 1 && words == words_before;
                        self.bookmarks.insert(name, (note.clone(), alone));
                    }
                }
                "footnoteReference" | "endnoteReference" => {
                    let id = attribute(e, "id").unwrap_or_default();
                    marks.push((name == "endnoteReference", id));
                }
                "footnotePr" | "endnotePr" => of = kind(name).filter(|_| is_open),
                _ => {
                    if let Some(counting) = of.filter(|_| former == 0).and_then(|of| section.get_mut(of)) {
                        counting.property(name, e);
                    }
                }
            }
        });
    }

    /// The label of a note whose mark stands at this byte of the document.
    pub(super) fn counted(&mut self, note: NoteKey, at: usize) -> String {
        if let Some((label, _)) = self.notes.get(&note) {
            return label.clone();
        }
        let Some(count) = self.counts.get_mut(usize::from(note.0)) else { return String::new() };
        let section = count.sections.partition_point(|(end, _)| *end < at);
        let own = count.sections.get(section).map(|(_, own)| own.clone()).unwrap_or_default();
        let format = own.format.or_else(|| count.file.format.clone());
        let restart = own.restart.or_else(|| count.file.restart.clone()).unwrap_or_default();
        if section != count.section && restart == "eachSect" {
            count.notes = 0;
        }
        count.section = section;
        count.on_sheets += usize::from(restart == "eachPage");
        let number = own.start.or(count.file.start).unwrap_or(1).saturating_add(count.notes);
        count.notes += 1;
        // Endnotes that say nothing have Roman numbers.
        let usual = if note.0 { "lowerRoman" } else { "decimal" };
        self.labelled(note, &figure(number, format.as_deref().unwrap_or(usual)))
    }

    /// The label of a note whose mark the author has typed.
    pub(super) fn typed(&mut self, note: NoteKey, words: &str, at: usize) -> String {
        let mark = words.trim().trim_matches(['(', ')', '[', ']']);
        if mark.is_empty() {
            return self.counted(note, at);
        }
        self.typed.insert(note.clone());
        self.labelled(note, mark)
    }

    fn labelled(&mut self, note: NoteKey, printed: &str) -> String {
        let place = self.notes.len();
        let taken = &mut self.taken;
        let (label, _) = self.notes.entry(note).or_insert_with(|| {
            let taken = taken.entry(printed.to_lowercase()).or_insert(0);
            *taken += 1;
            let label = if *taken == 1 { printed.to_owned() } else { format!("{printed}-{taken}") };
            (label, place)
        });
        label.clone()
    }

    /// The label of a note, and its place in the order of marks: footnotes first.
    pub(super) fn of(&self, note: &NoteKey) -> Option<(&str, (bool, usize))> {
        self.notes.get(note).map(|(label, place)| (label.as_str(), (note.0, *place)))
    }

    /// All notes that have a mark, with their labels.
    pub(super) fn all(&self) -> impl Iterator<Item = (&NoteKey, &str)> {
        self.notes.iter().map(|(note, (label, _))| (note, label.as_str()))
    }

    /// Whether the author has typed the mark of a note.
    pub(super) fn is_typed(&self, note: &NoteKey) -> bool {
        self.typed.contains(note)
    }

    /// The label of a note that a field repeats; its mark may be yet to come.
    pub(super) fn repeat(&mut self, note: NoteKey) -> String {
        if let Some((label, _)) = self.notes.get(&note) {
            return label.clone();
        }
        let label = awaited(&note);
        self.awaited.insert(note);
        label
    }

    /// The notes that a field repeats before their mark: the labels that these have meanwhile, and their own.
    pub(super) fn awaited(&self) -> BTreeMap<String, String> {
        let known = |note| Some((awaited(note), self.notes.get(note)?.0.clone()));
        self.awaited.iter().filter_map(known).collect()
    }

    /// The note that the result of a field repeats: `NOTEREF` names the bookmark at its mark, `REF` one that may be
    /// around anything.
    pub(super) fn repeated(&self, code: &str) -> Option<NoteKey> {
        let mut words = code.split_whitespace();
        let is_note = match words.next()? {
            "NOTEREF" => true,
            "REF" => false,
            _ => return None,
        };
        let (note, alone) = self.bookmarks.get(words.next()?)?;
        // Where the field says on which page the note stands, its result is no mark.
        let is_page = words.any(|switch| switch == "\\p");
        (!is_page && (is_note || *alone)).then(|| note.clone())
    }

    /// How many footnotes have numbers that begin anew on each sheet: where sheets begin, no Word file says.
    pub(super) fn on_sheets(&self) -> usize {
        self.counts.iter().map(|count| count.on_sheets).filter(|count| *count > 1).sum()
    }
}

/// What the mark of a note is called until it is read.
fn awaited((endnote, id): &NoteKey) -> String {
    format!("{} {id}", if *endnote { "endnote" } else { "footnote" })
}
