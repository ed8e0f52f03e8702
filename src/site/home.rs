//! The home page: the newest letters, the most cited works, every dossier.

use super::lists::Years;
use super::{Made, Pages};
use crate::limits;
use crate::out_path::OutPath;
use crate::render::Values;
use crate::view::{DossierView, WorkView};
use serde::Serialize;

/// How much the site holds.
#[derive(Serialize)]
struct Counts {
    letters: usize,
    works: usize,
    citations: usize,
}

impl Pages<'_> {
    pub(super) fn home(&self, path: &OutPath, years: &Years) -> Made {
        let views = self.views;
        let dossiers: Vec<DossierView> = self.resolution.dossiers.keys().map(|&d| views.dossier(d)).collect();
        let description = self.site.description.clone();
        let values = Values::default()
            .with("page", &views.page(path, "home", String::new(), description))
            .with("dossiers", &dossiers)
            .with("latest", &self.latest(years))
            .with("most_cited", &self.most_cited())
            .with("counts", &self.counts());
        ("home.html", values)
    }

    fn latest(&self, years: &Years) -> Vec<WorkView> {
        let mut letters: Vec<usize> =
            years.iter().take(2).flat_map(|(_, letters)| letters.iter().copied()).collect();
        letters.sort_by_key(|&l| (std::cmp::Reverse(self.corpus.letters[l].meta.date), l));
        letters.into_iter().take(limits::HOME_LIST).map(|l| self.views.work(l)).collect()
    }

    fn most_cited(&self) -> Vec<WorkView> {
        let mut works: Vec<usize> =
            (0..self.resolution.works.len()).filter(|&w| !self.graph.cited_by[w].is_empty()).collect();
        works.sort_by_key(|&w| (std::cmp::Reverse(self.graph.cited_by[w].len()), w));
        works.into_iter().take(limits::HOME_LIST).map(|w| self.views.work(w)).collect()
    }

    fn counts(&self) -> Counts {
        Counts {
            letters: self.corpus.letters.len(),
            works: self.resolution.works.len(),
            citations: self.resolution.targets.iter().flatten().map(Vec::len).sum(),
        }
    }
}
