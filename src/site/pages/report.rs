//! The report on citations: how many lead where, and each that leads nowhere, with its place; as pages and as JSON.

use super::{Pages, further};
use crate::number::address::OutPath;
use crate::site::data::{Astray, Report};
use crate::site::outputs::Output;
use crate::site::render::Values;
use crate::site::view::{citations_path, on_page, pages};
use std::borrow::Cow;
use std::sync::Arc;

/// The same for programs, beside the page.
const REPORT: &str = "verwijzingen.json";

/// The address of the report for programs.
pub(crate) fn report_path() -> OutPath {
    citations_path().beside(REPORT)
}

impl Pages<'_> {
    /// The report.
    pub(crate) fn report(&self) -> Report {
        Report::of(&self.data())
    }

    /// The pages of the report, and the report as JSON.
    pub(super) fn report_pages(&self) -> Vec<Output<'_>> {
        let report = Arc::new(self.report());
        let mut all: Vec<Output<'_>> = further(&citations_path(), report.unresolved.len())
            .map(|(number, path)| {
                let report = Arc::clone(&report);
                Output::page(path, "citations.html", move |path| self.report_page(path, &report, number))
            })
            .collect();
        let json = move |_: &OutPath| Cow::Owned(report.json());
        all.push(Output::file(report_path(), json));
        all
    }

    fn report_page(&self, path: &OutPath, report: &Report, number: usize) -> Values {
        let views = self.views;
        let shown: &[Astray] = on_page(&report.unresolved, number);
        let entries: Vec<_> = shown
            .chunk_by(|a, b| a.text == b.text)
            .filter_map(|of| {
                views.astray_of(of.first()?.text, of.iter().map(|a| (a.citation, a.state, a.near.as_slice())))
            })
            .collect();
        let first = citations_path();
        Values::default()
            .with("page", &views.page(path, "citations", String::new(), None))
            .with("pager", &views.pager(&first, number, pages(report.unresolved.len())))
            .with("tallies", &report.citations)
            .with("count", &report.unresolved.len())
            .with("entries", &entries)
            .with("json", &views.url(&first.beside(REPORT)))
    }
}
