//! Which of a letter's notes, citations and annotations: a type for each, so that none is taken for another.

/// Which note of a letter, from 0, in the order of their numbers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct NoteIx(pub usize);

/// Which citation of a letter, from 0, in the order of [`Text::citations`](super::Text::citations).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct CitationIx(pub usize);

/// Which annotation of a letter, from 0, in the order of the places they are about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct AnnotationIx(pub usize);

impl CitationIx {
    /// Its anchor on the page of the letter.
    pub fn anchor(self) -> String {
        format!("c-{}", self.0 + 1)
    }
}
