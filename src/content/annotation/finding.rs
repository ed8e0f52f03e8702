//! What is said of an annotation that has no place: where it stands, what was probably meant, what to paste.

use super::anchor::{Anchored, Context, Spot};
use crate::content::front_matter::{AnnotationSpans, quoted};
use crate::content::markdown::Text;
use crate::content::source::{ANNOTATIONS, Source};
use crate::finding::{Code, Finding, did_you_mean};

/// What a finding is made of.
pub(super) struct Report<'a> {
    pub(super) text: &'a Text,
    /// The letter's file.
    pub(super) letter: &'a Source,
    /// The file of the annotations.
    pub(super) source: &'a Source,
    pub(super) spans: &'a AnnotationSpans,
}

impl Report<'_> {
    /// A quotation that is not in exactly one place.
    pub(super) fn quote(&self, anchored: &Anchored) -> Finding {
        match anchored {
            Anchored::Several { spots, more } => {
                let number =
                    if *more { format!("more than {}", spots.len()) } else { spots.len().to_string() };
                self.at_about(Code::K603, format!("the letter has these words in {number} places"))
                    .label("which of them is meant?")
                    .help(format!("add what stands beside the words that are meant: {}", self.choices(spots)))
            }
            Anchored::OtherContext(spots) => {
                let message = "the letter has these words, but not between this prefix and suffix".to_owned();
                let help = match spots.as_slice() {
                    [(spot, _)] => format!(
                        "they stand in one place alone, on line {}: leave out `prefix` and `suffix`",
                        self.line(spot)
                    ),
                    spots => {
                        format!("replace them by those of the place that is meant: {}", self.choices(spots))
                    }
                };
                self.at_about(Code::K602, message).help(help)
            }
            Anchored::Nowhere(near) => {
                let finding = self.at_about(Code::K602, "the letter does not have these words".to_owned());
                match near {
                    Some((spot, words)) => finding
                        .label(format!("line {} of {} is nearest", self.line(spot), self.letter.file))
                        .help(format!(
                            "if that passage is meant, replace the quote by `quote: {}`",
                            quoted(words)
                        )),
                    None => finding.help(
                        "copy the words from the letter; if they are gone, so is what was to be explained",
                    ),
                }
            }
            Anchored::InWord(spot, words) => self
                .at_about(Code::K602, "the quote begins or ends within a word of the letter".to_owned())
                .label(format!("line {} of {} has “{words}”", self.line(spot), self.letter.file))
                .help(format!("if that passage is meant, replace the quote by `quote: {}`", quoted(words))),
            Anchored::At(_) | Anchored::Empty => self
                .at_about(Code::K602, "a quote without words".to_owned())
                .help("copy the words from the letter"),
        }
    }

    /// A heading that is not there, or there more than once.
    pub(super) fn section(&self, name: &str, found: &[usize]) -> Finding {
        let headings = &self.text.headings;
        if found.is_empty() {
            let names = headings.iter().map(|h| h.text.as_str());
            let help = match did_you_mean(name, names.clone()) {
                Some(near) => format!("did you mean `section: {}`?", quoted(near)),
                None if headings.is_empty() => {
                    "the letter has no headings; quote its words instead".to_owned()
                }
                None => {
                    format!("the headings are {}", names.take(20).map(quoted).collect::<Vec<_>>().join(", "))
                }
            };
            return self.at_about(Code::K604, "the letter has no such heading".to_owned()).help(help);
        }
        let ids: Vec<String> = found
            .iter()
            .filter_map(|&index| {
                let end = self.text.end_of_heading(index).map(|(text, end)| Spot { text, range: end..end });
                let line = end.map_or(0, |end| self.line(&end));
                Some(format!("line {line} is `section: {}`", headings.get(index)?.id))
            })
            .collect();
        self.at_about(Code::K604, format!("the letter has {} such headings", found.len()))
            .label("which of them is meant?")
            .help(format!("name it by its anchor: {}", ids.join(", ")))
    }

    /// A note that is not there.
    pub(super) fn footnote(&self, mark: &str) -> Finding {
        let marks: Vec<&str> = self.text.notes.iter().map(|note| note.mark.as_str()).take(50).collect();
        let help = match (mark, marks.is_empty()) {
            (_, true) => "the letter has no notes".to_owned(),
            _ => format!("its notes are {}", marks.join(", ")),
        };
        self.at_about(Code::K604, format!("the letter has no footnote {mark}")).help(help)
    }

    fn at_about(&self, code: Code, message: String) -> Finding {
        Finding::new(code, message).at(self.source.place(self.spans.about.clone()))
    }

    fn line(&self, spot: &Spot) -> u32 {
        self.letter.place(self.text.in_source(spot.text, &spot.range)).line
    }

    /// For each place what to paste.
    fn choices(&self, spots: &[(Spot, Context)]) -> String {
        let choice = |(spot, context): &(Spot, Context)| {
            let part = |key: &str, text: &Option<String>| {
                text.as_ref().map(|text| format!("`{key}: {}`", quoted(text)))
            };
            let parts: Vec<String> = [part("prefix", &context.prefix), part("suffix", &context.suffix)]
                .into_iter()
                .flatten()
                .collect();
            if parts.is_empty() {
                // Nothing about the words tells them apart; what they stand in may.
                let note = spot.text.checked_sub(1).and_then(|note| self.text.notes.get(note));
                let note = note.and_then(|note| note.id.strip_prefix("noot-"));
                return match note {
                    Some(mark) => {
                        format!(
                            "`footnote: {}` in place of the quote for line {}",
                            quoted(mark),
                            self.line(spot)
                        )
                    }
                    None => format!("more words in the quote for line {}", self.line(spot)),
                };
            }
            format!("{} for line {}", parts.join(" and "), self.line(spot))
        };
        spots.iter().map(choice).collect::<Vec<_>>().join(", ")
    }
}

/// Two annotations with one id.
pub(super) fn same_id(source: &Source, spans: &AnnotationSpans, id: &str, first: u32) -> Finding {
    Finding::new(Code::K605, format!("two annotations have the id `{id}`"))
        .at(source.place(spans.id.clone()))
        .label(format!("the first is on line {first}"))
        .help("give one of the two an `id` of its own; it becomes part of its address")
}

/// Annotations for another text than the letter now has.
pub(super) fn other_revision(source: &Source, spans: &AnnotationSpans, stated: &str, now: &str) -> Finding {
    Finding::new(Code::K606, format!("written for revision {stated} of the letter, which is now {now}"))
        .at(source.place(spans.revision.clone()))
        .help(format!(
            "read the annotation again beside the letter; if it still holds, write `revision: {now}`"
        ))
}

/// Annotations without their letter.
pub fn without_letter(source: &Source, letters: &[&str]) -> Finding {
    let stem = source.relative.strip_suffix(ANNOTATIONS).unwrap_or(&source.relative);
    let letter = format!("{stem}.md");
    let help = match did_you_mean(&letter, letters.iter().copied()) {
        Some(near) => {
            let near = near.strip_suffix(".md").unwrap_or(near);
            format!("did you mean the letter `{near}.md`? then call this file `{near}{ANNOTATIONS}`")
        }
        None => format!("put the letter beside it, as `{letter}`, or delete the file"),
    };
    Finding::new(Code::K600, "annotations of a letter that is not there")
        .at(crate::finding::Place::file(source.file.as_str()))
        .help(help)
}
