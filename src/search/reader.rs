//! The files of an index, read as the browser reads them: the words of a key, the document of a number.

use super::analysis::{self, keys, readings};
use super::code::Reader;
use super::compound;
use super::hits::{APART, EXACT, Entry, Hits, PREFIX, RELATED, WITHIN};
use super::shards::{VERSION, length};
use std::collections::{BTreeMap, BTreeSet};

/// What is known of a document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Told {
    /// `/28638/201/`
    pub(crate) path: String,
    pub(crate) title: String,
    pub(crate) kind: String,
    /// `2021-09-15`, or nothing.
    pub(crate) date: String,
}

/// An index that can be asked.
#[derive(Debug)]
pub(crate) struct Files {
    all: BTreeMap<String, String>,
    kinds: Vec<String>,
    each: usize,
    words: Vec<String>,
    numbers: Vec<String>,
    /// For each document, how long it is.
    pub(super) lengths: Vec<f64>,
    /// For each, whether its text can be read here.
    pub(super) held: Vec<bool>,
    pub(super) average: f64,
}

/// The forms that belong together, with how near they are.
pub(super) type Family = Vec<(String, Entry, f64)>;

impl Files {
    /// Opens the files that [`files`](super::shards::files) made; `None` if they are of another version.
    pub(crate) fn open(files: Vec<(String, String)>) -> Option<Self> {
        let files: BTreeMap<String, String> = files.into_iter().collect();
        let first: serde_json::Value = serde_json::from_str(files.get("index.json")?).ok()?;
        if first.get("versie")?.as_u64()? != u64::from(VERSION) {
            return None;
        }
        let list = |name: &str| -> Option<Vec<String>> {
            Some(first.get(name)?.as_str()?.split(' ').map(str::to_owned).collect())
        };
        let classes = first.get("lengtes")?.as_str()?;
        let mut reader = Reader::new(classes);
        let classes: Vec<u32> = std::iter::from_fn(|| reader.digit()).collect();
        let lengths: Vec<f64> = classes.iter().map(|class| length(class & 31)).collect();
        let held: Vec<bool> = classes.iter().map(|&class| class < 32).collect();
        let of_held: Vec<f64> =
            lengths.iter().zip(&held).filter(|(_, held)| **held).map(|(length, _)| *length).collect();
        let count = f64::from(u32::try_from(of_held.len()).ok()?);
        let kinds =
            first.get("soorten")?.as_array()?.iter().filter_map(|kind| kind.as_str()).map(str::to_owned);
        Some(Self {
            kinds: kinds.collect(),
            each: usize::try_from(first.get("perBestand")?.as_u64()?).ok()?,
            words: list("woorden")?,
            numbers: list("nummers")?,
            average: if of_held.is_empty() { 1.0 } else { of_held.iter().sum::<f64>() / count },
            all: files,
            lengths,
            held,
        })
    }

    fn file(&self, name: &str) -> &str {
        self.all.get(name).and_then(|text| text.split_once('\n')).map_or("", |(_, text)| text)
    }

    /// The file in which a key is kept.
    fn place(keys: &[String], key: &str) -> usize {
        keys.partition_point(|first| first.as_str() <= key).saturating_sub(1)
    }

    /// The lines of a file, each with its name and what it says.
    fn lines(&self, name: &str) -> Vec<(String, &str)> {
        let mut before = String::new();
        let line = |line| -> Option<(String, &str)> {
            let (name, rest): (&str, &str) = str::rsplit_once(line, ' ')?;
            let shared = usize::try_from(Reader::new(name).digit()?).ok()?;
            before.truncate(shared.min(before.len()));
            before.push_str(name.get(1..)?);
            Some((before.clone(), rest))
        };
        self.file(name).lines().filter_map(line).collect()
    }

    pub(super) fn word_place(&self, key: &str) -> usize {
        Self::place(&self.words, key)
    }

    /// The forms of a file of words.
    pub(super) fn shard(&self, place: usize) -> Vec<(String, &str)> {
        self.lines(&format!("w-{place}.txt"))
    }

    /// The files that have a form, each once, in the order of its keys.
    pub(super) fn places(&self, form: &str) -> Vec<usize> {
        let mut places = Vec::new();
        for key in keys(form) {
            let place = self.word_place(&key);
            if !places.contains(&place) {
                places.push(place);
            }
        }
        places
    }

    /// The forms that belong to a word.
    pub(super) fn family(&self, form: &str) -> Family {
        self.kin(form, &self.places(form))
    }

    /// Those of them that are kept where the form itself is.
    pub(super) fn near(&self, form: &str) -> Family {
        self.kin(form, &[self.word_place(&analysis::key(form))])
    }

    fn kin(&self, form: &str, places: &[usize]) -> Family {
        let own = readings(form);
        let mut family = Family::new();
        for &place in places {
            for (other, postings) in self.shard(place) {
                if family.iter().any(|(known, ..)| *known == other) {
                    continue;
                }
                if other == form {
                    family.push((other, Entry::read(postings), EXACT));
                } else if analysis::related(&own, &other) {
                    family.push((other, Entry::read(postings), RELATED));
                }
            }
        }
        family
    }

    pub(super) fn hits_of(family: &Family, factor: f64) -> Hits {
        let mut hits = Hits::default();
        for (form, entry, weight) in family {
            hits.take(form, entry, weight * factor);
        }
        hits
    }

    /// One form, as it stands.
    pub(super) fn exact(&self, form: &str) -> Option<Entry> {
        let lines = self.shard(self.word_place(&analysis::key(form)));
        lines.into_iter().find(|(other, _)| other == form).map(|(_, postings)| Entry::read(postings))
    }

    /// The parts of a compound, near each other or at least in one document.
    pub(super) fn apart(&self, form: &str) -> Option<Hits> {
        const TRIES: usize = 3;
        const NEAR: u32 = 4;
        if !compound::may_be(form) {
            return None;
        }
        let mut tries = 0;
        for (head, tail) in compound::cuts(form) {
            let heads = self.family(head);
            if heads.is_empty() {
                continue;
            }
            let tails = self.family(tail);
            if !tails.is_empty() {
                let (one, other) = (Self::hits_of(&heads, 1.0), Self::hits_of(&tails, 1.0));
                let mut hits = Hits::default();
                for (&document, hit) in &one.of {
                    let Some(second) = other.of.get(&document).filter(|second| hit.own || second.own) else {
                        continue;
                    };
                    let close = |p: &&u32| second.places.iter().any(|q| q.abs_diff(**p) <= NEAR);
                    let near: Vec<u32> = hit.places.iter().filter(close).copied().collect();
                    if near.is_empty() && tail.len() < compound::LONG {
                        continue;
                    }
                    let found = hits.of.entry(document).or_default();
                    let least = hit.weight.min(second.weight);
                    found.weight =
                        if near.is_empty() { WITHIN * least.min(1.0) } else { APART * least.min(2.0) };
                    found.title = hit.title && second.title;
                    found.own = true;
                    found.places = near;
                }
                hits.forms.extend(one.forms.into_iter().chain(other.forms));
                if !hits.of.is_empty() {
                    return Some(hits);
                }
            }
            tries += 1;
            if tries == TRIES {
                break;
            }
        }
        None
    }

    /// The forms that begin so.
    pub(super) fn beginning(&self, form: &str) -> Family {
        const FILES: usize = 4;
        let norm = analysis::softened(&form.replace('z', "s"));
        let first = self.word_place(&norm);
        let further =
            self.words.iter().enumerate().skip(first + 1).take_while(|(_, key)| key.starts_with(&norm));
        let places: Vec<usize> =
            std::iter::once(first).chain(further.map(|(at, _)| at)).take(FILES).collect();
        let mut family = Family::new();
        for place in places {
            for (other, postings) in self.shard(place) {
                if other.starts_with(form) && !family.iter().any(|(known, ..)| *known == other) {
                    family.push((other, Entry::read(postings), PREFIX));
                }
            }
        }
        family
    }

    /// The word that was meant, if one letter is wrong: the most frequent one in the files where it should be, or else in
    /// those where it would be with another beginning.
    pub(super) fn meant(&self, form: &str) -> Option<String> {
        const FILES: usize = 3;
        const SHORTEST: usize = 5;
        if form.len() < SHORTEST || !form.bytes().all(|b| b.is_ascii_lowercase()) {
            return None;
        }
        let mut looked = BTreeSet::new();
        let mut best: Option<(usize, String)> = None;
        let look = |place: usize, best: &mut Option<(usize, String)>| {
            for (other, postings) in
                self.shard(place).into_iter().filter(|(other, _)| is_neighbour(form, other))
            {
                let count = Reader::new(postings).number().and_then(|n| usize::try_from(n).ok()).unwrap_or(0);
                let better =
                    |(most, name): &(usize, String)| count > *most || count == *most && other < *name;
                if count > 0 && best.as_ref().is_none_or(better) {
                    *best = Some((count, other));
                }
            }
        };
        for place in self.places(form) {
            if looked.insert(place) {
                look(place, &mut best);
            }
        }
        for variant in variants(form) {
            if best.is_some() || looked.len() >= FILES {
                break;
            }
            let place = self.word_place(&analysis::key(&variant));
            if looked.insert(place) {
                look(place, &mut best);
            }
        }
        best.map(|(_, form)| form)
    }

    /// The documents of a day or month.
    pub(super) fn day(&self, days: &str) -> Hits {
        let name = format!("{}{days}", analysis::DAY);
        let mut hits = Hits::default();
        for (_, postings) in self
            .shard(self.word_place(&analysis::key(&name)))
            .into_iter()
            .filter(|(form, _)| form.starts_with(&name))
        {
            for posting in Entry::read(postings).documents {
                let hit = hits.of.entry(posting.document).or_default();
                (hit.weight, hit.own) = (6.0, true);
            }
        }
        hits
    }

    fn numbers_of(&self, place: usize) -> Vec<(String, u32)> {
        let lines = self.lines(&format!("n-{place}.txt")).into_iter();
        lines.filter_map(|(key, document)| Some((key, Reader::new(document).number()?))).collect()
    }

    /// The document of a number.
    pub(super) fn numbered(&self, key: &str) -> Option<u32> {
        let numbers = self.numbers_of(Self::place(&self.numbers, key));
        // Of two with the same number the last counts, as it does in the browser.
        numbers.into_iter().rfind(|(known, _)| known == key).map(|(_, document)| document)
    }

    /// The papers of a dossier, the newest first, those that can be read before the others.
    pub(super) fn filed(&self, dossier: &str) -> Vec<u32> {
        let begins = format!("{dossier}-");
        let first = Self::place(&self.numbers, dossier);
        let second = self.numbers.get(first + 1).filter(|key| key.starts_with(&begins)).map(|_| first + 1);
        let paper = |(key, document): (String, u32)| {
            let paper = key.strip_prefix(&begins)?;
            let figures = paper.trim_end_matches(|c: char| c.is_ascii_lowercase());
            let plain = figures.bytes().all(|b| b.is_ascii_digit()) && paper.len() - figures.len() <= 1;
            (plain && !paper.is_empty()).then_some(document)
        };
        let mut found: Vec<u32> = std::iter::once(first)
            .chain(second)
            .flat_map(|place| self.numbers_of(place))
            .filter_map(paper)
            .collect();
        found.sort_by_key(|&document| (!self.is_held(document), std::cmp::Reverse(document)));
        found.dedup();
        found
    }

    pub(super) fn is_held(&self, document: u32) -> bool {
        usize::try_from(document).ok().and_then(|at| self.held.get(at)).copied().unwrap_or(false)
    }

    /// What is told of a document.
    pub(super) fn row(&self, document: u32) -> Option<Told> {
        let at = usize::try_from(document).ok()?;
        let row =
            self.file(&format!("d-{}.txt", at / self.each.max(1))).lines().nth(at % self.each.max(1))?;
        let mut parts = row.splitn(4, '\t');
        let (path, kind, date, title) = (parts.next()?, parts.next()?, parts.next()?, parts.next()?);
        let kind =
            kind.parse().ok().and_then(|kind: usize| self.kinds.get(kind)).cloned().unwrap_or_default();
        let date = match (date.get(..4), date.get(4..6), date.get(6..)) {
            (Some(year), Some(month), Some(day)) => format!("{year}-{month}-{day}"),
            _ => String::new(),
        };
        Some(Told { path: format!("/{path}"), title: title.to_owned(), kind, date })
    }
}

/// Whether one letter more, less or other, or two changed about, make one of the other.
fn is_neighbour(a: &str, b: &str) -> bool {
    let (a, b): (Vec<char>, Vec<char>) = (a.chars().collect(), b.chars().collect());
    if a == b || a.len().abs_diff(b.len()) > 1 {
        return false;
    }
    let same = a.iter().zip(&b).take_while(|(a, b)| a == b).count();
    let rest = |list: &[char], skip: usize| list.get(same + skip..).unwrap_or_default().to_vec();
    match a.len().cmp(&b.len()) {
        std::cmp::Ordering::Equal => {
            let turned = a.get(same) == b.get(same + 1) && a.get(same + 1) == b.get(same);
            rest(&a, 1) == rest(&b, 1) || turned && rest(&a, 2) == rest(&b, 2)
        }
        std::cmp::Ordering::Greater => rest(&a, 1) == rest(&b, 0),
        std::cmp::Ordering::Less => rest(&a, 0) == rest(&b, 1),
    }
}

/// What may have been meant with another beginning, the likeliest first.
fn variants(form: &str) -> Vec<String> {
    let chars: Vec<char> = form.chars().collect();
    let part = |range: std::ops::Range<usize>| -> String {
        let end = range.end.min(chars.len());
        chars.get(range.start.min(end)..end).unwrap_or_default().iter().collect()
    };
    let end = chars.len();
    let mut all = Vec::new();
    for i in 0..4 {
        all.push(format!("{}{}{}{}", part(0..i), part(i + 1..i + 2), part(i..i + 1), part(i + 2..end)));
        all.push(format!("{}{}", part(0..i), part(i + 1..end)));
    }
    for i in [2, 1, 3, 0] {
        for letter in "eaionrtsdlkgmvbhpcuwjfz".chars() {
            all.push(format!("{}{letter}{}", part(0..i), part(i + 1..end)));
            all.push(format!("{}{letter}{}", part(0..i), part(i..end)));
        }
    }
    all
}

#[cfg(test)]
mod tests {
    use super::is_neighbour;

    #[test]
    fn one_letter_may_be_wrong() {
        for wrong in ["stiksof", "stikstoff", "stikstog", "sitkstof", "tikstof"] {
            assert!(is_neighbour(wrong, "stikstof") && is_neighbour("stikstof", wrong), "{wrong}");
        }
        assert!(!is_neighbour("stikstof", "stikstof") && !is_neighbour("stiktof", "stikstofs"));
    }
}
