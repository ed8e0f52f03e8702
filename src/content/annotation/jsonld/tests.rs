use super::*;
use crate::content::annotation::{Annotations, annotate};
use crate::content::directory::Directory;
use crate::content::front_matter::{AnnotationMeta, annotations, write_annotations};
use crate::content::markdown;
use crate::content::source::Source;
use crate::finding::Code;
use std::path::Path;

const LETTER: &str = "## Aanleiding\n\nHet *CKM* doet «aanbevelingen».[^2] Het CKM\nherhaalt ze.\n\n## Tot slot\n\nEinde.\n\n[^2]: Zie nr. 200.\n";

/// Every form that a file of annotations can have, as it is written.
const FILE: &str = r#"- quote: Het CKM doet "aanbevelingen"
  id: wat-is-het-ckm
  kind: toelichting
  author: Redactie
  date: 2026-11-24
  body: |-
    Eerste *regel*, met Kamerstuk 28 638, nr. 200.

    - tweede
  source: https://example.org/
  revision: 0123456789ab
  tags:
  - toezegging
  - '27'
- quote: Het CKM
  prefix: aanbevelingen».
  suffix: herhaalt
  kind: feitencheck
  author: Redactie
  date: 2026-11-23
  body: Klopt.
- section: Tot slot
  kind: vervolg
  author: Redactie
  date: 2026-11-24
  body: Kop.
- section: aanleiding
  kind: correctie
  author: Redactie
  date: 2026-11-24
  body: Anker.
- footnote: '2'
  kind: context
  author: Redactie
  date: 2026-11-24
  body: Noot.
"#;

fn annotated(letter: &Source, file: &str) -> (Text, Annotations) {
    let source = Source::new("a.annotations.yaml", "a.annotations.yaml", file.to_owned());
    let (directory, mut findings) = (Directory::default(), Vec::new());
    let read = annotations(&source, &mut findings);
    let at = crate::content::front_matter::split(&letter.text).map_or(0..letter.text.len(), |(_, body)| body);
    let mut text = markdown::read(
        letter,
        at,
        markdown::Surroundings { annotated: true, ..Default::default() },
        directory.seen_from("a.md"),
        &mut findings,
    );
    let made = annotate(&mut text, letter, (source, read), None, directory.seen_from("a.md"), &mut findings);
    findings.retain(|finding| finding.code != crate::finding::Code::K606);
    assert!(findings.is_empty(), "{findings:?}");
    (text, made)
}

fn written(letter: &Source, file: &str) -> Value {
    let (text, annotations) = annotated(letter, file);
    let collection = collection();
    let page = Page {
        collection: &collection,
        number: 1,
        letter: "https://example.org/28638/201/".into(),
        language: "nl",
        text: &text,
        annotations: &annotations,
        places: &[],
    };
    serde_json::from_slice(&page.write()).unwrap()
}

fn collection() -> Collection {
    let page = |path: &str, count| (format!("https://example.org/{path}/annotations.jsonld"), count);
    Collection::of(
        "https://example.org/annotaties/collectie.jsonld".into(),
        "Brieven: annotaties".into(),
        [page("1/1", 3), page("28638/201", 5), page("3/1", 2)],
    )
}

/// What comes back.
fn back(page: &Value) -> String {
    let mut findings = Vec::new();
    let read = read("x.jsonld", &page.to_string(), &as_is, &mut findings);
    assert!(findings.is_empty(), "{findings:?}");
    write_annotations(&read.into_iter().map(|incoming| incoming.meta).collect::<Vec<_>>())
}

fn letter() -> Source {
    Source::new("a.md", "a.md", LETTER.to_owned())
}

#[test]
fn what_goes_out_comes_back() {
    assert_eq!(back(&written(&letter(), FILE)), FILE);
}

#[test]
fn the_annotations_of_the_sample_go_out_and_come_back() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("content/28638");
    let read = |name: &str| std::fs::read_to_string(folder.join(name)).unwrap();
    let (letter, file) = (Source::new("201.md", "201.md", read("201.md")), read("201.annotations.yaml"));
    let page = written(&letter, &file);
    assert!(page["items"].as_array().unwrap().len() >= 6);
    assert_eq!(back(&page), file);
    is_of_the_model(&page);
}

#[test]
fn pages_are_of_the_model() {
    let page = written(&letter(), FILE);
    is_of_the_model(&page);
    let quoted = page["items"].as_array().unwrap().iter().find(|i| i["motivation"] == "assessing").unwrap();
    let selectors = quoted["target"]["selector"].as_array().unwrap();
    assert_eq!(selectors[0]["prefix"], "aanbevelingen».");
    assert_eq!(selectors[1]["exact"], "Het CKM");
    assert_eq!(selectors[1]["prefix"], "g\nHet CKM doet «aanbevelingen». ");
    assert_eq!(selectors[1]["suffix"], "\nherhaalt ze.\nTot slot\nEinde.");
}

/// What the Web Annotation Data Model requires of a page and its annotations, section by section.
#[track_caller]
fn is_of_the_model(page: &Value) {
    // 5.2 Annotation Page: context, id, type, items; part of a collection, and where in it.
    assert_eq!(page["@context"], "http://www.w3.org/ns/anno.jsonld");
    assert_eq!(page["type"], "AnnotationPage");
    is_iri(&page["id"]);
    assert_eq!(page["partOf"]["id"], "https://example.org/annotaties/collectie.jsonld");
    assert_eq!(page["partOf"]["type"], "AnnotationCollection");
    assert_eq!((&page["partOf"]["total"], &page["startIndex"]), (&Value::from(10), &Value::from(3)));
    is_iri(&page["prev"]);
    is_iri(&page["next"]);
    let items = page["items"].as_array().expect("items is an array");
    assert!(!items.is_empty());
    let mut ids = Vec::new();
    for item in items {
        // 3.1 Annotations: exactly one id, type Annotation, at least one target.
        assert_eq!(item["type"], "Annotation");
        is_iri(&item["id"]);
        ids.push(item["id"].as_str());
        // 3.3.5 Motivation: one of the list.
        let motivation = item["motivation"].as_str().unwrap();
        let motivations = [
            "assessing",
            "bookmarking",
            "classifying",
            "commenting",
            "describing",
            "editing",
            "highlighting",
            "identifying",
            "linking",
            "moderating",
            "questioning",
            "replying",
            "tagging",
        ];
        assert!(motivations.contains(&motivation), "{motivation}");
        // 3.3.1 Lifecycle: created is an xsd:dateTime in UTC.
        let created = item["created"].as_str().unwrap();
        assert!(created.parse::<jiff::Timestamp>().is_ok() && created.ends_with('Z'), "{created}");
        // 3.3.2 Agents have a name.
        assert!(item["creator"]["name"].as_str().is_some_and(|name| !name.is_empty()));
        // 3.2.4 Embedded textual bodies: type, value, format, language.
        for body in item["body"].as_array().expect("body is an array") {
            assert_eq!(body["type"], "TextualBody");
            assert!(body["value"].is_string() && body["purpose"].is_string());
        }
        assert_eq!(item["body"][0]["format"], "text/markdown");
        // 4 Specific resources: a source and selectors.
        let target = &item["target"];
        assert_eq!(target["type"], "SpecificResource");
        is_iri(&target["source"]);
        for selector in target["selector"].as_array().expect("selector is an array") {
            match selector["type"].as_str() {
                // 4.2.4: exactly one exact; prefix and suffix are texts.
                Some("TextQuoteSelector") => {
                    assert!(selector["exact"].as_str().is_some_and(|exact| !exact.is_empty()));
                    let optional = |key: &str| selector.get(key).is_none_or(Value::is_string);
                    assert!(optional("prefix") && optional("suffix"));
                }
                // 4.2.1: exactly one value; conformsTo names the kind of fragment.
                Some("FragmentSelector") => {
                    assert!(selector["value"].as_str().is_some_and(|value| !value.is_empty()));
                    is_iri(&selector["conformsTo"]);
                }
                other => panic!("no such selector: {other:?}"),
            }
        }
    }
    ids.sort_unstable();
    let all = ids.len();
    ids.dedup();
    assert_eq!(ids.len(), all, "ids are unique");
}

#[track_caller]
fn is_iri(value: &Value) {
    let text = value.as_str().unwrap_or_default();
    let absolute = text.starts_with("https://") || text.starts_with("http://");
    assert!(absolute && !text.contains(char::is_whitespace), "{value} is no IRI");
}

#[test]
fn the_collection_leads_to_its_pages() {
    // 5.1 Annotation Collection: context, id, type, a label, the total, the first page and the last.
    let written: Value = serde_json::from_slice(&collection().write()).unwrap();
    assert_eq!(
        written,
        json!({
            "@context": "http://www.w3.org/ns/anno.jsonld",
            "id": "https://example.org/annotaties/collectie.jsonld",
            "type": "AnnotationCollection",
            "label": "Brieven: annotaties",
            "total": 10,
            "first": "https://example.org/1/1/annotations.jsonld",
            "last": "https://example.org/3/1/annotations.jsonld",
        })
    );
    let mut findings = Vec::new();
    assert!(read("x", &written.to_string(), &as_is, &mut findings).is_empty());
    assert!(findings[0].help.contains("pages"), "{findings:?}");
}

/// A remark with its form before it.
fn as_is(format: RemarkFormat, remark: &str) -> String {
    match format {
        RemarkFormat::Markdown => remark.to_owned(),
        other => format!("{other:?} {remark}"),
    }
}

#[test]
fn annotations_of_other_programs_come_in() {
    let text = r#"{"@context": "http://www.w3.org/ns/anno.jsonld", "id": "http://example.org/anno7", "type": "Annotation",
        "motivation": ["tagging", "commenting"], "creator": [{"type": "Person", "name": "Redactie"}, "http://example.org/r"],
        "modified": "2015-01-28T12:00:00Z", "bodyValue": "Een opmerking",
        "target": {"source": {"id": "https://example.org/28638/201/"}, "selector": {"type": "TextQuoteSelector", "exact": "CKM"}}}"#;
    let mut findings = Vec::new();
    let incoming = read("x", text, &as_is, &mut findings).remove(0);
    assert_eq!(incoming.letter, "https://example.org/28638/201/");
    assert_eq!(incoming.meta.id.as_deref(), Some("anno7"));
    assert_eq!((incoming.meta.kind, incoming.meta.author.as_str()), (AnnotationKind::Context, "Redactie"));
    let messages: Vec<&str> = findings.iter().map(|f| f.message.as_str()).collect();
    assert_eq!(messages, ["http://example.org/anno7: only the first of its creators is taken"]);
}

/// Reads one annotation on words of a letter, with this target and the rest.
#[track_caller]
fn foreign(target: &str, rest: &str) -> (AnnotationMeta, Vec<String>) {
    let text = format!(
        r#"{{"type": "Annotation", "creator": "Redactie", "created": "2026-11-28T10:00:00Z", "motivation": "commenting",
            "target": {{"source": "https://example.org/28638/201/", {target}}}, {rest}}}"#
    );
    let mut findings = Vec::new();
    let mut incoming = read("x", &text, &as_is, &mut findings);
    assert_eq!(incoming.len(), 1, "{findings:?}");
    (incoming.remove(0).meta, findings.into_iter().map(|finding| finding.message).collect())
}

#[test]
fn selectors_of_other_programs_lead_to_the_words() {
    const QUOTE: &str = r#"{"type": "TextQuoteSelector", "exact": "CKM", "prefix": "het "}"#;
    let quoted = About::Quote { quote: "CKM".into(), prefix: Some("het".into()), suffix: None };
    for selectors in [
        QUOTE.to_owned(),
        format!(r#"[{{"type": "TextPositionSelector", "start": 3, "end": 6}}, {QUOTE}]"#),
        format!(r#"[{{"type": "FragmentSelector", "value": "p-3"}}, {QUOTE}]"#),
        format!(r#"{{"type": "FragmentSelector", "value": "reactie", "refinedBy": {QUOTE}}}"#),
        format!(r#"{{"type": "XPathSelector", "value": "/html/body/p[2]", "refinedBy": [{QUOTE}]}}"#),
        format!(
            r#"[{{"type": "FragmentSelector", "conformsTo": "http://tools.ietf.org/rfc/rfc5147", "value": "char=3,6"}}, {QUOTE}]"#
        ),
    ] {
        let (meta, lost) = foreign(&format!(r#""selector": {selectors}"#), r#""bodyValue": "x""#);
        assert_eq!((meta.about, lost), (quoted.clone(), Vec::new()), "{selectors}");
    }
    let (meta, _) =
        foreign(r#""selector": {"type": "FragmentSelector", "value": "noot-2"}"#, r#""bodyValue": "x""#);
    assert_eq!(meta.about, About::Footnote("2".into()));
    let mut findings = Vec::new();
    for selector in [
        r#"{"type": "TextPositionSelector", "start": 3, "end": 6}"#,
        r#"{"type": "RangeSelector", "startSelector": {"type": "XPathSelector", "value": "//p"}}"#,
        r#"{"type": "FragmentSelector", "value": "xywh=1,2,3,4"}"#,
    ] {
        let text = format!(
            r#"[{{"type": "Annotation", "creator": "R", "created": "2026-11-28", "bodyValue": "x",
                "target": {{"source": "https://example.org/1/1/", "selector": {selector}}}}}]"#
        );
        assert!(read("x", &text, &as_is, &mut findings).is_empty(), "{selector}");
    }
    assert!(
        findings.iter().filter(|f| f.code == Code::K611).all(|f| f.message.contains("it counts")),
        "{findings:?}"
    );
}

#[test]
fn bodies_of_other_programs_keep_their_words() {
    const TARGET: &str = r#""selector": {"type": "TextQuoteSelector", "exact": "CKM"}"#;
    for (bodies, expected) in [
        (r#""bodyValue": "een *ster*""#, "Plain een *ster*"),
        (
            r#""body": {"type": "TextualBody", "value": "<p>a</p>", "format": "text/html; charset=utf-8"}"#,
            "Html <p>a</p>",
        ),
        (r#""body": {"type": ["TextualBody"], "value": "a", "format": "text/plain"}"#, "Plain a"),
        (r#""body": {"type": "TextualBody", "value": "*a*", "format": "text/markdown"}"#, "*a*"),
        (
            r#""body": [{"type": "TextualBody", "value": "a"}, {"type": "TextualBody", "value": "t", "purpose": "tagging"},
                {"type": "TextualBody", "value": "b", "format": "text/html"}, "https://example.org/bron"]"#,
            "Plain a\n\nHtml b\n\n<https://example.org/bron>",
        ),
    ] {
        let (meta, lost) = foreign(TARGET, bodies);
        assert_eq!((meta.body.as_str(), lost), (expected, Vec::new()), "{bodies}");
    }
    let (_, lost) =
        foreign(TARGET, r#""bodyValue": "a", "body": {"type": "Image", "id": "https://example.org/x.png"}"#);
    assert_eq!(lost, ["annotation 1: a body that is no text is left out"]);
}

#[test]
fn what_cannot_come_in_is_reported() {
    let code = |text: &str| {
        let mut findings = Vec::new();
        assert!(read("x", text, &as_is, &mut findings).is_empty());
        findings.iter().map(|f| f.code.name()).collect::<Vec<_>>()
    };
    assert_eq!(code("{"), ["K610"]);
    assert_eq!(code(r#"{"type": "Person"}"#), ["K610"]);
    assert_eq!(code(r#"[{"type": "Annotation"}, 7]"#), ["K611", "K611"]);
    let deep = "[".repeat(100_000);
    assert_eq!(code(&deep), ["K610"]);
}
