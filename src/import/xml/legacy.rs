//! The dialect that the publisher used up to 2009 (`kamerwrk`): dossiers in the front matter, flat headings, and
//! notes that stand apart from their marks. What it shares with its successor is read there, in `reader`.

use super::fact::HeadFact;
use crate::import::draft::{Block, Inline, Note};
use crate::import::events::{BytesStart, Event, attribute};
use crate::import::flow::Unit;
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

/// The element around such a publication.
pub(super) const ROOT: &str = "kamerwrk";

/// The fact that the words of an element are, by the element that it stands in.
pub(super) fn fact(name: &str, parent: &str) -> Option<HeadFact> {
    match (parent, name) {
        ("onderw", "nummer") => Some(HeadFact::WholeDossierNumber),
        ("onderw", "naam") => Some(HeadFact::DossierTitle),
        ("stuk", "nummer") => Some(HeadFact::Ondernummer),
        (_, "vergjaar") => Some(HeadFact::Vergaderjaar),
        (ROOT, "kop" | "frontm") | ("stuk", "ltrlabel") => Some(HeadFact::Other),
        _ => None,
    }
}

/// Marks and notes find each other by an id, or by the number printed at both.
#[derive(Debug, Default)]
pub(super) struct NotesApart {
    labels: BTreeMap<String, String>,
    /// What the notes print that have an id: a mark that stands elsewhere may come first.
    printed: BTreeMap<String, String>,
}

impl NotesApart {
    /// With the ids of all notes, and their marks.
    pub(super) fn of(all: &[(Event<'_>, Range<usize>)]) -> Self {
        let mut apart = Self::default();
        let (mut id, mut is_mark) = (None, false);
        for (event, _) in all {
            match event {
                Event::Start(e) => match e.local_name().as_ref() {
                    "noot" | "voetnoot" => id = attribute(e, "id"),
                    "noot.nr" => is_mark = true,
                    _ => {}
                },
                Event::End(e) if e.local_name().as_ref() == "noot.nr" => is_mark = false,
                Event::Text(words) if is_mark => {
                    if let Some(id) = &id {
                        apart.printed.entry(id.clone()).or_default().push_str(words.trim());
                    }
                }
                _ => {}
            }
        }
        apart
    }

    /// The label of the note that a mark leads to; `unique` makes one of the printed number.
    pub(super) fn mark(&mut self, element: &BytesStart<'_>, unique: impl FnOnce(&str) -> String) -> String {
        let id = attribute(element, "refid").or_else(|| attribute(element, "idref"));
        let printed = id.as_ref().and_then(|id| self.printed.get(id)).cloned();
        let id = id.map(|id| format!("#{id}"));
        let number = attribute(element, "nr").unwrap_or_default();
        let known = id.as_ref().and_then(|id| self.labels.get(id)).cloned();
        let label = known.unwrap_or_else(|| unique(printed.as_deref().unwrap_or(&number).trim()));
        self.labels.extend(id.map(|id| (id, label.clone())));
        if !number.is_empty() {
            self.labels.insert(number, label.clone());
        }
        label
    }

    /// Takes down the label of a note that stands at its own mark: others may lead to it.
    pub(super) fn named(&mut self, id: &str, label: &str) {
        self.labels.insert(format!("#{id}"), label.to_owned());
    }

    /// The label of a note, if a mark leads to it.
    pub(super) fn note(&self, element: &BytesStart<'_>) -> Option<String> {
        let by_id = attribute(element, "id").and_then(|id| self.labels.get(&format!("#{id}")));
        by_id.or_else(|| self.labels.get(&attribute(element, "nr")?)).cloned()
    }
}

/// Takes out the marks whose notes the file does not have: they are no words, and would lead nowhere.
pub(super) fn drop_marks_without_note(units: &mut [Unit], notes: &[Note]) {
    fn kept(inlines: &mut Vec<Inline>, held: &BTreeSet<&str>) {
        inlines.retain_mut(|inline| match inline {
            Inline::Mark(label) => held.contains(label.as_str()),
            other => other.inner_mut().is_none_or(|inner| {
                kept(inner, held);
                !inner.is_empty()
            }),
        });
    }
    let held = notes.iter().map(|note| note.label.as_str()).collect();
    for unit in units {
        if let Block::Paragraph(inlines) | Block::Heading(_, inlines) = &mut unit.block {
            kept(inlines, &held);
        }
    }
}
