//! The tables: works, citations, promises.

use super::report::{Cited, cited};
use super::table::{Csv, Table, Type, column};
use super::{Data, key_of, key_of_dossier};
use crate::collection::index::WorkIx;
use crate::content::front_matter::Indiener;
use crate::number::address::OutPath;
use crate::number::identifier::{DocumentId, Kind};

#[rustfmt::skip]
pub(super) const DOCUMENTS: Table = Table {
    columns: &[
        column("id", Type::Text, "Key of the work, or of a dossier as a whole"),
        column("kind", Type::Text, "Kind of publication: kamerstuk, handelingen, staatsblad, ecli, eu, wet, dossier, …"),
        column("label", Type::Text, "As Dutch texts cite it"),
        column("title", Type::Text, "Title, if it is known"),
        column("type", Type::Text, "Kind of paper, if it is known"),
        column("date", Type::Date, "Date, if it is known"),
        column("sender", Type::Text, "Who sent it, if it is known"),
        column("dossier", Type::Text, "Key of its dossier"),
        column("held", Type::Flag, "Whether its text is in the collection"),
        column("cited_by", Type::Count, "How many letters of the collection cite it"),
        column("url", Type::Text, "Its page on this site"),
        column("official", Type::Text, "Address of the official publication"),
    ],
    key: &["id"],
    refers: &[],
};

#[rustfmt::skip]
pub(super) const CITATIONS: Table = Table {
    columns: &[
        column("source", Type::Text, "Key of the letter that cites, or of the dossier whose introduction does"),
        column("target", Type::Text, "Key of what is cited; empty if it cannot be told, or is no publication"),
        column("kind", Type::Text, "Kind of publication that is cited"),
        column("state", Type::Text, "here, elsewhere, ambiguous or unknown"),
        column("within", Type::Text, "text, note, annotation or introduction"),
        column("place", Type::Text, "Paragraph or note on the page of the source: its anchor there"),
        column("named", Type::Text, "What the words name: an id or an address"),
        column("words", Type::Text, "The words that cite"),
        column("sentence", Type::Text, "Their sentence"),
        column("url", Type::Text, "The place on the page"),
    ],
    key: &[],
    refers: &["source", "target"],
};

#[rustfmt::skip]
pub(super) const PROMISES: Table = Table {
    columns: &[
        column("letter", Type::Text, "Key of the letter that promises"),
        column("annotation", Type::Text, "Id of the annotation that marks the promise"),
        column("date", Type::Date, "Date of the letter"),
        column("ministry", Type::Text, "Ministry that the letter speaks for"),
        column("sender", Type::Text, "Who signed the letter"),
        column("words", Type::Text, "The words that promise"),
        column("due", Type::Text, "By when, in the words of the letter"),
        column("by", Type::Date, "Last day of that term, if it is certain"),
        column("remark", Type::Text, "What the editor says of it"),
        column("later", Type::Text, "Keys of later papers that keep or move it, with spaces between them"),
        column("url", Type::Text, "The promise on the page of the letter"),
    ],
    key: &["letter", "annotation"],
    refers: &["letter"],
};

/// Who signed, in one text.
fn senders(list: &[Indiener]) -> String {
    list.iter().map(crate::collection::catalogue::sender).collect::<Vec<_>>().join("; ")
}

/// Every work that has a page, then every dossier.
pub(super) fn documents(data: &Data<'_>) -> Vec<u8> {
    let mut csv = Csv::of(&DOCUMENTS);
    for (index, work) in data.resolution.works.enumerated() {
        let letter =
            work.letter.and_then(|letter| data.corpus.letters.get(letter)).map(|letter| &letter.meta);
        let entry = work.entry.and_then(|entry| data.corpus.register.get(entry));
        let id = work.id.as_ref();
        let title = letter.map(|l| l.title.as_str()).or_else(|| entry.and_then(|e| e.title.as_deref()));
        let soort = letter.map(|l| l.soort.as_str()).or_else(|| entry.and_then(|e| e.soort.as_deref()));
        let day = letter.map(|l| l.date).or_else(|| entry.and_then(|e| e.date));
        let signed = letter.map(|l| &l.indieners).or_else(|| entry.map(|e| &e.indieners));
        let dossier =
            letter.and_then(|l| l.dossiers.first().copied()).or_else(|| id.and_then(DocumentId::dossier));
        csv.cell(&data.key(index));
        csv.cell(id.map_or("brief", |id| id.kind().name()));
        csv.cell(&plain(&id.map(DocumentId::label).unwrap_or_default()));
        csv.cell(title.unwrap_or_default());
        csv.cell(soort.unwrap_or_default());
        csv.cell(&day.map(|day| day.to_string()).unwrap_or_default());
        csv.cell(&signed.map(|list| senders(list)).unwrap_or_default());
        csv.cell(&dossier.map(key_of_dossier).unwrap_or_default());
        csv.cell(if letter.is_some() { "true" } else { "false" });
        csv.cell(&data.graph.citing.get(index).copied().unwrap_or_default().to_string());
        csv.cell(&data.address(&work.path));
        csv.cell(work.official.as_deref().unwrap_or_default());
        csv.end();
    }
    for &number in data.resolution.dossiers.keys() {
        let id = DocumentId::of_dossier(number);
        let citing = data.graph.dossiers.get(&number).map_or(0, |edges| letters_among(edges));
        csv.cell(&key_of(&id));
        csv.cell(Kind::Dossier.name());
        csv.cell(&plain(&id.label()));
        csv.cell(
            data.corpus.dossier(number).map(|(_, dossier)| dossier.meta.title.as_str()).unwrap_or_default(),
        );
        csv.cell("Dossier");
        csv.cell("");
        csv.cell("");
        csv.cell(&key_of(&id));
        csv.cell("false");
        csv.cell(&citing.to_string());
        csv.cell(&data.address(&OutPath::of_dossier(number)));
        csv.cell(&id.official_address().unwrap_or_default());
        csv.end();
    }
    csv.bytes()
}

fn letters_among(edges: &[crate::collection::graph::Edge]) -> usize {
    edges
        .chunk_by(|a, b| a.text == b.text)
        .filter(|of| of.iter().any(|edge| edge.text.letter().is_some()))
        .count()
}

/// Without the spaces at which no line may break: they are no part of a number.
fn plain(text: &str) -> String {
    text.replace('\u{a0}', " ")
}

/// Every citation, in the order of the texts and of their words; what only refers to another note is none.
pub(super) fn citations(data: &Data<'_>) -> Vec<u8> {
    let mut csv = Csv::of(&CITATIONS);
    for cited in cited(data, true) {
        let Cited { state, words, sentence, .. } = &cited;
        csv.cell(&data.key_of_text(cited.text));
        csv.cell(&cited.target_key(data));
        csv.cell(cited.kind(data));
        csv.cell(state.name());
        csv.cell(cited.within());
        csv.cell(&cited.anchor(data));
        csv.cell(&cited.named(data));
        csv.cell(words);
        csv.cell(sentence);
        csv.cell(&cited.url(data));
        csv.end();
    }
    csv.bytes()
}

/// The promises that editors have marked.
pub(super) fn promises(data: &Data<'_>) -> Vec<u8> {
    let mut csv = Csv::of(&PROMISES);
    for promise in data.promises {
        let Some(letter) = data.corpus.letters.get(promise.letter) else { continue };
        let list =
            letter.annotations.as_ref().map(|annotations| annotations.list.as_slice()).unwrap_or_default();
        let Some(annotation) = list.get(promise.annotation.0) else { continue };
        let later: Vec<String> = promise.later.iter().map(|&work: &WorkIx| data.key(work)).collect();
        csv.cell(&data.key(promise.letter.into()));
        csv.cell(&annotation.id);
        csv.cell(&letter.meta.date.to_string());
        csv.cell(promise.ministry.unwrap_or_default());
        csv.cell(&senders(&letter.meta.indieners));
        csv.cell(&promise.words);
        csv.cell(promise.due.as_deref().unwrap_or_default());
        csv.cell(&promise.by.map(|day| day.to_string()).unwrap_or_default());
        csv.cell(&annotation.markup.plain());
        csv.cell(&later.join(" "));
        csv.cell(&format!("{}#{}-ref", data.address(&letter.meta.path), annotation.anchor()));
        csv.end();
    }
    csv.bytes()
}
