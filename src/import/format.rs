//! Which reader a file goes to, and what of it has to be conserved.

use super::conserve::Measure;
use super::conserve::original::{self, Run};
use super::draft::Draft;
use super::{docx, html, pandoc, pdf, text, xml};
use crate::content::source::{self, Source, shown};
use crate::finding::{Code, Finding, Place};
use crate::limits;
use std::path::Path;

/// A file that has been read.
pub(super) struct Read {
    /// What the places of the draft refer to.
    pub(super) source: Source,
    pub(super) draft: Draft,
    /// The words of the source: each must be in the letter, or listed as left out.
    pub(super) original: Vec<Run>,
    pub(super) measure: Measure,
    /// Whether it is a Word file, whose places are paragraphs and not lines.
    pub(super) is_word: bool,
}

/// Reads a file, whatever it is.
pub(super) fn read(path: &Path, findings: &mut Vec<Finding>) -> Option<Read> {
    let file = shown(path);
    let bytes = source::read_bytes(path, limits::IMPORT_BYTES).map_err(|f| findings.push(f)).ok()?;
    let name = path.extension().map(|e| e.to_string_lossy().to_lowercase()).unwrap_or_default();
    if bytes.starts_with(b"PK\x03\x04") {
        let (source, draft) = docx::read(&file, &bytes, findings)?;
        let original = original::xml(&source, docx::WITH_WORDS);
        return Some(Read { source, draft, original, measure: Measure::Characters, is_word: true });
    }
    let head = String::from_utf8_lossy(bytes.get(..bytes.len().min(1024)).unwrap_or_default()).to_lowercase();
    let is_html = matches!(name.as_str(), "html" | "htm" | "xhtml") || head.contains("<html");
    if !is_html
        && (name == "xml"
            || head.contains("<?xml")
            || head.contains("<officiele-publicatie")
            || head.contains("<kamerwrk"))
    {
        let metadata = metadata_beside(path);
        let (source, draft) = xml::read(&file, &bytes, metadata.as_ref(), findings)?;
        let original = original::xml(&source, None);
        return Some(Read { source, draft, original, measure: Measure::Characters, is_word: false });
    }
    if bytes.starts_with(b"%PDF-") {
        let text = pdf::text(path).map_err(|f| findings.push(f)).ok()?;
        return plain(Source::new(file.clone(), file, text), findings);
    }
    if is_html || matches!(name.as_str(), "md" | "markdown" | "txt" | "text" | "") {
        // Editors of Windows save text in UTF-16, and say so with a mark of byte order.
        let bytes = xml::utf16(&bytes).map_or(bytes, String::into_bytes);
        let text = source::text_of(path, bytes).map_err(|f| findings.push(f)).ok()?;
        let source = Source::new(file.clone(), file, text);
        if is_html {
            let (draft, original) = (html::read(&source, findings)?, html::original(&source.text));
            return Some(Read { source, draft, original, measure: Measure::Characters, is_word: false });
        }
        // The header of a Kamerstuk needs its lines, which in Markdown are none.
        let raw = text::recognises(&source.text)
            || text::is_kamerstuk(&source.text) && !pandoc::is_needed(&source.text);
        if pandoc::recognises(&source.text) && !raw {
            let (draft, original) = (pandoc::read(&source, findings)?, original::markdown(&source));
            return Some(Read { source, draft, original, measure: Measure::Letters, is_word: false });
        }
        return plain(source, findings);
    }
    let finding = Finding::new(Code::K705, format!("files `.{name}` cannot be imported"));
    let help =
        "import the official XML, a page (.html), a Word file (.docx), a PDF, Markdown (.md) or text (.txt)";
    findings.push(finding.at(Place::file(file)).help(help));
    None
}

/// Text without a format of its own.
fn plain(source: Source, findings: &mut Vec<Finding>) -> Option<Read> {
    let draft = text::read(&source, findings)?;
    let original = original::text(&source);
    Some(Read { source, draft, original, measure: Measure::Characters, is_word: false })
}

/// The official metadata of a publication, as the publisher offers it: beside the XML, under a name of its own or as
/// `metadata.xml`, which must then speak of this publication.
fn metadata_beside(path: &Path) -> Option<Source> {
    let stem = path.file_stem()?.to_str()?;
    let own =
        [format!("{stem}.metadata.xml"), format!("{stem}-metadata.xml"), format!("{stem}_metadata.xml")];
    let read = |name: &str| {
        let beside = path.with_file_name(name);
        let text = source::read_text(&beside, limits::IMPORT_BYTES).ok()?;
        Some(Source::new(shown(&beside), name, text))
    };
    let shared = || read("metadata.xml").filter(|metadata| metadata.text.contains(stem));
    own.iter().find_map(|name| read(name)).or_else(shared).filter(|_| stem != "metadata")
}
