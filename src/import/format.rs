//! Which reader a file goes to, and what of it has to be conserved.

use super::conserve::{Measure, Original, links, order, order::Division, original};
use super::draft::{Block, Draft};
use super::header::answer;
use super::input::Input;
use super::metadata::{Apart, Record};
use super::{docx, encoding, flow, front_matter, html, official, pandoc, pdf, text, unmatched, xml};
use crate::content::source::{self, Source, shown};
use crate::dutch::page_number;
use crate::finding::{Code, Finding, Place};
use crate::limits;
use crate::number::identifier::Kind;
use memchr::memmem;
use std::path::Path;

/// A file that has been read.
pub(super) struct Read {
    /// What the places of the draft refer to.
    pub(super) source: Source,
    pub(super) draft: Draft,
    /// What the source says: it must be in the letter, or listed as left out.
    pub(super) original: Original,
    /// Whether it is a Word file, whose places are paragraphs and not lines.
    pub(super) is_word: bool,
}

/// Reads a file, whatever it is, and what the publisher says of it. `named` are the metadata that the user named.
pub(super) fn read(input: &Input, named: &[Record], findings: &mut Vec<Finding>) -> Option<Read> {
    let mut read = of_kind(input, findings)?;
    complete_answer(&mut read.draft);
    unmatched::marks(&read.draft, &read.source, findings);
    let head = &mut read.draft.head;
    let (apart, id) = (Apart::of(input, named, findings), head.id());
    if let Some(record) = apart.record(id.as_ref()) {
        official::settle(head, record, &read.source, findings);
    } else if !named.is_empty() {
        let finding = Finding::new(Code::K764, "the metadata that were named say nothing of this document");
        let help = "its name, or its dossier and number, must be those of a record";
        findings.push(finding.at(Place::file(read.source.file.clone())).help(help));
    }
    findings.extend(official::in_bulletin(&read.draft, &read.source));
    Some(read)
}

/// Takes from the first sentences of an answer to questions who asked and who answered.
fn complete_answer(draft: &mut Draft) {
    const SENTENCES: usize = 8;
    if draft.head.id().is_none_or(|id| id.kind() != Kind::Aanhangsel) {
        return;
    }
    let opening = draft.body.iter().take(SENTENCES).map(|block| match block {
        Block::Paragraph(inlines) | Block::Heading(_, inlines) => flow::text(inlines),
        _ => String::new(),
    });
    let opening: Vec<String> = opening.collect();
    answer::complete(&mut draft.head, &opening.join(" "));
}

/// Reads a file by the reader of its kind.
fn of_kind(input: &Input, findings: &mut Vec<Finding>) -> Option<Read> {
    let path = input.path.as_path();
    let file = shown(path);
    if let Some((what, help)) = address(path) {
        findings.push(Finding::new(Code::K705, what).at(Place::file(file)).help(help));
        return None;
    }
    let unpacked = input.bytes().map_err(|f| findings.push(f)).ok()?;
    let in_archive = unpacked.is_some();
    let bytes = match unpacked {
        Some(bytes) => bytes,
        None => source::read_bytes(path, limits::IMPORT_BYTES).map_err(|f| findings.push(f)).ok()?,
    };
    let name = path.extension().map(|e| e.to_string_lossy().to_lowercase()).unwrap_or_default();
    if let Some((what, help)) = foreign(&bytes, &name) {
        findings.push(Finding::new(Code::K705, what).at(Place::file(file)).help(help));
        return None;
    }
    if bytes.starts_with(b"PK\x03\x04") {
        let (source, draft, addresses) = docx::read(&file, &bytes, findings)?;
        let original = Original {
            words: original::xml(&source, docx::WITH_WORDS),
            measure: Measure::Characters,
            links: links::word(&source, &addresses),
            division: order::OF_WORD,
        };
        return Some(Read { source, draft, original, is_word: true });
    }
    let head = String::from_utf8_lossy(bytes.get(..bytes.len().min(1024)).unwrap_or_default()).to_lowercase();
    let is_html = matches!(name.as_str(), "html" | "htm" | "xhtml") || head.contains("<html");
    if !is_html
        && (name == "xml"
            || head.contains("<?xml")
            || head.contains("<officiele-publicatie")
            || head.contains("<kamerwrk"))
    {
        let (source, draft) = xml::read(&file, &bytes, findings)?;
        let words = original::xml(&source, None);
        let links = links::publication(&source);
        let (measure, division) = (Measure::Characters, Division::Mixed(order::OF_PUBLICATION));
        let original = Original { words, measure, links, division };
        return Some(Read { source, draft, original, is_word: false });
    }
    // Mail and servers may have set some bytes before the head.
    if name == "pdf" && memmem::find(bytes.get(..1024).unwrap_or(&bytes), b"%PDF-").is_some()
        || bytes.starts_with(b"%PDF-")
    {
        if in_archive {
            let finding = Finding::new(Code::K705, "a PDF in an archive cannot be converted");
            findings.push(finding.at(Place::file(file)).help("unpack the archive, and import the folder"));
            return None;
        }
        let text = pdf::text(path).map_err(|f| findings.push(f)).ok()?;
        return plain(Source::new(file.clone(), file, text), findings);
    }
    if is_html || matches!(name.as_str(), "md" | "markdown" | "txt" | "text" | "") {
        // Editors of Windows save text in UTF-16, and say so with a mark of byte order.
        let bytes = encoding::utf16(&bytes).map_or(bytes, String::into_bytes);
        let text = source::text_of(path, bytes).map_err(|f| findings.push(f)).ok()?;
        let source = Source::new(file.clone(), file, printable(text));
        if is_html {
            let draft = html::read(&source, findings)?;
            let original = html::original(&source);
            return Some(Read { source, draft, original, is_word: false });
        }
        let Some(yaml) = front_matter::of(&source.text) else { return marked_up(source, findings) };
        let below = front_matter::blanked(&source.text, &yaml);
        let below = Source::new(source.file.clone(), source.relative.clone(), below);
        let mut read = marked_up(below, findings)?;
        front_matter::complete(&source, &yaml, &mut read.draft, findings);
        read.original.words = match read.original.measure {
            Measure::Letters => original::markdown(&source),
            Measure::Characters => original::text(&source),
        };
        return Some(Read { source, ..read });
    }
    let finding = Finding::new(Code::K705, format!("files `.{name}` cannot be imported"));
    let help =
        "import the official XML, a page (.html), a Word file (.docx), a PDF, Markdown (.md) or text (.txt)";
    findings.push(finding.at(Place::file(file)).help(help));
    None
}

/// The text with what a printer would have made of it: fields of LibreOffice leave control characters behind, which print
/// nothing, and some programs write a character that is none for the hyphen at the end of a line.
fn printable(text: String) -> String {
    let prints = |c: char| !c.is_control() || matches!(c, '\t' | '\n' | '\r' | '\u{c}');
    if text.chars().all(|c| prints(c) && c != '\u{fffe}') {
        return text;
    }
    text.chars().filter(|c| prints(*c)).map(|c| if c == '\u{fffe}' { '-' } else { c }).collect()
}

/// Text that may be Markdown.
fn marked_up(source: Source, findings: &mut Vec<Finding>) -> Option<Read> {
    // The header of a Kamerstuk needs its lines, which in Markdown are none.
    let heads = pandoc::heads(&source.text);
    let lined = || text::is_kamerstuk(&source.text) || source.text.lines().any(is_page_number);
    let raw = text::recognises(&source.text) || lined() && !pandoc::is_needed(&source.text);
    if heads || pandoc::recognises(&source.text) && !raw {
        let draft = pandoc::read(&source, findings)?;
        let original = Original::markdown(&source);
        return Some(Read { source, draft, original, is_word: false });
    }
    // Where the header has paragraphs of its own, Markdown reads it too.
    if pandoc::is_marked_up(&source.text) {
        let mut found = Vec::new();
        let draft = pandoc::read(&source, &mut found);
        if let Some(draft) =
            draft.filter(|draft| draft.head.date.is_some() && !draft.head.dossiers.is_empty())
        {
            findings.extend(found);
            let original = Original::markdown(&source);
            return Some(Read { source, draft, original, is_word: false });
        }
    }
    plain(source, findings)
}

/// `Pagina 2 van 8`, which only the sheet has.
fn is_page_number(line: &str) -> bool {
    page_number::printed(line.trim()).is_some() && line.contains(char::is_alphabetic)
}

/// Text without a format of its own.
fn plain(source: Source, findings: &mut Vec<Finding>) -> Option<Read> {
    let draft = text::read(&source, findings)?;
    let words = original::text(&source);
    let (measure, links, division) = (Measure::Characters, Vec::new(), Division::Line);
    Some(Read { source, draft, original: Original { words, measure, links, division }, is_word: false })
}

/// What a name is that is no file's but the address of a page, and what to do with it.
fn address(path: &Path) -> Option<(&'static str, &'static str)> {
    let name = path.to_string_lossy();
    let address = ["http:", "https:", "www."].iter().any(|begin| name.to_lowercase().starts_with(begin));
    (address && !path.exists())
        .then_some(("that is the address of a page", "save the page first, and import the file"))
}

/// What a file is that others can convert, told by its first bytes rather than by its name, and what to do with it.
fn foreign(bytes: &[u8], name: &str) -> Option<(&'static str, &'static str)> {
    const WORD: &str = "open it in Word or LibreOffice and save it as .docx";
    let has = |text: &[u8]| memmem::find(bytes, text).is_some();
    let wide = |text: &str| has(&text.bytes().flat_map(|b| [b, 0]).collect::<Vec<u8>>());
    let begin = bytes.get(..2048).unwrap_or(bytes);
    let begins = |line: &[u8], field: &str| {
        line.get(..field.len()).is_some_and(|begin| begin.eq_ignore_ascii_case(field.as_bytes()))
    };
    let header = |field: &str| begin.split(|&b| b == b'\n').take(60).any(|line| begins(line, field));
    if bytes.starts_with(b"\xD0\xCF\x11\xE0") {
        return Some(if wide("EncryptedPackage") {
            ("a Word file that is protected by a password", "open it and save it without a password")
        } else if name == "msg" || wide("__properties_version1.0") {
            ("a message of Outlook", "save the letter that is attached to it, and import that")
        } else {
            ("a Word file of before 2007 (.doc), whatever its name", WORD)
        });
    }
    if bytes.starts_with(b"{\\rtf") {
        return Some(("a text in RTF", WORD));
    }
    if bytes.starts_with(b"PK\x03\x04") && has(b"mimetypeapplication/vnd.oasis.opendocument") {
        return Some(("a document of LibreOffice (.odt)", WORD));
    }
    if bytes.starts_with(b"PK\x03\x04") && has(b"mimetypeapplication/epub") {
        return Some(("an e-book", "convert it to HTML or Markdown, with calibre or pandoc"));
    }
    if has(b"content=\"pdftohtml") {
        return Some(("a page that pdftohtml made, which has lost its paragraphs", "import the PDF itself"));
    }
    let mail = header("mime-version:") || header("received:") || header("from:") && header("subject:");
    (name == "eml" || mail && header("from:"))
        .then_some(("a message", "save the letter that is attached to it, and import that"))
}
