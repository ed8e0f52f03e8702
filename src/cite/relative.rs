//! Short forms that mean nothing by themselves: `Idem`, `zie noot 3`, `de motie op stuk nr. 469`.
//!
//! They are found here and followed elsewhere: what they mean depends on the notes around them and on the
//! dossier of the letter.

use super::citation::{Citation, Cited, Form, Passage, References, Relative};
use super::cursor::{Cursor, before, last_word, trim_space};
use super::kamerstuk;
use super::list::{self, List, Sign};
use super::locator;
use crate::number::kst::{DossierNumber, KstId, Ondernummer};
use std::ops::Range;

/// The words for what was cited just before; `t.a.p.` is one in three.
pub(super) const IDEM: &[&str] = &["idem", "ibidem", "ibid", "aldaar"];
/// The words for a note of the letter itself.
pub(super) const NOTES: &[&str] = &["voetnoot", "eindnoot", "voetnoten", "eindnoten"];
/// The words for a note, which may be another's.
pub(super) const NOTES_OF_OTHERS: &[&str] = &["noot", "noten", "note"];
/// The words for a paper of the dossier at hand.
pub(super) const PAPERS: &[&str] = &["stuk", "stukken"];

/// Reads `Idem`, `Ibidem`, `Ibid.`, `Aldaar`, `t.a.p.`: the document cited just before; or, where a number
/// follows (`Idem, nr. 4`), another one of its dossier.
pub(super) fn idem(text: &str, start: usize, found: &mut References) -> Option<usize> {
    let mut c = Cursor::new(text, start);
    if !c.eat_any(IDEM) && !c.eat_phrase("t.a.p.") {
        return None;
    }
    // In running prose ("aldaar gevestigd") these are ordinary words; a reference opens a note or a clause.
    let head = trim_space(before(text, start, 32));
    let opens = head.is_empty()
        || head.ends_with(|c: char| {
            matches!(c, '.' | ';' | ':' | '(' | '[' | ',' | ']' | ')') || c.is_numeric()
        })
        || matches!(last_word(head).to_lowercase().as_str(), "zie" | "vgl" | "en" | "ook")
        || before(text, start, 2).ends_with('\n');
    let next = c.peek();
    let closes = matches!(next, 0 | b'.' | b',' | b';' | b')' | b']' | b'\n' | b'\r' | b':');
    if !opens || !closes && text.as_bytes().get(start).is_some_and(u8::is_ascii_lowercase) {
        return None;
    }
    let (form, end) = match other_papers(c) {
        Some(list) => (Form::SameDossier(list.members), list.end),
        None => (Form::Idem, c.at()),
    };
    Some(found.push_relative(text, start..end, form))
}

/// The numbers behind *idem*: `, nr. 4`, `. nrs. 4 en 5`.
fn other_papers(mut c: Cursor<'_>) -> Option<List<Ondernummer>> {
    c.eat(b'.');
    c.eat(b',');
    c.spaces();
    let sign = list::sign(&mut c);
    if sign == Sign::None {
        return None;
    }
    let list = list::read::<Ondernummer>(&mut c, sign)?;
    // `Idem, nr. 4 (35 570)` names its dossier.
    kamerstuk::dossier_in_brackets(&mut c).is_none().then_some(list)
}

/// No comma with its space is wider, in bytes.
const WIDEST_JOINT: usize = 8;

/// `Idem, Kamerstuk 28 638, nr. 4`: the document is written out, and *idem* says no more than that it is one of
/// the kind.
pub(super) fn drop_written_out(text: &str, found: &mut References) {
    let (Some(citation), Some(relative)) = (found.citations.last(), found.relatives.last()) else { return };
    let between = text.get(relative.span.end..citation.span.start);
    let adjoins = |between: &str| {
        between.len() <= WIDEST_JOINT && between.chars().all(|c| c == ',' || c.is_whitespace())
    };
    if relative.form == Form::Idem && between.is_some_and(adjoins) {
        found.relatives.pop();
    }
}

/// No letter has more notes.
const MOST_NOTES: u32 = 9_999;

/// Reads `voetnoot 2`, `zie noot 3`, `supra noten 4 en 5`: other notes of the same letter.
pub(super) fn notes(text: &str, start: usize, found: &mut References) -> Option<usize> {
    let mut c = Cursor::new(text, start);
    let own = c.eat_any(NOTES);
    if !own && !c.eat_any(NOTES_OF_OTHERS) {
        return None;
    }
    // "noot 3" alone may be a commentator's; the reader is pointed to a note by the word before it, or by the note
    // before it: "zie noot 3 en noot 1".
    let head = trim_space(before(text, start, 24));
    let word = last_word(head).to_lowercase();
    let points =
        ["zie", "ook", "supra", "infra", "vgl", "cf", "in", "onder", "hiervoor"].contains(&word.as_str());
    let previous = found.relatives.last().filter(|previous| matches!(previous.form, Form::Notes(_)));
    let between = previous.and_then(|previous| text.get(previous.span.end..start)).unwrap_or_default().trim();
    let joined = matches!(between, "en" | "of" | "," | ", en" | ", of");
    if !points && !joined && (!own || named_before(text, start, found)) {
        return None;
    }
    let plural = c.since(start).to_ascii_lowercase().ends_with("noten");
    c.spaces();
    list::sign(&mut c);
    let list = list::read::<u32>(&mut c, if plural { Sign::Several } else { Sign::One })?;
    if list.members.iter().any(|&(n, _)| n > MOST_NOTES) || names_another(c) {
        return None;
    }
    Some(found.push_relative(text, start..list.end, Form::Notes(list.members)))
}

/// `Kamerstuk 28 638, nr. 200, voetnoot 2`, `aldaar, voetnoot 12`: the note is one of what stands before the comma.
fn named_before(text: &str, start: usize, found: &References) -> bool {
    let near = before(text, start, 24);
    let head = trim_space(near);
    let Some(head) = head.strip_suffix(',') else {
        return matches!(last_word(head).to_lowercase().as_str(), "aldaar" | "idem" | "ibidem")
            || found.end() + near.len() - head.len() == start;
    };
    !["hierboven", "boven", "hiervoor", "eerder", "supra", "infra", "hierna"]
        .contains(&last_word(head).to_lowercase().as_str())
}

/// Does another document follow, whose notes these are: `noot 2 van Kamerstuk 28 638, nr. 200`, `noot 3 in het advies`?
fn names_another(mut c: Cursor<'_>) -> bool {
    const OWN: [&str; 8] = [
        "deze brief",
        "deze kamerbrief",
        "deze nota",
        "dit verslag",
        "dit document",
        "dit stuk",
        "dit antwoord",
        "de onderhavige brief",
    ];
    // "noot 12, p. 3 van het rapport"
    c.spaces();
    c.eat_word("op");
    locator::read(&mut c);
    c.spaces();
    if !c.eat_any(&["van", "in", "bij", "onder", "uit", "aldaar"]) && !c.eat_phrase("of the") {
        return false;
    }
    c.spaces();
    !OWN.iter().any(|own| c.eat_phrase(own))
}

/// Reads `stuk nr. 12`: a paper of the dossier at hand.
pub(super) fn own_dossier(text: &str, start: usize, found: &mut References) -> Option<usize> {
    let mut c = Cursor::new(text, start);
    if !c.eat_any(PAPERS) {
        return None;
    }
    c.spaces();
    let sign = list::sign(&mut c);
    if sign == Sign::None {
        return None;
    }
    let list = list::read::<Ondernummer>(&mut c, sign)?;
    // `stuk nr. 12 (35 570)` names its dossier and is a citation, which starts at "nr."; so is `stuk nr. 12, 35 570`.
    if kamerstuk::dossiers_in_brackets(&mut { c }, true).is_some()
        || kamerstuk::dossier_behind(&mut c).is_some()
    {
        return None;
    }
    Some(found.push_relative(text, start..list.end, Form::OwnDossier(list.members)))
}

impl Relative {
    /// The papers of a dossier that is not named here, each with the bytes of the text that name it.
    pub(crate) fn numbers(&self) -> &[(Ondernummer, Range<usize>)] {
        match &self.form {
            Form::OwnDossier(numbers) | Form::SameDossier(numbers) => numbers,
            Form::Idem | Form::Notes(_) => &[],
        }
    }

    /// What a short form for papers of a dossier that is not named here cites, when that dossier is known.
    ///
    /// ```
    /// let text = "de moties op stukken nrs. 12 en 13";
    /// let stukken = voetnoot::cite::find_all(text).relatives.remove(0);
    /// let citation = stukken.in_dossier("28638".parse().unwrap()).unwrap();
    /// let ids: Vec<_> = citation.cited.iter().map(|c| c.id.as_str()).collect();
    /// assert_eq!(ids, ["kst-28638-12", "kst-28638-13"]);
    /// ```
    pub fn in_dossier(&self, dossier: DossierNumber) -> Option<Citation> {
        let cited = self.numbers().iter().map(|(ondernummer, span)| Cited {
            id: KstId { dossier, ondernummer: *ondernummer }.into(),
            span: span.clone(),
        });
        Citation::new(Passage { span: self.span.clone(), text: self.text.clone() }, cited.collect())
    }
}
