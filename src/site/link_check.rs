//! Follow every link of the site once: links that lead nowhere, and places that their page does not have.
//!
//! Pages are scanned as they are made and not kept: of each only the hashes of its anchors and links remain. It
//! reads the HTML that we make; it is no parser of HTML at large.

use crate::number::address::OutPath;
use crate::number::link::percent_decoded;
use std::borrow::Cow;
use std::collections::{BTreeSet, HashMap, HashSet};
use std::hash::{BuildHasherDefault, Hasher};
use std::sync::{Mutex, PoisonError};

/// A link that leads nowhere.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Broken {
    /// The page it stands on.
    pub page: OutPath,
    /// The link as written.
    pub href: String,
    /// Its page exists, the place on it does not.
    pub anchor: bool,
}

/// Collects pages and their links.
#[derive(Default)]
pub struct LinkCheck {
    base_path: String,
    /// The hash of every address of the site.
    addresses: HashSet<u64, ByHash>,
    pages: Mutex<Vec<Page>>,
    /// The links of all pages, by the hash of the address as written: most are on many pages.
    links: Mutex<HashMap<u64, Link, ByHash>>,
}

struct Page {
    path: OutPath,
    anchors: Vec<u64>,
    /// Each once.
    links: Vec<u64>,
}

/// A link within the site.
struct Link {
    /// Hash of the page's address; `None` for the page that the link stands on.
    page: Option<u64>,
    /// Hash of the place on it, if it names one.
    anchor: Option<u64>,
    href: Box<str>,
}

/// The same on every machine and in every run: eight bytes at a time, multiplied and folded.
fn hash(text: &[u8]) -> u64 {
    const SPREAD: u64 = 0x9E37_79B9_7F4A_7C15;
    let fold = |a: u64, b: u64| {
        let product = u128::from(a) * u128::from(b);
        let half = |half: u128| u64::try_from(half & u128::from(u64::MAX)).unwrap_or_default();
        half(product) ^ half(product >> 64)
    };
    let (words, rest) = text.as_chunks::<8>();
    let mut last = [0; 8];
    last.iter_mut().zip(rest).for_each(|(to, byte)| *to = *byte);
    let words = words.iter().chain([&last]).map(|word| u64::from_le_bytes(*word));
    let length = u64::try_from(text.len()).unwrap_or_default();
    let mixed = words.fold(length ^ SPREAD, |hash, word| fold(hash ^ word, SPREAD).rotate_left(23) ^ word);
    fold(mixed, 0xD6E8_FEB8_6659_FD93)
}

/// For numbers that are hashes already.
#[derive(Default)]
struct Hashed(u64);

impl Hasher for Hashed {
    fn write(&mut self, bytes: &[u8]) {
        self.0 = hash(bytes);
    }

    fn write_u64(&mut self, hash: u64) {
        self.0 = hash;
    }

    fn finish(&self) -> u64 {
        self.0
    }
}

type ByHash = BuildHasherDefault<Hashed>;

impl LinkCheck {
    /// For a site of these pages and files, below this path of its host.
    pub fn new<'p>(base_path: &str, addresses: impl IntoIterator<Item = &'p OutPath>) -> Self {
        let addresses = addresses.into_iter().map(|path| hash(path.as_str().as_bytes())).collect();
        Self { base_path: base_path.to_owned(), addresses, ..Self::default() }
    }

    /// Takes a page.
    pub fn page(&self, path: &OutPath, html: &[u8]) {
        let (mut anchors, mut values) = (Vec::new(), Vec::new());
        for (attribute, value) in attributes(html) {
            match attribute {
                Attribute::Id => anchors.push(place_of(value)),
                Attribute::Link => values.push(value),
            }
        }
        anchors.sort_unstable();
        let base = self.base_path.as_bytes();
        let local = |raw: &&[u8]| raw.starts_with(b"#") || raw.starts_with(base) && !raw.starts_with(b"//");
        let mut hrefs: Vec<(u64, &[u8])> =
            values.into_iter().filter(local).map(|raw| (hash(raw), raw)).collect();
        hrefs.sort_unstable_by_key(|&(hash, _)| hash);
        hrefs.dedup_by_key(|&mut (hash, _)| hash);
        let links = hrefs.iter().map(|&(hash, _)| hash).collect();
        let mut known = self.links.lock().unwrap_or_else(PoisonError::into_inner);
        for (hash, raw) in hrefs {
            known.entry(hash).or_insert_with(|| self.link(&String::from_utf8_lossy(raw)));
        }
        drop(known);
        let page = Page { path: path.clone(), anchors, links };
        self.pages.lock().unwrap_or_else(PoisonError::into_inner).push(page);
    }

    fn link(&self, raw: &str) -> Link {
        let href = decoded(raw);
        let (address, anchor) = href.split_once('#').unwrap_or((&href, ""));
        let address = address.split('?').next().unwrap_or_default();
        Link {
            page: address.strip_prefix(&self.base_path).map(|path| hash(path.as_bytes())),
            anchor: (!anchor.is_empty()).then(|| hash(anchor.as_bytes())),
            href: href.into(),
        }
    }

    /// The links that lead nowhere, in the order of their pages.
    pub fn broken(self) -> Vec<Broken> {
        let pages = self.pages.into_inner().unwrap_or_else(PoisonError::into_inner);
        let links = self.links.into_inner().unwrap_or_else(PoisonError::into_inner);
        let anchors: HashMap<u64, &Vec<u64>, ByHash> =
            pages.iter().map(|p| (hash(p.path.as_str().as_bytes()), &p.anchors)).collect();
        let mut broken = BTreeSet::new();
        for page in &pages {
            for link in page.links.iter().filter_map(|hash| links.get(hash)) {
                let there = link.page.is_none_or(|target| self.addresses.contains(&target));
                let places = link.page.map_or(Some(&page.anchors), |target| anchors.get(&target).copied());
                // A file that is no page has no places that could be missing.
                let place = |anchor| places.is_none_or(|places| places.binary_search(&anchor).is_ok());
                if !there || !link.anchor.is_none_or(place) {
                    broken.insert(Broken {
                        page: page.path.clone(),
                        href: link.href.to_string(),
                        anchor: there,
                    });
                }
            }
        }
        broken.into_iter().collect()
    }
}

/// What is followed.
#[derive(Clone, Copy)]
enum Attribute {
    Id,
    Link,
}

/// The values of these attributes, as they stand in the tags of the page. In text and in values `<` and `>` are escaped,
/// so what a letter prints as text has the end of a tag before it, not the beginning of one.
fn attributes(html: &[u8]) -> impl Iterator<Item = (Attribute, &[u8])> {
    let (mut seen, mut in_tag) = (0, false);
    memchr::memchr_iter(b'=', html).filter_map(move |at| {
        let rest = html.get(at + 1..)?.strip_prefix(b"\"")?;
        // Behind the last letter of a name stands its end.
        let attribute = match html.get(..at)? {
            [.., b' ', b'i', b'd'] => Attribute::Id,
            [.., b' ', b'h', b'r', b'e', b'f'] | [.., b' ', b's', b'r', b'c'] => Attribute::Link,
            _ => return None,
        };
        let since = html.get(seen..at)?;
        if let Some(edge) = memchr::memrchr2(b'<', b'>', since) {
            in_tag = since.get(edge) == Some(&b'<');
        }
        seen = at;
        let end = memchr::memchr(b'"', rest).filter(|_| in_tag)?;
        Some((attribute, rest.get(..end)?))
    })
}

/// The hash of an id; hardly any is written otherwise than it reads.
fn place_of(id: &[u8]) -> u64 {
    match memchr::memchr2(b'&', b'%', id) {
        Some(_) => hash(decoded(&String::from_utf8_lossy(id)).as_bytes()),
        None => hash(id),
    }
}

/// The value without entities and percent signs.
fn decoded(raw: &str) -> Cow<'_, str> {
    if !raw.contains('&') {
        return percent_decoded(raw);
    }
    let text = raw
        .replace("&quot;", "\"")
        .replace("&#39;", "'")
        .replace("&#x27;", "'")
        .replace("&lt;", "<")
        .replace("&gt;", ">")
        .replace("&amp;", "&");
    Cow::Owned(percent_decoded(&text).into_owned())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::number::identifier::DocumentId;

    #[test]
    fn links_are_followed() {
        let path = |id: &str| OutPath::of_document(&DocumentId::parse(id).unwrap());
        let (one, two) = (path("kst-28638-1"), path("kst-28638-2"));
        let check = LinkCheck::new("/x/", [&one, &two]);
        let html = br##"<p id="p-1"><a href="#p-1">a</a> <a href="#p-9">b</a> <a href="/x/28638/2/">c</a>
            <a href="/x/28638/2/#nee">d</a> <a href="/x/28638/3/">e</a> <a href="/y/">elsewhere</a>
            <a href="https://example.org/">f</a> <img src="/x/weg.png"> <a href="/x/28638/2/#caf%C3%A9&amp;">g</a>"##;
        check.page(&one, html);
        check.page(&two, "<p id=\"café&amp;\">".as_bytes());
        let broken: Vec<(String, bool)> = check.broken().into_iter().map(|b| (b.href, b.anchor)).collect();
        let expected =
            [("#p-9", true), ("/x/28638/2/#nee", true), ("/x/28638/3/", false), ("/x/weg.png", false)];
        assert_eq!(broken, expected.map(|(href, anchor)| (href.to_owned(), anchor)));
    }

    #[test]
    fn what_is_printed_as_text_is_no_link() {
        let check = LinkCheck::new("/", [&OutPath::home()]);
        check.page(
            &OutPath::home(),
            br##"<p>&lt;a href="/weg/" id="x"&gt; <code> src="/weg.png"</code> <a href="#x">"##,
        );
        let broken: Vec<String> = check.broken().into_iter().map(|b| b.href).collect();
        assert_eq!(broken, ["#x"]);
    }
}
