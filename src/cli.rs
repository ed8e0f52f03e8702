//! The command line: what can be asked, and what is said on the terminal.
//!
//! Results go to standard output, remarks to standard error. Nothing here knows how a site is built.

mod imports;

use clap::builder::{PossibleValuesParser, TypedValueParser};
use clap::{Args, CommandFactory, Parser, Subcommand, ValueEnum};
use clap_complete::Shell;
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use jiff::civil::Date;
use serde_json::{Value, json};
use std::fmt::Write as _;
use std::io::{self, IsTerminal, Read, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};
use voetnoot::cite::{self, Citation};
use voetnoot::diagnostic::{Code, Diagnostic, Place, Severity};
use voetnoot::identifier::DocumentId;
use voetnoot::import::{Given, Request};
use voetnoot::kst::{DossierNumber, Ondernummer};
use voetnoot::settings::Settings;
use voetnoot::{Progress, Report, front_matter, report, serve};

/// The content has errors.
const ERRORS: u8 = 1;
/// Wrong usage.
const USAGE: u8 = 2;
/// The file system, or the program itself, fails.
pub(crate) const TROUBLE: u8 = 3;

/// Turns letters from Dutch ministers to parliament into a website in which every reference works.
#[derive(Parser)]
#[command(
    version,
    arg_required_else_help = true,
    after_help = "Exit codes: 0 done, 1 the content has errors, 2 wrong usage, 3 file-system trouble."
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
    /// Make letters of what people have: official XML, pages, Word files
    ///
    /// Every word of a file is in its letter or listed as left out; a file that would lose one is refused. A letter
    /// that is there already stays, unless it is forced away.
    Import {
        /// Files to import
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
        #[arg(long, conflicts_with_all = ["dossiernummer", "ondernummer", "date", "identifier", "kenmerk"])]
        annotations: bool,
        /// Home dossier of the letter, if the file does not say it
        #[arg(long, value_name = "N")]
        dossiernummer: Option<DossierNumber>,
        /// Number of the letter in its dossier
        #[arg(long, value_name = "N")]
        ondernummer: Option<Ondernummer>,
        /// Date of the letter
        #[arg(long, value_name = "YYYY-MM-DD")]
        date: Option<Date>,
        /// Official id of a document without a number in a dossier, such as ah-tk-20242025-1234
        #[arg(long, value_name = "ID", value_parser = document_id)]
        identifier: Option<DocumentId>,
        /// The ministry's own reference
        #[arg(long, value_name = "REFERENCE")]
        kenmerk: Option<String>,
    },
    /// Propose annotations: sentences in which letters promise something by a date
    ///
    /// Prints YAML to put into the letter's file of annotations, once somebody has judged it. Nothing is written and
    /// nothing of it is published by itself.
    Suggest {
        /// Letters to read
        #[arg(required = true, value_name = "FILE")]
        files: Vec<PathBuf>,
        /// Author of the annotations
        #[arg(long, value_name = "NAME", default_value = "Redactie")]
        author: String,
        /// Date of the annotations [default: today]
        #[arg(long, value_name = "YYYY-MM-DD")]
        date: Option<Date>,
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

impl From<Directories> for Settings {
    fn from(directories: Directories) -> Self {
        let Directories { content, templates, static_dir, output, base_url, strict, threads } = directories;
        let threads = threads.map(usize::from);
        Self { content, templates, static_dir, output, base_url, strict, threads }
    }
}

fn code(name: &str) -> Result<Code, &'static str> {
    Code::parse(name).ok_or("no such code; `voetnoot explain` lists them")
}

fn base_url(url: &str) -> Result<String, &'static str> {
    front_matter::base_url(url).ok_or("write it as https://example.org/ or https://example.org/letters/")
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
        "import",
        "suggest",
        "explain",
        "completions",
        "man",
    ])
}

/// Does what the arguments of this process ask for.
pub(crate) fn run() -> ExitCode {
    let cli = match Cli::try_parse() {
        Ok(cli) => cli,
        Err(error) => {
            // Without a place to print to, the exit code still tells.
            _ = error.print();
            return ExitCode::from(if error.use_stderr() { USAGE } else { 0 });
        }
    };
    match cli.command {
        Command::Build { directories } => build(&directories.into()),
        Command::Check { directories, format } => check(&directories.into(), format),
        Command::Serve { directories, port, open } => preview(&directories.into(), port, open),
        Command::Cite { file, format } => citations(&file, format),
        Command::Import {
            files,
            content,
            dry_run,
            force,
            annotations,
            dossiernummer,
            ondernummer,
            date,
            identifier,
            kenmerk,
        } => {
            let given = Given { dossiernummer, ondernummer, date, identifier, kenmerk };
            imports::run(&files, &Request { content, dry_run, force, given }, annotations)
        }
        Command::Suggest { files, author, date } => suggest(&files, &author, date.unwrap_or_else(today)),
        Command::Explain { code } => explain(code),
        Command::Completions { shell } => completions(shell),
        Command::Man { command } => man(command.as_deref()),
    }
}

fn build(settings: &Settings) -> ExitCode {
    let started = Instant::now();
    let report = voetnoot::build(settings, &Bar::new());
    let (shown, notes) = without_notes(&report.findings);
    say(&report::text(&shown, colour()));
    if notes > 0 {
        say(&format!("{} (voetnoot check shows them)\n", count(notes, "note")));
    }
    let closing = if report.has_errors() {
        format!("nothing published: {}", counts(&report.findings, false))
    } else {
        summary("built", &report, started.elapsed(), false)
    };
    say(&format!("{closing}\n"));
    exit_code(&report)
}

fn check(settings: &Settings, format: FindingsFormat) -> ExitCode {
    let started = Instant::now();
    let report = voetnoot::check(settings, &Bar::new());
    let findings = &report.findings;
    let printed = match format {
        FindingsFormat::Text => {
            say(&report::text(findings, colour()));
            Ok(())
        }
        FindingsFormat::Json => print(report::json(findings).as_bytes()),
        FindingsFormat::Github => print(report::github(findings).as_bytes()),
        FindingsFormat::Sarif => print(report::sarif(findings).as_bytes()),
    };
    let closing = if report.has_errors() {
        format!("nothing can be published: {}", counts(findings, true))
    } else {
        summary("checked", &report, started.elapsed(), true)
    };
    say(&format!("{closing}\n"));
    printed.map_or_else(|error| cannot_print(&error), |()| exit_code(&report))
}

fn preview(settings: &Settings, port: Option<u16>, open: bool) -> ExitCode {
    let watch = vec![settings.content.clone(), settings.templates.clone(), settings.static_dir.clone()];
    let options = serve::Options { port, open, watch };
    // The preview stands on this machine, at the root: links and canonical addresses must say so.
    let local = settings.base_url.clone().unwrap_or_else(|| "http://localhost/".to_owned());
    let settings = Settings { base_url: Some(local), ..settings.clone() };
    let built = || {
        let started = Instant::now();
        let (report, site) = voetnoot::render_to_memory(&settings);
        let base_path = report.base_path.clone();
        let (shown, _) = without_notes(&report.findings);
        say(&report::text(&shown, colour()));
        let closing = if report.has_errors() {
            format!("not shown: {}", counts(&report.findings, false))
        } else {
            summary("built", &report, started.elapsed(), false)
        };
        say(&format!("{closing}\n"));
        // Without colour, for the browser shows the same text.
        serve::Built { site, base_path, ok: !report.has_errors(), text: report::text(&shown, false) }
    };
    match serve::serve(&options, built) {
        Ok(()) => ExitCode::SUCCESS,
        Err(finding) => trouble(finding),
    }
}

fn citations(file: &Path, format: CitationsFormat) -> ExitCode {
    let text = match read(file) {
        Ok(text) => text,
        Err(finding) if finding.code == Code::K001 => return trouble(finding),
        Err(finding) => {
            say(&report::text(&[finding], colour()));
            return ExitCode::from(ERRORS);
        }
    };
    finish(match format {
        CitationsFormat::Json => print(format!("{}\n", json!({ "citations": objects(&text) })).as_bytes()),
        CitationsFormat::Jsonl => print_lines(&text),
        CitationsFormat::Text => print(listing(&text).as_bytes()),
    })
}

fn suggest(files: &[PathBuf], author: &str, date: Date) -> ExitCode {
    let (mut findings, mut printed, mut total) = (Vec::new(), String::new(), 0);
    for file in files {
        let Some(proposed) = voetnoot::suggest::suggest(file, author, date, &mut findings) else { continue };
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
        Ok(()) => exit_code(&report),
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

/// Reads a file or standard input as text.
fn read(file: &Path) -> Result<String, Diagnostic> {
    let mut bytes = Vec::new();
    let read = if file == Path::new("-") {
        io::stdin().lock().read_to_end(&mut bytes).map(|_| ())
    } else {
        std::fs::read(file).map(|content| bytes = content)
    };
    let fail = |code, message: String, help: &str| {
        Diagnostic::new(code, message).at(Place::file(file.to_string_lossy())).help(help)
    };
    read.map_err(|e| {
        fail(Code::K001, format!("cannot read the file: {e}"), "check the path and its permissions")
    })?;
    String::from_utf8(bytes)
        .map_err(|_| fail(Code::K002, "not UTF-8 text".to_owned(), "save the file with the encoding UTF-8"))
}

/// The citations as objects; positions are bytes of `text`.
fn objects(text: &str) -> Vec<Value> {
    cite::find(text).iter().map(|citation| object(text, citation)).collect()
}

fn object(text: &str, citation: &Citation) -> Value {
    let mut object = json!({
        "start": citation.span.start,
        "end": citation.span.end,
        "text": text.get(citation.span.clone()),
        "kind": citation.kind.name(),
        "ids": ids(citation),
    });
    if let Some(locator) = citation.locator.clone().and_then(|span| text.get(span)) {
        object["locator"] = json!(locator);
    }
    object
}

fn ids(citation: &Citation) -> Vec<&str> {
    citation.cited.iter().map(|cited| cited.id.as_str()).collect()
}

/// One object for each line, also for a line without citations, so that the output can be laid beside the input.
fn print_lines(text: &str) -> io::Result<()> {
    let mut out = io::BufWriter::new(io::stdout().lock());
    let mut write = || {
        for (index, line) in text.lines().enumerate() {
            writeln!(out, "{}", json!({ "line": index + 1, "citations": objects(line) }))?;
        }
        out.flush()
    };
    unless_closed(write())
}

/// One line for each citation. Columns count characters, as those of findings do.
fn listing(text: &str) -> String {
    let mut list = String::new();
    let (mut line, mut column, mut at) = (1, 1, 0);
    for citation in cite::find(text) {
        let start = citation.span.start;
        let passed = text.get(at..start).unwrap_or_default();
        line += passed.matches('\n').count();
        // Counted on from the citation before: a text may be one line of a great many.
        let (begun, rest) =
            passed.rfind('\n').map_or((column, passed), |newline| (1, &passed[newline + 1..]));
        column = begun + rest.chars().count();
        at = start;
        let words = text.get(citation.span.clone()).unwrap_or_default();
        let words: Vec<&str> = words.split_whitespace().collect();
        let (kind, ids, words) = (citation.kind.name(), ids(&citation).join(","), words.join(" "));
        _ = writeln!(list, "{line}:{column}  {kind}  {}  {}", report::clean(&ids), report::clean(&words));
    }
    list
}

/// Errors and warnings, and how many notes there are besides.
fn without_notes(findings: &[Diagnostic]) -> (Vec<Diagnostic>, usize) {
    let shown: Vec<Diagnostic> = findings.iter().filter(|f| f.severity != Severity::Note).cloned().collect();
    let notes = findings.len() - shown.len();
    (shown, notes)
}

/// `built 1 letter, 9 pages in 0.03 s: citations 4 (1 here, 3 elsewhere), 0 warnings`
fn summary(done: &str, report: &Report, elapsed: Duration, with_notes: bool) -> String {
    let (letters, pages) = (count(report.letters, "letter"), count(report.pages, "page"));
    let [here, elsewhere, ambiguous, unknown] = report.citations;
    let total: usize = report.citations.iter().sum();
    let mut states = vec![format!("{here} here"), format!("{elsewhere} elsewhere")];
    states.extend((ambiguous > 0).then(|| format!("{ambiguous} ambiguous")));
    states.extend((unknown > 0).then(|| format!("{unknown} unknown")));
    let states = if total > 0 { format!(" ({})", states.join(", ")) } else { String::new() };
    let counts = counts(&report.findings, with_notes);
    let seconds = elapsed.as_secs_f64();
    format!("{done} {letters}, {pages} in {seconds:.2} s: citations {total}{states}, {counts}")
}

/// `3 errors, 1 warning`; errors and notes only if there are any.
fn counts(findings: &[Diagnostic], with_notes: bool) -> String {
    let of = |severity| findings.iter().filter(|f| f.severity == severity).count();
    let (errors, notes) = (of(Severity::Error), of(Severity::Note));
    let mut counts = Vec::new();
    counts.extend((errors > 0).then(|| count(errors, "error")));
    counts.push(count(of(Severity::Warning), "warning"));
    counts.extend((with_notes && notes > 0).then(|| count(notes, "note")));
    counts.join(", ")
}

fn count(number: usize, thing: &str) -> String {
    format!("{number} {thing}{}", if number == 1 { "" } else { "s" })
}

fn exit_code(report: &Report) -> ExitCode {
    if report.has_trouble() {
        ExitCode::from(TROUBLE)
    } else if report.has_errors() {
        ExitCode::from(ERRORS)
    } else {
        ExitCode::SUCCESS
    }
}

fn trouble(finding: Diagnostic) -> ExitCode {
    say(&report::text(&[finding], colour()));
    ExitCode::from(TROUBLE)
}

/// Says something on standard error. When nobody can hear it, the exit code still tells.
fn say(text: &str) {
    _ = io::stderr().lock().write_all(text.as_bytes());
}

/// Prints a result.
fn print(bytes: &[u8]) -> io::Result<()> {
    let mut out = io::stdout().lock();
    unless_closed(out.write_all(bytes).and_then(|()| out.flush()))
}

/// A reader that has seen enough, such as `head`, is no trouble.
fn unless_closed(written: io::Result<()>) -> io::Result<()> {
    written.or_else(|error| if error.kind() == io::ErrorKind::BrokenPipe { Ok(()) } else { Err(error) })
}

fn finish(printed: io::Result<()>) -> ExitCode {
    printed.map_or_else(|error| cannot_print(&error), |()| ExitCode::SUCCESS)
}

fn cannot_print(error: &io::Error) -> ExitCode {
    say(&format!("voetnoot cannot print its result: {error}\n"));
    ExitCode::from(TROUBLE)
}

/// Whether messages are coloured: on a terminal whose user did not ask otherwise (no-color.org).
fn colour() -> bool {
    let asked_not = std::env::var_os("NO_COLOR").is_some_and(|value| !value.is_empty());
    let dumb = std::env::var_os("TERM").is_some_and(|value| value == "dumb");
    io::stderr().is_terminal() && !asked_not && !dumb
}

/// A progress bar on a terminal, for builds that take long enough to wonder.
struct Bar {
    drawn: ProgressBar,
    started: Instant,
    shown: AtomicBool,
}

impl Bar {
    /// Shorter builds would only flicker.
    const PATIENCE: Duration = Duration::from_millis(500);

    fn new() -> Self {
        let style = ProgressStyle::with_template("{msg:>12} [{bar:30}] {pos}/{len}");
        let bar = ProgressBar::with_draw_target(None, ProgressDrawTarget::hidden())
            .with_style(style.unwrap_or_else(|_| ProgressStyle::default_bar()));
        Self { drawn: bar, started: Instant::now(), shown: AtomicBool::new(false) }
    }

    fn show_if_slow(&self) {
        if self.started.elapsed() > Self::PATIENCE && !self.shown.swap(true, Ordering::Relaxed) {
            // Draws nothing when standard error is no terminal.
            self.drawn.set_draw_target(ProgressDrawTarget::stderr());
        }
    }
}

impl Progress for Bar {
    fn stage(&self, name: &str, total: usize) {
        self.drawn.set_message(name.to_owned());
        self.drawn.set_length(total as u64);
        self.drawn.set_position(0);
        self.show_if_slow();
    }

    fn step(&self) {
        self.drawn.inc(1);
        self.show_if_slow();
    }

    fn done(&self) {
        self.drawn.finish_and_clear();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn report(citations: [usize; 4], letters: usize, findings: Vec<Diagnostic>) -> Report {
        Report { findings, letters, pages: 9, citations, published: true, ..Report::default() }
    }

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

    #[test]
    fn the_closing_line_counts_in_english() {
        let moment = Duration::from_millis(30);
        assert_eq!(
            summary("built", &report([1, 3, 0, 0], 1, Vec::new()), moment, false),
            "built 1 letter, 9 pages in 0.03 s: citations 4 (1 here, 3 elsewhere), 0 warnings"
        );
        let findings = vec![Diagnostic::new(Code::K204, "w"), Diagnostic::new(Code::K205, "n")];
        assert_eq!(
            summary("checked", &report([0, 0, 1, 2], 2, findings), moment, true),
            "checked 2 letters, 9 pages in 0.03 s: citations 3 (0 here, 0 elsewhere, 1 ambiguous, 2 unknown), \
             1 warning, 1 note"
        );
        assert_eq!(
            summary("built", &report([0; 4], 0, Vec::new()), moment, false),
            "built 0 letters, 9 pages in 0.03 s: citations 0, 0 warnings"
        );
    }

    #[test]
    fn listed_places_are_lines_and_columns() {
        let text = "één\n— Zie Kamerstuk\n28 638, nr. 200.\n\nEn Stb. 2021, 123, één en Stb. 2021, 124.\n";
        assert_eq!(
            listing(text),
            "2:7  kamerstuk  kst-28638-200  Kamerstuk 28 638, nr. 200\n5:4  staatsblad  stb-2021-123  Stb. 2021, 123\n5:27  staatsblad  stb-2021-124  Stb. 2021, 124\n"
        );
    }
}
