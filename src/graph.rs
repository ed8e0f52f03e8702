//! Who cites whom: the letters' citations turned round.

use crate::corpus::Corpus;
use crate::kst::DossierNumber;
use crate::resolve::{Resolution, Target};
use std::collections::BTreeMap;

/// One citation: letter `letter` cites in its `citation`-th citation.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Edge {
    /// The citing letter.
    pub letter: usize,
    /// Which of its citations.
    pub citation: usize,
}

/// The citations of each letter and of each work.
#[derive(Debug, Default)]
pub struct CitationGraph {
    /// For each letter the works it cites, each once, in the order in which the letter first cites them, with
    /// the places.
    pub cites: Vec<Vec<(usize, Vec<Edge>)>>,
    /// For each work the citations of it: newest letter first, in the order of the text within one.
    pub cited_by: Vec<Vec<Edge>>,
    /// For each work the number of letters that cite it.
    pub citing: Vec<usize>,
    /// Citations of a dossier as a whole, in the same order.
    pub dossiers: BTreeMap<DossierNumber, Vec<Edge>>,
}

impl CitationGraph {
    /// Turns the resolved citations round. A letter that cites itself is not listed.
    pub fn new(corpus: &Corpus, resolution: &Resolution) -> Self {
        let mut graph = Self { cited_by: vec![Vec::new(); resolution.works.len()], ..Self::default() };
        for (letter, citations) in resolution.targets.iter().enumerate() {
            let mut places: BTreeMap<usize, usize> = BTreeMap::new();
            let mut cites: Vec<(usize, Vec<Edge>)> = Vec::new();
            for (citation, targets) in citations.iter().enumerate() {
                let edge = Edge { letter, citation };
                for target in targets {
                    match target {
                        Target::Work(work) if resolution.works[*work].letter != Some(letter) => {
                            let place = *places.entry(*work).or_insert_with(|| {
                                cites.push((*work, Vec::new()));
                                cites.len() - 1
                            });
                            if cites[place].1.last() != Some(&edge) {
                                cites[place].1.push(edge);
                                graph.cited_by[*work].push(edge);
                            }
                        }
                        Target::Dossier(number) => {
                            let edges = graph.dossiers.entry(*number).or_default();
                            if edges.last() != Some(&edge) {
                                edges.push(edge);
                            }
                        }
                        _ => {}
                    }
                }
            }
            graph.cites.push(cites);
        }
        let newest_first = |edges: &mut Vec<Edge>| {
            edges.sort_by_key(|e| {
                (std::cmp::Reverse(corpus.letters[e.letter].meta.date), e.letter, e.citation)
            });
        };
        graph.cited_by.iter_mut().for_each(newest_first);
        graph.dossiers.values_mut().for_each(newest_first);
        let letters = |edges: &Vec<Edge>| edges.chunk_by(|a, b| a.letter == b.letter).count();
        graph.citing = graph.cited_by.iter().map(letters).collect();
        graph
    }
}
