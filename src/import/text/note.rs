//! Notes: at the foot of a sheet, at the end of the text, or between two lines of a paragraph.
//!
//! A note begins with its number. `pdftotext` may set the numbers before or behind the texts they belong to; then
//! numbers without text and texts without number are brought together in their order. Lines are notes only when
//! their numbers go on from the note before and the text above has a number that can be the mark.

use super::line::Line;
use super::mark::{self, Candidate};
use crate::import::header::people;
use std::collections::BTreeMap;
use std::ops::Range;

/// How the number of a note is printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Form {
    /// `1`
    Digits,
    /// `¹`
    Superscript,
    /// `[1]`
    Bracket,
    /// `1)`
    Paren,
}

/// A note as it stands in the text.
#[derive(Debug, Clone)]
pub(super) struct Found<'a> {
    /// Its number.
    pub number: u32,
    /// How it is printed.
    pub form: Form,
    /// The sheet it stands on.
    pub sheet: usize,
    /// The bytes of its number.
    pub mark: Range<usize>,
    /// Its text.
    pub lines: Vec<Line<'a>>,
    /// What a reader should compare with the original.
    pub doubt: Option<Doubt>,
}

/// What a conversion leaves uncertain about the text of a note.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Doubt {
    /// Numbers and texts were torn apart.
    Exchanged,
    /// The end was found at the foot of the next sheet.
    RunsOn,
    /// The end was found nowhere.
    CutOff,
}

impl<'a> Found<'a> {
    /// The first byte of number or text.
    pub(super) fn start(&self) -> usize {
        self.lines.first().map_or(self.mark.start, |l| l.start.min(self.mark.start))
    }

    /// Its lines as paragraphs. A conversion sets blank lines within sentences too; those end nothing.
    pub(super) fn paragraphs(&self) -> Vec<&[Line<'a>]> {
        let ended = |line: &Line<'_>| line.text.ends_with(['.', '?', '!', ':', ';', '”', '’', ')']);
        self.lines
            .chunk_by(|a, b| !(b.blank && ended(a) && !b.text.starts_with(char::is_lowercase)))
            .collect()
    }
}

/// The number a line begins with, as notes do.
#[derive(Debug, Clone)]
struct Start<'a> {
    number: u32,
    form: Form,
    mark: Range<usize>,
    /// The text behind it; none if the number stands alone.
    text: Option<Line<'a>>,
}

fn start<'a>(line: &Line<'a>) -> Option<Start<'a>> {
    let text = line.text;
    let raised: String = text.chars().take_while(|&c| mark::superscript(c).is_some()).collect();
    let make = |form, digits: &str, mark: usize| {
        let number = digits.parse().ok().filter(|n| (1..1000).contains(n))?;
        let behind = line.part(mark..text.len());
        Some(Start { number, form, mark: line.start..line.start + mark, text: behind })
    };
    if !raised.is_empty() {
        let digits: String =
            raised.chars().filter_map(|c| char::from_digit(mark::superscript(c)?, 10)).collect();
        return make(Form::Superscript, &digits, raised.len());
    }
    if let Some(inner) = text.strip_prefix('[') {
        let (inner, rest) = inner.split_once(']')?;
        let digits = inner.trim().trim_start_matches('^');
        let colon = usize::from(rest.starts_with(':'));
        return make(Form::Bracket, digits, inner.len() + 2 + colon).filter(|s| s.text.is_some());
    }
    let run = text.bytes().take_while(u8::is_ascii_digit).count();
    let digits = text.get(..run).filter(|d| (1..=3).contains(&d.len()) && !d.starts_with('0'))?;
    let rest = text.get(run..)?;
    if rest.starts_with(')') {
        return make(Form::Paren, digits, run + 1).filter(|s| s.text.is_some());
    }
    let glued = rest.starts_with(char::is_uppercase) || ["http", "www."].iter().any(|a| rest.starts_with(a));
    let spaced = rest.starts_with(char::is_whitespace);
    (rest.is_empty() || glued || spaced).then(|| make(Form::Digits, digits, run)).flatten()
}

/// Takes the notes out of the lines. Marks of these numbers stand in the title.
pub(super) fn take<'a>(lines: Vec<Line<'a>>, titled: &[u32]) -> (Vec<Line<'a>>, Vec<Found<'a>>) {
    let marks = Marks::of(&lines, titled);
    let sheets = lines.last().is_some_and(|l| l.sheet > 0);
    let mut owner = vec![false; lines.len()];
    let notes = if sheets { by_sheet(&lines, &marks, &mut owner) } else { Vec::new() };
    let notes = if notes.is_empty() { loose(&lines, &marks, &mut owner) } else { notes };
    let mut cut = false;
    let mut body = Vec::with_capacity(lines.len());
    for (mut line, owned) in lines.into_iter().zip(owner) {
        if owned {
            cut = true;
        } else {
            line.cut |= cut;
            cut = false;
            body.push(line);
        }
    }
    (body, notes)
}

/// Where numbers stand that can be marks.
struct Marks {
    by_number: BTreeMap<u32, Vec<(usize, u32, Form)>>,
}

impl Marks {
    fn of(lines: &[Line<'_>], titled: &[u32]) -> Self {
        let mut by_number: BTreeMap<u32, Vec<(usize, u32, Form)>> = BTreeMap::new();
        for &number in titled {
            by_number.entry(number).or_default().push((0, mark::SURE, Form::Digits));
        }
        for Candidate { line, number, form, score, .. } in mark::candidates(lines) {
            by_number.entry(number).or_default().push((line, score, form));
        }
        Self { by_number }
    }

    /// Whether lines from `from` to before `to` have a number that can be this mark.
    fn stand(&self, number: u32, from: usize, to: usize, at_least: u32, forms: &[Form]) -> bool {
        let Some(places) = self.by_number.get(&number) else { return false };
        let begin = places.partition_point(|p| p.0 < from);
        let within = places.iter().skip(begin).take_while(|p| p.0 < to);
        within.into_iter().any(|(_, score, form)| *score >= at_least && forms.contains(form))
    }
}

/// A score that a mark has which stands hard against the end of a sentence.
const LIKELY: u32 = 6;

const ANY: [Form; 3] = [Form::Digits, Form::Superscript, Form::Bracket];

/// Lines of a long note.
const NOTE: usize = 40;

/// Notes that one sheet may keep to itself before the next is read without them.
const MISSED: u32 = 8;

/// Notes at the foot of each sheet.
fn by_sheet<'a>(lines: &[Line<'a>], marks: &Marks, owner: &mut [bool]) -> Vec<Found<'a>> {
    let mut notes: Vec<Found<'a>> = Vec::new();
    let mut begin = 0;
    while let Some(first) = lines.get(begin) {
        let end = begin + lines.iter().skip(begin).take_while(|l| l.sheet == first.sheet).count();
        let open = begin.checked_sub(1).is_some_and(|last| owner.get(last) == Some(&true));
        let rest = if open { rest(lines, begin, end) } else { None };
        let next = notes.last().map_or(1, |n| n.number + 1);
        let from = |next| Sheet { lines, begin, end, next, rest, marks };
        // A sheet whose notes cannot be told must not take those of the later sheets along.
        let later = || {
            (next + 1..next + MISSED).find_map(|next| from(next).certain().then(|| from(next).in_order())?)
        };
        let found = from(next).in_order().or_else(|| from(next).torn()).or_else(later);
        let (foot, found) = found.unwrap_or((end, Vec::new()));
        let rest = rest.filter(|&r| r < foot && lines.iter().take(foot).skip(r + 1).all(|l| !l.blank));
        if let Some(note) = notes.last_mut().filter(|_| open) {
            note.lines.extend(lines.iter().take(foot).skip(rest.unwrap_or(foot)).cloned());
            let broken =
                begin.checked_sub(1).and_then(|last| lines.get(last)).is_some_and(|l| breaks_off(l.text));
            let doubt = rest.map(|_| Doubt::RunsOn).or(broken.then_some(Doubt::CutOff));
            note.doubt = note.doubt.or(doubt);
        }
        notes.extend(found);
        owner.iter_mut().take(end).skip(rest.unwrap_or(foot)).for_each(|o| *o = true);
        begin = end;
    }
    notes
}

/// Where the rest of the last note of the sheet before begins at the foot of this one: behind a gap, in a small letter,
/// after a note that no full stop has ended and below a text that does not need it.
fn rest(lines: &[Line<'_>], begin: usize, end: usize) -> Option<usize> {
    let small = |line: &Line<'_>| line.text.starts_with(char::is_lowercase);
    let unended =
        lines.get(begin.checked_sub(1)?)?.text.ends_with(|c: char| c.is_lowercase() || ",-(".contains(c));
    let gap =
        |at: &usize| lines.get(*at).is_some_and(|l| l.blank && small(l) && people::office(l.text).is_none());
    let at = (begin + 1..end).rev().take(NOTE).find(gap).filter(|_| unended)?;
    let complete = lines.get(at - 1)?.text.ends_with(['.', '?', '!', ':', '”', '’']);
    (complete || lines.get(end).is_some_and(small)).then_some(at)
}

/// Whether a text stops where no sentence does: at a comma, a hyphen, an article or a preposition.
fn breaks_off(text: &str) -> bool {
    const OPEN: [&str; 18] = [
        "de", "het", "een", "en", "of", "van", "op", "te", "met", "voor", "door", "bij", "naar", "om", "tot",
        "die", "dat", "wordt",
    ];
    let last = text.split_whitespace().next_back().unwrap_or_default();
    let address = last.contains("://") || last.starts_with("www.");
    !address && (last.ends_with([',', '-', '(']) || OPEN.contains(&last))
}

struct Sheet<'s, 'a> {
    lines: &'s [Line<'a>],
    begin: usize,
    end: usize,
    next: u32,
    /// Where the rest of a note of the sheet before may begin; own notes may stand right below it.
    rest: Option<usize>,
    marks: &'s Marks,
}

impl<'a> Sheet<'_, 'a> {
    fn marked(&self, number: u32, before: usize) -> bool {
        self.marks.stand(number, self.begin, before, 0, &ANY)
    }

    fn starts(&self) -> Vec<(usize, Start<'a>)> {
        let on_sheet = self.lines.iter().enumerate().take(self.end).skip(self.begin);
        let starts = on_sheet.filter_map(|(at, line)| Some((at, start(line)?)));
        starts.filter(|(_, s)| matches!(s.form, Form::Digits | Form::Superscript)).collect()
    }

    /// Whether the first number has a mark on this sheet that nothing but a note explains.
    fn certain(&self) -> bool {
        self.marks.stand(self.next, self.begin, self.end, mark::SURE, &ANY)
    }

    /// Whether another note follows the one that begins at this line, as at the foot of a sheet.
    fn is_first_of_many(&self, at: usize) -> bool {
        let second =
            |line: &Line<'a>| start(line).is_some_and(|s| s.number == self.next + 1 && s.text.is_some());
        let below = self.lines.iter().take(self.end.min(at + NOTE)).skip(at + 1);
        self.marked(self.next + 1, at) && below.into_iter().any(second)
    }

    /// Whether a number without a mark goes on with the notes above it: it stands where theirs do, before a capital or
    /// an address, and the next number has its mark or none follows.
    fn is_in_row(&self, from: usize, line: &Line<'a>, s: &Start<'a>) -> bool {
        let column = self.lines.get(from).is_some_and(|first| first.column == line.column);
        let opens = |text: &str| text.starts_with(char::is_uppercase) || text.starts_with("http");
        let below = self.lines.iter().take(self.end).filter_map(start);
        let next = below.into_iter().any(|later| later.number == s.number + 1);
        column
            && s.text.as_ref().is_some_and(|text| opens(text.text))
            && (self.marked(s.number + 1, from) || !next)
    }

    /// Every number before its text.
    fn in_order(&self) -> Option<(usize, Vec<Found<'a>>)> {
        let starts = self.starts();
        let begins = |(at, s): &&(usize, Start<'a>)| {
            let apart = s.text.is_none() || s.form == Form::Superscript;
            let below_rest = self.rest.is_some_and(|rest| rest < *at);
            let gap = below_rest || self.lines.get(*at).is_some_and(|l| l.blank || l.cut);
            s.number == self.next
                && self.marked(s.number, *at)
                && (apart || gap || self.is_first_of_many(*at))
        };
        for (from, _) in starts.iter().rev().filter(begins) {
            let mut notes: Vec<Found<'a>> = Vec::new();
            let mut wanted = self.next;
            for (at, line) in self.lines.iter().enumerate().take(self.end).skip(*from) {
                let goes_on = |s: &Start<'a>| self.marked(wanted, *from) || self.is_in_row(*from, line, s);
                match start(line)
                    .filter(|s| s.number == wanted && s.form != Form::Paren && (at == *from || goes_on(s)))
                {
                    Some(s) => {
                        notes.push(Found {
                            number: s.number,
                            form: s.form,
                            sheet: line.sheet,
                            mark: s.mark,
                            lines: s.text.into_iter().collect(),
                            doubt: None,
                        });
                        wanted += 1;
                    }
                    None => {
                        if let Some(note) = notes.last_mut() {
                            note.lines.push(line.clone());
                        }
                    }
                }
            }
            if !notes.is_empty() && notes.iter().all(|n| !n.lines.is_empty()) {
                return Some((*from, notes));
            }
        }
        None
    }

    /// Numbers and texts that a conversion has torn apart.
    fn torn(&self) -> Option<(usize, Vec<Found<'a>>)> {
        let mut starts = self.starts();
        starts.retain(|(at, s)| s.number >= self.next && self.marked(s.number, *at));
        // The run of numbers from the next one on; of each, the last on the sheet.
        let mut by_number: BTreeMap<u32, (usize, Start<'a>)> = BTreeMap::new();
        for (at, s) in starts {
            by_number.insert(s.number, (at, s));
        }
        let run: BTreeMap<u32, (usize, Start<'a>)> =
            (self.next..).map_while(|n| by_number.remove_entry(&n)).collect();
        let numbered: BTreeMap<usize, u32> = run.iter().map(|(n, (at, _))| (*at, *n)).collect();
        let (&first, _) = numbered.first_key_value()?;
        let mut texts: BTreeMap<u32, Vec<Line<'a>>> = BTreeMap::new();
        let mut free: Vec<Line<'a>> = Vec::new();
        let mut open = None;
        for (at, line) in self.lines.iter().enumerate().take(self.end).skip(first) {
            if let Some(number) = numbered.get(&at) {
                let own = run.get(number).and_then(|(_, s)| s.text.clone());
                texts.insert(*number, own.into_iter().collect());
                open = Some(*number);
            } else if let Some(text) = open.filter(|_| !line.blank).and_then(|n| texts.get_mut(&n)) {
                text.push(line.clone());
            } else {
                open = None;
                free.push(line.clone());
            }
        }
        let homeless: Vec<u32> = texts.iter().filter(|(_, t)| t.is_empty()).map(|(n, _)| *n).collect();
        let mut from = first;
        if !homeless.is_empty() && free.is_empty() {
            from = self.above(first, homeless.len());
            free = self.lines.get(from..first)?.to_vec();
        }
        if homeless.is_empty() != free.is_empty() {
            return None;
        }
        let (shared, certain) = share(&free, homeless.len());
        for (number, lines) in homeless.iter().zip(shared) {
            texts.insert(*number, lines);
        }
        let notes = run.into_iter().map(|(number, (at, s))| Found {
            number,
            form: s.form,
            sheet: self.lines.get(at).map_or(0, |l| l.sheet),
            mark: s.mark,
            lines: texts.remove(&number).unwrap_or_default(),
            doubt: (!certain && homeless.contains(&number)).then_some(Doubt::Exchanged),
        });
        Some((from, notes.collect()))
    }

    /// The first line of the `count` notes that stand above their numbers.
    fn above(&self, first: usize, count: usize) -> usize {
        const MOST: usize = 12;
        let mut begun = 0;
        let mut at = first;
        while at > self.begin.max(first.saturating_sub(MOST)) {
            at -= 1;
            let Some(line) = self.lines.get(at) else { break };
            let before = at.checked_sub(1).and_then(|b| self.lines.get(b)).filter(|b| b.sheet == line.sheet);
            begun += usize::from(begins_note(line, before));
            if begun >= count && (line.blank || begun == count && begins_note(line, before)) {
                // A gap above tells for certain where the text ends; look a little further for one.
                let gap =
                    (self.begin..=at).rev().take(4).find(|&g| self.lines.get(g).is_some_and(|l| l.blank));
                return gap.filter(|_| count == 1).unwrap_or(at);
            }
        }
        at
    }
}

/// Whether a line looks like the first of a note: it opens with a capital or an address, behind a full stop.
fn begins_note(line: &Line<'_>, before: Option<&Line<'_>>) -> bool {
    let cites = ["kamerstuk", "aanhangsel", "handelingen", "zie ", "stb.", "stcrt.", "ecli:"];
    let lower = line.text.to_lowercase();
    let citation = cites.iter().any(|c| lower.starts_with(c));
    let opens = lower.starts_with("http")
        || lower.starts_with("www.")
        || line.text.starts_with(|c: char| c.is_uppercase() || c.is_ascii_digit() || "“‘«\"".contains(c));
    let ended =
        before.is_none_or(|b| b.text.ends_with('.') || b.text.contains("http") || b.sheet != line.sheet);
    line.blank || citation || opens && ended
}

/// Lines shared out over so many notes, and whether that is certain.
fn share<'a>(lines: &[Line<'a>], count: usize) -> (Vec<Vec<Line<'a>>>, bool) {
    if lines.len() == count || count == 1 {
        let each = lines.len().checked_div(count).unwrap_or(1).max(1);
        return (lines.chunks(each).map(<[Line<'_>]>::to_vec).collect(), true);
    }
    let mut shared: Vec<Vec<Line<'a>>> = Vec::new();
    for (at, line) in lines.iter().enumerate() {
        let before = at.checked_sub(1).and_then(|b| lines.get(b));
        match shared.last_mut() {
            Some(last) if !begins_note(line, before) => last.push(line.clone()),
            _ => shared.push(vec![line.clone()]),
        }
    }
    let certain = shared.len() == count;
    while shared.len() > count {
        let Some(last) = shared.pop() else { break };
        if let Some(before) = shared.last_mut() {
            before.extend(last);
        }
    }
    (shared, certain)
}

/// Notes in a text without sheets: paragraphs that open with a number.
fn loose<'a>(lines: &[Line<'a>], marks: &Marks, owner: &mut [bool]) -> Vec<Found<'a>> {
    let mut notes: Vec<Found<'a>> = Vec::new();
    let mut last: BTreeMap<Form, u32> = BTreeMap::new();
    let mut at = 0;
    while let Some(line) = lines.get(at) {
        let below = at.checked_sub(1).and_then(|before| owner.get(before)) == Some(&true);
        let is_note = |s: &Start<'a>| {
            is_loose_note(lines, (at, below), s, last.get(&s.form), marks)
                || is_listed(lines, at, s, last.get(&s.form), marks)
        };
        let Some(begin) = start(line).filter(is_note) else {
            at += 1;
            continue;
        };
        let mut text: Vec<Line<'a>> = begin.text.iter().cloned().collect();
        let mut end = at + 1;
        // A number on a line of its own has its text below, behind a blank line or not.
        while let Some(more) = lines.get(end).filter(|l| text.is_empty() || !l.blank && start(l).is_none()) {
            text.push(more.clone());
            end += 1;
        }
        while let Some(more) = lines.get(end).filter(|l| hangs(l, line, &text)) {
            text.push(more.clone());
            end += 1;
        }
        owner.iter_mut().take(end).skip(at).for_each(|o| *o = true);
        last.insert(begin.form, begin.number);
        let (number, form, mark) = (begin.number, begin.form, begin.mark);
        notes.push(Found { number, form, sheet: line.sheet, mark, lines: text, doubt: None });
        while let Some(inner) = notes.last_mut().and_then(within) {
            last.insert(inner.form, inner.number);
            notes.push(inner);
        }
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
fn between<'a>(lines: &[Line<'a>], marks: &Marks, owner: &mut [bool], notes: &mut [Found<'a>]) {
    const PARAGRAPHS: usize = 3;
    let place = |note: &Found<'_>| lines.partition_point(|l| l.start < note.mark.start + 1).saturating_sub(1);
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
fn returning<'a>(lines: &[Line<'a>], marks: &Marks, owner: &mut [bool]) -> Vec<Found<'a>> {
    let sign = |line: &Line<'_>| line.text.rfind('↩');
    let from = lines.iter().rposition(|l| sign(l).is_none()).map_or(0, |at| at + 1);
    let notes = lines.get(from..).unwrap_or_default().iter().zip(1..).map_while(|(line, number)| {
        let at = sign(line).filter(|_| marks.stand(number, 0, from, 0, &ANY))?;
        let mark = line.start + at..line.at().end;
        let lines = line.part(0..at).into_iter().collect();
        Some(Found { number, form: Form::Digits, sheet: line.sheet, mark, lines, doubt: None })
    });
    let notes: Vec<Found<'a>> = notes.collect();
    owner.iter_mut().skip(from).take(notes.len()).for_each(|o| *o = true);
    notes
}

/// Whether a note begins at this line, which may stand right below the note before it.
fn is_loose_note(
    lines: &[Line<'_>],
    (at, below): (usize, bool),
    s: &Start<'_>,
    last: Option<&u32>,
    marks: &Marks,
) -> bool {
    let Some(line) = lines.get(at) else { return false };
    let follows = last.is_none_or(|last| s.number > *last && s.number <= last + 5);
    let numbered = |score, forms: &[Form]| marks.stand(s.number, 0, at, score, forms);
    let capital = |l: &Line<'_>| {
        l.text.starts_with(|c: char| c.is_uppercase() || "“‘«\"".contains(c)) || l.text.starts_with("http")
    };
    match s.form {
        _ if !follows || at == 0 => false,
        Form::Superscript => true,
        Form::Bracket => numbered(0, &[Form::Bracket]),
        Form::Paren => numbered(0, &[Form::Paren]) && line.blank,
        Form::Digits => {
            let text = s.text.as_ref().or(lines.get(at + 1));
            let next = below && last.is_some_and(|last| s.number == last + 1);
            let apart = line.blank || next || numbered(mark::SURE, &[Form::Bracket]);
            text.is_some_and(capital) && apart && numbered(5, &ANY)
        }
    }
}

/// The next note where a conversion has glued it to the end of this one: `… politie[3] https://…`.
fn within<'a>(note: &mut Found<'a>) -> Option<Found<'a>> {
    if note.form != Form::Bracket {
        return None;
    }
    let number = note.number + 1;
    let printed = format!("[{number}]");
    let (index, at) = note.lines.iter().enumerate().find_map(|(i, l)| Some((i, l.text.find(&printed)?)))?;
    let line = note.lines.get(index)?.clone();
    let mark = line.start + at..line.start + at + printed.len();
    let mut lines: Vec<Line<'a>> = line.part(at + printed.len()..line.text.len()).into_iter().collect();
    lines.extend(note.lines.drain(index..).skip(1));
    note.lines.extend(line.part(0..at));
    Some(Found { number, form: Form::Bracket, sheet: note.sheet, mark, lines, doubt: None })
}
