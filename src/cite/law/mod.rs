//! Articles of acts: `artikel 4:5, eerste lid, van de Awb`, `art. 6:162 BW`, `artikelen 3 en 4 van de Wob`,
//! `Jeugdwet, artikel 2.3`, `artikel 8 EVRM`, `artikel 57 van de AI-verordening`.
//!
//! `article` reads the numbers of articles, `table` knows the acts, `nickname` those that are cited without an article,
//! and this file the words between an article and its act. Only the acts of `laws.tsv` and `union.tsv` are known. An act
//! that is not there gives no citation, and no guess.

mod article;
mod nickname;
mod table;

use super::citation::{Citation, Cited, Passage, References};
use super::cursor::{Cursor, before};
use super::eu;
use crate::number::identifier::{DocumentId, Kind};
use crate::number::series;
use article::{Article, Articles};
pub(super) use nickname::nickname;
use std::collections::HashSet;
use std::ops::Range;
use std::sync::LazyLock;
use table::Acts;
pub(super) use table::opening_words;

/// Between article and act stand a few words on the lid; more is another sentence.
const MOST_WORDS: usize = 28;

/// How far before an act stands that it is changed.
const CHANGE_WINDOW: usize = 24;

/// Words on parts of an article, and the little words between article and act.
static PART_WORDS: LazyLock<HashSet<&str>> = LazyLock::new(|| super::words::set(include_str!("parts.txt")));
/// Little words that join two articles, or an article to its act.
const LITTLE_WORDS: &[&str] = &[
    "en",
    "of",
    "and",
    "jo",
    "j",
    "juncto",
    "tot",
    "met",
    "resp",
    "respectievelijk",
    "alsmede",
    "van",
    "de",
    "het",
    "der",
    "den",
    "the",
    "ten",
    "aan",
    "in",
    "uit",
    "nieuwe",
    "oude",
    "huidige",
    "genoemde",
    "nederlandse",
    "eu",
    "europese",
];
/// Phrases that join two articles.
const JOINING: &[&str] =
    &["t/m", "dan wel", "in verbinding met", "in samenhang met", "in combinatie met", "gelezen met"];
/// Words that join an article to the one before it.
const JUNCTO: &[&str] = &["jo", "juncto"];
/// Words behind which a figure is that of a part.
const NUMBERED_PARTS: &[&str] = &["lid", "leden", "onder", "sub", "onderdeel", "onderdelen"];

/// Reads a citation that starts with `artikel` or `art.`.
pub(super) fn labelled(text: &str, start: usize, found: &mut References) -> Option<usize> {
    let mut c = Cursor::new(text, start);
    let plural = c.word().to_ascii_lowercase().starts_with("artikelen");
    if !article_word(&mut c) {
        return None;
    }
    let mut reading = Reading::open(Article::read(&mut c)?, plural);
    for _ in 0..MOST_WORDS {
        c.spaces();
        let mut behind = c;
        if let Some(acts) = table::name(&mut behind).filter(|_| !reading.after_and) {
            c = behind;
            reading.book_behind(&mut c);
            let end = reading.cite(text, start..c.at(), &acts, found)?;
            return juncto(c, &acts, found).or_else(|| Some(leaning(c, end, found)));
        }
        if reading.word(&mut c).is_none() {
            // None of the articles read has an act behind it. The address of a link between them may hold one.
            let linked = text.get(start..c.at()).is_some_and(|words| words.contains("]("));
            let end = if linked { reading.articles.first_end() } else { reading.articles.end() };
            return reading.cite_act_before(c, start, found).or(Some(end));
        }
    }
    None
}

/// `artikel 47 Sr en 51 Sr`: articles that lean on the word before them, each with its act right behind it. With
/// anything between the two, the figure is as likely one of another thing.
fn leaning(mut c: Cursor<'_>, mut end: usize, found: &mut References) -> usize {
    /// Nobody joins more articles without the word.
    const MOST_JOINED: usize = 24;
    for _ in 0..MOST_JOINED {
        c.eat(b',');
        c.spaces();
        if !c.eat_any(&["en", "of", "jo", "juncto", "and"]) {
            break;
        }
        c.eat(b'.');
        c.spaces();
        let start = c.at();
        let Some(article) = Article::read(&mut c) else { break };
        let spaced = c.spaces();
        let Some(acts) = table::name(&mut c).filter(|_| spaced) else { break };
        // "en 12 Wlz-cliënten", "of 6 AOW'ers"
        if { c }.dash() || { c }.apostrophe() {
            break;
        }
        match Reading::open(article, false).cite(c.text(), start..c.at(), &acts, found) {
            Some(behind) => end = behind,
            None => break,
        }
    }
    end
}

/// `artikel 8 WVW 1994 (jo. artikel 163, lid 2)`: in brackets, and without an act, of the act before them.
fn juncto(mut c: Cursor<'_>, acts: &Acts, found: &mut References) -> Option<usize> {
    c.spaces();
    (c.eat(b'(') && c.peek() == b'j').then_some(())?;
    c.eat_any(JUNCTO).then_some(())?;
    c.eat(b'.');
    c.spaces();
    let start = c.at();
    article_word(&mut c).then_some(())?;
    let mut reading = Reading::open(Article::read(&mut c)?, false);
    for _ in 0..MOST_WORDS {
        c.spaces();
        if c.peek() == b')' {
            let end = reading.articles.end();
            return reading.cite(c.text(), start..end, acts, found);
        }
        if table::name(&mut c).is_some() {
            return None;
        }
        reading.word(&mut c)?;
    }
    None
}

/// What figures name.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Figures {
    Articles,
    /// A word like "lid" came before: parts of an article.
    Parts,
    /// The last part was named in words, "eerste lid": again parts, but in a list of several articles.
    AfterWholePart,
}

/// What has been read between `artikel` and the name of the act.
#[allow(clippy::struct_excessive_bools, reason = "each tells whether one word or mark was seen")]
struct Reading<'t> {
    articles: Articles,
    /// Where lid and onderdeel are named.
    parts: Option<Range<usize>>,
    book: Option<&'t str>,
    /// `artikelen`: figures behind a whole part are an article again.
    plural: bool,
    figures: Figures,
    /// Two articles are joined by a comma or a word: "artikel 1 artikel 2" are two citations.
    joined: bool,
    /// The bracket of a juncto is open.
    bracket: bool,
    /// `van`: an act is to follow.
    act_announced: bool,
    /// The last word was `en`: an act here is another, as in "artikel 3, en de Awb artikel 4".
    after_and: bool,
}

impl<'t> Reading<'t> {
    fn open(first: Article, plural: bool) -> Self {
        Self {
            articles: Articles::new(first),
            parts: None,
            book: None,
            plural,
            figures: Figures::Articles,
            joined: false,
            bracket: false,
            act_announced: false,
            after_and: false,
        }
    }

    /// Steps over one word or mark. `None` if it cannot stand between an article and its act.
    fn word(&mut self, c: &mut Cursor<'t>) -> Option<()> {
        let at = c.at();
        let after_and = std::mem::take(&mut self.after_and);
        match c.peek() {
            b',' => self.joined |= c.eat(b','),
            // `[artikelen 57](…) en [58 van de Wet …](…)`: the words of the next link.
            b'.' | b'[' => c.skip(1),
            // `artikel 162 (jo. artikel 163) Sv`
            b'(' if c.byte(1) == b'j' => {
                c.skip(1);
                self.bracket = c.eat_any(JUNCTO);
                self.joined = self.bracket;
                self.bracket.then_some(())?;
            }
            b')' if std::mem::take(&mut self.bracket) => c.skip(1),
            b'A'..=b'Z' if self.articles.are_lettered() && article::chapter_letter(&mut { *c }).is_some() => {
                self.article(c)?;
            }
            b'0'..=b'9' if self.figure_of_part(c) => self.widen(at..c.at()),
            b'0'..=b'9' => self.article(c)?,
            0xC2 if matches!(c.byte(1), 0xB0 | 0xBA) => {
                c.skip(2);
                if self.figures != Figures::Articles {
                    self.widen(at..c.at());
                }
            }
            _ if c.dash() || JOINING.iter().any(|phrase| c.eat_phrase(phrase)) => self.joined = true,
            // `artikel 16(e)`, `artikel 30 (1)`
            b'(' if bracketed_part(c) => self.widen(at..c.at()),
            // `artikel 7:2 van de wet Algemene wet bestuursrecht`
            b'w' if title_follows(*c) => c.skip("wet".len()),
            _ if c.eat_phrase("(oud)") || c.eat_phrase("(nieuw)") || remark(c) => {}
            _ if article_word(c) => {
                self.figures = Figures::Articles;
                self.article(c)?;
            }
            _ if self.book.is_none() && c.eat_phrase("boek") => {
                c.spaces();
                self.book = Some(c.digits());
            }
            _ => return self.little_word(c, after_and),
        }
        Some(())
    }

    fn article(&mut self, c: &mut Cursor<'t>) -> Option<()> {
        let joined = std::mem::take(&mut self.joined);
        self.articles.add(c, joined)
    }

    /// Steps over figures that name a part: `2` in `lid 2`, `2e` in `2e lid`.
    fn figure_of_part(&mut self, c: &mut Cursor<'t>) -> bool {
        if ordinal_part(c) {
            self.figures = Figures::AfterWholePart;
            return true;
        }
        let mut after = *c;
        after.digits();
        // "artikelen 3, eerste lid, 4 en 5"
        let degree = after.peek() == 0xC2;
        let article = match self.figures {
            Figures::Articles => true,
            Figures::Parts => false,
            Figures::AfterWholePart => self.plural && self.joined && !degree,
        };
        if article {
            return false;
        }
        c.digits();
        c.skip(usize::from(c.peek().is_ascii_lowercase()));
        self.joined = false;
        true
    }

    fn little_word(&mut self, c: &mut Cursor<'t>, after_and: bool) -> Option<()> {
        let (word, at) = (c.word(), c.at());
        let lower = word.to_ascii_lowercase();
        let letter = word.len() == 1 && (self.figures != Figures::Articles || lower == word);
        if !letter && !PART_WORDS.contains(lower.as_str()) {
            return None;
        }
        c.skip(word.len());
        if LITTLE_WORDS.contains(&lower.as_str()) {
            self.joined = true;
            self.after_and = matches!(lower.as_str(), "en" | "of" | "and")
                || after_and && matches!(lower.as_str(), "de" | "het" | "the");
            self.act_announced |= lower == "van";
            return Some(());
        }
        let numbered = NUMBERED_PARTS.contains(&lower.as_str());
        let counted = self.figures == Figures::AfterWholePart && matches!(lower.as_str(), "lid" | "leden");
        self.figures = if letter || !numbered || counted { Figures::AfterWholePart } else { Figures::Parts };
        self.joined = false;
        self.widen(at..c.at());
        Some(())
    }

    fn widen(&mut self, with: Range<usize>) {
        self.parts = Some(self.parts.as_ref().map_or(with.start, |r| r.start)..with.end);
    }

    /// `artikel 162 van het Burgerlijk Wetboek Boek 6`
    fn book_behind(&mut self, c: &mut Cursor<'t>) {
        let mut after = *c;
        after.eat(b',');
        after.spaces();
        if self.book.is_none() && after.eat_word("boek") && after.spaces() {
            let digits = after.digits();
            if !digits.is_empty() {
                self.book = Some(digits);
                *c = after;
            }
        }
    }

    /// `Jeugdwet, artikel 2.3, vierde lid`: the act stands before, and what follows names none.
    fn cite_act_before(self, c: Cursor<'t>, start: usize, found: &mut References) -> Option<usize> {
        let rest = c.rest();
        if self.act_announced || rest.starts_with(char::is_uppercase) {
            return None;
        }
        // `de Opiumwet (artikel 13b)`: the bracket holds the article and nothing else.
        let near = c.text().get(..start).unwrap_or_default();
        let bracket = near.ends_with('(');
        if bracket && !rest.starts_with(')') {
            return None;
        }
        let (acts, at) = table::name_before(c.text(), start - usize::from(bracket))?;
        let end = if bracket { c.at() + 1 } else { self.articles.end() };
        // "wijziging van de Opiumwet (artikel 2)" has articles of its own.
        let changed = bracket && before(near, at, CHANGE_WINDOW).to_lowercase().contains("wijziging");
        if at < found.end() || changed {
            return None;
        }
        self.cite(c.text(), at..end, &acts, found)
    }

    fn cite(self, text: &str, span: Range<usize>, acts: &Acts, found: &mut References) -> Option<usize> {
        if acts.first().is_union_act() {
            return self.cite_place(text, span, acts, found);
        }
        if acts.first().is_charter() && of_united_nations(text, span.start) {
            return None;
        }
        // `art. 6:107 en 108 BW`: an article without a book is in that of the one before.
        let mut book = self.book;
        let cited: Vec<Cited> = self
            .articles
            .into_iter()
            .filter_map(|Article { number, span }| {
                let written = text.get(span.clone()).unwrap_or_default();
                if let (None, (Some(named), _)) = (self.book, table::in_book(None, written)) {
                    book = Some(named);
                }
                Some(Cited { id: acts.article(book, &number)?, span })
            })
            .collect();
        let end = span.end;
        let citation = Citation::new(Passage::of(text, span), cited)?;
        let locator = self.parts.map(|parts| Passage::of(text, parts));
        found.citations.push(Citation { locator, ..citation });
        Some(end)
    }

    /// `artikel 57 van de AI-verordening`: what has an id is the act, and the article is the place in it.
    fn cite_place(
        self,
        text: &str,
        span: Range<usize>,
        acts: &Acts,
        found: &mut References,
    ) -> Option<usize> {
        let (first, last) = (self.articles.start(), self.articles.end());
        let place = self.parts.map_or(first..last, |parts| first.min(parts.start)..last.max(parts.end));
        // An article "of the Vogel- en Habitatrichtlijn" is of one of the two.
        let mut ids = acts.first().whole();
        let id = ids.next().filter(|_| ids.next().is_none())?;
        let end = span.end;
        if eu::of_another_body(Cursor::new(text, end)) {
            return None;
        }
        let citation = Citation::new(Passage::of(text, span.clone()), vec![Cited { id, span }])?;
        found.citations.push(Citation { locator: Some(Passage::of(text, place)), ..citation });
        Some(end)
    }
}

/// Does the text speak of the United Nations shortly before, whose charter is called so too?
fn of_united_nations(text: &str, at: usize) -> bool {
    const WINDOW: usize = 512;
    let near = before(text, at, WINDOW);
    ["Verenigde Naties", "VN-", "de VN"].iter().any(|words| near.contains(words))
}

/// Steps over what an article is about: `artikel 26 (recht op sociale zekerheid) van het IVRK`.
fn remark(c: &mut Cursor<'_>) -> bool {
    const LONGEST: usize = 96;
    let mut after = *c;
    if !after.eat(b'(') || after.peek().is_ascii_uppercase() {
        return false;
    }
    for _ in 0..LONGEST {
        if after.eat(b')') {
            *c = after;
            return after.spaces() && after.eat_any(&["van", "uit"]);
        }
        if !(after.eat_letter() || after.spaces() || after.eat(b',') || after.dash() || after.apostrophe()) {
            return false;
        }
    }
    false
}

/// Steps over a part that is named in brackets: `(e)`, `(1)`.
fn bracketed_part(c: &mut Cursor<'_>) -> bool {
    let mut after = *c;
    after.eat(b'(');
    let word = after.word().len();
    after.skip(word);
    let part = word == 1 || word == 0 && (1..=2).contains(&after.digits().len());
    let closed = part && after.eat(b')');
    if closed {
        *c = after;
    }
    closed
}

/// Does the word "wet" stand here, and the name of an act behind it?
fn title_follows(mut c: Cursor<'_>) -> bool {
    c.eat_word("wet") && c.spaces() && table::name(&mut c).is_some()
}

/// Steps over `2e lid`, `2e en 3e lid`.
fn ordinal_part(c: &mut Cursor<'_>) -> bool {
    const MOST_FIGURES: usize = 4;
    let mut after = *c;
    for _ in 0..MOST_FIGURES {
        if after.digits().is_empty() || !after.eat_any(&["e", "de", "ste"]) {
            return false;
        }
        after.spaces();
        if after.eat_any(&["lid", "volzin", "zin"]) {
            *c = after;
            return true;
        }
        after.eat(b',');
        after.eat_any(&["en", "of"]);
        after.spaces();
    }
    false
}

fn article_word(c: &mut Cursor<'_>) -> bool {
    let mut after = *c;
    if !after.eat_opening(&series::ACTS) {
        return false;
    }
    while after.eat(b'.') {}
    after.spaces();
    if !after.peek().is_ascii_digit() && article::chapter_letter(&mut { after }).is_none() {
        return false;
    }
    *c = after;
    true
}

/// Reads a BWB id or a Juriconnect reference in running text: `BWBR0001854`, `jci1.3:c:BWBR0001854&artikel=273f`.
pub(super) fn bwb(text: &str, start: usize, found: &mut References) -> Option<usize> {
    let rest = text.get(start..).unwrap_or_default();
    let len =
        rest.bytes().take(200).take_while(|b| b.is_ascii_alphanumeric() || b"&=:.-/_;".contains(b)).count();
    let token =
        rest.get(..len).unwrap_or_default().trim_end_matches(['.', ':', '-', '/', '&', '=', ';', '_']);
    let (id, len) = if token.get(..3)?.eq_ignore_ascii_case("jci") {
        (juriconnect(token)?, token.len())
    } else {
        (DocumentId::parse(token.get(..11)?)?, 11)
    };
    if id.kind() != Kind::Wet {
        return None;
    }
    found.push_one(text, start..start + len, id)
}

/// The act and article of a Juriconnect reference, or of an address at wetten.overheid.nl.
pub(super) fn juriconnect(s: &str) -> Option<DocumentId> {
    let at = s.find("BWBR").or_else(|| s.find("BWBV"))?;
    let law = s.get(at..at + 11)?;
    let key = |c: char| matches!(c, '&' | '#' | '?');
    let article = s
        .split(key)
        // `&amp;artikel=1`: what was escaped once too often.
        .find_map(|part| part.trim_start_matches("amp;").strip_prefix("artikel="))
        .map(|article| article.split_once(';').map_or(article, |(article, _)| article))
        .or_else(|| s.rsplit(['#', '_', '/']).find_map(|part| part.strip_prefix("Artikel")))
        .filter(|a| !a.is_empty());
    match article {
        Some(article) => {
            DocumentId::parse(&format!("{law}/{}", article.replace("%20", "_").replace('+', "_")))
        }
        None => DocumentId::parse(law),
    }
}
