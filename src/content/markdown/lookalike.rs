//! What was meant as a note and is none, so that readers see its signs in the text or do not see its words at
//! all.
//!
//! The parser takes such signs for text, or for something else than a note, without a word. They are looked
//! for in what it made of them. What stands in code or behind a backslash is meant as it is.

use super::run::Run;
use crate::content::source::Source;
use crate::finding::{Code, Finding};
use pulldown_cmark::{Event, LinkType, RefDefs, Tag};
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

/// Longest address that is looked for behind words in brackets, in characters.
const ADDRESS_CHARS: usize = 2048;

/// Longest words that a help repeats, in bytes.
const REPEATED_BYTES: usize = 120;

/// Numbers in brackets, by what stands between them: `[4]` in the text and `[4]: …` on a line of its own.
#[derive(Default)]
pub(super) struct Bracketed {
    /// The first mark of each number, in the file.
    marks: BTreeMap<String, Range<usize>>,
    /// What stands behind a number and a colon and is shown as it is.
    texts: Vec<(String, Range<usize>)>,
    /// The same, where the parser took it for the address of links, and shows nothing of it.
    addresses: Vec<(String, Range<usize>)>,
    /// Numbers that stand behind the words of a link: `[words][4]`.
    linked: BTreeSet<String>,
}

impl Bracketed {
    /// The numbers that have become addresses of links; the text begins at this byte of the file.
    pub(super) fn of(definitions: &RefDefs<'_>, start: usize) -> Self {
        let numbered = definitions.iter().filter(|(label, _)| is_number(label));
        let mut addresses: Vec<_> = numbered
            .map(|(label, definition)| {
                let at = start + definition.span.start;
                (label.to_owned(), at..at + label.len() + 3)
            })
            .collect();
        addresses.sort_by_key(|(_, at)| at.start);
        Self { addresses, ..Self::default() }
    }

    /// Takes the numbers in brackets of a run.
    fn read(&mut self, run: &Run<'_>, source: &Source) {
        for (event, span, _) in &run.events {
            if let Event::Start(Tag::Link { link_type, id, .. }) = event
                && is_number(id)
            {
                match link_type {
                    LinkType::Reference => _ = self.linked.insert(id.to_string()),
                    LinkType::Shortcut | LinkType::Collapsed => self.mark(id, span.clone()),
                    _ => {}
                }
            }
        }
        for (open, _) in run.plain.match_indices('[') {
            let behind = run.plain.get(open + 1..).unwrap_or_default();
            let digits = behind.bytes().take_while(u8::is_ascii_digit).count();
            let (number, behind) = behind.split_at(digits);
            let Some(behind) = behind.strip_prefix(']').filter(|_| is_number(number)) else { continue };
            if is_meant(run, source, open) {
                continue;
            }
            let at = run.in_source(&(open..open + digits + 2));
            let begins = open == 0 || run.plain.as_bytes().get(open - 1) == Some(&b'\n');
            let said = behind.strip_prefix(':').map(|said| said.split('\n').next().unwrap_or_default());
            match said.filter(|said| begins && said.starts_with([' ', '\t']) && !said.trim().is_empty()) {
                Some(_) => self.texts.push((number.to_owned(), at.start..at.end + 1)),
                None => self.mark(number, at),
            }
        }
    }

    fn mark(&mut self, number: &str, at: Range<usize>) {
        self.marks.entry(number.to_owned()).or_insert(at);
    }

    /// The numbers whose text is evidently that of a note: it has a mark, or leads nowhere and is not shown.
    pub(super) fn findings(&self, source: &Source) -> Vec<Finding> {
        let shown = self.texts.iter().filter(|(number, _)| self.marks.contains_key(number));
        let hidden = self.addresses.iter().filter(|(number, _)| !self.linked.contains(number));
        let finding = |message: String, (number, at): &(String, Range<usize>)| {
            let mark = self.marks.get(number).map(|mark| source.place(mark.clone()).line);
            let label = match mark {
                Some(line) => format!("`[{number}]` stands on line {line}"),
                None => format!("`[{number}]` stands nowhere in the text"),
            };
            Finding::new(Code::K218, message).at(source.place(at.clone())).label(label).help(format!(
                "if it is a note, write `[^{number}]: …` here and `[^{number}]` where its mark belongs"
            ))
        };
        let shown =
            shown.map(|text| finding("a note without `^` is shown as text, and its mark too".into(), text));
        let hidden = hidden.map(|text| {
            finding("a note without `^` is taken for the address of a link and not shown".into(), text)
        });
        shown.chain(hidden).collect()
    }
}

/// Finds in a run what looks like a note and is none.
pub(super) fn find(run: &Run<'_>, source: &Source, bracketed: &mut Bracketed, findings: &mut Vec<Finding>) {
    // Most paragraphs have no bracket at all.
    let has_bracket = memchr::memchr(b'[', run.plain.as_bytes()).is_some();
    if has_bracket {
        undefined_marks(run, source, findings);
    }
    if run.has_marks() {
        marks_in_links(run, source, findings);
    }
    if has_bracket && run.plain.contains("^[") {
        notes_in_text(run, source, findings);
    }
    bracketed.read(run, source);
}

/// A paragraph directly below a note that is indented, but not as far as the parser asks of what belongs to the note.
pub(super) fn outside_note(source: &Source, span: &Range<usize>) -> Option<Finding> {
    let before = source.text.get(..span.start)?;
    let line = before.rsplit('\n').next().unwrap_or_default();
    let indented = !line.is_empty() && line.bytes().all(|b| b == b' ');
    indented.then(|| {
        Finding::new(Code::K218, "this paragraph is none of the note above it: it stands in the text")
            .at(source.place(
                span.start..span.start + source.text.get(span.clone()).unwrap_or_default().trim_end().len(),
            ))
            .help("indent it by four spaces if it belongs to the note, and by none if not")
    })
}

/// What is stated about a letter is no Markdown: a mark there leads to no note.
pub(in crate::content) fn in_front_matter(source: &Source, yaml: Range<usize>, findings: &mut Vec<Finding>) {
    let mut start = yaml.start;
    for line in source.text.get(yaml).unwrap_or_default().split_inclusive('\n') {
        let marks = marks(line).filter(|_| !line.trim_start().starts_with('#'));
        findings.extend(marks.map(|(at, _)| {
            Finding::new(Code::K218, "front matter has no notes: this mark is shown as text")
                .at(source.place(start + at.start..start + at.end))
                .help("take the mark out here; if the note must stay, put its mark in the text")
        }));
        start += line.len();
    }
}

/// Whether it is what a note may be numbered with.
fn is_number(label: &str) -> bool {
    (1..=3).contains(&label.len()) && label.bytes().all(|b| b.is_ascii_digit())
}

/// Whether the sign at this place of the plain text is meant as it is: in code, or behind a backslash.
fn is_meant(run: &Run<'_>, source: &Source, at: usize) -> bool {
    let start = run.in_source(&(at..at + 1)).start;
    let before = source.text.get(..start).unwrap_or_default();
    run.is_code(at) || before.bytes().rev().take_while(|&b| b == b'\\').count() % 2 == 1
}

/// The marks of notes in a text, with their labels.
fn marks(text: &str) -> impl Iterator<Item = (Range<usize>, &str)> {
    let mut close = 0;
    let bracketed = text.match_indices("[^").map_while(move |(start, _)| {
        if close <= start {
            close = start + text.get(start..)?.find(']')?;
        }
        Some((start..close + 1, text.get(start + 2..close).unwrap_or_default()))
    });
    bracketed
        .filter(|(_, label)| !label.is_empty() && !label.contains(|c: char| c.is_whitespace() || c == '['))
}

/// `[^4]` without its note is plain text to the parser.
fn undefined_marks(run: &Run<'_>, source: &Source, findings: &mut Vec<Finding>) {
    for (at, label) in marks(&run.plain).filter(|(at, _)| !is_meant(run, source, at.start)) {
        findings.push(
            Finding::new(Code::K201, format!("footnote {label} has no text"))
                .at(source.place(run.in_source(&at)))
                .label("nothing defines this note")
                .help(format!("add the note at the end of the text: `[^{label}]: …`")),
        );
    }
}

/// A pair of brackets that is shown as text, by its two places in the plain text.
struct Brackets {
    open: usize,
    close: usize,
    /// How many letters stand between them.
    letters: usize,
}

/// All pairs of a run, in the order in which they close.
fn brackets(run: &Run<'_>, source: &Source) -> Vec<Brackets> {
    let (mut open, mut pairs) = (Vec::new(), Vec::new());
    let (mut read, mut letters) = (0, 0);
    for at in memchr::memchr2_iter(b'[', b']', run.plain.as_bytes()) {
        let between = run.plain.get(read..at).unwrap_or_default();
        letters += between.chars().filter(|c| c.is_alphabetic()).count();
        read = at;
        if is_meant(run, source, at) {
            continue;
        }
        match run.plain.as_bytes().get(at) {
            Some(b'[') => open.push((at, letters)),
            _ => pairs.extend(open.pop().map(|(open, before)| Brackets {
                open,
                close: at,
                letters: letters - before,
            })),
        }
    }
    pairs
}

/// `[words[^1]](address)` is no link, and `![words[^1]](address)` no image: what holds the mark of a note is
/// none to Markdown.
fn marks_in_links(run: &Run<'_>, source: &Source, findings: &mut Vec<Finding>) {
    let marks = run.events.iter().filter(|(event, ..)| matches!(event, Event::FootnoteReference(_)));
    let marks: Vec<(&Range<usize>, usize)> = marks.map(|(_, span, at)| (span, *at)).collect();
    let mut reported = 0;
    for Brackets { open, close, .. } in brackets(run, source) {
        let first = marks.partition_point(|&(_, at)| at <= open).max(reported);
        let last = marks.partition_point(|&(_, at)| at <= close);
        let Some(inside @ [(mark, _), ..]) = marks.get(first..last) else { continue };
        let Some(end) = address_end(run, close) else { continue };
        reported = last;
        let text = |range: Range<usize>| source.text.get(range).unwrap_or_default();
        let sign = open.checked_sub(1).filter(|&at| run.plain.as_bytes().get(at) == Some(&b'!'));
        let what = if sign.is_some() { "image" } else { "link" };
        let whole = run.in_source(&(sign.unwrap_or(open)..open + 1)).start..end;
        let mended = if inside.len() == 1 && whole.len() <= REPEATED_BYTES {
            let link = [text(whole.start..mark.start), text(mark.end..whole.end), text((*mark).clone())];
            format!(": `{}`", link.concat())
        } else {
            String::new()
        };
        findings.push(
            Finding::new(Code::K217, format!("this is no {what}: the mark of a note stands in its words"))
                .at(source.place((*mark).clone()))
                .label("readers see the brackets and the address")
                .help(format!("put the mark behind the {what}{mended}")),
        );
    }
}

/// Where in the file the address ends that stands directly behind words in brackets, which close here.
fn address_end(run: &Run<'_>, close: usize) -> Option<usize> {
    let start = close + 1;
    let Some(address) = run.plain.get(start..)?.strip_prefix('(') else {
        // `[words][label]`, of which the parser has made a link of the label.
        let next = run.events.partition_point(|&(_, _, at)| at < start);
        let (event, span, at) = run.events.get(next)?;
        let begins = *at == start && span.start == run.in_source(&(close..start)).end;
        return (begins && matches!(event, Event::Start(Tag::Link { .. }))).then_some(span.end);
    };
    let mut depth = 1_usize;
    let end = address.char_indices().take(ADDRESS_CHARS).find_map(|(at, c)| {
        match c {
            '(' => depth += 1,
            ')' => depth -= 1,
            _ => {}
        }
        (depth == 0).then_some(at)
    })?;
    let mut words = address.get(..end)?.split_whitespace();
    words.next()?;
    let is_address = words.next().is_none_or(|title| title.starts_with(['"', '\'']));
    is_address.then(|| run.in_source(&(start..start + end + 2)).end)
}

/// `^[A note.]` is a note to other programs.
fn notes_in_text(run: &Run<'_>, source: &Source, findings: &mut Vec<Finding>) {
    let mut pairs = brackets(run, source);
    pairs.sort_unstable_by_key(|pair| pair.open);
    let mut end = 0;
    for Brackets { open, close, letters } in pairs {
        let sign = open.checked_sub(1).filter(|&at| run.plain.as_bytes().get(at) == Some(&b'^'));
        let Some(sign) = sign.filter(|&sign| sign >= end && !is_meant(run, source, sign)) else { continue };
        // `10^[6]` is no note.
        if letters < 2 {
            continue;
        }
        end = close;
        findings.push(
            Finding::new(Code::K218, "a note within the text is not known here: it is shown as text")
                .at(source.place(run.in_source(&(sign..close + 1))))
                .help("write a mark here, as `[^1]`, and the note on a line below the text: `[^1]: …`"),
        );
    }
}
