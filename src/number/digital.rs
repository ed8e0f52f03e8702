//! Which Kamerstukken the official site has as pages, and which only as scans.
//!
//! Pages begin in 1995, about at dossier 23 900. Older dossiers that are still in use (`21 501-02`, `22 112`) have
//! pages from some number on. A scan has an address that does not follow from its number, so it cannot be linked.

use crate::number::kst::{DossierNumber, KstId, Ondernummer};
use std::collections::HashMap;
use std::sync::LazyLock;

/// The first dossier whose documents are all pages.
const FIRST_DIGITAL_DOSSIER: u32 = 23_900;

/// By 1995 no dossier is known to have come this far, so higher numbers are younger.
const ALWAYS_DIGITAL: u16 = 140;

/// The first numbers that are pages, by dossier.
static FIRST_NUMBERS: LazyLock<HashMap<DossierNumber, u16>> = LazyLock::new(|| {
    let lines = include_str!("digital.tsv").lines();
    lines
        .filter_map(|line| line.split_once('\t'))
        .filter_map(|(d, n)| Some((d.parse().ok()?, n.parse().ok()?)))
        .collect()
});

/// Whether the official site has a page of this Kamerstuk, if it was published.
pub(super) fn is_digital(id: KstId) -> bool {
    let first = FIRST_NUMBERS.get(&id.dossier).copied();
    id.dossier.number() >= FIRST_DIGITAL_DOSSIER
        || id.dossier.is_roman()
        || match id.ondernummer {
            Ondernummer::Number(number) => number >= first.unwrap_or(ALWAYS_DIGITAL),
            // Papers of the Eerste Kamer with letters are of this century; before, letters were advices of the
            // Raad van State, in dossiers that ended with the bill.
            Ondernummer::Letters(_) => first.is_some(),
            Ondernummer::Lettered(..) => false,
        }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(id: &str, expected: bool) {
        assert_eq!(is_digital(id.parse().unwrap()), expected, "{id}");
    }

    #[test]
    fn every_line_of_the_table_counts() {
        let lines = include_str!("digital.tsv").lines().filter(|line| !line.starts_with('#')).count();
        assert_eq!(FIRST_NUMBERS.len(), lines);
    }

    #[test]
    fn dossiers_of_before_1995_that_are_in_use_have_pages() {
        check("kst-28638-200", true);
        check("kst-21501-02-2450", true);
        check("kst-22112-3998", true);
        check("kst-22112-A", true);
        check("kst-19637-721", true);
        check("kst-21501-02-12", false);
        check("kst-19700-XV-2", false);
        check("kst-19403-A", false);
        check("kst-23700-188b", false);
        check("kst-5380-3", false);
        check("kst-CXXIV-G", true);
    }
}
