//! The text of a page, read in one pass over its tokens: paragraphs with their place, notes apart.
//!
//! Tags need not be balanced: open elements are kept on a stack, an end tag closes what it can, and what HTML
//! implies (a paragraph ends where the next begins) is done. The stack is capped, so that a page of a million open
//! tags costs no more than any other.

use super::elements::{BLOCKS, Container, HOLDERS, why_skipped};
use super::notes::Notes;
use super::tokens::{Tag, Token};
use crate::content::markdown::{self, Shift};
use crate::import::draft::{Align, Block, Inline, Note, Omitted, Why};
use crate::import::figure::figure;
use crate::import::flow::{self, Cell, Item, Span, Spot, Unit, nest};
use crate::import::formula;
use crate::limits;
use std::collections::BTreeMap;
use std::ops::Range;

/// The text of a page.
#[derive(Debug, Default)]
pub(super) struct PageText {
    pub(super) units: Vec<Unit>,
    pub(super) notes: Vec<Note>,
    pub(super) omitted: Vec<Omitted>,
    /// What the page calls itself.
    pub(super) titles: Vec<String>,
    /// Pictures, which are left out.
    pub(super) pictures: usize,
    /// Parts of formulas that are more than running text.
    pub(super) formulas: Vec<Range<usize>>,
}

/// Reads the tokens of a page.
pub(super) fn read(tokens: &[Token], notes: &Notes) -> PageText {
    let mut reader = HtmlReader {
        notes,
        container: Container::of(tokens),
        out: PageText::default(),
        open: Vec::new(),
        depths: Depths::default(),
        spans: Vec::new(),
        links: Vec::new(),
        skips: Vec::new(),
        shifts: Vec::new(),
        lists: Vec::new(),
        reversed: reversed(tokens),
        items: Vec::new(),
        tables: Vec::new(),
        counted: 0,
        heading: None,
        note: None,
        amount: 0,
    };
    for token in tokens {
        match token {
            Token::Start(tag) => reader.start(tag),
            Token::End(name, _) => reader.end(name),
            Token::Text(text, at) => reader.text(text, at),
        }
    }
    reader.close_to(0);
    reader.end_block();
    reader.end_note();
    reader.out
}

/// What an open element does until it ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Effect {
    None,
    Strong,
    Emphasis,
    Struck,
    Shift(Shift),
    Link,
    /// Its words are no text.
    Skip,
    Quote,
    /// Its words are the mark of a note.
    Mark,
    /// Its words are the number or bullet of an item.
    ItemMark,
    Heading,
    List,
    Item,
    Table,
    Row,
    Cell,
    Head,
    Container,
    Caption,
    /// A part of a formula: how it stands, whether it needs brackets around it, and the piece of text it begins with.
    Formula(Option<Shift>, bool, usize),
}

/// An open element.
#[derive(Debug)]
struct Open {
    name: String,
    /// How much had been read when it began.
    before: usize,
    effect: Effect,
    /// How many parts of a formula it holds so far.
    parts: usize,
}

/// How many elements of an effect are open.
#[derive(Debug, Default)]
struct Depths {
    strong: usize,
    emphasis: usize,
    struck: usize,
    quote: usize,
    mark: usize,
    item_mark: usize,
    head: usize,
    container: usize,
    caption: usize,
}

/// How the items of an open list are numbered.
#[derive(Debug)]
struct Counted {
    next: u32,
    figures: &'static str,
    is_reversed: bool,
}

/// How many items each list has of its own that counts down.
fn reversed(tokens: &[Token]) -> BTreeMap<usize, u32> {
    let mut open: Vec<Option<(usize, u32)>> = Vec::new();
    let mut found = BTreeMap::new();
    for token in tokens {
        match token {
            Token::Start(tag) if matches!(tag.name.as_str(), "ol" | "ul") => {
                open.push(tag.attribute("reversed").map(|_| (tag.at.start, 0)));
            }
            Token::Start(tag) if tag.name == "li" => {
                if let Some(Some((_, items))) = open.last_mut() {
                    *items += 1;
                }
            }
            Token::End(name, _) if matches!(name.as_str(), "ol" | "ul") => found.extend(open.pop().flatten()),
            _ => {}
        }
    }
    found.extend(open.into_iter().flatten());
    found
}

/// An item of a list.
#[derive(Debug)]
struct OpenItem {
    number: Option<u32>,
    /// The mark before its words, if Markdown cannot number it so.
    printed: Option<String>,
    /// Whether one of its paragraphs has been read.
    begun: bool,
}

/// A table that is being read.
#[derive(Debug)]
struct OpenTable {
    number: usize,
    row: usize,
    column: usize,
    /// Columns and rows that the cell takes, and how its words stand in it.
    span: usize,
    rows: usize,
    align: Align,
    head: bool,
    /// Rows that cells from above still take, by column.
    down: Vec<usize>,
    /// Open tables within its cells, which are part of them.
    nested: usize,
}

/// A note that is being read.
#[derive(Debug)]
struct OpenNote {
    label: String,
    /// It ends when no more than these elements are open.
    depth: usize,
    units: Vec<Unit>,
    /// Lists that were open when it began and are not its own.
    lists: usize,
}

struct HtmlReader<'a> {
    notes: &'a Notes,
    container: Container,
    out: PageText,
    open: Vec<Open>,
    depths: Depths,
    spans: Vec<Span>,
    links: Vec<String>,
    skips: Vec<Why>,
    /// What is raised or lowered, innermost last.
    shifts: Vec<Shift>,
    /// The number of the next item of every open list that is numbered, and its figures.
    lists: Vec<Option<Counted>>,
    /// The first numbers of lists that count down, by where they begin.
    reversed: BTreeMap<usize, u32>,
    items: Vec<OpenItem>,
    tables: Vec<OpenTable>,
    /// Tables seen so far.
    counted: usize,
    heading: Option<u8>,
    note: Option<OpenNote>,
    /// Grows with every word and mark.
    amount: usize,
}

impl HtmlReader<'_> {
    fn start(&mut self, tag: &Tag) {
        let block = BLOCKS.contains(&tag.name.as_str());
        if block {
            self.end_block();
            self.imply_ends(&tag.name);
        }
        match tag.name.as_str() {
            "br" => self.push(Inline::Break),
            "img" if self.is_text() => self.out.pictures += 1,
            // The office and the name of a signature, on one line of the source.
            "span" if tag.has_class("naam") && !self.spans.is_empty() => self.push(Inline::Break),
            _ => {}
        }
        if !tag.empty && self.open.len() < limits::HTML_DEPTH {
            let effect = if formula::is_mathml(&tag.name) { self.formula(tag) } else { self.effect(tag) };
            self.begin(effect, tag);
            self.open.push(Open { name: tag.name.clone(), before: self.amount, effect, parts: 0 });
        }
        if let Some(label) = tag.names().find_map(|name| self.notes.labels.get(name)) {
            self.begin_note(label.clone());
        }
    }

    /// The part of a formula that an element is; the sign before it is written.
    fn formula(&mut self, tag: &Tag) -> Effect {
        if formula::is_drawn(&tag.name) {
            self.out.formulas.push(tag.at.clone());
        }
        let Some(above) = self.open.last_mut() else { return Effect::None };
        let part = formula::of_mathml(&above.name, above.parts);
        above.parts += 1;
        if !part.sign.is_empty() {
            self.push(Inline::Text(part.sign.to_owned(), tag.at.start..tag.at.start));
        }
        Effect::Formula(part.shift, part.is_grouped, self.spans.len())
    }

    fn effect(&self, tag: &Tag) -> Effect {
        let name = tag.name.as_str();
        if self.container.is(tag) {
            return Effect::Container;
        }
        let style = tag.attribute("style").unwrap_or_default().replace(' ', "");
        if why_skipped(tag, &style).is_some() {
            return Effect::Skip;
        }
        match name {
            "b" | "strong" => Effect::Strong,
            "i" | "em" | "cite" => Effect::Emphasis,
            "s" | "del" | "strike" => Effect::Struck,
            "sup" => Effect::Shift(Shift::Raised),
            "sub" => Effect::Shift(Shift::Lowered),
            "span" if style.contains("vertical-align:super") => Effect::Shift(Shift::Raised),
            "span" if style.contains("vertical-align:sub") => Effect::Shift(Shift::Lowered),
            "span" if style.contains("line-through") => Effect::Struck,
            "span" if tag.has_class("ol") => Effect::ItemMark,
            "span" if style.contains("font-weight:bold") => Effect::Strong,
            "span" if style.contains("font-style:italic") => Effect::Emphasis,
            "blockquote" => Effect::Quote,
            "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => Effect::Heading,
            "ul" | "ol" => Effect::List,
            "li" => Effect::Item,
            "table" => Effect::Table,
            "tr" => Effect::Row,
            "td" | "th" => Effect::Cell,
            "thead" => Effect::Head,
            "caption" => Effect::Caption,
            "a" => match tag.target() {
                Some(target) if self.note.is_some() && self.notes.returns.contains(target) => Effect::Mark,
                Some(target) if self.notes.labels.contains_key(target) => Effect::Mark,
                _ if tag.attribute("href").is_some_and(|h| !h.starts_with('#')) => Effect::Link,
                _ => Effect::None,
            },
            _ => Effect::None,
        }
    }

    fn begin(&mut self, effect: Effect, tag: &Tag) {
        let number = |name: &str| tag.attribute(name).and_then(|v| v.trim().parse::<usize>().ok());
        match effect {
            Effect::Strong => self.depths.strong += 1,
            Effect::Emphasis => self.depths.emphasis += 1,
            Effect::Struck => self.depths.struck += 1,
            Effect::Shift(shift) => self.shifts.push(shift),
            Effect::Quote => self.depths.quote += 1,
            Effect::ItemMark => self.depths.item_mark += 1,
            Effect::Head => self.depths.head += 1,
            Effect::Container => self.depths.container += 1,
            Effect::Caption => self.depths.caption += 1,
            Effect::Formula(shift, ..) => self.shifts.extend(shift),
            Effect::Skip => {
                let style = tag.attribute("style").unwrap_or_default().replace(' ', "");
                self.skips.extend(why_skipped(tag, &style));
            }
            Effect::Link => self.links.push(tag.attribute("href").unwrap_or_default().to_owned()),
            Effect::Mark => {
                let label = tag.target().filter(|t| !self.notes.returns.contains(*t) || self.note.is_none());
                if let Some(label) = label.and_then(|t| self.notes.labels.get(t)) {
                    self.push(Inline::Mark(label.clone()));
                    self.amount += 1;
                }
                self.depths.mark += 1;
            }
            Effect::Heading => {
                let level = tag.name.get(1..).and_then(|n| n.parse::<u8>().ok()).unwrap_or(1);
                self.heading = Some((level + 1).clamp(2, 6));
            }
            Effect::List => {
                let down = self.reversed.get(&tag.at.start).copied();
                let next = number("start").and_then(|n| u32::try_from(n).ok()).or(down).unwrap_or(1);
                let counted = Counted { next, figures: figures(tag), is_reversed: down.is_some() };
                self.lists.push((tag.name == "ol").then_some(counted));
            }
            Effect::Item => {
                let next = self.lists.last_mut().and_then(Option::as_mut);
                let value = number("value").and_then(|n| u32::try_from(n).ok());
                let own = next.map(|list| {
                    let own = value.unwrap_or(list.next);
                    list.next = if list.is_reversed { own.saturating_sub(1) } else { own.saturating_add(1) };
                    // Markdown counts up, and in no other figures.
                    let printed = list.is_reversed || list.figures != DECIMAL;
                    (own, printed.then(|| format!("{}. ", figure(own, list.figures))))
                });
                let (number, printed) = own.map_or((None, None), |(own, printed)| {
                    (Some(own).filter(|_| printed.is_none()), printed)
                });
                self.items.push(OpenItem { number, printed, begun: false });
            }
            Effect::Table => self.begin_table(),
            Effect::Row => {
                if let Some(table) = self.own_table() {
                    (table.column, table.head) = (0, true);
                }
            }
            Effect::Cell => {
                const WIDEST: usize = 64;
                let head = tag.name == "th" || self.depths.head > 0;
                let (span, rows) = (number("colspan").unwrap_or(1), number("rowspan").unwrap_or(1));
                if let Some(table) = self.own_table() {
                    table.head &= head;
                    while table.down.get(table.column).is_some_and(|rows| *rows > 0) {
                        table.column += 1;
                    }
                    table.span = span.clamp(1, WIDEST);
                    (table.rows, table.align) = (rows.clamp(1, limits::TABLE_COLUMNS), aligned(tag));
                    let end = (table.column + table.span).min(WIDEST);
                    if table.down.len() < end {
                        table.down.resize(end, 0);
                    }
                    for down in table.down.get_mut(table.column..end).unwrap_or_default() {
                        *down = rows;
                    }
                }
            }
            Effect::None => {}
        }
    }

    fn end(&mut self, name: &str) {
        // Formatting that is left open may be closed by what encloses it, but not beyond a cell or an item.
        let bounds = ["td", "th", "li", "table"];
        let from_top = self.open.iter().rev().take_while(|o| {
            o.name == name
                || !bounds.contains(&o.name.as_str())
                || bounds.contains(&name)
                || matches!(name, "tr" | "ul" | "ol" | "tbody" | "thead" | "body" | "html")
        });
        if let Some(above) = from_top.collect::<Vec<_>>().iter().position(|o| o.name == name) {
            let at = self.open.len() - 1 - above;
            let is_block = |open: &Open| BLOCKS.contains(&open.name.as_str());
            // Bold that ends within a paragraph which began within it does not end that paragraph.
            let holds_block = self.open.iter().skip(at).any(is_block);
            let formats = |open: &&mut Open| {
                matches!(
                    open.effect,
                    Effect::Strong | Effect::Emphasis | Effect::Struck | Effect::Shift(_) | Effect::Link
                )
            };
            let own = self.open.get_mut(at).filter(|_| holds_block).filter(formats);
            match own.map(|open| std::mem::replace(&mut open.effect, Effect::None)) {
                Some(effect) => self.undo(effect),
                None => self.close_to(at),
            }
        } else if name == "p" {
            self.end_block();
        }
    }

    /// Closes elements until `keep` are open.
    fn close_to(&mut self, keep: usize) {
        while self.open.len() > keep {
            let Some(open) = self.open.pop() else { return };
            if BLOCKS.contains(&open.name.as_str()) {
                let blank = open.name == "p" && open.before == self.amount && self.spans.is_empty();
                self.end_block();
                if blank && self.is_text() && self.note.is_none() {
                    self.unit(Vec::new());
                }
            }
            self.undo(open.effect);
            if self.note.as_ref().is_some_and(|n| self.open.len() <= n.depth) {
                self.end_note();
            }
        }
    }

    /// Ends what an element did.
    fn undo(&mut self, effect: Effect) {
        match effect {
            Effect::Strong => self.depths.strong -= 1,
            Effect::Emphasis => self.depths.emphasis -= 1,
            Effect::Struck => self.depths.struck -= 1,
            Effect::Shift(_) => drop(self.shifts.pop()),
            Effect::Quote => self.depths.quote -= 1,
            Effect::ItemMark => self.depths.item_mark -= 1,
            Effect::Head => self.depths.head -= 1,
            Effect::Container => self.depths.container -= 1,
            Effect::Caption => self.depths.caption -= 1,
            Effect::Formula(shift, is_grouped, first) => {
                if is_grouped {
                    formula::group(&mut self.spans, first);
                }
                if shift.is_some() {
                    self.shifts.pop();
                }
            }
            Effect::Mark => self.depths.mark -= 1,
            Effect::Skip => drop(self.skips.pop()),
            Effect::Link => drop(self.links.pop()),
            Effect::List => drop(self.lists.pop()),
            Effect::Item => drop(self.items.pop()),
            Effect::Heading => self.heading = None,
            Effect::Table => match self.tables.last_mut() {
                Some(table) if table.nested > 0 => table.nested -= 1,
                _ => drop(self.tables.pop()),
            },
            Effect::Row => {
                if let Some(table) = self.own_table() {
                    table.row += 1;
                    for down in &mut table.down {
                        *down = down.saturating_sub(1);
                    }
                }
            }
            Effect::Cell => {
                if let Some(table) = self.own_table() {
                    table.column += table.span;
                }
            }
            Effect::None => {}
        }
    }

    /// Closes what ends where an element of this name begins.
    fn imply_ends(&mut self, name: &str) {
        let ends: &[&str] = match name {
            "li" => &["p", "li"],
            "tr" => &["p", "td", "th", "tr"],
            "td" | "th" => &["p", "td", "th"],
            "dt" | "dd" => &["p", "dt", "dd"],
            _ => &["p"],
        };
        while self.open.last().is_some_and(|o| ends.contains(&o.name.as_str())) {
            self.close_to(self.open.len() - 1);
        }
    }

    fn begin_table(&mut self) {
        if let Some(table) = self.tables.last_mut() {
            table.nested += 1;
            return;
        }
        self.counted += 1;
        let number = self.counted;
        self.tables.push(OpenTable {
            number,
            row: 0,
            column: 0,
            span: 1,
            rows: 1,
            align: Align::Left,
            head: false,
            down: Vec::new(),
            nested: 0,
        });
    }

    fn own_table(&mut self) -> Option<&mut OpenTable> {
        self.tables.last_mut().filter(|t| t.nested == 0)
    }

    /// Whether words are text of the publication here.
    fn is_text(&self) -> bool {
        self.skips.is_empty() && (self.depths.container > 0 || self.container == Container::Page)
    }

    fn push(&mut self, inline: Inline) {
        if self.is_text() {
            let shift = self.shifts.last().copied();
            self.spans.push(Span {
                inline: inline.formed(shift, self.depths.struck > 0),
                strong: self.depths.strong > 0 && self.heading.is_none(),
                emphasis: self.depths.emphasis > 0,
                link: self.links.last().cloned(),
            });
        }
    }

    fn text(&mut self, text: &str, at: &Range<usize>) {
        // Code of scripts and styles is nobody's words.
        if self.open.last().is_some_and(|o| matches!(o.name.as_str(), "script" | "style")) {
            return;
        }
        let blank = text.trim().is_empty();
        let title = self.open.last().is_some_and(|o| o.name == "title");
        let block_title = self.skips.len() == 1 && self.open.iter().any(|o| o.name == "header");
        // A first heading above the publication is its title, whoever's page it is.
        let above = !self.is_text() && self.skips.is_empty() && self.heading == Some(2);
        if (title || block_title || above) && !blank {
            self.out.titles.push(crate::import::header::squeeze(text));
        }
        let item_mark = (self.depths.item_mark > 0).then(|| self.item_mark(text)).flatten();
        let why = match self.skips.last() {
            Some(why) => Some(*why),
            None if above => Some(Why::Header),
            None if !self.is_text() => Some(Why::Furniture),
            None if self.depths.mark > 0 => Some(Why::Mark),
            None => item_mark,
        };
        match why {
            Some(why) if !blank => {
                self.out.omitted.push(Omitted { at: at.clone(), text: text.to_owned(), why });
            }
            Some(_) => {}
            None => {
                self.amount += usize::from(!blank);
                self.words(text, at);
            }
        }
    }

    /// Words of the text. Soft hyphens are seen only where a line ends.
    fn words(&mut self, text: &str, at: &Range<usize>) {
        const SOFT: char = '\u{AD}';
        let hyphens = text.matches(SOFT).count();
        // A hyphen may be written in several ways; its place need only be between those of the words around it.
        let step = at.len() / (2 * hyphens + 1);
        for (count, part) in text.split(SOFT).enumerate() {
            let start = at.start + 2 * count * step;
            let end = if count == hyphens { at.end } else { start + step };
            if !part.is_empty() {
                self.push(Inline::Text(spaced(part), start..end));
            }
            if count < hyphens {
                let at = end..end + step;
                self.out.omitted.push(Omitted { at, text: SOFT.to_string(), why: Why::Hyphen });
            }
        }
    }

    /// Whether the words before an item are its bullet, or a number that Markdown can write.
    fn item_mark(&mut self, text: &str) -> Option<Why> {
        let bare = text.trim();
        let number = bare.trim_end_matches(['.', ')']).parse::<u32>().ok();
        let bullet = !bare.is_empty() && !bare.contains(char::is_alphanumeric);
        let item = self.items.last_mut().filter(|item| !item.begun)?;
        item.number = item.number.or(number);
        (number.is_some() || bullet).then_some(Why::Mark)
    }

    /// Ends the paragraph that is being read.
    fn end_block(&mut self) {
        let spans = std::mem::take(&mut self.spans);
        if !spans.iter().all(|span| span.inline.is_blank()) {
            self.unit(nest(spans));
        }
    }

    fn unit(&mut self, mut inlines: Vec<Inline>) {
        const DEEPEST: usize = 8;
        if let Some(item) = self.items.last_mut().filter(|item| !item.begun && self.tables.is_empty())
            && let Some((_, at)) = flow::pieces(&inlines).into_iter().next()
        {
            let printed = item.printed.take().map(|printed| Inline::Text(printed, at.start..at.start));
            inlines.splice(0..0, printed);
        }
        let own = self.note.as_ref().map_or(0, |n| n.lists);
        let level = self.lists.len().min(DEEPEST).checked_sub(own + 1);
        let item = level.zip(self.items.last_mut()).map(|(level, item)| {
            let opens = !std::mem::replace(&mut item.begun, true);
            Item { level: u8::try_from(level).unwrap_or(u8::MAX), number: item.number, opens }
        });
        // What a table is called stands above it.
        let cell = self.tables.last().filter(|t| self.depths.caption == 0 || t.nested > 0).map(|t| Cell {
            wide: t.span,
            tall: t.rows,
            align: t.align,
            ..Cell::single(t.number, t.row, t.column, t.head)
        });
        let spot = Spot {
            item: item.filter(|_| cell.is_none()),
            cell: cell.filter(|_| self.note.is_none()),
            quote: self.depths.quote > 0,
            aside: false,
        };
        let block = match self.heading {
            Some(level) => Block::Heading(level, inlines),
            None => Block::Paragraph(inlines),
        };
        let unit = Unit { block, spot };
        match &mut self.note {
            Some(note) => note.units.push(unit),
            None => self.out.units.push(unit),
        }
    }

    /// Begins the note whose place is here: it takes the largest element that began here.
    fn begin_note(&mut self, label: String) {
        self.end_block();
        self.end_note();
        let begun = |o: &&Open| o.before == self.amount && !HOLDERS.contains(&o.name.as_str());
        let own = self.open.iter().rev().take_while(begun).count();
        if own > 0 && self.is_text() {
            let lists = self.lists.len();
            self.note = Some(OpenNote { label, depth: self.open.len() - own, units: Vec::new(), lists });
        }
    }

    fn end_note(&mut self) {
        let Some(mut note) = self.note.take() else { return };
        if let Some(first) = note.units.iter_mut().find(|u| !u.is_empty()) {
            self.out
                .omitted
                .extend(flow::without_label(first, markdown::printed(&note.label).unwrap_or(&note.label)));
        }
        self.out.notes.push(Note { label: note.label, body: flow::assemble(note.units) });
    }
}

const DECIMAL: &str = "decimal";

/// The figures of a numbered list, by the names that Word has for them.
fn figures(tag: &Tag) -> &'static str {
    let style = tag.attribute("style").unwrap_or_default().replace(' ', "").to_lowercase();
    let styled = |name: &str| style.contains(&format!("list-style-type:{name}"));
    match tag.attribute("type") {
        Some("a") => "lowerLetter",
        Some("A") => "upperLetter",
        Some("i") => "lowerRoman",
        Some("I") => "upperRoman",
        _ if styled("lower-alpha") || styled("lower-latin") => "lowerLetter",
        _ if styled("upper-alpha") || styled("upper-latin") => "upperLetter",
        _ if styled("lower-roman") => "lowerRoman",
        _ if styled("upper-roman") => "upperRoman",
        _ => DECIMAL,
    }
}

/// How the words of a cell stand in it.
fn aligned(tag: &Tag) -> Align {
    let style = tag.attribute("style").unwrap_or_default().replace(' ', "").to_lowercase();
    let said = |name: &str| {
        style.contains(&format!("text-align:{name}"))
            || tag.attribute("align").is_some_and(|a| a.eq_ignore_ascii_case(name))
    };
    match () {
        () if said("right") => Align::Right,
        () if said("center") => Align::Centre,
        () => Align::Left,
    }
}

/// Text with the white space that a browser shows: lines and columns of the source are single spaces.
fn spaced(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        let space = matches!(c, ' ' | '\n' | '\r' | '\t' | '\u{C}');
        if !space {
            out.push(c);
        } else if !out.ends_with(' ') {
            out.push(' ');
        }
    }
    out
}
