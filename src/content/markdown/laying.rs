//! Lays the links of citations, the author's links and what the program explains over the events of a run, and
//! writes its HTML. A link never contains another link or a note mark: it is closed before and opened again after.
//! In a link of the author's a citation has no link but an anchor: the address is the author's, the place is cited.

use super::dress::Dress;
use super::inline::{Context, Run, reference_id};
use super::markup::{Edge, Hole, LinkPart, escape_attribute, escape_text};
use super::trace::{Name, Point, Trace};
use super::{AuthorLink, Found};
use crate::cite::Citation;
use crate::dutch::sentence::Sentence;
use crate::finding::{Code, Finding};
use crate::number::link::Destination;
use pulldown_cmark::{Event, Tag, TagEnd};
use std::collections::HashMap;
use std::ops::Range;

/// What a run becomes.
#[derive(Default)]
pub(super) struct Written {
    pub(super) html: String,
    pub(super) holes: Vec<Hole>,
    pub(super) found: Vec<Found>,
    pub(super) links: Vec<AuthorLink>,
    pub(super) references: Vec<(usize, Sentence)>,
    pub(super) findings: Vec<Finding>,
    /// Where the words stand, if that is wanted.
    pub(super) trace: Option<Trace>,
}

/// A link to be laid over the text: part of a citation, with its place in the plain text.
pub(super) struct Piece {
    pub(super) at: Range<usize>,
    pub(super) citation: usize,
    pub(super) member: usize,
}

/// A link or image of the author's.
pub(super) struct AuthorText {
    /// Its words, in the plain text.
    pub(super) text: Range<usize>,
    /// In the file.
    pub(super) span: Range<usize>,
    /// The publication it links to.
    pub(super) cited: Option<Citation>,
    /// The same, as an index into the citations of the run.
    pub(super) found: Option<usize>,
}

/// An element of the author's that is open.
enum Element {
    /// Emphasis of some kind, by the name of its tag.
    Emphasis(&'static str),
    /// A link, with its opening tag.
    Link(String),
    /// A link to a publication: a citation of the run.
    Cited(usize),
    /// What leaves nothing but its words.
    Nothing,
}

impl Element {
    fn is_link(&self) -> bool {
        matches!(self, Self::Link(_) | Self::Cited(_))
    }
}

/// Lays the pieces over the events.
pub(super) struct Laying<'r, 'a> {
    run: &'r Run<'a>,
    context: &'r Context<'r>,
    sentences: &'r [Range<usize>],
    pieces: &'r [Piece],
    /// The piece that is open or comes next.
    next: usize,
    /// The piece whose first link has been opened.
    started: Option<usize>,
    /// The number of elements around the open link, if one is open.
    open: Option<usize>,
    /// The number of traced pieces before the link that is open, a citation's or the author's.
    linked: Option<usize>,
    /// What the program lays around words, which of it comes next, and, while that is open, the number of traced
    /// pieces before it.
    dressed: &'r [Dress],
    dress: usize,
    dressing: Option<usize>,
    /// The open elements of the author's.
    elements: Vec<Element>,
    /// Whether a link of the author's is open.
    inside: bool,
    links: std::vec::IntoIter<AuthorText>,
    /// How often each note has been referred to in this run.
    marks: HashMap<usize, usize>,
    written: Written,
}

impl<'r, 'a> Laying<'r, 'a> {
    pub(super) fn new(
        run: &'r Run<'a>,
        context: &'r Context<'r>,
        sentences: &'r [Range<usize>],
        pieces: &'r [Piece],
        dressed: &'r [Dress],
        links: Vec<AuthorText>,
        written: Written,
    ) -> Self {
        Self {
            run,
            context,
            sentences,
            pieces,
            next: 0,
            started: None,
            open: None,
            linked: None,
            dressed,
            dress: 0,
            dressing: None,
            elements: Vec::new(),
            inside: false,
            links: links.into_iter(),
            marks: HashMap::new(),
            written,
        }
    }

    pub(super) fn lay(mut self) -> Written {
        let run = self.run;
        let mut image: Option<usize> = None;
        for (index, (event, span, at)) in run.events.iter().enumerate() {
            if let Some(begin) = image {
                if matches!(event, Event::End(TagEnd::Image)) {
                    escape_attribute(&mut self.written.html, run.plain.get(begin..*at).unwrap_or_default());
                    self.written.html.push_str("\">");
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
                    self.written.html.push_str("<br>\n");
                    self.written.trace.iter_mut().for_each(Trace::line_break);
                    self.leave_behind(at + 1);
                }
                Event::Code(text) => {
                    self.close();
                    self.written.html.push_str("<code>");
                    self.text(text, *at);
                    self.close();
                    self.written.html.push_str("</code>");
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
                    let begins = self.pieces.get(self.next).is_some_and(|p| p.at.start == *at);
                    let plain = matches!(tag, Tag::Emphasis | Tag::Strong | Tag::Strikethrough);
                    if self.open.is_none() && begins && plain && !self.outlasts(index) {
                        self.open();
                    }
                    if let Tag::Image { dest_url, .. } = tag {
                        self.close();
                        let words = self.links.next().map_or(*at..*at, |link| link.text);
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
        self.written
    }

    /// The element that a tag begins.
    fn element(&mut self, tag: &Tag<'_>, span: &Range<usize>) -> Element {
        match tag {
            Tag::Emphasis => Element::Emphasis("em"),
            Tag::Strong => Element::Emphasis("strong"),
            Tag::Strikethrough => Element::Emphasis("s"),
            Tag::Link { dest_url, .. } => {
                self.close();
                let Some(link) = self.links.next() else { return Element::Nothing };
                let words = self.run.plain.get(link.text.clone()).unwrap_or_default();
                match link.found {
                    Some(citation) => Element::Cited(citation),
                    None => self.author_link(dest_url, span, words),
                }
            }
            _ => Element::Nothing,
        }
    }

    fn begin(&mut self, element: Element) {
        match &element {
            Element::Emphasis(name) => self.written.html.push_str(&format!("<{name}>")),
            Element::Link(open) => self.written.html.push_str(open),
            Element::Cited(citation) => {
                self.hole(Edge::Open { citation: *citation, member: 0, part: LinkPart::First });
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
            Element::Emphasis(name) => self.written.html.push_str(&format!("</{name}>")),
            Element::Link(_) => self.written.html.push_str("</a>"),
            Element::Cited(_) => self.hole(Edge::Close),
            Element::Nothing => {}
        }
        if element.is_link() {
            self.link_ends();
            self.inside = false;
        }
    }

    /// Whether the element that begins at this event ends after the open link, or holds what no link may hold.
    fn outlasts(&self, index: usize) -> bool {
        let Some(piece) = self.pieces.get(self.next) else {
            return true;
        };
        let mut depth = 0_usize;
        for (event, _, at) in self.run.events.iter().skip(index) {
            if *at > piece.at.end {
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

    fn hole(&mut self, edge: Edge) {
        self.written.holes.push(Hole { at: self.written.html.len(), edge });
    }

    /// Opens the link of the next piece, unless it is open.
    fn open(&mut self) {
        let Some(piece) = self.pieces.get(self.next).filter(|_| self.open.is_none()) else { return };
        let first = self.started != Some(self.next);
        self.started = Some(self.next);
        let part = match (self.inside, first) {
            (false, true) => LinkPart::First,
            (false, false) => LinkPart::Further,
            // Backlinks lead to the first of its documents.
            (true, true) if piece.member == 0 => LinkPart::Anchor,
            (true, _) => return,
        };
        self.hole(Edge::Open { citation: piece.citation, member: piece.member, part });
        self.open = Some(self.elements.len());
        if !self.inside {
            self.link_begins();
        }
    }

    fn close(&mut self) {
        if self.open.take().is_some() {
            self.hole(Edge::Close);
            if !self.inside {
                self.link_ends();
            }
        }
    }

    fn point(&self) -> Point {
        Point { html: self.written.html.len(), holes: self.written.holes.len() }
    }

    fn link_begins(&mut self) {
        self.linked = self.written.trace.as_ref().map(Trace::count);
    }

    fn link_ends(&mut self) {
        let behind = self.point();
        if let (Some(trace), Some(first)) = (&mut self.written.trace, self.linked.take()) {
            trace.linked(first, behind);
        }
    }

    /// Skips pieces that lie before `at`.
    fn leave_behind(&mut self, at: usize) {
        while self.pieces.get(self.next).is_some_and(|p| p.at.end <= at) {
            self.next += 1;
        }
    }

    /// Writes text that stands at `at` in the plain text, opening and closing links on the way.
    fn text(&mut self, text: &str, at: usize) {
        let mut done = 0;
        while done < text.len() {
            let Some(piece) = self.pieces.get(self.next).filter(|p| p.at.start < at + text.len()) else {
                break;
            };
            if at + done < piece.at.start {
                let stop = piece.at.start - at;
                self.words(text.get(done..stop).unwrap_or_default(), at + done);
                done = stop;
                continue;
            }
            self.open();
            let stop = piece.at.end.saturating_sub(at).min(text.len());
            self.words(text.get(done..stop).unwrap_or_default(), at + done);
            done = stop;
            if piece.at.end <= at + done {
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
        while let Some(dress) = self.dressed.get(self.dress) {
            let (edge, last) = match self.dressing {
                None => (dress.at.start, at + words.len().saturating_sub(1)),
                Some(_) => (dress.at.end, at + words.len()),
            };
            // What was passed over (the description of an image) is not dressed.
            if edge < at + done {
                self.dress += 1;
                continue;
            }
            if edge > last || words.is_empty() {
                break;
            }
            self.plain(words.get(done..edge - at).unwrap_or_default(), at + done);
            done = edge - at;
            if let Some(first) = self.dressing.take() {
                self.written.html.push_str(dress.close);
                let behind = self.point();
                self.written.trace.iter_mut().for_each(|trace| trace.linked(first, behind));
                self.dress += 1;
            } else {
                self.written.html.push_str(&dress.open);
                self.dressing = Some(self.written.trace.as_ref().map_or(0, Trace::count));
            }
        }
        self.plain(words.get(done..).unwrap_or_default(), at + done);
    }

    fn plain(&mut self, words: &str, at: usize) {
        let start = self.point();
        escape_text(&mut self.written.html, words);
        let end = self.point();
        if let Some(trace) = self.written.trace.as_mut().filter(|_| !words.is_empty()) {
            trace.take(words, start, end, self.run.in_source(&(at..at + 1)).start);
        }
    }

    fn mark(&mut self, label: &str, at: usize) {
        let Some(&index) = self.context.labels.get(label) else {
            return;
        };
        let Some(note) = self.context.notes.get(index) else {
            return;
        };
        let before = self.marks.entry(index).or_default();
        let id = reference_id(&note.id, note.references.len() + *before);
        *before += 1;
        let number = &note.mark;
        let open = format!(
            "<sup class=\"nootmark\"><a id=\"{id}\" href=\"#{}\" role=\"doc-noteref\" aria-label=\"",
            note.id
        );
        self.written.html.push_str(&open);
        self.hole(Edge::Name(Name::Note));
        self.written.html.push_str(&format!(" {number}\">{number}</a></sup>"));
        let sentence = Sentence::around(&self.run.plain, self.sentences, at..at);
        self.written.references.push((index, sentence));
    }

    /// A link of the author's.
    fn author_link(&mut self, address: &str, span: &Range<usize>, words: &str) -> Element {
        let Some((href, outside)) = self.address(address, span) else {
            return Element::Nothing;
        };
        // Paper shows an address once, and not after words that are the address.
        let is_first = outside && self.context.addresses.borrow_mut().insert(href.clone());
        let is_hidden = is_first && !href.contains(words.trim());
        let mut open = String::from(if is_hidden { "<a class=\"adres\" href=\"" } else { "<a href=\"" });
        escape_attribute(&mut open, &href);
        open.push_str(if outside { "\" rel=\"external noopener\">" } else { "\">" });
        Element::Link(open)
    }

    /// The address as it stands on the page, and whether it leaves the site.
    fn address(&mut self, address: &str, span: &Range<usize>) -> Option<(String, bool)> {
        match Destination::of(address) {
            Destination::Web(url) | Destination::Mail(url) => Some((url.to_owned(), true)),
            Destination::Here(_) | Destination::Root(..) | Destination::Letter(..) => {
                let href = (self.context.internal)(address)?;
                self.written.links.push(AuthorLink { href: href.clone(), span: span.clone() });
                Some((href, false))
            }
            Destination::Forbidden => {
                self.written.findings.push(
                    Finding::new(Code::K213, format!("`{address}` cannot be linked"))
                        .at(self.context.source.place(span.clone()))
                        .help("link to https://…, to /dossier/nummer/, to another .md file, or to #anchor"),
                );
                None
            }
        }
    }

    /// Begins an image; `false` if only its description is shown. Images come from this site alone. What the
    /// description, `words` of the plain text, cites has its anchors before the image.
    fn image(&mut self, address: &str, span: &Range<usize>, words: Range<usize>) -> bool {
        if matches!(Destination::of(address), Destination::Web(_) | Destination::Here(_)) {
            self.written.findings.push(
                Finding::new(Code::K213, format!("the image `{address}` is not part of this site"))
                    .at(self.context.source.place(span.clone()))
                    .help("put the image in static/ and write its address as `/name.png`"),
            );
            return false;
        }
        let Some((src, _)) = self.address(address, span) else {
            return false;
        };
        for (index, piece) in self.pieces.iter().enumerate().skip(self.next) {
            if piece.at.start >= words.end {
                break;
            }
            if self.started < Some(index) {
                self.started = Some(index);
                if piece.member == 0 {
                    self.hole(Edge::Open { citation: piece.citation, member: 0, part: LinkPart::Anchor });
                    self.hole(Edge::Close);
                }
            }
        }
        self.written.html.push_str("<img src=\"");
        escape_attribute(&mut self.written.html, &src);
        self.written.html.push_str("\" alt=\"");
        true
    }
}
