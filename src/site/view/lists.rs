//! What the pages with lists may see: letters under headings, indexes of lists, and the pages over which a long list
//! is spread.

use super::{LineView, Views};
use crate::collection::catalogue::{Catalogue, Facet, Shelf};
use crate::collection::index::LetterIx;
use crate::limits;
use crate::number::address::OutPath;
use crate::site::render::Prepared;
use serde::Serialize;
use std::cmp::Reverse;

/// One way to look for letters.
#[derive(Debug, Serialize)]
pub struct FacetView {
    /// `year`, `sender`, `ministry`, `kind` or `topic`.
    pub name: &'static str,
    /// Its index.
    pub url: String,
    /// Whether the page at hand is part of it.
    pub current: bool,
}

/// A list of letters as an index shows it.
#[derive(Debug, Serialize)]
pub struct ShelfView {
    /// The value that the letters share.
    pub name: String,
    /// The list.
    pub url: String,
    /// Letters in it; in the list of a dossier, those of the dossier.
    pub count: usize,
}

/// A part of a list, under a heading.
#[derive(Debug, Serialize)]
pub struct GroupView<T> {
    /// The year, the month or the initial; absent for what has none.
    pub heading: Option<String>,
    /// The entries.
    pub entries: Vec<T>,
}

/// The pages over which a list is spread.
#[derive(Debug, Serialize)]
pub struct PagerView {
    /// Number of the page at hand.
    pub current: usize,
    /// Number of the last page.
    pub last: usize,
    /// The page before it.
    pub previous: Option<String>,
    /// The page after it.
    pub next: Option<String>,
    /// The first page, the last, and those around the page at hand.
    pub pages: Vec<PagerLink>,
}

/// A page of a list.
#[derive(Debug, Serialize)]
pub struct PagerLink {
    /// Its number.
    pub number: usize,
    /// Its address.
    pub url: String,
    /// Whether pages before it are left out.
    pub gap: bool,
}

/// How many pages a list of this length has; an empty list has one.
pub fn pages(length: usize) -> usize {
    length.div_ceil(limits::LIST_PAGE).max(1)
}

/// What stands on a page of a list.
pub fn on_page<T>(list: &[T], page: usize) -> &[T] {
    list.chunks(limits::LIST_PAGE).nth(page.saturating_sub(1)).unwrap_or_default()
}

/// Puts neighbours with one heading together.
pub(super) fn group<T, H: PartialEq>(
    all: impl IntoIterator<Item = (H, T)>,
    print: impl Fn(H) -> Option<String>,
) -> Vec<GroupView<T>> {
    let mut groups: Vec<(H, Vec<T>)> = Vec::new();
    for (heading, entry) in all {
        match groups.last_mut() {
            Some((last, entries)) if *last == heading => entries.push(entry),
            _ => groups.push((heading, vec![entry])),
        }
    }
    groups.into_iter().map(|(heading, entries)| GroupView { heading: print(heading), entries }).collect()
}

impl Views<'_> {
    /// The ways to look for letters that this collection has.
    pub fn facets(&self, catalogue: &Catalogue, current: Option<Facet>) -> Vec<FacetView> {
        let present = Facet::ALL.into_iter().filter(|&facet| !catalogue.shelves(facet).is_empty());
        let view = |facet: Facet| FacetView {
            name: facet.name(),
            url: self.url(&facet.address()),
            current: current == Some(facet),
        };
        present.map(view).collect()
    }

    /// A list as an index shows it.
    pub fn shelf(&self, of: &Shelf) -> ShelfView {
        ShelfView { name: of.name.clone(), url: self.url(&of.path), count: of.letters.len() }
    }

    /// Lists under their initials; without headings if they are so few that the eye finds its way.
    pub fn index(&self, shelves: &[Shelf]) -> Vec<GroupView<ShelfView>> {
        let short = shelves.len() <= limits::SHORT_INDEX;
        let initial = |shelf: &Shelf| shelf.initial().filter(|_| !short);
        group(shelves.iter().map(|s| (initial(s), self.shelf(s))), |initial| initial.map(String::from))
    }

    /// Letters under their parliamentary years.
    pub fn by_year(&self, letters: &[LetterIx]) -> Vec<GroupView<Prepared<LineView>>> {
        let year = |l: LetterIx| self.corpus.letters.at(l).meta.vergaderjaar;
        // A letter that states another year than that of its date must not part the letters of a year.
        let mut letters = letters.to_vec();
        letters.sort_by_key(|&l| Reverse(year(l)));
        group(letters.iter().map(|&l| (year(l), self.work(l))), |year| Some(year.printed()))
    }

    /// Letters under their months.
    pub fn by_month(&self, letters: &[LetterIx]) -> Vec<GroupView<Prepared<LineView>>> {
        let month = |l: LetterIx| self.corpus.letters.at(l).meta.date.first_of_month();
        group(letters.iter().map(|&l| (month(l), self.work(l))), |first| Some(self.month(first)))
    }

    /// The pages of the list at `path`; `None` if it has but one.
    pub fn pager(&self, path: &OutPath, current: usize, last: usize) -> Option<PagerView> {
        if last <= 1 {
            return None;
        }
        let url = |page: usize| self.url(&path.further(page));
        let near = |&page: &usize| page == 1 || page == last || page.abs_diff(current) <= 2;
        let shown: Vec<usize> = (1..=last).filter(near).collect();
        let before = |at: usize| at.checked_sub(1).and_then(|b| shown.get(b)).copied();
        let link = |(at, &number): (usize, &usize)| PagerLink {
            number,
            url: url(number),
            gap: before(at).is_some_and(|before| before + 1 < number),
        };
        Some(PagerView {
            current,
            last,
            previous: (current > 1).then(|| url(current - 1)),
            next: (current < last).then(|| url(current + 1)),
            pages: shown.iter().enumerate().map(link).collect(),
        })
    }
}
