//! What readers follow: Atom feeds of letters, of new citations and of annotations, whole in their text. Dates come from
//! the content, never from a clock; what is older than a feed has is in its archives (RFC 5005).
//!
//! [`atom`] writes a feed; [`outside`] makes the HTML of a page such that it can be read anywhere else. Which feeds there
//! are is for [`pages`](crate::site::pages).

pub(crate) mod atom;
pub(crate) mod outside;
