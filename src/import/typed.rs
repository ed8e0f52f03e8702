//! Notes that a document has in another form than its format's own: somebody typed them, or a converter wrote them.
//!
//! Every [`Form`] says how a mark looks and how a note begins; the rest is one for all. They become notes only where that
//! is certain: a note has its number, and that number has its mark in the text above it. `1)` must also stand hard against
//! the word before it, and paragraphs that begin so without such a mark are the items of a list. Everything else stays
//! text; nothing is moved without its mark, no figure is changed, and what is a note by its form and has no mark is
//! reported.

use super::draft::{Block, Inline, Note, Omitted, Why};
use super::flow::{self, Unit};
use crate::content::source::Source;
use crate::finding::{Code, Finding};
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
}

const FORMS: [Form; 5] = [Form::Linked, Form::Named, Form::Raised, Form::Bracket, Form::Paren];

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
        look
    }

    fn read(&mut self, inlines: &[Inline]) {
        for inline in inlines {
            let from = self.text.len();
            match inline {
                Inline::Text(text, _) => self.text.push_str(text),
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

    /// The number that stands at this place and nothing else, in brackets or without.
    fn numbered(&self, at: &Range<usize>) -> Option<u32> {
        let words = self.text.get(at.clone())?.trim().trim_start_matches('[').trim_end_matches([']', '.']);
        number(words.trim())
    }
}

/// Whether an address within the document is that of a note.
fn is_of_note(to: &str) -> bool {
    let to = to.trim_start_matches('#').to_lowercase();
    ["footnote", "endnote", "_ftn", "_edn", "sdfootnote", "sdendnote", "fn", "note"]
        .iter()
        .any(|n| to.starts_with(n))
}

/// Whether an address is that of the mark of a note.
fn is_way_back(to: &str) -> bool {
    let to = to.to_lowercase();
    is_of_note(&to) && (to.contains("ref") || to.ends_with("anc"))
}

/// A paragraph that begins as a note does.
struct Start {
    /// The paragraph.
    unit: usize,
    /// The last paragraph of the note.
    last: usize,
    number: u32,
    /// The number as typed, in the words of the paragraph.
    mark: Range<usize>,
    /// Where its text ends: there, if anywhere, the next note of the paragraph begins.
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
        let marks = marks(&looks, form);
        let starts = starts(units, &looks, form, &marks);
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
        for start in &starts {
            let mut body = Vec::new();
            for at in start.unit..=start.last {
                let (Some(unit), Some(look)) = (units.get(at), looks.get(at)) else { continue };
                let first = at == start.unit;
                let other =
                    if first { [0..start.mark.start, start.end..look.text.len()] } else { [0..0, 0..0] };
                let mut own: Vec<Cut> = look
                    .ways_back()
                    .filter(|back| !first || **back != start.mark)
                    .map(|at| Cut { at: at.clone(), label: None })
                    .collect();
                if first && !start.mark.is_empty() {
                    own.push(Cut { at: start.mark.clone(), label: None });
                }
                let (inlines, mut left_out) = cut(unit.inlines(), &mut own, &other);
                omitted.append(&mut left_out);
                body.push(Block::Paragraph(inlines));
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
        let of_notes: BTreeSet<usize> = starts.iter().flat_map(|start| start.unit..=start.last).collect();
        let mut at = 0;
        units.retain(|_| {
            at += 1;
            !of_notes.contains(&(at - 1))
        });
    }
    findings.extend(units.iter().filter_map(|unit| unplaced(unit, source)));
}

/// A finding for what is a note, or a mark, by its form and has stayed text.
fn unplaced(unit: &Unit, source: &Source) -> Option<Finding> {
    let look = Look::of(unit);
    let place = source.place(unit.range()?);
    let note = look.ways_back().next().is_some() || named_note(&look.text).is_some();
    if note {
        let finding =
            Finding::new(Code::K720, "a note has no mark in the text, and stands where the file has it");
        return Some(
            finding.at(place).help("write `[^1]` with its number at its place, and `[^1]:` before the note"),
        );
    }
    let mark = look.links.iter().find(|(at, to)| is_of_note(to) && look.numbered(at).is_some());
    let number = look.numbered(&mark?.0)?;
    let finding = Finding::new(Code::K723, format!("mark {number} has no note"));
    Some(finding.at(place).help("it stays as it is printed; add the note if the text has lost it"))
}

/// The label of a typed note; a note that the format has itself may have its number.
fn label(number: u32, notes: &[Note]) -> String {
    let free = |label: &String| notes.iter().all(|note| note.label != *label);
    let own = number.to_string();
    let letters = ('b'..='z').map(|letter| format!("{number}{letter}"));
    std::iter::once(own.clone()).chain(letters).find(free).unwrap_or(own)
}

/// Every number that stands as a mark of this form: its paragraph, its place there, the number.
fn marks(looks: &[Look], form: Form) -> Vec<(usize, Range<usize>, u32)> {
    let mut found = Vec::new();
    for (unit, look) in looks.iter().enumerate() {
        let mut add = |at: Range<usize>, number: Option<u32>| found.extend(number.map(|n| (unit, at, n)));
        match form {
            Form::Linked => {
                for (at, _) in look.links.iter().filter(|(_, to)| is_of_note(to) && !is_way_back(to)) {
                    add(at.clone(), look.numbered(at));
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
    let word = before.rsplit(|c: char| c.is_whitespace() || "(/".contains(c)).next().unwrap_or_default();
    word.ends_with(|c: char| c.is_ascii_digit()) || ["m", "km", "cm", "dm", "mm", "s"].contains(&word)
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
                    add(word.len()..at + 1, number(&before[word.len()..]));
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
fn starts(units: &[Unit], looks: &[Look], form: Form, marks: &[(usize, Range<usize>, u32)]) -> Vec<Start> {
    let mut first: BTreeMap<u32, usize> = BTreeMap::new();
    for (unit, _, number) in marks {
        first.entry(*number).or_insert(*unit);
    }
    let mut found: Vec<Start> = Vec::new();
    let mut wanted = 1;
    for (unit, look) in looks.iter().enumerate() {
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
        while let Some((begin, end)) = at.and_then(|begin| Some((begin, opens(look, begin, form, wanted)?))) {
            let marked = first.get(&wanted).is_some_and(|place| *place < unit);
            if !marked || text.get(end..).is_none_or(|rest| rest.trim().is_empty()) {
                break;
            }
            if let Some(last) = found.last_mut().filter(|last| last.unit == unit) {
                last.end = begin;
            }
            found.push(Start { unit, last: unit, number: wanted, mark: begin..end, end: text.len() });
            wanted += 1;
            // The next note may stand in the same paragraph, on a line of its own or hard behind this one.
            let behind = text.get(end..).unwrap_or_default();
            at = match form {
                Form::Bracket => behind.find(&format!("[{wanted}]")).map(|i| end + i),
                Form::Paren => behind.find(&format!("\n{wanted})")).map(|i| end + i + 1),
                Form::Raised | Form::Linked | Form::Named => None,
            };
        }
    }
    found
}

/// A note that is linked with its mark: it begins with the link, or is an item with its number that ends with it.
fn linked(units: &[Unit], looks: &[Look], unit: usize) -> Option<Start> {
    let (own, look) = (units.get(unit)?, looks.get(unit)?);
    let lead = look.text.len() - look.text.trim_start().len();
    let opening = look.links.iter().find(|(at, to)| at.start == lead && is_way_back(to));
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
    let back = looks.get(unit..=last)?.iter().any(|look| look.ways_back().next().is_some());
    back.then_some(())?;
    Some(Start { unit, last, number: item.number?, mark: 0..0, end: look.text.len() })
}

fn named(look: &Look, unit: usize) -> Option<Start> {
    let (number, end) = named_note(&look.text)?;
    Some(Start { unit, last: unit, number, mark: 0..end, end: look.text.len() })
}

/// Where the number ends that a note with this number begins with.
fn opens(look: &Look, at: usize, form: Form, wanted: u32) -> Option<usize> {
    let text = look.text.get(at..)?;
    let typed = match form {
        Form::Bracket if text.starts_with("[←") => format!("[←{wanted}]"),
        Form::Bracket => format!("[{wanted}]"),
        Form::Paren => format!("{wanted})"),
        Form::Raised => wanted.to_string(),
        Form::Linked | Form::Named => return None,
    };
    let end = at + typed.len();
    let behind = look.text.get(end..)?;
    if form == Form::Raised {
        let opens = |c: char| c.is_uppercase() || "“‘«\"".contains(c);
        let apart = behind.starts_with(char::is_whitespace)
            && behind.trim_start().starts_with(|c: char| opens(c) || behind.trim_start().starts_with("http"));
        let raised = look.raised.iter().any(|raised| raised.start == at && raised.end == end);
        return (text.starts_with(&typed) && (apart || raised)).then_some(end);
    }
    let colon = usize::from(behind.starts_with(':'));
    text.starts_with(&typed).then_some(end + colon)
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
        let source = Source::new("a.md", "a.md", String::new());
        take(&mut units, &mut notes, &mut omitted, (&source, &mut Vec::new()));
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
