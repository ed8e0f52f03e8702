//! All that can be known of a number here: the collection, the register, the dossiers, the list of published ids.

use super::timeline::Timeline;
use crate::collection::corpus::Corpus;
use crate::collection::published::{Published, Standing};
use crate::number::identifier::DocumentId;
use crate::number::kst::{DossierNumber, KstId, Ondernummer};
use std::collections::BTreeSet;

/// Dossiers number on; by November 2026 they have not reached this.
const HIGHEST_DOSSIER: u32 = 40_000;

/// What is known.
pub(super) struct Facts<'a> {
    pub(super) corpus: &'a Corpus,
    published: Option<&'a Published>,
    /// Dossiers that the site knows of its own: described, with letters, or in the register.
    dossiers: BTreeSet<DossierNumber>,
    pub(super) timeline: Timeline,
}

impl<'a> Facts<'a> {
    pub(super) fn new(corpus: &'a Corpus, published: Option<&'a Published>) -> Self {
        let described = corpus.dossiers.iter().map(|dossier| dossier.meta.number);
        let letters = corpus.letters.iter().flat_map(|l| l.meta.dossiers.iter().copied());
        let register = corpus.register.iter().filter_map(|e| e.id.dossier());
        let dossiers = described.chain(letters).chain(register).collect();
        Self { corpus, published, dossiers, timeline: Timeline::new(corpus) }
    }

    /// Whether the site knows the dossier of its own.
    pub(super) fn has_dossier(&self, dossier: DossierNumber) -> bool {
        self.dossiers.contains(&dossier)
    }

    /// Whether the dossier is known to exist.
    pub(super) fn dossier_exists(&self, dossier: DossierNumber) -> bool {
        self.has_dossier(dossier) || self.is_listed(dossier)
    }

    /// Whether there is a list, and it has nothing of the dossier.
    pub(super) fn is_unlisted(&self, dossier: DossierNumber) -> bool {
        self.published.is_some_and(|list| !list.has_dossier(dossier))
    }

    /// Whether the list has anything of the dossier.
    pub(super) fn is_listed(&self, dossier: DossierNumber) -> bool {
        self.published.is_some_and(|list| list.has_dossier(dossier))
    }

    /// Whether dossiers have come this far.
    pub(super) fn is_plausible(dossier: DossierNumber) -> bool {
        dossier.number() < HIGHEST_DOSSIER
    }

    /// What the list tells of a Kamerstuk.
    pub(super) fn standing(&self, id: KstId) -> Standing {
        self.published.map_or(Standing::Untold, |list| list.standing(id))
    }

    /// Whether the Kamerstuk is known to exist.
    pub(super) fn exists(&self, id: KstId) -> bool {
        self.corpus.get(&id.into()).is_some() || self.published.is_some_and(|list| list.contains(id))
    }

    /// The dossier that is written as this document: `36600-A` is letter A of the Eerste Kamer in dossier 36 600,
    /// or the dossier of fund A.
    pub(super) fn as_dossier(id: KstId) -> Option<DossierNumber> {
        let letters = matches!(id.ondernummer, Ondernummer::Letters(_));
        let plain = id.dossier.toevoeging().is_none();
        (letters && plain).then(|| format!("{}-{}", id.dossier, id.ondernummer).parse().ok())?
    }

    /// The document that is written as this dossier.
    pub(super) fn as_document(dossier: DossierNumber) -> Option<KstId> {
        let ondernummer = dossier.toevoeging()?.as_str().parse().ok()?;
        let letters = matches!(ondernummer, Ondernummer::Letters(_));
        letters.then_some(KstId { dossier: DossierNumber::new(dossier.number(), None).ok()?, ondernummer })
    }

    /// Where a publication can be read. A listed one has an address, whatever its age.
    pub(super) fn official_address(&self, id: &DocumentId) -> Option<String> {
        id.official_address().or_else(|| {
            let listed = self.published.is_some_and(|list| id.kst().is_some_and(|kst| list.contains(kst)));
            listed.then(|| id.published_address())
        })
    }
}
