//! How a work is cited: in words, to be copied, and as reference managers, search engines and linked data want it.
//!
//! [`Reference`] is what is known of a work; the forms follow from it alone. [`formats`] writes BibTeX, RIS and
//! CSL-JSON, [`linked`] JSON-LD. Nothing is guessed: a form that lacks a fact leaves it out.

mod formats;
mod linked;

use super::Views;
use crate::collection::index::{LetterIx, WorkIx};
use crate::content::front_matter::Indiener;
use crate::content::markdown::escape_attribute;
use crate::number::address::OutPath;
use crate::number::identifier::DocumentId;
use crate::number::kst::{Chamber, DossierNumber, KstId};
use crate::number::vergaderjaar::Vergaderjaar;
pub(crate) use formats::Format;
use jiff::civil::Date;
use serde::Serialize;

/// How to cite the work of a page.
#[derive(Debug, Serialize)]
pub struct CiteView {
    /// `Kamerstukken II 2020/21, 28638, nr. 201`: what a place within the work is added to.
    pub form: String,
    /// The same with the title, as the *Leidraad voor juridische auteurs* has it in a footnote.
    pub leidraad: Option<String>,
    /// In words, for a text without footnotes.
    pub words: Option<String>,
    /// Whether it is a Kamerstuk, of which a bibliography after the *Leidraad* has none.
    pub paper: bool,
    /// The places that can be cited by themselves, paragraphs, items and rows, then notes: HTML, an item of a list each.
    pub places: Option<String>,
    /// `@report`; none of a work of which nothing is known but its number, which these formats cannot tell from others.
    pub bibtex: Option<String>,
    /// `TY  - BILL`.
    pub ris: Option<String>,
    /// CSL-JSON, a list of one.
    pub csl: Option<String>,
    /// The same of all letters of the dossier, or else of the site.
    pub files: Vec<CiteFilesView>,
    /// For the head of the page.
    pub meta: CiteMetaView,
}

/// The references of many letters.
#[derive(Debug, Serialize)]
pub struct CiteFilesView {
    /// The dossier; none for those of the site.
    pub dossier: Option<String>,
    /// The file of each format.
    pub files: Vec<CiteFileView>,
}

/// A file of references.
#[derive(Debug, Serialize)]
pub struct CiteFileView {
    /// `BibTeX`, `RIS` or `CSL-JSON`.
    pub format: &'static str,
    /// What it is on the web.
    pub media: &'static str,
    /// Its address.
    pub url: String,
}

/// Facts for the head of a page.
#[derive(Debug, Serialize)]
pub struct CiteMetaView {
    /// What it is called.
    pub title: String,
    /// Who wrote it, as bylines name them.
    pub authors: Vec<String>,
    /// `2021-09-15`, and as some write it in heads: `2021/09/15`.
    pub date: Option<String>,
    /// The latter.
    pub slashed: Option<String>,
    /// What kind of document it is.
    pub soort: Option<String>,
    /// `kst-28638-201`.
    pub id: Option<String>,
    /// Its number, as a report's.
    pub number: Option<String>,
    /// The house or ministry that it is a report of.
    pub institution: Option<String>,
    /// The language of its text.
    pub language: String,
    /// JSON-LD, HTML-safe: `<`, `>` and `&` are escaped as JSON has it.
    pub jsonld: String,
}

/// What a work is a part of.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Series {
    /// A Kamerstuk.
    Paper(KstId),
    /// Another publication, by its label.
    Other(String),
    /// A letter with a reference of the ministry alone.
    Kenmerk(String),
}

/// What is known of a work for a reference to it.
#[derive(Debug, Clone)]
pub(crate) struct Reference {
    /// A key that stays.
    key: String,
    id: Option<DocumentId>,
    series: Series,
    title: Option<String>,
    soort: Option<String>,
    indieners: Vec<Indiener>,
    date: Option<Date>,
    session: Option<Vergaderjaar>,
    language: String,
    url: String,
    official: Option<String>,
}

impl Reference {
    /// `Kamerstukken II`
    fn container(&self) -> Option<&'static str> {
        match &self.series {
            Series::Paper(kst) => Some(match kst.ondernummer.chamber() {
                Chamber::Tweede => "Kamerstukken II",
                Chamber::Eerste => "Kamerstukken I",
            }),
            Series::Other(_) | Series::Kenmerk(_) => None,
        }
    }

    /// The house that a Kamerstuk is a paper of.
    fn house(&self) -> Option<&'static str> {
        self.container().map(|container| match container {
            "Kamerstukken I" => "Eerste Kamer der Staten-Generaal",
            _ => "Tweede Kamer der Staten-Generaal",
        })
    }

    /// `Kamerstukken II 2020/21, 28638, nr. 201`
    pub(crate) fn form(&self) -> String {
        match &self.series {
            Series::Paper(kst) => {
                let year = self.session.map(|year| format!(" {}", year.short())).unwrap_or_default();
                let container = self.container().unwrap_or_default();
                format!("{container}{year}, {}, {}", dossier(kst.dossier), number(*kst))
            }
            Series::Other(label) => label.clone(),
            Series::Kenmerk(kenmerk) => format!("kenmerk {kenmerk}"),
        }
    }

    /// The senders in one line: `A. de Bruin, minister van Financiën`.
    fn senders(&self) -> String {
        let one = |i: &Indiener| {
            let parts: Vec<&str> = i.ambt.iter().chain(&i.naam).map(String::as_str).collect();
            parts.join(" ")
        };
        let all: Vec<String> = self.indieners.iter().map(one).collect();
        match all.split_last() {
            Some((last, rest)) if !rest.is_empty() => format!("{} en {last}", rest.join(", ")),
            Some((last, _)) => last.clone(),
            None => String::new(),
        }
    }

    /// Who wrote it, as bylines name them.
    fn authors(&self) -> Vec<String> {
        self.indieners.iter().filter_map(|i| i.naam.clone().or_else(|| i.ambt.clone())).collect()
    }
}

/// `28638`, `36600 XVI`, `21501-02`: as citations have it, without the space between thousands.
fn dossier(number: DossierNumber) -> String {
    let text = number.to_string();
    match text.split_once('-') {
        Some((digits, addition)) if !addition.starts_with(|c: char| c.is_ascii_digit()) => {
            format!("{digits} {addition}")
        }
        _ => text,
    }
}

/// `nr. 201`, or `B`.
fn number(kst: KstId) -> String {
    match kst.ondernummer.chamber() {
        Chamber::Tweede => format!("nr. {}", kst.ondernummer),
        Chamber::Eerste => kst.ondernummer.to_string(),
    }
}

/// The file of the references of a dossier.
pub(crate) fn dossier_file(number: DossierNumber, format: Format) -> OutPath {
    OutPath::of_dossier(number).beside(format.of_dossier())
}

/// The file of the references of the site.
pub(crate) fn site_file(format: Format) -> OutPath {
    OutPath::home().beside(format.of_site())
}

impl Views<'_> {
    /// What is known of a work for a reference to it.
    pub(crate) fn reference(&self, work: WorkIx) -> Option<Reference> {
        let of = self.resolution.works.get(work)?;
        let (letter, entry) = (self.letter_of(work), self.entry_of(work));
        let meta = letter.map(|letter| &letter.meta);
        let date = meta.map(|meta| meta.date).or_else(|| entry.and_then(|entry| entry.date));
        let plain = |text: String| text.replace('\u{a0}', " ");
        let series = match (of.id.as_ref().and_then(DocumentId::kst), &of.id) {
            (Some(kst), _) => Series::Paper(kst),
            (None, Some(id)) => Series::Other(plain(id.label())),
            (None, None) => Series::Kenmerk(meta.and_then(|meta| meta.kenmerk.clone()).unwrap_or_default()),
        };
        let key = of
            .id
            .as_ref()
            .map_or_else(|| of.path.as_str().trim_end_matches('/').replace('/', "-"), ToString::to_string);
        Some(Reference {
            key,
            id: of.id.clone(),
            series,
            title: self.title_of(work),
            soort: meta
                .map(|meta| meta.soort.clone())
                .or_else(|| entry.and_then(|entry| entry.soort.clone())),
            indieners: meta
                .map(|m| m.indieners.clone())
                .or_else(|| entry.map(|e| e.indieners.clone()))
                .unwrap_or_default(),
            date,
            session: meta
                .map(|m| m.vergaderjaar)
                .or_else(|| date.and_then(|date| Vergaderjaar::on(date).ok())),
            language: meta.map_or_else(|| super::works::DUTCH.to_owned(), |meta| meta.language.clone()),
            url: self.full(&of.path),
            official: of.official.clone(),
        })
    }

    /// The address of a page, with that of the site if it is known.
    pub(crate) fn full(&self, path: &OutPath) -> String {
        match &self.base_url {
            Some(base) => format!("{base}{}", path.as_str()),
            None => self.url(path),
        }
    }

    /// How to cite a letter or another work.
    pub(crate) fn cite(&self, work: WorkIx) -> Option<CiteView> {
        let reference = self.reference(work)?;
        let form = reference.form();
        let paper = matches!(reference.series, Series::Paper(_));
        let leidraad = reference.title.as_ref().filter(|_| paper).map(|title| format!("{title} ({form})"));
        let meta = self.cite_meta(work, &reference);
        let known = reference.title.is_some() || reference.date.is_some();
        let one = |format: Format| known.then(|| format.write(std::slice::from_ref(&reference)));
        let mut view = CiteView {
            leidraad,
            words: self.in_words(&reference),
            paper,
            places: None,
            bibtex: one(Format::Bibtex),
            ris: one(Format::Ris),
            csl: one(Format::Csl),
            files: self.cite_files(reference.id.as_ref().and_then(DocumentId::dossier)),
            meta,
            form,
        };
        if !paper && let Some(words) = &view.words {
            // Without a number of its own a letter is known by who wrote it, when and on what.
            if matches!(reference.series, Series::Kenmerk(_)) {
                view.form = format!("{words}, {}", view.form);
                view.words = None;
            }
        }
        let letter = self.resolution.works.get(work).and_then(|w| w.letter);
        view.places =
            letter.map(|letter| self.cite_places(letter, &view.form)).filter(|places| !places.is_empty());
        Some(view)
    }

    /// `Brief van de Minister van Financiën van 15 september 2022 over …`, with the title in quotation marks.
    fn in_words(&self, reference: &Reference) -> Option<String> {
        let title = reference.title.as_ref()?;
        let soort = reference.soort.as_deref().unwrap_or_default();
        let senders = reference.senders();
        let mut words: Vec<String> = Vec::new();
        words.extend((!senders.is_empty()).then_some(senders));
        words.push(format!("‘{title}’"));
        let dated = reference.date.map(|date| format!("{} {}", self.word("of_date"), self.date(date).text));
        let kind = [soort.to_lowercase(), dated.unwrap_or_default()];
        let kind =
            kind.iter().map(String::as_str).filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" ");
        words.extend((!kind.is_empty()).then_some(kind));
        (words.len() > 1).then(|| words.join(", "))
    }

    /// The places of a letter that have an address, each with its reference. They are many: written here, not by a
    /// template.
    fn cite_places(&self, letter: LetterIx, form: &str) -> String {
        let Some(letter) = self.corpus.letters.get(letter) else { return String::new() };
        let mut shown = String::new();
        escape_attribute(&mut shown, form);
        let mut out = String::new();
        let mut line = |anchor: &str, name: &str, place: &str| {
            out.push_str("<li><a href=\"#");
            escape_attribute(&mut out, anchor);
            out.push_str("\">");
            out.push_str(&shown);
            out.push_str(", ");
            out.push_str(name);
            out.push(' ');
            escape_attribute(&mut out, place);
            out.push_str("</a></li>\n");
        };
        for part in &letter.text.parts {
            line(&part.anchor, "¶", &part.place);
        }
        let note = self.word("note").to_lowercase();
        for n in &letter.text.notes {
            line(&n.id, &note, &n.mark);
        }
        out
    }

    /// The files of references that a page leads to.
    fn cite_files(&self, dossier: Option<DossierNumber>) -> Vec<CiteFilesView> {
        let files = |path: &dyn Fn(Format) -> OutPath| {
            let file = |format: Format| CiteFileView {
                format: format.name(),
                media: format.media(),
                url: self.url(&path(format)),
            };
            Format::ALL.map(file).into()
        };
        let of_dossier = dossier.filter(|&number| self.has_references(number)).map(|number| CiteFilesView {
            dossier: Some(number.printed()),
            files: files(&|format| dossier_file(number, format)),
        });
        let of_site = CiteFilesView { dossier: None, files: files(&site_file) };
        of_dossier.into_iter().chain([of_site]).collect()
    }

    /// Whether a dossier has files of references: those of its letters.
    pub(crate) fn has_references(&self, dossier: DossierNumber) -> bool {
        let works = self.resolution.dossiers.get(&dossier).map(Vec::as_slice).unwrap_or_default();
        works.iter().any(|&work| self.letter_of(work).is_some())
    }

    fn cite_meta(&self, work: WorkIx, reference: &Reference) -> CiteMetaView {
        let number = match &reference.series {
            Series::Paper(kst) => Some(format!("{}, {}", dossier(kst.dossier), number(*kst))),
            Series::Other(label) => Some(label.clone()),
            Series::Kenmerk(kenmerk) => Some(kenmerk.clone()).filter(|kenmerk| !kenmerk.is_empty()),
        };
        CiteMetaView {
            title: reference.title.clone().unwrap_or_else(|| self.label(work).to_owned()),
            authors: reference.authors(),
            date: reference.date.map(|date| date.to_string()),
            slashed: reference.date.map(|date| date.to_string().replace('-', "/")),
            soort: reference.soort.clone(),
            id: reference.id.as_ref().map(ToString::to_string),
            number,
            institution: reference
                .house()
                .map(str::to_owned)
                .or_else(|| reference.indieners.iter().find_map(|i| i.ambt.clone())),
            language: reference.language.clone(),
            jsonld: self.linked(work, reference),
        }
    }
}
