//! What a text is to the search: words with their places, and what forms of a word belong together.
//!
//! `static/zoek/zoek.js` does the same with the same table; a test lays both side by side, word by word.

use super::rules::{Rules, rules};

/// The longest form that is kept; what is longer is an address, not a word.
const LONGEST: usize = 48;

/// Takes a text apart: `take` gets each form with its place, counted in words from `place`; gives the place behind
/// the last. A word with hyphens is its parts, each at a place of its own, and the whole at the place of the first.
pub(super) fn words(text: &str, mut place: u32, mut take: impl FnMut(&str, u32)) -> u32 {
    let mut form = String::new();
    let mut whole = String::new();
    let (mut parts, mut first) = (0, place);
    let mut end = |form: &mut String, whole: &mut String, parts: &mut u32, first: &mut u32, goes_on: bool| {
        if !form.is_empty() {
            if *parts == 0 {
                *first = place;
            }
            if form.len() <= LONGEST {
                take(form, place);
            }
            place += 1;
            *parts += 1;
            whole.push_str(form);
            form.clear();
        }
        if !goes_on {
            let lettered = whole.bytes().any(|b| b.is_ascii_alphabetic());
            if *parts > 1 && whole.len() <= LONGEST && lettered {
                take(whole, *first);
            }
            whole.clear();
            *parts = 0;
        }
    };
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        match c {
            'a'..='z' | '0'..='9' => form.push(c),
            'A'..='Z' => form.push(c.to_ascii_lowercase()),
            '-' | '\u{2010}' | '\u{2011}' => {
                let goes_on = !form.is_empty() && chars.peek().is_some_and(|&next| is_letter(next));
                end(&mut form, &mut whole, &mut parts, &mut first, goes_on);
            }
            '\'' | '\u{2018}' | '\u{2019}' => {
                // `foto's` is `foto`; nothing else is joined by an apostrophe.
                if !form.is_empty() && chars.peek().is_some_and(|next| matches!(next, 's' | 'S')) {
                    let mut rest = chars.clone();
                    rest.next();
                    if !rest.peek().is_some_and(|&next| is_letter(next)) {
                        chars.next();
                    }
                }
                end(&mut form, &mut whole, &mut parts, &mut first, false);
            }
            // Soft hyphens, and characters without a width.
            '\u{ad}' | '\u{200b}'..='\u{200d}' | '\u{2060}' | '\u{feff}' => {}
            c if c.is_ascii() => end(&mut form, &mut whole, &mut parts, &mut first, false),
            c => {
                if !push_folded(&mut form, c) {
                    end(&mut form, &mut whole, &mut parts, &mut first, false);
                }
            }
        }
    }
    end(&mut form, &mut whole, &mut parts, &mut first, false);
    place
}

fn is_letter(c: char) -> bool {
    c.is_alphanumeric()
}

/// Appends a character that is not ASCII as it counts. `false` if it parts words.
fn push_folded(form: &mut String, c: char) -> bool {
    if ('\u{300}'..='\u{36f}').contains(&c) {
        return true;
    }
    let letters = &rules().letters;
    let mut joins = false;
    for c in c.to_lowercase() {
        match letters.get(&c) {
            Some(plain) => {
                form.push_str(plain);
                joins = true;
            }
            None if c.is_alphanumeric() => {
                form.push(c);
                joins = true;
            }
            None => joins |= ('\u{300}'..='\u{36f}').contains(&c),
        }
    }
    joins
}

/// The forms of a text, in order, without their places.
pub(super) fn forms(text: &str) -> Vec<(String, u32)> {
    let mut all = Vec::new();
    words(text, 0, |form, place| all.push((form.to_owned(), place)));
    all
}

/// The same, each with whether it is a word with hyphens as a whole.
pub(super) fn forms_with_joined(text: &str) -> Vec<(String, u32, bool)> {
    let all = forms(text);
    let mut most = None;
    let joined = all.into_iter().map(|(form, place)| {
        let joined = most.is_some_and(|most| place <= most);
        most = most.max(Some(place));
        (form, place, joined)
    });
    joined.collect()
}

/// What a form may be a form of. Two forms belong together if they share a reading. A reading that ends in `!` is that
/// of a verb: *plant* and *plannen* share none but that of *plannen* as a verb, and *plan* has none.
pub(super) fn readings(form: &str) -> Vec<String> {
    let mut out = Readings { rules: rules(), list: vec![form.to_owned()] };
    if form.len() >= 3 && form.bytes().all(|b| b.is_ascii_lowercase()) {
        out.irregular(form);
        if !out.rules.irregular.contains_key(form) {
            out.endings(form, true);
            out.participle(form);
        }
    }
    out.list
}

/// Whether two forms share a reading.
pub(super) fn related(readings: &[String], of: &str) -> bool {
    self::readings(of).iter().any(|reading| readings.contains(reading))
}

struct Readings<'r> {
    rules: &'r Rules,
    list: Vec<String>,
}

impl Readings<'_> {
    fn push(&mut self, reading: String) {
        if !self.list.contains(&reading) {
            self.list.push(reading);
        }
    }

    /// A stem that may be a noun's or a verb's.
    fn both(&mut self, stem: &str) {
        self.push(stem.to_owned());
        self.push(format!("{stem}!"));
    }

    fn irregular(&mut self, form: &str) {
        for word in self.rules.irregular.get(form).into_iter().flatten() {
            self.push(word.clone());
        }
        if let Some(stem) = self.rules.verbs.get(form) {
            self.both(stem);
        }
        for prefix in &self.rules.prefixes {
            if let Some(stem) = form.strip_prefix(prefix.as_str()).and_then(|rest| self.of_verb(rest)) {
                self.both(&format!("{prefix}{stem}"));
            }
        }
        // The plural of a compound changes as that of its last part does: *hoofdsteden*, *gemeenteraadsleden*.
        for (at, _) in form.char_indices().skip(3) {
            let (head, tail) = form.split_at_checked(at).unwrap_or_default();
            if tail.len() >= 5 || tail == "leden" {
                for word in self.rules.irregular.get(tail).into_iter().flatten() {
                    self.push(format!("{head}{word}"));
                }
            }
        }
    }

    /// The stem of an irregular verb behind a prefix: *sproken* of *besproken*, *gesproken* of *afgesproken*.
    fn of_verb(&self, rest: &str) -> Option<&String> {
        let verbs = &self.rules.verbs;
        verbs
            .get(rest)
            .or_else(|| if rest.starts_with("ge") { None } else { verbs.get(&format!("ge{rest}")) })
    }

    /// The readings by what a form ends in; `plural` tells whether an -s may be one.
    fn endings(&mut self, form: &str, plural: bool) {
        if let Some(head) = form.strip_suffix("heden").filter(|head| head.len() > 1) {
            self.push(format!("{head}heid"));
            return;
        }
        // *evaluatie* and *evalueren*, *gremia* and *gremium*.
        if let Some(rest) = form.strip_suffix("atie").filter(|rest| rest.len() >= 3) {
            self.push(format!("{rest}eer!"));
        }
        if let Some(rest) = form.strip_suffix("ia").filter(|rest| rest.len() >= 3) {
            self.push(format!("{rest}ium"));
        }
        if let Some(rest) = form.strip_suffix('s').filter(|rest| plural && is_plural_s(rest)) {
            self.push(rest.to_owned());
            self.endings(rest, false);
        }
        if let Some(rest) = form.strip_suffix("en").filter(|rest| rest.len() >= 2 && has_vowel(rest)) {
            self.finals(rest, true);
            if form.ends_with("ien") && form.len() >= 6 {
                self.push(format!("{rest}e"));
            }
        }
        let long = |rest: &&str| rest.len() >= 3 && has_vowel(rest);
        let bare = form.strip_suffix('e').filter(long);
        if let Some(rest) = bare.filter(|rest| !rest.ends_with(['e', 'i', 'o'])) {
            self.finals(rest, false);
            self.finite(rest);
        }
        for past in ["ten", "te", "den", "de"] {
            if let Some(rest) = form.strip_suffix(past).filter(long).filter(|_| form.len() >= 6) {
                self.push(format!("{}!", hardened(rest)));
                break;
            }
        }
        self.finite(form);
    }

    /// *maakt*, *verbeterd*.
    fn finite(&mut self, form: &str) {
        let Some(rest) = form.strip_suffix(['t', 'd']).filter(|rest| rest.len() >= 3 && has_vowel(rest))
        else {
            return;
        };
        let begins = || self.rules.prefixes.iter().any(|prefix| form.starts_with(prefix.as_str()));
        if form.ends_with('t') || begins() {
            self.push(format!("{}!", hardened(rest)));
        }
    }

    /// What is left when -en or -e is taken off: *bomm* is *bom*, *bom* is *boom*, *brev* is *breef*.
    fn finals(&mut self, rest: &str, verb: bool) {
        let mut back = rest.chars().rev();
        let (last, before, third) = (back.next(), back.next(), back.next());
        let push = |out: &mut Self, stem: &str| {
            let stem = hardened(stem);
            out.push(stem.clone());
            if verb {
                out.push(format!("{stem}!"));
            }
        };
        let Some(last) = last else { return };
        if before == Some(last) && !is_vowel(last) {
            let stem = rest.strip_suffix(last).unwrap_or(rest);
            push(self, stem);
            return;
        }
        let vowel = before.filter(|&v| "aeou".contains(v) && !is_vowel(last) && last != 'w' && last != 'x');
        match vowel.filter(|_| third.is_none_or(|c| !is_vowel(c))) {
            Some(vowel) => {
                let open = rest.strip_suffix(last).unwrap_or(rest);
                push(self, &format!("{open}{vowel}{last}"));
                if self.rules.short.contains(rest) || syllables(rest) > 1 {
                    push(self, rest);
                }
            }
            None => push(self, rest),
        }
    }

    /// *gemaakt*, *uitgevoerd*, *aangepakt*: the verb without ge-. Participles in -en are in the table.
    fn participle(&mut self, form: &str) {
        let stem = form.strip_suffix('e').unwrap_or(form);
        if self.rules.whole.contains(stem) || self.rules.whole.contains(form) {
            return;
        }
        let bare = stem.strip_prefix("ge").map(str::to_owned).into_iter();
        let parted = self.rules.separable.iter().filter_map(|prefix| {
            let rest = stem.strip_prefix(prefix.as_str())?.strip_prefix("ge")?;
            Some(format!("{prefix}{rest}"))
        });
        for verb in bare.chain(parted).filter(|verb| verb.len() >= 4).collect::<Vec<_>>() {
            if let Some(rest) =
                verb.strip_suffix(['t', 'd']).filter(|rest| rest.len() >= 3 && has_vowel(rest))
            {
                self.both(&hardened(rest));
                self.push(format!("{verb}!"));
            }
        }
    }
}

fn is_vowel(c: char) -> bool {
    "aeiouy".contains(c)
}

fn has_vowel(text: &str) -> bool {
    text.contains(is_vowel)
}

/// Groups of vowels.
fn syllables(text: &str) -> usize {
    let mut before = false;
    text.chars()
        .filter(|&c| {
            let begins = is_vowel(c) && !before;
            before = is_vowel(c);
            begins
        })
        .count()
}

/// *wolv* is *wolf*, *huiz* is *huis*.
fn hardened(stem: &str) -> String {
    let hard = |c| match c {
        'v' => Some('f'),
        'z' => Some('s'),
        _ => None,
    };
    match stem.chars().last().and_then(hard) {
        Some(last) => {
            let mut stem = stem.to_owned();
            stem.pop();
            stem.push(last);
            stem
        }
        None => stem.to_owned(),
    }
}

/// Whether a word with -s behind it is its plural.
fn is_plural_s(rest: &str) -> bool {
    const ENDS: [&str; 14] =
        ["el", "er", "em", "en", "ar", "or", "aard", "ie", "e", "m", "b", "p", "ing", "ur"];
    if rest.len() < 4 {
        return false;
    }
    let many = syllables(rest) > 1;
    ENDS.iter().any(|end| rest.ends_with(end)) || many && rest.ends_with(['a', 'o', 'u', 'i', 'y'])
}

/// Where a reading is kept: its first letters, with those that change in inflection made one. A prefix is followed by
/// three letters more, for there are too many words with it to be kept together.
pub(super) fn key(reading: &str) -> String {
    if reading.starts_with(DAY) {
        return reading.chars().take(MONTH).collect();
    }
    let mut norm = String::with_capacity(reading.len());
    for c in reading.trim_end_matches('!').chars() {
        let c = match c {
            'v' => 'f',
            'z' => 's',
            c => c,
        };
        if !norm.ends_with(c) || c.is_ascii_digit() {
            norm.push(c);
        }
    }
    let longest = rules().prefixes.iter().map(|prefix| softened(prefix)).find(|prefix| {
        prefix.len() >= 3 && norm.strip_prefix(prefix.as_str()).is_some_and(|rest| rest.chars().count() >= 3)
    });
    let kept = longest.map_or(0, |prefix| prefix.len()) + 3;
    norm.chars().take(kept).collect()
}

/// What the form of a day begins with, and how many characters of it name the month: `@20210915`.
pub(super) const DAY: char = '@';
const MONTH: usize = 7;

/// A prefix as [`key`] writes it.
pub(super) fn softened(prefix: &str) -> String {
    let mut norm = String::with_capacity(prefix.len());
    for c in prefix.chars() {
        let c = if c == 'v' { 'f' } else { c };
        if !norm.ends_with(c) {
            norm.push(c);
        }
    }
    norm
}

/// The keys under which a form is kept, each once.
pub(super) fn keys(form: &str) -> Vec<String> {
    let mut keys: Vec<String> = readings(form).iter().map(|reading| key(reading)).collect();
    keys.sort();
    keys.dedup();
    keys
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(text: &str) -> Vec<String> {
        forms(text).into_iter().map(|(form, place)| format!("{form}@{place}")).collect()
    }

    #[test]
    fn a_text_is_words_with_places() {
        assert_eq!(of("De CO₂-heffing, 1,5 %"), ["de@0", "co2@1", "heffing@2", "co2heffing@1", "1@3", "5@4"]);
        assert_eq!(of("foto\u{2019}s zo'n crëa\u{ad}tie"), ["foto@0", "zo@1", "n@2", "creatie@3"]);
        assert_eq!(of("in- en uitvoer e\u{301}e\u{301}n"), ["in@0", "en@1", "uitvoer@2", "een@3"]);
        assert_eq!(of("2020-2021 Łódź Straße"), ["2020@0", "2021@1", "lodz@2", "strasse@3"]);
    }

    #[test]
    fn forms_of_one_word_belong_together() {
        for (one, other) in [
            ("wolf", "wolven"),
            ("huis", "huizen"),
            ("boom", "bomen"),
            ("bom", "bommen"),
            ("lid", "leden"),
            ("kamerlid", "kamerleden"),
            ("stad", "steden"),
            ("dag", "dagen"),
            ("feestdag", "feestdagen"),
            ("maatregel", "maatregelen"),
            ("toeslag", "toeslagen"),
            ("akkoord", "akkoorden"),
            ("gemeente", "gemeenten"),
            ("gemeente", "gemeentes"),
            ("mogelijkheid", "mogelijkheden"),
            ("motie", "moties"),
            ("minister", "ministers"),
            ("categorie", "categorieen"),
            ("ministerie", "ministerien"),
            ("besluit", "besloten"),
            ("spreken", "gesproken"),
            ("spreken", "sprak"),
            ("besproken", "bespreken"),
            ("afspraken", "afspreken"),
            ("maken", "gemaakt"),
            ("maakt", "maken"),
            ("uitvoeren", "uitgevoerd"),
            ("aanpakken", "aangepakt"),
            ("verbeterd", "verbeteren"),
            ("gericht", "richten"),
            ("duurzame", "duurzaam"),
            ("grote", "groot"),
            ("brede", "breed"),
            ("brieven", "brief"),
            ("museum", "musea"),
            ("schip", "schepen"),
            ("onderzocht", "onderzoeken"),
            ("wapens", "wapen"),
            ("evalueert", "evaluatie"),
            ("annexeren", "annexaties"),
            ("gremium", "gremia"),
            ("gehackt", "hack"),
        ] {
            assert!(
                related(&readings(one), other),
                "{one} {:?}, {other} {:?}",
                readings(one),
                readings(other)
            );
            assert!(
                keys(one).iter().any(|key| keys(other).contains(key)),
                "{one} and {other} are kept apart"
            );
        }
    }

    #[test]
    fn forms_of_other_words_do_not() {
        for (one, other) in [
            ("mening", "gemeente"),
            ("gezin", "zin"),
            ("minister", "mini"),
            ("man", "maan"),
            ("bom", "boom"),
            ("plan", "plant"),
            ("gezond", "zon"),
            ("gebied", "bieden"),
            ("gemeente", "gemeen"),
            ("huis", "hui"),
            ("gewicht", "wicht"),
            ("gezinnen", "zin"),
            ("gepaard", "paarden"),
            ("gezonde", "zon"),
        ] {
            assert!(
                !related(&readings(one), other),
                "{one} {:?}, {other} {:?}",
                readings(one),
                readings(other)
            );
        }
    }
}
