//! The numbers of pages, as sheets of paper print them.

/// Words before the number of a page.
pub(super) const WORDS: [&str; 3] = ["pagina", "blad", "page"];

/// Words that also name a page of something that is cited ("p. 12"): these must say of how many.
pub(super) const CITING: [&str; 4] = ["bladzijde", "blz.", "pag.", "p."];

/// What stands between the number of a page and how many there are.
const OF: [&str; 4] = ["vande", "van", "of", "/"];

/// The number that a line prints, if it is nothing but the number of a page: `Pagina 2 van 8`, `P agina 2 van 8` (for
/// conversions put spaces between narrow letters), `p. 3/7`, `Blad 2`, `- 2 -`.
pub fn printed(line: &str) -> Option<usize> {
    let key: String = line.chars().filter(|c| !c.is_whitespace()).flat_map(char::to_lowercase).collect();
    let number = |s: &str| {
        let digits = (1..=4).contains(&s.len()) && s.bytes().all(|b| b.is_ascii_digit());
        s.parse().ok().filter(|_| digits)
    };
    let of = |s: &str| {
        OF.iter().find_map(|of| {
            s.split_once(of).and_then(|(at, all)| number(at).filter(|_| number(all).is_some()))
        })
    };
    let behind = |words: &[&str]| words.iter().find_map(|word| key.strip_prefix(word));
    let named =
        behind(&CITING).map(of).or_else(|| behind(&WORDS).map(|rest| number(rest).or_else(|| of(rest))));
    if let Some(found) = named {
        return found;
    }
    let dashes = ['-', '–', '—'];
    let within = key.strip_prefix(dashes)?.strip_suffix(dashes)?;
    // Some conversions print `-- 2 of 7 --` where a sheet ends.
    number(within).or_else(|| of(within.strip_prefix(dashes)?.strip_suffix(dashes)?))
}

#[cfg(test)]
mod tests {
    use super::printed;

    #[test]
    fn page_numbers() {
        for (line, number) in [
            ("Pagina 1 van 2", 1),
            ("P agina 2 van 8", 2),
            ("pagina 3/12", 3),
            ("Pagina 2 van de 8", 2),
            ("Blad 4", 4),
            ("Page 2 of 3", 2),
            ("- 3 -", 3),
            ("– 3 –", 3),
            ("-- 2 of 7 --", 2),
            ("p. 3/7", 3),
            ("Bladzijde 3 van 7", 3),
        ] {
            assert_eq!(printed(line), Some(number), "{line}");
        }
        for line in
            ["p. 12", "blz. 4", "pagina", "Pagina 12 van het rapport", "-12", "3", "3/7", "– –", "-", ""]
        {
            assert_eq!(printed(line), None, "{line}");
        }
    }
}
