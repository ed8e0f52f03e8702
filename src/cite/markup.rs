//! What HTML and Markdown put within a citation that stands in their source: `Kamerstuk&nbsp;28&nbsp;638`,
//! `<em>Stb.</em> 2021, 123`, `[artikel 4:5](/awb) van de Awb`. It is stepped over as space is, and never read.

/// More markup than this is no gap within a citation.
pub(super) const LONGEST: usize = 512;
/// The longest name of a space or a dash.
const LONGEST_ENTITY: usize = 10;
/// The longest tag, or address of a link.
const LONGEST_TAG: usize = 256;

const SPACES: [&str; 9] = ["nbsp", "#160", "#xa0", "#8239", "#x202f", "thinsp", "#8201", "ensp", "emsp"];
const DASHES: [&str; 6] = ["ndash", "#8211", "mdash", "#8212", "#8209", "#45"];
/// Tags within a line that say how it looks. `sup` is none of them: it raises the mark of a note.
const TAGS: [&str; 14] =
    ["a", "abbr", "b", "cite", "em", "extref", "font", "i", "mark", "nadruk", "small", "span", "strong", "u"];

/// The length of the markup at a place that stands for a space, or for nothing.
pub(super) fn len(text: &str, at: usize) -> usize {
    let rest = text.get(at..).unwrap_or_default();
    match rest.as_bytes().first() {
        Some(b'&') => entity(rest, &SPACES),
        Some(b'<') => tag(rest),
        Some(b']') => link(rest),
        _ => 0,
    }
}

/// The length of the dash at a place that is written by its name.
pub(super) fn dash_len(text: &str, at: usize) -> usize {
    entity(text.get(at..).unwrap_or_default(), &DASHES)
}

fn entity(rest: &str, names: &[&str]) -> usize {
    let end = rest.bytes().take(LONGEST_ENTITY).position(|b| b == b';').unwrap_or(0);
    let known = rest.get(1..end).is_some_and(|name| names.iter().any(|n| n.eq_ignore_ascii_case(name)));
    if known { end + 1 } else { 0 }
}

/// `<em>`, `</a>`, `<span class="x">`
fn tag(rest: &str) -> usize {
    let end = rest.bytes().take(LONGEST_TAG).position(|b| b == b'>' || b == b'\n').unwrap_or(0);
    let inner = rest.get(1..end).filter(|_| rest.as_bytes().get(end) == Some(&b'>'));
    let name = inner.and_then(|tag| tag.trim_start_matches('/').split([' ', '/']).next());
    if name.is_some_and(|name| TAGS.contains(&name)) { end + 1 } else { 0 }
}

/// `](/28638/)`: where the words of a link end, and what they link to.
fn link(rest: &str) -> usize {
    if !rest.starts_with("](") {
        return 0;
    }
    let address = |b: &u8| !matches!(b, b')' | b'(' | b'\n' | b' ');
    let len = rest.bytes().skip(2).take(LONGEST_TAG).take_while(address).count();
    if len > 0 && rest.as_bytes().get(len + 2) == Some(&b')') { len + 3 } else { 0 }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_shows_nothing_is_a_gap() {
        for gap in ["&nbsp;", "&#160;", "&NBSP;", "<em>", "</em>", "<span class=\"x\">", "](/a/b.md)"] {
            assert_eq!(len(gap, 0), gap.len(), "{gap}");
            assert_eq!(len(&format!("{gap}28 638"), 0), gap.len(), "{gap}");
        }
        for other in ["&amp;", "&", "<sup>", "<", "<p>", "a", "] (x)", "](", "]()", "](a b)", "&ndash;"] {
            assert_eq!(len(other, 0), 0, "{other}");
        }
        assert_eq!(dash_len("&ndash;", 0), 7);
        assert_eq!(dash_len("&nbsp;", 0), 0);
    }
}
