//! Sealing: every second while the program serves, and once by hand.

use std::process::ExitCode;
use std::time::Duration;

use exchange::{Arg, Language};
use platform::{Platform, PlatformError, Sealing};
use serde::Serialize;
use store::{LogError, StoreError};
use tokio::time::{MissedTickBehavior, interval};

use crate::cli::Failure;
use crate::open::{OpenError, Opened, Where};
use crate::{acting, open, report};

/// How often a checkpoint is published while there is something new.
const EVERY: Duration = Duration::from_secs(1);
/// How long a log that refuses is left alone before it is looked at again.
const PATIENCE: Duration = Duration::from_secs(60);

/// `xiezhi seal`: what waits is sealed and published, once.
///
/// # Errors
/// The data cannot be opened, the log refuses, or the database or the folder is away.
pub async fn seal(place: &Where, json: bool, language: Language) -> Result<ExitCode, Failure> {
    let Opened { platform, server } = acting::opened(place, language).await?;
    let platform = open::sealing(place, platform).await?;
    platform.check_log().await?;
    let done = platform.seal().await?;
    if json {
        report::json(&Line::of(&platform, done)?)?;
    } else {
        let args = [("facts", Arg::count(done.facts)), ("size", Arg::count(done.size))];
        report::print(report::tell(language, "seal-done", &args));
    }
    drop(server);
    Ok(ExitCode::SUCCESS)
}

#[derive(Serialize)]
struct Line {
    facts: u64,
    size: u64,
    published: Option<u64>,
    key: String,
}

impl Line {
    fn of(platform: &Platform, done: Sealing) -> Result<Self, PlatformError> {
        let key = platform.log().ok_or(PlatformError::NoLog)?.key().to_string();
        Ok(Self { facts: done.facts, size: done.size, published: done.published, key })
    }
}

/// The platform with its log, where its key is to be had: without it everything else goes on, and it is said what is missing.
pub(super) async fn begin(place: &Where, platform: Platform) -> Result<Platform, OpenError> {
    match open::sealing(place, platform.clone()).await {
        Err(OpenError::Log(LogError::Refused(refused))) => {
            report::note(refused.to_string());
            Ok(platform)
        }
        other => other,
    }
}

/// Seals as long as the program serves. A log that refuses is looked at again each minute, and what it says is said once.
pub async fn always(platform: &Platform, language: Language) {
    if platform.log().is_none() {
        return std::future::pending().await;
    }
    let mut seconds = interval(EVERY);
    seconds.set_missed_tick_behavior(MissedTickBehavior::Delay);
    let (mut checked, mut said) = (false, String::new());
    loop {
        seconds.tick().await;
        match round(platform, &mut checked).await {
            Ok(()) => said.clear(),
            // The clock's other duties notice the same, and begin anew.
            Err(
                PlatformError::Store(StoreError::Away(_))
                | PlatformError::Log(LogError::Store(StoreError::Away(_))),
            ) => {}
            Err(error) => {
                let trouble = error.to_string();
                if trouble != said {
                    report::note(report::tell(
                        language,
                        "seal-trouble",
                        &[("trouble", Arg::text(trouble.as_str()))],
                    ));
                    said = trouble;
                }
                checked = false;
                tokio::time::sleep(PATIENCE).await;
            }
        }
    }
}

async fn round(platform: &Platform, checked: &mut bool) -> Result<(), PlatformError> {
    if !*checked {
        platform.check_log().await?;
        platform.seal().await?;
        *checked = true;
    } else if platform.seal_waits().await? {
        platform.seal().await?;
    }
    Ok(())
}
