//! The acts of `laws.tsv` and the acts of the Union of `union.tsv`: their names, and the id of an article in them.

use crate::cite::bodies;
use crate::cite::cursor::{Cursor, before, last_word, looked, trim_space};
use crate::number::identifier::DocumentId;
use std::borrow::Cow;
use std::sync::LazyLock;

/// The longest name of an act.
const LONGEST_NAME: usize = 128;

/// How far back the word right before a name may start.
const WORD_BEFORE: usize = 32;

/// An act under one of its names.
pub(super) struct Act {
    pub(super) name: &'static str,
    /// One id, or more for what is one name of several acts.
    ids: &'static str,
    /// Which articles are of this act, where acts share a name: those of a book of the Burgerlijk Wetboek, or those
    /// with a dot.
    articles: &'static str,
    pub(super) alone: Alone,
    numbering: Numbering,
}

/// How the articles of an act are numbered.
#[derive(Clone, Copy)]
enum Numbering {
    /// Not known here: whatever the text says.
    Any,
    /// `273f`, up to this one.
    Plain(u32),
    /// `4:5`: chapter and article, with the last article of each chapter as the table has them: `13/29`.
    Colons(&'static str),
    /// `2.3`
    Dots,
    /// `P 15`: the letter of the chapter, and the article.
    Lettered,
}

impl Numbering {
    fn parse(column: &'static str) -> Self {
        match column.split_at_checked(1) {
            Some(("1", last)) => Self::Plain(last.strip_prefix('-').and_then(number).unwrap_or(u32::MAX)),
            Some((".", "")) => Self::Dots,
            Some(("A", "")) => Self::Lettered,
            Some((":", chapters)) => Self::Colons(chapters),
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
            Self::Plain(last) => (!parted && number(written)? <= last).then(|| written.into()),
            Self::Lettered => (!parted).then(|| written.into()),
            Self::Dots => parted.then(|| written.replace(':', ".").into()),
            Self::Colons(chapters) => {
                let (chapter, article) = written.split_once([':', '.'])?;
                let ends = chapter.parse::<usize>().ok()?.checked_sub(1)?;
                let last = chapters.split('/').nth(ends)?;
                let known = last.is_empty() || number(article)? <= number(last)?;
                let as_written = written.contains(':');
                (known && !article.contains([':', '.']))
                    .then(|| if as_written { written.into() } else { format!("{chapter}:{article}").into() })
            }
        }
    }
}

/// The figures with which the number of an article starts.
fn number(article: &str) -> Option<u32> {
    let rest = article.trim_start_matches(|c: char| c.is_ascii_digit());
    article.strip_suffix(rest)?.parse().ok()
}

/// Whether a name is a citation where no article stands with it.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Alone {
    Never,
    /// Only behind a citation of the act by another name or number.
    Again,
    Always,
}

/// The acts by their names as they are compared, in the order of the alphabet.
struct Names(Vec<(Vec<u8>, &'static Act)>);

static ACTS: LazyLock<Vec<Act>> = LazyLock::new(|| {
    let lines = |file: &'static str| file.lines().filter(|line| !line.starts_with('#'));
    let of_nation = lines(include_str!("laws.tsv")).filter_map(|line| {
        let mut columns = line.split('\t');
        let (id, articles, names) = (columns.next()?, columns.next()?, columns.next()?);
        Some((id, articles, Alone::Never, names, columns.next().map_or(Numbering::Any, Numbering::parse)))
    });
    let of_union = lines(include_str!("union.tsv")).filter_map(|line| {
        let mut columns = line.split('\t');
        let ids = columns.next()?;
        let alone = match columns.next()? {
            "alone" => Alone::Always,
            "again" => Alone::Again,
            _ => Alone::Never,
        };
        let (names, _source) = (columns.next()?, columns.next()?);
        Some((ids, "", alone, names, columns.next().map_or(Numbering::Any, Numbering::parse)))
    });
    let named = |(ids, articles, alone, names, numbering): (
        &'static str,
        &'static str,
        Alone,
        &'static str,
        Numbering,
    )| names.split('|').map(move |name| Act { name, ids, articles, alone, numbering });
    of_nation.chain(of_union).flat_map(named).collect()
});

static FORWARDS: LazyLock<Names> = LazyLock::new(|| {
    let ascii = |name: &str| name.bytes().map(|b| b.to_ascii_lowercase()).collect();
    Names::new(ascii, |name| forwards(name).map(|(byte, _)| byte).collect())
});
static BACKWARDS: LazyLock<Names> = LazyLock::new(|| {
    let ascii = |name: &str| name.bytes().rev().map(|b| b.to_ascii_lowercase()).collect();
    Names::new(ascii, |name| backwards(name).map(|(byte, _)| byte).collect())
});

impl Names {
    fn new(ascii: fn(&str) -> Vec<u8>, form: fn(&str) -> Vec<u8>) -> Self {
        // Most names are as they are compared but for their capitals.
        let plain = |name: &str| name.bytes().all(|b| b.is_ascii_alphanumeric() || b" -'/.,()&".contains(&b));
        let form = |name: &str| if plain(name) { ascii(name) } else { form(name) };
        let mut names: Vec<_> = ACTS.iter().map(|act| (form(act.name), act)).collect();
        // What shares a name stays in the order of the files.
        names.sort_by(|(one, _), (other, _)| one.cmp(other));
        Self(names)
    }

    /// The longest name that these bytes spell and that is `whole` where it ends; each byte comes with the place
    /// behind it. Every byte leaves fewer names, and nearly every word soon leaves none.
    fn longest<P>(
        &'static self,
        bytes: impl Iterator<Item = (u8, P)>,
        whole: impl Fn(&Act, &P) -> bool,
    ) -> Option<(Acts, P)> {
        let mut left = 0..self.0.len();
        let mut found = None;
        for (at, (byte, place)) in bytes.take(LONGEST_NAME).enumerate() {
            let behind = |edge: fn(&u8, &u8) -> bool| {
                let names = self.0.get(left.clone()).unwrap_or_default();
                left.start
                    + names.partition_point(|(name, _)| name.get(at).is_none_or(|there| edge(there, &byte)))
            };
            left = behind(|there, byte| there < byte)..behind(|there, byte| there <= byte);
            let Some(shortest) = self.0.get(left.start).filter(|_| !left.is_empty()) else { break };
            if shortest.0.len() > at + 1 {
                continue;
            }
            // Some differ in their capitals alone.
            let names = self.0.get(left.clone()).unwrap_or_default();
            let same = || names.iter().take_while(|(name, _)| name.len() == at + 1);
            if let Some(first) = same().position(|(_, act)| whole(act, &place)) {
                found = names.get(first..same().count()).and_then(Acts::new).map(|acts| (acts, place));
            }
        }
        found
    }
}

/// The acts that share a name; the first is one of them.
pub(super) struct Acts {
    first: &'static Act,
    all: &'static [(Vec<u8>, &'static Act)],
}

impl Acts {
    fn new(all: &'static [(Vec<u8>, &'static Act)]) -> Option<Self> {
        Some(Self { first: all.first()?.1, all })
    }

    /// The first of them.
    pub(super) fn first(&self) -> &'static Act {
        self.first
    }

    /// What an article cites. The books of the Burgerlijk Wetboek are acts of their own: the book picks the act and
    /// is no part of the article.
    pub(super) fn article(&self, book: Option<&str>, number: &str) -> Option<DocumentId> {
        let (book, rest) = in_book(book, number);
        let name = self.first().name;
        let mut acts = self.all.iter().map(|(_, act)| act).filter(|act| act.name == name);
        let act = acts.find(|act| match act.articles {
            "" => true,
            "." => number.contains('.'),
            of_book => book == Some(of_book),
        })?;
        let number = if matches!(act.articles, "" | ".") { number } else { rest };
        if act.is_union_treaty() {
            // `42.7` is the article and its paragraph.
            let article = number.split_once('.').map_or(number, |(article, _)| article);
            return treaty_id(act.ids, &act.numbering.of(article)?);
        }
        DocumentId::parse(&format!("{}/{}", act.ids, act.numbering.of(number)?))
    }
}

impl Act {
    /// What the act as a whole is known by.
    pub(super) fn whole(&self) -> impl Iterator<Item = DocumentId> {
        self.ids.split(' ').filter_map(|id| {
            DocumentId::parse(&if self.is_union_treaty() { format!("{id}/TXT") } else { id.to_owned() })
        })
    }

    fn is_union_treaty(&self) -> bool {
        self.ids.starts_with("12016")
    }

    /// The name of a charter that does not say whose it is: that of the Union, unless the text has another.
    pub(super) fn is_charter(&self) -> bool {
        self.name == "Handvest"
    }

    /// Whether an article of it is known only as a place in the act.
    pub(super) fn is_union_act(&self) -> bool {
        self.ids.starts_with('3')
    }
}

fn treaty_id(treaty: &str, article: &str) -> Option<DocumentId> {
    DocumentId::parse(&format!("{treaty}{:03}", number(article)?))
}

/// `6:162` is article 162 of book 6; typists write `6.162`.
pub(super) fn in_book<'n>(book: Option<&'n str>, number: &'n str) -> (Option<&'n str>, &'n str) {
    number.split_once([':', '.']).map_or((book, number), |(book, rest)| (Some(book), rest))
}

/// Steps over the name of an act.
pub(super) fn name(c: &mut Cursor<'_>) -> Option<Acts> {
    let rest = c.rest();
    let whole = |act: &Act, &end: &usize| {
        let after = Cursor::new(c.text(), c.at() + end);
        let as_written = !is_exact(act.name) || rest.starts_with(act.name);
        let another = || another_law(after) || act.is_charter() && of_another(after);
        as_written && !after.in_token() && !another()
    };
    // "de oude Gemeentewet" is an act of its own.
    if last_word(trim_space(before(c.text(), c.at(), WORD_BEFORE))).eq_ignore_ascii_case("oude") {
        return None;
    }
    let (acts, end) = FORWARDS.longest(forwards(rest), whole)?;
    c.skip(end);
    Some(acts)
}

/// The name of an act that ends at `at`, but for a comma, and where it starts.
pub(super) fn name_before(text: &str, at: usize) -> Option<(Acts, usize)> {
    let near = before(text, at, LONGEST_NAME + 8);
    let head = trim_space(near);
    let head = trim_space(head.strip_suffix(',').unwrap_or(head));
    let whole = |act: &Act, &start: &usize| {
        (!is_exact(act.name) || head.get(start..) == Some(act.name))
            && !head.get(..start).unwrap_or_default().ends_with(|c: char| c.is_alphanumeric() || c == '-')
    };
    let (acts, start) = BACKWARDS.longest(backwards(head), whole)?;
    let front = trim_space(head.get(..start)?);
    let word = last_word(front);
    // "Europees Sociaal Handvest, artikel 6"; "Protocol nr. 7 bij het VWEU, artikel 3"
    let other_charter = acts.first().is_charter() && !matches!(word, "" | "het" | "Het");
    let annexed = ["bij het", "bij de", "bij"].iter().any(|end| front.ends_with(end));
    if word.eq_ignore_ascii_case("oude") || names_another(word) || other_charter || annexed {
        return None;
    }
    Some((acts, at - near.len() + start))
}

/// `Uitvoeringswet AVG` is an act of its own, and so is `Uitvoeringsregeling AVG`; "de wet AVG" is the AVG.
pub(super) fn names_another(word_before: &str) -> bool {
    let word = word_before.to_lowercase();
    ["wet", "besluit", "regeling"].iter().any(|end| word.len() > end.len() && word.ends_with(end))
}

/// A name of capitals and short letters means something else in other letters, and English names are words too.
fn is_exact(name: &str) -> bool {
    name.len() <= 5 || name.ends_with(" Act")
}

/// The bytes of a text as they are compared, each with the place behind it.
fn forwards(text: &str) -> impl Iterator<Item = (u8, usize)> {
    let bytes = |(at, c, plain): (usize, char, char)| {
        let mut bytes = [0; 4];
        let len = plain.encode_utf8(&mut bytes).len();
        bytes.into_iter().take(len).map(move |byte| (byte, at + c.len_utf8()))
    };
    compared(text.char_indices()).flat_map(bytes)
}

/// The same from the end, each with the place where its character starts.
fn backwards(text: &str) -> impl Iterator<Item = (u8, usize)> {
    let bytes = |(at, _, plain): (usize, char, char)| {
        let mut bytes = [0; 4];
        let len = plain.encode_utf8(&mut bytes).len();
        bytes.into_iter().take(len).rev().map(move |byte| (byte, at))
    };
    compared(text.char_indices().rev()).flat_map(bytes)
}

/// Characters with what they are compared as: any space is one, any dash and any apostrophe too, and letters are small.
/// They end at a blank line.
fn compared(chars: impl Iterator<Item = (usize, char)>) -> impl Iterator<Item = (usize, char, char)> {
    let (mut spaced, mut lines) = (false, 0);
    let plain = move |(at, c): (usize, char)| {
        looked(1);
        let space = c.is_whitespace() || matches!(c, '*' | '_' | '\u{200b}');
        lines = if space { lines + usize::from(c == '\n') } else { 0 };
        let again = std::mem::replace(&mut spaced, space) && space;
        let plain = match c {
            _ if space => ' ',
            '\u{2010}'..='\u{2015}' | '\u{2212}' => '-',
            '‘' | '’' => '\'',
            c => c.to_ascii_lowercase(),
        };
        (lines < 2).then_some((!again).then_some((at, c, plain)))
    };
    chars.map_while(plain).flatten()
}

/// The words with which a name starts that is a citation by itself.
pub(in crate::cite) fn opening_words() -> impl Iterator<Item = &'static str> {
    let alone = ACTS.iter().filter(|act| act.alone != Alone::Never);
    alone.map(|act| {
        act.name.get(..act.name.bytes().take_while(u8::is_ascii_alphabetic).count()).unwrap_or_default()
    })
}

/// "Handvest van de gemeente Ede"
fn of_another(mut c: Cursor<'_>) -> bool {
    c.spaces();
    c.eat_any(&["van", "der", "voor", "inzake", "betreffende"])
}

/// "Wetboek van Strafrecht BES", "Algemene wet gelijke behandeling op grond van …", "Politiewet 1993", "Grondwet van
/// 1848" and "Grondwet van België" are other acts.
fn another_law(mut c: Cursor<'_>) -> bool {
    if c.dash() {
        return c.in_token();
    }
    let name_end = c.at();
    c.spaces();
    let mut behind = c;
    if behind.eat_word("van") {
        behind.spaces();
        if bodies::country(&mut { behind }) {
            return true;
        }
    }
    let same_line = !behind.since(name_end).contains('\n');
    let digits = behind.digits();
    if same_line
        && digits.len() == 4
        && ["18", "19", "20"].iter().any(|century| digits.starts_with(century))
        && !behind.in_token()
    {
        return true;
    }
    // "Gemeentewet (België)"
    if c.eat(b'(') && bodies::country(&mut { c }) {
        return true;
    }
    c.eat_any(&["BES"]) || c.eat_phrase("op grond van")
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    #[test]
    fn every_line_of_the_tables_is_read() {
        let mut once = BTreeSet::new();
        for act in ACTS.iter() {
            assert!(act.whole().count() > 0, "{} has no id", act.name);
            assert!(act.name.len() <= LONGEST_NAME && !act.name.is_empty(), "{}", act.name);
            assert!(once.insert((act.name, act.articles)), "{} stands twice", act.name);
        }
        let lines = [include_str!("laws.tsv"), include_str!("union.tsv")].map(|file| {
            file.lines().filter(|line| !line.starts_with('#')).map(|line| {
                assert!((3..=5).contains(&line.split('\t').count()), "{line}");
                line.split('\t').nth(2).map_or(0, |names| names.split('|').count())
            })
        });
        assert_eq!(lines.into_iter().flatten().sum::<usize>(), ACTS.len());
    }

    #[test]
    fn every_name_is_found_from_either_side() {
        for act in ACTS.iter() {
            let (acts, _) = name_before(act.name, act.name.len()).expect(act.name);
            assert_eq!(acts.first().name, act.name);
            let mut c = Cursor::new(act.name, 0);
            assert_eq!(name(&mut c).expect(act.name).first().name, act.name);
            assert_eq!(c.at(), act.name.len());
        }
    }

    #[test]
    fn the_longest_name_wins() {
        let named = |text| name(&mut Cursor::new(text, 0)).map(|acts| acts.first().name);
        assert_eq!(named("Vreemdelingenwet 2000, de wet"), Some("Vreemdelingenwet 2000"));
        assert_eq!(named("Vreemdelingenwet"), Some("Vreemdelingenwet"));
        assert_eq!(named("vreemdelingen\u{2011}\n wet"), None);
        assert_eq!(named("wet  open\noverheid"), Some("Wet open overheid"));
        assert_eq!(named("Wet veiligheidsregio’s"), Some("Wet veiligheidsregio's"));
        assert_eq!(named("awb"), None);
        assert_eq!(named("Grondwet van Suriname"), None);
    }
}
