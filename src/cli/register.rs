//! What `register` prints: the entries, the titles, and what was not taken and why.

use super::exit::Exit;
use super::terminal::{cannot_print, colour, count, print, say};
use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use voetnoot::edit::register::{self, Filled};
use voetnoot::{Report, report};

pub(super) fn run(content: &Path, files: &[PathBuf], all: bool, dry_run: bool) -> ExitCode {
    let filled = register::fill(content, files, all, dry_run);
    say(&report::text(&filled.findings, colour()));
    say(&summary(&filled, dry_run));
    let mut out = String::new();
    if dry_run {
        out.push_str(&filled.entries);
        for (file, title) in &filled.dossiers {
            _ = writeln!(out, "# {}: {}", report::clean(file), report::clean(title));
        }
    }
    let report = Report { findings: filled.findings, ..Report::default() };
    match print(out.as_bytes()) {
        Ok(()) => Exit::of(&report).into(),
        Err(error) => cannot_print(&error),
    }
}

/// What was done, and what of the files was not taken.
fn summary(filled: &Filled, dry_run: bool) -> String {
    let does = if dry_run { "would add" } else { "added" };
    let (works, titles) = (count(filled.count, "work"), count(filled.dossiers.len(), "title"));
    let mut out = format!("{does} {works} to the register, and {titles} of dossiers\n");
    for (why, skipped) in &filled.skipped {
        _ = writeln!(out, "  not taken: {skipped} {}", why.reason());
    }
    if !filled.unknown.is_empty() {
        let ids: Vec<String> = filled.unknown.iter().map(|id| report::clean(id)).collect();
        _ = writeln!(out, "  ids of no known form: {}", ids.join(", "));
    }
    out
}
