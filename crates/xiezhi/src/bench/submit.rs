//! Acts one by one, durable before the answer: the queue with its groups, against the same statements sent by as many
//! clients with a transaction each.

use std::sync::Arc;
use std::time::Instant;

use platform::Queue;

use super::Line;
use super::ground::Ground;
use crate::cli::Failure;

/// Measures at 1, `clients` and 128 clients.
pub async fn run(ground: &Ground, rows: u64, clients: usize) -> Result<Line, Failure> {
    let each = rows.clamp(500, 20_000);
    let mut next = 0;
    let mut rates = Vec::new();
    for clients in [1, clients, 128] {
        let count = if clients == 1 { each / 10 } else { each };
        let mut ours = 0.0;
        let mut raw = 0.0;
        for _ in 0..3 {
            ours += grouped(ground, next, count / 3, clients).await?;
            next += count / 3;
            raw += alone(ground, next, count / 3, clients).await?;
            next += count / 3;
        }
        rates.push((clients, ours / 3.0, raw / 3.0));
    }
    let (_, ours, raw) = rates[1];
    let mut line =
        Line { name: "submit", rows: next, ours, raw, ratio: ours / raw, unit: "acts/s", ..Line::default() };
    line.more.extend([
        ("clients", rates[1].0 as f64),
        ("one_client", rates[0].1),
        ("one_client_raw", rates[0].2),
        ("one_client_ratio", rates[0].1 / rates[0].2),
        ("clients_128", rates[2].1),
        ("clients_128_raw", rates[2].2),
        ("clients_128_ratio", rates[2].1 / rates[2].2),
    ]);
    Ok(line)
}

async fn grouped(ground: &Ground, from: u64, count: u64, clients: usize) -> Result<f64, Failure> {
    let queue = Queue::start(&ground.platform, 2, 256);
    let wishes = Arc::new(std::sync::Mutex::new(ground.wishes(from, from + count)));
    let begun = Instant::now();
    let mut tasks = Vec::new();
    for _ in 0..clients {
        let (queue, wishes) = (queue.clone(), wishes.clone());
        tasks.push(tokio::spawn(async move {
            loop {
                let Some(wish) = wishes.lock().ok().and_then(|mut w| w.pop()) else { return Ok(()) };
                if let Err(refusal) = queue.submit(wish).await? {
                    return Err(platform::PlatformError::Refused(refusal));
                }
            }
        }));
    }
    for task in tasks {
        task.await??;
    }
    Ok(count as f64 / begun.elapsed().as_secs_f64())
}

/// The same acts, decided beforehand, each appended in a transaction of its own.
pub(super) async fn alone(ground: &Ground, from: u64, count: u64, clients: usize) -> Result<f64, Failure> {
    let (acts, epoch) = ground.platform.decide_only(ground.wishes(from, from + count)).await?;
    let acts = Arc::new(std::sync::Mutex::new(acts));
    let begun = Instant::now();
    let mut tasks = Vec::new();
    for _ in 0..clients {
        let (store, acts) = (ground.platform.store().clone(), acts.clone());
        tasks.push(tokio::spawn(async move {
            loop {
                let Some(act) = acts.lock().ok().and_then(|mut a| a.pop()) else { return Ok(()) };
                store.append(&[act], epoch).await?;
            }
        }));
    }
    for task in tasks {
        let done: Result<(), store::StoreError> = task.await?;
        done?;
    }
    Ok(count as f64 / begun.elapsed().as_secs_f64())
}
