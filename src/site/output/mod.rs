//! Publish the whole, or nothing.
//!
//! Pages go into a folder beside the published one; at the end the two change places in one step. A run that
//! fails or is killed leaves the published folder as it was. Where the folder itself must stay, because it is mounted or
//! shown elsewhere, each file takes its place in it instead, and a journal says what is still to be done. What Voetnoot
//! did not make is carried over and never deleted; the manifest says what it made, and which of it is a letter. Links
//! are recreated as links, never followed; nothing is deleted on another file system; a site that would lose most of
//! its letters is refused. What is written and deleted is so by way of the [`door`].

mod door;
mod manifest;
mod mounts;

pub use manifest::Earlier;

use crate::content::source::{DirEntry, shown, walk};
use crate::finding::{Code, Finding, Place};
use crate::number::address::OutPath;
use door::{Hold, Modes, Turn};
use manifest::{MANIFEST, digest};
use mounts::mount;
use std::collections::{BTreeMap, BTreeSet, HashSet};
use std::fs::{self, File};
use std::io;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Mutex, MutexGuard, PoisonError};

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

/// Keeps one file, and of the others nothing.
pub struct One(OutPath, Discard, Mutex<Option<Vec<u8>>>);

impl One {
    /// Keeps the file at this address.
    pub fn of(path: OutPath, discard: Discard) -> Self {
        Self(path, discard, Mutex::default())
    }

    /// The file, if it was made.
    pub fn into_file(self) -> Option<Vec<u8>> {
        self.2.into_inner().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Sink for One {
    fn expect(&self, letters: &Letters) -> Result<(), Finding> {
        self.1.expect(letters)
    }

    fn put(&self, path: &OutPath, bytes: &[u8]) -> Result<(), Finding> {
        if *path == self.0 {
            *self.2.lock().unwrap_or_else(PoisonError::into_inner) = Some(bytes.to_vec());
        }
        Ok(())
    }
}

/// Keeps everything in memory: for `serve` and tests.
#[derive(Default)]
pub struct Memory(Mutex<BTreeMap<String, Vec<u8>>>);

impl Memory {
    /// The files by path.
    pub fn into_map(self) -> BTreeMap<String, Vec<u8>> {
        self.0.into_inner().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Sink for Memory {
    fn expect(&self, _: &Letters) -> Result<(), Finding> {
        Ok(())
    }

    fn put(&self, path: &OutPath, bytes: &[u8]) -> Result<(), Finding> {
        locked(&self.0).insert(path.file_path(), bytes.to_vec());
        Ok(())
    }
}

fn locked<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

/// How a complete site takes the place of the one before.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Way {
    /// The folders change places.
    Exchange,
    /// The folder stays, and file after file changes in it: something is mounted there, or shows it elsewhere.
    Stay,
}

/// A folder that takes the place of the published one when it is complete. Dropped before, it vanishes.
pub struct Staging {
    output: PathBuf,
    way: Way,
    /// Empty when it has taken that place.
    folder: PathBuf,
    /// As long as it is held, no other run clears the folder away.
    held: Option<File>,
    modes: Modes,
    may_shrink: bool,
    folders: Mutex<HashSet<PathBuf>>,
    made: Mutex<BTreeMap<String, u64>>,
    letters: Mutex<BTreeSet<String>>,
}

/// The folders that runs of this process have begun. Held while a site takes its place: whoever ends the process waits.
static BEGUN: Mutex<Vec<PathBuf>> = Mutex::new(Vec::new());

/// Whether the process is about to end: nothing more is put into a folder.
static ENDING: AtomicBool = AtomicBool::new(false);

/// Clears away what this process has begun and not published, for it is about to end. Whether there was anything.
pub fn abandon() -> bool {
    ENDING.store(true, Ordering::Relaxed);
    let begun = locked(&BEGUN);
    for folder in &*begun {
        clear(folder, |_, _| true);
    }
    !begun.is_empty()
}

/// In a folder that stays: what the site will be, and the name of the folder where its files come from. It is there
/// from the first change to the last.
const JOURNAL: &str = ".voetnoot-journal";

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
        io::ErrorKind::FileTooLarge => {
            "no file may grow so large here: raise the limit (`ulimit -f`) and build again"
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
pub fn check_target(output: &Path, inputs: &[&Path], home: Option<&Path>) -> Result<(), Finding> {
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
    let is_home = home.and_then(absolute).is_some_and(|home| home.starts_with(&target));
    if is_home || HOMELY.iter().any(|name| target.join(name).symlink_metadata().is_ok()) {
        return refuse("this is somebody's home folder, or holds it");
    }
    Ok(())
}

/// What homes have and no site has.
const HOMELY: [&str; 9] = [
    ".bash_history",
    ".bash_profile",
    ".bashrc",
    ".gnupg",
    ".local",
    ".profile",
    ".ssh",
    ".zsh_history",
    ".zshrc",
];

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
    /// Begins a folder beside `output`, or in it if it must stay, and clears away what killed runs left there. Only if it
    /// `may_shrink` may the site lose most of its letters.
    pub fn begin(output: &Path, may_shrink: bool) -> Result<Self, Finding> {
        Self::begin_in(output, may_shrink, None)
    }

    fn begin_in(output: &Path, may_shrink: bool, way: Option<Way>) -> Result<Self, Finding> {
        let fail = |error: io::Error| trouble(output, "prepare the published folder", &error);
        let output = absolute(output).ok_or_else(|| fail(io::ErrorKind::InvalidInput.into()))?;
        let (Some(parent), Some(name)) = (output.parent(), output.file_name()) else {
            return Err(fail(io::ErrorKind::InvalidInput.into()));
        };
        let name = name.to_string_lossy();
        fs::metadata(parent)
            .is_err()
            .then(|| door::make_folders(parent, Modes::Given))
            .transpose()
            .map_err(fail)?;
        let mounted = mounts::within(&output);
        if let Some(folder) = mounted.iter().find(|folder| **folder != output) {
            let help = "nothing was changed; unmount it, or choose with --output a folder in which nothing is mounted";
            return Err(Finding::new(Code::K504, "another file system is mounted in the published folder")
                .at(Place::file(shown(folder)))
                .help(help));
        }
        let look = || {
            let stays = !mounted.is_empty() || mounts::is_shown_elsewhere(&output);
            if stays { Way::Stay } else { Way::Exchange }
        };
        let way = way.unwrap_or_else(look);
        restore(&output).map_err(fail)?;
        finish(&output)?;
        let (place, prefix) = match way {
            Way::Exchange => (parent, format!(".{name}.voetnoot-")),
            Way::Stay => (&*output, ".voetnoot-site-".to_owned()),
        };
        sweep(parent, &format!(".{name}.voetnoot-"));
        sweep(&output, ".voetnoot-site-");
        let (folder, held) = loop {
            let folder = place.join(format!("{prefix}{}", door::unique()));
            door::make_folder(&folder, Modes::Given).map_err(fail)?;
            match door::hold(&folder) {
                // Another run may have taken it for one that nobody holds, and cleared it away.
                Hold::Held(held) if folder.is_dir() => break (folder, Some(held)),
                Hold::Unknown if folder.is_dir() => break (folder, None),
                Hold::Held(_) | Hold::Busy | Hold::Unknown => {}
            }
        };
        locked(&BEGUN).push(folder.clone());
        let modes = Modes::of(&folder);
        let (folders, made, letters) = Default::default();
        let staging = Self { output, way, folder, held, modes, may_shrink, folders, made, letters };
        // What is made in a folder may follow its group.
        staging.dress().map_err(fail)?;
        Ok(staging)
    }

    /// Gives the new folder the mode and owner of the one whose place it takes.
    fn dress(&self) -> io::Result<()> {
        match self.way {
            Way::Exchange if self.output.metadata().is_ok_and(|meta| !meta.permissions().readonly()) => {
                door::like(&self.output, &self.folder, false)
            }
            _ if self.modes == Modes::Set => door::open_folder(&self.folder),
            _ => Ok(()),
        }
    }

    /// Puts the folder in the place of the published one. Gives what is worth knowing of it.
    pub fn publish(mut self) -> Result<Vec<Finding>, Finding> {
        let output = self.output.clone();
        let fail = |error: io::Error| trouble(&output, "publish the site", &error);
        let made = std::mem::take(&mut *locked(&self.made));
        let list = manifest::written(&made, &locked(&self.letters));
        door::write(&self.folder.join(MANIFEST), list.as_bytes(), self.modes).map_err(fail)?;
        let _turn = self.way.turn(&output).map_err(fail)?;
        // Who ends the process waits from here on until the site is whole.
        let mut begun = locked(&BEGUN);
        begun.retain(|folder| *folder != self.folder);
        let before = Earlier::read(&output);
        let told: Vec<Finding> = before.changed(&made).into_iter().collect();
        if self.way == Way::Stay {
            self.publish_in_place(&made, &before, &list)?;
            return Ok(told);
        }
        self.carry_over(&made, &before)?;
        self.dress().map_err(fail)?;
        self.sync().map_err(fail)?;
        let parent = output.parent().unwrap_or(&output);
        if !output.exists() {
            door::rename(&self.folder, &output).map_err(fail)?;
            self.folder = PathBuf::new();
            door::sync_names(parent);
            return Ok(told);
        }
        door::exchange(&self.folder, &output, &beside(&output, "before")).map_err(fail)?;
        door::sync_names(parent);
        // The site is published; what is left of the old one is cleared away now or by the next run, but first what
        // somebody put there meanwhile is brought along.
        let modes = self.modes;
        clear(&std::mem::take(&mut self.folder), |file, name| {
            let now = output.join(name);
            let is_ours = name == MANIFEST || before.made(name);
            is_ours || door::is_one_file(file, &now) || {
                let _ = now.parent().map(|folder| door::make_folders(folder, modes));
                // It is moved, with what was brought along of it before.
                let _ = door::rename(file, &now);
                false
            }
        });
        Ok(told)
    }

    /// Everything is on the disk before it can be seen: no loss of power takes both sites.
    fn sync(&self) -> io::Result<()> {
        match &self.held {
            Some(held) => door::sync(held),
            None => File::open(&self.folder).and_then(|folder| door::sync(&folder)),
        }
    }

    /// Brings what Voetnoot did not make into the new folder.
    fn carry_over(&self, made: &BTreeMap<String, u64>, before: &Earlier) -> Result<(), Finding> {
        let mut folders: Vec<(PathBuf, PathBuf)> = Vec::new();
        for entry in walk(&self.output) {
            let entry = match entry {
                Ok(entry) => entry,
                Err(_) if !self.output.exists() => return Ok(()),
                Err(error) => {
                    let error = error.into_io_error().unwrap_or_else(|| io::ErrorKind::Other.into());
                    return Err(trouble(&self.output, "read the published folder", &error));
                }
            };
            let Ok(relative) = entry.path().strip_prefix(&self.output) else { continue };
            let name = shown(relative);
            if name.is_empty() || name == MANIFEST || before.made(&name) {
                continue;
            }
            let to = self.folder.join(relative);
            if entry.file_type().is_dir() {
                // Folders that held only pages of ours are not missed.
                if !before.made_in(&name) {
                    let made = door::make_folders(&to, self.modes);
                    made.map_err(|e| trouble(entry.path(), "keep this folder", &e))?;
                    folders.push((entry.into_path(), to));
                }
                continue;
            }
            if made.contains_key(&name) || to.symlink_metadata().is_ok() {
                return Err(foreign(entry.path()));
            }
            let kept = door::keep(entry.path(), &to, self.modes);
            kept.map_err(|e| trouble(entry.path(), "keep this file", &e))?;
        }
        // The innermost first: what is put into a folder changes its time.
        for (from, to) in folders.iter().rev() {
            door::like(from, to, true).map_err(|e| trouble(from, "keep this folder", &e))?;
        }
        Ok(())
    }

    /// Lets each file take its place in the published folder, which stays. Until the journal is written nothing is
    /// changed; from then on this run, or the next, goes on to the end.
    fn publish_in_place(
        mut self,
        made: &BTreeMap<String, u64>,
        before: &Earlier,
        list: &str,
    ) -> Result<(), Finding> {
        let output = self.output.clone();
        let fail = |error: io::Error| trouble(&output, "publish the site", &error);
        for name in made.keys() {
            let file = output.join(name);
            match file.symlink_metadata() {
                Ok(meta) if meta.is_dir() && before.made_in(name) => {}
                Ok(_) if !before.made(name) => return Err(foreign(&file)),
                _ => {}
            }
            let above = Path::new(name).ancestors().skip(1).map(shown).find(|above| {
                let there = output.join(above);
                !above.is_empty()
                    && !before.made(above)
                    && there.symlink_metadata().is_ok_and(|meta| !meta.is_dir())
            });
            if let Some(above) = above {
                return Err(foreign(&output.join(above)));
            }
        }
        self.sync().map_err(fail)?;
        let name = self.folder.file_name().unwrap_or_default().to_string_lossy().into_owned();
        let begun = self.folder.join(JOURNAL);
        door::write(&begun, format!("{name}\n{list}").as_bytes(), self.modes).map_err(fail)?;
        door::rename(&begun, &output.join(JOURNAL)).map_err(fail)?;
        door::sync_names(&output);
        // From here on the folder is needed, also if this run ends.
        self.folder = PathBuf::new();
        go_on(&output, self.modes)
    }
}

fn foreign(file: &Path) -> Finding {
    Finding::new(Code::K501, "this file was not made by voetnoot and would be overwritten")
        .at(Place::file(shown(file)))
        .help("move it away, or choose another folder with --output")
}

impl Way {
    /// What tells whose turn it is: nothing can be written beside a folder that is mounted, perhaps.
    fn turn(self, output: &Path) -> io::Result<Turn> {
        Turn::wait(match self {
            Self::Exchange => beside(output, "turn"),
            Self::Stay => output.join(".voetnoot-turn"),
        })
    }
}

/// The name of something of ours beside the published folder.
fn beside(output: &Path, what: &str) -> PathBuf {
    let name = output.file_name().unwrap_or_default().to_string_lossy();
    output.with_file_name(format!(".{name}.voetnoot-{what}"))
}

/// Where a system cannot exchange two folders, a killed run may have left the site under another name.
fn restore(output: &Path) -> io::Result<()> {
    let aside = beside(output, "before");
    if !aside.is_dir() {
        return Ok(());
    }
    let _turn = Way::Exchange.turn(output)?;
    if output.symlink_metadata().is_err() {
        return door::rename(&aside, output);
    }
    clear(&aside, |_, _| true);
    Ok(())
}

/// Brings to its end what a killed run has begun in a folder that stays.
fn finish(output: &Path) -> Result<(), Finding> {
    if output.join(JOURNAL).symlink_metadata().is_err() {
        return Ok(());
    }
    let fail = |error: io::Error| trouble(output, "bring to its end what another run has begun", &error);
    let _turn = Way::Stay.turn(output).map_err(fail)?;
    if output.join(JOURNAL).symlink_metadata().is_err() {
        return Ok(());
    }
    go_on(output, Modes::Given)
}

/// Does what the journal says and is not done yet: pages take their places, those they lead to first, and what is no
/// longer of the site goes.
fn go_on(output: &Path, modes: Modes) -> Result<(), Finding> {
    let fail = |error: io::Error| {
        let finding = trouble(output, "publish the site", &error);
        finding.help("part of the site has changed; build again when the system can write here, and the rest will follow")
    };
    let journal = fs::read_to_string(output.join(JOURNAL)).map_err(fail)?;
    let (name, list) = journal.split_once('\n').unwrap_or_default();
    let folder = output.join(Path::new(name).file_name().unwrap_or_default());
    let (before, after) = (Earlier::read(output), Earlier::of(output, list));
    let gone = || before.files.keys().filter(|path| !after.made(path));
    // Where a file was there may be a folder now, and where a folder was a file.
    let in_the_way = |path: &&String| {
        after.made_in(path) || Path::new(path).ancestors().skip(1).any(|above| after.made(&shown(above)))
    };
    for path in gone().filter(in_the_way) {
        remove(output, path).map_err(fail)?;
    }
    let mut files: Vec<&String> = after.files.keys().collect();
    // A page that can be seen leads to what is there: pictures and styles first, the home page last.
    files.sort_by_key(|path| (path.ends_with(".html"), *path == "index.html"));
    for path in files {
        let (from, to) = (folder.join(path), output.join(path));
        if from.symlink_metadata().is_err() {
            continue;
        }
        if let Some(parent) = to.parent() {
            door::make_folders(parent, modes).map_err(fail)?;
        }
        door::rename(&from, &to).map_err(fail)?;
    }
    for path in gone() {
        remove(output, path).map_err(fail)?;
    }
    let list = folder.join(MANIFEST);
    if list.symlink_metadata().is_ok() {
        door::rename(&list, &output.join(MANIFEST)).map_err(fail)?;
    }
    door::sync_names(output);
    door::remove_file(&output.join(JOURNAL)).map_err(fail)?;
    clear(&folder, |_, _| true);
    Ok(())
}

/// Removes a file of ours, and the folders that it leaves empty.
fn remove(output: &Path, path: &str) -> io::Result<()> {
    if let Err(error) = door::remove_file(&output.join(path))
        && !matches!(error.kind(), io::ErrorKind::NotFound | io::ErrorKind::NotADirectory)
    {
        return Err(error);
    }
    for above in Path::new(path).ancestors().skip(1).filter(|above| !above.as_os_str().is_empty()) {
        if door::remove_folder(&output.join(above)).is_err() {
            break;
        }
    }
    Ok(())
}

impl Sink for Staging {
    fn expect(&self, letters: &Letters) -> Result<(), Finding> {
        if !self.may_shrink {
            Earlier::read(&self.output).may_become(letters)?;
        }
        locked(&self.letters).clone_from(&letters.pages);
        Ok(())
    }

    fn put(&self, path: &OutPath, bytes: &[u8]) -> Result<(), Finding> {
        let name = path.file_path();
        if ENDING.load(Ordering::Relaxed) {
            return Err(trouble(
                &self.output.join(&name),
                "write this page",
                &io::ErrorKind::Interrupted.into(),
            ));
        }
        let file = self.folder.join(&name);
        let write = || -> io::Result<()> {
            if let Some(parent) = file.parent() {
                let mut folders = locked(&self.folders);
                if !folders.contains(parent) {
                    door::make_folders(parent, self.modes)?;
                    folders.insert(parent.to_owned());
                }
            }
            door::write(&file, bytes, self.modes)
        };
        write().map_err(|e| trouble(&self.output.join(&name), "write this page", &e))?;
        locked(&self.made).insert(name, digest(bytes));
        Ok(())
    }
}

impl Drop for Staging {
    fn drop(&mut self) {
        if !self.folder.as_os_str().is_empty() {
            clear(&self.folder, |_, _| true);
            // While a site takes its place the list is held, and this folder is no longer in it.
            if let Ok(mut begun) = BEGUN.try_lock() {
                begun.retain(|folder| *folder != self.folder);
            }
        }
    }
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
            let _ = door::remove_file(entry.path());
        }
    }
    for folder in folders.iter().rev() {
        let _ = door::remove_folder(folder);
    }
}

/// Removes what runs that no longer live left in a folder.
fn sweep(place: &Path, prefix: &str) {
    let Ok(entries) = fs::read_dir(place) else { return };
    for entry in entries.flatten() {
        let name = entry.file_name().to_string_lossy().into_owned();
        let is_ours =
            name.strip_prefix(prefix).is_some_and(|rest| rest.bytes().all(|b| b.is_ascii_hexdigit()));
        if !is_ours || !entry.file_type().is_ok_and(|kind| kind.is_dir()) {
            continue;
        }
        // The system has let go of it if its run has ended; where nothing tells, it is left alone.
        if let Hold::Held(_held) = door::hold(&entry.path()) {
            clear(&entry.path(), |_, _| true);
        }
    }
}

#[cfg(test)]
mod tests;
