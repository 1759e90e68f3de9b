//! How much a file may cost before it is refused.

use std::time::{Duration, Instant};

/// The most that reading one file may take; whatever goes beyond is refused with the bound as the reason.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Bounds {
    /// Bytes of the file itself. Default 512 MiB.
    pub file_bytes: u64,
    /// Bytes of all parts of an xlsx file together once they are inflated. Default 1 GiB.
    pub inflated_bytes: u64,
    /// How many times larger than in the file a part of more than 16 MiB may become. Default 400; a real sheet of
    /// empty rows reaches about 100, a zip bomb about 1,000.
    pub inflation_ratio: u64,
    /// Data rows. Default 2,000,000.
    pub rows: u64,
    /// Columns. Default 512.
    pub columns: usize,
    /// Bytes of one cell as UTF-8. Default 64 KiB.
    pub cell_bytes: usize,
    /// Bytes of one row. Default 1 MiB.
    pub record_bytes: usize,
    /// Seconds spent in reading; what the caller does between two rows does not count. Default 1,800.
    pub seconds: u64,
}

impl Default for Bounds {
    fn default() -> Self {
        Self {
            file_bytes: 512 << 20,
            inflated_bytes: 1 << 30,
            inflation_ratio: 400,
            rows: 2_000_000,
            columns: 512,
            cell_bytes: 64 << 10,
            record_bytes: 1 << 20,
            seconds: 1_800,
        }
    }
}

/// The time that reading has taken so far, not counting what the caller does between two rows.
#[derive(Debug)]
pub(super) struct Stopwatch {
    spent: Duration,
    allowed: Duration,
}

impl Stopwatch {
    pub(super) fn new(seconds: u64) -> Self {
        Self { spent: Duration::ZERO, allowed: Duration::from_secs(seconds) }
    }

    pub(super) fn left(&self) -> Duration {
        self.allowed.saturating_sub(self.spent)
    }

    pub(super) fn is_over(&self) -> bool {
        self.spent > self.allowed
    }

    pub(super) fn add_since(&mut self, start: Instant) {
        self.spent += start.elapsed();
    }
}
