//! A PDF as text: the one place that calls another program, `pdftotext` of the Poppler project.
//!
//! The program is called without a shell, with the file as an absolute path, and writes to a pipe; what it may
//! take of time and write of text is limited. Its `-layout` keeps columns apart, which tells a letterhead from
//! the letter; without it the numbers of notes come loose from their texts.

#![expect(clippy::disallowed_methods, reason = "the one place that calls another program to read a file")]

use crate::content::source::shown;
use crate::finding::{Code, Finding, Place};
use crate::limits;
use std::io::{ErrorKind, Read};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::sync::mpsc;
use std::thread;
use std::time::Duration;

/// The text of a PDF, with form feeds between its sheets.
pub fn text(path: &Path) -> Result<String, Finding> {
    let failed = |message: String, help: &str| {
        Finding::new(Code::K724, message).at(Place::file(shown(path))).help(help)
    };
    let file =
        std::path::absolute(path).map_err(|e| failed(e.to_string(), "name the file by its full path"))?;
    let mut child = Command::new("pdftotext")
        .args(["-layout", "-enc", "UTF-8", "-q"])
        .arg(&file)
        .arg("-")
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .map_err(|e| match e.kind() {
            ErrorKind::NotFound => {
                let help =
                    "install Poppler (`poppler-utils`), or convert the file yourself and import the text";
                failed("`pdftotext`, which takes the text out of a PDF, is not installed".to_owned(), help)
            }
            _ => failed(
                format!("`pdftotext` cannot be run: {e}"),
                "convert the file yourself and import the text",
            ),
        })?;
    let output = output_of(&mut child);
    // A program that was stopped, or has ended, is waited for so that nothing of it stays behind.
    if output.is_err() {
        let _ = child.kill();
    }
    let status = child.wait();
    let help = "open it in a reader of PDFs: is it whole, and without a password?";
    let bytes = output.map_err(|reason| failed(format!("`pdftotext` {reason}"), help))?;
    if !status.is_ok_and(|s| s.success()) {
        return Err(failed("`pdftotext` cannot read this file".to_owned(), help));
    }
    String::from_utf8(bytes).map_err(|_| failed("`pdftotext` gave no UTF-8 text".to_owned(), help))
}

/// What the program writes, up to the limits of time and size.
fn output_of(child: &mut Child) -> Result<Vec<u8>, String> {
    let stdout = child.stdout.take().ok_or("gave no output")?;
    let (send, receive) = mpsc::channel();
    thread::spawn(move || {
        let mut bytes = Vec::new();
        let read = stdout.take(limits::IMPORT_BYTES + 1).read_to_end(&mut bytes);
        // Nobody listens any more when the time was up.
        let _ = send.send(read.map(|_| bytes));
    });
    let bytes = receive
        .recv_timeout(Duration::from_secs(limits::PDF_SECONDS))
        .map_err(|_| format!("took more than {} seconds", limits::PDF_SECONDS))?
        .map_err(|e| e.to_string())?;
    if bytes.len() as u64 > limits::IMPORT_BYTES {
        return Err("gave more text than any letter has".to_owned());
    }
    Ok(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_that_is_no_pdf_is_refused_with_a_reason() {
        // Whether the program is installed or not, the answer is a finding about this file.
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("Cargo.toml");
        let finding = text(&path).unwrap_err();
        assert_eq!(finding.code, Code::K724);
        assert!(finding.place.is_some_and(|p| p.file.ends_with("Cargo.toml")));
    }
}
