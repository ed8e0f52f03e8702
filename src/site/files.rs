//! The files of the site that are no pages: those of the theme, and those of `static/`, which replace them one by
//! one.

use super::Pages;
use crate::diagnostic::{Code, Diagnostic, Place};
use crate::limits;
use crate::out_path::{OutPath, Segment};
use crate::source::shown;
use crate::theme;
use std::collections::{BTreeMap, HashSet};
use std::fs;
use std::path::Path;
use walkdir::WalkDir;

impl Pages<'_> {
    /// The theme's files and those of the site, which replace them one by one.
    pub(super) fn files(&self, folder: &Path, pages: &[OutPath]) -> Vec<Diagnostic> {
        let mut failed = Vec::new();
        let mut files: BTreeMap<OutPath, Vec<u8>> = BTreeMap::new();
        for (name, bytes) in theme::STATIC {
            files.extend(file_path(name).map(|path| (path, bytes.to_vec())));
        }
        if folder.exists() {
            for entry in WalkDir::new(folder).follow_links(false).sort_by_file_name() {
                let Ok(entry) = entry else {
                    let message = "cannot read the static files";
                    failed.push(Diagnostic::new(Code::K001, message).at(Place::file(shown(folder))));
                    continue;
                };
                let name = entry.path().strip_prefix(folder).map(shown).unwrap_or_default();
                if !entry.file_type().is_file() || name.split('/').any(|part| part.starts_with('.')) {
                    continue;
                }
                match file(entry.path(), &name) {
                    Ok((path, bytes)) => {
                        files.insert(path, bytes);
                    }
                    Err(finding) => failed.push(finding),
                }
            }
        }
        let pages: HashSet<String> = pages.iter().map(OutPath::file_path).collect();
        for (path, bytes) in files {
            if pages.contains(&path.file_path()) {
                let message = format!("{path} is the address of a page");
                failed
                    .push(Diagnostic::new(Code::K402, message).help("give the file in static/ another name"));
            } else if let Err(finding) = self.put(&path, bytes) {
                failed.push(finding);
            }
        }
        failed
    }
}

pub(super) fn file_path(name: &str) -> Option<OutPath> {
    let segments: Option<Vec<Segment>> = name.split('/').map(Segment::file_name).collect();
    segments.map(|segments| OutPath::file(&segments))
}

fn file(path: &Path, name: &str) -> Result<(OutPath, Vec<u8>), Diagnostic> {
    let fail = |code, message: &str| Diagnostic::new(code, message).at(Place::file(shown(path)));
    let out = file_path(name).ok_or_else(|| {
        fail(Code::K402, "this name cannot be an address").help("use letters, digits, `-`, `_` and `.`")
    })?;
    let size = fs::metadata(path).map_or(0, |m| m.len());
    if size > limits::STATIC_BYTES {
        let message = format!("the file is larger than {} MiB", limits::STATIC_BYTES >> 20);
        return Err(fail(Code::K003, &message).help("publish it elsewhere and link to it"));
    }
    let bytes = fs::read(path).map_err(|e| fail(Code::K001, &format!("cannot read the file: {e}")))?;
    Ok((out, bytes))
}
