//! The letters of the collection as plain lists, and the indexes of those lists.

use super::{Made, Pages};
use crate::collection::catalogue::{Facet, Shelf};
use crate::limits;
use crate::number::address::{OutPath, Segment};
use crate::site::render::Values;
use crate::site::view::{DossierView, on_page, pages};
use serde::Serialize;
use std::cmp::Reverse;

/// A page with a list.
#[derive(Clone, Copy)]
pub(super) enum List {
    /// The lists of a facet.
    Index(Facet),
    /// One list of letters: which of the facet's.
    Shelf(Facet, usize),
    /// Every dossier.
    Dossiers,
}

/// The list that a page shows.
#[derive(Serialize)]
struct ListView<'a> {
    facet: &'static str,
    name: &'a str,
    count: usize,
}

impl Pages<'_> {
    /// Every page of every list.
    pub(super) fn lists(&self) -> Vec<(List, usize)> {
        let mut lists = vec![List::Dossiers];
        for facet in Facet::ALL {
            let shelves = self.catalogue.shelves(facet);
            // Every page links to the letters by year, also when there are none yet.
            if facet == Facet::Year || !shelves.is_empty() {
                lists.push(List::Index(facet));
                lists.extend((0..shelves.len()).map(|shelf| List::Shelf(facet, shelf)));
            }
        }
        let all = |list: List| (1..=pages(self.length(list))).map(move |page| (list, page));
        lists.into_iter().flat_map(all).collect()
    }

    fn length(&self, what: List) -> usize {
        match what {
            // The years are a handful; their index shows the newest letters.
            List::Index(Facet::Year) => 1,
            List::Index(facet) => self.catalogue.shelves(facet).len(),
            List::Shelf(facet, at) => self.shelf(facet, at).map_or(0, |shelf| shelf.letters.len()),
            List::Dossiers => self.resolution.dossiers.len(),
        }
    }

    fn shelf(&self, facet: Facet, at: usize) -> Option<&Shelf> {
        self.catalogue.shelves(facet).get(at)
    }

    /// The first page of a list.
    pub(super) fn address_of(&self, what: List) -> OutPath {
        match what {
            List::Index(facet) => facet.address(),
            List::Shelf(facet, at) => {
                self.shelf(facet, at).map_or_else(|| facet.address(), |shelf| shelf.path.clone())
            }
            List::Dossiers => OutPath::page(&Segment::slug("dossiers").iter().collect::<Vec<_>>()),
        }
    }

    pub(super) fn list_page(&self, what: List, number: usize) -> Made {
        let views = self.views;
        let first = self.address_of(what);
        let path = first.further(number);
        let pager = views.pager(&first, number, pages(self.length(what)));
        let values = Values::default().with("pager", &pager);
        let page = |kind, title: &str| views.page(&path, kind, title.to_owned(), None);
        match what {
            List::Index(Facet::Year) => {
                let newest: Vec<usize> = self.newest().take(limits::LIST_PAGE).collect();
                let years = self.catalogue.shelves(Facet::Year);
                let values = values
                    .with("page", &page("letters", ""))
                    .with("facets", &views.facets(self.catalogue, Some(Facet::Year)))
                    .with("years", &years.iter().map(|s| views.shelf(s)).collect::<Vec<_>>())
                    .with("groups", &views.by_year(&newest))
                    .with("whole", &(newest.len() == self.corpus.letters.len()));
                ("letters.html", values)
            }
            List::Index(facet) => {
                let shelves = self.catalogue.shelves(facet);
                let values = values
                    .with("page", &page("index", ""))
                    .with("facets", &views.facets(self.catalogue, Some(facet)))
                    .with("list", &ListView { facet: facet.name(), name: "", count: shelves.len() })
                    .with("groups", &views.index(on_page(shelves, number)));
                ("index.html", values)
            }
            List::Shelf(facet, at) => {
                let Some(found) = self.shelf(facet, at) else {
                    return ("list.html", values);
                };
                let letters = on_page(&found.letters, number);
                let groups = match facet {
                    Facet::Year => views.by_month(letters),
                    _ => views.by_year(letters),
                };
                let view = ListView { facet: facet.name(), name: &found.name, count: found.letters.len() };
                let values = values
                    .with("page", &page("list", &found.name))
                    .with("facets", &views.facets(self.catalogue, Some(facet)))
                    .with("list", &view)
                    .with("groups", &groups);
                ("list.html", values)
            }
            List::Dossiers => {
                let numbers: Vec<_> = self.resolution.dossiers.keys().copied().collect();
                let shown = on_page(&numbers, number);
                let dossiers: Vec<DossierView> = shown.iter().map(|&d| views.dossier(d)).collect();
                let values = values
                    .with("page", &page("dossiers", ""))
                    .with("count", &numbers.len())
                    .with("dossiers", &dossiers);
                ("dossiers.html", values)
            }
        }
    }

    /// The letters, newest first.
    pub(super) fn newest(&self) -> impl Iterator<Item = usize> {
        let mut letters: Vec<usize> = (0..self.corpus.letters.len()).collect();
        letters.sort_by_key(|&l| (Reverse(self.corpus.letters[l].meta.date), l));
        letters.into_iter()
    }
}
