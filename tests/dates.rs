//! Scores the date phrases of `tests/dates.tsv`, from real letters and made up: precision and recall, and every line that
//! is wrong.

use std::collections::HashMap;
use voetnoot::derived::dates;

#[test]
fn phrases_from_real_letters_get_their_day_or_period() {
    let labelled = include_str!("dates.tsv");
    let (mut right, mut found, mut expected, mut wrong) = (0, 0, 0, Vec::new());
    for line in labelled.lines().filter(|line| !line.starts_with('#')) {
        let [written, document, text, meanings] = line.split('\t').collect::<Vec<_>>()[..] else {
            panic!("not four columns: {line}");
        };
        let got: Vec<String> = dates::find(text, written.parse().unwrap())
            .into_iter()
            .map(|dated| format!("{} = {}", &text[dated.span], dated.moment))
            .collect();
        let meanings: Vec<&str> = meanings.split("; ").filter(|m| !m.is_empty()).collect();
        let mut left: HashMap<&str, usize> = HashMap::new();
        for meaning in &meanings {
            *left.entry(meaning).or_default() += 1;
        }
        let hits =
            got.iter().filter(|g| left.get_mut(g.as_str()).is_some_and(|n| std::mem::take(n) > 0)).count();
        right += hits;
        found += got.len();
        expected += meanings.len();
        if hits != got.len() || hits != meanings.len() {
            wrong.push(format!("{document}: {text}\n  expected {meanings:?}\n  found    {got:?}"));
        }
    }
    println!("{expected} phrases, {found} found, {right} right");
    assert!(expected >= 60, "the set has become too small to tell anything");
    assert!(right * 100 >= found * 98, "precision {right}/{found}\n{}", wrong.join("\n"));
    assert!(right * 100 >= expected * 98, "recall {right}/{expected}\n{}", wrong.join("\n"));
}
