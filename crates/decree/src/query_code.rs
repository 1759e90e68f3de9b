//! 查詢碼 (Art. 33; rulings 4): what a party looks its case up with. Random, readable aloud, checked when typed; only a keyed
//! hash of it is kept. A claim number (認領號) on a pre-numbered form is a code that nothing stands behind yet.

use hmac::{Hmac, KeyInit, Mac};
use rand_core::Rng;
use sha2::Sha256;
use uuid::Uuid;

use crate::identity::CommandRng;

/// 29 characters that nobody confuses: no 0 and O, no 1, I and L, no U, no Z. 29 is prime, which the check needs.
const ALPHABET: &[u8; 29] = b"23456789ABCDEFGHJKMNPQRSTVWXY";

/// Random characters: 17 × log2 29 = 82.6 bits.
const RANDOM: usize = 17;

/// All characters: the random ones, the key's, two check characters.
const LENGTH: usize = RANDOM + 3;

/// How many characters stand together.
const GROUP: usize = 4;

/// Longest text that is looked at.
const LONGEST: usize = 200;

/// A query code: `7KQX-2MNB-…`, five groups of four.
#[derive(Clone, PartialEq, Eq)]
pub struct QueryCode([u8; LENGTH]);

/// Why a text is no code.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NoCode {
    /// It has another number of characters than twenty.
    Length(usize),
    /// The character at this place, counted from 1, is none of the alphabet.
    Character(usize),
    /// A character is wrong or two are swapped.
    Check,
}

impl NoCode {
    /// The message id.
    pub const fn rule(self) -> &'static str {
        match self {
            Self::Length(_) => "code-wrong-length",
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

impl std::fmt::Debug for QueryCode {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("QueryCode(..)")
    }
}

impl std::fmt::Display for QueryCode {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        for (n, group) in self.0.chunks(GROUP).enumerate() {
            if n > 0 {
                f.write_str("-")?;
            }
            f.write_str(std::str::from_utf8(group).unwrap_or_default())?;
        }
        Ok(())
    }
}

fn value(character: u8) -> Option<u32> {
    ALPHABET.iter().position(|c| *c == character).and_then(|p| u32::try_from(p).ok())
}

/// Two sums modulo 29: the first finds each wrong character and each swap of neighbours, both together all but one in 841 of
/// anything else. The weights of each sum differ from place to place and none is a multiple of 29.
fn check(characters: &[u8]) -> [u8; 2] {
    let (mut first, mut second) = (0u32, 0u32);
    for (weight, v) in (2u32..).zip(characters.iter().map(|c| value(*c).unwrap_or(0))) {
        first += weight * v;
        second += weight * weight * v;
    }
    [first, second].map(|sum| ALPHABET.get((sum % 29) as usize).copied().unwrap_or(b'2'))
}

impl std::str::FromStr for QueryCode {
    type Err = NoCode;

    /// Reads what somebody typed: any case, full-width or not, with or without dashes and spaces; Z is read as 2 and U as V,
    /// which they are written for.
    fn from_str(text: &str) -> Result<Self, NoCode> {
        let mut characters = Vec::with_capacity(LENGTH);
        for (place, c) in text.chars().take(LONGEST).enumerate() {
            let c = match c {
                '\u{ff01}'..='\u{ff5e}' => char::from_u32(u32::from(c) - 0xfee0).unwrap_or(c),
                _ => c,
            };
            if c.is_whitespace() || matches!(c, '-' | '\u{2010}'..='\u{2015}' | '\u{2212}' | '_' | '.' | '·')
            {
                continue;
            }
            let c = match c.to_ascii_uppercase() {
                'Z' => '2',
                'U' => 'V',
                c => c,
            };
            let found = u8::try_from(c).ok().filter(|b| value(*b).is_some());
            characters.push(found.ok_or(NoCode::Character(place + 1))?);
        }
        let count = characters.len();
        let all: [u8; LENGTH] = characters.try_into().map_err(|_| NoCode::Length(count))?;
        if all[RANDOM + 1..] == check(&all[..=RANDOM]) { Ok(Self(all)) } else { Err(NoCode::Check) }
    }
}

/// The keys of look-ups, one character each: the one that new codes are made under, and while it is being replaced the one
/// before.
#[derive(Clone)]
pub struct LookUpKeys {
    keys: Vec<(u8, [u8; 32])>,
}

impl std::fmt::Debug for LookUpKeys {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("LookUpKeys").field("keys", &self.keys.len()).finish()
    }
}

impl LookUpKeys {
    /// Keys by their numbers, newest first; two are kept.
    pub fn new(keys: impl IntoIterator<Item = (u32, [u8; 32])>) -> Self {
        let id = |number: u32| ALPHABET.get((number % 29) as usize).copied().unwrap_or(b'2');
        Self { keys: keys.into_iter().take(2).map(|(number, key)| (id(number), key)).collect() }
    }

    fn of(&self, code: &QueryCode) -> Option<&[u8; 32]> {
        let id = code.0.get(RANDOM)?;
        self.keys.iter().find(|(k, _)| k == id).map(|(_, key)| key)
    }

    /// The look-up key of a code: the hash by which its case is found. None when its key is gone: the agency makes another.
    pub fn look_up(&self, code: &QueryCode) -> Option<[u8; 32]> {
        Some(keyed(self.of(code)?, b"query code\0", &[&code.0]))
    }

    /// The look-up key of a code together with the second element: without it there is nothing to find.
    pub fn detail(&self, code: &QueryCode, second: &str) -> Option<[u8; 32]> {
        let second = second.trim().to_ascii_uppercase();
        Some(keyed(self.of(code)?, b"query code and second element\0", &[&code.0, b"\0", second.as_bytes()]))
    }
}

fn keyed(key: &[u8; 32], tag: &[u8], parts: &[&[u8]]) -> [u8; 32] {
    let Ok(mut mac) = Hmac::<Sha256>::new_from_slice(key) else { return [0; 32] };
    mac.update(tag);
    parts.iter().for_each(|part| mac.update(part));
    mac.finalize().into_bytes().into()
}

/// A new code under the newest key.
pub fn issue(rng: &mut CommandRng, keys: &LookUpKeys) -> QueryCode {
    let mut characters = [b'2'; LENGTH];
    let mut made = 0;
    while made < RANDOM {
        let mut bytes = [0u8; 32];
        rng.fill_bytes(&mut bytes);
        // Of 256 values 232 = 8 × 29 are taken, so that every character is as likely as any other.
        for byte in bytes.into_iter().filter(|b| *b < 232) {
            if let (true, Some(c)) = (made < RANDOM, ALPHABET.get(usize::from(byte % 29))) {
                characters[made] = *c;
                made += 1;
            }
        }
    }
    characters[RANDOM] = keys.keys.first().map_or(b'2', |(id, _)| *id);
    let sums = check(&characters[..=RANDOM]);
    characters[RANDOM + 1..].copy_from_slice(&sums);
    QueryCode(characters)
}
