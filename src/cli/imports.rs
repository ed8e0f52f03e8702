//! What `import` tells: the letters with what was left out of them, the findings, and where everything is.

use super::exit::Exit;
use super::terminal::{Bar, cannot_print, colour, count, print, say, without_notes};
use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::PathBuf;
use std::process::ExitCode;
use std::time::Instant;
use voetnoot::finding::Severity;
use voetnoot::import::{Done, Imported, Omitted, Request, Why, annotations, import};
use voetnoot::{Report, report};

/// Files that the summary names; beyond, it counts.
const NAMED: usize = 20;

pub(super) fn run(files: &[PathBuf], request: &Request, of_annotations: bool) -> ExitCode {
    let started = Instant::now();
    let (results, noun) = if of_annotations {
        (annotations(files, request), "annotation file")
    } else {
        (import(files, request, &Bar::new()), "letter")
    };
    let seconds = started.elapsed().as_secs_f64();
    let printed = if request.dry_run { print(texts(&results).as_bytes()) } else { Ok(()) };
    let findings: Vec<_> = results.iter().flat_map(|result| &result.findings).cloned().collect();
    let (shown, notes) = without_notes(&findings);
    say(&report::text(if request.dry_run { &findings } else { &shown }, colour()));
    if notes > 0 && !request.dry_run {
        say(&format!("{} (--dry-run shows them)\n", count(notes, "note")));
    }
    say(&summary(&results, request, noun, seconds));
    let report = Report { findings, ..Report::default() };
    printed.map_or_else(|error| cannot_print(&error), |()| Exit::of(&report).into())
}

/// The letters as they would be written, each with what was left out of it.
fn texts(results: &[Imported]) -> String {
    let mut out = String::new();
    for result in results {
        if let Done::Written(place, text) = &result.done {
            _ = write!(out, "# {} -> {place}\n{text}\n", report::clean(&result.file));
            out.push_str(&left_out(&result.omitted));
        }
    }
    out
}

/// What is not in the text of a letter, by reason. Marks and hyphens are so short that a line holds them all.
fn left_out(omitted: &[Omitted]) -> String {
    let mut by_reason: BTreeMap<Why, Vec<String>> = BTreeMap::new();
    for piece in omitted {
        let words: Vec<&str> = piece.text.split_whitespace().collect();
        by_reason.entry(piece.why).or_default().push(report::clean(&words.join(" ")));
    }
    let mut out = String::new();
    for (why, pieces) in by_reason {
        _ = writeln!(out, "# left out, {} ({}):", why.name(), pieces.len());
        if matches!(why, Why::Mark | Why::Hyphen) {
            _ = writeln!(out, "#   {}", pieces.join(" "));
        } else {
            out.extend(pieces.iter().map(|piece| format!("#   {piece}\n")));
        }
    }
    out
}

/// How many words stand in no letter's text, by reason.
fn words_left_out(results: &[Imported]) -> String {
    let mut by_reason: BTreeMap<Why, usize> = BTreeMap::new();
    for piece in results.iter().filter(|r| r.done != Done::Refused).flat_map(|r| &r.omitted) {
        *by_reason.entry(piece.why).or_default() += piece.text.split_whitespace().count();
    }
    let parts: Vec<String> = by_reason.iter().map(|(why, words)| format!("{words} {}", why.name())).collect();
    if parts.is_empty() {
        parts.concat()
    } else {
        format!("words left out of the text: {}\n", parts.join(", "))
    }
}

/// How many files became letters, which and where, and how many findings ask for a look at them.
fn summary(results: &[Imported], request: &Request, noun: &str, seconds: f64) -> String {
    // A name may hold what commands a terminal.
    let name = |result: &Imported| report::clean(&result.file);
    let written: Vec<(String, String)> = results
        .iter()
        .filter_map(|result| match &result.done {
            Done::Written(place, _) => Some((name(result), report::clean(place))),
            _ => None,
        })
        .collect();
    let unchanged = results.iter().filter(|r| matches!(r.done, Done::Unchanged(_))).count();
    let refused: Vec<String> = results.iter().filter(|r| r.done == Done::Refused).map(name).collect();
    let better: Vec<(String, String)> = results
        .iter()
        .filter_map(|result| match &result.done {
            Done::Better(other) => Some((name(result), report::clean(other))),
            _ => None,
        })
        .collect();
    let does = if request.dry_run { "would import" } else { "imported" };
    let mut out = format!(
        "{does} {} in {seconds:.2} s, {unchanged} unchanged, {} refused\n",
        count(written.len(), noun),
        refused.len()
    );
    for (file, place) in written.iter().take(NAMED) {
        _ = writeln!(out, "  {place}: {file}");
    }
    if written.len() > NAMED {
        let below = report::clean(&request.content.display().to_string());
        _ = writeln!(out, "  and {} more below {below}", written.len() - NAMED);
    }
    for (file, other) in better.iter().take(NAMED) {
        _ = writeln!(out, "  left alone: {file}, the same publication as {other}");
    }
    if better.len() > NAMED {
        _ = writeln!(out, "  left alone: {} more of that kind", better.len() - NAMED);
    }
    out.extend(refused.iter().map(|file| format!("  refused: {file}\n")));
    let findings = results.iter().filter(|r| r.done != Done::Refused).flat_map(|r| &r.findings);
    out.push_str(&words_left_out(results));
    let doubts = findings.filter(|f| f.severity == Severity::Warning).count();
    if doubts > 0 {
        _ = writeln!(out, "{} above: places in the {noun}s to look at", count(doubts, "warning"));
    }
    out
}
