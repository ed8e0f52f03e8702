//! Dates and numbers in what somebody types, in any writing: the same as `readDate` and `readNumber` of
//! `static/zoek/zoek.js`, which say it with regular expressions.

use super::rules::rules;

/// A date that was found: `20210915`, or `202109` for a month, and the text without it.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Days {
    pub(super) days: String,
    pub(super) rest: String,
}

/// The number of a dossier or of a paper in it.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Number {
    /// `28638`
    pub(super) dossier: String,
    /// What follows: an addition, a number in the dossier.
    pub(super) pieces: Vec<String>,
    /// Whether it names a paper, not the dossier.
    pub(super) explicit: bool,
    /// The text without it.
    pub(super) rest: String,
}

impl Number {
    /// The keys to look up, in order, with the number of pieces in each.
    pub(super) fn tries(&self) -> Vec<(String, usize)> {
        let key = |used: usize| {
            let pieces: Vec<&str> = self.pieces.iter().take(used).map(String::as_str).collect();
            (format!("{}-{}", self.dossier, pieces.join("-")), used)
        };
        (1..=self.pieces.len()).rev().map(key).collect()
    }
}

/// A text that is read from some place on.
#[derive(Clone, Copy)]
struct At<'t> {
    all: &'t [char],
    at: usize,
}

impl At<'_> {
    fn peek(&self) -> Option<char> {
        self.all.get(self.at).copied()
    }

    fn before(&self) -> Option<char> {
        self.at.checked_sub(1).and_then(|at| self.all.get(at)).copied()
    }

    /// Takes characters of a kind, as many as there are up to `most`.
    fn run(&mut self, most: usize, kind: impl Fn(char) -> bool) -> String {
        let run: String = self
            .all
            .get(self.at..)
            .unwrap_or_default()
            .iter()
            .copied()
            .take(most)
            .take_while(|&c| kind(c))
            .collect();
        self.at += run.chars().count();
        run
    }

    fn figures(&mut self, most: usize) -> String {
        self.run(most, |c| c.is_ascii_digit())
    }

    /// Takes this word if it stands here.
    fn word(&mut self, word: &str) -> bool {
        let here = self.all.get(self.at..).unwrap_or_default().iter().copied();
        let there = word.chars().count() <= here.len() && word.chars().eq(here.take(word.chars().count()));
        if there {
            self.at += word.chars().count();
        }
        there
    }

    /// A year in four figures that is one.
    fn year(&mut self) -> Option<String> {
        let year = self.figures(4);
        (year.len() == 4 && (year.starts_with("19") || year.starts_with("20"))).then_some(year)
    }

    fn is_figure_next(&self) -> bool {
        self.peek().is_some_and(|c| c.is_ascii_digit())
    }

    /// The name of a month, the longest that stands here.
    fn month(&mut self) -> Option<u32> {
        let mut names: Vec<(&String, &u32)> = rules().months.iter().collect();
        names.sort_by_key(|(name, _)| std::cmp::Reverse(name.len()));
        names.into_iter().find_map(|(name, month)| self.word(name).then_some(*month))
    }

    fn text(all: &[char], range: std::ops::Range<usize>) -> String {
        all.get(range).unwrap_or_default().iter().collect()
    }
}

/// Year, month, day if there is one, and where the date ends.
type Found = (String, u32, Option<u32>, usize);

/// Finds a date.
pub(super) fn read_date(text: &str) -> Option<Days> {
    let all: Vec<char> = text.chars().collect();
    let forms: [fn(At<'_>) -> Option<Found>; 5] = [
        // 2021-09-15
        |mut at| {
            if at.before().is_some_and(|c| c.is_ascii_digit()) {
                return None;
            }
            let year = at.year()?;
            let month = dashed(&mut at)?;
            let day = dashed(&mut at)?;
            (!at.is_figure_next()).then_some((year, month, Some(day), at.at))
        },
        // 15-9-2021, 15.9.21
        |mut at| {
            if at.before().is_some_and(|c| c.is_ascii_digit() || c == '-') {
                return None;
            }
            let day = number(&at.figures(2))?;
            let sign = at.run(1, |c| "-/.".contains(c));
            let month = number(&at.figures(2))?;
            if sign.is_empty() || !at.word(&sign) {
                return None;
            }
            let year = at.figures(5);
            let known =
                year.len() == 2 || year.len() == 4 && (year.starts_with("19") || year.starts_with("20"));
            known.then_some((year, month, Some(day), at.at))
        },
        // 20210915
        |mut at| {
            if at.before().is_some_and(|c| c.is_ascii_digit()) {
                return None;
            }
            let year = at.year()?;
            let (month, day) = (at.figures(2), at.figures(2));
            let known =
                month.starts_with(['0', '1']) && day.len() == 2 && day.starts_with(['0', '1', '2', '3']);
            (known && !at.is_figure_next()).then_some((year, number(&month)?, Some(number(&day)?), at.at))
        },
        // 15 sept. 2021
        |mut at| {
            if at.before().is_some_and(|c| c.is_ascii_digit()) {
                return None;
            }
            let day = number(&at.figures(2))?;
            let _ = at.word("ste") || at.word("de") || at.word("e");
            let gap = at.run(9, |c| c.is_whitespace() || ".-".contains(c));
            let month = at.month()?;
            let further = at.run(9, |c| c.is_whitespace() || ".,-".contains(c));
            let short = at.word("'");
            let year = if short { at.figures(2) } else { at.year()? };
            let known = !gap.is_empty() && !further.is_empty() && year.len() >= 2 && !at.is_figure_next();
            known.then_some((year, month, Some(day), at.at))
        },
        // september 2021
        |mut at| {
            if at.before().is_some_and(|c| c.is_ascii_lowercase()) {
                return None;
            }
            let month = at.month()?;
            let gap = at.run(9, |c| c.is_whitespace() || ".,-".contains(c));
            let year = at.year()?;
            (!gap.is_empty() && !at.is_figure_next()).then_some((year, month, None, at.at))
        },
    ];
    for form in forms {
        let found = (0..all.len()).find_map(|at| Some((at, form(At { all: &all, at })?)));
        let Some((start, (year, month, day, end))) = found else { continue };
        if !(1..=12).contains(&month) || day.is_some_and(|day| !(1..=31).contains(&day)) {
            return None;
        }
        let century = match number(&year) {
            _ if year.len() == 4 => "",
            Some(41..) => "19",
            _ => "20",
        };
        let day = day.map(|day| format!("{day:02}")).unwrap_or_default();
        let rest = format!("{} {}", At::text(&all, 0..start), At::text(&all, end..all.len()));
        let named = |word: &&str| rules().weekdays.contains(word.strip_suffix('.').unwrap_or(word));
        let rest = rest.split(|c: char| c.is_whitespace() || c == ',').filter(|word| !word.is_empty());
        let rest: Vec<&str> = rest.filter(|word| !named(word)).collect();
        return Some(Days { days: format!("{century}{year}{month:02}{day}"), rest: rest.join(" ") });
    }
    None
}

fn number(figures: &str) -> Option<u32> {
    figures.parse().ok()
}

fn dashed(at: &mut At<'_>) -> Option<u32> {
    if !at.word("-") {
        return None;
    }
    number(&at.figures(2))
}

/// Finds the number of a dossier, with what follows it.
pub(super) fn read_number(text: &str) -> Option<Number> {
    let all: Vec<char> = text.chars().collect();
    let (start, figures, end) = (0..all.len()).find_map(|start| {
        let mut at = At { all: &all, at: start };
        if at.before().is_some_and(|c| c.is_ascii_digit() || ".,".contains(c)) {
            return None;
        }
        let first = at.figures(2);
        let _ = at.run(1, |c| c.is_whitespace() || c == '.');
        let second = at.figures(3);
        let mut next = at;
        let decimals = next.run(1, |c| ".,".contains(c)).len() == 1 && next.is_figure_next();
        let whole = first.len() == 2 && second.len() == 3 && !at.is_figure_next() && !decimals;
        whole.then(|| (start, first + &second, at.at))
    })?;
    let before = At::text(&all, 0..start);
    let trimmed = before.trim_end();
    let before =
        trimmed.strip_suffix("kst-").or_else(|| trimmed.strip_suffix("kst")).unwrap_or(&before).to_owned();
    let (mut pieces, mut explicit, mut taken) = (Vec::new(), false, end);
    let mut at = At { all: &all, at: end };
    loop {
        // What stands between the pieces; anything else is passed over as the search for the next piece does.
        while at.peek().is_some_and(|c| !(c.is_ascii_lowercase() || c.is_ascii_digit())) {
            at.at += 1;
        }
        let piece = at.run(usize::MAX, |c| c.is_ascii_lowercase() || c.is_ascii_digit());
        if piece.is_empty() {
            break;
        }
        if matches!(&*piece, "nr" | "nrs" | "nummer" | "no" | "n" | "ondernummer" | "stuk") {
            explicit = true;
        } else if pieces.len() < 2 && is_piece(&piece) && (piece.len() == 1 || !rules().stop.contains(&piece))
        {
            pieces.push(piece);
        } else {
            break;
        }
        taken = at.at;
    }
    let rest = format!("{before} {}", At::text(&all, taken..all.len()));
    let kept = |word: &&str| {
        !is_kind(word.trim_end_matches(['.', ',', ':'])) && !word.contains("://") && *word != ".html"
    };
    let rest: Vec<&str> = rest.split_whitespace().filter(kept).collect();
    let explicit = explicit || !pieces.is_empty();
    Some(Number { dossier: figures, pieces, explicit, rest: rest.join(" ") })
}

/// `201`, `188b`; `xvi`; `b`, `ah1`.
fn is_piece(piece: &str) -> bool {
    let figures = piece.bytes().take_while(u8::is_ascii_digit).count();
    let letters = piece.bytes().filter(u8::is_ascii_lowercase).count();
    let numbered = (1..=4).contains(&figures) && piece.len() - figures <= 1;
    let roman = piece.len() <= 7 && piece.chars().all(|c| "ivxlcdm".contains(c));
    let lettered = figures == 0 && letters <= 2 && letters > 0 && {
        let begins = piece.bytes().take_while(u8::is_ascii_lowercase).count();
        begins == letters && piece.len() - letters <= 1
    };
    numbered || roman || lettered
}

/// Words that say what kind of number it is.
fn is_kind(word: &str) -> bool {
    matches!(
        word,
        "nr" | "nrs" | "nummer" | "no" | "kst" | "kamerstuk" | "kamerstukken" | "dossier" | "stuk" | "en"
    )
}

/// The keys of an answer to questions: *Aanhangsel Handelingen 2020-2021, nr. 3235*.
pub(super) fn read_answer(text: &str) -> Vec<String> {
    let numbers = |rest: &str| -> Option<[String; 4]> {
        let all: Vec<char> = rest.chars().collect();
        let mut at = At { all: &all, at: 0 };
        at.run(usize::MAX, |c| !c.is_ascii_digit());
        let first = at.figures(5);
        at.run(1, |c| c == '-' || c == '/');
        let second = at.figures(5);
        at.run(usize::MAX, |c| !c.is_ascii_digit());
        let number = at.figures(5);
        let (century, year) = first.split_at_checked(2)?;
        let short = second.strip_prefix(century).filter(|rest| rest.len() == 2).unwrap_or(&second);
        let known =
            year.len() == 2 && short.len() == 2 && (1..=4).contains(&number.len()) && at.peek().is_none();
        known.then(|| [century.to_owned(), year.to_owned(), short.to_owned(), number])
    };
    let begins = text.match_indices("aanhangsel").chain(text.match_indices("ah"));
    let found = begins.filter_map(|(at, word)| text.get(at + word.len()..)).find_map(numbers);
    let key = |chamber: &str, [century, year, next, number]: &[String; 4]| {
        format!("ah{chamber}{century}{year}{century}{next}{number}")
    };
    found.iter().flat_map(|found| ["tk", "ek"].map(|chamber| key(chamber, found))).collect()
}

/// The letters and figures of a text alone.
pub(super) fn squeezed(text: &str) -> String {
    text.to_lowercase().chars().filter(char::is_ascii_alphanumeric).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day_in_any_writing() {
        for text in [
            "2021-09-15",
            "15-9-2021",
            "15/09/21",
            "15.9.2021",
            "20210915",
            "15 september 2021",
            "15 sept. '21",
            "15e sep 2021",
        ] {
            assert_eq!(
                read_date(text),
                Some(Days { days: "20210915".into(), rest: String::new() }),
                "{text}"
            );
        }
        let date = |text| read_date(text).map(|found| (found.days, found.rest));
        assert_eq!(
            date("brief van woensdag 15 september 2021 over wolven").unwrap().1,
            "brief van over wolven"
        );
        assert_eq!(date("september 2021").unwrap().0, "202109");
        assert_eq!(date("2020-2021"), None);
        assert_eq!(date("35-13-2021"), None);
    }

    #[test]
    fn an_answer_by_its_year_and_number() {
        for text in
            ["aanhangsel handelingen 2020-2021, nr. 3235", "aanhangsel 2020/21 3235", "ah 2020-2021, 3235"]
        {
            assert_eq!(read_answer(text), ["ahtk202020213235", "ahek202020213235"], "{text}");
        }
        assert!(read_answer("aanhangsel").is_empty() && read_answer("beraad 2020-2021 3").is_empty());
    }

    #[test]
    fn a_number_in_any_writing() {
        for text in ["28 638, nr. 201", "28638-201", "kst-28638-201", "28.638 201", "kamerstuk 28 638 nr 201"]
        {
            let found = read_number(text).unwrap();
            assert_eq!((found.tries(), &*found.rest), (vec![("28638-201".to_owned(), 1)], ""), "{text}");
        }
        let found = read_number("36 600-XVI, nr. 12".to_lowercase().as_str()).unwrap();
        assert_eq!(found.tries(), [("36600-xvi-12".to_owned(), 2), ("36600-xvi".to_owned(), 1)]);
        let found = read_number("28638 mensenhandel").unwrap();
        assert_eq!((found.explicit, &*found.rest), (false, "mensenhandel"));
        assert_eq!(read_number("1.234.567"), None);
        assert_eq!(read_number("in 2021"), None);
    }
}
