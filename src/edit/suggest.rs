//! Proposals for an editor: what a letter promises, and which works it probably means where it names them without their
//! number, as annotations ready to be accepted.
//!
//! A proposal becomes an annotation only when somebody puts it in the letter's file of annotations. What stands
//! there already is not proposed again.

use super::probable::{Work, Works};
use crate::content::front_matter::{self, About, AnnotationKind, AnnotationMeta};
use crate::content::letter::{Headed, Letter};
use crate::content::source::{self, Source};
use crate::derived::commitments::{self, Commitment};
use crate::derived::named::{self, Named};
use crate::finding::Finding;
use jiff::civil::Date;
use std::ops::Range;
use std::path::Path;

/// What is proposed for one letter.
#[derive(Debug)]
pub struct Proposed {
    /// The file that the proposals belong in.
    pub file: String,
    /// The proposals, as YAML for that file; empty if there are none.
    pub yaml: String,
    /// Their number.
    pub count: usize,
}

/// Proposes annotations of the letter in a file, by this author and of this date; `works` are those that it may name.
/// `None` if the letter cannot be used; what is wrong with it is in `findings`.
pub fn suggest(
    letter: &Path,
    works: &Works,
    author: &str,
    date: Date,
    findings: &mut Vec<Finding>,
) -> Option<Proposed> {
    let source = source::letter(letter).map_err(|finding| findings.push(finding)).ok()?;
    let beside = letter.with_extension("").with_extension(source::ANNOTATIONS.trim_start_matches('.'));
    let known = quoted(&beside, findings);
    let headed = Headed::read(source, findings).ok()?;
    // Annotations are anchored in the words as a reader sees them, which are kept only where there are annotations.
    let none = (Source::new("", "", String::new()), Vec::new());
    let letter = headed.parse(Some(none), &works.directory, findings);
    let texts = Texts::of(&letter);
    let mut proposals: Vec<AnnotationMeta> = Vec::new();
    for (text, start, block) in texts.blocks() {
        let remarks = promised(block, letter.meta.date).chain(named(block, &letter, works));
        let mut remarks: Vec<(Range<usize>, Remark)> = remarks.collect();
        remarks.sort_by_key(|(span, _)| span.start);
        for (span, remark) in remarks {
            let quote = block.get(span.clone()).unwrap_or_default().trim();
            let said =
                |other: &AnnotationMeta| other.body == remark.body && other.about.quote() == Some(quote);
            let repeats = remark.once && proposals.iter().any(said);
            if !repeats && !known.iter().any(|other| other == quote) {
                let about = texts.about(quote, text, start + span.start);
                proposals.extend(about.map(|about| remark.annotation(about, author, date)));
            }
        }
    }
    let yaml = front_matter::write_annotations(&proposals);
    Some(Proposed { file: source::shown(&beside), yaml, count: proposals.len() })
}

/// What is proposed to be said of some words.
struct Remark {
    body: String,
    kind: AnnotationKind,
    tag: &'static str,
    /// Whether it is said of the same words but once.
    once: bool,
}

impl Remark {
    fn annotation(self, about: About, author: &str, date: Date) -> AnnotationMeta {
        AnnotationMeta {
            id: None,
            about,
            body: self.body,
            author: author.to_owned(),
            date,
            kind: self.kind,
            source: None,
            tags: vec![self.tag.to_owned()],
            revision: None,
        }
    }
}

/// The words of a letter, each text on one line: its own, block after block, and that of each note.
struct Texts(Vec<Vec<String>>);

impl Texts {
    fn of(letter: &Letter) -> Self {
        let own = letter.text.blocks().into_iter().map(folded).collect();
        let notes = letter.text.words().into_iter().skip(1).map(|note| vec![folded(note)]);
        Self(std::iter::once(own).chain(notes).collect())
    }

    /// Every block with the text that it is of and the place where it begins there.
    fn blocks(&self) -> impl Iterator<Item = (usize, usize, &str)> {
        self.0.iter().enumerate().flat_map(|(text, blocks)| {
            blocks.iter().scan(0, move |next, block| {
                let start = *next;
                *next += block.len() + 1;
                Some((text, start, block.as_str()))
            })
        })
    }

    /// These words at a place of a text: those that stand there twice are told apart by what stands before them.
    /// `None` if that is nothing.
    fn about(&self, quote: &str, text: usize, at: usize) -> Option<About> {
        let whole: Vec<String> = self.0.iter().map(|blocks| blocks.join(" ")).collect();
        let twice = whole.iter().flat_map(|text| text.matches(quote)).nth(1).is_some();
        let before = whole.get(text).and_then(|text| text.get(..at)).unwrap_or_default();
        let mut before: Vec<&str> = before.split_whitespace().rev().take(5).collect();
        before.reverse();
        let prefix = twice.then(|| before.join(" "));
        let is_told = prefix.as_ref().is_none_or(|prefix| !prefix.is_empty());
        is_told.then(|| About::Quote { quote: quote.to_owned(), prefix, suffix: None })
    }
}

/// What a block promises by a date.
fn promised(block: &str, written: Date) -> impl Iterator<Item = (Range<usize>, Remark)> {
    commitments::find(block, written).into_iter().map(|Commitment { span, due, moment, .. }| {
        let due = block.get(due).unwrap_or_default();
        let body = match moment {
            Some(moment) => format!("Toezegging met een termijn: “{due}”, dat is {moment}."),
            None => format!("Toezegging met een termijn: “{due}”."),
        };
        (span, Remark { body, kind: AnnotationKind::Vervolg, tag: "toezegging", once: false })
    })
}

/// The works that a block names without their number, where exactly one is meant and its sentence does not cite it.
fn named<'a>(
    block: &'a str,
    letter: &'a Letter,
    works: &'a Works,
) -> impl Iterator<Item = (Range<usize>, Remark)> {
    named::find(block, letter.meta.date).into_iter().filter_map(move |Named { span, name }| {
        let work = works.meant(&name, &letter.meta)?;
        if is_cited(work, block.get(span.clone())?, letter) {
            return None;
        }
        let title = work.title.as_ref().map(|title| format!(", “{}”", escaped(title))).unwrap_or_default();
        let body = format!("Waarschijnlijk bedoeld: {}{title}.", work.label()?);
        Some((span, Remark { body, kind: AnnotationKind::Context, tag: "waarschijnlijk", once: true }))
    })
}

/// Whether a sentence of the letter with these words cites the work.
fn is_cited(work: &Work, quote: &str, letter: &Letter) -> bool {
    letter.text.citations.iter().filter(|citing| work.is_cited(citing)).any(|citing| {
        let places = 0..letter.text.citing_places(citing);
        places.into_iter().any(|n| folded(&letter.text.citing_sentence(citing, n).text).contains(quote))
    })
}

/// Words as Markdown that shows them as they are.
fn escaped(words: &str) -> String {
    words.chars().fold(String::new(), |mut out, c| {
        if "\\`*_[]<>&^~!".contains(c) {
            out.push('\\');
        }
        out.push(c);
        out
    })
}

/// The quotes that a file of annotations has already.
fn quoted(file: &Path, findings: &mut Vec<Finding>) -> Vec<String> {
    if !file.exists() {
        return Vec::new();
    }
    let Ok(source) = source::annotations(file).map_err(|finding| findings.push(finding)) else {
        return Vec::new();
    };
    let read = front_matter::annotations(&source, findings);
    let quote = |(meta, _): (AnnotationMeta, _)| meta.about.quote().map(folded);
    read.into_iter().filter_map(quote).collect()
}

/// Words on one line.
fn folded(words: &str) -> String {
    words.split_whitespace().collect::<Vec<_>>().join(" ")
}
