//! Loading for decisions: a thing's state is the fold of its stream, never a projection.

use std::collections::HashMap;

use decree::authority::Place;
use decree::base::Base;
use decree::fact::{Envelope, Fact, Said, Sections, ThingKind};
use decree::journal::{JournalFact, opening_stream};
use decree::thing::Thing;
use jiff::Timestamp;
use tokio_postgres::Row;
use tokio_postgres::types::{FromSql, Type};
use uuid::Uuid;

use crate::Store;
use crate::error::StoreError;
use crate::rows::time_of;
use crate::statements::sql;

/// A timestamptz as it comes.
pub(crate) struct Time(pub Timestamp);

impl<'a> FromSql<'a> for Time {
    fn from_sql(_: &Type, raw: &'a [u8]) -> Result<Self, Box<dyn std::error::Error + Sync + Send>> {
        Ok(Self(time_of(i64::from_be_bytes(raw.try_into()?))))
    }

    fn accepts(ty: &Type) -> bool {
        *ty == Type::TIMESTAMPTZ
    }
}

/// A stream with its thing folded.
#[derive(Clone, Debug)]
pub struct Loaded {
    /// What it is about.
    pub kind: ThingKind,
    /// Its version: how many facts.
    pub version: i32,
    /// The node that owns it.
    pub node: i16,
    /// When its last fact was recorded.
    pub last: Timestamp,
    /// The thing.
    pub thing: Thing,
}

/// A fact out of a row of `load_facts`.
pub(crate) fn fact(row: &Row) -> Result<Fact, StoreError> {
    Ok(Fact {
        envelope: Envelope {
            id: row.try_get(0)?,
            node: row.try_get(1)?,
            stream: row.try_get(2)?,
            seq: row.try_get(3)?,
            kind: row.try_get(4)?,
            version: row.try_get(5)?,
            agency: row.try_get(6)?,
            line: row.try_get(7)?,
            territory: row.try_get(8)?,
            occurred_at: row.try_get::<_, Time>(9)?.0,
            captured_at: row.try_get::<_, Option<Time>>(10)?.map(|t| t.0),
            recorded_at: row.try_get::<_, Time>(11)?.0,
            actor: row.try_get(12)?,
            on_behalf: row.try_get(13)?,
            cause: row.try_get(14)?,
        },
        sections: Sections { public: row.try_get(15)?, party: row.try_get(16)?, internal: row.try_get(17)? },
        commits: row.try_get(18)?,
        said: Said::default(),
    })
}

pub(crate) fn kind_of(number: i16) -> Result<ThingKind, StoreError> {
    ThingKind::from_number(number).ok_or(StoreError::Value("journal.stream.kind"))
}

impl Store {
    /// Folds streams.
    ///
    /// # Errors
    /// The database is away or a fact cannot be read.
    pub async fn load(&self, streams: &[Uuid]) -> Result<HashMap<Uuid, Loaded>, StoreError> {
        if streams.is_empty() {
            return Ok(HashMap::new());
        }
        let client = self.writer().await?;
        let heads = client.prepare_cached(sql("load_streams")).await?;
        let facts = client.prepare_cached(sql("load_facts")).await?;
        let ids = streams.to_vec();
        let parameters: [&(dyn tokio_postgres::types::ToSql + Sync); 1] = [&ids];
        let (heads, facts) =
            tokio::try_join!(client.query(&heads, &parameters), client.query(&facts, &parameters))?;
        let mut loaded = HashMap::with_capacity(heads.len());
        for head in heads {
            let (id, node, kind): (Uuid, i16, i16) = (head.get(0), head.get(1), head.get(2));
            let kind = kind_of(kind)?;
            let last = Timestamp::UNIX_EPOCH;
            loaded.insert(id, Loaded { kind, version: 0, node, last, thing: Thing::new(kind) });
        }
        for row in &facts {
            let fact = fact(row)?;
            if let Some(stream) = loaded.get_mut(&fact.envelope.stream) {
                stream.thing.fold(&fact)?;
                stream.version = fact.envelope.seq;
                stream.last = stream.last.max(fact.envelope.recorded_at);
            }
        }
        Ok(loaded)
    }

    /// The facts of one stream, in order.
    ///
    /// # Errors
    /// The database is away.
    pub async fn facts(&self, stream: Uuid) -> Result<Vec<Fact>, StoreError> {
        let client = self.writer().await?;
        let statement = client.prepare_cached(sql("load_facts")).await?;
        client.query(&statement, &[&vec![stream]]).await?.iter().map(fact).collect()
    }

    /// Folds all registers. `epoch` is read first: a register that moves meanwhile is noticed at the append.
    ///
    /// # Errors
    /// The database is away or a fact cannot be read.
    pub async fn load_base(&self) -> Result<Base, StoreError> {
        let client = self.writer().await?;
        let mut base = Base::default();
        base.epoch = client.query_one(sql("epoch"), &[]).await?.get(0);
        let kinds: Vec<i16> = ThingKind::ALL.iter().filter(|k| k.is_register()).map(|k| k.number()).collect();
        for row in client.query(sql("load_registers"), &[&kinds]).await? {
            base.fold(kind_of(row.get(19))?, &fact(&row)?)?;
        }
        base.settle();
        Ok(base)
    }

    /// The registers' version.
    ///
    /// # Errors
    /// The database is away.
    pub async fn epoch(&self) -> Result<i64, StoreError> {
        let client = self.writer().await?;
        let statement = client.prepare_cached(sql("epoch")).await?;
        Ok(client.query_one(&statement, &[]).await?.get(0))
    }

    /// Which streams an agency's own numbers name, in the order asked.
    ///
    /// # Errors
    /// The database is away.
    pub async fn known(
        &self,
        numbers: &[(i32, i16, ThingKind, &str)],
    ) -> Result<Vec<Option<Uuid>>, StoreError> {
        let client = self.writer().await?;
        let statement = client.prepare_cached(sql("known")).await?;
        let agencies: Vec<i32> = numbers.iter().map(|n| n.0).collect();
        let sources: Vec<i16> = numbers.iter().map(|n| n.1).collect();
        let kinds: Vec<i16> = numbers.iter().map(|n| n.2.number()).collect();
        let own: Vec<&str> = numbers.iter().map(|n| n.3).collect();
        let rows = client.query(&statement, &[&agencies, &sources, &kinds, &own]).await?;
        let found: HashMap<(i32, i16, i16, String), Uuid> =
            rows.iter().map(|r| ((r.get(0), r.get(1), r.get(2), r.get(3)), r.get(4))).collect();
        Ok(numbers.iter().map(|n| found.get(&(n.0, n.1, n.2.number(), n.3.to_owned())).copied()).collect())
    }

    /// Whether the journal is open, and if so whether it is a simulation.
    ///
    /// # Errors
    /// The database is away.
    pub async fn opened(&self) -> Result<Option<bool>, StoreError> {
        let facts = self.facts(opening_stream(self.node)).await?;
        let Some(first) = facts.first() else { return Ok(None) };
        match JournalFact::read(first)? {
            JournalFact::Opened { public } => Ok(Some(public.simulated)),
            _ => Err(StoreError::Value("the journal's first fact")),
        }
    }

    /// Where a stream belongs, as its token says. The district is not part of it.
    ///
    /// # Errors
    /// The database is away.
    pub async fn place(&self, stream: Uuid) -> Result<Option<Place>, StoreError> {
        let client = self.writer().await?;
        let rows = client.query(sql("load_streams"), &[&vec![stream]]).await?;
        Ok(rows.first().map(|r| Place {
            agency: r.get(4),
            line: r.get(5),
            territory: r.get(6),
            ..Place::default()
        }))
    }
}
