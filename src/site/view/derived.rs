//! What the program derived from a letter, for its page: dates made whole, abbreviations explained.

use super::works::ENGLISH_MONTHS;
use super::{LineView, Views};
use crate::collection::index::{LetterIx, WorkIx};
use crate::content::front_matter::{Indiener, Language};
use crate::content::markdown::DatePhrase;
use crate::derived::abbreviations::Abbreviation;
use crate::derived::dates::{Moment, PeriodPart, Season};
use crate::site::render::Prepared;
use jiff::civil::Date;
use serde::Serialize;
use std::collections::HashSet;

/// What the program says of a letter by itself.
#[derive(Debug, Serialize)]
pub struct DerivedView<'a> {
    /// Date phrases, each wording with one meaning once.
    pub dates: Vec<DatedView<'a>>,
    /// Abbreviations that the letter explains and uses.
    pub abbreviations: Vec<AbbreviationView<'a>>,
    /// Works that the letter says it answers, where its front matter does not.
    pub answers: Vec<Prepared<LineView>>,
    /// Letters that say so of this one.
    pub answered_by: Vec<Prepared<LineView>>,
}

/// A date phrase.
#[derive(Debug, Serialize)]
pub struct DatedView<'a> {
    /// The words of the letter.
    pub words: &'a str,
    /// The first place, with `#`.
    pub href: String,
    /// `1 juli 2021`, `begin november 2021`.
    pub text: String,
    /// The document of the same dossier, sender and date that the letter probably means.
    pub probable: Option<Prepared<LineView>>,
}

/// An abbreviation.
#[derive(Debug, Serialize)]
pub struct AbbreviationView<'a> {
    /// `CKM`
    pub short: &'a str,
    /// What it stands for.
    pub long: &'a str,
    /// How often it is used after its explanation.
    pub uses: usize,
}

impl<'a> Views<'a> {
    /// What the program derived from a letter; `None` if that is nothing.
    pub fn derived(&self, letter: LetterIx) -> Option<DerivedView<'a>> {
        let text = &self.corpus.letters.get(letter)?.text;
        let mut dates = Vec::new();
        let mut shown: HashSet<(Moment, String)> = HashSet::new();
        for found in &text.dates {
            if !shown.insert((found.moment, found.words.to_ascii_lowercase())) {
                continue;
            }
            dates.push(DatedView {
                words: &found.words,
                href: format!("#{}", found.id),
                text: self.moment(found.moment),
                probable: self.probable(letter, found),
            });
        }
        let used = |a: &&Abbreviation| a.uses > 0;
        let view = DerivedView {
            answers: self.of_pairs(&self.graph.announced, letter),
            answered_by: self.of_pairs(&self.graph.announced_by, letter.into()),
            dates,
            abbreviations: text
                .abbreviations
                .iter()
                .filter(used)
                .map(|a| AbbreviationView { short: &a.short, long: &a.long, uses: a.uses })
                .collect(),
        };
        let empty = view.dates.is_empty()
            && view.abbreviations.is_empty()
            && view.answers.is_empty()
            && view.answered_by.is_empty();
        (!empty).then_some(view)
    }

    /// The one document of the letter's dossier with its sender and the day of "mijn brief van 1 juli jl.".
    fn probable(&self, letter: LetterIx, found: &DatePhrase) -> Option<Prepared<LineView>> {
        let Moment::Day(day) = found.moment else { return None };
        let own = self.corpus.letters.get(letter).filter(|_| found.names_letter)?;
        let matches = |&work: &WorkIx| {
            let (date, senders) = self.dated(work);
            date == Some(day) && share_office(senders, &own.meta.indieners)
        };
        let home = own.meta.dossiers.first()?;
        let mut works = self.resolution.dossiers.get(home)?.iter().copied().filter(matches);
        let only = works.next().filter(|_| works.next().is_none())?;
        (self.resolution.works.get(only)?.letter != Some(letter)).then(|| self.work(only))
    }

    /// Date and senders of a work.
    fn dated(&self, work: WorkIx) -> (Option<Date>, &'a [Indiener]) {
        let letter = self.letter_of(work).map(|l| (Some(l.meta.date), &l.meta.indieners[..]));
        let entry = || self.entry_of(work).map(|e| (e.date, &e.indieners[..]));
        letter.or_else(entry).unwrap_or((None, &[]))
    }

    fn moment(&self, moment: Moment) -> String {
        match (self.language, moment) {
            (_, Moment::Day(date)) => self.date(date).text,
            (Language::Nl, moment) => moment.to_string(),
            (Language::En, moment) => english(moment),
        }
    }
}

fn share_office(a: &[Indiener], b: &[Indiener]) -> bool {
    let office = |i: &Indiener| i.ambt.as_ref().map(|ambt| ambt.to_lowercase());
    a.iter().filter_map(office).any(|ambt| b.iter().filter_map(office).any(|other| other == ambt))
}

fn english(moment: Moment) -> String {
    let name = |month: i8| usize::try_from(month - 1).ok().and_then(|m| ENGLISH_MONTHS.get(m)).unwrap_or(&"");
    let part = |part: Option<PeriodPart>| match part {
        Some(PeriodPart::Begin) => "early ",
        Some(PeriodPart::Middle) => "middle of ",
        Some(PeriodPart::End) => "end of ",
        None => "",
    };
    match moment {
        Moment::Day(date) => format!("{} {} {}", date.day(), name(date.month()), date.year()),
        Moment::Week(monday) => {
            format!("{} to {}", english(Moment::Day(monday)), english(Moment::Day(moment.last())))
        }
        Moment::Month(year, month, of) => format!("{}{} {year}", part(of), name(month)),
        Moment::Quarter(year, n) => format!("quarter {n} of {year}"),
        Moment::Season(year, Season::Spring) => format!("spring of {year}"),
        Moment::Season(year, Season::Summer) => format!("summer of {year}"),
        Moment::Season(year, Season::Autumn) => format!("autumn of {year}"),
        Moment::Year(year, of) => format!("{}{year}", part(of)),
    }
}
