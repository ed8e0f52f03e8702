//! Typed notes, and what only looks like them.

use super::cut::{Cut, cut};
use super::*;
use crate::import::flow::Spot;

fn unit(text: &str) -> Unit {
    let mut inlines = Vec::new();
    for (index, line) in text.split('\n').enumerate() {
        if index > 0 {
            inlines.push(Inline::Break);
        }
        // Word cuts its runs anywhere.
        let (a, b) = line.split_at(line.find(']').unwrap_or(line.len() / 2 / 2));
        inlines.push(Inline::Text(a.to_owned(), 0..a.len()));
        inlines.push(Inline::Text(b.to_owned(), a.len()..line.len()));
    }
    Unit { block: Block::Paragraph(inlines), spot: Spot::default() }
}

fn shown(inlines: &[Inline]) -> String {
    inlines
        .iter()
        .map(|i| match i {
            Inline::Text(text, _) => text.clone(),
            Inline::Mark(label) => format!("^{label}"),
            Inline::Break => "/".to_owned(),
            _ => String::new(),
        })
        .collect()
}

/// The paragraphs, and the notes behind `:`.
fn read(paragraphs: &[&str]) -> Vec<String> {
    let mut units: Vec<Unit> = paragraphs.iter().map(|p| unit(p)).collect();
    let (mut notes, mut omitted) = (Vec::new(), Vec::new());
    let source = Source::new("a.md", "a.md", String::new());
    take(&mut units, &mut notes, &mut omitted, (&source, &mut Vec::new()));
    let body = units.iter().map(|u| shown(u.inlines()));
    let notes = notes.iter().map(|n| match &n.body[..] {
        [Block::Paragraph(inlines)] => format!("{}:{}", n.label, shown(inlines)),
        _ => String::new(),
    });
    body.chain(notes).collect()
}

#[test]
fn typed_notes_become_notes() {
    assert_eq!(
        read(&["Gewond[1] en omgekomen [2], zegt hij[1].", "Ja.", "[1] https://a.nl", "[2]: Twee.[3] Drie."]),
        ["Gewond^1 en omgekomen ^2, zegt hij^1.", "Ja.", "1: https://a.nl", "2: Twee.[3] Drie."]
    );
    assert_eq!(
        read(&["Een[1], twee[2] en drie[3].", "[1] Een.\n[2] Twee.[3] Drie."]),
        ["Een^1, twee^2 en drie^3.", "1: Een.", "2: Twee.", "3: Drie."]
    );
    assert_eq!(
        read(&["Kent u het bericht (nos.nl)”1)?", "Ja (zie 2).", "1) NOS, 6 maart."]),
        ["Kent u het bericht (nos.nl)”^1?", "Ja (zie 2).", "1: NOS, 6 maart."]
    );
}

#[test]
fn what_is_no_note_stays_text() {
    for text in [
        &["Er zijn drie punten:", "1) een", "2) twee"][..],
        &["Zie [2].", "[2] Twee."],
        &["[1] Zonder merk.", "Daarna[1]."],
        &["Zie bijlage (1) en 1).", "1) een"],
        &["Een[1].", "[1]"],
    ] {
        assert_eq!(read(text), text);
    }
}

#[test]
fn every_word_keeps_bytes_of_its_own() {
    let inlines = [Inline::Text("één[1]!".to_owned(), 10..13)];
    let mut cuts = [Cut { at: "één".len().."één[1]".len(), label: Some("1".into()) }];
    let (kept, omitted) = cut(&inlines, &mut cuts, &[]);
    assert_eq!(
        kept,
        [Inline::Text("één".into(), 10..11), Inline::Mark("1".into()), Inline::Text("!".into(), 12..13)]
    );
    assert_eq!(omitted[0].at, 11..12);
}

#[test]
fn signs_are_marks_where_a_note_has_them_too() {
    assert_eq!(
        read(&["Toegezegd.* En dit† ook**.", "* De krant.", "** Aldaar.", "† Zie hier."]),
        ["Toegezegd.^* En dit^† ook^**.", "*: De krant.", "**: Aldaar.", "†: Zie hier."]
    );
    for text in [&["Een burger*innen, 3 * 4.", "* een punt"][..], &["Toegezegd.*", "Niets."]] {
        assert_eq!(read(text), text);
    }
}

#[test]
fn a_second_series_has_its_own_notes() {
    let text = [
        "Een[1] en twee[2].",
        "[1] Noot een.",
        "[2] Noot twee.",
        "Weer[1] en nog[2].",
        "[1] Drie.",
        "[2] Vier.",
    ];
    assert_eq!(
        read(&text),
        ["Een^1 en twee^2.", "Weer^1-2 en nog^2-2.", "1:Noot een.", "2:Noot twee.", "1-2:Drie.", "2-2:Vier."]
            .map(|line| line.replacen(':', ": ", usize::from(line.contains(':'))))
    );
}
