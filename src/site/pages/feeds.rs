//! The feeds of the site, and the page that lists them. Each list of letters has one, each dossier, and what is new among the
//! citations of a dossier's works; a work that is cited so often that its citations have pages of their own has one as well.
//! A feed of every single work would be a second file for each letter.

use super::Pages;
use crate::collection::catalogue::{Facet, Shelf};
use crate::collection::graph::Edge;
use crate::collection::index::{LetterIx, WorkIx};
use crate::content::letter::Letter;
use crate::content::markdown::escape_attribute;
use crate::limits;
use crate::number::address::OutPath;
use crate::number::kst::DossierNumber;
use crate::site::feeds::atom::{self, Document, Entry, Feed};
use crate::site::feeds::outside::{self, Place};
use crate::site::outputs::Output;
use crate::site::render::Values;
use crate::site::view::{PageView, by_letter, feed_path, feeds_path};
use jiff::civil::Date;
use serde::Serialize;
use std::borrow::Cow;
use std::cmp::Reverse;
use std::collections::BTreeMap;

/// What a feed of letters follows.
#[derive(Clone, Copy)]
enum Followed<'a> {
    /// Every letter.
    Site,
    /// The letters of a list.
    List(&'a Shelf),
    /// The letters of a dossier.
    Dossier(DossierNumber),
}

/// What a feed of citations follows.
#[derive(Clone, Copy)]
enum Citations {
    /// The works of a dossier, and the dossier as a whole.
    Dossier(DossierNumber),
    /// One work that is cited often.
    Work(WorkIx),
}

/// A letter that cites, and where.
type Citing = (LetterIx, Vec<(Option<WorkIx>, Edge)>);

/// A feed in a list.
#[derive(Serialize)]
struct FeedLine {
    name: String,
    /// The page that shows the same.
    url: String,
    feed: String,
}

/// Feeds of a kind.
#[derive(Serialize)]
struct FeedGroup {
    /// `year` is none of them: its letters are those of the site.
    facet: &'static str,
    feeds: Vec<FeedLine>,
    /// The page with all lists of this kind.
    all: String,
}

impl Pages<'_> {
    /// Every document of every feed, and the page that lists them; nothing on a site without an address.
    pub(super) fn feeds(&self) -> Vec<Output<'_>> {
        let Some(base_url) = self.site.base_url.as_deref() else { return Vec::new() };
        let mut all = vec![Output::page(feeds_path(), "feeds.html", |path| self.feeds_page(path))];
        for followed in self.followed() {
            let (path, length) = (Self::feed_of(followed), self.letters_followed(followed).len());
            all.extend(Document::of(length).map(|document| {
                let write = move |_: &OutPath| Cow::Owned(self.letters_feed(base_url, followed, document));
                Output::file(document.path(&path), write)
            }));
        }
        for citations in self.citations_followed() {
            let length = self.citing_letters(citations).len();
            let path = self.citations_feed_of(citations);
            all.extend(Document::of(length).map(|document| {
                let write = move |_: &OutPath| Cow::Owned(self.citations_feed(base_url, citations, document));
                Output::file(document.path(&path), write)
            }));
        }
        all.extend(Document::of(self.overview.len()).filter(|_| !self.overview.is_empty()).map(|document| {
            let write = move |_: &OutPath| Cow::Owned(self.annotations_feed(base_url, document));
            Output::file(document.path(&feed_path()), write)
        }));
        all
    }

    fn followed(&self) -> impl Iterator<Item = Followed<'_>> {
        let facets = Facet::ALL.into_iter().filter(|&facet| facet != Facet::Year);
        let lists = facets.flat_map(|facet| self.catalogue.shelves(facet)).map(Followed::List);
        let held = |number: &DossierNumber| self.holds(*number);
        let dossiers = self.resolution.dossiers.keys().copied().filter(held).map(Followed::Dossier);
        std::iter::once(Followed::Site).chain(lists).chain(dossiers)
    }

    fn citations_followed(&self) -> Vec<Citations> {
        let often = |&work: &WorkIx| {
            let edges = self.graph.cited_by.get(work).map(Vec::as_slice).unwrap_or_default();
            by_letter(edges).count() > limits::CITED_BY
        };
        let works = self.resolution.works.places().filter(often).map(Citations::Work);
        let dossiers = self.resolution.dossiers.keys().copied().map(Citations::Dossier);
        works.chain(dossiers).filter(|&citations| self.is_cited(citations)).collect()
    }

    /// The letters of a dossier, newest first.
    fn letters_in(&self, number: DossierNumber) -> Vec<LetterIx> {
        let works = self.resolution.dossiers.get(&number).into_iter().flatten();
        let mut letters: Vec<LetterIx> =
            works.filter_map(|&work| self.resolution.works.get(work)?.letter).collect();
        letters.sort_by_key(|&letter| (Reverse(self.date(letter)), letter));
        letters
    }

    fn date(&self, letter: LetterIx) -> Option<Date> {
        self.corpus.letters.get(letter).map(|letter| letter.meta.date)
    }

    fn letters_followed(&self, followed: Followed<'_>) -> Vec<LetterIx> {
        match followed {
            Followed::Site => self.newest().collect(),
            Followed::List(list) => list.letters.clone(),
            Followed::Dossier(number) => self.letters_in(number),
        }
    }

    fn page_of(followed: Followed<'_>) -> OutPath {
        match followed {
            Followed::Site => OutPath::home(),
            Followed::List(list) => list.path.clone(),
            Followed::Dossier(number) => OutPath::of_dossier(number),
        }
    }

    fn feed_of(followed: Followed<'_>) -> OutPath {
        Self::page_of(followed).beside("feed.xml")
    }

    /// What a feed of letters is called, without the name of the site.
    fn feed_name(&self, followed: Followed<'_>) -> String {
        match followed {
            Followed::Site => self.views.word("letters").to_owned(),
            Followed::List(list) => list.name.clone(),
            Followed::Dossier(number) => self.dossier_with_word(number),
        }
    }

    /// `Dossier 28 638 Mensenhandel`
    fn dossier_with_word(&self, number: DossierNumber) -> String {
        format!("{} {}", self.views.word("dossier"), self.dossier_name(number))
    }

    fn feed<'a>(
        &'a self,
        base_url: &'a str,
        name: &str,
        path: OutPath,
        page: OutPath,
        length: usize,
    ) -> Feed<'a> {
        Feed {
            title: format!("{}: {name}", self.site.name()),
            name: path.as_str().to_owned(),
            path,
            page,
            base_url,
            language: self.site.language.tag(),
            publisher: self.site.publisher.as_deref().unwrap_or_else(|| self.site.name()),
            length,
        }
    }

    fn letters_feed(&self, base_url: &str, followed: Followed<'_>, document: Document) -> Vec<u8> {
        let letters = self.letters_followed(followed);
        let name = self.feed_name(followed);
        let feed =
            self.feed(base_url, &name, Self::feed_of(followed), Self::page_of(followed), letters.len());
        // The whole text is in every newest document, and in the archives of the site; those of its parts refer to it.
        let whole = document == Document::Newest || matches!(followed, Followed::Site);
        let entries =
            document.part(&letters).iter().filter_map(|&letter| self.letter_entry(base_url, letter, whole));
        atom::write(&feed, document, entries)
    }

    fn letter_entry(&self, base_url: &str, index: LetterIx, whole: bool) -> Option<Entry> {
        let letter = self.corpus.letters.get(index)?;
        let meta = &letter.meta;
        let label = self.views.label(index);
        let url = format!("{base_url}{}", meta.path.as_str());
        let summary = meta.summary.clone().or_else(|| letter.text.opening.clone());
        let mut content = String::new();
        let place = Place { origin: origin(base_url), page: &url };
        if whole {
            self.write_text(&mut content, index, letter, &place);
        } else {
            let mut html = String::from("<p>");
            escape_attribute(&mut html, summary.as_deref().unwrap_or(&meta.title));
            html.push_str("</p><p><a href=\"#\">");
            escape_attribute(&mut html, label);
            html.push_str("</a></p>");
            outside::write(&mut content, &html, &place);
        }
        Some(Entry {
            title: format!("{} ({label})", meta.title),
            name: self.data().key(index.into()),
            url,
            date: meta.date,
            authors: meta
                .indieners
                .iter()
                .filter_map(|i| i.naam.clone().or_else(|| i.ambt.clone()))
                .collect(),
            categories: std::iter::once(&meta.soort).chain(&meta.onderwerpen).cloned().collect(),
            summary: summary.filter(|_| whole),
            content,
            language: meta.language.clone(),
        })
    }

    /// The text of a letter with its notes.
    fn write_text(&self, out: &mut String, index: LetterIx, letter: &Letter, place: &Place<'_>) {
        outside::write(out, &self.views.bare(index, &letter.text.markup), place);
        if letter.text.notes.is_empty() {
            return;
        }
        let mut html = String::from("<h2>");
        escape_attribute(&mut html, self.views.word("notes"));
        html.push_str("</h2><dl>");
        for note in &letter.text.notes {
            html.push_str("<dt>");
            escape_attribute(&mut html, &note.mark);
            html.push_str("</dt><dd>");
            html.push_str(&self.views.bare(index, &note.markup));
            html.push_str("</dd>");
        }
        html.push_str("</dl>");
        outside::write(out, &html, place);
    }

    /// Whether a letter of this dossier is held.
    fn holds(&self, number: DossierNumber) -> bool {
        let works = self.resolution.dossiers.get(&number).into_iter().flatten();
        works
            .into_iter()
            .any(|&work| self.resolution.works.get(work).is_some_and(|work| work.letter.is_some()))
    }

    /// The citations of these works by letters in their own words. What only an editor cites, no letter does.
    fn edges_of(&self, citations: Citations) -> impl Iterator<Item = (Option<WorkIx>, LetterIx, Edge)> {
        let (works, whole) = match citations {
            Citations::Work(work) => (vec![work], None),
            Citations::Dossier(number) => {
                let works = self.resolution.dossiers.get(&number).cloned().unwrap_or_default();
                (works, self.graph.dossiers.get(&number))
            }
        };
        let edges_of = |work: WorkIx| {
            let edges = self.graph.cited_by.get(work).into_iter().flatten();
            edges.map(move |&edge| (Some(work), edge))
        };
        let whole = whole.into_iter().flatten().map(|&edge| (None, edge));
        works.into_iter().flat_map(edges_of).chain(whole).filter_map(|(work, edge)| {
            let letter = edge.text.letter()?;
            let citing = self.corpus.letters.get(letter)?.text.citation(edge.citation)?;
            (edge.via.is_none() && citing.annotation().is_none()).then_some((work, letter, edge))
        })
    }

    fn is_cited(&self, citations: Citations) -> bool {
        self.edges_of(citations).next().is_some()
    }

    /// The letters that cite, newest first, each with the places.
    fn citing_letters(&self, citations: Citations) -> Vec<Citing> {
        let mut letters: BTreeMap<LetterIx, Vec<(Option<WorkIx>, Edge)>> = BTreeMap::new();
        for (work, letter, edge) in self.edges_of(citations) {
            letters.entry(letter).or_default().push((work, edge));
        }
        let mut letters: Vec<Citing> = letters.into_iter().collect();
        letters.sort_by_key(|&(letter, _)| (Reverse(self.date(letter)), letter));
        letters
    }

    fn cited_page(&self, citations: Citations) -> OutPath {
        match citations {
            Citations::Dossier(number) => OutPath::of_dossier(number),
            Citations::Work(work) => {
                self.resolution.works.get(work).map_or_else(OutPath::home, |work| work.path.cited_by())
            }
        }
    }

    fn citations_feed_of(&self, citations: Citations) -> OutPath {
        let name = match citations {
            Citations::Dossier(_) => "aangehaald.xml",
            Citations::Work(_) => "feed.xml",
        };
        self.cited_page(citations).beside(name)
    }

    fn citations_name(&self, citations: Citations) -> String {
        let of = match citations {
            Citations::Dossier(number) => self.dossier_with_word(number),
            Citations::Work(work) => self.views.label(work).to_owned(),
        };
        format!("{} {of}", self.views.word("feed_citations"))
    }

    fn citations_feed(&self, base_url: &str, citations: Citations, document: Document) -> Vec<u8> {
        let letters = self.citing_letters(citations);
        let (path, page) = (self.citations_feed_of(citations), self.cited_page(citations));
        let feed = self.feed(base_url, &self.citations_name(citations), path, page, letters.len());
        let entries = document
            .part(&letters)
            .iter()
            .filter_map(|(letter, edges)| self.citing_entry(base_url, &feed.name, *letter, edges));
        atom::write(&feed, document, entries)
    }

    /// A letter that cites, with its sentences.
    fn citing_entry(
        &self,
        base_url: &str,
        feed: &str,
        index: LetterIx,
        edges: &[(Option<WorkIx>, Edge)],
    ) -> Option<Entry> {
        let letter = self.corpus.letters.get(index)?;
        let meta = &letter.meta;
        let url = format!("{base_url}{}", meta.path.as_str());
        let mut html = String::new();
        for &(work, edge) in edges {
            let place = self.views.place(edge, Some(&meta.path));
            html.push_str("<p><a href=\"");
            escape_attribute(&mut html, &place.href);
            html.push_str("\">");
            let cited = work.map_or_else(|| self.views.word("dossier"), |work| self.views.label(work));
            escape_attribute(&mut html, cited);
            html.push_str("</a></p><blockquote><p>");
            escape_attribute(&mut html, &place.before);
            if !place.cited.is_empty() {
                html.push_str("<mark>");
                escape_attribute(&mut html, &place.cited);
                html.push_str("</mark>");
            }
            escape_attribute(&mut html, &place.after);
            html.push_str("</p></blockquote>");
        }
        let mut content = String::new();
        outside::write(&mut content, &html, &Place { origin: origin(base_url), page: &url });
        Some(Entry {
            title: format!("{} ({})", meta.title, self.views.label(index)),
            name: format!("{feed}/{}", self.data().key(index.into())),
            url,
            date: meta.date,
            authors: meta
                .indieners
                .iter()
                .filter_map(|i| i.naam.clone().or_else(|| i.ambt.clone()))
                .collect(),
            categories: vec![meta.soort.clone()],
            summary: None,
            content,
            language: meta.language.clone(),
        })
    }

    fn annotations_feed(&self, base_url: &str, document: Document) -> Vec<u8> {
        let all: Vec<_> = self.overview.newest().copied().collect();
        let name = self.views.word("annotations").to_owned();
        let feed = self.feed(base_url, &name, feed_path(), OutPath::annotations(""), all.len());
        let entries = document.part(&all).iter().filter_map(|&(index, _, annotation)| {
            let letter = self.corpus.letters.get(index)?;
            let meta = &annotation.meta;
            let url = format!("{base_url}{}", letter.meta.path.as_str());
            let mut content = String::new();
            let place = Place { origin: origin(base_url), page: &url };
            outside::write(&mut content, &self.views.remark(index, &annotation.markup), &place);
            Some(Entry {
                title: format!("{}: {}", self.views.label(index), self.views.about(letter, annotation)),
                name: format!("{}/{}", self.data().key(index.into()), annotation.id),
                url: format!("{url}#{}", annotation.anchor()),
                date: meta.date,
                authors: vec![meta.author.clone()],
                categories: std::iter::once(meta.kind.name().to_owned())
                    .chain(meta.tags.iter().cloned())
                    .collect(),
                summary: None,
                content,
                language: self.site.language.tag().to_owned(),
            })
        });
        atom::write(&feed, document, entries)
    }

    /// A page of a dossier, with the feeds of its letters and of their citations.
    pub(super) fn followed_dossier(&self, page: PageView, number: DossierNumber) -> PageView {
        let home = OutPath::of_dossier(number);
        let letters = self.views.feed_at(&home.beside("feed.xml"), self.dossier_with_word(number));
        let citations = Citations::Dossier(number);
        let cited = self.views.feed_at(&self.citations_feed_of(citations), self.citations_name(citations));
        let page = page.followed(letters.filter(|_| self.holds(number)));
        page.followed(cited.filter(|_| self.is_cited(citations)))
    }

    fn feeds_page(&self, path: &OutPath) -> Values {
        let views = self.views;
        let line = |name: String, page: &OutPath, feed: &OutPath| FeedLine {
            name,
            url: views.url(page),
            feed: views.url(feed),
        };
        let letters =
            |followed| line(self.feed_name(followed), &Self::page_of(followed), &Self::feed_of(followed));
        let mut first = vec![letters(Followed::Site)];
        if !self.overview.is_empty() {
            let annotations = OutPath::annotations("");
            first.push(line(views.word("annotations").to_owned(), &annotations, &feed_path()));
        }
        let mut dossiers: Vec<DossierNumber> = self.largest();
        dossiers.retain(|&number| self.holds(number));
        let cited = dossiers.iter().map(|&number| Citations::Dossier(number));
        let citations: Vec<FeedLine> = cited
            .filter(|&citations| self.is_cited(citations))
            .map(|c| line(self.citations_name(c), &self.cited_page(c), &self.citations_feed_of(c)))
            .collect();
        let groups: Vec<FeedGroup> = [Facet::Ministry, Facet::Kind, Facet::Topic, Facet::Sender]
            .into_iter()
            .map(|facet| {
                let mut shelves: Vec<&Shelf> = self.catalogue.shelves(facet).iter().collect();
                shelves.sort_by_key(|shelf| Reverse(shelf.letters.len()));
                shelves.truncate(limits::SHORT_INDEX);
                let feeds = shelves.into_iter().map(|shelf| letters(Followed::List(shelf))).collect();
                FeedGroup { facet: facet.name(), feeds, all: views.url(&facet.address()) }
            })
            .filter(|group| !group.feeds.is_empty())
            .collect();
        Values::default()
            .with("page", &views.page(path, "feeds", String::new(), None))
            .with("first", &first)
            .with(
                "dossiers",
                &dossiers.into_iter().map(|d| letters(Followed::Dossier(d))).collect::<Vec<_>>(),
            )
            .with("citations", &citations)
            .with("groups", &groups)
    }
}

/// The address of the host, without a slash.
fn origin(base_url: &str) -> &str {
    let host = base_url.find("://").map_or(0, |at| at + 3);
    let end = base_url.get(host..).and_then(|rest| rest.find('/')).map_or(base_url.len(), |at| host + at);
    base_url.get(..end).unwrap_or(base_url)
}

#[cfg(test)]
mod tests {
    #[test]
    fn the_host_is_the_beginning_of_an_address() {
        assert_eq!(super::origin("https://example.org/x/"), "https://example.org");
        assert_eq!(super::origin("https://example.org"), "https://example.org");
    }
}
