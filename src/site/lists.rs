//! The letters of the collection as plain lists.

use super::{Made, Pages};
use crate::limits;
use crate::out_path::{OutPath, Segment};
use crate::render::Values;
use crate::vergaderjaar::Vergaderjaar;
use crate::view::WorkView;
use serde::Serialize;
use std::collections::BTreeMap;

/// Letters by parliamentary year, newest first.
pub(super) type Years = Vec<(Vergaderjaar, Vec<usize>)>;

/// Letters of one parliamentary year.
#[derive(Serialize)]
struct Group {
    heading: String,
    letters: Vec<WorkView>,
}

/// One of the pages over which a long list is spread.
#[derive(Serialize)]
struct ListPage {
    label: String,
    url: String,
    count: usize,
    current: bool,
}

impl Pages<'_> {
    pub(super) fn is_long(&self) -> bool {
        self.corpus.letters.len() > limits::LETTERS_PER_PAGE
    }

    pub(super) fn years(&self) -> Years {
        let mut years: BTreeMap<_, Vec<usize>> = BTreeMap::new();
        for (index, letter) in self.corpus.letters.iter().enumerate() {
            years.entry(letter.meta.vergaderjaar).or_default().push(index);
        }
        let mut years: Years = years.into_iter().rev().collect();
        for (_, letters) in &mut years {
            letters.sort_by_key(|&l| (std::cmp::Reverse(self.corpus.letters[l].meta.date), l));
        }
        years
    }

    pub(super) fn letters(&self, path: &OutPath, years: &Years, year: Option<usize>) -> Made {
        let views = self.views;
        let shown = match year {
            _ if !self.is_long() => years.as_slice(),
            Some(year) => years.get(year..=year).unwrap_or_default(),
            None => years.get(..1).unwrap_or_default(),
        };
        let groups: Vec<Group> = shown
            .iter()
            .map(|(year, letters)| Group {
                heading: year.printed(),
                letters: letters.iter().map(|&l| views.work(l)).collect(),
            })
            .collect();
        let title = year.and_then(|y| years.get(y)).map(|(y, _)| y.printed()).unwrap_or_default();
        let values = Values::default()
            .with("page", &views.page(path, "letters", title, None))
            .with("groups", &groups)
            .with("pages", &self.list_pages(years, year));
        ("letters.html", values)
    }

    fn list_pages(&self, years: &Years, current: Option<usize>) -> Vec<ListPage> {
        if !self.is_long() {
            return Vec::new();
        }
        let page = |(index, (year, letters)): (usize, &(Vergaderjaar, Vec<usize>))| ListPage {
            label: year.printed(),
            url: self.views.url(&letters_path(Some(year.to_string()))),
            count: letters.len(),
            current: current == Some(index),
        };
        years.iter().enumerate().map(page).collect()
    }
}

pub(super) fn letters_path(year: Option<String>) -> OutPath {
    let segments: Vec<Segment> =
        std::iter::once("brieven".to_owned()).chain(year).filter_map(|s| Segment::slug(&s)).collect();
    OutPath::page(&segments.iter().collect::<Vec<_>>())
}
