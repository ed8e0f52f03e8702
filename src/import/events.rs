//! XML as Word files and official publications have it: events with their bytes, attributes by their name without
//! prefix. No entity is ever fetched or expanded. The only file that knows the parser.

pub(super) use quick_xml::events::{BytesStart, Event};
use quick_xml::reader::Reader;
use std::borrow::Cow;
use std::ops::Range;

/// Calls `see` for every event with its bytes. An error has its byte and a reason.
pub(super) fn events<'t>(
    text: &'t str,
    see: &mut dyn FnMut(&Event<'t>, Range<usize>),
) -> Result<(), (usize, String)> {
    let mut reader = Reader::from_str(text);
    let place = |at: u64| usize::try_from(at).unwrap_or(usize::MAX);
    loop {
        let start = place(reader.buffer_position());
        match reader.read_event() {
            Ok(Event::Eof) => return Ok(()),
            Ok(event) => see(&event, start..place(reader.buffer_position())),
            Err(error) => return Err((place(reader.error_position()), error.to_string())),
        }
    }
}

/// The value of an attribute, whatever the prefix of its name.
pub(super) fn attribute(element: &BytesStart<'_>, name: &str) -> Option<String> {
    let found =
        element.attributes().with_checks(false).flatten().find(|a| a.key.local_name().as_ref() == name)?;
    Some(unescape(&found.value).map_or_else(|| found.value.to_string(), Cow::into_owned))
}

/// What one of the five names of XML stands for.
pub(super) fn entity(name: &str) -> Option<String> {
    quick_xml::escape::resolve_predefined_entity(name).map(str::to_owned)
}

/// A text with its references read; `None` if there is one that has no meaning.
pub(super) fn unescape(text: &str) -> Option<Cow<'_, str>> {
    quick_xml::escape::unescape(text).ok()
}

/// Whether a property that is switched by its presence (`<w:b/>`, `<w:b w:val="0"/>`) is on.
pub(super) fn on(element: &BytesStart<'_>) -> bool {
    !attribute(element, "val").is_some_and(|v| matches!(v.as_str(), "0" | "false" | "off" | "none"))
}
