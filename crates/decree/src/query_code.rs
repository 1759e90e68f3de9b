//! 查詢碼 (Art. 33; rulings 4): what a party looks its case up with, and 認領號: the number printed on a form of summary
//! decisions before anybody knows whom it will concern. Both are random, readable aloud, checked when typed; only a keyed hash
//! of them is kept, and the key lies outside the database.

mod keys;
mod spelling;

pub use keys::{LookUpKeys, issue};

use std::str::FromStr;

use uuid::Uuid;

use spelling::{ALPHABET, RADIX, letters, read, value};

/// A code of `N` characters: one names the key, the last two check, the others are random.
#[derive(Clone, PartialEq, Eq)]
pub struct Code<const N: usize>([u8; N]);

/// A query code, `7KQX-2MNA-…`: five groups of four; 17 random characters of 29 are 82.6 bits.
pub type QueryCode = Code<20>;

/// A claim number, `7KQX2-MNA4R-…`: three groups of five, so that nobody takes it for a query code; 12 random characters are
/// 58.3 bits. It opens nothing until the decision on its form is collected.
pub type ClaimNumber = Code<15>;

/// Why a text is no code.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NoCode {
    /// It has another number of characters.
    Length,
    /// The character at this place, counted from 1 without dashes and spaces, is none of the alphabet.
    Character(usize),
    /// A character is wrong or two are exchanged.
    Check,
}

impl NoCode {
    /// The message id.
    pub const fn rule(self) -> &'static str {
        match self {
            Self::Length => "code-wrong-length",
            Self::Character(_) => "code-wrong-character",
            Self::Check => "code-wrong-check",
        }
    }
}

/// A clear code on its way to the vault, where it stays until it is told.
#[derive(Clone, PartialEq, Eq)]
pub struct ClearCode {
    /// Key in the vault.
    pub id: Uuid,
    /// Which party, counted from 1.
    pub party: u32,
    /// The code as it is printed.
    pub text: String,
}

/// Neither codes nor keys are ever written into a log.
impl std::fmt::Debug for ClearCode {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("ClearCode").field("id", &self.id).field("party", &self.party).finish_non_exhaustive()
    }
}

impl<const N: usize> std::fmt::Debug for Code<N> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Code(..)")
    }
}

impl<const N: usize> std::fmt::Display for Code<N> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        for (n, group) in self.0.chunks(Self::GROUP).enumerate() {
            f.write_str(if n > 0 { "-" } else { "" })?;
            f.write_str(letters(group))?;
        }
        Ok(())
    }
}

impl<const N: usize> Code<N> {
    /// How many characters are random.
    const RANDOM: usize = N - 3;
    /// How many characters stand together.
    const GROUP: usize = if N.is_multiple_of(4) { 4 } else { 5 };

    /// The code with this key's name and these random values, each below the size of the alphabet.
    fn new(key: u8, random: &[u8]) -> Self {
        let mut values = [0u8; N];
        values[0] = value(key).unwrap_or(0);
        values[1..N - 2].copy_from_slice(random);
        // The last two solve the two sums, so that both become zero.
        let last_place = u32::try_from(N).unwrap_or(0) - 1;
        let (plain, weighted) = sums(&values[..N - 2]);
        let last = (last_place * plain + RADIX - weighted) % RADIX;
        let before = (2 * RADIX - plain - last) % RADIX;
        values[N - 2] = u8::try_from(before).unwrap_or(0);
        values[N - 1] = u8::try_from(last).unwrap_or(0);
        Self(values.map(|v| ALPHABET.get(usize::from(v)).copied().unwrap_or(b'0')))
    }

    fn of_letters(found: &[u8]) -> Result<Self, NoCode> {
        let all: [u8; N] = found.try_into().map_err(|_| NoCode::Length)?;
        let values = all.map(|c| value(c).unwrap_or(0));
        if sums(&values) == (0, 0) { Ok(Self(all)) } else { Err(NoCode::Check) }
    }
}

/// The sum of the values and the sum of the values times their places (from 1), both modulo 29. A code has both zero.
///
/// One wrong character changes the first. Two wrong ones at places i ≠ j by d and e leave the first as it was only if e = -d,
/// and then change the second by d · (i - j), which is no multiple of the prime 29 since no code is longer. So every one and
/// every two wrong characters are found, the exchange of any two among them.
fn sums(values: &[u8]) -> (u32, u32) {
    let (mut plain, mut weighted) = (0, 0);
    for (place, value) in (1u32..).zip(values) {
        plain += u32::from(*value);
        weighted += place * u32::from(*value);
    }
    (plain % RADIX, weighted % RADIX)
}

impl<const N: usize> FromStr for Code<N> {
    type Err = NoCode;

    /// Reads what somebody typed: any case, full-width or not, whatever stands between groups; letters that are in no code as
    /// those that they are mistaken for.
    fn from_str(text: &str) -> Result<Self, NoCode> {
        Self::of_letters(&read(text)?)
    }
}

/// What somebody typed to look a case up: the two are told apart by their length.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Typed {
    /// A query code.
    Query(QueryCode),
    /// A claim number.
    Claim(ClaimNumber),
}

impl FromStr for Typed {
    type Err = NoCode;

    fn from_str(text: &str) -> Result<Self, NoCode> {
        let found = read(text)?;
        match ClaimNumber::of_letters(&found) {
            Err(NoCode::Length) => QueryCode::of_letters(&found).map(Self::Query),
            claim => claim.map(Self::Claim),
        }
    }
}
