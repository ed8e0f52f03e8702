//! Places in a Word file as people see them: the paragraph and its words, where the readers know bytes of XML.

use super::prefix;
use crate::diagnostic::{Diagnostic, Place};
use crate::import::conserve::original;
use crate::import::format::WORD;
use crate::source::Source;

/// The elements that hold the parts of a Word file, and what their paragraphs are paragraphs of.
const PARTS: [(&str, &str); 6] = [
    ("document", "the letter"),
    ("footnotes", "the footnotes"),
    ("endnotes", "the endnotes"),
    ("comments", "the comments"),
    ("hdr", "a running head"),
    ("ftr", "a running foot"),
];

/// Puts paragraphs in the place of XML. The number of a paragraph, counted from 1 in its part, takes that of the line.
pub fn in_paragraphs(findings: &mut [Diagnostic], source: &Source) {
    let prefix = prefix(&source.text);
    for finding in findings {
        let Some(place) = finding.place.as_ref().filter(|p| p.line > 0 && p.file == source.file) else {
            continue;
        };
        if let Some((seen, part)) = paragraph(place, source, &prefix) {
            let label = finding.label.take().map(|label| format!(": {label}")).unwrap_or_default();
            finding.label = Some(format!("paragraph {} of {part}{label}", seen.line));
            finding.place = Some(seen);
        }
    }
}

/// The paragraph that holds a place, and the part it stands in.
fn paragraph(place: &Place, source: &Source, prefix: &str) -> Option<(Place, &'static str)> {
    let text = source.text.as_str();
    let at = byte(text, place)?;
    let before = text.get(..at)?;
    let begins = |name: &str| -> Vec<usize> {
        let tag = format!("<{prefix}{name}");
        let ends = |at: &usize| text.get(at + tag.len()..).is_some_and(|rest| rest.starts_with([' ', '>']));
        before.match_indices(tag.as_str()).map(|(at, _)| at).filter(ends).collect()
    };
    let (part_start, part) =
        PARTS.iter().filter_map(|(name, part)| Some((*begins(name).last()?, *part))).max_by_key(|p| p.0)?;
    let starts: Vec<usize> = begins("p").into_iter().filter(|&start| start > part_start).collect();
    let start = *starts.last()?;
    let close = format!("</{prefix}p>");
    let end = text.get(at..)?.find(close.as_str()).map_or(text.len(), |length| at + length);
    let xml = Source::new("", "", text.get(start..end)?.to_owned());
    let words: String = original::xml(&xml, WORD).into_iter().map(|(words, _)| words).collect();
    let whole = Source::new(source.file.as_str(), "", words.replace('\n', " "));
    let line = u32::try_from(starts.len()).unwrap_or(u32::MAX);
    Some((Place { line, ..whole.place(0..whole.text.len()) }, part))
}

/// The byte at a line and column.
fn byte(text: &str, place: &Place) -> Option<usize> {
    let line = usize::try_from(place.line).ok()?.checked_sub(1)?;
    let column = usize::try_from(place.column).ok()?.checked_sub(1)?;
    let begins = memchr::memchr_iter(b'\n', text.as_bytes()).map(|at| at + 1);
    let begin = std::iter::once(0).chain(begins).nth(line)?;
    text.get(begin..)?.char_indices().nth(column).map(|(at, _)| begin + at)
}
