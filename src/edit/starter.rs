//! The first files of a new collection: settings and an empty register, to be filled by hand and by `import`.
//!
//! They show every key there is, as the table of keys describes it. Never writes over a file that is there: if
//! there is one, nothing is written.

#![expect(clippy::disallowed_methods, reason = "the one place that begins a collection")]

use crate::content::front_matter::FileKind;
use crate::finding::{Code, Finding, Place};
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

/// The files with what stands in them.
fn files() -> [(&'static str, String); 3] {
    [
        ("content/site.yaml", settings()),
        ("content/register.yaml", register()),
        (".gitignore", IGNORED.to_owned()),
    ]
}

fn settings() -> String {
    let mut text = String::from(
        "# The settings of the site. Every line may go; `voetnoot schema site` says the same to an editor.\n",
    );
    for key in FileKind::Site.keys() {
        let example = key.examples.first().unwrap_or(&"");
        let sign = if SET.contains(&key.name) { "" } else { "# " };
        _ = write!(text, "\n# {}.\n{sign}{}: {example}\n", key.about, key.name);
    }
    text
}

fn register() -> String {
    let mut text = String::from(
        "# Works that are cited but not held here: an entry for each, with its id and whatever you know.\n#\n",
    );
    for (index, key) in FileKind::Register.keys().iter().enumerate() {
        let dash = if index == 0 { "-" } else { " " };
        _ = writeln!(text, "# {dash} {}: {}", key.name, key.examples.first().unwrap_or(&""));
    }
    text
}

/// Writes the first files of a collection into a folder, which is made if it is not there; gives their paths.
///
/// # Errors
/// One finding for each file that is there already (K503), or for what the file system refuses (K706).
pub fn init(folder: &Path) -> Result<Vec<PathBuf>, Vec<Finding>> {
    let paths = files().map(|(name, text)| (folder.join(name), text));
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
    for (path, text) in &paths {
        write(path, text).map_err(|error| {
            let finding = Finding::new(Code::K706, format!("cannot write the file: {error}"));
            vec![finding.at(Place::file(path.to_string_lossy()))]
        })?;
    }
    Ok(paths.map(|(path, _)| path).into())
}

fn write(path: &Path, text: &str) -> std::io::Result<()> {
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder)?;
    }
    OpenOptions::new().write(true).create_new(true).open(path)?.write_all(text.as_bytes())
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
        let site = front_matter::site(&Source::new("a", "a", open(&settings())), &mut findings);
        let register = front_matter::register(&Source::new("b", "b", open(&register())), &mut findings);
        assert!(findings.is_empty(), "{findings:?}");
        assert!(site.base_url.is_some() && site.levels.len() == 2 && site.published_ids.is_some());
        assert!(register.len() == 1 && register[0].indieners.len() == 1, "{register:?}");
    }

    #[test]
    fn a_new_collection_builds_and_is_never_written_over() {
        let folder = tempdir().unwrap();
        let written = init(&folder.path().join("brieven")).unwrap();
        assert_eq!(written.len(), files().len());
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
            init(&folder.path().join("brieven")).unwrap_err().iter().map(|d| d.code).collect();
        assert_eq!(codes, [Code::K503, Code::K503]);
        assert_eq!(fs::read_to_string(&written[0]).unwrap(), "title: Anders\n");
        assert!(!written[1].exists());
    }
}
