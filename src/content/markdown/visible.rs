//! Characters that command instead of being read: controls, and what turns the order of a line round.
//!
//! Where one stands in a letter, however it is written, its page shows the number of it: what readers see is all there
//! is, and in the order in which it stands. Nothing here looks at front matter, where such a character is an error.

use crate::content::source::Source;
use crate::finding::{Code, Finding};
use crate::report;
use pulldown_cmark::{CodeBlockKind, CowStr, Event, Tag};
use std::collections::BTreeMap;
use std::ops::Range;

/// Shows such characters in the events of a text whose spans are those of the file; reports each kind once.
pub(super) fn show(
    source: &Source,
    body: Range<usize>,
    events: &mut [(Event<'_>, Range<usize>)],
    findings: &mut Vec<Finding>,
) {
    let text = source.text.get(body).unwrap_or_default();
    // An entity can stand for any of them.
    if !text.contains('&') && !may_command(text.as_bytes()) {
        return;
    }
    let mut found: BTreeMap<char, (Range<usize>, usize)> = BTreeMap::new();
    for (event, span) in events {
        let mut show = |words: &mut CowStr<'_>| {
            let as_written = words.len() == span.len();
            for (at, c) in words.char_indices().filter(|&(_, c)| commands(c)) {
                let place = span.start + at..span.start + at + c.len_utf8();
                let place = if as_written { place } else { span.clone() };
                found.entry(c).or_insert((place, 0)).1 += 1;
            }
            if words.contains(commands) {
                *words = words.chars().map(shown).collect::<String>().into();
            }
        };
        match event {
            Event::Text(words)
            | Event::Code(words)
            | Event::Html(words)
            | Event::InlineHtml(words)
            | Event::FootnoteReference(words)
            | Event::Start(Tag::FootnoteDefinition(words) | Tag::CodeBlock(CodeBlockKind::Fenced(words))) => {
                show(words);
            }
            Event::Start(Tag::Link { title, .. } | Tag::Image { title, .. }) => show(title),
            _ => {}
        }
    }
    findings.extend(found.into_iter().map(|(c, (place, times))| {
        let message = format!("the character U+{:04X} is not read, it commands: {}", u32::from(c), effect(c));
        let often = (times > 1).then(|| format!("the first of {times}"));
        let finding = Finding::new(Code::K219, message).at(source.place(place));
        if let Some(often) = often { finding.label(often) } else { finding }
    }));
}

/// Whether a text has the bytes of such a character: every letter is asked, and hardly one has.
fn may_command(text: &[u8]) -> bool {
    let control = |byte: u8| matches!(byte, 0..=8 | 0x0b | 0x0c | 0x0e..=0x1f | 0x7f);
    let begins = |at: usize| {
        text.get(at..at + 3).or(text.get(at..at + 2)).is_some_and(|bytes| match bytes {
            [0xc2, second, ..] => *second < 0xa0,
            [0xd8, second, ..] => *second == 0x9c,
            [0xe2, 0x80, third] => matches!(third, 0x8e | 0x8f | 0xaa..=0xae),
            [0xe2, 0x81, third] => matches!(third, 0xa6..=0xa9),
            _ => false,
        })
    };
    text.iter().fold(false, |found, &byte| found | control(byte))
        || memchr::memchr3_iter(0xc2, 0xd8, 0xe2, text).any(begins)
}

/// A line may end and words may be set apart with a tab; every other command is none of a letter's.
fn commands(c: char) -> bool {
    !matches!(c, '\n' | '\r' | '\t') && report::is_command(c)
}

fn effect(c: char) -> String {
    if c.is_whitespace() {
        return "the page shows a space".to_owned();
    }
    format!("the page shows `{}`", shown(c))
}

fn shown(c: char) -> String {
    match c {
        c if !commands(c) => c.to_string(),
        c if c.is_whitespace() => " ".to_owned(),
        c => format!("[U+{:04X}]", u32::from(c)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::content::directory::Directory;
    use crate::content::markdown::{Surroundings, read};

    /// The page and the findings of a text.
    fn page(text: &str) -> (String, Vec<(u32, u32, String)>) {
        let source = Source::new("a.md", "a.md", text.to_owned());
        let mut findings = Vec::new();
        let around = Surroundings::default();
        let directory = Directory::default();
        let read = read(&source, 0..text.len(), around, directory.seen_from("a.md"), &mut findings);
        let found = findings.iter().filter(|f| f.code == Code::K219).map(|f| {
            let place = f.place.as_ref().unwrap();
            (place.line, place.column, f.message.clone())
        });
        let notes = read.notes.iter().map(|note| format!("{}{}", note.mark, note.markup.html));
        (notes.fold(read.markup.html.clone(), |all, note| all + &note), found.collect())
    }

    #[test]
    fn what_commands_is_seen() {
        let (html, found) = page("Wij betalen \u{202e}001\u{202c} euro.\n\nEn\u{7} u?\n");
        assert!(html.contains("[U+202E]001[U+202C] euro"), "{html}");
        assert!(html.contains("En[U+0007] u?"), "{html}");
        let places: Vec<_> = found.iter().map(|&(line, column, _)| (line, column)).collect();
        assert_eq!(places, [(3, 3), (1, 17), (1, 13)], "{found:?}");
    }

    #[test]
    fn however_it_is_written() {
        for text in [
            "a &#x202E; b",
            "a &#8238; b",
            "`a \u{202e} b`",
            "> | x |\n> |--|\n> | \u{202e} |",
            "<i \u{202e}>",
            "[x](https://example.org \"\u{202e}\")",
            "![\u{202e}](/a.png)",
            "```\u{202e}\nx\n```",
            "a[^\u{202e}]\n\n[^\u{202e}]: b",
            "Kop \u{202e}\n===",
            "a&rlm;b",
        ] {
            let (html, found) = page(text);
            assert!(!html.chars().any(commands), "{text:?}: {html:?}");
            assert_eq!(found.len(), 1, "{text:?}");
        }
    }

    #[test]
    fn the_bytes_are_those_of_the_characters() {
        for c in '\0'..=char::MAX {
            assert_eq!(may_command(format!("a{c}b").as_bytes()), commands(c), "{c:?}");
        }
    }

    #[test]
    fn what_is_read_stays() {
        let text = "\tEen\u{a0}regel\u{ad} met\u{200d} € en R&D.\r\n\r\nאב \u{200b}&amp;\n";
        assert_eq!(page(text).1, []);
        let (html, found) = page("een\u{b}twee");
        assert!(html.contains("een twee") && found.len() == 1, "{html}");
    }
}
