//! The seam between two lines: a space, nothing, or a hyphen that only divided a word.
//!
//! Nobody can know from one line whether `mensen-` ends with a division or with a hyphen of its own. The document
//! itself tells: the word stands elsewhere whole, or elsewhere with its hyphen. Abbreviations, figures, addresses
//! and lists of half words (`wet- en regelgeving`) keep theirs. Without evidence the hyphen stays and is a doubt,
//! unless the document is proven to divide words and nowhere to break one at a hyphen of its own.

use super::line::Line;
use std::collections::BTreeSet;

/// What stands between two lines.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Seam {
    /// A space.
    Space,
    /// Nothing: the word goes on, with the hyphen it may have.
    Glued,
    /// Nothing, and the hyphen at the end of the first line goes.
    Divided,
    /// As [`Seam::Glued`], for want of evidence.
    Doubtful,
}

/// The words of a document, as evidence.
#[derive(Debug, Default)]
pub(super) struct Words {
    whole: BTreeSet<String>,
    divides: bool,
}

/// First parts that a hyphen joins to what follows.
const PREFIXES: [&str; 17] = [
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
        let seams = lines.windows(2).filter_map(|pair| match pair {
            [a, b] => words.proven(broken(a.text)?, first_word(b.text)),
            _ => None,
        });
        let (mut divided, mut kept) = (0, 0);
        for seam in seams {
            match seam {
                Seam::Divided => divided += 1,
                _ => kept += 1,
            }
        }
        words.divides = divided > 0 && kept == 0;
        words
    }

    /// What the document itself says of a broken word.
    fn proven(&self, left: &str, right: &str) -> Option<Seam> {
        let (left, right) = (left.to_lowercase(), right.to_lowercase());
        if right.is_empty() || !right.starts_with(char::is_alphabetic) {
            return None;
        }
        let stands = |word: &str| self.whole.contains(word);
        let joined = format!("{left}{right}");
        if stands(&format!("{left}-{right}")) {
            return Some(Seam::Glued);
        }
        let endings = ["", "s", "e", "en", "n"];
        let inflected = endings.iter().any(|ending| {
            stands(&format!("{joined}{ending}"))
                || joined.strip_suffix(ending).is_some_and(|stem| stem.len() > 5 && stands(stem))
        });
        inflected.then_some(Seam::Divided)
    }

    /// The seam between the ends of two lines of one paragraph.
    pub(super) fn seam(&self, before: &str, after: &str) -> Seam {
        let token = before.split_whitespace().next_back().unwrap_or_default();
        let address = ["http://", "https://", "www."]
            .iter()
            .any(|s| token.trim_start_matches(['(', '<']).starts_with(s));
        if address && token.ends_with(['/', '-', '_', '=', '&', '?', '%', '#']) {
            return Seam::Glued;
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
            return Seam::Glued;
        }
        if before.ends_with('\u{ad}') {
            return Seam::Divided;
        }
        let figure = |c: Option<char>| c.is_some_and(|c| c.is_ascii_digit());
        let dash = before.strip_suffix(['-', '–']);
        if dash.is_some_and(|b| figure(b.chars().next_back())) && figure(after.chars().next()) {
            return Seam::Glued;
        }
        let Some(left) = broken(before) else { return Seam::Space };
        let right = first_word(after);
        if ["en", "of", "én", "dan", "tot", "als"].contains(&right) {
            return Seam::Space;
        }
        let own = left.starts_with('-')
            || left.ends_with(|c: char| c.is_uppercase() || c.is_ascii_digit())
            || !right.starts_with(char::is_lowercase)
            || PREFIXES.contains(&left.to_lowercase().as_str());
        if own {
            return if right.is_empty() { Seam::Space } else { Seam::Glued };
        }
        match self.proven(left, right) {
            Some(seam) => seam,
            None if self.divides => Seam::Divided,
            None => Seam::Doubtful,
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
        assert_eq!(words.seam("aanpak van mensen-", "handel. In mijn brief"), Seam::Divided);
        assert_eq!(words.seam("met het EC-", "voorstel"), Seam::Glued);
        assert_eq!(words.seam("de EU-", "landen"), Seam::Glued);
        assert_eq!(words.seam("hart-", "en vaatziekten"), Seam::Space);
        assert_eq!(words.seam("in 2015-", "2019"), Seam::Glued);
        assert_eq!(words.seam("in 2015–", "2019"), Seam::Glued);
        assert_eq!(words.seam("https://ec.europa.eu/", "economy_finance"), Seam::Glued);
        assert_eq!(words.seam("zie https://ec.europa.eu/risks", "-of-fine-dust"), Seam::Glued);
        assert_eq!(words.seam("https://ec.europa.eu/risks", "/index.html"), Seam::Glued);
        assert_eq!(words.seam("zie https://ec.europa.eu/risks", "- een streepje"), Seam::Space);
        assert_eq!(words.seam("zie https://ec.europa.eu/risks", "-waarover meer"), Seam::Space);
        assert_eq!(words.seam("de risicos", "-van-het-stof"), Seam::Space);
        assert_eq!(words.seam("de piekbelas-", "ters"), Seam::Doubtful);
        assert_eq!(words.seam("de niet-", "gerealiseerde"), Seam::Glued);
        assert_eq!(words.seam("een gewone", "regel"), Seam::Space);
    }

    #[test]
    fn a_document_that_divides_words_is_believed() {
        let text = "De combinatie telt.\nDe combi-\nnatie telt niet.\nDe piekbelas-\nters";
        assert_eq!(Words::of(&lines(text)).seam("de piekbelas-", "ters"), Seam::Divided);
    }
}
