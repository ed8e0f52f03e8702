//! YAML out: the front matter with which `import` begins a letter, annotations, and texts by themselves.
//!
//! Keys are written in the order of their table, `keys`. What is written reads back as it was; what has no value is
//! left out, as an empty one is an error.

use super::keys::FileKind;
use super::{About, AnnotationMeta};
use serde_yaml::Value;
use std::fmt::Write as _;

/// What is written behind a key.
#[derive(Debug, Clone)]
pub enum Yaml {
    /// What needs no quotation marks: a number, a date.
    Plain(String),
    /// A text, on one line.
    Text(String),
    /// A list.
    List(Vec<Yaml>),
    /// A mapping, as an entry of a list; a key without a text is left out.
    Mapping(Vec<(&'static str, Option<String>)>),
}

impl Yaml {
    /// One value by itself, several as a list.
    pub fn one_or_list(values: impl IntoIterator<Item = Self>) -> Self {
        let mut values: Vec<Self> = values.into_iter().collect();
        match values.pop() {
            Some(one) if values.is_empty() => one,
            last => {
                values.extend(last);
                Self::List(values)
            }
        }
    }

    fn is_empty(&self) -> bool {
        match self {
            Self::Plain(text) | Self::Text(text) => text.trim().is_empty(),
            Self::List(values) => values.iter().all(Self::is_empty),
            Self::Mapping(parts) => parts.iter().all(|(_, text)| text.is_none()),
        }
    }

    /// As it stands behind `key:`, or behind the dash of a list.
    fn written(&self) -> String {
        match self {
            Self::Plain(text) => text.clone(),
            Self::Text(text) => scalar(text),
            Self::List(values) => values.iter().fold(String::new(), |mut list, value| {
                _ = write!(list, "\n  - {}", value.written());
                list
            }),
            Self::Mapping(parts) => {
                let part = |(key, text): &(&str, Option<String>)| {
                    text.as_deref().map(|text| format!("{key}: {}", scalar(text)))
                };
                parts.iter().filter_map(part).collect::<Vec<_>>().join("\n    ")
            }
        }
    }
}

/// Front matter with these values, between its lines `---`.
pub fn write_front_matter(kind: FileKind, values: Vec<(&'static str, Yaml)>) -> String {
    let mut out = String::from("---\n");
    for (key, value) in in_order(kind, values) {
        if !value.is_empty() {
            let space = if matches!(value, Yaml::List(_)) { "" } else { " " };
            _ = writeln!(out, "{key}:{space}{}", value.written());
        }
    }
    out.push_str("---\n");
    out
}

/// Annotations as the text of their file, so that reading it gives the same annotations.
pub fn write_annotations(annotations: &[AnnotationMeta]) -> String {
    if annotations.is_empty() {
        return String::new();
    }
    let items: Vec<Value> = annotations.iter().map(annotation).collect();
    // Lists of mappings of texts can always be written.
    serde_yaml::to_string(&items).unwrap_or_default()
}

fn annotation(annotation: &AnnotationMeta) -> Value {
    let mut values: Vec<(&'static str, Value)> = Vec::new();
    let mut put = |key, text: Option<&str>| values.extend(text.map(|text| (key, text.into())));
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
        values.push(("tags", annotation.tags.iter().map(String::as_str).collect()));
    }
    let values = in_order(FileKind::Annotations, values);
    Value::Mapping(values.into_iter().map(|(key, value)| (key.into(), value)).collect())
}

/// The values in the order of the table.
fn in_order<T>(kind: FileKind, mut values: Vec<(&'static str, T)>) -> Vec<(&'static str, T)> {
    debug_assert!(
        values.iter().all(|(name, _)| kind.key(name).is_some()),
        "keys that {kind:?} does not have"
    );
    values.sort_by_key(|(name, _)| kind.keys().iter().position(|key| key.name == *name));
    values
}

/// A text on one line: between quotation marks only if it would be read as something else without.
pub fn scalar(text: &str) -> String {
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    let written = serde_yaml::to_string(&text).unwrap_or_default();
    let written = written.trim_end();
    // What has a place in `key: value` is one line.
    let one_line = !written.is_empty() && !written.contains('\n') && !written.starts_with(['|', '>']);
    if one_line { written.to_owned() } else { quoted(&text) }
}

/// A text between quotation marks, whatever is in it.
pub fn quoted(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 2);
    out.push('"');
    for c in text.chars() {
        match c {
            '"' | '\\' => out.extend(['\\', c]),
            '\n' => out.push_str("\\n"),
            '\t' => out.push_str("\\t"),
            // YAML ends a line at the last two as well.
            c if c.is_control() || matches!(c, '\u{2028}' | '\u{2029}') => {
                _ = write!(out, "\\u{:04x}", u32::from(c));
            }
            c => out.push(c),
        }
    }
    out.push('"');
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::content::front_matter::{AnnotationKind, annotations};
    use crate::content::source::Source;

    #[test]
    fn a_quoted_text_reads_back_the_same() {
        let every: String = (0..=0x2030).filter_map(char::from_u32).collect();
        for text in ["", "een: «twee» # \"drie\" \\ 'vier'", "a\nb\tc\r\u{85}d\u{2028}e", &every] {
            let written = quoted(text);
            assert_eq!(serde_yaml::from_str::<String>(&written).unwrap(), text, "{written}");
            assert!(!written.contains('\n'), "{written}");
        }
    }

    #[test]
    fn keys_stand_in_the_order_of_their_table() {
        let values = vec![
            ("bijlage", Yaml::List(vec![Yaml::Mapping(vec![("title", Some("x".into())), ("id", None)])])),
            ("alias", Yaml::one_or_list([Yaml::Text("2021D1".into()), Yaml::Text("12".into())])),
            ("plaats", Yaml::Text("  ".into())),
            ("onderwerp", Yaml::List(Vec::new())),
            ("title", Yaml::Text("Vragen: wat nu?".into())),
            ("dossiernummer", Yaml::one_or_list([Yaml::Plain("28638".into())])),
        ];
        let expected = "---\ntitle: 'Vragen: wat nu?'\ndossiernummer: 28638\nbijlage:\n  - title: x\nalias:\n  \
                        - 2021D1\n  - '12'\n---\n";
        assert_eq!(write_front_matter(FileKind::Letter, values), expected);
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
