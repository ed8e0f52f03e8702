//! Reads the words of a run: the citations in them, what its author links to, and what can be glossed. They
//! are then laid over the run by [`overlay`](super::overlay).

use super::gloss::Glosser;
use super::index::CitationIx;
use super::lookalike;
use super::overlay::{Aside, AuthorSpan, Context, LinkSpan, Onto, Overlay};
use super::passage::Passage;
use super::run::Run;
use super::text::{Citing, Within, Words};
use crate::cite::{self, Citation, Form};
use crate::dutch::sentence::Sentence;
use crate::number::identifier::{DocumentId, Kind};
use crate::number::link::Destination;
use crate::number::series::sentences;
use std::ops::Range;

/// Writes a run.
pub(super) fn write(run: &Run<'_>, context: &Context<'_>, glosser: &mut Glosser, onto: Onto<'_>) {
    let texts = run.author_texts();
    let cited = cited(run, context, onto.passage.within);
    let quoted = run.has_marks() || !cited.is_empty() || !texts.is_empty();
    let sentences = if quoted { sentences(&run.plain) } else { Vec::new() };
    let within = onto.passage.within;
    let citing = |span: &Range<usize>, words: Words| Citing {
        words,
        span: run.in_source(span),
        sentence: Sentence::around(&run.plain, &sentences, span.clone()),
        within,
    };
    let mut spans = Vec::new();
    let mut linked = |span: &Range<usize>, words: Words, passage: &mut Passage| {
        spans.extend(links_of(span, &words, passage.next()));
        passage.cite(citing(span, words));
    };
    let mut authored = Vec::with_capacity(texts.len());
    let mut cited = cited.into_iter().peekable();
    for text in &texts {
        while let Some((span, words)) = cited.next_if(|(span, _)| span.end <= text.words.start) {
            linked(&span, words, onto.passage);
        }
        let citation = text.link.and_then(publication);
        let id = citation.as_ref().and_then(|citation| citation.cited.first()).map(|c| c.id.clone());
        let citation = citation.map(|citation| {
            let words = Words::Citation(spanning(citation, &text.words));
            onto.passage.cite(Citing { span: text.span.clone(), ..citing(&text.words, words) })
        });
        authored.push(AuthorSpan { at: text.words.clone(), citation });
        // Words inside a link cite too, unless they only name what it links to.
        while let Some((span, words)) = cited.next_if(|(span, _)| span.start < text.words.end) {
            if cites_more_than(&words, id.as_ref()) {
                linked(&span, words, onto.passage);
            }
        }
    }
    for (span, words) in cited {
        linked(&span, words, onto.passage);
    }
    let Aside { bracketed, findings, .. } = &mut *onto.aside;
    lookalike::find(run, context.source, bracketed, findings);
    let fits = |part: &Range<usize>| run.is_plain(part) && !crosses(&spans, part);
    let laid_around = glosser.find(&run.plain, fits);
    Overlay::new(run, context, &sentences, &spans, &laid_around, authored, onto).write();
}

/// What the text cites, in its order, with the places in the plain text. A short form that can mean nothing
/// here is an ordinary word: `Idem` outside a note, `stuk nr. 12` in a letter without a dossier.
fn cited(run: &Run<'_>, context: &Context<'_>, within: Within) -> Vec<(Range<usize>, Words)> {
    let in_note = matches!(within, Within::Note(_));
    let found = cite::find_all(&run.plain);
    let citations = found.citations.into_iter().map(|c| (c.span.clone(), Words::Citation(c)));
    let relatives = found.relatives.into_iter().filter_map(|relative| {
        let words = match &relative.form {
            Form::Idem => in_note.then_some(Words::Idem),
            Form::SameDossier(_) => in_note.then(|| Words::SameDossier(relative.clone())),
            Form::Notes(notes) => Some(Words::Notes(notes.clone())),
            Form::OwnDossier(_) => relative.in_dossier(context.home?).map(Words::Citation),
        };
        words.map(|words| (relative.span, words))
    });
    let mut cited: Vec<_> = citations.chain(relatives).collect();
    cited.sort_by_key(|(span, _)| span.start);
    cited
}

/// Whether a part of the plain text shares words with one of these links.
fn crosses(spans: &[LinkSpan], part: &Range<usize>) -> bool {
    let next = spans.partition_point(|span| span.at.end <= part.start);
    spans.get(next).is_some_and(|span| span.at.start < part.end)
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

/// A citation by an address, whose words are those of the link.
fn spanning(mut citation: Citation, words: &Range<usize>) -> Citation {
    citation.span = words.clone();
    for document in &mut citation.cited {
        document.span = words.clone();
    }
    citation
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
fn links_of(span: &Range<usize>, words: &Words, citation: CitationIx) -> Vec<LinkSpan> {
    let parts: Vec<&Range<usize>> = match words {
        Words::Citation(citation) => citation.cited.iter().map(|document| &document.span).collect(),
        Words::Idem => vec![span],
        Words::SameDossier(relative) => relative.numbers().iter().map(|(_, part)| part).collect(),
        Words::Notes(notes) => notes.iter().map(|(_, part)| part).collect(),
    };
    let mut spans: Vec<LinkSpan> = Vec::new();
    for (member, part) in parts.into_iter().enumerate() {
        let from = spans.last().map_or(span.start, |last| last.at.end.max(part.start));
        if from < part.end {
            spans.push(LinkSpan { at: from..part.end, citation, member });
        }
    }
    if let [only] = &mut spans[..] {
        only.at.end = only.at.end.max(span.end);
    }
    spans
}
