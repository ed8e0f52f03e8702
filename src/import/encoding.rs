//! Bytes to text: UTF-8, UTF-16 with its mark of byte order, and the Latin encodings where a file declares them. Some
//! publications were encoded twice: UTF-8 that somebody took for Windows-1252.

use crate::content::source::Source;
use crate::finding::{Code, Finding, Place};

/// The characters of Windows-1252 that are others than their bytes, from 0x80 on; NUL where it has none.
const WINDOWS: [char; 32] = [
    '€', '\0', '‚', 'ƒ', '„', '…', '†', '‡', 'ˆ', '‰', 'Š', '‹', 'Œ', '\0', 'Ž', '\0', '\0', '‘', '’', '“',
    '”', '•', '–', '—', '˜', '™', 'š', '›', 'œ', '\0', 'ž', 'Ÿ',
];

/// The text of a file.
pub(super) fn source(file: &str, bytes: &[u8], findings: &mut Vec<Finding>) -> Option<Source> {
    let text = match std::str::from_utf8(bytes) {
        Ok(text) => text.to_owned(),
        Err(error) => match (utf16(bytes), declared(bytes).as_deref()) {
            (Some(text), _) => text,
            (_, Some("iso-8859-1" | "latin1" | "us-ascii" | "windows-1252" | "cp1252")) => {
                bytes.iter().map(|&byte| from_windows(byte)).collect()
            }
            (_, Some("iso-8859-15" | "latin9")) => bytes.iter().map(|&byte| from_latin9(byte)).collect(),
            _ => {
                let valid = bytes.get(..error.valid_up_to()).unwrap_or_default();
                let line = 1 + memchr::memchr_iter(b'\n', valid).count();
                let column = 1 + valid
                    .rsplit(|&b| b == b'\n')
                    .next()
                    .map_or(0, |last| String::from_utf8_lossy(last).chars().count());
                let finding = Finding::new(Code::K002, format!("line {line} is not UTF-8 text"));
                let number = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
                let (line, column) = (number(line), number(column));
                let place = Place { line, column, end_column: column.saturating_add(1), ..Place::file(file) };
                findings.push(finding.at(place).help("save the file with the encoding UTF-8"));
                return None;
            }
        },
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
    findings.push(Finding::new(Code::K763, message).at(Place::file(file)));
    Some(Source::new(file, file, mended.unwrap_or_else(|| rest.to_owned())))
}

/// The encoding that the first line declares.
fn declared(bytes: &[u8]) -> Option<String> {
    let head = String::from_utf8_lossy(bytes.get(..200).unwrap_or(bytes)).to_ascii_lowercase();
    let (_, rest) = head.split_once("encoding")?;
    let rest = rest.trim_start().strip_prefix('=')?.trim_start();
    let name = rest.strip_prefix(['"', '\''])?;
    Some(name.get(..name.find(['"', '\''])?)?.to_owned())
}

/// Text in UTF-16, which begins with a mark of byte order; the mark stays.
pub(super) fn utf16(bytes: &[u8]) -> Option<String> {
    let read: fn([u8; 2]) -> u16 = match bytes.get(..2)? {
        [0xff, 0xfe] => u16::from_le_bytes,
        [0xfe, 0xff] => u16::from_be_bytes,
        _ => return None,
    };
    let (units, _) = bytes.as_chunks::<2>();
    let units = units.iter().map(|unit| read(*unit));
    let whole = bytes.len().is_multiple_of(2);
    char::decode_utf16(units).collect::<Result<String, _>>().ok().filter(|_| whole)
}

/// ISO 8859-15 has other characters than Windows-1252 in eight places, and no signs below them.
fn from_latin9(byte: u8) -> char {
    match byte {
        0xa4 => '€',
        0xa6 => 'Š',
        0xa8 => 'š',
        0xb4 => 'Ž',
        0xb8 => 'ž',
        0xbc => 'Œ',
        0xbd => 'œ',
        0xbe => 'Ÿ',
        other => char::from(other),
    }
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

/// A text that was encoded twice, as it was meant; `None` if it was not.
pub(super) fn mended(text: &str) -> Option<String> {
    // UTF-8 that is read as Windows-1252 begins each character with one of these.
    if !text.contains(['Ã', 'Â', 'â', 'Å']) {
        return None;
    }
    let bytes: Vec<u8> = text.chars().map(to_windows).collect::<Option<_>>()?;
    String::from_utf8(bytes).ok().filter(|mended| mended.len() < text.len())
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

    #[test]
    fn declared_encodings_and_utf16_are_read() {
        let read = |bytes: &[u8]| source("a.xml", bytes, &mut Vec::new()).map(|s| s.text);
        let text = "<a>één € 5</a>";
        for (name, euro) in [("windows-1252", 0x80), ("ISO-8859-15", 0xa4)] {
            let head = format!("<?xml version='1.0' encoding = '{name}'?>");
            let latin: Vec<u8> = text.chars().map(|c| if c == '€' { euro } else { c as u8 }).collect();
            let bytes = [head.as_bytes(), &latin].concat();
            assert_eq!(read(&bytes), Some(format!("{head}{text}")));
        }
        let marked = format!("\u{feff}{text}");
        let little: Vec<u8> = marked.encode_utf16().flat_map(u16::to_le_bytes).collect();
        let big: Vec<u8> = marked.encode_utf16().flat_map(u16::to_be_bytes).collect();
        assert_eq!((read(&little).as_deref(), read(&big).as_deref()), (Some(text), Some(text)));
        let mut findings = Vec::new();
        assert!(source("a.xml", b"<a>\n\xe9\xe9n</a>", &mut findings).is_none());
        assert_eq!(findings[0].place.as_ref().map(|p| (p.line, p.column)), Some((2, 1)));
        assert!(read(&little[..little.len() - 1]).is_none());
    }
}
