//! Notes in a text without sheets: below the paragraph that has their mark, or all behind the text. Where no blank line
//! parts anything, the width of the lines must tell where a note ends.

use super::super::line::Line;
use super::super::mark::{self, ANY, Form, LIKELY, Marks};
use super::super::paragraph::{Width, marker};
use super::shape::{FoundNote, HIGHEST, NOTE, Start, start};
use std::collections::BTreeMap;

/// Notes in a text without sheets: paragraphs that open with a number.
pub(super) fn notes<'a>(lines: &[Line<'a>], marks: &Marks, owner: &mut [bool]) -> Vec<FoundNote<'a>> {
    let mut notes: Vec<FoundNote<'a>> = Vec::new();
    let mut last: BTreeMap<Form, u32> = BTreeMap::new();
    let airless = lines.iter().skip(1).all(|l| !l.blank);
    let page = Page { lines, marks, width: Width::of(lines), airless, list: list(lines) };
    let mut at = 0;
    while let Some(line) = lines.get(at) {
        let below = at.checked_sub(1).and_then(|before| owner.get(before)) == Some(&true);
        let is_note = |s: &Start<'a>| {
            page.is_loose_note((at, below), s, last.get(&s.form))
                || is_listed(lines, at, s, last.get(&s.form), marks)
        };
        let Some(begin) = start(line).filter(is_note) else {
            at += 1;
            continue;
        };
        let mut text: Vec<Line<'a>> = begin.text.iter().cloned().collect();
        let mut end = at + 1;
        // A number on a line of its own has its text below, behind a blank line or not.
        let goes_on = |end: usize, l: &Line<'_>| !l.blank && start(l).is_none() && !page.is_ended(end);
        while let Some(more) = lines.get(end).filter(|l| text.is_empty() || goes_on(end, l)) {
            text.push(more.clone());
            end += 1;
        }
        while let Some(more) = lines.get(end).filter(|l| hangs(l, line, &text)) {
            text.push(more.clone());
            end += 1;
        }
        owner.iter_mut().take(end).skip(at).for_each(|o| *o = true);
        let (number, form, mark) = (begin.number, begin.form, begin.mark);
        notes.extend(parts(FoundNote { number, form, sheet: None, mark, lines: text, doubt: None }));
        last.extend(notes.last().map(|note| (note.form, note.number)));
        at = end;
    }
    if notes.is_empty() {
        return returning(lines, marks, owner);
    }
    between(lines, marks, owner, &mut notes);
    notes
}

/// Whether a line belongs to the note above it because it stands as deep as the note's own text does.
fn hangs(line: &Line<'_>, first: &Line<'_>, text: &[Line<'_>]) -> bool {
    let deep = text.first().map_or(0, |t| t.column);
    deep > first.column + 1
        && line.column > first.column + 1
        && line.column <= deep + 1
        && start(line).is_none()
}

/// Gives each note the paragraphs below it, where all notes stand together behind the text: what stands between two
/// of them is no text of the letter.
fn between<'a>(lines: &[Line<'a>], marks: &Marks, owner: &mut [bool], notes: &mut [FoundNote<'a>]) {
    const PARAGRAPHS: usize = 3;
    let place =
        |note: &FoundNote<'_>| lines.partition_point(|l| l.start < note.mark.start + 1).saturating_sub(1);
    let places: Vec<usize> = notes.iter().map(place).collect();
    let (Some(&first), Some(&last)) = (places.first(), places.last()) else { return };
    let together = notes.iter().all(|n| {
        marks.stand(n.number, 0, first, LIKELY, &ANY) && !marks.stand(n.number, first, last, LIKELY, &ANY)
    });
    if !together {
        return;
    }
    for (note, pair) in notes.iter_mut().zip(places.windows(2)) {
        let &[from, to] = pair else { continue };
        let free = owner.iter().take(to).skip(from).take_while(|owned| **owned).count() + from;
        let below = lines.get(free..to).unwrap_or_default();
        if below.len() <= NOTE && below.iter().filter(|l| l.blank).count() <= PARAGRAPHS {
            note.lines.extend(below.iter().cloned());
            owner.iter_mut().take(to).skip(free).for_each(|o| *o = true);
        }
    }
}

/// Whether a number on a line of its own is the next of those that a page lists below its text, each above its note:
/// no mark of a later one stands behind it.
fn is_listed(lines: &[Line<'_>], at: usize, s: &Start<'_>, last: Option<&u32>, marks: &Marks) -> bool {
    let next = last.map_or(1, |last| last + 1);
    let alone = s.form == Form::Digits && s.text.is_none() && s.number == next;
    alone
        && marks.stand(s.number, 0, at, LIKELY, &ANY)
        && !marks.stand(next + 1, at, lines.len(), LIKELY, &ANY)
        && lines.get(at + 1).is_some_and(|l| l.text.starts_with(|c: char| !c.is_lowercase()))
}

/// Notes of a page that has lost their numbers: each of the last lines ends with the sign that leads back to its
/// mark, and they stand in the order of the marks.
fn returning<'a>(lines: &[Line<'a>], marks: &Marks, owner: &mut [bool]) -> Vec<FoundNote<'a>> {
    let sign = |line: &Line<'_>| line.text.rfind('↩');
    let from = lines.iter().rposition(|l| sign(l).is_none()).map_or(0, |at| at + 1);
    let notes = lines.get(from..).unwrap_or_default().iter().zip(1..).map_while(|(line, number)| {
        let at = sign(line).filter(|_| marks.stand(number, 0, from, mark::WEAK + 1, &ANY))?;
        let mark = line.start + at..line.at().end;
        let lines = line.part(0..at).into_iter().collect();
        Some(FoundNote { number, form: Form::Digits, sheet: None, mark, lines, doubt: None })
    });
    let notes: Vec<FoundNote<'a>> = notes.collect();
    owner.iter_mut().skip(from).take(notes.len()).for_each(|o| *o = true);
    notes
}

/// A text without sheets, as its notes are told by it.
struct Page<'s, 'a> {
    lines: &'s [Line<'a>],
    marks: &'s Marks,
    width: Width,
    /// No blank line parts anything.
    airless: bool,
    /// Where a list of notes begins that ends the text.
    list: Option<usize>,
}

/// The line of note 1 of a list that ends the text: from 1 on every number stands before a capital or an address, with
/// no more lines between two than a note has.
fn list(lines: &[Line<'_>]) -> Option<usize> {
    let mut wanted: Option<u32> = None;
    let mut below = lines.len();
    for (at, line) in lines.iter().enumerate().rev() {
        if below - at > NOTE {
            return None;
        }
        let begins = |s: &Start<'_>| {
            let opens = s.text.as_ref().or(lines.get(at + 1)).is_some_and(capital);
            s.form == Form::Digits && opens && wanted.is_none_or(|wanted| s.number == wanted)
        };
        let Some(found) = start(line).filter(begins) else { continue };
        below = at;
        match (found.number, wanted) {
            (1, None) => return None,
            (1, Some(_)) => return Some(at),
            (number, _) => wanted = Some(number - 1),
        }
    }
    None
}

fn capital(line: &Line<'_>) -> bool {
    line.text.starts_with(|c: char| c.is_uppercase() || "“‘«\"".contains(c)) || line.text.starts_with("http")
}

impl Page<'_, '_> {
    /// Whether the line before this one was ended though it had room, and another text begins here.
    fn is_ended(&self, at: usize) -> bool {
        const SLACK: usize = 15;
        let before = at.checked_sub(1).and_then(|before| self.lines.get(before));
        before.zip(self.lines.get(at)).is_some_and(|(before, line)| {
            let edge = before.column + before.width();
            let opens = line.text.starts_with(char::is_uppercase) || marker(line).is_some();
            opens && self.width.leaves_room(edge, line, SLACK)
        })
    }

    /// Whether the line before this one leaves room for it, so that no sentence runs on.
    fn is_below_end(&self, at: usize) -> bool {
        let before = at.checked_sub(1).and_then(|before| self.lines.get(before)).zip(self.lines.get(at));
        before.is_some_and(|(before, line)| self.width.leaves_room(before.column + before.width(), line, 0))
    }

    /// Whether a note begins at this line, which may stand right below the note before it.
    fn is_loose_note(&self, (at, below): (usize, bool), s: &Start<'_>, last: Option<&u32>) -> bool {
        let Some(line) = self.lines.get(at) else { return false };
        let follows = last.is_none_or(|last| s.number > *last && s.number <= last + 5);
        let numbered = |score, forms: &[Form]| self.marks.stand(s.number, 0, at, score, forms);
        match s.form {
            _ if !follows || at == 0 => false,
            Form::Superscript => true,
            Form::Bracket => numbered(0, &[Form::Bracket]),
            Form::Paren => numbered(0, &[Form::Paren]) && line.blank,
            Form::Digits => {
                let text = s.text.as_ref().or(self.lines.get(at + 1));
                let next = below && last.is_some_and(|last| s.number == last + 1);
                // The notes of a list tell each other: a number that may be no mark is one then.
                let listed = self.list.is_some_and(|from| at >= from);
                let apart = line.blank
                    || line.cut
                    || next
                    || numbered(mark::SURE, &[Form::Bracket])
                    || listed && s.number == 1 && self.is_below_end(at)
                    || self.airless && self.is_next(at, s.number, last);
                text.is_some_and(capital) && apart && numbered(if listed { 1 } else { 5 }, &ANY)
            }
        }
    }

    /// Whether a number is the next one of the notes, below the lines that have its mark; where no blank lines are, that
    /// must do.
    fn is_next(&self, at: usize, number: u32, last: Option<&u32>) -> bool {
        let near = at.saturating_sub(NOTE);
        self.is_below_end(at)
            && number == last.map_or(1, |last| last + 1)
            && self.marks.stand(number, near, at, LIKELY, &ANY)
    }
}

/// A note with the next ones where a conversion has glued them to its end: `… politie[3] https://…`.
fn parts(mut note: FoundNote<'_>) -> Vec<FoundNote<'_>> {
    if note.form != Form::Bracket {
        return vec![note];
    }
    let lines = std::mem::take(&mut note.lines);
    let (mut last, mut parts) = (note, Vec::new());
    for line in lines {
        let mut rest = Some(line);
        while let Some(line) = rest.take() {
            let number = last.number + 1;
            let printed = format!("[{number}]");
            let Some(at) = line.text.find(&printed).filter(|_| number <= HIGHEST) else {
                last.lines.push(line);
                break;
            };
            last.lines.extend(line.part(0..at));
            let end = at + printed.len();
            let mark = line.start + at..line.start + end;
            let next =
                FoundNote { number, form: Form::Bracket, sheet: None, mark, lines: Vec::new(), doubt: None };
            parts.push(std::mem::replace(&mut last, next));
            rest = line.part(end..line.text.len());
        }
    }
    parts.push(last);
    parts
}
