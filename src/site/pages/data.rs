//! The collection as data: the page that describes it, its files, and each letter as Markdown beside its page.

use super::Pages;
use crate::content::front_matter::LetterCopies;
use crate::number::address::OutPath;
use crate::site::data::{self, Data, Export, LLMS, PACKAGE};
use crate::site::outputs::Output;
use crate::site::pages::files::file_path;
use crate::site::render::Values;
use serde::Serialize;
use std::borrow::Cow;

/// The name of a letter's Markdown beside its page.
const COPY: &str = "index.md";

/// A file of the collection.
#[derive(Serialize)]
struct ExportView<'a> {
    file: &'static str,
    url: String,
    name: &'a str,
    about: &'a str,
    /// How many things it tells of.
    count: usize,
}

impl Pages<'_> {
    /// What the exports are made of.
    pub(super) fn data(&self) -> Data<'_> {
        Data {
            corpus: self.corpus,
            resolution: self.resolution,
            graph: self.graph,
            catalogue: self.catalogue,
            promises: self.promises,
            site: self.site,
        }
    }

    /// The page on the data, the files, and the letters as Markdown.
    pub(super) fn data_files(&self) -> Vec<Output<'_>> {
        let word = |key: &str| self.views.word(key).to_owned();
        let mut all = vec![Output::page(OutPath::data(""), "data.html", |path| self.data_page(path))];
        all.extend(self.data().exports().map(|export: &'static Export| {
            Output::file(data::path(export.file), |_| Cow::Owned((export.bytes)(&self.data())))
        }));
        all.push(Output::file(data::path(PACKAGE), move |_| Cow::Owned(data::package(&self.data(), &word))));
        let llms = |path| Output::file(path, move |_| Cow::Owned(data::llms(&self.data(), &word))).yielding();
        all.extend(file_path(LLMS).map(llms));
        if self.site.letter_copies == LetterCopies::Beside {
            all.extend(self.corpus.letters.iter().map(|letter| {
                let copy = letter.meta.path.beside(COPY);
                Output::file(copy, |_| Cow::Borrowed(letter.source.text.as_bytes())).from(&letter.source)
            }));
        }
        all
    }

    fn data_page(&self, path: &OutPath) -> Values {
        let views = self.views;
        let data = self.data();
        let view = |export: &'static Export| ExportView {
            file: export.file,
            url: views.url(&data::path(export.file)),
            name: views.word(&format!("data_{}", export.key)),
            about: views.word(&format!("data_about_{}", export.key)),
            count: (export.count)(&data),
        };
        let exports: Vec<ExportView<'_>> = data.exports().map(view).collect();
        Values::default()
            .with("page", &views.page(path, "data", String::new(), None))
            .with("exports", &exports)
            .with("package", &views.url(&data::path(PACKAGE)))
            .with("markdown", &(self.site.letter_copies == LetterCopies::Beside))
    }
}
