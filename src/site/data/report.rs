//! The citations of the collection one by one, and the report on them: how many of each kind in each state, and every one
//! that leads nowhere, with its place.

use super::{Data, key_of, key_of_dossier};
use crate::collection::corpus::Known;
use crate::collection::index::TextIx;
use crate::collection::resolve::{State, Target};
use crate::content::annotation::Annotation;
use crate::content::markdown::{CitationIx, Citing};
use crate::content::source::Source;
use crate::finding::{Code, Finding, Place};
use crate::number::identifier::{DocumentId, Kind};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, HashMap};

/// One document that is cited in one place.
pub(crate) struct Cited<'a> {
    pub(crate) text: TextIx,
    pub(crate) citation: CitationIx,
    citing: &'a Citing,
    /// Which of the documents that its words name.
    member: usize,
    target: &'a Target,
    pub(crate) state: State,
    pub(crate) words: &'a str,
    pub(crate) sentence: &'a str,
    /// The id of the paragraph that it stands in, if it was looked for.
    block: Option<&'a str>,
}

/// Every citation, in the order of the texts and of their words; `placed` tells whether their paragraphs are looked for. What
/// only refers to another note is none.
pub(super) fn cited<'a>(data: &'a Data<'a>, placed: bool) -> impl Iterator<Item = Cited<'a>> {
    let letters =
        data.resolution.targets.letters.enumerated().map(|(l, targets)| (TextIx::Letter(l), targets));
    let introductions = data.resolution.targets.introductions.enumerated();
    let introductions = introductions.map(|(d, targets)| (TextIx::Introduction(d), targets));
    letters.chain(introductions).flat_map(move |(text, targets)| of_text(data, text, targets, placed))
}

fn of_text<'a>(data: &'a Data<'a>, text: TextIx, targets: &'a [Vec<Target>], placed: bool) -> Vec<Cited<'a>> {
    let own = data.corpus.text(text).text;
    let blocks = if placed { own.markup.citation_blocks() } else { Vec::new() };
    let mut found = Vec::new();
    for (n, (citing, targets)) in own.citations.iter().zip(targets).enumerate() {
        let citation = CitationIx(n);
        let at = blocks.binary_search_by_key(&citation, |&(citation, _)| citation);
        let block = at.ok().and_then(|at| blocks.get(at)?.1);
        let sentence = &citing.sentence;
        let words = sentence.text.get(sentence.marked.clone()).unwrap_or_default();
        for (member, target) in targets.iter().enumerate() {
            if !matches!(target, Target::Note(_)) {
                let state = data.resolution.state(data.corpus, target);
                found.push(Cited {
                    text,
                    citation,
                    citing,
                    member,
                    target,
                    state,
                    words,
                    sentence: &sentence.text,
                    block,
                });
            }
        }
    }
    found
}

impl Cited<'_> {
    /// What the words name.
    fn id(&self) -> Option<&DocumentId> {
        self.citing.cited().get(self.member).map(|cited| &cited.id)
    }

    /// The key of what is cited, if it is a work or a dossier of the site.
    pub(crate) fn target_key(&self, data: &Data<'_>) -> String {
        match self.target {
            Target::Work(work) => data.key(*work),
            Target::Dossier(number) => key_of_dossier(*number),
            _ => String::new(),
        }
    }

    /// What the words name, or what it turned out to be.
    pub(crate) fn named(&self, data: &Data<'_>) -> String {
        match (self.id(), self.target) {
            (_, Target::Address(url)) => url.clone(),
            (Some(id), _) => key_of(id),
            (None, _) => self.target_key(data),
        }
    }

    /// The kind of publication.
    pub(crate) fn kind(&self, data: &Data<'_>) -> &'static str {
        let kind = match self.target {
            Target::Address(_) => Some(Kind::Url),
            Target::Dossier(_) => Some(Kind::Dossier),
            Target::Work(work) => {
                data.resolution.works.get(*work).and_then(|work| Some(work.id.as_ref()?.kind()))
            }
            _ => None,
        };
        match kind.or_else(|| self.id().map(DocumentId::kind)) {
            Some(kind) => kind.name(),
            None if matches!(self.target, Target::Work(_)) => "brief",
            None => Kind::Overig.name(),
        }
    }

    /// Where the words stand: `text`, `note`, `annotation` or `introduction`.
    pub(crate) fn within(&self) -> &'static str {
        match (self.text, self.citing.note(), self.citing.annotation()) {
            (TextIx::Introduction(_), ..) => "introduction",
            (_, Some(_), _) => "note",
            (_, _, Some(_)) => "annotation",
            _ => "text",
        }
    }

    /// The anchor of the paragraph, note or annotation that it stands in.
    pub(super) fn anchor(&self, data: &Data<'_>) -> String {
        let text = data.corpus.text(self.text);
        let remark = |n: usize| text.annotations.and_then(|of| of.list.get(n)).map(Annotation::anchor);
        let anchor = match (self.citing.note(), self.citing.annotation()) {
            (Some(note), _) => text.text.note(note).map(|note| note.id.clone()),
            (_, Some(annotation)) => remark(annotation.0),
            _ => self.block.map(str::to_owned),
        };
        anchor.unwrap_or_else(|| self.citation.anchor())
    }

    /// The place on the page of the text.
    pub(crate) fn url(&self, data: &Data<'_>) -> String {
        let page = data.address(&data.corpus.page_of(self.text));
        match self.within() {
            "text" => format!("{page}#{}", self.citation.anchor()),
            _ => format!("{page}#{}", self.anchor(data)),
        }
    }

    /// The file that has the words.
    fn source<'d>(&self, data: &Data<'d>) -> &'d Source {
        let text = data.corpus.text(self.text);
        match (self.citing.annotation(), text.annotations) {
            (Some(_), Some(annotations)) => &annotations.source,
            _ => text.source,
        }
    }
}

/// How many citations of a kind there are in each state.
#[derive(Debug, Serialize)]
pub(crate) struct Tally {
    pub(crate) kind: &'static str,
    pub(crate) here: usize,
    pub(crate) elsewhere: usize,
    pub(crate) ambiguous: usize,
    pub(crate) unknown: usize,
}

/// A citation that leads nowhere.
#[derive(Debug, Serialize)]
pub(crate) struct Astray {
    #[serde(skip)]
    pub(crate) text: TextIx,
    #[serde(skip)]
    pub(crate) citation: CitationIx,
    /// Key of the letter, or of the dossier whose introduction cites.
    pub(crate) source: String,
    /// `ambiguous` or `unknown`.
    pub(crate) state: &'static str,
    pub(crate) kind: &'static str,
    /// What the words name.
    pub(crate) named: String,
    pub(crate) words: String,
    pub(crate) sentence: String,
    /// The file below the content folder, and where in it.
    pub(crate) file: String,
    pub(crate) line: u32,
    pub(crate) column: u32,
    #[serde(skip)]
    pub(crate) place: Place,
    /// The place on the page.
    pub(crate) url: String,
    /// The nearest documents that exist.
    pub(crate) near: Vec<String>,
}

/// The report.
#[derive(Debug, Serialize)]
pub(crate) struct Report {
    /// Citations by kind, in the order of the names.
    pub(crate) citations: Vec<Tally>,
    /// Those that lead nowhere, in the order of the texts.
    pub(crate) unresolved: Vec<Astray>,
}

/// A report of an earlier state, as it was written.
#[derive(Deserialize)]
struct Earlier {
    unresolved: Vec<Before>,
}

/// A citation that led nowhere then: in which text it stands, and what it says.
#[derive(PartialEq, Eq, Hash, Deserialize)]
struct Before {
    source: String,
    named: String,
    words: String,
}

impl Report {
    /// The report on a collection.
    pub(crate) fn of(data: &Data<'_>) -> Self {
        let mut kinds: BTreeMap<&'static str, [usize; 4]> = BTreeMap::new();
        let mut unresolved = Vec::new();
        for cited in cited(data, false) {
            let kind = cited.kind(data);
            let [here, elsewhere, ambiguous, unknown] = kinds.entry(kind).or_default();
            *match cited.state {
                State::Here => here,
                State::Elsewhere => elsewhere,
                State::Ambiguous => ambiguous,
                State::Unknown => unknown,
            } += 1;
            if matches!(cited.state, State::Ambiguous | State::Unknown) {
                unresolved.push(astray(data, &cited, kind));
            }
        }
        let tally = |(kind, [here, elsewhere, ambiguous, unknown]): (&'static str, [usize; 4])| Tally {
            kind,
            here,
            elsewhere,
            ambiguous,
            unknown,
        };
        Self { citations: kinds.into_iter().map(tally).collect(), unresolved }
    }

    /// What is worse than in an earlier report: if more citations lead nowhere, those that it does not have.
    pub(crate) fn against(&self, file: &str, earlier: &str) -> Vec<Finding> {
        let unusable = |reason: String| {
            let message = format!("`{file}` is no report on citations: {reason}");
            vec![Finding::new(Code::K221, message).at(Place::file(file))]
        };
        let earlier: Earlier = match serde_json::from_str(earlier) {
            Ok(earlier) => earlier,
            Err(error) => return unusable(error.to_string()),
        };
        let (then, now) = (earlier.unresolved.len(), self.unresolved.len());
        if now <= then {
            return Vec::new();
        }
        let mut known: HashMap<Before, usize> = HashMap::new();
        for one in earlier.unresolved {
            *known.entry(one).or_default() += 1;
        }
        let mut is_new = |astray: &&Astray| {
            let one = Before {
                source: astray.source.clone(),
                named: astray.named.clone(),
                words: astray.words.clone(),
            };
            match known.get_mut(&one).filter(|count| **count > 0) {
                Some(count) => {
                    *count -= 1;
                    false
                }
                None => true,
            }
        };
        let finding = |astray: &Astray| {
            let message = format!("a new citation that leads nowhere: {now} do, {then} did");
            Finding::new(Code::K220, message).at(astray.place.clone()).label(format!("not in {file}"))
        };
        self.unresolved.iter().filter(|astray| is_new(astray)).map(finding).collect()
    }

    /// As JSON.
    pub(crate) fn json(&self) -> Vec<u8> {
        let mut bytes = serde_json::to_vec_pretty(self).unwrap_or_default();
        bytes.push(b'\n');
        bytes
    }
}

fn astray(data: &Data<'_>, cited: &Cited<'_>, kind: &'static str) -> Astray {
    let near = match cited.target {
        Target::Missing { below, above } => [*below, *above].map(DocumentId::from).to_vec(),
        _ => Vec::new(),
    };
    let exists = |id: &DocumentId| {
        matches!(data.corpus.get(id), Some(Known::Letter(_))) || id.official_address().is_some()
    };
    let source = cited.source(data);
    let place = source.place(cited.citing.span.clone());
    Astray {
        text: cited.text,
        citation: cited.citation,
        source: data.key_of_text(cited.text),
        state: cited.state.name(),
        kind,
        named: cited.named(data),
        words: cited.words.to_owned(),
        sentence: cited.sentence.to_owned(),
        file: source.relative.clone(),
        line: place.line,
        column: place.column,
        place,
        url: cited.url(data),
        near: near.iter().filter(|id| exists(id)).map(key_of).collect(),
    }
}
