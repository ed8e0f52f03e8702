//! For those who write: a new collection ([`starter`]), what an editor's program should know of the YAML ([`schema`]),
//! proposals for annotations ([`suggest`], with the works that may be meant, [`probable`]), and the site while it is being written ([`serve`]).
//!
//! Nothing of the site depends on it.

use crate::content::source;
use crate::finding::Finding;
use std::path::Path;

pub mod probable;
#[cfg(feature = "import")]
pub mod register;
pub mod schema;
#[cfg(feature = "serve")]
pub mod serve;
pub mod starter;
pub mod suggest;

/// Why a file is no text, and what to do with it.
pub fn no_text(path: &Path, bytes: &[u8]) -> Finding {
    source::no_text(path, bytes)
}
