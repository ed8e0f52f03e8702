//! Short forms followed: *idem* to the one document of the note before, *idem, nr. 4* to its dossier, *zie noot 3* to
//! that note.
//!
//! One overlooked citation makes the next *idem* point at the wrong document, so anything but exactly one is none.
//! Notes are read in their order, so that a chain of *idem* has been followed when the next link of it is read.

use super::{Meaning, Target};
use crate::content::markdown::{Citing, Footnote, NoteIx};
use crate::number::kst::DossierNumber;

/// What has been cited so far.
pub(super) struct Notes<'a> {
    all: &'a [Footnote],
    /// For each note what it cites.
    cited: Vec<Cited>,
    /// The citation just before, with its note.
    last: Option<(NoteIx, Cited)>,
}

/// The documents of a note, as far as *idem* cares.
#[derive(Clone, Default)]
enum Cited {
    #[default]
    Nothing,
    One(Meaning),
    /// More than one, perhaps all of one dossier.
    Several(Option<DossierNumber>),
}

impl Cited {
    /// The dossier of all of them.
    fn dossier(&self) -> Option<DossierNumber> {
        match self {
            Self::Nothing => None,
            Self::One(meaning) => meaning.dossier(),
            Self::Several(dossier) => *dossier,
        }
    }

    fn add(&mut self, more: &Self) {
        match (&*self, more) {
            (_, Self::Nothing) => {}
            (Self::Nothing, _) => *self = more.clone(),
            (Self::One(one), Self::One(other)) if one == other => {}
            _ => *self = Self::Several(self.dossier().filter(|_| self.dossier() == more.dossier())),
        }
    }
}

impl<'a> Notes<'a> {
    pub(super) fn new(notes: &'a [Footnote]) -> Self {
        Self { all: notes, cited: vec![Cited::default(); notes.len()], last: None }
    }

    /// Remembers the meanings of a citation.
    pub(super) fn remember(&mut self, found: &Citing, meanings: &[Meaning]) {
        let Some(note) = found.note() else { return };
        let mut now = Cited::Nothing;
        for meaning in meanings {
            match meaning {
                // What a later note cites is not yet known.
                Meaning::Settled(Target::Note(other)) if *other >= note => now.add(&Cited::Several(None)),
                Meaning::Settled(Target::Note(other)) => {
                    now.add(&self.cited.get(other.0).cloned().unwrap_or_default());
                }
                meaning => now.add(&Cited::One(meaning.clone())),
            }
        }
        if let Some(cited) = self.cited.get_mut(note.0) {
            cited.add(&now);
        }
        self.last = Some((note, now));
    }

    /// What *idem* repeats, or why it cannot be told; `after` is the text behind it.
    pub(super) fn idem(&self, found: &Citing, after: &str) -> Result<Meaning, String> {
        let note = found.note().ok_or(OUTSIDE)?;
        if names_another(after) {
            return Err("another number follows, so another document is meant".to_owned());
        }
        let (cited, place) = self.before(note)?;
        match cited {
            Cited::Nothing => Err(cites_nothing(&place)),
            Cited::Several(_) => Err(format!("{place} cites more than one document")),
            Cited::One(Meaning::Settled(Target::Unknown | Target::Missing { .. } | Target::Ambiguous)) => {
                Err(format!("what {place} cites is not certain"))
            }
            Cited::One(meaning) => Ok(meaning.clone()),
        }
    }

    /// The dossier that *idem* with a number is about, or why it cannot be told.
    pub(super) fn dossier(&self, found: &Citing) -> Result<DossierNumber, String> {
        let (cited, place) = self.before(found.note().ok_or(OUTSIDE)?)?;
        cited.dossier().ok_or_else(|| match cited {
            Cited::Nothing => cites_nothing(&place),
            Cited::One(_) => format!("{place} cites nothing that is in a dossier"),
            Cited::Several(_) => format!("what {place} cites is not of one dossier"),
        })
    }

    /// What was cited just before in this note or else in the note before, and the words for that place.
    fn before(&self, note: NoteIx) -> Result<(&Cited, String), String> {
        if let Some((_, cited)) = self.last.as_ref().filter(|(same, _)| *same == note) {
            return Ok((cited, "the citation before it".to_owned()));
        }
        let before =
            note.0.checked_sub(1).and_then(|before| self.cited.get(before).zip(self.all.get(before)));
        let (cited, before) = before.ok_or("there is no note before this one")?;
        Ok((cited, format!("note {}", before.mark)))
    }

    /// The note that `zie noot 3` points to, or why there is none.
    pub(super) fn note(&self, found: &Citing, number: u32) -> Result<Meaning, String> {
        let mark = number.to_string();
        let note = self.all.iter().position(|note| note.mark == mark).map(NoteIx);
        let note = note.ok_or_else(|| match self.all.len() {
            0 => "there are no notes".to_owned(),
            1 => "there is one note".to_owned(),
            count => format!("there are {count} notes, and none of them is {mark}"),
        })?;
        if found.note() == Some(note) {
            return Err("it stands in that very note".to_owned());
        }
        Ok(Meaning::Settled(Target::Note(note)))
    }
}

const OUTSIDE: &str = "it does not stand in a note";

fn cites_nothing(place: &str) -> String {
    format!("{place} cites nothing that is recognised")
}

/// Whether the text behind *idem* names another document of the same series: `Idem, item 3`, `Idem, artikel 4`,
/// `Idem, D`, `Idem, 12`.
fn names_another(after: &str) -> bool {
    let after = after.trim_start_matches(|c: char| c.is_whitespace() || matches!(c, ',' | '.'));
    let word: String = after.chars().take(LONGEST_LABEL).take_while(|c| c.is_alphanumeric()).collect();
    let labels =
        ["nr", "nrs", "no", "nos", "nummer", "item", "items", "artikel", "artikelen", "art", "letter"];
    let number = word.starts_with(|c: char| c.is_ascii_digit());
    let letter = (1..=3).contains(&word.len()) && word.bytes().all(|b| b.is_ascii_uppercase());
    number || letter || labels.contains(&word.to_lowercase().as_str())
}

/// In characters.
const LONGEST_LABEL: usize = 12;
