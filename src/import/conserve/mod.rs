//! The proof that nothing was lost: every word of the source stands in the letter, in order, or is listed as left
//! out; what is left out is no letter; and the letter as written reads as the draft.
//!
//! [`original`] finds the words of the source again, by the rules of the format alone, [`links`] its addresses, and [`order`]
//! where its paragraphs end. Words are compared by their
//! characters, so that a word which a line end or a note divided may be whole in the letter; white space is no
//! word. Nothing is mended here: a difference is an error, and the letter is not written.

pub mod front;
pub mod links;
pub mod order;
pub mod original;
pub mod signers;

use super::draft::{Block, Draft, Inline, Omitted, Why};
use super::write;
use crate::content::markdown::{self, Word};
use crate::content::source::Source;
use crate::dutch::sentence::last_word;
use crate::finding::{Code, Finding, Place};
use crate::number::series::sentences;
use links::Link;
use order::Division;
use original::Run;
use std::ops::Range;

/// What of a source is compared.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Measure {
    /// Every character that is no white space.
    Characters,
    /// Letters and digits: in Markdown, signs may be no words.
    Letters,
}

/// What a source says by the rules of its format, found without its reader.
#[derive(Debug, Clone)]
pub struct Original {
    /// Its words.
    pub words: Vec<Run>,
    /// What of them is compared.
    pub measure: Measure,
    /// Its links.
    pub links: Vec<Link>,
    /// What ends a paragraph.
    pub division: Division,
}

impl Original {
    /// Of a text in Markdown.
    pub fn markdown(source: &Source) -> Self {
        let (words, links) = (original::markdown(source), links::markdown(source));
        Self { words, measure: Measure::Letters, links, division: Division::Line }
    }
}

/// Compares source, draft and letter. What differs is in the findings; without any, nothing was lost.
pub fn check(source: &Source, original: &Original, draft: &Draft, letter: &str) -> Vec<Finding> {
    let mut findings = Vec::new();
    let held = Held::of(draft);
    findings.extend(lost(source, &original.words, original.measure, &held.pieces));
    findings.extend(held.disordered.into_iter().map(|(text, at)| {
        let message = format!("`{}` has left its place", shortened(text));
        error(message).at(source.place(at.clone()))
    }));
    findings.extend(swallowed(source, draft));
    let read = markdown::plain(letter);
    findings.extend(misread(source, draft, &read));
    findings.extend(order::cut(source, original.division, draft));
    findings.extend(order::senders(source, draft));
    findings.extend(signers::missing(source, draft));
    findings.extend(links::check(source, &original.links, draft, letter, &read.links));
    findings
}

/// A head that did not end where the letter begins: every word is listed as left out, and yet there is no letter, or
/// not all of it. Sentences tell it: a head of names, numbers and titles may well be longer than a motion, but has none.
fn swallowed(source: &Source, draft: &Draft) -> Option<Finding> {
    let mut body = Held::default();
    body.text(&draft.body);
    let words: Vec<&str> = body.pieces.iter().map(|(text, _)| *text).collect();
    let begins = body.pieces.iter().filter(|(_, at)| !at.is_empty()).map(|(_, at)| at.start).min();
    let in_head = |omitted: &&Omitted| {
        matches!(omitted.why, Why::Header | Why::Furniture) && begins.is_none_or(|at| omitted.at.start < at)
    };
    let head: Vec<&str> = draft.omitted.iter().filter(in_head).map(|omitted| omitted.text.as_str()).collect();
    let taken = whole_sentences(&head.join(" "));
    let message = if words.iter().all(|text| text.trim().is_empty()) {
        "the letter would have no text"
    // Letterheads print two sentences (`Wilt u slechts één zaak …`), pages of the publisher some more about themselves.
    } else if taken > 4 || taken > 2 && whole_sentences(&words.join(" ")) == 0 {
        "sentences of the letter would be left out, as if they were its head"
    } else {
        return None;
    };
    Some(error_of_head(source, draft, message.to_owned()))
}

/// A letter that its head has taken along, with the place up to which the head was read.
fn error_of_head(source: &Source, draft: &Draft, message: String) -> Finding {
    let finding = match draft.omitted.iter().rfind(|omitted| omitted.why == Why::Header) {
        Some(last) => Finding::new(Code::K707, message)
            .at(source.place(last.at.clone()))
            .label("the last that the head states; its end was not found"),
        None => Finding::new(Code::K707, message).at(Place::file(source.file.clone())),
    };
    finding.help("put a salutation (`Geachte voorzitter,`) on a line of its own above the first paragraph")
}

/// How many sentences stand in a text with their full stop. A few words with one are a number or an address.
fn whole_sentences(text: &str) -> usize {
    const SHORTEST: usize = 5;
    let sentences = sentences(text).into_iter().filter_map(|at| text.get(at)).map(str::trim);
    let whole = |sentence: &&str| {
        sentence.ends_with(['.', '?', '!']) && sentence.split_whitespace().count() >= SHORTEST
    };
    sentences.filter(whole).count()
}

fn error(message: String) -> Finding {
    Finding::new(Code::K701, message)
        .help("nothing is written for this file; please report it, with the file if you may share it")
}

/// The pieces of a draft with their bytes.
#[derive(Default)]
struct Held<'a> {
    /// All, in the order of the source.
    pieces: Vec<(&'a str, &'a Range<usize>)>,
    /// Those in the cells of tables, while a text is read.
    cells: Vec<(&'a str, &'a Range<usize>)>,
    /// Those that stand in the letter before something that precedes them in the source.
    disordered: Option<(&'a str, &'a Range<usize>)>,
}

impl<'a> Held<'a> {
    fn of(draft: &'a Draft) -> Self {
        let mut held = Self::default();
        held.text(&draft.body);
        for note in &draft.notes {
            held.text(&note.body);
        }
        held.pieces.extend(draft.omitted.iter().map(|o| (o.text.as_str(), &o.at)));
        // What stands in no bytes of the source, such as the number that Word gives an item, is none of its words.
        held.pieces.retain(|(_, at)| !at.is_empty());
        held.pieces.sort_by_key(|(_, at)| (at.start, at.end));
        held
    }

    /// The text of the letter, or of a note: its pieces follow each other as they do in the source.
    fn text(&mut self, blocks: &'a [Block]) {
        let first = self.pieces.len();
        self.blocks(blocks);
        self.in_order(first);
        self.pieces.append(&mut self.cells);
    }

    /// Whether the pieces from this one on follow each other as they do in the source.
    fn in_order(&mut self, first: usize) {
        let own = self.pieces.iter().skip(first);
        let own = own.filter(|(text, at)| !at.is_empty() && !text.trim().is_empty());
        let mut reached = 0;
        for (text, at) in own {
            if at.start < reached && self.disordered.is_none() {
                self.disordered = Some((text, at));
            }
            reached = reached.max(at.start);
        }
    }

    fn blocks(&mut self, blocks: &'a [Block]) {
        for block in blocks {
            match block {
                Block::Heading(_, text) | Block::Paragraph(text) => self.inlines(text),
                Block::Lines(lines) => lines.iter().for_each(|line| self.inlines(line)),
                Block::Quote(blocks) => self.blocks(blocks),
                Block::List(_, items) => items.iter().for_each(|item| self.blocks(item)),
                // The cells of a table drawn with signs share their lines, so each has an order of its own.
                Block::Table(head, rows, _) => {
                    for cell in head.iter().chain(rows.iter().flatten()) {
                        let first = self.pieces.len();
                        self.inlines(cell);
                        self.in_order(first);
                        let pieces = self.pieces.split_off(first);
                        self.cells.extend(pieces);
                    }
                }
            }
        }
    }

    fn inlines(&mut self, inlines: &'a [Inline]) {
        for inline in inlines {
            match inline {
                Inline::Text(text, at) => self.pieces.push((text, at)),
                Inline::Mark(_) | Inline::Break => {}
                other => self.inlines(other.inner()),
            }
        }
    }
}

/// The first words of the source that the draft does not have, or the first that only the draft has.
fn lost(
    source: &Source,
    original: &[Run],
    measure: Measure,
    pieces: &[(&str, &Range<usize>)],
) -> Option<Finding> {
    let visible = |c: &char| match measure {
        Measure::Characters => !c.is_whitespace(),
        Measure::Letters => c.is_alphanumeric(),
    };
    let mut held =
        pieces.iter().flat_map(|(text, at)| text.chars().map(move |c| (c, *at))).filter(|(c, _)| visible(c));
    for (text, at) in original {
        for (index, c) in text.char_indices().filter(|(_, c)| visible(c)) {
            let found = held.next();
            if found.is_some_and(|(other, _)| other == c) {
                continue;
            }
            let start = last_word(text.get(..index).unwrap_or_default());
            let words = shortened(text.get(start..).unwrap_or_default());
            // Where each character is as long as its bytes, the place is that of the word.
            let into = if text.len() == at.len() { start } else { 0 };
            let place = source.place(at.start + into..at.end);
            return Some(error(format!("`{words}` would be lost")).at(place));
        }
    }
    let (_, at) = held.next()?;
    Some(error("the letter would have words that the source has not".to_owned()).at(source.place(at.clone())))
}

/// The first word of the draft that the letter, read back, does not have.
fn misread(source: &Source, draft: &Draft, read: &markdown::Plain) -> Option<Finding> {
    let meant = write::words(draft);
    if meant.body == read.body && meant.notes == read.notes {
        return None;
    }
    let label = |(label, _): &(String, Vec<Word>)| label.clone();
    let notes = meant.notes.iter().zip(&read.notes);
    let place = Place::file(source.file.clone());
    let difference = |meant: &[Word], read: &[Word]| {
        let at = meant.iter().zip(read).position(|(a, b)| a != b).unwrap_or(meant.len().min(read.len()));
        let word = match meant.get(at).or_else(|| read.get(at)) {
            Some(Word::Text(text)) => shortened(text),
            Some(Word::Mark(label)) => format!("the mark of note {label}"),
            Some(Word::Form(_)) => "struck, raised or lowered words".to_owned(),
            None => "the end".to_owned(),
        };
        format!("Markdown would change `{word}`")
    };
    let message = if meant.body != read.body {
        difference(&meant.body, &read.body)
    } else if let Some((a, b)) = notes.clone().find(|(a, b)| a.0 == b.0 && a.1 != b.1) {
        format!("{} in note {}", difference(&a.1, &b.1), a.0)
    } else {
        let missing = meant.notes.iter().map(label).find(|l| read.notes.iter().all(|n| n.0 != *l));
        format!("note {} would be lost", missing.unwrap_or_default())
    };
    Some(error(message).at(place))
}

/// The first words of a text.
fn shortened(text: &str) -> String {
    const WORDS: usize = 6;
    let words: Vec<&str> = text.split_whitespace().collect();
    let shown = words.get(..WORDS).unwrap_or(&words).join(" ");
    if words.len() > WORDS { format!("{shown} …") } else { shown }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::import::draft::{Note, Omitted, Why};

    const XML: &str = "<al>Een &amp; twee</al><noot><nr>1</nr><al>De noot.</al></noot><al>drie vier</al>";

    fn piece(text: &str, words: &str) -> Inline {
        let at = XML.find(words).unwrap();
        Inline::Text(text.to_owned(), at..at + words.len())
    }

    fn draft() -> Draft {
        let note = vec![Block::Paragraph(vec![piece("De noot.", "De noot.")])];
        let at = XML.find("1<").unwrap();
        Draft {
            body: vec![
                Block::Paragraph(vec![piece("Een & twee", "Een &amp; twee"), Inline::Mark("1".into())]),
                Block::Paragraph(vec![piece("drie ", "drie "), piece("vier", "vier")]),
            ],
            notes: vec![Note { label: "1".into(), body: note }],
            omitted: vec![Omitted { at: at..at + 1, text: "1".into(), why: Why::Mark }],
            ..Draft::default()
        }
    }

    fn messages(draft: &Draft, letter: &str) -> Vec<String> {
        let source = Source::new("a.xml", "a.xml", XML.to_owned());
        let words = original::xml(&source, None);
        let division = Division::AllBut(&[]);
        let original = Original { words, measure: Measure::Characters, links: Vec::new(), division };
        check(&source, &original, draft, letter).into_iter().map(|finding| finding.message).collect()
    }

    fn found(change: impl Fn(&mut Draft)) -> Vec<String> {
        let mut draft = draft();
        change(&mut draft);
        messages(&draft, &write::markdown(&draft))
    }

    #[test]
    fn a_faithful_letter_passes() {
        assert_eq!(found(|_| ()), Vec::<String>::new());
    }

    #[test]
    fn a_dropped_word_is_found() {
        let dropped = found(|draft| draft.body[1] = Block::Paragraph(vec![piece("vier", "vier")]));
        assert_eq!(dropped, ["`drie vier` would be lost"]);
    }

    #[test]
    fn a_word_behind_a_space_of_several_bytes_is_named_whole() {
        let source = Source::new("a.txt", "a.txt", "een drie\u{2009}vier".to_owned());
        let held = [("een drie\u{2009}v", &(0..12))];
        let finding = lost(&source, &original::text(&source), Measure::Letters, &held).unwrap();
        assert_eq!(finding.message, "`vier` would be lost");
        assert_eq!(finding.place.unwrap().column, 10);
    }

    #[test]
    fn a_dropped_note_or_number_is_found() {
        assert_eq!(found(|draft| draft.notes.clear()), ["`De noot.` would be lost"]);
        assert_eq!(found(|draft| draft.omitted.clear()), ["`1` would be lost"]);
    }

    #[test]
    fn a_head_that_takes_the_letter_along_is_found() {
        let codes = |kept: &str, left: &str| {
            let text = format!("{left}{kept}");
            let source = Source::new("a.txt", "a.txt", text.clone());
            let kept = Inline::Text(kept.to_owned(), left.len()..text.len());
            let omitted = Omitted { at: 0..left.len(), text: left.to_owned(), why: Why::Header };
            let body = vec![Block::Paragraph(vec![kept])];
            swallowed(&source, &Draft { body, omitted: vec![omitted], ..Draft::default() }).map(|f| f.code)
        };
        let sentence = "Hierbij bied ik uw Kamer het verslag aan. ";
        let printed =
            "Bij beantwoording de datum en ons kenmerk vermelden. Wilt u slechts één zaak behandelen. ";
        let head =
            "Ministerie van Financiën Postbus 20201 2500 EE Den Haag www.rijksoverheid.nl Betreft Verslag ";
        assert_eq!(codes(" ", sentence), Some(Code::K707), "nothing is kept");
        assert_eq!(codes("Hoogachtend, De Minister", &sentence.repeat(3)), Some(Code::K707));
        assert_eq!(
            codes(&sentence.repeat(20), &sentence.repeat(5)),
            Some(Code::K707),
            "its beginning is gone"
        );
        assert_eq!(codes(sentence, &format!("{}{printed}", head.repeat(20))), None, "a covering letter");
        assert_eq!(codes("verzoekt de regering dit te doen", &head.repeat(9)), None, "a motion, cut short");
    }

    #[test]
    fn swapped_words_are_found() {
        let swapped = found(|draft| {
            draft.body[1] = Block::Paragraph(vec![piece("vier", "vier"), piece("drie ", "drie ")]);
        });
        assert_eq!(swapped, ["`drie` has left its place"]);
        let within = found(|draft| draft.body[1] = Block::Paragraph(vec![piece("vier drie", "drie vier")]));
        assert_eq!(within, ["`drie vier` would be lost"]);
    }

    #[test]
    fn invented_words_are_found() {
        let more = found(|draft| draft.body.push(Block::Paragraph(vec![piece("vijf", "</al>")])));
        assert!(!more.is_empty());
    }

    #[test]
    fn a_letter_that_reads_otherwise_is_found() {
        let draft = draft();
        let letter = write::markdown(&draft);
        assert_eq!(messages(&draft, &letter.replace("vier", "")), ["Markdown would change `vier`"]);
        assert_eq!(
            messages(&draft, &letter.replace("De noot", "Noot")),
            ["Markdown would change `De` in note 1"]
        );
        assert_eq!(messages(&draft, &letter.replace("[^1]: De noot.", "")), ["Markdown would change `twee`"]);
    }

    #[test]
    fn words_are_found_by_the_rules_of_the_format() {
        let words = |text: &str, only: Option<&[&str]>| {
            let source = Source::new("a", "a", text.to_owned());
            original::xml(&source, only).into_iter().map(|(text, _)| text).collect::<Vec<_>>().join("|")
        };
        let text =
            "<!DOCTYPE a [<!ENTITY b \"x\">]><?p q>?><a c='>'>&lt;&#233;&b;<!-- > --><![CDATA[<z>]]></a>";
        assert_eq!(words(text, None), "<é&b;|<z>");
        assert_eq!(
            words(
                "<w:t xml:space=\"x\">a</w:t><w:tab/>b<w:delText>c</w:delText>",
                Some(&["w:t", "w:delText"])
            ),
            "a|c"
        );
        assert_eq!(words("<a", None), "");
        assert_eq!(words("<![CDATA[", None), "");
    }
}
