//! The terminal: results on standard output, remarks on standard error, progress.

use super::exit::Exit;
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use std::io::{self, IsTerminal, Write};
use std::process::ExitCode;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};
use voetnoot::finding::{Finding, Severity};
use voetnoot::progress::Progress;
use voetnoot::{Report, report};

/// Errors and warnings, and how many notes there are besides.
pub(super) fn without_notes(findings: &[Finding]) -> (Vec<Finding>, usize) {
    let shown: Vec<Finding> = findings.iter().filter(|f| f.severity != Severity::Note).cloned().collect();
    let notes = findings.len() - shown.len();
    (shown, notes)
}

pub(super) fn count(number: usize, thing: &str) -> String {
    format!("{number} {thing}{}", if number == 1 { "" } else { "s" })
}

/// Tells of the one finding that ends a run: a preview that cannot be served, a fault that nothing nearer has caught.
pub(super) fn stop(finding: Finding) -> ExitCode {
    let report = Report { findings: vec![finding], ..Report::default() };
    say(&report::text(&report.findings, colour()));
    Exit::of(&report).into()
}

/// Says something on standard error. When nobody can hear it, the exit code still tells.
pub(super) fn say(text: &str) {
    _ = io::stderr().lock().write_all(text.as_bytes());
}

/// From now on a signal that ends the program lets it clear away what it has begun, and one that a file has grown beyond
/// what is allowed is an error of that file. Called before there is a second thread, since all inherit it.
#[cfg(unix)]
pub(super) fn heed_signals() {
    use nix::sys::signal::{SigSet, Signal};
    let signals = |list: &[Signal]| list.iter().copied().collect::<SigSet>();
    let ending = signals(&[Signal::SIGHUP, Signal::SIGINT, Signal::SIGTERM]);
    if signals(&[Signal::SIGXFSZ]).thread_block().is_err() || ending.thread_block().is_err() {
        return;
    }
    std::thread::spawn(move || {
        if let Ok(signal) = ending.wait() {
            if voetnoot::abandon() {
                say(&format!("stopped by {}: nothing was published\n", signal.as_str()));
            }
            // What a shell expects of a program that a signal has ended.
            std::process::exit(128 + signal as i32);
        }
    });
}

#[cfg(not(unix))]
pub(super) fn heed_signals() {}

/// Prints a result.
pub(super) fn print(bytes: &[u8]) -> io::Result<()> {
    let mut out = io::stdout().lock();
    unless_closed(out.write_all(bytes).and_then(|()| out.flush()))
}

/// A reader that has seen enough, such as `head`, is no trouble.
pub(super) fn unless_closed(written: io::Result<()>) -> io::Result<()> {
    written.or_else(|error| if error.kind() == io::ErrorKind::BrokenPipe { Ok(()) } else { Err(error) })
}

pub(super) fn finish(printed: io::Result<()>) -> ExitCode {
    printed.map_or_else(|error| cannot_print(&error), |()| ExitCode::SUCCESS)
}

pub(super) fn cannot_print(error: &io::Error) -> ExitCode {
    say(&format!("voetnoot cannot print its result: {error}\n"));
    Exit::Trouble.into()
}

/// Whether messages are coloured: on a terminal whose user did not ask otherwise (no-color.org).
pub(super) fn colour() -> bool {
    let asked_not = std::env::var_os("NO_COLOR").is_some_and(|value| !value.is_empty());
    let dumb = std::env::var_os("TERM").is_some_and(|value| value == "dumb");
    io::stderr().is_terminal() && !asked_not && !dumb
}

/// A progress bar on a terminal, for builds that take long enough to wonder.
pub(super) struct Bar {
    drawn: ProgressBar,
    started: Instant,
    shown: AtomicBool,
}

impl Bar {
    /// Shorter builds would only flicker.
    const PATIENCE: Duration = Duration::from_millis(500);

    pub(super) fn new() -> Self {
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
