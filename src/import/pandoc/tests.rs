//! Markdown as pandoc writes it.

use super::read;
use crate::content::source::Source;
use crate::finding::{Code, Finding};
use crate::import::check::{assert_complete, shown};
use crate::import::conserve;
use crate::import::draft::{Block, Draft, Inline};
use crate::import::write;

fn imported(text: &str) -> (Draft, Vec<Finding>) {
    let source = Source::new("brief.md", "brief.md", text.to_owned());
    let mut findings = Vec::new();
    let draft = read(&source, &mut findings).expect("it has text");
    let original = conserve::Original::markdown(&source);
    assert_complete(&source, &draft, original.words.iter().map(|(_, at)| at.clone()));
    let letter = write::markdown(&draft);
    let lost = conserve::check(&source, &original, &draft, &letter);
    assert!(lost.is_empty(), "{lost:?}");
    (draft, findings)
}

#[test]
fn a_letter() {
    let (draft, findings) = imported(
        r"---
title: Voortgang
---

  ---------------- -----------------------
  Datum            3 mei 2023

  Betreft          Voortgang en
                   planning
  ---------------- -----------------------

Geachte voorzitter,

Hierbij **informeer** ik *uw Kamer* over 1\. de voortgang
en de *[planning]{.underline}* in 2022--2023.[^1] Zie ook
[de site](https://example.org/a){.uri} en 10^e^ H~2~O.

Reactie
-------

1.  eerste
    regel

    met een alinea

    -   diep

2.  tweede

> Een citaat
> op twee regels.

a.  onder a

| Regel een
| Regel twee

`<!-- -->`{=html}

De Minister van Financiën,

S.A.M. Kaag

[^1]: Kamerstuk 28 638,
    nr. 200

    Tweede alinea.
",
    );
    assert_eq!(draft.head.title.as_deref(), Some("Voortgang en planning"));
    assert_eq!(draft.head.date, Some(jiff::civil::date(2023, 5, 3)));
    assert_eq!(draft.head.indieners[0].naam.as_deref(), Some("S.A.M. Kaag"));
    assert_eq!(
        shown(&draft.body),
        [
            "Geachte voorzitter,",
            "Hierbij informeer ik uw Kamer over 1. de voortgang en de planning in 2022–2023. Zie ook de site en 10e H2O.",
            "h2 Reactie",
            "Some(1) eerste regel / met een alinea / None diep; tweede",
            "> Een citaat op twee regels.",
            "None a. onder a",
            "Regel een Regel twee",
            "De Minister van Financiën, \\ S.A.M. Kaag",
        ]
    );
    let Block::Paragraph(inlines) = &draft.body[1] else { panic!("no paragraph") };
    assert!(inlines.contains(&Inline::Mark("1".into())));
    assert!(inlines.iter().any(|i| matches!(i, Inline::Link(to, _) if to == "https://example.org/a")));
    assert_eq!(shown(&draft.notes[0].body), ["Kamerstuk 28 638, nr. 200", "Tweede alinea."]);
    assert!(findings.is_empty(), "{findings:?}");
}

#[test]
fn every_way_to_draw_a_table() {
    let (draft, _) = imported(
        r"Tekst.

+------+-------+
| Jaar | Aan-  |
|      | tal   |
+======+=======+
| 2020 | een   |
|      |       |
|      | twee  |
+------+-------+
| 2021 | drie  |
+------+-------+

| Jaar | Aantal |
|------|-------:|
| 2020 | 1      |
| 2021 | 2      |

  Jaar   Aantal
  ------ --------
  2020   1
  2021   2

  ------ ------
  2020   één

  2021   twee
         regels
  ------ ------

------------------------------------------------------------------------

Slot.
",
    );
    assert_eq!(
        shown(&draft.body),
        [
            "Tekst.",
            "Jaar|Aan- tal || 2020|een twee || 2021|drie",
            "Jaar|Aantal || 2020|1 || 2021|2",
            "Jaar|Aantal || 2020|1 || 2021|2",
            "|| 2020|één || 2021|twee regels",
            "Slot.",
        ]
    );
}

#[test]
fn tables_within_tables_and_beside_each_other() {
    let (draft, _) = imported(
        r"Tekst.

+-----------------------------+
| +-------------+-----------+ |
| | De dijken   | De Staats | |
| | van Holland | van Zaken | |
| +-------------+-----------+ |
+-----------------------------+

+---------------------+-------+
| Over twee           | los   |
| kolommen en regels  | woord |
+-------+-------------+-------+
| smal  | breed       | kort  |
+-------+-------------+-------+
",
    );
    let text = shown(&draft.body).join(" / ");
    assert!(text.contains("De dijken van Holland") && text.contains("De Staats van Zaken"), "{text}");
    assert!(
        text.contains("Over twee kolommen en regels||los woord") && text.contains("smal|breed|kort"),
        "{text}"
    );
}

#[test]
fn tables_that_stay_html() {
    let (draft, _) = imported(
        r#"Tekst.

<table>
<colgroup><col style="width: 15%" /></colgroup>
<tbody>
<tr class="odd"><td><p>Jaar</p></td><td>Een en twee</td></tr>
<tr class="even"><td>2020</td><td><strong>drie</strong></td></tr>
</tbody>
</table>

Slot.[^1]

[^1]: Noot.
"#,
    );
    assert_eq!(shown(&draft.body), ["Tekst.", "|| Jaar|Een en twee || 2020|drie", "Slot."]);
}

#[test]
fn words_that_pandoc_cut_for_a_narrow_cell() {
    let (draft, _) = imported(
        r"Over de kinderopvang.

+------------+-----+
| ki         | een |
| nderopvang |     |
+------------+-----+
| lange      | b   |
| vergunning |     |
+------------+-----+
",
    );
    assert_eq!(shown(&draft.body)[1], "|| kinderopvang|een || lange vergunning|b");
}

#[test]
fn emphasis_and_what_looks_like_it() {
    let (draft, _) = imported(
        "**vet *en cursief*** 2 * 3 * 4 snake_case *los ***alles*** \\*niet\\* [haak] <https://a.nl/> ^[In de tekst.]",
    );
    let Block::Paragraph(inlines) = &draft.body[0] else { panic!("no paragraph") };
    let Some(Inline::Strong(inner)) = inlines.first() else { panic!("not strong: {inlines:?}") };
    assert!(matches!(&inner[1], Inline::Emphasis(_)), "{inner:?}");
    assert_eq!(
        shown(&draft.body),
        ["vet en cursief 2 * 3 * 4 snake_case *los alles *niet* [haak] https://a.nl/"]
    );
    assert_eq!(shown(&draft.notes[0].body), ["In de tekst."]);
}

#[test]
fn tables_in_html_lose_no_word() {
    let text = "\
<table>
<tr class=\"odd\"><td colspan=\"2\">&gt; Retouradres Postbus 1</td></tr>
<tr><td>Datum</td><td><p>24 maart</p>
<p>2024&nbsp;</p></td></tr>
<tr><td>Onderwerp</td><td><table><tr><td>Een kast &amp; een kist</td></tr></table></td></tr>
</table>

Geachte voorzitter,

De norm is &lt; 3&#8239;%.
";
    assert!(super::recognises(text));
    let (draft, _) = imported(text);
    let source = Source::new("a.md", "a.md", text.to_owned());
    let original = conserve::Original::markdown(&source);
    let letter = write::markdown(&draft);
    let lost = conserve::check(&source, &original, &draft, &letter);
    assert!(lost.is_empty(), "{lost:?}");
    assert_eq!(draft.head.title.as_deref(), Some("Een kast & een kist"));
}

#[test]
fn items_follow_each_other_without_blank_lines() {
    let (draft, _) = imported(
        "Drie zaken.\n\n1.  Een zaak\n    over twee regels.\n2.  Nog een.\n3.  De\n    derde.\n\nEinde.\n",
    );
    let Block::List(Some(1), items) = &draft.body[1] else { panic!("{:?}", draft.body) };
    assert_eq!(
        items.iter().map(|i| shown(i).join("/")).collect::<Vec<_>>(),
        ["Een zaak over twee regels.", "Nog een.", "De derde."]
    );
}

#[test]
fn papers_of_the_eerste_kamer_and_fiches_have_their_kind() {
    let (draft, _) = imported(
        "36 600 XVI Vaststelling\n\nAB BRIEF VAN DE MINISTER VAN DEFENSIE\n\nDen Haag, 3 mei 2025\n\nDe zin.[^1]\n\n[^1]: Noot.\n",
    );
    assert_eq!(draft.head.ondernummer.map(|n| n.to_string()).as_deref(), Some("AB"));
    assert_eq!(draft.head.soort.as_deref(), Some("Brief"));
    let (draft, _) = imported("Fiche 1: Richtlijn over iets\n\nDe zin.[^1]\n\n[^1]: Noot.\n");
    assert_eq!(draft.head.soort.as_deref(), Some("Fiche"));
    assert_eq!(draft.head.title.as_deref(), Some("Fiche 1: Richtlijn over iets"));
    assert_eq!(shown(&draft.body), ["De zin."]);
    // What stands below the subject is the ministry, unless it is the same paragraph.
    let (draft, _) = imported(
        "Datum\n\n3 mei 2025\n\nBetreft\n\nVoortgang\n\nBestuursstaf\n\nPlein 4\n\nGeachte voorzitter,\n\nDe zin.\n",
    );
    assert_eq!(draft.head.title.as_deref(), Some("Voortgang"));
}

#[test]
fn several_may_sign_in_the_lines_of_one_paragraph() {
    let text = "Datum: 3 mei 2023\n\nGeachte voorzitter,\n\nDe \\[1\\] zin\\[1\\].\n\nDe Minister van Defensie,\\\nA. Voorbeeld\\\n\
        De Staatssecretaris van Defensie,\\\nB. Voorbeeld\n\n\\[1\\] Noot.\n";
    let (draft, _) = imported(text);
    let names: Vec<_> = draft.head.indieners.iter().filter_map(|i| i.naam.as_deref()).collect();
    assert_eq!(names, ["A. Voorbeeld", "B. Voorbeeld"]);
    assert_eq!(draft.notes.iter().map(|n| shown(&n.body)).collect::<Vec<_>>(), [["Noot."]]);
}

#[test]
fn a_mark_without_a_note_is_reported() {
    let (_, findings) = imported("Een zin.[^3]\n\nNog een.[^4]\n\n[^4]: Noot.\n");
    assert_eq!(findings.iter().map(|f| f.code).collect::<Vec<_>>(), [Code::K741]);
    assert_eq!(findings[0].place.as_ref().map(|p| (p.line, p.column)), Some((1, 9)));
}

#[test]
fn no_text_is_a_danger() {
    for piece in [
        "[",
        "**a ",
        "*a_b ",
        "> ",
        "- ",
        "`",
        "<",
        "![a](",
        "[^1]: ",
        "+--+\n",
        "| a\n",
        "  - a\n\n",
        "^[",
        "\\",
    ] {
        let text = format!("begin\n\n{}", piece.repeat(2_000));
        let source = Source::new("a.md", "a.md", text);
        read(&source, &mut Vec::new());
    }
}

#[test]
fn notes_follow_each_other_without_blank_lines() {
    let (draft, findings) = imported(
        "Datum: 3 mei 2023\n\nGeachte voorzitter,\n\nEen[^1], twee[^b] en drie[^3].\n[^1]: De eerste\ngaat lui verder,\n\
         \x20   of diep.\n[^b]: De tweede.\n[^3]: De derde.\n\n    Nog een alinea.\n[^4]: Zonder merk.\n\nSlot.\n",
    );
    assert!(findings.is_empty(), "{findings:?}");
    assert_eq!(shown(&draft.body), ["Geachte voorzitter,", "Een, twee en drie.", "Slot."]);
    let notes = draft.notes.iter().map(|note| (note.label.as_str(), shown(&note.body).join(" / ")));
    assert_eq!(
        notes.collect::<Vec<_>>(),
        [
            ("1", "De eerste gaat lui verder, of diep.".to_owned()),
            ("b", "De tweede.".to_owned()),
            ("3", "De derde. / Nog een alinea.".to_owned()),
            ("4", "Zonder merk.".to_owned()),
        ]
    );
}

#[test]
fn a_paragraph_that_begins_with_a_mark_is_no_note() {
    let (draft, _) =
        imported("Geachte voorzitter,\n\nEen[^1].\n\n[^1] en [de site]: allebei.\n\n[^1]: De noot.\n");
    assert_eq!(shown(&draft.body)[2], "en [de site]: allebei.");
    assert_eq!(draft.notes.len(), 1);
}

#[test]
fn deleted_words_and_remarks_stay_out_and_inserted_ones_in() {
    let (draft, findings) = imported(
        r#"Geachte voorzitter,

Het plan [wordt]{.deletion author="A" date="2026-01-02T10:00:00Z"}[is]{.insertion author="A"
date="2026-01-02T10:00:00Z"} [Klopt dit? [Ja.]{.underline}]{.comment-start id="0" author="B"
date="2026-01-02T10:00:00Z"}vandaag[]{.comment-end id="0"} klaar.

[Dit vervalt geheel.]{.deletion author="A" date="2026-01-02T10:00:00Z"}
"#,
    );
    assert_eq!(shown(&draft.body), ["Geachte voorzitter,", "Het plan is vandaag klaar."]);
    let codes: Vec<_> = findings.iter().map(|f| (f.code, f.place.as_ref().map_or(0, |p| p.line))).collect();
    assert_eq!(codes, [(Code::K746, 3), (Code::K746, 4)]);
}

/// The body, and the notes behind it, of a letter with this text below its salutation.
fn noted(text: &str) -> (Vec<String>, Vec<Code>) {
    let (draft, findings) = imported(&format!("Geachte voorzitter,\n\n{text}"));
    let letter = write::markdown(&draft);
    let (_, body) = letter.split_once("Geachte voorzitter,\n\n").unwrap();
    let paragraphs = body.trim_end().split("\n\n").map(str::to_owned);
    (paragraphs.collect(), findings.iter().map(|f| f.code).collect())
}

#[test]
fn converters_write_marks_and_notes_in_many_forms() {
    for text in [
        // markitdown, turndown
        "Dat is toegezegd.[[1]](#footnote-20) En dit[[2]](#footnote-2) ook.\n\n1. Eerste noot. [↑](#footnote-ref-20)\n2. Tweede noot. [↑](#footnote-ref-2)\n",
        // mammoth
        "Dat is toegezegd.<a id=\"footnote-ref-1\"></a>[\\[1\\]](\\#footnote\\-1) En dit[\\[2\\]](\\#footnote\\-2) ook.\n\n1. <a id=\"footnote-1\"></a>Eerste noot. [↑](\\#footnote\\-ref\\-1)\n2. <a id=\"footnote-2\"></a>Tweede noot. [↑](\\#footnote\\-ref\\-2)\n",
        // Word's HTML, LibreOffice
        "Dat is toegezegd.[[1]](#_ftn1) En dit[[2]](#_ftn2) ook.\n\n[[1]](#_ftnref1) Eerste noot.\n\n[[2]](#_ftnref2) Tweede noot.\n",
        "Dat is toegezegd.[1](#sdfootnote1sym) En dit[2](#sdfootnote2sym) ook.\n\n[1](#sdfootnote1anc) Eerste noot.\n\n[2](#sdfootnote2anc) Tweede noot.\n",
        // pymupdf4llm
        "Dat is toegezegd.<sup>1</sup> En dit<sup>2</sup> ook.\n\n> 1 Eerste noot.\n\n> 2 Tweede noot.\n",
        "Dat is toegezegd.^1^ En dit^2^ ook.\n\n- 1 Eerste noot.\n- 2 Tweede noot.\n",
        // docx2python
        "Dat is toegezegd.----footnote1---- En dit----footnote2---- ook.\n\nfootnote1)\tEerste noot.\n\nfootnote2)\tTweede noot.\n",
        // kreuzberg, undoc
        "Dat is toegezegd.^[^1]^ En dit^[^2]^ ook.\n\n[^1]: Eerste noot.\n[^2]: Tweede noot.\n",
    ] {
        let (shown, codes) = noted(text);
        assert_eq!(
            shown,
            ["Dat is toegezegd.[^1] En dit[^2] ook.", "[^1]: Eerste noot.", "[^2]: Tweede noot."],
            "{text}"
        );
        assert_eq!(codes, [], "{text}");
    }
}

#[test]
fn what_converters_have_torn_is_reported_and_stays() {
    let (shown, codes) = noted("Dat is niet toegezegd.\n\n1. Eerste noot. [↑](#footnote-ref-1)\n");
    assert!(shown[1].contains("Eerste noot."), "{shown:?}");
    assert_eq!(codes, [Code::K720]);
    let (shown, codes) = noted("Dat is toegezegd.[[3]](#footnote-3)\n");
    assert!(shown[0].contains("[3]"), "{shown:?}");
    assert_eq!(codes, [Code::K723]);
}

#[test]
fn raised_figures_stay_raised_unless_a_note_has_them() {
    let (draft, _) = imported(
        "Geachte voorzitter,\n\nIn 10^6^ m^2^ en CO~2~ en ~~oud~~ nieuw<sup>1</sup>.[^1]\n\n[^1]: Een noot.\n\n[^2]: Twee.\n",
    );
    let letter = write::markdown(&draft);
    assert!(letter.contains("In 10⁶ m² en CO₂ en ~~oud~~ nieuw[^1].[^1]"), "{letter}");
}

#[test]
fn grids_keep_cells_that_span_and_columns_their_edges() {
    let (draft, _) = imported(
        "Geachte voorzitter,

+-------+---------------+
| Soort | Uitgaven      |
| en    +-------+-------+
| meer  | 2020  | 2021  |
+:======+======:+======:+
| gas   | 1     | 2     |
|       +-------+-------+
|       | 3     | 4     |
+-------+-------+-------+

  Soort       N
  --------- ---
  gas         1
  olie        2

| Soort | N   |
|:------|----:|
| gas   | 1   |
",
    );
    let letter = write::markdown(&draft);
    let expected = "| Soort en meer | Uitgaven 2020 | Uitgaven 2021 |\n| --- | ---: | ---: |\n| gas | 1 | 2 |\n| gas | 3 | 4 |\n";
    assert!(letter.contains(expected), "{letter}");
    assert_eq!(letter.matches("| Soort | N |\n| --- | ---: |\n| gas | 1 |\n").count(), 2, "{letter}");
}
