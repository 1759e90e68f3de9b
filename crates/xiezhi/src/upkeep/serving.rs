//! Serving: the clock's duties, until somebody stops the program. When the database is away it waits and tries again.

use std::process::ExitCode;
use std::time::Duration;

use calendar::city_date;
use exchange::{Arg, Language};
use jiff::{SignedDuration, Timestamp};
use platform::{Platform, PlatformError, Swept};
use store::StoreError;
use tokio::signal::unix::{Signal, SignalKind, signal};
use tokio::sync::watch;
use tokio::time::{MissedTickBehavior, interval};

use crate::cli::Failure;
use crate::open::{How, OpenError, Opened, Where, open};
use crate::pages::Addresses;
use crate::report;

/// How often what is due is looked for.
const SWEEP: Duration = Duration::from_secs(60);
/// How often the private server is looked after.
const LOOK: Duration = Duration::from_secs(2);
/// The waits after trouble: from the first to the longest, doubled each time.
const WAITS: (Duration, Duration) = (Duration::from_secs(1), Duration::from_secs(60));
/// How often files are looked through for what no fact names.
const FILES: SignedDuration = SignedDuration::from_hours(24);
/// How far back a digest is made up for after a stop: reads are recorded while the program runs, and by commands.
const HOURS_BACK: i64 = 48;

/// `xiezhi serve`.
///
/// # Errors
/// The server cannot be started, or the database is not one of this program's.
pub async fn serve(place: &Where, addresses: &Addresses, language: Language) -> Result<ExitCode, Failure> {
    let mut stop = Stop::new()?;
    let mut wait = WAITS.0;
    loop {
        let trouble = match begin(place).await {
            Ok(mut opened) => {
                wait = WAITS.0;
                let (ending, ended) = watch::channel(false);
                addresses.open(language).await?.serve(&opened.platform, language, &ended)?;
                let sealed = opened.platform.clone();
                report::note(report::say(language, "serve-ready", &[]));
                let ended = tokio::select! {
                    () = stop.asked() => Ok(()),
                    trouble = duties(&mut opened, language) => Err(trouble),
                    () = super::sealing::always(&sealed, language) => Ok(()),
                };
                // The listeners close, and what is being answered is answered.
                ending.send_replace(true);
                match ended {
                    Ok(()) => return end(opened, language),
                    Err(trouble) => trouble,
                }
            }
            Err(error) if passing(&error) => error.to_string(),
            Err(error) => return Err(error.into()),
        };
        let seconds = wait.as_secs();
        let args = [("trouble", Arg::text(trouble)), ("seconds", Arg::count(seconds))];
        report::note(report::tell(language, "serve-trouble", &args));
        tokio::select! {
            () = stop.asked() => return Ok(stopped(language)),
            () = tokio::time::sleep(wait) => {}
        }
        wait = (wait * 2).min(WAITS.1);
    }
}

/// Opens what is served; a new journal is a real city's.
async fn begin(place: &Where) -> Result<Opened, OpenError> {
    let opened = open(place, How { serve: true, ..How::default() }).await?;
    let simulated = opened.platform.store().opened().await?.unwrap_or(false);
    opened.platform.found(simulated).await?;
    let Opened { platform, server } = opened;
    Ok(Opened { platform: super::sealing::begin(place, platform).await?, server })
}

/// Whether waiting may help: the database is away or starting, not foreign, newer or without its keys.
fn passing(error: &OpenError) -> bool {
    let store = match error {
        OpenError::Store(error) | OpenError::Platform(PlatformError::Store(error)) => error,
        _ => return false,
    };
    matches!(store, StoreError::Away(_) | StoreError::Full(_))
}

/// Sweeps and digests until there is trouble, and says what it was.
async fn duties(opened: &mut Opened, language: Language) -> String {
    let (mut minutes, mut looks) = (interval(SWEEP), interval(LOOK));
    // After the machine slept one sweep is enough: it finds everything that is due.
    minutes.set_missed_tick_behavior(MissedTickBehavior::Delay);
    looks.set_missed_tick_behavior(MissedTickBehavior::Delay);
    let (mut digested, mut cleaned) = (None, None);
    loop {
        tokio::select! {
            _ = looks.tick() => {
                if let Some(server) = &mut opened.server
                    && let Err(error) = server.alive()
                {
                    return error.to_string();
                }
            }
            _ = minutes.tick() => match minute(&opened.platform, &mut digested, &mut cleaned, language).await {
                Ok(()) => {}
                // Others kept winning: the next minute tries again.
                Err(error @ PlatformError::Contended) => report::note(error.to_string()),
                Err(error) => return error.to_string(),
            },
        }
    }
}

/// One minute's duties. A digest waits until its hour has been over for a minute, so that no read is still on its way.
async fn minute(
    platform: &Platform,
    digested: &mut Option<Timestamp>,
    cleaned: &mut Option<Timestamp>,
    language: Language,
) -> Result<(), PlatformError> {
    let swept = platform.sweep(None).await?;
    if swept != Swept::default() {
        report::note(report::tell(language, "sweep-done", &super::swept_args(swept)));
    }
    let settled = before(platform.now(), SignedDuration::from_mins(1));
    let hour = before(settled, SignedDuration::from_hours(1));
    let mut next = digested.unwrap_or_else(|| before(hour, SignedDuration::from_hours(HOURS_BACK)));
    while next <= hour {
        platform.digest_reads(next).await?;
        next = next.saturating_add(SignedDuration::from_hours(1)).unwrap_or(Timestamp::MAX);
    }
    platform.forget_codes().await?;
    // What was destroyed leaves the file of the table at the start and once a day.
    if digested.is_none_or(|before| city_date(before) != city_date(next)) {
        platform.store().rewrite_codes().await?;
    }
    *digested = Some(next);
    // A folder that is away for a moment leaves the keys as they are known.
    if let Err(error) = platform.store().keys().read_look_up_again() {
        report::note(error.to_string());
    }
    platform.clear_desk().await?;
    clean_files(platform, cleaned, language).await
}

/// Once a day: files that no fact names. An object store that is away keeps nothing else from being done.
async fn clean_files(
    platform: &Platform,
    cleaned: &mut Option<Timestamp>,
    language: Language,
) -> Result<(), PlatformError> {
    let now = platform.now();
    if cleaned.is_some_and(|last| last > before(now, FILES)) {
        return Ok(());
    }
    *cleaned = Some(now);
    match platform.sweep_files().await {
        Ok(0) => Ok(()),
        Ok(n) => {
            report::note(report::tell(language, "serve-files-swept", &[("files", Arg::count(n))]));
            Ok(())
        }
        Err(PlatformError::File(error)) => {
            report::note(error.to_string());
            Ok(())
        }
        Err(error) => Err(error),
    }
}

fn before(at: Timestamp, span: SignedDuration) -> Timestamp {
    at.saturating_sub(span).unwrap_or(Timestamp::MIN)
}

/// Lets the database go: the pools first, so that the server need not cut anybody off.
fn end(opened: Opened, language: Language) -> Result<ExitCode, Failure> {
    let Opened { platform, server } = opened;
    drop(platform);
    if let Some(server) = server {
        server.stop()?;
    }
    Ok(stopped(language))
}

fn stopped(language: Language) -> ExitCode {
    report::note(report::say(language, "serve-stopped", &[]));
    ExitCode::SUCCESS
}

/// Somebody wants the program to stop: Ctrl-C, or the machine's own word for it.
struct Stop(Signal, Signal);

impl Stop {
    fn new() -> std::io::Result<Self> {
        Ok(Self(signal(SignalKind::interrupt())?, signal(SignalKind::terminate())?))
    }

    async fn asked(&mut self) {
        tokio::select! {
            _ = self.0.recv() => {}
            _ = self.1.recv() => {}
        }
    }
}
