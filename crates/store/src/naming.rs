//! Officers named in records, and their objections (rulings 12), as a reader may see them.

use decree::fact::ThingKind;
use jiff::Timestamp;
use tokio_postgres::Row;
use uuid::Uuid;

use crate::Store;
use crate::due::time;
use crate::error::StoreError;
use crate::load::{Time, kind_of};
use crate::read::{Reader, Reading};
use crate::statements::sql;

/// An officer named in a step of a record.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NamedIn {
    /// The record.
    pub stream: Uuid,
    /// The step, by the position of its fact.
    pub step: i32,
    /// The certificate under which the officer is named.
    pub certificate: String,
    /// What kind of record.
    pub thing: ThingKind,
    /// Who recorded the step.
    pub recorder: Uuid,
    /// When.
    pub recorded_at: Timestamp,
}

fn named(row: &Row) -> Result<NamedIn, StoreError> {
    Ok(NamedIn {
        stream: row.get(0),
        step: row.get(1),
        certificate: row.get(2),
        thing: kind_of(row.get(3))?,
        recorder: row.get(4),
        recorded_at: row.try_get::<_, Time>(5)?.0,
    })
}

impl Store {
    /// Records since a moment that name one of these certificates and wait for a word, newest first.
    ///
    /// # Errors
    /// The database is away.
    pub async fn naming_asked(
        &self,
        reader: &Reader,
        certificates: &[String],
        since: Timestamp,
        limit: i64,
    ) -> Result<Vec<NamedIn>, StoreError> {
        let query = format!("asked limit {limit}");
        let reading = Reading { what: "naming", query: &query, stream: None };
        let since = time(since);
        let person = reader.actor.person;
        let parameters: [&(dyn tokio_postgres::types::ToSql + Sync); 4] =
            [&certificates, &since, &person, &limit];
        self.shown(reader, reading, sql("naming_asked"), &parameters).await?.iter().map(named).collect()
    }

    /// Objections of an agency's officers of which nothing was made yet, oldest first.
    ///
    /// # Errors
    /// The database is away.
    pub async fn naming_objected(
        &self,
        reader: &Reader,
        agency: i32,
        limit: i64,
    ) -> Result<Vec<NamedIn>, StoreError> {
        let query = format!("objected {agency} limit {limit}");
        let reading = Reading { what: "naming", query: &query, stream: None };
        let parameters: [&(dyn tokio_postgres::types::ToSql + Sync); 2] = [&agency, &limit];
        self.shown(reader, reading, sql("naming_objected"), &parameters).await?.iter().map(named).collect()
    }
}
