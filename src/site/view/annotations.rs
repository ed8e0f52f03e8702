//! Editors' annotations as templates see them.

use super::{DateView, Views};
use crate::collection::index::{LetterIx, TextIx};
use crate::content::annotation::{Annotation, Annotations};
use crate::content::front_matter::About;
use crate::content::letter::Letter;
use crate::content::markdown::{AnnotationIx, Mark, Markup, Name, escape_attribute};
use crate::limits;
use crate::number::link::is_web_address;
use serde::Serialize;

/// The annotations of a letter.
#[derive(Debug, Serialize)]
pub struct AnnotationsView<'a> {
    /// The annotations, in the order of their numbers.
    pub list: Vec<AnnotationView<'a>>,
    /// Names the words of the letter that they refer to.
    pub revision: &'a str,
    /// The date of the newest.
    pub updated: Option<DateView>,
    /// Whether a theme can set them in the margin: there are no more than it has anchors for.
    pub in_margin: bool,
    /// The same as Web Annotations (JSON-LD).
    pub jsonld: String,
}

/// One annotation.
#[derive(Debug, Serialize)]
pub struct AnnotationView<'a> {
    /// What stands at its mark in the letter, from 1.
    pub n: usize,
    /// Its anchor on the page of the letter.
    pub anchor: String,
    /// The place in the letter, with `#`.
    pub back: String,
    /// `toelichting`, `context`, `feitencheck`, `correctie` or `vervolg`.
    pub kind: &'static str,
    /// Who makes it.
    pub author: &'a str,
    /// When it was made.
    pub date: DateView,
    /// Where the editor knows it from.
    pub source: Option<&'a str>,
    /// The same, if it is an address.
    pub source_url: Option<&'a str>,
    /// Keywords.
    pub tags: &'a [String],
    /// The words it is about, cut if long.
    pub quote: Option<String>,
    /// The heading of the section it is about.
    pub section: Option<&'a str>,
    /// The number of the footnote it is about.
    pub footnote: Option<&'a str>,
    /// HTML.
    pub html: String,
}

/// The annotations of a letter, if it has any: a file of them may be empty.
pub(crate) fn annotations_of(letter: &Letter) -> Option<&Annotations> {
    letter.annotations.as_ref().filter(|annotations| !annotations.list.is_empty())
}

impl<'a> Views<'a> {
    /// The annotations of a letter, if it has any.
    pub fn annotations(&self, letter: LetterIx) -> Option<AnnotationsView<'a>> {
        let of = self.corpus.letters.get(letter)?;
        let annotations = annotations_of(of)?;
        let view = |(index, annotation)| self.annotation(letter, AnnotationIx(index), annotation);
        Some(AnnotationsView {
            list: annotations.list.iter().enumerate().map(view).collect(),
            revision: &annotations.revision,
            updated: annotations.list.iter().map(|a| a.meta.date).max().map(|date| self.date(date)),
            in_margin: annotations.list.len() <= limits::MARGIN_ANNOTATIONS,
            jsonld: self.url(&of.meta.path.beside("annotations.jsonld")),
        })
    }

    /// One annotation of a letter.
    pub fn annotation(
        &self,
        letter: LetterIx,
        index: AnnotationIx,
        annotation: &'a Annotation,
    ) -> AnnotationView<'a> {
        let meta = &annotation.meta;
        let source = meta.source.as_deref();
        let text = &self.corpus.letters.at(letter).text;
        let heading = text.headings.iter().find(|h| Some(&h.id) == annotation.fragment.as_ref());
        let (mut quote, mut section, mut footnote) = (None, None, None);
        match &meta.about {
            About::Quote { .. } => {
                let words = annotation.place.as_ref().map(|(at, part)| text.words_at(*at, part));
                quote = words.map(shortened);
            }
            About::Section(name) => section = Some(heading.map_or(name.as_str(), |h| h.text.as_str())),
            About::Footnote(mark) => footnote = Some(mark.as_str()),
        }
        let anchor = annotation.anchor();
        let back = match (&annotation.place, &annotation.fragment) {
            (None, Some(fragment)) => format!("#{fragment}"),
            _ => format!("#{anchor}-ref"),
        };
        AnnotationView {
            n: index.0 + 1,
            anchor,
            back,
            kind: meta.kind.name(),
            author: &meta.author,
            date: self.date(meta.date),
            source,
            source_url: source.filter(|source| is_web_address(source)),
            tags: &meta.tags,
            quote,
            section,
            footnote,
            html: self.html(letter.into(), &annotation.markup),
        }
    }

    /// What an annotation is about, in a few words.
    pub(crate) fn about(&self, letter: &Letter, annotation: &Annotation) -> String {
        match &annotation.meta.about {
            About::Quote { .. } => {
                let words = annotation.place.as_ref().map(|(at, part)| letter.text.words_at(*at, part));
                format!("“{}”", words.map(shortened).unwrap_or_default())
            }
            About::Section(name) => name.clone(),
            About::Footnote(mark) => format!("{} {mark}", self.word("annotation_footnote")),
        }
    }

    /// Writes what annotations lay over a text, and the words of the interface in it.
    pub(super) fn mark(&self, out: &mut String, text: TextIx, mark: Mark) {
        let list = self.corpus.text(text).annotations.map(|a| a.list.as_slice());
        let annotation = |index: AnnotationIx| list?.get(index.0);
        match mark {
            Mark::Close => out.push_str("</mark>"),
            Mark::Name(name) => escape_attribute(
                out,
                self.word(match name {
                    Name::Table => "table",
                    Name::Note => "note",
                    Name::Paragraph => "paragraph",
                }),
            ),
            Mark::Open { nested, begins } => {
                out.push_str("<mark class=\"geannoteerd");
                out.push_str(if nested { " dubbel\"" } else { "\"" });
                if let Some(annotation) = begins.and_then(annotation) {
                    out.push_str(" aria-details=\"");
                    escape_attribute(out, &annotation.anchor());
                    out.push('"');
                }
                out.push('>');
            }
            Mark::Number(index) => {
                let Some(annotation) = annotation(index) else { return };
                let (n, anchor) = (index.0 + 1, annotation.anchor());
                out.push_str(&format!(
                    "<span class=\"annotatiemark am-{n}\"><a id=\"{anchor}-ref\" href=\"#{anchor}\" aria-label=\""
                ));
                escape_attribute(out, self.word("annotation_mark"));
                // The stylesheet writes the number: no copy of the sender's words has it, no search stops at it.
                out.push_str(&format!(" {n}\" data-n=\"{n}\"></a></span>"));
            }
        }
    }

    /// A remark with addresses for readers outside the site, without anchors.
    pub fn remark(&self, letter: LetterIx, markup: &Markup) -> String {
        self.html_with(letter.into(), markup, false)
    }
}

/// Words on one line, cut if there are many.
fn shortened(words: &str) -> String {
    let words = words.split_whitespace().collect::<Vec<_>>().join(" ");
    if words.chars().count() <= limits::ANNOTATED_CHARS {
        return words;
    }
    let cut: String = words.chars().take(limits::ANNOTATED_CHARS).collect();
    format!("{} …", cut.rsplit_once(' ').map_or(cut.as_str(), |(kept, _)| kept))
}
