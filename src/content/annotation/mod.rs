//! Editors' annotations: what somebody knows of a letter, beside it and never part of it.
//!
//! The line, in order. [`front_matter`](crate::content::front_matter) has read `201.annotations.yaml`; [`anchor`] finds what
//! each annotation is about in the visible words of the letter; `markdown` reads the remark and lays a mark over
//! the letter. What does not fit exactly is an error at its line, with the replacement to paste: nothing is ever
//! anchored by guess.

pub mod anchor;
mod finding;
#[cfg(feature = "import")]
mod fit;
pub mod jsonld;
mod nearest;
mod normal;
mod occurrences;
mod place;
mod stamp;

use crate::content::directory::Outlook;
use crate::content::front_matter::{AnnotationMeta, AnnotationSpans};
use crate::content::markdown::{self, AnnotationIx, AuthorLink, Markup, Remark, Text};
use crate::content::source::Source;
use crate::finding::Finding;
use crate::number::kst::DossierNumber;
pub use finding::without_letter;
#[cfg(feature = "import")]
pub use fit::fitted;
use std::collections::HashMap;
use std::ops::Range;

/// The annotations of one letter.
#[derive(Debug)]
pub struct Annotations {
    /// Their file.
    pub source: Source,
    /// The annotations, in the order of the places they are about.
    pub list: Vec<Annotation>,
    /// Names the words of the letter as they now are.
    pub revision: String,
}

/// One annotation.
#[derive(Debug)]
pub struct Annotation {
    /// Its name in addresses: the stated one, else one derived from what it is about, its kind, author and date.
    pub id: String,
    /// Which annotation of its file it is, counted from 0.
    pub ordinal: usize,
    /// What its file says.
    pub meta: AnnotationMeta,
    /// The part of the letter's [`Text::words`] that it is about. A section or footnote is an empty part at the
    /// end of its words; `None` if it has none.
    pub place: Option<(usize, Range<usize>)>,
    /// The anchor of the section or footnote that it is about.
    pub fragment: Option<String>,
    /// The remark.
    pub markup: Markup,
    /// Links in the remark, to check.
    pub links: Vec<AuthorLink>,
}

impl Annotation {
    /// Its anchor on the page of the letter.
    pub fn anchor(&self) -> String {
        format!("annotatie-{}", self.id)
    }
}

/// A file of annotations that has been read.
pub type Read = (Source, Vec<(AnnotationMeta, AnnotationSpans)>);

/// Anchors the annotations of a letter and lays them over its text; their citations join those of the letter, which
/// is filed in dossier `home`.
pub fn annotate(
    text: &mut Text,
    letter: &Source,
    (source, read): Read,
    home: Option<DossierNumber>,
    outlook: Outlook<'_>,
    findings: &mut Vec<Finding>,
) -> Annotations {
    let revision = stamp::revision(&text.words());
    let subjects = place::find(text, letter, &source, &read, findings);
    let mut ids: HashMap<String, u32> = HashMap::new();
    let mut placed = Vec::with_capacity(read.len());
    for (ordinal, ((meta, spans), subject)) in read.into_iter().zip(subjects).enumerate() {
        let id = meta.id.clone().unwrap_or_else(|| stamp::id(&meta));
        let line = source.place(spans.id.clone()).line;
        if let Some(first) = ids.insert(id.clone(), line) {
            findings.push(finding::same_id(&source, &spans, &id, first));
        }
        if let Some(stated) = meta.revision.as_ref().filter(|stated| **stated != revision) {
            findings.push(finding::other_revision(&source, &spans, stated, &revision));
        }
        placed.extend(subject.map(|subject| (ordinal, id, meta, spans, subject)));
    }
    placed.sort_by_key(|(.., subject)| {
        // In the order of reading: what is said of a note has its number where the mark of the note stands.
        subject.place.as_ref().map(|(at, part)| {
            let note = at.checked_sub(1).and_then(|note| text.notes.get(note));
            let (beside, place) = note.map_or((part.end, 0), |n| (n.beside.unwrap_or(usize::MAX), n.place));
            (beside, place, part.end, part.start)
        })
    });
    let parts: Vec<_> = placed.iter().map(|(.., subject)| subject.place.clone()).collect();
    text.annotate(&parts);
    let mut list = Vec::with_capacity(placed.len());
    for (index, (ordinal, id, meta, spans, subject)) in placed.into_iter().enumerate() {
        let Remark { passage, links } =
            remark(&source, &meta, &spans, (AnnotationIx(index), home), outlook, findings);
        let markup = passage.number(&mut text.citations);
        let place::Subject { place, fragment } = subject;
        list.push(Annotation { id, ordinal, meta, place, fragment, markup, links });
    }
    Annotations { source, list, revision }
}

/// Reads the remark itself. What it cites and what is wrong with it gets its place in the file.
fn remark(
    source: &Source,
    meta: &AnnotationMeta,
    spans: &AnnotationSpans,
    (annotation, home): (AnnotationIx, Option<DossierNumber>),
    outlook: Outlook<'_>,
    findings: &mut Vec<Finding>,
) -> Remark {
    let body = Source::new(source.file.as_str(), source.relative.as_str(), meta.body.clone());
    let mut found = Vec::new();
    let mut remark = markdown::read_remark(&body, annotation, home, outlook, &mut found);
    // YAML folds lines and drops indentation, so the words are looked up where the body stands: those at byte `at` of
    // the body are as many-eth in the file.
    let in_file = |at: usize, words: &str| {
        let raw = source.text.get(spans.body.clone()).unwrap_or_default();
        let before = meta.body.get(..at).filter(|_| !words.is_empty());
        let nth = before.and_then(|before| raw.match_indices(words).nth(before.matches(words).count()));
        nth.map_or(spans.body.start..spans.body.start + 1, |(at, _)| {
            spans.body.start + at..spans.body.start + at + words.len()
        })
    };
    for finding in &mut found {
        if let Some(place) = &mut finding.place {
            let excerpt = &place.excerpt;
            let words: String = excerpt.text.chars().skip(excerpt.before).take(excerpt.marked).collect();
            *place = source.place(in_file(body.offset(place.line, place.column).unwrap_or(0), &words));
        }
    }
    findings.extend(found);
    remark.relocate(|span| in_file(span.start, meta.body.get(span.clone()).unwrap_or_default()));
    remark
}
