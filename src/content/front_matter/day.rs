//! A day as YAML and options state it, and what to write instead of the forms that people know.

use crate::dutch::months;
use crate::number::vergaderjaar::Vergaderjaar;
use jiff::civil::Date;

/// Why a text is no day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NoDay {
    /// Whether the form is wrong, and not the day.
    pub form: bool,
    /// What to write.
    pub help: String,
}

/// The day that a text states, `2021-09-15`.
///
/// # Errors
/// What to write instead, where the text is written in another form, or is no day at all.
pub fn day(text: &str) -> Result<Date, NoDay> {
    // jiff reads more forms than we promise, so the form is checked first.
    let shaped = text.len() == 10
        && text.bytes().enumerate().all(|(i, b)| match i {
            4 | 7 => b == b'-',
            _ => b.is_ascii_digit(),
        });
    let date = if shaped { text.parse::<Date>().ok() } else { None };
    let parliamentary = |date: &Date| Vergaderjaar::on(*date).is_ok();
    date.filter(parliamentary).ok_or_else(|| match meant(text).filter(parliamentary) {
        Some(date) => NoDay { form: true, help: format!("write it as `{date}`") },
        None => NoDay { form: !shaped, help: "write the day as year-month-day, `2021-09-15`".to_owned() },
    })
}

/// The day that a text in another form means: `15-9-2021`, `15/09/2021`, `20210915`, `15 sept. 2021`.
fn meant(text: &str) -> Option<Date> {
    let parts: Vec<&str> = text.split([' ', '-', '/', '.', ',']).filter(|part| !part.is_empty()).collect();
    let [first, month, last] = parts.as_slice() else {
        let (year, rest) = text.split_at_checked(4).filter(|_| text.len() == 8)?;
        let (month, day) = rest.split_at_checked(2)?;
        return Date::new(year.parse().ok()?, month.parse().ok()?, day.parse().ok()?).ok();
    };
    let month =
        month.parse().ok().or_else(|| months::number(month)).or_else(|| months::abbreviated(month))?;
    let (day, year) = if first.len() == 4 { (last, first) } else { (first, last) };
    Date::new(year.parse().ok().filter(|_| year.len() == 4)?, month, day.parse().ok()?).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn other_forms_are_refused_with_the_right_one() {
        assert_eq!(day("2023-10-12").unwrap().to_string(), "2023-10-12");
        for text in [
            "12-10-2023",
            "12/10/2023",
            "12.10.2023",
            "12 oktober 2023",
            "12 okt. 2023",
            "20231012",
            "2023/10/12",
        ] {
            let wrong = day(text).unwrap_err();
            assert!(wrong.form && wrong.help == "write it as `2023-10-12`", "{text}: {wrong:?}");
        }
        for text in ["31-02-2023", "gisteren", "12-10-23", "", "é-1-2023", "2023-13-01", "123é5678"] {
            assert!(!day(text).unwrap_err().help.contains("write it as"), "{text}");
        }
    }
}
