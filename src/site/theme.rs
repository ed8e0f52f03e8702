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
    "_card.html",
    "_cited_by.html",
    "_cited_by_groups.html",
    "_citing.html",
    "_contents.html",
    "_derived.html",
    "_dossier.html",
    "_facets.html",
    "_frequent.html",
    "_graph.html",
    "_letterhead.html",
    "_letters.html",
    "_neighbours.html",
    "_notes.html",
    "_pager.html",
    "_strip.html",
    "_track.html",
    "_work.html",
    "accessibility.html",
    "annotations.html",
    "annotations.xml",
    "base.html",
    "cited_by.html",
    "dossier.html",
    "dossiers.html",
    "en.yaml",
    "home.html",
    "index.html",
    "letter.html",
    "letters.html",
    "list.html",
    "nl.yaml",
    "redirect.html",
    "work.html",
);

/// Files published as they are.
pub(crate) const STATIC: &[(&str, &[u8])] = files!(
    include_bytes,
    "static",
    "annotaties.css",
    "favicon.svg",
    "voetnoot.css",
    "voetnoot.js",
    "zijnoten.css"
);

#[cfg(test)]
mod tests {
    use std::path::Path;

    #[test]
    fn every_file_of_the_theme_is_embedded() {
        let names = |folder: &str| {
            let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join(folder);
            let mut names: Vec<String> = std::fs::read_dir(folder)
                .unwrap()
                .map(|e| e.unwrap().file_name().into_string().unwrap())
                .collect();
            names.sort();
            names
        };
        assert_eq!(super::TEMPLATES.iter().map(|(name, _)| *name).collect::<Vec<_>>(), names("templates"));
        assert_eq!(super::STATIC.iter().map(|(name, _)| *name).collect::<Vec<_>>(), names("static"));
    }
}
