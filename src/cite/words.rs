//! What tells numbers apart: the words around them that make them amounts, dates, case numbers, telephone numbers.
//!
//! The words themselves are data (`units.txt`, `not-before.txt`, `no-plurals.txt`).

use super::cursor::{Cursor, before, last_word, trim_space};
use crate::dutch::months::{self, MONTHS};
use std::collections::HashSet;
use std::sync::LazyLock;

/// The words of a file of data: lines that start with `#` are remarks.
pub(super) fn set(words: &'static str) -> HashSet<&'static str> {
    words.lines().filter(|line| !line.starts_with('#')).flat_map(str::split_whitespace).collect()
}

/// Words behind a number that make it an amount or a date: "28 638 euro", "7 oktober".
static UNITS: LazyLock<HashSet<&str>> = LazyLock::new(|| set(include_str!("units.txt")));
/// Words before a number that make it another kind of number: "tel. 12 345", "PW 18924".
static NOT_BEFORE: LazyLock<HashSet<&str>> = LazyLock::new(|| set(include_str!("not-before.txt")));

/// English texts cite Dutch papers too; the months that are spelt as ours are not repeated. With their capital only:
/// "nos. 3 and 5 may be found".
const ENGLISH_MONTHS: [&str; 8] =
    ["January", "February", "March", "May", "June", "July", "August", "October"];

/// Words behind the number of a paper that end like a plural: "nr. 3 en 5 bevatten".
static NO_PLURALS: LazyLock<HashSet<&str>> = LazyLock::new(|| set(include_str!("no-plurals.txt")));

/// Are these capitals, behind a dossier or a number, those of a word and no number?
pub(super) fn is_abbreviation(capitals: &str) -> bool {
    const KNOWN: [&str; 34] = [
        "TK", "EK", "AO", "WO", "VV", "EU", "EG", "VN", "AI", "ICT", "BZK", "VWS", "OCW", "SZW", "EZK",
        "LNV", "JBZ", "NL", "NV", "BV", "MvT", "MvA", "VAO", "SO", "CD", "NO", "VSO", "NGO", "CDA", "VVD",
        "SP", "SGP", "PVV", "DC",
    ];
    KNOWN.contains(&capitals)
}

pub(super) fn is_month(word: &str) -> bool {
    MONTHS.iter().any(|m| m.eq_ignore_ascii_case(word)) || ENGLISH_MONTHS.contains(&word)
}

/// Is the number that ends here (`digits`) part of something else: a decimal, a case number, a longer number?
pub(super) fn is_part_of_more(digits: &str, after: Cursor<'_>) -> bool {
    let figure = |c: Cursor<'_>| c.peek().is_ascii_digit();
    let mut next = after;
    next.skip(1);
    match after.peek() {
        b'.' | b':' | b'/' if figure(next) => return true,
        b'%' => return true,
        b',' if next.dash() => return true,
        _ => {}
    }
    // "18 586": the first figures of a longer number.
    let mut group = after;
    if digits.len() <= 3 && group.thousands_gap() && group.digits().len() == 3 && !group.in_token() {
        return true;
    }
    // "2024-0000129720", "2008-2009": a reference or a year, no number of ours.
    let mut tail = after;
    if tail.dash() {
        let figures = tail.digits();
        let leads_on = figure(tail) || tail.dash() && figure(tail);
        if leads_on || figures.len() > 4 || figures.starts_with('0') && figures.len() > 1 {
            return true;
        }
        if is_year(digits) && matches!(figures.len(), 2 | 4) {
            return true;
        }
    }
    false
}

/// Does a word follow that makes the number before it an amount or a date?
pub(super) fn unit_follows(mut c: Cursor<'_>) -> bool {
    if !c.spaces() && c.dash() && !c.spaces() {
        // "28 638-voudig"
        return c.in_word() && c.word().bytes().all(|b| b.is_ascii_lowercase());
    }
    if c.peek() == b'%' || c.peek() == 0xE2 && (c.byte(1), c.byte(2)) == (0x82, 0xAC) {
        return true;
    }
    let word = c.word();
    !word.is_empty() && (UNITS.contains(word) || is_month(word) || months::abbreviated(word).is_some())
}

/// Is the number before this one of things that follow: "4 ministers", "25 pagina's", "3 wetsvoorstellen"? Plurals
/// end in s or en; so do a few words that follow the numbers of papers.
pub(super) fn counted_follow(mut c: Cursor<'_>) -> bool {
    const SHORTEST: usize = 4;
    if !c.spaces() || !c.peek().is_ascii_lowercase() {
        return false;
    }
    let word = c.word();
    c.skip(word.len());
    let plural = c.apostrophe() && c.peek() == b's';
    plural
        || word.len() >= SHORTEST
            && (word.ends_with('s') || word.ends_with("en"))
            && !NO_PLURALS.contains(word)
}

/// Is the small letter that ends here the end of an ordinal: "2e nota", "3e termijn"?
pub(super) fn is_ordinal(mut c: Cursor<'_>) -> bool {
    const BEHIND_NUMBERS: [&str; 8] = ["en", "of", "and", "p", "blz", "was", "tot", "t"];
    c.spaces() && c.peek().is_ascii_lowercase() && !BEHIND_NUMBERS.contains(&c.word())
}

/// Is the letter that ends here that of a name or a heading: "B. Jansen", "I. Inleiding"? A sentence may begin too.
pub(super) fn is_initial(mut c: Cursor<'_>) -> bool {
    const OPEN_SENTENCES: [&str; 34] = [
        "De",
        "Het",
        "Een",
        "Dit",
        "Deze",
        "Dat",
        "Die",
        "Er",
        "In",
        "Op",
        "Bij",
        "Met",
        "Voor",
        "Zie",
        "Ook",
        "Daarnaast",
        "Kamerstuk",
        "Kamerstukken",
        "Wij",
        "Ik",
        "Hij",
        "Zij",
        "Als",
        "Om",
        "Daarom",
        "Hierbij",
        "Verder",
        "Tevens",
        "Volgens",
        "Aan",
        "Na",
        "Over",
        "Vgl",
        "Kan",
    ];
    c.eat(b'.') && c.spaces() && c.peek().is_ascii_uppercase() && !OPEN_SENTENCES.contains(&c.word())
}

/// Is the number that ends here the first of a decimal or a section, "1,5 miljoen", "2.3", or the mark of a note, "1)"?
pub(super) fn is_mark(digits: &str, start: usize, c: Cursor<'_>) -> bool {
    const LONGEST_BRACKET: usize = 96;
    const LONGEST_SECTION: usize = 2;
    let near = before(c.text(), start, LONGEST_BRACKET);
    let open = near.rfind('(') > near.rfind(')');
    let section = digits.len() <= LONGEST_SECTION && c.peek() == b'.' && c.byte(1).is_ascii_digit();
    section || c.peek() == b')' && !open
}

/// Does a word for papers stand before: "de moties nr. 191 en 192", "op stuk nr. 292"?
pub(super) fn papers_before(text: &str, at: usize) -> bool {
    let near = trim_space(before(text, at, 32));
    let word = last_word(trim_space(near.trim_end_matches('('))).to_lowercase();
    ["motie", "moties", "amendement", "amendementen", "stuk", "stukken", "brief", "brieven"]
        .iter()
        .any(|end| word.ends_with(end))
}

/// Does a word for a motion or an amendment stand before: "de motie 36 410-7", "(t.v.v. 36 410-7)"?
pub(super) fn motion_before(text: &str, at: usize) -> bool {
    let near = trim_space(before(text, at, 32));
    let word = last_word(near).to_lowercase();
    near.ends_with("t.v.v.")
        || ["motie", "moties", "amendement", "amendementen"].iter().any(|end| word.ends_with(end))
}

/// May the `nr.` at a place be that of a paper whose dossier follows in brackets? Behind a noun it is a number of what
/// the noun names: "het perceel nr. 5 (28638)".
pub(super) fn may_number_paper(text: &str, at: usize) -> bool {
    const WINDOW: usize = 160;
    /// Words that are no nouns.
    const OTHERS: [&str; 34] = [
        "aan", "als", "bij", "dan", "de", "die", "en", "het", "in", "is", "krijgt", "kreeg", "met", "na",
        "naar", "nu", "of", "om", "onder", "ook", "op", "over", "te", "tot", "uit", "van", "voor", "was",
        "wordt", "zie", "zijn", "draagt", "heeft", "luidt",
    ];
    /// Words for papers, at their end.
    const PAPERS: [&str; 16] = [
        "motie",
        "moties",
        "amendement",
        "amendementen",
        "subamendement",
        "stuk",
        "stukken",
        "brief",
        "brieven",
        "nota",
        "verslag",
        "wetsvoorstel",
        "kamerstuk",
        "kamerstukken",
        "voorstel",
        "wijziging",
    ];
    let near = before(text, at, WINDOW);
    let sentence = near.rsplit([';', '\n']).next().unwrap_or(near);
    let head = trim_space(sentence);
    let word = last_word(head);
    let lower = word.to_lowercase();
    let paper = |word: &str| PAPERS.iter().any(|end| word.ends_with(end));
    // "motie-De Boer nr. 12", but not "Perceel nr. 5", which opens a sentence.
    let front = trim_space(head.strip_suffix(word).unwrap_or_default());
    let name = word.starts_with(char::is_uppercase) && !front.is_empty() && !front.ends_with(['.', ':', '(']);
    word.is_empty()
        || name
        || OTHERS.contains(&lower.as_str())
        || paper(&lower)
        || sentence.split(|c: char| !c.is_alphabetic()).any(|word| paper(&word.to_lowercase()))
}

/// Does a word for papers or those who sign them follow? Behind the number of a paper that is no count of them:
/// "36 410, nr. 12 motie van het lid …".
pub(super) fn paper_follows(mut c: Cursor<'_>) -> bool {
    c.spaces() && c.eat_any(&["motie", "moties", "amendementen", "brieven", "bijlagen", "leden"])
}

/// Does what stood before the line break go on with the number here, and end with it: "31 459,⏎22)." What opens an item
/// or a sentence does not: "2 Zie ook", "2) Brief", "2. Inleiding".
pub(super) fn ends_item(mut c: Cursor<'_>) -> bool {
    if c.digits().is_empty() {
        c.skip(c.word().len());
    }
    while matches!(c.peek(), b')' | b']' | b'.') {
        c.skip(1);
    }
    matches!(c.peek(), b',' | b';' | b'\n' | b'\r') || c.at() == c.text().len()
}

/// Does a word with a capital follow, behind space: "7 Zie ook"?
pub(super) fn sentence_follows(mut c: Cursor<'_>) -> bool {
    c.spaces() && c.peek().is_ascii_uppercase()
}

/// Does the mark of a note follow, glued to the full stop: "nr. 201.2 De minister", "nr. 201.2Kamerstuk"?
pub(super) fn note_mark_follows(mut c: Cursor<'_>) -> bool {
    if !c.eat(b'.') || c.peek() == b'0' || !(1..=2).contains(&c.digits().len()) {
        return false;
    }
    let line_end = |c: Cursor<'_>| c.at() == c.text().len() || c.peek() == b'\n';
    let parted = !line_end(c) && c.spaces();
    let opens = |c: char| c.is_uppercase() || matches!(c, '«' | '“' | '‘' | '"');
    line_end(c) || c.rest().starts_with(opens) || parted && line_end(c)
}

/// Do words follow that make the number before them a rank: "24 300, nr. 2 in Europa"?
pub(super) fn rank_follows(mut c: Cursor<'_>) -> bool {
    const RANKS: [&str; 8] = [
        "op de lijst",
        "op de ranglijst",
        "van de lijst",
        "van de ranglijst",
        "in europa",
        "in de wereld",
        "ter wereld",
        "in zijn soort",
    ];
    c.spaces() && RANKS.iter().any(|rank| c.eat_phrase(rank))
}

/// A calendar year of the time in which Kamerstukken exist.
pub(super) fn is_year(digits: &str) -> bool {
    digits.len() == 4 && ("1900".."2100").contains(&digits)
}

/// May a number without a label, at `at`, be the number of a dossier, judged by what stands before it?
pub(super) fn may_stand_alone(text: &str, at: usize) -> bool {
    let near = before(text, at, 48);
    let Some(adjacent) = near.chars().next_back() else {
        return true;
    };
    let further = near.chars().rev().nth(1);
    match adjacent {
        '.' | ',' | ':' => return !further.is_some_and(|c| c.is_ascii_digit()),
        '/' | '€' | '$' | '£' | '#' | '+' | '=' | '&' | '@' | '\'' | '-' | '\u{2010}'..='\u{2015}' => {
            return false;
        }
        c if c.is_alphanumeric() => return false,
        _ => {}
    }
    let trimmed = trim_space(near);
    let gap = near.get(trimmed.len()..).unwrap_or_default();
    if trimmed.ends_with(['€', '$', '£', '+']) {
        return false;
    }
    if trimmed.ends_with(|c: char| c.is_ascii_digit()) {
        // "06-28 638 201"; a parliamentary year or a line of its own is no part of the number.
        return gap.contains('\n') || ends_in_vergaderjaar(trimmed);
    }
    let stem = trimmed.trim_end_matches(['.', ':']);
    let word = last_word(stem);
    let lower = word.to_lowercase();
    let other_number = ["nr", "nummer", "nummers", "code"].iter().any(|end| lower.ends_with(end));
    // "Hof Amsterdam 12 345": the court before the place.
    let place = word.starts_with(char::is_uppercase);
    // "sectie B 28 638"
    let front = trim_space(stem.strip_suffix(word).unwrap_or_default()).trim_end_matches('.');
    let lettered = place && NOT_BEFORE.contains(last_word(front).to_lowercase().as_str());
    if other_number || lettered || place && court_before(stem) || NOT_BEFORE.contains(lower.as_str()) {
        return false;
    }
    // "20 december 1990, 21 972": the number of a judgment of that day.
    !ends_in_date(trimmed.trim_end_matches(','))
}

/// Does a text end in the name of a court: "Rb. Den Haag", "Hof Arnhem-Leeuwarden", "Hoge Raad"?
fn court_before(text: &str) -> bool {
    const LONGEST_PLACE: usize = 4;
    const COURTS: [&str; 11] = [
        "hof",
        "gerechtshof",
        "rb",
        "rechtbank",
        "ktr",
        "kantonrechter",
        "hr",
        "crvb",
        "cbb",
        "abrvs",
        "ljn",
    ];
    let mut words =
        text.rsplit(|c: char| !c.is_alphabetic()).filter(|word| !word.is_empty()).take(LONGEST_PLACE);
    let (mut behind, mut found) = ("", false);
    while let (false, Some(word)) = (found, words.next()) {
        found = COURTS.contains(&word.to_lowercase().as_str()) || (word, behind) == ("Hoge", "Raad");
        // "'s-Gravenhage"
        if !found && !word.starts_with(char::is_uppercase) && word != "s" {
            return false;
        }
        behind = word;
    }
    found
}

/// May a number in the tight form stand here without a label (`28089-75`)? Norms, chemicals, products and files are
/// numbered so as well, behind a word for what they are: a paper stands behind punctuation, at the start of a line, or
/// behind one of a few words. In a list it is what the one before it was, if the last citation ends at `last`.
pub(super) fn announces_paper(text: &str, at: usize, last: Option<usize>) -> bool {
    const WORDS: [&str; 16] = [
        "zie", "ook", "en", "of", "in", "op", "bij", "met", "vgl", "motie", "moties", "brief", "brieven",
        "nota", "stuk", "stukken",
    ];
    const COMPOUNDS: [&str; 5] = ["motie", "brief", "amendement", "amendementen", "voorstel"];
    let near = before(text, at, 32);
    let trimmed = trim_space(near);
    if near.get(trimmed.len()..).unwrap_or_default().contains('\n') {
        return true;
    }
    let word = last_word(trimmed);
    let lower = word.to_lowercase();
    let head = trimmed.strip_suffix("t/m").or_else(|| trimmed.strip_suffix(word)).unwrap_or_default();
    let listed = trim_space(head.trim_end_matches([',', ';']));
    if (word.is_empty() || matches!(word, "en" | "of" | "m"))
        && listed.ends_with(|c: char| c.is_ascii_digit())
    {
        let code = listed.rsplit(char::is_whitespace).next().is_some_and(|item| item.contains(['-', '–']));
        return !code || last.is_none_or(|last| at - near.len() + listed.len() == last);
    }
    if word.is_empty() {
        // "| 12345-12 | Schroef |": products have such codes, and stand in tables.
        if last.is_some() && (near.ends_with('\t') || trimmed.ends_with('|')) {
            return false;
        }
        // "Kenmerk: 28638-201", "het model (12345-12)", "P/N: 12345-12"
        let mark = |c: char| matches!(c, ':' | '(' | '[') || c.is_whitespace();
        let stem = trimmed.trim_end_matches(mark);
        let short = stem.ends_with('.');
        let what = last_word(stem.trim_end_matches('.')).to_lowercase();
        return !what.ends_with("kenmerk")
            && !what.ends_with("nummer")
            && (what.len() != 1 || short)
            && !NOT_BEFORE.contains(what.as_str());
    }
    // "NEN-EN 12464-1"
    let capitals = word.bytes().all(|b| b.is_ascii_uppercase());
    !capitals && (WORDS.contains(&lower.as_str()) || COMPOUNDS.iter().any(|end| lower.ends_with(end)))
}

fn ends_in_vergaderjaar(text: &str) -> bool {
    let rest = text.trim_end_matches(|c: char| c.is_ascii_digit());
    let figures = text.len() - rest.len();
    matches!(figures, 2 | 4)
        && rest.ends_with(['/', '-', '–', '‑'])
        && rest.trim_end_matches(['/', '-', '–', '‑']).ends_with(|c: char| c.is_ascii_digit())
}

fn ends_in_date(text: &str) -> bool {
    let rest = text.trim_end_matches(|c: char| c.is_ascii_digit());
    text.len() - rest.len() == 4 && is_month(last_word(trim_space(rest)))
}
