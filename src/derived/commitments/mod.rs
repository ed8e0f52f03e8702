//! Commitments (toezeggingen): sentences in which a letter promises the Kamer something by a date.
//!
//! They are proposals for an editor, never published by themselves. A sentence is one if it speaks to the Kamer, of
//! telling or sending it something, as what is still to come, and says when. A promise without a date is left out:
//! there would be nothing to keep an eye on.

mod due;
mod last_day;
mod words;

use super::dates::Moment;
use crate::number::series::sentences;
use jiff::civil::Date;
use std::ops::Range;
use words::{LowerWord, words};

/// A sentence that promises something by a date.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Commitment {
    /// The bytes of the sentence.
    pub span: Range<usize>,
    /// By when, as the letter words it.
    pub due: Range<usize>,
    /// What that means, if the words alone do not say it and the letter's date makes it certain.
    pub moment: Option<Moment>,
    /// The last day of the term, if the words or the letter's date make it certain.
    pub by: Option<Date>,
}

/// Who is promised something, in words one after another.
const RECIPIENTS: &[&[&str]] = &[
    &["u"],
    &["uw", "kamer"],
    &["de", "kamer"],
    &["beide", "kamers"],
    &["tweede", "kamer"],
    &["eerste", "kamer"],
];

/// What is done for the Kamer, as infinitives.
const ACTS: &[&str] = &[
    "aanbieden",
    "berichten",
    "bieden",
    "dienen",
    "indienen",
    "informeren",
    "leggen",
    "ontvangen",
    "rapporteren",
    "sturen",
    "tegemoetzien",
    "terugkomen",
    "toekomen",
    "toesturen",
    "toezenden",
    "verslag",
    "voorleggen",
    "zenden",
];

/// The same, as participles.
const DONE: &[&str] = &[
    "aangeboden",
    "bericht",
    "geïnformeerd",
    "gestuurd",
    "gezonden",
    "ingediend",
    "toegestuurd",
    "toegezonden",
    "verzonden",
    "voorgelegd",
];

/// Words that lay an act ahead.
const AHEAD: &[&str] = &[
    "beoog",
    "beogen",
    "ga",
    "gaan",
    "hoop",
    "hopen",
    "kan",
    "kunnen",
    "kunt",
    "streef",
    "streeft",
    "streven",
    "verwacht",
    "verwachten",
    "verwachting",
    "voornemen",
    "voornemens",
    "worden",
    "wordt",
    "zal",
    "zeg",
    "zeggen",
    "zullen",
];

/// Words that make a participle one of what is to come.
const BECOMING: &[&str] = &["worden", "wordt"];

/// What a sender does, beside "ik" or "wij".
const OWN_ACTS: &[&str] = &[
    "bericht",
    "berichten",
    "bied",
    "bieden",
    "doe",
    "doen",
    "informeer",
    "informeren",
    "leg",
    "leggen",
    "rapporteer",
    "stuur",
    "sturen",
    "zend",
    "zenden",
];

/// What the Kamer gets, or somebody else does for it.
const OTHERS_ACTS: &[&str] = &["biedt", "informeert", "ontvangt", "stuurt", "zendt"];

/// What may follow, or what the sender comes with.
const PAPERS: &[&str] = &[
    "antwoord",
    "antwoorden",
    "beleidsreactie",
    "brief",
    "kabinetsreactie",
    "plan",
    "rapportage",
    "reactie",
    "verzamelbrief",
    "voorstel",
    "voortgangsbrief",
    "voortgangsrapportage",
    "wetsvoorstel",
];

/// Words one after another with which a letter speaks of itself: what it does, it promises no more.
const HEREBY: &[&[&str]] = &[&["hierbij"], &["bij", "deze"], &["deze", "brief"]];

/// Ends of "ga ik hierop in".
const INTO: &[&[&str]] =
    &[&["hierop", "in"], &["daarop", "in"], &["op", "in"], &["nader", "in"], &["verder", "in"]];

/// The commitments of a paragraph of a letter of this date, in order.
pub fn find(text: &str, written: Date) -> Vec<Commitment> {
    let in_sentence = |span: Range<usize>| {
        let sentence = text.get(span.clone())?;
        let words = words(sentence);
        let (due, moment) = promises(&words).then(|| due::find(sentence, &words, written)).flatten()?;
        let by = moment.map(Moment::last).or_else(|| last_day::of(sentence.get(due.clone())?));
        Some(Commitment { due: span.start + due.start..span.start + due.end, span, moment, by })
    };
    sentences(text).into_iter().filter_map(in_sentence).collect()
}

/// Whether a sentence promises the Kamer something.
fn promises(words: &[LowerWord]) -> bool {
    let has = |list: &[&str]| words.iter().any(|(word, _)| list.contains(&word.as_str()));
    let row = |rows: &[&[&str]]| rows.iter().any(|row| has_row(words, row));
    let beside = |list: &[&str]| {
        words.iter().zip(words.iter().skip(1)).any(|((first, _), (second, _))| {
            let (first, second) = (first.as_str(), second.as_str());
            let is_sender = |word: &str| matches!(word, "ik" | "wij" | "we");
            is_sender(first) && list.contains(&second) || list.contains(&first) && is_sender(second)
        })
    };
    if row(HEREBY) {
        return false;
    }
    // "Uw Kamer heeft mij verzocht …" is no promise, "zoals verzocht, zal ik …" is; "het streven was" is one no more.
    let asked = has(&["gevraagd", "verzocht", "verzoekt", "vraagt"]);
    if asked && !has(&["zal", "zullen", "ontvangt"]) && !beside(OWN_ACTS) || row(&[&["streven", "was"]]) {
        return false;
    }
    let comes_back = beside(&["kom", "komen"]) && has(&["terug"]) || beside(&["ga", "gaan"]) && row(INTO);
    let comes_with = beside(&["kom", "komen"]) && has(PAPERS);
    let follows = has(&["volgt", "volgen"]) && has(PAPERS);
    let to_kamer = row(RECIPIENTS);
    let acts = (has(ACTS) || has(&["informeer", "stuur", "zend"])) && has(AHEAD)
        || has(DONE) && has(BECOMING)
        || beside(OWN_ACTS)
        || has(OTHERS_ACTS);
    comes_back || follows || to_kamer && (acts || comes_with)
}

fn has_row(words: &[LowerWord], row: &[&str]) -> bool {
    words.windows(row.len()).any(|part| part.iter().zip(row).all(|((word, _), wanted)| word == wanted))
}

#[cfg(test)]
mod tests;
