//! Writes the blocks of a letter: paragraphs, headings, lists, tables and the notes below them. Runs of words are
//! [`inline`](super::inline)'s.

use super::dress::Dresser;
use super::inline::{Context, Run, is_inline, is_inline_end, reference_id};
use super::markup::{Edge, Hole, Markup, escape_attribute};
use super::trace::{Name, Point};
use super::{About, AuthorLink, Footnote, Found, Heading, Reference, Text};
use crate::content::source::Source;
use crate::dutch::sentence::Sentence;
use crate::finding::{Code, Finding, Severity};
use crate::limits;
use crate::number::kst::DossierNumber;
use crate::number::series::sentences;
use pulldown_cmark::{Alignment, CodeBlockKind, Event, Tag, TagEnd};
use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::ops::Range;

/// Ids that the page around a letter uses.
const RESERVED: &[&str] = &[
    "aangehaald-door",
    "afgeleid",
    "annotaties",
    "annotaties-afdrukken",
    "annotaties-tonen",
    "antwoord-op",
    "beantwoord-door",
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
    "pijl",
    "top",
];

/// A note while it is being collected.
#[derive(Default)]
pub(super) struct Note {
    pub(super) mark: String,
    pub(super) id: String,
    defined: Option<Range<usize>>,
    page: Page,
    pub(super) references: Vec<Reference>,
}

/// Markup under construction, with the citations found in it.
#[derive(Default)]
pub(super) struct Page {
    pub(super) markup: Markup,
    pub(super) found: Vec<Found>,
}

/// Where the writer writes to.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Destined {
    Body,
    Note(usize),
    /// The second definition of a note: reported, read for further problems, not shown.
    Nowhere,
}

pub(super) struct Writer<'a> {
    source: &'a Source,
    home: Option<DossierNumber>,
    internal: &'a dyn Fn(&str) -> Option<String>,
    findings: &'a mut Vec<Finding>,
    body: Page,
    nowhere: Page,
    notes: Vec<Note>,
    labels: HashMap<String, usize>,
    destined: Vec<Destined>,
    run: Run<'a>,
    dresser: Dresser,
    headings: Vec<Heading>,
    opening: Option<String>,
    addresses: RefCell<BTreeSet<String>>,
    links: Vec<AuthorLink>,
    anchors: BTreeSet<String>,
    slugs: BTreeMap<String, usize>,
    blocks: Vec<Block>,
    alignments: Vec<Alignment>,
    column: usize,
    in_head: bool,
    paragraphs: usize,
    tables: usize,
    /// Whether the places of words are wanted.
    traced: bool,
    /// Whether it is an editor's remark that is read.
    is_remark: bool,
}

/// An open block, with what closes it.
enum Block {
    Tag(&'static str),
    /// A paragraph of the letter, with its number.
    Paragraph(usize),
    /// An item whose text, if tight, is not wrapped in a paragraph.
    Item,
    Silent,
}

impl<'a> Writer<'a> {
    /// For a letter.
    pub(super) fn new(
        source: &'a Source,
        about: About,
        internal: &'a dyn Fn(&str) -> Option<String>,
        findings: &'a mut Vec<Finding>,
    ) -> Self {
        Self {
            source,
            home: about.home,
            internal,
            findings,
            body: Page::default(),
            nowhere: Page::default(),
            notes: Vec::new(),
            labels: HashMap::new(),
            destined: Vec::new(),
            run: Run::default(),
            dresser: Dresser { written: about.written, ..Dresser::default() },
            headings: Vec::new(),
            opening: None,
            addresses: RefCell::default(),
            links: Vec::new(),
            anchors: BTreeSet::new(),
            slugs: BTreeMap::new(),
            blocks: Vec::new(),
            alignments: Vec::new(),
            column: 0,
            in_head: false,
            paragraphs: 0,
            tables: 0,
            traced: about.annotated,
            is_remark: false,
        }
    }

    /// For an editor's remark: all of it goes into one note.
    pub(super) fn of_remark(
        source: &'a Source,
        internal: &'a dyn Fn(&str) -> Option<String>,
        findings: &'a mut Vec<Finding>,
    ) -> Self {
        Self {
            is_remark: true,
            notes: vec![Note::default()],
            destined: vec![Destined::Note(0)],
            ..Self::new(source, About::default(), internal, findings)
        }
    }

    /// Notes keep the number the author gave them; named notes are numbered on in the order of their marks.
    pub(super) fn number_notes(&mut self, events: &[(Event<'a>, Range<usize>)]) {
        let labels = events.iter().filter_map(|(event, _)| match event {
            Event::FootnoteReference(label) | Event::Start(Tag::FootnoteDefinition(label)) => Some(label),
            _ => None,
        });
        for label in labels {
            let next = self.notes.len();
            let index = *self.labels.entry(label.to_string()).or_insert(next);
            if index == next {
                self.notes.push(Note { mark: label.to_string(), ..Note::default() });
            }
        }
        let number = |mark: &str| mark.parse::<u32>().ok().filter(|n| n.to_string() == mark).map(u64::from);
        let mut next = self.notes.iter().filter_map(|n| number(&n.mark)).max().unwrap_or(0);
        for note in &mut self.notes {
            if number(&note.mark).is_none() {
                next += 1;
                note.mark = next.to_string();
            }
            note.id = format!("noot-{}", note.mark);
        }
    }

    fn page(&mut self) -> &mut Page {
        match self.destined.last().copied().unwrap_or(Destined::Body) {
            Destined::Body => &mut self.body,
            Destined::Note(index) => match self.notes.get_mut(index) {
                Some(note) => &mut note.page,
                None => &mut self.nowhere,
            },
            Destined::Nowhere => &mut self.nowhere,
        }
    }

    fn push(&mut self, html: &str) {
        self.page().markup.html.push_str(html);
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
                            .at(self.source.place(span.start..span.start + html.trim_end().len()))
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
        self.flush();
        let deep = self.blocks.len() >= limits::MARKDOWN_DEPTH;
        let block = match tag {
            Tag::Paragraph | Tag::HtmlBlock => self.open_paragraph(),
            Tag::Heading { level, .. } => {
                let previous = self.headings.last().map_or(1, |h| h.level);
                let level = (level as u8).clamp(2, previous + 1).min(6);
                self.headings.push(Heading { level, id: String::new(), text: String::new() });
                Block::Silent
            }
            Tag::BlockQuote(_) if !deep => {
                self.push("<blockquote>\n");
                Block::Tag("</blockquote>\n")
            }
            Tag::CodeBlock(kind) => {
                let language = match &kind {
                    CodeBlockKind::Fenced(info) => info.split(' ').next().unwrap_or_default().to_owned(),
                    CodeBlockKind::Indented => String::new(),
                };
                self.push("<pre");
                if !language.is_empty() {
                    self.push(" data-taal=\"");
                    escape_attribute(&mut self.page().markup.html, &language);
                    self.push("\"");
                }
                self.push("><code>");
                Block::Tag("</code></pre>\n")
            }
            Tag::List(first) if !deep => match first {
                None => {
                    self.push("<ul>\n");
                    Block::Tag("</ul>\n")
                }
                Some(1) => {
                    self.push("<ol>\n");
                    Block::Tag("</ol>\n")
                }
                Some(n) => {
                    self.push(&format!("<ol start=\"{n}\">\n"));
                    Block::Tag("</ol>\n")
                }
            },
            Tag::Item if matches!(self.blocks.last(), Some(Block::Tag(_))) => {
                self.push("<li>");
                Block::Item
            }
            Tag::FootnoteDefinition(label) => {
                self.define(&label, span);
                Block::Silent
            }
            Tag::Table(alignments) => {
                self.alignments = alignments;
                self.tables += 1;
                let number = self.tables;
                self.push("<div class=\"tabel\" role=\"group\" aria-label=\"");
                let markup = &mut self.page().markup;
                markup.holes.push(Hole { at: markup.html.len(), edge: Edge::Name(Name::Table) });
                self.push(&format!(" {number}\" tabindex=\"0\"><table>\n"));
                Block::Tag("</tbody></table></div>\n")
            }
            Tag::TableHead => {
                (self.in_head, self.column) = (true, 0);
                self.push("<thead><tr>");
                Block::Tag("</tr></thead><tbody>\n")
            }
            Tag::TableRow => {
                (self.in_head, self.column) = (false, 0);
                self.push("<tr>");
                Block::Tag("</tr>\n")
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
                Block::Tag(if self.in_head { "</th>" } else { "</td>" })
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
        if let TagEnd::Heading(_) = end {
            self.heading();
        }
        if end == TagEnd::Paragraph && self.opening.is_none() && self.destined.is_empty() {
            self.opening = opening(&self.run.plain());
        }
        self.flush();
        match self.blocks.pop() {
            Some(Block::Tag(closing)) => self.push(closing),
            Some(Block::Paragraph(n)) => self.close_paragraph(n),
            Some(Block::Item) => self.push("</li>\n"),
            Some(Block::Silent) | None => {}
        }
        if end == TagEnd::FootnoteDefinition {
            self.destined.pop();
        }
    }

    /// Paragraphs of the letter are numbered, so that each has an address for as long as the letter stands.
    fn open_paragraph(&mut self) -> Block {
        if !self.destined.is_empty() {
            self.push("<p>");
            return Block::Tag("</p>\n");
        }
        self.paragraphs += 1;
        let n = self.paragraphs;
        self.push(&format!("<p id=\"p-{n}\">"));
        Block::Paragraph(n)
    }

    /// The address of a paragraph stands at its end: who listens hears the words first.
    fn close_paragraph(&mut self, n: usize) {
        self.push(&format!("<a class=\"alinea\" href=\"#p-{n}\" aria-label=\""));
        let markup = &mut self.page().markup;
        markup.holes.push(Hole { at: markup.html.len(), edge: Edge::Name(Name::Paragraph) });
        self.push(&format!(" {n}\">¶ {n}</a></p>\n"));
    }

    fn heading(&mut self) {
        if self.is_remark {
            self.push("<p><strong>");
            self.flush();
            self.push("</strong></p>\n");
            return;
        }
        let text = self.run.plain();
        let id = self.unique_slug(&text);
        let Some(heading) = self.headings.last_mut() else {
            return;
        };
        heading.text = text;
        heading.id.clone_from(&id);
        let level = heading.level;
        self.anchors.insert(id.clone());
        self.push(&format!("<h{level} id=\"{id}\">"));
        self.flush();
        let index = self.headings.len() - 1;
        if let Some(trace) = &mut self.page().markup.trace {
            trace.headings.push((index, trace.words.len()));
        }
        self.push(&format!(
            " <a class=\"anker\" href=\"#{id}\" tabindex=\"-1\" aria-hidden=\"true\"></a></h{level}>\n"
        ));
    }

    fn unique_slug(&mut self, text: &str) -> String {
        let slug = crate::number::address::Segment::slug(text)
            .map_or_else(|| "kop".to_owned(), |s| s.as_str().to_owned());
        let numbered = |prefix: &str| {
            slug.strip_prefix(prefix).is_some_and(|r| r.starts_with(|c: char| c.is_ascii_digit()))
        };
        let taken = RESERVED.contains(&slug.as_str())
            || numbered("p-")
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
        let index = self.labels.get(label).copied().unwrap_or(usize::MAX);
        let label_span = span.start..span.start + label.len() + 3;
        let Some(note) = self.notes.get_mut(index) else {
            self.destined.push(Destined::Nowhere);
            return;
        };
        match &note.defined {
            None => {
                note.defined = Some(label_span);
                self.destined.push(Destined::Note(index));
            }
            Some(first) => {
                let first = self.source.place(first.clone()).line;
                self.report(
                    Finding::new(Code::K202, format!("footnote {label} is defined twice"))
                        .at(self.source.place(label_span))
                        .label(format!("first defined on line {first}"))
                        .help("give one of the two another number, and its mark in the text as well"),
                );
                self.destined.push(Destined::Nowhere);
            }
        }
    }

    /// Writes the collected inline content.
    fn flush(&mut self) {
        if self.run.is_empty() {
            return;
        }
        let mut run = std::mem::take(&mut self.run);
        let context = Context {
            source: self.source,
            internal: self.internal,
            notes: &self.notes,
            labels: &self.labels,
            addresses: &self.addresses,
            traced: self.traced,
            home: self.home,
            in_note: !self.destined.is_empty() && !self.is_remark,
        };
        let is_shown = self.destined.last() != Some(&Destined::Nowhere);
        self.dresser.of_others = self.is_of_others();
        let mut undressed = Dresser::default();
        let mut written = run.write(&context, if is_shown { &mut self.dresser } else { &mut undressed });
        for finding in written.findings.drain(..) {
            self.report(finding);
        }
        self.links.append(&mut written.links);
        for (index, sentence) in written.references {
            if let Some(note) = self.notes.get_mut(index) {
                let id = reference_id(&note.id, note.references.len());
                note.references.push(Reference { id, sentence });
            }
        }
        let page = self.page();
        let (offset, first) = (page.markup.html.len(), page.found.len());
        if let Some(trace) = written.trace {
            let at = Point { html: offset, holes: page.markup.holes.len() };
            page.markup.trace.get_or_insert_default().append(trace, at);
        }
        page.markup.html.push_str(&written.html);
        page.markup.holes.extend(written.holes.iter().map(|hole| Hole {
            at: hole.at + offset,
            edge: match hole.edge {
                Edge::Open { citation, member, part } => {
                    Edge::Open { citation: citation + first, member, part }
                }
                Edge::Close | Edge::Name(_) => hole.edge,
            },
        }));
        page.found.append(&mut written.found);
        run.clear();
        self.run = run;
    }

    /// Whether it is somebody else's words that are read, who wrote on another day: a quotation that is a block, or a
    /// question that is repeated before its answer.
    fn is_of_others(&self) -> bool {
        let quoted = || self.blocks.iter().any(|block| matches!(block, Block::Tag("</blockquote>\n")));
        let asked = || {
            let heading = self.headings.last().map(|heading| heading.text.to_lowercase()).unwrap_or_default();
            let first = heading.split(|c: char| !c.is_alphabetic()).next();
            matches!(first, Some("vraag" | "vragen")) && !heading.contains("antwoord")
        };
        self.destined.is_empty() && (quoted() || asked())
    }

    /// What was written of a remark.
    pub(super) fn finish_remark(mut self) -> (Page, Vec<AuthorLink>) {
        self.flush();
        (self.notes.pop().unwrap_or_default().page, self.links)
    }

    pub(super) fn finish(mut self) -> Text {
        self.flush();
        let mut notes = std::mem::take(&mut self.notes);
        for (label, index) in std::mem::take(&mut self.labels).into_iter().collect::<BTreeMap<_, _>>() {
            let Some(note) = notes.get(index) else { continue };
            if let Some(defined) = note.defined.clone().filter(|_| note.references.is_empty()) {
                self.report(
                    Finding::new(Code::K203, format!("nothing refers to footnote {label}"))
                        .at(self.source.place(defined))
                        .help(format!("put `[^{label}]` where its mark stands in the text")),
                );
            }
        }
        notes.sort_by_key(|note| note.mark.parse::<u64>().unwrap_or(u64::MAX));
        let mut citations = self.body.found;
        let mut footnotes = Vec::with_capacity(notes.len());
        for (index, mut note) in notes.into_iter().enumerate() {
            let first = citations.len();
            note.page.markup.shift_citations(first);
            for mut found in note.page.found {
                found.note = Some(index);
                // The reader is shown the sentence that the note belongs to, not the note.
                if let Some(reference) = note.references.first() {
                    found.sentence = reference.sentence.clone();
                }
                citations.push(found);
            }
            footnotes.push(Footnote {
                mark: note.mark,
                id: note.id,
                markup: note.page.markup,
                references: note.references,
            });
        }
        for (n, found) in citations.iter_mut().enumerate() {
            found.anchor = format!("c-{}", n + 1);
        }
        Text {
            markup: self.body.markup,
            headings: self.headings,
            notes: footnotes,
            citations,
            links: self.links,
            opening: self.opening,
            dates: self.dresser.dates,
            abbreviations: self.dresser.abbreviations.into_list(),
        }
    }
}

/// The first sentence of a paragraph that has sentences: *Geachte voorzitter,* is none.
fn opening(paragraph: &str) -> Option<String> {
    let ends = paragraph.ends_with(['.', '!', '?', ':']);
    ends.then(|| Sentence::around(paragraph, &sentences(paragraph), 0..0).text)
}
