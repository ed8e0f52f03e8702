//! The letterhead of a ministry: labels with their values beside or below them, an address, an office.
//!
//! Conversions tear it apart: labels may come in one block and their values in the next (`Datum`, `Betreft`, then
//! the date, then the subject). So a label waits for its value, the labels of the last block first, and a date
//! goes to the label that wants one.

use super::reading::{LOOK, Reading, addressee};
use crate::dutch::{letters, offices};
use crate::import::draft::Why;
use crate::import::header::label::{Label, label, reference};
use crate::import::header::{self, date, kind, number, people, squeeze};
use crate::import::text::line::{Line, parts};
use crate::import::text::paragraph::Width;
use jiff::civil::Date;

/// Sentences that a letterhead prints.
const PRINTED: [&str; 4] = ["bij beantwoording", "wilt u slechts", "gelieve bij", "bij correspondentie"];

/// Characters beyond which a line that no label waits for is prose.
const PROSE: usize = 62;

/// Whether the first lines are a letterhead.
pub(super) fn stands_in(lines: &[Line<'_>], margin: &[Line<'_>]) -> bool {
    let of_letter = |found: Label| matches!(found, Label::Date | Label::Subject | Label::OurReference);
    let above = || lines.iter().take_while(|l| !is_salutation(l.text)).chain(margin);
    let labels = above()
        .filter_map(|l| label(l.text))
        .filter(|&(found, rest)| of_letter(found) && (rest.is_empty() || rest.len() < 200));
    let mut kinds: Vec<Label> = labels.map(|(found, _)| found).collect();
    kinds.extend(above().find(|l| date::place_and_date(l.text).is_some()).map(|_| Label::Date));
    kinds.sort_unstable();
    kinds.dedup();
    // A date beside an address says as much as two labels do.
    let addressed = || (0..lines.len()).any(|at| addressee(lines, at).is_some());
    kinds.len() >= 2 || kinds.contains(&Label::Date) && addressed()
}

fn starts_with_any(text: &str, words: &[&str]) -> bool {
    let lower = text.to_lowercase();
    words.iter().any(|w| lower.starts_with(w))
}

/// Whether the letter begins here. One to the King has no salutation, but says so above its text.
fn is_salutation(text: &str) -> bool {
    letters::is_salutation(text) || starts_with_any(text, &["aan de koning"])
}

/// Reads the letterhead and returns the lines of the letter.
pub(super) fn read<'a>(
    reading: &mut Reading<'_>,
    lines: &[Line<'a>],
    margin: &[Line<'a>],
    references: &[Line<'a>],
) -> Vec<Line<'a>> {
    let mut labels = Labels::default();
    let mut at = 0;
    let salutation = lines.iter().take(LOOK).position(|l| is_salutation(l.text));
    labels.width = Width::of(lines);
    while let Some(line) = lines.get(at) {
        if salutation.is_some_and(|end| at >= end)
            || salutation.is_none() && labels.is_over(lines.get(at..).unwrap_or_default())
        {
            break;
        }
        if let Some((name, used)) = addressee(lines, at).filter(|_| reading.head.ontvanger.is_none()) {
            reading.head.ontvanger = Some(name);
            for line in lines.iter().skip(at).take(used) {
                reading.take(line, Why::Header);
            }
            labels.block_ends();
            at += used;
            continue;
        }
        labels.step(reading, line);
        at += 1;
    }
    labels.block_ends();
    let mut beside = Labels::default();
    for line in margin {
        beside.step(reading, line);
    }
    reading.head.soort.get_or_insert_with(|| kind::LETTER.to_owned());
    let mut letter = lines.get(at..).unwrap_or_default().to_vec();
    column_within(reading, &mut labels, &mut letter);
    other_references(reading, references);
    letter
}

/// A conversion may set the column beside the text between the paragraphs of the first sheet: blocks of lines that are
/// addresses, offices and labels.
fn column_within(reading: &mut Reading<'_>, labels: &mut Labels, letter: &mut Vec<Line<'_>>) {
    let Some(sheet) = letter.first().map(|l| l.sheet) else { return };
    let first = letter.iter().take_while(|l| l.sheet == sheet).count();
    let mut kept = Vec::with_capacity(letter.len());
    let mut cut = false;
    let mut within = false;
    let lines = std::mem::take(letter);
    let (on_sheet, others) = lines.split_at(first);
    for block in on_sheet.chunk_by(|_, next| !next.blank) {
        // A block of labels and their values goes on with the column that another has begun.
        within = is_column(block) || within && block.first().is_some_and(|l| label(l.text).is_some());
        if within {
            for line in block {
                labels.step(reading, line);
            }
            cut = true;
            continue;
        }
        let before = kept.len();
        kept.extend_from_slice(block);
        if let Some(line) = kept.get_mut(before) {
            line.cut |= std::mem::take(&mut cut);
        }
    }
    kept.extend_from_slice(others);
    *letter = kept;
}

/// Whether lines that no white space parts are the column of a letterhead.
fn is_column(block: &[Line<'_>]) -> bool {
    let telling = |l: &&Line<'_>| is_office(l.text) || people::is_address(l.text) || label(l.text).is_some();
    let reference =
        block.iter().any(|l| label(l.text).is_some_and(|(found, _)| found == Label::OurReference));
    let told = block.iter().filter(telling).count();
    let narrow = block.iter().all(|l| l.width() <= PROSE);
    if let [name, value] = block {
        let named =
            label(name.text).is_some_and(|(found, rest)| found == Label::OurReference && rest.is_empty());
        let single = value.text.split_whitespace().count() < 4 && label(value.text).is_none();
        if named && single && value.text.contains(|c: char| c.is_ascii_digit()) {
            return true;
        }
    }
    let begins = block.iter().take(2).any(|l| telling(&l)) && told * 2 >= block.len();
    narrow && begins && (told > 2 || reference && told > 1)
}

/// Whether a line names a ministry or a part of it.
fn is_office(text: &str) -> bool {
    let short = || offices::SHORT_DEPARTMENTS.iter().any(|word| header::after(text, word).is_some());
    starts_with_any(text, &offices::DEPARTMENTS) || short()
}

/// Running heads repeat the reference, which the first sheet may have lost; one that differs is worth a word.
fn other_references(reading: &mut Reading<'_>, references: &[Line<'_>]) {
    let letters = |s: &str| s.chars().filter(|c| !c.is_whitespace()).collect::<String>();
    let stated = || references.first().map(|l| reference(l.text));
    let Some(kept) = reading.head.kenmerk.clone().or_else(stated) else { return };
    reading.head.kenmerk = Some(kept.clone());
    if let Some(line) = references.iter().find(|l| letters(l.text) != letters(&kept)) {
        reading.doubt("kenmerk", line, &kept);
    }
}

/// Labels that wait for a value.
#[derive(Default)]
struct Labels {
    /// Blocks of labels, the last one last.
    waiting: Vec<Vec<Label>>,
    /// A value that may go on in the next line.
    open: Option<Open>,
    /// Labels seen.
    seen: usize,
    /// How wide the lines of the letter are.
    width: Width,
    /// The line before this one is a label without its value.
    stacked: bool,
    /// The line before this one names an office, whose name may go on.
    office: bool,
}

/// A value that a line has begun.
#[derive(Clone, Copy)]
struct Open {
    label: Label,
    /// Where its first line begins; 0 if the columns are gone.
    column: usize,
    /// Where its last line ends, with the label before it or without.
    edge: usize,
    /// Hundredths of the width that lines of it leave empty.
    slack: usize,
}

/// Hundredths of the width that a column of labels takes from the values beside it, at most.
const LABELS: usize = 24;

/// Hundredths of the width that a line may leave empty though the next word did not fit.
const RAGGED: usize = 12;

impl Labels {
    fn block_ends(&mut self) {
        self.open = None;
    }

    /// Whether the letter itself begins with the first of these lines, for letters without salutation: with prose, or
    /// with a heading above it.
    fn is_over(&self, lines: &[Line<'_>]) -> bool {
        let Some(line) = lines.first() else { return true };
        let prose = |line: &Line<'_>| {
            line.width() > PROSE && !starts_with_any(line.text, &PRINTED) && label(line.text).is_none()
        };
        let sheet = label(line.text).is_some()
            || is_office(line.text)
            || people::is_address(line.text)
            || starts_with_any(line.text, &PRINTED);
        let heads = !sheet && !self.office && lines.get(1).is_some_and(prose);
        let waits = self.waiting.iter().flatten().next().is_some() || self.goes_on(line);
        self.seen > 1 && (prose(line) || heads) && !waits
    }

    fn step(&mut self, reading: &mut Reading<'_>, line: &Line<'_>) {
        let stacked = std::mem::take(&mut self.stacked);
        if let Some((found, rest)) = label(line.text) {
            self.seen += 1;
            self.open = None;
            self.office = false;
            if rest.is_empty() {
                match self.waiting.last_mut().filter(|_| stacked && !line.blank) {
                    Some(block) => block.push(found),
                    None => self.waiting.push(vec![found]),
                }
                self.stacked = true;
                return reading.take(line, Why::Header);
            }
            let value = parts(line.text).get(1).and_then(|part| line.part(part.start..line.text.len()));
            let (column, edge) = (value.map_or(0, |v| v.column), line.column + line.width());
            let slack = if column == 0 { RAGGED } else { LABELS };
            self.open = Some(Open { label: found, column, edge, slack });
            return state(reading, found, rest, line);
        }
        let office = is_office(line.text) || self.office && !line.blank && date::date(line.text).is_none();
        self.office = office;
        if office || people::is_address(line.text) {
            self.open = None;
            self.remove_wanted(|label| label == Label::Office);
            return reading.take(line, Why::Furniture);
        }
        if self.goes_on(line) {
            if let (Some(title), Some(open)) = (&mut reading.head.title, &mut self.open) {
                title.push(' ');
                title.push_str(&squeeze(line.text));
                let narrow = !self.width.is_full(open.edge);
                open.slack = if narrow { LABELS } else { RAGGED };
                open.edge = line.column + line.width();
            }
            return reading.take(line, Why::Header);
        }
        self.open = None;
        if let Some((place, day)) = date::place_and_date(line.text) {
            reading.head.plaats.get_or_insert(place);
            self.seen += 1;
            self.remove_wanted(|label| label == Label::Date);
            return dated(reading, day, line);
        }
        match self.wanted_by(line) {
            Some(found) => {
                self.open = Some(Open { label: found, column: 0, edge: line.width(), slack: LABELS });
                state(reading, found, line.text, line);
            }
            None => reading.take(line, Why::Furniture),
        }
    }

    /// Whether a line goes on with the subject above it.
    fn goes_on(&self, line: &Line<'_>) -> bool {
        let small = line.text.starts_with(char::is_lowercase);
        let Some(open) = self.open.filter(|open| open.label == Label::Subject && (small || !line.blank))
        else {
            return false;
        };
        let below = open.column == 0 || line.column + 2 >= open.column;
        let ended = !small && self.width.leaves_room(open.edge, line, open.slack);
        below && !ended && date::date(line.text).is_none()
    }

    /// The label whose value this line is.
    fn wanted_by(&mut self, line: &Line<'_>) -> Option<Label> {
        let is_date = date::date(line.text).is_some();
        let fits = |l: Label| match l {
            Label::Date => is_date,
            Label::Subject => !is_date,
            Label::OurReference => !is_date && line.text.contains(|c: char| c.is_ascii_digit()),
            Label::Attachments => line.width() <= 3,
            Label::YourReference | Label::Office => true,
        };
        self.remove_wanted(fits)
    }

    fn remove_wanted(&mut self, fits: impl Fn(Label) -> bool) -> Option<Label> {
        let (block, at) = self.waiting.iter_mut().rev().find_map(|block| {
            let at = block.iter().position(|&label| fits(label))?;
            Some((block, at))
        })?;
        let found = block.remove(at);
        self.waiting.retain(|block| !block.is_empty());
        Some(found)
    }
}

/// Takes the date that a line states.
fn dated(reading: &mut Reading<'_>, day: Date, line: &Line<'_>) {
    match reading.head.date {
        None => reading.head.date = Some(day),
        Some(kept) if day != kept => reading.doubt("date", line, &kept),
        Some(_) => {}
    }
    reading.take(line, Why::Header);
}

/// Puts a value where its label says.
fn state(reading: &mut Reading<'_>, found: Label, value: &str, line: &Line<'_>) {
    let value = squeeze(value);
    match found {
        Label::Date => {
            // `Datum: Den Haag, 3 mei 2023`
            let (place, day) = match date::place_and_date(&value) {
                Some((place, day)) => (Some(place), Some(day)),
                // The number of attachments may have slipped behind it.
                None => (None, date::date(&value).or_else(|| date::leading(&value))),
            };
            reading.head.plaats = reading.head.plaats.take().or(place);
            if let Some(day) = day {
                return dated(reading, day, line);
            }
        }
        Label::Subject => match reading.head.title.clone() {
            None => reading.head.title = Some(value),
            Some(kept) if kept != value => reading.doubt("subject", line, &kept),
            Some(_) => {}
        },
        Label::OurReference => match reading.head.kenmerk.clone() {
            None => reading.head.kenmerk = Some(reference(&value)),
            Some(kept) if kept != reference(&value) => reading.doubt("kenmerk", line, &kept),
            Some(_) => {}
        },
        Label::YourReference => reading.head.reageert_op.extend(number::case_numbers(&value)),
        Label::Attachments | Label::Office => {}
    }
    let why = if matches!(found, Label::Attachments | Label::Office) { Why::Furniture } else { Why::Header };
    reading.take(line, why);
}
