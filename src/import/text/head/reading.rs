//! A header while it is read: its facts, the lines that stated them, and what is in doubt.

use crate::content::source::Source;
use crate::finding::{Code, Finding};
use crate::import::draft::{Head, Omitted, Why};
use crate::import::header::{label, people, squeeze};
use crate::import::text::line::Line;
use std::fmt::Debug;

/// Lines in which a header is looked for.
pub(super) const LOOK: usize = 80;

/// A header as far as it is read.
pub(super) struct Reading<'s> {
    pub(super) source: &'s Source,
    pub(super) findings: &'s mut Vec<Finding>,
    /// The facts.
    pub head: Head,
    /// The lines that stated them.
    pub omitted: Vec<Omitted>,
    /// Notes whose marks stand in the title.
    pub marks: Vec<u32>,
}

impl Reading<'_> {
    /// Lists a line as part of the header.
    pub(super) fn take(&mut self, line: &Line<'_>, why: Why) {
        self.omitted.push(Omitted { at: line.at(), text: squeeze(line.text), why });
    }

    /// Reports that two places state a fact differently.
    pub(super) fn doubt(&mut self, fact: &str, line: &Line<'_>, kept: &dyn Debug) {
        let message = format!("two candidates for the {fact}; the first, {kept:?}, is kept");
        self.findings.push(
            Finding::new(Code::K742, message)
                .at(self.source.place(line.at()))
                .label(format!("another {fact}")),
        );
    }
}

/// The addressee that begins at this line, and how many lines it takes.
pub(super) fn addressee(lines: &[Line<'_>], at: usize) -> Option<(String, usize)> {
    let own = lines.iter().skip(at).take_while(|l| label::label(l.text).is_none());
    people::addressee_of(own.map(|l| l.text))
}
