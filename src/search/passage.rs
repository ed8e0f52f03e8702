//! An answer: what was found, and of each document the passage that says most of what was asked.

use super::analysis;
use super::document::{Block, Part};
use super::reader::Files;
use std::collections::BTreeSet;

/// What is found.
#[derive(Debug, Default)]
pub struct Answer {
    /// How many documents are found.
    pub total: usize,
    /// The first of them.
    pub results: Vec<Found>,
}

/// A document that is found.
#[derive(Debug)]
pub struct Found {
    /// Its address below the root of the site: `/28638/201/`.
    pub path: String,
    /// Its title, or what it is called.
    pub title: String,
    /// Kind of Kamerstuk, or what else it is.
    pub kind: String,
    /// Its date, `2021-09-15`; empty if it is not known.
    pub date: String,
    /// How well it answers.
    pub score: f64,
    /// What it says of it, if its text is here.
    pub passage: Option<Passage>,
}

/// What a document says.
#[derive(Debug)]
pub struct Passage {
    /// Its words.
    pub text: String,
    /// Where they can be read on the page; empty if nowhere in particular.
    pub anchor: String,
    /// Whether they stand in a footnote.
    pub is_note: bool,
    /// Whether they stand in an editor's annotation, and are no words of the document.
    pub is_annotation: bool,
}

impl Files {
    /// What is found; `blocks` gives the text of a document.
    pub(crate) fn answer(&self, query: &str, limit: usize, blocks: impl Fn(u32) -> Vec<Block>) -> Answer {
        let (ranked, forms) = self.found(query, &blocks);
        let total = ranked.len();
        let found = ranked.into_iter().take(limit).filter_map(|(document, score)| {
            let row = self.row(document)?;
            let passage = best(&blocks(document), &forms);
            Some(Found { path: row.path, title: row.title, kind: row.kind, date: row.date, score, passage })
        });
        Answer { total, results: found.collect() }
    }
}

/// The first block that has most of what was looked for.
fn best(blocks: &[Block], looked_for: &[BTreeSet<String>]) -> Option<Passage> {
    let count = |block: &Block| {
        let forms = analysis::forms(&block.text);
        looked_for.iter().filter(|one| forms.iter().any(|(form, _)| one.contains(form))).count()
    };
    let counted = blocks.iter().map(|block| (count(block), block));
    let most = counted.reduce(|best, next| if next.0 > best.0 { next } else { best });
    most.map(|(_, block)| Passage {
        text: block.text.split_whitespace().collect::<Vec<_>>().join(" "),
        anchor: block.anchor.clone(),
        is_note: block.part == Part::Note,
        is_annotation: block.part == Part::Annotation,
    })
}
