//! Guessing codes is slowed (rulings 4): by where the tries come from, and over all. Pure and of bounded memory; the moment
//! of each try is given.

use std::collections::{BTreeSet, HashMap};
use std::net::IpAddr;
use std::sync::{Mutex, MutexGuard, PoisonError};

use decree::identity::uuid_of;
use jiff::Timestamp;
use uuid::Uuid;

/// How many tries at once, and how long until there is one more.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Rate {
    /// Tries that may come at once; at least one.
    pub burst: u32,
    /// Microseconds until one more may.
    pub every_micros: i64,
}

/// What a limiter is set to: data of the operator.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// For each source of tries.
    pub source: Rate,
    /// For all sources together.
    pub global: Rate,
    /// The most sources that are remembered.
    pub sources: usize,
}

impl Limits {
    /// By address: ten tries, then one a minute; over all six hundred, then ten a second. Right tries are given back: what
    /// is counted is guessing. At ten a second a query code of 2^82 values is found in 10^16 years.
    pub const OF_ADDRESSES: Self = Self {
        source: Rate { burst: 10, every_micros: 60_000_000 },
        global: Rate { burst: 600, every_micros: 100_000 },
        sources: 100_000,
    };
    /// By address, for messages to the inbox: five, then one in ten minutes; over all three hundred, then one a second.
    pub const OF_MESSAGES: Self = Self {
        source: Rate { burst: 5, every_micros: 600_000_000 },
        global: Rate { burst: 300, every_micros: 1_000_000 },
        sources: 100_000,
    };
    /// By code, for its second element: whoever has a code in hand needs 11,000 tries for all last four characters of an
    /// identity number. Ten, then one an hour: more than a year, from however many addresses.
    pub const OF_CODES: Self = Self {
        source: Rate { burst: 10, every_micros: 3_600_000_000 },
        global: Rate { burst: 600, every_micros: 100_000 },
        sources: 100_000,
    };
}

/// Where tries come from, as a digest: no address is remembered.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Source(Uuid);

impl Source {
    /// An address; of IPv6 the first 64 bits, which one subscriber has, and an IPv4 address written as IPv6 as itself.
    /// `salt` is the process's own: without it an address could be found from its digest by trying them all.
    pub fn of_address(address: IpAddr, salt: &[u8; 32]) -> Self {
        Self(match address.to_canonical() {
            IpAddr::V4(v4) => uuid_of(&[b"address", salt, &v4.octets()]),
            IpAddr::V6(v6) => uuid_of(&[b"address", salt, &v6.octets()[..8]]),
        })
    }

    /// An account: signing in is slowed by its name too, whoever tries it.
    pub fn of_account(name: &str) -> Self {
        Self(uuid_of(&[b"account", name.as_bytes()]))
    }

    /// A system's token, by its id: how often it asks.
    pub fn of_token(id: Uuid) -> Self {
        Self(uuid_of(&[b"token", id.as_bytes()]))
    }

    /// A code, by what it is found under.
    pub fn of_code(look_up: &[u8; 32]) -> Self {
        Self(uuid_of(&[b"code", look_up]))
    }
}

/// Whether a try may be made.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[must_use]
pub enum Verdict {
    /// Now. It is paid for.
    Allowed,
    /// Not before this moment. Nothing was paid for.
    WaitUntil(Timestamp),
}

/// A bucket of tries as one number (the generic cell rate algorithm): the moment in microseconds at which it is full again.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Bucket {
    full_at: i64,
}

impl Bucket {
    const FULL: Self = Self { full_at: i64::MIN };

    /// The earliest moment for one more try.
    fn free_at(self, rate: Rate) -> i64 {
        let room = i64::from(rate.burst.max(1) - 1).saturating_mul(rate.every_micros);
        self.full_at.saturating_sub(room)
    }

    fn take(&mut self, rate: Rate, now: i64) {
        self.full_at = self.full_at.max(now).saturating_add(rate.every_micros);
    }

    fn give_back(&mut self, rate: Rate) {
        self.full_at = self.full_at.saturating_sub(rate.every_micros);
    }
}

/// The limiter.
///
/// A try is paid for before it is known whether it is right: a hundred tries at the same moment pay like a hundred in a
/// row, and the answer to a wrong one does not come later than to a right one. [`Guesses::right`] gives the try back.
/// Whoever is cut off in between has paid.
#[derive(Debug)]
pub struct Guesses {
    limits: Limits,
    global: Bucket,
    sources: HashMap<Source, (Bucket, u64)>,
    /// Sources by their last try, the oldest first. Numbered and not timed: a clock may give two the same moment.
    order: BTreeSet<(u64, Source)>,
    tries: u64,
}

impl Guesses {
    /// A limiter to which nobody has come yet.
    pub fn new(limits: Limits) -> Self {
        Self { limits, global: Bucket::FULL, sources: HashMap::new(), order: BTreeSet::new(), tries: 0 }
    }

    /// Whether a try may be made, and if so, pays for it.
    pub fn check(&mut self, source: Source, now: Timestamp) -> Verdict {
        let now = now.as_microsecond();
        let mut bucket = self.sources.get(&source).map_or(Bucket::FULL, |(bucket, _)| *bucket);
        let free_at = bucket.free_at(self.limits.source).max(self.global.free_at(self.limits.global));
        if free_at > now {
            return Verdict::WaitUntil(Timestamp::from_microsecond(free_at).unwrap_or(Timestamp::MAX));
        }
        bucket.take(self.limits.source, now);
        self.global.take(self.limits.global, now);
        self.remember(source, bucket);
        Verdict::Allowed
    }

    /// The try was right: it is given back.
    pub fn right(&mut self, source: Source) {
        self.global.give_back(self.limits.global);
        if let Some((bucket, _)) = self.sources.get_mut(&source) {
            bucket.give_back(self.limits.source);
        }
    }

    /// How many sources are remembered.
    pub fn remembered(&self) -> usize {
        self.sources.len()
    }

    fn remember(&mut self, source: Source, bucket: Bucket) {
        self.tries += 1;
        if let Some((_, last)) = self.sources.insert(source, (bucket, self.tries)) {
            self.order.remove(&(last, source));
        }
        self.order.insert((self.tries, source));
        // Who comes from more addresses than are remembered is slowed by the global bucket.
        if self.sources.len() > self.limits.sources.max(1)
            && let Some((_, oldest)) = self.order.pop_first()
        {
            self.sources.remove(&oldest);
        }
    }
}

/// Who guesses. A panic elsewhere leaves the counts as they are.
pub fn counted(guesses: &Mutex<Guesses>) -> MutexGuard<'_, Guesses> {
    guesses.lock().unwrap_or_else(PoisonError::into_inner)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const SALT: [u8; 32] = [6; 32];

    /// So many microseconds after some moment.
    fn at(micros: i64) -> Timestamp {
        Timestamp::from_microsecond(1_770_000_000_000_000 + micros).unwrap()
    }

    fn second(seconds: i64) -> Timestamp {
        at(seconds * 1_000_000)
    }

    fn source(address: &str) -> Source {
        Source::of_address(address.parse().unwrap(), &SALT)
    }

    fn numbered(n: u32) -> Source {
        Source::of_address(IpAddr::V4(n.into()), &SALT)
    }

    /// How many of so many tries at one moment are allowed.
    fn allowed(guesses: &mut Guesses, from: Source, tries: u32, now: Timestamp) -> usize {
        (0..tries).filter(|_| guesses.check(from, now) == Verdict::Allowed).count()
    }

    #[test]
    fn three_slips_of_an_honest_party_cost_no_time() {
        let mut guesses = Guesses::new(Limits::OF_ADDRESSES);
        let home = source("203.0.113.7");
        for n in 0..4 {
            assert_eq!(guesses.check(home, second(n * 5)), Verdict::Allowed);
        }
        guesses.right(home);
        assert_eq!(guesses.check(home, second(20)), Verdict::Allowed);
    }

    /// A hall of services with one address for everybody.
    #[test]
    fn right_codes_are_never_slowed() {
        let mut guesses = Guesses::new(Limits::OF_ADDRESSES);
        let hall = source("203.0.113.8");
        for _ in 0..10_000 {
            assert_eq!(guesses.check(hall, second(0)), Verdict::Allowed);
            guesses.right(hall);
        }
    }

    #[test]
    fn after_ten_wrong_ones_an_address_gets_one_a_minute() {
        let mut guesses = Guesses::new(Limits::OF_ADDRESSES);
        let from = source("203.0.113.9");
        assert_eq!(allowed(&mut guesses, from, 500, second(0)), 10, "all at the same moment");
        assert_eq!(guesses.check(from, second(1)), Verdict::WaitUntil(second(60)));
        assert_eq!(guesses.check(from, at(59_999_999)), Verdict::WaitUntil(second(60)));
        assert_eq!(allowed(&mut guesses, from, 5, second(60)), 1);
        assert_eq!(guesses.check(from, second(60)), Verdict::WaitUntil(second(120)));
        // Others are not concerned; after ten minutes of rest it has its ten again, and no more.
        assert_eq!(guesses.check(source("203.0.113.10"), second(60)), Verdict::Allowed);
        assert_eq!(allowed(&mut guesses, from, 50, second(60 + 600)), 10);
        assert_eq!(allowed(&mut guesses, from, 50, second(1_000_000)), 10);
    }

    #[test]
    fn a_right_code_between_wrong_ones_gains_nothing() {
        let mut guesses = Guesses::new(Limits::OF_ADDRESSES);
        let from = source("203.0.113.11");
        let mut wrong = 0;
        for _ in 0..100 {
            if guesses.check(from, second(0)) == Verdict::Allowed {
                guesses.right(from);
            }
            wrong += allowed(&mut guesses, from, 1, second(0));
        }
        assert_eq!(wrong, 10);
    }

    #[test]
    fn one_subscriber_is_one_source() {
        assert_eq!(source("2001:db8:1:2::1"), source("2001:db8:1:2:ffff::9"));
        assert_ne!(source("2001:db8:1:2::1"), source("2001:db8:1:3::1"));
        assert_eq!(source("::ffff:203.0.113.7"), source("203.0.113.7"));
        assert_ne!(source("203.0.113.7"), source("203.0.113.8"));
        assert_ne!(source("203.0.113.7"), Source::of_address("203.0.113.7".parse().unwrap(), &[7; 32]));
    }

    /// A botnet with a new address for every try: 600 at once, then ten a second.
    #[test]
    fn many_addresses_are_slowed_together() {
        let mut guesses = Guesses::new(Limits::OF_ADDRESSES);
        let mut through = 0;
        for n in 0..360_000u32 {
            // A hundred tries a second for an hour.
            let now = at(i64::from(n) * 10_000);
            through += usize::from(guesses.check(numbered(n), now) == Verdict::Allowed);
        }
        assert!((600..=600 + 36_000).contains(&through), "{through}");
        assert!(guesses.remembered() <= through);
    }

    #[test]
    fn who_is_refused_is_told_a_moment_at_which_it_goes() {
        let mut guesses = Guesses::new(Limits::OF_ADDRESSES);
        for n in 0..600 {
            assert_eq!(guesses.check(numbered(n), second(0)), Verdict::Allowed);
        }
        assert_eq!(guesses.check(numbered(9_999), second(0)), Verdict::WaitUntil(at(100_000)));
        assert_eq!(guesses.check(numbered(9_999), at(100_000)), Verdict::Allowed);
    }

    #[test]
    fn the_second_element_of_one_code_takes_more_than_a_year() {
        let mut guesses = Guesses::new(Limits::OF_CODES);
        let code = Source::of_code(&[3; 32]);
        let mut now = second(0);
        for _ in 0..11_000 {
            while let Verdict::WaitUntil(later) = guesses.check(code, now) {
                now = later;
            }
        }
        assert!((now.as_second() - second(0).as_second()) / 86_400 > 365);
    }

    #[test]
    fn the_one_that_came_last_longest_ago_is_forgotten_first() {
        let limits = Limits { sources: 2, ..Limits::OF_ADDRESSES };
        let mut guesses = Guesses::new(limits);
        let (a, b, c) = (numbered(1), numbered(2), numbered(3));
        assert_eq!(allowed(&mut guesses, a, 10, second(0)), 10);
        assert_eq!(allowed(&mut guesses, b, 10, second(0)), 10);
        assert_eq!(guesses.check(a, second(60)), Verdict::Allowed);
        assert_eq!(guesses.check(c, second(60)), Verdict::Allowed);
        assert_eq!(guesses.remembered(), 2);
        assert_ne!(guesses.check(a, second(60)), Verdict::Allowed, "remembered");
    }

    proptest! {
        /// Whatever comes, at whatever moments: memory is bounded, both rates hold, and a refused one goes when it was told.
        #[test]
        fn the_bounds_hold(
            tries in prop::collection::vec((0u32..40, 0i64..400_000, any::<bool>()), 1..400),
            burst in 1u32..6, every in 1i64..1_000_000, all in 1u32..20, sources in 1usize..20,
        ) {
            let source = Rate { burst, every_micros: every };
            let global = Rate { burst: all, every_micros: 100_000 };
            let mut guesses = Guesses::new(Limits { source, global, sources });
            let (mut now, mut wrong) = (0, 0u64);
            for (n, later, right) in tries {
                now += later;
                match guesses.check(numbered(n), at(now)) {
                    Verdict::Allowed if right => guesses.right(numbered(n)),
                    Verdict::Allowed => wrong += 1,
                    Verdict::WaitUntil(moment) => {
                        prop_assert!(moment > at(now));
                        now = moment.as_microsecond() - at(0).as_microsecond();
                        prop_assert_eq!(guesses.check(numbered(n), moment), Verdict::Allowed);
                        wrong += 1;
                    }
                }
                prop_assert!(guesses.remembered() <= sources && guesses.order.len() == guesses.sources.len());
                prop_assert!(wrong <= u64::from(all) + u64::try_from(now / 100_000).unwrap());
            }
        }
    }
}
