//! Templates made ready once, so that a page costs little more than its bytes.
//!
//! Tera asks of each value its name, and gives copies of it on. A template is the same on every page: here it is read
//! once, its blocks and includes are put in their places, what every page says alike becomes text, and what is left is
//! walked through. The language is that of Tera, as far as the theme uses it. Tera stays the judge: it reads all
//! templates first; a template that says more than is known here has no plan; and a page at which a plan is not sure
//! what Tera would say is made by Tera.

mod lexer;
mod link;
mod parser;
mod run;

use super::document::{Document, Node, Shared};
use link::Linker;
use parser::Template;
use run::{Called, Name, Run, Step, Val};
use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

/// The plans of all templates that have one.
#[derive(Debug, Default)]
pub(super) struct Plans {
    pages: BTreeMap<String, Vec<Step>>,
    components: Vec<Called>,
    names: HashMap<String, Name>,
    globals: BTreeMap<&'static str, Arc<Shared>>,
}

impl Plans {
    /// Plans for these templates, which Tera has read; `globals` are seen by every template.
    pub(super) fn of<'t>(
        templates: impl Iterator<Item = (&'t str, &'t str)>,
        globals: BTreeMap<&'static str, Arc<Shared>>,
    ) -> Self {
        let read: BTreeMap<&str, Option<Template>> =
            templates.map(|(name, text)| (name, parser::template(text))).collect();
        // Then the name says two things.
        let shadowed =
            |template: &Template| template.binds.iter().any(|name| globals.contains_key(name.as_str()));
        if read.values().flatten().any(shadowed) {
            return Self::default();
        }
        let known: BTreeMap<&str, Template> =
            read.into_iter().filter_map(|(name, template)| Some((name, template?))).collect();
        let mut linker = Linker::new(&known, &globals);
        // These Tera escapes.
        let pages = known.keys().filter(|name| [".html", ".xml"].iter().any(|ending| name.ends_with(ending)));
        let pages = pages.filter_map(|name| Some(((*name).to_owned(), linker.page(name)?))).collect();
        let (components, names) = (linker.components, linker.names);
        Self { pages, components, names, globals }
    }

    /// Whether a template has a plan.
    #[cfg(test)]
    pub(super) fn knows(&self, template: &str) -> bool {
        self.pages.contains_key(template)
    }

    /// Makes a page at the end of `out`. If not, some of it may stand there, and Tera has to make it.
    pub(super) fn render(
        &self,
        template: &str,
        (document, named): (&Document, &[(&'static str, Node)]),
        out: &mut Vec<u8>,
    ) -> bool {
        let Some(steps) = self.pages.get(template) else { return false };
        let mut run = Run::new(&self.components, self.names.len(), out);
        for (name, node) in named {
            if self.globals.contains_key(name) {
                return false;
            }
            if let Some(name) = self.names.get(*name) {
                run.name(*name, Val::Plain(document.see(node)));
            }
        }
        run.steps(steps).is_ok()
    }
}
