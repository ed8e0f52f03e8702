//! The works of a dossier in a row: by date, and by number with the gaps between.
//!
//! A gap says that numbers are not in this collection. It does not say that documents with those numbers exist:
//! numbers are skipped, and given to documents that are never published.

use crate::kst::{DossierNumber, KstId, Ondernummer};
use jiff::civil::Date;

/// A work as far as its place in the dossier goes.
#[derive(Debug, Clone, Copy)]
pub struct Member {
    /// The work.
    pub work: usize,
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
pub enum Row {
    /// A work.
    Work(Series, usize),
    /// Numbers of the Tweede Kamer, first and last, that no work here has.
    Gap(u16, u16),
}

/// The works of a dossier in both orders.
#[derive(Debug, Default)]
pub struct Sequence {
    /// From old to new; those without a date last, by number.
    pub by_date: Vec<Member>,
    /// By number, with gaps.
    pub by_number: Vec<Row>,
    /// The numbers of the Tweede Kamer, and whether their works can be read here.
    pub numbers: Vec<(u16, bool)>,
}

impl Sequence {
    /// Orders the works of a dossier.
    pub fn new(dossier: DossierNumber, members: Vec<Member>) -> Self {
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
        let mut next = 1_u16;
        for member in &by_number {
            let number = own(member);
            if let Some(Ondernummer::Number(n) | Ondernummer::Lettered(n, _)) = number {
                // `188a` stands after 188, whoever has that number.
                let upto =
                    if matches!(number, Some(Ondernummer::Lettered(..))) { n.saturating_add(1) } else { n };
                if next < upto {
                    sequence.by_number.push(Row::Gap(next, upto - 1));
                }
                next = next.max(n.saturating_add(1));
            }
            if let Some(Ondernummer::Number(n)) = number {
                sequence.numbers.push((n, member.held));
            }
            sequence.by_number.push(Row::Work(series(number), member.work));
        }
        sequence
    }

    /// Works of which the date is known; they stand first.
    pub fn dated(&self) -> usize {
        self.by_date.partition_point(|m| m.date.is_some())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sequence(dossier: &str, ids: &[&str]) -> Sequence {
        let member = |(work, id): (usize, &&str)| {
            let (id, date) = id.split_once(' ').unwrap_or((id, ""));
            Member { work, date: date.parse().ok(), kst: id.parse().ok(), held: work % 2 == 0 }
        };
        Sequence::new(dossier.parse().unwrap(), ids.iter().enumerate().map(member).collect())
    }

    fn check(ids: &[&str], expected: &str) {
        let rows = sequence("28638", ids).by_number.into_iter().map(|row| match row {
            Row::Work(_, work) => ids[work].trim_start_matches("kst-28638-").to_owned(),
            Row::Gap(first, last) => format!("({first}-{last})"),
        });
        assert_eq!(rows.collect::<Vec<_>>().join(" "), expected);
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
    fn letters_of_the_senate_have_no_gaps_and_come_after() {
        check(&["kst-28638-AA", "kst-28638-Z", "kst-28638-C", "kst-28638-3"], "(1-2) 3 C Z AA");
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
        let order: Vec<usize> = sequence.by_date.iter().map(|m| m.work).collect();
        assert_eq!((order, sequence.dated()), (vec![2, 0, 3, 1], 2));
    }
}
