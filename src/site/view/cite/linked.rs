//! A work as linked data: a graph of schema.org's vocabulary, for who reads pages by program.

use super::{Reference, Series, Views};
use crate::collection::index::WorkIx;
use crate::content::front_matter::Indiener;
use crate::number::address::OutPath;
use crate::number::identifier::DocumentId;
use serde_json::{Map, Value, json};

/// How many cited works a graph names.
const CITATIONS: usize = 100;

impl Views<'_> {
    /// The graph of a work, its dossier, its senders and what it cites; safe inside `<script>`.
    pub(super) fn linked(&self, work: WorkIx, of: &Reference) -> String {
        let mut report = Map::new();
        let mut put = |key: &str, value: Value| {
            if !value.is_null() {
                report.insert(key.to_owned(), value);
            }
        };
        put("@type", Value::from("Report"));
        put("@id", Value::from(of.url.as_str()));
        put("name", Value::from(of.title.clone().unwrap_or_else(|| of.form())));
        put("url", Value::from(of.url.as_str()));
        put("identifier", identifiers(of));
        if let Series::Paper(_) = of.series {
            put("reportNumber", Value::from(of.form()));
        }
        let date = of.date.map_or(Value::Null, |date| Value::from(date.to_string()));
        put("datePublished", date.clone());
        put("dcterms:issued", date);
        put("inLanguage", Value::from(of.language.as_str()));
        put("genre", of.soort.as_deref().map_or(Value::Null, Value::from));
        let id = |n: usize| format!("{}#afzender-{}", of.url, n + 1);
        let senders: Vec<Value> = of.indieners.iter().enumerate().map(|(n, i)| sender(i, &id(n))).collect();
        let named: Vec<Value> = senders.iter().filter_map(|sender| {
            Some(json!({ "@id": sender.get("@id")?, "@type": sender.get("@type")?, "name": sender.get("name")? }))
        }).collect();
        put("author", if named.is_empty() { Value::Null } else { Value::from(named) });
        let house = of.house().map(|house| json!({ "@type": "GovernmentOrganization", "name": house }));
        put("publisher", house.unwrap_or_default());
        put("sameAs", of.official.as_deref().map_or(Value::Null, Value::from));
        let dossier = of.id.as_ref().and_then(DocumentId::dossier).map(|number| {
            let view = self.dossier_ref(number);
            let name = view.title.map_or_else(|| number.printed(), |title| format!("{} {title}", number.printed()));
            json!({ "@type": "CreativeWorkSeries", "@id": self.full(&OutPath::of_dossier(number)), "name": name.replace('\u{a0}', " "), "identifier": number.to_string() })
        });
        put(
            "isPartOf",
            dossier.as_ref().and_then(|d| d.get("@id")).map_or(Value::Null, |id| json!({ "@id": id })),
        );
        let letter = self.resolution.works.get(work).and_then(|w| w.letter);
        let cited = letter
            .and_then(|letter| self.graph.cites.letters.get(letter))
            .map(Vec::as_slice)
            .unwrap_or_default();
        let citation = |(work, _): &(WorkIx, _)| {
            let cited = self.resolution.works.get(*work)?;
            Some(
                json!({ "@type": "CreativeWork", "@id": self.full(&cited.path), "name": self.label(*work).replace('\u{a0}', " ") }),
            )
        };
        let citations: Vec<Value> = cited.iter().take(CITATIONS).filter_map(citation).collect();
        put("citation", if citations.is_empty() { Value::Null } else { Value::from(citations) });
        let mut graph = vec![Value::Object(report)];
        graph.extend(dossier);
        graph.extend(senders);
        let context = json!([
            "https://schema.org",
            { "dcterms": "http://purl.org/dc/terms/" }
        ]);
        in_script(&json!({ "@context": context, "@graph": graph }))
    }
}

/// What the work is numbered and called by others.
fn identifiers(of: &Reference) -> Value {
    let property =
        |name: &str, value: String| json!({ "@type": "PropertyValue", "propertyID": name, "value": value });
    let mut list: Vec<Value> = Vec::new();
    list.extend(of.id.as_ref().map(|id| property("dcterms:identifier", id.to_string())));
    match &of.series {
        Series::Paper(kst) => {
            list.push(property("OVERHEIDop.dossiernummer", kst.dossier.to_string()));
            list.push(property("OVERHEIDop.ondernummer", kst.ondernummer.to_string()));
            list.extend(of.session.map(|year| property("OVERHEIDop.vergaderjaar", year.to_string())));
        }
        Series::Kenmerk(kenmerk) if !kenmerk.is_empty() => list.push(property("kenmerk", kenmerk.clone())),
        Series::Other(_) | Series::Kenmerk(_) => {}
    }
    if list.is_empty() { Value::Null } else { Value::from(list) }
}

/// A person in an office, or the office.
fn sender(of: &Indiener, id: &str) -> Value {
    match (&of.naam, &of.ambt) {
        (Some(naam), Some(ambt)) => json!({ "@type": "Person", "@id": id, "name": naam, "jobTitle": ambt }),
        (Some(naam), None) => json!({ "@type": "Person", "@id": id, "name": naam }),
        (None, ambt) => {
            json!({ "@type": "GovernmentOrganization", "@id": id, "name": ambt.as_deref().unwrap_or_default() })
        }
    }
}

/// JSON that ends no element and begins none, wherever it stands in HTML.
fn in_script(value: &Value) -> String {
    let mut out = String::new();
    for c in value.to_string().chars() {
        match c {
            '<' => out.push_str("\\u003c"),
            '>' => out.push_str("\\u003e"),
            '&' => out.push_str("\\u0026"),
            c => out.push(c),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_word_of_a_title_ends_the_script() {
        let text = in_script(&json!({ "name": "</script><!-- & \" \u{2028}" }));
        assert!(!text.contains(['<', '>', '&']), "{text}");
        assert_eq!(serde_json::from_str::<Value>(&text).unwrap()["name"], "</script><!-- & \" \u{2028}");
    }
}
