//! When the numbers of a dossier were given out, as far as the dated works of the site tell.
//!
//! Numbers are given out in order, on publication, so a number above that of a later work is later too.

use crate::collection::corpus::Corpus;
use crate::number::identifier::DocumentId;
use crate::number::kst::{DossierNumber, KstId, Ondernummer};
use jiff::civil::Date;
use std::collections::HashMap;

/// The numbers of the Tweede Kamer whose dates are known, by dossier.
#[derive(Default)]
pub(super) struct Timeline {
    dossiers: HashMap<DossierNumber, Vec<Reached>>,
}

/// The latest date up to a number, and the number that has it.
#[derive(Clone, Copy)]
struct Reached {
    number: u16,
    date: Date,
    dated: u16,
}

impl Timeline {
    pub(super) fn new(corpus: &Corpus) -> Self {
        let letters = corpus.letters.iter().filter_map(|l| Some((l.meta.id()?, l.meta.date)));
        let register = corpus.register.iter().filter_map(|entry| Some((&entry.id, entry.date?)));
        let mut timeline = Self::default();
        for (id, date) in letters.chain(register) {
            if let Some(KstId { dossier, ondernummer: Ondernummer::Number(number) }) = DocumentId::kst(id) {
                let numbers = timeline.dossiers.entry(dossier).or_default();
                numbers.push(Reached { number, date, dated: number });
            }
        }
        #[expect(clippy::iter_over_hash_type, reason = "each dossier is sorted by itself")]
        for numbers in timeline.dossiers.values_mut() {
            numbers.sort_unstable_by_key(|reached| (reached.number, reached.date));
            let mut latest: Option<Reached> = None;
            for reached in numbers {
                match latest {
                    Some(latest) if latest.date >= reached.date => {
                        (reached.date, reached.dated) = (latest.date, latest.dated);
                    }
                    _ => latest = Some(*reached),
                }
            }
        }
        timeline
    }

    /// The latest date that a number below this one has, and that number.
    pub(super) fn reached_before(&self, id: KstId) -> Option<(Date, Ondernummer)> {
        let Ondernummer::Number(number) = id.ondernummer else {
            return None;
        };
        let numbers = self.dossiers.get(&id.dossier)?;
        let at = numbers.partition_point(|reached| reached.number < number).checked_sub(1)?;
        numbers.get(at).map(|reached| (reached.date, Ondernummer::Number(reached.dated)))
    }
}
