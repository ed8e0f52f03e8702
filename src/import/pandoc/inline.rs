//! Running text of pandoc's Markdown: words with their appearance, marks, links.
//!
//! The characters are cut into pieces first; then runs of `*` and `_` are matched, each with the nearest before it,
//! and what matches nothing is text.

use crate::content::markdown::Shift;
use crate::import::draft::{Inline, Omitted, Why};
use crate::import::flow::Span;
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

/// Between two lines that one word goes over. No text has this character.
const JOINT: char = '\0';

/// Characters within which struck, raised or lowered words end.
const FORMED: usize = 2_000;

/// What a stretch of running text holds.
#[derive(Debug, Default)]
pub(super) struct Running {
    pub(super) spans: Vec<Span>,
    pub(super) omitted: Vec<Omitted>,
    /// Labels of marks with their bytes.
    pub(super) marks: Vec<(String, Range<usize>)>,
    /// Notes that stand in the text itself, `^[…]`: their label and the bytes between the brackets.
    pub(super) within: Vec<(String, Range<usize>)>,
    pub(super) pictures: usize,
    /// Where words stand that somebody has deleted, and remarks beside the text.
    pub(super) deleted: Vec<Range<usize>>,
    pub(super) remarks: Vec<Range<usize>>,
}

/// Reads the lines with these bytes as running text. Lines that begin at one of the `glued` bytes go on with the
/// word that ended the line before.
pub(super) fn read(source: &str, lines: &[Range<usize>], glued: &BTreeSet<usize>) -> Running {
    let mut reader = InlineReader::new(source, lines, glued);
    while reader.at < reader.chars.len() {
        reader.step();
    }
    reader.flush();
    let (pieces, mut out) = (reader.pieces, reader.out);
    // A bold line break and nothing else is written as delimiters around it, which then are none.
    let words = pieces.iter().any(|p| match p {
        Piece::Inline(Inline::Text(text, _)) => !text.trim().is_empty(),
        Piece::Inline(inline) => *inline != Inline::Break,
        _ => false,
    });
    if words {
        out.spans = spans(source, pieces);
    }
    out
}

#[derive(Debug)]
enum Piece {
    Inline(Inline),
    LinkStart(String),
    LinkEnd,
    /// Words from here on stand above or below the line, or are struck.
    FormStart(Form),
    FormEnd(Form),
    Delimiter(Delimiter),
}

/// How words stand that are not on the line, or not valid.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Form {
    Shifted(Shift),
    Struck,
}

/// What a bracket or sign has opened.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Opened {
    Span,
    Link,
    Form(Form),
}

/// A run of `*` or `_`.
#[derive(Debug)]
struct Delimiter {
    character: char,
    left: usize,
    at: Range<usize>,
    opens: bool,
    closes: bool,
    /// What the run opens and closes: whether it is strong, in order.
    opened: Vec<bool>,
    closed: Vec<bool>,
}

struct InlineReader {
    /// The characters of the lines with their bytes; between two lines stands a `\n` or a joint.
    chars: Vec<(usize, char)>,
    /// Where every bracket that opens is closed.
    brackets: BTreeMap<usize, usize>,
    /// Every `)`.
    closing: Vec<usize>,
    at: usize,
    pieces: Vec<Piece>,
    out: Running,
    word: String,
    bytes: Range<usize>,
    /// Brackets of links and spans that are open: where they close, where the text goes on, what they are.
    open: Vec<(usize, usize, Opened)>,
}

impl InlineReader {
    fn new(source: &str, lines: &[Range<usize>], glued: &BTreeSet<usize>) -> Self {
        let mut chars = Vec::new();
        for (at, line) in lines.iter().enumerate() {
            if let Some(before) = at.checked_sub(1).and_then(|at| lines.get(at)) {
                chars.push((before.end, if glued.contains(&line.start) { JOINT } else { '\n' }));
            }
            let text = source.get(line.clone()).unwrap_or_default();
            chars.extend(text.char_indices().map(|(offset, c)| (line.start + offset, c)));
        }
        let brackets = brackets(&chars);
        let closing = chars.iter().enumerate().filter(|(_, (_, c))| *c == ')').map(|(at, _)| at).collect();
        let (pieces, out) = (Vec::new(), Running::default());
        Self {
            chars,
            brackets,
            closing,
            at: 0,
            pieces,
            out,
            word: String::new(),
            bytes: 0..0,
            open: Vec::new(),
        }
    }

    fn peek(&self, ahead: usize) -> Option<char> {
        self.chars.get(self.at + ahead).map(|&(_, c)| c)
    }

    /// The byte at which the character at this place begins.
    fn byte(&self, at: usize) -> usize {
        match self.chars.get(at) {
            Some(&(byte, _)) => byte,
            None => self.chars.last().map_or(0, |&(byte, c)| byte + c.len_utf8()),
        }
    }

    /// The byte behind the character before this place.
    fn end(&self, at: usize) -> usize {
        let before = at.checked_sub(1).and_then(|at| self.chars.get(at));
        before.map_or(0, |&(byte, c)| if matches!(c, '\n' | JOINT) { byte } else { byte + c.len_utf8() })
    }

    /// The characters from one place to another.
    fn text(&self, from: usize, to: usize) -> String {
        self.chars.get(from..to).unwrap_or_default().iter().map(|&(_, c)| c).collect()
    }

    /// The place of a character, if it comes within `most` characters.
    fn find(&self, from: usize, most: usize, c: char) -> Option<usize> {
        let rest = self.chars.get(from..)?;
        rest.iter().take(most).position(|&(_, other)| other == c).map(|at| from + at)
    }

    /// Takes characters that stand for one.
    fn take(&mut self, count: usize, c: char) {
        if self.word.is_empty() {
            self.bytes = self.byte(self.at)..self.byte(self.at);
        }
        self.word.push(c);
        self.at += count;
        self.bytes.end = self.end(self.at).max(self.bytes.start);
    }

    /// Leaves characters out that are no words of the text.
    fn omit(&mut self, to: usize, why: Why) {
        self.flush();
        let at = self.byte(self.at)..self.end(to);
        let text = self.text(self.at, to);
        if text.contains(char::is_alphanumeric) || why == Why::Hyphen {
            self.out.omitted.push(Omitted { at, text, why });
        }
        self.at = to;
    }

    fn flush(&mut self) {
        if !self.word.is_empty() {
            let inline = Inline::Text(std::mem::take(&mut self.word), self.bytes.clone());
            self.pieces.push(Piece::Inline(inline));
        }
    }

    fn line_break(&mut self, count: usize) {
        self.flush();
        self.pieces.push(Piece::Inline(Inline::Break));
        self.at += count;
    }

    fn step(&mut self) {
        if let Some(&(close, resume, opened)) = self.open.last()
            && close == self.at
        {
            self.open.pop();
            self.flush();
            match opened {
                Opened::Span => {}
                Opened::Link => self.pieces.push(Piece::LinkEnd),
                Opened::Form(form) => self.pieces.push(Piece::FormEnd(form)),
            }
            self.omit(resume, Why::Metadata);
            return;
        }
        let Some(c) = self.peek(0) else { return };
        match (c, self.peek(1), self.peek(2)) {
            ('\\', Some('\n'), _) => self.line_break(2),
            ('\\', Some(' '), _) => self.take(2, '\u{A0}'),
            ('\\', Some(escaped), _) if escaped.is_ascii_punctuation() => self.take(2, escaped),
            ('\n', ..) if self.word.ends_with("  ") => self.line_break(1),
            // Lines of a cell stand between those of others, so no piece goes over the end of a line.
            ('\n', ..) => {
                self.take(1, ' ');
                self.flush();
            }
            (JOINT, ..) => {
                self.flush();
                self.at += 1;
            }
            ('*' | '_', ..) => self.delimiter(c),
            // A converter raises the mark that stands above the line by itself.
            ('^', Some('['), Some('^')) => self.omit(self.at + 1, Why::Mark),
            ('^', ..)
                if self.chars.get(self.at.wrapping_sub(1)).is_some_and(|c| c.1 == ']')
                    && self.raised_mark() =>
            {
                self.omit(self.at + 1, Why::Mark);
            }
            ('^', Some('['), _) => self.note_within(),
            ('[', Some('^'), _) => self.mark(),
            ('!', Some('['), _) => self.picture(),
            ('[', ..) => self.bracket(),
            ('`', ..) => self.code(),
            ('<', ..) => self.tag(),
            ('{', Some('.' | '#' | '='), _) => self.attributes(),
            ('~', Some('~'), _) => self.struck(),
            ('^' | '~', Some(next), _) if !next.is_whitespace() => self.script(c),
            // A longer run is no dash: converters set off marks with it.
            ('-', Some('-'), Some('-')) if self.peek(3) == Some('-') => {
                while self.peek(0) == Some('-') {
                    self.take(1, '-');
                }
            }
            ('-', Some('-'), Some('-')) => self.take(3, '—'),
            ('-', Some('-'), _) => self.take(2, '–'),
            ('.', Some('.'), Some('.')) => self.take(3, '…'),
            ('&', ..) => self.entity(),
            ('\u{AD}', ..) => self.omit(self.at + 1, Why::Hyphen),
            _ => self.take(1, c),
        }
    }

    /// A run of `*` or `_`, with what its neighbours allow it to be.
    fn delimiter(&mut self, character: char) {
        self.flush();
        let count = self
            .chars
            .get(self.at..)
            .unwrap_or_default()
            .iter()
            .take_while(|&&(_, c)| c == character)
            .count();
        let before = self.at.checked_sub(1).and_then(|at| self.chars.get(at)).map(|&(_, c)| c);
        let after = self.peek(count);
        let space = |c: Option<char>| c.is_none_or(char::is_whitespace);
        let word = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
        let inside = character == '_' && word(before) && word(after);
        let at = self.byte(self.at)..self.end(self.at + count);
        self.pieces.push(Piece::Delimiter(Delimiter {
            character,
            left: count,
            at,
            opens: !space(after) && !inside,
            closes: !space(before) && !inside,
            opened: Vec::new(),
            closed: Vec::new(),
        }));
        self.at += count;
    }

    /// Whether the mark that ends before this place stands between signs that raise it: `^[^2]^`.
    fn raised_mark(&self) -> bool {
        let open = self.brackets.iter().find(|(_, close)| **close + 1 == self.at).map(|(open, _)| *open);
        let before = open.and_then(|open| self.chars.get(open.checked_sub(1)?));
        before.is_some_and(|c| c.1 == '^') && self.peek(1).is_none_or(|c| !c.is_alphanumeric())
    }

    /// `[^3]`
    fn mark(&mut self) {
        match self.brackets.get(&self.at).copied() {
            Some(close) if close > self.at + 2 => {
                let label = self.text(self.at + 2, close);
                self.flush();
                self.out.marks.push((label.clone(), self.byte(self.at)..self.end(close + 1)));
                self.pieces.push(Piece::Inline(Inline::Mark(label)));
                self.omit(close + 1, Why::Mark);
            }
            _ => self.take(1, '['),
        }
    }

    /// `^[Kamerstuk 28 638, nr. 200]`
    fn note_within(&mut self) {
        let Some(close) = self.brackets.get(&(self.at + 1)).copied() else { return self.take(1, '^') };
        self.flush();
        let at = self.byte(self.at + 2)..self.end(close);
        // No written label has a space, so this one is its own.
        let label = format!("in de tekst {}", at.start);
        self.out.within.push((label.clone(), at));
        self.pieces.push(Piece::Inline(Inline::Mark(label)));
        self.at = close + 1;
    }

    /// `![alt](media/image1.png){width="2in"}`
    fn picture(&mut self) {
        let Some(close) = self.brackets.get(&(self.at + 1)).copied() else { return self.take(1, '!') };
        let (end, address) = self.destination(close + 1);
        if address.is_none() {
            return self.take(1, '!');
        }
        self.out.pictures += 1;
        self.omit(self.after_attributes(end), Why::Metadata);
    }

    /// A link or a span with attributes; other brackets are characters.
    fn bracket(&mut self) {
        let Some(close) = self.brackets.get(&self.at).copied() else { return self.take(1, '[') };
        let (end, address) = self.destination(close + 1);
        let resume = self.after_attributes(end);
        if resume == close + 1 {
            return self.take(1, '[');
        }
        let class = |name: &str| {
            let attributes = self.text(end, resume);
            let mut words = attributes.trim_matches(['{', '}']).split_whitespace();
            words.any(|word| word.strip_prefix('.') == Some(name))
        };
        if address.is_none() && (class("deletion") || class("comment-start")) {
            let at = self.byte(self.at)..self.end(resume);
            let list = if class("deletion") { &mut self.out.deleted } else { &mut self.out.remarks };
            list.push(at);
            return self.omit(resume, Why::Deleted);
        }
        self.flush();
        let link = address.is_some();
        self.pieces.extend(address.map(Piece::LinkStart));
        self.open.push((close, resume, if link { Opened::Link } else { Opened::Span }));
        self.at += 1;
    }

    /// The address in parentheses from this place, and where it ends.
    fn destination(&self, from: usize) -> (usize, Option<String>) {
        const LONGEST: usize = 2_000;
        if self.chars.get(from).map(|&(_, c)| c) != Some('(') {
            return (from, None);
        }
        // A picture that is part of the file may be long; its address has no brackets.
        if self.text(from + 1, from + 6) == "data:" {
            let next = self.closing.partition_point(|close| *close < from);
            let end = self.closing.get(next);
            return end.map_or((from, None), |close| (close + 1, Some("data:".to_owned())));
        }
        let mut depth = 0_usize;
        for (at, &(_, c)) in self.chars.iter().enumerate().skip(from).take(LONGEST) {
            match c {
                '(' => depth += 1,
                ')' if depth == 1 => {
                    let inside = self.text(from + 1, at);
                    let address: String =
                        inside.split(" \"").next().unwrap_or_default().replace(['\n', '\\'], "");
                    let address = address.trim().trim_start_matches('<').trim_end_matches('>').to_owned();
                    return (at + 1, Some(address));
                }
                ')' => depth -= 1,
                _ => {}
            }
        }
        (from, None)
    }

    /// Where attributes in braces from this place end, or this place.
    fn after_attributes(&self, from: usize) -> usize {
        const LONGEST: usize = 500;
        let opens = self.chars.get(from).is_some_and(|&(_, c)| c == '{');
        let end = if opens { self.find(from, LONGEST, '}') } else { None };
        end.map_or(from, |end| end + 1)
    }

    fn attributes(&mut self) {
        match self.after_attributes(self.at) {
            end if end > self.at => self.omit(end, Why::Metadata),
            _ => self.take(1, '{'),
        }
    }

    /// `` `words` `` is text; with `{=html}` behind it, it is a raw part of another format.
    fn code(&mut self) {
        const LONGEST: usize = 5_000;
        let ticks =
            self.chars.get(self.at..).unwrap_or_default().iter().take_while(|&&(_, c)| c == '`').count();
        let begin = self.at + ticks;
        let Some(end) = self.find(begin, LONGEST, '`') else { return self.take(1, '`') };
        let close =
            end + self.chars.get(end..).unwrap_or_default().iter().take_while(|&&(_, c)| c == '`').count();
        let raw = self.chars.get(close..close + 2).is_some_and(|c| matches!(c, [(_, '{'), (_, '=')]));
        if raw {
            return self.omit(self.after_attributes(close), Why::Metadata);
        }
        self.flush();
        self.at = begin;
        while self.at < end {
            let c = self.peek(0).unwrap_or(' ');
            self.take(1, if c == '\n' { ' ' } else { c });
        }
        self.at = close;
    }

    /// `<https://example.org>` is a link, a tag of HTML is no word, and `<` is a character.
    fn tag(&mut self) {
        const LONGEST: usize = 2_000;
        let Some(end) = self.find(self.at, LONGEST, '>') else { return self.take(1, '<') };
        let inside = self.text(self.at + 1, end);
        let address = inside.contains("://")
            || inside.starts_with("mailto:")
            || inside.contains('@') && !inside.contains(' ');
        if address && !inside.contains(['<', ' ', '\n']) {
            self.flush();
            let to = if inside.contains("://") || inside.starts_with("mailto:") {
                inside
            } else {
                format!("mailto:{inside}")
            };
            self.pieces.push(Piece::LinkStart(to));
            self.open.push((end, self.after_attributes(end + 1), Opened::Link));
            self.at += 1;
            return;
        }
        let name = inside.trim_start_matches('/');
        let tag = name.starts_with(|c: char| c.is_ascii_alphabetic()) || inside.starts_with("!--");
        let form = match name.to_lowercase().as_str() {
            "sup" => Some(Form::Shifted(Shift::Raised)),
            "sub" => Some(Form::Shifted(Shift::Lowered)),
            "s" | "del" | "strike" => Some(Form::Struck),
            _ => None,
        };
        if let Some((form, (close, resume))) =
            form.zip(self.closing(end + 1, &name.to_lowercase())).filter(|_| !inside.starts_with('/'))
        {
            return self.form(end + 1 - self.at, close, resume, form);
        }
        if name.starts_with("br") && inside.len() <= 4 {
            self.line_break(0);
            self.omit(end + 1, Why::Metadata);
        } else if tag {
            self.omit(end + 1, Why::Metadata);
        } else {
            self.take(1, '<');
        }
    }

    /// `1^e^` and `H~2~O`: the words between the signs.
    fn script(&mut self, sign: char) {
        const LONGEST: usize = 40;
        let end = self.find(self.at + 1, LONGEST, sign);
        let words = end.map(|end| self.text(self.at + 1, end));
        if let Some((end, _)) = end.zip(words.filter(|w| !w.contains(char::is_whitespace))) {
            let shift = if sign == '^' { Shift::Raised } else { Shift::Lowered };
            self.form(1, end, end + 1, Form::Shifted(shift));
        } else {
            self.take(1, sign);
        }
    }

    /// Words in a form, behind so many characters that begin it: to `end`, and on from `resume`.
    fn form(&mut self, count: usize, end: usize, resume: usize, form: Form) {
        self.omit(self.at + count, Why::Metadata);
        self.pieces.push(Piece::FormStart(form));
        self.open.push((end, resume, Opened::Form(form)));
    }

    /// `~~words~~` are struck.
    fn struck(&mut self) {
        let rest = self.text(self.at + 2, self.chars.len().min(self.at + FORMED));
        let end = rest.find("~~").filter(|&end| end > 0);
        match end.and_then(|end| rest.get(..end)).map(|words| self.at + 2 + words.chars().count()) {
            Some(end) => self.form(2, end, end + 2, Form::Struck),
            None => self.take(2, '~'),
        }
    }

    /// Where the tag `</sup>` begins that closes one which ends before this place, and where it ends.
    fn closing(&self, from: usize, name: &str) -> Option<(usize, usize)> {
        let rest = self.text(from, self.chars.len().min(from + FORMED)).to_ascii_lowercase();
        let tag = format!("</{name}>");
        let end = from + rest.get(..rest.find(&tag)?)?.chars().count();
        Some((end, end + tag.chars().count()))
    }

    /// A character that is written by its name or number.
    fn entity(&mut self) {
        const LONGEST: usize = 10;
        let rest = self.text(self.at, self.chars.len().min(self.at + LONGEST));
        let name = rest.find(';').and_then(|end| rest.get(..=end));
        let character = name.and_then(|name| match name {
            "&nbsp;" => Some('\u{A0}'),
            "&shy;" => Some('\u{AD}'),
            _ => crate::import::events::unescape(name)?.chars().next(),
        });
        match (name, character) {
            (Some(name), Some(c)) => self.take(name.chars().count(), c),
            _ => self.take(1, '&'),
        }
    }
}

/// Where every bracket that opens is closed; escaped ones do not count.
fn brackets(chars: &[(usize, char)]) -> BTreeMap<usize, usize> {
    let (mut open, mut pairs) = (Vec::new(), BTreeMap::new());
    let mut escaped = false;
    for (at, &(_, c)) in chars.iter().enumerate() {
        match c {
            _ if escaped => escaped = false,
            '\\' => escaped = true,
            '[' => open.push(at),
            ']' => {
                if let Some(start) = open.pop() {
                    pairs.insert(start, at);
                }
            }
            _ => {}
        }
    }
    pairs
}

/// Matches the delimiters and gives every piece its appearance.
fn spans(source: &str, mut pieces: Vec<Piece>) -> Vec<Span> {
    let mut open: Vec<usize> = Vec::new();
    for at in 0..pieces.len() {
        if let Some(Piece::Delimiter(run)) = pieces.get(at)
            && run.closes
        {
            close(&mut pieces, &mut open, at);
        }
        if let Some(Piece::Delimiter(run)) = pieces.get(at)
            && run.opens
            && run.left > 0
        {
            open.push(at);
        }
    }
    let (mut strong, mut emphasis, mut link) = (0_usize, 0_usize, None);
    let (mut shift, mut struck) = (None, false);
    let mut out = Vec::new();
    for piece in pieces {
        let inline = match piece {
            Piece::Inline(inline) => inline,
            Piece::LinkStart(to) => {
                link = Some(to);
                continue;
            }
            Piece::LinkEnd => {
                link = None;
                continue;
            }
            Piece::FormStart(form) => {
                match form {
                    Form::Shifted(to) => shift = Some(to),
                    Form::Struck => struck = true,
                }
                continue;
            }
            Piece::FormEnd(form) => {
                match form {
                    Form::Shifted(_) => shift = None,
                    Form::Struck => struck = false,
                }
                continue;
            }
            Piece::Delimiter(run) => {
                for is_strong in &run.closed {
                    let depth = if *is_strong { &mut strong } else { &mut emphasis };
                    *depth = depth.saturating_sub(1);
                }
                let from = run.at.start;
                let text = source.get(from..from + run.left).unwrap_or_default().to_owned();
                if !text.is_empty() {
                    let inline = Inline::Text(text, from..from + run.left).formed(shift, struck);
                    out.push(Span { inline, strong: strong > 0, emphasis: emphasis > 0, link: link.clone() });
                }
                for is_strong in &run.opened {
                    *(if *is_strong { &mut strong } else { &mut emphasis }) += 1;
                }
                continue;
            }
        };
        let inline = inline.formed(shift, struck);
        out.push(Span { inline, strong: strong > 0, emphasis: emphasis > 0, link: link.clone() });
    }
    out
}

/// Lets the run at this place close what the runs before it opened, the nearest first.
fn close(pieces: &mut [Piece], open: &mut Vec<usize>, at: usize) {
    let Some(Piece::Delimiter(run)) = pieces.get(at) else { return };
    let (character, mut left, mut closed) = (run.character, run.left, Vec::new());
    while left > 0 {
        let Some(&start) = open.last() else { break };
        let Some(Piece::Delimiter(opener)) = pieces.get_mut(start) else { break };
        if opener.character != character {
            // Another sign that nothing closed is a character; what it enclosed may still be closed.
            if !open
                .iter()
                .any(|&o| matches!(pieces.get(o), Some(Piece::Delimiter(d)) if d.character == character))
            {
                break;
            }
            open.pop();
            continue;
        }
        let count = if opener.left >= 2 && left >= 2 { 2 } else { 1 };
        opener.left -= count;
        opener.opened.insert(0, count == 2);
        closed.push(count == 2);
        left -= count;
        if opener.left == 0 {
            open.pop();
        }
    }
    if let Some(Piece::Delimiter(run)) = pieces.get_mut(at) {
        (run.left, run.closed) = (left, closed);
    }
}
