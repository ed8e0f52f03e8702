//! The numbers of articles: `273f`, `4:5`, `6:162`, `2.14a`, `161quater`, `8:1 tot en met 8:5`.

use crate::cite::cursor::Cursor;
use std::ops::Range;

/// Articles of one citation.
const MOST_ARTICLES: usize = 40;
/// Longer ranges of articles name only their ends.
const LONGEST_RANGE: u32 = 60;
/// Articles put in between: `161quater`.
const LATIN: &[&str] =
    &["bis", "ter", "quater", "quinquies", "sexies", "septies", "octies", "novies", "decies"];

/// An article as written.
pub(super) struct Article {
    /// With the book of the Burgerlijk Wetboek: `6:162`.
    pub(super) number: String,
    pub(super) span: Range<usize>,
}

impl Article {
    /// Steps over the number of an article.
    pub(super) fn read(c: &mut Cursor<'_>) -> Option<Self> {
        let start = c.at();
        let mut after = *c;
        let chapter = chapter_letter(&mut after);
        for _ in 0..4 {
            if !(1..=4).contains(&after.digits().len()) {
                return None;
            }
            // `11a.1`
            let letters = usize::from(after.peek().is_ascii_lowercase());
            // `6: 162`
            if after.peek() == b':' && after.byte(1) == b' ' && after.byte(2).is_ascii_digit() {
                after.skip(2);
                continue;
            }
            let joins =
                matches!(after.byte(letters), b':' | b'.') && after.byte(letters + 1).is_ascii_digit();
            if !joins {
                break;
            }
            after.skip(letters + 1);
        }
        let letters = after.word();
        // `1F`: so the Refugee Convention is cited.
        let capital = letters.len() == 1;
        if LATIN.contains(&letters)
            || letters.len() <= 3 && letters.bytes().all(|b| b.is_ascii_lowercase() || capital)
        {
            after.skip(letters.len());
        }
        if after.in_token() {
            return None;
        }
        let span = start..after.at();
        let number = match chapter {
            Some((chapter, figures)) => format!("{chapter}_{}", after.since(figures)),
            None => after.since(start).replace(' ', ""),
        };
        *c = after;
        Some(Self { number, span })
    }

    /// `8:` and `5`
    fn split(&self) -> (&str, Option<u32>) {
        let (prefix, last) = self.number.split_at(self.number.rfind([':', '.', '_']).map_or(0, |i| i + 1));
        (prefix, last.parse().ok())
    }
}

/// Steps over the chapter of an article of the Kieswet: `P 15`. Gives it and where the figures start.
pub(super) fn chapter_letter(c: &mut Cursor<'_>) -> Option<(char, usize)> {
    let mut after = *c;
    let chapter = char::from(after.peek());
    after.skip(usize::from(chapter.is_ascii_uppercase()));
    after.spaces();
    if !chapter.is_ascii_uppercase() || !after.peek().is_ascii_digit() {
        return None;
    }
    *c = after;
    Some((chapter, after.at()))
}

/// The articles of one citation; there is at least one.
pub(super) struct Articles(Vec<Article>);

impl Articles {
    pub(super) fn new(first: Article) -> Self {
        Self(vec![first])
    }

    /// `P 15`: is the last one of the Kieswet?
    pub(super) fn are_lettered(&self) -> bool {
        self.0.last().is_some_and(|article| article.number.contains('_'))
    }

    /// Where the first one starts.
    pub(super) fn start(&self) -> usize {
        self.0.first().map_or(0, |article| article.span.start)
    }

    /// Where the first one ends.
    pub(super) fn first_end(&self) -> usize {
        self.0.first().map_or(0, |article| article.span.end)
    }

    /// Where the last one ends.
    pub(super) fn end(&self) -> usize {
        self.0.last().map_or(0, |article| article.span.end)
    }

    /// Adds the article at `c`, or the articles of a range up to it. `None` if there is none, or too many.
    pub(super) fn add(&mut self, c: &mut Cursor<'_>, joined: bool) -> Option<()> {
        let joint = self.end()..c.at();
        let next = Article::read(c)?;
        if !joined || self.0.len() >= MOST_ARTICLES {
            return None;
        }
        let joint = c.text().get(joint)?.trim();
        let range = ["t/m", "tot en met"].iter().any(|w| joint.starts_with(w))
            || !joint.is_empty() && joint.chars().all(|c| "-–‑".contains(c));
        let last = self.0.last()?;
        if let ((prefix, Some(from)), (next_prefix, Some(to))) = (last.split(), next.split())
            && range
            && prefix == next_prefix
            && from < to
            && to - from < LONGEST_RANGE
        {
            let (prefix, span) = (prefix.to_owned(), last.span.start..next.span.end);
            let between = from + 1..to;
            self.0.extend(between.map(|n| Article { number: format!("{prefix}{n}"), span: span.clone() }));
        }
        self.0.push(next);
        Some(())
    }
}

impl IntoIterator for Articles {
    type Item = Article;
    type IntoIter = std::vec::IntoIter<Article>;

    fn into_iter(self) -> Self::IntoIter {
        self.0.into_iter()
    }
}
