//! Everything that was read, put together: which letters there are, under which ids, in which dossiers.
//!
//! Two files with one identity are found here; what citations mean is for `resolve`.

use crate::content::front_matter::{DossierMeta, Identity, RegisterEntry};
use crate::content::letter::{Letter, Unplaced};
use crate::content::markdown::Text;
use crate::content::source::Source;
use crate::finding::{Code, Finding};
use crate::number::address::{OutPath, Segment};
use crate::number::identifier::DocumentId;
use crate::number::kst::DossierNumber;
use std::collections::{BTreeMap, HashMap};

/// A work that the site knows of its own: a letter, or an entry of the register.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Known {
    /// Index into the letters.
    Letter(usize),
    /// Index into the register.
    Entry(usize),
}

/// The collection.
#[derive(Debug, Default)]
pub struct Corpus {
    /// The letters, in the order of their numbers.
    pub letters: Vec<Letter>,
    /// Letters without a usable place; what is wrong with them is reported, nothing of them is published.
    pub unplaced: Vec<Unplaced>,
    /// The register, in the order of its file.
    pub register: Vec<RegisterEntry>,
    /// The dossiers that have a page of their own making.
    pub dossiers: BTreeMap<DossierNumber, DossierMeta>,
    /// What is said of them, where something is, and in which file.
    pub introductions: BTreeMap<DossierNumber, (Source, Text)>,
    /// Former and other addresses of letters, with the letter each leads to.
    pub redirects: BTreeMap<OutPath, usize>,
    known: HashMap<DocumentId, Known>,
}

impl Corpus {
    /// Puts the parts together.
    pub fn new(
        mut letters: Vec<Letter>,
        unplaced: Vec<Unplaced>,
        register: Vec<RegisterEntry>,
        dossiers: Vec<(Source, DossierMeta, Text)>,
        findings: &mut Vec<Finding>,
    ) -> Self {
        letters.sort_by_cached_key(order);
        let mut corpus = Self { letters, unplaced, register, ..Self::default() };
        corpus.index_letters(findings);
        corpus.index_register(findings);
        for (source, meta, introduction) in dossiers {
            let number = meta.number;
            if corpus.dossiers.insert(number, meta).is_some() {
                findings.push(
                    Finding::new(Code::K108, format!("dossier {number} is described twice"))
                        .at(source.place(0..3))
                        .help("keep one of the two files"),
                );
            }
            if !introduction.markup.is_empty() {
                corpus.introductions.insert(number, (source, introduction));
            }
        }
        corpus
    }

    /// What the site knows under this id.
    pub fn get(&self, id: &DocumentId) -> Option<Known> {
        self.known.get(id).copied()
    }

    fn index_letters(&mut self, findings: &mut Vec<Finding>) {
        let mut addresses: HashMap<OutPath, usize> = HashMap::new();
        for (index, letter) in self.letters.iter().enumerate() {
            let meta = &letter.meta;
            let mut clash = |code, what: String, other: &Letter| {
                findings.push(
                    Finding::new(code, format!("{what} belongs to two files"))
                        .at(letter.source.place(0..3))
                        .label(format!("also in {}", other.source.file))
                        .help("correct the number of one of the two, or delete one"),
                );
            };
            if let Some(&other) = addresses.get(&meta.path) {
                clash(Code::K108, meta.path.to_string(), &self.letters[other]);
                continue;
            }
            addresses.insert(meta.path.clone(), index);
            for id in meta.id().into_iter().chain(&meta.aliases) {
                match self.known.get(id) {
                    Some(Known::Letter(other)) if *other != index => {
                        clash(Code::K108, id.to_string(), &self.letters[*other]);
                    }
                    _ => {
                        self.known.insert(id.clone(), Known::Letter(index));
                    }
                }
            }
        }
        for (index, letter) in self.letters.iter().enumerate() {
            for path in former_addresses(letter) {
                if path != letter.meta.path && !addresses.contains_key(&path) {
                    self.redirects.insert(path, index);
                }
            }
        }
    }

    fn index_register(&mut self, findings: &mut Vec<Finding>) {
        for (index, entry) in self.register.iter().enumerate() {
            for id in std::iter::once(&entry.id).chain(&entry.aliases) {
                match self.known.get(id) {
                    None => {
                        self.known.insert(id.clone(), Known::Entry(index));
                    }
                    Some(Known::Letter(letter)) => findings.push(
                        Finding::new(Code::K110, format!("{id} is in the register and in the collection"))
                            .help(format!(
                                "delete it from the register: {} tells more",
                                self.letters[*letter].source.file
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

/// Letters in the order of dossier and number; those without come after, by address.
fn order(letter: &Letter) -> (Option<crate::number::kst::KstId>, OutPath, String) {
    let kst = letter.meta.id().and_then(DocumentId::kst);
    (kst, letter.meta.path.clone(), letter.source.file.clone())
}

/// A letter that got a number, or a better one, keeps the addresses it had.
fn former_addresses(letter: &Letter) -> Vec<OutPath> {
    let meta = &letter.meta;
    let mut paths: Vec<OutPath> = meta.aliases.iter().map(OutPath::of_document).collect();
    if let (Identity::Publication(_), Some(kenmerk)) = (&meta.identity, &meta.kenmerk) {
        paths.extend(Segment::slug(&format!("{}-{kenmerk}", meta.date)).as_ref().map(OutPath::of_unnumbered));
    }
    paths
}
