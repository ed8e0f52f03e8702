//! Who cites whom: the citations of letters and introductions turned round.

use crate::collection::corpus::Corpus;
use crate::collection::index::{IndexVec, LetterIx, TextIx, Texts, WorkIx};
use crate::collection::resolve::{Resolution, Target};
use crate::content::markdown::{CitationIx, NoteIx, Text};
use crate::derived::replies;
use crate::limits;
use crate::number::kst::DossierNumber;
use std::collections::{BTreeMap, HashMap};

/// One citation: a text cites in its `citation`-th citation.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Edge {
    /// The citing text.
    pub text: TextIx,
    /// Which of its citations.
    pub citation: CitationIx,
    /// Which of the sentences that cite with these words: a note's are those that have its mark.
    pub place: usize,
    /// The note to which the words refer the reader, if it is that note that cites. Such an edge is shown and
    /// never counted.
    pub via: Option<NoteIx>,
}

/// The citations of each text and of each work.
#[derive(Debug, Default)]
pub struct CitationGraph {
    /// For each text the works it cites, each once, in the order in which it first cites them, with the places.
    pub cites: Texts<Cites>,
    /// For each work the citations of it: newest letter first, then introductions, in the order of the text within one.
    pub cited_by: IndexVec<WorkIx, Vec<Edge>>,
    /// For each work the number of letters that cite it.
    pub citing: IndexVec<WorkIx, usize>,
    /// For each text and each of its notes the works that *zie noot 3* stands for; empty for a text without it.
    through_notes: Texts<Vec<Vec<WorkIx>>>,
    /// Citations of a dossier as a whole, in the same order.
    pub dossiers: BTreeMap<DossierNumber, Vec<Edge>>,
    /// Pairs of a letter and a work that its wording announces it answers, without those that its front matter
    /// states; in the order of the letters.
    pub announced: Vec<(LetterIx, WorkIx)>,
    /// The same the other way round: work and letter, in the order of the works.
    pub announced_by: Vec<(WorkIx, LetterIx)>,
}

impl CitationGraph {
    /// Turns the resolved citations round. What cites itself is not listed.
    pub fn new(corpus: &Corpus, resolution: &Resolution) -> Self {
        let mut graph =
            Self { cited_by: resolution.works.iter().map(|_| Vec::new()).collect(), ..Self::default() };
        for (letter, _) in resolution.targets.letters.enumerated() {
            let (cites, notes) = graph.turn_round(corpus, resolution, letter.into());
            graph.announce(corpus, resolution, letter, &cites);
            graph.cites.letters.push(cites);
            graph.through_notes.letters.push(notes);
        }
        for (dossier, _) in resolution.targets.introductions.enumerated() {
            let (cites, notes) = graph.turn_round(corpus, resolution, dossier.into());
            graph.cites.introductions.push(cites);
            graph.through_notes.introductions.push(notes);
        }
        graph.announced_by = graph.announced.iter().map(|&(letter, work)| (work, letter)).collect();
        graph.announced_by.sort_unstable();
        let newest_first = |edges: &mut Vec<Edge>| {
            edges.sort_by_key(|e| (std::cmp::Reverse(corpus.text(e.text).date()), e.text, e.citation));
        };
        graph.cited_by.iter_mut().for_each(newest_first);
        graph.dossiers.values_mut().for_each(newest_first);
        // What an editor cites, beside a letter or in an introduction, is listed, but it is not a letter that cites.
        let own = |edge: &&Edge| {
            let letter = edge.text.letter().and_then(|letter| corpus.letters.get(letter));
            let citing = letter.and_then(|letter| letter.text.citation(edge.citation));
            citing.is_some_and(|citing| citing.annotation().is_none())
        };
        let letters = |edges: &Vec<Edge>| {
            let own: Vec<&Edge> = edges.iter().filter(own).collect();
            own.chunk_by(|a, b| a.text == b.text).count()
        };
        graph.citing = graph.cited_by.iter().map(letters).collect();
        graph
    }

    /// Notes whom a text cites; gives the works that it cites, and those for which its notes stand.
    fn turn_round(
        &mut self,
        corpus: &Corpus,
        resolution: &Resolution,
        text: TextIx,
    ) -> (Cites, Vec<Vec<WorkIx>>) {
        let citations = resolution.targets.at(text);
        let mut outgoing = Outgoing::default();
        let is_note = |target: &Target| matches!(target, Target::Note(_));
        let referred = citations.iter().flatten().any(is_note);
        let notes = if referred { cited_in_notes(corpus.text(text).text, citations) } else { Vec::new() };
        for (citation, targets) in citations.iter().enumerate() {
            let citation = CitationIx(citation);
            let own = corpus.text(text).text;
            let places = own.citation(citation).map_or(1, |citing| own.citing_places(citing));
            let edges = |via| (0..places).map(move |place| Edge { text, citation, place, via });
            for target in targets {
                match target {
                    Target::Work(work) => add(outgoing.of(*work), edges(None)),
                    Target::Dossier(number) if !introduces(corpus, text, *number) => {
                        add(self.dossiers.entry(*number).or_default(), edges(None));
                    }
                    Target::Note(note) => {
                        let works = notes.get(note.0).map(Vec::as_slice).unwrap_or_default();
                        for &work in works {
                            add(outgoing.of(work), edges(Some(*note)));
                        }
                    }
                    Target::Dossier(_)
                    | Target::Address(_)
                    | Target::Ambiguous
                    | Target::Unknown
                    | Target::Missing { .. } => {}
                }
            }
        }
        let is_itself =
            |work: WorkIx| text.letter().is_some_and(|own| resolution.works.at(work).letter == Some(own));
        let cites = outgoing.without(is_itself);
        for (work, edges) in &cites {
            self.cited_by.at_mut(*work).extend(edges);
        }
        (cites, notes)
    }

    /// The works that a reference to this note stands for.
    pub fn through_note(&self, text: TextIx, note: NoteIx) -> &[WorkIx] {
        self.through_notes.at(text).get(note.0).map_or(&[], Vec::as_slice)
    }

    /// Notes the works that a letter cites as what it answers.
    fn announce(
        &mut self,
        corpus: &Corpus,
        resolution: &Resolution,
        letter: LetterIx,
        cites: &[(WorkIx, Vec<Edge>)],
    ) {
        let from = resolution.answers.partition_point(|&(first, _)| first < letter);
        let stated = |work: WorkIx| {
            let own = resolution.answers.iter().skip(from).take_while(|&&(first, _)| first == letter);
            own.into_iter().any(|&(_, other)| other == work)
        };
        for (work, edges) in cites {
            let announces = |edge: &Edge| {
                let Some(text) = corpus.letters.get(letter).map(|letter| &letter.text) else { return false };
                let citing = text.citation(edge.citation).filter(|citing| citing.annotation().is_none());
                let sentence = citing.map(|citing| text.citing_sentence(citing, edge.place));
                sentence.is_some_and(|sentence| replies::announces(&sentence.text, &sentence.marked))
            };
            if edges.iter().any(announces) && !stated(*work) {
                self.announced.push((letter, *work));
            }
        }
    }
}

/// The works that a text cites, each with the places.
pub type Cites = Vec<(WorkIx, Vec<Edge>)>;

/// The works that a text cites, in the order in which it first cites them.
#[derive(Default)]
struct Outgoing {
    /// Each with how many came before it.
    cites: HashMap<WorkIx, (usize, Vec<Edge>)>,
}

impl Outgoing {
    fn of(&mut self, work: WorkIx) -> &mut Vec<Edge> {
        let before = self.cites.len();
        &mut self.cites.entry(work).or_insert((before, Vec::new())).1
    }

    fn without(self, is_left_out: impl Fn(WorkIx) -> bool) -> Cites {
        let mut cites: Vec<_> = self.cites.into_iter().filter(|(work, _)| !is_left_out(*work)).collect();
        cites.sort_unstable_by_key(|&(_, (before, _))| before);
        cites.into_iter().map(|(work, (_, edges))| (work, edges)).collect()
    }
}

/// Adds the places of one citation, unless they are there: a list of numbers may name a work twice.
fn add(edges: &mut Vec<Edge>, places: impl Iterator<Item = Edge>) {
    let last = edges.last().copied();
    edges.extend(places.filter(|edge| last.is_none_or(|last| Edge { place: last.place, ..*edge } != last)));
}

/// Whether a text is the introduction of this dossier.
fn introduces(corpus: &Corpus, text: TextIx, number: DossierNumber) -> bool {
    matches!(text, TextIx::Introduction(dossier) if corpus.dossiers.at(dossier).meta.number == number)
}

/// For each note of a text the works that it cites, itself or through an earlier note, each once; one that cites
/// more than a reader of *zie noot 3* would look for is left out.
fn cited_in_notes(text: &Text, citations: &[Vec<Target>]) -> Vec<Vec<WorkIx>> {
    let mut notes: Vec<Vec<WorkIx>> = vec![Vec::new(); text.notes.len()];
    for (citing, targets) in text.citations.iter().zip(citations) {
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
