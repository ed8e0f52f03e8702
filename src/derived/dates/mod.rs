//! Dates that only the date of the letter makes whole: "1 juli jl.", "begin november", "vorig jaar", "tot heden".
//!
//! Dates that name their year are left alone. A phrase that two readers could take for two days, or that speaks of
//! another time than the letter's, is left alone too, and so are the words of somebody else, who wrote on another
//! day: no date beats a wrong one. Linear in the text.

mod around;
mod reader;
mod words;

use crate::dutch::months::MONTHS;
use crate::dutch::sentence::last_word;
use jiff::ToSpan;
use jiff::civil::Date;
use reader::Reader;
use std::fmt;
use std::ops::Range;

/// A phrase and what it means.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Dated {
    /// Its bytes in the text.
    pub span: Range<usize>,
    /// The day or period.
    pub moment: Moment,
}

/// A day or a period.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Moment {
    /// A day.
    Day(Date),
    /// The week that begins on this Monday.
    Week(Date),
    /// A month, or a part of it.
    Month(i16, i8, Option<Part>),
    /// A quarter, 1 to 4.
    Quarter(i16, i8),
    /// A season.
    Season(i16, Season),
    /// A year, or a part of it.
    Year(i16, Option<Part>),
}

/// A part of a month or year.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Part {
    /// "begin"
    Begin,
    /// "medio", "half", "halverwege"
    Middle,
    /// "eind", "einde", "ultimo"
    End,
}

impl Part {
    /// About its first and last day in the month of this first day.
    fn days(self, first: Date) -> (Date, Date) {
        match self {
            Self::Begin => (first, first.saturating_add(9.days())),
            Self::Middle => (first.saturating_add(9.days()), first.saturating_add(19.days())),
            Self::End => (first.saturating_add(19.days()), first.last_of_month()),
        }
    }
}

/// A season that lies within one year.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Season {
    /// March to May.
    Spring,
    /// June to August.
    Summer,
    /// September to November.
    Autumn,
}

impl Season {
    fn months(self) -> (i8, i8) {
        match self {
            Self::Spring => (3, 5),
            Self::Summer => (6, 8),
            Self::Autumn => (9, 11),
        }
    }
}

impl Moment {
    /// Its last day.
    pub fn last(self) -> Date {
        let end_of = |year, month| Date::new(year, month, 1).map_or(Date::MAX, Date::last_of_month);
        match self {
            Self::Day(date) => date,
            Self::Week(monday) => monday.saturating_add(6.days()),
            Self::Month(year, month, _) => end_of(year, month),
            Self::Quarter(year, quarter) => end_of(year, 3 * quarter),
            Self::Season(year, season) => end_of(year, season.months().1),
            Self::Year(year, _) => end_of(year, 12),
        }
    }

    /// The value of HTML's `datetime`: the day, week, month or year that holds the moment. `None` where HTML has no
    /// such value (quarters and seasons).
    pub fn datetime(self) -> Option<String> {
        match self {
            Self::Day(date) => Some(date.to_string()),
            Self::Week(monday) => {
                let week = monday.iso_week_date();
                Some(format!("{}-W{:02}", week.year(), week.week()))
            }
            Self::Month(year, month, _) => Some(format!("{year:04}-{month:02}")),
            Self::Year(year, _) => Some(format!("{year:04}")),
            Self::Quarter(..) | Self::Season(..) => None,
        }
    }
}

impl fmt::Display for Part {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Begin => "begin",
            Self::Middle => "medio",
            Self::End => "eind",
        })
    }
}

/// Prints the moment in Dutch: `1 juli 2021`, `begin november 2021`, `najaar 2021`.
impl fmt::Display for Moment {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let maand = |month: i8| usize::try_from(month - 1).ok().and_then(|m| MONTHS.get(m)).unwrap_or(&"");
        let part = |f: &mut fmt::Formatter<'_>, part: &Option<Part>| match part {
            Some(part) => write!(f, "{part} "),
            None => Ok(()),
        };
        match self {
            Self::Day(date) => write!(f, "{} {} {}", date.day(), maand(date.month()), date.year()),
            Self::Week(monday) => {
                write!(f, "{} tot en met {}", Self::Day(*monday), Self::Day(self.last()))
            }
            Self::Month(year, month, of) => {
                part(f, of)?;
                write!(f, "{} {year}", maand(*month))
            }
            Self::Quarter(year, n) => write!(f, "{n}e kwartaal van {year}"),
            Self::Season(year, season) => {
                let name = match season {
                    Season::Spring => "voorjaar",
                    Season::Summer => "zomer",
                    Season::Autumn => "najaar",
                };
                write!(f, "{name} {year}")
            }
            Self::Year(year, of) => {
                part(f, of)?;
                write!(f, "{year}")
            }
        }
    }
}

/// The phrases of a text that was written on `written`, in order and without overlap.
pub fn find(text: &str, written: Date) -> Vec<Dated> {
    let reader = Reader::new(text, written);
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
