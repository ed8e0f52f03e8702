//! The page that searches, and the files of the index that it searches: what of the collection can be found, and by
//! which words.

use super::Pages;
use super::files::file_path;
use crate::collection::catalogue::{self, ministry_of};
use crate::collection::index::WorkIx;
use crate::content::annotation::Annotations;
use crate::content::front_matter::Indiener;
use crate::content::letter::Letter;
use crate::content::markdown::{Markup, Text};
use crate::number::address::OutPath;
use crate::number::kst::DossierNumber;
use crate::search::{self, Answer, Block, Document, Files, Index, Part, number_key, reference_keys};
use crate::site::outputs::Output;
use crate::site::view::{dutch_day, search_path};
use std::borrow::Cow;
use std::collections::BTreeMap;

impl Pages<'_> {
    /// The page, and the files beside it.
    pub(super) fn search<'p>(&'p self, index: &'p [(String, String)]) -> Vec<Output<'p>> {
        let mut outputs = vec![Output::page(search_path(), "zoeken.html", |path| self.plain(path, "search"))];
        outputs.extend(index.iter().filter_map(|(name, text)| {
            let path = file_path(&format!("zoek/{name}"))?;
            Some(Output::file(path, move |_| Cow::Borrowed(text.as_bytes())))
        }));
        outputs
    }

    /// The files of the index, by their names.
    pub(crate) fn search_files(&self) -> Vec<(String, String)> {
        search::files(&self.searchable())
    }

    /// What is found, and of the first the best passage.
    pub(crate) fn answer(&self, query: &str, limit: usize) -> Answer {
        let works: Vec<WorkIx> = self.resolution.works.places().collect();
        let blocks = |document: u32| {
            let work = usize::try_from(document).ok().and_then(|at| works.get(at));
            work.map(|&work| self.work_document(work).blocks).unwrap_or_default()
        };
        Files::open(self.search_files()).map(|files| files.answer(query, limit, blocks)).unwrap_or_default()
    }

    /// The index of the collection.
    fn searchable(&self) -> Index {
        let works: Vec<WorkIx> = self.resolution.works.places().collect();
        let dossiers: Vec<DossierNumber> = self.resolution.dossiers.keys().copied().collect();
        let make = |at: usize| match (works.get(at), dossiers.get(at.saturating_sub(works.len()))) {
            (Some(&work), _) => self.work_document(work),
            (None, Some(&dossier)) => self.dossier_document(dossier),
            (None, None) => Document::default(),
        };
        let mut explained: BTreeMap<&str, BTreeMap<&str, usize>> = BTreeMap::new();
        for abbreviation in self.corpus.letters.iter().flat_map(|letter| &letter.text.abbreviations) {
            let long = explained.entry(&abbreviation.short).or_default();
            *long.entry(&abbreviation.long).or_default() += 1;
        }
        // What stands for one thing in one letter and for another in the next stands for what most say.
        let most = |(short, long): (&str, BTreeMap<&str, usize>)| {
            let (long, _) = long.into_iter().max_by_key(|&(long, count)| (count, std::cmp::Reverse(long)))?;
            Some((short.to_owned(), long.to_owned()))
        };
        let explained: Vec<(String, String)> = explained.into_iter().filter_map(most).collect();
        Index::read(works.len() + dossiers.len(), make, &explained)
    }

    fn work_document(&self, work: WorkIx) -> Document {
        let Some(of) = self.resolution.works.get(work) else { return Document::default() };
        let letter = of.letter.and_then(|letter| self.corpus.letters.get(letter));
        let entry = of.entry.and_then(|entry| self.corpus.register.get(entry));
        let mut document = match (letter, entry) {
            (Some(letter), _) => self.letter_document(letter),
            (None, Some(entry)) => Document {
                kind: entry.soort.clone().unwrap_or_default(),
                date: entry.date.map(|date| date.to_string()),
                numbers: entry.aliases.iter().map(|id| number_key(id.as_str())).collect(),
                about: about(&entry.indieners).into_iter().chain(entry.summary.clone()).collect(),
                ..Document::default()
            },
            (None, None) => Document::default(),
        };
        of.path.as_str().clone_into(&mut document.path);
        document.title = self.views.title_of(work).unwrap_or_else(|| self.views.label(work).to_owned());
        if of.letter.is_none() && of.id.as_ref().is_some_and(|id| id.kst().is_none()) {
            document.names = self.names_of(work);
        }
        document.numbers.extend(of.id.iter().map(|id| number_key(id.as_str())));
        document
    }

    /// What the newest letters that cite a work call it, the shortest first.
    fn names_of(&self, work: WorkIx) -> Vec<String> {
        const LETTERS: usize = 12;
        const NAMES: usize = 3;
        let edges = self.graph.cited_by.get(work).map(Vec::as_slice).unwrap_or_default();
        let words = edges.iter().take(LETTERS).filter_map(|edge| {
            let sentence = &self.corpus.text(edge.text).text.citation(edge.citation)?.sentence;
            sentence.text.get(sentence.marked.clone())
        });
        let mut names: Vec<String> = words.filter(|name| !name.is_empty()).map(str::to_owned).collect();
        names.sort_by(|a, b| a.len().cmp(&b.len()).then_with(|| a.cmp(b)));
        names.dedup();
        names.truncate(NAMES);
        names
    }

    fn letter_document(&self, letter: &Letter) -> Document {
        let meta = &letter.meta;
        let dossiers = meta.dossiers.iter().map(|&number| self.dossier_name(number));
        let mut said: Vec<String> = about(&meta.indieners);
        said.push(meta.soort.clone());
        said.extend(meta.onderwerpen.iter().cloned());
        said.extend(
            meta.dossiers.iter().filter_map(|&d| self.corpus.dossier(d)).map(|(_, d)| d.meta.title.clone()),
        );
        said.extend(meta.summary.clone());
        said.push(dutch_day(meta.date));
        let numbers = meta.aliases.iter().map(|id| number_key(id.as_str()));
        Document {
            kind: meta.soort.clone(),
            date: Some(meta.date.to_string()),
            held: true,
            numbers: numbers.chain(meta.kenmerk.iter().flat_map(|kenmerk| reference_keys(kenmerk))).collect(),
            about: said,
            blocks: blocks(&letter.text, letter.annotations.as_ref()),
            facets: [
                vec![meta.soort.clone()],
                meta.indieners.iter().map(catalogue::sender).collect(),
                meta.indieners.iter().filter_map(|i| ministry_of(i, meta.date)).map(str::to_owned).collect(),
                vec![meta.date.year().to_string()],
                dossiers.collect(),
            ],
            ..Document::default()
        }
    }

    fn dossier_document(&self, number: DossierNumber) -> Document {
        let described = self.corpus.dossier(number).map(|(_, dossier)| dossier);
        let text = described.map(|dossier| blocks(&dossier.text, None)).unwrap_or_default();
        Document {
            path: OutPath::of_dossier(number).as_str().to_owned(),
            title: described.map_or_else(|| self.dossier_name(number), |dossier| dossier.meta.title.clone()),
            kind: "Dossier".to_owned(),
            held: !text.is_empty(),
            numbers: vec![number_key(&number.to_string())],
            blocks: text,
            ..Document::default()
        }
    }

    /// `28 638 Mensenhandel`
    pub(super) fn dossier_name(&self, number: DossierNumber) -> String {
        let title = self.corpus.dossier(number).map(|(_, dossier)| dossier.meta.title.as_str());
        [Some(number.printed().as_str()), title].into_iter().flatten().collect::<Vec<_>>().join(" ")
    }
}

/// Who sent it.
fn about(indieners: &[Indiener]) -> Vec<String> {
    indieners.iter().map(catalogue::sender).collect()
}

/// The text, its notes and what editors say of it.
fn blocks(text: &Text, annotations: Option<&Annotations>) -> Vec<Block> {
    let mut blocks = Vec::new();
    let mut read = |markup: &Markup, part: Part, anchor: &str| {
        blocks.extend(markup.text_blocks().into_iter().map(|block| Block {
            part: if block.is_heading { Part::Heading } else { part },
            anchor: block.anchor.unwrap_or_else(|| anchor.to_owned()),
            text: block.text,
        }));
    };
    read(&text.markup, Part::Text, "");
    for note in &text.notes {
        read(&note.markup, Part::Note, &note.id);
    }
    for annotation in annotations.iter().flat_map(|of| &of.list) {
        read(&annotation.markup, Part::Annotation, &annotation.anchor());
    }
    blocks
}
