//! Words for parts of a year: its seasons, and the begin, the middle and the end of a period; and ranks.

/// Words for the begin of a period: "begin november".
pub const BEGIN: &[&str] = &["begin"];

/// Words for its middle.
pub const MIDDLE: &[&str] = &["medio", "half", "midden", "halverwege"];

/// Words for its end.
pub const END: &[&str] = &["eind", "einde", "ultimo"];

/// Names of the seasons.
pub const SPRING: &[&str] = &["voorjaar", "lente"];
/// See [`SPRING`].
pub const SUMMER: &[&str] = &["zomer"];
/// See [`SPRING`].
pub const AUTUMN: &[&str] = &["najaar", "herfst"];
/// See [`SPRING`].
pub const WINTER: &[&str] = &["winter"];

/// All of these: parts of a year, and of a month.
pub const PARTS: [&[&str]; 7] = [BEGIN, MIDDLE, END, SPRING, SUMMER, AUTUMN, WINTER];

/// Words that rank the parts of a year, from the first on.
pub const RANKS: [&str; 4] = ["eerste", "tweede", "derde", "vierde"];
