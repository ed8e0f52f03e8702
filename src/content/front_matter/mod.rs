//! YAML in, typed metadata out, and the way back: front matter of letters and dossiers, the register, annotations,
//! the site's settings. The only files that know the YAML library, and how a text is quoted.
//!
//! The library stops at its first problem and places duplicate and missing keys at 1:1. So each mapping is read
//! key by key here, every problem is reported, and places come from our own look at the lines. Nothing is
//! invented: what is absent stays absent.

mod annotations;
mod day;
mod fields;
pub(crate) mod keys;
mod syntax;
#[cfg_attr(not(feature = "import"), allow(dead_code, reason = "only what is imported gets a front matter"))]
mod write;

use crate::content::source::Source;
use crate::finding::{Code, Finding, Place, Severity};
use crate::limits;
use crate::number::address::OutPath;
use crate::number::identifier::DocumentId;
use crate::number::kst::DossierNumber;
use crate::number::vergaderjaar::Vergaderjaar;
pub use annotations::{AnnotationSpans, annotations};
pub use day::day;
use fields::Fields;
use jiff::civil::Date;
pub use keys::FileKind;
use std::collections::BTreeMap;
use std::ops::Range;
#[cfg(feature = "import")]
pub use write::{Yaml, scalar, write_front_matter};
pub use write::{quoted, write_annotations};

/// Who sent a letter or filed a motion. At least one of the two is known.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Indiener {
    /// The office: "Staatssecretaris van Justitie en Veiligheid".
    pub ambt: Option<String>,
    /// The person.
    pub naam: Option<String>,
}

/// An attachment of a letter.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Bijlage {
    /// Its title.
    pub title: String,
    /// Its official id (`blg-1184123`).
    pub id: Option<DocumentId>,
    /// Where it can be read.
    pub url: Option<String>,
}

/// What a letter is: a publication with an official id, or a letter as the ministry sent it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Identity {
    /// A numbered Kamerstuk, or a publication with another official id.
    Publication(DocumentId),
    /// Not yet published: the ministry's own reference.
    Kenmerk(String),
}

/// The metadata of a letter, as its front matter states it.
#[derive(Debug, Clone)]
pub struct LetterMeta {
    /// Title of the document.
    pub title: String,
    /// What it is.
    pub identity: Identity,
    /// Address of its page.
    pub path: OutPath,
    /// The dossiers it is filed in; the first is its home.
    pub dossiers: Vec<DossierNumber>,
    /// Date on the letter.
    pub date: Date,
    /// Kind of Kamerstuk.
    pub soort: String,
    /// Parliamentary year, stated or derived from the date.
    pub vergaderjaar: Vergaderjaar,
    /// Senders.
    pub indieners: Vec<Indiener>,
    /// Addressee.
    pub ontvanger: Option<String>,
    /// Place of sending.
    pub plaats: Option<String>,
    /// Topics.
    pub onderwerpen: Vec<String>,
    /// Attachments.
    pub bijlagen: Vec<Bijlage>,
    /// Other ids of the same letter.
    pub aliases: Vec<DocumentId>,
    /// What it answers.
    pub reageert_op: Vec<DocumentId>,
    /// The ministry's own reference.
    pub kenmerk: Option<String>,
    /// A short description.
    pub summary: Option<String>,
    /// Language of the text, a BCP 47 tag.
    pub language: String,
    /// Where the text came from.
    pub source: Option<String>,
}

/// What the register knows of a work that is cited but not held.
#[derive(Debug, Clone)]
pub struct RegisterEntry {
    /// The work.
    pub id: DocumentId,
    /// Its title.
    pub title: Option<String>,
    /// Date of the document.
    pub date: Option<Date>,
    /// Kind of Kamerstuk.
    pub soort: Option<String>,
    /// Senders.
    pub indieners: Vec<Indiener>,
    /// A short description.
    pub summary: Option<String>,
    /// Other ids of the same work.
    pub aliases: Vec<DocumentId>,
}

/// `_index.md` of a dossier.
#[derive(Debug, Clone)]
pub struct DossierMeta {
    /// The dossier, named by its folder or by `dossiernummer`.
    pub number: DossierNumber,
    /// The dossiertitel.
    pub title: String,
}

/// What of the letter an annotation is about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum About {
    /// Words of the letter, with what stands directly before and after them.
    Quote {
        /// The words.
        quote: String,
        /// What stands before them.
        prefix: Option<String>,
        /// What stands after them.
        suffix: Option<String>,
    },
    /// The section below a heading: the heading's words, or its anchor.
    Section(String),
    /// A footnote: the number at its mark.
    Footnote(String),
}

impl About {
    /// The words, if it is about words.
    pub fn quote(&self) -> Option<&str> {
        match self {
            Self::Quote { quote, .. } => Some(quote),
            Self::Section(_) | Self::Footnote(_) => None,
        }
    }
}

/// What kind of remark it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum AnnotationKind {
    /// Explains what the words mean.
    Toelichting,
    /// Tells what else is known.
    Context,
    /// Says whether it is right.
    Feitencheck,
    /// Says that it is wrong, and what is right.
    Correctie,
    /// Tells what came of it.
    Vervolg,
}

impl AnnotationKind {
    /// Every kind.
    pub const ALL: [Self; 5] =
        [Self::Toelichting, Self::Context, Self::Feitencheck, Self::Correctie, Self::Vervolg];

    /// The word in files.
    pub fn name(self) -> &'static str {
        match self {
            Self::Toelichting => "toelichting",
            Self::Context => "context",
            Self::Feitencheck => "feitencheck",
            Self::Correctie => "correctie",
            Self::Vervolg => "vervolg",
        }
    }

    /// The kind with this name.
    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.name() == name)
    }
}

/// An annotation as its file states it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AnnotationMeta {
    /// Its name in addresses, if it is stated.
    pub id: Option<String>,
    /// What it is about.
    pub about: About,
    /// The remark, Markdown.
    pub body: String,
    /// Who makes it.
    pub author: String,
    /// When it was made.
    pub date: Date,
    /// What kind of remark it is.
    pub kind: AnnotationKind,
    /// Where the editor knows it from.
    pub source: Option<String>,
    /// Keywords.
    pub tags: Vec<String>,
    /// The revision of the letter's text that it was written for.
    pub revision: Option<String>,
}

/// The language of the interface.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Language {
    /// Dutch.
    #[default]
    Nl,
    /// English.
    En,
}

impl Language {
    /// Every language.
    pub const ALL: [Self; 2] = [Self::Nl, Self::En];

    /// The BCP 47 tag.
    pub const fn tag(self) -> &'static str {
        match self {
            Self::Nl => "nl",
            Self::En => "en",
        }
    }
}

/// How a Kamerstuk of before 1995 is shown that is only cited and has no address.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Scans {
    /// As plain words.
    #[default]
    Text,
    /// As a link to the page of its dossier.
    Dossier,
}

impl Scans {
    /// Every way.
    pub const ALL: [Self; 2] = [Self::Text, Self::Dossier];

    /// The word in `site.yaml`.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Text => "text",
            Self::Dossier => "dossier",
        }
    }
}

/// Whether each letter is published as Markdown too.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum LetterCopies {
    /// As `index.md` beside its page.
    #[default]
    Beside,
    /// Not.
    None,
}

impl LetterCopies {
    /// Every way.
    pub const ALL: [Self; 2] = [Self::Beside, Self::None];

    /// The word in `site.yaml`.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Beside => "beside",
            Self::None => "none",
        }
    }
}

/// A file that `site.yaml` names.
#[derive(Debug, Clone)]
pub struct NamedFile {
    /// Its path below the content folder, with `/` between its parts.
    pub relative: String,
    /// Where it is named.
    pub place: Place,
}

/// `site.yaml`.
#[derive(Debug, Clone, Default)]
pub struct Site {
    /// Name of the site.
    pub title: Option<String>,
    /// Where it is published: `https://example.org/` or `https://example.org/x/`.
    pub base_url: Option<String>,
    /// Language of the interface.
    pub language: Language,
    /// One sentence on the site.
    pub description: Option<String>,
    /// Who publishes it.
    pub publisher: Option<String>,
    /// Licence of the site's own texts.
    pub license: Option<String>,
    /// The file of published ids, below the content folder.
    pub published_ids: Option<NamedFile>,
    /// What becomes of citations of scans.
    pub before_1995: Scans,
    /// Whether each letter is published as Markdown too.
    pub letter_copies: LetterCopies,
    /// Severities that differ from the default; `None` is off.
    pub levels: BTreeMap<Code, Option<Severity>>,
}

impl Site {
    /// Its title.
    pub fn name(&self) -> &str {
        self.title.as_deref().unwrap_or("Voetnoot")
    }

    /// The path of the site on its host, with a slash at both ends.
    pub fn base_path(&self) -> String {
        let path = self.base_url.as_deref().and_then(|url| url.split_once("://")?.1.split_once('/'));
        path.map_or_else(|| "/".to_owned(), |(_, path)| format!("/{path}"))
    }
}

/// Splits a Markdown file into front matter and body, as byte ranges of the text. `None` without front matter.
pub fn split(text: &str) -> Option<(Range<usize>, Range<usize>)> {
    let start = text.strip_prefix("---\n").map(|_| 4).or_else(|| text.strip_prefix("---\r\n").map(|_| 5))?;
    let mut at = start;
    while at < text.len() {
        let end = memchr::memchr(b'\n', text.as_bytes().get(at..)?).map_or(text.len(), |n| at + n + 1);
        if matches!(text.get(at..end)?.trim_end(), "---" | "...") {
            return Some((start..at, end..text.len()));
        }
        at = end;
    }
    None
}

/// Where a key of the front matter stands, with what stands behind it; the first line if it is not there.
pub fn place_of(source: &Source, key: &str) -> Place {
    let yaml = split(&source.text).map_or(0..0, |(yaml, _)| yaml);
    let keys = syntax::keys(source.text.get(yaml.clone()).unwrap_or_default(), yaml.start);
    let found = keys.into_iter().find(|(name, ..)| name == key);
    source.place(found.map_or(0..3, |(_, key, value)| if value.is_empty() { key } else { value }))
}

/// Reads the front matter of a letter. `None` if an error makes it unusable; every problem is in `findings`.
pub fn letter(source: &Source, yaml: Range<usize>, findings: &mut Vec<Finding>) -> Option<LetterMeta> {
    let mut fields = Fields::read(source, yaml, FileKind::Letter, findings)?;
    let title = fields.required_text("title");
    let date = fields.required_date("date");
    let dossiers = fields.dossiers("dossiernummer");
    let identity = fields.identity(&dossiers, date);
    let mut dossiers = dossiers;
    if let Some((Identity::Publication(id), _)) = &identity
        && dossiers.is_empty()
    {
        dossiers.extend(id.dossier());
    }
    let stated = fields.vergaderjaar("vergaderjaar");
    let derived = date.and_then(|date| Vergaderjaar::on(date).ok());
    if let (Some(stated), Some(derived), Some(date)) = (stated, derived, date)
        && stated != derived
    {
        let message = format!("vergaderjaar {stated} does not fit the date");
        fields.report(Code::K107, "vergaderjaar", message, |d| d.label(format!("{date} falls in {derived}")));
    }
    let meta = LetterMeta {
        title: title.clone().unwrap_or_default(),
        soort: fields.text_or_default("type"),
        indieners: fields.indieners("indiener"),
        ontvanger: fields.text("ontvanger"),
        plaats: fields.text("plaats"),
        onderwerpen: fields.texts("onderwerp"),
        bijlagen: fields.bijlagen("bijlage"),
        aliases: fields.ids("alias"),
        reageert_op: fields.ids("reageert_op"),
        kenmerk: fields.text("kenmerk"),
        summary: fields.text("summary"),
        language: fields.language_tag("language"),
        source: fields.text("source"),
        dossiers,
        date: date?,
        vergaderjaar: stated.or(derived)?,
        identity: identity.as_ref()?.0.clone(),
        path: identity?.1,
    };
    title.map(|_| meta)
}

/// Reads `_index.md` of a dossier; its number is that of the folder unless the front matter names it.
pub fn dossier(source: &Source, yaml: Range<usize>, findings: &mut Vec<Finding>) -> Option<DossierMeta> {
    let mut fields = Fields::read(source, yaml, FileKind::Dossier, findings)?;
    let title = fields.required_text("title");
    let number = if fields.has("dossiernummer") {
        let numbers = fields.dossiers("dossiernummer");
        if numbers.len() > 1 {
            fields.wrong(
                "dossiernummer",
                "a dossier has one number".into(),
                "describe the others in folders of their own",
            );
        }
        numbers.first().copied()
    } else {
        let folder = source.relative.rsplit('/').nth(1).unwrap_or_default();
        let number = folder.parse().ok();
        if number.is_none() {
            fields.report_start(
                Code::K104,
                format!("the folder `{folder}` is no dossier number"),
                "name the dossier: `dossiernummer: 28638`",
            );
        }
        number
    };
    Some(DossierMeta { number: number?, title: title? })
}

/// Reads `register.yaml`: a list of entries, each read on its own so that one bad entry spoils no other.
pub fn register(source: &Source, findings: &mut Vec<Finding>) -> Vec<RegisterEntry> {
    const HELP: &str = "begin each entry with `- id: kst-28638-200` and indent its other keys by two spaces";
    let mut entries = Vec::new();
    for item in list_items(source, "the register is a list", HELP, findings) {
        let Some(mut fields) = Fields::read(source, item, FileKind::Register, findings) else {
            continue;
        };
        let id = fields.required_text("id").and_then(|text| fields.id("id", &text));
        let entry = id.map(|id| RegisterEntry {
            id,
            title: fields.text("title"),
            date: fields.date("date"),
            soort: fields.text("type"),
            indieners: fields.indieners("indiener"),
            summary: fields.text("summary"),
            aliases: fields.ids("alias"),
        });
        entries.extend(entry);
    }
    entries
}

/// The byte ranges of the items of a top-level YAML list, each beginning at its `- `. What is no part of one is
/// reported with this message and help.
fn list_items(source: &Source, message: &str, help: &str, findings: &mut Vec<Finding>) -> Vec<Range<usize>> {
    let mut items: Vec<Range<usize>> = Vec::new();
    let mut at = 0;
    let mut astray = false;
    for line in source.text.split_inclusive('\n') {
        let span = at..at + line.len();
        at = span.end;
        let bare = line.trim();
        if line.starts_with("- ") {
            astray = false;
            items.push(span);
        } else if let Some(item) =
            items.last_mut().filter(|_| line.starts_with([' ', '\t']) || bare.is_empty())
        {
            item.end = span.end;
        } else if !(bare.is_empty() || bare.starts_with('#') || bare == "---" || bare == "[]" || astray) {
            // The lines that follow are of the same slip.
            astray = true;
            findings.push(
                Finding::new(Code::K102, message)
                    .at(source.place(span.start..span.start + line.trim_end().len()))
                    .label("not part of an entry")
                    .help(help),
            );
        }
    }
    items
}

/// Reads `site.yaml`.
pub fn site(source: &Source, findings: &mut Vec<Finding>) -> Site {
    let Some(mut fields) = Fields::read(source, 0..source.text.len(), FileKind::Site, findings) else {
        return Site::default();
    };
    let language =
        fields.word("language", &Language::ALL, Language::tag, |other| format!("no interface in `{other}`"));
    let before_1995 = fields
        .word("before_1995", &Scans::ALL, Scans::name, |other| format!("`{other}` is no way to show a scan"));
    let letter_copies = fields.word("markdown", &LetterCopies::ALL, LetterCopies::name, |other| {
        format!("`{other}` is no place for letters as Markdown")
    });
    let base_url = fields.text("base_url").and_then(|url| {
        let usable = base_url(&url);
        if usable.is_none() {
            fields.wrong(
                "base_url",
                "not the address of a site".into(),
                "write it as `https://example.org/`",
            );
        }
        usable
    });
    Site {
        title: fields.text("title"),
        base_url,
        language,
        description: fields.text("description"),
        publisher: fields.text("publisher"),
        license: fields.text("license"),
        before_1995,
        letter_copies,
        published_ids: fields
            .text("published_ids")
            .map(|relative| NamedFile { relative, place: fields.place("published_ids") }),
        levels: fields.levels("diagnostics"),
    }
}

/// The texts behind each key of YAML that somebody else wrote: of a value, or of all values of a list. `None` if it is no
/// mapping. What it means is for who asks; our own front matter has readers that tell what is wrong.
#[cfg(feature = "import")]
pub(crate) fn texts_by_key(yaml: &str) -> Option<BTreeMap<String, Vec<String>>> {
    use serde_yaml::Value;
    fn texts(value: Value) -> Vec<String> {
        match value {
            Value::String(text) => vec![text],
            Value::Number(number) => vec![number.to_string()],
            Value::Bool(value) => vec![value.to_string()],
            Value::Sequence(values) => values.into_iter().flat_map(texts).collect(),
            // `{name: …, affiliation: …}`: one text of all that it says.
            Value::Mapping(map) => {
                vec![map.into_iter().flat_map(|(_, value)| texts(value)).collect::<Vec<_>>().join(", ")]
            }
            Value::Null | Value::Tagged(_) => Vec::new(),
        }
    }
    let Ok(Value::Mapping(map)) = serde_yaml::from_str(yaml) else { return None };
    let keyed = |(key, value): (Value, Value)| key.as_str().map(|key| (key.to_owned(), texts(value)));
    Some(map.into_iter().filter_map(keyed).collect())
}

/// Reads the strings of an interface: `key: "text"`, one a line.
pub fn strings(text: &str) -> Option<BTreeMap<String, String>> {
    if text.len() > limits::YAML_BYTES { None } else { serde_yaml::from_str(text).ok() }
}

/// A base URL with its final slash, if `url` can be one.
pub fn base_url(url: &str) -> Option<String> {
    let rest = url.strip_prefix("https://").or_else(|| url.strip_prefix("http://"))?;
    let plain = |c: char| c.is_ascii_alphanumeric() || "-._~/:%[]".contains(c);
    let valid = !rest.is_empty() && !rest.starts_with('/') && rest.chars().all(plain) && !rest.contains("//");
    valid.then(|| if url.ends_with('/') { url.to_owned() } else { format!("{url}/") })
}
