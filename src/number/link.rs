//! What an address in a letter may be. Letters are untrusted: only the web, mail and this site are linked.

use std::borrow::Cow;

/// An address that an author wrote in a link.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Destination<'a> {
    /// `https://…` or `http://…`.
    Web(&'a str),
    /// `mailto:…`.
    Mail(&'a str),
    /// A place on the same page: `#noot-3`.
    Here(&'a str),
    /// A page or file from the root of the site: `/28638/201/`, with its anchor.
    Root(&'a str, Option<&'a str>),
    /// Another file of the content folder: `200.md`, `../31015/221.md`, with its anchor.
    Letter(&'a str, Option<&'a str>),
    /// Anything else (`javascript:`, `data:`, `file:`, `//host/`).
    Forbidden,
}

impl<'a> Destination<'a> {
    /// Sorts an address.
    pub fn of(address: &'a str) -> Self {
        let address = address.trim();
        if address.bytes().any(|b| b.is_ascii_control()) {
            return Self::Forbidden;
        }
        if let Some(anchor) = address.strip_prefix('#') {
            return if anchor.is_empty() { Self::Forbidden } else { Self::Here(anchor) };
        }
        let (path, anchor) = match address.split_once('#') {
            Some((path, anchor)) => (path, Some(anchor)),
            None => (address, None),
        };
        match path {
            _ if is_web_address(address) => Self::Web(address),
            _ if address.get(..7).is_some_and(|s| s.eq_ignore_ascii_case("mailto:")) => Self::Mail(address),
            "" => Self::Forbidden,
            _ if path.starts_with("//") || path.starts_with("/\\") || path.contains('\\') => Self::Forbidden,
            _ if path.starts_with('/') => Self::Root(path, anchor),
            // A colon before any slash would make the first part a scheme.
            _ if path.split('/').next().is_some_and(|first| first.contains(':')) => Self::Forbidden,
            _ => Self::Letter(path, anchor),
        }
    }
}

/// A part of an address with its percent signs read; what is no UTF-8 then stays as it was.
pub fn percent_decoded(text: &str) -> Cow<'_, str> {
    if !text.contains('%') {
        return Cow::Borrowed(text);
    }
    let bytes = text.as_bytes();
    let mut out = Vec::with_capacity(bytes.len());
    let mut at = 0;
    while let Some(&byte) = bytes.get(at) {
        let digits = text.get(at + 1..at + 3).filter(|_| byte == b'%');
        let code = digits.and_then(|hex| u8::from_str_radix(hex, 16).ok());
        out.push(code.unwrap_or(byte));
        at += if code.is_some() { 3 } else { 1 };
    }
    String::from_utf8(out).map_or(Cow::Borrowed(text), Cow::Owned)
}

/// Whether it is an address on the web, with a host.
pub fn is_web_address(address: &str) -> bool {
    let lower = address.get(..8).unwrap_or(address).to_ascii_lowercase();
    let host = if lower.starts_with("https://") {
        address.get(8..)
    } else if lower.starts_with("http://") {
        address.get(7..)
    } else {
        None
    };
    host.is_some_and(|h| h.starts_with(|c: char| c.is_alphanumeric() || c == '['))
        && !address.chars().any(|c| c.is_whitespace() || c.is_control())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_are_sorted() {
        for (address, expected) in [
            ("https://a.nl/x#y", Destination::Web("https://a.nl/x#y")),
            ("HTTP://a.nl", Destination::Web("HTTP://a.nl")),
            ("mailto:a@b.nl", Destination::Mail("mailto:a@b.nl")),
            ("#noot-1", Destination::Here("noot-1")),
            ("/28638/201/#p-1", Destination::Root("/28638/201/", Some("p-1"))),
            ("../31015/221.md", Destination::Letter("../31015/221.md", None)),
            ("javascript:alert(1)", Destination::Forbidden),
            (" JavaScript:alert(1)", Destination::Forbidden),
            ("java\tscript:alert(1)", Destination::Forbidden),
            ("data:text/html,x", Destination::Forbidden),
            ("//evil.example/", Destination::Forbidden),
            ("/\\evil.example/", Destination::Forbidden),
            ("https:///x", Destination::Forbidden),
            ("file:///etc/passwd", Destination::Forbidden),
            ("", Destination::Forbidden),
            ("#", Destination::Forbidden),
        ] {
            assert_eq!(Destination::of(address), expected, "{address:?}");
        }
    }
}
