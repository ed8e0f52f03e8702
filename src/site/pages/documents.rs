//! The pages of documents: letters, works that are only cited, and the redirects of former addresses.

use super::Pages;
use crate::collection::index::{LetterIx, WorkIx};
use crate::number::address::OutPath;
use crate::site::render::Values;
use serde::Serialize;

/// The link that a redirect shows.
#[derive(Serialize)]
struct TargetView {
    url: String,
    label: String,
}

impl Pages<'_> {
    pub(super) fn letter(&self, path: &OutPath, index: LetterIx) -> Values {
        let (views, work) = (self.views, WorkIx::from(index));
        let letter = views.letter(index);
        let title = format!("{} ({})", letter.title, letter.label);
        let card = views.card(work);
        let description = letter.summary.map(str::to_owned).or_else(|| card.opening.clone());
        Values::default()
            .with("page", &views.page(path, "letter", title, description))
            .with("letter", &letter)
            .with("cite", &views.cite(work))
            .with("annotations", &views.annotations(index))
            .with("derived", &self.views.derived(index))
            .with("graph", &views.graph_of_letter(index))
            .with("cites", &views.cites(index))
            .with("astray", &views.astray(index))
            .with("card", &card)
            .with("cited_by", &views.cited_by(self.graph.cited_by.at(work), &path.cited_by()))
    }

    pub(super) fn work(&self, path: &OutPath, index: WorkIx) -> Values {
        let views = self.views;
        let work = views.stub(index);
        let title = match &work.work.title {
            Some(title) => format!("{title} ({})", work.work.label),
            None => work.work.label.clone(),
        };
        Values::default()
            .with("page", &views.page(path, "work", title, work.summary.clone()))
            .with("work", &work)
            .with("cite", &views.cite(index))
            .with("card", &views.card(index))
            .with("cited_by", &views.cited_by(self.graph.cited_by.at(index), &path.cited_by()))
    }

    pub(super) fn redirect(&self, path: &OutPath, letter: LetterIx) -> Values {
        let views = self.views;
        let label = views.label(letter).to_owned();
        let url = views.url(&self.corpus.letters.at(letter).meta.path);
        Values::default()
            .with("page", &views.page(path, "redirect", label.clone(), None))
            .with("target", &TargetView { url, label })
    }
}
