//! Notes: at the foot of a sheet, at the end of the text, or between two lines of a paragraph.
//!
//! A note begins with its number. `pdftotext` may set the numbers before or behind the texts they belong to; then
//! numbers without text and texts without number are brought together in their order. Lines are notes only when
//! their numbers go on from the note before and the text above has a number that can be the mark. [`shape`] says
//! what a note looks like, [`foot`] reads the notes of sheets, [`loose`] those of a text that has none.

mod foot;
mod loose;
mod shape;

use super::line::Line;
use super::mark::Marks;
pub(super) use shape::{Doubt, FoundNote};
pub(in crate::import) use shape::{begins_words, next_within};

/// Takes the notes out of the lines, which may be those of sheets, if only of one. Marks of these numbers stand in the
/// title.
pub(super) fn take<'a>(
    lines: Vec<Line<'a>>,
    titled: &[u32],
    sheets: bool,
) -> (Vec<Line<'a>>, Vec<FoundNote<'a>>) {
    let lines = shape::parted(lines);
    let marks = Marks::of(&lines, titled);
    let mut owner = vec![false; lines.len()];
    let notes = if sheets { foot::by_sheet(&lines, &marks, &mut owner) } else { Vec::new() };
    let notes = if notes.is_empty() { loose::notes(&lines, &marks, &mut owner) } else { notes };
    let mut cut = false;
    let mut body = Vec::with_capacity(lines.len());
    for (mut line, owned) in lines.into_iter().zip(owner) {
        if owned {
            cut = true;
        } else {
            line.cut |= cut;
            cut = false;
            body.push(line);
        }
    }
    (body, notes)
}
