//! Marks of notes in running text: everything that could be one, and which of them are.
//!
//! Converted text glues marks to words and figures (`bijlage1`, `20232`) or sets them apart like any number
//! (`jl. 1, heb`). So a number is a mark only if there is a note with that number, on the same sheet where sheets
//! are known, and if the marks then stand in the order of the notes: of all choices that do, the one whose
//! members look most like marks is taken.

use super::line::Line;
use super::note::{Form, Found};
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

/// A number that could be the mark of a note.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Candidate {
    /// The line, by its place among all.
    pub line: usize,
    /// The bytes of the source that would be the mark.
    pub at: Range<usize>,
    /// The number of the note.
    pub number: u32,
    /// How it is printed.
    pub form: Form,
    /// How much it looks like a mark.
    pub score: u32,
}

/// A score that ordinary numbers do not reach.
pub(super) const SURE: u32 = 8;

/// The score of a number that only a note without a mark can make one: behind a noun that is counted as often as not.
pub(super) const WEAK: u32 = 0;

/// Such nouns. Set apart from its word by a conversion, a mark reads as `de motie 3`.
const NOUNS: &str = " motie jaar besluit wet afdeling stuk fiche amendement titel brief en of ";

/// Words before a number that is no mark: what they count or name.
const COUNTED: &str = " artikel artikelen art art. lid leden nr nr. nrs nrs. nummer nummers no no. paragraaf par. \
    hoofdstuk bijlage bijlagen vraag vragen antwoord deel tabel figuur fase stap punt onderdeel blz blz. p p. pagina \
    categorie groep klasse lijn spoor pijler box versie niveau top en of van tot t/m met in op circa ca. ruim de het \
    een uiterlijk minimaal maximaal ongeveer bijna per om na voor over tussen sinds vanaf eind begin medio d.d. \
    dan alle binnen door elke fiche besluit wet titel afdeling kamerstuk kamerstukken dossier motie amendement stuk \
    postbus scenario variant optie type model editie jaar is zijn was waren naar uit bij aan heeft hebben kreeg tel \
    and of the to from ";

/// Words behind a number that is no mark: units and months.
const UNITS: &str = " januari februari maart april mei juni juli augustus september oktober november december jaar \
    jaren maanden maand weken week dagen dag uur minuten seconden procent euro miljoen mln mln. miljard mld mld. \
    duizend km meter m2 ha fte mensen personen leden moties gemeenten provincies keer maal graden kilometer ton mw \
    gw pj artikelen vragen ";

/// Everything in these lines that could be a mark.
pub(super) fn candidates(lines: &[Line<'_>]) -> Vec<Candidate> {
    let mut found = Vec::new();
    let mut before = "";
    for (index, line) in lines.iter().enumerate() {
        scan(line, index, before, &mut found);
        before = line.text;
    }
    found
}

fn scan(line: &Line<'_>, index: usize, line_before: &str, found: &mut Vec<Candidate>) {
    let text = line.text;
    let mut open = 0_usize;
    // The next `]`, looked for once for all `[` before it.
    let mut closing = text.find(']');
    let mut at = 0;
    while let Some(c) = text.get(at..).and_then(|rest| rest.chars().next()) {
        let mut next = at + c.len_utf8();
        let mut add = |range: Range<usize>, number: u32, form: Form, score: u32| {
            let range = line.start + range.start..line.start + range.end;
            found.push(Candidate { line: index, at: range, number, form, score });
        };
        if let Some(number) = superscript(c) {
            let (mut value, mut end) = (number, next);
            while let Some((digit, c)) =
                text.get(end..).and_then(|r| r.chars().next()).and_then(|c| Some((superscript(c)?, c)))
            {
                value = value.saturating_mul(10).saturating_add(digit);
                end += c.len_utf8();
            }
            let unit = text
                .get(..at)
                .is_some_and(|b| [" m", " km", " cm", "/m", "(m"].iter().any(|u| b.ends_with(u)));
            if at > 0 && !unit {
                add(at..end, value, Form::Superscript, 10);
            }
            next = end;
        } else if c == '[' {
            if closing.is_some_and(|end| end < at) {
                closing = text.get(at..).and_then(|rest| rest.find(']')).map(|end| at + end);
            }
            if let Some(end) = closing.map(|end| end + 1) {
                let inner = text.get(at + 1..end - 1).unwrap_or_default();
                let marks = bracketed(inner);
                let last = marks.len().saturating_sub(1);
                for (place, (within, number)) in marks.into_iter().enumerate() {
                    let from = if place == 0 { at } else { at + 1 + within.start };
                    let to = if place == last { end } else { at + 1 + within.end };
                    if at > 0 {
                        add(from..to, number, Form::Bracket, 9);
                    }
                    next = end;
                }
            }
        } else if c.is_ascii_digit() {
            let run = text.get(at..).unwrap_or_default().bytes().take_while(u8::is_ascii_digit).count();
            next = at + run;
            let here = Number { text, at, end: next, open, line_before };
            if let Some((from, number, form, score)) = here.mark() {
                let to = if form == Form::Paren { next + 1 } else { next };
                add(from..to, number, form, score);
            }
        }
        match c {
            '(' => open += 1,
            ')' => open = open.saturating_sub(1),
            _ => {}
        }
        at = next;
    }
}

/// The numbers in brackets, if they are nothing else: `3`, `3 `, `13 14 `, `^2`.
fn bracketed(inner: &str) -> Vec<(Range<usize>, u32)> {
    // Many brackets may be open before one that closes: what is no mark is seen at its first letter.
    if !inner.bytes().all(|b| b.is_ascii_digit() || matches!(b, b' ' | b'^')) {
        return Vec::new();
    }
    let mut marks = Vec::new();
    let mut at = 0;
    for word in inner.split(' ') {
        let digits = word.strip_prefix('^').unwrap_or(word);
        if !word.is_empty() {
            match digits.parse() {
                Ok(number) if digits.len() <= 3 && digits.bytes().all(|b| b.is_ascii_digit()) => {
                    marks.push((at..at + word.len(), number));
                }
                _ => return Vec::new(),
            }
        }
        at += word.len() + 1;
    }
    marks
}

/// The value of a raised digit.
pub(super) fn superscript(c: char) -> Option<u32> {
    match c {
        '¹' => Some(1),
        '²' => Some(2),
        '³' => Some(3),
        '⁰' | '⁴'..='⁹' => Some(u32::from(c) - u32::from('⁰')),
        _ => None,
    }
}

/// A run of digits in a line.
struct Number<'t> {
    text: &'t str,
    at: usize,
    end: usize,
    /// Brackets that are open before it.
    open: usize,
    line_before: &'t str,
}

impl Number<'_> {
    /// Where the mark begins, its number, its form and its score.
    fn mark(&self) -> Option<(usize, u32, Form, u32)> {
        let digits = self.text.get(self.at..self.end)?;
        let before = self.text.get(..self.at)?;
        let behind = self.text.get(self.end..)?;
        let follows = behind.chars().next();
        let closed = follows.is_none_or(|c| c.is_whitespace() || ".,;:)”’\"»?!“]".contains(c));
        let decimal = behind.get(1..).is_some_and(|b| b.starts_with(|c: char| c.is_ascii_digit()))
            && matches!(follows, Some('.' | ',' | ':'));
        if !closed || decimal || digits.starts_with('0') {
            return None;
        }
        let number = |s: &str| s.parse::<u32>().ok().filter(|_| s.len() <= 3);
        let last = before.chars().next_back();
        if follows == Some(')') && self.open == 0 && self.at > 0 && !last.is_some_and(|c| c.is_ascii_digit())
        {
            return Some((self.at, number(digits)?, Form::Paren, 6));
        }
        match last {
            _ if last.is_none_or(char::is_whitespace) && self.behind_year(digits).is_some() => {
                self.behind_year(digits)
            }
            None => Some((self.at, number(digits)?, Form::Digits, apart(self.line_before, behind, 1)?)),
            Some(c) if c.is_whitespace() => {
                Some((self.at, number(digits)?, Form::Digits, apart(before, behind, 4)?))
            }
            Some(c) if c.is_alphabetic() => {
                let word = before.rsplit(|c: char| !c.is_alphanumeric()).next().unwrap_or_default();
                let small = word.chars().filter(|c| c.is_lowercase()).count();
                let score = if c.is_lowercase() && small >= 3 { 9 } else { 3 };
                Some((self.at, number(digits)?, Form::Digits, score))
            }
            Some('”' | '’' | '"' | '»' | ')' | '?' | '!' | '\'' | '%') => {
                Some((self.at, number(digits)?, Form::Digits, 9))
            }
            Some('.' | ',' | ';' | ':') => {
                let inner = before.get(..before.len() - 1)?.chars().next_back()?;
                let word = inner.is_alphabetic() || "”’)»%".contains(inner);
                // `2030.4` is no figure: a year, a full stop and a mark.
                let behind_year = || self.year_before(before.len() - 1);
                (word || behind_year()).then_some((self.at, number(digits)?, Form::Digits, 6))
            }
            _ => None,
        }
    }

    /// Whether the four digits of a year end here.
    fn year_before(&self, end: usize) -> bool {
        let year = end.checked_sub(4).and_then(|start| self.text.get(start..end));
        let alone = self.text.get(..end.saturating_sub(4)).is_some_and(|b| {
            !b.ends_with(|c: char| c.is_alphanumeric() || matches!(c, '.' | ',' | '-' | '/' | '€'))
        });
        alone && year.is_some_and(|y| y.bytes().all(|b| b.is_ascii_digit()) && ("1945".."2100").contains(&y))
    }

    /// `20232` is the year 2023 with mark 2.
    fn behind_year(&self, digits: &str) -> Option<(usize, u32, Form, u32)> {
        let (year, mark) = digits.split_at_checked(4).filter(|(_, mark)| (1..=3).contains(&mark.len()))?;
        let plausible = ("1945".."2100").contains(&year) && !mark.starts_with('0');
        plausible.then_some((self.at + 4, mark.parse().ok()?, Form::Digits, 7))
    }
}

/// The score of a number that stands apart, by the words beside it.
fn apart(before: &str, behind: &str, score: u32) -> Option<u32> {
    let last = before.split_whitespace().next_back().unwrap_or_default().to_lowercase();
    let next = behind.split_whitespace().next().unwrap_or_default().to_lowercase();
    let listed = |list: &str, word: &str| !word.is_empty() && list.contains(&format!(" {word} "));
    let bare_next = next.trim_matches(|c: char| !c.is_alphanumeric());
    let bare_last = last.trim_start_matches(['(', '‘', '“', '«']);
    let attached = behind.starts_with(|c: char| !c.is_whitespace());
    let year = bare_last.len() == 4 && bare_last.parse::<u32>().is_ok_and(|y| (1945..2100).contains(&y));
    let figure = bare_last.ends_with(|c: char| c.is_ascii_digit()) && !year;
    if last.is_empty() || figure || !attached && listed(UNITS, bare_next) {
        return None;
    }
    if listed(COUNTED, bare_last) {
        return listed(NOUNS, bare_last).then_some(WEAK);
    }
    let ended = last.ends_with(['.', ';', ':']) && !last.ends_with("jl.");
    Some(score + u32::from(year) * 2 + u32::from(attached) - u32::from(ended && !attached && score > 1))
}

/// Which candidates are the marks of these notes: pairs of candidate and note, in the order of the text.
pub(super) fn choose(
    candidates: &[Candidate],
    lines: &[Line<'_>],
    notes: &[Found<'_>],
) -> Vec<(usize, usize)> {
    let on_sheet = |c: &Candidate, note: &Found<'_>| {
        let here = lines.get(c.line).map(|l| l.sheet);
        c.at.start < note.start() && note.sheet.is_none_or(|sheet| here == Some(sheet))
    };
    let mut chosen = Vec::new();
    for series in [Form::Superscript, Form::Digits, Form::Bracket, Form::Paren] {
        let of_form: Vec<usize> = (0..notes.len()).filter(|&at| notes[at].form == series).collect();
        // Where sheets count their notes anew, each count is a series of its own.
        for run in of_form.chunk_by(|&a, &b| notes[a].number < notes[b].number) {
            let of_series: BTreeMap<u32, usize> = run.iter().map(|&at| (notes[at].number, at)).collect();
            // Marks stand on the sheets of their notes.
            let sheet = |c: &Candidate| lines.get(c.line).map_or(0, |l| l.sheet);
            let sheets = run.iter().map(|&at| notes[at].sheet).collect::<Option<Vec<_>>>();
            let (first, last) = match sheets.as_deref() {
                Some([first, .., last] | [first @ last]) => (*first, *last),
                _ => (0, usize::MAX),
            };
            let (begin, end) = (
                candidates.partition_point(|c| sheet(c) < first),
                candidates.partition_point(|c| sheet(c) <= last),
            );
            let near = candidates.iter().enumerate().take(end).skip(begin);
            let likely = near.filter(|(_, c)| c.score > WEAK && fits(series, c.form));
            let fitting = likely.filter_map(|(at, c)| {
                let note = *of_series.get(&c.number)?;
                on_sheet(c, notes.get(note)?).then_some((at, note, c))
            });
            let mut found = best_order(&of_series, &fitting.collect::<Vec<_>>());
            found.sort_unstable();
            let weak = unmarked((candidates, begin..end), notes, run, &found, &on_sheet);
            chosen.extend(found.into_iter().chain(weak));
        }
    }
    chosen.sort_unstable();
    chosen
}

/// Marks of notes that have none among the likely ones: the only such number between the marks of the notes before and
/// after, both of which are known. Only candidates of the range are looked at.
fn unmarked(
    (candidates, range): (&[Candidate], Range<usize>),
    notes: &[Found<'_>],
    run: &[usize],
    chosen: &[(usize, usize)],
    on_sheet: &dyn Fn(&Candidate, &Found<'_>) -> bool,
) -> Vec<(usize, usize)> {
    let mark_of: BTreeMap<usize, usize> = chosen.iter().map(|&(candidate, note)| (note, candidate)).collect();
    let without = run.iter().enumerate().filter(|(_, note)| !mark_of.contains_key(note));
    without
        .filter_map(|(place, &note)| {
            let found = notes.get(note)?;
            let before = run
                .get(..place)?
                .last()
                .map(|n| mark_of.get(n))
                .map_or(Some(range.start), |m| m.map(|m| m + 1))?;
            let behind = run
                .get(place + 1)
                .map(|n| mark_of.get(n))
                .map_or(Some(range.end), Option::<&usize>::copied)?;
            let between = candidates.iter().enumerate().take(behind).skip(before);
            let mut weak =
                between.filter(|(_, c)| c.number == found.number && c.score == WEAK && on_sheet(c, found));
            let (at, _) = weak.next()?;
            weak.next().is_none().then_some((at, note))
        })
        .collect()
}

/// Further marks of notes that have one: raised or bracketed like it and behind it, so that they can be nothing else.
pub(super) fn again(
    candidates: &[Candidate],
    chosen: &[(usize, usize)],
    notes: &[Found<'_>],
) -> Vec<(usize, usize)> {
    let marks = chosen.iter().filter_map(|&(at, note)| Some((candidates.get(at)?, note)));
    // A number that several notes have leads to none of them for certain.
    let mut count: BTreeMap<(Form, u32), usize> = BTreeMap::new();
    for note in notes {
        *count.entry((note.form, note.number)).or_default() += 1;
    }
    let single = |number: u32, form: Form| {
        let forms = [Form::Superscript, Form::Digits, Form::Bracket, Form::Paren].into_iter();
        let fitting = forms.filter(|note| fits(*note, form)).filter_map(|note| count.get(&(note, number)));
        fitting.sum::<usize>() < 2
    };
    let first: BTreeMap<(Form, u32), (usize, usize)> = marks
        .filter(|(mark, _)| single(mark.number, mark.form))
        .map(|(mark, note)| ((mark.form, mark.number), (mark.at.start, note)))
        .collect();
    let taken: BTreeSet<usize> = chosen.iter().map(|c| c.0).collect();
    let printed = candidates.iter().enumerate().filter(|(at, _)| !taken.contains(at));
    let sure = printed.filter(|(_, c)| matches!(c.form, Form::Superscript | Form::Bracket));
    sure.filter_map(|(at, c)| {
        let &(start, note) = first.get(&(c.form, c.number))?;
        (c.at.start > start).then_some((at, note))
    })
    .collect()
}

fn fits(note: Form, mark: Form) -> bool {
    match note {
        Form::Digits => mark != Form::Paren,
        Form::Superscript => matches!(mark, Form::Superscript | Form::Digits),
        other => other == mark,
    }
}

/// The strictly rising sequence of numbers with the highest score. A tree of prefix maxima keeps it near-linear.
fn best_order(notes: &BTreeMap<u32, usize>, fitting: &[(usize, usize, &Candidate)]) -> Vec<(usize, usize)> {
    let rank: BTreeMap<u32, usize> = notes.keys().enumerate().map(|(rank, &n)| (n, rank + 1)).collect();
    let mut best: Vec<(u32, Option<usize>)> = vec![(0, None); notes.len() + 1];
    let mut before: Vec<Option<usize>> = Vec::with_capacity(fitting.len());
    for (index, (_, _, candidate)) in fitting.iter().enumerate() {
        let Some(&rank) = rank.get(&candidate.number) else {
            before.push(None);
            continue;
        };
        let (mut score, mut last, mut at) = (0, None, rank - 1);
        while at > 0 {
            if let Some(&(s, l)) = best.get(at).filter(|b| b.0 > score) {
                (score, last) = (s, l);
            }
            at &= at - 1;
        }
        before.push(last);
        // Every note that finds its mark outweighs any looks.
        let total = score + 100 + candidate.score;
        let mut at = rank;
        while let Some(slot) = best.get_mut(at) {
            if total > slot.0 {
                *slot = (total, Some(index));
            }
            at += at & at.wrapping_neg();
        }
    }
    let mut chosen = Vec::new();
    let mut at = best.iter().max_by_key(|b| b.0).and_then(|b| b.1);
    while let Some((index, (candidate, note, _))) = at.and_then(|i| Some((i, *fitting.get(i)?))) {
        chosen.push((candidate, note));
        at = before.get(index).copied().flatten();
    }
    chosen
}
