//! Lists: documents as CSV, titles of dossiers as TSV, ids by themselves.

use super::Found;
use super::Skipped;
use super::fact::{Record, Said};
use crate::number::identifier::DocumentId;

/// What the columns of a list are called, and what stands between them.
pub(super) struct Columns {
    names: Vec<String>,
    sign: char,
}

/// The columns, if this is the head of a list that is known.
pub(super) fn columns(head: &str) -> Option<Columns> {
    let sign = if head.contains('\t') { '\t' } else { ',' };
    let names: Vec<String> =
        head.split(sign).map(|name| name.trim().trim_matches('"').to_ascii_lowercase()).collect();
    let has = |name: &str| names.iter().any(|other| other == name);
    let is_known = has("identifier") && (has("title") || has("date")) || has("dossier") && has("titel");
    is_known.then_some(Columns { names, sign })
}

/// The records of a list.
pub(super) fn records(text: &str, columns: &Columns, found: &mut Found) -> Vec<Record> {
    let mut records = Vec::new();
    for row in rows(text, columns.sign).into_iter().skip(1) {
        let value = |name: &str| {
            let at = columns.names.iter().position(|other| other == name)?;
            row.get(at).map(|value| value.trim()).filter(|value| !value.is_empty())
        };
        let mut record = Record::default();
        let mut say = |name: &str, value: Option<&str>, scheme: &str| {
            let said = |value: &str| Said {
                name: name.to_owned(),
                value: value.to_owned(),
                scheme: scheme.to_owned(),
            };
            record.said.extend(value.map(said));
        };
        say("dossiernummer", value("dossier_number").or_else(|| value("dossier")), "");
        say("dossiertitel", value("dossier_title").or_else(|| value("titel")), "");
        say("identifier", value("identifier"), "");
        say("title", value("title"), "");
        say("issued", value("date"), "");
        say("type", value("type"), "");
        if record.said.is_empty() {
            continue;
        }
        match record.dossier_title() {
            Some(title) if value("identifier").is_none() => found.titles.push(title),
            _ => records.push(record),
        }
    }
    records
}

/// The rows of a list; a cell between quotation marks may hold anything. Tabs need none.
fn rows(text: &str, sign: char) -> Vec<Vec<String>> {
    let mut rows = vec![vec![String::new()]];
    let mut quoted = false;
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        let Some(row) = rows.last_mut() else { break };
        let Some(cell) = row.last_mut() else { break };
        match c {
            '"' if quoted && chars.peek() == Some(&'"') => {
                chars.next();
                cell.push('"');
            }
            '"' if quoted => quoted = false,
            '"' if cell.is_empty() && sign == ',' => quoted = true,
            '\r' if !quoted => {}
            '\n' if !quoted => rows.push(vec![String::new()]),
            c if c == sign && !quoted => row.push(String::new()),
            c => cell.push(c),
        }
    }
    rows.retain(|row| row.iter().any(|cell| !cell.trim().is_empty()));
    rows
}

/// Ids by themselves, one a line: they tell nothing that a register could say.
pub(super) fn ids(text: &str, found: &mut Found) -> Result<Vec<Record>, String> {
    let mut lines =
        text.lines().map(str::trim).filter(|line| !line.is_empty() && !line.starts_with('#')).peekable();
    if lines.peek().is_none_or(|line| DocumentId::parse(line).is_none()) {
        return Err("the file is none of the kinds that are known".to_owned());
    }
    for line in lines {
        if DocumentId::parse(line).is_some() {
            found.skip(Skipped::Bare);
        } else {
            found.unknown.insert(line.chars().take(60).collect());
            found.skip(Skipped::UnknownId);
        }
    }
    Ok(Vec::new())
}
