//! The letters as a reader looks for them: by parliamentary year, sender, ministry, kind and topic.
//!
//! Every value of a facet has a list at an address that follows from its words alone, so it never moves when letters
//! are added, and two writings of the same words (`Financiën`, `financien`) are one list. A sender is a person in
//! an office, as the letter is signed: one person in two offices is two senders, who stand next to each other; what
//! joins the people of one department is the ministry. One person in one office may be written in several ways
//! (`Jansen`, `A. Jansen`), and is one list, at the address of the writing in the oldest letter. Works that are only
//! cited are in no list: they cannot be read here.

use crate::collection::corpus::Corpus;
use crate::collection::index::LetterIx;
use crate::collection::ministry;
use crate::content::front_matter::{Indiener, LetterMeta};
use crate::dutch::collation::SortKey;
use crate::dutch::person;
use crate::number::address::{OutPath, Segment};
use crate::number::vergaderjaar::Vergaderjaar;
use jiff::civil::Date;
use std::cmp::Reverse;
use std::collections::{BTreeMap, HashMap};

/// By what letters are listed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Facet {
    /// Parliamentary year.
    Year,
    /// Person in an office.
    Sender,
    /// Ministry for which the sender speaks.
    Ministry,
    /// Kind of Kamerstuk.
    Kind,
    /// Topic.
    Topic,
}

impl Facet {
    /// In the order in which they are offered.
    pub const ALL: [Self; 5] = [Self::Year, Self::Sender, Self::Ministry, Self::Kind, Self::Topic];

    /// The name in templates and in the keys of the interface strings.
    pub fn name(self) -> &'static str {
        match self {
            Self::Year => "year",
            Self::Sender => "sender",
            Self::Ministry => "ministry",
            Self::Kind => "kind",
            Self::Topic => "topic",
        }
    }

    /// The first part of its addresses. No identifier of a document is one of these words.
    fn folder(self) -> &'static str {
        match self {
            Self::Year => "brieven",
            Self::Sender => "afzenders",
            Self::Ministry => "ministeries",
            Self::Kind => "soorten",
            Self::Topic => "onderwerpen",
        }
    }

    /// The page of the facet as a whole.
    pub fn address(self) -> OutPath {
        OutPath::page(&Segment::slug(self.folder()).iter().collect::<Vec<_>>())
    }

    /// The page of a text as one of its values; `None` for a text without letters or digits.
    fn address_of(self, value: &str) -> Option<OutPath> {
        let folder = Segment::slug(self.folder())?;
        Some(OutPath::page(&[&folder, &Segment::of_words(value)?]))
    }

    /// The values of a letter, as written. Each is listed once, however often the letter has it.
    fn values(self, meta: &LetterMeta) -> Vec<Value<'_>> {
        match self {
            Self::Year => vec![Value::Year(meta.vergaderjaar)],
            Self::Sender => meta.indieners.iter().map(Value::Sender).collect(),
            Self::Ministry => {
                meta.indieners.iter().filter_map(|i| ministry_of(i, meta.date)).map(Value::Text).collect()
            }
            Self::Kind => vec![Value::Text(&meta.soort)],
            Self::Topic => meta.onderwerpen.iter().map(|topic| Value::Text(topic)).collect(),
        }
    }
}

/// The ministry for which a sender speaks.
pub fn ministry_of(indiener: &Indiener, on: Date) -> Option<&'static str> {
    indiener.ambt.as_deref().or(indiener.naam.as_deref()).and_then(|office| ministry::of_office(office, on))
}

/// A sender in one line: name, then office.
pub fn sender(indiener: &Indiener) -> String {
    let parts: Vec<&str> = indiener.naam.iter().chain(&indiener.ambt).map(String::as_str).collect();
    parts.join(", ")
}

/// A value as a letter writes it.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
enum Value<'a> {
    Year(Vergaderjaar),
    Sender(&'a Indiener),
    Text(&'a str),
}

impl Value<'_> {
    fn text(self) -> String {
        match self {
            Self::Year(year) => year.printed(),
            Self::Sender(indiener) => sender(indiener),
            Self::Text(text) => text.to_owned(),
        }
    }

    fn key(self) -> SortKey {
        match self {
            Self::Sender(Indiener { naam: Some(naam), .. }) => SortKey::of_name(naam),
            value => SortKey::of_text(&value.text()),
        }
    }
}

/// The letters that share a value.
#[derive(Debug)]
pub struct Shelf {
    /// The value, in its most frequent writing.
    pub name: String,
    /// The list's page.
    pub path: OutPath,
    /// The letters, newest first.
    pub letters: Vec<LetterIx>,
    key: SortKey,
}

impl Shelf {
    /// The letter under which it stands in a long index.
    pub fn initial(&self) -> Option<char> {
        self.key.initial()
    }
}

/// Every list of letters.
#[derive(Debug, Default)]
pub struct Catalogue {
    facets: BTreeMap<Facet, Vec<Shelf>>,
    /// Where senders are listed who are written in another way there.
    people: BTreeMap<OutPath, OutPath>,
}

impl Catalogue {
    /// Lists the letters of a collection.
    pub fn new(corpus: &Corpus) -> Self {
        let people = people(corpus);
        let shelves = |facet| (facet, shelves(corpus, facet, &people));
        Self { facets: Facet::ALL.into_iter().map(shelves).collect(), people }
    }

    /// The page that lists a value; `None` for a text without letters or digits.
    pub fn address(&self, facet: Facet, value: &str) -> Option<OutPath> {
        Some(listed_at(facet, facet.address_of(value)?, &self.people))
    }

    /// The lists of a facet: years from the newest, others in alphabetical order.
    pub fn shelves(&self, facet: Facet) -> &[Shelf] {
        self.facets.get(&facet).map(Vec::as_slice).unwrap_or_default()
    }
}

fn listed_at(facet: Facet, own: OutPath, people: &BTreeMap<OutPath, OutPath>) -> OutPath {
    people.get(&own).filter(|_| facet == Facet::Sender).cloned().unwrap_or(own)
}

/// Where the senders stand who are written in several ways, for each way but that of their oldest letter.
fn people(corpus: &Corpus) -> BTreeMap<OutPath, OutPath> {
    let mut oldest: HashMap<&Indiener, (Date, LetterIx)> = HashMap::new();
    for (index, letter) in corpus.letters.enumerated() {
        for indiener in letter.meta.indieners.iter().filter(|indiener| indiener.naam.is_some()) {
            let own = (letter.meta.date, index);
            let first = oldest.entry(indiener).or_insert(own);
            *first = own.min(*first);
        }
    }
    let mut writings: Vec<(&Indiener, (Date, LetterIx))> = oldest.into_iter().collect();
    writings.sort_by_key(|(indiener, oldest)| (*oldest, sender(indiener)));
    let mut offices: BTreeMap<Option<Segment>, Vec<&Indiener>> = BTreeMap::new();
    for (indiener, _) in writings {
        offices.entry(indiener.ambt.as_deref().and_then(Segment::of_words)).or_default().push(indiener);
    }
    let mut people = BTreeMap::new();
    for named in offices.into_values() {
        let same = person::same(named.iter().map(|indiener| indiener.naam.as_deref().unwrap_or_default()));
        let address = |indiener: &Indiener| Facet::Sender.address_of(&sender(indiener));
        for (indiener, first) in named.iter().zip(same) {
            let home = named.get(first).and_then(|first| address(first));
            if let Some((own, home)) = address(indiener).zip(home).filter(|(own, home)| own != home) {
                people.entry(own).or_insert(home);
            }
        }
    }
    people
}

fn shelves(corpus: &Corpus, facet: Facet, people: &BTreeMap<OutPath, OutPath>) -> Vec<Shelf> {
    // Few values, many letters: the work per letter is one look-up.
    let mut writings: HashMap<Value, (usize, Vec<LetterIx>)> = HashMap::new();
    for (index, letter) in corpus.letters.enumerated() {
        for value in facet.values(&letter.meta) {
            let before = writings.len();
            writings.entry(value).or_insert((before, Vec::new())).1.push(index);
        }
    }
    let mut listed: Vec<(Value, (usize, Vec<LetterIx>))> = writings.into_iter().collect();
    // The most frequent writing gives its name; of equals the one that comes first.
    listed.sort_by_cached_key(|(value, (before, letters))| (Reverse(letters.len()), value.key(), *before));
    let mut shelves: BTreeMap<OutPath, Shelf> = BTreeMap::new();
    for (value, (_, letters)) in listed {
        let name = value.text();
        let Some(own) = facet.address_of(&name) else { continue };
        let path = listed_at(facet, own, people);
        let shelf = shelves.entry(path.clone()).or_insert_with(|| Shelf {
            key: value.key(),
            letters: Vec::new(),
            name,
            path,
        });
        shelf.letters.extend(letters);
    }
    let mut shelves: Vec<Shelf> = shelves.into_values().collect();
    for shelf in &mut shelves {
        shelf.letters.sort_by_key(|&l| (Reverse(corpus.letters.at(l).meta.date), l));
        shelf.letters.dedup();
    }
    shelves.sort_by(|a, b| a.key.cmp(&b.key));
    if facet == Facet::Year {
        shelves.reverse();
    }
    shelves
}
