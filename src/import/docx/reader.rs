//! The text of one part, read in one pass: paragraphs with their place, notes with their id.
//!
//! What a reader of the printed letter sees is text: tracked insertions are, tracked deletions are left out and
//! listed; of two copies of a text box (one is for older programs) the first counts; the result of a field is
//! text, its code is not. Open elements are kept on a stack: depth costs memory and nothing else.

use super::element::{Element, OpenTable, Paragraph, Run};
use super::fields::Fields;
use super::marks::Marks;
use super::styles::{Height, Marker, Numbering, Styles};
use super::symbols;
use crate::import::draft::{Align, Block, Inline, Omitted, Why};
use crate::import::events::{BytesStart, Event, attribute, events, on};
use crate::import::flow::{self, Cell, Item, Span, Spot, Unit, nest};
use crate::import::formula::{self, OpenFormula};
use crate::limits;
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

/// What all parts of a file share.
pub(super) struct Context<'a> {
    pub(super) styles: &'a Styles,
    pub(super) numbering: Numbering,
    /// The prefix of Word's own elements with its colon, nearly always `w:`.
    pub(super) prefix: String,
    /// What is printed at the marks of notes.
    pub(super) marks: Marks,
    /// Tables seen so far.
    pub(super) tables: usize,
    /// How many pictures, charts and objects there are, which cannot be written as text.
    pub(super) pictures: usize,
    /// Characters of symbol fonts whose meaning is not known.
    pub(super) symbols: Vec<Range<usize>>,
    /// Parts of formulas that are more than running text.
    pub(super) formulas: Vec<Range<usize>>,
}

/// The text of a part.
#[derive(Debug, Default)]
pub(super) struct PartText {
    /// Its paragraphs, if it has no notes.
    pub(super) units: Vec<Unit>,
    /// The paragraphs of its notes or comments, by id.
    pub(super) notes: Vec<(String, Vec<Unit>)>,
    /// Words that are no text.
    pub(super) omitted: Vec<Omitted>,
}

/// Reads the part that begins at byte `base` of the source. An error has its byte in the source.
pub(super) fn read(
    text: &str,
    base: usize,
    links: &BTreeMap<String, String>,
    context: &mut Context<'_>,
) -> Result<PartText, (usize, String)> {
    let mut reader = DocxReader {
        base,
        links,
        context,
        out: PartText::default(),
        open: Vec::new(),
        paragraphs: Vec::new(),
        tables: Vec::new(),
        merged: BTreeSet::new(),
        fields: Fields::default(),
        run: Run::default(),
        addresses: Vec::new(),
        properties: 0,
        deleted: 0,
        rows: Vec::new(),
        row_properties: 0,
        ignored: 0,
        boxes: 0,
        doubled: 0,
        unended: Vec::new(),
        units: Vec::new(),
        begun: 0,
        note: String::new(),
        amount: 0,
        formula: OpenFormula::default(),
        reached: base,
    };
    events(text, &mut |event, at| reader.event(event, at)).map_err(|(at, reason)| (base + at, reason))?;
    reader.out.units = reader.take_units();
    Ok(reader.out)
}

struct DocxReader<'a, 'c> {
    base: usize,
    links: &'a BTreeMap<String, String>,
    context: &'a mut Context<'c>,
    out: PartText,
    open: Vec<Element>,
    paragraphs: Vec<Paragraph>,
    tables: Vec<OpenTable>,
    /// Cells that are part of the one above: table, row and column.
    merged: BTreeSet<(usize, usize, usize)>,
    fields: Fields,
    run: Run,
    /// Addresses of open links; of one that cannot be linked to there is none.
    addresses: Vec<Option<String>>,
    properties: usize,
    deleted: usize,
    /// For each open row, whether a tracked change took it out.
    rows: Vec<bool>,
    row_properties: usize,
    ignored: usize,
    boxes: usize,
    doubled: usize,
    /// The text of paragraphs whose end was deleted.
    unended: Vec<Span>,
    /// Paragraphs that are read, with their order.
    units: Vec<(usize, Unit)>,
    /// How many paragraphs began.
    begun: usize,
    /// The note that is being read.
    note: String,
    /// Grows with all that is read.
    amount: usize,
    formula: OpenFormula,
    /// The byte of the source that has been read to.
    reached: usize,
}

impl DocxReader<'_, '_> {
    fn event(&mut self, event: &Event<'_>, at: Range<usize>) {
        let at = self.base + at.start..self.base + at.end;
        self.reached = at.start;
        match event {
            Event::Start(e) => {
                let element = self.start(e, at);
                self.open.push(element);
            }
            Event::Empty(e) => {
                let element = self.start(e, at);
                self.end(element);
            }
            Event::End(_) => {
                if let Some(element) = self.open.pop() {
                    self.end(element);
                }
            }
            Event::Text(text) => self.characters(&text.xml10_content(), at),
            Event::CData(text) => self.characters(&text.xml10_content(), at),
            Event::GeneralRef(name) => {
                let character = match name.resolve_char_ref() {
                    Ok(Some(c)) => Some(c.to_string()),
                    _ => crate::import::events::entity(name),
                };
                self.characters(&character.unwrap_or_else(|| format!("&{};", &**name)), at);
            }
            _ => {}
        }
    }

    fn start(&mut self, e: &BytesStart<'_>, at: Range<usize>) -> Element {
        let name = e.name();
        let name: &str = name.as_ref();
        let element = match name.strip_prefix(self.context.prefix.as_str()) {
            Some(local) => self.word_element(local, e, at),
            None => self.foreign_element(name, e, &at),
        };
        match element {
            Element::ParagraphProperties => self.properties += 1,
            Element::RowProperties => self.row_properties += 1,
            Element::Deleted => self.deleted += 1,
            Element::Ignored => self.ignored += 1,
            Element::TextBox => {
                self.divide_paragraph();
                self.boxes += 1;
            }
            Element::SecondCopy => self.doubled += 1,
            _ => {}
        }
        element
    }

    fn end(&mut self, element: Element) {
        match element {
            Element::Paragraph => self.end_paragraph(),
            Element::ParagraphProperties => self.properties -= 1,
            Element::Deleted => self.deleted -= 1,
            Element::RowProperties => self.row_properties -= 1,
            Element::Ignored => self.ignored -= 1,
            Element::TextBox => {
                self.boxes -= 1;
                if let Some(outer) = self.paragraphs.last_mut() {
                    (outer.order, self.begun) = (self.begun, self.begun + 1);
                }
            }
            Element::SecondCopy => self.doubled -= 1,
            Element::Run => {
                if let Some((note, words)) = self.run.typed_mark.take() {
                    let label = self.context.marks.typed(note, &words, self.reached);
                    self.push(Inline::Mark(label));
                }
                self.run = Run::default();
            }
            Element::Field => self.field("end"),
            Element::Formula(first) => self.end_formula(first),
            Element::Link => {
                self.addresses.pop();
            }
            Element::Note => {
                let units = self.take_units();
                self.out.notes.push((std::mem::take(&mut self.note), units));
            }
            Element::Table => self.end_table(),
            Element::Row => {
                self.deleted -= usize::from(self.rows.pop() == Some(true));
                if let Some(table) = self.own_table() {
                    table.row += 1;
                }
            }
            Element::Cell => {
                if let Some(table) = self.own_table() {
                    table.column += table.span;
                }
            }
            _ => {}
        }
    }

    /// Elements that are not Word's own: drawings, formulas, two copies of one thing.
    fn foreign_element(&mut self, name: &str, e: &BytesStart<'_>, at: &Range<usize>) -> Element {
        match name.rsplit(':').next().unwrap_or(name) {
            "AlternateContent" => Element::Copies(self.amount),
            "Fallback" => {
                let before = self.open.iter().rev().find_map(|e| match e {
                    Element::Copies(amount) => Some(*amount),
                    _ => None,
                });
                // What only older programs can show is all there is.
                if before.is_some_and(|b| b < self.amount) { Element::SecondCopy } else { Element::Other }
            }
            "blip" | "imagedata" | "chart" | "relIds" | "OLEObject" => {
                self.amount += 1;
                self.context.pictures += usize::from(self.doubled == 0 && self.ignored == 0);
                Element::Other
            }
            // A formula is read as the line of its characters.
            "t" if name.starts_with("m:") => Element::Text,
            local if name.starts_with("m:") => self.begin_formula(local, e, at),
            _ => Element::Other,
        }
    }

    /// An element of a formula: signs that it draws are written before or behind its words.
    fn begin_formula(&mut self, name: &str, e: &BytesStart<'_>, at: &Range<usize>) -> Element {
        if formula::is_drawn(name) {
            self.context.formulas.push(at.clone());
        }
        for sign in self.formula.begin(name, attribute(e, "val")) {
            self.push(Inline::Text(sign, at.start..at.start));
        }
        let first = self.paragraphs.last().map_or(0, |paragraph| paragraph.spans.len());
        Element::Formula(first)
    }

    fn end_formula(&mut self, first: usize) {
        let (is_grouped, sign) = self.formula.end();
        if let Some(paragraph) = self.paragraphs.last_mut().filter(|_| is_grouped) {
            formula::group(&mut paragraph.spans, first);
        }
        if let Some(sign) = sign {
            self.push(Inline::Text(sign, self.reached..self.reached));
        }
    }

    fn word_element(&mut self, name: &str, e: &BytesStart<'_>, at: Range<usize>) -> Element {
        match name {
            // Former properties have the same elements as those that hold.
            "pPrChange" | "rPrChange" | "tblPrChange" | "trPrChange" | "tcPrChange" | "sectPrChange"
            | "tblGridChange" | "numberingChange" | "tblPrExChange" => Element::Ignored,
            _ if self.ignored > 0 => match name {
                "t" => Element::Text,
                _ => Element::Other,
            },
            "p" => {
                let (order, boxes) = (self.begun, self.boxes);
                self.begun += 1;
                self.paragraphs.push(Paragraph { order, boxes, ..Paragraph::default() });
                Element::Paragraph
            }
            "pPr" => Element::ParagraphProperties,
            "r" => {
                self.run = Run::default();
                Element::Run
            }
            "t" => Element::Text,
            "delText" => Element::DeletedText,
            "instrText" => Element::FieldCode,
            "del" if self.row_properties > 0 => {
                if let Some(row) = self.rows.last_mut().filter(|row| !**row) {
                    *row = true;
                    self.deleted += 1;
                }
                Element::Other
            }
            "del" if self.properties > 0 => {
                if let Some(paragraph) = self.paragraphs.last_mut() {
                    paragraph.unended = true;
                }
                Element::Other
            }
            "del" | "moveFrom" => Element::Deleted,
            "tbl" => {
                self.begin_table();
                Element::Table
            }
            "trPr" => Element::RowProperties,
            "tr" => {
                self.rows.push(false);
                if let Some(table) = self.own_table() {
                    (table.column, table.head) = (0, false);
                }
                Element::Row
            }
            "tc" => {
                if let Some(table) = self.own_table() {
                    table.span = 1;
                }
                Element::Cell
            }
            "txbxContent" => Element::TextBox,
            "hyperlink" => {
                let to = attribute(e, "id").and_then(|id| self.links.get(&id).cloned());
                self.addresses.push(to);
                Element::Link
            }
            "fldSimple" => {
                self.field("begin");
                self.fields.code(&attribute(e, "instr").unwrap_or_default());
                self.field("separate");
                Element::Field
            }
            "footnote" | "endnote" | "comment" => {
                // The lines between text and notes are kept as notes of a type of their own.
                if attribute(e, "type").is_some_and(|t| t != "normal") {
                    return Element::Ignored;
                }
                self.note = attribute(e, "id").unwrap_or_default();
                Element::Note
            }
            _ => {
                self.piece(name, e, at);
                Element::Other
            }
        }
    }

    /// Pieces of a run, and properties of paragraphs, runs and tables.
    fn piece(&mut self, name: &str, e: &BytesStart<'_>, at: Range<usize>) {
        let value = || attribute(e, "val");
        match name {
            "tab" if self.properties > 0 => {}
            "tab" | "ptab" => self.push(Inline::Text("\t".into(), at)),
            // A new sheet or column begins a line, too.
            "br" | "cr" => self.push(Inline::Break),
            "noBreakHyphen" => self.push(Inline::Text("-".into(), at.start..at.start)),
            "sym" => {
                let (font, code) = (attribute(e, "font"), attribute(e, "char"));
                match symbols::character(font.as_deref(), code.as_deref()) {
                    Some(c) => match &mut self.run.typed_mark {
                        Some((_, mark)) => mark.push(c),
                        None => self.push(Inline::Text(c.into(), at.start..at.start)),
                    },
                    None => self.context.symbols.push(at),
                }
            }
            "footnoteReference" | "endnoteReference" => self.mark(name == "endnoteReference", e, at.start),
            "fldChar" => self.field(&attribute(e, "fldCharType").unwrap_or_default()),
            "rStyle" => self.run.style = self.context.styles.get(&value().unwrap_or_default()),
            "b" => self.run.bold = Some(on(e)),
            "i" => self.run.italic = Some(on(e)),
            "vanish" => self.run.hidden = Some(on(e)),
            "strike" | "dstrike" => self.run.struck = Some(on(e)),
            "vertAlign" => self.run.height = Some(Height::of(e)),
            "gridSpan" | "gridBefore" | "vMerge" | "tblHeader" | "tblpPr" => {
                if let Some(table) = self.own_table() {
                    match name {
                        "gridSpan" => {
                            let span = value().and_then(|v| v.parse().ok()).unwrap_or(1);
                            table.span = usize::clamp(span, 1, 64);
                        }
                        "gridBefore" => {
                            let before = value().and_then(|v| v.parse().ok()).unwrap_or(0);
                            table.column = usize::min(before, 64);
                        }
                        // The cell above goes on.
                        "vMerge" if value().is_none_or(|v| v != "restart") => {
                            let place = (table.number, table.row, table.column);
                            self.merged.insert(place);
                        }
                        "vMerge" => {}
                        "tblHeader" => table.head = on(e),
                        _ => table.aside = true,
                    }
                }
            }
            _ => self.paragraph_property(name, e),
        }
    }

    fn paragraph_property(&mut self, name: &str, e: &BytesStart<'_>) {
        let Some(paragraph) = self.paragraphs.last_mut().filter(|_| self.properties > 0) else { return };
        let value = attribute(e, "val");
        let number = || value.as_deref().and_then(|v| v.parse::<u8>().ok());
        match name {
            "pStyle" => paragraph.style = self.context.styles.get(value.as_deref().unwrap_or_default()),
            "numId" => paragraph.list.0 = value,
            "ilvl" => paragraph.list.1 = number(),
            "outlineLvl" => paragraph.outline = number(),
            "jc" => {
                paragraph.align = match value.as_deref() {
                    Some("right" | "end") => Align::Right,
                    Some("center") => Align::Centre,
                    _ => Align::Left,
                };
            }
            "framePr" => paragraph.frame = attribute(e, "dropCap").is_none_or(|d| d == "none"),
            _ => {}
        }
    }

    /// Puts a piece of text where it belongs.
    fn push(&mut self, inline: Inline) {
        self.amount += 1;
        if self.why_unseen().is_some() {
            return;
        }
        let link = self.addresses.iter().rev().find_map(Clone::clone);
        let Some(paragraph) = self.paragraphs.last_mut() else { return };
        let look = |own: Option<bool>, run: Option<bool>, paragraph: Option<bool>| {
            own.or(run).or(paragraph).unwrap_or(false)
        };
        let shift = self.run.height.or(self.run.style.height).and_then(Height::shift);
        let shift = self.formula.shift().or(shift);
        let struck = look(self.run.struck, self.run.style.struck, paragraph.style.struck);
        paragraph.spans.push(Span {
            inline: inline.formed(shift, struck),
            strong: look(self.run.bold, self.run.style.bold, paragraph.style.bold),
            emphasis: look(self.run.italic, self.run.style.italic, paragraph.style.italic),
            link,
        });
    }

    /// Why what is read now is not seen on the printed letter.
    fn why_unseen(&self) -> Option<Why> {
        let hidden = self.run.hidden.or(self.run.style.hidden).unwrap_or(false);
        if self.deleted > 0 || hidden {
            Some(Why::Deleted)
        } else if self.doubled > 0 {
            Some(Why::Copy)
        } else if self.ignored > 0 || self.fields.are_in_code() {
            Some(Why::Metadata)
        } else {
            None
        }
    }

    fn characters(&mut self, text: &str, at: Range<usize>) {
        let omit = |omitted: &mut Vec<Omitted>, why| {
            if !text.trim().is_empty() {
                omitted.push(Omitted { at: at.clone(), text: text.to_owned(), why });
            }
        };
        match self.open.last() {
            Some(Element::Text) => match self.why_unseen() {
                Some(why) => omit(&mut self.out.omitted, why),
                None if self.run.typed_mark.is_some() || self.fields.are_in_mark() => {
                    omit(&mut self.out.omitted, Why::Mark);
                    if let Some((_, mark)) = &mut self.run.typed_mark {
                        mark.push_str(text);
                    }
                }
                None => self.words(text, at),
            },
            Some(Element::DeletedText) => omit(&mut self.out.omitted, Why::Deleted),
            Some(Element::FieldCode) if self.deleted == 0 => {
                self.fields.code(text);
            }
            _ => {}
        }
    }

    /// Words of a run. Soft hyphens are seen only where a line ends.
    fn words(&mut self, text: &str, at: Range<usize>) {
        const SOFT: char = '\u{AD}';
        if !text.contains(SOFT) {
            return self.push(Inline::Text(text.to_owned(), at));
        }
        let mut start = at.start;
        for part in text.split_inclusive(SOFT) {
            let end = start + part.len();
            let words = part.trim_end_matches(SOFT);
            if !words.is_empty() {
                self.push(Inline::Text(words.to_owned(), start..start + words.len()));
            }
            if words.len() < part.len() {
                let hyphen = start + words.len()..end;
                self.out.omitted.push(Omitted { at: hyphen, text: SOFT.to_string(), why: Why::Hyphen });
            }
            start = end;
        }
    }

    fn mark(&mut self, endnote: bool, e: &BytesStart<'_>, at: usize) {
        if self.why_unseen().is_some() {
            return;
        }
        let note = (endnote, attribute(e, "id").unwrap_or_default());
        if attribute(e, "customMarkFollows").is_some_and(|v| v != "0" && v != "false") {
            self.run.typed_mark = Some((note, String::new()));
            return;
        }
        let label = self.context.marks.counted(note, at);
        self.push(Inline::Mark(label));
    }

    fn field(&mut self, step: &str) {
        match step {
            "begin" => self.fields.begin(),
            "separate" => {
                self.addresses.extend(self.fields.separate().map(Some));
                let note = self.fields.resulting().and_then(|code| self.context.marks.repeated(code));
                if let Some(note) = note.filter(|_| self.why_unseen().is_none()) {
                    let label = self.context.marks.repeat(note);
                    self.push(Inline::Mark(label));
                    self.fields.result_is_mark();
                }
            }
            "end" if self.fields.end() => {
                self.addresses.pop();
            }
            _ => {}
        }
    }

    fn begin_table(&mut self) {
        if let Some(table) = self.tables.last_mut().filter(|t| t.boxes == self.boxes) {
            table.nested += 1;
            return;
        }
        self.context.tables += 1;
        self.tables.push(OpenTable {
            number: self.context.tables,
            row: 0,
            column: 0,
            span: 1,
            head: false,
            aside: false,
            nested: 0,
            boxes: self.boxes,
        });
    }

    fn end_table(&mut self) {
        match self.tables.last_mut() {
            Some(table) if table.nested > 0 => table.nested -= 1,
            _ => {
                self.tables.pop();
            }
        }
    }

    /// The table whose own rows and cells are being read.
    fn own_table(&mut self) -> Option<&mut OpenTable> {
        self.tables.last_mut().filter(|t| t.nested == 0 && t.boxes == self.boxes)
    }

    /// A text box stands where it is anchored: words of the paragraph before it stay before it.
    fn divide_paragraph(&mut self) {
        let words = |s: &Span| s.inline == Inline::Break || !s.inline.is_blank();
        let Some(outer) = self.paragraphs.last_mut().filter(|_| self.doubled == 0) else { return };
        if !outer.spans.iter().any(words) {
            return;
        }
        let rest = Paragraph {
            style: outer.style.clone(),
            outline: outer.outline,
            frame: outer.frame,
            boxes: outer.boxes,
            ..Paragraph::default()
        };
        let unended = std::mem::take(&mut outer.unended);
        self.end_paragraph();
        self.paragraphs.push(Paragraph { unended, ..rest });
    }

    fn end_paragraph(&mut self) {
        let Some(mut paragraph) = self.paragraphs.pop() else { return };
        let mut spans = std::mem::take(&mut self.unended);
        spans.append(&mut paragraph.spans);
        if paragraph.unended {
            self.unended = spans;
            return;
        }
        let table = self.tables.last().filter(|t| t.boxes == paragraph.boxes);
        let cell = table.map(|t| Cell {
            wide: t.span,
            align: paragraph.align,
            ..Cell::single(t.number, t.row, t.column, t.head)
        });
        let aside = paragraph.boxes > 0 || paragraph.frame || table.is_some_and(|t| t.aside);
        let outline = paragraph.outline.or(paragraph.style.outline).filter(|level| *level < 9);
        let item = self.number(&paragraph, outline.is_some(), &mut spans);
        if outline.is_some() {
            // A heading needs no bold.
            for span in &mut spans {
                span.strong = false;
            }
        }
        let inlines = nest(spans);
        let block = match outline {
            Some(level) => Block::Heading((level + 2).min(6), inlines),
            None => Block::Paragraph(inlines),
        };
        let unit = Unit { block, spot: Spot { item, cell, quote: false, aside } };
        self.units.push((paragraph.order, unit));
    }

    /// The item that a paragraph is. What Markdown cannot number is put before the words, as it is printed.
    fn number(&mut self, paragraph: &Paragraph, heading: bool, spans: &mut Vec<Span>) -> Option<Item> {
        let style = paragraph.style.list.as_ref();
        let list = paragraph.list.0.as_ref().or(style.map(|(id, _)| id))?;
        let level = paragraph.list.1.or(style.and_then(|(_, level)| *level)).unwrap_or(0).min(8);
        let marker = self.context.numbering.next(list, level)?;
        let (number, printed) = match marker {
            Marker::Bullet => (None, None),
            Marker::Number(n) if heading => (None, Some(format!("{n}."))),
            Marker::Number(n) => (Some(n), None),
            Marker::Printed(text) => (None, Some(text)),
        };
        // `Vraag 3` begins a paragraph, `a)` an item.
        let words = printed.as_deref().is_some_and(|p| p.split(' ').any(|w| w.len() > 4));
        if let Some(printed) = printed
            && let Some((at, strong, emphasis)) = spans.iter().find_map(|s| {
                let (_, at) = flow::pieces(std::slice::from_ref(&s.inline)).into_iter().next()?;
                Some((at, s.strong, s.emphasis))
            })
        {
            let inline = Inline::Text(format!("{printed} "), at.start..at.start);
            spans.insert(0, Span { inline, strong, emphasis, link: None });
        }
        (!heading && !words).then_some(Item { level, number, opens: true })
    }

    /// The paragraphs that were read, in order.
    fn take_units(&mut self) -> Vec<Unit> {
        // The last paragraph has its text even if its end was deleted.
        if !self.unended.is_empty() {
            self.paragraphs.push(Paragraph { order: self.begun, ..Paragraph::default() });
            self.end_paragraph();
        }
        let mut units = std::mem::take(&mut self.units);
        units.sort_by_key(|(order, _)| *order);
        for cell in units.iter_mut().filter_map(|(_, unit)| unit.spot.cell.as_mut()) {
            let goes_on = |row: &usize| self.merged.contains(&(cell.table, *row, cell.column));
            cell.tall = 1 + (cell.row + 1..).take(limits::TABLE_COLUMNS).take_while(goes_on).count();
        }
        units.into_iter().map(|(_, unit)| unit).collect()
    }
}
