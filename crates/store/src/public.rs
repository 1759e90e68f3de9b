//! What everybody may read, as the role `public` (Art. 20; rulings 11): published decisions, and how many are withheld.

use decree::view::Value;
use jiff::civil::Date;
use tokio_postgres::types::ToSql;
use uuid::Uuid;

use crate::Store;
use crate::due::date;
use crate::error::StoreError;
use crate::rebuild::Any;
use crate::statements::sql;

/// How many rows a search goes through at most.
pub const PUBLIC_LOOKED: i64 = 2000;

/// What is asked of the published decisions.
#[derive(Clone, Debug)]
pub struct PublicAsked {
    /// Key of the agency; 0 for any.
    pub agency: i32,
    /// Number of the kind of act; 0 for any.
    pub act_kind: i16,
    /// Key of the line; 0 for any.
    pub line: i32,
    /// First day of decisions.
    pub from: Date,
    /// Where the page before ended: day and address. The page begins behind it.
    pub after: (Date, Uuid),
    /// Today: what is shown no longer is not there.
    pub today: Date,
    /// Words that must occur, as they are searched; empty for any.
    pub words: String,
    /// How many rows are wanted.
    pub limit: i64,
}

/// A published decision.
#[derive(Clone, Debug)]
pub struct PublicDecision {
    /// Its permanent address.
    pub address: Uuid,
    /// Key of the agency.
    pub agency: i32,
    /// Number of the kind of act.
    pub act_kind: i16,
    /// Day of the decision.
    pub decided: Option<Date>,
    /// Day of publishing.
    pub published: Option<Date>,
    /// Last day on which it is shown.
    pub shown_until: Option<Date>,
    /// Why it is not shown any more, as a number; 0 where it is.
    pub down: i16,
    /// Canonical bytes of the text; empty where it is not shown.
    pub packet: Vec<u8>,
}

/// What a search among the published decisions found.
#[derive(Clone, Debug, Default)]
pub struct PublicFound {
    /// The rows.
    pub rows: Vec<PublicDecision>,
    /// How many rows were looked at.
    pub looked: i64,
    /// How many of them fit.
    pub found: i64,
    /// The last row that was looked at.
    pub last: Option<(Date, Uuid)>,
}

/// How many of a kind of act are shown, or withheld for a reason.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PublicNumber {
    /// Number of the kind of act.
    pub act_kind: i16,
    /// Number of the reason; 0: shown.
    pub reason: i16,
    /// How many.
    pub count: i64,
}

type Parameter<'a> = &'a (dyn ToSql + Sync);

fn day(row: &tokio_postgres::Row, column: &str) -> Option<Date> {
    match row.try_get::<_, Any>(column).ok()?.0 {
        Value::Date(day) => Some(day),
        _ => None,
    }
}

/// Which statement looks least far.
fn statement(asked: &PublicAsked) -> &'static str {
    match asked {
        PublicAsked { agency: 1.., .. } => "public_decisions_agency",
        PublicAsked { line: 1.., .. } => "public_decisions_line",
        PublicAsked { act_kind: 1.., .. } => "public_decisions_kind",
        _ => "public_decisions_all",
    }
}

impl Store {
    /// A page of the published decisions, newest first. Words that few have are found wherever they are; others are looked for
    /// in [`PUBLIC_LOOKED`] rows a page.
    ///
    /// # Errors
    /// The database is away.
    pub async fn public_decisions(&self, asked: &PublicAsked) -> Result<PublicFound, StoreError> {
        let client = self.public.get().await?;
        let mut name = statement(asked);
        if !asked.words.is_empty() {
            let count = client.prepare_cached(sql("public_decisions_worded_count")).await?;
            let hits: i64 = client.query_one(&count, &[&asked.words]).await?.get(0);
            if hits <= PUBLIC_LOOKED {
                name = "public_decisions_worded";
            }
        }
        let statement = client.prepare_cached(sql(name)).await?;
        let (from, after, today) = (date(asked.from), date(asked.after.0), date(asked.today));
        let parameters: [Parameter<'_>; 9] = [
            &asked.agency,
            &asked.act_kind,
            &asked.line,
            &from,
            &after,
            &asked.after.1,
            &today,
            &asked.words,
            &asked.limit,
        ];
        let rows = client.query(&statement, &parameters).await?;
        let mut found = PublicFound::default();
        for row in &rows {
            (found.looked, found.found) = (row.get("looked"), row.get("found"));
            let last: Option<Uuid> = row.get("last_address");
            found.last = day(row, "last_decided").zip(last);
            let Some(address) = row.get::<_, Option<Uuid>>("address") else { continue };
            found.rows.push(PublicDecision {
                address,
                agency: row.get("agency"),
                act_kind: 0,
                decided: day(row, "decided"),
                published: None,
                shown_until: None,
                down: 0,
                packet: row.get("packet"),
            });
        }
        Ok(found)
    }

    /// What stands at a permanent address.
    ///
    /// # Errors
    /// The database is away.
    pub async fn public_decision(&self, address: Uuid) -> Result<Option<PublicDecision>, StoreError> {
        let client = self.public.get().await?;
        let statement = client.prepare_cached(sql("public_decision")).await?;
        let row = client.query_opt(&statement, &[&address]).await?;
        Ok(row.map(|row| PublicDecision {
            address,
            agency: row.get("agency"),
            act_kind: row.get("act_kind"),
            decided: day(&row, "decided"),
            published: day(&row, "published"),
            shown_until: day(&row, "shown_until"),
            down: row.get("down"),
            packet: row.get("packet"),
        }))
    }

    /// How many decisions of an agency are shown that were published since a day, and how many were withheld since.
    ///
    /// # Errors
    /// The database is away.
    pub async fn public_numbers(
        &self,
        agency: i32,
        since: Date,
        today: Date,
    ) -> Result<Vec<PublicNumber>, StoreError> {
        let client = self.public.get().await?;
        let statement = client.prepare_cached(sql("public_numbers")).await?;
        // Nothing is published before it is decided; what was decided years before is published late and seldom.
        let decided = since.saturating_sub(jiff::Span::new().years(2));
        let (since, decided, today) = (date(since), date(decided), date(today));
        let rows = client.query(&statement, &[&agency, &since, &decided, &today]).await?;
        let number =
            |r: &tokio_postgres::Row| PublicNumber { act_kind: r.get(0), reason: r.get(1), count: r.get(2) };
        Ok(rows.iter().map(number).collect())
    }
}
