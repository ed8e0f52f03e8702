//! `letters.jsonl`: each letter in one line, with its text and its notes as a reader sees them.

use super::table::{Table, Type, column};
use super::{Data, key_of, key_of_dossier};
use crate::collection::catalogue;
use crate::collection::index::LetterIx;
use crate::collection::resolve::Target;
use crate::content::front_matter::Indiener;
use crate::number::identifier::DocumentId;
use rayon::prelude::*;
use serde::Serialize;
use std::collections::BTreeSet;

#[rustfmt::skip]
pub(super) const LETTERS: Table = Table {
    columns: &[
        column("id", Type::Text, "Official id, or a name made of the date and the reference of the ministry"),
        column("url", Type::Text, "Its page"),
        column("title", Type::Text, "Title"),
        column("type", Type::Text, "Kind of paper"),
        column("date", Type::Date, "Date on the letter"),
        column("vergaderjaar", Type::Text, "Parliamentary year"),
        column("number", Type::Text, "Number in its first dossier"),
        column("kenmerk", Type::Text, "Reference of the ministry"),
        column("language", Type::Text, "Language of the text"),
        column("place", Type::Text, "Place in the date line"),
        column("recipient", Type::Text, "Addressee"),
        column("official", Type::Text, "Address of the official publication"),
        column("source", Type::Text, "Where the text came from"),
        column("summary", Type::Text, "Summary by an editor"),
        column("text", Type::Text, "The text, with the marks of notes in brackets"),
        column("dossiers", Type::List, "Keys of its dossiers; the first numbers it"),
        column("senders", Type::List, "Who signed: name and office"),
        column("ministries", Type::List, "Ministries that the senders speak for"),
        column("topics", Type::List, "Topics"),
        column("notes", Type::List, "Its notes, in the order of their numbers: mark and text"),
        column("cites", Type::List, "Keys of the works and dossiers that it cites, each once"),
        column("answers", Type::List, "Keys of what it answers"),
        column("attachments", Type::List, "Attachments: title, id, address"),
        column("aliases", Type::List, "Other ids of it"),
    ],
    key: &["id"],
    refers: &["id"],
};

#[derive(Serialize)]
struct Line<'a> {
    id: String,
    url: String,
    title: &'a str,
    r#type: &'a str,
    date: String,
    vergaderjaar: String,
    number: String,
    kenmerk: &'a str,
    language: &'a str,
    place: &'a str,
    recipient: &'a str,
    official: &'a str,
    source: &'a str,
    summary: &'a str,
    text: String,
    dossiers: Vec<String>,
    senders: Vec<Sender<'a>>,
    ministries: Vec<&'static str>,
    topics: &'a [String],
    notes: Vec<Note<'a>>,
    cites: Vec<String>,
    answers: Vec<String>,
    attachments: Vec<Attachment<'a>>,
    aliases: Vec<String>,
}

#[derive(Serialize)]
struct Sender<'a> {
    name: &'a str,
    office: &'a str,
}

#[derive(Serialize)]
struct Note<'a> {
    mark: &'a str,
    text: String,
}

#[derive(Serialize)]
struct Attachment<'a> {
    title: &'a str,
    id: String,
    url: &'a str,
}

/// The letters, one a line.
pub(super) fn jsonl(data: &Data<'_>) -> Vec<u8> {
    let lines: Vec<(Vec<u8>, Shown)> = data
        .corpus
        .letters
        .places()
        .collect::<Vec<_>>()
        .into_par_iter()
        .map(|letter| line(data, letter))
        .collect();
    let mut out = Vec::with_capacity(lines.iter().map(|(line, _)| line.len()).sum());
    let first = shape_first(lines.iter().map(|&(_, shown)| shown));
    let rest = (0..lines.len()).filter(|at| !first.contains(at));
    for at in first.iter().copied().chain(rest) {
        out.extend_from_slice(lines.get(at).map_or(&[], |(line, _)| line));
    }
    out
}

/// Which of the lists of a letter have something in them.
type Shown = [bool; 9];

/// Lines to begin with, so that every list that has something in it anywhere has so near the top: readers take the shape of
/// a list from the first lines.
fn shape_first(lines: impl Iterator<Item = Shown>) -> BTreeSet<usize> {
    let mut seen: Shown = Shown::default();
    let mut first = BTreeSet::new();
    for (at, shown) in lines.enumerate() {
        for (seen, shown) in seen.iter_mut().zip(shown) {
            if shown && !*seen {
                *seen = true;
                first.insert(at);
            }
        }
    }
    first
}

fn line(data: &Data<'_>, index: LetterIx) -> (Vec<u8>, Shown) {
    let Some(letter) = data.corpus.letters.get(index) else { return (Vec::new(), Shown::default()) };
    let meta = &letter.meta;
    let mut ministries: Vec<&'static str> =
        meta.indieners.iter().filter_map(|i| catalogue::ministry_of(i, meta.date)).collect();
    ministries.dedup();
    let line = Line {
        id: data.key(index.into()),
        url: data.address(&meta.path),
        title: &meta.title,
        r#type: &meta.soort,
        date: meta.date.to_string(),
        vergaderjaar: meta.vergaderjaar.to_string(),
        number: meta
            .id()
            .and_then(DocumentId::kst)
            .map(|kst| kst.ondernummer.to_string())
            .unwrap_or_default(),
        kenmerk: text(meta.kenmerk.as_ref()),
        language: &meta.language,
        place: text(meta.plaats.as_ref()),
        recipient: text(meta.ontvanger.as_ref()),
        official: data
            .resolution
            .works
            .get(index.into())
            .and_then(|w| w.official.as_deref())
            .unwrap_or_default(),
        source: text(meta.source.as_ref()),
        summary: text(meta.summary.as_ref()),
        text: letter.text.markup.plain(),
        dossiers: meta.dossiers.iter().map(|&dossier| key_of_dossier(dossier)).collect(),
        senders: meta
            .indieners
            .iter()
            .map(|Indiener { ambt, naam }| Sender { name: text(naam.as_ref()), office: text(ambt.as_ref()) })
            .collect(),
        ministries,
        topics: &meta.onderwerpen,
        notes: letter
            .text
            .notes
            .iter()
            .map(|note| Note { mark: &note.mark, text: note.markup.plain() })
            .collect(),
        cites: cites(data, index),
        answers: meta.reageert_op.iter().map(key_of).collect(),
        attachments: meta
            .bijlagen
            .iter()
            .map(|b| Attachment {
                title: &b.title,
                id: b.id.as_ref().map(key_of).unwrap_or_default(),
                url: text(b.url.as_ref()),
            })
            .collect(),
        aliases: meta.aliases.iter().map(key_of).collect(),
    };
    let shown = [
        !line.dossiers.is_empty(),
        !line.senders.is_empty(),
        !line.ministries.is_empty(),
        !line.topics.is_empty(),
        !line.notes.is_empty(),
        !line.cites.is_empty(),
        !line.answers.is_empty(),
        !line.attachments.is_empty(),
        !line.aliases.is_empty(),
    ];
    // Texts, lists and nothing that could refuse to be written.
    let mut bytes = serde_json::to_vec(&line).unwrap_or_default();
    bytes.push(b'\n');
    (bytes, shown)
}

fn text(value: Option<&String>) -> &str {
    value.map(String::as_str).unwrap_or_default()
}

/// The keys of what the letter itself cites, in the order of its words.
fn cites(data: &Data<'_>, letter: LetterIx) -> Vec<String> {
    let Some(of) = data.corpus.letters.get(letter) else { return Vec::new() };
    let mut seen = BTreeSet::new();
    let mut keys = Vec::new();
    for (citing, targets) in of.text.citations.iter().zip(data.resolution.targets.at(letter.into())) {
        if citing.annotation().is_some() {
            continue;
        }
        for target in targets {
            let key = match target {
                Target::Work(work) => data.key(*work),
                Target::Dossier(number) => key_of_dossier(*number),
                _ => continue,
            };
            if seen.insert(key.clone()) {
                keys.push(key);
            }
        }
    }
    keys
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_columns_are_the_keys_of_a_line_in_their_order() {
        let code = include_str!("letters.rs");
        let fields = code.split("struct Line<'a> {").nth(1).unwrap().split('}').next().unwrap();
        let fields = fields.lines().filter_map(|line| line.trim().split_once(':'));
        let fields: Vec<&str> = fields.map(|(name, _)| name.trim_start_matches("r#")).collect();
        assert_eq!(LETTERS.columns.iter().map(|column| column.name).collect::<Vec<_>>(), fields);
    }

    #[test]
    fn the_first_lines_show_the_shape_of_every_list() {
        let empty = Shown::default();
        let mut noted = empty;
        noted[4] = true;
        let mut both = noted;
        both[3] = true;
        assert_eq!(shape_first([empty, noted, empty, both, both].into_iter()), BTreeSet::from([1, 3]));
        assert!(shape_first([empty, empty].into_iter()).is_empty());
    }
}
