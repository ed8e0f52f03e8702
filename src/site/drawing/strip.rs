//! A dossier at a glance: how many works in each stretch of time, and which numbers are here.

use super::{MARGIN, STEPS, Tick, WIDEST_STEP, WIDTH, month_at, month_number};
use jiff::civil::Date;

/// Most bars: each is a link, wide enough for a finger.
const BARS: i32 = 22;

/// Height of the tallest bar, if there are many works.
const TALL: usize = 72;

/// Height of one work, if there are few: a dossier of two works has no towers.
const UNIT: usize = 12;

/// Widest bar: a work, not a wall.
const WIDE: i32 = 26;

/// Room above the bars.
const TOP: i32 = 4;

/// The works of a dossier over time.
#[derive(Debug, PartialEq, Eq)]
pub struct Strip {
    /// Height, with room for the dates below.
    pub height: i32,
    /// Where the bars stand.
    pub base: i32,
    /// From old to new; only stretches that have works.
    pub bars: Vec<Bar>,
    /// Dates along the base.
    pub ticks: Vec<Tick>,
}

/// The works of one stretch of time.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Bar {
    /// Left side.
    pub x: i32,
    /// Width.
    pub width: i32,
    /// Height of the part for works that can be read here; it stands on the base.
    pub held_height: i32,
    /// Height of the part for works that are only cited; it stands on the other.
    pub cited_height: i32,
    /// Works that can be read here.
    pub held: usize,
    /// Works that are only cited.
    pub cited: usize,
    /// The date of its first work.
    pub first: Date,
    /// The date of its last work.
    pub last: Date,
    /// Place of its first work among the dated.
    pub start: usize,
}

impl Strip {
    /// Draws works from old to new, each with whether it can be read here. `None` if fewer than two stretches have
    /// works: then there is nothing to compare.
    pub fn new(works: &[(Date, bool)]) -> Option<Self> {
        let (first, last) = (month_number(works.first()?.0), month_number(works.last()?.0));
        let few = |&(months, _): &(i32, i64)| last.div_euclid(months) - first.div_euclid(months) < BARS;
        let (months, needed) = STEPS.into_iter().find(few).unwrap_or(WIDEST_STEP);
        let stretch = |date: Date| month_number(date).div_euclid(months) - first.div_euclid(months);
        let mut bars: Vec<(i32, Bar)> = Vec::new();
        for (start, &(date, held)) in works.iter().enumerate() {
            let at = stretch(date);
            if bars.last().is_none_or(|&(before, _)| before != at) {
                bars.push((at, Bar { first: date, start, ..Bar::default() }));
            }
            let (_, bar) = bars.last_mut()?;
            bar.last = date;
            *(if held { &mut bar.held } else { &mut bar.cited }) += 1;
        }
        if bars.len() < 2 {
            return None;
        }
        let stretches = bars.last()?.0 + 1;
        let left = |at: i32| MARGIN + (WIDTH - 2 * MARGIN) * at / stretches;
        let most = bars.iter().map(|(_, bar)| bar.held + bar.cited).max().unwrap_or(1).max(1);
        let tall = |count: usize| {
            let height = if most <= TALL / UNIT { count * UNIT } else { count.saturating_mul(TALL) / most };
            i32::try_from(height).unwrap_or_default().max(if count > 0 { 3 } else { 0 })
        };
        // A part of a bar is never too low to see, so two of them may stand a little higher.
        let base = TOP + tall(most) + 3;
        let place = |(at, bar): (i32, Bar)| Bar {
            x: left(at),
            width: (left(at + 1) - left(at) - 2).clamp(2, WIDE),
            held_height: tall(bar.held),
            cited_height: tall(bar.cited),
            ..bar
        };
        let mut ticks: Vec<Tick> = Vec::new();
        for at in 0..stretches {
            let (x, date) = (left(at), month_at((first.div_euclid(months) + at) * months)?);
            let apart = ticks.last().is_none_or(|tick| i64::from(x - tick.x) >= needed);
            if apart && (ticks.is_empty() || i64::from(WIDTH - x) >= needed) {
                ticks.push(Tick { x, date, month: months < 12 });
            }
        }
        Some(Self { height: base + 22, base, bars: bars.into_iter().map(place).collect(), ticks })
    }
}

/// A run of numbers in the same state.
#[derive(Debug, PartialEq, Eq)]
pub struct Run {
    /// Left side.
    pub x: i32,
    /// Width.
    pub width: i32,
    /// Whether the works can be read here; else they are only cited.
    pub held: bool,
}

/// The numbers of a dossier, from 1 to the highest, and which of them are here.
#[derive(Debug, PartialEq, Eq)]
pub struct Track {
    /// Runs of numbers; what lies between is not in the collection.
    pub runs: Vec<Run>,
    /// The highest number.
    pub last: u16,
}

impl Track {
    /// Draws numbers in their order, each with whether it can be read here. `None` for fewer than two.
    pub fn new(numbers: &[(u16, bool)]) -> Option<Self> {
        let &(last, _) = numbers.last().filter(|_| numbers.len() > 1)?;
        let at = |number: u16| WIDTH * i32::from(number) / i32::from(last.max(1));
        let mut runs: Vec<(u16, u16, bool)> = Vec::new();
        for &(number, held) in numbers {
            match runs.last_mut() {
                Some(run) if run.2 == held && run.1.saturating_add(1) >= number => run.1 = number,
                _ => runs.push((number, number, held)),
            }
        }
        let place = |&(first, last, held): &(u16, u16, bool)| {
            let x = at(first.saturating_sub(1));
            Run { x: x.min(WIDTH - 2), width: (at(last) - x).max(2), held }
        };
        Some(Self { runs: runs.iter().map(place).collect(), last })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn bars_count_and_do_not_overlap() {
        for span in [40, 400, 4_000, 40_000_i64] {
            let works: Vec<(Date, bool)> = (0..200)
                .map(|n| {
                    (date(1996, 1, 1).saturating_add(jiff::Span::new().days(n * span / 200)), n % 3 == 0)
                })
                .collect();
            let strip = Strip::new(&works).unwrap();
            assert_eq!(strip, Strip::new(&works).unwrap());
            assert_eq!(strip.bars.iter().map(|b| b.held + b.cited).sum::<usize>(), 200);
            assert_eq!(strip.bars.iter().map(|b| b.held).sum::<usize>(), 67);
            for pair in strip.bars.windows(2) {
                assert!(pair[0].x + pair[0].width <= pair[1].x, "{span}: {pair:?}");
                assert!(pair[0].last < pair[1].first && pair[0].start < pair[1].start);
            }
            for bar in &strip.bars {
                assert!(bar.x >= 0 && bar.x + bar.width <= WIDTH, "{span}: {bar:?}");
                assert!(bar.held_height + bar.cited_height <= strip.base);
                assert!((bar.held > 0) == (bar.held_height > 0));
            }
        }
        assert_eq!(Strip::new(&[(date(2021, 1, 1), true), (date(2021, 1, 2), true)]), None);
        assert_eq!(Strip::new(&[]), None);
    }

    #[test]
    fn numbers_run_together() {
        let track = Track::new(&[(1, true), (2, true), (3, false), (8, true), (10, true)]).unwrap();
        let runs: Vec<(i32, i32, bool)> = track.runs.iter().map(|r| (r.x, r.width, r.held)).collect();
        let tenth = |n: i32| WIDTH * n / 10;
        assert_eq!(
            runs,
            [
                (0, tenth(2), true),
                (tenth(2), tenth(3) - tenth(2), false),
                (tenth(7), tenth(8) - tenth(7), true),
                (tenth(9), WIDTH - tenth(9), true),
            ]
        );
        assert_eq!(Track::new(&[(5, true)]), None);
        let many: Vec<(u16, bool)> = (1..=9_999).step_by(7).map(|n| (n, n % 2 == 0)).collect();
        assert!(Track::new(&many).unwrap().runs.iter().all(|r| r.x + r.width <= WIDTH));
    }
}
