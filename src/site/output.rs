//! Publish the whole, or nothing: the only file that writes or deletes.
//!
//! Pages go into a folder beside the published one; at the end the two change places in one step. A run that
//! fails or is killed leaves the published folder as it was. What Voetnoot did not make is carried over and never
//! deleted; the manifest says what it made, and which of it is a letter. Links are recreated as links, never
//! followed; nothing is deleted on another file system; a site that would lose most of its letters is refused.

#![expect(clippy::disallowed_methods, reason = "the one place that writes a site")]

use crate::content::source::{DirEntry, shown, walk};
use crate::finding::{Code, Finding, Place};
use crate::number::address::OutPath;
use std::collections::{BTreeMap, BTreeSet, HashSet};
use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::sync::Mutex;

/// Name of the list of files that Voetnoot made, in the published folder.
const MANIFEST: &str = ".voetnoot-manifest";
const MANIFEST_HEAD: &str = "voetnoot manifest 2";
/// Of a manifest that does not tell letters from other files.
const MANIFEST_HEAD_1: &str = "voetnoot manifest 1";
/// What a line of the manifest is about; a tab follows, and its path.
const LETTER: &str = "letter";
const FILE: &str = "file";

/// Where pages go. Called from many threads.
pub trait Sink: Sync {
    /// Is told of the letters before the first page, and may refuse to lose those of an earlier site.
    fn expect(&self, letters: &Letters) -> Result<(), Finding>;
    /// Takes a page or file.
    fn put(&self, path: &OutPath, bytes: &[u8]) -> Result<(), Finding>;
}

/// Where letters can be read on the site to be made.
#[derive(Debug, Default)]
pub struct Letters {
    /// Their pages, as files below the published folder.
    pub pages: BTreeSet<String>,
    /// Their former and other addresses.
    pub redirects: BTreeSet<String>,
}

/// What an earlier build published, as its manifest says. Without one nothing is ours.
pub struct Earlier {
    folder: PathBuf,
    files: BTreeSet<String>,
    /// The letters among them, if the manifest tells.
    letters: Option<BTreeSet<String>>,
}

impl Earlier {
    /// Reads the manifest of a published folder.
    pub fn read(folder: &Path) -> Self {
        let text = fs::read_to_string(folder.join(MANIFEST)).unwrap_or_default();
        let mut lines = text.lines();
        let mut earlier = Self { folder: folder.to_owned(), files: BTreeSet::new(), letters: None };
        match lines.next() {
            Some(MANIFEST_HEAD) => {
                let mut letters = BTreeSet::new();
                for (kind, path) in lines.filter_map(|line| line.split_once('\t')) {
                    earlier.files.insert(path.to_owned());
                    if kind == LETTER {
                        letters.insert(path.to_owned());
                    }
                }
                earlier.letters = Some(letters);
            }
            Some(MANIFEST_HEAD_1) => earlier.files = lines.map(str::to_owned).collect(),
            _ => {}
        }
        earlier
    }

    /// Refuses a site without letters, or without most of those of this one, in its place. A failed checkout looks
    /// no different from an editor who has removed them all.
    fn may_become(&self, new: &Letters) -> Result<(), Finding> {
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
}

/// Keeps nothing: for `check`. Knows the site that a build would replace, if that is not to shrink.
pub struct Discard(pub Option<Earlier>);

impl Sink for Discard {
    fn expect(&self, letters: &Letters) -> Result<(), Finding> {
        self.0.as_ref().map_or(Ok(()), |earlier| earlier.may_become(letters))
    }

    fn put(&self, _: &OutPath, _: &[u8]) -> Result<(), Finding> {
        Ok(())
    }
}

/// Keeps everything in memory: for `serve` and tests.
#[derive(Default)]
pub struct Memory(Mutex<BTreeMap<String, Vec<u8>>>);

impl Memory {
    /// The files by path.
    pub fn into_map(self) -> BTreeMap<String, Vec<u8>> {
        self.0.into_inner().unwrap_or_else(std::sync::PoisonError::into_inner)
    }
}

impl Sink for Memory {
    fn expect(&self, _: &Letters) -> Result<(), Finding> {
        Ok(())
    }

    fn put(&self, path: &OutPath, bytes: &[u8]) -> Result<(), Finding> {
        self.0
            .lock()
            .unwrap_or_else(std::sync::PoisonError::into_inner)
            .insert(path.file_path(), bytes.to_vec());
        Ok(())
    }
}

/// A folder that takes the place of the published one when it is complete. Dropped before, it vanishes.
pub struct Staging {
    output: PathBuf,
    /// Empty when it has taken that place.
    folder: PathBuf,
    may_shrink: bool,
    folders: Mutex<HashSet<PathBuf>>,
    made: Mutex<BTreeSet<String>>,
    letters: Mutex<BTreeSet<String>>,
}

fn trouble(path: &Path, doing: &str, error: &io::Error) -> Finding {
    Finding::new(Code::K502, format!("cannot {doing}: {error}"))
        .at(Place::file(shown(path)))
        .help(remedy(error))
}

/// What to do about an error of the file system.
fn remedy(error: &io::Error) -> &'static str {
    match error.kind() {
        io::ErrorKind::PermissionDenied => {
            "give yourself the right to write here, or choose another --output"
        }
        io::ErrorKind::ReadOnlyFilesystem => {
            "nothing can be written here: choose another folder with --output"
        }
        io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded => "make room on the disk and build again",
        io::ErrorKind::AlreadyExists => {
            "something has this name already, perhaps in other capitals: move it away, or choose another --output"
        }
        io::ErrorKind::NotADirectory | io::ErrorKind::IsADirectory => {
            "a file stands where a folder must be, or a folder where a file must: move it away"
        }
        io::ErrorKind::NotFound => "something took this folder away while the site was made: build again",
        io::ErrorKind::ResourceBusy | io::ErrorKind::ExecutableFileBusy => {
            "another program uses it: stop that program and build again"
        }
        io::ErrorKind::InvalidFilename => {
            "the system does not take this name: choose a shorter path with --output"
        }
        _ => "the site that was published before is unchanged; build again when the system can write here",
    }
}

/// Refuses folders whose replacement would destroy something.
pub fn check_target(output: &Path, inputs: &[&Path]) -> Result<(), Finding> {
    let refuse = |message: &str| {
        let help = "choose a folder of its own for the site with --output";
        Err(Finding::new(Code::K502, message).at(Place::file(shown(output))).help(help))
    };
    match fs::symlink_metadata(output) {
        Ok(meta) if meta.file_type().is_symlink() => {
            return refuse("the published folder is a symbolic link");
        }
        Ok(meta) if !meta.is_dir() => return refuse("the published folder is a file"),
        _ => {}
    }
    let Some(target) = absolute(output).filter(|t| t.parent().is_some()) else {
        return refuse("this folder cannot be published to");
    };
    for input in inputs.iter().filter_map(|input| absolute(input)) {
        if input.starts_with(&target) || target.starts_with(&input) {
            return refuse("the published folder holds the content, or the content holds it");
        }
    }
    Ok(())
}

/// The path without `.` and `..` and with links in its existing part followed, to compare it with others.
fn absolute(path: &Path) -> Option<PathBuf> {
    if let Ok(real) = path.canonicalize() {
        return Some(real);
    }
    let name = path.file_name()?;
    let parent = path.parent().filter(|p| !p.as_os_str().is_empty()).unwrap_or(Path::new("."));
    absolute(parent).map(|parent| parent.join(name))
}

impl Staging {
    /// Begins a folder beside `output`, and clears away what killed runs left there. Only if it `may_shrink` may the
    /// site lose most of its letters.
    pub fn begin(output: &Path, may_shrink: bool) -> Result<Self, Finding> {
        let fail = |error: io::Error| trouble(output, "prepare the published folder", &error);
        let output = absolute(output).ok_or_else(|| fail(io::ErrorKind::InvalidInput.into()))?;
        let (Some(parent), Some(name)) = (output.parent(), output.file_name()) else {
            return Err(fail(io::ErrorKind::InvalidInput.into()));
        };
        refuse_mounts(parent, &output)?;
        fs::create_dir_all(parent).map_err(fail)?;
        let prefix = format!(".{}.voetnoot-", name.to_string_lossy());
        sweep(parent, &prefix);
        let folder = parent.join(format!("{prefix}{}", std::process::id()));
        fs::create_dir(&folder).map_err(fail)?;
        let (folders, made, letters) = Default::default();
        Ok(Self { output, folder, may_shrink, folders, made, letters })
    }

    /// Puts the folder in the place of the published one.
    pub fn publish(mut self) -> Result<(), Finding> {
        let output = self.output.clone();
        let fail = |error: io::Error| trouble(&output, "publish the site", &error);
        let made = std::mem::take(&mut *self.made.lock().unwrap_or_else(std::sync::PoisonError::into_inner));
        let letters =
            std::mem::take(&mut *self.letters.lock().unwrap_or_else(std::sync::PoisonError::into_inner));
        let mut manifest = format!("{MANIFEST_HEAD}\n");
        for path in &made {
            manifest.push_str(if letters.contains(path) { LETTER } else { FILE });
            manifest.push('\t');
            manifest.push_str(path);
            manifest.push('\n');
        }
        fs::write(self.folder.join(MANIFEST), manifest).map_err(fail)?;
        if !output.exists() {
            fs::rename(&self.folder, &output).map_err(fail)?;
            self.folder = PathBuf::new();
            return Ok(());
        }
        let before = Earlier::read(&output).files;
        self.carry_over(&made, &before)?;
        exchange(&self.folder, &output).map_err(fail)?;
        // The site is published; what is left of the old one is cleared away now or by the next run, but first what
        // somebody put there meanwhile is brought along.
        clear(&std::mem::take(&mut self.folder), |file, name| {
            let now = output.join(name);
            let is_ours = name == MANIFEST || before.contains(name);
            is_ours || now.symlink_metadata().is_ok() || keep(file, &now).is_ok()
        });
        Ok(())
    }

    /// Brings what Voetnoot did not make into the new folder.
    fn carry_over(&self, made: &BTreeSet<String>, before: &BTreeSet<String>) -> Result<(), Finding> {
        for entry in walk(&self.output) {
            let entry = entry.map_err(|e| {
                let error = e.into_io_error().unwrap_or_else(|| io::ErrorKind::Other.into());
                trouble(&self.output, "read the published folder", &error)
            })?;
            let Ok(relative) = entry.path().strip_prefix(&self.output) else { continue };
            let name = shown(relative);
            let is_folder = entry.file_type().is_dir();
            if name.is_empty() || name == MANIFEST || before.contains(&name) {
                continue;
            }
            let to = self.folder.join(relative);
            if is_folder {
                // Folders that held only pages of ours are not missed.
                let inside = format!("{name}/");
                let ours =
                    before.range(inside.clone()..).next().is_some_and(|path| path.starts_with(&inside));
                if !ours {
                    fs::create_dir_all(&to).map_err(|e| trouble(entry.path(), "keep this folder", &e))?;
                }
                continue;
            }
            if made.contains(&name) || to.symlink_metadata().is_ok() {
                let message = "this file was not made by voetnoot and would be overwritten";
                return Err(Finding::new(Code::K501, message)
                    .at(Place::file(shown(entry.path())))
                    .help("move it away, or choose another folder with --output"));
            }
            keep(entry.path(), &to).map_err(|e| trouble(entry.path(), "keep this file", &e))?;
        }
        Ok(())
    }
}

impl Sink for Staging {
    fn expect(&self, letters: &Letters) -> Result<(), Finding> {
        if !self.may_shrink {
            Earlier::read(&self.output).may_become(letters)?;
        }
        self.letters.lock().unwrap_or_else(std::sync::PoisonError::into_inner).clone_from(&letters.pages);
        Ok(())
    }

    fn put(&self, path: &OutPath, bytes: &[u8]) -> Result<(), Finding> {
        let name = path.file_path();
        let file = self.folder.join(&name);
        let write = || -> io::Result<()> {
            if let Some(parent) = file.parent() {
                let mut folders = self.folders.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
                if !folders.contains(parent) {
                    fs::create_dir_all(parent)?;
                    folders.insert(parent.to_owned());
                }
            }
            fs::OpenOptions::new().write(true).create_new(true).open(&file)?.write_all(bytes)
        };
        write().map_err(|e| trouble(&self.output.join(&name), "write this page", &e))?;
        self.made.lock().unwrap_or_else(std::sync::PoisonError::into_inner).insert(name);
        Ok(())
    }
}

impl Drop for Staging {
    fn drop(&mut self) {
        if !self.folder.as_os_str().is_empty() {
            clear(&self.folder, |_, _| true);
        }
    }
}

/// Refuses a published folder with other file systems mounted in it, or that is one: it could not change places with
/// another, and what is mounted is not ours.
fn refuse_mounts(parent: &Path, output: &Path) -> Result<(), Finding> {
    let Ok(home) = mount(parent) else { return Ok(()) };
    // A folder that cannot be read is reported when the site is published.
    let folders = walk(output).flatten();
    let mut folders = folders.filter(|entry| entry.file_type().is_dir());
    let Some(mounted) = folders.find(|folder| mount(folder.path()).is_ok_and(|other| other != home)) else {
        return Ok(());
    };
    let help =
        "nothing was changed; unmount it, or choose with --output a folder in which nothing is mounted";
    Err(Finding::new(Code::K504, "another file system is mounted in the published folder")
        .at(Place::file(shown(mounted.path())))
        .help(help))
}

/// What tells the file system of a folder from others, as it is mounted: a part of the same disk may be mounted in a
/// folder as well. Only Linux tells mounts apart; elsewhere the device has to do.
fn mount(folder: &Path) -> io::Result<u64> {
    #[cfg(target_os = "linux")]
    {
        use rustix::fs::{AtFlags, CWD, StatxFlags, statx};
        let flags = AtFlags::SYMLINK_NOFOLLOW | AtFlags::NO_AUTOMOUNT;
        if let Ok(found) = statx(CWD, folder, flags, StatxFlags::MNT_ID)
            && found.stx_mask & StatxFlags::MNT_ID.bits() != 0
        {
            return Ok(found.stx_mnt_id);
        }
    }
    let found = fs::symlink_metadata(folder)?;
    #[cfg(unix)]
    return Ok(std::os::unix::fs::MetadataExt::dev(&found));
    #[cfg(not(unix))]
    return Ok(found.is_dir().into());
}

/// Removes a folder with the files in it that `may_go`, asked with their path below it too; nothing of what is
/// mounted there. What cannot be removed stays.
fn clear(folder: &Path, may_go: impl Fn(&Path, &str) -> bool) {
    let Ok(home) = mount(folder) else { return };
    let is_here = |entry: &DirEntry| {
        !entry.file_type().is_dir() || mount(entry.path()).is_ok_and(|other| other == home)
    };
    let mut folders = Vec::new();
    for entry in walk(folder).filter_entry(is_here).flatten() {
        let Ok(name) = entry.path().strip_prefix(folder).map(shown) else { continue };
        if entry.file_type().is_dir() {
            folders.push(entry.into_path());
        } else if may_go(entry.path(), &name) {
            let _ = fs::remove_file(entry.path());
        }
    }
    for folder in folders.iter().rev() {
        let _ = fs::remove_dir(folder);
    }
}

/// A hard link costs nothing and survives whatever happens; on file systems without, a copy.
fn keep(from: &Path, to: &Path) -> io::Result<()> {
    if let Some(parent) = to.parent() {
        fs::create_dir_all(parent)?;
    }
    if from.is_symlink() {
        return link(&fs::read_link(from)?, to);
    }
    fs::hard_link(from, to).or_else(|_| fs::copy(from, to).map(|_| ()))
}

#[cfg(unix)]
fn link(target: &Path, at: &Path) -> io::Result<()> {
    std::os::unix::fs::symlink(target, at)
}

#[cfg(not(unix))]
fn link(_: &Path, _: &Path) -> io::Result<()> {
    Err(io::Error::new(io::ErrorKind::Unsupported, "symbolic links cannot be kept on this system"))
}

/// The two folders change places. In one step where the system can, else in two, the second undone if it fails.
fn exchange(new: &Path, old: &Path) -> io::Result<()> {
    #[cfg(target_os = "linux")]
    {
        use rustix::fs::{CWD, RenameFlags, renameat_with};
        if renameat_with(CWD, new, CWD, old, RenameFlags::EXCHANGE).is_ok() {
            return Ok(());
        }
    }
    let aside = new.with_extension("old");
    fs::rename(old, &aside)?;
    if let Err(error) = fs::rename(new, old) {
        fs::rename(&aside, old)?;
        return Err(error);
    }
    fs::rename(&aside, new)
}

/// Removes what runs that no longer live left beside the published folder.
fn sweep(parent: &Path, prefix: &str) {
    let Ok(entries) = fs::read_dir(parent) else { return };
    for entry in entries.flatten() {
        let name = entry.file_name().to_string_lossy().into_owned();
        let Some(process) = name.strip_prefix(prefix).and_then(|pid| pid.parse::<u32>().ok()) else {
            continue;
        };
        // Only Linux tells simply whether a process lives; elsewhere what a killed run left is left alone.
        let proc = Path::new("/proc");
        let lives =
            !proc.exists() || proc.join(process.to_string()).exists() && process != std::process::id();
        if entry.file_type().is_ok_and(|t| t.is_dir()) && !lives {
            clear(&entry.path(), |_, _| true);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::number::identifier::DocumentId;
    use tempfile::tempdir;

    fn publish(output: &Path, ids: &[&str]) -> Result<(), Finding> {
        publish_or_shrink(output, ids, true)
    }

    fn path(id: &str) -> OutPath {
        OutPath::of_document(&DocumentId::parse(id).unwrap())
    }

    fn publish_or_shrink(output: &Path, ids: &[&str], may_shrink: bool) -> Result<(), Finding> {
        let staging = Staging::begin(output, may_shrink)?;
        let pages = ids.iter().map(|id| path(id).file_path()).collect();
        staging.expect(&Letters { pages, ..Letters::default() })?;
        for id in ids {
            staging.put(&path(id), id.as_bytes())?;
        }
        staging.put(&OutPath::home(), b"")?;
        staging.publish()
    }

    fn tree(folder: &Path) -> Vec<String> {
        let mut names: Vec<String> = walk(folder)
            .map(|e| e.unwrap())
            .filter(|e| !e.file_type().is_dir())
            .map(|e| shown(e.path().strip_prefix(folder).unwrap()))
            .collect();
        names.sort();
        names
    }

    #[test]
    fn only_files_of_ours_are_replaced() {
        let temp = tempdir().unwrap();
        let public = temp.path().join("public");
        publish(&public, &["kst-28638-1", "kst-28638-2"]).unwrap();
        fs::write(public.join("CNAME"), "voetnoot.example").unwrap();
        fs::write(public.join("28638/1/mine.txt"), "mine").unwrap();
        publish(&public, &["kst-28638-2", "kst-28638-3"]).unwrap();
        let expected =
            [MANIFEST, "28638/1/mine.txt", "28638/2/index.html", "28638/3/index.html", "CNAME", "index.html"];
        assert_eq!(tree(&public), expected);
        assert_eq!(fs::read_to_string(public.join("CNAME")).unwrap(), "voetnoot.example");
        assert_eq!(fs::read_dir(temp.path()).unwrap().count(), 1, "nothing is left beside the site");
    }

    #[test]
    fn a_file_of_someone_else_is_never_overwritten() {
        let temp = tempdir().unwrap();
        let public = temp.path().join("public");
        fs::create_dir_all(public.join("28638/1")).unwrap();
        fs::write(public.join("28638/1/index.html"), "theirs").unwrap();
        let error = publish(&public, &["kst-28638-1"]).unwrap_err();
        assert_eq!(error.code, Code::K501);
        assert_eq!(fs::read_to_string(public.join("28638/1/index.html")).unwrap(), "theirs");
        assert_eq!(fs::read_dir(temp.path()).unwrap().count(), 1);
    }

    #[test]
    fn a_run_that_stops_leaves_the_site_and_nothing_else() {
        let temp = tempdir().unwrap();
        let public = temp.path().join("public");
        publish(&public, &["kst-28638-1"]).unwrap();
        let staging = Staging::begin(&public, false).unwrap();
        staging.put(&path("kst-28638-2"), b"").unwrap();
        drop(staging);
        assert_eq!(tree(&public), [MANIFEST, "28638/1/index.html", "index.html"]);
        // A killed run leaves its folder; the next one clears it away.
        fs::create_dir_all(temp.path().join(".public.voetnoot-999999999/28638")).unwrap();
        publish(&public, &["kst-28638-1"]).unwrap();
        assert_eq!(fs::read_dir(temp.path()).unwrap().count(), 1);
    }

    #[test]
    fn most_letters_are_not_lost_unasked() {
        let temp = tempdir().unwrap();
        let public = temp.path().join("public");
        publish_or_shrink(&public, &[], false).unwrap();
        publish_or_shrink(&public, &[], false).unwrap();
        publish_or_shrink(&public, &["kst-28638-1", "kst-28638-2", "kst-28638-3", "kst-28638-4"], false)
            .unwrap();
        // Others do not make up for them.
        for refused in [&[][..], &["kst-28638-4"], &["kst-28638-4", "kst-28638-5", "kst-28638-6"]] {
            let error = publish_or_shrink(&public, refused, false).unwrap_err();
            assert_eq!(error.code, Code::K505, "{refused:?}");
            assert_eq!(tree(&public).len(), 6, "{refused:?}");
            let new = Letters {
                pages: refused.iter().map(|id| path(id).file_path()).collect(),
                ..Letters::default()
            };
            assert!(Discard(Some(Earlier::read(&public))).expect(&new).is_err(), "check says it as well");
            assert!(Discard(None).expect(&new).is_ok());
        }
        // A letter that has another address now is still there.
        let pages = BTreeSet::from([path("kst-28638-5").file_path()]);
        let redirects = ["kst-28638-1", "kst-28638-2"].map(|id| path(id).file_path()).into();
        assert!(Earlier::read(&public).may_become(&Letters { pages, redirects }).is_ok());
        publish_or_shrink(&public, &["kst-28638-3", "kst-28638-4"], false).unwrap();
        publish_or_shrink(&public, &[], true).unwrap();
        assert_eq!(tree(&public), [MANIFEST, "index.html"]);
        assert_eq!(fs::read_dir(temp.path()).unwrap().count(), 1);
    }

    #[test]
    fn a_manifest_of_the_first_form_is_understood() {
        let temp = tempdir().unwrap();
        let public = temp.path().join("public");
        fs::create_dir_all(public.join("28638/1")).unwrap();
        fs::write(public.join("28638/1/index.html"), "old").unwrap();
        fs::write(public.join(MANIFEST), "voetnoot manifest 1\n28638/1/index.html\n").unwrap();
        assert_eq!(publish_or_shrink(&public, &[], false).unwrap_err().code, Code::K505);
        publish_or_shrink(&public, &["kst-28638-2"], false).unwrap();
        assert_eq!(tree(&public), [MANIFEST, "28638/2/index.html", "index.html"]);
    }

    #[test]
    fn an_error_of_the_system_is_told_by_its_kind() {
        let temp = tempdir().unwrap();
        let public = temp.path().join("public");
        let staging = Staging::begin(&public, false).unwrap();
        let page = OutPath::of_document(&DocumentId::parse("kst-28638-1").unwrap());
        staging.put(&page, b"").unwrap();
        let twice = staging.put(&page, b"").unwrap_err();
        fs::write(temp.path().join("file"), "").unwrap();
        let below = Staging::begin(&temp.path().join("file/a/public"), false).err().unwrap();
        let help = |finding: &Finding| finding.help.clone();
        assert_eq!((twice.code, below.code), (Code::K502, Code::K502));
        assert!(help(&twice).starts_with("something has this name already"), "{twice:?}");
        assert!(!help(&below).contains("disk") && help(&below) != help(&twice), "{below:?}");
        assert!(remedy(&io::ErrorKind::StorageFull.into()).contains("room"));
    }

    #[cfg(unix)]
    #[test]
    fn links_are_kept_and_not_followed() {
        let temp = tempdir().unwrap();
        let (public, outside) = (temp.path().join("public"), temp.path().join("outside"));
        fs::create_dir_all(&outside).unwrap();
        fs::write(outside.join("precious"), "x").unwrap();
        publish(&public, &["kst-28638-1"]).unwrap();
        link(&outside, &public.join("away")).unwrap();
        publish(&public, &["kst-28638-2"]).unwrap();
        assert_eq!(fs::read_link(public.join("away")).unwrap(), outside);
        assert_eq!(fs::read_to_string(outside.join("precious")).unwrap(), "x");
        fs::rename(&public, temp.path().join("real")).unwrap();
        link(&temp.path().join("real"), &public).unwrap();
        assert_eq!(check_target(&public, &[]).unwrap_err().code, Code::K502);
    }

    #[test]
    fn the_content_is_never_published_over() {
        let temp = tempdir().unwrap();
        let content = temp.path().join("content");
        fs::create_dir_all(&content).unwrap();
        for output in [content.clone(), content.join("public"), temp.path().to_owned()] {
            assert!(check_target(&output, &[&content]).is_err(), "{output:?}");
        }
        assert!(check_target(&temp.path().join("public"), &[&content]).is_ok());
    }
}
