//! The HTML of a page for readers outside the site, escaped for XML: whole addresses, no ids (a reader shows many letters on
//! one page), and nothing that only the page needs.

use crate::site::data::xml::escape;

/// Where a page stands.
pub(crate) struct Place<'a> {
    /// The address of the host, without a slash: `https://example.org`.
    pub(crate) origin: &'a str,
    /// The whole address of the page.
    pub(crate) page: &'a str,
}

/// Writes HTML of the page at this place.
pub(crate) fn write(out: &mut String, html: &str, place: &Place<'_>) {
    let mut rest = html;
    // Words up to a tag, then the tag.
    while let Some((words, after)) = rest.split_once('<') {
        raw(out, words);
        let Some((tag, after)) = after.split_once('>') else {
            raw(out, "<");
            rest = after;
            continue;
        };
        rest = after;
        if tag.starts_with("a class=\"alinea\"") || tag.starts_with("a class=\"anker\"") {
            rest = rest.split_once("</a>").map_or("", |(_, rest)| rest);
            continue;
        }
        out.push_str("&lt;");
        write_tag(out, tag, place);
        out.push_str("&gt;");
    }
    raw(out, rest);
}

/// The attributes of a tag: those that lead somewhere are made whole, ids are left out.
fn write_tag(out: &mut String, tag: &str, place: &Place<'_>) {
    let mut rest = tag;
    while let Some((before, after)) = rest.split_once("=\"") {
        let Some((value, after)) = after.split_once('"') else { break };
        let (left, name) = before.rsplit_once(' ').unwrap_or(("", before));
        raw(out, left);
        if !matches!(name, "id" | "data-state" | "aria-details" | "class") {
            out.push(' ');
            raw(out, name);
            out.push_str("=&quot;");
            if matches!(name, "href" | "src") {
                if value.starts_with('#') {
                    escape(out, place.page);
                } else if value.starts_with('/') && !value.starts_with("//") {
                    escape(out, place.origin);
                }
            }
            raw(out, value);
            out.push_str("&quot;");
        }
        rest = after;
    }
    raw(out, rest);
}

/// HTML as the text of an element of XML.
fn raw(out: &mut String, html: &str) {
    escape(out, html);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_are_whole_and_ids_are_gone() {
        let place = Place { origin: "https://example.org", page: "https://example.org/x/28638/201/" };
        let mut out = String::new();
        let html = "<p id=\"p-1\">a &amp; <a class=\"citaat\" data-state=\"here\" id=\"c-1\" href=\"/x/28638/200/\" title=\"t\">b</a>\
                    <sup class=\"nootmark\"><a href=\"#noot-1\">1</a></sup> 1 &lt; 2<br>\
                    <a class=\"alinea\" href=\"#p-1\">¶ 1</a></p><a href=\"https://a.nl/\">c</a>";
        write(&mut out, html, &place);
        let read =
            out.replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", "\"").replace("&amp;", "&");
        assert_eq!(
            read,
            "<p>a &amp; <a href=\"https://example.org/x/28638/200/\" title=\"t\">b</a>\
             <sup><a href=\"https://example.org/x/28638/201/#noot-1\">1</a></sup> 1 &lt; 2<br></p><a href=\"https://a.nl/\">c</a>"
        );
        assert!(out.contains("a &amp;amp; &lt;a href="));
    }
}
