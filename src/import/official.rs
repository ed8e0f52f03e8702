//! The official metadata of a publication: names of OVERHEIDop and Dublin Core with their values, as pages of
//! officielebekendmakingen.nl have them in `<meta>` and XML in `metadata`.

use super::draft::Head;
use super::header::{kind, number, people};
use crate::content::front_matter::Indiener;
use crate::number::identifier::{DocumentId, Kind};
use jiff::civil::Date;

/// Puts the official metadata in the place of what the text seemed to say.
pub(super) fn complete(head: &mut Head, metadata: &[(String, String)]) {
    let stated = metadata.iter().map(|(name, value)| (name.as_str(), value.trim()));
    let all: Vec<(&str, &str)> = stated.filter(|(_, value)| !value.is_empty()).collect();
    let values =
        |name: &'static str| all.iter().filter(move |(n, _)| n.eq_ignore_ascii_case(name)).map(|(_, v)| *v);
    let first = |names: &[&'static str]| names.iter().find_map(|name| values(name).next());
    if let Some(id) = first(&["DC.identifier", "DCTERMS.identifier"]).and_then(DocumentId::parse) {
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
    ];
    if let Some(date) = first(&dates).and_then(|d| d.parse::<Date>().ok()) {
        head.date = Some(date);
    }
    if let Some(year) = first(&["OVERHEIDop.vergaderjaar"]).and_then(|v| v.parse().ok()) {
        head.vergaderjaar = Some(year);
    }
    if head.soort.is_none() {
        head.soort = values("DC.type").find_map(kind::kind).map(str::to_owned);
    }
    if head.indieners.is_empty() {
        let named = values("OVERHEIDop.indiener");
        head.indieners = named
            .map(|name| {
                people::office(name).unwrap_or_else(|| Indiener { ambt: None, naam: Some(name.to_owned()) })
            })
            .collect();
    }
    // Who is asked answers, and those who asked receive it, although the metadata are those of the questions.
    let answers = head.identifier.as_ref().is_some_and(|id| id.kind() == Kind::Aanhangsel)
        && values("DC.type").chain(values("DCTERMS.type")).any(|kind| kind == "Antwoord");
    if answers {
        let asked = values("OVERHEIDop.ontvanger");
        let asked: Vec<_> = asked.map(|n| Indiener { ambt: None, naam: Some(n.to_owned()) }).collect();
        let members: Vec<&str> = values("OVERHEIDop.indiener").collect();
        if !asked.is_empty() {
            head.indieners = asked;
            head.ontvanger = match &members[..] {
                [] => None,
                [one] => Some((*one).to_owned()),
                [first @ .., last] => Some(format!("{} en {last}", first.join(", "))),
            };
        }
    } else if head.ontvanger.is_none() {
        head.ontvanger = first(&["OVERHEIDop.ontvanger"]).map(str::to_owned);
    }
    if let Some(language) = first(&["DCTERMS.language"]).filter(|l| *l != "nl") {
        head.language = Some(language.to_owned());
    }
}
