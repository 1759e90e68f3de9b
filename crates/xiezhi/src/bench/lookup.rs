//! Query codes looked up as the role `public`: parsed, hashed, found, told; against a select of the same rows by their primary
//! key, from as many connections.

use std::net::{IpAddr, Ipv4Addr};
use std::sync::Arc;
use std::time::Instant;

use decree::query_code::QueryCode;
use platform::BulkDoor;
use uuid::Uuid;

use super::ground::Ground;
use super::{Kind, Line};
use crate::cli::Failure;
use crate::report;

/// Cases that go through the door together.
const BATCH: u64 = 4000;
/// Codes that are looked up.
const CODES: usize = 20_000;
/// Look-ups of one measurement.
const LOOK_UPS: usize = 30_000;

/// Measures.
pub async fn run(ground: &Ground, rows: u64, clients: usize, quiet: bool) -> Result<Line, Failure> {
    let (codes, keys) = filled(ground, rows, quiet).await?;
    let (codes, keys) = (Arc::new(codes), Arc::new(keys));
    let (mut ours, mut raw, mut wrong) = (0.0, 0.0, 0.0);
    for _ in 0..3 {
        ours += looked_up(ground, &codes, clients).await? / 3.0;
        raw += selected(ground, &keys, clients).await? / 3.0;
        let nobody: Vec<[u8; 32]> = (0..CODES as u64).map(nobodys).collect();
        wrong += found(ground, &Arc::new(nobody), clients).await? / 3.0;
    }
    let right = found(ground, &keys, clients).await?;
    let mut line =
        Line { name: "lookup", rows, ours, raw, ratio: ours / raw, unit: "look-ups/s", ..Line::default() };
    line.more.extend([("clients", clients as f64), ("wrong_to_right", wrong / right)]);
    Ok(line)
}

fn nobodys(n: u64) -> [u8; 32] {
    let mut key = [0xff; 32];
    key[..8].copy_from_slice(&n.wrapping_mul(0x9e37_79b9_7f4a_7c15).to_be_bytes());
    key
}

/// Cases with their codes; a sample of the codes and of their look-up keys.
async fn filled(ground: &Ground, rows: u64, quiet: bool) -> Result<(Vec<String>, Vec<[u8; 32]>), Failure> {
    let mut door = BulkDoor::open(&ground.platform).await?;
    let progress = report::bar(rows, !quiet);
    let mut ids: Vec<Uuid> = Vec::new();
    for begin in (0..rows).step_by(usize::try_from(BATCH).unwrap_or(1)) {
        let answers = door.submit(ground.acts(Kind::Case, begin, (begin + BATCH).min(rows))).await?;
        let made = answers.iter().flatten().flat_map(|done| done.codes.iter().map(|(_, id)| *id));
        ids.extend(made.take(CODES.saturating_sub(ids.len())));
        progress.set_position(begin + BATCH);
    }
    progress.finish_and_clear();
    let codes: Vec<String> = ground.platform.store().clear_codes(&ids).await?.into_values().collect();
    let keys = ground.platform.store().keys().look_up_keys();
    let of = |text: &String| text.parse().ok().and_then(|code: QueryCode| keys.look_up(&code));
    let keys = codes.iter().filter_map(of).collect();
    Ok((codes, keys))
}

async fn looked_up(ground: &Ground, codes: &Arc<Vec<String>>, clients: usize) -> Result<f64, Failure> {
    let begun = Instant::now();
    let mut tasks = Vec::new();
    for client in 0..clients {
        let (platform, codes) = (ground.platform.clone(), codes.clone());
        // Each client comes from an address of its own: many at once from one are slowed.
        let address = IpAddr::V4(Ipv4Addr::from(0x0a00_0000 + u32::try_from(client)?));
        tasks.push(tokio::spawn(async move {
            for i in (client..LOOK_UPS).step_by(clients) {
                let Some(code) = codes.get(i % codes.len().max(1)) else { continue };
                if let Err(not) = platform.look_up(code, None, address).await? {
                    return Err(Failure::from(format!("a right code was not opened: {not:?}")));
                }
            }
            Ok::<(), Failure>(())
        }));
    }
    for task in tasks {
        task.await??;
    }
    Ok(LOOK_UPS as f64 / begun.elapsed().as_secs_f64())
}

/// The rows alone, without what a look-up does around them.
async fn found(ground: &Ground, keys: &Arc<Vec<[u8; 32]>>, clients: usize) -> Result<f64, Failure> {
    let begun = Instant::now();
    let mut tasks = Vec::new();
    for client in 0..clients {
        let (store, keys) = (ground.platform.store().clone(), keys.clone());
        tasks.push(tokio::spawn(async move {
            for i in (client..LOOK_UPS).step_by(clients) {
                let Some(key) = keys.get(i % keys.len().max(1)) else { continue };
                store.public_case(key).await?;
            }
            Ok::<(), store::StoreError>(())
        }));
    }
    for task in tasks {
        task.await??;
    }
    Ok(LOOK_UPS as f64 / begun.elapsed().as_secs_f64())
}

/// What the machine does raw: a prepared select by primary key on a connection a client.
async fn selected(ground: &Ground, keys: &Arc<Vec<[u8; 32]>>, clients: usize) -> Result<f64, Failure> {
    let mut ready = Vec::new();
    for _ in 0..clients {
        let client = ground.access.connect(store::Role::Public).await?;
        let statement = client.prepare("select packet from view.public_case where look_up = $1").await?;
        ready.push((client, statement));
    }
    let begun = Instant::now();
    let mut tasks = Vec::new();
    for (n, (client, statement)) in ready.into_iter().enumerate() {
        let keys = keys.clone();
        tasks.push(tokio::spawn(async move {
            for i in (n..LOOK_UPS).step_by(clients) {
                let Some(key) = keys.get(i % keys.len().max(1)) else { continue };
                client.query_opt(&statement, &[&&key[..]]).await?;
            }
            Ok::<(), tokio_postgres::Error>(())
        }));
    }
    for task in tasks {
        task.await??;
    }
    Ok(LOOK_UPS as f64 / begun.elapsed().as_secs_f64())
}
