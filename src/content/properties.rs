//! What holds for any input: letters are untrusted, and a citation never points outside its text.

use crate::cite;
use crate::content::annotation::anchor::{Anchored, Quotation, Spot, anchor};
use crate::content::directory::Directory;
use crate::content::front_matter;
use crate::content::letter;
use crate::content::markdown::{self, AnnotationIx, Mark, Markup, Opening, Text};
use crate::content::source::Source;
use crate::number::address;
use crate::number::identifier::DocumentId;
use crate::number::kst::{DossierNumber, KstId, Ondernummer};
use crate::number::series;
use proptest::prelude::*;

/// Text that looks like what we read: pieces of Markdown, of citations and of anything else.
fn letterlike() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        any::<String>(),
        "[ \\n\\t]{1,3}",
        Just("Kamerstuk 28 638, nr. 200".to_owned()),
        Just("Kamerstukken II 2020/21, 35 570, nrs. 3-9 en 12".to_owned()),
        Just("[^1]".to_owned()),
        Just("\n\n[^1]: Zie Stb. 2021, 123.\n\n".to_owned()),
        Just("*".to_owned()),
        Just("**".to_owned()),
        Just("`".to_owned()),
        Just("[een](https://zoek.officielebekendmakingen.nl/kst-28638-200.html)".to_owned()),
        Just("![x](/y.png)".to_owned()),
        Just("[j](javascript:alert(1))".to_owned()),
        Just("<script>alert(1)</script>".to_owned()),
        Just("\n| a | b |\n|---|---|\n| Kamerstuk 28 638, nr. 7 | c |\n".to_owned()),
        Just("\n- ".to_owned()),
        Just("\n> ".to_owned()),
        Just("2 en 3 juli\njl. ".to_owned()),
        Just("1 *juli* jl. begin november ".to_owned()),
        Just("Raad Algemene Zaken (RAZ) RAZ ".to_owned()),
        Just("\n## ".to_owned()),
        Just("\u{a0}\u{2009}\u{ad}".to_owned()),
    ];
    prop::collection::vec(piece, 0..24).prop_map(|pieces| pieces.concat())
}

fn markups(text: &Text) -> impl Iterator<Item = &Markup> {
    std::iter::once(&text.markup).chain(text.notes.iter().map(|note| &note.markup))
}

/// The HTML with links and marks; the numbers of the annotations in it.
fn filled(markup: &Markup, numbers: &mut Vec<AnnotationIx>) -> String {
    let link = |out: &mut String, _: Opening| {
        out.push_str("<a>");
        "</a>"
    };
    let mark = |out: &mut String, mark| match mark {
        Mark::Open { .. } => out.push_str("<mark>"),
        Mark::Close => out.push_str("</mark>"),
        Mark::Name(_) => {}
        Mark::Number(number) => {
            numbers.push(number);
            out.push_str("<sup>1</sup>");
        }
    };
    markup.fill(link, mark)
}

/// The elements that are still open at the end; `number` is told which are open around each number.
fn open_elements<'h>(html: &'h str, number: &mut dyn FnMut(&[&str])) -> Vec<&'h str> {
    let mut open: Vec<&str> = Vec::new();
    for tag in html.split('<').skip(1) {
        let name = tag.split(|c: char| !(c.is_ascii_alphanumeric() || c == '/')).next().unwrap_or_default();
        match name.strip_prefix('/') {
            Some(closed) => assert_eq!(open.pop(), Some(closed), "in {html}"),
            None if matches!(name, "br" | "hr" | "img") => {}
            None => {
                open.push(name);
                if tag.starts_with("sup>1") {
                    number(&open);
                }
            }
        }
    }
    open
}

proptest! {
    #[test]
    fn ids_survive_being_written_and_read(
        number in 1_000_u32..=99_999, councils in 0_u32..100, form in 0..4, nr in 1_u16..=9_999,
    ) {
        let toevoeging = match form {
            0 => None,
            1 => Some(format!("{councils:02}")),
            2 => Some("XVI".to_owned()),
            _ => Some("A".to_owned()),
        };
        let dossier = DossierNumber::new(number, toevoeging.map(|t| t.parse().unwrap())).unwrap();
        let id = KstId { dossier, ondernummer: Ondernummer::Number(nr) };
        prop_assert_eq!(id.to_string().parse::<KstId>(), Ok(id));
        let document = DocumentId::from(id);
        prop_assert_eq!(DocumentId::parse(&document.to_string()), Some(document.clone()));
        prop_assert_eq!(document.kst(), Some(id));
    }

    #[test]
    fn any_text_is_an_id_or_is_not(text in any::<String>()) {
        if let Some(id) = DocumentId::parse(&text) {
            prop_assert_eq!(DocumentId::parse(id.as_str()), Some(id.clone()));
            let path = address::OutPath::of_document(&id).file_path();
            prop_assert!(!path.starts_with('/') && path.split('/').all(|part| part != ".." && part != "."));
        }
    }

    #[test]
    fn citations_lie_in_order_within_their_text(text in letterlike()) {
        let mut from = 0;
        for citation in cite::find(&text) {
            prop_assert!(citation.span.start >= from && text.get(citation.span.clone()).is_some());
            for cited in &citation.cited {
                prop_assert!(text.get(cited.span.clone()).is_some());
                prop_assert!(citation.span.start <= cited.span.start && cited.span.end <= citation.span.end);
            }
            from = citation.span.end;
        }
    }

    #[test]
    fn sentences_make_up_their_text(text in letterlike()) {
        let mut from = 0;
        for sentence in series::sentences(&text) {
            prop_assert!(text.get(sentence.clone()).is_some());
            prop_assert!(text[from..sentence.start].trim().is_empty());
            from = sentence.end;
        }
        prop_assert!(text[from..].trim().is_empty());
    }

    #[test]
    fn any_letter_becomes_harmless_html(body in letterlike()) {
        let head = "---\ntitle: x\ndossiernummer: 28638\nondernummer: 1\ndate: 2020-01-01\n---\n";
        let source = Source::new("a.md", "a.md", format!("{head}{body}"));
        let mut findings = Vec::new();
        let headed = letter::Headed::read(source, &mut findings).expect("the head is good");
        let letter = headed.parse(None, &Directory::default(), &mut findings);
        let notes = letter.text.notes.iter().map(|note| &note.markup);
        for markup in std::iter::once(&letter.text.markup).chain(notes) {
            let mut open = 0;
            let link = |out: &mut String, link: Opening| {
                assert!(letter.text.citation(link.citation).is_some());
                out.push_str("<a>");
                open += 1;
                "</a>"
            };
            let html = markup.fill(link, |_, _| {});
            prop_assert!(!html.contains("<script") && !html.contains("javascript:alert(1)\""));
            prop_assert_eq!(html.matches("<a>").count(), open);
        }
        for found in &letter.text.citations {
            prop_assert!(letter.source.text.get(found.span.clone()).is_some(), "{:?}", found.span);
            letter.source.place(found.span.clone());
        }
    }

    /// Any words that a reader sees can be annotated; the marks nest in the HTML, also inside links, and change no
    /// word of it.
    #[test]
    fn any_part_of_a_letter_can_be_annotated(body in letterlike(), cuts in prop::array::uniform4(0..4_000_usize)) {
        let source = Source::new("a.md", "a.md", body);
        let directory = Directory::default();
        let written = Some(jiff::civil::date(2021, 9, 15));
        let home = "28638".parse().ok();
        let around = markdown::Surroundings { home, written, annotated: true, ..Default::default() };
        let mut text =
            markdown::read(&source, 0..source.text.len(), around, directory.seen_from("a.md"), &mut Vec::new());
        let plain: Vec<String> = markups(&text).map(|markup| filled(markup, &mut Vec::new())).collect();
        let mut parts = Vec::new();
        for (index, words) in text.words().into_iter().enumerate() {
            let mut at = cuts.map(|cut| words.floor_char_boundary(cut % (words.len() + 1)));
            at.sort_unstable();
            let [a, b, c, d] = at;
            let quotation = Quotation { prefix: &words[a..b], quote: &words[b..c], suffix: &words[c..d] };
            let inside = |spot: &Spot| spot.text == index && b <= spot.range.start && spot.range.end <= c;
            match anchor(&text.words(), &[quotation]).remove(0) {
                Anchored::At(spot) => prop_assert!(inside(&spot) || index > 0, "{quotation:?}: {spot:?}"),
                Anchored::Several { spots, more } => {
                    prop_assert!(more || spots.iter().any(|(spot, _)| inside(spot)), "{quotation:?}");
                }
                // The part begins or ends within a word.
                Anchored::InWord(_, whole) => prop_assert!(!whole.is_empty()),
                Anchored::Empty => {}
                astray => prop_assert!(false, "{quotation:?}: {astray:?}"),
            }
            parts.extend([a..c, b..d, b..c, d..d].map(|part| Some((index, part))));
        }
        text.annotate(&parts);
        for (markup, plain) in markups(&text).zip(plain) {
            let mut numbers = Vec::new();
            let html = filled(markup, &mut numbers);
            let stack = open_elements(&html, &mut |open: &[&str]| {
                assert!(!open.contains(&"a"), "a number inside a link: {html}");
            });
            prop_assert!(stack.is_empty(), "{stack:?} is left open in {html}");
            let without = html.replace("<mark>", "").replace("</mark>", "").replace("<sup>1</sup>", "");
            prop_assert_eq!(without, plain);
            let seen = numbers.len();
            numbers.dedup();
            prop_assert_eq!(seen, numbers.len());
        }
    }

    #[test]
    fn any_front_matter_is_read_or_reported(yaml in any::<String>()) {
        let source = Source::new("a.md", "a.md", format!("---\n{yaml}\n---\n"));
        let mut findings = Vec::new();
        let parts = front_matter::split(&source.text);
        if let Some((range, _)) = parts {
            let read = front_matter::letter(&source, range, &mut findings);
            prop_assert!(read.is_some() || !findings.is_empty());
        }
    }

    #[test]
    fn places_are_those_of_an_editor(text in "[a-zé\u{20ac}\u{301}\n]{0,9000}", at in 0_usize..20_000, long in 0_usize..200) {
        let mut start = at.min(text.len());
        while !text.is_char_boundary(start) {
            start -= 1;
        }
        let before = &text[..start];
        let place = Source::new("a.md", "a.md", text.clone()).place(start..start + long);
        prop_assert_eq!(place.line as usize, 1 + before.matches('\n').count());
        let column = 1 + before.rsplit('\n').next().unwrap_or_default().chars().count();
        prop_assert_eq!(place.column as usize, column);
        let shown: String = place.excerpt.text.chars().skip(place.excerpt.before).take(place.excerpt.marked).collect();
        let line = text[start..].split('\n').next().unwrap_or_default();
        prop_assert!(line.starts_with(&shown), "{shown} is not marked in {line}");
    }
}
