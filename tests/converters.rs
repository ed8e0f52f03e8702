//! What converters write of two letters of our own: whatever comes out of them is a letter with its facts, with every note
//! at its mark, or a finding says what is not.
//!
//! The outputs are made by `tests/converters/convert.py`, of the letters beside it.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use voetnoot::finding::{Code, Severity};
use voetnoot::import::{Imported, Request, import};
use voetnoot::progress::Quiet;

/// What a user reads of all this.
const MANUAL: &str = include_str!("../docs/IMPORT.md");

/// A letter: what it states, and its notes by the words before their marks and those that they begin with.
struct Letter {
    stem: &'static str,
    place: &'static str,
    facts: &'static [&'static str],
    notes: &'static [(&'static str, &'static str)],
}

const LETTERS: [Letter; 2] = [
    Letter {
        stem: "brief",
        place: "brief/2025-04-14-ienw-bsk-2025-104417.md",
        facts: &[
            "title: Voortgang van het herstel van de veendijken en de inzet van meetnetten",
            "kenmerk: IENW/BSK-2025/104417",
            "date: 2025-04-14",
        ],
        notes: &[
            ("in het debat van februari.", "Handelingen II"),
            ("om vroeg.", "Kamerstuk 36 600 XII, nr. 44"),
            ("In het najaar van 2024", "Het onderzoek liep"),
            ("de kaart bij deze brief", "De kaart is gemaakt"),
            ("nader onderzoek nodig.", "Het gaat om vier"),
            ("tot en met 2027.", "Kamerstuk 36 600 XII, nr. 2"),
            ("van het programma.", "Zie https"),
        ],
    },
    Letter {
        stem: "kamerstuk",
        place: "36812/14.md",
        facts: &[
            "title: Brief van de Staatssecretaris van Infrastructuur en Waterstaat",
            "dossiernummer: 36812",
            "ondernummer: 14",
            "date: 2023-11-06",
        ],
        notes: &[
            ("in het register komen.", "Handelingen II"),
            ("2019–2022", "Cijfers van"),
            ("ongeveer 9%", "Bron"),
            ("personen vervoert.", "Artikel 4"),
        ],
    },
];

/// Codes that tell of a note which is not at its mark.
const TOLD: [Code; 4] = [Code::K720, Code::K722, Code::K723, Code::K741];

fn outputs() -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/documents/converters");
    let mut files: Vec<PathBuf> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.sort();
    files
}

/// Letters and figures, without marks of notes and addresses of links.
fn words(text: &str) -> String {
    let mut out = String::new();
    let mut rest = text;
    while let Some(c) = rest.chars().next() {
        let skipped = [("[^", ']'), ("](", ')')].into_iter().find(|(open, _)| rest.starts_with(open));
        let end = skipped.and_then(|(_, close)| rest.find(close));
        let taken = end.map_or(c.len_utf8(), |end| end + 1);
        if end.is_none() && c.is_alphanumeric() {
            out.push(c);
        }
        rest = &rest[taken..];
    }
    out
}

/// Whether a note with these words is at its mark behind those.
fn is_placed(letter: &str, (before, begins): (&str, &str)) -> bool {
    letter.match_indices("[^").any(|(at, _)| {
        let (text, mark) = letter.split_at(at);
        let Some(end) = mark.find(']').filter(|end| !mark[end + 1..].starts_with(':')) else { return false };
        let near: String = text.chars().rev().take(200).collect::<Vec<_>>().into_iter().rev().collect();
        let definition = format!("\n{}:", &mark[..=end]);
        let note = letter.split_once(&definition).map(|(_, note)| words(&note[..note.len().min(400)]));
        words(&near).ends_with(&words(before)) && note.is_some_and(|note| note.starts_with(&words(begins)))
    })
}

fn imported(file: &Path) -> (Imported, BTreeMap<String, String>) {
    let folder = tempfile::tempdir().unwrap();
    let request = Request { content: folder.path().join("content"), ..Request::default() };
    let result = import(&[file.to_owned()], &request, &Quiet).remove(0);
    let letters =
        walkdir::WalkDir::new(folder.path()).into_iter().flatten().filter(|e| e.file_type().is_file());
    let letters = letters.filter_map(|entry| {
        let place = entry.path().strip_prefix(&request.content).ok()?.to_str()?.to_owned();
        Some((place, fs::read_to_string(entry.path()).ok()?))
    });
    let letters = letters.collect();
    (result, letters)
}

/// What became of the outputs of a converter, of files of a kind: letters of outputs, notes at their marks of notes.
#[derive(Debug, Default, PartialEq, Eq)]
struct Counted {
    letters: (usize, usize),
    notes: (usize, usize),
}

/// The row of the manual that says so: `| pandoc-gfm | docx | 2 of 2 | 11 of 11 | … |`.
fn stated(row: &str) -> Option<((String, String), Counted)> {
    let cells: Vec<&str> = row.split('|').map(str::trim).collect();
    let [_, converter, kind, letters, notes, ..] = cells[..] else { return None };
    let of = |cell: &str| {
        let (part, all) = cell.split_once(" of ")?;
        Some((part.parse().ok()?, all.parse().ok()?))
    };
    let converter = converter.trim_matches('`').to_owned();
    Some(((converter, kind.to_owned()), Counted { letters: of(letters)?, notes: of(notes)? }))
}

#[test]
fn every_output_is_a_letter_with_its_notes_or_says_what_is_not() {
    let mut counted: BTreeMap<(String, String), Counted> = BTreeMap::new();
    let mut wrong = Vec::new();
    for file in outputs() {
        let name = file.file_name().unwrap().to_str().unwrap().to_owned();
        let parts: Vec<&str> = name.split('.').collect();
        let [stem, kind, converter, _] = parts[..] else { panic!("{name}") };
        let letter = LETTERS.iter().find(|l| l.stem == stem).unwrap();
        let (result, written) = imported(&file);
        let codes: Vec<Code> = result.findings.iter().map(|f| f.code).collect();
        let count = counted.entry((converter.to_owned(), kind.to_owned())).or_default();
        (count.letters.1, count.notes.1) = (count.letters.1 + 1, count.notes.1 + letter.notes.len());
        let Some(text) = written.get(letter.place) else {
            let refused = result.findings.iter().any(|finding| finding.severity == Severity::Error);
            if !refused || !written.is_empty() {
                wrong.push(format!("{name}: {codes:?}, elsewhere: {:?}", written.keys()));
            }
            continue;
        };
        count.letters.0 += 1;
        let missing = letter.facts.iter().filter(|fact| !text.lines().any(|line| line == **fact));
        wrong.extend(missing.map(|fact| format!("{name}: no `{fact}`")));
        let (placed, others): (Vec<_>, Vec<_>) =
            letter.notes.iter().partition(|note| is_placed(text, **note));
        count.notes.0 += placed.len();
        let source = words(&fs::read_to_string(&file).unwrap());
        let told = codes.iter().any(|code| TOLD.contains(code));
        let silent = others.iter().filter(|(_, begins)| !told && source.contains(&words(begins)));
        wrong.extend(silent.map(|(_, begins)| format!("{name}: nothing tells of the note `{begins}`")));
    }
    let manual: BTreeMap<_, _> = MANUAL.lines().filter_map(stated).collect();
    for (converter, count) in &counted {
        if manual.get(converter) != Some(count) {
            wrong.push(format!(
                "docs/IMPORT.md on {converter:?}: {:?}, and it is {count:?}",
                manual.get(converter)
            ));
        }
    }
    wrong.extend(manual.keys().filter(|c| !counted.contains_key(*c)).map(|c| format!("no outputs of {c:?}")));
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// Runs the commands of the manual, one after the other, where it says that they are run.
#[test]
fn the_commands_of_the_manual_work() {
    let folder = tempfile::tempdir().unwrap();
    let documents = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/documents");
    for (from, to) in [
        ("antwoord.docx", "antwoord.docx"),
        ("motie.xml", "kst-30175-469.xml"),
        ("converters/brief.docx.markitdown.md", "brief.md"),
        ("converters/brief.pdf.pdftotext-layout.txt", "brief.txt"),
    ] {
        fs::copy(documents.join(from), folder.path().join(to)).unwrap();
    }
    let mut run = 0;
    for block in MANUAL.split("```sh run\n").skip(1) {
        for line in block.split("```").next().unwrap_or_default().lines() {
            let Some(arguments) = line.strip_prefix("voetnoot ") else { panic!("{line}") };
            // Words in quotation marks are one argument.
            let parts = arguments.split(" #").next().unwrap_or_default().split('"').enumerate();
            let arguments = parts.flat_map(|(at, part)| match at % 2 {
                0 => part.split_whitespace().collect(),
                _ => vec![part],
            });
            let mut command = std::process::Command::new(env!("CARGO_BIN_EXE_voetnoot"));
            let output = command.args(arguments).current_dir(folder.path()).output().unwrap();
            assert!(output.status.success(), "{line}\n{}", String::from_utf8_lossy(&output.stderr));
            run += 1;
        }
    }
    assert!(run > 3, "{run}");
}
