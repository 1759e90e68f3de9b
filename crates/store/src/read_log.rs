//! The read log as its administrator reads it (Art. 34(4)). It belongs to no scope: the statement is the writer's, and
//! nothing but the proof that the actor may read the log opens it.

use decree::authority::{Authorised, ReadLog};
use jiff::Timestamp;
use uuid::Uuid;

use crate::Store;
use crate::due::time;
use crate::error::StoreError;
use crate::load::Time;
use crate::statements::sql;

/// Which entries of the log are wanted.
#[derive(Clone, Copy, Debug)]
pub struct Reads {
    /// Entries before this one.
    pub before: i64,
    /// Of one person.
    pub reader: Option<Uuid>,
    /// From this moment on.
    pub from: Timestamp,
    /// Up to this moment.
    pub until: Timestamp,
    /// At most so many.
    pub limit: i64,
}

/// An entry of the log.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReadEntry {
    /// Its number: later entries have higher ones.
    pub id: i64,
    /// When.
    pub at: Timestamp,
    /// Who.
    pub reader: Uuid,
    /// The code of the role.
    pub role: String,
    /// Key of the office.
    pub office: i32,
    /// The list or thing.
    pub what: String,
    /// With which query.
    pub query: String,
    /// The thing, where it was one.
    pub stream: Option<Uuid>,
}

impl Store {
    /// A page of the log, newest first. The reading itself is recorded with it, before the answer, and is its first entry
    /// where nothing else is asked for.
    ///
    /// # Errors
    /// The database is away.
    pub async fn reads<T>(
        &self,
        authorised: &Authorised<ReadLog, T>,
        wanted: &Reads,
    ) -> Result<Vec<ReadEntry>, StoreError> {
        let actor = authorised.actor();
        let of = wanted.reader.map_or_else(String::new, |reader| format!(" of {reader}"));
        let query = format!("{} to {}{of} limit {}", wanted.from, wanted.until, wanted.limit);
        let role = actor.role.code();
        let mut client = self.writer().await?;
        let transaction = client.transaction().await?;
        transaction.execute(sql("record_log_read"), &[&actor.person, &role, &actor.office, &query]).await?;
        let (from, until) = (time(wanted.from), time(wanted.until));
        let rows = match &wanted.reader {
            Some(reader) => {
                let of: [&(dyn tokio_postgres::types::ToSql + Sync); 5] =
                    [&wanted.before, &from, &until, &wanted.limit, reader];
                transaction.query(sql("reads_of_person"), &of).await?
            }
            None => {
                let all: [&(dyn tokio_postgres::types::ToSql + Sync); 4] =
                    [&wanted.before, &from, &until, &wanted.limit];
                transaction.query(sql("reads_before"), &all).await?
            }
        };
        transaction.commit().await?;
        let entry = |row: &tokio_postgres::Row| {
            let Time(at) = row.get(1);
            ReadEntry {
                id: row.get(0),
                at,
                reader: row.get(2),
                role: row.get(3),
                office: row.get(4),
                what: row.get(5),
                query: row.get(6),
                stream: row.get(7),
            }
        };
        Ok(rows.iter().map(entry).collect())
    }
}
