//! The home page: the newest letters, the most cited works, the largest dossiers, and the ways to look for letters.

use super::Pages;
use crate::collection::index::WorkIx;
use crate::limits;
use crate::number::address::OutPath;
use crate::number::kst::DossierNumber;
use crate::site::render::{Prepared, Values};
use crate::site::view::{DossierView, LineView};
use serde::Serialize;
use std::cmp::Reverse;

/// How much the site holds.
#[derive(Serialize)]
struct Counts {
    letters: usize,
    works: usize,
    citations: usize,
    dossiers: usize,
}

impl Pages<'_> {
    pub(super) fn home(&self, path: &OutPath) -> Values {
        let views = self.views;
        let description = self.site.description.clone();
        let latest: Vec<Prepared<LineView>> =
            self.newest().take(limits::HOME_LIST).map(|l| views.work(l)).collect();
        let dossiers: Vec<DossierView> = self.largest().into_iter().map(|d| views.dossier(d)).collect();
        Values::default()
            .with("page", &views.page(path, "home", String::new(), description))
            .with("facets", &views.facets(self.catalogue, None))
            .with("dossiers", &dossiers)
            .with("latest", &latest)
            .with("most_cited", &self.most_cited())
            .with("counts", &self.counts())
    }

    /// The dossiers with most letters, in the order of their numbers.
    pub(super) fn largest(&self) -> Vec<DossierNumber> {
        let held = |works: &Vec<WorkIx>| {
            works.iter().filter(|&&w| self.resolution.works.at(w).letter.is_some()).count()
        };
        let mut dossiers: Vec<(Reverse<usize>, DossierNumber)> =
            self.resolution.dossiers.iter().map(|(&number, works)| (Reverse(held(works)), number)).collect();
        dossiers.sort_unstable();
        dossiers.truncate(limits::HOME_DOSSIERS);
        let mut numbers: Vec<DossierNumber> = dossiers.into_iter().map(|(_, number)| number).collect();
        numbers.sort_unstable();
        numbers
    }

    fn most_cited(&self) -> Vec<Prepared<LineView>> {
        let mut works: Vec<WorkIx> =
            self.resolution.works.places().filter(|&w| *self.graph.citing.at(w) > 0).collect();
        works.sort_by_key(|&w| (Reverse(*self.graph.citing.at(w)), w));
        works.into_iter().take(limits::HOME_LIST).map(|w| self.views.work(w)).collect()
    }

    fn counts(&self) -> Counts {
        Counts {
            letters: self.corpus.letters.len(),
            works: self.resolution.works.len(),
            citations: self.resolution.cited().count(),
            dossiers: self.resolution.dossiers.len(),
        }
    }
}
