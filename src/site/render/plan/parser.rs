//! What a template says, as far as plans know the language of Tera: values, `if`, `for`, `set`, `include`, blocks,
//! components, and the few filters that the theme uses. `None` for anything else.

use super::lexer::{Part, Token, parts};
use std::collections::BTreeMap;

/// A template.
#[derive(Debug, Default)]
pub(super) struct Template {
    /// The template that it extends.
    pub(super) parent: Option<String>,
    pub(super) pieces: Vec<Piece>,
    /// The blocks that it defines, those within others too.
    pub(super) blocks: BTreeMap<String, Vec<Piece>>,
    pub(super) components: BTreeMap<String, Component>,
    /// The names that it gives to values.
    pub(super) binds: Vec<String>,
}

/// A part of a page that is called with values.
#[derive(Debug)]
pub(super) struct Component {
    pub(super) parameters: Vec<String>,
    /// What it takes from where it is called.
    pub(super) implicit: Vec<String>,
    pub(super) pieces: Vec<Piece>,
}

#[derive(Debug, Clone)]
pub(super) enum Piece {
    Text(String),
    Print(Expr),
    If(Expr, Vec<Piece>, Vec<Piece>),
    For(String, Expr, Vec<Piece>, Vec<Piece>),
    Set(String, Expr),
    Include(String),
    Block(String),
    Call(String, Vec<(String, Expr)>),
}

#[derive(Debug, Clone)]
pub(super) enum Expr {
    Text(String),
    Int(i64),
    Bool(bool),
    Nothing,
    Path(String, Vec<String>),
    Loop(Turn),
    Field(Box<Expr>, Box<Expr>),
    Not(Box<Expr>),
    Both(Operator, Box<Expr>, Box<Expr>),
    Choice(Box<Expr>, Box<Expr>, Box<Expr>),
    Filter(Filter, Box<Expr>),
}

/// What `loop` knows.
#[derive(Debug, Clone, Copy)]
pub(super) enum Turn {
    Index,
    Index0,
    First,
    Last,
    Length,
}

#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Operator {
    And,
    Or,
    Equal,
    NotEqual,
    Less,
    LessOrEqual,
    Greater,
    GreaterOrEqual,
    Plus,
    Minus,
    Concat,
}

#[derive(Debug, Clone, PartialEq)]
pub(super) enum Filter {
    Safe,
    Length,
    First,
    Last,
    Join(String),
}

/// How deep what Tera reads is nested at most.
const DEPTH: usize = 45;

pub(super) fn template(text: &str) -> Option<Template> {
    let mut parser =
        Parser { parts: parts(text)?.into_iter(), made: Template::default(), loops: 0, depth: 0 };
    let (pieces, end) = parser.body(&[])?;
    end.is_empty().then_some(())?;
    parser.made.pieces = pieces;
    Some(parser.made)
}

struct Parser<'t> {
    parts: std::vec::IntoIter<Part<'t>>,
    made: Template,
    loops: usize,
    depth: usize,
}

impl<'t> Parser<'t> {
    /// The pieces up to a tag that begins with one of these words; that tag, empty at the end of the template.
    fn body(&mut self, ends: &[&str]) -> Option<(Vec<Piece>, Vec<Token<'t>>)> {
        self.depth += 1;
        if self.depth > DEPTH {
            return None;
        }
        let mut pieces = Vec::new();
        let end = loop {
            match self.parts.next() {
                None if ends.is_empty() => break Vec::new(),
                None => return None,
                Some(Part::Text(text)) => pieces.push(Piece::Text(text.to_owned())),
                Some(Part::Print(tokens)) => pieces.push(self.print(&tokens)?),
                Some(Part::Tag(tokens)) => {
                    let Some(Token::Name(name)) = tokens.first() else { return None };
                    if ends.contains(name) {
                        break tokens;
                    }
                    self.tag(name, tokens.get(1..)?, &mut pieces)?;
                }
            }
        };
        self.depth -= 1;
        Some((pieces, end))
    }

    fn print(&self, tokens: &[Token<'_>]) -> Option<Piece> {
        let mut reader = self.reader(tokens);
        let piece = if reader.sign("<") { reader.call()? } else { Piece::Print(reader.expr(0)?) };
        reader.rest.is_empty().then_some(piece)
    }

    fn reader<'r>(&self, tokens: &'r [Token<'r>]) -> Reader<'r> {
        Reader { rest: tokens, in_loop: self.loops > 0, depth: 0 }
    }

    fn whole(&self, tokens: &[Token<'_>]) -> Option<Expr> {
        let mut reader = self.reader(tokens);
        let expr = reader.expr(0)?;
        reader.rest.is_empty().then_some(expr)
    }

    fn tag(&mut self, name: &str, tokens: &[Token<'t>], pieces: &mut Vec<Piece>) -> Option<()> {
        let piece = match (name, tokens) {
            ("extends", [Token::Text(parent)]) => {
                self.made.parent = Some((*parent).to_owned());
                return Some(());
            }
            ("include", [Token::Text(name)]) => Piece::Include((*name).to_owned()),
            ("set", [Token::Name(name), Token::Sign("="), value @ ..]) => {
                self.made.binds.push((*name).to_owned());
                Piece::Set((*name).to_owned(), self.whole(value)?)
            }
            ("if", condition) => self.choice(condition)?,
            ("for", [Token::Name(name), Token::Name("in"), list @ ..]) => {
                self.made.binds.push((*name).to_owned());
                // The list is no part of the loop, but Tera reads it as one.
                let outside = self.loops;
                self.loops += 1;
                let list = self.whole(list)?;
                let (body, end) = self.body(&["endfor", "else"])?;
                self.loops = outside;
                let otherwise = match &end[..] {
                    [Token::Name("else")] => self.body(&["endfor"])?.0,
                    [Token::Name("endfor")] => Vec::new(),
                    _ => return None,
                };
                Piece::For((*name).to_owned(), list, body, otherwise)
            }
            ("block", [Token::Name(name)]) => {
                let (body, _) = self.body(&["endblock"])?;
                self.made.blocks.insert((*name).to_owned(), body);
                Piece::Block((*name).to_owned())
            }
            ("component", [Token::Name(name), Token::Sign("("), parameters @ .., Token::Sign(")")]) => {
                let (mut own, mut implicit) = (Vec::new(), Vec::new());
                for parameter in parameters.split(|token| *token == Token::Sign(",")) {
                    match parameter {
                        [Token::Name(name)] => own.push((*name).to_owned()),
                        [Token::Sign("@"), Token::Name(name)] => implicit.push((*name).to_owned()),
                        [] => {}
                        _ => return None,
                    }
                }
                self.made.binds.extend(own.iter().cloned());
                let loops = std::mem::take(&mut self.loops);
                let (body, _) = self.body(&["endcomponent"])?;
                self.loops = loops;
                let component = Component { parameters: own, implicit, pieces: body };
                self.made.components.insert((*name).to_owned(), component);
                return Some(());
            }
            _ => return None,
        };
        pieces.push(piece);
        Some(())
    }

    fn choice(&mut self, condition: &[Token<'t>]) -> Option<Piece> {
        let condition = self.whole(condition)?;
        let (body, end) = self.body(&["elif", "else", "endif"])?;
        let otherwise = match &end[..] {
            [Token::Name("elif"), condition @ ..] => vec![self.choice(condition)?],
            [Token::Name("else")] => {
                let (body, end) = self.body(&["endif"])?;
                (end.len() == 1).then_some(body)?
            }
            [Token::Name("endif")] => Vec::new(),
            _ => return None,
        };
        Some(Piece::If(condition, body, otherwise))
    }
}

struct Reader<'r> {
    rest: &'r [Token<'r>],
    in_loop: bool,
    depth: usize,
}

impl Reader<'_> {
    fn sign(&mut self, sign: &str) -> bool {
        match self.rest {
            [Token::Sign(first), rest @ ..] if *first == sign => {
                self.rest = rest;
                true
            }
            _ => false,
        }
    }

    /// The call of a component, behind its `<`.
    fn call(&mut self) -> Option<Piece> {
        let [Token::Name(name), rest @ ..] = self.rest else { return None };
        self.rest = rest;
        let mut values: Vec<(String, Expr)> = Vec::new();
        while let [Token::Name(name), rest @ ..] = self.rest {
            self.rest = rest;
            let value = if self.sign("=") {
                if let [Token::Text(text), rest @ ..] = self.rest {
                    self.rest = rest;
                    Expr::Text((*text).to_owned())
                } else {
                    let value = self.sign("{").then(|| self.expr(0))??;
                    self.sign("}").then_some(value)?
                }
            } else {
                Expr::Path((*name).to_owned(), Vec::new())
            };
            values.push(((*name).to_owned(), value));
        }
        (self.sign("/") && self.sign(">")).then(|| Piece::Call((*name).to_owned(), values))
    }

    /// An expression whose operators bind at least so strongly, as Tera reads it.
    fn expr(&mut self, least: u8) -> Option<Expr> {
        self.depth += 1;
        if self.depth > DEPTH {
            return None;
        }
        let mut left = self.first()?;
        loop {
            let (operator, binds) = match self.rest {
                [Token::Name("if"), ..] if least == 0 => {
                    self.rest = self.rest.get(1..)?;
                    let condition = self.expr(0)?;
                    let [Token::Name("else"), rest @ ..] = self.rest else { return None };
                    self.rest = rest;
                    let otherwise = self.expr(0)?;
                    left = Expr::Choice(Box::new(condition), Box::new(left), Box::new(otherwise));
                    break;
                }
                [Token::Sign("|"), ..] if 17 >= least => {
                    self.rest = self.rest.get(1..)?;
                    left = Expr::Filter(self.filter()?, Box::new(left));
                    continue;
                }
                [Token::Name("or"), ..] => (Operator::Or, (1, 2)),
                [Token::Name("and"), ..] => (Operator::And, (3, 4)),
                [Token::Sign(sign), ..] => match *sign {
                    "==" => (Operator::Equal, (7, 8)),
                    "!=" => (Operator::NotEqual, (7, 8)),
                    "<" => (Operator::Less, (7, 8)),
                    "<=" => (Operator::LessOrEqual, (7, 8)),
                    ">" => (Operator::Greater, (7, 8)),
                    ">=" => (Operator::GreaterOrEqual, (7, 8)),
                    "+" => (Operator::Plus, (11, 12)),
                    "-" => (Operator::Minus, (11, 12)),
                    "~" => (Operator::Concat, (13, 14)),
                    "|" | ")" | "]" | "}" => break,
                    _ => return None,
                },
                [Token::Name("if" | "else"), ..] | [] => break,
                _ => return None,
            };
            if binds.0 < least {
                break;
            }
            self.rest = self.rest.get(1..)?;
            let right = self.expr(binds.1)?;
            if operator == Operator::Concat && matches!(right, Expr::Not(_)) {
                return None;
            }
            left = Expr::Both(operator, Box::new(left), Box::new(right));
        }
        self.depth -= 1;
        Some(left)
    }

    fn filter(&mut self) -> Option<Filter> {
        let (filter, rest) = match self.rest {
            [Token::Name("join"), Token::Sign("("), Token::Name("sep"), Token::Sign("="), rest @ ..] => {
                let [Token::Text(separator), Token::Sign(")"), rest @ ..] = rest else { return None };
                (Filter::Join((*separator).to_owned()), rest)
            }
            [Token::Name("safe"), rest @ ..] => (Filter::Safe, rest),
            [Token::Name("length"), rest @ ..] => (Filter::Length, rest),
            [Token::Name("first"), rest @ ..] => (Filter::First, rest),
            [Token::Name("last"), rest @ ..] => (Filter::Last, rest),
            _ => return None,
        };
        self.rest = rest;
        // Only what was given above may be given.
        (!matches!(self.rest, [Token::Sign("("), ..])).then_some(filter)
    }

    fn first(&mut self) -> Option<Expr> {
        let [first, rest @ ..] = self.rest else { return None };
        self.rest = rest;
        let mut expr = match first {
            Token::Text(text) => return self.unindexed(Expr::Text((*text).to_owned())),
            Token::Int(number) => return self.unindexed(Expr::Int(*number)),
            Token::Name("true" | "True") => return self.unindexed(Expr::Bool(true)),
            Token::Name("false" | "False") => return self.unindexed(Expr::Bool(false)),
            Token::Name("none" | "None" | "null") => return self.unindexed(Expr::Nothing),
            Token::Name("not") => {
                if let [Token::Name("not") | Token::Sign("-"), ..] = self.rest {
                    return None;
                }
                return Some(Expr::Not(Box::new(self.expr(5)?)));
            }
            Token::Name("loop") if self.in_loop => {
                let [Token::Sign("."), Token::Name(field), rest @ ..] = self.rest else { return None };
                self.rest = rest;
                let turn = match *field {
                    "index" => Turn::Index,
                    "index0" => Turn::Index0,
                    "first" => Turn::First,
                    "last" => Turn::Last,
                    "length" => Turn::Length,
                    _ => return None,
                };
                return self.unindexed(Expr::Loop(turn));
            }
            Token::Name("loop" | "self" | "and" | "or" | "is" | "in" | "if" | "else" | "__tera_context") => {
                return None;
            }
            Token::Name(name) => Expr::Path((*name).to_owned(), Vec::new()),
            Token::Sign("(") => {
                let expr = self.expr(0)?;
                return self.sign(")").then_some(expr).and_then(|expr| self.unindexed(expr));
            }
            Token::Sign(_) => return None,
        };
        loop {
            match self.rest {
                [Token::Sign("."), Token::Name(field), rest @ ..] => {
                    self.rest = rest;
                    expr = match expr {
                        Expr::Path(root, mut fields) => {
                            fields.push((*field).to_owned());
                            Expr::Path(root, fields)
                        }
                        of => Expr::Field(Box::new(of), Box::new(Expr::Text((*field).to_owned()))),
                    };
                }
                [Token::Sign("["), rest @ ..] => {
                    self.rest = rest;
                    let key = self.expr(0)?;
                    expr = self.sign("]").then(|| Expr::Field(Box::new(expr), Box::new(key)))?;
                }
                [Token::Sign("." | "(" | "?." | "?["), ..] => return None,
                _ => return Some(expr),
            }
        }
    }

    /// What nothing can be asked of here.
    fn unindexed(&self, expr: Expr) -> Option<Expr> {
        (!matches!(self.rest, [Token::Sign("." | "[" | "(" | "?." | "?["), ..])).then_some(expr)
    }
}
