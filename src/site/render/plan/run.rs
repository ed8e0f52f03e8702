//! Pages by their plans.
//!
//! What a plan prints is what Tera would print. Where Tera would report something, or where that is not sure, the plan
//! says so, and Tera makes the page.

use super::parser::{Filter, Operator, Turn};
use crate::site::render::document::{Asked, Document, Node, Record, Seen, Shared};
use std::cmp::Ordering;
use std::sync::Arc;

/// The number of a name.
pub(super) type Name = u32;

/// The name of what has none yet.
const HIDDEN: Name = Name::MAX;

/// As deep as Tera calls components within each other.
const CALLS: usize = 20;

/// A step of a plan.
#[derive(Debug)]
pub(super) enum Step {
    Text(String),
    Print(Value),
    If(Value, Vec<Step>, Vec<Step>),
    For(Name, Value, Vec<Step>, Vec<Step>),
    Set(Name, Value),
    /// What is set in it is forgotten behind it.
    Scope(Vec<Step>),
    /// A component, with its values.
    Call(usize, Vec<(Name, Value)>),
}

/// An expression whose names are known.
#[derive(Debug)]
pub(super) enum Value {
    Text(String),
    Int(i64),
    Bool(bool),
    Nothing,
    Path(Name, Vec<Asked>),
    /// A value that every template sees.
    Global(Arc<Shared>),
    Loop(Turn),
    Field(Box<Value>, Box<Value>),
    Not(Box<Value>),
    Both(Operator, Box<Value>, Box<Value>),
    Choice(Box<Value>, Box<Value>, Box<Value>),
    Filter(Filter, Box<Value>),
}

/// A component.
#[derive(Debug, Default)]
pub(super) struct Called {
    /// What it takes from where it is called.
    pub(super) implicit: Vec<Name>,
    pub(super) steps: Vec<Step>,
}

/// Tera has to decide.
#[derive(Debug)]
pub(super) struct Unsure;

/// A value while a page is made.
#[derive(Debug, Clone)]
pub(super) enum Val<'a> {
    Undefined,
    Plain(Seen<'a>),
    Made(Arc<str>),
    /// HTML.
    Safe(&'a str),
}

impl<'a> Val<'a> {
    fn text(&self) -> Option<&str> {
        match self {
            Self::Plain(Seen::Text(text)) | Self::Safe(text) => Some(text),
            Self::Made(text) => Some(text),
            _ => None,
        }
    }

    pub(super) fn is_true(&self) -> bool {
        match self {
            Self::Undefined | Self::Plain(Seen::None) => false,
            Self::Plain(Seen::Bool(value)) => *value,
            Self::Plain(Seen::Int(value)) => *value != 0,
            Self::Plain(Seen::Float(value)) => *value != 0.0,
            Self::Plain(Seen::Text(text)) | Self::Safe(text) => !text.is_empty(),
            Self::Made(text) => !text.is_empty(),
            Self::Plain(Seen::List(_, items)) => !items.is_empty(),
            Self::Plain(Seen::Record(record)) => record.len() > 0,
        }
    }

    fn record(&self) -> Option<&Record<'a>> {
        match self {
            Self::Plain(Seen::Record(record)) => Some(record),
            _ => None,
        }
    }

    /// A field of a path.
    fn ask(&self, asked: &Asked) -> Result<Val<'a>, Unsure> {
        match self {
            Self::Undefined => Err(Unsure),
            _ => Ok(self.record().and_then(|record| record.ask(asked)).map_or(Val::Undefined, Val::Plain)),
        }
    }

    /// A field: undefined where there is none, of what is defined.
    fn field(&self, name: &str) -> Result<Val<'a>, Unsure> {
        match self {
            Self::Undefined => Err(Unsure),
            _ => Ok(self.record().and_then(|record| record.get(name)).map_or(Val::Undefined, Val::Plain)),
        }
    }
}

/// A page that is being made.
pub(super) struct Run<'a, 'o> {
    pub(super) components: &'a [Called],
    /// Values with their names, and which value had that name before; those of the component at hand begin at `base`.
    named: Vec<(Name, Option<usize>, Val<'a>)>,
    /// Of each name the last of these.
    last: Vec<Option<usize>>,
    base: usize,
    /// Of each open loop, which turn it takes, from 0, and of how many.
    turns: Vec<(usize, usize)>,
    calls: usize,
    out: &'o mut Vec<u8>,
}

impl<'a, 'o> Run<'a, 'o> {
    /// `count` is how many names there are.
    pub(super) fn new(components: &'a [Called], count: usize, out: &'o mut Vec<u8>) -> Self {
        let (named, last) = (Vec::with_capacity(24), vec![None; count]);
        Self { components, named, last, base: 0, turns: Vec::new(), calls: 0, out }
    }

    /// Gives a value a name.
    pub(super) fn name(&mut self, name: Name, value: Val<'a>) {
        let at = self.named.len();
        let slot = usize::try_from(name).ok().and_then(|name| self.last.get_mut(name));
        let before = slot.and_then(|slot| slot.replace(at));
        self.named.push((name, before, value));
    }

    /// Forgets all but the first values.
    fn forget(&mut self, known: usize) {
        while self.named.len() > known {
            let Some((name, before, _)) = self.named.pop() else { break };
            if let Some(slot) = usize::try_from(name).ok().and_then(|name| self.last.get_mut(name)) {
                *slot = before;
            }
        }
    }

    pub(super) fn steps(&mut self, steps: &'a [Step]) -> Result<(), Unsure> {
        steps.iter().try_for_each(|step| self.step(step))
    }

    fn step(&mut self, step: &'a Step) -> Result<(), Unsure> {
        match step {
            Step::Text(text) => self.out.extend_from_slice(text.as_bytes()),
            Step::Print(value) => {
                if let Some(seen) = self.field(value) {
                    print_seen(seen, self.out)?;
                } else {
                    print(&self.value(value)?, self.out)?;
                }
            }
            Step::If(condition, then, otherwise) => {
                let holds = match self.field(condition) {
                    Some(seen) => Val::Plain(seen).is_true(),
                    None => self.value(condition)?.is_true(),
                };
                self.steps(if holds { then } else { otherwise })?;
            }
            Step::For(name, list, body, otherwise) => {
                let Val::Plain(Seen::List(document, items)) = self.value(list)? else { return Err(Unsure) };
                let known = self.named.len();
                for (turn, item) in items.iter().enumerate() {
                    self.name(*name, Val::Plain(document.see(item)));
                    self.turns.push((turn, items.len()));
                    self.steps(body)?;
                    self.turns.pop();
                    self.forget(known);
                }
                if items.is_empty() {
                    self.steps(otherwise)?;
                }
            }
            Step::Set(name, value) => {
                let value = self.defined(value)?;
                self.name(*name, value);
            }
            Step::Scope(steps) => {
                let known = self.named.len();
                self.steps(steps)?;
                self.forget(known);
            }
            Step::Call(component, values) => self.call(*component, values)?,
        }
        Ok(())
    }

    fn call(&mut self, component: usize, values: &'a [(Name, Value)]) -> Result<(), Unsure> {
        let called = self.components.get(component).filter(|_| self.calls < CALLS).ok_or(Unsure)?;
        let known = self.named.len();
        for (_, value) in values {
            let value = self.defined(value)?;
            self.named.push((HIDDEN, None, value));
        }
        for name in &called.implicit {
            // From wherever it is called.
            let value = self.last_of(*name).ok_or(Unsure)?.clone();
            self.named.push((HIDDEN, None, value));
        }
        let names = values.iter().map(|(name, _)| *name).chain(called.implicit.iter().copied());
        for ((at, hidden), name) in self.named.iter_mut().enumerate().skip(known).zip(names) {
            hidden.0 = name;
            let slot = usize::try_from(name).ok().and_then(|name| self.last.get_mut(name));
            hidden.1 = slot.and_then(|slot| slot.replace(at));
        }
        let base = std::mem::replace(&mut self.base, known);
        self.calls += 1;
        self.steps(&called.steps)?;
        self.calls -= 1;
        self.base = base;
        self.forget(known);
        Ok(())
    }

    fn defined(&self, value: &'a Value) -> Result<Val<'a>, Unsure> {
        match self.value(value)? {
            Val::Undefined => Err(Unsure),
            value => Ok(value),
        }
    }

    fn at(&self, name: Name) -> Option<usize> {
        *usize::try_from(name).ok().and_then(|name| self.last.get(name))?
    }

    fn last_of(&self, name: Name) -> Option<&Val<'a>> {
        self.named.get(self.at(name)?).map(|(.., value)| value)
    }

    fn get(&self, name: Name) -> Option<&Val<'a>> {
        let at = self.at(name).filter(|&at| at >= self.base)?;
        self.named.get(at).map(|(.., value)| value)
    }

    /// What most steps print or ask: a field of what has a name.
    fn field(&self, value: &Value) -> Option<Seen<'a>> {
        let Value::Path(root, fields) = value else { return None };
        let [field] = &fields[..] else { return None };
        self.get(*root)?.record()?.ask(field)
    }

    /// What an expression says.
    pub(super) fn value(&self, value: &'a Value) -> Result<Val<'a>, Unsure> {
        Ok(match value {
            Value::Text(text) => Val::Plain(Seen::Text(text)),
            Value::Int(number) => Val::Plain(Seen::Int(*number)),
            Value::Bool(value) => Val::Plain(Seen::Bool(*value)),
            Value::Nothing => Val::Plain(Seen::None),
            Value::Global(shared) => Val::Plain(shared.see()),
            Value::Path(root, fields) => self.path(*root, fields)?,
            Value::Loop(turn) => {
                let &(at, of) = self.turns.last().ok_or(Unsure)?;
                let count = |n: usize| i64::try_from(n).map(Seen::Int).map_err(|_| Unsure);
                Val::Plain(match turn {
                    Turn::Index => count(at + 1)?,
                    Turn::Index0 => count(at)?,
                    Turn::Length => count(of)?,
                    Turn::First => Seen::Bool(at == 0),
                    Turn::Last => Seen::Bool(at + 1 == of),
                })
            }
            Value::Field(of, key) => {
                let of = self.value(of)?;
                let key = self.value(key)?;
                // Of lists and texts Tera knows more.
                of.record().ok_or(Unsure)?;
                of.field(key.text().ok_or(Unsure)?)?
            }
            Value::Not(value) => Val::Plain(Seen::Bool(!self.value(value)?.is_true())),
            Value::Choice(condition, then, otherwise) => {
                self.value(if self.value(condition)?.is_true() { then } else { otherwise })?
            }
            Value::Filter(filter, value) => filtered(filter, self.value(value)?)?,
            Value::Both(operator, left, right) => {
                let left = self.value(left)?;
                match operator {
                    Operator::And if left.is_true() => self.value(right)?,
                    Operator::Or if !left.is_true() => self.value(right)?,
                    Operator::And | Operator::Or => left,
                    _ => both(*operator, &left, &self.value(right)?)?,
                }
            }
        })
    }

    fn path(&self, root: Name, fields: &[Asked]) -> Result<Val<'a>, Unsure> {
        let Some(root) = self.get(root) else {
            return if fields.is_empty() { Ok(Val::Undefined) } else { Err(Unsure) };
        };
        let Some((first, more)) = fields.split_first() else { return Ok(root.clone()) };
        let mut value = root.ask(first)?;
        for field in more {
            value = value.ask(field)?;
        }
        Ok(value)
    }
}

fn filtered<'a>(filter: &Filter, value: Val<'a>) -> Result<Val<'a>, Unsure> {
    match (filter, value) {
        (Filter::Safe, Val::Plain(Seen::Text(text)) | Val::Safe(text)) => Ok(Val::Safe(text)),
        (Filter::Length, Val::Plain(Seen::List(_, items))) => length(items.len()),
        (Filter::First, Val::Plain(Seen::List(document, items))) => Ok(one(document, items.first())),
        (Filter::Last, Val::Plain(Seen::List(document, items))) => Ok(one(document, items.last())),
        (Filter::Length, value) => {
            let text = value.text().ok_or(Unsure)?;
            length(text.chars().count())
        }
        (Filter::Join(separator), Val::Plain(Seen::List(document, items))) => {
            let mut joined = String::new();
            for (n, item) in items.iter().enumerate() {
                if n > 0 {
                    joined.push_str(separator);
                }
                match document.see(item) {
                    Seen::Text(text) => joined.push_str(text),
                    _ => return Err(Unsure),
                }
            }
            Ok(Val::Made(joined.into()))
        }
        _ => Err(Unsure),
    }
}

fn length(length: usize) -> Result<Val<'static>, Unsure> {
    i64::try_from(length).map(|length| Val::Plain(Seen::Int(length))).map_err(|_| Unsure)
}

/// An item, or nothing.
fn one<'a>(document: &'a Document, item: Option<&'a Node>) -> Val<'a> {
    Val::Plain(item.map_or(Seen::None, |item| document.see(item)))
}

fn both(operator: Operator, left: &Val<'_>, right: &Val<'_>) -> Result<Val<'static>, Unsure> {
    let int = |value: &Val<'_>| match value {
        Val::Plain(Seen::Int(number)) => Some(*number),
        _ => None,
    };
    let order = match (int(left), int(right)) {
        (Some(left), Some(right)) => Some(left.cmp(&right)),
        _ => left.text().zip(right.text()).map(|(left, right)| left.cmp(right)),
    };
    let ordered =
        |holds: fn(Ordering) -> bool| order.map(|order| Val::Plain(Seen::Bool(holds(order)))).ok_or(Unsure);
    let computed = |compute: fn(i64, i64) -> Option<i64>| {
        let result = int(left).zip(int(right)).and_then(|(left, right)| compute(left, right));
        result.map(|number| Val::Plain(Seen::Int(number))).ok_or(Unsure)
    };
    match operator {
        Operator::Equal => Ok(Val::Plain(Seen::Bool(equal(left, right, order)?))),
        Operator::NotEqual => Ok(Val::Plain(Seen::Bool(!equal(left, right, order)?))),
        Operator::Less => ordered(Ordering::is_lt),
        Operator::LessOrEqual => ordered(Ordering::is_le),
        Operator::Greater => ordered(Ordering::is_gt),
        Operator::GreaterOrEqual => ordered(Ordering::is_ge),
        Operator::Plus => computed(i64::checked_add),
        Operator::Minus => computed(i64::checked_sub),
        Operator::Concat => {
            let mut text = Vec::new();
            for part in [left, right] {
                match (part.text(), part) {
                    (Some(part), _) => text.extend_from_slice(part.as_bytes()),
                    (None, Val::Plain(Seen::Int(_))) => print(part, &mut text)?,
                    _ => return Err(Unsure),
                }
            }
            Ok(Val::Made(String::from_utf8(text).map_err(|_| Unsure)?.into()))
        }
        Operator::And | Operator::Or => Err(Unsure),
    }
}

/// Whether two values are the same; those of different kinds are not.
fn equal(left: &Val<'_>, right: &Val<'_>, order: Option<Ordering>) -> Result<bool, Unsure> {
    let kind = |value: &Val<'_>| match value {
        Val::Undefined => 0,
        Val::Plain(Seen::None) => 1,
        Val::Plain(Seen::Bool(_)) => 2,
        Val::Plain(Seen::Int(_)) => 3,
        Val::Plain(Seen::Text(_)) | Val::Safe(_) | Val::Made(_) => 4,
        Val::Plain(Seen::List(..)) => 5,
        Val::Plain(Seen::Record(_)) => 6,
        // Which may be the same as a whole number.
        Val::Plain(Seen::Float(_)) => 7,
    };
    match (kind(left), kind(right)) {
        (7, _) | (_, 7) => Err(Unsure),
        (one, other) if one != other => Ok(false),
        (0 | 1, _) => Ok(true),
        (2, _) => Ok(left.is_true() == right.is_true()),
        (3 | 4, _) => Ok(order == Some(Ordering::Equal)),
        _ => Err(Unsure),
    }
}

/// Prints a value; text is escaped as Tera does.
fn print(value: &Val<'_>, out: &mut Vec<u8>) -> Result<(), Unsure> {
    match value {
        Val::Plain(seen) => print_seen(*seen, out)?,
        Val::Made(text) => escape(text, out)?,
        Val::Safe(text) => out.extend_from_slice(text.as_bytes()),
        Val::Undefined => return Err(Unsure),
    }
    Ok(())
}

fn print_seen(seen: Seen<'_>, out: &mut Vec<u8>) -> Result<(), Unsure> {
    match seen {
        Seen::Text(text) => escape(text, out)?,
        Seen::None => {}
        Seen::Bool(value) => out.extend_from_slice(if value { b"true" } else { b"false" }),
        Seen::Int(number) => digits(number, out),
        Seen::Float(_) | Seen::List(..) | Seen::Record(_) => return Err(Unsure),
    }
    Ok(())
}

/// Prints text. Tera escapes what must be; most texts have nothing of the kind, and are looked through at a stretch.
fn escape(text: &str, out: &mut Vec<u8>) -> Result<(), Unsure> {
    let special = |byte: &u8| matches!(byte, b'&' | b'<' | b'>' | b'"' | b'\'');
    let any = |bytes: &[u8]| bytes.iter().fold(false, |any, byte| any | special(byte));
    let (stretches, rest) = text.as_bytes().as_chunks::<16>();
    if any(rest) || stretches.iter().any(|stretch| any(stretch)) {
        return tera::escape_html(text, out).map_err(|_| Unsure);
    }
    out.extend_from_slice(text.as_bytes());
    Ok(())
}

/// Prints a number.
fn digits(number: i64, out: &mut Vec<u8>) {
    let Ok(mut rest) = u64::try_from(number) else {
        out.extend_from_slice(number.to_string().as_bytes());
        return;
    };
    let from = out.len();
    loop {
        let digit = u8::try_from(rest % 10).unwrap_or_default();
        out.push(b'0' + digit);
        rest /= 10;
        if rest == 0 {
            break;
        }
    }
    out.get_mut(from..).unwrap_or_default().reverse();
}
