//! What the styles of a Word file say of paragraphs and runs, and how its lists are numbered.

use crate::content::markdown::Shift;
use crate::import::events::{BytesStart, Event, attribute, events, on};
use crate::import::figure::figure;
use std::collections::{BTreeMap, BTreeSet};

/// A style, with what it has from the styles it is based on.
#[derive(Debug, Clone, Default)]
pub(super) struct Style {
    pub(super) bold: Option<bool>,
    pub(super) italic: Option<bool>,
    pub(super) hidden: Option<bool>,
    pub(super) struck: Option<bool>,
    pub(super) height: Option<Height>,
    /// Level of a heading, from 0.
    pub(super) outline: Option<u8>,
    /// The list that its paragraphs are items of, and how deep.
    pub(super) list: Option<(String, Option<u8>)>,
    based_on: Option<String>,
}

/// The styles by their id.
#[derive(Debug, Default)]
pub(super) struct Styles(BTreeMap<String, Style>);

/// Styles that are based on each other in a ring, or deeper than any real template, are cut here.
const DEEPEST: usize = 20;

impl Styles {
    /// Reads `styles.xml`. What is not well-formed ends the styles, not the letter.
    pub(super) fn read(text: &str) -> Self {
        let mut styles = BTreeMap::new();
        let mut open: Option<(String, Style)> = None;
        _ = events(text, &mut |event, _| match event {
            Event::Start(e) if e.local_name().as_ref() == "style" => {
                open = attribute(e, "styleId").map(|id| (id, Style::default()));
            }
            Event::End(e) if e.local_name().as_ref() == "style" => styles.extend(open.take()),
            Event::Start(e) | Event::Empty(e) => {
                if let Some((_, style)) = &mut open {
                    style.property(e);
                }
            }
            _ => {}
        });
        Self(styles)
    }

    /// The style of this id.
    pub(super) fn get(&self, id: &str) -> Style {
        let mut style = self.0.get(id).cloned().unwrap_or_default();
        for _ in 0..DEEPEST {
            let Some(base) = style.based_on.take().and_then(|id| self.0.get(&id)) else { break };
            style.bold = style.bold.or(base.bold);
            style.italic = style.italic.or(base.italic);
            style.hidden = style.hidden.or(base.hidden);
            style.struck = style.struck.or(base.struck);
            style.height = style.height.or(base.height);
            style.outline = style.outline.or(base.outline);
            style.list = style.list.or_else(|| base.list.clone());
            style.based_on.clone_from(&base.based_on);
        }
        style
    }
}

impl Style {
    fn property(&mut self, e: &BytesStart<'_>) {
        let level = || attribute(e, "val").and_then(|v| v.parse().ok());
        match e.local_name().as_ref() {
            "name" => {
                // Headings made by other programs have no outline level, but they have the name.
                let name = attribute(e, "val").unwrap_or_default().to_lowercase();
                let number =
                    ["heading ", "kop "].iter().find_map(|p| name.strip_prefix(p)?.parse::<u8>().ok());
                self.outline = self.outline.or(number.filter(|n| (1..=9).contains(n)).map(|n| n - 1));
            }
            "basedOn" => self.based_on = attribute(e, "val"),
            "b" => self.bold = Some(on(e)),
            "i" => self.italic = Some(on(e)),
            "vanish" => self.hidden = Some(on(e)),
            "strike" | "dstrike" => self.struck = Some(on(e)),
            "vertAlign" => self.height = Some(Height::of(e)),
            "outlineLvl" => self.outline = level().filter(|l| *l < 9),
            "numId" => {
                let deep = self.list.take().and_then(|(_, deep)| deep);
                self.list = attribute(e, "val").map(|id| (id, deep));
            }
            "ilvl" => {
                let id = self.list.take().map(|(id, _)| id).unwrap_or_default();
                self.list = Some((id, level()));
            }
            _ => {}
        }
    }
}

/// Where characters stand. One that says `OnLine` undoes what the style below says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Height {
    OnLine,
    Shifted(Shift),
}

impl Height {
    pub(super) fn of(e: &BytesStart<'_>) -> Self {
        match attribute(e, "val").as_deref() {
            Some("superscript") => Self::Shifted(Shift::Raised),
            Some("subscript") => Self::Shifted(Shift::Lowered),
            _ => Self::OnLine,
        }
    }

    pub(super) fn shift(self) -> Option<Shift> {
        match self {
            Self::OnLine => None,
            Self::Shifted(shift) => Some(shift),
        }
    }
}

/// One level of a numbered or bulleted list.
#[derive(Debug, Clone, Default)]
struct Level {
    start: u32,
    format: String,
    /// `%1.`, `Vraag %1`: the number as printed.
    text: String,
}

/// How lists are numbered, and how far each has come.
#[derive(Debug, Default)]
pub(super) struct Numbering {
    kinds: BTreeMap<String, BTreeMap<u8, Level>>,
    lists: BTreeMap<String, String>,
    /// First numbers that a list gives instead of its kind.
    starts: BTreeMap<(String, u8), u32>,
    /// How often each level of each kind was used since the level above it.
    counts: BTreeMap<String, Vec<u32>>,
    begun: BTreeSet<String>,
}

/// What stands before an item.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Marker {
    /// A bullet.
    Bullet,
    /// A number that Markdown can write: `3.` or `3)`.
    Number(u32),
    /// Anything else, as printed: `a)`, `Vraag 3`, `2.1`.
    Printed(String),
}

impl Numbering {
    /// Reads `numbering.xml`.
    pub(super) fn read(text: &str) -> Self {
        let mut out = Self::default();
        let (mut kind, mut list, mut level) = (String::new(), String::new(), 0);
        _ = events(text, &mut |event, _| {
            let (Event::Start(e) | Event::Empty(e)) = event else { return };
            let value = attribute(e, "val");
            let number = || value.as_deref().and_then(|v| v.parse::<u32>().ok());
            match e.local_name().as_ref() {
                "abstractNum" => {
                    (kind, list) = (attribute(e, "abstractNumId").unwrap_or_default(), String::new());
                }
                "num" => list = attribute(e, "numId").unwrap_or_default(),
                "abstractNumId" if !list.is_empty() => {
                    out.lists.insert(list.clone(), value.unwrap_or_default());
                }
                "lvl" | "lvlOverride" => {
                    level = attribute(e, "ilvl").and_then(|v| v.parse().ok()).unwrap_or(0);
                }
                "startOverride" => {
                    out.starts.extend(number().map(|n| ((list.clone(), level), n)));
                }
                name @ ("start" | "numFmt" | "lvlText") if list.is_empty() => {
                    let level = out.kinds.entry(kind.clone()).or_default().entry(level).or_default();
                    match name {
                        "start" => level.start = number().unwrap_or(1),
                        "numFmt" => level.format = value.unwrap_or_default(),
                        _ => level.text = value.unwrap_or_default(),
                    }
                }
                _ => {}
            }
        });
        out
    }

    /// The marker of the next item of a list at this level. `None` if there is no such list: number 0 takes a
    /// paragraph out of the list of its style.
    pub(super) fn next(&mut self, list: &str, level: u8) -> Option<Marker> {
        let kind = self.lists.get(list)?;
        let levels = self.kinds.get(kind)?;
        let this = levels.get(&level)?;
        let counts = self.counts.entry(kind.clone()).or_default();
        if self.begun.insert(list.to_owned()) {
            let restarts = (0..=8).find(|l| self.starts.contains_key(&(list.to_owned(), *l)));
            counts.truncate(restarts.map_or(counts.len(), usize::from));
        }
        let at = usize::from(level);
        counts.truncate(at + 1);
        counts.resize(at + 1, 0);
        *counts.get_mut(at)? += 1;
        let number = |at: u8| {
            let count = counts.get(usize::from(at)).copied().unwrap_or(0).max(1);
            let start = self.starts.get(&(list.to_owned(), at)).copied();
            start.or_else(|| levels.get(&at).map(|l| l.start)).unwrap_or(1).saturating_add(count - 1)
        };
        if matches!(this.format.as_str(), "bullet" | "none") {
            return Some(Marker::Bullet);
        }
        let mut printed = this.text.clone();
        for at in 0..=level {
            let format = levels.get(&at).map_or("decimal", |l| &l.format);
            printed = printed.replace(&format!("%{}", at + 1), &figure(number(at), format));
        }
        let plain = this.format == "decimal"
            && ["", ".", ")"].iter().any(|end| printed == format!("{}{end}", number(level)));
        Some(if plain { Marker::Number(number(level)) } else { Marker::Printed(printed) })
    }
}
