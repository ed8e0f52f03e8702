//! The header that the Staten-Generaal print: dossiers with their titles, the number, the kind in capitals, the
//! addressee, place and date. On a web page the furniture of the page stands before it and states some of them
//! too.

use super::reading::{LOOK, Reading, addressee};
use crate::import::draft::Why;
use crate::import::header::{answer, casing, date, kind, number, people, squeeze};
use crate::import::text::line::Line;
use crate::number::identifier::DocumentId;
use crate::number::kst::{Chamber, DossierNumber, Ondernummer};
use crate::number::series::AANHANGSEL;

/// Lines between a dossier and its number, which a long title may fill.
const TITLE: usize = 12;

/// Lines of a title in capitals.
const CAPITALS: usize = 8;

/// Where the numbers of a Kamerstuk stand.
#[derive(Clone, Copy)]
pub(super) enum Anchor {
    /// The line of the first dossier.
    Dossier(usize),
    /// A line of a table on a web page: `… | 31839 nr. Z |`.
    Row(usize),
    /// The number with the title in capitals, on a page that has the dossier in the id of the paper only.
    Title(usize, DossierNumber),
}

/// Finds the line of the dossier: a number of its own line follows soon.
pub(super) fn anchor(lines: &[Line<'_>]) -> Option<Anchor> {
    let dossier = lines.iter().enumerate().position(|(at, line)| {
        number::dossier(line.text).is_some()
            && lines.get(at + 1..).unwrap_or_default().iter().take(TITLE).any(|l| numbered(l.text).is_some())
    });
    let row = || lines.iter().position(|l| l.text.contains('|') && row(l.text).is_some());
    let title = || {
        let (at, number) = lines.iter().enumerate().find_map(|(at, line)| {
            let (number, rest) = number::ondernummer(line.text)?;
            (casing::in_capitals(rest) && kind::kind(rest).is_some()).then_some((at, number))
        })?;
        let before = lines.get(..at)?.iter().flat_map(|l| l.text.split_whitespace());
        let mut ids = before.filter_map(|word| DocumentId::parse(&format!("kst-{word}"))?.kst());
        ids.find(|id| id.ondernummer == number).map(|id| Anchor::Title(at, id.dossier))
    };
    dossier.map(Anchor::Dossier).or_else(|| row().map(Anchor::Row)).or_else(title)
}

/// `Nr. 201 …`, `B …`
fn numbered(text: &str) -> Option<(Ondernummer, &str)> {
    number::ondernummer(text).or_else(|| number::letter(text))
}

/// The cell that names dossier and number.
fn row(text: &str) -> Option<(DossierNumber, Ondernummer)> {
    text.split('|').find_map(|cell| {
        let (dossier, rest) = number::leading_dossier(cell)?;
        Some((dossier, number::ondernummer(rest)?.0))
    })
}

/// Reads the header and returns the lines of the letter.
pub(super) fn read<'a>(reading: &mut Reading<'_>, lines: &[Line<'a>], anchor: Anchor) -> Vec<Line<'a>> {
    let mut at = match anchor {
        Anchor::Dossier(at) | Anchor::Row(at) | Anchor::Title(at, _) => at,
    };
    web_page(reading, lines.get(..at).unwrap_or_default());
    match anchor {
        Anchor::Dossier(_) => at = numbers(reading, lines, at),
        Anchor::Row(_) => at = table(reading, lines, at),
        Anchor::Title(_, dossier) => {
            reading.head.dossiers.push((dossier, None));
            at = numbers(reading, lines, at);
        }
    }
    let mut kept = Vec::new();
    at = addressed(reading, lines, at, &mut kept);
    kept.extend_from_slice(lines.get(at..).unwrap_or_default());
    page_foot(reading, &mut kept);
    kept
}

/// What pages of the publisher and of the Tweede Kamer have below a paper: a way back, and once more who signed.
fn page_foot(reading: &mut Reading<'_>, lines: &mut Vec<Line<'_>>) {
    const SIGNERS: usize = 24;
    let tail = lines.len().saturating_sub(SIGNERS);
    let near = lines.get(tail..).unwrap_or_default();
    let signers = near.iter().rposition(|l| l.text == "Ondertekenaars").filter(|&at| {
        near.get(at + 1..)
            .unwrap_or_default()
            .iter()
            .any(|l| l.text.to_lowercase().ends_with("ondertekenaar"))
    });
    let back = near.iter().rposition(|l| l.text == "Naar boven").filter(|&at| at + 1 == near.len());
    if let Some(from) = signers.or(back) {
        for line in lines.drain(tail + from..) {
            reading.take(&line, Why::Furniture);
        }
    }
}

/// What stands before the header: the heads of the chamber, or a web page about the document.
fn web_page(reading: &mut Reading<'_>, lines: &[Line<'_>]) {
    let mut title = None;
    let mut of_document = false;
    for line in lines {
        let text = line.text.trim_end_matches(['|', ' ']);
        if let Some(year) = number::vergaderjaar(text) {
            reading.head.vergaderjaar.get_or_insert(year);
        }
        if let Some((_, named)) = text.split_once(" : ").filter(|(sort, _)| is_sort(sort)) {
            title = Some(squeeze(named));
        } else if title.is_none() && !of_document && !text.contains('|') && !text.starts_with('[') {
            title = Some(squeeze(text));
        }
        if let Some(id) = text.strip_prefix("Nummer:").and_then(|rest| rest.split(',').next()) {
            of_document = true;
            reading.head.aliases.extend(DocumentId::parse(id));
        }
        of_document |= title.is_some() && text.contains(" : ");
        reading.take(line, Why::Header);
    }
    if of_document {
        reading.head.title = title;
    }
}

/// The sorts of documents on the site of the Tweede Kamer, as they stand before a title.
fn is_sort(text: &str) -> bool {
    kind::kind(text).is_some() && text.split_whitespace().count() <= 4
}

/// Dossiers, their titles, the number, the title in capitals. Returns the line behind them.
fn numbers(reading: &mut Reading<'_>, lines: &[Line<'_>], mut at: usize) -> usize {
    let end = at + TITLE * 4;
    let mut capitals: Option<String> = None;
    while let Some(line) = lines.get(at).filter(|_| at < end) {
        if reading.head.ondernummer.is_none() {
            if let Some((number, title)) = number::dossier(line.text) {
                reading.head.dossiers.push((number, title));
            } else if let Some((number, rest)) = numbered(line.text) {
                reading.head.ondernummer = Some(number);
                capitals = (!rest.is_empty()).then(|| squeeze(rest));
            } else if let Some((_, title)) = reading.head.dossiers.last_mut() {
                let more = squeeze(line.text);
                *title = Some(title.take().map_or(more.clone(), |title| format!("{title} {more}")));
            }
        } else {
            match &mut capitals {
                None if kind::kind(line.text).is_some() || casing::in_capitals(line.text) => {
                    capitals = Some(squeeze(line.text));
                }
                Some(title) if title_goes_on(title, line) => {
                    title.push(' ');
                    title.push_str(&squeeze(line.text));
                }
                _ => break,
            }
        }
        reading.take(line, Why::Header);
        at += 1;
    }
    if let Some(title) = capitals {
        let (title, marks) = casing::without_marks(&title);
        reading.marks = marks;
        reading.head.soort = kind::kind(&title).map(str::to_owned);
        let title = casing::title(&title);
        reading.head.indieners = people::of_title(&title);
        reading.head.title.get_or_insert(title);
    }
    at
}

/// Whether a line belongs to the title in capitals before it.
fn title_goes_on(title: &str, line: &Line<'_>) -> bool {
    let unfinished = ["EN", "VAN", "VOOR", "DE", "HET", "OVER", "–", "-"]
        .iter()
        .any(|w| title.ends_with(&format!(" {w}")));
    let room = title.split(' ').count() < CAPITALS * 12;
    room && casing::in_capitals(title)
        && casing::in_capitals(line.text)
        && (!line.blank || unfinished || title.ends_with(','))
}

/// A table of a web page, and what it repeats, up to the date.
fn table(reading: &mut Reading<'_>, lines: &[Line<'_>], from: usize) -> usize {
    if let Some((dossier, ondernummer)) = lines.get(from).and_then(|l| row(l.text)) {
        reading.head.dossiers.push((dossier, None));
        reading.head.ondernummer = Some(ondernummer);
    }
    let year = lines.get(from).and_then(|l| l.text.split('|').find_map(|cell| cell.trim().parse().ok()));
    reading.head.vergaderjaar = reading.head.vergaderjaar.or(year);
    let rest = lines.get(from..).unwrap_or_default();
    let dated = rest.iter().take(TITLE).position(|l| date::stated(l.text).is_some());
    let table = rest.iter().take_while(|l| l.text.contains('|')).count();
    let end = dated.unwrap_or(table);
    for line in rest.iter().take(end) {
        reading.take(line, Why::Furniture);
    }
    from + end
}

/// Addressee and date. A line between them that states neither is the letter's, and is kept.
fn addressed<'a>(
    reading: &mut Reading<'_>,
    lines: &[Line<'a>],
    mut at: usize,
    kept: &mut Vec<Line<'a>>,
) -> usize {
    let dated = |line: &Line<'_>| {
        let line = line.text;
        date::place_and_date(line)
            .map(|(place, day)| (Some(place), day))
            .or_else(|| date::stated(line).map(|d| (None, d)))
    };
    while let Some(line) = lines.get(at) {
        if let Some((name, used)) = addressee(lines, at).filter(|_| reading.head.ontvanger.is_none()) {
            reading.head.ontvanger = Some(name);
            for line in lines.iter().skip(at).take(used) {
                reading.take(line, Why::Header);
            }
            at += used;
            continue;
        }
        if let Some((place, day)) = dated(line) {
            match reading.head.date {
                None => {
                    reading.head.date = Some(day);
                    reading.head.plaats = place;
                }
                Some(kept) if kept != day => reading.doubt("date", line, &kept),
                Some(_) => {}
            }
            reading.take(line, Why::Header);
            at += 1;
            continue;
        }
        let fact_follows = reading.head.date.is_none()
            && lines
                .get(at + 1..)
                .unwrap_or_default()
                .iter()
                .take(2)
                .any(|l| dated(l).is_some() || people::addressee(l.text).is_some());
        if !fact_follows {
            break;
        }
        kept.push(line.clone());
        at += 1;
    }
    at
}

/// The line that opens the Aanhangsel; the year may stand before it.
pub(super) fn aanhangsel(lines: &[Line<'_>]) -> Option<usize> {
    let opens = |l: &Line<'_>| {
        let text = squeeze(l.text).to_lowercase();
        let behind_year = text.split_once("aanhangsel van de handelingen").map(|(before, _)| before.trim());
        behind_year.is_some_and(|before| before.is_empty() || number::vergaderjaar(before).is_some())
    };
    lines.iter().position(opens)
}

/// The line that opens questions and answers on a page of the Tweede Kamer, which has no number of the Aanhangsel.
pub(super) fn questions(lines: &[Line<'_>]) -> Option<usize> {
    const QUESTION: usize = 5;
    lines.iter().enumerate().position(|(at, line)| {
        let near = || lines.iter().skip(at).take(QUESTION);
        line.text.starts_with("Vragen van ") && near().any(|l| l.text.contains("(ingezonden "))
    })
}

/// The header of the Aanhangsel: year, number, case number. Who asked whom about what, who answered and when are sentences,
/// which stay in the text.
pub(super) fn read_aanhangsel<'a>(
    reading: &mut Reading<'_>,
    lines: &[Line<'a>],
    from: usize,
) -> Vec<Line<'a>> {
    const SENTENCES: usize = 16;
    let asks = |line: &Line<'_>| line.text.starts_with("Vragen van ");
    let question = |line: &Line<'_>| squeeze(line.text).to_lowercase().starts_with("vraag 1");
    let is_over = |line: &Line<'_>| asks(line) || question(line);
    let mut number = None;
    let mut chamber = Chamber::Tweede;
    let head = lines.iter().take(from + LOOK).take_while(|line| !is_over(line)).count();
    for (at, line) in lines.iter().enumerate().take(head) {
        let text = squeeze(line.text);
        if text.starts_with("Eerste Kamer") {
            chamber = Chamber::Eerste;
        }
        let year =
            text.to_lowercase().split_once("aanhangsel").map(|(before, _)| number::vergaderjaar(before));
        if let Some(year) = year.flatten().or_else(|| number::vergaderjaar(&text)) {
            reading.head.vergaderjaar.get_or_insert(year);
        } else if at > from {
            number = text.parse::<u16>().ok().or(number);
        }
        reading.head.reageert_op.extend(number::case_numbers(&text));
        reading.take(line, Why::Header);
    }
    let kept = lines.get(head..).unwrap_or_default();
    let sentences: Vec<&str> =
        kept.iter().take(SENTENCES).take_while(|line| !question(line)).map(|line| line.text).collect();
    reading.head.reageert_op.extend(number::case_numbers(&sentences.join(" ")));
    let year = reading.head.vergaderjaar;
    reading.head.identifier = year.zip(number).and_then(|(year, number)| answer::id(chamber, year, number));
    reading.head.soort = Some(AANHANGSEL.soort.to_owned());
    answer::complete(&mut reading.head, &sentences.join(" "));
    kept.to_vec()
}
