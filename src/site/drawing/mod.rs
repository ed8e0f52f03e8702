//! The geometry of the drawings: where things stand, in whole units, so that every machine draws the same.
//!
//! Time runs from left to right. [`strip`] counts the works of a dossier over the years and shows which of its
//! numbers are here; [`network`] draws who cites whom. Both know dates, states and lengths of labels, not what
//! the works are; words, addresses and SVG belong to the templates.

pub mod network;
pub mod strip;

use jiff::civil::Date;

/// Width of a drawing: that of the column of text.
pub const WIDTH: i32 = 560;

/// Room at both ends for a dot or half a label.
const MARGIN: i32 = 12;

/// A stretch of time on a stretch of paper.
#[derive(Debug, Clone, Copy)]
struct Axis {
    first: Date,
    days: i64,
}

/// A date to be written at the axis.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Tick {
    /// Where.
    pub x: i32,
    /// The first day of the year or month.
    pub date: Date,
    /// A month rather than a year.
    pub month: bool,
}

/// Months between ticks, with the room that a label needs: months are long words.
const STEPS: [(i32, i64); 10] =
    [(1, 105), (2, 105), (3, 105), (6, 105), (12, 46), (24, 46), (60, 46), (120, 46), (240, 46), (600, 46)];

/// What fits when none of these does.
const WIDEST_STEP: (i32, i64) = (1_200, 46);

impl Axis {
    fn over(dates: impl Iterator<Item = Date> + Clone) -> Option<Self> {
        let (first, last) = (dates.clone().min()?, dates.max()?);
        Some(Self { first, days: days(first, last) })
    }

    fn x(&self, date: Date) -> i32 {
        let room = i64::from(WIDTH - 2 * MARGIN);
        let along = match self.days {
            0 => room / 2,
            all => days(self.first, date) * room / all,
        };
        MARGIN + i32::try_from(along.clamp(0, room)).unwrap_or_default()
    }

    /// Years, or months if there is room for them.
    fn ticks(&self) -> Vec<Tick> {
        let room = i64::from(WIDTH - 2 * MARGIN);
        let fits =
            |&(months, needed): &(i32, i64)| room * i64::from(months) * 30 / self.days.max(1) >= needed;
        let (months, needed) = STEPS.into_iter().find(fits).unwrap_or(WIDEST_STEP);
        let month = months < 12;
        let mut ticks = Vec::new();
        let first = month_number(self.first);
        let mut month_of_tick = first - first.rem_euclid(months);
        while let Some(at) = month_at(month_of_tick).filter(|&at| days(self.first, at) <= self.days) {
            let x = self.x(at);
            let apart = ticks.last().is_none_or(|tick: &Tick| i64::from(x - tick.x) >= needed * 9 / 10);
            if at >= self.first && apart && i64::from(WIDTH - x) >= needed {
                ticks.push(Tick { x, date: at, month });
            }
            month_of_tick += months;
        }
        if ticks.is_empty() {
            let x = self.x(self.first).min(WIDTH - 105);
            ticks.push(Tick { x, date: self.first, month: true });
        }
        ticks
    }
}

fn days(from: Date, to: Date) -> i64 {
    to.duration_since(from).as_hours() / 24
}

/// Months since the beginning of the era: what steps of time are counted in.
fn month_number(date: Date) -> i32 {
    i32::from(date.year()) * 12 + i32::from(date.month()) - 1
}

fn month_at(number: i32) -> Option<Date> {
    let (year, month) = (number.div_euclid(12), number.rem_euclid(12) + 1);
    Date::new(i16::try_from(year).ok()?, i8::try_from(month).ok()?, 1).ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    fn ticks(first: Date, last: Date) -> Vec<String> {
        let axis = Axis::over([first, last].into_iter()).unwrap();
        let ticks = axis.ticks();
        for pair in ticks.windows(2) {
            let room = if pair[0].month { 100 } else { 44 };
            assert!(pair[1].x - pair[0].x >= room, "{pair:?}");
        }
        assert!(ticks.iter().all(|t| t.x >= 0 && t.x < WIDTH));
        let print =
            |t: &Tick| if t.month { format!("{:.7}", t.date.to_string()) } else { t.date.year().to_string() };
        ticks.iter().map(print).collect()
    }

    #[test]
    fn the_axis_names_years_or_months() {
        assert_eq!(ticks(date(2016, 3, 1), date(2021, 9, 15)), ["2017", "2018", "2019", "2020", "2021"]);
        assert_eq!(ticks(date(2021, 1, 11), date(2021, 9, 15)), ["2021-03", "2021-05", "2021-07"]);
        assert_eq!(ticks(date(2021, 9, 15), date(2021, 9, 15)), ["2021-09"]);
        assert_eq!(ticks(date(1996, 1, 8), date(2024, 9, 2)), ["2000", "2005", "2010", "2015", "2020"]);
    }

    #[test]
    fn any_two_days_make_an_axis() {
        for (a, b) in [(1, 2), (1, 9_999), (1_814, 2_199), (9_998, 9_999), (0, 0), (-9_999, 9_999)] {
            let axis = Axis::over([date(a, 1, 1), date(b, 12, 31)].into_iter()).unwrap();
            assert!(axis.ticks().len() < 60);
            assert!((0..=WIDTH).contains(&axis.x(date(b, 12, 31))));
        }
    }
}
