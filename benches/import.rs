//! What is promised of speed: 1,000 files of official XML imported in at most 3 s on two cores.
//!
//! The real publications are used where they are, else as many made ones. Letters are proved but not written, so
//! that the disk is not measured.

use divan::Bencher;
use divan::counter::ItemsCount;
use std::fs;
use std::path::PathBuf;
use voetnoot::import::{Done, Request, import};
use voetnoot::progress::Quiet;

fn main() {
    divan::main();
}

const FILES: usize = 1_000;

/// A motion of some twenty paragraphs, as the publisher sets it.
fn publication(number: usize) -> String {
    let paragraph =
        "<al>overwegende dat de Kamer hier eerder om heeft gevraagd (28 638, nr. 190);</al>".repeat(20);
    format!(
        "<officiele-publicatie><kamerstuk><dossier><dossiernummer><dossiernr>28 638</dossiernr></dossiernummer>\
         <titel>Mensenhandel</titel></dossier><stuk><stuknr>Nr. <ondernummer>{number}</ondernummer></stuknr>\
         <titel>MOTIE VAN HET LID JANSEN</titel><datumtekst><datum isodatum=\"2021-09-15\">15 september 2021</datum>\
         </datumtekst><tekst>{paragraph}</tekst></stuk></kamerstuk></officiele-publicatie>"
    )
}

fn files() -> Vec<PathBuf> {
    let real = concat!(env!("CARGO_MANIFEST_DIR"), "/../shared/corpus/xml/motie");
    let mut files: Vec<PathBuf> =
        fs::read_dir(real).into_iter().flatten().flatten().map(|entry| entry.path()).collect();
    if files.len() < FILES {
        let folder = std::env::temp_dir().join("voetnoot-bench-import");
        fs::create_dir_all(&folder).expect("the system has a folder for temporary files");
        files = (1..=FILES).map(|number| folder.join(format!("{number}.xml"))).collect();
        for (number, file) in files.iter().enumerate() {
            fs::write(file, publication(number + 1)).expect("the file can be written");
        }
    }
    files.sort();
    files.truncate(FILES);
    files
}

#[divan::bench(sample_count = 10)]
fn import_thousand_files(bencher: Bencher) {
    let files = files();
    let content = std::env::temp_dir().join("voetnoot-bench-import-content");
    let request = Request { content, dry_run: true, ..Request::default() };
    let imported = import(&files, &request, &Quiet);
    let written = imported.iter().filter(|i| matches!(i.done, Done::Written(..))).count();
    assert!(written * 100 >= FILES * 98, "{written} of {FILES}");
    bencher.counter(ItemsCount::new(files.len())).bench(|| import(&files, &request, &Quiet));
}
