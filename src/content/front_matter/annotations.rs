//! `201.annotations.yaml`: a list of editors' annotations, each read on its own.

use super::fields::Fields;
use super::keys::FileKind;
use super::{About, AnnotationKind, AnnotationMeta, list_items};
use crate::content::source::Source;
use crate::finding::{Code, Finding, did_you_mean};
use crate::limits;
use std::ops::Range;

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

fn annotation(
    source: &Source,
    item: Range<usize>,
    findings: &mut Vec<Finding>,
) -> Option<(AnnotationMeta, AnnotationSpans)> {
    let mut fields = Fields::read(source, item.clone(), FileKind::Annotations, findings)?;
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
        assert!(help("- quote: \"open: x").starts_with("put the other `\"`"));
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
}
