//! The numbers that a writer may have meant: two neighbouring digits that changed places, or a finger that hit the
//! key beside the right one.
//!
//! Any number is a slip away from some other that exists, so nobody is asked whether a number is a slip unless
//! something else speaks against it.

use super::facts::Facts;
use crate::number::kst::{DossierNumber, KstId, Ondernummer};

/// Numbers proposed for one that does not exist.
pub(super) const PROPOSALS: usize = 3;

/// Numbers that differ by two neighbouring digits that changed places.
pub(super) fn swapped(number: u32) -> impl Iterator<Item = u32> {
    let digits = number.to_string().into_bytes();
    (1..digits.len()).filter_map(move |i| {
        let mut other = digits.clone();
        other.swap(i - 1, i);
        as_number(other).filter(|other| *other != number)
    })
}

/// Numbers that differ by one digit, whose key is a neighbour in the row `1234567890`.
fn beside(number: u32) -> impl Iterator<Item = u32> {
    const ROW: &[u8] = b"1234567890";
    let digits = number.to_string().into_bytes();
    (0..digits.len()).flat_map(|i| [(i, -1), (i, 1)]).filter_map(move |(i, step)| {
        let mut other = digits.clone();
        let digit = other.get_mut(i)?;
        let key = ROW.iter().position(|key| key == digit)?.checked_add_signed(step)?;
        *digit = *ROW.get(key)?;
        as_number(other)
    })
}

/// A number without a leading zero.
fn as_number(digits: Vec<u8>) -> Option<u32> {
    String::from_utf8(digits).ok().filter(|text| !text.starts_with('0'))?.parse().ok()
}

/// The same dossier with two digits swapped.
pub(super) fn swapped_dossiers(dossier: DossierNumber) -> impl Iterator<Item = DossierNumber> {
    in_series(dossier, swapped(dossier.number()))
}

/// The same dossier with one slip of a finger.
fn dossiers(dossier: DossierNumber) -> impl Iterator<Item = DossierNumber> {
    in_series(dossier, swapped(dossier.number()).chain(beside(dossier.number())))
}

/// Dossiers that a writer may have meant who wrote one that the list does not have, those of this site first: `28 638
/// or 28 368`.
pub(super) fn of_unlisted(facts: &Facts<'_>, dossier: DossierNumber) -> Option<String> {
    if !facts.is_unlisted(dossier) {
        return None;
    }
    let mut near: Vec<DossierNumber> = dossiers(dossier).filter(|near| facts.dossier_exists(*near)).collect();
    near.sort_by_key(|near| !facts.has_dossier(*near));
    near.truncate(PROPOSALS);
    let near: Vec<String> = near.into_iter().map(DossierNumber::printed).collect();
    (!near.is_empty()).then(|| near.join(" or "))
}

fn in_series(
    dossier: DossierNumber,
    numbers: impl Iterator<Item = u32>,
) -> impl Iterator<Item = DossierNumber> {
    numbers.filter_map(move |number| DossierNumber::new(number, dossier.toevoeging().copied()).ok())
}

/// Kamerstukken that are a slip away from one that does not exist. In a dossier nearly every number exists, so for
/// the ondernummer a neighbouring key proves nothing.
pub(super) fn of_kamerstuk(id: KstId) -> impl Iterator<Item = KstId> {
    let own = match id.ondernummer {
        Ondernummer::Number(number) => Some(number),
        Ondernummer::Lettered(..) | Ondernummer::Letters(_) => None,
    };
    let numbers = own.into_iter().flat_map(|number| swapped(number.into())).filter_map(move |number| {
        Some(KstId { ondernummer: Ondernummer::Number(u16::try_from(number).ok()?), ..id })
    });
    numbers.chain(dossiers(id.dossier).map(move |dossier| KstId { dossier, ..id }))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(id: &str, expected: &str) {
        let found: Vec<String> =
            of_kamerstuk(id.parse().unwrap()).map(|id| id.to_string()[4..].to_owned()).collect();
        assert_eq!(found.join(" "), expected, "{id}");
    }

    #[test]
    fn slips_are_of_one_finger() {
        check(
            "kst-28638-12",
            "28638-21 82638-12 26838-12 28368-12 28683-12 \
             18638-12 38638-12 27638-12 29638-12 28538-12 28738-12 28628-12 28648-12 28637-12 28639-12",
        );
        check("kst-28000-B", "82000-B 20800-B 18000-B 38000-B 27000-B 29000-B 28900-B 28090-B 28009-B");
    }
}
