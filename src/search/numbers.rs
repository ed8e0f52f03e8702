//! Numbers as people write them, and the one way in which the index writes them.

/// A number as the index keeps it: `28638`, `36600-xvi`, `28638-201`; of anything else the letters and figures alone,
/// `2020d27680`.
pub(crate) fn number_key(id: &str) -> String {
    let id = id.to_lowercase();
    let bare = id.strip_prefix("kst-").filter(|rest| rest.contains('-')).unwrap_or(&id);
    let is_paper = bare.len() < id.len() || is_dossier(bare);
    let kept = |c: &char| c.is_ascii_alphanumeric() || is_paper && *c == '-';
    bare.chars().filter(kept).collect()
}

/// The numbers by which a reference of a ministry is known: the whole, and the long number in it that people type.
pub(crate) fn reference_keys(reference: &str) -> Vec<String> {
    const LONG: usize = 6;
    let whole = number_key(reference);
    let runs =
        reference.split(|c: char| !c.is_ascii_digit()).filter(|run| run.len() >= LONG && *run != whole);
    runs.map(str::to_owned).chain([whole.clone()]).collect()
}

/// Whether it is the number of a dossier: five figures, perhaps with an addition.
fn is_dossier(text: &str) -> bool {
    let (figures, addition) = text.split_once('-').unwrap_or((text, "i"));
    (4..=5).contains(&figures.len())
        && figures.bytes().all(|b| b.is_ascii_digit())
        && (1..=7).contains(&addition.len())
        && !addition.contains('-')
}

#[cfg(test)]
mod tests {
    use super::number_key;

    #[test]
    fn numbers_have_one_form() {
        for (id, key) in [
            ("kst-28638-201", "28638-201"),
            ("kst-36600-XVI-12", "36600-xvi-12"),
            ("36600-XVI", "36600-xvi"),
            ("28638", "28638"),
            ("2020D27680", "2020d27680"),
            ("ah-tk-20232024-1234", "ahtk202320241234"),
            ("IENW/BSK-2022/268034", "ienwbsk2022268034"),
            ("kst-1268678", "kst1268678"),
        ] {
            assert_eq!(number_key(id), key);
        }
    }
}
