//! The keys of the YAML that people write; any other is an error.

/// Of the front matter of a letter.
pub(crate) const LETTER: &[&str] = &[
    "title",
    "dossiernummer",
    "ondernummer",
    "identifier",
    "kenmerk",
    "date",
    "type",
    "vergaderjaar",
    "indiener",
    "ontvanger",
    "plaats",
    "onderwerp",
    "bijlage",
    "alias",
    "reageert_op",
    "summary",
    "language",
    "source",
];
/// Of the front matter of a dossier.
pub(crate) const DOSSIER: &[&str] = &["title", "dossiernummer"];
/// Of an entry of the register.
pub(crate) const REGISTER: &[&str] = &["id", "title", "date", "type", "indiener", "summary", "alias"];
/// Of `site.yaml`.
pub(crate) const SITE: &[&str] = &[
    "title",
    "base_url",
    "language",
    "description",
    "publisher",
    "license",
    "published_ids",
    "before_1995",
    "diagnostics",
];
/// Of an annotation.
pub(crate) const ANNOTATION: &[&str] = &[
    "id", "quote", "prefix", "suffix", "section", "footnote", "kind", "author", "date", "body", "source",
    "tags", "revision",
];
