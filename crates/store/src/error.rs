//! What can go wrong in the store, as values people can act on.

/// An error of the store.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// The database cannot be reached. What was acknowledged is kept; nothing of the present wish is.
    #[error("the database cannot be reached: {0}. Nothing acknowledged is lost; try again when it is back")]
    Away(String),
    /// The database refused for lack of room.
    #[error(
        "the database has no room left on its disk: {0}. Nothing was half-written; make room and try again"
    )]
    Full(String),
    /// The key folder is not the one that the database was made with.
    #[error(
        "the keys in {0} are not those of this database: without its own keys nothing personal can be read. \
         Give the right folder with --key-dir, or restore it from its backup"
    )]
    OtherKeys(String),
    /// The registers moved between deciding and appending: decide again.
    #[error("base information changed meanwhile")]
    BaseMoved,
    /// Somebody else recorded the same thing meanwhile: decide again.
    #[error("the same record arrived twice at the same moment")]
    Doubled,
    /// The database was made by a newer program.
    #[error(
        "the database is at migration {found}, this program knows only {known}: use the newer program that migrated it"
    )]
    Newer {
        /// Newest migration applied.
        found: i32,
        /// Newest migration known.
        known: i32,
    },
    /// An applied migration differs from the one in this program.
    #[error("migration {0} was applied with another text than this program has: it must never be edited")]
    Edited(i32),
    /// A fact cannot be read.
    #[error(transparent)]
    Read(#[from] decree::fact::ReadError),
    /// Stored commitments are broken.
    #[error(transparent)]
    Commits(#[from] decree::fact::CommitsBroken),
    /// A key is missing or wrong.
    #[error(
        "the vault's key for {year} is missing or does not open what it should: {folder}. Restore the key folder"
    )]
    Key {
        /// The key's year.
        year: i16,
        /// The key folder.
        folder: String,
    },
    /// The key folder cannot be read or written.
    #[error("the key folder {folder} cannot be used: {source}")]
    KeyFolder {
        /// The folder.
        folder: String,
        /// What the system said.
        source: std::io::Error,
    },
    /// A row has a value that this program does not know.
    #[error("unexpected value in {0}")]
    Value(&'static str),
    /// Anything else that the database says.
    #[error("the database refused: {}", chain(.0))]
    Database(tokio_postgres::Error),
}

impl From<tokio_postgres::Error> for StoreError {
    fn from(error: tokio_postgres::Error) -> Self {
        use tokio_postgres::error::SqlState;
        let Some(db) = error.as_db_error() else { return Self::Away(chain(&error)) };
        let code = db.code();
        if *code == SqlState::UNIQUE_VIOLATION {
            Self::Doubled
        } else if *code == SqlState::DISK_FULL || *code == SqlState::OUT_OF_MEMORY {
            Self::Full(db.message().to_owned())
        } else if [SqlState::ADMIN_SHUTDOWN, SqlState::CRASH_SHUTDOWN, SqlState::CANNOT_CONNECT_NOW]
            .contains(code)
        {
            Self::Away(db.message().to_owned())
        } else {
            Self::Database(error)
        }
    }
}

impl From<deadpool_postgres::PoolError> for StoreError {
    fn from(error: deadpool_postgres::PoolError) -> Self {
        match error {
            deadpool_postgres::PoolError::Backend(inner) => inner.into(),
            other => Self::Away(chain(&other)),
        }
    }
}

/// An error with its sources, without repeating itself.
fn chain(error: &dyn std::error::Error) -> String {
    let mut text = error.to_string();
    let mut source = error.source();
    while let Some(inner) = source {
        let more = inner.to_string();
        if !text.contains(&more) {
            text.push_str(": ");
            text.push_str(&more);
        }
        source = inner.source();
    }
    text
}
