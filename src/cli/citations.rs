//! What `cite` prints: the citations of any text, for people or for programs.

use super::CitationsFormat;
use super::terminal::{finish, print, stop, unless_closed};
use serde_json::json;
use std::fmt::Write as _;
use std::io::{self, Read, Write};
use std::path::Path;
use std::process::ExitCode;
use voetnoot::cite;
use voetnoot::finding::{Code, Finding, Place};
use voetnoot::report;

pub(super) fn citations(file: &Path, format: CitationsFormat) -> ExitCode {
    let text = match read(file) {
        Ok(text) => text,
        Err(finding) => return stop(finding),
    };
    finish(match format {
        CitationsFormat::Json => print(format!("{}\n", json!({ "citations": cite::find(&text) })).as_bytes()),
        CitationsFormat::Jsonl => print_lines(&text),
        CitationsFormat::Text => print(listing(&text).as_bytes()),
    })
}

/// Reads a file or standard input as text.
fn read(file: &Path) -> Result<String, Finding> {
    let mut bytes = Vec::new();
    let read = if file == Path::new("-") {
        io::stdin().lock().read_to_end(&mut bytes).map(|_| ())
    } else {
        std::fs::read(file).map(|content| bytes = content)
    };
    let fail = |code, message: String| Finding::new(code, message).at(Place::file(file.to_string_lossy()));
    read.map_err(|e| fail(Code::K001, format!("cannot read the file: {e}")))?;
    // A PDF may be text for the most part.
    let document = bytes.starts_with(b"%PDF") || bytes.starts_with(b"PK\x03\x04");
    match String::from_utf8(bytes) {
        Ok(text) if !document => Ok(text),
        Ok(text) => Err(voetnoot::edit::no_text(file, text.as_bytes())),
        Err(error) => Err(voetnoot::edit::no_text(file, error.as_bytes())),
    }
}

/// One object for each line, also for a line without citations, so that the output can be laid beside the input.
fn print_lines(text: &str) -> io::Result<()> {
    let mut out = io::BufWriter::new(io::stdout().lock());
    let mut write = || {
        for (index, line) in text.lines().enumerate() {
            writeln!(out, "{}", json!({ "line": index + 1, "citations": cite::find(line) }))?;
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
        let (begun, rest) = passed.rsplit_once('\n').map_or((column, passed), |(_, line)| (1, line));
        column = begun + rest.chars().count();
        at = start;
        let words: Vec<&str> = citation.text.split_whitespace().collect();
        let ids: Vec<&str> = citation.cited.iter().map(|cited| cited.id.as_str()).collect();
        let (kind, ids, words) = (citation.kind.name(), ids.join(","), words.join(" "));
        _ = writeln!(list, "{line}:{column}  {kind}  {}  {}", report::clean(&ids), report::clean(&words));
    }
    list
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn listed_places_are_lines_and_columns() {
        let text = "één\n— Zie Kamerstuk\n28 638, nr. 200.\n\nEn Stb. 2021, 123, één en Stb. 2021, 124.\n";
        assert_eq!(
            listing(text),
            "2:7  kamerstuk  kst-28638-200  Kamerstuk 28 638, nr. 200\n5:4  staatsblad  stb-2021-123  Stb. 2021, 123\n5:27  staatsblad  stb-2021-124  Stb. 2021, 124\n"
        );
    }
}
