//! Heads that a converter has run together: label, value and the next label in one paragraph, and the letter behind.
//!
//! `Datum 14 april 2025 Betreft Veendijken Ons kenmerk IENW/BSK-2025/1`. What begins a line of a head is known; where two
//! of these stand in one text with words between them, each began a line once.

use super::date;
use crate::dutch::letters;

/// Words that begin a line of a letterhead.
const LABELS: [&str; 12] = [
    "Datum",
    "Betreft",
    "Onderwerp",
    "Ons kenmerk",
    "Onze referentie",
    "Kenmerk",
    "Uw kenmerk",
    "Uw referentie",
    "Uw brief",
    "Bijlage(n)",
    "Bijlagen",
    "Contactpersoon",
];

/// Words that begin another line of a head.
const LINES: [&str; 11] = [
    "Voorgesteld ",
    "Postbus ",
    "Bij beantwoording ",
    "Vergaderjaar ",
    "De voorzitter van de ",
    "De Voorzitter van de ",
    "Aan de voorzitter van de ",
    "Aan de Voorzitter van de ",
    "AAN DE VOORZITTER VAN DE ",
    "Den Haag, ",
    "’s-Gravenhage, ",
];

/// Where in a text further lines of a head begin, and the letter behind it. None if nothing is run together.
pub fn cuts(text: &str) -> Vec<usize> {
    /// A head is no longer.
    const LONGEST: usize = 1_500;
    let head = text.get(..text.floor_char_boundary(LONGEST)).unwrap_or_default();
    let mut found: Vec<usize> = Vec::new();
    let (mut told, mut ended) = (0, 0);
    for (at, _) in head.match_indices(|c: char| c.is_uppercase() || c == '’') {
        let (before, rest) = head.split_at(at);
        let apart = before.is_empty() || before.ends_with(' ') && !before.ends_with("  ");
        if at < ended || !apart {
            continue;
        }
        let Some(ends) = line(rest) else { continue };
        // The day of a motion stands behind its title and nowhere else.
        told += if rest.starts_with("Voorgesteld ") { 2 } else { 1 };
        // What ended the line before begins no line of its own.
        if found.last().is_some_and(|last| head.get(*last..at).is_some_and(|gap| gap.trim().is_empty())) {
            found.pop();
        }
        found.push(at);
        if let End::Certain(end) = ends {
            let end = at + end;
            ended = end;
            if head.get(end..).is_some_and(|rest| !rest.trim().is_empty()) {
                found.push(end);
            }
        }
    }
    found.retain(|at| *at > 0);
    found.dedup();
    // Labels without values beside each other are those of columns.
    let edges: Vec<usize> = [0].into_iter().chain(found.iter().copied()).chain([head.len()]).collect();
    let bare = |(from, to): &(&usize, &usize)| {
        head.get(**from..**to).is_some_and(|line| LABELS.contains(&line.trim()))
    };
    let columns = edges.iter().zip(edges.iter().skip(1)).filter(bare).count() + 2 >= edges.len();
    if told > 1 && !columns { found } else { Vec::new() }
}

/// Where the lines of a letterhead begin in the cell of a table whose line breaks have become several spaces. None if it
/// has no label, or no such spaces.
pub fn spaced(text: &str) -> Vec<usize> {
    let starts = text.match_indices("  ").filter_map(|(at, _)| {
        let behind = text.get(at + 2..)?;
        (!behind.starts_with(' ') && !behind.is_empty()).then_some(at + 2)
    });
    let starts: Vec<usize> = starts.collect();
    let told = |at: &usize| text.get(*at..).and_then(line).is_some();
    if [0].iter().chain(&starts).any(told) { starts } else { Vec::new() }
}

/// Where a line of a head ends.
enum End {
    Certain(usize),
    Open,
}

/// The end of the line of a head that begins here.
fn line(rest: &str) -> Option<End> {
    let behind = |words: &&&str| {
        let follows = |c: char| matches!(c, ' ' | ':') || c.is_ascii_digit();
        rest.strip_prefix(**words).is_some_and(|behind| behind.is_empty() || behind.starts_with(follows))
    };
    if let Some(label) = LABELS.iter().find(behind) {
        let value = rest.get(label.len()..)?.trim_start_matches([' ', ':']);
        // A label hard against its value is a line of its own.
        if !value.is_empty() && rest.len() == label.len() + value.len() {
            return Some(End::Certain(label.len()));
        }
        let day = leading_date(value).filter(|_| *label == "Datum");
        return Some(day.map_or(End::Open, |end| End::Certain(rest.len() - value.len() + end)));
    }
    if let Some(words) = LINES.iter().find(|words| rest.starts_with(**words)) {
        let value = rest.get(words.len()..)?;
        let end = match *words {
            "Vergaderjaar " => value.find(' '),
            words if words.ends_with(", ") || words == "Voorgesteld " => Some(leading_date(value)?),
            _ => None,
        };
        return Some(end.map_or(End::Open, |end| End::Certain(words.len() + end)));
    }
    let comma = rest.find(',').filter(|comma| rest.get(..=*comma).is_some_and(greets));
    comma.map(|comma| End::Certain(comma + 1)).or_else(|| is_numbered(rest).then_some(End::Open))
}

/// Whether a text is a salutation by its first word, which stands nowhere else.
fn greets(text: &str) -> bool {
    let first = ["Geachte ", "Hooggeachte ", "Zeer geachte ", "Excellentie"];
    first.iter().any(|word| text.starts_with(word)) && letters::is_salutation(text)
}

/// `Nr. 14 BRIEF VAN`
fn is_numbered(rest: &str) -> bool {
    let mut words = rest.strip_prefix("Nr. ").unwrap_or_default().split(' ');
    let number = words.next().is_some_and(|n| !n.is_empty() && n.bytes().all(|b| b.is_ascii_digit()));
    number && words.next().is_some_and(|w| w.chars().count() > 2 && w.chars().all(char::is_uppercase))
}

/// Where the date ends that a text begins with.
fn leading_date(text: &str) -> Option<usize> {
    let mut spaces = text.match_indices(' ').map(|(at, _)| at).chain([text.len()]);
    let end = spaces.nth(2).filter(|end| text.get(..*end).is_some_and(|t| date::date(t).is_some()));
    end.or_else(|| {
        let word = text.split(' ').next()?;
        date::date(word).map(|_| word.len())
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lines(text: &str) -> Vec<&str> {
        let mut edges = vec![0];
        edges.extend(cuts(text));
        edges.push(text.len());
        edges.windows(2).map(|pair| text[pair[0]..pair[1]].trim()).collect()
    }

    #[test]
    fn a_head_that_is_run_together_has_its_lines_back() {
        assert_eq!(
            lines(
                "Datum 3 mei 2024 Betreft Dijken aan zee Ons kenmerk AB/2024-1 Geachte voorzitter, Hierbij."
            ),
            [
                "Datum 3 mei 2024",
                "Betreft Dijken aan zee",
                "Ons kenmerk AB/2024-1",
                "Geachte voorzitter,",
                "Hierbij."
            ]
        );
        assert_eq!(
            lines(
                "Vergaderjaar 2023–2024 36 001 Wet op de dijken Nr. 7 BRIEF VAN DE MINISTER VAN DEFENSIE Aan de \
                 Voorzitter van de Tweede Kamer Den Haag, 3 mei 2024 Hierbij het antwoord."
            ),
            [
                "Vergaderjaar 2023–2024",
                "36 001 Wet op de dijken",
                "Nr. 7 BRIEF VAN DE MINISTER VAN DEFENSIE",
                "Aan de Voorzitter van de Tweede Kamer",
                "Den Haag, 3 mei 2024",
                "Hierbij het antwoord."
            ]
        );
    }

    #[test]
    fn what_is_no_head_stays_one_line() {
        for text in [
            "Datum 3 mei 2024",
            "Ons kenmerk Uw kenmerk",
            "Datum Betreft Bijlagen",
            "In de brief van 3 mei 2024 staat dat de Kamer wordt geïnformeerd. Den Haag is groot.",
        ] {
            assert!(cuts(text).is_empty(), "{text}");
        }
    }
}
