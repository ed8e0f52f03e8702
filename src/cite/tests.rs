//! Checks on whole texts, shared by the tests of the families.

use super::*;
use crate::number::identifier::DocumentId;
use crate::number::kst::Chamber;
use crate::number::series::EXAMPLES;
use crate::number::vergaderjaar::Vergaderjaar;
use std::ops::Range;

/// The ids of all citations of a text.
pub(super) fn ids(text: &str) -> Vec<String> {
    find(text).iter().flat_map(|c| &c.cited).map(|c| c.id.to_string()).collect()
}

/// The one citation of a text.
#[track_caller]
fn one(text: &str) -> Citation {
    let mut found = find(text);
    assert_eq!(found.len(), 1, "{found:?}");
    found.remove(0)
}

/// The words of a text at a span.
fn at(text: &str, span: &Range<usize>) -> String {
    text[span.clone()].to_owned()
}

#[test]
fn chamber_and_year_are_kept() {
    let citation = one("Kamerstukken I 2020/21, 35 570, C");
    assert_eq!(citation.chamber, Some(Chamber::Eerste));
    assert_eq!(citation.vergaderjaar, Vergaderjaar::new(2020).ok());
    assert_eq!(citation.certainty, Certainty::Labelled);
    // The text contradicts the number: both are told, the id follows the number.
    let citation = one("Kamerstukken II 2020/21, 35 570, C");
    assert_eq!(citation.chamber, Some(Chamber::Tweede));
    assert_eq!(citation.cited[0].id.as_str(), "kst-35570-C");
    let citation = one("(31226, nr. 27)");
    assert_eq!((citation.chamber, citation.certainty), (None, Certainty::Pattern));
    assert_eq!(one("Kamerstukken I/II 2010/11, 32 500, nr. 3").chamber, None);
    assert_eq!(one("Kamerstukken II 1981, 16 625, nr. 4").vergaderjaar, None);
}

#[test]
fn every_document_has_its_own_words() {
    let text = "zie Kamerstukken 28 638, nrs. 12, 13 en 15-17";
    let words: Vec<_> = one(text).cited.iter().map(|c| at(text, &c.span)).collect();
    assert_eq!(words, ["Kamerstukken 28 638, nrs. 12", "13", "15-17", "15-17", "15-17"]);
}

#[test]
fn other_dossiers_and_long_ranges_are_told() {
    let citation = one("Kamerstuk 28 638, 29 911 en 31 015, nr. 221");
    assert_eq!(citation.also_dossier, ["29911".parse().unwrap(), "31015".parse().unwrap()]);
    assert!(!citation.range_truncated);
    let citation = one("Kamerstukken 28 638, nrs. 1 t/m 999");
    assert!(citation.range_truncated);
    assert_eq!(citation.cited.len(), 2);
    assert!(!one("Kamerstukken 28 638, nrs. 1 t/m 60").range_truncated);
}

#[test]
fn pages_items_and_parts_are_locators() {
    for (text, locator) in [
        ("Kamerstukken II 2005/06, 30 316, nr. 3, p. 7–8.", Some("p. 7–8")),
        ("Kamerstuk 28 638, nr. 201, blz. 12 en 13, waarin", Some("blz. 12 en 13")),
        ("Kamerstuk 28 638, nr. 3 (bijlage IV), blz. 21)", Some("bijlage IV), blz. 21")),
        ("Handelingen II 2007/08, nr. 70, p. 4867.", Some("p. 4867")),
        ("artikel 4:5, eerste lid, van de Awb", Some("eerste lid")),
        ("artikel 10, tweede lid, aanhef en onder g, van de Wob", Some("tweede lid, aanhef en onder g")),
        ("Kamerstuk 28 638, nr. 201, waarin", None),
        ("artikel 8 Wob", None),
    ] {
        let found = one(text).locator;
        assert_eq!(found.as_ref().map(|passage| passage.text.as_str()), locator, "{text}");
        assert!(found.is_none_or(|passage| text[passage.span] == passage.text), "{text}");
    }
}

#[test]
fn short_forms_stand_apart_from_citations() {
    let text = "Zie noot 3. Idem, p. 4, en Kamerstuk 28 638, nr. 201 en op stuk nr. 12 (35 570).";
    let found = find_all(text);
    let forms: Vec<_> = found.relatives.iter().map(|r| r.form.clone()).collect();
    assert_eq!(forms, [Form::Notes(vec![(3, 9..10)]), Form::Idem]);
    assert_eq!(ids(text), ["kst-28638-201", "kst-35570-12"]);
}

/// What the site prints of a work is a citation of it.
#[test]
fn labels_are_read_back() {
    for example in EXAMPLES {
        let id = DocumentId::parse(example).unwrap();
        let label = id.label();
        // Which law it is and a promise without the word around it are not told by an id alone.
        if label != example {
            assert_eq!(ids(&label), [example], "{label}");
        }
    }
}

/// How many bytes are looked at in reading a text, some of them more than once.
fn looked_at(text: &str) -> usize {
    cursor::LOOKED.with(|count| count.set(0));
    find(text);
    cursor::LOOKED.with(std::cell::Cell::get)
}

/// Four times the text is at most four and a half times the work, whatever the text; `examples/hostile.rs` measures
/// the same with a clock.
#[test]
fn the_search_is_linear_in_hostile_texts() {
    const SIZE: usize = 3 << 10;
    let lines = include_str!("../../tests/hostile.txt").lines().filter(|line| !line.starts_with('#'));
    let pieces = lines.filter_map(|line| line.strip_suffix('|'));
    let mut tried = 0;
    for piece in pieces.map(|p| p.replace("\\n", "\n").replace('~', "\u{a0}")) {
        let short = looked_at(&piece.repeat(SIZE / piece.len()));
        let long = looked_at(&piece.repeat(4 * SIZE / piece.len()));
        assert!(2 * long <= 9 * short, "{piece:?}: {short} bytes looked at, then {long}");
        tried += 1;
    }
    assert!(tried > 50, "the pieces were not found");
}

/// Texts of nothing but openings give nothing absurd.
#[test]
fn openings_alone_cite_nothing() {
    for piece in [
        "1",
        "(",
        "nr. ",
        "Kamerstuk ",
        "nrs. 1 t/m 999999999 ",
        "artikel 1, eerste lid, en ",
        "28638, ",
        "https://",
    ] {
        assert!(find(&piece.repeat(2_000)).is_empty(), "{piece}");
    }
}
