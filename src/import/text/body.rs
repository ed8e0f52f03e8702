//! Paragraphs become blocks: headings, lists, signatures, text.
//!
//! Plain text has no headings. A bare line is one if it is short, opens with a capital or a number, ends like no
//! sentence, stands before text, and does not stand among others of its kind, as the cells of a flattened table
//! do.

use super::inline::Writer;
use super::line::Line;
use super::paragraph::{Marker, MarkerKind, Paragraph, signature};
use super::table::TextTable;
use crate::content::front_matter::Indiener;
use crate::dutch::letters;
use crate::import::draft::{Block, Inline, Why};
use crate::import::flow;
use crate::import::header::people;

/// Characters of the longest heading.
const HEADING: usize = 130;

/// Blocks and who signed.
pub(super) fn blocks(writer: &mut Writer<'_>, paragraphs: &[Paragraph<'_>]) -> (Vec<Block>, Vec<Indiener>) {
    let mut out = Vec::new();
    let mut senders = Vec::new();
    let numbered = paragraphs.iter().enumerate().any(|(at, _)| numbered_depth(paragraphs, at).is_some());
    let mut depth = 0;
    let mut at = 0;
    while let Some(paragraph) = paragraphs.get(at) {
        if let Some((taken, signed)) = signature(paragraphs, at) {
            let signers = paragraphs.iter().skip(at).take(taken);
            out.push(Block::Lines(signers.map(|p| writer.run(&p.lines)).collect()));
            if senders.is_empty() {
                senders = signed;
            }
            at += taken;
            continue;
        }
        let movers = movers(paragraphs, at);
        if movers > 0 {
            let lines = paragraphs.iter().skip(at).take(movers).flat_map(|p| &p.lines);
            out.push(Block::Lines(lines.map(|line| writer.run(std::slice::from_ref(line))).collect()));
            at += movers;
            continue;
        }
        if let Some(table) = &paragraph.table {
            out.push(write_table(writer, table));
            at += 1;
            continue;
        }
        let items = list(paragraphs, at);
        if items > 0 {
            out.push(write_list(writer, paragraphs.get(at..at + items).unwrap_or_default()));
            at += items;
            continue;
        }
        let text = unmarked(paragraph);
        if let Some(level) = markdown_heading(paragraph) {
            let words = text.iter().filter_map(|line| {
                let sign = usize::from(level);
                writer.leave_out(line.start..line.start + sign, Why::Mark);
                line.part(sign..line.text.len())
            });
            let words: Vec<Line<'_>> = words.collect();
            out.push(Block::Heading(level.clamp(2, 6), writer.run(&words)));
        } else if is_heading(paragraphs, at) {
            let own = numbered_depth(paragraphs, at);
            depth = own.unwrap_or(depth);
            let level = match own {
                Some(depth) => depth + 1,
                None if numbered && depth > 0 => depth + 2,
                None => 2,
            };
            out.push(Block::Heading(level.clamp(2, 6), writer.run(&text)));
        } else if !text.is_empty() {
            out.push(Block::Paragraph(writer.run(&text)));
        } else if let Some(marker) = &paragraph.marker {
            writer.leave_out(marker.line.at(), Why::Mark);
        }
        at += 1;
    }
    (out, senders)
}

/// How many paragraphs from here on are the names below a motion, which are no headings.
fn movers(paragraphs: &[Paragraph<'_>], at: usize) -> usize {
    let ends = |p: &Paragraph<'_>| p.lines.last().is_some_and(|line| line.text.ends_with("orde van de dag."));
    let named = |p: &&Paragraph<'_>| {
        let names = p.lines.iter().all(|line| people::members(line.text).is_some());
        names && p.marker.is_none() && p.table.is_none() && !p.lines.is_empty()
    };
    if at.checked_sub(1).and_then(|before| paragraphs.get(before)).is_some_and(ends) {
        paragraphs.iter().skip(at).take_while(named).count()
    } else {
        0
    }
}

/// The lines of a paragraph with the marker that is no list's.
fn unmarked<'a>(paragraph: &Paragraph<'a>) -> Vec<Line<'a>> {
    let marker = paragraph.marker.as_ref().filter(|m| m.kind != MarkerKind::Bullet);
    marker.map(|m| m.line.clone()).into_iter().chain(paragraph.lines.iter().cloned()).collect()
}

/// How many paragraphs from here on are items of one list. Numbers make a list only if they go on.
fn list(paragraphs: &[Paragraph<'_>], at: usize) -> usize {
    let kind = |at: usize| {
        paragraphs.get(at).filter(|p| !p.lines.is_empty()).and_then(|p| p.marker.as_ref()).map(|m| m.kind)
    };
    let Some(first) = kind(at) else { return 0 };
    let mut count = 1;
    let mut last = first;
    while let Some(next) = kind(at + count).filter(|&next| follows(last, next)) {
        last = next;
        count += 1;
    }
    if first == MarkerKind::Bullet || count > 1 { count } else { 0 }
}

fn follows(last: MarkerKind, next: MarkerKind) -> bool {
    match (last, next) {
        (MarkerKind::Bullet, MarkerKind::Bullet) => true,
        (MarkerKind::Number(a), MarkerKind::Number(b)) | (MarkerKind::Letter(a), MarkerKind::Letter(b)) => {
            b == a + 1
        }
        _ => false,
    }
}

fn write_list(writer: &mut Writer<'_>, items: &[Paragraph<'_>]) -> Block {
    let number = |p: &Paragraph<'_>| match p.marker {
        Some(Marker { kind: MarkerKind::Number(n), .. }) => Some(n),
        _ => None,
    };
    let first = items.first().and_then(number);
    let mut written = Vec::new();
    for item in items {
        // Markdown has no lists with letters: the letter stays in the text.
        let lettered = matches!(item.marker, Some(Marker { kind: MarkerKind::Letter(_), .. }));
        if let Some(marker) = item.marker.as_ref().filter(|_| !lettered) {
            writer.leave_out(marker.line.at(), Why::Mark);
        }
        let lines = if lettered { unmarked(item) } else { item.lines.clone() };
        written.push(vec![Block::Paragraph(writer.run(&lines))]);
    }
    Block::List(first, written)
}

fn write_table(writer: &mut Writer<'_>, table: &TextTable<'_>) -> Block {
    for sign in &table.signs {
        writer.leave_out(sign.clone(), Why::Mark);
    }
    let mut cells = |row: &[Line<'_>]| -> Vec<Vec<Inline>> {
        row.iter().map(|cell| writer.run(std::slice::from_ref(cell))).collect()
    };
    let head = cells(&table.head);
    Block::Table(head, table.rows.iter().map(|row| cells(row)).collect(), Vec::new())
}

/// `## Inleiding`: the level, if the line is such a heading.
fn markdown_heading(paragraph: &Paragraph<'_>) -> Option<u8> {
    let [line] = &paragraph.lines[..] else { return None };
    let signs = line.text.bytes().take_while(|&b| b == b'#').count();
    let spaced = line.text.get(signs..).is_some_and(|rest| rest.starts_with(' ') && rest.trim().len() > 1);
    (1..=6).contains(&signs).then(|| u8::try_from(signs).ok()).flatten().filter(|_| spaced)
}

fn bare(paragraph: &Paragraph<'_>) -> bool {
    if paragraph.table.is_some() {
        return false;
    }
    let lines = unmarked(paragraph);
    let text = lines.iter().map(|l| l.text).collect::<Vec<_>>().join(" ");
    let opens = text.starts_with(|c: char| c.is_uppercase() || c.is_ascii_digit() || "‘“«".contains(c))
        || matches!(paragraph.marker, Some(Marker { kind: MarkerKind::Letter(_), .. }));
    let words = text.split_whitespace().count();
    let colon = text.ends_with(':') && words <= 4;
    let letters = text.chars().any(char::is_alphabetic);
    // The mark of a note may stand behind the full stop.
    let unmarked = text
        .trim_end_matches(|c: char| c.is_ascii_digit() || flow::superscript(c).is_some() || "[]".contains(c));
    let marked = unmarked.len() < text.len()
        && unmarked.strip_suffix('.').is_some_and(|word| word.ends_with(char::is_alphabetic));
    let sentence = marked || text.ends_with(['.', ',', ';', '?', '!', ':', '-', '|']) && !colon;
    let bullet = matches!(paragraph.marker, Some(Marker { kind: MarkerKind::Bullet, .. }));
    opens
        && letters
        && !sentence
        && !bullet
        && text.chars().count() <= HEADING
        && !text.contains("http")
        && !text.contains(" nr. ")
        && !text.starts_with('|')
}

fn is_heading(paragraphs: &[Paragraph<'_>], at: usize) -> bool {
    let Some(paragraph) = paragraphs.get(at).filter(|p| bare(p)) else { return false };
    let Some(next) = paragraphs.get(at + 1) else { return false };
    let text = paragraph.lines.iter().map(|l| l.text).collect::<Vec<_>>().join(" ");
    let signing = people::office(&text).is_some() || letters::is_on_behalf(&text);
    let small =
        next.lines.first().is_some_and(|l| l.text.starts_with(char::is_lowercase)) && next.marker.is_none();
    if signing || small {
        return false;
    }
    // Three bare lines in a row are rows or cells, unless numbers or letters tell levels.
    let run = |from: usize, step: isize| {
        let mut count = 0;
        let mut place = from;
        while let Some(next) = place.checked_add_signed(step).filter(|&p| paragraphs.get(p).is_some_and(bare))
        {
            place = next;
            count += 1;
            if count > 3 {
                break;
            }
        }
        count
    };
    let neighbours = run(at, 1) + run(at, -1);
    neighbours < 2 || depth_of(paragraph).is_some()
}

/// How deep a numbered heading is: 1 for `2.`, 2 for `2.1` and `a)`.
fn numbered_depth(paragraphs: &[Paragraph<'_>], at: usize) -> Option<u8> {
    paragraphs.get(at).and_then(depth_of).filter(|_| is_heading_alone(paragraphs, at))
}

fn is_heading_alone(paragraphs: &[Paragraph<'_>], at: usize) -> bool {
    paragraphs.get(at).is_some_and(bare) && paragraphs.get(at + 1).is_some()
}

fn depth_of(paragraph: &Paragraph<'_>) -> Option<u8> {
    match paragraph.marker.as_ref().map(|m| m.kind) {
        Some(MarkerKind::Number(_)) => return Some(1),
        Some(MarkerKind::Letter(_)) => return Some(2),
        _ => {}
    }
    let first = paragraph.lines.first()?.text.split_whitespace().next()?;
    let parts: Vec<&str> = first.trim_end_matches('.').split('.').collect();
    let numbers = parts.iter().all(|p| (1..=2).contains(&p.len()) && p.bytes().all(|b| b.is_ascii_digit()));
    (numbers && parts.len() > 1).then(|| u8::try_from(parts.len()).unwrap_or(6))
}
