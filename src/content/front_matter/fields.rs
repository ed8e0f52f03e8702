//! One mapping, read key by key: each value in its form, each problem at its place.

use super::day::day;
use super::keys::{self, FileKind, Need};
use super::syntax::{self, keys as written_keys};
use super::{Bijlage, Identity, Indiener};
use crate::content::source::Source;
use crate::finding::{Code, Finding, Place, Severity};
use crate::limits;
use crate::number::address::{OutPath, Segment};
use crate::number::identifier::{DocumentId, Kind};
use crate::number::kst::{DossierNumber, KstId, Ondernummer};
use crate::number::vergaderjaar::Vergaderjaar;
use crate::report;
use jiff::civil::Date;
use serde_yaml::{Mapping, Value};
use std::collections::{BTreeMap, HashSet};
use std::ops::Range;

/// A key of a mapping with the places of the key and of what stands behind it.
struct Field {
    key: String,
    key_span: Range<usize>,
    value_span: Range<usize>,
    value: Value,
}

/// A mapping whose keys are known, with a list to report to.
pub(super) struct Fields<'a> {
    source: &'a Source,
    kind: FileKind,
    list: Vec<Field>,
    start: usize,
    findings: &'a mut Vec<Finding>,
}

impl<'a> Fields<'a> {
    pub(super) fn read(
        source: &'a Source,
        span: Range<usize>,
        kind: FileKind,
        findings: &'a mut Vec<Finding>,
    ) -> Option<Self> {
        let start = span.start;
        let text = source.text.get(span.clone())?;
        if span.len() > limits::YAML_BYTES {
            findings.push(
                Finding::new(Code::K003, format!("more than {} KiB of YAML", limits::YAML_BYTES >> 10))
                    .at(source.place(start..start + 3))
                    .help("keep long texts in the body"),
            );
            return None;
        }
        let keys = written_keys(text, start);
        let mut duplicate = false;
        let mut seen = HashSet::new();
        for (key, key_span, _) in &keys {
            if !seen.insert(key) {
                duplicate = true;
                findings.push(
                    Finding::new(Code::K102, format!("the key `{key}` stands twice"))
                        .at(source.place(key_span.clone()))
                        .help("keep one of the two"),
                );
            }
        }
        if duplicate {
            return None;
        }
        // An item of a list is read as the mapping behind its dash, keeping every column.
        let blanked = text.strip_prefix("- ").map(|item| format!("  {item}"));
        let mapping = match serde_yaml::from_str(blanked.as_deref().unwrap_or(text)) {
            Ok(Value::Mapping(mapping)) => mapping,
            Ok(Value::Null) => serde_yaml::Mapping::new(),
            Ok(_) => {
                findings.push(
                    Finding::new(Code::K102, "keys with values are expected here")
                        .at(source.place(start..start + text.trim_end().len()))
                        .help("write `key: value`, one a line"),
                );
                return None;
            }
            Err(error) => {
                findings.push(syntax::finding(source, kind, text, start, &error));
                return None;
            }
        };
        let known: Vec<&str> = kind.keys().iter().map(|key| key.name).collect();
        let mut fields: Vec<Field> = Vec::with_capacity(mapping.len());
        let stated: HashSet<String> = mapping.keys().filter_map(plain).collect();
        for (key, mut value) in mapping {
            let is_written = |(name, ..): &&(String, _, _)| match &key {
                Value::String(key) => name == key,
                key => serde_yaml::from_str::<Value>(name).is_ok_and(|read| read == *key),
            };
            let (key_span, value_span) = keys
                .iter()
                .find(is_written)
                .map_or((start..start + 3, start..start + 3), |(_, k, v)| (k.clone(), v.clone()));
            let Some(key) = key.as_str().map(str::to_owned).or_else(|| plain(&key)) else {
                findings.push(
                    Finding::new(Code::K103, "a key that is no word")
                        .at(source.place(key_span))
                        .label("no such key")
                        .help(format!("the keys are {}", known.join(", "))),
                );
                continue;
            };
            // What was meant is read as such: a slip in a key is one finding, not also a key that is missing.
            let key = if known.contains(&key.as_str()) {
                key
            } else {
                let meant = kind.meant(&key);
                let help = match meant {
                    Some(meant) => format!("did you mean `{meant}`?"),
                    None => format!("the keys are {}", known.join(", ")),
                };
                findings.push(
                    Finding::new(Code::K103, format!("unknown key `{key}`"))
                        .at(source.place(key_span.clone()))
                        .label("no such key")
                        .help(help),
                );
                let free = |meant: &&str| !stated.contains(*meant) && fields.iter().all(|f| f.key != **meant);
                let Some(meant) = meant.filter(free) else { continue };
                meant.to_owned()
            };
            let whole = is_empty(&value);
            if take_empty(&mut value) {
                let what = if whole { "is empty" } else { "has an entry that is empty" };
                let span = if value_span.is_empty() { &key_span } else { &value_span };
                findings.push(
                    Finding::new(Code::K105, format!("`{key}` {what}"))
                        .at(source.place(span.clone()))
                        .help("write what belongs there, or take the line out if there is nothing to say"),
                );
            }
            // Quoted and running text may be parted by any white space: it is compared and shown as a space.
            let is_text = kind == FileKind::Annotations;
            if let Some(c) = command_in(&value, is_text) {
                let span = if value_span.is_empty() { &key_span } else { &value_span };
                let message = format!(
                    "`{key}` holds the character U+{:04X}, which is not read but commands",
                    u32::from(c)
                );
                findings.push(
                    Finding::new(Code::K105, message)
                        .at(source.place(span.clone()))
                        .help("delete that character"),
                );
            }
            fields.push(Field { key, key_span, value_span, value });
        }
        Some(Self { source, kind, list: fields, start, findings })
    }

    /// A key that stands there.
    fn stated(&self, key: &str) -> Option<&Field> {
        debug_assert!(self.kind.key(key).is_some(), "`{key}` is no key of {:?}", self.kind);
        self.list.iter().find(|f| f.key == key)
    }

    /// Whether the key stands there. That it has no value has been reported.
    pub(super) fn has(&self, key: &str) -> bool {
        self.stated(key).is_some()
    }

    /// A key that has a value.
    fn field(&self, key: &str) -> Option<&Field> {
        self.stated(key).filter(|f| !is_empty(&f.value))
    }

    /// The bytes of the value of a key, or the beginning of the mapping if the key is absent.
    pub(super) fn span_of(&self, key: &str) -> Range<usize> {
        self.stated(key).map_or(self.start..self.start + 3, |f| {
            if f.value_span.is_empty() { f.key_span.clone() } else { f.value_span.clone() }
        })
    }

    pub(super) fn report(
        &mut self,
        code: Code,
        key: &str,
        message: String,
        more: impl FnOnce(Finding) -> Finding,
    ) {
        self.findings.push(more(Finding::new(code, message).at(self.place(key))));
    }

    /// Where the value of a key stands.
    pub(super) fn place(&self, key: &str) -> Place {
        self.source.place(self.span_of(key))
    }

    pub(super) fn report_start(&mut self, code: Code, message: String, help: &str) {
        let place = self.source.place(self.start..self.start + 3);
        self.findings.push(Finding::new(code, message).at(place).help(help));
    }

    /// The dossier after which the folder of the file is named.
    fn folder(&self) -> Option<DossierNumber> {
        self.source.relative.rsplit('/').nth(1)?.parse().ok()
    }

    pub(super) fn wrong(&mut self, key: &str, message: String, help: &str) {
        self.report(Code::K105, key, message, |d| d.help(help));
    }

    /// A scalar as written: `201` stays `201` and `1e3` stays `1e3`, whatever YAML takes them for.
    fn scalar(&self, field: &Field, value: &Value) -> Option<String> {
        match value {
            Value::Number(number) => {
                let raw = self.source.text.get(field.value_span.clone()).unwrap_or_default();
                let raw = raw.split(" #").next().unwrap_or_default().trim();
                // The place of a value is not known in a mapping within braces.
                let is_whole_value = field.value.is_number()
                    && serde_yaml::from_str(raw).is_ok_and(|read: Value| read == field.value);
                Some(if is_whole_value { raw.to_owned() } else { number.to_string() })
            }
            value => plain(value),
        }
    }

    pub(super) fn text(&mut self, key: &str) -> Option<String> {
        let field = self.field(key)?;
        let text = self.scalar(field, &field.value);
        if text.is_none() {
            self.wrong(key, format!("`{key}` is a text"), "write one value behind the colon");
        }
        text.map(|text| text.trim().to_owned())
    }

    /// A text, or what its absence says.
    pub(super) fn text_or_default(&mut self, key: &str) -> String {
        let default = match self.kind.key(key).map(|key| key.need) {
            Some(Need::Default(default)) => default,
            _ => "",
        };
        self.text(key).unwrap_or_else(|| default.to_owned())
    }

    /// One of the words that its row allows, as what it means; its default otherwise.
    pub(super) fn word<T: Copy + Default>(
        &mut self,
        key: &str,
        all: &[T],
        name: impl Fn(T) -> &'static str,
        message: impl Fn(&str) -> String,
    ) -> T {
        let Some(word) = self.text(key) else { return T::default() };
        all.iter().copied().find(|&one| name(one) == word).unwrap_or_else(|| {
            let words: Vec<String> = all.iter().map(|&one| format!("`{}`", name(one))).collect();
            self.wrong(key, message(&word), &format!("use {}", words.join(" or ")));
            T::default()
        })
    }

    pub(super) fn required_text(&mut self, key: &str) -> Option<String> {
        if !self.has(key) {
            self.report_start(Code::K104, format!("`{key}` is missing"), &format!("add a line `{key}: …`"));
            return None;
        }
        self.text(key)
    }

    /// One text, or a list of texts.
    pub(super) fn texts(&mut self, key: &str) -> Vec<String> {
        let Some(field) = self.field(key) else {
            return Vec::new();
        };
        let values = match &field.value {
            Value::Sequence(list) => list.iter().map(|v| self.scalar(field, v)).collect(),
            value => vec![self.scalar(field, value)],
        };
        if values.iter().any(Option::is_none) {
            self.wrong(
                key,
                format!("`{key}` is a text or a list of texts"),
                "write one text a line, after `- `",
            );
        }
        values.into_iter().flatten().map(|t| t.trim().to_owned()).collect()
    }

    pub(super) fn date(&mut self, key: &str) -> Option<Date> {
        let text = self.text(key)?;
        match day(&text) {
            Ok(date) => Some(date),
            Err(wrong) => {
                self.report(Code::K106, key, format!("`{text}` is no date"), |d| {
                    let label =
                        if wrong.form { "not written as year-month-day" } else { "this day does not exist" };
                    d.label(label).help(wrong.help)
                });
                None
            }
        }
    }

    pub(super) fn required_date(&mut self, key: &str) -> Option<Date> {
        if self.has(key) {
            return self.date(key);
        }
        self.report_start(
            Code::K104,
            format!("`{key}` is missing"),
            "add the day, year-month-day: `date: 2021-09-15`",
        );
        None
    }

    pub(super) fn vergaderjaar(&mut self, key: &str) -> Option<Vergaderjaar> {
        let text = self.text(key)?;
        let year = text.parse().ok();
        if year.is_none() {
            self.wrong(
                key,
                format!("`{text}` is no vergaderjaar"),
                "write it as `2020-2021`, or leave it out",
            );
        }
        year
    }

    pub(super) fn dossiers(&mut self, key: &str) -> Vec<DossierNumber> {
        let mut numbers = Vec::new();
        for text in self.texts(key) {
            // People type the thousands gap: `28 638`.
            if let Ok(number) = text.replace(['\u{a0}', ' '], "").parse() {
                numbers.push(number);
            } else {
                // What is meant by `32.123`, `nr. 32123` or `dossier 32123` can be said.
                let digits: String = text.chars().filter(char::is_ascii_digit).collect();
                let help = match digits.parse::<DossierNumber>() {
                    Ok(_) => format!("write it as `{digits}`"),
                    Err(_) => "it has five digits, `28638`, and may have a chapter behind it, `36600-XVI`"
                        .to_owned(),
                };
                self.wrong(key, format!("`{text}` is no dossier number"), &help);
            }
        }
        numbers
    }

    pub(super) fn id(&mut self, key: &str, text: &str) -> Option<DocumentId> {
        let id = DocumentId::parse(text).filter(|id| id.kind() != Kind::Url);
        if id.is_none() {
            let help = "ids look like `kst-28638-200`, `ah-tk-20232024-1234`, `blg-1184123`, `2020D27680`";
            self.wrong(key, format!("`{text}` is no id of a publication"), help);
        }
        id
    }

    pub(super) fn ids(&mut self, key: &str) -> Vec<DocumentId> {
        let texts = self.texts(key);
        texts.iter().filter_map(|text| self.id(key, text)).collect()
    }

    pub(super) fn language_tag(&mut self, key: &str) -> String {
        let tag = self.text_or_default(key);
        let valid = tag
            .split('-')
            .all(|p| (2..=8).contains(&p.len()) && p.bytes().all(|b| b.is_ascii_alphanumeric()));
        if !valid {
            self.wrong(key, format!("`{tag}` is no language tag"), "write `nl`, `en` or another BCP 47 tag");
        }
        tag
    }

    pub(super) fn indieners(&mut self, key: &str) -> Vec<Indiener> {
        const HELP: &str = "write a text, or a list of `ambt: …` with `naam: …`";
        let Some(field) = self.field(key) else {
            return Vec::new();
        };
        let values = match &field.value {
            Value::Sequence(list) => list.clone(),
            value => vec![value.clone()],
        };
        let mut indieners = Vec::new();
        for value in values {
            match value {
                Value::Mapping(mapping) => {
                    let mut parts = self.parts(key, &mapping, &keys::INDIENER, HELP);
                    let (ambt, naam) = (parts.remove("ambt"), parts.remove("naam"));
                    // What else stood there has been reported.
                    if ambt.is_some() || naam.is_some() {
                        indieners.push(Indiener { ambt, naam });
                    }
                }
                value => match plain(&value) {
                    Some(naam) => indieners.push(Indiener { ambt: None, naam: Some(naam) }),
                    None => self.wrong(key, "not an indiener".into(), HELP),
                },
            }
        }
        indieners
    }

    /// The texts in a value that is a mapping, by name; whatever else stands in it is reported.
    fn parts(
        &mut self,
        key: &str,
        mapping: &Mapping,
        of: &keys::Mapping,
        help: &str,
    ) -> BTreeMap<&'static str, String> {
        let mut parts = BTreeMap::new();
        for (name, value) in mapping {
            let name = plain(name).unwrap_or_else(|| "?".to_owned());
            match (of.keys.iter().find(|key| key.name == name), plain(value)) {
                (None, _) => self.wrong(key, format!("`{key}` has no `{name}`"), help),
                (Some(_), None) => self.wrong(key, format!("`{name}` is a text"), help),
                (Some(part), Some(text)) => _ = parts.insert(part.name, text),
            }
        }
        parts
    }

    pub(super) fn bijlagen(&mut self, key: &str) -> Vec<Bijlage> {
        const HELP: &str = "write a list of `title: …` with `id: …` or `url: …`";
        let values = match self.field(key).map(|f| &f.value) {
            None => return Vec::new(),
            Some(Value::Sequence(list)) => list.clone(),
            Some(value) => vec![value.clone()],
        };
        let mut bijlagen = Vec::new();
        for value in values {
            let mut parts = match value {
                Value::Mapping(mapping) => self.parts(key, &mapping, &keys::BIJLAGE, HELP),
                value => plain(&value).map(|title| ("title", title)).into_iter().collect(),
            };
            let (id, url) = (parts.remove("id"), parts.remove("url"));
            let Some(title) = parts.remove("title") else {
                self.wrong(key, "an attachment without a title".into(), HELP);
                continue;
            };
            if let Some(url) = url.as_deref().filter(|url| !crate::number::link::is_web_address(url)) {
                self.wrong(key, format!("`{url}` is no web address"), "begin it with `https://`");
                continue;
            }
            let id = id.and_then(|text| self.id(key, &text));
            bijlagen.push(Bijlage { title, id, url });
        }
        bijlagen
    }

    /// Works out what the letter is and where its page stands.
    pub(super) fn identity(
        &mut self,
        dossiers: &[DossierNumber],
        date: Option<Date>,
    ) -> Option<(Identity, OutPath)> {
        let identifier = self.text("identifier").map(|text| self.id("identifier", &text));
        if self.has("ondernummer") {
            let text = self.text("ondernummer")?;
            let Ok(ondernummer) = text.parse::<Ondernummer>() else {
                let last = text.split_whitespace().last().filter(|last| last.parse::<Ondernummer>().is_ok());
                let help = match last {
                    Some(last) => format!("write it as `{last}`"),
                    None => "write it as `201`, `B` or `188b`".to_owned(),
                };
                self.wrong("ondernummer", format!("`{text}` is no ondernummer"), &help);
                return None;
            };
            let Some(&dossier) = dossiers.first() else {
                if !self.has("dossiernummer") {
                    let folder = self.folder().map_or("28638".to_owned(), |number| number.to_string());
                    let help = format!("add the dossier: `dossiernummer: {folder}`");
                    self.report_start(Code::K104, "an ondernummer without a dossiernummer".into(), &help);
                }
                return None;
            };
            let id = DocumentId::from(KstId { dossier, ondernummer });
            let path = OutPath::of_document(&id);
            return Some((Identity::Publication(id), path));
        }
        if self.has("identifier") {
            let id = identifier??;
            let path = OutPath::of_document(&id);
            return Some((Identity::Publication(id), path));
        }
        if !self.has("kenmerk") {
            let help = if dossiers.is_empty() {
                "add `dossiernummer` with `ondernummer`, or `identifier`, or the ministry's `kenmerk`"
            } else {
                "add its number in the dossier, `ondernummer`; while it has none, the ministry's `kenmerk`"
            };
            self.report_start(Code::K104, "nothing says which letter this is".into(), help);
            return None;
        }
        let kenmerk = self.text("kenmerk")?;
        let segment = Segment::slug(&format!("{}-{kenmerk}", date?))?;
        Some((Identity::Kenmerk(kenmerk), OutPath::of_unnumbered(&segment)))
    }

    pub(super) fn levels(&mut self, key: &str) -> BTreeMap<Code, Option<Severity>> {
        let mut levels = BTreeMap::new();
        let mapping = match self.field(key).map(|f| &f.value) {
            None => return levels,
            Some(Value::Mapping(mapping)) => mapping.clone(),
            Some(_) => {
                self.wrong(key, "`diagnostics` is a list of codes with levels".into(), "write `K203: error`");
                return levels;
            }
        };
        for (name, level) in mapping {
            let written = |value| plain(value).unwrap_or_else(|| "?".to_owned());
            let (name, level) = (written(&name), written(&level));
            let level = match level.as_str() {
                "error" => Some(Severity::Error),
                "warning" => Some(Severity::Warning),
                "note" => Some(Severity::Note),
                "off" => None,
                _ => {
                    let message = format!("`{level}` is no level");
                    self.wrong(key, message, "the levels are error, warning, note and off");
                    continue;
                }
            };
            match Code::parse(&name) {
                Some(code)
                    if code.default_severity() == Severity::Error && level != Some(Severity::Error) =>
                {
                    let help = "an error means that something would be lost or wrong; mend the cause";
                    self.wrong(key, format!("{code} cannot be lowered"), help);
                }
                Some(code) => {
                    levels.insert(code, level);
                }
                None => self.wrong(key, format!("`{name}` is no code"), "`voetnoot explain` lists the codes"),
            }
        }
        levels
    }
}

/// A scalar as YAML understands it.
fn plain(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => Some(text.trim().to_owned()),
        Value::Number(number) => Some(number.to_string()),
        Value::Bool(value) => Some(value.to_string()),
        _ => None,
    }
}

/// Whether a value says nothing: `""`, `[]`, or nothing at all behind the colon.
fn is_empty(value: &Value) -> bool {
    match value {
        Value::Null => true,
        Value::String(text) => text.trim().is_empty(),
        Value::Sequence(list) => list.iter().all(is_empty),
        Value::Mapping(mapping) => mapping.values().all(is_empty),
        _ => false,
    }
}

/// A character in a value that is a command; a longer text may have lines and tabs, and running text any white space.
fn command_in(value: &Value, is_text: bool) -> Option<char> {
    let layout = |c: char| matches!(c, '\n' | '\r' | '\t') || is_text && c.is_whitespace();
    let within = |value: &Value| command_in(value, is_text);
    match value {
        Value::String(text) => text.chars().find(|&c| report::is_command(c) && !layout(c)),
        Value::Sequence(list) => list.iter().find_map(within),
        Value::Mapping(mapping) => {
            mapping.iter().find_map(|(key, value)| within(key).or_else(|| within(value)))
        }
        Value::Tagged(tagged) => within(&tagged.value),
        _ => None,
    }
}

/// Takes the entries out that say nothing. Whether there were any, or the whole value says nothing.
fn take_empty(value: &mut Value) -> bool {
    let mut found = is_empty(value);
    match value {
        Value::Sequence(list) => list.retain_mut(|entry| {
            found |= take_empty(entry);
            !is_empty(entry)
        }),
        Value::Mapping(mapping) => mapping.retain(|_, entry| {
            found |= take_empty(entry);
            !is_empty(entry)
        }),
        _ => {}
    }
    found
}
