//! What a run is asked to do, decided once.

use jiff::civil::Date;
use std::path::PathBuf;

/// Folders and options of `build`, `check` and `serve`.
#[derive(Debug, Clone)]
pub struct Settings {
    /// The letters.
    pub content: PathBuf,
    /// Templates that replace those of the theme; need not exist.
    pub templates: PathBuf,
    /// Files that are published as they are; need not exist.
    pub static_dir: PathBuf,
    /// The published folder.
    pub output: PathBuf,
    /// The home of the user, which is never published over.
    pub home: Option<PathBuf>,
    /// Replaces the `base_url` of `site.yaml`.
    pub base_url: Option<String>,
    /// Warnings count as errors.
    pub strict: bool,
    /// The site may lose most of the letters that were published before.
    pub allow_shrink: bool,
    /// The day of the run, if what is dated long after it is to be reported. Nothing that is published depends on it.
    pub today: Option<Date>,
    /// A report on citations of an earlier state: more that lead nowhere are errors.
    pub baseline: Option<PathBuf>,
    /// Worker threads; as many as the machine has cores if absent.
    pub threads: Option<usize>,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            content: "content".into(),
            templates: "templates".into(),
            static_dir: "static".into(),
            output: "public".into(),
            home: None,
            base_url: None,
            strict: false,
            allow_shrink: false,
            today: None,
            baseline: None,
            threads: None,
        }
    }
}
