//! What the lines of a letterhead state: labels with their values, and lines that speak for themselves.
//!
//! The first line that states a fact counts; a later one that says otherwise is a doubt, and reported.

use super::lines::Line;
use crate::content::front_matter::Bijlage;
use crate::content::source::Source;
use crate::finding::{Code, Finding};
use crate::import::draft::{Block, Head};
use crate::import::flow::Unit;
use crate::import::header::label::{self, Label};
use crate::import::header::{casing, date, kind, number, people, squeeze};
use crate::number::identifier::DocumentId;
use jiff::civil::Date;

/// Reads facts, and keeps those that are found.
pub(super) struct HeadReader<'a> {
    pub(super) head: Head,
    source: &'a Source,
    /// Titles in capitals name the kind; a subject names the letter.
    subject: Option<String>,
    capitals: Option<String>,
    /// A date that stands alone on a line: the letter's, if none is labelled.
    loose_date: Option<Date>,
    findings: Vec<Finding>,
}

impl<'a> HeadReader<'a> {
    pub(super) fn new(source: &'a Source) -> Self {
        Self {
            head: Head::default(),
            source,
            subject: None,
            capitals: None,
            loose_date: None,
            findings: Vec::new(),
        }
    }

    /// Reads the lines of the head.
    pub(super) fn read(&mut self, lines: &[Line]) {
        let mut at = 0;
        while let Some(line) = lines.get(at) {
            if let Some((label, rest)) = label::label(&line.text) {
                self.labelled(label, &value(lines, at, rest), line);
            } else {
                at += self.telling(lines, at).saturating_sub(1);
            }
            at += 1;
        }
    }

    /// Reads running heads and feet, which repeat the head: they fill what is missing.
    pub(super) fn read_sheet(&mut self, lines: &[Line]) {
        let mut sheet = HeadReader::new(self.source);
        sheet.read(lines);
        let (head, other) = (&mut self.head, sheet.head);
        head.kenmerk = head.kenmerk.take().or(other.kenmerk);
        head.ontvanger = head.ontvanger.take().or(other.ontvanger);
        head.plaats = head.plaats.take().or(other.plaats);
        if head.reageert_op.is_empty() {
            head.reageert_op = other.reageert_op;
        }
        if head.bijlagen.is_empty() {
            head.bijlagen = other.bijlagen;
        }
        self.loose_date = self.loose_date.take().or(sheet.loose_date);
        self.subject = self.subject.take().or(sheet.subject);
        let place =
            lines.iter().find(|l| label::label(&l.text).is_some_and(|(label, _)| label == Label::Date));
        if let (Some(date), Some(line)) = (other.date, place.or(lines.first())) {
            self.date(date, line, "a running head");
        }
    }

    /// Reads the first paragraphs of the letter, which say what it answers.
    pub(super) fn read_opening(&mut self, units: &[Unit]) {
        const OPENING: usize = 4;
        let own = self.subject.clone().unwrap_or_default();
        let opening = units.iter().filter(|u| !u.is_empty()).take(OPENING).map(Unit::text);
        let opening = opening.filter(|text| {
            let text = text.to_lowercase();
            text.contains("vragen") || text.contains("uw brief") || text.contains("verzoek")
        });
        self.answers(&own);
        for text in opening {
            self.put_answered(number::answered(&text));
        }
    }

    fn answers(&mut self, text: &str) {
        self.put_answered(number::case_numbers(text));
    }

    fn put_answered(&mut self, ids: Vec<DocumentId>) {
        for id in ids {
            if !self.head.reageert_op.contains(&id) {
                self.head.reageert_op.push(id);
            }
        }
    }

    /// Takes the kind from a first paragraph that is a title and names it (`Fiche 1: …`), where no header states one.
    /// Gives whether it did.
    pub(super) fn read_kind(&mut self, first: &Unit) -> bool {
        const LONGEST: usize = 200;
        let text = squeeze(&first.text());
        let title = text.starts_with(char::is_uppercase) && !text.ends_with(['.', ',', ';', '?', ':']);
        let stated = self.head.soort.is_some() || self.subject.is_some() || self.head.kenmerk.is_some();
        let named = text.chars().count() < LONGEST && title && !stated && !text.contains('\n');
        let Some(kind) = kind::kind(&text).filter(|_| named && first.spot.cell.is_none()) else {
            return false;
        };
        self.head.soort = Some(kind.to_owned());
        self.capitals = Some(casing::title(&text));
        true
    }

    /// Decides on the title: the subject, the title in capitals, a heading above all text, or what the file is called
    /// inside.
    pub(super) fn read_titles(&mut self, units: &[Unit], properties: &[String]) {
        let heading = || {
            let first = units.iter().find(|u| !u.is_empty())?;
            matches!(first.block, Block::Heading(..)).then(|| squeeze(&first.text()))
        };
        // Programs call a file after its template or its first line; a title has words.
        let property = || properties.iter().find(|p| p.contains(' ') && !p.contains(".do")).cloned();
        let title = self.subject.take().or_else(|| self.capitals.take());
        self.head.title = title.or_else(heading).or_else(property);
    }

    pub(super) fn finish(mut self, findings: &mut Vec<Finding>) -> Head {
        self.head.date = self.head.date.or(self.loose_date);
        findings.extend(self.findings);
        self.head
    }

    fn labelled(&mut self, label: Label, value: &str, line: &Line) {
        match label {
            Label::Date => {
                let value = value.lines().next().unwrap_or_default();
                let stated = date::date(value).or_else(|| date::leading(value));
                match (stated, date::place_and_date(value)) {
                    (Some(date), None) => self.date(date, line, "another line"),
                    (_, Some((place, date))) => {
                        self.head.plaats.get_or_insert(place);
                        self.date(date, line, "another line");
                    }
                    _ => {}
                }
            }
            Label::Subject if !value.is_empty() => {
                self.subject.get_or_insert_with(|| squeeze(value));
            }
            Label::OurReference => {
                // A reference is one line; what stands below it is about something else.
                let line = value.lines().next().unwrap_or_default();
                if line.contains(|c: char| c.is_ascii_digit()) {
                    self.head.kenmerk.get_or_insert_with(|| label::reference(line));
                }
            }
            Label::YourReference => self.answers(value),
            Label::Attachments => {
                // "1" and "geen" say how many there are, not which.
                let named = value.split_whitespace().count() > 1;
                if named && self.head.bijlagen.is_empty() {
                    self.head.bijlagen.push(Bijlage { title: squeeze(value), id: None, url: None });
                }
            }
            _ => {}
        }
    }

    /// A line that states a fact without a label. Gives how many lines the fact took.
    fn telling(&mut self, lines: &[Line], at: usize) -> usize {
        let Some(line) = lines.get(at) else { return 0 };
        if let Some((to, taken)) = addressee(lines, at) {
            self.head.ontvanger.get_or_insert(to);
            return taken;
        }
        if let Some((place, date)) = date::place_and_date(&line.text) {
            self.head.plaats.get_or_insert(place);
            self.date(date, line, "another line");
        } else if let Some(date) = date::stated(&line.text) {
            self.date(date, line, "another line");
        } else if let Some(date) = date::date(&line.text) {
            self.loose_date.get_or_insert(date);
        } else if let Some(year) = number::vergaderjaar(&line.text) {
            self.head.vergaderjaar.get_or_insert(year);
        } else if let Some((dossier, title)) =
            number::dossier(&line.text).filter(|_| !is_reference(lines, at))
        {
            let title = title.or_else(|| dossier_title(lines, at));
            if self.head.dossiers.iter().all(|(known, _)| *known != dossier) {
                self.head.dossiers.push((dossier, title));
            }
        } else if let Some((number, rest)) = number::ondernummer(&line.text)
            .or_else(|| number::letter(&line.text).filter(|_| self.head.ondernummer.is_none()))
            .filter(|_| !self.head.dossiers.is_empty())
        {
            self.head.ondernummer.get_or_insert(number);
            self.capital_title(rest, lines, at);
        } else {
            return self.capital_title(&line.text, lines, at);
        }
        1
    }

    /// A title in capitals, which may go on on the next lines.
    fn capital_title(&mut self, text: &str, lines: &[Line], at: usize) -> usize {
        let Some(kind) = kind::kind(text).filter(|_| casing::in_capitals(text)) else { return 1 };
        let Some(first) = lines.get(at) else { return 1 };
        let mut title = text.to_owned();
        let more = lines.iter().skip(at + 1).take_while(|l| l.is_with(first) && casing::in_capitals(&l.text));
        let mut taken = 1;
        for line in more {
            title = format!("{title} {}", line.text);
            taken += 1;
        }
        if self.head.soort.is_none() {
            self.head.soort = Some(kind.to_owned());
            self.capitals = Some(casing::title(&title));
        }
        taken
    }

    fn date(&mut self, date: Date, line: &Line, where_: &str) {
        match self.head.date {
            None => self.head.date = Some(date),
            Some(first) if first != date => {
                let message = format!("the letter is dated {first}, and {where_} says {date}");
                let finding = Finding::new(Code::K742, message).at(self.source.place(line.at.clone()));
                self.findings.push(finding.help("the first was taken: correct `date` if it is the other"));
            }
            Some(_) => {}
        }
    }
}

/// Whether a line is the value of a reference whose label stands above or beside it: five figures may be one.
fn is_reference(lines: &[Line], at: usize) -> bool {
    let before = lines.get(..at).unwrap_or_default().iter().rev().find(|l| !l.text.is_empty());
    before.and_then(|l| label::label(&l.text)).is_some_and(|(label, rest)| {
        rest.is_empty() && matches!(label, Label::OurReference | Label::YourReference)
    })
}

/// What the label at this line announces: the rest of its line, the cells beside it, or the lines below it. Lines
/// are divided by `\n`.
fn value(lines: &[Line], at: usize, rest: &str) -> String {
    let Some(line) = lines.get(at) else { return String::new() };
    if !rest.is_empty() {
        // A subject goes on within its own paragraph or cell.
        let more = lines.iter().skip(at + 1).take_while(|l| {
            let same = l.unit == line.unit
                || line.cell.is_some() && l.is_with(line)
                || l.unit == line.unit + 1 && l.is_with(line) && l.text.starts_with(char::is_lowercase);
            same && !l.text.is_empty() && label::label(&l.text).is_none()
        });
        return std::iter::once(rest).chain(more.map(|l| l.text.as_str())).collect::<Vec<_>>().join("\n");
    }
    if let Some(cell) = line.cell {
        let beside: Vec<&str> = lines
            .iter()
            .filter(|l| !l.text.is_empty())
            .filter(|l| {
                l.cell.is_some_and(|c| (c.table, c.row) == (cell.table, cell.row) && c.column > cell.column)
            })
            .map(|l| l.text.as_str())
            .collect();
        let labels: Vec<usize> = (0..lines.len())
            .filter(|&i| lines.get(i).is_some_and(|l| l.is_with(line) && label::label(&l.text).is_some()))
            .collect();
        let column = beside.first().is_some_and(|first| label::label(first).is_none());
        match (labels.len(), labels.iter().position(|&i| i == at)) {
            (1, _) if column => return beside.join("\n"),
            // Several labels in one cell, and their values in the next: line by line.
            (2.., Some(place)) if column && labels.len() <= beside.len() => {
                let last = place + 1 == labels.len();
                let end = if last { beside.len() } else { place + 1 };
                return beside.get(place..end).unwrap_or_default().join("\n");
            }
            _ => {}
        }
    }
    if let Some(value) = stacked(lines, at) {
        return value;
    }
    // A subject is one paragraph; what stands below that is the ministry.
    let subject = label::label(&line.text).is_some_and(|(label, _)| label == Label::Subject);
    let first = lines.get(at + 1).map(|l| l.unit);
    let below: Vec<&str> = lines
        .iter()
        .skip(at + 1)
        .enumerate()
        .take_while(|(count, l)| {
            let other = if *count == 0 { label::label(&l.text).is_some() } else { states(&l.text) };
            let apart = subject && line.cell.is_none() && Some(l.unit) != first;
            l.is_with(line) && !l.text.is_empty() && !other && !apart
        })
        .map(|(_, l)| l.text.as_str())
        .collect();
    if !below.is_empty() || line.cell.is_none() {
        return below.join("\n");
    }
    let below = lines.iter().find(|l| {
        !l.text.is_empty()
            && l.cell
                .zip(line.cell)
                .is_some_and(|(c, own)| (c.table, c.column, c.row) == (own.table, own.column, own.row + 1))
    });
    below.filter(|l| label::label(&l.text).is_none()).map(|l| l.text.clone()).unwrap_or_default()
}

/// The value of a label among others that stand below each other, with their values below them in the same order:
/// so do boxes beside each other come out of a file.
fn stacked(lines: &[Line], at: usize) -> Option<String> {
    let line = lines.get(at)?;
    let bare = |l: &Line| l.is_with(line) && label::label(&l.text).is_some_and(|(_, rest)| rest.is_empty());
    let before = lines.get(..at)?.iter().rev().take_while(|l| bare(l)).count();
    let behind = lines.get(at + 1..)?.iter().take_while(|l| bare(l)).count();
    let (count, own) = (before + 1 + behind, before);
    let below = lines.iter().skip(at + 1 + behind).skip_while(|l| l.text.is_empty());
    let values: Vec<&str> = below
        .take_while(|l| l.is_with(line) && !l.text.is_empty() && label::label(&l.text).is_none())
        .map(|l| l.text.as_str())
        .collect();
    if count < 2 || values.len() < count {
        return None;
    }
    let end = if own + 1 == count { values.len() } else { own + 1 };
    values.get(own..end).map(|v| v.join("\n"))
}

/// The addressee that begins at this line, and how many lines it takes.
fn addressee(lines: &[Line], at: usize) -> Option<(String, usize)> {
    let first = lines.get(at)?;
    let own = lines.iter().skip(at).take_while(|l| l.is_with(first) && !l.text.is_empty());
    people::addressee_of(own.map(|l| l.text.as_str()))
}

/// The title of the dossier whose number stands alone on a line: beside it, or below it.
fn dossier_title(lines: &[Line], at: usize) -> Option<String> {
    let line = lines.get(at)?;
    let next = lines.iter().skip(at + 1).find(|l| !l.text.is_empty())?;
    let beside = match (line.cell, next.cell) {
        (Some(own), Some(cell)) => (own.table, own.row) == (cell.table, cell.row),
        (None, None) => true,
        _ => false,
    };
    (beside && next.text.starts_with(char::is_uppercase) && !states(&next.text)).then(|| next.text.clone())
}

/// Whether a line states a fact of the head.
pub(super) fn states(text: &str) -> bool {
    let labelled = label::label(text).is_some_and(|(label, _)| label != Label::Office);
    labelled
        || people::addressee(text).is_some()
        || date::place_and_date(text).is_some()
        || date::stated(text).is_some()
        || number::vergaderjaar(text).is_some()
        || number::dossier(text).is_some()
        || number::ondernummer(text).is_some()
        || number::letter(text).is_some_and(|(_, title)| !title.is_empty())
        || casing::in_capitals(text) && kind::kind(text).is_some()
}

/// The last unit of the fact that this unit states: its value below, the rest of an address.
pub(super) fn last_of_fact(lines: &[Line], unit: usize) -> usize {
    let Some(at) = lines.iter().rposition(|l| l.unit == unit && states(&l.text)) else { return unit };
    let Some(line) = lines.get(at) else { return unit };
    let below = |more: &dyn Fn(&Line) -> bool| {
        let rest = lines.iter().skip(at + 1).take_while(|l| l.is_with(line) && !l.text.is_empty() && more(l));
        rest.last().map_or(unit, |l| l.unit)
    };
    match label::label(&line.text) {
        Some((_, "")) => below(&|_| true),
        Some(_) => unit,
        None if people::addressee(&line.text).is_some() => {
            below(&|l| people::is_address(&l.text) || l.text.split(' ').count() <= 4)
        }
        None if number::dossier(&line.text).is_some_and(|(_, title)| title.is_none()) => {
            match dossier_title(lines, at) {
                Some(title) => lines.iter().skip(at).find(|l| l.text == title).map_or(unit, |l| l.unit),
                None => unit,
            }
        }
        None => below(&|l| casing::in_capitals(&l.text)),
    }
}
