//! Several numbers behind one number sign: `nrs. 12, 13 en 15`, `3 t/m 6`, `17, was nr. 9`.
//!
//! The rules are the same for every series (Kamerstukken, Staatsblad, Handelingen); what a number looks like is
//! the series' own business and stands in its [`Member`].

use super::cursor::{Cursor, before, trim_space};
use super::words;
use crate::number::kst::Ondernummer;
use std::ops::Range;

/// A longer range names only its ends: nobody cites sixty documents one by one.
const LONGEST_RANGE: u32 = 60;
/// No list of citations is longer; hostile ones are.
const MOST_MEMBERS: usize = 200;

/// A number of a series.
pub(super) trait Member: Copy {
    /// Steps over the number here. `None` if what stands here is an amount, a date or another kind of number.
    fn read(c: &mut Cursor<'_>) -> Option<Self>;
    /// The place in the series, where ranges make sense.
    fn ordinal(self) -> Option<u32>;
    /// The number at that place.
    fn nth(self, ordinal: u32) -> Option<Self>;
    /// May numbers of two kinds stand in one list, where it ends or goes on behind the other one: `nrs. 3, 6 en C`?
    const MIXED: bool = false;
    /// May it stand in one list with `first`, without a sign of its own?
    fn goes_with(self, first: Self) -> bool;
}

/// The numbers of a list.
pub(super) struct List<T> {
    /// The numbers with the words that name them; those within a range share the words of the range.
    pub(super) members: Vec<(T, Range<usize>)>,
    /// Where the last number ends.
    pub(super) end: usize,
    /// A range was too long to name all its members.
    pub(super) truncated: bool,
}

impl<T> List<T> {
    /// One number.
    pub(super) fn single(number: T, span: Range<usize>) -> Self {
        Self { end: span.end, members: vec![(number, span)], truncated: false }
    }
}

/// The sign that stands before a number.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Sign {
    /// Nothing, or a comma.
    None,
    /// `nr.`
    One,
    /// `nrs.`: a list is to be expected.
    Several,
}

/// Words before one number.
pub(super) const ONE: &[&str] =
    &["nr", "no", "nummer", "number", "nrr", "stuknr", "stuknummer", "ondernr", "ondernummer"];
/// Words before several.
pub(super) const SEVERAL: &[&str] = &["nrs", "nos", "nummers", "numbers", "ondernummers"];

/// Steps over the sign: `nr.`, `nrs`, `nummer`, `no.` and their kin.
pub(super) fn sign(c: &mut Cursor<'_>) -> Sign {
    let mut after = *c;
    let found = if after.eat_any(ONE) {
        Sign::One
    } else if after.eat_any(SEVERAL) {
        Sign::Several
    } else if after.eat_word("n") && degree(after) || after.eat(b'#') || numero(&mut after) {
        Sign::One
    } else {
        return Sign::None;
    };
    // OCR and haste: "nr,3", "nr..3", "nr: 3", "nr . 3".
    let mut dotted = after;
    if dotted.spaces() && dotted.eat(b'.') {
        after = dotted;
    }
    while matches!(after.peek(), b'.' | b':' | b',') {
        after.skip(1);
    }
    // `nr°`, `n°.`
    if degree(after) {
        after.skip(2);
        after.eat(b'.');
    }
    after.spaces();
    *c = after;
    found
}

/// Steps over `№`.
fn numero(c: &mut Cursor<'_>) -> bool {
    let found = (c.peek(), c.byte(1), c.byte(2)) == (0xE2, 0x84, 0x96);
    c.skip(if found { 3 } else { 0 });
    found
}

/// Is this `°` or `º`?
fn degree(c: Cursor<'_>) -> bool {
    c.peek() == 0xC2 && matches!(c.byte(1), 0xB0 | 0xBA)
}

/// Reads a list from its first number on; the cursor ends behind the last number that certainly belongs to it.
pub(super) fn read<T: Member>(c: &mut Cursor<'_>, sign: Sign) -> Option<List<T>> {
    read_while(c, sign, |_| true)
}

/// As [`read`], but a number with a sign of its own is no member: `item 10 en nr. 23`.
pub(super) fn read_unsigned<T: Member>(c: &mut Cursor<'_>) -> Option<List<T>> {
    read_while(c, Sign::One, |joint| !joint.has_sign())
}

fn read_while<T: Member>(c: &mut Cursor<'_>, sign: Sign, accept: impl Fn(Joint) -> bool) -> Option<List<T>> {
    let start = c.at();
    let first = T::read(c)?;
    if sign == Sign::None && words::unit_follows(*c) {
        return None;
    }
    let mut list = List::single(first, start..c.at());
    // After a singular "nr." a comma may end the citation ("nr. 3, 7 oktober"): the numbers behind it are kept
    // back until an "en" shows that they form a list.
    let mut kept_back = list.members.len();
    let mut ahead = *c;
    let mut plural = sign == Sign::Several;
    while list.members.len() < MOST_MEMBERS {
        // `nrs. 3 (MvT), 6 (NV) en 8`: where a list is announced, a word on each number does not end it.
        if sign == Sign::Several {
            remark(&mut ahead);
        }
        let Some(joint) = joint(&mut ahead).filter(|&j| accept(j)) else {
            break;
        };
        let start = ahead.at();
        let Some(member) = T::read(&mut ahead) else { break };
        // "nr. 5 en⏎7 Zie ook": the number of the next note.
        let opens_line = {
            let number = Cursor::new(c.text(), start);
            number.breaks_since(trim_space(number.passed()).len())
        };
        if opens_line && !joint.has_sign() && (!plural || words::sentence_follows(ahead)) {
            break;
        }
        let alike = member.goes_with(first) || T::MIXED && ends_list(ahead);
        if !joint.has_sign() && (words::unit_follows(ahead) || !alike) {
            break;
        }
        // "nr. 3 en 4 ministers", "nr. 3 en 1,5 miljoen", "nr. 2 en 2021": behind one number an "en" may begin anything.
        if joint == Joint::And && !plural && begins_other(first, member, ahead) {
            break;
        }
        let span = start..ahead.at();
        match joint {
            Joint::Range { spaced } => {
                let Some((opening, opening_span)) = list.members.last().cloned() else { break };
                let (Some(from), Some(to)) = (opening.ordinal(), member.ordinal()) else {
                    break;
                };
                if to <= from || spaced && !plural && to - from > LONGEST_RANGE {
                    break;
                }
                if to - from >= LONGEST_RANGE {
                    list.truncated = true;
                    list.members.push((member, span));
                } else {
                    list.members.pop();
                    let whole = opening_span.start..span.end;
                    let all = (from..=to).filter_map(|n| opening.nth(n));
                    list.members.extend(all.map(|n| (n, whole.clone())));
                }
                plural = true;
            }
            _ => list.members.push((member, span)),
        }
        if plural || joint != Joint::Comma {
            plural |= joint == Joint::Plural;
            kept_back = list.members.len();
            list.end = ahead.at();
            *c = ahead;
            // The bracket of "(was nr. 9)" closes before the list goes on.
            if joint == (Joint::Was { bracket: true }) {
                ahead.spaces();
                if !ahead.eat(b')') {
                    break;
                }
                list.end = ahead.at();
                *c = ahead;
            }
        }
    }
    list.members.truncate(kept_back);
    Some(list)
}

/// Is the number that ends here, joined to `first`, a count, an amount or a year?
fn begins_other<T: Member>(first: T, member: T, c: Cursor<'_>) -> bool {
    let year = |number: T| number.ordinal().is_some_and(|n| (1_945..2_050).contains(&n));
    let decimal = c.peek() == b',' && c.byte(1).is_ascii_digit();
    decimal || year(member) && first.ordinal().is_some_and(|n| n < 1_000) || words::counted_follow(c)
}

/// Steps over a remark on a number: `nr. 13 (motie-Hermans c.s.) en nr. 15`.
pub(super) fn remark(c: &mut Cursor<'_>) {
    const LONGEST_REMARK: usize = 64;
    let mut after = *c;
    after.spaces();
    if !after.eat(b'(') {
        return;
    }
    for _ in 0..LONGEST_REMARK {
        match after.peek() {
            b')' => {
                after.skip(1);
                *c = after;
                return;
            }
            b'(' | b'\n' | b'0'..=b'9' => return,
            b if b.is_ascii() => after.skip(1),
            _ if after.eat_letter() => {}
            _ => return,
        }
    }
}

/// What stands between two numbers of a list.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Joint {
    /// `, `
    Comma,
    /// `en`
    And,
    /// `, nr.`, `en nr.`
    Signed,
    /// `, nrs.`, `en nrs.`
    Plural,
    /// `, was nr.`, `(was nr.`
    Was { bracket: bool },
    /// `-`, `t/m`
    Range { spaced: bool },
}

impl Joint {
    /// Says a sign that a number follows, so that no word behind it can make it an amount?
    fn has_sign(self) -> bool {
        matches!(self, Self::Signed | Self::Plural | Self::Was { .. })
    }
}

/// Steps over what stands between two numbers of a list.
fn joint(c: &mut Cursor<'_>) -> Option<Joint> {
    let mut after = *c;
    let mut spaced = after.spaces();
    // The mark of the next item of a list.
    if after.breaks_since(c.at()) && { after }.dash() {
        return None;
    }
    if after.dash() {
        spaced |= after.spaces();
        *c = after;
        return Some(Joint::Range { spaced });
    }
    if ["t/m", "t.m.", "tm", "tot en met", "tot", "to"].iter().any(|w| after.eat_phrase(w)) {
        after.spaces();
        sign(&mut after);
        *c = after;
        return Some(Joint::Range { spaced: false });
    }
    // `E/F`: one paper with the letters of two; `200/201`.
    if after.peek() == b'/' && (after.byte(1).is_ascii_uppercase() || after.byte(1).is_ascii_digit()) {
        after.skip(1);
        *c = after;
        return Some(Joint::And);
    }
    let bracket = after.eat(b'(');
    let comma = after.eat(b',');
    after.spaces();
    if after.eat_word("was") || after.eat_phrase("t.v.v.") {
        after.spaces();
        let has_sign = sign(&mut after) != Sign::None;
        if has_sign {
            *c = after;
        }
        return has_sign.then_some(Joint::Was { bracket });
    }
    if bracket {
        return None;
    }
    let and = after.eat_any(&["en", "and", "of", "resp", "respectievelijk", "alsmede"]) || after.eat(b'&');
    if and {
        after.eat(b'.');
        after.spaces();
        if after.eat_word("op") {
            after.spaces();
        }
        if after.eat_word("stuk") {
            after.spaces();
        }
    }
    let joint = match sign(&mut after) {
        Sign::Several if comma || and => Joint::Plural,
        Sign::One if comma || and => Joint::Signed,
        _ if and => Joint::And,
        Sign::None if comma => Joint::Comma,
        _ => return None,
    };
    after.spaces();
    *c = after;
    Some(joint)
}

/// Does a list end here, or go on: "nrs. 3 en C)", but not "nr. 3 en B. Jansen", "nr. 3, EU"?
fn ends_list(mut c: Cursor<'_>) -> bool {
    let here = c.at();
    let end =
        |c: Cursor<'_>| c.at() == c.text().len() || matches!(c.peek(), b')' | b']' | b';' | b'\n' | b'\r');
    let letters = trailing_capitals(c.text(), here);
    if letters.len() > 2 || words::is_abbreviation(letters) || letters == "B" && { c }.eat_phrase(" en W") {
        return false;
    }
    if end(c) {
        return true;
    }
    if c.eat(b'.') {
        return end(c) || letters.is_empty() && c.spaces();
    }
    c.eat(b',');
    c.spaces();
    let digits = { c }.digits();
    let word = c.word();
    c.eat_any(&["en", "of", "and", "p", "blz"])
        || (1..=3).contains(&digits.len())
        || (1..=2).contains(&word.len()) && word.bytes().all(|b| b.is_ascii_uppercase())
}

/// The capitals that end here.
fn trailing_capitals(text: &str, at: usize) -> &str {
    let near = before(text, at, 4);
    near.get(near.trim_end_matches(|c: char| c.is_ascii_uppercase()).len()..).unwrap_or_default()
}

impl Member for Ondernummer {
    const MIXED: bool = true;

    fn read(c: &mut Cursor<'_>) -> Option<Self> {
        let mut after = *c;
        let digits = after.digits();
        let text = if digits.is_empty() {
            let word = after.word();
            after.skip(word.len());
            let capitals = (1..=3).contains(&word.len()) && word.bytes().all(|b| b.is_ascii_uppercase());
            // "A.B. Jansen" and "A'dam" are no numbers; "II 2020/21" opens the next citation.
            let name = matches!(after.peek(), b'.' | b'&') && after.byte(1).is_ascii_uppercase()
                || matches!(after.peek(), b'\'')
                || after.peek() == 0xE2 && after.byte(2) == 0x99;
            // "EU-beleid", but not "A-D".
            let compound = { after }.dash() && !letter_range(word, after);
            if !capitals
                || name
                || compound
                || degree(after)
                || after.peek().is_ascii_digit()
                || opens_citation(after)
            {
                return None;
            }
            word
        } else {
            let letter = after.peek().is_ascii_lowercase();
            let ordinal = after.peek() == b'e';
            after.skip(usize::from(letter));
            if ordinal && words::is_ordinal(after) {
                return None;
            }
            let written = after.since(c.at());
            // `12H`: a reprint has the number of what it replaces.
            after.eat(b'H');
            if after.in_token()
                || words::is_part_of_more(digits, after)
                    && !next_number_follows(digits, after)
                    && !words::note_mark_follows(after)
            {
                return None;
            }
            written
        };
        let number = text.parse().ok()?;
        *c = after;
        Some(number)
    }

    fn ordinal(self) -> Option<u32> {
        match self {
            Self::Number(n) => Some(n.into()),
            Self::Letters([letter, 0, 0]) => Some(u32::from(letter)),
            _ => None,
        }
    }

    fn nth(self, ordinal: u32) -> Option<Self> {
        match self {
            Self::Number(_) => u16::try_from(ordinal).ok().map(Self::Number),
            _ => u8::try_from(ordinal).ok().map(|b| Self::Letters([b, 0, 0])),
        }
    }

    fn goes_with(self, first: Self) -> bool {
        let letters = |n| matches!(n, Self::Letters(_));
        letters(self) == letters(first)
    }
}

/// `A-D`: the hyphen joins two letters of the series, the second the later one.
fn letter_range(first: &str, mut c: Cursor<'_>) -> bool {
    c.dash();
    let last = c.word();
    c.skip(last.len());
    let letter = |word: &str| word.len() == 1 && word.bytes().all(|b| b.is_ascii_uppercase());
    letter(first) && letter(last) && first < last && !c.in_token() && !c.dash()
}

/// The number before a slash, behind which the next one stands: `312/313`.
pub(super) fn before_slash(c: &mut Cursor<'_>) -> Option<u32> {
    let mut after = *c;
    let digits = after.digits();
    let number = digits.parse().ok().filter(|_| next_number_follows(digits, after))?;
    *c = after;
    Some(number)
}

/// `200/201`: the slash joins two numbers only if the second is the next; else it is part of a case number. So may
/// more of them be joined: `312/313/314`.
fn next_number_follows(digits: &str, mut c: Cursor<'_>) -> bool {
    const MOST_JOINED: usize = 8;
    let number = |digits: &str| digits.parse::<u32>().ok().filter(|_| !digits.starts_with('0'));
    let mut last = number(digits);
    for _ in 0..MOST_JOINED {
        let slash = c.eat(b'/');
        let next = c.digits();
        if !slash || last.is_none() || last.and_then(|n| n.checked_add(1)) != number(next) {
            return false;
        }
        if !c.in_token() && !words::is_part_of_more(next, c) {
            return true;
        }
        last = number(next);
    }
    false
}

/// A number and a parliamentary year or dossier follow: this is the chamber of the next citation.
fn opens_citation(mut c: Cursor<'_>) -> bool {
    c.eat(b',');
    c.spaces() && c.peek().is_ascii_digit() && matches!(c.digits().len(), 2 | 4 | 5)
}

/// Numbers of bulletins and meetings: digits only.
impl Member for u32 {
    fn read(c: &mut Cursor<'_>) -> Option<Self> {
        let mut after = *c;
        let digits = after.digits();
        let plain = (1..=6).contains(&digits.len()) && !digits.starts_with('0');
        let more = words::is_part_of_more(digits, after) && !words::note_mark_follows(after);
        if !plain || after.in_token() || more {
            return None;
        }
        *c = after;
        digits.parse().ok()
    }

    fn ordinal(self) -> Option<u32> {
        Some(self)
    }

    fn nth(self, ordinal: u32) -> Option<Self> {
        Some(ordinal)
    }

    fn goes_with(self, _: Self) -> bool {
        true
    }
}
