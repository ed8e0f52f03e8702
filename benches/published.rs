//! What is promised of the list of published ids: the time that reading 350,000 of them takes.
//!
//! `cargo bench --bench published`; for the memory, see `examples/published.rs`.

use divan::Bencher;
use divan::counter::ItemsCount;
use std::fs;
use std::io::{Read, Write};

fn main() {
    divan::main();
}

/// A list of 350,000 published ids in the order in which such lists come: the real ones twice, the second time
/// in other dossiers, or made ones where the real list is absent.
fn published() -> Vec<u8> {
    let real = concat!(env!("CARGO_MANIFEST_DIR"), "/../shared/corpus/lists/kst-ids.txt.xz");
    let mut text = String::new();
    if let Ok(file) = fs::File::open(real) {
        liblzma::read::XzDecoder::new(file).read_to_string(&mut text).expect("the list is sound");
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
fn read(bencher: Bencher, form: &str) {
    let plain = published();
    let bytes = match form {
        "xz" => {
            let mut writer = liblzma::write::XzEncoder::new(Vec::new(), 6);
            writer.write_all(&plain).and_then(|()| writer.finish()).expect("memory has room")
        }
        "zstd" => ruzstd::encoding::compress_to_vec(&plain[..], ruzstd::encoding::CompressionLevel::Fastest),
        _ => plain,
    };
    bencher.counter(ItemsCount::new(350_000_usize)).bench(|| {
        voetnoot::published::read("ids", divan::black_box(&bytes), &mut Vec::new()).map(|list| list.len())
    });
}
