//! Pages from templates: the only file that knows Tera.
//!
//! A site's templates replace those of the theme one by one. Templates see views and nothing else: no clock, no
//! environment, no files. Letters are never templates.

use crate::content::source::{read_text, shown};
use crate::finding::{Code, Finding, Place};
use crate::limits;
use serde::{Serialize, Serializer};
use std::collections::BTreeMap;
use std::marker::PhantomData;
use std::path::Path;
use tera::{Context, Tera, Value};
use walkdir::WalkDir;

/// Templates, ready to use.
pub struct Templates {
    tera: Tera,
    strings: BTreeMap<String, String>,
}

/// A page's values, collected by name.
#[derive(Default)]
pub struct Values(Context);

impl Values {
    /// Adds a value.
    #[must_use]
    pub fn with(mut self, name: &'static str, value: &impl Serialize) -> Self {
        self.0.insert(name, value);
        self
    }
}

/// A value of shape `T` that many pages show, prepared for templates once. A copy costs next to nothing.
#[derive(Debug)]
pub struct Prepared<T>(Value, PhantomData<fn() -> T>);

impl<T: Serialize> Prepared<T> {
    /// Prepares a value.
    pub fn new(value: &T) -> Self {
        Self(Value::from_serializable(value), PhantomData)
    }
}

impl<T> Clone for Prepared<T> {
    fn clone(&self) -> Self {
        Self(self.0.clone(), PhantomData)
    }
}

impl<T> Serialize for Prepared<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.0.serialize(serializer)
    }
}

impl Templates {
    /// Loads the theme, then what the site replaces, then the interface strings of `language`; `site` is seen by
    /// every template.
    pub fn load(
        theme: &[(&'static str, &'static str)],
        folder: &Path,
        language: &str,
        site: &impl Serialize,
        findings: &mut Vec<Finding>,
    ) -> Option<Self> {
        let mut files: Vec<(String, String)> =
            theme.iter().map(|&(n, t)| (n.to_owned(), t.to_owned())).collect();
        let own = own_files(folder, findings);
        for (name, text) in own {
            match files.iter_mut().find(|(n, _)| *n == name) {
                Some(file) => file.1 = text,
                None => files.push((name, text)),
            }
        }
        let strings = files.iter().find(|(name, _)| *name == format!("{language}.yaml"));
        let strings = strings.and_then(|(name, text)| {
            let read = crate::content::front_matter::strings(text);
            if read.is_none() {
                let message = "the interface strings cannot be read";
                let place = Place::file(format!("{}/{name}", shown(folder)));
                findings.push(
                    Finding::new(Code::K401, message).at(place).help("write one `key: \"text\"` a line"),
                );
            }
            read
        });
        let mut tera = Tera::new();
        let templates = files.into_iter().filter(|(name, _)| !name.ends_with(".yaml"));
        if let Err(error) = tera.add_raw_templates(templates) {
            findings.push(
                Finding::new(
                    Code::K401,
                    format!("a template cannot be used\n{}", error.to_string().trim_end()),
                )
                .at(Place::file(shown(folder)))
                .help("the theme's own templates show what is possible"),
            );
            return None;
        }
        tera.global_context().insert("site", site);
        let strings = strings.unwrap_or_default();
        tera.global_context().insert("t", &strings);
        Some(Self { tera, strings })
    }

    /// The interface strings.
    pub fn strings(&self) -> &BTreeMap<String, String> {
        &self.strings
    }

    /// Renders a page or a part of one, at the end of `out`.
    pub fn render(&self, template: &str, values: &Values, out: &mut Vec<u8>) -> Result<(), Finding> {
        self.tera.render_to(template, &values.0, out).map_err(|error| {
            Finding::new(
                Code::K401,
                format!("`{template}` cannot be rendered\n{}", error.to_string().trim_end()),
            )
            .help("the values that a template may use are described in docs/TEMPLATES.md")
        })
    }
}

/// The site's own templates and string files, sorted by name.
fn own_files(folder: &Path, findings: &mut Vec<Finding>) -> Vec<(String, String)> {
    let mut files = Vec::new();
    if !folder.exists() {
        return files;
    }
    for entry in WalkDir::new(folder).follow_links(false).sort_by_file_name() {
        let entry = match entry {
            Ok(entry) if entry.file_type().is_file() => entry,
            Ok(_) => continue,
            Err(error) => {
                findings.push(
                    Finding::new(Code::K001, format!("cannot read the templates: {error}"))
                        .at(Place::file(shown(folder))),
                );
                continue;
            }
        };
        let name = entry.path().strip_prefix(folder).map(shown).unwrap_or_default();
        let wanted = [".html", ".xml", ".yaml"].iter().any(|ending| name.ends_with(ending));
        if wanted && !name.starts_with('.') {
            match read_text(entry.path(), limits::TEMPLATE_BYTES) {
                Ok(text) => files.push((name, text)),
                Err(finding) => findings.push(finding),
            }
        }
    }
    files
}
