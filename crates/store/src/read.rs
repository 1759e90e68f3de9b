//! What staff see: read as the role `reader` with the scope set, and recorded in the same round trip, before the answer
//! (DESIGN section 5).

use decree::authority::{Actor, Authorised, Scope};
use decree::fact::{Fact, ThingKind};
use decree::inspection::Source;
use decree::view::Value;
use jiff::Timestamp;
use tokio_postgres::types::ToSql;
use uuid::Uuid;

use crate::Store;
use crate::due::time;
use crate::error::StoreError;
use crate::load::fact;
use crate::rebuild::Any;
use crate::statements::sql;

/// A list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum List {
    /// Inspections, newest first.
    Inspections,
    /// Cases, those in which something happened last first.
    Cases,
    /// Alerts, newest first.
    Alerts,
    /// Amendment applications, newest first.
    Amendments,
    /// Hints, incomplete and not judgeable findings, newest first.
    Findings,
    /// Decisions to be disclosed and what became of them, newest first.
    Disclosures,
    /// Messages from the public pages, newest first.
    Messages,
}

impl List {
    /// Every list.
    pub const ALL: [Self; 7] = [
        Self::Inspections,
        Self::Cases,
        Self::Alerts,
        Self::Amendments,
        Self::Findings,
        Self::Disclosures,
        Self::Messages,
    ];

    /// Its name.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Inspections => "inspections",
            Self::Cases => "cases",
            Self::Alerts => "alerts",
            Self::Amendments => "amendments",
            Self::Findings => "findings",
            Self::Disclosures => "disclosures",
            Self::Messages => "messages",
        }
    }
}

/// Where a page ended: the next one begins after it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Cursor {
    /// Time of the last row.
    pub at: Timestamp,
    /// Stream of the last row.
    pub stream: Uuid,
}

impl Cursor {
    /// Before the first row.
    pub fn start() -> Self {
        Self { at: Timestamp::from_second(32_503_680_000).unwrap_or(Timestamp::MAX), stream: Uuid::max() }
    }
}

/// Who reads, with what scope.
#[derive(Clone, Debug)]
pub struct Reader {
    /// The actor.
    pub actor: Actor,
    /// One scope: a user with several asks once for each.
    pub scope: Scope,
    /// Keys of the territories of the scope's district, the district's own among them.
    pub territories: Vec<i32>,
}

/// What is read: stands in the read log.
#[derive(Clone, Copy, Debug)]
pub struct Reading<'a> {
    /// The list or thing.
    pub what: &'a str,
    /// The query, for lists.
    pub query: &'a str,
    /// The thing, for one.
    pub stream: Option<Uuid>,
}

/// Rows with the names of their columns.
#[derive(Clone, Debug, Default)]
pub struct Shown {
    /// Names.
    pub columns: Vec<String>,
    /// Rows.
    pub rows: Vec<Vec<Value>>,
}

/// How many alerts of a point stand so, or ended so.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct AlertCount {
    /// Key of the point.
    pub point: i32,
    /// Number of the status.
    pub state: i16,
    /// Number of the outcome; 0 while there is none.
    pub outcome: i16,
    /// How many.
    pub count: i64,
}

/// The settings of a scope, as the policies read them.
struct Settings {
    scope: &'static str,
    district: String,
    agency: String,
    line: String,
    line_district: String,
    territories: String,
    line_territories: String,
}

fn settings(reader: &Reader) -> Settings {
    let keys = |list: &[i32]| list.iter().map(ToString::to_string).collect::<Vec<_>>().join(",");
    let mut s = Settings {
        scope: "",
        district: String::new(),
        agency: String::new(),
        line: String::new(),
        line_district: String::new(),
        territories: String::new(),
        line_territories: String::new(),
    };
    match reader.scope {
        Scope::Nothing => {}
        Scope::City => s.scope = "city",
        Scope::District(key) => {
            (s.scope, s.district, s.territories) = ("district", key.to_string(), keys(&reader.territories));
        }
        Scope::Agency(key) => (s.scope, s.agency) = ("agency", key.to_string()),
        Scope::Grant(key) => (s.scope, s.agency) = ("grant", key.to_string()),
        Scope::Line { line, district } => {
            (s.scope, s.line, s.line_district) = ("line", line.to_string(), district.to_string());
            s.line_territories = keys(&reader.territories);
        }
    }
    s
}

/// The statement of a name in a scope, and the scope's keys.
fn statement(name: &str, scope: Scope) -> (String, i32, i32) {
    match scope {
        // No agency has the key 0: where nothing may be shown nothing is looked through either.
        Scope::Nothing => (format!("{name}_agency"), 0, 0),
        Scope::City => (format!("{name}_city"), 0, 0),
        Scope::District(key) => (format!("{name}_district"), key, 0),
        Scope::Agency(key) | Scope::Grant(key) => (format!("{name}_agency"), key, 0),
        Scope::Line { line, district: 0 } => (format!("{name}_line"), line, 0),
        Scope::Line { line, district } => (format!("{name}_line_district"), line, district),
    }
}

type Parameter<'a> = &'a (dyn ToSql + Sync);

/// Rows of any query with the names of their columns.
fn cells(rows: &[tokio_postgres::Row]) -> Result<Shown, StoreError> {
    let columns =
        rows.first().map_or_else(Vec::new, |r| r.columns().iter().map(|c| c.name().to_owned()).collect());
    let values = rows.iter().map(|r| (0..r.len()).map(|i| Ok(r.try_get::<_, Any>(i)?.0)).collect());
    Ok(Shown { columns, rows: values.collect::<Result<_, StoreError>>()? })
}

impl Store {
    /// A page of a list: one query in the order of the scope's index, at most `limit` rows.
    ///
    /// # Errors
    /// The database is away.
    pub async fn list(
        &self,
        reader: &Reader,
        list: List,
        after: Cursor,
        limit: i64,
    ) -> Result<Shown, StoreError> {
        self.list_in(reader, reader.scope, list, after, limit).await
    }

    /// A page of what of a list lies in another scope too: one agency's of a district's. What is shown is never more than
    /// the reader's own scope holds.
    ///
    /// # Errors
    /// The database is away.
    pub async fn list_in(
        &self,
        reader: &Reader,
        scope: Scope,
        list: List,
        after: Cursor,
        limit: i64,
    ) -> Result<Shown, StoreError> {
        let (name, key, district) = statement(list.name(), scope);
        let query = format!("after {} limit {limit}", after.at);
        let reading = Reading { what: list.name(), query: &query, stream: None };
        let at = time(after.at);
        let parameters: [Parameter<'_>; 5] = [&key, &district, &at, &after.stream, &limit];
        cells(&self.shown(reader, reading, sql(&name), &parameters).await?)
    }

    /// What an agency must check before it is published, the longest decided first: behind a row, oldest first.
    ///
    /// # Errors
    /// The database is away.
    pub async fn disclosures_to_check(
        &self,
        reader: &Reader,
        agency: i32,
        after: Cursor,
        limit: i64,
    ) -> Result<Shown, StoreError> {
        let query = format!("to check of {agency} after {} limit {limit}", after.at);
        let reading = Reading { what: "disclosures", query: &query, stream: None };
        let at = time(after.at);
        let parameters: [Parameter<'_>; 4] = [&agency, &at, &after.stream, &limit];
        cells(&self.shown(reader, reading, sql("disclosures_to_check"), &parameters).await?)
    }

    /// How the alerts raised since a moment stand or ended, by point: as far as the reader sees them.
    ///
    /// # Errors
    /// The database is away.
    pub async fn alert_counts(
        &self,
        reader: &Reader,
        since: Timestamp,
    ) -> Result<Vec<AlertCount>, StoreError> {
        let (name, key, district) = statement("alert_counts", reader.scope);
        let query = format!("since {since}");
        let reading = Reading { what: "alert_counts", query: &query, stream: None };
        let at = time(since);
        let parameters: [Parameter<'_>; 3] = [&key, &district, &at];
        let rows = self.shown(reader, reading, sql(&name), &parameters).await?;
        let count = |row: &tokio_postgres::Row| AlertCount {
            point: row.get(0),
            state: row.get(1),
            outcome: row.get(2),
            count: row.get(3),
        };
        Ok(rows.iter().map(count).collect())
    }

    /// Of some alerts those that the reader may see, as they stand.
    ///
    /// # Errors
    /// The database is away.
    pub async fn alerts_there(&self, reader: &Reader, alerts: &[Uuid]) -> Result<Shown, StoreError> {
        let query = format!("{} alerts", alerts.len());
        let reading = Reading { what: "alerts", query: &query, stream: None };
        cells(&self.shown(reader, reading, sql("alerts_there"), &[&alerts]).await?)
    }

    /// The facts of one thing as the reader may see them: none outside the scope.
    ///
    /// # Errors
    /// The database is away.
    pub async fn show<T>(
        &self,
        _authorised: &Authorised<decree::authority::Read, T>,
        reader: &Reader,
        stream: Uuid,
    ) -> Result<Vec<Fact>, StoreError> {
        let reading = Reading { what: "thing", query: "", stream: Some(stream) };
        self.shown(reader, reading, sql("shown_facts"), &[&stream]).await?.iter().map(fact).collect()
    }

    /// As [`Store::show`], for one file of the thing: the read log says which.
    ///
    /// # Errors
    /// The database is away.
    pub async fn show_for_file<T>(
        &self,
        _authorised: &Authorised<decree::authority::Read, T>,
        reader: &Reader,
        stream: Uuid,
        file: Uuid,
    ) -> Result<Vec<Fact>, StoreError> {
        let query = file.to_string();
        let reading = Reading { what: "file", query: &query, stream: Some(stream) };
        self.shown(reader, reading, sql("shown_facts"), &[&stream]).await?.iter().map(fact).collect()
    }

    /// As [`Store::show`], for a use of the thing that the read log must tell from looking at it.
    ///
    /// # Errors
    /// The database is away.
    pub async fn show_for<T>(
        &self,
        _authorised: &Authorised<decree::authority::Read, T>,
        reader: &Reader,
        stream: Uuid,
        what: &str,
    ) -> Result<Vec<Fact>, StoreError> {
        let reading = Reading { what, query: "", stream: Some(stream) };
        self.shown(reader, reading, sql("shown_facts"), &[&stream]).await?.iter().map(fact).collect()
    }

    /// The alerts about a record and the applications to amend it, as the reader may see them, oldest first.
    ///
    /// # Errors
    /// The database is away.
    pub async fn about(&self, reader: &Reader, subject: Uuid) -> Result<(Shown, Shown), StoreError> {
        let query = subject.to_string();
        let of = |what: &'static str| Reading { what, query: &query, stream: None };
        let alerts = self.shown(reader, of("alerts"), sql("alerts_of_one"), &[&subject]).await?;
        let amendments = self.shown(reader, of("amendments"), sql("amendments_of_one"), &[&subject]).await?;
        Ok((cells(&alerts)?, cells(&amendments)?))
    }

    /// The inspections, or cases, that an agency's own number names, as the reader may see them: by whichever way they came.
    ///
    /// # Errors
    /// The database is away.
    pub async fn records_numbered(
        &self,
        reader: &Reader,
        kind: ThingKind,
        agency: i32,
        number: &str,
    ) -> Result<Vec<Uuid>, StoreError> {
        let asked: Vec<_> =
            Source::ALL.iter().map(|source| (agency, source.number(), kind, number)).collect();
        let known: Vec<Uuid> = self.known(&asked).await?.into_iter().flatten().collect();
        if known.is_empty() {
            return Ok(known);
        }
        let (what, there) = match kind {
            ThingKind::Case => ("cases", "cases_there"),
            _ => ("inspections", "inspections_there"),
        };
        let reading = Reading { what, query: number, stream: None };
        let rows = self.shown(reader, reading, sql(there), &[&known]).await?;
        Ok(rows.iter().map(|r| r.get(0)).collect())
    }

    /// Runs a reader's query with the scope set and the read recorded, all on their way before the first answer.
    pub(crate) async fn shown(
        &self,
        reader: &Reader,
        reading: Reading<'_>,
        query: &str,
        parameters: &[Parameter<'_>],
    ) -> Result<Vec<tokio_postgres::Row>, StoreError> {
        let mut client = self.reader.get().await?;
        let set = client.prepare_cached(sql("set_scope")).await?;
        let record = client.prepare_cached(sql("record_read")).await?;
        let statement = client.prepare_cached(query).await?;
        let s = settings(reader);
        // The record of a list need not wait for the disk; that of a case file does: it is durable before the answer.
        let durable = if reading.stream.is_some() { "on" } else { "off" };
        let scope: [Parameter<'_>; 8] = [
            &s.scope,
            &s.district,
            &s.agency,
            &s.line,
            &s.line_district,
            &s.territories,
            &s.line_territories,
            &durable,
        ];
        let role = reader.actor.role.code();
        let entry: [Parameter<'_>; 6] = [
            &reader.actor.person,
            &role,
            &reader.actor.office,
            &reading.what,
            &reading.query,
            &reading.stream,
        ];
        let transaction = client.transaction().await?;
        let (_, _, rows) = tokio::try_join!(
            transaction.query(&set, &scope),
            transaction.execute(&record, &entry),
            transaction.query(&statement, parameters)
        )?;
        transaction.commit().await?;
        Ok(rows)
    }

    /// The digest of the reads of an hour, and how many there were: SHA-256 over the rows in order.
    ///
    /// # Errors
    /// The database is away.
    pub async fn reads_of(&self, from: Timestamp, to: Timestamp) -> Result<(String, i64), StoreError> {
        use sha2::{Digest, Sha256};
        let client = self.writer().await?;
        let mut hash = Sha256::new();
        let rows = client.query(sql("reads_of_hour"), &[&time(from), &time(to)]).await?;
        for row in &rows {
            for i in 0..row.len() {
                hash.update(format!("{:?}\n", row.try_get::<_, Any>(i)?.0).as_bytes());
            }
        }
        Ok((decree::fact::hex(&hash.finalize()), i64::try_from(rows.len()).unwrap_or(i64::MAX)))
    }
}
