//! All editors' annotations: the overview in four orders, the feed, and per letter the same as Web Annotations.

use super::Pages;
use crate::collection::corpus::Corpus;
use crate::collection::index::LetterIx;
use crate::content::annotation::{Annotation, Annotations, jsonld};
use crate::content::letter::Letter;
use crate::content::markdown::AnnotationIx;
use crate::number::address::OutPath;
use crate::site::outputs::Output;
use crate::site::page_text::PageText;
use crate::site::render::Values;
use crate::site::view::annotations::{AnnotationView, annotations_of};
use crate::site::view::{Views, feed_path, on_page, pages};
use serde::Serialize;
use std::borrow::Cow;
use std::cmp::Reverse;
use std::collections::BTreeMap;
use std::sync::Arc;

/// An order of the overview.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Order {
    /// Newest first, by year.
    Date,
    /// By the home dossier of the letter.
    Dossier,
    /// By kind.
    Kind,
    /// By author.
    Author,
}

impl Order {
    pub(super) const ALL: [Self; 4] = [Self::Date, Self::Dossier, Self::Kind, Self::Author];

    /// The name in templates.
    fn name(self) -> &'static str {
        match self {
            Self::Date => "date",
            Self::Dossier => "dossier",
            Self::Kind => "kind",
            Self::Author => "author",
        }
    }

    pub(super) fn path(self) -> OutPath {
        match self {
            Self::Date => OutPath::annotations(""),
            Self::Dossier => OutPath::annotations("dossier/"),
            Self::Kind => OutPath::annotations("soort/"),
            Self::Author => OutPath::annotations("auteur/"),
        }
    }

    /// The group of an annotation: its place among the groups, and its heading.
    fn key(self, corpus: &Corpus, views: &Views<'_>, &(letter, _, annotation): &Remark<'_>) -> Key {
        let meta = &annotation.meta;
        match self {
            Self::Date => (-i64::from(meta.date.year()), meta.date.year().to_string()),
            Self::Dossier => {
                let dossier = corpus.letters.at(letter).meta.dossiers.first().copied();
                let heading = dossier.map(|number| {
                    let dossier = views.dossier(number);
                    let title = dossier.title.map(|title| format!(" {title}")).unwrap_or_default();
                    format!("{}{title}", dossier.number)
                });
                (0, heading.unwrap_or_default())
            }
            Self::Kind => (meta.kind as i64, meta.kind.name().to_owned()),
            Self::Author => (0, meta.author.clone()),
        }
    }
}

/// Where a group stands, and its heading.
type Key = (i64, String);

/// An annotation, with its letter and its own index among those of the letter.
pub(super) type Remark<'a> = (LetterIx, AnnotationIx, &'a Annotation);

/// Every annotation in each of the orders, with the heading of its group: made once for all pages of the overview.
pub(crate) struct Overview<'a> {
    orders: [Vec<(Arc<str>, Remark<'a>)>; 4],
}

impl<'a> Overview<'a> {
    pub(crate) fn of(corpus: &'a Corpus, views: &Views<'_>) -> Self {
        let mut newest: Vec<Remark<'a>> = Vec::new();
        for (letter, of) in corpus.letters.enumerated() {
            let list = of.annotations.iter().flat_map(|annotations| annotations.list.iter().enumerate());
            newest.extend(list.map(|(index, annotation)| (letter, AnnotationIx(index), annotation)));
        }
        newest.sort_by_key(|&(letter, index, annotation)| (Reverse(annotation.meta.date), letter, index));
        let grouped = |order: Order| {
            let mut groups: BTreeMap<Key, Vec<Remark<'a>>> = BTreeMap::new();
            for remark in &newest {
                groups.entry(order.key(corpus, views, remark)).or_default().push(*remark);
            }
            let headed = groups.into_iter().flat_map(|((_, heading), of)| {
                let heading: Arc<str> = heading.into();
                of.into_iter().map(move |remark| (Arc::clone(&heading), remark))
            });
            headed.collect()
        };
        Self { orders: Order::ALL.map(grouped) }
    }

    /// All of them in this order.
    fn in_order(&self, order: Order) -> &[(Arc<str>, Remark<'a>)] {
        self.orders.get(order as usize).map_or(&[], Vec::as_slice)
    }

    /// The newest first.
    pub(super) fn newest(&self) -> impl Iterator<Item = &Remark<'a>> {
        self.in_order(Order::Date).iter().map(|(_, remark)| remark)
    }

    pub(super) fn is_empty(&self) -> bool {
        self.len() == 0
    }

    pub(super) fn len(&self) -> usize {
        self.in_order(Order::Date).len()
    }
}

/// An annotation in a list.
#[derive(Serialize)]
struct EntryView<'a> {
    #[serde(flatten)]
    annotation: AnnotationView<'a>,
    /// Where it can be read.
    url: String,
    /// Its letter.
    letter: String,
    /// Title of the letter.
    title: &'a str,
}

/// Annotations that belong together.
#[derive(Serialize)]
struct Group<'a> {
    /// A year, a dossier, a kind or a name; empty if there is none.
    heading: &'a str,
    entries: Vec<EntryView<'a>>,
}

/// One of the orders.
#[derive(Serialize)]
struct OrderView {
    name: &'static str,
    url: String,
    current: bool,
}

impl Pages<'_> {
    /// Pages of the overview, each a page of one of its orders.
    pub(super) fn overviews(&self) -> Vec<(Order, usize)> {
        let last = match self.overview.len() {
            0 => return Vec::new(),
            count => pages(count),
        };
        Order::ALL.into_iter().flat_map(|order| (1..=last).map(move |page| (order, page))).collect()
    }

    pub(super) fn annotations(&self, path: &OutPath, order: Order, number: usize) -> Values {
        let all = self.overview.in_order(order);
        let groups: Vec<Group<'_>> = on_page(all, number)
            .chunk_by(|a, b| a.0 == b.0)
            .map(|part| Group {
                heading: part.first().map_or("", |(heading, _)| heading),
                entries: part.iter().map(|(_, remark)| self.entry(remark)).collect(),
            })
            .collect();
        let orders = Order::ALL.map(|other| OrderView {
            name: other.name(),
            url: self.views.url(&other.path()),
            current: other == order,
        });
        let follow = self.views.feed_at(&feed_path(), self.views.word("annotations").to_owned());
        let feed = self.site.base_url.as_ref().map(|_| self.views.url(&feed_path()));
        Values::default()
            .with("page", &self.views.page(path, "annotations", String::new(), None).followed(follow))
            .with("pager", &self.views.pager(&order.path(), number, pages(all.len())))
            .with("groups", &groups)
            .with("orders", &orders)
            .with("order", &order.name())
            .with("count", &all.len())
            .with("feed", &feed)
            .with("jsonld", &self.views.url(&OutPath::annotations(jsonld::COLLECTION)))
    }

    fn entry<'a>(&'a self, &(letter, index, annotation): &Remark<'a>) -> EntryView<'a> {
        let of = self.corpus.letters.at(letter);
        let mut view = self.views.annotation(letter, index, annotation);
        view.html = self.views.remark(letter, &annotation.markup);
        EntryView {
            url: format!("{}#{}", self.views.url(&of.meta.path), view.anchor),
            letter: self.views.label(letter).to_owned(),
            title: &of.meta.title,
            annotation: view,
        }
    }

    /// The address of a page or file, with that of the site if it is known.
    fn full(&self, path: &OutPath) -> String {
        match &self.site.base_url {
            Some(base) => format!("{base}{}", path.as_str()),
            None => self.views.url(path),
        }
    }

    /// The Web Annotations of each letter, and the collection of them all.
    pub(super) fn web_annotations(&self) -> Vec<Output<'_>> {
        let letters = self.corpus.letters.enumerated();
        let annotated: Vec<(LetterIx, &Letter, &Annotations)> =
            letters.filter_map(|(index, letter)| Some((index, letter, annotations_of(letter)?))).collect();
        if annotated.is_empty() {
            return Vec::new();
        }
        let pages = annotated.iter().map(|(_, letter, annotations)| {
            (self.full(&letter.meta.path.beside(jsonld::NAME)), annotations.list.len())
        });
        let collection = Arc::new(jsonld::Collection::of(
            self.full(&OutPath::annotations(jsonld::COLLECTION)),
            format!("{}: {}", self.site.name(), self.views.word("annotations")),
            pages,
        ));
        let mut files = Vec::with_capacity(annotated.len() + 1);
        for (number, (index, letter, annotations)) in annotated.into_iter().enumerate() {
            let collection = Arc::clone(&collection);
            let path = letter.meta.path.beside(jsonld::NAME);
            // Other programs find words in the text of the page that they see.
            let values = move |_: &OutPath| self.letter(&letter.meta.path, index);
            files.push(Output::of_page(path, "letter.html", values, move |html| {
                let places = places(html, letter, annotations);
                let page = jsonld::Page {
                    collection: &collection,
                    number,
                    letter: self.full(&letter.meta.path),
                    language: self.site.language.tag(),
                    text: &letter.text,
                    annotations,
                    places: &places,
                };
                page.write()
            }));
        }
        let all = OutPath::annotations(jsonld::COLLECTION);
        files.push(Output::file(all, move |_| Cow::Owned(collection.write())));
        files
    }
}

/// Where the words that each annotation is about stand in the text of the letter's page.
fn places(html: &str, letter: &Letter, annotations: &Annotations) -> Vec<Option<jsonld::OnPage>> {
    let Some(page) = PageText::of(html) else { return Vec::new() };
    let list = &annotations.list;
    let quoted = |annotation: &Annotation| {
        let (text, part) = annotation.place.as_ref().filter(|(_, part)| !part.is_empty())?;
        // Where several begin at one place, the page names one of them there.
        let same = |other: &&Annotation| {
            other.place.as_ref().is_some_and(|(at, of)| at == text && of.start == part.start)
        };
        let start = list.iter().filter(same).find_map(|other| page.begins(&other.anchor()))?;
        page.words(start, letter.text.words_at(*text, part))
    };
    let place = |annotation: &Annotation| {
        let range = quoted(annotation).or_else(|| page.element(annotation.fragment.as_ref()?))?;
        jsonld::OnPage::of(&page.text, &range)
    };
    list.iter().map(place).collect()
}
