//! The promise to an editor: when a letter and a quotation of it no longer agree, `check` says so at the line of the
//! quotation, with the words to put there.

use std::fs;
use std::path::{Path, PathBuf};
use tempfile::TempDir;
use voetnoot::finding::{Code, Severity};
use voetnoot::import::{self, Done, Request};
use voetnoot::progress::Quiet;
use voetnoot::settings::Settings;
use voetnoot::{check, render_to_memory};

const FILE: &str = "28638/201.annotations.yaml";

/// The sample, in a folder that is gone with the first of the two.
fn sample() -> (TempDir, PathBuf) {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("content");
    let folder = tempfile::tempdir().unwrap();
    let copy = folder.path().join("content");
    for file in ["site.yaml", "register.yaml", "28638/201.md", FILE] {
        let to = copy.join(file);
        fs::create_dir_all(to.parent().unwrap()).unwrap();
        fs::copy(root.join(file), to).unwrap();
    }
    (folder, copy)
}

fn settings(content: &Path) -> Settings {
    Settings { content: content.to_owned(), ..Settings::default() }
}

/// The quotations of the sample, with their lines.
fn quotes(text: &str) -> Vec<(usize, String)> {
    let quote = |line: &str| line.strip_prefix("- quote: ").map(|quote| quote.trim_matches('\'').to_owned());
    text.lines().enumerate().filter_map(|(index, line)| Some((index + 1, quote(line)?))).collect()
}

#[test]
fn a_changed_letter_in_a_quote_is_an_error_with_the_words_to_paste() {
    let (_folder, content) = sample();
    let text = fs::read_to_string(content.join(FILE)).unwrap();
    assert!(!check(&settings(&content), &Quiet).has_errors());
    let mut tried = 0;
    for (line, quote) in quotes(&text) {
        let letters: Vec<usize> =
            quote.char_indices().filter(|(_, c)| c.is_alphabetic()).map(|(at, _)| at).collect();
        // The first and the last letter are the hardest: there, leaving it out is as near as replacing it.
        let some = [0, 1, letters.len() / 2, letters.len() - 2, letters.len() - 1];
        for at in some.map(|index| letters[index]) {
            let wrong = format!("{}Q{}", &quote[..at], &quote[at + 1..]);
            fs::write(content.join(FILE), text.replace(&quote, &wrong)).unwrap();
            let report = check(&settings(&content), &Quiet);
            let errors: Vec<_> = report.findings.iter().filter(|f| f.severity == Severity::Error).collect();
            let [error] = errors[..] else { panic!("{wrong}: {errors:?}") };
            let place = error.place.as_ref().unwrap();
            assert_eq!(error.code, Code::K602);
            assert!(place.file.ends_with(FILE) && place.line as usize == line, "{place:?}");
            let paste = format!("`quote: \"{quote}\"`");
            assert!(error.help.contains(&paste), "{wrong}: {:?}", error.help);
            tried += 1;
        }
    }
    assert!(tried >= 30, "{tried}");
}

#[test]
fn a_changed_letter_in_the_letter_is_an_error_at_the_quote() {
    let (_folder, content) = sample();
    let path = content.join("28638/201.md");
    let letter = fs::read_to_string(&path).unwrap();
    fs::write(&path, letter.replace("hetzelfde VKC-verzoek", "hetzelfde VCK-verzoek")).unwrap();
    let report = check(&settings(&content), &Quiet);
    let error = report.findings.iter().find(|f| f.code == Code::K602).unwrap();
    assert!(error.help.contains("`quote: \"hetzelfde VCK-verzoek\"`"), "{error:?}");
    assert!(error.label.as_ref().unwrap().starts_with("line 17 of "), "{error:?}");
}

#[test]
fn what_a_site_publishes_can_be_imported_again() {
    let (_folder, content) = sample();
    let file = content.join(FILE);
    let original = fs::read_to_string(&file).unwrap();
    let (_, site) = render_to_memory(&settings(&content));
    let published = content.with_extension("jsonld");
    fs::write(&published, &site["28638/201/annotations.jsonld"]).unwrap();
    let files = [published.clone()];
    let request = Request { content: content.clone(), ..Request::default() };

    fs::remove_file(&file).unwrap();
    let dry = import::annotations(&files, &Request { dry_run: true, ..request.clone() });
    assert!(matches!(&dry[0].done, Done::Written(_, text) if *text == original) && !file.exists());
    let done = import::annotations(&files, &request).remove(0).done;
    assert!(matches!(done, Done::Written(place, _) if place.ends_with(FILE)));
    assert_eq!(fs::read_to_string(&file).unwrap(), original);
    assert!(matches!(import::annotations(&files, &request)[0].done, Done::Unchanged(_)));

    fs::write(&file, "# mine\n").unwrap();
    let refused = import::annotations(&files, &request).remove(0);
    assert_eq!((refused.done, refused.findings[0].code), (Done::Refused, Code::K613));
    assert_eq!(fs::read_to_string(&file).unwrap(), "# mine\n");

    let elsewhere = fs::read_to_string(&published).unwrap().replace("28638/201/\"", "28638/999/\"");
    fs::write(&published, elsewhere).unwrap();
    let refused = import::annotations(&files, &request).remove(0);
    assert_eq!((refused.done, refused.findings[0].code), (Done::Refused, Code::K611));
}
