//! The citations of labelled lines, where such a set lies beside the project; see `examples/score/`.

mod scoring;

use scoring::{Score, read_lines};
use std::path::Path;

#[test]
#[ignore = "reads ../shared, which is not part of this repository"]
fn labelled_citations_are_found() {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/citations-dev.jsonl");
    let text = std::fs::read_to_string(file).unwrap();
    let score = Score::of(&read_lines(&text).unwrap());
    let misses = score.misses.join("\n");
    for kind in ["kamerstuk", "tkdoc"] {
        let count = score.kinds[kind];
        assert!(count.precision() >= 0.99 && count.recall() >= 0.98, "{kind}\n{score}{misses}");
    }
    let total = score.total();
    assert!(total.precision() >= 0.98 && total.recall() >= 0.96, "{score}{misses}");
    assert!(score.exact_spans() >= 0.97, "{score}{misses}");
}
