//! The references of the letters, as files that reference managers read: of each dossier, and of the site.

use super::Pages;
use crate::collection::index::WorkIx;
use crate::number::address::OutPath;
use crate::site::outputs::Output;
use crate::site::view::cite::{Format, Reference, dossier_file, site_file};
use std::borrow::Cow;

impl Pages<'_> {
    /// The files; none where no letter is held.
    pub(super) fn references(&self) -> Vec<Output<'_>> {
        let mut files = Vec::new();
        for (&number, works) in &self.resolution.dossiers {
            if self.views.has_references(number) {
                let file = |format| self.file_of_references(dossier_file(number, format), works, format);
                files.extend(Format::ALL.map(file));
            }
        }
        let all: Vec<WorkIx> = self.resolution.works.places().collect();
        if !self.corpus.letters.is_empty() {
            files.extend(Format::ALL.map(|format| self.file_of_references(site_file(format), &all, format)));
        }
        files
    }

    /// The letters among these works.
    fn file_of_references(&self, path: OutPath, works: &[WorkIx], format: Format) -> Output<'_> {
        let is_held = |work: &&WorkIx| self.resolution.works.get(**work).is_some_and(|w| w.letter.is_some());
        let held: Vec<WorkIx> = works.iter().filter(is_held).copied().collect();
        Output::file(path, move |_| {
            let references: Vec<Reference> =
                held.iter().filter_map(|&work| self.views.reference(work)).collect();
            Cow::Owned(format.write(&references).into_bytes())
        })
    }
}
