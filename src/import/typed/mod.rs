//! Notes that a document has in another form than its format's own: somebody typed them, or a converter wrote them.
//!
//! Every [`Form`] says how a mark looks and how a note begins; the rest is one for all. They become notes only where that
//! is certain: a note has its number, and that number has its mark in the text above it. `1)` must also stand hard against
//! the word before it, and paragraphs that begin so without such a mark are the items of a list. Everything else stays
//! text and no figure is changed. What is a note by its form and has no mark is reported, and stands among the notes only
//! if it stood in a row of them. [`plain`] reads those whose marks are figures like any other, [`cut`](mod@cut) takes marks
//! and numbers out of the text.

mod cut;
mod plain;
mod signed;

use super::draft::{Block, Inline, Note, Omitted, Why};
use super::flow::{self, Unit};
use super::{text, unmarked};
use crate::content::source::Source;
use crate::finding::{Code, Finding};
pub(super) use cut::part;
use cut::{Cut, cut};
pub(super) use signed::marks_in as signs;
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

/// How marks and notes are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Form {
    /// A mark that links to its note; the note is an item of a list with its number, or begins with one that links to the
    /// mark: `[[1]](#footnote-1)` and `1. … [↑](#footnote-ref-1)`, `[1](#sdfootnote1sym)` and `[1](#sdfootnote1anc)`.
    Linked,
    /// `----footnote1----` and `footnote1) …`
    Named,
    /// A raised number, and a paragraph, quotation or item that begins with that number: `<sup>1</sup>` and `> 1 Zie …`.
    Raised,
    /// `[1]`, at both.
    Bracket,
    /// `1)`, at both.
    Paren,
    /// A figure that was raised, and is glued to its word: `toegezegd.1`; at the note `1 Zie`, `[←1]`, or an item with its
    /// number that ends with the sign which leads back.
    Plain,
    /// A sign or a raised letter, at both: `toegezegd.*` and `* Zie`.
    Signed,
}

const FORMS: [Form; 7] =
    [Form::Linked, Form::Named, Form::Raised, Form::Bracket, Form::Paren, Form::Plain, Form::Signed];

/// Signs that lead from a note back to its mark, at its end.
const BACK: [char; 2] = ['↑', '↩'];

/// A paragraph as its forms are looked for.
#[derive(Debug, Default)]
struct Look {
    text: String,
    /// Its links within the document: where their words stand, and their addresses.
    links: Vec<(Range<usize>, String)>,
    /// Raised words.
    raised: Vec<Range<usize>>,
}

impl Look {
    fn of(unit: &Unit) -> Self {
        let mut look = Self::default();
        look.read(unit.inlines());
        look.raised.dedup();
        look
    }

    fn read(&mut self, inlines: &[Inline]) {
        for inline in inlines {
            let from = self.text.len();
            match inline {
                Inline::Text(text, _) => {
                    self.text.push_str(text);
                    self.raised.extend(superscripts(text).map(|at| from + at.start..from + at.end));
                }
                Inline::Break => self.text.push('\n'),
                Inline::Mark(_) => {}
                other => self.read(other.inner()),
            }
            match inline {
                Inline::Link(to, _) if to.starts_with('#') => {
                    self.links.push((from..self.text.len(), to.clone()));
                }
                Inline::Raised(_) => self.raised.push(from..self.text.len()),
                _ => {}
            }
        }
    }

    /// The links that lead from a note back to its mark.
    fn ways_back(&self) -> impl Iterator<Item = &Range<usize>> {
        self.links.iter().filter(|(_, to)| is_way_back(to)).map(|(at, _)| at)
    }

    /// The sign at the end that leads back, where it is no link.
    fn sign_back(&self) -> Option<Range<usize>> {
        let text = self.text.trim_end().trim_end_matches('\u{fe0e}');
        let before = text.strip_suffix(BACK)?;
        let linked = self.ways_back().any(|at| at.end > before.len());
        (!linked).then(|| before.len()..self.text.trim_end().len())
    }

    /// The number that stands at this place and nothing else, in brackets or without.
    fn numbered(&self, at: &Range<usize>) -> Option<u32> {
        let words = self.text.get(at.clone())?.trim().trim_start_matches('[').trim_end_matches([']', '.']);
        let digit = |c| flow::superscript(c).and_then(|digit| char::from_digit(digit, 10)).unwrap_or(c);
        number(&words.trim().chars().map(digit).collect::<String>())
    }
}

/// Where raised figures stand that are characters of their own: `¹²`.
fn superscripts(text: &str) -> impl Iterator<Item = Range<usize>> {
    let mut at = 0;
    std::iter::from_fn(move || {
        let raised = |c| flow::superscript(c).is_some();
        let from = at + text.get(at..)?.find(raised)?;
        let rest = text.get(from..)?;
        at = from + rest.find(|c| !raised(c)).unwrap_or(rest.len());
        Some(from..at)
    })
}

/// Whether an address within the document is that of a note.
fn is_of_note(to: &str) -> bool {
    let to = to.trim_start_matches('#').to_lowercase();
    ["footnote", "endnote", "_ftn", "_edn", "sdfootnote", "sdendnote", "fn", "note", "internal"]
        .iter()
        .any(|n| to.starts_with(n))
}

/// Whether an address is that of the mark of a note.
fn is_way_back(to: &str) -> bool {
    let to = to.to_lowercase();
    is_of_note(&to) && (to.contains("ref") || to.ends_with("anc"))
}

/// A number that stands as a mark: its paragraph, its place there, the number.
type Mark = (usize, Range<usize>, u32);

/// A paragraph that begins as a note does.
struct Start {
    /// The paragraph.
    unit: usize,
    /// The last paragraph of the note.
    last: usize,
    number: u32,
    /// The number as typed, in the words of the paragraph.
    mark: Range<usize>,
    /// Where its text ends in its last paragraph: there, if anywhere, the next note begins.
    end: usize,
}

/// Takes such notes out of the paragraphs, and puts their marks in. `notes` are those the format has itself.
pub(super) fn take(
    units: &mut Vec<Unit>,
    notes: &mut Vec<Note>,
    omitted: &mut Vec<Omitted>,
    (source, findings): (&Source, &mut Vec<Finding>),
) {
    for form in FORMS {
        let looks: Vec<Look> = units.iter().map(Look::of).collect();
        let (marks, mut starts) = match form {
            Form::Plain => plain::read(units, &looks),
            Form::Signed => signed::read(units, &looks),
            _ => in_series(units, &looks, form),
        };
        if form != Form::Signed {
            more_paragraphs(units, &looks, &mut starts, &marks);
        }
        // A raised number may be the second mark of a note that the format has itself.
        let held = notes.iter().filter_map(|note| Some((number(&note.label)?, note.label.clone())));
        let held: BTreeMap<u32, String> = if form == Form::Raised { held.collect() } else { BTreeMap::new() };
        let again = marks.iter().any(|(_, _, number)| held.contains_key(number));
        if starts.is_empty() && !again {
            continue;
        }
        let mut labels = held.clone();
        labels.extend(starts.iter().map(|s| (s.number, label(s.number, notes))));
        // From here on a number is the note itself.
        let note_of: BTreeMap<u32, usize> = starts.iter().map(|s| (s.number, s.unit)).collect();
        let mut cuts: BTreeMap<usize, Vec<Cut>> = BTreeMap::new();
        for (unit, at, number) in marks {
            let above = note_of.get(&number).map_or(held.contains_key(&number), |note| unit < *note);
            if let Some(label) = labels.get(&number).filter(|_| above) {
                cuts.entry(unit).or_default().push(Cut { at, label: Some(label.clone()) });
            }
        }
        let marked: BTreeSet<&String> =
            cuts.values().flatten().filter_map(|cut| cut.label.as_ref()).collect();
        for start in
            starts.iter().filter(|s| labels.get(&s.number).is_none_or(|label| !marked.contains(label)))
        {
            let place = units.get(start.unit).and_then(Unit::range).unwrap_or_default();
            let finding = Finding::new(Code::K720, format!("note {} has no mark in the text", start.number));
            findings.push(
                finding.at(source.place(place)).help(format!("write `[^{}]` at its place", start.number)),
            );
        }
        for start in &starts {
            let mut body = Vec::new();
            for at in start.unit..=start.last {
                let (Some(unit), Some(look)) = (units.get(at), looks.get(at)) else { continue };
                let (first, last) = (at == start.unit, at == start.last);
                let before = if first { start.mark.start } else { 0 };
                let behind = if last { start.end } else { look.text.len() };
                let other = [0..before, behind..look.text.len()];
                let mut own: Vec<Cut> = look
                    .ways_back()
                    .filter(|back| !first || **back != start.mark)
                    .map(|at| Cut { at: at.clone(), label: None })
                    .collect();
                if first && !start.mark.is_empty() {
                    own.push(Cut { at: start.mark.clone(), label: None });
                }
                own.extend(look.sign_back().map(|at| Cut { at, label: None }));
                let (inlines, mut left_out) = cut(unit.inlines(), &mut own, &other);
                omitted.append(&mut left_out);
                // A number may stand on a line of its own above its note.
                if !inlines.iter().all(Inline::is_blank) {
                    body.push(Block::Paragraph(inlines));
                }
            }
            let label = labels.get(&start.number).cloned().unwrap_or_default();
            notes.push(Note { label, body });
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
        let mut of_notes: BTreeSet<usize> = starts.iter().flat_map(|start| start.unit..=start.last).collect();
        if let Some((at, text)) = heading_of_notes(units, starts.first()) {
            of_notes.insert(at);
            let inlines = units.get(at).map(Unit::inlines).unwrap_or_default();
            omitted.extend(flow::pieces(inlines).into_iter().map(|(_, bytes)| Omitted {
                at: bytes,
                text: text.clone(),
                why: Why::Furniture,
            }));
        }
        let mut at = 0;
        units.retain(|_| {
            at += 1;
            !of_notes.contains(&(at - 1))
        });
    }
    findings.extend(units.iter().flat_map(|unit| unplaced(unit, source)));
    let plain = |unit: &&Unit| unit.spot.cell.is_none() && matches!(unit.block, Block::Paragraph(_));
    let texts: Vec<(String, Range<usize>)> =
        units.iter().filter(plain).filter_map(|unit| Some((unit.text(), unit.range()?))).collect();
    findings.extend(unmarked::check(&texts, notes, source));
    let words: Vec<&str> = texts.iter().map(|(text, _)| text.as_str()).collect();
    findings.extend(text::loose_marks(&words).into_iter().filter_map(|(at, number)| {
        let finding = Finding::new(Code::K723, format!("mark {number} has no note"));
        let finding = finding.at(source.place(texts.get(at)?.1.clone()));
        Some(finding.help("it stays as it is printed; add the note if the text has lost it"))
    }));
}

/// Findings for what is a note, or a mark, by its form and has stayed text.
fn unplaced(unit: &Unit, source: &Source) -> Vec<Finding> {
    let look = Look::of(unit);
    let Some(place) = unit.range().map(|at| source.place(at)) else { return Vec::new() };
    let note = look.ways_back().next().is_some() || named_note(&look.text).is_some();
    if note {
        let finding =
            Finding::new(Code::K720, "a note has no mark in the text, and stands where the file has it");
        return vec![
            finding.at(place).help("write `[^1]` with its number at its place, and `[^1]:` before the note"),
        ];
    }
    let linked = look.links.iter().map(|(at, _)| at);
    let raised = look.raised.iter().filter(|at| !is_power(&look.text, at.start));
    let mut typed = Vec::new();
    parens(&look.text, &mut |at, number| {
        // Behind a quotation or a sentence only a mark stands so.
        let before = look.text.get(..at.start).unwrap_or_default();
        typed.extend(number.filter(|_| before.ends_with(['”', '’', '"', '\'', '»', '.', '?', '!'])));
    });
    let numbers: BTreeSet<u32> =
        linked.chain(raised).filter_map(|at| look.numbered(at)).chain(typed).collect();
    let lost = numbers.into_iter().map(|number| {
        let finding = Finding::new(Code::K723, format!("mark {number} has no note")).at(place.clone());
        finding.help("it stays as it is printed; add the note if the text has lost it")
    });
    lost.collect()
}

/// Numbers of the second series of notes are those of the first and so many.
const SERIES: u32 = 1000;

/// Marks and notes whose numbers may begin anew, each time with notes of their own: as often as a paragraph begins with 1, a
/// mark is 1, and either all marks stand above all notes, or each series has its notes before the next begins.
fn in_series(units: &[Unit], looks: &[Look], form: Form) -> (Vec<Mark>, Vec<Start>) {
    let mut marks = marks(looks, form);
    let first: Vec<usize> =
        marks.iter().enumerate().filter(|(_, mark)| mark.2 == 1).map(|(at, _)| at).collect();
    let begins = |unit: usize| {
        let (Some(look), Some(own)) = (looks.get(unit), units.get(unit)) else { return false };
        let lead = look.text.len() - look.text.trim_start().len();
        let loose = own.spot.item.is_some_and(|item| item.number.is_none()) || own.spot.quote;
        matches!(own.block, Block::Paragraph(_)) && opens(look, lead, form, 1, loose).is_some()
    };
    let notes: Vec<usize> = match form {
        Form::Raised | Form::Bracket if first.len() > 1 => {
            (0..looks.len()).filter(|at| begins(*at)).collect()
        }
        _ => Vec::new(),
    };
    // The number at a note is raised as well.
    let first: Vec<usize> =
        first.into_iter().filter(|at| marks.get(*at).is_some_and(|mark| !notes.contains(&mark.0))).collect();
    if notes.len() < 2 || notes.len() != first.len() {
        let starts = starts(units, looks, form, &marks, 0..looks.len());
        let starts =
            if starts.is_empty() && form == Form::Raised { last_list(units, looks, &marks) } else { starts };
        return (marks, starts);
    }
    let mut found = Vec::new();
    let ends = notes.iter().copied().skip(1).chain([looks.len()]);
    let marks_end = first.iter().copied().skip(1).chain([marks.len()]);
    let mut offset = 0;
    for ((begin, end), (from, to)) in
        notes.iter().copied().zip(ends).zip(first.iter().copied().zip(marks_end))
    {
        let own = marks.get(from..to).unwrap_or_default();
        let mut series = starts(units, looks, form, own, begin..end);
        for start in &mut series {
            start.number += offset;
        }
        found.extend(series);
        marks.iter_mut().take(to).skip(from).for_each(|mark| mark.2 += offset);
        offset += SERIES;
    }
    // The numbers of the notes themselves are no marks of another series.
    let own: BTreeSet<(usize, usize)> =
        found.iter().map(|start: &Start| (start.unit, start.mark.start)).collect();
    marks.retain(|(unit, at, _)| !own.contains(&(*unit, at.start)));
    (marks, found)
}

/// The items of the list that ends the text, if they are one for each of the raised marks above it.
fn last_list(units: &[Unit], looks: &[Look], marks: &[Mark]) -> Vec<Start> {
    let is_item = |(_, unit): &(usize, &Unit)| {
        unit.spot.item.is_some_and(|item| item.number.is_some() && item.opens && item.level == 0)
            && matches!(unit.block, Block::Paragraph(_))
    };
    let mut items: Vec<(usize, &Unit)> =
        units.iter().enumerate().rev().skip_while(|(_, unit)| unit.is_empty()).take_while(is_item).collect();
    items.reverse();
    // Two lists may stand one behind the other.
    let number = |unit: &Unit| unit.spot.item.and_then(|item| item.number);
    let first = items.iter().rposition(|(_, unit)| number(unit) == Some(1)).unwrap_or(items.len());
    let items = items.get(first..).unwrap_or_default();
    let counted = items.iter().zip(1..).all(|((_, unit), expected)| number(unit) == Some(expected));
    let numbers: BTreeSet<u32> = marks.iter().map(|mark| mark.2).collect();
    let above = items.first().is_some_and(|(first, _)| marks.iter().all(|mark| mark.0 < *first));
    let whole =
        numbers.len() == items.len() && numbers.iter().zip(1..).all(|(number, expected)| *number == expected);
    if items.is_empty() || !counted || !above || !whole {
        return Vec::new();
    }
    let start = |(at, unit): &(usize, &Unit)| {
        let end = looks.get(*at)?.text.len();
        Some(Start { unit: *at, last: *at, number: number(unit)?, mark: 0..0, end })
    };
    items.iter().filter_map(start).collect()
}

/// The label of a typed note; a note that the format has itself may have its number.
fn label(number: u32, notes: &[Note]) -> String {
    let free = |label: &String| notes.iter().all(|note| note.label != *label);
    if let Some(mark) = signed::printed(number) {
        let again = (2..).map(|count| format!("{mark}-{count}")).take(notes.len() + 1);
        return std::iter::once(mark.clone()).chain(again).find(free).unwrap_or(mark);
    }
    if number >= SERIES {
        return format!("{}-{}", number % SERIES, number / SERIES + 1);
    }
    let own = number.to_string();
    let letters = ('b'..='z').map(|letter| format!("{number}{letter}"));
    std::iter::once(own.clone()).chain(letters).find(free).unwrap_or(own)
}

/// Every number that stands as a mark of this form: its paragraph, its place there, the number.
fn marks(looks: &[Look], form: Form) -> Vec<Mark> {
    let mut found = Vec::new();
    let signed = looks.iter().any(|look| look.sign_back().is_some());
    for (unit, look) in looks.iter().enumerate() {
        let mut add = |at: Range<usize>, number: Option<u32>| found.extend(number.map(|n| (unit, at, n)));
        match form {
            Form::Linked => {
                for (at, _) in look.links.iter().filter(|(_, to)| !is_way_back(to)) {
                    let words = look.text.get(at.clone()).unwrap_or_default();
                    let start = at.end - words.trim_start().len();
                    add(start..start + words.trim().len(), look.numbered(at));
                }
                if signed {
                    let brackets = look
                        .text
                        .match_indices('[')
                        .filter_map(|(at, _)| bracket(&look.text, at).map(|(end, _)| at..end));
                    let others = brackets
                        .chain(look.raised.iter().filter(|at| !is_power(&look.text, at.start)).cloned());
                    for at in others.filter(|at| {
                        look.links.iter().all(|(link, _)| link.end <= at.start || at.end <= link.start)
                    }) {
                        add(at.clone(), look.numbered(&at));
                    }
                }
            }
            Form::Raised => {
                for at in look.raised.iter().filter(|at| !is_power(&look.text, at.start)) {
                    add(at.clone(), look.numbered(at));
                }
            }
            Form::Named => {
                for (at, _) in look.text.match_indices(NAMED) {
                    let digits = look.text.get(at + NAMED.len()..).and_then(|rest| rest.split("----").next());
                    let digits = digits.unwrap_or_default();
                    add(at..at + NAMED.len() + digits.len() + 4, number(digits));
                }
            }
            Form::Bracket => {
                for (at, _) in look.text.match_indices('[') {
                    if let Some((end, number)) = bracket(&look.text, at) {
                        add(at..end, Some(number));
                    }
                }
            }
            Form::Paren => parens(&look.text, &mut add),
            Form::Plain | Form::Signed => {}
        }
    }
    found
}

/// Before the number of a named mark.
const NAMED: &str = "----footnote";

/// The number of a named note, and where it ends.
fn named_note(text: &str) -> Option<(u32, usize)> {
    let lead = text.len() - text.trim_start().len();
    let (digits, _) = text.get(lead..)?.strip_prefix("footnote")?.split_once(')')?;
    Some((number(digits)?, lead + "footnote".len() + digits.len() + 1))
}

/// Whether raised figures behind this are those of a power or of a unit: `10⁶`, `m²`.
fn is_power(text: &str, at: usize) -> bool {
    let before = text.get(..at).unwrap_or_default();
    let word = before.rsplit(|c: char| c.is_whitespace() || "(/–-".contains(c)).next().unwrap_or_default();
    // `2022²` is no power: a year, and the mark of a note.
    let year =
        word.len() == 4 && word.bytes().all(|b| b.is_ascii_digit()) && ("1900".."2100").contains(&word);
    !year && word.ends_with(|c: char| c.is_ascii_digit())
        || word.ends_with(['⁻', '⁺'])
        || ["m", "km", "cm", "dm", "mm", "s"].contains(&word)
}

/// `1)` hard against a word, with no bracket open before it.
fn parens(text: &str, add: &mut impl FnMut(Range<usize>, Option<u32>)) {
    let mut open = 0_usize;
    for (at, c) in text.char_indices() {
        match c {
            '(' => open += 1,
            ')' => {
                let before = text.get(..at).unwrap_or_default();
                let word = before.trim_end_matches(|c: char| c.is_ascii_digit());
                let glued = word.ends_with(|c: char| c.is_alphabetic() || ".,;:?!”’\"')»".contains(c));
                if open == 0 && glued && word.len() < before.len() {
                    add(word.len()..at + 1, number(before.get(word.len()..).unwrap_or_default()));
                }
                open = open.saturating_sub(1);
            }
            _ => {}
        }
    }
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

/// The paragraphs that are notes. Typed numbers must count from 1; where the form itself says what is a note, any number
/// that has its mark above will do.
fn starts(units: &[Unit], looks: &[Look], form: Form, marks: &[Mark], within: Range<usize>) -> Vec<Start> {
    let mut first: BTreeMap<u32, usize> = BTreeMap::new();
    for (unit, _, number) in marks {
        first.entry(*number).or_insert(*unit);
    }
    let mut found: Vec<Start> = Vec::new();
    let mut wanted = 1;
    for (unit, look) in looks.iter().enumerate().take(within.end).skip(within.start) {
        let Some(own) = units.get(unit).filter(|u| matches!(u.block, Block::Paragraph(_))) else { continue };
        if matches!(form, Form::Linked | Form::Named) {
            let marked = |number: &u32| first.get(number).is_some_and(|place| *place < unit);
            let start = if form == Form::Linked { linked(units, looks, unit) } else { named(look, unit) };
            let new = |s: &Start| marked(&s.number) && found.iter().all(|other| other.number != s.number);
            if let Some(start) = start.filter(new) {
                found.push(start);
            }
            continue;
        }
        let text = &look.text;
        let loose = own.spot.item.is_some_and(|item| item.number.is_none()) || own.spot.quote;
        if own.spot != flow::Spot::default() && !(form == Form::Raised && own.spot.cell.is_none() && loose) {
            continue;
        }
        let lead = text.len() - text.trim_start().len();
        let mut at = Some(lead);
        while let Some(begin) = at {
            let marked = |number: u32| first.get(&number).is_some_and(|place| *place < unit);
            // Beside the notes before it a number needs no mark to be a note's.
            let beside = form != Form::Paren && found.last().is_some_and(|last| last.last + 1 == unit);
            let is_next = |number: &u32| marked(*number) || *number == wanted && beside;
            let next = (wanted..wanted + if wanted > 1 { MISSED } else { 1 })
                .filter(is_next)
                .find_map(|number| Some((number, opens(look, begin, form, number, loose)?)));
            let Some((number, end)) =
                next.filter(|(_, end)| text.get(*end..).is_some_and(|rest| !rest.trim().is_empty()))
            else {
                break;
            };
            if let Some(last) = found.last_mut().filter(|last| last.unit == unit) {
                last.end = begin;
            }
            found.push(Start { unit, last: unit, number, mark: begin..end, end: text.len() });
            wanted = number + 1;
            // The next note may stand in the same paragraph, on a line of its own or hard behind this one.
            let behind = text.get(end..).unwrap_or_default();
            at = match form {
                Form::Bracket => behind.find(&format!("[{wanted}]")).map(|i| end + i),
                Form::Paren => behind.find(&format!("\n{wanted})")).map(|i| end + i + 1),
                Form::Raised => {
                    text::next_within(behind, wanted).map(|i| end + i).filter(|_| first.contains_key(&wanted))
                }
                Form::Linked | Form::Named | Form::Plain | Form::Signed => None,
            };
        }
    }
    found
}

/// The heading that a converter has set above the notes.
fn heading_of_notes(units: &[Unit], first: Option<&Start>) -> Option<(usize, String)> {
    let at = first?.unit.checked_sub(1)?;
    let heading = units.get(at).filter(|unit| matches!(unit.block, Block::Heading(..)))?;
    let text = heading.text().trim().to_owned();
    ["Notes", "Footnotes", "Endnotes"].contains(&text.as_str()).then_some((at, text))
}

/// Gives notes the paragraphs below them that stand before the next note, where no text of the letter can stand: the mark
/// of the next note is above both.
fn more_paragraphs(units: &[Unit], looks: &[Look], starts: &mut [Start], marks: &[Mark]) {
    let loose = |unit: &Unit| matches!(unit.block, Block::Paragraph(_)) && unit.spot == flow::Spot::default();
    for at in 1..starts.len() {
        let Some([note, next]) = starts.get_mut(at - 1..=at) else { continue };
        let between = note.last + 1..next.unit;
        let above = marks.iter().any(|(unit, _, number)| *number == next.number && *unit < note.unit);
        if note.number + 1 == next.number
            && !between.is_empty()
            && between.len() <= PARAGRAPHS
            && above
            && units.get(between.clone()).is_some_and(|units| units.iter().all(|u| u.is_empty() || loose(u)))
        {
            note.last = between.end - 1;
            note.end = looks.get(note.last).map_or(0, |look| look.text.len());
        }
    }
}

/// Numbers that a list of notes may skip before it counts as ended.
const MISSED: u32 = 4;

/// A note that is linked with its mark: it begins with the link, or is an item with its number that ends with it.
fn linked(units: &[Unit], looks: &[Look], unit: usize) -> Option<Start> {
    let (own, look) = (units.get(unit)?, looks.get(unit)?);
    let lead = look.text.len() - look.text.trim_start().len();
    let words = look.text.get(lead..).unwrap_or_default();
    let opening = look
        .links
        .iter()
        .find(|(at, to)| at.start == lead && (is_way_back(to) || is_of_note(to) && words.len() > at.len()));
    if let Some((at, _)) = opening
        && let Some(number) = look.numbered(at)
    {
        return Some(Start { unit, last: unit, number, mark: at.clone(), end: look.text.len() });
    }
    let item = own.spot.item.filter(|item| item.opens)?;
    // Its further paragraphs belong to the same item.
    let more = units.iter().skip(unit + 1).take_while(|u| {
        u.spot.item.is_some_and(|next| !next.opens && next.level == item.level)
            && matches!(u.block, Block::Paragraph(_))
    });
    let last = unit + more.count();
    let returns = |look: &Look| look.ways_back().next().is_some() || look.sign_back().is_some();
    let mut last = last;
    // The second paragraph of a note may have lost its indentation, and with it its item.
    if !looks.get(unit..=last)?.iter().any(returns) {
        let loose = |at: &usize| units.get(*at).is_some_and(|u| u.spot == flow::Spot::default());
        let below = (last + 1..=last + PARAGRAPHS).take_while(loose);
        last = below.into_iter().find(|at| looks.get(*at).is_some_and(returns))?;
    }
    let back = looks.get(unit..=last)?.iter().any(returns);
    back.then_some(())?;
    let end = looks.get(last)?.text.len();
    Some(Start { unit, last, number: item.number?, mark: 0..0, end })
}

/// Paragraphs of a note that may stand outside its item.
const PARAGRAPHS: usize = 3;

fn named(look: &Look, unit: usize) -> Option<Start> {
    let (number, end) = named_note(&look.text)?;
    Some(Start { unit, last: unit, number, mark: 0..end, end: look.text.len() })
}

/// Where the number ends that a note with this number begins with.
fn opens(look: &Look, at: usize, form: Form, wanted: u32, in_row: bool) -> Option<usize> {
    let text = look.text.get(at..)?;
    let typed = match form {
        Form::Bracket if text.starts_with("[←") => format!("[←{wanted}]"),
        Form::Bracket => format!("[{wanted}]"),
        Form::Paren => format!("{wanted})"),
        Form::Raised => wanted.to_string(),
        Form::Linked | Form::Named | Form::Plain | Form::Signed => return None,
    };
    let end = at + typed.len();
    let behind = look.text.get(end..)?;
    if form == Form::Raised {
        // In a row of notes one may begin with a small letter.
        let begins = text::begins_words(behind.trim_start()) || in_row && wanted > 1;
        let apart = behind.starts_with(char::is_whitespace) && begins;
        let raised = look.raised.iter().any(|raised| raised.start == at && raised.end == end);
        return (text.starts_with(&typed) && (apart || raised)).then_some(end);
    }
    let colon = usize::from(behind.starts_with(':'));
    text.starts_with(&typed).then_some(end + colon)
}

#[cfg(test)]
mod tests;
