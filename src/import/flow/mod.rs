//! A document as its format tells it: paragraphs in reading order, each with the place where it stood.
//!
//! The readers of Word files, HTML and pandoc's Markdown yield a [`Flow`]. `letterhead` takes out what is no text
//! of the letter, and [`assemble`] makes of the rest the blocks of a draft. Nothing here knows a format, and
//! nothing here drops a word.

mod table;

pub use table::unrepeated;

use super::draft::{Align, Block, Inline, Note, Omitted, Why};
use std::collections::BTreeMap;
use std::ops::Range;

/// A document before anyone asked what its paragraphs are for.
#[derive(Debug, Default)]
pub struct Flow {
    /// Paragraphs in reading order. Empty ones are kept: they divide what belongs together.
    pub units: Vec<Unit>,
    /// The notes, in the order of their marks.
    pub notes: Vec<Note>,
    /// What the format itself says is no text.
    pub omitted: Vec<Omitted>,
}

/// A paragraph or heading and where it stood.
#[derive(Debug, Clone)]
pub struct Unit {
    /// A [`Block::Paragraph`] or [`Block::Heading`]; [`Block::Lines`] once the signature is found.
    pub block: Block,
    /// Where it stood.
    pub spot: Spot,
}

/// Where a paragraph stood.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Spot {
    /// The item of a list that it begins or goes on.
    pub item: Option<Item>,
    /// The cell of a table.
    pub cell: Option<Cell>,
    /// Within a quotation.
    pub quote: bool,
    /// Beside the running text: a text box, a frame, a table with a position of its own.
    pub aside: bool,
}

/// An item of a list.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Item {
    /// How deep the list is, from 0.
    pub level: u8,
    /// The number, if the list is numbered.
    pub number: Option<u32>,
    /// Whether the paragraph begins the item; others of the same item follow it.
    pub opens: bool,
}

/// A cell of a table. What stands in a table within a cell belongs to that cell.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Cell {
    /// Which table of the document.
    pub table: usize,
    /// Which row, from 0.
    pub row: usize,
    /// Which column, from 0.
    pub column: usize,
    /// Whether the row names the columns.
    pub head: bool,
    /// How many columns it takes.
    pub wide: usize,
    /// How many rows it takes.
    pub tall: usize,
    /// How its words stand in it.
    pub align: Align,
}

impl Cell {
    /// A cell of one column and one row.
    pub fn single(table: usize, row: usize, column: usize, head: bool) -> Self {
        Self { table, row, column, head, wide: 1, tall: 1, align: Align::Left }
    }

    /// Whether it takes more than one column or row.
    fn spans(&self) -> bool {
        self.wide > 1 || self.tall > 1
    }
}

impl Unit {
    /// Its running text.
    pub fn inlines(&self) -> &[Inline] {
        match &self.block {
            Block::Paragraph(inlines) | Block::Heading(_, inlines) => inlines,
            _ => &[],
        }
    }

    /// Its words; lines are divided by `\n`.
    pub fn text(&self) -> String {
        text(self.inlines())
    }

    /// Whether it has neither words nor marks.
    pub fn is_empty(&self) -> bool {
        let mut empty = matches!(self.block, Block::Paragraph(_) | Block::Heading(..));
        visit(self.inlines(), &mut |inline| match inline {
            Inline::Text(text, _) => empty &= text.trim().is_empty(),
            Inline::Mark(_) => empty = false,
            _ => {}
        });
        empty
    }

    /// The bytes of the source from its first word to its last.
    pub fn range(&self) -> Option<Range<usize>> {
        let mut range: Option<Range<usize>> = None;
        visit(self.inlines(), &mut |inline| {
            if let Inline::Text(_, at) = inline {
                range = Some(match range.take() {
                    None => at.clone(),
                    Some(r) => r.start.min(at.start)..r.end.max(at.end),
                });
            }
        });
        range
    }
}

/// The words of running text; line breaks are `\n`.
pub fn text(inlines: &[Inline]) -> String {
    let mut out = String::new();
    visit(inlines, &mut |inline| match inline {
        Inline::Text(text, _) => out.push_str(text),
        Inline::Break => out.push('\n'),
        _ => {}
    });
    out
}

/// Calls `see` for every piece that holds no other. Readers nest emphasis and links at most a few deep.
fn visit(inlines: &[Inline], see: &mut dyn FnMut(&Inline)) {
    for inline in inlines {
        match inline {
            leaf @ (Inline::Text(..) | Inline::Mark(_) | Inline::Break) => see(leaf),
            other => visit(other.inner(), see),
        }
    }
}

/// Moves the bytes of a paragraph: what was read as a text of its own is part of a longer one.
pub(super) fn move_by(unit: &mut Unit, bytes: usize) {
    fn moved(inlines: &mut [Inline], bytes: usize) {
        for inline in inlines {
            match inline {
                Inline::Text(_, at) => *at = at.start + bytes..at.end + bytes,
                other => {
                    if let Some(inner) = other.inner_mut() {
                        moved(inner, bytes);
                    }
                }
            }
        }
    }
    if let Block::Paragraph(inlines) | Block::Heading(_, inlines) = &mut unit.block {
        moved(inlines, bytes);
    }
}

/// Gives marks the labels that their notes have meanwhile.
pub fn rename_marks(units: &mut [Unit], labels: &BTreeMap<String, String>) {
    fn renamed(inlines: &mut [Inline], labels: &BTreeMap<String, String>) {
        for inline in inlines {
            match inline {
                Inline::Mark(label) => {
                    if let Some(known) = labels.get(label) {
                        label.clone_from(known);
                    }
                }
                other => {
                    if let Some(inner) = other.inner_mut() {
                        renamed(inner, labels);
                    }
                }
            }
        }
    }
    for unit in units {
        if let Block::Paragraph(inlines) | Block::Heading(_, inlines) = &mut unit.block {
            renamed(inlines, labels);
        }
    }
}

/// Takes the label off the text of a note that prints it once more: `3 Kamerstuk 28 638`, `[3] Idem`.
pub fn without_label(unit: &mut Unit, label: &str) -> Option<Omitted> {
    let (Block::Paragraph(inlines) | Block::Heading(_, inlines)) = &mut unit.block else { return None };
    let mut first = inlines.first_mut();
    // Many print the number above the line.
    while let Some(Inline::Raised(inner) | Inline::Strong(inner) | Inline::Emphasis(inner)) = first {
        first = inner.first_mut();
    }
    let Some(Inline::Text(text, at)) = first else { return None };
    let rest = text.trim_start().trim_start_matches(['[', '(']).strip_prefix(label)?;
    let rest = rest.trim_start_matches([']', ')', '.']);
    let parted = rest.is_empty()
        || rest.starts_with(char::is_whitespace)
        || rest.len() < text.trim_start().len() - label.len();
    if !parted {
        return None;
    }
    // Up to here no character was written in another way in the source.
    let taken = text.len() - rest.len();
    let place = if at.start == at.end { at.clone() } else { at.start..at.start + taken };
    let omitted = Omitted { at: place.clone(), text: text.get(..taken)?.to_owned(), why: Why::Mark };
    (*text, *at) = (rest.to_owned(), place.end..at.end);
    Some(omitted)
}

/// Takes the bullet or number off items that have typed it as well.
pub fn unmark_items(units: &mut [Unit]) -> Vec<Omitted> {
    const BULLETS: [&str; 9] = ["•", "◦", "▪", "‣", "●", "○", "■", "·", "\u{f0b7}"];
    let mut omitted = Vec::new();
    for unit in units {
        let Some(item) = unit.spot.item.filter(|item| item.opens) else { continue };
        let text = unit.text();
        let typed = text.trim_start();
        let mark = match item.number {
            Some(number) => Some(number.to_string()).filter(|number| {
                typed.strip_prefix(number.as_str()).is_some_and(|rest| rest.starts_with(['.', ')']))
            }),
            None => {
                BULLETS.iter().find(|bullet| typed.starts_with(**bullet)).map(|bullet| (*bullet).to_owned())
            }
        };
        omitted.extend(mark.and_then(|mark| without_label(unit, &mark)));
    }
    omitted
}

/// Every piece of text with its bytes.
pub fn pieces(inlines: &[Inline]) -> Vec<(String, Range<usize>)> {
    let mut out = Vec::new();
    visit(inlines, &mut |inline| {
        if let Inline::Text(text, at) = inline {
            out.push((text.clone(), at.clone()));
        }
    });
    out
}

/// The labels of the notes whose marks stand here.
pub fn marks(inlines: &[Inline]) -> Vec<String> {
    let mut out = Vec::new();
    visit(inlines, &mut |inline| {
        if let Inline::Mark(label) = inline {
            out.push(label.clone());
        }
    });
    out
}

/// A stretch of running text with one appearance, as formats without nesting give it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Span {
    /// A piece that holds no other, alone or in [`Inline::Raised`], [`Inline::Lowered`], [`Inline::Struck`].
    pub inline: Inline,
    /// Bold.
    pub strong: bool,
    /// Italic.
    pub emphasis: bool,
    /// The address it links to.
    pub link: Option<String>,
}

/// Spans as nested running text: links outside, then strong, then emphasis. Lines without words before the first
/// and behind the last are white space, and go.
pub fn nest(mut spans: Vec<Span>) -> Vec<Inline> {
    let blank = |s: &Span| s.inline.is_blank();
    let first = spans.iter().position(|s| !blank(s)).unwrap_or(spans.len());
    spans.drain(..first);
    spans.truncate(spans.iter().rposition(|s| !blank(s)).map_or(0, |last| last + 1));
    // Words with the mark of a note are no link to Markdown.
    let mut glued = false;
    for span in &mut spans {
        let is_mark = matches!(span.inline, Inline::Mark(_));
        let spaced = matches!(&span.inline, Inline::Text(text, _) if text.starts_with(char::is_whitespace));
        glued = is_mark || glued && !spaced;
        // Nor are those that follow the mark directly.
        if glued {
            span.link = None;
        }
    }
    // A space between two bold words is bold, whatever the file says of it.
    for at in 1..spans.len().saturating_sub(1) {
        let Some([before, here, after]) = spans.get_mut(at - 1..=at + 1) else { continue };
        if matches!(&here.inline, Inline::Text(text, _) if text.trim().is_empty()) {
            here.strong = before.strong && after.strong;
            here.emphasis = before.emphasis && after.emphasis;
        }
    }
    let mut out = Vec::new();
    for linked in spans.chunk_by(|a, b| a.link == b.link) {
        let inner = strong(linked);
        match linked.first().and_then(|s| s.link.clone()) {
            Some(link) => out.push(Inline::Link(link, inner)),
            None => out.extend(inner),
        }
    }
    out
}

fn strong(spans: &[Span]) -> Vec<Inline> {
    let mut out = Vec::new();
    for chunk in spans.chunk_by(|a, b| a.strong == b.strong) {
        let inner = emphasis(chunk);
        if chunk.first().is_some_and(|s| s.strong) {
            out.push(Inline::Strong(inner));
        } else {
            out.extend(inner);
        }
    }
    out
}

fn emphasis(spans: &[Span]) -> Vec<Inline> {
    let mut out = Vec::new();
    for chunk in spans.chunk_by(|a, b| a.emphasis == b.emphasis) {
        let inner = merged(chunk.iter().map(|s| s.inline.clone()));
        if chunk.first().is_some_and(|s| s.emphasis) {
            out.push(Inline::Emphasis(inner));
        } else {
            out.extend(inner);
        }
    }
    out
}

/// Pieces beside each other that are struck, raised or lowered alike are one.
fn merged(inlines: impl IntoIterator<Item = Inline>) -> Vec<Inline> {
    let mut out: Vec<Inline> = Vec::new();
    for inline in inlines {
        match (out.last_mut(), inline) {
            (Some(Inline::Struck(last)), Inline::Struck(more)) => {
                *last = merged(std::mem::take(last).into_iter().chain(more));
            }
            (Some(Inline::Raised(last)), Inline::Raised(more))
            | (Some(Inline::Lowered(last)), Inline::Lowered(more)) => last.extend(more),
            (_, inline) => out.push(inline),
        }
    }
    out
}

/// Gives headings the levels below that of the title, without gaps: formats and authors begin where they like.
pub fn level_headings(units: &mut [Unit]) {
    let mut used: Vec<u8> = units
        .iter()
        .filter_map(|u| if let Block::Heading(level, _) = u.block { Some(level) } else { None })
        .collect();
    used.sort_unstable();
    used.dedup();
    for unit in units {
        if let Block::Heading(level, _) = &mut unit.block {
            let place = used.iter().position(|l| l == level).unwrap_or(0);
            *level = u8::try_from(place + 2).unwrap_or(6).min(6);
        }
    }
}

/// Bold lines that no sentence ends are headings: few writers of letters use the styles for them.
pub fn head_bold_lines(units: &mut [Unit]) {
    let level =
        units.iter().filter_map(|u| if let Block::Heading(level, _) = u.block { Some(level) } else { None });
    let level = level.max().map_or(2, |deepest| (deepest + 1).min(6));
    let with_words: Vec<usize> =
        (0..units.len()).filter(|at| units.get(*at).is_some_and(|u| !u.is_empty())).collect();
    for (place, &at) in with_words.iter().enumerate() {
        let Some(line) = units.get(at).and_then(bold_line) else { continue };
        let next = with_words.get(place + 1).and_then(|next| units.get(*next));
        let goes_on = next
            .is_some_and(|n| is_bold(n.inlines()) && n.text().trim_start().starts_with(char::is_lowercase));
        if let Some(unit) = units.get_mut(at).filter(|_| !goes_on) {
            unit.block = Block::Heading(level, line);
        }
    }
}

/// The words of a short paragraph that is bold from end to end and is no sentence.
fn bold_line(unit: &Unit) -> Option<Vec<Inline>> {
    const LONGEST: usize = 120;
    let Block::Paragraph(inlines) = &unit.block else { return None };
    let text = unit.text();
    let text = text.trim();
    let plain = unit.spot.item.is_none() && unit.spot.cell.is_none() && !unit.spot.aside;
    let title = !text.is_empty()
        && text.chars().count() <= LONGEST
        && !text.contains('\n')
        && !text.ends_with(['.', ',', ';', ':', '?', '!']);
    (plain && title && is_bold(inlines)).then(|| {
        let unwrap = |inline: &Inline| match inline {
            Inline::Strong(inner) => inner.clone(),
            other => vec![other.clone()],
        };
        inlines.iter().flat_map(unwrap).collect()
    })
}

fn is_bold(inlines: &[Inline]) -> bool {
    let bold = |inline: &Inline| match inline {
        Inline::Strong(_) | Inline::Mark(_) | Inline::Break => true,
        Inline::Text(text, _) => text.trim().is_empty(),
        _ => false,
    };
    inlines.iter().any(|i| matches!(i, Inline::Strong(_))) && inlines.iter().all(bold)
}

/// Paragraphs, lists, quotations and tables as blocks, in the order of the units.
pub fn assemble(units: Vec<Unit>) -> Vec<Block> {
    let mut out = Blocks::default();
    let mut units = units.into_iter().peekable();
    while let Some(unit) = units.next() {
        let Some(cell) = unit.spot.cell else {
            out.push(unit);
            continue;
        };
        let mut table = vec![unit];
        while let Some(next) = units.next_if(|u| u.spot.cell.is_some_and(|c| c.table == cell.table)) {
            table.push(next);
        }
        if table::is_data(&table) || !table::is_in_order(&table) {
            out.block(table::data(table));
        } else {
            for unit in table {
                out.push(unit);
            }
        }
    }
    out.finish()
}

/// Lists that are open, outermost first.
#[derive(Default)]
struct Blocks {
    done: Vec<Block>,
    lists: Vec<List>,
    quote: Vec<Block>,
}

struct List {
    level: u8,
    first: Option<u32>,
    last: Option<u32>,
    items: Vec<Vec<Block>>,
}

impl Blocks {
    fn push(&mut self, unit: Unit) {
        if unit.is_empty() {
            return;
        }
        match unit.spot.item {
            Some(item) => self.item(item, unit.block),
            None if unit.spot.quote => {
                self.close_lists(0);
                self.quote.push(unit.block);
            }
            None => self.block(unit.block),
        }
    }

    fn block(&mut self, block: Block) {
        self.close_lists(0);
        self.close_quote();
        self.done.push(block);
    }

    fn item(&mut self, item: Item, block: Block) {
        self.close_quote();
        let open = self.lists.partition_point(|l| l.level <= item.level);
        self.close_lists(open);
        let follows = |list: &List| match (list.last, item.number) {
            (None, None) => true,
            (Some(last), Some(number)) => last.checked_add(1) == Some(number),
            _ => false,
        };
        let same = self.lists.last().is_some_and(|l| l.level == item.level);
        if same && item.opens && !self.lists.last().is_some_and(follows) {
            self.close_lists(self.lists.len() - 1);
        }
        if self.lists.last().is_none_or(|l| l.level < item.level) {
            let (level, first) = (item.level, item.number);
            self.lists.push(List { level, first, last: None, items: Vec::new() });
        }
        if let Some(list) = self.lists.last_mut() {
            if item.opens || list.items.is_empty() {
                list.last = item.number;
                list.items.push(Vec::new());
            }
            if let Some(last) = list.items.last_mut() {
                last.push(block);
            }
        }
    }

    /// Closes lists until `keep` are open.
    fn close_lists(&mut self, keep: usize) {
        while self.lists.len() > keep {
            let Some(list) = self.lists.pop() else { return };
            let block = Block::List(list.first, list.items);
            match self.lists.last_mut().and_then(|outer| outer.items.last_mut()) {
                Some(item) => item.push(block),
                None => self.done.push(block),
            }
        }
    }

    fn close_quote(&mut self) {
        if !self.quote.is_empty() {
            self.done.push(Block::Quote(std::mem::take(&mut self.quote)));
        }
    }

    fn finish(mut self) -> Vec<Block> {
        self.close_lists(0);
        self.close_quote();
        self.done
    }
}

/// The number that a text begins with in raised digits, and how many bytes it takes; none if it begins otherwise.
pub fn raised_number(text: &str) -> Option<(u32, usize)> {
    let rest = text.trim_start_matches(|c| superscript(c).is_some());
    let len = text.len() - rest.len();
    let digits = text.get(..len)?.chars().filter_map(superscript);
    let number = digits.fold(0_u32, |number, digit| number.saturating_mul(10).saturating_add(digit));
    (len > 0).then_some((number, len))
}

/// The value of a raised digit.
pub fn superscript(c: char) -> Option<u32> {
    match c {
        '¹' => Some(1),
        '²' => Some(2),
        '³' => Some(3),
        '⁰' | '⁴'..='⁹' => Some(u32::from(c) - u32::from('⁰')),
        _ => None,
    }
}
