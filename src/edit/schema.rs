//! JSON Schemas of the YAML that people write, for editors that complete and check it while it is typed.
//!
//! They follow the table of keys. They never decide what is right: the readers of front matter do, with better
//! messages.

pub use crate::content::front_matter::FileKind;
use crate::content::front_matter::keys::{Key, Need, Shape};
use crate::finding::Severity;
use serde::{Serialize, Serializer};
use serde_json::{Map, Value, json};
use std::collections::BTreeMap;

/// Descriptions of values that several keys have, by name.
type Definitions = BTreeMap<&'static str, Value>;

#[derive(Serialize)]
struct Document<T> {
    #[serde(rename = "$schema")]
    dialect: &'static str,
    title: &'static str,
    #[serde(flatten)]
    described: T,
    #[serde(rename = "$defs")]
    definitions: Definitions,
}

#[derive(Serialize)]
struct List {
    r#type: &'static str,
    items: Object,
}

#[derive(Serialize)]
struct Object {
    r#type: &'static str,
    #[serde(rename = "additionalProperties")]
    additional: bool,
    #[serde(flatten)]
    needs: Map<String, Value>,
    properties: Properties,
}

/// Keys with what can stand behind them, in the order of their table.
struct Properties(Vec<(&'static str, Value)>);

impl Serialize for Properties {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map(self.0.iter().map(|(name, value)| (name, value)))
    }
}

/// The schema of a kind of file, a document of JSON Schema 2020-12.
pub fn text(kind: FileKind) -> String {
    let mut definitions = Definitions::new();
    let object = object(kind.keys(), &mut definitions);
    if kind.is_list() {
        document(kind, List { r#type: "array", items: object }, definitions)
    } else {
        document(kind, object, definitions)
    }
}

fn document(kind: FileKind, described: impl Serialize, definitions: Definitions) -> String {
    let title = match kind {
        FileKind::Letter => "Front matter of a letter",
        FileKind::Dossier => "Front matter of _index.md, which describes a dossier",
        FileKind::Register => "register.yaml: works that are cited but not held",
        FileKind::Site => "site.yaml",
        FileKind::Annotations => "Editors' annotations of the letter beside it",
    };
    let dialect = "https://json-schema.org/draft/2020-12/schema";
    // What is made of tables and literals can always be written.
    let text = serde_json::to_string_pretty(&Document { dialect, title, described, definitions });
    text.unwrap_or_default() + "\n"
}

fn object(keys: &'static [Key], definitions: &mut Definitions) -> Object {
    let properties = keys.iter().map(|key| (key.name, property(key, definitions))).collect();
    Object { r#type: "object", additional: false, needs: needs(keys), properties: Properties(properties) }
}

/// Which keys must be there, and with which others.
fn needs(keys: &[Key]) -> Map<String, Value> {
    let mut needs: BTreeMap<&str, Vec<Value>> = BTreeMap::new();
    let mut beside = Map::new();
    for Key { name, need, .. } in keys {
        match need {
            Need::Always => needs.entry("required").or_default().push(json!(name)),
            Need::OneOrMore(with) => {
                let required: Vec<&&str> = with.iter().chain([name]).collect();
                needs.entry("anyOf").or_default().push(json!({ "required": required }));
            }
            Need::ExactlyOne => needs.entry("oneOf").or_default().push(json!({ "required": [name] })),
            Need::Beside(other) => _ = beside.insert((*name).to_owned(), json!([other])),
            Need::Optional | Need::Default(_) => {}
        }
    }
    let mut needs: Map<String, Value> =
        needs.into_iter().map(|(word, list)| (word.to_owned(), Value::Array(list))).collect();
    if !beside.is_empty() {
        needs.insert("dependentRequired".to_owned(), Value::Object(beside));
    }
    needs
}

fn property(key: &Key, definitions: &mut Definitions) -> Value {
    let mut property = value(key.shape, definitions);
    if let Some(property) = property.as_object_mut() {
        property.insert("description".to_owned(), json!(key.about));
        property.insert("examples".to_owned(), json!(key.values()));
        if let Need::Default(default) = key.need {
            property.insert("default".to_owned(), json!(default));
        }
    }
    property
}

fn value(shape: Shape, definitions: &mut Definitions) -> Value {
    let mut named = |name: &'static str, value: Value| {
        definitions.insert(name, value);
        json!({ "$ref": format!("#/$defs/{name}") })
    };
    match shape {
        Shape::Text => named("text", json!({ "type": "string", "minLength": 1, "pattern": "\\S" })),
        Shape::Label => json!({ "type": ["string", "integer"], "minLength": 1, "pattern": "\\S" }),
        Shape::Date => {
            named("date", json!({ "type": "string", "format": "date", "pattern": "^\\d{4}-\\d{2}-\\d{2}$" }))
        }
        Shape::Id => named(
            "id",
            json!({
                "description": "Official id, as of citations",
                "type": "string",
                "minLength": 1,
                "pattern": "\\S",
            }),
        ),
        Shape::Dossier => named(
            "dossier",
            json!({
                "description": "Number of a parliamentary dossier, with its chapter or council where it has one",
                "anyOf": [
                    { "type": "integer", "minimum": 1000, "maximum": 99999 },
                    { "type": "string", "pattern": "^\\d{4,5}(-([IVX]+[A-Z]?|[A-Z]|\\d{2}))?$" },
                ],
            }),
        ),
        Shape::Ondernummer => json!({
            "anyOf": [
                { "type": "integer", "minimum": 1, "maximum": 9999 },
                { "type": "string", "pattern": "^(\\d{1,4}[a-z]?|[A-Z]{1,3})$" },
            ],
        }),
        Shape::Vergaderjaar => json!({ "type": "string", "pattern": "^\\d{4}[-–]\\d{4}$" }),
        Shape::LanguageTag => {
            json!({ "type": "string", "pattern": "^[A-Za-z0-9]{2,8}(-[A-Za-z0-9]{2,8})*$" })
        }
        Shape::Slug => json!({ "type": "string", "pattern": "^[a-z0-9][a-z0-9-]*$" }),
        Shape::WebAddress => json!({ "type": "string", "format": "uri", "pattern": "^https?://" }),
        Shape::Word(words) => json!({ "enum": words() }),
        Shape::Levels => {
            let levels = [Severity::Error, Severity::Warning, Severity::Note].map(Severity::name);
            json!({
                "type": "object",
                "minProperties": 1,
                "propertyNames": { "pattern": "^K\\d{3}$" },
                "additionalProperties": { "enum": levels.iter().chain(&["off"]).collect::<Vec<_>>() },
            })
        }
        Shape::Mapping(of) => {
            let text = value(Shape::Text, definitions);
            let mapping = object(of.keys, definitions);
            definitions.insert(of.name, json!({ "description": of.about, "oneOf": [text, mapping] }));
            json!({ "$ref": format!("#/$defs/{}", of.name) })
        }
        Shape::Many(one) => {
            let one = value(*one, definitions);
            json!({ "oneOf": [one, { "type": "array", "minItems": 1, "items": one }] })
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Whether a description refuses what says nothing, wherever that can stand in it.
    fn refuses_empty(node: &Value, whole: &Value) -> bool {
        if let Some(name) = node["$ref"].as_str() {
            return refuses_empty(&whole["$defs"][name.trim_start_matches("#/$defs/")], whole);
        }
        let has = |words: &[&str]| words.iter().any(|word| node.get(word).is_some());
        let kinds = node["type"].as_str().map(|kind| vec![kind]);
        let kinds = kinds.or_else(|| node["type"].as_array()?.iter().map(Value::as_str).collect());
        let own = kinds.unwrap_or_default().iter().all(|&kind| match kind {
            "string" => has(&["minLength", "pattern", "enum"]),
            "array" => has(&["minItems"]),
            "object" => has(&["minProperties", "required", "anyOf"]),
            _ => true,
        });
        let parts = ["oneOf", "anyOf"].iter().filter_map(|word| node[word].as_array()).flatten();
        let inner = node["properties"].as_object().into_iter().flat_map(Map::values);
        own && parts.chain(inner).chain(node.get("items")).all(|part| refuses_empty(part, whole))
    }

    #[test]
    fn a_schema_knows_its_keys_and_refuses_what_is_empty() {
        for kind in FileKind::ALL {
            let text = text(kind);
            let whole: Value = serde_json::from_str(&text).unwrap();
            let object = whole.get("items").unwrap_or(&whole);
            assert_eq!(object["additionalProperties"], false, "{kind:?}");
            for key in kind.keys() {
                let property = &object["properties"][key.name];
                assert!(refuses_empty(property, &whole), "{kind:?} {}: {property}", key.name);
            }
            // As editors that keep the order show them.
            let mut rest = text.split_once("\"properties\"").unwrap().1;
            for key in kind.keys() {
                rest = rest.split_once(&format!("\"{}\": {{", key.name)).expect(key.name).1;
            }
        }
    }
}
