//! The proof that everybody who signed is a sender: whom the title names, and whose office or name stands below the letter.

use super::shortened;
use crate::content::front_matter::Indiener;
use crate::content::source::Source;
use crate::dutch::{letters, names, plain};
use crate::finding::{Code, Finding, Place};
use crate::import::draft::{Block, Draft, Inline};
use crate::import::flow;
use crate::import::header::people;
use std::ops::Range;

/// Lines at the end of a letter among which signatures stand.
const LAST: usize = 24;

/// The words behind which the names below a motion stand.
const END_OF_MOTION: &str = "orde van de dag";

/// Whoever seems to have signed and is no sender.
pub fn missing(source: &Source, draft: &Draft) -> Vec<Finding> {
    let mut lines = Vec::new();
    blocks(&draft.body, &mut lines);
    let senders = &draft.head.indieners;
    let is_motion = draft.head.soort.as_deref().is_none_or(|soort| soort.to_lowercase().contains("motie"));
    let end =
        lines.iter().rposition(|(line, _)| line.to_lowercase().contains(END_OF_MOTION)).filter(|_| is_motion);
    let signed = match end {
        Some(end) => below_motion(lines.get(end + 1..).unwrap_or_default(), senders),
        None => below_letter(&lines, senders),
    };
    let at = |at: &Range<usize>| {
        if at.is_empty() { Place::file(source.file.clone()) } else { source.place(at.clone()) }
    };
    let signed: Vec<Finding> = signed
        .into_iter()
        .map(|(line, place)| {
            let message =
                format!("`{}` seems to have signed, and is no sender in the front matter", shortened(line));
            Finding::new(Code::K742, message).at(at(place)).help("add who signed under `indiener`")
        })
        .collect();
    if !signed.is_empty() {
        return signed;
    }
    named(source, draft).into_iter().collect()
}

/// Lines below a motion that have no name of a sender: some words there may be none.
fn below_motion<'l>(
    lines: &'l [(String, Range<usize>)],
    senders: &[Indiener],
) -> Vec<(&'l str, &'l Range<usize>)> {
    const WORDS: usize = 8;
    let short = lines.iter().take_while(|(line, _)| line.split_whitespace().count() <= WORDS);
    let named = short.filter(|(line, _)| line.contains(char::is_alphabetic));
    named
        .filter(|(line, _)| !senders.iter().any(|s| is_named(s, line)))
        .map(|(line, at)| (line.as_str(), at))
        .collect()
}

/// Offices at the end of a letter that no sender has.
fn below_letter<'l>(
    lines: &'l [(String, Range<usize>)],
    senders: &[Indiener],
) -> Vec<(&'l str, &'l Range<usize>)> {
    let last = lines.get(lines.len().saturating_sub(LAST)..).unwrap_or_default();
    let closing = last.iter().rposition(|(line, _)| letters::is_closing(line)).map_or(0, |at| at + 1);
    let behind = last.get(closing..).unwrap_or_default().iter();
    let own = behind.filter(|(line, _)| !letters::is_on_behalf(line) && !line.ends_with(':'));
    let next = |at: &Range<usize>| last.iter().find(|(_, other)| other.start >= at.end && !other.is_empty());
    let unknown = own.filter(|(line, at)| {
        let Some(office) = people::signed_office(line).and_then(|office| office.ambt) else { return false };
        let known: Vec<&Indiener> =
            senders.iter().filter(|s| s.ambt.as_deref().is_some_and(|ambt| has(ambt, &office))).collect();
        // The name of an office that has none may stand on the next line.
        let bare = known.iter().all(|sender| sender.naam.is_none());
        bare && (known.is_empty() || next(at).is_some_and(|(line, _)| may_be_name(line)))
    });
    unknown.map(|(line, at)| (line.as_str(), at)).collect()
}

/// Whether a line is short and no sentence.
fn may_be_name(line: &str) -> bool {
    const WORDS: usize = 6;
    let words = line.split_whitespace().count();
    (2..=WORDS).contains(&words) && line.contains(char::is_uppercase) && people::signed_office(line).is_none()
}

/// Whether the office of a sender is this one; it may go on on another line.
fn has(office: &str, line: &str) -> bool {
    let (office, line) = (plain::plain(office), plain::plain(line));
    office.starts_with(&line) || line.starts_with(&office)
}

/// Senders whom the title names, if there are more of them than in the front matter.
fn named(source: &Source, draft: &Draft) -> Option<Finding> {
    let named = people::of_sent(draft.head.title.as_deref()?);
    let senders = &draft.head.indieners;
    let lacks = |one: &&Indiener| match &one.naam {
        Some(name) => !senders.iter().any(|sender| is_named(sender, name)),
        None => named.len() > senders.len(),
    };
    // Where nobody has signed, the title says whose it is.
    let missing = named.iter().find(lacks).filter(|_| !senders.is_empty())?;
    let name = missing.naam.as_ref().or(missing.ambt.as_ref())?;
    let message = match missing.naam {
        Some(_) => format!("the title names {name} as a sender, the front matter does not"),
        None => format!("the title names {} senders, the front matter {}", named.len(), senders.len()),
    };
    let finding = Finding::new(Code::K742, message).at(Place::file(source.file.clone()));
    Some(finding.help("add who signed under `indiener`, if the letter is theirs too"))
}

/// Whether a line has the surname of a sender.
fn is_named(sender: &Indiener, line: &str) -> bool {
    let line = plain::plain(line);
    let name = sender.naam.as_deref().unwrap_or_default().trim_end_matches(" c.s.");
    // The party stands behind the name, a first name before its last words.
    let name =
        name.rsplit_once(" (").filter(|(_, party)| party.ends_with(')')).map_or(name, |(name, _)| name);
    let surname = names::without_degrees(name).rsplit([' ', '.']).find(|word| !word.is_empty());
    surname.is_some_and(|surname| line.contains(&plain::plain(surname)))
}

/// The lines of a text, with their bytes.
fn blocks(list: &[Block], found: &mut Vec<(String, Range<usize>)>) {
    let add = |inlines: &[Inline], found: &mut Vec<(String, Range<usize>)>| {
        let pieces = flow::pieces(inlines);
        let start = pieces.iter().map(|(_, at)| at.start).min().unwrap_or(0);
        let end = pieces.iter().map(|(_, at)| at.end).max().unwrap_or(0);
        let text = flow::text(inlines);
        found.extend(
            text.lines()
                .map(|line| (line.trim().to_owned(), start..end))
                .filter(|(line, _)| !line.is_empty()),
        );
    };
    for block in list {
        match block {
            Block::Heading(_, text) | Block::Paragraph(text) => add(text, found),
            Block::Lines(lines) => lines.iter().for_each(|line| add(line, found)),
            Block::Table(head, rows, _) => {
                head.iter().chain(rows.iter().flatten()).for_each(|cell| add(cell, found));
            }
            Block::Quote(inner) => blocks(inner, found),
            Block::List(_, items) => items.iter().for_each(|item| blocks(item, found)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(title: &str, senders: &[(Option<&str>, Option<&str>)], lines: &[&str]) -> Vec<String> {
        let source = Source::new("a", "a", lines.join("\n"));
        let paragraph = |line: &&str| {
            let at = source.text.find(line).unwrap();
            Block::Paragraph(vec![Inline::Text((*line).to_owned(), at..at + line.len())])
        };
        let mut draft = Draft { body: lines.iter().map(paragraph).collect(), ..Draft::default() };
        draft.head.title = Some(title.to_owned());
        let sender = |(ambt, naam): &(Option<&str>, Option<&str>)| Indiener {
            ambt: ambt.map(str::to_owned),
            naam: naam.map(str::to_owned),
        };
        draft.head.indieners = senders.iter().map(sender).collect();
        missing(&source, &draft).into_iter().map(|finding| finding.message).collect()
    }

    #[test]
    fn who_signed_and_is_no_sender_is_found() {
        let lines = ["Hierbij het rapport.", "De Minister van Defensie,", "?? onleesbaar 7"];
        let told = "`De Minister van Defensie,` seems to have signed, and is no sender in the front matter";
        assert_eq!(found("Brief", &[], &lines), [told]);
        let known = [(Some("Minister van Defensie"), None)];
        assert_eq!(found("Brief", &known, &lines), Vec::<String>::new());
        assert_eq!(
            found("Brief", &[], &["De Minister van Defensie heeft dit gelezen."]),
            Vec::<String>::new()
        );
        let motion = ["en gaat over tot de orde van de dag.", "Jansén", "Piet & Klaas"];
        let told = "`Piet & Klaas` seems to have signed, and is no sender in the front matter";
        assert_eq!(found("Motie", &[(None, Some("A. Jansen"))], &motion), [told]);
    }

    #[test]
    fn whom_the_title_names_is_a_sender() {
        let title = "Brief van de Ministers van Financiën en van Defensie";
        let one = [(Some("Minister van Defensie"), Some("A. Jansen"))];
        assert_eq!(found(title, &one, &["Tekst."]), ["the title names 2 senders, the front matter 1"]);
        let title = "Motie van de leden Jansen en De Wit";
        assert_eq!(
            found(title, &[(None, Some("A. Jansen"))], &["Tekst."]),
            ["the title names De Wit as a sender, the front matter does not"]
        );
        assert_eq!(
            found("Motie van het lid Jansen c.s.", &[(None, Some("Jansen"))], &["Tekst."]),
            Vec::<String>::new()
        );
    }
}
