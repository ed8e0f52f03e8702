//! Lines become paragraphs, items of lists and signatures.
//!
//! Whether two lines are one paragraph follows from what a printer would have done: a line that had room for the
//! next word was ended on purpose. Blank lines end paragraphs, but not always where a conversion has put them:
//! a sentence that goes on in a small letter goes on.

use super::line::Line;
use super::table::{Tables, TextTable, cells};
use crate::content::front_matter::Indiener;
use crate::dutch::letters;
use crate::import::flow;
use crate::import::header::{people, squeeze};

/// Lines that belong together.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Paragraph<'a> {
    /// What makes it an item of a list.
    pub marker: Option<Marker<'a>>,
    /// Its lines, without the marker.
    pub lines: Vec<Line<'a>>,
    /// A blank line stands before it.
    pub blank: bool,
    /// The lines as rows of cells.
    pub table: Option<TextTable<'a>>,
}

/// The sign or number of an item.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Marker<'a> {
    /// What it is.
    pub kind: MarkerKind,
    /// As printed.
    pub line: Line<'a>,
}

/// Kinds of markers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum MarkerKind {
    /// A bullet or dash.
    Bullet,
    /// `1.` or `1)`
    Number(u32),
    /// `a)`: its place in the alphabet.
    Letter(u32),
}

/// How wide the lines of a text are.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Width {
    /// The column at which lines are broken; none if lines are not broken at all.
    wraps_at: Option<usize>,
}

impl Width {
    pub(super) fn of(lines: &[Line<'_>]) -> Self {
        const WIDEST: usize = 150;
        let mut edges: Vec<usize> = lines.iter().map(|l| l.column + l.width()).collect();
        edges.sort_unstable();
        let at = |share: usize| edges.get(edges.len().saturating_sub(1) * share / 100).copied().unwrap_or(0);
        let wraps = at(85) <= WIDEST && at(70) >= 40;
        Self { wraps_at: wraps.then(|| at(75)) }
    }

    /// Whether the first word of `next` would have fitted behind `line`, with `slack` hundredths of the width left.
    fn had_room(self, line: &Line<'_>, next: &Line<'_>, slack: usize) -> bool {
        self.leaves_room(line.column + line.width(), next, slack)
    }

    /// The same of a line that ends at this column.
    pub(super) fn leaves_room(self, edge: usize, next: &Line<'_>, slack: usize) -> bool {
        let Some(width) = self.wraps_at else { return true };
        let word = next.text.split_whitespace().next().map_or(0, |w| w.chars().count());
        edge + 1 + word <= width.saturating_sub(width * slack / 100)
    }

    /// Whether a line that ends at this column is as wide as lines of the text are.
    pub(super) fn is_full(self, edge: usize) -> bool {
        self.wraps_at.is_some_and(|width| edge >= width)
    }
}

fn ends_sentence(text: &str) -> bool {
    let bare = text.trim_end_matches(['”', '’', '»', '"', '\'', ')', ']']);
    let bare =
        bare.trim_end_matches(|c: char| c.is_ascii_digit() || flow::superscript(c).is_some() || c == ' ');
    let bare = bare.trim_end_matches(['”', '’', '»', '"', '[', '(']);
    bare.ends_with(['.', '!', '?', ':', ';']) || text.ends_with(['.', '!', '?', ':', ';'])
}

fn starts_small(text: &str) -> bool {
    text.trim_start_matches(['(', '‘', '“', '«']).starts_with(char::is_lowercase)
}

/// The marker that a line begins with, and the rest of the line.
pub(super) fn marker<'a>(line: &Line<'a>) -> Option<(Marker<'a>, Option<Line<'a>>)> {
    let text = line.text;
    let first = text.chars().next()?;
    let make = |kind, len: usize| {
        let line_of = line.part(0..len)?;
        Some((Marker { kind, line: line_of }, line.part(len..text.len())))
    };
    let behind = |len: usize| {
        text.get(len..).is_some_and(|rest| rest.is_empty() || rest.starts_with(char::is_whitespace))
    };
    let sign = "•●▪◦○–—-‣∙".contains(first) || ('\u{e000}'..='\u{f8ff}').contains(&first);
    if sign && behind(first.len_utf8()) {
        return make(MarkerKind::Bullet, first.len_utf8());
    }
    // Word's bullet of the second level is a letter of a typeface with signs; no word is that short.
    let ring = first == 'o' && behind(1) && text.get(2..).is_some_and(|rest| !rest.trim().is_empty());
    if first == '*' && behind(1) && text.len() > 1 || ring {
        return make(MarkerKind::Bullet, 1);
    }
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    let closes = |at: usize| matches!(text.as_bytes().get(at), Some(b'.' | b')')) && behind(at + 1);
    if (1..=2).contains(&digits) && closes(digits) {
        return make(MarkerKind::Number(text.get(..digits)?.parse().ok()?), digits + 1);
    }
    if first.is_ascii_lowercase() && closes(1) {
        return make(MarkerKind::Letter(u32::from(first) - u32::from('a') + 1), 2);
    }
    None
}

/// The paragraphs of these lines.
pub(super) fn paragraphs<'a>(lines: &[Line<'a>], width: Width) -> Vec<Paragraph<'a>> {
    let mut out: Vec<Paragraph<'a>> = Vec::new();
    let mut before: Option<&Line<'a>> = None;
    let mut rows = 0;
    let mut tables = Tables::of(lines);
    for (at, line) in lines.iter().enumerate() {
        if at < rows {
            before = Some(line);
            continue;
        }
        if let Some(table) = tables.at(at) {
            rows = at + table.lines();
            let lines = lines.get(at..rows).unwrap_or_default().to_vec();
            out.push(Paragraph { marker: None, lines, blank: line.blank, table: Some(table) });
            before = Some(line);
            continue;
        }
        let begun = marker(line).filter(|(m, _)| begins_item(m, line, before, width));
        if let Some((marker, rest)) = begun {
            out.push(Paragraph {
                marker: Some(marker),
                lines: rest.into_iter().collect(),
                blank: line.blank,
                table: None,
            });
        } else {
            let waits = out.last().is_some_and(waits);
            let heads = before.is_some_and(|before| ends_sentence(before.text))
                && lines.get(at + 1).is_some_and(|next| stands_above(line, next, width));
            let goes_on =
                before.is_some_and(|before| waits || !heads && joins(before, line, out.last(), width));
            if let Some(paragraph) = out.last_mut().filter(|p| goes_on && p.table.is_none()) {
                paragraph.lines.push(line.clone());
            } else {
                let lines = vec![line.clone()];
                out.push(Paragraph { marker: None, lines, blank: line.blank, table: None });
            }
        }
        before = Some(line);
    }
    out
}

/// Whether a paragraph has only a number so far, which a conversion has set on a line of its own.
fn waits(paragraph: &Paragraph<'_>) -> bool {
    let section = |text: &str| text.contains('.') && text.bytes().all(|b| b.is_ascii_digit() || b == b'.');
    match &paragraph.lines[..] {
        [] => true,
        [line] => line.text.len() <= 8 && section(line.text),
        _ => false,
    }
}

/// Whether a line is short by intent and the next one begins a text: a heading without white space around it.
fn stands_above(line: &Line<'_>, next: &Line<'_>, width: Width) -> bool {
    let opens = |text: &str| text.starts_with(char::is_uppercase);
    let close = !next.blank && !next.cut;
    let bare = !ends_sentence(line.text) && !line.text.ends_with(',') && opens(line.text);
    close && bare && opens(next.text) && width.wraps_at.is_some() && width.had_room(line, next, 30)
}

/// Whether a marker at the start of a line is one: a dash or a number may also have come there by a line break.
fn begins_item(marker: &Marker<'_>, line: &Line<'_>, before: Option<&Line<'_>>, width: Width) -> bool {
    let Some(before) = before else { return true };
    let dash = marker.line.text.starts_with(['-', '–', '—', '*', 'o']);
    let sure = marker.kind == MarkerKind::Bullet && !dash;
    let ended = ends_sentence(before.text) || before.text.ends_with(',');
    sure || ended || line.blank && !line.cut || width.had_room(before, line, 10)
}

/// Whether a line goes on with the paragraph of the line before it.
fn joins(before: &Line<'_>, line: &Line<'_>, paragraph: Option<&Paragraph<'_>>, width: Width) -> bool {
    let ended = ends_sentence(before.text);
    let small = starts_small(line.text);
    let hyphen = before.text.ends_with(['-', '\u{ad}']);
    if people::office_goes_on(before.text, line.text) {
        return true;
    }
    let apart = || {
        let text = before.text;
        ended
            || text.ends_with(',')
            || letters::is_closing(text)
            || letters::is_on_behalf(text)
            || people::is_name(text)
    };
    if is_signature(before.text) || is_signature(line.text) && apart() {
        return false;
    }
    let Some(wraps_at) = width.wraps_at else {
        return line.cut && !ended && (small || hyphen);
    };
    let long = before.column + before.width() >= wraps_at * 6 / 10;
    if line.cut {
        return !ended && (small || hyphen || long && !line.blank && !width.had_room(before, line, 15));
    }
    if line.blank {
        return !ended && (small || hyphen) && long;
    }
    let item = paragraph.is_some_and(|p| p.marker.is_some());
    let inner = paragraph.and_then(|p| p.lines.first()).map_or(0, |l| l.column);
    if item && inner > 0 && line.column + 3 < inner && ended {
        return false;
    }
    if ended {
        let items = before.text.ends_with(';') && !small;
        return !items && !width.had_room(before, line, 8);
    }
    // Above a text stands a heading of one line; within a text a line may be short by chance.
    let numbered = |p: &Paragraph<'_>| p.marker.as_ref().is_some_and(|m| m.kind != MarkerKind::Bullet);
    let first = paragraph.is_some_and(|p| p.lines.len() == 1 && (p.blank || numbered(p)));
    small || hyphen || !width.had_room(before, line, if first { 10 } else { 20 })
}

/// Whether a line is that of an office under a letter.
fn is_signature(text: &str) -> bool {
    text.len() < 200 && people::office(text).is_some() && !text.ends_with(':')
}

/// The signature that begins at this paragraph: how many paragraphs it takes, and who signed.
pub(super) fn signature(paragraphs: &[Paragraph<'_>], at: usize) -> Option<(usize, Vec<Indiener>)> {
    if let Some(signed) = side_by_side(paragraphs.get(at..).unwrap_or_default()) {
        return Some(signed);
    }
    if let Some(signed) = names_above(paragraphs, at) {
        return Some((2 * signed.len(), signed));
    }
    let mut taken = 0;
    let mut signed = Vec::new();
    while let Some((more, sender)) = signatory(paragraphs, at + taken) {
        taken += more;
        signed.push(sender);
    }
    (taken > 0).then_some((taken, signed))
}

/// Signatures in columns: offices beside each other, each over one line or more, and below them the names.
fn side_by_side(paragraphs: &[Paragraph<'_>]) -> Option<(usize, Vec<Indiener>)> {
    const PARAGRAPHS: usize = 4;
    const LINES: usize = 8;
    let mut offices: Vec<String> = Vec::new();
    for (at, paragraph) in paragraphs.iter().take(PARAGRAPHS).enumerate() {
        let plain = paragraph.marker.is_none() && paragraph.table.is_none() && paragraph.lines.len() <= LINES;
        let last = paragraph.lines.len().checked_sub(1).filter(|_| plain)?;
        for (line_at, line) in paragraph.lines.iter().enumerate() {
            let row = cells(line);
            if row.len() < 2 || !offices.is_empty() && row.len() != offices.len() {
                return None;
            }
            let read: Option<Vec<Indiener>> = offices.iter().map(|text| people::office(text)).collect();
            let read = read.filter(|read| !read.is_empty() && row.iter().all(|c| people::is_name(c.text)));
            if let Some(senders) = read.filter(|_| line_at == last) {
                let named = senders.into_iter().zip(&row);
                let named = named.map(|(sender, cell)| Indiener { naam: Some(squeeze(cell.text)), ..sender });
                return Some((at + 1, named.collect()));
            }
            offices.resize(row.len(), String::new());
            for (office, cell) in offices.iter_mut().zip(&row) {
                office.push_str(if office.is_empty() { "" } else { " " });
                office.push_str(cell.text);
            }
        }
    }
    None
}

/// Several who signed, each name above its office: read the other way round each would have the office of another.
fn names_above(paragraphs: &[Paragraph<'_>], at: usize) -> Option<Vec<Indiener>> {
    let mut signed = Vec::new();
    while let Some(naam) = signed_name(paragraphs, at + 2 * signed.len()) {
        let office =
            signed_line(paragraphs, at + 2 * signed.len() + 1).and_then(|text| people::office(&text));
        signed.push(Indiener { naam: Some(naam), ..office.filter(|office| office.naam.is_none())? });
    }
    (signed.len() > 1).then_some(signed)
}

/// The text of a paragraph that may be a line of a signature.
fn signed_line(paragraphs: &[Paragraph<'_>], at: usize) -> Option<String> {
    let p = paragraphs.get(at).filter(|p| p.marker.is_none() && p.table.is_none() && p.lines.len() <= 3)?;
    Some(p.lines.iter().map(|l| l.text).collect::<Vec<_>>().join(" "))
}

/// The name in such a paragraph; a comma or full stop behind it is that of a list.
fn signed_name(paragraphs: &[Paragraph<'_>], at: usize) -> Option<String> {
    let text = signed_line(paragraphs, at)?;
    people::member(&text).filter(|_| people::office(&text).is_none())
}

fn signatory(paragraphs: &[Paragraph<'_>], at: usize) -> Option<(usize, Indiener)> {
    let text = |at: usize| signed_line(paragraphs, at);
    let first = text(at)?;
    if let Some(office) = people::signed_office(&first) {
        if office.naam.is_some() {
            return Some((1, office));
        }
        let name = signed_name(paragraphs, at + 1)?;
        return Some((2, Indiener { naam: Some(name), ..office }));
    }
    // Some ministries print the name above the office.
    let office = text(at + 1).and_then(|o| people::office(&o)).filter(|o| o.naam.is_none())?;
    let last = text(at + 2).is_none_or(|n| !people::is_name(&n));
    let name = people::is_name(&first) && last;
    name.then(|| (2, Indiener { naam: Some(squeeze(&first)), ..office }))
}
