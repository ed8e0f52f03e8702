//! The text of a page as programs count it (`document.body.textContent`), and where in it the words stand that
//! annotations are about. It reads the HTML that we make, with whatever a site's own templates put around it; it is no
//! parser of HTML at large, and where it does not understand, it knows no place rather than a wrong one.

use std::collections::HashMap;
use std::ops::Range;

/// The text of a page.
#[derive(Debug, Default)]
pub(crate) struct PageText {
    /// The text.
    pub(crate) text: String,
    /// Where annotated words begin, by the anchor of the annotation.
    begins: HashMap<String, usize>,
    /// What elements with an id hold.
    elements: HashMap<String, Range<usize>>,
    /// What stands between words and is none: the marks of notes.
    marks: Vec<Range<usize>>,
}

/// Elements without an end.
const VOID: [&str; 14] = [
    "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source", "track",
    "wbr",
];

/// An element that is open.
struct Open<'h> {
    name: &'h str,
    id: Option<&'h str>,
    start: usize,
    is_mark: bool,
}

impl PageText {
    /// Reads a page; `None` if its text cannot be counted for certain.
    pub(crate) fn of(html: &str) -> Option<Self> {
        let mut page = Self::default();
        let mut open: Vec<Open<'_>> = Vec::new();
        let (_, mut rest) = html.split_once("<body")?;
        rest = rest.split_at_checked(end_of_tag(rest)?)?.1.get(1..)?;
        while let Some((text, tag)) = rest.split_once('<') {
            page.decode(text)?;
            if let Some(comment) = tag.strip_prefix("!--") {
                rest = comment.split_once("-->")?.1;
                continue;
            }
            let end = end_of_tag(tag)?;
            let (inside, after) = tag.split_at_checked(end)?;
            rest = after.get(1..)?;
            if let Some(name) = inside.strip_prefix('/') {
                let name = name.trim();
                while let Some(last) = open.pop() {
                    page.close(&last);
                    if last.name.eq_ignore_ascii_case(name) {
                        break;
                    }
                }
                continue;
            }
            let name = inside.split(|c: char| c.is_ascii_whitespace() || c == '/').next().unwrap_or_default();
            match name {
                // Neither is text of the page: one is run, the other stands apart from it.
                "template" => rest = rest.split_once("</template>")?.1,
                "script" | "style" => {
                    let (raw, after) =
                        rest.split_once(if name == "script" { "</script>" } else { "</style>" })?;
                    page.text.push_str(raw);
                    rest = after;
                }
                _ => {
                    if matches!(name, "pre" | "textarea") {
                        rest = rest.strip_prefix('\n').unwrap_or(rest);
                    }
                    let start = page.text.len();
                    for anchor in attribute(inside, "aria-details").unwrap_or_default().split(' ') {
                        page.begins.insert(anchor.to_owned(), start);
                    }
                    if !VOID.contains(&name) && !inside.ends_with('/') {
                        let is_mark = attribute(inside, "class").is_some_and(|class| class == "nootmark");
                        open.push(Open { name, id: attribute(inside, "id"), start, is_mark });
                    }
                }
            }
        }
        page.marks.sort_by_key(|mark| mark.start);
        Some(page)
    }

    fn close(&mut self, element: &Open<'_>) {
        let range = element.start..self.text.len();
        if element.is_mark {
            self.marks.push(range.clone());
        }
        if let Some(id) = element.id {
            self.elements.insert(id.to_owned(), range);
        }
    }

    /// Where words begin that the annotation with this anchor is about.
    pub(crate) fn begins(&self, anchor: &str) -> Option<usize> {
        self.begins.get(anchor).copied()
    }

    /// Where these words stand, which begin here: marks of notes may stand between them, and other spaces.
    pub(crate) fn words(&self, start: usize, words: &str) -> Option<Range<usize>> {
        let mut wanted = words.chars().filter(|c| !c.is_whitespace());
        let mut next = wanted.next()?;
        let (mut at, mut first) = (start, None);
        let mut marks = self.marks.iter().skip_while(|mark| mark.end <= start).peekable();
        loop {
            if let Some(mark) = marks.next_if(|mark| mark.start <= at) {
                at = at.max(mark.end);
                continue;
            }
            let c = self.text.get(at..)?.chars().next()?;
            if !c.is_whitespace() {
                if c != next {
                    return None;
                }
                first.get_or_insert(at);
                match wanted.next() {
                    Some(c) => next = c,
                    None => return Some(first?..at + c.len_utf8()),
                }
            }
            at += c.len_utf8();
        }
    }

    /// The words of the element with this id.
    pub(crate) fn element(&self, id: &str) -> Option<Range<usize>> {
        let range = self.elements.get(id)?;
        let text = self.text.get(range.clone())?;
        let start = range.start + (text.len() - text.trim_start().len());
        (!text.trim().is_empty()).then(|| start..start + text.trim().len())
    }

    /// Appends text with its references decoded; `None` at one that is not known.
    fn decode(&mut self, text: &str) -> Option<()> {
        let mut rest = text;
        while let Some((before, reference)) = rest.split_once('&') {
            self.text.push_str(before);
            let (name, after) = reference.split_once(';')?;
            self.text.push(match name {
                "amp" => '&',
                "lt" => '<',
                "gt" => '>',
                "quot" => '"',
                "apos" => '\'',
                "nbsp" => '\u{a0}',
                "shy" => '\u{ad}',
                "middot" => '·',
                "hellip" => '…',
                "ndash" => '–',
                "mdash" => '—',
                "copy" => '©',
                _ => character(name)?,
            });
            rest = after;
        }
        self.text.push_str(rest);
        Some(())
    }
}

/// The character with this number: `#39`, `#x27`.
fn character(reference: &str) -> Option<char> {
    let number = reference.strip_prefix('#')?;
    let value = match number.strip_prefix(['x', 'X']) {
        Some(hex) => u32::from_str_radix(hex, 16),
        None => number.parse(),
    };
    char::from_u32(value.ok()?)
}

/// Where a tag ends: at the first `>` that stands in no value.
fn end_of_tag(tag: &str) -> Option<usize> {
    let mut quote = None;
    for (at, byte) in tag.bytes().enumerate() {
        match (quote, byte) {
            (None, b'>') => return Some(at),
            (None, b'"' | b'\'') => quote = Some(byte),
            (Some(open), byte) if open == byte => quote = None,
            _ => {}
        }
    }
    None
}

/// The value of an attribute, as we write it: in double quotation marks.
fn attribute<'t>(tag: &'t str, name: &str) -> Option<&'t str> {
    let mut rest = tag;
    loop {
        let (before, after) = rest.split_once(name)?;
        match after.strip_prefix("=\"").filter(|_| before.ends_with(|c: char| c.is_ascii_whitespace())) {
            Some(value) => return value.split('"').next(),
            None => rest = after,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const PAGE: &str = "<html><head><title>x</title></head>\n<body class=\"a>b\">\n<p id=\"p-1\">Een &lt;<mark aria-details=\"annotatie-1 annotatie-2\">woord</mark><a class=\"nootmark\" href=\"#n\"><sup>[<!-- > -->1]</sup></a> met<br>\nnoot&#46;</p><template><p>weg</p></template>\n<pre>\nregel</pre><script>x</script></body></html>\n";

    #[test]
    fn the_text_is_that_of_the_body() {
        let page = PageText::of(PAGE).unwrap();
        assert_eq!(page.text, "\nEen <woord[1] met\nnoot.\nregelx\n".trim_end_matches('\n'));
    }

    #[test]
    fn words_are_found_across_marks_and_spaces() {
        let page = PageText::of(PAGE).unwrap();
        let start = page.begins("annotatie-2").unwrap();
        let found = page.words(start, "woord met noot").unwrap();
        assert_eq!(&page.text[found], "woord[1] met\nnoot");
        assert_eq!(page.words(start, "woord zonder"), None, "words that are not there have no place");
        assert_eq!(page.element("p-1").map(|range| &page.text[range]), Some("Een <woord[1] met\nnoot."));
        assert!(PageText::of("<body>&onbekend;</body>").is_none());
    }
}
