//! A draft as Markdown with front matter, and the place of its file.
//!
//! Nothing is left out and nothing added: what is written, read back, has the words of the draft. A form that
//! Markdown cannot express (emphasis that begins within a word and ends at its comma) is given up for its words.

mod inline;

use super::draft::{Align, Block, Draft, Head, Inline, Note};
use crate::content::front_matter::{Bijlage, FileKind, Indiener, Yaml, write_front_matter};
use crate::content::markdown::{self, Shift, Word, Wording};
use crate::number::identifier::DocumentId;
pub(super) use inline::address;
use inline::{Form, Labels, Shifted, Within};
use std::fmt::Write as _;

/// The draft as a letter.
pub fn markdown(draft: &Draft) -> String {
    let mut out = front_matter(&draft.head);
    let labels = labels(&draft.notes);
    let writer = Writer { labels: &labels };
    let mut blocks = writer.blocks(&draft.body);
    for note in &draft.notes {
        if let Some(label) = labels.get(note.label.as_str()) {
            let text = indented(&writer.blocks(&note.body).join("\n\n"), "    ");
            blocks.push(format!("[^{label}]: {text}").trim_end_matches(' ').to_owned());
        }
    }
    for block in blocks {
        out.push('\n');
        out.push_str(&block);
        out.push('\n');
    }
    out
}

/// Blocks by themselves.
pub fn blocks(blocks: &[Block]) -> String {
    Writer { labels: &Labels::new() }.blocks(blocks).join("\n\n")
}

/// The description of a dossier: its title.
pub fn dossier(title: &str) -> String {
    write_front_matter(FileKind::Dossier, vec![("title", Yaml::Text(title.to_owned()))])
}

/// The words of the draft's text and of its notes: what the written letter must read as.
pub fn words(draft: &Draft) -> markdown::Plain {
    let labels = labels(&draft.notes);
    let (mut body, mut links) = (Wording::default(), Vec::new());
    block_words(&draft.body, &labels, &mut body);
    let written = draft.notes.iter().filter(|note| labels.contains_key(note.label.as_str()));
    for blocks in std::iter::once(&draft.body).chain(written.map(|note| &note.body)) {
        block_links(blocks, &mut links);
    }
    let note = |note: &Note| {
        let mut words = Wording::default();
        block_words(&note.body, &labels, &mut words);
        Some((labels.get(note.label.as_str())?.clone(), words.finish()))
    };
    markdown::Plain { body: body.finish(), notes: draft.notes.iter().filter_map(note).collect(), links }
}

fn front_matter(head: &Head) -> String {
    let text = |value: &Option<String>| Yaml::Text(value.clone().unwrap_or_default());
    let id = |id: &DocumentId| Yaml::Text(id.to_string());
    let bijlage = |bijlage: &Bijlage| {
        Yaml::Mapping(vec![
            ("title", Some(bijlage.title.clone())),
            ("id", bijlage.id.as_ref().map(ToString::to_string)),
            ("url", bijlage.url.clone()),
        ])
    };
    let indiener = |i: &Indiener| Yaml::Mapping(vec![("ambt", i.ambt.clone()), ("naam", i.naam.clone())]);
    let values = vec![
        ("title", text(&head.title)),
        ("dossiernummer", Yaml::one_or_list(head.dossiers.iter().map(|(number, _)| plain(Some(number))))),
        ("ondernummer", plain(head.ondernummer)),
        ("identifier", head.identifier.as_ref().map_or_else(|| text(&None), id)),
        ("kenmerk", text(&head.kenmerk)),
        ("date", plain(head.date)),
        ("type", text(&head.soort)),
        ("vergaderjaar", plain(head.vergaderjaar)),
        ("indiener", Yaml::List(head.indieners.iter().map(indiener).collect())),
        ("ontvanger", text(&head.ontvanger)),
        ("plaats", text(&head.plaats)),
        ("onderwerp", Yaml::List(head.onderwerpen.iter().map(|t| Yaml::Text(t.clone())).collect())),
        ("bijlage", Yaml::List(head.bijlagen.iter().map(bijlage).collect())),
        ("alias", Yaml::one_or_list(head.aliases.iter().map(id))),
        ("reageert_op", Yaml::one_or_list(head.reageert_op.iter().map(id))),
        ("language", text(&head.language)),
    ];
    write_front_matter(FileKind::Letter, values)
}

/// A number or a date, which needs no quotation marks.
fn plain(value: Option<impl ToString>) -> Yaml {
    Yaml::Plain(value.map(|value| value.to_string()).unwrap_or_default())
}

/// The labels as Markdown can have them: marks as printed, letters and digits. Others are replaced, the same in every run.
fn labels(notes: &[Note]) -> Labels<'_> {
    let usable = |label: &str| {
        let name = !label.is_empty() && label.chars().all(|c| c.is_ascii_alphanumeric());
        name || markdown::printed(label).is_some()
    };
    let mut taken: std::collections::BTreeSet<String> =
        notes.iter().map(|n| n.label.to_lowercase()).filter(|l| usable(l)).collect();
    let mut labels = Labels::new();
    let mut first: std::collections::BTreeSet<String> = std::collections::BTreeSet::new();
    for (index, note) in notes.iter().enumerate() {
        let mut label = note.label.clone();
        if !usable(&label) || !first.insert(label.to_lowercase()) {
            label = format!("n{}", index + 1);
            while !taken.insert(label.clone()) {
                label.push('x');
            }
        }
        labels.entry(note.label.as_str()).or_insert(label);
    }
    labels
}

struct Writer<'a> {
    labels: &'a Labels<'a>,
}

impl Writer<'_> {
    fn blocks(&self, blocks: &[Block]) -> Vec<String> {
        let mut written: Vec<String> = Vec::new();
        // Two lists in a row are kept apart by their bullets.
        let mut other = false;
        let mut before: Option<&Block> = None;
        for block in blocks {
            let follows = matches!(
                (before, block),
                (Some(Block::List(a, _)), Block::List(b, _)) if a.is_some() == b.is_some()
            );
            other = follows && !other;
            let text = self.block(block, other);
            if !text.is_empty() {
                written.push(text);
                before = Some(block);
            }
        }
        written
    }

    fn block(&self, block: &Block, other: bool) -> String {
        match block {
            Block::Heading(level, text) => {
                let text = self.inlines(text, Within::Heading);
                let marks = "#".repeat(usize::from((*level).clamp(2, 6)));
                if text.is_empty() { text } else { format!("{marks} {text}") }
            }
            Block::Paragraph(text) => self.inlines(text, Within::Paragraph),
            Block::Lines(lines) => {
                let mut joined: Vec<Inline> = Vec::new();
                for (index, line) in lines.iter().enumerate() {
                    joined.extend((index > 0).then_some(Inline::Break));
                    joined.extend(line.iter().cloned());
                }
                self.inlines(&joined, Within::Paragraph)
            }
            Block::Quote(blocks) => {
                let text = self.blocks(blocks).join("\n\n");
                let quoted = text.lines().map(|line| format!("> {line}").trim_end_matches(' ').to_owned());
                quoted.collect::<Vec<_>>().join("\n")
            }
            Block::List(first, items) => self.list(*first, items, other),
            Block::Table(head, rows, aligned) => self.table(head, rows, aligned),
        }
    }

    fn list(&self, first: Option<u32>, items: &[Vec<Block>], other: bool) -> String {
        let mut written: Vec<Vec<String>> = items.iter().map(|item| self.blocks(item)).collect();
        // An empty item says nothing, except that the number after it is one higher.
        let last = written.iter().rposition(|item| !item.is_empty()).map_or(0, |last| last + 1);
        written.truncate(last);
        written.retain(|item| first.is_some() || !item.is_empty());
        let loose = written.iter().any(|item| item.len() > 1);
        let mut text = String::new();
        for (index, item) in written.iter().enumerate() {
            let bullet = match first {
                None => if other { "* " } else { "- " }.to_owned(),
                Some(first) => {
                    let number = u64::from(first).saturating_add(index as u64).min(999_999_999);
                    format!("{number}{} ", if other { ')' } else { '.' })
                }
            };
            if index > 0 {
                text.push_str(if loose { "\n\n" } else { "\n" });
            }
            let indent = " ".repeat(bullet.len());
            text.push_str(format!("{bullet}{}", indented(&item.join("\n\n"), &indent)).trim_end_matches(' '));
        }
        text
    }

    fn table(&self, head: &[Vec<Inline>], rows: &[Vec<Vec<Inline>>], aligned: &[Align]) -> String {
        let columns = rows.iter().map(Vec::len).chain([head.len()]).max().unwrap_or(0);
        if columns == 0 {
            return String::new();
        }
        let row = |cells: &[Vec<Inline>]| {
            let mut line = String::from("|");
            for column in 0..columns {
                let text = cells.get(column).map(|c| self.inlines(c, Within::Cell)).unwrap_or_default();
                _ = write!(line, " {text} |");
            }
            line
        };
        let rule = |column: usize| match aligned.get(column) {
            Some(Align::Right) => " ---: |",
            Some(Align::Centre) => " :---: |",
            _ => " --- |",
        };
        let mut lines = vec![row(head), format!("|{}", (0..columns).map(rule).collect::<String>())];
        lines.extend(rows.iter().map(|cells| row(cells)));
        lines.join("\n")
    }

    /// Running text. Where its form changes its words when read back, they are written without emphasis, or at last
    /// without links.
    fn inlines(&self, inlines: &[Inline], within: Within) -> String {
        let text = inline::write(inlines, within, self.labels, Form::All);
        if !inline::has_form(inlines) {
            return text;
        }
        let (mut words, mut links) = (Wording::default(), Vec::new());
        inline_words(inlines, self.labels, &mut words);
        inline_links(inlines, &mut links);
        let expected = markdown::Plain { body: words.finish(), notes: Vec::new(), links };
        let reads = |text: &String| {
            let mut read = match within {
                Within::Paragraph => text.clone(),
                Within::Heading => format!("## {text}"),
                Within::Cell => format!("| {text} |\n| --- |"),
            };
            for word in &expected.body {
                if let Word::Mark(label) = word {
                    _ = write!(read, "\n\n[^{label}]: x");
                }
            }
            let read = markdown::plain(&read);
            read.body == expected.body && read.links == expected.links
        };
        let plainer = || inline::write(inlines, within, self.labels, Form::Links);
        let found = Some(text).filter(reads).or_else(|| Some(plainer()).filter(reads));
        found.unwrap_or_else(|| inline::write(inlines, within, self.labels, Form::Words))
    }
}

/// The text with every line but the first indented.
fn indented(text: &str, indent: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for (index, line) in text.split('\n').enumerate() {
        if index > 0 {
            out.push('\n');
            if !line.is_empty() {
                out.push_str(indent);
            }
        }
        out.push_str(line);
    }
    out
}

fn block_words(blocks: &[Block], labels: &Labels<'_>, words: &mut Wording) {
    for block in blocks {
        let inlines = |list: &[Inline], words: &mut Wording| {
            inline_words(list, labels, words);
            words.boundary();
        };
        match block {
            Block::Heading(_, text) | Block::Paragraph(text) => inlines(text, words),
            Block::Lines(lines) => lines.iter().for_each(|line| inlines(line, words)),
            Block::Quote(blocks) => block_words(blocks, labels, words),
            Block::List(_, items) => items.iter().for_each(|item| block_words(item, labels, words)),
            Block::Table(head, rows, _) => {
                head.iter().chain(rows.iter().flatten()).for_each(|cell| inlines(cell, words));
            }
        }
    }
}

fn inline_words(inlines: &[Inline], labels: &Labels<'_>, words: &mut Wording) {
    for inline in inline::joined(inlines, Form::Words).iter() {
        match inline {
            Inline::Text(text, _) => words.text(text),
            Inline::Break => words.boundary(),
            Inline::Mark(label) => {
                if let Some(label) = labels.get(label.as_str()) {
                    words.mark(label);
                }
            }
            Inline::Struck(inner) if !inner.iter().all(Inline::is_blank) => {
                words.form('≁');
                inline_words(inner, labels, words);
                words.form('≁');
            }
            Inline::Raised(inner) => shifted_words(Shift::Raised, inner, words),
            Inline::Lowered(inner) => shifted_words(Shift::Lowered, inner, words),
            Inline::Struck(inner)
            | Inline::Emphasis(inner)
            | Inline::Strong(inner)
            | Inline::Link(_, inner) => inline_words(inner, labels, words),
        }
    }
}

/// The addresses of the links that a letter can have.
fn block_links(blocks: &[Block], found: &mut Vec<String>) {
    for block in blocks {
        match block {
            Block::Heading(_, text) | Block::Paragraph(text) => inline_links(text, found),
            Block::Lines(lines) => lines.iter().for_each(|line| inline_links(line, found)),
            Block::Quote(blocks) => block_links(blocks, found),
            Block::List(_, items) => items.iter().for_each(|item| block_links(item, found)),
            Block::Table(head, rows, _) => {
                head.iter().chain(rows.iter().flatten()).for_each(|cell| inline_links(cell, found));
            }
        }
    }
}

fn inline_links(inlines: &[Inline], found: &mut Vec<String>) {
    for inline in inlines.iter().filter(|inline| !inline.is_blank()) {
        match inline {
            Inline::Link(to, inner) => match address(to) {
                Some(to) => found.push(to),
                None => inline_links(inner, found),
            },
            other => inline_links(other.inner(), found),
        }
    }
}

fn shifted_words(shift: Shift, inner: &[Inline], words: &mut Wording) {
    for piece in inline::shifted(shift, inner) {
        match piece {
            Shifted::Words(text) => words.text(&text),
            Shifted::Between(text) => {
                words.form(shift.sign());
                words.text(&text);
                words.form(shift.sign());
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::collection::vec;
    use proptest::prelude::*;

    /// Texts in which every sign that Markdown reads meets every other.
    fn text() -> impl Strategy<Value = String> {
        const PARTS: &[&str] = &[
            "woord",
            "Één",
            " ",
            " ",
            "\n",
            "*",
            "**",
            "_",
            "__",
            "`",
            "```",
            "[",
            "]",
            "(",
            ")",
            "[^1]",
            "](x)",
            ":",
            "!",
            "<b>",
            "</b>",
            "<!--",
            "<",
            ">",
            "&amp;",
            "&",
            ";",
            "~",
            "~~",
            "~~~",
            "^",
            "^e^",
            "n~2~",
            "|",
            "---",
            "--",
            "-",
            "+",
            "=",
            "===",
            "#",
            "##",
            "1.",
            "12)",
            "2021.",
            "\\",
            "\\\\",
            ".",
            ",",
            "\u{a0}",
            "'",
            "\"",
            "https://example.org/a_b?c=d&e",
            "—",
            "…",
            "«",
            "a",
            "1",
            "\t",
        ];
        vec(prop::sample::select(PARTS), 1..9).prop_map(|parts| parts.concat())
    }

    fn inlines() -> impl Strategy<Value = Vec<Inline>> {
        let leaf = prop_oneof![
            8 => text().prop_map(|t| Inline::Text(t, 0..0)),
            2 => "[1-3]".prop_map(Inline::Mark),
            1 => Just(Inline::Break),
            1 => "[0-9a-z +-]{1,4}".prop_map(|t| Inline::Raised(vec![Inline::Text(t, 0..0)])),
            1 => "[0-9a-z +-]{1,4}".prop_map(|t| Inline::Lowered(vec![Inline::Text(t, 0..0)])),
        ];
        let inline = leaf.prop_recursive(3, 12, 4, |inner| {
            prop_oneof![
                vec(inner.clone(), 0..4).prop_map(Inline::Emphasis),
                vec(inner.clone(), 0..4).prop_map(Inline::Strong),
                vec(inner, 0..4).prop_map(|words| Inline::Link("https://example.org/a(b)".into(), words)),
            ]
        });
        vec(inline, 0..6)
    }

    fn blocks() -> impl Strategy<Value = Vec<Block>> {
        let leaf = prop_oneof![
            4 => inlines().prop_map(Block::Paragraph),
            1 => (0_u8..9, inlines()).prop_map(|(level, text)| Block::Heading(level, text)),
            1 => vec(inlines(), 0..4).prop_map(Block::Lines),
            1 => (vec(inlines(), 0..4), vec(vec(inlines(), 0..4), 0..4)).prop_map(|(h, r)| Block::Table(h, r, vec![Align::Right])),
        ];
        let block = leaf.prop_recursive(3, 16, 4, |inner| {
            prop_oneof![
                vec(inner.clone(), 0..3).prop_map(Block::Quote),
                (prop::option::of(0_u32..2_000_000_000), vec(vec(inner, 1..3), 0..4))
                    .prop_map(|(first, items)| Block::List(first, items)),
            ]
        });
        vec(block, 0..5)
    }

    #[test]
    fn a_letter_is_written_as_people_write_it() {
        let head = Head {
            title: Some("Vragen: wat nu?".into()),
            dossiers: vec![("28638".parse().unwrap(), None), ("36600-XVI".parse().unwrap(), None)],
            ondernummer: "201".parse().ok(),
            date: Some(jiff::civil::date(2021, 9, 15)),
            soort: Some("Brief".into()),
            vergaderjaar: "2020-2021".parse().ok(),
            indieners: vec![
                Indiener { ambt: Some("Minister".into()), naam: Some("A. Naam".into()) },
                Indiener { ambt: None, naam: Some("123".into()) },
            ],
            plaats: Some("Den Haag".into()),
            ..Head::default()
        };
        let text = |t: &str| Inline::Text(t.to_owned(), 0..0);
        let list = |items: [&str; 2]| items.map(|t| vec![Block::Paragraph(vec![text(t)])]).to_vec();
        let body = vec![
            Block::Heading(2, vec![text("1. Vooraf")]),
            Block::Paragraph(vec![
                text("Een half"),
                Inline::Emphasis(vec![text("woord ")]),
                text("en (a_b) * [sic] 5 < 6 & 7 [x](y)."),
                Inline::Mark("*".into()),
            ]),
            Block::Paragraph(vec![text("2021. Een jaar\n# als regel")]),
            Block::List(Some(3), list(["drie", "vier"])),
            Block::List(None, list(["een", "twee"])),
            Block::Table(
                Vec::new(),
                vec![vec![vec![text("a|b")], vec![text("- c")]]],
                vec![Align::Left, Align::Right],
            ),
            Block::Lines(vec![vec![text("De Minister,")], vec![text("A. Naam")]]),
        ];
        let notes = vec![Note { label: "*".into(), body: vec![Block::Paragraph(vec![text("Noot")])] }];
        let expected = "\
---
title: 'Vragen: wat nu?'
dossiernummer: 
  - 28638
  - 36600-XVI
ondernummer: 201
date: 2021-09-15
type: Brief
vergaderjaar: 2020-2021
indiener: 
  - ambt: Minister
    naam: A. Naam
  - naam: '123'
plaats: Den Haag
---

## 1. Vooraf

Een half*woord* en (a_b) * \\[sic] 5 < 6 & 7 \\[x](y).[^*]

2021\\. Een jaar # als regel

3. drie
4. vier

- een
- twee

|  |  |
| --- | ---: |
| a\\|b | - c |

De Minister,\\
A. Naam

[^*]: Noot
"
        .replace(": \n", ":\n");
        assert_eq!(markdown(&Draft { head, body, notes, ..Draft::default() }), expected);
    }

    #[test]
    fn what_is_shifted_side_by_side_is_one() {
        let words = |text: &str| Inline::Text(text.to_owned(), 0..0);
        let text = vec![
            words("T"),
            Inline::Lowered(vec![words("b")]),
            Inline::Strong(vec![Inline::Lowered(vec![words("c")])]),
            Inline::Lowered(vec![words("d")]),
            words(" K"),
        ];
        let draft = Draft { body: vec![Block::Paragraph(text)], ..Draft::default() };
        let written = markdown(&draft);
        assert!(written.contains("T~bcd~ K"), "{written}");
        assert_eq!(markdown::plain(&written), super::words(&draft));
    }

    proptest! {
        #![proptest_config(ProptestConfig { cases: 256, failure_persistence: None, ..ProptestConfig::default() })]
        #[test]
        fn what_is_written_reads_as_the_draft(body in blocks(), one in blocks(), two in blocks(), three in blocks()) {
            let notes = vec![
                Note { label: "1".into(), body: one },
                Note { label: "2".into(), body: two },
                Note { label: "3".into(), body: three },
            ];
            let draft = Draft { body, notes, ..Draft::default() };
            let written = markdown(&draft);
            let (read, meant) = (markdown::plain(&written), words(&draft));
            prop_assert_eq!((read.body, read.notes), (meant.body, meant.notes), "{}", written);
        }
    }
}
