//! Many letters: which works exist ([`corpus`], [`published`]), what each citation means ([`resolve`]), who cites whom
//! ([`graph`]), what letters promise ([`promises`]), and the orders in which readers look for them ([`catalogue`] with [`ministry`], [`sequence`]). What is
//! listed is referred to by its place in the list ([`index`]).
//!
//! Nothing here knows how a page looks.

pub mod catalogue;
pub mod corpus;
pub mod graph;
pub mod index;
pub mod ministry;
pub mod promises;
pub mod published;
pub mod resolve;
pub mod sequence;
