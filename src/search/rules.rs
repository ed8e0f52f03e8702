//! The table of rules: how the search reads Dutch, once for both sides. `rules.txt` says it; the browser gets the very
//! same text, with the letters that count as others behind it.

use crate::dutch::plain::PLAIN;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

const TEXT: &str = include_str!("rules.txt");

/// Characters that are a figure or two letters in another form.
const FORMS: &[(&str, &str)] = &[
    ("0", "⁰₀"),
    ("1", "¹₁"),
    ("2", "²₂"),
    ("3", "³₃"),
    ("4", "⁴₄"),
    ("5", "⁵₅"),
    ("6", "⁶₆"),
    ("7", "⁷₇"),
    ("8", "⁸₈"),
    ("9", "⁹₉"),
    ("ff", "ﬀ"),
    ("ffi", "ﬃ"),
    ("ffl", "ﬄ"),
    ("fi", "ﬁ"),
    ("fl", "ﬂ"),
];

/// The rules, taken apart.
#[derive(Debug, Default)]
pub(super) struct Rules {
    pub(super) stop: BTreeSet<String>,
    pub(super) weak: BTreeSet<String>,
    /// Prefixes that stand apart from their verb in some forms.
    pub(super) separable: Vec<String>,
    /// All prefixes of verbs, the longest first.
    pub(super) prefixes: Vec<String>,
    /// Forms of irregular verbs, with the stem.
    pub(super) verbs: BTreeMap<String, String>,
    /// Irregular forms, with the word of the dictionary; a form may be one of two words.
    pub(super) irregular: BTreeMap<String, Vec<String>>,
    pub(super) short: BTreeSet<String>,
    pub(super) whole: BTreeSet<String>,
    pub(super) apart: BTreeSet<String>,
    pub(super) suffixes: BTreeSet<String>,
    /// Names of months, with their numbers.
    pub(super) months: BTreeMap<String, u32>,
    pub(super) weekdays: BTreeSet<String>,
    /// Characters with what they count as.
    pub(super) letters: BTreeMap<char, String>,
}

static RULES: LazyLock<Rules> = LazyLock::new(|| Rules::read(&text()));

/// The rules.
pub(super) fn rules() -> &'static Rules {
    &RULES
}

/// The table as the browser reads it.
pub(super) fn text() -> String {
    let mut all = TEXT.to_owned();
    all.push_str("\n[letters]\n");
    for (plain, letters) in PLAIN.iter().chain(FORMS) {
        all.push_str(&format!("{plain}: {letters}\n"));
    }
    all
}

impl Rules {
    fn read(text: &str) -> Self {
        let mut rules = Self::default();
        let mut section = "";
        for line in text.lines().map(str::trim).filter(|line| !line.is_empty() && !line.starts_with('#')) {
            if let Some(name) = line.strip_prefix('[').and_then(|line| line.strip_suffix(']')) {
                section = name;
                continue;
            }
            let (key, words) = line.split_once(": ").unwrap_or(("", line));
            let words = words.split_whitespace().map(str::to_owned);
            match section {
                "stop" => rules.stop.extend(words),
                "weak" => rules.weak.extend(words),
                "separable" => rules.separable.extend(words),
                "inseparable" => rules.prefixes.extend(words),
                "verbs" => rules.verbs.extend(words.map(|word| (word, key.to_owned()))),
                "irregular" => words.for_each(|word| {
                    rules.irregular.entry(word).or_default().push(key.to_owned());
                }),
                "short" => rules.short.extend(words),
                "whole" => rules.whole.extend(words),
                "suffixes" => rules.suffixes.extend(words),
                "apart" => rules.apart.extend(words),
                "months" => rules.months.extend(words.map(|word| (word, key.parse().unwrap_or(0)))),
                "weekdays" => rules.weekdays.extend(words),
                "letters" => rules.letters.extend(
                    words.flat_map(|w| w.chars().collect::<Vec<_>>()).map(|letter| (letter, key.to_owned())),
                ),
                _ => {}
            }
        }
        rules.prefixes.extend(rules.separable.iter().cloned());
        rules.prefixes.sort_by(|a, b| b.len().cmp(&a.len()).then_with(|| a.cmp(b)));
        rules.prefixes.dedup();
        rules
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_section_is_read() {
        let rules = rules();
        for (name, count) in [
            ("stop", rules.stop.len()),
            ("weak", rules.weak.len()),
            ("separable", rules.separable.len()),
            ("verbs", rules.verbs.len()),
            ("irregular", rules.irregular.len()),
            ("short", rules.short.len()),
            ("whole", rules.whole.len()),
            ("apart", rules.apart.len()),
            ("suffixes", rules.suffixes.len()),
            ("months", rules.months.len()),
            ("weekdays", rules.weekdays.len()),
            ("letters", rules.letters.len()),
        ] {
            assert!(count > 10, "{name}: {count}");
        }
    }

    #[test]
    fn the_table_is_plain_letters() {
        // What is compared with folded words must be folded itself.
        let words = TEXT.lines().filter(|line| !line.starts_with('#'));
        assert!(
            words
                .flat_map(str::chars)
                .all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || " :-[]".contains(c))
        );
    }
}
