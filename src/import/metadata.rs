//! Official metadata that stand apart from their publication: beside it (`metadata.xml`, OWMS), in the publisher's own
//! tree of folders (`<id>/1/xml/`, `<id>/1/metadata/`, `<id>/1/metadataowms/`), or in the answer of a search (SRU) that
//! the user named. What they state is written with the names that pages of the publisher have in `<meta>`.

use super::encoding;
use super::events::{Event, attribute, entity, events};
use super::input::{Input, METADATA, is_metadata};
use crate::content::source::{self, Source, shown};
use crate::finding::{Code, Finding, Place};
use crate::limits;
use crate::number::identifier::DocumentId;
use std::path::{Path, PathBuf};

/// What is said of one publication.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Record {
    /// Names and values, each as often as it is stated.
    pub(super) pairs: Vec<(String, String)>,
}

impl Record {
    /// The official id, as written.
    pub(super) fn id(&self) -> Option<&str> {
        let named = |name: &str| self.pairs.iter().find(|(n, _)| n == name).map(|(_, value)| value.trim());
        let in_address = || {
            let address = named("OVERHEIDop.externMetadataRecord")?;
            address.strip_suffix("/metadata.xml")?.rsplit('/').next()
        };
        let id = named("DC.identifier").or_else(|| named("DCTERMS.identifier"));
        id.filter(|id| !id.is_empty()).or_else(in_address)
    }

    /// Whether it is about what bears this name, as a file or a folder.
    fn is_called(&self, name: &str) -> bool {
        self.id().is_some_and(|id| id.eq_ignore_ascii_case(name))
    }

    /// Whether it is about this document: an attachment has the id of its letter, and more (`-b1`).
    fn is_of(&self, document: &DocumentId) -> bool {
        let Some(id) = self.id() else { return false };
        let attached = id.rsplit_once("-b").is_some_and(|(_, n)| n.bytes().all(|b| b.is_ascii_digit()));
        !attached && DocumentId::parse(id).as_ref() == Some(document)
    }
}

/// Metadata that may be those of a document: whose they are shows when it is read.
pub(super) struct Apart<'a> {
    path: &'a Path,
    /// In a file that bears the document's name, whatever they say.
    own: Option<Record>,
    /// In a file that may be another's.
    near: Vec<Record>,
    /// In the files that the user named.
    named: &'a [Record],
}

impl<'a> Apart<'a> {
    /// Looks for the metadata of a document. What is there and cannot be read is reported.
    pub(super) fn of(input: &'a Input, named: &'a [Record], findings: &mut Vec<Finding>) -> Self {
        let path = input.path.as_path();
        let stem = stem(path);
        let own = ["{}.metadata.xml", "{}-metadata.xml", "{}_metadata.xml", "{}_metadata_owms.xml"];
        let own = own.iter().map(|name| path.with_file_name(name.replace("{}", stem)));
        let mut read = |path: PathBuf| one(input, &path, findings);
        let own = own.filter(|_| !is_metadata(path)).find_map(&mut read);
        let beside = METADATA.map(|name| path.with_file_name(format!("{name}.xml")));
        // `<id>/1/xml/<id>.xml` and `<id>/1/metadata/metadata.xml`
        let version = path.parent().and_then(Path::parent);
        let folder =
            |version: &Path, name: &str| version.join(name.replace('_', "")).join(format!("{name}.xml"));
        let tree = version.map(|version| METADATA.map(|name| folder(version, name)));
        let near = beside.into_iter().chain(tree.into_iter().flatten()).filter(|near| near != path);
        let near = if own.is_some() { Vec::new() } else { near.filter_map(&mut read).collect() };
        Self { path, own, near, named }
    }

    /// What is said of the document, which may know itself who it is. What bears its name counts most, then what speaks
    /// of it by its file or its folder, then by its number.
    pub(super) fn record(&self, document: Option<&DocumentId>) -> Option<&Record> {
        let stem = stem(self.path);
        let folders = || self.path.components().rev().skip(1).take(3);
        let all = || self.near.iter().chain(self.named);
        let called = || all().find(|record| record.is_called(stem));
        let shelved = || {
            let folder = |record: &Record| {
                folders().any(|f| f.as_os_str().to_str().is_some_and(|name| record.is_called(name)))
            };
            all().find(|record| folder(record))
        };
        let numbered = || document.and_then(|document| all().find(|record| record.is_of(document)));
        self.own.as_ref().or_else(called).or_else(shelved).or_else(numbered)
    }
}

fn stem(path: &Path) -> &str {
    path.file_stem().and_then(|stem| stem.to_str()).unwrap_or_default()
}

/// The record in a file near a document. `None` if there is no such file, or none that can be read.
fn one(input: &Input, path: &Path, findings: &mut Vec<Finding>) -> Option<Record> {
    let bytes = match input.beside(path) {
        Some(bytes) => bytes,
        None if !path.is_file() => return None,
        None => source::read_bytes(path, limits::IMPORT_BYTES).map_err(|f| findings.push(f)).ok()?,
    };
    parsed(&shown(path), &bytes, findings).into_iter().next()
}

/// The records in a file that the user named.
pub(super) fn named(path: &Path) -> Result<Vec<Record>, Vec<Finding>> {
    let bytes = source::read_bytes(path, limits::IMPORT_BYTES).map_err(|finding| vec![finding])?;
    let mut findings = Vec::new();
    let mut records = parsed(&shown(path), &bytes, &mut findings);
    records.retain(|record| record.id().is_some());
    if records.is_empty() && findings.is_empty() {
        let finding = Finding::new(Code::K760, "there are no metadata of publications in this file");
        let help = "name the answer of a search (SRU), or the metadata.xml of a publication";
        findings.push(finding.at(Place::file(shown(path))).help(help));
    }
    if records.is_empty() { Err(findings) } else { Ok(records) }
}

fn parsed(file: &str, bytes: &[u8], findings: &mut Vec<Finding>) -> Vec<Record> {
    let Some(source) = encoding::source(file, bytes, findings) else { return Vec::new() };
    records(&source.text).unwrap_or_else(|(at, reason)| {
        let finding = Finding::new(Code::K760, format!("the metadata cannot be read: {reason}"));
        findings.push(place(&source, finding, at).help("fetch it again, or leave it out"));
        Vec::new()
    })
}

fn place(source: &Source, finding: Finding, at: usize) -> Finding {
    finding.at(source.place(at..at + 1))
}

/// The records of a text in any of the forms of the publisher: `metadata` or `meta` with `name` and `content`, elements
/// of OWMS, and the same in the records of an answer.
fn records(text: &str) -> Result<Vec<Record>, (usize, String)> {
    let mut found = vec![Record::default()];
    // The name that the words of an open element are the value of.
    let mut open: Option<(String, String)> = None;
    events(text, &mut |event, _| match event {
        Event::Start(element) | Event::Empty(element) => {
            if element.local_name().as_ref() == "record" {
                found.push(Record::default());
            }
            let stated = attribute(element, "name").zip(attribute(element, "content"));
            let scheme = attribute(element, "scheme");
            open = known(element.name().as_ref(), scheme.as_deref()).map(|name| (name, String::new()));
            if let (Some(record), Some(stated)) = (found.last_mut(), stated) {
                record.pairs.push(stated);
            }
        }
        Event::Text(words) => push(&mut open, words),
        Event::CData(words) => push(&mut open, words),
        Event::GeneralRef(name) => {
            let character = name.resolve_char_ref().ok().flatten().map(String::from);
            push(&mut open, &character.or_else(|| entity(name)).unwrap_or_default());
        }
        Event::End(_) => {
            let value = open.take().map(|(name, value)| (name, value.trim().to_owned()));
            if let (Some(record), Some(value)) = (found.last_mut(), value) {
                record.pairs.push(value);
            }
        }
        _ => {}
    })?;
    found.retain(|record| !record.pairs.is_empty());
    Ok(found)
}

fn push(open: &mut Option<(String, String)>, words: &str) {
    if let Some((_, value)) = open {
        value.push_str(words);
    }
}

/// The name in `<meta>` of what an element of OWMS or of an answer states.
fn known(element: &str, scheme: Option<&str>) -> Option<String> {
    let (prefix, name) = element.split_once(':')?;
    match (prefix, name) {
        ("dcterms" | "dc", _) => Some(format!("DCTERMS.{name}")),
        // The kind of paper has an element of its own in answers.
        ("overheidwetgeving", "subrubriek") if scheme != Some("OVERHEIDop.Parlementair") => {
            Some("DCTERMS.type".to_owned())
        }
        ("overheidop" | "overheidwetgeving", _) => Some(format!("OVERHEIDop.{name}")),
        _ => None,
    }
}
