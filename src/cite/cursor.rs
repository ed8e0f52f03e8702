//! Reading forward through text as people type it: any kind of space, any kind of dash, line breaks anywhere.
//!
//! A cursor is a place in the text and nothing more; copying it is how a reader looks ahead. No reader here looks
//! further than a fixed number of bytes, which is what keeps the whole search linear.

use super::markup;
use crate::number::series::Series;

/// The longest gap between two parts of one citation, in bytes: a line break with the indentation of a column.
const LONGEST_GAP: usize = 96;
/// Longer runs of digits are no number that we know.
const LONGEST_NUMBER: usize = 12;
/// Longer words are no word that we know.
const LONGEST_WORD: usize = 32;

/// Counts the bytes that are looked at, so that a test can tell that they do not grow faster than the text.
#[inline]
pub(super) fn looked(bytes: usize) {
    #[cfg(test)]
    LOOKED.with(|count| count.set(count.get() + bytes));
    #[cfg(not(test))]
    let _ = bytes;
}

#[cfg(test)]
thread_local! {
    pub(super) static LOOKED: std::cell::Cell<usize> = const { std::cell::Cell::new(0) };
}

/// A place in a text.
#[derive(Clone, Copy)]
pub(super) struct Cursor<'t> {
    text: &'t str,
    at: usize,
}

impl<'t> Cursor<'t> {
    pub(super) fn new(text: &'t str, at: usize) -> Self {
        Self { text, at }
    }

    pub(super) fn at(self) -> usize {
        self.at
    }

    pub(super) fn text(self) -> &'t str {
        self.text
    }

    /// The text from here on.
    pub(super) fn rest(self) -> &'t str {
        self.text.get(self.at..).unwrap_or_default()
    }

    fn bytes(self) -> impl Iterator<Item = u8> {
        self.text.as_bytes().get(self.at..).unwrap_or_default().iter().copied()
    }

    /// The text up to here.
    pub(super) fn passed(self) -> &'t str {
        self.text.get(..self.at).unwrap_or_default()
    }

    /// The text between a place that was passed and here.
    pub(super) fn since(self, start: usize) -> &'t str {
        self.text.get(start..self.at).unwrap_or_default()
    }

    /// The byte `ahead` bytes further on, or 0 behind the end: no reader looks for NUL.
    pub(super) fn byte(self, ahead: usize) -> u8 {
        looked(1);
        self.text.as_bytes().get(self.at + ahead).copied().unwrap_or(0)
    }

    pub(super) fn peek(self) -> u8 {
        self.byte(0)
    }

    /// Steps over `n` bytes that have just been seen.
    pub(super) fn skip(&mut self, n: usize) {
        self.at = (self.at + n).min(self.text.len());
    }

    /// Steps over the byte that has just been seen, and says that there was one.
    pub(super) fn skip_one(&mut self) -> bool {
        self.skip(1);
        true
    }

    pub(super) fn eat(&mut self, byte: u8) -> bool {
        let found = self.peek() == byte && self.at < self.text.len();
        self.at += usize::from(found);
        found
    }

    /// The length of the space character here; 0 if there is none.
    fn space_len(self) -> usize {
        match (self.peek(), self.byte(1), self.byte(2)) {
            (b' ' | b'\t' | b'\n' | b'\r', ..) => 1,
            (0xC2, 0xA0, _) => 2,
            (0xE2, 0x80, 0x80..=0x8B | 0xAF) | (0xE2, 0x81, 0x9F) | (0xE3, 0x80, 0x80) => 3,
            _ => 0,
        }
    }

    /// Steps over space, soft line breaks and the marks of Markdown and HTML: emphasis, spaces by their names, the
    /// address of a link. A blank line parts two paragraphs and is no space within a citation: the cursor then stays
    /// where it is.
    pub(super) fn spaces(&mut self) -> bool {
        let start = *self;
        let (mut lines, mut markup) = (0, 0);
        loop {
            let len = match self.peek() {
                b'*' | b'_' => 1,
                b'\n' => {
                    lines += 1;
                    1
                }
                b'&' | b'<' | b']' => {
                    let len = markup::len(self.text, self.at);
                    looked(len);
                    markup += len;
                    len
                }
                _ => self.space_len(),
            };
            if len == 0 {
                return self.at > start.at;
            }
            self.at += len;
            if lines > 1 || self.at - start.at - markup > LONGEST_GAP || markup > markup::LONGEST {
                *self = start;
                return false;
            }
        }
    }

    /// Is there a line break between `start` and here?
    pub(super) fn breaks_since(self, start: usize) -> bool {
        self.text.get(start..self.at).is_some_and(|gap| gap.contains('\n'))
    }

    /// The gap within a number, "28 638": one space of any kind, a line break, or a dot.
    pub(super) fn thousands_gap(&mut self) -> bool {
        if self.eat(b'.') {
            return true;
        }
        let mut after = *self;
        if after.spaces() {
            let gap = self.text.get(self.at..after.at).unwrap_or_default();
            if gap.chars().count() <= 2 || gap.contains('\n') || gap.starts_with('&') && gap.ends_with(';') {
                *self = after;
                return true;
            }
        }
        false
    }

    fn dash_len(self) -> usize {
        match (self.peek(), self.byte(1), self.byte(2)) {
            (b'-', ..) => 1,
            (0xE2, 0x80, 0x90..=0x95) | (0xE2, 0x88, 0x92) => 3,
            (b'&', ..) => markup::dash_len(self.text, self.at),
            _ => 0,
        }
    }

    pub(super) fn dash(&mut self) -> bool {
        let len = self.dash_len();
        self.at += len;
        len > 0
    }

    /// Steps over an apostrophe, straight or round.
    pub(super) fn apostrophe(&mut self) -> bool {
        let round = (self.peek(), self.byte(1)) == (0xE2, 0x80) && matches!(self.byte(2), 0x98 | 0x99);
        if round {
            self.skip(3);
        }
        round || self.eat(b'\'')
    }

    /// Steps over digits, if there are `1..=12` of them here; a longer run is left alone.
    pub(super) fn digits(&mut self) -> &'t str {
        let len = self.bytes().take(LONGEST_NUMBER + 1).take_while(u8::is_ascii_digit).count();
        looked(len);
        if len > LONGEST_NUMBER {
            return "";
        }
        let start = self.at;
        self.at += len;
        self.since(start)
    }

    /// The letters (ASCII) here, without stepping over them; empty if there are none or too many.
    pub(super) fn word(self) -> &'t str {
        let len = self.bytes().take(LONGEST_WORD + 1).take_while(u8::is_ascii_alphabetic).count();
        looked(len);
        let end = self.at + len;
        let mut after = self;
        after.at = end;
        if len > LONGEST_WORD || after.in_word() {
            return "";
        }
        after.since(self.at)
    }

    /// Is the next character a letter?
    pub(super) fn in_word(self) -> bool {
        let byte = self.peek();
        if byte.is_ascii() {
            return byte.is_ascii_alphabetic();
        }
        self.rest().chars().next().is_some_and(char::is_alphabetic)
    }

    /// Steps over the one letter here, of any alphabet.
    pub(super) fn eat_letter(&mut self) -> bool {
        let letter = self.rest().chars().next().filter(|c| c.is_alphabetic());
        self.at += letter.map_or(0, char::len_utf8);
        letter.is_some()
    }

    /// Is the next character a letter or a digit?
    pub(super) fn in_token(self) -> bool {
        self.peek().is_ascii_digit() || self.in_word()
    }

    /// Steps over this whole word, in any case.
    pub(super) fn eat_word(&mut self, word: &str) -> bool {
        let found = self.word().eq_ignore_ascii_case(word);
        if found {
            self.at += word.len();
        }
        found
    }

    /// Steps over one of these whole words, in any case.
    pub(super) fn eat_any(&mut self, words: &[&str]) -> bool {
        let here = self.word();
        let found = !here.is_empty() && words.iter().any(|w| w.eq_ignore_ascii_case(here));
        if found {
            self.at += here.len();
        }
        found
    }

    /// Steps over one of the words that open a citation of a series, in any case.
    pub(super) fn eat_opening(&mut self, series: &Series) -> bool {
        let here = self.word();
        if here.is_empty() {
            return false;
        }
        let mut at = *self;
        let opens = |opening: &str| {
            let Some((word, behind)) = opening.split_at_checked(here.len()) else { return false };
            word.eq_ignore_ascii_case(here)
                && match behind.as_bytes().first() {
                    None => {
                        at.skip(here.len());
                        true
                    }
                    Some(b' ') => at.eat_phrase(opening),
                    Some(_) => false,
                }
        };
        let found = series.openings().any(opens);
        if found {
            *self = at;
        }
        found
    }

    /// Steps over a phrase, in any case: its spaces match any space.
    pub(super) fn eat_phrase(&mut self, phrase: &str) -> bool {
        let mut c = *self;
        for byte in phrase.bytes() {
            if byte == b' ' {
                if !c.spaces() {
                    return false;
                }
            } else if c.peek().eq_ignore_ascii_case(&byte) {
                c.at += 1;
            } else {
                return false;
            }
        }
        let ends_in_letter = phrase.bytes().last().is_some_and(|b| b.is_ascii_alphabetic());
        if ends_in_letter && c.in_word() {
            return false;
        }
        *self = c;
        true
    }
}

/// The text before a place, at most `window` bytes of it, from a whole character on.
pub(super) fn before(text: &str, at: usize, window: usize) -> &str {
    let start = at.saturating_sub(window);
    looked(at - start);
    text.get(text.ceil_char_boundary(start)..at).unwrap_or_default()
}

/// Without the space at its end, of any kind.
pub(super) fn trim_space(text: &str) -> &str {
    text.trim_end_matches(|c: char| c.is_whitespace() || matches!(c, '\u{200b}' | '*' | '_'))
}

/// The letters at the end of a text.
pub(super) fn last_word(text: &str) -> &str {
    text.get(text.trim_end_matches(char::is_alphabetic).len()..).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spaces_of_every_kind_but_no_blank_line() {
        for gap in [" ", "\u{a0}", "\u{2009}", "\u{202f}", "\u{2007}", "\n", " \r\n    ", "* ", " _"] {
            let text = format!("{gap}1");
            let mut c = Cursor::new(&text, 0);
            assert!(c.spaces(), "{gap:?}");
            assert_eq!(c.peek(), b'1', "{gap:?}");
        }
        for gap in ["", "\n\n", "\n \n", "x"] {
            assert!(!Cursor::new(&format!("{gap}1"), 0).spaces(), "{gap:?}");
        }
    }

    #[test]
    fn words_are_whole() {
        let text = "nr. één kamerstuk";
        assert_eq!(Cursor::new(text, 0).word(), "nr");
        assert_eq!(Cursor::new("cafés", 0).word(), "");
        assert!(Cursor::new("Tot  en\nmet 3", 0).eat_phrase("tot en met"));
        assert!(!Cursor::new("tot en meten", 0).eat_phrase("tot en met"));
    }

    #[test]
    fn long_runs_are_left_alone() {
        let text = "1".repeat(100);
        assert_eq!(Cursor::new(&text, 0).digits(), "");
        assert_eq!(Cursor::new("123456789012x", 0).digits(), "123456789012");
    }

    #[test]
    fn looking_back_keeps_to_whole_characters() {
        assert_eq!(before("aé1", 3, 1), "");
        assert_eq!(before("aé1", 3, 2), "é");
        assert_eq!(trim_space("nr.\u{a0}"), "nr.");
        assert_eq!(last_word("(EU) Richtlijn"), "Richtlijn");
    }
}
