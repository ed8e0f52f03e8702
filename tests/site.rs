//! Small sites, each a folder below `tests/site/`: its `content/` (and `templates/`, `static/`), the `messages`
//! that building it gives, and below `expected/` the parts of pages that matter, one file a page: the file of the
//! page must contain every line of it, in order.
//!
//! `UPDATE=1 cargo test --test site` writes the messages anew; read the difference before you commit it.

use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};
use voetnoot::settings::Settings;

fn cases() -> Vec<PathBuf> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/site");
    let mut cases: Vec<PathBuf> = fs::read_dir(root).unwrap().map(|e| e.unwrap().path()).collect();
    cases.sort();
    assert!(cases.len() >= 5, "the cases are gone");
    cases
}

/// The files below a folder, by path from it.
fn files(folder: &Path, prefix: &str, found: &mut Vec<(String, PathBuf)>) {
    let Ok(entries) = fs::read_dir(folder) else { return };
    for entry in entries.map(Result::unwrap) {
        let name = format!("{prefix}{}", entry.file_name().to_string_lossy());
        if entry.file_type().unwrap().is_dir() {
            files(&entry.path(), &format!("{name}/"), found);
        } else {
            found.push((name, entry.path()));
        }
    }
}

fn run(case: &Path, failures: &mut String) {
    let name = case.file_name().unwrap().to_string_lossy();
    let settings = Settings {
        content: case.join("content"),
        templates: case.join("templates"),
        static_dir: case.join("static"),
        ..Settings::default()
    };
    let (mut report, site) = voetnoot::render_to_memory(&settings);
    // Where a site stands is not what these are about.
    report.findings.retain(|finding| finding.code != voetnoot::finding::Code::K113);
    let prefix = format!("{}/", case.display()).replace('\\', "/");
    let text = voetnoot::report::text(&report.findings, false).replace(&prefix, "");
    let messages = case.join("messages");
    if std::env::var_os("UPDATE").is_some() {
        fs::write(&messages, &text).unwrap();
    } else if fs::read_to_string(&messages).unwrap_or_default() != text {
        let _ = writeln!(failures, "{name}: other messages than expected:\n{text}");
    }
    let mut expected = Vec::new();
    files(&case.join("expected"), "", &mut expected);
    for (path, file) in expected {
        let Some(page) = site.get(&path) else {
            let _ = writeln!(failures, "{name}: there is no {path}");
            continue;
        };
        let page = String::from_utf8_lossy(page);
        let mut from = 0;
        for line in fs::read_to_string(file).unwrap().lines().filter(|l| !l.trim().is_empty()) {
            match page[from..].find(line) {
                Some(at) => from += at + line.len(),
                None => {
                    let _ = writeln!(failures, "{name}: {path} lacks, or has elsewhere:\n    {line}");
                }
            }
        }
    }
}

#[test]
fn every_small_site_is_as_expected() {
    let mut failures = String::new();
    for case in cases() {
        run(&case, &mut failures);
    }
    assert!(failures.is_empty(), "\n{failures}");
}
