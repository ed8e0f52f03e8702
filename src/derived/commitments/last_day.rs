//! The last day of a term that names its year: "1 december 2021", "eind 2021", "het eerste kwartaal van 2022".

use crate::derived::dates::Season;
use crate::dutch::{months, periods};
use jiff::civil::Date;

/// The last day that the words of a term mean. `None` for a term without a year: no day beats a wrong one.
pub(super) fn of(due: &str) -> Option<Date> {
    let lower = due.to_lowercase();
    let words: Vec<&str> =
        lower.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).collect();
    let is_year = |word: &&str| word.len() == 4 && word.bytes().all(|b| b.is_ascii_digit());
    let year: i16 = words.iter().copied().find(is_year)?.parse().ok()?;
    let end_of = |month: i8| Date::new(year, month, 1).ok().map(Date::last_of_month);
    let has = |list: &[&str]| words.iter().any(|word| list.contains(word));
    if let Some((at, month)) =
        words.iter().enumerate().find_map(|(at, word)| Some((at, months::number(word)?)))
    {
        let day = at.checked_sub(1).and_then(|before| words.get(before)?.parse::<i8>().ok());
        return match day {
            Some(day) => Date::new(year, month, day).ok(),
            None => end_of(month),
        };
    }
    let rank = periods::RANKS.iter().zip(1..).find(|(rank, _)| words.contains(rank)).map(|(_, rank)| rank);
    let last = has(&["laatste"]);
    if has(&["kwartaal"]) {
        return end_of(3 * if last { 4 } else { rank? });
    }
    if has(&["helft", "halfjaar"]) {
        return end_of(if last || rank == Some(2) { 12 } else { 6 });
    }
    let seasons = [
        (periods::SPRING, Season::Spring),
        (periods::SUMMER, Season::Summer),
        (periods::AUTUMN, Season::Autumn),
    ];
    if let Some((_, season)) = seasons.into_iter().find(|(names, _)| has(names)) {
        return end_of(season.months().1);
    }
    // A winter lies in two years.
    if has(periods::WINTER) { None } else { end_of(12) }
}

#[cfg(test)]
mod tests {
    #[test]
    fn a_term_with_its_year_has_a_last_day() {
        for (due, day) in [
            ("1 december 2021", "2021-12-01"),
            ("november 2021", "2021-11-30"),
            ("eerste kwartaal van 2022", "2022-03-31"),
            ("laatste kwartaal van 2022", "2022-12-31"),
            ("eerste helft van 2022", "2022-06-30"),
            ("voorjaar van 2022", "2022-05-31"),
            ("eind 2021", "2021-12-31"),
            ("2022", "2022-12-31"),
        ] {
            assert_eq!(super::of(due).map(|day| day.to_string()).as_deref(), Some(day), "{due}");
        }
        for due in ["voor het kerstreces", "1 december", "winter 2022", "31 november 2022"] {
            assert_eq!(super::of(due), None, "{due}");
        }
    }
}
