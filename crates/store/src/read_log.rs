//! The read log as its administrator reads it (Art. 34(4)). It belongs to no scope: the statement is the writer's, and
//! nothing but the proof that the actor may read the log opens it.

use decree::authority::{Authorised, ReadLog};
use decree::fact::ThingKind;
use decree::inspection::Source;
use jiff::Timestamp;
use uuid::Uuid;

use crate::Store;
use crate::due::time;
use crate::error::StoreError;
use crate::load::Time;
use crate::statements::sql;

/// Which entries of the log are wanted.
#[derive(Clone, Debug)]
pub struct Reads {
    /// Entries before this one.
    pub before: i64,
    /// Of one person.
    pub reader: Option<Uuid>,
    /// Of these records; `None` for all, an empty list for none that there is.
    pub records: Option<Vec<Uuid>>,
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
    /// The records that a number names, whoever's they are: an agency's own number, or the number of a decision. At most as many
    /// as one would look through.
    ///
    /// # Errors
    /// The database is away.
    pub async fn streams_numbered(&self, agencies: &[i32], number: &str) -> Result<Vec<Uuid>, StoreError> {
        let sources: Vec<i16> = Source::ALL.iter().map(|s| s.number()).collect();
        let kinds = [ThingKind::Inspection, ThingKind::Case].map(ThingKind::number);
        let client = self.writer().await?;
        let statement = client.prepare_cached(sql("streams_numbered")).await?;
        let rows = client.query(&statement, &[&agencies, &sources, &&kinds[..], &number]).await?;
        Ok(rows.iter().map(|row| row.get(0)).collect())
    }

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
        let about = wanted.records.iter().flatten().map(|id| format!(" about {id}")).collect::<String>();
        let query = format!("{} to {}{of}{about} limit {}", wanted.from, wanted.until, wanted.limit);
        let role = actor.role.code();
        let mut client = self.writer().await?;
        let transaction = client.transaction().await?;
        transaction.execute(sql("record_log_read"), &[&actor.person, &role, &actor.office, &query]).await?;
        let (from, until) = (time(wanted.from), time(wanted.until));
        let rows = match (&wanted.records, &wanted.reader) {
            (Some(records), reader) => {
                let of: [&(dyn tokio_postgres::types::ToSql + Sync); 6] =
                    [&wanted.before, &from, &until, &wanted.limit, records, reader];
                transaction.query(sql("reads_of_records"), &of).await?
            }
            (None, Some(reader)) => {
                let of: [&(dyn tokio_postgres::types::ToSql + Sync); 5] =
                    [&wanted.before, &from, &until, &wanted.limit, reader];
                transaction.query(sql("reads_of_person"), &of).await?
            }
            (None, None) => {
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
