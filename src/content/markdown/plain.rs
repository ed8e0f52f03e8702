//! The words of a Markdown text, without their form: what `import` lays beside its source to prove that nothing
//! was lost on the way.

use super::OPTIONS;
use crate::content::front_matter;
use pulldown_cmark::{Event, Parser, Tag, TagEnd};

/// A word, or the mark of a note.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Word {
    /// What stands between two spaces, or between a space and a mark.
    Text(String),
    /// The mark of the note with this label.
    Mark(String),
    /// Where words begin or end that are struck, raised or lowered: form that says something.
    Form(char),
}

/// Words in order, as they are collected.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Wording {
    list: Vec<Word>,
    open: String,
}

impl Wording {
    /// Text that may begin and end in the middle of a word.
    pub fn text(&mut self, text: &str) {
        let mut parts = text.split(char::is_whitespace);
        self.open.push_str(parts.next().unwrap_or_default());
        for part in parts {
            self.boundary();
            self.open.push_str(part);
        }
    }

    /// The end of a word.
    pub fn boundary(&mut self) {
        if !self.open.is_empty() {
            self.list.push(Word::Text(std::mem::take(&mut self.open)));
        }
    }

    /// A mark.
    pub fn mark(&mut self, label: &str) {
        self.boundary();
        self.list.push(Word::Mark(label.to_owned()));
    }

    /// The beginning or end of words in a form that says something.
    pub fn form(&mut self, sign: char) {
        self.boundary();
        self.list.push(Word::Form(sign));
    }

    /// The words.
    pub fn finish(mut self) -> Vec<Word> {
        self.boundary();
        self.list
    }
}

/// The words of the text and of each note, with its label, as the page shows them.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Plain {
    /// The text.
    pub body: Vec<Word>,
    /// The notes, in the order in which they are defined.
    pub notes: Vec<(String, Vec<Word>)>,
    /// The addresses of links, in order.
    pub links: Vec<String>,
}

/// Reads the words of a letter; front matter is no part of them.
pub fn plain(text: &str) -> Plain {
    let body = front_matter::split(text).map_or(text, |(_, body)| text.get(body).unwrap_or_default());
    let mut words = Wording::default();
    let mut notes: Vec<(String, Wording)> = Vec::new();
    let (mut links, mut open): (Vec<String>, Vec<usize>) = Default::default();
    for (event, _) in super::raised::events(body, Parser::new_ext(body, OPTIONS)) {
        if let Event::Start(Tag::FootnoteDefinition(label)) = &event {
            open.push(notes.len());
            notes.push((label.to_string(), Wording::default()));
        }
        let current = match open.last().and_then(|&index| notes.get_mut(index)) {
            Some((_, note)) => note,
            None => &mut words,
        };
        match event {
            Event::Text(text) | Event::Code(text) | Event::Html(text) | Event::InlineHtml(text) => {
                current.text(&text);
            }
            Event::FootnoteReference(label) => current.mark(&label),
            Event::Start(Tag::Link { dest_url, .. }) => links.push(dest_url.to_string()),
            Event::Start(Tag::Superscript) | Event::End(TagEnd::Superscript) => current.form('^'),
            Event::Start(Tag::Subscript) | Event::End(TagEnd::Subscript) => current.form('~'),
            Event::Start(Tag::Strikethrough) | Event::End(TagEnd::Strikethrough) => current.form('≁'),
            Event::Start(tag) if !super::run::is_inline(&tag) => current.boundary(),
            Event::End(end) if !super::run::is_inline_end(end) => {
                current.boundary();
                if end == TagEnd::FootnoteDefinition {
                    open.pop();
                }
            }
            Event::SoftBreak | Event::HardBreak | Event::Rule => current.boundary(),
            _ => {}
        }
    }
    let notes = notes.into_iter().map(|(label, words)| (label, words.finish())).collect();
    Plain { body: words.finish(), notes, links }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_read_without_their_form() {
        let text = "---\ntitle: x\n---\n\n## Kop\n\nEen *half*woord[^1], \\# en\nmeer.\\\nRegel\n\n[^1]: Zie [hier](https://example.org).\n";
        let list = |words: &[Word]| -> Vec<String> {
            words
                .iter()
                .map(|w| match w {
                    Word::Text(text) => text.clone(),
                    Word::Mark(label) => format!("^{label}"),
                    Word::Form(sign) => sign.to_string(),
                })
                .collect()
        };
        let plain = plain(text);
        assert_eq!(list(&plain.body).join(" "), "Kop Een halfwoord ^1 , # en meer. Regel");
        let [(label, note)] = &plain.notes[..] else { panic!("{plain:?}") };
        assert_eq!((label.as_str(), list(note).join(" ")), ("1", "Zie hier.".to_owned()));
    }
}
