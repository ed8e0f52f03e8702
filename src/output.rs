//! Publish the whole, or nothing: the only file that writes or deletes.
//!
//! Pages go into a folder beside the published one; at the end the two change places in one step. A run that
//! fails or is killed leaves the published folder as it was. What Voetnoot did not make is carried over and never
//! deleted; the manifest says what it made. Links are recreated as links, never followed.

use crate::diagnostic::{Code, Diagnostic, Place};
use crate::out_path::OutPath;
use crate::source::shown;
use std::collections::{BTreeMap, BTreeSet, HashSet};
use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::sync::Mutex;
use walkdir::WalkDir;

/// Name of the list of files that Voetnoot made, in the published folder.
const MANIFEST: &str = ".voetnoot-manifest";
const MANIFEST_HEAD: &str = "voetnoot manifest 1";

/// Where pages go. Called from many threads.
pub trait Sink: Sync {
    /// Takes a page or file.
    fn put(&self, path: &OutPath, bytes: &[u8]) -> Result<(), Diagnostic>;
}

/// Keeps nothing: for `check`.
pub struct Discard;

impl Sink for Discard {
    fn put(&self, _: &OutPath, _: &[u8]) -> Result<(), Diagnostic> {
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
    fn put(&self, path: &OutPath, bytes: &[u8]) -> Result<(), Diagnostic> {
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
    folder: PathBuf,
    folders: Mutex<HashSet<PathBuf>>,
    made: Mutex<BTreeSet<String>>,
}

fn trouble(path: &Path, doing: &str, error: &io::Error) -> Diagnostic {
    Diagnostic::new(Code::K502, format!("cannot {doing}: {error}"))
        .at(Place::file(shown(path)))
        .help("check that the folder can be written and that the disk is not full")
}

/// Refuses folders whose replacement would destroy something.
pub fn check_target(output: &Path, inputs: &[&Path]) -> Result<(), Diagnostic> {
    let refuse = |message: &str| {
        let help = "choose a folder of its own for the site with --output";
        Err(Diagnostic::new(Code::K502, message).at(Place::file(shown(output))).help(help))
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
    /// Begins a folder beside `output`, and clears away what killed runs left there.
    pub fn begin(output: &Path) -> Result<Self, Diagnostic> {
        let fail = |error: io::Error| trouble(output, "prepare the published folder", &error);
        let output = absolute(output).ok_or_else(|| fail(io::ErrorKind::InvalidInput.into()))?;
        let (Some(parent), Some(name)) = (output.parent(), output.file_name()) else {
            return Err(fail(io::ErrorKind::InvalidInput.into()));
        };
        fs::create_dir_all(parent).map_err(fail)?;
        let prefix = format!(".{}.voetnoot-", name.to_string_lossy());
        sweep(parent, &prefix);
        let folder = parent.join(format!("{prefix}{}", std::process::id()));
        fs::create_dir(&folder).map_err(fail)?;
        Ok(Self { output, folder, folders: Mutex::default(), made: Mutex::default() })
    }

    /// Puts the folder in the place of the published one.
    pub fn publish(self) -> Result<(), Diagnostic> {
        let fail = |error: io::Error| trouble(&self.output, "publish the site", &error);
        let made = std::mem::take(&mut *self.made.lock().unwrap_or_else(std::sync::PoisonError::into_inner));
        let mut manifest = format!("{MANIFEST_HEAD}\n");
        for path in &made {
            manifest.push_str(path);
            manifest.push('\n');
        }
        fs::write(self.folder.join(MANIFEST), manifest).map_err(fail)?;
        if !self.output.exists() {
            return fs::rename(&self.folder, &self.output).map_err(fail);
        }
        self.carry_over(&made)?;
        exchange(&self.folder, &self.output).map_err(fail)?;
        // The site is published; what is left of the old one is swept up now or by the next run.
        let _ = fs::remove_dir_all(&self.folder);
        Ok(())
    }

    /// Brings what Voetnoot did not make into the new folder.
    fn carry_over(&self, made: &BTreeSet<String>) -> Result<(), Diagnostic> {
        let before = manifest(&self.output);
        let walk = WalkDir::new(&self.output).follow_links(false).sort_by_file_name();
        for entry in walk {
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
                return Err(Diagnostic::new(Code::K501, message)
                    .at(Place::file(shown(entry.path())))
                    .help("move it away, or choose another folder with --output"));
            }
            keep(entry.path(), &to, entry.path_is_symlink())
                .map_err(|e| trouble(entry.path(), "keep this file", &e))?;
        }
        Ok(())
    }
}

impl Sink for Staging {
    fn put(&self, path: &OutPath, bytes: &[u8]) -> Result<(), Diagnostic> {
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
        let _ = fs::remove_dir_all(&self.folder);
    }
}

/// What the manifest of a published folder lists. Without one nothing in it is ours.
fn manifest(folder: &Path) -> BTreeSet<String> {
    let text = fs::read_to_string(folder.join(MANIFEST)).unwrap_or_default();
    let mut lines = text.lines();
    if lines.next() != Some(MANIFEST_HEAD) {
        return BTreeSet::new();
    }
    lines.map(str::to_owned).collect()
}

/// A hard link costs nothing and survives whatever happens; on file systems without, a copy.
fn keep(from: &Path, to: &Path, is_link: bool) -> io::Result<()> {
    if let Some(parent) = to.parent() {
        fs::create_dir_all(parent)?;
    }
    if is_link {
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
            let _ = fs::remove_dir_all(entry.path());
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::identifier::DocumentId;
    use crate::temp::Temp;

    fn publish(output: &Path, ids: &[&str]) -> Result<(), Diagnostic> {
        let staging = Staging::begin(output)?;
        for id in ids {
            staging.put(&OutPath::of_document(&DocumentId::parse(id).unwrap()), id.as_bytes())?;
        }
        staging.publish()
    }

    fn tree(folder: &Path) -> Vec<String> {
        let mut names: Vec<String> = WalkDir::new(folder)
            .into_iter()
            .map(|e| e.unwrap())
            .filter(|e| !e.file_type().is_dir())
            .map(|e| shown(e.path().strip_prefix(folder).unwrap()))
            .collect();
        names.sort();
        names
    }

    #[test]
    fn only_files_of_ours_are_replaced() {
        let temp = Temp::new("output-own");
        let public = temp.0.join("public");
        publish(&public, &["kst-28638-1", "kst-28638-2"]).unwrap();
        fs::write(public.join("CNAME"), "voetnoot.example").unwrap();
        fs::write(public.join("28638/1/mine.txt"), "mine").unwrap();
        publish(&public, &["kst-28638-2", "kst-28638-3"]).unwrap();
        let expected = [MANIFEST, "28638/1/mine.txt", "28638/2/index.html", "28638/3/index.html", "CNAME"];
        assert_eq!(tree(&public), expected);
        assert_eq!(fs::read_to_string(public.join("CNAME")).unwrap(), "voetnoot.example");
        assert_eq!(fs::read_dir(&temp.0).unwrap().count(), 1, "nothing is left beside the site");
    }

    #[test]
    fn a_file_of_someone_else_is_never_overwritten() {
        let temp = Temp::new("output-foreign");
        let public = temp.0.join("public");
        fs::create_dir_all(public.join("28638/1")).unwrap();
        fs::write(public.join("28638/1/index.html"), "theirs").unwrap();
        let error = publish(&public, &["kst-28638-1"]).unwrap_err();
        assert_eq!(error.code, Code::K501);
        assert_eq!(fs::read_to_string(public.join("28638/1/index.html")).unwrap(), "theirs");
        assert_eq!(fs::read_dir(&temp.0).unwrap().count(), 1);
    }

    #[test]
    fn a_run_that_stops_leaves_the_site_and_nothing_else() {
        let temp = Temp::new("output-stop");
        let public = temp.0.join("public");
        publish(&public, &["kst-28638-1"]).unwrap();
        let staging = Staging::begin(&public).unwrap();
        staging.put(&OutPath::home(), b"").unwrap();
        drop(staging);
        assert_eq!(tree(&public), [MANIFEST, "28638/1/index.html"]);
        // A killed run leaves its folder; the next one clears it away.
        fs::create_dir_all(temp.0.join(".public.voetnoot-999999999/28638")).unwrap();
        publish(&public, &["kst-28638-1"]).unwrap();
        assert_eq!(fs::read_dir(&temp.0).unwrap().count(), 1);
    }

    #[cfg(unix)]
    #[test]
    fn links_are_kept_and_not_followed() {
        let temp = Temp::new("output-links");
        let (public, outside) = (temp.0.join("public"), temp.0.join("outside"));
        fs::create_dir_all(&outside).unwrap();
        fs::write(outside.join("precious"), "x").unwrap();
        publish(&public, &["kst-28638-1"]).unwrap();
        link(&outside, &public.join("away")).unwrap();
        publish(&public, &["kst-28638-2"]).unwrap();
        assert_eq!(fs::read_link(public.join("away")).unwrap(), outside);
        assert_eq!(fs::read_to_string(outside.join("precious")).unwrap(), "x");
        fs::rename(&public, temp.0.join("real")).unwrap();
        link(&temp.0.join("real"), &public).unwrap();
        assert_eq!(check_target(&public, &[]).unwrap_err().code, Code::K502);
    }

    #[test]
    fn the_content_is_never_published_over() {
        let temp = Temp::new("output-target");
        let content = temp.0.join("content");
        fs::create_dir_all(&content).unwrap();
        for output in [content.clone(), content.join("public"), temp.0.clone()] {
            assert!(check_target(&output, &[&content]).is_err(), "{output:?}");
        }
        assert!(check_target(&temp.0.join("public"), &[&content]).is_ok());
    }
}
