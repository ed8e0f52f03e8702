//! The letterhead of a ministry: labels with their values beside or below them, an address, an office.
//!
//! Conversions tear it apart: labels may come in one block and their values in the next (`Datum`, `Betreft`, then
//! the date, then the subject). So a label waits for its value, the labels of the last block first, and a date
//! goes to the label that wants one.

use super::{Reading, addressee};
use crate::import::draft::Why;
use crate::import::header::label::{Label, label, reference};
use crate::import::header::{date, number, squeeze};
use crate::import::text::line::{Line, parts};

/// Words with which a letter begins.
const SALUTATIONS: [&str; 4] = ["geachte", "excellentie", "mijnheer de voorzitter", "aan de koning"];

/// Sentences that a letterhead prints.
const PRINTED: [&str; 4] = ["bij beantwoording", "wilt u slechts", "gelieve bij", "bij correspondentie"];

/// Characters beyond which a line that no label waits for is prose.
const PROSE: usize = 62;

/// Whether the first lines are a letterhead.
pub(super) fn stands_in(lines: &[Line<'_>], margin: &[Line<'_>]) -> bool {
    let of_letter = |found: Label| matches!(found, Label::Date | Label::Subject | Label::OurReference);
    let labels = lines
        .iter()
        .take_while(|l| !is_salutation(l.text))
        .chain(margin)
        .filter_map(|l| label(l.text))
        .filter(|&(found, rest)| of_letter(found) && (rest.is_empty() || rest.len() < 200));
    let mut kinds: Vec<Label> = labels.map(|(found, _)| found).collect();
    kinds.sort_unstable();
    kinds.dedup();
    kinds.len() >= 2
}

fn starts_with_any(text: &str, words: &[&str]) -> bool {
    let lower = text.to_lowercase();
    words.iter().any(|w| lower.starts_with(w))
}

fn is_salutation(text: &str) -> bool {
    starts_with_any(text, &SALUTATIONS)
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
    let salutation = lines.iter().take(super::LOOK).position(|l| is_salutation(l.text));
    while let Some(line) = lines.get(at) {
        if salutation.is_some_and(|end| at >= end) || salutation.is_none() && labels.is_over(line) {
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
    reading.head.soort.get_or_insert_with(|| "Brief".to_owned());
    other_references(reading, references);
    lines.get(at..).unwrap_or_default().to_vec()
}

/// Running heads repeat the reference; one that differs is worth a word.
fn other_references(reading: &mut Reading<'_>, references: &[Line<'_>]) {
    let letters = |s: &str| s.chars().filter(|c| !c.is_whitespace()).collect::<String>();
    let Some(kept) = reading.head.kenmerk.clone() else { return };
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
    open: Option<(Label, usize)>,
    /// Labels seen.
    seen: usize,
}

impl Labels {
    fn block_ends(&mut self) {
        self.open = None;
    }

    /// Whether the letter itself begins here, for letters without salutation.
    fn is_over(&self, line: &Line<'_>) -> bool {
        let waits = self.waiting.iter().flatten().next().is_some() || self.open.is_some() && !line.blank;
        let prose =
            line.width() > PROSE && !starts_with_any(line.text, &PRINTED) && label(line.text).is_none();
        self.seen > 1 && prose && !waits
    }

    fn step(&mut self, reading: &mut Reading<'_>, line: &Line<'_>) {
        if let Some((found, rest)) = label(line.text) {
            self.seen += 1;
            self.open = None;
            if rest.is_empty() {
                match self.waiting.last_mut().filter(|_| !line.blank) {
                    Some(block) => block.push(found),
                    None => self.waiting.push(vec![found]),
                }
                return reading.take(line, Why::Header);
            }
            let value = parts(line.text).get(1).and_then(|part| line.part(part.start..line.text.len()));
            self.open = Some((found, value.map_or(0, |v| v.column)));
            return state(reading, found, rest, line);
        }
        let goes_on = self.open.filter(|&(open, column)| {
            open == Label::Subject && !line.blank && (column == 0 || line.column + 2 >= column)
        });
        if goes_on.is_some() && date::date(line.text).is_none() {
            if let Some(title) = &mut reading.head.title {
                title.push(' ');
                title.push_str(&squeeze(line.text));
            }
            return reading.take(line, Why::Header);
        }
        self.open = None;
        match self.wanted_by(line) {
            Some(found) => {
                self.open = Some((found, 0));
                state(reading, found, line.text, line);
            }
            None => reading.take(line, Why::Furniture),
        }
    }

    /// The label whose value this line is.
    fn wanted_by(&mut self, line: &Line<'_>) -> Option<Label> {
        let is_date = date::date(line.text).is_some();
        let fits = |l: &Label| match l {
            Label::Date => is_date,
            Label::Subject | Label::OurReference | Label::YourReference => !is_date,
            Label::Attachments => line.width() <= 3,
            Label::Office => true,
        };
        for block in self.waiting.iter_mut().rev() {
            if let Some(at) = block.iter().position(fits) {
                let found = block.remove(at);
                self.waiting.retain(|block| !block.is_empty());
                return Some(found);
            }
        }
        None
    }
}

/// Puts a value where its label says.
fn state(reading: &mut Reading<'_>, found: Label, value: &str, line: &Line<'_>) {
    let value = squeeze(value);
    match found {
        Label::Date => match (date::date(&value), reading.head.date) {
            (Some(day), None) => reading.head.date = Some(day),
            (Some(day), Some(kept)) if day != kept => reading.doubt("date", line, &kept),
            _ => {}
        },
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
