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
    ($($(#[doc = $doc:literal])+ $name:ident = $severity:ident: $help:literal;)+) => {
        /// The kinds of findings, each with its severity and advice. The number is stable for ever: it is what
        /// `explain`, `site.yaml` and people's notes refer to. Each has a paragraph in `docs/FINDINGS.md`.
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

            /// What to do, where a finding knows nothing better.
            pub fn help(self) -> &'static str {
                match self { $(Code::$name => $help,)+ }
            }
        }
    };
}

codes! {
    /// A file or folder cannot be read.
    K001 = Error: "check the path and its permissions";
    /// A file is no UTF-8 text.
    K002 = Error: "save the file with the encoding UTF-8";
    /// A file is larger than its limit.
    K003 = Error: "make it smaller: `voetnoot explain K003` tells the limits";
    /// A file in the content folder that Voetnoot does not use.
    K004 = Warning: "put it in static/, or begin its name with a dot";
    /// A symbolic link in the content folder, which is not followed.
    K005 = Warning: "put the file itself in the content folder";
    /// No letters.
    K006 = Warning: "put letters in the content folder, as `28638/201.md`, or name another with --content";
    /// A letter, annotations, settings or a register under a name that is not read.
    K007 = Error: "rename it as the message says";
    /// A letter among the static files.
    K008 = Warning: "move it to the content folder; a file that readers are to download may have another ending";
    /// A letter that would be left out without a word.
    K009 = Error: "this is a mistake of Voetnoot: please report it, with the file if you may share it";
    /// A fault of Voetnoot itself.
    K099 = Error: "please report it with this message and, if you may share it, the file that brings it about";
    /// A letter or dossier without front matter.
    K101 = Error: "begin the file with `---`, its keys and `---`";
    /// YAML that cannot be read.
    K102 = Error: "put a text with a colon, a quotation mark or a `#` between double quotation marks";
    /// An unknown key.
    K103 = Error: "correct the spelling, or take the line out";
    /// A required key is missing.
    K104 = Error: "add what is missing";
    /// A value of the wrong form.
    K105 = Error: "write the value in the form that `voetnoot schema` describes";
    /// A date that does not exist or is not written as `2021-09-15`.
    K106 = Error: "write the date on the letter as `2021-09-15`";
    /// A vergaderjaar that does not fit the date.
    K107 = Warning: "a printed vergaderjaar wins; leave it as it is if the document states it";
    /// Two files with one identity.
    K108 = Error: "correct the number of one of the two, or delete the copy";
    /// A letter that is dated after today.
    K109 = Warning: "check the year";
    /// A register entry for a work that is in the collection.
    K110 = Warning: "delete it from the register";
    /// A list of published ids that cannot be used.
    K111 = Error: "write one id a line, plain or compressed with xz or zstd";
    /// A line of that list that is no id.
    K112 = Warning: "write one id a line, as `kst-28638-201`";
    /// A site that does not say where it is published.
    K113 = Note: "write its address in site.yaml, `base_url: https://example.org/`, or give it with --base-url";
    /// A footnote reference without its note.
    K201 = Error: "add the note at the end of the letter, or take its mark out";
    /// A note that is defined twice.
    K202 = Error: "give one of the two another number, and its mark in the text as well";
    /// A note that nothing refers to.
    K203 = Warning: "put its mark in the text, or take the note out";
    /// A citation of a dossier that does not exist, or looks like a slip for one that is known.
    K204 = Warning: "check the number; if it is right, describe the work in the register";
    /// A citation of a dossier that this site knows nothing about.
    K205 = Note: "nothing needs to be done; the register can describe the work";
    /// A citation whose chamber contradicts its number.
    K206 = Warning: "the link follows the number; check which of the two is right";
    /// A citation of a work that is dated later than the letter.
    K207 = Warning: "check the number and both dates";
    /// *Idem* or *zie noot 3* that cannot be followed.
    K208 = Warning: "write the citation out";
    /// A citation that means one of several works.
    K209 = Warning: "add the letter or the document to the collection or the register to decide it";
    /// A range of numbers too long to spell out.
    K210 = Warning: "only its two ends are linked; check the numbers";
    /// A citation without an address.
    K211 = Note: "its page on this site stays without an official link";
    /// Raw HTML, which is shown as text.
    K212 = Warning: "write it in Markdown; a `<` that is meant as such is written `\\<`";
    /// A link with an address that is not allowed.
    K213 = Error: "link to https://…, to /dossier/nummer/, to another .md file, or to #anchor";
    /// A citation of a Kamerstuk that was never published.
    K214 = Warning: "check the number against the document that is cited";
    /// A citation of a Kamerstuk beyond the end of the list of published ids.
    K215 = Note: "nothing needs to be done if the number is right";
    /// A citation whose parliamentary year contradicts a date.
    K216 = Warning: "the link follows the number; check the year";
    /// A mark of a note in the words of a link or image.
    K217 = Warning: "put the mark behind the link";
    /// What looks like a note and is none.
    K218 = Warning: "write a note as `[^1]`, and below the text `[^1]: …`";
    /// A character that is a command and not read.
    K219 = Warning: "delete it; what it did to the words beside it, write out";
    /// A citation that leads nowhere, and is not in the report that it is held against.
    K220 = Error: "check the number; if it is right, describe the work in the register, or make the report anew";
    /// A report on citations that cannot be used.
    K221 = Error: "name a report that `voetnoot check --format citations` has printed, or `verwijzingen.json` of a site";
    /// A link to a page or file that is not there.
    K301 = Error: "link to an .md file of the content folder or to an address of the site";
    /// A link to a place that is not on its page.
    K302 = Error: "link to an .md file of the content folder or to an address of the site";
    /// A template that cannot be used.
    K401 = Error: "mend the template, or delete it to have that of the theme";
    /// Two things at one address, or one in the other's way.
    K402 = Error: "give one of the two another name";
    /// The published folder holds a file that Voetnoot did not make and would overwrite.
    K501 = Error: "move it away, or choose another folder with --output";
    /// The published folder cannot be written.
    K502 = Error: "check that the folder can be written and that the disk is not full";
    /// A file where `init` would write one.
    K503 = Error: "nothing was written; choose another folder, or put the file away";
    /// A file system that is mounted in the published folder.
    K504 = Error: "unmount it, or choose another folder with --output";
    /// A site that would lose most of its letters.
    K505 = Error: "bring the letters back, or say with --allow-shrink that they are to go";
    /// The preview cannot be served.
    K506 = Error: "choose another port with --port, or stop the program that uses it";
    /// Files that were changed by hand since they were published.
    K507 = Warning: "what the pages are to say belongs in letters, templates or static files";
    /// Annotations of a letter that is not there.
    K600 = Error: "put the letter beside it, or delete the file";
    /// An annotation that is not about exactly one thing.
    K601 = Error: "keep one of `quote`, `section` and `footnote`";
    /// An annotation of words that the letter does not have.
    K602 = Error: "copy the words from the letter";
    /// An annotation of words that the letter has more than once.
    K603 = Error: "add a `prefix` or `suffix`: what stands beside the words that are meant";
    /// An annotation of a section or footnote that the letter does not have.
    K604 = Error: "write the heading, or the number of the footnote, as the letter has it";
    /// Two annotations with one id.
    K605 = Error: "give one of the two an `id` of its own; it becomes part of its address";
    /// Annotations that were written for another revision of the text.
    K606 = Warning: "read the annotation again beside the letter, and write the revision that it now is for";
    /// A file that holds no Web Annotations.
    K610 = Error: "export the annotations as JSON-LD";
    /// A Web Annotation that cannot be an annotation here.
    K611 = Error: "mend the file, or write this annotation by hand";
    /// Part of a Web Annotation that has no place here.
    K612 = Warning: "write by hand what is missing, if it matters";
    /// Annotations for a letter that has some already.
    K613 = Error: "print the result with --dry-run and compare the two; --force writes over it";
    /// Words that an import would lose.
    K701 = Error: "nothing is written for this file; please report it, with the file if you may share it";
    /// A letter that is there already.
    K702 = Error: "compare the two; --force writes over it";
    /// Two files that are the same letter.
    K703 = Error: "import one of them";
    /// A document that does not state what a letter must.
    K704 = Error: "give it with the option of that name";
    /// A file of a kind that cannot be imported.
    K705 = Error: "convert it to HTML, Word or text";
    /// A letter that cannot be written.
    K706 = Error: "check the path and its permissions";
    /// A letter whose text an import would take for its head.
    K707 = Error: "put a salutation (`Geachte voorzitter,`) on a line of its own above the first paragraph";
    /// Words of a head that the front matter does not have.
    K708 = Warning: "see whether they belong in the front matter or in the letter, and put them there";
    /// Addresses of links that the letter does not have.
    K709 = Warning: "write the link by hand, if a reader should have it";
    /// A note without a mark in the text.
    K720 = Warning: "look the note up in the original, and put its mark in the text";
    /// A hyphen at the end of a line that may only divide a word.
    K721 = Warning: "look the word up in the original";
    /// Texts and numbers of notes that a conversion has set apart.
    K722 = Warning: "compare these notes with the original";
    /// What looks like a mark and has no note.
    K723 = Warning: "if it is the mark of a note, write the note; if not, leave it";
    /// A PDF that cannot be converted.
    K724 = Error: "install `pdftotext` (poppler), or convert it to text yourself";
    /// A line that may be a running head, and stays.
    K725 = Warning: "delete it where it is a running head";
    /// Text in columns, whose lines stand beside each other.
    K726 = Warning: "compare these lines with the original, and set the columns one below the other";
    /// A Word file that cannot be read.
    K740 = Error: "open it in Word and save it as .docx";
    /// A mark without its note.
    K741 = Warning: "look the note up in the original, and write it at the end of the letter";
    /// Two candidates for one fact.
    K742 = Warning: "compare the front matter with the document";
    /// A character without a known meaning.
    K743 = Warning: "look the character up in the original, and write it in the letter";
    /// Pictures and the like, which are left out.
    K744 = Note: "put those that belong to the letter in static/, and refer to them in the text";
    /// A file without text.
    K745 = Error: "if it is a scan, have its text recognised; if not, check that it is the right file";
    /// Deleted or hidden words and remarks of a tracked text, which are left out.
    K746 = Warning: "accept or reject the changes in the original and import it again, if it was not final";
    /// Notes that are not marked as in the original.
    K747 = Warning: "compare the marks of the notes with the original, and what the text says of notes by number";
    /// YAML above a text that is not understood.
    K748 = Warning: "correct the value, or give the fact with an option";
    /// Cells that span several, whose words stand in the first.
    K749 = Warning: "compare the table with the original";
    /// Formulas as running text.
    K750 = Warning: "compare the formula with the original";
    /// XML that cannot be read.
    K760 = Error: "fetch the file again from where it is published";
    /// A number or id of a publication that is not understood.
    K761 = Warning: "check the number in the original, and add it by hand";
    /// A head that contradicts the official id.
    K762 = Warning: "compare the front matter with the document";
    /// Text whose encoding was mended.
    K763 = Note: "nothing needs to be done; read a few words with accents";
    /// Metadata that say nothing of a document.
    K764 = Warning: "check the number of the document, or fetch the metadata of all that are imported";
    /// A publication that is no letter.
    K765 = Warning: "leave it out if the collection is to have letters only: citations link to it without it";
}

impl Code {
    /// The code with this name, in either case.
    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|code| code.name().eq_ignore_ascii_case(name))
    }

    /// What the code means and what to do: its paragraph of `docs/FINDINGS.md`, Markdown.
    pub fn explanation(self) -> &'static str {
        let text = include_str!("../docs/FINDINGS.md");
        let section = text.find(&format!("## {}", self.name())).and_then(|start| text.get(start..));
        let section = section.unwrap_or_default();
        section.split_once("\n## ").map_or(section, |(own, _)| own).trim_end()
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
    #[serde(skip_serializing_if = "is_zero")]
    pub line: u32,
    /// Column of the first character.
    #[serde(skip_serializing_if = "is_zero")]
    pub column: u32,
    /// Column after the last character, on the same line.
    #[serde(skip_serializing_if = "is_zero")]
    pub end_column: u32,
    /// The line, or the part of a long line around the finding.
    #[serde(skip)]
    pub excerpt: Excerpt,
}

/// What a file as a whole has for a line.
#[allow(clippy::trivially_copy_pass_by_ref, reason = "serde asks so")]
fn is_zero(number: &u32) -> bool {
    *number == 0
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
    pub help: String,
}

impl Finding {
    /// A finding of the code's own severity, with the code's own advice.
    pub fn new(code: Code, message: impl Into<String>) -> Self {
        Self {
            severity: code.default_severity(),
            code,
            message: message.into(),
            place: None,
            label: None,
            help: code.help().to_owned(),
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

    /// The same, with better advice than that of its code.
    #[must_use]
    pub fn help(mut self, help: impl Into<String>) -> Self {
        self.help = help.into();
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
    fn a_finding_says_what_to_do_from_the_start() {
        for &code in Code::ALL {
            let finding = Finding::new(code, "x");
            assert!(!finding.help.is_empty() && finding.help == code.help(), "{code}");
            assert_eq!(finding.help("better").help, "better");
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
