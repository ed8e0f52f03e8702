//! The words of a source as its format has them, found without the readers that conservation is to judge.

use crate::content::source::Source;
use memchr::{memchr, memmem};
use std::ops::Range;

/// Characters that follow each other in the source, and their bytes.
pub type Run = (String, Range<usize>);

/// Everything between tags. `only` names the elements whose characters are words, if not all are: those of Word
/// files are in `w:t` and `w:delText`.
pub fn xml(source: &Source, only: Option<&[&str]>) -> Vec<Run> {
    let text = source.text.as_str();
    let mut runs = Vec::new();
    let (mut at, mut wanted) = (0, only.is_none());
    while at < text.len() {
        let rest = text.get(at..).unwrap_or_default();
        let tag = memchr(b'<', rest.as_bytes()).unwrap_or(rest.len());
        if tag > 0 {
            if wanted {
                runs.push((decoded(rest.get(..tag).unwrap_or_default()), at..at + tag));
            }
            at += tag;
            continue;
        }
        let length = tag_length(rest);
        if let Some(characters) =
            rest.strip_prefix("<![CDATA[").and_then(|r| r.get(..length.checked_sub(12)?))
        {
            if wanted {
                runs.push((characters.to_owned(), at + 9..at + length - 3));
            }
        } else if let Some(names) = only {
            let name = rest.get(1..length).unwrap_or_default();
            let end = name.find(|c: char| c.is_whitespace() || c == '>').unwrap_or(name.len());
            wanted = names.contains(&name.get(..end).unwrap_or_default());
        }
        at += length;
    }
    runs
}

/// Everything, line by line.
pub fn text(source: &Source) -> Vec<Run> {
    let mut at = 0;
    let line = |line: &str| {
        let start = at;
        at += line.len();
        (line.to_owned(), start..at)
    };
    source.text.split_inclusive('\n').map(line).collect()
}

/// All of a text with markup of its own. Which of its signs are words only a reader can tell, but every letter and
/// digit must be somewhere.
pub fn markdown(source: &Source) -> Vec<Run> {
    let mut runs = Vec::new();
    let mut at = 0;
    for line in source.text.split_inclusive('\n') {
        runs.push((decoded(line), at..at + line.len()));
        at += line.len();
    }
    runs
}

/// The bytes of the tag, comment, instruction, declaration or CDATA section that a text begins with.
pub(super) fn tag_length(text: &str) -> usize {
    let to = |end: &str| memmem::find(text.as_bytes(), end.as_bytes()).map_or(text.len(), |n| n + end.len());
    if text.starts_with("<!--") {
        return to("-->");
    }
    if text.starts_with("<![CDATA[") {
        return to("]]>");
    }
    if text.starts_with("<?") {
        return to("?>");
    }
    let (mut quote, mut depth) = (None, 0_usize);
    for (at, byte) in text.bytes().enumerate() {
        match (byte, quote) {
            (b'"' | b'\'', None) => quote = Some(byte),
            (b, Some(q)) if b == q => quote = None,
            // A doctype may hold declarations in brackets.
            (b'[', None) => depth += 1,
            (b']', None) => depth = depth.saturating_sub(1),
            (b'>', None) if depth == 0 => return at + 1,
            _ => {}
        }
    }
    text.len()
}

/// The characters, with character references, the five entities of XML and the two spaces that HTML has names for
/// read. Unknown names stay as written.
pub(super) fn decoded(text: &str) -> String {
    if memchr(b'&', text.as_bytes()).is_none() {
        return text.to_owned();
    }
    let mut out = String::with_capacity(text.len());
    for (index, part) in text.split('&').enumerate() {
        let read = part.split_once(';').filter(|_| index > 0).and_then(|(name, rest)| {
            let reference = format!("&{name};");
            let character = match name {
                "nbsp" => "\u{a0}".to_owned(),
                "shy" => "\u{ad}".to_owned(),
                _ => crate::import::events::unescape(&reference)?.into_owned(),
            };
            Some(character + rest)
        });
        if let Some(read) = read {
            out.push_str(&read);
        } else {
            out.push_str(if index > 0 { "&" } else { "" });
            out.push_str(part);
        }
    }
    out
}
