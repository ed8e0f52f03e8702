//! How a run ends: the exit codes, each with what it means. `--help` and README repeat what stands here.

use std::fmt::Write as _;
use std::process::ExitCode;
use voetnoot::Report;

/// The end of a run.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Exit {
    Done = 0,
    Errors = 1,
    Usage = 2,
    Trouble = 3,
    Fault = 4,
}

impl Exit {
    const ALL: [Self; 5] = [Self::Done, Self::Errors, Self::Usage, Self::Trouble, Self::Fault];

    fn meaning(self) -> &'static str {
        match self {
            Self::Done => "done",
            Self::Errors => "the content has errors",
            Self::Usage => "wrong usage",
            Self::Trouble => "trouble with a file, a folder or a port",
            Self::Fault => "a fault of Voetnoot itself",
        }
    }

    /// What a report amounts to: the gravest of it.
    pub(super) fn of(report: &Report) -> Self {
        if report.has_fault() {
            Self::Fault
        } else if report.has_trouble() {
            Self::Trouble
        } else if report.has_errors() {
            Self::Errors
        } else {
            Self::Done
        }
    }

    /// The codes with their meanings, in a sentence.
    pub(super) fn explained() -> String {
        let mut text = String::from("Exit codes: ");
        for exit in Self::ALL {
            let end = if exit == Self::Fault { "." } else { ", " };
            _ = write!(text, "{} {}{end}", exit as u8, exit.meaning());
        }
        text
    }
}

impl From<Exit> for ExitCode {
    fn from(exit: Exit) -> Self {
        Self::from(exit as u8)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn readme_says_the_same() {
        let readme = include_str!("../../README.md").split_whitespace().collect::<Vec<_>>().join(" ");
        assert!(readme.contains(&Exit::explained()), "README lacks: {}", Exit::explained());
    }
}
