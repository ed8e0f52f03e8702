//! Numbers the works: the letters in their order, then everything else that is cited, answered or described, by
//! address; and files them in their dossiers.

use super::facts::Facts;
use super::{Meaning, Resolution, Target, Work};
use crate::collection::corpus::{Corpus, Known};
use crate::collection::index::{EntryIx, Texts, WorkIx};
use crate::number::address::OutPath;
use crate::number::identifier::DocumentId;
use crate::number::kst::{DossierNumber, KstId};
use std::collections::{BTreeMap, HashMap};

/// Numbers the works and turns meanings into targets.
pub(super) fn number(facts: &Facts<'_>, meanings: Texts<Vec<Vec<Meaning>>>) -> Resolution {
    let corpus = facts.corpus;
    let mut resolution = Resolution::default();
    let mut by_id: HashMap<DocumentId, WorkIx> = HashMap::new();
    let mut taken: HashMap<OutPath, WorkIx> = HashMap::new();
    for (index, letter) in corpus.letters.enumerated() {
        let work = Work {
            id: letter.meta.id().cloned(),
            path: letter.meta.path.clone(),
            letter: Some(index),
            entry: None,
            official: letter.meta.id().and_then(|id| facts.official_address(id)),
        };
        taken.insert(work.path.clone(), index.into());
        resolution.works.push(work);
    }
    let mut others: BTreeMap<(Option<KstId>, DocumentId), Option<EntryIx>> = BTreeMap::new();
    let mut add = |id: &DocumentId| match corpus.get(id) {
        Some(Known::Letter(_)) => {}
        Some(Known::Entry(entry)) => {
            let id = &corpus.register.at(entry).id;
            others.insert((id.kst(), id.clone()), Some(entry));
        }
        None => {
            others.entry((id.kst(), id.clone())).or_insert(None);
        }
    };
    for entry in &corpus.register {
        add(&entry.id);
    }
    for meaning in meanings.iter().flatten().flatten() {
        if let Meaning::Work(id) = meaning {
            add(id);
        }
    }
    for letter in &corpus.letters {
        letter.meta.reageert_op.iter().for_each(&mut add);
    }
    for ((_, id), entry) in others {
        let path = OutPath::of_document(&id);
        // Two ids that differ by signs alone (BWBR0005537/4:5 and /4.5) share a page; so few that it may be.
        let index = *taken.entry(path.clone()).or_insert_with(|| {
            let official = facts.official_address(&id);
            resolution.works.push(Work { id: Some(id.clone()), path, letter: None, entry, official })
        });
        by_id.insert(id, index);
    }
    let work = |id: &DocumentId| match corpus.get(id) {
        Some(Known::Letter(letter)) => Some(letter.into()),
        Some(Known::Entry(entry)) => by_id.get(&corpus.register.at(entry).id).copied(),
        None => by_id.get(id).copied(),
    };
    let target = |meaning: Meaning| match meaning {
        Meaning::Settled(target) => target,
        Meaning::Work(id) => work(&id).map_or(Target::Unknown, Target::Work),
    };
    resolution.answers = corpus
        .letters
        .enumerated()
        .flat_map(|(index, letter)| letter.meta.reageert_op.iter().map(move |id| (index, id)))
        .filter_map(|(index, id)| Some((index, work(id)?)))
        .collect();
    resolution.answered_by = resolution.answers.iter().map(|&(letter, work)| (work, letter)).collect();
    resolution.answered_by.sort_unstable();
    resolution.targets = meanings.map(|citations| {
        citations.into_iter().map(|members| members.into_iter().map(target).collect()).collect()
    });
    file(corpus, &mut resolution);
    resolution
}

/// Files the works in their dossiers.
fn file(corpus: &Corpus, resolution: &mut Resolution) {
    let mut dossiers: BTreeMap<DossierNumber, Vec<WorkIx>> =
        corpus.dossiers.iter().map(|dossier| (dossier.meta.number, Vec::new())).collect();
    for (index, work) in resolution.works.enumerated() {
        let own: Vec<DossierNumber> = match work.letter {
            Some(letter) => corpus.letters.at(letter).meta.dossiers.clone(),
            None => work.id.as_ref().and_then(DocumentId::dossier).into_iter().collect(),
        };
        for dossier in own {
            dossiers.entry(dossier).or_default().push(index);
        }
    }
    for target in resolution.targets.iter().flatten().flatten() {
        if let Target::Dossier(number) = target {
            dossiers.entry(*number).or_default();
        }
    }
    resolution.dossiers = dossiers;
}
