//! The names of the days of the week.

/// The names of the days of the week, from Monday on.
pub const WEEKDAYS: [&str; 7] =
    ["maandag", "dinsdag", "woensdag", "donderdag", "vrijdag", "zaterdag", "zondag"];
