//! Exact arithmetic on numbers as people write them: no amount of money ever passes through floating point.

use std::fmt::Write as _;

/// Digits that a number may have; more is not an amount of anything that is collected.
const MOST_DIGITS: usize = 30;

/// A decimal number: `units` / 10^`scale`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Decimal {
    units: i128,
    scale: u32,
}

impl Decimal {
    /// Reads `1234.50`, `1,234.50`, `-3`, also in full-width characters; `None` for anything else.
    pub(super) fn parse(text: &str) -> Option<Self> {
        let (mut units, mut scale, mut digits) = (0_i128, 0, 0_usize);
        let (mut negative, mut after_point) = (false, false);
        // Digits since the last thousands comma; a comma must stand before every three.
        let mut group: Option<usize> = None;
        for (at, character) in text.chars().map(narrow).enumerate() {
            match character {
                '-' | '+' if at == 0 => negative = character == '-',
                '.' if !after_point && digits > 0 && group.is_none_or(|group| group == 3) => {
                    after_point = true
                }
                ',' if !after_point && group.map_or((1..=3).contains(&digits), |group| group == 3) => {
                    group = Some(0);
                }
                '0'..='9' if digits < MOST_DIGITS => {
                    units = units * 10 + i128::from(character.to_digit(10)?);
                    digits += 1;
                    if after_point {
                        scale += 1;
                    } else {
                        group = group.map(|group| group + 1);
                    }
                }
                _ => return None,
            }
        }
        let whole = digits > 0 && group.is_none_or(|group| group == 3) && !(after_point && scale == 0);
        whole.then_some(Self { units: if negative { -units } else { units }, scale })
    }

    /// The exact product; `None` when it has too many digits.
    pub(super) fn times(self, other: Self) -> Option<Self> {
        let product = Self { units: self.units.checked_mul(other.units)?, scale: self.scale + other.scale };
        Some(product.shortened())
    }

    /// Without zeros at the end of the fraction.
    fn shortened(mut self) -> Self {
        while self.scale > 0 && self.units % 10 == 0 {
            self.units /= 10;
            self.scale -= 1;
        }
        self
    }

    /// A whole number.
    pub(super) const fn whole(units: i128) -> Self {
        Self { units, scale: 0 }
    }

    pub(super) fn is_whole(self) -> bool {
        self.scale == 0
    }

    /// The number, if it has no fraction.
    pub(super) fn as_whole(self) -> Option<i128> {
        self.is_whole().then_some(self.units)
    }

    /// Adds the plain text of the number.
    pub(super) fn write(self, out: &mut String) {
        let digits = format!("{:0width$}", self.units.unsigned_abs(), width = self.scale as usize + 1);
        let (whole, fraction) = digits.split_at(digits.len() - self.scale as usize);
        let sign = if self.units < 0 { "-" } else { "" };
        let point = if fraction.is_empty() { "" } else { "." };
        // Writing to a text cannot fail.
        let _always_ok = write!(out, "{sign}{whole}{point}{fraction}");
    }
}

/// The plain character of a full-width one.
fn narrow(character: char) -> char {
    match character {
        '\u{FF01}'..='\u{FF5E}' => char::from_u32(u32::from(character) - 0xFEE0).unwrap_or(character),
        _ => character,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn product(text: &str, factor: &str) -> Option<String> {
        let product = Decimal::parse(text)?.times(Decimal::parse(factor)?)?;
        let mut out = String::new();
        product.write(&mut out);
        Some(out)
    }

    #[test]
    fn ten_thousands_of_yuan_are_exact_fen() {
        assert_eq!(product("0.1", "1000000").unwrap(), "100000");
        assert_eq!(product("1.234567", "1000000").unwrap(), "1234567");
        assert_eq!(product("12,345.67", "1").unwrap(), "12345.67");
        assert_eq!(product("-0.05", "1").unwrap(), "-0.05");
        assert_eq!(product("\u{FF11}\u{FF12}", "1").unwrap(), "12");
        assert_eq!(product("2.50", "1").unwrap(), "2.5");
    }

    #[test]
    fn what_is_no_number_is_refused() {
        for text in ["", "-", ".", "1.", ".5", "1,23", "1,2345", "12e3", "1 2", "1.2.3", "1234,567", ",123"] {
            assert_eq!(Decimal::parse(text), None, "{text}");
        }
        assert_eq!(Decimal::parse(&"9".repeat(31)), None);
        assert_eq!(product(&"9".repeat(30), &"9".repeat(30)), None);
    }
}
