//! Erasure: a personal value goes together with its salt, from the table's file too; every proof stays valid.

use uuid::Uuid;

use crate::Store;
use crate::connect::Role;
use crate::error::StoreError;
use crate::statements::sql;

impl Store {
    /// Erases personal values: nulls value, salt and blind index, then rewrites the table, so that no file holds them any
    /// more. Its own database role does it; the fact that says so is appended by the caller, before.
    ///
    /// # Errors
    /// The database refuses or is away.
    pub async fn erase_persons(&self, persons: &[Uuid]) -> Result<u64, StoreError> {
        let owner = self.access.connect(Role::Owner).await?;
        let erased = owner.execute(sql("erase_persons"), &[&persons.to_vec()]).await?;
        self.rewrite(&owner, "rewrite_persons").await?;
        Ok(erased)
    }

    /// Rewrites a table of the vault, so that no file holds what was taken out of it.
    pub(crate) async fn rewrite(&self, owner: &tokio_postgres::Client, name: &str) -> Result<(), StoreError> {
        owner.batch_execute(sql(name)).await?;
        // The file before the rewrite is unlinked at a checkpoint. On a server that is not ours the right to ask for
        // one may be missing: then its next own checkpoint does it.
        if let Err(error) = owner.batch_execute("checkpoint").await {
            tracing::warn!(%error, "the erased values leave the disk at the server's next checkpoint");
        }
        Ok(())
    }

    /// A personal value of the vault: `None` if there is none or it is erased.
    ///
    /// # Errors
    /// The database is away.
    pub async fn person(&self, id: Uuid) -> Result<Option<(Vec<u8>, [u8; 32])>, StoreError> {
        self.open_data_keys().await?;
        let client = self.writer().await?;
        let Some(row) = client.query_opt(sql("person"), &[&id]).await? else { return Ok(None) };
        let (salt, value, key): (Option<Vec<u8>>, Option<Vec<u8>>, Option<i32>) =
            (row.get(0), row.get(1), row.get(2));
        let opened = key.zip(value).and_then(|(key, value)| self.keys.decrypt(key, &value));
        Ok(opened.zip(salt.and_then(|s| s.try_into().ok())))
    }

    /// The vault's entry that has an equal identity number.
    ///
    /// # Errors
    /// The database is away.
    pub async fn equal_person(&self, number: &str) -> Result<Option<Uuid>, StoreError> {
        let client = self.writer().await?;
        let row = client.query_opt(sql("equal_person"), &[&self.keys.equal_by(number)]).await?;
        Ok(row.map(|r| r.get(0)))
    }

    /// The salts of some facts: tag and 32 bytes each.
    ///
    /// # Errors
    /// The database is away.
    pub async fn salts(&self, facts: &[Uuid]) -> Result<Vec<(Uuid, Vec<u8>)>, StoreError> {
        let client = self.writer().await?;
        let rows = client.query(sql("salts"), &[&facts.to_vec()]).await?;
        Ok(rows.iter().map(|r| (r.get(0), r.get(1))).collect())
    }

    /// Opens every data key that the database keeps.
    pub(crate) async fn open_data_keys(&self) -> Result<(), StoreError> {
        let mut current = self.data_key.lock().await;
        if current.is_some() {
            return Ok(());
        }
        let client = self.writer().await?;
        for row in client.query(sql("data_keys"), &[]).await? {
            let (id, year): (i32, i16) = (row.get(0), row.get(1));
            self.keys.open_data_key(id, year, row.get(2))?;
            *current = Some((year, id));
        }
        Ok(())
    }

    /// Opens them anew: there may be one more.
    pub(crate) async fn open_data_keys_again(&self) -> Result<(), StoreError> {
        *self.data_key.lock().await = None;
        self.open_data_keys().await
    }

    /// The data key of a moment's year, made when it is the first of that year.
    pub(crate) async fn data_key(&self, at: jiff::Timestamp) -> Result<i32, StoreError> {
        self.open_data_keys().await?;
        let year = calendar::city_date(at).year();
        let mut current = self.data_key.lock().await;
        if let Some((known, id)) = *current
            && known == year
        {
            return Ok(id);
        }
        let client = self.writer().await?;
        // The key of a year has the year as its number: two processes that start a year together agree.
        let id = i32::from(year);
        let mut rng = decree::identity::rng_for(&self.seed, Uuid::from_u128(u128::from(year.unsigned_abs())));
        let wrapped = self.keys.new_data_key(id, year, &mut rng)?;
        client.execute(sql("add_data_key"), &[&id, &year, &wrapped]).await?;
        for row in client.query(sql("data_keys"), &[]).await? {
            self.keys.open_data_key(row.get(0), row.get(1), row.get(2))?;
        }
        *current = Some((year, id));
        Ok(id)
    }
}
