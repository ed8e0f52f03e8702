//! The index as it is gathered: each form with the documents and places that have it.
//!
//! Documents are read side by side, some at a time; what comes of it is put in the order of the alphabet, so that
//! nothing depends on who was first.

use super::analysis;
use super::compound;
use super::document::{Document, FACETS, Part};
use super::rules::rules;
use rayon::prelude::*;
use std::collections::{BTreeMap, HashMap};
use std::sync::LazyLock;

/// Documents that are read in one go.
const CHUNK: usize = 64;

/// Words in the list of abbreviations: what letters use without explaining it.
const ABBREVIATIONS: &str = include_str!("abbreviations.txt");

/// One word at one place.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Occurrence {
    pub(super) document: u32,
    pub(super) place: u32,
    pub(super) part: Part,
}

/// A form with all that is known of it.
#[derive(Debug, Default)]
pub(super) struct Form {
    pub(super) text: String,
    /// In order.
    pub(super) occurrences: Vec<Occurrence>,
    /// Documents that have it as a part of a compound or in other words only, in order.
    pub(super) within: Vec<u32>,
}

impl Form {
    /// How many documents have it as a word.
    pub(super) fn documents(&self) -> usize {
        self.occurrences.chunk_by(|a, b| a.document == b.document).count()
    }
}

/// What is kept of a document.
#[derive(Debug, Default)]
pub(super) struct Row {
    pub(super) path: String,
    pub(super) title: String,
    pub(super) kind: String,
    pub(super) date: Option<String>,
    pub(super) held: bool,
    pub(super) numbers: Vec<String>,
    pub(super) facets: [Vec<String>; FACETS.len()],
    /// How many words it has.
    pub(super) words: u32,
}

/// The whole.
#[derive(Debug, Default)]
pub(crate) struct Index {
    pub(super) rows: Vec<Row>,
    /// In the order of the alphabet.
    pub(super) forms: Vec<Form>,
}

/// What is read in one go.
#[derive(Default)]
struct Chunk {
    rows: Vec<Row>,
    numbers: HashMap<String, usize>,
    lists: Vec<Vec<Occurrence>>,
    suspended: Vec<Suspended>,
}

/// A beginning whose end stands in the next word but one: *inlichtingen- en veiligheidsdiensten*.
struct Suspended {
    document: u32,
    begin: String,
    whole: String,
}

impl Chunk {
    fn read(&mut self, index: usize, document: Document) {
        let index = u32::try_from(index).unwrap_or(u32::MAX);
        let mut place = self.text(index, Part::Title, &document.title, 0);
        let of_title = place;
        for name in &document.names {
            place = self.text(index, Part::Title, name, place + 1);
        }
        for about in &document.about {
            place = self.text(index, Part::Text, about, place + 1);
        }
        if let Some(date) = &document.date {
            let day = format!("{}{}", analysis::DAY, date.replace('-', ""));
            self.take(&day, Occurrence { document: index, place: 0, part: Part::Text });
        }
        let before = place;
        for block in &document.blocks {
            place = self.text(index, block.part, &block.text, place + 1);
        }
        let Document { path, title, kind, date, held, numbers, facets, .. } = document;
        let named =
            document.names.iter().map(|name| u32::try_from(analysis::forms(name).len()).unwrap_or(u32::MAX));
        let words = if held { place - before } else { named.min().unwrap_or(of_title) };
        self.rows.push(Row { path, title, kind, date, held, numbers, facets, words });
    }

    fn text(&mut self, document: u32, part: Part, text: &str, place: u32) -> u32 {
        for joint in ["- en ", "- of "] {
            for at in memchr::memmem::find_iter(text.as_bytes(), joint) {
                let before = text.get(..at).and_then(|before| before.split_whitespace().next_back());
                let after = text.get(at + joint.len()..).and_then(|after| after.split_whitespace().next());
                let form = |word: Option<&str>| analysis::forms(word?).pop().map(|(form, _)| form);
                if let (Some(begin), Some(whole)) = (form(before), form(after)) {
                    self.suspended.push(Suspended { document, begin, whole });
                }
            }
        }
        analysis::words(text, place, |form, place| self.take(form, Occurrence { document, place, part }))
    }

    fn take(&mut self, form: &str, occurrence: Occurrence) {
        let number = self.numbers.get(form).copied().unwrap_or_else(|| {
            let stop = rules().stop.contains(form);
            let number = if stop { usize::MAX } else { self.lists.len() };
            self.numbers.insert(form.to_owned(), number);
            if !stop {
                self.lists.push(Vec::new());
            }
            number
        });
        if let Some(list) = self.lists.get_mut(number) {
            list.push(occurrence);
        }
    }
}

impl Index {
    /// Reads this many documents, each made when it is its turn. `abbreviations` are those that letters explain: what
    /// is short, what it stands for.
    pub(crate) fn read(
        count: usize,
        make: impl Fn(usize) -> Document + Sync,
        abbreviations: &[(String, String)],
    ) -> Self {
        let chunks: Vec<Chunk> = (0..count.div_ceil(CHUNK))
            .into_par_iter()
            .map(|chunk| {
                let mut read = Chunk::default();
                for index in chunk * CHUNK..count.min((chunk + 1) * CHUNK) {
                    read.read(index, make(index));
                }
                read
            })
            .collect();
        let mut index = Self::default();
        let mut pieces: Vec<(String, usize, Vec<Occurrence>)> = Vec::new();
        let mut suspended = Vec::new();
        for (at, chunk) in chunks.into_iter().enumerate() {
            let Chunk { rows, numbers, mut lists, suspended: own } = chunk;
            suspended.extend(own);
            index.rows.extend(rows);
            let mut names: Vec<(String, usize)> = numbers.into_iter().collect();
            names.sort_unstable_by_key(|&(_, number)| number);
            let read = names.into_iter().filter_map(|(form, number)| {
                lists.get_mut(number).map(|list| (form, at, std::mem::take(list)))
            });
            pieces.extend(read);
        }
        pieces.par_sort_unstable_by(|a, b| (&a.0, a.1).cmp(&(&b.0, b.1)));
        for (form, _, mut occurrences) in pieces {
            match index.forms.last_mut().filter(|last| last.text == form) {
                Some(last) => last.occurrences.append(&mut occurrences),
                None => index.forms.push(Form { text: form, occurrences, within: Vec::new() }),
            }
        }
        index.spell_out(abbreviations);
        index.take_apart(suspended);
        for form in &mut index.forms {
            form.within.sort_unstable();
            form.within.dedup();
            let mut own = form.occurrences.iter().map(|o| o.document).peekable();
            form.within.retain(|&document| {
                while own.next_if(|&o| o < document).is_some() {}
                own.peek() != Some(&document)
            });
        }
        index.forms.retain(|form| !(form.occurrences.is_empty() && form.within.is_empty()));
        index
    }

    pub(super) fn place_of(&self, form: &str) -> Option<usize> {
        self.forms.binary_search_by(|f| f.text.as_str().cmp(form)).ok()
    }

    /// What has a compound has its parts, also those that no letter writes as words of their own.
    fn take_apart(&mut self, suspended: Vec<Suspended>) {
        let counts: Vec<usize> = self.forms.iter().map(Form::documents).collect();
        let count = |word: &str| self.place_of(word).and_then(|at| counts.get(at)).copied().unwrap_or(0);
        let found: Vec<(usize, String)> = self
            .forms
            .par_iter()
            .enumerate()
            .flat_map_iter(|(at, form)| {
                compound::parts(&form.text, count).into_iter().map(move |part| (at, part.to_owned()))
            })
            .collect();
        let mut new: BTreeMap<String, Vec<u32>> = BTreeMap::new();
        for Suspended { document, begin, whole } in suspended {
            for tail in compound::parts(&whole, count).into_iter().filter(|part| whole.ends_with(part)) {
                new.entry(format!("{begin}{tail}")).or_default().push(document);
            }
        }
        for (compound, part) in found {
            let of = self.forms.get(compound).map(|form| form.occurrences.as_slice()).unwrap_or_default();
            let documents = of
                .chunk_by(|a, b| a.document == b.document)
                .filter_map(|run| run.first())
                .map(|o| o.document);
            let documents: Vec<u32> = documents.collect();
            match self.place_of(&part).and_then(|at| self.forms.get_mut(at)) {
                Some(form) => form.within.extend(documents),
                None => new.entry(part).or_default().extend(documents),
            }
        }
        // What is whole elsewhere is a form already.
        for (form, documents) in &mut new {
            if let Some(known) = self.place_of(form).and_then(|at| self.forms.get_mut(at)) {
                known.within.append(documents);
            }
        }
        new.retain(|_, documents| !documents.is_empty());
        self.add(new);
    }

    /// Adds forms that no document has as a word.
    fn add(&mut self, new: BTreeMap<String, Vec<u32>>) {
        self.forms.extend(new.into_iter().map(|(form, within)| Form {
            text: form,
            within,
            ..Form::default()
        }));
        self.forms.sort_unstable_by(|a, b| a.text.cmp(&b.text));
    }

    /// What says something in full has its abbreviation, and the other way round.
    fn spell_out(&mut self, explained: &[(String, String)]) {
        static KNOWN: LazyLock<Vec<(&str, &str)>> = LazyLock::new(|| {
            ABBREVIATIONS
                .lines()
                .filter(|line| !line.starts_with('#'))
                .filter_map(|line| line.split_once(": "))
                .collect()
        });
        let explained = explained.iter().map(|(short, long)| (short.as_str(), long.as_str()));
        let mut more: BTreeMap<String, Vec<u32>> = BTreeMap::new();
        for (short, long) in KNOWN.iter().copied().chain(explained) {
            let short = analysis::forms(short);
            let [(short, _)] = short.as_slice() else { continue };
            let joined = |(at, (form, place)): (usize, &(String, u32)), all: &[(String, u32)]| {
                (!all.iter().take(at).any(|(_, before)| before == place)).then(|| (form.clone(), *place))
            };
            let long = analysis::forms(long);
            let long: Vec<(String, u32)> =
                long.iter().enumerate().filter_map(|word| joined(word, &long)).collect();
            let long: Vec<(String, u32)> =
                long.into_iter().filter(|(form, _)| !rules().stop.contains(form)).collect();
            if long.is_empty() {
                continue;
            }
            more.entry(short.clone()).or_default().extend(self.in_order(&long));
            let of_short: Vec<u32> = self
                .place_of(short)
                .and_then(|at| self.forms.get(at))
                .map(|form| form.occurrences.iter().map(|o| o.document).collect())
                .unwrap_or_default();
            for (form, _) in long {
                more.entry(form).or_default().extend(&of_short);
            }
        }
        let mut new = BTreeMap::new();
        for (form, documents) in more.into_iter().filter(|(_, documents)| !documents.is_empty()) {
            match self.place_of(&form).and_then(|at| self.forms.get_mut(at)) {
                Some(form) => form.within.extend(documents),
                None => {
                    new.insert(form, documents);
                }
            }
        }
        self.add(new);
    }

    /// The documents in which these words stand at these distances.
    fn in_order(&self, words: &[(String, u32)]) -> Vec<u32> {
        let lists: Option<Vec<(&[Occurrence], u32)>> = words
            .iter()
            .map(|(form, place)| Some((self.forms.get(self.place_of(form)?)?.occurrences.as_slice(), *place)))
            .collect();
        let Some(((first, start), others)) = lists.as_deref().and_then(|lists| lists.split_first()) else {
            return Vec::new();
        };
        let follows = |at: &&Occurrence| {
            others.iter().all(|(list, place)| {
                let wanted = (at.document, at.place + (place - start));
                list.binary_search_by_key(&wanted, |o| (o.document, o.place)).is_ok()
            })
        };
        first.iter().filter(follows).map(|at| at.document).collect()
    }
}
