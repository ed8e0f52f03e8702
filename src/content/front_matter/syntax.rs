//! Where the keys of a mapping stand, and what is wrong where YAML cannot be read: in words for people who never
//! heard of tokens and mappings.

use super::keys::FileKind;
use super::quoted;
use crate::content::source::Source;
use crate::finding::{Code, Finding};
use std::ops::Range;

/// The keys at the outermost level of a block mapping, with the places of key and value. `text` begins at byte
/// `start` of its file; the mapping may be an item of a list.
pub(super) fn keys(text: &str, start: usize) -> Vec<(String, Range<usize>, Range<usize>)> {
    let item = text.starts_with("- ");
    let mut keys = Vec::new();
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        let begin = at;
        at += line.len();
        let indent = if item { 2 } else { 0 };
        let Some(rest) = line.get(indent..) else { continue };
        let outermost = begin == 0 || line.get(..indent).is_some_and(|s| s.bytes().all(|b| b == b' '));
        if !outermost || rest.starts_with([' ', '\t', '#', '-', '\n', '\r', '}', ']']) {
            continue;
        }
        // `? [a, b]` is a key of any form, with its value on the next line.
        let (sign, colon) = match rest.strip_prefix("? ") {
            Some(key) => (2, 2 + key.trim_end().len()),
            None => (0, rest.find(':').unwrap_or(0)),
        };
        if colon == sign {
            continue;
        }
        let name = rest.get(sign..colon).unwrap_or_default().trim_end();
        let key = name.trim_matches(['"', '\'']).to_owned();
        let rest_start = start + begin + indent;
        let key_start = rest_start + sign;
        let behind = (colon + 1).min(rest.len());
        let value = rest.get(behind..).unwrap_or_default();
        let value_start = rest_start + behind + (value.len() - value.trim_start().len());
        let value_end = rest_start + behind + value.trim_end().len();
        keys.push((key, key_start..key_start + name.len(), value_start.min(value_end)..value_end));
    }
    keys
}

/// What keeps this YAML from being read. The parser stops where it is at a loss, which is often a line or more behind
/// the slip; so the slips that people make are looked for first.
pub(super) fn finding(
    source: &Source,
    kind: FileKind,
    text: &str,
    start: usize,
    error: &serde_yaml::Error,
) -> Finding {
    let at = |span: Range<usize>, message: &str| {
        let span = start + span.start..start + span.end;
        Finding::new(Code::K102, message).at(source.place(span))
    };
    let unclosed = |(span, sign): (Range<usize>, char)| {
        let (what, other) = match sign {
            '[' => ("a bracket", ']'),
            '{' => ("a brace", '}'),
            quote => ("a quotation mark", quote),
        };
        at(span, &format!("{what} that is not closed"))
            .help(format!("put the other `{other}` at the end of the value"))
    };
    let place = error.location().map_or(0, |l| l.index().min(text.trim_end().len()));
    let mut begin = 0;
    let mut open: Option<(Range<usize>, char)> = None;
    for line in text.split_inclusive('\n') {
        let indent = line.len() - line.trim_start_matches([' ', '-']).len();
        let rest = line.get(indent..).unwrap_or_default();
        if rest.starts_with('\t') && !rest.trim().is_empty() {
            let tabs = rest.len() - rest.trim_start_matches('\t').len();
            return at(
                begin + indent..begin + indent + tabs,
                "a tab before the text of a line: YAML takes only spaces",
            )
            .help("replace the tab by two spaces, so that the line begins below those that it belongs to");
        }
        let (name, behind) = rest.split_once(':').unwrap_or(("", ""));
        let is_key = kind.key(name.trim_end()).is_some();
        if is_key && let Some(open) = open.take() {
            return unclosed(open);
        }
        // The parser has come past every slip when it is at a loss.
        if begin > place {
            break;
        }
        if is_key && !behind.is_empty() && !behind.starts_with([' ', '\n', '\r', '\t']) {
            let colon = begin + indent + name.len();
            return at(colon..colon + 1, "no space behind the colon")
                .help(format!("write `{name}: {}`", behind.trim()));
        }
        let value = behind.trim();
        if is_key && let Some(sign @ ('"' | '\'' | '[' | '{')) = value.chars().next() {
            let closed = match sign {
                '[' => value.matches('[').count() <= value.matches(']').count(),
                '{' => value.matches('{').count() <= value.matches('}').count(),
                quote => value.len() > 1 && value.ends_with(quote) || value.matches(quote).count() % 2 == 0,
            };
            let from = begin + line.find(value).unwrap_or(indent);
            open = (!closed).then_some((from..from + value.len(), sign));
        }
        begin += line.len();
    }
    if let Some(open) = open {
        return unclosed(open);
    }
    let help = match quoted_line(&source.text, start + place) {
        Some(line) => format!("a text with a colon stands between quotation marks: `{line}`"),
        None => {
            "put a text with a colon, a quotation mark or a `#` between double quotation marks".to_owned()
        }
    };
    at(place..place + 1, "this YAML cannot be read").help(help)
}

/// The line at a place as it can be read, if it is a key with a text that has a colon: `quote: (hierna: CKM)`.
fn quoted_line(text: &str, at: usize) -> Option<String> {
    let start = text.get(..at)?.rfind('\n').map_or(0, |n| n + 1);
    let line = text.get(start..)?.lines().next()?.trim_start_matches(['-', ' ']).trim_end();
    let (key, value) = line.split_once(": ")?;
    let is_key = !key.is_empty() && key.bytes().all(|b| b.is_ascii_lowercase() || b == b'_');
    let is_plain = !value.starts_with(['"', '\'', '|', '>', '[', '{', '&', '*', '!']);
    (is_key && is_plain && value.contains(": ")).then(|| format!("{key}: {}", quoted(value)))
}
