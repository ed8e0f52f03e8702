//! The proof that the front matter has what the head of a document says.
//!
//! What a reader lists as being in the front matter must stand in it as written: word by word, whatever its case,
//! accents and spaces. Labels and set phrases of a head say nothing of their own; lines about the sheet and the office
//! (addresses, telephones, departments) are listed as such instead. All else that the front matter lacks is a finding,
//! and if there is more of it than of the letter, the letter was taken for its head.
//!
//! Nothing is asked of the readers here: the rules are those of the lines alone.

use super::{error_of_head, shortened};
use crate::content::source::Source;
use crate::dutch::{letters, months, offices, plain};
use crate::finding::{Code, Finding};
use crate::import::draft::{Draft, Omitted, Why};
use jiff::civil::Date;
use std::collections::{BTreeMap, HashSet};
use std::sync::LazyLock;

/// Set phrases and labels of heads, without signs: what they announce is told by a value, or by the kind of document.
const PHRASES: [&str; 54] = [
    "tweede kamer der staten generaal",
    "tweede kamer der staten generaal 2",
    "eerste kamer der staten generaal 1",
    "2 tweede kamer der staten generaal",
    "1 eerste kamer der staten generaal",
    "kamerstukken 2",
    "kamerstukken 1",
    "eerste kamer der staten generaal",
    "voorzitter van de tweede kamer",
    "voorzitter van de eerste kamer",
    "aanhangsel van de handelingen",
    "vragen gesteld door de leden der kamer met de daarop door de regering gegeven antwoorden",
    "ontvangen ter griffie op",
    "vergaderjaar",
    "parlementair jaar",
    "kamerstuk",
    "kamerstukken",
    "handelingen",
    "brief regering",
    "aan de voorzitter van",
    "aan",
    "datum",
    "datum publicatie",
    "organisatie",
    "dossiernummer",
    "dossier en ondernummer",
    "betreft",
    "onderwerp",
    "ons kenmerk",
    "onze referentie",
    "onze verwijzing",
    "kenmerk",
    "uw kenmerk",
    "uw referentie",
    "uw brief",
    "uw brief van",
    "uw brief kenmerk",
    "bijlage",
    "bijlagen",
    "bijlage n",
    "geen",
    "nr",
    "nrs",
    "nummer",
    "voorgesteld",
    "vastgesteld",
    "ingezonden",
    "ingediend",
    "ontvangen",
    "uitgebracht",
    "aangeboden",
    "gedrukt",
    "de",
    "het",
];

/// Words that join others and say nothing by themselves.
const JOINTS: [&str; 14] =
    ["een", "van", "der", "des", "den", "en", "te", "op", "in", "door", "voor", "bij", "over", "the"];

/// Beginnings of lines about the sheet or the office.
const OF_OFFICE: [&str; 24] = [
    "retouradres",
    "> retouradres",
    "bezoekadres",
    "postadres",
    "postbus",
    "contactpersoon",
    "contact",
    "inlichtingen",
    "telefoon",
    "doorkiesnummer",
    "fax",
    "e-mail",
    "internet",
    "behandeld door",
    "auteur",
    "projectnaam",
    "zaaknummer",
    "overheidsidentificatienr",
    "afschrift aan",
    "kopie aan",
    "bij beantwoording",
    "wilt u slechts",
    "gelieve bij",
    "bij correspondentie",
];

/// Words of a head that the proof weighs against the letter, at the least: a head has some of its own.
const FEW: usize = 25;

/// Checks what is listed as being in the front matter. Lines about the sheet are listed as such; what else the front
/// matter does not have is found.
pub fn settle(source: &Source, draft: &mut Draft, letter: &str) -> Vec<Finding> {
    let told = Told::of(letter, draft);
    let mut untold: Vec<(usize, String)> = Vec::new();
    let mut count = 0;
    let mut of_office = false;
    let of_head = draft.omitted.iter().enumerate().filter(|(_, omitted)| omitted.why == Why::Header);
    let (heads, pieces): (Vec<usize>, Vec<&str>) =
        of_head.map(|(at, omitted)| (at, omitted.text.as_str())).unzip();
    for (&at, missing) in heads.iter().zip(told.untold(&pieces)) {
        let announced = std::mem::take(&mut of_office);
        let (Some((missing, words)), Some(piece)) = (missing, draft.omitted.get_mut(at)) else { continue };
        if announced || is_of_sheet(&piece.text) {
            of_office = is_label(&piece.text);
            piece.why = Why::Furniture;
        } else {
            count += words;
            untold.push((at, missing));
        }
    }
    let kept = || letter.split_once("\n---\n").map_or(0, |(_, body)| printed(body).count());
    if count > FEW && count > kept() {
        let message = "more of the document would be left out as its head than stand in the letter";
        return vec![error_of_head(source, draft, message.to_owned())];
    }
    // Pieces that follow each other are one place.
    let place = |at: usize| heads.binary_search(&at).unwrap_or(at);
    let runs = untold.chunk_by(|(a, _), (b, _)| place(*a) + 1 == place(*b));
    runs.filter_map(|run| finding(source, &draft.omitted, run)).collect()
}

fn finding(source: &Source, omitted: &[Omitted], run: &[(usize, String)]) -> Option<Finding> {
    let (first, last) = (omitted.get(run.first()?.0)?, omitted.get(run.last()?.0)?);
    let words: Vec<&str> = run.iter().map(|(_, missing)| missing.as_str()).collect();
    let message = format!("`{}` of the head stands nowhere in the letter", shortened(&words.join(" ")));
    let end = last.at.end.max(first.at.end);
    let help = "put it into the front matter or the text, if a reader should have it";
    Some(Finding::new(Code::K708, message).at(source.place(first.at.start..end)).help(help))
}

/// The words of a text, without accents and in small letters.
fn words(text: &str) -> impl Iterator<Item = String> + '_ {
    printed(text).map(plain::plain)
}

/// The words of a text as they stand there. A loose accent belongs to its letter.
fn printed(text: &str) -> impl Iterator<Item = &str> {
    let parts = text.split(|c: char| !c.is_alphanumeric() && !('\u{300}'..='\u{36f}').contains(&c));
    parts.filter(|word| !word.is_empty())
}

/// What the front matter says.
struct Told {
    words: HashSet<String>,
}

impl Told {
    fn of(letter: &str, draft: &Draft) -> Self {
        let front = letter.strip_prefix("---\n").and_then(|l| l.split_once("\n---\n")).unwrap_or_default().0;
        let mut told = HashSet::new();
        for line in front.lines() {
            let line = line.trim_start().trim_start_matches("- ");
            let (key, value) =
                line.split_once(": ").filter(|(key, _)| !key.contains(' ')).unwrap_or(("", line));
            told.extend(words(value));
            if key == "date" {
                told.extend(value.parse().into_iter().flat_map(written));
            }
        }
        // The titles of dossiers stand in descriptions of their own.
        told.extend(draft.head.dossiers.iter().filter_map(|(_, title)| title.as_deref()).flat_map(words));
        Self { words: told }
    }

    /// What of each piece is not told: from the first such word to the last, as printed, and how many they are. A word
    /// may go over several pieces, or be several words there.
    fn untold(&self, pieces: &[&str]) -> Vec<Option<(String, usize)>> {
        const PARTS: usize = 5;
        /// Each phrase in words, by its first.
        static BEGUN: LazyLock<BTreeMap<&str, Vec<Vec<&str>>>> = LazyLock::new(|| {
            let mut begun: BTreeMap<&str, Vec<Vec<&str>>> = BTreeMap::new();
            for phrase in PHRASES {
                let words: Vec<&str> = phrase.split(' ').collect();
                begun.entry(words.first().copied().unwrap_or_default()).or_default().push(words);
            }
            begun
        });
        let mut stream: Vec<(usize, String)> = Vec::new();
        for (at, piece) in pieces.iter().enumerate() {
            stream.extend(words(piece).map(|word| (at, word)));
        }
        let mut told = vec![false; stream.len()];
        let mut at = 0;
        while at < stream.len() {
            let rest = stream.get(at..).unwrap_or_default();
            let says = |phrase: &&Vec<&str>| {
                rest.len() >= phrase.len() && phrase.iter().zip(rest).all(|(a, (_, b))| a == b)
            };
            let begun = rest.first().and_then(|(_, word)| BEGUN.get(word.as_str()));
            let phrase = begun.into_iter().flatten().filter(says).map(Vec::len).max();
            let mut joined = String::new();
            let together = (1..=PARTS).zip(rest).filter(|(_, (_, word))| {
                joined.push_str(word);
                self.words.contains(&joined)
            });
            let together = together.map(|(count, _)| count).last();
            let count = phrase.max(together).unwrap_or(0);
            told.iter_mut().skip(at).take(count).for_each(|told| *told = true);
            at += count.max(1);
        }
        let mut begin = 0;
        let mut untold = Vec::with_capacity(pieces.len());
        for (at, piece) in pieces.iter().enumerate() {
            let end =
                begin + stream.get(begin..).unwrap_or_default().iter().take_while(|(p, _)| *p == at).count();
            let missing: Vec<usize> = (begin..end).filter(|&word| told.get(word) == Some(&false)).collect();
            let is_joint =
                |at: &usize| stream.get(*at).is_some_and(|(_, word)| JOINTS.contains(&word.as_str()));
            let joints = missing.iter().all(is_joint);
            let ends = missing.first().zip(missing.last()).filter(|_| !joints);
            untold.push(ends.map(|(first, last)| {
                let words: Vec<&str> = printed(piece).skip(first - begin).take(last - first + 1).collect();
                (words.join(" "), missing.len())
            }));
            begin = end;
        }
        untold
    }
}

/// The words in which a day may be printed.
fn written(date: Date) -> impl Iterator<Item = String> {
    let numbers = [date.day().to_string(), date.month().to_string()];
    months::forms(date.month()).map(str::to_owned).chain(numbers)
}

/// Whether a line begins with the label of an office, with nothing behind it.
fn is_label(text: &str) -> bool {
    let text = text.trim().trim_end_matches(':').to_lowercase();
    OF_OFFICE.contains(&text.as_str())
}

/// Whether a line is about the sheet of paper or the office that sent it.
fn is_of_sheet(text: &str) -> bool {
    let lower = text.trim().to_lowercase();
    let begins =
        |words: &str| lower.strip_prefix(words).is_some_and(|rest| !rest.starts_with(char::is_alphanumeric));
    let web = ["www.", "http", "@"].iter().any(|sign| lower.contains(sign));
    // `T 070 340 79 11`
    let digits = lower.chars().filter(char::is_ascii_digit).count();
    let letters = lower.chars().filter(|c| c.is_alphabetic()).count();
    let telephone = digits >= 8 && letters <= 3;
    OF_OFFICE.iter().any(|words| begins(words)) && lower.split_whitespace().count() < 12
        || offices::DEPARTMENTS
            .iter()
            .chain(&offices::SHORT_DEPARTMENTS)
            .any(|words| lower.starts_with(words))
            && !letters::is_salutation(text)
            && !lower.ends_with('.')
        || web && lower.split_whitespace().count() < 6
        || telephone
        || has_postcode(text)
        || is_street(&lower)
}

/// `2500 EA Den Haag`
fn has_postcode(text: &str) -> bool {
    let words: Vec<&str> = text.split_whitespace().collect();
    let digits = |word: &str| word.len() == 4 && word.bytes().all(|b| b.is_ascii_digit());
    let capitals = |word: &str| word.len() == 2 && word.bytes().all(|b| b.is_ascii_uppercase());
    let code = |(number, letters): (&&str, &&str)| digits(number) && capitals(letters);
    words.iter().zip(words.iter().skip(1)).any(code) && words.len() < 12
}

/// `Prinses Irenestraat 6`
fn is_street(lower: &str) -> bool {
    if matches!(lower, "den haag" | "s-gravenhage") {
        return true;
    }
    let Some((name, number)) = lower.rsplit_once(' ') else { return false };
    let end = ["straat", "weg", "laan", "plein", "hof", "kade", "gracht", "singel", "baan", "voorhout"];
    number.starts_with(|c: char| c.is_ascii_digit())
        && number.len() <= 5
        && end.iter().any(|e| name.ends_with(e))
}

#[cfg(test)]
mod tests {
    use super::*;

    const LETTER: &str = "---\ntitle: 'Motie van het lid Jansén: zorg'\ndossiernummer: 36200-XVI\nondernummer: 7\n\
        date: 2023-03-01\ntype: Motie\nvergaderjaar: 2022-2023\nindiener:\n  - naam: Jansén\n---\n\nDe Kamer,\n";

    /// What is reported of a head of these lines, and what of it is listed as of the sheet.
    fn settled(lines: &[&str], letter: &str) -> (Vec<String>, Vec<String>) {
        let text = lines.join("\n");
        let source = Source::new("a.txt", "a.txt", text.clone());
        let mut draft = Draft::default();
        for line in lines {
            let start = text.find(line).unwrap();
            let at = start..start + line.len();
            draft.omitted.push(Omitted { at, text: (*line).to_owned(), why: Why::Header });
        }
        let found = settle(&source, &mut draft, letter).into_iter().map(|f| {
            let place = f.place.unwrap();
            format!("{} {}: {}", f.code, place.line, f.message)
        });
        let found = found.collect();
        let sheet = draft.omitted.into_iter().filter(|o| o.why == Why::Furniture).map(|o| o.text).collect();
        (found, sheet)
    }

    #[test]
    fn what_the_front_matter_says_is_told() {
        let lines = [
            "Tweede Kamer der Staten-Generaal",
            "Vergaderjaar 2022–2023",
            "36 200 XVI",
            "Nr. 7 MOTIE VAN HET LID JANSEN: ZORG",
            "Voorgesteld 1 maart 2023",
        ];
        assert_eq!(settled(&lines, LETTER), (Vec::new(), Vec::new()));
    }

    #[test]
    fn what_it_does_not_say_is_found_in_its_place() {
        let lines = ["Nr. 7 GEWIJZIGDE MOTIE", "Datum 2 maart 2023", "L.S.,", "Het lid Jansen"];
        let (found, _) = settled(&lines, LETTER);
        assert_eq!(found, ["K708 1: `GEWIJZIGDE 2 L S` of the head stands nowhere in the letter",]);
        let (found, _) = settled(&["Voorgesteld tijdens het voorjaarsoverleg van", "1 maart 2023"], LETTER);
        assert_eq!(
            found,
            ["K708 1: `tijdens het voorjaarsoverleg` of the head stands nowhere in the letter"]
        );
    }

    #[test]
    fn lines_of_the_sheet_are_listed_as_such() {
        let lines = [
            "Directie Voorbeelden",
            "Kade 7",
            "2511 CW Den Haag",
            "Contactpersoon",
            "mw. dr. A. de Boer",
            "T 070 340 79 11",
        ];
        let (found, sheet) = settled(&lines, LETTER);
        assert_eq!(found, Vec::<String>::new());
        assert_eq!(sheet, lines);
    }

    #[test]
    fn a_head_of_more_words_than_the_letter_is_refused() {
        let line =
            "wij hebben gisteren lang gesproken zonder uitkomst".repeat(6).replace("uitkomst", "uitkomst ");
        let (found, _) = settled(&[&line], LETTER);
        assert!(found.len() == 1 && found[0].starts_with("K707 1:"), "{found:?}");
    }
}
