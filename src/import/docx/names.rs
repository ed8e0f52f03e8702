//! How Word's own elements are called in a file.

/// The elements that hold words, by the names that nearly every file gives them.
pub(in crate::import) const WITH_WORDS: Option<&[&str]> = Some(&["w:t", "w:delText", "m:t"]);

/// The prefix that the file gives to Word's own elements.
pub(super) fn prefix(text: &str) -> String {
    const NAMES: [&str; 2] = [
        "=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\"",
        "=\"http://purl.oclc.org/ooxml/wordprocessingml/main\"",
    ];
    let declared = NAMES.iter().find_map(|name| text.find(name)).and_then(|end| {
        let before = text.get(..end)?;
        before.rsplit("xmlns").next()
    });
    match declared {
        Some(declared) => declared.strip_prefix(':').map_or(String::new(), |prefix| format!("{prefix}:")),
        None => "w:".to_owned(),
    }
}
