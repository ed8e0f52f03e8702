//! What a citation means on this site: a letter that is held, a work that is known or only cited, a dossier, an
//! address, one of several, or nothing that exists.
//!
//! The author's words decide, the collection and the list of published ids help, and no link beats a wrong link.
//! A citation never fails the build; what looks wrong is a finding at its place.
//!
//! [`facts`] is all that can be known of a number, with [`timeline`] for its age. [`reader`] reads the citations of one
//! text by it, a letter or the introduction of a dossier, with [`slip`] for the numbers that a writer may have meant and
//! [`contradiction`] for words that cannot all be true.
//! [`relative`] follows *idem* and *zie noot 3*. [`works`] numbers what is cited and files it in its dossiers.

mod contradiction;
mod facts;
mod reader;
mod relative;
mod slip;
mod timeline;
mod works;

use crate::collection::corpus::{CitingText, Corpus};
use crate::collection::index::{EntryIx, IndexVec, LetterIx, Texts, WorkIx};
use crate::collection::published::Published;
use crate::content::markdown::NoteIx;
use crate::content::source::Source;
use crate::fault;
use crate::finding::{Code, Finding};
use crate::number::address::OutPath;
use crate::number::identifier::DocumentId;
use crate::number::kst::{DossierNumber, KstId};
use facts::Facts;
use reader::{Reader, Reading};
use std::collections::BTreeMap;
use std::ops::Range;

/// A document with a page: a letter that is held, an entry of the register, or something that is only cited.
#[derive(Debug)]
pub struct Work {
    /// Its id; a letter that only has a kenmerk has none.
    pub id: Option<DocumentId>,
    /// Its page.
    pub path: OutPath,
    /// The letter, if it is held.
    pub letter: Option<LetterIx>,
    /// What the register tells, if it is not held.
    pub entry: Option<EntryIx>,
    /// Where the official publication can be read, if its address is known.
    pub official: Option<String>,
}

/// What one cited document turns out to be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Target {
    /// A document with a page.
    Work(WorkIx),
    /// A dossier as a whole.
    Dossier(DossierNumber),
    /// An address that is no official publication.
    Address(String),
    /// Another note of the same text.
    Note(NoteIx),
    /// One of several works.
    Ambiguous,
    /// No such publication exists.
    Unknown,
    /// This Kamerstuk was never published; these are the nearest in its dossier that were.
    Missing {
        /// The last before it.
        below: KstId,
        /// The first after it.
        above: KstId,
    },
}

/// What a reader is told of a link.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum State {
    /// The cited work can be read on this site.
    Here,
    /// It can be read elsewhere.
    Elsewhere,
    /// It is one of several.
    Ambiguous,
    /// It does not exist.
    Unknown,
}

impl State {
    /// The name in templates.
    pub fn name(self) -> &'static str {
        match self {
            Self::Here => "here",
            Self::Elsewhere => "elsewhere",
            Self::Ambiguous => "ambiguous",
            Self::Unknown => "unknown",
        }
    }
}

/// All works and what each citation means.
#[derive(Debug, Default)]
pub struct Resolution {
    /// The works: the letters in their order, then the others by address.
    pub works: IndexVec<WorkIx, Work>,
    /// For each text and each of its citations, the meaning of each cited document.
    pub targets: Texts<Vec<Vec<Target>>>,
    /// Every dossier that has a page, with the works filed in it, in order: letters that are held come first.
    pub dossiers: BTreeMap<DossierNumber, Vec<WorkIx>>,
    /// Pairs of a letter and a work that it answers, in the order of the letters.
    pub answers: Vec<(LetterIx, WorkIx)>,
    /// The same pairs turned round, sorted.
    pub answered_by: Vec<(WorkIx, LetterIx)>,
}

impl Resolution {
    /// What the citations cite; a reference to a note repeats what that note cites and is not counted again.
    pub fn cited(&self) -> impl Iterator<Item = &Target> {
        self.targets.iter().flatten().flatten().filter(|target| !matches!(target, Target::Note(_)))
    }

    /// What a reader is told of a link.
    pub fn state(&self, corpus: &Corpus, target: &Target) -> State {
        match target {
            Target::Note(_) => State::Here,
            Target::Work(work) if self.works.at(*work).letter.is_some() => State::Here,
            Target::Work(_) | Target::Address(_) => State::Elsewhere,
            Target::Dossier(number) => {
                let held =
                    |works: &Vec<WorkIx>| works.first().is_some_and(|&w| self.works.at(w).letter.is_some());
                if corpus.dossier(*number).is_some() || self.dossiers.get(number).is_some_and(held) {
                    State::Here
                } else {
                    State::Elsewhere
                }
            }
            Target::Ambiguous => State::Ambiguous,
            Target::Unknown | Target::Missing { .. } => State::Unknown,
        }
    }
}

/// An id as first understood, before works are numbered.
#[derive(Clone, PartialEq)]
enum Meaning {
    Work(DocumentId),
    Settled(Target),
}

impl Meaning {
    /// The dossier that is meant, or that of the Kamerstuk that is meant.
    fn dossier(&self) -> Option<DossierNumber> {
        match self {
            Self::Work(id) => id.dossier(),
            Self::Settled(Target::Dossier(dossier)) => Some(*dossier),
            Self::Settled(_) => None,
        }
    }
}

/// Resolves every citation of the collection; `published` is the list of published ids, if there is one.
pub fn resolve(corpus: &Corpus, published: Option<&Published>) -> (Resolution, Vec<Finding>) {
    let facts = Facts::new(corpus, published);
    let read = corpus.each_text(|text| read_one(&facts, text));
    let mut findings = strangers(&facts, &read);
    let meanings = read.map(|reading| {
        findings.extend(reading.findings);
        reading.meanings
    });
    for letter in &corpus.unplaced {
        findings.extend(read_one(&facts, letter.into()).findings);
    }
    (works::number(&facts, meanings), findings)
}

/// Reads one text, whose fault leaves the others as they are.
fn read_one<'a>(facts: &'a Facts<'a>, text: CitingText<'a>) -> Reading<'a> {
    let mut findings = Vec::new();
    let reading = fault::in_file(&text.source.file, &mut findings, |_| Reader::new(facts, text).read());
    reading.unwrap_or_else(|| Reading { findings, ..Reading::default() })
}

/// Dossiers that are cited and that the site knows nothing about: one note each, at the first place.
fn strangers(facts: &Facts<'_>, read: &Texts<Reading<'_>>) -> Vec<Finding> {
    let mut places: BTreeMap<DossierNumber, Vec<(&Source, &Range<usize>)>> = BTreeMap::new();
    for (dossier, source, span) in read.iter().flat_map(|reading| &reading.strangers) {
        places.entry(*dossier).or_default().push((source, span));
    }
    let note = |(dossier, places): (DossierNumber, Vec<(&Source, &Range<usize>)>)| {
        let (source, span) = places.first()?;
        let more = match places.len() - 1 {
            0 => String::new(),
            more => format!(", here and in {more} more places"),
        };
        let message = format!("dossier {} is cited but not known here{more}", dossier.printed());
        let title = "a title for it goes into the folder of the dossier, in `_index.md`; without, its page stays bare";
        let help = match slip::of_unlisted(facts, dossier) {
            Some(slips) => format!("the list of published ids has nothing of it either; a slip for {slips}?"),
            None => title.to_owned(),
        };
        Some(Finding::new(Code::K205, message).at(source.place((*span).clone())).help(help))
    };
    places.into_iter().filter_map(note).collect()
}
