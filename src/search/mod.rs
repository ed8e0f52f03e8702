//! Search: an index of static files that knows Dutch and numbers.
//!
//! The line, in order. A [`document`] is a page with its words; [`analysis`] takes a text apart into forms and says which
//! belong together, by the table of [`rules`]; [`compound`] takes compounds apart by the words of the collection;
//! [`index`] gathers who has which form where; [`shards`] writes that as files, in the letters of [`code`].
//! `static/zoek/zoek.js` reads them in the browser. For the command line [`reader`] reads the very same files, [`asked`]
//! finds numbers and dates in a query, [`query`] reads the rest of it and puts documents in order by their [`hits`];
//! a test holds both to the same results. Nothing here knows a letter, a page or HTML.

#![deny(clippy::indexing_slicing, clippy::string_slice)]

mod analysis;
mod asked;
mod code;
mod compound;
mod document;
mod hits;
mod index;
mod numbers;
mod passage;
mod query;
mod reader;
mod rules;
mod shards;

pub(crate) use document::{Block, Document, Part};
pub(crate) use index::Index;
pub(crate) use numbers::{number_key, reference_keys};
pub use passage::{Answer, Found, Passage};
pub(crate) use reader::Files;
pub(crate) use shards::files;

#[cfg(test)]
mod tests;
