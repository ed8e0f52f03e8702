//! What every reader of official Dutch knows: months and days, names and their prefixes, offices,
//! how letters begin and end, page numbers, where a sentence ends, how words are sorted.
//!
//! Lists are data with one home here: a word is added in one place, and a list that another question needs is made of
//! the first; who looks for what in a text is for the wings that follow. Nothing here knows
//! a publication, a letter or a page.

pub mod collation;
pub mod letters;
pub mod months;
pub mod names;
pub mod offices;
pub mod page_number;
pub mod periods;
pub mod person;
pub mod plain;
pub mod sentence;
pub mod weekdays;

#[cfg(test)]
mod tests {
    use super::{letters, months, names, offices, page_number, periods, sentence, weekdays};
    use std::collections::BTreeSet;

    /// Every list, by what it is of.
    fn lists() -> Vec<(&'static str, Vec<&'static str>)> {
        vec![
            ("months", months::MONTHS.to_vec()),
            ("weekdays", weekdays::WEEKDAYS.to_vec()),
            ("parts of a year", periods::PARTS.concat()),
            ("ranks", periods::RANKS.to_vec()),
            ("prefixes", names::PREFIXES.to_vec()),
            ("titles", names::TITLES.to_vec()),
            ("offices", offices::all().collect()),
            ("bodies", offices::BODIES.to_vec()),
            ("of commissions", offices::OF_COMMISSIONS.to_vec()),
            ("joining", offices::JOINING.to_vec()),
            ("members", offices::MEMBERS.to_vec()),
            ("departments", [&offices::DEPARTMENTS[..], &offices::SHORT_DEPARTMENTS].concat()),
            ("salutations", letters::SALUTATIONS.to_vec()),
            ("familiar salutations", letters::FAMILIAR.to_vec()),
            ("closings", letters::CLOSINGS.to_vec()),
            ("on behalf", letters::ON_BEHALF.to_vec()),
            ("pages", [&page_number::WORDS[..], &page_number::CITING].concat()),
            ("abbreviations", sentence::ABBREVIATIONS.to_vec()),
        ]
    }

    /// Words that stand in two lists because they are two words, or answer two questions.
    const IN_TWO: [(&str, &str, &[&str]); 6] = [
        // What joins the parts of a ministry joins the parts of a name too, but "aan" and "over" join none.
        ("prefixes", "joining", &["van", "voor", "de", "het", "der", "in", "op", "des"]),
        ("prefixes", "abbreviations", &["al"]),
        ("bodies", "of commissions", &["commissie"]),
        ("bodies", "departments", &["afdeling"]),
        ("members", "familiar salutations", &["leden", "heer"]),
        ("members", "abbreviations", &["lid"]),
    ];

    #[test]
    fn no_word_has_two_homes() {
        let lists = lists();
        for (at, (name, words)) in lists.iter().enumerate() {
            assert_eq!(words.iter().collect::<BTreeSet<_>>().len(), words.len(), "{name} repeat themselves");
            for (other, others) in lists.iter().skip(at + 1) {
                let two = IN_TWO.iter().find(|(a, b, _)| [(a, b), (b, a)].contains(&(name, other)));
                let known = two.map_or(&[][..], |(.., words)| words);
                let repeated: Vec<&&str> =
                    words.iter().filter(|word| others.contains(word) && !known.contains(word)).collect();
                assert!(repeated.is_empty(), "{repeated:?} in {name} and in {other}");
            }
        }
    }
    /// A list elsewhere that begins anew with what has its home here would be forgotten when a word is added.
    #[test]
    fn no_other_module_has_these_words_of_its_own() {
        let telling = ["months", "weekdays", "offices", "salutations", "closings", "departments"];
        let lists = lists().into_iter().filter(|(name, _)| telling.contains(name));
        let literals: Vec<String> = lists.flat_map(|(_, words)| words).map(|w| format!("\"{w}\"")).collect();
        let root = concat!(env!("CARGO_MANIFEST_DIR"), "/src");
        for file in walkdir::WalkDir::new(root).into_iter().flatten() {
            let path = file.path();
            let elsewhere = !path.starts_with(format!("{root}/dutch")) && !path.ends_with("tests.rs");
            if !elsewhere || path.extension().is_none_or(|extension| extension != "rs") {
                continue;
            }
            let text = std::fs::read_to_string(path).unwrap();
            let code = text.split("#[cfg(test)]\nmod tests {").next().unwrap_or_default();
            let repeated = literals.iter().find(|literal| code.contains(literal.as_str()));
            assert!(repeated.is_none(), "{repeated:?} stands in {} too", path.display());
        }
    }
}
