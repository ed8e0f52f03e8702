//! What the elements of a page are by themselves: which of them hold the publication, stand on lines of their own, hold
//! notes, or have words that are no text. What they do to the text around them is the business of `reader`.

use super::tokens::{Tag, Token};
use crate::import::draft::Why;

/// What holds the publication on the page of a site. All outside it is the site's.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Container {
    Id(&'static str),
    Element(&'static str),
    /// The page is the publication.
    Page,
}

impl Container {
    pub(super) fn of(tokens: &[Token]) -> Self {
        let has =
            |test: &dyn Fn(&Tag) -> bool| tokens.iter().any(|t| matches!(t, Token::Start(tag) if test(tag)));
        if has(&|tag| tag.attribute("id") == Some("broodtekst")) {
            return Self::Id("broodtekst");
        }
        let element = ["article", "main"].into_iter().find(|name| has(&|tag| tag.name == *name));
        element.map_or(Self::Page, Self::Element)
    }

    /// Whether it is this element.
    pub(super) fn is(self, tag: &Tag) -> bool {
        match self {
            Self::Id(id) => tag.attribute("id") == Some(id),
            Self::Element(element) => tag.name == element,
            Self::Page => tag.name == "html",
        }
    }
}

/// Elements that stand on lines of their own.
pub(super) const BLOCKS: [&str; 36] = [
    "address",
    "article",
    "aside",
    "blockquote",
    "body",
    "caption",
    "center",
    "dd",
    "details",
    "div",
    "dl",
    "dt",
    "fieldset",
    "figcaption",
    "figure",
    "footer",
    "form",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "header",
    "hr",
    "li",
    "main",
    "ol",
    "p",
    "pre",
    "section",
    "table",
    "td",
    "th",
    "tr",
    "ul",
];

/// Elements that hold several notes, and so are no note themselves.
pub(super) const HOLDERS: [&str; 12] =
    ["article", "body", "dl", "footer", "html", "main", "ol", "section", "table", "tbody", "tr", "ul"];

/// Why the words of an element are no text of the publication.
pub(super) fn why_skipped(tag: &Tag, style: &str) -> Option<Why> {
    let hidden = tag.attribute("hidden").is_some() || style.contains("display:none");
    match tag.name.as_str() {
        "script" | "style" | "head" | "title" | "noscript" | "template" | "svg" | "iframe" => {
            Some(Why::Metadata)
        }
        // It is printed above the letter, which states the same in its front matter or not at all.
        "header" if tag.attribute("id") == Some("title-block-header") => Some(Why::Header),
        "nav" | "button" | "select" | "label" => Some(Why::Furniture),
        _ if tag.has_class("toc") || tag.attribute("id") == Some("TOC") => Some(Why::Furniture),
        _ => hidden.then_some(Why::Deleted),
    }
}
