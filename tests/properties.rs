//! What holds for any input: letters are untrusted, and a citation never points outside its text.

use proptest::prelude::*;
use voetnoot::identifier::DocumentId;
use voetnoot::kst::{DossierNumber, KstId, Ondernummer};
use voetnoot::source::Source;
use voetnoot::{cite, front_matter, letter, out_path, sentence};

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
        Just("\n## ".to_owned()),
        Just("\u{a0}\u{2009}\u{ad}".to_owned()),
    ];
    prop::collection::vec(piece, 0..24).prop_map(|pieces| pieces.concat())
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
            let path = out_path::OutPath::of_document(&id).file_path();
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
        for sentence in sentence::sentences(&text) {
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
        let letter = headed.parse(&|address| Some(address.to_owned()), &mut findings);
        let notes = letter.text.notes.iter().map(|note| &note.markup);
        for markup in std::iter::once(&letter.text.markup).chain(notes) {
            let mut open = 0;
            let html = markup.fill(|out, citation, _, _| {
                assert!(citation < letter.text.citations.len());
                out.push_str("<a>");
                open += 1;
                "</a>"
            });
            prop_assert!(!html.contains("<script") && !html.contains("javascript:alert(1)\""));
            prop_assert_eq!(html.matches("<a>").count(), open);
        }
        for found in &letter.text.citations {
            prop_assert!(letter.source.text.get(found.span.clone()).is_some(), "{:?}", found.span);
            letter.source.place(found.span.clone());
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
