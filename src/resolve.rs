//! What a citation means on this site: a letter that is held, a work that is known or only cited, a dossier, an
//! address, one of several, or nothing that exists.
//!
//! The author's words decide, the collection helps, and no link beats a wrong link. A citation never fails the
//! build; what looks wrong is a finding at its place.

use crate::cite::Citation;
use crate::corpus::{Corpus, Known};
use crate::diagnostic::{Code, Diagnostic};
use crate::identifier::{DocumentId, Kind};
use crate::kst::{DossierNumber, KstId, Ondernummer};
use crate::markdown::Found;
use crate::out_path::OutPath;
use crate::source::Source;
use jiff::civil::Date;
use rayon::prelude::*;
use std::collections::{BTreeMap, BTreeSet, HashMap};

/// Dossiers number on; by November 2026 they have not reached this.
const HIGHEST_DOSSIER: u32 = 40_000;

/// A document with a page: a letter that is held, an entry of the register, or something that is only cited.
#[derive(Debug)]
pub struct Work {
    /// Its id; a letter that only has a kenmerk has none.
    pub id: Option<DocumentId>,
    /// Its page.
    pub path: OutPath,
    /// The letter, if it is held.
    pub letter: Option<usize>,
    /// What the register tells, if it is not held.
    pub entry: Option<usize>,
}

/// What one cited document turns out to be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Target {
    /// Index into the works.
    Work(usize),
    /// A dossier as a whole.
    Dossier(DossierNumber),
    /// An address that is no official publication.
    Address(String),
    /// One of several works.
    Ambiguous,
    /// No such publication exists.
    Unknown,
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
    pub works: Vec<Work>,
    /// For each letter and each of its citations, the meaning of each cited document.
    pub targets: Vec<Vec<Vec<Target>>>,
    /// Every dossier that has a page, with the works filed in it, in order: letters that are held come first.
    pub dossiers: BTreeMap<DossierNumber, Vec<usize>>,
    /// Pairs of a letter and a work that it answers, in the order of the letters.
    pub answers: Vec<(usize, usize)>,
    /// The same pairs turned round, sorted.
    pub answered_by: Vec<(usize, usize)>,
}

impl Resolution {
    /// What a reader is told of a link.
    pub fn state(&self, corpus: &Corpus, target: &Target) -> State {
        match target {
            Target::Work(work) if self.works[*work].letter.is_some() => State::Here,
            Target::Work(_) | Target::Address(_) => State::Elsewhere,
            Target::Dossier(number) => {
                let held =
                    |works: &Vec<usize>| works.first().is_some_and(|&w| self.works[w].letter.is_some());
                if corpus.dossiers.contains_key(number) || self.dossiers.get(number).is_some_and(held) {
                    State::Here
                } else {
                    State::Elsewhere
                }
            }
            Target::Ambiguous => State::Ambiguous,
            Target::Unknown => State::Unknown,
        }
    }
}

/// An id as first understood, before works are numbered.
enum Meaning {
    Work(DocumentId),
    Settled(Target),
}

/// Resolves every citation of the collection.
pub fn resolve(corpus: &Corpus) -> (Resolution, Vec<Diagnostic>) {
    let dossiers = known_dossiers(corpus);
    let (meanings, findings): (Vec<Vec<Vec<Meaning>>>, Vec<Vec<Diagnostic>>) = corpus
        .letters
        .par_iter()
        .map(|letter| {
            let date = Some(letter.meta.date);
            let mut reader =
                Reader { corpus, dossiers: &dossiers, source: &letter.source, date, findings: Vec::new() };
            let meanings = letter.text.citations.iter().map(|found| reader.read(found)).collect();
            (meanings, reader.findings)
        })
        .unzip();
    let mut findings: Vec<Diagnostic> = findings.into_iter().flatten().collect();
    for letter in &corpus.unplaced {
        let mut reader =
            Reader { corpus, dossiers: &dossiers, source: &letter.source, date: None, findings: Vec::new() };
        for found in &letter.text.citations {
            reader.read(found);
        }
        findings.extend(reader.findings);
    }
    findings.extend(strangers(corpus, &dossiers));
    (number(corpus, meanings), findings)
}

/// Dossiers that the site knows of its own: described, with letters, or in the register.
fn known_dossiers(corpus: &Corpus) -> BTreeSet<DossierNumber> {
    let described = corpus.dossiers.keys().copied();
    let letters = corpus.letters.iter().flat_map(|l| l.meta.dossiers.iter().copied());
    let register = corpus.register.iter().filter_map(|e| e.id.dossier());
    described.chain(letters).chain(register).collect()
}

/// Reads the citations of one letter.
struct Reader<'a> {
    corpus: &'a Corpus,
    dossiers: &'a BTreeSet<DossierNumber>,
    source: &'a Source,
    /// The date of the letter, if it is known.
    date: Option<Date>,
    findings: Vec<Diagnostic>,
}

impl Reader<'_> {
    fn read(&mut self, found: &Found) -> Vec<Meaning> {
        let citation = &found.citation;
        if citation.range_truncated {
            let message = "the range is too long to name all its documents".to_owned();
            self.report(Code::K210, found, message, |d| {
                d.help("only its two ends are linked; check the numbers")
            });
        }
        if let Some(cited) = citation.cited.iter().find(|c| c.id.official_address().is_none()) {
            let message = format!("{} has no official address that follows from its number", cited.id);
            self.report(Code::K211, found, message, |d| {
                d.help("its page on this site stays without an official link")
            });
        }
        citation.cited.iter().map(|cited| self.meaning(found, &cited.id)).collect()
    }

    fn report(
        &mut self,
        code: Code,
        found: &Found,
        message: String,
        more: impl FnOnce(Diagnostic) -> Diagnostic,
    ) {
        self.findings.push(more(Diagnostic::new(code, message).at(self.source.place(found.span.clone()))));
    }

    fn meaning(&mut self, found: &Found, id: &DocumentId) -> Meaning {
        let citation = &found.citation;
        match id.kind() {
            Kind::Url => return Meaning::Settled(Target::Address(id.as_str().to_owned())),
            Kind::Dossier => {
                let Some(number) = id.dossier() else {
                    return Meaning::Settled(Target::Unknown);
                };
                return Meaning::Settled(
                    self.dossier(found, number).map_or(Target::Unknown, Target::Dossier),
                );
            }
            _ => {}
        }
        if let Some(known) = self.corpus.get(id) {
            self.contradictions(found, id, Some(known));
            return Meaning::Work(id.clone());
        }
        // One document filed in two dossiers has its number in the first; if only the other is known, take that.
        if let Some(kst) = id.kst() {
            let others =
                citation.also_dossier.iter().map(|&dossier| DocumentId::from(KstId { dossier, ..kst }));
            let others: Vec<DocumentId> = others.filter(|other| self.corpus.get(other).is_some()).collect();
            if let [other] = &others[..] {
                let message = format!("{id} is not known, {other} is");
                self.report(Code::K209, found, message, |d| {
                    d.help("the number of a document filed in two dossiers belongs to the first; check the order")
                });
                return Meaning::Work(other.clone());
            }
            if self.dossier(found, kst.dossier).is_none() {
                return Meaning::Settled(Target::Unknown);
            }
            if self.is_ambiguous(kst) {
                let chapter = format!("{}-{}", kst.dossier, kst.ondernummer);
                let message = format!("{id} may be a document or the dossier {chapter}");
                self.report(Code::K209, found, message, |d| {
                    d.help("add the letter or the document to the collection or the register to decide it")
                });
                return Meaning::Settled(Target::Ambiguous);
            }
        }
        self.contradictions(found, id, None);
        Meaning::Work(id.clone())
    }

    /// `36600-A` is letter A of the Eerste Kamer in dossier 36 600, or the dossier of fund A.
    fn is_ambiguous(&self, kst: KstId) -> bool {
        let Ondernummer::Letters(_) = kst.ondernummer else {
            return false;
        };
        kst.dossier.toevoeging().is_none()
            && format!("{}-{}", kst.dossier, kst.ondernummer)
                .parse::<DossierNumber>()
                .is_ok_and(|chapter| self.dossiers.contains(&chapter))
    }

    /// The dossier, unless no such dossier exists; a likely slip is reported and believed.
    fn dossier(&mut self, found: &Found, dossier: DossierNumber) -> Option<DossierNumber> {
        let Standing::Doubtful { near, exists } = Standing::of(dossier, self.dossiers) else {
            return Some(dossier);
        };
        let printed = dossier.printed();
        let span = self.digits(found, dossier);
        let help = match near {
            Some(near) => {
                let title = self.corpus.dossiers.get(&near).map(|d| format!(" \u{201c}{}\u{201d}", d.title));
                let title = title.unwrap_or_default();
                format!("did you mean {}{title}? two digits are swapped", near.printed())
            }
            None => "dossiers have not come that far: check the number".to_owned(),
        };
        self.findings.push(
            Diagnostic::new(Code::K204, "citation of an unknown dossier")
                .at(self.source.place(span))
                .label(format!("no letter and no register entry has dossier {printed}"))
                .help(help),
        );
        exists.then_some(dossier)
    }

    /// Where the digits of the dossier stand in the source, or the citation as a whole.
    fn digits(&self, found: &Found, dossier: DossierNumber) -> std::ops::Range<usize> {
        let text = self.source.text.get(found.span.clone()).unwrap_or_default();
        let wanted = dossier.number().to_string();
        let mut at = Vec::new();
        for (i, c) in text.char_indices() {
            if wanted.as_bytes().get(at.len()).is_some_and(|&b| char::from(b) == c) {
                at.push(i);
            } else if c.is_ascii_alphanumeric() {
                at.clear();
            }
            if at.len() == wanted.len() {
                return found.span.start + at[0]..found.span.start + i + 1;
            }
        }
        found.span.clone()
    }

    /// What the citation says against what its number or its date tells.
    fn contradictions(&mut self, found: &Found, id: &DocumentId, known: Option<Known>) {
        let citation: &Citation = &found.citation;
        if let (Some(chamber), Some(kst)) = (citation.chamber, id.kst())
            && chamber != kst.ondernummer.chamber()
        {
            let message = "the chamber contradicts the number".to_owned();
            self.report(Code::K206, found, message, |d| {
                d.label(format!("{} has a number of the {:?} Kamer", id, kst.ondernummer.chamber()))
                    .help("the link follows the number; check which of the two is right")
            });
        }
        let date = match known {
            Some(Known::Letter(other)) => Some(self.corpus.letters[other].meta.date),
            Some(Known::Entry(entry)) => self.corpus.register[entry].date,
            None => None,
        };
        if let (Some(date), Some(own)) = (date, self.date)
            && date > own
        {
            self.report(Code::K207, found, format!("{id} is dated later than this letter"), |d| {
                d.label(format!("{id} is of {date}, this letter of {own}"))
                    .help("check the number and both dates")
            });
        }
    }
}

/// How a cited dossier stands to those that the site knows.
enum Standing {
    Known,
    /// It may well exist; nothing here tells.
    Stranger,
    /// It cannot exist, or is a swap of digits away from one that is known.
    Doubtful {
        near: Option<DossierNumber>,
        exists: bool,
    },
}

impl Standing {
    fn of(dossier: DossierNumber, known: &BTreeSet<DossierNumber>) -> Self {
        if known.contains(&dossier) {
            return Self::Known;
        }
        let near = swapped(dossier).find(|near| known.contains(near));
        let exists = dossier.number() < HIGHEST_DOSSIER;
        if near.is_none() && exists { Self::Stranger } else { Self::Doubtful { near, exists } }
    }
}

/// The numbers that differ from this one by two neighbouring digits that changed places.
fn swapped(dossier: DossierNumber) -> impl Iterator<Item = DossierNumber> {
    let digits = dossier.number().to_string().into_bytes();
    (1..digits.len()).filter_map(move |i| {
        let mut other = digits.clone();
        other.swap(i - 1, i);
        let number = String::from_utf8(other).ok()?.parse().ok()?;
        DossierNumber::new(number, dossier.toevoeging().copied()).ok().filter(|d| *d != dossier)
    })
}

/// Dossiers that are cited and that the site knows nothing about: one note each, at the first place.
fn strangers(corpus: &Corpus, known: &BTreeSet<DossierNumber>) -> Vec<Diagnostic> {
    let mut first: BTreeMap<DossierNumber, (usize, std::ops::Range<usize>, usize)> = BTreeMap::new();
    for (index, letter) in corpus.letters.iter().enumerate() {
        for found in &letter.text.citations {
            for cited in &found.citation.cited {
                let Some(dossier) = cited.id.dossier() else { continue };
                let stranger = matches!(Standing::of(dossier, known), Standing::Stranger);
                if stranger && corpus.get(&cited.id).is_none() {
                    first.entry(dossier).or_insert((index, found.span.clone(), 0)).2 += 1;
                }
            }
        }
    }
    let note = |(dossier, (letter, span, count)): (DossierNumber, (usize, std::ops::Range<usize>, usize))| {
        let places =
            if count == 1 { String::new() } else { format!(", here and in {} more places", count - 1) };
        Diagnostic::new(Code::K205, format!("dossier {} is cited but not known here{places}", dossier.printed()))
            .at(corpus.letters[letter].source.place(span))
            .help("a title for it goes into the folder of the dossier, in `_index.md`; without, its page stays bare")
    };
    first.into_iter().map(note).collect()
}

/// Numbers the works and turns meanings into targets.
fn number(corpus: &Corpus, meanings: Vec<Vec<Vec<Meaning>>>) -> Resolution {
    let mut resolution = Resolution::default();
    let mut by_id: HashMap<DocumentId, usize> = HashMap::new();
    let mut taken: HashMap<OutPath, usize> = HashMap::new();
    for (index, letter) in corpus.letters.iter().enumerate() {
        let work = Work {
            id: letter.meta.id().cloned(),
            path: letter.meta.path.clone(),
            letter: Some(index),
            entry: None,
        };
        taken.insert(work.path.clone(), index);
        resolution.works.push(work);
    }
    let mut others: BTreeMap<(Option<KstId>, DocumentId), Option<usize>> = BTreeMap::new();
    let mut add = |id: &DocumentId| match corpus.get(id) {
        Some(Known::Letter(_)) => {}
        Some(Known::Entry(entry)) => {
            let id = &corpus.register[entry].id;
            others.insert((id.kst(), id.clone()), Some(entry));
        }
        None => {
            others.entry((id.kst(), id.clone())).or_insert(None);
        }
    };
    for entry in &corpus.register {
        add(&entry.id);
    }
    for meaning in meanings.iter().flatten().flatten() {
        if let Meaning::Work(id) = meaning {
            add(id);
        }
    }
    for letter in &corpus.letters {
        letter.meta.reageert_op.iter().for_each(&mut add);
    }
    for ((_, id), entry) in others {
        let path = OutPath::of_document(&id);
        // Two ids that differ by signs alone (BWBR0005537/4:5 and /4.5) share a page; so few that it may be.
        let index = *taken.entry(path.clone()).or_insert(resolution.works.len());
        if index == resolution.works.len() {
            resolution.works.push(Work { id: Some(id.clone()), path, letter: None, entry });
        }
        by_id.insert(id, index);
    }
    let work = |id: &DocumentId| match corpus.get(id) {
        Some(Known::Letter(index)) => Some(index),
        Some(Known::Entry(entry)) => by_id.get(&corpus.register[entry].id).copied(),
        None => by_id.get(id).copied(),
    };
    let target = |meaning: Meaning| match meaning {
        Meaning::Settled(target) => target,
        Meaning::Work(id) => work(&id).map_or(Target::Unknown, Target::Work),
    };
    resolution.answers = corpus
        .letters
        .iter()
        .enumerate()
        .flat_map(|(index, letter)| letter.meta.reageert_op.iter().map(move |id| (index, id)))
        .filter_map(|(index, id)| Some((index, work(id)?)))
        .collect();
    resolution.answered_by = resolution.answers.iter().map(|&(letter, work)| (work, letter)).collect();
    resolution.answered_by.sort_unstable();
    resolution.targets = meanings
        .into_iter()
        .map(|citations| {
            citations.into_iter().map(|members| members.into_iter().map(target).collect()).collect()
        })
        .collect();
    file(corpus, &mut resolution);
    resolution
}

/// Files the works in their dossiers.
fn file(corpus: &Corpus, resolution: &mut Resolution) {
    let mut dossiers: BTreeMap<DossierNumber, Vec<usize>> =
        corpus.dossiers.keys().map(|&number| (number, Vec::new())).collect();
    for (index, work) in resolution.works.iter().enumerate() {
        let own: Vec<DossierNumber> = match work.letter {
            Some(letter) => corpus.letters[letter].meta.dossiers.clone(),
            None => work.id.as_ref().and_then(DocumentId::dossier).into_iter().collect(),
        };
        for dossier in own {
            dossiers.entry(dossier).or_default().push(index);
        }
    }
    for target in resolution.targets.iter().flatten().flatten() {
        if let Target::Dossier(number) = target {
            dossiers.entry(*number).or_default();
        }
    }
    resolution.dossiers = dossiers;
}
