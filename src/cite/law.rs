//! Articles of acts: `artikel 4:5, eerste lid, van de Awb`, `art. 6:162 BW`, `artikelen 3 en 4 van de Wob`.
//!
//! Only the acts of `laws.tsv` are known. An act that is not in the table gives no citation, and no guess.

use super::cursor::Cursor;
use super::{Citation, Cited, Found};
use crate::identifier::{DocumentId, Kind};
use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::LazyLock;

/// Between article and act stand a few words on the lid; more is another sentence.
const MOST_WORDS: usize = 28;
/// Articles of one citation.
const MOST_ARTICLES: usize = 40;
/// Longer ranges of articles name only their ends.
const LONGEST_RANGE: u32 = 60;

struct Law {
    bwb: &'static str,
    book: &'static str,
    name: &'static str,
}

/// The acts by the first letter of their name: nearly every word behind an article opens none.
static LAWS: LazyLock<BTreeMap<u8, Vec<Law>>> = LazyLock::new(|| {
    let mut laws: BTreeMap<u8, Vec<Law>> = BTreeMap::new();
    let lines = include_str!("laws.tsv").lines().filter(|line| !line.starts_with('#'));
    for line in lines {
        let columns: Vec<_> = line.split('\t').collect();
        let [bwb, book, names] = columns[..] else { continue };
        for name in names.split('|') {
            laws.entry(first_letter(name)).or_default().push(Law { bwb, book, name });
        }
    }
    // The longest name wins: "Vreemdelingenwet 2000" before "Vreemdelingenwet".
    for names in laws.values_mut() {
        names.sort_by_key(|law| std::cmp::Reverse(law.name.len()));
    }
    laws
});

fn first_letter(name: &str) -> u8 {
    name.bytes().next().unwrap_or_default().to_ascii_lowercase()
}

/// Words on parts of an article, and the little words between article and act.
const PART_WORDS: &[&str] = &[
    "lid",
    "leden",
    "onder",
    "onderdeel",
    "onderdelen",
    "sub",
    "aanhef",
    "en",
    "of",
    "jo",
    "juncto",
    "tot",
    "met",
    "van",
    "de",
    "het",
    "der",
    "den",
    "volzin",
    "zin",
    "alinea",
    "eerste",
    "tweede",
    "derde",
    "vierde",
    "vijfde",
    "zesde",
    "zevende",
    "achtste",
    "negende",
    "tiende",
    "elfde",
    "twaalfde",
    "dertiende",
    "veertiende",
    "vijftiende",
    "zestiende",
    "laatste",
    "boek",
    "titel",
    "afdeling",
    "nieuwe",
    "oude",
    "respectievelijk",
    "resp",
    "alsmede",
    "ten",
    "aan",
    "genoemde",
    "e",
    "o",
    "i",
    "ii",
    "iii",
    "iv",
];

/// An article as written.
struct Article {
    /// Of the Burgerlijk Wetboek: `6` in `6:162`.
    number: String,
    span: Range<usize>,
}

/// Reads a citation that starts with `artikel` or `art.`.
pub(super) fn labelled(text: &str, start: usize, found: &mut Found) -> Option<usize> {
    let mut c = Cursor::new(text, start);
    if !article_word(&mut c) {
        return None;
    }
    let mut articles = vec![article(&mut c)?];
    let parts_start = c.at();
    let mut parts: Option<Range<usize>> = None;
    let mut book = None;
    // Figures name articles until a word like "lid" says that they name parts of one.
    let mut in_parts = false;
    // Two articles are joined by a comma or a word: "artikel 1 artikel 2" are two citations.
    let mut joined = false;
    for _ in 0..MOST_WORDS {
        c.spaces();
        if let Some(found_law) = law(&mut c) {
            let locator = parts.map(|r| r.start.max(parts_start)..r.end);
            return push(start, &c, &articles, found_law, book, locator, found);
        }
        let at = c.at();
        match c.peek() {
            b',' | b'.' => {
                joined |= c.eat(b',');
                c.eat(b'.');
            }
            b'0'..=b'9' => {
                if in_parts {
                    c.digits();
                    c.skip(usize::from(c.peek().is_ascii_lowercase()));
                    widen(&mut parts, at..c.at());
                } else {
                    add_article(&mut c, &mut articles, joined)?;
                    joined = false;
                }
            }
            0xC2 if matches!(c.byte(1), 0xB0 | 0xBA) => {
                c.skip(2);
                widen(&mut parts, at..c.at());
            }
            _ if c.dash() || c.eat_phrase("t/m") => joined = true,
            _ => {
                if article_word(&mut c) {
                    in_parts = false;
                    add_article(&mut c, &mut articles, joined)?;
                    joined = false;
                    continue;
                }
                if c.eat_phrase("boek") {
                    c.spaces();
                    book = Some(c.digits());
                    continue;
                }
                let word = c.word();
                let letter = word.len() == 1 && word.bytes().all(|b| b.is_ascii_lowercase());
                if !letter && !PART_WORDS.iter().any(|w| w.eq_ignore_ascii_case(word)) {
                    return None;
                }
                c.skip(word.len());
                let little = matches!(
                    word.to_lowercase().as_str(),
                    "en" | "of"
                        | "van"
                        | "de"
                        | "het"
                        | "der"
                        | "den"
                        | "jo"
                        | "juncto"
                        | "tot"
                        | "met"
                        | "resp"
                );
                if little {
                    joined = true;
                } else {
                    in_parts = true;
                    widen(&mut parts, at..c.at());
                }
            }
        }
    }
    None
}

fn widen(range: &mut Option<Range<usize>>, with: Range<usize>) {
    *range = Some(range.as_ref().map_or(with.start, |r| r.start)..with.end);
}

fn article_word(c: &mut Cursor<'_>) -> bool {
    let mut after = *c;
    if !after.eat_any(&["artikel", "artikelen", "art", "artt", "article", "articles"]) {
        return false;
    }
    while after.eat(b'.') {}
    after.spaces();
    if !after.peek().is_ascii_digit() {
        return false;
    }
    *c = after;
    true
}

/// Adds an article, or the articles of a range: `8:1 tot en met 8:5`.
fn add_article(c: &mut Cursor<'_>, articles: &mut Vec<Article>, joined: bool) -> Option<()> {
    let start = c.at();
    let next = article(c)?;
    if !joined || articles.len() >= MOST_ARTICLES {
        return None;
    }
    let last = articles.last()?;
    let joint = &c.text()[last.span.end..start];
    let range = joint.contains("t/m")
        || joint.contains("tot en met")
        || joint.trim().chars().all(|c| "-–‑".contains(c));
    let plain = |s: &str| s.parse::<u32>().ok();
    let (prefix, from) = split_number(&last.number);
    let (next_prefix, to) = split_number(&next.number);
    if let (Some(from), Some(to)) = (plain(from), plain(to))
        && range
        && prefix == next_prefix
        && from < to
        && to - from < LONGEST_RANGE
    {
        let (prefix, span) = (prefix.to_owned(), last.span.start..next.span.end);
        articles
            .extend((from + 1..to).map(|n| Article { number: format!("{prefix}{n}"), span: span.clone() }));
    }
    articles.push(next);
    Some(())
}

/// `8:` and `5`
fn split_number(number: &str) -> (&str, &str) {
    number.split_at(number.rfind([':', '.']).map_or(0, |i| i + 1))
}

/// Articles put in between: `161quater`.
const LATIN: [&str; 9] =
    ["bis", "ter", "quater", "quinquies", "sexies", "septies", "octies", "novies", "decies"];

/// `273f`, `4:5`, `6:162`, `2.14a`, `161quater`
fn article(c: &mut Cursor<'_>) -> Option<Article> {
    let start = c.at();
    let mut after = *c;
    for _ in 0..4 {
        if !(1..=4).contains(&after.digits().len()) {
            return None;
        }
        let joins = matches!(after.peek(), b':' | b'.') && after.byte(1).is_ascii_digit();
        if !joins {
            break;
        }
        after.skip(1);
    }
    let letters = after.word();
    if LATIN.contains(&letters) || letters.len() <= 2 && letters.bytes().all(|b| b.is_ascii_lowercase()) {
        after.skip(letters.len());
    }
    if after.in_token() {
        return None;
    }
    let span = start..after.at();
    let number = c.text()[span.clone()].to_owned();
    *c = after;
    Some(Article { number, span })
}

/// Steps over the name of an act.
fn law(c: &mut Cursor<'_>) -> Option<&'static str> {
    let law = LAWS.get(&c.peek().to_ascii_lowercase())?.iter().find(|law| {
        let mut after = *c;
        after.eat_phrase(law.name)
            && !after.in_token()
            && (law.name.len() > 5 || c.text()[c.at()..].starts_with(law.name))
            && !another_law(after)
    })?;
    c.eat_phrase(law.name);
    Some(law.name)
}

/// "Wetboek van Strafrecht BES" and "Algemene wet gelijke behandeling op grond van …" are other acts.
fn another_law(mut c: Cursor<'_>) -> bool {
    if c.dash() {
        return c.in_token();
    }
    c.spaces();
    c.eat(b'(');
    c.eat_any(&["BES"]) || c.eat_phrase("op grond van")
}

fn push(
    start: usize,
    c: &Cursor<'_>,
    articles: &[Article],
    name: &str,
    book: Option<&str>,
    locator: Option<Range<usize>>,
    found: &mut Found,
) -> Option<usize> {
    let cited: Vec<Cited> = articles
        .iter()
        .filter_map(|article| {
            let id = article_id(name, book, &article.number)?;
            Some(Cited { id, span: article.span.clone() })
        })
        .collect();
    if cited.is_empty() {
        return None;
    }
    let citation = Citation { locator, ..Citation::new(start..c.at(), Kind::Wet, cited) };
    found.citations.push(citation.with_first_span());
    Some(c.at())
}

/// The id of an article. The books of the Burgerlijk Wetboek are acts of their own: the book picks the act and
/// is no part of the article.
fn article_id(name: &str, book: Option<&str>, number: &str) -> Option<DocumentId> {
    let (book, in_book) = match number.split_once(':') {
        Some((book, rest)) => (Some(book), rest),
        None => (book, number),
    };
    let law = LAWS
        .get(&first_letter(name))?
        .iter()
        .find(|law| law.name == name && (law.book.is_empty() || book.is_some_and(|b| b == law.book)))?;
    let number = if law.book.is_empty() { number } else { in_book };
    DocumentId::parse(&format!("{}/{number}", law.bwb))
}

/// Reads a BWB id or a Juriconnect reference in running text: `BWBR0001854`, `jci1.3:c:BWBR0001854&artikel=273f`.
pub(super) fn bwb(text: &str, start: usize, found: &mut Found) -> Option<usize> {
    let rest = &text[start..];
    let len =
        rest.bytes().take(200).take_while(|b| b.is_ascii_alphanumeric() || b"&=:.-/".contains(b)).count();
    let token = rest[..len].trim_end_matches(['.', ':', '-', '/', '&', '=']);
    let (id, len) = if token.get(..3)?.eq_ignore_ascii_case("jci") {
        (juriconnect(token)?, token.len())
    } else {
        (DocumentId::parse(token.get(..11)?)?, 11)
    };
    if id.kind() != Kind::Wet {
        return None;
    }
    let span = start..start + len;
    let end = span.end;
    found.citations.push(Citation::new(span.clone(), Kind::Wet, vec![Cited { id, span }]));
    Some(end)
}

/// The act and article of a Juriconnect reference, or of an address at wetten.overheid.nl.
pub(super) fn juriconnect(s: &str) -> Option<DocumentId> {
    let at = s.find("BWBR")?;
    let law = s.get(at..at + 11)?;
    let key = |c: char| matches!(c, '&' | '#' | '?');
    let article = s
        .split(key)
        .find_map(|part| part.strip_prefix("artikel="))
        .or_else(|| s.rsplit(['#', '_', '/']).find_map(|part| part.strip_prefix("Artikel")))
        .filter(|a| !a.is_empty());
    match article {
        Some(article) => DocumentId::parse(&format!("{law}/{article}")),
        None => DocumentId::parse(law),
    }
}
