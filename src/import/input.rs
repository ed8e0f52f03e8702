//! What the user named, as documents to read: a folder is walked, a ZIP archive of publications is unpacked.
//!
//! A Word file is a ZIP archive too, and is left to its reader. Nothing is unpacked to disk.

use crate::content::source::{shown, walk};
use crate::finding::{Code, Finding, Place};
use crate::limits;
use crate::number::identifier::DocumentId;
use std::collections::BTreeMap;
use std::fs::File;
use std::io::{BufReader, Read};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use zip::ZipArchive;

/// One document.
pub(super) struct Input {
    /// The file; for a document in an archive, the archive's path and the name within.
    pub(super) path: PathBuf,
    held: Held,
}

enum Held {
    /// On the disk.
    File,
    /// In an archive, with all of its files by path.
    Archive(Arc<BTreeMap<PathBuf, Vec<u8>>>),
    /// What is there cannot be read.
    Nothing(Finding),
    /// Another file holds the same publication in a better form.
    Better(PathBuf),
}

/// The forms of a publication, the best first: how the files are called in which the publisher has it.
const FORMS: [&str; 6] = ["xml", "html", "docx", "pdf", "odt", "txt"];

impl Input {
    /// Its bytes. `Ok(None)` if they are to be read from the disk.
    pub(super) fn bytes(&self) -> Result<Option<Vec<u8>>, Finding> {
        match &self.held {
            Held::File | Held::Better(_) => Ok(None),
            Held::Archive(files) => Ok(Some(files.get(&self.path).cloned().unwrap_or_default())),
            Held::Nothing(finding) => Err(finding.clone()),
        }
    }

    /// The bytes of a file beside it in its archive. `None` if it stands in none.
    pub(super) fn beside(&self, path: &Path) -> Option<Vec<u8>> {
        match &self.held {
            Held::Archive(files) => files.get(path).cloned(),
            Held::File | Held::Nothing(_) | Held::Better(_) => None,
        }
    }

    /// The file that holds the same publication in a better form.
    pub(super) fn better(&self) -> Option<&Path> {
        match &self.held {
            Held::Better(path) => Some(path),
            _ => None,
        }
    }
}

/// The names of files of metadata, without what may stand before them.
pub(super) const METADATA: [&str; 2] = ["metadata", "metadata_owms"];

/// Whether a file is the metadata of the publication beside it, and no publication.
pub(super) fn is_metadata(path: &Path) -> bool {
    let stem = path.file_stem().map(|stem| stem.to_string_lossy().to_lowercase()).unwrap_or_default();
    let xml = path.extension().is_some_and(|e| e.eq_ignore_ascii_case("xml"));
    xml && METADATA.iter().any(|name| stem.ends_with(name))
}

/// All documents that these paths name, folders and archives in the order of their names.
pub(super) fn all(paths: &[PathBuf]) -> Vec<Input> {
    paths.iter().flat_map(|path| if path.is_dir() { folder(path) } else { file(path.clone()) }).collect()
}

fn refused(path: &Path, code: Code, message: String, help: &str) -> Input {
    let finding = Finding::new(code, message).at(Place::file(shown(path))).help(help);
    Input { path: path.to_owned(), held: Held::Nothing(finding) }
}

/// Leaves each publication one file: folders and archives of the publisher hold it as XML, page and PDF, under its id, in
/// one folder or in one for each form (`<id>/1/xml/<id>.xml`).
fn in_one_form(mut inputs: Vec<Input>) -> Vec<Input> {
    let form = |path: &Path| {
        let name = path.extension()?.to_str()?;
        FORMS.iter().position(|form| name.eq_ignore_ascii_case(form))
    };
    let publication = |path: &Path| {
        let stem = path.file_stem()?.to_str()?;
        let folder = path.parent()?;
        let of_form = folder.file_name().is_some_and(|name| FORMS.iter().any(|form| name == *form));
        let place = if of_form { folder.parent()? } else { folder };
        DocumentId::parse(stem).map(|_| (place.to_owned(), stem.to_owned()))
    };
    let mut best: BTreeMap<(PathBuf, String), (usize, PathBuf)> = BTreeMap::new();
    for input in &inputs {
        if let Some((publication, form)) = publication(&input.path).zip(form(&input.path)) {
            let own = (form, input.path.clone());
            let best = best.entry(publication).or_insert_with(|| own.clone());
            if own < *best {
                *best = own;
            }
        }
    }
    for input in &mut inputs {
        if form(&input.path).is_some()
            && let Some((_, better)) = publication(&input.path).and_then(|publication| best.get(&publication))
            && *better != input.path
        {
            input.held = Held::Better(better.clone());
        }
    }
    inputs
}

/// The files of a folder and of those in it. Metadata stands beside its publication and hidden files are nobody's
/// letters; links are not followed.
fn folder(path: &Path) -> Vec<Input> {
    let hidden = |name: &str| name.starts_with('.');
    let entries = walk(path).filter_entry(|e| e.depth() == 0 || !e.file_name().to_str().is_some_and(hidden));
    let mut found = Vec::new();
    for entry in entries {
        match entry {
            Ok(entry) if entry.file_type().is_file() && !is_metadata(entry.path()) => {
                found.extend(file(entry.into_path()));
            }
            Ok(_) => {}
            Err(error) => {
                let at = error.path().unwrap_or(path).to_owned();
                let help = "check the path and its permissions";
                found.push(refused(&at, Code::K001, format!("cannot be read: {error}"), help));
            }
        }
    }
    if found.is_empty() {
        let help = "name the folder that holds the letters, or the letters themselves";
        found.push(refused(path, Code::K745, format!("the folder `{}` has no files", shown(path)), help));
    }
    in_one_form(found)
}

/// A file, or what it holds if it is an archive of documents.
fn file(path: PathBuf) -> Vec<Input> {
    let archive = archive(&path);
    archive.unwrap_or_else(|| vec![Input { path, held: Held::File }])
}

/// The documents of a ZIP archive. `None` if it is none, or the package of a text program.
fn archive(path: &Path) -> Option<Vec<Input>> {
    let mut file = Some(path).filter(|path| path.is_file()).and_then(|path| File::open(path).ok())?;
    let mut head = [0; 4];
    file.read_exact(&mut head).ok().filter(|()| &head == b"PK\x03\x04")?;
    let mut archive = ZipArchive::new(BufReader::new(file)).ok()?;
    let package =
        |name: &str| name == "[Content_Types].xml" || name == "mimetype" || name.starts_with("word/");
    if archive.is_empty() || archive.file_names().any(package) {
        return None;
    }
    let large = |what: &str, most: u64| {
        let message = format!("{what} is larger than {} MiB when it is unpacked", most >> 20);
        Some(vec![refused(path, Code::K705, message, "unpack it, and import the folder")])
    };
    let mut files: BTreeMap<PathBuf, Vec<u8>> = BTreeMap::new();
    let mut room = limits::ARCHIVE_BYTES;
    for index in 0..archive.len() {
        let Ok(entry) = archive.by_index(index) else {
            let message = "an archive that is damaged or protected by a password".to_owned();
            return Some(vec![refused(path, Code::K705, message, "unpack it, and import the folder")]);
        };
        if entry.is_dir() {
            continue;
        }
        // A path that leads out of the archive is a name here and nothing more.
        let name = path.join(entry.name().trim_start_matches('/'));
        let mut bytes = Vec::new();
        let read = entry.take(limits::IMPORT_BYTES.min(room) + 1).read_to_end(&mut bytes);
        let length = bytes.len() as u64;
        if read.is_err() {
            let message = format!("`{}` in it is damaged", shown(&name));
            return Some(vec![refused(path, Code::K705, message, "get the archive once more")]);
        }
        if length > limits::IMPORT_BYTES {
            return large(&format!("`{}` in it", shown(&name)), limits::IMPORT_BYTES);
        }
        if length > room {
            return large("the archive", limits::ARCHIVE_BYTES);
        }
        room -= length;
        files.insert(name, bytes);
    }
    let files = Arc::new(files);
    let documents = files.keys().filter(|name| !is_metadata(name));
    let input = |name: &PathBuf| Input { path: name.clone(), held: Held::Archive(Arc::clone(&files)) };
    Some(in_one_form(documents.map(input).collect()))
}
