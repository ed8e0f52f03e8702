//! Everything that was read, put together: which letters there are, under which ids, in which dossiers.
//!
//! Two files with one identity are found here; what citations mean is for `resolve`.

use crate::collection::index::{DossierIx, EntryIx, IndexVec, Ix, LetterIx, TextIx, Texts};
use crate::content::annotation::Annotations;
use crate::content::dossier::Dossier;
use crate::content::front_matter::{LetterMeta, RegisterEntry};
use crate::content::letter::{Letter, Unplaced};
use crate::content::markdown::Text;
use crate::content::source::Source;
use crate::finding::{Code, Finding};
use crate::number::address::OutPath;
use crate::number::identifier::DocumentId;
use crate::number::kst::DossierNumber;
use jiff::civil::Date;
use rayon::prelude::*;
use std::collections::{BTreeMap, HashMap};

/// A work that the site knows of its own: a letter, or an entry of the register.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Known {
    /// A letter.
    Letter(LetterIx),
    /// An entry of the register.
    Entry(EntryIx),
}

/// A text that cites, with all that the meaning of its citations depends on.
#[derive(Debug, Clone, Copy)]
pub struct CitingText<'a> {
    /// Its file.
    pub source: &'a Source,
    /// What it says; its citations include those of its annotations.
    pub text: &'a Text,
    /// What editors say of it.
    pub annotations: Option<&'a Annotations>,
    /// The dossiers that it is filed in, or that it introduces.
    pub dossiers: &'a [DossierNumber],
    /// The letter that it is the text of; it has a date, before which everything must be that it cites.
    pub letter: Option<&'a LetterMeta>,
}

impl<'a> From<&'a Letter> for CitingText<'a> {
    fn from(letter: &'a Letter) -> Self {
        Self {
            source: &letter.source,
            text: &letter.text,
            annotations: letter.annotations.as_ref(),
            dossiers: &letter.meta.dossiers,
            letter: Some(&letter.meta),
        }
    }
}

impl<'a> From<&'a Dossier> for CitingText<'a> {
    fn from(dossier: &'a Dossier) -> Self {
        Self {
            source: &dossier.source,
            text: &dossier.text,
            annotations: None,
            dossiers: std::slice::from_ref(&dossier.meta.number),
            letter: None,
        }
    }
}

impl<'a> From<&'a Unplaced> for CitingText<'a> {
    fn from(letter: &'a Unplaced) -> Self {
        Self { source: &letter.source, text: &letter.text, annotations: None, dossiers: &[], letter: None }
    }
}

impl CitingText<'_> {
    /// The dossier that the text is filed in first, or that it introduces.
    pub fn home(&self) -> Option<DossierNumber> {
        self.dossiers.first().copied()
    }

    /// Its date, if it is a letter's.
    pub fn date(&self) -> Option<Date> {
        self.letter.map(|meta| meta.date)
    }
}

/// The collection.
#[derive(Debug, Default)]
pub struct Corpus {
    /// The letters, in the order of their numbers.
    pub letters: IndexVec<LetterIx, Letter>,
    /// Letters without a usable place; what is wrong with them is reported, nothing of them is published.
    pub unplaced: Vec<Unplaced>,
    /// The register, in the order of its file.
    pub register: IndexVec<EntryIx, RegisterEntry>,
    /// The dossiers that are described, in the order of their numbers.
    pub dossiers: IndexVec<DossierIx, Dossier>,
    /// Former and other addresses of letters, with the letter each leads to.
    pub redirects: BTreeMap<OutPath, LetterIx>,
    pages: HashMap<OutPath, LetterIx>,
    known: HashMap<DocumentId, Known>,
}

impl Corpus {
    /// Puts the parts together.
    pub fn new(
        mut letters: Vec<Letter>,
        unplaced: Vec<Unplaced>,
        register: Vec<RegisterEntry>,
        dossiers: Vec<Dossier>,
        findings: &mut Vec<Finding>,
    ) -> Self {
        letters.sort_by_cached_key(order);
        let mut corpus = Self {
            letters: letters.into(),
            unplaced,
            register: register.into(),
            dossiers: by_number(dossiers, findings),
            ..Self::default()
        };
        corpus.index_letters(findings);
        corpus.index_register(findings);
        corpus
    }

    /// What is said of a dossier, if it is described.
    pub fn dossier(&self, number: DossierNumber) -> Option<(DossierIx, &Dossier)> {
        let place = self.dossiers.as_slice().binary_search_by_key(&number, |dossier| dossier.meta.number);
        place.ok().and_then(|place| Some((DossierIx::at(place), self.dossiers.get(DossierIx::at(place))?)))
    }

    /// A text that cites.
    pub fn text(&self, text: TextIx) -> CitingText<'_> {
        match text {
            TextIx::Letter(letter) => self.letters.at(letter).into(),
            TextIx::Introduction(dossier) => self.dossiers.at(dossier).into(),
        }
    }

    /// The page that shows a text.
    pub fn page_of(&self, text: TextIx) -> OutPath {
        match text {
            TextIx::Letter(letter) => self.letters.at(letter).meta.path.clone(),
            TextIx::Introduction(dossier) => OutPath::of_dossier(self.dossiers.at(dossier).meta.number),
        }
    }

    /// Makes something of every text that cites, side by side.
    pub fn each_text<'a, T: Send>(&'a self, make: impl Fn(CitingText<'a>) -> T + Sync) -> Texts<T> {
        let make = &make;
        Texts {
            letters: self.letters.as_slice().par_iter().map(|l| make(l.into())).collect::<Vec<T>>().into(),
            introductions: self.dossiers.iter().map(|d| make(d.into())).collect(),
        }
    }

    /// What the site knows under this id.
    pub fn get(&self, id: &DocumentId) -> Option<Known> {
        self.known.get(id).copied()
    }

    /// The letter whose page this is.
    pub fn letter_at(&self, page: &OutPath) -> Option<LetterIx> {
        self.pages.get(page).copied()
    }

    fn index_letters(&mut self, findings: &mut Vec<Finding>) {
        let mut pages: HashMap<OutPath, LetterIx> = HashMap::new();
        for (index, letter) in self.letters.enumerated() {
            let meta = &letter.meta;
            let mut clash = |code, what: String, other: &Letter| {
                findings.push(
                    Finding::new(code, format!("{what} belongs to two files"))
                        .at(letter.source.place(0..3))
                        .label(format!("also in {}", other.source.file))
                        .help("correct the number of one of the two, or delete one"),
                );
            };
            if let Some(&other) = pages.get(&meta.path) {
                clash(Code::K108, meta.path.to_string(), self.letters.at(other));
                continue;
            }
            pages.insert(meta.path.clone(), index);
            for id in meta.id().into_iter().chain(&meta.aliases) {
                match self.known.get(id) {
                    Some(Known::Letter(other)) if *other != index => {
                        clash(Code::K108, id.to_string(), self.letters.at(*other));
                    }
                    _ => {
                        self.known.insert(id.clone(), Known::Letter(index));
                    }
                }
            }
        }
        for (index, letter) in self.letters.enumerated() {
            for path in letter.meta.former_addresses() {
                if path != letter.meta.path && !pages.contains_key(&path) {
                    self.redirects.insert(path, index);
                }
            }
        }
        self.pages = pages;
    }

    fn index_register(&mut self, findings: &mut Vec<Finding>) {
        for (index, entry) in self.register.enumerated() {
            for id in std::iter::once(&entry.id).chain(&entry.aliases) {
                match self.known.get(id) {
                    None => {
                        self.known.insert(id.clone(), Known::Entry(index));
                    }
                    Some(Known::Letter(letter)) => findings.push(
                        Finding::new(Code::K110, format!("{id} is in the register and in the collection"))
                            .help(format!(
                                "delete it from the register: {} tells more",
                                self.letters.at(*letter).source.file
                            )),
                    ),
                    Some(Known::Entry(other)) if *other != index => findings.push(
                        Finding::new(Code::K108, format!("{id} stands twice in the register"))
                            .help("keep one of the two entries"),
                    ),
                    Some(Known::Entry(_)) => {}
                }
            }
        }
    }
}

/// The dossiers in order, each once: of two descriptions the first counts.
fn by_number(mut dossiers: Vec<Dossier>, findings: &mut Vec<Finding>) -> IndexVec<DossierIx, Dossier> {
    dossiers.sort_by_key(|dossier| dossier.meta.number);
    dossiers.dedup_by(|second, first| {
        let number = first.meta.number;
        let same = second.meta.number == number;
        if same {
            findings.push(
                Finding::new(Code::K108, format!("dossier {number} is described twice"))
                    .at(second.source.place(0..3))
                    .label(format!("also in {}", first.source.file))
                    .help("keep one of the two files"),
            );
        }
        same
    });
    dossiers.into()
}

/// Letters in the order of dossier and number; those without come after, by address.
fn order(letter: &Letter) -> (Option<crate::number::kst::KstId>, OutPath, String) {
    let kst = letter.meta.id().and_then(DocumentId::kst);
    (kst, letter.meta.path.clone(), letter.source.file.clone())
}
