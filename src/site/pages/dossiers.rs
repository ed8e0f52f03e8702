//! The pages of a dossier: its works by date and by number, a long row on several pages. The first page by date
//! also shows the dossier as a whole.

use super::Pages;
use crate::collection::catalogue::Facet;
use crate::collection::sequence::Sequence;
use crate::number::address::OutPath;
use crate::number::kst::DossierNumber;
use crate::site::render::Values;
use crate::site::view::{DossierOrder, Views, on_page, pages};
use serde::Serialize;

/// One of the orders of a dossier.
#[derive(Serialize)]
struct OrderView {
    name: &'static str,
    url: String,
    current: bool,
}

impl DossierOrder {
    /// Rows of a dossier in this order.
    fn length(self, sequence: &Sequence) -> usize {
        match self {
            Self::Date => sequence.by_date.len(),
            Self::Number => sequence.by_number.len(),
        }
    }
}

impl Pages<'_> {
    /// Every page of every dossier.
    pub(super) fn dossiers(&self) -> impl Iterator<Item = (DossierNumber, DossierOrder, usize)> {
        self.sequences.iter().flat_map(|(&number, sequence)| {
            DossierOrder::ALL.into_iter().flat_map(move |order| {
                (1..=pages(order.length(sequence))).map(move |page| (number, order, page))
            })
        })
    }

    pub(super) fn dossier(
        &self,
        path: &OutPath,
        number: DossierNumber,
        order: DossierOrder,
        page: usize,
    ) -> Values {
        let views = self.views;
        let dossier = views.dossier(number);
        let title = match &dossier.title {
            Some(title) => format!("Dossier {}: {title}", dossier.number),
            None => format!("Dossier {}", dossier.number),
        };
        let first = order.address(number);
        let of = |other: DossierOrder| OrderView {
            name: other.name(),
            url: views.url(&other.address(number)),
            current: other == order,
        };
        let Some(sequence) = self.sequences.get(&number) else {
            return Values::default();
        };
        let parts = match order {
            DossierOrder::Date => views.by_date(on_page(&sequence.by_date, page)),
            DossierOrder::Number => views.by_number(on_page(&sequence.by_number, page)),
        };
        let whole = order == DossierOrder::Date && page == 1;
        let introduction = whole.then(|| views.introduction(number)).flatten();
        let edges = self.graph.dossiers.get(&number).filter(|_| whole).map(Vec::as_slice).unwrap_or_default();
        Values::default()
            .with("page", &self.followed_dossier(views.page(path, "dossier", title, None), number))
            .with("dossier", &dossier)
            .with("introduction", &introduction.as_ref().map(|introduction| &introduction.body))
            .with("notes", &introduction.as_ref().map(|introduction| &introduction.notes))
            .with("order", &order.name())
            .with("orders", &DossierOrder::ALL.map(of))
            .with("pager", &views.pager(&first, page, pages(order.length(sequence))))
            .with("parts", &parts)
            .with("undated", &(sequence.by_date.len() - sequence.dated()))
            .with("strip", &whole.then(|| views.strip(number, sequence)).flatten())
            .with(
                "track",
                &(order == DossierOrder::Number && page == 1).then(|| Views::track(sequence)).flatten(),
            )
            .with("graph", &whole.then(|| views.graph_of_dossier(number)).flatten())
            .with("senders", &whole.then(|| views.frequent(number, Facet::Sender)))
            .with("topics", &whole.then(|| views.frequent(number, Facet::Topic)))
            .with("cited_by", &views.cited_by(edges, &first.cited_by()))
    }
}
