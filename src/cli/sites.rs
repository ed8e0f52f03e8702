//! What `build`, `check` and `serve` say: the findings, and a closing line that counts.

use super::FindingsFormat;
use super::exit::Exit;
use super::terminal::{Bar, cannot_print, colour, count, print, say, stop, without_notes};
use std::collections::BTreeMap;
use std::process::ExitCode;
use std::time::{Duration, Instant};
use voetnoot::edit::serve;
use voetnoot::finding::{Code, Finding, Severity};
use voetnoot::settings::Settings;
use voetnoot::{Report, report};

pub(super) fn build(settings: &Settings) -> ExitCode {
    let started = Instant::now();
    let report = voetnoot::build(settings, &Bar::new());
    let (shown, _) = without_notes(&report.findings);
    say(&report::text(&shown, colour()));
    say(&kinds_of_notes(&report.findings));
    let closing = if report.has_errors() {
        format!("nothing published: {}", counts(&report.findings, false))
    } else {
        summary("built", &report, started.elapsed(), false)
    };
    say(&format!("{closing}\n"));
    Exit::of(&report).into()
}

pub(super) fn check(settings: &Settings, format: FindingsFormat, notes: bool) -> ExitCode {
    let started = Instant::now();
    let (report, citations) = match format {
        FindingsFormat::Citations => voetnoot::citation_report(settings, &Bar::new()),
        _ => (voetnoot::check(settings, &Bar::new()), None),
    };
    let findings = &report.findings;
    let printed = match format {
        FindingsFormat::Text => {
            say(&report::text(findings, colour()));
            Ok(())
        }
        FindingsFormat::Json => print(report::json(findings).as_bytes()),
        FindingsFormat::Github => print(report::github(findings, notes).as_bytes()),
        FindingsFormat::Sarif => print(report::sarif(findings).as_bytes()),
        FindingsFormat::Citations => {
            say(&report::text(&without_notes(findings).0, colour()));
            print(&citations.unwrap_or_default())
        }
    };
    let closing = if report.has_errors() {
        format!("nothing can be published: {}", counts(findings, true))
    } else {
        summary("checked", &report, started.elapsed(), true)
    };
    say(&format!("{closing}\n"));
    printed.map_or_else(|error| cannot_print(&error), |()| Exit::of(&report).into())
}

pub(super) fn preview(settings: &Settings, port: Option<u16>, open: bool) -> ExitCode {
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
        Err(finding) => stop(finding),
    }
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

/// Notes by their kind, as a build mentions them: a great many are of few kinds.
fn kinds_of_notes(findings: &[Finding]) -> String {
    let mut kinds: BTreeMap<Code, Vec<&Finding>> = BTreeMap::new();
    for note in findings.iter().filter(|f| f.severity == Severity::Note) {
        kinds.entry(note.code).or_default().push(note);
    }
    let total: usize = kinds.values().map(Vec::len).sum();
    if total == 0 {
        return String::new();
    }
    let mut text = format!("{}; voetnoot check shows each\n", count(total, "note"));
    for (code, notes) in kinds {
        let what = match notes.as_slice() {
            [one] => one.message.clone(),
            _ => report::title(code).to_owned(),
        };
        text += &format!("  {} x {code} {what}\n", notes.len());
    }
    text
}

/// `3 errors, 1 warning`; errors and notes only if there are any.
fn counts(findings: &[Finding], with_notes: bool) -> String {
    let of = |severity| findings.iter().filter(|f| f.severity == severity).count();
    let (errors, notes) = (of(Severity::Error), of(Severity::Note));
    let mut counts = Vec::new();
    counts.extend((errors > 0).then(|| count(errors, "error")));
    counts.push(count(of(Severity::Warning), "warning"));
    counts.extend((with_notes && notes > 0).then(|| count(notes, "note")));
    counts.join(", ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use voetnoot::finding::Code;

    fn report(citations: [usize; 4], letters: usize, findings: Vec<Finding>) -> Report {
        Report { findings, letters, pages: 9, citations, published: true, ..Report::default() }
    }

    #[test]
    fn the_closing_line_counts_in_english() {
        let moment = Duration::from_millis(30);
        assert_eq!(
            summary("built", &report([1, 3, 0, 0], 1, Vec::new()), moment, false),
            "built 1 letter, 9 pages in 0.03 s: citations 4 (1 here, 3 elsewhere), 0 warnings"
        );
        let findings = vec![Finding::new(Code::K204, "w"), Finding::new(Code::K205, "n")];
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
}
