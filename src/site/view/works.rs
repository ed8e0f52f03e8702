//! Works as lists show them: number, title, date, state, and where they are cited.

use super::Views;
use super::links::same_words;
use crate::collection::corpus::CitingText;
use crate::collection::graph::Edge;
use crate::collection::index::{LetterIx, TextIx, WorkIx};
use crate::content::front_matter::{Language, RegisterEntry};
use crate::content::letter::Letter;
use crate::dutch::months::MONTHS;
use crate::number::address::OutPath;
use crate::number::identifier::DocumentId;
use crate::number::kst::DossierNumber;
use crate::site::render::Prepared;
use jiff::civil::Date;
use serde::Serialize;

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
    /// Language of its title, where it is not that of the site.
    pub lang: Option<String>,
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
    /// Language of the sentence, where it is not that of the site, in which its editors write.
    pub lang: Option<String>,
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
    /// The other work, or the introduction of a dossier, told as a work is.
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
    /// Language of the title, where it is not that of the site.
    pub lang: Option<String>,
    /// Its page.
    pub url: String,
}

/// The head of a dossier page.
#[derive(Debug, Serialize)]
pub struct DossierView {
    /// `28 638`.
    pub number: String,
    /// The dossiertitel.
    pub title: Option<String>,
    /// Language of the title, where it is not that of the site.
    pub lang: Option<String>,
    /// Its page.
    pub url: String,
    /// The official page.
    pub official: Option<String>,
    /// Letters held.
    pub held: usize,
    /// Works that are merely cited.
    pub cited: usize,
}

pub(super) const ENGLISH_MONTHS: [&str; 12] = [
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

/// Language of titles of which nothing else is known.
pub(super) const DUTCH: &str = "nl";

/// A day as it is said in Dutch, whatever the interface speaks: `15 september 2021`.
pub(crate) fn dutch_day(date: Date) -> String {
    let month = usize::try_from(date.month() - 1).ok().and_then(|m| MONTHS.get(m));
    format!("{} {} {}", date.day(), month.copied().unwrap_or_default(), date.year())
}

impl<'a> Views<'a> {
    /// A language, if it is not that of the site.
    pub(crate) fn foreign(&self, language: &str) -> Option<String> {
        (language != self.language.tag()).then(|| language.to_owned())
    }

    pub(crate) fn date(&self, date: Date) -> DateView {
        DateView { iso: date.to_string(), text: format!("{} {}", date.day(), self.month(date)) }
    }

    /// The month of a date: `september 2021`.
    pub(super) fn month(&self, date: Date) -> String {
        let months = if self.language == Language::Nl { MONTHS } else { ENGLISH_MONTHS };
        let month = usize::try_from(date.month() - 1).ok().and_then(|m| months.get(m));
        format!("{} {}", month.copied().unwrap_or_default(), date.year())
    }

    pub(super) fn letter_of(&self, work: WorkIx) -> Option<&'a Letter> {
        self.resolution.works.get(work)?.letter.and_then(|index| self.corpus.letters.get(index))
    }

    pub(super) fn entry_of(&self, work: WorkIx) -> Option<&'a RegisterEntry> {
        self.resolution.works.get(work)?.entry.and_then(|index| self.corpus.register.get(index))
    }

    /// What the page of a work is called.
    pub fn label(&self, work: impl Into<WorkIx>) -> &str {
        self.labels.get(work.into()).map_or("", String::as_str)
    }

    /// The same, made anew.
    pub(super) fn label_of(&self, work: WorkIx) -> String {
        let id = self.resolution.works.get(work).and_then(|w| w.id.as_ref());
        match (id, self.letter_of(work)) {
            (Some(id), _) => id.label(),
            // A letter with a reference of the ministry alone is named as people do.
            (None, Some(letter)) => {
                format!("{} {} {}", letter.meta.soort, self.word("of_date"), self.date(letter.meta.date).text)
            }
            (None, None) => String::new(),
        }
    }

    /// A work as lists show it.
    pub fn work(&self, work: impl Into<WorkIx>) -> Prepared<LineView> {
        self.works.at(work.into()).clone()
    }

    pub(super) fn work_view(&self, work: WorkIx) -> WorkView {
        let letter = self.letter_of(work);
        let entry = self.entry_of(work);
        let (indieners, date) = match (letter, entry) {
            (Some(letter), _) => (&letter.meta.indieners[..], Some(letter.meta.date)),
            (None, Some(entry)) => (&entry.indieners[..], entry.date),
            (None, None) => (&[][..], None),
        };
        let senders = indieners.iter().filter_map(|i| i.ambt.as_deref().or(i.naam.as_deref()));
        let sender = senders.collect::<Vec<_>>().join(", ");
        let label = self.label(work).to_owned();
        // A letter that has no title of its own was given its number.
        let title = self.title_of(work).filter(|title| !same_words(title, &label));
        WorkView {
            label,
            url: self.url(&self.resolution.works.at(work).path),
            title,
            soort: letter.map(|l| l.meta.soort.clone()).or_else(|| entry.and_then(|e| e.soort.clone())),
            date: date.map(|d| self.date(d)),
            sender: (!sender.is_empty()).then_some(sender),
            held: letter.is_some(),
            cited_by: *self.graph.citing.at(work),
            lang: self.foreign(letter.map_or(DUTCH, |l| &l.meta.language)),
        }
    }

    /// The title of a work.
    pub fn title_of(&self, work: WorkIx) -> Option<String> {
        let title = self.letter_of(work).map(|l| &l.meta.title);
        title.or_else(|| self.entry_of(work).and_then(|e| e.title.as_ref())).cloned()
    }

    /// The date of a work, for ordering.
    pub fn date_of(&self, work: WorkIx) -> Option<Date> {
        self.letter_of(work).map(|l| l.meta.date).or_else(|| self.entry_of(work).and_then(|e| e.date))
    }

    pub(crate) fn place(&self, edge: Edge, page: Option<&OutPath>) -> PlaceView {
        let CitingText { text, letter, .. } = self.corpus.text(edge.text);
        let citing = text.citing(edge.citation);
        let note = citing.note().and_then(|note| text.note(note));
        // The reader of a citing sentence wants to land in that sentence, not in the note.
        let anchor = text.citing_anchor(edge.citation, edge.place);
        let sentence = text.citing_sentence(citing, edge.place);
        let part = |range: std::ops::Range<usize>| sentence.text.get(range).unwrap_or_default().to_owned();
        PlaceView {
            href: format!("{}#{anchor}", page.map(|path| self.url(path)).unwrap_or_default()),
            note: note.map(|n| n.mark.clone()),
            annotation: citing.annotation().map(|annotation| annotation.0 + 1),
            via: edge.via.and_then(|note| text.note(note)).map(|n| n.mark.clone()),
            lang: letter
                .filter(|_| citing.annotation().is_none())
                .and_then(|letter| self.foreign(&letter.language)),
            before: part(0..sentence.marked.start),
            cited: part(sentence.marked.clone()),
            after: part(sentence.marked.end..sentence.text.len()),
        }
    }

    /// The texts behind these citations, each once with its places.
    pub fn citing(&self, edges: &[Edge]) -> Vec<CitingView> {
        let view = |edges: &[Edge]| {
            let text = edges.first()?.text;
            let page = self.corpus.page_of(text);
            let work = match text {
                TextIx::Letter(letter) => self.work(letter),
                TextIx::Introduction(dossier) => self.introductions.at(dossier).clone(),
            };
            let places = edges.iter().map(|&edge| self.place(edge, Some(&page))).collect();
            Some(CitingView { work, places })
        };
        edges.chunk_by(|a, b| a.text == b.text).filter_map(view).collect()
    }

    /// What a letter cites.
    pub fn cites(&self, letter: LetterIx) -> Vec<CitingView> {
        let view = |(work, edges): &(WorkIx, Vec<Edge>)| CitingView {
            work: self.work(*work),
            places: edges.iter().map(|&edge| self.place(edge, None)).collect(),
        };
        self.graph.cites.letters.at(letter).iter().map(view).collect()
    }

    pub(super) fn dossier_ref(&self, number: DossierNumber) -> DossierRef {
        let title = self.corpus.dossier(number).map(|(_, d)| d.meta.title.clone());
        DossierRef {
            number: number.printed(),
            lang: title.as_ref().and_then(|_| self.foreign(DUTCH)),
            title,
            url: self.url(&OutPath::of_dossier(number)),
        }
    }

    /// A dossier.
    pub fn dossier(&self, number: DossierNumber) -> DossierView {
        let DossierRef { number: printed, title, lang, url } = self.dossier_ref(number);
        let works = self.resolution.dossiers.get(&number).map(Vec::as_slice).unwrap_or_default();
        let held = works.iter().filter(|&&w| self.letter_of(w).is_some()).count();
        DossierView {
            number: printed,
            title,
            lang,
            url,
            official: DocumentId::of_dossier(number).official_address(),
            held,
            cited: works.len() - held,
        }
    }
}
