//! Scores the citations that `voetnoot::cite` finds against labelled texts.
//!
//! `cargo run --release --example score -- FILE… [--misses]`
//!
//! Lines of JSON are `{"id", "text", "expect": [{"match", "kind", "ids"}], "optional": […]}`. Ids are compared line by
//! line as a multiset; what overlaps an optional substring counts neither for nor against; a span is exact when
//! it equals the labelled words. Sets that others published are recognised by their header; see `published`.

mod published;
#[path = "../../tests/scoring/mod.rs"]
mod scoring;

use scoring::{Score, read_lines};
use std::process::ExitCode;

fn main() -> ExitCode {
    let (flags, files): (Vec<_>, Vec<_>) = std::env::args().skip(1).partition(|a| a.starts_with("--"));
    if files.is_empty() {
        eprintln!("usage: score FILE… [--misses]");
        return ExitCode::from(2);
    }
    let misses = flags.iter().any(|f| f == "--misses");
    for file in files {
        match std::fs::read_to_string(&file).map_err(|e| e.to_string()).and_then(|t| report(&t, misses)) {
            Ok(report) => println!("{file}\n{report}"),
            Err(error) => {
                eprintln!("{file}: {error}");
                return ExitCode::FAILURE;
            }
        }
    }
    ExitCode::SUCCESS
}

/// The score of a set in any of the formats.
fn report(text: &str, misses: bool) -> Result<String, String> {
    let lines = match text.split(['\t', ',']).next() {
        Some("citing_id") => published::publisher_links(text),
        Some("text") => published::citation_strings(text),
        Some("task_id") => return Ok(published::debates(text, misses)),
        _ => read_lines(text)?,
    };
    let score = Score::of(&lines);
    let misses = if misses { score.misses.join("\n") } else { String::new() };
    Ok(format!("{score}{misses}"))
}
