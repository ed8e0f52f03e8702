//! What official publications are called: their numbers and ids, the years of parliament, and the addresses that
//! follow from them.
//!
//! Small types with their rules; nothing here reads a text or knows which publications exist.

pub mod address;
mod digital;
mod form;
pub mod identifier;
pub mod kst;
mod label;
pub mod link;
mod official;
pub mod series;
pub mod vergaderjaar;
