//! Throughput of the search for citations, in bytes a second.

use divan::counter::BytesCount;
use std::fmt::Write as _;
use voetnoot::cite;

fn main() {
    divan::main();
}

const SIZE: usize = 4 << 20;

/// A letter much like the real ones: prose with a citation in every third sentence and a block of notes.
fn letter() -> String {
    let sentences = [
        "Met deze brief informeer ik uw Kamer, mede namens de Minister van Binnenlandse Zaken, over de voortgang. ",
        "Tijdens het commissiedebat van 27 mei jl. heb ik toegezegd hierop terug te komen (Kamerstuk 28 638, nr. 190). ",
        "In 2019 waren er 28 638 meldingen en in 2020 ongeveer 31 015, een toename van 8,3 procent. ",
        "Het kabinet onderschrijft de aanbevelingen en zal deze betrekken bij de verdere uitwerking van het beleid.¹ ",
        "Op grond van artikel 4:5, eerste lid, van de Awb kan een aanvraag buiten behandeling worden gesteld. ",
        "De gemeenten, de politie en het Openbaar Ministerie werken hierbij intensief samen met maatschappelijke organisaties. ",
        "De motie van het lid Wiersma c.s. verzoekt de regering te bezien welke mogelijkheden er zijn. ",
        "Voor de zomer van 2021 ontvangt u de resultaten van het onderzoek, inclusief een appreciatie daarvan. ",
    ];
    let mut text = String::with_capacity(SIZE + 1_024);
    let mut n = 0_usize;
    while text.len() < SIZE {
        for sentence in sentences.iter().cycle().skip(n % 3).take(24) {
            text.push_str(sentence);
        }
        n += 1;
        let number = n % 900 + 1;
        let _ = write!(text, "\n\n[^{n}]: Kamerstukken II 2020/21, 28 638, nr. {number}, p. 3.\n\n");
    }
    text
}

/// The real letters beside the repository, where they are present, repeated to the same size.
fn real() -> String {
    let mut text = String::new();
    for folder in ["../shared/corpus/docx", "../shared/corpus/pdf", "../shared/corpus/text/excerpts"] {
        let Ok(entries) = std::fs::read_dir(folder) else {
            continue;
        };
        let mut paths: Vec<_> = entries.filter_map(|e| Some(e.ok()?.path())).collect();
        paths.sort();
        for path in paths.iter().filter(|p| p.extension().is_some_and(|e| e == "txt")) {
            text += &std::fs::read_to_string(path).unwrap_or_default();
        }
    }
    let times = SIZE.checked_div(text.len()).unwrap_or(0);
    text.repeat(times)
}

fn bench(bencher: divan::Bencher, text: &str) {
    bencher.counter(BytesCount::of_str(text)).bench(|| cite::find_all(divan::black_box(text)));
}

#[divan::bench]
fn generated_letters(bencher: divan::Bencher) {
    bench(bencher, &letter());
}

#[divan::bench]
fn real_letters(bencher: divan::Bencher) {
    let text = real();
    if text.is_empty() {
        eprintln!("no real letters beside this repository");
        return;
    }
    bench(bencher, &text);
}

#[divan::bench]
fn digits_only(bencher: divan::Bencher) {
    bench(bencher, &"28 638, ".repeat(SIZE / 8));
}
