//! The machine's clock and randomness: the only reader of either.

use decree::identity::to_micros;
use jiff::Timestamp;
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
