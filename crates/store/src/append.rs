//! Appending: the only way into the journal. Stream tokens, facts, salts, view rows and pending log entries go in one
//! transaction; whoever read a stream that moved meanwhile decides again, the rest of its batch commits.

use std::collections::{BTreeMap, HashMap};
use std::sync::LazyLock;

use bytes::Bytes;
use deadpool_postgres::Object;
use decree::authority::{Permit, Place};
use decree::fact::{Person, Sealed, ThingKind, leaf};
use decree::identity::CommandRng;
use decree::query_code::ClearCode;
use decree::view::{Row, TABLES, Table, Type};
use futures_util::SinkExt;
use tokio_postgres::types::ToSql;
use tokio_postgres::{Client, Transaction};
use uuid::Uuid;

use crate::Store;
use crate::error::StoreError;
use crate::rows::{Column, Rows, Target};
use crate::statements::sql;

/// New facts of one stream, with what they change in `view`.
pub struct Appended {
    /// The stream.
    pub stream: Uuid,
    /// What it is about.
    pub kind: ThingKind,
    /// Where it belongs.
    pub place: Place,
    /// The version it must still have; 0 for a new stream.
    pub expected: i32,
    /// The facts.
    pub facts: Vec<Sealed>,
    /// Personal values for the vault.
    pub persons: Vec<Person>,
    /// Clear query codes for the vault.
    pub codes: Vec<ClearCode>,
    /// Clear query codes to destroy: they were told, or made again.
    pub told: Vec<Uuid>,
    /// View rows to write.
    pub write: Vec<Row>,
    /// View rows to delete.
    pub delete: Vec<Row>,
}

/// What one command appends: all of it or nothing. There is none without a [`Permit`].
pub struct Act {
    permit: Permit,
    /// By stream.
    pub streams: Vec<Appended>,
}

impl Act {
    /// An act of somebody who was found to be allowed.
    pub fn new(permit: impl Into<Permit>, streams: Vec<Appended>) -> Self {
        Self { permit: permit.into(), streams }
    }

    /// Who was found to be allowed.
    pub const fn permit(&self) -> &Permit {
        &self.permit
    }
}

/// Whether an act was appended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// It is in the journal.
    Done,
    /// A stream of it moved since it was decided: decide again.
    Lost,
}

macro_rules! primary {
    ($konst:ident, $name:literal, $key:literal, { $($column:ident $ty:ident),+ $(,)? }) => {
        pub(crate) static $konst: Table = Table {
            name: $name, columns: &[$((stringify!($column), Type::$ty)),+], key: $key, stream: 0,
        };
    };
}
primary!(FACT, "fact", 1, {
    id Uuid, node Small, stream Uuid, seq Int, kind Small, kind_version Small, agency Int, line Int, territory Int,
    occurred_at Time, captured_at Time, recorded_at Time, actor Uuid, on_behalf Uuid, cause Uuid, public Bytes,
    party Bytes, internal Bytes, commits Bytes,
});
primary!(STREAM, "stream", 1, { id Uuid, node Small, kind Small, version Int, agency Int, line Int, territory Int });
primary!(SALT, "salt", 1, { fact Uuid, salts Bytes });
primary!(PENDING, "pending", 1, { fact Uuid, stream Uuid, seq Int, recorded_at Time, leaf Bytes });
primary!(PERSON, "person", 1, {
    id Uuid, node Small, salt Bytes, value Bytes, key Int, equal_by Bytes, recorded_at Time,
});
primary!(CODE, "code", 1, { id Uuid, node Small, value Bytes, key Int, recorded_at Time });

/// Statements of a table, built once.
struct Written {
    target: Target,
    copy: String,
    insert: String,
    upsert: String,
    delete: String,
}

impl Written {
    fn of(target: Target) -> Self {
        Self {
            copy: target.copy_sql(),
            insert: target.insert_sql(false),
            upsert: target.insert_sql(true),
            delete: target.delete_sql(),
            target,
        }
    }
}

static PRIMARY: LazyLock<[Written; 6]> = LazyLock::new(|| {
    [
        ("journal", &STREAM),
        ("journal", &FACT),
        ("vault", &SALT),
        ("vault", &PERSON),
        ("vault", &CODE),
        ("log", &PENDING),
    ]
    .map(|(schema, table)| Written::of(Target { schema, table }))
});
static VIEWS: LazyLock<Vec<Written>> =
    LazyLock::new(|| TABLES.iter().map(|t| Written::of(Target::view(t))).collect());

/// View rows to write and to delete, by table: what streams that were there before change.
#[derive(Default)]
pub(crate) struct Views {
    changed: BTreeMap<usize, Rows>,
    deleted: BTreeMap<usize, Rows>,
}

impl Views {
    /// Takes the changes of one stream.
    pub(crate) fn take(&mut self, write: &[Row], delete: &[Row]) {
        by_table(&mut self.changed, write);
        for row in delete {
            self.deleted
                .entry(index_of(row.table))
                .or_insert_with(|| Rows::new(row.table.key))
                .row(row.key());
        }
    }

    /// Writes them.
    pub(crate) async fn write(
        &self,
        transaction: &deadpool_postgres::Transaction<'_>,
    ) -> Result<(), StoreError> {
        execute_all(transaction, self.work()).await
    }

    fn work(&self) -> Vec<Sent> {
        let deleted = self.deleted.iter().map(|(i, rows)| {
            let table = VIEWS[*i].target.table;
            Sent { text: &VIEWS[*i].delete, columns: columns(rows, table, table.key), rows: 0 }
        });
        let changed = self.changed.iter().map(|(i, rows)| {
            let table = VIEWS[*i].target.table;
            let columns = columns(rows, table, table.columns.len());
            Sent { text: &VIEWS[*i].upsert, columns, rows: rows.len() as u64 }
        });
        deleted.chain(changed).collect()
    }
}

/// Rows of a whole batch, by table.
pub struct Encoded {
    /// Streams, facts, salts, persons, codes, pending: new rows only.
    primary: [Rows; 6],
    /// Clear codes to destroy.
    told: Vec<Uuid>,
    /// View rows of new streams: nothing can be there before.
    fresh: BTreeMap<usize, Rows>,
    /// View rows of streams that were there.
    views: Views,
    /// Streams that were there, with how many facts they gain.
    moved: Vec<(Uuid, i32)>,
}

impl Encoded {
    fn new() -> Self {
        Self {
            primary: [&STREAM, &FACT, &SALT, &PERSON, &CODE, &PENDING].map(|t| Rows::new(t.columns.len())),
            told: Vec::new(),
            fresh: BTreeMap::new(),
            views: Views::default(),
            moved: Vec::new(),
        }
    }

    fn take(&mut self, appended: &Appended, node: i16, vault: &mut Vault<'_>) -> Result<(), StoreError> {
        let [streams, facts, salts, persons, codes, pending] = &mut self.primary;
        let gained = i32::try_from(appended.facts.len()).unwrap_or(i32::MAX);
        let place = appended.place;
        if appended.expected == 0 {
            streams.begin();
            streams.uuid(appended.stream);
            streams.small(node);
            streams.small(appended.kind.number());
            streams.int(gained);
            streams.int(place.agency);
            streams.int(place.line);
            streams.int(place.territory);
        } else {
            self.moved.push((appended.stream, gained));
        }
        for sealed in &appended.facts {
            fact_row(facts, sealed);
            let envelope = &sealed.fact.envelope;
            salts.begin();
            salts.uuid(envelope.id);
            salts.bytes(&sealed.salts);
            pending.begin();
            pending.uuid(envelope.id);
            pending.uuid(envelope.stream);
            pending.int(envelope.seq);
            pending.time(envelope.recorded_at);
            pending.bytes(&leaf(envelope, &sealed.fact.commits)?);
        }
        for person in &appended.persons {
            vault.row(persons, person, node, appended)?;
        }
        for code in &appended.codes {
            vault.code(codes, code, node, appended)?;
        }
        self.told.extend(&appended.told);
        if appended.expected == 0 {
            by_table(&mut self.fresh, &appended.write);
        } else {
            self.views.take(&appended.write, &appended.delete);
        }
        Ok(())
    }
}

fn by_table(tables: &mut BTreeMap<usize, Rows>, rows: &[Row]) {
    for row in rows {
        tables
            .entry(index_of(row.table))
            .or_insert_with(|| Rows::new(row.table.columns.len()))
            .row(&row.values);
    }
}

fn index_of(table: &'static Table) -> usize {
    TABLES.iter().position(|t| std::ptr::eq(*t, table)).unwrap_or(usize::MAX)
}

fn fact_row(rows: &mut Rows, sealed: &Sealed) {
    let (fact, envelope) = (&sealed.fact, &sealed.fact.envelope);
    rows.begin();
    rows.uuid(envelope.id);
    rows.small(envelope.node);
    rows.uuid(envelope.stream);
    rows.int(envelope.seq);
    rows.small(envelope.kind);
    rows.small(envelope.version);
    rows.int(envelope.agency);
    rows.int(envelope.line);
    rows.int(envelope.territory);
    rows.time(envelope.occurred_at);
    rows.time_or_null(envelope.captured_at);
    rows.time(envelope.recorded_at);
    rows.uuid(envelope.actor);
    rows.value(&envelope.on_behalf.into());
    rows.uuid(envelope.cause);
    rows.bytes_or_null(fact.sections.public.as_deref());
    rows.bytes_or_null(fact.sections.party.as_deref());
    rows.bytes_or_null(fact.sections.internal.as_deref());
    rows.bytes(&fact.commits);
}

/// What encrypts personal values on their way into the vault.
pub(crate) struct Vault<'a> {
    store: &'a Store,
    key: Option<i32>,
    rng: CommandRng,
}

impl Vault<'_> {
    fn row(&mut self, rows: &mut Rows, person: &Person, node: i16, by: &Appended) -> Result<(), StoreError> {
        let key = self.key.ok_or(StoreError::Value("vault.data_key"))?;
        let keys = &self.store.keys;
        let value =
            keys.encrypt(key, &person.value, &mut self.rng).ok_or(StoreError::Value("vault.data_key"))?;
        rows.begin();
        rows.uuid(person.id);
        rows.small(node);
        rows.bytes(&person.salt);
        rows.bytes(&value);
        rows.int(key);
        if person.equal_by.is_empty() {
            rows.null()
        } else {
            rows.bytes(&keys.equal_by(&person.equal_by))
        }
        rows.time(recorded(by));
        Ok(())
    }

    fn code(
        &mut self,
        rows: &mut Rows,
        code: &ClearCode,
        node: i16,
        by: &Appended,
    ) -> Result<(), StoreError> {
        let key = self.key.ok_or(StoreError::Value("vault.data_key"))?;
        let value = self.store.keys.encrypt(key, code.text.as_bytes(), &mut self.rng);
        rows.begin();
        rows.uuid(code.id);
        rows.small(node);
        rows.bytes(&value.ok_or(StoreError::Value("vault.data_key"))?);
        rows.int(key);
        rows.time(recorded(by));
        Ok(())
    }
}

fn recorded(by: &Appended) -> jiff::Timestamp {
    by.facts.first().map_or(jiff::Timestamp::UNIX_EPOCH, |f| f.fact.envelope.recorded_at)
}

type Parameter<'a> = &'a (dyn ToSql + Sync);

impl Store {
    /// Appends acts in one transaction, as few statements as there are tables, in one round trip where only new streams
    /// are concerned and two otherwise. `epoch` is the registers' version that the acts were decided with.
    ///
    /// # Errors
    /// The registers moved, a record arrived twice, or the database refuses or is away. Then nothing was appended.
    pub async fn append(&self, acts: &[Act], epoch: i64) -> Result<Vec<Outcome>, StoreError> {
        let mut client = self.writer().await?;
        let registers = acts.iter().flat_map(|a| &a.streams).any(|s| s.kind.is_register());
        let transaction = client.transaction().await?;
        let lost = self.hold(&transaction, acts, epoch, registers).await?;
        let mut encoded = Encoded::new();
        let mut vault = self.vault(acts).await?;
        let mut outcomes = Vec::with_capacity(acts.len());
        for (act, lost) in acts.iter().zip(lost) {
            outcomes.push(if lost { Outcome::Lost } else { Outcome::Done });
            for appended in act.streams.iter().filter(|_| !lost) {
                encoded.take(appended, self.node, &mut vault)?;
            }
        }
        insert(&transaction, &encoded).await?;
        if registers {
            transaction.execute(sql("count_change"), &[&self.node]).await?;
        }
        transaction.commit().await?;
        Ok(outcomes)
    }

    /// Holds the registers still, and says which acts lost a stream to somebody else.
    async fn hold(
        &self,
        transaction: &deadpool_postgres::Transaction<'_>,
        acts: &[Act],
        epoch: i64,
        registers: bool,
    ) -> Result<Vec<bool>, StoreError> {
        let hold =
            transaction.prepare_cached(sql(if registers { "change_base" } else { "hold_base" })).await?;
        let old: Vec<Uuid> =
            acts.iter().flat_map(|a| &a.streams).filter(|s| s.expected > 0).map(|s| s.stream).collect();
        let lock = transaction.prepare_cached(sql("lock_streams")).await?;
        let locked =
            async { if old.is_empty() { Ok(Vec::new()) } else { transaction.query(&lock, &[&old]).await } };
        let no_parameters: &[Parameter<'_>] = &[];
        // The epoch must be read by a statement after the one that waits for the lock: a statement sees what was
        // committed when it began.
        let epoch_now = transaction.prepare_cached(sql("epoch")).await?;
        let (held, now, locked) = tokio::try_join!(
            transaction.query_one(&hold, no_parameters),
            transaction.query_one(&epoch_now, no_parameters),
            locked
        )?;
        drop(held);
        if now.get::<_, i64>(0) != epoch {
            return Err(StoreError::BaseMoved);
        }
        let versions: HashMap<Uuid, (i32, i16)> =
            locked.iter().map(|r| (r.get(0), (r.get(1), r.get(2)))).collect();
        let stale =
            |s: &Appended| s.expected > 0 && versions.get(&s.stream) != Some(&(s.expected, self.node));
        Ok(acts.iter().map(|a| a.streams.iter().any(stale)).collect())
    }

    /// What encrypts the personal values of some acts.
    pub(crate) async fn vault(&self, acts: &[Act]) -> Result<Vault<'_>, StoreError> {
        let first =
            acts.iter().flat_map(|a| &a.streams).find(|s| !(s.persons.is_empty() && s.codes.is_empty()));
        let key = match first.and_then(|s| s.facts.first()) {
            None => None,
            Some(sealed) => Some(self.data_key(sealed.fact.envelope.recorded_at).await?),
        };
        let cause = first.and_then(|s| s.facts.first()).map_or(Uuid::nil(), |f| f.fact.envelope.id);
        Ok(Vault { store: self, key, rng: decree::identity::rng_for(&self.seed, cause) })
    }

    /// Acts that only make new streams, as they go by `COPY`.
    ///
    /// # Errors
    /// The vault's key cannot be had.
    pub async fn encode(&self, acts: &[Act]) -> Result<Encoded, StoreError> {
        let mut vault = self.vault(acts).await?;
        let mut encoded = Encoded::new();
        for appended in acts.iter().flat_map(|a| &a.streams) {
            encoded.take(appended, self.node, &mut vault)?;
        }
        Ok(encoded)
    }
}

/// The few: arrays through `unnest`, every table's statement on its way before the first answer comes back.
async fn insert(
    transaction: &deadpool_postgres::Transaction<'_>,
    encoded: &Encoded,
) -> Result<(), StoreError> {
    let mut work: Vec<Sent> = Vec::new();
    for (written, rows) in PRIMARY.iter().zip(&encoded.primary).filter(|(_, r)| !r.is_empty()) {
        let table = written.target.table;
        let columns = columns(rows, table, table.columns.len());
        work.push(Sent { text: &written.insert, columns, rows: 0 });
    }
    work.extend(encoded.views.work());
    for (i, rows) in &encoded.fresh {
        let table = VIEWS[*i].target.table;
        let columns = columns(rows, table, table.columns.len());
        work.push(Sent { text: &VIEWS[*i].insert, columns, rows: 0 });
    }
    let (ids, gains): (Vec<Uuid>, Vec<i32>) = encoded.moved.iter().copied().unzip();
    if !encoded.told.is_empty() {
        transaction.execute(sql("forget_codes"), &[&encoded.told]).await?;
    }
    let moving = transaction.prepare_cached(sql("move_streams")).await?;
    let moved =
        async { if ids.is_empty() { Ok(0) } else { transaction.execute(&moving, &[&ids, &gains]).await } };
    let (moved, sent) = tokio::join!(moved, execute_all(transaction, work));
    moved?;
    sent
}

fn columns(rows: &Rows, table: &Table, n: usize) -> Vec<Column> {
    (0..n).map(|i| rows.column(i, table.columns[i].1)).collect()
}

/// A statement with its arrays.
struct Sent {
    text: &'static str,
    columns: Vec<Column>,
    /// At least so many rows must be affected: fewer, and a key belongs to another stream.
    rows: u64,
}

/// Sends statements with their arrays, all on their way before the first answer comes back.
async fn execute_all(
    transaction: &deadpool_postgres::Transaction<'_>,
    work: Vec<Sent>,
) -> Result<(), StoreError> {
    let mut prepared = Vec::with_capacity(work.len());
    for one in work {
        prepared.push((transaction.prepare_cached(one.text).await?, one));
    }
    let sent = prepared.iter().map(|(statement, one)| async move {
        let parameters: Vec<Parameter<'_>> = one.columns.iter().map(|c| c as Parameter<'_>).collect();
        Ok::<_, StoreError>(transaction.execute(statement, &parameters).await? < one.rows)
    });
    // Somebody else has a number meanwhile that only one may have: decide again.
    if futures_util::future::try_join_all(sent).await?.contains(&true) {
        return Err(StoreError::Doubled);
    }
    Ok(())
}

/// A connection for bulk collection: whole acts by `COPY`, a transaction a batch.
pub struct Bulk {
    client: Client,
}

/// How a bulk batch ended: sizes for the measurements.
#[derive(Clone, Copy, Debug, Default)]
pub struct Load {
    /// Rows of all tables.
    pub rows: usize,
    /// Bytes of all rows as sent.
    pub bytes: usize,
}

impl Bulk {
    /// Opens the connection.
    ///
    /// # Errors
    /// The database cannot be reached.
    pub async fn open(store: &Store) -> Result<Self, StoreError> {
        Ok(Self { client: store.access.connect(crate::connect::Role::Writer).await? })
    }

    /// Whether the connection is gone.
    pub fn is_closed(&self) -> bool {
        self.client.is_closed()
    }

    /// Appends encoded acts in one transaction. `epoch` is the registers' version that they were decided with.
    ///
    /// # Errors
    /// As [`Store::append`]. Then nothing was appended.
    pub async fn load(
        &mut self,
        encoded: Result<Encoded, StoreError>,
        epoch: i64,
    ) -> Result<Load, StoreError> {
        copy_part(&mut self.client, encoded, epoch).await
    }
}

async fn copy_part(
    client: &mut Client,
    encoded: Result<Encoded, StoreError>,
    epoch: i64,
) -> Result<Load, StoreError> {
    let encoded = encoded?;
    if encoded.primary[1].is_empty() {
        return Ok(Load::default());
    }
    let transaction = client.transaction().await?;
    transaction.execute(sql("hold_base"), &[]).await?;
    if transaction.query_one(sql("epoch"), &[]).await?.get::<_, i64>(0) != epoch {
        return Err(StoreError::BaseMoved);
    }
    let mut load = Load::default();
    for (written, rows) in PRIMARY.iter().zip(encoded.primary) {
        copy(&transaction, &written.copy, rows, &mut load).await?;
    }
    for (i, rows) in encoded.fresh {
        copy(&transaction, &VIEWS[i].copy, rows, &mut load).await?;
    }
    transaction.commit().await?;
    Ok(load)
}

async fn copy(
    transaction: &Transaction<'_>,
    statement: &str,
    rows: Rows,
    load: &mut Load,
) -> Result<(), StoreError> {
    if rows.is_empty() {
        return Ok(());
    }
    load.rows += rows.len();
    load.bytes += rows.bytes_len();
    let bytes: Bytes = rows.copy();
    send(transaction, statement, bytes).await
}

/// Sends one table's rows by binary `COPY`.
pub(crate) async fn send(
    transaction: &Transaction<'_>,
    statement: &str,
    bytes: Bytes,
) -> Result<(), StoreError> {
    let sink = transaction.copy_in::<_, Bytes>(statement).await?;
    let mut sink = std::pin::pin!(sink);
    // Pieces of a size that the driver passes on without copying them into a larger buffer first.
    let mut rest = bytes;
    while !rest.is_empty() {
        let piece = rest.split_to(rest.len().min(1 << 16));
        sink.feed(piece).await?;
    }
    sink.close().await?;
    Ok(())
}

/// A connection of the writer's pool.
pub(crate) type Connection = Object;
