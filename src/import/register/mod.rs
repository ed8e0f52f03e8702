//! The register from what the publisher and the Chamber offer: facts of publications out of their metadata, many files in any
//! order, merged to one fact a work, and written below what a person has written.
//!
//! The line, in order. `read` tells by its content what a file is: `xml` reads answers of a search, OWMS, `metadata.xml`
//! and `<meta>`, `odata` what the Tweede Kamer gives, `lists` tables. `fact` makes a fact of what a record says.
//! `merge` makes one of all that are about the same work. [`fill`] writes those that a collection lacks.
//!
//! Nothing here overwrites what a person wrote, and what is not taken is counted with its reason.

mod fact;
mod lists;
mod odata;
mod xml;

use super::{encoding, store};
use crate::content::front_matter::{self, Indiener};
use crate::content::source::{self, Source, shown};
use crate::fault;
use crate::finding::{Code, Finding, Place};
use crate::limits;
use crate::number::identifier::DocumentId;
use crate::number::kst::{DossierNumber, KstId};
use fact::Fact;
use jiff::civil::Date;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::path::{Path, PathBuf};

/// The file of works that are cited but not held.
const REGISTER: &str = "register.yaml";

/// Why a record is not taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Skipped {
    /// It is marked as deleted.
    Deleted,
    /// It is about an attachment of a paper, which has facts of its own.
    Attachment,
    /// It states no id.
    NoId,
    /// Its id has no form that a register may have.
    UnknownId,
    /// It could not be read.
    Unreadable,
    /// It states nothing but an id.
    Bare,
    /// The work is held, or stands in the register.
    There,
    /// No text of the collection cites the work.
    NotCited,
}

impl Skipped {
    /// The reason, in words.
    pub fn reason(self) -> &'static str {
        match self {
            Self::Deleted => "deleted at the source",
            Self::Attachment => "attachments of papers",
            Self::NoId => "without an id",
            Self::UnknownId => "with an id of no known form",
            Self::Unreadable => "not readable",
            Self::Bare => "with nothing but an id",
            Self::There => "held, or in the register already",
            Self::NotCited => "not cited (--all takes them too)",
        }
    }
}

/// What a collection has and lacks.
#[derive(Debug, Default)]
pub struct Lacking {
    /// Works that are cited, and of which nothing is known.
    pub cited: BTreeSet<DocumentId>,
    /// Every id of a letter that is held or of an entry of the register.
    pub known: BTreeSet<DocumentId>,
    /// Dossiers that have a page.
    pub dossiers: BTreeSet<DossierNumber>,
    /// Those of them that are described.
    pub described: BTreeSet<DossierNumber>,
}

/// What was done.
#[derive(Debug, Default)]
pub struct Filled {
    /// Entries for the register, as they are written below it.
    pub entries: String,
    /// How many.
    pub count: usize,
    /// Titles of dossiers, each with the file that it is written in.
    pub dossiers: Vec<(String, String)>,
    /// How many records were not taken, and why.
    pub skipped: BTreeMap<Skipped, usize>,
    /// Ids of no known form, some of them.
    pub unknown: BTreeSet<String>,
    /// What is wrong with the files.
    pub findings: Vec<Finding>,
}

/// What records say, before it is known whose.
#[derive(Debug, Default)]
struct Found {
    facts: Vec<Fact>,
    /// Titles of dossiers, each with the date of the paper that states it.
    titles: Vec<(DossierNumber, String, Option<Date>)>,
    skipped: BTreeMap<Skipped, usize>,
    unknown: BTreeSet<String>,
}

impl Found {
    fn skip(&mut self, why: Skipped) {
        *self.skipped.entry(why).or_default() += 1;
    }

    /// Takes what one record says.
    fn record(&mut self, record: &fact::Record, findings: &mut Vec<Finding>, file: &str) {
        self.titles.extend(record.dossier_title());
        match record.fact() {
            Ok((fact, contradiction)) => {
                if let Some(message) = contradiction {
                    findings.push(
                        Finding::new(Code::K762, message)
                            .at(Place::file(file))
                            .help("the id was taken; check both"),
                    );
                }
                self.facts.push(fact);
            }
            Err((why, id)) => {
                if why == Skipped::UnknownId && self.unknown.len() < limits::FINDINGS_PER_FILE {
                    self.unknown.insert(id);
                }
                self.skip(why);
            }
        }
    }
}

/// Reads the files, merges what they say, and writes what the collection lacks; with `all` also what it does not cite. With
/// `dry_run` nothing is written.
pub fn fill(content: &Path, files: &[PathBuf], lacking: &Lacking, all: bool, dry_run: bool) -> Filled {
    let mut found = Found::default();
    let mut filled = Filled::default();
    for file in files {
        let name = shown(file);
        match source::read_bytes(file, limits::IMPORT_BYTES) {
            Ok(bytes) => {
                let read =
                    fault::in_file(&name, &mut filled.findings, |findings| read(&name, &bytes, findings));
                if let Some(read) = read {
                    found.facts.extend(read.facts);
                    found.titles.extend(read.titles);
                    found.unknown.extend(read.unknown);
                    for (why, count) in read.skipped {
                        *found.skipped.entry(why).or_default() += count;
                    }
                }
            }
            Err(finding) => filled.findings.push(finding),
        }
    }
    let Found { facts, titles, skipped, unknown } = found;
    (filled.skipped, filled.unknown) = (skipped, unknown);
    let mut dossiers = lacking.dossiers.clone();
    for fact in merge(facts) {
        let ids: Vec<&DocumentId> = std::iter::once(&fact.id).chain(&fact.aliases).collect();
        let why = if ids.iter().any(|id| lacking.known.contains(*id)) {
            Some(Skipped::There)
        } else if fact.is_bare() {
            Some(Skipped::Bare)
        } else if !all && !ids.iter().any(|id| lacking.cited.contains(*id)) {
            Some(Skipped::NotCited)
        } else {
            None
        };
        if let Some(why) = why {
            *filled.skipped.entry(why).or_default() += 1;
            continue;
        }
        dossiers.extend(fact.id.dossier());
        filled.entries.push_str(&fact.written());
        filled.count += 1;
    }
    dossiers.retain(|number| !lacking.described.contains(number));
    let mut texts = Vec::new();
    for (number, title) in newest(titles, &mut filled.findings, &dossiers) {
        let place = format!("{number}/_index.md");
        let text = format!("---\ntitle: {}\n---\n", front_matter::scalar(&title));
        filled.dossiers.push((shown(&content.join(&place)), title));
        texts.push((place, text));
    }
    if let Err(finding) = write(content, &filled.entries, &texts, dry_run) {
        filled.findings.push(finding);
    }
    filled.findings.sort();
    filled
}

/// What a file says.
fn read(name: &str, bytes: &[u8], findings: &mut Vec<Finding>) -> Found {
    let mut found = Found::default();
    let Some(source) = encoding::source(name, bytes, findings) else { return found };
    let text = source.text.trim_start();
    let first = text.lines().next().unwrap_or_default().trim();
    let records = if text.starts_with(['{', '[']) {
        odata::records(text, &mut found)
    } else if let Some(columns) = lists::columns(first) {
        Ok(lists::records(text, &columns, &mut found))
    } else if text.contains("<?xml") || text.starts_with('<') || text.contains("<meta") {
        Ok(xml::records(text, &mut found))
    } else {
        lists::ids(text, &mut found)
    };
    let records = records.unwrap_or_else(|reason| {
        let help =
            "name answers of a search (SRU), metadata.xml, OData of the Tweede Kamer, or lists as CSV or TSV";
        findings.push(
            Finding::new(Code::K760, format!("no metadata: {reason}")).at(Place::file(name)).help(help),
        );
        Vec::new()
    });
    for record in records {
        found.record(&record, findings, name);
    }
    found
}

/// One fact for each work, in the order of the register: what the newest version says counts, what it does not say the
/// others do. The order in which they came does not.
fn merge(facts: Vec<Fact>) -> Vec<Fact> {
    let mut works: BTreeMap<(bool, Option<KstId>, DocumentId), Vec<Fact>> = BTreeMap::new();
    for fact in facts {
        let kst = fact.id.kst();
        works.entry((kst.is_none(), kst, fact.id.clone())).or_default().push(fact);
    }
    let one = |mut of: Vec<Fact>| {
        of.sort_by_cached_key(Fact::rank);
        let mut of = of.into_iter();
        let mut first = of.next()?;
        of.for_each(|other| first.complete(other));
        first.aliases.retain(|alias| *alias != first.id);
        Some(first)
    };
    works.into_values().filter_map(one).collect()
}

/// The title of each of these dossiers that the newest paper states; where papers differ, that is said.
fn newest(
    titles: Vec<(DossierNumber, String, Option<Date>)>,
    findings: &mut Vec<Finding>,
    wanted: &BTreeSet<DossierNumber>,
) -> BTreeMap<DossierNumber, String> {
    let mut of: BTreeMap<DossierNumber, BTreeSet<(Option<Date>, String)>> = BTreeMap::new();
    for (number, title, date) in titles.into_iter().filter(|(number, ..)| wanted.contains(number)) {
        of.entry(number).or_default().insert((date, title));
    }
    of.into_iter()
        .filter_map(|(number, all)| {
            let (_, title) = all.last()?.clone();
            let others: BTreeSet<&str> =
                all.iter().map(|(_, title)| title.as_str()).filter(|t| *t != title).collect();
            if let Some(other) = others.first() {
                let message = format!("papers of dossier {number} give it {} titles", others.len() + 1);
                let help = format!("that of the newest was taken, `{title}`; another is `{other}`");
                findings.push(Finding::new(Code::K742, message).help(help));
            }
            Some((number, title))
        })
        .collect()
}

/// Writes entries below the register, and titles of dossiers where there is no file; what is there stays as it is.
fn write(content: &Path, entries: &str, dossiers: &[(String, String)], dry_run: bool) -> Result<(), Finding> {
    if !entries.is_empty() {
        let path = content.join(REGISTER);
        let there =
            if path.exists() { source::read_text(&path, limits::REGISTER_BYTES)? } else { String::new() };
        let text = below(&there, entries);
        // What is written must read back, or the next build would stop.
        let mut wrong = Vec::new();
        let before =
            front_matter::register(&Source::new(REGISTER, REGISTER, there.clone()), &mut Vec::new()).len();
        let after = front_matter::register(&Source::new(REGISTER, REGISTER, text.clone()), &mut wrong).len();
        let added = entries.lines().filter(|line| line.starts_with("- ")).count();
        if after != before + added {
            let message = format!("{added} entries would be {} when read back", after.saturating_sub(before));
            return Err(Finding::new(Code::K706, message)
                .at(Place::file(shown(&path)))
                .help("nothing was written; please report it"));
        }
        if !dry_run {
            store::write(content, REGISTER, &text, true)?;
        }
    }
    for (place, text) in dossiers.iter().filter(|_| !dry_run) {
        store::write(content, place, text, false)?;
    }
    Ok(())
}

/// A register with entries below what is there, which stays but for the sign of an empty list.
fn below(there: &str, entries: &str) -> String {
    let mut text: String = there.split_inclusive('\n').filter(|line| line.trim_end() != "[]").collect();
    if !text.is_empty() && !text.ends_with('\n') {
        text.push('\n');
    }
    if !text.is_empty() && !text.ends_with("\n\n") {
        text.push('\n');
    }
    text.push_str(entries);
    text
}

/// Senders as they stand below `indiener:`.
fn senders(list: &[Indiener]) -> String {
    let mut out = String::new();
    for Indiener { ambt, naam } in list {
        let mut dash = "- ";
        for (key, value) in [("ambt", ambt), ("naam", naam)] {
            if let Some(value) = value {
                _ = writeln!(out, "    {dash}{key}: {}", front_matter::scalar(value));
                dash = "  ";
            }
        }
    }
    out
}

#[cfg(test)]
mod tests;
