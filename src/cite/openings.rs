//! The words that open a citation, each with the readers that may go on from it.
//!
//! Those of publications follow from the rows of `number::series`; only words that are of no one series, or of ordinary
//! Dutch too, stand with their readers here. `trigger` finds them in a text.

use super::citation::References;
use super::cursor::Cursor;
use super::{
    aanhangsel, address, advice, bulletins, ecli, eu, handelingen, kamerstuk, law, list, parliament,
    qualifier, relative,
};
use crate::number::series::{Grammar, SERIES};
use std::collections::BTreeSet;
use std::sync::LazyLock;

/// Reads what starts at a place of the text; gives where the search goes on.
type Reader = fn(&str, usize, &mut References) -> Option<usize>;

/// A word in small letters with one of its readers.
struct Opening {
    word: &'static str,
    read: Reader,
}

/// The readers of a series' citations, to be tried in this order.
fn readers(grammar: Grammar) -> &'static [Reader] {
    match grammar {
        Grammar::Papers => &[kamerstuk::labelled],
        Grammar::Meetings => &[kamerstuk::under_handelingen, handelingen::labelled],
        Grammar::Questions => &[aanhangsel::labelled],
        Grammar::Yearly { .. } => &[bulletins::labelled],
        Grammar::OfficialJournal => &[bulletins::official_journal],
        Grammar::UnionPapers => &[eu::paper],
        Grammar::Ecli => &[ecli::read],
        Grammar::Articles => &[law::labelled],
        Grammar::Promises => &[parliament::promise],
        Grammar::Advice => &[advice::read],
        Grammar::Addresses => &[address::url],
        Grammar::Ids | Grammar::IdsOfChambers | Grammar::Figures => &[],
    }
}

/// The words of no one series, and those that mean something else as often.
const OTHERS: &[(&[&str], &[Reader])] = &[
    // Chambers, and what the Kamerstukken were called before they had a name.
    (&["tk", "ek", "t", "e", "tweede", "eerste", "zitting"], &[kamerstuk::labelled]),
    (&["bijlage", "bijlagen", "bijl", "parliamentary"], &[kamerstuk::labelled]),
    (&[qualifier::HAND], &[kamerstuk::under_handelingen, handelingen::labelled]),
    (&["bulletin"], &[bulletins::labelled]),
    (&["eu"], &[ecli::read]),
    (handelingen::OF_CHAMBERS, &[kamerstuk::under_handelingen, handelingen::labelled]),
    (&["bwbr", "bwbv", "jci"], &[law::bwb]),
    (list::ONE, &[kamerstuk::reversed]),
    (list::SEVERAL, &[kamerstuk::reversed]),
    // `t.a.p.`
    (&["t"], &[relative::idem]),
    (relative::IDEM, &[relative::idem]),
    (relative::NOTES, &[relative::notes]),
    (relative::NOTES_OF_OTHERS, &[relative::notes]),
    (relative::PAPERS, &[relative::own_dossier]),
];

/// Every opening, by the first letter.
static OPENINGS: LazyLock<[Vec<Opening>; 26]> = LazyLock::new(|| {
    let mut openings = [const { Vec::new() }; 26];
    let mut add = |word: &'static str, readers: &[Reader]| {
        let letter = word.bytes().next().and_then(place);
        if let Some(of_letter) = letter.and_then(|letter| openings.get_mut(letter)) {
            of_letter.extend(readers.iter().map(|&read| Opening { word, read }));
        }
    };
    for series in SERIES {
        if let (Some(word), false) = (series.prefix.strip_suffix('-'), series.grammar == Grammar::Figures) {
            let of_chambers = series.grammar == Grammar::IdsOfChambers;
            add(word, &[if of_chambers { address::written_id_of_chamber } else { address::written_id }]);
        }
        for phrase in series.openings() {
            add(phrase.split(' ').next().unwrap_or(phrase), readers(series.grammar));
        }
    }
    for (words, readers) in OTHERS {
        words.iter().for_each(|word| add(word, readers));
    }
    let nicknames: BTreeSet<_> = law::opening_words().collect();
    for word in nicknames {
        add(word, &[law::nickname]);
    }
    openings
});

/// The place of a letter in the alphabet.
fn place(letter: u8) -> Option<usize> {
    letter.is_ascii_alphabetic().then(|| usize::from(letter.to_ascii_lowercase() - b'a'))
}

/// Every word that opens a citation, in either case; some stand here more than once.
pub(super) fn words() -> impl Iterator<Item = &'static str> {
    OPENINGS.iter().flatten().map(|opening| opening.word)
}

/// Hands the word at a place to its readers; gives where the search goes on.
pub(super) fn read(text: &str, start: usize, found: &mut References) -> Option<usize> {
    let word = Cursor::new(text, start).word();
    let openings = OPENINGS.get(place(*word.as_bytes().first()?)?)?;
    let of_word =
        |opening: &&Opening| opening.word.len() == word.len() && opening.word.eq_ignore_ascii_case(word);
    openings.iter().filter(of_word).find_map(|opening| (opening.read)(text, start, found))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cite::find_all;
    use crate::number::series::Series;

    /// What may stand behind the opening words of a series, and the id that it cites with them.
    fn examples(series: &Series) -> &'static [(&'static str, &'static str)] {
        match series.grammar {
            Grammar::Papers => {
                &[(" 28 638, nr. 200", "kst-28638-200"), (". 28 638, nr. 200", "kst-28638-200")]
            }
            Grammar::Meetings => &[(" II 2010/11, nr. 108, item 5", "h-tk-20102011-108-5")],
            Grammar::Questions => &[(" II 2013/14, nr. 2336", "ah-tk-20132014-2336")],
            Grammar::Yearly { .. } => &[(" 2021, 123", "-2021-123"), (". 2021, 123", "-2021-123")],
            Grammar::OfficialJournal => &[(" 2020, L 249", "PbEU-2020-L-249")],
            Grammar::UnionPapers => &[("(2021)171", "(2021)171")],
            Grammar::Ecli => &[(":NL:HR:2013:54", "ECLI:NL:HR:2013:54")],
            Grammar::Articles => &[(" 4:5 Awb", "BWBR0005537/4:5"), (". 4:5 Awb", "BWBR0005537/4:5")],
            Grammar::Promises => &[("202301-001", "TZ202301-001"), ("01234, een toezegging", "T01234")],
            Grammar::Advice => &[("05.21.0123/I", "W05.21.0123/I")],
            Grammar::Addresses => &[("://a.nl/x", "://a.nl/x"), (".a.nl/x", "https://www.a.nl/x")],
            Grammar::Ids | Grammar::IdsOfChambers | Grammar::Figures => &[],
        }
    }

    /// A word in small letters, with a capital, and in capitals.
    fn cases(word: &str) -> [String; 3] {
        [word.to_owned(), word[..1].to_uppercase() + &word[1..], word.to_uppercase()]
    }

    /// The ids of the citation that starts behind `Zie `.
    fn ids(words: &str) -> Option<String> {
        let text = format!("Zie {words}.");
        let first = find_all(&text).citations.into_iter().find(|c| c.span.start == "Zie ".len())?;
        Some(first.cited.iter().map(|c| c.id.as_str()).collect::<Vec<_>>().join(" "))
    }

    #[test]
    fn every_word_of_a_series_is_reached() {
        for series in SERIES {
            let yearly = matches!(series.grammar, Grammar::Yearly { .. });
            let prefix = if yearly { series.prefix.trim_end_matches('-') } else { "" };
            for word in series.openings() {
                let reached = examples(series).iter().any(|(behind, id)| {
                    let id = format!("{prefix}{id}");
                    cases(word)
                        .iter()
                        .any(|word| ids(&format!("{word}{behind}")).is_some_and(|i| i.ends_with(&id)))
                });
                assert!(reached, "{word} opens no citation of {series:?}");
            }
        }
    }

    #[test]
    fn every_id_with_a_hyphen_is_read_where_it_is_written_out() {
        for id in [
            "kst-28638-200",
            "blg-1184123",
            "h-tk-20102011-108-5",
            "ah-tk-20132014-2336",
            "stb-2021-123",
            "stcrt-2026-18302",
            "trb-1971-144",
            "PbEU-2020-L-249",
            "gmb-2020-15111",
            "kv-tk-2020Z13248",
            "ag-tk-2021-05-21",
            "nds-tk-2015D00006",
        ] {
            assert_eq!(ids(id).as_deref(), Some(id));
            assert_eq!(ids(&id.to_uppercase()).as_deref(), Some(id));
        }
    }

    #[test]
    fn every_other_word_is_reached() {
        /// What may stand behind the other words.
        const BEHIND: [&str; 15] = [
            " 2020/21, 28 638, nr. 200",
            ".K. 28 638, nr. 200",
            " Kamer 2020/21, 28 638, nr. 200",
            " Handelingen 1962-1963, 6000, nr. 9",
            " Paper 28 638, no. 201",
            ". II 2010/11, nr. 108",
            " of Acts and Decrees 2021, 123",
            "0005537",
            "0001000",
            "1.3:c:BWBR0005537",
            " 721(19637)",
            ". 721(19637)",
            ".a.p.",
            ":C:1984:25",
            " nr. 12",
        ];
        let mut words: BTreeSet<&str> = OTHERS.iter().flat_map(|(words, _)| *words).copied().collect();
        let reached = |text: &str| {
            let found = find_all(text);
            let spans =
                found.citations.iter().map(|c| &c.span).chain(found.relatives.iter().map(|r| &r.span));
            spans.into_iter().any(|span| span.start == "Zie ".len())
        };
        words.retain(|word| {
            let mut texts = BEHIND
                .iter()
                .chain(&[" 3", "."])
                .flat_map(|behind| cases(word).map(|word| format!("Zie {word}{behind}")));
            !texts.any(|text| reached(&text))
        });
        assert!(words.is_empty(), "nothing is found at {words:?}");
    }
}
