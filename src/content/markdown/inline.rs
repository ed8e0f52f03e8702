//! Reads the words of a run: the citations in them, what its author links to, and what can be glossed. They
//! are then laid over the run by [`overlay`](super::overlay).

use super::gloss::Glosser;
use super::index::CitationIx;
use super::lookalike;
use super::overlay::{Aside, AuthorSpan, Context, LinkSpan, Onto, Overlay};
use super::passage::Passage;
use super::run::{AuthorText, Run};
use super::text::{AuthorLink, Citing, Within, Words};
use crate::cite::{self, Citation, Form};
use crate::content::directory::{Lead, Subject};
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
        alias: None,
    };
    let (mut spans, mut links) = (Vec::new(), Vec::new());
    let mut linked = |span: &Range<usize>, words: Words, passage: &mut Passage| {
        spans.extend(links_of(span, &words, passage.next()));
        let citing = citing(span, words);
        links.extend(to_check(&citing));
        passage.cite(citing);
    };
    let mut authored = Vec::with_capacity(texts.len());
    let mut cited = cited.into_iter().peekable();
    for text in &texts {
        while let Some((span, words)) = cited.next_if(|(span, _)| span.end <= text.words.start) {
            linked(&span, words, onto.passage);
        }
        let mut inside = Vec::new();
        while let Some(found) = cited.next_if(|(span, _)| span.start < text.words.end) {
            inside.push(found);
        }
        let link = text.link.and_then(|address| link_citation(address, &run.plain, text, &inside, context));
        let citation = link.clone().map(|(words, alias)| {
            let citing = Citing { span: text.span.clone(), alias, ..citing(&text.words, words) };
            onto.aside.links.extend(to_check(&citing));
            onto.passage.cite(citing)
        });
        authored.push(AuthorSpan { at: text.words.clone(), citation });
        // Words inside a link cite too, unless they only name what it links to.
        let link = link.map(|(words, _)| words);
        for (span, words) in inside {
            if cites_more_than(&words, link.as_ref(), context) {
                linked(&span, words, onto.passage);
            }
        }
    }
    for (span, words) in cited {
        linked(&span, words, onto.passage);
    }
    onto.aside.links.append(&mut links);
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
    let citations = found.citations.into_iter().map(|citation| {
        let span = citation.span.clone();
        let on_site = || context.outlook.lead(citation.cited.first()?.id.as_str()).and_then(page);
        let words = if citation.kind == Kind::Url { on_site() } else { None };
        (span, words.unwrap_or(Words::Citation(citation)))
    });
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
    let kenmerken = context.outlook.kenmerken(&run.plain);
    // The kenmerk of a letter that is held is known for certain, whatever else its figures may look like.
    let apart = |(span, _): &(Range<usize>, Words)| {
        let next = kenmerken.partition_point(|(other, _)| other.end <= span.start);
        kenmerken.get(next).is_none_or(|(other, _)| span.end <= other.start)
    };
    cited.retain(apart);
    cited.extend(kenmerken.into_iter().filter_map(|(span, lead)| Some((span, page(lead)?))));
    cited.sort_by_key(|(span, _)| span.start);
    cited
}

/// A page of the site that is cited, if it is one of a letter, a known work or a dossier.
fn page(Lead { href, subject }: Lead) -> Option<Words> {
    subject.map(|subject| Words::Page { subject, href })
}

/// What is to be checked of a citation when the pages are known: the place on a page that its author names.
fn to_check(citing: &Citing) -> Option<AuthorLink> {
    citing.written().map(|href| AuthorLink { href: href.to_owned(), span: citing.span.clone() })
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

/// What a link of an author's cites by its address, with another id of it. An id that tells nothing of the document is
/// that of the one paper that the words name.
fn link_citation(
    address: &str,
    plain: &str,
    text: &AuthorText<'_>,
    inside: &[(Range<usize>, Words)],
    context: &Context<'_>,
) -> Option<(Words, Option<DocumentId>)> {
    let Some(citation) = publication(address) else {
        return context.outlook.lead(address).and_then(page).map(|words| (words, None));
    };
    let alias = citation.cited.first().map(|cited| &cited.id).filter(|id| id.is_opaque());
    let named = match (inside, alias) {
        ([(_, Words::Citation(named))], Some(alias)) => {
            let is_one = named.cited.len() == 1 && named.cited.iter().all(|cited| cited.id.is_paper());
            let before = plain.get(text.words.start..named.span.start).unwrap_or_default();
            let fits = alias.kind() == Kind::Tkdoc || alias.kind() == named.kind;
            (is_one && fits && !is_about(before)).then(|| (named.clone(), alias.clone()))
        }
        _ => None,
    };
    let (citation, alias) = named.map_or((citation, None), |(named, alias)| (named, Some(alias)));
    Some((Words::Citation(spanning(citation, &text.words)), alias))
}

/// Whether the words before a citation name something else, of which it tells more: `bijlage bij`.
fn is_about(before: &str) -> bool {
    let word = before.split_whitespace().next_back().unwrap_or_default().to_lowercase();
    ["aan", "bij", "in", "naar", "op", "over", "tot", "uit", "van"].contains(&word.as_str())
}

/// Whether words inside a link cite anything but what the link does.
fn cites_more_than(words: &Words, link: Option<&Words>, context: &Context<'_>) -> bool {
    let is_linked = |id: &DocumentId| match link {
        Some(Words::Citation(citation)) => citation.cited.iter().any(|cited| cited.id == *id),
        Some(Words::Page { subject, .. }) => context.outlook.is_named(subject, id),
        _ => false,
    };
    match (words, link) {
        (Words::Citation(citation), _) => citation.cited.iter().any(|cited| !is_linked(&cited.id)),
        (Words::Page { subject: Subject::Document(id), .. }, _) => !is_linked(id),
        (Words::Page { subject, .. }, Some(Words::Page { subject: other, .. })) => subject != other,
        (Words::Page { .. }, _) => true,
        // The author has said where these lead.
        (Words::Idem | Words::SameDossier(_) | Words::Notes(_), _) => false,
    }
}

/// The parts of a citation that become links: the first reaches from its beginning to the end of the first
/// number, each further number is a link of its own. Members of a written-out range have no words of their own.
fn links_of(span: &Range<usize>, words: &Words, citation: CitationIx) -> Vec<LinkSpan> {
    let parts: Vec<&Range<usize>> = match words {
        Words::Citation(citation) => citation.cited.iter().map(|document| &document.span).collect(),
        Words::Idem | Words::Page { .. } => vec![span],
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
