//! Scoring of labelled lines, shared by the example `score` and the tests.

use serde::Deserialize;
use std::collections::BTreeMap;
use std::fmt;
use std::ops::Range;
use voetnoot::cite;

/// One labelled line.
#[derive(Deserialize)]
pub(crate) struct Line {
    /// Name of the line.
    pub(crate) id: String,
    /// The text.
    pub(crate) text: String,
    /// What should be found, in the order of the text.
    pub(crate) expect: Vec<Expected>,
    /// Substrings that count neither way.
    #[serde(default)]
    pub(crate) optional: Vec<String>,
}

/// One labelled citation.
#[derive(Deserialize)]
pub(crate) struct Expected {
    /// The words; empty where only ids are labelled.
    #[serde(rename = "match")]
    pub(crate) words: String,
    /// The kind, as `Kind::name` has it.
    pub(crate) kind: String,
    /// The ids, one per document.
    pub(crate) ids: Vec<String>,
}

/// Reads one object per line; empty lines are skipped.
pub(crate) fn read_lines(text: &str) -> Result<Vec<Line>, String> {
    text.lines()
        .enumerate()
        .filter(|(_, line)| !line.trim().is_empty())
        .map(|(i, line)| serde_json::from_str(line).map_err(|e| format!("line {}: {e}", i + 1)))
        .collect()
}

/// True and false finds of one kind.
#[derive(Clone, Copy, Default)]
pub(crate) struct Count {
    /// Found and labelled.
    pub(crate) right: usize,
    /// Found, not labelled.
    pub(crate) wrong: usize,
    /// Labelled, not found.
    pub(crate) missed: usize,
}

impl Count {
    /// The share of what was found that is labelled.
    pub(crate) fn precision(self) -> f64 {
        share(self.right, self.right + self.wrong)
    }

    /// The share of what is labelled that was found.
    pub(crate) fn recall(self) -> f64 {
        share(self.right, self.right + self.missed)
    }

    /// The harmonic mean of the two.
    pub(crate) fn f1(self) -> f64 {
        share(2 * self.right, 2 * self.right + self.wrong + self.missed)
    }

    fn add(&mut self, other: Self) {
        self.right += other.right;
        self.wrong += other.wrong;
        self.missed += other.missed;
    }
}

#[allow(clippy::cast_precision_loss, reason = "counts of lines stay far below 2^52")]
fn share(part: usize, whole: usize) -> f64 {
    if whole == 0 { 1.0 } else { part as f64 / whole as f64 }
}

/// The score of a set.
#[derive(Default)]
pub(crate) struct Score {
    /// By kind.
    pub(crate) kinds: BTreeMap<String, Count>,
    /// Labelled spans.
    pub(crate) spans: usize,
    /// Labelled spans that were found to the byte.
    pub(crate) exact: usize,
    /// Lines.
    pub(crate) lines: usize,
    /// Lines without any error in ids.
    pub(crate) perfect: usize,
    /// One line of text for each error.
    pub(crate) misses: Vec<String>,
}

impl Score {
    /// Scores a set.
    pub(crate) fn of(lines: &[Line]) -> Self {
        let mut score = Self::default();
        for line in lines {
            score.add(line);
        }
        score
    }

    /// All kinds together.
    pub(crate) fn total(&self) -> Count {
        let mut total = Count::default();
        for count in self.kinds.values() {
            total.add(*count);
        }
        total
    }

    /// The share of labelled spans that were found to the byte.
    pub(crate) fn exact_spans(&self) -> f64 {
        share(self.exact, self.spans)
    }

    fn add(&mut self, line: &Line) {
        let optional = places(&line.text, &line.optional);
        let ignored = |span: &Range<usize>| optional.iter().any(|o| o.start < span.end && span.start < o.end);
        let found: Vec<_> = cite::find(&line.text).into_iter().filter(|c| !ignored(&c.span)).collect();
        let mut open: BTreeMap<(String, String), isize> = BTreeMap::new();
        for expected in &line.expect {
            for id in &expected.ids {
                *open.entry((expected.kind.clone(), id.clone())).or_default() += 1;
            }
        }
        let mut errors = false;
        for cited in found.iter().flat_map(|c| &c.cited) {
            let kind = cited.id.kind().name().to_owned();
            let key = (kind.clone(), cited.id.to_string());
            let count = self.kinds.entry(kind).or_default();
            match open.get_mut(&key) {
                Some(n) if *n > 0 => {
                    *n -= 1;
                    count.right += 1;
                }
                _ => {
                    count.wrong += 1;
                    errors = true;
                    self.misses.push(format!("{} wrong  {} in {:?}", line.id, cited.id, line.text));
                }
            }
        }
        for ((kind, id), n) in open {
            for _ in 0..n {
                self.kinds.entry(kind.clone()).or_default().missed += 1;
                errors = true;
                self.misses.push(format!("{} missed {id} in {:?}", line.id, line.text));
            }
        }
        let mut from = 0;
        for expected in line.expect.iter().filter(|e| !e.words.is_empty()) {
            let Some(at) = line.text[from..].find(&expected.words) else {
                self.misses.push(format!("{} label  {:?} is not in the text", line.id, expected.words));
                continue;
            };
            let span = from + at..from + at + expected.words.len();
            from = span.end;
            self.spans += 1;
            if found.iter().any(|c| c.span == span) {
                self.exact += 1;
            } else if let Some(near) =
                found.iter().find(|c| c.span.start < span.end && span.start < c.span.end)
            {
                let words = &line.text[near.span.clone()];
                self.misses.push(format!("{} span   {words:?} for {:?}", line.id, expected.words));
            }
        }
        self.lines += 1;
        self.perfect += usize::from(!errors);
    }
}

/// Where each of the strings occurs.
fn places(text: &str, strings: &[String]) -> Vec<Range<usize>> {
    strings.iter().flat_map(|s| text.match_indices(s.as_str())).map(|(at, s)| at..at + s.len()).collect()
}

impl fmt::Display for Score {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(
            f,
            "{:16}{:>6}{:>6}{:>7}{:>11}{:>8}{:>8}",
            "kind", "right", "wrong", "missed", "precision", "recall", "F1"
        )?;
        let all = ("all".to_owned(), self.total());
        for (kind, c) in self.kinds.iter().map(|(k, c)| (k.clone(), *c)).chain([all]) {
            writeln!(
                f,
                "{kind:16}{:6}{:6}{:7}{:11.4}{:8.4}{:8.4}",
                c.right,
                c.wrong,
                c.missed,
                c.precision(),
                c.recall(),
                c.f1()
            )?;
        }
        writeln!(f, "exact spans {}/{} = {:.4}", self.exact, self.spans, self.exact_spans())?;
        writeln!(f, "perfect lines {}/{}", self.perfect, self.lines)
    }
}
