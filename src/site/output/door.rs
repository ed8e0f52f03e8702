//! The one door to the file system for what is published: every call that makes, changes or takes away.
//!
//! An error of the system is passed on, also one that comes when a file is closed. Nothing here knows what a page is.
//! Tests let each call fail in turn.

#![expect(clippy::disallowed_methods, reason = "the one place that writes a site")]

use std::fs::{self, File, TryLockError};
use std::hash::{BuildHasher, Hasher, RandomState};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

#[cfg(test)]
pub(super) mod double {
    //! Lets calls fail.

    use std::cell::Cell;
    use std::io;

    #[derive(Clone, Copy)]
    enum Plan {
        Succeed,
        /// So many calls succeed before one fails, and all after it if it is for ever: then nothing is cleared away
        /// either, as after a kill.
        Fail {
            after: usize,
            forever: bool,
        },
        /// One has failed.
        Failed {
            forever: bool,
        },
    }

    thread_local! {
        static PLAN: Cell<Plan> = const { Cell::new(Plan::Succeed) };
    }

    /// Does the work while call number `after`, counted from 0, fails; tells whether it came so far.
    pub(in super::super) fn failing<T>(after: usize, forever: bool, work: impl FnOnce() -> T) -> (T, bool) {
        PLAN.set(Plan::Fail { after, forever });
        let done = work();
        (done, matches!(PLAN.replace(Plan::Succeed), Plan::Failed { .. }))
    }

    pub(super) fn pass() -> io::Result<()> {
        let error = || Err(io::Error::other("on purpose"));
        match PLAN.get() {
            Plan::Succeed | Plan::Failed { forever: false } => Ok(()),
            Plan::Failed { forever: true } => error(),
            Plan::Fail { after: 0, forever } => {
                PLAN.set(Plan::Failed { forever });
                error()
            }
            Plan::Fail { after, forever } => {
                PLAN.set(Plan::Fail { after: after - 1, forever });
                Ok(())
            }
        }
    }
}

#[cfg(test)]
use double::pass;

#[cfg(not(test))]
#[expect(clippy::unnecessary_wraps, reason = "in tests it fails")]
#[inline]
fn pass() -> io::Result<()> {
    Ok(())
}

/// How the modes of what is made are found.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Modes {
    /// The system gives them, and everybody may read.
    Given,
    /// The user's mask hides what is made from others, among them the web server: they are set.
    Set,
}

impl Modes {
    /// What the mode of a folder that was just made tells.
    pub(super) fn of(folder: &Path) -> Self {
        #[cfg(unix)]
        if let Ok(meta) = fs::metadata(folder)
            && std::os::unix::fs::PermissionsExt::mode(&meta.permissions()) & 0o755 != 0o755
        {
            return Self::Set;
        }
        let _ = folder;
        Self::Given
    }
}

fn set_mode(path: &Path, mode: u32) -> io::Result<()> {
    #[cfg(unix)]
    return fs::set_permissions(path, std::os::unix::fs::PermissionsExt::from_mode(mode));
    #[cfg(not(unix))]
    {
        let _ = (path, mode);
        Ok(())
    }
}

/// Lets everybody look into a folder of ours.
pub(super) fn open_folder(path: &Path) -> io::Result<()> {
    pass()?;
    set_mode(path, 0o755)
}

/// Makes one folder, which must not be there.
pub(super) fn make_folder(path: &Path, modes: Modes) -> io::Result<()> {
    pass()?;
    fs::create_dir(path)?;
    if modes == Modes::Set { set_mode(path, 0o755) } else { Ok(()) }
}

/// Makes a folder and those above it that are missing.
pub(super) fn make_folders(path: &Path, modes: Modes) -> io::Result<()> {
    if path.is_dir() {
        return Ok(());
    }
    if let Some(above) = path.parent().filter(|above| !above.as_os_str().is_empty()) {
        make_folders(above, modes)?;
    }
    make_folder(path, modes).or_else(|error| match fs::metadata(path) {
        // Another thread was faster.
        Ok(meta) if meta.is_dir() => Ok(()),
        Ok(_) => Err(io::ErrorKind::NotADirectory.into()),
        Err(_) => Err(error),
    })
}

/// Writes a file that must not be there, and closes it.
pub(super) fn write(path: &Path, bytes: &[u8], modes: Modes) -> io::Result<()> {
    pass()?;
    let mut file = File::options().write(true).create_new(true).open(path)?;
    file.write_all(bytes)?;
    #[cfg(unix)]
    if modes == Modes::Set {
        file.set_permissions(std::os::unix::fs::PermissionsExt::from_mode(0o644))?;
    }
    // Linux writes all files out at once, before they are published.
    if !cfg!(target_os = "linux") {
        file.sync_all()?;
    }
    let _ = modes;
    close(file)
}

/// Some file systems tell only at the end that there was no room.
fn close(file: File) -> io::Result<()> {
    pass()?;
    #[cfg(unix)]
    nix::unistd::close(file)?;
    #[cfg(not(unix))]
    drop(file);
    Ok(())
}

/// Brings everything that was written below a folder to the disk.
pub(super) fn sync(folder: &File) -> io::Result<()> {
    pass()?;
    // Tests make thousands of sites, and no power is lost in them.
    #[cfg(all(target_os = "linux", not(test)))]
    rustix::fs::syncfs(folder)?;
    let _ = folder;
    Ok(())
}

/// Brings the names in a folder to the disk. Not every system can; then there is nothing to be done.
pub(super) fn sync_names(folder: &Path) {
    if cfg!(test) {
        return;
    }
    if let Ok(folder) = File::open(folder) {
        let _ = folder.sync_all();
    }
}

pub(super) fn rename(from: &Path, to: &Path) -> io::Result<()> {
    pass()?;
    fs::rename(from, to)
}

pub(super) fn remove_file(path: &Path) -> io::Result<()> {
    pass()?;
    fs::remove_file(path)
}

/// Removes a folder, if it is empty.
pub(super) fn remove_folder(path: &Path) -> io::Result<()> {
    pass()?;
    fs::remove_dir(path)
}

/// A hard link costs nothing and survives whatever happens, and so does one to a link; on file systems without, a copy.
pub(super) fn keep(from: &Path, to: &Path, modes: Modes) -> io::Result<()> {
    if let Some(parent) = to.parent() {
        make_folders(parent, modes)?;
    }
    pass()?;
    if fs::hard_link(from, to).is_ok() {
        return Ok(());
    }
    if from.is_symlink() {
        return link(&fs::read_link(from)?, to);
    }
    fs::copy(from, to)?;
    close(File::open(to)?)?;
    like(from, to, true)
}

#[cfg(unix)]
pub(super) fn link(target: &Path, at: &Path) -> io::Result<()> {
    std::os::unix::fs::symlink(target, at)
}

#[cfg(not(unix))]
pub(super) fn link(_: &Path, _: &Path) -> io::Result<()> {
    Err(io::Error::new(io::ErrorKind::Unsupported, "symbolic links cannot be kept on this system"))
}

/// Gives a file or folder the mode of another, and its owner where we may; with `times` also those.
pub(super) fn like(from: &Path, to: &Path, times: bool) -> io::Result<()> {
    pass()?;
    let meta = fs::metadata(from)?;
    #[cfg(unix)]
    {
        use std::os::unix::fs::MetadataExt;
        let own = fs::metadata(to)?;
        if (own.uid(), own.gid()) != (meta.uid(), meta.gid()) {
            // Only the system's administrator may give files away; a group may be one of ours.
            let _ = std::os::unix::fs::chown(to, Some(meta.uid()), Some(meta.gid()))
                .or_else(|_| std::os::unix::fs::chown(to, None, Some(meta.gid())));
        }
    }
    fs::set_permissions(to, meta.permissions())?;
    if times && let (Ok(read), Ok(changed)) = (meta.accessed(), meta.modified()) {
        let times = fs::FileTimes::new().set_accessed(read).set_modified(changed);
        // Some systems do not open folders; their times are no reason to fail.
        let _ = File::open(to).and_then(|file| file.set_times(times));
    }
    Ok(())
}

/// The two folders change places. In one step where the system can, else in two by way of `aside`, the second undone if
/// it fails.
pub(super) fn exchange(new: &Path, old: &Path, aside: &Path) -> io::Result<()> {
    pass()?;
    #[cfg(target_os = "linux")]
    {
        use rustix::fs::{CWD, RenameFlags, renameat_with};
        if renameat_with(CWD, new, CWD, old, RenameFlags::EXCHANGE).is_ok() {
            return Ok(());
        }
    }
    fs::rename(old, aside)?;
    if let Err(error) = rename(new, old) {
        fs::rename(aside, old)?;
        return Err(error);
    }
    fs::rename(aside, new)
}

/// Whether a folder is ours.
pub(super) enum Hold {
    /// Until the handle is dropped, or the process ends in any way.
    Held(File),
    /// Another run has it.
    Busy,
    /// This file system cannot tell.
    Unknown,
}

/// Takes hold of a folder; the system lets go of it when the process ends, in whichever container it ran.
pub(super) fn hold(folder: &Path) -> Hold {
    let Ok(handle) = File::open(folder) else { return Hold::Unknown };
    match handle.try_lock() {
        Ok(()) => Hold::Held(handle),
        Err(TryLockError::WouldBlock) => Hold::Busy,
        Err(TryLockError::Error(_)) => Hold::Unknown,
    }
}

/// One turn at publishing: of several runs for one folder the others wait. The file goes with it.
pub(super) struct Turn {
    file: PathBuf,
    _held: File,
}

impl Turn {
    /// Waits for the turn.
    pub(super) fn wait(file: PathBuf) -> io::Result<Self> {
        loop {
            pass()?;
            let held = File::options().write(true).create(true).truncate(false).open(&file)?;
            // Where nothing can be locked there is no turn to wait for.
            let locked = held.lock().is_ok();
            // Who had it before may have taken the file away.
            if !locked || is_same(&held, &file) {
                return Ok(Self { file, _held: held });
            }
        }
    }
}

impl Drop for Turn {
    fn drop(&mut self) {
        let _ = fs::remove_file(&self.file);
    }
}

#[cfg(unix)]
fn is_same(held: &File, path: &Path) -> bool {
    use std::os::unix::fs::MetadataExt;
    let id = |meta: fs::Metadata| (meta.dev(), meta.ino());
    held.metadata().map(id).is_ok_and(|own| fs::metadata(path).map(id).is_ok_and(|there| there == own))
}

#[cfg(not(unix))]
fn is_same(_: &File, path: &Path) -> bool {
    path.exists()
}

/// Whether two paths are one file.
#[cfg(unix)]
pub(super) fn is_one_file(a: &Path, b: &Path) -> bool {
    use std::os::unix::fs::MetadataExt;
    let id = |path: &Path| fs::symlink_metadata(path).map(|meta| (meta.dev(), meta.ino())).ok();
    id(a).is_some() && id(a) == id(b)
}

#[cfg(not(unix))]
pub(super) fn is_one_file(a: &Path, b: &Path) -> bool {
    let read = |path: &Path| fs::read(path).ok();
    read(a).is_some() && read(a) == read(b)
}

/// A name that no other run has: two containers may number their processes alike.
pub(super) fn unique() -> String {
    format!("{:016x}", RandomState::new().build_hasher().finish())
}
