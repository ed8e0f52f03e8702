//! Acts of the Union by what everybody calls them: `de AVG`, `Vogel- en Habitatrichtlijn`, `Kaderrichtlijn Water`.
//!
//! Only names that mean nothing else are citations by themselves; `union.tsv` says of each whether it is one.

use super::table::{self, Act, Alone};
use crate::cite::citation::{Citation, Cited, Passage, References};
use crate::cite::cursor::{Cursor, before, last_word, trim_space};
use crate::cite::eu;
use std::ops::Range;

/// Words with a capital behind a name that are no more of it: `AVG Artikel 5`.
const FOLLOWERS: [&str; 6] = ["Artikel", "Artikelen", "Art", "EU", "EG", "EEG"];

/// Reads a name that is a citation without an article.
pub(in crate::cite) fn nickname(text: &str, start: usize, found: &mut References) -> Option<usize> {
    let mut c = Cursor::new(text, start);
    let act = table::name(&mut c)?.first();
    let known = match act.alone {
        Alone::Always => true,
        Alone::Again => cited_before(act, found),
        Alone::Never => false,
    };
    // "AVG's", "AVG'ers"
    if !known || part_of_more(text, start) || { c }.apostrophe() || c.peek() == b'(' || goes_on(c) {
        return None;
    }
    if act.name == "AVG" && (physician(text, c) || query(text, c)) || eu::of_another_body(c) {
        return None;
    }
    // `Kaderrichtlijn Water (Richtlijn 2000/60/EG)`: the number is the citation, if it is one.
    let number = number_behind(c);
    if let Some(end) = number.as_ref().and_then(|number| eu::act(text, number.start, found)) {
        return Some(end);
    }
    let end = c.at();
    if repeats(act, text, start, found) {
        return Some(end);
    }
    let cited: Vec<_> = act.whole().map(|id| Cited { id, span: start..end }).collect();
    found.citations.push(Citation::new(Passage::of(text, start..end), cited)?);
    // `AVG (EU) 2016/679`: without a kind of act the number is none, and would be one behind the name.
    Some(number.map_or(end, |number| number.end))
}

/// Does something stand before the name that makes it another: "pseudo-AVG", "Uitvoeringswet AVG"?
fn part_of_more(text: &str, start: usize) -> bool {
    let near = before(text, start, 24);
    let trimmed = trim_space(near);
    near.ends_with(['-', '/', '.', '@', '&', '\u{2011}']) || table::names_another(last_word(trimmed))
}

/// Does a name of something else go on on the same line: "AVG Groep", "KRW BV"?
fn goes_on(mut c: Cursor<'_>) -> bool {
    let end = c.at();
    c.spaces();
    let space = c.since(end);
    let same_line = !space.is_empty() && space.chars().all(|c| c.is_whitespace() && c != '\n');
    same_line && c.peek().is_ascii_uppercase() && !FOLLOWERS.contains(&c.word())
}

/// AVG is a function of databases: "AVG en SUM".
fn query(text: &str, behind: Cursor<'_>) -> bool {
    const AROUND: usize = 24;
    const WORDS: [&str; 5] = ["SUM", "COUNT", "MIN", "MAX", "SELECT"];
    let end = text.floor_char_boundary(behind.at() + AROUND);
    before(text, end, 2 * AROUND).split(|c: char| !c.is_alphabetic()).any(|word| WORDS.contains(&word))
}

/// An AVG is a physician too: "arts AVG", "de AVG (arts voor verstandelijk gehandicapten)".
fn physician(text: &str, behind: Cursor<'_>) -> bool {
    const AROUND: usize = 64;
    const WORDS: [&str; 5] = ["arts ", "artsen ", "(arts", "gehandicapt", "ouderengeneeskund"];
    let end = text.floor_char_boundary(behind.at() + AROUND);
    let near = before(text, end, 2 * AROUND).to_lowercase();
    let one = before(text, behind.at(), 8).to_lowercase().ends_with("een avg");
    one || WORDS.iter().any(|word| near.contains(word))
}

/// Has the act been cited under another name or its number?
fn cited_before(act: &Act, found: &References) -> bool {
    /// An abbreviation is explained not long before.
    const LAST: usize = 64;
    let cites = |citation: &Citation| act.whole().any(|id| citation.cited.iter().any(|cited| cited.id == id));
    found.citations.iter().rev().take(LAST).any(cites)
}

/// Where the number is that stands right behind a name: `AVG (EU) 2016/679`.
fn number_behind(mut c: Cursor<'_>) -> Option<Range<usize>> {
    const KINDS: [&str; 9] =
        ["verordening", "richtlijn", "regulation", "directive", "EU", "EG", "EEG", "nr", "no"];
    const MOST_WORDS: usize = 6;
    for _ in 0..MOST_WORDS {
        c.spaces();
        let joined = c.eat(b'(') || c.eat(b')') || c.eat(b'.') || c.eat_any(&KINDS);
        if !joined {
            break;
        }
    }
    let start = c.at();
    let read = (2..=4).contains(&c.digits().len()) && c.eat(b'/') && (2..=4).contains(&c.digits().len());
    read.then(|| start..c.at())
}

/// `Algemene verordening gegevensbescherming (AVG)`, `Verordening (EU) 2016/679 (hierna: AVG)`: one citation.
fn repeats(act: &Act, text: &str, start: usize, found: &References) -> bool {
    const LONGEST_JOINT: usize = 24;
    let Some(last) = found.citations.last() else { return false };
    let joint = text.get(last.span.end..start).filter(|joint| joint.len() <= LONGEST_JOINT);
    let same = act.whole().all(|id| last.cited.iter().any(|cited| cited.id == id));
    same && joint
        .is_some_and(|joint| (joint.contains('(') || joint.contains("hierna")) && !joint.contains(')'))
}
