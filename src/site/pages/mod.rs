//! Every page of the site: which there are, in which order, and what each is made of.
//!
//! A [`Job`] is one page to make. [`home`], [`lists`], [`documents`], [`dossiers`], [`cited_by`] and [`annotations`] turn
//! jobs into templates with their values; [`files`] and [`robots`] add what is no page. Pages are made side by side
//! and handed to the sink one by one; none is kept.

mod annotations;
mod cited_by;
mod documents;
mod dossiers;
mod files;
mod home;
mod lists;
mod robots;

use crate::collection::catalogue::Catalogue;
use crate::collection::corpus::Corpus;
use crate::collection::graph::CitationGraph;
use crate::collection::resolve::Resolution;
use crate::collection::sequence::Sequence;
use crate::content::front_matter::Site;
use crate::fault;
use crate::finding::{Finding, Place};
use crate::number::address::{OutPath, Segment};
use crate::number::kst::DossierNumber;
use crate::progress::Progress;
use crate::site::link_check::LinkCheck;
use crate::site::output::Sink;
use crate::site::render::{Templates, Values};
use crate::site::view::{DossierOrder, Views};
use annotations::Order;
pub(crate) use annotations::Overview;
use cited_by::{Part, Subject};
use lists::List;
use rayon::prelude::*;
use std::collections::{BTreeMap, HashSet};
use std::path::Path;

/// A page's template and the values that it sees.
type Made = (&'static str, Values);

/// One page to make.
enum Job {
    Home,
    /// A page of a list, by its number.
    List(List, usize),
    Letter(usize),
    Work(usize),
    /// A page of a dossier in one of its orders, by its number.
    Dossier(DossierNumber, DossierOrder, usize),
    Annotations(Order, usize),
    CitedBy(Subject, Part, usize),
    Accessibility,
    Redirect(OutPath, usize),
    NotFound,
}

impl Job {
    /// Whether search engines are told of it.
    fn is_public(&self) -> bool {
        !matches!(self, Self::Redirect(..) | Self::NotFound)
    }
}

/// The makers of pages.
pub(crate) struct Pages<'a> {
    pub(crate) corpus: &'a Corpus,
    pub(crate) resolution: &'a Resolution,
    pub(crate) graph: &'a CitationGraph,
    pub(crate) catalogue: &'a Catalogue,
    pub(crate) sequences: &'a BTreeMap<DossierNumber, Sequence>,
    pub(crate) site: &'a Site,
    pub(crate) views: &'a Views<'a>,
    pub(crate) overview: Overview<'a>,
    pub(crate) templates: &'a Templates,
    pub(crate) links: &'a LinkCheck,
    pub(crate) sink: &'a dyn Sink,
}

impl Pages<'_> {
    /// Makes every page and file; gives the addresses of the pages.
    pub(crate) fn make(
        &self,
        static_dir: &Path,
        progress: &dyn Progress,
    ) -> Result<HashSet<OutPath>, Vec<Finding>> {
        let jobs = self.jobs();
        progress.stage("pages", jobs.len());
        let mut failed: Vec<Finding> = jobs
            .par_iter()
            .map_init(Vec::new, |html, job| {
                let made = fault::caught(|| self.page(job, html)).map_err(|fault| self.named(job, fault));
                progress.step();
                made.and_then(|page| page).err()
            })
            .flatten_iter()
            .collect();
        // A fault of a template would be reported once for each of its pages.
        failed.sort();
        failed.dedup_by(|a, b| a.message == b.message && a.place == b.place);
        let public: Vec<OutPath> =
            jobs.iter().filter(|job| job.is_public()).map(|job| self.path_of(job)).collect();
        let taken: HashSet<OutPath> = jobs.iter().map(|job| self.path_of(job)).collect();
        failed.extend(self.files(static_dir, self.for_robots(&public), &taken));
        failed.extend(self.annotation_files());
        progress.done();
        if failed.is_empty() { Ok(taken) } else { Err(failed) }
    }

    fn jobs(&self) -> Vec<Job> {
        let mut jobs = vec![Job::Home, Job::Accessibility, Job::NotFound];
        jobs.extend(self.lists().into_iter().map(|(list, page)| Job::List(list, page)));
        for (index, work) in self.resolution.works.iter().enumerate() {
            jobs.push(match work.letter {
                Some(letter) => Job::Letter(letter),
                None => Job::Work(index),
            });
        }
        jobs.extend(self.dossiers().map(|(number, order, page)| Job::Dossier(number, order, page)));
        jobs.extend(self.overviews().into_iter().map(|(order, page)| Job::Annotations(order, page)));
        let citing = self.cited_by_pages().into_iter();
        jobs.extend(citing.map(|(subject, part, page)| Job::CitedBy(subject, part, page)));
        let taken: HashSet<&OutPath> = self.resolution.works.iter().map(|w| &w.path).collect();
        let redirects = self.corpus.redirects.iter().filter(|(path, _)| !taken.contains(path));
        jobs.extend(redirects.map(|(path, &letter)| Job::Redirect(path.clone(), letter)));
        jobs
    }

    fn path_of(&self, job: &Job) -> OutPath {
        match job {
            Job::Home => OutPath::home(),
            Job::List(list, page) => self.address_of(*list).further(*page),
            Job::Letter(letter) => self.corpus.letters[*letter].meta.path.clone(),
            Job::Work(work) => self.resolution.works[*work].path.clone(),
            Job::Dossier(number, order, page) => order.address(*number).further(*page),
            Job::Annotations(order, page) => order.path().further(*page),
            Job::CitedBy(subject, part, page) => self.cited_by_path(*subject, *part, *page),
            Job::Accessibility => {
                OutPath::page(&Segment::slug("toegankelijkheid").iter().collect::<Vec<_>>())
            }
            Job::Redirect(path, _) => path.clone(),
            Job::NotFound => OutPath::not_found(),
        }
    }

    /// A fault on the page of a letter, with the file of the letter.
    fn named(&self, job: &Job, fault: Finding) -> Finding {
        match job {
            Job::Letter(letter) => fault.at(Place::file(self.corpus.letters[*letter].source.file.as_str())),
            _ => fault,
        }
    }

    fn put(&self, path: &OutPath, bytes: &[u8]) -> Result<(), Finding> {
        if path.is_page() || path.as_str().ends_with(".html") {
            self.links.page(path, bytes);
        } else {
            self.links.file(path);
        }
        self.sink.put(path, bytes)
    }

    /// Makes a page; `html` is room for it, used again and again.
    fn page(&self, job: &Job, html: &mut Vec<u8>) -> Result<(), Finding> {
        let path = self.path_of(job);
        let (template, values) = match job {
            Job::Home => self.home(),
            Job::List(list, page) => self.list_page(*list, *page),
            Job::Letter(index) => self.letter(&path, *index),
            Job::Work(index) => self.work(&path, *index),
            Job::Dossier(number, order, page) => self.dossier(*number, *order, *page),
            Job::Annotations(order, page) => self.annotations(*order, *page),
            Job::CitedBy(subject, part, page) => self.cited_by(*subject, *part, *page),
            Job::Accessibility => {
                let page = self.views.page(&path, "accessibility", String::new(), None);
                ("accessibility.html", Values::default().with("page", &page))
            }
            Job::Redirect(_, letter) => self.redirect(&path, *letter),
            Job::NotFound => {
                let page = self.views.page(&path, "not_found", String::new(), None);
                ("404.html", Values::default().with("page", &page))
            }
        };
        html.clear();
        self.templates.render(template, &values, html)?;
        self.put(&path, html)
    }
}
