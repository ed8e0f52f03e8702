//! The files of the index: what the browser fetches, each small enough to be fetched while somebody waits.
//!
//! `docs/SEARCH.md` tells the format. Words are kept by their [`key`](super::analysis::key), so that all forms of a
//! word are in one file; documents in the order of the site; numbers by the alphabet.

use super::analysis;
use super::code::{push_digit, push_number};
use super::document::{FACETS, Part};
use super::index::{Form, Index, Row};
use super::rules;
use rayon::prelude::*;
use std::collections::BTreeMap;
use std::fmt::Write as _;

/// What browsers of another version must not read.
pub(super) const VERSION: u32 = 1;

/// Bytes of a file of words: below this a file is not worth a request of its own.
const WORDS: usize = 16_000;

/// Documents in a file of them, at least.
const ROWS: usize = 32;

/// Numbers in a file of them, at least.
const NUMBERS: usize = 150;

/// Letters for each file of the index, and the files that even a small site may have.
const LETTERS_PER_FILE: usize = 20;
const FEWEST_FILES: usize = 12;

/// The index of a site, as files by their names below `zoek/`, with what is in them.
pub(crate) fn files(index: &Index) -> Vec<(String, String)> {
    let letters = index.rows.iter().filter(|row| row.held).count();
    // What stands beside the shards: the script, its stylesheet, the table of rules, the first file, the facets.
    let most = (letters / LETTERS_PER_FILE).max(FEWEST_FILES) - 6;
    let words = words(index, most * 55 / 100);
    let rows = rows(index, most * 36 / 100);
    let numbers = numbers(index, (most * 8 / 100).max(1));
    let revision = revision([&words, &rows.1, &numbers].into_iter().flatten().map(|(_, text)| text.as_str()));
    let first = first(index, &words, rows.0, &numbers, &revision);
    let mut files = vec![
        ("index.json".to_owned(), first),
        ("regels.txt".to_owned(), rules::text()),
        ("facetten.txt".to_owned(), facets(index, &revision)),
    ];
    for (kind, shards) in [("w", words), ("d", rows.1), ("n", numbers)] {
        files.extend(
            shards
                .into_iter()
                .enumerate()
                .map(|(n, (_, text))| (format!("{kind}-{n}.txt"), format!("{revision}\n{text}"))),
        );
    }
    files
}

/// A part of the index: the first key in it, and what it says.
type Shard = (String, String);

/// FNV-1a of all that is in the files: whoever has files of two versions sees it.
fn revision<'t>(texts: impl Iterator<Item = &'t str>) -> String {
    let hash = texts.flat_map(str::bytes).fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
    });
    format!("{hash:016x}")
}

/// Cuts what stands in order into pieces of a size, never within a key.
fn cut<T>(all: Vec<(String, usize, T)>, least: usize, most: usize) -> Vec<(String, Vec<T>)> {
    let total: usize = all.iter().map(|(_, size, _)| size).sum();
    let mut wanted = least.max(total / most.max(1));
    // A key that is larger than a piece leaves the one before it small: then there may be too many.
    loop {
        let mut pieces: Vec<(&str, usize)> = Vec::new();
        for run in all.chunk_by(|a, b| a.0 == b.0) {
            let size: usize = run.iter().map(|(_, size, _)| size).sum();
            match pieces.last_mut().filter(|(_, sum)| sum + size <= wanted) {
                Some((_, sum)) => *sum += size,
                None => pieces.extend(run.first().map(|(key, ..)| (key.as_str(), size))),
            }
        }
        if pieces.len() > most.max(1) && wanted < total {
            wanted += wanted / 16 + 1;
            continue;
        }
        let starts: Vec<String> = pieces.into_iter().map(|(key, _)| key.to_owned()).collect();
        let mut made: Vec<(String, Vec<T>)> = Vec::new();
        let mut next = starts.into_iter().peekable();
        for (key, _, thing) in all {
            if let Some(start) = next.next_if(|start| *start == key) {
                made.push((start, Vec::new()));
            }
            if let Some((_, things)) = made.last_mut() {
                things.push(thing);
            }
        }
        return made;
    }
}

/// Writes a line of a list in order: how much it shares with the line before, then the rest.
fn push_shared(out: &mut String, before: &mut String, name: &str) {
    let shared = before.bytes().zip(name.bytes()).take(63).take_while(|(a, b)| a == b).count();
    let shared = (0..=shared).rev().find(|&at| name.is_char_boundary(at)).unwrap_or(0);
    push_digit(out, u32::try_from(shared).unwrap_or(0));
    out.push_str(name.get(shared..).unwrap_or_default());
    name.clone_into(before);
}

fn words(index: &Index, most: usize) -> Vec<Shard> {
    let written: Vec<(Vec<String>, String)> =
        index.forms.par_iter().map(|form| (analysis::keys(&form.text), postings(form))).collect();
    let mut all: Vec<(String, usize, usize)> = Vec::new();
    for (at, (keys, text)) in written.iter().enumerate() {
        all.extend(keys.iter().map(|key| (key.clone(), text.len() + 8, at)));
    }
    all.par_sort_unstable_by(|a, b| (&a.0, a.2).cmp(&(&b.0, b.2)));
    let shard = |(key, mut forms): (String, Vec<usize>)| {
        forms.sort_unstable();
        forms.dedup();
        let (mut text, mut before) = (String::new(), String::new());
        for (form, (_, postings)) in
            forms.iter().filter_map(|&at| Some((index.forms.get(at)?, written.get(at)?)))
        {
            push_shared(&mut text, &mut before, &form.text);
            text.push(' ');
            text.push_str(postings);
            text.push('\n');
        }
        (key, text)
    };
    cut(all, WORDS, most).into_par_iter().map(shard).collect()
}

/// Flags of a document in which a form stands.
pub(super) const IN_TITLE: u32 = 1;
pub(super) const IN_HEADING: u32 = 2;
/// Where it stands: in the text 0, in notes alone 1, in annotations alone 2.
pub(super) const WHERE: u32 = 4;
/// How often it stands there, less one; 3 says that the rest follows.
pub(super) const OFTEN: u32 = 16;

/// Documents, then what is told of each, then the places.
fn postings(form: &Form) -> String {
    let runs: Vec<&[super::index::Occurrence]> =
        form.occurrences.chunk_by(|a, b| a.document == b.document).collect();
    let mut out = String::new();
    let number = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
    push_number(&mut out, number(runs.len()));
    let mut before = 0;
    for document in runs.iter().filter_map(|run| run.first()).map(|first| first.document) {
        push_number(&mut out, document - before);
        before = document;
    }
    for run in &runs {
        let any = |part| run.iter().any(|o| o.part == part);
        let (title, heading) = (u32::from(any(Part::Title)), u32::from(any(Part::Heading)));
        let place = if run.iter().any(|o| o.part < Part::Note) {
            0
        } else if any(Part::Note) {
            1
        } else {
            2
        };
        let often = number(run.len() - 1);
        push_digit(&mut out, title * IN_TITLE + heading * IN_HEADING + place * WHERE + often.min(3) * OFTEN);
        if often >= 3 {
            push_number(&mut out, often - 3);
        }
    }
    for run in &runs {
        let mut before = 0;
        for occurrence in *run {
            push_number(&mut out, occurrence.place - before);
            before = occurrence.place;
        }
    }
    if !form.within.is_empty() {
        push_number(&mut out, number(form.within.len()));
        let mut before = 0;
        for &document in &form.within {
            push_number(&mut out, document - before);
            before = document;
        }
    }
    out
}

/// The kinds, the most frequent first.
fn kinds(index: &Index) -> Vec<&str> {
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for row in &index.rows {
        *counts.entry(&row.kind).or_default() += 1;
    }
    let mut kinds: Vec<(&str, usize)> = counts.into_iter().collect();
    kinds.sort_by_key(|&(name, count)| (std::cmp::Reverse(count), name));
    kinds.into_iter().map(|(name, _)| name).collect()
}

/// What a row may not have in it.
fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// How many documents a file tells of, and the files.
fn rows(index: &Index, most: usize) -> (usize, Vec<Shard>) {
    let each = ROWS.max(index.rows.len().div_ceil(most.max(1)));
    let kinds = kinds(index);
    let file = |rows: &[Row]| {
        let mut text = String::new();
        for row in rows {
            let kind = kinds.iter().position(|kind| *kind == row.kind).unwrap_or(0);
            let date = row.date.as_deref().unwrap_or_default().replace('-', "");
            _ = writeln!(text, "{}\t{kind}\t{date}\t{}", row.path, one_line(&row.title));
        }
        (String::new(), text)
    };
    (each, index.rows.chunks(each).map(file).collect())
}

fn numbers(index: &Index, most: usize) -> Vec<Shard> {
    let mut all: Vec<(&str, usize)> = index
        .rows
        .iter()
        .enumerate()
        .flat_map(|(at, row)| row.numbers.iter().map(move |number| (number.as_str(), at)))
        .collect();
    all.sort_unstable();
    all.dedup();
    let file = |rows: &[(&str, usize)]| {
        let (mut text, mut before) = (String::new(), String::new());
        for (number, document) in rows {
            push_shared(&mut text, &mut before, number);
            text.push(' ');
            push_number(&mut text, u32::try_from(*document).unwrap_or(u32::MAX));
            text.push('\n');
        }
        (rows.first().map(|(number, _)| (*number).to_owned()).unwrap_or_default(), text)
    };
    all.chunks(NUMBERS.max(all.len().div_ceil(most))).map(file).collect()
}

/// The class of a length: twice the logarithm of the number of words.
fn length_class(words: u32) -> u32 {
    let log = f64::from(words.max(1)).log2() * 2.0;
    (0_u32..63).take_while(|&class| f64::from(class) < log).last().unwrap_or(0)
}

/// The number of words that a class stands for.
pub(super) fn length(class: u32) -> f64 {
    (f64::from(class) / 2.0).exp2()
}

fn first(index: &Index, words: &[Shard], each: usize, numbers: &[Shard], revision: &str) -> String {
    let mut lengths = String::new();
    for row in &index.rows {
        push_digit(&mut lengths, length_class(row.words) + if row.held { 0 } else { 32 });
    }
    let keys = |shards: &[Shard]| shards.iter().map(|(key, _)| key.as_str()).collect::<Vec<_>>().join(" ");
    let first = serde_json::json!({
        "versie": VERSION,
        "revisie": revision,
        "soorten": kinds(index),
        "perBestand": each,
        "woorden": keys(words),
        "nummers": keys(numbers),
        "lengtes": lengths,
    });
    format!("{first}\n")
}

/// The values of each facet, and for each document which it has; then the dates.
fn facets(index: &Index, revision: &str) -> String {
    let mut out = format!("{revision}\n");
    for (at, name) in FACETS.iter().enumerate() {
        let of = |row: &Row| row.facets.get(at).cloned().unwrap_or_default();
        let mut counts: BTreeMap<String, usize> = BTreeMap::new();
        for value in index.rows.iter().flat_map(of) {
            *counts.entry(one_line(&value)).or_default() += 1;
        }
        let mut values: Vec<(String, usize)> = counts.into_iter().collect();
        values.sort_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
        let places: BTreeMap<&str, u32> =
            values.iter().zip(0..).map(|((value, _), place)| (value.as_str(), place)).collect();
        let names: Vec<&str> = values.iter().map(|(value, _)| value.as_str()).collect();
        let mut column = String::new();
        for row in &index.rows {
            let own = of(row);
            push_number(&mut column, u32::try_from(own.len()).unwrap_or(0));
            for value in own {
                push_number(&mut column, places.get(one_line(&value).as_str()).copied().unwrap_or(0));
            }
        }
        _ = writeln!(out, "{name}\t{}\t{column}", names.join("\t"));
    }
    let mut dates = String::new();
    for row in &index.rows {
        let figures: String = row.date.iter().flat_map(|d| d.chars()).filter(char::is_ascii_digit).collect();
        push_number(&mut dates, figures.parse().unwrap_or(0));
    }
    _ = writeln!(out, "datum\t{dates}");
    out
}
