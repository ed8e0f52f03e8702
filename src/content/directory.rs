//! Where the pages of the collection stand, by file, address and kenmerk: known before any text is read, so that a text
//! can lead to the page of another without knowing what it says.

use crate::content::front_matter::{Identity, LetterMeta, RegisterEntry};
use crate::number::address::OutPath;
use crate::number::identifier::DocumentId;
use crate::number::kst::DossierNumber;
use crate::number::link::{Destination, percent_decoded};
use std::borrow::Cow;
use std::collections::HashMap;
use std::collections::hash_map::Entry;
use std::ops::Range;

/// What a page is of.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Subject {
    /// A letter, a known work or a dossier, by its id.
    Document(DocumentId),
    /// A letter without an id, by its page.
    Letter(OutPath),
}

/// Where a link of an author's leads on this site.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Lead {
    /// The address as it stands on the page.
    pub href: String,
    /// What the page is of, if that is another letter, a known work or a dossier.
    pub subject: Option<Subject>,
}

/// A page that texts may lead to.
#[derive(Debug)]
struct Page {
    path: OutPath,
    subject: Subject,
    /// The ids that name it.
    ids: Vec<DocumentId>,
}

/// All pages of letters, dossiers and the register.
#[derive(Debug, Default)]
pub struct Directory {
    base_path: String,
    /// The address of the site, if it is known.
    base_url: Option<String>,
    pages: Vec<Page>,
    /// The page of each file of the content folder.
    files: HashMap<String, usize>,
    /// The page at each address below the root, former ones included.
    addresses: HashMap<String, usize>,
    /// The letter with each kenmerk; `None` if it is that of several.
    kenmerken: HashMap<String, Option<usize>>,
}

impl Directory {
    /// One without a page, for a site at this address, below this path of its host.
    pub fn new(base_path: &str, base_url: Option<&str>) -> Self {
        let (base_path, base_url) = (base_path.to_owned(), base_url.map(str::to_owned));
        Self { base_path, base_url, ..Self::default() }
    }

    /// Takes the letter in a file.
    pub fn letter(&mut self, file: &str, meta: &LetterMeta) {
        let (subject, own) = match &meta.identity {
            Identity::Publication(id) => (Subject::Document(id.clone()), Some(id)),
            Identity::Kenmerk(_) => (Subject::Letter(meta.path.clone()), None),
        };
        let ids = own.into_iter().chain(&meta.aliases).cloned().collect();
        let page = self.page(meta.path.clone(), subject, ids);
        self.files.insert(file.to_owned(), page);
        for former in meta.former_addresses() {
            self.addresses.entry(former.as_str().to_owned()).or_insert(page);
        }
        if let Some(kenmerk) = &meta.kenmerk {
            match self.kenmerken.entry(folded(kenmerk)) {
                Entry::Vacant(free) => _ = free.insert(Some(page)),
                Entry::Occupied(mut taken) => _ = taken.insert(None),
            }
        }
        for &number in &meta.dossiers {
            self.dossier(number);
        }
    }

    /// Takes what is said of a dossier in a file.
    pub fn introduction(&mut self, file: &str, number: DossierNumber) {
        let page = self.dossier(number);
        self.files.insert(file.to_owned(), page);
    }

    /// Takes a work of the register.
    pub fn entry(&mut self, entry: &RegisterEntry) {
        let ids = std::iter::once(&entry.id).chain(&entry.aliases).cloned().collect();
        self.page(OutPath::of_document(&entry.id), Subject::Document(entry.id.clone()), ids);
        if let Some(number) = entry.id.dossier() {
            self.dossier(number);
        }
    }

    fn dossier(&mut self, number: DossierNumber) -> usize {
        let id = DocumentId::of_dossier(number);
        self.page(OutPath::of_dossier(number), Subject::Document(id.clone()), vec![id])
    }

    /// The place of a page, which is new or known already.
    fn page(&mut self, path: OutPath, subject: Subject, ids: Vec<DocumentId>) -> usize {
        *self.addresses.entry(path.as_str().to_owned()).or_insert_with(|| {
            self.pages.push(Page { path, subject, ids });
            self.pages.len() - 1
        })
    }

    /// What a text sees of it that stands in this file.
    pub fn seen_from<'a>(&'a self, file: &'a str) -> Outlook<'a> {
        Outlook { directory: self, file, own: self.files.get(file).copied(), of_remark: false }
    }

    /// What of a web address is below that of the site.
    fn below<'u>(&self, url: &'u str) -> Option<&'u str> {
        let (_, base) = self.base_url.as_deref()?.split_once("://")?;
        let (host, path) = base.split_at(base.find('/')?);
        let (_, rest) = url.split_once("://")?;
        let (own, rest) = rest.split_at_checked(host.len())?;
        let rest = rest.strip_prefix(path).or_else(|| (rest == path.trim_end_matches('/')).then_some(""));
        rest.filter(|_| own.eq_ignore_ascii_case(host))
    }
}

/// The directory as one text sees it.
#[derive(Debug, Clone, Copy)]
pub struct Outlook<'a> {
    directory: &'a Directory,
    file: &'a str,
    /// The page of the text itself.
    own: Option<usize>,
    /// Whether the text is a remark on the letter in the file. It is shown on other pages as well, so a place of the
    /// letter has its whole address.
    of_remark: bool,
}

impl Outlook<'_> {
    /// As a remark on this text sees it.
    #[must_use]
    pub fn of_remark(self) -> Self {
        Self { of_remark: true, ..self }
    }

    /// Where an address leads that an author wrote; `None` if that is not on this site. What does not exist keeps its
    /// address, for the link check to report.
    pub fn lead(&self, address: &str) -> Option<Lead> {
        let own = || self.directory.pages.get(self.own.filter(|_| self.of_remark)?);
        let (path, anchor) = match Destination::of(address) {
            Destination::Here(anchor) => match own() {
                Some(page) => (Cow::Borrowed(page.path.as_str()), Some(anchor)),
                None => return Some(Lead { href: format!("#{anchor}"), subject: None }),
            },
            Destination::Root(path, anchor) => (page_address(path.trim_start_matches('/')), anchor),
            Destination::Letter(path, anchor) => (self.beside(path), anchor),
            Destination::Web(url) => {
                let below = self.directory.below(url)?;
                let (path, anchor) =
                    below.split_once('#').map_or((below, None), |(path, anchor)| (path, Some(anchor)));
                (page_address(path), anchor)
            }
            Destination::Mail(_) | Destination::Forbidden => return None,
        };
        let known = self.directory.addresses.get(&*percent_decoded(path.split('?').next()?));
        let page = known.filter(|page| Some(**page) != self.own);
        let page = page.and_then(|page| self.directory.pages.get(*page));
        let anchor = anchor.map(|anchor| format!("#{anchor}")).unwrap_or_default();
        let href = format!("{}{path}{anchor}", self.directory.base_path);
        Some(Lead { href, subject: page.map(|page| page.subject.clone()) })
    }

    /// The address of a file of the content folder, named by its path from this one.
    fn beside<'p>(&self, path: &'p str) -> Cow<'p, str> {
        let mut parts: Vec<&str> = self.file.split('/').collect();
        parts.pop();
        for part in path.split('/') {
            match part {
                "." | "" => {}
                ".." => _ = parts.pop(),
                part => parts.push(part),
            }
        }
        let file = parts.join("/");
        let page = self.directory.files.get(&*percent_decoded(&file));
        let page = page.and_then(|page| self.directory.pages.get(*page));
        Cow::Owned(page.map_or(file, |page| page.path.as_str().to_owned()))
    }

    /// Whether an id names what a page is of.
    pub fn is_named(&self, subject: &Subject, id: &DocumentId) -> bool {
        let path = match subject {
            Subject::Document(own) if own == id => return true,
            Subject::Document(own) => OutPath::of_document(own),
            Subject::Letter(path) => path.clone(),
        };
        let page = self.directory.addresses.get(path.as_str());
        page.and_then(|page| self.directory.pages.get(*page)).is_some_and(|page| page.ids.contains(id))
    }

    /// The letters that a text cites by their kenmerk: behind that word stands exactly what one letter has.
    pub fn kenmerken(&self, text: &str) -> Vec<(Range<usize>, Lead)> {
        let directory = self.directory;
        let mut found = Vec::new();
        if directory.kenmerken.is_empty() {
            return found;
        }
        for label in memchr::memmem::find_iter(text.as_bytes(), LABEL) {
            let start = label.saturating_sub(1);
            let begins = text.get(start..label).is_some_and(|k| k.eq_ignore_ascii_case("k"));
            let word = text.get(..start).and_then(|before| before.chars().next_back());
            let is_word = begins && !word.is_some_and(char::is_alphanumeric);
            if !is_word || found.last().is_some_and(|(last, _): &(Range<usize>, Lead)| start < last.end) {
                continue;
            }
            let behind = text.get(label + LABEL.len()..).unwrap_or_default();
            let from = text.len() - number(behind).len();
            let Some((end, page)) = self.kenmerk(text, from) else { continue };
            let Some(page) = directory.pages.get(page) else { continue };
            let href = format!("{}{}", directory.base_path, page.path.as_str());
            found.push((start..end, Lead { href, subject: Some(page.subject.clone()) }));
        }
        found
    }

    /// The longest kenmerk of one other letter that stands at this place, with its end.
    fn kenmerk(&self, text: &str, from: usize) -> Option<(usize, usize)> {
        let (mut longest, mut words) = (None, String::new());
        let mut rest = text.get(from..)?.char_indices().peekable();
        while let Some((at, c)) = rest.next() {
            if words.len() > LONGEST_KENMERK {
                break;
            }
            match c {
                c if !c.is_whitespace() => words.push(c),
                _ if words.is_empty() || words.ends_with(' ') => {}
                _ => words.push(' '),
            }
            let next = rest.peek().map_or("", |(next, _)| text.get(from + next..).unwrap_or_default());
            if !goes_on(next)
                && let Some(page) = self.directory.kenmerken.get(&words)
            {
                longest = Some((from + at + c.len_utf8(), *page));
            }
        }
        let (end, page) = longest?;
        page.filter(|page| Some(*page) != self.own).map(|page| (end, page))
    }
}

/// The word before a kenmerk, without its first letter, which may be a capital.
const LABEL: &[u8] = b"enmerk";

/// In bytes; those of ministries have some thirty.
const LONGEST_KENMERK: usize = 120;

/// What stands behind the words *kenmerk*, *kenmerk nr.*, *kenmerk:*; nothing if more letters follow.
fn number(behind: &str) -> &str {
    let space = |c: char| c.is_whitespace() || c == ':';
    let rest = behind.trim_start_matches(space);
    if rest.len() == behind.len() {
        return "";
    }
    let label = ["nummer", "nr.", "nr", "no."].into_iter().find_map(|label| rest.strip_prefix(label));
    label.filter(|rest| rest.starts_with(space)).map_or(rest, |rest| rest.trim_start_matches(space))
}

/// Whether a number that ends here has more to it: `-A` behind `2021-123`.
fn goes_on(next: &str) -> bool {
    let mut next = next.chars();
    match next.next() {
        Some('-' | '–' | '/' | '.' | '_' | ':') => next.next().is_some_and(char::is_alphanumeric),
        first => first.is_some_and(char::is_alphanumeric),
    }
}

/// Words with single spaces.
fn folded(words: &str) -> String {
    words.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// An address below the root as pages have it: a folder ends with a slash, and is meant by its `index.html` as well.
fn page_address(path: &str) -> Cow<'_, str> {
    let (path, query) = path.split_at(path.find('?').unwrap_or(path.len()));
    let folder = path.strip_suffix("index.html").filter(|folder| folder.is_empty() || folder.ends_with('/'));
    let path = folder.unwrap_or(path);
    let last = path.rsplit('/').next().unwrap_or_default();
    let slash = if last.is_empty() || last.contains('.') { "" } else { "/" };
    Cow::Owned(format!("{path}{slash}{query}"))
}
