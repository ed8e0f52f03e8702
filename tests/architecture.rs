//! The shape of the code, read from its own text: which wing may use which, no circles, and one owner for each
//! third-party package. What the tests of a module use is not looked at.
//!
//! `docs/ARCHITECTURE.md` says why; the tables here say what.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

/// The wings from the lowest: a module uses what stands on a lower line, never what stands on its own or above. (That
/// `site` may not use `import` either is a line in [`wings_use_what_is_below_them`].)
const WINGS: &[&[&str]] = &[
    &["finding", "limits", "progress", "settings"],
    &["dutch", "fault", "report"],
    &["number"],
    &["cite", "derived", "search"],
    &["content"],
    &["collection", "import"],
    &["site"],
    // Below `edit` stands the crate itself: `build`, `check` and what they tell.
    &[CRATE],
    &["edit"],
];

/// The items of `lib.rs`.
const CRATE: &str = "the crate";

/// Which files may name a package, besides the tests. `""` is everywhere.
const OWNERS: &[(&str, &[&str])] = &[
    ("axum", &["edit/serve.rs"]),
    ("clap", &["cli/mod.rs"]),
    ("clap_complete", &["cli/mod.rs"]),
    ("clap_mangen", &["cli/mod.rs"]),
    // Only says with what `zip` unpacks.
    ("flate2", &[]),
    ("futures_util", &["edit/serve.rs"]),
    ("html5gum", &["import/html/tokens.rs"]),
    ("indicatif", &["cli/terminal.rs"]),
    // A date is a date, and text is searched, in every wing.
    ("jiff", &[""]),
    ("memchr", &[""]),
    ("liblzma", &["collection/published/list.rs"]),
    ("mimalloc", &["main.rs"]),
    ("nix", &["site/output/door.rs", "cli/terminal.rs"]),
    ("notify", &["edit/serve.rs"]),
    ("pulldown_cmark", &["content/markdown/"]),
    ("pulldown_cmark_escape", &["content/markdown/markup.rs"]),
    ("quick_xml", &["import/events.rs"]),
    // Who has many of a thing shares the work out.
    (
        "rayon",
        &[
            "content/source/",
            "collection/",
            "import/mod.rs",
            "lib.rs",
            "search/",
            "site/data/",
            "site/outputs.rs",
            "site/view/",
        ],
    ),
    ("rustix", &["site/output/"]),
    ("ruzstd", &["collection/published/list.rs"]),
    // Deriving how a type is written is no knowledge of a format.
    ("serde", &[""]),
    // Each place promises a form of its own: findings, Web Annotations, citations, schemas, exports, references.
    (
        "serde_json",
        &[
            "report.rs",
            "content/annotation/jsonld/",
            "cli/citations.rs",
            "cli/searches.rs",
            "edit/schema.rs",
            "search/",
            "import/register/odata.rs",
            "site/data/",
            "site/view/cite/",
        ],
    ),
    ("serde_yaml", &["content/front_matter/"]),
    ("strsim", &["finding.rs"]),
    ("tera", &["site/render/"]),
    ("tokio", &["edit/serve.rs"]),
    ("unicode_normalization", &["content/annotation/normal.rs", "site/pages/files.rs"]),
    ("unicode_width", &["report.rs"]),
    ("walkdir", &["content/source/"]),
    // A Word file is an archive, and so is what bulk downloads give.
    ("zip", &["import/docx/package.rs", "import/input.rs"]),
];

/// Entries of `src/`.
const ENTRIES: usize = 19;

/// Lines of a file; `lib.rs` tells the whole story.
const LINES: usize = 700;

/// The names that lead to something: `content`, `front_matter`, `Site`.
type Names = Vec<String>;

fn names(path: &str) -> Names {
    path.split("::").map(str::to_owned).collect()
}

/// A module: a file of `src/`.
struct Module {
    file: String,
    /// The code, without comments, texts and tests.
    code: String,
    /// What it names: whole paths, as they are written.
    paths: Vec<Names>,
    /// What its `use` declarations bring in, by the name it has here.
    aliases: BTreeMap<String, Names>,
}

/// The modules of the library by their path; the first is `lib.rs`, with the empty path.
struct Code(BTreeMap<Names, Module>);

fn src() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("src")
}

impl Code {
    /// The library; the program is `main.rs` and `cli/`, which use it as anyone does.
    fn read() -> Self {
        let mut all = BTreeMap::new();
        let mut open = vec![(Names::new(), src().join("lib.rs"))];
        while let Some((path, file)) = open.pop() {
            let module = Module::read(&file);
            let folder = match file.file_stem().unwrap().to_str().unwrap() {
                "lib" | "mod" => file.parent().unwrap().to_owned(),
                name => file.with_file_name(name),
            };
            for name in
                module.code.split(';').filter_map(|item| item.rsplit_once("mod ").map(|(_, name)| name))
            {
                if name.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'_') {
                    let beside = folder.join(format!("{name}.rs"));
                    let file = if beside.exists() { beside } else { folder.join(name).join("mod.rs") };
                    open.push(([path.clone(), vec![name.to_owned()]].concat(), file));
                }
            }
            all.insert(path, module);
        }
        assert!(all.len() > 100, "the modules are not found");
        Self(all)
    }

    /// The module that a path leads to, from the module in which it is written; `None` if it leads out of the crate.
    fn target(&self, from: &Names, path: &[String]) -> Option<Names> {
        let (mut at, mut rest) = match path.first()?.as_str() {
            "crate" => (Names::new(), &path[1..]),
            "self" => (from.clone(), &path[1..]),
            "super" => (from.clone(), path),
            first if self.0.contains_key(&[from.clone(), vec![first.to_owned()]].concat()) => {
                (from.clone(), path)
            }
            _ => return None,
        };
        while rest.first().is_some_and(|name| name == "super") {
            at.pop();
            rest = &rest[1..];
        }
        while let Some(name) = rest.first() {
            let below = [at.clone(), vec![name.clone()]].concat();
            if self.0.contains_key(&below) {
                (at, rest) = (below, &rest[1..]);
            } else if let Some(alias) = self.0[&at].aliases.get(name) {
                // A module that hands on what another has made: the other is what is used.
                return self.target(&at, alias).or(Some(at));
            } else {
                break;
            }
        }
        Some(at)
    }

    /// Every use of one module by another, with the path as it is written.
    fn uses(&self) -> Vec<(&Names, Names, String)> {
        let mut uses = Vec::new();
        for (from, module) in &self.0 {
            for path in &module.paths {
                if let Some(to) = self.target(from, path).filter(|to| to != from) {
                    uses.push((from, to, format!("src/{}: {}", module.file, path.join("::"))));
                }
            }
        }
        uses
    }
}

impl Module {
    fn read(file: &Path) -> Self {
        let code = without_tests(&bare(&fs::read_to_string(file).unwrap()));
        let mut module =
            Self { file: shown(file), paths: Vec::new(), aliases: BTreeMap::new(), code: String::new() };
        let mut rest = String::new();
        for (index, part) in word_split(&code, "use ").into_iter().enumerate() {
            let Some((tree, after)) = part.split_once(';').filter(|_| index > 0) else {
                rest += &part;
                continue;
            };
            module.import(&tree.split_whitespace().collect::<Vec<_>>().join(" "), &Names::new());
            rest.push(' ');
            rest += after;
        }
        module.paths.extend(paths(&rest));
        module.code = code;
        module
    }

    /// Takes a `use` declaration apart.
    fn import(&mut self, tree: &str, before: &Names) {
        let tree = tree.trim();
        if let Some((path, group)) = tree.split_once('{') {
            let before = [before.clone(), path.split("::").map(|n| n.trim().to_owned()).collect()].concat();
            let before: Names = before.into_iter().filter(|name| !name.is_empty()).collect();
            let (mut depth, mut start) = (0, 0);
            let group = group.trim_end().strip_suffix('}').expect("a group ends");
            for (at, c) in group.char_indices().chain([(group.len(), ',')]) {
                match c {
                    '{' => depth += 1,
                    '}' => depth -= 1,
                    ',' if depth == 0 => {
                        self.import(&group[start..at], &before);
                        start = at + 1;
                    }
                    _ => {}
                }
            }
        } else if !tree.is_empty() {
            let (path, alias) = tree.split_once(" as ").unwrap_or((tree, ""));
            let mut path = [before.clone(), names(path)].concat();
            if path.len() > 1 && path.last().is_some_and(|name| name == "self") {
                path.pop();
            }
            let alias = if alias.is_empty() { path.last().unwrap() } else { alias };
            self.aliases.insert(alias.to_owned(), path.clone());
            self.paths.push(path);
        }
    }
}

fn shown(file: &Path) -> String {
    file.strip_prefix(src()).unwrap().to_string_lossy().replace('\\', "/")
}

/// Every Rust file of `src/`.
fn files() -> Vec<PathBuf> {
    let walk = walk(&src());
    walk.into_iter().filter(|path| path.extension().is_some_and(|e| e == "rs")).collect()
}

fn walk(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() { found.extend(walk(&path)) } else { found.push(path) }
    }
    found.sort();
    found
}

/// The code without comments and without what stands between quotation marks.
fn bare(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(c) = rest.chars().next() {
        let raw = rest.strip_prefix('r').map(|r| r.len() - r.trim_start_matches('#').len());
        let taken = if rest.starts_with("//") {
            rest.find('\n').unwrap_or(rest.len())
        } else if let Some(hashes) = raw.filter(|&n| {
            rest[1 + n..].starts_with('"') && !out.ends_with(|c: char| c.is_alphanumeric() || c == '_')
        }) {
            let end = format!("\"{}", "#".repeat(hashes));
            let from = 2 + hashes;
            rest[from..].find(&end).map_or(rest.len(), |at| from + at + end.len())
        } else if c == '"' {
            quoted(rest, '"')
        } else if c == '\'' && (rest[1..].starts_with('\\') || rest[1..].chars().nth(1) == Some('\'')) {
            quoted(rest, '\'')
        } else {
            out.push(c);
            rest = &rest[c.len_utf8()..];
            continue;
        };
        rest = &rest[taken..];
    }
    out
}

/// Bytes of a text between quotation marks, these included.
fn quoted(text: &str, mark: char) -> usize {
    let mut escaped = false;
    for (at, c) in text.char_indices().skip(1) {
        if c == mark && !escaped {
            return at + mark.len_utf8();
        }
        escaped = c == '\\' && !escaped;
    }
    text.len()
}

/// The code without what is compiled for tests only.
fn without_tests(code: &str) -> String {
    let mut out = String::new();
    let mut rest = code;
    while let Some(at) = rest.find("#[cfg(test)]").into_iter().chain(rest.find("#[cfg(all(test,")).min() {
        out += &rest[..at];
        rest = &rest[at..];
        let item = rest.find(']').map_or(rest.len(), |end| end + 1);
        // An item ends at a semicolon, or where its block ends.
        let mut depth = 0_usize;
        let end = rest[item..].char_indices().find_map(|(at, c)| {
            match c {
                '{' => depth += 1,
                '}' => depth -= 1,
                _ => {}
            }
            (depth == 0 && (c == ';' || c == '}')).then_some(item + at + 1)
        });
        rest = &rest[end.unwrap_or(rest.len())..];
    }
    out + rest
}

/// Splits where a word begins.
fn word_split(text: &str, word: &str) -> Vec<String> {
    let mut parts = vec![String::new()];
    let mut rest = text;
    while let Some(at) = rest.find(word) {
        let begins = !rest[..at].ends_with(|c: char| c.is_alphanumeric() || c == '_');
        parts.last_mut().unwrap().push_str(&rest[..at]);
        if begins {
            parts.push(String::new());
        } else {
            parts.last_mut().unwrap().push_str(word);
        }
        rest = &rest[at + word.len()..];
    }
    parts.last_mut().unwrap().push_str(rest);
    parts
}

/// The paths in code: names with `::` between them.
fn paths(code: &str) -> Vec<Names> {
    let mut found = Vec::new();
    for word in code.split(|c: char| !(c.is_alphanumeric() || c == '_' || c == ':')) {
        // `a: b::c` has a space; `<T>::new` begins with colons; a binding ends with one.
        let path: Names = word.split("::").map(|name| name.trim_matches(':').to_owned()).collect();
        if path.len() > 1
            && path.iter().take(path.len() - 1).all(|name| !name.is_empty() && !name.contains(':'))
        {
            found.push(path);
        }
    }
    found
}

fn wing(module: &Names) -> &str {
    module.first().map_or(CRATE, String::as_str)
}

fn level(wing: &str) -> usize {
    let found = WINGS.iter().position(|line| line.contains(&wing));
    found.unwrap_or_else(|| panic!("`{wing}` has no place in WINGS"))
}

#[test]
fn wings_use_what_is_below_them() {
    let code = Code::read();
    let mut wrong = String::new();
    for (from, to, written) in code.uses() {
        let (upper, lower) = (wing(from), wing(&to));
        // `lib.rs` tells the story of all wings below it.
        let forbidden =
            upper != lower && (level(lower) >= level(upper) || (upper, lower) == ("site", "import"));
        if forbidden {
            _ = writeln!(wrong, "{written}: `{upper}` stands below `{lower}` or beside it");
        }
    }
    assert!(wrong.is_empty(), "\n{wrong}");
}

#[test]
fn neighbours_form_no_circle() {
    let code = Code::read();
    // By their common parent: which of its modules use which.
    let mut graphs: BTreeMap<Names, BTreeMap<String, BTreeMap<String, String>>> = BTreeMap::new();
    for (from, to, written) in code.uses() {
        let common = from.iter().zip(&to).take_while(|(a, b)| a == b).count();
        // A module and the one it stands in make one thing.
        if let (Some(user), Some(used)) = (from.get(common), to.get(common)) {
            let graph = graphs.entry(from[..common].to_vec()).or_default();
            graph.entry(user.clone()).or_default().entry(used.clone()).or_insert(written);
        }
    }
    let mut found: BTreeMap<String, String> = BTreeMap::new();
    for (parent, graph) in &graphs {
        let reached = |from: &str| {
            let mut seen = BTreeSet::new();
            let mut open = vec![from];
            while let Some(at) = open.pop() {
                for used in graph.get(at).into_iter().flat_map(BTreeMap::keys) {
                    if seen.insert(used.as_str()) {
                        open.push(used);
                    }
                }
            }
            seen
        };
        let all: BTreeMap<&str, BTreeSet<&str>> =
            graph.keys().map(|name| (name.as_str(), reached(name))).collect();
        for (&name, reached) in all.iter().filter(|(name, reached)| reached.contains(*name)) {
            let members: Vec<&str> = reached
                .iter()
                .copied()
                .filter(|other| all.get(other).is_some_and(|r| r.contains(name)))
                .collect();
            let uses: Vec<&str> = members
                .iter()
                .flat_map(|user| graph[*user].iter().filter(|(used, _)| members.contains(&used.as_str())))
                .map(|(_, written)| written.as_str())
                .collect();
            found.insert(format!("{}: {}", parent.join("/"), members.join(", ")), uses.join("\n    "));
        }
    }
    let told: Vec<String> = found.iter().map(|(circle, uses)| format!("\n{circle}\n    {uses}")).collect();
    assert!(found.is_empty(), "{}", told.concat());
}

#[test]
fn a_package_has_one_owner() {
    let manifest = fs::read_to_string(src().with_file_name("Cargo.toml")).unwrap();
    let mut part = "";
    let mut packages = BTreeSet::new();
    for line in manifest.lines() {
        if line.starts_with('[') {
            part = line;
        } else if part == "[dependencies]" || part.starts_with("[target.") {
            packages.extend(
                line.split_once(" = ").filter(|_| !line.starts_with('#')).map(|(n, _)| n.replace('-', "_")),
            );
        }
    }
    let owned: BTreeSet<String> = OWNERS.iter().map(|(package, _)| (*package).to_owned()).collect();
    assert_eq!(packages, owned, "the packages of Cargo.toml and those of OWNERS");

    let tests: BTreeSet<PathBuf> = {
        let code = Code::read();
        let known: BTreeSet<&str> = code.0.values().map(|module| module.file.as_str()).collect();
        let is_program = |file: &str| file == "main.rs" || file.starts_with("cli/");
        files().into_iter().filter(|f| !known.contains(&*shown(f)) && !is_program(&shown(f))).collect()
    };
    let mut wrong = String::new();
    for file in files().into_iter().filter(|file| !tests.contains(file)) {
        let code = without_tests(&bare(&fs::read_to_string(&file).unwrap()));
        let file = shown(&file);
        for (package, owners) in OWNERS {
            let named = |word: &str| code.contains(word) && word_split(&code, word).len() > 1;
            let used = named(&format!("{package}::")) || named(&format!("use {package};"));
            if used && !owners.iter().any(|owner| file.starts_with(owner)) {
                _ = writeln!(wrong, "src/{file} names {package}, which is for {}", owners.join(", "));
            }
        }
    }
    assert!(wrong.is_empty(), "\n{wrong}");
}

#[test]
fn the_house_has_few_rooms_and_no_hall_is_endless() {
    let entries: Vec<_> = fs::read_dir(src()).unwrap().map(|entry| entry.unwrap().file_name()).collect();
    assert!(entries.len() <= ENTRIES, "{entries:?}");
    for file in files().into_iter().filter(|file| shown(file) != "lib.rs") {
        let lines = fs::read_to_string(&file).unwrap().lines().count();
        assert!(lines <= LINES, "src/{} has {lines} lines", shown(&file));
    }
}

#[test]
fn code_is_read_as_it_is() {
    let text = "use a::{self, b::{C, D as E}};\n// use x::y;\nfn f() { let s = \"crate::no\"; g::h(r#\"i::\"j\"#, 'k'); }\n\
                #[cfg(test)]\nmod tests { use z::Z; fn t() { {} } }\nfn l<'a>() { m::n::<u8>() }\n";
    let code = without_tests(&bare(text));
    assert!(
        !code.contains("x::y") && !code.contains("crate::no") && !code.contains('Z') && code.contains("fn l")
    );
    let found: Vec<String> =
        paths(&code[code.find("fn f").unwrap()..]).iter().map(|p| p.join("::")).collect();
    assert_eq!(found, ["g::h", "m::n::"]);
    let mut module =
        Module { file: String::new(), code: String::new(), paths: Vec::new(), aliases: BTreeMap::new() };
    module.import("a::{self, b::{C, D as E}}", &Names::new());
    let aliases: Vec<_> =
        module.aliases.iter().map(|(alias, path)| format!("{alias} {}", path.join("::"))).collect();
    assert_eq!(aliases, ["C a::b::C", "E a::b::D", "a a"]);
}
