//! Markdown that has YAML above its text already: from Obsidian, from `pandoc -s`, or a letter of another collection.
//!
//! What would build as it is, is a letter and is taken as it is. Of others the keys that letters have are facts, where
//! the text prints none; other keys are listed as left out, with all of the YAML.

use super::draft::{Draft, Head, Omitted, Why};
use super::header::{date, kind, number, people, squeeze};
use crate::content::front_matter::{Indiener, texts_by_key};
use crate::content::letter::Headed;
use crate::content::source::Source;
use crate::finding::{Code, Finding, Severity};
use crate::limits;
use crate::number::identifier::{DocumentId, Kind};
use crate::number::kst::KstId;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Display;
use std::ops::Range;

/// Keys of programs whose `date` is the day on which they ran, and whose `type` is that of the file.
const PROGRAMS: [&str; 4] = ["content_hash", "extracted_via", "generation_metadata", "token_estimate"];

/// The bytes of the YAML above a text, with its fences.
pub(super) fn of(text: &str) -> Option<Range<usize>> {
    let mut at = 0;
    for (number, line) in text.split_inclusive('\n').enumerate() {
        let fence = line.trim_end();
        if number == 0 && fence != "---" {
            return None;
        }
        at += line.len();
        if number > 0 && matches!(fence, "---" | "...") {
            let inner = text.get(line.len().min(4)..at)?;
            let keyed = inner.lines().any(|l| l.split_once(':').is_some_and(|(key, _)| is_key(key)));
            return (keyed && at <= limits::YAML_BYTES).then_some(0..at);
        }
    }
    None
}

fn is_key(text: &str) -> bool {
    !text.is_empty() && text.chars().all(|c| c.is_alphanumeric() || matches!(c, '_' | '-'))
}

/// The place of a letter that has all that a letter needs. `None` if it has not.
pub(super) fn letter(source: &Source) -> Option<String> {
    of(&source.text)?;
    let mut found = Vec::new();
    let letter = Source::new(source.file.clone(), source.file.clone(), source.text.clone());
    let headed = Headed::read(letter, &mut found).ok()?;
    let place = format!("{}.md", headed.meta.path.as_str().trim_end_matches('/'));
    found.iter().all(|finding| finding.severity != Severity::Error).then_some(place)
}

/// The text with spaces in place of its YAML: every other byte keeps its place.
pub(super) fn blanked(text: &str, yaml: &Range<usize>) -> String {
    let (above, below) = text.split_at(yaml.end);
    let spaces = above.bytes().map(|b| if b == b'\n' { '\n' } else { ' ' });
    spaces.chain(below.chars()).collect()
}

/// Puts the facts of the YAML into a draft of the text below it.
pub(super) fn complete(source: &Source, yaml: &Range<usize>, draft: &mut Draft, findings: &mut Vec<Finding>) {
    let mut at = yaml.start;
    let mut lines = Vec::new();
    for line in source.text.get(yaml.clone()).unwrap_or_default().split_inclusive('\n') {
        let end = at + line.trim_end().len();
        if !line.trim().is_empty() {
            lines.push(Omitted { at: at..end, text: line.trim_end().to_owned(), why: Why::Metadata });
        }
        at += line.len();
    }
    lines.append(&mut draft.omitted);
    draft.omitted = lines;
    let inner = source.text.get(yaml.clone()).unwrap_or_default().trim();
    let inner = inner.trim_start_matches("---").trim_end_matches(['-', '.']);
    let Some(texts) = texts_by_key(inner) else {
        let finding = Finding::new(Code::K748, "the YAML above the text cannot be read");
        let finding = finding.at(source.place(yaml.clone()));
        findings.push(finding.help("mend it, or give its facts with --date, --title and the like"));
        return;
    };
    let is_of_program = PROGRAMS.iter().any(|key| texts.contains_key(*key));
    let mut reader = FactReader { source, texts, read: BTreeSet::new(), findings };
    if is_of_program {
        reader.texts.retain(|key, _| !DATE.contains(&key.as_str()) && !TYPE.contains(&key.as_str()));
    }
    reader.facts(&mut draft.head);
    if !is_of_program {
        reader.report_others();
    }
}

/// A fact, and the keys under which people and programs write it, the letter's own first; all plain.
type Keys = &'static [&'static str];

const TITLE: Keys = &["title", "titel"];
const DATE: Keys = &["date", "datum", "briefdatum"];
const DOSSIER: Keys = &["dossiernummer", "dossiernummers", "dossier", "dossiers", "kamerstukdossier"];
const ONDERNUMMER: Keys = &["ondernummer", "nummer", "nr", "volgnummer", "number"];
const IDENTIFIER: Keys = &["identifier", "id", "documentnummer", "kamerstuk", "publicatie"];
const KENMERK: Keys = &["kenmerk", "ons kenmerk", "onze referentie", "referentie", "reference"];
const VERGADERJAAR: Keys = &["vergaderjaar"];
const TYPE: Keys = &["type", "soort", "kind"];
const SENDERS: Keys = &[
    "indiener",
    "indieners",
    "afzender",
    "afzenders",
    "ondertekenaar",
    "ondertekenaars",
    "bewindspersoon",
    "author",
    "authors",
    "auteur",
    "auteurs",
    "sender",
    "from",
];
const RECEIVER: Keys = &["ontvanger", "geadresseerde", "aan", "recipient", "to"];
const PLACE: Keys = &["plaats", "place"];
const TOPICS: Keys = &["onderwerpen", "trefwoorden", "tags", "keywords", "subjects", "thema", "themas"];
/// What a letter is about, or its topics if it has a title.
const SUBJECT: Keys = &["onderwerp", "betreft", "subject"];
const LANGUAGE: Keys = &["language", "lang", "taal"];
const ALIAS: Keys = &["alias"];
const ANSWERED: Keys = &["reageert op"];

/// A key as it is compared: people write capitals, hyphens, underscores.
fn plain(key: &str) -> String {
    squeeze(&key.to_lowercase().replace(['_', '-'], " "))
}

struct FactReader<'a> {
    source: &'a Source,
    texts: BTreeMap<String, Vec<String>>,
    /// Keys that are facts.
    read: BTreeSet<String>,
    findings: &'a mut Vec<Finding>,
}

impl FactReader<'_> {
    fn facts(&mut self, head: &mut Head) {
        self.dossiers(head);
        self.fact(DATE, &mut head.date, &date::date);
        self.fact(ONDERNUMMER, &mut head.ondernummer, &|text| {
            text.parse().ok().or_else(|| Some(number::ondernummer(text)?.0))
        });
        self.identifier(head);
        self.fact(KENMERK, &mut head.kenmerk, &|text| Some(squeeze(text)));
        self.fact(VERGADERJAAR, &mut head.vergaderjaar, &|text| text.parse().ok());
        self.fact(TYPE, &mut head.soort, &|text| {
            Some(kind::kind(text).map_or_else(|| squeeze(text), str::to_owned))
        });
        self.fact(LANGUAGE, &mut head.language, &|text| Some(squeeze(text)));
        head.language.take_if(|language| language.split('-').next() == Some("nl"));
        self.title_and_topics(head);
        self.senders(head);
        self.fact(RECEIVER, &mut head.ontvanger, &|text| Some(squeeze(text)));
        self.fact(PLACE, &mut head.plaats, &|text| Some(squeeze(text)));
        for (keys, ids) in [(ALIAS, &mut head.aliases), (ANSWERED, &mut head.reageert_op)] {
            let (key, texts) = self.values(keys);
            for text in texts {
                match DocumentId::parse(&text) {
                    Some(id) if ids.contains(&id) => {}
                    Some(id) => ids.push(id),
                    None => self.wrong(key.as_deref().unwrap_or_default(), &text),
                }
            }
        }
    }

    /// Programs set a title that the file has from its template: what the letter is about counts more. A subject is the
    /// title where there is none, and a topic beside one.
    fn title_and_topics(&mut self, head: &mut Head) {
        let ((key, titles), (subject_key, subject)) = (self.values(TITLE), self.values(SUBJECT));
        let key = key.or(subject_key);
        let title = titles.first().or(subject.first());
        match (title.zip(key), &head.title) {
            (Some((title, _)), None) => head.title = Some(title.clone()),
            (Some((title, key)), Some(printed)) if title != printed => {
                self.doubt(&key, title, printed, "the letter's was taken");
            }
            _ => {}
        }
        let topics = self.values(TOPICS).1;
        let topics =
            topics.iter().flat_map(|topic| topic.split(',')).map(|t| squeeze(t.trim_start_matches('#')));
        head.onderwerpen.extend(topics.filter(|topic| !topic.is_empty()));
        if !titles.is_empty() {
            head.onderwerpen.extend(subject);
        }
    }

    /// Dossiers, which may have the number of the letter behind them: `36 278, nr. 32`.
    fn dossiers(&mut self, head: &mut Head) {
        let (key, texts) = self.values(DOSSIER);
        let mut dossiers = Vec::new();
        for text in texts {
            let old = || Some((text.parse().ok()?, ""));
            let Some((dossier, rest)) = number::leading_dossier(&text).or_else(old) else {
                self.wrong(key.as_deref().unwrap_or_default(), &text);
                continue;
            };
            let rest = rest.trim_start_matches([',', ' ', '-', ':']);
            let (number, rest) =
                number::ondernummer(rest).map_or((None, rest), |(number, rest)| (Some(number), rest));
            if dossiers.is_empty() {
                head.ondernummer = number.or(head.ondernummer);
            }
            dossiers.push((dossier, Some(squeeze(rest)).filter(|title| !title.is_empty())));
        }
        if let Some((first, _)) = dossiers.first() {
            let printed = std::mem::take(&mut head.dossiers);
            if let Some((printed, _)) = printed.first().filter(|(printed, _)| printed != first) {
                self.doubt(
                    key.as_deref().unwrap_or_default(),
                    &first.to_string(),
                    &printed.to_string(),
                    FIRST,
                );
            }
            let title =
                |number| printed.iter().find(|(other, _)| *other == number).and_then(|(_, t)| t.clone());
            head.dossiers =
                dossiers.into_iter().map(|(number, own)| (number, own.or_else(|| title(number)))).collect();
        }
    }

    /// An official id, or a Kamerstuk as people cite it. What is neither may be the note's own id in a program.
    fn identifier(&mut self, head: &mut Head) {
        let (key, texts) = self.values(IDENTIFIER);
        for text in texts {
            let cited = || {
                let (dossier, rest) = number::leading_dossier(&text)?;
                let (ondernummer, _) = number::ondernummer(rest.trim_start_matches([',', ' ', '-']))?;
                Some(DocumentId::from(KstId { dossier, ondernummer }))
            };
            match DocumentId::parse(&text).filter(|id| id.kind() != Kind::Url).or_else(cited) {
                Some(id) => match id.kst() {
                    Some(kst) => {
                        head.ondernummer.get_or_insert(kst.ondernummer);
                        if head.dossiers.iter().all(|(dossier, _)| *dossier != kst.dossier) {
                            head.dossiers.insert(0, (kst.dossier, None));
                        }
                    }
                    None => head.identifier = Some(id),
                },
                None => self.wrong(key.as_deref().unwrap_or_default(), &text),
            }
        }
    }

    /// Who sends the letter, if nobody has signed it; whoever typed it may be its author in a program.
    fn senders(&mut self, head: &mut Head) {
        let (key, texts) = self.values(SENDERS);
        let stated: Vec<Indiener> = texts.iter().map(|text| sender(text)).collect();
        if head.indieners.is_empty() {
            head.indieners = stated;
            return;
        }
        let named =
            |sender: &Indiener| sender.naam.clone().or_else(|| sender.ambt.clone()).unwrap_or_default();
        let signed: Vec<String> = head.indieners.iter().map(named).collect();
        for other in stated.iter().map(named) {
            let last = other.rsplit(' ').next().unwrap_or_default().to_lowercase();
            if !signed.iter().any(|signed| signed.to_lowercase().ends_with(&last)) {
                self.doubt(
                    key.as_deref().unwrap_or_default(),
                    &other,
                    &signed.join(", "),
                    "the signature was taken",
                );
            }
        }
    }

    /// The values of a fact, under the first of its keys that is there; the key is given as it is written.
    fn values(&mut self, keys: &[&str]) -> (Option<String>, Vec<String>) {
        for key in keys {
            let found = self.texts.iter().find(|(written, _)| plain(written) == *key);
            if let Some((written, values)) = found.map(|(written, values)| (written.clone(), values.clone()))
            {
                self.read.insert(written.clone());
                let values =
                    values.iter().map(|value| squeeze(value)).filter(|value| !value.is_empty()).collect();
                return (Some(written), values);
            }
        }
        (None, Vec::new())
    }

    /// A fact of one value, where the letter prints none: programs set the day on which they ran, or a kind of their own.
    /// What several keys say must agree.
    fn fact<T: PartialEq + Display>(
        &mut self,
        keys: Keys,
        kept: &mut Option<T>,
        read: &dyn Fn(&str) -> Option<T>,
    ) {
        let mut first: Option<T> = None;
        for key in keys {
            let (Some(key), values) = self.values(&[key]) else { continue };
            let Some(text) = values.first() else { continue };
            let Some(stated) = read(text) else {
                self.wrong(&key, text);
                continue;
            };
            let (known, taken) = match kept.as_ref() {
                Some(printed) => (Some(printed), "what the letter prints was taken"),
                None => (first.as_ref(), FIRST),
            };
            if let Some(known) = known.filter(|known| **known != stated) {
                self.doubt(&key, &stated.to_string(), &known.to_string(), taken);
            }
            first.get_or_insert(stated);
        }
        *kept = kept.take().or(first);
    }

    fn wrong(&mut self, key: &str, text: &str) {
        let message = format!("`{text}` above the text is no value of `{key}`");
        let help = if text.trim_start().starts_with('0') {
            "correct it: numbers of dossiers begin with no 0"
        } else {
            "correct it"
        };
        self.findings.push(Finding::new(Code::K748, message).at(self.line(key)).help(help));
    }

    fn doubt(&mut self, key: &str, stated: &str, printed: &str, taken: &str) {
        let message = format!("the `{key}` above the text is {stated}, and the letter says {printed}");
        let finding = Finding::new(Code::K742, message).at(self.line(key));
        self.findings.push(finding.help(format!("{taken}: correct it if it is the other")));
    }

    /// Reports the keys that are no facts of a letter.
    fn report_others(&mut self) {
        let others: Vec<&String> = self.texts.keys().filter(|key| !self.read.contains(*key)).collect();
        let Some(first) = others.first() else { return };
        let quoted: Vec<String> = others.iter().map(|key| format!("`{key}`")).collect();
        let message = format!(
            "{} above the text: no letter has such keys, or another states the same; they are left out",
            quoted.join(", ")
        );
        let finding = Finding::new(Code::K748, message).at(self.line(first));
        self.findings
            .push(finding.help("put what a reader should have into the text, or under a key of letters"));
    }

    /// The line of a key.
    fn line(&self, key: &str) -> crate::finding::Place {
        let mut at = 0;
        for line in self.source.text.split_inclusive('\n') {
            if line.strip_prefix(key).is_some_and(|rest| rest.starts_with(':')) {
                return self.source.place(at..at + line.trim_end().len());
            }
            at += line.len();
        }
        self.source.place(0..3)
    }
}

/// What is done where the two disagree.
const FIRST: &str = "what the first of the keys says was taken";

/// A sender: `Minister van Financiën, A. Jansen`, `A. Jansen, Minister van Financiën`, `A. Jansen`.
fn sender(text: &str) -> Indiener {
    let named = |naam: &str| Indiener { ambt: None, naam: Some(naam.to_owned()) };
    let behind = || {
        let (naam, office) = text.split_once(", ").or_else(|| text.strip_suffix(')')?.split_once(" ("))?;
        people::office(office).map(|sender| Indiener { naam: Some(naam.to_owned()), ..sender })
    };
    people::office(text).or_else(behind).unwrap_or_else(|| named(text))
}
