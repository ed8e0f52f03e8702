//! What describes the exports: `datapackage.json` (Data Package, version 2) for programs, `llms.txt` for language models and
//! those who work with them.

use super::Data;
use super::table::{Column, Table, Type};
use crate::content::front_matter::{LetterCopies, Site};
use crate::number::address::{OutPath, Segment};
use serde_json::{Value, json};
use std::fmt::Write as _;

/// The description for programs, below `/data/`.
pub(crate) const PACKAGE: &str = "datapackage.json";

/// The description for language models, at the root of the site.
pub(crate) const LLMS: &str = "llms.txt";

/// Under which terms the editors' texts and the data may be used.
pub(super) struct Licence {
    name: String,
    pub(super) title: String,
    pub(super) path: String,
}

/// The licences that sites name most, with their addresses.
const LICENCES: &[(&str, &str)] = &[
    ("CC0-1.0", "https://creativecommons.org/publicdomain/zero/1.0/"),
    ("CC-BY-4.0", "https://creativecommons.org/licenses/by/4.0/"),
    ("CC-BY-SA-4.0", "https://creativecommons.org/licenses/by-sa/4.0/"),
];

/// The ground on which letters of the government may be copied.
const LAW: &str = "https://wetten.overheid.nl/jci1.3:c:BWBR0001886&hoofdstuk=I&paragraaf=6&artikel=15b";

/// The licence that `site.yaml` names; without one, the law on which letters of the government may be copied.
pub(super) fn licence(site: &Site) -> Licence {
    let Some(stated) = site.license.as_deref() else {
        let title = "Artikel 15b Auteurswet: door de overheid openbaar gemaakt, vrij te gebruiken".to_owned();
        return Licence { name: "other-pd".to_owned(), title, path: LAW.to_owned() };
    };
    let bare = |text: &str| text.to_lowercase().replace([' ', '-', '.'], "");
    let known = LICENCES.iter().find(|(name, path)| {
        let version = name.rsplit_once('-').map_or(*name, |(name, _)| name);
        bare(stated) == bare(name)
            || bare(stated) == bare(version)
            || stated.trim_end_matches('/') == path.trim_end_matches('/')
    });
    if let Some((name, path)) = known {
        return Licence { name: (*name).to_owned(), title: stated.to_owned(), path: (*path).to_owned() };
    }
    let slug = Segment::slug(stated).map_or_else(|| "other".to_owned(), |slug| slug.as_str().to_owned());
    let path = if stated.starts_with("https://") {
        stated.to_owned()
    } else {
        site.base_url.clone().unwrap_or_default()
    };
    Licence { name: slug, title: stated.to_owned(), path }
}

/// `datapackage.json`; `word` gives a string of the interface.
pub(crate) fn package(data: &Data<'_>, word: &dyn Fn(&str) -> String) -> Vec<u8> {
    let site = data.site;
    let licence = licence(site);
    let path = (!licence.path.is_empty()).then(|| json!(licence.path));
    let terms = object(json!({ "name": licence.name, "title": licence.title }), [("path", path)]);
    let resources: Vec<Value> = data
        .exports()
        .map(|export| {
            let (name, format) = export.file.rsplit_once('.').unwrap_or((export.file, ""));
            let resource = json!({
                "name": name.replace('.', "-"),
                "path": export.file,
                "title": word(&format!("data_{}", export.key)),
                "description": word(&format!("data_about_{}", export.key)),
                "format": format,
                "mediatype": export.media,
                "encoding": "utf-8",
            });
            let table = export.table;
            object(resource, [("type", table.map(|_| json!("table"))), ("schema", table.map(schema))])
        })
        .collect();
    let name =
        Segment::slug(site.name()).map_or_else(|| "letters".to_owned(), |slug| slug.as_str().to_owned());
    let package = json!({
        "$schema": "https://datapackage.org/profiles/2.0/datapackage.json",
        "name": name,
        "title": site.name(),
        "licenses": [terms],
        "resources": resources,
    });
    let version = data.newest().map(|date| format!("{}.{}.{}", date.year(), date.month(), date.day()));
    let publisher = site.publisher.as_ref();
    let told = [
        ("version", version.map(Value::String)),
        ("description", site.description.clone().map(Value::String)),
        ("homepage", site.base_url.clone().map(Value::String)),
        ("id", site.base_url.as_ref().map(|_| json!(data.address(&super::path(PACKAGE))))),
        ("contributors", publisher.map(|name| json!([{ "title": name, "roles": ["publisher"] }]))),
    ];
    let package = object(package, told);
    format!("{package:#}\n").into_bytes()
}

/// An object with further keys, those that have a value.
fn object<const N: usize>(mut object: Value, more: [(&str, Option<Value>); N]) -> Value {
    if let Value::Object(map) = &mut object {
        map.extend(more.into_iter().filter_map(|(key, value)| Some((key.to_owned(), value?))));
    }
    object
}

/// The columns of a table, its key, and the columns that name a row of `documents.csv`.
fn schema(table: &Table) -> Value {
    let field = |column: &Column| {
        let is_flag = column.is == Type::Flag;
        let field = json!({ "name": column.name, "type": column.is.name(), "description": column.about });
        let values = |text: &str| is_flag.then(|| json!([text]));
        object(field, [("trueValues", values("true")), ("falseValues", values("false"))])
    };
    let fields: Vec<Value> = table.columns.iter().map(field).collect();
    let refer = |column: &&str| json!({ "fields": [column], "reference": { "resource": "documents", "fields": ["id"] } });
    let refers: Vec<Value> = table.refers.iter().map(refer).collect();
    object(
        json!({ "fields": fields, "missingValues": [""] }),
        [
            ("primaryKey", (!table.key.is_empty()).then(|| json!(table.key))),
            ("foreignKeys", (!refers.is_empty()).then(|| json!(refers))),
        ],
    )
}

/// `llms.txt`: what the site is and where its letters can be had as text.
pub(crate) fn llms(data: &Data<'_>, word: &dyn Fn(&str) -> String) -> Vec<u8> {
    let site = data.site;
    let mut out = format!("# {}\n\n", line(site.name()));
    if let Some(description) = &site.description {
        _ = write!(out, "> {}\n\n", line(description));
    }
    _ = writeln!(out, "{}", word("llms_explained"));
    if site.letter_copies == LetterCopies::Beside {
        _ = writeln!(out, "{}", word("llms_markdown"));
    }
    _ = write!(out, "\n## {}\n\n", word("data"));
    let files = data.exports().map(|export| (export.file, export.key)).chain([(PACKAGE, "package")]);
    for (file, key) in files {
        let url = data.address(&super::path(file));
        _ = writeln!(out, "- [{file}]({url}): {}", word(&format!("data_about_{key}")));
    }
    let mut dossiers: Vec<_> = data
        .resolution
        .dossiers
        .iter()
        .filter_map(|(&number, works)| {
            let held = works
                .iter()
                .filter(|&&work| data.resolution.works.get(work).is_some_and(|w| w.letter.is_some()))
                .count();
            (held > 0).then_some((std::cmp::Reverse(held), number))
        })
        .collect();
    dossiers.sort_unstable();
    dossiers.truncate(crate::limits::HOME_DOSSIERS);
    if !dossiers.is_empty() {
        _ = write!(out, "\n## {}\n\n", word("dossiers"));
    }
    for (std::cmp::Reverse(held), number) in dossiers {
        let title =
            data.corpus.dossier(number).map_or_else(|| number.printed(), |(_, of)| line(&of.meta.title));
        let count = word(if held == 1 { "letter_count" } else { "letters_count" });
        let url = data.address(&OutPath::of_dossier(number));
        _ = writeln!(out, "- [{number} {title}]({url}): {held} {count}");
    }
    out.into_bytes()
}

/// A text on one line, with nothing that would end a link of Markdown.
fn line(text: &str) -> String {
    let words: Vec<&str> = text.split_whitespace().collect();
    words.join(" ").replace(['[', ']'], "")
}
