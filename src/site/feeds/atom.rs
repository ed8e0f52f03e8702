//! A feed as Atom (RFC 4287): the newest entries in one document, older ones in archives that never change again as long as
//! letters are added at the end (RFC 5005).

use crate::limits;
use crate::number::address::OutPath;
use crate::site::data::xml::{escape, escaped};
use jiff::civil::Date;

/// What a feed is.
const ATOM: &str = "application/atom+xml";

/// The year in which these names were first given; a name must stay, whatever the date of what it names.
const SINCE: &str = "2026";

/// The name of a thing for ever (RFC 4151), on a site at this address.
pub(crate) fn tag(base_url: &str, name: &str) -> String {
    let rest = base_url.split_once("://").map_or(base_url, |(_, rest)| rest);
    let (host, path) = rest.split_once('/').unwrap_or((rest, ""));
    let host = host.rsplit_once(':').map_or(host, |(host, _)| host).to_ascii_lowercase();
    let mut tag = format!("tag:{host},{SINCE}:{path}");
    for byte in name.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~/:()".contains(&byte) {
            tag.push(char::from(byte));
        } else {
            tag.push_str(&format!("%{byte:02X}"));
        }
    }
    tag
}

/// A feed, without its entries.
pub(crate) struct Feed<'a> {
    pub(crate) title: String,
    /// What its name is made of: that of what it follows.
    pub(crate) name: String,
    /// Its address.
    pub(crate) path: OutPath,
    /// The page that shows the same.
    pub(crate) page: OutPath,
    pub(crate) base_url: &'a str,
    pub(crate) language: &'a str,
    /// Who publishes the site.
    pub(crate) publisher: &'a str,
    /// How many entries it has, its archives included.
    pub(crate) length: usize,
}

/// An entry.
pub(crate) struct Entry {
    pub(crate) title: String,
    /// What its name is made of.
    pub(crate) name: String,
    /// Its page, whole.
    pub(crate) url: String,
    pub(crate) date: Date,
    pub(crate) authors: Vec<String>,
    pub(crate) categories: Vec<String>,
    pub(crate) summary: Option<String>,
    /// HTML that is escaped for XML already.
    pub(crate) content: String,
    /// Its language.
    pub(crate) language: String,
}

/// Which document of a feed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Document {
    /// The newest entries.
    Newest,
    /// The n-th archive, from the oldest, 1.
    Archive(usize),
}

/// How many archives there are for so many entries: whole ones, which with the newest entries make up all.
pub(crate) fn archives(length: usize) -> usize {
    if length <= limits::FEED_ENTRIES { 0 } else { (length - 1) / limits::FEED_ENTRIES }
}

impl Document {
    /// The documents of a feed of so many entries.
    pub(crate) fn of(length: usize) -> impl Iterator<Item = Self> {
        std::iter::once(Self::Newest).chain((1..=archives(length)).map(Self::Archive))
    }

    /// Its entries, of a list that has the newest first.
    pub(crate) fn part<T>(self, newest_first: &[T]) -> &[T] {
        let length = newest_first.len();
        let part = match self {
            Self::Newest => 0..length.min(limits::FEED_ENTRIES),
            Self::Archive(n) => {
                let end = length.saturating_sub((n - 1) * limits::FEED_ENTRIES);
                end.saturating_sub(limits::FEED_ENTRIES)..end
            }
        };
        newest_first.get(part).unwrap_or_default()
    }

    /// Its address: `feed.xml`, `feed-1.xml`.
    pub(crate) fn path(self, feed: &OutPath) -> OutPath {
        match self {
            Self::Newest => feed.clone(),
            Self::Archive(n) => feed.archive(n),
        }
    }
}

/// Writes a document of a feed.
pub(crate) fn write(feed: &Feed<'_>, document: Document, entries: impl Iterator<Item = Entry>) -> Vec<u8> {
    let full = |path: &OutPath| escaped(&format!("{}{}", feed.base_url, path.as_str()));
    let last = archives(feed.length);
    let mut body = String::new();
    let mut updated: Option<Date> = None;
    for entry in entries {
        updated = updated.max(Some(entry.date));
        write_entry(&mut body, feed, &entry);
    }
    let language = escaped(feed.language);
    let mut out = format!(
        "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<feed xmlns=\"http://www.w3.org/2005/Atom\" xml:lang=\"{language}\""
    );
    if last > 0 {
        out.push_str(" xmlns:fh=\"http://purl.org/syndication/history/1.0\"");
    }
    out.push_str(">\n");
    element(&mut out, "title", &feed.title);
    let name = tag(feed.base_url, &feed.name);
    element(&mut out, "id", &name);
    let mut link = |rel: &str, media: &str, href: String| {
        out.push_str(&format!("<link rel=\"{rel}\" type=\"{media}\" href=\"{href}\"/>\n"));
    };
    link("self", ATOM, full(&document.path(&feed.path)));
    link("alternate", "text/html", full(&feed.page));
    match document {
        Document::Newest if last > 0 => {
            link("prev-archive", ATOM, full(&Document::Archive(last).path(&feed.path)));
        }
        Document::Newest => {}
        Document::Archive(n) => {
            link("current", ATOM, full(&feed.path));
            if n > 1 {
                link("prev-archive", ATOM, full(&Document::Archive(n - 1).path(&feed.path)));
            }
            if n < last {
                link("next-archive", ATOM, full(&Document::Archive(n + 1).path(&feed.path)));
            }
        }
    }
    if let Document::Archive(_) = document {
        out.push_str("<fh:archive/>\n");
    }
    // An empty feed was never updated; the day is that of nothing.
    element(&mut out, "updated", &moment(updated.unwrap_or(jiff::civil::date(2026, 1, 1))));
    out.push_str("<author>");
    element(&mut out, "name", feed.publisher);
    out.push_str("</author>\n<generator>Voetnoot</generator>\n");
    out.push_str(&body);
    out.push_str("</feed>\n");
    out.into_bytes()
}

fn write_entry(out: &mut String, feed: &Feed<'_>, entry: &Entry) {
    let foreign = entry.language != feed.language;
    out.push_str("<entry");
    if foreign {
        out.push_str(" xml:lang=\"");
        escape(out, &entry.language);
        out.push('"');
    }
    out.push_str(">\n");
    element(out, "title", &entry.title);
    element(out, "id", &tag(feed.base_url, &entry.name));
    out.push_str("<link rel=\"alternate\" type=\"text/html\" href=\"");
    escape(out, &entry.url);
    out.push_str("\"/>\n");
    element(out, "published", &moment(entry.date));
    element(out, "updated", &moment(entry.date));
    for author in &entry.authors {
        out.push_str("<author>");
        element(out, "name", author);
        out.push_str("</author>\n");
    }
    for category in &entry.categories {
        out.push_str("<category term=\"");
        escape(out, category);
        out.push_str("\"/>\n");
    }
    if let Some(summary) = &entry.summary {
        element(out, "summary", summary);
    }
    out.push_str("<content type=\"html\">");
    out.push_str(&entry.content);
    out.push_str("</content>\n</entry>\n");
}

fn element(out: &mut String, name: &str, text: &str) {
    out.push_str(&format!("<{name}>"));
    escape(out, text);
    out.push_str(&format!("</{name}>\n"));
}

/// A day as a moment: what the content knows is the day.
fn moment(date: Date) -> String {
    format!("{date}T00:00:00Z")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_tags_of_the_host() {
        assert_eq!(tag("https://Example.org:8080/x/", "kst-1-2"), "tag:example.org,2026:x/kst-1-2");
        assert_eq!(tag("https://example.org/", "kst é"), "tag:example.org,2026:kst%20%C3%A9");
    }

    #[test]
    fn the_newest_entries_and_the_archives_are_all_entries() {
        for length in [0, 1, 50, 51, 99, 100, 101, 151] {
            let all: Vec<usize> = (0..length).rev().collect();
            let mut found: Vec<usize> = Document::of(length).flat_map(|d| d.part(&all).to_vec()).collect();
            found.sort_unstable();
            found.dedup();
            assert_eq!(found, (0..length).collect::<Vec<_>>(), "{length}");
            for archive in Document::of(length).skip(1) {
                assert_eq!(archive.part(&all).len(), limits::FEED_ENTRIES, "{length} {archive:?}");
            }
            let first: Vec<usize> = (0..=length).rev().collect();
            for archive in Document::of(length).skip(1) {
                assert_eq!(
                    archive.part(&first),
                    archive.part(&all),
                    "an archive stays when a letter is added"
                );
            }
        }
    }
}
