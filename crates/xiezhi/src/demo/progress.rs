//! How far the simulation is, on a terminal only.

use std::io::IsTerminal;
use std::time::Duration;

use indicatif::{ProgressBar, ProgressStyle};

/// A bar of acts.
pub struct Progress(ProgressBar);

impl Progress {
    /// A bar with a label, hidden where nobody would see it.
    pub fn new(label: String, shown: bool) -> Self {
        if !shown || !std::io::stderr().is_terminal() {
            return Self(ProgressBar::hidden());
        }
        let bar = ProgressBar::new(0);
        if let Ok(style) = ProgressStyle::with_template("{msg} {wide_bar} {human_pos}/{human_len} {elapsed}")
        {
            bar.set_style(style);
        }
        bar.set_message(label);
        bar.enable_steady_tick(Duration::from_millis(200));
        Self(bar)
    }

    /// How many there will be.
    pub fn expect(&self, acts: u64) {
        self.0.set_length(acts);
    }

    /// How many have been.
    pub fn reach(&self, acts: u64) {
        self.0.set_position(acts);
    }
}

impl Drop for Progress {
    fn drop(&mut self) {
        self.0.finish_and_clear();
    }
}
