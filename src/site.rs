//! Every page of the site: which there are, in which order, and what each is made of.
//!
//! Pages are made side by side and handed to the sink one by one; none is kept.

use crate::corpus::Corpus;
use crate::diagnostic::{Code, Diagnostic, Place};
use crate::front_matter::Site;
use crate::graph::CitationGraph;
use crate::kst::DossierNumber;
use crate::limits;
use crate::link_check::LinkCheck;
use crate::out_path::{OutPath, Segment};
use crate::output::Sink;
use crate::render::{Templates, Values};
use crate::resolve::Resolution;
use crate::source::shown;
use crate::view::{DossierView, Views, WorkView};
use crate::{Progress, theme};
use rayon::prelude::*;
use serde::Serialize;
use std::collections::{BTreeMap, HashSet};
use std::fs;
use std::path::Path;
use walkdir::WalkDir;

/// One page to make.
enum Job {
    Home,
    Letters(Option<usize>),
    Letter(usize),
    Work(usize),
    Dossier(DossierNumber),
    Redirect(OutPath, usize),
    NotFound,
}

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

/// How much the site holds.
#[derive(Serialize)]
struct Counts {
    letters: usize,
    works: usize,
    citations: usize,
}

/// The link that a redirect shows.
#[derive(Serialize)]
struct TargetView {
    url: String,
    label: String,
}

/// The makers of pages.
pub(crate) struct Pages<'a> {
    pub(crate) corpus: &'a Corpus,
    pub(crate) resolution: &'a Resolution,
    pub(crate) graph: &'a CitationGraph,
    pub(crate) site: &'a Site,
    pub(crate) views: &'a Views<'a>,
    pub(crate) templates: &'a Templates,
    pub(crate) links: &'a LinkCheck,
    pub(crate) sink: &'a dyn Sink,
}

/// Letters by parliamentary year, newest first.
type Years = Vec<(crate::vergaderjaar::Vergaderjaar, Vec<usize>)>;

impl Pages<'_> {
    /// Makes every page and file; gives their number.
    pub(crate) fn make(&self, static_dir: &Path, progress: &dyn Progress) -> Result<usize, Vec<Diagnostic>> {
        let years = self.years();
        let jobs = self.jobs(&years);
        progress.stage("pages", jobs.len());
        let failed: Vec<Diagnostic> = jobs
            .par_iter()
            .filter_map(|job| {
                let result = self.page(job, &years);
                progress.step();
                result.err()
            })
            .collect();
        let mut failed = failed;
        // A fault of a template would be reported once for each of its pages.
        failed.sort();
        failed.dedup_by(|a, b| a.message == b.message);
        let paths: Vec<OutPath> = jobs.iter().filter_map(|job| self.path_of(job, &years)).collect();
        failed.extend(self.files(static_dir, &paths));
        for (path, bytes) in self.for_robots(&paths) {
            failed.extend(self.put(&path, bytes).err());
        }
        progress.done();
        if failed.is_empty() { Ok(jobs.len()) } else { Err(failed) }
    }

    fn jobs(&self, years: &Years) -> Vec<Job> {
        let mut jobs = vec![Job::Home, Job::NotFound, Job::Letters(None)];
        if self.is_long() {
            jobs.extend((0..years.len()).map(|year| Job::Letters(Some(year))));
        }
        for (index, work) in self.resolution.works.iter().enumerate() {
            jobs.push(match work.letter {
                Some(letter) => Job::Letter(letter),
                None => Job::Work(index),
            });
        }
        jobs.extend(self.resolution.dossiers.keys().map(|&number| Job::Dossier(number)));
        let taken: HashSet<&OutPath> = self.resolution.works.iter().map(|w| &w.path).collect();
        let redirects = self.corpus.redirects.iter().filter(|(path, _)| !taken.contains(path));
        jobs.extend(redirects.map(|(path, &letter)| Job::Redirect(path.clone(), letter)));
        jobs
    }

    fn is_long(&self) -> bool {
        self.corpus.letters.len() > limits::LETTERS_PER_PAGE
    }

    fn years(&self) -> Years {
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

    /// The address of a page that belongs in the sitemap.
    fn path_of(&self, job: &Job, years: &Years) -> Option<OutPath> {
        match job {
            Job::Home => Some(OutPath::home()),
            Job::Letters(year) => {
                Some(letters_path(year.and_then(|y| years.get(y)).map(|(y, _)| y.to_string())))
            }
            Job::Letter(letter) => Some(self.corpus.letters[*letter].meta.path.clone()),
            Job::Work(work) => Some(self.resolution.works[*work].path.clone()),
            Job::Dossier(number) => Some(OutPath::of_dossier(*number)),
            Job::Redirect(..) | Job::NotFound => None,
        }
    }

    fn put(&self, path: &OutPath, bytes: Vec<u8>) -> Result<(), Diagnostic> {
        if path.is_page() || path.as_str().ends_with(".html") {
            self.links.page(path, &bytes);
        } else {
            self.links.file(path);
        }
        self.sink.put(path, bytes)
    }

    fn page(&self, job: &Job, years: &Years) -> Result<(), Diagnostic> {
        let views = self.views;
        let path = match job {
            Job::Redirect(path, _) => path.clone(),
            Job::NotFound => OutPath::not_found(),
            job => self.path_of(job, years).unwrap_or_else(OutPath::home),
        };
        let page = |kind, title: String, description| views.page(&path, kind, title, description);
        let (template, values) = match job {
            Job::Home => {
                let dossiers: Vec<DossierView> =
                    self.resolution.dossiers.keys().map(|&d| views.dossier(d)).collect();
                let values = Values::default()
                    .with("page", &page("home", String::new(), self.site.description.clone()))
                    .with("dossiers", &dossiers)
                    .with("latest", &self.latest(years))
                    .with("most_cited", &self.most_cited())
                    .with("counts", &self.counts());
                ("home.html", values)
            }
            Job::Letters(year) => {
                let shown = match year {
                    _ if !self.is_long() => years.as_slice(),
                    Some(year) => years.get(*year..=*year).unwrap_or_default(),
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
                    .with("page", &page("letters", title, None))
                    .with("groups", &groups)
                    .with("pages", &self.list_pages(years, *year));
                ("letters.html", values)
            }
            Job::Letter(index) => {
                let letter = views.letter(*index);
                let title = format!("{}: {}", letter.label, letter.title);
                let description = letter.summary.map(str::to_owned);
                let values = Values::default()
                    .with("page", &page("letter", title, description))
                    .with("letter", &letter)
                    .with("cites", &views.cites(*index))
                    .with("cited_by", &views.cited_by(*index));
                ("letter.html", values)
            }
            Job::Work(index) => {
                let work = views.stub(*index);
                let title = match &work.work.title {
                    Some(title) => format!("{}: {title}", work.work.label),
                    None => work.work.label.clone(),
                };
                let values = Values::default()
                    .with("page", &page("work", title, work.summary.clone()))
                    .with("work", &work)
                    .with("cited_by", &views.cited_by(*index));
                ("work.html", values)
            }
            Job::Dossier(number) => {
                let dossier = views.dossier(*number);
                let title = match &dossier.title {
                    Some(title) => format!("Dossier {}: {title}", dossier.number),
                    None => format!("Dossier {}", dossier.number),
                };
                let edges = self.graph.dossiers.get(number).map(Vec::as_slice).unwrap_or_default();
                let values = Values::default()
                    .with("page", &page("dossier", title, None))
                    .with("dossier", &dossier)
                    .with("works", &views.works_of(*number))
                    .with("cited_by", &views.citing(edges));
                ("dossier.html", values)
            }
            Job::Redirect(_, letter) => {
                let label = views.label(*letter);
                let url = views.url(&self.corpus.letters[*letter].meta.path);
                let values = Values::default()
                    .with("page", &page("redirect", label.clone(), None))
                    .with("target", &TargetView { url, label });
                ("redirect.html", values)
            }
            Job::NotFound => {
                ("404.html", Values::default().with("page", &page("not_found", String::new(), None)))
            }
        };
        self.put(&path, self.templates.render(template, &values)?)
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

    fn list_pages(&self, years: &Years, current: Option<usize>) -> Vec<ListPage> {
        if !self.is_long() {
            return Vec::new();
        }
        let page =
            |(index, (year, letters)): (usize, &(crate::vergaderjaar::Vergaderjaar, Vec<usize>))| ListPage {
                label: year.printed(),
                url: self.views.url(&letters_path(Some(year.to_string()))),
                count: letters.len(),
                current: current == Some(index),
            };
        years.iter().enumerate().map(page).collect()
    }

    /// The theme's files and those of the site, which replace them one by one.
    fn files(&self, folder: &Path, pages: &[OutPath]) -> Vec<Diagnostic> {
        let mut failed = Vec::new();
        let mut files: BTreeMap<OutPath, Vec<u8>> = BTreeMap::new();
        for (name, bytes) in theme::STATIC {
            files.extend(file_path(name).map(|path| (path, bytes.to_vec())));
        }
        if folder.exists() {
            for entry in WalkDir::new(folder).follow_links(false).sort_by_file_name() {
                let Ok(entry) = entry else {
                    let message = "cannot read the static files";
                    failed.push(Diagnostic::new(Code::K001, message).at(Place::file(shown(folder))));
                    continue;
                };
                let name = entry.path().strip_prefix(folder).map(shown).unwrap_or_default();
                if !entry.file_type().is_file() || name.split('/').any(|part| part.starts_with('.')) {
                    continue;
                }
                match file(entry.path(), &name) {
                    Ok((path, bytes)) => {
                        files.insert(path, bytes);
                    }
                    Err(finding) => failed.push(finding),
                }
            }
        }
        let pages: HashSet<String> = pages.iter().map(OutPath::file_path).collect();
        for (path, bytes) in files {
            if pages.contains(&path.file_path()) {
                let message = format!("{path} is the address of a page");
                failed
                    .push(Diagnostic::new(Code::K402, message).help("give the file in static/ another name"));
            } else if let Err(finding) = self.put(&path, bytes) {
                failed.push(finding);
            }
        }
        failed
    }

    /// `sitemap.xml` (in parts if long) and `robots.txt`. Without the address of the site there is no sitemap:
    /// its entries must be full addresses.
    fn for_robots(&self, pages: &[OutPath]) -> Vec<(OutPath, Vec<u8>)> {
        const PART: usize = 50_000;
        const HEAD: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n";
        const SCHEMA: &str = "xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\"";
        let mut robots = "User-agent: *\nAllow: /\n".to_owned();
        let mut files = Vec::new();
        if let Some(base) = &self.site.base_url {
            let urls = |paths: &[OutPath]| {
                let entry = |path: &OutPath| format!("<url><loc>{base}{}</loc></url>\n", path.as_str());
                let entries: String = paths.iter().map(entry).collect();
                format!("{HEAD}<urlset {SCHEMA}>\n{entries}</urlset>\n").into_bytes()
            };
            if pages.len() <= PART {
                files.extend(file_path("sitemap.xml").map(|path| (path, urls(pages))));
            } else {
                let mut index = format!("{HEAD}<sitemapindex {SCHEMA}>\n");
                for (n, part) in pages.chunks(PART).enumerate() {
                    let name = format!("sitemap-{}.xml", n + 1);
                    index.push_str(&format!("<sitemap><loc>{base}{name}</loc></sitemap>\n"));
                    files.extend(file_path(&name).map(|path| (path, urls(part))));
                }
                index.push_str("</sitemapindex>\n");
                files.extend(file_path("sitemap.xml").map(|path| (path, index.into_bytes())));
            }
            robots.push_str(&format!("Sitemap: {base}sitemap.xml\n"));
        }
        files.extend(file_path("robots.txt").map(|path| (path, robots.into_bytes())));
        files
    }
}

fn letters_path(year: Option<String>) -> OutPath {
    let segments: Vec<Segment> =
        std::iter::once("brieven".to_owned()).chain(year).filter_map(|s| Segment::slug(&s)).collect();
    OutPath::page(&segments.iter().collect::<Vec<_>>())
}

fn file_path(name: &str) -> Option<OutPath> {
    let segments: Option<Vec<Segment>> = name.split('/').map(Segment::file_name).collect();
    segments.map(|segments| OutPath::file(&segments))
}

fn file(path: &Path, name: &str) -> Result<(OutPath, Vec<u8>), Diagnostic> {
    let fail = |code, message: &str| Diagnostic::new(code, message).at(Place::file(shown(path)));
    let out = file_path(name).ok_or_else(|| {
        fail(Code::K402, "this name cannot be an address").help("use letters, digits, `-`, `_` and `.`")
    })?;
    let size = fs::metadata(path).map_or(0, |m| m.len());
    if size > limits::STATIC_BYTES {
        let message = format!("the file is larger than {} MiB", limits::STATIC_BYTES >> 20);
        return Err(fail(Code::K003, &message).help("publish it elsewhere and link to it"));
    }
    let bytes = fs::read(path).map_err(|e| fail(Code::K001, &format!("cannot read the file: {e}")))?;
    Ok((out, bytes))
}
