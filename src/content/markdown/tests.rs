//! What a letter becomes, block by block.

use super::*;
use crate::content::directory::Directory;
use crate::finding::Code;

fn text(body: &str) -> Text {
    let (source, directory) = (Source::new("a.md", "a.md", body.to_owned()), Directory::default());
    read(&source, 0..body.len(), Surroundings::default(), directory.seen_from("a.md"), &mut Vec::new())
}

#[test]
fn no_heading_takes_an_id_of_the_page_around_it() {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("templates");
    let mut ids = Vec::new();
    for name in [
        "base.html",
        "letter.html",
        "_card.html",
        "_letterhead.html",
        "_contents.html",
        "_notes.html",
        "_cited_by.html",
        "_graph.html",
    ] {
        let template = std::fs::read_to_string(folder.join(name)).unwrap();
        let found = template.split(" id=\"").skip(1).filter_map(|rest| rest.split('"').next());
        ids.extend(found.filter(|id| !id.contains('{')).map(str::to_owned));
    }
    assert!(ids.len() > 8, "{ids:?}");
    for id in ids {
        let heading = text(&format!("## {}\n", id.replace('-', " "))).headings.remove(0).id;
        assert_ne!(heading, id);
    }
}

#[test]
fn dates_in_the_words_of_others_are_left_alone() {
    let body = "Op 1 juli jl.\n\n> Op 2 juli jl.\n\n## Vraag 1\n\nKent u het bericht van 3 juli jl.?[^1]\n\n\
                ## Antwoord op vraag 1\n\nJa, op 4 juli jl.\n\n[^1]: Van 5 juli jl.\n";
    let (source, directory) = (Source::new("a.md", "a.md", body.to_owned()), Directory::default());
    let around = Surroundings { written: Some(jiff::civil::date(2021, 9, 15)), ..Surroundings::default() };
    let dates = read(&source, 0..body.len(), around, directory.seen_from("a.md"), &mut Vec::new()).dates;
    let words: Vec<&str> = dates.iter().map(|date| date.words.as_str()).collect();
    assert_eq!(words, ["1 juli jl.", "4 juli jl.", "5 juli jl."]);
}

#[test]
fn paper_shows_each_address_once() {
    let count = |body: &str| text(body).markup.html.matches("class=\"adres\"").count();
    assert_eq!(
        count("[Hier](https://a.example/x), [daar](https://a.example/x), [elders](https://b.example/)\n"),
        2
    );
    assert_eq!(count("<https://a.example/x> en [b.example](https://b.example/)\n"), 0);
}

#[test]
fn named_notes_are_numbered_on() {
    let text = text("a[^bron] b[^4294967295] c[^01]\n\n[^bron]: x\n\n[^4294967295]: y\n\n[^01]: z\n");
    let marks: Vec<&str> = text.notes.iter().map(|note| note.mark.as_str()).collect();
    assert_eq!(marks, ["4294967295", "4294967296", "4294967297"]);
}

#[test]
fn marks_are_printed_as_written() {
    let labels =
        ["iv", "12a", "b", "*", "12", "**", "naam", "†", "1-2", "1", "aa", "X", "vb", "civiel", "a-b", "ab"];
    let marks: String = labels.map(|label| format!("[^{label}]")).concat();
    let notes: String = labels.map(|label| format!("[^{label}]: Noot *{label}*.\n\n")).concat();
    let read = text(&format!("Een *woord{marks} met* nadruk.\n\n{notes}"));
    let shown: Vec<&str> = read.notes.iter().map(|note| note.mark.as_str()).collect();
    assert_eq!(
        shown,
        ["*", "**", "†", "1", "12", "12a", "13", "14", "15", "16", "17", "1", "iv", "b", "aa", "X"]
    );
    let ids: Vec<&str> = read.notes.iter().map(|note| note.id.as_str()).collect();
    assert_eq!(ids[..6], ["noot-ster", "noot-ster-ster", "noot-kruis", "noot-1", "noot-12", "noot-12a"]);
    assert_eq!(ids[11..], ["noot-1-2", "noot-iv", "noot-b", "noot-aa", "noot-x"]);
    assert!(
        read.markup.html.contains("met</em> nadruk") && !read.markup.html.contains("[^"),
        "{}",
        read.markup.html
    );
    assert!(read.notes.iter().all(|note| note.references.len() == 1));
}

#[test]
fn an_item_with_a_mark_of_its_own_has_no_bullet() {
    let marked = |item: &str| text(&format!("- {item}\n")).markup.html.contains("class=\"gemerkt\"");
    for item in ["a. eerste", "1\\. een", "(ii) twee", "b) derde", "C) vierde", "IV. vijfde"] {
        assert!(marked(item), "{item}");
    }
    for item in ["A. Jansen", "Zie a. hierna", "2.1 miljoen", "(hierna) meer", "vlot. Daarna"] {
        assert!(!marked(item), "{item}");
    }
}

#[test]
fn a_paragraph_that_is_not_indented_far_enough_is_reported() {
    let body = |indent: &str| format!("Een[^1].\n\n[^1]: Noot.\n\n{indent}Nog een alinea.\n\nSlot.\n");
    for indent in [" ", "  ", "   "] {
        assert_eq!(marked(&body(indent)), [(Code::K218, "Nog een alinea.".to_owned())]);
    }
    for indent in ["", "    "] {
        assert_eq!(marked(&body(indent)), []);
    }
}

#[test]
fn notes_follow_each_other_without_blank_lines() {
    for body in [
        "Een[^1] en twee[^b].\n[^1]: De eerste\ngaat lui verder,\n    of diep.\n[^b]: De *tweede*.\n\nSlot.\n",
        "Een[^1] en twee[^b].\n\n[^b]: De *tweede*.\r\n[^1]: De eerste\r\ngaat lui verder,\r\nof diep.\n\nSlot.\n",
        "- Een[^1] en twee[^b].\n\n  [^1]: De eerste gaat lui verder,\n      of diep.\n  [^b]: De *tweede*.\n\nSlot.\n",
        "> Een[^1] en twee[^b].\n>\n> [^1]: De eerste gaat\n> lui verder, of diep.\n> [^b]: De *tweede*.\n\nSlot.\n",
    ] {
        let read = text(body);
        assert!(
            !read.markup.html.contains("[^") && read.markup.html.contains(">Slot."),
            "{}",
            read.markup.html
        );
        let shown: Vec<_> = read.notes.iter().map(|n| (n.mark.as_str(), n.references.len())).collect();
        assert_eq!(shown, [("1", 1), ("b", 1)], "{body}");
        let words = |at: usize| read.notes[at].markup.html.split_whitespace().collect::<Vec<_>>().join(" ");
        assert!(words(0).contains("De eerste gaat lui verder, of diep."), "{}", words(0));
        assert!(words(1).contains("De <em>tweede</em>."), "{}", words(1));
    }
}

/// What is said of a letter with this text, as the words that each finding marks.
fn marked(body: &str) -> Vec<(Code, String)> {
    let (source, directory) = (Source::new("a.md", "a.md", body.to_owned()), Directory::default());
    let mut findings = Vec::new();
    read(&source, 0..body.len(), Surroundings::default(), directory.seen_from("a.md"), &mut findings);
    let words = |finding: &Finding| {
        let excerpt = &finding.place.as_ref().unwrap().excerpt;
        excerpt.text.chars().skip(excerpt.before).take(excerpt.marked).collect()
    };
    findings.iter().map(|finding| (finding.code, words(finding))).collect()
}

#[test]
fn a_mark_in_the_words_of_a_link_is_reported_once() {
    let note = "\n\n[^1]: Noot.\n\n[^x]: Noot.\n\n[r]: /r.md\n";
    for (body, expected) in [
        ("[a[^1]](b.md)", &["[^1]"][..]),
        ("![a[^1]](/b.png)", &["[^1]"]),
        ("[a[^1]][r]", &["[^1]"]),
        ("[*a*[^1] b[^x]](b.md 'c')", &["[^1]"]),
        ("[a[^1]](b) en [c[^x]](d(e))", &["[^1]", "[^x]"]),
        ("[x [a[^1]](b)](c)", &["[^1]"]),
        ("| [a[^1]](b.md) |\n|---|\n| [c](d.md)[^1] |", &["[^1]"]),
        ("[a[^1]] (b), [a[^1]](b c) en [a](b.md)[^1] en \\[a[^1]](b.md) en [a[^1]", &[]),
    ] {
        let found = marked(&format!("{body}[^x]{note}"));
        let found: Vec<&str> =
            found.iter().filter(|(code, _)| *code == Code::K217).map(|(_, words)| words.as_str()).collect();
        assert_eq!(found, expected, "{body}");
    }
}

#[test]
fn what_looks_like_a_note_is_reported() {
    for (body, expected) in [
        ("Ja.^[Zie *daar*.]", &["^[Zie *daar*.]"][..]),
        ("Ja.^[Een ^[twee] [drie]], nee.^[Vier]", &["^[Een ^[twee] [drie]]", "^[Vier]"]),
        ("> - Ja^[zie [x](y.md)]", &["^[zie [x](y.md)]"]),
        ("10^[6], x^[2n], \\^[nee], ^\\[nee], `^[nee]`, ^[nee](x.md), ^[nee", &[]),
        ("Ja [12].\n\n[12]: Zie daar.", &["[12]:"]),
        ("Ja [1], nee [2].\n\n[1]: Zie daar.\n[2]: En daar.", &["[1]:", "[2]:"]),
        ("Ja [1].\n\n- [1]: Zie daar.", &["[1]:"]),
        ("Ja [1].\n\n[1]: https://example.org", &["[1]:"]),
        ("Ja.\n\n[1]: Idem", &["[1]:"]),
        ("[Ja][1].\n\n[1]: https://example.org", &[]),
        ("Ja [1].\n\n\\[1\\]: Zie daar.", &[]),
        ("Ja \\[1\\].\n\n[1]: Zie daar.", &[]),
        ("Ja [2021].\n\n[2021]: Zie daar.", &[]),
        ("Ja [1] en [1]: nee.\n\n[1]:", &[]),
    ] {
        let found = marked(body);
        let found: Vec<&str> =
            found.iter().filter(|(code, _)| *code == Code::K218).map(|(_, words)| words.as_str()).collect();
        assert_eq!(found, expected, "{body}");
    }
}

#[test]
fn a_mark_finds_its_note_in_capitals_too() {
    let body = "a[^Bron] b[^bron]\n\n[^BRON]: Waar.\n";
    let notes = text(body).notes;
    assert_eq!(notes.len(), 1);
    assert!(notes[0].markup.html.contains("Waar") && notes[0].references.len() == 2);
    assert!(marked(body).is_empty());
    let twice = marked("a[^x]\n\n[^x]: Een.\n\n[^X]: Twee.\n");
    assert_eq!(twice, [(Code::K202, "[^X]".to_owned())]);
}

#[test]
fn emphasis_is_no_deeper_than_a_browser_opens() {
    for mark in ["*", "_", "**", "~~"] {
        let body = format!("{}kern{}", format!("{mark}a ").repeat(5_000), format!(" b{mark}").repeat(5_000));
        let html = text(&body).markup.html.clone();
        let (mut open, mut deepest) = (0_usize, 0);
        for tag in html.split('<').skip(1) {
            if tag.starts_with('/') {
                open -= 1;
            } else {
                open += 1;
            }
            deepest = deepest.max(open);
        }
        assert!(open == 0 && deepest <= 2 * crate::limits::MARKDOWN_DEPTH, "{mark}: {deepest}");
        assert!(html.contains("kern") && html.matches("a ").count() >= 5_000, "{mark}");
    }
}
