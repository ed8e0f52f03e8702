//! Faults of Voetnoot itself as the program tells them: with their place in the source, each once, printed by nobody
//! else. A test of its own, since it listens to all panics of its process.

use rayon::prelude::*;
use voetnoot::fault;
use voetnoot::finding::Code;

#[test]
fn faults_are_told_with_their_place_in_the_source() {
    fault::listen();
    let mut findings = Vec::new();
    let files = ["a.md", "b.md", "c.md", "d.md"];
    let found: Vec<_> = files
        .into_par_iter()
        .map(|file| {
            let mut found = Vec::new();
            fault::in_file(file, &mut found, |_| assert!(file == "c.md", "of {file}"));
            found
        })
        .collect();
    findings.extend(found.into_iter().flatten());
    for (finding, file) in findings.iter().zip(["a.md", "b.md", "d.md"]) {
        assert_eq!((finding.code, finding.place.as_ref().unwrap().file.as_str()), (Code::K099, file));
        assert!(finding.message.contains(&format!("of {file} (tests/fault.rs:")), "{}", finding.message);
    }
    assert_eq!(findings.len(), 3);
    let elsewhere = fault::caught(|| files.into_par_iter().for_each(|file| panic!("of {file}"))).unwrap_err();
    assert!(elsewhere.message.contains("(tests/fault.rs:"), "{}", elsewhere.message);
    let again = fault::caught(|| panic!("once more")).unwrap_err();
    assert!(again.message.contains("once more (tests/fault.rs:"), "{}", again.message);
}
