//! Every byte that Voetnoot gives, as a digest: the files of the sample and of each small site, their messages, the
//! citations of the manual, imports of the documents in `tests/documents/`, and what the program says of itself.
//!
//! A change that is meant to alter nothing alters none of them. When one is meant to, `UPDATE=1 cargo test --test
//! golden` writes the digests anew; to read the difference itself, run this test with `GOLDEN=DIR` before and after
//! the change and compare the two folders with `diff -r`.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use voetnoot::settings::Settings;

/// Outputs by name.
type Outputs = BTreeMap<String, Vec<u8>>;

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

/// A line with "…" for the seconds that it tells.
fn without_time(line: &str) -> String {
    let told = line.split_once(" in ").and_then(|(before, rest)| Some((before, rest.split_once(" s")?)));
    match told {
        Some((before, (seconds, after))) if seconds.parse::<f64>().is_ok() => {
            format!("{before} in … s{after}")
        }
        _ => line.to_owned(),
    }
}

/// Runs the program in a folder. Its standard output, its standard error but for the time that it took, and its
/// exit code.
fn run(folder: &Path, arguments: &[&str]) -> Vec<u8> {
    let output = Command::new(env!("CARGO_BIN_EXE_voetnoot"))
        .args(arguments)
        .current_dir(folder)
        .env("COLUMNS", "100")
        .output()
        .unwrap();
    let mut all = output.stdout;
    for line in String::from_utf8(output.stderr).unwrap().lines() {
        all.extend_from_slice(without_time(line).as_bytes());
        all.push(b'\n');
    }
    all.extend_from_slice(format!("exit {:?}\n", output.status.code()).as_bytes());
    all
}

/// The files of a site and its messages.
fn site(name: &str, settings: &Settings, outputs: &mut Outputs) {
    let (report, files) = voetnoot::render_to_memory(settings);
    let root = format!("{}/", root().display()).replace('\\', "/");
    let messages = voetnoot::report::text(&report.findings, false).replace(&root, "");
    outputs.insert(format!("{name}: messages"), messages.into_bytes());
    outputs.extend(files.into_iter().map(|(path, bytes)| (format!("{name}/{path}"), bytes)));
}

fn outputs() -> Outputs {
    let mut outputs = Outputs::new();
    let sample = Settings { content: root().join("content"), ..Settings::default() };
    site("sample", &sample, &mut outputs);
    let mut sites: Vec<_> =
        fs::read_dir(root().join("tests/site")).unwrap().map(|e| e.unwrap().path()).collect();
    sites.sort();
    for folder in sites {
        let settings = Settings {
            content: folder.join("content"),
            templates: folder.join("templates"),
            static_dir: folder.join("static"),
            ..Settings::default()
        };
        site(&format!("site/{}", folder.file_name().unwrap().to_string_lossy()), &settings, &mut outputs);
    }
    let documents = root().join("tests/documents");
    // What converters made of two letters stands in a folder of its own, with a test of its own.
    let files = fs::read_dir(&documents).unwrap().map(Result::unwrap).filter(|entry| entry.path().is_file());
    let mut files: Vec<_> = files.map(|entry| entry.file_name()).collect();
    files.sort();
    for file in files {
        let file = file.to_str().unwrap();
        let import = run(&documents, &["import", "--dry-run", "--content", "none", file]);
        outputs.insert(format!("import {file}"), import);
    }
    for arguments in [
        &["cite", "--format", "jsonl", "tests/citations.md"][..],
        &["explain"],
        &["man"],
        &["man", "build"],
        &["man", "import"],
        &["schema", "letter"],
        &["schema", "site"],
        &["schema", "register"],
        &["schema", "dossier"],
        &["schema", "annotations"],
        &["suggest", "--date", "2026-01-01", "content/28638/201.md"],
    ] {
        outputs.insert(arguments.join(" "), run(&root(), arguments));
    }
    outputs
}

/// FNV-1a: the same on every machine.
fn digest(bytes: &[u8]) -> u64 {
    bytes
        .iter()
        .fold(0xcbf2_9ce4_8422_2325, |hash, &byte| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3))
}

#[test]
fn every_byte_is_as_it_was() {
    let outputs = outputs();
    if let Some(folder) = std::env::var_os("GOLDEN") {
        for (name, bytes) in &outputs {
            let path = Path::new(&folder).join(name);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, bytes).unwrap();
        }
    }
    let mut digests = String::new();
    for (name, bytes) in &outputs {
        let _ = writeln!(digests, "{:016x} {name}", digest(bytes));
    }
    let golden = root().join("tests/golden.txt");
    if std::env::var_os("UPDATE").is_some() {
        fs::write(&golden, digests).unwrap();
        return;
    }
    let before = fs::read_to_string(&golden).unwrap_or_default();
    let side = |text: &str| -> BTreeMap<String, String> {
        text.lines()
            .filter_map(|line| line.split_once(' '))
            .map(|(d, n)| (n.to_owned(), d.to_owned()))
            .collect()
    };
    let (before, now) = (side(&before), side(&digests));
    let mut differences = String::new();
    for name in before.keys().chain(now.keys().filter(|name| !before.contains_key(*name))) {
        let what = match (before.get(name), now.get(name)) {
            (Some(_), None) => "is gone",
            (None, Some(_)) => "is new",
            (one, other) if one != other => "differs",
            _ => continue,
        };
        let _ = writeln!(differences, "  {name} {what}");
    }
    assert!(differences.is_empty(), "not as it was (see the head of tests/golden.rs):\n{differences}");
}
