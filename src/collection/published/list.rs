//! The file of published ids: plain, xz or zstd, one id a line. Read as a stream, so that a list of hundreds of
//! thousands costs little more than what is kept of it.
//!
//! Ids of other series (`blg-`, `h-`, `ah-`, opaque `kst-`) and of attachments (`-b1`) are passed over; a line that is no
//! id is a finding.

use super::{Numbers, Published};
use crate::content::source::Source;
use crate::finding::{Code, Finding};
use crate::limits;
use crate::number::kst::{DossierNumber, Ondernummer};
use liblzma::bufread::XzDecoder;
use liblzma::stream::{CONCATENATED, Stream};
use ruzstd::decoding::StreamingDecoder;
use std::io::{self, Read};
use std::sync::mpsc;
use std::thread;

/// So much text is taken apart at a time, and so many pieces may wait for it.
const PIECE: usize = 64 << 10;
const PIECES_AHEAD: usize = 4;

/// Reads the list in `bytes`, which came from `file`. The error is a reason in words: the list is unusable.
pub fn read(file: &str, bytes: &[u8], findings: &mut Vec<Finding>) -> Result<Published, String> {
    let mut reading = Reading { file, findings, list: Published::default(), run: None, line: 0, refused: 0 };
    match bytes {
        [0xFD, b'7', b'z', b'X', b'Z', 0, ..] => {
            let stream = Stream::new_stream_decoder(limits::PUBLISHED_DICTIONARY, CONCATENATED);
            reading.lines(XzDecoder::new_stream(bytes, stream.map_err(|e| e.to_string())?))?;
        }
        [0x28, 0xB5, 0x2F, 0xFD, ..] => {
            let mut rest = bytes;
            let mut frame = StreamingDecoder::new(&mut rest).map_err(|e| e.to_string())?;
            reading.lines(&mut frame)?;
            let (stated, found) =
                (frame.decoder.get_checksum_from_data(), frame.decoder.get_calculated_checksum());
            if stated.is_some() && stated != found {
                return Err("its checksum is wrong".to_owned());
            }
            if !rest.is_empty() {
                return Err("it has more than one zstd frame".to_owned());
            }
        }
        [0x1F, 0x8B, ..] | [b'P', b'K', 3, 4, ..] => {
            return Err("it is compressed with another program than xz or zstd".to_owned());
        }
        _ => reading.lines(bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes))?,
    }
    Ok(reading.finish())
}

/// Sends the text of a list a piece at a time, and the error that ends it, until nobody listens any more.
fn unpack(source: impl Read, pieces: &mpsc::SyncSender<io::Result<Vec<u8>>>) {
    let mut source = source.take(limits::PUBLISHED_TEXT_BYTES);
    loop {
        let mut piece = Vec::with_capacity(PIECE);
        let read = source.by_ref().take(PIECE as u64).read_to_end(&mut piece);
        let ends = !matches!(read, Ok(1..));
        let too_long =
            || io::Error::other(format!("it holds more than {} MiB", limits::PUBLISHED_TEXT_BYTES >> 20));
        let read = if source.limit() == 0 { Err(too_long()) } else { read };
        if pieces.send(read.map(|_| piece)).is_err() || ends {
            return;
        }
    }
}

/// A list while it is read.
struct Reading<'a> {
    file: &'a str,
    findings: &'a mut Vec<Finding>,
    list: Published,
    /// The run of lines that differ in their ondernummer alone: lists are nearly always in order.
    run: Option<Run>,
    line: u32,
    refused: usize,
}

/// Lines with the same text before the ondernummer.
struct Run {
    /// That text, with its last dash.
    before: Vec<u8>,
    series: Series,
    numbers: Vec<Ondernummer>,
}

/// The series that a number belongs to.
#[derive(Clone, Copy, PartialEq, Eq)]
struct Series {
    dossier: DossierNumber,
    /// The id carries the year: a paper of the Eerste Kamer of before 2011.
    year: bool,
}

impl Reading<'_> {
    /// Takes the text apart while another thread unpacks what follows, which is the longer of the two works.
    fn lines(&mut self, source: impl Read + Send) -> Result<(), String> {
        thread::scope(|scope| {
            let (sender, pieces) = mpsc::sync_channel(PIECES_AHEAD);
            let unpack = move || unpack(source, &sender);
            thread::Builder::new().spawn_scoped(scope, unpack).map_err(|e| e.to_string())?;
            self.pieces(pieces)
        })
    }

    /// The line that a piece cuts off goes before the next piece.
    fn pieces(&mut self, pieces: mpsc::Receiver<io::Result<Vec<u8>>>) -> Result<(), String> {
        let mut cut = Vec::new();
        for piece in pieces {
            cut.extend_from_slice(&piece.map_err(|e| e.to_string())?);
            let whole = memchr::memrchr(b'\n', &cut).map_or(0, |end| end + 1);
            let rest = cut.split_off(whole);
            self.text(&cut)?;
            cut = rest;
            if cut.len() > limits::PUBLISHED_LINE_BYTES {
                break;
            }
        }
        self.text(&cut)
    }

    fn text(&mut self, lines: &[u8]) -> Result<(), String> {
        for line in lines.split_inclusive(|byte| *byte == b'\n') {
            self.line += 1;
            if line.len() > limits::PUBLISHED_LINE_BYTES {
                return Err(format!("its line {} is longer than any id", self.line));
            }
            self.read(line.trim_ascii());
        }
        Ok(())
    }

    fn read(&mut self, line: &[u8]) {
        // Nearly every line is the next number of the dossier of the line before.
        if let Some(run) = &mut self.run
            && let Some(number) = line.strip_prefix(&run.before[..]).and_then(plain)
        {
            run.numbers.push(number);
        } else if self.kamerstuk(line).is_none() && !line.is_empty() && !is_id(line) {
            self.refuse(line);
        }
    }

    /// Takes a line that is the id of a Kamerstuk.
    fn kamerstuk(&mut self, line: &[u8]) -> Option<()> {
        let (before, number) = parts(line)?;
        let number = ondernummer(number)?;
        match &mut self.run {
            Some(run) if run.before == before => run.numbers.push(number),
            _ => {
                let series = Series::read(before)?;
                let mut numbers = self.end_run();
                numbers.push(number);
                self.run = Some(Run { before: before.to_vec(), series, numbers });
            }
        }
        Some(())
    }

    /// Files the numbers of the run; gives the empty list back, to be used again.
    fn end_run(&mut self) -> Vec<Ondernummer> {
        let Some(Run { series, mut numbers, .. }) = self.run.take() else {
            return Vec::new();
        };
        // Sorted here, while the next piece is unpacked, there is next to nothing left to sort at the end.
        numbers.sort_unstable_by_key(|number| number.order());
        let listed = self.list.dossiers.entry(series.dossier).or_default();
        // Letters count on within the dossier, also in ids that carry the year.
        let is_session = |number: &Ondernummer| series.year && !matches!(number, Ondernummer::Letters(_));
        listed.session.extend(numbers.iter().filter(|number| is_session(number)));
        listed.own.extend(numbers.iter().filter(|number| !is_session(number)));
        numbers.clear();
        numbers
    }

    fn refuse(&mut self, line: &[u8]) {
        self.refused += 1;
        if self.refused > limits::FINDINGS_PER_LETTER {
            return;
        }
        let text = String::from_utf8_lossy(line).into_owned();
        let mut place = Source::new(self.file, self.file, text).place(0..line.len());
        place.line = self.line;
        self.findings.push(
            Finding::new(Code::K112, "this line is no published id")
                .at(place)
                .help("write one id a line, as `kst-28638-201`"),
        );
    }

    fn finish(mut self) -> Published {
        self.end_run();
        let mut list = self.list;
        for Numbers { own, session } in list.dossiers.values_mut() {
            for numbers in [own, session] {
                numbers.sort_unstable_by_key(|number| number.order());
                numbers.dedup();
                numbers.shrink_to_fit();
            }
        }
        list
    }
}

impl Series {
    /// Reads `kst-28638-`, `kst-36600-XVI-`, `kst-20042005-29762-` and `kst-33852-R2023-`.
    fn read(before: &[u8]) -> Option<Self> {
        let text = std::str::from_utf8(before).ok()?;
        let (series, text) = text.split_at_checked(4)?;
        let text = Some(text).filter(|_| series.eq_ignore_ascii_case("kst-"))?;
        let text = text.strip_suffix('-')?;
        let (text, year) = match text.split_once('-') {
            Some((session, text)) if session.len() == 8 && is_digits(session) => (text, true),
            _ => (text, false),
        };
        let text = match text.rsplit_once('-') {
            Some((text, rijkswet)) if rijkswet.strip_prefix(['R', 'r']).is_some_and(is_digits) => text,
            _ => text,
        };
        Some(Self { dossier: text.parse().ok()?, year })
    }
}

fn is_digits(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit())
}

/// What stands before the ondernummer, with the dash, and the ondernummer. Versions (`-n1`) and reprints (`-h1`) are the
/// document before them.
fn parts(line: &[u8]) -> Option<(&[u8], &[u8])> {
    let split = |line: &'_ [u8]| memchr::memrchr(b'-', line).map(|at| at + 1);
    let (before, number) = line.split_at_checked(split(line)?)?;
    match number {
        [b'n' | b'h', first, rest @ ..] if first.is_ascii_digit() && rest.iter().all(u8::is_ascii_digit) => {
            let (_, document) = before.split_last()?;
            document.split_at_checked(split(document)?)
        }
        _ => Some((before, number)),
    }
}

/// Reads a plain number.
fn plain(text: &[u8]) -> Option<Ondernummer> {
    let [b'1'..=b'9', rest @ ..] = text else { return None };
    let is_plain = rest.len() < 4 && rest.iter().all(u8::is_ascii_digit);
    is_plain
        .then(|| Ondernummer::Number(text.iter().fold(0, |sum, digit| 10 * sum + u16::from(digit - b'0'))))
}

fn ondernummer(text: &[u8]) -> Option<Ondernummer> {
    plain(text).or_else(|| std::str::from_utf8(text).ok()?.parse().ok())
}

/// Whether a line has the look of an official id: a series, a dash, a number.
fn is_id(line: &[u8]) -> bool {
    let Some((series, number)) = memchr::memchr(b'-', line).and_then(|dash| line.split_at_checked(dash))
    else {
        return false;
    };
    (1..=8).contains(&series.len())
        && series.iter().all(u8::is_ascii_alphabetic)
        && number.get(1).is_some_and(u8::is_ascii_alphanumeric)
        && number.iter().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'(' | b')' | b'.'))
}

#[cfg(test)]
mod tests {
    use super::*;

    const IDS: &[&str] = &["kst-28638-198", "kst-28638-199", "kst-28638-200", "kst-33852-6", "kst-29762-D"];

    fn check(bytes: &[u8], expected: Result<&[&str], &str>) {
        let mut findings = Vec::new();
        match (read("ids.txt", bytes, &mut findings), expected) {
            (Ok(list), Ok(ids)) => {
                assert_eq!(list.len(), ids.len());
                assert!(ids.iter().all(|id| list.contains(id.parse().unwrap())));
                assert!(findings.is_empty(), "{findings:?}");
            }
            (Err(reason), Err(expected)) => assert!(reason.contains(expected), "{reason}"),
            (found, _) => panic!("{found:?}, not {expected:?}"),
        }
    }

    #[test]
    fn a_list_is_plain_or_compressed() {
        check(include_bytes!("../../../tests/lists/ids.txt"), Ok(IDS));
        check(include_bytes!("../../../tests/lists/ids.txt.xz"), Ok(IDS));
        check(include_bytes!("../../../tests/lists/ids.txt.zst"), Ok(IDS));
        check("\u{feff}kst-28638-1".as_bytes(), Ok(&["kst-28638-1"]));
        check(b"", Ok(&[]));
    }

    #[test]
    fn an_attachment_proves_no_paper() {
        check(
            b"kst-17050-297\nkst-17050-298-b1\nkst-17050-299-n1\n",
            Ok(&["kst-17050-297", "kst-17050-299"]),
        );
    }

    #[test]
    fn a_damaged_list_is_refused_whole() {
        for file in [
            &include_bytes!("../../../tests/lists/ids.txt.xz")[..],
            include_bytes!("../../../tests/lists/ids.txt.zst"),
        ] {
            for length in 6..file.len() {
                assert!(read("ids", &file[..length], &mut Vec::new()).is_err(), "{length} bytes");
            }
            check(&[file, b"more"].concat(), Err(""));
            let mut changed = file.to_vec();
            changed[file.len() / 2] ^= 1;
            assert!(read("ids", &changed, &mut Vec::new()).is_err());
        }
        check(&[0x1F, 0x8B, 8, 0], Err("another program"));
        check(&[b'k'; 5_000], Err("line 1 is longer"));
    }

    #[test]
    fn a_line_that_is_no_id_is_reported_where_it_stands() {
        let mut findings = Vec::new();
        let list = read("ids.txt", "kst-28638-1\n\n28638-2\nkst-é\nkst-28638-3\n".as_bytes(), &mut findings);
        assert_eq!(list.unwrap().len(), 2);
        let places: Vec<_> = findings
            .iter()
            .map(|finding| finding.place.as_ref().map(|p| (p.line, p.column, p.end_column)))
            .collect();
        assert_eq!(places, [Some((3, 1, 8)), Some((4, 1, 6))]);
    }

    #[test]
    #[ignore = "reads ../shared, which is not part of this repository"]
    fn the_real_list_is_read_without_a_complaint() {
        let file =
            std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/corpus/lists/kst-ids.txt.xz");
        let bytes = std::fs::read(&file).unwrap();
        let mut findings = Vec::new();
        let list = read("kst-ids.txt.xz", &bytes, &mut findings).unwrap();
        assert!(findings.is_empty(), "{:?}", &findings[..findings.len().min(9)]);
        assert!(list.len() > 160_000, "{}", list.len());
    }
}
