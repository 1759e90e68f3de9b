//! The overdue sweep: as many alerts as rows, all past their time at level 1; and a sweep that finds nothing.

use std::time::Instant;

use platform::BulkDoor;

use super::Line;
use super::ground::Ground;
use crate::cli::Failure;
use crate::report;

/// Measures.
pub async fn run(ground: &Ground, rows: u64, quiet: bool) -> Result<Line, Failure> {
    let mut door = BulkDoor::open(&ground.platform).await?;
    let progress = report::bar(rows, !quiet);
    let mut done = 0;
    while done < rows {
        let to = (done + 2000).min(rows);
        door.submit(ground.late_wishes(done, to)).await?;
        done = to;
        progress.set_position(done);
    }
    progress.finish_and_clear();
    let owner = ground.access.connect(store::Role::Owner).await?;
    owner.batch_execute("vacuum analyze").await?;
    let mut empty = f64::MAX;
    for _ in 0..5 {
        let begun = Instant::now();
        ground.platform.sweep(None).await?;
        empty = empty.min(begun.elapsed().as_secs_f64() * 1e3);
    }
    let now = ground.platform.now();
    ground.clock.advance_to(now + jiff::SignedDuration::from_hours(24 * 10));
    let base = ground.platform.base();
    let begun = Instant::now();
    let found =
        ground.platform.store().due(&base.calendar(), ground.platform.now(), usize::MAX >> 1).await?.len();
    let find = begun.elapsed().as_secs_f64() * 1e6 / found.max(1) as f64;
    let begun = Instant::now();
    let swept = ground.platform.sweep(None).await?;
    let ours = begun.elapsed().as_secs_f64() * 1e6 / swept.found.max(1) as f64;
    // Raw is the question alone: which rows are due.
    let mut line = Line {
        name: "sweep",
        rows,
        ours,
        raw: find,
        ratio: ours / find,
        unit: "us/due row",
        ..Line::default()
    };
    line.more.extend([("empty_ms", empty), ("found", swept.found as f64), ("find_us", find)]);
    Ok(line)
}
