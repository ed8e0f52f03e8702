//! The acts of `laws.tsv`: their names, and the id of an article in them.

use crate::cite::cursor::{Cursor, before, trim_space};
use crate::number::identifier::DocumentId;
use std::borrow::Cow;
use std::collections::BTreeMap;
use std::sync::LazyLock;

/// The longest name of an act.
const LONGEST_NAME: usize = 96;

struct Law {
    bwb: &'static str,
    book: &'static str,
    name: &'static str,
    numbering: Numbering,
}

/// How the articles of an act are numbered.
#[derive(Clone, Copy)]
enum Numbering {
    /// Not known here: whatever the text says.
    Any,
    /// `273f`
    Plain,
    /// `4:5`: chapter and article, with the number of the last chapter.
    Colons(u32),
    /// `2.3`
    Dots,
    /// `P 15`: the letter of the chapter, and the article.
    Lettered,
}

impl Numbering {
    fn parse(column: &str) -> Self {
        match column.split_at_checked(1) {
            Some(("1", "")) => Self::Plain,
            Some((".", "")) => Self::Dots,
            Some(("A", "")) => Self::Lettered,
            Some((":", last)) => last.parse().map_or(Self::Any, Self::Colons),
            _ => Self::Any,
        }
    }

    /// The number as the act has it: texts write `3.45` for `3:45`. `None` if the act has no such articles.
    fn of(self, written: &str) -> Option<Cow<'_, str>> {
        let parted = written.contains([':', '.']);
        let lettered = written.contains('_');
        if lettered != matches!(self, Self::Lettered) {
            return None;
        }
        match self {
            Self::Any => Some(written.into()),
            Self::Plain | Self::Lettered => (!parted).then(|| written.into()),
            Self::Dots => parted.then(|| written.replace(':', ".").into()),
            Self::Colons(last) => {
                let (chapter, article) = written.split_once([':', '.'])?;
                let known = chapter.parse().is_ok_and(|chapter: u32| (1..=last).contains(&chapter))
                    && !article.contains([':', '.']);
                let as_written = written.contains(':');
                known.then(|| if as_written { written.into() } else { format!("{chapter}:{article}").into() })
            }
        }
    }
}

/// The acts by the first letter of their name: nearly every word behind an article opens none.
static LAWS: LazyLock<BTreeMap<u8, Vec<Law>>> = LazyLock::new(|| {
    let mut laws: BTreeMap<u8, Vec<Law>> = BTreeMap::new();
    let lines = include_str!("laws.tsv").lines().filter(|line| !line.starts_with('#'));
    for line in lines {
        let columns: Vec<_> = line.split('\t').collect();
        let [bwb, book, names, ref numbering @ ..] = columns[..] else { continue };
        let numbering = numbering.first().map_or(Numbering::Any, |column| Numbering::parse(column));
        for name in names.split('|') {
            laws.entry(first_letter(name)).or_default().push(Law { bwb, book, name, numbering });
        }
    }
    // The longest name wins: "Vreemdelingenwet 2000" before "Vreemdelingenwet".
    for names in laws.values_mut() {
        names.sort_by_key(|law| std::cmp::Reverse(law.name.len()));
    }
    laws
});

fn first_letter(name: &str) -> u8 {
    name.bytes().next().unwrap_or_default().to_ascii_lowercase()
}

/// Steps over the name of an act.
pub(super) fn name(c: &mut Cursor<'_>) -> Option<&'static str> {
    let law = LAWS.get(&c.peek().to_ascii_lowercase())?.iter().find(|law| {
        let mut after = *c;
        after.eat_phrase(law.name)
            && !after.in_token()
            && (law.name.len() > 5 || c.text()[c.at()..].starts_with(law.name))
            && !another_law(after)
    })?;
    c.eat_phrase(law.name);
    Some(law.name)
}

/// The name of an act that ends at `at`, but for a comma, and where it starts.
pub(super) fn name_before(text: &str, at: usize) -> Option<(&'static str, usize)> {
    let near = before(text, at, LONGEST_NAME + 8);
    let head = trim_space(near);
    let head = trim_space(head.strip_suffix(',').unwrap_or(head));
    let ends = |law: &&Law| {
        let start = head.len().checked_sub(law.name.len())?;
        let word = head.get(start..)?.eq_ignore_ascii_case(law.name)
            && (law.name.len() > 5 || head.ends_with(law.name))
            && !head[..start].ends_with(|c: char| c.is_alphanumeric() || c == '-');
        word.then_some((law.name, at - near.len() + start))
    };
    LAWS.values().flatten().filter_map(|law| ends(&law)).max_by_key(|(name, _)| name.len())
}

/// "Wetboek van Strafrecht BES", "Algemene wet gelijke behandeling op grond van …", "Politiewet 1993" and "Grondwet van
/// 1848" are other acts.
fn another_law(mut c: Cursor<'_>) -> bool {
    if c.dash() {
        return c.in_token();
    }
    let name_end = c.at();
    c.spaces();
    let mut year = c;
    if year.eat_word("van") {
        year.spaces();
    }
    let same_line = !c.text()[name_end..year.at()].contains('\n');
    let digits = year.digits();
    if same_line && digits.len() == 4 && matches!(&digits[..2], "18" | "19" | "20") && !year.in_token() {
        return true;
    }
    c.eat(b'(');
    c.eat_any(&["BES"]) || c.eat_phrase("op grond van")
}

/// The id of an article. The books of the Burgerlijk Wetboek are acts of their own: the book picks the act and
/// is no part of the article.
pub(super) fn article_id(name: &str, book: Option<&str>, number: &str) -> Option<DocumentId> {
    let (book, in_book) = in_book(book, number);
    let law = LAWS
        .get(&first_letter(name))?
        .iter()
        .find(|law| law.name == name && (law.book.is_empty() || book.is_some_and(|b| b == law.book)))?;
    let number = law.numbering.of(if law.book.is_empty() { number } else { in_book })?;
    DocumentId::parse(&format!("{}/{number}", law.bwb))
}

/// `6:162` is article 162 of book 6; typists write `6.162`.
pub(super) fn in_book<'n>(book: Option<&'n str>, number: &'n str) -> (Option<&'n str>, &'n str) {
    number.split_once([':', '.']).map_or((book, number), |(book, rest)| (Some(book), rest))
}
