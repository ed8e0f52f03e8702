//! What the words around a phrase say of its time: other years, verbs, whose words they are.
//!
//! They never make a date. They only take one away that the phrase alone would have suggested: "begin november" in a
//! letter of September is this year's, but not in "begin november heb ik u geïnformeerd".

use crate::derived::words;
use crate::number::series::sentences;
use jiff::civil::Date;
use std::cell::OnceCell;
use std::ops::Range;

/// Verbs of what has been, and of nothing else.
const PAST: &[&str] = &[
    "begon",
    "begonnen",
    "bereikte",
    "besloot",
    "besloten",
    "betrof",
    "bleef",
    "bleek",
    "bleken",
    "bleven",
    "boden",
    "bood",
    "bracht",
    "brachten",
    "daalde",
    "deden",
    "deed",
    "eindigde",
    "gaf",
    "gaven",
    "ging",
    "gingen",
    "had",
    "hadden",
    "heb",
    "hebben",
    "heeft",
    "hield",
    "hielden",
    "kende",
    "kenden",
    "kon",
    "konden",
    "kondigde",
    "kreeg",
    "kregen",
    "kwam",
    "kwamen",
    "leek",
    "legde",
    "legden",
    "leidde",
    "leken",
    "liep",
    "liepen",
    "liet",
    "lieten",
    "maakte",
    "maakten",
    "meldde",
    "meldden",
    "mocht",
    "moest",
    "moesten",
    "nam",
    "namen",
    "ontving",
    "ontvingen",
    "plaatsvond",
    "plaatsvonden",
    "richtte",
    "riep",
    "riepen",
    "schreef",
    "schreven",
    "sprak",
    "spraken",
    "startte",
    "startten",
    "steeg",
    "stegen",
    "stelde",
    "stelden",
    "stond",
    "stonden",
    "stuurde",
    "stuurden",
    "trad",
    "traden",
    "verscheen",
    "verschenen",
    "verzocht",
    "verzochten",
    "verzond",
    "verzonden",
    "viel",
    "vielen",
    "volgde",
    "volgden",
    "vond",
    "vonden",
    "vroeg",
    "vroegen",
    "waren",
    "was",
    "werd",
    "werden",
    "werkte",
    "werkten",
    "wilde",
    "zag",
    "zagen",
    "zei",
    "zeiden",
    "zette",
    "zou",
    "zouden",
];

/// Verbs of what was to come.
const PLANNED: &[&str] = &["had", "hadden", "waren", "was", "werd", "werden", "zou", "zouden"];

/// Words of what is to come.
const COMING: &[&str] = &[
    "gaan",
    "gaat",
    "gepland",
    "informeer",
    "komt",
    "ontvangen",
    "ontvangt",
    "planning",
    "rapporteer",
    "streef",
    "streeft",
    "streven",
    "sturen",
    "stuur",
    "uiterlijk",
    "verwacht",
    "verwachten",
    "verwachting",
    "verzoekt",
    "volgt",
    "voornemens",
    "worden",
    "wordt",
    "zal",
    "zullen",
];

/// Words of what comes back every year.
const YEARLY: &[&str] = &["elk", "elke", "ieder", "iedere", "jaarlijks", "jaarlijkse", "steeds", "telkens"];

/// Words behind which a moment is a limit that lies ahead.
const LIMITS: &[&str] = &["uiterlijk", "tegen", "voor", "vóór"];

/// Characters that part one statement from another.
const PARTING: [char; 8] = [',', ';', ':', '(', ')', '–', '!', '?'];

/// Bytes on either side of a phrase that are looked at: a long sentence, so that the work stays linear.
const WINDOW: usize = 400;

/// A text with its sentences and quotations, found when they are first asked for.
pub(super) struct Around<'t> {
    text: &'t str,
    sentences: OnceCell<Vec<Range<usize>>>,
    quotations: OnceCell<Vec<Range<usize>>>,
}

impl<'t> Around<'t> {
    pub(super) fn new(text: &'t str) -> Self {
        Self { text, sentences: OnceCell::new(), quotations: OnceCell::new() }
    }

    /// Whether the words around a part of a month without a year, `at`, allow the one from `first` to `last`.
    pub(super) fn allow(&self, at: &Range<usize>, written: Date, first: Date, last: Date) -> bool {
        let (before, after) = self.sentence(at);
        let year = first.year();
        if of_another_year(after) || years(before).chain(years(after)).any(|other| other != year) {
            return false;
        }
        let clause: Vec<String> = clause(before, after).collect();
        let has = |list: &[&str]| clause.iter().any(|word| list.contains(&word.as_str()));
        if has(YEARLY) {
            false
        } else if last < written {
            let limit = words(before).last().map(str::to_lowercase);
            !has(COMING) && !limit.is_some_and(|word| LIMITS.contains(&word.as_str()))
        } else {
            let told =
                || has(PAST) || clause.iter().any(|word| word.ends_with("eerde") || word.ends_with("eerden"));
            first <= written || has(COMING) || !told()
        }
    }

    /// Whether the words around what lies ahead, `at`, are those of the letter and not of an earlier plan: "in 2017 was de
    /// verwachting dat de wet volgend jaar in werking zou treden".
    pub(super) fn lies_ahead(&self, at: &Range<usize>, written: Date) -> bool {
        let (before, after) = self.sentence(at);
        let earlier = years(before).any(|year| year < written.year());
        let mut clause = clause(before, after);
        !earlier && !clause.any(|word| PLANNED.contains(&word.as_str()))
    }

    /// Whether these are words of somebody else: they stand between quotation marks.
    pub(super) fn are_quoted(&self, at: &Range<usize>) -> bool {
        let quotations = self.quotations.get_or_init(|| quotations(self.text));
        let next = quotations.partition_point(|quotation| quotation.end < at.end);
        quotations.get(next).is_some_and(|quotation| quotation.start < at.start)
    }

    /// The rest of its sentence on either side, as far as it is looked at.
    fn sentence(&self, at: &Range<usize>) -> (&'t str, &'t str) {
        let sentences = self.sentences.get_or_init(|| sentences(self.text));
        let index = sentences.partition_point(|sentence| sentence.end < at.end);
        let sentence = sentences.get(index).cloned().unwrap_or(0..self.text.len());
        let from = sentence.start.max(at.start.saturating_sub(WINDOW)).min(at.start);
        let from = self.text.ceil_char_boundary(from);
        let to = sentence.end.min(at.end.saturating_add(WINDOW)).max(at.end);
        let to = self.text.floor_char_boundary(to);
        (self.text.get(from..at.start).unwrap_or_default(), self.text.get(at.end..to).unwrap_or_default())
    }
}

/// "begin maart van dat jaar", "van enig jaar".
fn of_another_year(after: &str) -> bool {
    let mut next = words(after).take(5);
    next.next() == Some("van") && next.any(|word| word == "jaar")
}

/// The words between the signs on either side that part statements, in lower case.
fn clause<'t>(before: &'t str, after: &'t str) -> impl Iterator<Item = String> + 't {
    let from = before.rfind(PARTING).and_then(|at| before.get(at..)).unwrap_or(before);
    let to = after.find(PARTING).and_then(|at| after.get(..at)).unwrap_or(after);
    words(from).chain(words(to)).map(str::to_lowercase)
}

/// The years that a text names. "2021-2022" and "2021/22" name a parliamentary year, and numbers of documents no year.
fn years(text: &str) -> impl Iterator<Item = i16> {
    text.split_whitespace().filter_map(|word| {
        let word = word.trim_matches(|c: char| !c.is_ascii_alphanumeric());
        word.parse().ok().filter(|year| word.len() == 4 && (1900..2100).contains(year))
    })
}

/// The parts of a text between quotation marks, in order. A mark that is never closed quotes nothing.
fn quotations(text: &str) -> Vec<Range<usize>> {
    let mut found: Vec<Range<usize>> = Vec::new();
    let mut open: Option<(usize, &str)> = None;
    for (at, mark) in text.match_indices(['«', '»', '“', '”', '„', '"']) {
        match (open, mark) {
            (Some((start, closing)), _) if closing.contains(mark) => {
                found.push(start..at);
                open = None;
            }
            (_, "«") => open = Some((at, "»")),
            (_, "“") => open = Some((at, "”")),
            (_, "„") => open = Some((at, "”“")),
            (None, "\"") => open = Some((at, "\"")),
            _ => {}
        }
    }
    found
}
