//! Counting what there is, and finding what has been done.

use std::collections::HashSet;

use decree::fact::ThingKind;
use jiff::Timestamp;
use uuid::Uuid;

use crate::Store;
use crate::due::time;
use crate::error::StoreError;
use crate::load::{Time, kind_of};
use crate::statements::sql;

/// How much there is. The lists are in ascending order of what they count.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// Streams of each register.
    pub registers: Vec<(ThingKind, i64)>,
    /// Inspections.
    pub inspections: i64,
    /// Inspections collected late (Art. 15).
    pub late: i64,
    /// Cases.
    pub cases: i64,
    /// Query codes that open a case.
    pub codes: i64,
    /// Cases whose decision was published or withheld.
    pub disclosed: i64,
    /// Stages of cases collected late (Art. 16).
    pub late_stages: i64,
    /// Facts.
    pub facts: i64,
    /// Alerts by level and number of the status in which they stand.
    pub alerts: Vec<(i16, i16, i64)>,
    /// Alerts by key of the point that raised them.
    pub points: Vec<(i32, i64)>,
}

impl Counts {
    /// How many streams a register has.
    pub fn of(&self, kind: ThingKind) -> i64 {
        self.registers.iter().find(|(k, _)| *k == kind).map_or(0, |(_, n)| *n)
    }
}

impl Store {
    /// Counts everything: one pass over the facts and the view, some tens of milliseconds a hundred thousand facts.
    ///
    /// # Errors
    /// The database is away.
    pub async fn counts(&self) -> Result<Counts, StoreError> {
        let client = self.writer().await?;
        let mut counts = Counts::default();
        for row in client.query(sql("report_streams"), &[]).await? {
            counts.registers.push((kind_of(row.get(0))?, row.get(1)));
        }
        let totals = client.query_one(sql("report_totals"), &[]).await?;
        (counts.inspections, counts.facts, counts.late) = (totals.get(0), totals.get(1), totals.get(2));
        (counts.cases, counts.disclosed, counts.late_stages) = (totals.get(3), totals.get(4), totals.get(5));
        counts.codes = totals.get(6);
        let alerts = client.query(sql("report_alerts"), &[]).await?;
        counts.alerts = alerts.iter().map(|r| (r.get(0), r.get(1), r.get(2))).collect();
        let points = client.query(sql("report_points"), &[]).await?;
        counts.points = points.iter().map(|r| (r.get(0), r.get(1))).collect();
        Ok(counts)
    }

    /// The alerts raised after one moment and not after another, in the order of raising.
    ///
    /// # Errors
    /// The database is away.
    pub async fn alerts_raised(&self, after: Timestamp, until: Timestamp) -> Result<Vec<Uuid>, StoreError> {
        let client = self.writer().await?;
        let statement = client.prepare_cached(sql("alerts_raised")).await?;
        let rows = client.query(&statement, &[&time(after), &time(until)]).await?;
        Ok(rows.iter().map(|r| r.get(0)).collect())
    }

    /// The amendment applications about some records: record and application.
    ///
    /// # Errors
    /// The database is away.
    pub async fn amendments_about(&self, subjects: &[Uuid]) -> Result<Vec<(Uuid, Uuid)>, StoreError> {
        let client = self.writer().await?;
        let statement = client.prepare_cached(sql("amendments_about")).await?;
        let rows = client.query(&statement, &[&subjects]).await?;
        Ok(rows.iter().map(|r| (r.get(0), r.get(1))).collect())
    }

    /// The last moment, not after a given one, at which a fact was recorded. Reads every fact.
    ///
    /// # Errors
    /// The database is away.
    pub async fn last_recorded(&self, until: Timestamp) -> Result<Option<Timestamp>, StoreError> {
        let client = self.writer().await?;
        let row = client.query_one(sql("last_recorded"), &[&time(until)]).await?;
        Ok(row.try_get::<_, Option<Time>>(0)?.map(|t| t.0))
    }

    /// The commands that caused the facts recorded after a moment: what has been done need not be done again. Reads every
    /// fact.
    ///
    /// # Errors
    /// The database is away.
    pub async fn causes_since(&self, after: Timestamp) -> Result<HashSet<Uuid>, StoreError> {
        let client = self.writer().await?;
        let rows = client.query(sql("causes_since"), &[&time(after)]).await?;
        Ok(rows.iter().map(|r| r.get(0)).collect())
    }

    /// A note about the database itself, by key. No fact, and outside every proof.
    ///
    /// # Errors
    /// The database is away.
    pub async fn note(&self, key: &str) -> Result<Option<String>, StoreError> {
        let client = self.writer().await?;
        Ok(client.query_opt(sql("note"), &[&key]).await?.map(|r| r.get(0)))
    }

    /// Writes a note about the database itself.
    ///
    /// # Errors
    /// The database is away.
    pub async fn put_note(&self, key: &str, value: &str) -> Result<(), StoreError> {
        let client = self.writer().await?;
        client.execute(sql("put_note"), &[&key, &value]).await?;
        Ok(())
    }
}
