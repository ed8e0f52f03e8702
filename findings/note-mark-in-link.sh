#!/usr/bin/env bash
# A note mark in the words of a link: link with a note, or no link at all.
#
# Good guess:  [rapport[^1]](https://example.org/a) is a link with a note in its
#              words for every Markdown reader that knows notes.
# What happens: pandoc reads a link with a note in it. pulldown-cmark reads the
#              note, then no longer the link: the brackets and the address stand
#              in the text for all to see, and nothing warns of it. A mark counts
#              there as a link, and a link may not hold a link.
# Packages:    pypandoc_binary 1.17 (PyPI; holds pandoc 3.9) and
#              pulldown-cmark 0.13.6 (crates.io), with ENABLE_FOOTNOTES.
# Date seen:   2026-11-30
# Why it matters: in ministers' letters a linked name of a report often carries
#              its note mark within the link. Markdown that is right in one
#              reader shows bare brackets in the other. The mark after the link,
#              [rapport](https://example.org/a)[^1], is read alike by both.
#
# Exit: 0 still so, 1 no longer so, 2 could not be tried.
set -euo pipefail
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"

python3 -m pip install --quiet --disable-pip-version-check --target py \
  pypandoc_binary==1.17 || exit 2

mkdir -p reader/src
cat > reader/Cargo.toml <<'TOML'
[package]
name = "reader"
version = "0.1.0"
edition = "2021"

[dependencies]
pulldown-cmark = { version = "=0.13.6", default-features = false, features = ["html"] }

[workspace]
TOML
cat > reader/src/main.rs <<'RUST'
use pulldown_cmark::{html, Options, Parser};

fn main() {
    let text = std::io::read_to_string(std::io::stdin()).unwrap();
    let mut out = String::new();
    html::push_html(&mut out, Parser::new_ext(&text, Options::ENABLE_FOOTNOTES));
    print!("{out}");
}
RUST
cargo build --quiet --manifest-path reader/Cargo.toml --target-dir target || exit 2

cat > inside.md <<'MD'
Zie het [rapport[^1]](https://example.org/a) over de dijken.

[^1]: Bladzijde 12.
MD
cat > after.md <<'MD'
Zie het [rapport](https://example.org/a)[^1] over de dijken.

[^1]: Bladzijde 12.
MD

pandoc=$(PYTHONPATH=py python3 -c 'import pypandoc; print(pypandoc.get_pandoc_path())')
for name in inside after; do
  "$pandoc" --wrap=none -f markdown -t html "$name.md" > "$name.pandoc" 2> pandoc.log
  target/debug/reader < "$name.md" > "$name.pulldown"
  echo "== mark $name the link: $(head -n 1 "$name.md")"
  echo "pandoc:         $(head -n 1 "$name.pandoc")"
  echo "pulldown-cmark: $(head -n 1 "$name.pulldown")"
done

link='<a href="https://example.org/a">rapport'
if grep -qF "$link" inside.pandoc && grep -qF "$link" after.pandoc &&
  grep -qF "$link" after.pulldown && ! grep -qF "$link" inside.pulldown &&
  grep -qF '](https://example.org/a)' inside.pulldown; then
  echo "Still so: with the mark inside, only pandoc reads a link."
else
  echo "No longer so."
  exit 1
fi
