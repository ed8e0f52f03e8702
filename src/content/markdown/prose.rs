//! Markup as plain text: what a reader sees, without the addresses that only a page needs; and where on the page
//! each citation stands. Reads the HTML that `writer` and `overlay` make, and no other.

use super::index::CitationIx;
use super::markup::{Edge, LinkPart, Markup};

/// A piece of markup.
enum Piece<'m> {
    Words(&'m str),
    /// What stands between `<` and `>`, without `/` before the name, and whether it ends an element.
    Tag(&'m str, bool),
}

/// The pieces of HTML, in order, each with the byte where it begins.
fn pieces(html: &str) -> impl Iterator<Item = (usize, Piece<'_>)> {
    let mut at = 0;
    std::iter::from_fn(move || {
        let rest = html.get(at..).filter(|rest| !rest.is_empty())?;
        let from = at;
        if let Some(tag) = rest.strip_prefix('<').and_then(|tag| Some(tag.split_once('>')?.0)) {
            at += tag.len() + 2;
            let end = tag.strip_prefix('/');
            return Some((from, Piece::Tag(end.unwrap_or(tag), end.is_some())));
        }
        // A `<` that begins no tag is a word like any other.
        let length = rest.char_indices().skip(1).find(|&(_, c)| c == '<').map_or(rest.len(), |(n, _)| n);
        at += length;
        Some((from, Piece::Words(rest.get(..length).unwrap_or_default())))
    })
}

fn name_of(tag: &str) -> &str {
    tag.split([' ', '/']).next().unwrap_or_default()
}

/// The value of an attribute of a tag.
fn attribute<'t>(tag: &'t str, name: &str) -> Option<&'t str> {
    let mut parts = tag.split(name);
    parts.next()?;
    parts.find_map(|rest| rest.strip_prefix("=\"")?.split('"').next())
}

/// Whether an element only gives an address to what stands beside it.
fn is_address(tag: &str) -> bool {
    name_of(tag) == "a" && matches!(attribute(tag, " class"), Some("alinea" | "anker"))
}

impl Markup {
    /// The words that a reader sees: blocks on lines of their own, paragraphs with a blank line between them, marks of notes in
    /// brackets.
    pub fn plain(&self) -> String {
        let mut out = String::with_capacity(self.html.len());
        // The element that is left out, until it ends; such elements hold no other of their name.
        let mut hidden: Option<&str> = None;
        for (_, piece) in pieces(&self.html) {
            match piece {
                Piece::Tag(tag, ends) => {
                    let name = name_of(tag);
                    match hidden {
                        Some(open) if ends && open == name => hidden = None,
                        None if !ends && is_address(tag) => hidden = Some(name),
                        None => lay_out(&mut out, name, ends),
                        Some(_) => {}
                    }
                }
                Piece::Words(words) if hidden.is_none() => push_decoded(&mut out, words),
                Piece::Words(_) => {}
            }
        }
        out.truncate(out.trim_end().len());
        out
    }

    /// For each citation of this markup the id of the block in which it begins, if the block has one.
    pub fn citation_blocks(&self) -> Vec<(CitationIx, Option<&str>)> {
        let mut found = Vec::new();
        let mut pieces = pieces(&self.html).peekable();
        let mut block = None;
        for hole in &self.holes {
            while let Some((_, piece)) = pieces.next_if(|&(at, _)| at < hole.at) {
                if let Piece::Tag(tag, ends) = piece {
                    let is_block = matches!(
                        name_of(tag),
                        "p" | "li" | "tr" | "td" | "th" | "h2" | "h3" | "h4" | "h5" | "h6"
                    );
                    if is_block {
                        let id = attribute(tag, " id");
                        block = if ends { None } else { id.or(block) };
                    }
                }
            }
            if let Edge::Open { citation, member: 0, part: LinkPart::First | LinkPart::Anchor } = hole.edge {
                found.push((citation, block));
            }
        }
        found
    }
}

/// Parts blocks, cells and lines.
fn lay_out(out: &mut String, name: &str, ends: bool) {
    let lines: usize = match (name, ends) {
        (
            "p" | "h1" | "h2" | "h3" | "h4" | "h5" | "h6" | "pre" | "table" | "ul" | "ol" | "blockquote",
            true,
        ) => 2,
        ("li" | "tr" | "dt" | "dd", true) | ("br" | "hr", _) => 1,
        ("td" | "th", true) => {
            if !out.ends_with(char::is_whitespace) {
                out.push('\t');
            }
            return;
        }
        _ => return,
    };
    while out.ends_with([' ', '\t']) {
        out.pop();
    }
    let there = out.len() - out.trim_end_matches('\n').len();
    if !out.is_empty() {
        out.extend(std::iter::repeat_n('\n', lines.saturating_sub(there)));
    }
}

/// Words of HTML as they are read. Line breaks of the source are spaces.
fn push_decoded(out: &mut String, words: &str) {
    let mut parts = words.split('&');
    let mut push = |text: &str| {
        for c in text.chars() {
            let c = if c == '\n' { ' ' } else { c };
            if c != ' ' || !(out.is_empty() || out.ends_with([' ', '\n'])) {
                out.push(c);
            }
        }
    };
    push(parts.next().unwrap_or_default());
    for part in parts {
        let (name, rest) = part.split_once(';').unwrap_or(("", part));
        let meant = match name {
            "lt" => "<",
            "gt" => ">",
            "amp" => "&",
            "quot" => "\"",
            "#39" | "#x27" => "'",
            "nbsp" => "\u{a0}",
            "shy" => "\u{ad}",
            _ => {
                push("&");
                push(part);
                continue;
            }
        };
        push(meant);
        push(rest);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(html: &str) -> Markup {
        Markup { html: html.to_owned(), ..Markup::default() }
    }

    #[test]
    fn plain_text_has_the_words_of_the_reader_and_no_glued_ones() {
        for (html, text) in [
            (
                "<p id=\"p-1\">Een &amp; twee<a class=\"alinea\" href=\"#p-1\">¶ 1</a></p>\n<p>Drie</p>\n",
                "Een & twee\n\nDrie",
            ),
            ("<ul>\n<li>a</li>\n<li>b</li>\n</ul>\n<p>c</p>", "a\nb\n\nc"),
            ("<table><tr><td>1</td><td>2</td></tr>\n<tr><td>3</td><td>4</td></tr></table>", "1\t2\n3\t4"),
            (
                "<p>jaar<sup><a role=\"doc-noteref\"><span>[</span>2<span>]</span></a></sup> en</p>",
                "jaar[2] en",
            ),
            ("<p>a<br>\nb &lt;i&gt; &onbekend; & c</p>", "a\nb <i> &onbekend; & c"),
            ("", ""),
        ] {
            assert_eq!(of(html).plain(), text);
        }
    }
}
