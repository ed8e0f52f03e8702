//! Templates put together: the blocks of a page in the frame that it extends, what it includes in its place, and what is
//! the same on every page printed once.

use super::parser::{Component, Expr, Piece, Template};
use super::run::{Called, Name, Run, Step, Value};
use crate::site::render::document::{Asked, Shared};
use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

/// How many templates stand within each other at most; Tera allows no circle.
const DEPTH: usize = 40;

/// What plans are made of.
pub(super) struct Linker<'t> {
    pub(super) templates: &'t BTreeMap<&'t str, Template>,
    pub(super) globals: &'t BTreeMap<&'static str, Arc<Shared>>,
    pub(super) names: HashMap<String, Name>,
    /// Where each component stands; nowhere, if no plan knows it.
    found: BTreeMap<&'t str, Option<usize>>,
    pub(super) components: Vec<Called>,
}

/// Where a piece stands.
#[derive(Clone, Copy)]
struct Around<'t> {
    /// The blocks of the page, each as the template nearest to the page has it.
    blocks: Option<&'t BTreeMap<&'t str, &'t [Piece]>>,
    /// The component, which sees no more than it is given.
    component: Option<&'t Component>,
    depth: usize,
}

impl<'t> Linker<'t> {
    pub(super) fn new(
        templates: &'t BTreeMap<&'t str, Template>,
        globals: &'t BTreeMap<&'static str, Arc<Shared>>,
    ) -> Self {
        let (names, found) = (HashMap::new(), BTreeMap::new());
        Self { templates, globals, names, found, components: Vec::new() }
    }

    /// The plan of the pages of a template.
    pub(super) fn page(&mut self, name: &str) -> Option<Vec<Step>> {
        let templates = self.templates;
        let mut blocks = BTreeMap::new();
        let mut template = templates.get(name)?;
        let mut depth = 0;
        loop {
            for (name, pieces) in &template.blocks {
                blocks.entry(name.as_str()).or_insert(&pieces[..]);
            }
            let Some(parent) = &template.parent else { break };
            template = templates.get(parent.as_str())?;
            depth += 1;
            (depth < DEPTH).then_some(())?;
        }
        // The blocks live as long as the plan is made.
        let blocks: BTreeMap<&str, &[Piece]> = blocks;
        let mut steps = Vec::new();
        self.pieces(
            &template.pieces,
            Around { blocks: Some(&blocks), component: None, depth: 0 },
            &mut steps,
        )?;
        Some(steps)
    }

    fn name(&mut self, name: &str) -> Option<Name> {
        if let Some(known) = self.names.get(name) {
            return Some(*known);
        }
        let new = Name::try_from(self.names.len()).ok()?;
        self.names.insert(name.to_owned(), new);
        Some(new)
    }

    fn pieces(&mut self, pieces: &[Piece], around: Around<'_>, steps: &mut Vec<Step>) -> Option<()> {
        let around = Around { depth: around.depth + 1, ..around };
        (around.depth < 4 * DEPTH).then_some(())?;
        for piece in pieces {
            self.piece(piece, around, steps)?;
        }
        Some(())
    }

    fn within(&mut self, pieces: &[Piece], around: Around<'_>) -> Option<Vec<Step>> {
        let mut steps = Vec::new();
        self.pieces(pieces, around, &mut steps)?;
        Some(steps)
    }

    fn piece(&mut self, piece: &Piece, around: Around<'_>, steps: &mut Vec<Step>) -> Option<()> {
        match piece {
            Piece::Text(text) => print(text, steps),
            Piece::Print(expr) => {
                let value = self.value(expr, around)?;
                let step = Step::Print(value);
                match fixed(&step) {
                    Some(text) => print(&text, steps),
                    None => steps.push(step),
                }
            }
            Piece::If(condition, then, otherwise) => {
                let condition = self.value(condition, around)?;
                match holds(&condition) {
                    Some(true) => self.pieces(then, around, steps)?,
                    Some(false) => self.pieces(otherwise, around, steps)?,
                    None => {
                        let then = self.within(then, around)?;
                        steps.push(Step::If(condition, then, self.within(otherwise, around)?));
                    }
                }
            }
            Piece::For(name, list, body, otherwise) => {
                let list = self.value(list, around)?;
                let body = self.within(body, around)?;
                steps.push(Step::For(self.name(name)?, list, body, self.within(otherwise, around)?));
            }
            Piece::Set(name, value) => {
                let value = self.value(value, around)?;
                steps.push(Step::Set(self.name(name)?, value));
            }
            Piece::Include(name) => {
                let template = self.templates.get(name.as_str())?;
                if template.parent.is_some() || !template.blocks.is_empty() {
                    return None;
                }
                let around = Around { blocks: None, ..around };
                let included = self.within(&template.pieces, around)?;
                if included.iter().any(|step| matches!(step, Step::Set(..))) {
                    steps.push(Step::Scope(included));
                } else {
                    for step in included {
                        match step {
                            Step::Text(text) => print(&text, steps),
                            step => steps.push(step),
                        }
                    }
                }
            }
            Piece::Block(name) => {
                let pieces = *around.blocks?.get(name.as_str())?;
                self.pieces(pieces, around, steps)?;
            }
            Piece::Call(name, values) => {
                let (at, component) = self.component(name)?;
                let given = |name: &String| values.iter().any(|(given, _)| given == name);
                let known =
                    |name: &String| component.parameters.contains(name) || component.implicit.contains(name);
                let twice = values
                    .iter()
                    .enumerate()
                    .any(|(n, (name, _))| values.iter().take(n).any(|(before, _)| before == name));
                let global = |name: &String| self.globals.contains_key(name.as_str());
                if twice
                    || !component.parameters.iter().all(given)
                    || !values.iter().all(|(name, _)| known(name) && !component.implicit.contains(name))
                    || component.parameters.iter().any(global)
                {
                    return None;
                }
                let mut all = Vec::with_capacity(values.len());
                for (name, value) in values {
                    all.push((self.name(name)?, self.value(value, around)?));
                }
                steps.push(Step::Call(at, all));
            }
        }
        Some(())
    }

    fn component(&mut self, name: &str) -> Option<(usize, &'t Component)> {
        let templates = self.templates;
        let (name, component) =
            templates.values().find_map(|template| template.components.get_key_value(name))?;
        if let Some(found) = self.found.get(name.as_str()) {
            return found.map(|at| (at, component));
        }
        let at = self.components.len();
        // Its place is known before its steps, which may call it.
        self.found.insert(name, Some(at));
        self.components.push(Called::default());
        let mut implicit = Vec::new();
        for name in component.implicit.iter().filter(|name| !self.globals.contains_key(name.as_str())) {
            implicit.push(self.name(name)?);
        }
        let around = Around { blocks: None, component: Some(component), depth: 0 };
        let steps = self.within(&component.pieces, around);
        if steps.is_none() {
            self.found.insert(name, None);
        }
        *self.components.get_mut(at)? = Called { implicit, steps: steps? };
        Some((at, component))
    }

    fn value(&mut self, expr: &Expr, around: Around<'_>) -> Option<Value> {
        let mut boxed = |expr: &Expr| self.value(expr, around).map(Box::new);
        Some(match expr {
            Expr::Text(text) => Value::Text(text.clone()),
            Expr::Int(number) => Value::Int(*number),
            Expr::Bool(value) => Value::Bool(*value),
            Expr::Nothing => Value::Nothing,
            Expr::Loop(turn) => Value::Loop(*turn),
            Expr::Field(of, key) => Value::Field(boxed(of)?, boxed(key)?),
            Expr::Not(value) => Value::Not(boxed(value)?),
            Expr::Both(operator, left, right) => Value::Both(*operator, boxed(left)?, boxed(right)?),
            Expr::Choice(condition, then, otherwise) => {
                Value::Choice(boxed(condition)?, boxed(then)?, boxed(otherwise)?)
            }
            Expr::Filter(filter, value) => Value::Filter(filter.clone(), boxed(value)?),
            Expr::Path(root, fields) => {
                let seen = around.component.is_none_or(|component| component.implicit.contains(root));
                if let Some(global) = self.globals.get(root.as_str()).filter(|_| seen) {
                    fields.iter().fold(Value::Global(Arc::clone(global)), |of, field| {
                        Value::Field(Box::new(of), Box::new(Value::Text(field.clone())))
                    })
                } else {
                    let fields = fields.iter().cloned().map(Asked::new).collect();
                    Value::Path(self.name(root)?, fields)
                }
            }
        })
    }
}

/// Text at the end of the steps.
fn print(text: &str, steps: &mut Vec<Step>) {
    match steps.last_mut() {
        Some(Step::Text(before)) => before.push_str(text),
        _ => steps.push(Step::Text(text.to_owned())),
    }
}

/// Whether a value is the same on every page.
fn is_fixed(value: &Value) -> bool {
    match value {
        Value::Text(_) | Value::Int(_) | Value::Bool(_) | Value::Nothing | Value::Global(_) => true,
        Value::Path(..) | Value::Loop(_) => false,
        Value::Field(one, other) | Value::Both(_, one, other) => is_fixed(one) && is_fixed(other),
        Value::Not(value) | Value::Filter(_, value) => is_fixed(value),
        Value::Choice(condition, then, otherwise) => {
            [condition, then, otherwise].into_iter().all(|v| is_fixed(v))
        }
    }
}

/// What a step prints on every page.
fn fixed(step: &Step) -> Option<String> {
    let Step::Print(value) = step else { return None };
    let mut out = Vec::new();
    is_fixed(value).then_some(())?;
    Run::new(&[], 0, &mut out).steps(std::slice::from_ref(step)).ok()?;
    String::from_utf8(out).ok()
}

/// Whether a condition holds on every page.
fn holds(condition: &Value) -> Option<bool> {
    is_fixed(condition).then_some(())?;
    let mut out = Vec::new();
    Run::new(&[], 0, &mut out).value(condition).ok().map(|value| value.is_true())
}
