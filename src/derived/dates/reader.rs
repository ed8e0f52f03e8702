//! The rules: which words make a phrase, and which day or period it is.

use super::around::Around;
use super::moment::{Dated, Moment, PeriodPart, Season};
use super::words::{Side, Unit, Which, Word, words};

use jiff::civil::{Date, Weekday};
use jiff::{Span, ToSpan};
use std::ops::Range;

/// A text with its words.
pub(super) struct DateReader<'a> {
    text: &'a str,
    words: Vec<(Word, Range<usize>)>,
    written: Date,
    pub(super) around: Around<'a>,
}

/// Phrases with the word after them.
pub(super) type Phrases = Option<(Vec<Dated>, usize)>;

impl<'a> DateReader<'a> {
    pub(super) fn new(text: &'a str, written: Date) -> Self {
        Self { text, words: words(text), written, around: Around::new(text) }
    }

    pub(super) fn len(&self) -> usize {
        self.words.len()
    }

    /// The word at a place, if nothing but white space parts it from the one before.
    fn next(&self, at: usize) -> Option<Word> {
        let (word, span) = self.words.get(at)?;
        let before = self.words.get(at.checked_sub(1)?)?;
        self.is_gap(before.1.end..span.start, "").then_some(*word)
    }

    fn previous(&self, at: usize) -> Option<Word> {
        self.next(at)?;
        self.words.get(at.checked_sub(1)?).map(|(word, _)| *word)
    }

    /// Whether the text in between is white space around `sign`, at most a line break and an indent.
    fn is_gap(&self, between: Range<usize>, sign: &str) -> bool {
        self.text.get(between).is_some_and(|gap| gap.len() < 40 && gap.trim() == sign)
    }

    fn is(&self, at: usize, word: &str) -> bool {
        let span = self.words.get(at).map(|(_, span)| span.clone());
        span.and_then(|span| self.text.get(span)).is_some_and(|text| text.eq_ignore_ascii_case(word))
    }

    fn over(&self, words: Range<usize>, moment: Moment) -> Vec<Dated> {
        let ends = self.words.get(words.start).zip(self.words.get(words.end - 1));
        ends.map(|((_, first), (_, last))| Dated { span: first.start..last.end, moment })
            .into_iter()
            .collect()
    }

    /// The phrase whose first word, or whose month, stands at `at`.
    pub(super) fn phrase(&self, at: usize) -> Phrases {
        let (word, _) = self.words.get(at)?;
        match *word {
            Word::Number(day) => self.day(at, day),
            // A number that `day` did not take is no day of this month, but it may be meant as one.
            Word::Month(_) if matches!(self.previous(at), Some(Word::Number(_) | Word::Figures)) => None,
            Word::Month(month) => self.month(at, at, month, None),
            Word::Part(part) => self.part(at, part),
            Word::Which(which) => self.which(at, at, which, None),
            Word::Weekday(weekday) => self.weekday(at, weekday),
            Word::Ordinal(ordinal) => self.quarter(at, ordinal),
            Word::Season(season) => {
                let (year, next) = self.of_year(at + 1)?;
                Some((self.over(at..next, Moment::Season(year, season)), next))
            }
            Word::Day(days) => {
                // "Van vandaag op morgen", "vandaag de dag", "de opgaven van vandaag", "niet van gisteren".
                let idle = ["de", "of"].iter().any(|word| self.is(at + 1, word))
                    || days == 0 && (self.is(at + 1, "op") || self.previous(at) == Some(Word::Van))
                    || self.previous(at) == Some(Word::Van) && at > 1 && self.is(at - 2, "niet");
                let day = self.day_off(i32::from(days).days())?;
                (!idle).then(|| (self.over(at..at + 1, Moment::Day(day)), at + 1))
            }
            Word::Heden => {
                // "Heden en verleden" is no date: only what counts up to or from today is.
                let before = at.checked_sub(1)?;
                let counts = ["tot", "per", "op"].iter().any(|word| self.is(before, word))
                    || self.is(before, "van") && self.is(at.checked_sub(2)?, "ingang");
                (counts && self.next(at).is_some())
                    .then(|| (self.over(at..at + 1, Moment::Day(self.written)), at + 1))
            }
            _ => None,
        }
    }

    /// "dit jaar", "van vorig jaar", "volgend jaar" at `at`: the year, and the word after it.
    fn of_year(&self, at: usize) -> Option<(i16, usize)> {
        let at = if self.next(at) == Some(Word::Van) { at + 1 } else { at };
        let (Word::Which(which), Word::Unit(Unit::Year)) = (self.next(at)?, self.next(at + 1)?) else {
            return None;
        };
        let year = self.written.year();
        match which {
            Which::This => Some((year, at + 2)),
            Which::Previous => Some((year - 1, at + 2)),
            // Behind a month or season this is the next calendar year; by itself it may be the next twelve months.
            Which::Next | Which::Coming => Some((year + 1, at + 2)),
            Which::Past => None,
        }
    }

    /// A number that may be the day of a date, or the first of several days of one month.
    fn day(&self, at: usize, first: i8) -> Phrases {
        // The figures of "3.5" and "12-14" are parts of something else.
        let start = self.words.get(at)?.1.start;
        if self.text.get(..start)?.ends_with(['.', '-', '/', ':', '–', '€']) {
            return None;
        }
        if self.next(at + 1) == Some(Word::Dezer) {
            let day = Date::new(self.written.year(), self.written.month(), first).ok()?;
            return Some((self.over(at..at + 2, Moment::Day(day)), at + 2));
        }
        let mut days = vec![(at, first)];
        let mut last = at;
        loop {
            let end = self.words.get(last)?.1.end;
            let (word, span) = self.words.get(last + 1)?;
            match *word {
                Word::Month(month) if self.next(last + 1).is_some() => {
                    return self.days(&days, last + 1, month);
                }
                Word::Number(day) if self.is_gap(end..span.start, ",") => {
                    last += 1;
                    days.push((last, day));
                }
                Word::En if self.next(last + 1).is_some() => {
                    let Some(Word::Number(day)) = self.next(last + 2) else {
                        return None;
                    };
                    last += 2;
                    days.push((last, day));
                }
                _ => return None,
            }
            // More days than a month has are something else.
            if days.len() > 31 {
                return None;
            }
        }
    }

    /// Days of the month at `month_at`, if what follows says of which year.
    fn days(&self, days: &[(usize, i8)], month_at: usize, month: i8) -> Phrases {
        let (side, year, next) = match self.next(month_at + 1) {
            Some(Word::Side(side)) => (Some(side), None, month_at + 2),
            Some(Word::Which(Which::Coming)) if self.is_aanstaande(month_at + 1) => {
                (Some(Side::Coming), None, month_at + 2)
            }
            _ => {
                let (year, next) = self.of_year(month_at + 1)?;
                (None, Some(year), next)
            }
        };
        let mut found = Vec::new();
        for (n, &(at, day)) in days.iter().enumerate() {
            let date = match (side, year) {
                (Some(side), _) => self.nearest(side, |year| Date::new(year, month, day).ok())?,
                (None, year) => Date::new(year?, month, day).ok()?,
            };
            if n == 0 && !self.fits_weekday(at, date) {
                return None;
            }
            let end = if n + 1 == days.len() { next } else { at + 1 };
            found.extend(self.over(at..end, Moment::Day(date)));
        }
        Some((found, next))
    }

    /// "aanstaande maart" points forward from before, "16 maart aanstaande" from behind: not if more follows that
    /// it points to.
    fn is_aanstaande(&self, at: usize) -> bool {
        let points_on = matches!(self.next(at + 1), Some(Word::Month(_) | Word::Weekday(_) | Word::Unit(_)));
        self.is(at, "aanstaande") && !points_on
    }

    /// Whether a weekday before a date is that of the date; if not, one of them is wrong.
    fn fits_weekday(&self, at: usize, date: Date) -> bool {
        match self.previous(at) {
            Some(Word::Weekday(weekday)) => date.weekday() == weekday,
            _ => true,
        }
    }

    /// The date of this, the previous or the next year that lies on the side of the letter. What is a few weeks on
    /// the wrong side would be almost a year away: then the letter's date or the phrase is wrong.
    fn nearest(&self, side: Side, of: impl Fn(i16) -> Option<Date>) -> Option<Date> {
        const DOUBTFUL: i32 = 45;
        let year = self.written.year();
        let days = |date: Date| (date - self.written).get_days();
        let this = of(year);
        if this.is_some_and(|date| match side {
            Side::Past => (0..DOUBTFUL).contains(&days(date)),
            Side::Coming => (-DOUBTFUL + 1..=0).contains(&days(date)),
        }) {
            return None;
        }
        match side {
            Side::Past => this.filter(|date| *date < self.written).or_else(|| of(year - 1)),
            Side::Coming => this.filter(|date| *date > self.written).or_else(|| of(year + 1)),
        }
    }

    fn day_off(&self, days: Span) -> Option<Date> {
        self.written.checked_add(days).ok()
    }

    /// A month without a day, from word `start` on; `part` says which part of it.
    fn month(&self, start: usize, at: usize, month: i8, part: Option<PeriodPart>) -> Phrases {
        let moment = |year, next| Some((self.over(start..next, Moment::Month(year, month, part)), next));
        match self.next(at + 1) {
            Some(Word::Number(_) | Word::Figures) => None,
            Some(Word::Side(side)) => moment(self.month_on(side, month)?, at + 2),
            Some(Word::Which(Which::Coming)) if self.is_aanstaande(at + 1) => {
                moment(self.month_on(Side::Coming, month)?, at + 2)
            }
            _ => {
                if let Some((year, next)) = self.of_year(at + 1) {
                    return moment(year, next);
                }
                let part = part.filter(|_| !self.names_year(at + 1))?;
                let year = self.near(month)?;
                let (first, last) = part.days(Date::new(year, month, 1).ok()?);
                let span = self.words.get(start)?.1.start..self.words.get(at)?.1.end;
                let allowed = self.around.allow(&span, self.written, first, last);
                if allowed { moment(year, at + 1) } else { None }
            }
        }
    }

    /// Whether a year stands here in another way: `van 2021`, `'21`, `2021`.
    fn names_year(&self, at: usize) -> bool {
        let figures = |at: usize| match self.words.get(at) {
            Some((Word::Figures | Word::Number(_), span)) => span.len(),
            _ => 0,
        };
        let gap = |at: usize| {
            let before = at.checked_sub(1).and_then(|b| self.words.get(b)).map_or(0, |(_, span)| span.end);
            let start = self.words.get(at).map_or(before, |(_, span)| span.start);
            self.text.get(before..start).unwrap_or_default()
        };
        let at = if matches!(self.words.get(at), Some((Word::Van, _))) { at + 1 } else { at };
        let (figures, gap) = (figures(at), gap(at));
        let is_gap = gap.len() < 8 && gap.trim().chars().all(|c| "'’‘(".contains(c));
        // "Volgend jaar 300 miljoen" names none.
        is_gap && (figures == 4 || figures == 2 && gap.contains(['\'', '’', '‘']))
    }

    /// The year of the month that is over, or to come; none for the month of the letter itself.
    fn month_on(&self, side: Side, month: i8) -> Option<i16> {
        let (year, own) = (self.written.year(), self.written.month());
        match side {
            _ if month == own => None,
            Side::Past => Some(if month < own { year } else { year - 1 }),
            Side::Coming => Some(if month > own { year } else { year + 1 }),
        }
    }

    /// The year of the month nearest to the letter, unless it is about as near on the other side.
    fn near(&self, month: i8) -> Option<i16> {
        const CLEAR: i8 = 4;
        let (year, own) = (self.written.year(), self.written.month());
        let ahead = (month - own).rem_euclid(12);
        if ahead <= CLEAR {
            Some(if month >= own { year } else { year + 1 })
        } else if 12 - ahead <= CLEAR {
            Some(if month < own { year } else { year - 1 })
        } else {
            None
        }
    }

    /// "begin november", "eind dit jaar", "het einde van deze maand".
    fn part(&self, at: usize, part: PeriodPart) -> Phrases {
        let to = if self.next(at + 1) == Some(Word::Van) { at + 2 } else { at + 1 };
        match self.next(to)? {
            Word::Month(month) => self.month(at, to, month, Some(part)),
            Word::Which(which) => self.which(at, to, which, Some(part)),
            _ => None,
        }
    }

    /// "dit jaar", "vorige week", "afgelopen mei", "komende vrijdag", from word `start` on.
    fn which(&self, start: usize, at: usize, which: Which, part: Option<PeriodPart>) -> Phrases {
        // "Het volgend jaar", "de vorige maand", "elke volgende week" are seen from another time than the letter's.
        let article = matches!(which, Which::Previous | Which::Next)
            && at.checked_sub(1).is_some_and(|b| {
                ["het", "de", "een", "elk", "elke", "ieder", "iedere"].iter().any(|w| self.is(b, w))
            });
        if article {
            return None;
        }
        let (year, month) = (self.written.year(), self.written.month());
        let one = |moment, next| Some((self.over(start..next, moment), next));
        let step: Option<i8> = match which {
            Which::This => Some(0),
            Which::Previous => Some(-1),
            Which::Next => Some(1),
            Which::Past | Which::Coming => None,
        };
        let side = match which {
            Which::Past => Some(Side::Past),
            Which::Coming => Some(Side::Coming),
            _ => None,
        };
        let phrases = match self.next(at + 1)? {
            Word::Unit(Unit::Year) => {
                let year = year + i16::from(step?);
                match self.next(at + 2) {
                    Some(Word::Month(month)) => one(Moment::Month(year, month, part), at + 3),
                    Some(Word::Season(season)) if part.is_none() => one(Moment::Season(year, season), at + 3),
                    Some(Word::Figures | Word::Number(_)) if self.names_year(at + 2) => None,
                    _ => one(Moment::Year(year, part), at + 2),
                }
            }
            Word::Unit(Unit::Month) => {
                let first = Date::new(year, month, 1).ok()?.checked_add(i32::from(step?).months()).ok()?;
                one(Moment::Month(first.year(), first.month(), part), at + 2)
            }
            Word::Unit(Unit::Week) if part.is_none() => {
                let days = i32::from(self.written.weekday().to_monday_zero_offset());
                let monday = self.day_off((7 * i32::from(step?) - days).days())?;
                match self.next(at + 2) {
                    Some(Word::Weekday(weekday)) => {
                        let days = i32::from(weekday.to_monday_zero_offset()).days();
                        self.that_day(start, at + 2, monday.checked_add(days).ok()?)
                    }
                    _ => one(Moment::Week(monday), at + 2),
                }
            }
            Word::Unit(Unit::Quarter) if part.is_none() => {
                let quarters = year.checked_mul(4)? + i16::from((month - 1) / 3) + i16::from(step?);
                let quarter = i8::try_from(quarters.rem_euclid(4) + 1).ok()?;
                one(Moment::Quarter(quarters.div_euclid(4), quarter), at + 2)
            }
            Word::Season(season) if part.is_none() => {
                let year = self.season(season, which).filter(|_| !self.names_year(at + 2))?;
                one(Moment::Season(year, season), at + 2)
            }
            Word::Month(named) => match (self.next(at + 2), side) {
                (Some(Word::Number(_) | Word::Figures), _) | (_, None) => None,
                (_, Some(side)) => one(Moment::Month(self.month_on(side, named)?, named, part), at + 2),
            },
            Word::Weekday(weekday) if part.is_none() => {
                self.that_day(start, at + 1, self.weekday_on(side?, weekday)?)
            }
            _ => None,
        }?;
        let is_own = |dated: &Dated| self.around.lies_ahead(&dated.span, self.written);
        let ahead = matches!(which, Which::Next | Which::Coming);
        (!ahead || phrases.0.iter().all(is_own)).then_some(phrases)
    }

    /// The phrase from word `start` on that ends with the weekday at `weekday`, or with the date behind it: if that is
    /// another day than the weekday says, or names its year, there is nothing to say.
    fn that_day(&self, start: usize, weekday: usize, day: Date) -> Phrases {
        let next = match (self.next(weekday + 1), self.next(weekday + 2)) {
            (Some(Word::Number(date)), Some(Word::Month(month))) => {
                let same = (day.month(), day.day()) == (month, date);
                if !same || self.names_year(weekday + 3) {
                    return None;
                }
                weekday + 3
            }
            _ => weekday + 1,
        };
        Some((self.over(start..next, Moment::Day(day)), next))
    }

    fn season(&self, season: Season, which: Which) -> Option<i16> {
        const FAR: i8 = 7;
        let (year, month) = (self.written.year(), self.written.month());
        let (first, last) = season.months();
        match which {
            // "Dit najaar" in January may be the one that is just over, "dit voorjaar" in December the next.
            Which::This => (first - month < FAR && month - last < FAR).then_some(year),
            Which::Past if month > last => Some(year),
            // "Vorig najaar" in December may be that of a year ago, in March it is the one before.
            Which::Past | Which::Previous if month < first => Some(year - 1),
            Which::Coming if month < first => Some(year),
            Which::Coming | Which::Next if month > last => Some(year + 1),
            _ => None,
        }
    }

    fn weekday_on(&self, side: Side, weekday: Weekday) -> Option<Date> {
        self.written.nth_weekday(if side == Side::Past { -1 } else { 1 }, weekday).ok()
    }

    /// "dinsdag jl.", "vrijdag a.s."
    fn weekday(&self, at: usize, weekday: Weekday) -> Phrases {
        let side = match self.next(at + 1)? {
            Word::Side(side) => side,
            Word::Which(Which::Coming) if self.is_aanstaande(at + 1) => Side::Coming,
            _ => return None,
        };
        Some((self.over(at..at + 2, Moment::Day(self.weekday_on(side, weekday)?)), at + 2))
    }

    /// "eerste kwartaal van volgend jaar"
    fn quarter(&self, at: usize, ordinal: i8) -> Phrases {
        if self.next(at + 1)? != Word::Unit(Unit::Quarter) {
            return None;
        }
        let (year, next) = self.of_year(at + 2)?;
        Some((self.over(at..next, Moment::Quarter(year, ordinal)), next))
    }
}
