//! The characters of codes, and how they are read from what a person typed.

use super::NoCode;

/// Digits, and capital letters without those that are taken for another: O and 0, I or L and 1, Z and 2, S and 5, B and 8,
/// U and V. Of each such pair one is here, so that the other can only have meant it.
pub(super) const ALPHABET: &[u8; 29] = b"0123456789ACDEFGHJKMNPQRTVWXY";

/// How many there are: a prime, on which the checks rest.
pub(super) const RADIX: u32 = 29;

/// The longest text in bytes that is looked at: room for full-width characters and something between any two.
const LONGEST: usize = 256;

/// The place of a character in the alphabet.
pub(super) fn value(letter: u8) -> Option<u8> {
    ALPHABET.iter().position(|a| *a == letter).and_then(|p| u8::try_from(p).ok())
}

/// Characters of the alphabet as text.
pub(super) fn letters(characters: &[u8]) -> &str {
    std::str::from_utf8(characters).unwrap_or_default()
}

/// The characters of a text that are meant for a code.
pub(super) fn read(text: &str) -> Result<Vec<u8>, NoCode> {
    if text.len() > LONGEST {
        return Err(NoCode::Length);
    }
    let meant = (1..).zip(plain(text)).map(|(place, c)| meant(c).ok_or(NoCode::Character(place)));
    meant.collect()
}

/// A text narrow and without what stands between its groups.
pub(super) fn plain(text: &str) -> impl Iterator<Item = char> {
    text.chars().map(narrow).filter(|c| !is_between(*c))
}

/// Full-width characters as the narrow ones that they stand for.
fn narrow(c: char) -> char {
    match c {
        '\u{FF01}'..='\u{FF5E}' => char::from_u32(u32::from(c) - 0xFEE0).unwrap_or(c),
        _ => c,
    }
}

/// Spaces, dashes and invisible marks: what people and their keyboards put between groups.
fn is_between(c: char) -> bool {
    c.is_whitespace()
        || matches!(c, '-' | '_' | '.' | '\u{AD}' | '\u{B7}' | '\u{2010}'..='\u{2015}' | '\u{2212}' | '\u{FE58}'
            | '\u{FE63}' | '\u{30FC}' | '\u{FF70}' | '\u{200B}'..='\u{200F}' | '\u{2060}' | '\u{FEFF}')
}

/// The character of the alphabet that was meant.
fn meant(c: char) -> Option<u8> {
    let letter = match u8::try_from(c).ok()?.to_ascii_uppercase() {
        b'O' => b'0',
        b'I' | b'L' => b'1',
        b'Z' => b'2',
        b'S' => b'5',
        b'B' => b'8',
        b'U' => b'V',
        other => other,
    };
    value(letter).map(|_| letter)
}
