//! References as reference managers read them. What real programs need decides: a CSL `bill` prints its `page` as the
//! number of the piece, its `volume` as the session, and RIS has `SP` and `VL` for the same.

use super::{Reference, Series, dossier, number};
use crate::number::vergaderjaar::Vergaderjaar;
use serde_json::{Map, Value, json};
use std::fmt::Write as _;

/// A format of references.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Format {
    /// BibTeX, with the fields of biblatex: `@report`, for there is no type for papers of a parliament.
    Bibtex,
    /// RIS.
    Ris,
    /// CSL-JSON.
    Csl,
}

impl Format {
    /// In the order in which they are offered.
    pub(crate) const ALL: [Self; 3] = [Self::Bibtex, Self::Ris, Self::Csl];

    /// What it is called.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Bibtex => "BibTeX",
            Self::Ris => "RIS",
            Self::Csl => "CSL-JSON",
        }
    }

    /// The file of the letters of a dossier.
    pub(super) fn of_dossier(self) -> &'static str {
        match self {
            Self::Bibtex => "dossier.bib",
            Self::Ris => "dossier.ris",
            Self::Csl => "dossier.csl.json",
        }
    }

    /// The file of the letters of the site.
    pub(super) fn of_site(self) -> &'static str {
        match self {
            Self::Bibtex => "brieven.bib",
            Self::Ris => "brieven.ris",
            Self::Csl => "brieven.csl.json",
        }
    }

    /// What its files are on the web.
    pub(crate) fn media(self) -> &'static str {
        match self {
            Self::Bibtex => "application/x-bibtex",
            Self::Ris => "application/x-research-info-systems",
            Self::Csl => "application/vnd.citationstyles.csl+json",
        }
    }

    /// These references, in their order.
    pub(crate) fn write(self, references: &[Reference]) -> String {
        match self {
            Self::Bibtex => references.iter().map(bibtex).collect::<Vec<_>>().join("\n"),
            Self::Ris => references.iter().map(ris).collect(),
            Self::Csl => {
                let list: Vec<Value> = references.iter().map(csl).collect();
                format!("{:#}\n", Value::from(list))
            }
        }
    }
}

/// A name of a person as its parts; `None` for one that is not initials and a surname.
fn person(name: &str) -> Option<(&str, &str)> {
    let end = name.split_inclusive(' ').take_while(|part| part.trim_end().ends_with('.')).map(str::len).sum();
    let (given, family) = name.split_at_checked(end)?;
    let (given, family) = (given.trim(), family.trim());
    (!given.is_empty() && !family.is_empty()).then_some((given, family))
}

/// The words with what BibTeX reads as commands escaped.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' | '%' | '$' | '#' | '_' | '{' | '}' => out.extend(['\\', c]),
            '\\' => out.push_str("\\textbackslash{}"),
            '~' => out.push_str("\\textasciitilde{}"),
            '^' => out.push_str("\\textasciicircum{}"),
            c if c.is_control() => out.push(' '),
            c => out.push(c),
        }
    }
    out
}

fn bibtex(of: &Reference) -> String {
    let authors = of.authors();
    let author = |name: &String| match person(name) {
        Some((given, family)) => format!("{}, {}", escaped(family), escaped(given)),
        // An office is one name, whatever commas and "en" it has.
        None => format!("{{{}}}", escaped(name)),
    };
    let authors: Vec<String> = authors.iter().map(author).collect();
    let key: String = of.key.chars().filter(|c| c.is_ascii_alphanumeric() || "-_.:".contains(*c)).collect();
    let mut text = format!("@report{{{key},\n");
    let mut field = |name: &str, value: &str| {
        if !value.is_empty() {
            // Writing to a `String` cannot fail.
            let _ = writeln!(text, "  {name} = {{{value}}},");
        }
    };
    field("author", &authors.join(" and "));
    // Double braces keep capitals as they are.
    let title = of.title.clone().unwrap_or_else(|| of.form());
    field("title", &format!("{{{}}}", escaped(&title)));
    match &of.series {
        Series::Paper(kst) => {
            let year = of.session.map(|year| format!(" {}", year.short())).unwrap_or_default();
            field("type", &format!("{}{year}", of.container().unwrap_or_default()));
            field("number", &format!("{}, {}", dossier(kst.dossier), number(*kst)));
        }
        Series::Other(label) => {
            field("type", &escaped(of.soort.as_deref().unwrap_or_default()));
            field("number", &escaped(label));
        }
        Series::Kenmerk(kenmerk) => {
            field("type", &escaped(of.soort.as_deref().unwrap_or_default()));
            field("number", &escaped(kenmerk));
        }
    }
    let institution =
        of.house().map(str::to_owned).or_else(|| of.indieners.iter().find_map(|i| i.ambt.clone()));
    field("institution", &institution.as_deref().map(escaped).unwrap_or_default());
    field("date", &of.date.map(|date| date.to_string()).unwrap_or_default());
    field("langid", if of.language.starts_with("nl") { "dutch" } else { "" });
    field("url", &of.url);
    text.push_str("}\n");
    text
}

/// A line of RIS is one line: what would end it is a space.
fn ris(of: &Reference) -> String {
    let mut text = String::new();
    let mut line = |tag: &str, value: &str| {
        if !value.is_empty() {
            let value = value.split_whitespace().collect::<Vec<_>>().join(" ");
            let _ = write!(text, "{tag}  - {value}\r\n");
        }
    };
    let paper = matches!(of.series, Series::Paper(_));
    line("TY", if paper { "BILL" } else { "RPRT" });
    line("ID", &of.key);
    let title = of.title.clone().unwrap_or_else(|| of.form());
    line("TI", &title);
    for name in of.authors() {
        match person(&name) {
            Some((given, family)) => line("AU", &format!("{family}, {given}")),
            // A comma would part a name from its first name.
            None => line("AU", &name.replace(',', "")),
        }
    }
    line("DA", &of.date.map(|date| date.to_string().replace('-', "/")).unwrap_or_default());
    match &of.series {
        Series::Paper(kst) => {
            line("T2", of.container().unwrap_or_default());
            line("VL", &of.session.map(Vergaderjaar::short).unwrap_or_default());
            line("M1", &dossier(kst.dossier));
            line("SP", &kst.ondernummer.to_string());
        }
        Series::Other(label) => {
            line("SN", label);
            line("M3", of.soort.as_deref().unwrap_or_default());
        }
        Series::Kenmerk(kenmerk) => {
            line("SN", kenmerk);
            line("M3", of.soort.as_deref().unwrap_or_default());
        }
    }
    line("PB", of.house().unwrap_or_default());
    line("LA", &of.language);
    line("UR", &of.url);
    text.push_str("ER  - \r\n\r\n");
    text
}

/// A reference in CSL-JSON.
fn csl(of: &Reference) -> Value {
    let mut item = Map::new();
    let mut put = |key: &str, value: Value| {
        if value.as_str() != Some("") && !value.is_null() {
            item.insert(key.to_owned(), value);
        }
    };
    put("id", Value::from(of.key.as_str()));
    put("type", Value::from(if matches!(of.series, Series::Kenmerk(_)) { "report" } else { "bill" }));
    put("title", of.title.as_deref().map_or(Value::Null, Value::from));
    let author = |name: String| match person(&name) {
        Some((given, family)) => json!({ "family": family, "given": given }),
        None => json!({ "literal": name }),
    };
    let authors: Vec<Value> = of.authors().into_iter().map(author).collect();
    put("author", if authors.is_empty() { Value::Null } else { Value::from(authors) });
    let issued = of.date.map(|date| json!({ "date-parts": [[date.year(), date.month(), date.day()]] }));
    put("issued", issued.unwrap_or_default());
    match &of.series {
        Series::Paper(kst) => {
            put("container-title", of.container().map_or(Value::Null, Value::from));
            put("volume", of.session.map_or(Value::Null, |year| Value::from(year.short())));
            put("number", Value::from(dossier(kst.dossier)));
            put("page", Value::from(kst.ondernummer.to_string()));
            put("authority", of.house().map_or(Value::Null, Value::from));
        }
        Series::Other(label) => put("container-title", Value::from(label.as_str())),
        Series::Kenmerk(kenmerk) => {
            put("number", Value::from(kenmerk.as_str()));
            put(
                "publisher",
                of.indieners.iter().find_map(|i| i.ambt.as_deref()).map_or(Value::Null, Value::from),
            );
        }
    }
    put("genre", of.soort.as_deref().map_or(Value::Null, Value::from));
    put("language", Value::from(of.language.as_str()));
    put("URL", Value::from(of.url.as_str()));
    Value::Object(item)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::content::front_matter::Indiener;
    use crate::number::identifier::DocumentId;
    use jiff::civil::date;

    fn paper(id: &str) -> Reference {
        let id = DocumentId::parse(id).unwrap();
        Reference {
            key: id.to_string(),
            series: Series::Paper(id.kst().unwrap()),
            id: Some(id),
            title: Some("Werk & inkomen: 50% {minder}".into()),
            soort: Some("Brief".into()),
            indieners: vec![
                Indiener { ambt: Some("Minister van Financiën".into()), naam: Some("A.B. de Bruin".into()) },
                Indiener { ambt: Some("Staatssecretaris van Toeslagen, en Douane".into()), naam: None },
            ],
            date: Some(date(2022, 9, 15)),
            session: Some(Vergaderjaar::new(2021).unwrap()),
            language: "nl".into(),
            url: "https://brieven.example/36100/7/".into(),
            official: None,
        }
    }

    #[test]
    fn what_reference_managers_need_stands_where_they_look() {
        let of = paper("kst-36600-XVI-7");
        let item = csl(&of);
        for (key, value) in [
            ("type", "bill"),
            ("container-title", "Kamerstukken II"),
            ("volume", "2021/22"),
            ("number", "36600 XVI"),
            ("page", "7"),
        ] {
            assert_eq!(item[key], value, "{key}");
        }
        assert_eq!(item["author"][0], json!({ "family": "de Bruin", "given": "A.B." }));
        assert_eq!(item["author"][1]["literal"], "Staatssecretaris van Toeslagen, en Douane");
        let text = ris(&of);
        assert!(text.starts_with("TY  - BILL\r\n") && text.ends_with("ER  - \r\n\r\n"), "{text}");
        for line in
            ["T2  - Kamerstukken II", "VL  - 2021/22", "M1  - 36600 XVI", "SP  - 7", "DA  - 2022/09/15"]
        {
            assert!(text.contains(&format!("\r\n{line}\r\n")), "{line} in {text}");
        }
        assert!(!text.contains("N1  -"));
        let text = bibtex(&of);
        assert!(
            text.contains("@report{kst-36600-XVI-7,")
                && text.contains("  title = {{Werk \\& inkomen: 50\\% \\{minder\\}}},"),
            "{text}"
        );
        assert!(
            text.contains("author = {de Bruin, A.B. and {Staatssecretaris van Toeslagen, en Douane}},"),
            "{text}"
        );
    }

    #[test]
    fn a_form_has_what_is_known_and_no_more() {
        assert_eq!(paper("kst-36600-XVI-7").form(), "Kamerstukken II 2021/22, 36600 XVI, nr. 7");
        assert_eq!(paper("kst-35876-B").form(), "Kamerstukken I 2021/22, 35876, B");
        assert_eq!(paper("kst-21501-02-12").form(), "Kamerstukken II 2021/22, 21501-02, nr. 12");
        assert_eq!(
            Reference { session: None, ..paper("kst-28638-9") }.form(),
            "Kamerstukken II, 28638, nr. 9"
        );
    }
}
