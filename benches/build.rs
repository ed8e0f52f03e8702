//! What is promised of speed: citations a second on ordinary text, letters a second through the whole line.
//!
//! `cargo bench` prints both; compare the medians before and after a change, on the same machine.

use divan::Bencher;
use divan::counter::{BytesCount, ItemsCount};
use std::fs;
use std::io::{Read, Write};
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

/// A list of 350,000 published ids in the order in which such lists come: the real ones twice, the second time
/// in other dossiers, or made ones where the real list is absent.
fn published() -> Vec<u8> {
    let real = concat!(env!("CARGO_MANIFEST_DIR"), "/../shared/corpus/lists/kst-ids.txt.xz");
    let mut text = String::new();
    if let Ok(file) = fs::File::open(real) {
        lzma_rust2::XzReader::new(file, true).read_to_string(&mut text).expect("the list is sound");
    }
    let shifted =
        |id: &str| Some(format!("kst-{}", id.strip_prefix("kst-2")?.replacen(['0', '1', '2'], "5", 1)));
    let mut ids: Vec<String> = text.lines().map(str::to_owned).collect();
    ids.extend(text.lines().map(|id| shifted(id).unwrap_or_else(|| id.replacen("kst-3", "kst-6", 1))));
    ids.extend((ids.len()..350_000).map(|n| format!("kst-{}-{}", 70_000 + n / 25, 1 + n % 25)));
    ids.sort_unstable();
    ids.join("\n").into_bytes()
}

#[divan::bench(args = ["plain", "xz", "zstd"])]
fn published_ids(bencher: Bencher, form: &str) {
    let plain = published();
    let bytes = match form {
        "xz" => {
            let options = lzma_rust2::XzOptions::with_preset(6);
            let mut writer = lzma_rust2::XzWriter::new(Vec::new(), options).expect("the options are usual");
            writer.write_all(&plain).and_then(|()| writer.finish()).expect("memory has room")
        }
        "zstd" => ruzstd::encoding::compress_to_vec(&plain[..], ruzstd::encoding::CompressionLevel::Fastest),
        _ => plain,
    };
    bencher.counter(ItemsCount::new(350_000_usize)).bench(|| {
        voetnoot::published::read("ids", divan::black_box(&bytes), &mut Vec::new()).map(|list| list.len())
    });
}

#[divan::bench(sample_count = 10)]
fn check_1000_letters(bencher: Bencher) {
    let folder = std::env::temp_dir().join(format!("voetnoot-bench-{}", std::process::id()));
    let content = folder.join("content");
    fs::create_dir_all(&content).expect("the folder for temporary files can be written");
    for number in 0..1_000 {
        fs::write(content.join(format!("{number}.md")), letter(number)).expect("the disk has room");
    }
    let settings =
        Settings { content, templates: PathBuf::new(), static_dir: PathBuf::new(), ..Settings::default() };
    bencher.counter(ItemsCount::new(1_000_usize)).bench(|| voetnoot::check(&settings, &voetnoot::Quiet));
    let _ = fs::remove_dir_all(folder);
}
