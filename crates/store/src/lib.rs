//! The only crate with SQL: journal, vault, projections, queries, migrations and row-level security on PostgreSQL
//! (DESIGN section 4).

mod accounts;
mod append;
mod cases;
mod cells;
mod codes;
mod connect;
mod due;
mod erase;
mod error;
mod files;
mod follow;
mod keys;
mod load;
mod log;
mod messages;
mod migrate;
mod naming;
mod public;
mod read;
mod read_log;
mod rebuild;
mod report;
mod rows;
mod statements;
mod tokens;

pub use accounts::{Account, AccountListed, DraftListed, Session};
pub use append::{Act, Appended, Bulk, Encoded, Load, Outcome};
pub use cases::{DueItem, Gap};
pub use cells::Cells;
pub use connect::{Access, Role};
pub use decree::view::Value;
pub use due::Due;
pub use error::StoreError;
pub use files::{FileError, FileStore, Limits, Stored};
pub use keys::Keys;
pub use load::Loaded;
pub use log::{Audit, Flaw, Log, LogError, LogHead, Proven, ProvenFact, Refused, Sealed};
pub use migrate::{MIGRATIONS, migrate};
pub use naming::NamedIn;
pub use public::{PUBLIC_LOOKED, PublicAsked, PublicDecision, PublicFound, PublicNumber};
pub use read::{AlertCount, Cursor, List, Reader, Reading, Shown};
pub use read_log::{ReadEntry, Reads};
pub use rebuild::{Checked, Difference};
pub use report::Counts;
pub use statements::{Statement, all as statements};
pub use tokens::{KeptAnswer, Place as AnswerPlace, Token};

use std::sync::Arc;

use deadpool_postgres::Pool;

/// A database as this node uses it. Cheap to clone.
#[derive(Clone, Debug)]
pub struct Store {
    access: Access,
    writer: Pool,
    reader: Pool,
    public: Pool,
    keys: Keys,
    node: i16,
    /// Seed of the randomness that encrypts; never stored.
    seed: Arc<[u8; 32]>,
    data_key: Arc<tokio::sync::Mutex<Option<(i16, i32)>>>,
    /// How many files this process took in: no two are encrypted alike.
    files_taken: Arc<std::sync::atomic::AtomicU64>,
}

impl Store {
    /// Opens a migrated database.
    ///
    /// # Errors
    /// A pool cannot be made.
    pub fn open(access: Access, keys: Keys, node: i16, seed: [u8; 32]) -> Result<Self, StoreError> {
        Ok(Self {
            writer: access.pool(Role::Writer, 32)?,
            reader: access.pool(Role::Reader, 20)?,
            public: access.pool(Role::Public, 20)?,
            access,
            keys,
            node,
            seed: Arc::new(seed),
            data_key: Arc::default(),
            files_taken: Arc::default(),
        })
    }

    /// How the database is reached.
    pub const fn access(&self) -> &Access {
        &self.access
    }

    /// The node's keys.
    pub const fn keys(&self) -> &Keys {
        &self.keys
    }

    /// This node.
    pub const fn node(&self) -> i16 {
        self.node
    }

    async fn writer(&self) -> Result<append::Connection, StoreError> {
        Ok(self.writer.get().await?)
    }
}
