//! What the Tweede Kamer gives as OData: a list of documents or cases, one of them, or either as a program has kept the answer.

use super::fact::{Record, Said, id_of_answer, id_of_numbers};
use super::{Found, Skipped};
use crate::content::front_matter::Indiener;
use serde_json::Value;

/// How deep an answer is looked into for its rows.
const DEPTH: usize = 3;

/// The documents of an answer.
pub(super) fn records(text: &str, found: &mut Found) -> Result<Vec<Record>, String> {
    let value: Value = serde_json::from_str(text).map_err(|error| error.to_string())?;
    let mut records = Vec::new();
    let mut seen = false;
    rows(&value, DEPTH, &mut |row| {
        seen = true;
        row_of(row, found, &mut records);
    });
    if seen { Ok(records) } else { Err("there are no documents of the Tweede Kamer in this JSON".to_owned()) }
}

/// Every row: the answer itself, or what stands in `value` or `data`.
fn rows(value: &Value, depth: usize, see: &mut dyn FnMut(&Value)) {
    let inner = || value.get("value").or_else(|| value.get("data"));
    match value {
        Value::Array(list) => list.iter().for_each(|row| rows(row, depth, see)),
        Value::Object(_) if is_row(value) => see(value),
        Value::Object(_) if depth > 0 => inner().into_iter().for_each(|inner| rows(inner, depth - 1, see)),
        _ => {}
    }
}

/// Whether it is a document or a case, or one that was deleted.
fn is_row(value: &Value) -> bool {
    let has = |key: &str| value.get(key).is_some();
    has("DocumentNummer")
        || has("Document")
        || has("HuidigeDocumentVersie")
        || has("Verwijderd") && has("Onderwerp")
}

fn text<'v>(value: &'v Value, key: &str) -> Option<&'v str> {
    value.get(key)?.as_str().map(str::trim).filter(|text| !text.is_empty())
}

/// A number, or the text of one.
fn written(value: &Value, key: &str) -> Option<String> {
    match value.get(key)? {
        Value::Number(number) => Some(number.to_string()),
        Value::String(text) => Some(text.trim().to_owned()).filter(|text| !text.is_empty()),
        _ => None,
    }
}

fn row_of(row: &Value, found: &mut Found, records: &mut Vec<Record>) {
    if row.get("Verwijderd") == Some(&Value::Bool(true)) {
        found.skip(Skipped::Deleted);
        return;
    }
    match row.get("Document") {
        Some(Value::Array(documents)) => {
            for one in documents {
                document(one, Some(row), found, records);
            }
        }
        Some(one @ Value::Object(_)) => document(one, Some(row), found, records),
        _ if row.get("DocumentNummer").is_some() || row.get("HuidigeDocumentVersie").is_some() => {
            document(row, None, found, records);
        }
        _ => found.skip(Skipped::NoId),
    }
}

/// A document, and the case that it is of.
fn document(row: &Value, case: Option<&Value>, found: &mut Found, records: &mut Vec<Record>) {
    if row.get("Verwijderd") == Some(&Value::Bool(true)) {
        found.skip(Skipped::Deleted);
        return;
    }
    let version = row.get("HuidigeDocumentVersie").filter(|v| v.is_object());
    let listed = |of: &Value| match of.get("Kamerstukdossier") {
        Some(Value::Array(list)) => list.first().cloned(),
        Some(one @ Value::Object(_)) => Some(one.clone()),
        _ => None,
    };
    let dossier = listed(row).or_else(|| case.and_then(listed));
    let number = dossier.as_ref().and_then(|d| written(d, "Nummer"));
    let toevoeging = dossier.as_ref().and_then(|d| text(d, "Toevoeging")).map(str::to_owned);
    let volgnummer = row.get("Volgnummer").and_then(Value::as_i64);
    let id = version
        .and_then(|v| text(v, "ExterneIdentifier"))
        .map(str::to_owned)
        .or_else(|| id_of_numbers(number.as_deref(), toevoeging.as_deref(), volgnummer))
        .or_else(|| id_of_answer(&written(row, "Aanhangselnummer")?))
        .or_else(|| text(row, "DocumentNummer").map(str::to_owned));
    let mut record = Record::default();
    let mut say = |name: &str, value: Option<String>, scheme: &str| {
        let said = |value| Said { name: name.to_owned(), value, scheme: scheme.to_owned() };
        record.said.extend(value.map(said));
    };
    let of_dossier = dossier.as_ref().and_then(|d| text(d, "Titel")).or_else(|| text(row, "Titel"));
    let plain = toevoeging.filter(|t| !t.trim_start().starts_with('('));
    let filed = match (number, plain) {
        (Some(number), Some(toevoeging)) => Some(format!("{number}-{toevoeging}")),
        (Some(number), None) => Some(number),
        // Its own id names the dossier.
        (None, _) => {
            let id = id.as_deref().and_then(crate::number::identifier::DocumentId::parse);
            id.and_then(|id| id.kst()).map(|kst| kst.dossier.to_string())
        }
    };
    say("dossiernummer", filed, "");
    say("dossiertitel", of_dossier.map(str::to_owned), "");
    say("documenttitel", text(row, "Onderwerp").map(str::to_owned), "");
    say("issued", text(row, "Datum").map(str::to_owned), "");
    say("datum", text(row, "Datum").map(str::to_owned), "");
    say("type", text(row, "Soort").map(str::to_owned), "soort");
    // The number of a case is that of the questions; a motion is a case too, and is not cited by it.
    let asked = text(row, "Soort").is_some_and(|soort| soort.to_lowercase().contains("vragen"));
    say("vraagnummer", case.filter(|_| asked).and_then(|case| text(case, "Nummer")).map(str::to_owned), "");
    say("documentstatus", version.and_then(|v| text(v, "Status")).map(str::to_owned), "");
    say("identifier", id, "");
    let actors = row.get("DocumentActor").and_then(Value::as_array);
    let signs =
        |actor: &&Value| text(actor, "Relatie").is_some_and(|r| r.to_lowercase().contains("ondertekenaar"));
    record.signed = actors
        .into_iter()
        .flatten()
        .filter(signs)
        .filter_map(|actor| {
            let naam = text(actor, "ActorNaam").map(str::to_owned);
            let ambt = text(actor, "Functie").map(str::to_owned);
            (naam.is_some() || ambt.is_some()).then_some(Indiener { ambt, naam })
        })
        .collect();
    records.push(record);
}
