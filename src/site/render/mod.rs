//! Pages from templates: the only module that knows Tera; what Tera finds wrong is told by [`fault`].
//!
//! A page is made by the plan of its template ([`plan`]) out of plain data ([`document`]); where there is none, by Tera.
//!
//! A site's templates replace those of the theme one by one. Templates see views and nothing else: no clock, no
//! environment, no files. Letters are never templates.

mod document;
mod fault;
mod plan;

use crate::content::front_matter::strings;
use crate::content::source::{Source, read_text, shown, walk};
use crate::finding::{Code, Finding, Place, did_you_mean};
use crate::limits;
use document::{Document, Failed, Node, Shared};
use fault::{Sources, THEME};
use plan::Plans;
use serde::{Serialize, Serializer};
use std::collections::BTreeMap;
use std::marker::PhantomData;
use std::path::Path;
use std::sync::Arc;
use tera::{Context, Tera};

/// Templates, ready to use.
pub struct Templates {
    tera: Tera,
    plans: Plans,
    sources: Sources,
    strings: BTreeMap<String, String>,
}

/// A page's values, collected by name.
#[derive(Default)]
pub struct Values {
    document: Document,
    named: Vec<(&'static str, Node)>,
    failed: Option<Failed>,
}

impl Values {
    /// Adds a value.
    #[must_use]
    pub fn with(mut self, name: &'static str, value: &impl Serialize) -> Self {
        match self.document.take(value) {
            Ok(node) => self.named.push((name, node)),
            Err(failed) => self.failed = Some(failed),
        }
        self
    }

    fn context(&self) -> Context {
        let mut context = Context::new();
        for (name, node) in &self.named {
            context.insert(*name, &self.document.see(node));
        }
        context
    }
}

/// A value of shape `T` that many pages show, prepared for templates once. A copy costs next to nothing.
#[derive(Debug)]
pub struct Prepared<T>(Result<Arc<Shared>, Arc<Failed>>, PhantomData<fn() -> T>);

impl<T: Serialize> Prepared<T> {
    /// Prepares a value.
    pub fn new(value: &T) -> Self {
        Self(Shared::of(value).map(Arc::new).map_err(Arc::new), PhantomData)
    }
}

impl<T> Clone for Prepared<T> {
    fn clone(&self) -> Self {
        Self(self.0.clone(), PhantomData)
    }
}

impl<T> Serialize for Prepared<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match &self.0 {
            Ok(shared) => document::pass(shared, serializer),
            Err(failed) => Err(serde::ser::Error::custom(failed)),
        }
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
        let globals = [("site", Shared::of(site)), ("t", Shared::of(&strings))];
        let globals = globals.into_iter().filter_map(|(name, value)| Some((name, Arc::new(value.ok()?))));
        let plans = Plans::of(
            sources.iter().map(|(name, source)| (name.as_str(), source.text.as_str())),
            globals.collect(),
        );
        Some(Self { tera, plans, sources, strings })
    }

    /// The interface strings.
    pub fn strings(&self) -> &BTreeMap<String, String> {
        &self.strings
    }

    /// Renders a page or a part of one, at the end of `out`.
    pub fn render(&self, template: &str, values: &Values, out: &mut Vec<u8>) -> Result<(), Finding> {
        if let Some(failed) = &values.failed {
            return Err(Finding::new(
                Code::K099,
                format!("`{template}` cannot be given its values: {failed}"),
            ));
        }
        let before = out.len();
        if self.plans.render(template, (&values.document, &values.named), out) {
            #[cfg(debug_assertions)]
            self.assert_same(template, values, out.get(before..).unwrap_or_default());
            return Ok(());
        }
        out.truncate(before);
        self.by_tera(template, values, out)
    }

    /// Programs that are not optimised, and with them all tests, make every page in both ways.
    #[cfg(debug_assertions)]
    fn assert_same(&self, template: &str, values: &Values, planned: &[u8]) {
        let mut made = Vec::new();
        let by_tera = self.by_tera(template, values, &mut made);
        assert!(by_tera.is_ok(), "`{template}`: Tera reports {by_tera:?}, and its plan does not");
        let (planned, made) = (String::from_utf8_lossy(planned), String::from_utf8_lossy(&made));
        assert_eq!(planned, made, "`{template}`: its plan says something else than Tera");
    }

    fn by_tera(&self, template: &str, values: &Values, out: &mut Vec<u8>) -> Result<(), Finding> {
        let rendered = self.tera.render_to(template, &values.context(), out);
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::site::theme::TEMPLATES;
    use serde_json::{Value as Json, json};

    fn templates(files: &[(&'static str, &'static str)]) -> Templates {
        let mut findings = Vec::new();
        let site = json!({ "title": "Brieven & <meer>", "annotated": false });
        let nl = ("nl.yaml", "kop: \"Kop <1>\"\norder_date: datum\n");
        let files: Vec<_> = files.iter().copied().chain([nl]).collect();
        let loaded = Templates::load(&files, Path::new("nowhere"), "nl", &site, &mut findings);
        loaded.unwrap_or_else(|| panic!("{findings:?}"))
    }

    fn values(json: &Json) -> Values {
        let named = ["a", "b", "c", "d", "list", "page", "empty"];
        named
            .into_iter()
            .filter(|name| !json[name].is_null())
            .fold(Values::default(), |values, name| values.with(name, &json[name]))
    }

    #[test]
    fn every_page_of_the_theme_has_a_plan() {
        let mut findings = Vec::new();
        let site = json!({});
        let templates = Templates::load(TEMPLATES, Path::new("nowhere"), "nl", &site, &mut findings).unwrap();
        let slow = TEMPLATES.iter().map(|(name, _)| *name);
        let slow = slow.filter(|name| !name.ends_with(".yaml") && !templates.plans.knows(name));
        let help =
            "it uses what `render/plan/parser.rs` does not know; teach it there, or write it in another way";
        let slow: Vec<_> = slow.collect();
        assert!(slow.is_empty(), "{slow:?}: {help}");
    }

    /// Debug builds compare each page with that of Tera; here each part of the language, with all kinds of values.
    #[test]
    fn plans_say_what_tera_says() {
        let base = "<{% block one %}1{{ t.kop }}{% endblock %}{% block two %}{% set x = a %}{{ x }}{% endblock %}|{{ site.title }}>";
        let parts = "{% component word(n, one, @page, @t) %}{{ n }}:{{ one }}/{{ page.url }}{{ t.kop }}{% endcomponent word %} \
            {%- component deep(n) -%} {% if n > 0 %}({{ <deep n={n - 1}/> }}){% endif %} {%- endcomponent deep %}";
        let bodies = [
            "{{ a }} {{ b | safe }} {{ c.d }} {{ c.none }} {{ list | length }} {{ a | length }}{% set l = list | first %}{{ l }}{{ list | last }}{{ empty | first }} {{ list | join(sep=\", \") }}",
            "{% if a and not c.none or d %}1{% elif list %}2{% else %}3{% endif %}{% if empty %}4{% endif %}{% if e %}5{% endif %}",
            "{% for x in list %}{% if not loop.first %}, {% endif %}{{ loop.index }}{{ x }}{% if loop.last %}.{{ loop.length }}{{ loop.index0 }}{% endif %}{% endfor %}",
            "{% for x in empty %}{{ x }}{% else %}nothing{% endfor %}{% for x in list %}{% for y in list %}{{ loop.index }}{{ x }}{{ y }}{% endfor %}{% set z = x %}{{ z }}{% endfor %}",
            "{% set x = c.d %}{{ x + 4 }}{{ x - 9 }}{% set x = 3 %}{{ x }}{% include \"_part.html\" %}{{ x }}",
            "{{ t[\"order_\" ~ c.order] }} {{ \"k<\" ~ c.d }} {% if c.d == 5 %}=5{% endif %}{% if a != \"x\" %}!x{% endif %}{% if c.d == a %}?{% endif %}",
            "{{ <word n={c.d} one={a}/> }}{% for x in list %}{{ <word one=\"'\" n={loop.index}/> }}{% endfor %}{{ <deep n={3}/> }}",
            "{{ a if c.none else d }} {%- if list | length > 2 and c.d <= 5 %} many {% endif -%} . {# - #}  {#- b -#} {{ true }}{{ c.yes }}",
            "{% if site.annotated %}{{ nothing.there }}{% endif %}{% if t.kop == \"Kop <1>\" %}kop{% endif %}{{ c[\"d\"] }}{{ c.rec.deep.er }}",
            "{{ (a ~ 1) }}{% if (a or d) and not (c.none == empty) %}x{% endif %}{% if d == false %}y{% endif %}{% if a > \"A\" %}z{% endif %}",
        ];
        let mut files = vec![
            ("base.html", base),
            ("_parts.html", parts),
            ("_part.html", "{% set x = 9 %}[{{ x }}{{ a }}]"),
        ];
        let names: Vec<String> = (0..bodies.len()).map(|n| format!("{n}.html")).collect();
        let whole: Vec<String> = bodies
            .iter()
            .map(|body| format!("{{% extends \"base.html\" %}}{{% block one %}}{body}{{% endblock %}}"))
            .collect();
        // Tests may leak.
        let leaked = |text: &String| -> &'static str { Box::leak(text.clone().into_boxed_str()) };
        files.extend(names.iter().zip(&whole).map(|(name, text)| (leaked(name), leaked(text))));
        let templates = templates(&files);
        let some = json!({
            "a": "één & <twee> \"drie\" 'vier'", "b": "<b>vet</b>", "d": false, "list": ["x", "<y>", "'"], "empty": [],
            "c": { "d": 5, "none": null, "order": "date", "yes": true, "rec": { "deep": { "er": -12 } } },
            "page": { "url": "/x/" }
        });
        let other = json!({
            "a": "x", "b": "", "d": "tekst", "list": [], "empty": ["niet leeg"],
            "c": { "d": 0, "none": "iets", "order": "date", "yes": false, "rec": { "deep": { "er": 2.5 } } },
            "page": { "url": "/" }
        });
        for name in &names {
            assert!(templates.plans.knows(name), "{name}");
            for json in [&some, &other] {
                let (mut planned, mut made) = (Vec::new(), Vec::new());
                let values = values(json);
                let sure = templates.plans.render(name, (&values.document, &values.named), &mut planned);
                assert!(sure || name == "8.html", "{name}");
                templates.by_tera(name, &values, &mut made).unwrap();
                if sure {
                    assert_eq!(
                        String::from_utf8(planned).unwrap(),
                        String::from_utf8(made).unwrap(),
                        "{name}"
                    );
                }
            }
        }
    }

    #[test]
    fn what_tera_reports_no_plan_makes() {
        for body in [
            "{{ nothing }}",
            "{{ a.nothing }}",
            "{% if nothing.there %}{% endif %}",
            "{{ a + 1 }}",
            "{% if a < 1 %}{% endif %}",
            "{% for x in a.b %}{% endfor %}",
            "{{ t.nothing }}",
            "{{ c | length }}",
        ] {
            let templates = templates(&[("a.html", Box::leak(body.to_owned().into_boxed_str()))]);
            let mut out = b"before".to_vec();
            let found = templates.render("a.html", &values(&json!({ "a": "x", "c": 3 })), &mut out);
            assert_eq!(found.unwrap_err().code, Code::K401, "{body}");
        }
    }

    #[test]
    fn a_template_that_no_plan_knows_is_made_by_tera() {
        let files =
            [("a.html", "{% include \"b.html\" %}"), ("b.html", "{{ a | upper }}"), ("c.html", "{{ a }}")];
        let templates = templates(&files);
        assert!(!templates.plans.knows("a.html") && templates.plans.knows("c.html"));
        let mut out = Vec::new();
        templates.render("a.html", &values(&json!({ "a": "kop & voet" })), &mut out).unwrap();
        assert_eq!(out, b"KOP &amp; VOET");
        // A name that says two things.
        let shadowing =
            super::tests::templates(&[("a.html", "{% set t = a %}{{ t }}"), ("b.html", "{{ a }}")]);
        assert!(!shadowing.plans.knows("b.html"));
    }
}
