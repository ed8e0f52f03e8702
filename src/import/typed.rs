//! Notes that somebody typed instead of making them: `[1]` or `1)` in the text, and a paragraph that begins with it
//! further down. Members do so in their questions, and pandoc's plainer formats do it to every note.
//!
//! They become notes only where that is certain: their numbers count from 1, and each has its mark in the text
//! above it. `1)` must also stand hard against the word before it, and paragraphs that begin so without such a mark
//! are the items of a list. Everything else stays text; nothing is moved without its mark.

use super::draft::{Block, Inline, Note, Omitted, Why};
use super::flow::{self, Unit};
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

/// How the number of a note is typed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Form {
    /// `[1]`
    Bracket,
    /// `1)`
    Paren,
}

/// A paragraph that begins as a note does.
struct Start {
    /// The paragraph.
    unit: usize,
    number: u32,
    /// The number as typed, in the words of the paragraph.
    mark: Range<usize>,
    /// Where its text ends: there, if anywhere, the next note of the paragraph begins.
    end: usize,
}

/// Takes the typed notes out of the paragraphs, and puts their marks in. `notes` are those the format has itself.
pub(super) fn take(units: &mut Vec<Unit>, notes: &mut Vec<Note>, omitted: &mut Vec<Omitted>) {
    for form in [Form::Bracket, Form::Paren] {
        let texts: Vec<String> = units.iter().map(Unit::text).collect();
        let marks = marks(&texts, form);
        let starts = starts(units, &texts, form, &marks);
        if starts.is_empty() {
            continue;
        }
        let labels: BTreeMap<u32, String> =
            starts.iter().map(|s| (s.number, label(s.number, notes))).collect();
        // From here on a number is the note itself.
        let note_of: BTreeMap<u32, usize> = starts.iter().map(|s| (s.number, s.unit)).collect();
        let mut cuts: BTreeMap<usize, Vec<Cut>> = BTreeMap::new();
        for (unit, at, number) in marks {
            if let Some(label) =
                labels.get(&number).filter(|_| note_of.get(&number).is_some_and(|n| unit < *n))
            {
                cuts.entry(unit).or_default().push(Cut { at, label: Some(label.clone()) });
            }
        }
        for start in &starts {
            let Some(unit) = units.get(start.unit) else { continue };
            let all = texts.get(start.unit).map_or(0, String::len);
            let other = [0..start.mark.start, start.end..all];
            let mut own = vec![Cut { at: start.mark.clone(), label: None }];
            let (inlines, mut left_out) = cut(unit.inlines(), &mut own, &other);
            omitted.append(&mut left_out);
            let label = labels.get(&start.number).cloned().unwrap_or_default();
            notes.push(Note { label, body: vec![Block::Paragraph(inlines)] });
        }
        for (unit, mut cuts) in cuts {
            let Some(unit) = units.get_mut(unit) else { continue };
            let (inlines, mut left_out) = cut(unit.inlines(), &mut cuts, &[]);
            omitted.append(&mut left_out);
            unit.block = match unit.block {
                Block::Heading(level, _) => Block::Heading(level, inlines),
                _ => Block::Paragraph(inlines),
            };
        }
        let of_notes: BTreeSet<usize> = starts.iter().map(|start| start.unit).collect();
        let mut at = 0;
        units.retain(|_| {
            at += 1;
            !of_notes.contains(&(at - 1))
        });
    }
}

/// The label of a typed note; a note that the format has itself may have its number.
fn label(number: u32, notes: &[Note]) -> String {
    let free = |label: &String| notes.iter().all(|note| note.label != *label);
    let own = number.to_string();
    let letters = ('b'..='z').map(|letter| format!("{number}{letter}"));
    std::iter::once(own.clone()).chain(letters).find(free).unwrap_or(own)
}

/// Every number that is typed as a mark: its paragraph, its place there, the number.
fn marks(texts: &[String], form: Form) -> Vec<(usize, Range<usize>, u32)> {
    let mut found = Vec::new();
    for (unit, text) in texts.iter().enumerate() {
        let mut open = 0_usize;
        let mut at = 0;
        while let Some(c) = text.get(at..).and_then(|rest| rest.chars().next()) {
            match (form, c) {
                (Form::Bracket, '[') => found.extend(bracket(text, at).map(|(end, n)| (unit, at..end, n))),
                (Form::Paren, '(') => open += 1,
                (Form::Paren, ')') => {
                    let before = text.get(..at).unwrap_or_default();
                    let word = before.trim_end_matches(|c: char| c.is_ascii_digit());
                    let glued = word.ends_with(|c: char| c.is_alphabetic() || ".,;:?!”’\"')»".contains(c));
                    if open == 0 && glued && word.len() < before.len() {
                        found.extend(number(&before[word.len()..]).map(|n| (unit, word.len()..at + 1, n)));
                    }
                    open = open.saturating_sub(1);
                }
                _ => {}
            }
            at += c.len_utf8();
        }
    }
    found
}

/// `[1]` at this place: where it ends, and the number.
fn bracket(text: &str, at: usize) -> Option<(usize, u32)> {
    const DIGITS: usize = 3;
    let inner = text.get(at + 1..)?;
    let end = inner.bytes().take(DIGITS + 1).position(|b| b == b']')?;
    Some((at + end + 2, number(inner.get(..end)?)?))
}

/// A number that notes have.
fn number(digits: &str) -> Option<u32> {
    let plain = (1..=3).contains(&digits.len()) && digits.bytes().all(|b| b.is_ascii_digit());
    digits.parse().ok().filter(|n| plain && *n > 0 && !digits.starts_with('0'))
}

/// The paragraphs that are notes: their numbers count from 1 and have their marks above.
fn starts(units: &[Unit], texts: &[String], form: Form, marks: &[(usize, Range<usize>, u32)]) -> Vec<Start> {
    let mut first: BTreeMap<u32, usize> = BTreeMap::new();
    for (unit, _, number) in marks {
        first.entry(*number).or_insert(*unit);
    }
    let mut found: Vec<Start> = Vec::new();
    let mut wanted = 1;
    for (unit, text) in texts.iter().enumerate() {
        let plain = units.get(unit).is_some_and(|u| u.spot == flow::Spot::default());
        if !plain || !matches!(units.get(unit).map(|u| &u.block), Some(Block::Paragraph(_))) {
            continue;
        }
        let lead = text.len() - text.trim_start().len();
        let mut at = Some(lead);
        while let Some((begin, end)) = at.and_then(|begin| Some((begin, opens(text, begin, form, wanted)?))) {
            let marked = first.get(&wanted).is_some_and(|place| *place < unit);
            if !marked || text.get(end..).is_none_or(|rest| rest.trim().is_empty()) {
                break;
            }
            if let Some(last) = found.last_mut().filter(|last| last.unit == unit) {
                last.end = begin;
            }
            found.push(Start { unit, number: wanted, mark: begin..end, end: text.len() });
            wanted += 1;
            // The next note may stand in the same paragraph, on a line of its own or hard behind this one.
            let behind = text.get(end..).unwrap_or_default();
            at = match form {
                Form::Bracket => behind.find(&format!("[{wanted}]")).map(|i| end + i),
                Form::Paren => behind.find(&format!("\n{wanted})")).map(|i| end + i + 1),
            };
        }
    }
    found
}

/// Where the number ends that a note with this number begins with.
fn opens(text: &str, at: usize, form: Form, wanted: u32) -> Option<usize> {
    let typed = match form {
        Form::Bracket => format!("[{wanted}]"),
        Form::Paren => format!("{wanted})"),
    };
    let end = at + typed.len();
    let colon = usize::from(text.get(end..).is_some_and(|rest| rest.starts_with(':')));
    text.get(at..)?.starts_with(&typed).then_some(end + colon)
}

/// A piece of a paragraph that is no text: a mark with its label, or the number of a note.
struct Cut {
    at: Range<usize>,
    label: Option<String>,
}

/// The running text without these pieces and without what stands in `other` places; the pieces are listed.
fn cut(inlines: &[Inline], cuts: &mut [Cut], other: &[Range<usize>]) -> (Vec<Inline>, Vec<Omitted>) {
    cuts.sort_by_key(|cut| cut.at.start);
    let mut knife = Knife { cuts, other, at: 0, omitted: Vec::new() };
    let kept = knife.part(inlines);
    (kept, knife.omitted)
}

struct Knife<'a> {
    cuts: &'a [Cut],
    other: &'a [Range<usize>],
    /// Bytes of the paragraph's words so far.
    at: usize,
    omitted: Vec<Omitted>,
}

impl Knife<'_> {
    fn part(&mut self, inlines: &[Inline]) -> Vec<Inline> {
        let mut out = Vec::new();
        for inline in inlines {
            match inline {
                Inline::Text(text, at) => self.words(text, at, &mut out),
                Inline::Break => {
                    let here = self.at;
                    self.at += 1;
                    if !self.other.iter().any(|o| o.contains(&here)) {
                        out.push(Inline::Break);
                    }
                }
                Inline::Mark(_) => {
                    if !self.other.iter().any(|o| o.contains(&self.at)) {
                        out.push(inline.clone());
                    }
                }
                Inline::Emphasis(inner) => keep(self.part(inner), Inline::Emphasis, &mut out),
                Inline::Strong(inner) => keep(self.part(inner), Inline::Strong, &mut out),
                Inline::Struck(inner) => keep(self.part(inner), Inline::Struck, &mut out),
                Inline::Raised(inner) => keep(self.part(inner), Inline::Raised, &mut out),
                Inline::Lowered(inner) => keep(self.part(inner), Inline::Lowered, &mut out),
                Inline::Link(to, inner) => {
                    keep(self.part(inner), |inner| Inline::Link(to.clone(), inner), &mut out);
                }
            }
        }
        while matches!(out.last(), Some(Inline::Break)) {
            out.pop();
        }
        out
    }

    /// The words of one piece. Where its bytes are not its words, every part gets bytes in order.
    fn words(&mut self, text: &str, at: &Range<usize>, out: &mut Vec<Inline>) {
        let (from, to) = (self.at, self.at + text.len());
        self.at = to;
        let mut edges = vec![from, to];
        let first = self.cuts.partition_point(|cut| cut.at.end <= from);
        let cuts = self.cuts.get(first..).unwrap_or_default();
        let here = cuts.iter().take_while(|cut| cut.at.start < to);
        let within = here.map(|c| &c.at).chain(self.other);
        edges.extend(within.flat_map(|r| [r.start, r.end]).filter(|edge| (from..to).contains(edge)));
        edges.sort_unstable();
        edges.dedup();
        let same = text.len() == at.len();
        let parts = edges.len() - 1;
        for (index, pair) in edges.windows(2).enumerate() {
            let &[begin, end] = pair else { continue };
            let Some(words) = text.get(begin - from..end - from) else { continue };
            let bytes = match (same, index + 1 == parts) {
                (true, _) => at.start + (begin - from)..at.start + (end - from),
                (false, true) => (at.start + index).min(at.end)..at.end,
                (false, false) => (at.start + index).min(at.end)..(at.start + index + 1).min(at.end),
            };
            if self.other.iter().any(|o| o.start <= begin && end <= o.end) {
                continue;
            }
            let next = cuts.partition_point(|cut| cut.at.end <= begin);
            match cuts.get(next).filter(|c| c.at.start <= begin && end <= c.at.end) {
                Some(cut) => {
                    if let Some(label) = cut.label.as_ref().filter(|_| cut.at.start == begin) {
                        out.push(Inline::Mark(label.clone()));
                    }
                    self.omitted.push(Omitted { at: bytes, text: words.to_owned(), why: Why::Mark });
                }
                None => out.push(Inline::Text(words.to_owned(), bytes)),
            }
        }
    }
}

/// Emphasis and links stand around words only.
fn keep(inner: Vec<Inline>, around: impl Fn(Vec<Inline>) -> Inline, out: &mut Vec<Inline>) {
    let words = |i: &Inline| !matches!(i, Inline::Mark(_) | Inline::Break);
    if inner.iter().any(words) {
        out.push(around(inner));
    } else {
        out.extend(inner);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::import::flow::Spot;

    fn unit(text: &str) -> Unit {
        let mut inlines = Vec::new();
        for (index, line) in text.split('\n').enumerate() {
            if index > 0 {
                inlines.push(Inline::Break);
            }
            // Word cuts its runs anywhere.
            let (a, b) = line.split_at(line.find(']').unwrap_or(line.len() / 2 / 2));
            inlines.push(Inline::Text(a.to_owned(), 0..a.len()));
            inlines.push(Inline::Text(b.to_owned(), a.len()..line.len()));
        }
        Unit { block: Block::Paragraph(inlines), spot: Spot::default() }
    }

    fn shown(inlines: &[Inline]) -> String {
        inlines
            .iter()
            .map(|i| match i {
                Inline::Text(text, _) => text.clone(),
                Inline::Mark(label) => format!("^{label}"),
                Inline::Break => "/".to_owned(),
                _ => String::new(),
            })
            .collect()
    }

    /// The paragraphs, and the notes behind `:`.
    fn read(paragraphs: &[&str]) -> Vec<String> {
        let mut units: Vec<Unit> = paragraphs.iter().map(|p| unit(p)).collect();
        let (mut notes, mut omitted) = (Vec::new(), Vec::new());
        take(&mut units, &mut notes, &mut omitted);
        let body = units.iter().map(|u| shown(u.inlines()));
        let notes = notes.iter().map(|n| match &n.body[..] {
            [Block::Paragraph(inlines)] => format!("{}:{}", n.label, shown(inlines)),
            _ => String::new(),
        });
        body.chain(notes).collect()
    }

    #[test]
    fn typed_notes_become_notes() {
        assert_eq!(
            read(&[
                "Gewond[1] en omgekomen [2], zegt hij[1].",
                "Ja.",
                "[1] https://a.nl",
                "[2]: Twee.[3] Drie."
            ]),
            ["Gewond^1 en omgekomen ^2, zegt hij^1.", "Ja.", "1: https://a.nl", "2: Twee.[3] Drie."]
        );
        assert_eq!(
            read(&["Een[1], twee[2] en drie[3].", "[1] Een.\n[2] Twee.[3] Drie."]),
            ["Een^1, twee^2 en drie^3.", "1: Een.", "2: Twee.", "3: Drie."]
        );
        assert_eq!(
            read(&["Kent u het bericht (nos.nl)”1)?", "Ja (zie 2).", "1) NOS, 6 maart."]),
            ["Kent u het bericht (nos.nl)”^1?", "Ja (zie 2).", "1: NOS, 6 maart."]
        );
    }

    #[test]
    fn what_is_no_note_stays_text() {
        for text in [
            &["Er zijn drie punten:", "1) een", "2) twee"][..],
            &["Zie [2].", "[2] Twee."],
            &["[1] Zonder merk.", "Daarna[1]."],
            &["Zie bijlage (1) en 1).", "1) een"],
            &["Een[1].", "[1]"],
        ] {
            assert_eq!(read(text), text);
        }
    }

    #[test]
    fn every_word_keeps_bytes_of_its_own() {
        let inlines = [Inline::Text("één[1]!".to_owned(), 10..13)];
        let mut cuts = [Cut { at: "één".len().."één[1]".len(), label: Some("1".into()) }];
        let (kept, omitted) = cut(&inlines, &mut cuts, &[]);
        assert_eq!(
            kept,
            [Inline::Text("één".into(), 10..11), Inline::Mark("1".into()), Inline::Text("!".into(), 12..13)]
        );
        assert_eq!(omitted[0].at, 11..12);
    }
}
