//! Progress, on a terminal only: a log or a pipe gets none.

use std::io::IsTerminal;
use std::time::{Duration, Instant};

use exchange::Language;
use indicatif::{ProgressBar, ProgressStyle};

/// A counter of things done, on standard error.
pub fn counter(label: String, shown: bool) -> ProgressBar {
    let bar = spinning(shown);
    if let Ok(style) = ProgressStyle::with_template("{msg} {human_pos} ({per_sec}, {elapsed})") {
        bar.set_style(style);
    }
    bar.with_message(label)
}

/// Something under way that does not say how far it is; ends when dropped.
pub struct Progress {
    bar: ProgressBar,
    since: Instant,
}

/// Shows that something is under way, on standard error.
pub fn spinner(label: String, shown: bool) -> Progress {
    let bar = spinning(shown);
    if let Ok(style) = ProgressStyle::with_template("{spinner} {msg} ({elapsed})") {
        bar.set_style(style);
    }
    bar.set_message(label);
    bar.enable_steady_tick(Duration::from_millis(120));
    Progress { bar, since: Instant::now() }
}

impl Progress {
    /// Ends it, and says on a terminal how long it took.
    pub fn done(self, language: Language) {
        self.bar.finish_and_clear();
        if !self.bar.is_hidden() {
            let seconds = format!("{:.1}", self.since.elapsed().as_secs_f64());
            super::note(super::say(language, "cli-took", &[("seconds", &seconds)]));
        }
    }
}

impl Drop for Progress {
    fn drop(&mut self) {
        self.bar.finish_and_clear();
    }
}

fn spinning(shown: bool) -> ProgressBar {
    if shown && std::io::stderr().is_terminal() { ProgressBar::new_spinner() } else { ProgressBar::hidden() }
}

/// A bar for a known number of rows.
pub fn bar(total: u64, shown: bool) -> ProgressBar {
    if shown && std::io::stderr().is_terminal() { ProgressBar::new(total) } else { ProgressBar::hidden() }
}
