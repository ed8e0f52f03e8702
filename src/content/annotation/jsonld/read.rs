//! Web Annotations in: what a file of annotations can state is taken, what it cannot is reported.

use super::{NOTE, kind};
use crate::content::annotation::stamp;
use crate::content::front_matter::{About, AnnotationKind, AnnotationMeta};
use crate::finding::{Code, Finding, Place};
use crate::limits;
use crate::number::link::is_web_address;
use jiff::civil::Date;
use serde_json::Value;

/// In which form a remark came in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RemarkFormat {
    /// As an editor's file has it: Markdown.
    Markdown,
    /// As HTML.
    Html,
    /// As words that mean nothing but themselves.
    Plain,
}

/// Makes Markdown of a remark in another form.
type ToMarkdown<'a> = &'a dyn Fn(RemarkFormat, &str) -> String;

/// An annotation that came in, with the address of what it is about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Incoming {
    /// The address of the letter's page.
    pub letter: String,
    /// The annotation.
    pub meta: AnnotationMeta,
}

/// Reads annotations from a text: an annotation page, the embedded first page of a collection, a list, or one.
/// `file` is what findings name.
pub fn read(file: &str, text: &str, markdown: ToMarkdown<'_>, findings: &mut Vec<Finding>) -> Vec<Incoming> {
    let mut report = |code, message: String, help: &str| {
        findings.push(Finding::new(code, message).at(Place::file(file)).help(help));
    };
    let value: Value = match serde_json::from_str(text) {
        Ok(value) => value,
        Err(error) => {
            let help = "the file should hold an AnnotationPage of the W3C model, as JSON-LD";
            report(Code::K610, format!("this is no JSON: {error}"), help);
            return Vec::new();
        }
    };
    let items = match items(&value) {
        Some(items) if items.len() <= limits::IMPORTED_ANNOTATIONS => items,
        Some(_) => {
            let message = format!("more than {} annotations in one file", limits::IMPORTED_ANNOTATIONS);
            report(Code::K610, message, "divide the file");
            return Vec::new();
        }
        None if is(&value, "AnnotationCollection") => {
            let help = "import its pages: the files that `first`, and `next` in each of them, lead to";
            report(Code::K610, "this is a collection without its annotations".into(), help);
            return Vec::new();
        }
        None => {
            let help =
                "expected are an AnnotationPage with `items`, a list of annotations, or one Annotation";
            report(Code::K610, "no Web Annotations are in this file".into(), help);
            return Vec::new();
        }
    };
    let mut read = Vec::with_capacity(items.len());
    for (index, item) in items.into_iter().enumerate() {
        let name = item.get("id").and_then(Value::as_str);
        let name = name.map_or_else(|| format!("annotation {}", index + 1), str::to_owned);
        match annotation(item, markdown, &mut |lost| {
            report(Code::K612, format!("{name}: {lost}"), "add it by hand if it matters");
        }) {
            Ok(incoming) => read.push(incoming),
            Err(lacking) => {
                let help = "mend the file, or write this annotation by hand";
                report(Code::K611, format!("{name}: {lacking}"), help);
            }
        }
    }
    read
}

fn items(value: &Value) -> Option<Vec<&Value>> {
    if let Value::Array(list) = value {
        return Some(list.iter().collect());
    }
    let page = value.get("items").or_else(|| value.get("first")?.get("items"));
    // What Hypothesis exports, and what its server answers to a search.
    let page = page.or_else(|| value.get("annotations")).or_else(|| value.get("rows"));
    match page {
        Some(Value::Array(list)) => Some(list.iter().collect()),
        Some(one) if is(one, "Annotation") => Some(vec![one]),
        _ if is(value, "Annotation") => Some(vec![value]),
        _ => None,
    }
}

/// Whether a value is of this type.
fn is(value: &Value, wanted: &str) -> bool {
    many(value.get("type")).any(|name| name.as_str() == Some(wanted))
}

/// The model allows one value wherever it allows several.
fn many(value: Option<&Value>) -> impl Iterator<Item = &Value> {
    let (list, one) = match value {
        Some(Value::Array(list)) => (list.as_slice(), None),
        one => (&[][..], one),
    };
    list.iter().chain(one)
}

fn text(value: &Value, key: &str) -> Option<String> {
    let text = value.get(key).and_then(Value::as_str).map(str::trim)?;
    (!text.is_empty()).then(|| text.to_owned())
}

fn annotation(
    item: &Value,
    markdown: ToMarkdown<'_>,
    lost: &mut dyn FnMut(&str),
) -> Result<Incoming, &'static str> {
    if many(item.get("references")).next().is_some() {
        return Err("it answers another annotation, which no file of annotations can state");
    }
    let author = author(item, lost).or_else(|| account(item)).ok_or("nobody is named as its creator")?;
    let date = date(item).ok_or("it states no date (`created`)")?;
    let (body, tags) = bodies(item, markdown, lost);
    let body = body.ok_or("it has no remark (a TextualBody)")?;
    let mut targets = many(item.get("target"));
    let target = targets.next().ok_or("it is about nothing (`target`)")?;
    if targets.next().is_some() {
        lost("only the first of its targets is taken");
    }
    let (letter, about) = target_of(target, lost)?;
    let mut meta = AnnotationMeta {
        id: None,
        about,
        body,
        author,
        date,
        kind: motivation(item, lost),
        source: text(item, "dcterms:source"),
        tags,
        revision: text(target, "schema:version"),
    };
    // An id that follows from the annotation itself need not be written down.
    meta.id = id(item).filter(|id| *id != stamp::id(&meta));
    Ok(Incoming { letter, meta })
}

/// The last part of its address, if it can be an id here.
fn id(item: &Value) -> Option<String> {
    let address = text(item, "id")?;
    let name = address.rsplit(['#', '/']).next()?;
    let fits = (1..=limits::SEGMENT_BYTES).contains(&name.len())
        && name.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-')
        && !name.starts_with('-');
    fits.then(|| name.to_owned())
}

fn author(item: &Value, lost: &mut dyn FnMut(&str)) -> Option<String> {
    let mut creators = many(item.get("creator"));
    let creator = creators.next()?;
    if creators.next().is_some() {
        lost("only the first of its creators is taken");
    }
    creator.as_str().map(str::to_owned).or_else(|| text(creator, "name")).or_else(|| text(creator, "id"))
}

/// Who made an annotation of Hypothesis: the name shown, or else that of the account (`acct:jansen@hypothes.is`).
fn account(item: &Value) -> Option<String> {
    let shown = item.get("user_info").and_then(|info| text(info, "display_name"));
    shown.or_else(|| {
        let account = text(item, "user")?;
        let name = account.strip_prefix("acct:").unwrap_or(&account);
        Some(name.split('@').next().unwrap_or(name).to_owned())
    })
}

fn date(item: &Value) -> Option<Date> {
    let stated = text(item, "created").or_else(|| text(item, "modified"))?;
    stated.get(..10)?.parse().ok()
}

fn motivation(item: &Value, lost: &mut dyn FnMut(&str)) -> AnnotationKind {
    let known = many(item.get("motivation")).filter_map(Value::as_str).find_map(kind);
    known.unwrap_or_else(|| {
        // Where no motivation can be stated, none is lost.
        if item.get("motivation").is_none() && item.get("uri").is_some() {
            return AnnotationKind::Context;
        }
        lost("its motivation has no kind here; it comes in as `context`");
        AnnotationKind::Context
    })
}

/// The remark and the keywords. Several remarks become one, in their order.
fn bodies(
    item: &Value,
    markdown: ToMarkdown<'_>,
    lost: &mut dyn FnMut(&str),
) -> (Option<String>, Vec<String>) {
    let mut remarks: Vec<String> = Vec::new();
    remarks.extend(text(item, "bodyValue").map(|plain| markdown(RemarkFormat::Plain, &plain)));
    // Hypothesis writes remarks in Markdown, and keywords as they are.
    if item.get("uri").is_some() {
        remarks.extend(text(item, "text").map(|remark| markdown(RemarkFormat::Markdown, &remark)));
    }
    let mut tags: Vec<String> = many(item.get("tags")).filter_map(Value::as_str).map(str::to_owned).collect();
    for body in many(item.get("body")) {
        let value = if is(body, "TextualBody") { text(body, "value") } else { None };
        let is_tag = many(body.get("purpose")).any(|purpose| purpose.as_str() == Some("tagging"));
        match (value, body.as_str().filter(|address| is_web_address(address))) {
            (Some(tag), _) if is_tag => tags.push(tag),
            (Some(value), _) => remarks.push(markdown(form(body), &value)),
            // A document elsewhere that is the remark.
            (None, Some(address)) => remarks.push(format!("<{address}>")),
            (None, None) => lost("a body that is no text is left out"),
        }
    }
    remarks.retain(|remark| !remark.trim().is_empty());
    (Some(remarks.join("\n\n")).filter(|remark| !remark.is_empty()), tags)
}

/// In which form a body is written. One that does not say so is taken at its words.
fn form(body: &Value) -> RemarkFormat {
    let format = many(body.get("format")).find_map(Value::as_str).unwrap_or_default();
    match format.split(';').next().map(str::trim).unwrap_or_default() {
        "text/markdown" | "text/x-markdown" => RemarkFormat::Markdown,
        "text/html" | "application/xhtml+xml" => RemarkFormat::Html,
        _ => RemarkFormat::Plain,
    }
}

/// The letter and what of it is meant.
fn target_of(target: &Value, lost: &mut dyn FnMut(&str)) -> Result<(String, About), &'static str> {
    const WHOLE: &str = "it is about a letter as a whole; name its words, a section or a footnote";
    let address = target.as_str().map(str::to_owned);
    let source = target.get("source");
    let address = address.or_else(|| text(target, "source")).or_else(|| text(source?, "id"));
    let address = address.or_else(|| text(target, "id")).ok_or("its target has no address")?;
    let (letter, anchor) = match address.split_once('#') {
        Some((letter, anchor)) => (letter.to_owned(), Some(anchor.to_owned())),
        None => (address, None),
    };
    // What a selector is refined by says more exactly what is meant.
    let mut selectors: Vec<&Value> = many(target.get("selector")).collect();
    let refined: Vec<&Value> =
        selectors.iter().flat_map(|selector| many(selector.get("refinedBy"))).collect();
    let is_refined = !refined.is_empty();
    selectors.extend(refined);
    let quoted = selectors.iter().find(|s| is(s, "TextQuoteSelector"));
    let fragment = selectors.iter().filter(|s| is_of_page(s)).find_map(|s| text(s, "value"));
    let fragment_known = fragment.is_some();
    // A section comes with its heading. What has words beside it, or stands in a paragraph, is a quotation.
    let is_quotation = |anchor: &str| {
        let beside = quoted.is_some_and(|q| text(q, "prefix").or_else(|| text(q, "suffix")).is_some());
        quoted.is_some() && (is_refined || beside || anchor.starts_with("p-") || anchor.starts_with(NOTE))
    };
    let anchor = fragment.or(anchor).filter(|anchor| !anchor.starts_with(":~:") && !is_quotation(anchor));
    let about = match (anchor, quoted) {
        (Some(anchor), quoted) => match anchor.strip_prefix(NOTE) {
            Some(mark) => About::Footnote(mark.to_owned()),
            None => About::Section(quoted.and_then(|quoted| text(quoted, "exact")).unwrap_or(anchor)),
        },
        (None, Some(quoted)) => About::Quote {
            quote: text(quoted, "exact").ok_or("its quotation has no words (`exact`)")?,
            prefix: text(quoted, "prefix"),
            suffix: text(quoted, "suffix"),
        },
        (None, None) if selectors.is_empty() => return Err(WHOLE),
        (None, None) => {
            return Err("it counts characters or elements; only words or an anchor say what is meant");
        }
    };
    // What says the same in another way is not missed.
    let beside = |selector: &Value| fragment_known && is(selector, "TextPositionSelector");
    let known =
        |selector: &&&Value| is(selector, "TextQuoteSelector") || is_of_page(selector) || beside(selector);
    if quoted.is_none() && selectors.iter().any(|selector| !known(&selector)) {
        lost("a selector that is neither a quotation nor a fragment is left out");
    }
    Ok((letter, about))
}

/// Whether a selector is an anchor of a page, and not a part of a film or a place in a text.
fn is_of_page(selector: &Value) -> bool {
    let conforms = text(selector, "conformsTo");
    let html =
        conforms.is_none_or(|to| to.contains("rfc3236") || to.contains("rfc3986") || to.contains("html"));
    html && is(selector, "FragmentSelector") && text(selector, "value").is_some_and(|v| !v.contains('='))
}
