//! The parliamentary year: `2020-2021`, from Prinsjesdag to the eve of the next.
//!
//! Knows the calendar rule and every spelling; knows nothing of the documents that carry it.

use jiff::civil::{Date, Weekday};
use std::fmt;
use std::str::FromStr;

/// One parliamentary year, named by the two calendar years it touches.
///
/// ```
/// use voetnoot::number::vergaderjaar::Vergaderjaar;
/// let year: Vergaderjaar = "2020/21".parse().unwrap();
/// assert_eq!(year.to_string(), "2020-2021");
/// assert_eq!(year, Vergaderjaar::on(jiff::civil::date(2021, 9, 15)).unwrap());
/// ```
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Vergaderjaar {
    first: u16,
}

/// A string or date that belongs to no parliamentary year.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct InvalidVergaderjaar;

impl fmt::Display for InvalidVergaderjaar {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("not a parliamentary year")
    }
}

impl std::error::Error for InvalidVergaderjaar {}

impl Vergaderjaar {
    /// The parliamentary year that begins in `first`.
    ///
    /// # Errors
    /// The Staten-Generaal have sat since 1814; earlier years are refused, as are those of the far future.
    pub fn new(first: u16) -> Result<Self, InvalidVergaderjaar> {
        if (1814..=2199).contains(&first) { Ok(Self { first }) } else { Err(InvalidVergaderjaar) }
    }

    /// The parliamentary year of a date: the new one begins on the third Tuesday of September.
    ///
    /// # Errors
    /// As [`Vergaderjaar::new`].
    pub fn on(date: Date) -> Result<Self, InvalidVergaderjaar> {
        let year = date.year();
        let prinsjesdag = Date::new(year, 9, 1)
            .and_then(|first| first.nth_weekday_of_month(3, Weekday::Tuesday))
            .map_err(|_| InvalidVergaderjaar)?;
        let first = if date >= prinsjesdag { year } else { year - 1 };
        Self::new(u16::try_from(first).map_err(|_| InvalidVergaderjaar)?)
    }

    /// The calendar year in which it begins.
    pub fn first(self) -> u16 {
        self.first
    }

    /// The calendar year in which it ends.
    pub fn last(self) -> u16 {
        self.first + 1
    }

    /// As in identifiers: `20202021`.
    pub fn compact(self) -> String {
        format!("{}{}", self.first, self.last())
    }

    /// As in the headers of Kamerstukken: `2020–2021`.
    pub fn printed(self) -> String {
        format!("{}–{}", self.first, self.last())
    }

    /// As in citations: `2020/21`.
    pub fn short(self) -> String {
        format!("{}/{:02}", self.first, self.last() % 100)
    }

    /// From the two figures as written: (2020, 21), (1999, 0), (84, 85); `digits` is the length of each.
    pub(crate) fn from_figures(first: &str, last: &str) -> Option<Self> {
        let value = |s: &str| s.parse::<u16>().ok();
        let full = match first.len() {
            4 => value(first)?,
            // Two figures were customary only in the last century.
            2 => 1900 + value(first)?,
            _ => return None,
        };
        let follows = match last.len() {
            4 => value(last)? == full + 1,
            2 => value(last)? == (full + 1) % 100,
            _ => false,
        };
        follows.then(|| Self::new(full).ok()).flatten()
    }
}

impl FromStr for Vergaderjaar {
    type Err = InvalidVergaderjaar;

    /// Reads `2020-2021`, `2020–2021`, `2020/2021`, `2020/21`, `2009-10` and `20202021`.
    fn from_str(s: &str) -> Result<Self, InvalidVergaderjaar> {
        let s = s.trim();
        let is_dash = |c: char| matches!(c, '/' | '-' | '\u{2010}'..='\u{2015}');
        let pair = match s.split_once(is_dash) {
            Some((first, last)) => Some((first.trim_end(), last.trim_start())),
            None if s.len() == 8 => s.split_at_checked(4),
            None => None,
        };
        let digits = |s: &str| s.bytes().all(|b| b.is_ascii_digit());
        pair.filter(|(first, last)| digits(first) && digits(last))
            .and_then(|(first, last)| Self::from_figures(first, last))
            .ok_or(InvalidVergaderjaar)
    }
}

impl fmt::Display for Vergaderjaar {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}-{}", self.first, self.last())
    }
}

impl fmt::Debug for Vergaderjaar {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn every_spelling_is_one_year() {
        for s in ["2020-2021", "2020–2021", "2020/2021", "2020/21", "2020-21", "20202021", "2020 / 2021"] {
            assert_eq!(s.parse::<Vergaderjaar>().map(|y| y.to_string()), Ok("2020-2021".into()), "{s}");
        }
        assert_eq!("1999/00".parse(), Vergaderjaar::new(1999));
        assert_eq!("1999/2000".parse(), Vergaderjaar::new(1999));
        for s in
            ["", "2020", "2020-2022", "2020/22", "2020-", "x/y", "20-2021", "202 0/21", "€€", "9999-10000"]
        {
            assert_eq!(s.parse::<Vergaderjaar>(), Err(InvalidVergaderjaar), "{s}");
        }
    }

    #[test]
    fn it_begins_on_prinsjesdag() {
        let on = |y, m, d| Vergaderjaar::on(date(y, m, d)).unwrap().to_string();
        assert_eq!(on(2021, 9, 15), "2020-2021");
        assert_eq!(on(2021, 9, 20), "2020-2021");
        assert_eq!(on(2021, 9, 21), "2021-2022");
        assert_eq!(on(2022, 1, 1), "2021-2022");
        assert!(Vergaderjaar::on(date(1700, 1, 1)).is_err());
    }

    #[test]
    fn it_prints_in_four_ways() {
        let year = Vergaderjaar::new(1999).unwrap();
        assert_eq!(year.compact(), "19992000");
        assert_eq!(year.printed(), "1999–2000");
        assert_eq!(year.short(), "1999/00");
        assert_eq!(year.to_string(), "1999-2000");
    }
}
