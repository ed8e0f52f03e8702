//! What is found of a word, and how much that counts. The figures are those of `static/zoek/zoek.js`.

use super::code::Reader;
use super::shards::{IN_HEADING, IN_TITLE, OFTEN, WHERE};
use std::collections::{BTreeMap, BTreeSet};

/// How much a form counts that is the word itself, a form of it, begins with it, is what was meant, is its parts near each
/// other, or has it as a part.
pub(super) const EXACT: f64 = 1.0;
pub(super) const RELATED: f64 = 0.8;
pub(super) const PREFIX: f64 = 0.6;
pub(super) const MISTYPED: f64 = 0.5;
pub(super) const APART: f64 = 0.6;
pub(super) const WITHIN: f64 = 0.35;

/// In the text, in notes alone, in annotations alone.
const PLACES: [f64; 3] = [1.0, 0.9, 0.7];

/// What is kept of a form.
#[derive(Debug, Clone, Default)]
pub(super) struct Entry {
    pub(super) documents: Vec<Posting>,
    pub(super) within: Vec<u32>,
}

#[derive(Debug, Clone)]
pub(super) struct Posting {
    pub(super) document: u32,
    flags: u32,
    pub(super) places: Vec<u32>,
}

impl Posting {
    pub(super) fn is_title(&self) -> bool {
        self.flags & IN_TITLE > 0
    }
}

fn gaps(reader: &mut Reader<'_>, count: u32) -> Vec<u32> {
    let mut last = 0_u32;
    (0..count)
        .map_while(|_| {
            last = last.saturating_add(reader.number()?);
            Some(last)
        })
        .collect()
}

impl Entry {
    /// Reads what [`shards`](super::shards) wrote.
    pub(super) fn read(text: &str) -> Self {
        let mut reader = Reader::new(text);
        let count = reader.number().unwrap_or(0);
        let documents = gaps(&mut reader, count);
        let told: Vec<(u32, u32)> = documents
            .iter()
            .map_while(|_| {
                let flags = reader.digit()?;
                let often = flags / OFTEN;
                Some((flags, 1 + often + if often == 3 { reader.number()? } else { 0 }))
            })
            .collect();
        let documents = documents.into_iter().zip(told);
        let documents = documents
            .map(|(document, (flags, count))| Posting { document, flags, places: gaps(&mut reader, count) })
            .collect();
        let count = reader.number().unwrap_or(0);
        Self { documents, within: gaps(&mut reader, count) }
    }
}

/// What is found of a word in one document.
#[derive(Debug, Clone, Default)]
pub(super) struct Hit {
    pub(super) weight: f64,
    /// Whether it stands in the title.
    pub(super) title: bool,
    pub(super) places: Vec<u32>,
    /// Whether the document has the word, not merely a compound with it.
    pub(super) own: bool,
}

/// What is found of a word.
#[derive(Debug, Clone, Default)]
pub(super) struct Hits {
    pub(super) of: BTreeMap<u32, Hit>,
    /// The forms that were found.
    pub(super) forms: BTreeSet<String>,
}

impl Hits {
    /// Takes a form.
    pub(super) fn take(&mut self, form: &str, entry: &Entry, weight: f64) {
        self.forms.insert(form.to_owned());
        for posting in &entry.documents {
            let hit = self.of.entry(posting.document).or_default();
            let place = usize::try_from(posting.flags / WHERE % 4).ok().and_then(|place| PLACES.get(place));
            let heading = if posting.flags & IN_HEADING > 0 { 1.5 } else { 0.0 };
            let title = if posting.is_title() { 4.0 } else { 0.0 };
            let often = f64::from(u32::try_from(posting.places.len()).unwrap_or(u32::MAX)) + title + heading;
            hit.weight += weight * often * place.copied().unwrap_or(1.0);
            hit.title |= posting.is_title();
            hit.own = true;
            hit.places.extend(&posting.places);
        }
        for &document in &entry.within {
            self.of.entry(document).or_default().weight += weight * WITHIN;
        }
    }

    /// Takes what else is found.
    pub(super) fn add(&mut self, more: &Self) {
        for (&document, hit) in &more.of {
            let own = self.of.entry(document).or_default();
            own.weight += hit.weight;
            own.title |= hit.title;
            own.own |= hit.own;
            own.places.extend(&hit.places);
        }
        self.forms.extend(more.forms.iter().cloned());
    }
}
