//! What a search finds: citations, each with its documents, and short forms that mean something only in their letter.
//!
//! Types and no reading: every reader makes these, and nothing here knows a grammar.

use crate::number::identifier::{DocumentId, Kind};
use crate::number::kst::{Chamber, DossierNumber, Ondernummer};
use crate::number::vergaderjaar::Vergaderjaar;
use serde::ser::{Serialize, SerializeStruct, Serializer};
use std::ops::Range;

/// What a text says it cites: one citation, which may name several documents.
///
/// As JSON (its [`Serialize`]) it is `{"start", "end", "text", "kind", "ids"}`, with `"locator"` where there is one:
/// positions are bytes of the text in UTF-8, `kind` is [`Kind::name`], `ids` are those of `cited`, in their order, and
/// the locator is its words. The rest is for programs that know the types.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Citation {
    /// The bytes of the text from the label to the last number; page numbers and brackets are left out.
    pub span: Range<usize>,
    /// The words that stand there.
    pub text: String,
    /// The kind of what is cited: that of the first document.
    pub kind: Kind,
    /// The documents, in the order of the text; at least one.
    pub cited: Vec<Cited>,
    /// The chamber that the text names. The number may say otherwise; the number is right.
    pub chamber: Option<Chamber>,
    /// The parliamentary year that the text names.
    pub vergaderjaar: Option<Vergaderjaar>,
    /// The page, item or part of the article that is meant.
    pub locator: Option<Passage>,
    /// A document filed in several dossiers is numbered in the first; these are the others.
    pub also_dossier: Vec<DossierNumber>,
    /// A range was too long to name all its members: only its ends are cited.
    pub range_truncated: bool,
    /// What made us believe that this is a citation.
    pub certainty: Certainty,
}

/// Some words of a text.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Passage {
    /// The bytes of the text.
    pub span: Range<usize>,
    /// The words that stand there.
    pub text: String,
}

/// One document of a citation.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Cited {
    /// The document.
    pub id: DocumentId,
    /// The part of the text that names this document: `13` in `nrs. 12, 13 en 15`. That of the first starts
    /// where the citation starts; the documents of a range share the words of the range.
    pub span: Range<usize>,
}

/// What made us believe that a piece of text is a citation.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum Certainty {
    /// A label (`Kamerstuk`, `Stb.`), an id or an address.
    Labelled,
    /// The pattern of the numbers alone: `31226, nr. 27`.
    Pattern,
}

/// A short form that means something only within its letter.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Relative {
    /// The bytes of the text.
    pub span: Range<usize>,
    /// The words that stand there.
    pub text: String,
    /// What it points to.
    pub form: Form,
}

/// What a short form points to.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum Form {
    /// `Idem`, `ibid.`, `t.a.p.`: the one document of the note before.
    Idem,
    /// `Idem, nr. 4`: other papers of the dossier cited just before, each with the bytes of the text that name it.
    SameDossier(Vec<(Ondernummer, Range<usize>)>),
    /// `zie noten 3 en 4`: other notes of the letter, each with the bytes of the text that name it.
    Notes(Vec<(u32, Range<usize>)>),
    /// `stuk nr. 12`: papers of the letter's own dossier, each with the bytes of the text that name it.
    OwnDossier(Vec<(Ondernummer, Range<usize>)>),
}

/// Everything in a text that refers to publications: what cites by itself, and what leans on other words of the letter.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct References {
    /// The citations, in the order of the text; they do not overlap.
    pub citations: Vec<Citation>,
    /// The short forms, in the order of the text; they overlap neither each other nor a citation.
    pub relatives: Vec<Relative>,
}

impl Citation {
    /// What these words cite; those of the first document start where they start. `None` without a document.
    pub(super) fn new(Passage { span, text }: Passage, mut cited: Vec<Cited>) -> Option<Self> {
        let first = cited.first_mut()?;
        first.span.start = span.start;
        Some(Self {
            kind: first.id.kind(),
            text,
            span,
            cited,
            chamber: None,
            vergaderjaar: None,
            locator: None,
            also_dossier: Vec::new(),
            range_truncated: false,
            certainty: Certainty::Labelled,
        })
    }
}

impl Serialize for Citation {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let ids: Vec<&DocumentId> = self.cited.iter().map(|cited| &cited.id).collect();
        let fields = 5 + usize::from(self.locator.is_some());
        let mut form = serializer.serialize_struct("Citation", fields)?;
        form.serialize_field("start", &self.span.start)?;
        form.serialize_field("end", &self.span.end)?;
        form.serialize_field("text", &self.text)?;
        form.serialize_field("kind", &self.kind)?;
        form.serialize_field("ids", &ids)?;
        match &self.locator {
            Some(locator) => form.serialize_field("locator", &locator.text)?,
            None => form.skip_field("locator")?,
        }
        form.end()
    }
}

impl Passage {
    /// What stands at a place of a text.
    pub(super) fn of(text: &str, span: Range<usize>) -> Self {
        Self { text: text.get(span.clone()).unwrap_or_default().to_owned(), span }
    }
}

impl References {
    /// Keeps a citation of one document, which is named by all of its words; gives where it ends.
    pub(super) fn push_one(&mut self, text: &str, span: Range<usize>, id: DocumentId) -> Option<usize> {
        let end = span.end;
        self.citations.push(Citation::new(Passage::of(text, span.clone()), vec![Cited { id, span }])?);
        Some(end)
    }

    /// Keeps a short form; gives where it ends.
    pub(super) fn push_relative(&mut self, text: &str, span: Range<usize>, form: Form) -> usize {
        let end = span.end;
        let Passage { span, text } = Passage::of(text, span);
        self.relatives.push(Relative { span, text, form });
        end
    }

    /// Where the last citation ends: no other may start before it.
    pub(super) fn end(&self) -> usize {
        self.citations.last().map_or(0, |c| c.span.end)
    }
}
