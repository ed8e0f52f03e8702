//! Who cites whom, over time.
//!
//! Every work is a dot at its date with a label above it, out of the way of the arrows that come to the dot; dots
//! stand in rows so that no label touches another. What
//! is cited stands in the upper band, what cites in the lower; works without a date in a lane of their own
//! below. The layout is greedy and looks at a handful of works, so it needs neither chance nor iteration.

use super::{Axis, MARGIN, Tick, WIDTH};
use jiff::civil::Date;

/// Height of a row, label above dot: more than a finger needs.
const ROW: i32 = 32;

/// From the top of a row to its dots.
const DOWN: i32 = 23;

/// Between bands.
const GAP: i32 = 10;

/// Half the width of a dot with the room around it.
const DOT: i32 = 8;

/// Width of a character at the size of the labels, rounded up: digits of wide fonts.
const CHARACTER: i32 = 8;

/// Where a dot wants to stand.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Spot {
    /// At its date.
    At(Date),
    /// At the beginning of time: more works, not drawn, that are cited.
    Start,
    /// At its end: more works, not drawn, that cite.
    End,
    /// In the lane of works without a date.
    Undated,
}

/// A work to be drawn.
#[derive(Debug, Clone, Copy)]
pub struct Dot {
    /// Where in time.
    pub spot: Spot,
    /// Which band, from the top.
    pub band: u8,
    /// Characters of its label.
    pub label: usize,
}

/// A dot in its place.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Placed {
    /// Its middle.
    pub x: i32,
    /// Its middle.
    pub y: i32,
    /// Where the label begins or, if `before`, ends.
    pub label_x: i32,
    /// Whether the label ends at the dot, for want of room after it.
    pub before: bool,
    /// Left side of dot and label together.
    pub left: i32,
    /// Width of dot and label together.
    pub width: i32,
}

/// A citation, as a cubic curve from the citing dot to the cited: start, two points that pull, end.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Curve(pub [(i32, i32); 4]);

/// A drawing of who cites whom.
#[derive(Debug, PartialEq, Eq)]
pub struct Network {
    /// Its height.
    pub height: i32,
    /// The dots, in the order in which they were given.
    pub dots: Vec<Placed>,
    /// The citations, in the order in which they were given.
    pub curves: Vec<Curve>,
    /// Dates along the foot of the dated part; none if no work has a date.
    pub ticks: Vec<Tick>,
    /// The foot of the dated part.
    pub foot: i32,
    /// Top of the lane of works without a date, if there are any.
    pub lane: Option<i32>,
}

impl Network {
    /// Draws works and their citations, pairs of the citing and the cited.
    pub fn new(dots: &[Dot], citations: &[(usize, usize)]) -> Self {
        let dates = dots.iter().filter_map(|dot| match dot.spot {
            Spot::At(date) => Some(date),
            _ => None,
        });
        let axis = Axis::over(dates);
        let mut placed =
            vec![Placed { x: 0, y: 0, label_x: 0, before: false, left: 0, width: 0 }; dots.len()];
        let mut top = GAP;
        let mut bands: Vec<u8> =
            dots.iter().filter(|dot| dot.spot != Spot::Undated).map(|dot| dot.band).collect();
        bands.sort_unstable();
        bands.dedup();
        for band in bands {
            let mut order: Vec<(i32, usize)> = Vec::new();
            for (index, dot) in dots.iter().enumerate().filter(|(_, dot)| dot.band == band) {
                let x = match (dot.spot, &axis) {
                    (Spot::At(date), Some(axis)) => axis.x(date),
                    (Spot::Start, _) => MARGIN,
                    (Spot::End, _) => WIDTH - MARGIN,
                    _ => continue,
                };
                order.push((x, index));
            }
            order.sort_unstable();
            let rows = pack(&order, dots, top, &mut placed);
            top += rows * ROW + GAP;
        }
        let foot = top;
        let ticks = axis.map(|axis| axis.ticks()).unwrap_or_default();
        top += if ticks.is_empty() { 0 } else { 20 };
        let lane = dots.iter().any(|dot| dot.spot == Spot::Undated).then_some(top);
        if lane.is_some() {
            // The name of the lane takes a row of its own.
            top += ROW + file(dots, top + ROW, &mut placed) * ROW + GAP;
        }
        let curve = |&(from, to): &(usize, usize)| Some(Curve::between(placed.get(from)?, placed.get(to)?));
        let curves = citations.iter().filter_map(curve).collect();
        Self { height: top, dots: placed, curves, ticks, foot, lane }
    }
}

/// The dot with its label above it, to the side where there is room.
fn labelled(x: i32, y: i32, label: usize) -> Placed {
    let width = 2 * DOT + i32::try_from(label).unwrap_or(0).min(40) * CHARACTER;
    let before = x - DOT + width > WIDTH;
    if before {
        Placed { x, y, label_x: x + DOT - 2, before, left: x + DOT - width, width }
    } else {
        Placed { x, y, label_x: x - DOT + 2, before, left: x - DOT, width }
    }
}

/// Puts dots of one band into rows from the top, each in the first with room; gives the number of rows.
fn pack(order: &[(i32, usize)], dots: &[Dot], top: i32, placed: &mut [Placed]) -> i32 {
    let mut rows: Vec<Vec<(i32, i32)>> = Vec::new();
    for &(x, index) in order {
        let mut dot = labelled(x, 0, dots[index].label);
        let (left, right) = (dot.left, dot.left + dot.width);
        let free = |row: &Vec<(i32, i32)>| row.iter().all(|&(from, to)| right <= from || to <= left);
        let row = rows.iter().position(free).unwrap_or_else(|| {
            rows.push(Vec::new());
            rows.len() - 1
        });
        rows[row].push((left, right));
        dot.y = top + i32::try_from(row).unwrap_or_default() * ROW + DOWN;
        placed[index] = dot;
    }
    i32::try_from(rows.len()).unwrap_or_default()
}

/// Puts the dots without a date one after another; gives the number of rows.
fn file(dots: &[Dot], top: i32, placed: &mut [Placed]) -> i32 {
    let (mut x, mut row) = (MARGIN, 0);
    for (index, dot) in dots.iter().enumerate().filter(|(_, dot)| dot.spot == Spot::Undated) {
        let mut here = labelled(x, 0, dot.label);
        if here.before && x > MARGIN {
            (x, row) = (MARGIN, row + 1);
            here = labelled(x, 0, dot.label);
        }
        here.y = top + row * ROW + DOWN;
        x = here.left + here.width + DOT + 6;
        placed[index] = here;
    }
    row + 1
}

impl Curve {
    fn between(from: &Placed, to: &Placed) -> Self {
        // The arrow ends beside the dot, on the side from which it comes.
        let side = if from.x > to.x { 1 } else { -1 };
        let end = (to.x + side * (DOT - 1), to.y);
        let start = (from.x, from.y);
        let pull = ((from.x - to.x).abs() / 2).clamp(28, 90);
        if from.y == to.y {
            // Below the dots that stand between the two.
            let low = start.1 + ROW - DOWN;
            return Self([start, (start.0 - side * 16, low), (end.0 + side * 16, low), end]);
        }
        Self([start, (start.0 - side * pull, start.1), (end.0 + side * pull, end.1), end])
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;
    use proptest::prelude::*;

    fn dots() -> impl Strategy<Value = Vec<Dot>> {
        let spot = prop_oneof![
            6 => (1995_i16..2027, 1_i8..13, 1_i8..29).prop_map(|(y, m, d)| Spot::At(date(y, m, d))),
            2 => Just(Spot::At(date(2021, 7, 1))),
            1 => Just(Spot::Start),
            1 => Just(Spot::End),
            3 => Just(Spot::Undated),
        ];
        let dot = (spot, 0_u8..3, 1_usize..31).prop_map(|(spot, band, label)| Dot { spot, band, label });
        prop::collection::vec(dot, 0..28)
    }

    proptest! {
        #[test]
        fn no_label_touches_another_and_all_stand_on_the_paper(dots in dots()) {
            let network = Network::new(&dots, &[]);
            for (i, a) in network.dots.iter().enumerate() {
                prop_assert!(a.left >= 0 && a.left + a.width <= WIDTH, "{a:?}");
                prop_assert!(a.y - DOWN >= 0 && a.y + ROW - DOWN <= network.height);
                for b in &network.dots[i + 1..] {
                    let apart = a.left + a.width <= b.left || b.left + b.width <= a.left;
                    prop_assert!(apart || (a.y - b.y).abs() >= ROW, "{a:?} {b:?}");
                }
            }
        }

        #[test]
        fn the_same_works_make_the_same_drawing(dots in dots()) {
            let citations: Vec<(usize, usize)> = (1..dots.len()).map(|n| (n, n / 2)).collect();
            prop_assert_eq!(Network::new(&dots, &citations), Network::new(&dots, &citations));
        }

        #[test]
        fn undated_works_stand_below_the_dated(dots in dots()) {
            let network = Network::new(&dots, &[]);
            for (dot, placed) in dots.iter().zip(&network.dots) {
                prop_assert_eq!(dot.spot == Spot::Undated, placed.y > network.foot);
            }
        }
    }

    #[test]
    fn later_is_further_to_the_right() {
        let at = |y| Dot { spot: Spot::At(date(y, 1, 1)), band: 0, label: 7 };
        let network = Network::new(&[at(2020), at(2010), at(2015)], &[(0, 1)]);
        let x: Vec<i32> = network.dots.iter().map(|d| d.x).collect();
        assert!(x[1] < x[2] && x[2] < x[0]);
        assert_eq!(network.curves[0].0[0], (network.dots[0].x, network.dots[0].y));
    }
}
