//! From the seed to what is drawn: HMAC in counter mode, rejection sampling, and a shuffle that stops where it has enough.

use std::collections::HashMap;

use hmac::{Hmac, KeyInit, Mac};
use sha2::{Digest, Sha256};

use crate::hash::Hash;

/// The seed of a draw.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Seed(pub [u8; 32]);

impl Seed {
    /// `SHA-256("draw-v1\n" plan "\n" N "\n" list root "\n" checkpoint hash "\n" key "\n")`, the hashes in hexadecimal.
    pub fn new(plan: &str, candidates: u64, list_root: &Hash, checkpoint_hash: &Hash, key: &str) -> Self {
        let text = format!("draw-v1\n{plan}\n{candidates}\n{list_root}\n{checkpoint_hash}\n{key}\n");
        Self(Sha256::digest(text).into())
    }

    /// The numbers that the seed gives under a label: a stratum's name, or what the draw is of.
    pub fn chance(&self, label: &str) -> Chance {
        Chance { key: mac(&self.0, label.as_bytes()), counter: 0 }
    }
}

/// An endless sequence of numbers that are the same wherever they are computed.
#[derive(Clone, Debug)]
pub struct Chance {
    key: [u8; 32],
    counter: u64,
}

impl Chance {
    /// The next 64 bits.
    pub fn next_u64(&mut self) -> u64 {
        let [a, b, c, d, e, f, g, h, ..] = mac(&self.key, &self.counter.to_be_bytes());
        self.counter += 1;
        u64::from_be_bytes([a, b, c, d, e, f, g, h])
    }

    /// A number below `n`, each equally likely: numbers from the uneven end of the range are passed over. `n` of 0 gives 0.
    pub fn below(&mut self, n: u64) -> u64 {
        if n < 2 {
            // Still one number is taken, so that what follows does not hang on how many are left.
            self.next_u64();
            return 0;
        }
        // 2^64 mod n.
        let uneven = (u64::MAX % n + 1) % n;
        loop {
            let number = self.next_u64();
            if uneven == 0 || number < 0u64.wrapping_sub(uneven) {
                return number % n;
            }
        }
    }

    /// `wanted` places out of `candidates`, in the order drawn; all of them where more are wanted. Cost: what is wanted, not
    /// what there is.
    pub fn sample(&mut self, candidates: u64, wanted: u64) -> Vec<u64> {
        let mut moved: HashMap<u64, u64> = HashMap::new();
        let drawn = (0..wanted.min(candidates)).map(|i| {
            let j = i + self.below(candidates - i);
            let out = moved.get(&j).copied().unwrap_or(j);
            let here = moved.get(&i).copied().unwrap_or(i);
            moved.insert(j, here);
            out
        });
        drawn.collect()
    }

    /// `wanted` places, one after another, each with a chance in proportion to its weight among those left; places of weight 0
    /// are never drawn. Whole numbers only: the same on every machine.
    pub fn weighted(&mut self, weights: &[u64], wanted: usize) -> Vec<usize> {
        let mut left: Vec<u64> = weights.to_vec();
        let mut drawn = Vec::new();
        while drawn.len() < wanted {
            let total = left.iter().fold(0u64, |sum, weight| sum.saturating_add(*weight));
            if total == 0 {
                break;
            }
            let mut ticket = self.below(total);
            let hit = left.iter().position(|weight| {
                let hit = ticket < *weight;
                if !hit {
                    ticket -= weight;
                }
                hit
            });
            let Some(place) = hit else { break };
            left[place] = 0;
            drawn.push(place);
        }
        drawn
    }
}

fn mac(key: &[u8; 32], message: &[u8]) -> [u8; 32] {
    // A key of 32 bytes is never refused: HMAC takes keys of every length.
    match Hmac::<Sha256>::new_from_slice(key) {
        Ok(mac) => mac.chain_update(message).finalize().into_bytes().into(),
        Err(_) => [0; 32],
    }
}
