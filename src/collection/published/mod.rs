//! Which Kamerstukken were published: the list that `site.yaml` may name, kept small and never changed.
//!
//! It says whether a number is in the list and, if not, whether that means anything. No list is complete: it ends
//! on some day and may lack whole dossiers, so absence counts only between numbers that are there. What a citation
//! means is for `resolve`; the file is fetched by `source` and taken apart by `list`.

mod list;

pub use list::read;

use crate::number::kst::{DossierNumber, KstId, Ondernummer};
use std::collections::BTreeMap;

/// A wider gap between two numbers is no single paper that never was, but a stretch that the list lacks: scans of
/// before 1995, or papers of the Eerste Kamer numbered through a whole session.
const WIDEST_GAP: u32 = 10;

/// The published Kamerstukken.
#[derive(Debug, Default)]
pub struct Published {
    dossiers: BTreeMap<DossierNumber, Numbers>,
}

/// The numbers of one dossier, sorted.
#[derive(Debug, Default)]
struct Numbers {
    /// Those that count on within the dossier.
    own: Vec<Ondernummer>,
    /// Until 2003 papers of the Eerste Kamer were numbered through a session; they tell nothing of their neighbours.
    session: Vec<Ondernummer>,
}

/// What the list tells of a number.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Standing {
    /// It was published.
    Listed,
    /// It was not: these two were, and nothing between them.
    Missing {
        /// The highest number below it.
        before: Ondernummer,
        /// The lowest number above it.
        after: Ondernummer,
    },
    /// The dossier is listed up to this number: what comes after it may be newer than the list.
    Beyond(Ondernummer),
    /// The list cannot tell.
    Untold,
}

impl Published {
    /// Whether the list has this Kamerstuk.
    pub fn contains(&self, id: KstId) -> bool {
        self.dossiers.get(&id.dossier).is_some_and(|numbers| {
            [&numbers.own, &numbers.session].iter().any(|list| list.binary_search(&id.ondernummer).is_ok())
        })
    }

    /// Whether the list has anything of this dossier.
    pub fn has_dossier(&self, dossier: DossierNumber) -> bool {
        self.dossiers.contains_key(&dossier)
    }

    /// How many Kamerstukken are listed.
    pub fn len(&self) -> usize {
        self.dossiers.values().map(|numbers| numbers.own.len() + numbers.session.len()).sum()
    }

    /// Whether the list is empty.
    pub fn is_empty(&self) -> bool {
        self.dossiers.is_empty()
    }

    /// What the list tells of a number.
    pub fn standing(&self, id: KstId) -> Standing {
        if self.contains(id) {
            return Standing::Listed;
        }
        let own = self.dossiers.get(&id.dossier).map(|numbers| &numbers.own[..]).unwrap_or_default();
        let at = own.partition_point(|other| *other < id.ondernummer);
        let same_series =
            |other: &&Ondernummer| std::mem::discriminant(*other) == std::mem::discriminant(&id.ondernummer);
        let before = at.checked_sub(1).and_then(|at| own.get(at)).filter(same_series);
        let after = own.get(at).filter(same_series);
        match (before, after) {
            (Some(&before), Some(&after)) if after.rank() - before.rank() <= WIDEST_GAP + 1 => {
                Standing::Missing { before, after }
            }
            (Some(&before), None) => Standing::Beyond(before),
            _ => Standing::Untold,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn published(ids: &str) -> Published {
        let mut findings = Vec::new();
        let list = read("ids.txt", ids.replace(' ', "\n").as_bytes(), &mut findings).unwrap();
        assert!(findings.is_empty(), "{findings:?}");
        list
    }

    fn check(ids: &str, id: &str, expected: Standing) {
        assert_eq!(published(ids).standing(id.parse().unwrap()), expected, "{id} in {ids}");
    }

    fn missing(before: &str, after: &str) -> Standing {
        Standing::Missing { before: before.parse().unwrap(), after: after.parse().unwrap() }
    }

    fn beyond(last: &str) -> Standing {
        Standing::Beyond(last.parse().unwrap())
    }

    #[test]
    fn absence_counts_between_numbers_that_are_there() {
        let ids = "kst-28638-51 kst-28638-53 kst-28638-54 kst-28638-A kst-28638-C kst-28638-500";
        check(ids, "kst-28638-53", Standing::Listed);
        check(ids, "kst-28638-52", missing("51", "53"));
        check(ids, "kst-28638-B", missing("A", "C"));
        check(ids, "kst-28638-3", Standing::Untold);
        check(ids, "kst-28638-300", Standing::Untold);
        check(ids, "kst-28638-501", beyond("500"));
        check(ids, "kst-28638-D", beyond("C"));
        check(ids, "kst-28638-52a", Standing::Untold);
        check(ids, "kst-31015-52", Standing::Untold);
        check(ids, "kst-28638-XVI-52", Standing::Untold);
    }

    #[test]
    fn numbers_of_a_session_tell_nothing_of_their_neighbours() {
        let ids =
            "kst-20002001-26855-250 kst-20002001-26855-250a kst-26855-1 kst-26855-3 kst-20012002-26855-A";
        check(ids, "kst-26855-250", Standing::Listed);
        check(ids, "kst-26855-250a", Standing::Listed);
        check(ids, "kst-26855-2", missing("1", "3"));
        check(ids, "kst-26855-251", beyond("3"));
    }

    #[test]
    fn the_alphabet_goes_on_after_z() {
        let ids = "kst-28638-Y kst-28638-AB kst-28638-AD";
        check(ids, "kst-28638-Z", missing("Y", "AB"));
        check(ids, "kst-28638-AA", missing("Y", "AB"));
        check(ids, "kst-28638-AC", missing("AB", "AD"));
    }
}
