//! The letters of the collection as plain lists, and the indexes of those lists.

use super::Pages;
use crate::collection::catalogue::{Facet, Shelf};
use crate::collection::index::LetterIx;
use crate::limits;
use crate::number::address::OutPath;
use crate::site::render::Values;
use crate::site::view::{DossierView, dossiers_path, on_page, pages};
use serde::Serialize;
use std::cmp::Reverse;

/// The list that a page shows.
#[derive(Serialize)]
struct ListView<'a> {
    facet: &'static str,
    name: &'a str,
    count: usize,
}

impl Pages<'_> {
    /// The lists that there are: every page links to the letters by year, also when there are none yet.
    pub(super) fn indexes(&self) -> impl Iterator<Item = Facet> {
        let present = |facet: &Facet| *facet == Facet::Year || !self.catalogue.shelves(*facet).is_empty();
        Facet::ALL.into_iter().filter(present)
    }

    pub(super) fn dossier_list(&self, path: &OutPath, number: usize) -> Values {
        let views = self.views;
        let numbers: Vec<_> = self.resolution.dossiers.keys().copied().collect();
        let dossiers: Vec<DossierView> =
            on_page(&numbers, number).iter().map(|&d| views.dossier(d)).collect();
        Values::default()
            .with("page", &views.page(path, "dossiers", String::new(), None))
            .with("pager", &views.pager(&dossiers_path(), number, pages(numbers.len())))
            .with("count", &numbers.len())
            .with("dossiers", &dossiers)
    }

    /// The years are a handful: their index is one page, which shows the newest letters.
    pub(super) fn years(&self, path: &OutPath) -> Values {
        let views = self.views;
        let newest: Vec<LetterIx> = self.newest().take(limits::LIST_PAGE).collect();
        let years = self.catalogue.shelves(Facet::Year);
        Values::default()
            .with("page", &views.page(path, "letters", String::new(), None))
            .with("facets", &views.facets(self.catalogue, Some(Facet::Year)))
            .with("years", &years.iter().map(|s| views.shelf(s)).collect::<Vec<_>>())
            .with("groups", &views.by_year(&newest))
            .with("whole", &(newest.len() == self.corpus.letters.len()))
    }

    /// The lists of a facet.
    pub(super) fn index(&self, path: &OutPath, facet: Facet, number: usize) -> Values {
        let views = self.views;
        let shelves = self.catalogue.shelves(facet);
        Values::default()
            .with("page", &views.page(path, "index", String::new(), None))
            .with("pager", &views.pager(&facet.address(), number, pages(shelves.len())))
            .with("facets", &views.facets(self.catalogue, Some(facet)))
            .with("list", &ListView { facet: facet.name(), name: "", count: shelves.len() })
            .with("groups", &views.index(on_page(shelves, number)))
    }

    /// One list of letters.
    pub(super) fn letters_of(&self, path: &OutPath, facet: Facet, list: &Shelf, number: usize) -> Values {
        let views = self.views;
        let letters = on_page(&list.letters, number);
        let groups = match facet {
            Facet::Year => views.by_month(letters),
            _ => views.by_year(letters),
        };
        let count = list.letters.len();
        let feed = || views.feed_at(&list.path.beside("feed.xml"), list.name.clone());
        let feed = (facet != Facet::Year).then(feed).flatten();
        Values::default()
            .with("page", &views.page(path, "list", list.name.clone(), None).followed(feed))
            .with("pager", &views.pager(&list.path, number, pages(count)))
            .with("facets", &views.facets(self.catalogue, Some(facet)))
            .with("list", &ListView { facet: facet.name(), name: &list.name, count })
            .with("groups", &groups)
    }

    /// The letters, newest first.
    pub(super) fn newest(&self) -> impl Iterator<Item = LetterIx> {
        let mut letters: Vec<LetterIx> = self.corpus.letters.places().collect();
        letters.sort_by_key(|&l| (Reverse(self.corpus.letters.at(l).meta.date), l));
        letters.into_iter()
    }
}
