//! The works that letters probably mean where they name them without a number: those that are held or in the register.
//!
//! Nothing becomes a link by this. A work is proposed to an editor where it alone fits the words.

use crate::content::directory::{Directory, Subject};
use crate::content::front_matter::{self, Indiener, LetterMeta};
use crate::content::letter::Headed;
use crate::content::markdown::{Citing, Words};
use crate::content::source;
use crate::derived::named::{self, Name, plain};
use crate::dutch::names::is_prefix;
use crate::number::address::OutPath;
use crate::number::identifier::DocumentId;
use jiff::civil::Date;
use std::path::Path;

/// What can be named without a number, of one collection.
#[derive(Debug, Default)]
pub struct Works {
    list: Vec<Work>,
    /// Where their pages stand.
    pub(super) directory: Directory,
}

/// A letter that is held, or an entry of the register.
#[derive(Debug)]
pub(super) struct Work {
    ids: Vec<DocumentId>,
    page: OutPath,
    pub(super) title: Option<String>,
    kenmerk: Option<String>,
    date: Option<Date>,
    soort: String,
    indieners: Vec<Indiener>,
    /// The proposal that its title says it is.
    titled: Option<Name>,
}

impl Works {
    /// Reads the heads of the letters below a folder, and its register. What is wrong with them is for `check` to say.
    pub fn read(content: &Path) -> Self {
        let (content, mut unheeded) = source::load(content);
        let register = content.register.as_ref();
        let register =
            register.map(|source| front_matter::register(source, &mut unheeded)).unwrap_or_default();
        let headed =
            content.letters.into_iter().filter_map(|source| Headed::read(source, &mut unheeded).ok());
        let headed: Vec<Headed> = headed.collect();
        let mut directory = Directory::default();
        for letter in &headed {
            directory.letter(&letter.source.relative, &letter.meta);
        }
        for entry in &register {
            directory.entry(entry);
        }
        let letters = headed.into_iter().map(|Headed { meta, .. }| Work {
            ids: meta.id().into_iter().chain(&meta.aliases).cloned().collect(),
            titled: titled(&meta.title, meta.date),
            page: meta.path,
            title: Some(meta.title),
            kenmerk: meta.kenmerk,
            date: Some(meta.date),
            soort: meta.soort,
            indieners: meta.indieners,
        });
        let mut list: Vec<Work> = letters.collect();
        list.extend(register.into_iter().map(|entry| Work {
            page: OutPath::of_document(&entry.id),
            titled: entry.title.as_deref().and_then(|title| titled(title, entry.date.unwrap_or_default())),
            ids: std::iter::once(entry.id).chain(entry.aliases).collect(),
            title: entry.title,
            kenmerk: None,
            date: entry.date,
            soort: entry.soort.unwrap_or_default(),
            indieners: entry.indieners,
        }));
        Self { list, directory }
    }

    /// The one work that this letter may mean by a name: another, and no younger.
    pub(super) fn meant(&self, name: &Name, letter: &LetterMeta) -> Option<&Work> {
        let may_be = |work: &&Work| {
            let is_older = work.date.is_none_or(|date| date <= letter.date);
            is_older && work.page != letter.path && work.fits(name, &letter.indieners)
        };
        let mut works = self.list.iter().filter(may_be);
        works.next().filter(|_| works.next().is_none())
    }
}

impl Work {
    /// What an annotation calls it, so that its words are a citation.
    pub(super) fn label(&self) -> Option<String> {
        let kenmerk = || self.kenmerk.as_ref().map(|kenmerk| format!("de brief met kenmerk {kenmerk}"));
        self.ids.first().map(DocumentId::label).or_else(kenmerk)
    }

    /// Whether words cite it.
    pub(super) fn is_cited(&self, citing: &Citing) -> bool {
        match &citing.words {
            Words::Page { subject: Subject::Letter(page), .. } => *page == self.page,
            Words::Page { subject: Subject::Document(id), .. } => self.ids.contains(id),
            _ => citing.cited().iter().any(|cited| self.ids.contains(&cited.id)),
        }
    }

    fn fits(&self, name: &Name, senders: &[Indiener]) -> bool {
        match name {
            Name::Letter { date, own } => {
                let is_letter = self.soort.is_empty() || self.soort.to_lowercase().starts_with("brief");
                let theirs =
                    || self.indieners.is_empty() || senders.is_empty() || shares(&self.indieners, senders);
                self.date == Some(*date) && is_letter && (!own || theirs())
            }
            Name::Proposal { amendment, by, about } => {
                let (own, subject) = match &self.titled {
                    Some(Name::Proposal { amendment: own, about, .. }) => (Some(*own), about.as_str()),
                    _ => (None, ""),
                };
                let soort = self.soort.to_lowercase();
                let kind = if *amendment { "amendement" } else { "motie" };
                (own == Some(*amendment) || soort.ends_with(kind))
                    && by.iter().all(|member| self.is_by(member))
                    && is_about(subject, about)
            }
        }
    }

    /// Whether a member filed it, by surname.
    fn is_by(&self, member: &str) -> bool {
        let titled = match &self.titled {
            Some(Name::Proposal { by, .. }) => by.as_slice(),
            _ => &[],
        };
        let is_surname = |full: &str| {
            let before = full.strip_suffix(member);
            before.is_some_and(|before| match before.strip_suffix(' ') {
                Some(before) => !is_prefix(before.rsplit(' ').next().unwrap_or_default()),
                None => before.is_empty(),
            })
        };
        let names = self.indieners.iter().filter_map(|indiener| indiener.naam.as_deref());
        titled.iter().any(|other| other == member) || names.map(plain).any(|name| is_surname(&name))
    }
}

/// The proposal that a title says a work is.
fn titled(title: &str, date: Date) -> Option<Name> {
    let proposal =
        |named: named::Named| Some(named.name).filter(|name| matches!(name, Name::Proposal { .. }));
    named::find(title, date).into_iter().find_map(proposal)
}

fn shares(a: &[Indiener], b: &[Indiener]) -> bool {
    let offices = |list: &[Indiener]| -> Vec<String> {
        list.iter().filter_map(|indiener| indiener.ambt.as_deref()).map(str::to_lowercase).collect()
    };
    let b = offices(b);
    offices(a).iter().any(|office| b.contains(office))
}

/// Whether two wordings of a subject may be of the same: at least half of the long words of the one are in the other.
/// Where either says nothing, nothing speaks against it.
fn is_about(subject: &str, about: &str) -> bool {
    let (subject, about) = (plain(subject), plain(about));
    let long: Vec<&str> = about.split(' ').filter(|word| word.len() >= LONG).collect();
    let shared = long.iter().filter(|word| subject.split(' ').any(|other| other == **word)).count();
    subject.is_empty() || 2 * shared >= long.len()
}

/// Letters of a word that tells what something is about.
const LONG: usize = 6;
