//! Characters of the symbol fonts that letters use, as characters of their own.

/// Places in Wingdings, and in Symbol where the second column says so, with what stands there.
const WINGDINGS: [(u32, char); 17] = [
    (0x6C, '●'),
    (0x6E, '■'),
    (0x6F, '□'),
    (0x71, '❑'),
    (0x75, '◆'),
    (0x76, '❖'),
    (0x9F, '•'),
    (0xA7, '▪'),
    (0xA8, '☐'),
    (0xD8, '➢'),
    (0xDF, '←'),
    (0xE0, '→'),
    (0xE8, '➔'),
    (0xF0, '⇨'),
    (0xFB, '✗'),
    (0xFC, '✓'),
    (0xFE, '☑'),
];

const SYMBOL: [(u32, char); 16] = [
    (0x2D, '−'),
    (0x61, 'α'),
    (0x62, 'β'),
    (0x67, 'γ'),
    (0x6D, 'μ'),
    (0x70, 'π'),
    (0xA3, '≤'),
    (0xAB, '↔'),
    (0xAC, '←'),
    (0xAE, '→'),
    (0xB0, '°'),
    (0xB1, '±'),
    (0xB3, '≥'),
    (0xB4, '×'),
    (0xB7, '•'),
    (0xBB, '≈'),
];

/// What a character of a symbol font shows. `None` where that is not known.
pub(super) fn character(font: Option<&str>, code: Option<&str>) -> Option<char> {
    let code = u32::from_str_radix(code?, 16).ok()?;
    let font = font.unwrap_or_default().to_lowercase();
    // Symbol fonts keep their characters in the private area; the last byte is the place in the font.
    let place = if (0xF000..=0xF0FF).contains(&code) { code - 0xF000 } else { code };
    let table: &[(u32, char)] = match font.as_str() {
        "wingdings" => &WINGDINGS,
        "symbol" => &SYMBOL,
        _ => return char::from_u32(code).filter(|c| !('\u{E000}'..='\u{F8FF}').contains(c)),
    };
    table.iter().find(|(at, _)| *at == place).map(|&(_, c)| c)
}

#[cfg(test)]
mod tests {
    use super::character;

    #[test]
    fn symbols_become_characters() {
        assert_eq!(character(Some("Wingdings"), Some("F0E0")), Some('→'));
        assert_eq!(character(Some("Symbol"), Some("F0B7")), Some('•'));
        assert_eq!(character(Some("Segoe UI Symbol"), Some("2610")), Some('☐'));
        assert_eq!(character(Some("Wingdings"), Some("F021")), None);
        assert_eq!(character(None, Some("x")), None);
    }
}
