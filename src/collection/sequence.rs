//! The works of a dossier in a row: by date, and by number with the gaps between.
//!
//! A gap says that numbers are not in this collection. It does not say that documents with those numbers exist:
//! numbers are skipped, and given to documents that are never published. Only a list of published ids can tell.

use crate::collection::index::WorkIx;
use crate::collection::published::{Published, Standing};
use crate::number::kst::{DossierNumber, KstId, Ondernummer};
use jiff::civil::Date;

/// A work as far as its place in the dossier goes.
#[derive(Debug, Clone, Copy)]
pub struct Member {
    /// The work.
    pub work: WorkIx,
    /// Its date, if it is known.
    pub date: Option<Date>,
    /// Its number, if it is a Kamerstuk.
    pub kst: Option<KstId>,
    /// Whether it can be read here.
    pub held: bool,
}

/// Whose numbers these are.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Series {
    /// The Tweede Kamer's, with what the Eerste Kamer numbered among them until about 2000 (`188b`).
    Tweede,
    /// The letters of the Eerste Kamer.
    Eerste,
    /// Works that have their number in another dossier, or none.
    Other,
}

/// What stands at a place in the order of numbers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Slot {
    /// A work.
    Work(Series, WorkIx),
    /// Numbers of one of the two chambers that no work here has.
    Gap(Gap),
}

/// Numbers without a work.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Gap {
    /// The first.
    pub first: Ondernummer,
    /// The last.
    pub last: Ondernummer,
    /// Documents with these numbers are known to exist.
    pub published: bool,
}

/// The works of a dossier in both orders.
#[derive(Debug, Default)]
pub struct Sequence {
    /// From old to new; those without a date last, by number.
    pub by_date: Vec<Member>,
    /// By number, with gaps.
    pub by_number: Vec<Slot>,
    /// The numbers of the Tweede Kamer, and whether their works can be read here.
    pub numbers: Vec<(u16, bool)>,
}

impl Sequence {
    /// Orders the works of a dossier; `published` is the list of published ids, if there is one.
    pub fn new(dossier: DossierNumber, members: Vec<Member>, published: Option<&Published>) -> Self {
        let own = |m: &Member| m.kst.filter(|kst| kst.dossier == dossier).map(|kst| kst.ondernummer);
        let series = |number: Option<Ondernummer>| match number {
            Some(Ondernummer::Number(_) | Ondernummer::Lettered(..)) => Series::Tweede,
            Some(Ondernummer::Letters(_)) => Series::Eerste,
            None => Series::Other,
        };
        let mut by_number = members.clone();
        by_number.sort_by_key(|m| (series(own(m)), own(m), m.date, m.kst, m.work));
        let mut sequence = Self { by_date: members, ..Self::default() };
        sequence.by_date.sort_by_key(|m| (m.date.is_none(), m.date, m.kst, m.work));
        let (mut next, mut next_letters) = (1_u16, 1_u32);
        for member in &by_number {
            let number = own(member);
            if let Some(Ondernummer::Number(n) | Ondernummer::Lettered(n, _)) = number {
                // `188a` stands after 188, whoever has that number.
                let upto =
                    if matches!(number, Some(Ondernummer::Lettered(..))) { n.saturating_add(1) } else { n };
                let lacking = (next..upto).map(Ondernummer::Number);
                sequence.by_number.extend(gaps(dossier, lacking, published).into_iter().map(Slot::Gap));
                next = next.max(n.saturating_add(1));
            }
            if let Some(place) = number.and_then(Ondernummer::place_among_letters) {
                let lacking = (next_letters..place).filter_map(Ondernummer::at_place_among_letters);
                sequence.by_number.extend(gaps(dossier, lacking, published).into_iter().map(Slot::Gap));
                next_letters = place + 1;
            }
            if let Some(Ondernummer::Number(n)) = number {
                sequence.numbers.push((n, member.held));
            }
            sequence.by_number.push(Slot::Work(series(number), member.work));
        }
        sequence
    }

    /// Works of which the date is known; they stand first.
    pub fn dated(&self) -> usize {
        self.by_date.partition_point(|m| m.date.is_some())
    }
}

/// Numbers in a row without a work, as far as they may exist, parted by whether they are known to.
fn gaps(
    dossier: DossierNumber,
    lacking: impl Iterator<Item = Ondernummer>,
    published: Option<&Published>,
) -> Vec<Gap> {
    let list = published.filter(|list| list.has_dossier(dossier));
    let mut gaps: Vec<Gap> = Vec::new();
    let mut parted = true;
    for ondernummer in lacking {
        let standing = list.map(|known| known.standing(KstId { dossier, ondernummer }));
        if matches!(standing, Some(Standing::Missing { .. })) {
            parted = true;
            continue;
        }
        let published = standing == Some(Standing::Listed);
        match gaps.last_mut().filter(|gap| !parted && gap.published == published) {
            Some(gap) => gap.last = ondernummer,
            None => gaps.push(Gap { first: ondernummer, last: ondernummer, published }),
        }
        parted = false;
    }
    gaps
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::collection::index::Ix;

    fn sequence(dossier: &str, ids: &[&str]) -> Sequence {
        let member = |(work, id): (usize, &&str)| {
            let (id, date) = id.split_once(' ').unwrap_or((id, ""));
            Member {
                work: WorkIx::at(work),
                date: date.parse().ok(),
                kst: id.parse().ok(),
                held: work % 2 == 0,
            }
        };
        Sequence::new(dossier.parse().unwrap(), ids.iter().enumerate().map(member).collect(), None)
    }

    #[test]
    fn the_list_parts_the_published_from_those_that_never_were() {
        let ids = b"kst-28638-2\nkst-28638-3\nkst-28638-5\nkst-28638-7\n";
        let list = crate::collection::published::read("ids.txt", ids, &mut Vec::new()).unwrap();
        let found = |first: u16, last| -> Vec<String> {
            let lacking = (first..=last).map(Ondernummer::Number);
            let gaps = gaps("28638".parse().unwrap(), lacking, Some(&list));
            gaps.iter().map(|gap| format!("{}-{} {}", gap.first, gap.last, gap.published)).collect()
        };
        assert_eq!(found(1, 9), ["1-1 false", "2-3 true", "5-5 true", "7-7 true", "8-9 false"]);
        assert!(found(4, 4).is_empty());
    }

    fn check(ids: &[&str], expected: &str) {
        let slots = sequence("28638", ids).by_number.into_iter().map(|slot| match slot {
            Slot::Work(_, work) => ids[work.place()].trim_start_matches("kst-28638-").to_owned(),
            Slot::Gap(gap) => format!("({}-{})", gap.first, gap.last),
        });
        assert_eq!(slots.collect::<Vec<_>>().join(" "), expected);
    }

    #[test]
    fn gaps_stand_between_numbers() {
        check(&["kst-28638-1", "kst-28638-2"], "1 2");
        check(&["kst-28638-199", "kst-28638-190", "kst-28638-2"], "(1-1) 2 (3-189) 190 (191-198) 199");
        check(&["kst-28638-2", "kst-28638-2"], "(1-1) 2 2");
        check(&["kst-28638-9999"], "(1-9998) 9999");
        check(&[], "");
    }

    #[test]
    fn letters_of_the_senate_come_after_with_gaps_of_their_own() {
        check(&["kst-28638-AA", "kst-28638-Z", "kst-28638-C", "kst-28638-3"], "(1-2) 3 (A-B) C (D-Y) Z AA");
        check(&["kst-28638-A", "kst-28638-C", "kst-28638-AC"], "A (B-B) C (D-AB) AC");
        check(
            &["kst-28638-188b", "kst-28638-190", "kst-28638-187"],
            "(1-186) 187 (188-188) 188b (189-189) 190",
        );
        check(&["kst-28638-188a", "kst-28638-188", "kst-28638-188b"], "(1-187) 188 188a 188b");
    }

    #[test]
    fn numbers_of_other_dossiers_make_no_gaps() {
        check(&["kst-36600-XVI-9", "blg-1184123", "kst-28638-1"], "1 blg-1184123 kst-36600-XVI-9");
        assert_eq!(sequence("28638", &["kst-36600-9", "kst-28638-3"]).numbers, [(3, false)]);
    }

    #[test]
    fn by_date_the_undated_come_last_by_number() {
        let ids = ["kst-28638-5 2021-09-15", "kst-28638-9", "kst-28638-7 2020-01-01", "kst-28638-2"];
        let sequence = sequence("28638", &ids);
        let order: Vec<usize> = sequence.by_date.iter().map(|m| m.work.place()).collect();
        assert_eq!((order, sequence.dated()), (vec![2, 0, 3, 1], 2));
    }
}
