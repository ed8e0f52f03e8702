//! Names that stay: of an annotation that states none, and of the words of a letter as they are.

use super::normal::Normal;
use crate::content::front_matter::{About, AnnotationMeta};

/// Digits of the name of a revision: enough to tell those of one letter apart.
const REVISION_DIGITS: usize = 12;

/// The id of an annotation that states none. It follows from what the annotation is about, its kind, author and
/// date: so it does not change when another annotation is added before it or a slip in its remark is mended, and
/// does when it is about other words.
pub(super) fn id(meta: &AnnotationMeta) -> String {
    let normal = |text: &str| Normal::of(text).text;
    let about = match &meta.about {
        About::Quote { quote, prefix, suffix } => {
            let context = |text: &Option<String>| normal(text.as_deref().unwrap_or_default());
            ["quote".into(), normal(quote), context(prefix), context(suffix)].join("\0")
        }
        About::Section(name) => format!("section\0{}", normal(name)),
        About::Footnote(mark) => format!("footnote\0{mark}"),
    };
    let text = [meta.kind.name(), &meta.author, &meta.date.to_string(), &about].join("\0");
    format!("{:016x}", fnv1a(text.as_bytes()))
}

/// The name of the words as they now are. Changes of markup, spaces and quotation marks do not count.
pub(super) fn revision(words: &[&str]) -> String {
    let mut normal = Normal::default();
    for text in words {
        normal.append(text, 0);
        normal.end(0);
    }
    let mut name = format!("{:016x}", fnv1a(normal.text.as_bytes()));
    name.truncate(REVISION_DIGITS);
    name
}

/// FNV-1a. These names must be the same for ever and on every machine, which the standard library's hash does not
/// promise; nobody gains by forging one, so ten lines serve better than a cryptographic library.
fn fnv1a(bytes: &[u8]) -> u64 {
    bytes
        .iter()
        .fold(0xcbf2_9ce4_8422_2325, |hash, &byte| (hash ^ u64::from(byte)).wrapping_mul(0x100_0000_01b3))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_never_change() {
        assert_eq!(fnv1a(b""), 0xcbf2_9ce4_8422_2325);
        assert_eq!(fnv1a(b"foobar"), 0x8594_4171_f739_67e8);
        assert_eq!(revision(&["Een  «brief»."]), revision(&["Een \"brief\"."]));
        assert_ne!(revision(&["Een brief"]), revision(&["Een", "brief"]));
    }
}
