//! For those who write: a new collection ([`starter`]), what an editor's program should know of the YAML ([`schema`]),
//! proposals for annotations ([`suggest`], with the works that may be meant, [`probable`]), and the site while it is being written ([`serve`]).
//!
//! Nothing of the site depends on it.

pub mod probable;
pub mod schema;
#[cfg(feature = "serve")]
pub mod serve;
pub mod starter;
pub mod suggest;
