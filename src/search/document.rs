//! What is searched: a page of the site with its words, told without knowing what a letter is.

/// A page that can be found.
#[derive(Debug, Default)]
pub(crate) struct Document {
    /// Below the root of the site: `28638/201/`.
    pub(crate) path: String,
    /// Its title, or what it is called.
    pub(crate) title: String,
    /// What others call it, if it has no title of its own: `artikel 40 Grondwet`.
    pub(crate) names: Vec<String>,
    /// Kind of Kamerstuk, or what else it is.
    pub(crate) kind: String,
    /// `2021-09-15`.
    pub(crate) date: Option<String>,
    /// Whether its text can be read here.
    pub(crate) held: bool,
    /// The numbers that lead to it, as [`number_key`](super::numbers::number_key) writes them.
    pub(crate) numbers: Vec<String>,
    /// What is said of it: its dossier, sender, kind, topics, its date in words.
    pub(crate) about: Vec<String>,
    /// Its text, block by block.
    pub(crate) blocks: Vec<Block>,
    /// By what found documents are counted, a value for each of [`FACETS`].
    pub(crate) facets: [Vec<String>; FACETS.len()],
}

/// By what found documents are counted, as the files of the index name it.
pub(crate) const FACETS: [&str; 5] = ["soort", "afzender", "ministerie", "jaar", "dossier"];

/// A paragraph or heading.
#[derive(Debug, Clone)]
pub(crate) struct Block {
    /// What part of the document it is in.
    pub(crate) part: Part,
    /// Where it can be read on the page; empty if nowhere in particular.
    pub(crate) anchor: String,
    /// Its words.
    pub(crate) text: String,
}

/// Where words stand.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Part {
    /// In the title.
    Title,
    /// In a heading.
    Heading,
    /// In the text, or said of the document as a whole.
    Text,
    /// In a footnote.
    Note,
    /// In an editor's annotation.
    Annotation,
}
