//! Bytes to text. Some publications were encoded twice: UTF-8 that somebody took for Windows-1252.

use crate::diagnostic::{Code, Diagnostic, Place};
use crate::source::Source;

/// The characters of Windows-1252 that are others than their bytes, from 0x80 on; NUL where it has none.
const WINDOWS: [char; 32] = [
    '€', '\0', '‚', 'ƒ', '„', '…', '†', '‡', 'ˆ', '‰', 'Š', '‹', 'Œ', '\0', 'Ž', '\0', '\0', '‘', '’', '“',
    '”', '•', '–', '—', '˜', '™', 'š', '›', 'œ', '\0', 'ž', 'Ÿ',
];

/// The text of a file.
pub(super) fn source(file: &str, bytes: &[u8], findings: &mut Vec<Diagnostic>) -> Option<Source> {
    let text = match std::str::from_utf8(bytes) {
        Ok(text) => text.to_owned(),
        Err(_) if is_declared_windows(bytes) => bytes.iter().map(|&byte| from_windows(byte)).collect(),
        Err(error) => {
            let line = 1 + memchr::memchr_iter(b'\n', &bytes[..error.valid_up_to()]).count();
            let finding = Diagnostic::new(Code::K002, format!("line {line} is not UTF-8 text"));
            findings.push(finding.at(Place::file(file)).help("save the file with the encoding UTF-8"));
            return None;
        }
    };
    // The mark of byte order, read as Windows-1252 and written as UTF-8.
    let Some(rest) = text.strip_prefix("\u{ef}\u{bb}\u{bf}") else {
        return Some(Source::new(file, file, text.strip_prefix('\u{feff}').unwrap_or(&text).to_owned()));
    };
    let rest = rest.trim_start();
    let mended =
        rest.chars().map(to_windows).collect::<Option<Vec<u8>>>().and_then(|b| String::from_utf8(b).ok());
    let message = match &mended {
        Some(_) => "the text was encoded twice, and has been mended",
        None => "the text begins with a broken mark of byte order, which was left out",
    };
    findings.push(Diagnostic::new(Code::K763, message).at(Place::file(file)));
    Some(Source::new(file, file, mended.unwrap_or_else(|| rest.to_owned())))
}

fn is_declared_windows(bytes: &[u8]) -> bool {
    let head = String::from_utf8_lossy(bytes.get(..200).unwrap_or(bytes)).to_ascii_lowercase();
    head.contains("encoding=\"iso-8859-1\"") || head.contains("encoding=\"windows-1252\"")
}

fn from_windows(byte: u8) -> char {
    let special = byte.checked_sub(0x80).and_then(|at| WINDOWS.get(usize::from(at)));
    special.copied().filter(|c| *c != '\0').unwrap_or_else(|| char::from(byte))
}

fn to_windows(c: char) -> Option<u8> {
    if let Ok(byte) = u8::try_from(u32::from(c)) {
        return Some(byte);
    }
    let at = WINDOWS.iter().position(|&w| w == c)?;
    u8::try_from(at + 0x80).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_encoded_twice_is_mended() {
        let once = "\u{feff}<a>Kröger – één</a>";
        let twice: String = once.bytes().map(from_windows).collect();
        let mut findings = Vec::new();
        let source = source("a.xml", twice.as_bytes(), &mut findings).unwrap();
        assert_eq!(source.text, "<a>Kröger – één</a>");
        assert_eq!(findings.len(), 1);
        let plain = super::source("a.xml", once.as_bytes(), &mut findings).unwrap();
        assert_eq!(plain.text, "<a>Kröger – één</a>");
        assert_eq!(findings.len(), 1);
    }
}
