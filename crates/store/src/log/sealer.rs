//! Giving facts their places: one batch, one transaction.

use decree::view::{Table, Type, Value};
use jiff::Timestamp;
use seal::{Edge, FullTile, Hash};
use tokio_postgres::Transaction;
use uuid::Uuid;

use super::{Log, LogError, LogHead};
use crate::Store;
use crate::append::send;
use crate::due::time;
use crate::error::StoreError;
use crate::load::Time;
use crate::rows::{Rows, Target};
use crate::statements::sql;

/// Most facts that are sealed in one transaction, beyond those recorded at the very same moment: bounds memory, not speed.
const BATCH: i64 = 100_000;

static ENTRY: Table = Table {
    name: "entry",
    columns: &[("idx", Type::Big), ("fact", Type::Uuid), ("recorded_at", Type::Time), ("leaf", Type::Bytes)],
    key: 1,
    stream: 0,
};

/// What one round sealed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Sealed {
    /// Facts that were given a place.
    pub facts: u64,
    /// Leaves of the log afterwards.
    pub size: u64,
    /// Whether more were waiting than one batch takes.
    pub more: bool,
}

/// A fact that waits for its place.
struct Waiting {
    recorded_at: Timestamp,
    stream: Uuid,
    seq: i32,
    fact: Uuid,
    leaf: Hash,
}

impl Store {
    /// Gives waiting facts their places, with tiles and head in the same transaction. The order is fixed here, once: by the
    /// moment of recording, then by stream; within a stream it is that of its facts. `None` where another program is sealing.
    ///
    /// # Errors
    /// The log does not fit key or clock, or the database is away. Then nothing was sealed.
    pub async fn seal_waiting(&self, log: &Log, now: Timestamp) -> Result<Option<Sealed>, LogError> {
        let mut client = self.writer().await?;
        let transaction = client.transaction().await?;
        if !transaction.query_one(sql("log_hold"), &[]).await?.get::<_, bool>(0) {
            return Ok(None);
        }
        let head = self.held_head(&transaction, log, now).await?;
        let waiting = take(&transaction).await?;
        let facts = waiting.len() as u64;
        let more = facts >= BATCH.unsigned_abs();
        if facts > 0 {
            let (mut edge, mut full) = (head.edge, Vec::new());
            write_entries(&transaction, &waiting, edge.size()).await?;
            for one in &waiting {
                edge.push(one.leaf, &mut full);
            }
            write_tiles(&transaction, full).await?;
            self.move_head(&transaction, &edge, now).await?;
        }
        // Also where nothing was done: the lock is let go before anybody is answered.
        transaction.commit().await?;
        Ok(Some(Sealed { facts, size: head.size + facts, more }))
    }

    /// The head under its lock; begun where there is none.
    async fn held_head(
        &self,
        transaction: &Transaction<'_>,
        log: &Log,
        now: Timestamp,
    ) -> Result<LogHead, LogError> {
        let key = log.key();
        let begin: [&(dyn tokio_postgres::types::ToSql + Sync); 4] =
            [&self.node, &key.to_string(), &seal::empty_root().0.to_vec(), &time(now)];
        transaction.execute(sql("log_begin"), &begin).await?;
        let head = LogHead::read(&transaction.query_one(sql("log_head_held"), &[&self.node]).await?)?;
        head.fits(&key, now)?;
        Ok(head)
    }

    async fn move_head(
        &self,
        transaction: &Transaction<'_>,
        edge: &Edge,
        now: Timestamp,
    ) -> Result<(), LogError> {
        let size = i64::try_from(edge.size()).unwrap_or(i64::MAX);
        let (root, bytes) = (edge.root().0.to_vec(), edge.to_bytes());
        transaction.execute(sql("log_move"), &[&self.node, &size, &root, &bytes, &time(now)]).await?;
        Ok(())
    }
}

/// Takes what waits, in the order in which it will stand.
async fn take(transaction: &Transaction<'_>) -> Result<Vec<Waiting>, LogError> {
    let first = transaction.query_one(sql("log_cutoff"), &[&BATCH]).await?;
    let Some(Time(last)) = first.get::<_, Option<Time>>(0) else { return Ok(Vec::new()) };
    // Fewer than fit: whatever came meanwhile comes along.
    let last = if first.get::<_, i64>(1) < BATCH { Timestamp::MAX } else { last };
    let rows = transaction.query(sql("log_take"), &[&time(last)]).await?;
    let waiting = rows.iter().map(|row| {
        let leaf =
            row.get::<_, &[u8]>(4).try_into().map(Hash).map_err(|_| StoreError::Value("log.pending.leaf"))?;
        let recorded_at = row.get::<_, Time>(3).0;
        Ok(Waiting { recorded_at, stream: row.get(1), seq: row.get(2), fact: row.get(0), leaf })
    });
    let mut waiting = waiting.collect::<Result<Vec<_>, StoreError>>()?;
    waiting.sort_unstable_by_key(|one| (one.recorded_at, one.stream, one.seq));
    Ok(waiting)
}

async fn write_entries(
    transaction: &Transaction<'_>,
    waiting: &[Waiting],
    first: u64,
) -> Result<(), LogError> {
    let mut rows = Rows::new(ENTRY.columns.len());
    for (one, place) in waiting.iter().zip(first..) {
        rows.begin();
        rows.value(&Value::Big(i64::try_from(place).unwrap_or(i64::MAX)));
        rows.uuid(one.fact);
        rows.time(one.recorded_at);
        rows.bytes(&one.leaf.0);
    }
    let target = Target { schema: "log", table: &ENTRY };
    Ok(send(transaction, &target.copy_sql(), rows.copy()).await?)
}

async fn write_tiles(transaction: &Transaction<'_>, full: Vec<FullTile>) -> Result<(), LogError> {
    // Some hundred tiles of 8 KB at a time: a statement's arrays stay small.
    for part in full.chunks(256) {
        let levels: Vec<i16> = part.iter().map(|tile| i16::from(tile.level)).collect();
        let places: Vec<i64> =
            part.iter().map(|tile| i64::try_from(tile.index).unwrap_or(i64::MAX)).collect();
        let hashes: Vec<&[u8]> = part.iter().map(|tile| tile.bytes.as_slice()).collect();
        transaction.execute(sql("log_add_tiles"), &[&levels, &places, &hashes]).await?;
    }
    Ok(())
}
