//! What the page of a letter shows, and that of a work that is not held.

use super::Views;
use super::works::{DateView, DossierRef, LineView, WorkView};
use crate::collection::catalogue::{self, Facet};
use crate::collection::index::{LetterIx, TextIx, WorkIx};
use crate::content::front_matter::Indiener;
use crate::content::markdown::{Citing, Footnote, Heading, LinkPart, Mark, Markup, Opening};
use crate::limits;
use crate::number::identifier::DocumentId;
use crate::site::render::Prepared;
use jiff::civil::Date;
use serde::Serialize;
use std::collections::BTreeSet;

/// A person or office.
#[derive(Debug, Serialize)]
pub struct IndienerView {
    /// The office.
    pub ambt: Option<String>,
    /// The person.
    pub naam: Option<String>,
    /// The list of the sender's letters; a letter's only.
    pub url: Option<String>,
}

/// A fact of a letter, with the list of the letters that share it.
#[derive(Debug, Serialize)]
pub struct SharedView<'a> {
    /// What it says.
    pub name: &'a str,
    /// The list.
    pub url: Option<String>,
}

/// An attachment.
#[derive(Debug, Serialize)]
pub struct BijlageView {
    /// Its title.
    pub title: String,
    /// Where it can be read.
    pub url: Option<String>,
}

/// A line of the table of contents: a heading, and the headings of the next level below it.
#[derive(Debug, Serialize)]
pub struct ContentsView<'a> {
    /// Its anchor.
    pub id: &'a str,
    /// Its text.
    pub text: &'a str,
    /// The lines below it, which have none below them.
    pub parts: Vec<ContentsView<'a>>,
}

/// A footnote.
#[derive(Debug, Serialize)]
pub struct NoteView<'a> {
    /// What is printed at the mark.
    pub mark: &'a str,
    /// The same, if it is a number.
    pub number: Option<u32>,
    /// Its anchor.
    pub id: &'a str,
    /// Its place in the order of first marks, from 1.
    pub place: usize,
    /// Whether it has more words than there is room for beside the text.
    pub long: bool,
    /// HTML.
    pub html: String,
    /// Back to each mark.
    pub backlinks: Vec<BacklinkView>,
}

/// The way back from a note to one of its marks.
#[derive(Debug, Serialize)]
pub struct BacklinkView {
    /// The mark's anchor, with `#`.
    pub href: String,
    /// Which of the marks, from 1.
    pub n: usize,
}

/// A letter.
#[derive(Debug, Serialize)]
pub struct LetterView<'a> {
    /// `Kamerstuk 28 638, nr. 201`.
    pub label: String,
    /// Title of the document.
    pub title: &'a str,
    /// The dossiers it is filed in.
    pub dossiers: Vec<DossierRef>,
    /// Its number in the dossier.
    pub ondernummer: Option<String>,
    /// Kind of Kamerstuk.
    pub soort: &'a str,
    /// The list of letters of that kind.
    pub soort_url: Option<String>,
    /// Date on the letter.
    pub date: DateView,
    /// `2020–2021`.
    pub vergaderjaar: String,
    /// The list of letters of that year.
    pub vergaderjaar_url: Option<String>,
    /// Ministries of the senders.
    pub ministeries: Vec<SharedView<'a>>,
    /// Senders.
    pub indieners: Vec<IndienerView>,
    /// Addressee.
    pub ontvanger: Option<&'a str>,
    /// Place of sending.
    pub plaats: Option<&'a str>,
    /// Topics.
    pub onderwerpen: Vec<SharedView<'a>>,
    /// Attachments.
    pub bijlagen: Vec<BijlageView>,
    /// A short description.
    pub summary: Option<&'a str>,
    /// Language of the text, where it is not that of the site.
    pub lang: Option<String>,
    /// Where the text came from.
    pub source: Option<&'a str>,
    /// What an official publication of it is called.
    pub number: Option<String>,
    /// The ministry's own reference.
    pub kenmerk: Option<&'a str>,
    /// The official publication.
    pub official: Option<String>,
    /// HTML.
    pub body: String,
    /// The table of contents, of two levels.
    pub contents: Vec<ContentsView<'a>>,
    /// Notes.
    pub notes: Vec<NoteView<'a>>,
    /// Whether the notes can stand beside the text: they are not too many.
    pub sidenotes: bool,
    /// What it answers.
    pub answers: Vec<Prepared<LineView>>,
    /// What answers it.
    pub answered_by: Vec<Prepared<LineView>>,
    /// The letter before it in the dossier.
    pub previous: Option<Prepared<LineView>>,
    /// The letter after it in the dossier.
    pub next: Option<Prepared<LineView>>,
}

/// A work that is not held.
#[derive(Debug, Serialize)]
pub struct StubView {
    /// What lists show.
    #[serde(flatten)]
    pub work: WorkView,
    /// Its id.
    pub id: String,
    /// The official publication.
    pub official: Option<String>,
    /// A short description.
    pub summary: Option<String>,
    /// Senders.
    pub indieners: Vec<IndienerView>,
    /// Its dossier.
    pub dossier: Option<DossierRef>,
}

impl<'a> Views<'a> {
    /// A work that is not held.
    pub fn stub(&self, work: WorkIx) -> StubView {
        let entry = self.entry_of(work);
        let id = self.resolution.works.at(work).id.as_ref();
        StubView {
            work: self.work_view(work),
            id: id.map(ToString::to_string).unwrap_or_default(),
            official: self.resolution.works.at(work).official.clone(),
            summary: entry.and_then(|e| e.summary.clone()),
            indieners: entry.map(|e| indieners(&e.indieners)).unwrap_or_default(),
            dossier: id.and_then(DocumentId::dossier).map(|d| self.dossier_ref(d)),
        }
    }

    /// A letter.
    pub fn letter(&self, index: LetterIx) -> LetterView<'a> {
        let letter = self.corpus.letters.at(index);
        let work = WorkIx::from(index);
        let meta = &letter.meta;
        let kst = meta.id().and_then(DocumentId::kst);
        // The works of a dossier are in order, the letters that are held first.
        let works = meta.dossiers.first().and_then(|d| self.resolution.dossiers.get(d));
        let neighbour = |step: isize| {
            let at = works?.binary_search(&work).ok()?.checked_add_signed(step)?;
            works?.get(at).filter(|&&w| self.letter_of(w).is_some()).map(|&w| self.work(w))
        };
        LetterView {
            label: self.label(index).to_owned(),
            title: &meta.title,
            dossiers: meta.dossiers.iter().map(|&d| self.dossier_ref(d)).collect(),
            ondernummer: kst.map(|k| k.ondernummer.to_string()),
            soort: &meta.soort,
            soort_url: self.list_url(Facet::Kind, &meta.soort),
            date: self.date(meta.date),
            vergaderjaar: meta.vergaderjaar.printed(),
            vergaderjaar_url: self.list_url(Facet::Year, &meta.vergaderjaar.printed()),
            ministeries: self.ministeries(&meta.indieners, meta.date),
            indieners: self.senders(&meta.indieners),
            ontvanger: meta.ontvanger.as_deref(),
            plaats: meta.plaats.as_deref(),
            onderwerpen: meta.onderwerpen.iter().map(|o| self.shared(Facet::Topic, o)).collect(),
            bijlagen: meta
                .bijlagen
                .iter()
                .map(|b| BijlageView {
                    title: b.title.clone(),
                    url: b.url.clone().or_else(|| b.id.as_ref().and_then(DocumentId::official_address)),
                })
                .collect(),
            summary: meta.summary.as_deref(),
            lang: self.foreign(&meta.language),
            source: meta.source.as_deref(),
            number: meta.id().map(DocumentId::label),
            kenmerk: meta.kenmerk.as_deref(),
            official: self.resolution.works.at(work).official.clone(),
            body: self.html(index.into(), &letter.text.markup),
            contents: contents(&letter.text.headings),
            notes: self.notes(index.into(), &letter.text.notes),
            sidenotes: (1..=limits::SIDENOTES).contains(&letter.text.notes.len()),
            answers: self.of_pairs(&self.resolution.answers, index),
            answered_by: self.of_pairs(&self.resolution.answered_by, work),
            previous: neighbour(-1),
            next: neighbour(1),
        }
    }

    /// What a sorted list of pairs joins to a work.
    pub(super) fn of_pairs<A: Copy + Ord, B: Copy + Into<WorkIx>>(
        &self,
        pairs: &[(A, B)],
        first: A,
    ) -> Vec<Prepared<LineView>> {
        let from = pairs.partition_point(|&(a, _)| a < first);
        pairs.iter().skip(from).take_while(|&&(a, _)| a == first).map(|&(_, b)| self.work(b)).collect()
    }

    fn list_url(&self, facet: Facet, value: &str) -> Option<String> {
        self.catalogue.address(facet, value).map(|path| self.url(&path))
    }

    fn shared<'v>(&self, facet: Facet, name: &'v str) -> SharedView<'v> {
        SharedView { name, url: self.list_url(facet, name) }
    }

    fn senders(&self, list: &[Indiener]) -> Vec<IndienerView> {
        let url = |i: &Indiener| self.list_url(Facet::Sender, &catalogue::sender(i));
        list.iter().zip(indieners(list)).map(|(i, view)| IndienerView { url: url(i), ..view }).collect()
    }

    /// The ministries of these senders, each once, in the order of the senders.
    fn ministeries(&self, list: &[Indiener], on: Date) -> Vec<SharedView<'static>> {
        let mut names: Vec<&'static str> =
            list.iter().filter_map(|i| catalogue::ministry_of(i, on)).collect();
        let mut seen = BTreeSet::new();
        names.retain(|name| seen.insert(*name));
        names.into_iter().map(|name| self.shared(Facet::Ministry, name)).collect()
    }

    /// The notes of a text, in the order of their first marks: beside the text each hangs below the one before it.
    pub(super) fn notes(&self, text: TextIx, notes: &'a [Footnote]) -> Vec<NoteView<'a>> {
        let mut placed: Vec<&Footnote> = notes.iter().collect();
        placed.sort_unstable_by_key(|note| note.place);
        placed.into_iter().map(|note| self.note(text, note)).collect()
    }

    fn note(&self, text: TextIx, note: &'a Footnote) -> NoteView<'a> {
        NoteView {
            mark: &note.mark,
            number: note.mark.parse().ok(),
            id: &note.id,
            place: note.place,
            long: note.markup.chars() > limits::SIDENOTE_CHARS,
            html: self.html(text, &note.markup),
            backlinks: note
                .references
                .iter()
                .enumerate()
                .map(|(n, r)| BacklinkView { href: format!("#{}", r.id), n: n + 1 })
                .collect(),
        }
    }

    /// The HTML of a part of a text with its citations linked.
    pub(super) fn html(&self, text: TextIx, markup: &Markup) -> String {
        self.html_with(text, markup, true)
    }

    /// The same for the page of the text, or for another: without anchors, and with the address of that page in
    /// links to its notes.
    pub(super) fn html_with(&self, text: TextIx, markup: &Markup, at_home: bool) -> String {
        self.marked(text, markup, at_home, |out, mark| self.mark(out, text, mark))
    }

    /// The words of a letter for readers outside the site, without what editors lay over them.
    pub(crate) fn bare(&self, letter: LetterIx, markup: &Markup) -> String {
        let name = |out: &mut String, mark: Mark| {
            if let Mark::Name(_) = mark {
                self.mark(out, letter.into(), mark);
            }
        };
        self.marked(letter.into(), markup, false, name)
    }

    fn marked(
        &self,
        text: TextIx,
        markup: &Markup,
        at_home: bool,
        mark: impl FnMut(&mut String, Mark),
    ) -> String {
        let targets = self.resolution.targets.at(text);
        let citations = &self.corpus.text(text).text.citations;
        let page = if at_home { String::new() } else { self.url(&self.corpus.page_of(text)) };
        let open = |out: &mut String, Opening { citation, member, part, words }: Opening| {
            let is_place = at_home && part != LinkPart::Further && member == 0;
            let id = is_place.then(|| citation.anchor());
            if part == LinkPart::Anchor {
                return Self::open_anchor(out, id.as_deref());
            }
            match targets.get(citation.0).and_then(|members| members.get(member)) {
                Some(target) => {
                    let written = citations.get(citation.0).and_then(Citing::written);
                    self.open_link(out, text, &page, (target, words, written), id.as_deref())
                }
                None => "",
            }
        };
        markup.fill(open, mark)
    }
}

/// The headings of the two highest levels that there are. Of a question and its answer the question is enough.
fn contents(headings: &[Heading]) -> Vec<ContentsView<'_>> {
    let begins = |heading: &Heading, words: [&str; 2]| {
        let first =
            heading.text.split(|c: char| !c.is_alphabetic()).next().unwrap_or_default().to_lowercase();
        words.contains(&first.as_str())
    };
    let upper = headings.iter().map(|h| h.level).min().unwrap_or_default();
    let lower = headings.iter().map(|h| h.level).filter(|&level| level > upper).min().unwrap_or(u8::MAX);
    let mut list: Vec<ContentsView<'_>> = Vec::new();
    let mut before: Option<&Heading> = None;
    for heading in headings {
        let asked = before.is_some_and(|b| b.level == heading.level && begins(b, ["vraag", "vragen"]));
        before = Some(heading);
        if asked && begins(heading, ["antwoord", "antwoorden"]) {
            continue;
        }
        let line = ContentsView { id: &heading.id, text: &heading.text, parts: Vec::new() };
        match list.last_mut() {
            Some(above) if heading.level == lower => above.parts.push(line),
            Some(_) if heading.level > lower => {}
            _ => list.push(line),
        }
    }
    list
}

fn indieners(list: &[Indiener]) -> Vec<IndienerView> {
    list.iter().map(|i| IndienerView { ambt: i.ambt.clone(), naam: i.naam.clone(), url: None }).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn contents_have_two_levels_and_name_a_question_with_its_answer_once() {
        let headings: Vec<Heading> = [
            (3, "Vraag 1"),
            (3, "Antwoord op vraag 1"),
            (4, "Ramingen"),
            (5, "Per jaar"),
            (3, "Vragen 2 en 3"),
            (3, "Antwoord"),
            (3, "Antwoorden van anderen"),
        ]
        .into_iter()
        .map(|(level, text)| Heading { level, id: String::new(), text: text.to_owned() })
        .collect();
        let list = contents(&headings);
        let line = |line: &ContentsView<'_>| line.text.to_owned();
        let lines: Vec<_> =
            list.iter().map(|l| (line(l), l.parts.iter().map(line).collect::<Vec<_>>())).collect();
        assert_eq!(
            lines,
            [
                ("Vraag 1".to_owned(), vec!["Ramingen".to_owned()]),
                ("Vragen 2 en 3".to_owned(), vec![]),
                ("Antwoorden van anderen".to_owned(), vec![]),
            ]
        );
    }
}
