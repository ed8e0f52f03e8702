//! The package that a Word file is: a ZIP archive of XML parts, some of which hold text.
//!
//! All parts with text are put one behind the other in one [`Source`], so that every word has one place in it:
//! the main document, its footnotes, endnotes and comments, then headers and footers, in the order of their
//! names. What a part refers to (styles, numbering, addresses) is read beside it. Nothing is unpacked to disk,
//! and no more than [`limits::DOCX_PART_BYTES`] of any part.

use crate::content::source::Source;
use crate::finding::{Code, Finding, Place};
use crate::import::events::{self, Event, attribute};
use crate::limits;
use std::collections::BTreeMap;
use std::io::{Cursor, Read};
use std::ops::Range;
use zip::ZipArchive;

/// What a part with text is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Kind {
    Document,
    Footnotes,
    Endnotes,
    Comments,
    Header,
    Footer,
}

/// A part with text and its bytes in the source.
#[derive(Debug)]
pub(super) struct TextPart {
    pub(super) kind: Kind,
    pub(super) at: Range<usize>,
    /// Addresses by the id under which the part refers to them.
    pub(super) links: BTreeMap<String, String>,
}

/// A Word file, opened.
#[derive(Debug)]
pub(super) struct Package {
    pub(super) source: Source,
    pub(super) parts: Vec<TextPart>,
    pub(super) styles: String,
    pub(super) numbering: String,
    pub(super) settings: String,
    /// `docProps/core.xml`: title and subject as the file's properties state them.
    pub(super) properties: String,
}

/// A relation of a part to another or to an address.
struct Relation {
    id: String,
    /// The last word of the type's address: `footnotes`, `header`, `hyperlink`.
    kind: String,
    target: String,
    external: bool,
}

type Archive<'a> = ZipArchive<Cursor<&'a [u8]>>;

/// Opens a Word file. `None` if it is none, with a finding that says why.
pub(super) fn open(file: &str, bytes: &[u8], findings: &mut Vec<Finding>) -> Option<Package> {
    match parts(file, bytes) {
        Ok(package) => Some(package),
        Err(reason) => {
            let finding = Finding::new(Code::K740, format!("cannot read the Word file: {reason}"));
            findings.push(finding.at(Place::file(file)).help("open it in Word and save it as .docx"));
            None
        }
    }
}

fn parts(file: &str, bytes: &[u8]) -> Result<Package, String> {
    let mut archive =
        ZipArchive::new(Cursor::new(bytes)).map_err(|e| format!("it is no ZIP archive ({e})"))?;
    let root = relations(&mut archive, "", "_rels/.rels")?;
    let main = root.iter().find(|r| r.kind == "officeDocument").map_or("word/document.xml", |r| &r.target);
    let properties = root.iter().find(|r| r.kind == "core-properties").map(|r| r.target.clone());
    let related = relations(&mut archive, folder(main), &relations_of(main))?;
    let mut found = vec![(Kind::Document, main.to_owned())];
    for relation in related.iter().filter(|r| !r.external) {
        let kind = match relation.kind.as_str() {
            "footnotes" => Kind::Footnotes,
            "endnotes" => Kind::Endnotes,
            "comments" => Kind::Comments,
            "header" => Kind::Header,
            "footer" => Kind::Footer,
            _ => continue,
        };
        found.push((kind, relation.target.clone()));
    }
    found.sort();
    found.dedup();
    let (mut text, mut parts) = (String::new(), Vec::new());
    for (kind, name) in found {
        let Some(part) = read(&mut archive, &name)? else {
            if kind == Kind::Document {
                return Err(format!("it has no `{name}`"));
            }
            continue;
        };
        if text.len() + part.len() > limits::DOCX_TEXT_BYTES {
            return Err(format!("its text is larger than {} MiB", limits::DOCX_TEXT_BYTES >> 20));
        }
        let start = text.len();
        text.push_str(&part);
        let links = relations(&mut archive, folder(&name), &relations_of(&name))?;
        let links =
            links.into_iter().filter(|r| r.external && r.kind == "hyperlink").map(|r| (r.id, r.target));
        parts.push(TextPart { kind, at: start..text.len(), links: links.collect() });
        text.push('\n');
    }
    let mut beside = |kind: &str| match related.iter().find(|r| r.kind == kind) {
        Some(relation) => read(&mut archive, &relation.target).map(Option::unwrap_or_default),
        None => Ok(String::new()),
    };
    let (styles, numbering, settings) = (beside("styles")?, beside("numbering")?, beside("settings")?);
    let properties = match properties {
        Some(name) => read(&mut archive, &name)?.unwrap_or_default(),
        None => String::new(),
    };
    Ok(Package { source: Source::new(file, file, text), parts, styles, numbering, settings, properties })
}

/// A part as text. `None` if there is none of this name.
fn read(archive: &mut Archive<'_>, name: &str) -> Result<Option<String>, String> {
    let Some(index) = archive.index_for_name(name) else { return Ok(None) };
    let file = archive.by_index(index).map_err(|e| format!("`{name}`: {e}"))?;
    let mut bytes = Vec::new();
    file.take(limits::DOCX_PART_BYTES + 1)
        .read_to_end(&mut bytes)
        .map_err(|e| format!("`{name}` is damaged: {e}"))?;
    if bytes.len() as u64 > limits::DOCX_PART_BYTES {
        return Err(format!("`{name}` is larger than {} MiB", limits::DOCX_PART_BYTES >> 20));
    }
    if bytes.starts_with(b"\xEF\xBB\xBF") {
        bytes.drain(..3);
    }
    String::from_utf8(bytes).map(Some).map_err(|_| format!("`{name}` is not UTF-8 text"))
}

fn relations(archive: &mut Archive<'_>, folder: &str, name: &str) -> Result<Vec<Relation>, String> {
    let text = read(archive, name)?.unwrap_or_default();
    let mut found = Vec::new();
    events::events(&text, &mut |event, _| {
        if let Event::Start(e) | Event::Empty(e) = event
            && e.local_name().as_ref() == "Relationship"
        {
            let external = attribute(e, "TargetMode").is_some_and(|m| m == "External");
            let target = attribute(e, "Target").unwrap_or_default();
            let target = if external { target } else { joined(folder, &target) };
            let kind = attribute(e, "Type").unwrap_or_default();
            let kind = kind.rsplit('/').next().unwrap_or_default().to_owned();
            found.push(Relation { id: attribute(e, "Id").unwrap_or_default(), kind, target, external });
        }
    })
    .map_err(|(_, reason)| format!("`{name}`: {reason}"))?;
    Ok(found)
}

/// `word/document.xml` stands in `word`.
fn folder(name: &str) -> &str {
    name.rsplit_once('/').map_or("", |(folder, _)| folder)
}

fn relations_of(name: &str) -> String {
    match name.rsplit_once('/') {
        Some((folder, file)) => format!("{folder}/_rels/{file}.rels"),
        None => format!("_rels/{name}.rels"),
    }
}

/// A target as a name in the archive; it is only ever looked up there.
fn joined(folder: &str, target: &str) -> String {
    if let Some(absolute) = target.strip_prefix('/') {
        return absolute.to_owned();
    }
    let mut parts: Vec<&str> = folder.split('/').filter(|p| !p.is_empty()).collect();
    for part in target.split('/') {
        match part {
            ".." => {
                parts.pop();
            }
            "." | "" => {}
            part => parts.push(part),
        }
    }
    parts.join("/")
}
