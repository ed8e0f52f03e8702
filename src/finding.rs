//! What is wrong, where, and what to do: the one form in which every stage reports a problem.
//!
//! Stages make [`Finding`]s and pass them on; only `report` prints them. Nothing here reads a file: a
//! [`Place`] carries the excerpt it shows.

use serde::{Serialize, Serializer};
use std::fmt;

/// How grave a finding is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    /// Nothing is published while there is one.
    Error,
    /// The site is built; something in it is probably not what the author meant.
    Warning,
    /// Worth knowing; shown by `check` alone.
    Note,
}

impl Severity {
    /// The word before the code.
    pub fn name(self) -> &'static str {
        match self {
            Self::Error => "error",
            Self::Warning => "warning",
            Self::Note => "note",
        }
    }
}

macro_rules! codes {
    ($($(#[doc = $doc:literal])+ $name:ident = $severity:ident;)+) => {
        /// The kinds of findings. The number is stable for ever: it is what `explain`, `site.yaml` and people's
        /// notes refer to. Each has a paragraph in `docs/FINDINGS.md`.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[non_exhaustive]
        pub enum Code { $($(#[doc = $doc])+ $name,)+ }

        impl Code {
            /// Every code, in order.
            pub const ALL: &'static [Code] = &[$(Code::$name,)+];

            /// `K204`.
            pub fn name(self) -> &'static str {
                match self { $(Code::$name => stringify!($name),)+ }
            }

            /// The severity unless `site.yaml` or `--strict` says otherwise.
            pub fn default_severity(self) -> Severity {
                match self { $(Code::$name => Severity::$severity,)+ }
            }
        }
    };
}

codes! {
    /// A file or folder cannot be read.
    K001 = Error;
    /// A file is no UTF-8 text.
    K002 = Error;
    /// A file is larger than its limit.
    K003 = Error;
    /// A file in the content folder that Voetnoot does not use.
    K004 = Warning;
    /// A symbolic link in the content folder, which is not followed.
    K005 = Warning;
    /// No letters.
    K006 = Warning;
    /// A letter that would be left out without a word.
    K009 = Error;
    /// A fault of Voetnoot itself.
    K099 = Error;
    /// A letter or dossier without front matter.
    K101 = Error;
    /// YAML that cannot be read.
    K102 = Error;
    /// An unknown key.
    K103 = Error;
    /// A required key is missing.
    K104 = Error;
    /// A value of the wrong form.
    K105 = Error;
    /// A date that does not exist or is not written as `2021-09-15`.
    K106 = Error;
    /// A vergaderjaar that does not fit the date.
    K107 = Warning;
    /// Two files with one identity.
    K108 = Error;
    /// A register entry for a work that is in the collection.
    K110 = Warning;
    /// A list of published ids that cannot be used.
    K111 = Error;
    /// A line of that list that is no id.
    K112 = Warning;
    /// A footnote reference without its note.
    K201 = Error;
    /// A note that is defined twice.
    K202 = Error;
    /// A note that nothing refers to.
    K203 = Warning;
    /// A citation of a dossier that does not exist, or looks like a slip for one that is known.
    K204 = Warning;
    /// A citation of a dossier that this site knows nothing about.
    K205 = Note;
    /// A citation whose chamber contradicts its number.
    K206 = Warning;
    /// A citation of a work that is dated later than the letter.
    K207 = Warning;
    /// *Idem* or *zie noot 3* that cannot be followed.
    K208 = Warning;
    /// A citation that means one of several works.
    K209 = Warning;
    /// A range of numbers too long to spell out.
    K210 = Warning;
    /// A citation without an address.
    K211 = Note;
    /// Raw HTML, which is shown as text.
    K212 = Warning;
    /// A link with an address that is not allowed.
    K213 = Error;
    /// A citation of a Kamerstuk that was never published.
    K214 = Warning;
    /// A citation of a Kamerstuk beyond the end of the list of published ids.
    K215 = Note;
    /// A citation whose parliamentary year contradicts a date.
    K216 = Warning;
    /// A mark of a note in the words of a link or image.
    K217 = Warning;
    /// What looks like a note and is none.
    K218 = Warning;
    /// A link to a page or file that is not there.
    K301 = Error;
    /// A link to a place that is not on its page.
    K302 = Error;
    /// A template that cannot be used.
    K401 = Error;
    /// Two things at one address, or one in the other's way.
    K402 = Error;
    /// The published folder holds a file that Voetnoot did not make and would overwrite.
    K501 = Error;
    /// The published folder cannot be written.
    K502 = Error;
    /// A file where `init` would write one.
    K503 = Error;
    /// A file system that is mounted in the published folder.
    K504 = Error;
    /// A site that would lose most of its letters.
    K505 = Error;
    /// Annotations of a letter that is not there.
    K600 = Error;
    /// An annotation that is not about exactly one thing.
    K601 = Error;
    /// An annotation of words that the letter does not have.
    K602 = Error;
    /// An annotation of words that the letter has more than once.
    K603 = Error;
    /// An annotation of a section or footnote that the letter does not have.
    K604 = Error;
    /// Two annotations with one id.
    K605 = Error;
    /// Annotations that were written for another revision of the text.
    K606 = Warning;
    /// A file that holds no Web Annotations.
    K610 = Error;
    /// A Web Annotation that cannot be an annotation here.
    K611 = Error;
    /// Part of a Web Annotation that has no place here.
    K612 = Warning;
    /// Annotations for a letter that has some already.
    K613 = Error;
    /// Words that an import would lose.
    K701 = Error;
    /// A letter that is there already.
    K702 = Error;
    /// Two files that are the same letter.
    K703 = Error;
    /// A document that does not state what a letter must.
    K704 = Error;
    /// A file of a kind that cannot be imported.
    K705 = Error;
    /// A letter that cannot be written.
    K706 = Error;
    /// A letter whose text an import would take for its head.
    K707 = Error;
    /// A note without a mark in the text.
    K720 = Warning;
    /// A hyphen at the end of a line that may only divide a word.
    K721 = Warning;
    /// Texts and numbers of notes that a conversion has set apart.
    K722 = Warning;
    /// What looks like a mark and has no note.
    K723 = Warning;
    /// A PDF that cannot be converted.
    K724 = Error;
    /// A Word file that cannot be read.
    K740 = Error;
    /// A mark without its note.
    K741 = Warning;
    /// Two candidates for one fact.
    K742 = Warning;
    /// A character without a known meaning.
    K743 = Warning;
    /// Pictures and the like, which are left out.
    K744 = Note;
    /// A file without text.
    K745 = Error;
    /// XML that cannot be read.
    K760 = Error;
    /// A number or id of a publication that is not understood.
    K761 = Warning;
    /// A head that contradicts the official id.
    K762 = Warning;
    /// Text whose encoding was mended.
    K763 = Note;
}

impl Code {
    /// The code with this name, in either case.
    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|code| code.name().eq_ignore_ascii_case(name))
    }

    /// What the code means and what to do: its paragraph of `docs/FINDINGS.md`, Markdown.
    pub fn explanation(self) -> &'static str {
        let text = include_str!("../docs/FINDINGS.md");
        let Some(start) = text.find(&format!("## {}", self.name())) else {
            return "";
        };
        let section = &text[start..];
        let end = section[2..].find("\n## ").map_or(section.len(), |at| at + 2);
        section[..end].trim_end()
    }
}

impl fmt::Display for Code {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

impl Serialize for Code {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.name())
    }
}

/// Where in a file. Lines and columns count from 1, columns in characters, as an editor shows them.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Place {
    /// The path as the user would type it.
    pub file: String,
    /// Line of the first character; 0 means the file as a whole.
    pub line: u32,
    /// Column of the first character.
    pub column: u32,
    /// Column after the last character, on the same line.
    pub end_column: u32,
    /// The line, or the part of a long line around the finding.
    #[serde(skip)]
    pub excerpt: Excerpt,
}

impl Place {
    /// A file as a whole.
    pub fn file(file: impl Into<String>) -> Self {
        Self { file: file.into(), line: 0, column: 0, end_column: 0, excerpt: Excerpt::default() }
    }
}

/// A line of a file with the part that a finding is about.
#[derive(Debug, Clone, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Excerpt {
    /// The text shown.
    pub text: String,
    /// Characters before the marked part.
    pub before: usize,
    /// Characters of the marked part.
    pub marked: usize,
}

/// One finding.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Finding {
    /// How grave it is, after `site.yaml` and `--strict`.
    pub severity: Severity,
    /// Which kind.
    pub code: Code,
    /// What is wrong, in one line.
    pub message: String,
    /// Where, when it is in a file.
    pub place: Option<Place>,
    /// What stands at the marked place.
    pub label: Option<String>,
    /// What to do.
    pub help: Option<String>,
}

impl Finding {
    /// A finding of the code's own severity.
    pub fn new(code: Code, message: impl Into<String>) -> Self {
        Self {
            severity: code.default_severity(),
            code,
            message: message.into(),
            place: None,
            label: None,
            help: None,
        }
    }

    /// The same, at a place.
    #[must_use]
    pub fn at(mut self, place: Place) -> Self {
        self.place = Some(place);
        self
    }

    /// The same, with words beside the marked place.
    #[must_use]
    pub fn label(mut self, label: impl Into<String>) -> Self {
        self.label = Some(label.into());
        self
    }

    /// The same, with advice.
    #[must_use]
    pub fn help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into());
        self
    }
}

/// Files in order, findings in the order of the file; those without a place first.
impl Ord for Finding {
    fn cmp(&self, other: &Self) -> std::cmp::Ordering {
        let key = |d: &Self| (d.place.clone(), d.code, d.message.clone());
        key(self).cmp(&key(other))
    }
}

impl PartialOrd for Finding {
    fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}

/// The candidate that a mistyped word most likely stands for.
pub fn did_you_mean<'a>(word: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let allowed = 1 + word.chars().count() / 4;
    candidates
        .into_iter()
        .map(|c| (strsim::osa_distance(&word.to_lowercase(), &c.to_lowercase()), c))
        .filter(|&(distance, _)| distance <= allowed)
        .min_by_key(|&(distance, _)| distance)
        .map(|(_, c)| c)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_code_is_explained_and_nothing_else() {
        let text = include_str!("../docs/FINDINGS.md");
        let explained: Vec<&str> =
            text.lines().filter_map(|l| l.strip_prefix("## ")?.split(' ').next()).collect();
        let codes: Vec<&str> = Code::ALL.iter().map(|c| c.name()).collect();
        assert_eq!(explained, codes, "docs/FINDINGS.md and the codes differ");
        for code in Code::ALL {
            let body = code.explanation().lines().skip(1).collect::<String>();
            assert!(body.len() > 80, "{code} is hardly explained");
            let word = format!("({})", code.default_severity().name());
            assert!(
                code.explanation().lines().next().is_some_and(|l| l.ends_with(&word)),
                "{code} lacks {word}"
            );
        }
    }

    #[test]
    fn slips_are_recognised_and_strangers_are_not() {
        let keys = ["title", "date", "dossiernummer", "indiener"];
        assert_eq!(did_you_mean("titel", keys), Some("title"));
        assert_eq!(did_you_mean("Dossiernumer", keys), Some("dossiernummer"));
        assert_eq!(did_you_mean("kleur", keys), None);
    }
}
