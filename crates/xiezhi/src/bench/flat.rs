//! The absolute measure: `COPY` of one flat 28-column row with five indexes, what a plain program would keep of an act.

use std::time::{Duration, Instant};

use bytes::Bytes;
use futures_util::SinkExt;
use store::{Access, Role};
use tokio_postgres::Client;

use crate::cli::Failure;

/// The flat table, and two connections to it.
pub struct Flat {
    clients: Vec<Client>,
    next: u64,
    /// Time spent in `COPY`.
    pub took: Duration,
    /// Rows.
    pub rows: u64,
}

impl Flat {
    /// Makes the table.
    pub async fn make(access: &Access) -> Result<Self, Failure> {
        let owner = access.connect(Role::Owner).await?;
        let texts: Vec<String> = (0..14).map(|i| format!("t{i} text")).collect();
        let ints: Vec<String> = (0..9).map(|i| format!("i{i} int")).collect();
        owner
            .batch_execute(&format!(
                "create schema bench; grant usage on schema bench to xiezhi_writer;
                 create table bench.flat (id uuid primary key, a timestamptz, b timestamptz, c timestamptz, d timestamptz, {}, {});
                 create index on bench.flat (a); create index on bench.flat (i0, a);
                 create index on bench.flat (i1, a); create index on bench.flat (i2, t0);
                 grant all on bench.flat to xiezhi_writer",
                texts.join(", "),
                ints.join(", ")
            ))
            .await?;
        let clients = vec![access.connect(Role::Writer).await?, access.connect(Role::Writer).await?];
        Ok(Self { clients, next: 0, took: Duration::ZERO, rows: 0 })
    }

    /// Copies a batch over both connections and takes the time, without that of making the rows.
    pub async fn copy(&mut self, rows: u64) -> Result<(), Failure> {
        let half = rows / 2;
        let batches: Vec<Bytes> = (0..2).map(|_| self.batch(half)).collect();
        let begun = Instant::now();
        let mut sending = Vec::new();
        for (client, batch) in self.clients.drain(..).zip(batches) {
            sending.push(tokio::spawn(send(client, batch)));
        }
        for one in sending {
            self.clients.push(one.await??);
        }
        self.took += begun.elapsed();
        self.rows += half * 2;
        Ok(())
    }

    fn batch(&mut self, rows: u64) -> Bytes {
        let mut out = Vec::with_capacity(usize::try_from(rows).unwrap_or(0) * 500);
        for _ in 0..rows {
            self.next += 1;
            row(&mut out, self.next);
        }
        Bytes::from(out)
    }
}

async fn send(client: Client, batch: Bytes) -> Result<Client, tokio_postgres::Error> {
    let sink = client.copy_in::<_, Bytes>("copy bench.flat from stdin (format text)").await?;
    let mut sink = std::pin::pin!(sink);
    let mut rest = batch;
    while !rest.is_empty() {
        let piece = rest.split_to(rest.len().min(1 << 16));
        sink.feed(piece).await?;
    }
    sink.close().await?;
    Ok(client)
}

/// One row as text: a time-ordered key, four times, fourteen texts, nine numbers.
fn row(out: &mut Vec<u8>, n: u64) {
    use std::io::Write;
    // Writing into memory does not fail.
    let _ = write!(out, "{:08x}-0000-7000-8000-{:012x}", n / 100, n);
    for hour in 0..4 {
        let _ = write!(out, "\t2026-03-{:02} {:02}:{:02}:{:02}+08", 1 + n % 28, hour, n / 7 % 60, n % 60);
    }
    let texts = [
        "JC-0001-",
        "P00",
        "天津市第商贸有限公司",
        "天津市和平区解放路号",
        "合格",
        "日常检查",
        "证照是否齐全",
    ];
    for i in 0..14u64 {
        let text = texts[usize::try_from(i).unwrap_or(0) % texts.len()];
        let _ = write!(out, "\t{text}{}", (n * 31 + i * 7) % 1_000_000);
    }
    for i in 0..9u64 {
        let _ = write!(out, "\t{}", (n * 17 + i * 13) % if i < 3 { 128 } else { 100_000 });
    }
    out.push(b'\n');
}
