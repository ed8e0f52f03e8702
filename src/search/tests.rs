//! The program and the script of the site understand the same, word by word and query by query.

use super::document::{Block, Document, Part};
use super::index::Index;
use super::reader::Files;
use super::{analysis, files, rules};
use std::fs;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// What must be there where `CI` is set may be missing on a laptop, but never silently.
fn node(what: &str, site: &Path, input: &str) -> Option<Vec<String>> {
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/search/same.mjs");
    let process = Command::new("node")
        .arg(script)
        .arg(what)
        .arg(site)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn();
    let Ok(mut process) = process else {
        assert!(std::env::var_os("CI").is_none(), "Node is missing, and CI must run this test");
        _ = writeln!(std::io::stderr(), "skipped: Node is missing");
        return None;
    };
    let mut pipe = process.stdin.take().unwrap();
    let input = input.to_owned();
    let writer = std::thread::spawn(move || pipe.write_all(input.as_bytes()).unwrap());
    let output = process.wait_with_output().unwrap();
    writer.join().unwrap();
    assert!(output.status.success());
    Some(String::from_utf8(output.stdout).unwrap().lines().map(str::to_owned).collect())
}

fn letter(number: u32, title: &str, date: &str, blocks: &[(Part, &str)]) -> Document {
    let block = |&(part, text): &(Part, &str)| Block { part, anchor: String::new(), text: text.to_owned() };
    Document {
        path: format!("36100/{number}/"),
        title: title.to_owned(),
        kind: "Brief".to_owned(),
        date: Some(date.to_owned()),
        held: true,
        numbers: vec![format!("36100-{number}"), format!("2024d{number:05}")],
        about: vec!["Minister van Financiën".to_owned(), "Brief".to_owned()],
        blocks: blocks.iter().map(block).collect(),
        ..Document::default()
    }
}

/// Some letters, a work that is only cited, a dossier.
fn documents() -> Vec<Document> {
    use Part::{Annotation, Heading, Note, Text};
    vec![
        letter(
            1,
            "Wolven bij de dijk",
            "2024-03-01",
            &[(Text, "De wolf is gezien. Leden van de raad vroegen naar maatregelen.")],
        ),
        letter(
            2,
            "Klimaatbeleid",
            "2024-03-02",
            &[(Heading, "Aanpak"), (Text, "Het klimaatbeleid is met de provincies besproken.")],
        ),
        letter(
            3,
            "Beleid voor het klimaat",
            "2024-03-02",
            &[(Text, "Over het klimaat en het beleid spreken wij in de steden. CO₂-heffing.")],
        ),
        letter(
            4,
            "Mening",
            "2024-04-15",
            &[(Text, "Een mening van de raad. Wij sloten een akkoord."), (Note, "Zie de voetbalvereniging.")],
        ),
        letter(
            5,
            "Gemeenten",
            "2024-04-16",
            &[(Text, "De gemeente heeft een besluit genomen, de akkoorden zijn gesloten.")],
        ),
        letter(
            6,
            "Toeslagen",
            "2023-12-31",
            &[
                (Text, "De toeslag is verhoogd. Huizen in aanbouw, het huis is af."),
                (Annotation, "Inmiddels ingetrokken."),
            ],
        ),
        letter(
            7,
            "Inlichtingen",
            "2023-12-31",
            &[(
                Text,
                "De Algemene Inlichtingen- en Veiligheidsdienst meldt het volgende over staakt-het-vuren.",
            )],
        ),
        letter(
            8,
            "Onderwijs in 2030",
            "2022-01-05",
            &[(Text, "In 2030 telt het onderwijs mee; het passend onderwijs ook. Het kost 1.500 euro.")],
        ),
        Document {
            path: "28638/190/".to_owned(),
            title: "Plan van aanpak wolven".to_owned(),
            numbers: vec!["28638-190".to_owned()],
            ..Document::default()
        },
        Document {
            path: "36100/".to_owned(),
            title: "Klimaat en natuur".to_owned(),
            kind: "Dossier".to_owned(),
            numbers: vec!["36100".to_owned()],
            ..Document::default()
        },
    ]
}

/// The index of these letters, many times over so that there is more than one file of each kind.
fn index(copies: u32) -> Index {
    let own = documents();
    let count = own.len() * usize::try_from(copies).unwrap();
    let make = |at: usize| {
        let copy = at / own.len();
        let mut document = documents().swap_remove(at % own.len());
        if copy > 0 {
            document.path = format!("{copy}-{}", document.path);
            document.numbers = vec![format!("copy{copy}x{at}")];
            document.title = format!("{} nogmaals", document.title);
        }
        document
    };
    Index::read(count, make, &[("VBV".to_owned(), "voetbalvereniging".to_owned())])
}

fn published(index: &Index, folder: &Path) -> Vec<(String, String)> {
    let made = files(index);
    fs::create_dir_all(folder.join("zoek")).unwrap();
    for (name, text) in &made {
        fs::write(folder.join("zoek").join(name), text).unwrap();
    }
    made
}

/// The words of this repository's own letter and documents, beside those of the table.
fn texts() -> Vec<String> {
    let root = PathBuf::from(env!("CARGO_MANIFEST_DIR"));
    let mut texts: Vec<String> = vec![rules::text()];
    for file in ["content/28638/201.md", "tests/citations.md", "templates/nl.yaml", "README.md"] {
        texts.push(fs::read_to_string(root.join(file)).unwrap());
    }
    let rows = [
        "CO₂-heffing foto’s ’s-Gravenhage",
        "e\u{301}e\u{301}n ﬁnanciën naïef Łódź",
        "A-B-C 3-en-4 x-1 É-mail \u{2011}los",
    ];
    texts.extend(rows.map(str::to_owned));
    texts
        .iter()
        .flat_map(|text| text.lines())
        .map(str::to_owned)
        .filter(|line| !line.trim().is_empty())
        .collect()
}

#[test]
fn words_are_the_same_on_both_sides() {
    let folder = tempfile::tempdir().unwrap();
    published(&index(1), folder.path());
    let texts = texts();
    let Some(theirs) = node("words", folder.path(), &texts.join("\n")) else { return };
    assert_eq!(theirs.len(), texts.len());
    for (text, theirs) in texts.iter().zip(theirs) {
        let told = |(form, place): &(String, u32)| {
            format!(
                "{form},{place},{},{}",
                analysis::readings(form).join(" "),
                analysis::keys(form).join(" ")
            )
        };
        let ours: Vec<String> = analysis::forms(text).iter().map(told).collect();
        assert_eq!(ours.join(";"), theirs, "{text}");
    }
}

/// Queries of every kind, each with the first document that must be found, if any.
const QUERIES: &[(&str, Option<&str>)] = &[
    ("wolf", Some("/36100/1/")),
    ("lid", Some("/36100/1/")),
    ("maatregel", Some("/36100/1/")),
    ("klimaat beleid", Some("/36100/2/")),
    ("klimaatbeleid", Some("/36100/2/")),
    ("spreken", Some("/36100/3/")),
    ("gesproken stad", Some("/36100/3/")),
    ("co2", Some("/36100/3/")),
    ("mening", Some("/36100/4/")),
    ("voetbalvereniging", Some("/36100/4/")),
    ("vbv", Some("/36100/4/")),
    ("vereniging", None),
    ("besluiten", Some("/36100/5/")),
    ("toeslagen huis", Some("/36100/6/")),
    ("ingetrokken", Some("/36100/6/")),
    ("aivd", Some("/36100/7/")),
    ("staakt het vuren", Some("/36100/7/")),
    ("staakthetvuren", Some("/36100/7/")),
    ("\"passend onderwijs\"", Some("/36100/8/")),
    ("\"het passend onderwijs ook\"", Some("/36100/8/")),
    ("\"onderwijs passend\"", None),
    ("onderwjs", Some("/36100/8/")),
    ("onderw", Some("/36100/8/")),
    ("wat kost het onderwijs in 2030?", Some("/36100/8/")),
    ("klimaat -beleid", Some("/36100/")),
    ("36 100, nr. 4", Some("/36100/4/")),
    ("36100", Some("/36100/")),
    ("kst-28638-190", Some("/28638/190/")),
    ("36 100, nr. 99", None),
    ("2024D00003", Some("/36100/3/")),
    ("1 maart 2024", Some("/36100/1/")),
    ("brief van 15-04-2024", Some("/36100/4/")),
    ("raad 15 apr. 2024", Some("/36100/4/")),
    ("december 2023", Some("/36100/6/")),
    ("zwaluwnest", None),
    ("de", None),
    ("", None),
];

#[test]
fn what_is_asked_is_found() {
    let files = Files::open(files(&index(1))).unwrap();
    for (query, first) in QUERIES {
        let all = documents();
        let blocks =
            |at: u32| all.get(usize::try_from(at).unwrap()).map(|d| d.blocks.clone()).unwrap_or_default();
        let answer = files.answer(query, 10, blocks);
        let found = answer.results.first().map(|found| found.path.as_str());
        assert_eq!(found, *first, "{query}");
    }
}

#[test]
fn the_same_is_found_on_both_sides() {
    for copies in [1, 60] {
        let folder = tempfile::tempdir().unwrap();
        let made = published(&index(copies), folder.path());
        let files = Files::open(made).unwrap();
        // Without the pages nobody can look a phrase up: what the index tells counts.
        let queries: Vec<&str> =
            QUERIES.iter().map(|(query, _)| *query).filter(|query| !query.is_empty()).collect();
        let Some(theirs) = node("found", folder.path(), &queries.join("\n")) else { return };
        assert_eq!(theirs.len(), queries.len());
        for (query, theirs) in queries.iter().zip(theirs) {
            let phrase = query.split('"').nth(1).unwrap_or_default();
            let unknown =
                |_| vec![Block { part: Part::Text, anchor: String::new(), text: phrase.to_owned() }];
            let answer = files.answer(query, 50, unknown);
            let told = answer.results.iter().map(|found| format!("{} {:.6}", found.path, found.score));
            let ours: Vec<String> = std::iter::once(answer.total.to_string()).chain(told).collect();
            assert_eq!(ours.join(";"), theirs, "{query}");
        }
    }
}

#[test]
fn the_files_are_few_and_of_one_version() {
    let made = files(&index(200));
    let letters = 200 * 8;
    assert!(made.len() + 3 <= letters / 20, "{} files", made.len());
    let marks: Vec<&str> = made
        .iter()
        .filter(|(name, _)| name.starts_with(['w', 'd', 'n', 'f']))
        .filter_map(|(_, text)| text.lines().next())
        .collect();
    assert!(marks.len() > 10 && marks.windows(2).all(|two| two.first() == two.last()));
    let other = files(&index(199));
    assert_ne!(made.last().map(|(_, text)| text.get(..16)), other.last().map(|(_, text)| text.get(..16)));
}
