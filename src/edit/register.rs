//! The register filled from open data: works that a collection cites and knows nothing of, and dossiers without a title.
//!
//! What a person wrote is never overwritten. `import::register` reads the files and writes; what is lacking is asked of the
//! collection here.

use crate::import::register;
pub use crate::import::register::{Filled, Skipped};
use std::path::{Path, PathBuf};

/// Fills the register of a collection, and missing titles of dossiers, from these files; with `all` also works that it does not
/// cite. With `dry_run` nothing is written.
pub fn fill(content: &Path, files: &[PathBuf], all: bool, dry_run: bool) -> Filled {
    register::fill(content, files, &crate::lacking(content), all, dry_run)
}
