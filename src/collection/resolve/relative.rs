//! Short forms followed: *idem* to the one document of the note before, *idem, nr. 4* to its dossier, *zie noot 3* to
//! that note.
//!
//! One overlooked citation makes the next *idem* point at the wrong document, so anything but exactly one is none, and
//! so is one behind which the words of another source follow.
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
    last: Option<Last<'a>>,
}

/// What was cited just before.
struct Last<'a> {
    note: NoteIx,
    cited: Cited,
    /// Where its words end in the source.
    end: usize,
    /// The rest of its note.
    behind: &'a str,
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

    /// Remembers the meanings of a citation in a note of this source.
    pub(super) fn remember(&mut self, found: &Citing, meanings: &[Meaning], source: &'a str) {
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
        let (end, behind) = (found.span.end, rest_of_note(source, found.span.end));
        self.last = Some(Last { note, cited: now, end, behind });
    }

    /// What *idem* repeats, or why it cannot be told; `after` is the text behind it.
    pub(super) fn idem(&self, found: &Citing, after: &str) -> Result<Meaning, String> {
        let note = found.note().ok_or(OUTSIDE)?;
        if names_another(after) {
            return Err("another number follows, so another document is meant".to_owned());
        }
        let (cited, place) = self.before(found, note)?;
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
        let (cited, place) = self.before(found, found.note().ok_or(OUTSIDE)?)?;
        cited.dossier().ok_or_else(|| match cited {
            Cited::Nothing => cites_nothing(&place),
            Cited::One(_) => format!("{place} cites nothing that is in a dossier"),
            Cited::Several(_) => format!("what {place} cites is not of one dossier"),
        })
    }

    /// What was cited just before in this note or else in the note before, and the words for that place.
    fn before(&self, found: &Citing, note: NoteIx) -> Result<(&Cited, String), String> {
        let last = self.last.as_ref();
        let here = last.filter(|last| last.note == note);
        let between = here.and_then(|last| last.behind.get(..found.span.start.checked_sub(last.end)?));
        if between.or(last.map(|last| last.behind)).is_some_and(names_source) {
            return Err("words stand before it that may name another source".to_owned());
        }
        if let Some(last) = here {
            return Ok((&last.cited, "the citation before it".to_owned()));
        }
        let before =
            note.0.checked_sub(1).and_then(|before| self.cited.get(before).zip(self.all.get(before)));
        let (cited, before) = before.ok_or("there is no note before this one")?;
        Ok((cited, format!("note {}", before.mark)))
    }

    /// The note that `zie noot 3` points to, or why there is none.
    pub(super) fn note(&self, found: &Citing, number: u32) -> Result<Meaning, String> {
        let mark = number.to_string();
        let mut marked =
            self.all.iter().enumerate().filter(|(_, note)| note.mark == mark).map(|(at, _)| NoteIx(at));
        let note = marked.next();
        if marked.next().is_some() {
            return Err(format!("several notes are marked {mark}"));
        }
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

/// The text from a place in a note to the end of that note.
fn rest_of_note(source: &str, from: usize) -> &str {
    /// In bytes; a source that is named further on is not the one that *idem* repeats.
    const LONGEST_REST: usize = 600;
    let rest = source.get(from..source.floor_char_boundary(from + LONGEST_REST)).unwrap_or_default();
    let next = |behind: &str| {
        let line = behind.trim_start_matches(['\n', '\r']);
        let blank = line.len() < behind.len();
        line.starts_with("[^") || blank && !line.starts_with([' ', '\t'])
    };
    let parts = rest.match_indices('\n').filter_map(|(at, _)| Some((rest.get(..at)?, rest.get(at + 1..)?)));
    parts.into_iter().find(|(_, behind)| next(behind)).map_or(rest, |(own, _)| own)
}

/// Do these words, behind a citation, name another source: `; zie ook het rapport «Verborgen», p. 3`? A page and a remark in
/// brackets do not, nor does what goes on without a sign of a source.
fn names_source(behind: &str) -> bool {
    const SIGNS: [&str; 14] = [
        "zie",
        "vgl",
        "rapport",
        "advies",
        "onderzoek",
        "boek",
        "studie",
        "notitie",
        "brief",
        "nota",
        "evaluatie",
        "artikel",
        "bericht",
        "website",
    ];
    const PLACES: [&str; 5] = ["pagina", "bijlage", "paragraaf", "hoofdstuk", "tabel"];
    let mut depth = 0_usize;
    let outside: String = behind
        .chars()
        .filter(|&c| {
            depth += usize::from(c == '(');
            let outside = depth == 0;
            depth = depth.saturating_sub(usize::from(c == ')'));
            outside
        })
        .collect();
    let words = || outside.split(|c: char| !c.is_alphabetic()).map(str::to_lowercase);
    let named = words().any(|word| word.chars().count() > 3 && !PLACES.contains(&word.as_str()));
    named
        && (outside.contains([';', '«', '“', '„', '"', '‘', '*'])
            || words().any(|w| SIGNS.contains(&w.as_str())))
}
