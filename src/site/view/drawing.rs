//! What the template of a citation graph may see: dots, arrows and dates in their places, and the same as rows of a
//! table.

use super::{LineView, Views, by_letter};
use crate::collection::index::{LetterIx, WorkIx};
use crate::limits;
use crate::number::identifier::DocumentId;
use crate::number::kst::DossierNumber;
use crate::site::drawing::network::{Curve, Dot, Network, Placed, Spot};
use crate::site::drawing::{Tick, WIDTH};
use crate::site::render::Prepared;
use serde::Serialize;
use std::borrow::Cow;
use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

/// Characters of a label in a drawing; the whole stands in its title.
const LABEL: usize = 26;

/// A word at a place along an axis.
#[derive(Debug, Serialize)]
pub struct TickView {
    /// Where.
    pub x: i32,
    /// `2021`, `september 2021`, or a number.
    pub text: String,
}

/// Who cites whom.
#[derive(Debug, Serialize)]
pub struct GraphView {
    /// Width.
    pub width: i32,
    /// Height.
    pub height: i32,
    /// Dates along the head of the dated part.
    pub ticks: Vec<TickView>,
    /// The head of the dated part, below the dates.
    pub head: i32,
    /// The foot of the dated part.
    pub foot: i32,
    /// Top of the lane of works without a date, if there are any.
    pub lane: Option<i32>,
    /// The works.
    pub nodes: Vec<NodeView>,
    /// The citations.
    pub arrows: Vec<ArrowView>,
    /// The same as rows: works in order of date, with what each cites.
    pub rows: Vec<NodeRow>,
}

/// A work in a drawing, or a number of works that are not drawn.
#[derive(Debug, Serialize)]
pub struct NodeView {
    /// `self` for the letter at hand, `held`, `cited` for what is only cited, `more` for works that are not drawn.
    pub kind: &'static str,
    /// Its middle.
    pub x: i32,
    /// Its middle.
    pub y: i32,
    /// Where the label begins or, if `before`, ends.
    pub label_x: i32,
    /// The line on which it stands.
    pub label_y: i32,
    /// Whether the label stands before the dot.
    pub before: bool,
    /// Left side of dot and label together.
    pub left: i32,
    /// Their top.
    pub top: i32,
    /// Width of dot and label together.
    pub width: i32,
    /// Height of dot and label together.
    pub height: i32,
    /// What is printed: `nr. 200`, `+12`.
    pub short: String,
    /// The work; absent for works that are not drawn.
    pub work: Option<Prepared<LineView>>,
    /// The list of those that are not drawn.
    pub list: Option<&'static str>,
}

/// A citation in a drawing.
#[derive(Debug, Serialize)]
pub struct ArrowView {
    /// `own` from or to the letter at hand, `other` between two others.
    pub kind: &'static str,
    /// The path.
    pub d: String,
}

/// A work of a drawing as a row of a table.
#[derive(Debug, Serialize)]
pub struct NodeRow {
    /// The work.
    pub work: Prepared<LineView>,
    /// What it cites, as the drawing calls it.
    pub cites: Vec<String>,
}

/// What is to be drawn.
enum Node {
    Work(WorkIx),
    /// So many more, listed at this address; at the beginning of time or at its end.
    More(usize, &'static str, Spot),
}

/// Bands of the drawing of a letter.
const ABOVE: u8 = 0;
const MIDDLE: u8 = 1;
const BELOW: u8 = 2;

/// What is drawn, with what each is called and where it belongs.
struct Chosen<'v> {
    nodes: Vec<(Node, u8)>,
    short: Vec<Cow<'v, str>>,
    dots: Vec<Dot>,
}

/// What drawings call a work, as short as the dossier at hand allows.
#[derive(Debug)]
pub(super) struct Short {
    text: String,
    /// Its dossier, and where in the text begins what it is called there.
    home: Option<(DossierNumber, usize)>,
}

impl Short {
    fn within(&self, home: Option<DossierNumber>) -> &str {
        let from = self.home.filter(|&(dossier, _)| Some(dossier) == home).map_or(0, |(_, from)| from);
        self.text.get(from..).unwrap_or_default()
    }
}

impl Views<'_> {
    /// The letter between what it cites and who cites it. `None` if that is less than a sentence tells.
    pub fn graph_of_letter(&self, letter: LetterIx) -> Option<GraphView> {
        let own = WorkIx::from(letter);
        let mut cited: Vec<WorkIx> =
            self.graph.cites.letters.at(letter).iter().map(|&(work, _)| work).collect();
        let citing = by_letter(self.graph.cited_by.at(own));
        let citing = citing.filter_map(|edges| edges.first()?.text.letter());
        let mut citing: Vec<WorkIx> = citing.map(WorkIx::from).collect();
        citing.retain(|other| !cited.contains(other));
        if cited.len() + citing.len() < limits::GRAPH_FROM {
            return None;
        }
        // What many letters cite matters most.
        cited.sort_by_key(|&work| (Reverse(*self.graph.citing.at(work)), work));
        citing.sort_by_key(|&work| (Reverse(*self.graph.citing.at(work)), work));
        let home = self.corpus.letters.at(letter).meta.dossiers.first().copied();
        let chosen = self.fitting(home, |room| {
            // Each side may use the room that the other leaves.
            let half = room / 2;
            let above = cited.len().min(half + half.saturating_sub(citing.len()));
            let below = citing.len().min(room - above);
            let mut nodes: Vec<(Node, u8)> = vec![(Node::Work(own), MIDDLE)];
            nodes.extend(cited.iter().take(above).map(|&work| (Node::Work(work), ABOVE)));
            nodes.extend(citing.iter().take(below).map(|&work| (Node::Work(work), BELOW)));
            if above < cited.len() {
                nodes.push((Node::More(cited.len() - above, "#haalt-aan", Spot::Start), ABOVE));
            }
            if below < citing.len() {
                nodes.push((Node::More(citing.len() - below, "#aangehaald-door", Spot::End), BELOW));
            }
            nodes
        });
        Some(self.draw(&chosen, Some(own)))
    }

    /// The works of a dossier that cite each other most. `None` if too few do.
    pub fn graph_of_dossier(&self, number: DossierNumber) -> Option<GraphView> {
        let works = self.resolution.dossiers.get(&number)?;
        let inside: BTreeSet<WorkIx> = works.iter().copied().collect();
        let mut degrees: BTreeMap<WorkIx, usize> = BTreeMap::new();
        for letter in works.iter().filter_map(|&work| self.resolution.works.at(work).letter) {
            for (work, _) in
                self.graph.cites.letters.at(letter).iter().filter(|(work, _)| inside.contains(work))
            {
                *degrees.entry(letter.into()).or_default() += 1;
                *degrees.entry(*work).or_default() += 1;
            }
        }
        if degrees.len() < limits::GRAPH_FROM + 1 {
            return None;
        }
        let mut drawn: Vec<(Reverse<usize>, WorkIx)> =
            degrees.iter().map(|(&w, &d)| (Reverse(d), w)).collect();
        drawn.sort_unstable();
        let chosen = self.fitting(Some(number), |room| {
            let room = room.min(drawn.len());
            let mut nodes: Vec<(Node, u8)> =
                drawn.iter().take(room).map(|&(_, work)| (Node::Work(work), MIDDLE)).collect();
            if room < drawn.len() {
                nodes.push((Node::More(drawn.len() - room, "#stukken", Spot::End), MIDDLE));
            }
            nodes
        });
        Some(self.draw(&chosen, None))
    }

    /// As many of the works, the first first, as make a drawing that is seen at a glance.
    fn fitting(&self, home: Option<DossierNumber>, nodes: impl Fn(usize) -> Vec<(Node, u8)>) -> Chosen<'_> {
        let mut room = limits::GRAPH_WORKS;
        loop {
            let nodes = nodes(room);
            let short: Vec<Cow<'_, str>> = nodes.iter().map(|(node, _)| self.short(node, home)).collect();
            let dot = |((node, band), short): (&(Node, u8), &Cow<'_, str>)| Dot {
                spot: self.spot(node),
                band: *band,
                label: short.chars().count(),
            };
            let dots: Vec<Dot> = nodes.iter().zip(&short).map(dot).collect();
            if room <= limits::GRAPH_FROM || Network::height_of(&dots) <= limits::GRAPH_HEIGHT {
                return Chosen { nodes, short, dots };
            }
            room -= 1;
        }
    }

    fn draw(&self, Chosen { nodes, short, dots }: &Chosen<'_>, own: Option<WorkIx>) -> GraphView {
        let place: BTreeMap<WorkIx, usize> = nodes
            .iter()
            .enumerate()
            .filter_map(|(at, (node, _))| if let Node::Work(work) = node { Some((*work, at)) } else { None })
            .collect();
        let mut citations: Vec<(usize, usize)> = Vec::new();
        for (&work, &from) in &place {
            let Some(letter) = self.resolution.works.at(work).letter else { continue };
            let cited = self.graph.cites.letters.at(letter).iter().filter_map(|(cited, _)| place.get(cited));
            citations.extend(cited.map(|&to| (from, to)));
        }
        let network = Network::new(dots, &citations);
        let own_at = own.and_then(|work| place.get(&work).copied());
        let arrow = |(&(from, to), curve): (&(usize, usize), &Curve)| ArrowView {
            kind: if own.is_none() || own_at == Some(from) || own_at == Some(to) { "own" } else { "other" },
            d: path(curve),
        };
        let node = |((node, placed), short): ((&(Node, u8), &Placed), &Cow<'_, str>)| {
            self.node(&node.0, own, *placed, short.to_string())
        };
        GraphView {
            width: WIDTH,
            height: network.height,
            ticks: self.ticks(&network.ticks),
            head: network.head,
            foot: network.foot,
            lane: network.lane,
            nodes: nodes.iter().zip(&network.dots).zip(short).map(node).collect(),
            arrows: citations.iter().zip(&network.curves).map(arrow).collect(),
            rows: self.rows(nodes, &citations, short),
        }
    }

    fn spot(&self, node: &Node) -> Spot {
        match node {
            Node::Work(work) => self.date_of(*work).map_or(Spot::Undated, Spot::At),
            Node::More(_, _, spot) => *spot,
        }
    }

    /// What a drawing calls a work: as short as the dossier at hand allows.
    fn short(&self, node: &Node, home: Option<DossierNumber>) -> Cow<'_, str> {
        match node {
            Node::Work(work) => self.shorts.get(*work).map_or("", |short| short.within(home)).into(),
            Node::More(count, _, _) => format!("+{count}").into(),
        }
    }

    /// What drawings call a work.
    pub(super) fn short_of(&self, work: WorkIx) -> Short {
        let kst = self.resolution.works.get(work).and_then(|w| w.id.as_ref()).and_then(DocumentId::kst);
        if let Some(kst) = kst {
            let mut text = kst.dossier.printed();
            text.push_str(", ");
            let from = text.len();
            let _ = write!(text, "nr.\u{a0}{}", kst.ondernummer);
            return Short { text, home: Some((kst.dossier, from)) };
        }
        let label = self.label(work);
        let text = match label.char_indices().nth(LABEL) {
            Some((at, _)) => format!("{}…", label.get(..at).unwrap_or_default().trim_end()),
            None => label.to_owned(),
        };
        Short { text, home: None }
    }

    fn node(&self, node: &Node, own: Option<WorkIx>, placed: Placed, short: String) -> NodeView {
        let (kind, work, list) = match node {
            Node::More(_, list, _) => ("more", None, Some(*list)),
            Node::Work(work) if own == Some(*work) => ("self", Some(*work), None),
            Node::Work(work) if self.letter_of(*work).is_some() => ("held", Some(*work), None),
            Node::Work(work) => ("cited", Some(*work), None),
        };
        let work = work.map(|work| self.work(work));
        let Placed { x, y, label_x, label_y, before, left, top, width, height } = placed;
        NodeView { kind, x, y, label_x, label_y, before, left, top, width, height, short, work, list }
    }

    fn rows(
        &self,
        nodes: &[(Node, u8)],
        citations: &[(usize, usize)],
        short: &[Cow<'_, str>],
    ) -> Vec<NodeRow> {
        let mut works: Vec<(WorkIx, usize)> = nodes
            .iter()
            .enumerate()
            .filter_map(|(at, (node, _))| if let Node::Work(work) = node { Some((*work, at)) } else { None })
            .collect();
        works.sort_by_key(|&(work, _)| (self.date_of(work).is_none(), self.date_of(work), work));
        let row = |&(work, at): &(WorkIx, usize)| NodeRow {
            work: self.work(work),
            cites: citations
                .iter()
                .filter(|(from, _)| *from == at)
                .filter_map(|&(_, to)| short.get(to).map(|short| short.clone().into_owned()))
                .collect(),
        };
        works.iter().map(row).collect()
    }

    /// Dates along an axis, in words.
    pub(super) fn ticks(&self, ticks: &[Tick]) -> Vec<TickView> {
        let text = |t: &Tick| if t.month { self.month(t.date) } else { t.date.year().to_string() };
        ticks.iter().map(|t| TickView { x: t.x, text: text(t) }).collect()
    }
}

fn path(curve: &Curve) -> String {
    let mut path = String::with_capacity(48);
    let mut sign = "M";
    for ((x, y), next) in curve.bend.into_iter().zip(["C", " ", " ", "V"]) {
        path.push_str(sign);
        number(x, &mut path);
        path.push(' ');
        number(y, &mut path);
        sign = next;
    }
    if let Some(y) = curve.down_to {
        path.push_str(sign);
        number(y, &mut path);
    }
    path
}

/// Writes a number. A site has a dozen for each arrow that is drawn, more than all other numbers together.
fn number(number: i32, out: &mut String) {
    if number < 0 {
        out.push('-');
    }
    let mut figures = [' '; 10];
    let (mut rest, mut count) = (number.unsigned_abs(), 0);
    for figure in figures.iter_mut().rev() {
        *figure = char::from_digit(rest % 10, 10).unwrap_or_default();
        (rest, count) = (rest / 10, count + 1);
        if rest == 0 {
            break;
        }
    }
    out.extend(figures.iter().skip(figures.len() - count));
}
