//! The year of a bulletin that names none: that of the act it published, whose date stands just before it. `Wet van
//! 26 mei 1976, Stb. 296`; `Wet van 9 mei 2012 tot wijziging van de Gaswet (Stb. 60)`.
//!
//! A date belongs to the word before it. It counts only if that is an act of the kind that this bulletin publishes and
//! nothing stands between the two but the title of that act: other dates, of directives above all, say nothing.

use super::bodies;
use super::cursor::{before, last_word, trim_space};
use super::words::{is_month, is_year};
use crate::number::identifier::Kind;
use std::ops::Range;

/// How far back the date may stand.
const WINDOW: usize = 260;
/// Between an act and its date stand no more words: `Wet op de Raad van State van 9 maart 1962`.
const LONGEST_NAME: usize = 24;
/// The title of an act with a year has no more words: `Wet op de omzetbelasting 1968`.
const LONGEST_TITLE: usize = 10;
/// The years of the Staatsblad before those of [`is_year`]: "Wet van 22 mei 1845, Stb. 22".
const BEFORE_1900: Range<&str> = "1813".."1900";

/// Words that a title begins with, behind the date of its act.
const TITLES: [&str; 10] =
    ["tot", "houdende", "inzake", "betreffende", "ter", "strekkende", "nopens", "omtrent", "tussen", "te"];
/// Words between a date and the bulletin of that day: `op 3 mei 2019 gepubliceerd in de Staatscourant`.
const PUBLISHED: [&str; 11] = [
    "gepubliceerd",
    "bekendgemaakt",
    "geplaatst",
    "verschenen",
    "opgenomen",
    "is",
    "zijn",
    "in",
    "de",
    "het",
    "bij",
];
/// Words behind which a year is no part of a title.
const PARTING: [&str; 10] = ["uit", "van", "in", "sinds", "over", "voor", "tot", "en", "of", "per"];
/// What else has dates: its date is not that of an act, though an act may be named before it.
const OTHERS: [&str; 14] = [
    "advies",
    "arrest",
    "brief",
    "kamerbrief",
    "mededeling",
    "missive",
    "motie",
    "nota",
    "rapport",
    "uitspraak",
    "verslag",
    "vonnis",
    "vergadering",
    "voorstel",
];
/// Since this year the year in a title is often that in which the act came into force: the Wet inkomstenbelasting 2001
/// is in the Staatsblad of 2000.
const TITLED_AHEAD: &str = "2000";
/// Bodies and marks of the Union: the act before them is one of its own.
const UNION: [&str; 9] = ["raad", "commissie", "parlement", "eu", "eg", "eeg", "egks", "euratom", "jbz"];

/// The bulletins as texts name them, with a number behind.
const BULLETINS: [&str; 4] = ["Stb", "Staatsblad", "Stcrt", "Trb"];

/// The year of the act just before `at` that a bulletin of this kind published.
pub(super) fn year_before(text: &str, at: usize, bulletin: Kind) -> Option<&str> {
    let near = before(text, at, WINDOW);
    let near = near.get(near.rfind(['\u{c}', ';']).map_or(0, |i| i + 1)..).unwrap_or_default();
    let near = near.get(near.rfind("\n\n").map_or(0, |i| i + 2)..).unwrap_or_default();
    let near = near.get(sentence_start(near)..).unwrap_or_default();
    let (mut end, mut until) = (near.len(), near.len());
    // From the last run of digits to the first: at most a few dozen in the window.
    while let Some(last) = near.get(..end).unwrap_or_default().rfind(|c: char| c.is_ascii_digit()) {
        let start =
            near.get(..=last).unwrap_or_default().trim_end_matches(|c: char| c.is_ascii_digit()).len();
        if let Some(head) = before_year(near, start..last + 1) {
            let year = near.get(start..start + 4)?;
            let whose = whose(head, bulletin);
            let between = near.get(start + 4..until)?;
            if published(head, near.get(start + 4..).unwrap_or_default())
                || whose == Whose::Act && joins(between)
            {
                return Some(year);
            }
            // "ter uitvoering van het Verdrag van 5 juni 1998 (Stb. 210)": this date ends the title of an act.
            if whose == Whose::Another && between.chars().all(|c| !c.is_alphanumeric()) {
                until = start;
            }
        } else if let Some(year) = year_of_title(near, start..last + 1) {
            return Some(year);
        }
        end = start;
    }
    None
}

/// `Archiefwet 1995 (Stb. 276)`: the year that ends the title of the act. With the date of another act before the title,
/// that may be the one which was published there; its own bulletin behind it says that it is not.
fn year_of_title(near: &str, digits: Range<usize>) -> Option<&str> {
    let (head, year) = (near.get(..digits.start)?, near.get(digits.clone())?);
    let marks = |c: char| c.is_whitespace() || matches!(c, '(' | '*' | '_');
    let between = near.get(digits.end..)?;
    if year.len() != 4
        || !is_year(year)
        || year >= TITLED_AHEAD
        || !between.contains('(')
        || !between.chars().all(marks)
    {
        return None;
    }
    let named = |name: &&str| head.rfind(*name).map_or(0, |at| at + name.len());
    let head = head.get(BULLETINS.iter().map(named).max().unwrap_or(0)..).unwrap_or_default();
    let words = head.rsplit(char::is_whitespace).filter(|word| !word.is_empty());
    let begins = |word: &str| {
        let begin = word.chars().next().is_some_and(char::is_uppercase);
        let lower = word.to_lowercase();
        begin && ["wet", "wetten", "besluit", "wetboek", "reglement"].iter().any(|end| lower.ends_with(end))
    };
    // "de wet uit 1986" is no title.
    let parted = PARTING.contains(&last_word(trim_space(head)));
    let is_name = |word: &&str| word.chars().all(|c| c.is_alphabetic() || c == '-');
    let is_title = words.take(LONGEST_TITLE).take_while(is_name).any(begins);
    let dated = head.split(|c: char| !c.is_alphanumeric()).any(is_month);
    // "Invoeringswet Vreemdelingenwet 1994" is of another year than the act that it is about.
    let about = ["invoeringswet", "aanpassingswet"].iter().any(|act| head.to_lowercase().contains(act));
    (is_title && !parted && !dated && !about).then_some(year)
}

/// What stands before the date that ends in this year: `26 mei 1976`, `26-05-1976`. `None` if it is no date.
fn before_year(near: &str, digits: Range<usize>) -> Option<&str> {
    // A note mark may be glued to the year: "15 november 20111".
    let year = near.get(digits.start..digits.start + 4).filter(|_| (4..=5).contains(&digits.len()))?;
    if !is_year(year) && !BEFORE_1900.contains(&year) {
        return None;
    }
    let head = trim_space(near.get(..digits.start).unwrap_or_default());
    let day = if is_month(last_word(head)) {
        trim_space(head.strip_suffix(last_word(head)).unwrap_or_default())
    } else {
        let month = head.strip_suffix(['-', '.'])?;
        let day = month.trim_end_matches(|c: char| c.is_ascii_digit());
        day.strip_suffix(['-', '.']).filter(|_| (1..=2).contains(&(month.len() - day.len())))?
    };
    let head = day.trim_end_matches(|c: char| c.is_ascii_digit());
    (1..=2).contains(&(day.len() - head.len())).then(|| trim_space(head))
}

/// Is the date that of the bulletin itself?
fn published(head: &str, between: &str) -> bool {
    const VERBS: [&str; 4] = ["gepubliceerd", "bekendgemaakt", "geplaatst", "verschenen"];
    let words = || between.split(|c: char| c.is_whitespace() || c == ',').filter(|word| !word.is_empty());
    let dated = matches!(last_word(head.trim_end_matches('.')), "op" | "Op" | "d" | "dd");
    // "op 3 mei 2019 is de regeling gepubliceerd in de Staatscourant"
    let clause = matches!(words().next(), Some("is" | "zijn" | "werd" | "werden"))
        && !between.contains(|c: char| c.is_ascii_digit());
    let skipped = if clause { words().take_while(|word| !VERBS.contains(word)).count() } else { 0 };
    dated && words().nth(skipped).is_some() && words().skip(skipped).all(|word| PUBLISHED.contains(&word))
}

/// What a date is the date of.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Whose {
    /// An act of the kind that the bulletin publishes.
    Act,
    /// Something else that is named: a treaty in the title of an act, the day on which it comes into force.
    Another,
    Unknown,
}

/// What do these words, which end before a date, make it the date of?
fn whose(head: &str, bulletin: Kind) -> Whose {
    let joined = matches!(last_word(head.trim_end_matches('.')), "van" | "d" | "dd" | "of");
    let another = if joined { Whose::Another } else { Whose::Unknown };
    if head.ends_with("ingang van") {
        return Whose::Another;
    }
    let treaty = ["verdrag", "verdragen", "overeenkomst", "protocol", "statuut", "akkoord"];
    let words = head.rsplit(|c: char| !c.is_alphanumeric() && !matches!(c, '-' | '/' | '.'));
    let mut words = words.filter(|word| !word.is_empty()).take(LONGEST_NAME).enumerate();
    let (mut local, mut foreign) = (false, false);
    while let Some((place, word)) = words.next() {
        // "wet van het Koninkrijk België van 3 mei 2003"
        foreign |= bodies::is_country(word);
        let word = word.trim_end_matches('.').to_lowercase();
        // "Besluit van de Raad van 3 mei 2002", but "Wet op de Raad van State van 9 maart 1962"
        let union = UNION.contains(&word.as_str()) && (place < 2 || word.starts_with('e'));
        let ends = |endings: &[&str]| endings.iter().any(|ending| word.ends_with(ending));
        if union
            || is_union_number(&word)
            || ends(&["richtlijn", "verordening", "kaderbesluit"])
            || ends(&OTHERS)
        {
            return another;
        }
        // Between an act and its own date stands no other.
        if is_month(&word) {
            return Whose::Unknown;
        }
        local |= bodies::is_local(&word);
        let law = ends(&["wet", "wetten", "wetboek"]);
        let act = match bulletin {
            Kind::Tractatenblad => ends(&treaty),
            _ if ends(&treaty) => return another,
            Kind::Staatscourant
                if ends(&["regeling", "regelingen", "beschikking", "circulaire", "aanwijzing"]) =>
            {
                true
            }
            _ => {
                law || ends(&["besluit", "besluiten", "reglement", "maatregel"])
                    || matches!(word.as_str(), "kb" | "k.b" | "act" | "acts" | "decree")
            }
        };
        if act {
            let own = bulletin == Kind::Tractatenblad
                || (law || !local)
                    && !foreign
                    && !words.take(2).any(|(_, word)| bodies::is_foreign(&word.to_lowercase()));
            return if own && (joined || place == 0) { Whose::Act } else { Whose::Unknown };
        }
    }
    Whose::Unknown
}

/// Does nothing but the title of an act stand between its date and the bulletin?
fn joins(between: &str) -> bool {
    let marks = |c: char| c.is_whitespace() || matches!(c, ',' | '(' | '[' | '*' | '_');
    let glued_mark = |c: char| c.is_ascii_digit();
    let between = between.strip_prefix(glued_mark).unwrap_or(between);
    let title = without_number(without_remark(between).trim_matches(marks)).trim_matches(marks);
    if title.is_empty() {
        // A line of its own is another note, or another item of a list.
        return !between.contains('\n') || between.contains([',', '(']);
    }
    // "tot wijziging van de Comptabiliteitswet 2001 (Stb. 413)": which of the two acts was published there?
    if title.ends_with(|c: char| c.is_ascii_digit()) || BULLETINS.iter().any(|name| title.contains(name)) {
        return false;
    }
    let mut words = title.split(|c: char| c.is_whitespace() || c == ',').filter(|word| !word.is_empty());
    words.clone().all(|word| PUBLISHED.contains(&word))
        || words.next().is_some_and(|word| TITLES.contains(&word))
}

/// `2001/84`
fn is_union_number(word: &str) -> bool {
    let figure = |part: &str| part.starts_with(|c: char| c.is_ascii_digit());
    word.split_once('/').is_some_and(|(before, behind)| figure(before) && figure(behind))
}

/// `nr. 02.002716`: a royal decree has a number too, and that of a minister a department behind it: `nr. R 104330
/// Hoofddirectie Verkeer`.
fn without_number(title: &str) -> &str {
    const DEPARTMENT: usize = 8;
    let number = ["nr.", "no.", "nr", "kenmerk"].iter().find_map(|word| title.strip_prefix(word));
    let Some(number) = number.map(str::trim_start) else { return title };
    let sign = |c: char| c.is_ascii_alphanumeric() || "./-&".contains(c);
    let rest = number.trim_start_matches(sign).trim_start();
    let rest = if number.len() - rest.len() <= 3 {
        rest.trim_start_matches(|c: char| c.is_ascii_digit() || c == '.').trim_start()
    } else {
        rest
    };
    let department = rest.starts_with(char::is_uppercase)
        && !rest.contains(|c: char| c.is_ascii_digit())
        && rest.split_whitespace().count() <= DEPARTMENT;
    if department { "" } else { rest }
}

/// ` (hierna: de wet)`
fn without_remark(between: &str) -> &str {
    let remark = between.trim_start().strip_prefix('(').and_then(|inner| inner.split_once(')'));
    remark
        .filter(|(words, _)| !words.contains(|c: char| c.is_ascii_digit()))
        .map_or(between, |(_, rest)| rest)
}

/// Where the last sentence starts: behind a full stop after a word, before a capital.
fn sentence_start(text: &str) -> usize {
    let stops = text.rmatch_indices(". ");
    for (at, _) in stops {
        let next = text.get(at + 2..).unwrap_or_default().trim_start().chars().next();
        let word = last_word(text.get(..at).unwrap_or_default());
        if word.len() > 4 && next.is_some_and(char::is_uppercase) {
            return at + 2;
        }
    }
    0
}
