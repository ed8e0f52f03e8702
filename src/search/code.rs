//! How numbers are written in the files of the index: as letters and digits, so that every host compresses them.

/// The digits; their order is part of the format.
pub(super) const DIGITS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

/// One digit, below 64.
pub(super) fn push_digit(out: &mut String, value: u32) {
    let digit = usize::try_from(value).ok().and_then(|value| DIGITS.get(value)).copied().unwrap_or(b'_');
    out.push(char::from(digit));
}

/// A number of any size: five bits a digit, the lowest first; 32 says that more follow.
pub(super) fn push_number(out: &mut String, mut value: u32) {
    while value >= 32 {
        push_digit(out, value & 31 | 32);
        value >>= 5;
    }
    push_digit(out, value);
}

/// Reads what was written.
pub(super) struct Reader<'t>(std::str::Bytes<'t>);

impl<'t> Reader<'t> {
    pub(super) fn new(text: &'t str) -> Self {
        Self(text.bytes())
    }

    pub(super) fn digit(&mut self) -> Option<u32> {
        let byte = self.0.next()?;
        let value = match byte {
            b'A'..=b'Z' => byte - b'A',
            b'a'..=b'z' => byte - b'a' + 26,
            b'0'..=b'9' => byte - b'0' + 52,
            b'-' => 62,
            b'_' => 63,
            _ => return None,
        };
        Some(u32::from(value))
    }

    pub(super) fn number(&mut self) -> Option<u32> {
        let (mut value, mut shift) = (0_u32, 0);
        loop {
            let digit = self.digit()?;
            value |= (digit & 31).checked_shl(shift)?;
            if digit < 32 {
                return Some(value);
            }
            shift += 5;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_written_can_be_read() {
        let numbers = [0, 1, 31, 32, 1023, 1024, 99_999, u32::MAX];
        let mut text = String::new();
        for number in numbers {
            push_number(&mut text, number);
        }
        push_digit(&mut text, 63);
        let mut reader = Reader::new(&text);
        assert!(numbers.iter().all(|&n| reader.number() == Some(n)));
        assert_eq!((reader.digit(), reader.digit(), Reader::new("A!").number()), (Some(63), None, Some(0)));
    }
}
