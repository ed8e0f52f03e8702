//! What becomes of a published folder, also when a call of the system fails or a run ends.

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
    staging.publish().map(|_| ())
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
    publish_or_shrink(&public, &["kst-28638-1", "kst-28638-2", "kst-28638-3", "kst-28638-4"], false).unwrap();
    // Others do not make up for them.
    for refused in [&[][..], &["kst-28638-4"], &["kst-28638-4", "kst-28638-5", "kst-28638-6"]] {
        let error = publish_or_shrink(&public, refused, false).unwrap_err();
        assert_eq!(error.code, Code::K505, "{refused:?}");
        assert_eq!(tree(&public).len(), 6, "{refused:?}");
        let new =
            Letters { pages: refused.iter().map(|id| path(id).file_path()).collect(), ..Letters::default() };
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
    door::link(&outside, &public.join("away")).unwrap();
    publish(&public, &["kst-28638-2"]).unwrap();
    assert_eq!(fs::read_link(public.join("away")).unwrap(), outside);
    assert_eq!(fs::read_to_string(outside.join("precious")).unwrap(), "x");
    fs::rename(&public, temp.path().join("real")).unwrap();
    door::link(&temp.path().join("real"), &public).unwrap();
    assert_eq!(check_target(&public, &[], None).unwrap_err().code, Code::K502);
}

#[test]
fn the_content_is_never_published_over() {
    let temp = tempdir().unwrap();
    let content = temp.path().join("content");
    fs::create_dir_all(&content).unwrap();
    for output in [content.clone(), content.join("public"), temp.path().to_owned()] {
        assert!(check_target(&output, &[&content], None).is_err(), "{output:?}");
    }
    assert!(check_target(&temp.path().join("public"), &[&content], None).is_ok());
}

/// A site of these letters, with what somebody else put into it.
fn site(output: &Path, ids: &[&str], way: Way) -> Result<Vec<Finding>, Finding> {
    let staging = Staging::begin_in(output, true, Some(way))?;
    let pages = ids.iter().map(|id| path(id).file_path()).collect();
    staging.expect(&Letters { pages, ..Letters::default() })?;
    for id in ids {
        staging.put(&path(id), format!("{id} of {}", ids.len()).as_bytes())?;
    }
    staging.put(&OutPath::home(), format!("{ids:?}").as_bytes())?;
    staging.publish()
}

fn contents(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let read = |name: String| (name.clone(), fs::read(folder.join(name)).unwrap());
    tree(folder).into_iter().filter(|name| !name.starts_with(".voetnoot-")).map(read).collect()
}

const FIRST: [&str; 3] = ["kst-28638-1", "kst-28638-2", "kst-31015-7"];
const SECOND: [&str; 2] = ["kst-28638-2", "kst-28638-3"];

#[test]
fn whatever_call_fails_the_site_is_whole() {
    for (way, forever) in [Way::Exchange, Way::Stay].into_iter().flat_map(|way| [(way, false), (way, true)]) {
        let expected = |ids: &[&str]| {
            let temp = tempdir().unwrap();
            let public = temp.path().join("public");
            site(&public, ids, Way::Exchange).unwrap();
            fs::write(public.join("CNAME"), "voetnoot.example").unwrap();
            contents(&public)
        };
        let (first, second) = (expected(&FIRST), expected(&SECOND));
        let mut failed = 0;
        for n in 0.. {
            let temp = tempdir().unwrap();
            let public = temp.path().join("public");
            fs::create_dir(&public).unwrap();
            site(&public, &FIRST, way).unwrap();
            fs::write(public.join("CNAME"), "voetnoot.example").unwrap();
            let (done, came_so_far) = door::double::failing(n, forever, || site(&public, &SECOND, way));
            let begun = public.join(JOURNAL).exists();
            let now = contents(&public);
            match done {
                Ok(_) => assert_eq!(now, second, "{way:?} {n} {forever}"),
                Err(_) if begun => assert_eq!(way, Way::Stay, "{n}"),
                Err(_) => {
                    failed += 1;
                    assert!(now == first || now == second, "{way:?} {n} {forever}: {now:?}");
                }
            }
            // The next run goes on with what this one has begun, and leaves nothing of it.
            let next = Staging::begin_in(&public, true, Some(way)).unwrap();
            drop(next);
            let now = contents(&public);
            assert!(now == first && !begun || now == second, "{way:?} {n} {forever}: {now:?}");
            site(&public, &SECOND, way).unwrap();
            assert_eq!(contents(&public), second);
            let left = |folder: &Path| -> Vec<String> {
                let names = fs::read_dir(folder).unwrap().flatten();
                let names = names.map(|entry| entry.file_name().to_string_lossy().into_owned());
                names.filter(|name| name.contains("voetnoot-") && name != MANIFEST).collect()
            };
            assert_eq!((left(temp.path()), left(&public)), (Vec::new(), Vec::new()), "{way:?} {n} {forever}");
            if !came_so_far {
                break;
            }
        }
        assert!(failed > 8, "{way:?} {forever}: {failed}");
    }
}

#[test]
fn two_runs_do_not_meet() {
    let temp = tempdir().unwrap();
    let public = temp.path().join("public");
    let other = Staging::begin(&public, true).unwrap();
    other.put(&path("kst-28638-1"), b"theirs").unwrap();
    site(&public, &SECOND, Way::Exchange).unwrap();
    other.publish().unwrap();
    assert_eq!(contents(&public).into_keys().collect::<Vec<_>>(), ["28638/1/index.html"]);
    assert_eq!(fs::read_dir(temp.path()).unwrap().count(), 1);
    std::thread::scope(|scope| {
        for _ in 0..8 {
            scope.spawn(|| site(&public, &FIRST, Way::Exchange).unwrap());
        }
    });
    assert_eq!(contents(&public).len(), FIRST.len() + 1);
    assert_eq!(fs::read_dir(temp.path()).unwrap().count(), 1);
}

#[test]
fn what_was_changed_by_hand_is_told() {
    for way in [Way::Exchange, Way::Stay] {
        let temp = tempdir().unwrap();
        let public = temp.path().join("public");
        fs::create_dir(&public).unwrap();
        assert_eq!(site(&public, &FIRST, way).unwrap(), []);
        assert_eq!(site(&public, &FIRST, way).unwrap(), []);
        let page = public.join("28638/1/index.html");
        fs::write(&page, "by hand").unwrap();
        let later = std::time::SystemTime::now() + std::time::Duration::from_secs(2);
        File::options().append(true).open(&page).unwrap().set_modified(later).unwrap();
        let told = site(&public, &FIRST, way).unwrap();
        assert!(matches!(&told[..], [finding] if finding.code == Code::K507), "{told:?}");
        assert_eq!(site(&public, &FIRST, way).unwrap(), []);
    }
}

#[cfg(unix)]
#[test]
fn modes_and_times_are_kept_and_pages_can_be_read() {
    use std::os::unix::fs::PermissionsExt;
    let temp = tempdir().unwrap();
    let public = temp.path().join("public");
    let mode = |path: &Path| fs::metadata(path).unwrap().permissions().mode() & 0o7777;
    site(&public, &FIRST, Way::Exchange).unwrap();
    let own = public.join("bijlagen");
    fs::create_dir(&own).unwrap();
    fs::write(own.join("a.pdf"), "a").unwrap();
    fs::set_permissions(&own, PermissionsExt::from_mode(0o750)).unwrap();
    fs::set_permissions(&public, PermissionsExt::from_mode(0o2775)).unwrap();
    let past = std::time::SystemTime::UNIX_EPOCH + std::time::Duration::from_secs(1_000_000_000);
    File::open(&own).unwrap().set_modified(past).unwrap();
    site(&public, &SECOND, Way::Exchange).unwrap();
    assert_eq!((mode(&public), mode(&own)), (0o2775, 0o750));
    assert_eq!(fs::metadata(&own).unwrap().modified().unwrap(), past);
    assert_eq!(mode(&public.join("28638/2/index.html")) & 0o644, 0o644);
}

#[test]
fn a_home_is_never_published_over() {
    let temp = tempdir().unwrap();
    let home = temp.path().join("home");
    fs::create_dir_all(home.join("site/.ssh")).unwrap();
    for output in [home.clone(), temp.path().to_owned(), home.join("site")] {
        assert!(check_target(&output, &[], Some(&home)).is_err(), "{output:?}");
    }
    assert!(check_target(&home.join("public"), &[], Some(&home)).is_ok());
}
