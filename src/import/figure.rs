//! Figures of lists and notes that Markdown cannot count with: letters, Roman numbers, signs.

/// A number in one of the formats that Word has names for.
pub fn figure(number: u32, format: &str) -> String {
    match format {
        "lowerLetter" => letters(number, 'a'),
        "upperLetter" => letters(number, 'A'),
        "lowerRoman" => roman(number).to_lowercase(),
        "upperRoman" => roman(number),
        "decimalZero" => format!("{number:02}"),
        "chicago" => {
            let index = number.saturating_sub(1) as usize;
            let sign = ["*", "†", "‡", "§"].get(index % 4).copied().unwrap_or_default();
            sign.repeat((index / 4 + 1).min(8))
        }
        _ => number.to_string(),
    }
}

/// a to z, then aa to zz.
fn letters(number: u32, first: char) -> String {
    let index = number.saturating_sub(1);
    let letter = u8::try_from(index % 26).ok().and_then(|i| char::from_u32(first as u32 + u32::from(i)));
    letter.into_iter().cycle().take((index as usize / 26 + 1).min(8)).collect()
}

fn roman(number: u32) -> String {
    const FIGURES: [(u32, &str); 13] = [
        (1000, "M"),
        (900, "CM"),
        (500, "D"),
        (400, "CD"),
        (100, "C"),
        (90, "XC"),
        (50, "L"),
        (40, "XL"),
        (10, "X"),
        (9, "IX"),
        (5, "V"),
        (4, "IV"),
        (1, "I"),
    ];
    let (mut rest, mut out) = (number.min(3_999), String::new());
    for (value, figure) in FIGURES {
        while rest >= value {
            out.push_str(figure);
            rest -= value;
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_in_words_formats() {
        assert_eq!(figure(3, "lowerLetter"), "c");
        assert_eq!(figure(28, "upperLetter"), "BB");
        assert_eq!(figure(14, "lowerRoman"), "xiv");
        assert_eq!(figure(7, "decimalZero"), "07");
        assert_eq!(figure(6, "chicago"), "††");
        assert_eq!(figure(7, "ordinal"), "7");
    }
}
