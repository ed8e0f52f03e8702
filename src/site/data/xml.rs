//! Text as XML may have it.

/// Writes text for XML, in an element or between double quotation marks. What XML cannot hold at all, control
/// characters, becomes the sign for a character that cannot be shown.
pub(crate) fn escape(out: &mut String, text: &str) {
    let mut from = 0;
    for (at, c) in text.char_indices() {
        let written = match c {
            '<' => "&lt;",
            '>' => "&gt;",
            '&' => "&amp;",
            '"' => "&quot;",
            '\u{0}'..='\u{8}' | '\u{b}' | '\u{c}' | '\u{e}'..='\u{1f}' | '\u{fffe}' | '\u{ffff}' => {
                "\u{fffd}"
            }
            _ => continue,
        };
        out.push_str(text.get(from..at).unwrap_or_default());
        out.push_str(written);
        from = at + c.len_utf8();
    }
    out.push_str(text.get(from..).unwrap_or_default());
}

/// The same, as a text of its own.
pub(crate) fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 8);
    escape(&mut out, text);
    out
}

#[cfg(test)]
mod tests {
    #[test]
    fn nothing_that_xml_reads_otherwise_is_left() {
        assert_eq!(
            super::escaped("«a» & <b c=\"d\">\u{1b}é"),
            "«a» &amp; &lt;b c=&quot;d&quot;&gt;\u{fffd}é"
        );
    }
}
