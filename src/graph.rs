//! Who cites whom: the letters' citations turned round.

use crate::corpus::Corpus;
use crate::derived::replies;
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
    /// Pairs of a letter and a work that its wording announces it answers, without those that its front matter
    /// states; in the order of the letters.
    pub announced: Vec<(usize, usize)>,
    /// The same the other way round: work and letter, in the order of the works.
    pub announced_by: Vec<(usize, usize)>,
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
            graph.announce(corpus, resolution, letter, &cites);
            graph.cites.push(cites);
        }
        graph.announced_by = graph.announced.iter().map(|&(letter, work)| (work, letter)).collect();
        graph.announced_by.sort_unstable();
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

    /// Notes the works that a letter cites as what it answers.
    fn announce(
        &mut self,
        corpus: &Corpus,
        resolution: &Resolution,
        letter: usize,
        cites: &[(usize, Vec<Edge>)],
    ) {
        let from = resolution.answers.partition_point(|&(first, _)| first < letter);
        let stated = |work: usize| {
            let own = resolution.answers.iter().skip(from).take_while(|&&(first, _)| first == letter);
            own.into_iter().any(|&(_, other)| other == work)
        };
        for (work, edges) in cites {
            let announces = |edge: &Edge| {
                let found = corpus.letters.get(letter).and_then(|l| l.text.citations.get(edge.citation));
                let before = found.and_then(|f| f.sentence.text.get(..f.sentence.marked.start));
                before.is_some_and(replies::announces)
            };
            if edges.iter().any(announces) && !stated(*work) {
                self.announced.push((letter, *work));
            }
        }
    }
}
