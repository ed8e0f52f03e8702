//! What somebody asks, and what is found: the one way to read a query and to put documents in order.
//!
//! Step by step what `understand` and `rank` of `static/zoek/zoek.js` do; a test lays both side by side.

use super::analysis;
use super::asked::{read_answer, read_date, read_number, squeezed};
use super::compound::LINKS;
use super::document::Block;
use super::hits::{Hits, MISTYPED};
use super::reader::Files;
use super::rules::rules;
use std::collections::{BTreeMap, BTreeSet};

/// A word of a query, or another thing that is looked for.
#[derive(Debug, Default)]
struct Concept {
    hits: Hits,
    /// How many documents have the word, before others that say it in another way are added.
    count: Option<usize>,
    /// The word and its place in the query, if it is one.
    word: Option<(String, u32)>,
    is_date: bool,
    /// Documents in which it and the next word are one.
    joins: BTreeSet<u32>,
    idf: f64,
}

/// A query that has been read.
#[derive(Debug, Default)]
struct Asked {
    /// What a number leads to.
    first: Vec<u32>,
    concepts: Vec<Concept>,
    not: Vec<Not>,
    /// The words of a phrase that the index cannot tell for certain.
    verify: Option<Vec<String>>,
    /// The whole query, if it has words that the index leaves out.
    sequence: Option<Vec<String>>,
    /// How many words it has.
    length: f64,
    is_question: bool,
    /// A number was asked for that is not there.
    nothing: bool,
}

/// What must not be there.
#[derive(Debug)]
enum Not {
    Word(String),
    Phrase(String),
}

/// How words weigh: as in the literature.
const K: f64 = 1.2;
const B: f64 = 0.6;
/// Documents whose words are looked at for how near they stand, and in which a phrase is looked up.
const RANKED: usize = 400;
const VERIFIED: usize = 12;
/// Documents in which a query is looked up as it stands.
const SEQUENCES: usize = 5;

impl Files {
    /// The documents that are found with their scores, the best first, and the forms of the words that were looked for.
    /// `text` gives the blocks of a document, for phrases that the index cannot tell.
    pub(super) fn found(
        &self,
        query: &str,
        text: impl Fn(u32) -> Vec<Block>,
    ) -> (Vec<(u32, f64)>, Vec<BTreeSet<String>>) {
        let asked = self.understand(query);
        let mut ranked = self.rank(&asked);
        if let Some(phrase) = &asked.verify {
            let mut at = 0;
            ranked.retain(|&(document, _)| {
                at += 1;
                let said = self.row(document).map(|row| row.title).into_iter();
                at > VERIFIED
                    || !self.is_held(document)
                    || said
                        .chain(text(document).into_iter().map(|block| block.text))
                        .any(|block| holds(&block, phrase))
            });
        }
        if let Some(sequence) = &asked.sequence {
            let first = ranked.len().min(SEQUENCES);
            let (first, _) = ranked.split_at_mut(first);
            for (document, score) in first.iter_mut() {
                let said = self.row(*document).map(|row| row.title).into_iter();
                let text = if self.is_held(*document) { text(*document) } else { Vec::new() };
                if said.chain(text.into_iter().map(|block| block.text)).any(|block| holds(&block, sequence)) {
                    *score *= 1.5;
                }
            }
            first.sort_by(by_score);
        }
        (ranked, asked.concepts.into_iter().map(|concept| concept.hits.forms).collect())
    }

    fn understand(&self, query: &str) -> Asked {
        let rules = rules();
        let mut asked = Asked::default();
        let mut text: String = query
            .to_lowercase()
            .chars()
            .map(|c| if "\u{201c}\u{201d}\u{201e}\u{ab}\u{bb}".contains(c) { '"' } else { c })
            .collect::<String>()
            .trim()
            .to_owned();
        if text.is_empty() {
            return asked;
        }
        asked.is_question = is_question(&text);
        let mut phrases = Vec::new();
        take_quoted(&mut text, &mut phrases, &mut asked.not);
        take_excluded(&mut text, &mut asked.not);
        let whole = squeezed(&text);
        let lettered = whole.bytes().any(|b| b.is_ascii_lowercase());
        let opaque = whole.bytes().any(|b| b.is_ascii_digit()) && (lettered || whole.len() >= 6);
        let found = if opaque && phrases.is_empty() { self.numbered(&whole) } else { None };
        let found = found.or_else(|| read_answer(&text).iter().find_map(|key| self.numbered(key)));
        let mut rest = text.clone();
        if let Some(document) = found {
            asked.first.push(document);
            rest.clear();
        } else {
            let date = read_date(&text);
            if let Some(date) = &date {
                let hits = self.day(&date.days);
                if !hits.of.is_empty() {
                    asked.concepts.push(Concept { hits, is_date: true, ..Concept::default() });
                    rest.clone_from(&date.rest);
                }
            } else if !self.read_numbers(&text, &mut rest, &mut asked) {
                asked.nothing = true;
                return asked;
            }
        }
        for phrase in &phrases {
            let (hits, verify) = self.phrase(phrase);
            asked.concepts.push(Concept { hits, ..Concept::default() });
            if verify.is_some() {
                asked.verify = verify;
            }
        }
        let all = analysis::forms_with_joined(&rest);
        let known: Vec<(&String, u32)> = all
            .iter()
            .filter(|(form, _, joined)| !joined && !rules.stop.contains(form))
            .map(|(f, p, _)| (f, *p))
            .collect();
        let strong: Vec<(&String, u32)> =
            known.iter().filter(|(form, _)| !rules.weak.contains(*form)).copied().collect();
        let only = !strong.is_empty() || !asked.first.is_empty() || !asked.concepts.is_empty();
        let telling = if only { strong } else { known };
        let last = all.last().map(|(form, ..)| form);
        let joined = all.iter().any(|(_, _, joined)| *joined);
        let concept = |(form, place): (&String, u32)| {
            let (hits, count) = self.word(form, !joined && last == Some(form));
            Concept { hits, count: Some(count), word: Some((form.clone(), place)), ..Concept::default() }
        };
        let mut words: Vec<Concept> = telling.into_iter().map(concept).collect();
        self.join(&mut words);
        for (form, place, _) in all.iter().filter(|(_, _, joined)| *joined) {
            self.join_hyphened(&mut words, form, *place, last == Some(form));
        }
        // The order of words that the index leaves out tells, too: *kinderen van ouders*.
        let plain: Vec<String> =
            all.into_iter().filter(|(_, _, joined)| !joined).map(|(form, ..)| form).collect();
        asked.length = f64::from(u32::try_from(plain.len()).unwrap_or(u32::MAX));
        let told = words.len() > 1 && plain.len() > words.len() && plain.len() <= 8;
        asked.sequence = Some(plain).filter(|_| told && !asked.is_question && asked.verify.is_none());
        asked.concepts.extend(words);
        let count = f64::from(u32::try_from(self.lengths.len()).unwrap_or(u32::MAX));
        for concept in &mut asked.concepts {
            let found = concept.count.unwrap_or(concept.hits.of.len());
            let found = f64::from(u32::try_from(found).unwrap_or(u32::MAX));
            concept.idf = if found > 0.0 { (1.0 + (count - found + 0.5) / (found + 0.5)).ln() } else { 4.0 };
        }
        asked
    }

    /// Takes numbers out of the text. `false` if a paper is asked for that is not there.
    fn read_numbers(&self, text: &str, rest: &mut String, asked: &mut Asked) -> bool {
        let Some(number) = read_number(text) else {
            let lettered = |word: &&str| {
                has_figures(word, 4)
                    && (word.contains(|c: char| c.is_ascii_lowercase()) || has_figures(word, 6))
            };
            for word in text.split_whitespace().filter(lettered) {
                if let Some(document) = self.numbered(&squeezed(word)) {
                    asked.first.push(document);
                    *rest = rest.replacen(word, " ", 1);
                }
            }
            return true;
        };
        for (key, used) in number.tries() {
            if let Some(document) = self.numbered(&key) {
                asked.first.push(document);
                asked.first.extend(self.filed(&key));
                rest.clone_from(&number.rest);
                let left: Vec<&str> = number.pieces.iter().skip(used).map(String::as_str).collect();
                if !left.is_empty() {
                    *rest = format!("{rest} {}", left.join(" "));
                }
                return true;
            }
        }
        if number.explicit {
            return false;
        }
        if let Some(document) = self.numbered(&number.dossier) {
            asked.first.push(document);
            asked.first.extend(self.filed(&number.dossier));
            rest.clone_from(&number.rest);
        }
        true
    }

    /// All that is found of one word.
    fn word(&self, form: &str, is_last: bool) -> (Hits, usize) {
        const FEW: usize = 10;
        let counted = |hits: Hits| {
            let count = hits.of.len();
            (hits, count)
        };
        let (mut hits, count) = counted(Self::hits_of(&self.family(form), 1.0));
        if count > 0 {
            if let Some(parts) = Some(count).filter(|&n| n < FEW).and_then(|_| self.apart(form)) {
                hits.add(&parts);
            }
            return (hits, count);
        }
        if is_last && form.len() >= 3 {
            let hits = Self::hits_of(&self.beginning(form), 1.0);
            if !hits.of.is_empty() {
                return counted(hits);
            }
        }
        if let Some(hits) = self.apart(form) {
            return counted(hits);
        }
        counted(
            self.meant(form).map(|meant| Self::hits_of(&self.family(&meant), MISTYPED)).unwrap_or_default(),
        )
    }

    /// Two words that letters write as one.
    fn join(&self, words: &mut [Concept]) {
        for at in 1..words.len() {
            let Some([one, two]) = words.get_mut(at - 1..=at) else { continue };
            let (Some((a, place)), Some((b, next))) = (&one.word, &two.word) else { continue };
            let plain = |word: &str| word.len() >= 3 && word.bytes().all(|b| b.is_ascii_lowercase());
            if *next != place + 1 || !plain(a) || !plain(b) {
                continue;
            }
            for link in LINKS.iter().chain(&["e"]) {
                let family = self.near(&format!("{a}{link}{b}"));
                if family.is_empty() {
                    continue;
                }
                let hits = Self::hits_of(&family, 1.0);
                one.hits.add(&hits);
                two.hits.add(&hits);
                one.joins.extend(hits.of.keys());
            }
        }
    }

    /// A word with hyphens that letters write without.
    fn join_hyphened(&self, words: &mut [Concept], form: &str, place: u32, is_last: bool) {
        const PARTS: u32 = 4;
        let mut family = self.near(form);
        if family.is_empty() && is_last {
            family = self.beginning(form);
        }
        if family.is_empty() {
            return;
        }
        let hits = Self::hits_of(&family, 1.0);
        for concept in words {
            let part = concept.word.as_ref().is_some_and(|(word, at)| {
                *at >= place && *at < place + PARTS && form.contains(word.as_str())
            });
            if part {
                concept.hits.add(&hits);
                concept.joins.extend(hits.of.keys());
            }
        }
    }

    /// Words in quotation marks, as they stand; the words themselves, if the index leaves some out.
    fn phrase(&self, text: &str) -> (Hits, Option<Vec<String>>) {
        let all: Vec<(String, u32)> = analysis::forms_with_joined(text)
            .into_iter()
            .filter(|(_, _, joined)| !joined)
            .map(|(form, place, _)| (form, place))
            .collect();
        let telling: Vec<&(String, u32)> =
            all.iter().filter(|(form, _)| !rules().stop.contains(form)).collect();
        let mut hits = Hits::default();
        let mut lists = Vec::new();
        for (form, place) in &telling {
            let Some(entry) = self.exact(form).filter(|entry| !entry.documents.is_empty()) else {
                return (hits, None);
            };
            hits.forms.insert(form.clone());
            let of: BTreeMap<u32, super::hits::Posting> =
                entry.documents.into_iter().map(|posting| (posting.document, posting)).collect();
            lists.push((*place, of));
        }
        if let Some(((start, first), others)) = lists.split_first() {
            for (document, posting) in first {
                let follows = |p: &&u32| {
                    others.iter().all(|(place, of)| {
                        of.get(document).is_some_and(|other| other.places.contains(&(**p + place - start)))
                    })
                };
                let places: Vec<u32> = posting.places.iter().filter(follows).copied().collect();
                if !places.is_empty() {
                    let hit = hits.of.entry(*document).or_default();
                    let often = f64::from(u32::try_from(places.len()).unwrap_or(u32::MAX));
                    hit.title = posting.is_title();
                    hit.weight = often + if hit.title { 4.0 } else { 0.0 };
                    hit.own = true;
                    hit.places = places;
                }
            }
        }
        let verify = telling.len() < all.len();
        (hits, verify.then(|| all.into_iter().map(|(form, _)| form).collect()))
    }

    fn rank(&self, asked: &Asked) -> Vec<(u32, f64)> {
        if asked.nothing {
            return Vec::new();
        }
        let concepts = &asked.concepts;
        let words: Vec<&Concept> = concepts.iter().filter(|concept| concept.word.is_some()).collect();
        let total = words.iter().fold(0.0, |sum, concept| sum + concept.idf);
        let strict = words.len() <= 3 && !(asked.is_question && words.len() > 1);
        let seen: BTreeSet<u32> =
            concepts.iter().flat_map(|concept| concept.hits.of.keys().copied()).collect();
        let mut ranked: Vec<(u32, f64)> = seen
            .into_iter()
            .filter_map(|document| Some((document, self.score(asked, document, strict, total)?)))
            .collect();
        ranked.sort_by(by_score);
        let pairs = f64::from(u32::try_from(words.len().saturating_sub(1)).unwrap_or(0));
        if pairs > 0.0 {
            for (document, score) in ranked.iter_mut().take(RANKED) {
                let near = words
                    .iter()
                    .zip(words.iter().skip(1))
                    .fold(0.0, |sum, (one, two)| sum + nearness(one, two, *document));
                *score *= 1.0 + 0.8 * near / pairs;
            }
            ranked.sort_by(by_score);
        }
        let mut excluded = BTreeSet::new();
        for not in &asked.not {
            let hits = match not {
                Not::Phrase(phrase) => self.phrase(phrase).0,
                Not::Word(word) => self.excluded(word),
            };
            excluded.extend(hits.of.into_iter().filter(|(_, hit)| hit.own).map(|(document, _)| document));
        }
        ranked.retain(|(document, _)| !excluded.contains(document));
        let mut first: Vec<u32> = Vec::new();
        for &document in &asked.first {
            if !excluded.contains(&document) && !first.contains(&document) {
                first.push(document);
            }
        }
        if first.is_empty() {
            return ranked;
        }
        let known: BTreeSet<u32> = first.iter().copied().collect();
        if concepts.is_empty() {
            ranked.clear();
        }
        ranked.retain(|(document, _)| !known.contains(document));
        let first =
            first.into_iter().zip(0_u32..).map(|(document, n)| (document, 1000.0 - f64::from(n) / 1000.0));
        first.chain(ranked).collect()
    }

    /// How well a document answers; `None` if it lacks what it must have.
    fn score(&self, asked: &Asked, document: u32, strict: bool, total: f64) -> Option<f64> {
        let at = usize::try_from(document).ok()?;
        let held = self.is_held(document);
        let norm = if held { 1.0 - B + B * self.lengths.get(at)? / self.average } else { 1.0 };
        let (mut score, mut covered, mut title) = (0.0, 0.0, true);
        for concept in &asked.concepts {
            let Some(hit) = concept.hits.of.get(&document) else {
                if strict || concept.word.is_none() {
                    return None;
                }
                title = false;
                continue;
            };
            if concept.word.is_some() {
                covered += concept.idf;
            }
            title &= hit.title;
            score += concept.idf * hit.weight * (K + 1.0) / (hit.weight + K * norm);
        }
        if !strict && covered < if asked.is_question { 0.4 } else { 0.6 } * total {
            return None;
        }
        if !strict && total > 0.0 {
            score *= (covered / total).powi(2);
        }
        if title && asked.concepts.iter().any(|concept| !concept.is_date) {
            score *= 1.25;
        }
        // A work that is only cited has its title alone: asked for by it, it comes first, and else last.
        let named = title && asked.length >= 2.0 && asked.length >= *self.lengths.get(at)?;
        Some(if held { score } else { score * if named { 1.6 } else { 0.35 } })
    }

    /// The documents that have a word that must not be there, in any of its forms.
    fn excluded(&self, word: &str) -> Hits {
        let all = analysis::forms_with_joined(word);
        let whole = all.iter().find(|(_, _, joined)| *joined).or_else(|| all.first());
        whole.map(|(form, ..)| Self::hits_of(&self.family(form), 1.0)).unwrap_or_default()
    }
}

/// The best first, of equals the first.
fn by_score(a: &(u32, f64), b: &(u32, f64)) -> std::cmp::Ordering {
    b.1.total_cmp(&a.1).then(a.0.cmp(&b.0))
}

/// How near two words of a query stand in a document: 1 as in the query, less if elsewhere in the neighbourhood.
fn nearness(one: &Concept, two: &Concept, document: u32) -> f64 {
    const NEAR: i64 = 4;
    if one.joins.contains(&document) {
        return 1.0;
    }
    let places =
        |concept: &Concept| concept.hits.of.get(&document).map(|hit| hit.places.clone()).unwrap_or_default();
    let place = |concept: &Concept| concept.word.as_ref().map_or(0, |(_, place)| i64::from(*place));
    let gap = place(two) - place(one);
    let (a, b) = (places(one), places(two));
    let mut best: f64 = 0.0;
    for p in a {
        for q in &b {
            let distance = i64::from(*q) - i64::from(p);
            if distance == gap {
                return 1.0;
            }
            if distance > 0 && distance <= gap + NEAR {
                best = best.max(0.5);
            } else if distance < 0 && distance >= -gap - NEAR {
                best = best.max(0.25);
            }
        }
    }
    best
}

/// Whether words stand in a text one behind the other.
fn holds(text: &str, phrase: &[String]) -> bool {
    let all = analysis::forms_with_joined(text);
    let plain: Vec<String> =
        all.into_iter().filter(|(_, _, joined)| !joined).map(|(form, ..)| form).collect();
    plain.windows(phrase.len().max(1)).any(|window| window == phrase)
}

fn is_question(text: &str) -> bool {
    const BEGINS: [&str; 18] = [
        "wat", "wie", "waar", "waarom", "wanneer", "welk", "welke", "hoe", "hoeveel", "is", "zijn", "heeft",
        "hebben", "kan", "kunnen", "mag", "moet", "moeten",
    ];
    let first = text.split_whitespace().next().filter(|first| first.len() < text.len());
    text.ends_with('?') || first.is_some_and(|first| BEGINS.contains(&first))
}

/// Whether a text has this many figures in a row.
fn has_figures(text: &str, count: usize) -> bool {
    text.split(|c: char| !c.is_ascii_digit()).any(|run| run.len() >= count)
}

/// Takes what stands in quotation marks out of the text.
fn take_quoted(text: &mut String, phrases: &mut Vec<String>, not: &mut Vec<Not>) {
    let mut rest = String::new();
    for (at, part) in text.split('"').enumerate() {
        if at % 2 == 0 {
            rest.push_str(part);
            continue;
        }
        let before = rest.trim_end().strip_suffix('-');
        if let Some(before) =
            before.filter(|before| before.is_empty() || before.ends_with(char::is_whitespace))
        {
            not.push(Not::Phrase(part.to_owned()));
            rest.truncate(before.len());
        } else {
            phrases.push(part.to_owned());
            rest.push(' ');
        }
    }
    *text = rest;
}

/// Takes words with a hyphen before them out of the text.
fn take_excluded(text: &mut String, not: &mut Vec<Not>) {
    let excluded = |word: &str| {
        word.strip_prefix('-').filter(|rest| rest.starts_with(char::is_alphanumeric)).map(str::to_owned)
    };
    let mut kept = Vec::new();
    for word in text.split_whitespace() {
        match excluded(word) {
            Some(word) => not.push(Not::Word(word)),
            None => kept.push(word),
        }
    }
    *text = kept.join(" ");
}
