//! Raised and lowered text: `1^e^` and `T~max~` in a letter.
//!
//! Figures and signs that Unicode has are characters of their own (`10^6^` reads as `10⁶`), so that no citation, date or
//! annotation ever takes `106` for the number; all else stands between tags. Only letters, or one number with its
//! sign, can be raised: `a^2+b^2` and `10^6 en 10^7` stay as they are. Two tildes strike out.

use pulldown_cmark::{CowStr, Event, Parser, Tag, TagEnd};
use std::ops::Range;

/// To where text is moved from its line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shift {
    /// Above the line.
    Raised,
    /// Below the line.
    Lowered,
}

const FIGURES: [(char, char, char); 18] = [
    ('0', '⁰', '₀'),
    ('1', '¹', '₁'),
    ('2', '²', '₂'),
    ('3', '³', '₃'),
    ('4', '⁴', '₄'),
    ('5', '⁵', '₅'),
    ('6', '⁶', '₆'),
    ('7', '⁷', '₇'),
    ('8', '⁸', '₈'),
    ('9', '⁹', '₉'),
    ('+', '⁺', '₊'),
    ('-', '⁻', '₋'),
    ('\u{2010}', '⁻', '₋'),
    ('–', '⁻', '₋'),
    ('−', '⁻', '₋'),
    ('=', '⁼', '₌'),
    ('(', '⁽', '₍'),
    (')', '⁾', '₎'),
];

impl Shift {
    /// The sign on both sides of such text.
    pub fn sign(self) -> char {
        match self {
            Self::Raised => '^',
            Self::Lowered => '~',
        }
    }

    /// The character that is this one in its place, if Unicode has it.
    pub fn character(self, c: char) -> Option<char> {
        let (_, raised, lowered) = FIGURES.into_iter().find(|(plain, ..)| *plain == c)?;
        Some(if self == Self::Raised { raised } else { lowered })
    }

    /// Whether the form of the letter can hold this character, which Unicode does not have in its place.
    pub fn holds(c: char) -> bool {
        c.is_alphabetic() || matches!(c, '.' | ',' | '\'' | '’' | '/' | '°' | '†' | '‡' | '§' | '%')
    }

    /// The characters of a number in its place. `None` for what is no number.
    fn number(self, text: &str) -> Option<String> {
        let sign = |c: char| matches!(c, '+' | '-' | '−' | '–');
        let digits = text.strip_prefix(sign).unwrap_or(text);
        let digits = digits.strip_suffix(sign).unwrap_or(digits);
        let alone = digits.is_empty() && text.chars().count() == 1;
        let number = alone || !digits.is_empty() && digits.bytes().all(|b| b.is_ascii_digit());
        number.then(|| text.chars().filter_map(|c| self.character(c)).collect())
    }

    fn can_hold(self, text: &str) -> bool {
        !text.is_empty() && text.chars().all(Self::holds) || self.number(text).is_some()
    }

    fn tag<'a>(self) -> (Event<'a>, Event<'a>) {
        match self {
            Self::Raised => (Event::Start(Tag::Superscript), Event::End(TagEnd::Superscript)),
            Self::Lowered => (Event::Start(Tag::Subscript), Event::End(TagEnd::Subscript)),
        }
    }
}

/// The events of a text, with what is raised and lowered in it.
pub(super) fn events<'a>(text: &'a str, parser: Parser<'a>) -> Vec<(Event<'a>, Range<usize>)> {
    let mut events: Vec<_> = parser.into_offset_iter().collect();
    // Nearly every letter has marks of notes, and their sign is none of ours.
    let is_sign = |at: usize| !text.get(..at).is_some_and(|before| before.ends_with('['));
    if !memchr::memchr2_iter(b'^', b'~', text.as_bytes()).any(is_sign) {
        return events;
    }
    unstruck(text, &mut events);
    let events = joined(text, events);
    let mut out = Vec::with_capacity(events.len());
    let mut is_code = false;
    for (event, span) in events {
        match event {
            // What is not as long as its source holds a character reference, and what stands behind a backslash
            // is meant as text.
            Event::Text(words) if !is_code && words.len() == span.len() => {
                cut(text, &words, &span, &mut out);
            }
            event => {
                match event {
                    Event::Start(Tag::CodeBlock(_)) => is_code = true,
                    Event::End(TagEnd::CodeBlock) => is_code = false,
                    _ => {}
                }
                out.push((event, span));
            }
        }
    }
    out
}

/// Signs that the parser found to mean nothing are events of their own; here they are part of their words again.
fn joined<'a>(text: &'a str, events: Vec<(Event<'a>, Range<usize>)>) -> Vec<(Event<'a>, Range<usize>)> {
    let mut out: Vec<(Event<'a>, Range<usize>)> = Vec::with_capacity(events.len());
    for (event, span) in events {
        match (out.last_mut(), &event) {
            (Some((Event::Text(last), before)), Event::Text(words))
                if before.end == span.start && last.len() == before.len() && words.len() == span.len() =>
            {
                before.end = span.end;
                *last = CowStr::from(text.get(before.clone()).unwrap_or_default());
            }
            _ => out.push((event, span)),
        }
    }
    out
}

/// To the parser, one tilde strikes out what it stands around. Here two do, and one is a sign for [`cut`] to read.
fn unstruck(text: &str, events: &mut [(Event<'_>, Range<usize>)]) {
    for (event, span) in events {
        let whole = text.get(span.clone()).unwrap_or_default();
        let one = whole.starts_with('~') && !whole.starts_with("~~");
        match event {
            Event::Start(Tag::Strikethrough) if one => span.end = span.start + 1,
            Event::End(TagEnd::Strikethrough) if one => span.start = span.end - 1,
            _ => continue,
        }
        *event = Event::Text("~".into());
    }
}

/// Divides text at what is raised or lowered in it.
fn cut<'a>(source: &str, words: &CowStr<'a>, span: &Range<usize>, out: &mut Vec<(Event<'a>, Range<usize>)>) {
    let escaped = source.get(..span.start).is_some_and(|before| before.ends_with('\\'));
    let (mut done, mut at) = (0, usize::from(escaped && words.starts_with(['^', '~'])));
    let piece = |text: &str, part: Range<usize>, out: &mut Vec<(Event<'a>, Range<usize>)>| {
        if !text.is_empty() {
            let whole = text.len() == words.len() && part == *span;
            let text = if whole { words.clone() } else { CowStr::from(text.to_owned()) };
            out.push((Event::Text(text), part));
        }
    };
    while let Some(open) = words.get(at..).and_then(|rest| rest.find(['^', '~'])).map(|found| at + found) {
        at = open + 1;
        let shift = if words.as_bytes().get(open) == Some(&b'^') { Shift::Raised } else { Shift::Lowered };
        let inner = words.get(at..).and_then(|rest| rest.split_once(shift.sign())).map(|(inner, _)| inner);
        let Some(inner) = inner.filter(|inner| shift.can_hold(inner)) else { continue };
        let end = at + inner.len() + 1;
        piece(words.get(done..open).unwrap_or_default(), span.start + done..span.start + open, out);
        let own = span.start + open..span.start + end;
        if let Some(number) = shift.number(inner) {
            out.push((Event::Text(number.into()), own));
        } else {
            let (opens, closes) = shift.tag();
            out.push((opens, own.clone()));
            piece(inner, own.start + 1..own.end - 1, out);
            out.push((closes, own));
        }
        (done, at) = (end, end);
    }
    piece(words.get(done..).unwrap_or_default(), span.start + done..span.end, out);
}

#[cfg(test)]
mod tests {
    use crate::content::directory::Directory;
    use crate::content::markdown::{Surroundings, read};
    use crate::content::source::Source;

    fn page(text: &str) -> String {
        let source = Source::new("a.md", "a.md", text.to_owned());
        let (directory, mut findings) = (Directory::default(), Vec::new());
        let text =
            read(&source, 0..text.len(), Surroundings::default(), directory.seen_from("a.md"), &mut findings);
        let html = text.markup.html.split_once('>').map(|(_, rest)| rest.to_owned()).unwrap_or_default();
        html.split("<a class=\"alinea\"").next().unwrap_or_default().to_owned()
    }

    #[test]
    fn figures_are_characters_and_letters_stand_between_tags() {
        for (letter, shown) in [
            ("10^6^ ton, 10^-3^ m^2^ en CO~2~.", "10⁶ ton, 10⁻³ m² en CO₂."),
            ("de 1^e^ en M^me^.", "de 1<sup>e</sup> en M<sup>me</sup>."),
            ("T~max~ en (H~2~O)~n~", "T<sub>max</sub> en (H₂O)<sub>n</sub>"),
            ("*10^6^* en **v~i~**", "<em>10⁶</em> en <strong>v<sub>i</sub></strong>"),
            ("^e^ vooraan", "<sup>e</sup> vooraan"),
        ] {
            assert_eq!(page(letter), shown, "{letter}");
        }
    }

    #[test]
    fn signs_that_raise_nothing_stay() {
        for text in [
            "10^6 en 10^7",
            "a^2+b^2 en 2^3+4^5",
            "x^ en ^y",
            "a ~ b ~ c",
            "ca. ~5 en ~6",
            "^^",
            "10^6 en 7^",
            "^^e^^^",
        ] {
            let shown = page(text);
            assert!(text == "^^e^^^" || shown == text, "{text}: {shown}");
        }
        assert_eq!(page("1\\^e^ en 1\\^e\\^"), "1^e^ en 1^e^");
        assert_eq!(page("`1^e^` ~~weg~~ ~niet weg~"), "<code>1^e^</code> <s>weg</s> ~niet weg~");
        assert!(page("2021[^1] en[^2]\n\n[^1]: a\n\n[^2]: b").contains("href=\"#noot-1\""));
    }
}
