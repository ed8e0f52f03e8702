//! One letter, from its file to its text: the folder is read ([`source`]), front matter becomes metadata
//! ([`front_matter`]), Markdown becomes safe HTML with its citations, notes and dates ([`markdown`]), what editors say
//! of it is laid over it ([`annotation`]), and all of that is a [`letter`]. What is said of a
//! [`dossier`] goes the same way.
//!
//! A letter knows nothing of other letters but where their pages stand ([`directory`]): what its citations mean is for
//! `collection`.

pub mod annotation;
#[cfg(all(test, feature = "import"))]
mod characters;
pub mod directory;
pub mod dossier;
pub mod front_matter;
pub mod letter;
pub mod markdown;
#[cfg(test)]
mod properties;
pub mod source;
