//! What people really have becomes a letter: conversions of PDFs, official XML and HTML, Word files.
//!
//! The line, in order. A reader for each format turns a source into a [`draft::Draft`]; the draft is written as
//! Markdown with front matter; conservation proves that every word of the source is in the result or listed as
//! left out; only then is a file written. No reader invents what the document does not say.

#[cfg(test)]
mod check;
pub mod conserve;
pub mod docx;
pub mod draft;
mod events;
pub mod flow;
pub mod header;
pub mod html;
pub mod letterhead;
mod official;
pub mod pandoc;
pub mod write;
pub mod xml;
