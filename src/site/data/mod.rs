//! The collection as data, below `/data/`: the same letters, works and citations as the pages show, in the forms that
//! tools of the field read without options. `exports` is the list of them; each is made when it is its turn.
//!
//! The key of a work is one text (`kst-28638-201`), the same in every file; [`table`] says why no part of it is a number.
//! Nothing here decides what a citation means, and nothing is in these files that the site does not show.

pub(crate) mod cmif;
mod graph;
mod letters;
mod package;
mod report;
mod table;
mod tables;
mod triples;
pub(crate) mod xml;

use crate::collection::catalogue::Catalogue;
use crate::collection::corpus::Corpus;
use crate::collection::graph::CitationGraph;
use crate::collection::index::{TextIx, WorkIx};
use crate::collection::promises::Promise;
use crate::collection::resolve::Resolution;
use crate::content::front_matter::Site;
use crate::number::address::OutPath;
use crate::number::identifier::{DocumentId, Kind};
use crate::number::kst::DossierNumber;
pub(crate) use package::{LLMS, PACKAGE, llms, package};
pub(crate) use report::{Astray, Report};
use table::Table;

/// What the exports are made of.
#[derive(Clone, Copy)]
pub(crate) struct Data<'a> {
    pub(crate) corpus: &'a Corpus,
    pub(crate) resolution: &'a Resolution,
    pub(crate) graph: &'a CitationGraph,
    pub(crate) catalogue: &'a Catalogue,
    pub(crate) promises: &'a [Promise],
    pub(crate) site: &'a Site,
}

/// A file of the collection.
pub(crate) struct Export {
    /// Its name below `/data/`.
    pub(crate) file: &'static str,
    /// What it is called in the keys of the interface strings, behind `data_`.
    pub(crate) key: &'static str,
    /// Its media type.
    pub(crate) media: &'static str,
    /// Whether it can only be made for a site whose address is known: it names things by full addresses.
    pub(crate) addressed: bool,
    /// What stands in a row, if it is a table.
    table: Option<&'static Table>,
    /// How many things it tells of.
    pub(crate) count: fn(&Data<'_>) -> usize,
    /// Its bytes.
    pub(crate) bytes: fn(&Data<'_>) -> Vec<u8>,
}

/// Every export, in the order in which they are described.
pub(crate) const EXPORTS: &[Export] = &[
    Export {
        file: "letters.jsonl",
        key: "letters",
        media: "application/jsonl",
        addressed: false,
        table: Some(&letters::LETTERS),
        count: |data| data.corpus.letters.len(),
        bytes: letters::jsonl,
    },
    Export {
        file: "documents.csv",
        key: "documents",
        media: "text/csv",
        addressed: false,
        table: Some(&tables::DOCUMENTS),
        count: |data| data.resolution.works.len() + data.resolution.dossiers.len(),
        bytes: tables::documents,
    },
    Export {
        file: "citations.csv",
        key: "citations",
        media: "text/csv",
        addressed: false,
        table: Some(&tables::CITATIONS),
        count: |data| data.resolution.cited().count(),
        bytes: tables::citations,
    },
    Export {
        file: "toezeggingen.csv",
        key: "promises",
        media: "text/csv",
        addressed: false,
        table: Some(&tables::PROMISES),
        count: |data| data.promises.len(),
        bytes: tables::promises,
    },
    Export {
        file: "graph.graphml",
        key: "graph",
        media: "application/graphml+xml",
        addressed: false,
        table: None,
        count: |data| data.resolution.works.len(),
        bytes: graph::graphml,
    },
    Export {
        file: "corpus.nt",
        key: "triples",
        media: "application/n-triples",
        addressed: true,
        table: None,
        count: |data| data.resolution.works.len(),
        bytes: triples::ntriples,
    },
    Export {
        file: "cmif.xml",
        key: "cmif",
        media: "application/tei+xml",
        addressed: true,
        table: None,
        count: |data| cmif::letters(data).count(),
        bytes: cmif::write,
    },
];

impl Data<'_> {
    /// The exports that this site has.
    pub(crate) fn exports(&self) -> impl Iterator<Item = &'static Export> + use<> {
        let addressed = self.site.base_url.is_some();
        EXPORTS.iter().filter(move |export| addressed || !export.addressed)
    }

    /// The address of a page or file, with that of the site if it is known.
    pub(crate) fn address(&self, path: &OutPath) -> String {
        match &self.site.base_url {
            Some(base) => format!("{base}{}", path.as_str()),
            None => format!("{}{}", self.site.base_path(), path.as_str()),
        }
    }

    /// The key of a work.
    pub(crate) fn key(&self, work: WorkIx) -> String {
        let Some(work) = self.resolution.works.get(work) else { return String::new() };
        match &work.id {
            Some(id) => key_of(id),
            None => work.path.as_str().trim_end_matches('/').replace('/', "-"),
        }
    }

    /// The key of a text that cites: of the letter, or of the dossier that it introduces.
    pub(crate) fn key_of_text(&self, text: TextIx) -> String {
        match text {
            TextIx::Letter(letter) => self.key(letter.into()),
            TextIx::Introduction(_) => self.corpus.text(text).home().map(key_of_dossier).unwrap_or_default(),
        }
    }

    /// The newest date of a letter or annotation: what the data are as of.
    pub(crate) fn newest(&self) -> Option<jiff::civil::Date> {
        let annotated = |letter: &'_ crate::content::letter::Letter| {
            letter.annotations.iter().flat_map(|of| of.list.iter().map(|a| a.meta.date)).max()
        };
        self.corpus.letters.iter().map(|letter| annotated(letter).max(Some(letter.meta.date))).max().flatten()
    }
}

/// The key of a publication: its id. A CELEX number would be read as a floating-point number (`12016E208`).
pub(crate) fn key_of(id: &DocumentId) -> String {
    let text = id.as_str();
    if id.kind() == Kind::Eu && text.starts_with(|c: char| c.is_ascii_digit()) {
        return format!("celex-{text}");
    }
    text.to_owned()
}

/// The key of a dossier as a whole.
pub(crate) fn key_of_dossier(number: DossierNumber) -> String {
    DocumentId::of_dossier(number).as_str().to_owned()
}

/// The file of an export.
pub(crate) fn path(file: &str) -> OutPath {
    OutPath::data(file)
}
