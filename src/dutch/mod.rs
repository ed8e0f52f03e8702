//! What every reader of official Dutch knows: months and days, names and their prefixes, offices,
//! how letters begin and end, page numbers, where a sentence ends, how words are sorted.
//!
//! Lists are data with one home here: a word is added in one place, and a list that another question needs is made of
//! the first; who looks for what in a text is for the wings that follow. Nothing here knows
//! a publication, a letter or a page.

pub mod collation;
pub mod letters;
pub mod months;
pub mod names;
pub mod offices;
pub mod page_number;
pub mod periods;
pub mod plain;
pub mod sentence;
pub mod weekdays;
