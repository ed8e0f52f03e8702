//! Markdown that has YAML above its text already: from Obsidian, from `pandoc -s`, or a letter of another collection.
//!
//! What would build as it is, is a letter and is taken as it is. Of others the keys that letters have are facts, where
//! the text prints none; other keys are listed as left out, with all of the YAML.

use super::draft::{Draft, Omitted, Why};
use crate::content::front_matter::texts_by_key;
use crate::content::letter::Headed;
use crate::content::source::Source;
use crate::finding::{Code, Finding, Severity};
use crate::limits;
use std::fmt::Display;
use std::ops::Range;
use std::str::FromStr;

/// Keys of programs whose `date` is the day on which they ran, and whose `type` is that of the file.
const PROGRAMS: [&str; 4] = ["content_hash", "extracted_via", "generation_metadata", "token_estimate"];

/// The bytes of the YAML above a text, with its fences.
pub(super) fn of(text: &str) -> Option<Range<usize>> {
    let mut at = 0;
    for (number, line) in text.split_inclusive('\n').enumerate() {
        let fence = line.trim_end();
        if number == 0 && fence != "---" {
            return None;
        }
        at += line.len();
        if number > 0 && matches!(fence, "---" | "...") {
            let inner = text.get(line.len().min(4)..at)?;
            let keyed = inner.lines().any(|l| l.split_once(':').is_some_and(|(key, _)| is_key(key)));
            return (keyed && at <= limits::YAML_BYTES).then_some(0..at);
        }
    }
    None
}

fn is_key(text: &str) -> bool {
    !text.is_empty() && text.chars().all(|c| c.is_alphanumeric() || matches!(c, '_' | '-'))
}

/// The place of a letter that has all that a letter needs. `None` if it has not.
pub(super) fn letter(source: &Source) -> Option<String> {
    of(&source.text)?;
    let mut found = Vec::new();
    let letter = Source::new(source.file.clone(), source.file.clone(), source.text.clone());
    let headed = Headed::read(letter, &mut found).ok()?;
    let place = format!("{}.md", headed.meta.path.as_str().trim_end_matches('/'));
    found.iter().all(|finding| finding.severity != Severity::Error).then_some(place)
}

/// The text with spaces in place of its YAML: every other byte keeps its place.
pub(super) fn blanked(text: &str, yaml: &Range<usize>) -> String {
    let (above, below) = text.split_at(yaml.end);
    let spaces = above.bytes().map(|b| if b == b'\n' { '\n' } else { ' ' });
    spaces.chain(below.chars()).collect()
}

/// Puts the facts of the YAML into a draft of the text below it.
pub(super) fn complete(source: &Source, yaml: &Range<usize>, draft: &mut Draft, findings: &mut Vec<Finding>) {
    let mut at = yaml.start;
    let mut lines = Vec::new();
    for line in source.text.get(yaml.clone()).unwrap_or_default().split_inclusive('\n') {
        let end = at + line.trim_end().len();
        if !line.trim().is_empty() {
            lines.push(Omitted { at: at..end, text: line.trim_end().to_owned(), why: Why::Metadata });
        }
        at += line.len();
    }
    lines.append(&mut draft.omitted);
    draft.omitted = lines;
    let inner = source.text.get(yaml.clone()).unwrap_or_default().trim();
    let inner = inner.trim_start_matches("---").trim_end_matches(['-', '.']);
    let Some(texts) = texts_by_key(inner) else {
        let finding = Finding::new(Code::K748, "the YAML above the text cannot be read");
        let finding = finding.at(source.place(yaml.clone()));
        findings.push(finding.help("mend it, or give its facts with --date, --title and the like"));
        return;
    };
    let value = |key: &str| texts.get(key).cloned().unwrap_or_default();
    let mut reader = FactReader { source, findings };
    let head = &mut draft.head;
    let dossiers: Vec<_> =
        value("dossiernummer").iter().filter_map(|text| reader.read("dossiernummer", text)).collect();
    if !dossiers.is_empty() {
        let titles = std::mem::take(&mut head.dossiers);
        let title = |number| titles.iter().find(|(other, _)| *other == number).and_then(|(_, t)| t.clone());
        head.dossiers = dossiers.into_iter().map(|number| (number, title(number))).collect();
    }
    if PROGRAMS.iter().all(|key| !texts.contains_key(*key)) {
        reader.fact("date", &value("date"), &mut head.date);
        reader.fact("type", &value("type"), &mut head.soort);
    }
    reader.fact("ondernummer", &value("ondernummer"), &mut head.ondernummer);
    reader.fact("kenmerk", &value("kenmerk"), &mut head.kenmerk);
    reader.fact("vergaderjaar", &value("vergaderjaar"), &mut head.vergaderjaar);
    // Programs set a title that the file has from its template: what the letter is about counts more.
    if head.title.is_none() {
        head.title = value("title").into_iter().find(|title| !title.trim().is_empty());
    }
}

struct FactReader<'a> {
    source: &'a Source,
    findings: &'a mut Vec<Finding>,
}

impl FactReader<'_> {
    /// A value, or a finding that it is none.
    fn read<T: FromStr>(&mut self, key: &str, text: &str) -> Option<T> {
        let read = text.trim().parse().ok();
        if read.is_none() {
            let message = format!("`{text}` above the text is no value of `{key}`");
            self.findings.push(Finding::new(Code::K748, message).at(self.line(key)).help("correct it"));
        }
        read
    }

    fn fact<T: FromStr + PartialEq + Display>(&mut self, key: &str, values: &[String], kept: &mut Option<T>) {
        let Some(stated) = values.first().and_then(|text| self.read::<T>(key, text)) else { return };
        if let Some(printed) = kept.as_ref().filter(|printed| **printed != stated) {
            let message = format!("the `{key}` above the text is {stated}, and the letter says {printed}");
            let finding = Finding::new(Code::K742, message).at(self.line(key));
            // Programs set the day on which they ran, or a kind of their own.
            self.findings
                .push(finding.help("what the letter prints was taken: correct it if it is the other"));
            return;
        }
        *kept = Some(stated);
    }

    /// The line of a key.
    fn line(&self, key: &str) -> crate::finding::Place {
        let mut at = 0;
        for line in self.source.text.split_inclusive('\n') {
            if line.strip_prefix(key).is_some_and(|rest| rest.starts_with(':')) {
                return self.source.place(at..at + line.trim_end().len());
            }
            at += line.len();
        }
        self.source.place(0..3)
    }
}
