//! What a template may see: the contract with every theme. Shapes only, made from the resolved collection.
//!
//! Texts are plain and escaped by the template engine; the fields that hold HTML say so. Nothing here is printed
//! in a language: dates and labels excepted, words come from the theme's own files.

pub mod annotations;
mod card;
mod cited_by;
mod derived;
mod dossier;
mod drawing;
mod lists;

pub use card::CardView;
pub use cited_by::{CitedByView, CitingGroup, by_letter};
pub use dossier::{
    BarView, DossierOrder, FrequentView, GapView, PartView, RowView, RunView, StripView, TrackView,
};
pub use drawing::{ArrowView, GraphView, NodeRow, NodeView, TickView};
pub use lists::{FacetView, GroupView, PagerLink, PagerView, ShelfView, on_page, pages};

use crate::catalogue::{self, Facet};
use crate::corpus::Corpus;
use crate::diagnostic::Diagnostic;
use crate::front_matter::{Identity, Indiener, Language, RegisterEntry, Scans, Site};
use crate::graph::{CitationGraph, Edge};
use crate::identifier::DocumentId;
use crate::kst::DossierNumber;
use crate::letter::Letter;
use crate::limits;
use crate::link::is_web_address;
use crate::maanden::MAANDEN;
use crate::markdown::{Footnote, Markup, Opening, escape_attribute};
use crate::out_path::OutPath;
use crate::render::{Prepared, Templates, Values};
use crate::resolve::{Resolution, State, Target, Work};
use jiff::civil::Date;
use rayon::prelude::*;
use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet};

/// The site as a whole.
#[derive(Debug, Serialize)]
pub struct SiteView {
    /// Name of the site.
    pub title: String,
    /// One sentence on it.
    pub description: Option<String>,
    /// Language of the interface.
    pub language: &'static str,
    /// Who publishes it.
    pub publisher: Option<String>,
    /// Licence of the site's own texts.
    pub license: Option<String>,
    /// Path of the site on its host: `/` or `/x/`.
    pub base_path: String,
    /// Address of the site, if known.
    pub base_url: Option<String>,
    /// Whether any letter has editors' annotations.
    pub annotated: bool,
}

impl SiteView {
    /// What templates see of `site.yaml`; `annotated` tells whether any letter has editors' annotations.
    pub fn of(site: &Site, annotated: bool) -> Self {
        Self {
            title: site.name().to_owned(),
            description: site.description.clone(),
            language: site.language.tag(),
            publisher: site.publisher.clone(),
            license: site.license.clone(),
            base_path: site.base_path(),
            base_url: site.base_url.clone(),
            annotated,
        }
    }
}

/// The page at hand.
#[derive(Debug, Serialize)]
pub struct PageView {
    /// For the title bar, without the name of the site.
    pub title: String,
    /// Below the root: `28638/201/`.
    pub path: String,
    /// With the base path.
    pub url: String,
    /// The full address, if the site's is known.
    pub canonical: Option<String>,
    /// `letter`, `work`, `dossier`, `home`, `letters`, `index`, `list`, `dossiers`, `not_found` or `redirect`.
    pub kind: &'static str,
    /// For search engines.
    pub description: Option<String>,
}

/// A day.
#[derive(Debug, Clone, Serialize)]
pub struct DateView {
    /// `2021-09-15`.
    pub iso: String,
    /// `15 september 2021`.
    pub text: String,
}

/// What lists and cards tell of a work.
#[derive(Debug, Serialize)]
pub struct WorkView {
    /// `Kamerstuk 28 638, nr. 200`.
    pub label: String,
    /// Its page.
    pub url: String,
    /// Its title.
    pub title: Option<String>,
    /// Kind of Kamerstuk.
    pub soort: Option<String>,
    /// Its date.
    pub date: Option<DateView>,
    /// Who sent it.
    pub sender: Option<String>,
    /// Whether it can be read here.
    pub held: bool,
    /// How many letters of the collection cite it.
    pub cited_by: usize,
    /// Language of its title.
    pub language: String,
}

/// A work as lists show it.
#[derive(Debug, Serialize)]
pub struct LineView {
    /// What is known of it.
    #[serde(flatten)]
    pub work: WorkView,
    /// HTML: what `_work.html` makes of it.
    pub html: String,
}

/// A spot that cites, with its sentence in three parts.
#[derive(Debug, Serialize)]
pub struct PlaceView {
    /// The spot.
    pub href: String,
    /// The mark of the note that it stands in.
    pub note: Option<String>,
    /// The number of the editors' annotation that it stands in; then these are no words of the letter.
    pub annotation: Option<usize>,
    /// The mark of the note that cites, if these words only refer the reader to it.
    pub via: Option<String>,
    /// Language of the sentence; that of the site for what its editors wrote.
    pub language: Option<String>,
    /// The sentence before the citation.
    pub before: String,
    /// The citation; empty if it stands in a note.
    pub cited: String,
    /// The sentence after it.
    pub after: String,
}

/// A work with the places that cite it, or at which it is cited.
#[derive(Debug, Serialize)]
pub struct CitingView {
    /// The other work.
    pub work: Prepared<LineView>,
    /// The places.
    pub places: Vec<PlaceView>,
}

/// A dossier as others refer to it.
#[derive(Debug, Serialize)]
pub struct DossierRef {
    /// `28 638`.
    pub number: String,
    /// The dossiertitel.
    pub title: Option<String>,
    /// Its page.
    pub url: String,
}

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

/// A heading.
#[derive(Debug, Serialize)]
pub struct HeadingView<'a> {
    /// 2 to 6.
    pub level: u8,
    /// Its anchor.
    pub id: &'a str,
    /// Its text.
    pub text: &'a str,
}

/// A footnote.
#[derive(Debug, Serialize)]
pub struct NoteView<'a> {
    /// What is printed at the mark.
    pub mark: &'a str,
    /// Its anchor.
    pub id: &'a str,
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
    /// Language of the text.
    pub language: &'a str,
    /// Where the text came from.
    pub source: Option<&'a str>,
    /// The ministry's own reference.
    pub kenmerk: Option<&'a str>,
    /// The official publication.
    pub official: Option<String>,
    /// HTML.
    pub body: String,
    /// Headings, for a table of contents.
    pub headings: Vec<HeadingView<'a>>,
    /// Notes.
    pub notes: Vec<NoteView<'a>>,
    /// Whether the notes can stand beside the text: they are numbered 1, 2, 3 … and not too many.
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

/// The head of a dossier page.
#[derive(Debug, Serialize)]
pub struct DossierView {
    /// `28 638`.
    pub number: String,
    /// The dossiertitel.
    pub title: Option<String>,
    /// Its page.
    pub url: String,
    /// The official page.
    pub official: Option<String>,
    /// Letters held.
    pub held: usize,
    /// Works that are merely cited.
    pub cited: usize,
}

/// Works named in the title of a link to a note.
const TITLES: usize = 3;

const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

/// Makes views; knows everything that has been read.
pub struct Views<'a> {
    corpus: &'a Corpus,
    resolution: &'a Resolution,
    graph: &'a CitationGraph,
    /// The works as lists show them: most are shown many times.
    works: Vec<Prepared<LineView>>,
    strings: &'a BTreeMap<String, String>,
    before_1995: Scans,
    language: Language,
    base_path: String,
    base_url: Option<String>,
}

impl<'a> Views<'a> {
    /// Views of this collection, or what is wrong with the template of a work.
    pub fn new(
        corpus: &'a Corpus,
        resolution: &'a Resolution,
        graph: &'a CitationGraph,
        site: &Site,
        templates: &'a Templates,
    ) -> Result<Self, Diagnostic> {
        let mut views = Self {
            corpus,
            resolution,
            graph,
            works: Vec::new(),
            strings: templates.strings(),
            before_1995: site.before_1995,
            language: site.language,
            base_path: site.base_path(),
            base_url: site.base_url.clone(),
        };
        let line = |work: usize| {
            let work = views.work_view(work);
            let mut html = Vec::new();
            templates.render("_work.html", &Values::default().with("w", &work), &mut html)?;
            let html = String::from_utf8_lossy(&html).into_owned();
            Ok(Prepared::new(&LineView { work, html }))
        };
        views.works =
            (0..resolution.works.len()).into_par_iter().map(line).collect::<Result<_, Diagnostic>>()?;
        Ok(views)
    }

    /// The page at an address.
    pub fn page(
        &self,
        path: &OutPath,
        kind: &'static str,
        title: String,
        description: Option<String>,
    ) -> PageView {
        PageView {
            title,
            path: path.as_str().to_owned(),
            url: self.url(path),
            canonical: self.base_url.as_ref().map(|base| format!("{base}{}", path.as_str())),
            kind,
            description,
        }
    }

    /// The address of a page, from the root of the host.
    pub fn url(&self, path: &OutPath) -> String {
        format!("{}{}", self.base_path, path.as_str())
    }

    fn date(&self, date: Date) -> DateView {
        DateView { iso: date.to_string(), text: format!("{} {}", date.day(), self.month(date)) }
    }

    /// The month of a date: `september 2021`.
    fn month(&self, date: Date) -> String {
        let months = if self.language == Language::Nl { MAANDEN } else { MONTHS };
        let month = usize::try_from(date.month() - 1).ok().and_then(|m| months.get(m));
        format!("{} {}", month.copied().unwrap_or_default(), date.year())
    }

    fn letter_of(&self, work: usize) -> Option<&'a Letter> {
        self.resolution.works.get(work)?.letter.and_then(|index| self.corpus.letters.get(index))
    }

    fn entry_of(&self, work: usize) -> Option<&'a RegisterEntry> {
        self.resolution.works.get(work)?.entry.and_then(|index| self.corpus.register.get(index))
    }

    /// What the page of a work is called.
    pub fn label(&self, work: usize) -> String {
        let id = self.resolution.works.get(work).and_then(|w| w.id.as_ref());
        match (id, self.letter_of(work).map(|l| &l.meta.identity)) {
            (Some(id), _) => id.label(),
            (None, Some(Identity::Kenmerk(kenmerk))) => kenmerk.clone(),
            (None, _) => String::new(),
        }
    }

    /// A work as lists show it.
    pub fn work(&self, work: usize) -> Prepared<LineView> {
        self.works[work].clone()
    }

    fn work_view(&self, work: usize) -> WorkView {
        let letter = self.letter_of(work);
        let entry = self.entry_of(work);
        let (indieners, date) = match (letter, entry) {
            (Some(letter), _) => (&letter.meta.indieners[..], Some(letter.meta.date)),
            (None, Some(entry)) => (&entry.indieners[..], entry.date),
            (None, None) => (&[][..], None),
        };
        let senders = indieners.iter().filter_map(|i| i.ambt.as_deref().or(i.naam.as_deref()));
        let sender = senders.collect::<Vec<_>>().join(", ");
        let label = self.label(work);
        // A letter that has no title of its own was given its number.
        let title = self.title_of(work).filter(|title| !same_words(title, &label));
        WorkView {
            label,
            url: self.url(&self.resolution.works[work].path),
            title,
            soort: letter.map(|l| l.meta.soort.clone()).or_else(|| entry.and_then(|e| e.soort.clone())),
            date: date.map(|d| self.date(d)),
            sender: (!sender.is_empty()).then_some(sender),
            held: letter.is_some(),
            cited_by: self.graph.citing[work],
            language: letter.map_or_else(|| "nl".to_owned(), |l| l.meta.language.clone()),
        }
    }

    /// The title of a work.
    pub fn title_of(&self, work: usize) -> Option<String> {
        let title = self.letter_of(work).map(|l| &l.meta.title);
        title.or_else(|| self.entry_of(work).and_then(|e| e.title.as_ref())).cloned()
    }

    /// The date of a work, for ordering.
    pub fn date_of(&self, work: usize) -> Option<Date> {
        self.letter_of(work).map(|l| l.meta.date).or_else(|| self.entry_of(work).and_then(|e| e.date))
    }

    fn place(&self, edge: Edge, page: Option<&OutPath>) -> PlaceView {
        let letter = &self.corpus.letters[edge.letter];
        let found = &letter.text.citations[edge.citation];
        let note = found.note.and_then(|index| letter.text.notes.get(index));
        // The reader of a citing sentence wants to land in that sentence, not in the note.
        let anchor = match note.and_then(|n| n.references.first()) {
            Some(reference) => &reference.id,
            None => &found.anchor,
        };
        let sentence = &found.sentence;
        let part = |range: std::ops::Range<usize>| sentence.text.get(range).unwrap_or_default().to_owned();
        PlaceView {
            href: format!("{}#{anchor}", page.map(|path| self.url(path)).unwrap_or_default()),
            note: note.map(|n| n.mark.clone()),
            annotation: found.annotation.map(|index| index + 1),
            via: edge.via.and_then(|index| letter.text.notes.get(index)).map(|n| n.mark.clone()),
            language: found.annotation.is_none().then(|| letter.meta.language.clone()),
            before: part(0..sentence.marked.start),
            cited: part(sentence.marked.clone()),
            after: part(sentence.marked.end..sentence.text.len()),
        }
    }

    /// The letters behind these citations, each once with its places.
    pub fn citing(&self, edges: &[Edge]) -> Vec<CitingView> {
        let mut views: Vec<CitingView> = Vec::new();
        let mut last = usize::MAX;
        for &edge in edges {
            let place = self.place(edge, Some(&self.corpus.letters[edge.letter].meta.path));
            match views.last_mut() {
                Some(view) if last == edge.letter => view.places.push(place),
                _ => views.push(CitingView { work: self.work(edge.letter), places: vec![place] }),
            }
            last = edge.letter;
        }
        views
    }

    /// What a letter cites.
    pub fn cites(&self, letter: usize) -> Vec<CitingView> {
        let view = |(work, edges): &(usize, Vec<Edge>)| CitingView {
            work: self.work(*work),
            places: edges.iter().map(|&edge| self.place(edge, None)).collect(),
        };
        self.graph.cites[letter].iter().map(view).collect()
    }

    fn dossier_ref(&self, number: DossierNumber) -> DossierRef {
        DossierRef {
            number: number.printed(),
            title: self.corpus.dossiers.get(&number).map(|d| d.title.clone()),
            url: self.url(&OutPath::of_dossier(number)),
        }
    }

    /// A dossier.
    pub fn dossier(&self, number: DossierNumber) -> DossierView {
        let DossierRef { number: printed, title, url } = self.dossier_ref(number);
        let works = self.resolution.dossiers.get(&number).map(Vec::as_slice).unwrap_or_default();
        let held = works.iter().filter(|&&w| self.letter_of(w).is_some()).count();
        DossierView {
            number: printed,
            title,
            url,
            official: DocumentId::of_dossier(number).official_address(),
            held,
            cited: works.len() - held,
        }
    }

    /// A work that is not held.
    pub fn stub(&self, work: usize) -> StubView {
        let entry = self.entry_of(work);
        let id = self.resolution.works[work].id.as_ref();
        StubView {
            work: self.work_view(work),
            id: id.map(ToString::to_string).unwrap_or_default(),
            official: self.resolution.works[work].official.clone(),
            summary: entry.and_then(|e| e.summary.clone()),
            indieners: entry.map(|e| indieners(&e.indieners)).unwrap_or_default(),
            dossier: id.and_then(DocumentId::dossier).map(|d| self.dossier_ref(d)),
        }
    }

    /// A letter.
    pub fn letter(&self, index: usize) -> LetterView<'a> {
        let letter = &self.corpus.letters[index];
        let meta = &letter.meta;
        let kst = meta.id().and_then(DocumentId::kst);
        // The works of a dossier are in order, the letters that are held first.
        let works = meta.dossiers.first().and_then(|d| self.resolution.dossiers.get(d));
        let neighbour = |step: isize| {
            let at = works?.binary_search(&index).ok()?.checked_add_signed(step)?;
            works?.get(at).filter(|&&w| self.letter_of(w).is_some()).map(|&w| self.work(w))
        };
        LetterView {
            label: self.label(index),
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
            language: &meta.language,
            source: meta.source.as_deref(),
            kenmerk: meta.kenmerk.as_deref(),
            official: self.resolution.works[index].official.clone(),
            body: self.html(index, &letter.text.markup),
            headings: letter
                .text
                .headings
                .iter()
                .map(|h| HeadingView { level: h.level, id: &h.id, text: &h.text })
                .collect(),
            notes: letter.text.notes.iter().map(|note| self.note(index, note)).collect(),
            sidenotes: numbered_on(&letter.text.notes),
            answers: self.of_pairs(&self.resolution.answers, index),
            answered_by: self.of_pairs(&self.resolution.answered_by, index),
            previous: neighbour(-1),
            next: neighbour(1),
        }
    }

    /// What a sorted list of pairs joins to a work.
    fn of_pairs(&self, pairs: &[(usize, usize)], first: usize) -> Vec<Prepared<LineView>> {
        let from = pairs.partition_point(|&(a, _)| a < first);
        pairs[from..].iter().take_while(|&&(a, _)| a == first).map(|&(_, b)| self.work(b)).collect()
    }

    fn list_url(&self, facet: Facet, value: &str) -> Option<String> {
        facet.address_of(value).map(|path| self.url(&path))
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

    fn note(&self, letter: usize, note: &'a Footnote) -> NoteView<'a> {
        NoteView {
            mark: &note.mark,
            id: &note.id,
            html: self.html(letter, &note.markup),
            backlinks: note
                .references
                .iter()
                .enumerate()
                .map(|(n, r)| BacklinkView { href: format!("#{}", r.id), n: n + 1 })
                .collect(),
        }
    }

    /// The HTML of a letter's text with its citations linked.
    fn html(&self, letter: usize, markup: &Markup) -> String {
        self.html_with(letter, markup, true)
    }

    /// The same for the page of the letter, or for another: without anchors, and with the address of the letter in
    /// links to its notes.
    fn html_with(&self, letter: usize, markup: &Markup, at_home: bool) -> String {
        let found = &self.corpus.letters[letter].text.citations;
        let targets = &self.resolution.targets[letter];
        let page = if at_home { String::new() } else { self.url(&self.corpus.letters[letter].meta.path) };
        let open = |out: &mut String, Opening { citation, member, first, words }: Opening| {
            let id = (at_home && first && member == 0).then(|| found[citation].anchor.as_str());
            match targets[citation].get(member) {
                Some(target) => self.open_link(out, letter, &page, (target, words), id),
                None => "",
            }
        };
        markup.fill(open, |out, mark| self.mark(out, letter, mark))
    }

    /// A word of the interface.
    pub(crate) fn word(&self, key: &str) -> &str {
        self.strings.get(key).map_or("", String::as_str)
    }

    /// Writes the opening tag of a citation's link; gives the closing tag.
    fn open_link(
        &self,
        out: &mut String,
        letter: usize,
        page: &str,
        (target, said): (&Target, &str),
        id: Option<&str>,
    ) -> &'static str {
        let state = self.resolution.state(self.corpus, target);
        let href = match target {
            Target::Work(work) => self.link_of(*work).map(|path| self.url(&path)),
            Target::Dossier(number) => Some(self.url(&OutPath::of_dossier(*number))),
            Target::Address(url) => is_web_address(url).then(|| url.clone()),
            Target::Note(index) => {
                self.corpus.letters[letter].text.notes.get(*index).map(|note| format!("{page}#{}", note.id))
            }
            Target::Ambiguous | Target::Unknown => None,
        };
        let (open, close) = if href.is_some() { ("<a", "</a>") } else { ("<span", "</span>") };
        out.push_str(open);
        out.push_str(" class=\"citaat\" data-state=\"");
        out.push_str(state.name());
        out.push('"');
        let mut attribute = |name: &str, value: &str| {
            if !value.is_empty() {
                out.push(' ');
                out.push_str(name);
                out.push_str("=\"");
                escape_attribute(out, value);
                out.push('"');
            }
        };
        attribute("id", id.unwrap_or_default());
        attribute("href", href.as_deref().unwrap_or_default());
        if let Target::Address(_) = target {
            attribute("rel", "external noopener");
        }
        attribute("title", &self.link_title(letter, target, said, state));
        out.push('>');
        close
    }

    /// The page to which a citation of a work leads; none for a scan, unless the site wants its dossier.
    fn link_of(&self, work: usize) -> Option<OutPath> {
        match (self.scanned_in(work), self.before_1995) {
            (None, _) => Some(self.resolution.works[work].path.clone()),
            (Some(dossier), Scans::Dossier) => Some(OutPath::of_dossier(dossier)),
            (Some(_), Scans::Text) => None,
        }
    }

    /// The dossier of a Kamerstuk of which nothing is known but its number, and that has no official page.
    fn scanned_in(&self, work: usize) -> Option<DossierNumber> {
        let Work { id, letter: None, entry: None, official: None, .. } = self.resolution.works.get(work)?
        else {
            return None;
        };
        id.as_ref()?.kst().map(|kst| kst.dossier)
    }

    /// What a citation turned out to mean, in words that the link does not say itself.
    fn link_title(&self, letter: usize, target: &Target, said: &str, state: State) -> String {
        let title = match target {
            Target::Work(work) if same_words(said, &self.label(*work)) => {
                self.title_of(*work).unwrap_or_default()
            }
            Target::Work(work) => self.titled(*work),
            Target::Dossier(number) => self.dossier_ref(*number).title.unwrap_or_default(),
            Target::Note(index) => self.note_title(letter, *index),
            Target::Address(_) | Target::Ambiguous | Target::Unknown => String::new(),
        };
        let remark = match state {
            State::Elsewhere if matches!(target, Target::Work(work) if self.scanned_in(*work).is_some()) => {
                self.word("scan")
            }
            State::Elsewhere if !matches!(target, Target::Address(_)) => self.word("not_held"),
            State::Here | State::Elsewhere => "",
            State::Ambiguous => self.word("ambiguous"),
            State::Unknown => self.word("unknown"),
        };
        match (title.is_empty(), remark.is_empty()) {
            (false, false) => format!("{title} ({remark})"),
            _ => title + remark,
        }
    }

    /// A work's label with its title.
    fn titled(&self, work: usize) -> String {
        let letter = self.letter_of(work).map(|l| l.meta.title.as_str());
        let title = letter.or_else(|| self.entry_of(work).and_then(|e| e.title.as_deref()));
        title.map_or_else(|| self.label(work), |title| format!("{}: {title}", self.label(work)))
    }

    /// `Noot 3: Kamerstuk 28 638, nr. 200`.
    fn note_title(&self, letter: usize, note: usize) -> String {
        let mark = self.corpus.letters[letter].text.notes.get(note).map_or("", |note| note.mark.as_str());
        let cited = self.graph.through_note(letter, note);
        let more = if cited.len() > TITLES { "; …" } else { "" };
        let cited: Vec<String> = cited.iter().take(TITLES).map(|&work| self.titled(work)).collect();
        let colon = if cited.is_empty() { "" } else { ": " };
        format!("{} {mark}{colon}{}{more}", self.word("note"), cited.join("; "))
    }
}

/// Whether two texts are the same but for the spaces at which no line may break.
fn same_words(a: &str, b: &str) -> bool {
    let plain = |c: char| if c == '\u{a0}' { ' ' } else { c };
    a.chars().map(plain).eq(b.chars().map(plain))
}

/// Whether the theme's stylesheet has a rule for each of these notes.
fn numbered_on(notes: &[Footnote]) -> bool {
    (1..=limits::SIDENOTES).contains(&notes.len())
        && notes.last().is_some_and(|last| last.mark == notes.len().to_string())
}

fn indieners(list: &[Indiener]) -> Vec<IndienerView> {
    list.iter().map(|i| IndienerView { ambt: i.ambt.clone(), naam: i.naam.clone(), url: None }).collect()
}
