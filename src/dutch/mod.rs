//! What every reader of official Dutch knows: the names of the months, where a sentence ends, how words are sorted.
//!
//! Lists are data with one home here; who looks for what in a text is for the wings that follow. Nothing here knows
//! a publication, a letter or a page.

pub mod collation;
pub mod months;
pub mod sentence;
