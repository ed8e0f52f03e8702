//! Scores the citations that `voetnoot::cite` finds against labelled lines of JSON.
//!
//! `cargo run --release --example score -- FILE.jsonl… [--misses]`
//!
//! Each line is `{"id", "text", "expect": [{"match", "kind", "ids"}], "optional": […]}`. Ids are compared line by
//! line as a multiset; what overlaps an optional substring counts neither for nor against; a span is exact when
//! it equals the labelled words.

#[path = "../tests/scoring/mod.rs"]
mod scoring;

use scoring::{Score, read_lines};
use std::process::ExitCode;

fn main() -> ExitCode {
    let mut files = Vec::new();
    let mut misses = false;
    for argument in std::env::args().skip(1) {
        if argument == "--misses" {
            misses = true;
        } else {
            files.push(argument);
        }
    }
    if files.is_empty() {
        eprintln!("usage: score FILE.jsonl… [--misses]");
        return ExitCode::from(2);
    }
    for file in files {
        let lines =
            match std::fs::read_to_string(&file).map_err(|e| e.to_string()).and_then(|t| read_lines(&t)) {
                Ok(lines) => lines,
                Err(error) => {
                    eprintln!("{file}: {error}");
                    return ExitCode::FAILURE;
                }
            };
        let score = Score::of(&lines);
        println!("{file}");
        print!("{score}");
        if misses {
            for miss in &score.misses {
                println!("{miss}");
            }
        }
    }
    ExitCode::SUCCESS
}
