//! Pages of lists as the role reader with a scope, against the same query without scope or record.

use std::time::{Duration, Instant};

use decree::authority::{Actor, Role, Scope};
use platform::BulkDoor;
use store::{Cursor, List, Role as DatabaseRole};

use super::ground::Ground;
use super::{Line, median};
use crate::cli::Failure;
use crate::report;

const PAGE: i64 = 50;

/// Measures the list of inspections in every scope, at `clients` at a time, and deep pages.
pub async fn run(ground: &Ground, rows: u64, clients: usize, quiet: bool) -> Result<Line, Failure> {
    fill(ground, rows, quiet).await?;
    let scopes = [
        ("city_ms", Scope::City),
        ("district_ms", Scope::District(3)),
        ("agency_ms", Scope::Agency(5)),
        ("line_ms", Scope::Line { line: 2, district: 0 }),
        ("line_district_ms", Scope::Line { line: 2, district: 3 }),
        ("grant_ms", Scope::Grant(7)),
    ];
    let mut line = Line { name: "list", rows, unit: "ms", ..Line::default() };
    let mut all = Vec::new();
    for (name, scope) in scopes {
        let mut times = pages(ground, scope, clients, 150).await?;
        let middle = median(&mut times);
        line.more.insert(name, middle);
        all.push(middle);
    }
    line.ours = all[0];
    line.raw = raw(ground, clients).await?;
    line.ratio = line.raw / line.ours;
    let (least, most) =
        (all.iter().copied().fold(f64::MAX, f64::min), all.iter().copied().fold(0.0, f64::max));
    line.more.insert("scopes_spread", most / least);
    let (first, deep) = deep(ground).await?;
    line.more.insert("page_500_to_1", deep / first);
    line.more.insert("clients", clients as f64);
    Ok(line)
}

async fn fill(ground: &Ground, rows: u64, quiet: bool) -> Result<(), Failure> {
    let mut door = BulkDoor::open(&ground.platform).await?;
    let progress = report::bar(rows, !quiet);
    let mut done = 0;
    while done < rows {
        let to = (done + 4000).min(rows);
        door.submit(ground.wishes(done, to)).await?;
        done = to;
        progress.set_position(done);
    }
    progress.finish_and_clear();
    let owner = ground.access.connect(DatabaseRole::Owner).await?;
    owner.batch_execute("vacuum analyze").await?;
    Ok(())
}

fn reader(ground: &Ground, scope: Scope) -> store::Reader {
    let role = Role::CityOffice;
    let actor = Actor { role, ..Actor::clock() };
    ground.platform.reader(&actor, scope)
}

async fn pages(ground: &Ground, scope: Scope, clients: usize, each: usize) -> Result<Vec<f64>, Failure> {
    let mut tasks = Vec::new();
    for _ in 0..clients {
        let (store, reader) = (ground.platform.store().clone(), reader(ground, scope));
        tasks.push(tokio::spawn(async move {
            let mut times = Vec::with_capacity(each);
            for _ in 0..each {
                let begun = Instant::now();
                store.list(&reader, List::Inspections, Cursor::start(), PAGE).await?;
                times.push(begun.elapsed().as_secs_f64() * 1e3);
            }
            Ok::<_, store::StoreError>(times)
        }));
    }
    let mut times = Vec::new();
    for task in tasks {
        times.extend(task.await??);
    }
    Ok(times)
}

/// The same page by the writer, who has no scope, without a record of the read: as many clients on as many connections.
async fn raw(ground: &Ground, clients: usize) -> Result<f64, Failure> {
    let query = "select stream, agency, line, district, occurred_at, recorded_at, own_number, target, result, late, breaches, hints, state
        from view.inspection order by occurred_at desc, stream desc limit 50";
    let connections = 16;
    let mut opened = Vec::new();
    for _ in 0..connections {
        opened.push(ground.access.connect(DatabaseRole::Writer).await?);
    }
    let mut tasks = Vec::new();
    for client in opened {
        let share = clients.div_ceil(connections);
        tasks.push(tokio::spawn(async move {
            let statement = client.prepare(query).await?;
            let mut times = Vec::new();
            for _ in 0..400 * share {
                let begun = Instant::now();
                client.query(&statement, &[]).await?;
                // A connection serves several clients in turn: each waits for the others.
                times.push(begun.elapsed().as_secs_f64() * 1e3 * share as f64);
            }
            Ok::<_, tokio_postgres::Error>(times)
        }));
    }
    let mut times = Vec::new();
    for task in tasks {
        times.extend(task.await??);
    }
    Ok(median(&mut times))
}

/// Page 1 and page 500, by one client.
async fn deep(ground: &Ground) -> Result<(f64, f64), Failure> {
    let reader = reader(ground, Scope::City);
    let mut cursor = Cursor::start();
    let mut times: Vec<f64> = Vec::new();
    for _ in 0..520 {
        let begun = Instant::now();
        let shown = ground.platform.store().list(&reader, List::Inspections, cursor, PAGE).await?;
        times.push(Duration::as_secs_f64(&begun.elapsed()) * 1e3);
        let Some(last) = shown.rows.last() else { break };
        if let (store::Value::Uuid(stream), store::Value::Time(at)) = (&last[0], &last[4]) {
            cursor = Cursor { at: *at, stream: *stream };
        }
    }
    let edge = 20.min(times.len());
    let (mut first, mut last) = (times[1..edge].to_vec(), times[times.len() - edge..].to_vec());
    Ok((median(&mut first), median(&mut last)))
}
