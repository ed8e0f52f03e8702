//! Pages from templates: the only module that knows Tera; what Tera finds wrong is told by [`fault`].
//!
//! A site's templates replace those of the theme one by one. Templates see views and nothing else: no clock, no
//! environment, no files. Letters are never templates.

mod fault;

use crate::content::front_matter::strings;
use crate::content::source::{Source, read_text, shown, walk};
use crate::finding::{Code, Finding, Place, did_you_mean};
use crate::limits;
use fault::{Sources, THEME};
use serde::{Serialize, Serializer};
use std::collections::BTreeMap;
use std::marker::PhantomData;
use std::path::Path;
use tera::{Context, Tera, Value};

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
    /// Loads the theme, then what the site replaces: templates whole, the interface strings of `language` one by one.
    /// `site` is seen by every template.
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
        let name = format!("{language}.yaml");
        let of_theme = theme.iter().find(|(of, _)| *of == name).map_or("", |(_, text)| text);
        let strings = interface(of_theme, sources.get(&name), &sources, findings);
        sources.retain(|name, _| !name.ends_with(".yaml"));
        let mut tera = Tera::new();
        if let Err(error) = tera.add_raw_templates(sources.iter().map(|(name, source)| (name, &source.text)))
        {
            findings.extend(fault::of_loading(&error, &sources));
            return None;
        }
        tera.global_context().insert("site", site);
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

/// The interface strings of the theme, with those of the site in their places. A string that no template asks for is
/// most often a slip, which would leave the theme's in its place without a word.
fn interface(
    of_theme: &str,
    own: Option<&Source>,
    templates: &Sources,
    findings: &mut Vec<Finding>,
) -> BTreeMap<String, String> {
    let mut all = strings(of_theme).unwrap_or_default();
    let Some(own) = own.filter(|source| !source.file.starts_with(THEME)) else {
        return all;
    };
    let Some(replaced) = strings(&own.text) else {
        let message = "the interface strings cannot be read";
        let finding = Finding::new(Code::K401, message).at(Place::file(own.file.clone()));
        findings.push(finding.help("write one `key: \"text\"` a line"));
        return all;
    };
    for key in replaced.keys().filter(|key| !all.contains_key(*key)) {
        if templates.values().any(|template| asks_for(&template.text, key)) {
            continue;
        }
        let begins =
            |at: usize| own.text.get(..at).is_some_and(|before| before.is_empty() || before.ends_with('\n'));
        let mut places = own.text.match_indices(key.as_str()).map(|(at, _)| at);
        let at = places.find(|&at| begins(at)).unwrap_or_default();
        let help = match did_you_mean(key, all.keys().map(String::as_str)) {
            Some(name) => format!("did you mean `{name}`?"),
            None => "delete it, or use it in a template of the site".to_owned(),
        };
        let message = format!("no template asks for the string `{key}`");
        findings.push(Finding::new(Code::K401, message).at(own.place(at..at + key.len())).help(help));
    }
    all.extend(replaced);
    all
}

/// Whether a template has `t.key`, or `t["k" ~ …]`, which may be it.
fn asks_for(template: &str, key: &str) -> bool {
    let mut begins = template.split("t[\"").skip(1).filter_map(|rest| rest.split('"').next());
    template.contains(&format!("t.{key}")) || begins.any(|begin| key.starts_with(begin))
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
    for entry in walk(folder) {
        let entry = match entry {
            Ok(entry) if entry.file_type().is_dir() => continue,
            Ok(entry) if entry.path_is_symlink() => {
                findings.push(
                    Finding::new(Code::K005, "a symbolic link is not followed")
                        .at(Place::file(shown(entry.path())))
                        .help("put the file itself in the folder of templates"),
                );
                continue;
            }
            Ok(entry) => entry,
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
        if name.split('/').any(|part| part.starts_with('.')) {
            continue;
        }
        if !wanted {
            findings.push(
                Finding::new(Code::K004, "a file that is no template")
                    .at(Place::file(shown(entry.path())))
                    .help("templates end in .html or .xml, words in .yaml; other files belong in static/"),
            );
            continue;
        }
        match read_text(entry.path(), limits::TEMPLATE_BYTES) {
            Ok(text) => files.push(Source::new(shown(entry.path()), name, text)),
            Err(finding) => findings.push(finding),
        }
    }
    files
}
