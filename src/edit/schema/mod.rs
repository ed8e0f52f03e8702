//! JSON Schemas of the YAML that people write, for editors that complete and check it while it is typed.
//!
//! They never decide what is right: the readers of front matter do, with better messages. A test keeps the keys of
//! both in step.

/// A kind of YAML that people write.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum Schema {
    /// The front matter of a letter.
    Letter,
    /// The front matter of `_index.md`, which describes a dossier.
    Dossier,
    /// `register.yaml`.
    Register,
    /// `site.yaml`.
    Site,
    /// The annotations beside a letter.
    Annotations,
}

impl Schema {
    /// The schema, a document of JSON Schema 2020-12.
    pub fn text(self) -> &'static str {
        match self {
            Self::Letter => include_str!("letter.json"),
            Self::Dossier => include_str!("dossier.json"),
            Self::Register => include_str!("register.json"),
            Self::Site => include_str!("site.json"),
            Self::Annotations => include_str!("annotations.json"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::content::front_matter::{self, keys};
    use crate::content::source::Source;
    use crate::finding::Code;
    use serde_json::Value;
    use std::collections::BTreeSet;

    /// The object that is described, in a list that of its items.
    fn described(schema: Schema) -> Value {
        let whole: Value = serde_json::from_str(schema.text()).unwrap();
        whole.get("items").cloned().unwrap_or(whole)
    }

    #[test]
    fn a_schema_has_the_keys_that_are_read() {
        for (schema, read) in [
            (Schema::Letter, keys::LETTER),
            (Schema::Dossier, keys::DOSSIER),
            (Schema::Register, keys::REGISTER),
            (Schema::Site, keys::SITE),
            (Schema::Annotations, keys::ANNOTATION),
        ] {
            let object = described(schema);
            let described: BTreeSet<&str> =
                object["properties"].as_object().unwrap().keys().map(String::as_str).collect();
            assert_eq!(described, read.iter().copied().collect(), "{schema:?}");
            assert_eq!(object["additionalProperties"], false, "{schema:?}");
        }
    }

    #[test]
    fn what_a_schema_requires_is_missed() {
        let empty = Source::new("a", "28638/a.md", "x: 1\n".to_owned());
        let all = 0..empty.text.len();
        let missed = |schema: Schema, read: &dyn Fn(&mut Vec<crate::finding::Finding>)| {
            let mut findings = Vec::new();
            read(&mut findings);
            for key in described(schema)["required"].as_array().unwrap() {
                let message = format!("`{}` is missing", key.as_str().unwrap());
                let found = findings.iter().any(|d| d.code == Code::K104 && d.message == message);
                assert!(found, "{schema:?}: {message}");
            }
        };
        missed(Schema::Letter, &|findings| _ = front_matter::letter(&empty, all.clone(), findings));
        missed(Schema::Dossier, &|findings| _ = front_matter::dossier(&empty, all.clone(), findings));
        let item = Source::new("a", "a", "- x: 1\n".to_owned());
        missed(Schema::Register, &|findings| _ = front_matter::register(&item, findings));
        missed(Schema::Annotations, &|findings| _ = front_matter::annotations(&item, findings));
    }
}
