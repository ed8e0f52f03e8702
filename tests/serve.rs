//! The preview as browsers and as attackers meet it; and, where Chromium and Node are there, as readers do.

use std::fs;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};
use tempfile::TempDir;

/// A preview of a copy of the sample, stopped with the test.
struct Preview {
    process: Child,
    port: u16,
    folder: TempDir,
}

impl Preview {
    fn start() -> Self {
        Self::of(tempfile::tempdir().unwrap())
    }

    /// The same with what stands in the folder already.
    fn of(folder: TempDir) -> Self {
        let root = Path::new(env!("CARGO_MANIFEST_DIR"));
        for file in [
            "site.yaml",
            "register.yaml",
            "28638/_index.md",
            "28638/201.md",
            "28638/201.annotations.yaml",
            "31015/_index.md",
        ] {
            let to = folder.path().join("content").join(file);
            fs::create_dir_all(to.parent().unwrap()).unwrap();
            fs::copy(root.join("content").join(file), to).unwrap();
        }
        let port = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
        let mut process = Command::new(env!("CARGO_BIN_EXE_voetnoot"))
            .args(["serve", "--port", &port.to_string()])
            .current_dir(&folder)
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        let mut lines = BufReader::new(process.stderr.take().unwrap()).lines();
        while !lines.next().expect("the preview ended").unwrap().starts_with("serving http://127.0.0.1:") {}
        // Nothing may block on a full pipe.
        std::thread::spawn(move || lines.for_each(drop));
        Self { process, port, folder }
    }

    /// Sends a request and reads the answer to its end.
    fn ask(&self, request: &str) -> String {
        let mut stream = TcpStream::connect(("127.0.0.1", self.port)).unwrap();
        stream.set_read_timeout(Some(Duration::from_secs(30))).unwrap();
        stream.write_all(request.as_bytes()).unwrap();
        let mut answer = Vec::new();
        stream.read_to_end(&mut answer).unwrap();
        String::from_utf8_lossy(&answer).into_owned()
    }

    fn get(&self, path: &str) -> String {
        self.ask(&format!(
            "GET {path} HTTP/1.1\r\nHost: localhost:{}\r\nConnection: close\r\n\r\n",
            self.port
        ))
    }
}

impl Drop for Preview {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

#[test]
fn pages_are_served_on_this_machine_only() {
    let preview = Preview::start();
    let page = preview.get("/28638/201/");
    assert!(
        page.starts_with("HTTP/1.1 200") && page.contains("content-type: text/html; charset=utf-8"),
        "{page}"
    );
    assert!(page.contains("content-security-policy: default-src 'none'"));
    assert!(!page.to_lowercase().contains("access-control-"), "no other site may read it");
    assert!(preview.get("/28638/201").contains("location: /28638/201/\r\n"));
    assert!(preview.get("/voetnoot.css").contains("content-type: text/css"));
    assert!(preview.get("/nergens/").starts_with("HTTP/1.1 404"));
    for path in ["/../Cargo.toml", "/%2e%2e/content/site.yaml", "/28638/../../content/site.yaml"] {
        assert!(preview.get(path).starts_with("HTTP/1.1 404"), "{path}");
    }
    for host in ["evil.example", "localhost.evil.example", "127.0.0.1.evil.example:1313", "192.168.1.1"] {
        let answer = preview.ask(&format!("GET / HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n"));
        assert!(answer.starts_with("HTTP/1.1 403"), "{host}: {answer}");
    }
    let answer =
        preview.ask("POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 0\r\nConnection: close\r\n\r\n");
    assert!(answer.starts_with("HTTP/1.1 405"), "{answer}");
    assert!(!preview.folder.path().join("public").exists(), "a preview publishes nothing");
}

#[test]
fn a_change_reloads_and_a_fault_is_shown() {
    let preview = Preview::start();
    let mut stream = TcpStream::connect(("127.0.0.1", preview.port)).unwrap();
    stream.set_read_timeout(Some(Duration::from_secs(30))).unwrap();
    let request = format!("GET /.voetnoot/events HTTP/1.1\r\nHost: localhost:{}\r\n\r\n", preview.port);
    stream.write_all(request.as_bytes()).unwrap();
    // The stream has signs of life in it: without a deadline an event that is missed would be awaited for ever.
    let deadline = Instant::now() + Duration::from_mins(1);
    let mut lines = BufReader::new(stream).lines().map(|line| {
        assert!(Instant::now() < deadline, "the preview tells nothing");
        line.unwrap()
    });
    assert!(lines.any(|line| line == "content-type: text/event-stream"));

    let letter = preview.folder.path().join("content/28638/201.md");
    let text = fs::read_to_string(&letter).unwrap();
    fs::write(&letter, text.replace("Samen met onze partners", "Tezamen met onze partners")).unwrap();
    assert!(lines.any(|line| line == "event: changed"));
    assert!(preview.get("/28638/201/").contains("Tezamen met onze partners"));

    fs::write(&letter, format!("{text}\nEen noot zonder tekst.[^9]\n")).unwrap();
    assert!(lines.any(|line| line == "event: failed"));
    assert!(lines.next().is_some_and(|line| line.contains("error[K201]")));
    assert!(preview.get("/28638/201/").starts_with("HTTP/1.1 200"), "the last good site stays on show");

    fs::write(&letter, text).unwrap();
    assert!(lines.any(|line| line == "event: changed"));
}

#[test]
fn requests_that_are_no_reader_s_are_not_waited_for() {
    let preview = Preview::start();
    for second in ["evil.example", "localhost"] {
        let request =
            format!("GET / HTTP/1.1\r\nHost: localhost\r\nHost: {second}\r\nConnection: close\r\n\r\n");
        let answer = preview.ask(&request);
        assert!(answer.starts_with("HTTP/1.1 4"), "{second}: {answer}");
    }
    let begun = Instant::now();
    assert_eq!(preview.ask("GET / HTTP/1.1\r\nHost: localhost\r\nX-Half: "), "");
    assert!(begun.elapsed() < Duration::from_secs(25), "a request that is half sent stays open");
}

#[test]
fn a_folder_that_is_replaced_is_still_watched() {
    let preview = Preview::start();
    let folder = |name: &str| preview.folder.path().join(name);
    let shows = |words: &str| {
        let deadline = Instant::now() + Duration::from_mins(1);
        while !preview.get("/28638/201/").contains(words) {
            assert!(Instant::now() < deadline, "`{words}` is not shown");
            std::thread::sleep(Duration::from_millis(50));
        }
    };
    let text = fs::read_to_string(folder("content/28638/201.md")).unwrap();
    // As a switch of branches does it: the old folder goes, another takes its name.
    fs::create_dir_all(folder("other/28638")).unwrap();
    fs::write(folder("other/28638/201.md"), text.replace("Samen met onze", "Tezamen met onze")).unwrap();
    fs::rename(folder("content"), folder("away")).unwrap();
    fs::rename(folder("other"), folder("content")).unwrap();
    shows("Tezamen met onze");
    fs::write(folder("content/28638/201.md"), text.replace("Samen met onze", "Met onze")).unwrap();
    shows("Met onze partners");
    // One that was not there before.
    fs::create_dir(folder("templates")).unwrap();
    fs::write(folder("templates/nl.yaml"), "skip: \"Spring over\"\n").unwrap();
    shows("Spring over");
}

#[test]
fn a_port_in_use_is_trouble_of_its_own() {
    let taken = TcpListener::bind("127.0.0.1:0").unwrap();
    let port = taken.local_addr().unwrap().port().to_string();
    let output = Command::new(env!("CARGO_BIN_EXE_voetnoot"))
        .args(["serve", "--port", &port])
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .output()
        .unwrap();
    let said = String::from_utf8(output.stderr).unwrap();
    assert!(said.contains("error[K506]") && said.contains(&port) && said.contains("= help:"), "{said}");
    assert_eq!(output.status.code(), Some(3), "{said}");
}

/// What must be there where `CI` is set may be missing on a laptop, but never silently.
fn skipped(what: &str) {
    assert!(std::env::var_os("CI").is_none(), "{what} is missing, and CI must run this test");
    // Said past the test harness, which shows nothing of a test that passes.
    _ = writeln!(std::io::stderr(), "skipped: {what} is missing");
}

#[test]
fn readers_find_nothing_wrong() {
    let pages = [
        "/",
        "/brieven/",
        "/brieven/2020-2021/",
        "/afzenders/",
        "/ministeries/justitie-en-veiligheid/",
        "/dossiers/",
        "/28638/",
        "/28638/op-nummer/",
        "/28638/201/",
        "/28638/190/",
        "/31015/221/",
        "/toegankelijkheid/",
        "/zoeken/",
        "/annotaties/",
        "/annotaties/soort/",
        "/404.html",
    ];
    look("check.mjs", &Preview::start(), &pages);
}

/// Notes out of their order and longer than the letter, a table wider than a sheet, an annotation on a note, thirty
/// letters that cite one: what a plain letter does not have.
#[test]
fn readers_find_nothing_wrong_in_a_demanding_letter() {
    let folder = tempfile::tempdir().unwrap();
    let content = folder.path().join("content");
    let write = |name: &str, text: &str| {
        let to = content.join(name);
        fs::create_dir_all(to.parent().unwrap()).unwrap();
        fs::write(to, text).unwrap();
    };
    let head = |dossier: u32, number: u32, title: &str| {
        format!(
            "---\ndossiernummer: {dossier}\nondernummer: {number}\ntitle: {title}\ndate: 2024-03-{number:02}\n\
             indiener:\n  - ambt: Minister van Financiën\n---\n\n"
        )
    };
    let years: Vec<String> = (2020..2032).map(|year| format!("| {year} ")).collect();
    let row = format!("| Uitgaven {}|\n", "| 1.234.567 ".repeat(12));
    let sentence = "Het kabinet werkt de voorstellen uit en bespreekt ze met gemeenten en provincies. ";
    write(
        "36100/7.md",
        &format!(
            "{head}Geachte voorzitter,\n\n\
             Over de uitgaven is eerder geschreven.[^3] In 2022[^1] bleven zij gelijk; zie Kamerstuk 28 638, nr. 3.[^2]\n\n\
             De ramingen worden in het voorjaar herzien, en daarna nog eens in het najaar.\n\n\
             ## Ramingen\n\n| post {years}|\n|---{sep}|\n{rows}\n{text}\n\n{text}[^4]\n\n\
             [^1]: Eerste noot.\n[^2]: Tweede noot.\n[^3]: Derde noot, die het eerst wordt aangehaald.\n[^4]: {long}\n",
            head = head(36100, 7, "Ramingen voor de komende jaren"),
            years = years.concat(),
            sep = "|---:".repeat(12),
            rows = row.repeat(6),
            text = sentence.repeat(6),
            long = sentence.repeat(20),
        ),
    );
    write(
        "36100/7.annotations.yaml",
        "- quote: in het voorjaar\n  id: voorjaar\n  kind: toelichting\n  author: Redactie\n  date: 2024-04-01\n  \
         body: Dat is in de Voorjaarsnota.\n\
         - footnote: \"3\"\n  id: derde\n  kind: toelichting\n  author: Redactie\n  date: 2024-04-01\n  \
         body: De derde noot staat vooraan.\n",
    );
    for dossier in [36101, 36102, 36103] {
        for number in 1..=10 {
            let title = format!("Brief {number} over dossier {dossier}");
            write(
                &format!("{dossier}/{number}.md"),
                &format!(
                    "{}In deze brief {number} van {dossier} gaat het over Kamerstuk 36 100, nr. 7.\n",
                    head(dossier, number, &title)
                ),
            );
        }
    }
    look("demanding.mjs", &Preview::of(folder), &[]);
}

/// From the home page to a letter and back, by words, by a number, by keyboard; nothing found; without a script.
#[test]
fn readers_find_what_they_look_for() {
    look("search.mjs", &Preview::start(), &[]);
}

/// Runs a script of `tests/browser` on a preview; each line that it prints is a fault.
fn look(script: &str, preview: &Preview, pages: &[&str]) {
    let checks = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/browser");
    let folders: Vec<PathBuf> = std::env::var_os("PATH").iter().flat_map(std::env::split_paths).collect();
    let browsers = ["chromium", "chromium-browser", "google-chrome"];
    let mut candidates = browsers.iter().flat_map(|name| folders.iter().map(move |folder| folder.join(name)));
    let Some(chromium) = candidates.find(|path| path.is_file()) else {
        return skipped("Chromium");
    };
    if !checks.join("node_modules/axe-core").exists() {
        return skipped("tests/browser/node_modules (npm install --prefix tests/browser)");
    }
    let origin = format!("http://127.0.0.1:{}", preview.port);
    // A file, no pipe: helpers of the browser may outlive it and would keep a pipe open.
    let said = preview.folder.path().join("said");
    let file = fs::File::create(&said).unwrap();
    let mut node = Command::new("node")
        .arg(checks.join(script))
        .arg(chromium)
        .arg(&origin)
        .args(pages)
        .stdin(Stdio::null())
        .stdout(file.try_clone().unwrap())
        .stderr(file)
        .spawn()
        .unwrap();
    let deadline = Instant::now() + Duration::from_mins(4);
    let status = loop {
        if let Some(status) = node.try_wait().unwrap() {
            break status;
        }
        if Instant::now() > deadline {
            let _ = node.kill();
            panic!("the browser does not answer: {}", fs::read_to_string(&said).unwrap());
        }
        std::thread::sleep(Duration::from_millis(100));
    };
    assert!(status.success(), "{}", fs::read_to_string(&said).unwrap());
}
