//! The files of the site that are no pages: those of the theme, and those of `static/`, which replace them one by
//! one.

use crate::content::source::{shown, walk};
use crate::finding::{Code, Finding, Place};
use crate::number::address::{OutPath, Segment};
use crate::site::outputs::Output;
use crate::site::theme;
use std::borrow::Cow;
use std::path::Path;

/// The theme's files.
pub(super) fn of_theme<'a>() -> impl Iterator<Item = Output<'a>> {
    theme::STATIC.iter().filter_map(|&(name, bytes)| {
        file_path(name).map(|path| Output::file(path, move |_| Cow::Borrowed(bytes)).yielding())
    })
}

/// The files below `static/`, sorted by name.
pub(crate) fn of_site<'a>(folder: &Path, findings: &mut Vec<Finding>) -> Vec<Output<'a>> {
    let mut files = Vec::new();
    for entry in walk(folder) {
        let entry = match entry {
            Ok(entry) => entry,
            Err(_) if !folder.exists() => break,
            Err(_) => {
                let message = "cannot read the static files";
                findings.push(Finding::new(Code::K001, message).at(Place::file(shown(folder))));
                continue;
            }
        };
        let name = entry.path().strip_prefix(folder).map(shown).unwrap_or_default();
        if !entry.file_type().is_file() || name.split('/').any(|part| part.starts_with('.')) {
            continue;
        }
        match file_path(&name) {
            Some(path) => files.push(Output::copy(path, entry.into_path())),
            None => findings.push(
                Finding::new(Code::K402, "this name cannot be an address")
                    .at(Place::file(shown(entry.path())))
                    .help("use letters, digits, `-`, `_` and `.`"),
            ),
        }
    }
    files
}

/// The address of a file, by its path below the root of the site.
pub(super) fn file_path(name: &str) -> Option<OutPath> {
    let segments: Option<Vec<Segment>> = name.split('/').map(Segment::file_name).collect();
    segments.map(|segments| OutPath::file(&segments))
}
