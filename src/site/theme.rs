//! The default theme, embedded, so that a bare folder of letters makes a whole site.

macro_rules! files {
    ($include:ident, $folder:literal, $($name:literal),+ $(,)?) => {
        &[$(($name, $include!(concat!("../../", $folder, "/", $name)))),+]
    };
}

/// Templates and interface strings.
pub(crate) const TEMPLATES: &[(&str, &str)] = files!(
    include_str,
    "templates",
    "404.html",
    "_annotation_about.html",
    "_annotation_kind.html",
    "_annotation_source.html",
    "_annotation_switch.html",
    "_annotations.html",
    "_astray.html",
    "_card.html",
    "_cite.html",
    "_cited_by.html",
    "_cited_by_groups.html",
    "_cited_by_introductions.html",
    "_citing.html",
    "_components.html",
    "_contents.html",
    "_derived.html",
    "_dossier.html",
    "_facets.html",
    "_feed_list.html",
    "_frequent.html",
    "_graph.html",
    "_letterhead.html",
    "_letters.html",
    "_metadata.html",
    "_neighbours.html",
    "_notes.html",
    "_pager.html",
    "_search.html",
    "_strip.html",
    "_track.html",
    "_work.html",
    "accessibility.html",
    "annotations.html",
    "base.html",
    "citations.html",
    "cited_by.html",
    "data.html",
    "dossier.html",
    "dossiers.html",
    "en.yaml",
    "feeds.html",
    "home.html",
    "index.html",
    "letter.html",
    "letters.html",
    "list.html",
    "nl.yaml",
    "promises.html",
    "redirect.html",
    "work.html",
    "zoeken.html",
);

/// Files published as they are.
pub(crate) const STATIC: &[(&str, &[u8])] = files!(
    include_bytes,
    "static",
    "annotaties.css",
    "deelbeeld.png",
    "favicon.svg",
    "voetnoot.css",
    "voetnoot.js",
    "zijnoten.css",
    "zoek/pagina.js",
    "zoek/zoek.css",
    "zoek/zoek.js"
);

#[cfg(test)]
mod tests {
    use super::{STATIC, TEMPLATES};
    use crate::collection::catalogue::Facet;
    use crate::content::front_matter::{AnnotationKind, strings};
    use crate::content::markdown::{RESERVED, RESERVED_ON_DOSSIER};
    use crate::limits;
    use crate::number::series::SERIES;
    use crate::site::data::EXPORTS;
    use crate::site::view::DossierOrder;
    use std::collections::{BTreeMap, BTreeSet};
    use std::fmt::Write as _;
    use std::fs;
    use std::path::{Path, PathBuf};

    fn root() -> PathBuf {
        PathBuf::from(env!("CARGO_MANIFEST_DIR"))
    }

    /// The text of each template, by name.
    fn templates() -> BTreeMap<&'static str, &'static str> {
        TEMPLATES.iter().copied().filter(|(name, _)| !name.ends_with(".yaml")).collect()
    }

    /// What stands between `before` and the first of `ends`, each time that it stands there.
    fn all_between<'t>(text: &'t str, before: &str, ends: &[char]) -> Vec<&'t str> {
        text.split(before).skip(1).filter_map(|rest| rest.split(ends).next()).collect()
    }

    #[test]
    fn every_file_of_the_theme_is_embedded() {
        let names = |folder: &str| {
            let folder = root().join(folder);
            let entries = walkdir::WalkDir::new(&folder).into_iter().map(Result::unwrap);
            let files = entries.filter(|entry| entry.file_type().is_file());
            let name = |entry: walkdir::DirEntry| {
                entry.path().strip_prefix(&folder).unwrap().to_str().unwrap().to_owned()
            };
            let mut names: Vec<String> = files.map(name).collect();
            names.sort();
            names
        };
        assert_eq!(TEMPLATES.iter().map(|(name, _)| *name).collect::<Vec<_>>(), names("templates"));
        assert_eq!(STATIC.iter().map(|(name, _)| *name).collect::<Vec<_>>(), names("static"));
    }

    /// The code of the site, without its tests.
    fn code(folder: &Path, text: &mut String) {
        for entry in fs::read_dir(folder).unwrap().map(Result::unwrap) {
            if entry.file_type().unwrap().is_dir() {
                code(&entry.path(), text);
            } else {
                let file = fs::read_to_string(entry.path()).unwrap();
                text.push_str(file.split("#[cfg(test)]").next().unwrap());
            }
        }
    }

    #[test]
    fn every_string_of_the_interface_is_used_and_stands_in_both_languages() {
        let of = |language: &str| -> BTreeSet<String> {
            let (_, text) = TEMPLATES.iter().find(|(name, _)| *name == language).unwrap();
            strings(text).unwrap().into_keys().collect()
        };
        let (dutch, english) = (of("nl.yaml"), of("en.yaml"));
        assert_eq!(dutch, english, "the two languages differ");
        let mut used: BTreeSet<String> = BTreeSet::new();
        let letter = |c: char| c.is_ascii_alphanumeric() || c == '_';
        for text in templates().values() {
            let begins = |at: usize| !text[..at].ends_with(|c: char| letter(c) || c == '.');
            let named = text
                .match_indices("t.")
                .filter(|(at, _)| begins(*at))
                .map(|(at, _)| text[at + 2..].chars().take_while(|&c| letter(c)).collect::<String>());
            used.extend(named);
            for begin in all_between(text, "t[\"", &['"']) {
                let ends: Vec<&str> = match begin {
                    "index_" => Facet::ALL.iter().map(|f| f.name()).filter(|&name| name != "year").collect(),
                    "by_" | "facet_" => Facet::ALL.iter().map(|facet| facet.name()).collect(),
                    "kind_" => AnnotationKind::ALL.iter().map(|kind| kind.name()).collect(),
                    "annotations_by_" => vec!["date", "dossier", "kind", "author"],
                    "order_" => DossierOrder::ALL.iter().map(|order| order.name()).collect(),
                    "part_" => vec!["tweede", "eerste", "other"],
                    "astray_" => vec!["ambiguous", "unknown"],
                    "promises_by_" | "promises_without_" => vec!["date", "ministry"],
                    "report_kind_" => SERIES.iter().map(|of| of.kind.name()).chain(["brief"]).collect(),
                    _ => panic!("which strings begin with {begin}?"),
                };
                used.extend(ends.iter().map(|end| format!("{begin}{end}")));
            }
        }
        for export in EXPORTS {
            used.extend([format!("data_{}", export.key), format!("data_about_{}", export.key)]);
        }
        let mut text = String::new();
        code(&root().join("src/site/data"), &mut text);
        code(&root().join("src/site/view"), &mut text);
        code(&root().join("src/site/pages"), &mut text);
        let in_code = |key: &&String| text.contains(&format!("\"{key}\""));
        let missing: Vec<&String> = used.difference(&dutch).collect();
        assert!(missing.is_empty(), "the templates use strings that do not exist: {missing:?}");
        let unused: Vec<&String> = dutch.difference(&used).filter(|key| !in_code(key)).collect();
        assert!(unused.is_empty(), "nothing uses {unused:?}");
    }

    #[test]
    fn what_editors_remark_has_another_word_than_footnotes() {
        let (_, text) = TEMPLATES.iter().find(|(name, _)| *name == "nl.yaml").unwrap();
        for (key, words) in strings(text).unwrap().into_iter().filter(|(key, _)| key.contains("annotation")) {
            let words = words.to_lowercase().replace("voetnoot", "").replace("voetnoten", "");
            assert!(!words.contains("noot") && !words.contains("noten"), "{key}: {words}");
        }
    }

    /// A template with those that it includes and extends.
    fn closure<'t>(name: &'t str, all: &BTreeMap<&'t str, &'t str>, found: &mut BTreeSet<&'t str>) {
        if let (true, Some(text)) = (found.insert(name), all.get(name)) {
            let below = ["include \"", "extends \""].map(|before| all_between(text, before, &['"']));
            below.into_iter().flatten().for_each(|name| closure(name, all, found));
        }
    }

    /// The ids of a page, but for those that depend on what it shows.
    fn ids(page: &str) -> BTreeSet<&'static str> {
        let all = templates();
        let mut parts = BTreeSet::new();
        closure(page, &all, &mut parts);
        let ids = parts.iter().flat_map(|name| all_between(all[name], " id=\"", &['"']));
        ids.filter(|id| !id.contains('{')).collect()
    }

    #[test]
    fn headings_of_introductions_leave_the_ids_of_their_page_alone() {
        let not_on_letters: BTreeSet<&str> =
            ids("dossier.html").difference(&ids("letter.html")).copied().collect();
        assert_eq!(RESERVED_ON_DOSSIER.iter().copied().collect::<BTreeSet<_>>(), not_on_letters);
    }

    #[test]
    fn headings_of_letters_leave_the_ids_of_their_page_alone() {
        let mut ids = ids("letter.html");
        let (_, script) = STATIC.iter().find(|(name, _)| *name == "voetnoot.js").unwrap();
        ids.extend(all_between(std::str::from_utf8(script).unwrap(), ".id = '", &['\'']));
        // Where browsers go of their own accord.
        ids.insert("top");
        assert_eq!(RESERVED.iter().copied().collect::<BTreeSet<_>>(), ids);
    }

    /// One rule for each note or annotation that may stand in a margin: a stylesheet cannot make such names itself.
    #[test]
    fn stylesheets_have_a_rule_for_all_that_may_stand_in_a_margin() {
        let (mut notes, mut remarks) = (String::new(), String::new());
        for (n, before) in (1..=limits::SIDENOTES).zip(0..) {
            let _ = writeln!(
                notes,
                ".nm-{n}{{anchor-name:--m{n}}}.nn-{n}{{anchor-name:--n{n};--m:--m{n};--v:--n{before}}}"
            );
        }
        for (n, before) in (1..=limits::MARGIN_ANNOTATIONS).zip(0..) {
            let _ = writeln!(
                remarks,
                ".am-{n}{{anchor-name:--am{n}}}.an-{n}{{anchor-name:--an{n};--am:--am{n};--av:--an{before}}}"
            );
        }
        for (file, head, count, rules) in [
            ("zijnoten.css", "/* The anchors of the first ", limits::SIDENOTES, notes),
            ("annotaties.css", "/* The anchors of the first ", limits::MARGIN_ANNOTATIONS, remarks),
        ] {
            let path = root().join("static").join(file);
            let text = fs::read_to_string(&path).unwrap();
            let at = text.find(head).unwrap() + head.len();
            let (written, rest) =
                text[at..].split_at(text[at..].find(|c: char| !c.is_ascii_digit()).unwrap());
            let explained = &rest[..=rest.find("*/\n").unwrap() + 2];
            let made = format!("{}{count}{explained}{rules}", &text[..at]);
            if std::env::var_os("UPDATE").is_some() {
                fs::write(&path, made).unwrap();
            } else {
                let help = "`UPDATE=1 cargo test --lib theme` writes the rules anew";
                assert!(text == made && written == count.to_string(), "{file} and limits.rs differ: {help}");
            }
        }
    }

    #[test]
    fn lines_of_templates_can_be_read() {
        for (name, text) in TEMPLATES.iter().filter(|(name, _)| !name.ends_with(".yaml")) {
            let long = text.lines().position(|line| line.chars().count() > 200);
            assert!(long.is_none(), "{name}:{}", long.unwrap_or_default() + 1);
        }
    }
}
