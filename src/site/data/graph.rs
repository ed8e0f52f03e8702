//! `graph.graphml`: who cites whom. No attribute is called `id`, and edges have none: one reader loses the names of all nodes
//! by the first, another takes the second for the name of an edge.

use super::Data;
use super::xml::escape;
use crate::collection::index::{TextIx, WorkIx};
use crate::number::identifier::DocumentId;
use std::collections::BTreeMap;

const HEAD: &str = r#"<?xml version="1.0" encoding="UTF-8"?>
<graphml xmlns="http://graphml.graphdrawing.org/xmlns" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:schemaLocation="http://graphml.graphdrawing.org/xmlns http://graphml.graphdrawing.org/xmlns/1.0/graphml.xsd">
<key id="label" for="node" attr.name="label" attr.type="string"/>
<key id="title" for="node" attr.name="title" attr.type="string"/>
<key id="kind" for="node" attr.name="kind" attr.type="string"/>
<key id="date" for="node" attr.name="date" attr.type="string"/>
<key id="held" for="node" attr.name="held" attr.type="boolean"/>
<key id="url" for="node" attr.name="url" attr.type="string"/>
<key id="citations" for="edge" attr.name="citations" attr.type="int"/>
<graph id="collection" edgedefault="directed">
"#;

/// The works as nodes; an edge for each letter and work that it cites, with how often it does.
pub(super) fn graphml(data: &Data<'_>) -> Vec<u8> {
    let mut out = String::from(HEAD);
    let value = |out: &mut String, key: &str, text: &str| {
        if !text.is_empty() {
            out.push_str(&format!("<data key=\"{key}\">"));
            escape(out, text);
            out.push_str("</data>");
        }
    };
    for (index, work) in data.resolution.works.enumerated() {
        let letter = work.letter.and_then(|letter| data.corpus.letters.get(letter));
        let entry = work.entry.and_then(|entry| data.corpus.register.get(entry));
        let title = letter.map(|l| l.meta.title.as_str()).or_else(|| entry.and_then(|e| e.title.as_deref()));
        let day = letter.map(|l| l.meta.date).or_else(|| entry.and_then(|e| e.date));
        out.push_str("<node id=\"");
        escape(&mut out, &data.key(index));
        out.push_str("\">");
        let label =
            work.id.as_ref().map_or_else(|| data.key(index), DocumentId::label).replace('\u{a0}', " ");
        value(&mut out, "label", &label);
        value(&mut out, "title", title.unwrap_or_default());
        value(&mut out, "kind", work.id.as_ref().map_or("brief", |id| id.kind().name()));
        value(&mut out, "date", &day.map(|day| day.to_string()).unwrap_or_default());
        value(&mut out, "held", if letter.is_some() { "true" } else { "false" });
        value(&mut out, "url", &data.address(&work.path));
        out.push_str("</node>\n");
    }
    for ((source, target), citations) in edges(data) {
        out.push_str("<edge source=\"");
        escape(&mut out, &data.key(source));
        out.push_str("\" target=\"");
        escape(&mut out, &data.key(target));
        out.push_str(&format!("\"><data key=\"citations\">{citations}</data></edge>\n"));
    }
    out.push_str("</graph>\n</graphml>\n");
    out.into_bytes()
}

/// Who cites whom, with how often, of letters and of their own words alone.
pub(super) fn edges(data: &Data<'_>) -> BTreeMap<(WorkIx, WorkIx), usize> {
    let mut edges = BTreeMap::new();
    for (target, citing) in data.graph.cited_by.enumerated() {
        for edge in citing.iter().filter(|edge| edge.via.is_none() && edge.place == 0) {
            let TextIx::Letter(letter) = edge.text else { continue };
            let text = data.corpus.letters.get(letter).map(|letter| &letter.text);
            let citing = text.and_then(|text| text.citation(edge.citation));
            if citing.is_some_and(|citing| citing.annotation().is_none()) {
                *edges.entry((WorkIx::from(letter), target)).or_default() += 1;
            }
        }
    }
    edges
}
