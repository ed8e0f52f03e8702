//! The names of the months: read in citations, letterheads and date phrases, and printed on pages.

/// The names of the months, as Dutch writes them.
pub const MONTHS: [&str; 12] = [
    "januari",
    "februari",
    "maart",
    "april",
    "mei",
    "juni",
    "juli",
    "augustus",
    "september",
    "oktober",
    "november",
    "december",
];
