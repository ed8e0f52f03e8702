//! Letters without their accents.

/// Letters with what they count as: those of the languages of Europe that are written in Latin script.
pub const PLAIN: &[(&str, &str)] = &[
    ("a", "áàâäãåāăą"),
    ("ae", "æ"),
    ("c", "çćĉċč"),
    ("d", "ďđð"),
    ("e", "éèêëēĕėęě"),
    ("g", "ĝğġģ"),
    ("h", "ĥħ"),
    ("i", "íìîïĩīĭįı"),
    ("ij", "ĳ"),
    ("j", "ĵ"),
    ("k", "ķ"),
    ("l", "ĺļľŀł"),
    ("n", "ñńņňŋ"),
    ("o", "óòôöõøōŏő"),
    ("oe", "œ"),
    ("r", "ŕŗř"),
    ("s", "śŝşšș"),
    ("ss", "ß"),
    ("t", "ţťŧț"),
    ("th", "þ"),
    ("u", "úùûüũūŭůűų"),
    ("w", "ŵ"),
    ("y", "ýÿŷ"),
    ("z", "źżž"),
];

/// A text in lower case and without its accents. What is ASCII, which is nearly all, is taken at a stretch.
pub fn plain(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while !rest.is_empty() {
        let ascii = rest.bytes().position(|byte| !byte.is_ascii()).unwrap_or(rest.len());
        let (stretch, behind) = rest.split_at_checked(ascii).unwrap_or((rest, ""));
        let from = out.len();
        out.push_str(stretch);
        if let Some(stretch) = out.get_mut(from..) {
            stretch.make_ascii_lowercase();
        }
        let mut foreign = behind.chars();
        if let Some(c) = foreign.next() {
            push_plain(&mut out, c);
        }
        rest = foreign.as_str();
    }
    out
}

/// Appends a character in lower case and without its accent; a loose accent disappears.
pub fn push_plain(out: &mut String, c: char) {
    if c.is_ascii() {
        out.push(c.to_ascii_lowercase());
        return;
    }
    for c in c.to_lowercase() {
        match PLAIN.iter().find(|(_, letters)| letters.contains(c)) {
            Some((plain, _)) => out.push_str(plain),
            None if ('\u{300}'..='\u{36f}').contains(&c) => {}
            None => out.push(c),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_is_plain_as_its_characters_are() {
        for text in ["", "Één", "Ministère ÉTRANGER van BZ", "Ĳsselmeer", "cafe\u{301} É", "ß–x", "a"]
        {
            let mut one_by_one = String::new();
            text.chars().for_each(|c| push_plain(&mut one_by_one, c));
            assert_eq!(plain(text), one_by_one);
        }
        assert_eq!(plain("Één Ĳ"), "een ij");
    }
}
