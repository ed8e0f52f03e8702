//! `corpus.nt`: the collection as N-Triples, which need no context to be fetched and can be read line by line. Works are
//! their pages; dates are whole days (`"2019"` would come after every day of 2021); tags of languages are in small letters.

use super::{Data, key_of, key_of_dossier};
use crate::collection::catalogue::{self, Facet};
use crate::collection::index::WorkIx;
use crate::content::annotation::jsonld;
use crate::content::front_matter::{Indiener, LetterMeta};
use crate::content::letter::Letter;
use crate::number::address::OutPath;
use crate::number::kst::DossierNumber;
use jiff::civil::Date;
use std::collections::BTreeMap;

const TYPE: &str = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type";
const VALUE: &str = "http://www.w3.org/1999/02/22-rdf-syntax-ns#value";
const DAY: &str = "http://www.w3.org/2001/XMLSchema#date";

fn dcterms(name: &str) -> String {
    format!("http://purl.org/dc/terms/{name}")
}

fn eli(name: &str) -> String {
    format!("http://data.europa.eu/eli/ontology#{name}")
}

fn schema(name: &str) -> String {
    format!("https://schema.org/{name}")
}

fn oa(name: &str) -> String {
    format!("http://www.w3.org/ns/oa#{name}")
}

/// Statements, one a line.
#[derive(Default)]
struct Triples(String);

impl Triples {
    /// The subject and the property of a statement.
    fn say(&mut self, subject: &str, property: &str) {
        self.node(subject);
        self.0.push(' ');
        self.iri(property);
        self.0.push(' ');
    }

    /// A blank node, or an address.
    fn node(&mut self, name: &str) {
        if name.starts_with("_:") { self.0.push_str(name) } else { self.iri(name) }
    }

    /// An address, with everything but plain ASCII in percents.
    fn iri(&mut self, iri: &str) {
        self.0.push('<');
        for byte in iri.bytes() {
            if byte.is_ascii_graphic() && !b"<>\"{}|\\^`".contains(&byte) {
                self.0.push(char::from(byte));
            } else {
                self.0.push_str(&format!("%{byte:02X}"));
            }
        }
        self.0.push('>');
    }

    fn to(&mut self, subject: &str, property: &str, object: &str) {
        self.say(subject, property);
        self.node(object);
        self.0.push_str(" .\n");
    }

    /// A text, in a language if it has one.
    fn text(&mut self, subject: &str, property: &str, text: &str, language: Option<&str>) {
        if text.is_empty() {
            return;
        }
        self.say(subject, property);
        self.0.push('"');
        for c in text.chars() {
            match c {
                '"' => self.0.push_str("\\\""),
                '\\' => self.0.push_str("\\\\"),
                '\n' => self.0.push_str("\\n"),
                '\r' => self.0.push_str("\\r"),
                '\t' => self.0.push_str("\\t"),
                c if c.is_ascii_control() => self.0.push_str(&format!("\\u{:04X}", u32::from(c))),
                c => self.0.push(c),
            }
        }
        self.0.push('"');
        if let Some(language) = language {
            self.0.push('@');
            self.0.push_str(&language.to_ascii_lowercase());
        }
        self.0.push_str(" .\n");
    }

    fn day(&mut self, subject: &str, property: &str, date: Date) {
        self.say(subject, property);
        self.0.push_str(&format!("\"{date}\"^^"));
        self.iri(DAY);
        self.0.push_str(" .\n");
    }
}

/// Works, dossiers, senders, citations and annotations.
pub(super) fn ntriples(data: &Data<'_>) -> Vec<u8> {
    let mut out = Triples::default();
    let mut senders: BTreeMap<String, String> = BTreeMap::new();
    for (index, work) in data.resolution.works.enumerated() {
        let page = data.address(&work.path);
        let letter = work.letter.and_then(|letter| data.corpus.letters.get(letter));
        let entry = work.entry.and_then(|entry| data.corpus.register.get(entry));
        out.to(&page, TYPE, &schema(if letter.is_some() { "Report" } else { "CreativeWork" }));
        out.text(&page, &dcterms("identifier"), &data.key(index), None);
        if let Some(official) = &work.official {
            out.to(&page, &schema("sameAs"), official);
        }
        let title = letter.map(|l| l.meta.title.as_str()).or_else(|| entry.and_then(|e| e.title.as_deref()));
        let language = letter.map_or("nl", |l| l.meta.language.as_str());
        for property in [dcterms("title"), eli("title")] {
            out.text(&page, &property, title.unwrap_or_default(), Some(language));
        }
        let day = letter.map(|l| l.meta.date).or_else(|| entry.and_then(|e| e.date));
        if let Some(day) = day {
            out.day(&page, &dcterms("issued"), day);
            out.day(&page, &eli("date_document"), day);
        }
        let soort = letter.map(|l| l.meta.soort.as_str()).or_else(|| entry.and_then(|e| e.soort.as_deref()));
        out.text(&page, &dcterms("type"), soort.unwrap_or_default(), Some("nl"));
        let filed: Vec<DossierNumber> = match letter {
            Some(letter) => letter.meta.dossiers.clone(),
            None => work
                .id
                .as_ref()
                .and_then(crate::number::identifier::DocumentId::dossier)
                .into_iter()
                .collect(),
        };
        for number in filed {
            out.to(&page, &dcterms("isPartOf"), &data.address(&OutPath::of_dossier(number)));
        }
        if let Some(letter) = letter {
            told_of(data, &mut out, &mut senders, &page, &letter.meta);
        }
        let cited = work.letter.and_then(|letter| data.graph.cites.letters.get(letter));
        for &(target, ref places) in cited.into_iter().flatten() {
            // What only an editor cites beside the letter, the letter does not.
            let own = |place: &crate::collection::graph::Edge| {
                let citing = letter.and_then(|letter| letter.text.citation(place.citation));
                citing.is_some_and(|citing| citing.annotation().is_none())
            };
            if let Some(target) = data.resolution.works.get(target).filter(|_| places.iter().any(own)) {
                let target = data.address(&target.path);
                for property in [dcterms("references"), eli("cites"), schema("citation")] {
                    out.to(&page, &property, &target);
                }
            }
        }
    }
    for (page, name) in &senders {
        out.text(page, &schema("name"), name, Some("nl"));
    }
    for &number in data.resolution.dossiers.keys() {
        let page = data.address(&OutPath::of_dossier(number));
        out.to(&page, TYPE, &schema("Collection"));
        out.text(&page, &dcterms("identifier"), &key_of_dossier(number), None);
        let title = data.corpus.dossier(number).map(|(_, dossier)| dossier.meta.title.as_str());
        out.text(&page, &dcterms("title"), title.unwrap_or_default(), Some("nl"));
    }
    for &(letter, work) in &data.resolution.answers {
        let path = |work: WorkIx| data.resolution.works.get(work).map(|work| data.address(&work.path));
        if let Some((letter, work)) = path(letter.into()).zip(path(work)) {
            out.to(&letter, &dcterms("relation"), &work);
        }
    }
    for (n, letter) in data.corpus.letters.iter().enumerate() {
        annotations(data, &mut out, n, letter);
    }
    out.0.into_bytes()
}

/// What the front matter of a letter says beyond what is known of every work.
fn told_of(
    data: &Data<'_>,
    out: &mut Triples,
    senders: &mut BTreeMap<String, String>,
    page: &str,
    meta: &LetterMeta,
) {
    out.text(page, &dcterms("language"), &meta.language.to_ascii_lowercase(), None);
    out.text(page, &dcterms("abstract"), meta.summary.as_deref().unwrap_or_default(), None);
    for topic in &meta.onderwerpen {
        out.text(page, &dcterms("subject"), topic, Some("nl"));
    }
    for alias in &meta.aliases {
        out.text(page, &dcterms("identifier"), &key_of(alias), None);
    }
    for indiener in &meta.indieners {
        let name = catalogue::sender(indiener);
        let Some(list) = data.catalogue.address(Facet::Sender, &name) else { continue };
        let sender = data.address(&list);
        out.to(page, &schema("author"), &sender);
        out.to(page, &dcterms("creator"), &sender);
        let Indiener { naam, ambt } = indiener;
        senders.entry(sender).or_insert_with(|| naam.clone().or_else(|| ambt.clone()).unwrap_or(name));
    }
}

/// The editors' annotations of a letter, as the W3C has them.
fn annotations(data: &Data<'_>, out: &mut Triples, n: usize, letter: &Letter) {
    let page = data.address(&letter.meta.path);
    let file = data.address(&letter.meta.path.beside(jsonld::NAME));
    for (m, annotation) in letter.annotations.iter().flat_map(|of| of.list.iter()).enumerate() {
        let iri = jsonld::iri(&file, &annotation.id);
        let (body, author) = (format!("_:body-{n}-{m}"), format!("_:author-{n}-{m}"));
        out.to(&iri, TYPE, &oa("Annotation"));
        out.to(&iri, &oa("hasTarget"), &page);
        out.to(&iri, &oa("hasBody"), &body);
        out.day(&iri, &dcterms("created"), annotation.meta.date);
        out.to(&iri, &dcterms("creator"), &author);
        out.text(&author, &schema("name"), &annotation.meta.author, None);
        out.to(&body, TYPE, &oa("TextualBody"));
        out.text(&body, VALUE, &annotation.markup.plain(), Some(data.site.language.tag()));
    }
}
