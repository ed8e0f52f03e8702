//! The words of a markup as a search reads them: block by block, each with the anchor that leads to it.
//!
//! The HTML is our own, so a look at its tags is enough; `static/zoek/zoek.js` reads the pages in the same way.

use super::markup::Markup;
use memchr::memchr;

/// A paragraph, heading, item or cell.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct TextBlock {
    /// The anchor that leads to it or to the last paragraph before it, if there is one.
    pub anchor: Option<String>,
    /// Whether it is a heading.
    pub is_heading: bool,
    /// Its words; marks of notes are none.
    pub text: String,
}

/// Tags that part words.
const PARTING: [&str; 17] = [
    "p",
    "li",
    "td",
    "th",
    "tr",
    "ul",
    "ol",
    "pre",
    "div",
    "table",
    "thead",
    "tbody",
    "blockquote",
    "hr",
    "br",
    "section",
    "img",
];

impl Markup {
    /// The blocks that have words.
    pub fn text_blocks(&self) -> Vec<TextBlock> {
        let mut blocks = Vec::new();
        let mut open = TextBlock::default();
        let mut rest = self.html.as_str();
        let mut end = |open: &mut TextBlock| {
            if open.text.trim().is_empty() {
                open.text.clear();
            } else {
                let text = std::mem::take(&mut open.text);
                blocks.push(TextBlock { anchor: open.anchor.clone(), is_heading: open.is_heading, text });
            }
        };
        while let Some((before, tag)) = memchr(b'<', rest.as_bytes()).and_then(|at| rest.split_at_checked(at))
        {
            unescape(&mut open.text, before);
            let Some((tag, after)) = tag.split_once('>') else { break };
            rest = after;
            let tag = tag.strip_prefix('<').unwrap_or(tag);
            if tag.starts_with("sup class=\"nootmark") {
                rest = after.split_once("</sup>").map_or("", |(_, after)| after);
                continue;
            }
            if tag.starts_with("a class=\"alinea\"") {
                rest = after.split_once("</a>").map_or("", |(_, after)| after);
                continue;
            }
            let name = tag.trim_start_matches('/').split(' ').next().unwrap_or_default();
            let is_heading = matches!(name, "h2" | "h3" | "h4" | "h5" | "h6");
            if name == "br" {
                open.text.push(' ');
            } else if is_heading || PARTING.contains(&name) {
                end(&mut open);
                open.is_heading = is_heading && !tag.starts_with('/');
                if is_heading || name == "p" {
                    let id = tag.split_once(" id=\"").and_then(|(_, id)| id.split('"').next());
                    if let Some(id) = id {
                        open.anchor = Some(id.to_owned());
                    }
                }
            }
        }
        unescape(&mut open.text, rest);
        end(&mut open);
        blocks
    }
}

/// Appends what the escaping of [`super::markup`] wrote.
fn unescape(out: &mut String, text: &str) {
    let mut rest = text;
    while let Some((before, reference)) =
        memchr(b'&', rest.as_bytes()).and_then(|at| rest.split_at_checked(at))
    {
        out.push_str(before);
        let known = [("&amp;", '&'), ("&lt;", '<'), ("&gt;", '>'), ("&quot;", '"'), ("&#39;", '\'')];
        let found = known.iter().find_map(|(name, c)| Some((reference.strip_prefix(name)?, *c)));
        let (after, c) = found.unwrap_or((reference.get(1..).unwrap_or_default(), '&'));
        out.push(c);
        rest = after;
    }
    out.push_str(rest);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn blocks_have_their_anchors_and_no_marks() {
        let html = "<h2 id=\"stand\">Stand <a class=\"anker\" href=\"#stand\"></a></h2>\n<p id=\"p-1\">CO<sub>2</sub> \
                    &amp; <em>meer</em><sup class=\"nootmark nm-1\"><a id=\"x\"> 1</a></sup>.<a class=\"alinea\" \
                    href=\"#p-1\">¶ 1</a></p>\n<ul>\n<li>Een</li>\n<li>Twee<br>\nregels</li>\n</ul>\n";
        let markup = Markup { html: html.to_owned(), ..Markup::default() };
        let blocks = markup.text_blocks();
        let told: Vec<_> =
            blocks.iter().map(|b| (b.anchor.as_deref().unwrap(), b.is_heading, b.text.trim())).collect();
        assert_eq!(
            told,
            [
                ("stand", true, "Stand"),
                ("p-1", false, "CO2 & meer."),
                ("p-1", false, "Een"),
                ("p-1", false, "Twee \nregels"),
            ]
        );
    }
}
