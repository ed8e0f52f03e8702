//! Who cites whom, over time.
//!
//! Every work is a dot at its date with a label above it; dots stand in rows so that no label touches another. What
//! is cited stands in the upper band, what cites in the lower. A dot whose arrows would cross labels moves to the row
//! of its band where they cross the fewest. Works without a date stand in a lane of their own below, in columns:
//! an arrow comes down beside the labels and ends on its dot. The layout is greedy and looks at a handful of works,
//! so it needs neither chance nor iteration.

use super::{Axis, MARGIN, Tick, WIDTH};
use jiff::civil::Date;

/// Height of a row, label above dot: more than a finger needs.
const ROW: i32 = 32;

/// From the top of a row to its dots.
const DOWN: i32 = 23;

/// Height of a row in the lane of works without a date, label beside dot.
const LANE_ROW: i32 = 26;

/// Room for the name of the lane, at its beginning.
const LANE_NAME: i32 = 92;

/// How far the dots of a row in the lane stand before those of the row above it: room for an arrow.
const STEP: i32 = 7;

/// Spots of an arrow at which is looked whether it crosses a label.
const SAMPLES: i32 = 12;

/// Between bands.
const GAP: i32 = 10;

/// Height of the dates along the axis. They stand above the works: arrows to works without a date cross what is below.
const AXIS: i32 = 20;

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
    /// The line on which the label stands.
    pub label_y: i32,
    /// Whether the label ends at the dot, for want of room after it.
    pub before: bool,
    /// Left side of dot and label together.
    pub left: i32,
    /// Their top.
    pub top: i32,
    /// Width of dot and label together.
    pub width: i32,
    /// Height of dot and label together.
    pub height: i32,
}

/// A citation, as a line from the citing dot to the cited.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Curve {
    /// A cubic curve: start, two points that pull, end.
    pub bend: [(i32, i32); 4],
    /// How far straight down from there.
    pub down_to: Option<i32>,
}

/// A drawing of who cites whom.
#[derive(Debug, PartialEq, Eq)]
pub struct Network {
    /// Its height.
    pub height: i32,
    /// The dots, in the order in which they were given.
    pub dots: Vec<Placed>,
    /// The citations, in the order in which they were given.
    pub curves: Vec<Curve>,
    /// Dates along the head of the dated part; none if no work has a date.
    pub ticks: Vec<Tick>,
    /// The head of the dated part, below the dates.
    pub head: i32,
    /// The foot of the dated part.
    pub foot: i32,
    /// Top of the lane of works without a date, if there are any.
    pub lane: Option<i32>,
}

impl Network {
    /// Draws works and their citations, pairs of the citing and the cited.
    pub fn new(dots: &[Dot], citations: &[(usize, usize)]) -> Self {
        let Standing { height, mut dots, mut rows, ticks, head, foot, lane } = Standing::of(dots);
        clear(&mut rows, &mut dots, citations, lane);
        let curve = |&citation: &(usize, usize)| arrow(citation, &dots, lane);
        let curves = citations.iter().filter_map(curve).collect();
        Self { height, dots, curves, ticks, head, foot, lane }
    }

    /// How high the drawing of these works will be; arrows need no height of their own.
    pub fn height_of(dots: &[Dot]) -> i32 {
        Standing::of(dots).height
    }
}

/// A row of a band: the line on which its dots stand, and which those are.
type DotRow = (i32, Vec<usize>);

/// Works in their places, before an arrow is drawn.
struct Standing {
    height: i32,
    dots: Vec<Placed>,
    rows: Vec<Vec<DotRow>>,
    ticks: Vec<Tick>,
    head: i32,
    foot: i32,
    lane: Option<i32>,
}

impl Standing {
    fn of(dots: &[Dot]) -> Self {
        let dates = dots.iter().filter_map(|dot| match dot.spot {
            Spot::At(date) => Some(date),
            _ => None,
        });
        let axis = Axis::over(dates);
        let ticks = axis.map(|axis| axis.ticks()).unwrap_or_default();
        let head = if ticks.is_empty() { 0 } else { AXIS };
        let mut placed: Vec<Placed> = dots.iter().map(|dot| labelled(0, 0, dot.label)).collect();
        let mut top = head + GAP;
        let mut bands: Vec<u8> =
            dots.iter().filter(|dot| dot.spot != Spot::Undated).map(|dot| dot.band).collect();
        bands.sort_unstable();
        bands.dedup();
        let mut rows: Vec<Vec<DotRow>> = Vec::new();
        for band in bands {
            let mut order: Vec<(i32, usize, usize)> = Vec::new();
            for (index, dot) in dots.iter().enumerate().filter(|(_, dot)| dot.band == band) {
                let x = match (dot.spot, &axis) {
                    (Spot::At(date), Some(axis)) => axis.x(date),
                    (Spot::Start, _) => MARGIN,
                    (Spot::End, _) => WIDTH - MARGIN,
                    _ => continue,
                };
                order.push((x, index, dot.label));
            }
            order.sort_unstable();
            rows.push(pack(&order, top, &mut placed));
            top += rows.last().map_or(0, |rows| count(rows.len())) * ROW + GAP;
        }
        let foot = top;
        let lane = dots.iter().any(|dot| dot.spot == Spot::Undated).then_some(top + DOT);
        if lane.is_some() {
            top += DOT + file(dots, top + DOT, &mut placed) * LANE_ROW + GAP;
        }
        Self { height: top, dots: placed, rows, ticks, head, foot, lane }
    }
}

fn count(number: usize) -> i32 {
    i32::try_from(number).unwrap_or_default()
}

/// Width of a label.
fn text_width(characters: usize) -> i32 {
    count(characters).min(40) * CHARACTER
}

/// The dot with its label above it, to the side where there is room.
fn labelled(x: i32, y: i32, label: usize) -> Placed {
    let width = 2 * DOT + text_width(label);
    let before = x - DOT + width > WIDTH;
    let (label_x, left) = if before { (x + DOT - 2, x + DOT - width) } else { (x - DOT + 2, x - DOT) };
    Placed { x, y, label_x, label_y: y - 9, before, left, top: y - DOWN, width, height: ROW - 1 }
}

impl Placed {
    /// The same in another row.
    fn at(self, y: i32) -> Self {
        Self { y, label_y: y - 9, top: y - DOWN, ..self }
    }

    fn right(&self) -> i32 {
        self.left + self.width
    }

    fn beside(&self, other: &Self) -> bool {
        self.right() <= other.left || other.right() <= self.left
    }

    fn is_beside_all(&self, others: &[usize], placed: &[Self]) -> bool {
        others.iter().filter_map(|&other| placed.get(other)).all(|other| self.beside(other))
    }

    /// Whether a spot lies in the words of the label.
    fn covers(&self, (x, y): (i32, i32)) -> bool {
        let words = if self.before { self.left..self.label_x } else { self.label_x..self.right() };
        words.contains(&x) && (self.label_y - 11..self.label_y + 3).contains(&y)
    }
}

/// Puts dots of one band, each at its x and with the length of its label, into rows from the top, each in the first with
/// room; gives the rows with their lines.
fn pack(order: &[(i32, usize, usize)], top: i32, placed: &mut [Placed]) -> Vec<DotRow> {
    let mut rows: Vec<DotRow> = Vec::new();
    for &(x, index, label) in order {
        let dot = labelled(x, 0, label);
        let free = |(_, row): &&mut DotRow| dot.is_beside_all(row, placed);
        let y = if let Some((y, row)) = rows.iter_mut().find(free) {
            row.push(index);
            *y
        } else {
            let y = top + count(rows.len()) * ROW + DOWN;
            rows.push((y, vec![index]));
            y
        };
        place(placed, index, dot.at(y));
    }
    rows
}

fn place(placed: &mut [Placed], index: usize, dot: Placed) {
    if let Some(there) = placed.get_mut(index) {
        *there = dot;
    }
}

/// Moves each dot whose arrows cross labels to the row of its band where they cross the fewest.
fn clear(bands: &mut [Vec<DotRow>], placed: &mut [Placed], citations: &[(usize, usize)], lane: Option<i32>) {
    for rows in bands.iter_mut().filter(|rows| rows.len() > 1) {
        let dots: Vec<(usize, usize)> = rows
            .iter()
            .enumerate()
            .flat_map(|(row, (_, dots))| dots.iter().map(move |&dot| (row, dot)))
            .collect();
        for (row, dot) in dots {
            let Some(&here) = placed.get(dot) else { continue };
            let (own, others): (Vec<_>, Vec<_>) =
                citations.iter().copied().partition(|&(from, to)| from == dot || to == dot);
            // Only its own arrows move with the dot.
            let others: Vec<Curve> =
                others.into_iter().filter_map(|citation| arrow(citation, placed, lane)).collect();
            let crossed = |placed: &[Placed]| {
                let own = own.iter().filter_map(|&citation| arrow(citation, placed, lane));
                over(own, placed) + over(others.iter().copied(), placed.get(dot..=dot).unwrap_or_default())
            };
            let mut best = (crossed(placed), row, here.y);
            for (other, (y, there)) in rows.iter().enumerate() {
                if best.0 == 0 {
                    break;
                }
                if other == row || !here.is_beside_all(there, placed) {
                    continue;
                }
                place(placed, dot, here.at(*y));
                best = best.min((crossed(placed), other, *y));
                place(placed, dot, here);
            }
            let (_, chosen, y) = best;
            if let (true, Some((_, dots))) = (chosen != row, rows.get_mut(row)) {
                dots.retain(|&other| other != dot);
                rows.get_mut(chosen).into_iter().for_each(|(_, dots)| dots.push(dot));
                place(placed, dot, here.at(y));
            }
        }
    }
}

/// How often arrows lie over labels.
fn over(curves: impl Iterator<Item = Curve>, labels: &[Placed]) -> usize {
    curves.map(|curve| labels.iter().map(|label| curve.over(label)).sum::<usize>()).sum()
}

/// The curve of a citation, the pair of the citing dot and the cited.
fn arrow((from, to): (usize, usize), placed: &[Placed], lane: Option<i32>) -> Option<Curve> {
    Some(Curve::between(placed.get(from)?, placed.get(to)?, lane))
}

/// Puts the dots without a date into columns, in as few rows as the width allows; gives their number.
fn file(dots: &[Dot], top: i32, placed: &mut [Placed]) -> i32 {
    let undated = dots.iter().enumerate().filter(|(_, dot)| dot.spot == Spot::Undated);
    // Labels of like length together, so that columns are no wider than they need be.
    let mut order: Vec<(usize, usize)> = undated.map(|(index, dot)| (dot.label, index)).collect();
    order.sort_unstable();
    let room = WIDTH - LANE_NAME;
    let width = |column: &[(usize, usize)], step: i32| {
        let widest = column.iter().map(|&(label, _)| label).max().map_or(0, text_width);
        widest + 3 * DOT + step * count(column.len().saturating_sub(1))
    };
    let fits = |&rows: &usize| order.chunks(rows).map(|column| width(column, STEP)).sum::<i32>() <= room;
    let rows = (1..order.len()).find(fits).unwrap_or(order.len());
    let step = match rows {
        0 | 1 => 0,
        _ => STEP.min((room - width(&order, 0)) / count(rows - 1)),
    };
    let mut left = LANE_NAME;
    for column in order.chunks(rows.max(1)) {
        for (row, &(label, index)) in column.iter().enumerate() {
            let x = left + DOT + step * count(column.len() - 1 - row);
            let y = top + count(row) * LANE_ROW + LANE_ROW / 2;
            let dot = Placed {
                x,
                y,
                label_x: x + DOT + 1,
                label_y: y + 4,
                before: false,
                left: x - DOT,
                top: y - LANE_ROW / 2,
                width: 2 * DOT + text_width(label),
                height: LANE_ROW,
            };
            place(placed, index, dot);
        }
        left += width(column, step);
    }
    count(rows)
}

impl Curve {
    fn between(from: &Placed, to: &Placed, lane: Option<i32>) -> Self {
        let start = (from.x, from.y);
        if let Some(lane) = lane.filter(|&lane| from.y < lane && lane < to.y) {
            let pull = (lane - from.y) / 2;
            let bend = [start, (start.0, start.1 + pull), (to.x, lane - pull), (to.x, lane)];
            return Self { bend, down_to: Some(to.y - DOT + 1) };
        }
        // The arrow ends beside the dot, on the side from which it comes.
        let side = if from.x > to.x { 1 } else { -1 };
        let end = (to.x + side * (DOT - 1), to.y);
        if from.y == to.y {
            // Below the dots that stand between the two.
            let low = start.1 + ROW - DOWN;
            return Self {
                bend: [start, (start.0 - side * 16, low), (end.0 + side * 16, low), end],
                down_to: None,
            };
        }
        // Level before it comes to the label.
        let far = (from.x - to.x).abs();
        let pull = (far / 2).clamp(28, 90);
        let level = (far / 2).clamp(28, 90.max(to.width));
        Self {
            bend: [start, (start.0 - side * pull, start.1), (end.0 + side * level, end.1), end],
            down_to: None,
        }
    }

    /// How many of its spots lie over a label.
    fn over(&self, label: &Placed) -> usize {
        if self.nears(label) { (1..SAMPLES).filter(|&part| label.covers(self.spot(part))).count() } else { 0 }
    }

    /// Whether it may lie over a label at all: a curve stays between the points that make it.
    fn nears(&self, label: &Placed) -> bool {
        let over = |pick: fn(&(i32, i32)) -> i32, from: i32, to: i32| {
            self.bend.iter().any(|point| pick(point) <= to)
                && self.bend.iter().any(|point| pick(point) >= from)
        };
        over(|point| point.1, label.label_y - 11, label.label_y + 3)
            && over(|point| point.0, label.left, label.right())
    }

    /// Where it is after so many parts of [`SAMPLES`].
    fn spot(&self, part: i32) -> (i32, i32) {
        let (t, rest) = (part, SAMPLES - part);
        let weights = [rest * rest * rest, 3 * rest * rest * t, 3 * rest * t * t, t * t * t];
        let along = |pick: fn(&(i32, i32)) -> i32| {
            let sum: i32 = self.bend.iter().zip(weights).map(|(point, weight)| pick(point) * weight).sum();
            sum / (SAMPLES * SAMPLES * SAMPLES)
        };
        (along(|point| point.0), along(|point| point.1))
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
            prop_assert_eq!(Network::height_of(&dots), network.height);
            for (i, a) in network.dots.iter().enumerate() {
                prop_assert!(a.left >= 0 && a.right() <= WIDTH, "{a:?}");
                prop_assert!(a.top >= 0 && a.top + a.height <= network.height, "{a:?}");
                for b in &network.dots[i + 1..] {
                    let apart = a.top + a.height <= b.top || b.top + b.height <= a.top;
                    prop_assert!(apart || a.beside(b), "{a:?} {b:?}");
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
    fn an_arrow_crosses_no_date() {
        let at = |y, m, band| Dot { spot: Spot::At(date(y, m, 1)), band, label: 7 };
        let undated = Dot { spot: Spot::Undated, band: 0, label: 7 };
        let dots = [at(2021, 9, 1), at(2021, 7, 0), undated, undated, at(2021, 9, 1)];
        let network = Network::new(&dots, &[(0, 1), (0, 2), (0, 3), (4, 0)]);
        assert!(!network.ticks.is_empty() && network.head >= 15);
        for curve in &network.curves {
            // A curve stays between the points that make it.
            assert!(curve.bend.iter().all(|&(_, y)| y > network.head), "{curve:?}");
        }
    }

    #[test]
    fn later_is_further_to_the_right() {
        let at = |y| Dot { spot: Spot::At(date(y, 1, 1)), band: 0, label: 7 };
        let network = Network::new(&[at(2020), at(2010), at(2015)], &[(0, 1)]);
        let x: Vec<i32> = network.dots.iter().map(|d| d.x).collect();
        assert!(x[1] < x[2] && x[2] < x[0]);
        assert_eq!(network.curves[0].bend[0], (network.dots[0].x, network.dots[0].y));
    }

    #[test]
    fn an_arrow_to_a_work_without_a_date_crosses_no_label_of_the_lane() {
        let at = |label| Dot { spot: Spot::Undated, band: 0, label };
        let mut dots = vec![Dot { spot: Spot::At(date(2021, 9, 15)), band: 1, label: 7 }];
        dots.extend([7, 7, 15, 26, 7, 15, 15, 26, 7, 15, 15].map(at));
        let citations: Vec<(usize, usize)> = (1..dots.len()).map(|n| (0, n)).collect();
        let network = Network::new(&dots, &citations);
        for (curve, &(_, to)) in network.curves.iter().zip(&citations) {
            let (x, end) = (curve.bend[3].0, curve.down_to.unwrap());
            for y in network.lane.unwrap()..end {
                let others = network.dots.iter().enumerate().filter(|&(index, _)| index != to);
                assert!(others.clone().all(|(_, dot)| !dot.covers((x, y))), "{curve:?}");
                assert!(
                    others.clone().all(|(_, dot)| (dot.x - x).abs() > 6 || (dot.y - y).abs() > 6),
                    "{curve:?}"
                );
            }
        }
    }

    #[test]
    fn a_dot_moves_out_of_the_way_of_arrows() {
        let at = |y, m| Dot { spot: Spot::At(date(y, m, 1)), band: 0, label: 7 };
        // In the order of dates the second would stand below the first, and the arrow to it cross the third.
        let dots = [at(2010, 1), at(2010, 2), at(2012, 6), at(2012, 7), at(2020, 1)];
        let citations = [(4, 0), (4, 1), (4, 2), (4, 3)];
        let network = Network::new(&dots, &citations);
        let times = over(network.curves.iter().copied(), &network.dots);
        assert_eq!(times, 0, "{network:?}");
    }
}
