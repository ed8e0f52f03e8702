//! Word files made here, part by part, and those of the corpus where it is there.

use super::read;
use crate::content::source::Source;
use crate::finding::{Code, Finding};
use crate::import::check::{assert_complete, shown};
use crate::import::conserve::{self, Measure, Original};
use crate::import::draft::{Block, Draft, Inline, Why};
use crate::import::write;
use crate::number::identifier::DocumentId;
use std::io::{Cursor, Write};
use std::ops::Range;
use zip::write::SimpleFileOptions;

const W: &str = r#"xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" xmlns:mc="m" xmlns:wps="s" xmlns:m="f""#;

/// A Word file of a document and, by the last word of their relation, other parts.
fn word(document: &str, parts: &[(&str, &str)]) -> Vec<u8> {
    let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
    let mut put = |name: &str, text: &str| {
        zip.start_file(name, SimpleFileOptions::default()).unwrap();
        zip.write_all(text.as_bytes()).unwrap();
    };
    let relation = |id: usize, kind: &str, target: &str| {
        format!(r#"<Relationship Id="r{id}" Type="http://x/relationships/{kind}" Target="{target}"/>"#)
    };
    let all = |inner: &str| format!("<Relationships>{inner}</Relationships>");
    put("_rels/.rels", &all(&relation(1, "officeDocument", "word/document.xml")));
    put("word/document.xml", &format!("<w:document {W}><w:body>{document}</w:body></w:document>"));
    let mut relations = String::new();
    for (at, (kind, inner)) in parts.iter().enumerate() {
        let name = format!("{kind}{at}.xml");
        relations.push_str(&relation(at, kind, &name));
        put(&format!("word/{name}"), &format!("<w:part {W}>{inner}</w:part>"));
    }
    relations.push_str(
        r#"<Relationship Id="web" Type="http://x/hyperlink" Target="https://example.org/a" TargetMode="External"/>"#,
    );
    put("word/_rels/document.xml.rels", &all(&relations));
    zip.finish().unwrap().into_inner()
}

fn p(inner: &str) -> String {
    format!("<w:p>{inner}</w:p>")
}

fn t(words: &str) -> String {
    format!(r#"<w:r><w:t xml:space="preserve">{words}</w:t></w:r>"#)
}

fn imported(document: &str, parts: &[(&str, &str)]) -> (Source, Draft, Vec<Finding>) {
    let mut findings = Vec::new();
    let (source, draft, addresses) =
        read("brief.docx", &word(document, parts), &mut findings).expect("it can be read");
    assert_complete(&source, &draft, words(&source));
    let original = Original {
        words: conserve::original::xml(&source, super::WITH_WORDS),
        measure: Measure::Characters,
        links: conserve::links::word(&source, &addresses),
        division: conserve::order::OF_WORD,
    };
    let letter = write::markdown(&draft);
    let lost = conserve::check(&source, &original, &draft, &letter);
    assert!(lost.is_empty(), "{lost:?}");
    (source, draft, findings)
}

/// What stands between `<w:t>` and its end, found without the reader.
fn words(source: &Source) -> Vec<Range<usize>> {
    let tags =
        source.text.match_indices("<w:t").filter(|(at, _)| source.text[at + 4..].starts_with(['>', ' ']));
    tags.map(|(at, _)| {
        let start = at + source.text[at..].find('>').unwrap() + 1;
        start..start + source.text[start..].find("</w:t>").unwrap_or(0)
    })
    .collect()
}

/// A table of rows of cells of paragraphs.
fn table(rows: &[&[&str]]) -> String {
    let cell = |words: &&str| format!("<w:tc>{}</w:tc>", p(&t(words)));
    let row = |cells: &&[&str]| format!("<w:tr>{}</w:tr>", cells.iter().map(cell).collect::<String>());
    format!("<w:tbl>{}</w:tbl>", rows.iter().map(row).collect::<String>())
}

#[test]
fn a_letter_as_a_ministry_sends_it() {
    let letter = [
        table(&[
            &["&gt; Retouradres Postbus 1 2500 AA Den Haag"],
            &["Aan de Voorzitter van de Tweede Kamer der Staten-Generaal"],
        ]),
        table(&[
            &["Datum", "3 mei 2023"],
            &["Betreft", "Voortgang &amp; planning"],
            &["Ons kenmerk", "2023-0000123456"],
        ]),
        p(&t("Geachte voorzitter,")),
        p(&format!(
            "{}<w:r><w:footnoteReference w:id=\"7\"/></w:r>{}",
            t("Hierbij informeer ik uw Kamer over de voortgang."),
            t(" Ik doe dat mede naar aanleiding van de vragen met nummer 2023Z01234.")
        )),
        p(&t("Hoogachtend,")),
        p(&t("De Minister van Financiën,")),
        p(""),
        p(&t("S.A.M. Kaag")),
    ]
    .concat();
    let notes = format!(
        r#"<w:footnote w:type="separator" w:id="0">{}</w:footnote><w:footnote w:id="7">{}</w:footnote>"#,
        p(""),
        p(&t("Kamerstuk 28 638, nr. 200"))
    );
    let head = p(&t("Ministerie van Financiën"));
    let (_, draft, findings) = imported(&letter, &[("footnotes", &notes), ("header", &head)]);
    let head = &draft.head;
    assert_eq!(head.title.as_deref(), Some("Voortgang & planning"));
    assert_eq!(head.kenmerk.as_deref(), Some("2023-0000123456"));
    assert_eq!(head.date, Some(jiff::civil::date(2023, 5, 3)));
    assert_eq!(head.ontvanger.as_deref(), Some("Voorzitter van de Tweede Kamer der Staten-Generaal"));
    assert_eq!(head.reageert_op.iter().map(DocumentId::as_str).collect::<Vec<_>>(), ["2023Z01234"]);
    assert_eq!(head.indieners[0].ambt.as_deref(), Some("Minister van Financiën"));
    assert_eq!(head.indieners[0].naam.as_deref(), Some("S.A.M. Kaag"));
    assert_eq!(shown(&draft.body)[0], "Geachte voorzitter,");
    assert_eq!(shown(&draft.body)[3], "De Minister van Financiën, \\ S.A.M. Kaag");
    let Block::Paragraph(inlines) = &draft.body[1] else { panic!("no paragraph") };
    assert_eq!(inlines[1], Inline::Mark("1".into()));
    assert_eq!(shown(&draft.notes[0].body), ["Kamerstuk 28 638, nr. 200"]);
    assert!(draft.omitted.iter().any(|o| o.text == "Ministerie van Financiën" && o.why == Why::Furniture));
    assert!(findings.is_empty(), "{findings:?}");
}

#[test]
fn a_colophon_in_the_head_of_the_page() {
    let boxed = |lines: &[&str]| {
        let inner: String = lines.iter().map(|l| p(&t(l))).collect();
        p(&format!("<w:r><w:txbxContent>{inner}</w:txbxContent></w:r>"))
    };
    let head = boxed(&[
        "Ministerie van Buitenlandse Zaken",
        "Rijnstraat 8",
        "2515 XP Den Haag",
        "Onze referentie",
        "BZDOC-1234567890-12",
        "Uw referentie",
        "2024Z01234",
        "Bijlage(n)",
        "1",
    ]);
    let letter = [
        p(&t("De Voorzitter van de")),
        p(&t("Tweede Kamer der Staten-Generaal")),
        p(&t("Prinses Irenestraat 6")),
        p(&t("Den Haag")),
        p(""),
        format!(
            "<w:sdt><w:sdtContent>{}</w:sdtContent></w:sdt>",
            p(&format!("{}<w:r><w:tab/></w:r>{}", t("Datum"), t("1 mei 2024")))
        ),
        p(&format!("{}<w:r><w:tab/></w:r>{}", t("Betreft"), t("Verslag van de Raad"))),
        p(""),
        p(&t("Geachte voorzitter,")),
        p(&t("Hierbij bied ik u het verslag aan.")),
        table(&[
            &["De minister van Buitenlandse Zaken,", "De staatssecretaris van Financiën,"],
            &["Hanke Bruins Slot", "Marnix van Rij"],
        ]),
    ]
    .concat();
    let (_, draft, findings) = imported(&letter, &[("header", &head)]);
    let head = &draft.head;
    assert_eq!(head.kenmerk.as_deref(), Some("BZDOC-1234567890-12"));
    assert_eq!(head.title.as_deref(), Some("Verslag van de Raad"));
    assert_eq!(head.date, Some(jiff::civil::date(2024, 5, 1)));
    assert_eq!(head.ontvanger.as_deref(), Some("Voorzitter van de Tweede Kamer der Staten-Generaal"));
    assert_eq!(head.reageert_op.len(), 1);
    assert!(head.bijlagen.is_empty());
    let senders: Vec<_> = head.indieners.iter().filter_map(|i| i.naam.as_deref()).collect();
    assert_eq!(senders, ["Hanke Bruins Slot", "Marnix van Rij"]);
    assert_eq!(shown(&draft.body)[..2], ["Geachte voorzitter,", "Hierbij bied ik u het verslag aan."]);
    assert!(findings.is_empty(), "{findings:?}");
}

#[test]
fn labels_and_values_in_boxes_beside_each_other() {
    let framed = |words: &str| p(&format!("<w:pPr><w:framePr w:w=\"900\"/></w:pPr>{}", t(words)));
    let letter = [
        framed("Datum"),
        framed("Betreft"),
        framed("5 juni 2023"),
        framed("Kamerbrief over lezen"),
        p(&t("Aan de Voorzitter van de Eerste Kamer der Staten-Generaal")),
        p(&t("Geachte voorzitter,")),
        p(&t("Lezen is belangrijk.")),
        p(&t("Met vriendelijke groet,")),
        p(&t("de minister voor Primair en Voortgezet Onderwijs,")),
        framed("Pagina 1 van 1"),
    ]
    .concat();
    let running = [p(&t("Datum")), p(&t("4 juni 2023"))].concat();
    let (_, draft, findings) = imported(&letter, &[("header", &running)]);
    assert_eq!(draft.head.title.as_deref(), Some("Kamerbrief over lezen"));
    assert_eq!(draft.head.date, Some(jiff::civil::date(2023, 6, 5)));
    let sender = &draft.head.indieners[0];
    assert_eq!(sender.ambt.as_deref(), Some("Minister voor Primair en Voortgezet Onderwijs"));
    assert_eq!(findings.iter().map(|f| f.code).collect::<Vec<_>>(), [Code::K742]);
    assert!(draft.omitted.iter().any(|o| o.text == "Pagina 1 van 1" && o.why == Why::Furniture));
}

#[test]
fn tracked_changes_fields_and_copies() {
    let boxed = |words: &str| format!("<w:txbxContent>{}</w:txbxContent>", p(&t(words)));
    let document = [
        p(&format!(
            "{}<w:ins>{}</w:ins><w:del><w:r><w:delText>oude</w:delText></w:r></w:del><w:moveFrom>{}</w:moveFrom>{}",
            t("Een "),
            t("nieuwe "),
            t("verplaatste "),
            t("zin."),
        )),
        p(&format!(
            r#"<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>HYPERLINK "https://example.org/b"</w:instrText></w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r>{}<w:r><w:fldChar w:fldCharType="end"/></w:r>{}<w:hyperlink r:id="web">{}</w:hyperlink>"#,
            t("hier"),
            t(" en "),
            t("daar"),
        )),
        p(&format!(
            "{}<w:r><mc:AlternateContent><mc:Choice>{}</mc:Choice><mc:Fallback>{}</mc:Fallback></mc:AlternateContent></w:r>{}",
            t("Met een kader."),
            boxed("In het kader"),
            boxed("In het kader"),
            t("En ver\u{AD}der."),
        )),
        p("<w:pPr><w:rPr><w:del/></w:rPr></w:pPr><w:r><w:t>sa</w:t><w:softHyphen/></w:r>"),
        p("<w:r><w:t>men</w:t><w:noBreakHyphen/><w:t>ge&#x61;d</w:t><w:tab/><w:rPr/></w:r>"),
        p("<w:r><w:rPr><w:vanish/></w:rPr><w:t>verborgen</w:t></w:r>"),
    ]
    .concat();
    let (_, draft, _) = imported(&document, &[]);
    assert_eq!(
        shown(&draft.body),
        ["Een nieuwe zin.", "hier en daar", "Met een kader.", "In het kader", "En verder.", "samen-gead"]
    );
    let Block::Paragraph(inlines) = &draft.body[1] else { panic!("no paragraph") };
    assert!(matches!(&inlines[0], Inline::Link(to, _) if to == "https://example.org/b"));
    assert!(matches!(&inlines[2], Inline::Link(to, _) if to == "https://example.org/a"));
    let omitted: Vec<_> = draft.omitted.iter().map(|o| (o.text.as_str(), o.why)).collect();
    assert_eq!(
        omitted,
        [
            ("oude", Why::Deleted),
            ("verplaatste ", Why::Deleted),
            ("In het kader", Why::Copy),
            ("\u{AD}", Why::Hyphen),
            ("verborgen", Why::Deleted)
        ]
    );
}

#[test]
fn lists_headings_and_tables() {
    let item = |list: u8, level: u8, words: &str| {
        let number = format!(r#"<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{list}"/></w:numPr>"#);
        p(&format!("<w:pPr>{number}</w:pPr>{}", t(words)))
    };
    let level = |at: u8, format: &str, text: &str| {
        format!(
            r#"<w:lvl w:ilvl="{at}"><w:start w:val="1"/><w:numFmt w:val="{format}"/><w:lvlText w:val="{text}"/></w:lvl>"#
        )
    };
    let numbering = [
        r#"<w:abstractNum w:abstractNumId="5">"#.to_owned(),
        level(0, "decimal", "%1."),
        level(1, "lowerLetter", "%2)"),
        r#"</w:abstractNum><w:abstractNum w:abstractNumId="6">"#.to_owned(),
        level(0, "decimal", "Vraag %1"),
        "</w:abstractNum>".to_owned(),
        r#"<w:num w:numId="1"><w:abstractNumId w:val="5"/></w:num>"#.to_owned(),
        r#"<w:num w:numId="2"><w:abstractNumId w:val="6"/></w:num>"#.to_owned(),
    ]
    .concat();
    let styles = r#"<w:style w:styleId="K1"><w:name w:val="heading 1"/></w:style><w:style w:styleId="K2"><w:basedOn w:val="K1"/></w:style>"#;
    let bold = "<w:r><w:rPr><w:b/></w:rPr><w:t>Een kopje</w:t></w:r>";
    let document = [
        p(&format!(r#"<w:pPr><w:pStyle w:val="K2"/></w:pPr>{}"#, t("Inleiding"))),
        item(1, 0, "eerste"),
        item(1, 1, "onder a"),
        item(1, 1, "onder b"),
        item(1, 0, "tweede"),
        p(bold),
        p(&t("Tekst tussen de nummers.")),
        item(1, 0, "derde"),
        item(2, 0, "Bent u bekend?"),
        table(&[&["2020", "12"], &["2021", "15"]]),
    ]
    .concat();
    let (_, draft, _) = imported(&document, &[("numbering", &numbering), ("styles", styles)]);
    assert_eq!(
        shown(&draft.body),
        [
            "h2 Inleiding",
            "Some(1) eerste / None a) onder a; b) onder b; tweede",
            "h3 Een kopje",
            "Tekst tussen de nummers.",
            "Some(3) derde",
            "Vraag 1 Bent u bekend?",
            "|| 2020|12 || 2021|15",
        ]
    );
}

#[test]
fn what_is_no_word_file_is_refused() {
    let mut findings = Vec::new();
    assert!(read("a.docx", b"PK\x03\x04 geen archief", &mut findings).is_none());
    assert!(read("a.docx", &word("<w:p><w:r></w:p>", &[]), &mut findings).is_none());
    assert_eq!(findings.iter().map(|f| f.code).collect::<Vec<_>>(), [Code::K740, Code::K740]);
}

#[test]
fn a_part_without_end_is_refused() {
    let mut findings = Vec::new();
    let spaces = " ".repeat(usize::try_from(crate::limits::DOCX_PART_BYTES).unwrap() + 1);
    assert!(read("a.docx", &word(&spaces, &[]), &mut findings).is_none());
    assert!(findings[0].message.contains("larger than 32 MiB"), "{findings:?}");
}

#[test]
fn depth_is_no_danger() {
    let deep = 5_000;
    let (open, close) = ("<w:tbl><w:tr><w:tc>".repeat(deep), "</w:tc></w:tr></w:tbl>".repeat(deep));
    imported(&format!("{open}{close}{}", p(&t("diep"))), &[]);
    let document = format!(
        "{}{}{}",
        "<w:p><w:r><w:txbxContent>".repeat(deep),
        p(&t("diep")),
        "</w:txbxContent></w:r></w:p>".repeat(deep)
    );
    let (_, draft, _) = imported(&document, &[]);
    assert_eq!(shown(&draft.body), ["diep"]);
}

#[test]
#[ignore = "reads ../shared, which is not part of this repository"]
fn the_corpus_loses_no_word() {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../shared/corpus/docx");
    let entries = std::fs::read_dir(folder).unwrap();
    let mut count = 0;
    for path in entries.flatten().map(|e| e.path()).filter(|p| p.extension().is_some_and(|e| e == "docx")) {
        let mut findings = Vec::new();
        let bytes = std::fs::read(&path).unwrap();
        let (source, draft, _) =
            read(&path.to_string_lossy(), &bytes, &mut findings).expect("it can be read");
        assert_complete(&source, &draft, words(&source));
        let marks =
            draft.body.iter().flat_map(|b| format!("{b:?}").matches("Mark(").map(|_| ()).collect::<Vec<_>>());
        assert_eq!(marks.count(), draft.notes.len(), "{}", path.display());
        assert!(draft.head.title.is_some() && draft.head.date.is_some(), "{}", path.display());
        count += 1;
    }
    assert!(count > 0);
}

#[test]
fn findings_speak_of_paragraphs() {
    let (source, ..) = imported(&[p(&t("Eerste.")), p(&[t("Twee"), t("de.")].concat())].concat(), &[]);
    let at = source.text.find("de.").unwrap();
    let mut findings = vec![Finding::new(Code::K742, "iets").at(source.place(at..at + 2))];
    super::in_paragraphs(&mut findings, &source);
    let place = findings[0].place.as_ref().unwrap();
    assert_eq!((place.line, place.column, place.excerpt.text.as_str()), (2, 1, "Tweede."));
    assert_eq!(findings[0].label.as_deref(), Some("paragraph 2 of the letter"));
}

#[test]
fn the_letter_begins_at_its_salutation() {
    for salutation in
        ["Mevrouw de Voorzitter,", "Waarde voorzitter,", "Hoogedelgestrenge heer,", "Meneer de voorzitter,"]
    {
        let lines = ["Datum 4 maart 2024", "Betreft Rapport", "Den Haag", salutation, "Hierbij het rapport."];
        let document: String = lines.iter().map(|line| p(&t(line))).collect();
        let (_, draft, _) = imported(&document, &[]);
        assert_eq!(shown(&draft.body), [salutation, "Hierbij het rapport."]);
    }
}

#[test]
fn what_stands_above_or_below_the_line_or_is_struck_stays_so() {
    let run = |property: &str, words: &str| {
        format!("<w:r><w:rPr>{property}</w:rPr><w:t xml:space=\"preserve\">{words}</w:t></w:r>")
    };
    let above = "<w:vertAlign w:val=\"superscript\"/>";
    let text = [
        t("Het gaat om 10"),
        run(above, "-"),
        run(above, "6"),
        t(" en CO"),
        run("<w:vertAlign w:val=\"subscript\"/>", "2"),
        t(", de 1"),
        run(above, "e"),
        t(" "),
        run("<w:strike/>", "oude"),
        run("<w:strike/>", " tekst"),
        run("<w:dstrike/>", " twee"),
        run("<w:strike w:val=\"0\"/>", " nieuwe"),
        format!("<w:r><w:rPr>{above}</w:rPr><w:footnoteReference w:id=\"2\"/></w:r>"),
    ];
    let notes = format!("<w:footnote w:id=\"2\">{}</w:footnote>", p(&t("De noot.")));
    let (_, draft, _) =
        imported(&(p(&t("Geachte voorzitter,")) + &p(&text.concat())), &[("footnotes", &notes)]);
    let letter = write::markdown(&draft);
    assert!(letter.contains("Het gaat om 10⁻⁶ en CO₂, de 1^e^ ~~oude tekst twee~~ nieuwe[^1]"), "{letter}");
}

#[test]
fn a_second_reference_to_a_note_is_its_second_mark() {
    let field = |step: &str| format!("<w:r><w:fldChar w:fldCharType=\"{step}\"/></w:r>");
    let text = [
        t("Zie het verslag"),
        "<w:bookmarkStart w:id=\"7\" w:name=\"_Ref42\"/>".to_owned(),
        "<w:r><w:footnoteReference w:id=\"2\"/></w:r><w:bookmarkEnd w:id=\"7\"/>".to_owned(),
        t(" en nogmaals"),
        field("begin"),
        "<w:r><w:instrText> NOTEREF _Ref42 \\f \\h </w:instrText></w:r>".to_owned(),
        field("separate"),
        t("1"),
        field("end"),
        t("."),
    ];
    let notes = format!("<w:footnote w:id=\"2\">{}</w:footnote>", p(&t("De noot.")));
    let (_, draft, _) =
        imported(&(p(&t("Geachte voorzitter,")) + &p(&text.concat())), &[("footnotes", &notes)]);
    assert!(write::markdown(&draft).contains("Zie het verslag[^1] en nogmaals[^1]."));
}

#[test]
fn what_tracked_changes_took_out_is_reported() {
    let deleted = "<w:del><w:r><w:delText>niet langer</w:delText></w:r></w:del>";
    let (_, draft, findings) =
        imported(&(p(&t("Geachte voorzitter,")) + &p(&(t("Wel dit. ") + deleted))), &[]);
    assert!(!write::markdown(&draft).contains("langer"));
    assert!(
        findings.iter().any(|f| f.code == Code::K746 && f.message.starts_with("2 words")),
        "{findings:?}"
    );
}

#[test]
fn a_row_that_tracked_changes_took_out_is_left_out_and_reported() {
    let row = |properties: &str, words: &str| {
        format!("<w:tr><w:trPr>{properties}</w:trPr><w:tc>{}</w:tc></w:tr>", p(&t(words)))
    };
    let table = format!(
        "<w:tbl>{}{}{}</w:tbl>",
        row("", "Jaar"),
        row("<w:del w:id=\"1\"/>", "Oud getal"),
        row("", "Nieuw")
    );
    let (_, draft, findings) =
        imported(&(p(&t("Geachte voorzitter,")) + &table + &p(&t("Daarna dit."))), &[]);
    let letter = write::markdown(&draft);
    assert!(
        !letter.contains("Oud") && letter.contains("Nieuw") && letter.contains("Daarna dit."),
        "{letter}"
    );
    assert!(
        findings.iter().any(|f| f.code == Code::K746 && f.message.starts_with("2 words")),
        "{findings:?}"
    );
}

/// A note, whose own mark is Word's or typed.
fn note(id: u8, mark: &str, words: &str) -> String {
    let mark = if mark.is_empty() { "<w:r><w:footnoteRef/></w:r>".to_owned() } else { t(mark) };
    format!("<w:footnote w:id=\"{id}\">{}</w:footnote>", p(&(mark + &t(&format!(" {words}")))))
}

fn mark(id: u8) -> String {
    format!("<w:r><w:footnoteReference w:id=\"{id}\"/></w:r>")
}

/// The letter below its salutation.
fn letter_of(text: &str, parts: &[(&str, &str)]) -> String {
    let (_, draft, _) = imported(&(p(&t("Geachte voorzitter,")) + text), parts);
    write::markdown(&draft).split_once("voorzitter,\n\n").unwrap().1.replace("\n\n", "\n")
}

#[test]
fn notes_keep_the_marks_that_word_prints() {
    let section = |inner: &str| format!("<w:sectPr><w:footnotePr>{inner}</w:footnotePr></w:sectPr>");
    let text = format!("{}{}{}{}", t("Een"), mark(1), t(" en twee"), mark(2));
    let footnotes = format!("{}{}", note(1, "", "De eerste."), note(2, "", "De tweede."));
    let endnotes = note(1, "", "Achteraan.").replace("footnote", "endnote");
    for (properties, [one, two]) in [
        ("<w:numStart w:val=\"5\"/>", ["5", "6"]),
        ("<w:numFmt w:val=\"lowerLetter\"/>", ["a", "b"]),
        ("<w:numFmt w:val=\"upperRoman\"/><w:numStart w:val=\"3\"/>", ["III", "IV"]),
        ("<w:numFmt w:val=\"chicago\"/>", ["*", "†"]),
    ] {
        let expected = format!("Een[^{one}] en twee[^{two}]\n[^{one}]: De eerste.\n[^{two}]: De tweede.\n");
        let settings = format!("<w:footnotePr>{properties}</w:footnotePr>");
        let own = p(&text) + &section(properties);
        assert_eq!(letter_of(&own, &[("footnotes", &footnotes)]), expected);
        assert_eq!(letter_of(&p(&text), &[("footnotes", &footnotes), ("settings", &settings)]), expected);
    }
    // A former property holds no longer.
    let changed = format!("<w:sectPrChange>{}</w:sectPrChange>", section("<w:numStart w:val=\"9\"/>"));
    let own = p(&text) + &format!("<w:sectPr>{changed}</w:sectPr>");
    assert!(letter_of(&own, &[("footnotes", &footnotes)]).starts_with("Een[^1] en twee[^2]\n"));
    // Sections that begin anew have two notes 1.
    let anew = section("<w:numRestart w:val=\"eachSect\"/>");
    let first = p(&format!("<w:pPr>{anew}</w:pPr>{}{}", t("Een"), mark(1)));
    let sections = first + &p(&(t("Twee") + &mark(2))) + &anew;
    assert!(letter_of(&sections, &[("footnotes", &footnotes)]).starts_with("Een[^1]\nTwee[^1-2]\n"));
    // Endnotes that say nothing have Roman numbers.
    let both = format!("{}<w:r><w:endnoteReference w:id=\"1\"/></w:r>", t("Slot"));
    assert_eq!(letter_of(&p(&both), &[("endnotes", &endnotes)]), "Slot[^i]\n[^i]: Achteraan.\n");
    let sheets = p(&text) + &section("<w:numRestart w:val=\"eachPage\"/>");
    let (_, _, findings) = imported(&sheets, &[("footnotes", &footnotes)]);
    assert_eq!(findings.iter().map(|f| f.code).collect::<Vec<_>>(), [Code::K747]);
}

#[test]
fn notes_keep_the_marks_that_an_author_typed() {
    let typed =
        |mark: &str| format!("<w:r><w:footnoteReference w:customMarkFollows=\"1\" w:id=\"1\"/>{mark}</w:r>");
    for (words, label) in [("<w:t>*</w:t>", "*"), ("<w:t>(12)</w:t>", "12"), ("<w:t>a</w:t>", "a")] {
        let text = p(&format!("{}{}{}{}", t("Een"), typed(words), t(" en twee"), mark(2)));
        let notes = format!("{}{}", note(1, label, "De eigen."), note(2, "", "De gewone."));
        let expected = format!("Een[^{label}] en twee[^1]\n[^{label}]: De eigen.\n[^1]: De gewone.\n");
        assert_eq!(letter_of(&text, &[("footnotes", &notes)]), expected);
    }
}

#[test]
fn fields_repeat_the_mark_of_a_note_wherever_it_stands() {
    let anchored =
        format!("<w:bookmarkStart w:id=\"7\" w:name=\"_Ref42\"/>{}<w:bookmarkEnd w:id=\"7\"/>", mark(1));
    let notes = note(1, "", "De noot.");
    let simple = |code: &str| format!("<w:fldSimple w:instr=\" {code} \">{}</w:fldSimple>", t("1"));
    for code in ["NOTEREF _Ref42 \\h", "REF _Ref42 \\h"] {
        let behind = p(&[t("Een"), anchored.clone(), t(" en weer"), simple(code)].concat());
        let before = p(&[t("Weer"), simple(code), t(" en een"), anchored.clone()].concat());
        let parts = [("footnotes", notes.as_str())];
        assert!(letter_of(&behind, &parts).starts_with("Een[^1] en weer[^1]\n"), "{code}");
        assert!(letter_of(&before, &parts).starts_with("Weer[^1] en een[^1]\n"), "{code}");
    }
    // What is said of the place of a note, or of words with a note in them, are words.
    let around = format!(
        "<w:bookmarkStart w:id=\"7\" w:name=\"_Ref42\"/>{}{}<w:bookmarkEnd w:id=\"7\"/>",
        t("Een zin"),
        mark(1)
    );
    let words = p(&[around, t(" en weer"), simple("REF _Ref42 \\h")].concat());
    assert!(letter_of(&words, &[("footnotes", &notes)]).starts_with("Een zin[^1] en weer1\n"));
}

#[test]
fn a_link_over_the_mark_of_a_note_keeps_its_address() {
    let link = |inner: &[String]| format!("<w:hyperlink r:id=\"web\">{}</w:hyperlink>", inner.concat());
    let notes = note(1, "", "De noot.");
    let text = |inner: &[String]| p(&[t("Zie "), link(inner), t(" nu.")].concat());
    for (inner, expected) in [
        (vec![t("het stuk"), mark(1)], "Zie [het stuk](https://example.org/a)[^1] nu.\n"),
        (vec![mark(1), t(" het stuk")], "Zie [^1] [het stuk](https://example.org/a) nu.\n"),
        (
            vec![t("het"), mark(1), t(" stuk")],
            "Zie [het](https://example.org/a)[^1] [stuk](https://example.org/a) nu.\n",
        ),
    ] {
        assert!(letter_of(&text(&inner), &[("footnotes", &notes)]).starts_with(expected), "{expected}");
    }
}

#[test]
fn cells_that_span_several_are_repeated_or_reported() {
    let cell =
        |properties: &str, words: &str| format!("<w:tc><w:tcPr>{properties}</w:tcPr>{}</w:tc>", p(&t(words)));
    let row =
        |head: &str, cells: &[String]| format!("<w:tr><w:trPr>{head}</w:trPr>{}</w:tr>", cells.concat());
    let (two, begins, goes_on) =
        ("<w:gridSpan w:val=\"2\"/>", "<w:vMerge w:val=\"restart\"/>", "<w:vMerge/>");
    let head = "<w:tblHeader/>";
    let right = |words: &str| {
        let paragraph = format!("<w:p><w:pPr><w:jc w:val=\"right\"/></w:pPr>{}</w:p>", t(words));
        format!("<w:tc>{paragraph}</w:tc>")
    };
    let table = format!(
        "<w:tbl>{}{}{}{}</w:tbl>",
        row(head, &[cell(begins, "Soort"), cell(two, "Uitgaven")]),
        row(head, &[cell(goes_on, ""), cell("", "2020"), cell("", "2021")]),
        row("", &[cell(begins, "gas"), cell("", "x"), right("1")]),
        row("", &[cell(goes_on, ""), cell("", "y"), right("2")]),
    );
    let expected =
        "| Soort | Uitgaven 2020 | Uitgaven 2021 |\n| --- | --- | ---: |\n| gas | x | 1 |\n| gas | y | 2 |\n";
    assert_eq!(letter_of(&table, &[]), expected);
    let figures = format!(
        "<w:tbl>{}{}</w:tbl>",
        row("", &[cell("", "gas"), cell(two, "30")]),
        row("", &[cell("", "olie"), cell("", "10"), cell("", "20")]),
    );
    let (_, _, findings) = imported(&(p(&t("Geachte voorzitter,")) + &figures), &[]);
    assert_eq!(findings.iter().map(|f| f.code).collect::<Vec<_>>(), [Code::K749]);
}

#[test]
fn remarks_beside_the_text_are_reported() {
    let comments = format!(r#"<w:comment w:id="1">{}</w:comment>"#, p(&t("Klopt dit?")));
    let (_, draft, findings) = imported(&p(&t("De zin.")), &[("comments", &comments)]);
    assert_eq!(findings.iter().map(|f| f.code).collect::<Vec<_>>(), [Code::K746]);
    assert!(draft.omitted.iter().any(|omitted| omitted.text == "Klopt dit?"));
}

#[test]
fn a_new_sheet_or_column_parts_words() {
    for kind in ["page", "column", "textWrapping"] {
        let text = format!(r#"{}<w:r><w:br w:type="{kind}"/></w:r>{}"#, t("eerste"), t("tweede"));
        let (_, draft, _) = imported(&p(&text), &[]);
        assert_eq!(shown(&draft.body), ["eerste tweede"], "{kind}");
    }
}

#[test]
fn formulas_of_word_are_running_text() {
    let r = |words: &str| format!("<m:r><m:t>{words}</m:t></m:r>");
    let power =
        format!("<m:oMath><m:sSup><m:e>{}</m:e><m:sup>{}</m:sup></m:sSup></m:oMath>", r("10"), r("6"));
    let (_, draft, findings) = imported(&p(&format!("{}{power}{}", t("met "), t(" ton"))), &[]);
    assert!(write::markdown(&draft).contains("met 10⁶ ton") && findings.is_empty(), "{findings:?}");
    let sum = format!(
        r#"<m:oMath><m:nary><m:naryPr><m:chr m:val="∑"/></m:naryPr><m:sub>{}</m:sub><m:sup>{}</m:sup><m:e><m:f><m:num>{}</m:num>
        <m:den><m:d><m:e>{}</m:e></m:d></m:den></m:f></m:e></m:nary></m:oMath>"#,
        r("i"),
        r("n"),
        r("a+b"),
        r("c+d")
    );
    let (_, draft, findings) = imported(&p(&format!("{}{sum}", t("met "))), &[]);
    let letter = write::markdown(&draft);
    assert!(letter.contains("(a+b)/(c+d)") && letter.contains("∑"), "{letter}");
    assert_eq!(findings.iter().map(|f| f.code).collect::<Vec<_>>(), [Code::K750]);
}
