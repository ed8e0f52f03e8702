//! Proposals for an editor: what a letter promises, as annotations ready to be accepted.
//!
//! A proposal becomes an annotation only when somebody puts it in the letter's file of annotations. What stands
//! there already is not proposed again.

use crate::content::directory::Directory;
use crate::content::front_matter::{self, About, AnnotationKind, AnnotationMeta};
use crate::content::letter::Headed;
use crate::content::source::{self, Source};
use crate::derived::commitments::{self, Commitment};
use crate::finding::Finding;
use jiff::civil::Date;
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

/// Proposes annotations of the letter in a file, by this author and of this date. `None` if the letter cannot be
/// used; what is wrong with it is in `findings`.
pub fn suggest(letter: &Path, author: &str, date: Date, findings: &mut Vec<Finding>) -> Option<Proposed> {
    let source = source::letter(letter).map_err(|finding| findings.push(finding)).ok()?;
    let beside = letter.with_extension("").with_extension(source::ANNOTATIONS.trim_start_matches('.'));
    let known = quoted(&beside, findings);
    let headed = Headed::read(source, findings).ok()?;
    let written = headed.meta.date;
    // Annotations are anchored in the words as a reader sees them, which are kept only where there are annotations.
    let none = (Source::new("", "", String::new()), Vec::new());
    let letter = headed.parse(Some(none), &Directory::default(), findings);
    let blocks: Vec<String> = letter.text.blocks().into_iter().map(folded).collect();
    let body = blocks.join(" ");
    let mut proposals = Vec::new();
    let mut start = 0;
    for block in &blocks {
        for commitment in commitments::find(block, written) {
            let quote = block.get(commitment.span.clone()).unwrap_or_default().trim();
            if !known.iter().any(|other| other == quote) {
                let at = start + commitment.span.start;
                proposals.push(proposal(&body, at, quote, block, &commitment, author, date));
            }
        }
        start += block.len() + 1;
    }
    let yaml = front_matter::write_annotations(&proposals);
    Some(Proposed { file: source::shown(&beside), yaml, count: proposals.len() })
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
    let quote = |(meta, _): (AnnotationMeta, _)| match meta.about {
        About::Quote { quote, .. } => Some(folded(&quote)),
        About::Section(_) | About::Footnote(_) => None,
    };
    read.into_iter().filter_map(quote).collect()
}

/// Words on one line.
fn folded(words: &str) -> String {
    words.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn proposal(
    body: &str,
    at: usize,
    quote: &str,
    paragraph: &str,
    commitment: &Commitment,
    author: &str,
    date: Date,
) -> AnnotationMeta {
    let due = paragraph.get(commitment.due.clone()).unwrap_or_default();
    let remark = match commitment.moment {
        Some(moment) => format!("Toezegging met een termijn: “{due}”, dat is {moment}."),
        None => format!("Toezegging met een termijn: “{due}”."),
    };
    // Words that stand there twice are told apart by what stands before them.
    let twice = body.matches(quote).nth(1).is_some();
    let before = body.get(..at).unwrap_or_default().split_whitespace().rev().take(5).collect::<Vec<_>>();
    let prefix =
        twice.then(|| before.into_iter().rev().collect::<Vec<_>>().join(" ")).filter(|p| !p.is_empty());
    AnnotationMeta {
        id: None,
        about: About::Quote { quote: quote.to_owned(), prefix, suffix: None },
        body: remark,
        author: author.to_owned(),
        date,
        kind: AnnotationKind::Vervolg,
        source: None,
        tags: vec!["toezegging".to_owned()],
        revision: None,
    }
}
