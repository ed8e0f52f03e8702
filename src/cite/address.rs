//! Addresses, and ids written out: `https://zoek.officielebekendmakingen.nl/kst-28638-200.html`,
//! `www.tweedekamer.nl`, `kst-28638-201`, `blg-903667`.
//!
//! An address of an official site has the kind and the id of what it points at; any other address is itself.

use super::citation::References;
use super::cursor::{Cursor, looked};
use super::law;
use crate::number::identifier::{DocumentId, Kind};

/// The longest address that is kept; browsers stop about here too.
const LONGEST: usize = 1_900;
/// No address goes over more line ends.
const MOST_LINES: usize = 4;

/// Reads an address.
pub(super) fn url(text: &str, start: usize, found: &mut References) -> Option<usize> {
    let opens = |phrase| Cursor::new(text, start).eat_phrase(phrase);
    let has_scheme = opens("https://") || opens("http://");
    if !has_scheme && !opens("www.") {
        return None;
    }
    let scheme = if has_scheme { text.get(start..).unwrap_or_default().find("://")? + 3 } else { 0 };
    if !is_host(text.get(start + scheme..).unwrap_or_default()) {
        return None;
    }
    let mut end = start + length(text.get(start..).unwrap_or_default());
    let mut address = text.get(start..end).unwrap_or_default().to_owned();
    if address.len() > LONGEST {
        return Some(end);
    }
    for _ in 0..MOST_LINES {
        let Some((next, behind)) = continued(text, &address, end, has_scheme) else { break };
        (address, end) = (next, behind);
    }
    if let Some(id) = id(&address, has_scheme) {
        found.push_one(text, start..end, id);
    }
    Some(end)
}

/// The address with what follows on the next line, and where that ends: PDFs break long addresses at the end of
/// a line, and some set a space into one. Only where no other reading makes sense: at the hyphen or slash at which it was broken, or where the
/// whole is a document and the first line alone is none.
fn continued(text: &str, address: &str, end: usize, has_scheme: bool) -> Option<(String, usize)> {
    let mut c = Cursor::new(text, end);
    c.spaces();
    let same_line = !c.since(end).contains('\n');
    if same_line && !torn_at_space(text, end, c.at()) {
        return None;
    }
    let rest = c.rest();
    let rest = rest.get(..LONGEST).unwrap_or(rest);
    let more = rest.get(..length(rest)).unwrap_or_default();
    if more.is_empty() || more.starts_with("http") || more.starts_with("www.") {
        return None;
    }
    let whole = format!("{address}{more}");
    let lower = more.starts_with(|c: char| c.is_ascii_lowercase() || c.is_ascii_digit());
    let like_path =
        more.contains(['/', '=', '&']) || more.matches('-').count() > 1 || more.ends_with(".html");
    let broken = match address.bytes().last()? {
        b'-' => lower,
        b'/' | b'=' | b'&' | b'?' | b'_' | b'%' => like_path,
        _ => more.starts_with('-') && more.len() > 2 || torn_in_word(address, more),
    };
    let document = |address: &str| id(address, has_scheme).is_some_and(|id| id.kind() != Kind::Url);
    let unambiguous = broken || document(&whole) && !document(address);
    (unambiguous && whole.len() <= LONGEST).then_some((whole, c.at() + more.len()))
}

/// `…/risicos -van-ultrafijnstof`: a space before the hyphen between two words of an address. No dash of a sentence
/// has a word glued to each side of the next.
fn torn_at_space(text: &str, end: usize, next: usize) -> bool {
    let mut words = Cursor::new(text, next);
    let hyphened = |words: &mut Cursor<'_>| {
        let hyphen = words.eat(b'-');
        let word = words.word();
        let lower = !word.is_empty() && word.bytes().all(|b| b.is_ascii_lowercase());
        words.skip(word.len());
        hyphen && lower
    };
    let in_word = text.get(..end).unwrap_or_default().ends_with(|c: char| c.is_ascii_alphanumeric());
    in_word && next - end == 1 && hyphened(&mut words) && words.peek() == b'-'
}

/// `…/documenten/kamer` and on the next line `stukken/2023/05/12/brief`: an address as long as a line, and behind it what
/// prose does not look like.
fn torn_in_word(address: &str, more: &str) -> bool {
    const SHORTEST_LINE: usize = 40;
    const LONGEST_COMPOUND: usize = 24;
    let count = |mark: char| more.matches(mark).count();
    // `angsrapportage-aanpak-mensenhandel`, but not `kst-21501-20-2111`
    let words = more.split('-').take(2).all(|word| word.bytes().all(|b| b.is_ascii_lowercase()));
    let slug = words && !more.contains(',');
    let file = [".html", ".htm", ".pdf", ".aspx"].iter().any(|end| more.ends_with(end));
    address.len() >= SHORTEST_LINE
        && address.ends_with(|c: char| c.is_ascii_alphanumeric())
        && more.starts_with(|c: char| c.is_ascii_lowercase())
        && (count('/') > 1 || file || slug && count('-') > 2 && more.len() > LONGEST_COMPOUND)
}

/// Does the text start with the name of a host? Only then is it worth finding where the address ends.
fn is_host(text: &str) -> bool {
    const LONGEST_HOST: usize = 253;
    let host = text
        .bytes()
        .take(LONGEST_HOST)
        .take_while(|&b| b.is_ascii_alphanumeric() || matches!(b, b'.' | b'-'));
    let mut labels = 0;
    let mut last = b'.';
    for b in host {
        if b == b'.' && last == b'.' {
            return false;
        }
        labels += usize::from(last == b'.');
        last = b;
    }
    labels > 1
}

/// How long the address is at the start of a text.
fn length(text: &str) -> usize {
    let mut depth = 0_usize;
    let mut end = text.len();
    for (i, ch) in text.char_indices() {
        let stops = match ch {
            '<' | '>' | '"' | '«' | '»' | '“' | '”' | '„' | '`' | '{' | '}' | '[' | ']' | '|' | '\\'
            | '^' => true,
            ',' | ';' => {
                let rest = text.as_bytes().get(i + 1..).unwrap_or_default();
                rest.starts_with(b"http") || rest.starts_with(b"www.")
            }
            '(' => {
                depth += 1;
                false
            }
            // The bracket around an address is not of it: "(https://a.nl)" and Markdown's "](https://a.nl)".
            ')' if depth == 0 => true,
            ')' => {
                depth -= 1;
                false
            }
            c => c.is_whitespace() || c.is_control() || matches!(c, '\u{200b}' | '\u{fffd}'),
        };
        if stops {
            end = i;
            break;
        }
    }
    looked(end);
    let closing = ['.', ',', ':', ';', '>', '»', '\'', '’', '*', '!', '…'];
    text.get(..end).unwrap_or_default().trim_end_matches(closing).len()
}

fn id(address: &str, has_scheme: bool) -> Option<DocumentId> {
    let whole = if has_scheme { address.to_owned() } else { format!("https://{address}") };
    let (host, rest) = whole.split_once("://")?.1.split_once('/').unwrap_or((&whole, ""));
    let host = host.to_ascii_lowercase();
    official(&host, rest).or_else(|| DocumentId::parse(&whole))
}

/// What an address of an official site points at.
fn official(host: &str, path: &str) -> Option<DocumentId> {
    if host.ends_with("officielebekendmakingen.nl") {
        let path = path.split(['?', '#']).next()?;
        // In a double path the last one counts.
        return path.rsplit('/').find_map(|segment| {
            let name = segment.split_once('.').map_or(segment, |(name, _)| name);
            DocumentId::parse(name).or_else(|| {
                let dossier = path.contains("dossier/");
                dossier.then(|| DocumentId::parse(&format!("dossier-{name}")))?
            })
        });
    }
    if matches!(host, "repository.overheid.nl" | "repository.officiele-overheidspublicaties.nl") {
        // `frbr/officielepublicaties/kst/36410/kst-36410-5/1/pdf/kst-36410-5.pdf`
        let name = |segment: &str| segment.split_once('.').map_or(segment, |(name, _)| name).to_owned();
        return path.rsplit('/').find_map(|segment| DocumentId::parse(&name(segment)));
    }
    if host.ends_with("overheid.nl") {
        return law::juriconnect(path);
    }
    if host.ends_with("eerstekamer.nl") {
        return bill(path, &["wetsvoorstel/"], '_');
    }
    if host.ends_with("tweedekamer.nl") {
        if path.contains("wetsvoorstel")
            && let Some(dossier) = bill(&decoded(path), &["wetsvoorstel:", "dossier="], '-')
        {
            return Some(dossier);
        }
        let query = |key: &str| {
            path.split(['?', '&', '#', ';'])
                .find_map(|part| part.strip_prefix(key))
                .and_then(DocumentId::parse)
                .filter(|id| id.kind() == Kind::Tkdoc)
        };
        // `detail/2020Z12976/2020D27680`
        let segment = || {
            let id = path.split(['?', '#']).next()?.rsplit('/').find_map(DocumentId::parse)?;
            (id.kind() == Kind::Tkdoc).then_some(id)
        };
        return query("did=").or_else(|| query("id=")).or_else(segment);
    }
    if host.ends_with("rechtspraak.nl") || host.ends_with("e-justice.europa.eu") {
        return embedded(&decoded(path), "ECLI:");
    }
    if host.ends_with("eur-lex.europa.eu") || host == "data.europa.eu" {
        return european(&decoded(path));
    }
    None
}

/// The dossier of the bill that an address of a chamber names behind one of these marks: `wetsvoorstel/36410_xvi_begroting`.
fn bill(path: &str, marks: &[&str], joint: char) -> Option<DocumentId> {
    let rest = marks.iter().find_map(|mark| Some(path.split_once(mark)?.1))?;
    let bill = rest.split(|c: char| !c.is_ascii_alphanumeric() && c != joint).next()?;
    let (dossier, behind) = bill.split_once(joint).unwrap_or((bill, ""));
    let chapter = behind.split(joint).next().unwrap_or_default();
    let roman = !chapter.is_empty() && chapter.bytes().all(|b| b"ivxIVX".contains(&b));
    DocumentId::parse(&if roman {
        format!("dossier-{dossier}-{chapter}")
    } else {
        format!("dossier-{dossier}")
    })
    .filter(|_| dossier.bytes().all(|b| b.is_ascii_digit()))
}

fn european(path: &str) -> Option<DocumentId> {
    let upper = path.to_ascii_uppercase();
    if let Some(id) = embedded(&upper, "ECLI:") {
        return Some(id);
    }
    if let Some((_, rest)) = upper.split_once("CELEX:") {
        // Papers are known by their own numbers: 52022PC0546.
        let series = match rest.get(5..7)? {
            "PC" | "DC" => Some("COM"),
            "SC" => Some("SWD"),
            "JC" => Some("JOIN"),
            _ => None,
        };
        if let (Some(series), Some(year), Some(number)) = (series, rest.get(1..5), rest.get(7..11)) {
            return DocumentId::parse(&format!("{series}({year}){}", number.trim_start_matches('0')));
        }
        let whole_treaty = rest.get(..10).and_then(DocumentId::parse);
        return whole_treaty.or_else(|| DocumentId::parse(rest.get(..9)?));
    }
    for series in ["COM", "SWD", "JOIN", "SEC"] {
        if let Some((_, rest)) = upper.split_once(&format!("URI={series}:")) {
            let mut parts = rest.split([':', '&']);
            let (year, number) = (parts.next()?, parts.next()?);
            return DocumentId::parse(&format!("{series}({year}){}", number.trim_start_matches('0')));
        }
    }
    if let Some((_, rest)) = upper.split_once("URI=OJ:") {
        let mut parts = rest.split([':', '&']);
        let (series, year, number) = (parts.next()?, parts.next()?, parts.next()?);
        return DocumentId::parse(&format!("PbEU-{year}-{series}-{number}"));
    }
    let (_, rest) = upper.split_once("ELI/")?;
    let mut parts = rest.split('/');
    let letter = match parts.next()? {
        "REG" | "REG_IMPL" | "REG_DEL" => 'R',
        "DIR" | "DIR_IMPL" | "DIR_DEL" => 'L',
        "DEC" | "DEC_IMPL" | "DEC_DEL" => 'D',
        "DEC_FRAMW" => 'F',
        _ => return None,
    };
    let (year, number) = (parts.next()?, parts.next()?.parse::<u32>().ok()?);
    DocumentId::parse(&format!("3{year}{letter}{number:04}"))
}

/// The id that starts with `mark` and ends where no id goes on.
fn embedded(path: &str, mark: &str) -> Option<DocumentId> {
    let at = path.find(mark)?;
    let id = path
        .get(at..)
        .unwrap_or_default()
        .split(|c: char| !(c.is_ascii_alphanumeric() || matches!(c, ':' | '.')))
        .next()?;
    DocumentId::parse(id.trim_end_matches('.'))
}

/// The colon is the one character that addresses of ids write in code.
fn decoded(path: &str) -> String {
    path.replace("%3A", ":").replace("%3a", ":")
}

/// Reads an id written out that names a chamber: `kv-tk-2020Z13248`.
pub(super) fn written_id_of_chamber(text: &str, start: usize, found: &mut References) -> Option<usize> {
    let word = Cursor::new(text, start).word();
    let rest = text.get(start + word.len()..).unwrap_or_default();
    let chamber = ["-tk-", "-ek-", "-vv-"];
    rest.get(..4).filter(|part| chamber.iter().any(|c| c.eq_ignore_ascii_case(part)))?;
    written_id(text, start, found)
}

/// Reads an id written out: `kst-28638-201`, `KST-36600-XVI-12`, `blg-903667`, `h-tk-20182019-16-8`.
pub(super) fn written_id(text: &str, start: usize, found: &mut References) -> Option<usize> {
    const LONGEST_ID: usize = 48;
    /// `h-tk-20182019-35-8-n1`
    const MOST_PARTS: usize = 6;
    let rest = text.get(start..).unwrap_or_default();
    let series = rest.bytes().take(6).take_while(u8::is_ascii_alphabetic).count();
    // `kst-2…`, `kst-C…`, `h-tk-…`: anything else is a word with a hyphen.
    let number = match rest.as_bytes().get(series..series + 2) {
        Some([b'-', b'0'..=b'9']) => true,
        Some([b'-', b'I' | b'V' | b'X' | b'L' | b'C']) => rest.starts_with("kst"),
        _ => false,
    };
    let chamber =
        matches!(rest.get(series..series + 4), Some("-tk-" | "-ek-" | "-vv-" | "-TK-" | "-EK-" | "-VV-"));
    if !number && !chamber {
        return None;
    }
    let len = rest.bytes().take(LONGEST_ID).take_while(|&b| b.is_ascii_alphanumeric() || b == b'-').count();
    let mut token = rest.get(..len).unwrap_or_default().trim_end_matches('-');
    // Nor has an id more parts.
    if let Some((end, _)) = token.match_indices('-').nth(MOST_PARTS - 1) {
        token = token.get(..end).unwrap_or_default();
    }
    // Whatever is glued on behind the id ("kst-28638-201-bijlage") is not of it.
    while token.contains('-') {
        let id = DocumentId::parse(token).filter(|id| id.as_str().contains('-') && id.kind() != Kind::Url);
        if let Some(id) = id {
            return found.push_one(text, start..start + token.len(), id);
        }
        token = token.get(..token.rfind('-')?).unwrap_or_default();
    }
    None
}
