//! Every citation of an official publication in a Dutch text, and exactly which document it means.
//!
//! ```
//! use voetnoot::cite::find;
//! let text = "zie Kamerstukken II 2020/21, 28 638, nrs. 199 en 200, p. 3.";
//! let citations = find(text);
//! assert_eq!(&text[citations[0].span.clone()], "Kamerstukken II 2020/21, 28 638, nrs. 199 en 200");
//! let ids: Vec<_> = citations[0].cited.iter().map(|c| c.id.as_str()).collect();
//! assert_eq!(ids, ["kst-28638-199", "kst-28638-200"]);
//! assert_eq!(&text[citations[0].locator.clone().unwrap()], "p. 3");
//! ```
//!
//! The search is pure: text in, citations out. It knows neither files nor HTML nor what exists; it never rewrites
//! the text, and every span is a range of bytes of it. Its time grows with the length of the text and with
//! nothing else: no reader looks further ahead or back than a fixed number of bytes before it gives up.
//!
//! How it goes: `trigger` jumps to the next place where a citation may start, a number or one of a few dozen
//! words. `read_at` hands that place to the reader of a family of citations. A reader either gives up, or puts
//! what it found into [`Found`] and says where the search goes on.
//!
//! Where to add a form:
//!
//! | form of | file |
//! |---|---|
//! | Kamerstukken and dossiers | `kamerstuk/`, numbers of dossiers in `dossier.rs` |
//! | lists and ranges of numbers | `list.rs` |
//! | chambers and parliamentary years | `session.rs` |
//! | Handelingen, Aanhangsel | `handelingen.rs`, `aanhangsel.rs` |
//! | Staatsblad, Staatscourant, Tractatenblad, PbEU | `bulletins.rs` |
//! | European law | `eu.rs` |
//! | acts by article | `law/`, the acts in `law/laws.tsv` |
//! | ECLI | `ecli.rs` |
//! | numbers of the chambers' own systems | `parliament.rs` |
//! | addresses and ids written out | `address.rs` |
//! | *idem*, *zie noot 3*, *stuk nr. 12* | `relative.rs` |
//! | what is no citation | `words.rs`, `units.txt`, `not-before.txt` |
//!
//! A form that opens with a new word also needs that word in `read_at` and its first letters in `trigger.rs`.
//! The grammar in prose, with examples that are run, is `tests/citations.md`.

mod aanhangsel;
mod address;
mod bulletins;
mod cursor;
mod dossier;
mod ecli;
mod eu;
mod handelingen;
mod kamerstuk;
mod law;
mod list;
mod locator;
mod parliament;
mod relative;
mod session;
mod trigger;
mod words;

use crate::number::identifier::{DocumentId, Kind};
use crate::number::kst::{Chamber, DossierNumber, Ondernummer};
use crate::number::vergaderjaar::Vergaderjaar;
use cursor::Cursor;
use std::ops::Range;

/// What a text says it cites: one citation, which may name several documents.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Citation {
    /// The bytes of the text from the label to the last number; page numbers and brackets are left out.
    pub span: Range<usize>,
    /// The kind of what is cited.
    pub kind: Kind,
    /// The documents, in the order of the text; at least one.
    pub cited: Vec<Cited>,
    /// The chamber that the text names. The number may say otherwise; the number is right.
    pub chamber: Option<Chamber>,
    /// The parliamentary year that the text names.
    pub vergaderjaar: Option<Vergaderjaar>,
    /// The page, item or part of the article that is meant, as bytes of the text.
    pub locator: Option<Range<usize>>,
    /// A document filed in several dossiers is numbered in the first; these are the others.
    pub also_dossier: Vec<DossierNumber>,
    /// A range was too long to name all its members: only its ends are cited.
    pub range_truncated: bool,
    /// What made us believe that this is a citation.
    pub certainty: Certainty,
}

/// One document of a citation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cited {
    /// The document.
    pub id: DocumentId,
    /// The part of the text that names this document: `13` in `nrs. 12, 13 en 15`. That of the first starts
    /// where the citation starts; the documents of a range share the words of the range.
    pub span: Range<usize>,
}

/// What made us believe that a piece of text is a citation.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Certainty {
    /// A label (`Kamerstuk`, `Stb.`), an id or an address.
    Labelled,
    /// The pattern of the numbers alone: `31226, nr. 27`.
    Pattern,
}

/// A short form that means something only within its letter.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Relative {
    /// The bytes of the text.
    pub span: Range<usize>,
    /// What it points to.
    pub form: Form,
}

/// What a short form points to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Form {
    /// `Idem`, `ibid.`, `t.a.p.`: the one document of the note before.
    Idem,
    /// `Idem, nr. 4`: other papers of the dossier cited just before, each with the bytes of the text that name it.
    SameDossier(Vec<(Ondernummer, Range<usize>)>),
    /// `zie noten 3 en 4`: other notes of the letter, each with the bytes of the text that name it.
    Notes(Vec<(u32, Range<usize>)>),
    /// `stuk nr. 12`: papers of the letter's own dossier, each with the bytes of the text that name it.
    OwnDossier(Vec<(Ondernummer, Range<usize>)>),
}

/// Everything that a text cites.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Found {
    /// The citations, in the order of the text; they do not overlap.
    pub citations: Vec<Citation>,
    /// The short forms, in the order of the text; they overlap neither each other nor a citation.
    pub relatives: Vec<Relative>,
}

/// Finds every citation in a text.
///
/// ```
/// use voetnoot::cite::find;
/// let text = "de motie op stuk nr. 1181 (33 529), artikel 273f Sr en € 28.638,12";
/// let found: Vec<_> = find(text).iter().map(|c| text[c.span.clone()].to_owned()).collect();
/// assert_eq!(found, ["nr. 1181 (33 529)", "artikel 273f Sr"]);
/// ```
pub fn find(text: &str) -> Vec<Citation> {
    find_all(text).citations
}

/// Finds every citation in a text, and the short forms between them.
///
/// ```
/// use voetnoot::cite::{Form, find_all};
/// let found = find_all("Idem, p. 4. Zie ook noot 3 en de motie op stuk nr. 12.");
/// assert_eq!(found.relatives[0].form, Form::Idem);
/// assert_eq!(found.relatives[1].form, Form::Notes(vec![(3, 25..26)]));
/// assert_eq!(found.relatives[2].form, Form::OwnDossier(vec![("12".parse().unwrap(), 51..53)]));
/// assert!(found.citations.is_empty());
/// ```
pub fn find_all(text: &str) -> Found {
    let mut found = Found::default();
    let mut at = 0;
    while let Some(start) = trigger::next(text, at) {
        at = read_at(text, start, &mut found).map_or(start + 1, |end| end.max(start + 1));
        relative::drop_written_out(text, &mut found);
    }
    found
}

/// The longest word that opens a citation.
const LONGEST_OPENING: usize = 20;

/// Hands the place to the reader of the family that may start there; gives where the search goes on.
fn read_at(text: &str, start: usize, found: &mut Found) -> Option<usize> {
    let here = Cursor::new(text, start);
    if here.peek().is_ascii_digit() {
        return read_number(text, start, found);
    }
    // A letter that is not ASCII comes before: this is the middle of a word.
    if cursor::before(text, start, 4).chars().next_back().is_some_and(|c| !c.is_ascii() && c.is_alphabetic())
    {
        return None;
    }
    let word = here.word();
    let mut lower = [0; LONGEST_OPENING];
    let lower = lower.get_mut(..word.len())?;
    lower.copy_from_slice(word.as_bytes());
    lower.make_ascii_lowercase();
    match &*lower {
        b"kamerstuk"
        | b"kamerstukken"
        | b"kamerstuknr"
        | b"kamerstuknrs"
        | b"kamerstuknummer"
        | b"kamerstuknummers"
        | b"kamerstukdossier"
        | b"kamerstukdossiers"
        | b"kamerstukkendossier"
        | b"kamerdossier"
        | b"zitting"
        | b"kamerst"
        | b"parliamentary"
        | b"bijlage"
        | b"bijlagen"
        | b"bijl"
        | b"tk"
        | b"ek"
        | b"e"
        | b"tweede"
        | b"eerste" => kamerstuk::labelled(text, start, found),
        b"kst" => address::written_id(text, start, found).or_else(|| kamerstuk::labelled(text, start, found)),
        b"blg" | b"ah" | b"h" => address::written_id(text, start, found),
        b"nr" | b"nrs" | b"no" | b"nos" | b"nummer" | b"nummers" => kamerstuk::reversed(text, start, found),
        b"handelingen" | b"hand" => handelingen::labelled(text, start, found),
        b"aanhangsel" | b"aanh" => aanhangsel::labelled(text, start, found),
        b"stb" | b"stbl" | b"staatsblad" | b"stcrt" | b"stct" | b"staatscourant" | b"trb" | b"trbl"
        | b"tractatenblad" | b"bulletin" => {
            bulletins::labelled(text, start, found).or_else(|| address::written_id(text, start, found))
        }
        b"pb" | b"pbeu" | b"pbeg" | b"publicatieblad" => bulletins::official_journal(text, start, found),
        b"ecli" => ecli::read(text, start, found),
        b"com" => eu::commission(text, start, found),
        b"artikel" | b"artikelen" | b"art" | b"artt" | b"article" | b"articles" => {
            law::labelled(text, start, found)
        }
        b"bwbr" | b"jci" => law::bwb(text, start, found),
        b"tz" => parliament::promise(text, start, found),
        b"t" => kamerstuk::labelled(text, start, found)
            .or_else(|| parliament::promise(text, start, found))
            .or_else(|| relative::idem(text, start, found)),
        b"http" | b"https" | b"www" => address::url(text, start, found),
        b"idem" | b"ibidem" | b"ibid" | b"aldaar" => relative::idem(text, start, found),
        b"noot" | b"noten" | b"note" | b"voetnoot" | b"voetnoten" | b"eindnoot" | b"eindnoten" => {
            relative::notes(text, start, found)
        }
        b"stuk" | b"stukken" => relative::own_dossier(text, start, found),
        _ => None,
    }
}

/// A number without a label: its length and what is glued to it tell what it may be.
fn read_number(text: &str, start: usize, found: &mut Found) -> Option<usize> {
    let mut c = Cursor::new(text, start);
    let digits = c.digits().len();
    match (digits, c.peek()) {
        (4, b'D' | b'Z') => parliament::document(text, start, found),
        (5, b'L' | b'R' | b'D' | b'F') => {
            eu::celex(text, start, found).or_else(|| kamerstuk::bare(text, start, found))
        }
        (1..=4, b'/') => eu::act(text, start, found),
        (2 | 5, _) => kamerstuk::bare(text, start, found),
        _ => None,
    }
}

impl Citation {
    fn new(span: Range<usize>, kind: Kind, cited: Vec<Cited>) -> Self {
        Self {
            span,
            kind,
            cited,
            chamber: None,
            vergaderjaar: None,
            locator: None,
            also_dossier: Vec::new(),
            range_truncated: false,
            certainty: Certainty::Labelled,
        }
    }

    /// Lets the words of the first document start with the label.
    fn with_first_span(mut self) -> Self {
        if let Some(first) = self.cited.first_mut() {
            first.span.start = self.span.start;
        }
        self
    }
}

impl Found {
    /// Where the last citation ends: no other may start before it.
    fn end(&self) -> usize {
        self.citations.last().map_or(0, |c| c.span.end)
    }
}

#[cfg(test)]
mod tests;
