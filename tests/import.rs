//! Import as people use it: documents in, letters out that build as they are; what is lost, rival or hostile is
//! refused. The real publications are used where they are.

use std::collections::BTreeMap;
use std::fs;
use std::io::{Read, Write};
use std::path::{Path, PathBuf};
use tempfile::TempDir;
use voetnoot::finding::{Code, Severity};
use voetnoot::import::{Done, Given, Imported, Request, import};
use voetnoot::progress::Quiet;
use voetnoot::settings::Settings;

/// A folder of its own, gone with the test.
struct Folder(PathBuf, #[expect(dead_code, reason = "takes the folder away")] TempDir);

impl Folder {
    fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        Self(folder.path().to_owned(), folder)
    }

    fn file(&self, name: &str, bytes: &[u8]) -> PathBuf {
        let path = self.0.join(name);
        fs::write(&path, bytes).unwrap();
        path
    }

    fn content(&self) -> PathBuf {
        self.0.join("content")
    }

    fn import(&self, files: &[PathBuf]) -> Vec<Imported> {
        import(files, &Request { content: self.content(), ..Request::default() }, &Quiet)
    }

    fn letter(&self, place: &str) -> String {
        fs::read_to_string(self.content().join(place)).unwrap()
    }

    /// Errors that a check of the letters finds.
    fn errors(&self) -> Vec<String> {
        let (content, output) = (self.content(), self.0.join("public"));
        let settings = Settings { content, output, ..Settings::default() };
        let found = voetnoot::check(&settings, &Quiet).findings;
        found.into_iter().filter(|f| f.severity == Severity::Error).map(|f| format!("{f:?}")).collect()
    }

    fn tree(&self) -> BTreeMap<PathBuf, Vec<u8>> {
        let files = walkdir::WalkDir::new(self.content()).into_iter().flatten();
        let files = files.filter(|entry| entry.file_type().is_file());
        files.map(|entry| (entry.path().to_owned(), fs::read(entry.path()).unwrap())).collect()
    }
}

fn codes(imported: &Imported) -> Vec<Code> {
    imported.findings.iter().map(|finding| finding.code).collect()
}

/// A publication in the publisher's form: `id` in the address of its metadata, two dossiers, this text.
fn publication(id: &str, title: &str, text: &str) -> String {
    format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?><officiele-publicatie><metadata>\
         <meta name=\"OVERHEIDop.externMetadataRecord\" scheme=\"\" content=\"https://example.org/{id}/metadata.xml\"/>\
         </metadata><kamerstuk><kamerstukkop><tekstregel inhoud=\"vergaderjaar\">Vergaderjaar 2022-2023</tekstregel>\
         </kamerstukkop><dossier><dossiernummer><dossiernr>36 200</dossiernr>\
         <begrotingshoofdstuk>XVI</begrotingshoofdstuk></dossiernummer><titel>Begroting: zorg </titel></dossier>\
         <dossier><dossiernummer><dossiernr>21 501</dossiernr>-<raadnr>02</raadnr></dossiernummer>\
         <titel>Raad</titel></dossier><stuk><stuknr>Nr. <ondernummer kamer=\"2\">7</ondernummer></stuknr>\
         <titel>{title}</titel><datumtekst>Voorgesteld <datum isodatum=\"2023-03-01\">1 maart 2023</datum></datumtekst>\
         <algemeen><vrije-tekst><tekst status=\"goed\">{text}</tekst></vrije-tekst></algemeen></stuk></kamerstuk>\
         </officiele-publicatie>"
    )
}

const MOTION: &str = "<al>De Kamer,</al><al>gehoord de beraadslaging<noot id=\"n1\" type=\"voet\"><noot.nr>1</noot.nr>\
    <noot.al>Zie Kamerstuk <extref doc=\"kst-28638-200\" soort=\"document\">28 638, nr. 200</extref>.</noot.al></noot>,</al>\
    <nieuw-element>een *ster* &amp; 5 &lt; 6</nieuw-element>\
    <lijst type=\"expliciet\"><li><li.nr>•</li.nr><al>een</al></li><li><li.nr>•</li.nr><al>twee</al></li></lijst>\
    <al>en gaat over tot de orde van de dag.</al><al-groep><al>Jansen</al><al>Van der Berg</al></al-groep>";

#[test]
fn a_link_with_a_citation_for_its_words_builds() {
    let folder = Folder::new();
    let text = "<al>Zie <extref doc=\"https://example.org/a\">Kamerstuk 28 638, nr. 199</extref>.</al>";
    let file = folder.file("a.xml", publication("kst-36200-XVI-7", "MOTIE", text).as_bytes());
    folder.import(&[file]);
    // A Word file.
    let paragraph = |inner: &str| format!("<w:p><w:r><w:t xml:space=\"preserve\">{inner}</w:t></w:r></w:p>");
    let document = format!(
        "<w:document xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\"><w:body>{}<w:p>\
         <w:r><w:t xml:space=\"preserve\">Zie ook </w:t></w:r><w:hyperlink r:id=\"web\"><w:r><w:t>Kamerstuk 28 638, \
         nr. 198</w:t></w:r></w:hyperlink></w:p></w:body></w:document>",
        paragraph("Geachte voorzitter,")
    );
    let relations = |kind: &str, target: &str| {
        format!(
            "<Relationships><Relationship Id=\"web\" Type=\"http://x/relationships/{kind}\" Target=\"{target}\" \
             {}/></Relationships>",
            if kind == "hyperlink" { "TargetMode=\"External\"" } else { "" }
        )
    };
    let mut word = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    for (name, part) in [
        ("_rels/.rels", relations("officeDocument", "word/document.xml")),
        ("word/document.xml", document),
        ("word/_rels/document.xml.rels", relations("hyperlink", "https://example.org/b")),
    ] {
        word.start_file(name, zip::write::SimpleFileOptions::default()).unwrap();
        word.write_all(part.as_bytes()).unwrap();
    }
    let file = folder.file("b.docx", &word.finish().unwrap().into_inner());
    let given = Given {
        dossiernummer: "36200-XVI".parse().ok(),
        ondernummer: "8".parse().ok(),
        date: Some(jiff::civil::date(2023, 3, 2)),
        ..Given::default()
    };
    import(&[file], &Request { content: folder.content(), given, ..Request::default() }, &Quiet);
    assert!(
        folder.letter("36200-xvi/7.md").contains("Zie [Kamerstuk 28 638, nr. 199](https://example.org/a).")
    );
    assert!(
        folder
            .letter("36200-xvi/8.md")
            .contains("Zie ook [Kamerstuk 28 638, nr. 198](https://example.org/b)")
    );
    assert_eq!(folder.errors(), Vec::<String>::new());
}

#[test]
fn a_motion_becomes_a_letter_that_builds() {
    let folder = Folder::new();
    let xml = publication("kst-36200-XVI-7", "MOTIE VAN DE LEDEN JANSEN EN VAN DER BERG", MOTION);
    let file = folder.file("a.xml", xml.as_bytes());
    let results = folder.import(&[file]);
    assert!(matches!(results[0].done, Done::Written(..)), "{:?}", results[0].findings);
    let expected = "\
---
title: Motie van de leden Jansen en Van der Berg
dossiernummer:
  - 36200-XVI
  - 21501-02
ondernummer: 7
date: 2023-03-01
type: Motie
vergaderjaar: 2022-2023
indiener:
  - naam: Jansen
  - naam: Van der Berg
---

De Kamer,

gehoord de beraadslaging[^1],

een \\*ster\\* & 5 < 6

- een
- twee

en gaat over tot de orde van de dag.

Jansen\\
Van der Berg

[^1]: Zie Kamerstuk 28 638, nr. 200.
";
    assert_eq!(folder.letter("36200-xvi/7.md"), expected);
    assert_eq!(folder.letter("36200-xvi/_index.md"), "---\ntitle: 'Begroting: zorg'\n---\n");
    assert_eq!(folder.letter("21501-02/_index.md"), "---\ntitle: Raad\n---\n");
    assert_eq!(folder.errors(), Vec::<String>::new());
}

#[test]
fn what_is_there_stays() {
    let folder = Folder::new();
    let title = "MOTIE VAN HET LID JANSEN";
    let xml = publication("kst-36200-XVI-7", title, MOTION);
    let file = folder.file("a.xml", xml.as_bytes());
    folder.import(std::slice::from_ref(&file));
    let before = folder.tree();
    let again = folder.import(std::slice::from_ref(&file));
    assert!(matches!(again[0].done, Done::Unchanged(_)));
    assert_eq!(folder.tree(), before, "the same file twice gives the same bytes");
    let other = publication("kst-36200-XVI-7", title, &MOTION.replace("twee", "drie"));
    let other = folder.file("b.xml", other.as_bytes());
    let refused = folder.import(std::slice::from_ref(&other));
    assert_eq!((&refused[0].done, codes(&refused[0])), (&Done::Refused, vec![Code::K702]));
    assert_eq!(folder.tree(), before);
    let force = Request { content: folder.content(), force: true, ..Request::default() };
    import(std::slice::from_ref(&other), &force, &Quiet);
    assert!(folder.letter("36200-xvi/7.md").contains("drie"));
    // Two files of one letter are both named, and neither is written.
    let rivals = Folder::new();
    for result in rivals.import(&[file, other]) {
        assert_eq!((&result.done, codes(&result)), (&Done::Refused, vec![Code::K703]));
        assert!(result.findings[0].message.contains("a.xml") && result.findings[0].message.contains("b.xml"));
    }
    assert!(!rivals.content().exists());
}

#[test]
fn a_letter_under_a_name_of_its_own_is_the_same_letter() {
    let folder = Folder::new();
    let file = folder.file(
        "kst-36200-XVI-7.xml",
        publication("kst-36200-XVI-7", "MOTIE", "<al>De Kamer,</al>").as_bytes(),
    );
    folder.import(std::slice::from_ref(&file));
    let renamed = folder.content().join("36200-xvi/motie-over-zorg.md");
    fs::rename(folder.content().join("36200-xvi/7.md"), &renamed).unwrap();
    let again = folder.import(std::slice::from_ref(&file));
    assert!(
        matches!(&again[0].done, Done::Unchanged(place) if place.ends_with("motie-over-zorg.md")),
        "{again:?}"
    );
    fs::write(&renamed, fs::read_to_string(&renamed).unwrap().replace("De Kamer", "De Eerste Kamer"))
        .unwrap();
    let again = folder.import(&[file]);
    assert_eq!(codes(&again[0]), [Code::K702]);
    assert!(!folder.content().join("36200-xvi/7.md").exists());
}

#[test]
fn a_dry_run_writes_nothing() {
    let folder = Folder::new();
    let file = folder.file("a.xml", publication("kst-36200-XVI-7", "MOTIE", MOTION).as_bytes());
    let request = Request { content: folder.content(), dry_run: true, ..Request::default() };
    let results = import(&[file], &request, &Quiet);
    assert!(matches!(&results[0].done, Done::Written(_, text) if text.contains("[^1]: Zie")));
    assert!(!results[0].omitted.is_empty());
    assert!(!folder.content().exists());
}

#[test]
fn a_bad_file_stops_no_other() {
    let folder = Folder::new();
    let laughs = "<!DOCTYPE a [<!ENTITY a \"ha\"><!ENTITY b \"&a;&a;&a;&a;&a;&a;&a;&a;\">\
        <!ENTITY c SYSTEM \"file:///etc/passwd\">]>";
    let bomb = publication("kst-36200-XVI-8", "MOTIE", "<al>&b; &c;</al>")
        .replace("?><off", &format!("?>{laughs}<off"));
    let files = [
        folder.file("good.xml", publication("kst-36200-XVI-7", "MOTIE", MOTION).as_bytes()),
        folder.file("cut.xml", publication("kst-36200-XVI-9", "MOTIE", MOTION).split_at(900).0.as_bytes()),
        folder.file("deep.xml", format!("<officiele-publicatie>{}", "<a>".repeat(100_000)).as_bytes()),
        folder.file("latin.xml", b"<officiele-publicatie>\xe9</officiele-publicatie>"),
        folder.file("empty.xml", b""),
        folder.file("picture.png", b"\x89PNG\0\0"),
        folder.file("zip.docx", b"PK\x03\x04 no archive"),
        folder.0.join("absent.xml"),
        folder.file("bomb.xml", bomb.as_bytes()),
    ];
    let results = folder.import(&files);
    assert!(matches!(results[0].done, Done::Written(..)));
    for result in &results[1..8] {
        assert_eq!(result.done, Done::Refused, "{}", result.file);
        let located = result.findings.iter().any(|f| f.severity == Severity::Error && f.place.is_some());
        assert!(located, "{}: {:?}", result.file, result.findings);
    }
    // What a file defines is not replaced: the names stay as they are written, or the file is refused.
    let place = folder.content().join("36200-xvi/8.md");
    let text = fs::read_to_string(place).unwrap_or_default();
    assert!(!text.contains("haha") && !text.contains("root:"), "{text}");
    assert_eq!(folder.errors(), Vec::<String>::new());
}

#[test]
fn handelingen_have_the_title_and_kind_of_their_id() {
    let folder = Folder::new();
    let xml = "<officiele-publicatie><metadata><meta name=\"DC.identifier\" content=\"h-tk-20172018-70-1\"/></metadata>\
        <handelingen><vergadering><vergaderdatum>Donderdag 5 april 2018</vergaderdatum></vergadering>\
        <opening><nr>1</nr><tekst><al>Voorzitter: K. Röder</al></tekst></opening></handelingen></officiele-publicatie>";
    // UTF-8 that somebody read as Latin-1 and wrote once more, with its byte-order mark.
    let twice: String = format!("\u{feff}{xml}").bytes().map(char::from).collect();
    let results = folder.import(&[folder.file("h.xml", twice.as_bytes())]);
    assert!(matches!(results[0].done, Done::Written(..)), "{:?}", results[0].findings);
    let letter = folder.letter("h-tk-20172018-70-1.md");
    assert!(letter.contains("title: Handelingen II 2017/18, nr. 70, item 1\n"), "{letter}");
    assert!(letter.contains("type: Handelingen\n") && letter.contains("K. Röder"), "{letter}");
}

/// A letter as a conversion leaves it, with labels that wait for a value as often as not.
fn typed_letter(salutation: &str, body: &str) -> String {
    format!(
        "Ministerie van Financiën\n\n> Retouradres Postbus 20201 2500 EE Den Haag\n\n\
         Aan de Voorzitter van de Tweede Kamer der Staten-Generaal\nPostbus 20018\n2500 EA Den Haag\n\n\
         Ons kenmerk\n2023-0000123456\n\nUw brief (kenmerk)\n\nBijlagen\n\nDatum 3 mei 2023\nBetreft Voortgang\n\n\
         Bij beantwoording de datum en ons kenmerk vermelden.\nWilt u slechts één zaak in uw brief behandelen.\n\n\
         {salutation}{body}\n\nHoogachtend,\n\nDe Minister van Financiën,\n\nS.A.M. Kaag\n"
    )
}

#[test]
fn no_letter_is_imported_without_its_text() {
    let short = "Hierbij bied ik u het verslag aan.";
    let narrow = "Met deze brief informeer ik u over de\nvoortgang van het programma. De planning\nis gehaald. \
                  Ik heb daarover overlegd.\nDe uitkomst is goed. Ik kom er op terug.";
    let wide = "Met deze brief informeer ik uw Kamer over de voortgang van het programma en over de planning daarvan. \
                Deze is gehaald. Ik heb daarover overlegd met de gemeenten. De uitkomst is goed.";
    for salutation in [
        "Geachte voorzitter,\n\n",
        "Mevrouw de Voorzitter,\n\n",
        "Zeer geachte leden,\n\n",
        "Hooggeachte voorzitter,\n\n",
        "Aan u allen,\n\n",
        "",
    ] {
        for body in [short, narrow, wide] {
            let folder = Folder::new();
            let file = folder.file("a.txt", typed_letter(salutation, body).as_bytes());
            let results = folder.import(&[file]);
            let greeted = salutation.contains("oorzitter") || salutation.contains("eacht");
            match &results[0].done {
                Done::Written(_, text) => {
                    let (_, text) = text.split_once("\n---\n").unwrap();
                    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
                    let words = body.split_whitespace().collect::<Vec<_>>().join(" ");
                    assert!(text.contains(&words), "{salutation:?}: {text}");
                }
                Done::Refused => {
                    assert!(!greeted, "{salutation:?} {body:?}: {:?}", results[0].findings);
                    let refusal = results[0].findings.iter().find(|f| f.code == Code::K707).unwrap();
                    assert!(refusal.place.as_ref().is_some_and(|place| place.line > 0));
                    assert!(folder.tree().is_empty());
                }
                Done::Unchanged(_) | Done::Better(_) => panic!("nothing was there"),
            }
        }
    }
}

/// The letter below a letterhead, as each format has it.
fn letters_with(salutation: &str) -> [(&'static str, String); 5] {
    let head = [
        "Aan de Voorzitter van de Tweede Kamer der Staten-Generaal",
        "Datum 4 maart 2024",
        "Betreft Aanbieding van een rapport",
        "Ons kenmerk 2024-0000077777",
    ];
    let letter =
        [salutation, "Hierbij bied ik u het rapport aan.", "De Minister van Voorbeelden,", "A. du Jansen"];
    let lines = |between: &str| [&head[..], &letter[..]].concat().join(between);
    [
        ("brief.txt", lines("\n\n")),
        ("dicht.txt", format!("{}\n{}", head.join("\n"), letter.join("\n"))),
        // Raw text, as of a PDF, has form feeds between its sheets.
        ("ruw.txt", format!("{}\n\nPagina 1 van 1\n\u{c}", lines("\n\n"))),
        ("brief.md", format!("**Ministerie van Voorbeelden**\n\n{}\n", lines("\n\n"))),
        ("brief.html", format!("<html><body><p>{}</p></body></html>", lines("</p>\n<p>"))),
    ]
}

#[test]
fn the_letter_begins_at_its_salutation() {
    for salutation in [
        "Geachte voorzitter,",
        "Mevrouw de Voorzitter,",
        "Mijnheer de Voorzitter,",
        "Meneer de voorzitter,",
        "Zeer geachte Voorzitter,",
        "Hooggeachte Voorzitter,",
        "Geachte mevrouw/heer De Vries,",
        "Waarde voorzitter,",
        "Beste Kamerleden,",
        "Excellentie,",
        "Dames en heren,",
    ] {
        for (name, text) in letters_with(salutation) {
            let folder = Folder::new();
            let imported = folder.import(&[folder.file(name, text.as_bytes())]);
            let Done::Written(_, letter) = &imported[0].done else {
                panic!("{name}: {:?}", imported[0].findings)
            };
            let (head, body) = letter.split_once("\n---\n").unwrap();
            let begins = body.trim_start().starts_with(salutation);
            assert!(begins && body.contains("Hierbij bied ik"), "{name}, {salutation}\n{letter}");
            assert!(head.contains("A. du Jansen"), "{name}, {salutation}\n{letter}");
        }
    }
}

#[test]
fn text_in_utf16_is_text() {
    let folder = Folder::new();
    let text = "\u{feff}36 200 Voorbeelden\r\n\r\nNr. 7 BRIEF VAN DE MINISTER VAN DEFENSIE\r\n\r\nDen Haag, 3 mei 2023\r\n\r\nEén zin.\r\n";
    let bytes: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
    let results = folder.import(&[folder.file("brief.txt", &bytes)]);
    assert!(matches!(results[0].done, Done::Written(..)), "{:?}", results[0].findings);
    assert!(folder.letter("36200/7.md").contains("\nEén zin.\n"));
}

/// The files of a tar archive.
fn untar(bytes: &[u8]) -> Vec<(String, &[u8])> {
    let mut files = Vec::new();
    let mut at = 0;
    while let Some(header) = bytes.get(at..at + 512).filter(|h| h[0] != 0) {
        let text = |range: std::ops::Range<usize>| {
            String::from_utf8_lossy(&header[range]).trim_matches(['\0', ' ']).to_owned()
        };
        let size = usize::from_str_radix(&text(124..136), 8).unwrap();
        if header[156] == b'0' {
            files.push((text(0..100), &bytes[at + 512..at + 512 + size]));
        }
        at += 512 + size.div_ceil(512) * 512;
    }
    files
}

#[test]
#[ignore = "reads ../shared, which is not part of this repository"]
fn real_publications_are_imported_whole_and_build() {
    let corpus = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/corpus/xml");
    let folder = Folder::new();
    let found = walkdir::WalkDir::new(&corpus).sort_by_file_name().into_iter().flatten();
    let mut files: Vec<PathBuf> = found.map(|e| e.path().to_owned()).collect();
    files.retain(|path| path.extension().is_some_and(|e| e == "xml"));
    if let Ok(archive) = fs::File::open(corpus.join("motie-rest.tar.xz")) {
        let mut bytes = Vec::new();
        liblzma::read::XzDecoder::new(archive).read_to_end(&mut bytes).unwrap();
        for (name, bytes) in untar(&bytes) {
            files.push(folder.file(name.rsplit('/').next().unwrap(), bytes));
        }
        assert!(files.len() > 3_800, "{}", files.len());
    }
    let results = folder.import(&files);
    let (mut written, mut lost) = (0, 0);
    for result in &results {
        lost += usize::from(codes(result).contains(&Code::K701));
        let Done::Written(place, _) = &result.done else {
            let reason = result.findings.iter().find(|f| f.severity == Severity::Error);
            assert!(reason.is_some_and(|f| f.place.is_some()), "{} is refused without a reason", result.file);
            continue;
        };
        written += 1;
        // The files are named by the official id: kst-36410-XVI-108 is 36410-xvi/108.md.
        let name = Path::new(&result.file).file_stem().unwrap().to_string_lossy().to_lowercase();
        let place = Path::new(place).strip_prefix(folder.content()).unwrap().with_extension("");
        let id = match place.parent().filter(|parent| !parent.as_os_str().is_empty()) {
            Some(dossier) => {
                format!("kst-{}-{}", dossier.display(), place.file_name().unwrap().to_string_lossy())
            }
            None => place.display().to_string(),
        };
        assert_eq!(id, name);
    }
    println!("{written} of {} imported, {lost} with lost words", results.len());
    assert_eq!(lost, 0);
    assert!(written * 1000 >= results.len() * 990, "{written} of {}", results.len());
    assert_eq!(folder.errors(), Vec::<String>::new());
}

/// A ZIP archive of these files.
fn archive(files: &[(&str, &[u8])]) -> Vec<u8> {
    let mut zip = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    for (name, bytes) in files {
        // The first file of a text program's package says what it is, uncompressed.
        let stored = zip::CompressionMethod::Stored;
        zip.start_file(*name, zip::write::SimpleFileOptions::default().compression_method(stored)).unwrap();
        zip.write_all(bytes).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

#[test]
fn what_cannot_be_taken_is_told_what_to_do() {
    let folder = Folder::new();
    let old = |inside: &str| {
        let wide = inside.bytes().flat_map(|b| [b, 0]);
        b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1".iter().copied().chain(wide).collect::<Vec<u8>>()
    };
    let odt = archive(&[("mimetype", b"application/vnd.oasis.opendocument.text"), ("content.xml", b"<a/>")]);
    for (name, bytes, help) in [
        ("oud.doc", old("WordDocument"), "save it as .docx"),
        ("oud.docx", old("WordDocument"), "save it as .docx"),
        ("dicht.docx", old("EncryptedPackage"), "without a password"),
        ("brief.msg", old("__properties_version1.0"), "attached"),
        ("brief.rtf", b"{\\rtf1 Geachte voorzitter,}".to_vec(), "save it as .docx"),
        ("brief.doc", b"{\\rtf1 Geachte voorzitter,}".to_vec(), "save it as .docx"),
        ("brief.odt", odt, "save it as .docx"),
        ("brief.eml", b"From: a\nSubject: b\n\nGeachte voorzitter,".to_vec(), "attached"),
        ("brief.txt", b"Received: x\nFrom: a\nSubject: b\n\nGeachte voorzitter,".to_vec(), "attached"),
    ] {
        let results = folder.import(&[folder.file(name, &bytes)]);
        assert_eq!((&results[0].done, codes(&results[0])), (&Done::Refused, vec![Code::K705]), "{name}");
        let told = format!("{:?}", results[0].findings[0].help);
        assert!(told.contains(help), "{name}: {told}");
    }
    let results = folder.import(&[PathBuf::from("https://www.voorbeeld.nl/brief")]);
    assert_eq!(codes(&results[0]), [Code::K705]);
    assert!(format!("{:?}", results[0].findings[0].help).contains("save the page first"));
}

#[test]
fn folders_are_walked_and_archives_unpacked() {
    let first = publication("kst-36200-XVI-7", "MOTIE", MOTION);
    let second = publication("kst-36200-XVI-8", "MOTIE", MOTION);
    let folder = Folder::new();
    fs::create_dir_all(folder.0.join("in/diep")).unwrap();
    folder.file("in/diep/a.xml", first.as_bytes());
    folder.file("in/metadata.xml", b"<metadata/>");
    folder.file("in/.verborgen.xml", b"<a/>");
    let bulk = archive(&[("2023/b.xml", second.as_bytes()), ("2023/foto.png", b"\x89PNG")]);
    folder.file("in/bulk.zip", &bulk);
    let results = folder.import(&[folder.0.join("in")]);
    let names: Vec<_> = results.iter().map(|r| r.file.rsplit_once("/in/").unwrap().1).collect();
    assert_eq!(names, ["bulk.zip/2023/b.xml", "bulk.zip/2023/foto.png", "diep/a.xml"]);
    assert_eq!(codes(&results[1]), [Code::K705], "what is no letter is named");
    assert!(folder.letter("36200-xvi/7.md").contains("De Kamer,"));
    assert!(folder.letter("36200-xvi/8.md").contains("De Kamer,"));
    fs::create_dir_all(folder.0.join("leeg")).unwrap();
    assert_eq!(codes(&folder.import(&[folder.0.join("leeg")])[0]), [Code::K745]);
}

#[test]
fn yaml_above_a_text_states_facts_and_a_letter_is_taken_as_it_is() {
    let folder = Folder::new();
    let whole = "---\ntitle: Voortgang\ndossiernummer: 36200\nondernummer: 9\ndate: 2023-05-03\ntype: Brief\ntags: [a]\n---\n\n\
        Geachte voorzitter,\n\nHierbij *bied* ik u het verslag aan.[^1]\n\n[^1]: Zie hier.\n";
    // A key that letters do not have is for `check` to say.
    let whole = whole.replace("tags: [a]\n", "");
    folder.import(&[folder.file("heel.md", whole.as_bytes())]);
    assert_eq!(folder.letter("36200/9.md"), whole);
    let part = "---\ntitle: Sjabloon\ntags:\n  - werk\ndossiernummer: '36200'\nondernummer: 10\ndate: 2023-05-03\n---\n\n\
        Betreft: Voortgang\n\nGeachte voorzitter,\n\nHierbij bied ik u het verslag aan.\n";
    let results = folder.import(&[folder.file("deel.md", part.as_bytes())]);
    assert!(matches!(results[0].done, Done::Written(..)), "{:?}", results[0].findings);
    let letter = folder.letter("36200/10.md");
    assert!(letter.contains("date: 2023-05-03\n") && letter.contains("  - werk\n"), "{letter}");
    assert!(letter.ends_with("Geachte voorzitter,\n\nHierbij bied ik u het verslag aan.\n"), "{letter}");
    let wrong = part.replace("2023-05-03", "binnenkort");
    let results = folder.import(&[folder.file("fout.md", wrong.as_bytes())]);
    assert_eq!(codes(&results[0]), [Code::K704, Code::K748]);
}

#[test]
fn a_title_may_be_given() {
    let folder = Folder::new();
    let given = Given {
        title: Some("Een eigen titel".to_owned()),
        dossiernummer: "36200".parse().ok(),
        ondernummer: "11".parse().ok(),
        date: Some(jiff::civil::date(2023, 5, 3)),
        ..Given::default()
    };
    let file = folder.file("a.txt", "Geachte voorzitter,\n\nHierbij bied ik u het verslag aan.\n".as_bytes());
    let results =
        import(&[file], &Request { content: folder.content(), given, ..Request::default() }, &Quiet);
    assert!(matches!(results[0].done, Done::Written(..)), "{:?}", results[0].findings);
    assert!(folder.letter("36200/11.md").starts_with("---\ntitle: Een eigen titel\n"));
}

#[test]
fn numbers_of_a_letterhead_are_no_dossiers_and_no_questions() {
    let folder = Folder::new();
    let text = "**Ministerie van Voorbeelden**\n\nAan de Voorzitter van de Tweede Kamer der Staten-Generaal\n\n\
        Datum 4 maart 2024\n\nBetreft Voortgang\n\nOns kenmerk\n\n36278\n\nGeachte voorzitter,\n\n\
        Ik kom terug op vragen over zorg. In 2022Z10845 staat daarover al iets.\n\n\
        In reactie op uw brief van 3 mei (2022Z10846) meld ik het volgende.\n";
    let results = folder.import(&[folder.file("a.md", text.as_bytes())]);
    let Done::Written(_, letter) = &results[0].done else { panic!("{:?}", results[0].findings) };
    assert!(letter.contains("kenmerk: '36278'") || letter.contains("kenmerk: \"36278\""), "{letter}");
    assert!(!letter.contains("dossiernummer"), "{letter}");
    assert!(letter.contains("reageert_op: 2022Z10846\n"), "{letter}");
}

#[test]
fn signs_of_converters_are_no_words() {
    let folder = Folder::new();
    let given = |number: &str| Given {
        dossiernummer: "36200".parse().ok(),
        ondernummer: number.parse().ok(),
        date: Some(jiff::civil::date(2023, 5, 3)),
        ..Given::default()
    };
    let cells = "Betreft: Voortgang\n\nGeachte voorzitter,\n\n| Jaar<br>tal | Som |\n|---|---|\n| 1<br/>2 | 3 |\n\nDat is alles.\n";
    let heads = "| Ministerie van Voorbeelden | |\n|---|---|\n| Datum | 3 mei 2023 |\n| Betreft | Voortgang van de voorbeelden |\n\n\
        Geachte voorzitter,\n\nHierbij bied ik u het verslag aan.\n\nReactie\n-------\n\nHij is goed.\n";
    let signs = "Betreft: Voortgang\n\nGeachte voorzitter,\n\nHier zijn de\u{7}\u{3} stukken van het jaar.\n\n-- 1 of 2 --\n\nHier is de rest.\n\n-- 2 of 2 --\n";
    for (number, name, text, holds) in [
        ("21", "a.md", cells, "| Jaar tal | Som |"),
        ("22", "b.md", heads, "Hierbij bied ik u het verslag aan.\n\n## Reactie\n\nHij is goed.\n"),
        ("23", "c.txt", signs, "Hier zijn de stukken van het jaar.\n\nHier is de rest.\n"),
    ] {
        let request = Request { content: folder.content(), given: given(number), ..Request::default() };
        let results = import(&[folder.file(name, text.as_bytes())], &request, &Quiet);
        assert!(matches!(results[0].done, Done::Written(..)), "{name} {:?}", results[0].findings);
        let letter = folder.letter(&format!("36200/{number}.md"));
        assert!(letter.contains(holds), "{letter}");
    }
    assert!(folder.letter("36200/22.md").contains("title: Voortgang van de voorbeelden\n"));
}

/// The front matter of the letter that one file becomes.
fn front_matter(imported: &Imported) -> &str {
    match &imported.done {
        Done::Written(_, text) => text.split("\n---\n").next().unwrap(),
        other => panic!("{other:?} {:?}", imported.findings),
    }
}

#[test]
fn keys_that_people_write_above_a_text_are_facts() {
    let folder = Folder::new();
    let read = |yaml: &str| {
        let text = format!("---\n{yaml}---\n\nGeachte voorzitter,\n\nHierbij bied ik u het verslag aan.\n");
        let request = Request { content: folder.content(), dry_run: true, ..Request::default() };
        import(&[folder.file("a.md", text.as_bytes())], &request, &Quiet).remove(0)
    };
    let dutch = "titel: Voortgang\ndossier: 36 278\nnummer: 32\ndatum: 3 maart 2023\nafzender: Minister van Financiën, A. Jansen\n\
        ontvanger: Tweede Kamer\ntags: [spoor, '#zorg']\nonderwerp: Veiligheid\n";
    let imported = read(dutch);
    assert_eq!(
        front_matter(&imported),
        "---\ntitle: Voortgang\ndossiernummer: 36278\nondernummer: 32\ndate: 2023-03-03\ntype: Brief\nindiener:\n  \
         - ambt: Minister van Financiën\n    naam: A. Jansen\nontvanger: Tweede Kamer\nonderwerp:\n  - spoor\n  - zorg\n  \
         - Veiligheid"
    );
    assert_eq!(codes(&imported), []);
    let pandoc = "title: Voortgang\nauthor:\n- {name: A. Jansen, affiliation: Minister van Financiën}\n- B. Pieters\n\
        date: 2023-03-03\nlang: nl-NL\nid: ah-tk-20222023-77\nheader-includes: x\n";
    let imported = read(pandoc);
    assert!(
        front_matter(&imported).contains(
            "indiener:\n  - ambt: Minister van Financiën\n    naam: A. Jansen\n  - naam: B. Pieters"
        )
    );
    assert!(front_matter(&imported).contains("identifier: ah-tk-20222023-77\n"), "{imported:?}");
    assert_eq!(codes(&imported), [Code::K748]);
    assert!(imported.findings[0].message.starts_with("`header-includes` above the text"));
    // What is wrong is reported, and so is what two keys say differently.
    for (yaml, code) in [
        ("datum: 2023-03-04\n", Code::K742),
        ("dossier: 03659\n", Code::K748),
        ("nummer: twaalf\n", Code::K748),
        ("kleur: rood\n", Code::K748),
    ] {
        let imported = read(&format!("title: A\ndate: 2023-03-03\nkenmerk: A-1\n{yaml}"));
        assert!(codes(&imported).contains(&code), "{yaml}{:?}", imported.findings);
    }
    let imported = read("title: A\ndate: 2023-03-03\nkamerstuk: 36 278, nr. 33\n");
    assert!(front_matter(&imported).contains("dossiernummer: 36278\nondernummer: 33\n"));
}

#[test]
fn numbers_of_a_head_may_be_headings() {
    let letter = "\n\nDen Haag, 3 maart 2023\n\nMet deze brief informeer ik de Kamer.\n\nDe Minister van Financiën,\n\nA. Jansen\n";
    let title = "Nr. 32 BRIEF VAN DE MINISTER VAN FINANCIËN";
    for head in [
        format!("# 36 278 Regels\n\n# {title}"),
        format!("36 278 Regels\n=============\n\n{title}\n--------------"),
        format!("**36 278** Regels\n\n**{title}**"),
        format!(
            "## 36 278\n\nRegels\n\n### {title}\n\nAan de Voorzitter van de Tweede Kamer der Staten-Generaal"
        ),
    ] {
        let folder = Folder::new();
        let results = folder.import(&[folder.file("a.md", format!("{head}{letter}").as_bytes())]);
        assert!(front_matter(&results[0]).contains("dossiernummer: 36278\nondernummer: 32\n"), "{head}");
        let text = folder.letter("36278/32.md");
        let body = text.split_once("\n---\n").unwrap().1;
        assert!(body.starts_with("\nMet deze brief informeer ik de Kamer.\n"), "{text}");
    }
}

#[test]
fn a_letterhead_may_be_run_together_in_one_cell() {
    let folder = Folder::new();
    let text = "| De Voorzitter van de Tweede Kamer der Staten-Generaal Postbus 20018 2500 EA DEN HAAG Datum 3 maart 2023 \
        Betreft Voortgang van het spoor | Ministerie van Voorbeelden Ons kenmerk VB/2023/12345 Uw brief (kenmerk) \
        2023Z01234 |\n|---|---|\n\nGeachte voorzitter,\n\nHet kenmerk Datum staat hier.\n";
    let results = folder.import(&[folder.file("a.md", text.as_bytes())]);
    assert_eq!(
        front_matter(&results[0]),
        "---\ntitle: Voortgang van het spoor\nkenmerk: VB/2023/12345\ndate: 2023-03-03\ntype: Brief\nontvanger: Voorzitter van \
         de Tweede Kamer der Staten-Generaal\nreageert_op: 2023Z01234"
    );
}

#[test]
fn official_metadata_are_found_beside_a_document_and_in_the_tree_of_the_publisher() {
    let xml = publication("kst-36200-XVI-7", "MOTIE VAN HET LID JANSEN", MOTION);
    let stated = "<?xml version=\"1.0\" encoding=\"windows-1252\"?><owms-metadata xmlns:dcterms=\"d\" xmlns:overheidop=\"o\">\
        <owmskern><dcterms:identifier>kst-36200-XVI-7</dcterms:identifier></owmskern><oep>\
        <overheidop:documenttitel>Motie over \u{80}</overheidop:documenttitel><overheidop:indiener>A. (Anna) Jansen\
        </overheidop:indiener></oep></owms-metadata>";
    let owms: Vec<u8> = stated.chars().map(|c| c as u8).collect();
    let gegevens = |id: &str| {
        format!(
            "<metadata_gegevens><metadata name=\"DC.identifier\" content=\"{id}\"/><metadata \
             name=\"OVERHEIDop.documenttitel\" content=\"Motie over zorg\"/></metadata_gegevens>"
        )
    };
    let own = gegevens("kst-36200-XVI-7");
    let other = gegevens("kst-36200-XVI-77");
    let id = "kst-36200-XVI-7";
    for (place, metadata, bytes, title) in [
        ("", "metadata_owms.xml", &owms[..], "Motie over €"),
        ("", "metadata.xml", own.as_bytes(), "Motie over zorg"),
        ("", "metadata.xml", other.as_bytes(), "Motie van het lid Jansen"),
        (
            &format!("{id}/1/xml/"),
            "kst-36200-XVI-7/1/metadata/metadata.xml",
            own.as_bytes(),
            "Motie over zorg",
        ),
        (&format!("{id}/1/xml/"), "kst-36200-XVI-7/1/metadataowms/metadata_owms.xml", &owms, "Motie over €"),
    ] {
        let path = format!("{place}{id}.xml");
        let pdf = format!("{}{id}.pdf", place.replace("xml", "pdf"));
        let files = [(&*path, xml.as_bytes()), (metadata, bytes), (&*pdf, b"%PDF-")];
        let packed = Folder::new();
        let archive = packed.file("alles.zip", &archive(&files));
        let folder = Folder::new();
        for (name, bytes) in files {
            fs::create_dir_all(folder.0.join("in").join(name).parent().unwrap()).unwrap();
            folder.file(&format!("in/{name}"), bytes);
        }
        for results in [folder.import(&[folder.0.join("in")]), packed.import(&[archive])] {
            let [pdf, letter] = &results[..] else { panic!("{results:?}") };
            assert!(front_matter(letter).contains(&format!("title: {title}\n")), "{metadata} {letter:?}");
            assert!(matches!(&pdf.done, Done::Better(better) if better.ends_with("xml")), "{pdf:?}");
        }
    }
    let folder = Folder::new();
    folder.file("metadata_owms.xml", &owms);
    let results = folder.import(&[folder.file("kst-36200-XVI-7.xml", xml.as_bytes())]);
    assert!(front_matter(&results[0]).contains("naam: A. (Anna) Jansen"), "{results:?}");
}

#[test]
fn each_paper_takes_its_own_record_of_an_answer() {
    let record = |id: &str, title: &str, date: &str| {
        format!(
            "<s:record><s:recordData><m:meta><dcterms:identifier>{id}</dcterms:identifier><dcterms:date>{date}</dcterms:date>\
             <overheidwetgeving:documenttitel>{title}</overheidwetgeving:documenttitel></m:meta></s:recordData></s:record>"
        )
    };
    let folder = Folder::new();
    let answer = format!(
        "<s:searchRetrieveResponse xmlns:s=\"s\" xmlns:m=\"m\" xmlns:dcterms=\"d\" xmlns:overheidwetgeving=\"o\"><s:records>{}{}{}\
         </s:records></s:searchRetrieveResponse>",
        record("kst-36200-XVI-7", "Motie over zorg &amp; meer", "2023-03-01"),
        record("kst-36200-XVI-8-b1", "Bijlage bij een motie", "2023-03-02"),
        record("kst-36200-XVI-8", "Motie over spoor", "2023-03-02"),
    );
    let answer = folder.file("antwoord.xml", answer.as_bytes());
    let papers = [
        folder.file("kst-36200-XVI-7.xml", publication("kst-36200-XVI-7", "MOTIE", MOTION).as_bytes()),
        // Under a name of its own, known by the number in its head.
        folder.file(
            "motie.txt",
            "36 200 XVI Begroting\n\nNr. 8 MOTIE VAN HET LID JANSEN\n\nVoorgesteld 1 maart 2023\n\nDe Kamer,\n\nverzoekt de \
             regering dit te doen,\n\nen gaat over tot de orde van de dag.\n\nJansen\n\nDe Boer\n"
                .as_bytes(),
        ),
        folder.file("kst-36200-XVI-9.xml", publication("kst-36200-XVI-9", "MOTIE", MOTION).as_bytes()),
    ];
    let named = |metadata: &[PathBuf]| {
        let metadata = metadata.to_vec();
        let request = Request { content: folder.content(), dry_run: true, metadata, ..Request::default() };
        import(&papers, &request, &Quiet)
    };
    let results = named(std::slice::from_ref(&answer));
    assert!(front_matter(&results[0]).contains("title: Motie over zorg & meer\n"), "{results:?}");
    assert!(front_matter(&results[1]).contains("title: Motie over spoor\n"), "{results:?}");
    // Two dates are said both.
    let said = &results[1].findings[0];
    assert_eq!(said.message, "the document is dated 2023-03-01, its metadata say 2023-03-02");
    assert!(
        matches!(&results[1].done, Done::Written(_, text) if text.ends_with("\n\nJansen\\\nDe Boer\n")),
        "{results:?}"
    );
    assert!(codes(&results[2]).contains(&Code::K764));
    // Without the metadata that were named nothing is imported.
    for (file, code) in [("geen.xml", Code::K001), ("motie.txt", Code::K760)] {
        let results = named(&[folder.0.join(file), answer.clone()]);
        assert_eq!((results.len(), codes(&results[0])), (1, vec![code]), "{results:?}");
    }
}

#[test]
fn an_answer_is_the_same_from_every_form() {
    let asked = "Vragen van de leden De Wit en Ster (beiden ABC) aan de Minister van Defensie over schepen (ingezonden 3 juni 2021).";
    let answered = "Antwoord van Minister De Vries (Defensie) (ontvangen 21 juni 2021).";
    let xml = format!(
        "<officiele-publicatie><metadata/><kamervragen><kamervraagkop><tekstregel inhoud=\"vergaderjaar\">Vergaderjaar 2020-2021\
         </tekstregel><tekstregel inhoud=\"kameraanduiding\">Tweede Kamer der Staten-Generaal</tekstregel></kamervraagkop>\
         <kamervraagnummer>3235</kamervraagnummer><kamervraagomschrijving type=\"vraag\">{asked}</kamervraagomschrijving>\
         <kamervraagomschrijving type=\"antwoord\">{answered}</kamervraagomschrijving><vraag><nr>Vraag 1</nr><al>Kent u het \
         bericht?</al></vraag><antwoord><nr>Antwoord 1</nr><al>Ja.</al></antwoord></kamervragen></officiele-publicatie>"
    );
    let html = format!(
        "<html><head><meta name=\"DC.identifier\" content=\"ah-tk-20202021-3235\"><meta name=\"OVERHEIDop.vergaderjaar\" \
         content=\"2020-2021\"></head><body><h2>{asked}</h2><p>{answered}</p><h3>Vraag 1</h3><p>Kent u het bericht?</p>\
         <h3>Antwoord 1</h3><p>Ja.</p></body></html>"
    );
    let text = format!(
        "Tweede Kamer der Staten-Generaal\n      2\nVergaderjaar 2020–2021     Aanhangsel van de Handelingen\n\n\nVragen gesteld door de \
         leden der Kamer, met de daarop door de\nregering gegeven antwoorden\n\n3235\n\n{asked}\n{answered}\n\nVraag 1\nKent u het \
         bericht?\n\nAntwoord 1\nJa.\n"
    );
    for (name, bytes) in [("a.xml", xml), ("a.html", html), ("a.txt", text)] {
        let folder = Folder::new();
        let results = folder.import(&[folder.file(name, bytes.as_bytes())]);
        assert_eq!(
            front_matter(&results[0]),
            "---\ntitle: Vragen van de leden De Wit en Ster (beiden ABC) aan de Minister van Defensie over schepen\nidentifier: \
             ah-tk-20202021-3235\ndate: 2021-06-21\ntype: Antwoord op Kamervragen\nvergaderjaar: 2020-2021\nindiener:\n  - ambt: \
             Minister van Defensie\n    naam: De Vries\nontvanger: De Wit en Ster",
            "{name}"
        );
        let letter = folder.letter("ah-tk-20202021-3235.md");
        assert!(letter.contains(asked) && letter.contains(answered), "{name} {letter}");
    }
}

#[test]
fn other_publications_are_told_what_they_are() {
    let folder = Folder::new();
    let within = |element: &str| {
        format!(
            "<?xml version=\"1.0\"?><officiele-publicatie><metadata/><{element}><al>De raad besluit.</al></{element}></officiele-publicatie>"
        )
    };
    let page = "<html><head><meta name=\"DC.identifier\" content=\"gmb-2023-77\"></head><body><p>De raad besluit.</p></body></html>";
    for (name, text, told) in [
        ("a.xml", within("gemeenteblad"), "Gemeenteblad"),
        ("a.xml", within("provinciaalblad"), "Provinciaal blad"),
        ("a.xml", within("waterschapsblad"), "Waterschapsblad"),
        ("a.html", page.to_owned(), "Gemeenteblad"),
        ("a.xml", "<toestand/>".to_owned(), "(BWB)"),
        ("a.xml", "<cvdr/>".to_owned(), "(CVDR)"),
        ("a.xml", "<uitspraak/>".to_owned(), "(Rechtspraak)"),
        ("a.xml", "<BesluitKlassiek/>".to_owned(), "STOP"),
        ("a.xml", "<l:AanleveringBesluit xmlns:l=\"l\"/>".to_owned(), "STOP"),
        ("a.xml", "<TEI/>".to_owned(), "TEI"),
        ("a.xml", "<document><dataurl>x</dataurl></document>".to_owned(), "rijksoverheid.nl"),
        ("a.xml", "<s:record xmlns:s=\"s\"/>".to_owned(), "(SRU)"),
    ] {
        let imported = folder.import(&[folder.file(name, text.as_bytes())]).remove(0);
        let finding = imported.findings.iter().find(|finding| finding.code == Code::K760);
        let message = finding.map(|finding| finding.message.as_str()).unwrap_or_default();
        assert!(message.contains(told) && message.ends_with("and no letter"), "{text} {imported:?}");
        assert_eq!(imported.done, Done::Refused);
    }
    let imported = folder.import(&[folder.file("a.xml", b"<recept/>")]).remove(0);
    assert!(imported.findings[0].message.contains("`recept`"), "{imported:?}");
}

#[test]
fn a_letter_is_a_letter_from_every_form() {
    for (name, text) in letters_with("Geachte voorzitter,") {
        let folder = Folder::new();
        let given =
            Given { dossiernummer: "36200".parse().ok(), ondernummer: "8".parse().ok(), ..Given::default() };
        let request = Request { content: folder.content(), given, ..Request::default() };
        let imported = import(&[folder.file(name, text.as_bytes())], &request, &Quiet).remove(0);
        assert!(front_matter(&imported).contains("type: Brief\n"), "{name} {imported:?}");
    }
}

#[test]
fn marks_without_notes_are_reported_from_every_form() {
    let page = |text: &str| format!("<html><body><p>Geachte voorzitter,</p><p>{text}</p></body></html>");
    let text = |text: &str| format!("Geachte voorzitter,\n\n{text}\n");
    for (name, text, marks) in [
        (
            "a.html",
            page("Dit is toegezegd<sup>1</sup> en gedaan.<sup>ii</sup> Het is 5 m<sup>2</sup>."),
            &["1", "ii"][..],
        ),
        ("a.md", text("Dit is toegezegd<sup>1</sup> en\\[2\\] gedaan."), &["1", "2"]),
        ("a.md", text("Dit is toegezegd^1^ en gedaan.iv Het is klaar."), &["1", "iv"]),
        ("a.txt", text("Dit is toegezegd.1 Het loopt van 2022-20271 nog door."), &["1", "2022-20271"]),
    ] {
        let folder = Folder::new();
        let imported = folder.import(&[folder.file(name, text.as_bytes())]).remove(0);
        let found: Vec<&str> =
            imported.findings.iter().filter(|f| f.code == Code::K723).map(|f| f.message.as_str()).collect();
        assert_eq!(found.len(), marks.len(), "{text} {found:?}");
        let told = found.iter().zip(marks).all(|(message, mark)| message.contains(mark));
        assert!(told, "{text} {found:?}");
    }
}

#[test]
fn a_note_within_the_text_is_read_or_told_where_it_stands() {
    let head = "36 200 Voorbeelden\n\nNr. 7 BRIEF VAN DE MINISTER VAN DEFENSIE\n\nDen Haag, 3 mei 2023\n\n";
    let import = |text: &str| {
        let folder = Folder::new();
        let text = format!("{head}Geachte voorzitter,\n\n{text}\n");
        let results = folder.import(&[folder.file("brief.md", text.as_bytes())]);
        let told = results[0].findings.iter().find(|f| f.code == Code::K218);
        (folder.letter("36200/7.md"), told.and_then(|f| f.place.as_ref().map(|place| place.line)))
    };
    // Emphasis says that this is Markdown, which has such notes.
    let (letter, told) = import("**Hierbij** een zin^[met een noot erin] en meer.");
    assert!(letter.contains("een zin[^n1] en meer."), "{letter}");
    assert!(letter.ends_with("[^n1]: met een noot erin\n"), "{letter}");
    assert_eq!(told, None);
    let (letter, told) = import("Hierbij een zin^[met een noot erin] en meer.");
    assert!(letter.contains("een zin^[met een noot erin] en meer."), "{letter}");
    assert_eq!(told, Some(9));
}

#[test]
fn marks_and_links_of_markdown_are_no_signs() {
    let folder = Folder::new();
    let text = "36 200 Voorbeelden\n\nNr. 7 BRIEF VAN DE MINISTER VAN DEFENSIE\n\nDen Haag, 3 mei 2023\n\n\
                Geachte voorzitter,\n\nZie [het stuk](https://example.org/a)[^*] en dit.[^a]\n\n\
                [^*]: De eerste.\n\n[^a]: De tweede.\n";
    folder.import(&[folder.file("brief.md", text.as_bytes())]);
    let letter = folder.letter("36200/7.md");
    let expected =
        "Zie [het stuk](https://example.org/a)[^*] en dit.[^a]\n\n[^*]: De eerste.\n\n[^a]: De tweede.\n";
    assert!(letter.ends_with(expected), "{letter}");
    assert_eq!(folder.errors(), Vec::<String>::new());
}

#[test]
fn a_page_that_links_beside_itself_is_told() {
    let folder = Folder::new();
    let page = "<html><body><p>36 200 Voorbeelden</p><p>Nr. 7 BRIEF VAN DE MINISTER VAN DEFENSIE</p>\
                <p>Den Haag, 3 mei 2023</p><p>Geachte voorzitter,</p>\
                <p>Zie <a href=\"bijlage.pdf\">de bijlage</a> en <a href=\"https://example.org/a\">de site</a>.</p>\
                </body></html>";
    let results = folder.import(&[folder.file("brief.html", page.as_bytes())]);
    assert_eq!(codes(&results[0]), [Code::K709]);
    assert!(folder.letter("36200/7.md").contains("Zie de bijlage en [de site](https://example.org/a)."));
}

#[test]
fn the_title_of_a_page_is_in_the_letter_or_told() {
    let page = |title: &str| {
        format!(
            "<html><head><title>x</title></head><body><header id=\"title-block-header\"><h1>{title}</h1></header>\
             <p>Datum 4 maart 2024</p><p>Betreft Aanbieding van een rapport</p><p>Ons kenmerk 2024-0000077777</p>\
             <p>Geachte voorzitter,</p><p>Hierbij bied ik u het rapport aan.</p></body></html>"
        )
    };
    let above = |page: String| page.replace("<p>Datum", "<article><p>Datum").replace("header", "div");
    for (title, told) in [("Aanbieding van een rapport", false), ("Uitkomst van het onderzoek", true)] {
        for page in [page(title), above(page(title))] {
            let folder = Folder::new();
            let results = folder.import(&[folder.file("brief.html", page.as_bytes())]);
            assert_eq!(codes(&results[0]).contains(&Code::K708), told, "{page}: {:?}", results[0].findings);
        }
    }
}
