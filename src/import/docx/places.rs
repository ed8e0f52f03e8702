//! Places in a Word file as people see them: the paragraph and its words, where the readers know bytes of XML.

use super::names::{WITH_WORDS, prefix};
use crate::content::source::Source;
use crate::finding::{Finding, Place};
use crate::import::conserve::original;
use std::collections::HashMap;
use std::ops::Range;

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
pub fn in_paragraphs(findings: &mut [Finding], source: &Source) {
    let mut paragraphs = Paragraphs::of(source);
    for finding in findings {
        let here = finding.place.as_ref().filter(|p| p.line > 0 && p.file == source.file);
        let at = here.and_then(|place| source.offset(place.line, place.column));
        if let Some((seen, part)) = at.and_then(|at| paragraphs.at(at)) {
            let label = finding.label.take().map(|label| format!(": {label}")).unwrap_or_default();
            finding.label = Some(format!("paragraph {} of {part}{label}", seen.line));
            finding.place = Some(seen);
        }
    }
}

/// The paragraphs of a Word file. Found once: a file may give cause for many findings.
struct Paragraphs<'s> {
    source: &'s Source,
    /// The end of the name in the tag that opens each part, and what it is called.
    parts: Vec<(usize, &'static str)>,
    /// The same of each paragraph, with where its tag begins.
    opened: Vec<(usize, usize)>,
    /// Where the tags begin that close paragraphs.
    closed: Vec<usize>,
    /// Paragraphs that have been shown, by their bytes.
    shown: HashMap<(usize, usize), Place>,
}

impl<'s> Paragraphs<'s> {
    fn of(source: &'s Source) -> Self {
        let (text, prefix) = (source.text.as_str(), prefix(&source.text));
        let tags = |name: &str| -> Vec<(usize, usize)> {
            let tag = format!("<{prefix}{name}");
            let named =
                |&(end, _): &(usize, usize)| text.get(end..).is_some_and(|rest| rest.starts_with([' ', '>']));
            text.match_indices(tag.as_str()).map(|(at, _)| (at + tag.len(), at)).filter(named).collect()
        };
        let mut parts: Vec<(usize, &'static str)> = PARTS
            .iter()
            .flat_map(|&(name, part)| tags(name).into_iter().map(move |(end, _)| (end, part)))
            .collect();
        parts.sort_unstable();
        let close = format!("</{prefix}p>");
        let closed = text.match_indices(close.as_str()).map(|(at, _)| at).collect();
        Self { source, parts, opened: tags("p"), closed, shown: HashMap::new() }
    }

    /// The paragraph that holds a byte, and the part it stands in.
    fn at(&mut self, at: usize) -> Option<(Place, &'static str)> {
        let part_at = self.parts.partition_point(|&(end, _)| end <= at).checked_sub(1)?;
        let &(begun, part) = self.parts.get(part_at)?;
        let before = self.opened.partition_point(|&(end, _)| end <= begun);
        let number = self.opened.partition_point(|&(end, _)| end <= at).checked_sub(before)?;
        let &(_, start) = self.opened.get((before + number).checked_sub(1)?).filter(|_| number > 0)?;
        let close = self.closed.get(self.closed.partition_point(|&close| close < at)).copied();
        let end = close.unwrap_or(self.source.text.len());
        let line = u32::try_from(number).unwrap_or(u32::MAX);
        let source = self.source;
        let place = self.shown.entry((start, end)).or_insert_with(|| words(source, start..end));
        Some((Place { line, ..place.clone() }, part))
    }
}

/// The words of a paragraph as an excerpt.
fn words(source: &Source, paragraph: Range<usize>) -> Place {
    let xml = Source::new("", "", source.text.get(paragraph).unwrap_or_default().to_owned());
    let words: String = original::xml(&xml, WITH_WORDS).into_iter().map(|(words, _)| words).collect();
    let whole = Source::new(source.file.as_str(), "", words.replace('\n', " "));
    whole.place(0..whole.text.len())
}
