//! Migrations: embedded SQL under an advisory try-lock. An applied one is never edited; a database newer than the
//! program is refused. Policies are replaced as a whole when their text changed.

use sha2::{Digest, Sha256};
use tokio_postgres::Client;

use crate::connect::{Access, Role};
use crate::error::StoreError;

/// Every migration, in order.
pub const MIGRATIONS: &[(i32, &str)] =
    &[(1, include_str!("../migrations/0001_spine.sql")), (2, include_str!("../migrations/0002_desk.sql"))];
const POLICIES: &str = include_str!("../migrations/policies.sql");

/// Key of the advisory lock that migrations hold.
const LOCK: i64 = 20_150_601;

/// Brings a database to this program's state.
///
/// # Errors
/// The database is newer, an applied migration was edited, or the database refuses.
pub async fn migrate(access: &Access) -> Result<(), StoreError> {
    let mut client = access.connect(Role::Owner).await?;
    // A try-lock in a loop: a waiting lock would deadlock with an index that is built concurrently.
    while !client.query_one("select pg_try_advisory_lock($1)", &[&LOCK]).await?.get::<_, bool>(0) {
        tokio::time::sleep(std::time::Duration::from_millis(200)).await;
    }
    let done = run(&mut client).await;
    client.execute("select pg_advisory_unlock($1)", &[&LOCK]).await?;
    done
}

async fn run(client: &mut Client) -> Result<(), StoreError> {
    client
        .batch_execute(
            "create schema if not exists desk;
             create table if not exists desk.migration
               (number int primary key, digest text not null, applied_at timestamptz not null default now())",
        )
        .await?;
    let applied = client.query("select number, digest from desk.migration order by number", &[]).await?;
    let known = MIGRATIONS.last().map_or(0, |(n, _)| *n);
    if let Some(found) = applied.last().map(|row| row.get::<_, i32>(0)).filter(|n| *n > known) {
        return Err(StoreError::Newer { found, known });
    }
    for row in &applied {
        let (number, digest): (i32, String) = (row.get(0), row.get(1));
        if MIGRATIONS.iter().any(|(n, text)| *n == number && digest_of(text) != digest) {
            return Err(StoreError::Edited(number));
        }
    }
    for (number, text) in &MIGRATIONS[applied.len()..] {
        let transaction = client.transaction().await?;
        transaction.batch_execute(text).await?;
        transaction
            .execute(
                "insert into desk.migration (number, digest) values ($1, $2)",
                &[number, &digest_of(text)],
            )
            .await?;
        transaction.commit().await?;
    }
    policies(client).await
}

async fn policies(client: &mut Client) -> Result<(), StoreError> {
    let digest = digest_of(POLICIES);
    let row = client.query_opt("select value from desk.meta where key = 'policies'", &[]).await?;
    if row.is_some_and(|r| r.get::<_, String>(0) == digest) {
        return Ok(());
    }
    let transaction = client.transaction().await?;
    transaction.batch_execute(POLICIES).await?;
    transaction
        .execute(
            "insert into desk.meta (key, value) values ('policies', $1)
             on conflict (key) do update set value = excluded.value",
            &[&digest],
        )
        .await?;
    transaction.commit().await?;
    Ok(())
}

fn digest_of(text: &str) -> String {
    decree::fact::hex(&Sha256::digest(text.as_bytes()))
}
