//! Court decisions: `ECLI:NL:HR:2013:54`, also as typists write it (`ECLI;NL;HR;2013;54`, `ECLI: NL:HR:2013:54`).

use super::citation::References;
use super::cursor::Cursor;
use crate::number::identifier::DocumentId;

/// Reads an ECLI.
pub(super) fn read(text: &str, start: usize, found: &mut References) -> Option<usize> {
    let mut c = Cursor::new(text, start);
    // `EU:C:1984:25`, as the Court cites itself.
    let of_court = matches!(text.get(start..start + 5), Some("EU:C:" | "EU:T:" | "EU:F:"));
    if of_court && !text.get(..start).unwrap_or_default().ends_with(':') {
        return of_union(text, start, found);
    }
    if !c.eat_word("ecli") {
        return None;
    }
    let country = part(&mut c, 2, false)?;
    let court = part(&mut c, 7, false)?;
    let year = part(&mut c, 4, false)?;
    // The marks of notes are glued to full stops, and only other countries have stops within the number.
    let dots = !["NL", "EU", "CE"].iter().any(|own| own.eq_ignore_ascii_case(country));
    let mut ordinal = part(&mut c, 25, dots)?.to_owned();
    // "BZ 1234": the old LJN, in two groups.
    let mut group = c;
    if ordinal.len() == 2 && ordinal.bytes().all(|b| b.is_ascii_uppercase()) && group.spaces() {
        let digits = group.digits();
        if digits.len() == 4 {
            ordinal.push_str(digits);
            c = group;
        }
    }
    let id = DocumentId::parse(&format!("ECLI:{country}:{court}:{year}:{ordinal}"))?;
    found.push_one(text, start..c.at(), id)
}

/// Reads what the Court of Justice leaves the first part of an ECLI away from.
fn of_union(text: &str, start: usize, found: &mut References) -> Option<usize> {
    let mut c = Cursor::new(text, start + 4);
    let year = part(&mut c, 4, false)?;
    let number = part(&mut c, 6, false)?;
    let figures = [year, number].iter().all(|part| part.bytes().all(|b| b.is_ascii_digit()));
    let id = DocumentId::parse(&format!(
        "ECLI:{}:{year}:{number}",
        text.get(start..start + 4).unwrap_or_default()
    ))?;
    (figures && year.len() == 4 && !c.in_token()).then(|| found.push_one(text, start..c.at(), id))?
}

/// Steps over a separator and the part behind it.
fn part<'t>(c: &mut Cursor<'t>, longest: usize, dots: bool) -> Option<&'t str> {
    let spaced = c.spaces();
    if !c.eat(b':') && !c.eat(b';') && !spaced {
        return None;
    }
    c.spaces();
    let rest = c.rest();
    let len =
        rest.bytes().take(longest).take_while(|&b| b.is_ascii_alphanumeric() || dots && b == b'.').count();
    let part = rest.get(..len).unwrap_or_default().trim_end_matches('.');
    c.skip(part.len());
    (!part.is_empty()).then_some(part)
}
