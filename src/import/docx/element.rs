//! The elements of a Word file that say something to its reader, and what is known of those that are open.

use super::marks::NoteKey;
use super::styles::{Height, Style};
use crate::import::draft::Align;
use crate::import::flow::Span;

/// Open elements that something is done about when they end.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Element {
    Paragraph,
    ParagraphProperties,
    Run,
    Table,
    Row,
    RowProperties,
    Cell,
    TextBox,
    /// Text of a run, or of a formula.
    Text,
    /// Text that a tracked change took out.
    DeletedText,
    FieldCode,
    /// A note or comment.
    Note,
    /// Content that a tracked change took out or moved elsewhere.
    Deleted,
    Link,
    /// A field with its code in an attribute.
    Field,
    /// A part of a formula, with the piece of the paragraph that it begins with.
    Formula(usize),
    /// Two copies of one thing, with how much had been read before the first.
    Copies(usize),
    /// The second copy.
    SecondCopy,
    /// Former properties, and notes that are only lines.
    Ignored,
    Other,
}

/// A paragraph that is being read.
#[derive(Debug, Default)]
pub(super) struct Paragraph {
    pub(super) spans: Vec<Span>,
    pub(super) style: Style,
    pub(super) outline: Option<u8>,
    pub(super) list: (Option<String>, Option<u8>),
    pub(super) frame: bool,
    pub(super) align: Align,
    /// The mark at its end was deleted: the next paragraph goes on with it.
    pub(super) unended: bool,
    /// Its place among the paragraphs.
    pub(super) order: usize,
    /// Text boxes that it stands in.
    pub(super) boxes: usize,
}

/// The properties of a run of characters.
#[derive(Debug, Default)]
pub(super) struct Run {
    pub(super) bold: Option<bool>,
    pub(super) italic: Option<bool>,
    pub(super) hidden: Option<bool>,
    pub(super) struck: Option<bool>,
    pub(super) height: Option<Height>,
    pub(super) style: Style,
    /// The note whose mark its words are, and these words.
    pub(super) typed_mark: Option<(NoteKey, String)>,
}

/// A table that is being read.
#[derive(Debug)]
pub(super) struct OpenTable {
    pub(super) number: usize,
    pub(super) row: usize,
    pub(super) column: usize,
    /// Columns that the cell takes.
    pub(super) span: usize,
    pub(super) head: bool,
    pub(super) aside: bool,
    /// Open tables within its cells, which are part of them.
    pub(super) nested: usize,
    /// Text boxes that it stands in: a table in a text box in its cell is another one.
    pub(super) boxes: usize,
}
