//! Runs the examples of `citations.md`, and checks what holds for every text.

use proptest::prelude::*;
use std::fmt::Write as _;
use voetnoot::cite::{Form, find_all};

/// `text` with ⟦ and ⟧ around what was found, and what was found.
fn found(text: &str) -> (String, String) {
    let found = find_all(text);
    let mut marks: Vec<(std::ops::Range<usize>, String)> = Vec::new();
    for citation in &found.citations {
        let ids: Vec<_> = citation.cited.iter().map(|c| c.id.as_str()).collect();
        marks.push((citation.span.clone(), ids.join(" ")));
    }
    for relative in &found.relatives {
        let form = match &relative.form {
            Form::Idem => "idem".to_owned(),
            Form::Notes(notes) => listed("note", notes),
            Form::SameDossier(numbers) => listed("same", numbers),
            Form::OwnDossier(numbers) => listed("own", numbers),
            other => panic!("a form that the manual does not know: {other:?}"),
        };
        marks.push((relative.span.clone(), form));
    }
    marks.sort_by_key(|(span, _)| span.start);
    let mut marked = String::new();
    let mut at = 0;
    for (span, _) in &marks {
        let _ = write!(marked, "{}⟦{}⟧", &text[at..span.start], &text[span.clone()]);
        at = span.end;
    }
    marked += &text[at..];
    let ids: Vec<_> = marks.into_iter().map(|(_, ids)| ids).collect();
    let ids = if ids.is_empty() { "nothing".to_owned() } else { ids.join(" | ") };
    (marked, ids)
}

fn listed<T: std::fmt::Display>(what: &str, numbers: &[(T, std::ops::Range<usize>)]) -> String {
    let numbers = numbers.iter().map(|(number, _)| number.to_string());
    std::iter::once(what.to_owned()).chain(numbers).collect::<Vec<_>>().join(" ")
}

/// Writes out `\n`, `~` and `\u{…}`.
fn unescape(s: &str) -> String {
    let mut out = s.replace("\\n", "\n").replace('~', "\u{a0}");
    while let Some((before, rest)) = out.split_once("\\u{") {
        let (code, after) = rest.split_once('}').expect("a closed escape");
        let c = u32::from_str_radix(code, 16).ok().and_then(char::from_u32).expect("a character");
        out = format!("{before}{c}{after}");
    }
    out
}

#[test]
fn the_examples_of_the_manual_hold() {
    let manual = include_str!("citations.md");
    let mut errors = String::new();
    let mut examples = 0;
    let mut inside = false;
    for (i, line) in manual.lines().enumerate() {
        if line.starts_with("```") {
            inside = line == "```example";
            continue;
        }
        if !inside {
            continue;
        }
        examples += 1;
        let (marked, ids) = line.rsplit_once(" → ").expect("an arrow in every example");
        let marked = unescape(marked);
        let text = marked.replace(['⟦', '⟧'], "");
        let (found_marked, found_ids) = found(&text);
        if (found_marked.as_str(), found_ids.as_str()) != (marked.as_str(), ids) {
            let _ = writeln!(errors, "line {}: {line}\n   found: {found_marked} → {found_ids}", i + 1);
        }
    }
    assert!(examples > 100, "the examples were not found");
    assert!(errors.is_empty(), "\n{errors}");
}

/// The form that is promised to programs: these keys, in this order, and no more.
#[test]
fn a_citation_is_json() {
    let json = |text| serde_json::to_string(&find_all(text).citations).unwrap();
    assert_eq!(
        json("én Kamerstuk 28 638, nrs. 12 en 13, p. 3."),
        r#"[{"start":4,"end":35,"text":"Kamerstuk 28 638, nrs. 12 en 13","kind":"kamerstuk","ids":["kst-28638-12","kst-28638-13"],"locator":"p. 3"}]"#
    );
    assert_eq!(
        json("Stb. 2021, 123"),
        r#"[{"start":0,"end":14,"text":"Stb. 2021, 123","kind":"staatsblad","ids":["stb-2021-123"]}]"#
    );
}

/// Pieces of citations, so that random texts get far into the readers.
const PIECES: &[&str] = &[
    "Kamerstuk",
    "Kamerstukken II ",
    "2020/21",
    ", ",
    " ",
    "28 638",
    "28638",
    "nr. ",
    "nrs. ",
    "3",
    "201",
    "-",
    "–",
    " t/m ",
    " en ",
    "(",
    ")",
    "XVI",
    "A",
    "188b",
    "Stb. ",
    "artikel ",
    "Awb",
    "BW",
    "6:162",
    "ECLI:",
    "NL:HR:2013:54",
    "https://",
    "www.",
    "a.nl/",
    "Richtlijn ",
    "(EU) ",
    "2011/36/EU",
    "COM(2021)171",
    "PbEU ",
    "L 249",
    "kst-",
    "\n",
    "\n\n",
    "\u{a0}",
    "²",
    "é",
    "Handelingen ",
    "Aanhangsel ",
    "item 5",
    "Idem",
    "noot 3",
    "stuk ",
    "was ",
    "e.a.",
    "p. 4",
    "; ",
    "2020D27680",
    "TZ202306-026",
    "dossier ",
    "TK ",
    "van 14 december 1999",
    "*",
    "«",
    "99999999999999",
    "(28\u{a0}638)",
    " VI",
    " Mensenhandel,",
    "a.nl/x-\ny",
    "2e lid ",
    "jo. ",
    "’20/’21",
    "\u{202f}",
];

fn check(text: &str) -> Result<(), TestCaseError> {
    let found = find_all(text);
    let mut spans: Vec<_> = found.citations.iter().map(|c| c.span.clone()).collect();
    prop_assert!(spans.is_sorted_by_key(|s| s.start));
    prop_assert!(found.relatives.is_sorted_by_key(|r| r.span.start));
    spans.extend(found.relatives.iter().map(|r| r.span.clone()));
    spans.sort_by_key(|s| s.start);
    for span in &spans {
        prop_assert!(span.start < span.end && text.get(span.clone()).is_some(), "{span:?}");
    }
    prop_assert!(spans.windows(2).all(|w| w[0].end <= w[1].start), "{spans:?}");
    for citation in &found.citations {
        prop_assert!(!citation.cited.is_empty());
        prop_assert_eq!(text.get(citation.span.clone()), Some(citation.text.as_str()));
        let locator = citation.locator.as_ref();
        prop_assert!(locator.is_none_or(|l| text.get(l.span.clone()) == Some(l.text.as_str())));
        for cited in &citation.cited {
            prop_assert!(text.get(cited.span.clone()).is_some());
            prop_assert!(citation.span.start <= cited.span.start && cited.span.end <= citation.span.end);
            prop_assert_eq!(cited.id.kind(), citation.kind);
        }
    }
    Ok(())
}

proptest! {
    #[test]
    fn any_text_gives_ordered_spans(text in ".{0,200}") {
        check(&text)?;
    }

    #[test]
    fn pieces_of_citations_give_ordered_spans(
        pieces in prop::collection::vec(prop::sample::select(PIECES), 0..40)
    ) {
        check(&pieces.concat())?;
    }

    #[test]
    fn every_number_is_read_back(dossier in 10_000_u32..50_000, number in 1_u32..10_000) {
        let grouped = format!("{} {:03}", dossier / 1_000, dossier % 1_000);
        for text in [
            format!("Kamerstuk {grouped}, nr. {number}"),
            format!("Kamerstuk {dossier}, nr. {number}"),
            format!("({grouped}, nr. {number})"),
            format!("nr. {number} ({dossier})"),
        ] {
            let found = find_all(&text);
            prop_assert_eq!(found.citations.len(), 1, "{}", &text);
            let id = format!("kst-{dossier}-{number}");
            prop_assert_eq!(found.citations[0].cited[0].id.as_str(), id.as_str(), "{}", &text);
        }
    }
}
