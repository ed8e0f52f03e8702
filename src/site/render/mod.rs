//! Pages from templates: the only module that knows Tera; what Tera finds wrong is told by [`fault`].
//!
//! A site's templates replace those of the theme one by one. Templates see views and nothing else: no clock, no
//! environment, no files. Letters are never templates.

mod fault;

use crate::content::source::{Source, read_text, shown};
use crate::finding::{Code, Finding, Place};
use crate::limits;
use fault::{Sources, THEME};
use serde::{Serialize, Serializer};
use std::collections::BTreeMap;
use std::marker::PhantomData;
use std::path::Path;
use tera::{Context, Tera, Value};
use walkdir::WalkDir;

/// Templates, ready to use.
pub struct Templates {
    tera: Tera,
    sources: Sources,
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
        let of_theme = |&(name, text): &(&'static str, &'static str)| {
            Source::new(format!("{THEME}{name}"), name, text.to_owned())
        };
        let files = theme.iter().map(of_theme).chain(own_files(folder, findings));
        let mut sources: Sources = files.map(|source| (source.relative.clone(), source)).collect();
        let strings = sources.get(&format!("{language}.yaml")).and_then(|source| {
            let read = crate::content::front_matter::strings(&source.text);
            if read.is_none() {
                let message = "the interface strings cannot be read";
                let place = Place::file(source.file.clone());
                findings.push(
                    Finding::new(Code::K401, message).at(place).help("write one `key: \"text\"` a line"),
                );
            }
            read
        });
        sources.retain(|name, _| !name.ends_with(".yaml"));
        let mut tera = Tera::new();
        if let Err(error) = tera.add_raw_templates(sources.iter().map(|(name, source)| (name, &source.text)))
        {
            findings.extend(fault::of_loading(&error, &sources));
            return None;
        }
        tera.global_context().insert("site", site);
        let strings = strings.unwrap_or_default();
        tera.global_context().insert("t", &strings);
        Some(Self { tera, sources, strings })
    }

    /// The interface strings.
    pub fn strings(&self) -> &BTreeMap<String, String> {
        &self.strings
    }

    /// Renders a page or a part of one, at the end of `out`.
    pub fn render(&self, template: &str, values: &Values, out: &mut Vec<u8>) -> Result<(), Finding> {
        let rendered = self.tera.render_to(template, &values.0, out);
        rendered.map_err(|error| fault::of_rendering(&error, template, &self.sources))
    }
}

/// The findings of many pages, a fault of a template once: where the first of them has it.
pub(crate) fn each_once(mut findings: Vec<Finding>) -> Vec<Finding> {
    findings.sort();
    findings.dedup_by(|a, b| (&a.place, a.code, &a.message) == (&b.place, b.code, &b.message));
    findings
}

/// The site's own templates and string files, sorted by name.
fn own_files(folder: &Path, findings: &mut Vec<Finding>) -> Vec<Source> {
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
                Ok(text) => files.push(Source::new(shown(entry.path()), name, text)),
                Err(finding) => findings.push(finding),
            }
        }
    }
    files
}
