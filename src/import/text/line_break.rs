//! What a line break stands for: a space, nothing, or a hyphen that only divided a word.
//!
//! Nobody can know from one line whether `mensen-` ends with a division or with a hyphen of its own. The document
//! itself tells: the word stands elsewhere whole, or elsewhere with its hyphen. Abbreviations, figures, addresses
//! and lists of half words (`wet- en regelgeving`) keep theirs. Without evidence the hyphen stays and is a doubt,
//! unless the document is proven to divide words and nowhere to break one at a hyphen of its own.

use super::line::Line;
use std::collections::BTreeSet;

/// What stands in the place of a line break.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum LineBreak {
    /// A space.
    Space,
    /// Nothing: the word goes on, with the hyphen it may have.
    Glued,
    /// Nothing, and the hyphen at the end of the first line goes.
    Divided,
    /// As [`LineBreak::Glued`], for want of evidence.
    Doubtful,
}

/// The words of a document, as evidence.
#[derive(Debug, Default)]
pub(super) struct Words {
    whole: BTreeSet<String>,
    divides: bool,
}

/// First parts that a hyphen joins to what follows.
const JOINED: [&str; 17] = [
    "niet", "non", "oud", "ex", "semi", "pro", "anti", "vice", "co", "bijna", "pre", "post", "mede", "multi",
    "sub", "top", "quasi",
];

fn is_word(c: char) -> bool {
    c.is_alphanumeric() || c == '-' || c == '’'
}

fn last_word(text: &str) -> &str {
    text.rsplit(|c: char| !is_word(c)).next().unwrap_or_default()
}

fn first_word(text: &str) -> &str {
    text.split(|c: char| !is_word(c)).next().unwrap_or_default()
}

/// The word before a hyphen at the end of a line.
fn broken(text: &str) -> Option<&str> {
    let left = last_word(text).strip_suffix(['-', '\u{ad}'])?;
    left.ends_with(char::is_alphanumeric).then_some(left)
}

impl Words {
    /// Collects the words that no line end breaks.
    pub(super) fn of(lines: &[Line<'_>]) -> Self {
        let mut whole = BTreeSet::new();
        let mut after_break = false;
        for line in lines {
            let ends_broken = broken(line.text).is_some();
            let mut words: Vec<&str> =
                line.text.split(|c: char| !is_word(c)).filter(|w| !w.is_empty()).collect();
            if ends_broken {
                words.pop();
            }
            whole.extend(words.iter().skip(usize::from(after_break)).map(|w| w.to_lowercase()));
            after_break = ends_broken;
        }
        let mut words = Self { whole, divides: false };
        let breaks = lines.windows(2).filter_map(|pair| match pair {
            [a, b] => words.proven(broken(a.text)?, first_word(b.text)),
            _ => None,
        });
        let (mut divided, mut kept) = (0, 0);
        for found in breaks {
            match found {
                LineBreak::Divided => divided += 1,
                _ => kept += 1,
            }
        }
        words.divides = divided > 0 && kept == 0;
        words
    }

    /// What the document itself says of a broken word.
    fn proven(&self, left: &str, right: &str) -> Option<LineBreak> {
        let (left, right) = (left.to_lowercase(), right.to_lowercase());
        if right.is_empty() || !right.starts_with(char::is_alphabetic) {
            return None;
        }
        let stands = |word: &str| self.whole.contains(word);
        let joined = format!("{left}{right}");
        if stands(&format!("{left}-{right}")) {
            return Some(LineBreak::Glued);
        }
        let endings = ["", "s", "e", "en", "n"];
        let inflected = endings.iter().any(|ending| {
            stands(&format!("{joined}{ending}"))
                || joined.strip_suffix(ending).is_some_and(|stem| stem.len() > 5 && stands(stem))
        });
        inflected.then_some(LineBreak::Divided)
    }

    /// What stands between the ends of two lines of one paragraph.
    pub(super) fn line_break(&self, before: &str, after: &str) -> LineBreak {
        let token = before.split_whitespace().next_back().unwrap_or_default();
        let address = ["http://", "https://", "www."]
            .iter()
            .any(|s| token.trim_start_matches(['(', '<']).starts_with(s));
        if address && token.ends_with(['/', '-', '_', '=', '&', '?', '%', '#']) {
            return LineBreak::Glued;
        }
        // An address that goes on at the head of the line: no word begins with a sign that only addresses have. A
        // dash may begin a word, so the rest must look like an address too.
        let rest = after.split_whitespace().next().unwrap_or_default();
        let inner = rest.get(1..).filter(|inner| inner.starts_with(char::is_alphanumeric));
        if address
            && inner.is_some_and(|inner| {
                rest.starts_with(['/', '_', '=', '&', '?', '%', '#'])
                    || rest.starts_with('-') && inner.contains(['-', '/', '_', '='])
            })
        {
            return LineBreak::Glued;
        }
        if before.ends_with('\u{ad}') {
            return LineBreak::Divided;
        }
        let figure = |c: Option<char>| c.is_some_and(|c| c.is_ascii_digit());
        let dash = before.strip_suffix(['-', '–']);
        if dash.is_some_and(|b| figure(b.chars().next_back())) && figure(after.chars().next()) {
            return LineBreak::Glued;
        }
        let Some(left) = broken(before) else { return LineBreak::Space };
        let right = first_word(after);
        if ["en", "of", "én", "dan", "tot", "als"].contains(&right) {
            return LineBreak::Space;
        }
        let own = left.starts_with('-')
            || left.ends_with(|c: char| c.is_uppercase() || c.is_ascii_digit())
            || !right.starts_with(char::is_lowercase)
            || JOINED.contains(&left.to_lowercase().as_str());
        if own {
            return if right.is_empty() { LineBreak::Space } else { LineBreak::Glued };
        }
        match self.proven(left, right) {
            Some(found) => found,
            None if self.divides => LineBreak::Divided,
            None => LineBreak::Doubtful,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::import::text::line::lines;

    #[test]
    fn the_document_decides() {
        let text = "De aanpak van mensenhandel en het EC-voorstel.\nDe ont-\nwikkelingen en de hart- en\nvaatstelsels";
        let words = Words::of(&lines(text));
        assert_eq!(words.line_break("aanpak van mensen-", "handel. In mijn brief"), LineBreak::Divided);
        assert_eq!(words.line_break("met het EC-", "voorstel"), LineBreak::Glued);
        assert_eq!(words.line_break("de EU-", "landen"), LineBreak::Glued);
        assert_eq!(words.line_break("hart-", "en vaatziekten"), LineBreak::Space);
        assert_eq!(words.line_break("in 2015-", "2019"), LineBreak::Glued);
        assert_eq!(words.line_break("in 2015–", "2019"), LineBreak::Glued);
        assert_eq!(words.line_break("https://ec.europa.eu/", "economy_finance"), LineBreak::Glued);
        assert_eq!(words.line_break("zie https://ec.europa.eu/risks", "-of-fine-dust"), LineBreak::Glued);
        assert_eq!(words.line_break("https://ec.europa.eu/risks", "/index.html"), LineBreak::Glued);
        assert_eq!(words.line_break("zie https://ec.europa.eu/risks", "- een streepje"), LineBreak::Space);
        assert_eq!(words.line_break("zie https://ec.europa.eu/risks", "-waarover meer"), LineBreak::Space);
        assert_eq!(words.line_break("de risicos", "-van-het-stof"), LineBreak::Space);
        assert_eq!(words.line_break("de piekbelas-", "ters"), LineBreak::Doubtful);
        assert_eq!(words.line_break("de niet-", "gerealiseerde"), LineBreak::Glued);
        assert_eq!(words.line_break("een gewone", "regel"), LineBreak::Space);
    }

    #[test]
    fn a_document_that_divides_words_is_believed() {
        let text = "De combinatie telt.\nDe combi-\nnatie telt niet.\nDe piekbelas-\nters";
        assert_eq!(Words::of(&lines(text)).line_break("de piekbelas-", "ters"), LineBreak::Divided);
    }
}
