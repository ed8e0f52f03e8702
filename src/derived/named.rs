//! Works that a text names without their number: a letter to the Kamer by its date (*Kamerbrief van 26 juni 2023*), a
//! motion or an amendment by who filed it (*de motie-Jansen c.s.*, *het amendement van het lid De Vries over …*).
//!
//! A name is no number: which work is meant is for an editor to say.

use super::dates::{self, Moment};
use crate::dutch::months;
use crate::dutch::names::{APOSTROPHES, is_prefix};
use crate::dutch::plain::push_plain;
use crate::number::series::sentences;
use jiff::civil::Date;
use std::ops::Range;

/// A work that is named.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Named {
    /// The bytes of the name.
    pub span: Range<usize>,
    /// What it is called.
    pub name: Name,
}

/// What a work is called.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Name {
    /// A letter to the Kamer, of this day.
    Letter {
        /// The date on it.
        date: Date,
        /// Whether the writer calls it his own.
        own: bool,
    },
    /// What members have proposed.
    Proposal {
        /// Whether it is an amendment rather than a motion.
        amendment: bool,
        /// Who filed it, the first of them first, in small letters and without accents.
        by: Vec<String>,
        /// What it is about, as the text words it.
        about: String,
    },
}

/// Characters of what a proposal is said to be about.
const ABOUT: usize = 200;

/// The works that a text names which was written on `written`, in order and without overlap. Linear in the text.
pub fn find(text: &str, written: Date) -> Vec<Named> {
    let mut found: Vec<Named> = Vec::new();
    let relative = dates::find(text, written);
    for sentence in sentences(text) {
        let words: Vec<Range<usize>> = words(text, sentence).collect();
        let mut at = 0;
        while at < words.len() {
            let reader = Reader { text, words: &words, relative: &relative };
            let named = reader.letter(at).or_else(|| reader.proposal(at));
            at = named.as_ref().map_or(at + 1, |(_, next)| *next);
            found.extend(named.map(|(named, _)| named));
        }
    }
    found
}

/// Words in small letters, without accents and marks.
pub fn plain(text: &str) -> String {
    let mut plain = String::new();
    text.chars().filter(|c| !APOSTROPHES.contains(c)).for_each(|c| push_plain(&mut plain, c));
    let words = plain.split(|c: char| !c.is_alphanumeric() && c != '-').filter(|word| !word.is_empty());
    words.collect::<Vec<_>>().join(" ")
}

/// The parts of a sentence between white space.
fn words(text: &str, sentence: Range<usize>) -> impl Iterator<Item = Range<usize>> {
    let part = text.get(sentence.clone()).unwrap_or_default();
    let start = move |word: &str| sentence.start + (word.as_ptr() as usize - part.as_ptr() as usize);
    part.split_whitespace().map(move |word| start(word)..start(word) + word.len())
}

struct Reader<'a> {
    text: &'a str,
    words: &'a [Range<usize>],
    relative: &'a [dates::Dated],
}

impl Reader<'_> {
    /// The word at a place, with the marks around it.
    fn raw(&self, at: usize) -> &str {
        self.words.get(at).and_then(|span| self.text.get(span.clone())).unwrap_or_default()
    }

    /// The word at a place, in small letters, without marks.
    fn word(&self, at: usize) -> String {
        bare(self.raw(at)).to_lowercase()
    }

    /// The words of a span of places, without the marks around them.
    fn span(&self, first: usize, last: usize) -> Option<Range<usize>> {
        let (start, end) = (self.words.get(first)?.start, self.words.get(last)?.end);
        let raw = self.text.get(start..end)?;
        let lead = raw.len() - raw.trim_start_matches(is_mark).len();
        let kept = raw.trim_end_matches(is_mark).len();
        // `c.s.` keeps its full stop.
        let (words, marks) = raw.split_at_checked(kept)?;
        let kept = if words.ends_with("c.s") && marks.starts_with('.') { kept + 1 } else { kept };
        (lead < kept).then(|| start + lead..start + kept)
    }

    /// `Kamerbrief van 26 juni 2023`, `mijn brief aan uw Kamer van 1 juli jl.`
    fn letter(&self, at: usize) -> Option<(Named, usize)> {
        let word = self.word(at);
        let whose = at.checked_sub(1).map(|before| self.word(before)).unwrap_or_default();
        let own = matches!(whose.as_str(), "mijn" | "onze");
        if !word.ends_with("brief") || matches!(whose.as_str(), "uw" | "hun" | "zijn" | "haar") {
            return None;
        }
        let mut next = at + 1;
        let to_kamer = self.word(next) == "aan" && {
            let kamer = (next + 1..next + 4).find(|&at| self.word(at) == "kamer");
            kamer.inspect(|kamer| next = kamer + 1).is_some()
        };
        if !(own || to_kamer || word.ends_with("kamerbrief")) {
            return None;
        }
        next += usize::from(matches!(self.word(next).as_str(), "van" | "d.d" | "dd"));
        let (date, last) = self.date(next)?;
        Some((Named { span: self.span(at, last)?, name: Name::Letter { date, own } }, last + 1))
    }

    /// A date at a place, and the place of its last word.
    fn date(&self, at: usize) -> Option<(Date, usize)> {
        let start = self.words.get(at)?.start;
        let dated = self.relative.binary_search_by_key(&start, |dated| dated.span.start).ok();
        if let Some(dated) = dated.and_then(|dated| self.relative.get(dated)) {
            let Moment::Day(day) = dated.moment else { return None };
            let last = self.words.partition_point(|word| word.start < dated.span.end);
            return Some((day, last.saturating_sub(1).max(at)));
        }
        let year = Some(bare(self.raw(at + 2))).filter(|year| year.len() == 4)?.parse().ok()?;
        let (day, month) = (self.raw(at).parse().ok()?, months::number(self.raw(at + 1))?);
        Some((Date::new(year, month, day).ok()?, at + 2))
    }

    /// `motie-Jansen c.s.`, `amendement van de leden De Vries en Jansen over …`
    fn proposal(&self, at: usize) -> Option<(Named, usize)> {
        let first = bare(self.raw(at));
        let (kind, glued) = first.split_once('-').unwrap_or((first, ""));
        let amendment = match kind.to_lowercase().as_str() {
            "motie" => false,
            "amendement" => true,
            _ => return None,
        };
        let is_here =
            |said: &&[&str]| said.iter().zip(at + 1..).all(|(word, at)| bare(self.raw(at)) == *word);
        let said = MEMBERS.iter().copied().find(is_here).filter(|_| glued.is_empty()).unwrap_or_default();
        if glued.is_empty() && said.is_empty() && !bare(self.raw(at + 1)).starts_with(char::is_uppercase) {
            return None;
        }
        let mut by = Vec::new();
        let mut next = self.surname(glued, at + 1 + said.len(), &mut by)?;
        let several = said.last().is_some_and(|word| word.ends_with("leden"));
        while let Some(after) = self.joined(next, several).and_then(|at| self.surname("", at, &mut by)) {
            next = after;
        }
        if self.word(next) == "c.s" {
            next += 1;
        }
        let span = self.span(at, next - 1)?;
        let about = if self.word(next) == "over" { self.about(next + 1) } else { String::new() };
        Some((Named { span, name: Name::Proposal { amendment, by, about } }, next))
    }

    /// Reads a surname, whose first word may be glued to the word before it, or names with strokes between them; gives
    /// the place behind.
    fn surname(&self, glued: &str, mut at: usize, by: &mut Vec<String>) -> Option<usize> {
        let mut parts = Vec::new();
        let mut part = glued;
        for _ in 0..=MOST_PREFIXES {
            if part.is_empty() {
                part = bare(self.raw(at));
                at += 1;
            }
            parts.push(part);
            let last = part.rsplit('/').next().unwrap_or_default();
            if !is_prefix(last) {
                let is_name = last.starts_with(char::is_uppercase);
                by.extend(parts.join(" ").split('/').filter(|_| is_name).map(plain));
                return is_name.then_some(at);
            }
            part = "";
        }
        None
    }

    /// The place behind what joins one name to the next: `en`, or among several the comma behind the name before.
    fn joined(&self, at: usize, several: bool) -> Option<usize> {
        let comma = || at.checked_sub(1).is_some_and(|before| self.raw(before).ends_with(','));
        if self.word(at) == "en" { Some(at + 1) } else { (several && comma()).then_some(at) }
    }

    /// What follows *over*, to the end of the sentence or to a bracket.
    fn about(&self, at: usize) -> String {
        let (Some(first), Some(last)) = (self.words.get(at), self.words.last()) else { return String::new() };
        let rest = self.text.get(first.start..last.end).unwrap_or_default();
        rest.chars().take(ABOUT).take_while(|c| !"(;[".contains(*c)).collect()
    }
}

/// What stands between a proposal and who filed it, the longest first.
const MEMBERS: &[&[&str]] = &[
    &["van", "het", "lid"],
    &["van", "het", "Kamerlid"],
    &["van", "de", "leden"],
    &["van", "de", "Kamerleden"],
    &["van", "de", "heer"],
    &["van", "mevrouw"],
    &["van", "lid"],
    &["van", "leden"],
    &["van"],
];

/// Words before the main part of a surname: `van der`, `van 't`.
const MOST_PREFIXES: usize = 3;

fn is_mark(c: char) -> bool {
    !c.is_alphanumeric()
}

/// A word without the marks around it.
fn bare(word: &str) -> &str {
    word.trim_matches(is_mark)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, expected: &[(&str, &str)]) {
        let found = find(text, "2023-09-15".parse().unwrap());
        let told = |named: &Named| match &named.name {
            Name::Letter { date, own } => format!("{}{date}", if *own { "own " } else { "" }),
            Name::Proposal { amendment, by, about } => {
                format!("{}{} {}", if *amendment { "A " } else { "M " }, by.join("+"), plain(about))
            }
        };
        let found: Vec<(&str, String)> =
            found.iter().map(|named| (&text[named.span.clone()], told(named).trim().to_owned())).collect();
        let found: Vec<(&str, &str)> = found.iter().map(|(words, name)| (*words, name.as_str())).collect();
        assert_eq!(found, expected, "{text}");
    }

    #[test]
    fn letters_are_named_by_their_date() {
        check("Zie de Kamerbrief van 3 mei 2023.", &[("Kamerbrief van 3 mei 2023", "2023-05-03")]);
        check("(Kamerbrief d.d. 3 mei 2023)", &[("Kamerbrief d.d. 3 mei 2023", "2023-05-03")]);
        check("Kamerbrief 3\u{a0}mei\n2023", &[("Kamerbrief 3\u{a0}mei\n2023", "2023-05-03")]);
        check("In mijn brief van 1 juli jl. staat", &[("brief van 1 juli jl", "own 2023-07-01")]);
        check("de brief aan uw Kamer van 3 mei 2023", &[("brief aan uw Kamer van 3 mei 2023", "2023-05-03")]);
        for text in [
            "uw brief van 3 mei 2023",
            "de brief van 3 mei 2023 van de gemeente",
            "de Kamerbrief van 31 juni 2023",
            "de Kamerbrief van mei 2023",
            "de Kamerbrief. Van 3 mei 2023",
            "de Kamerbrief van",
        ] {
            check(text, &[]);
        }
    }

    #[test]
    fn proposals_are_named_by_their_members() {
        check("De motie-Pieters c.s. vraagt", &[("motie-Pieters c.s.", "M pieters")]);
        check(
            "de motie-Van der Laan/El Amrani,",
            &[("motie-Van der Laan/El Amrani", "M van der laan+el amrani")],
        );
        check("moties: de motie Ünal.", &[("motie Ünal", "M unal")]);
        check("(motie van het lid de Wit)", &[("motie van het lid de Wit", "M de wit")]);
        check(
            "de gewijzigde motie van de leden Pieters, De Wit en Ünal over meer toezicht (nr. 3)",
            &[("motie van de leden Pieters, De Wit en Ünal", "M pieters+de wit+unal meer toezicht")],
        );
        check(
            "het amendement-Pieters over een meldplicht.",
            &[("amendement-Pieters", "A pieters een meldplicht")],
        );
        for text in [
            "de motie",
            "een motie over de Wit",
            "de motie van de regering",
            "motie van het lid",
            "emotie-Pieters",
        ] {
            check(text, &[]);
        }
    }
}
