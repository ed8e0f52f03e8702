//! The official metadata of a publication: names of OVERHEIDop and Dublin Core with their values, as pages of
//! officielebekendmakingen.nl have them in `<meta>` and XML in `metadata`.

use super::draft::{Block, Draft, Head};
use super::flow;
use super::header::{answer, kind, number, people};
use super::metadata::Record;
use crate::content::front_matter::Indiener;
use crate::content::source::Source;
use crate::finding::{Code, Finding, Place};
use crate::number::identifier::{DocumentId, Kind};
use jiff::civil::Date;
use std::ops::Range;

/// Bulletins of other bodies than the Staten-Generaal and the state: how their ids begin, the element that holds a
/// publication, and their names.
const BULLETINS: [(&str, &str, &str); 5] = [
    ("gmb-", "gemeenteblad", "Gemeenteblad"),
    ("prb-", "provinciaalblad", "Provinciaal blad"),
    ("wsb-", "waterschapsblad", "Waterschapsblad"),
    ("bgr-", "bladgemeenschappelijkeregeling", "Blad gemeenschappelijke regeling"),
    ("ag-", "agenda", "agenda of a chamber"),
];

/// Bulletins of the state, by how the ids begin: what stands in them may be cited, and is no letter.
const OF_STATE: [(&str, &str); 3] =
    [("stb-", "Staatsblad"), ("stcrt-", "Staatscourant"), ("trb-", "Tractatenblad")];

/// Lines that only publications in a bulletin begin with, in small letters.
const PRINTED: [&str; 9] = [
    "staatsblad",
    "staatscourant",
    "tractatenblad",
    "gemeenteblad",
    "provinciaal blad",
    "waterschapsblad",
    "blad gemeenschappelijke regeling",
    "publicatieblad van de europese unie",
    "publicatieblad van de europese gemeenschappen",
];

/// Reports a document that is told to be no letter by its id, or by a line at its beginning.
pub(super) fn in_bulletin(draft: &Draft, source: &Source) -> Option<Finding> {
    let id = draft.head.id();
    let of_state =
        id.as_ref().and_then(|id| OF_STATE.iter().find(|(begin, _)| id.as_str().starts_with(begin)));
    let told = |name: &str| {
        Finding::new(Code::K765, format!("this seems to be a publication in the {name}, and no letter"))
    };
    if let Some((_, name)) = of_state {
        return Some(told(name).at(Place::file(source.file.clone())));
    }
    // A paper of parliament says what it is.
    if id.is_some_and(|id| id.kst().is_some()) {
        return None;
    }
    let (line, at) = first_lines(draft).into_iter().find(|(line, _)| {
        let lower = line.to_lowercase();
        PRINTED
            .iter()
            .any(|name| lower.strip_prefix(name).is_some_and(|rest| !rest.starts_with(char::is_alphanumeric)))
    })?;
    let name = line.split_whitespace().take(4).collect::<Vec<_>>().join(" ");
    Some(told(&name).at(source.place(at)))
}

/// The short lines that a document begins with.
fn first_lines(draft: &Draft) -> Vec<(String, Range<usize>)> {
    const LINES: usize = 12;
    const WORDS: usize = 8;
    let body = draft.body.iter().take(LINES).flat_map(|block| match block {
        Block::Heading(_, text) | Block::Paragraph(text) => flow::pieces(text),
        Block::Lines(lines) => lines.iter().flat_map(|line| flow::pieces(line)).collect(),
        _ => Vec::new(),
    });
    let omitted =
        draft.omitted.iter().take(LINES * 2).map(|omitted| (omitted.text.clone(), omitted.at.clone()));
    let mut lines: Vec<(String, Range<usize>)> = body.chain(omitted).collect();
    lines.sort_by_key(|(_, at)| at.start);
    lines.truncate(LINES);
    lines.retain(|(line, _)| line.split_whitespace().count() <= WORDS);
    lines
}

/// The bulletin that an element holds a publication of.
pub(super) fn bulletin(element: &str) -> Option<&'static str> {
    BULLETINS.iter().find(|(_, name, _)| element.replace('-', "").eq_ignore_ascii_case(name)).map(|b| b.2)
}

/// That a publication is none of those that letters stand in.
pub(super) fn no_letter(bulletin: &str) -> Finding {
    let message = format!("this is a publication in the {bulletin}, and no letter");
    Finding::new(Code::K760, message).help("import Kamerstukken, Handelingen and answers to questions")
}

/// Puts what the publisher says of a document in the place of what the document seemed to say, and reports where the two
/// differ.
pub(super) fn settle(head: &mut Head, record: &Record, source: &Source, findings: &mut Vec<Finding>) {
    let mut report = |finding: Finding| findings.push(finding.at(Place::file(source.file.clone())));
    let id = record.id().and_then(|text| {
        // A page may state the address that it is read at.
        let id = DocumentId::parse(text).filter(|id| id.kind() != Kind::Url);
        let bulletin = BULLETINS.iter().find(|(begin, ..)| text.to_ascii_lowercase().starts_with(begin));
        if let Some((.., bulletin)) = bulletin {
            report(no_letter(bulletin));
        } else if id.is_none() && !text.contains("://") {
            let finding = Finding::new(Code::K761, format!("the official id `{text}` is not known here"));
            report(finding.help("check the front matter of the letter"));
        }
        id
    });
    let printed = head.dossiers.first().map(|(dossier, _)| *dossier).zip(head.ondernummer);
    if let Some((id, (dossier, ondernummer))) = id.as_ref().zip(printed)
        && id.kst().is_some_and(|kst| kst.dossier != dossier || kst.ondernummer != ondernummer)
    {
        let message = format!("the head says {dossier}, nr. {ondernummer}, the official id is {id}");
        report(Finding::new(Code::K762, message).help("the official id was taken; check both"));
    }
    let others = others(&record.pairs, head, id.as_ref());
    if let Some((first, _)) = head.dossiers.first().filter(|_| !others.is_empty()) {
        let message = format!("the metadata say dossier {}, the document says {first}", others.join(", "));
        report(Finding::new(Code::K762, message).help("both were taken; leave out the one that is wrong"));
    }
    let (date, named) = (head.date, head.indieners.clone());
    // The publisher names the movers of a motion in full, below it stand surnames.
    let movers = record.pairs.iter().any(|(name, _)| name.eq_ignore_ascii_case("OVERHEIDop.indiener"));
    if movers && named.iter().all(|sender| sender.ambt.is_none()) {
        head.indieners.clear();
    }
    let is_named = !head.indieners.is_empty();
    complete(head, id, &record.pairs);
    if !is_named {
        people::sort_as_printed(&mut head.indieners, &named);
    }
    if let Some((printed, stated)) = date.zip(head.date).filter(|(printed, stated)| printed != stated) {
        let message = format!("the document is dated {printed}, its metadata say {stated}");
        let help = format!("{stated} was taken; correct `date` if the document is right");
        report(Finding::new(Code::K742, message).help(help));
    }
}

/// The dossiers that the metadata name, and neither the document nor its id does.
fn others(metadata: &[(String, String)], head: &Head, id: Option<&DocumentId>) -> Vec<String> {
    let own = id.and_then(DocumentId::kst).map(|kst| kst.dossier);
    let named = metadata.iter().filter(|(name, _)| name.eq_ignore_ascii_case("OVERHEIDop.dossiernummer"));
    let numbers = named.flat_map(|(_, value)| value.split(';')).filter_map(number::leading_dossier);
    let unknown = numbers.map(|(dossier, _)| dossier).filter(|dossier| {
        Some(*dossier) != own && head.dossiers.iter().all(|(known, _)| known.number() != dossier.number())
    });
    unknown.map(|dossier| dossier.to_string()).collect()
}

/// What the metadata state.
fn complete(head: &mut Head, id: Option<DocumentId>, metadata: &[(String, String)]) {
    let stated = metadata.iter().map(|(name, value)| (name.as_str(), value.trim()));
    let all: Vec<(&str, &str)> = stated.filter(|(_, value)| !value.is_empty()).collect();
    let values =
        |name: &'static str| all.iter().filter(move |(n, _)| n.eq_ignore_ascii_case(name)).map(|(_, v)| *v);
    let first = |names: &[&'static str]| names.iter().find_map(|name| values(name).next());
    if let Some(id) = id {
        match id.kst() {
            Some(kst) => {
                head.ondernummer = Some(kst.ondernummer);
                if head.dossiers.first().is_none_or(|(dossier, _)| *dossier != kst.dossier) {
                    let title = first(&["OVERHEIDop.dossiertitel"]).map(str::to_owned);
                    head.dossiers.retain(|(dossier, _)| *dossier != kst.dossier);
                    head.dossiers.insert(0, (kst.dossier, title));
                }
            }
            None => head.identifier = Some(id),
        }
    }
    for value in values("OVERHEIDop.dossiernummer").flat_map(|v| v.split(';')) {
        let dossier = number::leading_dossier(value).filter(|(_, rest)| rest.trim().is_empty());
        if let Some((dossier, _)) = dossier
            && head.dossiers.iter().all(|(known, _)| *known != dossier)
        {
            head.dossiers.push((dossier, None));
        }
    }
    if let Some(title) = first(&["OVERHEIDop.documenttitel"]) {
        head.title = Some(title.to_owned());
    } else if let Some(title) = first(&["DC.title", "DCTERMS.title"]) {
        // "dossiertitel; documenttitel"
        let own = title.rsplit_once("; ").map_or(title, |(_, own)| own);
        head.title.get_or_insert_with(|| own.to_owned());
    }
    let dates = [
        "OVERHEIDop.datumBrief",
        "OVERHEIDop.datumIndiening",
        "OVERHEIDop.datumVergadering",
        "OVERHEIDop.datumOntvangst",
        "OVERHEIDop.datumOndertekening",
        "DCTERMS.issued",
        "DCTERMS.date",
    ];
    if let Some(date) = first(&dates).and_then(|d| d.parse::<Date>().ok()) {
        head.date = Some(date);
    }
    if let Some(year) = first(&["OVERHEIDop.vergaderjaar"]).and_then(|v| v.parse().ok()) {
        head.vergaderjaar = Some(year);
    }
    if head.soort.is_none() {
        head.soort = values("DC.type").chain(values("DCTERMS.type")).find_map(kind::kind).map(str::to_owned);
    }
    if head.indieners.is_empty() {
        let named = values("OVERHEIDop.indiener");
        head.indieners = named.map(|name| people::office(name).unwrap_or_else(|| member(name))).collect();
    }
    // Who is asked answers, and those who asked receive it, although the metadata are those of the questions.
    let answers = head.identifier.as_ref().is_some_and(|id| id.kind() == Kind::Aanhangsel);
    if answers {
        let cases = values("OVERHEIDop.vraagnummer").flat_map(number::case_numbers);
        for case in cases {
            if !head.reageert_op.contains(&case) {
                head.reageert_op.push(case);
            }
        }
        let mut asking: Vec<Indiener> = values("OVERHEIDop.indiener").map(member).collect();
        let title = head.title.as_deref().unwrap_or_default();
        let printed: Vec<Indiener> = answer::members(title).iter().map(|name| member(name)).collect();
        people::sort_as_printed(&mut asking, &printed);
        head.indieners.retain(|sender| !asking.contains(sender));
        for asked in values("OVERHEIDop.ontvanger").map(member) {
            match head.indieners.iter_mut().find(|known| answer::is_same(known, &asked)) {
                Some(known) => known.naam = asked.naam,
                None => head.indieners.push(asked),
            }
        }
        let asking: Vec<String> = asking.into_iter().filter_map(|member| member.naam).collect();
        head.ontvanger = answer::listed(&asking).or_else(|| head.ontvanger.take());
    } else if head.ontvanger.is_none() {
        head.ontvanger = first(&["OVERHEIDop.ontvanger"]).map(str::to_owned);
    }
    if let Some(language) = first(&["DCTERMS.language"]).filter(|l| *l != "nl") {
        head.language = Some(language.to_owned());
    }
}

/// A person without an office.
fn member(name: &str) -> Indiener {
    Indiener { ambt: None, naam: Some(name.to_owned()) }
}
