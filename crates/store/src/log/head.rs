//! The head: where the log stands.

use jiff::Timestamp;
use seal::{Edge, Hash, VerifyingKey};
use tokio_postgres::Row;

use super::{LogError, Refused};
use crate::Store;
use crate::error::StoreError;
use crate::load::Time;
use crate::statements::sql;

/// The head of this node's log.
#[derive(Clone, Debug)]
pub struct LogHead {
    /// The key that it is signed with.
    pub key: String,
    /// Leaves.
    pub size: u64,
    /// Root over them.
    pub root: Hash,
    /// What is needed to go on.
    pub(crate) edge: Edge,
    /// When the last batch was sealed.
    pub sealed_at: Timestamp,
}

impl LogHead {
    pub(super) fn read(row: &Row) -> Result<Self, LogError> {
        let broken = |_| StoreError::Value("log.head");
        let size = u64::try_from(row.get::<_, i64>(1)).map_err(|_| StoreError::Value("log.head"))?;
        let root =
            row.get::<_, Vec<u8>>(2).try_into().map(Hash).map_err(|_| StoreError::Value("log.head"))?;
        let edge = Edge::from_bytes(size, row.get(3)).map_err(broken)?;
        let found = edge.root();
        if found != root {
            return Err(Refused::Head { size, root, found }.into());
        }
        Ok(Self { key: row.get(0), size, root, edge, sealed_at: row.get::<_, Time>(4).0 })
    }

    /// Whether this key may go on with it now.
    pub(super) fn fits(&self, key: &VerifyingKey, now: Timestamp) -> Result<(), Refused> {
        let ours = key.to_string();
        if self.key != ours {
            return Err(Refused::Key { theirs: self.key.clone(), ours });
        }
        if now < self.sealed_at {
            return Err(Refused::Clock { now, sealed: self.sealed_at });
        }
        Ok(())
    }
}

impl Store {
    /// Where this node's log stands; none before its first sealing.
    ///
    /// # Errors
    /// The head does not fit itself, or the database is away.
    pub async fn log_head(&self) -> Result<Option<LogHead>, LogError> {
        let client = self.writer().await?;
        client.query_opt(sql("log_head"), &[&self.node]).await?.as_ref().map(LogHead::read).transpose()
    }

    /// The newest checkpoint that was signed: its size and its note.
    ///
    /// # Errors
    /// The database is away.
    pub async fn log_checkpoint(&self) -> Result<Option<(u64, String)>, StoreError> {
        let client = self.writer().await?;
        let row = client.query_opt(sql("log_checkpoint"), &[]).await?;
        Ok(row.map(|row| (row.get::<_, i64>(0).unsigned_abs(), row.get(1))))
    }

    /// Whether there is anything to seal or to publish.
    ///
    /// # Errors
    /// The database is away.
    pub async fn log_waits(&self) -> Result<bool, StoreError> {
        let client = self.writer().await?;
        let statement = client.prepare_cached(sql("log_waits")).await?;
        Ok(client.query_one(&statement, &[&self.node]).await?.get(0))
    }
}
