//! The follower: facts that came from another node are projected by the same code as our own.

use std::collections::HashMap;

use decree::deadline::RowContext;
use decree::fact::ThingKind;
use decree::thing::Thing;
use decree::view::{Row, changes};
use uuid::Uuid;

use crate::Store;
use crate::append::Views;
use crate::error::StoreError;
use crate::load::{fact, kind_of};
use crate::statements::sql;

impl Store {
    /// Projects streams of other nodes that are ahead of what is projected of them, a thousand at a time, until none is.
    /// Answers how many streams moved. Cost: one pass over the tokens of foreign streams a thousand projected.
    ///
    /// # Errors
    /// The database is away or a fact cannot be read.
    pub async fn follow(&self) -> Result<u64, StoreError> {
        let mut moved = 0;
        loop {
            let client = self.writer().await?;
            let behind: Vec<Uuid> = client
                .query(sql("foreign_behind"), &[&self.node, &1000i64])
                .await?
                .iter()
                .map(|r| r.get(0))
                .collect();
            drop(client);
            if behind.is_empty() {
                return Ok(moved);
            }
            self.project(&behind).await?;
            moved += behind.len() as u64;
        }
    }

    async fn project(&self, streams: &[Uuid]) -> Result<(), StoreError> {
        let calendar = self.load_base().await?.calendar();
        let context = RowContext { calendar: &calendar };
        let mut client = self.writer().await?;
        let transaction = client.transaction().await?;
        let ids = streams.to_vec();
        let heads = transaction.query(sql("load_streams"), &[&ids]).await?;
        let done: HashMap<Uuid, i32> = transaction
            .query("select stream, version from desk.followed where stream = any($1)", &[&ids])
            .await?
            .iter()
            .map(|r| (r.get(0), r.get(1)))
            .collect();
        let mut things: HashMap<Uuid, (Thing, Vec<Row>, i32)> = HashMap::new();
        let mut registers = false;
        for head in &heads {
            let kind: ThingKind = kind_of(head.get(2))?;
            registers |= kind.is_register();
            things.insert(head.get(0), (Thing::new(kind), Vec::new(), 0));
        }
        for row in &transaction.query(sql("load_facts"), &[&ids]).await? {
            let fact = fact(row)?;
            let stream = fact.envelope.stream;
            let Some((thing, before, version)) = things.get_mut(&stream) else { continue };
            thing.fold(&fact)?;
            *version = fact.envelope.seq;
            if done.get(&stream) == Some(version) {
                *before = thing.rows(stream, &context);
            }
        }
        if registers {
            // Held still, as every change of registers: nobody may be deciding by what is about to change.
            transaction.query(sql("change_base"), &[]).await?;
        }
        let mut views = Views::default();
        for (stream, (thing, before, _)) in &mut things {
            let changes = changes(std::mem::take(before), thing.rows(*stream, &context));
            views.take(&changes.write, &changes.delete);
        }
        views.write(&transaction).await?;
        let (ids, versions): (Vec<Uuid>, Vec<i32>) = things.iter().map(|(id, (_, _, v))| (*id, *v)).unzip();
        transaction.execute(sql("mark_followed"), &[&ids, &versions]).await?;
        if registers {
            transaction.execute(sql("count_change"), &[&self.node]).await?;
        }
        transaction.commit().await?;
        Ok(())
    }
}
