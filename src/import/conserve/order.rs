//! The proof that paragraphs are those of the source, and senders in its order: no sentence is cut where nothing in the
//! source ends a line, and no sender stands before another who precedes him.

use super::{error, shortened};
use crate::content::source::Source;
use crate::dutch::plain;
use crate::finding::{Code, Finding};
use crate::import::draft::{Block, Draft, Inline};
use std::ops::Range;

/// What ends a paragraph in a source.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Division {
    /// The end of a line.
    Line,
    /// Elements with one of these names, whatever their prefix.
    Elements(&'static [&'static str]),
    /// All elements but those with one of these names.
    AllBut(&'static [&'static str]),
    /// Elements with one of these names, and whatever stands between words that are not in one element: words beside each
    /// other, or beside an element with words, are one paragraph.
    Mixed(&'static [&'static str]),
}

/// What ends a paragraph of a publication, even where words stand beside it.
pub const OF_PUBLICATION: &[&str] = &[
    "al",
    "al-groep",
    "antwoord",
    "entry",
    "kop",
    "lb",
    "br",
    "li",
    "lid",
    "lijst",
    "noot.al",
    "p",
    "regeleinde",
    "row",
    "table",
    "tekst",
    "tuskop",
    "tussenkop",
    "vraag",
];

/// What ends a paragraph of a Word file. A signature may be cut at a tab.
pub const OF_WORD: Division = Division::Elements(&[
    "p",
    "br",
    "cr",
    "tab",
    "ptab",
    "tbl",
    "tr",
    "tc",
    "txbxContent",
    "footnote",
    "endnote",
]);

/// Elements of a page that stand within a line.
pub const OF_HTML: Division = Division::AllBut(&[
    "a", "abbr", "b", "bdi", "bdo", "big", "cite", "code", "data", "del", "dfn", "em", "font", "i", "ins",
    "kbd", "mark", "q", "s", "samp", "small", "span", "strike", "strong", "sub", "sup", "time", "tt", "u",
    "var",
]);

/// A paragraph: its first words, and where in the source they begin and end.
struct Paragraph<'a> {
    text: &'a str,
    /// Its last words.
    last: &'a str,
    at: Range<usize>,
    /// Whether the one before it ends within a line, as lines of a signature do.
    is_line: bool,
}

/// The first paragraph that begins where the one before it has not ended.
pub fn cut(source: &Source, division: Division, draft: &Draft) -> Option<Finding> {
    std::iter::once(&draft.body).chain(draft.notes.iter().map(|note| &note.body)).find_map(|text| {
        let mut paragraphs = Vec::new();
        blocks(text, &mut paragraphs);
        paragraphs.windows(2).find_map(|pair| {
            let [before, behind] = pair else { return None };
            let between = source.text.get(before.at.end..behind.at.start)?;
            let divided =
                behind.is_line || is_divided(between, division) || is_end(before.last, behind.text, division);
            let message = || format!("a paragraph would be cut before `{}`", shortened(behind.text));
            (!divided).then(|| error(message()).at(source.place(behind.at.clone())))
        })
    })
}

/// Whether a sentence or a line of its own ends between these words, which a converter may have set on one line: a salutation
/// and what follows it. Signatures on one line have no sign between them.
fn is_end(before: &str, behind: &str, division: Division) -> bool {
    let begins = !behind.trim_start().starts_with(char::is_lowercase);
    begins && (division == Division::Line || before.trim_end().ends_with(['.', ',', ':', ';', '?', '!']))
}

fn is_divided(between: &str, division: Division) -> bool {
    let mut names = between.split('<').skip(1).map(|tag| {
        let tag = tag.trim_start_matches('/');
        let end = tag.find(|c: char| c.is_whitespace() || matches!(c, '>' | '/')).unwrap_or(tag.len());
        tag.get(..end).unwrap_or_default()
    });
    match division {
        Division::Line => between.contains(['\n', '\r', '\u{c}']),
        Division::Elements(known) => {
            names.any(|name| known.contains(&name.rsplit(':').next().unwrap_or(name)))
        }
        Division::AllBut(known) => names.any(|name| !known.contains(&name.to_ascii_lowercase().as_str())),
        Division::Mixed(known) => {
            let mut depth = 0_i64;
            let mut lowest = 0_i64;
            for tag in between.split('<').skip(1) {
                let name = tag.trim_start_matches('/');
                let end =
                    name.find(|c: char| c.is_whitespace() || matches!(c, '>' | '/')).unwrap_or(name.len());
                if known.contains(&name.get(..end).unwrap_or_default()) {
                    return true;
                }
                let is_empty = tag.split('>').next().is_some_and(|tag| tag.ends_with('/'));
                depth += match tag.starts_with('/') {
                    true => -1,
                    false if is_empty || tag.starts_with(['!', '?']) => 0,
                    false => 1,
                };
                lowest = lowest.min(depth);
            }
            // Behind an element that has ended stands another one, and no words of what holds both.
            lowest < 0 && depth > lowest
        }
    }
}

fn blocks<'a>(blocks: &'a [Block], found: &mut Vec<Paragraph<'a>>) {
    for block in blocks {
        match block {
            Block::Heading(_, text) | Block::Paragraph(text) => paragraph(text, false, found),
            Block::Lines(lines) => {
                lines.iter().enumerate().for_each(|(at, line)| paragraph(line, at > 0, found));
            }
            Block::Quote(inner) => self::blocks(inner, found),
            Block::List(_, items) => items.iter().for_each(|item| self::blocks(item, found)),
            // Cells may share their lines.
            Block::Table(..) => {}
        }
    }
}

fn paragraph<'a>(text: &'a [Inline], is_line: bool, found: &mut Vec<Paragraph<'a>>) {
    let mut own: Option<Paragraph<'a>> = None;
    words(text, &mut |text, at| match &mut own {
        Some(own) => (own.last, own.at.end) = (text, own.at.end.max(at.end)),
        None => own = Some(Paragraph { text, last: text, at: at.clone(), is_line }),
    });
    found.extend(own);
}

fn words<'a>(list: &'a [Inline], see: &mut dyn FnMut(&'a str, &'a Range<usize>)) {
    for inline in list {
        match inline {
            Inline::Text(text, at) if !at.is_empty() && !text.trim().is_empty() => see(text, at),
            other => words(other.inner(), see),
        }
    }
}

/// Two senders who stand nowhere in the source in the order of the front matter, but in the other one.
pub fn senders(source: &Source, draft: &Draft) -> Option<Finding> {
    let names = draft.head.indieners.iter().filter_map(|sender| sender.naam.as_deref());
    let names: Vec<&str> =
        names.filter_map(|name| name.split([' ', '.']).rfind(|word| !word.is_empty())).collect();
    // Of two with one name it cannot be said which is which.
    let once = |name: &&str| names.iter().filter(|other| *other == name).count() == 1;
    let names: Vec<&str> = names.iter().copied().filter(once).collect();
    if names.len() < 2 {
        return None;
    }
    let text = plain::plain(&source.text);
    let places = |name: &str| -> Vec<usize> {
        let plain_name = plain::plain(name);
        let is_word = |at: &usize| {
            let edge = |c: Option<char>| c.is_none_or(|c| !c.is_alphanumeric());
            edge(text.get(..*at).and_then(|t| t.chars().next_back()))
                && edge(text.get(*at + plain_name.len()..).and_then(|t| t.chars().next()))
        };
        text.match_indices(&plain_name).map(|(at, _)| at).filter(is_word).collect()
    };
    let all: Vec<Vec<usize>> = names.iter().map(|name| places(name)).collect();
    all.windows(2).zip(names.windows(2)).find_map(|(places, names)| {
        let ([first, second], [before, behind]) = (places, names) else { return None };
        // Where the two stand nearest to each other, they stand in their order.
        let nearest = first.iter().filter_map(|at| {
            let next = second.partition_point(|other| other < at);
            let after = second.get(next).map(|other| (other - at, true));
            let ahead = next.checked_sub(1).and_then(|n| second.get(n)).map(|other| (at - other, false));
            after.into_iter().chain(ahead).min()
        });
        let (_, in_order) = nearest.min()?;
        let is_last = first.last() < second.last();
        let message = format!("the document names {behind} before {before}, the front matter behind");
        let finding = Finding::new(Code::K742, message).at(crate::finding::Place::file(source.file.clone()));
        (!in_order && !is_last && before != behind)
            .then(|| finding.help("put the senders under `indiener` in the order of the document"))
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::content::front_matter::Indiener;

    /// What is found of a source whose words stand in these paragraphs.
    fn found(source: &str, division: Division, paragraphs: &[&str]) -> Vec<String> {
        let source = Source::new("a", "a", source.to_owned());
        let paragraph = |words: &&str| {
            let at = source.text.find(words).unwrap();
            Block::Paragraph(vec![Inline::Text((*words).to_owned(), at..at + words.len())])
        };
        let draft = Draft { body: paragraphs.iter().map(paragraph).collect(), ..Draft::default() };
        cut(&source, division, &draft).into_iter().map(|finding| finding.message).collect()
    }

    #[test]
    fn a_sentence_cut_into_paragraphs_is_found() {
        let pages = ["<p>Een <b>halve</b> zin</p>", "<p>Een<span class='x'> halve</span> zin</p>"];
        for page in pages {
            let cut = found(page, OF_HTML, &["Een", "halve", "zin"]);
            assert_eq!(cut, ["a paragraph would be cut before `halve`"], "{page}");
        }
        for page in ["Een<p>halve<br>zin", "Een<hr/>halve<div>zin", "<UL><LI>Een<LI>halve<LI>zin</UL>"] {
            assert_eq!(found(page, OF_HTML, &["Een", "halve", "zin"]), Vec::<String>::new(), "{page}");
        }
        let mixed = Division::Mixed(OF_PUBLICATION);
        for text in ["<al>Een <x>halve</x> zin</al>", "<y>Een <x/>halve<z><q/></z> zin</y>"] {
            assert_eq!(found(text, mixed, &["Een", "halve", "zin"]).len(), 1, "{text}");
        }
        for text in ["<al>Een</al><al>halve</al><al>zin</al>", "<x>Een</x><y>halve<al>zin</al></y>"] {
            assert_eq!(found(text, mixed, &["Een", "halve", "zin"]).len(), 0, "{text}");
        }
        let words = |between: &str| format!("<w:t>Een</w:t>{between}<w:t>zin</w:t>");
        assert_eq!(found(&words("</w:r><w:r><w:rPr><w:b/></w:rPr>"), OF_WORD, &["Een", "zin"]).len(), 1);
        assert_eq!(found(&words("</w:r></w:p><w:p><w:r>"), OF_WORD, &["Een", "zin"]).len(), 0);
        assert_eq!(found("Een halve zin", Division::Line, &["Een", "halve"]).len(), 1);
        assert_eq!(
            found("Geachte voorzitter, Hierbij", Division::Line, &["Geachte voorzitter,", "Hierbij"]).len(),
            0
        );
        assert_eq!(found("Een\nhalve zin", Division::Line, &["Een", "halve"]).len(), 0);
    }

    #[test]
    fn senders_out_of_their_order_are_found() {
        let found = |text: &str, names: &[&str]| {
            let source = Source::new("a", "a", text.to_owned());
            let sender = |name: &&str| Indiener { ambt: None, naam: Some((*name).to_owned()) };
            let mut draft = Draft::default();
            draft.head.indieners = names.iter().map(sender).collect();
            senders(&source, &draft).map(|finding| finding.message)
        };
        let text = "Motie van de leden Jansén en De Wit. De Kamer, gehoord. Jansén De Wit";
        assert_eq!(found(text, &["A. Jansen", "B. de Wit"]), None);
        let reversed = found(text, &["B. de Wit", "A. Jansen"]);
        assert_eq!(
            reversed.as_deref(),
            Some("the document names Jansen before Wit, the front matter behind")
        );
        assert_eq!(found("De Wit, Jansen, De Wit", &["De Wit", "Jansen", "De Wit"]), None);
        assert_eq!(found("niets", &["De Wit", "Jansen"]), None);
    }
}
