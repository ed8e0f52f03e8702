//! What letters promise the Kamer, as editors have marked it: by date and by ministry.

use super::Pages;
use crate::collection::promises::Promise;
use crate::number::address::{OutPath, Segment};
use crate::site::outputs::Output;
use crate::site::render::{Prepared, Values};
use crate::site::view::{DateView, LineView, on_page, pages, promises_path};
use serde::Serialize;
use std::collections::BTreeMap;

/// An order of the list.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Order {
    /// By the last day of the term; what has none comes last.
    Date,
    /// By the ministry that the letter speaks for.
    Ministry,
}

impl Order {
    const ALL: [Self; 2] = [Self::Date, Self::Ministry];

    /// The name in templates.
    fn name(self) -> &'static str {
        match self {
            Self::Date => "date",
            Self::Ministry => "ministry",
        }
    }

    fn path(self) -> OutPath {
        let first = promises_path();
        match self {
            Self::Date => first,
            Self::Ministry => {
                Segment::slug("ministerie").map_or_else(|| first.clone(), |below| first.below(&below))
            }
        }
    }
}

/// One of the orders.
#[derive(Serialize)]
struct OrderView {
    name: &'static str,
    url: String,
    current: bool,
}

/// A promise.
#[derive(Serialize)]
struct PromiseView<'a> {
    /// The words of the letter.
    words: &'a str,
    /// By when, in its words.
    due: Option<&'a str>,
    /// The last day of that term.
    by: Option<DateView>,
    ministry: Option<&'static str>,
    /// The promise on the page of its letter.
    url: String,
    /// What the letter is called.
    letter: String,
    date: DateView,
    sender: String,
    /// Language of the words, where it is not that of the site.
    lang: Option<String>,
    /// HTML: what the editor says of it.
    remark: String,
    author: &'a str,
    /// The later papers that keep or move it.
    later: Vec<Prepared<LineView>>,
}

/// Promises that belong together: of a year, of a ministry, or without one.
#[derive(Serialize)]
struct Group<'a> {
    heading: String,
    entries: Vec<PromiseView<'a>>,
}

impl Pages<'_> {
    /// The pages of both orders; none where nothing is marked.
    pub(super) fn promise_pages(&self) -> Vec<Output<'_>> {
        if self.promises.is_empty() {
            return Vec::new();
        }
        let pages_of = |order: Order| {
            let first = order.path();
            (1..=pages(self.promises.len())).map(move |number| {
                let page = move |path: &OutPath| self.promise_page(path, order, number);
                Output::page(first.further(number), "promises.html", page)
            })
        };
        Order::ALL.into_iter().flat_map(pages_of).collect()
    }

    /// The promises in an order, each with the heading of its group.
    fn promises_in(&self, order: Order) -> Vec<(String, &Promise)> {
        let mut groups: BTreeMap<(bool, String), Vec<&Promise>> = BTreeMap::new();
        for promise in self.promises {
            let heading = match order {
                Order::Date => promise.by.map(|day| day.year().to_string()),
                Order::Ministry => promise.ministry.map(str::to_owned),
            };
            groups.entry((heading.is_none(), heading.unwrap_or_default())).or_default().push(promise);
        }
        groups
            .into_iter()
            .flat_map(|((_, heading), of)| of.into_iter().map(move |p| (heading.clone(), p)))
            .collect()
    }

    fn promise_page(&self, path: &OutPath, order: Order, number: usize) -> Values {
        let views = self.views;
        let all = self.promises_in(order);
        let groups: Vec<Group<'_>> = on_page(&all, number)
            .chunk_by(|a, b| a.0 == b.0)
            .map(|part| Group {
                heading: part.first().map(|(heading, _)| heading.clone()).unwrap_or_default(),
                entries: part.iter().filter_map(|(_, promise)| self.promise(promise)).collect(),
            })
            .collect();
        let orders = Order::ALL.map(|other| OrderView {
            name: other.name(),
            url: views.url(&other.path()),
            current: other == order,
        });
        Values::default()
            .with("page", &views.page(path, "promises", String::new(), None))
            .with("pager", &views.pager(&order.path(), number, pages(all.len())))
            .with("groups", &groups)
            .with("orders", &orders)
            .with("order", &order.name())
            .with("count", &all.len())
    }

    fn promise<'a>(&'a self, promise: &'a Promise) -> Option<PromiseView<'a>> {
        let views = self.views;
        let letter = self.corpus.letters.get(promise.letter)?;
        let annotation = letter.annotations.as_ref()?.list.get(promise.annotation.0)?;
        let offices = letter.meta.indieners.iter().filter_map(|i| i.ambt.as_deref().or(i.naam.as_deref()));
        Some(PromiseView {
            words: &promise.words,
            due: promise.due.as_deref(),
            by: promise.by.map(|day| views.date(day)),
            ministry: promise.ministry,
            url: format!("{}#{}-ref", views.url(&letter.meta.path), annotation.anchor()),
            letter: views.label(promise.letter).to_owned(),
            date: views.date(letter.meta.date),
            sender: offices.collect::<Vec<_>>().join(", "),
            lang: views.foreign(&letter.meta.language),
            remark: views.remark(promise.letter, &annotation.markup),
            author: &annotation.meta.author,
            later: promise.later.iter().map(|&work| views.work(work)).collect(),
        })
    }
}
