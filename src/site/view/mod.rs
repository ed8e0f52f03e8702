//! What a template may see: the contract with every theme. Shapes only, made from the resolved collection.
//!
//! Texts are plain and escaped by the template engine; the fields that hold HTML say so. Nothing here is printed
//! in a language: dates and labels excepted, words come from the theme's own files.

pub mod annotations;
mod astray;
mod card;
pub mod cite;
mod cited_by;
mod derived;
mod dossier;
mod drawing;
mod letter;
mod links;
mod lists;
mod report;
mod works;

pub use cited_by::by_letter;
pub use dossier::DossierOrder;
pub use lists::{ShelfView, on_page, pages};
pub(crate) use works::dutch_day;
pub use works::{CitingView, DateView, DossierRef, DossierView, LineView, WorkView};

use crate::collection::catalogue::{Catalogue, Facet};
use crate::collection::corpus::Corpus;
use crate::collection::graph::CitationGraph;
use crate::collection::index::{DossierIx, IndexVec, WorkIx};
use crate::collection::resolve::Resolution;
use crate::content::front_matter::{Language, Scans, Site};
use crate::finding::Finding;
use crate::number::address::{OutPath, Segment};
use crate::site::render::{self, Prepared, Templates, Values};
use drawing::Short;
use rayon::prelude::*;
use serde::Serialize;
use std::collections::BTreeMap;

/// The site as a whole.
#[derive(Debug, Serialize)]
pub struct SiteView {
    /// Name of the site.
    pub title: String,
    /// One sentence on it.
    pub description: Option<String>,
    /// Language of the interface.
    pub language: &'static str,
    /// Who publishes it.
    pub publisher: Option<String>,
    /// Licence of the site's own texts.
    pub license: Option<String>,
    /// Path of the site on its host: `/` or `/x/`.
    pub base_path: String,
    /// Address of the site, if known.
    pub base_url: Option<String>,
    /// Whether any letter has editors' annotations.
    pub annotated: bool,
    /// The pages that every page links to.
    pub urls: UrlsView,
}

/// The pages that every page links to, from the root of the host.
#[derive(Debug, Serialize)]
pub struct UrlsView {
    /// The home page.
    pub home: String,
    /// All dossiers.
    pub dossiers: String,
    /// The letters by year.
    pub letters: String,
    /// All annotations.
    pub annotations: String,
    /// The page that lists the feeds, if the address of the site is known.
    pub feeds: Option<String>,
    /// What is known of the accessibility of the site.
    pub accessibility: String,
    /// The collection as data.
    pub data: String,
    /// What citations lead to, and those that lead nowhere.
    pub citations: String,
    /// What letters promise, if an editor has marked anything of it.
    pub promises: Option<String>,
    /// The page that searches.
    pub search: String,
}

/// The list of all dossiers.
pub(crate) fn dossiers_path() -> OutPath {
    OutPath::page(&Segment::slug("dossiers").iter().collect::<Vec<_>>())
}

/// The page that searches.
pub(crate) fn search_path() -> OutPath {
    OutPath::page(&Segment::slug("zoeken").iter().collect::<Vec<_>>())
}

/// The page on accessibility.
pub(crate) fn accessibility_path() -> OutPath {
    OutPath::page(&Segment::slug("toegankelijkheid").iter().collect::<Vec<_>>())
}

/// The page that lists the feeds.
pub(crate) fn feeds_path() -> OutPath {
    OutPath::page(&Segment::slug("volgen").iter().collect::<Vec<_>>())
}

/// The page on what citations lead to.
pub(crate) fn citations_path() -> OutPath {
    OutPath::page(&Segment::slug("verwijzingen").iter().collect::<Vec<_>>())
}

/// The list of what letters promise.
pub(crate) fn promises_path() -> OutPath {
    OutPath::page(&Segment::slug("toezeggingen").iter().collect::<Vec<_>>())
}

/// The feed of the newest annotations, which needs the address of the site.
pub(crate) fn feed_path() -> OutPath {
    OutPath::annotations("feed.xml")
}

impl SiteView {
    /// What templates see of `site.yaml`; `annotated` tells whether any letter has editors' annotations, `promised`
    /// whether one of them marks a promise.
    pub fn of(site: &Site, annotated: bool, promised: bool) -> Self {
        let base_path = site.base_path();
        let url = |path: OutPath| format!("{base_path}{}", path.as_str());
        let urls = UrlsView {
            home: url(OutPath::home()),
            dossiers: url(dossiers_path()),
            letters: url(Facet::Year.address()),
            annotations: url(OutPath::annotations("")),
            feeds: site.base_url.as_ref().map(|_| url(feeds_path())),
            accessibility: url(accessibility_path()),
            data: url(OutPath::data("")),
            citations: url(citations_path()),
            promises: promised.then(|| url(promises_path())),
            search: url(search_path()),
        };
        Self {
            title: site.name().to_owned(),
            description: site.description.clone(),
            language: site.language.tag(),
            publisher: site.publisher.clone(),
            license: site.license.clone(),
            base_path,
            base_url: site.base_url.clone(),
            annotated,
            urls,
        }
    }
}

/// The page at hand.
#[derive(Debug, Serialize)]
pub struct PageView {
    /// For the title bar, without the name of the site.
    pub title: String,
    /// Below the root: `28638/201/`.
    pub path: String,
    /// With the base path.
    pub url: String,
    /// The full address, if the site's is known.
    pub canonical: Option<String>,
    /// `letter`, `work`, `dossier`, `home`, `letters`, `index`, `list`, `dossiers`, `search`, `not_found` or `redirect`.
    pub kind: &'static str,
    /// For search engines.
    pub description: Option<String>,
    /// Feeds that follow it: that of the site, and its own.
    pub feeds: Vec<FeedView>,
}

/// A feed.
#[derive(Debug, Serialize)]
pub struct FeedView {
    /// Its whole address.
    pub url: String,
    /// What it follows.
    pub title: String,
}

impl PageView {
    /// The same, with a feed of its own, if the site has feeds.
    #[must_use]
    pub(crate) fn followed(mut self, feed: Option<FeedView>) -> Self {
        self.feeds.extend(feed);
        self
    }
}

/// Makes views; knows everything that has been read.
pub struct Views<'a> {
    corpus: &'a Corpus,
    resolution: &'a Resolution,
    graph: &'a CitationGraph,
    catalogue: &'a Catalogue,
    /// The works as lists show them: most are shown many times.
    works: IndexVec<WorkIx, Prepared<LineView>>,
    /// What each work is called; most are called so many times.
    labels: IndexVec<WorkIx, String>,
    /// What drawings call each work.
    shorts: IndexVec<WorkIx, Short>,
    /// The introductions of dossiers, as lists of who cites show them.
    introductions: IndexVec<DossierIx, Prepared<LineView>>,
    strings: &'a BTreeMap<String, String>,
    before_1995: Scans,
    language: Language,
    base_path: String,
    base_url: Option<String>,
}

impl<'a> Views<'a> {
    /// Views of this collection; what is wrong with the template of a work is found here.
    pub fn new(
        corpus: &'a Corpus,
        resolution: &'a Resolution,
        graph: &'a CitationGraph,
        catalogue: &'a Catalogue,
        site: &Site,
        templates: &'a Templates,
        findings: &mut Vec<Finding>,
    ) -> Self {
        let mut views = Self {
            corpus,
            resolution,
            graph,
            catalogue,
            works: IndexVec::default(),
            labels: IndexVec::default(),
            shorts: IndexVec::default(),
            introductions: IndexVec::default(),
            strings: templates.strings(),
            before_1995: site.before_1995,
            language: site.language,
            base_path: site.base_path(),
            base_url: site.base_url.clone(),
        };
        let line = |work: WorkView| {
            let mut html = Vec::new();
            let failed = templates.render("_work.html", &Values::default().with("w", &work), &mut html).err();
            let failed = failed.map(|finding| finding.label(format!("for {}", work.label)));
            let html = String::from_utf8_lossy(&html).into_owned();
            (Prepared::new(&LineView { work, html }), failed)
        };
        let works: Vec<WorkIx> = resolution.works.places().collect();
        let labels: Vec<String> = works.par_iter().map(|&work| views.label_of(work)).collect();
        views.labels = labels.into();
        let shorts: Vec<Short> = works.par_iter().map(|&work| views.short_of(work)).collect();
        views.shorts = shorts.into();
        let works = works.into_par_iter().map(|work| line(views.work_view(work)));
        let (works, mut failed): (Vec<_>, Vec<Option<Finding>>) = works.unzip();
        let introductions =
            corpus.dossiers.iter().map(|dossier| line(views.introduction_view(&dossier.meta)));
        let (introductions, more): (Vec<_>, Vec<Option<Finding>>) = introductions.unzip();
        failed.extend(more);
        (views.works, views.introductions) = (works.into(), introductions.into());
        findings.extend(render::each_once(failed.into_iter().flatten().collect()));
        views
    }

    /// The page at an address.
    pub fn page(
        &self,
        path: &OutPath,
        kind: &'static str,
        title: String,
        description: Option<String>,
    ) -> PageView {
        PageView {
            title,
            path: path.as_str().to_owned(),
            url: self.url(path),
            canonical: self.base_url.as_ref().map(|base| format!("{base}{}", path.as_str())),
            kind,
            description,
            feeds: self
                .feed_at(&OutPath::home().beside("feed.xml"), self.word("letters").to_owned())
                .into_iter()
                .collect(),
        }
    }

    /// The feed at an address, if the site has feeds.
    pub(crate) fn feed_at(&self, path: &OutPath, title: String) -> Option<FeedView> {
        let base = self.base_url.as_ref()?;
        Some(FeedView { url: format!("{base}{}", path.as_str()), title })
    }

    /// The address of a page, from the root of the host.
    pub fn url(&self, path: &OutPath) -> String {
        format!("{}{}", self.base_path, path.as_str())
    }

    /// A word of the interface.
    pub(crate) fn word(&self, key: &str) -> &str {
        self.strings.get(key).map_or("", String::as_str)
    }
}
