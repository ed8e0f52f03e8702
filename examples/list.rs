//! Prints the citations of a folder of texts, one a line, so that a change of the grammar can be read as a diff.
//!
//! `cargo run --release --example list -- FOLDER… [--missed]`
//!
//! Each line is file, offset, kind, ids and the words as written. Tags of XML are taken out first. `--missed` prints
//! instead the places that look like a citation and are covered by none.

use std::path::{Path, PathBuf};
use std::process::ExitCode;
use voetnoot::cite::{self, References};
use walkdir::WalkDir;

const KINDS: &[&str] = &["txt", "md", "xml", "jsonl", "csv", "tsv"];
const AROUND: usize = 48;

fn main() -> ExitCode {
    let (flags, folders): (Vec<_>, Vec<_>) = std::env::args().skip(1).partition(|a| a.starts_with("--"));
    let missed = flags.iter().any(|f| f == "--missed");
    if folders.is_empty() {
        eprintln!("usage: list FOLDER… [--missed]");
        return ExitCode::from(2);
    }
    for folder in &folders {
        for path in files(folder) {
            let text = match std::fs::read(&path) {
                Ok(bytes) => plain(&path, &String::from_utf8_lossy(&bytes)),
                Err(error) => {
                    eprintln!("{}: {error}", path.display());
                    return ExitCode::FAILURE;
                }
            };
            let name = path.strip_prefix(folder).unwrap_or(&path).display().to_string();
            let found = cite::find_all(&text);
            if missed {
                print_missed(&name, &text, &found);
            } else {
                print_found(&name, &text, &found);
            }
        }
    }
    ExitCode::SUCCESS
}

fn files(folder: &str) -> Vec<PathBuf> {
    WalkDir::new(folder)
        .sort_by_file_name()
        .into_iter()
        .filter_map(Result::ok)
        .filter(|entry| entry.file_type().is_file())
        .map(walkdir::DirEntry::into_path)
        .filter(|path| path.extension().and_then(|e| e.to_str()).is_some_and(|e| KINDS.contains(&e)))
        .collect()
}

/// The text without its markup.
fn plain(path: &Path, text: &str) -> String {
    match path.extension().and_then(|e| e.to_str()) {
        Some("xml") => without_tags(text),
        Some("jsonl") => text.replace("\\n", "\n").replace("\\\"", "\""),
        _ => text.to_owned(),
    }
}

fn without_tags(xml: &str) -> String {
    let mut plain = String::with_capacity(xml.len());
    // A line break of XML is a space.
    let one_line = |text: &str| text.replace(['\n', '\r'], " ");
    let mut rest = xml;
    while let Some((before, after)) = rest.split_once('<') {
        let (tag, after) = after.split_once('>').unwrap_or((after, ""));
        plain.push_str(&one_line(before));
        // Emphasis and links stand within a sentence; every other tag parts blocks.
        let inline = ["nadruk", "extref", "intref", "sup", "noot.nr", "b", "i"];
        let name = tag.trim_start_matches('/').split([' ', '/']).next().unwrap_or("");
        if !inline.contains(&name) {
            plain.push_str("\n\n");
        }
        rest = after;
    }
    plain.push_str(&one_line(rest));
    plain.replace("&amp;", "&").replace("&lt;", "<").replace("&gt;", ">")
}

fn print_found(name: &str, text: &str, found: &References) {
    for citation in &found.citations {
        let ids: Vec<_> = citation.cited.iter().map(|c| c.id.as_str()).collect();
        println!(
            "{name}\t{}\t{}\t{}\t{}",
            citation.span.start,
            citation.kind.name(),
            ids.join(" "),
            one_line(&text[citation.span.clone()])
        );
    }
    for relative in &found.relatives {
        println!(
            "{name}\t{}\trelative\t{:?}\t{}",
            relative.span.start,
            relative.form,
            one_line(&text[relative.span.clone()])
        );
    }
}

fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Words and numbers that often belong to a citation.
const SIGNS: &[&str] = &[
    "amerstuk",
    "andelingen",
    "Stb",
    "Stcrt",
    "Trb",
    "taatsblad",
    "taatscourant",
    "ECLI",
    "rtikel ",
    "art. ",
    "ichtlijn",
    "erordening",
    "COM(",
    "COM (",
    "PbE",
    "nr. ",
    "nrs. ",
    "oetnoot ",
    "Idem",
    "ossier ",
    "BWBR",
    "http",
];

fn print_missed(name: &str, text: &str, found: &References) {
    let mut covered: Vec<_> = found.citations.iter().map(|c| c.span.clone()).collect();
    covered.extend(found.relatives.iter().map(|r| r.span.clone()));
    let is_covered = |at: usize| covered.iter().any(|s| s.start <= at + 12 && at < s.end + 4);
    let signs = SIGNS.iter().flat_map(|sign| text.match_indices(sign).map(|(at, _)| at));
    let figures = text.match_indices(|c: char| c.is_ascii_digit()).map(|(at, _)| at).filter(|&at| {
        let bytes = text.as_bytes();
        let digits = |from: usize| bytes[from..].iter().take_while(|b| b.is_ascii_digit()).count();
        let opens = at == 0 || !bytes[at - 1].is_ascii_digit();
        let run = digits(at);
        opens
            && (run == 5
                || run == 2
                    && bytes.get(at + 2) == Some(&b' ')
                    && at + 3 < bytes.len()
                    && digits(at + 3) == 3)
    });
    let mut places: Vec<usize> = signs.chain(figures).filter(|&at| !is_covered(at)).collect();
    places.sort_unstable();
    for at in places {
        let mut start = at.saturating_sub(AROUND);
        let mut end = (at + 2 * AROUND).min(text.len());
        while !text.is_char_boundary(start) {
            start += 1;
        }
        while !text.is_char_boundary(end) {
            end -= 1;
        }
        println!("{name}\t{at}\t{}", one_line(&text[start..end]));
    }
}
