//! The files of the site that are no pages: those of the theme, and those of `static/`, which replace them one by
//! one.

use super::Pages;
use crate::content::source::shown;
use crate::finding::{Code, Finding, Place};
use crate::limits;
use crate::number::address::{OutPath, Segment};
use crate::site::theme;
use std::collections::{BTreeMap, HashSet};
use std::fs;
use std::path::Path;
use walkdir::WalkDir;

impl Pages<'_> {
    /// The theme's files, what is made for robots, and the files of the site, which replace both one by one. `pages`
    /// are taken.
    pub(super) fn files(
        &self,
        folder: &Path,
        made: Vec<(OutPath, Vec<u8>)>,
        pages: &HashSet<OutPath>,
    ) -> Vec<Finding> {
        let mut failed = Vec::new();
        let mut files: BTreeMap<OutPath, Vec<u8>> = made.into_iter().collect();
        for (name, bytes) in theme::STATIC {
            files.extend(file_path(name).map(|path| (path, bytes.to_vec())));
        }
        let taken = Taken::by(pages);
        for entry in WalkDir::new(folder).follow_links(false).sort_by_file_name() {
            let entry = match entry {
                Ok(entry) => entry,
                Err(_) if !folder.exists() => break,
                Err(_) => {
                    let message = "cannot read the static files";
                    failed.push(Finding::new(Code::K001, message).at(Place::file(shown(folder))));
                    continue;
                }
            };
            let name = entry.path().strip_prefix(folder).map(shown).unwrap_or_default();
            if !entry.file_type().is_file() || name.split('/').any(|part| part.starts_with('.')) {
                continue;
            }
            match file(entry.path(), &name) {
                Ok((path, _)) if taken.has(&path) => failed.push(
                    Finding::new(Code::K402, format!("{path} is the address of a page"))
                        .at(Place::file(shown(entry.path())))
                        .help("give the file another name; what a page says is changed in its template"),
                ),
                Ok((path, bytes)) => {
                    files.insert(path, bytes);
                }
                Err(finding) => failed.push(finding),
            }
        }
        failed.extend(files.into_iter().filter_map(|(path, bytes)| self.put(&path, &bytes).err()));
        failed
    }
}

/// The files and folders that pages need.
struct Taken {
    files: HashSet<String>,
    folders: HashSet<String>,
}

impl Taken {
    fn by(pages: &HashSet<OutPath>) -> Self {
        let files: HashSet<String> = pages.iter().map(OutPath::file_path).collect();
        let folders = files.iter().flat_map(|file| above(file)).map(str::to_owned).collect();
        Self { files, folders }
    }

    /// Whether a file at this address would stand in a page's place, or where a page needs a folder.
    fn has(&self, path: &OutPath) -> bool {
        let path = path.file_path();
        self.files.contains(&path)
            || self.folders.contains(&path)
            || above(&path).any(|folder| self.files.contains(folder))
    }
}

/// The folders that a file stands in.
fn above(file: &str) -> impl Iterator<Item = &str> {
    file.match_indices('/').filter_map(|(at, _)| file.get(..at))
}

pub(super) fn file_path(name: &str) -> Option<OutPath> {
    let segments: Option<Vec<Segment>> = name.split('/').map(Segment::file_name).collect();
    segments.map(|segments| OutPath::file(&segments))
}

fn file(path: &Path, name: &str) -> Result<(OutPath, Vec<u8>), Finding> {
    let fail = |code, message: &str| Finding::new(code, message).at(Place::file(shown(path)));
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
