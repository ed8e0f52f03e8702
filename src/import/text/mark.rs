//! Marks of notes in running text: everything that could be one, and how much it looks like one.
//!
//! Converted text glues marks to words and figures (`bijlage1`, `20232`) or sets them apart like any number
//! (`jl. 1, heb`). Which of these numbers are marks only the notes tell, of which nothing is known here: see
//! [`pairing`](super::pairing).

use super::line::Line;
use crate::dutch::months;
use crate::import::flow::raised_number;
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

/// A score that a mark has which stands hard against the end of a sentence.
pub(super) const LIKELY: u32 = 6;

/// The forms that a note may have whose mark is a number alone or in brackets.
pub(super) const ANY: [Form; 3] = [Form::Digits, Form::Superscript, Form::Bracket];

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

/// Words behind a number that is no mark, beside the months: units.
const UNITS: &str = " jaar jaren maanden maand weken week dagen dag uur minuten seconden procent euro miljoen mln mln. miljard mld mld. \
    duizend km meter m2 ha fte mensen personen leden moties gemeenten provincies keer maal graden kilometer ton mw \
    gw pj artikelen vragen ";

/// Everything in these lines that could be a mark.
pub(super) fn candidates(lines: &[Line<'_>]) -> Vec<Candidate> {
    let mut found = Vec::new();
    let (mut before, mut open) = ("", 0);
    for (index, line) in lines.iter().enumerate() {
        // A bracket may close on a later line of its paragraph.
        open = if line.blank { 0 } else { open };
        open = scan(line, index, (before, open), &mut found);
        before = line.text;
    }
    found
}

/// What of a line could be a mark, behind so many brackets that are open; gives how many are at its end.
fn scan(
    line: &Line<'_>,
    index: usize,
    (line_before, mut open): (&str, usize),
    found: &mut Vec<Candidate>,
) -> usize {
    let text = line.text;
    // The next `]`, looked for once for all `[` before it.
    let mut closing = text.find(']');
    let mut at = 0;
    while let Some(c) = text.get(at..).and_then(|rest| rest.chars().next()) {
        let mut next = at + c.len_utf8();
        let mut add = |range: Range<usize>, number: u32, form: Form, score: u32| {
            let range = line.start + range.start..line.start + range.end;
            found.push(Candidate { line: index, at: range, number, form, score });
        };
        if let Some((value, len)) = text.get(at..).and_then(raised_number) {
            let end = at + len;
            if at > 0 && !is_power(text.get(..at).unwrap_or_default()) {
                add(at..end, value, Form::Superscript, 10);
            }
            next = end;
        } else if c == '[' {
            if closing.is_some_and(|end| end < at) {
                closing = text.get(at..).and_then(|rest| rest.find(']')).map(|end| at + end);
            }
            if let Some(end) = closing.map(|end| end + 1) {
                let inner = text.get(at + 1..end - 1).unwrap_or_default();
                let marks = if is_reference(text.get(..at).unwrap_or_default()) {
                    Vec::new()
                } else {
                    bracketed(inner)
                };
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
    open
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

/// Whether raised figures behind these words are those of a power or of a unit, and no mark: `10⁶`, `x⁻¹`, `150 m²`.
fn is_power(before: &str) -> bool {
    const UNITS: [&str; 5] = [" m", " km", " cm", "/m", "(m"];
    let figures = before.trim_end_matches(|c: char| c.is_ascii_digit());
    let ten = before.ends_with("10") && before.len() - figures.len() == 2 && !figures.ends_with(['.', ',']);
    ten && !is_numbered(figures)
        || before.ends_with(['⁻', '⁺'])
        || UNITS.iter().any(|unit| before.ends_with(unit))
}

/// Whether words in brackets stand right before: `[het rapport][1]` is a link, whose address stands elsewhere.
fn is_reference(before: &str) -> bool {
    let inner = before.strip_suffix(']').and_then(|words| words.rsplit_once('['));
    inner.is_some_and(|(_, words)| words.contains(char::is_alphabetic))
}

/// `nr. 10`, `artikel 10`: what is numbered is no power of ten.
fn is_numbered(before: &str) -> bool {
    const NUMBERED: [&str; 12] = [
        "nr.",
        "nrs.",
        "no.",
        "artikel",
        "artikelen",
        "lid",
        "vraag",
        "bijlage",
        "blz.",
        "p.",
        "pagina",
        "noot",
    ];
    let word = before.trim_end().rsplit(char::is_whitespace).next().unwrap_or_default();
    before.ends_with(char::is_whitespace) && NUMBERED.contains(&word.to_lowercase().as_str())
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
            _ if (last.is_none_or(char::is_whitespace) || self.in_range())
                && self.behind_year(digits).is_some() =>
            {
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

    /// Whether a year and a dash stand before it: `2022-20271`.
    fn in_range(&self) -> bool {
        let before = self.text.get(..self.at).unwrap_or_default();
        before.strip_suffix(['-', '–', '/']).is_some_and(|year| self.year_before(year.len()))
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
    if last.is_empty()
        || figure
        || !attached && (listed(UNITS, bare_next) || months::number(bare_next).is_some())
    {
        return None;
    }
    if listed(COUNTED, bare_last) {
        return listed(NOUNS, bare_last).then_some(WEAK);
    }
    let ended = last.ends_with(['.', ';', ':']) && !last.ends_with("jl.");
    Some(score + u32::from(year) * 2 + u32::from(attached) - u32::from(ended && !attached && score > 1))
}

/// Where numbers stand that can be marks: lines in order, by number, form and score. So the lines above each of many
/// notes are asked for without a look at every number that is too little like a mark.
pub(super) struct Marks {
    lines: BTreeMap<(u32, Form, u32), Vec<usize>>,
}

impl Marks {
    pub(super) fn of(lines: &[Line<'_>], titled: &[u32]) -> Self {
        let mut by_look: BTreeMap<(u32, Form, u32), Vec<usize>> = BTreeMap::new();
        for &number in titled {
            by_look.entry((number, Form::Digits, SURE)).or_default().push(0);
        }
        for Candidate { line, number, form, score, .. } in candidates(lines) {
            by_look.entry((number, form, score)).or_default().push(line);
        }
        Self { lines: by_look }
    }

    /// Whether lines from `from` to before `to` have a number that can be this mark.
    pub(super) fn stand(&self, number: u32, from: usize, to: usize, at_least: u32, forms: &[Form]) -> bool {
        let within = |lines: &Vec<usize>| {
            let first = lines.partition_point(|line| *line < from);
            lines.get(first).is_some_and(|line| *line < to)
        };
        let of_form = |&form| self.lines.range((number, form, at_least)..=(number, form, u32::MAX));
        forms.iter().flat_map(of_form).any(|(_, lines)| within(lines))
    }
}

#[cfg(test)]
mod tests {
    use super::{is_power, is_reference};

    #[test]
    fn a_number_behind_words_in_brackets_is_that_of_a_link() {
        assert!(is_reference("Zie [het rapport]"));
        assert!(
            !is_reference("Zie het rapport.[1]") && !is_reference("Zie het rapport") && !is_reference("]")
        );
    }

    #[test]
    fn powers_and_units_are_no_marks_and_numbers_may_have_one() {
        for power in ["dat was 10", "x⁻", "150 m", "(m", "circa 10"] {
            assert!(is_power(power), "{power}");
        }
        for marked in ["nr. 10", "Artikel 10", "in 2010", "tot 2025", "1.10", "het rapport", "onderdeel 210"]
        {
            assert!(!is_power(marked), "{marked}");
        }
    }
}
