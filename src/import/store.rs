//! Letters into the content folder. Nothing is ever written outside it, links are not followed, and what is there
//! already stays unless the user says otherwise.

#![expect(clippy::disallowed_methods, reason = "the one place that writes letters")]

use super::request::{Done, Request};
use crate::content::letter::Headed;
use crate::content::source::{self, shown};
use crate::fault;
use crate::finding::{Code, Finding, Place};
use std::collections::BTreeMap;
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

/// The letters of the content folder: the addresses of each below the site, and its file.
pub(super) fn letters(content: &Path) -> BTreeMap<String, String> {
    // What is wrong with the letters themselves is for `check` to say.
    let mut unsaid = Vec::new();
    let (content, _) = source::load(content);
    let headed = content.letters.into_iter().filter_map(|source| {
        let file = source.file.clone();
        fault::in_file(&file, &mut unsaid, |unsaid| Headed::read(source, unsaid).ok())?
    });
    let mut letters = BTreeMap::new();
    for headed in headed {
        for former in headed.meta.former_addresses() {
            letters.entry(former.as_str().to_owned()).or_insert_with(|| headed.source.relative.clone());
        }
        letters.insert(headed.meta.path.as_str().to_owned(), headed.source.relative);
    }
    letters
}

/// Looks what is at a place below the content folder.
pub(super) fn look(content: &Path, relative: &str, text: &str) -> There {
    match fs::read(content.join(relative)) {
        Ok(bytes) if bytes == text.as_bytes() => There::Same,
        Err(error) if error.kind() == io::ErrorKind::NotFound => There::Nothing,
        Ok(_) | Err(_) => There::Other,
    }
}

/// Puts a text at its place below the content folder; `clash` says what another text there means.
pub(super) fn put(place: &str, text: &str, request: &Request, clash: Finding) -> Result<Done, Finding> {
    let target = shown(&request.content.join(place));
    match look(&request.content, place, text) {
        There::Same => return Ok(Done::Unchanged(target)),
        There::Other if !request.force => return Err(clash.at(Place::file(target))),
        There::Nothing | There::Other => {}
    }
    if !request.dry_run {
        write(&request.content, place, text, request.force)?;
    }
    Ok(Done::Written(target, text.to_owned()))
}

/// Writes a text at a place below the content folder: whole or not at all, and over another only if `replace` says
/// so.
pub(super) fn write(content: &Path, relative: &str, text: &str, replace: bool) -> Result<(), Finding> {
    let target = content.join(relative);
    let fail = |message: String| {
        Finding::new(Code::K706, message)
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
    let draft = folder.join(format!(".{name}.voetnoot-{}", std::process::id()));
    let written = whole(&draft, &target, text, replace);
    _ = fs::remove_file(&draft);
    written.map_err(|e| fail(format!("cannot write the letter: {e}")))
}

/// Writes `draft`, which must not be there, and puts it at `target`. A hard link never replaces what came in the
/// meantime, as renaming does.
fn whole(draft: &Path, target: &Path, text: &str, replace: bool) -> io::Result<()> {
    fs::OpenOptions::new().write(true).create_new(true).open(draft)?.write_all(text.as_bytes())?;
    if replace {
        return fs::rename(draft, target);
    }
    match fs::hard_link(draft, target) {
        // File systems without hard links.
        Err(error) if error.kind() != io::ErrorKind::AlreadyExists => fs::rename(draft, target),
        linked => linked,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use tempfile::tempdir;

    #[test]
    fn letters_are_written_whole_and_not_replaced_unasked() {
        let temp = tempdir().unwrap();
        let content = temp.path().join("content");
        let place = "28638/201.md";
        assert_eq!(look(&content, place, "een"), There::Nothing);
        write(&content, place, "een", false).unwrap();
        assert_eq!(
            (look(&content, place, "een"), look(&content, place, "twee")),
            (There::Same, There::Other)
        );
        assert_eq!(write(&content, place, "twee", false).unwrap_err().code, Code::K706);
        assert_eq!(look(&content, place, "een"), There::Same);
        write(&content, place, "twee", true).unwrap();
        assert_eq!(look(&content, place, "twee"), There::Same);
        assert_eq!(fs::read_dir(content.join("28638")).unwrap().count(), 1, "nothing is left beside it");
    }

    #[cfg(unix)]
    #[test]
    fn links_are_not_followed() {
        use std::os::unix::fs::symlink;
        let temp = tempdir().unwrap();
        let (content, outside) = (temp.path().join("content"), temp.path().join("outside"));
        fs::create_dir_all(&content).unwrap();
        fs::create_dir_all(&outside).unwrap();
        fs::write(outside.join("a.md"), "x").unwrap();
        symlink(&outside, content.join("28638")).unwrap();
        symlink(outside.join("a.md"), content.join("a.md")).unwrap();
        for place in ["28638/201.md", "a.md"] {
            assert_eq!(write(&content, place, "y", true).unwrap_err().code, Code::K706, "{place}");
        }
        assert_eq!(fs::read_to_string(outside.join("a.md")).unwrap(), "x");
        assert_eq!(fs::read_dir(&outside).unwrap().count(), 1);
    }
}
