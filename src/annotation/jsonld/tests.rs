use super::*;
use crate::annotation::{Annotations, annotate};
use crate::front_matter::{annotations, write_annotations};
use crate::markdown;
use crate::source::Source;
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
    let mut findings = Vec::new();
    let read = annotations(&source, &mut findings);
    let at = crate::front_matter::split(&letter.text).map_or(0..letter.text.len(), |(_, body)| body);
    let mut text = markdown::read(
        letter,
        at,
        markdown::About { annotated: true, ..Default::default() },
        &|_| None,
        &mut findings,
    );
    let made = annotate(&mut text, letter, (source, read), &|_| None, &mut findings);
    findings.retain(|finding| finding.code != crate::diagnostic::Code::K606);
    assert!(findings.is_empty(), "{findings:?}");
    (text, made)
}

fn written(letter: &Source, file: &str) -> Value {
    let (text, annotations) = annotated(letter, file);
    let page = Page {
        iri: "https://example.org/28638/201/annotations.jsonld".into(),
        letter: "https://example.org/28638/201/".into(),
        language: "nl",
        text: &text,
        annotations: &annotations,
    };
    serde_json::from_slice(&page.write()).unwrap()
}

/// What comes back.
fn back(page: &Value) -> String {
    let mut findings = Vec::new();
    let read = read("x.jsonld", &page.to_string(), &mut findings);
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
    // 5.2 Annotation Page: context, id, type, items.
    assert_eq!(page["@context"], "http://www.w3.org/ns/anno.jsonld");
    assert_eq!(page["type"], "AnnotationPage");
    is_iri(&page["id"]);
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
fn annotations_of_other_programs_come_in() {
    let text = r#"{"@context": "http://www.w3.org/ns/anno.jsonld", "id": "http://example.org/anno7", "type": "Annotation",
        "motivation": ["tagging", "commenting"], "creator": [{"type": "Person", "name": "Redactie"}, "http://example.org/r"],
        "modified": "2015-01-28T12:00:00Z", "bodyValue": "Een opmerking",
        "target": {"source": {"id": "https://example.org/28638/201/"}, "selector": {"type": "TextQuoteSelector", "exact": "CKM"}}}"#;
    let mut findings = Vec::new();
    let incoming = read("x", text, &mut findings).remove(0);
    assert_eq!(incoming.letter, "https://example.org/28638/201/");
    assert_eq!(incoming.meta.id.as_deref(), Some("anno7"));
    assert_eq!((incoming.meta.kind, incoming.meta.author.as_str()), (AnnotationKind::Context, "Redactie"));
    let messages: Vec<&str> = findings.iter().map(|f| f.message.as_str()).collect();
    assert_eq!(messages, ["http://example.org/anno7: only the first of its creators is taken"]);
}

#[test]
fn what_cannot_come_in_is_reported() {
    let code = |text: &str| {
        let mut findings = Vec::new();
        assert!(read("x", text, &mut findings).is_empty());
        findings.iter().map(|f| f.code.name()).collect::<Vec<_>>()
    };
    assert_eq!(code("{"), ["K610"]);
    assert_eq!(code(r#"{"type": "Person"}"#), ["K610"]);
    assert_eq!(code(r#"[{"type": "Annotation"}, 7]"#), ["K611", "K611"]);
    let deep = "[".repeat(100_000);
    assert_eq!(code(&deep), ["K610"]);
}
