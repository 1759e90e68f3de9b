//! Clear query codes in the vault, until they are told (Art. 33; rulings 4).

use std::collections::HashMap;

use jiff::Timestamp;
use uuid::Uuid;

use crate::Store;
use crate::connect::Role;
use crate::due::time;
use crate::error::StoreError;
use crate::statements::sql;

impl Store {
    /// The clear codes that are still there, by their keys.
    ///
    /// # Errors
    /// The database is away, or a data key cannot be opened.
    pub async fn clear_codes(&self, ids: &[Uuid]) -> Result<HashMap<Uuid, String>, StoreError> {
        if ids.is_empty() {
            return Ok(HashMap::new());
        }
        let client = self.writer().await?;
        let statement = client.prepare_cached(sql("clear_codes")).await?;
        let rows = client.query(&statement, &[&ids]).await?;
        drop(client);
        self.open_data_keys().await?;
        if rows.iter().any(|row| !self.keys.has_data_key(row.get(2))) {
            // Another process began a new year.
            self.open_data_keys_again().await?;
        }
        let mut codes = HashMap::with_capacity(rows.len());
        for row in &rows {
            let (id, value, key): (Uuid, Vec<u8>, i32) = (row.get(0), row.get(1), row.get(2));
            let clear = self.keys.decrypt(key, &value).and_then(|bytes| String::from_utf8(bytes).ok());
            codes.insert(id, clear.ok_or(StoreError::Value("vault.code"))?);
        }
        Ok(codes)
    }

    /// Destroys clear codes that nobody told since a moment. How long they wait is the caller's data.
    ///
    /// # Errors
    /// The database is away.
    pub async fn forget_codes(&self, before: Timestamp) -> Result<u64, StoreError> {
        let client = self.writer().await?;
        Ok(client.execute(sql("forget_old_codes"), &[&time(before)]).await?)
    }

    /// Takes what is left of destroyed codes out of the table's file. What a transaction that began before still sees stays
    /// there until the next time: a duty of every day.
    ///
    /// # Errors
    /// The database refuses or is away.
    pub async fn rewrite_codes(&self) -> Result<(), StoreError> {
        let owner = self.access.connect(Role::Owner).await?;
        self.rewrite(&owner, "rewrite_codes").await
    }

    /// Ties the database to its key folder: at the first start the folder's fingerprint is kept, later another is refused.
    ///
    /// # Errors
    /// The folder is another than the database was made with, or the database is away.
    pub async fn tie_keys(&self) -> Result<(), StoreError> {
        let client = self.writer().await?;
        let mine = self.keys.fingerprint();
        client.execute(sql("set_key_fingerprint"), &[&mine]).await?;
        let kept: String = client.query_one(sql("key_fingerprint"), &[]).await?.get(0);
        if kept == mine { Ok(()) } else { Err(StoreError::OtherKeys(self.keys.folder())) }
    }
}
