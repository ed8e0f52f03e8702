//! Notes at the foot of each sheet: numbers before their texts, or torn from them; the rest of a note on the next
//! sheet. Never a line above the notes, unless it is certain that the text ends there.

use super::super::line::Line;
use super::super::mark::{self, ANY, Form, LIKELY, Marks};
use super::super::paragraph::Width;
use super::shape::{Doubt, FoundNote, NOTE, Start, start};
use crate::import::header::people;
use std::collections::BTreeMap;
use std::ops::Range;

/// Notes that one sheet may keep to itself before the next is read without them.
const MISSED: u32 = 8;

/// Places on a sheet at which its notes are taken to begin before they count as untold: each is tried with all lines
/// below it.
const TRIES: usize = 64;

/// Notes at the foot of each sheet.
pub(super) fn by_sheet<'a>(lines: &[Line<'a>], marks: &Marks, owner: &mut [bool]) -> Vec<FoundNote<'a>> {
    let mut notes: Vec<FoundNote<'a>> = Vec::new();
    let width = Width::of(lines);
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
        // The only sheet of a text may have its page number where a number torn from its note would stand.
        let torn = || from(next).torn().filter(|_| lines.last().is_some_and(|l| l.sheet > 0));
        // Each sheet may count its own notes from 1 again.
        let anew = || from(1).in_order().filter(|_| next > 1 && from(1).begins() && !from(next).begins());
        let found = from(next).in_order().or_else(torn).or_else(anew).or_else(later);
        let (foot, found) = found.unwrap_or((end, Vec::new()));
        let rest = rest.filter(|&r| r < foot && lines.iter().take(foot).skip(r + 1).all(|l| !l.blank));
        if let Some(note) = notes.last_mut().filter(|_| open) {
            note.lines.extend(lines.iter().take(foot).skip(rest.unwrap_or(foot)).cloned());
            let last = begin.checked_sub(1).and_then(|last| lines.get(last));
            // A line that is as wide as the text ends in a small letter where it was broken.
            let wide =
                |l: &Line<'_>| l.text.ends_with(char::is_lowercase) && width.is_full(l.column + l.width());
            let broken = last.is_some_and(|l| breaks_off(l.text) || wide(l));
            let doubt = rest.map(|_| Doubt::RunsOn).or(broken.then_some(Doubt::CutOff));
            let doubt = doubt.or(interrupted(lines, begin..foot, end).then_some(Doubt::Interrupts));
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

/// Whether the last lines of the text of a sheet, behind a gap, end with a full stop in the middle of a sentence, which goes on
/// on the next sheet.
fn interrupted(lines: &[Line<'_>], sheet: Range<usize>, next: usize) -> bool {
    let text = |at: usize| lines.get(at).map(|line| line.text).unwrap_or_default();
    let below = sheet.start + 1..sheet.end;
    let gap = below.rev().take(NOTE).find(|&at| lines.get(at).is_some_and(|line| line.blank));
    let open = gap.is_some_and(|at| text(at - 1).ends_with(|c: char| c.is_lowercase() || c == ','));
    let ended = sheet.end.checked_sub(1).is_some_and(|last| text(last).ends_with('.'));
    open && ended && text(next).starts_with(char::is_lowercase)
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
        self.marks.stand(number, self.begin, before, mark::WEAK + 1, &ANY)
    }

    /// Whether the number has a mark above this line that only the note below can make one.
    fn hinted(&self, number: u32, before: usize) -> bool {
        self.marks.stand(number, self.begin, before, mark::WEAK, &ANY)
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

    /// Whether the first number has a likely mark on this sheet.
    fn begins(&self) -> bool {
        self.marks.stand(self.next, self.begin, self.end, LIKELY, &ANY)
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
    fn is_in_row(&self, from: usize, at: usize, s: &Start<'a>) -> bool {
        let column = self.lines.get(from).zip(self.lines.get(at)).is_some_and(|(a, b)| a.column == b.column);
        let opens = |text: &str| text.starts_with(char::is_uppercase) || text.starts_with("http");
        let below = self.lines.iter().take(self.end.min(at + NOTE)).skip(at + 1).filter_map(start);
        let next = below.into_iter().any(|later| later.number == s.number + 1);
        column
            && s.text.as_ref().is_some_and(|text| opens(text.text))
            && (self.marked(s.number + 1, from) || !next)
    }

    /// Every number before its text.
    fn in_order(&self) -> Option<(usize, Vec<FoundNote<'a>>)> {
        let starts = self.starts();
        let begins = |(at, s): &&(usize, Start<'a>)| {
            let apart = s.text.is_none() || s.form == Form::Superscript;
            let below_rest = self.rest.is_some_and(|rest| rest < *at);
            let gap = below_rest || self.lines.get(*at).is_some_and(|l| l.blank || l.cut);
            let many = || self.is_first_of_many(*at);
            let gap = apart || gap;
            s.number == self.next
                && (self.marked(s.number, *at) && (gap || many())
                    || gap && self.hinted(s.number, *at) && many())
        };
        for (from, _) in starts.iter().rev().filter(begins).take(TRIES) {
            let mut notes: Vec<FoundNote<'a>> = Vec::new();
            let mut wanted = self.next;
            for (at, line) in self.lines.iter().enumerate().take(self.end).skip(*from) {
                let goes_on = |s: &Start<'a>| self.marked(wanted, *from) || self.is_in_row(*from, at, s);
                match start(line)
                    .filter(|s| s.number == wanted && s.form != Form::Paren && (at == *from || goes_on(s)))
                {
                    Some(s) => {
                        notes.push(FoundNote {
                            number: s.number,
                            form: s.form,
                            sheet: Some(line.sheet),
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
                for note in &mut notes {
                    note.doubt = has_more_below(&note.lines).then_some(Doubt::Below);
                }
                return Some((*from, notes));
            }
        }
        None
    }

    /// Numbers and texts that a conversion has torn apart.
    fn torn(&self) -> Option<(usize, Vec<FoundNote<'a>>)> {
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
        // A line that could as well begin a paragraph of the text is no certain beginning of the notes.
        let told = |line: &Line<'_>| {
            let before = from.checked_sub(1).and_then(|before| self.lines.get(before));
            line.blank || line.cut || is_reference(line) || opens_behind_open(line, before)
        };
        let certain = certain && (from == first || self.lines.get(from).is_some_and(told));
        for (number, lines) in homeless.iter().zip(shared) {
            texts.insert(*number, lines);
        }
        let notes = run.into_iter().map(|(number, (at, s))| FoundNote {
            number,
            form: s.form,
            sheet: self.lines.get(at).map(|l| l.sheet),
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
        let goes_on = self.lines.get(self.end).is_some_and(|l| l.text.starts_with(char::is_lowercase));
        while at > self.begin.max(first.saturating_sub(MOST)) {
            at -= 1;
            let Some(line) = self.lines.get(at) else { break };
            let before = at.checked_sub(1).and_then(|b| self.lines.get(b)).filter(|b| b.sheet == line.sheet);
            // The text that breaks off above goes on in the next sheet: it cannot be that of the note.
            let parts = goes_on && begun == 0 && count == 1 && opens_behind_open(line, before);
            begun += usize::from(begins_note(line, before) || parts);
            if parts {
                return at;
            }
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

/// Whether what follows a gap below the first paragraph of a note may be text of the letter: it begins as a paragraph or a table
/// does, and goes on as neither a reference nor a word or two.
fn has_more_below(lines: &[Line<'_>]) -> bool {
    const WORDS: usize = 5;
    lines.windows(2).any(|pair| {
        let [before, line] = pair else { return false };
        let ended = before.text.ends_with(['.', '?', '!', ')', '”', '’', '/']) || before.text.contains("://");
        let begins = line.text.starts_with(|c: char| c.is_uppercase() || c.is_ascii_digit());
        line.blank && ended && begins && line.text.split_whitespace().count() >= WORDS
    })
}

/// Whether a line looks like the first of a note: it opens with a capital or an address, behind a full stop.
fn begins_note(line: &Line<'_>, before: Option<&Line<'_>>) -> bool {
    let opens =
        line.text.starts_with(|c: char| c.is_uppercase() || c.is_ascii_digit() || "“‘«\"".contains(c));
    let ended =
        before.is_none_or(|b| b.text.ends_with('.') || b.text.contains("http") || b.sheet != line.sheet);
    let address = ["http", "www."].iter().any(|begin| line.text.to_lowercase().starts_with(begin));
    line.blank || is_reference(line) && !address || (opens || address) && ended
}

/// Whether a line begins with a reference or an address, as notes do and few paragraphs.
fn is_reference(line: &Line<'_>) -> bool {
    const CITES: [&str; 9] =
        ["kamerstuk", "aanhangsel", "handelingen", "zie ", "stb.", "stcrt.", "ecli:", "http", "www."];
    let lower = line.text.to_lowercase();
    CITES.iter().any(|cited| lower.starts_with(cited))
}

/// Whether a line opens with a capital behind a line that no sentence ends.
fn opens_behind_open(line: &Line<'_>, before: Option<&Line<'_>>) -> bool {
    let open = |b: &Line<'_>| b.text.ends_with(char::is_lowercase) && b.sheet == line.sheet;
    line.text.starts_with(char::is_uppercase) && before.is_some_and(open)
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
    let surplus: Vec<Line<'a>> = shared.drain(count.min(shared.len())..).flatten().collect();
    if let Some(last) = shared.last_mut() {
        last.extend(surplus);
    }
    (shared, certain)
}
