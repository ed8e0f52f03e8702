//! Addresses of the parts of a letter. Each part has one by its place (`p-12`, and `p-12-3` for the third item or row
//! behind it) and, where it has words, one by the words that it begins with (`w-de-raming-is-herzien`): the place is
//! short to say and moves when a paragraph is put in above it, the words stay.
//!
//! An address by words never changes its meaning in silence: where two parts begin alike, both are told apart by all
//! their words, so that one that joins them takes nobody's address.

use crate::dutch::plain::push_plain;
use crate::number::address::Segment;
use pulldown_cmark::{Event, Tag, TagEnd};
use std::collections::HashMap;
use std::ops::Range;

/// How many characters of the first words an address has.
const CHARS: usize = 36;

/// What an address by words begins with; no heading's does.
pub(super) const PREFIX: &str = "w-";

/// A part of the text that can be cited by itself.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Part {
    /// Its place: `12`, or `12.3`.
    pub place: String,
    /// Its anchor: by its words, else by its place.
    pub anchor: String,
}

/// The addresses by words, by where in the file their parts begin.
#[derive(Default)]
pub(super) struct ByWords(Vec<(usize, String)>);

/// A part while its words are read.
struct Read {
    start: usize,
    first: String,
    /// Of all its words.
    hash: u64,
}

impl ByWords {
    /// Those of a text; notes are named by their marks.
    pub(super) fn of(events: &[(Event<'_>, Range<usize>)]) -> Self {
        let mut parts: Vec<Read> = Vec::new();
        let (mut in_note, mut open) = (0_usize, false);
        let mut events = events.iter().peekable();
        while let Some((event, span)) = events.next() {
            match event {
                Event::Start(Tag::FootnoteDefinition(_)) => in_note += 1,
                Event::End(TagEnd::FootnoteDefinition) => in_note = in_note.saturating_sub(1),
                _ if in_note > 0 => {}
                Event::Start(tag @ (Tag::Paragraph | Tag::HtmlBlock | Tag::Item)) => {
                    // The paragraphs of an item have their own.
                    let apart = matches!(events.peek(), Some((Event::Start(Tag::Paragraph), _)));
                    open = *tag != Tag::Item || !apart;
                    if open {
                        parts.push(Read { start: span.start, first: String::new(), hash: FNV });
                    }
                }
                Event::Start(tag) if !super::run::is_inline(tag) => open = false,
                Event::End(end) if !super::run::is_inline_end(*end) => open = false,
                Event::Text(text) | Event::Code(text) | Event::Html(text) | Event::InlineHtml(text)
                    if open =>
                {
                    if let Some(part) = parts.last_mut() {
                        part.take(text);
                    }
                }
                Event::SoftBreak | Event::HardBreak if open => {
                    if let Some(part) = parts.last_mut() {
                        part.take(" ");
                    }
                }
                _ => {}
            }
        }
        Self::told_apart(parts)
    }

    fn told_apart(parts: Vec<Read>) -> Self {
        let named: Vec<(Read, String)> =
            parts.into_iter().filter_map(|part| part.named().map(|name| (part, name))).collect();
        let mut alike: HashMap<&str, usize> = HashMap::with_capacity(named.len());
        for (_, name) in &named {
            *alike.entry(name).or_insert(0) += 1;
        }
        let mut same: HashMap<String, usize> = HashMap::new();
        let address = |(part, name): &(Read, String)| {
            if alike.get(name.as_str()) == Some(&1) {
                return (part.start, format!("{PREFIX}{name}"));
            }
            let told = format!("{PREFIX}{name}-{:08x}", part.hash >> 32);
            let count = same.entry(told.clone()).or_insert(0);
            *count += 1;
            (part.start, if *count == 1 { told } else { format!("{told}-{count}") })
        };
        Self(named.iter().map(address).collect())
    }

    /// The address of the part that begins here.
    pub(super) fn at(&self, start: usize) -> Option<&str> {
        let index = self.0.binary_search_by_key(&start, |(start, _)| *start).ok()?;
        self.0.get(index).map(|(_, address)| address.as_str())
    }
}

const FNV: u64 = 0xcbf2_9ce4_8422_2325;

impl Read {
    fn take(&mut self, text: &str) {
        let hashed = text.bytes().filter(|byte| !byte.is_ascii_whitespace());
        self.hash =
            hashed.fold(self.hash, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x100_0000_01b3));
        if self.first.len() < 2 * CHARS {
            text.chars().take(2 * CHARS).for_each(|c| push_plain(&mut self.first, c));
        }
    }

    /// What its first words make of an address: whole words, as many as there is room for.
    fn named(&self) -> Option<String> {
        let slug = Segment::slug(&self.first)?;
        let slug = slug.as_str();
        let Some(cut) = slug.get(..CHARS).filter(|cut| cut.len() < slug.len()) else {
            return Some(slug.to_owned());
        };
        let whole = slug.get(CHARS..).is_some_and(|rest| rest.starts_with('-'));
        let words = if whole { cut } else { cut.rsplit_once('-').map_or(cut, |(words, _)| words) };
        Some(words.trim_end_matches('-').to_owned())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use pulldown_cmark::Parser;

    fn addresses(text: &str) -> Vec<String> {
        let events: Vec<_> = Parser::new_ext(text, super::super::OPTIONS).into_offset_iter().collect();
        ByWords::of(&events).0.into_iter().map(|(_, address)| address).collect()
    }

    #[test]
    fn a_part_is_named_by_its_first_words() {
        let text = "# Kop\n\nÉén *ander*\nkort woord.[^1]\n\n- een punt\n- twee\n  - diep\n\n1. los\n\n2. ook los\n\n[^1]: Noot.\n";
        assert_eq!(
            addresses(text),
            ["w-een-ander-kort-woord", "w-een-punt", "w-twee", "w-diep", "w-los", "w-ook-los"]
        );
        let long = "Het kabinet heeft de verantwoordelijkheidsverdeling opnieuw bezien en besloten.";
        assert_eq!(addresses(long), ["w-het-kabinet-heeft-de"]);
        assert_eq!(addresses("![](/a.png)\n\n…"), Vec::<String>::new(), "without words it has none");
    }

    #[test]
    fn what_begins_alike_is_told_apart_by_all_its_words_and_takes_no_other_address() {
        let once = addresses("Ja.\n\nNee, dat is niet het geval, want de raming staat vast.");
        let again = addresses(
            "Nee, dat is niet het geval, want de raming is nieuw.\n\nJa.\n\nNee, dat is niet het geval, want de raming staat vast.",
        );
        assert_eq!(once[0], again[1]);
        assert!(!again.contains(&once[1]), "the address of one is no other's now: {again:?}");
        let twice = addresses("Ja.\n\nJa.");
        assert_ne!(twice[0], twice[1]);
        let moved = addresses("Nieuw.\n\nJa.\n\nJa.");
        assert_eq!(twice, moved[1..]);
    }
}
