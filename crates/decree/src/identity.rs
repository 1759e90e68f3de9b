//! Identifiers and randomness: UUIDv7 from the clock and the generator given, never from the machine.

use jiff::Timestamp;
use rand_chacha::ChaCha8Rng;
use rand_core::{Rng, SeedableRng};
use sha2::{Digest, Sha256};
use uuid::Uuid;

/// The generator that one command draws from.
pub type CommandRng = ChaCha8Rng;

/// The generator of one command: the node's secret seed and the command's own id. Equal seeds and equal commands
/// give equal facts, in whatever order the commands run.
pub fn rng_for(seed: &[u8; 32], cause: Uuid) -> CommandRng {
    let mut hash = Sha256::new();
    hash.update(seed);
    hash.update(cause.as_bytes());
    ChaCha8Rng::from_seed(hash.finalize().into())
}

/// A UUIDv7: milliseconds of `at` and 74 random bits, so that keys of one moment lie beside each other in an index.
pub fn uuid_v7(at: Timestamp, rng: &mut CommandRng) -> Uuid {
    let millis = u64::try_from(at.as_millisecond().max(0)).unwrap_or(0);
    let mut random = [0u8; 10];
    rng.fill_bytes(&mut random);
    uuid::Builder::from_unix_timestamp_millis(millis, &random).into_uuid()
}

/// An identifier that is a function of what it names (UUID version 8): the key of an alert, a register's stream.
pub fn uuid_of(parts: &[&[u8]]) -> Uuid {
    let mut hash = Sha256::new();
    for part in parts {
        // Each part with its length, so that ("a","bc") and ("ab","c") differ.
        hash.update((part.len() as u64).to_be_bytes());
        hash.update(part);
    }
    let digest = hash.finalize();
    let mut bytes = [0u8; 16];
    bytes.copy_from_slice(&digest[..16]);
    uuid::Builder::from_custom_bytes(bytes).into_uuid()
}

/// Thirty-two random bytes: a salt.
pub fn salt(rng: &mut CommandRng) -> [u8; 32] {
    let mut bytes = [0u8; 32];
    rng.fill_bytes(&mut bytes);
    bytes
}

/// Postgres keeps microseconds: times are cut to that before they enter a fact, so that what is read equals what was written.
pub fn to_micros(at: Timestamp) -> Timestamp {
    Timestamp::from_microsecond(at.as_microsecond()).unwrap_or(at)
}
