//! Where each of many texts stands in a long one, in time linear in both: the automaton of Aho and Corasick.
//!
//! Texts that are part of each other (`a`, `aa`, `aaa`) could stand at quadratically many places. So only the
//! first [`KEPT`] ends of each are kept: places reach the automaton's states in the order of the long text, and
//! are handed down to shorter texts afterwards, once for each state.

use std::collections::{HashMap, VecDeque};

/// Places kept of each text: enough to list, and one to know that there are more.
pub(super) const KEPT: usize = 6;

#[derive(Default)]
struct State {
    /// The state of the longest proper ending of this one that is a beginning of a text.
    shorter: Place,
    /// The first ends of this state's text in the long text.
    ends: Vec<u32>,
}

/// The automaton's states; the first is the beginning of every text.
struct States(Vec<State>);

/// The place of a state among them.
type Place = u32;

#[expect(clippy::indexing_slicing, reason = "a place is made with its state, and none is taken away")]
impl States {
    fn at(&self, place: Place) -> &State {
        &self.0[place as usize]
    }

    fn at_mut(&mut self, place: Place) -> &mut State {
        &mut self.0[place as usize]
    }

    fn add(&mut self) -> Place {
        self.0.push(State::default());
        Place::try_from(self.0.len() - 1).unwrap_or(0)
    }
}

/// The first ends of each text in `long`, in order.
pub(super) fn first_ends(long: &str, texts: &[&str]) -> Vec<Vec<u32>> {
    let mut states = States(vec![State::default()]);
    let mut next: HashMap<(Place, u8), Place> = HashMap::new();
    let mut last: Vec<Place> = Vec::with_capacity(texts.len());
    for text in texts {
        let mut state = 0;
        for &byte in text.as_bytes() {
            state = *next.entry((state, byte)).or_insert_with(|| states.add());
        }
        last.push(state);
    }
    let order = link(&mut states, &next);
    let mut state = 0;
    for (at, &byte) in long.as_bytes().iter().enumerate() {
        state = step(&states, &next, state, byte);
        let ends = &mut states.at_mut(state).ends;
        if ends.len() < KEPT {
            ends.push(u32::try_from(at + 1).unwrap_or(u32::MAX));
        }
    }
    for &state in order.iter().rev() {
        let shorter = states.at(state).shorter;
        if shorter != 0 {
            let more = states.at(state).ends.clone();
            let ends = &mut states.at_mut(shorter).ends;
            ends.extend(more);
            ends.sort_unstable();
            ends.truncate(KEPT);
        }
    }
    last.into_iter()
        .map(|state| if state == 0 { Vec::new() } else { states.at(state).ends.clone() })
        .collect()
}

/// Fills in `shorter`; gives the states from short to long.
fn link(states: &mut States, next: &HashMap<(Place, u8), Place>) -> Vec<Place> {
    let mut children: HashMap<Place, Vec<(u8, Place)>> = HashMap::new();
    #[expect(clippy::iter_over_hash_type, reason = "texts of one length link in any order")]
    for (&(state, byte), &child) in next {
        children.entry(state).or_default().push((byte, child));
    }
    let mut order = Vec::with_capacity(states.0.len());
    let mut queue = VecDeque::from([0]);
    while let Some(state) = queue.pop_front() {
        for &(byte, child) in children.get(&state).into_iter().flatten() {
            if state != 0 {
                let shorter = states.at(state).shorter;
                states.at_mut(child).shorter = step(states, next, shorter, byte);
            }
            order.push(child);
            queue.push_back(child);
        }
    }
    order
}

/// The state after one more byte.
fn step(states: &States, next: &HashMap<(Place, u8), Place>, mut state: Place, byte: u8) -> Place {
    loop {
        if let Some(&child) = next.get(&(state, byte)) {
            return child;
        }
        if state == 0 {
            return 0;
        }
        state = states.at(state).shorter;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn texts_within_texts_are_found() {
        let ends = first_ends("de dader, de Dadermonitor", &["de", "der", "dader", "de dader", "x", ""]);
        assert_eq!(ends, [vec![2, 7, 12, 17], vec![8, 18], vec![8], vec![8], vec![], vec![]]);
        let ends = first_ends(&"a".repeat(100), &["a", "aa", "aaa"]);
        assert_eq!(ends[1], [2, 3, 4, 5, 6, 7], "the first ones, though longer texts end there too");
    }

    proptest! {
        #[test]
        fn as_by_looking_everywhere(long in "[ab]{0,40}", texts in prop::collection::vec("[ab]{1,6}", 0..8)) {
            let texts: Vec<&str> = texts.iter().map(String::as_str).collect();
            let naive = |text: &&str| -> Vec<u32> {
                let ends = (0..=long.len()).filter(|&end| long[..end].ends_with(text));
                ends.take(KEPT).map(|end| u32::try_from(end).unwrap()).collect()
            };
            let expected: Vec<Vec<u32>> = texts.iter().map(naive).collect();
            prop_assert_eq!(first_ends(&long, &texts), expected);
        }
    }
}
