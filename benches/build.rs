//! What is promised of speed: citations a second on ordinary text, letters a second through the whole line.
//!
//! `cargo bench` prints both; compare the medians before and after a change, on the same machine.

use divan::Bencher;
use divan::counter::{BytesCount, ItemsCount};
use std::fs;
use std::path::PathBuf;
use voetnoot::settings::Settings;

fn main() {
    divan::main();
}

const SENTENCE: &str = "De Kamer heeft in het debat van 27 mei jl. gevraagd naar de voortgang van de aanpak, die sinds 2019 \
    loopt en waarvoor 12 miljoen euro beschikbaar is; daarop is eerder ingegaan. ";

/// A letter of some forty sentences with six notes, as ministries write them.
fn letter(number: usize) -> String {
    let mut text = format!(
        "---\ntitle: Brief over de voortgang\ndossiernummer: {}\nondernummer: {}\ndate: 2020-{:02}-{:02}\n---\n\n",
        28_000 + number % 25,
        1 + number / 25,
        1 + number % 12,
        1 + number % 28,
    );
    for note in 1..=6 {
        text.push_str(&SENTENCE.repeat(6));
        text.push_str(&format!(
            "Dit is gemeld.[^{note}]\n\n[^{note}]: Kamerstuk 28 {:03}, nr. {note}\n\n",
            number % 25
        ));
    }
    text
}

#[divan::bench]
fn cite(bencher: Bencher) {
    let text = letter(7).repeat(100);
    bencher.counter(BytesCount::of_str(&text)).bench(|| voetnoot::cite::find(divan::black_box(&text)));
}

#[divan::bench(sample_count = 10)]
fn check_1000_letters(bencher: Bencher) {
    let folder = std::env::temp_dir().join(format!("voetnoot-bench-{}", std::process::id()));
    let content = folder.join("content");
    fs::create_dir_all(&content).expect("the folder for temporary files can be written");
    for number in 0..1_000 {
        fs::write(content.join(format!("{number}.md")), letter(number)).expect("the disk has room");
    }
    let settings = Settings {
        content,
        templates: PathBuf::new(),
        static_dir: PathBuf::new(),
        output: folder.join("public"),
        ..Settings::default()
    };
    bencher
        .counter(ItemsCount::new(1_000_usize))
        .bench(|| voetnoot::check(&settings, &voetnoot::progress::Quiet));
    let _ = fs::remove_dir_all(folder);
}
