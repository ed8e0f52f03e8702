//! Days as letters write them: `15 september 2021`, `Den Haag, 15 september 2021`, `Vastgesteld 12 maart 2015`.

use super::{after, squeeze};
use crate::dutch::months;
use jiff::civil::Date;

/// Words before the date of a document that is no letter.
const STATED: [&str; 8] = [
    "vastgesteld",
    "voorgesteld",
    "ontvangen ter griffie op",
    "ontvangen",
    "ingezonden",
    "ingediend",
    "uitgebracht",
    "aangeboden",
];

/// The day that a text is: `15 september 2021`, `15 SEPT. 2021`, `15-09-2021`, `2021-09-15`.
pub fn date(text: &str) -> Option<Date> {
    let text = squeeze(text);
    let text = text.trim_end_matches(['.', ',']);
    let parts: Vec<&str> = text.split(' ').collect();
    if let [day, month, year] = parts[..] {
        return civil(year, month_number(month)?, day);
    }
    let parts: Vec<&str> = text.split(['-', '/']).collect();
    match parts[..] {
        [year, month, day] if year.len() == 4 => civil(year, month.parse().ok()?, day),
        [day, month, year] if year.len() == 4 => civil(year, month.parse().ok()?, day),
        _ => None,
    }
}

/// The day that a text begins with, if more follows it.
pub fn leading(text: &str) -> Option<Date> {
    let words: Vec<&str> = text.split_whitespace().collect();
    date(&words.get(..3)?.join(" "))
}

fn civil(year: &str, month: i8, day: &str) -> Option<Date> {
    let digits =
        |s: &str, most: usize| !s.is_empty() && s.len() <= most && s.bytes().all(|b| b.is_ascii_digit());
    if !digits(day, 2) || !digits(year, 4) {
        return None;
    }
    let year = year.parse().ok().filter(|year| (1814..=2199).contains(year))?;
    Date::new(year, month, day.parse().ok()?).ok()
}

fn month_number(word: &str) -> Option<i8> {
    let bare = word.trim_end_matches('.');
    months::number(bare).or_else(|| months::abbreviated(bare).filter(|_| bare.len() < word.len()))
}

/// The place and the day of a letter: `Den Haag, 15 september 2021`. Places are few words with a capital.
pub fn place_and_date(line: &str) -> Option<(String, Date)> {
    let line = squeeze(line);
    let (place, day) = line.split_once(',')?;
    let letters = |c: char| c.is_alphabetic() || matches!(c, ' ' | '-' | '\'' | '’' | '‘' | '.');
    let named = place.chars().any(char::is_uppercase) && place.chars().all(letters);
    let place = (named && place.split(' ').count() <= 4 && !place.is_empty()).then(|| place.to_owned())?;
    Some((place, date(day)?))
}

/// The day on which a document was adopted, moved or received: `Vastgesteld 12 maart 2015`.
pub fn stated(line: &str) -> Option<Date> {
    let line = squeeze(line);
    STATED.iter().find_map(|word| date(after(&line, word)?))
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date as day;

    #[test]
    fn days_are_read_and_nothing_else() {
        assert_eq!(date("15 september 2021"), Some(day(2021, 9, 15)));
        assert_eq!(date("3 SEPT. 1999"), Some(day(1999, 9, 3)));
        assert_eq!(date("15 mrt. 2021"), Some(day(2021, 3, 15)));
        assert_eq!(date("2021-06-25"), Some(day(2021, 6, 25)));
        assert_eq!(date("5-11-2024"), Some(day(2024, 11, 5)));
        for no in
            ["31 februari 2021", "15 september", "nr. 15 2021", "15 ma 2021", "12-13", "070-456-0000", ""]
        {
            assert_eq!(date(no), None, "{no}");
        }
        let seat = ("’s-Gravenhage".to_owned(), day(2003, 5, 3));
        assert_eq!(place_and_date("’s-Gravenhage, 3 mei 2003"), Some(seat));
        assert_eq!(place_and_date("In de brief van 3 mei, 3 mei 2003"), None);
        assert_eq!(stated("Voorgesteld 10 april 2025"), Some(day(2025, 4, 10)));
        assert_eq!(stated("Ontvangen ter Griffie op 10 april 2025"), Some(day(2025, 4, 10)));
        assert_eq!(stated("Ontvangen 10 brieven"), None);
    }
}
