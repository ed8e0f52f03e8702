//! Letters into the content folder. Nothing is ever written outside it, links are not followed, and what is there
//! already stays unless the user says otherwise.

use crate::diagnostic::{Code, Diagnostic, Place};
use crate::source::shown;
use std::fs;
use std::io::{self, Write};
use std::path::Path;

/// What is at a place already.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum There {
    Nothing,
    /// This very text.
    Same,
    /// Another text, or something else altogether.
    Other,
}

/// Looks what is at a place below the content folder.
pub(super) fn look(content: &Path, relative: &str, text: &str) -> There {
    match fs::read(content.join(relative)) {
        Ok(bytes) if bytes == text.as_bytes() => There::Same,
        Err(error) if error.kind() == io::ErrorKind::NotFound => There::Nothing,
        Ok(_) | Err(_) => There::Other,
    }
}

/// Writes a text at a place below the content folder: whole or not at all.
pub(super) fn write(content: &Path, relative: &str, text: &str) -> Result<(), Diagnostic> {
    let target = content.join(relative);
    let fail = |message: String| {
        Diagnostic::new(Code::K706, message)
            .at(Place::file(shown(&target)))
            .help("check the path and its permissions, or name another folder with --content")
    };
    let mut folder = content.to_path_buf();
    fs::create_dir_all(&folder).map_err(|e| fail(format!("cannot make the content folder: {e}")))?;
    let (folders, name) = relative.rsplit_once('/').unwrap_or(("", relative));
    for part in folders.split('/').filter(|part| !part.is_empty()) {
        folder.push(part);
        match fs::symlink_metadata(&folder) {
            Ok(found) if found.is_dir() => {}
            Ok(_) => return Err(fail(format!("{} is no folder", shown(&folder)))),
            // Another letter may be making the same folder.
            Err(_) => {
                let made = fs::create_dir_all(&folder);
                made.map_err(|e| fail(format!("cannot make the folder: {e}")))?;
            }
        }
    }
    if fs::symlink_metadata(&target).is_ok_and(|found| !found.is_file()) {
        return Err(fail("a link or folder stands there".to_owned()));
    }
    let draft = folder.join(format!(".{name}.import"));
    let written = fs::File::create(&draft)
        .and_then(|mut file| file.write_all(text.as_bytes()))
        .and_then(|()| fs::rename(&draft, &target));
    written.map_err(|e| {
        _ = fs::remove_file(&draft);
        fail(format!("cannot write the letter: {e}"))
    })
}
