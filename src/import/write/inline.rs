//! Running text as Markdown: words escaped where they would be read as something else, and nowhere else.

use crate::content::markdown::Shift;
use crate::import::draft::Inline;
use crate::import::flow;
use crate::number::link::Destination;
use std::borrow::Cow;
use std::collections::BTreeMap;

/// What the words stand in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Within {
    /// A paragraph, which may have lines.
    Paragraph,
    /// A heading: one line, with no `#` at its end.
    Heading,
    /// The cell of a table: one line, without a `|`.
    Cell,
}

/// The labels of notes as the draft has them, with those that Markdown can have.
pub(super) type Labels<'a> = BTreeMap<&'a str, String>;

/// What of the form of words is written. Struck, raised and lowered words always are.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Form {
    /// Words alone.
    Words,
    /// Links, without emphasis.
    Links,
    /// Links and emphasis.
    All,
}

/// The Markdown of running text; lines are divided by a backslash and a newline.
pub(super) fn write(inlines: &[Inline], within: Within, labels: &Labels<'_>, form: Form) -> String {
    let mut flat = Flat::new(within, labels, form);
    flat.inlines(&joined(inlines, form), false);
    flat.escaped()
}

/// The text with neighbours that are both raised, or both lowered, made one: `~a~~b~` would be read as something else.
/// What is not written of their form is no more between them.
pub(super) fn joined(inlines: &[Inline], form: Form) -> Cow<'_, [Inline]> {
    fn is_shifted(inline: &Inline) -> bool {
        matches!(inline, Inline::Raised(_) | Inline::Lowered(_)) || inline.inner().iter().any(is_shifted)
    }
    fn push(out: &mut Vec<Inline>, inline: Inline) {
        match (out.last_mut(), inline) {
            (Some(Inline::Raised(words)), Inline::Raised(more))
            | (Some(Inline::Lowered(words)), Inline::Lowered(more)) => words.extend(more),
            (_, inline) => out.push(inline),
        }
    }
    fn join(inlines: &[Inline], form: Form, out: &mut Vec<Inline>) {
        for inline in inlines {
            match inline {
                Inline::Emphasis(inner) | Inline::Strong(inner) if form < Form::All => join(inner, form, out),
                Inline::Link(_, inner) if form < Form::Links => join(inner, form, out),
                Inline::Text(text, _) if text.is_empty() => {}
                Inline::Raised(inner) | Inline::Lowered(inner) if flow::text(inner).is_empty() => {}
                other => push(out, other.clone()),
            }
        }
    }
    if !inlines.iter().any(is_shifted) {
        return Cow::Borrowed(inlines);
    }
    let mut out = Vec::with_capacity(inlines.len());
    join(inlines, form, &mut out);
    Cow::Owned(out)
}

/// Whether anything in the text has a form that Markdown might not be able to express.
pub(super) fn has_form(inlines: &[Inline]) -> bool {
    inlines.iter().any(|inline| !inline.inner().is_empty())
}

/// Part of what is raised or lowered.
pub(super) enum Shifted {
    /// Characters that are what they are without a form: those of Unicode, and white space.
    Words(String),
    /// Words that only the form of the letter can move from their line.
    Between(String),
}

/// Raised or lowered words, cut in what Unicode has and what it has not.
pub(super) fn shifted(shift: Shift, inner: &[Inline]) -> Vec<Shifted> {
    let mut out = Vec::new();
    for c in flow::text(inner).chars() {
        // A sign that neither has is left on its line.
        let held = shift.character(c).or_else(|| (!Shift::holds(c)).then_some(c));
        match (held, out.last_mut()) {
            (Some(c), Some(Shifted::Words(words))) => words.push(c),
            (None, Some(Shifted::Between(words))) => words.push(c),
            (Some(c), _) => out.push(Shifted::Words(c.to_string())),
            (None, _) => out.push(Shifted::Between(c.to_string())),
        }
    }
    out
}

/// Words and marks of Markdown on one string, with single spaces, and where on it the marks stand.
struct Flat<'a> {
    text: String,
    markup: Vec<std::ops::Range<usize>>,
    /// A space is due before the next word.
    space: bool,
    /// A line break is due before the next word.
    line: bool,
    /// Openings that wait for their first word, so that no space follows them.
    waiting: Vec<String>,
    within: Within,
    labels: &'a Labels<'a>,
    form: Form,
}

impl<'a> Flat<'a> {
    fn new(within: Within, labels: &'a Labels<'a>, form: Form) -> Self {
        Self {
            text: String::new(),
            markup: Vec::new(),
            space: false,
            line: false,
            waiting: Vec::new(),
            within,
            labels,
            form,
        }
    }

    fn inlines(&mut self, inlines: &[Inline], linked: bool) {
        for inline in inlines {
            match inline {
                Inline::Text(text, _) => self.words(text),
                Inline::Break if self.within == Within::Paragraph => self.line = true,
                Inline::Break => self.space = true,
                Inline::Mark(label) => {
                    if let Some(label) = self.labels.get(label.as_str()) {
                        let mark = format!("[^{label}]");
                        self.before_word();
                        self.push_markup(&mark);
                    }
                }
                Inline::Emphasis(inner) if self.form == Form::All => self.wrapped("*", inner, "*", linked),
                Inline::Strong(inner) if self.form == Form::All => self.wrapped("**", inner, "**", linked),
                Inline::Link(to, inner) if self.form >= Form::Links && !linked => match address(to) {
                    Some(to) => self.wrapped("[", inner, &format!("]({to})"), true),
                    None => self.inlines(inner, linked),
                },
                Inline::Struck(inner) => self.wrapped("~~", inner, "~~", linked),
                Inline::Raised(inner) => self.shifted(Shift::Raised, inner),
                Inline::Lowered(inner) => self.shifted(Shift::Lowered, inner),
                Inline::Emphasis(inner) | Inline::Strong(inner) | Inline::Link(_, inner) => {
                    self.inlines(inner, linked);
                }
            }
        }
    }

    fn wrapped(&mut self, open: &str, inner: &[Inline], close: &str, linked: bool) {
        let waiting = self.waiting.len();
        self.waiting.push(open.to_owned());
        self.inlines(inner, linked);
        if self.waiting.len() > waiting {
            self.waiting.truncate(waiting);
        } else {
            self.push_markup(close);
        }
    }

    fn shifted(&mut self, shift: Shift, inner: &[Inline]) {
        for piece in shifted(shift, inner) {
            match piece {
                Shifted::Words(words) => self.words(&words),
                Shifted::Between(words) => {
                    let sign = shift.sign().to_string();
                    self.before_word();
                    self.push_markup(&sign);
                    self.words(&words);
                    self.push_markup(&sign);
                }
            }
        }
    }

    fn words(&mut self, text: &str) {
        for c in text.chars() {
            match c {
                // Spaces that do not break or have a width of their own are the author's.
                ' ' | '\t'..='\r' | '\u{85}' | '\u{2028}' | '\u{2029}' => self.space = true,
                c => {
                    self.before_word();
                    self.text.push(c);
                }
            }
        }
    }

    fn before_word(&mut self) {
        let (space, line) = (std::mem::take(&mut self.space), std::mem::take(&mut self.line));
        if !self.text.is_empty() {
            if line {
                self.push_markup("\\\n");
            } else if space {
                self.text.push(' ');
            }
        }
        for open in std::mem::take(&mut self.waiting) {
            self.push_markup(&open);
        }
    }

    fn push_markup(&mut self, markup: &str) {
        let start = self.text.len();
        self.text.push_str(markup);
        self.markup.push(start..self.text.len());
    }

    fn escaped(&self) -> String {
        let text = self.text.as_str();
        let (tildes, carets) = (text.matches('~').count(), text.matches('^').count());
        // Before a bracket that closes and is followed by one of these, one that opens may begin a link.
        let last_link = ["](", "][", "]:"].iter().filter_map(|s| text.rfind(s)).max().unwrap_or(0);
        let last_real = self
            .markup
            .iter()
            .rev()
            .find(|m| text.get(m.start..m.end).is_some_and(|t| t.starts_with("](")))
            .map_or(0, |m| m.start);
        let heading_end =
            if self.within == Within::Heading { text.trim_end_matches('#').len() } else { text.len() };
        let mut out = String::with_capacity(text.len() + text.len() / 16);
        let mut markup = self.markup.iter().peekable();
        let mut previous = None;
        let mut line_escape = if self.within == Within::Paragraph { line_start(text) } else { None };
        let mut after_bracket = false;
        for (at, c) in text.char_indices() {
            while markup.next_if(|m| m.end <= at).is_some() {}
            if let Some(piece) = markup.peek().filter(|m| m.start <= at) {
                out.push(c);
                if c == '\n' {
                    line_escape = line_start(text.get(at + 1..).unwrap_or_default()).map(|n| n + at + 1);
                }
                after_bracket = c == ']' && at + 1 == piece.end;
                previous = Some(c);
                continue;
            }
            let rest = text.get(at + c.len_utf8()..).unwrap_or_default();
            let next = rest.chars().next();
            let spaced = previous.is_none_or(char::is_whitespace) && next.is_none_or(char::is_whitespace);
            let escape = match c {
                '\\' => next.is_none_or(|n| n.is_ascii_punctuation() || n == '\n'),
                '`' => true,
                '*' => !spaced,
                '_' => !spaced && !within_word(text, at),
                '[' => next == Some('^') || at < last_link,
                // Within the words of a link a bracket would end it.
                ']' => at < last_real,
                '(' | ':' => after_bracket,
                '!' => next == Some('['),
                '<' => next.is_some_and(|n| n.is_ascii_alphabetic() || "/!?".contains(n)),
                '&' => is_entity(rest),
                '~' => tildes > 1,
                '^' => carets > 1 && previous != Some('['),
                '|' => self.within == Within::Cell,
                '#' => at >= heading_end,
                _ => false,
            };
            // Behind a mark the parser sees a bracket through its backslash.
            if c == '[' && after_bracket {
                out.push_str("&#91;");
                (after_bracket, previous) = (false, Some(c));
                continue;
            }
            if escape || line_escape == Some(at) {
                out.push('\\');
            }
            out.push(c);
            after_bracket = false;
            previous = Some(c);
        }
        out
    }
}

/// An address as it stands between the parentheses of a link. `None` for what a letter may not link to.
pub(in crate::import) fn address(address: &str) -> Option<String> {
    let address = address.trim();
    if !matches!(Destination::of(address), Destination::Web(_) | Destination::Mail(_)) {
        return None;
    }
    let plain = |c: char| !c.is_whitespace() && !c.is_control() && !"<>\\()`&*_[]|\"".contains(c);
    let mut written = String::with_capacity(address.len());
    for c in address.chars() {
        if plain(c) || matches!(c, '&' | '_') {
            written.push(c);
        } else {
            let mut bytes = [0; 4];
            for byte in c.encode_utf8(&mut bytes).bytes() {
                written.push_str(&format!("%{byte:02X}"));
            }
        }
    }
    // An address with something like an entity in it would be read as another.
    Some(if written.contains(';') { written.replace(';', "%3B") } else { written })
}

/// Whether the run of underscores at this place stands between letters or digits, where it emphasises nothing.
fn within_word(text: &str, at: usize) -> bool {
    let before = text.get(..at).and_then(|t| t.trim_end_matches('_').chars().next_back());
    let after = text.get(at..).and_then(|t| t.trim_start_matches('_').chars().next());
    before.is_some_and(char::is_alphanumeric) && after.is_some_and(char::is_alphanumeric)
}

/// Whether what follows a `&` makes it a character reference.
fn is_entity(rest: &str) -> bool {
    let name = rest.split(';').next().unwrap_or_default();
    let plain = name.strip_prefix('#').unwrap_or(name);
    name.len() < rest.len() && !plain.is_empty() && plain.bytes().all(|b| b.is_ascii_alphanumeric())
}

/// The byte of the line that must be escaped because of where it stands: what would make the line a heading, an
/// item, a quotation, a rule or part of a table.
fn line_start(text: &str) -> Option<usize> {
    let line = text.split('\n').next().unwrap_or_default();
    let first = line.chars().next()?;
    let ends = |rest: &str| rest.is_empty() || rest.starts_with([' ', '\\']);
    let rule = line.trim_end_matches('\\').chars().all(|c| "-=_*|:+~ ".contains(c));
    match first {
        '>' => Some(0),
        '#' => {
            let rest = line.trim_start_matches('#');
            (line.len() - rest.len() <= 6 && ends(rest)).then_some(0)
        }
        '-' | '+' | '*' if ends(line.get(1..)?) => Some(0),
        '-' | '=' | '|' | ':' | '+' if rule => Some(0),
        '0'..='9' => {
            let rest = line.trim_start_matches(|c: char| c.is_ascii_digit());
            let digits = line.len() - rest.len();
            (digits <= 9 && rest.starts_with(['.', ')']) && ends(rest.get(1..)?)).then_some(digits)
        }
        _ => None,
    }
}
