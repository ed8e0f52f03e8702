//! Blocks of pandoc's Markdown, line by line: paragraphs, headings, lists, quotations, tables, notes.

use super::inline;
use super::tables::{self, Line};
use crate::import::draft::{Align, Block, Inline, Note, Omitted, Why};
use crate::import::flow::{self, Cell, Item, Span, Spot, Unit, nest};
use crate::import::html;
use crate::limits;
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

/// The text of a file.
#[derive(Debug, Default)]
pub(super) struct Text {
    pub(super) units: Vec<Unit>,
    pub(super) notes: Vec<Note>,
    pub(super) omitted: Vec<Omitted>,
    /// What the metadata of the file call it.
    pub(super) titles: Vec<String>,
    pub(super) pictures: usize,
    /// Where words stand that somebody has deleted, and remarks beside the text.
    pub(super) deleted: Vec<Range<usize>>,
    pub(super) remarks: Vec<Range<usize>>,
    /// Marks without a note.
    pub(super) lost_marks: Vec<(String, Range<usize>)>,
}

/// Reads a file.
pub(super) fn read(source: &str) -> Text {
    let mut lines = Vec::new();
    let mut at = 0;
    for line in source.split_inclusive('\n') {
        lines.push(Line { text: line.trim_end_matches(['\n', '\r']), at });
        at += line.len();
    }
    let mut reader = BlockReader {
        source,
        text: Text::default(),
        paragraph: Vec::new(),
        lists: Vec::new(),
        quote: false,
        note: None,
        notes: Vec::new(),
        marks: Vec::new(),
        tables: 0,
        blank: true,
        glued: BTreeSet::new(),
        vocabulary: vocabulary(source),
    };
    let mut at = reader.metadata(&lines);
    while let Some(rest) = lines.get(at..).filter(|rest| !rest.is_empty()) {
        at += reader.line(rest).max(1);
    }
    reader.end_paragraph();
    reader.finish()
}

/// A list that is open.
#[derive(Debug)]
struct List {
    /// The column at which the text of its items begins.
    indent: usize,
    number: Option<u32>,
    /// Whether the paragraph that comes begins the item.
    opens: bool,
}

struct BlockReader<'a> {
    source: &'a str,
    text: Text,
    paragraph: Vec<Range<usize>>,
    lists: Vec<List>,
    quote: bool,
    /// The note that is being read, by its place.
    note: Option<usize>,
    notes: Vec<(String, Vec<Unit>)>,
    marks: Vec<(String, Range<usize>)>,
    tables: usize,
    /// The line before was blank.
    blank: bool,
    /// Lines of narrow cells that go on with a word of the line before.
    glued: BTreeSet<usize>,
    /// The words of the file.
    vocabulary: BTreeMap<String, usize>,
}

impl BlockReader<'_> {
    /// The metadata before the text: `---`, lines, `---`. Gives the lines that it takes.
    fn metadata(&mut self, lines: &[Line<'_>]) -> usize {
        let opens = lines.first().is_some_and(|l| l.text.trim_end() == "---");
        let end = |l: &Line<'_>| matches!(l.text.trim_end(), "---" | "...");
        let Some(last) = lines.iter().skip(1).position(end).filter(|_| opens) else { return 0 };
        for line in lines.iter().take(last + 1).skip(1) {
            if let Some(title) = line.text.strip_prefix("title:") {
                self.text.titles.push(title.trim().trim_matches(['"', '\'']).to_owned());
            }
            self.leave_out(line, Why::Metadata);
        }
        last + 2
    }

    fn leave_out(&mut self, line: &Line<'_>, why: Why) {
        if line.text.contains(char::is_alphanumeric) {
            let at = line.at..line.at + line.text.len();
            self.text.omitted.push(Omitted { at, text: line.text.trim().to_owned(), why });
        }
    }

    /// Reads what begins with the first of these lines. Gives how many it took.
    fn line(&mut self, lines: &[Line<'_>]) -> usize {
        let Some(&line) = lines.first() else { return 1 };
        if line.text.trim().is_empty() {
            self.end_paragraph();
            self.blank = true;
            return 1;
        }
        let line = self.within_note(line);
        let (line, quoted) = unquoted(line);
        if self.paragraph.is_empty() || quoted != self.quote && self.blank {
            self.end_paragraph();
            self.quote = quoted;
        }
        let line = self.within_lists(line);
        let taken =
            if self.paragraph.is_empty() { self.block(line, lines) } else { self.goes_on(line, lines) };
        self.blank = false;
        taken
    }

    /// A note goes on in lines that are indented, or that follow without a blank line.
    fn within_note<'l>(&mut self, line: Line<'l>) -> Line<'l> {
        if self.note.is_none() {
            return line;
        }
        let indent = indent(line.text);
        if indent >= 4 {
            return without(line, 4);
        }
        if self.blank {
            self.end_paragraph();
            self.note = None;
            self.lists.clear();
        }
        line
    }

    /// A list ends where a line stands further out than its text, unless the line only goes on.
    fn within_lists<'l>(&mut self, line: Line<'l>) -> Line<'l> {
        let indent = indent(line.text);
        if self.paragraph.is_empty() || marker(line.text).is_some() && !self.lists.is_empty() {
            while self.lists.last().is_some_and(|l| l.indent > indent) {
                self.end_paragraph();
                self.lists.pop();
                // Here the next item may begin, as it may below a blank line.
                self.blank = true;
            }
        }
        without(line, self.lists.last().map_or(0, |l| l.indent.min(indent)))
    }

    /// A block of its own, or the first line of a paragraph.
    fn block(&mut self, line: Line<'_>, lines: &[Line<'_>]) -> usize {
        let text = line.text.trim_start();
        if let Some((label, before)) = definition(line.text) {
            self.begin_note(label, line, before);
            return 1;
        }
        if text.starts_with("```") || text.starts_with("~~~") {
            return self.fenced(text, lines);
        }
        if text.starts_with(":::") || text.starts_with("<!--") && text.ends_with("-->") {
            self.leave_out(&line, Why::Metadata);
            return 1;
        }
        if text.starts_with("<table") {
            return self.html_table(lines);
        }
        if let Some(level) = heading_level(text) {
            let rest = text.trim_start_matches('#');
            let start = line.at + line.text.len() - rest.len();
            self.heading(level, start..line.at + line.text.len());
            return 1;
        }
        let inner = self.inner(lines);
        if let Some(table) = tables::read(&inner) {
            let taken = table.taken;
            self.table(table);
            return taken;
        }
        if tables::is_dashes(text) || is_rule(text) {
            return 1;
        }
        if let Some(lines) = self.line_block(&inner) {
            return lines;
        }
        let begins = self.blank || !self.lists.is_empty();
        if let Some(marked) =
            marker(line.text).filter(|_| begins && self.lists.len() < limits::MARKDOWN_DEPTH)
        {
            return self.begin_item(line, lines, marked);
        }
        self.paragraph.push(content(&line));
        1
    }

    /// A table that Markdown cannot draw, which pandoc writes as HTML in some of its dialects.
    fn html_table(&mut self, lines: &[Line<'_>]) -> usize {
        let last = lines.iter().position(|l| l.text.contains("</table>")).unwrap_or(0);
        let (Some(first), Some(end)) = (lines.first(), lines.get(last)) else { return 1 };
        let at = first.at..end.at + end.text.len();
        let text = self.source.get(at.clone()).unwrap_or_default();
        let (units, omitted) = html::fragment(text, at.start, self.tables);
        self.tables = units.iter().filter_map(|u| u.spot.cell).map(|c| c.table).max().unwrap_or(self.tables);
        self.text.omitted.extend(omitted);
        // The names and values in tags are no words, but they are letters.
        let mut from = at.start;
        for tag in text.split_inclusive('>') {
            let start = from + tag.rfind('<').unwrap_or(tag.len());
            from += tag.len();
            let written = self.source.get(start..from).unwrap_or_default();
            if !written.is_empty() {
                let why = Why::Metadata;
                self.text.omitted.push(Omitted { at: start..from, text: written.to_owned(), why });
            }
        }
        for unit in units {
            match self.note.and_then(|note| self.notes.get_mut(note)) {
                Some((_, note)) => note.push(unit),
                None => self.text.units.push(unit),
            }
        }
        last + 1
    }

    /// The lines from here that may draw a table, as their quotation and list see them.
    fn inner<'l>(&self, lines: &[Line<'l>]) -> Vec<Line<'l>> {
        /// Lines of a table drawn with dashes. Those of others are known by what they begin with.
        const LONGEST: usize = 1_000;
        let outer = self.lists.last().map_or(0, |l| l.indent) + if self.note.is_some() { 4 } else { 0 };
        let seen = |line: &Line<'l>| {
            let line = unquoted(*line).0;
            without(line, outer.min(indent(line.text)))
        };
        let drawn = |l: &Line<'_>| l.text.trim_start().starts_with(['+', '|']);
        let mut next = lines.iter().take(2).map(seen);
        let (first, second) = (next.next(), next.next());
        if first.is_some_and(|l| drawn(&l)) {
            return lines.iter().map(seen).take_while(drawn).collect();
        }
        if second.is_some_and(|l| tables::is_open_rule(l.text)) {
            return lines.iter().take(LONGEST).map(seen).collect();
        }
        let dashed = [first, second].into_iter().flatten().any(|l| tables::is_dashes(l.text));
        if dashed { lines.iter().take(LONGEST).map(seen).collect() } else { Vec::new() }
    }

    /// The next line of a paragraph: it goes on, or was a heading, or ends where a note or an item begins.
    fn goes_on(&mut self, line: Line<'_>, lines: &[Line<'_>]) -> usize {
        if let Some((label, before)) = definition(line.text) {
            self.begin_note(label, line, before);
            return 1;
        }
        let text = line.text.trim();
        let underlined = |c: char| !text.is_empty() && text.chars().all(|other| other == c);
        if (underlined('=') || underlined('-') && text.len() > 1) && self.lists.is_empty() {
            let all = std::mem::take(&mut self.paragraph);
            self.heading_lines(if underlined('=') { 1 } else { 2 }, &all);
            return 1;
        }
        let item = marker(line.text).filter(|_| !self.lists.is_empty());
        if let Some(marked) = item.filter(|_| self.lists.len() < limits::MARKDOWN_DEPTH) {
            self.end_paragraph();
            return self.begin_item(line, lines, marked);
        }
        self.paragraph.push(content(&line));
        1
    }

    /// Begins an item, and those that begin within it on the same line.
    fn begin_item(&mut self, mut line: Line<'_>, lines: &[Line<'_>], mut marked: Marker) -> usize {
        loop {
            let outer = self.lists.last().map_or(0, |l| l.indent);
            self.lists.push(List { indent: outer + marked.width, number: marked.number, opens: true });
            if marked.printed {
                self.paragraph.push(content(&line));
                return 1;
            }
            let rest = without(line, marked.width);
            // The number of an item is written anew; a letter (`a)`) stays before the words.
            if marked.number.is_some() {
                let text = line.text.get(..marked.width).unwrap_or_default().trim().to_owned();
                self.text.omitted.push(Omitted { at: line.at..rest.at, text, why: Why::Mark });
            }
            line = rest;
            match marker(line.text).filter(|_| self.lists.len() < limits::MARKDOWN_DEPTH) {
                Some(next) => marked = next,
                None => break,
            }
        }
        if line.text.trim().is_empty() {
            return 1;
        }
        if marker(line.text).is_some() {
            self.paragraph.push(content(&line));
            return 1;
        }
        self.block(line, lines)
    }

    fn begin_note(&mut self, label: &str, line: Line<'_>, before: usize) {
        self.end_paragraph();
        self.lists.clear();
        let text = line.text.trim_start();
        let start = line.at + line.text.len() - text.len();
        let at = start..start + before;
        let mark = text.get(..before).unwrap_or_default().to_owned();
        self.text.omitted.push(Omitted { at, text: mark, why: Why::Mark });
        self.notes.push((label.to_owned(), Vec::new()));
        self.note = Some(self.notes.len() - 1);
        let rest = text.get(before..).unwrap_or_default();
        if !rest.trim().is_empty() {
            self.paragraph.push(content(&Line { text: rest, at: start + before }));
        }
    }

    /// Lines between fences: raw parts of another format are no text, others are lines.
    fn fenced(&mut self, first: &str, lines: &[Line<'_>]) -> usize {
        let fence = first.get(..3).unwrap_or_default();
        let end = lines.iter().skip(1).position(|l| l.text.trim_start().starts_with(fence));
        let inside = lines.get(1..1 + end.unwrap_or(lines.len() - 1)).unwrap_or_default();
        let raw = first.contains("{=");
        for fence in lines.iter().take(1).chain(lines.get(1 + inside.len())) {
            self.leave_out(fence, Why::Metadata);
        }
        for line in inside {
            if raw {
                self.leave_out(line, Why::Metadata);
            } else {
                self.paragraph.push(content(line));
                self.end_paragraph();
            }
        }
        inside.len() + 2
    }

    fn heading(&mut self, level: u8, at: Range<usize>) {
        self.heading_lines(level, &[at]);
    }

    fn heading_lines(&mut self, level: u8, lines: &[Range<usize>]) {
        let spans = self.running(lines);
        self.unit(Block::Heading((level + 1).min(6), nest(spans)), None);
    }

    /// `| a line`, `| and another`: lines that stay lines.
    fn line_block(&mut self, lines: &[Line<'_>]) -> Option<usize> {
        let part = |l: &&Line<'_>| l.text.starts_with("| ") || l.text.trim_end() == "|";
        let count = lines.iter().take_while(part).count();
        let mut spans = Vec::new();
        for line in lines.iter().take(count) {
            if !spans.is_empty() {
                spans.push(Span { inline: Inline::Break, strong: false, emphasis: false, link: None });
            }
            spans.extend(self.running(&[content(&without(*line, 1))]));
        }
        (count > 0).then(|| {
            self.unit(Block::Paragraph(nest(spans)), None);
            count
        })
    }

    fn table(&mut self, table: tables::PandocTable) {
        let mut waiting = vec![table];
        while let Some(mut table) = waiting.pop() {
            self.tables += 1;
            self.glue(&table);
            let number = self.tables;
            let mut rows = std::mem::take(&mut table.rows).into_iter().enumerate();
            for (row, cells) in rows.by_ref() {
                // A table that is all of a row comes in its place, and the rows below it are another.
                if let [only] = &cells.cells[..]
                    && let Some(inner) = self.table_within(only)
                {
                    table.rows = rows.map(|(_, row)| row).collect();
                    waiting.extend([table, inner]);
                    break;
                }
                self.row(&cells, &table.aligned, number, row);
            }
        }
    }

    fn row(&mut self, cells: &tables::PandocRow, aligned: &[Align], table: usize, row: usize) {
        for (column, lines) in cells.cells.iter().enumerate() {
            let wide = cells.wide.get(column).copied().unwrap_or(1);
            let tall = cells.tall.get(column).copied().unwrap_or(1);
            let align = aligned.get(column).copied().unwrap_or_default();
            let cell = Cell { wide, tall, align, ..Cell::single(table, row, column, cells.head) };
            // The cells of a table within this one are paragraphs of it, like all else.
            let mut parts = vec![lines.clone()];
            while let Some(lines) = parts.pop() {
                if let Some(inner) = self.table_within(&lines) {
                    parts.extend(inner.rows.into_iter().flat_map(|row| row.cells).rev());
                    continue;
                }
                for paragraph in lines.split(Range::is_empty).filter(|p| !p.is_empty()) {
                    let spans = self.running(paragraph);
                    self.unit(Block::Paragraph(nest(spans)), Some(cell));
                }
            }
        }
    }

    /// The table that a cell holds, if it begins with one.
    fn table_within(&self, lines: &[Range<usize>]) -> Option<tables::PandocTable> {
        let line =
            |at: &Range<usize>| Line { text: self.source.get(at.clone()).unwrap_or_default(), at: at.start };
        let lines: Vec<Line<'_>> = lines.iter().map(line).collect();
        lines.first().filter(|l| tables::is_grid_rule(l.text))?;
        tables::read(&lines).filter(|table| !table.rows.is_empty())
    }

    /// Pandoc cuts a word that is too long for its cell so that all parts but the first fill a line. They are put
    /// together where the whole is a word of this file or of every letterhead, or where none of the parts is one.
    fn glue(&mut self, table: &tables::PandocTable) {
        const LETTERHEAD: [&str; 6] =
            ["onderwerp", "voorzitter", "staten-generaal", "contactpersoon", "vergaderjaar", "retouradres"];
        const PARTS: usize = 8;
        let text = |at: &Range<usize>| self.source.get(at.clone()).unwrap_or_default();
        let known = |word: &str| self.vocabulary.get(&word.to_lowercase()).copied().unwrap_or(0);
        let mut glued = Vec::new();
        for (cell, width) in table.rows.iter().flat_map(|row| row.cells.iter().zip(&table.widths)) {
            for (at, first) in cell.iter().enumerate() {
                let begins = text(first).split(' ').next_back().unwrap_or_default();
                let mut word = begins.to_owned();
                let parts = cell.iter().skip(at + 1).take(PARTS).take_while(|part| {
                    let part = text(part);
                    let small =
                        part.starts_with(|c: char| c.is_lowercase() || c.is_ascii_digit() || c == '-');
                    small && part.chars().count() == *width && !part.contains(' ')
                });
                for (count, part) in parts.enumerate() {
                    word.push_str(text(part));
                    let whole = known(&word) > 0 || LETTERHEAD.contains(&word.to_lowercase().as_str());
                    let no_parts =
                        count == 0 && is_no_word(begins) && known(begins) < 2 && text(part).len() > 8;
                    if whole || no_parts {
                        glued.extend(
                            cell.get(at + 1..=at + 1 + count).unwrap_or_default().iter().map(|p| p.start),
                        );
                    }
                }
            }
        }
        self.glued.extend(glued);
    }

    fn end_paragraph(&mut self) {
        let lines = std::mem::take(&mut self.paragraph);
        if !lines.is_empty() {
            let spans = self.running(&lines);
            self.unit(Block::Paragraph(nest(spans)), None);
        }
    }

    fn running(&mut self, lines: &[Range<usize>]) -> Vec<Span> {
        let running = inline::read(self.source, lines, &self.glued);
        self.text.omitted.extend(running.omitted);
        self.text.pictures += running.pictures;
        self.text.deleted.extend(running.deleted);
        self.text.remarks.extend(running.remarks);
        self.marks.extend(running.marks);
        for (label, at) in running.within {
            let inner = inline::read(self.source, &[at], &self.glued);
            self.text.omitted.extend(inner.omitted);
            let unit = Unit { block: Block::Paragraph(nest(inner.spans)), spot: Spot::default() };
            self.notes.push((label, vec![unit]));
        }
        running.spans
    }

    fn unit(&mut self, block: Block, cell: Option<Cell>) {
        const DEEPEST: usize = 8;
        let level = u8::try_from(self.lists.len().min(DEEPEST).saturating_sub(1)).unwrap_or(0);
        let item = self.lists.last_mut().map(|list| {
            let opens = std::mem::take(&mut list.opens);
            Item { level, number: list.number, opens }
        });
        let spot = Spot { item: item.filter(|_| cell.is_none()), cell, quote: self.quote, aside: false };
        let unit = Unit { block, spot };
        match self.note.and_then(|note| self.notes.get_mut(note)) {
            Some((_, units)) => units.push(unit),
            None => self.text.units.push(unit),
        }
    }

    /// Notes in the order of their marks.
    fn finish(mut self) -> Text {
        let held: BTreeSet<&str> = self.notes.iter().map(|(label, _)| label.as_str()).collect();
        self.text.lost_marks =
            self.marks.into_iter().filter(|(label, _)| !held.contains(label.as_str())).collect();
        let notes = self.notes.into_iter();
        self.text.notes = notes.map(|(label, units)| Note { label, body: flow::assemble(units) }).collect();
        self.text
    }
}

/// Whether these few letters are no Dutch word that stands before others.
fn is_no_word(letters: &str) -> bool {
    const WORDS: [&str; 60] = [
        "aan", "al", "als", "bij", "dag", "dan", "dat", "de", "den", "der", "des", "die", "dit", "doe",
        "door", "een", "eis", "en", "er", "eu", "geen", "had", "heb", "het", "hij", "hun", "ik", "in", "is",
        "kan", "lid", "mag", "met", "mij", "mln", "na", "nee", "nog", "nr", "nu", "of", "om", "ons", "ook",
        "op", "per", "te", "ten", "ter", "tot", "uit", "uw", "van", "was", "wel", "wet", "wij", "ze", "zo",
        "zal",
    ];
    let short = (1..=3).contains(&letters.chars().count()) && letters.chars().all(char::is_alphabetic);
    short && !WORDS.contains(&letters.to_lowercase().as_str())
}

/// How often every word stands in the file.
fn vocabulary(source: &str) -> BTreeMap<String, usize> {
    let mut words = BTreeMap::new();
    for word in source.split(|c: char| !c.is_alphanumeric() && c != '-').filter(|w| !w.is_empty()) {
        *words.entry(word.to_lowercase()).or_insert(0) += 1;
    }
    words
}

/// The column of the first character that is no space.
fn indent(text: &str) -> usize {
    text.len() - text.trim_start_matches(' ').len()
}

/// The line without its first bytes, which are spaces or a marker.
fn without(line: Line<'_>, bytes: usize) -> Line<'_> {
    let bytes = bytes.min(line.text.len());
    match line.text.get(bytes..) {
        Some(text) => Line { text, at: line.at + bytes },
        None => line,
    }
}

/// The bytes of the words of a line. Two spaces at its end are kept: they break it.
fn content(line: &Line<'_>) -> Range<usize> {
    let start = line.text.len() - line.text.trim_start().len();
    let end = line.text.trim_end().len() + if line.text.ends_with("  ") { 2 } else { 0 };
    line.at + start..line.at + end.max(start)
}

/// The line without the `>` of quotations, however many.
fn unquoted(mut line: Line<'_>) -> (Line<'_>, bool) {
    let mut quoted = false;
    while let Some(rest) = line.text.trim_start().strip_prefix('>') {
        let rest = rest.strip_prefix(' ').unwrap_or(rest);
        line = Line { text: rest, at: line.at + line.text.len() - rest.len() };
        quoted = true;
    }
    (line, quoted)
}

/// `## Reactie`
fn heading_level(text: &str) -> Option<u8> {
    let rest = text.trim_start_matches('#');
    let level = text.len() - rest.len();
    (rest.starts_with(' ')).then(|| u8::try_from(level).ok()).flatten().filter(|l| (1..=6).contains(l))
}

/// `[^1]: ` at the beginning of a line: the label of the note that begins there, and the bytes of its mark. People and
/// programs write notes without blank lines between them.
fn definition(line: &str) -> Option<(&str, usize)> {
    let text = line.trim_start();
    let (label, rest) = text.strip_prefix("[^")?.split_once("]:")?;
    let valid = !label.is_empty() && !label.contains(|c: char| c.is_whitespace() || "[]".contains(c));
    valid.then_some((label, text.len() - rest.len()))
}

/// `* * *`
fn is_rule(text: &str) -> bool {
    let signs: String = text.chars().filter(|c| !c.is_whitespace()).collect();
    signs.len() >= 3 && ["*", "_", "-"].iter().any(|s| signs.replace(s, "").is_empty())
}

/// The marker of an item.
#[derive(Debug, Clone, Copy)]
struct Marker {
    /// The column of the text behind it.
    width: usize,
    number: Option<u32>,
    /// Whether it stays before the words, because Markdown cannot write it.
    printed: bool,
}

/// The marker that a line begins with.
fn marker(text: &str) -> Option<Marker> {
    let start = indent(text);
    let rest = text.get(start..)?;
    let width = |marker: usize| {
        let after = rest.get(marker..)?;
        let spaces = after.len() - after.trim_start_matches(' ').len();
        (spaces > 0 || after.is_empty()).then_some(start + marker + spaces)
    };
    if rest.starts_with(['-', '*', '+']) {
        return Some(Marker { width: width(1)?, number: None, printed: false });
    }
    let bare = rest.strip_prefix('(').unwrap_or(rest);
    let end = bare.find(|c: char| !c.is_ascii_alphanumeric()).unwrap_or(bare.len());
    let (name, behind) = bare.split_at(end);
    if name.is_empty() || !behind.starts_with(['.', ')']) {
        return None;
    }
    let width = width(rest.len() - behind.len() + 1)?;
    match name.parse::<u32>() {
        Ok(number) if name.len() <= 3 => Some(Marker { width, number: Some(number), printed: false }),
        // A letter with one space behind it begins a name (`A. Broekers-Knol`), with more an item.
        _ => {
            let letter = name.len() == 1 || name.len() <= 4 && name.chars().all(|c| "ivx".contains(c));
            let item = letter && rest.get(..width - start)?.ends_with("  ");
            item.then_some(Marker { width, number: None, printed: true })
        }
    }
}
