//! Guessing of query codes, slowed by address and as a whole (Art. 33; rulings 4). Memory is bounded, the clock is given, and
//! a wrong code costs no more than a right one: both are looked up the same way.

use std::collections::HashMap;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::net::IpAddr;

use jiff::{SignedDuration, Timestamp};

/// How many wrong codes are let pass before one must wait.
#[derive(Clone, Copy, Debug)]
pub struct Limits {
    /// Wrong codes from one address before it waits.
    pub per_address: u32,
    /// Seconds after which an address has one more.
    pub address_seconds: i64,
    /// Wrong codes from everywhere before everybody who was wrong waits.
    pub overall: u32,
    /// Codes that all together have back in a second.
    pub overall_per_second: u32,
    /// How many addresses are remembered.
    pub addresses: usize,
}

impl Default for Limits {
    /// Ten wrong codes at once, then one in half a minute; a thousand overall, then twenty a second: at that rate a code of
    /// 82 bits is guessed in 10^15 years.
    fn default() -> Self {
        Self {
            per_address: 10,
            address_seconds: 30,
            overall: 1000,
            overall_per_second: 20,
            addresses: 20_000,
        }
    }
}

/// What is left of a bucket, as of a moment.
#[derive(Clone, Copy, Debug)]
struct Bucket {
    wrong: u32,
    since: Timestamp,
}

/// Who guessed how often.
#[derive(Debug)]
pub struct Guesses {
    limits: Limits,
    by_source: HashMap<u64, Bucket>,
    overall: Bucket,
}

impl Guesses {
    /// Nobody has guessed yet.
    pub fn new(limits: Limits) -> Self {
        let overall = Bucket { wrong: 0, since: Timestamp::UNIX_EPOCH };
        Self { limits, by_source: HashMap::new(), overall }
    }

    /// Whether an address may try now; if not, from when.
    ///
    /// # Errors
    /// The moment from which it may.
    pub fn check(&mut self, source: Source, now: Timestamp) -> Result<(), Timestamp> {
        let limits = self.limits;
        let of_all = drained(self.overall, now, 1, limits.overall_per_second);
        let Some(found) = self.by_source.get(&source.0) else {
            // Who was never wrong is let in even while others guess: the party with its code in its hand.
            return if of_all.wrong < limits.overall * 2 { Ok(()) } else { Err(after(now, 1)) };
        };
        let own = drained(*found, now, limits.address_seconds, 1);
        if own.wrong >= limits.per_address {
            return Err(after(own.since, limits.address_seconds));
        }
        if of_all.wrong >= limits.overall { Err(after(now, 1)) } else { Ok(()) }
    }

    /// A code was wrong.
    pub fn wrong(&mut self, source: Source, now: Timestamp) {
        let limits = self.limits;
        self.overall = drained(self.overall, now, 1, limits.overall_per_second);
        self.overall.wrong = self.overall.wrong.saturating_add(1);
        if self.by_source.len() >= limits.addresses && !self.by_source.contains_key(&source.0) {
            self.forget(now);
        }
        let bucket = self.by_source.entry(source.0).or_insert(Bucket { wrong: 0, since: now });
        *bucket = drained(*bucket, now, limits.address_seconds, 1);
        bucket.wrong = bucket.wrong.saturating_add(1);
    }

    /// Room for another address: who has paid is forgotten; while nobody has, the one that waited longest.
    fn forget(&mut self, now: Timestamp) {
        let seconds = self.limits.address_seconds;
        self.by_source.retain(|_, bucket| drained(*bucket, now, seconds, 1).wrong > 0);
        if self.by_source.len() >= self.limits.addresses {
            let oldest = self.by_source.iter().min_by_key(|(_, b)| b.since).map(|(key, _)| *key);
            oldest.map(|key| self.by_source.remove(&key));
        }
    }

    /// How many addresses are remembered.
    pub fn remembered(&self) -> usize {
        self.by_source.len()
    }
}

/// Whose tries are counted together.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Source(u64);

impl Source {
    /// An address; an IPv6 network of /64 is one household.
    pub fn of_address(address: IpAddr) -> Self {
        let mut hasher = DefaultHasher::new();
        match address {
            IpAddr::V4(v4) => v4.octets().hash(&mut hasher),
            IpAddr::V6(v6) => v6.segments()[..4].hash(&mut hasher),
        }
        Self(hasher.finish())
    }

    /// An account: signing in is slowed by its name too, whoever tries it.
    pub fn of_account(name: &str) -> Self {
        let mut hash = DefaultHasher::new();
        ("account", name).hash(&mut hash);
        Self(hash.finish())
    }

    /// A code whose second element is tried: it has few values, so that many addresses could try them all.
    pub fn of_code(look_up: &[u8; 32]) -> Self {
        let mut hasher = DefaultHasher::new();
        (b"code", look_up).hash(&mut hasher);
        Self(hasher.finish())
    }
}

fn after(at: Timestamp, seconds: i64) -> Timestamp {
    at.checked_add(SignedDuration::from_secs(seconds)).unwrap_or(Timestamp::MAX)
}

/// A bucket as of now: `back` wrong codes are forgiven every `seconds`.
fn drained(bucket: Bucket, now: Timestamp, seconds: i64, back: u32) -> Bucket {
    let passed = now.duration_since(bucket.since).as_secs().max(0);
    let periods = passed / seconds.max(1);
    let forgiven = u32::try_from(periods).unwrap_or(u32::MAX).saturating_mul(back);
    if bucket.wrong <= forgiven {
        return Bucket { wrong: 0, since: now };
    }
    Bucket { wrong: bucket.wrong - forgiven, since: after(bucket.since, periods * seconds) }
}

#[cfg(test)]
mod tests {
    use std::net::{Ipv4Addr, Ipv6Addr};

    use super::*;

    fn second(n: i64) -> Timestamp {
        Timestamp::from_second(1_800_000_000 + n).unwrap_or(Timestamp::MAX)
    }

    fn host(n: u32) -> Source {
        Source::of_address(IpAddr::V4(Ipv4Addr::from(n)))
    }

    #[test]
    fn an_honest_party_with_three_typing_errors_does_not_wait() {
        let mut guesses = Guesses::new(Limits::default());
        for n in 0..3 {
            guesses.wrong(host(1), second(n));
        }
        assert_eq!(guesses.check(host(1), second(3)), Ok(()));
    }

    #[test]
    fn an_address_waits_and_is_let_in_again() {
        let mut guesses = Guesses::new(Limits::default());
        for _ in 0..10 {
            guesses.wrong(host(1), second(0));
        }
        assert_eq!(guesses.check(host(1), second(1)), Err(second(30)));
        assert_eq!(guesses.check(host(2), second(1)), Ok(()));
        assert_eq!(guesses.check(host(1), second(30)), Ok(()));
    }

    #[test]
    fn one_household_is_one_address() {
        let mut guesses = Guesses::new(Limits::default());
        let of = |n| Source::of_address(IpAddr::V6(Ipv6Addr::new(0x2408, 1, 2, 3, 0, 0, 0, n)));
        (0..10).for_each(|n| guesses.wrong(of(n), second(0)));
        assert!(guesses.check(of(99), second(1)).is_err());
    }

    /// The last four of a number are ten thousand values at most: after ten wrong ones each next one takes half a minute,
    /// whatever the address.
    #[test]
    fn the_second_element_of_one_code_is_slowed_from_everywhere() {
        let mut guesses = Guesses::new(Limits::default());
        let code = Source::of_code(&[7; 32]);
        (0..10).for_each(|_| guesses.wrong(code, second(0)));
        assert_eq!(guesses.check(code, second(1)), Err(second(30)));
        assert_eq!(guesses.check(Source::of_code(&[8; 32]), second(1)), Ok(()));
    }

    /// Many addresses: the whole is slowed, who was never wrong is not, and memory stays as it is.
    #[test]
    fn many_addresses_are_slowed_together_in_bounded_memory() {
        let mut guesses = Guesses::new(Limits { addresses: 500, ..Limits::default() });
        (0..1500).for_each(|n| guesses.wrong(host(n), second(0)));
        assert_eq!(guesses.remembered(), 500);
        assert!(guesses.check(host(1499), second(0)).is_err());
        assert_eq!(guesses.check(host(90_000), second(0)), Ok(()));
        assert_eq!(guesses.check(host(1499), second(60)), Ok(()));
    }
}
