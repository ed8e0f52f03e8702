//! The shape of a letter on its way in: what every reader yields and the writer turns into Markdown.
//!
//! A draft never interprets and never invents: a field that the document does not state is absent. Every piece of
//! text remembers which bytes of the source it was, so that conservation can be proved piece by piece.

use crate::content::front_matter::{Bijlage, Indiener};
use crate::content::markdown::Shift;
use crate::number::identifier::DocumentId;
use crate::number::kst::{DossierNumber, KstId, Ondernummer};
use crate::number::vergaderjaar::Vergaderjaar;
use jiff::civil::Date;
use std::ops::Range;

/// A document as a reader understood it.
#[derive(Debug, Clone, Default)]
pub struct Draft {
    /// What becomes front matter.
    pub head: Head,
    /// The text, without notes.
    pub body: Vec<Block>,
    /// The notes, in the order of their marks.
    pub notes: Vec<Note>,
    /// What of the source stands neither in the body nor in the notes, in the order of the source.
    pub omitted: Vec<Omitted>,
}

/// What a document says of itself.
#[derive(Debug, Clone, Default)]
pub struct Head {
    /// Title of the document.
    pub title: Option<String>,
    /// The dossiers it is filed in, with their titles as printed; the first is its home.
    pub dossiers: Vec<(DossierNumber, Option<String>)>,
    /// Its number in the home dossier.
    pub ondernummer: Option<Ondernummer>,
    /// Another official id, if it is no numbered Kamerstuk.
    pub identifier: Option<DocumentId>,
    /// The ministry's own reference.
    pub kenmerk: Option<String>,
    /// The date on the document.
    pub date: Option<Date>,
    /// Kind of Kamerstuk, as in the list of kinds (`Brief`, `Gewijzigde motie`).
    pub soort: Option<String>,
    /// Parliamentary year, if printed.
    pub vergaderjaar: Option<Vergaderjaar>,
    /// Senders.
    pub indieners: Vec<Indiener>,
    /// Addressee.
    pub ontvanger: Option<String>,
    /// Place of sending.
    pub plaats: Option<String>,
    /// Topics.
    pub onderwerpen: Vec<String>,
    /// Attachments.
    pub bijlagen: Vec<Bijlage>,
    /// Other ids of the same document.
    pub aliases: Vec<DocumentId>,
    /// What it answers.
    pub reageert_op: Vec<DocumentId>,
    /// Language of the text, if it is not Dutch.
    pub language: Option<String>,
}

impl Head {
    /// The official id that it states, or that follows from dossier and number.
    pub fn id(&self) -> Option<DocumentId> {
        let numbered = self.dossiers.first().zip(self.ondernummer);
        let id = numbered
            .map(|((dossier, _), ondernummer)| DocumentId::from(KstId { dossier: *dossier, ondernummer }));
        id.or_else(|| self.identifier.clone())
    }
}

/// A block of text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Block {
    /// A heading of level 2 to 6.
    Heading(u8, Vec<Inline>),
    /// A paragraph.
    Paragraph(Vec<Inline>),
    /// A list; with the number of its first item if it is numbered.
    List(Option<u32>, Vec<Vec<Block>>),
    /// A quotation.
    Quote(Vec<Block>),
    /// A table: its head (empty if it has none) and its rows, all of cells, and how its columns are aligned.
    Table(Vec<Vec<Inline>>, Vec<Vec<Vec<Inline>>>, Vec<Align>),
    /// Lines that stay lines: a signature, an address.
    Lines(Vec<Vec<Inline>>),
}

/// How the words of a column stand in it.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Align {
    /// As all text does.
    #[default]
    Left,
    /// In the middle.
    Centre,
    /// At its right edge, as figures do.
    Right,
}

/// A piece of running text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Inline {
    /// Words, as they are to be read, and the bytes of the source that they were.
    Text(String, Range<usize>),
    /// Emphasis.
    Emphasis(Vec<Inline>),
    /// Strong emphasis.
    Strong(Vec<Inline>),
    /// Words that are struck out, and are to be read as such.
    Struck(Vec<Inline>),
    /// Words above the line, as the source has them; never the mark of a note.
    Raised(Vec<Inline>),
    /// Words below the line, as the source has them.
    Lowered(Vec<Inline>),
    /// A link that the document itself makes: its address and its words.
    Link(String, Vec<Inline>),
    /// The mark of the note with this label.
    Mark(String),
    /// A line break that is meant.
    Break,
}

impl Inline {
    /// Words in the forms that say something; marks of notes stand above the line by themselves.
    #[must_use]
    pub fn formed(self, shift: Option<Shift>, struck: bool) -> Self {
        let shifted = match (self, shift) {
            (words @ Self::Text(..), Some(Shift::Raised)) => Self::Raised(vec![words]),
            (words @ Self::Text(..), Some(Shift::Lowered)) => Self::Lowered(vec![words]),
            (other, _) => other,
        };
        if struck && !matches!(shifted, Self::Mark(_)) { Self::Struck(vec![shifted]) } else { shifted }
    }

    /// What it holds.
    pub fn inner(&self) -> &[Inline] {
        match self {
            Self::Emphasis(inner)
            | Self::Strong(inner)
            | Self::Struck(inner)
            | Self::Raised(inner)
            | Self::Lowered(inner)
            | Self::Link(_, inner) => inner,
            Self::Text(..) | Self::Mark(_) | Self::Break => &[],
        }
    }

    /// What it holds, to be changed.
    pub fn inner_mut(&mut self) -> Option<&mut Vec<Inline>> {
        match self {
            Self::Emphasis(inner)
            | Self::Strong(inner)
            | Self::Struck(inner)
            | Self::Raised(inner)
            | Self::Lowered(inner)
            | Self::Link(_, inner) => Some(inner),
            Self::Text(..) | Self::Mark(_) | Self::Break => None,
        }
    }

    /// Whether it is white space, or none at all.
    pub fn is_blank(&self) -> bool {
        match self {
            Self::Text(text, _) => text.trim().is_empty(),
            Self::Mark(_) => false,
            other => other.inner().iter().all(Self::is_blank),
        }
    }
}

/// A note.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Note {
    /// Its label, unique in the document: the number as printed.
    pub label: String,
    /// Its text.
    pub body: Vec<Block>,
}

/// A piece of the source that is not part of the letter's text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Omitted {
    /// The bytes of the source.
    pub at: Range<usize>,
    /// The words, as a reader would see them.
    pub text: String,
    /// Why they are left out.
    pub why: Why,
}

/// Why words are left out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
#[non_exhaustive]
pub enum Why {
    /// The header, whose content is in the front matter.
    Header,
    /// Running heads, page numbers, letterhead, colophon: repeated or about the sheet.
    Furniture,
    /// The mark of a note, of an item of a list, or of emphasis, which Markdown writes in its own way.
    Mark,
    /// A hyphen that only divided a word over two lines.
    Hyphen,
    /// Words that a tracked change took out, or that are hidden.
    Deleted,
    /// A second copy of words that stand elsewhere, for older programs.
    Copy,
    /// Metadata of the file that nobody reads as text.
    Metadata,
}

impl Why {
    /// The reason, for people.
    pub fn name(self) -> &'static str {
        match self {
            Self::Header => "in the front matter instead",
            Self::Furniture => "of the sheet or the page",
            Self::Mark => "marks that Markdown writes in its own way",
            Self::Hyphen => "hyphens that only divided a word",
            Self::Metadata => "metadata of the file",
            Self::Deleted => "deleted or hidden words",
            Self::Copy => "second copies",
        }
    }
}
