//! Words of one citation that cannot all be true: the chamber against the number, the parliamentary year or the
//! date of the letter against the date of what is cited.

use super::facts::Facts;
use crate::cite::Citation;
use crate::collection::corpus::Known;
use crate::content::front_matter::LetterMeta;
use crate::finding::{Code, Finding};
use crate::number::identifier::DocumentId;
use crate::number::kst::Chamber;
use crate::number::vergaderjaar::Vergaderjaar;
use jiff::ToSpan;
use jiff::civil::Date;

/// A letter is printed some days or weeks after its date, and then carries the year in which it is printed.
pub(super) const DAYS_TO_PRINT: i64 = 60;

/// What is known of the age of a cited work.
struct Age {
    date: Date,
    /// The parliamentary year that the work itself states.
    stated: Option<Vergaderjaar>,
}

impl Age {
    fn of(facts: &Facts<'_>, id: &DocumentId) -> Option<Self> {
        match facts.corpus.get(id)? {
            Known::Letter(index) => {
                let meta = &facts.corpus.letters.get(index)?.meta;
                Some(Self { date: meta.date, stated: Some(meta.vergaderjaar) })
            }
            Known::Entry(index) => Some(Self { date: facts.corpus.register.get(index)?.date?, stated: None }),
        }
    }

    fn fits(&self, year: Vergaderjaar) -> bool {
        let printed = self.date.checked_add(DAYS_TO_PRINT.days()).unwrap_or(self.date);
        let possible = [Vergaderjaar::on(self.date), Vergaderjaar::on(printed)];
        self.stated == Some(year) || possible.contains(&Ok(year))
    }
}

/// The contradictions in a citation of `id` by a letter, each without its place.
pub(super) fn find(
    facts: &Facts<'_>,
    citation: &Citation,
    id: &DocumentId,
    letter: Option<&LetterMeta>,
) -> Vec<Finding> {
    let age = Age::of(facts, id);
    let checks = [
        chamber(citation, id),
        later_work(age.as_ref(), id, letter),
        year(citation, age.as_ref(), id, letter),
    ];
    checks.into_iter().flatten().collect()
}

fn chamber(citation: &Citation, id: &DocumentId) -> Option<Finding> {
    let number = id.kst()?.ondernummer.chamber();
    // Until 2003 the Eerste Kamer numbered its papers through a session, with plain numbers.
    let session = citation.vergaderjaar.is_some_and(|year| year.first() <= 2002);
    if session && citation.chamber == Some(Chamber::Eerste) {
        return None;
    }
    let name = if number == Chamber::Tweede { "Tweede" } else { "Eerste" };
    (citation.chamber? != number).then(|| {
        Finding::new(Code::K206, "the chamber contradicts the number")
            .label(format!("{id} has a number of the {name} Kamer"))
            .help("the link follows the number; check which of the two is right")
    })
}

fn later_work(age: Option<&Age>, id: &DocumentId, letter: Option<&LetterMeta>) -> Option<Finding> {
    let (cited, own) = (age?.date, letter?.date);
    (cited > own).then(|| {
        Finding::new(Code::K207, format!("{id} is dated later than this letter"))
            .label(format!("{id} is of {cited}, this letter of {own}"))
            .help("check the number and both dates")
    })
}

fn year(
    citation: &Citation,
    age: Option<&Age>,
    id: &DocumentId,
    letter: Option<&LetterMeta>,
) -> Option<Finding> {
    let named = citation.vergaderjaar?;
    if let Some(age) = age {
        return (!age.fits(named)).then(|| {
            let right = age.stated.or_else(|| Vergaderjaar::on(age.date).ok());
            let right = right.map(Vergaderjaar::short).unwrap_or_default();
            Finding::new(Code::K216, "the parliamentary year contradicts the date of the cited work")
                .label(format!("{id} is of {}, in {right}", age.date))
                .help(format!("the link follows the number; if that is right, write {right}"))
        });
    }
    let letter = letter?;
    let own = letter.vergaderjaar.max(Vergaderjaar::on(letter.date).ok()?);
    (named > own).then(|| {
        Finding::new(Code::K216, "the parliamentary year is later than this letter")
            .label(format!("this letter is of {}, in {}", letter.date, own.short()))
            .help("the link follows the number; check the year")
    })
}
