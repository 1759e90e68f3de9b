//! Check characters of the two numbers by which parties are known.

/// The alphabet of GB 32100-2015: no I, O, S, V, Z.
const CREDIT_ALPHABET: &[u8; 31] = b"0123456789ABCDEFGHJKLMNPQRTUWXY";
/// 3^(i-1) mod 31 for the first 17 characters.
const CREDIT_WEIGHTS: [u32; 17] = [1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28];
/// GB 11714: positions 9 to 16 of the code, checked by position 17.
const ORGAN_WEIGHTS: [u32; 8] = [3, 7, 9, 10, 5, 8, 4, 2];
/// GB 11643-1999.
const CITIZEN_WEIGHTS: [u32; 17] = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
const CITIZEN_CHECKS: &[u8; 11] = b"10X98765432";

/// Why a number is not one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BadNumber {
    /// Not 18 characters.
    Length,
    /// A character outside the alphabet, counted from 1.
    Character(usize),
    /// The check character should be this one.
    Check(char),
    /// The birth date in an identity number is none.
    BirthDate,
}

fn credit_value(c: u8) -> Option<u32> {
    CREDIT_ALPHABET.iter().position(|&a| a == c).and_then(|p| u32::try_from(p).ok())
}

/// Checks a 統一社會信用代碼 (GB 32100-2015).
///
/// # Errors
/// What is wrong with it.
pub fn credit_code(text: &str) -> Result<(), BadNumber> {
    let bytes = text.as_bytes();
    if bytes.len() != 18 {
        return Err(BadNumber::Length);
    }
    let check = credit_check(&bytes[..17])?;
    credit_value(bytes[17]).ok_or(BadNumber::Character(18))?;
    if bytes[17] == check { Ok(()) } else { Err(BadNumber::Check(char::from(check))) }
}

/// The check character for the first 17 characters of a 統一社會信用代碼.
///
/// # Errors
/// A character is outside the alphabet.
pub fn credit_check(first: &[u8]) -> Result<u8, BadNumber> {
    let mut sum = 0;
    for (i, (&c, weight)) in first.iter().zip(CREDIT_WEIGHTS).enumerate() {
        sum += credit_value(c).ok_or(BadNumber::Character(i + 1))? * weight;
    }
    Ok(CREDIT_ALPHABET[((31 - sum % 31) % 31) as usize])
}

/// The check character of the organisation number within a credit code (GB 11714), for its first eight characters.
pub fn organ_check(first: &[u8]) -> u8 {
    let sum: u32 = first
        .iter()
        .zip(ORGAN_WEIGHTS)
        .map(|(&c, w)| w * if c.is_ascii_digit() { u32::from(c - b'0') } else { u32::from(c) - 55 })
        .sum();
    match 11 - sum % 11 {
        10 => b'X',
        11 => b'0',
        n => b'0' + u8::try_from(n).unwrap_or(0),
    }
}

/// Checks a 公民身份號碼 (GB 11643-1999) with its birth date.
///
/// # Errors
/// What is wrong with it.
pub fn citizen_number(text: &str) -> Result<(), BadNumber> {
    let bytes = text.as_bytes();
    if bytes.len() != 18 {
        return Err(BadNumber::Length);
    }
    if let Some(p) = bytes[..17].iter().position(|c| !c.is_ascii_digit()) {
        return Err(BadNumber::Character(p + 1));
    }
    let part = |range: std::ops::Range<usize>| text[range].parse::<i16>().unwrap_or(0);
    let (month, day) = (i8::try_from(part(10..12)).unwrap_or(0), i8::try_from(part(12..14)).unwrap_or(0));
    if jiff::civil::Date::new(part(6..10), month, day).is_err() {
        return Err(BadNumber::BirthDate);
    }
    let check = citizen_check(&bytes[..17]);
    if bytes[17].to_ascii_uppercase() == check { Ok(()) } else { Err(BadNumber::Check(char::from(check))) }
}

/// The check character for the first 17 digits of a 公民身份號碼.
pub fn citizen_check(first: &[u8]) -> u8 {
    let sum: u32 = first.iter().zip(CITIZEN_WEIGHTS).map(|(&c, w)| u32::from(c.wrapping_sub(b'0')) * w).sum();
    CITIZEN_CHECKS[(sum % 11) as usize]
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Real public bodies: domain.md 4.5.
    #[test]
    fn codes_of_real_public_bodies_pass() {
        for code in ["11120000MB1660879L", "11120000MB18850906", "11500000MB1553803Q", "11330600MB1573660P"] {
            assert_eq!(credit_code(code), Ok(()), "{code}");
            assert_eq!(organ_check(&code.as_bytes()[8..16]), code.as_bytes()[16], "{code}");
        }
        assert_eq!(credit_code("11120000MB16608790"), Err(BadNumber::Check('L')));
        assert_eq!(credit_code("1112O000MB1660879L"), Err(BadNumber::Character(5)));
    }

    /// The example of GB 11643-1999.
    #[test]
    fn the_standards_identity_number_passes() {
        assert_eq!(citizen_number("11010519491231002X"), Ok(()));
        assert_eq!(citizen_number("11010519491331002X"), Err(BadNumber::BirthDate));
        assert_eq!(citizen_number("110105194912310021"), Err(BadNumber::Check('X')));
    }

    proptest::proptest! {
        /// Any text is answered, none panics.
        #[test]
        fn any_text_is_answered(text in "\\PC{0,24}") {
            let _ = (credit_code(&text), citizen_number(&text));
        }
    }
}
