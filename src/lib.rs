//! Voetnoot turns letters from Dutch ministers to parliament into a website in which every reference works.
//!
//! # Citations
//!
//! [`cite`] finds the citations in any Dutch text, and says which documents each names and where they can be read.
//! It needs no feature: `default-features = false` leaves this and [`number`], with a handful of packages.
//!
//! ```
//! let text = "Zie Kamerstukken II 2020/21, 28 638, nrs. 199 en 200, en artikel 273f Sr.";
//! let citations = voetnoot::cite::find(text);
//! let said: Vec<&str> = citations.iter().map(|citation| &text[citation.span.clone()]).collect();
//! assert_eq!(said, ["Kamerstukken II 2020/21, 28 638, nrs. 199 en 200", "artikel 273f Sr"]);
//!
//! // What the words resolve to: normalised ids, each with its official address.
//! let second = &citations[0].cited[1].id;
//! assert_eq!(second.as_str(), "kst-28638-200");
//! let address = second.official_address();
//! assert_eq!(address.unwrap(), "https://zoek.officielebekendmakingen.nl/kst-28638-200.html");
//! ```
#![cfg_attr(
    feature = "site",
    doc = r#"
Some papers were never published, and some numbers are slips. A list of what exists tells (feature `site`):

```
use voetnoot::published::{self, Standing};

let list = b"kst-28638-199\nkst-28638-201\n";
let published = published::read("kst-ids.txt", list, &mut Vec::new()).unwrap();
assert!(published.contains("kst-28638-199".parse().unwrap()));
let standing = published.standing("kst-28638-200".parse().unwrap());
assert!(matches!(standing, Standing::Missing { .. }));
```

# Sites

With the feature `site`, [`build`] makes a site of a folder of letters, in which each citation leads to the letter
in the folder, or else to the official publication. [`check`] finds what `build` would find, and
[`render_to_memory`] gives the pages to a program.

```
use voetnoot::{progress::Quiet, report, settings::Settings};

# let folder = tempfile::tempdir().unwrap();
# let output = folder.path().join("public");
let settings = Settings { content: "content".into(), output, ..Settings::default() };
let built = voetnoot::build(&settings, &Quiet);
print!("{}", report::text(&built.findings, false));
assert!(built.published && settings.output.join("28638/201/index.html").exists());
let [here, elsewhere, ambiguous, unknown] = built.citations;
assert!(here + elsewhere > 0);
assert_eq!(ambiguous + unknown, 0);
```

The line, in order. `content` reads the folder and makes a letter of each file; on the way [`cite`] finds the
citations in its text and [`derived`] what else the program can say of it. `collection` puts the letters, the
register and the dossiers together, says what each citation means, and turns the citations round: who cites
whom. `site` shows all of that to the templates, makes pages of them, follows every link once, and publishes the
whole, or nothing. Beside the line stand the two ways to letters: `import` makes them of documents (feature
`import`), [`edit`] helps those who write them. `docs/ARCHITECTURE.md` tells more.

Every stage returns what it made and what it found wrong ([`finding`]), and goes on after a problem, so
that one run reports them all. Nothing is published while one of them is an error."#
)]
// A place that is not there is a mistake that stops the program: what may be absent is asked for with `get`.
#![cfg_attr(not(test), deny(clippy::disallowed_methods, clippy::indexing_slicing, clippy::string_slice))]

pub mod cite;
#[cfg(feature = "site")]
mod collection;
#[cfg(feature = "site")]
mod content;
#[cfg(feature = "site")]
pub mod derived;
#[cfg_attr(not(feature = "cli"), allow(dead_code, reason = "each feature needs its part of the lists"))]
mod dutch;
#[cfg(feature = "site")]
pub mod edit;
#[cfg(feature = "site")]
pub mod fault;
#[cfg(feature = "site")]
pub mod finding;
#[cfg(feature = "import")]
#[allow(clippy::indexing_slicing, clippy::string_slice)]
pub mod import;
pub mod limits;
pub mod number;
#[cfg(feature = "site")]
pub mod progress;
#[cfg(feature = "site")]
pub mod report;
#[cfg(feature = "site")]
mod search;
#[cfg(feature = "site")]
pub mod settings;
#[cfg(feature = "site")]
mod site;

#[cfg(feature = "site")]
use {
    collection::catalogue::Catalogue,
    collection::corpus::Corpus,
    collection::graph::CitationGraph,
    collection::promises,
    collection::published::Published,
    collection::resolve::{self, Resolution, State},
    content::annotation,
    content::directory::Directory,
    content::dossier::HeadedDossier,
    content::front_matter::{self, Site},
    content::letter::{Headed, Letter, Unplaced},
    content::markdown::{AuthorLink, Text},
    content::source::{self, Content, Source},
    finding::{Code, Finding, Place, Severity},
    number::address::OutPath,
    number::link::percent_decoded,
    progress::{Progress, Quiet},
    rayon::prelude::*,
    settings::Settings,
    site::link_check::{self, LinkCheck},
    site::output::{self, Discard, Earlier, Letters, Memory, One, Sink, Staging},
    site::outputs::Outputs,
    site::{pages, render, theme, view},
    std::borrow::Cow,
    std::collections::{BTreeMap, HashMap, HashSet},
};
#[cfg(feature = "site")]
pub use {
    collection::published,
    content::front_matter::{base_url, day},
    search::{Answer, Found, Passage},
};

/// What a run did and found.
#[cfg(feature = "site")]
#[derive(Debug, Default)]
pub struct Report {
    /// Every finding, sorted, with the severities of `site.yaml`.
    pub findings: Vec<Finding>,
    /// Letters in the collection.
    pub letters: usize,
    /// Pages made.
    pub pages: usize,
    /// Cited documents by state: here, elsewhere, ambiguous, unknown.
    pub citations: [usize; 4],
    /// The path under which the pages expect to be served.
    pub base_path: String,
    /// Whether a site was published.
    pub published: bool,
}

#[cfg(feature = "site")]
impl Report {
    /// Whether anything forbids publishing.
    pub fn has_errors(&self) -> bool {
        self.findings.iter().any(|d| d.severity == Severity::Error)
    }

    /// Whether the system, not the content, is the trouble: a file, a folder, a port.
    pub fn has_trouble(&self) -> bool {
        self.findings.iter().any(|d| {
            matches!(d.code, Code::K001 | Code::K501 | Code::K502 | Code::K504 | Code::K506 | Code::K706)
        })
    }

    /// Whether Voetnoot itself is the trouble.
    pub fn has_fault(&self) -> bool {
        self.findings.iter().any(|d| matches!(d.code, Code::K009 | Code::K099))
    }
}

/// Builds the site and publishes it.
#[cfg(feature = "site")]
pub fn build(settings: &Settings, progress: &dyn Progress) -> Report {
    let inputs = [settings.content.as_path(), &settings.templates, &settings.static_dir];
    let staging = output::check_target(&settings.output, &inputs, settings.home.as_deref())
        .and_then(|()| Staging::begin(&settings.output, settings.allow_shrink));
    let staging = match staging {
        Ok(staging) => staging,
        Err(finding) => {
            return Report { findings: vec![finding], ..Report::default() };
        }
    };
    let mut report = run(settings, progress, &staging);
    if !report.has_errors() {
        match staging.publish() {
            Ok(told) => {
                report.published = true;
                report.findings.extend(told);
            }
            Err(finding) => report.findings.push(finding),
        }
    }
    report
}

/// Clears away what a `build` of this process has begun and not published: for a program that a signal ends. Whether there
/// was anything.
#[cfg(feature = "site")]
pub fn abandon() -> bool {
    output::abandon()
}

/// Finds everything that `build` would find; writes nothing.
#[cfg(feature = "site")]
pub fn check(settings: &Settings, progress: &dyn Progress) -> Report {
    let earlier = (!settings.allow_shrink).then(|| Earlier::read(&settings.output));
    run(settings, progress, &Discard(earlier))
}

/// What `check` finds, and the report on citations as JSON; `None` while there is an error.
#[cfg(feature = "site")]
pub fn citation_report(settings: &Settings, progress: &dyn Progress) -> (Report, Option<Vec<u8>>) {
    let earlier = (!settings.allow_shrink).then(|| Earlier::read(&settings.output));
    let sink = One::of(pages::report_path(), Discard(earlier));
    let report = run(settings, progress, &sink);
    let made = sink.into_file().filter(|_| !report.has_errors());
    (report, made)
}

/// What a collection cites and knows nothing of, for [`edit::register`]. What is wrong with it is for `check` to say.
#[cfg(feature = "import")]
fn lacking(content: &std::path::Path) -> import::register::Lacking {
    let (loaded, mut unsaid) = source::load(content);
    let corpus = collect(loaded, Directory::new("/", None), content, &Quiet, &mut unsaid);
    let (resolution, _) = resolve::resolve(&corpus, None);
    let letters =
        corpus.letters.iter().flat_map(|letter| letter.meta.id().into_iter().chain(&letter.meta.aliases));
    let entries = corpus.register.iter().flat_map(|entry| std::iter::once(&entry.id).chain(&entry.aliases));
    let unknown = resolution.works.iter().filter(|work| work.letter.is_none() && work.entry.is_none());
    import::register::Lacking {
        known: letters.chain(entries).cloned().collect(),
        cited: unknown.filter_map(|work| work.id.clone()).collect(),
        dossiers: resolution.dossiers.keys().copied().collect(),
        described: corpus.dossiers.iter().map(|dossier| dossier.meta.number).collect(),
    }
}

/// Builds the site in memory: the files by path.
#[cfg(feature = "site")]
pub fn render_to_memory(settings: &Settings) -> (Report, BTreeMap<String, Vec<u8>>) {
    let memory = Memory::default();
    let report = run(settings, &Quiet, &memory);
    (report, memory.into_map())
}

#[cfg(feature = "site")]
fn run(settings: &Settings, progress: &dyn Progress, sink: &dyn Sink) -> Report {
    let run = || match rayon::ThreadPoolBuilder::new().num_threads(settings.threads.unwrap_or(0)).build() {
        Ok(pool) => pool.install(|| stages(settings, progress, sink)),
        Err(_) => stages(settings, progress, sink),
    };
    fault::caught(run).unwrap_or_else(|fault| Report { findings: vec![fault], ..Report::default() })
}

/// A collection that has been read, with what its citations mean.
#[cfg(feature = "site")]
struct Read {
    site: Site,
    published: Option<Published>,
    corpus: Corpus,
    resolution: Resolution,
    /// The files of all letters, also of those that have no place in the collection.
    files: Vec<String>,
    findings: Vec<Finding>,
}

/// Stages 1 to 9.
#[cfg(feature = "site")]
fn read(settings: &Settings, progress: &dyn Progress) -> Read {
    let (mut content, mut findings) = source::load(&settings.content);
    let site = content.site.as_ref();
    let site =
        site.and_then(|s| fault::in_file(&s.file, &mut findings, |found| front_matter::site(s, found)));
    let mut site = site.unwrap_or_default();
    if let Some(url) = &settings.base_url {
        site.base_url = front_matter::base_url(url);
        if site.base_url.is_none() {
            let message = format!("`{url}` is not the address of a site");
            findings.push(Finding::new(Code::K105, message).help("write it as `https://example.org/`"));
        }
    }
    let published = published(&mut content, &site, &mut findings);
    findings.extend(content.unused());
    findings.extend(source::among_static(&settings.static_dir));
    if site.base_url.is_none() {
        findings.push(no_address(&settings.content));
    }
    progress.stage("letters", content.letters.len());
    let files: Vec<String> = content.letters.iter().map(|letter| letter.file.clone()).collect();
    let directory = Directory::new(&site.base_path(), site.base_url.as_deref());
    let corpus = collect(content, directory, &settings.content, progress, &mut findings);
    findings.extend(settings.today.iter().flat_map(|&today| ahead(&corpus, today)));
    let (resolution, more) = resolve::resolve(&corpus, published.as_ref());
    findings.extend(more);
    Read { site, published, corpus, resolution, files, findings }
}

#[cfg(feature = "site")]
fn stages(settings: &Settings, progress: &dyn Progress, sink: &dyn Sink) -> Report {
    let Read { site, published, corpus, resolution, files, findings } = read(settings, progress);
    let base_path = site.base_path();
    let mut report = Report { letters: corpus.letters.len(), base_path, ..Report::default() };
    for target in resolution.cited() {
        let [here, elsewhere, ambiguous, unknown] = &mut report.citations;
        *match resolution.state(&corpus, target) {
            State::Here => here,
            State::Elsewhere => elsewhere,
            State::Ambiguous => ambiguous,
            State::Unknown => unknown,
        } += 1;
    }
    let settle = |findings: Vec<Finding>| level(findings, &site, settings.strict);
    report.findings = settle(findings);
    let mut made = None;
    if !report.has_errors() {
        report.findings.extend(sink.expect(&letters_of(&corpus)).err());
    }
    if !report.has_errors() {
        let publish = || publish(&corpus, &resolution, published.as_ref(), &site, settings, progress, sink);
        let (pages, more) = fault::caught(publish).unwrap_or_else(|fault| (None, vec![fault]));
        report.findings.extend(settle(more));
        report.pages = pages.as_ref().map_or(0, HashSet::len);
        made = pages;
    }
    let has_page = |letter: &&Letter| made.as_ref().is_none_or(|pages| pages.contains(&letter.meta.path));
    let placed = corpus.letters.iter().filter(has_page).map(|letter| letter.source.file.as_str()).collect();
    report.findings.extend(left_out(&files, &placed, &report.findings));
    report.findings.sort();
    report
}

/// What is found in a collection, as its site finds it; at most `limit` are told.
#[cfg(feature = "site")]
pub fn search(settings: &Settings, query: &str, limit: usize) -> (Report, Answer) {
    let search = || {
        let Read { site, published, corpus, resolution, findings, .. } = read(settings, &Quiet);
        let mut findings = level(findings, &site, settings.strict);
        // What is wrong with a letter does not hide the others from an editor.
        let mut more = Vec::new();
        let answer = with_pages(
            &corpus,
            &resolution,
            published.as_ref(),
            &site,
            settings,
            &mut more,
            |pages, _, _| pages.answer(query, limit),
        );
        findings.extend(more);
        findings.sort();
        (Report { findings, letters: corpus.letters.len(), ..Report::default() }, answer.unwrap_or_default())
    };
    fault::caught(search)
        .unwrap_or_else(|fault| (Report { findings: vec![fault], ..Report::default() }, Answer::default()))
}

/// Letters in, pages out: the files of letters that have neither their place on the site nor an error that names them.
/// That is a mistake of this program, and no site may lack a letter without a word.
#[cfg(feature = "site")]
fn left_out(files: &[String], placed: &HashSet<&str>, findings: &[Finding]) -> Vec<Finding> {
    let errors = findings.iter().filter(|finding| finding.severity == Severity::Error);
    let named: HashSet<&str> =
        errors.filter_map(|finding| finding.place.as_ref()).map(|place| place.file.as_str()).collect();
    let lost = files.iter().filter(|file| !placed.contains(file.as_str()) && !named.contains(file.as_str()));
    let finding = |file: &String| {
        Finding::new(Code::K009, "this letter would be left out, and nothing says why")
            .at(Place::file(file.clone()))
    };
    lost.map(finding).collect()
}

/// Where letters can be read.
#[cfg(feature = "site")]
fn letters_of(corpus: &Corpus) -> Letters {
    Letters {
        pages: corpus.letters.iter().map(|letter| letter.meta.path.file_path()).collect(),
        redirects: corpus.redirects.keys().map(OutPath::file_path).collect(),
    }
}

/// Letters that are dated after a month from today: a slip of the hand, most likely in the year.
#[cfg(feature = "site")]
fn ahead(corpus: &Corpus, today: jiff::civil::Date) -> Vec<Finding> {
    let last = today.saturating_add(jiff::Span::new().days(31));
    let ahead = corpus.letters.iter().filter(|letter| letter.meta.date > last);
    let finding = |letter: &Letter| {
        Finding::new(Code::K109, format!("the letter is dated {}, which is still to come", letter.meta.date))
            .at(front_matter::place_of(&letter.source, "date"))
    };
    ahead.map(finding).collect()
}

/// What a site does without that does not know where it is published.
#[cfg(feature = "site")]
fn no_address(content: &std::path::Path) -> Finding {
    let message = "no `base_url`: the site has no sitemap and no canonical addresses";
    Finding::new(Code::K113, message).at(Place::file(source::shown(&content.join("site.yaml"))))
}

/// Reads the list of published ids, if the site names one.
#[cfg(feature = "site")]
fn published(content: &mut Content, site: &Site, findings: &mut Vec<Finding>) -> Option<Published> {
    let named = site.published_ids.as_ref()?;
    let unusable = |reason: &str, help: &str| {
        Finding::new(Code::K111, format!("`{}` cannot be used: {reason}", named.relative))
            .at(named.place.clone())
            .help(help)
    };
    let Some(path) = content.take_other(&named.relative) else {
        let help = "name a file below the content folder, by its path from there, as `lists/kst-ids.txt.xz`";
        findings.push(unusable("there is no such file in the content folder", help));
        return None;
    };
    let read =
        source::read_bytes(&path, limits::PUBLISHED_BYTES).map_err(|finding| findings.push(finding)).ok()?;
    let file = source::shown(&path);
    match fault::in_file(&file, findings, |findings| published::read(&file, &read, findings))? {
        Ok(list) => Some(list),
        Err(reason) => {
            findings.push(unusable(&reason, "write one id a line, plain or compressed with xz or zstd"));
            None
        }
    }
}

/// Parses letters, dossiers and register and puts them together.
#[cfg(feature = "site")]
fn collect(
    content: Content,
    mut directory: Directory,
    root: &std::path::Path,
    progress: &dyn Progress,
    findings: &mut Vec<Finding>,
) -> Corpus {
    let (read, found): (Vec<Result<Headed, Unplaced>>, Vec<Vec<Finding>>) = content
        .letters
        .into_par_iter()
        .map(|source| {
            let mut found = Vec::new();
            let (file, relative) = (source.file.clone(), source.relative.clone());
            let read = fault::in_file(&file, &mut found, |found| Headed::read(source, found));
            // The file is there all the same: what is said of it elsewhere is no mistake.
            let nothing = || {
                Err(Unplaced { source: Source::new(file, relative, String::new()), text: Text::default() })
            };
            (read.unwrap_or_else(nothing), found)
        })
        .unzip();
    findings.extend(found.into_iter().flatten());
    let (mut headed, mut unplaced) = (Vec::with_capacity(read.len()), Vec::new());
    for letter in read {
        match letter {
            Ok(letter) => headed.push(letter),
            Err(letter) => unplaced.push(letter),
        }
    }
    if headed.is_empty() && findings.iter().all(|f| f.severity == Severity::Note) {
        findings.push(Finding::new(Code::K006, "there are no letters").at(Place::file(source::shown(root))));
    }
    let mut annotated = annotations(content.annotations, &headed, &unplaced, &content.unread, findings);
    let mut dossiers = Vec::new();
    for source in content.dossiers {
        let file = source.file.clone();
        dossiers
            .extend(fault::in_file(&file, findings, |found| HeadedDossier::read(source, found)).flatten());
    }
    let register = content.register.as_ref();
    let register =
        register.and_then(|s| fault::in_file(&s.file, findings, |found| front_matter::register(s, found)));
    let register = register.unwrap_or_default();
    for letter in &headed {
        directory.letter(&letter.source.relative, &letter.meta);
    }
    for dossier in &dossiers {
        if let Some(meta) = &dossier.meta {
            directory.introduction(&dossier.source.relative, meta.number);
        }
    }
    for entry in &register {
        directory.entry(entry);
    }
    let headed: Vec<_> =
        headed.into_iter().map(|h| (annotated.remove(h.source.relative.as_str()), h)).collect();
    let (letters, found): (Vec<Option<Letter>>, Vec<Vec<Finding>>) = headed
        .into_par_iter()
        .map(|(annotations, headed)| {
            let mut found = Vec::new();
            let file = headed.source.file.clone();
            let parse = |found: &mut Vec<Finding>| headed.parse(annotations, &directory, found);
            let letter = fault::in_file(&file, &mut found, parse);
            progress.step();
            (letter, found)
        })
        .unzip();
    findings.extend(found.into_iter().flatten());
    let dossiers = dossiers.into_iter().filter_map(|headed| {
        let file = headed.source.file.clone();
        fault::in_file(&file, findings, |found| headed.parse(&directory, found)).flatten()
    });
    let dossiers = dossiers.collect();
    let letters = letters.into_iter().flatten().collect();
    Corpus::new(letters, unplaced, register, dossiers, findings)
}

/// Reads the files of annotations; gives each by the name of its letter.
#[cfg(feature = "site")]
fn annotations(
    files: Vec<Source>,
    headed: &[Headed],
    unplaced: &[Unplaced],
    unread: &[String],
    findings: &mut Vec<Finding>,
) -> HashMap<String, annotation::Read> {
    if files.is_empty() {
        return HashMap::new();
    }
    let sources = headed.iter().map(|h| &h.source).chain(unplaced.iter().map(|u| &u.source));
    let letters: Vec<&str> = sources.map(|s| s.relative.as_str()).collect();
    let names: HashSet<&str> = letters.iter().copied().collect();
    let mut read = HashMap::with_capacity(files.len());
    for source in files {
        let list = fault::in_file(&source.file, findings, |found| front_matter::annotations(&source, found));
        let stem = source.relative.strip_suffix(source::ANNOTATIONS).unwrap_or_default();
        let letter = format!("{stem}.md");
        if names.contains(letter.as_str()) {
            read.extend(list.map(|list| (letter, (source, list))));
        } else if !unread.contains(&letter) {
            findings.push(annotation::without_letter(&source, &letters));
        }
    }
    read
}

/// Makes the pages and follows their links. Gives the addresses of the pages, if they could be made.
#[cfg(feature = "site")]
fn publish(
    corpus: &Corpus,
    resolution: &Resolution,
    published: Option<&Published>,
    site: &Site,
    settings: &Settings,
    progress: &dyn Progress,
    sink: &dyn Sink,
) -> (Option<HashSet<OutPath>>, Vec<Finding>) {
    let mut findings = Vec::new();
    let made = with_pages(
        corpus,
        resolution,
        published,
        site,
        settings,
        &mut findings,
        |pages, templates, findings| {
            let index = pages.search_files();
            let files = pages::files::of_site(&settings.static_dir, findings);
            let outputs = Outputs::of(pages.outputs(&index).into_iter().chain(files), findings);
            let links = LinkCheck::new(&site.base_path(), outputs.paths());
            findings.extend(outputs.make(templates, &links, sink, progress));
            if let Some(file) = settings.baseline.as_deref().filter(|_| !wrong(findings)) {
                match source::read_text(file, limits::REGISTER_BYTES) {
                    Ok(earlier) => findings.extend(pages.report().against(&source::shown(file), &earlier)),
                    Err(finding) => findings.push(finding),
                }
            }
            (outputs.pages(), links)
        },
    );
    match made.filter(|_| !wrong(&findings)) {
        Some((made, links)) => {
            findings.extend(broken_links(corpus, links, &site.base_path(), &settings.static_dir));
            (Some(made), findings)
        }
        None => (None, findings),
    }
}

/// Whether nothing can be made any more.
#[cfg(feature = "site")]
fn wrong(findings: &[Finding]) -> bool {
    findings.iter().any(|finding| finding.severity == Severity::Error)
}

/// Makes what makes pages; `None` if the templates cannot be read.
#[cfg(feature = "site")]
fn with_pages<T>(
    corpus: &Corpus,
    resolution: &Resolution,
    published: Option<&Published>,
    site: &Site,
    settings: &Settings,
    findings: &mut Vec<Finding>,
    then: impl FnOnce(&pages::Pages<'_>, &render::Templates, &mut Vec<Finding>) -> T,
) -> Option<T> {
    let graph = CitationGraph::new(corpus, resolution);
    let catalogue = Catalogue::new(corpus);
    let promises = promises::promises(corpus, resolution);
    let annotated = corpus.letters.iter().any(|letter| view::annotations::annotations_of(letter).is_some());
    let templates = render::Templates::load(
        theme::TEMPLATES,
        &settings.templates,
        site.language.tag(),
        &view::SiteView::of(site, annotated, !promises.is_empty()),
        findings,
    )?;
    if wrong(findings) {
        return None;
    }
    let views = view::Views::new(corpus, resolution, &graph, &catalogue, site, &templates, findings);
    let sequences = views.sequences(published);
    let pages = pages::Pages {
        corpus,
        resolution,
        graph: &graph,
        catalogue: &catalogue,
        sequences: &sequences,
        promises: &promises,
        site,
        views: &views,
        overview: pages::Overview::of(corpus, &views),
    };
    Some(then(&pages, &templates, findings))
}

/// Broken links, at each line that wrote them; what nobody wrote is the theme's.
#[cfg(feature = "site")]
fn broken_links(corpus: &Corpus, links: LinkCheck, base: &str, static_dir: &std::path::Path) -> Vec<Finding> {
    let broken = links.broken();
    let written = if broken.is_empty() { HashMap::new() } else { written_links(corpus) };
    let describe = |broken: link_check::Broken| {
        let code = if broken.anchor { Code::K302 } else { Code::K301 };
        let message = match code {
            Code::K302 => format!("`{}` leads to a place that its page does not have", broken.href),
            _ => format!("`{}` leads to a page that is not there", broken.href),
        };
        let finding = Finding::new(code, message);
        let same = written.get(&*broken.href).map(Vec::as_slice).unwrap_or_default();
        let at_home: Vec<_> = same.iter().filter(|(page, ..)| *page == broken.page).collect();
        let theirs = match (at_home.is_empty(), broken.href.starts_with('#')) {
            // What editors write is shown on further pages; a mere `#place` is one of its own page.
            (true, false) => same.iter().collect(),
            _ => at_home,
        };
        let located = theirs.into_iter().map(|(_, source, link)| {
            let picture = source.text.get(link.span.clone()).is_some_and(|words| words.starts_with("!["));
            let below = broken.href.strip_prefix(base).filter(|_| picture);
            let finding = finding.clone().at(source.place(link.span.clone()));
            match below {
                Some(below) => {
                    let place = source::shown(&static_dir.join(below));
                    Finding { message: "this picture is not there".to_owned(), ..finding }.help(format!(
                        "put it at `{place}`, or write where it is: `/map/naam.png` is `static/map/naam.png`"
                    ))
                }
                None => {
                    finding.help("link to an .md file of the content folder or to an address of the site")
                }
            }
        });
        let located: Vec<Finding> = located.collect();
        if located.is_empty() {
            return vec![
                finding.help(format!("the link is made by a template, on the page {}", broken.page)),
            ];
        }
        located
    };
    let mut findings: Vec<Finding> = broken.into_iter().flat_map(describe).collect();
    findings.sort();
    findings.dedup();
    findings
}

/// The links to this site that letters, annotations and introductions of dossiers write, by the address as the
/// link check reads it, with their pages.
#[cfg(feature = "site")]
fn written_links(corpus: &Corpus) -> HashMap<Cow<'_, str>, Vec<(OutPath, &Source, &AuthorLink)>> {
    let letters = corpus.letters.iter().flat_map(|letter| {
        let own = letter.text.links.iter().map(|link| (&letter.source, link));
        let remarks = letter.annotations.iter().flat_map(|of| of.list.iter().map(|a| (&of.source, a)));
        let theirs = remarks.flat_map(|(source, a)| a.links.iter().map(move |link| (source, link)));
        own.chain(theirs).map(|(source, link)| (letter.meta.path.clone(), source, link))
    });
    let dossiers = corpus.dossiers.iter().flat_map(|dossier| {
        let page = OutPath::of_dossier(dossier.meta.number);
        dossier.text.links.iter().map(move |link| (page.clone(), &dossier.source, link))
    });
    let mut written: HashMap<_, Vec<_>> = HashMap::new();
    for link in letters.chain(dossiers) {
        written.entry(percent_decoded(&link.2.href)).or_default().push(link);
    }
    written
}

/// Applies the levels of `site.yaml` and `--strict`.
#[cfg(feature = "site")]
fn level(findings: Vec<Finding>, site: &Site, strict: bool) -> Vec<Finding> {
    let settled = findings.into_iter().filter_map(|mut finding| {
        if let Some(level) = site.levels.get(&finding.code) {
            finding.severity = (*level)?;
        }
        if strict && finding.severity == Severity::Warning {
            finding.severity = Severity::Error;
        }
        Some(finding)
    });
    settled.collect()
}

#[cfg(all(test, feature = "site"))]
mod tests {
    use super::*;

    #[test]
    fn a_letter_without_a_page_needs_an_error_that_names_it() {
        let files: Vec<String> = ["placed.md", "wrong.md", "warned.md", "lost.md"].map(str::to_owned).into();
        let at = |code, file: &str| Finding::new(code, "x").at(Place::file(file));
        let findings = [at(Code::K104, "wrong.md"), at(Code::K107, "warned.md"), at(Code::K107, "placed.md")];
        let found = left_out(&files, &HashSet::from(["placed.md"]), &findings);
        let named: Vec<_> = found.iter().map(|f| f.place.as_ref().unwrap().file.as_str()).collect();
        assert_eq!(named, ["warned.md", "lost.md"]);
        assert!(found.iter().all(|f| f.severity == Severity::Error));
    }
}
