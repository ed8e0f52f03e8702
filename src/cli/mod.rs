//! The command line: what can be asked, and what is said on the terminal.
//!
//! Results go to standard output, remarks to standard error. Nothing here knows how a site is built.

#![expect(clippy::disallowed_methods, reason = "clock and environment are the program's")]

mod citations;
mod exit;
mod imports;
mod register;
mod searches;
mod sites;
mod terminal;

use clap::builder::{PossibleValuesParser, TypedValueParser};
use clap::{Args, CommandFactory, Parser, Subcommand, ValueEnum};
use clap_complete::Shell;
use exit::Exit;
use jiff::civil::Date;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use terminal::{cannot_print, colour, count, finish, print, say};
use voetnoot::edit::probable::Works;
use voetnoot::edit::schema::{self, FileKind};
use voetnoot::edit::starter::{Ci, Wishes};
use voetnoot::finding::{Code, Finding};
use voetnoot::import::{Given, Request};
use voetnoot::number::identifier::DocumentId;
use voetnoot::number::kst::{DossierNumber, Ondernummer};
use voetnoot::settings::Settings;
use voetnoot::{Report, fault, report};

/// Turns letters from Dutch ministers to parliament into a website in which every reference works.
#[derive(Parser)]
#[command(
    version,
    arg_required_else_help = true,
    after_help = Exit::explained()
)]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Build the site
    ///
    /// Reads the letters and writes the site. While there is an error, nothing is written and the site that was
    /// published before stays as it is.
    Build {
        #[command(flatten)]
        directories: Directories,
        /// Publish even if more than half of the published letters are gone, or all of them
        #[arg(long)]
        allow_shrink: bool,
    },
    /// Report what is wrong or worth knowing, and write nothing
    ///
    /// Does everything that `build` does but the writing, and shows the notes as well.
    Check {
        #[command(flatten)]
        directories: Directories,
        /// Form of the findings; text goes to standard error, the others to standard output
        #[arg(long, value_enum, default_value_t = FindingsFormat::Text)]
        format: FindingsFormat,
        /// Show notes in the form for GitHub too
        #[arg(long)]
        notes: bool,
        /// Fail if more citations lead nowhere than in this report, which `--format citations` has printed
        #[arg(long, value_name = "FILE")]
        baseline: Option<PathBuf>,
    },
    /// Show the site on this machine, and build it again on every change
    ///
    /// The site is served from memory, on 127.0.0.1 alone; the output folder is not touched. A build that fails
    /// leaves the last good site in the browser.
    Serve {
        #[command(flatten)]
        directories: Directories,
        /// Port to serve on [default: the first free one from 1313]
        #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..))]
        port: Option<u16>,
        /// Open the site in the browser
        #[arg(long)]
        open: bool,
    },
    /// Find the citations of official publications in any text
    ///
    /// Knows Kamerstukken, Handelingen, the Staatsblad, court decisions, laws and more. Positions in JSON are bytes
    /// of UTF-8, those of text are lines and columns.
    Cite {
        /// File to read; `-` is standard input
        #[arg(default_value = "-")]
        file: PathBuf,
        /// Form of the result; jsonl is one object for each line of the input
        #[arg(long, value_enum, default_value_t = CitationsFormat::Text)]
        format: CitationsFormat,
    },
    /// Find letters by their words, a number or a date, as the search of the site does
    ///
    /// Knows inflections, compounds, numbers and dates in any writing; "words in quotation marks" as they stand; -word
    /// leaves out what has it. Nothing is written.
    Search {
        /// What to look for
        #[arg(value_name = "QUERY")]
        query: String,
        /// Folder with the letters
        #[arg(long, value_name = "DIR", default_value = "content")]
        content: PathBuf,
        /// Most letters to show
        #[arg(long, value_name = "N", default_value_t = 10)]
        limit: usize,
        /// Form of the result
        #[arg(long, value_enum, default_value_t = ResultsFormat::Text)]
        format: ResultsFormat,
    },
    /// Make letters of what people have: official XML, pages, Word files
    ///
    /// Every word of a file is in its letter or listed as left out; a file that would lose one is refused. A letter
    /// that is there already stays, unless it is forced away.
    Import {
        /// Files to import, folders of them, or ZIP archives of publications
        #[arg(required = true, value_name = "FILE")]
        files: Vec<PathBuf>,
        /// Folder with the letters
        #[arg(long, value_name = "DIR", default_value = "content")]
        content: PathBuf,
        /// Show what would be written and what would be left out; write nothing
        #[arg(long)]
        dry_run: bool,
        /// Write over letters that are there already
        #[arg(long)]
        force: bool,
        /// Files are Web Annotations (JSON-LD): write them beside the letters that they are about
        #[arg(long, conflicts_with_all = ["dossiernummer", "ondernummer", "date", "identifier", "kenmerk", "title"])]
        annotations: bool,
        /// Official metadata, such as the answer of a search (SRU): each letter takes the record with its id
        #[arg(long, value_name = "FILE", conflicts_with = "annotations")]
        metadata: Vec<PathBuf>,
        /// Home dossier of the letter, if the file does not say it
        #[arg(long, value_name = "N")]
        dossiernummer: Option<DossierNumber>,
        /// Number of the letter in its dossier
        #[arg(long, value_name = "N")]
        ondernummer: Option<Ondernummer>,
        /// Date of the letter
        #[arg(long, value_name = "YYYY-MM-DD", value_parser = day)]
        date: Option<Date>,
        /// Official id of a document without a number in a dossier, such as ah-tk-20242025-1234
        #[arg(long, value_name = "ID", value_parser = document_id)]
        identifier: Option<DocumentId>,
        /// The ministry's own reference
        #[arg(long, value_name = "REFERENCE")]
        kenmerk: Option<String>,
        /// Title of the letter, instead of the one that it prints
        #[arg(long, value_name = "TITLE", value_parser = clap::builder::NonEmptyStringValueParser::new())]
        title: Option<String>,
    },
    /// Fill the register of cited works from open data
    ///
    /// Reads answers of a search (SRU), metadata.xml, OWMS, official XML and pages, OData of the Tweede Kamer, and lists as
    /// CSV or TSV, each told by its content, and adds what is cited and not held below the register; titles of dossiers
    /// that have none go into their folders. What a person wrote stays as it is.
    Register {
        /// Files to read, in any order
        #[arg(long, value_name = "FILE", required = true, num_args = 1..)]
        from: Vec<PathBuf>,
        /// Folder with the letters and the register
        #[arg(long, value_name = "DIR", default_value = "content")]
        content: PathBuf,
        /// Works that are not cited too
        #[arg(long)]
        all: bool,
        /// Show what would be added; write nothing
        #[arg(long)]
        dry_run: bool,
    },
    /// Begin a collection: settings, a register and the letters of the sample
    ///
    /// Two of these letters are made up and say so: they show how citations, replies and annotations look.
    Init {
        /// Folder of the collection; made if it is not there
        #[arg(value_name = "DIR")]
        folder: PathBuf,
        /// Without the letters of the sample
        #[arg(long)]
        empty: bool,
        /// Language of the site and of the remarks at its settings
        #[arg(long, value_enum, default_value_t = SiteLanguage::Nl)]
        language: SiteLanguage,
        /// Also write the file with which a service builds the site on every change
        #[arg(long, value_enum)]
        ci: Option<CiService>,
    },
    /// Hand the theme out, to be changed: its templates and its static files
    ///
    /// Keep only those that you change: what is not in your folders is taken from the program, and keeps up with it.
    Theme {
        /// Folder in which `templates/` and `static/` are written
        #[arg(value_name = "DIR")]
        folder: PathBuf,
    },
    /// Propose annotations: promises with a date, and works that letters name without their number
    ///
    /// A work is proposed where it alone of the letters in the folder and the register fits the name: `Kamerbrief van 26
    /// juni 2023`, `de motie-Jansen c.s.`
    ///
    /// Prints YAML to put into the letter's file of annotations, once somebody has judged it. Nothing is written and
    /// nothing of it is published by itself.
    Suggest {
        /// Letters to read
        #[arg(required = true, value_name = "FILE")]
        files: Vec<PathBuf>,
        /// Folder with the letters and the register that they may name
        #[arg(long, value_name = "DIR", default_value = "content")]
        content: PathBuf,
        /// Author of the annotations
        #[arg(long, value_name = "NAME", default_value = "Redactie")]
        author: String,
        /// Date of the annotations [default: today]
        #[arg(long, value_name = "YYYY-MM-DD", value_parser = day)]
        date: Option<Date>,
    },
    /// Print the JSON Schema of a kind of YAML, for editors that check it while it is typed
    Schema {
        /// Kind of YAML
        #[arg(value_enum, default_value_t = SchemaOf::Letter)]
        of: SchemaOf,
    },
    /// Explain a code such as K204, or list all codes
    Explain {
        /// Code to explain
        #[arg(value_parser = code)]
        code: Option<Code>,
    },
    /// Print a completion script for a shell
    Completions {
        /// Shell to complete for
        shell: Shell,
    },
    /// Print the manual page of voetnoot, or of one of its commands
    Man {
        /// Command to describe
        #[arg(value_parser = command_name())]
        command: Option<String>,
    },
}

#[derive(Args)]
struct Directories {
    /// Folder with the letters
    #[arg(long, value_name = "DIR", default_value = "content")]
    content: PathBuf,
    /// Folder with templates that replace those of the theme, one by one; may be absent
    #[arg(long, value_name = "DIR", default_value = "templates")]
    templates: PathBuf,
    /// Folder with files that are published as they are; may be absent
    #[arg(long = "static", value_name = "DIR", default_value = "static")]
    static_dir: PathBuf,
    /// Folder of the finished site
    #[arg(long, value_name = "DIR", default_value = "public")]
    output: PathBuf,
    /// Address at which the site is published, instead of that in site.yaml
    #[arg(long, value_name = "URL", value_parser = base_url)]
    base_url: Option<String>,
    /// Make warnings errors
    #[arg(long)]
    strict: bool,
    /// Threads to use [default: one for each processor]
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..=1024))]
    threads: Option<u16>,
}

#[derive(Clone, Copy, ValueEnum)]
enum FindingsFormat {
    /// For people
    Text,
    /// An array of objects
    Json,
    /// Remarks beside the lines of a pull request
    Github,
    /// SARIF 2.1.0, for code scanning
    Sarif,
    /// The report on citations as JSON: how many of each kind lead where, and every one that leads nowhere
    Citations,
}

#[derive(Clone, Copy, ValueEnum)]
enum CitationsFormat {
    /// One object for the whole input
    Json,
    /// One object for each line of the input
    Jsonl,
    /// One line for each citation: place, kind, ids, words
    Text,
}

#[derive(Clone, Copy, ValueEnum)]
enum ResultsFormat {
    /// For people
    Text,
    /// One object, as the script of the site gives it
    Json,
}

#[derive(Clone, Copy, ValueEnum)]
enum SchemaOf {
    /// Front matter of a letter
    Letter,
    /// Front matter of a dossier, `_index.md`
    Dossier,
    /// `register.yaml`
    Register,
    /// `site.yaml`
    Site,
    /// Annotations of a letter
    Annotations,
}

#[derive(Clone, Copy, ValueEnum)]
enum SiteLanguage {
    /// Dutch
    Nl,
    /// English
    En,
}

#[derive(Clone, Copy, ValueEnum)]
enum CiService {
    /// GitHub Actions with Pages
    Github,
    /// GitLab with its Pages
    Gitlab,
}

impl From<CiService> for Ci {
    fn from(service: CiService) -> Self {
        match service {
            CiService::Github => Self::Github,
            CiService::Gitlab => Self::Gitlab,
        }
    }
}

impl From<SchemaOf> for FileKind {
    fn from(of: SchemaOf) -> Self {
        match of {
            SchemaOf::Letter => Self::Letter,
            SchemaOf::Dossier => Self::Dossier,
            SchemaOf::Register => Self::Register,
            SchemaOf::Site => Self::Site,
            SchemaOf::Annotations => Self::Annotations,
        }
    }
}

impl From<Directories> for Settings {
    fn from(directories: Directories) -> Self {
        let Directories { content, templates, static_dir, output, base_url, strict, threads } = directories;
        let threads = threads.map(usize::from);
        let today = Some(today());
        let home = std::env::home_dir();
        Self {
            content,
            templates,
            static_dir,
            output,
            home,
            base_url,
            strict,
            today,
            threads,
            ..Self::default()
        }
    }
}

fn code(name: &str) -> Result<Code, &'static str> {
    Code::parse(name).ok_or("no such code; `voetnoot explain` lists them")
}

fn base_url(url: &str) -> Result<String, &'static str> {
    voetnoot::base_url(url).ok_or("write it as https://example.org/ or https://example.org/letters/")
}

fn day(text: &str) -> Result<Date, String> {
    voetnoot::day(text).map_err(|wrong| wrong.help)
}

fn document_id(id: &str) -> Result<DocumentId, &'static str> {
    DocumentId::parse(id).ok_or("write it as ah-tk-20242025-1234, blg-1184123 or kst-28638-201")
}

/// The commands that have a manual page. Spelled out, since the commands are still being declared here.
fn command_name() -> impl TypedValueParser<Value = String> {
    PossibleValuesParser::new([
        "build",
        "check",
        "serve",
        "cite",
        "search",
        "import",
        "register",
        "init",
        "theme",
        "suggest",
        "schema",
        "explain",
        "completions",
        "man",
    ])
}

/// Does what the arguments of this process ask for.
pub(crate) fn run() -> ExitCode {
    terminal::heed_signals();
    fault::listen();
    fault::caught(command).unwrap_or_else(terminal::stop)
}

fn command() -> ExitCode {
    let cli = match Cli::try_parse() {
        Ok(cli) => cli,
        Err(error) => {
            // Without a place to print to, the exit code still tells.
            _ = error.print();
            return if error.use_stderr() { Exit::Usage } else { Exit::Done }.into();
        }
    };
    match cli.command {
        Command::Build { directories, allow_shrink } => {
            sites::build(&Settings { allow_shrink, ..directories.into() })
        }
        Command::Check { directories, format, notes, baseline } => {
            sites::check(&Settings { baseline, ..directories.into() }, format, notes)
        }
        Command::Serve { directories, port, open } => sites::preview(&directories.into(), port, open),
        Command::Cite { file, format } => citations::citations(&file, format),
        Command::Search { query, content, limit, format } => {
            let settings = Settings { content, ..Settings::default() };
            searches::search(&settings, &query, limit, format)
        }
        Command::Import {
            files,
            content,
            dry_run,
            force,
            annotations,
            metadata,
            dossiernummer,
            ondernummer,
            date,
            identifier,
            kenmerk,
            title,
        } => {
            let given = Given { dossiernummer, ondernummer, date, identifier, kenmerk, title };
            imports::run(&files, &Request { content, dry_run, force, metadata, given }, annotations)
        }
        Command::Register { from, content, all, dry_run } => register::run(&content, &from, all, dry_run),
        Command::Init { folder, empty, language, ci } => {
            let english = matches!(language, SiteLanguage::En);
            init(&folder, Wishes { english, empty, ci: ci.map(Into::into) })
        }
        Command::Theme { folder } => written(voetnoot::edit::starter::theme(&folder), |paths| {
            format!("{} written; delete those that you do not change\n", count(paths.len(), "file"))
        }),
        Command::Suggest { files, content, author, date } => {
            suggest(&files, &content, &author, date.unwrap_or_else(today))
        }
        Command::Schema { of } => finish(print(schema::text(of.into()).as_bytes())),
        Command::Explain { code } => explain(code),
        Command::Completions { shell } => completions(shell),
        Command::Man { command } => man(command.as_deref()),
    }
}

fn init(folder: &Path, wishes: Wishes) -> ExitCode {
    written(voetnoot::edit::starter::init(folder, wishes), |paths| {
        let list = paths.iter().fold(String::new(), |list, path| list + &path.display().to_string() + "\n");
        let folder = folder.display();
        format!(
            "{list}next: voetnoot serve in {folder}; voetnoot import FILE --content {folder}/content adds letters\n"
        )
    })
}

/// Tells of files that were written, or why none was.
fn written(result: Result<Vec<PathBuf>, Vec<Finding>>, tell: impl FnOnce(&[PathBuf]) -> String) -> ExitCode {
    match result {
        Ok(paths) => {
            say(&tell(&paths));
            ExitCode::SUCCESS
        }
        Err(findings) => {
            say(&report::text(&findings, colour()));
            Exit::of(&Report { findings, ..Report::default() }).into()
        }
    }
}

fn suggest(files: &[PathBuf], content: &Path, author: &str, date: Date) -> ExitCode {
    let works = Works::read(content);
    let (mut findings, mut printed, mut total) = (Vec::new(), String::new(), 0);
    for file in files {
        let proposed = fault::in_file(&file.to_string_lossy(), &mut findings, |findings| {
            voetnoot::edit::suggest::suggest(file, &works, author, date, findings)
        });
        let Some(proposed) = proposed.flatten() else { continue };
        if proposed.count > 0 {
            _ = write!(printed, "# for {}\n{}", proposed.file, proposed.yaml);
        }
        total += proposed.count;
    }
    findings.sort();
    say(&report::text(&findings, colour()));
    say(&format!("{} proposed: judge each before you put it into the file\n", count(total, "annotation")));
    let report = Report { findings, ..Report::default() };
    match print(printed.as_bytes()) {
        Ok(()) => Exit::of(&report).into(),
        Err(error) => cannot_print(&error),
    }
}

/// Today, in UTC.
fn today() -> Date {
    let since = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH).unwrap_or_default();
    let days = i64::try_from(since.as_secs() / 86_400).unwrap_or_default();
    jiff::civil::date(1970, 1, 1).saturating_add(jiff::Span::new().days(days))
}

fn explain(code: Option<Code>) -> ExitCode {
    let text = match code {
        Some(code) => format!("{}\n", code.explanation()),
        None => Code::ALL.iter().fold(String::new(), |mut list, &code| {
            _ = writeln!(list, "{code}  {:7}  {}", code.default_severity().name(), report::title(code));
            list
        }),
    };
    finish(print(text.as_bytes()))
}

fn completions(shell: Shell) -> ExitCode {
    let mut script = Vec::new();
    clap_complete::generate(shell, &mut Cli::command(), "voetnoot", &mut script);
    finish(print(&script))
}

fn man(command: Option<&str>) -> ExitCode {
    let mut program = Cli::command();
    // Gives the commands their full names, `voetnoot build`.
    program.build();
    let described = command.and_then(|name| program.find_subcommand(name)).unwrap_or(&program).clone();
    let mut page = Vec::new();
    finish(clap_mangen::Man::new(described).render(&mut page).and_then(|()| print(&page)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_arguments_are_well_formed() {
        Cli::command().debug_assert();
    }

    #[test]
    fn every_command_has_a_manual_page() {
        let names: Vec<String> = Cli::command().get_subcommands().map(|c| c.get_name().to_owned()).collect();
        let described = command_name();
        let described: Vec<String> =
            described.possible_values().into_iter().flatten().map(|v| v.get_name().to_owned()).collect();
        assert_eq!(described, names);
    }
}
