//! The list, kept in the published folder, of what Voetnoot made there: which files, with a digest of each, and which of
//! them are letters. Without one nothing is ours.

use super::Letters;
use crate::content::source::shown;
use crate::finding::{Code, Finding, Place};
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

/// Its name in the published folder.
pub(super) const MANIFEST: &str = ".voetnoot-manifest";
const HEAD: &str = "voetnoot manifest 3";
/// Of a manifest without digests.
const HEAD_2: &str = "voetnoot manifest 2";
/// Of a manifest that does not tell letters from other files either.
const HEAD_1: &str = "voetnoot manifest 1";
/// What a line is about; digest and path follow, each behind a tab.
const LETTER: &str = "letter";
const FILE: &str = "file";

/// Tells contents apart. Whoever changes a page by hand changes this; who wants to deceive could keep it.
pub(super) fn digest(bytes: &[u8]) -> u64 {
    let mix = |sum: u64, word: u64| (sum.rotate_left(5) ^ word).wrapping_mul(0x517c_c1b7_2722_0a95);
    let (words, rest) = bytes.as_chunks::<8>();
    let sum = words.iter().fold(bytes.len() as u64, |sum, word| mix(sum, u64::from_le_bytes(*word)));
    rest.iter().fold(sum, |sum, byte| mix(sum, u64::from(*byte)))
}

/// The manifest of a site that is being made.
pub(super) fn written(made: &BTreeMap<String, u64>, letters: &BTreeSet<String>) -> String {
    let mut text = format!("{HEAD}\n");
    for (path, digest) in made {
        let kind = if letters.contains(path) { LETTER } else { FILE };
        text.push_str(&format!("{kind}\t{digest:016x}\t{path}\n"));
    }
    text
}

/// What an earlier build published, as its manifest says.
pub struct Earlier {
    folder: PathBuf,
    /// Each with its digest, if the manifest tells.
    pub(super) files: BTreeMap<String, Option<u64>>,
    /// The letters among them, if the manifest tells.
    letters: Option<BTreeSet<String>>,
}

impl Earlier {
    /// Reads the manifest of a published folder.
    pub fn read(folder: &Path) -> Self {
        Self::of(folder, &fs::read_to_string(folder.join(MANIFEST)).unwrap_or_default())
    }

    /// What the text of a manifest says.
    pub(super) fn of(folder: &Path, text: &str) -> Self {
        let mut earlier = Self { folder: folder.to_owned(), files: BTreeMap::new(), letters: None };
        let mut lines = text.lines();
        let head = lines.next().unwrap_or_default();
        if head == HEAD_1 {
            earlier.files = lines.map(|path| (path.to_owned(), None)).collect();
        } else if head == HEAD_2 || head == HEAD {
            let mut letters = BTreeSet::new();
            for (kind, rest) in lines.filter_map(|line| line.split_once('\t')) {
                let told = rest.split_once('\t').filter(|_| head == HEAD);
                let (digest, path) =
                    told.map_or((None, rest), |(digest, path)| (u64::from_str_radix(digest, 16).ok(), path));
                earlier.files.insert(path.to_owned(), digest);
                if kind == LETTER {
                    letters.insert(path.to_owned());
                }
            }
            earlier.letters = Some(letters);
        }
        earlier
    }

    /// Whether a file, by its path below the folder, was made by Voetnoot.
    pub(super) fn made(&self, path: &str) -> bool {
        self.files.contains_key(path)
    }

    /// Whether a folder holds files of ours, somewhere.
    pub(super) fn made_in(&self, folder: &str) -> bool {
        let inside = format!("{folder}/");
        self.files.range(inside.clone()..).next().is_some_and(|(path, _)| path.starts_with(&inside))
    }

    /// Refuses a site without letters, or without most of those of this one, in its place. A failed checkout looks
    /// no different from an editor who has removed them all.
    pub(super) fn may_become(&self, new: &Letters) -> Result<(), Finding> {
        let message = match &self.letters {
            Some(before) => {
                let stays = |path: &&String| new.pages.contains(*path) || new.redirects.contains(*path);
                let (all, stay) = (before.len(), before.iter().filter(stays).count());
                if all == 0 || stay * 2 >= all && !new.pages.is_empty() {
                    return Ok(());
                }
                format!("of the {all} letters that are published here, {} would be gone", all - stay)
            }
            None if self.files.is_empty() || !new.pages.is_empty() => return Ok(()),
            None => "a site is published here, and there is no letter to put in its place".to_owned(),
        };
        let help = "nothing was changed; see whether --content names the right folder and all of it is there; \
                    if the letters are to go, run `voetnoot build --allow-shrink`";
        Err(Finding::new(Code::K505, message).at(Place::file(shown(&self.folder))).help(help))
    }

    /// The files that somebody has changed since they were published, and that are made anew or go. Only what is younger
    /// than the manifest is read.
    pub(super) fn changed(&self, new: &BTreeMap<String, u64>) -> Option<Finding> {
        let date =
            |path: &str| fs::symlink_metadata(self.folder.join(path)).and_then(|meta| meta.modified()).ok();
        let published = date(MANIFEST)?;
        let is_changed = |(path, before): &(&String, &Option<u64>)| {
            let Some(before) = **before else { return false };
            if date(path).is_none_or(|date| date <= published) {
                return false;
            }
            let now = fs::read(self.folder.join(path)).map(|bytes| digest(&bytes));
            now.is_ok_and(|now| now != before && new.get(*path) != Some(&now))
        };
        let mut changed = self.files.iter().filter(is_changed).map(|(path, _)| path);
        let first = changed.next()?;
        let message = match changed.count() {
            0 => "this file was changed since it was published, and is made anew".to_owned(),
            more => {
                format!("this file and {more} more were changed since they were published, and are made anew")
            }
        };
        Some(Finding::new(Code::K507, message).at(Place::file(shown(&self.folder.join(first)))))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_written_is_read() {
        let made =
            BTreeMap::from([("28638/1/index.html".to_owned(), digest(b"een")), ("a.css".to_owned(), 7)]);
        let letters = BTreeSet::from(["28638/1/index.html".to_owned()]);
        let read = Earlier::of(Path::new("public"), &written(&made, &letters));
        assert_eq!(read.files, made.into_iter().map(|(path, digest)| (path, Some(digest))).collect());
        assert_eq!(read.letters, Some(letters));
        assert!(read.made_in("28638") && !read.made_in("2863") && !read.made_in("a.css"));
    }

    #[test]
    fn every_byte_counts() {
        let text = b"Een pagina van zevenentwintig".to_vec();
        for at in 0..text.len() {
            let mut other = text.clone();
            other[at] ^= 1;
            assert_ne!(digest(&text), digest(&other), "{at}");
            assert_ne!(digest(&text), digest(&text[..at]), "{at}");
        }
    }
}
