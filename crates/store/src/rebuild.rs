//! `view` equals what the facts say: proved by hash buckets of streams on one snapshot, or made so again.
//!
//! One pass over the facts and one over the view tables; every row is hashed into the bucket of its stream, and the sums
//! of a bucket do not depend on order. Only buckets whose sums differ are read a second time, to name the rows.

use std::collections::BTreeMap;
use std::hash::{DefaultHasher, Hash, Hasher};

use decree::deadline::RowContext;
use decree::fact::{Fact, leaf};
use decree::thing::Thing;
use decree::view::{Row, TABLES, Table, Value};
use futures_util::{Stream, StreamExt};
use tokio_postgres::types::{FromSql, Type};
use tokio_postgres::{Client, Transaction};
use uuid::Uuid;

use crate::Store;
use crate::append::send;
use crate::connect::Role;
use crate::error::StoreError;
use crate::load::{fact, kind_of};
use crate::rows::{Rows, Target, date_of, time_of};
use crate::statements::sql;

const BUCKETS: usize = 4096;

const FACTS: &str = "select f.id, f.node, f.stream, f.seq, f.kind, f.kind_version, f.agency, f.line, f.territory,
    f.occurred_at, f.captured_at, f.recorded_at, f.actor, f.on_behalf, f.cause, f.public, f.party, f.internal, f.commits,
    s.kind, s.version
  from journal.fact f join journal.stream s on s.id = f.stream order by f.stream, f.seq";

/// What a check found.
#[derive(Clone, Debug, Default)]
pub struct Checked {
    /// Facts read; the leaf of each was computed.
    pub facts: u64,
    /// Streams folded.
    pub streams: u64,
    /// Rows of `view` compared.
    pub rows: u64,
    /// The first differences.
    pub differences: Vec<Difference>,
}

/// A row of `view` that the facts do not say, or the other way about.
#[derive(Clone, Debug)]
pub struct Difference {
    /// Table.
    pub table: String,
    /// The stream it belongs to.
    pub stream: Uuid,
    /// What the facts say, if anything.
    pub facts: Option<String>,
    /// What `view` says, if anything.
    pub view: Option<String>,
}

type Sums = Vec<(u64, u64)>;

fn bucket(stream: Uuid) -> usize {
    let bytes = stream.as_bytes();
    (usize::from(bytes[14]) << 8 | usize::from(bytes[15])) % BUCKETS
}

fn hash(row: &Row, seed: u8) -> u64 {
    let mut hasher = DefaultHasher::new();
    (seed, row.table.name).hash(&mut hasher);
    row.values.hash(&mut hasher);
    hasher.finish()
}

fn add(sums: &mut Sums, stream: Uuid, row: &Row) {
    let sum = &mut sums[bucket(stream)];
    sum.0 = sum.0.wrapping_add(hash(row, 0));
    sum.1 = sum.1.wrapping_add(hash(row, 1));
}

fn stream_of(row: &Row) -> Uuid {
    match row.values.get(row.table.stream) {
        Some(Value::Uuid(id)) => *id,
        _ => Uuid::nil(),
    }
}

/// Called with each stream, its thing and its facts' count; and with each fact.
struct Pass<F> {
    current: Option<(Uuid, i32, Thing, i32)>,
    on_stream: F,
    facts: u64,
    streams: u64,
    faults: Vec<Difference>,
}

impl<F: AsyncFnMut(Uuid, &Thing) -> Result<(), StoreError>> Pass<F> {
    async fn take(&mut self, fact: &Fact, kind: i16, version: i32) -> Result<(), StoreError> {
        let stream = fact.envelope.stream;
        if self.current.as_ref().is_none_or(|(id, ..)| *id != stream) {
            self.finish().await?;
            self.current = Some((stream, version, Thing::new(kind_of(kind)?), 0));
        }
        // The leaf is a function of the stored row alone: that it can be computed is part of every check.
        leaf(&fact.envelope, &fact.commits)?;
        self.facts += 1;
        if let Some((_, _, thing, last)) = &mut self.current {
            if fact.envelope.seq != *last + 1 {
                self.faults.push(fault(stream, format!("fact {} after {last}", fact.envelope.seq), None));
            }
            *last = fact.envelope.seq;
            thing.fold(fact)?;
        }
        Ok(())
    }

    async fn finish(&mut self) -> Result<(), StoreError> {
        if let Some((stream, version, thing, last)) = self.current.take() {
            self.streams += 1;
            if last != version {
                self.faults.push(fault(stream, format!("{last} facts"), Some(format!("version {version}"))));
            }
            (self.on_stream)(stream, &thing).await?;
        }
        Ok(())
    }
}

fn fault(stream: Uuid, facts: String, token: Option<String>) -> Difference {
    Difference { table: "journal.stream".to_owned(), stream, facts: Some(facts), view: token }
}

async fn through<F>(client: &Client, on_stream: F) -> Result<(u64, u64, Vec<Difference>), StoreError>
where
    F: AsyncFnMut(Uuid, &Thing) -> Result<(), StoreError>,
{
    let mut pass = Pass { current: None, on_stream, facts: 0, streams: 0, faults: Vec::new() };
    let none: [&str; 0] = [];
    let mut rows = std::pin::pin!(client.query_raw(FACTS, none).await?);
    while let Some(row) = rows.next().await {
        let row = row?;
        pass.take(&fact(&row)?, row.get(19), row.get(20)).await?;
    }
    pass.finish().await?;
    Ok((pass.facts, pass.streams, pass.faults))
}

async fn view_rows(
    client: &Client,
    table: &'static Table,
) -> Result<impl Stream<Item = Result<Row, StoreError>>, StoreError> {
    let names: Vec<_> = table.columns.iter().map(|(n, _)| *n).collect();
    let query = format!("select {} from view.{}", names.join(", "), table.name);
    let none: [&str; 0] = [];
    let rows = client.query_raw(&query, none).await?;
    Ok(rows.map(move |row| {
        let row = row?;
        let values = (0..table.columns.len()).map(|i| Ok(row.try_get::<_, Any>(i)?.0));
        Ok(Row { table, values: values.collect::<Result<_, StoreError>>()? })
    }))
}

/// A value of any column type of `view`.
pub(crate) struct Any(pub Value);

impl<'a> FromSql<'a> for Any {
    fn from_sql(ty: &Type, raw: &'a [u8]) -> Result<Self, Box<dyn std::error::Error + Sync + Send>> {
        Ok(Self(match *ty {
            Type::BOOL => Value::Bool(raw.first() == Some(&1)),
            Type::INT2 => Value::Small(i16::from_be_bytes(raw.try_into()?)),
            Type::INT4 => Value::Int(i32::from_be_bytes(raw.try_into()?)),
            Type::INT8 => Value::Big(i64::from_be_bytes(raw.try_into()?)),
            Type::UUID => Value::Uuid(Uuid::from_slice(raw)?),
            Type::TEXT | Type::VARCHAR => Value::Text(std::str::from_utf8(raw)?.to_owned()),
            Type::BYTEA => Value::Bytes(raw.to_vec()),
            Type::TIMESTAMPTZ => Value::Time(time_of(i64::from_be_bytes(raw.try_into()?))),
            Type::DATE => Value::Date(date_of(i32::from_be_bytes(raw.try_into()?))),
            _ => return Err(format!("no view column has the type {ty}").into()),
        }))
    }

    fn from_sql_null(_: &Type) -> Result<Self, Box<dyn std::error::Error + Sync + Send>> {
        Ok(Self(Value::Null))
    }

    fn accepts(_: &Type) -> bool {
        true
    }
}

impl Store {
    /// Calls with the facts of each stream of a kind, one stream after the other: a pass over all of them in bounded memory.
    ///
    /// # Errors
    /// The database is away, or the callee's.
    pub async fn each_stream(
        &self,
        kind: decree::fact::ThingKind,
        mut with: impl FnMut(&[Fact]) -> Result<(), StoreError>,
    ) -> Result<(), StoreError> {
        let client = self.access.connect(Role::Writer).await?;
        let query = FACTS.replace(" order by", " where s.kind = $1 order by");
        let mut rows = std::pin::pin!(client.query_raw(&query, [kind.number()]).await?);
        let mut facts: Vec<Fact> = Vec::new();
        while let Some(row) = rows.next().await {
            let fact = fact(&row?)?;
            if facts.first().is_some_and(|f| f.envelope.stream != fact.envelope.stream) {
                with(&facts)?;
                facts.clear();
            }
            facts.push(fact);
        }
        if facts.is_empty() { Ok(()) } else { with(&facts) }
    }

    /// Proves on one snapshot that `view` equals what the facts say, that every stream's facts are numbered without a
    /// gap up to its version, and that the leaf of every fact can be computed from its stored row. At most `limit`
    /// differences are named.
    ///
    /// # Errors
    /// The database is away or a fact cannot be read.
    pub async fn check(&self, limit: usize) -> Result<Checked, StoreError> {
        let client = self.access.connect(Role::Writer).await?;
        let calendar = loop {
            client.batch_execute("begin isolation level repeatable read read only").await?;
            let epoch: i64 = client.query_one(sql("epoch"), &[]).await?.get(0);
            let base = self.load_base().await?;
            // The registers are read over another connection: the same as in the snapshot, or both again.
            if base.epoch == epoch {
                break base.calendar();
            }
            client.batch_execute("rollback").await?;
        };
        let context = RowContext { calendar: &calendar };
        let mut expected: Sums = vec![(0, 0); BUCKETS];
        let (facts, streams, mut faults) = through(&client, async |stream, thing: &Thing| {
            thing.rows(stream, &context).iter().for_each(|row| add(&mut expected, stream, row));
            Ok(())
        })
        .await?;
        for row in client.query(sql("torn_streams"), &[]).await? {
            let (facts, token) = match row.get::<_, i32>(1) {
                0 => ("facts", "no stream".to_owned()),
                version => ("no fact", format!("version {version}")),
            };
            faults.push(fault(row.get(0), facts.to_owned(), Some(token)));
        }
        let mut found: Sums = vec![(0, 0); BUCKETS];
        let mut rows = 0;
        for table in TABLES {
            let mut all = std::pin::pin!(view_rows(&client, table).await?);
            while let Some(row) = all.next().await {
                let row = row?;
                add(&mut found, stream_of(&row), &row);
                rows += 1;
            }
        }
        let wrong: Vec<bool> = expected.iter().zip(&found).map(|(a, b)| a != b).collect();
        let mut checked = Checked { facts, streams, rows, differences: faults };
        if wrong.contains(&true) {
            let found = differences(&client, &wrong, &context).await?;
            checked.differences.extend(found);
        }
        checked.differences.truncate(limit);
        Ok(checked)
    }

    /// Makes `view` anew from the facts. Appending waits meanwhile; all or nothing.
    ///
    /// # Errors
    /// The database is away or a fact cannot be read.
    pub async fn rebuild(&self) -> Result<Checked, StoreError> {
        let mut client = self.access.connect(Role::Writer).await?;
        let reading = self.access.connect(Role::Writer).await?;
        let transaction = client.transaction().await?;
        transaction.execute(sql("change_base"), &[]).await?;
        let calendar = self.load_base().await?.calendar();
        let context = RowContext { calendar: &calendar };
        for table in TABLES {
            transaction.execute(&format!("truncate view.{}", table.name), &[]).await?;
        }
        let mut batch = Batch::new();
        let (facts, streams, faults) = through(&reading, async |stream, thing: &Thing| {
            thing.rows(stream, &context).iter().for_each(|row| batch.take(row));
            if batch.bytes > 16 << 20 { batch.flush(&transaction).await } else { Ok(()) }
        })
        .await?;
        batch.flush(&transaction).await?;
        transaction.commit().await?;
        Ok(Checked { facts, streams, rows: batch.rows, differences: faults })
    }
}

/// Rows on their way into the truncated tables.
struct Batch {
    tables: BTreeMap<&'static str, (Target, Rows)>,
    bytes: usize,
    rows: u64,
}

impl Batch {
    const fn new() -> Self {
        Self { tables: BTreeMap::new(), bytes: 0, rows: 0 }
    }

    fn take(&mut self, row: &Row) {
        let fresh = || (Target::view(row.table), Rows::new(row.table.columns.len()));
        let rows = &mut self.tables.entry(row.table.name).or_insert_with(fresh).1;
        let before = rows.bytes_len();
        rows.row(&row.values);
        self.bytes += rows.bytes_len() - before;
        self.rows += 1;
    }

    async fn flush(&mut self, transaction: &Transaction<'_>) -> Result<(), StoreError> {
        self.bytes = 0;
        for (_, (target, rows)) in std::mem::take(&mut self.tables) {
            send(transaction, &target.copy_sql(), rows.copy()).await?;
        }
        Ok(())
    }
}

/// The rows by which the wrong buckets differ.
async fn differences(
    client: &Client,
    wrong: &[bool],
    context: &RowContext<'_>,
) -> Result<Vec<Difference>, StoreError> {
    let mut said: BTreeMap<(&str, Vec<Value>), Row> = BTreeMap::new();
    through(client, async |stream, thing: &Thing| {
        if wrong[bucket(stream)] {
            for row in thing.rows(stream, context) {
                said.insert((row.table.name, row.key().to_vec()), row);
            }
        }
        Ok(())
    })
    .await?;
    let mut out = Vec::new();
    for table in TABLES {
        let mut all = std::pin::pin!(view_rows(client, table).await?);
        while let Some(row) = all.next().await {
            let row = row?;
            if !wrong[bucket(stream_of(&row))] {
                continue;
            }
            let facts = said.remove(&(table.name, row.key().to_vec()));
            if facts.as_ref() != Some(&row) {
                out.push(difference(facts, Some(row)));
            }
        }
    }
    out.extend(said.into_values().map(|row| difference(Some(row), None)));
    Ok(out)
}

fn difference(facts: Option<Row>, view: Option<Row>) -> Difference {
    let one = facts.as_ref().or(view.as_ref());
    Difference {
        table: one.map_or(String::new(), |r| format!("view.{}", r.table.name)),
        stream: one.map_or(Uuid::nil(), stream_of),
        facts: facts.map(|r| format!("{:?}", r.values)),
        view: view.map(|r| format!("{:?}", r.values)),
    }
}
