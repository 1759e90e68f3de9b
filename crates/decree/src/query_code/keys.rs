//! The keys of look-ups: what a code is found under is a keyed hash.

use hmac::{Hmac, KeyInit, Mac};
use rand_core::Rng;
use sha2::Sha256;

use super::spelling::{ALPHABET, plain};
use super::{Code, letters};
use crate::identity::CommandRng;

/// The largest multiple of 29 that a byte holds: bytes from here on are thrown away, so that each character is as likely as
/// any other.
const FAIR: u8 = 232;

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

impl<const N: usize> Code<N> {
    /// What the hash by which its case is found is made with: each kind of code its own.
    const LOOK_UP: &'static [u8] = match N {
        20 => b"xiezhi query code: look-up, version 1",
        15 => b"xiezhi claim number: look-up, version 1",
        _ => b"xiezhi receipt: look-up, version 1",
    };
    /// What the hash by which names and papers are found is made with.
    const DETAIL: &'static [u8] = if N == 20 {
        b"xiezhi query code: detail, version 1"
    } else {
        b"xiezhi claim number: detail, version 1"
    };
}

impl LookUpKeys {
    /// Keys by their numbers, newest first; two are kept.
    pub fn new(keys: impl IntoIterator<Item = (u32, [u8; 32])>) -> Self {
        let name = |number: u32| ALPHABET.get((number % 29) as usize).copied().unwrap_or(b'0');
        Self { keys: keys.into_iter().take(2).map(|(number, key)| (name(number), key)).collect() }
    }

    fn of<const N: usize>(&self, code: &Code<N>) -> Option<&[u8; 32]> {
        self.keys.iter().find(|(name, _)| *name == code.0[0]).map(|(_, key)| key)
    }

    /// The look-up key of a code: the hash by which its case is found. None when its key is gone: the agency makes another.
    pub fn look_up<const N: usize>(&self, code: &Code<N>) -> Option<[u8; 32]> {
        Some(keyed(self.of(code)?, Code::<N>::LOOK_UP, &[&code.0]))
    }

    /// The look-up key of a code together with the second element: without it there is nothing to find. The element is read as
    /// it was meant: any case, full-width or not, whatever stands between.
    pub fn detail<const N: usize>(&self, code: &Code<N>, second: &str) -> Option<[u8; 32]> {
        let second: String = plain(second).take(64).map(|c| c.to_ascii_uppercase()).collect();
        Some(keyed(self.of(code)?, Code::<N>::DETAIL, &[letters(&code.0).as_bytes(), second.as_bytes()]))
    }
}

/// A new code under the newest key.
pub fn issue<const N: usize>(rng: &mut CommandRng, keys: &LookUpKeys) -> Code<N> {
    let mut random = Vec::with_capacity(Code::<N>::RANDOM);
    while random.len() < Code::<N>::RANDOM {
        let mut byte = [0u8; 1];
        rng.fill_bytes(&mut byte);
        if byte[0] < FAIR {
            random.push(byte[0] % 29);
        }
    }
    Code::new(keys.keys.first().map_or(b'0', |(name, _)| *name), &random)
}

/// HMAC-SHA256 of a purpose, a zero byte and the parts.
fn keyed(key: &[u8; 32], purpose: &[u8], parts: &[&[u8]]) -> [u8; 32] {
    // A key shorter than a block is filled up with zeros (RFC 2104): given as a whole block, there is no length to be wrong.
    let mut block = [0u8; 64];
    block[..32].copy_from_slice(key);
    let mut mac = <Hmac<Sha256> as KeyInit>::new(&block.into());
    mac.update(purpose);
    mac.update(&[0]);
    parts.iter().for_each(|part| mac.update(part));
    mac.finalize().into_bytes().into()
}
