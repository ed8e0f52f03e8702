//! How far a run is: what the stages tell, and what a terminal may show of it.
//!
//! Nothing here prints.

/// How far a run is; what a terminal shows of a long one.
pub trait Progress: Sync {
    /// A stage of `total` steps begins.
    fn stage(&self, name: &str, total: usize);
    /// One step is done.
    fn step(&self);
    /// The run is over.
    fn done(&self);
}

/// Shows nothing.
pub struct Quiet;

impl Progress for Quiet {
    fn stage(&self, _: &str, _: usize) {}
    fn step(&self) {}
    fn done(&self) {}
}
