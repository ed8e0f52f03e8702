//! The program as people and scripts use it: arguments in, exit code, output and folders out.

use serde_json::Value;
use std::collections::BTreeMap;
use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};
use tempfile::TempDir;

const LETTER: &str = "\
---
title: Voortgang aanpak mensenhandel
dossiernummer: 28638
ondernummer: 201
date: 2021-09-15
---

De Kamer vroeg hierom.[^1] Zie ook Stb. 2021, 123.

[^1]: Kamerstuk 28 638, nr. 200.
";

const FAULTS: &str = "\
---
titel: Twee
title: Voortgang
dossiernummer: 28638
ondernummer: 202
date: 15 september 2021
---

Dat is toegezegd.[^1] En dit ook.[^2]

[^1]: Kamerstuk 99 999, nr. 3.

[^1]: De tweede met dit nummer.
";

/// A folder of its own, gone with the test.
struct Folder(PathBuf, #[expect(dead_code, reason = "takes the folder away")] TempDir);

impl Folder {
    fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        Self(folder.path().to_owned(), folder)
    }

    fn write(&self, file: &str, text: &str) -> &Self {
        let path = self.0.join(file);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
        self
    }

    fn run(&self, arguments: &[&str]) -> Output {
        Command::new(env!("CARGO_BIN_EXE_voetnoot")).args(arguments).current_dir(&self.0).output().unwrap()
    }

    /// Every file below a folder with its bytes.
    fn tree(&self, folder: &str) -> BTreeMap<PathBuf, Vec<u8>> {
        fn add(tree: &mut BTreeMap<PathBuf, Vec<u8>>, root: &Path, folder: &Path) {
            for entry in fs::read_dir(folder).unwrap() {
                let path = entry.unwrap().path();
                if path.is_dir() {
                    add(tree, root, &path);
                } else {
                    tree.insert(path.strip_prefix(root).unwrap().to_owned(), fs::read(&path).unwrap());
                }
            }
        }
        let root = self.0.join(folder);
        let mut tree = BTreeMap::new();
        add(&mut tree, &root, &root);
        tree
    }
}

fn code(output: &Output) -> i32 {
    output.status.code().unwrap()
}

fn stdout(output: &Output) -> &str {
    std::str::from_utf8(&output.stdout).unwrap()
}

fn stderr(output: &Output) -> &str {
    std::str::from_utf8(&output.stderr).unwrap()
}

/// Runs the program with a text on standard input.
fn cite(arguments: &[&str], input: &[u8]) -> Output {
    let mut child = Command::new(env!("CARGO_BIN_EXE_voetnoot"))
        .arg("cite")
        .args(arguments)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    child.stdin.take().unwrap().write_all(input).unwrap();
    child.wait_with_output().unwrap()
}

#[test]
fn a_collection_is_begun_once() {
    let folder = Folder::new();
    let begun = folder.run(&["init", "--empty", "brieven"]);
    assert_eq!(begun.status.code(), Some(0), "{}", stderr(&begun));
    let built = folder.run(&["check", "--content", "brieven/content", "--strict"]);
    assert_eq!(built.status.code(), Some(1), "strict: a collection without letters is unfinished");
    assert!(stderr(&built).contains("K006"), "{}", stderr(&built));
    folder.write("brieven/content/28638/201.md", LETTER);
    let built = folder.run(&["check", "--content", "brieven/content", "--strict"]);
    assert_eq!(built.status.code(), Some(0), "{}", stderr(&built));
    let again = folder.run(&["init", "--empty", "brieven"]);
    assert_eq!(again.status.code(), Some(1));
    assert_eq!(stderr(&again).matches("error[K503]").count(), 3, "{}", stderr(&again));
}

#[test]
fn the_theme_is_handed_out_and_builds_the_same_site() {
    let folder = Folder::new();
    folder.write("content/28638/201.md", LETTER);
    assert_eq!(code(&folder.run(&["build", "--output", "before"])), 0);
    assert_eq!(code(&folder.run(&["theme", "."])), 0);
    let built = folder.run(&["build", "--output", "after"]);
    assert_eq!(code(&built), 0, "{}", stderr(&built));
    for page in ["index.html", "28638/201/index.html", "voetnoot.css"] {
        let read = |site: &str| fs::read(folder.0.join(site).join(page)).unwrap();
        assert!(read("before") == read("after"), "{page}");
    }
    assert_eq!(code(&folder.run(&["theme", "."])), 1, "nothing is written over");
}

#[test]
fn schemas_are_json() {
    let folder = Folder::new();
    for of in ["letter", "dossier", "register", "site", "annotations"] {
        let printed = folder.run(&["schema", of]);
        assert_eq!(printed.status.code(), Some(0));
        let schema: Value = serde_json::from_slice(&printed.stdout).expect(of);
        assert!(schema["title"].is_string(), "{of}");
    }
}

#[test]
fn wrong_usage_ends_with_2() {
    let folder = Folder::new();
    let wrong: [&[&str]; 9] = [
        &[],
        &["buidl"],
        &["build", "--no-such-option"],
        &["build", "--threads", "0"],
        &["build", "--base-url", "example.org"],
        &["check", "--format", "xml"],
        &["serve", "--port", "70000"],
        &["explain", "K999"],
        &["man", "nothing"],
    ];
    for arguments in wrong {
        let output = folder.run(arguments);
        assert_eq!(code(&output), 2, "{arguments:?}");
        assert!(stdout(&output).is_empty() && !stderr(&output).is_empty(), "{arguments:?}");
    }
    assert!(stderr(&folder.run(&["explain", "K999"])).contains("no such code"));
}

#[test]
fn help_and_version_are_results() {
    let folder = Folder::new();
    for arguments in [&["--help"][..], &["--version"], &["build", "--help"]] {
        let output = folder.run(arguments);
        assert_eq!((code(&output), stderr(&output)), (0, ""), "{arguments:?}");
        assert!(stdout(&output).contains("oetnoot"), "{arguments:?}");
    }
}

#[test]
fn promises_are_proposed_until_they_are_accepted() {
    let folder = Folder::new();
    let letter =
        LETTER.replace("De Kamer vroeg", "Begin november ontvangt u *de* volgende brief. De Kamer vroeg");
    folder.write("content/28638/201.md", &letter);
    let suggest = ["suggest", "content/28638/201.md", "--author", "De redactie", "--date", "2026-11-24"];
    let output = folder.run(&suggest);
    assert_eq!(output.status.code(), Some(0));
    let proposed = String::from_utf8(output.stdout).unwrap();
    assert!(proposed.starts_with(
        "# for content/28638/201.annotations.yaml\n- quote: Begin november ontvangt u de volgende"
    ));
    assert!(proposed.contains("begin november 2021") && proposed.contains("De redactie"));
    assert!(!folder.0.join("content/28638/201.annotations.yaml").exists(), "nothing is written unasked");
    folder.write("content/28638/201.annotations.yaml", &proposed);
    assert_eq!(folder.run(&["check", "--strict"]).status.code(), Some(0), "it is ready to be accepted");
    let again = folder.run(&suggest);
    assert!(again.stdout.is_empty(), "what has been accepted is not proposed again");
    assert!(stderr(&again).contains("0 annotations proposed"));

    // Lines are broken anywhere in the file of a letter; sentences are not. Blocks are read one by one.
    let wrapped = "---\ntitle: x\ndossiernummer: 28638\nondernummer: 9\ndate: 2021-09-15\n---\n\nDank. Begin\nnovember \
                   ontvangt\nu de *tweede* brief.\n\n- In december\n  informeer ik uw Kamer.\n- Begin november\n- ontvangt u niets.\n";
    folder.write("content/28638/9.md", wrapped);
    let output = folder.run(&["suggest", "content/28638/9.md"]);
    let quotes: Vec<&str> =
        stdout(&output).lines().filter_map(|line| line.strip_prefix("- quote: ")).collect();
    assert_eq!(quotes, ["Begin november ontvangt u de tweede brief.", "In december informeer ik uw Kamer."]);
    folder.write("content/28638/9.annotations.yaml", stdout(&output));
    assert_eq!(code(&folder.run(&["check"])), 0);
}

#[test]
fn works_that_are_named_without_a_number_are_proposed_where_one_fits() {
    let folder = Folder::new();
    let register = "- {id: kst-28638-150, title: Motie van het lid De Wit over meer toezicht, date: 2021-05-01}\n\
                    - {id: kst-28638-151, title: Gewijzigde motie van de leden Pieters en Ünal over opvang, date: 2021-05-01}\n\
                    - {id: kst-28638-152, title: Motie van het lid Pieters over opvang, date: 2021-05-02}\n\
                    - {id: kst-28638-153, title: Amendement van het lid De Wit, date: 2022-01-01}\n\
                    - {id: kst-28638-154, type: Amendement, date: 2021-05-03, indiener: {naam: J. van der Laan}}\n";
    folder.write("content/register.yaml", register);
    let other = "---\ntitle: Oude brief\nkenmerk: DG-21/7\ndate: 2021-07-01\n---\n\nTekst.\n";
    folder.write("content/oud.md", other);
    let body = "In mijn brief van 1 juli 2021 (kenmerk DG-21/7) en verder. In mijn brief van 1 juli jl. en de Kamerbrief van 1 juli 2021 staat het.[^1]\n\n\
                De motie van het lid De Wit over toezicht (Kamerstuk 28 638, nr. 150) is uitgevoerd. De motie-De Wit \
                vraagt meer, zoals het amendement-Van der Laan c.s. en de motie-De Wit over visserij in zee.\n\n\
                De motie-Pieters is van twee, het amendement-De Wit van later, de motie-Laan van niemand; de brief van \
                1 juli 2021 van de gemeente en de Kamerbrief van 2 juli 2021 zijn er niet.\n\n\
                [^1]: Zie ook de motie-Ünal.\n";
    let head = "---\ntitle: x\ndossiernummer: 28638\nondernummer: 9\ndate: 2021-09-15\n---\n\n";
    folder.write("content/28638/9.md", &format!("{head}{body}"));
    let output = folder.run(&["suggest", "content/28638/9.md", "--date", "2026-11-24"]);
    assert_eq!(code(&output), 0, "{}", stderr(&output));
    let value = |key: &str| -> Vec<&str> {
        stdout(&output)
            .lines()
            .filter_map(|line| line.trim_start_matches("- ").trim().strip_prefix(key))
            .collect()
    };
    assert_eq!(
        value("quote: "),
        [
            "brief van 1 juli jl",
            "Kamerbrief van 1 juli 2021",
            "motie-De Wit",
            "amendement-Van der Laan c.s.",
            "motie-Ünal",
        ]
    );
    let meant: Vec<String> = value("body: ").iter().map(|body| body.replace('\u{a0}', " ")).collect();
    assert!(meant.iter().all(|body| body.contains("Waarschijnlijk bedoeld: ")), "{meant:?}");
    let works =
        ["kenmerk DG-21/7", "kenmerk DG-21/7", "28 638, nr. 150", "28 638, nr. 154", "28 638, nr. 151"];
    assert!(meant.iter().zip(works).all(|(body, work)| body.contains(work)), "{meant:?}");
    // Nothing of it is a link, until somebody accepts it.
    let places = |folder: &Folder| {
        let page = folder.0.join("public/brief/2021-07-01-dg-21-7/index.html");
        std::fs::read_to_string(page).unwrap().matches("href=\"/28638/9/#c-").count()
    };
    folder.run(&["build"]);
    assert_eq!(places(&folder), 1, "the kenmerk alone");
    folder.write("content/28638/9.annotations.yaml", stdout(&output));
    let built = folder.run(&["build", "--strict"]);
    assert_eq!(code(&built), 0, "{}", stderr(&built));
    assert_eq!(places(&folder), 3);
    let again = folder.run(&["suggest", "content/28638/9.md"]);
    assert!(stdout(&again).is_empty(), "{}", stdout(&again));
}

#[test]
fn codes_are_explained_and_listed() {
    let folder = Folder::new();
    let output = folder.run(&["explain", "k204"]);
    assert_eq!(code(&output), 0);
    assert!(stdout(&output).starts_with("## K204 A citation of a dossier"), "{}", stdout(&output));
    assert!(!stdout(&output).contains("## K205"));
    let output = folder.run(&["explain"]);
    assert!(stdout(&output).contains("\nK101  error    No front matter\n"), "{}", stdout(&output));
}

#[test]
fn shells_and_readers_are_served() {
    let folder = Folder::new();
    let script = folder.run(&["completions", "bash"]);
    assert!(code(&script) == 0 && stdout(&script).contains("--base-url"));
    let page = folder.run(&["man", "build"]);
    assert!(code(&page) == 0 && stdout(&page).contains(".TH voetnoot-build 1"), "{}", stdout(&page));
}

#[test]
fn citations_are_found_line_by_line() {
    let output =
        cite(&["--format", "jsonl"], "Zie Kamerstuk 28 638, nr. 200.\n\nÉén Stb. 2021, 123".as_bytes());
    assert_eq!((code(&output), stderr(&output)), (0, ""));
    let lines: Vec<Value> = stdout(&output).lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    let expected: Value = serde_json::from_str(
        r#"[
            {"line": 1, "citations": [{"start": 4, "end": 29, "text": "Kamerstuk 28 638, nr. 200",
                "kind": "kamerstuk", "ids": ["kst-28638-200"]}]},
            {"line": 2, "citations": []},
            {"line": 3, "citations": [{"start": 6, "end": 20, "text": "Stb. 2021, 123",
                "kind": "staatsblad", "ids": ["stb-2021-123"]}]}
        ]"#,
    )
    .unwrap();
    assert_eq!(Value::from(lines), expected);
}

#[test]
fn citations_are_found_in_a_whole_text() {
    let text = "Eén.\nZie Kamerstuk 28 638, nr. 200.\n".as_bytes();
    let output = cite(&["--format", "text", "-"], text);
    assert_eq!(stdout(&output), "2:5  kamerstuk  kst-28638-200  Kamerstuk 28 638, nr. 200\n");
    let output = cite(&["--format", "json"], text);
    let object: Value = serde_json::from_str(stdout(&output)).unwrap();
    assert_eq!((&object["citations"][0]["start"], &object["citations"][0]["end"]), (&10.into(), &35.into()));
}

#[test]
fn input_that_cannot_be_read_is_reported() {
    let output = cite(&[], b"Kamerstuk \xff");
    assert_eq!(code(&output), 1);
    assert!(stderr(&output).starts_with("error[K002]"), "{}", stderr(&output));
    let output = cite(&["/nowhere/at/all.txt"], b"");
    assert_eq!(code(&output), 3);
    assert!(stderr(&output).starts_with("error[K001]"), "{}", stderr(&output));
}

#[test]
fn every_fault_of_a_letter_is_located_and_has_advice() {
    let folder = Folder::new();
    folder.write("content/28638/202.md", FAULTS);
    let output = folder.run(&["check", "--format", "json", "--base-url", "https://example.org/"]);
    assert_eq!(code(&output), 1, "{}", stderr(&output));
    let findings: Vec<Value> = serde_json::from_str(stdout(&output)).unwrap();
    let mut found: Vec<(u64, &str)> = findings
        .iter()
        .map(|finding| {
            assert_eq!(finding["place"]["file"], "content/28638/202.md", "{finding}");
            assert!(finding["place"]["column"].as_u64() > Some(0), "{finding}");
            assert!(finding["help"].as_str().is_some_and(|help| !help.is_empty()), "{finding}");
            (finding["place"]["line"].as_u64().unwrap(), finding["code"].as_str().unwrap())
        })
        .collect();
    found.sort_unstable();
    assert_eq!(found, [(2, "K103"), (6, "K106"), (9, "K201"), (11, "K204"), (13, "K202")]);

    let output = folder.run(&["check", "--base-url", "https://example.org/"]);
    assert_eq!((code(&output), stdout(&output)), (1, ""));
    assert!(
        stderr(&output).ends_with("nothing can be published: 4 errors, 1 warning\n"),
        "{}",
        stderr(&output)
    );
    assert!(!folder.0.join("public").exists(), "check writes nothing");
}

#[test]
fn a_failed_build_leaves_the_published_site() {
    let folder = Folder::new();
    folder.write("content/28638/201.md", LETTER);
    let output = folder.run(&["build"]);
    assert_eq!(code(&output), 0, "{}", stderr(&output));
    let before = folder.tree("public");
    assert!(before.contains_key(Path::new("28638/201/index.html")));

    let output = folder.write("content/28638/202.md", FAULTS).run(&["build"]);
    assert_eq!(code(&output), 1);
    assert!(stderr(&output).ends_with("nothing published: 4 errors, 1 warning\n"), "{}", stderr(&output));
    assert!(folder.tree("public") == before, "the site changed");
}

#[test]
fn a_content_folder_that_is_empty_takes_no_site_away() {
    let folder = Folder::new();
    fs::create_dir(folder.0.join("content")).unwrap();
    assert_eq!(code(&folder.run(&["build"])), 0, "there is nothing to lose");
    for number in [201, 202, 203] {
        let letter = LETTER.replace("201", &number.to_string());
        folder.write(&format!("content/28638/{number}.md"), &letter);
    }
    assert_eq!(code(&folder.run(&["build"])), 0);
    let before = folder.tree("public");
    fs::remove_file(folder.0.join("content/28638/201.md")).unwrap();
    fs::rename(folder.0.join("content/28638/202.md"), folder.0.join("content/28638/202")).unwrap();
    for gone in ["content/28638", "content/28638/203.md"] {
        fs::rename(folder.0.join(gone), folder.0.join("aside")).unwrap();
        for command in ["build", "check"] {
            let output = folder.run(&[command]);
            assert_eq!(code(&output), 1, "{command} without {gone}: {}", stderr(&output));
            assert!(stderr(&output).contains("error[K505]"), "{}", stderr(&output));
            assert!(folder.tree("public") == before, "the site changed");
        }
        fs::rename(folder.0.join("aside"), folder.0.join(gone)).unwrap();
    }
    let output = folder.run(&["build", "--allow-shrink"]);
    assert_eq!(code(&output), 0, "{}", stderr(&output));
    assert!(folder.tree("public") != before, "the site is the new one");
    assert_eq!(code(&folder.run(&["build"])), 0, "once is enough");
}

/// Builds a site in a folder into which `mount` has mounted something, in a space of its own where that is allowed to
/// anybody.
#[cfg(target_os = "linux")]
fn build_with_mount(folder: &Folder, mount: &str) -> Option<Output> {
    let program = env!("CARGO_BIN_EXE_voetnoot");
    let script = format!(
        "{mount} || exit 77; echo x >mounted/precious; '{program}' build; code=$?; \
                          test -s mounted/precious || exit 78; exit $code"
    );
    let script = script.replace("mounted", "public/28638/mounted");
    let output =
        Command::new("unshare").args(["-rm", "sh", "-c", &script]).current_dir(&folder.0).output().ok()?;
    let is_allowed = output.status.code() != Some(77) && !stderr(&output).starts_with("unshare:");
    is_allowed.then_some(output)
}

#[cfg(target_os = "linux")]
#[test]
fn what_is_mounted_in_the_published_folder_is_left_alone() {
    let folder = Folder::new();
    folder.write("content/28638/201.md", LETTER);
    assert_eq!(code(&folder.run(&["build"])), 0);
    for made in ["public/28638/mounted", "elsewhere"] {
        fs::create_dir(folder.0.join(made)).unwrap();
    }
    let before = folder.tree("public");
    // A disk of its own, and another part of the same.
    for mount in ["mount -t tmpfs none mounted", "mount --bind elsewhere mounted"] {
        let Some(output) = build_with_mount(&folder, mount) else {
            eprintln!("skipped, for nothing may be mounted here: {mount}");
            continue;
        };
        assert_eq!(code(&output), 3, "{mount}: {}", stderr(&output));
        assert!(stderr(&output).contains("error[K504]"), "{}", stderr(&output));
        assert!(stderr(&output).contains("public/28638/mounted"), "{}", stderr(&output));
        assert!(folder.tree("public") == before, "the site changed");
    }
    assert_eq!(fs::read_dir(&folder.0).unwrap().count(), 3, "nothing is left beside the site");
    assert_eq!(code(&folder.run(&["build"])), 0, "without the mount it is a folder like others");
}

/// A folder that a web server holds on to, since it is mounted or shown elsewhere, shows the new site too.
#[cfg(target_os = "linux")]
#[test]
fn a_published_folder_that_must_stay_stays() {
    let program = env!("CARGO_BIN_EXE_voetnoot");
    for mount in ["mount -t tmpfs none public", "mount --bind public shown"] {
        let folder = Folder::new();
        folder.write("content/28638/201.md", LETTER);
        for made in ["public", "shown"] {
            fs::create_dir(folder.0.join(made)).unwrap();
        }
        let shown = if mount.ends_with("shown") { "shown" } else { "public" };
        let script = format!(
            "{mount} || exit 77; '{program}' build || exit; echo mine >{shown}/CNAME; \
             sed -i 's/^title: .*/title: Nieuwe titel/' content/28638/201.md; '{program}' build || exit; \
             grep -q 'Nieuwe titel' {shown}/28638/201/index.html && grep -q mine {shown}/CNAME"
        );
        let output =
            Command::new("unshare").args(["-rm", "sh", "-c", &script]).current_dir(&folder.0).output();
        let Some(output) = output.ok().filter(|o| code(o) != 77 && !stderr(o).starts_with("unshare:")) else {
            eprintln!("skipped, for nothing may be mounted here: {mount}");
            continue;
        };
        assert_eq!(code(&output), 0, "{mount}: {}", stderr(&output));
        assert_eq!(fs::read_dir(&folder.0).unwrap().count(), 3, "nothing is left beside the site");
    }
}

#[cfg(unix)]
#[test]
fn a_run_that_is_told_to_stop_leaves_nothing() {
    let folder = Folder::new();
    for number in 1..300 {
        let letter = LETTER.replace("ondernummer: 201", &format!("ondernummer: {number}"));
        folder.write(&format!("content/28638/{number}.md"), &letter);
    }
    let mut run = Command::new(env!("CARGO_BIN_EXE_voetnoot"))
        .args(["build", "--threads", "1"])
        .current_dir(&folder.0)
        .stderr(std::process::Stdio::piped())
        .spawn()
        .unwrap();
    while fs::read_dir(&folder.0).unwrap().count() < 2 && run.try_wait().unwrap().is_none() {
        std::thread::yield_now();
    }
    let stopped = Command::new("kill").args(["-TERM", &run.id().to_string()]).status().unwrap().success();
    let output = run.wait_with_output().unwrap();
    assert!(stopped, "it was over before it could be stopped: {}", stderr(&output));
    assert_eq!(code(&output), 128 + 15, "{}", stderr(&output));
    assert!(stderr(&output).contains("nothing was published"), "{}", stderr(&output));
    assert_eq!(fs::read_dir(&folder.0).unwrap().count(), 1, "only the content is there");
}

#[test]
fn strict_makes_warnings_errors() {
    let folder = Folder::new();
    folder.write("content/28638/201.md", &LETTER.replace("28 638, nr. 200", "99 999, nr. 200"));
    assert_eq!(code(&folder.run(&["check"])), 0);
    let output = folder.run(&["build", "--strict"]);
    assert_eq!(code(&output), 1);
    assert!(stderr(&output).contains("error[K204]"), "{}", stderr(&output));
}

#[test]
fn letters_alone_are_enough_from_any_folder() {
    let folder = Folder::new();
    let elsewhere = Folder::new();
    folder.write("letters/201.md", LETTER);
    let (content, output) = (folder.0.join("letters"), folder.0.join("site"));
    let arguments = ["build", "--content", content.to_str().unwrap(), "--output", output.to_str().unwrap()];
    let built = elsewhere.run(&arguments);
    assert_eq!((code(&built), stdout(&built)), (0, ""), "{}", stderr(&built));
    let closing = stderr(&built).lines().last().unwrap();
    assert!(closing.starts_with("built 1 letter, ") && closing.ends_with(", 0 warnings"), "{closing}");
    assert!(folder.tree("site").contains_key(Path::new("28638/201/index.html")));
    assert_eq!(fs::read_dir(&elsewhere.0).unwrap().count(), 0, "nothing is left in the current folder");
}

#[test]
fn a_missing_content_folder_is_trouble() {
    let output = Folder::new().run(&["build"]);
    assert_eq!(code(&output), 3);
    assert!(stderr(&output).contains("error[K001]"), "{}", stderr(&output));
}

#[test]
fn threads_change_nothing() {
    let folder = Folder::new();
    for number in 190..=210 {
        let letter =
            LETTER.replace("201", &number.to_string()).replace("nr. 200", &format!("nr. {}", number - 1));
        folder.write(&format!("content/28638/{number}.md"), &letter);
    }
    let tree = |threads: &str| {
        let output = folder.run(&["build", "--threads", threads, "--output", &format!("public-{threads}")]);
        assert_eq!(code(&output), 0, "{}", stderr(&output));
        folder.tree(&format!("public-{threads}"))
    };
    let one = tree("1");
    assert!(one.len() > 21);
    assert!(tree("2") == one && tree("3") == one, "the number of threads shows in the site");
}
