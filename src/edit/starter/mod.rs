//! The first files of a new collection: settings and an empty register, to be filled by hand and by `import`.
//!
//! Never writes over a file that is there: if there is one, nothing is written.

#![expect(clippy::disallowed_methods, reason = "the one place that begins a collection")]

use crate::finding::{Code, Finding, Place};
use std::fs::{self, OpenOptions};
use std::io::Write;
use std::path::{Path, PathBuf};

/// The files with what stands in them.
const FILES: [(&str, &str); 3] = [
    ("content/site.yaml", include_str!("site.yaml")),
    ("content/register.yaml", include_str!("register.yaml")),
    (".gitignore", include_str!("gitignore")),
];

/// Writes the first files of a collection into a folder, which is made if it is not there; gives their paths.
///
/// # Errors
/// One finding for each file that is there already (K503), or for what the file system refuses (K706).
pub fn init(folder: &Path) -> Result<Vec<PathBuf>, Vec<Finding>> {
    let paths = FILES.map(|(name, text)| (folder.join(name), text));
    let there: Vec<Finding> = paths
        .iter()
        // A link that leads nowhere is there as well.
        .filter(|(path, _)| fs::symlink_metadata(path).is_ok())
        .map(|(path, _)| {
            Finding::new(Code::K503, "a file of this name is there already")
                .at(Place::file(path.to_string_lossy()))
                .help("nothing was written; choose another folder, or put the file away")
        })
        .collect();
    if !there.is_empty() {
        return Err(there);
    }
    for (path, text) in &paths {
        write(path, text).map_err(|error| {
            let finding = Finding::new(Code::K706, format!("cannot write the file: {error}"));
            vec![finding.at(Place::file(path.to_string_lossy())).help("check the path and its permissions")]
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
    use crate::settings::Settings;
    use tempfile::tempdir;

    #[test]
    fn a_new_collection_builds_and_is_never_written_over() {
        let folder = tempdir().unwrap();
        let written = init(&folder.path().join("brieven")).unwrap();
        assert_eq!(written.len(), FILES.len());
        let settings = Settings {
            content: folder.path().join("brieven/content"),
            templates: folder.path().join("none"),
            static_dir: folder.path().join("none"),
            output: folder.path().join("brieven/public"),
            ..Settings::default()
        };
        let report = crate::build(&settings, &crate::progress::Quiet);
        let codes: Vec<Code> = report.findings.iter().map(|d| d.code).collect();
        assert_eq!(codes, [Code::K006], "a collection without letters says so, and nothing else is wrong");
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
