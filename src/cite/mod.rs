//! Every citation of an official publication in a Dutch text, and exactly which document it means.
//!
//! ```
//! use voetnoot::cite::find;
//! let text = "zie Kamerstukken II 2020/21, 28 638, nrs. 199 en 200, p. 3.";
//! let citations = find(text);
//! assert_eq!(citations[0].text, "Kamerstukken II 2020/21, 28 638, nrs. 199 en 200");
//! let ids: Vec<_> = citations[0].cited.iter().map(|c| c.id.as_str()).collect();
//! assert_eq!(ids, ["kst-28638-199", "kst-28638-200"]);
//! assert_eq!(citations[0].locator.as_ref().unwrap().text, "p. 3");
//! ```
//!
//! The search is pure: text in, citations out. It knows neither files nor HTML nor what exists; it never rewrites
//! the text, and every span is a range of bytes of it, in UTF-8, that starts and ends at whole characters. No text is
//! an error: one without citations gives none. The time grows with the length of the text and with nothing else: no
//! reader looks further ahead or back than a fixed number of bytes before it gives up.
//!
//! How it goes: `trigger` jumps to the next place where a citation may start, a number or one of a few dozen words.
//! `openings` hands a word to the readers of a family of citations, `read_number` a number. A reader either gives up,
//! or puts what it found into the [`References`] and says where the search goes on.
//!
//! Where to add a form:
//!
//! | form of | file |
//! |---|---|
//! | the words that open a citation, and the series they are of | rows of `number/series.rs`; `openings.rs` |
//! | Kamerstukken and dossiers | `kamerstuk/`, numbers of dossiers in `dossier.rs` |
//! | lists and ranges of numbers | `list.rs` |
//! | chambers and parliamentary years, which qualify a number | `qualifier.rs` |
//! | pages and other places within a document | `locator.rs` |
//! | Handelingen, Aanhangsel | `handelingen.rs`, `aanhangsel.rs` |
//! | Staatsblad, Staatscourant, Tractatenblad, PbEU | `bulletins.rs`; without a year, `enactment.rs` |
//! | European law | `eu.rs` |
//! | acts by article | `law/`, the acts in `law/laws.tsv` |
//! | ECLI | `ecli.rs` |
//! | numbers of the chambers' own systems | `parliament.rs` |
//! | advice of the Raad van State | `advice.rs` |
//! | addresses and ids written out | `address.rs` |
//! | *idem*, *zie noot 3*, *stuk nr. 12* | `relative.rs` |
//! | marks of HTML and Markdown within a citation | `markup.rs` |
//! | municipalities and countries whose rules are not ours | `bodies.rs` |
//! | what is no citation | `words.rs`, `units.txt`, `no-plurals.txt`, `not-before.txt` |
//!
//! The grammar in prose, with examples that are run, is `tests/citations.md`.

mod aanhangsel;
mod address;
mod advice;
mod bodies;
mod bulletins;
mod citation;
mod cursor;
mod dossier;
mod ecli;
mod enactment;
mod eu;
mod handelingen;
mod kamerstuk;
mod law;
mod list;
mod locator;
mod markup;
mod openings;
mod parliament;
mod qualifier;
mod relative;
mod trigger;
mod words;

pub use citation::{Certainty, Citation, Cited, Form, Passage, References, Relative};

use cursor::Cursor;

/// Finds every citation in a text, in the order of the text. They do not overlap.
///
/// A [`Citation`] has its bytes in the text and its words, what it cites, one document after another, and where in them;
/// it is [`Serialize`](serde::Serialize).
///
/// ```
/// use voetnoot::cite::find;
/// let citations = find("de motie op stuk nr. 1181 (33 529), artikel 273f Sr en € 28.638,12");
/// let found: Vec<_> = citations.iter().map(|c| (c.text.as_str(), c.kind.name(), c.cited[0].id.as_str())).collect();
/// assert_eq!(
///     found,
///     [
///         ("nr. 1181 (33 529)", "kamerstuk", "kst-33529-1181"),
///         ("artikel 273f Sr", "wet", "BWBR0001854/273f"),
///     ]
/// );
/// assert_eq!(citations[0].span, 17..34);
/// assert_eq!(
///     citations[0].cited[0].id.official_address().unwrap(),
///     "https://zoek.officielebekendmakingen.nl/kst-33529-1181.html"
/// );
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
pub fn find_all(text: &str) -> References {
    let mut found = References::default();
    let mut at = 0;
    while let Some(start) = trigger::next(text, at) {
        at = read_at(text, start, &mut found).map_or(start + 1, |end| end.max(start + 1));
        relative::drop_written_out(text, &mut found);
    }
    found
}

/// Hands the place to the reader of the family that may start there; gives where the search goes on.
fn read_at(text: &str, start: usize, found: &mut References) -> Option<usize> {
    if Cursor::new(text, start).peek().is_ascii_digit() {
        return read_number(text, start, found);
    }
    // A letter that is not ASCII comes before: this is the middle of a word.
    if cursor::before(text, start, 4).chars().next_back().is_some_and(|c| !c.is_ascii() && c.is_alphabetic())
    {
        return None;
    }
    openings::read(text, start, found)
}

/// A number without a label: its length and what is glued to it tell what it may be.
fn read_number(text: &str, start: usize, found: &mut References) -> Option<usize> {
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

#[cfg(test)]
mod tests;
