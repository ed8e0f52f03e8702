//! One run of inline content (a paragraph, a heading, a cell): its plain text, the citations in it, its HTML.
//!
//! Citations are found in the plain text, so that emphasis, line breaks and entities in the middle of one do not
//! hide it; they are then laid over the events again. A link never contains another link or a note mark: it is
//! closed before and opened again after.

use super::dress::{Dress, Dresser};
use super::trace::{Point, Trace};
use super::{AuthorLink, Edge, Found, Hole, Note, Words, escape_attribute, escape_text};
use crate::cite::{self, Citation, Form};
use crate::diagnostic::{Code, Diagnostic};
use crate::identifier::{DocumentId, Kind};
use crate::kst::DossierNumber;
use crate::link::Destination;
use crate::sentence::{Sentence, sentences};
use crate::source::Source;
use pulldown_cmark::{CowStr, Event, Tag, TagEnd};
use std::cell::RefCell;
use std::collections::{BTreeSet, HashMap};
use std::ops::Range;

pub(super) fn is_inline(tag: &Tag<'_>) -> bool {
    matches!(tag, Tag::Emphasis | Tag::Strong | Tag::Strikethrough | Tag::Link { .. } | Tag::Image { .. })
}

pub(super) fn is_inline_end(end: TagEnd) -> bool {
    matches!(end, TagEnd::Emphasis | TagEnd::Strong | TagEnd::Strikethrough | TagEnd::Link | TagEnd::Image)
}

/// The anchor of the nth mark of a note.
pub(super) fn reference_id(note: &str, nth: usize) -> String {
    if nth == 0 { format!("{note}-ref") } else { format!("{note}-ref-{}", nth + 1) }
}

/// Inline events with the plain text they make up.
#[derive(Default)]
pub(super) struct Run<'a> {
    events: Vec<(Event<'a>, Range<usize>, usize)>,
    plain: String,
    html: bool,
}

/// What a run becomes.
#[derive(Default)]
pub(super) struct Written {
    pub(super) html: String,
    pub(super) holes: Vec<Hole>,
    pub(super) found: Vec<Found>,
    pub(super) links: Vec<AuthorLink>,
    pub(super) references: Vec<(usize, Sentence)>,
    pub(super) findings: Vec<Diagnostic>,
    /// Where the words stand, if that is wanted.
    pub(super) trace: Option<Trace>,
}

/// A link to be laid over the text: part of a citation, with its place in the plain text.
struct Piece {
    at: Range<usize>,
    citation: usize,
    member: usize,
}

impl<'a> Run<'a> {
    pub(super) fn is_empty(&self) -> bool {
        self.events.is_empty()
    }

    pub(super) fn has_html(&self) -> bool {
        self.html
    }

    pub(super) fn plain(&self) -> String {
        self.plain.split_whitespace().collect::<Vec<_>>().join(" ")
    }

    pub(super) fn clear(&mut self) {
        self.events.clear();
        self.plain.clear();
        self.html = false;
    }

    pub(super) fn html(&mut self, html: CowStr<'a>, span: Range<usize>) {
        self.html = true;
        self.push(Event::Text(html), span);
    }

    pub(super) fn push(&mut self, event: Event<'a>, span: Range<usize>) {
        let at = self.plain.len();
        match &event {
            Event::Text(text) | Event::Code(text) => self.plain.push_str(text),
            Event::SoftBreak | Event::HardBreak => self.plain.push('\n'),
            _ => {}
        }
        self.events.push((event, span, at));
    }

    /// The event that the plain text at `at` came from. An end belongs to the text before it, a start to the text
    /// after it.
    fn text_at(&self, at: usize, is_end: bool) -> Option<&(Event<'a>, Range<usize>, usize)> {
        let index =
            self.events.partition_point(|&(_, _, start)| if is_end { start < at } else { start <= at });
        self.events[..index].iter().rev().find(|(event, ..)| {
            matches!(event, Event::Text(_) | Event::Code(_) | Event::SoftBreak | Event::HardBreak)
        })
    }

    /// The bytes of the file that a part of the plain text came from.
    fn in_source(&self, part: &Range<usize>) -> Range<usize> {
        let locate = |at: usize, is_end: bool| {
            self.text_at(at, is_end).map_or(0, |(event, span, start)| match (event, at - start) {
                (Event::Text(text), into) if text.len() == span.len() => span.start + into,
                (Event::Code(_), into) => (span.start + 1 + into).min(span.end),
                (_, 0) => span.start,
                _ => span.end,
            })
        };
        let start = locate(part.start, false);
        start..locate(part.end, true).max(start)
    }

    /// The author's links and images, with the plain text they span.
    fn author_links(&self) -> Vec<AuthorText> {
        let mut links: Vec<AuthorText> = Vec::new();
        for (event, span, at) in &self.events {
            match event {
                Event::Start(Tag::Link { dest_url, .. } | Tag::Image { dest_url, .. }) => {
                    let image = matches!(event, Event::Start(Tag::Image { .. }));
                    let cited = if image { None } else { publication(dest_url) };
                    links.push(AuthorText { text: *at..*at, span: span.clone(), cited, found: None });
                }
                Event::End(TagEnd::Link | TagEnd::Image) => {
                    if let Some(link) = links.last_mut() {
                        link.text.end = *at;
                    }
                }
                _ => {}
            }
        }
        links
    }

    /// What the text cites, in its order, with the places in the plain text. A short form that can mean nothing
    /// here is an ordinary word: `Idem` outside a note, `stuk nr. 12` in a letter without a dossier.
    fn cited(&self, context: &Context<'_>) -> Vec<(Range<usize>, Words)> {
        let found = cite::find_all(&self.plain);
        let citations = found.citations.into_iter().map(|c| (c.span.clone(), Words::Citation(c)));
        let relatives = found.relatives.into_iter().filter_map(|relative| {
            let words = match &relative.form {
                Form::Idem => context.in_note.then_some(Words::Idem),
                Form::SameDossier(_) => context.in_note.then(|| Words::SameDossier(relative.clone())),
                Form::Notes(notes) => Some(Words::Notes(notes.clone())),
                Form::OwnDossier(_) => relative.in_dossier(context.home?).map(Words::Citation),
            };
            words.map(|words| (relative.span, words))
        });
        let mut cited: Vec<_> = citations.chain(relatives).collect();
        cited.sort_by_key(|(span, _)| span.start);
        cited
    }

    pub(super) fn write(&self, context: &Context<'_>, dresser: &mut Dresser) -> Written {
        let cited = self.cited(context);
        let mut links = self.author_links();
        let marks = self.events.iter().any(|(e, ..)| matches!(e, Event::FootnoteReference(_)));
        let quoted = marks || !cited.is_empty() || !links.is_empty();
        let sentences = if quoted { sentences(&self.plain) } else { Vec::new() };
        let mut written = Written { trace: context.traced.then(Trace::default), ..Written::default() };
        let mut pieces = Vec::new();
        let mut linked = |span: Range<usize>, words: Words, found: &mut Vec<Found>| {
            pieces.extend(links_of(&span, &words, found.len()));
            found.push(self.found(&span, words, &sentences));
        };
        let mut cited = cited.into_iter().peekable();
        for link in &mut links {
            while let Some((span, words)) = cited.next_if(|(span, _)| span.end <= link.text.start) {
                linked(span, words, &mut written.found);
            }
            let linked_id = link.cited.take();
            link.found = linked_id.is_some().then_some(written.found.len());
            let id = linked_id.as_ref().and_then(|citation| citation.cited.first()).map(|c| c.id.clone());
            if let Some(mut citation) = linked_id {
                citation.span = link.text.clone();
                for document in &mut citation.cited {
                    document.span = link.text.clone();
                }
                let mut found = self.found(&link.text, Words::Citation(citation), &sentences);
                found.span = link.span.clone();
                written.found.push(found);
            }
            // Words inside a link cite too, unless they only name what it links to; they get no link of their own.
            while let Some((span, words)) = cited.next_if(|(span, _)| span.start < link.text.end) {
                if cites_more_than(&words, id.as_ref()) {
                    written.found.push(self.found(&span, words, &sentences));
                }
            }
        }
        for (span, words) in cited {
            linked(span, words, &mut written.found);
        }
        self.undefined_marks(context, &mut written);
        let links = links.into_iter();
        let around = dresser.dress(&self.plain, |part| self.is_plain(part, &pieces));
        let laying = Laying {
            dressed: &around,
            dress: 0,
            dressing: None,
            run: self,
            context,
            sentences: &sentences,
            pieces: &pieces,
            next: 0,
            started: None,
            open: None,
            linked: None,
            closing: Vec::new(),
            links,
            marks: HashMap::new(),
            written,
        };
        laying.lay()
    }

    /// Whether nothing begins or ends inside a part of the plain text: no element, note mark or citation.
    fn is_plain(&self, part: &Range<usize>, pieces: &[Piece]) -> bool {
        let cited = pieces.partition_point(|piece| piece.at.end <= part.start);
        if pieces.get(cited).is_some_and(|piece| piece.at.start < part.end) {
            return false;
        }
        // What stands at the very edge of the part is outside it.
        let first = self.events.partition_point(|&(_, _, at)| at <= part.start);
        let last = self.events.partition_point(|&(_, _, at)| at < part.end);
        let around = first.checked_sub(1).and_then(|index| self.events.get(index));
        let inside = self.events.get(first..last).unwrap_or_default();
        around.is_some_and(|(event, ..)| matches!(event, Event::Text(_)))
            && inside.iter().all(|(event, ..)| matches!(event, Event::Text(_) | Event::SoftBreak))
    }

    fn found(&self, span: &Range<usize>, words: Words, sentences: &[Range<usize>]) -> Found {
        Found {
            span: self.in_source(span),
            sentence: Sentence::around(&self.plain, sentences, span.clone()),
            words,
            anchor: String::new(),
            note: None,
            annotation: None,
        }
    }

    /// `[^4]` without its note is plain text to the parser. One with a backslash is meant as text.
    fn undefined_marks(&self, context: &Context<'_>, written: &mut Written) {
        let mut close = 0;
        for (start, _) in self.plain.match_indices("[^") {
            if close < start {
                let Some(at) = self.plain[start..].find(']') else { return };
                close = start + at;
            }
            let label = self.plain.get(start + 2..close).unwrap_or_default();
            if label.is_empty() || label.contains(|c: char| c.is_whitespace() || c == '[') {
                continue;
            }
            let span = self.in_source(&(start..close + 1));
            let text = &context.source.text;
            let code = self.text_at(start, false).is_some_and(|(event, ..)| matches!(event, Event::Code(_)));
            if code || text.get(..span.start).is_none_or(|before| before.ends_with('\\')) {
                continue;
            }
            written.findings.push(
                Diagnostic::new(Code::K201, format!("footnote {label} has no text"))
                    .at(context.source.place(span))
                    .label("nothing defines this note")
                    .help(format!("add the note at the end of the letter: `[^{label}]: …`")),
            );
        }
    }
}

/// What the writer of a run needs to know of the letter.
pub(super) struct Context<'a> {
    pub(super) source: &'a Source,
    /// Turns an author's address into one of the site.
    pub(super) internal: &'a dyn Fn(&str) -> Option<String>,
    pub(super) notes: &'a [Note],
    pub(super) labels: &'a HashMap<String, usize>,
    /// Addresses outside the site that have been linked to.
    pub(super) addresses: &'a RefCell<BTreeSet<String>>,
    /// Whether the places of words are wanted.
    pub(super) traced: bool,
    /// The letter's own dossier.
    pub(super) home: Option<DossierNumber>,
    /// Whether the run is part of a note.
    pub(super) in_note: bool,
}

/// A link or image of the author's.
struct AuthorText {
    /// Its words, in the plain text.
    text: Range<usize>,
    /// In the file.
    span: Range<usize>,
    /// The publication it links to.
    cited: Option<Citation>,
    /// The same, as an index into the citations of the run.
    found: Option<usize>,
}

/// The publication that an address leads to.
fn publication(address: &str) -> Option<Citation> {
    if !matches!(Destination::of(address), Destination::Web(_)) {
        return None;
    }
    let citation = cite::find(address).into_iter().next()?;
    (citation.kind != Kind::Url && citation.span == (0..address.len()) && citation.cited.len() == 1)
        .then_some(citation)
}

/// Whether words inside a link to `id` cite anything else.
fn cites_more_than(words: &Words, id: Option<&DocumentId>) -> bool {
    match words {
        Words::Citation(citation) => citation.cited.iter().any(|cited| Some(&cited.id) != id),
        // The author has said where these lead.
        Words::Idem | Words::SameDossier(_) | Words::Notes(_) => false,
    }
}

/// The parts of a citation that become links: the first reaches from its beginning to the end of the first
/// number, each further number is a link of its own. Members of a written-out range have no words of their own.
fn links_of(span: &Range<usize>, words: &Words, index: usize) -> Vec<Piece> {
    let parts: Vec<&Range<usize>> = match words {
        Words::Citation(citation) => citation.cited.iter().map(|document| &document.span).collect(),
        Words::Idem => vec![span],
        Words::SameDossier(relative) => relative.numbers().iter().map(|(_, part)| part).collect(),
        Words::Notes(notes) => notes.iter().map(|(_, part)| part).collect(),
    };
    let mut pieces: Vec<Piece> = Vec::new();
    for (member, part) in parts.into_iter().enumerate() {
        let from = pieces.last().map_or(span.start, |last| last.at.end.max(part.start));
        if from < part.end {
            pieces.push(Piece { at: from..part.end, citation: index, member });
        }
    }
    if let [only] = &mut pieces[..] {
        only.at.end = only.at.end.max(span.end);
    }
    pieces
}

/// Lays the pieces over the events.
struct Laying<'r, 'a> {
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
    /// What closes the open elements.
    closing: Vec<&'static str>,
    links: std::vec::IntoIter<AuthorText>,
    /// How often each note has been referred to in this run.
    marks: HashMap<usize, usize>,
    written: Written,
}

impl Laying<'_, '_> {
    fn lay(mut self) -> Written {
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
                        self.links.next();
                        if self.image(dest_url, span) {
                            image = Some(*at);
                            continue;
                        }
                    }
                    let closing = self.start(tag, span);
                    self.closing.push(closing);
                }
                Event::End(_) => {
                    let closing = self.closing.pop().unwrap_or_default();
                    if self.open.is_some_and(|depth| depth > self.closing.len()) {
                        self.close();
                    }
                    match closing {
                        HOLE => self.hole(Edge::Close),
                        html => self.written.html.push_str(html),
                    }
                    if matches!(closing, HOLE | "</a>") {
                        self.link_ends();
                    }
                    if self.open == Some(self.closing.len()) && self.started < Some(self.next) {
                        self.close();
                    }
                }
                _ => {}
            }
        }
        self.close();
        self.written
    }

    /// Opens an element; gives what closes it.
    fn start(&mut self, tag: &Tag<'_>, span: &Range<usize>) -> &'static str {
        let (open, close) = match tag {
            Tag::Emphasis => ("<em>", "</em>"),
            Tag::Strong => ("<strong>", "</strong>"),
            Tag::Strikethrough => ("<s>", "</s>"),
            Tag::Link { dest_url, .. } => {
                self.close();
                let link = self.links.next();
                let words =
                    link.as_ref().and_then(|l| self.run.plain.get(l.text.clone())).unwrap_or_default();
                let closing = self.author_link(dest_url, span, words, link.and_then(|l| l.found));
                if !closing.is_empty() {
                    self.link_begins();
                }
                return closing;
            }
            _ => ("", ""),
        };
        self.written.html.push_str(open);
        close
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
        self.hole(Edge::Open { citation: piece.citation, member: piece.member, first });
        self.open = Some(self.closing.len());
        self.link_begins();
    }

    fn close(&mut self) {
        if self.open.take().is_some() {
            self.hole(Edge::Close);
            self.link_ends();
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
                if self.open == Some(self.closing.len()) {
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
        self.written.html.push_str(&format!(
            "<sup class=\"nootmark\"><a id=\"{id}\" href=\"#{}\" role=\"doc-noteref\">{}</a></sup>",
            note.id, note.mark
        ));
        let sentence = Sentence::around(&self.run.plain, self.sentences, at..at);
        self.written.references.push((index, sentence));
    }

    /// Opens a link of the author's; gives what closes it.
    fn author_link(
        &mut self,
        address: &str,
        span: &Range<usize>,
        words: &str,
        found: Option<usize>,
    ) -> &'static str {
        if let Some(citation) = found {
            self.hole(Edge::Open { citation, member: 0, first: true });
            return HOLE;
        }
        let Some((href, outside)) = self.address(address, span) else {
            return "";
        };
        // Paper shows an address once, and not after words that are the address.
        let is_first = outside && self.context.addresses.borrow_mut().insert(href.clone());
        let is_hidden = is_first && !href.contains(words.trim());
        self.written.html.push_str(if is_hidden { "<a class=\"adres\" href=\"" } else { "<a href=\"" });
        escape_attribute(&mut self.written.html, &href);
        self.written.html.push_str(if outside { "\" rel=\"external noopener\">" } else { "\">" });
        "</a>"
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
                    Diagnostic::new(Code::K213, format!("`{address}` cannot be linked"))
                        .at(self.context.source.place(span.clone()))
                        .help("link to https://…, to /dossier/nummer/, to another .md file, or to #anchor"),
                );
                None
            }
        }
    }

    /// Begins an image; `false` if only its description is shown. Images come from this site alone.
    fn image(&mut self, address: &str, span: &Range<usize>) -> bool {
        if matches!(Destination::of(address), Destination::Web(_) | Destination::Here(_)) {
            self.written.findings.push(
                Diagnostic::new(Code::K213, format!("the image `{address}` is not part of this site"))
                    .at(self.context.source.place(span.clone()))
                    .help("put the image in static/ and write its address as `/name.png`"),
            );
            return false;
        }
        let Some((src, _)) = self.address(address, span) else {
            return false;
        };
        self.written.html.push_str("<img src=\"");
        escape_attribute(&mut self.written.html, &src);
        self.written.html.push_str("\" alt=\"");
        true
    }
}

/// Marks the end of a link that is a hole.
const HOLE: &str = "hole";
