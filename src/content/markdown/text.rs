//! What is read from the Markdown of a letter: its text, headings, notes, citations and what else stands in it.

use super::{DateFound, Markup};
use crate::cite::{Citation, Cited, Relative};
use crate::derived::abbreviations::Abbreviation;
use crate::dutch::sentence::Sentence;
use std::ops::Range;

/// A heading of the letter.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Heading {
    /// 2 to 6: the title of the page is 1.
    pub level: u8,
    /// Its anchor.
    pub id: String,
    /// Its text.
    pub text: String,
}

/// A footnote.
#[derive(Debug, Clone)]
pub struct Footnote {
    /// The number or sign printed at the mark.
    pub mark: String,
    /// Its anchor.
    pub id: String,
    /// Its text.
    pub markup: Markup,
    /// Where it is referred to, in order.
    pub references: Vec<Reference>,
}

/// A footnote mark in the text.
#[derive(Debug, Clone)]
pub struct Reference {
    /// Its anchor.
    pub id: String,
    /// The sentence that carries it.
    pub sentence: Sentence,
}

/// What the words of a citation say.
#[derive(Debug, Clone)]
pub enum Words {
    /// Documents, by numbers and names of their own.
    Citation(Citation),
    /// `Idem`, in a note: what was cited just before.
    Idem,
    /// `Idem, nr. 4`, in a note: other papers of the dossier that was cited just before.
    SameDossier(Relative),
    /// `zie noten 3 en 4`: what other notes cite, each with its words in the plain text.
    Notes(Vec<(u32, Range<usize>)>),
}

/// A citation as it stands in a letter.
#[derive(Debug, Clone)]
pub struct Found {
    /// What the words say.
    pub words: Words,
    /// The words in the source file.
    pub span: Range<usize>,
    /// Its anchor.
    pub anchor: String,
    /// The note it stands in, an index into the notes.
    pub note: Option<usize>,
    /// The editor's annotation it stands in, an index into those of the letter; then it is no word of the letter.
    pub annotation: Option<usize>,
    /// Its sentence.
    pub sentence: Sentence,
}

impl Found {
    /// The documents that it names itself.
    pub fn cited(&self) -> &[Cited] {
        match &self.words {
            Words::Citation(citation) => &citation.cited,
            Words::Idem | Words::SameDossier(_) | Words::Notes(_) => &[],
        }
    }
}

/// A link that the author wrote, to be checked when the pages are known.
#[derive(Debug, Clone)]
pub struct AuthorLink {
    /// The address as it stands on the page.
    pub href: String,
    /// Where it stands in the source file.
    pub span: Range<usize>,
}

/// A letter's text, ready for its page.
#[derive(Debug, Clone, Default)]
pub struct Text {
    /// The text.
    pub markup: Markup,
    /// Its first sentence; the salutation is none.
    pub opening: Option<String>,
    /// Its headings.
    pub headings: Vec<Heading>,
    /// Its notes, in the order of their numbers.
    pub notes: Vec<Footnote>,
    /// Its citations, those of the text first, then those of the notes in order, then those of annotations.
    pub citations: Vec<Found>,
    /// Links to check.
    pub links: Vec<AuthorLink>,
    /// Date phrases that only the date of the letter makes whole.
    pub dates: Vec<DateFound>,
    /// Abbreviations that the letter explains.
    pub abbreviations: Vec<Abbreviation>,
}

impl Text {
    /// Takes the citations of the letter's `annotation`-th annotation.
    pub(crate) fn cite_from_annotation(&mut self, annotation: usize, citations: Vec<Found>) {
        for mut found in citations {
            found.annotation = Some(annotation);
            found.anchor = format!("c-{}", self.citations.len() + 1);
            self.citations.push(found);
        }
    }
}
