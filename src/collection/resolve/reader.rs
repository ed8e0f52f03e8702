//! Reads the citations of one text: what each means, and what is wrong with it.

use super::facts::Facts;
use super::relative::Notes;
use super::{Meaning, Target, contradiction, slip};
use crate::cite::Citation;
use crate::collection::corpus::CitingText;
use crate::collection::published::Standing;
use crate::content::directory::Subject;
use crate::content::front_matter::LetterMeta;
use crate::content::markdown::{Citing, Words};
use crate::content::source::Source;
use crate::finding::{Code, Finding};
use crate::number::identifier::{DocumentId, Kind};
use crate::number::kst::{Chamber, DossierNumber, KstId, Ondernummer};
use jiff::ToSpan;
use std::collections::BTreeSet;
use std::ops::Range;

/// Reads one text.
pub(super) struct Reader<'a> {
    facts: &'a Facts<'a>,
    text: CitingText<'a>,
    /// Dossiers that exist and that the text is about or cites: what a slip is most likely a slip for.
    familiar: BTreeSet<DossierNumber>,
    reading: Reading<'a>,
}

/// What was read.
#[derive(Default)]
pub(super) struct Reading<'a> {
    /// The meaning of each document of each citation.
    pub(super) meanings: Vec<Vec<Meaning>>,
    pub(super) findings: Vec<Finding>,
    /// Dossiers that the site knows nothing of, with the places that cite them.
    pub(super) strangers: Vec<(DossierNumber, &'a Source, Range<usize>)>,
}

impl<'a> Reader<'a> {
    pub(super) fn new(facts: &'a Facts<'a>, text: CitingText<'a>) -> Self {
        let cited = text.text.citations.iter().flat_map(Citing::cited);
        let cited = cited.filter_map(|cited| cited.id.dossier()).filter(|&d| facts.dossier_exists(d));
        let familiar = text.dossiers.iter().copied().chain(cited).collect();
        Self { facts, text, familiar, reading: Reading::default() }
    }

    pub(super) fn read(mut self) -> Reading<'a> {
        let text = self.text.text;
        let mut notes = Notes::new(&text.notes);
        for found in &text.citations {
            let meanings = match &found.words {
                Words::Citation(citation) => match self.by_alias(found, citation) {
                    Some(alias) => vec![Meaning::Work(alias)],
                    None => match (self.citation(found, citation), &found.alias) {
                        // What the words name does not exist; the address was the author's.
                        (meanings, Some(alias))
                            if matches!(
                                meanings[..],
                                [Meaning::Settled(Target::Unknown | Target::Missing { .. })]
                            ) =>
                        {
                            vec![Meaning::Work(alias.clone())]
                        }
                        (meanings, _) => meanings,
                    },
                },
                Words::Page { subject, .. } => vec![self.page(subject)],
                Words::Idem => {
                    let after = self.text.source.text.get(found.span.end..).unwrap_or_default();
                    vec![self.followed(found, "idem", notes.idem(found, after))]
                }
                Words::SameDossier(papers) => match notes.dossier(found) {
                    Ok(dossier) => {
                        let citation = papers.in_dossier(dossier);
                        citation.map_or_else(Vec::new, |citation| self.citation(found, &citation))
                    }
                    Err(reason) => {
                        let nothing = self.followed(found, "idem", Err(reason));
                        vec![nothing; papers.numbers().len()]
                    }
                },
                Words::Notes(numbers) => {
                    let note =
                        |(n, _): &(u32, _)| self.followed(found, &format!("note {n}"), notes.note(found, *n));
                    numbers.iter().map(note).collect()
                }
            };
            notes.remember(found, &meanings, &self.text.source.text);
            self.reading.meanings.push(meanings);
        }
        self.reading
    }

    /// The id in the address of a link, if its words name the same work by another that is not known here.
    fn by_alias(&mut self, found: &Citing, citation: &Citation) -> Option<DocumentId> {
        let (alias, said) = (found.alias.as_ref()?, &citation.cited.first()?.id);
        let held = self.facts.corpus.get(alias)?;
        match self.facts.corpus.get(said) {
            None => return Some(alias.clone()),
            Some(other) if other != held => self.report(
                found,
                Finding::new(Code::K209, format!("the words cite {said}, their address opens {alias}"))
                    .label("these are two works")
                    .help("the link follows the words; correct the words or the address"),
            ),
            Some(_) => {}
        }
        None
    }

    /// A page of this site.
    fn page(&self, subject: &Subject) -> Meaning {
        match subject {
            Subject::Document(id) => match id.dossier().filter(|_| id.kind() == Kind::Dossier) {
                Some(number) => Meaning::Settled(Target::Dossier(number)),
                None => Meaning::Work(id.clone()),
            },
            Subject::Letter(page) => {
                let letter = self.facts.corpus.letter_at(page);
                Meaning::Settled(letter.map_or(Target::Unknown, |letter| Target::Work(letter.into())))
            }
        }
    }

    /// What a short form turned out to mean; if nothing, the reader sees the words without a link.
    fn followed(&mut self, found: &Citing, words: &str, meaning: Result<Meaning, String>) -> Meaning {
        meaning.unwrap_or_else(|reason| {
            self.report(
                found,
                Finding::new(Code::K208, format!("`{words}` cannot be followed"))
                    .label(reason)
                    .help("write the citation out"),
            );
            Meaning::Settled(Target::Unknown)
        })
    }

    fn citation(&mut self, found: &Citing, citation: &Citation) -> Vec<Meaning> {
        if citation.range_truncated {
            let message = "the range is too long to name all its documents";
            self.report(
                found,
                Finding::new(Code::K210, message).help("only its two ends are linked; check the numbers"),
            );
        }
        let meanings: Vec<Meaning> =
            citation.cited.iter().map(|cited| self.meaning(found, citation, &cited.id)).collect();
        let unaddressed = meanings.iter().find_map(|meaning| match meaning {
            Meaning::Work(id) if self.facts.official_address(id).is_none() => Some(id),
            _ => None,
        });
        if let Some(id) = unaddressed {
            let message = format!("{id} has no official address that follows from its number");
            self.report(
                found,
                Finding::new(Code::K211, message)
                    .help("its page on this site stays without an official link"),
            );
        }
        meanings
    }

    fn report(&mut self, found: &Citing, finding: Finding) {
        self.reading.findings.push(finding.at(self.source(found).place(found.span.clone())));
    }

    /// The file that a citation stands in.
    fn source(&self, found: &Citing) -> &'a Source {
        let annotations = self.text.annotations.filter(|_| found.annotation().is_some());
        annotations.map_or(self.text.source, |annotations| &annotations.source)
    }

    fn meaning(&mut self, found: &Citing, citation: &Citation, id: &DocumentId) -> Meaning {
        match (id.kind(), id.dossier(), id.kst()) {
            (Kind::Url, ..) => Meaning::Settled(Target::Address(id.as_str().to_owned())),
            (Kind::Dossier, Some(dossier), _) => self.dossier_or_document(found, citation, dossier),
            (Kind::Dossier, None, _) => Meaning::Settled(Target::Unknown),
            (_, _, Some(kst)) if self.facts.corpus.get(id).is_none() => self.kamerstuk(found, citation, kst),
            _ => self.document(found, citation, id.clone()),
        }
    }

    /// The letter whose date a citation must bear; an annotation may well cite what is younger.
    fn dated(&self, found: &Citing) -> Option<&'a LetterMeta> {
        self.text.letter.filter(|_| found.annotation().is_none())
    }

    /// A document whose identity is beyond doubt.
    fn document(&mut self, found: &Citing, citation: &Citation, id: DocumentId) -> Meaning {
        for finding in contradiction::find(self.facts, citation, &id, self.dated(found)) {
            self.report(found, finding);
        }
        Meaning::Work(id)
    }

    /// What the words call a dossier is a letter of the Eerste Kamer if only that exists.
    fn dossier_or_document(
        &mut self,
        found: &Citing,
        citation: &Citation,
        dossier: DossierNumber,
    ) -> Meaning {
        if !self.facts.dossier_exists(dossier)
            && let Some(document) = Facts::as_document(dossier)
            && self.facts.exists(document)
        {
            return self.document(found, citation, document.into());
        }
        Meaning::Settled(self.dossier(found, dossier).map_or(Target::Unknown, Target::Dossier))
    }

    /// A Kamerstuk that is neither in the collection nor in the register.
    fn kamerstuk(&mut self, found: &Citing, citation: &Citation, id: KstId) -> Meaning {
        let standing = self.facts.standing(id);
        if standing == Standing::Listed {
            self.stranger(found, id.dossier);
            return self.chapter_or_document(found, citation, id, standing);
        }
        if let Some(other) = self.other_dossier(found, citation, id, standing) {
            return self.document(found, citation, other.into());
        }
        if self.dossier(found, id.dossier).is_none() {
            return Meaning::Settled(Target::Unknown);
        }
        self.chapter_or_document(found, citation, id, standing)
    }

    /// One document filed in two dossiers has its number in the first; if only the other is known, it is that.
    fn other_dossier(
        &mut self,
        found: &Citing,
        citation: &Citation,
        id: KstId,
        standing: Standing,
    ) -> Option<KstId> {
        // A low number exists in most dossiers: the list decides only if it denies the first.
        let denied = matches!(standing, Standing::Missing { .. } | Standing::Beyond(_));
        let known = |other: &KstId| {
            self.facts.corpus.get(&(*other).into()).is_some() || denied && self.facts.exists(*other)
        };
        let others = citation.also_dossier.iter().map(|&dossier| KstId { dossier, ..id });
        let others: Vec<KstId> = others.filter(known).collect();
        let [other] = others[..] else { return None };
        self.report(
            found,
            Finding::new(Code::K209, format!("{id} is not known, {other} is"))
                .help("the number of a document filed in two dossiers belongs to the first; check the order"),
        );
        Some(other)
    }

    /// `36600-A` is a document or the dossier of a fund; what exists decides, and if both do, the chamber.
    fn chapter_or_document(
        &mut self,
        found: &Citing,
        citation: &Citation,
        id: KstId,
        standing: Standing,
    ) -> Meaning {
        let chapter = Facts::as_dossier(id).filter(|&chapter| self.facts.dossier_exists(chapter));
        let Some(chapter) = chapter.filter(|_| citation.chamber != Some(Chamber::Eerste)) else {
            return self.existing(found, citation, id, standing);
        };
        if standing != Standing::Listed && self.facts.is_listed(id.dossier) {
            return Meaning::Settled(Target::Dossier(chapter));
        }
        let message = format!("{id} may be a document or the dossier {chapter}");
        self.report(
            found,
            Finding::new(Code::K209, message)
                .help("add the letter or the document to the collection or the register to decide it"),
        );
        Meaning::Settled(Target::Ambiguous)
    }

    /// A Kamerstuk, unless the list says that it was never published.
    fn existing(&mut self, found: &Citing, citation: &Citation, id: KstId, standing: Standing) -> Meaning {
        let finding = match standing {
            Standing::Missing { before, after } => {
                self.report(found, self.missing(citation, id, before, after));
                let of = |ondernummer| KstId { ondernummer, ..id };
                return Meaning::Settled(Target::Missing { below: of(before), above: of(after) });
            }
            Standing::Beyond(last) => self.too_young(found, id).or_else(|| Some(self.beyond(id, last))),
            Standing::Listed | Standing::Untold => self.too_young(found, id),
        };
        if let Some(finding) = finding {
            self.report(found, finding);
        }
        self.document(found, citation, id.into())
    }

    fn missing(&self, citation: &Citation, id: KstId, before: Ondernummer, after: Ondernummer) -> Finding {
        // Who writes `nrs. 1–3` does not name each of the three.
        let within = citation.cited.windows(3).any(|three| match three {
            [one, two, three] => {
                two.id.kst() == Some(id) && one.span.end == two.span.end && two.span == three.span
            }
            _ => false,
        });
        if within {
            return Finding::new(Code::K215, format!("{id} is not in the list of published ids"))
                .label("the range includes it")
                .help("nothing needs to be done if the ends of the range are right");
        }
        let (below, above) = (numbered(before), numbered(after));
        Finding::new(Code::K214, format!("{id} was never published"))
            .label("not in the list of published ids")
            .help(format!(
                "the nearest that were are {below} and {above}{}",
                self.slips(id, &[before, after])
            ))
    }

    fn beyond(&self, id: KstId, last: Ondernummer) -> Finding {
        Finding::new(Code::K215, format!("{id} is not in the list of published ids"))
            .label(format!("the list ends at {} in this dossier", numbered(last)))
            .help(format!("it may be newer than the list; check the number{}", self.slips(id, &[])))
    }

    /// A number above that of a work that is younger than the letter.
    fn too_young(&self, found: &Citing, id: KstId) -> Option<Finding> {
        let own = self.dated(found)?.date;
        let (date, earlier) = self.facts.timeline.reached_before(id)?;
        let is_younger = own.checked_add(contradiction::DAYS_TO_PRINT.days()).is_ok_and(|end| end < date);
        let finding = || {
            Finding::new(Code::K207, format!("{id} has a number that is later than this letter"))
                .label(format!("{} is of {date}, this letter of {own}", numbered(earlier)))
                .help(format!("check the number and both dates{}", self.slips(id, &[])))
        };
        is_younger.then(finding)
    }

    /// What the author may have meant, for the end of a sentence that has named those that `are_named`.
    fn slips(&self, id: KstId, are_named: &[Ondernummer]) -> String {
        let likely = |other: &KstId| {
            if other.dossier == id.dossier {
                !are_named.contains(&other.ondernummer)
            } else {
                self.familiar.contains(&other.dossier)
            }
        };
        let slips = slip::of_kamerstuk(id).filter(|other| likely(other) && self.facts.exists(*other));
        let slips: Vec<String> = slips
            .take(slip::PROPOSALS)
            .map(|other| {
                let number = numbered(other.ondernummer);
                if other.dossier == id.dossier {
                    number
                } else {
                    format!("{}, {number}", other.dossier.printed())
                }
            })
            .collect();
        if slips.is_empty() { String::new() } else { format!("; or a slip for {}?", slips.join(" or ")) }
    }

    fn stranger(&mut self, found: &Citing, dossier: DossierNumber) {
        if !self.facts.has_dossier(dossier) {
            self.reading.strangers.push((dossier, self.source(found), found.span.clone()));
        }
    }

    /// The dossier, unless no such dossier exists; a likely slip is reported and believed.
    fn dossier(&mut self, found: &Citing, dossier: DossierNumber) -> Option<DossierNumber> {
        if self.facts.dossier_exists(dossier) {
            self.stranger(found, dossier);
            return Some(dossier);
        }
        let mut near = slip::swapped_dossiers(dossier);
        let near = near.find(|near| self.familiar.contains(near) && self.facts.dossier_exists(*near));
        let plausible = Facts::is_plausible(dossier);
        if near.is_none() && plausible {
            self.stranger(found, dossier);
            return Some(dossier);
        }
        let help = match near {
            Some(near) => {
                let title = self.facts.corpus.dossier(near);
                let title =
                    title.map(|(_, d)| format!(" \u{201c}{}\u{201d}", d.meta.title)).unwrap_or_default();
                format!("did you mean {}{title}? two digits are swapped", near.printed())
            }
            None => "dossiers have not come that far: check the number".to_owned(),
        };
        self.reading.findings.push(
            Finding::new(Code::K204, "citation of an unknown dossier")
                .at(self.source(found).place(self.digits(found, dossier)))
                .label(format!("no letter and no register entry has dossier {}", dossier.printed()))
                .help(help),
        );
        plausible.then_some(dossier)
    }

    /// Where the digits of the dossier stand in the source, or the citation as a whole.
    fn digits(&self, found: &Citing, dossier: DossierNumber) -> Range<usize> {
        let text = self.source(found).text.get(found.span.clone()).unwrap_or_default();
        let wanted = dossier.number().to_string();
        let (mut start, mut read) = (0, 0);
        for (i, c) in text.char_indices() {
            if wanted.as_bytes().get(read).is_some_and(|&b| char::from(b) == c) {
                if read == 0 {
                    start = i;
                }
                read += 1;
            } else if c.is_ascii_alphanumeric() {
                read = 0;
            }
            if read == wanted.len() {
                return found.span.start + start..found.span.start + i + 1;
            }
        }
        found.span.clone()
    }
}

/// `nr. 200` or `letter B`.
fn numbered(ondernummer: Ondernummer) -> String {
    match ondernummer {
        Ondernummer::Letters(_) => format!("letter {ondernummer}"),
        Ondernummer::Number(_) | Ondernummer::Lettered(..) => format!("nr. {ondernummer}"),
    }
}
