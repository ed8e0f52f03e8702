//! Formulas as running text: powers and indices stand above and below the line, fractions behind a stroke. What else a
//! formula says by where its parts stand is lost, and reported.

use super::draft::Inline;
use super::flow::{self, Span};
use crate::content::markdown::Shift;
use crate::content::source::Source;
use crate::finding::{Code, Finding};
use std::ops::Range;

/// How a part of a formula stands in the text.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Part {
    pub(super) shift: Option<Shift>,
    /// What stands before it.
    pub(super) sign: &'static str,
    /// Whether more than one value needs brackets around it here.
    pub(super) is_grouped: bool,
}

const PLAIN: Part = Part { shift: None, sign: "", is_grouped: false };
const BASE: Part = Part { is_grouped: true, ..PLAIN };
const RAISED: Part = Part { shift: Some(Shift::Raised), ..PLAIN };
const LOWERED: Part = Part { shift: Some(Shift::Lowered), ..PLAIN };
const DIVISOR: Part = Part { sign: "/", is_grouped: true, ..PLAIN };
const ROOT: Part = Part { sign: "√", is_grouped: true, ..PLAIN };

/// The part that a child of an element of MathML is, by its place among its siblings, from 0.
pub(super) fn of_mathml(parent: &str, place: usize) -> Part {
    match (parent, place) {
        ("msup" | "msub" | "msubsup" | "mfrac", 0) => BASE,
        ("msup" | "mover" | "mroot", 1) | ("msubsup" | "munderover", 2) => RAISED,
        ("msub" | "munder" | "msubsup" | "munderover", 1) => LOWERED,
        ("mfrac", _) => DIVISOR,
        ("msqrt" | "mroot", 0) => ROOT,
        _ => PLAIN,
    }
}

/// The part that an element of a formula of Word is.
pub(super) fn of_word(parent: &str, name: &str) -> Part {
    match (parent, name) {
        ("sSup" | "sSub" | "sSubSup", "e") | ("f", "num") => BASE,
        (_, "sup" | "lim") if parent != "limLow" => RAISED,
        (_, "sub" | "lim") => LOWERED,
        ("f", "den") => DIVISOR,
        ("rad", "e") => ROOT,
        ("rad", "deg") => RAISED,
        _ => PLAIN,
    }
}

/// Whether an element is one of MathML.
pub(super) fn is_mathml(name: &str) -> bool {
    /// In order.
    const NAMES: [&str; 27] = [
        "maction",
        "maligngroup",
        "math",
        "menclose",
        "merror",
        "mfenced",
        "mfrac",
        "mi",
        "mmultiscripts",
        "mn",
        "mo",
        "mover",
        "mpadded",
        "mphantom",
        "mroot",
        "mrow",
        "ms",
        "mspace",
        "msqrt",
        "mstyle",
        "msub",
        "msubsup",
        "msup",
        "mtext",
        "munder",
        "munderover",
        "semantics",
    ];
    NAMES.binary_search(&name).is_ok()
}

/// Whether the parts of this element of a formula say more by their place than running text can.
pub(super) fn is_drawn(name: &str) -> bool {
    matches!(
        name,
        "mfrac"
            | "msqrt"
            | "mroot"
            | "munder"
            | "mover"
            | "munderover"
            | "mtable"
            | "mmultiscripts"
            | "menclose"
            | "mfenced"
    ) || matches!(
        name,
        "f" | "rad"
            | "nary"
            | "limLow"
            | "limUpp"
            | "m"
            | "eqArr"
            | "d"
            | "acc"
            | "bar"
            | "groupChr"
            | "sPre"
    )
}

/// The open elements of a formula of Word, with what their properties say of signs.
#[derive(Debug, Default)]
pub(super) struct OpenFormula {
    open: Vec<Open>,
}

#[derive(Debug)]
struct Open {
    name: String,
    part: Part,
    /// The signs before, between and behind its parts, which its properties name.
    signs: [String; 3],
    /// How many parts with words it has so far.
    parts: usize,
}

impl OpenFormula {
    /// An element begins; gives the signs that stand before its words.
    pub(super) fn begin(&mut self, name: &str, value: Option<String>) -> Vec<String> {
        let mut before = Vec::new();
        let mut part = PLAIN;
        // Properties stand in an element of their own.
        let owner = self.open.len().checked_sub(2).and_then(|at| self.open.get_mut(at));
        let sign = ["begChr", "sepChr", "endChr"].iter().position(|sign| *sign == name);
        let sign = sign.or_else(|| (name == "chr").then_some(0));
        if let Some((slot, value)) =
            owner.zip(sign).and_then(|(owner, at)| owner.signs.get_mut(at)).zip(value)
        {
            *slot = value;
        }
        if let Some(above) = self.open.last_mut() {
            part = of_word(&above.name, name);
            before.push(part.sign.to_owned());
            let is_part = matches!(name, "e" | "sub" | "sup");
            let [first, between, _] = &above.signs;
            match (above.name.as_str(), above.parts) {
                ("d" | "nary", 0) if is_part => before.push(first.clone()),
                ("d", _) if is_part => before.push(between.clone()),
                _ => {}
            }
            above.parts += usize::from(is_part);
        }
        let signs = match name {
            "d" => ["(", "|", ")"],
            "nary" => ["∫", "", ""],
            _ => ["", "", ""],
        };
        self.open.push(Open { name: name.to_owned(), part, signs: signs.map(str::to_owned), parts: 0 });
        before.retain(|sign| !sign.is_empty());
        before
    }

    /// The last element ends: whether its words are a group, and the sign behind them.
    pub(super) fn end(&mut self) -> (bool, Option<String>) {
        let Some(open) = self.open.pop() else { return (false, None) };
        let [_, _, last] = open.signs;
        let sign = (open.name == "d" && open.parts > 0 && !last.is_empty()).then_some(last);
        (open.part.is_grouped, sign)
    }

    /// Whether what is read now stands above or below the line.
    pub(super) fn shift(&self) -> Option<Shift> {
        self.open.iter().rev().find_map(|open| open.part.shift)
    }
}

/// Puts brackets around the words from the span `first` on, if they are more than one value.
pub(super) fn group(spans: &mut Vec<Span>, first: usize) {
    let inlines: Vec<Inline> = spans.iter().skip(first).map(|span| span.inline.clone()).collect();
    let text = flow::text(&inlines);
    let text = text.trim();
    let value = text.chars().all(|c| c.is_alphanumeric() || matches!(c, '.' | ','));
    if value || text.starts_with('(') && text.ends_with(')') || first > spans.len() {
        return;
    }
    spans.insert(first, added("("));
    spans.push(added(")"));
}

/// A sign that a formula draws, and the file does not have as a word.
pub(super) fn added(sign: &str) -> Span {
    Span { inline: Inline::Text(sign.to_owned(), 0..0), strong: false, emphasis: false, link: None }
}

/// Reports the first of the formulas that are more than running text.
pub(super) fn report(formulas: &[Range<usize>], source: &Source) -> Option<Finding> {
    let first = formulas.first()?;
    let count = match formulas.len() {
        1 => "a formula stands".to_owned(),
        count => format!("{count} parts of formulas stand"),
    };
    let message = format!("{count} in the letter as running text, fractions with a stroke");
    Some(Finding::new(Code::K750, message).at(source.place(first.clone())))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_are_known_by_their_place() {
        assert_eq!(of_mathml("msup", 1).shift, Some(Shift::Raised));
        assert_eq!(of_mathml("msubsup", 1).shift, Some(Shift::Lowered));
        assert_eq!(of_mathml("mfrac", 1).sign, "/");
        assert_eq!(of_mathml("mrow", 1), PLAIN);
        assert_eq!(of_word("sSubSup", "sup").shift, Some(Shift::Raised));
        assert_eq!(of_word("limLow", "lim").shift, Some(Shift::Lowered));
        assert!(is_mathml("msup") && is_mathml("math") && !is_mathml("al"));
    }

    #[test]
    fn only_what_is_more_than_a_value_has_brackets() {
        for (text, grouped) in [("a+b", "(a+b)"), ("10,5", "10,5"), ("(a+b)", "(a+b)"), ("x", "x")] {
            let mut spans = vec![added(text)];
            group(&mut spans, 0);
            let inlines: Vec<Inline> = spans.into_iter().map(|span| span.inline).collect();
            assert_eq!(flow::text(&inlines), grouped);
        }
    }
}
