//! What belongs to the sheet of paper and not to the letter: page numbers, running heads and feet, and the column
//! of a letterhead beside the text.
//!
//! A line is furniture when it says so itself (`Pagina 2 van 8`, the foot of a Kamerstuk) or when it returns on
//! several sheets at their edge, and either tells of an office or stands in the middle of a sentence: a heading and the head
//! of a table return at the top of sheets too. In doubt it stays, and is reported. The first sheet keeps its letterhead: it
//! states the facts of the header.

use super::line::{Line, parts};
use crate::dutch::offices::DEPARTMENTS;
use crate::dutch::page_number;
use crate::import::draft::{Omitted, Why};
use crate::import::header::date;
use crate::import::header::label::{Label, label};
use crate::import::header::number::{Foot, foot};
use crate::import::header::squeeze;
use std::collections::{BTreeMap, BTreeSet};

/// A text without its furniture.
#[derive(Debug, Default)]
pub(super) struct Sheets<'a> {
    /// What may be the letter's.
    pub lines: Vec<Line<'a>>,
    /// The letterhead beside the text of the first sheet, from top to bottom.
    pub margin: Vec<Line<'a>>,
    /// The sender's reference as running heads state it.
    pub references: Vec<Line<'a>>,
    /// What the feet of a publication state.
    pub foot: Option<Foot>,
    /// The furniture.
    pub omitted: Vec<Omitted>,
    /// The first of the lines of the text that may be furniture, with on how many sheets they stand.
    pub doubtful: Vec<(Line<'a>, usize)>,
}

/// Columns by which a line of the margin may stand out to the left.
const SLACK: usize = 2;

/// The leftmost column at which a margin can begin: a letter's own text is wider.
const MARGIN: usize = 40;

/// Characters of the longest reference.
const REFERENCE: usize = 40;

/// Characters of a line that can be a running head.
const RUNNING: usize = 90;

/// Tells the sheets of a text apart by their printed numbers, if it has lost its form feeds. Numbers that begin with 1
/// stand at the foot; the head of a first sheet has none.
pub(super) fn part(mut lines: Vec<Line<'_>>) -> Vec<Line<'_>> {
    if lines.last().is_none_or(|l| l.sheet > 0) {
        return lines;
    }
    let printed = |text: &str| page_number::printed(text).filter(|_| !text.starts_with(['-', '–', '—']));
    let numbered: Vec<(usize, usize)> =
        lines.iter().enumerate().filter_map(|(at, l)| Some((at, printed(l.text)?))).collect();
    let Some(&(_, first)) = numbered.first() else { return lines };
    let counted = numbered.iter().zip(first..).all(|((_, number), expected)| *number == expected);
    if !counted || first > 2 || numbered.len() < 2 && first == 1 {
        return lines;
    }
    let begins: BTreeSet<usize> = numbered.iter().map(|(at, _)| at + usize::from(first == 1)).collect();
    let mut sheet = 0;
    for (at, line) in lines.iter_mut().enumerate() {
        if begins.contains(&at) {
            sheet += 1;
            line.cut = true;
        }
        line.sheet = sheet;
    }
    lines
}

pub(super) fn clear<'a>(lines: &[Line<'a>]) -> Sheets<'a> {
    let sheets = lines.last().map_or(0, |l| l.sheet + 1);
    let margins = margins(lines);
    let numbers = page_numbers(lines);
    let (returning, doubtful) = returning(lines, &margins, sheets);
    let mut out = Sheets { doubtful, ..Sheets::default() };
    let mut cut = false;
    let mut waits = None;
    for (index, line) in lines.iter().enumerate() {
        let mut keep = None;
        let mut removed = Vec::new();
        if line.sheet > 0 && waits.is_some_and(|waits| answers(waits, line.text)) {
            removed.push(line.clone());
        } else if numbers.contains(&index)
            || page_number::printed(line.text).is_some()
            || is_imprint(line.text)
        {
            out.foot = out.foot.or(foot(line.text));
            removed.push(line.clone());
        } else {
            let (text, beside) = split(line, margins.get(&line.sheet).copied(), &returning);
            match beside {
                Some(beside) if line.sheet == 0 && page_number::printed(beside.text).is_none() => {
                    out.margin.push(beside);
                }
                Some(beside) => removed.push(beside),
                None => {}
            }
            match text {
                Some(text) if line.sheet > 0 && returning.contains(&key(text.text)) => removed.push(text),
                text => keep = text,
            }
        }
        for line in removed {
            if waits == Some(Label::OurReference) && answers(Label::OurReference, line.text) && line.sheet > 0
            {
                out.references.push(line.clone());
            }
            waits = label(line.text).filter(|(_, rest)| rest.is_empty()).map(|(label, _)| label);
            out.omitted.push(Omitted { at: line.at(), text: squeeze(line.text), why: Why::Furniture });
            cut = true;
        }
        if let Some(mut line) = keep {
            waits = None;
            line.cut |= cut && line.sheet > 0;
            cut = false;
            out.lines.push(line);
        }
    }
    out
}

/// Whether a line is the value of the label that a running head has set above it.
fn answers(waiting: Label, text: &str) -> bool {
    match waiting {
        Label::Date => date::date(text).is_some(),
        Label::OurReference => {
            text.chars().count() <= REFERENCE
                && text.chars().any(|c| c.is_ascii_digit())
                && page_number::printed(text).is_none()
        }
        _ => false,
    }
}

/// Without spaces: conversions put some between the letters of narrow typefaces, not always the same.
fn key(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace()).flat_map(char::to_lowercase).collect()
}

/// The imprint of an official publication: its id, its ISSN, place and year of printing, its running foot.
fn is_imprint(text: &str) -> bool {
    let key = key(text);
    let id = ["kst-", "ah-tk-", "ah-ek-", "h-tk-", "h-ek-", "blg-"];
    let is_id = id.iter().any(|series| key.starts_with(series)) && key.len() < 40 && !text.contains(' ');
    let printed =
        key.strip_prefix("’s-gravenhage").or_else(|| key.strip_prefix("'s-gravenhage")).is_some_and(|rest| {
            let (year, chamber) = rest.split_at_checked(4).unwrap_or_default();
            let named = ["tweedekamer", "eerstekamer"].iter().any(|name| chamber.starts_with(name));
            year.len() == 4 && year.bytes().all(|b| b.is_ascii_digit()) && (chamber.is_empty() || named)
        });
    // The id and the ISSN may stand on one line.
    let issn =
        key.find("issn0921-").is_some_and(|at| at == 0 || at < 40 && id.iter().any(|s| key.starts_with(s)));
    is_id || printed || issn || foot(text).is_some()
}

/// Bare numbers at the edge of sheets that count the sheets.
fn page_numbers(lines: &[Line<'_>]) -> BTreeSet<usize> {
    let mut edges: Vec<usize> = Vec::new();
    for (index, line) in lines.iter().enumerate() {
        let first = index == 0 || lines.get(index - 1).is_some_and(|l| l.sheet != line.sheet);
        let last = lines.get(index + 1).is_none_or(|l| l.sheet != line.sheet);
        if first || last {
            edges.push(index);
        }
    }
    let mut by_offset: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    for index in edges {
        let Some(line) = lines.get(index) else { continue };
        let number = line.text.parse::<usize>().ok().filter(|_| line.text.len() <= 4);
        // Years stand at the edge of sheets too, and count.
        let number = number.filter(|number| !(1900..2100).contains(number));
        if let Some(offset) = number.and_then(|n| n.checked_sub(line.sheet)) {
            by_offset.entry(offset).or_default().push(index);
        }
    }
    let best = by_offset.into_values().max_by_key(Vec::len).unwrap_or_default();
    if best.len() >= 2 { best.into_iter().collect() } else { BTreeSet::new() }
}

/// Whether words are those of a letterhead.
fn is_office(text: &str) -> bool {
    let key = key(text);
    label(text).is_some()
        || page_number::printed(text).is_some()
        || DEPARTMENTS.iter().any(|name| key.starts_with(&name.replace(' ', "")))
}

/// The column at which a letterhead stands beside the text, for each sheet that has one.
fn margins(lines: &[Line<'_>]) -> BTreeMap<usize, usize> {
    let mut found: BTreeMap<usize, usize> = BTreeMap::new();
    for line in lines {
        for part in line.divided(&parts(line.text)) {
            if part.column >= MARGIN && is_office(part.text) {
                let column = found.entry(line.sheet).or_insert(part.column);
                *column = part.column.min(*column);
            }
        }
    }
    // One label far to the right is chance; a letterhead has several lines.
    let mut offices: BTreeMap<usize, usize> = BTreeMap::new();
    for line in lines {
        let Some(column) = found.get(&line.sheet) else { continue };
        let parts = line.divided(&parts(line.text)).into_iter();
        let count = parts.filter(|p| p.column + SLACK >= *column && is_office(p.text)).count();
        *offices.entry(line.sheet).or_default() += count;
    }
    found.retain(|sheet, _| offices.get(sheet).is_some_and(|&count| count > 1));
    found
}

/// The line's own text and what stands in the margin beside it.
fn split<'a>(
    line: &Line<'a>,
    margin: Option<usize>,
    returning: &BTreeSet<String>,
) -> (Option<Line<'a>>, Option<Line<'a>>) {
    let Some(margin) = margin else {
        return tail(line, returning);
    };
    let beside = |at: usize| line.part(at..line.text.len()).filter(|part| part.column + SLACK >= margin);
    if line.column + SLACK >= margin {
        return (None, Some(line.clone()));
    }
    let by_gap =
        parts(line.text).into_iter().skip(1).find_map(|part| beside(part.start).map(|p| (part.start, p)));
    if let Some((at, part)) = by_gap {
        return (line.part(0..at), Some(part));
    }
    tail(line, returning)
}

/// A full line of text leaves one space before the margin: then only words that return elsewhere are told apart.
fn tail<'a>(line: &Line<'a>, returning: &BTreeSet<String>) -> (Option<Line<'a>>, Option<Line<'a>>) {
    let whole = || (Some(line.clone()), None);
    if line.sheet == 0 || returning.is_empty() {
        return whole();
    }
    let starts = line.text.match_indices(' ').map(|(at, _)| at + 1).skip(2);
    let found = starts.into_iter().find_map(|at| {
        let words =
            line.text.get(at..).filter(|w| w.len() <= RUNNING && w.chars().any(|c| c.is_ascii_digit()))?;
        returning.contains(&key(words)).then(|| line.part(at..line.text.len())).flatten()
    });
    match found {
        Some(part) => (line.part(0..part.start - line.start), Some(part)),
        None => whole(),
    }
}

/// The words that return on sheet after sheet, and lines that may be such words.
fn returning<'a>(
    lines: &[Line<'a>],
    margins: &BTreeMap<usize, usize>,
    sheets: usize,
) -> (BTreeSet<String>, Vec<(Line<'a>, usize)>) {
    let mut seen: BTreeMap<String, (BTreeSet<usize>, usize)> = BTreeMap::new();
    let nothing = BTreeSet::new();
    let mut references = BTreeSet::new();
    let mut certain = BTreeSet::new();
    let mut numbered = false;
    for line in lines {
        // What stands below a number on its own is a note, and notes repeat each other; a number at the foot of the sheet
        // before is that of the page.
        let after_number = numbered && !line.cut;
        numbered = line.text.bytes().all(|b| b.is_ascii_digit());
        if after_number || line.text.ends_with('.') {
            continue;
        }
        let (text, beside) = split(line, margins.get(&line.sheet).copied(), &nothing);
        // A reference in the letterhead returns on every sheet, sometimes hard against the text.
        let reference = beside.as_ref().filter(|b| {
            b.text.len() > 4
                && b.text.chars().any(|c| c.is_ascii_digit())
                && page_number::printed(b.text).is_none()
        });
        references.extend(reference.map(|b| key(b.text)));
        // What stands beside the text is none of it.
        certain.extend(beside.as_ref().map(|b| key(b.text)));
        for part in [text, beside].into_iter().flatten() {
            if part.text.len() <= RUNNING && part.text.chars().filter(|c| c.is_alphabetic()).count() > 2 {
                let entry = seen.entry(key(part.text)).or_default();
                // The letterhead of the first sheet may say once more what its running head does.
                entry.1 += usize::from(entry.0.insert(part.sheet) || part.sheet > 0);
            }
        }
    }
    let enough = sheets.div_ceil(3).max(2);
    let mut candidates: BTreeSet<String> = BTreeSet::new();
    let mut count: BTreeMap<String, usize> = BTreeMap::new();
    for (key, (on, times)) in seen {
        // On two sheets an ordinary line may return by chance.
        if times == on.len() && on.len() >= enough && (is_telling(&key) || on.len() > 2) {
            count.insert(key.clone(), on.len());
            candidates.insert(key);
        }
    }
    let mut found = at_edges(lines, margins, &references, candidates);
    // Words that tell of no office are a running head where they part a sentence.
    certain.extend(parting(lines, margins, &found, &references));
    certain.extend(beside_office(lines, margins, &found));
    certain.extend(at_foot(lines, margins, &found));
    let doubtful: BTreeSet<String> =
        found.iter().filter(|key| !is_telling(key) && !certain.contains(*key)).cloned().collect();
    found.retain(|key| !doubtful.contains(key));
    let mut told = BTreeSet::new();
    let first = lines.iter().filter(|line| line.sheet > 0).filter(|line| {
        let key = key(line.text);
        doubtful.contains(&key) && told.insert(key)
    });
    let lines = first.map(|line| (line.clone(), count.get(&key(line.text)).copied().unwrap_or_default()));
    let doubtful = lines.collect();
    found.extend(references);
    (found, doubtful)
}

/// Of words that return, those that once stand between the parts of a sentence, alone or with others: at the foot or the head of a
/// sheet whose text goes on on the next in a small letter.
fn parting(
    lines: &[Line<'_>],
    margins: &BTreeMap<usize, usize>,
    found: &BTreeSet<String>,
    references: &BTreeSet<String>,
) -> BTreeSet<String> {
    let is_sheet = |line: &Line<'_>| {
        own(line, margins).is_none_or(|text| {
            let key = key(text.text);
            found.contains(&key) || references.contains(&key) || is_of_sheet(text.text)
        })
    };
    let mut parting = BTreeSet::new();
    let mut before: Option<&Line<'_>> = None;
    let mut between: Vec<String> = Vec::new();
    for line in lines {
        if is_sheet(line) {
            between.extend(own(line, margins).map(|text| key(text.text)));
            continue;
        }
        let parted = before.is_some_and(|before| {
            before.sheet != line.sheet
                && before.text.ends_with(|c: char| c.is_alphanumeric() || matches!(c, ',' | '-' | ')'))
                && line.text.starts_with(char::is_lowercase)
        });
        if parted {
            parting.extend(between.drain(..));
        }
        between.clear();
        before = Some(line);
    }
    parting
}

/// Of words that return, those that end each of their sheets, but for the number of the page: a heading or the head of a table
/// never does.
fn at_foot(
    lines: &[Line<'_>],
    margins: &BTreeMap<usize, usize>,
    found: &BTreeSet<String>,
) -> BTreeSet<String> {
    let mut at_foot = found.clone();
    for sheet in lines.chunk_by(|a, b| a.sheet == b.sheet) {
        let mut ends = true;
        for own in sheet.iter().rev().filter_map(|line| own(line, margins)) {
            let key = key(own.text);
            ends &= found.contains(&key) || is_of_sheet(own.text);
            if !ends {
                at_foot.remove(&key);
            }
        }
    }
    at_foot
}

/// Of words that return, those that stand beside the words of an office on each of the sheets which have these: with no gap
/// between them, or on so many sheets that it is no chance.
fn beside_office(
    lines: &[Line<'_>],
    margins: &BTreeMap<usize, usize>,
    found: &BTreeSet<String>,
) -> BTreeSet<String> {
    const SHEETS: usize = 4;
    let mut on: BTreeMap<String, BTreeSet<usize>> = BTreeMap::new();
    let mut beside: BTreeMap<String, Vec<(String, bool)>> = BTreeMap::new();
    let keys = lines.iter().filter(|line| line.sheet > 0).map(|line| {
        let own = own(line, margins).map(|own| key(own.text));
        // A reference is known by its digits.
        (line, own.filter(|key| found.contains(key) || is_telling(key)))
    });
    let keys: Vec<(&Line<'_>, Option<String>)> = keys.collect();
    for run in keys.chunk_by(|a, b| a.0.sheet == b.0.sheet && a.1.is_some() && b.1.is_some()) {
        let own: Vec<(&Line<'_>, &String)> =
            run.iter().filter_map(|(line, key)| Some((*line, key.as_ref()?))).collect();
        for (line, key) in &own {
            on.entry((*key).clone()).or_default().insert(line.sheet);
        }
        let close = own.iter().skip(1).all(|(line, _)| !line.blank);
        for (_, office) in own.iter().filter(|(_, key)| is_telling(key)) {
            for (_, key) in own.iter().filter(|(_, key)| !is_telling(key)) {
                beside.entry((*key).clone()).or_default().push(((*office).clone(), close));
            }
        }
    }
    let sheets = |key: &String| on.get(key).cloned().unwrap_or_default();
    let told = |key: &String, offices: &[(String, bool)]| {
        let own = sheets(key);
        offices
            .iter()
            .any(|(office, close)| sheets(office).is_subset(&own) && (*close || own.len() >= SHEETS))
    };
    beside.iter().filter(|(key, offices)| told(key, offices)).map(|(key, _)| key.clone()).collect()
}

/// The text of a line without what stands in the margin beside it.
fn own<'a>(line: &Line<'a>, margins: &BTreeMap<usize, usize>) -> Option<Line<'a>> {
    split(line, margins.get(&line.sheet).copied(), &BTreeSet::new()).0
}

/// Whether words say by themselves that they belong to the sheet: a label, a day, the number of a page, an imprint.
fn is_of_sheet(own: &str) -> bool {
    own.is_empty()
        || label(own).is_some()
        || date::date(own).is_some()
        || page_number::printed(own).is_some()
        || own.len() <= 4 && own.bytes().all(|b| b.is_ascii_digit())
        || is_imprint(own)
}

/// Whether words that return are those of a letterhead wherever they stand: an office, a label, a reference.
fn is_telling(key: &str) -> bool {
    const DIGITS: usize = 5;
    let number = key.split(|c: char| !c.is_ascii_digit()).any(|digits| digits.len() >= DIGITS);
    is_office(key) || number || ["kenmerk", "referentie"].iter().any(|word| key.contains(word))
}

/// Of words that return on sheets, those that stand at the top or the foot of each, with nothing but furniture between
/// them and the edge, or in a letterhead of several lines that a conversion has set between those of the text.
fn at_edges(
    lines: &[Line<'_>],
    margins: &BTreeMap<usize, usize>,
    references: &BTreeSet<String>,
    mut candidates: BTreeSet<String>,
) -> BTreeSet<String> {
    let nothing = BTreeSet::new();
    loop {
        let is_furniture = |line: &Line<'_>, before: Option<&Line<'_>>| {
            let (text, _) = split(line, margins.get(&line.sheet).copied(), &nothing);
            let own = text.as_ref().map_or("", |text| text.text);
            let key = key(own);
            candidates.contains(&key)
                || references.contains(&key)
                || is_of_sheet(own)
                || before
                    .and_then(|l| label(l.text))
                    .is_some_and(|(waits, rest)| rest.is_empty() && answers(waits, own))
        };
        let mut within: BTreeSet<String> = BTreeSet::new();
        for sheet in
            lines.chunk_by(|a, b| a.sheet == b.sheet).filter(|s| s.first().is_some_and(|l| l.sheet > 0))
        {
            let mut before = None;
            let told = sheet.iter().map(|line| (line, is_furniture(line, before.replace(line))));
            let told: Vec<(&Line<'_>, bool)> = told.collect();
            let mut at = 0;
            for run in told.chunk_by(|a, b| a.1 == b.1) {
                let (first, behind) = (at, at + run.len());
                at = behind;
                let is_furniture = run.first().is_some_and(|(_, is)| *is);
                // A letterhead has several lines.
                let column = run.len() > 1 && run.iter().any(|(line, _)| is_telling(&key(line.text)));
                if is_furniture && first > 0 && behind < sheet.len() && !column {
                    let own = |line| split(line, margins.get(&line.sheet).copied(), &nothing).0;
                    let own = run.iter().filter_map(|(line, _)| own(line)).map(|text| key(text.text));
                    within.extend(own.filter(|key| candidates.contains(key)));
                }
            }
        }
        if within.is_empty() {
            return candidates;
        }
        candidates.retain(|key| !within.contains(key));
    }
}
