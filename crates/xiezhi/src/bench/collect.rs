//! Bulk collection with every check, against `COPY` of the very same kind of rows into the very same tables: batches
//! alternate, one timed with deciding and encoding, the next timed without.

use std::time::{Duration, Instant};

use platform::{BulkDoor, Wish};

use super::flat::Flat;
use super::ground::Ground;
use super::{Kind, Line, median};
use crate::cli::Failure;
use crate::report;

/// Acts that go through the door together.
const BATCH: u64 = 4000;
/// Acts timed at a stretch, one way and then the other.
const BLOCK: u64 = 5 * BATCH;

fn batches(ground: &Ground, kind: Kind, from: u64, to: u64) -> Vec<Vec<Wish>> {
    let step = usize::try_from(BATCH).unwrap_or(1);
    (from..to).step_by(step).map(|begin| ground.acts(kind, begin, (begin + BATCH).min(to))).collect()
}

/// Measures.
pub async fn run(ground: &Ground, kind: Kind, rows: u64, quiet: bool) -> Result<Line, Failure> {
    let mut door = BulkDoor::open(&ground.platform).await?;
    let mut flat = Flat::make(&ground.access).await?;
    let progress = report::bar(rows, !quiet);
    let (mut ours, mut raw) = (Duration::ZERO, Duration::ZERO);
    let (mut ours_acts, mut raw_acts) = (0u64, 0u64);
    let mut ratios = Vec::new();
    let mut per_act: Vec<(u64, f64)> = Vec::new();
    let mut wal = 0.0;
    let mut deciding = Duration::ZERO;
    let before = ground.written().await?;
    let mut done = 0;
    while done < rows {
        let to = (done + 2 * BLOCK).min(rows);
        let middle = done + (to - done) / 2;
        let mine = batches(ground, kind, done, middle);
        let mut prepared = Vec::new();
        let later = batches(ground, kind, middle, to);
        let begun = Instant::now();
        for wishes in later {
            prepared.push(door.prepare(wishes).await?);
        }
        deciding += begun.elapsed();
        let wal_before = ground.written().await?.wal;
        let begun = Instant::now();
        for wishes in mine {
            door.feed(wishes).await?;
        }
        door.rest().await?;
        let took = begun.elapsed();
        wal += ground.written().await?.wal - wal_before;
        let begun = Instant::now();
        for one in prepared {
            door.send(one).await?;
        }
        let took_raw = begun.elapsed();
        ours += took;
        raw += took_raw;
        ours_acts += middle - done;
        raw_acts += to - middle;
        ratios.push(took_raw.as_secs_f64() / took.as_secs_f64());
        per_act.push((done, took.as_secs_f64() * 1e6 / (middle - done).max(1) as f64));
        flat.copy(BATCH).await?;
        done = to;
        progress.set_position(done);
    }
    progress.finish_and_clear();
    let after = ground.written().await?;
    let ours_us = ours.as_secs_f64() * 1e6 / ours_acts as f64;
    let raw_us = raw.as_secs_f64() * 1e6 / raw_acts as f64;
    let flat_us = flat.took.as_secs_f64() * 1e6 / flat.rows as f64;
    let edge = (per_act.len() / 10).max(1);
    let mut first: Vec<f64> = per_act.iter().take(edge).map(|p| p.1).collect();
    let mut last: Vec<f64> = per_act.iter().rev().take(edge).map(|p| p.1).collect();
    let mut line = Line {
        name: "collect",
        rows,
        ours: 1e6 / ours_us,
        raw: 1e6 / raw_us,
        ratio: raw_us / ours_us,
        unit: "acts/s",
        ..Line::default()
    };
    let facts = ground.access.connect(store::Role::Writer).await?;
    let facts: i64 = facts
        .query_one("select count(*) from journal.fact where kind in (60, 90, 100, 101)", &[])
        .await?
        .get(0);
    line.more.extend([
        ("us_per_act", ours_us),
        ("raw_us_per_act", raw_us),
        ("decide_us_per_act", deciding.as_secs_f64() * 1e6 / raw_acts as f64),
        ("median_ratio", median(&mut ratios)),
        ("flat_us_per_row", flat_us),
        ("of_flat", ours_us / flat_us),
        ("last_to_first", median(&mut last) / median(&mut first)),
        ("facts_per_act", facts as f64 / rows as f64),
        ("rows_per_act", door.load.rows as f64 / rows as f64),
        ("bytes_per_act", (after.size - before.size) / rows as f64),
        ("wal_per_act", wal / ours_acts as f64),
    ]);
    Ok(line)
}
