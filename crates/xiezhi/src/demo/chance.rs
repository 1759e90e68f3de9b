//! Randomness by subject: what is drawn about one thing depends on the seed and on the thing, never on the order in which
//! things are asked about.

use decree::identity::{CommandRng, rng_for, uuid_of};
use rand_core::Rng;

/// A generator for one subject.
pub struct Chance(CommandRng);

impl Chance {
    /// The generator of a subject.
    pub fn of(seed: &[u8; 32], subject: &[&[u8]]) -> Self {
        Self(rng_for(seed, uuid_of(subject)))
    }

    /// A number below `n`; 0 where `n` is.
    pub fn below(&mut self, n: u32) -> u32 {
        let drawn = u64::from(self.0.next_u32()) * u64::from(n);
        u32::try_from(drawn >> 32).unwrap_or(0)
    }

    /// A number from `low` up to and including `high`.
    pub fn within(&mut self, [low, high]: [u32; 2]) -> u32 {
        low + self.below(high.saturating_sub(low) + 1)
    }

    /// Whether something happens that happens so many times in a thousand.
    pub fn often(&mut self, in_a_thousand: u32) -> bool {
        self.below(1000) < in_a_thousand
    }

    /// Position of the share that a draw out of a thousand falls into; the number of shares if it falls behind them.
    pub fn share(&mut self, shares: &[u32]) -> usize {
        let mut left = self.below(1000);
        for (i, share) in shares.iter().enumerate() {
            if left < *share {
                return i;
            }
            left -= share;
        }
        shares.len()
    }

    /// One member of a list.
    pub fn pick<'a, T>(&mut self, from: &'a [T]) -> Option<&'a T> {
        from.get(self.below(u32::try_from(from.len()).unwrap_or(u32::MAX)) as usize)
    }

    /// One of some words; nothing where there are none.
    pub fn word<'a>(&mut self, from: &'a [String]) -> &'a str {
        self.pick(from).map_or("", String::as_str)
    }

    /// A number between 0 and 1.
    pub fn fraction(&mut self) -> f64 {
        f64::from(self.0.next_u32()) / f64::from(u32::MAX)
    }
}
