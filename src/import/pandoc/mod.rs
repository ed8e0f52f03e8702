//! Markdown as pandoc writes it of a Word file.
//!
//! Pandoc's Markdown has more than that of letters: tables drawn with lines, spans with attributes, super- and
//! subscripts, raw parts of other formats, and lines cut wherever they get long. [`blocks`] reads it line by line,
//! [`tables`] the four ways of drawing a table, [`inline`] the words. Attributes and raw parts are listed and left
//! out; notes stand at their marks. Then the paragraphs go the way of every other format, through `letterhead`.
//!
//! The Markdown of letters on a site is not read here: that is `markdown`, with a library that does not know these
//! forms.

mod blocks;
mod inline;
mod tables;
#[cfg(test)]
mod tests;

use super::draft::Draft;
use super::flow::{Flow, Unit};
use super::header::number;
use super::letterhead::{self, Beside};
use crate::content::source::Source;
use crate::finding::{Code, Finding, Place};

/// Whether a text is Markdown that pandoc wrote: it has notes, drawn tables, spans or escapes that nobody else
/// writes. Plain text of a letter has none of them.
pub fn recognises(text: &str) -> bool {
    let written = |line: &str| {
        let line = line.trim();
        let only = |signs: &str| line.chars().all(|c| signs.contains(c));
        line.starts_with("[^") && line.contains("]:")
            || line.starts_with("|-") && only("|-: ")
            || line.starts_with("| -") && only("|-: ")
            || line.len() > 3 && only("=")
            || line.contains("<br>")
            || line.contains("<br/>")
            || line.contains("<br />")
    };
    text.lines().any(written) || is_needed(text)
}

/// Whether the numbers at the head of a text are headings of Markdown (`# 36 278 …`, `Nr. 32 …` with a line drawn below it)
/// or strong.
pub fn heads(text: &str) -> bool {
    const LOOK: usize = 40;
    let lines: Vec<&str> = text.lines().take(LOOK).map(str::trim).collect();
    let underlined = |at: usize| {
        let below = lines.get(at + 1).copied().unwrap_or_default();
        below.len() > 2 && ["=", "-"].iter().any(|sign| below.trim_matches(|c| sign.contains(c)).is_empty())
    };
    lines.iter().enumerate().any(|(at, line)| {
        let bare = line.trim_start_matches('#').trim_matches(['*', '_', ' ']);
        let marked = bare.len() < line.len() && line.starts_with(['#', '*', '_']) || underlined(at);
        marked && (number::dossier(bare).is_some() || number::ondernummer(bare).is_some())
    })
}

/// Whether a text has more of pandoc's signs than the notes that others write too.
pub fn is_needed(text: &str) -> bool {
    const SIGNS: [&str; 15] = [
        "](#",
        "](\\#",
        "----footnote",
        "^[^",
        "]{.",
        "{=html}",
        "{width=",
        "1\\.",
        "1\\)",
        "\\'",
        "\\>",
        "\\[",
        "\\*",
        "\\_",
        "\\#",
    ];
    let line = |l: &str| {
        let l = l.trim();
        l.starts_with("<table")
            || tables::is_open_rule(l)
            || l.starts_with(|c: char| c.is_ascii_digit())
                && l.trim_end_matches('\u{fe0e}').ends_with(['↑', '↩'])
            || l.contains("<sup>")
            || has_form(l)
            || l.starts_with("+--") && l.ends_with('+')
            || SIGNS.iter().any(|sign| l.contains(sign))
    };
    text.lines().any(line)
}

/// Whether a line has words that only Markdown says are raised, lowered, struck, strong or a character by its name: `10^6^`,
/// `H~2~O`, `~~oud~~`, `**vet**`, `&eacute;`.
fn has_form(line: &str) -> bool {
    let around = |sign: &str, longest: usize| {
        let parts: Vec<&str> = line.split(sign).collect();
        let whole = |words: &str| !words.is_empty() && words.trim() == words && words.len() <= longest;
        let glued = |before: &str| sign.len() > 1 || before.ends_with(char::is_alphanumeric);
        // Every second part stands between two signs.
        parts.len() % 2 == 1
            && parts.chunks(2).any(|pair| matches!(pair, [before, words] if glued(before) && whole(words)))
    };
    let entity = |at: usize| {
        let rest = line.get(at + 1..).unwrap_or_default();
        let name = rest.split(';').next().unwrap_or_default();
        name.len() < rest.len()
            && (2..=8).contains(&name.len())
            && name.trim_start_matches('#').bytes().all(|b| b.is_ascii_alphanumeric())
    };
    around("^", 8)
        || around("~", 4)
        || around("~~", 400)
        || around("**", 400)
        || line.match_indices('&').any(|(at, _)| entity(at))
}

/// Whether a text has links, or notes with other marks than numbers: without Markdown these are nothing but signs.
pub fn is_marked_up(text: &str) -> bool {
    let named = |line: &str| {
        let label = line.trim().strip_prefix("[^").and_then(|rest| rest.split_once("]:"));
        label.is_some_and(|(label, _)| !label.starts_with(|c: char| c.is_ascii_digit()))
    };
    text.contains("](http") || text.lines().any(named)
}

/// Reads a file of Markdown.
pub fn read(source: &Source, findings: &mut Vec<Finding>) -> Option<Draft> {
    let text = blocks::read(&source.text);
    if text.units.iter().all(Unit::is_empty) {
        let finding = Finding::new(Code::K745, "the file has no text");
        findings
            .push(finding.at(Place::file(source.file.clone())).help("import the file that holds the letter"));
        return None;
    }
    for (label, at) in &text.lost_marks {
        let message = format!("the text has the mark of note {label}, but the file has no such note");
        findings.push(Finding::new(Code::K741, message).at(source.place(at.clone())));
    }
    for (places, what) in [(&text.deleted, "deleted words"), (&text.remarks, "remarks")] {
        if let Some(first) = places.first() {
            let message = format!("{what} of a tracked text are left out, in {} places", places.len());
            let finding = Finding::new(Code::K746, message).at(source.place(first.clone()));
            findings.push(finding.help("convert the file with its changes accepted, or look at --dry-run"));
        }
    }
    if text.pictures > 0 {
        let message = format!("{} pictures, charts or objects are left out", text.pictures);
        let finding = Finding::new(Code::K744, message).at(Place::file(source.file.clone()));
        findings.push(finding.help("put pictures that belong to the letter in static/ and refer to them"));
    }
    let beside = Beside { sheet: Vec::new(), properties: text.titles };
    let flow = Flow { units: text.units, notes: text.notes, omitted: text.omitted };
    Some(letterhead::read(flow, &beside, source, findings))
}
