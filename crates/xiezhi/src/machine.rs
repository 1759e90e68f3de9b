//! The machine's clock and randomness: the only reader of either.

use std::time::Instant;

use decree::identity::to_micros;
use jiff::{SignedDuration, Timestamp};
use platform::Clock;

/// The machine's clock.
#[derive(Debug)]
pub struct MachineClock;

impl Clock for MachineClock {
    #[expect(clippy::disallowed_methods, reason = "this is the clock")]
    fn now(&self) -> Timestamp {
        to_micros(Timestamp::now())
    }
}

/// A clock that goes on from a moment as fast as the machine's: that of a simulated city while people look at it.
#[derive(Debug)]
pub struct GoingOn {
    from: Timestamp,
    since: Instant,
}

impl From<Timestamp> for GoingOn {
    fn from(from: Timestamp) -> Self {
        Self { from, since: Instant::now() }
    }
}

impl Clock for GoingOn {
    fn now(&self) -> Timestamp {
        let passed = SignedDuration::try_from(self.since.elapsed()).unwrap_or(SignedDuration::ZERO);
        to_micros(self.from.saturating_add(passed).unwrap_or(self.from))
    }
}

/// Thirty-two bytes from the operating system.
///
/// # Errors
/// The system has no randomness to give.
pub fn entropy() -> std::io::Result<[u8; 32]> {
    use std::io::Read;
    let mut bytes = [0u8; 32];
    std::fs::File::open("/dev/urandom")?.read_exact(&mut bytes)?;
    Ok(bytes)
}
