//! Writes the HTML of a run: lays the links of citations, the author's links and glosses over its events. A
//! link never contains another link or a note mark: it is closed before and opened again after. In a link of
//! the author's a citation has no link but an anchor: the address is the author's, the place is cited.

use super::gloss::Gloss;
use super::index::CitationIx;
use super::lookalike::Bracketed;
use super::markup::{Edge, LinkPart, escape_attribute, escape_text};
use super::notes::Notes;
use super::passage::Passage;
use super::run::{Run, is_form};
use super::text::{AuthorLink, Within};
use super::trace::{Name, Trace};
use crate::content::directory::Outlook;
use crate::content::source::Source;
use crate::dutch::sentence::Sentence;
use crate::finding::{Code, Finding};
use crate::number::kst::DossierNumber;
use crate::number::link::Destination;
use pulldown_cmark::{Event, Tag, TagEnd};
use std::collections::BTreeSet;
use std::ops::Range;

/// What is known of the letter that a run is part of.
pub(super) struct Context<'a> {
    pub(super) source: &'a Source,
    /// Where the pages of the site stand.
    pub(super) outlook: Outlook<'a>,
    /// The letter's own dossier.
    pub(super) home: Option<DossierNumber>,
}

/// What is collected beside the text, run by run.
#[derive(Default)]
pub(super) struct Aside {
    /// Links to this site, to check.
    pub(super) links: Vec<AuthorLink>,
    /// Addresses outside it that have been linked to.
    pub(super) addresses: BTreeSet<String>,
    /// Numbers in brackets.
    pub(super) bracketed: Bracketed,
    pub(super) findings: Vec<Finding>,
}

/// What a run is written to.
pub(super) struct Onto<'w> {
    pub(super) passage: &'w mut Passage,
    pub(super) notes: &'w mut Notes,
    pub(super) aside: &'w mut Aside,
}

/// A link to be laid over the text: part of a citation, with its place in the plain text.
pub(super) struct LinkSpan {
    pub(super) at: Range<usize>,
    pub(super) citation: CitationIx,
    pub(super) member: usize,
}

/// The words of a link or image of the author's, with the citation that it is, if it links to a publication.
pub(super) struct AuthorSpan {
    pub(super) at: Range<usize>,
    pub(super) citation: Option<CitationIx>,
}

/// An element of the author's that is open.
enum Element {
    /// Emphasis of some kind, by the name of its tag.
    Emphasis(&'static str),
    /// A link, with its opening tag.
    Link(String),
    /// A link to a publication.
    Cited(CitationIx),
    /// What leaves nothing but its words.
    Nothing,
}

impl Element {
    fn is_link(&self) -> bool {
        matches!(self, Self::Link(_) | Self::Cited(_))
    }
}

/// Lays the links over the events.
pub(super) struct Overlay<'r, 'a> {
    run: &'r Run<'a>,
    context: &'r Context<'r>,
    sentences: &'r [Range<usize>],
    spans: &'r [LinkSpan],
    /// The span that is open or comes next.
    next: usize,
    /// The span whose first link has been opened.
    started: Option<usize>,
    /// The number of elements around the open link, if one is open.
    open: Option<usize>,
    /// The number of traced pieces before the link that is open, a citation's or the author's.
    linked: Option<usize>,
    /// The glosses, which of them comes next, and, while that is open, the number of traced pieces before it.
    glosses: &'r [Gloss],
    gloss: usize,
    glossing: Option<usize>,
    /// The open elements of the author's.
    elements: Vec<Element>,
    /// Whether a link of the author's is open.
    inside: bool,
    links: std::vec::IntoIter<AuthorSpan>,
    onto: Onto<'r>,
}

impl<'r, 'a> Overlay<'r, 'a> {
    pub(super) fn new(
        run: &'r Run<'a>,
        context: &'r Context<'r>,
        sentences: &'r [Range<usize>],
        spans: &'r [LinkSpan],
        glosses: &'r [Gloss],
        links: Vec<AuthorSpan>,
        onto: Onto<'r>,
    ) -> Self {
        Self {
            run,
            context,
            sentences,
            spans,
            next: 0,
            started: None,
            open: None,
            linked: None,
            glosses,
            gloss: 0,
            glossing: None,
            elements: Vec::new(),
            inside: false,
            links: links.into_iter(),
            onto,
        }
    }

    pub(super) fn write(mut self) {
        let run = self.run;
        self.onto.passage.trace().into_iter().for_each(Trace::begin_block);
        let mut image: Option<usize> = None;
        for (index, (event, span, at)) in run.events.iter().enumerate() {
            if let Some(begin) = image {
                if matches!(event, Event::End(TagEnd::Image)) {
                    let description = run.plain.get(begin..*at).unwrap_or_default();
                    escape_attribute(&mut self.onto.passage.markup.html, description);
                    self.onto.passage.push("\">");
                    self.leave_behind(*at);
                    image = None;
                }
                continue;
            }
            match event {
                Event::Text(text) => self.text(text, *at),
                Event::SoftBreak => self.text("\n", *at),
                Event::HardBreak => {
                    self.close();
                    self.onto.passage.push("<br>\n");
                    self.onto.passage.trace().into_iter().for_each(Trace::line_break);
                    self.leave_behind(at + 1);
                }
                Event::Code(text) => {
                    self.close();
                    self.onto.passage.push("<code>");
                    self.text(text, *at);
                    self.close();
                    self.onto.passage.push("</code>");
                }
                Event::FootnoteReference(label) => {
                    self.close();
                    self.mark(label, *at);
                }
                Event::Start(tag) => {
                    // Emphasis inside a link stays inside; emphasis that outlasts it splits the link.
                    if self.open.is_some() && self.outlasts(index) {
                        self.close();
                    }
                    let begins = self.spans.get(self.next).is_some_and(|p| p.at.start == *at);
                    let plain = is_form(tag);
                    if self.open.is_none() && begins && plain && !self.outlasts(index) {
                        self.open();
                    }
                    if let Tag::Image { dest_url, .. } = tag {
                        self.close();
                        let words = self.links.next().map_or(*at..*at, |link| link.at);
                        if self.image(dest_url, span, words) {
                            image = Some(*at);
                            continue;
                        }
                    }
                    let element = self.element(tag, span);
                    self.begin(element);
                }
                Event::End(_) => {
                    if self.open.is_some_and(|depth| depth >= self.elements.len()) {
                        self.close();
                    }
                    if let Some(element) = self.elements.pop() {
                        self.end(&element);
                    }
                    if self.open == Some(self.elements.len()) && self.started < Some(self.next) {
                        self.close();
                    }
                }
                _ => {}
            }
        }
        self.close();
    }

    /// The element that a tag begins.
    fn element(&mut self, tag: &Tag<'_>, span: &Range<usize>) -> Element {
        match tag {
            Tag::Emphasis => Element::Emphasis("em"),
            Tag::Strong => Element::Emphasis("strong"),
            Tag::Strikethrough => Element::Emphasis("s"),
            Tag::Superscript => Element::Emphasis("sup"),
            Tag::Subscript => Element::Emphasis("sub"),
            Tag::Link { dest_url, .. } => {
                self.close();
                let Some(link) = self.links.next() else { return Element::Nothing };
                let words = self.run.plain.get(link.at).unwrap_or_default();
                match link.citation {
                    Some(citation) => Element::Cited(citation),
                    None => self.author_link(dest_url, span, words),
                }
            }
            _ => Element::Nothing,
        }
    }

    fn begin(&mut self, element: Element) {
        match &element {
            Element::Emphasis(name) => self.onto.passage.push(&format!("<{name}>")),
            Element::Link(open) => self.onto.passage.push(open),
            Element::Cited(citation) => {
                self.onto.passage.hole(Edge::Open { citation: *citation, member: 0, part: LinkPart::First });
            }
            Element::Nothing => {}
        }
        if element.is_link() {
            self.link_begins();
            self.inside = true;
        }
        self.elements.push(element);
    }

    fn end(&mut self, element: &Element) {
        match element {
            Element::Emphasis(name) => self.onto.passage.push(&format!("</{name}>")),
            Element::Link(_) => self.onto.passage.push("</a>"),
            Element::Cited(_) => self.onto.passage.hole(Edge::Close),
            Element::Nothing => {}
        }
        if element.is_link() {
            self.link_ends();
            self.inside = false;
        }
    }

    /// Whether the element that begins at this event ends after the open link, or holds what no link may hold.
    fn outlasts(&self, index: usize) -> bool {
        let Some(span) = self.spans.get(self.next) else {
            return true;
        };
        let mut depth = 0_usize;
        for (event, _, at) in self.run.events.iter().skip(index) {
            if *at > span.at.end {
                return true;
            }
            match event {
                Event::Start(Tag::Link { .. } | Tag::Image { .. }) => return true,
                Event::Start(_) => depth += 1,
                Event::End(_) if depth <= 1 => return false,
                Event::End(_) => depth -= 1,
                Event::Text(_) | Event::SoftBreak => {}
                _ => return true,
            }
        }
        true
    }

    /// Opens the link of the next span, unless it is open.
    fn open(&mut self) {
        let Some(span) = self.spans.get(self.next).filter(|_| self.open.is_none()) else { return };
        let first = self.started != Some(self.next);
        self.started = Some(self.next);
        let part = match (self.inside, first) {
            (false, true) => LinkPart::First,
            (false, false) => LinkPart::Further,
            // Backlinks lead to the first of its documents.
            (true, true) if span.member == 0 => LinkPart::Anchor,
            (true, _) => return,
        };
        self.onto.passage.hole(Edge::Open { citation: span.citation, member: span.member, part });
        self.open = Some(self.elements.len());
        if !self.inside {
            self.link_begins();
        }
    }

    fn close(&mut self) {
        if self.open.take().is_some() {
            self.onto.passage.hole(Edge::Close);
            if !self.inside {
                self.link_ends();
            }
        }
    }

    fn link_begins(&mut self) {
        self.linked = self.onto.passage.trace().map(|trace| trace.count());
    }

    fn link_ends(&mut self) {
        let behind = self.onto.passage.point();
        if let (Some(trace), Some(first)) = (self.onto.passage.trace(), self.linked.take()) {
            trace.linked(first, behind);
        }
    }

    /// Skips spans that lie before `at`.
    fn leave_behind(&mut self, at: usize) {
        while self.spans.get(self.next).is_some_and(|p| p.at.end <= at) {
            self.next += 1;
        }
    }

    /// Writes text that stands at `at` in the plain text, opening and closing links on the way.
    fn text(&mut self, text: &str, at: usize) {
        let mut done = 0;
        while done < text.len() {
            let Some(span) = self.spans.get(self.next).filter(|p| p.at.start < at + text.len()) else {
                break;
            };
            if at + done < span.at.start {
                let stop = span.at.start - at;
                self.words(text.get(done..stop).unwrap_or_default(), at + done);
                done = stop;
                continue;
            }
            self.open();
            let stop = span.at.end.saturating_sub(at).min(text.len());
            self.words(text.get(done..stop).unwrap_or_default(), at + done);
            done = stop;
            if span.at.end <= at + done {
                self.next += 1;
                // A link around emphasis ends behind it.
                if self.open == Some(self.elements.len()) {
                    self.close();
                }
            }
        }
        self.words(text.get(done..).unwrap_or_default(), at + done);
    }

    /// Writes words that stand at `at` in the plain text, with the elements that the program lays around them.
    fn words(&mut self, words: &str, at: usize) {
        let mut done = 0;
        while let Some(gloss) = self.glosses.get(self.gloss) {
            let (edge, last) = match self.glossing {
                None => (gloss.at.start, at + words.len().saturating_sub(1)),
                Some(_) => (gloss.at.end, at + words.len()),
            };
            // What was passed over (the description of an image) is not glossed.
            if edge < at + done {
                self.gloss += 1;
                continue;
            }
            if edge > last || words.is_empty() {
                break;
            }
            self.plain(words.get(done..edge - at).unwrap_or_default(), at + done);
            done = edge - at;
            if let Some(first) = self.glossing.take() {
                self.onto.passage.push(gloss.close);
                let behind = self.onto.passage.point();
                self.onto.passage.trace().into_iter().for_each(|trace| trace.linked(first, behind));
                self.gloss += 1;
            } else {
                self.onto.passage.push(&gloss.open);
                self.glossing = Some(self.onto.passage.trace().map_or(0, |trace| trace.count()));
            }
        }
        self.plain(words.get(done..).unwrap_or_default(), at + done);
    }

    fn plain(&mut self, words: &str, at: usize) {
        let start = self.onto.passage.point();
        escape_text(&mut self.onto.passage.markup.html, words);
        let end = self.onto.passage.point();
        if let Some(trace) = self.onto.passage.trace().filter(|_| !words.is_empty()) {
            trace.take(words, start, end, self.run.in_source(&(at..at + 1)).start);
        }
    }

    fn mark(&mut self, label: &str, at: usize) {
        let sentence = Sentence::around(&self.run.plain, self.sentences, at..at);
        let passage = &mut *self.onto.passage;
        let is_body = matches!(passage.within, Within::Body);
        let words = passage.trace().filter(|_| is_body).map(|trace| trace.words.len());
        let Some(note) = self.onto.notes.refer(label, sentence, words) else { return };
        let (number, id) = (&note.mark, note.references.last().map_or("", |mark| &mark.id));
        // A note stands beside the first of its marks.
        let beside =
            if note.references.len() == 1 { format!(" class=\"nm-{}\"", note.place) } else { String::new() };
        passage.push(&format!(
            "<a class=\"nootmark\" id=\"{id}\" href=\"#{}\" role=\"doc-noteref\" aria-label=\"",
            note.id
        ));
        passage.hole(Edge::Name(Name::Note));
        // Copied out of its place a mark must not read as a figure of the author's.
        passage.push(&format!(" {number}\"><sup{beside}><span>[</span>{number}<span>]</span></sup></a>"));
    }

    /// A link of the author's.
    fn author_link(&mut self, address: &str, span: &Range<usize>, words: &str) -> Element {
        let Some((href, outside)) = self.address(address, span) else {
            return Element::Nothing;
        };
        // Paper shows an address once, and not after words that are the address.
        let is_first = outside && self.onto.aside.addresses.insert(href.clone());
        let is_hidden = is_first && !href.contains(words.trim());
        let mut open = String::from(if is_hidden { "<a class=\"adres\" href=\"" } else { "<a href=\"" });
        escape_attribute(&mut open, &href);
        open.push_str(if outside { "\" rel=\"external noopener\">" } else { "\">" });
        Element::Link(open)
    }

    /// The address as it stands on the page, and whether it leaves the site.
    fn address(&mut self, address: &str, span: &Range<usize>) -> Option<(String, bool)> {
        match Destination::of(address) {
            Destination::Web(url) | Destination::Mail(url) => {
                let here = self.on_site(address, span).map(|href| (href, false));
                here.or_else(|| Some((url.to_owned(), true)))
            }
            Destination::Here(_) | Destination::Root(..) | Destination::Letter(..) => {
                self.on_site(address, span).map(|href| (href, false))
            }
            Destination::Forbidden => {
                self.onto.aside.findings.push(
                    Finding::new(Code::K213, format!("`{address}` cannot be linked"))
                        .at(self.context.source.place(span.clone()))
                        .help("link to https://…, to /dossier/nummer/, to another .md file, or to #anchor"),
                );
                None
            }
        }
    }

    /// The address of a page or file of this site, to be checked when all are known.
    fn on_site(&mut self, address: &str, span: &Range<usize>) -> Option<String> {
        let href = self.context.outlook.lead(address)?.href;
        self.onto.aside.links.push(AuthorLink { href: href.clone(), span: span.clone() });
        Some(href)
    }

    /// Begins an image; `false` if only its description is shown. Images come from this site alone. What the
    /// description, `words` of the plain text, cites has its anchors before the image.
    fn image(&mut self, address: &str, span: &Range<usize>, words: Range<usize>) -> bool {
        if matches!(Destination::of(address), Destination::Web(_) | Destination::Here(_)) {
            self.onto.aside.findings.push(
                Finding::new(Code::K213, format!("the image `{address}` is not part of this site"))
                    .at(self.context.source.place(span.clone()))
                    .help("put the image in static/ and write its address as `/name.png`"),
            );
            return false;
        }
        let Some((src, _)) = self.address(address, span) else {
            return false;
        };
        for (index, span) in self.spans.iter().enumerate().skip(self.next) {
            if span.at.start >= words.end {
                break;
            }
            if self.started < Some(index) {
                self.started = Some(index);
                if span.member == 0 {
                    let part = LinkPart::Anchor;
                    self.onto.passage.hole(Edge::Open { citation: span.citation, member: 0, part });
                    self.onto.passage.hole(Edge::Close);
                }
            }
        }
        self.onto.passage.push("<img src=\"");
        escape_attribute(&mut self.onto.passage.markup.html, &src);
        self.onto.passage.push("\" alt=\"");
        true
    }
}
