//! What is due, and what must be looked at a second time.

use calendar::{Calendar, city_date};
use decree::deadline::DeadlineKind;
use decree::fact::ThingKind;
use jiff::{Timestamp, civil::Date};
use tokio_postgres::Row;
use uuid::Uuid;

use crate::Store;
use crate::error::StoreError;
use crate::load::kind_of;
use crate::rows::{Rows, days};
use crate::statements::sql;

/// A deadline that has passed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Due {
    /// The thing whose deadline it is.
    pub stream: Uuid,
    /// Which of its deadlines.
    pub n: i32,
    /// What happens now.
    pub kind: DeadlineKind,
    /// What kind of thing.
    pub thing: ThingKind,
}

/// A date as a parameter.
pub(crate) fn date(date: Date) -> impl tokio_postgres::types::ToSql + Sync {
    DateParameter(days(date))
}

/// A timestamptz as a parameter.
pub(crate) fn time(at: Timestamp) -> impl tokio_postgres::types::ToSql + Sync {
    TimeParameter(at)
}

#[derive(Debug)]
struct DateParameter(i32);
#[derive(Debug)]
struct TimeParameter(Timestamp);

macro_rules! parameter {
    ($name:ident, $pg:ident, |$value:ident| $bytes:expr) => {
        impl tokio_postgres::types::ToSql for $name {
            fn to_sql(
                &self,
                _: &tokio_postgres::types::Type,
                out: &mut bytes::BytesMut,
            ) -> Result<tokio_postgres::types::IsNull, Box<dyn std::error::Error + Sync + Send>> {
                let $value = &self.0;
                out.extend_from_slice(&$bytes);
                Ok(tokio_postgres::types::IsNull::No)
            }
            fn accepts(ty: &tokio_postgres::types::Type) -> bool {
                *ty == tokio_postgres::types::Type::$pg
            }
            tokio_postgres::types::to_sql_checked!();
        }
    };
}
parameter!(DateParameter, DATE, |days| days.to_be_bytes());
parameter!(TimeParameter, TIMESTAMPTZ, |at| {
    let mut rows = Rows::new(1);
    rows.time(*at);
    rows.raw_field()
});

type Parameter<'a> = &'a (dyn tokio_postgres::types::ToSql + Sync);

fn due(row: &Row) -> Result<Due, StoreError> {
    let kind = DeadlineKind::from_number(row.get(2)).ok_or(StoreError::Value("view.deadline.kind"))?;
    Ok(Due { stream: row.get(0), n: row.get(1), kind, thing: kind_of(row.get(3))? })
}

impl Store {
    /// The deadlines that have passed at `now`, at most `limit`. A working-day deadline has passed when its ordinal is
    /// not above yesterday's: its last day ended at 24:00.
    ///
    /// # Errors
    /// The database is away.
    pub async fn due(
        &self,
        calendar: &Calendar,
        now: Timestamp,
        limit: usize,
    ) -> Result<Vec<Due>, StoreError> {
        let client = self.writer().await?;
        let today = city_date(now);
        let ordinal = calendar.ordinal(today.yesterday().unwrap_or(today));
        let limit = i64::try_from(limit).unwrap_or(i64::MAX);
        let by_ordinal = client.prepare_cached(sql("due_ordinal")).await?;
        let by_day = client.prepare_cached(sql("due_day")).await?;
        let by_moment = client.prepare_cached(sql("due_at")).await?;
        let (day, moment) = (date(today), time(now));
        let working: [Parameter<'_>; 2] = [&ordinal, &limit];
        let natural: [Parameter<'_>; 2] = [&day, &limit];
        let hours: [Parameter<'_>; 2] = [&moment, &limit];
        let (a, b, c) = tokio::try_join!(
            client.query(&by_ordinal, &working),
            client.query(&by_day, &natural),
            client.query(&by_moment, &hours)
        )?;
        let most = usize::try_from(limit).unwrap_or(usize::MAX);
        a.iter().chain(&b).chain(&c).take(most).map(due).collect()
    }

    /// Streams with open deadlines that began or end on or after a day, after a stream, in order: what a notice that
    /// changes days from `day` on may move.
    ///
    /// # Errors
    /// The database is away.
    pub async fn deadlines_from(&self, day: Date, after: Uuid, limit: i64) -> Result<Vec<Uuid>, StoreError> {
        let client = self.writer().await?;
        let rows = client.query(sql("deadlines_from"), &[&date(day), &after, &limit]).await?;
        Ok(rows.iter().map(|r| r.get(0)).collect())
    }

    /// Writes the deadline rows of streams anew whose open deadlines began or end on or after a day: the calendar changed
    /// there. Deadlines of working days that began before keep their ordinal, and no row of theirs is touched.
    ///
    /// # Errors
    /// The database is away or a fact cannot be read.
    pub async fn renew_deadlines(&self, day: Date) -> Result<u64, StoreError> {
        let calendar = self.load_base().await?.calendar();
        let context = decree::deadline::RowContext { calendar: &calendar };
        let mut after = Uuid::nil();
        let mut renewed = 0;
        loop {
            let page = self.deadlines_from(day, after, 1000).await?;
            let Some(last) = page.last() else { return Ok(renewed) };
            after = *last;
            let mut client = self.writer().await?;
            let transaction = client.transaction().await?;
            // Held still: an act that moves a stream meanwhile writes its rows with the same calendar, before or after.
            transaction.query(sql("lock_streams"), &[&page]).await?;
            let loaded = self.load(&page).await?;
            let mut views = crate::append::Views::default();
            for (stream, found) in &loaded {
                let rows = found.thing.rows(*stream, &context);
                views.take(&rows.into_iter().filter(|r| r.table.name == "deadline").collect::<Vec<_>>(), &[]);
            }
            views.write(&transaction).await?;
            transaction.commit().await?;
            renewed += page.len() as u64;
        }
    }

    /// Open alerts of some points, after a stream, in order, with what they are about.
    ///
    /// # Errors
    /// The database is away.
    pub async fn open_alerts(
        &self,
        points: &[i32],
        after: Uuid,
        limit: i64,
    ) -> Result<Vec<(Uuid, Uuid)>, StoreError> {
        let client = self.writer().await?;
        let rows = client.query(sql("alerts_of_points"), &[&points, &after, &limit]).await?;
        Ok(rows.iter().map(|r| (r.get(0), r.get(1))).collect())
    }

    /// Inspections finished in a window, after a stream, in order.
    ///
    /// # Errors
    /// The database is away.
    pub async fn finished_between(
        &self,
        from: Timestamp,
        to: Timestamp,
        after: Uuid,
        limit: i64,
    ) -> Result<Vec<Uuid>, StoreError> {
        let client = self.writer().await?;
        let rows =
            client.query(sql("inspections_between"), &[&time(from), &time(to), &after, &limit]).await?;
        Ok(rows.iter().map(|r| r.get(0)).collect())
    }

    /// The alerts about some things.
    ///
    /// # Errors
    /// The database is away.
    pub async fn alerts_about(&self, subjects: &[Uuid]) -> Result<Vec<Uuid>, StoreError> {
        let client = self.writer().await?;
        let statement = client.prepare_cached(sql("alerts_of_subject")).await?;
        let rows = client.query(&statement, &[&subjects.to_vec()]).await?;
        Ok(rows.iter().map(|r| r.get(0)).collect())
    }
}
