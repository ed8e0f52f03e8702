//! Who cites whom: the letters' citations turned round.

use crate::collection::corpus::Corpus;
use crate::collection::resolve::{Resolution, Target};
use crate::content::markdown::{CitationIx, NoteIx};
use crate::derived::replies;
use crate::limits;
use crate::number::kst::DossierNumber;
use std::collections::{BTreeMap, HashMap};

/// One citation: letter `letter` cites in its `citation`-th citation.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Edge {
    /// The citing letter.
    pub letter: usize,
    /// Which of its citations.
    pub citation: CitationIx,
    /// The note to which the words refer the reader, if it is that note that cites. Such an edge is shown and
    /// never counted.
    pub via: Option<NoteIx>,
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
    /// For each letter and each of its notes the works that *zie noot 3* stands for; empty for a letter without it.
    through_notes: Vec<Vec<Vec<usize>>>,
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
            let mut outgoing = Outgoing::default();
            let is_note = |target: &Target| matches!(target, Target::Note(_));
            let referred = citations.iter().flatten().any(is_note);
            let notes = if referred { cited_in_notes(corpus, resolution, letter) } else { Vec::new() };
            for (citation, targets) in citations.iter().enumerate() {
                let edge = Edge { letter, citation: CitationIx(citation), via: None };
                for target in targets {
                    match target {
                        Target::Work(work) => outgoing.add(*work, edge),
                        Target::Dossier(number) => {
                            let edges = graph.dossiers.entry(*number).or_default();
                            if edges.last() != Some(&edge) {
                                edges.push(edge);
                            }
                        }
                        Target::Note(note) => {
                            let works = notes.get(note.0).map(Vec::as_slice).unwrap_or_default();
                            for &work in works {
                                outgoing.add(work, Edge { via: Some(*note), ..edge });
                            }
                        }
                        Target::Address(_) | Target::Ambiguous | Target::Unknown => {}
                    }
                }
            }
            let cites = outgoing.without(|work| resolution.works[work].letter == Some(letter));
            graph.announce(corpus, resolution, letter, &cites);
            for (work, edges) in &cites {
                graph.cited_by[*work].extend(edges);
            }
            graph.cites.push(cites);
            graph.through_notes.push(notes);
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
        // What an editor cites beside a letter is listed, but it is not the letter that cites.
        let own = |edge: &&Edge| {
            let citing = corpus.letters[edge.letter].text.citation(edge.citation);
            citing.is_some_and(|citing| citing.annotation().is_none())
        };
        let letters = |edges: &Vec<Edge>| {
            let own: Vec<&Edge> = edges.iter().filter(own).collect();
            own.chunk_by(|a, b| a.letter == b.letter).count()
        };
        graph.citing = graph.cited_by.iter().map(letters).collect();
        graph
    }

    /// The works that a reference to this note stands for.
    pub fn through_note(&self, letter: usize, note: NoteIx) -> &[usize] {
        self.through_notes.get(letter).and_then(|notes| notes.get(note.0)).map_or(&[], Vec::as_slice)
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
                let Some(text) = corpus.letters.get(letter).map(|letter| &letter.text) else { return false };
                let citing = text.citation(edge.citation).filter(|citing| citing.annotation().is_none());
                let sentence = citing.map(|citing| text.citing_sentence(citing));
                sentence.is_some_and(|sentence| replies::announces(&sentence.text, &sentence.marked))
            };
            if edges.iter().any(announces) && !stated(*work) {
                self.announced.push((letter, *work));
            }
        }
    }
}

/// The works that a letter cites, in the order in which it first cites them.
#[derive(Default)]
struct Outgoing {
    places: HashMap<usize, usize>,
    cites: Vec<(usize, Vec<Edge>)>,
}

impl Outgoing {
    fn add(&mut self, work: usize, edge: Edge) {
        let place = *self.places.entry(work).or_insert_with(|| {
            self.cites.push((work, Vec::new()));
            self.cites.len() - 1
        });
        if let Some((_, edges)) = self.cites.get_mut(place)
            && edges.last() != Some(&edge)
        {
            edges.push(edge);
        }
    }

    fn without(mut self, is_left_out: impl Fn(usize) -> bool) -> Vec<(usize, Vec<Edge>)> {
        self.cites.retain(|(work, _)| !is_left_out(*work));
        self.cites
    }
}

/// For each note of a letter the works that it cites, itself or through an earlier note, each once; one that cites
/// more than a reader of *zie noot 3* would look for is left out.
fn cited_in_notes(corpus: &Corpus, resolution: &Resolution, letter: usize) -> Vec<Vec<usize>> {
    let text = &corpus.letters[letter].text;
    let mut notes: Vec<Vec<usize>> = vec![Vec::new(); text.notes.len()];
    for (citing, targets) in text.citations.iter().zip(&resolution.targets[letter]) {
        let Some(note) = citing.note() else { continue };
        for target in targets {
            let more = match target {
                Target::Work(work) => vec![*work],
                // Notes come in order: an earlier one is complete.
                Target::Note(earlier) if *earlier < note => notes.get(earlier.0).cloned().unwrap_or_default(),
                _ => Vec::new(),
            };
            let Some(works) = notes.get_mut(note.0) else { continue };
            for work in more {
                if works.len() <= limits::WORKS_THROUGH_NOTE && !works.contains(&work) {
                    works.push(work);
                }
            }
        }
    }
    notes.iter_mut().filter(|works| works.len() > limits::WORKS_THROUGH_NOTE).for_each(Vec::clear);
    notes
}
