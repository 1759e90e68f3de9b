//! What deciding about cases looks up, and what a query code opens.

use std::collections::HashMap;

use decree::claim::Form;
use decree::number::Holder;
use jiff::{Timestamp, civil::Date};
use tokio_postgres::types::ToSql;
use uuid::Uuid;

use crate::Store;
use crate::due::time;
use crate::error::StoreError;
use crate::load::kind_of;
use crate::read::{Reader, Reading};
use crate::rebuild::Any;
use crate::statements::sql;

/// Something that must be done in time.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DueItem {
    /// The thing.
    pub stream: Uuid,
    /// Which of its deadlines.
    pub n: i32,
    /// What happens when it passes.
    pub kind: decree::deadline::DeadlineKind,
    /// What kind of thing.
    pub thing: decree::fact::ThingKind,
    /// From which day it runs.
    pub start: Option<Date>,
    /// Its last day.
    pub due: Option<Date>,
    /// What must be done, by its code.
    pub code: String,
    /// The number of the record; empty for what has none.
    pub number: String,
    /// Key of the alert point, of an alert; 0 of anything else.
    pub point: i32,
}

/// A number of a series that no decision has.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Gap {
    /// What stands before the year.
    pub series: String,
    /// The year.
    pub year: i16,
    /// The serial number.
    pub serial: i32,
}

impl Store {
    /// Who has some numbers of decisions.
    ///
    /// # Errors
    /// The database is away.
    pub async fn number_holders(&self, numbers: &[&str]) -> Result<Vec<(String, Holder)>, StoreError> {
        let client = self.writer().await?;
        let statement = client.prepare_cached(sql("number_holders")).await?;
        let rows = client.query(&statement, &[&numbers]).await?;
        let holder =
            |r: &tokio_postgres::Row| Holder { stream: r.get(1), agency: r.get(2), voided: r.get(3) };
        Ok(rows.iter().map(|r| (r.get(0), holder(r))).collect())
    }

    /// The forms of claim numbers, by what the numbers are found under: whose they are, and which case has them.
    ///
    /// # Errors
    /// The database is away.
    pub async fn claim_forms(
        &self,
        asked: impl Iterator<Item = &[u8; 32]>,
    ) -> Result<HashMap<Vec<u8>, Form>, StoreError> {
        let asked: Vec<&[u8]> = asked.map(|key| &key[..]).collect();
        if asked.is_empty() {
            return Ok(HashMap::new());
        }
        let client = self.writer().await?;
        let statement = client.prepare_cached(sql("claim_forms")).await?;
        let rows = client.query(&statement, &[&asked]).await?;
        Ok(rows.iter().map(|r| (r.get(0), Form { agency: r.get(1), used_by: r.get(2) })).collect())
    }

    /// Cases in which parties (by their keyed digests) were fined under powers, at most `limit` for each: party, power, case.
    ///
    /// # Errors
    /// The database is away.
    pub async fn fined(
        &self,
        asked: &[(String, String)],
        limit: i64,
    ) -> Result<Vec<(String, String, Uuid)>, StoreError> {
        let client = self.writer().await?;
        let statement = client.prepare_cached(sql("fined_parties")).await?;
        let equal: Vec<&str> = asked.iter().map(|a| &*a.0).collect();
        let power: Vec<&str> = asked.iter().map(|a| &*a.1).collect();
        let rows = client.query(&statement, &[&equal, &power, &limit]).await?;
        Ok(rows.iter().map(|r| (r.get(0), r.get(1), r.get(2))).collect())
    }

    /// Cases in which something happened in a window, after a stream, in order.
    ///
    /// # Errors
    /// The database is away.
    pub async fn cases_between(
        &self,
        from: Timestamp,
        to: Timestamp,
        after: Uuid,
        limit: i64,
    ) -> Result<Vec<Uuid>, StoreError> {
        let client = self.writer().await?;
        let rows = client.query(sql("cases_between"), &[&time(from), &time(to), &after, &limit]).await?;
        Ok(rows.iter().map(|r| r.get(0)).collect())
    }

    /// What a look-up key opens, as the role `public`: the packet's canonical bytes.
    ///
    /// # Errors
    /// The database is away.
    pub async fn public_case(&self, look_up: &[u8; 32]) -> Result<Option<Vec<u8>>, StoreError> {
        self.public_packet("public_case", look_up).await
    }

    /// What a look-up key made with the second element opens, as the role `public`.
    ///
    /// # Errors
    /// The database is away.
    pub async fn public_detail(&self, look_up: &[u8; 32]) -> Result<Option<Vec<u8>>, StoreError> {
        self.public_packet("public_detail", look_up).await
    }

    pub(crate) async fn public_packet(
        &self,
        name: &str,
        look_up: &[u8; 32],
    ) -> Result<Option<Vec<u8>>, StoreError> {
        let client = self.public.get().await?;
        let statement = client.prepare_cached(sql(name)).await?;
        let rows = client.query(&statement, &[&&look_up[..]]).await?;
        Ok(rows.first().map(|r| r.get(0)))
    }

    /// What an agency must have done in time, soonest first, at most `limit`.
    ///
    /// # Errors
    /// The database is away.
    pub async fn due_items(
        &self,
        reader: &Reader,
        agency: i32,
        limit: i64,
    ) -> Result<Vec<DueItem>, StoreError> {
        self.due_by(reader, "due_of_agency", agency, limit).await
    }

    /// What an office must have handled in time, soonest first, at most `limit`.
    ///
    /// # Errors
    /// The database is away.
    pub async fn due_of_office(
        &self,
        reader: &Reader,
        office: i32,
        limit: i64,
    ) -> Result<Vec<DueItem>, StoreError> {
        self.due_by(reader, "due_of_office", office, limit).await
    }

    async fn due_by(
        &self,
        reader: &Reader,
        statement: &str,
        key: i32,
        limit: i64,
    ) -> Result<Vec<DueItem>, StoreError> {
        let query = format!("{statement} {key} limit {limit}");
        let reading = Reading { what: "due", query: &query, stream: None };
        let parameters: [&(dyn ToSql + Sync); 2] = [&key, &limit];
        let rows = self.shown(reader, reading, sql(statement), &parameters).await?;
        let day = |row: &tokio_postgres::Row, i: usize| match row.try_get::<_, Any>(i).map(|a| a.0) {
            Ok(decree::view::Value::Date(day)) => Some(day),
            _ => None,
        };
        rows.iter()
            .map(|row| {
                let kind = decree::deadline::DeadlineKind::from_number(row.get(2));
                Ok(DueItem {
                    stream: row.get(0),
                    n: row.get(1),
                    kind: kind.ok_or(StoreError::Value("view.deadline.kind"))?,
                    thing: kind_of(row.get(3))?,
                    start: day(row, 4),
                    due: day(row, 5),
                    code: row.get(6),
                    number: row.get(7),
                    point: row.get(8),
                })
            })
            .collect()
    }

    /// Serial numbers of an agency's decisions that are missing in their series, at most `limit`.
    ///
    /// # Errors
    /// The database is away.
    pub async fn number_gaps(&self, agency: i32, limit: i64) -> Result<Vec<Gap>, StoreError> {
        let client = self.writer().await?;
        let rows = client.query(sql("number_gaps"), &[&agency, &limit]).await?;
        Ok(rows.iter().map(|r| Gap { series: r.get(0), year: r.get(1), serial: r.get(2) }).collect())
    }

    /// The declarations by which an agency's numbers are void, in the order of their series, at most `limit`.
    ///
    /// # Errors
    /// The database is away.
    pub async fn void_numbers(&self, agency: i32, limit: i64) -> Result<Vec<Uuid>, StoreError> {
        let client = self.writer().await?;
        let rows = client.query(sql("void_numbers"), &[&agency, &limit]).await?;
        Ok(rows.iter().map(|r| r.get(0)).collect())
    }
}
