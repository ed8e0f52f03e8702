//! Findings as people and programs read them: on a terminal, as JSON, as remarks of GitHub, as SARIF.
//!
//! Nothing here decides what is a finding or how grave it is. What comes from a letter is shown without the
//! characters that could command a terminal or reverse the order in which a line is read.

use crate::finding::{Code, Finding, Place, Severity};
use crate::limits;
use serde_json::{Value, json};
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;
use unicode_width::UnicodeWidthChar;

/// Digits for which the gutter always has room, so that most findings stand in one line with each other.
const GUTTER: usize = 2;

/// The findings in the form of compilers, the gravest of each file if there are too many.
pub fn text(findings: &[Finding], colour: bool) -> String {
    let paint = Paint(colour);
    let mut out = String::new();
    for of_file in findings.chunk_by(|a, b| file(a) == file(b)) {
        for finding in gravest(of_file) {
            write_finding(&mut out, finding, paint);
            out.push('\n');
        }
        let more = of_file.len().saturating_sub(limits::FINDINGS_PER_FILE);
        if more > 0 {
            let plural = if more == 1 { "" } else { "s" };
            let place = if of_file.first().and_then(file).is_some() { " in this file" } else { "" };
            _ = writeln!(out, "… and {more} more finding{plural}{place}\n");
        }
    }
    out
}

/// The findings as an array of objects.
pub fn json(findings: &[Finding]) -> String {
    pretty(&json!(findings))
}

/// The findings as workflow commands, which GitHub shows beside the changed lines: of each severity as many as it shows for
/// a step, with the rest of them as a number in the last. Notes are left out unless they are asked for.
pub fn github(findings: &[Finding], with_notes: bool) -> String {
    let mut out = String::new();
    let shown = [Severity::Error, Severity::Warning, Severity::Note];
    for severity in shown.into_iter().filter(|&severity| with_notes || severity != Severity::Note) {
        let of: Vec<&Finding> = findings.iter().filter(|finding| finding.severity == severity).collect();
        let whole = of.len() <= limits::GITHUB_REMARKS;
        let told = if whole { of.len() } else { limits::GITHUB_REMARKS - 1 };
        for finding in of.iter().take(told) {
            write_command(&mut out, finding);
        }
        let rest: Vec<&Finding> = of.into_iter().skip(told).collect();
        if !rest.is_empty() {
            _ = writeln!(out, "::{} title=Voetnoot::{}", command(severity), data(&summed(severity, &rest)));
        }
    }
    out
}

/// `and 12 more warnings: K204 8, K214 4`
fn summed(severity: Severity, rest: &[&Finding]) -> String {
    let mut codes: BTreeMap<Code, usize> = BTreeMap::new();
    for finding in rest {
        *codes.entry(finding.code).or_default() += 1;
    }
    let codes: Vec<String> = codes.into_iter().map(|(code, count)| format!("{code} {count}")).collect();
    let plural = if rest.len() == 1 { "" } else { "s" };
    let (count, name) = (rest.len(), severity.name());
    format!("and {count} more {name}{plural}: {}; `voetnoot check` shows them all", codes.join(", "))
}

fn command(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Note => "notice",
    }
}

fn write_command(out: &mut String, finding: &Finding) {
    let mut properties = String::new();
    if let Some(place) = &finding.place {
        _ = write!(properties, "file={},", property(&place.file));
        if place.line > 0 {
            let (line, column, end) = (place.line, place.column, place.end_column);
            _ = write!(properties, "line={line},col={column},endColumn={end},");
        }
    }
    _ = write!(properties, "title={}", finding.code);
    let words = [Some(&finding.message), finding.label.as_ref(), Some(&finding.help)];
    let words: Vec<String> = words.into_iter().flatten().map(|text| data(text)).collect();
    _ = writeln!(out, "::{} {properties}::{}", command(finding.severity), words.join("%0A"));
}

/// The findings in the Static Analysis Results Interchange Format 2.1.0, the gravest first: of more than are counted the
/// rest is a number.
pub fn sarif(findings: &[Finding]) -> String {
    let mut sorted: Vec<&Finding> = findings.iter().collect();
    sorted.sort_by_key(|finding| finding.severity);
    let rest = sorted.split_off(sorted.len().min(limits::SARIF_RESULTS));
    let findings = sorted;
    let codes: Vec<Code> = findings.iter().map(|f| f.code).collect::<BTreeSet<_>>().into_iter().collect();
    let rules: Vec<Value> = codes.iter().map(|&code| rule(code)).collect();
    let mut seen: BTreeMap<String, usize> = BTreeMap::new();
    let results: Vec<Value> = findings.iter().map(|finding| result(finding, &codes, &mut seen)).collect();
    let notices: Vec<Value> = [Severity::Error, Severity::Warning, Severity::Note]
        .into_iter()
        .filter_map(|severity| {
            let of: Vec<&Finding> = rest.iter().copied().filter(|f| f.severity == severity).collect();
            let text = (!of.is_empty()).then(|| summed(severity, &of))?;
            Some(json!({ "level": severity.name(), "message": { "text": text } }))
        })
        .collect();
    pretty(&json!({
        "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
        "version": "2.1.0",
        "runs": [{
            "tool": { "driver": { "name": "Voetnoot", "version": env!("CARGO_PKG_VERSION"), "rules": rules } },
            "columnKind": "unicodeCodePoints",
            "invocations": [{ "executionSuccessful": true, "toolExecutionNotifications": notices }],
            "results": results,
        }],
    }))
}

/// What a code is about, in a few words: the heading of its paragraph.
pub fn title(code: Code) -> &'static str {
    let heading = code.explanation().lines().next().unwrap_or_default();
    let words = heading.split_once(code.name()).map_or(heading, |(_, words)| words);
    words.rsplit_once(" (").map_or(words, |(words, _)| words).trim()
}

/// A text from a letter, safe for a terminal.
pub fn clean(text: &str) -> String {
    text.chars().map(clean_char).collect()
}

/// Whether a character is a command: to a terminal, or about the order in which a line is read.
pub fn is_command(c: char) -> bool {
    let bidi =
        matches!(c, '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
    c.is_control() || bidi
}

fn clean_char(c: char) -> char {
    // Line and paragraph separators would break the layout as a line feed does.
    if is_command(c) || matches!(c, '\u{2028}' | '\u{2029}') { '\u{fffd}' } else { c }
}

fn pretty(value: &Value) -> String {
    format!("{value:#}\n")
}

fn file(finding: &Finding) -> Option<&str> {
    finding.place.as_ref().map(|place| place.file.as_str())
}

/// As many findings as are shown for one file, in their order; errors are never crowded out by lesser ones.
fn gravest(findings: &[Finding]) -> Vec<&Finding> {
    let mut chosen: Vec<(usize, &Finding)> = findings.iter().enumerate().collect();
    chosen.sort_by_key(|(_, finding)| finding.severity);
    chosen.truncate(limits::FINDINGS_PER_FILE);
    chosen.sort_by_key(|&(position, _)| position);
    chosen.into_iter().map(|(_, finding)| finding).collect()
}

/// Colours, or none.
#[derive(Clone, Copy)]
struct Paint(bool);

impl Paint {
    const BOLD: &str = "1";
    const BLUE: &str = "1;34";

    fn of(severity: Severity) -> &'static str {
        match severity {
            Severity::Error => "1;31",
            Severity::Warning => "1;33",
            Severity::Note => "1;36",
        }
    }

    fn with(self, style: &str, text: &str) -> String {
        if self.0 { format!("\x1b[{style}m{text}\x1b[0m") } else { text.to_owned() }
    }
}

fn write_finding(out: &mut String, finding: &Finding, paint: Paint) {
    let style = Paint::of(finding.severity);
    let head = paint.with(style, &format!("{}[{}]", finding.severity.name(), finding.code));
    let message = paint.with(Paint::BOLD, &format!(": {}", clean(&finding.message)));
    _ = writeln!(out, "{head}{message}");
    let line = finding.place.as_ref().map_or(0, |place| place.line);
    let gutter = line.to_string().len().max(GUTTER);
    let label = finding.label.as_deref().map(clean);
    let mut label_shown = false;
    if let Some(place) = &finding.place {
        write_arrow(out, place, gutter, paint);
        if place.line > 0 && place.excerpt.marked > 0 {
            write_excerpt(out, place, gutter, style, label.as_deref().unwrap_or_default(), paint);
            label_shown = true;
        }
    }
    let remark = |name: &str, text: &str| {
        format!("{:gutter$} {} {}: {text}\n", "", paint.with(Paint::BLUE, "="), paint.with(Paint::BOLD, name))
    };
    if let Some(label) = label.filter(|_| !label_shown) {
        out.push_str(&remark("note", &label));
    }
    out.push_str(&remark("help", &clean(&finding.help)));
}

fn write_arrow(out: &mut String, place: &Place, gutter: usize, paint: Paint) {
    _ = write!(out, "{:gutter$}{} {}", "", paint.with(Paint::BLUE, "-->"), clean(&place.file));
    if place.line > 0 {
        _ = write!(out, ":{}:{}", place.line, place.column);
    }
    out.push('\n');
}

fn write_excerpt(out: &mut String, place: &Place, gutter: usize, style: &str, label: &str, paint: Paint) {
    let excerpt = &place.excerpt;
    let shown = clean(&excerpt.text);
    let mut widths = shown.chars().map(|c| c.width().unwrap_or(0));
    let before: usize = widths.by_ref().take(excerpt.before).sum();
    let marked: usize = widths.take(excerpt.marked).sum();
    let bar = paint.with(Paint::BLUE, "|");
    let number = paint.with(Paint::BLUE, &format!("{:>gutter$}", place.line));
    let carets = "^".repeat(marked.max(1));
    let mark = paint.with(style, format!("{carets} {label}").trim_end());
    _ = writeln!(out, "{:gutter$} {bar}", "");
    _ = writeln!(out, "{}", format!("{number} {bar} {shown}").trim_end());
    _ = writeln!(out, "{:gutter$} {bar} {:before$}{mark}", "", "");
}

/// The text of a workflow command.
fn data(text: &str) -> String {
    clean(text).replace('%', "%25")
}

/// The value of a property of a workflow command.
fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}

fn rule(code: Code) -> Value {
    let explanation = code.explanation();
    let paragraph = explanation.split_once('\n').map_or(explanation, |(_, body)| body.trim());
    json!({
        "id": code.name(),
        "shortDescription": { "text": title(code) },
        "help": { "text": paragraph, "markdown": paragraph },
        "helpUri": help_uri(code),
        "defaultConfiguration": { "level": code.default_severity().name() },
    })
}

/// Where a code is explained: in the repository, if the package names it.
fn help_uri(code: Code) -> String {
    match env!("CARGO_PKG_REPOSITORY") {
        "" => format!("urn:voetnoot:finding:{code}"),
        repository => format!("{repository}/blob/main/docs/FINDINGS.md#{}", code.name().to_lowercase()),
    }
}

/// A name for a finding that stays when lines are added above it: what it is, the file, and the words of its line; those that
/// are the same in all of it are numbered.
fn fingerprint(finding: &Finding, seen: &mut BTreeMap<String, usize>) -> String {
    let place = finding.place.as_ref();
    let parts = [
        finding.code.name(),
        &finding.message,
        place.map_or("", |p| &p.file),
        place.map_or("", |p| &p.excerpt.text),
    ];
    let hash = parts
        .join("\0")
        .bytes()
        .fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x100_0000_01b3));
    let name = format!("{hash:016x}");
    let n = seen.entry(name.clone()).or_default();
    *n += 1;
    format!("{name}:{n}")
}

fn result(finding: &Finding, codes: &[Code], seen: &mut BTreeMap<String, usize>) -> Value {
    let words = [Some(&finding.message), finding.label.as_ref(), Some(&finding.help)];
    let words: Vec<&str> = words.into_iter().flatten().map(String::as_str).collect();
    let mut result = json!({
        "ruleId": finding.code.name(),
        "ruleIndex": codes.binary_search(&finding.code).ok(),
        "level": finding.severity.name(),
        "message": { "text": words.join("\n") },
        "partialFingerprints": { "primaryLocationLineHash": fingerprint(finding, seen) },
    });
    if let Some(place) = &finding.place {
        let file = json!({ "uri": uri(&place.file) });
        let region =
            || json!({ "startLine": place.line, "startColumn": place.column, "endColumn": place.end_column });
        // What is said of a file as a whole is shown at its head.
        let head = || json!({ "startLine": 1 });
        let region = if place.line == 0 { head() } else { region() };
        let location = json!({ "artifactLocation": file, "region": region });
        if let Some(result) = result.as_object_mut() {
            result.insert("locations".to_owned(), json!([{ "physicalLocation": location }]));
        }
    }
    result
}

/// A path as a URI reference.
fn uri(path: &str) -> String {
    let mut uri = String::from(if path.starts_with('/') { "file://" } else { "" });
    for byte in path.bytes() {
        if byte.is_ascii_alphanumeric() || b"/-._~".contains(&byte) {
            uri.push(char::from(byte));
        } else {
            _ = write!(uri, "%{byte:02X}");
        }
    }
    uri
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::content::source::Source;

    fn slip() -> Finding {
        let line = "[^4]: Kamerstuk 28 368, nr. 199";
        let source =
            Source::new("content/28638/201.md", "28638/201.md", format!("{}{line}\n", "\n".repeat(40)));
        let at = source.text.find("28 368").unwrap();
        Finding::new(Code::K204, "citation of an unknown dossier")
            .at(source.place(at..at + 6))
            .label("no letter and no register entry has dossier 28 368")
            .help("did you mean 28 638 \"Mensenhandel\"? two digits are swapped")
    }

    #[test]
    fn a_finding_reads_as_that_of_a_compiler() {
        let expected = r#"warning[K204]: citation of an unknown dossier
  --> content/28638/201.md:41:17
   |
41 | [^4]: Kamerstuk 28 368, nr. 199
   |                 ^^^^^^ no letter and no register entry has dossier 28 368
   = help: did you mean 28 638 "Mensenhandel"? two digits are swapped

"#;
        assert_eq!(text(&[slip()], false), expected);
    }

    #[test]
    fn without_a_line_or_a_place_less_is_shown() {
        let folder = Finding::new(Code::K001, "cannot read the folder")
            .at(Place::file("content"))
            .label("not there")
            .help("check the path");
        let nowhere = Finding::new(Code::K006, "no letters");
        let expected = "\
warning[K006]: no letters
   = help: put letters in the content folder, as `28638/201.md`, or name another with --content

error[K001]: cannot read the folder
  --> content
   = note: not there
   = help: check the path

";
        assert_eq!(text(&[nowhere, folder], false), expected);
    }

    #[test]
    fn carets_stand_under_wide_and_combined_characters() {
        let source = Source::new("a.md", "a.md", "漢e\u{301} fout\n".into());
        let at = source.text.find("fout").unwrap();
        let finding = Finding::new(Code::K212, "raw HTML").at(source.place(at..at + 4));
        let expected = "\
warning[K212]: raw HTML
  --> a.md:1:5
   |
 1 | 漢e\u{301} fout
   |     ^^^^
   = help: write it in Markdown; a `<` that is meant as such is written `\\<`

";
        assert_eq!(text(&[finding], false), expected);
    }

    #[test]
    fn a_letter_cannot_command_the_terminal() {
        let mut finding = slip();
        finding.message = "key `\u{1b}[2J\u{202e}`".into();
        let place = finding.place.as_mut().unwrap();
        place.file = "a\nb.md".into();
        place.excerpt.text = "\u{1b}]0;x\u{7}\u{9b}\u{2066}".into();
        finding.label = Some("\r".into());
        finding.help = "\u{202d}".into();
        let shown = text(&[finding.clone()], false);
        let harmful = |c: char| c != '\n' && clean_char(c) != c;
        assert!(!shown.contains(harmful) && shown.contains("a\u{fffd}b.md"), "{shown:?}");
        assert_eq!(shown.lines().count(), 7);
        assert_eq!(github(&[finding], false).lines().count(), 1);
    }

    #[test]
    fn many_findings_of_a_file_are_counted_and_errors_go_first() {
        let warning = |line| {
            Finding::new(Code::K203, format!("note {line}")).at(Place {
                line,
                column: 1,
                end_column: 2,
                ..Place::file("a.md")
            })
        };
        let mut findings: Vec<Finding> = (1..=22).map(warning).collect();
        findings.push(Finding::new(Code::K201, "grave").at(Place { line: 30, ..warning(1).place.unwrap() }));
        findings.push(Finding::new(Code::K101, "other file").at(Place::file("b.md")));
        let shown = text(&findings, false);
        assert!(shown.contains("note 19") && !shown.contains("note 20"), "{shown}");
        let end = "\
error[K201]: grave
  --> a.md:30:1
   = help: add the note at the end of the letter, or take its mark out

… and 3 more findings in this file

error[K101]: other file
  --> b.md
   = help: begin the file with `---`, its keys and `---`

";
        assert!(shown.ends_with(end), "{shown}");
        let one_more: Vec<Finding> = (1..=21).map(warning).collect();
        assert!(text(&one_more, false).ends_with("\n… and 1 more finding in this file\n\n"));
    }

    #[test]
    fn colour_changes_nothing_but_colour() {
        let coloured = text(&[slip()], true);
        assert!(coloured.starts_with("\x1b[1;33mwarning[K204]\x1b[0m"));
        let mut plain = coloured;
        for style in ["\x1b[0m", "\x1b[1m", "\x1b[1;31m", "\x1b[1;33m", "\x1b[1;34m", "\x1b[1;36m"] {
            plain = plain.replace(style, "");
        }
        assert_eq!(plain, text(&[slip()], false));
    }

    #[test]
    fn json_has_one_object_a_finding() {
        let expected = json!([{
            "severity": "warning",
            "code": "K204",
            "message": "citation of an unknown dossier",
            "place": { "file": "content/28638/201.md", "line": 41, "column": 17, "end_column": 23 },
            "label": "no letter and no register entry has dossier 28 368",
            "help": "did you mean 28 638 \"Mensenhandel\"? two digits are swapped",
        }]);
        assert_eq!(serde_json::from_str::<Value>(&json(&[slip()])).unwrap(), expected);
        assert_eq!(json(&[]), "[]\n");
    }

    #[test]
    fn github_gets_escaped_commands() {
        let folder = Finding::new(Code::K001, "100% gone").at(Place::file("a,b:c.md")).help("look");
        let expected = "\
::error file=a%2Cb%3Ac.md,title=K001::100%25 gone%0Alook
::warning file=content/28638/201.md,line=41,col=17,endColumn=23,title=K204::citation of an unknown dossier\
%0Ano letter and no register entry has dossier 28 368\
%0Adid you mean 28 638 \"Mensenhandel\"? two digits are swapped
";
        assert_eq!(github(&[folder, slip()], false), expected);
    }

    #[test]
    fn sarif_names_rules_and_places() {
        let folder = Finding::new(Code::K001, "gone").at(Place::file("/a b/é.md"));
        let log: Value = serde_json::from_str(&sarif(&[folder, slip()])).unwrap();
        assert_eq!(log["version"], "2.1.0");
        let run = &log["runs"][0];
        let rules: Vec<&str> = run["tool"]["driver"]["rules"]
            .as_array()
            .unwrap()
            .iter()
            .map(|rule| rule["id"].as_str().unwrap())
            .collect();
        assert_eq!(rules, ["K001", "K204"]);
        let results = run["results"].as_array().unwrap();
        let location = |i: usize| &results[i]["locations"][0]["physicalLocation"];
        assert_eq!(
            location(0),
            &json!({ "artifactLocation": { "uri": "file:///a%20b/%C3%A9.md" }, "region": { "startLine": 1 } })
        );
        let print = |i: usize| results[i]["partialFingerprints"]["primaryLocationLineHash"].as_str().unwrap();
        assert!(print(0) != print(1) && print(1).ends_with(":1"), "{}", print(1));
        assert_eq!(
            location(1),
            &json!({
                "artifactLocation": { "uri": "content/28638/201.md" },
                "region": { "startLine": 41, "startColumn": 17, "endColumn": 23 },
            })
        );
        assert_eq!((&results[1]["ruleIndex"], &results[1]["level"]), (&json!(1), &json!("warning")));
    }

    #[test]
    fn github_gets_as_many_as_it_shows_and_the_rest_as_a_number() {
        let warning = |n: u32| Finding::new(Code::K203, format!("note {n}")).at(Place::file("a.md"));
        let mut findings: Vec<Finding> = (1..=12).map(warning).collect();
        findings.push(Finding::new(Code::K204, "another"));
        findings.push(Finding::new(Code::K201, "grave"));
        findings.push(Finding::new(Code::K205, "a note"));
        let shown = github(&findings, false);
        let lines: Vec<&str> = shown.lines().collect();
        assert_eq!(lines.len(), 11, "{shown}");
        assert!(lines[0].starts_with("::error title=K201"), "the gravest come first");
        let rest =
            "::warning title=Voetnoot::and 4 more warnings: K203 3, K204 1; `voetnoot check` shows them all";
        assert_eq!(lines[10], rest);
        assert!(github(&findings, true).ends_with(
            "::notice title=K205::a note%0Anothing needs to be done; the register can describe the work\n"
        ));
    }

    #[test]
    fn what_is_the_same_twice_in_a_file_has_two_names_and_a_line_above_changes_none() {
        let names = |text: &str| {
            let source = Source::new("a.md", "a.md", text.to_owned());
            let places = text.match_indices("fout").map(|(at, _)| source.place(at..at + 4));
            let findings: Vec<Finding> = places.map(|p| Finding::new(Code::K203, "x").at(p)).collect();
            let log: Value = serde_json::from_str(&sarif(&findings)).unwrap();
            let results = log["runs"][0]["results"].as_array().unwrap().clone();
            results.iter().map(|r| r["partialFingerprints"].clone()).collect::<Vec<_>>()
        };
        let two = names("fout\nfout\n");
        assert_ne!(two[0], two[1]);
        assert_eq!(names("nieuw\nfout\nfout\n"), two);
    }

    #[test]
    fn a_file_as_a_whole_has_no_line() {
        let json = json(&[Finding::new(Code::K001, "gone").at(Place::file("a.md"))]);
        assert!(json.contains("\"file\": \"a.md\"") && !json.contains("line"), "{json}");
    }

    #[test]
    fn titles_come_from_the_manual() {
        assert_eq!(title(Code::K101), "No front matter");
        assert!(Code::ALL.iter().all(|&code| !title(code).is_empty()));
    }
}
