//! Glosses: what the program itself says of words of a letter, `<data>` around date phrases (readers drop the words
//! of `<time>`, and date a letter by the oldest day it mentions) and `<abbr>`
//! around abbreviations that the letter has explained. The words stay as they are.

use super::markup::escape_attribute;
use crate::derived::abbreviations::Abbreviations;
use crate::derived::dates::{self, Moment};
use jiff::civil::Date;
use std::ops::Range;

/// A date phrase of a letter.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DatePhrase {
    /// Its words; those of the letter that it dates come first: "brief van 1 juli jl."
    pub words: String,
    /// What it means.
    pub moment: Moment,
    /// Its anchor.
    pub id: String,
    /// Whether it is the date of a letter.
    pub names_letter: bool,
}

/// An element to be laid around a part of a run's plain text.
pub(super) struct Gloss {
    pub(super) at: Range<usize>,
    pub(super) open: String,
    pub(super) close: &'static str,
}

/// Finds what there is to gloss, run by run in the order of the letter.
#[derive(Default)]
pub(super) struct Glosser {
    /// The date of the letter; without it nothing is glossed.
    pub(super) written: Option<Date>,
    /// Whether somebody else wrote what is read, on another day: then its dates are left alone.
    pub(super) of_others: bool,
    pub(super) abbreviations: Abbreviations,
    pub(super) dates: Vec<DatePhrase>,
}

impl Glosser {
    /// The glosses of a run; `fits` tells whether an element can be laid around a part of it.
    pub(super) fn find(&mut self, plain: &str, fits: impl Fn(&Range<usize>) -> bool) -> Vec<Gloss> {
        let Some(written) = self.written else { return Vec::new() };
        let mut glosses = Vec::new();
        let dates = if self.of_others { Vec::new() } else { dates::find(plain, written) };
        for dated in dates.into_iter().filter(|dated| fits(&dated.span)) {
            let id = format!("datum-{}", self.dates.len() + 1);
            let (open, close) = match dated.moment.datetime() {
                Some(value) => (format!("<data id=\"{id}\" value=\"{value}\">"), "</data>"),
                None => (format!("<span id=\"{id}\" class=\"periode\">"), "</span>"),
            };
            let named = dates::letter_named(plain, dated.span.start);
            let words = plain.get(named.unwrap_or(dated.span.start)..dated.span.end).unwrap_or_default();
            self.dates.push(DatePhrase {
                words: words.split_whitespace().collect::<Vec<_>>().join(" "),
                moment: dated.moment,
                id,
                names_letter: named.is_some(),
            });
            glosses.push(Gloss { at: dated.span, open, close });
        }
        let uses = self.abbreviations.read(plain);
        for found in uses.into_iter().filter(|found| fits(&found.span)) {
            let Some(abbreviation) = self.abbreviations.list().get(found.index) else { continue };
            let mut open = "<abbr title=\"".to_owned();
            escape_attribute(&mut open, &abbreviation.long);
            open.push_str("\">");
            glosses.push(Gloss { at: found.span, open, close: "</abbr>" });
        }
        // Dates and abbreviations never share a word.
        glosses.sort_by_key(|gloss| gloss.at.start);
        glosses
    }
}
