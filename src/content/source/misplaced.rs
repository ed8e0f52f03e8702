//! Files and folders under a name, or in a place, where they are not read: what was meant, and what to do.
//!
//! Whoever writes letters saves them under the names that programs propose. None of them may be missing from a site
//! with no more said than that a file is not used.

use super::{ANNOTATIONS, shown};
use crate::finding::{Code, Finding, Place};
use std::fs;
use std::io::{self, Read};
use std::path::Path;

/// Documents of which `import` makes letters, by ending.
const DOCUMENTS: [&str; 6] = ["docx", "pdf", "html", "htm", "xml", "zip"];

/// Documents that must be saved as another kind first.
const FOREIGN: [&str; 4] = ["doc", "odt", "rtf", "pages"];

/// Pictures.
const PICTURES: [&str; 8] = ["png", "jpg", "jpeg", "gif", "svg", "webp", "avif", "ico"];

/// Endings of letters and annotations as other programs have them.
const TEXTS: [&str; 6] = ["txt", "markdown", "mdown", "mkd", "mdx", "text"];

/// A file of the content folder that has no role there: its path below the folder, and its path.
pub(super) fn unused(relative: &str, path: &Path) -> Finding {
    let finding = |code, message: &str| Finding::new(code, message).at(Place::file(shown(path)));
    let (folder, name) = relative.rsplit_once('/').map_or(("", relative), |(folder, name)| (folder, name));
    let lower = name.to_lowercase();
    let ending = lower.rsplit_once('.').map_or("", |(_, ending)| ending);
    if let Some(meant) = meant(name, folder.is_empty(), path) {
        let help = if path.with_file_name(&meant).exists() {
            format!("`{meant}` is there already: put one of the two outside the content folder")
        } else {
            format!("rename it to `{meant}`")
        };
        return finding(Code::K007, "this name is not read, so what it holds would be missing").help(help);
    }
    let unused = "a file that Voetnoot does not use";
    if DOCUMENTS.contains(&ending) {
        let help = format!(
            "make a letter of it with `voetnoot import {}`, and keep the document outside the content folder",
            shown(path)
        );
        return finding(Code::K004, "a document that is no letter yet").help(help);
    }
    if FOREIGN.contains(&ending) {
        let help = "save it as .docx and make a letter of it with `voetnoot import`; keep it outside the content folder";
        return finding(Code::K004, "a document that is no letter yet").help(help);
    }
    if PICTURES.contains(&ending) {
        let help = format!("move it to `static/{relative}`: from there it is published at the same address");
        return finding(Code::K004, unused).help(help);
    }
    finding(Code::K004, unused).help("letters end in .md; images and other files belong in static/")
}

/// What a file should be called that is a letter, annotations, settings or a register by what it holds and by most of
/// its name.
fn meant(name: &str, top: bool, path: &Path) -> Option<String> {
    let lower = name.to_lowercase();
    let yaml = lower
        .strip_suffix(".yml")
        .or_else(|| lower.strip_suffix(".yaml"))
        .or_else(|| lower.strip_suffix(".txt"));
    if let Some(stem) = yaml {
        let stem = stem.strip_suffix(".yaml").unwrap_or(stem);
        if top && matches!(stem, "site" | "register") {
            return Some(format!("{stem}.yaml"));
        }
        let of = [".annotations", ".annotation", ".annotaties", ".annotatie"];
        if let Some(own) = of.iter().find_map(|word| stem.strip_suffix(word)).filter(|own| !own.is_empty()) {
            return Some(format!("{}{ANNOTATIONS}", name.get(..own.len()).unwrap_or(own)));
        }
    }
    let (stem, ending) = lower.rsplit_once('.')?;
    if ending != "md" && !TEXTS.contains(&ending) || !begins_as_letter(path) {
        return None;
    }
    let stem = stem.strip_suffix(".md").unwrap_or(stem);
    Some(format!("{}.md", name.get(..stem.len()).unwrap_or(stem)))
}

/// Whether a file begins with front matter.
fn begins_as_letter(path: &Path) -> bool {
    let mut bytes = Vec::new();
    let read = fs::File::open(path).and_then(|file| file.take(512).read_to_end(&mut bytes));
    let bytes = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(&bytes);
    let Some(rest) = bytes.strip_prefix(b"---").filter(|_| read.is_ok()) else { return false };
    let text = String::from_utf8_lossy(rest);
    text.starts_with(['\n', '\r']) && text.lines().any(|line| line.contains(": "))
}

/// Letters among the files that are published as they are.
pub(crate) fn among_static(folder: &Path) -> Vec<Finding> {
    let letter = |path: &Path| {
        path.extension().is_some_and(|ending| ending.eq_ignore_ascii_case("md")) && begins_as_letter(path)
    };
    let files = super::walk(folder).filter_map(Result::ok).filter(|entry| entry.file_type().is_file());
    let letters = files.filter(|entry| letter(entry.path()));
    let finding = |entry: super::DirEntry| {
        Finding::new(Code::K008, "a letter among the static files is published as it stands, and is no page")
            .at(Place::file(shown(entry.path())))
    };
    letters.map(finding).collect()
}

/// A content folder that cannot be read; where it is not there, the folder that was probably meant.
pub(super) fn no_folder(root: &Path, error: &io::Error) -> Finding {
    if error.kind() != io::ErrorKind::NotFound {
        return Finding::new(Code::K001, format!("cannot read the folder: {error}"))
            .at(Place::file(shown(root)))
            .help("check the path and its permissions");
    }
    let here = root.parent().filter(|parent| !parent.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let help = if here.join("site.yaml").is_file() {
        "this is the content folder itself: go up with `cd ..`, or say `--content .`".to_owned()
    } else if let Some(site) = below(here) {
        format!("a site is in `{site}`: go there with `cd {site}`, or say `--content {site}/content`")
    } else if let Some(up) = above(here) {
        format!("a site is in a folder above: go there with `cd {up}`")
    } else {
        "go to the folder that holds `content/`, name another with --content, or begin a collection with \
         `voetnoot init DIR`"
            .to_owned()
    };
    Finding::new(Code::K001, "there is no such folder").at(Place::file(shown(root))).help(help)
}

fn is_content(folder: &Path) -> bool {
    folder.join("site.yaml").is_file() || folder.join("register.yaml").is_file()
}

/// The first folder directly below that has a site.
fn below(here: &Path) -> Option<String> {
    let mut names: Vec<String> = fs::read_dir(here)
        .ok()?
        .flatten()
        .filter(|entry| is_content(&entry.path().join("content")))
        .map(|entry| shown(&entry.path()))
        .collect();
    names.sort();
    names.into_iter().next()
}

/// The nearest folder above that has a site, as the way there. Three folders up, a site is another matter.
fn above(here: &Path) -> Option<String> {
    let mut way = String::from("..");
    for _ in 0..3 {
        if is_content(&here.join(&way).join("content")) {
            return Some(shown(&here.join(&way)));
        }
        way.push_str("/..");
    }
    None
}

/// Why bytes are no text that can be read, and what to do with the file.
pub(crate) fn no_text(path: &Path, bytes: &[u8]) -> Finding {
    let fail = |message: String, help: String| {
        Finding::new(Code::K002, message).at(Place::file(shown(path))).help(help)
    };
    let file = shown(path);
    let import = format!("make a letter of it first: `voetnoot import {file}`");
    if bytes.starts_with(b"PK\x03\x04") {
        return fail("this is a Word file or an archive, no text".to_owned(), import);
    }
    if bytes.starts_with(b"%PDF") {
        return fail("this is a PDF, no text".to_owned(), import);
    }
    if bytes.starts_with(b"\xD0\xCF\x11\xE0") {
        let help = "save it as .docx and make a letter of that with `voetnoot import`".to_owned();
        return fail("this is a Word file of before 2007 (.doc), no text".to_owned(), help);
    }
    let pairs = bytes.len().min(256) / 2;
    let nul = |at: usize| {
        bytes.iter().skip(at).step_by(2).take(pairs).filter(|&&byte| byte == 0).count() * 2 > pairs
    };
    if bytes.starts_with(b"\xFF\xFE") || bytes.starts_with(b"\xFE\xFF") || pairs > 4 && (nul(0) || nul(1)) {
        let help = "save it again with the encoding UTF-8 (Notepad: Save as, below); its words are not touched by that";
        return fail("this text is UTF-16, which is not read".to_owned(), help.to_owned());
    }
    if let Some(at) = memchr::memchr(0, bytes) {
        let message = format!("a NUL byte on line {}: this is no text file", super::line_of(bytes, at));
        return fail(message, "check that it is the right file, and save it as UTF-8 text".to_owned());
    }
    let valid = std::str::from_utf8(bytes).map_or_else(|e| e.valid_up_to(), str::len);
    let help = "save the file with the encoding UTF-8; now it is probably Windows-1252".to_owned();
    fail(format!("line {} is not UTF-8 text", super::line_of(bytes, valid)), help)
}
