//! What the pages of a dossier may see: its works in a row, by date or by number, and the dossier at a glance.

use super::letter::NoteView;
use super::works::DUTCH;
use super::{LineView, ShelfView, Views, WorkView};
use crate::collection::catalogue::{self, Facet};
use crate::collection::index::WorkIx;
use crate::collection::published::Published;
use crate::collection::sequence::{Gap, Member, Sequence, Series, Slot};
use crate::content::front_matter::DossierMeta;
use crate::dutch::collation::SortKey;
use crate::limits;
use crate::number::address::{OutPath, Segment};
use crate::number::identifier::DocumentId;
use crate::number::kst::{DossierNumber, Ondernummer};
use crate::site::drawing::strip::{Strip, Track};
use crate::site::render::Prepared;
use crate::site::view::drawing::TickView;
use serde::Serialize;
use std::cmp::Reverse;
use std::collections::BTreeMap;

/// How the works of a dossier are ordered on a page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DossierOrder {
    /// From old to new.
    Date,
    /// By number, with gaps.
    Number,
}

impl DossierOrder {
    /// Both, in the order in which they are offered.
    pub const ALL: [Self; 2] = [Self::Date, Self::Number];

    /// The name in templates.
    pub fn name(self) -> &'static str {
        match self {
            Self::Date => "date",
            Self::Number => "number",
        }
    }

    /// The first page of a dossier in this order. No document has a number like `op-nummer`.
    pub fn address(self, dossier: DossierNumber) -> OutPath {
        let home = OutPath::of_dossier(dossier);
        match self {
            Self::Date => home,
            Self::Number => Segment::slug("op-nummer").map_or(home.clone(), |segment| home.below(&segment)),
        }
    }
}

/// A part of a dossier's row of works.
#[derive(Debug, Serialize)]
pub struct PartView {
    /// `year`, `undated`, or whose numbers they are: `tweede`, `eerste`, `other`.
    pub kind: &'static str,
    /// The year.
    pub year: Option<i16>,
    /// Works and gaps.
    pub rows: Vec<RowView>,
}

/// A work, or numbers without one.
#[derive(Debug, Serialize)]
pub struct RowView {
    /// The work.
    pub work: Option<Prepared<LineView>>,
    /// What it answers, as its front matter says.
    pub answers: Vec<Prepared<LineView>>,
    /// What answers it, as its front matter says.
    pub answered_by: Vec<Prepared<LineView>>,
    /// What it answers by its wording: a finding of the program.
    pub announced: Vec<Prepared<LineView>>,
    /// What answers it by its wording.
    pub announced_by: Vec<Prepared<LineView>>,
    /// Numbers that no work of the collection has.
    pub gap: Option<GapView>,
}

/// Numbers that no work of the collection has.
#[derive(Debug, Serialize)]
pub struct GapView {
    /// The first.
    pub first: String,
    /// The last.
    pub last: String,
    /// The list of published ids has them; else it is not said whether such documents exist.
    pub published: bool,
}

/// The works of a dossier over time.
#[derive(Debug, Serialize)]
pub struct StripView {
    /// Width.
    pub width: i32,
    /// Height.
    pub height: i32,
    /// Where the bars stand.
    pub base: i32,
    /// The bars.
    pub bars: Vec<BarView>,
    /// Dates along the base.
    pub ticks: Vec<TickView>,
    /// The years that have works, from old to new: where the bars are too narrow for a finger, these are not.
    pub years: Vec<YearView>,
}

/// A year in the list of a dossier.
#[derive(Debug, Serialize)]
pub struct YearView {
    /// The year.
    pub year: i16,
    /// Where its works stand in the list.
    pub url: String,
}

/// The works of one stretch of time.
#[derive(Debug, Serialize)]
pub struct BarView {
    /// Left side.
    pub x: i32,
    /// Width.
    pub width: i32,
    /// Top of the part for works that can be read here.
    pub held_y: i32,
    /// Its height.
    pub held_height: i32,
    /// Top of the part for works that are only cited.
    pub cited_y: i32,
    /// Its height.
    pub cited_height: i32,
    /// Works that can be read here.
    pub held: usize,
    /// Works that are only cited.
    pub cited: usize,
    /// Month or year of its first work.
    pub first: String,
    /// Month or year of its last work.
    pub last: String,
    /// Where its works stand in the list.
    pub url: String,
}

/// The numbers of a dossier and which of them are here.
#[derive(Debug, Serialize)]
pub struct TrackView {
    /// Width.
    pub width: i32,
    /// The highest number.
    pub last: u16,
    /// Numbers of works that can be read here.
    pub held: usize,
    /// Numbers of works that are only cited.
    pub cited: usize,
    /// Runs of numbers with works.
    pub runs: Vec<RunView>,
}

/// A run of numbers.
#[derive(Debug, Serialize)]
pub struct RunView {
    /// Left side.
    pub x: i32,
    /// Width.
    pub width: i32,
    /// Whether its works can be read here.
    pub held: bool,
}

/// Who and what a dossier is about: the most frequent, and how many more there are.
#[derive(Debug, Serialize)]
pub struct FrequentView {
    /// Lists, the number of letters being those of the dossier.
    pub entries: Vec<ShelfView>,
    /// How many are left out.
    pub more: usize,
}

impl Views<'_> {
    /// The works of each dossier in a row; a list of published ids tells which of the numbers between them exist.
    pub fn sequences(&self, published: Option<&Published>) -> BTreeMap<DossierNumber, Sequence> {
        let member = |&work: &WorkIx| Member {
            work,
            date: self.date_of(work),
            kst: self.resolution.works.at(work).id.as_ref().and_then(DocumentId::kst),
            held: self.resolution.works.at(work).letter.is_some(),
        };
        let sequence = |(&number, works): (&DossierNumber, &Vec<WorkIx>)| {
            (number, Sequence::new(number, works.iter().map(member).collect(), published))
        };
        self.resolution.dossiers.iter().map(sequence).collect()
    }

    /// One page of a dossier by date, under its years.
    pub fn by_date(&self, members: &[Member]) -> Vec<PartView> {
        let year = |m: &Member| m.date.map(jiff::civil::Date::year);
        let part = |members: &[Member]| PartView {
            kind: if members.first().and_then(year).is_some() { "year" } else { "undated" },
            year: members.first().and_then(year),
            rows: members.iter().map(|m| self.row(m.work)).collect(),
        };
        members.chunk_by(|a, b| year(a) == year(b)).map(part).collect()
    }

    /// One page of a dossier by number, with gaps.
    pub fn by_number(&self, slots: &[Slot]) -> Vec<PartView> {
        let series = |slot: &Slot| match slot {
            Slot::Work(Series::Eerste, _) | Slot::Gap(Gap { first: Ondernummer::Letters(_), .. }) => "eerste",
            Slot::Work(Series::Other, _) => "other",
            Slot::Work(Series::Tweede, _) | Slot::Gap(..) => "tweede",
        };
        let view = |slot: &Slot| match *slot {
            Slot::Work(_, work) => self.row(work),
            Slot::Gap(Gap { first, last, published }) => RowView {
                work: None,
                answers: Vec::new(),
                answered_by: Vec::new(),
                announced: Vec::new(),
                announced_by: Vec::new(),
                gap: Some(GapView { first: first.to_string(), last: last.to_string(), published }),
            },
        };
        let part = |slots: &[Slot]| PartView {
            kind: slots.first().map_or("other", series),
            year: None,
            rows: slots.iter().map(view).collect(),
        };
        slots.chunk_by(|a, b| series(a) == series(b)).map(part).collect()
    }

    fn row(&self, work: WorkIx) -> RowView {
        let letter = self.resolution.works.at(work).letter;
        RowView {
            work: Some(self.work(work)),
            answers: letter.map_or_else(Vec::new, |letter| self.of_pairs(&self.resolution.answers, letter)),
            answered_by: self.of_pairs(&self.resolution.answered_by, work),
            announced: letter.map_or_else(Vec::new, |letter| self.of_pairs(&self.graph.announced, letter)),
            announced_by: self.of_pairs(&self.graph.announced_by, work),
            gap: None,
        }
    }

    /// The works of a dossier over time; each bar leads to the place in the list where its works begin.
    pub fn strip(&self, dossier: DossierNumber, sequence: &Sequence) -> Option<StripView> {
        let dated: Vec<_> = sequence.by_date.iter().filter_map(|m| Some((m.date?, m.held))).collect();
        let strip = Strip::new(&dated)?;
        let months = strip.ticks.first().is_some_and(|tick| tick.month);
        let named = |date| if months { self.month(date) } else { date.year().to_string() };
        let url = |start: usize, year: i16| {
            let page = DossierOrder::Date.address(dossier).further(start / limits::LIST_PAGE + 1);
            format!("{}#jaar-{year}", self.url(&page))
        };
        let bar = |bar: &crate::site::drawing::strip::Bar| BarView {
            x: bar.x,
            width: bar.width,
            held_y: strip.base - bar.held_height,
            held_height: bar.held_height,
            cited_y: strip.base - bar.held_height - bar.cited_height,
            cited_height: bar.cited_height,
            held: bar.held,
            cited: bar.cited,
            first: named(bar.first),
            last: named(bar.last),
            url: url(bar.start, bar.first.year()),
        };
        let years: BTreeMap<i16, usize> =
            dated.iter().enumerate().rev().map(|(start, (date, _))| (date.year(), start)).collect();
        Some(StripView {
            width: crate::site::drawing::WIDTH,
            height: strip.height,
            base: strip.base,
            bars: strip.bars.iter().map(bar).collect(),
            ticks: self.ticks(&strip.ticks),
            years: years.into_iter().map(|(year, start)| YearView { year, url: url(start, year) }).collect(),
        })
    }

    /// The numbers of a dossier.
    pub fn track(sequence: &Sequence) -> Option<TrackView> {
        let track = Track::new(&sequence.numbers)?;
        let held = sequence.numbers.iter().filter(|(_, held)| *held).count();
        Some(TrackView {
            width: crate::site::drawing::WIDTH,
            last: track.last,
            held,
            cited: sequence.numbers.len() - held,
            runs: track.runs.iter().map(|r| RunView { x: r.x, width: r.width, held: r.held }).collect(),
        })
    }

    /// The senders or topics of a dossier's letters.
    pub fn frequent(&self, dossier: DossierNumber, facet: Facet) -> FrequentView {
        let works = self.resolution.dossiers.get(&dossier).map(Vec::as_slice).unwrap_or_default();
        let mut found: BTreeMap<OutPath, (String, usize)> = BTreeMap::new();
        for letter in works.iter().filter_map(|&work| self.letter_of(work)) {
            let mut names = match facet {
                Facet::Sender => letter.meta.indieners.iter().map(catalogue::sender).collect(),
                _ => letter.meta.onderwerpen.clone(),
            };
            names.sort_unstable();
            names.dedup();
            for name in names {
                if let Some(path) = self.catalogue.address(facet, &name) {
                    found.entry(path).or_insert((name, 0)).1 += 1;
                }
            }
        }
        let mut found: Vec<(OutPath, (String, usize))> = found.into_iter().collect();
        found.sort_by_cached_key(|(_, (name, count))| (Reverse(*count), SortKey::of_text(name)));
        let more = found.len().saturating_sub(limits::FREQUENT);
        found.truncate(limits::FREQUENT);
        let entry = |(path, (name, count))| ShelfView { name, url: self.url(&path), count };
        FrequentView { entries: found.into_iter().map(entry).collect(), more }
    }
}

/// What the site says of a dossier.
#[derive(Debug, Serialize)]
pub struct IntroductionView<'a> {
    /// HTML.
    pub body: String,
    /// Its notes.
    pub notes: Vec<NoteView<'a>>,
}

impl<'a> Views<'a> {
    /// What the site says of a dossier, if it says anything.
    pub fn introduction(&self, number: DossierNumber) -> Option<IntroductionView<'a>> {
        let (index, dossier) = self.corpus.dossier(number)?;
        let text = &dossier.text;
        let is_empty = text.markup.is_empty() && text.notes.is_empty();
        (!is_empty).then(|| IntroductionView {
            body: self.html(index.into(), &text.markup),
            notes: self.notes(index.into(), &text.notes),
        })
    }

    /// An introduction where it stands between the letters that cite a work.
    pub(super) fn introduction_view(&self, of: &DossierMeta) -> WorkView {
        WorkView {
            label: format!("{} {}", self.word("introduction_of"), of.number.printed()),
            url: self.url(&OutPath::of_dossier(of.number)),
            title: Some(of.title.clone()),
            soort: None,
            date: None,
            sender: None,
            held: true,
            cited_by: 0,
            lang: self.foreign(DUTCH),
        }
    }
}
