//! What the site consists of: the rows of [`Outputs`](super::outputs::Outputs), each an address, a template and the
//! values that it sees.
//!
//! A new kind of page is a row of [`Pages::outputs`] and the function that makes its values, in one of [`home`],
//! [`lists`], [`documents`], [`dossiers`], [`cited_by`], [`annotations`], [`promises`], [`report`], [`data`] and
//! [`search`], [`feeds`]; [`files`] and [`robots`] add what is no page.

mod annotations;
mod cited_by;
mod data;
mod documents;
mod dossiers;
mod feeds;
pub(crate) mod files;
mod home;
mod lists;
mod promises;
mod references;
mod report;
mod robots;
mod search;

use crate::collection::catalogue::{Catalogue, Facet};
use crate::collection::corpus::Corpus;
use crate::collection::graph::CitationGraph;
use crate::collection::promises::Promise;
use crate::collection::resolve::Resolution;
use crate::collection::sequence::Sequence;
use crate::content::front_matter::Site;
use crate::number::address::OutPath;
use crate::number::kst::DossierNumber;
use crate::site::outputs::Output;
use crate::site::render::Values;
use crate::site::view::{Views, accessibility_path, dossiers_path, pages};
pub(crate) use annotations::Overview;
pub(crate) use report::report_path;
use std::collections::{BTreeMap, HashSet};

/// The makers of pages.
pub(crate) struct Pages<'a> {
    pub(crate) corpus: &'a Corpus,
    pub(crate) resolution: &'a Resolution,
    pub(crate) graph: &'a CitationGraph,
    pub(crate) catalogue: &'a Catalogue,
    pub(crate) sequences: &'a BTreeMap<DossierNumber, Sequence>,
    pub(crate) promises: &'a [Promise],
    pub(crate) site: &'a Site,
    pub(crate) views: &'a Views<'a>,
    pub(crate) overview: Overview<'a>,
}

impl Pages<'_> {
    /// Everything that is published but the files of `static/`, in the order of the sitemap; `index` are the files that
    /// are searched.
    pub(crate) fn outputs<'p>(&'p self, index: &'p [(String, String)]) -> Vec<Output<'p>> {
        let mut all = vec![
            Output::page(OutPath::home(), "home.html", |path| self.home(path)),
            Output::page(accessibility_path(), "accessibility.html", |path| {
                self.plain(path, "accessibility")
            }),
            Output::page(OutPath::not_found(), "404.html", |path| self.plain(path, "not_found")).unlisted(),
        ];
        all.extend(further(&dossiers_path(), self.resolution.dossiers.len()).map(|(page, path)| {
            Output::page(path, "dossiers.html", move |path| self.dossier_list(path, page))
        }));
        for facet in self.indexes() {
            let shelves = self.catalogue.shelves(facet);
            if facet == Facet::Year {
                all.push(Output::page(facet.address(), "letters.html", |path| self.years(path)));
            } else {
                all.extend(further(&facet.address(), shelves.len()).map(|(page, path)| {
                    Output::page(path, "index.html", move |path| self.index(path, facet, page))
                }));
            }
            for shelf in shelves {
                all.extend(further(&shelf.path, shelf.letters.len()).map(|(page, path)| {
                    Output::page(path, "list.html", move |path| self.letters_of(path, facet, shelf, page))
                }));
            }
        }
        for (index, work) in self.resolution.works.enumerated() {
            let path = work.path.clone();
            all.push(match work.letter {
                Some(letter) => Output::page(path, "letter.html", move |path| self.letter(path, letter))
                    .from(&self.corpus.letters.at(letter).source),
                None => Output::page(path, "work.html", move |path| self.work(path, index)),
            });
        }
        all.extend(self.dossiers().map(|(number, order, page)| {
            let path = order.address(number).further(page);
            let output =
                Output::page(path, "dossier.html", move |path| self.dossier(path, number, order, page));
            match self.corpus.dossier(number) {
                Some((_, dossier)) => output.from(&dossier.source),
                None => output,
            }
        }));
        all.extend(self.overviews().into_iter().map(|(order, page)| {
            let path = order.path().further(page);
            Output::page(path, "annotations.html", move |path| self.annotations(path, order, page))
        }));
        all.extend(self.cited_by_pages().into_iter().map(|(subject, selection, page)| {
            let path = self.cited_by_path(subject, selection, page);
            Output::page(path, "cited_by.html", move |path| self.cited_by(path, subject, selection, page))
        }));
        let works: HashSet<&OutPath> = self.resolution.works.iter().map(|w| &w.path).collect();
        let redirects = self.corpus.redirects.iter().filter(|(path, _)| !works.contains(path));
        all.extend(redirects.map(|(path, &letter)| {
            let output = Output::page(path.clone(), "redirect.html", move |path| self.redirect(path, letter));
            output.unlisted().from(&self.corpus.letters.at(letter).source)
        }));
        all.extend(self.references());
        all.extend(self.web_annotations());
        all.extend(self.promise_pages());
        all.extend(self.report_pages());
        all.extend(self.data_files());
        all.extend(self.feeds());
        all.extend(self.search(index));
        all.extend(files::of_theme());
        let public: Vec<OutPath> = all.iter().filter_map(Output::public).cloned().collect();
        all.extend(robots::files(self.site.base_url.as_deref(), &public));
        all
    }

    /// A page that tells the same on every site.
    fn plain(&self, path: &OutPath, kind: &'static str) -> Values {
        Values::default().with("page", &self.views.page(path, kind, String::new(), None))
    }
}

/// The pages of a list of this length that begins at this address: their numbers and addresses.
fn further(first: &OutPath, length: usize) -> impl Iterator<Item = (usize, OutPath)> {
    (1..=pages(length)).map(|page| (page, first.further(page)))
}
