//! Dates that only the date of the letter makes whole: "1 juli jl.", "begin november", "vorig jaar", "tot heden".
//!
//! Dates that name their year are left alone. A phrase that two readers could take for two days, or that speaks of
//! another time than the letter's, is left alone too, and so are the words of somebody else, who wrote on another
//! day: no date beats a wrong one. Linear in the text.

mod around;
mod moment;
mod reader;
mod words;

pub use moment::{Dated, Moment, PeriodPart, Season};

use crate::dutch::sentence::last_word;
use jiff::civil::Date;
use reader::DateReader;

/// The phrases of a text that was written on `written`, in order and without overlap.
pub fn find(text: &str, written: Date) -> Vec<Dated> {
    let reader = DateReader::new(text, written);
    let mut found: Vec<Dated> = Vec::new();
    let mut at = 0;
    while at < reader.len() {
        let Some((phrase, next)) = reader.phrase(at) else {
            at += 1;
            continue;
        };
        let free = found.last().map_or(0, |last| last.span.end);
        found.extend(
            phrase
                .into_iter()
                .filter(|dated| dated.span.start >= free && !reader.around.are_quoted(&dated.span)),
        );
        at = next.max(at + 1);
    }
    found
}

/// Where the words begin that make the date at byte `at` that of a letter: "brief van 1 juli jl.". "Uw brief" is
/// not one that the sender wrote.
pub fn letter_named(text: &str, at: usize) -> Option<usize> {
    let before = text.get(..at)?.trim_end();
    let before = ["van", "d.d."].iter().find_map(|word| before.strip_suffix(word))?.trim_end();
    let start = last_word(before);
    let word = before.get(start..)?;
    let whose = before.get(..start)?.split_whitespace().next_back().unwrap_or_default().to_lowercase();
    let is_of_others = ["uw", "hun", "zijn", "haar"].contains(&whose.as_str());
    (word.to_lowercase().ends_with("brief") && !is_of_others).then_some(start)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(written: &str, text: &str, expected: &[(&str, &str)]) {
        let found = find(text, written.parse().unwrap());
        let found: Vec<(&str, String)> =
            found.iter().map(|d| (&text[d.span.clone()], d.moment.to_string())).collect();
        let found: Vec<(&str, &str)> = found.iter().map(|(a, b)| (*a, b.as_str())).collect();
        assert_eq!(found, expected, "{text}");
    }

    /// The day of the sample letter.
    const LETTER: &str = "2021-09-15";

    #[test]
    fn days_lie_on_the_side_that_the_phrase_says() {
        check(
            LETTER,
            "op 1 juli jl. en 3 december j.l.",
            &[("1 juli jl.", "1 juli 2021"), ("3 december j.l.", "3 december 2020")],
        );
        check(
            LETTER,
            "15 november a.s. en 1 juli as",
            &[("15 november a.s.", "15 november 2021"), ("1 juli as", "1 juli 2022")],
        );
        check(
            LETTER,
            "de 1e en 3 dezer, 30\u{a0}september\naanstaande",
            &[("3 dezer", "3 september 2021"), ("30\u{a0}september\naanstaande", "30 september 2021")],
        );
        check(
            LETTER,
            "2 en 3 juni jl., 7 oktober vorig jaar",
            &[
                ("2", "2 juni 2021"),
                ("3 juni jl.", "3 juni 2021"),
                ("7 oktober vorig jaar", "7 oktober 2020"),
            ],
        );
    }

    #[test]
    fn what_names_its_year_or_leaves_it_open_is_left_alone() {
        for text in [
            "op 1 juli 2021",
            "op 1 juli en 2 juli",
            "begin november 2022",
            "eind november van 2023",
            "in maart '21",
            "in november",
            "medio maart",
            "het volgend jaar",
            "de vorige week",
            "afgelopen jaar",
            "heden en verleden",
            "van vandaag op morgen",
            "vandaag de dag",
            "zorg voor morgen",
            "de opgaven van vandaag",
            "vandaag of morgen",
            "niet van gisteren",
            "10 september as.",
            "30 september jl.",
            "15 september jl.",
            "september jl.",
            "30 februari jl.",
            "maandag 1 juli jl.",
            "deze winter",
            "afgelopen september",
        ] {
            check(LETTER, text, &[]);
        }
    }

    #[test]
    fn periods() {
        check(
            LETTER,
            "volgend jaar 300 miljoen, eind volgend jaar, eind van dit jaar, ultimo december, vorig jaar mei",
            &[
                ("volgend jaar", "2022"),
                ("eind volgend jaar", "eind 2022"),
                ("eind van dit jaar", "eind 2021"),
                ("ultimo december", "eind december 2021"),
                ("vorig jaar mei", "mei 2020"),
            ],
        );
        check(
            LETTER,
            "begin februari, eind januari, begin juni, eind september",
            &[
                ("eind januari", "eind januari 2022"),
                ("begin juni", "begin juni 2021"),
                ("eind september", "eind september 2021"),
            ],
        );
        check(
            LETTER,
            "dit kwartaal, volgend kwartaal, het derde kwartaal van volgend jaar",
            &[
                ("dit kwartaal", "3e kwartaal van 2021"),
                ("volgend kwartaal", "4e kwartaal van 2021"),
                ("derde kwartaal van volgend jaar", "3e kwartaal van 2022"),
            ],
        );
        check(
            "2021-02-01",
            "vorig kwartaal, vorige maand, vorige week",
            &[
                ("vorig kwartaal", "4e kwartaal van 2020"),
                ("vorige maand", "januari 2021"),
                ("vorige week", "25 januari 2021 tot en met 31 januari 2021"),
            ],
        );
        check(
            LETTER,
            "afgelopen zomer, komend najaar, komend voorjaar, dit voorjaar",
            &[
                ("afgelopen zomer", "zomer 2021"),
                ("komend voorjaar", "voorjaar 2022"),
                ("dit voorjaar", "voorjaar 2021"),
            ],
        );
        check(
            LETTER,
            "afgelopen mei, komende november, komende vrijdag, dinsdag jl.",
            &[
                ("afgelopen mei", "mei 2021"),
                ("komende november", "november 2021"),
                ("komende vrijdag", "17 september 2021"),
                ("dinsdag jl.", "14 september 2021"),
            ],
        );
        check(
            LETTER,
            "tot op heden, per heden, met ingang van heden, gisteren, Overmorgen",
            &[
                ("heden", "15 september 2021"),
                ("heden", "15 september 2021"),
                ("heden", "15 september 2021"),
                ("gisteren", "14 september 2021"),
                ("Overmorgen", "17 september 2021"),
            ],
        );
    }

    #[test]
    fn the_words_around_take_a_month_away_that_is_another_years() {
        for text in [
            "Begin november heb ik uw Kamer geïnformeerd.",
            "Uiterlijk eind juli wordt u geïnformeerd",
            "Begin september wordt u geïnformeerd",
            "Begin november publiceerde het instituut zijn rapport",
            "toegezegd is dat voor eind juli",
            "Eind juli van dat jaar",
            "begin november van enig jaar",
            "jaarlijks begin november",
            "In 2017 is toegezegd dat de wet volgend jaar volgt",
            "Toen was de verwachting dat de wet volgend jaar in werking zou treden",
            "Begin november ontving u de reactie",
            "van begin juni tot en met eind december 2020",
            "Op 3 maart 2020 is dat besloten; begin juni volgde de rest.",
        ] {
            check(LETTER, text, &[]);
        }
        check(
            LETTER,
            "Op 3 maart 2020 besloot ik dat. Begin november van start. Zoals ik heb gezegd, zal dat eind oktober zijn.",
            &[("Begin november", "begin november 2021"), ("eind oktober", "eind oktober 2021")],
        );
        check(LETTER, "Eind juli heb ik (nr. 2020, 2019/20) dat", &[]);
        check(LETTER, "Eind juli heb ik (2020-2021, 2019/20) dat", &[("Eind juli", "eind juli 2021")]);
    }

    #[test]
    fn what_stands_between_quotation_marks_was_written_on_another_day() {
        for text in [
            "«vorige week»",
            "“nu vorig jaar”",
            "„vorig jaar“",
            "\"eind vorig jaar\"",
            "«zo “ook” vorig jaar»",
        ] {
            check(LETTER, text, &[]);
        }
        for text in ["» vorig jaar «", "\"a\" vorig jaar \"b\"", "« vorig jaar", "“a” vorig jaar “b”"]
        {
            check(LETTER, text, &[("vorig jaar", "2020")]);
        }
    }

    #[test]
    fn a_weekday_and_the_date_behind_it_are_one() {
        check(
            LETTER,
            "afgelopen maandag 13 september; volgende week dinsdag, vorige week maandag 6 september",
            &[
                ("afgelopen maandag 13 september", "13 september 2021"),
                ("volgende week dinsdag", "21 september 2021"),
                ("vorige week maandag 6 september", "6 september 2021"),
            ],
        );
        for text in [
            "aanstaande donderdag 23 september",
            "komende vrijdag 17 september 2021",
            "volgende week dinsdag 5 mei",
        ] {
            check(LETTER, text, &[]);
        }
    }

    #[test]
    fn seasons_that_two_readers_may_take_for_two() {
        for (written, text) in [
            (LETTER, "volgend najaar"),
            (LETTER, "afgelopen zomer 2020"),
            (LETTER, "de afgelopen zomer van 2020"),
            ("2022-01-10", "dit najaar"),
            ("2022-12-22", "dit voorjaar"),
            ("2022-12-22", "vorig najaar"),
            ("2022-01-10", "volgend voorjaar"),
        ] {
            check(written, text, &[]);
        }
        check(
            LETTER,
            "volgend voorjaar, volgende zomer, vorig jaar zomer",
            &[
                ("volgend voorjaar", "voorjaar 2022"),
                ("volgende zomer", "zomer 2022"),
                ("vorig jaar zomer", "zomer 2020"),
            ],
        );
        check("2022-02-10", "vorig najaar", &[("vorig najaar", "najaar 2021")]);
    }

    #[test]
    fn html_gets_the_narrowest_value_that_holds_the_moment() {
        let value = |text| find(text, LETTER.parse().unwrap())[0].moment.datetime();
        assert_eq!(value("1 juli jl.").as_deref(), Some("2021-07-01"));
        assert_eq!(value("begin november").as_deref(), Some("2021-11"));
        assert_eq!(value("eind dit jaar").as_deref(), Some("2021"));
        assert_eq!(value("vorige week").as_deref(), Some("2021-W36"));
        assert_eq!(value("dit najaar"), None);
    }

    #[test]
    fn the_date_of_a_letter_is_told_from_others() {
        for (text, expected) in [
            ("In mijn brief van 1 juli jl.", Some("brief van 1 juli jl.")),
            ("de Kamerbrief\nd.d. 1 juli jl.", Some("Kamerbrief\nd.d. 1 juli jl.")),
            ("In mijn\u{a0}brief van 1 juli jl.", Some("brief van 1 juli jl.")),
            ("In antwoord op uw brief van 1 juli jl.", None),
            ("In antwoord op uw\u{202f}brief van 1 juli jl.", None),
            ("Op 1 juli jl.", None),
            ("het debat van 1 juli jl.", None),
        ] {
            let found = letter_named(text, text.find("1 juli").unwrap());
            assert_eq!(found.map(|start| &text[start..]), expected, "{text}");
        }
    }

    #[test]
    fn the_ends_of_the_calendar_are_no_trouble() {
        for written in ["0001-01-01", "9999-12-31"] {
            for text in [
                "1 juli jl. a.s.",
                "1 maart a.s.",
                "eind dit jaar",
                "volgende week",
                "vorige week",
                "overmorgen",
                "vorig kwartaal",
                "volgende maand",
                "vorige maand",
                "1 maart vorig jaar",
            ] {
                let _ = find(text, written.parse().unwrap());
            }
        }
    }
}
