//! Findings as a whole: whatever is reported says what to do, and every code is reported somewhere.

use std::fs;
use std::path::Path;
use voetnoot::finding::Code;

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

#[test]
fn every_message_of_the_small_sites_says_what_to_do() {
    let mut seen = 0;
    for case in fs::read_dir(root().join("tests/site")).unwrap() {
        let messages = fs::read_to_string(case.unwrap().path().join("messages")).unwrap();
        for message in messages.split("\n\n").filter(|message| message.contains('[')) {
            seen += 1;
            let help = message.lines().find_map(|line| line.trim_start().strip_prefix("= help: "));
            assert!(help.is_some_and(|help| help.trim().len() > 10), "{message}");
        }
    }
    assert!(seen > 50, "the messages are gone");
}

#[test]
fn every_code_has_advice_of_its_own_kind() {
    for &code in Code::ALL {
        let help = code.help();
        let plain = help.chars().next().is_some_and(|c| !c.is_uppercase()) && !help.ends_with('.');
        assert!(help.len() > 10 && plain, "{code}: {help}");
    }
}

#[test]
fn every_code_is_used() {
    let mut source = String::new();
    for entry in walkdir::WalkDir::new(root().join("src")) {
        let entry = entry.unwrap();
        let name = entry.file_name().to_str().unwrap();
        if name.ends_with(".rs") && name != "tests.rs" && entry.path() != root().join("src/finding.rs") {
            let text = fs::read_to_string(entry.path()).unwrap();
            // What stands behind tests them.
            source.push_str(text.split("#[cfg(test)]\nmod tests {").next().unwrap());
        }
    }
    let unused: Vec<&Code> =
        Code::ALL.iter().filter(|code| !source.contains(&format!("Code::{code}"))).collect();
    assert!(unused.is_empty(), "nothing reports {unused:?}");
}
