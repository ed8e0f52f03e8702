//! Load: the only reader of content. Walks the folder, reads the files, says where a byte of them stands.
//!
//! It never interprets a file and never follows a symbolic link.

mod misplaced;

use crate::finding::{Code, Excerpt, Finding, Place};
use crate::limits;
pub(crate) use misplaced::{among_static, no_text};
use rayon::prelude::*;
use std::fs;
use std::io::Read;
use std::ops::Range;
use std::path::{Path, PathBuf};
use std::sync::OnceLock;
pub(crate) use walkdir::DirEntry;
use walkdir::WalkDir;

/// A text file with its place: what all later stages refer to.
#[derive(Debug)]
pub struct Source {
    /// The path as the user would type it, with `/` between its parts.
    pub file: String,
    /// The path below the content folder, with `/` between its parts.
    pub relative: String,
    /// The text, without a byte-order mark.
    pub text: String,
    /// Byte offsets at which lines begin; made when the first finding asks for them.
    lines: OnceLock<Vec<usize>>,
    /// Characters before every [`STEP`]th byte; made likewise. A letter may be one line of many findings.
    characters: OnceLock<Vec<usize>>,
}

/// Bytes between two counts of characters.
const STEP: usize = 4 << 10;

impl Source {
    /// A text that came from `file`.
    pub fn new(file: impl Into<String>, relative: impl Into<String>, text: String) -> Self {
        Self {
            file: file.into(),
            relative: relative.into(),
            text,
            lines: OnceLock::new(),
            characters: OnceLock::new(),
        }
    }

    /// Where these bytes stand. A span over several lines is shown up to the end of its first.
    pub fn place(&self, span: Range<usize>) -> Place {
        let lines = self.line_starts();
        let start = self.text.floor_char_boundary(span.start);
        let line = lines.partition_point(|&at| at <= start).max(1);
        let begin = lines.get(line - 1).copied().unwrap_or(0);
        let end = lines.get(line).map_or(self.text.len(), |&next| next - 1);
        let whole = self.text.get(begin..end).unwrap_or_default().trim_end_matches('\r');
        let end = begin + whole.len();
        let start = start.min(end);
        let stop = self.text.floor_char_boundary(span.end).clamp(start, end);
        let count = |from: usize, to: usize| self.characters_before(to) - self.characters_before(from);
        let before = count(begin, start);
        let marked = count(start, stop).max(1);
        Place {
            file: self.file.clone(),
            line: u32::try_from(line).unwrap_or(u32::MAX),
            column: u32::try_from(before + 1).unwrap_or(u32::MAX),
            end_column: u32::try_from(before + 1 + marked).unwrap_or(u32::MAX),
            excerpt: excerpt(whole, start - begin, before, marked, count(begin, end)),
        }
    }

    /// The byte at a line and column, both counted from 1: the way back from [`Source::place`].
    pub(crate) fn offset(&self, line: u32, column: u32) -> Option<usize> {
        let begin = self.line_starts().get(usize::try_from(line).ok()?.checked_sub(1)?)?;
        let before = self.characters_before(*begin) + usize::try_from(column).ok()?.checked_sub(1)?;
        let counts = self.character_counts();
        let step = counts.partition_point(|&count| count <= before).checked_sub(1)?;
        let bytes = self.text.as_bytes().get(step * STEP..)?;
        let begins = bytes.iter().enumerate().filter(|&(_, &byte)| begins_character(byte));
        begins.map(|(at, _)| step * STEP + at).nth(before - counts.get(step)?)
    }

    fn line_starts(&self) -> &[usize] {
        self.lines.get_or_init(|| {
            std::iter::once(0)
                .chain(memchr::memchr_iter(b'\n', self.text.as_bytes()).map(|at| at + 1))
                .collect()
        })
    }

    fn characters_before(&self, at: usize) -> usize {
        let step = at / STEP;
        let rest = self.text.as_bytes().get(step * STEP..at).unwrap_or_default();
        self.character_counts().get(step).copied().unwrap_or_default() + characters_begun(rest)
    }

    fn character_counts(&self) -> &[usize] {
        self.characters.get_or_init(|| {
            let steps = self.text.as_bytes().chunks(STEP).scan(0, |sum, chunk| {
                *sum += characters_begun(chunk);
                Some(*sum)
            });
            std::iter::once(0).chain(steps).collect()
        })
    }
}

/// A byte that begins no character is counted with the character it belongs to.
fn begins_character(byte: u8) -> bool {
    byte & 0xC0 != 0x80
}

fn characters_begun(bytes: &[u8]) -> usize {
    // Counted by the hundred in one byte each, which machines do many at a time.
    let of = |bytes: &[u8]| bytes.iter().map(|&byte| u8::from(begins_character(byte))).sum::<u8>();
    bytes.chunks(128).map(|bytes| usize::from(of(bytes))).sum()
}

/// Letters have paragraphs of a thousand characters on one line: show the part around the finding, which begins
/// at byte `at` of the line, behind `before` of its `length` characters.
fn excerpt(line: &str, at: usize, before: usize, marked: usize, length: usize) -> Excerpt {
    let clean = |c: char| if c.is_control() { ' ' } else { c };
    if length <= limits::EXCERPT_CHARS {
        return Excerpt { text: line.chars().map(clean).collect(), before, marked };
    }
    let marked = marked.min(limits::EXCERPT_CHARS / 2);
    let room = limits::EXCERPT_CHARS - marked;
    let from = before.saturating_sub(room / 2).min(length.saturating_sub(limits::EXCERPT_CHARS));
    let (left, right) = line.split_at(at);
    let start = match before - from {
        0 => at,
        back => left.char_indices().rev().nth(back - 1).map_or(0, |(start, _)| start),
    };
    let shown = left.get(start..).unwrap_or_default().chars().chain(right.chars());
    let mut text: String = shown.take(limits::EXCERPT_CHARS).map(clean).collect();
    let cut_before = usize::from(from > 0);
    if cut_before > 0 {
        text.insert(0, '…');
    }
    if from + limits::EXCERPT_CHARS < length {
        text.push('…');
    }
    Excerpt { text, before: before - from + cut_before, marked }
}

/// Everything that was read from the content folder, sorted by path.
#[derive(Debug, Default)]
pub struct Content {
    /// `site.yaml`, if there is one.
    pub site: Option<Source>,
    /// `register.yaml`, if there is one.
    pub register: Option<Source>,
    /// The `_index.md` of dossiers.
    pub dossiers: Vec<Source>,
    /// The letters.
    pub letters: Vec<Source>,
    /// Files of annotations, each beside its letter.
    pub annotations: Vec<Source>,
    /// Letters that are there and could not be read, by their path below the folder.
    pub unread: Vec<String>,
    /// Files that have no role of their own: the path below the folder, the path. `site.yaml` may give them one.
    others: Vec<(String, PathBuf)>,
}

impl Content {
    /// Takes a file to which `site.yaml` gives a role, by its path below the folder.
    pub fn take_other(&mut self, relative: &str) -> Option<PathBuf> {
        let at = self.others.iter().position(|(name, _)| name == relative)?;
        Some(self.others.remove(at).1)
    }

    /// The files that nothing uses.
    pub fn unused(&self) -> impl Iterator<Item = Finding> {
        self.others.iter().map(|(relative, path)| misplaced::unused(relative, path))
    }
}

/// How the name of a file of annotations ends; before it stands the name of its letter.
pub const ANNOTATIONS: &str = ".annotations.yaml";

enum Role {
    Site,
    Register,
    Dossier,
    Letter,
    Annotations,
}

/// Reads the content folder. Files that cannot be read are findings; the others are returned all the same.
pub fn load(root: &Path) -> (Content, Vec<Finding>) {
    let mut findings = Vec::new();
    let mut content = Content::default();
    let mut wanted: Vec<(Role, PathBuf)> = Vec::new();
    for entry in
        walk(root).filter_entry(|e| e.depth() == 0 || !e.file_name().to_string_lossy().starts_with('.'))
    {
        match entry {
            Err(error) => findings.push(unreadable(root, &error)),
            Ok(entry) if entry.file_type().is_dir() => {}
            Ok(entry) if entry.path_is_symlink() => findings.push(
                Finding::new(Code::K005, "a symbolic link is not followed")
                    .at(Place::file(shown(entry.path())))
                    .help("put the file itself in the content folder"),
            ),
            Ok(entry) => {
                if let Some(role) = role(root, entry.path()) {
                    wanted.push((role, entry.into_path()));
                } else {
                    content.others.push((below(root, entry.path()), entry.into_path()));
                }
            }
        }
    }
    let read: Vec<_> = wanted
        .into_par_iter()
        .map(|(role, path)| match read(root, &path, &role) {
            Ok(source) => Ok((role, source)),
            Err(finding) => {
                let letter = matches!(role, Role::Letter).then(|| below(root, &path));
                Err((letter, finding))
            }
        })
        .collect();
    for result in read {
        match result {
            Err((letter, finding)) => {
                content.unread.extend(letter);
                findings.push(finding);
            }
            Ok((Role::Site, source)) => content.site = Some(source),
            Ok((Role::Register, source)) => content.register = Some(source),
            Ok((Role::Dossier, source)) => content.dossiers.push(source),
            Ok((Role::Letter, source)) => content.letters.push(source),
            Ok((Role::Annotations, source)) => content.annotations.push(source),
        }
    }
    (content, findings)
}

/// Everything below a folder: in the order of names, links not followed.
pub(crate) fn walk(root: &Path) -> walkdir::IntoIter {
    WalkDir::new(root).follow_links(false).sort_by_file_name().into_iter()
}

/// Reads one letter.
pub fn letter(path: &Path) -> Result<Source, Finding> {
    read(path.parent().unwrap_or(path), path, &Role::Letter)
}

/// Reads one file of annotations.
pub fn annotations(path: &Path) -> Result<Source, Finding> {
    read(path.parent().unwrap_or(path), path, &Role::Annotations)
}

fn role(root: &Path, path: &Path) -> Option<Role> {
    let name = path.file_name()?.to_str()?;
    let top = path.parent() == Some(root);
    match name {
        "site.yaml" if top => Some(Role::Site),
        "register.yaml" if top => Some(Role::Register),
        "_index.md" if !top => Some(Role::Dossier),
        _ if name.ends_with(ANNOTATIONS) => Some(Role::Annotations),
        _ if path.extension().is_some_and(|e| e == "md") && name != "_index.md" => Some(Role::Letter),
        _ => None,
    }
}

fn unreadable(root: &Path, error: &walkdir::Error) -> Finding {
    let path = error.path().unwrap_or(root);
    if let Some(error) = error.io_error().filter(|_| path == root) {
        return misplaced::no_folder(root, error);
    }
    let reason = error.io_error().map_or_else(|| error.to_string(), ToString::to_string);
    Finding::new(Code::K001, format!("cannot read the folder: {reason}"))
        .at(Place::file(shown(path)))
        .help("check the path and its permissions")
}

fn read(root: &Path, path: &Path, role: &Role) -> Result<Source, Finding> {
    let limit = match role {
        Role::Site => limits::SITE_BYTES,
        Role::Register => limits::REGISTER_BYTES,
        Role::Dossier | Role::Letter => limits::LETTER_BYTES,
        Role::Annotations => limits::ANNOTATIONS_BYTES,
    };
    read_text(path, limit).map(|text| Source::new(shown(path), below(root, path), text))
}

/// The path of a file below a folder.
fn below(root: &Path, path: &Path) -> String {
    path.strip_prefix(root).map(shown).unwrap_or_default()
}

/// Reads a file of at most `limit` bytes.
pub(crate) fn read_bytes(path: &Path, limit: u64) -> Result<Vec<u8>, Finding> {
    let fail = |code, message: String, help: &str| {
        Finding::new(code, message).at(Place::file(shown(path))).help(help)
    };
    let mut bytes = Vec::new();
    // A named pipe would be waited for without end, and a device may have none.
    if fs::metadata(path).is_ok_and(|meta| !meta.is_file() && !meta.is_dir()) {
        let message = "this is no file, but a pipe, a socket or a device".to_owned();
        return Err(fail(Code::K001, message, "put a file with its text in its place"));
    }
    fs::File::open(path).and_then(|file| file.take(limit + 1).read_to_end(&mut bytes)).map_err(|e| {
        fail(Code::K001, format!("cannot read the file: {e}"), "check the path and its permissions")
    })?;
    if bytes.len() as u64 > limit {
        let message = format!("the file is larger than {} KiB", limit >> 10);
        return Err(fail(Code::K003, message, "split it, or move attachments to static/"));
    }
    Ok(bytes)
}

/// Reads a text file of at most `limit` bytes.
pub(crate) fn read_text(path: &Path, limit: u64) -> Result<String, Finding> {
    text_of(path, read_bytes(path, limit)?)
}

/// The bytes of a file as text.
pub(crate) fn text_of(path: &Path, mut bytes: Vec<u8>) -> Result<String, Finding> {
    if memchr::memchr(0, &bytes).is_some() {
        return Err(no_text(path, &bytes));
    }
    if bytes.starts_with(b"\xEF\xBB\xBF") {
        bytes.drain(..3);
    }
    String::from_utf8(bytes).map_err(|e| no_text(path, e.as_bytes()))
}

/// The number of the line that byte `at` stands on.
fn line_of(bytes: &[u8], at: usize) -> usize {
    1 + memchr::memchr_iter(b'\n', bytes.get(..at).unwrap_or(bytes)).count()
}

/// A path as the user would type it, with `/` on every machine so that messages are the same everywhere.
pub(crate) fn shown(path: &Path) -> String {
    let text = path.to_string_lossy().replace('\\', "/");
    text.strip_prefix("./").map_or(text.clone(), str::to_owned)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_count_as_editors_do() {
        let source = Source::new("a.md", "a.md", "één\r\ntwee drie\n".into());
        let drie = source.text.find("drie").unwrap();
        let place = source.place(drie..drie + 4);
        assert_eq!((place.line, place.column, place.end_column), (2, 6, 10));
        assert_eq!(place.excerpt, Excerpt { text: "twee drie".into(), before: 5, marked: 4 });
        let place = source.place(2..4);
        assert_eq!((place.line, place.column), (1, 2), "inside a character: its own column");
        let end = source.place(999..1_000);
        assert_eq!((end.line, end.column), (3, 1));
    }

    #[test]
    fn a_place_leads_back_to_its_byte() {
        let source = Source::new("a.md", "a.md", format!("één\r\n{}\ntwee", "é–a ".repeat(3 * STEP / 4)));
        for at in source.text.char_indices().map(|(at, _)| at).filter(|at| at % 7 == 0 || *at < 9) {
            let place = source.place(at..at + 1);
            let back = source.offset(place.line, place.column);
            let right = source.text[at..].starts_with(['\r', '\n']) || back == Some(at);
            assert!(right, "{at}: {back:?}");
        }
        assert_eq!((source.offset(9, 1), source.offset(0, 1), source.offset(1, 0)), (None, None, None));
    }

    #[cfg(unix)]
    #[test]
    fn what_is_no_file_is_not_waited_for() {
        let temp = tempfile::tempdir().unwrap();
        let pipe = temp.path().join("brief.md");
        let made = std::process::Command::new("mkfifo").arg(&pipe).status();
        assert!(made.is_ok_and(|made| made.success()));
        let (content, findings) = load(temp.path());
        assert!(content.letters.is_empty());
        assert!(matches!(&findings[..], [finding] if finding.code == Code::K001), "{findings:?}");
    }

    #[test]
    fn long_lines_are_shown_around_the_finding() {
        let text = format!("{}HIER{}", "a ".repeat(500), " b".repeat(500));
        let source = Source::new("a.md", "a.md", text);
        let excerpt = source.place(1000..1004).excerpt;
        let marked: String = excerpt.text.chars().skip(excerpt.before).take(excerpt.marked).collect();
        assert_eq!(marked, "HIER");
        assert!(excerpt.text.starts_with('…') && excerpt.text.ends_with('…'));
    }
}
