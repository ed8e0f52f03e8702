//! The keys of the YAML that people write, one row a key; any other is an error.
//!
//! What is known, proposed for a slip, described (`edit::schema`), begun (`edit::starter`), written (`write`) and
//! listed in README follows this table, in its order. Nothing here reads a value: `fields` does, each in the form
//! that its row names.

use super::{AnnotationKind, Language, LetterCopies, Scans};
use crate::finding::did_you_mean;
use serde::Serialize;

/// A kind of file with YAML that people write.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum FileKind {
    /// The front matter of a letter.
    Letter,
    /// The front matter of `_index.md`, which describes a dossier.
    Dossier,
    /// `register.yaml`: a list of works.
    Register,
    /// `site.yaml`.
    Site,
    /// The annotations beside a letter: a list.
    Annotations,
}

impl FileKind {
    /// Every kind.
    pub const ALL: [Self; 5] = [Self::Letter, Self::Dossier, Self::Register, Self::Site, Self::Annotations];

    /// Whether the file is a list of mappings, not one mapping.
    pub(crate) fn is_list(self) -> bool {
        matches!(self, Self::Register | Self::Annotations)
    }

    /// Its keys, in the order in which they are written.
    pub(crate) fn keys(self) -> &'static [Key] {
        match self {
            Self::Letter => LETTER,
            Self::Dossier => DOSSIER,
            Self::Register => REGISTER,
            Self::Site => SITE,
            Self::Annotations => ANNOTATION,
        }
    }

    /// The key that another word means: what it is called in Dutch, or a slip.
    pub(crate) fn meant(self, word: &str) -> Option<&'static str> {
        let lower = word.to_lowercase();
        let called =
            CALLED.iter().filter(|(_, words)| words.contains(&lower.as_str())).map(|(name, _)| *name);
        let names = || self.keys().iter().map(|key| key.name);
        called
            .into_iter()
            .find_map(|name| names().find(|key| *key == name))
            .or_else(|| did_you_mean(word, names()))
    }

    /// The row of a key.
    pub(crate) fn key(self, name: &str) -> Option<&'static Key> {
        self.keys().iter().find(|key| key.name == name)
    }
}

/// What people call the keys that have no Dutch name, and other words for those that have.
const CALLED: &[(&str, &[&str])] = &[
    ("title", &["titel", "dossiertitel"]),
    ("date", &["datum"]),
    ("type", &["soort", "documentsoort"]),
    ("kind", &["soort"]),
    ("indiener", &["afzender", "afzenders", "indieners", "ondertekenaar", "sender"]),
    ("ontvanger", &["aan", "geadresseerde"]),
    ("dossiernummer", &["dossier", "dossiernr"]),
    ("ondernummer", &["nummer", "stuknummer", "volgnummer", "nr"]),
    ("onderwerp", &["onderwerpen", "trefwoorden", "topics"]),
    ("bijlage", &["bijlagen"]),
    ("kenmerk", &["referentie", "ons_kenmerk"]),
    ("summary", &["samenvatting"]),
    ("language", &["taal"]),
    ("source", &["bron"]),
    ("description", &["beschrijving", "omschrijving"]),
    ("publisher", &["uitgever"]),
    ("license", &["licentie", "licence"]),
    ("base_url", &["adres", "url", "website"]),
    ("quote", &["citaat", "woorden"]),
    ("section", &["kop", "paragraaf", "kopje"]),
    ("footnote", &["voetnoot", "noot"]),
    ("author", &["auteur", "schrijver"]),
    ("body", &["tekst", "inhoud", "text", "opmerking"]),
    ("revision", &["versie", "revisie"]),
    ("tags", &["trefwoorden", "labels"]),
];

/// A key.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Key {
    pub(crate) name: &'static str,
    pub(crate) need: Need,
    pub(crate) shape: Shape,
    /// What it says, in a line.
    pub(crate) about: &'static str,
    /// Values that it can have, as they are written behind the colon.
    pub(crate) examples: &'static [&'static str],
}

impl Key {
    /// The examples as YAML reads them.
    pub(crate) fn values(&self) -> Vec<impl Serialize> {
        let read = |example: &&str| serde_yaml::from_str::<serde_yaml::Value>(example).unwrap_or_default();
        self.examples.iter().map(read).collect()
    }
}

/// Whether a key must be there.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Need {
    Always,
    Optional,
    /// Absent, it says this.
    Default(&'static str),
    /// One of the keys with this need must be there, with the keys beside it that are named.
    OneOrMore(&'static [&'static str]),
    /// One of the keys with this need must be there, and no other of them.
    ExactlyOne,
    /// Only beside this other key.
    Beside(&'static str),
}

/// What can stand behind a key.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Shape {
    Text,
    /// A text that may be a number.
    Label,
    /// A day, `2021-09-15`.
    Date,
    /// An official id of a publication.
    Id,
    Dossier,
    Ondernummer,
    Vergaderjaar,
    /// A BCP 47 tag.
    LanguageTag,
    /// Part of an address.
    Slug,
    WebAddress,
    /// One of these words.
    Word(fn() -> Vec<&'static str>),
    /// Codes of findings with their levels.
    Levels,
    /// A text, which stands for one of these keys, or a mapping with them.
    Mapping(&'static Mapping),
    /// One, or a list.
    Many(&'static Shape),
}

/// A value that is a mapping.
#[derive(Debug)]
pub(crate) struct Mapping {
    /// What it is, in a word.
    pub(crate) name: &'static str,
    pub(crate) about: &'static str,
    pub(crate) keys: &'static [Key],
}

const fn row(
    name: &'static str,
    need: Need,
    shape: Shape,
    about: &'static str,
    examples: &'static [&'static str],
) -> Key {
    Key { name, need, shape, about, examples }
}

use Need::{Always, Beside, Default, ExactlyOne, OneOrMore, Optional};
use Shape::{
    Date, Dossier, Id, Label, LanguageTag, Levels, Many, Ondernummer, Slug, Text, Vergaderjaar, WebAddress,
    Word,
};

#[rustfmt::skip]
const LETTER: &[Key] = &[
    row("title", Always, Text, "Title of the letter",
        &["Brief van de Staatssecretaris van Justitie en Veiligheid"]),
    row("dossiernummer", Optional, Many(&Dossier),
        "Dossier of the letter; the first of several is the one that numbers it",
        &["28638", "36600-XVI", "21501-02", "[28638, 31015]"]),
    row("ondernummer", OneOrMore(&["dossiernummer"]), Ondernummer,
        "Number of the letter in its dossier: digits for the Tweede Kamer, capitals for the Eerste Kamer",
        &["201", "B", "188b"]),
    row("identifier", OneOrMore(&[]), Id, "Official id of a document that has no number in a dossier",
        &["ah-tk-20232024-1234", "blg-1184123", "2020D27680"]),
    row("kenmerk", OneOrMore(&[]), Label, "The ministry's own reference", &["IENW/BSK-2022/268034"]),
    row("date", Always, Date, "Date on the letter, year-month-day", &["2021-09-15"]),
    row("type", Default("Brief"), Text, "Kind of Kamerstuk; Brief unless it says otherwise",
        &["Brief", "Motie", "Amendement", "Verslag van een commissiedebat"]),
    row("vergaderjaar", Optional, Vergaderjaar,
        "Parliamentary year, if the document prints another than follows from its date", &["2021-2022"]),
    row("indiener", Optional, Many(&Shape::Mapping(&INDIENER)), "Who sends it",
        &["{ambt: Staatssecretaris van Justitie en Veiligheid, naam: A. Broekers-Knol}"]),
    row("ontvanger", Optional, Text, "Whom it is addressed to",
        &["de Voorzitter van de Tweede Kamer der Staten-Generaal"]),
    row("plaats", Optional, Text, "Place in the date line", &["Den Haag"]),
    row("onderwerp", Optional, Many(&Text), "Topics", &["[mensenhandel, prostitutie]"]),
    row("bijlage", Optional, Many(&Shape::Mapping(&BIJLAGE)), "Attachments",
        &["[{title: Voortgangsrapportage, id: blg-1184123}]"]),
    row("alias", Optional, Many(&Id), "Other ids of the same document", &["2021D33120"]),
    row("reageert_op", Optional, Many(&Id), "What the letter answers", &["[kst-28638-190, kst-28638-195]"]),
    row("summary", Optional, Text, "A sentence or two for lists and search engines",
        &["De staatssecretaris meldt de voortgang van het programma."]),
    row("language", Default("nl"), LanguageTag, "Language of the letter", &["nl", "en"]),
    row("source", Optional, Text, "Where the text came from", &["officielebekendmakingen.nl"]),
];

#[rustfmt::skip]
const DOSSIER: &[Key] = &[
    row("title", Always, Text, "Title of the dossier", &["Mensenhandel"]),
    row("dossiernummer", Optional, Dossier, "Number of the dossier, if the folder is not named after it",
        &["28638", "36600-XVI", "21501-02"]),
];

#[rustfmt::skip]
const REGISTER: &[Key] = &[
    row("id", Always, Id, "Official id of the work", &["kst-28638-200", "ah-tk-20232024-1234", "blg-1184123"]),
    row("title", Optional, Text, "Title", &["Brief van 1 juli 2021"]),
    row("date", Optional, Date, "Date, year-month-day", &["2021-07-01"]),
    row("type", Optional, Text, "Kind of document", &["Brief", "Motie"]),
    row("indiener", Optional, Many(&Shape::Mapping(&INDIENER)), "Who sends it",
        &["{ambt: Minister van Buitenlandse Zaken, naam: S.A.M. Kaag}"]),
    row("summary", Optional, Text, "What it is about", &["De voortgang van de aanpak."]),
    row("alias", Optional, Many(&Id), "Other ids of the same document", &["2021D27001"]),
];

#[rustfmt::skip]
const SITE: &[Key] = &[
    row("title", Optional, Text, "Name of the site", &["Kamerbrieven"]),
    row("base_url", Optional, WebAddress, "Address at which the site is published; feeds and sitemaps need it",
        &["https://example.org/"]),
    row("language", Default(Language::Nl.tag()), Word(|| Language::ALL.map(Language::tag).to_vec()),
        "Language of the interface: nl or en", &["nl", "en"]),
    row("description", Optional, Text, "What the site is about, for search engines and the feed",
        &["Kamerbrieven waarin elke verwijzing werkt."]),
    row("publisher", Optional, Text, "Who publishes it, for the foot of each page", &["Naam van de organisatie"]),
    row("license", Optional, Text, "Licence of the editors' texts", &["CC0 1.0"]),
    row("published_ids", Optional, Text, "File in the content folder with the ids of all published Kamerstukken, \
        one a line, plain or compressed with xz or zstd", &["kst-ids.txt.xz"]),
    row("before_1995", Default(Scans::Text.name()), Word(|| Scans::ALL.map(Scans::name).to_vec()),
        "What a citation of a Kamerstuk of before 1995 becomes: plain text, or a link to its dossier",
        &["text", "dossier"]),
    row("markdown", Default(LetterCopies::Beside.name()), Word(|| LetterCopies::ALL.map(LetterCopies::name).to_vec()),
        "Where each letter is published as Markdown too: as index.md beside its page, or not", &["beside", "none"]),
    row("diagnostics", Optional, Levels, "Level of findings by their code; errors cannot be lowered",
        &["{K204: error, K205: off}"]),
];

#[rustfmt::skip]
const ANNOTATION: &[Key] = &[
    row("quote", ExactlyOne, Text, "Words of the letter that it is about", &["hetzelfde VKC-verzoek"]),
    row("prefix", Beside("quote"), Text, "Words before the quote, where the quote stands more than once",
        &["in reactie op"]),
    row("suffix", Beside("quote"), Text, "Words behind the quote, where the quote stands more than once",
        &["van 8 juli"]),
    row("section", ExactlyOne, Text, "Heading of the section that it is about", &["Vervolgstappen"]),
    row("footnote", ExactlyOne, Label, "Number of the footnote that it is about", &["2"]),
    row("id", Optional, Slug, "Name in addresses; without it, one is made", &["wat-is-het-ckm"]),
    row("kind", Always, Word(|| AnnotationKind::ALL.map(AnnotationKind::name).to_vec()),
        "Explanation, context, fact check, correction or sequel", &["context", "feitencheck"]),
    row("author", Always, Text, "Who says it", &["Redactie Voetnoot"]),
    row("date", Always, Date, "When, year-month-day", &["2026-11-24"]),
    row("body", Always, Text, "What is said, in Markdown; citations become links",
        &["Bedoeld is het verzoek van 8 juli 2021 uit de zin hiervoor."]),
    row("source", Optional, Text, "What it rests on", &["Kamerstuk 28 638, nr. 200"]),
    row("revision", Optional, Text, "Revision of the letter that it was written for", &["3f2a9c01"]),
    row("tags", Optional, Many(&Text), "Topics", &["[toezegging]"]),
];

#[rustfmt::skip]
pub(crate) const INDIENER: Mapping = Mapping {
    name: "indiener",
    about: "A text, or the office (`ambt`) and the name (`naam`)",
    keys: &[
        row("ambt", OneOrMore(&[]), Text, "Office, as the letter prints it", &["Minister van Buitenlandse Zaken"]),
        row("naam", OneOrMore(&[]), Text, "Name", &["S.A.M. Kaag"]),
    ],
};

#[rustfmt::skip]
pub(crate) const BIJLAGE: Mapping = Mapping {
    name: "bijlage",
    about: "A title, or a title with where the attachment can be read",
    keys: &[
        row("title", Always, Text, "Title of the attachment", &["Voortgangsrapportage"]),
        row("id", Optional, Id, "Its official id", &["blg-1184123"]),
        row("url", Optional, WebAddress, "Its address", &["https://example.org/rapport.pdf"]),
    ],
};

#[cfg(test)]
mod tests {
    use super::*;
    use crate::content::front_matter;
    use crate::content::source::Source;
    use crate::finding::{Code, Finding};

    /// A file with these keys and values, read: what it says, and what was found.
    fn read(kind: FileKind, values: &[(&str, &str)]) -> (String, Vec<Finding>) {
        let (first, others) = if kind.is_list() { ("- ", "  ") } else { ("", "") };
        let line = |(index, (key, value)): (usize, &(&str, &str))| {
            format!("{}{key}: {value}\n", if index == 0 { first } else { others })
        };
        let text: String = values.iter().enumerate().map(line).collect();
        let source = Source::new("a", "31015/a.md", text);
        let all = 0..source.text.len();
        let mut findings = Vec::new();
        let said = match kind {
            FileKind::Letter => format!("{:?}", front_matter::letter(&source, all, &mut findings)),
            FileKind::Dossier => format!("{:?}", front_matter::dossier(&source, all, &mut findings)),
            FileKind::Register => format!("{:?}", front_matter::register(&source, &mut findings)),
            FileKind::Site => format!("{:?}", front_matter::site(&source, &mut findings)),
            FileKind::Annotations => {
                let read = front_matter::annotations(&source, &mut findings);
                format!("{:?}", read.into_iter().map(|(meta, _)| meta).collect::<Vec<_>>())
            }
        };
        (said, findings)
    }

    /// A key with the keys that it cannot do without, first examples behind them.
    fn least(kind: FileKind, key: &Key) -> Vec<(&'static str, &'static str)> {
        let one_of = |key: &&Key| matches!(key.need, Need::OneOrMore(_) | Need::ExactlyOne);
        let beside = |key: &Key| match key.need {
            Need::OneOrMore(others) => others.to_vec(),
            Need::Beside(other) => vec![other],
            _ => Vec::new(),
        };
        let mut names = vec![key.name];
        names.extend(beside(key));
        if !names.iter().any(|name| kind.key(name).as_ref().is_some_and(one_of)) {
            let first = kind.keys().iter().find(|other| one_of(other) && !beside(other).contains(&key.name));
            names.extend(first.into_iter().flat_map(|key| [vec![key.name], beside(key)].concat()));
        }
        let needed = |key: &&Key| key.need == Need::Always || names.contains(&key.name);
        kind.keys().iter().filter(needed).map(|key| (key.name, key.examples[0])).collect()
    }

    fn rows() -> impl Iterator<Item = (FileKind, &'static Key)> {
        FileKind::ALL.into_iter().flat_map(|kind| kind.keys().iter().map(move |key| (kind, key)))
    }

    /// The same with another value behind a key.
    fn with<'a>(values: &[(&'a str, &'a str)], key: &str, value: &'a str) -> Vec<(&'a str, &'a str)> {
        values.iter().map(|&(name, old)| (name, if name == key { value } else { old })).collect()
    }

    #[test]
    fn every_example_is_read() {
        for (kind, key) in rows() {
            let least = least(kind, key);
            for example in key.examples {
                let (_, findings) = read(kind, &with(&least, key.name, example));
                // A parliamentary year that is worth writing is another than that of the date.
                let findings: Vec<_> = findings.iter().filter(|f| f.code != Code::K107).collect();
                assert!(findings.is_empty(), "{kind:?} {}: {example}: {findings:?}", key.name);
            }
            assert!(!key.examples.is_empty() && !key.about.ends_with('.'), "{kind:?} {}", key.name);
        }
    }

    /// That a reader asks for no key without a row is asserted where it asks.
    #[test]
    fn every_key_has_a_reader() {
        for (kind, key) in rows() {
            let values = with(&least(kind, key), key.name, "{x: {y: z}}");
            let line = values.iter().position(|(name, _)| *name == key.name).unwrap() + 1;
            let (_, findings) = read(kind, &values);
            let found = findings.iter().any(|f| f.place.as_ref().is_some_and(|p| p.line as usize == line));
            assert!(found, "nobody reads {} of {kind:?}: {findings:?}", key.name);
        }
    }

    #[test]
    fn an_identifier_beside_a_number_is_read_too() {
        let mut values = least(FileKind::Letter, FileKind::Letter.key("ondernummer").unwrap());
        values.push(("identifier", "onzin"));
        let (_, findings) = read(FileKind::Letter, &values);
        assert_eq!(findings.iter().map(|f| f.code).collect::<Vec<_>>(), [Code::K105], "{findings:?}");
    }

    #[test]
    fn every_key_changes_what_is_read() {
        for (kind, key) in rows().filter(|(_, key)| !matches!(key.need, Need::Default(_))) {
            let all = least(kind, key);
            let without: Vec<_> = all.iter().copied().filter(|(name, _)| *name != key.name).collect();
            assert_ne!(read(kind, &all).0, read(kind, &without).0, "{kind:?} {}", key.name);
        }
    }

    #[test]
    fn what_is_needed_is_missed_and_nothing_else() {
        for (kind, key) in rows() {
            let mut values = least(kind, key);
            let others =
                |name: &str| kind.key(name).is_some_and(|other| other.need == Need::Beside(key.name));
            values.retain(|(name, _)| *name != key.name && !others(name));
            if kind.is_list() && values.is_empty() {
                // An entry of a list has something to say.
                values.extend(kind.keys().last().map(|key| (key.name, key.examples[0])));
            }
            let (_, findings) = read(kind, &values);
            let missed = findings.iter().any(|f| matches!(f.code, Code::K104 | Code::K601));
            let needed = matches!(key.need, Need::Always | Need::OneOrMore(_) | Need::ExactlyOne);
            assert_eq!(missed, needed, "{kind:?} {}: {findings:?}", key.name);
            match key.need {
                Need::Beside(other) => {
                    let alone: Vec<_> =
                        least(kind, key).into_iter().filter(|(name, _)| *name != other).collect();
                    assert!(!read(kind, &alone).1.is_empty(), "{kind:?} {} without {other}", key.name);
                }
                Need::Default(default) => {
                    let stated = with(&least(kind, key), key.name, default);
                    assert_eq!(read(kind, &stated).0, read(kind, &values).0, "{kind:?} {}", key.name);
                }
                _ => {}
            }
        }
    }

    /// The keys as README lists them.
    fn listed() -> String {
        let name = |key: &Key| {
            if key.need == Need::Always { format!("**`{}`**", key.name) } else { format!("`{}`", key.name) }
        };
        let mut text = String::from("| key of a letter | says | for example |\n|---|---|---|\n");
        for key in FileKind::Letter.keys() {
            text += &format!("| {} | {} | `{}` |\n", name(key), key.about, key.examples[0]);
        }
        text += "\n| elsewhere | keys |\n|---|---|\n";
        for (kind, place) in [
            (FileKind::Dossier, "`_index.md` of a dossier"),
            (FileKind::Register, "`register.yaml`, each entry"),
            (FileKind::Site, "`site.yaml`"),
            (FileKind::Annotations, "`201.annotations.yaml`, each annotation"),
        ] {
            let names: Vec<String> = kind.keys().iter().map(name).collect();
            text += &format!("| {place} | {} |\n", names.join(", "));
        }
        text
    }

    #[test]
    fn readme_lists_every_key() {
        const BEGIN: &str = "<!-- the keys: UPDATE=1 cargo test --lib readme -->\n";
        let path = concat!(env!("CARGO_MANIFEST_DIR"), "/README.md");
        let readme = std::fs::read_to_string(path).unwrap();
        let (before, rest) = readme.split_once(BEGIN).unwrap();
        let (now, after) = rest.split_once("<!-- so far -->").unwrap();
        if std::env::var_os("UPDATE").is_some() {
            let text = format!("{before}{BEGIN}{}<!-- so far -->{after}", listed());
            std::fs::write(path, text).unwrap();
        } else {
            assert_eq!(now, listed(), "README lists other keys: UPDATE=1 cargo test --lib readme");
        }
    }
}
