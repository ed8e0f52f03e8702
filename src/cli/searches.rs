//! What `search` prints: for people a few lines each, for programs what the script of the site gives.

use super::ResultsFormat;
use super::exit::Exit;
use super::terminal::{cannot_print, colour, count, print, say};
use std::fmt::Write as _;
use std::process::ExitCode;
use voetnoot::finding::{Finding, Severity};
use voetnoot::settings::Settings;
use voetnoot::{Answer, Found, report};

pub(super) fn search(settings: &Settings, query: &str, limit: usize, format: ResultsFormat) -> ExitCode {
    let (report, answer) = voetnoot::search(settings, query, limit);
    // What else is wrong with letters is for `check`.
    let errors: Vec<Finding> =
        report.findings.iter().filter(|finding| finding.severity == Severity::Error).cloned().collect();
    say(&report::text(&errors, colour()));
    let printed = match format {
        ResultsFormat::Text => {
            say(&format!("{} found\n", count(answer.total, "document")));
            text(&answer)
        }
        ResultsFormat::Json => json(&answer),
    };
    print(printed.as_bytes()).map_or_else(|error| cannot_print(&error), |()| Exit::of(&report).into())
}

fn text(answer: &Answer) -> String {
    let mut out = String::new();
    for Found { path, title, kind, date, passage, .. } in &answer.results {
        let about: Vec<&str> = [kind.as_str(), date].into_iter().filter(|text| !text.is_empty()).collect();
        let anchor = passage.as_ref().map(|p| p.anchor.as_str()).filter(|anchor| !anchor.is_empty());
        let anchor = anchor.map(|anchor| format!("#{anchor}")).unwrap_or_default();
        _ = writeln!(out, "{path}{anchor}  {title}");
        if !about.is_empty() {
            _ = writeln!(out, "    {}", about.join(", "));
        }
        if let Some(passage) = passage {
            let whose = match (passage.is_note, passage.is_annotation) {
                (true, _) => "[footnote] ",
                (_, true) => "[editors' annotation] ",
                _ => "",
            };
            _ = writeln!(out, "    {whose}{}", passage.text);
        }
    }
    out
}

fn json(answer: &Answer) -> String {
    let result = |found: &Found| {
        let passage = found.passage.as_ref();
        serde_json::json!({
            "path": found.path,
            "title": found.title,
            "kind": found.kind,
            "date": found.date,
            "passage": passage.map_or(found.title.as_str(), |passage| &passage.text),
            "anchor": passage.map_or("", |passage| &passage.anchor),
            "score": found.score,
        })
    };
    let results: Vec<serde_json::Value> = answer.results.iter().map(result).collect();
    format!("{}\n", serde_json::json!({ "total": answer.total, "results": results }))
}
