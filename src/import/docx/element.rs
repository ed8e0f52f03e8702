//! The elements of a Word file that say something to its reader.

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
    /// Two copies of one thing, with how much had been read before the first.
    Copies(usize),
    /// The second copy.
    SecondCopy,
    /// Former properties, and notes that are only lines.
    Ignored,
    Other,
}
