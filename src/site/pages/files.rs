//! The files of the site that are no pages: those of the theme, and those of `static/`, which replace them one by
//! one.

use crate::content::source::{DirEntry, shown, walk};
use crate::finding::{Code, Finding, Place};
use crate::number::address::{OutPath, Segment};
use crate::site::outputs::Output;
use crate::site::theme;
use std::borrow::Cow;
use std::path::Path;
use unicode_normalization::UnicodeNormalization;

/// The theme's files.
pub(super) fn of_theme<'a>() -> impl Iterator<Item = Output<'a>> {
    theme::STATIC.iter().filter_map(|&(name, bytes)| {
        file_path(name).map(|path| Output::file(path, move |_| published(name, bytes)).yielding())
    })
}

/// A file as it is sent. The script of the search is large, and readers wait for it: its remarks and indentation stay
/// behind.
fn published(name: &str, bytes: &'static [u8]) -> Cow<'static, [u8]> {
    let script =
        std::str::from_utf8(bytes).ok().filter(|_| name.starts_with("zoek/") && name.ends_with(".js"));
    let Some(script) = script else { return Cow::Borrowed(bytes) };
    let remark = |line: &&str| ["//", "/*", "*"].iter().any(|begin| line.starts_with(begin));
    let mut sent = String::with_capacity(script.len());
    for line in script.lines().map(str::trim).filter(|line| !line.is_empty()).filter(|line| !remark(line)) {
        sent.push_str(line);
        sent.push('\n');
    }
    Cow::Owned(sent.into_bytes())
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
        if entry.file_type().is_dir() {
            continue;
        }
        match address(&name, &entry) {
            Ok(path) => files.push(Output::copy(path, entry.into_path())),
            Err(finding) => findings.extend(finding.map(|f| f.at(Place::file(shown(entry.path()))))),
        }
    }
    files
}

/// What programs of the machine leave in every folder: nobody means to publish it.
const CLUTTER: [&str; 4] = [".DS_Store", ".directory", ".gitignore", ".gitkeep"];

/// Where a file of `static/` is published; else what is to be said of it, if anything.
fn address(name: &str, entry: &DirEntry) -> Result<OutPath, Option<Finding>> {
    if entry.path_is_symlink() {
        let finding = Finding::new(Code::K005, "a symbolic link is not followed");
        return Err(Some(finding.help("put the file itself in the folder of static files")));
    }
    if !entry.file_type().is_file() {
        return Err(Some(Finding::new(Code::K001, "this is no file, but a pipe, a socket or a device")));
    }
    let hidden = |part: &&str| part.starts_with('.') && !Segment::DOTTED.contains(part);
    if let Some(part) = name.split('/').find(hidden) {
        let finding = || {
            Finding::new(Code::K004, "a name that begins with a dot is not published").help(
                "if it is to be published, rename it; if not, keep it outside the folder of static files",
            )
        };
        return Err((!CLUTTER.contains(&part)).then(finding));
    }
    file_path(name).ok_or_else(|| {
        Some(Finding::new(Code::K402, "this name cannot be an address on every system").help(
            "use letters, digits, `-`, `_` and `.`, and none of the names that Windows keeps, such as `aux` and `nul`",
        ))
    })
}

/// The address of a file, by its path below the root of the site.
pub(super) fn file_path(name: &str) -> Option<OutPath> {
    // An address is written in one way; some systems take letters and their accents apart in names.
    let name: String = name.nfc().collect();
    let segments: Option<Vec<Segment>> = name.split('/').map(Segment::file_name).collect();
    segments.map(|segments| OutPath::file(&segments))
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::fs;

    /// What of these files is published, and what is said of the others.
    fn seen(names: &[&str]) -> (Vec<String>, Vec<(Code, String)>) {
        let temp = tempfile::tempdir().unwrap();
        for name in names {
            let file = temp.path().join(name);
            fs::create_dir_all(file.parent().unwrap()).unwrap();
            fs::write(file, "").unwrap();
        }
        #[cfg(unix)]
        std::os::unix::fs::symlink("a.css", temp.path().join("link.css")).unwrap();
        let mut findings = Vec::new();
        let files = of_site(temp.path(), &mut findings);
        let root = shown(temp.path());
        let place = |finding: &Finding| finding.place.as_ref().unwrap().file.replace(&format!("{root}/"), "");
        let found = findings.iter().map(|finding| (finding.code, place(finding))).collect();
        (files.iter().map(|output| output.path().file_path()).collect(), found)
    }

    #[test]
    fn nothing_is_left_out_without_a_word() {
        let published = [
            ".htaccess",
            ".well-known/security.txt",
            "Cafe\u{301}/menu.pdf",
            "a.css",
            "b (1) [nl], d'r.pdf",
            "console.css",
        ];
        let clutter = [".DS_Store", "map/.gitkeep"];
        let private = [".env", ".git/config", "map/.well-known/.key"];
        let refused = ["aux.png", "com1/a.css", "einde.", "nul", "vraag?.pdf"];
        let (files, found) = seen(&[&published[..], &clutter, &private, &refused].concat());
        let mut expected: Vec<String> = published.map(str::to_owned).to_vec();
        expected[2] = "Caf\u{e9}/menu.pdf".to_owned();
        assert_eq!(files, expected);
        let of = |code| -> Vec<&str> {
            found.iter().filter(|(c, _)| *c == code).map(|(_, place)| place.as_str()).collect()
        };
        assert_eq!(of(Code::K004), private);
        assert_eq!(of(Code::K402), refused);
        assert_eq!(of(Code::K005), if cfg!(unix) { vec!["link.css"] } else { Vec::new() });
    }
}
