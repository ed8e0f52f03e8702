//! Records of XML and HTML: answers of a search (SRU 2.0 and 1.2), OWMS, `metadata.xml`, and `<meta>` of publications and
//! pages. Each record of an answer is read by itself, so that a bad one spoils no other.

use super::fact::{Record, Said};
use super::{Found, Skipped};
use crate::import::events::{Event, attribute, entity, events};

/// The records of a text.
pub(super) fn records(text: &str, found: &mut Found) -> Vec<Record> {
    let text = text.find("<?xml").and_then(|at| text.get(at..)).unwrap_or(text);
    let parts = parts(text);
    let whole = parts.is_empty();
    let parts = if whole { vec![text] } else { parts };
    let mut records = Vec::new();
    for part in parts {
        let is_page = whole && is_html(part);
        let read = if is_page { Ok(of_page(part)) } else { of_xml(part, !whole) };
        match read {
            Ok(record) if record.said.is_empty() => found.skip(Skipped::NoId),
            Ok(record) => records.push(record),
            Err(()) => found.skip(Skipped::Unreadable),
        }
    }
    records
}

/// The records of an answer: what stands between `<record>` and `</record>`, whatever the prefix.
fn parts(text: &str) -> Vec<&str> {
    let mut parts = Vec::new();
    let mut rest = text;
    while let Some(at) = opening(rest) {
        let Some(from) = rest.get(at..) else { break };
        let end = closing(from).unwrap_or(from.len());
        // One that does not end may have swallowed the next.
        let next = from.get(1..).and_then(opening).map(|at| at + 1).filter(|&next| next < end);
        let end = next.unwrap_or(end);
        parts.extend(from.get(..end));
        rest = from.get(end..).unwrap_or_default();
    }
    parts
}

/// Where an element begins that is called `record`.
fn opening(text: &str) -> Option<usize> {
    text.match_indices("record").find_map(|(at, _)| {
        let after = text.get(at + 6..)?.chars().next()?;
        let before = text.get(..at)?;
        let start = before.rfind('<')?;
        let prefix = before.get(start + 1..)?;
        let is_prefix = prefix.is_empty()
            || prefix.strip_suffix(':').is_some_and(|p| p.chars().all(|c| c.is_ascii_alphanumeric()));
        (is_prefix && (after == '>' || after.is_whitespace())).then_some(start)
    })
}

/// Where its end ends.
fn closing(text: &str) -> Option<usize> {
    text.match_indices("record>").find_map(|(at, found)| {
        let before = text.get(..at)?;
        let start = before.rfind("</")?;
        let prefix = before.get(start + 2..)?;
        let is_prefix = prefix.is_empty()
            || prefix.strip_suffix(':').is_some_and(|p| p.chars().all(|c| c.is_ascii_alphanumeric()));
        is_prefix.then_some(at + found.len())
    })
}

fn is_html(text: &str) -> bool {
    let head = text.get(..text.floor_char_boundary(2_000)).unwrap_or(text).to_ascii_lowercase();
    head.contains("<!doctype html") || head.contains("<html")
}

/// The `<meta>` of a page, which is no XML.
fn of_page(text: &str) -> Record {
    let mut record = Record { reversed: true, ..Record::default() };
    for (at, _) in text.match_indices("<meta") {
        let Some(tag) = text.get(at..).and_then(|rest| rest.split_once('>')).map(|(tag, _)| tag) else {
            continue;
        };
        let tag = format!("{}/>", tag.trim_end_matches('/'));
        if let Ok(read) = of_xml(&tag, false) {
            record.said.extend(read.said);
        }
    }
    record
}

/// The record that a piece of XML is; in that of an answer names may have no prefix.
fn of_xml(text: &str, bare: bool) -> Result<Record, ()> {
    let mut record = Record::default();
    // The element whose words are a value.
    let mut open: Option<Said> = None;
    let mut depth = 0_usize;
    let read = events(text, &mut |event, _| match event {
        Event::Start(element) | Event::Empty(element) => {
            depth += usize::from(matches!(event, Event::Start(_)));
            let scheme = attribute(element, "scheme").unwrap_or_default().to_ascii_lowercase();
            let local = element.local_name().as_ref().to_ascii_lowercase();
            if matches!(local.as_str(), "meta" | "metadata") {
                if let Some((name, value)) = attribute(element, "name").zip(attribute(element, "content"))
                    && let Some(name) = stated(&name)
                {
                    record.reversed |= local == "meta";
                    record.said.push(Said { name, value, scheme });
                }
                open = None;
                return;
            }
            let value = String::new();
            open = known(element.name().as_ref(), bare).map(|name| Said { name, value, scheme });
        }
        Event::Text(words) => push(&mut open, words),
        Event::CData(words) => push(&mut open, words),
        Event::GeneralRef(name) => {
            let character = name.resolve_char_ref().ok().flatten().map(String::from);
            push(&mut open, &character.or_else(|| entity(name)).unwrap_or_default());
        }
        Event::End(_) => {
            depth = depth.saturating_sub(1);
            record.said.extend(open.take().filter(|said| !said.value.trim().is_empty()));
        }
        _ => {}
    });
    match read {
        Ok(()) if depth == 0 => Ok(record),
        // A publication that is broken further on has said what it is in its head.
        _ if !bare && !record.said.is_empty() => Ok(record),
        _ => Err(()),
    }
}

fn push(open: &mut Option<Said>, words: &str) {
    if let Some(said) = open {
        said.value.push_str(words);
    }
}

/// The name of a value of `<meta>`: `OVERHEIDop.dossiernummer`, `DC.title`, `DCTERMS.issued`.
fn stated(name: &str) -> Option<String> {
    let (prefix, name) = name.split_once('.')?;
    let prefix = prefix.to_ascii_lowercase();
    matches!(prefix.as_str(), "dc" | "dcterms" | "overheidop" | "overheid").then(|| name.to_ascii_lowercase())
}

/// The name of an element of OWMS or of an answer: `overheidop:dossiernummer`, `dcterms:issued`.
fn known(element: &str, bare: bool) -> Option<String> {
    let lower = element.to_ascii_lowercase();
    match lower.split_once(':') {
        Some(("dc" | "dcterms" | "overheidop" | "overheidwetgeving", name)) => Some(name.to_owned()),
        Some(_) => None,
        None => (bare && lower != "record").then_some(lower),
    }
}
