//! The elements of a publication, read in one pass: facts of its head, paragraphs of its text, notes at their marks.
//!
//! Elements within a paragraph are known by name, or by the words beside them; every other one divides paragraphs, so
//! that an element nobody knows here never runs words together. White space folds, as the publisher's own pages show it.

use super::fact::{HeadFact, HeadWords};
use super::flowing::{Flowing, Look};
use super::legacy;
use super::links::drop_repeated;
use super::names::{BLOCKS, LINE_ENDS, PLACES, QUOTES, SPACED, WITHIN, address, dossier_address, subheading};
use super::table::OpenTable;
use crate::content::markdown::{self, Shift};
use crate::import::draft::{Block, Inline, Note, Omitted, Why};
use crate::import::events::{BytesStart, Event, attribute, events};
use crate::import::flow::{self, Item, Unit};
use crate::import::formula;
use crate::import::official;
use crate::limits;
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

/// The text of a publication, or its metadata without one.
#[derive(Debug, Default)]
pub(super) struct XmlText {
    pub(super) is_publication: bool,
    pub(super) facts: HeadWords,
    pub(super) units: Vec<Unit>,
    pub(super) notes: Vec<Note>,
    pub(super) omitted: Vec<Omitted>,
    pub(super) metadata: Vec<(String, String)>,
    /// The element around all.
    pub(super) root: String,
    /// The bulletin of another body that it is a publication in.
    pub(super) bulletin: Option<&'static str>,
    /// Pictures, which are left out.
    pub(super) pictures: Vec<Range<usize>>,
    /// Parts of formulas that are more than running text.
    pub(super) formulas: Vec<Range<usize>>,
    /// Marks of notes that a letter cannot print.
    pub(super) unprinted: Vec<String>,
    /// Marks that stand apart from their notes, with the labels of these.
    pub(super) marks: Vec<(String, Range<usize>)>,
}

/// Reads the events of a text. An error has its byte and a reason.
pub(super) fn read(text: &str) -> Result<XmlText, (usize, String)> {
    let mut all = Vec::new();
    events(text, &mut |event, at| all.push((event.clone(), at)))?;
    let apart = legacy::NotesApart::of(&all);
    let mut reader = XmlReader { mixed: mixed(&all), apart, ..XmlReader::default() };
    for (event, at) in all {
        if reader.open.len() > limits::XML_DEPTH {
            return Err((at.start, format!("elements are nested deeper than {}", limits::XML_DEPTH)));
        }
        reader.event(&event, at);
    }
    if let Some(open) = reader.open.last() {
        return Err((text.len(), format!("`{}` is not closed", open.name)));
    }
    reader.text.flush();
    reader.out.units = reader.text.units;
    legacy::drop_marks_without_note(&mut reader.out.units, &reader.out.notes);
    Ok(reader.out)
}

/// Where the elements begin that hold words of their own, beside other elements or alone: those stand within their
/// paragraph.
fn mixed(all: &[(Event<'_>, Range<usize>)]) -> BTreeSet<usize> {
    let (mut open, mut found) = (Vec::new(), BTreeSet::new());
    for (event, at) in all {
        match event {
            Event::Start(_) => open.push(at.start),
            Event::End(_) => drop(open.pop()),
            Event::Text(words) if !words.trim_start().is_empty() => found.extend(open.last()),
            Event::CData(_) | Event::GeneralRef(_) => found.extend(open.last()),
            _ => {}
        }
    }
    found
}

/// What an element does with its words.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Role {
    /// They go on in the paragraph.
    Within,
    /// They are paragraphs of their own.
    Apart,
    /// They are a fact of the head.
    Fact(HeadFact),
    Note,
    NoteMark,
    List,
    Item,
    ItemMark,
    Table,
    Row,
    Cell,
    Metadata,
}

/// An open element.
struct Open {
    name: String,
    /// Whether it has words of its own.
    is_mixed: bool,
    role: Role,
    /// How many elements it holds so far, where that tells what they are.
    children: usize,
    /// The span that its words begin with, if they need brackets around them when they are several.
    grouped: Option<usize>,
    look: Look,
    link: Option<String>,
}

#[derive(Default)]
struct XmlReader {
    out: XmlText,
    open: Vec<Open>,
    text: Flowing,
    /// Texts around the note that is being read.
    around: Vec<Flowing>,
    /// The words of the mark of an item, until it is closed.
    mark: Vec<(String, Range<usize>)>,
    labels: BTreeSet<String>,
    /// For each printed mark, how many notes have it, and one more.
    numbers: BTreeMap<String, usize>,
    /// Notes that stand apart from their marks.
    apart: legacy::NotesApart,
    tables: usize,
    /// Where the elements begin that have words of their own.
    mixed: BTreeSet<usize>,
}

impl XmlReader {
    fn event(&mut self, event: &Event<'_>, at: Range<usize>) {
        match event {
            Event::Start(element) => self.start(element, &at),
            Event::End(_) => self.end(),
            Event::Empty(element) => {
                self.start(element, &at);
                self.end();
                self.emptied(element.local_name().as_ref());
            }
            Event::Text(text) => self.words(text, at),
            Event::CData(text) => self.words(text, at),
            Event::GeneralRef(name) => {
                let character = match (name.resolve_char_ref(), &**name) {
                    (Ok(Some(c)), _) => Some(c.to_string()),
                    // Two spaces that HTML has names for, as files that were pages once have them.
                    (_, "nbsp") => Some("\u{a0}".to_owned()),
                    (_, "shy") => Some("\u{ad}".to_owned()),
                    _ => crate::import::events::entity(name),
                };
                self.words(&character.unwrap_or_else(|| format!("&{};", &**name)), at);
            }
            _ => {}
        }
    }

    /// What an element without words is to those around it: the end of a line, or else a space. Only those that are known to
    /// name a place may stand within a word.
    fn emptied(&mut self, name: &str) {
        let within = self.open.last().is_none_or(|open| matches!(open.role, Role::Within | Role::Apart));
        if !within || self.text.spans.is_empty() || matches!(name, "voetref" | "nootref") {
            return;
        }
        if LINE_ENDS.contains(&name) {
            self.text.space = None;
            self.text.span(Inline::Break, Look::default(), None);
        } else if !PLACES.contains(&name) && self.text.space.is_none() {
            self.text.space = Some(true);
        }
    }

    fn parent(&self) -> &str {
        self.open.last().map_or("", |open| &open.name)
    }

    fn is_within(&self, name: &str) -> bool {
        self.open.iter().any(|open| open.name == name)
    }

    fn start(&mut self, element: &BytesStart<'_>, at: &Range<usize>) {
        let name = element.local_name().as_ref().to_owned();
        self.out.is_publication |= matches!(name.as_str(), "officiele-publicatie" | legacy::ROOT);
        match self.open.len() {
            0 => self.out.root.clone_from(&name),
            1 => self.out.bulletin = self.out.bulletin.or_else(|| official::bulletin(&name)),
            _ => {}
        }
        let role = self.role(&name, element, at);
        let above = self.open.last();
        let mut open = Open {
            role,
            look: above.map_or_else(Look::default, |open| open.look),
            link: above.and_then(|open| open.link.clone()),
            is_mixed: self.mixed.contains(&at.start),
            children: 0,
            grouped: None,
            name,
        };
        if formula::is_mathml(&open.name) || open.name == "mtable" {
            self.part_of_formula(&mut open, at);
        }
        match open.name.as_str() {
            "nadruk" => {
                let kind = attribute(element, "type").unwrap_or_default();
                open.look.strong |= kind.contains("vet");
                open.look.emphasis |= kind.contains("cur");
                open.look.struck |= kind.contains("doorhaal") || kind.contains("doorgehaald");
                open.look.shift = match kind.as_str() {
                    "sup" | "superscript" | "superieur" => Some(Shift::Raised),
                    "inf" | "sub" | "subscript" | "inferieur" => Some(Shift::Lowered),
                    _ => open.look.shift,
                };
            }
            "sup" | "sub" | "inf" => {
                open.look.shift = Some(if open.name == "sup" { Shift::Raised } else { Shift::Lowered });
            }
            "s" | "del" | "strike" => open.look.struck = true,
            "b" => open.look.strong = true,
            "i" | "emphasis" => open.look.emphasis = true,
            "extref" => open.link = address(element),
            "dossierref" => open.link = dossier_address(element),
            "illustratie" | "img" | "graphic" => self.out.pictures.push(at.clone()),
            "voetref" | "nootref" => self.mark(element, at),
            "meta" | "metadata" => {
                if let (Some(name), Some(value)) = (attribute(element, "name"), attribute(element, "content"))
                {
                    self.out.metadata.push((name, value));
                }
            }
            "datum" if self.is_within("dagtekening") || self.is_within("kamervraagomschrijving") => {
                let day = attribute(element, "isodatum");
                self.out.facts.isodatum_of_signing = day.or(self.out.facts.isodatum_of_signing.take());
            }
            "datum" if self.in_fact(HeadFact::Date) => {
                self.out.facts.isodatum = attribute(element, "isodatum").or(self.out.facts.isodatum.take());
            }
            _ => {}
        }
        if SPACED.contains(&open.name.as_str()) && self.text.space.is_none() {
            self.text.space = Some(true);
        }
        self.enter(&open, element, at);
        self.open.push(open);
    }

    /// The place of an element in its formula.
    fn part_of_formula(&mut self, open: &mut Open, at: &Range<usize>) {
        if formula::is_drawn(&open.name) {
            self.out.formulas.push(at.clone());
        }
        let Some(above) = self.open.last_mut() else { return };
        let part = formula::of_mathml(&above.name, above.children);
        above.children += 1;
        open.look.shift = part.shift.or(open.look.shift);
        if !part.sign.is_empty() {
            self.text.space = None;
            self.text.spans.push(formula::added(part.sign));
        }
        open.grouped = part.is_grouped.then_some(self.text.spans.len());
    }

    /// What the element does, from its name and from where it stands.
    fn role(&self, name: &str, element: &BytesStart<'_>, at: &Range<usize>) -> Role {
        if let Some(Open { role: role @ (Role::Metadata | Role::ItemMark | Role::NoteMark), .. }) =
            self.open.last()
        {
            return role.clone();
        }
        let fact = self.fact(name, element);
        if let Some(fact) = fact {
            return Role::Fact(fact);
        }
        // Words that are quoted within a sentence stand there; paragraphs that are quoted do not.
        let is_quote = QUOTES.contains(&name) && self.mixed.contains(&at.start);
        let beside_words = self.open.last().is_some_and(|open| open.is_mixed || open.role == Role::Within)
            && (is_quote || !BLOCKS.contains(&name));
        match name {
            "metadata" | "meta" | "metadata_gegevens" | "voetref" | "nootref" => Role::Metadata,
            "noot" | "voetnoot" => Role::Note,
            "noot.nr" => Role::NoteMark,
            "lijst" => Role::List,
            "li" => Role::Item,
            "li.nr" => Role::ItemMark,
            "table" => Role::Table,
            "row" => Role::Row,
            "entry" => Role::Cell,
            // A title or number is part of the heading that it stands in; elsewhere it is a line of its own.
            "titel" | "nr" | "label" if !self.is_within("kop") && !beside_words => Role::Apart,
            _ if WITHIN.contains(&name) || beside_words || formula::is_mathml(name) => Role::Within,
            _ => Role::Apart,
        }
    }

    /// The fact that the words of an element are, if it belongs to the head.
    fn fact(&self, name: &str, element: &BytesStart<'_>) -> Option<HeadFact> {
        let inherited = self.open.last().and_then(|open| match open.role {
            Role::Fact(fact) => Some(fact),
            _ => None,
        });
        if matches!(name, "noot" | "voetnoot") {
            return None;
        }
        if self.is_within(legacy::ROOT)
            && let Some(fact) = legacy::fact(name, self.parent())
        {
            // The first paper in the file is the one that it is named after.
            let another = fact == HeadFact::Ondernummer && !self.out.facts.ondernummer.is_empty();
            return (!another).then_some(fact);
        }
        let in_dossier = self.is_within("dossier");
        match name {
            "tekstregel" => Some(match attribute(element, "inhoud").as_deref() {
                Some("vergaderjaar") => HeadFact::Vergaderjaar,
                Some("kameraanduiding") => HeadFact::Chamber,
                _ => HeadFact::Other,
            }),
            "dossiernr" | "begrotingshoofdstuk" | "raadnr" | "toevoeging" if in_dossier => {
                Some(HeadFact::DossierNumber)
            }
            "titel" if self.parent() == "dossier" => Some(HeadFact::DossierTitle),
            "rijkswetnr" | "dossiernummer" if in_dossier => Some(HeadFact::Other),
            "dossier" | "kamerstukkop" | "kamervraagkop" | "stuknr" | "vergadering" => Some(HeadFact::Other),
            "kamervraagnummer" => Some(HeadFact::Answer),
            "ondernummer" if self.parent() == "stuknr" => Some(HeadFact::Ondernummer),
            "titel" if self.parent() == "stuk" => Some(HeadFact::Title),
            "item-titel" => Some(HeadFact::Title),
            "datumtekst" | "vergaderdatum" => Some(HeadFact::Date),
            "nr" if matches!(self.parent(), "agendapunt" | "opening") => Some(HeadFact::Other),
            _ => inherited,
        }
    }

    fn in_fact(&self, fact: HeadFact) -> bool {
        self.open.last().is_some_and(|open| open.role == Role::Fact(fact))
    }

    fn enter(&mut self, open: &Open, element: &BytesStart<'_>, at: &Range<usize>) {
        match open.role {
            Role::Within | Role::NoteMark | Role::Metadata => {}
            Role::Fact(_) => {
                self.text.flush();
                match open.name.as_str() {
                    "dossier" | "onderw" => {
                        self.out.facts.dossiers.push((String::new(), String::new(), at.clone()));
                    }
                    // `36 600`, `XIV` and `21 501`, `02` are one number in two elements.
                    "begrotingshoofdstuk" | "raadnr" | "toevoeging" => {
                        if let Some((number, ..)) = self.out.facts.dossiers.last_mut() {
                            number.push('-');
                        }
                    }
                    _ => {}
                }
            }
            Role::Apart => {
                if !std::mem::take(&mut self.text.is_lettered) {
                    self.text.flush();
                }
                match open.name.as_str() {
                    "tussenkop" | "tuskop" => self.text.heading = Some(subheading(element)),
                    "kop" => self.text.heading = Some(u8::try_from(self.open.len()).unwrap_or(99).min(99)),
                    "citaat" | "blokcitaat" => self.text.quotes += 1,
                    _ => {}
                }
            }
            Role::Note => {
                let known = self.apart.note(element);
                let is_apart = open.name == "voetnoot" && known.is_some();
                let id = attribute(element, "id");
                let note = Flowing { id, known, is_apart, ..Flowing::default() };
                self.around.push(std::mem::replace(&mut self.text, note));
            }
            Role::List => {
                self.text.flush();
                self.text.lists = self.text.lists.saturating_add(1);
            }
            Role::Item => {
                self.text.flush();
                let level = self.text.lists.saturating_sub(1);
                self.text.item = Some(Item { level, number: None, opens: true });
            }
            Role::ItemMark => self.mark.clear(),
            Role::Table => {
                self.text.flush();
                self.text.table = Some(OpenTable::new(self.tables));
                self.tables += 1;
            }
            Role::Row => {
                self.text.flush();
                let head = self.is_within("thead");
                self.text.table.iter_mut().for_each(|table| table.row(head));
            }
            Role::Cell => {
                self.text.flush();
                self.text.table.iter_mut().for_each(|table| table.cell(element));
            }
        }
    }

    fn end(&mut self) {
        let Some(open) = self.open.pop() else { return };
        if let Some(first) = open.grouped {
            formula::group(&mut self.text.spans, first);
        }
        let outermost = self.open.last().is_none_or(|above| above.role != open.role);
        match open.role {
            // The mark of an item may hold elements; it ends with its own.
            Role::ItemMark if outermost => self.end_item_mark(),
            Role::Within | Role::Metadata | Role::NoteMark | Role::ItemMark => {}
            Role::Fact(_) | Role::Row => self.text.flush(),
            Role::Apart => {
                if open.name != "lidnr" {
                    self.text.flush();
                }
                match open.name.as_str() {
                    "tussenkop" | "tuskop" | "kop" => self.text.heading = None,
                    // The number of a member of an article stands before its words.
                    "lidnr" => self.number_is_read(),
                    "citaat" | "blokcitaat" => self.text.quotes = self.text.quotes.saturating_sub(1),
                    _ => {}
                }
            }
            Role::Note => self.end_note(),
            Role::List => {
                self.text.flush();
                self.text.lists = self.text.lists.saturating_sub(1);
                self.text.item = match self.text.lists {
                    0 => None,
                    level => Some(Item { level: level - 1, number: None, opens: false }),
                };
            }
            Role::Item => {
                self.text.flush();
                let level = self.text.lists.saturating_sub(1);
                self.text.item = Some(Item { level, number: None, opens: false });
            }
            Role::Table => {
                self.text.flush();
                self.text.table = None;
            }
            Role::Cell => {
                self.text.flush();
                self.text.table.iter_mut().for_each(OpenTable::end_cell);
            }
        }
        if SPACED.contains(&open.name.as_str()) && self.text.space.is_none() {
            self.text.space = Some(true);
        }
    }

    fn end_note(&mut self) {
        self.text.flush();
        let Some(around) = self.around.pop() else { return };
        let note = std::mem::replace(&mut self.text, around);
        let label = note.known.clone().unwrap_or_else(|| self.unique(&note.label));
        if let Some(id) = note.id {
            self.apart.named(&id, &label);
        }
        let mut units = note.units;
        for unit in &mut units {
            if let Block::Paragraph(inlines) = &mut unit.block {
                drop_repeated(inlines);
            }
        }
        self.out.notes.push(Note { label: label.clone(), body: flow::assemble(units) });
        if !note.is_apart {
            self.text.mark(label);
        }
    }

    /// The mark of a note that stands elsewhere.
    fn mark(&mut self, element: &BytesStart<'_>, at: &Range<usize>) {
        let mut apart = std::mem::take(&mut self.apart);
        let label = apart.mark(element, |printed| self.unique(printed));
        self.apart = apart;
        self.out.marks.push((label.clone(), at.clone()));
        self.text.mark(label);
    }

    /// The mark as printed; where marks begin anew, as with notes of tables, which of those with this mark it is. A note that
    /// prints none has the next free number.
    fn unique(&mut self, printed: &str) -> String {
        let mark =
            printed.trim_matches(|c: char| matches!(c, '(' | ')' | '[' | ']' | '.') || c.is_whitespace());
        let may = markdown::printed(mark).is_some() && !mark.contains('-');
        if !may && !mark.is_empty() {
            self.out.unprinted.push(mark.to_owned());
        }
        let label = |count: usize| match (may, count) {
            (true, 1) => mark.to_owned(),
            (true, count) => format!("{mark}-{count}"),
            (false, count) => count.to_string(),
        };
        let first = if may { 1 } else { self.labels.len() + 1 };
        let mut count = self.numbers.get(mark).copied().unwrap_or(first);
        // As many labels as there are notes may be taken.
        while self.labels.contains(&label(count).to_lowercase()) {
            count += 1;
        }
        let label = label(count);
        if may {
            self.numbers.insert(mark.to_owned(), count + 1);
        }
        self.labels.insert(label.to_lowercase());
        label
    }

    /// A number is the item's; a dash or dot is what Markdown writes itself; a letter belongs to the words.
    fn end_item_mark(&mut self) {
        let mark: String = self.mark.iter().map(|(text, _)| text.as_str()).collect();
        let mark = mark.trim();
        let digits = mark.trim_matches(|c: char| matches!(c, '.' | ')' | '(' | '°' | 'º'));
        let number = digits.parse::<u32>().ok().filter(|n| digits == n.to_string() && *n < 1_000_000_000);
        let pieces = std::mem::take(&mut self.mark);
        let is_sign = !mark.chars().any(char::is_alphanumeric);
        if number.is_some() || is_sign {
            if let Some(item) = &mut self.text.item {
                item.number = number;
            }
            let pieces = pieces.into_iter().filter(|(text, _)| !text.trim().is_empty());
            self.out.omitted.extend(pieces.map(|(text, at)| Omitted { at, text, why: Why::Mark }));
            return;
        }
        for (text, at) in pieces {
            self.text.words(&text, at, Look::default(), None);
        }
        self.number_is_read();
    }

    /// What was read is a number or letter, and the paragraph that begins next is its words.
    fn number_is_read(&mut self) {
        self.text.space = Some(false);
        self.text.is_lettered = true;
    }

    fn words(&mut self, words: &str, at: Range<usize>) {
        let Some(open) = self.open.last() else { return };
        let blank = words.trim().is_empty();
        let omit = |why| Omitted { at: at.clone(), text: words.to_owned(), why };
        let facts = &mut self.out.facts;
        match open.role {
            Role::Metadata if !blank => self.out.omitted.push(omit(Why::Metadata)),
            Role::Metadata => {}
            Role::Fact(fact) => {
                let number_of_dossier = facts.dossiers.last_mut();
                match (fact, number_of_dossier) {
                    (HeadFact::DossierNumber, Some((number, _, place))) if !blank => {
                        number.extend(words.chars().filter(char::is_ascii_alphanumeric));
                        *place = at.clone();
                    }
                    (HeadFact::WholeDossierNumber, Some((number, _, place))) => {
                        number.push_str(words);
                        *place = at.clone();
                    }
                    (HeadFact::DossierTitle, Some((_, title, _))) => title.push_str(words),
                    (HeadFact::Ondernummer, _) => facts.ondernummer.push_str(words),
                    (HeadFact::Title, _) => facts.title.push_str(words),
                    (HeadFact::Date, _) => facts.date.push_str(words),
                    (HeadFact::Vergaderjaar, _) => facts.vergaderjaar.push_str(words),
                    (HeadFact::Chamber, _) => facts.chamber.push_str(words),
                    (HeadFact::Answer, _) => facts.answer.push_str(words),
                    _ => {}
                }
                if !blank {
                    self.out.omitted.push(omit(Why::Header));
                }
            }
            Role::NoteMark => {
                self.text.label.push_str(words.trim());
                if !blank {
                    self.out.omitted.push(omit(Why::Mark));
                }
            }
            Role::ItemMark => self.mark.push((words.to_owned(), at)),
            _ => self.text.words(words, at, open.look, open.link.as_deref()),
        }
    }
}
