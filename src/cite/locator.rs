//! The place within a document that follows its number: `, p. 12 en 13`, `, blz. 11/12`, `(bijlage IV), blz. 21`.

use super::cursor::Cursor;
use super::list::Member;
use std::ops::Range;

const PLACES: &[&str] = &[
    "p",
    "pp",
    "blz",
    "bladz",
    "pag",
    "pagina",
    "bladzijde",
    "bladzijden",
    "page",
    "pages",
    "item",
    "items",
    "bijlage",
    "bijl",
    "punt",
    "par",
    "paragraaf",
    "tabel",
    "kolom",
    "kol",
    "hoofdstuk",
    "vraag",
    "antwoord",
];
/// Nobody names more places in one document.
const MOST_PLACES: usize = 4;

/// Steps over the places named here; the range leaves out the comma or bracket before them.
pub(super) fn read(c: &mut Cursor<'_>) -> Option<Range<usize>> {
    let mut found: Option<Range<usize>> = None;
    for _ in 0..MOST_PLACES {
        let mut after = *c;
        after.spaces();
        after.eat(b',');
        after.spaces();
        let bracket = after.eat(b'(');
        let start = after.at();
        let Some(end) = place(&mut after) else { break };
        if bracket {
            after.spaces();
            after.eat(b')');
        }
        let start = found.as_ref().map_or(start, |r| r.start);
        found = Some(start..end);
        *c = after;
    }
    found
}

fn place(c: &mut Cursor<'_>) -> Option<usize> {
    // "§"
    if (c.peek(), c.byte(1)) == (0xC2, 0xA7) {
        c.skip(2);
    } else if !c.eat_phrase("pagina's") && !c.eat_phrase("pagina’s") && !c.eat_any(PLACES) {
        return None;
    }
    c.eat(b'.');
    c.spaces();
    figure(c)?;
    let mut end = c.at();
    for _ in 0..40 {
        let mut after = *c;
        after.spaces();
        let joint = after.dash()
            || after.eat(b',')
            || after.eat(b'/')
            || after.eat_any(&["en", "of"])
            || after.eat_phrase("t/m");
        after.spaces();
        if !joint || figure(&mut after).is_none() {
            break;
        }
        end = after.at();
        *c = after;
    }
    let mut after = *c;
    after.spaces();
    if after.eat_phrase("e.v.") || after.eat_phrase("ev") || after.eat_phrase("e v.") {
        end = after.at();
        *c = after;
    }
    Some(end)
}

/// A page number, a Roman figure, or a decimal number of a paragraph.
fn figure(c: &mut Cursor<'_>) -> Option<()> {
    let word = c.word();
    if !word.is_empty() && word.bytes().all(|b| matches!(b, b'I' | b'V' | b'X')) {
        c.skip(word.len());
        return Some(());
    }
    let mut decimal = *c;
    if (1..=2).contains(&decimal.digits().len())
        && decimal.eat(b'.')
        && (1..=2).contains(&decimal.digits().len())
    {
        while decimal.peek() == b'.' && decimal.byte(1).is_ascii_digit() && !decimal.digits().is_empty() {}
        *c = decimal;
        return Some(());
    }
    let mut after = *c;
    let page = u32::read(&mut after).or_else(|| {
        // Pages before 2011 are "39-2410"; a slash parts two pages.
        after = *c;
        let digits = after.digits();
        ((1..=4).contains(&digits.len()) && matches!(after.peek(), b'-' | b'/'))
            .then(|| digits.parse().ok())?
    })?;
    if page >= 10_000 {
        return None;
    }
    *c = after;
    Some(())
}
