//! The proof that links keep their addresses: every address that the source links to is that of the same words in the
//! letter, or is found.
//!
//! Which addresses there are is read here once more, by small rules for each format, and not asked of its reader.

use super::original::{decoded, tag_length};
use super::shortened;
use crate::cite;
use crate::content::source::Source;
use crate::finding::{Code, Finding};
use crate::import::draft::{Block, Draft, Inline};
use crate::import::flow;
use crate::import::write;
use crate::number::identifier::DocumentId;
use crate::number::kst::DossierNumber;
use memchr::memmem;
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

/// An address and the bytes of the words that link to it.
pub type Link = (String, Range<usize>);

/// The links of a page.
pub fn html(source: &Source) -> Vec<Link> {
    let text = source.text.as_str();
    let mut links = Vec::new();
    let mut at = 0;
    while let Some(found) = memmem::find(text.get(at..).unwrap_or_default().as_bytes(), b"<") {
        let rest = text.get(at + found..).unwrap_or_default();
        let length = tag_length(rest);
        let start = at + found + length;
        at = start;
        let mut names =
            rest.get(1..length).unwrap_or_default().split(|c: char| c.is_whitespace() || c == '>');
        if !names.next().is_some_and(|name| name.eq_ignore_ascii_case("a")) {
            continue;
        }
        if let Some(address) = attribute(rest.get(..length).unwrap_or_default(), "href") {
            let behind = text.get(start..).unwrap_or_default();
            let end =
                ["</a", "</A"].iter().filter_map(|end| memmem::find(behind.as_bytes(), end.as_bytes())).min();
            links.push((address, start..start + end.unwrap_or(0)));
        }
    }
    links
}

/// The links of a publication: where its references lead, if they name an address or a publication that has one.
pub fn publication(source: &Source) -> Vec<Link> {
    const REFERENCES: [&str; 4] = ["extref", "dossierref", "intref", "externe-link"];
    let text = source.text.as_str();
    let mut links = Vec::new();
    for begin in memchr::memchr_iter(b'<', text.as_bytes()) {
        let rest = text.get(begin + 1..).unwrap_or_default();
        let Some(name) = REFERENCES
            .iter()
            .find(|name| rest.strip_prefix(**name).is_some_and(|rest| rest.starts_with(char::is_whitespace)))
        else {
            continue;
        };
        let tag =
            text.get(begin..begin + tag_length(text.get(begin..).unwrap_or_default())).unwrap_or_default();
        if tag.ends_with("/>") {
            continue;
        }
        let value = |name: &str| attribute(tag, name).filter(|value| !value.is_empty());
        let address = match value("dossier") {
            Some(dossier) => dossier
                .parse::<DossierNumber>()
                .ok()
                .map(|dossier| format!("https://zoek.officielebekendmakingen.nl/dossier/{dossier}")),
            None => value("doc").map(|doc| {
                let known = || DocumentId::parse(&doc).and_then(|id| id.official_address());
                if doc.contains("://") { doc.clone() } else { known().unwrap_or(doc) }
            }),
        };
        let start = begin + tag.len();
        let end = memmem::find(rest.as_bytes(), format!("</{name}").as_bytes())
            .map_or(start, |end| begin + 1 + end);
        links.extend(address.map(|address| (address, start..end.max(start))));
    }
    links
}

/// The links of a Word file: `addresses` are those that its parts name, by part and by id.
pub fn word(source: &Source, addresses: &[(Range<usize>, BTreeMap<String, String>)]) -> Vec<Link> {
    let text = source.text.as_str();
    let mut links = Vec::new();
    for (part, named) in addresses {
        let inside = text.get(part.clone()).unwrap_or_default();
        for begin in memmem::find_iter(inside.as_bytes(), b":hyperlink ") {
            let tag = inside.get(begin..).unwrap_or_default();
            let start = begin + tag.find('>').unwrap_or(0);
            let tag = inside.get(begin..start).unwrap_or_default();
            let end = inside.get(start..).and_then(|rest| rest.find(":hyperlink>")).unwrap_or(0);
            let id = [" r:id", ":id"].iter().find_map(|name| attribute(tag, name));
            if let Some(address) = id.and_then(|id| named.get(&id)).filter(|_| !tag.ends_with('/')) {
                links.push((address.clone(), part.start + start..part.start + start + end));
            }
        }
    }
    links
}

/// The links of a text in Markdown that have their address behind their words.
pub fn markdown(source: &Source) -> Vec<Link> {
    let text = source.text.as_str();
    let mut links = Vec::new();
    for close in memmem::find_iter(text.as_bytes(), b"](") {
        let line = text.get(..close).and_then(|before| before.rfind("\n\n")).unwrap_or(0);
        let open = text.get(line..close).and_then(|before| before.rfind('[')).map(|open| line + open);
        let behind = text.get(close + 2..).unwrap_or_default();
        let end = behind.find(|c: char| c == ')' || c.is_whitespace()).unwrap_or(0);
        let address = behind.get(..end).unwrap_or_default().trim_matches(['<', '>']);
        let is_web = address.starts_with("http://") || address.starts_with("https://");
        // `![a picture](…)` is reported as such, `[[1]](…)` is the mark of a note.
        let is_link =
            |open: usize| !text.get(..open).is_some_and(|before| before.ends_with(['!', '[', '\\']));
        if let Some(open) = open.filter(|open| is_web && is_link(*open)) {
            links.push((address.replace('\\', ""), open + 1..close));
        }
    }
    links
}

/// The value of an attribute of a tag.
fn attribute(tag: &str, name: &str) -> Option<String> {
    let lower = tag.to_ascii_lowercase();
    let mut from = 0;
    while let Some(found) = lower.get(from..)?.find(name) {
        let after = from + found + name.len();
        let value = tag.get(after..)?.trim_start();
        let before = tag.get(..from + found)?;
        from = after;
        let is_name = name.starts_with([' ', ':']) || before.ends_with(char::is_whitespace);
        let Some(value) = value.strip_prefix('=').filter(|_| is_name) else { continue };
        let value = value.trim_start();
        let value = match value.chars().next()? {
            quote @ ('"' | '\'') => value.get(1..)?.split(quote).next()?,
            _ => value.split(|c: char| c.is_whitespace() || c == '>').next()?,
        };
        return Some(decoded(value.trim()));
    }
    None
}

/// A piece of the draft, by its bytes.
struct Piece<'a> {
    at: &'a Range<usize>,
    /// The paragraph of the letter that it stands in.
    paragraph: Option<usize>,
    /// The address that it links to.
    link: Option<&'a str>,
}

/// The links whose address the words in the letter have not.
pub fn check(
    source: &Source,
    links: &[Link],
    draft: &Draft,
    letter: &str,
    written: &[String],
) -> Vec<Finding> {
    let links: Vec<&Link> = links.iter().filter(|(address, _)| is_address(address)).collect();
    if links.is_empty() {
        return Vec::new();
    }
    let mut letter_of = Held::default();
    letter_of.blocks(&draft.body);
    draft.notes.iter().for_each(|note| letter_of.blocks(&note.body));
    let Held { mut pieces, paragraphs } = letter_of;
    pieces.extend(draft.omitted.iter().map(|omitted| Piece { at: &omitted.at, paragraph: None, link: None }));
    pieces.retain(|piece| !piece.at.is_empty());
    pieces.sort_by_key(|piece| piece.at.start);
    let written: BTreeSet<&str> = written.iter().map(String::as_str).collect();
    let mut found = Vec::new();
    let (mut elsewhere, mut told) = (Vec::new(), BTreeSet::new());
    // What paragraphs cite, as far as it is asked.
    let mut cited: BTreeMap<usize, BTreeSet<String>> = BTreeMap::new();
    for (address, at) in links {
        let first = pieces.partition_point(|piece| piece.at.end <= at.start);
        let inside = || pieces.iter().skip(first).take_while(|piece| piece.at.start < at.end);
        let to = write::address(address);
        let kept = inside().find(|piece| piece.paragraph.is_some());
        // Where its words are left out, or it has none and stands among words that are.
        let beside = inside().next().or_else(|| pieces.get(first)).or_else(|| pieces.last());
        if kept.is_none() && beside.is_none_or(|piece| piece.paragraph.is_none()) {
            continue;
        }
        let is_kept = kept.is_some_and(|piece| {
            piece.link.and_then(write::address) == to && to.as_deref().is_none_or(|to| written.contains(to))
        });
        let bare = address.trim_end_matches('/');
        let is_printed = letter.contains(bare.split_once("://").map_or(bare, |(_, bare)| bare));
        let words = shortened(&decoded(source.text.get(at.clone()).unwrap_or_default()));
        if is_kept && to.is_some() || is_printed || names_itself(address, &words) {
            continue;
        }
        // What the paragraph cites may begin before the words of the link: `nrs. 3 en 4`.
        let is_cited = kept.and_then(|piece| piece.paragraph).is_some_and(|at| {
            let words = || paragraphs.get(at).map(|inlines| flow::text(inlines)).unwrap_or_default();
            let cited = cited.entry(at).or_insert_with(|| cited_in(&words()));
            name_of(address).is_some_and(|name| cited.contains(name))
        });
        if is_cited || !told.insert(address) {
            continue;
        }
        if to.is_none() {
            elsewhere.push((address, at));
            continue;
        }
        let message = format!("the address {address} of a link is not in the letter");
        let help = if words.is_empty() || words.contains('<') {
            "write the link by hand, if a reader should have it".to_owned()
        } else {
            format!("write the link by hand, if a reader should have it: `[{words}]({address})`")
        };
        found.push(Finding::new(Code::K709, message).at(source.place(at.clone())).help(help));
    }
    if let [(address, at), more @ ..] = &elsewhere[..] {
        let message = match more.len() {
            0 => format!("a link leads to `{address}`, where a letter cannot link to"),
            more => format!("{} links lead where a letter cannot link to: `{address}`, …", more + 1),
        };
        let finding = Finding::new(Code::K709, message).at(source.place((*at).clone()));
        found.push(finding.help("their words are kept: write the whole address, if a reader should have it"));
    }
    found
}

/// Whether the words of a link cite the publication whose name its address ends in: that citation is a link by itself.
fn names_itself(address: &str, words: &str) -> bool {
    name_of(address).is_some_and(|name| cited_in(words).contains(name))
}

/// The name that an address ends in.
fn name_of(address: &str) -> Option<&str> {
    let name = address.rsplit('/').next()?.split(['.', '?', '#']).next()?;
    Some(name).filter(|name| !name.is_empty())
}

/// The ids of what a text cites.
fn cited_in(words: &str) -> BTreeSet<String> {
    let cited = cite::find(words).into_iter().flat_map(|citation| citation.cited);
    cited.map(|cited| cited.id.as_str().to_owned()).collect()
}

/// Whether it leads anywhere outside the document.
fn is_address(address: &str) -> bool {
    !address.is_empty() && !address.starts_with('#') && !address.to_lowercase().starts_with("javascript:")
}

/// The letter, piece by piece.
#[derive(Default)]
struct Held<'a> {
    pieces: Vec<Piece<'a>>,
    paragraphs: Vec<&'a [Inline]>,
}

impl<'a> Held<'a> {
    fn blocks(&mut self, blocks: &'a [Block]) {
        for block in blocks {
            match block {
                Block::Heading(_, text) | Block::Paragraph(text) => self.paragraph(text),
                Block::Lines(lines) => lines.iter().for_each(|line| self.paragraph(line)),
                Block::Quote(inner) => self.blocks(inner),
                Block::List(_, items) => items.iter().for_each(|item| self.blocks(item)),
                Block::Table(head, rows, _) => {
                    head.iter().chain(rows.iter().flatten()).for_each(|cell| self.paragraph(cell));
                }
            }
        }
    }

    fn paragraph(&mut self, text: &'a [Inline]) {
        self.paragraphs.push(text);
        self.inlines(text, None);
    }

    fn inlines(&mut self, list: &'a [Inline], link: Option<&'a str>) {
        for inline in list {
            match inline {
                Inline::Text(text, at) if !text.trim().is_empty() => {
                    let paragraph = self.paragraphs.len().checked_sub(1);
                    self.pieces.push(Piece { at, paragraph, link });
                }
                Inline::Link(to, inner) => self.inlines(inner, Some(to)),
                other => self.inlines(other.inner(), link),
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::import::draft::{Omitted, Why};

    const PAGE: &str = "<p>Zie <a class=x href=\"https://example.org/a?b=1&amp;c=2\">het <b>stuk</b></a>, \
        <A HREF='stuk.html'>elders</A>, <a href='#n1'>1</a>, <a href=https://example.org/k>Stb. 2014, 296</a> \
        en <a href=\"https://example.org/stb-2014-296.html\">Stb. 2014, 296</a>.</p>";

    fn piece(words: &str) -> Inline {
        let at = PAGE.find(words).unwrap();
        Inline::Text(words.to_owned(), at..at + words.len())
    }

    fn messages(inlines: Vec<Inline>, omitted: Vec<Omitted>, written: &[&str]) -> Vec<String> {
        let source = Source::new("a.html", "a.html", PAGE.to_owned());
        let draft = Draft { body: vec![Block::Paragraph(inlines)], omitted, ..Draft::default() };
        let written: Vec<String> = written.iter().map(|to| (*to).to_owned()).collect();
        let found = check(&source, &html(&source), &draft, "", &written);
        found.into_iter().map(|finding| finding.message).collect()
    }

    #[test]
    fn references_of_a_publication_are_links() {
        let xml = "<al>Zie <extref doc=\"kst-36200-7\" soort=\"x\">dit</extref>, <extref doc='https://example.org/'>daar</extref>, \
            <dossierref dossier=\"36200\">36 200</dossierref>, <extref doc=\"\">niets</extref>.</al>";
        let source = Source::new("a.xml", "a.xml", xml.to_owned());
        let links = publication(&source);
        let found: Vec<(&str, &str)> =
            links.iter().map(|(to, at)| (to.as_str(), source.text.get(at.clone()).unwrap())).collect();
        assert_eq!(
            found,
            [
                ("https://zoek.officielebekendmakingen.nl/kst-36200-7.html", "dit"),
                ("https://example.org/", "daar"),
                ("https://zoek.officielebekendmakingen.nl/dossier/36200", "36 200"),
            ]
        );
    }

    #[test]
    fn an_address_that_is_not_in_the_letter_is_found() {
        let (web, cited) = ("https://example.org/a?b=1&c=2", "https://example.org/k");
        let all = || {
            vec![
                Inline::Link(web.to_owned(), vec![piece("het "), piece("stuk</b>")]),
                piece("elders"),
                Inline::Link(cited.to_owned(), vec![piece("Stb. 2014")]),
            ]
        };
        let elsewhere = "a link leads to `stuk.html`, where a letter cannot link to";
        assert_eq!(messages(all(), Vec::new(), &[web, cited]), [elsewhere]);
        // The letter, read back, may lack one that the draft has.
        let lost = format!("the address {web} of a link is not in the letter");
        assert_eq!(messages(all(), Vec::new(), &[cited]), [lost.as_str(), elsewhere]);
        let mut bare = all();
        bare[0] = piece("het ");
        assert_eq!(messages(bare, Vec::new(), &[web, cited]), [lost.as_str(), elsewhere]);
        // Words that are left out take their address with them.
        let Inline::Text(text, at) = piece("elders") else { panic!("no text") };
        let omitted = vec![Omitted { at, text, why: Why::Furniture }];
        let mut rest = all();
        rest.remove(1);
        assert_eq!(messages(rest, omitted, &[web, cited]), Vec::<String>::new());
    }

    #[test]
    fn links_are_read_by_the_rules_of_each_format() {
        let source = |text: &str| Source::new("a", "a", text.to_owned());
        let addresses = |links: Vec<Link>| links.into_iter().map(|(address, _)| address).collect::<Vec<_>>();
        let text = "Zie [het stuk](https://example.org/a), ![plaatje](https://example.org/b) en [[1]](https://e.nl/c).";
        let found = markdown(&source(text));
        assert_eq!(found, [("https://example.org/a".to_owned(), 5..13)]);
        let text =
            "<w:hyperlink w:history=\"1\" r:id=\"a\"><w:t>x</w:t></w:hyperlink><w:hyperlink w:anchor=\"k\"/>";
        let named = BTreeMap::from([("a".to_owned(), "https://example.org/a".to_owned())]);
        assert_eq!(addresses(word(&source(text), &[(0..text.len(), named)])), ["https://example.org/a"]);
        assert_eq!(addresses(html(&source("<a name=x><a\nhref = 'b c'>y<a href"))), ["b c"]);
    }
}
