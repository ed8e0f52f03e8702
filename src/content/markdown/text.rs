//! What is read from the Markdown of a letter: its text, headings, notes, citations and what else stands in it.

use super::addresses::Part;
use super::gloss::DatePhrase;
use super::index::{AnnotationIx, CitationIx, NoteIx};
use super::markup::Markup;
use crate::cite::{Citation, Cited, Relative};
use crate::content::directory::Subject;
use crate::derived::abbreviations::Abbreviation;
use crate::dutch::sentence::Sentence;
use crate::limits;
use crate::number::identifier::DocumentId;
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
    /// Its place in the order of first marks, from 1; those to which nothing refers come last.
    pub place: usize,
    /// How many bytes of the words of the letter stand before its first mark, if they are traced and it stands there.
    pub beside: Option<usize>,
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
    /// A page of this site, by its address or by the kenmerk of a letter.
    Page {
        /// What the page is of.
        subject: Subject,
        /// Its address as it stands on the page.
        href: String,
    },
}

/// Where in a letter, or beside it, words stand.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Within {
    /// In the text.
    Body,
    /// In a note.
    Note(NoteIx),
    /// In an editor's annotation: these are no words of the letter.
    Annotation(AnnotationIx),
}

/// Words that cite, at their place.
#[derive(Debug, Clone)]
pub struct Citing {
    /// What the words say.
    pub words: Words,
    /// The words in the source file: that of the letter, or of its annotations.
    pub span: Range<usize>,
    /// Their sentence.
    pub sentence: Sentence,
    /// Where they stand.
    pub within: Within,
    /// Another id of what they cite: that in the address of a link.
    pub alias: Option<DocumentId>,
}

impl Citing {
    /// The documents that they name themselves.
    pub fn cited(&self) -> &[Cited] {
        match &self.words {
            Words::Citation(citation) => &citation.cited,
            Words::Idem | Words::SameDossier(_) | Words::Notes(_) | Words::Page { .. } => &[],
        }
    }

    /// The address that their link has, if that is their author's.
    pub fn written(&self) -> Option<&str> {
        match &self.words {
            Words::Page { href, .. } => Some(href),
            _ => None,
        }
    }

    /// The note that they stand in.
    pub fn note(&self) -> Option<NoteIx> {
        match self.within {
            Within::Note(note) => Some(note),
            Within::Body | Within::Annotation(_) => None,
        }
    }

    /// The annotation that they stand in.
    pub fn annotation(&self) -> Option<AnnotationIx> {
        match self.within {
            Within::Annotation(annotation) => Some(annotation),
            Within::Body | Within::Note(_) => None,
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
    /// Its paragraphs, items and rows, in order.
    pub parts: Vec<Part>,
    /// Its notes, in the order of their numbers.
    pub notes: Vec<Footnote>,
    /// Its citations, those of the text first, then those of the notes in order, then those of annotations.
    pub citations: Vec<Citing>,
    /// Links to check.
    pub links: Vec<AuthorLink>,
    /// Date phrases that only the date of the letter makes whole.
    pub dates: Vec<DatePhrase>,
    /// Abbreviations that the letter explains.
    pub abbreviations: Vec<Abbreviation>,
}

impl Text {
    /// A note.
    pub fn note(&self, note: NoteIx) -> Option<&Footnote> {
        self.notes.get(note.0)
    }

    /// A citation.
    pub fn citation(&self, citation: CitationIx) -> Option<&Citing> {
        self.citations.get(citation.0)
    }

    /// A citation of this text.
    #[track_caller]
    #[expect(clippy::indexing_slicing, reason = "a text makes the places of its citations")]
    pub fn citing(&self, citation: CitationIx) -> &Citing {
        &self.citations[citation.0]
    }

    /// How many sentences cite with these words: what a note cites is cited by each sentence that has its mark.
    pub fn citing_places(&self, citing: &Citing) -> usize {
        let note = citing.note().and_then(|note| self.note(note));
        note.map_or(1, |note| note.references.len()).clamp(1, limits::MARKS_THAT_CITE)
    }

    /// The n-th sentence that cites, for readers.
    pub fn citing_sentence<'t>(&'t self, citing: &'t Citing, n: usize) -> &'t Sentence {
        self.mark(citing, n).map_or(&citing.sentence, |mark| &mark.sentence)
    }

    /// Where that sentence begins to cite: an anchor on the page of the letter.
    pub fn citing_anchor(&self, citation: CitationIx, n: usize) -> String {
        let mark = self.citation(citation).and_then(|citing| self.mark(citing, n));
        mark.map_or_else(|| citation.anchor(), |mark| mark.id.clone())
    }

    /// The n-th mark of the note that words stand in.
    fn mark(&self, citing: &Citing, n: usize) -> Option<&Reference> {
        self.note(citing.note()?)?.references.get(n)
    }
}

impl Text {
    /// The texts that can be annotated: that of the letter, then that of each note. Only of a letter that was
    /// read for it: [`Surroundings::annotated`](super::Surroundings::annotated).
    pub fn words(&self) -> Vec<&str> {
        self.markups().map(Markup::words).collect()
    }

    /// The blocks of the letter's words, in order: paragraphs, headings, items, cells.
    pub fn blocks(&self) -> Vec<&str> {
        self.markup.trace.as_ref().map_or_else(Vec::new, |trace| trace.blocks().collect())
    }

    /// A part of the `text`-th of [`Text::words`].
    pub fn words_at(&self, text: usize, part: &Range<usize>) -> &str {
        self.markups().nth(text).and_then(|markup| markup.words().get(part.clone())).unwrap_or_default()
    }

    fn markups(&self) -> impl Iterator<Item = &Markup> {
        std::iter::once(&self.markup).chain(self.notes.iter().map(|note| &note.markup))
    }

    /// The bytes of the file that a part of the `text`-th of [`Text::words`] came from.
    pub fn in_source(&self, text: usize, part: &Range<usize>) -> Range<usize> {
        let trace = self.markups().nth(text).and_then(|markup| markup.trace.as_ref());
        let origin = |at: usize| trace.map_or(0, |trace| trace.origin(at));
        let start = origin(part.start);
        start..part.end.checked_sub(1).map_or(start, |last| origin(last) + 1).max(start)
    }

    /// The end of a heading's words, in the `text`-th of [`Text::words`].
    pub fn end_of_heading(&self, heading: usize) -> Option<(usize, usize)> {
        let ends = |markup: &Markup| {
            let headings = &markup.trace.as_ref()?.headings;
            let at = headings.binary_search_by_key(&heading, |&(index, _)| index).ok()?;
            headings.get(at).map(|&(_, end)| end)
        };
        self.markups().enumerate().find_map(|(text, markup)| Some((text, ends(markup)?)))
    }

    /// Lays annotations over the text: the n-th is about this part of the `text`-th of [`Text::words`]; about an
    /// empty part there is a number alone, about none there is nothing to see.
    pub fn annotate(&mut self, parts: &[Option<(usize, Range<usize>)>]) {
        let mut by_text: Vec<Vec<(Range<usize>, AnnotationIx)>> = vec![Vec::new(); self.notes.len() + 1];
        for (number, part) in parts.iter().enumerate() {
            let Some((text, range)) = part else { continue };
            if let Some(of_text) = by_text.get_mut(*text) {
                of_text.push((range.clone(), AnnotationIx(number)));
            }
        }
        let markups =
            std::iter::once(&mut self.markup).chain(self.notes.iter_mut().map(|note| &mut note.markup));
        for (markup, parts) in markups.zip(by_text) {
            if let Some(trace) = markup.trace.as_ref().filter(|_| !parts.is_empty()) {
                markup.marks = trace.lay(&parts);
            }
        }
    }
}
