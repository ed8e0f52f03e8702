//! What is mounted in the published folder, and where else it is shown: whether it may change places with another.

use crate::content::source::{DirEntry, walk};
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

/// What tells the file system of a folder from others, as it is mounted: a part of the same disk may be mounted in a
/// folder as well. Only Linux tells mounts apart; elsewhere the device has to do.
pub(super) fn mount(folder: &Path) -> io::Result<u64> {
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

/// The folders of a published folder in which something else is mounted; the first may be itself.
pub(super) fn within(output: &Path) -> Vec<PathBuf> {
    let Some(home) = output.parent().and_then(|parent| mount(parent).ok()) else { return Vec::new() };
    let other = |folder: &Path| mount(folder).is_ok_and(|other| other != home);
    if other(output) {
        let own = mount(output).unwrap_or_default();
        let mut all = vec![output.to_owned()];
        all.extend(folders(output).filter(|folder| mount(folder).is_ok_and(|other| other != own)));
        return all;
    }
    // A folder that cannot be read is reported when the site is published.
    folders(output).filter(|folder| other(folder)).collect()
}

fn folders(output: &Path) -> impl Iterator<Item = PathBuf> {
    let entries = walk(output).flatten().filter(|entry| entry.file_type().is_dir() && entry.depth() > 0);
    entries.map(DirEntry::into_path)
}

/// Whether the folder, or one above it, is shown in another place too: in a container, or by a bind mount. Who looks
/// there holds on to the folder itself, and would not see another that takes its name. The system tells of the
/// processes that we may ask about.
pub(super) fn is_shown_elsewhere(output: &Path) -> bool {
    let Ok(processes) = fs::read_dir("/proc") else { return false };
    let Ok(own) = fs::read_to_string("/proc/self/mountinfo") else { return false };
    let Some((device, root)) = place_on_disk(&own, output) else { return false };
    let mut tables = vec![own];
    let mut spaces = vec![fs::read_link("/proc/self/ns/mnt").ok()];
    for process in processes.flatten().map(|entry| entry.path()) {
        let space = fs::read_link(process.join("ns/mnt")).ok();
        if space.is_some() && !spaces.contains(&space) {
            spaces.push(space);
            tables.extend(fs::read_to_string(process.join("mountinfo")));
        }
    }
    tables.iter().flat_map(|table| table.lines()).filter_map(Mounted::read).any(|mounted| {
        // A mount of the whole disk, or of a folder further up, shows whatever has the name.
        mounted.device == device && Path::new(&mounted.root) == root
    })
}

/// The device that a path stands on, and its path there.
fn place_on_disk(table: &str, path: &Path) -> Option<(String, PathBuf)> {
    let holds = |mounted: &Mounted| path.starts_with(&mounted.point);
    // Of two mounts at one point the later lies on top.
    let mounted = table.lines().filter_map(Mounted::read).filter(holds);
    let mounted = mounted.max_by_key(|mounted| mounted.point.len())?;
    let below = path.strip_prefix(&mounted.point).ok()?;
    Some((mounted.device, Path::new(&mounted.root).join(below)))
}

/// A line of `mountinfo`.
struct Mounted {
    device: String,
    /// The folder of the device that is shown.
    root: String,
    /// Where.
    point: String,
}

impl Mounted {
    fn read(line: &str) -> Option<Self> {
        let mut fields = line.split(' ').skip(2);
        let device = fields.next()?.to_owned();
        Some(Self { device, root: unescaped(fields.next()?), point: unescaped(fields.next()?) })
    }
}

/// Spaces, tabs, line feeds and backslashes are written as octal numbers.
fn unescaped(field: &str) -> String {
    let escapes = [("\\040", " "), ("\\011", "\t"), ("\\012", "\n"), ("\\134", "\\")];
    escapes.iter().fold(field.to_owned(), |text, (written, meant)| text.replace(written, meant))
}

#[cfg(test)]
mod tests {
    use super::*;

    const TABLE: &str = "\
22 1 8:1 / / rw,relatime - ext4 /dev/sda1 rw
30 22 8:2 /srv /srv rw,relatime - ext4 /dev/sda2 rw
41 22 8:2 /srv/site/public /usr/share/nginx/html ro,relatime - ext4 /dev/sda2 rw
42 22 8:2 /srv/een\\040map /mnt rw - ext4 /dev/sda2 rw
";

    #[test]
    fn a_folder_is_known_by_its_place_on_the_disk() {
        let place = |path: &str| place_on_disk(TABLE, Path::new(path)).unwrap();
        assert_eq!(place("/srv/site/public"), ("8:2".into(), "/srv/site/public".into()));
        assert_eq!(place("/home/public"), ("8:1".into(), "/home/public".into()));
        assert_eq!(place("/mnt/public"), ("8:2".into(), "/srv/een map/public".into()));
    }
}
