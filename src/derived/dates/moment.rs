//! A day or a period, and how it is printed in Dutch and for programs.

use crate::dutch::months::MONTHS;
use jiff::ToSpan;
use jiff::civil::Date;
use std::fmt;
use std::ops::Range;

/// A phrase and what it means.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Dated {
    /// Its bytes in the text.
    pub span: Range<usize>,
    /// The day or period.
    pub moment: Moment,
}

/// A day or a period.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Moment {
    /// A day.
    Day(Date),
    /// The week that begins on this Monday.
    Week(Date),
    /// A month, or a part of it.
    Month(i16, i8, Option<PeriodPart>),
    /// A quarter, 1 to 4.
    Quarter(i16, i8),
    /// A season.
    Season(i16, Season),
    /// A year, or a part of it.
    Year(i16, Option<PeriodPart>),
}

/// A part of a month or year.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum PeriodPart {
    /// "begin"
    Begin,
    /// "medio", "half", "halverwege"
    Middle,
    /// "eind", "einde", "ultimo"
    End,
}

impl PeriodPart {
    /// About its first and last day in the month of this first day.
    pub(super) fn days(self, first: Date) -> (Date, Date) {
        match self {
            Self::Begin => (first, first.saturating_add(9.days())),
            Self::Middle => (first.saturating_add(9.days()), first.saturating_add(19.days())),
            Self::End => (first.saturating_add(19.days()), first.last_of_month()),
        }
    }
}

/// A season that lies within one year.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Season {
    /// March to May.
    Spring,
    /// June to August.
    Summer,
    /// September to November.
    Autumn,
}

impl Season {
    pub(in crate::derived) fn months(self) -> (i8, i8) {
        match self {
            Self::Spring => (3, 5),
            Self::Summer => (6, 8),
            Self::Autumn => (9, 11),
        }
    }
}

impl Moment {
    /// Its last day.
    pub fn last(self) -> Date {
        let end_of = |year, month| Date::new(year, month, 1).map_or(Date::MAX, Date::last_of_month);
        match self {
            Self::Day(date) => date,
            Self::Week(monday) => monday.saturating_add(6.days()),
            Self::Month(year, month, _) => end_of(year, month),
            Self::Quarter(year, quarter) => end_of(year, 3 * quarter),
            Self::Season(year, season) => end_of(year, season.months().1),
            Self::Year(year, _) => end_of(year, 12),
        }
    }

    /// The value of HTML's `datetime`: the day, week, month or year that holds the moment. `None` where HTML has no
    /// such value (quarters and seasons).
    pub fn datetime(self) -> Option<String> {
        match self {
            Self::Day(date) => Some(date.to_string()),
            Self::Week(monday) => {
                let week = monday.iso_week_date();
                Some(format!("{}-W{:02}", week.year(), week.week()))
            }
            Self::Month(year, month, _) => Some(format!("{year:04}-{month:02}")),
            Self::Year(year, _) => Some(format!("{year:04}")),
            Self::Quarter(..) | Self::Season(..) => None,
        }
    }
}

impl fmt::Display for PeriodPart {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Begin => "begin",
            Self::Middle => "medio",
            Self::End => "eind",
        })
    }
}

/// Prints the moment in Dutch: `1 juli 2021`, `begin november 2021`, `najaar 2021`.
impl fmt::Display for Moment {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let name = |month: i8| usize::try_from(month - 1).ok().and_then(|m| MONTHS.get(m)).unwrap_or(&"");
        let part = |f: &mut fmt::Formatter<'_>, part: &Option<PeriodPart>| match part {
            Some(part) => write!(f, "{part} "),
            None => Ok(()),
        };
        match self {
            Self::Day(date) => write!(f, "{} {} {}", date.day(), name(date.month()), date.year()),
            Self::Week(monday) => {
                write!(f, "{} tot en met {}", Self::Day(*monday), Self::Day(self.last()))
            }
            Self::Month(year, month, of) => {
                part(f, of)?;
                write!(f, "{} {year}", name(*month))
            }
            Self::Quarter(year, n) => write!(f, "{n}e kwartaal van {year}"),
            Self::Season(year, season) => {
                let season = match season {
                    Season::Spring => "voorjaar",
                    Season::Summer => "zomer",
                    Season::Autumn => "najaar",
                };
                write!(f, "{season} {year}")
            }
            Self::Year(year, of) => {
                part(f, of)?;
                write!(f, "{year}")
            }
        }
    }
}
