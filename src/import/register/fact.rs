//! What a record says, in the names of the publisher, and what it says of a work, in those of the register.

use super::{Skipped, senders};
use crate::content::front_matter::{self, Indiener};
use crate::import::header::{kind, number, people};
use crate::number::identifier::{DocumentId, Kind};
use crate::number::kst::{DossierNumber, KstId, Ondernummer};
use jiff::civil::Date;
use std::fmt::Write as _;

/// A value of a record.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Said {
    /// Its name without prefix, in small letters: `dossiernummer`.
    pub(super) name: String,
    pub(super) value: String,
    /// The list that the value is of, in small letters: `overheidop.kamerstuktypen`.
    pub(super) scheme: String,
}

/// What is said of one publication.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Record {
    pub(super) said: Vec<Said>,
    /// Senders with their offices, where the source tells them apart.
    pub(super) signed: Vec<Indiener>,
    /// Whether names stand in the reverse of their order, as in the `<meta>` of a page.
    pub(super) reversed: bool,
}

/// What is known of a work.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Fact {
    pub(super) id: DocumentId,
    pub(super) aliases: Vec<DocumentId>,
    title: Option<String>,
    date: Option<Date>,
    soort: Option<String>,
    indieners: Vec<Indiener>,
    /// Whether the paper has not been set yet.
    unset: bool,
    /// Which version of the paper it is about.
    version: u32,
}

/// Lists of kinds of papers; the other values of `type` are those of publications at large.
const KINDS: [&str; 5] =
    ["kamerstuktypen", "aanhangseltypen", "kamervraagtypen", "handelingtypen", "staatsblad"];

/// A text on one line; what was encoded twice is mended.
fn line(text: &str) -> String {
    let mended = crate::import::encoding::mended(text);
    mended.as_deref().unwrap_or(text).split_whitespace().collect::<Vec<_>>().join(" ")
}

impl Record {
    /// The values of these names, in their order, without those that are empty.
    fn values<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a str> {
        let of = self.said.iter().filter(move |said| said.name == name);
        of.map(|said| said.value.trim()).filter(|value| !value.is_empty())
    }

    fn first(&self, names: &[&str]) -> Option<&str> {
        names
            .iter()
            .find_map(|name| self.said.iter().find(|s| s.name == *name && !s.value.trim().is_empty()))
            .map(|said| said.value.trim())
    }

    fn day(&self, names: &[&str]) -> Option<Date> {
        // Moments have the day first, in the time of the place where they were written.
        self.first(names).and_then(|value| value.get(..10)?.parse().ok())
    }

    fn dossier(&self) -> Option<DossierNumber> {
        let stated = self.values("dossiernummer").flat_map(|value| value.split(';')).next()?.trim();
        stated.parse().ok().or_else(|| number::leading_dossier(stated).map(|(dossier, _)| dossier))
    }

    fn ondernummer(&self) -> Option<Ondernummer> {
        self.first(&["ondernummer"])?.parse().ok()
    }

    /// The title of the dossier, with the date of this paper.
    pub(super) fn dossier_title(&self) -> Option<(DossierNumber, String, Option<Date>)> {
        let title = line(self.first(&["dossiertitel"])?);
        Some((self.dossier()?, title, self.day(&["issued", "date", "available"])))
    }

    /// The fact, and in what the record contradicts itself; or why there is none, with the id as written.
    pub(super) fn fact(&self) -> Result<(Fact, Option<String>), (Skipped, String)> {
        let raw = self.first(&["identifier"]).unwrap_or_default();
        let digits = |text: &str| !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit());
        let suffix =
            |sign: &str| raw.rsplit_once(sign).filter(|(_, n)| digits(n)).and_then(|(_, n)| n.parse().ok());
        let is_attachment =
            suffix("-b").is_some_and(|_: u32| true) && !raw.to_ascii_lowercase().starts_with("blg-");
        if raw.is_empty() {
            return Err((Skipped::NoId, String::new()));
        }
        if is_attachment {
            return Err((Skipped::Attachment, raw.to_owned()));
        }
        let Some(id) =
            DocumentId::parse(raw).filter(|id| id.kind() != Kind::Url && id.kind() != Kind::Dossier)
        else {
            return Err((Skipped::UnknownId, raw.to_owned()));
        };
        let stated = self.dossier().zip(self.ondernummer());
        let (id, alias) = match stated {
            Some((dossier, ondernummer)) if id.is_opaque() && id.kind() == Kind::Kamerstuk => {
                (KstId { dossier, ondernummer }.into(), Some(id))
            }
            _ => (id, None),
        };
        let contradiction =
            id.kst().zip(stated).filter(|(kst, (d, n))| kst.dossier != *d || kst.ondernummer != *n);
        let contradiction = contradiction
            .map(|(_, (d, n))| format!("{id} says of itself that it is number {n} of dossier {d}"));
        let mut aliases: Vec<DocumentId> = alias.into_iter().collect();
        for case in self.values("vraagnummer").flat_map(number::case_numbers) {
            if !aliases.contains(&case) {
                aliases.push(case);
            }
        }
        let title = self.title();
        let mut indieners = if self.signed.is_empty() { self.named() } else { self.signed.clone() };
        indieners.dedup();
        let fact = Fact {
            date: self.date(&id),
            soort: self.soort(&id, title.as_deref()),
            unset: self
                .first(&["documentstatus"])
                .is_some_and(|status| status.eq_ignore_ascii_case("onopgemaakt")),
            version: suffix("-n").or_else(|| suffix("-h")).unwrap_or_default(),
            id,
            aliases,
            title,
            indieners,
        };
        Ok((fact, contradiction))
    }

    /// The title of the paper itself. That of the publication begins with the title of the dossier, then the kind.
    fn title(&self) -> Option<String> {
        if let Some(title) = self.first(&["documenttitel"]) {
            return Some(line(title));
        }
        let whole = line(self.first(&["title"])?);
        let dossier = self.first(&["dossiertitel"]).map(line);
        let own = dossier.and_then(|dossier| whole.strip_prefix(dossier.as_str())?.strip_prefix("; "));
        let Some(own) = own.filter(|own| !own.is_empty()) else { return Some(whole) };
        let named = |first: &str| {
            let stated = self.said.iter().filter(|s| s.name == "type" || s.name == "subrubriek");
            stated.into_iter().any(|s| s.value.trim().eq_ignore_ascii_case(first))
                || kind::kind(first).is_some_and(|kind| kind.eq_ignore_ascii_case(first))
        };
        let title = own.split_once("; ").filter(|(first, _)| named(first)).map_or(own, |(_, title)| title);
        Some(title.to_owned())
    }

    /// The day that the paper bears; what has only the day of its publication bears none.
    fn date(&self, id: &DocumentId) -> Option<Date> {
        let text = id.as_str();
        match id.kind() {
            _ if text.starts_with("blg-") => self.day(&["datum"]),
            Kind::Aanhangsel => self.day(&["datumontvangst", "issued", "date", "datum"]),
            Kind::Handelingen => self.day(&["datumvergadering", "issued", "date", "datum"]),
            Kind::Staatsblad => self.day(&["datumondertekening", "issued", "date", "datum"]),
            _ if text.starts_with("kv-") => self.day(&["datumindiening", "issued", "date", "datum"]),
            _ => self.day(&["issued", "date", "datum"]),
        }
    }

    /// The kind that the title names, else the one that is stated.
    fn soort(&self, id: &DocumentId, title: Option<&str>) -> Option<String> {
        if id.as_str().starts_with("blg-") {
            return Some("Bijlage".to_owned());
        }
        let titled = self.first(&["documenttitel"]).or(title).and_then(kind::kind).map(str::to_owned);
        let stated = || {
            let of = self.said.iter().filter(|s| s.name == "type" || s.name == "subrubriek");
            let known = |s: &&Said| KINDS.iter().any(|kind| s.scheme.ends_with(kind)) || s.scheme == "soort";
            of.into_iter().find(known).map(|s| line(&s.value)).filter(|kind| !kind.is_empty())
        };
        let loose = || self.values("type").find_map(kind::kind).map(str::to_owned);
        titled.or_else(stated).or_else(loose)
    }

    fn named(&self) -> Vec<Indiener> {
        let member = |name: &str| Indiener { ambt: None, naam: Some(line(name)) };
        let mut named: Vec<Indiener> = self
            .values("indiener")
            .map(|name| people::office(name).unwrap_or_else(|| member(name)))
            .collect();
        if self.reversed {
            named.reverse();
        }
        named
    }
}

impl Fact {
    /// Whether it tells nothing but the id.
    pub(super) fn is_bare(&self) -> bool {
        self.title.is_none() && self.date.is_none() && self.soort.is_none() && self.indieners.is_empty()
    }

    /// The best first: set before unset, the newest version, then whatever tells two apart.
    pub(super) fn rank(&self) -> impl Ord + use<> {
        let names: Vec<(Option<String>, Option<String>)> =
            self.indieners.iter().map(|i| (i.naam.clone(), i.ambt.clone())).collect();
        (
            self.unset,
            std::cmp::Reverse(self.version),
            self.is_bare(),
            std::cmp::Reverse(self.title.is_some()),
            std::cmp::Reverse(self.date),
            self.title.clone(),
            self.soort.clone(),
            names,
            self.aliases.iter().map(|id| id.as_str().to_owned()).collect::<Vec<_>>(),
        )
    }

    /// Takes from another fact of the same work what this one does not say.
    pub(super) fn complete(&mut self, other: Self) {
        self.title = self.title.take().or(other.title);
        self.date = self.date.or(other.date);
        self.soort = self.soort.take().or(other.soort);
        if self.indieners.is_empty() {
            self.indieners = other.indieners;
        }
        for alias in other.aliases {
            if !self.aliases.contains(&alias) {
                self.aliases.push(alias);
            }
        }
        self.aliases.sort();
    }

    /// As an entry of the register.
    pub(super) fn written(&self) -> String {
        let mut out = format!("- id: {}\n", front_matter::scalar(self.id.as_str()));
        let aliases: Vec<String> = self.aliases.iter().map(|id| front_matter::scalar(id.as_str())).collect();
        match aliases.as_slice() {
            [] => {}
            [one] => _ = writeln!(out, "  alias: {one}"),
            several => _ = writeln!(out, "  alias: [{}]", several.join(", ")),
        }
        if let Some(title) = &self.title {
            _ = writeln!(out, "  title: {}", front_matter::scalar(title));
        }
        if let Some(soort) = &self.soort {
            _ = writeln!(out, "  type: {}", front_matter::scalar(soort));
        }
        if let Some(date) = self.date {
            _ = writeln!(out, "  date: {date}");
        }
        if !self.indieners.is_empty() {
            out.push_str("  indiener:\n");
            out.push_str(&senders(&self.indieners));
        }
        out
    }
}

/// The id of a row of the Tweede Kamer that states none.
pub(super) fn id_of_numbers(
    dossier: Option<&str>,
    toevoeging: Option<&str>,
    volgnummer: Option<i64>,
) -> Option<String> {
    let toevoeging = toevoeging.filter(|text| !text.trim().is_empty() && !text.trim_start().starts_with('('));
    let volgnummer = volgnummer.filter(|&number| number > 0)?;
    let dossier = match toevoeging {
        Some(toevoeging) => format!("{}-{}", dossier?, toevoeging.trim()),
        None => dossier?.to_owned(),
    };
    dossier.parse::<DossierNumber>().ok()?;
    Some(format!("kst-{dossier}-{volgnummer}"))
}

/// `161701603` is the 1603rd of 2016–2017.
pub(super) fn id_of_answer(number: &str) -> Option<String> {
    if number.len() < 5 || !number.bytes().all(|b| b.is_ascii_digit()) {
        return None;
    }
    let (first, rest) = number.split_at_checked(2)?;
    let (last, count) = rest.split_at_checked(2)?;
    let count = count.trim_start_matches('0');
    (!count.is_empty()).then(|| format!("ah-tk-20{first}20{last}-{count}"))
}
