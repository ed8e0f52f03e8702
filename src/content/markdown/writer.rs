//! Writes the blocks of a letter: paragraphs, headings, lists, tables and the notes below them. Runs of words are
//! [`inline`]'s.

use super::addresses::{self, ByWords, Part};
use super::gloss::Glosser;
use super::index::NoteIx;
use super::lookalike::{self, Bracketed};
use super::markup::{Edge, escape_attribute};
use super::notes::{Note, Notes};
use super::overlay::{Aside, Context, Onto};
use super::passage::Passage;
use super::run::{Run, is_inline, is_inline_end};
use super::text::{AuthorLink, Footnote, Heading, Text, Within};
use super::trace::Name;
use super::{AnnotationIx, PageOf, Surroundings, inline};
use crate::content::directory::Outlook;
use crate::content::source::Source;
use crate::dutch::sentence::Sentence;
use crate::finding::{Code, Finding, Severity};
use crate::limits;
use crate::number::series::sentences;
use pulldown_cmark::{Alignment, CodeBlockKind, Event, HeadingLevel, Tag, TagEnd};
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

/// Ids that the page around a letter uses: a test of the theme knows them all.
pub(crate) const RESERVED: &[&str] = &[
    "aangehaald-door",
    "afgeleid",
    "alineas-tonen",
    "annotaties",
    "annotaties-afdrukken",
    "annotaties-tonen",
    "antwoord-op",
    "beantwoord-door",
    "citeren",
    "haalt-aan",
    "hoofdinhoud",
    "inhoud",
    "kaart",
    "kaart-open",
    "kaarten",
    "noten",
    "gegevens",
    "bijlagen",
    "menu",
    "netwerk",
    "niet-te-herleiden",
    "pijl",
    "top",
    "vindplaats",
];

/// Ids that the page of a dossier uses as well, beside `jaar-2021`.
pub(crate) const RESERVED_ON_DOSSIER: &[&str] = &["stukken", "zonder-datum"];

/// What is written: the text and its notes.
struct Passages {
    text: Passage,
    notes: BTreeMap<NoteIx, Definition>,
    /// What is not shown.
    nowhere: Passage,
    /// The definitions of notes that are open, the text around them left out.
    open: Vec<Destined>,
}

/// The text of a note.
struct Definition {
    /// Its label, in the file.
    at: Range<usize>,
    passage: Passage,
}

/// Where the words of a definition go.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Destined {
    Note(NoteIx),
    /// The second definition of a note: reported, read for further problems, not shown.
    Nowhere,
}

impl Passages {
    /// The passage that is being written.
    fn current(&mut self) -> &mut Passage {
        match self.open.last() {
            None => &mut self.text,
            Some(Destined::Note(note)) => match self.notes.get_mut(note) {
                Some(definition) => &mut definition.passage,
                None => &mut self.nowhere,
            },
            Some(Destined::Nowhere) => &mut self.nowhere,
        }
    }
}

/// Writes one text, event by event.
pub(super) struct Writer<'a> {
    context: Context<'a>,
    page_of: PageOf,
    findings: &'a mut Vec<Finding>,
    passages: Passages,
    notes: Notes,
    run: Run<'a>,
    glosser: Glosser,
    headings: Vec<Heading>,
    opening: Option<String>,
    aside: Aside,
    anchors: BTreeSet<String>,
    slugs: BTreeMap<String, usize>,
    blocks: Vec<Block>,
    /// The block that has just ended.
    ended: Option<TagEnd>,
    alignments: Vec<Alignment>,
    column: usize,
    in_head: bool,
    /// The addresses of parts by their words.
    by_words: ByWords,
    /// The parts so far.
    parts: Vec<Part>,
    paragraphs: usize,
    /// How many items and rows there are behind the last paragraph.
    behind: usize,
    /// An item that has begun and is not written: with its bullet or without, and where it begins in the file.
    begun: Option<(bool, usize)>,
    /// The item whose words come next.
    item: Option<Part>,
    tables: usize,
    /// Whether the places of words are wanted.
    traced: bool,
    /// Whether it is an editor's remark that is read, which has no headings or numbered paragraphs.
    is_remark: bool,
}

/// An open block.
enum Block {
    /// A paragraph of the letter, which has an address.
    Numbered(Part),
    /// A paragraph without a number.
    Paragraph,
    Quotation,
    Code {
        is_fenced: bool,
    },
    List {
        ordered: bool,
    },
    /// An item whose text, if tight, is not wrapped in a paragraph.
    Item,
    Table,
    TableHead,
    TableRow,
    /// A cell, of the head or below it.
    Cell {
        is_head: bool,
    },
    /// What leaves nothing but its words.
    Silent,
}

impl Block {
    /// What closes it.
    fn end(&self) -> &'static str {
        match self {
            Self::Numbered(_) | Self::Paragraph => "</p>\n",
            Self::Quotation => "</blockquote>\n",
            Self::Code { .. } => "</code></pre>\n",
            Self::List { ordered: false } => "</ul>\n",
            Self::List { ordered: true } => "</ol>\n",
            Self::Item => "</li>\n",
            Self::Table => "</tbody></table></div>\n",
            Self::TableHead => "</tr></thead><tbody>\n",
            Self::TableRow => "</tr>\n",
            // Taken out of their cells, words are still apart.
            Self::Cell { is_head: true } => "</th>\n",
            Self::Cell { is_head: false } => "</td>\n",
            Self::Silent => "",
        }
    }
}

impl<'a> Writer<'a> {
    /// For a letter, whose notes have been numbered.
    pub(super) fn new(
        source: &'a Source,
        around: Surroundings,
        notes: Notes,
        bracketed: Bracketed,
        outlook: Outlook<'a>,
        findings: &'a mut Vec<Finding>,
    ) -> Self {
        let passages = Passages {
            text: Passage::new(Within::Body, around.annotated),
            notes: BTreeMap::new(),
            nowhere: Passage::new(Within::Body, false),
            open: Vec::new(),
        };
        Self {
            context: Context { source, outlook, home: around.home },
            page_of: around.page,
            findings,
            passages,
            notes,
            run: Run::default(),
            glosser: Glosser { written: around.written, ..Glosser::default() },
            headings: Vec::new(),
            opening: None,
            aside: Aside { bracketed, ..Aside::default() },
            anchors: BTreeSet::new(),
            slugs: BTreeMap::new(),
            blocks: Vec::new(),
            ended: None,
            alignments: Vec::new(),
            column: 0,
            in_head: false,
            by_words: ByWords::default(),
            parts: Vec::new(),
            paragraphs: 0,
            behind: 0,
            begun: None,
            item: None,
            tables: 0,
            traced: around.annotated,
            is_remark: false,
        }
    }

    /// For the remark of an annotation.
    pub(super) fn of_remark(
        source: &'a Source,
        around: Surroundings,
        annotation: AnnotationIx,
        bracketed: Bracketed,
        outlook: Outlook<'a>,
        findings: &'a mut Vec<Finding>,
    ) -> Self {
        let mut writer = Self::new(source, around, Notes::default(), bracketed, outlook, findings);
        writer.passages.text.within = Within::Annotation(annotation);
        writer.is_remark = true;
        writer
    }

    /// The same, whose parts have these addresses by their words.
    pub(super) fn addressed(self, by_words: ByWords) -> Self {
        Self { by_words, ..self }
    }

    /// Whether it is the text of a letter itself that is being written.
    fn is_text(&self) -> bool {
        !self.is_remark && self.passages.open.is_empty()
    }

    fn push(&mut self, html: &str) {
        self.passages.current().push(html);
    }

    fn report(&mut self, finding: Finding) {
        // However many warnings there are, the first error is none of the rest that tells nothing.
        let first_error = || {
            let error = |finding: &Finding| finding.severity == Severity::Error;
            error(&finding) && !self.findings.iter().any(error)
        };
        if self.findings.len() < limits::FINDINGS_PER_LETTER || first_error() {
            self.findings.push(finding);
        }
    }

    pub(super) fn event(&mut self, event: Event<'a>, span: Range<usize>) {
        match event {
            Event::Start(tag) => self.start(tag, span),
            Event::End(end) => self.end(end, span),
            Event::Html(html) | Event::InlineHtml(html) => {
                if !self.run.has_html() {
                    self.report(
                        Finding::new(Code::K212, "raw HTML is shown as text")
                            .at(self.context.source.place(span.start..span.start + html.trim_end().len()))
                            .help("write it in Markdown; a `<` that is meant as such is written `\\<`"),
                    );
                }
                self.run.html(html, span);
            }
            Event::Rule => {
                self.flush();
                self.push("<hr>\n");
            }
            event => self.run.push(event, span),
        }
    }

    fn start(&mut self, tag: Tag<'a>, span: Range<usize>) {
        if is_inline(&tag) {
            self.run.push(Event::Start(tag), span);
            return;
        }
        self.open_item(tag == Tag::Paragraph);
        self.flush();
        if self.ended.take() == Some(TagEnd::FootnoteDefinition) && tag == Tag::Paragraph {
            self.findings.extend(lookalike::outside_note(self.context.source, &span));
        }
        let deep = self.blocks.len() >= limits::MARKDOWN_DEPTH;
        let block = match tag {
            Tag::Paragraph | Tag::HtmlBlock => self.open_paragraph(span.start),
            Tag::BlockQuote(_) if !deep => {
                self.push("<blockquote>\n");
                Block::Quotation
            }
            Tag::CodeBlock(kind) => {
                let language = match &kind {
                    CodeBlockKind::Fenced(info) => info.split(' ').next().unwrap_or_default().to_owned(),
                    CodeBlockKind::Indented => String::new(),
                };
                self.push("<pre");
                if !language.is_empty() {
                    self.push(" data-taal=\"");
                    escape_attribute(&mut self.passages.current().markup.html, &language);
                    self.push("\"");
                }
                self.push("><code>");
                Block::Code { is_fenced: kind.is_fenced() }
            }
            Tag::List(first) if !deep => match first {
                None => {
                    self.push("<ul>\n");
                    Block::List { ordered: false }
                }
                Some(1) => {
                    self.push("<ol>\n");
                    Block::List { ordered: true }
                }
                Some(n) => {
                    self.push(&format!("<ol start=\"{n}\">\n"));
                    Block::List { ordered: true }
                }
            },
            Tag::Item if matches!(self.blocks.last(), Some(Block::List { .. })) => {
                let bulleted = matches!(self.blocks.last(), Some(Block::List { ordered: false }));
                let start = span.start;
                let item = self.context.source.text.get(span).unwrap_or_default();
                self.begun = Some((bulleted && is_marked(item), start));
                Block::Item
            }
            Tag::FootnoteDefinition(label) => {
                self.define(&label, span);
                Block::Silent
            }
            Tag::Table(alignments) => {
                // On paper a table that is too wide for the sheet has a sheet of its own, turned.
                let turned = if alignments.len() > limits::UPRIGHT_COLUMNS { " liggend" } else { "" };
                self.alignments = alignments;
                self.tables += 1;
                let number = self.tables;
                self.push(&format!("<div class=\"tabel{turned}\" role=\"group\" aria-label=\""));
                self.passages.current().hole(Edge::Name(Name::Table));
                self.push(&format!(" {number}\" tabindex=\"0\"><table>\n"));
                Block::Table
            }
            Tag::TableHead => {
                (self.in_head, self.column) = (true, 0);
                self.push("<thead><tr>");
                Block::TableHead
            }
            Tag::TableRow => {
                (self.in_head, self.column) = (false, 0);
                match self.next_behind(None) {
                    Some((id, _)) => self.push(&format!("<tr id=\"{id}\">")),
                    None => self.push("<tr>"),
                }
                Block::TableRow
            }
            Tag::TableCell => {
                let class = match self.alignments.get(self.column) {
                    Some(Alignment::Right) => " class=\"rechts\"",
                    Some(Alignment::Center) => " class=\"midden\"",
                    _ => "",
                };
                self.column += 1;
                let open =
                    if self.in_head { format!("<th scope=\"col\"{class}>") } else { format!("<td{class}>") };
                self.push(&open);
                Block::Cell { is_head: self.in_head }
            }
            // What is nested deeper than anyone writes keeps its text, without further wrapping.
            _ => Block::Silent,
        };
        self.blocks.push(block);
    }

    fn end(&mut self, end: TagEnd, span: Range<usize>) {
        if is_inline_end(end) {
            self.run.push(Event::End(end), span);
            return;
        }
        if let TagEnd::Heading(level) = end {
            self.heading(level);
        }
        if end == TagEnd::Paragraph && self.opening.is_none() && self.is_text() {
            self.opening = opening(&self.run.plain());
        }
        self.open_item(false);
        self.flush();
        if let Some(block) = self.blocks.pop() {
            if let Block::Numbered(part) = &block {
                self.address(part);
            }
            self.push(block.end());
        }
        self.ended = Some(end);
        if end == TagEnd::FootnoteDefinition {
            self.passages.open.pop();
        }
    }

    /// Paragraphs of the letter are numbered, so that each has an address for as long as the letter stands.
    fn open_paragraph(&mut self, start: usize) -> Block {
        if !self.is_text() {
            self.push("<p>");
            return Block::Paragraph;
        }
        self.paragraphs += 1;
        self.behind = 0;
        let n = self.paragraphs;
        self.push(&format!("<p id=\"p-{n}\">"));
        Block::Numbered(self.part(n.to_string(), &format!("p-{n}"), start))
    }

    /// The address by place of the next item or row, and the part that it is, if it begins here in the file.
    fn next_behind(&mut self, start: Option<usize>) -> Option<(String, Part)> {
        if !self.is_text() {
            return None;
        }
        self.behind += 1;
        let (above, n) = (self.paragraphs, self.behind);
        let id = format!("p-{above}-{n}");
        let part = self.part(format!("{above}.{n}"), &id, start.unwrap_or(usize::MAX));
        Some((id, part))
    }

    /// A part at this place of the letter, which begins here in the file.
    fn part(&mut self, place: String, id: &str, start: usize) -> Part {
        let anchor = self.by_words.at(start).unwrap_or(id).to_owned();
        let part = Part { place, anchor };
        self.parts.push(part.clone());
        part
    }

    /// Writes the item that has begun. One whose words are paragraphs has the addresses of these.
    fn open_item(&mut self, has_paragraphs: bool) {
        let Some((is_marked, start)) = self.begun.take() else { return };
        let class = if is_marked { " class=\"gemerkt\"" } else { "" };
        let part = if has_paragraphs { None } else { self.next_behind(Some(start)) };
        match part {
            Some((id, part)) => {
                self.push(&format!("<li{class} id=\"{id}\">"));
                self.item = Some(part);
            }
            None => self.push(&format!("<li{class}>")),
        }
    }

    /// The address of a part stands at its end: who listens hears the words first. What it says is written by the
    /// stylesheet: it is no word of the letter.
    fn address(&mut self, Part { place, anchor }: &Part) {
        let passage = self.passages.current();
        let id =
            if anchor.starts_with(addresses::PREFIX) { format!(" id=\"{anchor}\"") } else { String::new() };
        passage.push(&format!("<a class=\"alinea\"{id} href=\"#{anchor}\" data-n=\"{place}\" aria-label=\""));
        passage.hole(Edge::Name(Name::Paragraph));
        passage.push(&format!(" {place}\"></a>"));
    }

    fn heading(&mut self, level: HeadingLevel) {
        if self.is_remark {
            self.push("<p><strong>");
            self.flush();
            self.push("</strong></p>\n");
            return;
        }
        let previous = self.headings.last().map_or(1, |h| h.level);
        let level = (level as u8).clamp(2, previous + 1).min(6);
        let text = self.run.plain();
        let id = self.unique_slug(&text);
        self.anchors.insert(id.clone());
        let index = self.headings.len();
        self.push(&format!("<h{level} id=\"{id}\">"));
        let end = format!(
            " <a class=\"anker\" href=\"#{id}\" tabindex=\"-1\" aria-hidden=\"true\"></a></h{level}>\n"
        );
        self.headings.push(Heading { level, id, text });
        self.flush();
        if let Some(trace) = self.passages.current().trace() {
            trace.headings.push((index, trace.words.len()));
        }
        self.push(&end);
    }

    fn unique_slug(&mut self, text: &str) -> String {
        let slug = crate::number::address::Segment::slug(text)
            .map_or_else(|| "kop".to_owned(), |s| s.as_str().to_owned());
        let numbered = |prefix: &str| {
            slug.strip_prefix(prefix).is_some_and(|r| r.starts_with(|c: char| c.is_ascii_digit()))
        };
        let on_dossier = || RESERVED_ON_DOSSIER.contains(&slug.as_str()) || numbered("jaar-");
        let taken = RESERVED.contains(&slug.as_str())
            || self.page_of == PageOf::Dossier && on_dossier()
            || numbered("p-")
            || slug.starts_with(addresses::PREFIX)
            || numbered("c-")
            || numbered("datum-")
            || slug.starts_with("noot-")
            || slug.starts_with("annotatie-");
        let slug = if taken { format!("kop-{slug}") } else { slug };
        let count = self.slugs.entry(slug.clone()).or_insert(0);
        *count += 1;
        let mut id = if *count == 1 { slug.clone() } else { format!("{slug}-{count}") };
        while self.anchors.contains(&id) {
            id.push_str("-bis");
        }
        id
    }

    fn define(&mut self, label: &str, span: Range<usize>) {
        let at = span.start..span.start + label.len() + 3;
        let Some(note) = self.notes.labelled(label) else {
            self.passages.open.push(Destined::Nowhere);
            return;
        };
        if let Some(first) = self.passages.notes.get(&note) {
            let first = self.context.source.place(first.at.clone()).line;
            self.report(
                Finding::new(Code::K202, format!("footnote {label} is defined twice"))
                    .at(self.context.source.place(at))
                    .label(format!("first defined on line {first}"))
                    .help("give one of the two another number, and its mark in the text as well"),
            );
            self.passages.open.push(Destined::Nowhere);
            return;
        }
        let passage = Passage::new(Within::Note(note), self.traced);
        self.passages.notes.insert(note, Definition { at, passage });
        self.passages.open.push(Destined::Note(note));
    }

    /// Writes the collected inline content.
    fn flush(&mut self) {
        if self.run.is_empty() {
            self.item = None;
            return;
        }
        let mut run = std::mem::take(&mut self.run);
        run.is_fenced = matches!(self.blocks.last(), Some(Block::Code { is_fenced: true }));
        self.glosser.of_others = self.is_of_others();
        let is_shown = self.passages.open.last() != Some(&Destined::Nowhere);
        let mut unseen = Glosser::default();
        let glosser = if is_shown { &mut self.glosser } else { &mut unseen };
        let passage = self.passages.current();
        let onto = Onto { passage, notes: &mut self.notes, aside: &mut self.aside };
        inline::write(&run, &self.context, glosser, onto);
        for finding in std::mem::take(&mut self.aside.findings) {
            self.report(finding);
        }
        run.clear();
        self.run = run;
        if let Some(part) = self.item.take() {
            self.address(&part);
        }
    }

    /// Whether it is somebody else's words that are read, who wrote on another day: a quotation that is a block, or a
    /// question that is repeated before its answer.
    fn is_of_others(&self) -> bool {
        let quoted = || self.blocks.iter().any(|block| matches!(block, Block::Quotation));
        let asked = || {
            let heading = self.headings.last().map(|heading| heading.text.to_lowercase()).unwrap_or_default();
            let first = heading.split(|c: char| !c.is_alphabetic()).next();
            matches!(first, Some("vraag" | "vragen")) && !heading.contains("antwoord")
        };
        self.is_text() && (quoted() || asked())
    }

    /// What was written of a remark.
    pub(super) fn finish_remark(mut self) -> (Passage, Vec<AuthorLink>) {
        self.flush();
        self.report_astray();
        (self.passages.text, self.aside.links)
    }

    pub(super) fn finish(mut self) -> Text {
        self.flush();
        self.report_astray();
        let Self { passages, notes, aside, .. } = self;
        let mut definitions = passages.notes;
        let mut citations = Vec::new();
        let markup = passages.text.number(&mut citations);
        let mut footnotes = Vec::with_capacity(notes.list.len());
        let mut last = notes.placed;
        for (index, note) in notes.list.into_iter().enumerate() {
            // The parser knows no mark without a definition.
            let definition = definitions.remove(&NoteIx(index)).map(|definition| definition.passage);
            let markup = definition.map(|passage| passage.number(&mut citations)).unwrap_or_default();
            let place = if note.place > 0 {
                note.place
            } else {
                last += 1;
                last
            };
            let Note { mark, id, references, beside, .. } = note;
            footnotes.push(Footnote { mark, id, markup, references, place, beside });
        }
        Text {
            markup,
            headings: self.headings,
            notes: footnotes,
            citations,
            links: aside.links,
            parts: self.parts,
            opening: self.opening,
            dates: self.glosser.dates,
            abbreviations: self.glosser.abbreviations.into_list(),
        }
    }

    /// Reports the notes without a mark, and what looks like a note and is none.
    fn report_astray(&mut self) {
        let source = self.context.source;
        let unreferred = self.notes.unreferred().filter_map(|(label, note)| {
            let at = self.passages.notes.get(&note)?.at.clone();
            let finding = Finding::new(Code::K203, format!("nothing refers to footnote {label}"))
                .at(source.place(at))
                .help(format!("put `[^{label}]` where its mark stands in the text"));
            Some(finding)
        });
        for finding in unreferred.chain(self.aside.bracketed.findings(source)).collect::<Vec<_>>() {
            self.report(finding);
        }
    }
}

/// Whether an item begins with a mark of its own (`- a. …`, `- 1\. …`, `- (ii) …`), beside which a bullet is one too many.
/// `A. Jansen` is a name.
fn is_marked(item: &str) -> bool {
    const LONGEST: usize = 5;
    let words = item.trim_start_matches(['-', '*', '+']).trim_start();
    let (bare, is_open) = words.strip_prefix('(').map_or((words, false), |bare| (bare, true));
    let mark = bare.find(|c: char| !c.is_ascii_alphanumeric()).unwrap_or(bare.len());
    let (mark, rest) = bare.split_at(mark);
    let rest = rest.trim_start_matches('\\');
    let closed = rest.strip_prefix(')').or_else(|| rest.strip_prefix('.').filter(|_| !is_open));
    let letters = mark.chars().all(|c| c.is_ascii_alphabetic());
    let figure = mark.chars().all(|c| c.is_ascii_digit())
        || mark.len() == 1
        || letters && mark.chars().all(|c| "ivxlIVXL".contains(c));
    let name = rest.starts_with('.') && mark.len() == 1 && mark.chars().all(|c| c.is_ascii_uppercase());
    (1..=LONGEST).contains(&mark.len()) && figure && !name && closed.is_some_and(|rest| rest.starts_with(' '))
}

/// The first sentence of a paragraph that has sentences: *Geachte voorzitter,* is none.
fn opening(paragraph: &str) -> Option<String> {
    let ends = paragraph.ends_with(['.', '!', '?', ':']);
    ends.then(|| Sentence::around(paragraph, &sentences(paragraph), 0..0).text)
}
