//! Sealing beside collection, against `COPY` of the log's own rows; publishing and the full audit of what was sealed.

use std::time::{Duration, Instant};

use ::seal::{KeyKind, SigningKey};
use platform::{BulkDoor, Platform};
use store::Log;

use super::ground::Ground;
use super::{Kind, Line};
use crate::cli::Failure;
use crate::report;

/// Acts that go through the door together.
const BATCH: u64 = 4000;
/// How often the sealer looks while acts are collected: as often as when the program serves.
const EVERY: Duration = Duration::from_secs(1);

/// Measures.
pub async fn run(ground: &Ground, kind: Kind, rows: u64, quiet: bool) -> Result<Line, Failure> {
    let folder = std::env::temp_dir().join(format!("xiezhi-bench-log-{}", std::process::id()));
    let key = SigningKey::new("bench.example/log", KeyKind::Log, &[1; 32])?;
    let platform = ground.platform.clone().with_log(Log::new(key, folder.clone()));
    let measured = measure(ground, &platform, kind, rows, quiet).await;
    if folder.exists() {
        std::fs::remove_dir_all(&folder)?;
    }
    measured
}

async fn measure(
    ground: &Ground,
    platform: &Platform,
    kind: Kind,
    rows: u64,
    quiet: bool,
) -> Result<Line, Failure> {
    let progress = report::bar(rows, !quiet);
    // A third alone, a third with the sealer beside it, a third alone: what sealing costs collection.
    let third = rows / 3;
    let alone = collect(ground, kind, 0, third).await?;
    progress.set_position(third);
    let begun = Instant::now();
    let sealed = seal_all(platform).await?;
    let sealing = begun.elapsed();
    let facts = sealed as f64;
    let beside = tokio::select! {
        took = collect(ground, kind, third, 2 * third) => took?,
        ended = seal_on(platform) => return Err(ended),
    };
    progress.set_position(2 * third);
    seal_all(platform).await?;
    let again = collect(ground, kind, 2 * third, rows).await?;
    seal_all(platform).await?;
    let begun = Instant::now();
    let size = platform.seal().await?.published.unwrap_or_default();
    let publishing = begun.elapsed();
    let begun = Instant::now();
    let audit = platform.store().audit_log().await?;
    let auditing = begun.elapsed();
    if audit.found != 0 {
        return Err(format!("the audit found {:?}", audit.flaws).into());
    }
    let raw = copied(ground).await?;
    progress.finish_and_clear();
    let without = (alone.as_secs_f64() + again.as_secs_f64()) / (rows - third) as f64;
    let per_fact = |took: Duration, facts: f64| took.as_secs_f64() * 1e6 / facts;
    let (ours, raw) = (facts / sealing.as_secs_f64(), size as f64 / raw.as_secs_f64());
    let mut line =
        Line { name: "seal", rows, ours, raw, ratio: ours / raw, unit: "facts/s", ..Line::default() };
    line.more.extend([
        ("facts", size as f64),
        ("seal_us_per_fact", per_fact(sealing, facts)),
        ("beside_collection", beside.as_secs_f64() / third as f64 / without - 1.0),
        ("publish_per_s", size as f64 / publishing.as_secs_f64()),
        ("audit_per_s", audit.entries as f64 / auditing.as_secs_f64()),
    ]);
    Ok(line)
}

/// Collects some acts and answers how long it took.
async fn collect(ground: &Ground, kind: Kind, from: u64, to: u64) -> Result<Duration, Failure> {
    let mut door = BulkDoor::open(&ground.platform).await?;
    let mut took = Duration::ZERO;
    for begin in (from..to).step_by(usize::try_from(BATCH).unwrap_or(1)) {
        let acts = ground.acts(kind, begin, (begin + BATCH).min(to));
        let begun = Instant::now();
        door.feed(acts).await?;
        took += begun.elapsed();
    }
    let begun = Instant::now();
    door.rest().await?;
    Ok(took + begun.elapsed())
}

/// Seals what waits, and answers how many facts that were.
async fn seal_all(platform: &Platform) -> Result<u64, Failure> {
    let log = platform.log().ok_or(platform::PlatformError::NoLog)?;
    let mut facts = 0;
    while let Some(sealed) = platform.store().seal_waiting(log, platform.now()).await? {
        facts += sealed.facts;
        if !sealed.more {
            break;
        }
    }
    Ok(facts)
}

/// Seals every second, until it fails.
async fn seal_on(platform: &Platform) -> Failure {
    loop {
        tokio::time::sleep(EVERY).await;
        if let Err(error) = seal_all(platform).await {
            return error;
        }
    }
}

/// The log's rows copied as they are into a table like theirs.
async fn copied(ground: &Ground) -> Result<Duration, Failure> {
    let client = ground.access.connect(store::Role::Super).await?;
    client.batch_execute("create table public.raw_entry (like log.entry including all)").await?;
    let begun = Instant::now();
    client.execute("insert into public.raw_entry select * from log.entry", &[]).await?;
    let took = begun.elapsed();
    client.batch_execute("drop table public.raw_entry").await?;
    Ok(took)
}
