//! The words of a template, and what white space it drops.
//!
//! Tera has read every template before, so that what is not understood here is no mistake: it has no plan.

/// What a template consists of.
#[derive(Debug, PartialEq)]
pub(super) enum Part<'t> {
    /// Text that is printed as it is.
    Text(&'t str),
    /// `{{ … }}`
    Print(Vec<Token<'t>>),
    /// `{% … %}`
    Tag(Vec<Token<'t>>),
}

/// A word within a tag.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Token<'t> {
    Name(&'t str),
    Text(&'t str),
    Int(i64),
    Sign(&'static str),
}

/// The signs, the longer first.
const SIGNS: [&str; 33] = [
    "...", "//", "**", "==", "!=", ">=", "<=", "</", "?.", "?[", "+", "-", "*", "/", "%", "!", ".", ",", ":",
    "~", "|", "=", ">", "<", "(", ")", "[", "]", "{", "}", "@", "&", "^",
];

/// A part before its white space is dropped.
enum Raw<'t> {
    Text(&'t str),
    /// Whether it drops the white space before it, and behind it.
    Comment(bool, bool),
    Tag {
        drops_before: bool,
        print: bool,
        tokens: Vec<Token<'t>>,
        drops_behind: bool,
    },
}

/// The parts of a template; `None` if it has some that no plan knows.
pub(super) fn parts(template: &str) -> Option<Vec<Part<'_>>> {
    let raw = raw(template)?;
    let mut parts = Vec::new();
    let mut drop = false;
    let mut all = raw.into_iter().peekable();
    while let Some(one) = all.next() {
        match one {
            Raw::Text(mut text) => {
                if std::mem::take(&mut drop) {
                    text = text.trim_start();
                }
                if let Some(Raw::Comment(true, _) | Raw::Tag { drops_before: true, .. }) = all.peek() {
                    text = text.trim_end();
                }
                if !text.is_empty() {
                    parts.push(Part::Text(text));
                }
            }
            Raw::Comment(_, behind) => drop |= behind,
            Raw::Tag { print, tokens, drops_behind, .. } => {
                drop = drops_behind;
                parts.push(if print { Part::Print(tokens) } else { Part::Tag(tokens) });
            }
        }
    }
    Some(parts)
}

fn raw(template: &str) -> Option<Vec<Raw<'_>>> {
    let mut all = Vec::new();
    let mut rest = template;
    while !rest.is_empty() {
        let opening = ["{{", "{%", "{#"].into_iter().filter_map(|sign| rest.find(sign)).min();
        let (text, tag) = rest.split_at_checked(opening.unwrap_or(rest.len()))?;
        if !text.is_empty() {
            all.push(Raw::Text(text));
        }
        let Some((sign, behind)) = tag.split_at_checked(2).filter(|_| !tag.is_empty()) else { break };
        let (drops_before, behind) = dash(behind);
        if sign == "{#" {
            let (comment, behind) = behind.split_once("#}")?;
            all.push(Raw::Comment(drops_before, comment.ends_with('-')));
            rest = behind;
            continue;
        }
        let print = sign == "{{";
        let (tokens, drops_behind, behind) = tokens(behind, if print { "}}" } else { "%}" })?;
        if tokens.first() == Some(&Token::Name("raw")) && !print {
            return None;
        }
        all.push(Raw::Tag { drops_before, print, tokens, drops_behind });
        rest = behind;
    }
    Some(all)
}

fn dash(text: &str) -> (bool, &str) {
    text.strip_prefix('-').map_or((false, text), |rest| (true, rest))
}

/// The words up to the end of a tag, whether it drops the white space behind it, and what follows.
fn tokens<'t>(mut rest: &'t str, end: &str) -> Option<(Vec<Token<'t>>, bool, &'t str)> {
    let mut tokens = Vec::new();
    loop {
        rest = rest.trim_start_matches(|c: char| c.is_ascii_whitespace());
        let (dashed, behind) = dash(rest);
        if let Some(behind) = behind.strip_prefix(end) {
            return Some((tokens, dashed, behind));
        }
        let first = rest.chars().next()?;
        let is_name = |c: char| c == '_' || c.is_ascii_alphanumeric();
        let (token, length) = if first.is_ascii_digit() {
            let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
            let (number, behind) = rest.split_at_checked(digits)?;
            if behind.starts_with('.') {
                return None;
            }
            (Token::Int(number.parse().ok()?), digits)
        } else if is_name(first) {
            let length = rest.find(|c| !is_name(c)).unwrap_or(rest.len());
            (Token::Name(rest.get(..length)?), length)
        } else if let '"' | '\'' | '`' = first {
            let (text, _) = rest.get(1..)?.split_once(first)?;
            if text.contains('\\') {
                return None;
            }
            (Token::Text(text), text.len() + 2)
        } else {
            let sign = SIGNS.into_iter().find(|sign| rest.starts_with(sign))?;
            (Token::Sign(sign), sign.len())
        };
        tokens.push(token);
        rest = rest.get(length..)?;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn white_space_is_dropped_where_a_dash_says_so() {
        let texts = |template| -> Vec<&str> {
            let parts = parts(template).unwrap().into_iter();
            parts.filter_map(|part| if let Part::Text(text) = part { Some(text) } else { None }).collect()
        };
        assert_eq!(texts("a {{ b }} c {%- if d -%} e {# f -#} g {#- h #} i"), ["a ", " c", "e ", "g", " i"]);
        assert_eq!(texts("{{ a -}}{# b #} c"), ["c"]);
    }

    #[test]
    fn tags_end_where_their_signs_stand_first() {
        let parts = parts("{{ <a b={c}/> }}{{ 12 -}}").unwrap();
        assert_eq!(parts.len(), 2);
        assert_eq!(parts.last(), Some(&Part::Print(vec![Token::Int(12)])));
        assert!(super::parts("{{ 1.5 }}").is_none() && super::parts("{% raw %}{% endraw %}").is_none());
    }
}
