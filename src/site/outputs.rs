//! What is published: one list of every page and file, each with its address and its maker, complete before the first
//! page is rendered.
//!
//! `check`, `build`, `serve` and the link check share it, so that they know of the same site. Outputs that cannot stand
//! beside each other are found here, by their addresses alone; what a page says is known to its maker only.

use crate::content::source::{Source, shown};
use crate::fault;
use crate::finding::{Code, Finding, Place};
use crate::limits;
use crate::number::address::OutPath;
use crate::progress::Progress;
use crate::site::link_check::LinkCheck;
use crate::site::output::Sink;
use crate::site::render::{self, Templates, Values};
use rayon::prelude::*;
use std::borrow::Cow;
use std::collections::{HashMap, HashSet};
use std::fs;
use std::path::{Path, PathBuf};

/// A page or file of the site.
pub(crate) struct Output<'a> {
    path: OutPath,
    maker: Maker<'a>,
    source: Option<Origin<'a>>,
    /// Whether search engines are told of it.
    public: bool,
    /// Whether a file of `static/` may take its place.
    yields: bool,
}

/// What an output is made of.
enum Origin<'a> {
    /// A letter, or what is said of a dossier.
    Text(&'a Source),
    /// A file of `static/`, as messages name it.
    Copy(String),
}

impl Origin<'_> {
    fn file(&self) -> &str {
        match self {
            Self::Text(source) => &source.file,
            Self::Copy(file) => file,
        }
    }

    /// Where messages place what is wrong with it; a letter's front matter says where its page stands.
    fn place(&self) -> Place {
        match self {
            Self::Text(source) => source.place(0..3),
            Self::Copy(file) => Place::file(file.clone()),
        }
    }
}

type Make<'a, T> = Box<dyn Fn(&OutPath) -> T + Send + Sync + 'a>;

/// Makes the bytes of a file of a page.
type OfPage<'a> = Box<dyn Fn(&str) -> Vec<u8> + Send + Sync + 'a>;

enum Maker<'a> {
    /// A template and the values that it sees.
    Template(&'static str, Make<'a, Values>),
    /// What is made of the page that a template and its values make.
    OfPage(&'static str, Make<'a, Values>, OfPage<'a>),
    /// The bytes.
    Bytes(Make<'a, Cow<'a, [u8]>>),
    /// A file of `static/`.
    Copy(PathBuf),
}

impl<'a> Output<'a> {
    fn new(path: OutPath, maker: Maker<'a>) -> Self {
        Self { path, maker, source: None, public: false, yields: false }
    }

    /// A page that everyone may find.
    pub(crate) fn page(
        path: OutPath,
        template: &'static str,
        values: impl Fn(&OutPath) -> Values + Send + Sync + 'a,
    ) -> Self {
        Self { public: true, ..Self::new(path, Maker::Template(template, Box::new(values))) }
    }

    /// A file.
    pub(crate) fn file(path: OutPath, bytes: impl Fn(&OutPath) -> Cow<'a, [u8]> + Send + Sync + 'a) -> Self {
        Self::new(path, Maker::Bytes(Box::new(bytes)))
    }

    /// A file that is made of a page.
    pub(crate) fn of_page(
        path: OutPath,
        template: &'static str,
        values: impl Fn(&OutPath) -> Values + Send + Sync + 'a,
        bytes: impl Fn(&str) -> Vec<u8> + Send + Sync + 'a,
    ) -> Self {
        Self::new(path, Maker::OfPage(template, Box::new(values), Box::new(bytes)))
    }

    /// A file of `static/`.
    pub(crate) fn copy(path: OutPath, of: PathBuf) -> Self {
        Self { source: Some(Origin::Copy(shown(&of))), ..Self::new(path, Maker::Copy(of)) }
    }

    /// The same, of which search engines are not told.
    pub(crate) fn unlisted(self) -> Self {
        Self { public: false, ..self }
    }

    /// The same, whose place a file of `static/` may take.
    pub(crate) fn yielding(self) -> Self {
        Self { yields: true, ..self }
    }

    /// The same, made of this file.
    pub(crate) fn from(self, source: &'a Source) -> Self {
        Self { source: Some(Origin::Text(source)), ..self }
    }

    /// Its address.
    #[cfg(test)]
    pub(crate) fn path(&self) -> &OutPath {
        &self.path
    }

    /// Its address, if search engines are told of it.
    pub(crate) fn public(&self) -> Option<&OutPath> {
        Some(&self.path).filter(|_| self.public)
    }

    /// What messages call its maker.
    fn template(&self) -> &'static str {
        match self.maker {
            Maker::Template(name, _) | Maker::OfPage(name, ..) => name,
            Maker::Bytes(_) | Maker::Copy(_) => "no template",
        }
    }

    fn is_copy(&self) -> bool {
        matches!(self.maker, Maker::Copy(_))
    }

    /// A fault while it was made, with the file that it is made of.
    fn named(&self, fault: Finding) -> Finding {
        match &self.source {
            Some(origin) => fault.at(origin.place()),
            None => fault,
        }
    }

    /// Makes it at the end of `room` or elsewhere, and hands it on.
    fn make(
        &self,
        templates: &Templates,
        links: &LinkCheck,
        sink: &dyn Sink,
        room: &mut Vec<u8>,
    ) -> Result<(), Finding> {
        let bytes = match &self.maker {
            Maker::Template(name, values) => {
                room.clear();
                let made = templates.render(name, &values(&self.path), room);
                made.map_err(|finding| finding.label(format!("on the page {}", self.path)))?;
                Cow::Borrowed(&room[..])
            }
            Maker::OfPage(name, values, bytes) => {
                room.clear();
                templates.render(name, &values(&self.path), room)?;
                Cow::Owned(bytes(&String::from_utf8_lossy(room)))
            }
            Maker::Bytes(bytes) => bytes(&self.path),
            Maker::Copy(file) => Cow::Owned(read(file)?),
        };
        if is_html(&self.path) {
            links.page(&self.path, &bytes);
        }
        sink.put(&self.path, &bytes)
    }
}

/// Reads a file of `static/`.
fn read(path: &Path) -> Result<Vec<u8>, Finding> {
    let fail = |code, message: &str| Finding::new(code, message).at(Place::file(shown(path)));
    let size = fs::metadata(path).map_or(0, |m| m.len());
    if size > limits::STATIC_BYTES {
        let message = format!("the file is larger than {} MiB", limits::STATIC_BYTES >> 20);
        return Err(fail(Code::K003, &message).help("publish it elsewhere and link to it"));
    }
    fs::read(path).map_err(|e| fail(Code::K001, &format!("cannot read the file: {e}")))
}

fn is_html(path: &OutPath) -> bool {
    path.is_page() || path.as_str().ends_with(".html")
}

/// Every page and file of the site, no two of which are in each other's way.
pub(crate) struct Outputs<'a>(Vec<Output<'a>>);

impl<'a> Outputs<'a> {
    /// Puts them together: of two that cannot both be published the first stays and the other is reported. What comes
    /// later takes the place of what yields.
    pub(crate) fn of(all: impl IntoIterator<Item = Output<'a>>, findings: &mut Vec<Finding>) -> Self {
        let mut outputs: Vec<Output<'a>> = Vec::new();
        let mut taken = Taken::default();
        for output in all {
            let obstacle = taken.obstacle(&output.path);
            match obstacle.and_then(|obstacle| Some((obstacle, outputs.get_mut(obstacle.at())?))) {
                Some((Obstacle::Same(_), other)) if other.yields && other.path == output.path => {
                    *other = output;
                }
                Some((obstacle, other)) => findings.push(clash(&output, obstacle, other)),
                None => {
                    taken.take(&output.path, outputs.len());
                    outputs.push(output);
                }
            }
        }
        Self(outputs)
    }

    /// The addresses.
    pub(crate) fn paths(&self) -> impl Iterator<Item = &OutPath> {
        self.0.iter().map(|output| &output.path)
    }

    /// The addresses of the pages that are ours.
    pub(crate) fn pages(&self) -> HashSet<OutPath> {
        let pages = self.0.iter().filter(|output| is_html(&output.path) && !output.is_copy());
        pages.map(|output| output.path.clone()).collect()
    }

    /// Makes them side by side and hands each to the sink; none is kept.
    pub(crate) fn make(
        &self,
        templates: &Templates,
        links: &LinkCheck,
        sink: &dyn Sink,
        progress: &dyn Progress,
    ) -> Vec<Finding> {
        progress.stage("pages", self.0.len());
        let failed: Vec<Finding> = self
            .0
            .par_iter()
            .map_init(Vec::new, |room, output| {
                let made = fault::caught(|| output.make(templates, links, sink, room));
                progress.step();
                made.unwrap_or_else(|fault| Err(output.named(fault))).err()
            })
            .flatten_iter()
            .collect();
        progress.done();
        render::each_once(failed)
    }
}

/// What already stands where another output would.
#[derive(Clone, Copy)]
enum Obstacle {
    /// One at its own address, but perhaps for capitals, which not every system tells apart.
    Same(usize),
    /// One that stands below it: there must be a folder.
    Below(usize),
    /// One where it needs a folder.
    Above(usize),
}

impl Obstacle {
    /// The place of what stands there.
    fn at(self) -> usize {
        let (Self::Same(at) | Self::Below(at) | Self::Above(at)) = self;
        at
    }
}

/// The files and folders that outputs need, in small letters, each with the first output that does.
#[derive(Default)]
struct Taken {
    files: HashMap<String, usize>,
    folders: HashMap<String, usize>,
}

impl Taken {
    fn obstacle(&self, path: &OutPath) -> Option<Obstacle> {
        let file = key(path);
        let same = self.files.get(&file).map(|&at| Obstacle::Same(at));
        let below = || self.folders.get(&file).map(|&at| Obstacle::Below(at));
        let above = || above(&file).find_map(|folder| self.files.get(folder)).map(|&at| Obstacle::Above(at));
        same.or_else(below).or_else(above)
    }

    fn take(&mut self, path: &OutPath, at: usize) {
        let file = key(path);
        for folder in above(&file) {
            if !self.folders.contains_key(folder) {
                self.folders.insert(folder.to_owned(), at);
            }
        }
        self.files.insert(file, at);
    }
}

fn key(path: &OutPath) -> String {
    path.file_path().to_lowercase()
}

/// The folders that a file stands in.
fn above(file: &str) -> impl Iterator<Item = &str> {
    file.match_indices('/').filter_map(|(at, _)| file.get(..at))
}

/// Two outputs of which one would be lost.
fn clash(output: &Output<'_>, obstacle: Obstacle, other: &Output<'_>) -> Finding {
    let (path, theirs) = (&output.path, &other.path);
    let what = if is_html(theirs) { "page" } else { "file that Voetnoot makes" };
    let makers = [output.template(), other.template()];
    let message = match obstacle {
        Obstacle::Same(_) if path.file_path() != theirs.file_path() => {
            format!("{path} and {theirs} differ in capitals alone")
        }
        Obstacle::Same(_) if output.is_copy() => format!("{path} is the address of a {what}"),
        Obstacle::Same(_) => format!("{path} is the address of two pages, by {}", makers.join(" and by ")),
        Obstacle::Below(_) => format!("{path} cannot be a file: {theirs} stands below it"),
        Obstacle::Above(_) => format!("{path} cannot stand below {theirs}, which is a file"),
    };
    let help = if output.is_copy() {
        "give the file another name; what a page says is changed in its template"
    } else {
        "correct the number or the reference of one of the two"
    };
    let finding = Finding::new(Code::K402, message).help(help);
    let finding = match &other.source {
        Some(origin) => finding.label(format!("the other is made of {}", origin.file())),
        None => finding,
    };
    match output.source.as_ref().or(other.source.as_ref()) {
        Some(origin) => finding.at(origin.place()),
        None => finding,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::number::address::Segment;

    fn path(text: &str) -> OutPath {
        let segments: Vec<Segment> =
            text.split_terminator('/').map(|s| Segment::file_name(s).unwrap()).collect();
        if text.is_empty() || text.ends_with('/') {
            OutPath::page(&segments.iter().collect::<Vec<_>>())
        } else {
            OutPath::file(&segments)
        }
    }

    fn page(text: &str) -> Output<'static> {
        Output::page(path(text), "letter.html", |_| Values::default())
    }

    fn file(text: &str) -> Output<'static> {
        Output::file(path(text), |_| Cow::Borrowed(b""))
    }

    fn copy(text: &str) -> Output<'static> {
        Output::copy(path(text), format!("static/{text}").into())
    }

    fn messages(all: Vec<Output<'static>>) -> (usize, Vec<String>) {
        let mut findings = Vec::new();
        let outputs = Outputs::of(all, &mut findings);
        assert!(findings.iter().all(|f| f.code == Code::K402));
        (outputs.0.len(), findings.into_iter().map(|f| f.message).collect())
    }

    #[test]
    fn what_stands_in_the_way_is_found_by_its_address() {
        for (first, second, message) in [
            (
                page("28638/201/"),
                copy("28638/201/index.html"),
                "/28638/201/index.html is the address of a page",
            ),
            (
                file("a/feed.xml"),
                copy("a/feed.xml"),
                "/a/feed.xml is the address of a file that Voetnoot makes",
            ),
            (page("28638/"), copy("28638"), "/28638 cannot be a file: /28638/ stands below it"),
            (file("a/b.jsonld"), copy("a"), "/a cannot be a file: /a/b.jsonld stands below it"),
            (
                file("404.html"),
                copy("404.html/x"),
                "/404.html/x cannot stand below /404.html, which is a file",
            ),
            (copy("Kaart.PNG"), copy("kaart.png"), "/kaart.png and /Kaart.PNG differ in capitals alone"),
            (page("dossiers/"), copy("Dossiers"), "/Dossiers cannot be a file: /dossiers/ stands below it"),
            (
                page("ah-1/"),
                page("ah-1/"),
                "/ah-1/ is the address of two pages, by letter.html and by letter.html",
            ),
        ] {
            assert_eq!(messages(vec![first, second]), (1, vec![message.to_owned()]));
        }
    }

    #[test]
    fn what_is_beside_each_other_or_yields_is_no_clash() {
        assert_eq!(messages(vec![page(""), page("a/"), page("a/b/"), copy("a/b.txt")]), (4, Vec::new()));
        assert_eq!(messages(vec![file("robots.txt").yielding(), copy("robots.txt")]), (1, Vec::new()));
        let (kept, found) = messages(vec![file("robots.txt").yielding(), copy("Robots.txt")]);
        assert_eq!((kept, found.len()), (1, 1), "both would be published here, and one of them elsewhere");
    }
}
