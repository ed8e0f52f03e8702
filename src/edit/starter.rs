//! The first files of a new collection: settings and a register, to be filled by hand and by `import`, and the letters of
//! the sample, which show what a collection is for.
//!
//! They show every key there is, as the table of keys describes it, in the language of the site. Never writes over a file that is there: if
//! there is one, nothing is written.

#![expect(clippy::disallowed_methods, reason = "the one place that begins a collection")]

use crate::content::front_matter::FileKind;
use crate::content::front_matter::keys::Key;
use crate::finding::{Code, Finding, Place};
use crate::site::theme;
use std::fmt::Write as _;
use std::fs::{self, OpenOptions};
use std::io::Write as _;
use std::path::{Path, PathBuf};

/// The settings that a new collection has; the others stand there as remarks.
const SET: [&str; 3] = ["title", "language", "description"];

const IGNORED: &str = "\
# The finished site, and what is left beside it by a build that was killed.
/public/
/.public.voetnoot-*
";

/// What a new collection begins with.
#[derive(Debug, Clone, Copy, Default)]
pub struct Wishes {
    /// Remarks and site are English; Dutch otherwise.
    pub english: bool,
    /// Without the letters of the sample.
    pub empty: bool,
    /// A file for a service that builds the site on every change.
    pub ci: Option<Ci>,
}

/// A service that builds a site on every change.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ci {
    /// GitHub Actions, with Pages.
    Github,
    /// GitLab, with its Pages.
    Gitlab,
}

impl Ci {
    fn file(self) -> (&'static str, &'static str) {
        match self {
            Self::Github => (".github/workflows/site.yml", include_str!("ci/github.yml")),
            Self::Gitlab => (".gitlab-ci.yml", include_str!("ci/gitlab.yml")),
        }
    }
}

macro_rules! sample {
    ($($name:literal),+ $(,)?) => {
        &[$((concat!("content/", $name), include_str!(concat!("../../content/", $name)))),+]
    };
}

/// The letters of the sample, with what belongs to them.
const SAMPLE: &[(&str, &str)] = sample!(
    "28638/201.annotations.yaml",
    "28638/201.md",
    "28638/_index.md",
    "31015/_index.md",
    "voorbeelden/antwoord.annotations.yaml",
    "voorbeelden/antwoord.md",
    "voorbeelden/vervolg.md",
);

const SAMPLE_REGISTER: &str = include_str!("../../content/register.yaml");

/// What the keys that are begun here say, in Dutch.
const DUTCH: &[(FileKind, &[(&str, &str)])] = &[
    (
        FileKind::Site,
        &[
            ("title", "Naam van de site"),
            ("base_url", "Adres waarop de site staat; feeds en sitemap hebben het nodig"),
            ("language", "Taal van knoppen en opschriften: nl of en"),
            ("description", "Waar de site over gaat, voor zoekmachines en de feed"),
            ("publisher", "Wie de site uitgeeft, voor onder aan elke bladzijde"),
            ("license", "Licentie van de teksten van de redactie"),
            ("published_ids", "Bestand in deze map met de nummers van alle gepubliceerde Kamerstukken"),
            (
                "before_1995",
                "Wat een verwijzing naar een Kamerstuk van vóór 1995 wordt: tekst, of een link naar het dossier",
            ),
            ("markdown", "Waar elke brief ook als Markdown staat"),
            ("diagnostics", "Niveau van meldingen, bij hun code; fouten blijven fouten"),
        ],
    ),
    (
        FileKind::Register,
        &[
            ("id", "officieel nummer"),
            ("title", "titel"),
            ("date", "datum, jaar-maand-dag"),
            ("type", "soort stuk"),
            ("indiener", "wie het stuurde"),
            ("summary", "waar het over gaat"),
            ("alias", "andere nummers van hetzelfde stuk"),
        ],
    ),
];

/// What a key says, in the language of the collection.
fn about(kind: FileKind, key: &Key, english: bool) -> &'static str {
    let keys = DUTCH.iter().filter(|(of, _)| *of == kind).flat_map(|(_, keys)| *keys);
    let dutch = keys.filter(|(name, _)| *name == key.name).map(|(_, about)| *about).next();
    dutch.filter(|_| !english).unwrap_or(key.about)
}

/// The files with what stands in them.
fn files(wishes: Wishes) -> Vec<(&'static str, String)> {
    let mut files = vec![
        ("content/site.yaml", settings(wishes.english)),
        ("content/register.yaml", register(wishes)),
        (".gitignore", IGNORED.to_owned()),
    ];
    if !wishes.empty {
        files.extend(SAMPLE.iter().map(|&(name, text)| (name, text.to_owned())));
    }
    files.extend(wishes.ci.map(Ci::file).map(|(name, text)| (name, text.to_owned())));
    files
}

fn settings(english: bool) -> String {
    let mut text = String::from(if english {
        "# The settings of the site. Every line may go; `voetnoot schema site` says the same to an editor.\n"
    } else {
        "# De instellingen van de site. Elke regel mag weg; wat achter een # staat doet niets.\n"
    });
    for key in FileKind::Site.keys() {
        let example = match key.name {
            "language" if english => "en",
            _ => key.examples.first().unwrap_or(&""),
        };
        let sign = if SET.contains(&key.name) { "" } else { "# " };
        _ = write!(text, "\n# {}.\n{sign}{}: {example}\n", about(FileKind::Site, key, english), key.name);
    }
    text
}

fn register(wishes: Wishes) -> String {
    let english = wishes.english;
    let mut text = String::from(if english {
        "# Works that are cited but not held here: an entry for each, with its id and whatever you know.\n#\n"
    } else {
        "# Stukken die worden aangehaald en hier niet staan: elk met zijn nummer en wat u ervan weet.\n#\n"
    });
    if !english {
        for key in FileKind::Register.keys() {
            _ = writeln!(text, "# {}: {}.", key.name, about(FileKind::Register, key, false));
        }
        text.push_str("#\n");
    }
    for (index, key) in FileKind::Register.keys().iter().enumerate() {
        let dash = if index == 0 { "-" } else { " " };
        _ = writeln!(text, "# {dash} {}: {}", key.name, key.examples.first().unwrap_or(&""));
    }
    if !wishes.empty {
        // Its first lines are a remark of the sample's own.
        let entries = SAMPLE_REGISTER.find("\n- ").and_then(|at| SAMPLE_REGISTER.get(at..));
        text.push_str(entries.unwrap_or_default());
    }
    text
}

/// Writes the theme into a folder, as `templates/` and `static/`, to be changed there; gives the paths.
///
/// # Errors
/// As [`init`].
pub fn theme(folder: &Path) -> Result<Vec<PathBuf>, Vec<Finding>> {
    let templates =
        theme::TEMPLATES.iter().map(|(name, text)| (format!("templates/{name}"), text.as_bytes()));
    let files = theme::STATIC.iter().map(|(name, bytes)| (format!("static/{name}"), *bytes));
    begin(templates.chain(files).map(|(name, bytes)| (folder.join(name), bytes.to_vec())).collect())
}

/// Writes the first files of a collection into a folder, which is made if it is not there; gives their paths.
///
/// # Errors
/// One finding for each file that is there already (K503), or for what the file system refuses (K706).
pub fn init(folder: &Path, wishes: Wishes) -> Result<Vec<PathBuf>, Vec<Finding>> {
    begin(files(wishes).into_iter().map(|(name, text)| (folder.join(name), text.into_bytes())).collect())
}

/// Writes all of these files, or none.
fn begin(paths: Vec<(PathBuf, Vec<u8>)>) -> Result<Vec<PathBuf>, Vec<Finding>> {
    let there: Vec<Finding> = paths
        .iter()
        // A link that leads nowhere is there as well.
        .filter(|(path, _)| fs::symlink_metadata(path).is_ok())
        .map(|(path, _)| {
            Finding::new(Code::K503, "a file of this name is there already")
                .at(Place::file(path.to_string_lossy()))
        })
        .collect();
    if !there.is_empty() {
        return Err(there);
    }
    for (path, bytes) in &paths {
        write(path, bytes).map_err(|error| {
            let finding = Finding::new(Code::K706, format!("cannot write the file: {error}"));
            vec![finding.at(Place::file(path.to_string_lossy()))]
        })?;
    }
    Ok(paths.into_iter().map(|(path, _)| path).collect())
}

fn write(path: &Path, bytes: &[u8]) -> std::io::Result<()> {
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder)?;
    }
    OpenOptions::new().write(true).create_new(true).open(path)?.write_all(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::content::front_matter;
    use crate::content::source::Source;
    use crate::settings::Settings;
    use tempfile::tempdir;

    #[test]
    fn what_is_begun_as_a_remark_can_be_made_a_line() {
        let open = |text: &str| {
            // A remark of one key, not a sentence.
            let line = |line: &str| match line.strip_prefix("# ") {
                Some(rest) if rest.split_once(": ").is_some_and(|(key, _)| !key.contains(' ')) => {
                    rest.to_owned()
                }
                Some(rest) if rest.starts_with(['-', ' ']) => rest.to_owned(),
                _ => line.to_owned(),
            };
            text.lines().map(line).collect::<Vec<_>>().join("\n")
        };
        let mut findings = Vec::new();
        let site = front_matter::site(&Source::new("a", "a", open(&settings(false))), &mut findings);
        let register = front_matter::register(
            &Source::new(
                "b",
                "b",
                open(&register(Wishes { empty: true, english: true, ..Wishes::default() })),
            ),
            &mut findings,
        );
        assert!(findings.is_empty(), "{findings:?}");
        assert!(site.base_url.is_some() && site.levels.len() == 2 && site.published_ids.is_some());
        assert!(register.len() == 1 && register[0].indieners.len() == 1, "{register:?}");
    }

    #[test]
    fn the_sample_comes_along_whole_and_builds_without_a_warning() {
        let root = Path::new(env!("CARGO_MANIFEST_DIR"));
        let own = ["content/site.yaml", "content/register.yaml"];
        let mut there: Vec<String> = walkdir::WalkDir::new(root.join("content"))
            .into_iter()
            .map(Result::unwrap)
            .filter(|entry| entry.file_type().is_file())
            .map(|entry| entry.path().strip_prefix(root).unwrap().to_str().unwrap().replace('\\', "/"))
            .filter(|name| !own.contains(&name.as_str()))
            .collect();
        there.sort();
        assert_eq!(SAMPLE.iter().map(|(name, _)| *name).collect::<Vec<_>>(), there);
        for (english, ci) in [(false, Ci::Github), (true, Ci::Gitlab)] {
            let folder = tempdir().unwrap();
            let written = init(folder.path(), Wishes { english, empty: false, ci: Some(ci) }).unwrap();
            assert_eq!(written.len(), 3 + SAMPLE.len() + 1);
            let settings = Settings {
                content: folder.path().join("content"),
                templates: folder.path().join("none"),
                static_dir: folder.path().join("none"),
                ..Settings::default()
            };
            let report = crate::check(&settings, &crate::progress::Quiet);
            let codes: Vec<Code> = report.findings.iter().map(|f| f.code).collect();
            assert_eq!((report.letters, codes), (3, vec![Code::K113]), "{:?}", report.findings);
        }
    }

    #[test]
    fn every_key_that_is_begun_is_told_in_dutch() {
        for (kind, keys) in DUTCH {
            let names: Vec<&str> = kind.keys().iter().map(|key| key.name).collect();
            assert_eq!(keys.iter().map(|(name, _)| *name).collect::<Vec<_>>(), names);
        }
    }

    #[test]
    fn a_new_collection_builds_and_is_never_written_over() {
        let folder = tempdir().unwrap();
        let wishes = Wishes { empty: true, ..Wishes::default() };
        let written = init(&folder.path().join("brieven"), wishes).unwrap();
        assert_eq!(written.len(), 3);
        let settings = Settings {
            content: folder.path().join("brieven/content"),
            templates: folder.path().join("none"),
            static_dir: folder.path().join("none"),
            output: folder.path().join("brieven/public"),
            ..Settings::default()
        };
        let report = crate::build(&settings, &crate::progress::Quiet);
        let codes: Vec<Code> = report.findings.iter().map(|d| d.code).collect();
        assert_eq!(codes, [Code::K006, Code::K113], "no letters, no address, and nothing else is wrong");
        assert!(report.published);
        fs::write(&written[0], "title: Anders\n").unwrap();
        fs::remove_file(&written[1]).unwrap();
        let codes: Vec<Code> =
            init(&folder.path().join("brieven"), wishes).unwrap_err().iter().map(|d| d.code).collect();
        assert_eq!(codes, [Code::K503, Code::K503]);
        assert_eq!(fs::read_to_string(&written[0]).unwrap(), "title: Anders\n");
        assert!(!written[1].exists());
    }
}
