//! Bulk collection with every check, against `COPY` of the very same kind of rows into the very same tables: batches
//! alternate, one timed with deciding and encoding, the next timed without.

use std::time::{Duration, Instant};

use platform::BulkDoor;

use super::flat::Flat;
use super::ground::Ground;
use super::{Line, median};
use crate::cli::Failure;
use crate::report;

const BATCH: u64 = 4000;

/// Measures.
pub async fn run(ground: &Ground, rows: u64, quiet: bool) -> Result<Line, Failure> {
    let mut door = BulkDoor::open(&ground.platform).await?;
    let mut flat = Flat::make(&ground.access).await?;
    let progress = report::bar(rows, !quiet);
    let (mut ours, mut raw) = (Duration::ZERO, Duration::ZERO);
    let (mut ours_acts, mut raw_acts) = (0u64, 0u64);
    let mut ratios = Vec::new();
    let mut per_act: Vec<(u64, f64)> = Vec::new();
    let mut wal = 0.0;
    let before = ground.written().await?;
    let mut done = 0;
    while done < rows {
        let to = (done + BATCH).min(rows);
        let middle = done + (to - done) / 2;
        let (mine, theirs) = (ground.wishes(done, middle), ground.wishes(middle, to));
        let wal_before = ground.written().await?.wal;
        let begun = Instant::now();
        door.submit(mine).await?;
        let took = begun.elapsed();
        wal += ground.written().await?.wal - wal_before;
        let prepared = door.prepare(theirs).await?;
        let begun = Instant::now();
        door.send(prepared).await?;
        let took_raw = begun.elapsed();
        ours += took;
        raw += took_raw;
        ours_acts += middle - done;
        raw_acts += to - middle;
        ratios.push(took_raw.as_secs_f64() / took.as_secs_f64());
        per_act.push((done, took.as_secs_f64() * 1e6 / (middle - done).max(1) as f64));
        // The flat table is measured on a part: it must not fill the disk or the memory that ours needs.
        if done % (BATCH * 5) == 0 {
            flat.copy(BATCH / 2).await?;
        }
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
    let facts: i64 = facts.query_one("select count(*) from journal.fact where kind in (60, 90)", &[]).await?.get(0);
    line.more.extend([
        ("us_per_act", ours_us),
        ("raw_us_per_act", raw_us),
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
