//! Ordinary sentences with every kind of space, and with characters of every length, where a space stands: nothing
//! that reads a letter may stumble over them, for the bytes of a text are not its characters.

use crate::cite;
use crate::content::directory::Directory;
use crate::content::front_matter;
use crate::content::letter::Headed;
use crate::content::source::Source;
use crate::derived::abbreviations::Abbreviations;
use crate::derived::{commitments, dates, replies};
use crate::edit::probable::Works;
use crate::edit::suggest;
use crate::finding::{Code, Severity};
use crate::import::{Request, annotations, import};
use crate::number::series;
use crate::progress::Quiet;
use crate::settings::Settings;
use std::fs;
use tempfile::TempDir;

/// What is written between the blanks: names with abbreviations, dates, citations, promises.
const PIECES: [&str; 10] = [
    "De Nederlandse Publieke Omroep (NPO) en de Europese Economische Ruimte (hierna: EER) zijn bij de NPO.",
    "Het «buy now, pay later»-platform (BNPL), de Raad van State (RvS) en OM TE LEREN.",
    "In mijn brief van 1 juli jl. en uw brief d.d. 2 en 3 mei 2021 staat het.",
    "Zie Kamerstuk 28 638, nr. 200 en Kamerstukken II 2020/21, 35 570 XVI, nrs. 3-9 en 12.",
    "Met deze brief reageer ik op de motie van het lid Kuik (Kamerstuk 28 638, nr. 167).",
    "Ik zal uw Kamer voor 1 november 2021 informeren over de uitvoering van de motie.",
    "Artikel 6:162 van het Burgerlijk Wetboek en artikel 12, eerste lid, Awb; Stb. 2021, 123.",
    "Verordening digitale diensten (EU) 2022/2065, nr. 16 van 20 december 1990, ECLI:NL:HR:2019:2006.",
    "Handelingen II 2020/21, nr. 34, item 7, p. 12 en Aanhangsel Handelingen II 2020/21, nr. 1234.",
    "Zie https://zoek.officielebekendmakingen.nl/kst-28638-200.html en voetnoot 3, aldaar, p. 4.",
];

const HEAD: &str = "---\ntitle: Voortgang\ndossiernummer: 28638\nondernummer: 1\ndate: 2021-09-15\n---\n\n";

/// All white space of Unicode, and letters, digits and marks of two, three and four bytes; some change their length
/// in lower case.
fn characters() -> Vec<char> {
    let spaces = ('\0'..=char::MAX).filter(|c| c.is_whitespace() && *c != ' ');
    let odd = "éßİ\u{301}\u{ad}€’«\u{200b}\u{feff}ﬁẞK１\u{1d7d9}\u{1f600}\u{10ffff}";
    spaces.chain(odd.chars()).collect()
}

/// The text with this character for each blank, and for each one alone.
fn varied(text: &str, c: char) -> Vec<String> {
    let mut buffer = [0; 4];
    let c = &*c.encode_utf8(&mut buffer);
    let one = text.match_indices(' ').map(|(at, _)| format!("{}{c}{}", &text[..at], &text[at + 1..]));
    one.chain([text.replace(' ', c), format!("{c}{text}{c}"), text.replace(' ', &format!(" {c}"))]).collect()
}

/// A folder of its own, gone with the test.
struct Folder(TempDir);

impl Folder {
    fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        fs::create_dir_all(folder.path().join("content")).unwrap();
        Self(folder)
    }

    fn settings(&self) -> Settings {
        let [content, templates, static_dir, output] =
            ["content", "templates", "static", "public"].map(|name| self.0.path().join(name));
        Settings { content, templates, static_dir, output, ..Settings::default() }
    }
}

/// The readers of plain words: citations, sentences, and what is derived.
#[test]
fn words_are_read_whatever_parts_them() {
    let written = jiff::civil::date(2021, 9, 15);
    for text in characters().into_iter().flat_map(|c| PIECES.iter().flat_map(move |text| varied(text, c))) {
        for citation in cite::find(&text) {
            assert!(text.get(citation.span.clone()).is_some(), "{text:?}");
            replies::announces(&text, &citation.span);
        }
        for sentence in series::sentences(&text) {
            assert!(text.get(sentence).is_some(), "{text:?}");
        }
        let mut abbreviations = Abbreviations::default();
        abbreviations.read(&text);
        for found in abbreviations.read(&text) {
            assert!(text.get(found.span).is_some(), "{text:?}");
        }
        for dated in dates::find(&text, written) {
            assert!(text.get(dated.span.clone()).is_some(), "{text:?}");
            if let Some(start) = dates::letter_named(&text, dated.span.start) {
                assert!(text.get(start..).is_some(), "{text:?}");
            }
        }
        for commitment in commitments::find(&text, written) {
            assert!(text.get(commitment.span).is_some() && text.get(commitment.due).is_some(), "{text:?}");
        }
    }
}

/// Letters of such text are built, with annotations of its words and with proposals.
#[test]
fn letters_are_built_whatever_parts_their_words() {
    let folder = Folder::new();
    for (number, c) in (1..).zip(characters()) {
        let whole: Vec<String> = PIECES.iter().map(|text| text.replace(' ', &c.to_string())).collect();
        let last: Vec<String> = PIECES.iter().flat_map(|text| varied(text, c)).collect();
        let head = HEAD.replace("ondernummer: 1", &format!("ondernummer: {number}"));
        let body = format!(
            "Vooraf {}\n\n{}[^1]\n\n[^1]: {}\n",
            whole.join("\n\n"),
            last.join("\n\n"),
            whole.join(" ")
        );
        let place = folder.0.path().join("content/28638");
        fs::create_dir_all(&place).unwrap();
        fs::write(place.join(format!("{number}.md")), format!("{head}{body}")).unwrap();
        // YAML has spaces of its own, so the words are quoted with its own escapes.
        let quote = serde_json::to_string(&format!("Vooraf {}", whole[0])).unwrap();
        let remark = format!(
            "- quote: {quote}\n  kind: toelichting\n  author: Redactie\n  date: 2021-10-01\n  body: {}\n",
            serde_json::to_string(&last[1]).unwrap()
        );
        fs::write(place.join(format!("{number}.annotations.yaml")), remark).unwrap();
        let letter = place.join(format!("{number}.md"));
        suggest::suggest(
            &letter,
            &Works::default(),
            "Redactie",
            jiff::civil::date(2021, 10, 1),
            &mut Vec::new(),
        );
    }
    let (report, _) = crate::render_to_memory(&folder.settings());
    let errors: Vec<_> = report.findings.iter().filter(|f| f.severity == Severity::Error).collect();
    assert!(errors.is_empty(), "{errors:?}");
    assert!(report.pages > report.letters);
    assert_eq!(report.letters, characters().len());
    assert!(!report.has_fault(), "{:?}", report.findings);
}

/// Front matter of such text is read, or reported.
#[test]
fn front_matter_is_read_whatever_parts_its_words() {
    for c in characters() {
        for head in varied(HEAD, c) {
            let mut findings = Vec::new();
            let source = Source::new("a.md", "a.md", format!("{head}{}", PIECES[0]));
            if let Ok(headed) = Headed::read(source, &mut findings) {
                headed.parse(None, &Directory::default(), &mut findings);
            }
        }
        let yaml = "- quote: De Kamer\n  kind: toelichting\n  author: Redactie\n  date: 2021-10-01\n  body: Zie Stb.";
        for yaml in varied(yaml, c) {
            front_matter::annotations(&Source::new("a.yaml", "a.yaml", yaml), &mut Vec::new());
        }
    }
}

/// Texts, pages, Markdown of pandoc and Web Annotations of such words are imported, or refused.
#[test]
fn documents_are_imported_whatever_parts_their_words() {
    let folder = Folder::new();
    let letterhead = "Tweede Kamer der Staten-Generaal\n\nDatum 15 september 2021\nBetreft Voortgang van de aanpak\n\n\
                      28 638  Mensenhandel\n\nNr. 201  BRIEF VAN DE MINISTER VAN JUSTITIE EN VEILIGHEID\n\n\
                      Den Haag, 15 september 2021\n\nGeachte voorzitter,\n\n";
    let close =
        "\n\nDe Minister van Justitie en Veiligheid,\nF.B.J. Grapperhaus\n\n1 Kamerstuk 28 638, nr. 200.\n";
    let text = format!("{letterhead}{} 1\n\n| een | twee |\n\n{close}", PIECES.join("\n"));
    let mut files = Vec::new();
    for (number, c) in characters().into_iter().enumerate() {
        let (c, own) = (c.to_string(), format!("{number}-"));
        let forms = [
            ("letter.txt", text.replace(' ', &c)),
            ("gap.txt", text.replace(' ', &format!(" {c}"))),
            (
                "last.txt",
                text.lines()
                    .map(|l| l.rsplit_once(' ').map_or(l.to_owned(), |(a, b)| format!("{a}{c}{b}\n")))
                    .collect(),
            ),
            (
                "page.html",
                format!(
                    "<html><body><p>{}</p></body></html>",
                    text.replace(' ', &c).replace("\n\n", "</p><p>")
                ),
            ),
            ("pandoc.md", format!("# Kop\n\n{}[^1]\n\n[^1]: Zie{c}Stb.\n", text.replace(' ', &c))),
        ];
        for (name, text) in forms {
            let path = folder.0.path().join(format!("{own}{name}"));
            fs::write(&path, text).unwrap();
            files.push(path);
        }
    }
    let content = folder.0.path().join("content");
    let request = Request { content, dry_run: true, ..Request::default() };
    let imported = import(&files, &request, &Quiet);
    for imported in &imported {
        let codes: Vec<Code> = imported.findings.iter().map(|f| f.code).collect();
        assert!(!codes.contains(&Code::K099), "{imported:?}");
    }
    let remarks = characters().into_iter().map(|c| {
        let value = PIECES[0].replace(' ', &c.to_string());
        let target = serde_json::json!({"source": "https://example.org/28638/201/",
            "selector": {"type": "TextQuoteSelector", "exact": value, "prefix": value, "suffix": value}});
        serde_json::json!({"@context": "http://www.w3.org/ns/anno.jsonld", "type": "Annotation",
            "creator": value, "created": value, "body": {"type": "TextualBody", "value": value}, "target": target})
    });
    let path = folder.0.path().join("annotations.jsonld");
    fs::write(&path, serde_json::Value::Array(remarks.collect()).to_string()).unwrap();
    let results = annotations(&[path], &request);
    assert!(results.iter().flat_map(|r| &r.findings).all(|f| f.code != Code::K099), "{results:?}");
}
