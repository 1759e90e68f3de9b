//! `xiezhi demo`: Tianjin, simulated. Everything enters by the one door, under a simulated clock, and depends on the seed
//! alone: the same seed makes the same set of facts. The journal is marked as a simulation for ever.

mod agencies;
mod behaviour;
mod cases;
mod chance;
mod city;
mod course;
mod data;
mod entering;
mod founding;
mod handling;
mod inspecting;
mod messages;
mod numbers;
mod people;
mod period;
mod progress;
mod records;
mod renewals;
mod scale;
mod schedule;
mod summary;
#[cfg(test)]
mod tests;

use std::process::ExitCode;
use std::sync::Arc;
use std::time::Duration;

use clap::Args;
use decree::identity::{rng_for, salt, uuid_of};
use exchange::{Arg, Language, Words};
use jiff::Timestamp;
use pgserver::PrivateServer;
use platform::{Platform, PlatformError, SimulatedClock};
use serde::{Deserialize, Serialize};
use tokio::signal::unix::{SignalKind, signal};
use tokio::sync::watch;

use crate::acting;
use crate::cli::Failure;
use crate::machine::GoingOn;
use crate::open::{How, Opened, Where, open};
use crate::pages::Addresses;
use crate::report;
use city::City;
use course::Course;
use data::Data;
use period::Period;
use progress::Progress;
use summary::Summary;

/// What city to make.
#[derive(Args, Clone, Debug)]
pub struct Options {
    /// How many months are simulated, up to the end of 2025
    #[arg(long, default_value_t = 3, value_parser = clap::value_parser!(u32).range(1..=120))]
    pub months: u32,
    /// Seed: the same one makes the same facts
    #[arg(long, default_value_t = 1)]
    pub seed: u64,
    /// Size: 1 is the whole city, 0.02 some fifty agencies
    #[arg(long, default_value_t = 1.0)]
    pub scale: f64,
    /// End when the city is made, instead of serving it
    #[arg(long)]
    pub no_serve: bool,
    /// Print the numbers as one line of JSON
    #[arg(long)]
    pub json: bool,
    #[command(flatten)]
    pub addresses: Addresses,
}

/// Which city a database holds: a note beside the journal, so that a simulation that was ended is gone on with, and a
/// finished one is known.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
struct Made {
    months: u32,
    seed: u64,
    scale: f64,
    finished: bool,
}

/// Key of the note.
const NOTE: &str = "demo";

impl Made {
    fn of(options: &Options) -> Self {
        Self { months: options.months, seed: options.seed, scale: options.scale, finished: false }
    }

    /// Whether these options ask for this city.
    fn is(&self, options: &Options) -> bool {
        Self { finished: false, ..self.clone() } == Self::of(options)
    }

    fn seed_bytes(&self) -> [u8; 32] {
        let cause = uuid_of(&[b"demo", &self.seed.to_be_bytes()]);
        salt(&mut rng_for(&[0; 32], cause))
    }

    async fn read(platform: &Platform) -> Result<Option<Self>, Failure> {
        let note = platform.store().note(NOTE).await?;
        Ok(note.map(|text| serde_json::from_str(&text)).transpose()?)
    }

    async fn write(&self, platform: &Platform) -> Result<(), Failure> {
        Ok(platform.store().put_note(NOTE, &serde_json::to_string(self)?).await?)
    }
}

/// `xiezhi demo`.
///
/// # Errors
/// The data cannot be opened, hold a real city, or the database is away.
pub async fn command(place: &Where, options: Options, language: Language) -> Result<ExitCode, Failure> {
    let clock = Arc::new(SimulatedClock::new(Timestamp::UNIX_EPOCH));
    let seed = Some(Made::of(&options).seed_bytes());
    let how = How { clock: clock.clone(), seed, serve: !options.no_serve, ..How::default() };
    let Opened { platform, mut server } = open(place, how).await?;
    let (platform, made) = made(platform, &clock, &options, language).await?;
    let counts = platform.store().counts().await?;
    let summary = Summary::of(&counts, &platform.base());
    if options.json {
        report::json(&summary)?;
    } else {
        summary::tell(&summary, &counts, &made, language);
        report::print(
            Words::of(language).say("demo-next", &[("folder", Arg::text(place.data.display().to_string()))]),
        );
    }
    // Whoever worked on the city meanwhile, or sealed it, has moved its time on.
    let last = platform.now().max(acting::last_moment(&platform).await?);
    clock.advance_to(last);
    let platform = sealed(place, platform).await?;
    if !options.no_serve {
        let going_on = GoingOn::from(last);
        let served = platform.again(Arc::new(going_on), made.seed_bytes()).await?;
        let (ending, ended) = watch::channel(false);
        options.addresses.open(language).await?.serve(&served, language, &ended)?;
        report::note(report::say(language, "demo-serving", &[]));
        until_stopped(&served, &mut server, language).await?;
        ending.send_replace(true);
    }
    drop(platform);
    if let Some(server) = server {
        server.stop()?;
    }
    Ok(ExitCode::SUCCESS)
}

/// The city that is there, finished; made if there is none yet.
async fn made(
    platform: Platform,
    clock: &Arc<SimulatedClock>,
    options: &Options,
    language: Language,
) -> Result<(Platform, Made), Failure> {
    if platform.store().opened().await? == Some(false) {
        return Err(PlatformError::Simulated(false).into());
    }
    let mut made = match Made::read(&platform).await? {
        Some(made) => made,
        None => {
            let made = Made::of(options);
            made.write(&platform).await?;
            made
        }
    };
    if !made.is(options) {
        let args = [
            ("months", Arg::count(made.months)),
            ("seed", Arg::text(made.seed.to_string())),
            ("scale", Arg::text(made.scale.to_string())),
        ];
        report::note(report::tell(language, "demo-another", &args));
    }
    // The seed is the one that the city was begun with.
    let platform = platform.again(clock.clone(), made.seed_bytes()).await?;
    let data = Data::shipped()?;
    let finish = Period::of(&data.behaviour, made.months).finish();
    if !made.finished {
        let city = City::new(data, made.seed_bytes(), made.months, made.scale);
        let progress = Progress::new(report::say(language, "demo-making", &[]), !options.json);
        Course::new(&city, &platform, clock.clone()).await?.run(&progress).await?;
        made.finished = true;
        made.write(&platform).await?;
    }
    clock.advance_to(finish);
    Ok((platform, made))
}

/// The city with everything in it sealed and published, as a city that is lived in has it.
async fn sealed(place: &Where, platform: Platform) -> Result<Platform, Failure> {
    let platform = crate::open::sealing(place, platform).await?;
    platform.check_log().await?;
    platform.seal().await?;
    Ok(platform)
}

/// Waits for Ctrl-C, or the machine's own word for it. The city's time goes on, so what is due is swept.
async fn until_stopped(
    platform: &Platform,
    server: &mut Option<PrivateServer>,
    language: Language,
) -> Result<(), Failure> {
    let mut interrupted = signal(SignalKind::interrupt())?;
    let mut terminated = signal(SignalKind::terminate())?;
    let mut looks = tokio::time::interval(Duration::from_secs(5));
    let mut sweeps = tokio::time::interval(Duration::from_secs(60));
    let mut sealing = std::pin::pin!(crate::upkeep::always_sealing(platform, language));
    loop {
        tokio::select! {
            () = &mut sealing => {}
            _ = interrupted.recv() => return Ok(()),
            _ = terminated.recv() => return Ok(()),
            _ = looks.tick() => {
                if let Some(server) = server {
                    server.alive()?;
                }
            }
            _ = sweeps.tick() => {
                platform.sweep(None).await?;
            }
        }
    }
}
