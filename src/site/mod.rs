//! The published site: what a template may see ([`view`], with [`drawing`] for its figures), the templates ([`theme`],
//! [`render`]), the collection as [`data`] and as [`feeds`], the [`pages`] there are and the list of all that is published ([`outputs`]), links
//! followed ([`link_check`]), and the folder that is published ([`output`]).
//!
//! Nothing here decides what a citation means.

pub(crate) mod data;
pub mod drawing;
pub(crate) mod feeds;
pub mod link_check;
pub mod output;
pub(crate) mod outputs;
mod page_text;
pub(crate) mod pages;
pub mod render;
pub(crate) mod theme;
pub mod view;
