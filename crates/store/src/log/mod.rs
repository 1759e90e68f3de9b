//! The transparency log (DESIGN section 8; Art. 34(3)): every fact is given its one place, the tree over all leaves is kept with
//! it, and what is published is derived after the commit.
//!
//! - `sealer`: from `log.pending` to `log.entry`, with tiles and head in one transaction;
//! - `publish`: files of tiles and bundles, then the signed checkpoint;
//! - `audit`: every fact against its leaf, every published root computed again.

mod audit;
mod folder;
mod head;
mod publish;
mod receipt;
mod sealer;
mod tiles;

use std::path::PathBuf;

use jiff::Timestamp;
use seal::{Coordinate, Hash, SigningKey};

pub use audit::{Audit, Flaw};
pub use head::LogHead;
pub use receipt::{Proven, ProvenFact};
pub use sealer::Sealed;

use crate::error::StoreError;
use folder::Folder;

/// The log as this program seals and publishes it: its key, and the folder of its files. Cheap to clone.
#[derive(Clone, Debug)]
pub struct Log {
    key: std::sync::Arc<SigningKey>,
    folder: Folder,
}

impl Log {
    /// The log of a key and a folder.
    pub fn new(key: SigningKey, folder: PathBuf) -> Self {
        Self { key: std::sync::Arc::new(key), folder: Folder::at(folder) }
    }

    /// The public key, with the log's name.
    pub fn key(&self) -> seal::VerifyingKey {
        self.key.verifying()
    }

    /// The newest checkpoint that was published, with what witnesses added; none before the first.
    ///
    /// # Errors
    /// The folder cannot be read.
    pub fn published(&self) -> Result<Option<String>, LogError> {
        self.folder.newest()
    }

    /// The file of a tile or bundle under the log's address; none where there is none, or the path is not one of a tile.
    ///
    /// # Errors
    /// The folder cannot be read.
    pub fn file(&self, path: &str) -> Result<Option<Vec<u8>>, LogError> {
        if Coordinate::parse(path).is_none() { Ok(None) } else { self.folder.read(path) }
    }
}

/// Why nothing is sealed or published. Collection goes on; what waits is sealed when the cause is gone.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Refused {
    /// The log was begun with another key.
    #[error(
        "the log was begun with the key {theirs}, and this is {ours}: give the key folder that belongs to it"
    )]
    Key {
        /// Of the head.
        theirs: String,
        /// Of the key folder.
        ours: String,
    },
    /// The key of a log that was begun is not in the key folder.
    #[error("the key {0} of the log is not in the key folder: restore it. Another would be another log")]
    KeyMissing(String),
    /// The head does not fit its own edge.
    #[error("the head says {size} leaves with the root {root}, its edge gives {found}: restore the database")]
    Head {
        /// Leaves.
        size: u64,
        /// What the head says.
        root: Hash,
        /// What the edge gives.
        found: Hash,
    },
    /// A checkpoint was signed that the head does not continue.
    #[error(
        "a checkpoint of {signed} leaves was signed, and the log does not continue it: an older state was restored"
    )]
    Behind {
        /// Of the newest checkpoint.
        signed: u64,
    },
    /// The clock is before the last sealing.
    #[error("the clock says {now}, and the log was sealed at {sealed}: set the clock")]
    Clock {
        /// Of this machine.
        now: Timestamp,
        /// Of the head.
        sealed: Timestamp,
    },
    /// A row of the journal is no longer what was sealed.
    #[error("the fact at place {place} of the log is not what was sealed there: run xiezhi verify --all")]
    Entry {
        /// Its place.
        place: u64,
    },
    /// What was written to the folder does not read back as it should.
    #[error("{path} does not hold what was written to it: look at the disk")]
    File {
        /// The file.
        path: String,
    },
}

/// An error of the log.
#[derive(Debug, thiserror::Error)]
pub enum LogError {
    /// It refuses to sign.
    #[error(transparent)]
    Refused(#[from] Refused),
    /// The database.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// The folder of the log's files.
    #[error("the folder of the log {path} cannot be used: {source}")]
    Folder {
        /// The file or folder.
        path: String,
        /// What the system said.
        source: std::io::Error,
    },
}

impl From<tokio_postgres::Error> for LogError {
    fn from(error: tokio_postgres::Error) -> Self {
        Self::Store(error.into())
    }
}
