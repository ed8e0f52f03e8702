//! Abbreviations that the letter itself explains: "Centrum tegen Kinderhandel en Mensenhandel (hierna: CKM)".
//!
//! The words before the bracket are taken as long as they spell the letters of the abbreviation, by the rule of
//! Schwartz and Hearst (2003) with two conditions more: the last word must take part, and an abbreviation of two
//! letters takes initials only. An abbreviation that nobody explains is left alone. Linear in the text.

use crate::dutch::sentence::last_word;
use std::collections::HashMap;
use std::ops::Range;

/// Letters and figures in an abbreviation at most.
const LONGEST: usize = 10;

/// An abbreviation and what it stands for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Abbreviation {
    /// `CKM`
    pub short: String,
    /// `Centrum tegen Kinderhandel en Mensenhandel`, white space folded.
    pub long: String,
    /// How often it is used after its definition.
    pub uses: usize,
}

/// A use of an abbreviation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Use {
    /// Its bytes in the text.
    pub span: Range<usize>,
    /// Which of [`Abbreviations::list`].
    pub index: usize,
}

/// The abbreviations of a letter, filled as its paragraphs are read in order.
#[derive(Debug, Default)]
pub struct Abbreviations {
    list: Vec<Abbreviation>,
    known: HashMap<String, usize>,
}

impl Abbreviations {
    /// Those defined so far, in order of definition.
    pub fn list(&self) -> &[Abbreviation] {
        &self.list
    }

    /// All of them.
    pub fn into_list(self) -> Vec<Abbreviation> {
        self.list
    }

    /// Reads a paragraph: gives the uses of what has been defined before, and learns what it defines.
    pub fn read(&mut self, text: &str) -> Vec<Use> {
        let mut uses = Vec::new();
        let mut at = 0;
        // Capitals are rare, so they lead the way to the words that have them.
        while let Some(capital) = capital(text, at) {
            // Most stand alone at the beginning of a sentence.
            let follows = text.as_bytes().get(capital + 1..).unwrap_or_default();
            let small = follows.iter().take_while(|byte| byte.is_ascii_lowercase()).count();
            if follows.get(small).is_none_or(|&byte| byte.is_ascii() && !belongs(char::from(byte)))
                && !text.get(at..capital).is_some_and(|before| before.ends_with(belongs))
            {
                at = capital + 1 + small;
                continue;
            }
            let before = text.get(at..capital).unwrap_or_default();
            let start = at + before.trim_end_matches(belongs).len();
            let behind = text.get(capital..).unwrap_or_default();
            let end = behind.find(|c| !belongs(c)).map_or(text.len(), |n| capital + n);
            at = end;
            let Some(short) = text.get(start..end).filter(|word| is_short(word)) else { continue };
            if let Some(long) = definition(text, start..end) {
                self.define(short, long);
            } else if let Some((index, length)) = self.known_at(short) {
                if is_shouted(text, start..end) {
                    continue;
                }
                if let Some(known) = self.list.get_mut(index) {
                    known.uses += 1;
                }
                uses.push(Use { span: start..start + length, index });
            }
        }
        uses
    }

    fn define(&mut self, short: &str, long: String) {
        let same = self
            .known
            .get(short)
            .and_then(|&index| self.list.get(index))
            .is_some_and(|known| known.long == long);
        if !same {
            self.known.insert(short.to_owned(), self.list.len());
            self.list.push(Abbreviation { short: short.to_owned(), long, uses: 0 });
        }
    }

    /// The abbreviation that a word is, or begins with before a hyphen: `CKM-rapport`.
    fn known_at(&self, word: &str) -> Option<(usize, usize)> {
        let mut part = word.trim_end_matches(['-', '&']);
        loop {
            if let Some(&index) = self.known.get(part) {
                return Some((index, part.len()));
            }
            part = part.rsplit_once('-')?.0;
        }
    }
}

/// Whether the word beside it is in capitals too: in "OM TE LEREN" the first word is no abbreviation.
fn is_shouted(text: &str, word: Range<usize>) -> bool {
    let loud = |word: Option<&str>| {
        word.is_some_and(|word| word.chars().all(char::is_uppercase) && word.chars().nth(1).is_some())
    };
    let gap = |text: &str| text.starts_with(' ') || text.ends_with(' ');
    let before = text.get(..word.start).unwrap_or_default();
    let after = text.get(word.end..).unwrap_or_default();
    let after_word = after.trim_start().split(|c: char| !c.is_alphanumeric()).next();
    let before_word = before.trim_end().rsplit(|c: char| !c.is_alphanumeric()).next();
    gap(after) && loud(after_word) && (before_word.is_none_or(str::is_empty) || loud(before_word))
        || gap(before) && loud(before_word) && (after_word.is_none_or(str::is_empty) || loud(after_word))
}

/// The next capital from `at` on.
fn capital(text: &str, at: usize) -> Option<usize> {
    const MANY: usize = 32;
    let rest = text.as_bytes().get(at..)?;
    // Machines look at many bytes at once, where nobody asks which it is.
    let any = |bytes: &[u8]| bytes.iter().fold(false, |any, byte| any | byte.is_ascii_uppercase());
    let (chunks, _) = rest.as_chunks::<MANY>();
    let skipped = chunks.iter().take_while(|chunk| !any(&chunk[..])).count() * MANY;
    let found = rest.get(skipped..)?.iter().position(u8::is_ascii_uppercase);
    found.map(|found| at + skipped + found)
}

fn belongs(c: char) -> bool {
    c.is_alphanumeric() || c == '-' || c == '&'
}

/// Whether a word begins like an abbreviation: two capitals at least.
fn is_short(word: &str) -> bool {
    let capitals = word.bytes().take(LONGEST).filter(u8::is_ascii_uppercase).count();
    capitals >= 2
}

/// What an abbreviation stands for, if it stands in brackets behind the words that spell it.
fn definition(text: &str, short: Range<usize>) -> Option<String> {
    /// Bytes before the bracket that may spell ten letters.
    const WINDOW: usize = 240;
    let letters = text.get(short.clone())?;
    // Chapters of the budget and the mark of EU law stand in brackets too.
    let roman = letters.bytes().all(|b| b"IVXLC".contains(&b));
    let plain = letters.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'&');
    if letters.len() > LONGEST || roman || !plain || ["EU", "EG", "EEG"].contains(&letters) {
        return None;
    }
    let closed = text.get(short.end..)?.trim_start_matches(['’', '”', '"', '\'', '»']).starts_with(')');
    let before = opened(text.get(..short.start)?)?;
    if !closed {
        return None;
    }
    let from = before.ceil_char_boundary(before.len().saturating_sub(WINDOW));
    let window = named(before.get(from..)?);
    let start = spelled(window, letters)?;
    let long = window.get(start..)?.split_whitespace().collect::<Vec<_>>().join(" ");
    Some(long.trim_matches(|c: char| !c.is_alphanumeric()).to_owned())
}

/// The end of a text that can be a name: no sentence ends in it, and no verb or conjunction stands in it. Of
/// "«buy now, pay later»-diensten" it is what stands between the marks.
fn named(text: &str) -> &str {
    let end = last_word(text);
    let last = text.get(end..).unwrap_or_default();
    let quoted = last.find("»-").or_else(|| last.find("”-")).map_or(text.len(), |at| end + at);
    let text = text.get(..quoted).unwrap_or_default();
    let sentence = text.rfind(['.', ';', ':', '(', ')', '?', '!']).map_or(0, |at| at + 1);
    let mut start = sentence;
    let mut at = sentence;
    for word in text.get(sentence..).unwrap_or_default().split_inclusive(char::is_whitespace) {
        at += word.len();
        if STATING.contains(&word.trim_end().trim_end_matches(',').to_lowercase().as_str()) {
            start = at;
        }
    }
    text.get(start..).unwrap_or_default()
}

/// The words before `(`, `(hierna: ` and the like at the end of a text.
fn opened(text: &str) -> Option<&str> {
    let inner = text.trim_end_matches(['’', '‘', '“', '”', '"', '\'', '«']);
    if let Some(before) = inner.strip_suffix('(') {
        return Some(before.trim_end());
    }
    let start = inner.ceil_char_boundary(inner.len().saturating_sub(40));
    let bracket = start + inner.get(start..)?.rfind('(')?;
    let (before, words) = (inner.get(..bracket)?, inner.get(bracket + 1..)?);
    let words = words.trim().trim_end_matches([':', ',']).trim_end();
    let announced = [
        "hierna",
        "hierna ook",
        "hierna te noemen",
        "hierna genoemd",
        "hierna afgekort als",
        "verder",
        "verder te noemen",
        "kortweg",
        "kortweg de",
        "afgekort",
        "hierna de",
        "hierna: de",
        "hierna: het",
        "hierna het",
    ];
    announced.contains(&words.to_lowercase().as_str()).then(|| before.trim_end())
}

/// Words that make a statement, and stand in no name.
const STATING: &[&str] = &[
    "bestaat",
    "constaterende",
    "dat",
    "deze",
    "die",
    "dit",
    "doet",
    "gaat",
    "heb",
    "hebben",
    "heeft",
    "ik",
    "is",
    "kan",
    "komt",
    "krijgt",
    "moet",
    "mijn",
    "omdat",
    "overwegende",
    "roept",
    "spreekt",
    "u",
    "uw",
    "verzoekt",
    "waarbij",
    "waarin",
    "was",
    "waren",
    "werd",
    "werden",
    "wij",
    "wil",
    "worden",
    "wordt",
    "zal",
    "zijn",
    "zoals",
    "zullen",
];

/// Words that join others and begin no name.
const JOINING: &[&str] =
    &["van", "voor", "en", "de", "het", "een", "in", "op", "te", "der", "des", "tegen", "met", "of"];

/// Where in `text` the words begin that spell the letters, ending at its end.
fn spelled(text: &str, letters: &str) -> Option<usize> {
    let last_start = last_word(text);
    let behind = |at: usize| text.get(at..).unwrap_or_default();
    let is_start = |at: usize| !text.get(..at).unwrap_or_default().ends_with(|c: char| c.is_alphanumeric());
    let joins = |at: usize| JOINING.contains(&behind(at).split_whitespace().next().unwrap_or_default());
    let mut wanted: Vec<char> = letters.chars().filter(char::is_ascii_alphanumeric).collect();
    let initials = wanted.len() == 2;
    let mut lowest = text.len();
    for (at, c) in text.char_indices().rev() {
        let Some(&next) = wanted.last() else { break };
        // The first letter begins the first word, and that is no "van".
        let first = wanted.len() == 1;
        let fits = if first { is_start(at) && !joins(at) } else { is_start(at) || !initials };
        if c.eq_ignore_ascii_case(&next) && fits {
            if lowest == text.len() && at < last_start {
                return None;
            }
            lowest = at;
            wanted.pop();
        }
    }
    if !wanted.is_empty() {
        return None;
    }
    let words = |from: usize| behind(from).split_whitespace().count();
    // "Europese Economische Ruimte": the second E was found in the word of the first.
    let before = text.get(..lowest)?.trim_end();
    let word = last_word(before);
    if words(lowest) < letters.len() && before.get(word..)?.chars().next() == letters.chars().next() {
        lowest = word;
    }
    (words(lowest) <= (2 * letters.len()).min(letters.len() + 5)).then_some(lowest)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, expected: &[(&str, &str, usize)]) {
        let mut abbreviations = Abbreviations::default();
        for paragraph in text.split("\n\n") {
            for found in abbreviations.read(paragraph) {
                assert_eq!(&paragraph[found.span], abbreviations.list()[found.index].short);
            }
        }
        let list: Vec<_> =
            abbreviations.list().iter().map(|a| (a.short.as_str(), a.long.as_str(), a.uses)).collect();
        assert_eq!(list, expected, "{text}");
    }

    #[test]
    fn what_a_letter_explains_is_known_from_there_on() {
        check(
            "Het CKM zei niets. Op 1 juli heeft het Centrum tegen Kinderhandel en Mensenhandel (hierna: CKM) dit\n\
             gezegd. Het CKM en het CKM-rapport.\n\nHet CKM.",
            &[("CKM", "Centrum tegen Kinderhandel en Mensenhandel", 3)],
        );
        check(
            "het Rijksinstituut voor Volksgezondheid en Milieu (RIVM), de Nederlandse Zorgautoriteit (NZa)",
            &[
                ("RIVM", "Rijksinstituut voor Volksgezondheid en Milieu", 0),
                ("NZa", "Nederlandse Zorgautoriteit", 0),
            ],
        );
        check(
            "aanvullend zorg- en welzijnsakkoord (“AZWA”)",
            &[("AZWA", "aanvullend zorg- en welzijnsakkoord", 0)],
        );
        check("De Mobiele Eenheid (ME). De ME.", &[("ME", "Mobiele Eenheid", 1)]);
        check(
            "de Vereniging van Nederlandse Gemeenten (VNG) en de Europese Economische Ruimte (EER)",
            &[("VNG", "Vereniging van Nederlandse Gemeenten", 0), ("EER", "Europese Economische Ruimte", 0)],
        );
        // Spaces that do not break, thin, narrow and of the width of an ideograph.
        for space in ["\u{a0}", "\u{2009}", "\u{202f}", "\u{3000}"] {
            let text = format!("De Nederlandse Publieke{space}Omroep (NPO)");
            check(&text, &[("NPO", "Nederlandse Publieke Omroep", 0)]);
            let text = format!("de Europese{space}Economische{space}Ruimte (EER)");
            check(&text, &[("EER", "Europese Economische Ruimte", 0)]);
        }
        check("de Tweede Kamer (hierna te noemen: TK)", &[("TK", "Tweede Kamer", 0)]);
    }

    #[test]
    fn brackets_that_explain_something_else_are_left_alone() {
        for text in [
            "het rapport (hierna: het rapport)",
            "vragen van het lid Wassenberg (PvdD)",
            "het Ministerie van Infrastructuur en Waterstaat (XII)",
            "Uitvoering van Verordening (EU)",
            "het jaarlijkse Wetgevingsoverleg Jeugd (WGO)",
            "met een brief. Dit is (MB)",
            "een verhaal over van alles (EVO en meer)",
            "de milieueffectrapporten (MER-ren)",
            "(ABC)",
            "Ä (Ä)",
            "",
        ] {
            check(text, &[]);
        }
    }

    #[test]
    fn a_name_holds_no_statement() {
        check("verzoekt de regering met de gemeenten (VNG) te spreken", &[]);
        check("de regeling is opgezet voor stoffengerelateerde beroepsziekten (RSB)", &[]);
        check("dat de richtlijn die nu voor due diligence (DDD) geldt", &[]);
        check(
            "aanbieders van «buy now, pay later»-diensten (BNPL). BNPL.",
            &[("BNPL", "buy now, pay later", 1)],
        );
    }

    #[test]
    fn words_in_capitals_are_no_abbreviations() {
        check(
            "Het Openbaar Ministerie (OM). Het OM.\n\nOM TE LEREN\n\nWAT IS ER OM\n\nHET OM TE\n\nOM en NVWA\n\nOM",
            &[("OM", "Openbaar Ministerie", 3)],
        );
    }

    #[test]
    fn a_second_meaning_holds_from_its_place_on() {
        check(
            "het Aanvalsplan Beter (AB). AB. De Algemene Begroting (AB). AB en AB.",
            &[("AB", "Aanvalsplan Beter", 1), ("AB", "Algemene Begroting", 2)],
        );
    }
}
