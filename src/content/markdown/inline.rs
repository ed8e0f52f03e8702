//! One run of inline content (a paragraph, a heading, a cell): its plain text, the citations in it, its HTML.
//!
//! Citations are found in the plain text, so that emphasis, line breaks and entities in the middle of one do not
//! hide it; they are then laid over the events again, by [`laying`](super::laying).

use super::dress::Dresser;
use super::laying::{AuthorText, Laying, Piece, Written};
use super::trace::Trace;
use super::writer::Note;
use super::{Found, Words};
use crate::cite::{self, Citation, Form};
use crate::content::source::Source;
use crate::dutch::sentence::Sentence;
use crate::finding::{Code, Finding};
use crate::number::identifier::{DocumentId, Kind};
use crate::number::kst::DossierNumber;
use crate::number::link::Destination;
use crate::number::series::sentences;
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
    pub(super) events: Vec<(Event<'a>, Range<usize>, usize)>,
    pub(super) plain: String,
    html: bool,
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
    pub(super) fn in_source(&self, part: &Range<usize>) -> Range<usize> {
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
        // An image may stand in a link.
        let mut open: Vec<usize> = Vec::new();
        for (event, span, at) in &self.events {
            match event {
                Event::Start(Tag::Link { dest_url, .. } | Tag::Image { dest_url, .. }) => {
                    let image = matches!(event, Event::Start(Tag::Image { .. }));
                    let cited = if image { None } else { publication(dest_url) };
                    open.push(links.len());
                    links.push(AuthorText { text: *at..*at, span: span.clone(), cited, found: None });
                }
                Event::End(TagEnd::Link | TagEnd::Image) => {
                    if let Some(link) = open.pop().and_then(|index| links.get_mut(index)) {
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
            // Words inside a link cite too, unless they only name what it links to.
            while let Some((span, words)) = cited.next_if(|(span, _)| span.start < link.text.end) {
                if cites_more_than(&words, id.as_ref()) {
                    linked(span, words, &mut written.found);
                }
            }
        }
        for (span, words) in cited {
            linked(span, words, &mut written.found);
        }
        self.undefined_marks(context, &mut written);
        let around = dresser.dress(&self.plain, |part| self.is_plain(part, &pieces));
        Laying::new(self, context, &sentences, &pieces, &around, links, written).lay()
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
                Finding::new(Code::K201, format!("footnote {label} has no text"))
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
