//! The number of a dossier as texts write it: `28 638`, `28.638`, `36 600-XVI`, `21501-02`, `34 356 (R2064)`.

use super::cursor::Cursor;
use super::list::{self, Sign};
use crate::number::kst::{DossierNumber, Toevoeging};

/// Without a label: the highest number that the series will reach in the lifetime of this program.
const HIGHEST: u32 = 49_999;
/// Numbers of four figures were given up to about 1970; without a label they are years and amounts.
const LOWEST_ALONE: u32 = 10_000;
/// The dossier of the councils of the European Union, with a sub-dossier of two figures for each: 21 501-02.
pub(super) const COUNCILS: u32 = 21_501;

/// How much to accept as the figures of a dossier.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Figures {
    /// Behind a label: four or five figures, in groups or not, also `31-700`.
    Labelled,
    /// Without a label: five figures.
    Alone,
}

/// Steps over the figures of a dossier number.
pub(super) fn figures(c: &mut Cursor<'_>, accept: Figures) -> Option<u32> {
    let mut after = *c;
    let first = after.digits();
    if first.starts_with('0') {
        return None;
    }
    let labelled = accept == Figures::Labelled;
    let number = match first.len() {
        5 => first.parse().ok()?,
        4 if labelled => first.parse().ok()?,
        2 => grouped(&mut after, first, labelled)?,
        1 if labelled => grouped(&mut after, first, false)?,
        _ => return None,
    };
    // Behind a label a number that cannot exist is still a citation, of something that does not exist.
    let believable = if labelled { 1_000..=99_999 } else { LOWEST_ALONE..=HIGHEST };
    if !believable.contains(&number) || after.peek().is_ascii_digit() {
        return None;
    }
    *c = after;
    Some(number)
}

fn grouped(c: &mut Cursor<'_>, first: &str, dash: bool) -> Option<u32> {
    if !(c.thousands_gap() || dash && c.dash()) {
        return None;
    }
    let last = c.digits();
    if last.len() != 3 {
        return None;
    }
    Some(first.parse::<u32>().ok()? * 1_000 + last.parse::<u32>().ok()?)
}

/// A dossier as found in a text.
#[derive(Clone, Copy)]
pub(super) struct Mention {
    pub(super) number: DossierNumber,
    /// Where the number ends; the cursor may stand further on, behind the noise.
    pub(super) end: usize,
    /// The figures stand in groups: `28 638`.
    pub(super) grouped: bool,
}

/// Steps over a whole dossier number, with toevoeging and with the noise that may follow (`e.a.`, `(R 1669)`).
pub(super) fn read(c: &mut Cursor<'_>, accept: Figures) -> Option<Mention> {
    let start = c.at();
    let mut after = *c;
    let number = figures(&mut after, accept)?;
    let mut end = after.at();
    let grouped = end - start > 5;
    noise(&mut after);
    let toevoeging = toevoeging(&mut after, number);
    if toevoeging.is_some() {
        end = after.at();
        noise(&mut after);
    }
    if after.in_token() && toevoeging.is_none() {
        return None;
    }
    if toevoeging.is_some_and(|chapter| no_such_part(after, chapter)) {
        return None;
    }
    // `34123-59-6` is a chemical: without a label only that one dossier has figures behind its own.
    let council = toevoeging.is_some_and(|t| t.as_str().starts_with(|c: char| c.is_ascii_digit()));
    if council && number != COUNCILS && accept == Figures::Alone {
        return None;
    }
    *c = after;
    Some(Mention { number: DossierNumber::new(number, toevoeging).ok()?, end, grouped })
}

/// Steps over a dossier of the Eerste Kamer itself: `CXIX, A`. Roman figures alone are a chapter or another thing as
/// often, so that the letter of a paper has to follow.
pub(super) fn read_roman(c: &mut Cursor<'_>) -> Option<Mention> {
    let mut after = *c;
    let word = after.word();
    let capitals = word.bytes().all(|b| b.is_ascii_uppercase());
    let number = word.parse::<DossierNumber>().ok().filter(|number| capitals && number.is_roman())?;
    after.skip(word.len());
    let end = after.at();
    let mut paper = after;
    let joined = paper.eat(b',') || paper.dash();
    paper.spaces();
    if paper.eat_any(&["letter", "nr"]) {
        paper.eat(b'.');
        paper.spaces();
    }
    let letters = paper.word();
    let letter = (1..=2).contains(&letters.len()) && letters.bytes().all(|b| b.is_ascii_uppercase());
    if !joined || !letter {
        return None;
    }
    *c = after;
    Some(Mention { number, end, grouped: false })
}

/// `35300-A`, `36 600 B` where the number of the paper stands before the dossier, so that a letter can only be a fund.
pub(super) fn with_fund(c: &mut Cursor<'_>, dossier: Mention) -> Mention {
    let mut after = *c;
    after.spaces();
    after.dash();
    after.spaces();
    let whole = dossier.number.toevoeging().is_some();
    let Some(fund) = single_capital(&mut after).filter(|_| !whole) else {
        return dossier;
    };
    let Ok(number) = DossierNumber::new(dossier.number.number(), Some(fund)) else {
        return dossier;
    };
    *c = after;
    Mention { number, end: after.at(), ..dossier }
}

/// Steps over what says that there are more dossiers or that it is a Rijkswet; our ids carry neither.
fn noise(c: &mut Cursor<'_>) {
    for _ in 0..2 {
        let mut after = *c;
        after.spaces();
        after.dash();
        after.spaces();
        if rijkswet(&mut after) {
            *c = after;
            continue;
        }
        let mut after = *c;
        after.eat(b',');
        if !after.spaces() {
            return;
        }
        let found = ["e.a.", "c.a.", "enz.", "etc.", "c.s.", "e.v.", "e.a", "enz"]
            .iter()
            .any(|w| after.eat_phrase(w));
        if !found {
            return;
        }
        *c = after;
    }
}

/// `(R2064)`, `(R 1669)`
fn rijkswet(c: &mut Cursor<'_>) -> bool {
    let mut after = *c;
    let bracket = after.eat(b'(') || after.eat(b'[');
    if !bracket || !after.eat(b'R') {
        return false;
    }
    after.eat(b'.');
    after.spaces();
    let number = !after.digits().is_empty() && (after.eat(b')') || after.eat(b']'));
    if number {
        *c = after;
    }
    number
}

fn toevoeging(c: &mut Cursor<'_>, number: u32) -> Option<Toevoeging> {
    let readers: [fn(&mut Cursor<'_>, u32) -> Option<Toevoeging>; 5] =
        [chapter_in_words, chapter_in_brackets, chapter_between_commas, council, chapter_or_fund];
    readers.iter().find_map(|read| {
        let mut after = *c;
        let found = read(&mut after, number)?;
        // "35 570⏎I. Inleiding": on the next line it is a chapter only with a paper.
        let mut gap = *c;
        gap.spaces();
        if gap.breaks_since(c.at()) && !signed_number_follows(after) {
            return None;
        }
        *c = after;
        Some(found)
    })
}

/// `hoofdstuk XV`, `, hoofdstuk A`
fn chapter_in_words(c: &mut Cursor<'_>, _: u32) -> Option<Toevoeging> {
    c.eat(b',');
    c.spaces();
    let bracket = c.eat(b'(');
    if !c.eat_any(&["hoofdstuk", "hfdst", "hfst", "hst", "chapter"]) {
        return None;
    }
    c.eat(b'.');
    c.spaces();
    let found = roman(c).or_else(|| single_capital(c))?;
    (!bracket || c.eat(b')')).then_some(found)
}

/// `31 700 (VI), nr. 12`
fn chapter_in_brackets(c: &mut Cursor<'_>, _: u32) -> Option<Toevoeging> {
    c.spaces();
    let found = if c.eat(b'(') { roman(c)? } else { return None };
    (c.eat(b')') && number_follows(*c)).then_some(found)
}

/// `36 600, XVI, nr. 133`
fn chapter_between_commas(c: &mut Cursor<'_>, _: u32) -> Option<Toevoeging> {
    if !c.eat(b',') || !c.spaces() {
        return None;
    }
    roman(c).filter(|_| number_follows(*c) || letter_follows(*c))
}

/// Two figures: `21501-02`, in headers `21 501 - 20`, also `21 501 02, nr. 2507`.
fn council(c: &mut Cursor<'_>, number: u32) -> Option<Toevoeging> {
    let start = c.at();
    let spaced = c.spaces() && !c.since(start).contains('\n');
    let dash = c.dash();
    if dash && spaced {
        c.spaces();
    }
    let slash = !dash && c.eat(b'/');
    let joined = if number == COUNCILS { dash || slash || spaced } else { dash && !spaced };
    let digits = c.digits();
    if !joined || digits.len() != 2 || c.in_token() {
        return None;
    }
    let certain = dash && (number == COUNCILS || digits.starts_with('0')) || number_follows(*c);
    certain.then(|| digits.parse().ok())?
}

/// `36600-XVI`, `31700.VIII`, `31 700/VI, nr. 2`; `36 600-A, nr. 35`, `36600 A, 35`.
fn chapter_or_fund(c: &mut Cursor<'_>, _: u32) -> Option<Toevoeging> {
    let spaced = c.spaces();
    let dash = c.dash();
    if dash && spaced {
        c.spaces();
    } else if !dash {
        c.eat(b'.');
    }
    let mut slashed = *c;
    if !dash
        && slashed.eat(b'/')
        && let Some(found) = roman(&mut slashed).filter(|_| number_follows(slashed))
    {
        *c = slashed;
        return Some(found);
    }
    // A fund. Without a number behind it a letter is that of a paper.
    roman(c).or_else(|| single_capital(c).filter(|_| number_follows(*c) || lone_letter_follows(*c)))
}

/// A budget chapter: Roman figures, perhaps with one letter (`XVI`, `IIB`, `IXB`). In small letters only where the
/// number of a paper follows.
fn roman(c: &mut Cursor<'_>) -> Option<Toevoeging> {
    let mut after = *c;
    let word = after.word();
    // "IIa": the last letter may be small.
    let figures = word.strip_suffix(|c: char| ('a'..='h').contains(&c)).unwrap_or(word);
    let capitals = figures.starts_with(['I', 'V', 'X']) && figures.bytes().all(|b| b.is_ascii_uppercase());
    let small = word.len() > 1 && word.bytes().all(|b| matches!(b, b'i' | b'v' | b'x'));
    let found = (capitals || small).then(|| word.to_ascii_uppercase().parse().ok()).flatten()?;
    after.skip(word.len());
    if after.in_token() || after.peek() == b'\'' || word.len() == 1 && super::words::is_initial(after) {
        return None;
    }
    if word.ends_with(|c: char| c.is_ascii_lowercase()) && !number_follows(after) {
        return None;
    }
    *c = after;
    Some(chapter_part(c, word).unwrap_or(found))
}

/// `21 800 IX B, nr. 19`: two chapters are in parts. Before a number of the Tweede Kamer only, for a letter is the number
/// of a paper of the Eerste Kamer too.
fn chapter_part(c: &mut Cursor<'_>, chapter: &str) -> Option<Toevoeging> {
    let mut after = *c;
    let joined = after.spaces() | after.dash();
    after.spaces();
    let part = after.word();
    let known = joined && matches!(chapter, "II" | "IX") && matches!(part, "A" | "B");
    after.skip(part.len());
    if !known || !number_follows(after) {
        return None;
    }
    *c = after;
    format!("{chapter}{part}").parse().ok()
}

/// `36 600 IV B, nr. 3`: the number of the Tweede Kamer makes the letter a part of the chapter, and this one has none.
fn no_such_part(mut c: Cursor<'_>, chapter: Toevoeging) -> bool {
    let joined = c.spaces() | c.dash();
    c.spaces();
    let part = matches!(c.word(), "A" | "B");
    c.skip(1);
    joined && part && chapter.as_str().bytes().all(|b| b"IVX".contains(&b)) && signed_number_follows(c)
}

fn single_capital(c: &mut Cursor<'_>) -> Option<Toevoeging> {
    let word = c.word();
    if word.len() != 1 || !word.bytes().all(|b| b.is_ascii_uppercase()) {
        return None;
    }
    c.skip(1);
    if c.in_token() {
        return None;
    }
    word.parse().ok()
}

/// Does the letter of a paper follow, which makes the Roman figures before it a chapter: `33 750, VI, M`?
fn letter_follows(mut c: Cursor<'_>) -> bool {
    let comma = c.eat(b',');
    c.spaces();
    let word = c.word();
    comma && (1..=2).contains(&word.len()) && word.bytes().all(|b| b.is_ascii_uppercase())
}

/// `36 600 B, A`: a letter with one other behind a comma is a fund with its paper; with more it opens a list of papers.
fn lone_letter_follows(c: Cursor<'_>) -> bool {
    if !letter_follows(c) {
        return false;
    }
    let mut after = c;
    after.eat(b',');
    after.spaces();
    after.skip(after.word().len());
    let end = after;
    let joined = after.eat(b',') | {
        after.spaces();
        after.eat_any(&["en", "of", "and"])
    };
    after.spaces();
    let listed =
        joined && matches!(after.word().len(), 1 | 2) && after.word().bytes().all(|b| b.is_ascii_uppercase());
    // `en EK 36 600 C, A` and `, I 2019/20` open another citation.
    after.skip(after.word().len());
    after.spaces();
    !(end.in_token() || listed && !after.peek().is_ascii_digit())
}

/// Does `nr.` follow?
fn signed_number_follows(mut c: Cursor<'_>) -> bool {
    c.eat(b',');
    c.spaces();
    list::sign(&mut c) != Sign::None
}

/// Does the number of a paper follow, which makes the letter before it a fund?
fn number_follows(mut c: Cursor<'_>) -> bool {
    let dash = c.dash();
    let comma = c.eat(b',');
    c.spaces();
    if c.eat_any(&["stuk", "stukken"]) {
        c.spaces();
    }
    match list::sign(&mut c) {
        Sign::None => {
            let digits = c.digits();
            (dash || comma)
                && (1..=3).contains(&digits.len())
                && !c.in_token()
                && !super::words::is_part_of_more(digits, c)
                && !super::words::unit_follows(c)
        }
        _ => c.peek().is_ascii_digit() || c.word().bytes().next().is_some_and(|b| b.is_ascii_uppercase()),
    }
}
