//! `201.annotations.yaml`: a list of editors' annotations, each read on its own.

use super::fields::Fields;
use super::{keys, list_items};
use crate::content::source::Source;
use crate::finding::{Code, Finding, did_you_mean};
use crate::limits;
use jiff::civil::Date;
use serde_yaml::{Mapping, Value};
use std::ops::Range;

/// What of the letter an annotation is about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum About {
    /// Words of the letter, with what stands directly before and after them.
    Quote {
        /// The words.
        quote: String,
        /// What stands before them.
        prefix: Option<String>,
        /// What stands after them.
        suffix: Option<String>,
    },
    /// The section below a heading: the heading's words, or its anchor.
    Section(String),
    /// A footnote: the number at its mark.
    Footnote(String),
}

/// What kind of remark it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum AnnotationKind {
    /// Explains what the words mean.
    Toelichting,
    /// Tells what else is known.
    Context,
    /// Says whether it is right.
    Feitencheck,
    /// Says that it is wrong, and what is right.
    Correctie,
    /// Tells what came of it.
    Vervolg,
}

impl AnnotationKind {
    /// Every kind.
    pub const ALL: [Self; 5] =
        [Self::Toelichting, Self::Context, Self::Feitencheck, Self::Correctie, Self::Vervolg];

    /// The word in files.
    pub fn name(self) -> &'static str {
        match self {
            Self::Toelichting => "toelichting",
            Self::Context => "context",
            Self::Feitencheck => "feitencheck",
            Self::Correctie => "correctie",
            Self::Vervolg => "vervolg",
        }
    }

    /// The kind with this name.
    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.name() == name)
    }
}

/// An annotation as its file states it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AnnotationMeta {
    /// Its name in addresses, if it is stated.
    pub id: Option<String>,
    /// What it is about.
    pub about: About,
    /// The remark, Markdown.
    pub body: String,
    /// Who makes it.
    pub author: String,
    /// When it was made.
    pub date: Date,
    /// What kind of remark it is.
    pub kind: AnnotationKind,
    /// Where the editor knows it from.
    pub source: Option<String>,
    /// Keywords.
    pub tags: Vec<String>,
    /// The revision of the letter's text that it was written for.
    pub revision: Option<String>,
}

/// Where the parts of an annotation stand in its file.
#[derive(Debug, Clone)]
pub struct AnnotationSpans {
    /// What it is about: the value of `quote`, `section` or `footnote`.
    pub about: Range<usize>,
    /// From `body` to the end of the annotation.
    pub body: Range<usize>,
    /// The value of `id`, or the beginning of the annotation.
    pub id: Range<usize>,
    /// The value of `revision`, or the beginning of the annotation.
    pub revision: Range<usize>,
}

/// Reads the annotations of a letter; what is wrong with one spoils no other.
pub fn annotations(source: &Source, findings: &mut Vec<Finding>) -> Vec<(AnnotationMeta, AnnotationSpans)> {
    const HELP: &str = "begin each annotation with `- quote: …` and indent its other keys by two spaces";
    let mut items = list_items(source, "a file of annotations is a list", HELP, findings);
    if let Some(first) = items.get(limits::ANNOTATIONS_PER_LETTER) {
        let message = format!("more than {} annotations of one letter", limits::ANNOTATIONS_PER_LETTER);
        findings.push(
            Finding::new(Code::K003, message)
                .at(source.place(first.start..first.start + 3))
                .help("keep those that help the reader most"),
        );
        items.truncate(limits::ANNOTATIONS_PER_LETTER);
    }
    items.into_iter().filter_map(|item| annotation(source, item, findings)).collect()
}

/// Writes annotations as the text of their file, so that reading it gives the same annotations.
pub fn write_annotations(annotations: &[AnnotationMeta]) -> String {
    if annotations.is_empty() {
        return String::new();
    }
    let items: Vec<Value> = annotations.iter().map(value).collect();
    // Lists of mappings of texts can always be written.
    serde_yaml::to_string(&items).unwrap_or_default()
}

fn value(annotation: &AnnotationMeta) -> Value {
    let mut item = Mapping::new();
    let mut put = |key: &str, value: Option<&str>| {
        if let Some(value) = value {
            item.insert(key.into(), value.into());
        }
    };
    match &annotation.about {
        About::Quote { quote, prefix, suffix } => {
            put("quote", Some(quote));
            put("prefix", prefix.as_deref());
            put("suffix", suffix.as_deref());
        }
        About::Section(heading) => put("section", Some(heading)),
        About::Footnote(mark) => put("footnote", Some(mark)),
    }
    put("id", annotation.id.as_deref());
    put("kind", Some(annotation.kind.name()));
    put("author", Some(&annotation.author));
    put("date", Some(&annotation.date.to_string()));
    put("body", Some(&annotation.body));
    put("source", annotation.source.as_deref());
    put("revision", annotation.revision.as_deref());
    if !annotation.tags.is_empty() {
        item.insert("tags".into(), annotation.tags.iter().map(String::as_str).collect());
    }
    Value::Mapping(item)
}

fn annotation(
    source: &Source,
    item: Range<usize>,
    findings: &mut Vec<Finding>,
) -> Option<(AnnotationMeta, AnnotationSpans)> {
    let mut fields = Fields::read(source, item.clone(), keys::ANNOTATION, findings)?;
    let about = about(&mut fields);
    let kind = kind(&mut fields);
    let id = fields.text("id").and_then(|id| checked_id(&mut fields, id));
    let (author, date) = (fields.required_text("author"), fields.required_date("date"));
    let body = fields.required_text("body");
    let (from, tags, revision) = (fields.text("source"), fields.texts("tags"), fields.text("revision"));
    let spans = AnnotationSpans {
        about: ["quote", "section", "footnote"]
            .iter()
            .find(|k| fields.has(k))
            .map_or(item.start..item.start + 3, |k| fields.span_of(k)),
        body: fields.span_of("body").start..item.end,
        id: fields.span_of("id"),
        revision: fields.span_of("revision"),
    };
    let meta = AnnotationMeta {
        id,
        about: about?,
        body: body?,
        author: author?,
        date: date?,
        kind: kind?,
        source: from,
        tags,
        revision,
    };
    Some((meta, spans))
}

fn about(fields: &mut Fields<'_>) -> Option<About> {
    let stated: Vec<&str> = ["quote", "section", "footnote"].into_iter().filter(|k| fields.has(k)).collect();
    let context = ["prefix", "suffix"].into_iter().find(|key| fields.has(key));
    match (stated.as_slice(), context) {
        (["quote"], _) => Some(About::Quote {
            quote: fields.required_text("quote")?,
            prefix: fields.text("prefix"),
            suffix: fields.text("suffix"),
        }),
        ([_], Some(key)) => {
            let message = format!("`{key}` belongs to a quote");
            fields
                .report(Code::K601, key, message, |d| d.help("leave it out, or quote the words themselves"));
            None
        }
        (["section"], None) => fields.required_text("section").map(About::Section),
        ([_], None) => fields.required_text("footnote").map(About::Footnote),
        ([], _) => {
            let help = "add the words it is about, `quote: \"…\"`, or `section: …`, or `footnote: …`";
            fields.report_start(Code::K601, "an annotation of nothing".into(), help);
            None
        }
        ([_, second, ..], _) => {
            let message = "an annotation is about one thing".to_owned();
            fields.report(Code::K601, second, message, |d| {
                d.help(
                    "keep one of `quote`, `section` and `footnote`, and make another annotation of the rest",
                )
            });
            None
        }
    }
}

fn kind(fields: &mut Fields<'_>) -> Option<AnnotationKind> {
    let name = fields.required_text("kind")?;
    let kind = AnnotationKind::parse(&name);
    if kind.is_none() {
        let names = AnnotationKind::ALL.map(AnnotationKind::name);
        let help = match did_you_mean(&name, names) {
            Some(near) => format!("did you mean `{near}`?"),
            None => format!("the kinds are {}", names.join(", ")),
        };
        fields.wrong("kind", format!("`{name}` is no kind of annotation"), &help);
    }
    kind
}

/// An id becomes part of addresses, so it is written as they are.
fn checked_id(fields: &mut Fields<'_>, id: String) -> Option<String> {
    let fits = id.len() <= limits::SEGMENT_BYTES
        && id.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-')
        && id.starts_with(|c: char| c.is_ascii_alphanumeric());
    if !fits {
        let help = "use small letters, digits and `-`, as in `wat-is-het-ckm`";
        fields.wrong("id", format!("`{id}` cannot be an id"), help);
    }
    fits.then_some(id)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_with_a_colon_is_given_back_between_quotation_marks() {
        let help = |line: &str| {
            let source = Source::new("a.yaml", "a.yaml", format!("{line}\n  kind: context\n"));
            let mut findings = Vec::new();
            assert!(annotations(&source, &mut findings).is_empty());
            findings.remove(0).help
        };
        assert!(
            help("- quote: het «CKM» (hierna: \"CKM\") zei")
                .ends_with(r#"`quote: "het «CKM» (hierna: \"CKM\") zei"`"#)
        );
        assert!(help("- quote: \"open: x").starts_with("put a text"));
    }

    #[test]
    fn a_number_is_read_in_braces_too() {
        for text in [
            "- {footnote: 2, kind: context, author: A, date: 2026-11-24, body: x}",
            "- footnote: 2  # zie\n  kind: context\n  author: A\n  date: 2026-11-24\n  body: x",
        ] {
            let source = Source::new("a.yaml", "a.yaml", format!("{text}\n"));
            let mut findings = Vec::new();
            let read = annotations(&source, &mut findings);
            assert!(findings.is_empty(), "{findings:?}");
            assert_eq!(read[0].0.about, About::Footnote("2".into()), "{text}");
        }
    }

    #[test]
    fn what_is_written_reads_back_the_same() {
        let quote = |text: &str| About::Quote {
            quote: text.to_owned(),
            prefix: None,
            suffix: Some(": \"x\"".into()),
        };
        let abouts = [
            quote("Begin # november: “ja” ’t"),
            About::Section("1. Nee".into()),
            About::Footnote("4".into()),
        ];
        let list: Vec<AnnotationMeta> = abouts
            .into_iter()
            .map(|about| AnnotationMeta {
                id: Some("een-2".into()),
                about,
                body: "Eerste regel.\n\n- tweede: *regel*\n- 2021-09-15".into(),
                author: "null".into(),
                date: jiff::civil::date(2026, 11, 24),
                kind: AnnotationKind::Vervolg,
                source: Some("28638".into()),
                tags: vec!["toezegging".into(), "no".into()],
                revision: None,
            })
            .collect();
        let source = Source::new("a.yaml", "a.yaml", write_annotations(&list));
        let mut findings = Vec::new();
        let read: Vec<AnnotationMeta> =
            annotations(&source, &mut findings).into_iter().map(|(meta, _)| meta).collect();
        assert!(findings.is_empty(), "{findings:?}\n{}", source.text);
        assert_eq!(read, list, "{}", source.text);
    }
}
