//! Growth is a decision, not an accident: the number of packages that Voetnoot is built and tested with.

/// Packages in `Cargo.lock`, this one and those for tests and benchmarks included. Say in the commit why it grew.
const PACKAGES: usize = 159;

#[test]
fn no_package_came_unnoticed() {
    let lock = include_str!("../Cargo.lock");
    assert_eq!(lock.lines().filter(|line| *line == "[[package]]").count(), PACKAGES);
}
