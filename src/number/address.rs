//! Addresses of the site, built only from checked segments: no `..`, no separator, no surprise for a file
//! system.
//!
//! The address of a work follows from its id alone, held or not, so that links stay when a letter is added.

use crate::dutch::plain::plain;
use crate::limits;
use crate::number::identifier::{DocumentId, Kind};
use crate::number::kst::DossierNumber;
use std::fmt;

/// One part of an address: lower-case letters, digits, `-`, `_` and `.`; never empty, never beginning with a
/// dot, never a device name of Windows.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Segment(String);

impl Segment {
    /// Makes a segment of any text: letters without accents, everything else becomes `-`. `None` if nothing is
    /// left.
    pub fn slug(text: &str) -> Option<Self> {
        let (mut slug, plain) = (String::with_capacity(text.len()), plain(text));
        for c in plain.chars() {
            let wanted = if c.is_ascii_alphanumeric() || c == '_' { c } else { '-' };
            let doubled = wanted == '-' && (slug.is_empty() || slug.ends_with('-'));
            if !doubled && slug.len() < limits::SEGMENT_BYTES {
                slug.push(wanted);
            }
        }
        let slug = slug.trim_end_matches('-');
        (!slug.is_empty()).then(|| Self(if is_device(slug) { format!("{slug}-") } else { slug.to_owned() }))
    }

    /// A segment that follows from words and tells apart what `slug` alone would merge: letters without a place in an
    /// address, and what lies beyond its end, are told by a number made of the whole text. Never the name of a
    /// further page of a list.
    pub fn of_words(text: &str) -> Option<Self> {
        let plain = plain(text);
        let told = |c: char| c.is_ascii() || !c.is_alphanumeric();
        let number = || format!("{:016x}", fnv(&plain));
        match Self::slug(&plain) {
            Some(Self(slug)) if plain.chars().all(told) && slug.len() < limits::SEGMENT_BYTES - 17 => {
                let page = slug.strip_prefix(FURTHER).is_some_and(|n| n.bytes().all(|b| b.is_ascii_digit()));
                Some(Self(if page { format!("{slug}-") } else { slug }))
            }
            Some(Self(mut slug)) => {
                slug.truncate(limits::SEGMENT_BYTES - 17);
                Some(Self(format!("{}-{}", slug.trim_end_matches('-'), number())))
            }
            None => plain.contains(char::is_alphanumeric).then(|| Self(number())),
        }
    }

    /// A file name as it stands in `static/`, if every server and system takes it: no separator, no control character,
    /// no dot or space at its end, no name of a device; a dot at its beginning only where the web gives it a meaning.
    pub fn file_name(name: &str) -> Option<Self> {
        let stem = name.split('.').next().unwrap_or_default().trim_end().to_lowercase();
        let safe = !name.is_empty()
            && (!name.starts_with('.') || Self::DOTTED.contains(&name))
            && !name.ends_with(['.', ' '])
            && !is_device(&stem)
            && name.len() <= limits::SEGMENT_BYTES
            && name.chars().all(|c| c.is_alphanumeric() || "-_.+@ ()[]{},;'!&=~$".contains(c));
        safe.then(|| Self(name.to_owned()))
    }

    /// Names with a dot that are meant to be published: what RFC 8615 keeps there, and words to two kinds of servers.
    pub const DOTTED: [&str; 3] = [".well-known", ".htaccess", ".nojekyll"];

    /// The text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// What the further pages of a list are called: `pagina-2`.
const FURTHER: &str = "pagina-";

/// FNV-1a: the same on every machine and in every version, for it ends up in addresses.
fn fnv(text: &str) -> u64 {
    text.bytes()
        .fold(0xcbf2_9ce4_8422_2325, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3))
}

fn is_device(slug: &str) -> bool {
    matches!(slug, "con" | "prn" | "aux" | "nul")
        || slug.len() == 4
            && (slug.starts_with("com") || slug.starts_with("lpt"))
            && slug.ends_with(|c: char| c.is_ascii_digit())
}

/// An address below the root of the site: a page (a folder with `index.html`) or a file.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct OutPath(Box<str>);

impl OutPath {
    /// The home page.
    pub fn home() -> Self {
        Self("".into())
    }

    /// What a server shows for an address that does not exist.
    pub fn not_found() -> Self {
        Self("404.html".into())
    }

    /// The page of a publication, held or not: `/28638/201/`, `/36600-xvi/12/`, `/ah-tk-20232024-76/`. A dossier's
    /// is `/28638/`.
    pub fn of_document(id: &DocumentId) -> Self {
        if let Some(kst) = id.kst() {
            let text = format!("{}/{}/", kst.dossier, kst.ondernummer);
            return Self(text.to_ascii_lowercase().into());
        }
        match (id.kind(), id.dossier()) {
            (Kind::Dossier, Some(dossier)) => Self::of_dossier(dossier),
            _ => Self::page(&[&Segment::slug(id.as_str()).unwrap_or_else(|| Segment("document".into()))]),
        }
    }

    /// The page of a dossier.
    pub fn of_dossier(dossier: DossierNumber) -> Self {
        Self(format!("{dossier}/").to_ascii_lowercase().into())
    }

    /// The page of a letter that has no number yet.
    pub fn of_unnumbered(segment: &Segment) -> Self {
        Self::page(&[&Segment("brief".into()), segment])
    }

    /// A page below these segments.
    pub fn page(segments: &[&Segment]) -> Self {
        let mut text = String::new();
        for segment in segments {
            text.push_str(&segment.0);
            text.push('/');
        }
        Self(text.into())
    }

    /// A further page of a list; the first is the list's own.
    #[must_use]
    pub fn further(&self, page: usize) -> Self {
        if page <= 1 { self.clone() } else { Self(format!("{}{FURTHER}{page}/", self.0).into()) }
    }

    /// The page with everyone who cites what stands on this one.
    #[must_use]
    pub fn cited_by(&self) -> Self {
        Self(format!("{}aangehaald-door/", self.0).into())
    }

    /// A page below this one.
    #[must_use]
    pub fn below(&self, segment: &Segment) -> Self {
        Self(format!("{}{}/", self.0, segment.0).into())
    }

    /// A file in the folder of these segments; the last is its name.
    pub fn file(segments: &[Segment]) -> Self {
        Self(segments.iter().map(Segment::as_str).collect::<Vec<_>>().join("/").into())
    }

    /// An archive of this feed: `feed-2.xml`.
    #[must_use]
    pub fn archive(&self, n: usize) -> Self {
        let name = self.0.strip_suffix(".xml").unwrap_or(&self.0);
        Self(format!("{name}-{n}.xml").into())
    }

    /// A file of this name in the folder of a page.
    #[must_use]
    pub fn beside(&self, name: &'static str) -> Self {
        Self(format!("{}{name}", self.0).into())
    }

    /// The page on the collection as data, or a file below it.
    pub fn data(file: &str) -> Self {
        Self(format!("data/{file}").into())
    }

    /// The list of all editors' annotations, or what is below it.
    pub fn annotations(below: &'static str) -> Self {
        Self(format!("annotaties/{below}").into())
    }

    /// The address below the root, without a leading slash: `28638/201/`, `style.css`, or nothing for home.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Whether it is a page rather than a file.
    pub fn is_page(&self) -> bool {
        self.0.is_empty() || self.0.ends_with('/')
    }

    /// The file that holds it: `28638/201/index.html`.
    pub fn file_path(&self) -> String {
        if self.is_page() { format!("{}index.html", self.0) } else { self.0.to_string() }
    }
}

impl fmt::Display for OutPath {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "/{}", self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_follow_from_the_id() {
        for (id, path) in [
            ("kst-28638-201", "/28638/201/"),
            ("kst-36600-XVI-12", "/36600-xvi/12/"),
            ("kst-35876-B", "/35876/b/"),
            ("dossier-36600-XVI", "/36600-xvi/"),
            ("ah-tk-20232024-76", "/ah-tk-20232024-76/"),
            ("COM(2021)171", "/com-2021-171/"),
            ("ECLI:NL:HR:2013:54", "/ecli-nl-hr-2013-54/"),
            ("BWBR0005537/4:5", "/bwbr0005537-4-5/"),
        ] {
            assert_eq!(OutPath::of_document(&DocumentId::parse(id).unwrap()).to_string(), path);
        }
    }

    #[test]
    fn segments_are_harmless() {
        let slug = |s: &str| Segment::slug(s).map(|s| s.0);
        assert_eq!(slug("IENW/BSK-2022/268034").as_deref(), Some("ienw-bsk-2022-268034"));
        assert_eq!(slug("../../etc/passwd").as_deref(), Some("etc-passwd"));
        assert_eq!(slug("Één café").as_deref(), Some("een-cafe"));
        assert_eq!(slug("Ye\u{15f}ilgo\u{308}z").as_deref(), Some("yesilgoz"));
        assert_eq!(slug("COM1").as_deref(), Some("com1-"));
        assert_eq!(slug("…"), None);
        assert!(slug(&"x".repeat(10_000)).unwrap().len() <= limits::SEGMENT_BYTES);
        for bad in ["", ".", "..", ".htpasswd", "a/b", "a\\b", "a\0", "a.", "a ", "a?", "NUL", "aux.html"] {
            assert_eq!(Segment::file_name(bad), None, "{bad:?}");
        }
    }

    #[test]
    fn words_are_told_apart() {
        let of = |s: &str| Segment::of_words(s).map(|s| s.0);
        assert_eq!(of("Financiën").as_deref(), Some("financien"));
        assert_eq!(of("  financien ").as_deref(), Some("financien"));
        assert_eq!(of("Pagina 2").as_deref(), Some("pagina-2-"));
        assert_eq!(of("!?"), None);
        assert_eq!(of("Права").as_deref(), Some("7e43d89cf239760b"));
        assert_ne!(of("Права"), of("Право"));
        assert_ne!(of("α en β"), of("β en α"));
        let long = "x".repeat(500);
        assert_ne!(of(&long), of(&format!("{long}y")));
        assert!(of(&long).unwrap().len() <= limits::SEGMENT_BYTES);
        assert_eq!(
            OutPath::page(&[&Segment::of_words("Zorg").unwrap()]).further(3).to_string(),
            "/zorg/pagina-3/"
        );
    }
}
