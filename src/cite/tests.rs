//! Checks on whole texts, shared by the tests of the families.

use super::*;

/// The ids of all citations of a text.
pub(super) fn ids(text: &str) -> Vec<String> {
    find(text).iter().flat_map(|c| &c.cited).map(|c| c.id.to_string()).collect()
}
