//! Text as anchoring compares it: what typesetting and copying change does not count, every letter does.
//!
//! White space is one space, quotation marks and dashes are the plain ones, soft hyphens and other invisible
//! characters are gone, a letter with its accent after it is the letter that has it (Unicode's canonical composition).
//! Each byte remembers the character that it came from.

use unicode_normalization::char::compose;

/// Normalised text with the way back to the text that it was made of.
#[derive(Debug, Default)]
pub(super) struct Normal {
    /// The text.
    pub(super) text: String,
    /// For each byte of it, where the character that it came from stands in the original.
    origin: Vec<u32>,
}

/// Stands between two texts that belong to different places: a control character, which no normalised text holds.
const BARRIER: char = '\u{1}';

impl Normal {
    /// One text.
    pub(super) fn of(text: &str) -> Self {
        let mut normal = Self::default();
        normal.append(text, 0);
        normal
    }

    /// Appends a text whose first byte counts as `start` of the original.
    pub(super) fn append(&mut self, text: &str, start: usize) {
        for (at, c) in text.char_indices() {
            let c = plain(c);
            let doubled = c == Some(' ') && (self.text.is_empty() || self.text.ends_with([' ', BARRIER]));
            if let Some(c) = c.filter(|_| !doubled) {
                self.join(c, start + at);
            }
        }
    }

    /// Appends a character, or puts it on the letter before it that it is an accent of.
    fn join(&mut self, c: char, at: usize) {
        let joined =
            |last: char| (!c.is_ascii()).then(|| compose(last, c)).flatten().map(|whole| (last, whole));
        match self.text.chars().next_back().and_then(joined) {
            Some((last, whole)) => {
                let letter = self.text.len() - last.len_utf8();
                let at = self.origin(letter);
                self.text.truncate(letter);
                self.origin.truncate(letter);
                self.push(whole, at);
            }
            None => self.push(c, at),
        }
    }

    /// Ends a text: nothing is found across this place.
    pub(super) fn end(&mut self, at: usize) {
        self.push(BARRIER, at);
    }

    fn push(&mut self, c: char, at: usize) {
        self.text.push(c);
        // Letters are far smaller than 4 GiB, and a place beyond it would merely not be found.
        let at = u32::try_from(at).unwrap_or(u32::MAX);
        self.origin.resize(self.text.len(), at);
    }

    /// Where the character at byte `at` came from.
    pub(super) fn origin(&self, at: usize) -> usize {
        self.origin.get(at).map_or(usize::MAX, |&at| at as usize)
    }
}

/// Length in bytes of the first character of a text together with the accents that are put on it.
pub(super) fn first_letter(text: &str) -> usize {
    let mut chars = text.chars();
    let Some(first) = chars.next() else { return 0 };
    let (mut letter, mut length) = (first, first.len_utf8());
    for accent in chars {
        let Some(whole) = compose(letter, accent).filter(|_| !accent.is_ascii()) else { break };
        (letter, length) = (whole, length + accent.len_utf8());
    }
    length
}

/// The character as it counts; `None` if it does not.
fn plain(c: char) -> Option<char> {
    Some(match c {
        '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{feff}' => return None,
        '„' | '“' | '”' | '‟' | '«' | '»' | '″' => '"',
        '‘' | '’' | '‚' | '‛' | '‹' | '›' | '`' | '´' | '′' => '\'',
        '\u{2010}'..='\u{2015}' | '\u{2212}' => '-',
        c if c.is_whitespace() || c.is_control() => ' ',
        c => c,
    })
}

/// The text on one line, without invisible characters, for people to read and copy.
pub(super) fn readable(text: &str) -> String {
    let seen = text.chars().filter(|&c| plain(c).is_some());
    let folded: String = seen.map(|c| if plain(c) == Some(' ') { ' ' } else { c }).collect();
    folded.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// A quotation without the marks of notes and the names of paragraphs that were copied with it: from Markdown
/// (`toegezegd.[^2] Ook`) or from a page (`toegezegd.[2] Ook`, `toegezegd. ¶ 12`).
pub(super) fn without_marks(quote: &str) -> String {
    let mut kept = String::with_capacity(quote.len());
    let mut rest = quote;
    while let Some(at) = rest.find(['[', '¶']) {
        let (before, behind) = rest.split_at_checked(at).unwrap_or((rest, ""));
        kept.push_str(before);
        rest = after_mark(behind).unwrap_or_else(|| {
            let mut chars = behind.chars();
            kept.extend(chars.next());
            chars.as_str()
        });
    }
    kept.push_str(rest);
    kept
}

/// What stands behind the mark that a text begins with.
fn after_mark(text: &str) -> Option<&str> {
    const LONGEST: usize = 4;
    if let Some(behind) = text.strip_prefix("[^") {
        let (label, rest) = behind.split_at_checked(behind.find([']', '[', ' ', '\n'])?)?;
        return rest.strip_prefix(']').filter(|_| !label.is_empty());
    }
    if let Some(behind) = text.strip_prefix('[') {
        let (mark, rest) = behind.split_once(']')?;
        let bare = mark.strip_suffix(" (vraag)").unwrap_or(mark);
        let short = (1..=LONGEST).contains(&bare.chars().count());
        return (short && !bare.contains(|c: char| c.is_whitespace() || c == '[')).then_some(rest);
    }
    let behind = text.strip_prefix('¶')?.trim_start();
    let rest = behind.trim_start_matches(|c: char| c.is_ascii_digit() || c == '.');
    behind.starts_with(|c: char| c.is_ascii_digit()).then_some(rest)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_typesetting_changes_does_not_count() {
        let same = |a: &str, b: &str| assert_eq!(Normal::of(a).text, Normal::of(b).text, "{a:?}");
        same("de «meld\u{ad}plicht»\u{a0}– nu", "de \"meldplicht\" - nu");
        same("’s-Gravenhage", "'s-Gravenhage");
        same("een\r\n  regel", "een regel");
        same("e\u{301}e\u{301}n en Curac\u{327}ao", "één en Curaçao");
        assert_ne!(Normal::of("De").text, Normal::of("de").text);
        assert_ne!(Normal::of("één").text, Normal::of("een").text);
        assert_eq!(readable(" een\u{ad}s\n «ja» "), "eens «ja»");
    }

    #[test]
    fn marks_copied_along_do_not_count() {
        assert_eq!(without_marks("wordt.[^2] Ten[^x]"), "wordt. Ten");
        assert_eq!(without_marks("a[^ b] [^] [^c"), "a[^ b] [^] [^c");
        assert_eq!(without_marks("wordt.[2] Ten[*]\u{b6}\u{a0}12\nZo[1 (vraag)]"), "wordt. Ten\nZo");
        assert_eq!(without_marks("[sic!!] [a b] \u{b6} x"), "[sic!!] [a b] \u{b6} x");
    }
}
