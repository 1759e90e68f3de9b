//! Messages from the public pages: what a receipt opens, which case a code opens, and the facts that staff read.

use decree::authority::Authorised;
use decree::fact::Fact;
use uuid::Uuid;

use crate::Store;
use crate::error::StoreError;
use crate::load::fact;
use crate::read::{Reader, Reading};
use crate::statements::sql;

impl Store {
    /// What a receipt's key opens, as the role `public`: the packet's canonical bytes.
    ///
    /// # Errors
    /// The database is away.
    pub async fn public_message(&self, look_up: &[u8; 32]) -> Result<Option<Vec<u8>>, StoreError> {
        self.public_packet("public_message", look_up).await
    }

    /// The case that a code opens.
    ///
    /// # Errors
    /// The database is away.
    pub async fn case_of_code(&self, look_up: &[u8; 32]) -> Result<Option<Uuid>, StoreError> {
        let client = self.writer().await?;
        let statement = client.prepare_cached(sql("case_of_code")).await?;
        Ok(client.query_opt(&statement, &[&&look_up[..]]).await?.map(|row| row.get(0)))
    }

    /// The facts of a message as the reader may see them: none outside the scope, and none of one that is with somebody else
    /// now. `what` and `query` stand in the read log.
    ///
    /// # Errors
    /// The database is away.
    pub async fn message_facts<T>(
        &self,
        _authorised: &Authorised<decree::authority::Read, T>,
        reader: &Reader,
        stream: Uuid,
        what: &str,
        query: &str,
    ) -> Result<Vec<Fact>, StoreError> {
        let reading = Reading { what, query, stream: Some(stream) };
        self.shown(reader, reading, sql("shown_message"), &[&stream]).await?.iter().map(fact).collect()
    }
}
