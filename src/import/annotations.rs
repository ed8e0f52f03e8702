//! Web Annotations become files of annotations, each beside the letter that it is about.

use super::draft::{Block, Inline};
use super::request::{Done, Imported, Request};
use super::{flow, html, store, write};
use crate::cite;
use crate::content::annotation;
use crate::content::annotation::jsonld::{self, RemarkFormat};
use crate::content::directory::Directory;
use crate::content::front_matter::{self, AnnotationMeta};
use crate::content::letter::Headed;
use crate::content::markdown::Text;
use crate::content::source::{ANNOTATIONS, Source, read_text, shown};
use crate::fault;
use crate::finding::{Code, Finding, Place, Severity};
use crate::limits;
use crate::number::address::OutPath;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

/// Imports files of Web Annotations; a result for each letter that they are about.
pub fn annotations(files: &[PathBuf], request: &Request) -> Vec<Imported> {
    let letters = store::letters(&request.content);
    let alone = |file: &PathBuf| {
        let mut findings = Vec::new();
        let results = fault::in_file(&shown(file), &mut findings, |_| of_file(file, request, &letters));
        results.unwrap_or_else(|| vec![Imported::refused(file, findings)])
    };
    files.iter().flat_map(alone).collect()
}

fn of_file(path: &Path, request: &Request, letters: &BTreeMap<String, String>) -> Vec<Imported> {
    let file = shown(path);
    let mut findings = Vec::new();
    let text = read_text(path, limits::JSONLD_BYTES).map_err(|finding| findings.push(finding)).ok();
    let incoming = text.map(|text| jsonld::read(&file, &text, &markdown, &mut findings)).unwrap_or_default();
    let mut by_letter: BTreeMap<&str, Vec<AnnotationMeta>> = BTreeMap::new();
    for annotation in incoming {
        match held(letters, &annotation.letter) {
            Some(letter) => by_letter.entry(letter).or_default().push(annotation.meta),
            None => findings.push(
                Finding::new(Code::K611, format!("no letter is held at {}", annotation.letter))
                    .at(Place::file(file.as_str()))
                    .help("import the letter first, or name its folder with --content"),
            ),
        }
    }
    let result = |done, findings| Imported { file: file.clone(), done, findings, omitted: Vec::new() };
    let failed = |findings: &[Finding]| findings.iter().any(|f| f.severity == Severity::Error);
    if failed(&findings) || by_letter.is_empty() {
        return vec![result(Done::Refused, findings)];
    }
    let mut results: Vec<Imported> = Vec::new();
    for (letter, mut list) in by_letter {
        let read = letter_at(request, letter);
        if let Some((_, text)) = &read {
            let abouts = list.iter().map(|meta| meta.about.clone()).collect();
            for (meta, about) in list.iter_mut().zip(annotation::fitted(&text.words(), abouts)) {
                meta.about = about;
            }
        }
        let place = format!("{}{ANNOTATIONS}", letter.strip_suffix(".md").unwrap_or(letter));
        let text = front_matter::write_annotations(&list);
        let mut said = Vec::new();
        // What is written must be readable: some remarks are longer than a file of annotations allows.
        let target = shown(&request.content.join(&place));
        let source = Source::new(target, place.as_str(), text.clone());
        let written = front_matter::annotations(&source, &mut said);
        if let Some((headed, _)) = read {
            said.extend(astray(headed, (source, written)));
        }
        let clash = Finding::new(Code::K613, "the letter has other annotations already")
            .help("print the result with --dry-run and compare the two; --force writes over it");
        let done =
            if failed(&said) { Err(None) } else { store::put(&place, &text, request, clash).map_err(Some) };
        results.push(match done {
            Ok(done) => result(done, said),
            Err(finding) => {
                said.extend(finding);
                result(Done::Refused, said)
            }
        });
    }
    if let Some(first) = results.first_mut() {
        first.findings.extend(findings);
        first.findings.sort();
    }
    results
}

/// A letter with its words; none of one that cannot be read, which is for `check` to say.
fn letter_at(request: &Request, letter: &str) -> Option<(Headed, Text)> {
    let path = request.content.join(letter);
    let read = || {
        let text = read_text(&path, limits::LETTER_BYTES).ok()?;
        Headed::read(Source::new(shown(&path), letter, text), &mut Vec::new()).ok()
    };
    let nothing = Source::new("", "", String::new());
    let parsed = read()?.parse(Some((nothing, Vec::new())), &Directory::default(), &mut Vec::new());
    Some((read()?, parsed.text))
}

/// The annotations that have no place in their letter, each with its words. They are written all the same, for the
/// editor to mend: `check` holds them back from the site.
fn astray(letter: Headed, read: annotation::Read) -> Vec<Finding> {
    let mut findings = Vec::new();
    letter.parse(Some(read), &Directory::default(), &mut findings);
    findings.retain(|f| matches!(f.code, Code::K602 | Code::K603 | Code::K604));
    for finding in &mut findings {
        finding.severity = Severity::Warning;
    }
    findings
}

/// A remark as Markdown. Of HTML its words and their form are taken, and no code.
fn markdown(format: RemarkFormat, remark: &str) -> String {
    match format {
        RemarkFormat::Markdown => remark.to_owned(),
        RemarkFormat::Html => write::blocks(&flow::assemble(html::fragment(remark, 0, 0).0)),
        RemarkFormat::Plain => {
            let words = |text: &str| Inline::Text(text.to_owned(), 0..text.len());
            let paragraphs = remark.split("\n\n").filter(|paragraph| !paragraph.trim().is_empty());
            let lines =
                paragraphs.map(|paragraph| Block::Lines(paragraph.lines().map(|l| vec![words(l)]).collect()));
            write::blocks(&lines.collect::<Vec<_>>())
        }
    }
}

/// The letter whose page an address is, on whatever site, or whose official publication.
fn held<'l>(letters: &'l BTreeMap<String, String>, address: &str) -> Option<&'l str> {
    let cited = cite::find(address).into_iter().flat_map(|citation| citation.cited);
    let mut official = cited.filter_map(|cited| letters.get(OutPath::of_document(&cited.id).as_str()));
    if address.contains("://")
        && let Some(letter) = official.next()
    {
        return Some(letter);
    }
    let address = address.split(['?', '#']).next()?.trim_end_matches("index.html");
    let path = address.split_once("://").map_or(address, |(_, rest)| rest);
    let mut rest = format!("{}/", path.trim_end_matches('/'));
    loop {
        if let Some(letter) = letters.get(&rest) {
            return Some(letter);
        }
        rest = rest.split_once('/')?.1.to_owned();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn remarks_in_other_forms_keep_their_words_and_lose_their_code() {
        let html = "<p>Zie <a href=\"https://example.org/\">de <em>bron</em></a>, *ster*.</p><script>alert(1)</script>\
                    <p onclick=\"x()\"><a href=\"javascript:x()\">niet</a> &lt;b&gt;</p><ul><li>een<li>twee</ul>";
        assert_eq!(
            markdown(RemarkFormat::Html, html),
            "Zie [de *bron*](https://example.org/), \\*ster\\*.\n\nniet \\<b>\n\n- een\n- twee"
        );
        assert_eq!(
            markdown(RemarkFormat::Plain, "# geen kop\nmet <b> en *ster*\n\n- twee\n"),
            "\\# geen kop\\\nmet \\<b> en \\*ster\\*\n\n\\- twee"
        );
        assert_eq!(markdown(RemarkFormat::Markdown, "- *een*"), "- *een*");
    }
}
