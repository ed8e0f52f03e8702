//! Annotations as the W3C's Web Annotation Data Model has them (JSON-LD), out and in again.
//!
//! What a file of annotations states goes out and comes back unchanged. Beside it stands what other programs need:
//! the words as the page has them, with what surrounds them.

#[cfg(feature = "import")]
mod read;

use super::{Annotation, Annotations};
use crate::content::front_matter::{About, AnnotationKind};
use crate::content::markdown::Text;
#[cfg(feature = "import")]
pub use read::{RemarkFormat, read};
use serde_json::{Map, Value, json};
use std::ops::Range;

/// The file beside the page of a letter.
pub const NAME: &str = "annotations.jsonld";

/// The file of them all, beside the overview.
pub const COLLECTION: &str = "collectie.jsonld";

/// The vocabulary of the model.
const CONTEXT: &str = "http://www.w3.org/ns/anno.jsonld";

/// What a fragment of a page is, for a fragment selector.
const HTML_FRAGMENT: &str = "http://tools.ietf.org/rfc/rfc3236";

/// How the anchor of a footnote begins; behind it stands its mark.
#[cfg(feature = "import")]
const NOTE: &str = "noot-";

/// Characters of the page on either side of quoted words.
const CONTEXT_CHARS: usize = 32;

/// The address of an annotation, for ever: a name in the file of its letter.
pub fn iri(file: &str, id: &str) -> String {
    format!("{file}#{id}")
}

/// The motivation that a kind of annotation has; each kind its own, so that it can be told again.
fn motivation(kind: AnnotationKind) -> &'static str {
    match kind {
        AnnotationKind::Toelichting => "describing",
        AnnotationKind::Context => "commenting",
        AnnotationKind::Feitencheck => "assessing",
        AnnotationKind::Correctie => "editing",
        AnnotationKind::Vervolg => "linking",
    }
}

/// The kind that has this motivation.
#[cfg(feature = "import")]
fn kind(of: &str) -> Option<AnnotationKind> {
    let of = of.strip_prefix("oa:").unwrap_or(of);
    AnnotationKind::ALL.into_iter().find(|&kind| motivation(kind) == of)
}

/// All annotations of a site: the files of its letters, in the order of the letters, as one collection.
pub struct Collection {
    /// The address of its file.
    pub iri: String,
    /// Its name.
    pub label: String,
    /// Its pages: the address of each letter's file, with the number of annotations before it.
    pages: Vec<(String, usize)>,
    total: usize,
}

impl Collection {
    /// The collection of these pages: the address of each letter's file, with the number of its annotations.
    pub fn of(iri: String, label: String, files: impl IntoIterator<Item = (String, usize)>) -> Self {
        let mut collection = Self { iri, label, pages: Vec::new(), total: 0 };
        for (file, count) in files {
            collection.pages.push((file, collection.total));
            collection.total += count;
        }
        collection
    }

    /// The collection, without its pages, which have files of their own.
    pub fn write(&self) -> Vec<u8> {
        let mut value = json!({ "@context": CONTEXT });
        if let (Some(map), Value::Object(about)) = (value.as_object_mut(), self.about()) {
            map.extend(about);
            for (key, page) in [("first", self.pages.first()), ("last", self.pages.last())] {
                map.extend(page.map(|(iri, _)| (key.to_owned(), Value::from(iri.as_str()))));
            }
        }
        written(&value)
    }

    /// What it is, as each page says too.
    fn about(&self) -> Value {
        json!({
            "id": self.iri,
            "type": "AnnotationCollection",
            "label": self.label,
            "total": self.total,
        })
    }
}

fn written(value: &Value) -> Vec<u8> {
    let mut text = format!("{value:#}");
    text.push('\n');
    text.into_bytes()
}

/// The annotations of a letter, to be written.
pub struct Page<'a> {
    /// The collection that they are part of.
    pub collection: &'a Collection,
    /// Which page of the collection this is.
    pub number: usize,
    /// The address of the letter's page.
    pub letter: String,
    /// The language of the remarks.
    pub language: &'a str,
    /// The letter.
    pub text: &'a Text,
    /// The annotations.
    pub annotations: &'a Annotations,
    /// Where the words of each stand in the text of the page, in the order of the list.
    pub places: &'a [Option<OnPage>],
}

/// Words in the text of a page (`document.body.textContent`), with what stands about them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OnPage {
    exact: String,
    prefix: String,
    suffix: String,
    /// In characters, which are code points.
    start: usize,
    end: usize,
}

impl OnPage {
    /// This part of the text of a page. What stands about it is whole words.
    pub fn of(text: &str, part: &Range<usize>) -> Option<Self> {
        let (before, exact, after) =
            (text.get(..part.start)?, text.get(part.clone())?, text.get(part.end..)?);
        let from = before.char_indices().rev().nth(CONTEXT_CHARS - 1).map_or(0, |(at, _)| at);
        let to = after.char_indices().nth(CONTEXT_CHARS).map_or(after.len(), |(at, _)| at);
        let (mut prefix, mut suffix) = (before.get(from..)?, after.get(..to)?);
        // A word that is cut is no word of the page; one that has no end within reach is all there is.
        if before.get(..from).is_some_and(|rest| rest.ends_with(|c: char| !c.is_whitespace())) {
            prefix = prefix
                .split_once(char::is_whitespace)
                .map_or("", |(cut, _)| prefix.get(cut.len()..).unwrap_or(""));
        }
        if after.get(to..).is_some_and(|rest| rest.starts_with(|c: char| !c.is_whitespace())) {
            suffix = suffix
                .rsplit_once(char::is_whitespace)
                .map_or("", |(_, cut)| suffix.get(..suffix.len() - cut.len()).unwrap_or(""));
        }
        let start = before.chars().count();
        Some(Self {
            exact: exact.to_owned(),
            prefix: prefix.to_owned(),
            suffix: suffix.to_owned(),
            start,
            end: start + exact.chars().count(),
        })
    }

    fn selectors(&self, is_quotation: bool) -> impl Iterator<Item = Value> {
        let quote = quote_selector(&self.exact, Some(&self.prefix), Some(&self.suffix));
        let position = json!({ "type": "TextPositionSelector", "start": self.start, "end": self.end });
        is_quotation.then_some(quote).into_iter().chain([position])
    }
}

impl Page<'_> {
    /// The annotation page. It keeps the order of the file, so that the file can be made of it again.
    pub fn write(&self) -> Vec<u8> {
        let words = self.text.words();
        let mut list: Vec<(usize, &Annotation)> = self.annotations.list.iter().enumerate().collect();
        list.sort_by_key(|(_, annotation)| annotation.ordinal);
        let place = |index: usize| self.places.get(index)?.as_ref();
        let items: Vec<Value> =
            list.into_iter().map(|(index, a)| self.item(a, &words, place(index))).collect();
        let pages = &self.collection.pages;
        let mut page = json!({
            "@context": CONTEXT,
            "id": self.iri(),
            "type": "AnnotationPage",
            "partOf": self.collection.about(),
            "startIndex": pages.get(self.number).map_or(0, |(_, start)| *start),
        });
        if let Some(map) = page.as_object_mut() {
            let beside = [("prev", self.number.checked_sub(1)), ("next", self.number.checked_add(1))];
            for (key, number) in beside {
                let other = number.and_then(|number| pages.get(number));
                map.extend(other.map(|(iri, _)| (key.to_owned(), Value::from(iri.as_str()))));
            }
            map.insert("items".to_owned(), Value::from(items));
        }
        written(&page)
    }

    /// The address of the file.
    fn iri(&self) -> &str {
        self.collection.pages.get(self.number).map_or("", |(iri, _)| iri)
    }

    fn item(&self, annotation: &Annotation, words: &[&str], place: Option<&OnPage>) -> Value {
        let meta = &annotation.meta;
        let remark = json!({
            "type": "TextualBody",
            "value": meta.body,
            "format": "text/markdown",
            "language": self.language,
            "purpose": motivation(meta.kind),
        });
        let tags =
            meta.tags.iter().map(|tag| json!({ "type": "TextualBody", "value": tag, "purpose": "tagging" }));
        let mut target = json!({
            "type": "SpecificResource",
            "source": self.letter,
            "selector": selectors(annotation, words, self.text, place),
        });
        let mut item = json!({
            "id": iri(self.iri(), &annotation.id),
            "type": "Annotation",
            "motivation": motivation(meta.kind),
            "creator": { "name": meta.author },
            "created": format!("{}T00:00:00Z", meta.date),
            "body": std::iter::once(remark).chain(tags).collect::<Vec<_>>(),
        });
        let set = |value: &mut Value, key: &str, stated: &Option<String>| {
            if let (Some(stated), Some(map)) = (stated, value.as_object_mut()) {
                map.insert(key.to_owned(), Value::from(stated.as_str()));
            }
        };
        set(&mut target, "schema:version", &meta.revision);
        set(&mut item, "dcterms:source", &meta.source);
        if let Some(map) = item.as_object_mut() {
            map.insert("target".to_owned(), target);
        }
        item
    }
}

/// What an annotation is about: first as its file states it, last as the page has it.
fn selectors(annotation: &Annotation, words: &[&str], text: &Text, place: Option<&OnPage>) -> Vec<Value> {
    match &annotation.meta.about {
        About::Quote { quote, prefix, suffix } => {
            let stated = quote_selector(quote, prefix.as_deref(), suffix.as_deref());
            let mut selectors = vec![stated];
            if let Some(place) = place {
                selectors.extend(place.selectors(true));
            } else {
                let found = annotation.place.as_ref();
                let found = found.and_then(|(text, part)| on_page(words.get(*text)?, part));
                selectors.extend(found.filter(|found| selectors.first() != Some(found)));
            }
            selectors
        }
        About::Section(name) => {
            let fragment = annotation.fragment.as_deref().unwrap_or_default();
            let heading = text.headings.iter().find(|h| h.id == fragment).map(|h| h.text.as_str());
            // A heading named by its anchor comes back as such.
            let exact = if name == fragment { None } else { heading.map(|_| name.as_str()) };
            let mut selectors = vec![fragment_selector(fragment)];
            selectors.extend(exact.map(|exact| quote_selector(exact, None, None)));
            selectors.extend(place.into_iter().flat_map(|place| place.selectors(false)));
            selectors
        }
        About::Footnote(_) => {
            let mut selectors = vec![fragment_selector(annotation.fragment.as_deref().unwrap_or_default())];
            selectors.extend(place.into_iter().flat_map(|place| place.selectors(false)));
            selectors
        }
    }
}

fn quote_selector(exact: &str, prefix: Option<&str>, suffix: Option<&str>) -> Value {
    let mut selector = Map::new();
    selector.insert("type".into(), "TextQuoteSelector".into());
    selector.insert("exact".into(), exact.into());
    for (key, value) in [("prefix", prefix), ("suffix", suffix)] {
        selector.extend(value.map(|value| (key.to_owned(), Value::from(value))));
    }
    Value::Object(selector)
}

fn fragment_selector(anchor: &str) -> Value {
    json!({ "type": "FragmentSelector", "conformsTo": HTML_FRAGMENT, "value": anchor })
}

/// The quoted words as the page has them, with what stands beside them.
fn on_page(words: &str, part: &Range<usize>) -> Option<Value> {
    let before = words.get(..part.start)?;
    let after = words.get(part.end..)?;
    let start = before.char_indices().rev().nth(CONTEXT_CHARS - 1).map_or(0, |(at, _)| at);
    let end = after.char_indices().nth(CONTEXT_CHARS).map_or(after.len(), |(at, _)| at);
    Some(quote_selector(words.get(part.clone())?, before.get(start..), after.get(..end)))
}

#[cfg(all(test, feature = "import"))]
mod tests;
