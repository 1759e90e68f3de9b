//! Tokens of agencies' own systems, and answers kept under an idempotency key (DESIGN section 4). A token comes and goes as its
//! SHA-256 only; an answer lies under a data key of the vault, because query codes may stand in it.

use std::str::FromStr;

use decree::authority::{Action, Authorised, KeepTokens};
use decree::identity::{rng_for, uuid_of};
use decree::view::Value;
use jiff::Timestamp;
use uuid::Uuid;

use crate::Store;
use crate::due::time;
use crate::error::StoreError;
use crate::rebuild::Any;
use crate::statements::sql;

/// A token as it is kept.
#[derive(Clone, Debug)]
pub struct Token {
    /// Its id: under it the system acts, stands in facts and in the read log.
    pub id: Uuid,
    /// Key of the agency whose system it is.
    pub agency: i32,
    /// What the agency calls the system.
    pub name: String,
    /// What it may do: less than its role may, or as much.
    pub may: Vec<Action>,
    /// Who made it.
    pub made_by: Uuid,
    /// When.
    pub made_at: Timestamp,
    /// Until when it opens anything.
    pub expires_at: Timestamp,
    /// When it was used last, by the minute.
    pub seen_at: Option<Timestamp>,
    /// When it was revoked.
    pub revoked_at: Option<Timestamp>,
}

impl Token {
    /// Whether it opens anything at a moment.
    pub fn is_usable(&self, now: Timestamp) -> bool {
        self.revoked_at.is_none() && self.expires_at > now
    }
}

/// An answer as it was given.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KeptAnswer {
    /// The status.
    pub status: u16,
    /// The media type.
    pub media: String,
    /// The very bytes.
    pub body: Vec<u8>,
}

/// What there is under an idempotency key.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Place {
    /// Nothing yet: whoever asked works on it now.
    Ours,
    /// Another request stands there.
    OtherRequest,
    /// Somebody works on it.
    Busy,
    /// It is answered.
    Answered(KeptAnswer),
}

fn token_of(row: &tokio_postgres::Row) -> Result<Token, StoreError> {
    let moment = |i: usize| match row.try_get::<_, Any>(i)?.0 {
        Value::Time(at) => Ok(Some(at)),
        _ => Ok(None),
    };
    let there = |found: Result<Option<Timestamp>, StoreError>| {
        found.and_then(|at| at.ok_or(StoreError::Value("desk.token: a moment")))
    };
    let may: String = row.get(3);
    Ok(Token {
        id: row.get(0),
        agency: row.get(1),
        name: row.get(2),
        may: may.split(',').filter_map(|code| Action::from_str(code).ok()).collect(),
        made_by: row.get(4),
        made_at: there(moment(5))?,
        expires_at: there(moment(6))?,
        seen_at: moment(7)?,
        revoked_at: moment(8)?,
    })
}

impl Store {
    /// Keeps a token by its SHA-256.
    ///
    /// # Errors
    /// The database is away.
    pub async fn put_token<T>(
        &self,
        _authorised: &Authorised<KeepTokens, T>,
        token: &Token,
        digest: &[u8; 32],
    ) -> Result<(), StoreError> {
        let may = token.may.iter().map(|action| action.code()).collect::<Vec<_>>().join(",");
        let (made, expires) = (time(token.made_at), time(token.expires_at));
        let client = self.writer().await?;
        client
            .execute(
                sql("put_token"),
                &[&token.id, &&digest[..], &token.agency, &token.name, &may, &token.made_by, &made, &expires],
            )
            .await?;
        Ok(())
    }

    /// A token that opens something at a moment, by its SHA-256.
    ///
    /// # Errors
    /// The database is away.
    pub async fn token(&self, digest: &[u8; 32], now: Timestamp) -> Result<Option<Token>, StoreError> {
        let client = self.writer().await?;
        let statement = client.prepare_cached(sql("token")).await?;
        let row = client.query_opt(&statement, &[&&digest[..], &time(now)]).await?;
        row.as_ref().map(token_of).transpose()
    }

    /// The tokens of an agency, the newest first, those that ended among them.
    ///
    /// # Errors
    /// The database is away.
    pub async fn tokens_of<T>(
        &self,
        _authorised: &Authorised<KeepTokens, T>,
        agency: i32,
    ) -> Result<Vec<Token>, StoreError> {
        let client = self.writer().await?;
        client.query(sql("tokens_of"), &[&agency]).await?.iter().map(token_of).collect()
    }

    /// Says that a token is in use.
    ///
    /// # Errors
    /// The database is away.
    pub async fn touch_token(&self, id: Uuid, now: Timestamp) -> Result<(), StoreError> {
        self.writer().await?.execute(sql("touch_token"), &[&id, &time(now)]).await?;
        Ok(())
    }

    /// Revokes a token of an agency. `false` if it has none such, or it is revoked already.
    ///
    /// # Errors
    /// The database is away.
    pub async fn revoke_token<T>(
        &self,
        _authorised: &Authorised<KeepTokens, T>,
        id: Uuid,
        agency: i32,
        now: Timestamp,
    ) -> Result<bool, StoreError> {
        let client = self.writer().await?;
        Ok(client.execute(sql("revoke_token"), &[&id, &agency, &time(now)]).await? == 1)
    }

    /// Begins an answer under a key, or says what stands there. What was begun before `stale` and never answered is begun anew:
    /// the program was stopped in its midst.
    ///
    /// # Errors
    /// The database is away, or the data key of a kept answer is lost.
    pub async fn begin_answer(
        &self,
        token: Uuid,
        key: &str,
        request: &[u8; 32],
        now: Timestamp,
        stale: Timestamp,
    ) -> Result<Place, StoreError> {
        let client = self.writer().await?;
        let begin = client.prepare_cached(sql("begin_answer")).await?;
        let begun = client.execute(&begin, &[&token, &key, &&request[..], &time(now), &time(stale)]).await?;
        if begun == 1 {
            return Ok(Place::Ours);
        }
        let kept = client.prepare_cached(sql("kept_answer")).await?;
        // Whoever worked on it may just have given it up.
        let Some(row) = client.query_opt(&kept, &[&token, &key]).await? else { return Ok(Place::Busy) };
        drop(client);
        if row.get::<_, Vec<u8>>(0) != request {
            return Ok(Place::OtherRequest);
        }
        let (Some(status), Some(body), Some(data_key)) =
            (row.get::<_, Option<i16>>(1), row.get::<_, Option<Vec<u8>>>(3), row.get::<_, Option<i32>>(4))
        else {
            return Ok(Place::Busy);
        };
        self.open_data_keys().await?;
        if !self.keys().has_data_key(data_key) {
            self.open_data_keys_again().await?;
        }
        let body = self.keys().decrypt(data_key, &body).ok_or(StoreError::Value("desk.answer"))?;
        let status = u16::try_from(status).unwrap_or_default();
        let media: Option<String> = row.get(2);
        Ok(Place::Answered(KeptAnswer { status, media: media.unwrap_or_default(), body }))
    }

    /// Keeps the answer to what was begun.
    ///
    /// # Errors
    /// The database is away, or there is no data key.
    pub async fn keep_answer(
        &self,
        token: Uuid,
        key: &str,
        answer: &KeptAnswer,
        now: Timestamp,
    ) -> Result<(), StoreError> {
        let data_key = self.data_key(now).await?;
        let at = now.as_microsecond().to_be_bytes();
        let cause = uuid_of(&[b"answer", token.as_bytes(), key.as_bytes(), &at, &answer.body]);
        let mut rng = rng_for(&self.seed, cause);
        let body = self.keys().encrypt(data_key, &answer.body, &mut rng);
        let body = body.ok_or(StoreError::Value("vault.data_key"))?;
        let status = i16::try_from(answer.status).unwrap_or_default();
        let client = self.writer().await?;
        let keep = client.prepare_cached(sql("keep_answer")).await?;
        client.execute(&keep, &[&token, &key, &status, &answer.media, &body, &data_key]).await?;
        Ok(())
    }

    /// Gives up what was begun: it may be asked for again.
    ///
    /// # Errors
    /// The database is away.
    pub async fn drop_answer(&self, token: Uuid, key: &str) -> Result<(), StoreError> {
        self.writer().await?.execute(sql("drop_answer"), &[&token, &key]).await?;
        Ok(())
    }

    /// Drops answers that are older than a moment.
    ///
    /// # Errors
    /// The database is away.
    pub async fn drop_old_answers(&self, before: Timestamp) -> Result<u64, StoreError> {
        Ok(self.writer().await?.execute(sql("drop_old_answers"), &[&time(before)]).await?)
    }
}
