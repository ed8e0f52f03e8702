//! References that others labelled, in the formats in which they published them: what the official publisher linked
//! (TSV), strings with their parts (TSV), references in debates annotated by hand (CSV).

use super::scoring::{Expected, Line};
use std::collections::BTreeMap;
use std::fmt::Write as _;
use voetnoot::cite::{Form, find_all};
use voetnoot::number::identifier::DocumentId;

/// One line for each paragraph, with every link in it.
pub(super) fn publisher_links(tsv: &str) -> Vec<Line> {
    let mut lines: Vec<Line> = Vec::new();
    for row in tsv.lines().skip(1) {
        let columns: Vec<&str> = row.split('\t').collect();
        let [citing, anchor, target, _, paragraph] = columns[..] else { continue };
        let kind = DocumentId::parse(target).map_or("url", |id| id.kind().name());
        let expected = Expected { words: anchor.into(), kind: kind.into(), ids: vec![target.into()] };
        match lines.last_mut() {
            Some(line) if line.id == citing && line.text == paragraph => line.expect.push(expected),
            _ => lines.push(Line {
                id: citing.into(),
                text: paragraph.into(),
                expect: vec![expected],
                optional: Vec::new(),
            }),
        }
    }
    lines
}

/// One line for each string whose expected value is a Kamerstuk or an ECLI; other series are left out. The strings
/// name parts, no words, so that only ids are compared.
pub(super) fn citation_strings(tsv: &str) -> Vec<Line> {
    let mut lines = Vec::new();
    for (i, row) in tsv.lines().enumerate().skip(1) {
        let mut columns = row.split('\t');
        let (Some(text), Some(value)) = (columns.next(), columns.next()) else { continue };
        let expect: Vec<Expected> = value.split("Citation(").skip(1).filter_map(expected).collect();
        if expect.is_empty() {
            continue;
        }
        lines.push(Line { id: format!("row {}", i + 1), text: text.into(), expect, optional: Vec::new() });
    }
    lines
}

/// `'II', '2020-2021', '35845', '6')` or `'NL', 'HR', 1973, 'ZF3911')`
fn expected(arguments: &str) -> Option<Expected> {
    let arguments = arguments.split(')').next()?;
    let parts: Vec<&str> = arguments.split(", ").map(|part| part.trim_matches('\'')).collect();
    let (kind, ids) = match parts[..] {
        [country, court, year, ordinal] if year.len() == 4 && year.parse::<u16>().is_ok() => {
            ("ecli", vec![format!("ECLI:{country}:{court}:{year}:{ordinal}").to_uppercase()])
        }
        [_, _, dossier, number, ..] => {
            let range =
                number.split_once('-').and_then(|(a, b)| Some(a.parse::<u16>().ok()?..=b.parse().ok()?));
            let numbers: Vec<String> =
                range.map_or_else(|| vec![number.to_owned()], |r| r.map(|n| n.to_string()).collect());
            ("kamerstuk", numbers.iter().map(|n| format!("kst-{dossier}-{n}")).collect())
        }
        _ => return None,
    };
    Some(Expected { words: String::new(), kind: kind.into(), ids })
}

/// References in debates. Most name a paper of the dossier at hand ("stuk nr. 12"), which only the caller knows:
/// such a short form counts as right when its number is that of the annotated paper.
pub(super) fn debates(csv: &str, misses: bool) -> String {
    let mut rows = rows(csv).into_iter();
    let header = rows.next().unwrap_or_default();
    let column = |name: &str| header.iter().position(|h| h == name).unwrap_or(usize::MAX);
    let (text, kind, target) = (column("text"), column("reference_type"), column("external_identifier"));
    let mut counts: BTreeMap<String, (usize, usize)> = BTreeMap::new();
    let mut report = String::new();
    for row in rows {
        let field = |i: usize| row.get(i).map_or("", String::as_str);
        let (found, all) = counts.entry(field(kind).to_owned()).or_default();
        *all += 1;
        if names(field(text), field(target)) {
            *found += 1;
        } else if misses {
            let _ = writeln!(report, "{} missed {} in {:?}", field(kind), field(target), field(text));
        }
    }
    for (kind, (found, all)) in counts {
        let _ = writeln!(report, "{kind:24}{found:4} of {all}");
    }
    report
}

/// Do these words name this document, given its dossier?
fn names(words: &str, target: &str) -> bool {
    let found = find_all(words);
    let cited = found.citations.iter().flat_map(|c| &c.cited).any(|c| c.id.as_str() == target);
    let number = target.rsplit('-').next().unwrap_or_default();
    let own = found.relatives.iter().any(|relative| match &relative.form {
        Form::OwnDossier(numbers) => numbers.iter().any(|(n, _)| n.to_string() == number),
        _ => false,
    });
    cited || own
}

/// The rows of a CSV file: fields in quotes may hold commas, line breaks and doubled quotes.
fn rows(csv: &str) -> Vec<Vec<String>> {
    let (mut rows, mut row, mut field) = (Vec::new(), Vec::new(), String::new());
    let mut quoted = false;
    for c in csv.chars() {
        match c {
            '"' => {
                quoted = !quoted;
                // A doubled quote closes and opens again.
                if quoted && !field.is_empty() {
                    field.push('"');
                }
            }
            ',' if !quoted => row.push(std::mem::take(&mut field)),
            '\n' if !quoted => {
                row.push(std::mem::take(&mut field));
                rows.push(std::mem::take(&mut row));
            }
            c => field.push(c),
        }
    }
    rows
}
