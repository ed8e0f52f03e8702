//! Short forms followed: *idem* to the one document of the note before, *zie noot 3* to that note.
//!
//! One overlooked citation makes the next *idem* point at the wrong document, so anything but exactly one is none.
//! Notes are read in their order, so that a chain of *idem* has been followed when the next link of it is read.

use super::{Meaning, Target};
use crate::markdown::{Footnote, Found, Words};

/// What has been cited so far.
pub(super) struct Notes<'a> {
    all: &'a [Footnote],
    /// For each note what it cites.
    cited: Vec<Cited>,
    /// The citation just before, with its note.
    last: Option<(usize, Cited)>,
}

/// The documents of a note, as far as *idem* cares.
#[derive(Clone, Default)]
enum Cited {
    #[default]
    Nothing,
    One(Meaning),
    Several,
}

impl Cited {
    fn add(&mut self, more: &Self) {
        match (&*self, more) {
            (_, Self::Nothing) => {}
            (Self::Nothing, _) => *self = more.clone(),
            (Self::One(one), Self::One(other)) if one == other => {}
            _ => *self = Self::Several,
        }
    }
}

impl<'a> Notes<'a> {
    pub(super) fn new(notes: &'a [Footnote]) -> Self {
        Self { all: notes, cited: vec![Cited::default(); notes.len()], last: None }
    }

    /// Remembers the meanings of a citation.
    pub(super) fn remember(&mut self, found: &Found, meanings: &[Meaning]) {
        let Some(note) = found.note else { return };
        let mut now = Cited::Nothing;
        for meaning in meanings {
            match meaning {
                // What a later note cites is not yet known.
                Meaning::Settled(Target::Note(other)) if *other >= note => now.add(&Cited::Several),
                Meaning::Settled(Target::Note(other)) => {
                    now.add(&self.cited.get(*other).cloned().unwrap_or_default());
                }
                meaning => now.add(&Cited::One(meaning.clone())),
            }
        }
        if let Some(cited) = self.cited.get_mut(note) {
            cited.add(&now);
        }
        self.last = Some((note, now));
    }

    /// What *idem* repeats, or why it cannot be told; `after` is the text behind it.
    pub(super) fn idem(&self, found: &Found, after: &str) -> Result<Meaning, String> {
        let note = found.note.ok_or("it does not stand in a note")?;
        if names_a_number(after) {
            return Err("another number follows, so another document is meant".to_owned());
        }
        let (cited, place) = match &self.last {
            Some((same, cited)) if *same == note => (cited, "the citation before it".to_owned()),
            _ => {
                let before = note.checked_sub(1).ok_or("there is no note before this one")?;
                let cited = self.cited.get(before).ok_or("there is no note before this one")?;
                (cited, format!("note {}", self.all.get(before).map_or("", |n| n.mark.as_str())))
            }
        };
        match cited {
            Cited::Nothing => Err(format!("{place} cites nothing that is recognised")),
            Cited::Several => Err(format!("{place} cites more than one document")),
            Cited::One(Meaning::Settled(Target::Unknown | Target::Ambiguous)) => {
                Err(format!("what {place} cites is not certain"))
            }
            Cited::One(meaning) => Ok(meaning.clone()),
        }
    }

    /// The note that `zie noot 3` points to, or why there is none.
    pub(super) fn note(&self, found: &Found, number: u32) -> Result<Meaning, String> {
        let mark = number.to_string();
        let note = self.all.iter().position(|note| note.mark == mark);
        let note = note.ok_or_else(|| match self.all.len() {
            0 => "this letter has no notes".to_owned(),
            1 => "this letter has one note".to_owned(),
            count => format!("this letter has {count} notes, and none of them is {mark}"),
        })?;
        if found.note == Some(note) {
            return Err("it stands in that very note".to_owned());
        }
        Ok(Meaning::Settled(Target::Note(note)))
    }
}

/// `Idem, nr. 12` is another document of the same dossier.
fn names_a_number(after: &str) -> bool {
    let after = after.trim_start_matches(|c: char| c.is_whitespace() || matches!(c, ',' | ';' | '.'));
    ["nr", "no.", "nummer"]
        .iter()
        .any(|label| after.get(..label.len()).is_some_and(|start| start.eq_ignore_ascii_case(label)))
}

/// The words as a message shows them.
pub(super) fn shown(words: &Words) -> String {
    match words {
        Words::Note(number) => format!("note {number}"),
        Words::Idem | Words::Citation(_) => "idem".to_owned(),
    }
}
