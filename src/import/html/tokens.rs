//! HTML as tokens with their bytes: start tags, end tags, text with its character references read.
//!
//! Whatever is there is tokenised as browsers do; nothing is refused. Comments, doctypes and declarations are
//! dropped: nobody reads them.

use html5gum::{DefaultEmitter, HtmlString, Token as Raw, Tokenizer};
use std::ops::Range;

/// A piece of HTML.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Token {
    Start(Tag),
    End(String, Range<usize>),
    Text(String, Range<usize>),
}

/// A start tag.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Tag {
    pub(super) name: String,
    attributes: Vec<(String, String)>,
    /// Whether nothing can be in it: `<br>`, `<a id="x"/>`.
    pub(super) empty: bool,
    pub(super) at: Range<usize>,
}

impl Tag {
    /// The value of an attribute.
    pub(super) fn attribute(&self, name: &str) -> Option<&str> {
        self.attributes.iter().find(|(n, _)| n == name).map(|(_, value)| value.as_str())
    }

    /// Whether it has this class.
    pub(super) fn has_class(&self, class: &str) -> bool {
        self.attribute("class").is_some_and(|c| c.split_whitespace().any(|c| c == class))
    }

    /// Its names as the target of a link.
    pub(super) fn names(&self) -> impl Iterator<Item = &str> {
        let anchor = (self.name == "a").then(|| self.attribute("name")).flatten();
        self.attribute("id").into_iter().chain(anchor).filter(|name| !name.is_empty())
    }

    /// The name on this page that it links to.
    pub(super) fn target(&self) -> Option<&str> {
        if self.name != "a" {
            return None;
        }
        self.attribute("href")?.strip_prefix('#').filter(|target| !target.is_empty())
    }
}

const VOID: [&str; 13] =
    ["area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source", "wbr"];

/// The tokens of a page.
pub(super) fn tokens(text: &str) -> Vec<Token> {
    let text = without_empty_raw(text);
    let mut emitter = DefaultEmitter::<usize>::new_with_span();
    emitter.naively_switch_states(true);
    let words = |bytes: &HtmlString| String::from_utf8_lossy(bytes).into_owned();
    let mut out = Vec::new();
    for token in Tokenizer::new_with_emitter(&text, emitter) {
        let Ok(token) = token;
        match token {
            Raw::StartTag(tag) => {
                let name = words(&tag.name);
                let attributes =
                    tag.attributes.iter().map(|(name, value)| (words(name), words(&value.value)));
                out.push(Token::Start(Tag {
                    attributes: attributes.collect(),
                    empty: VOID.contains(&name.as_str()) || tag.self_closing,
                    name,
                    at: tag.span.start..tag.span.end,
                }));
            }
            Raw::EndTag(tag) => out.push(Token::End(words(&tag.name), tag.span.start..tag.span.end)),
            Raw::String(text) => {
                out.push(Token::Text(words(&text.value), text.span.start..text.span.end));
            }
            _ => {}
        }
    }
    out
}

/// XHTML writes `<script src="…"/>`; read as HTML, that would take the whole page for a script. Such tags become
/// spaces, so that every other byte keeps its place.
fn without_empty_raw(text: &str) -> String {
    let mut out = text.to_owned();
    let lower = text.to_ascii_lowercase();
    for name in ["<script", "<style", "<title", "<textarea", "<iframe"] {
        for (start, _) in lower.match_indices(name) {
            let Some(length) = lower.get(start..).and_then(|rest| rest.find('>')) else { continue };
            let tag = start..=start + length;
            if text.get(tag.clone()).is_some_and(|t| t.ends_with("/>") && t.is_ascii()) {
                out.replace_range(tag, &" ".repeat(length + 1));
            }
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_has_its_bytes_and_its_characters() {
        let page = "<p class='a b'>Caf&eacute; &amp;\n é</p><script src='x'/><br/>na";
        let tokens = tokens(page);
        let texts: Vec<_> = tokens
            .iter()
            .filter_map(|t| match t {
                Token::Text(text, at) => Some((text.as_str(), &page[at.clone()])),
                _ => None,
            })
            .collect();
        assert_eq!(texts[0], ("Café &\n é", "Caf&eacute; &amp;\n é"));
        assert_eq!(texts.last(), Some(&("na", "na")));
        let Token::Start(tag) = &tokens[0] else { panic!("no tag") };
        assert!(tag.has_class("b") && !tag.has_class("ab") && !tag.empty);
    }
}
