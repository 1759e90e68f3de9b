//! Accounts, sessions and drafts on the desk (DESIGN section 5). Passwords come and go as their hashes only.

use decree::authority::Role;
use jiff::Timestamp;
use uuid::Uuid;

use crate::Store;
use crate::due::time;
use crate::error::StoreError;
use crate::rebuild::Any;
use crate::statements::sql;

/// An account as it is kept.
#[derive(Clone, Debug)]
pub struct Account {
    /// Whose it is.
    pub person: Uuid,
    /// argon2id, as a PHC string.
    pub password: String,
    /// Whether the password must be changed at the next sign-in.
    pub must_change: bool,
    /// Whether nobody may sign in with it.
    pub disabled: bool,
}

/// A session to be opened, or as it is kept.
#[derive(Clone, Debug)]
pub struct Session {
    /// SHA-256 of the token.
    pub token: [u8; 32],
    /// Who.
    pub person: Uuid,
    /// Under which account.
    pub account: String,
    /// In which role.
    pub role: Role,
    /// In which office.
    pub office: i32,
    /// Since when.
    pub opened_at: Timestamp,
    /// When it was used last.
    pub seen_at: Timestamp,
    /// From where.
    pub address: String,
    /// With what.
    pub agent: String,
    /// Whether the account's password must be changed before anything else.
    pub must_change: bool,
}

/// An account in a list.
#[derive(Clone, Debug)]
pub struct AccountListed {
    /// Its name.
    pub name: String,
    /// Whose.
    pub person: Uuid,
    /// Whether the password must be changed.
    pub must_change: bool,
    /// Whether it is disabled.
    pub disabled: bool,
}

/// A draft in a list.
#[derive(Clone, Debug)]
pub struct DraftListed {
    /// Its id.
    pub id: Uuid,
    /// Of which form.
    pub form: String,
    /// When it was touched last.
    pub changed_at: Timestamp,
}

fn at(row: &tokio_postgres::Row, i: usize) -> Result<Timestamp, StoreError> {
    match row.try_get::<_, Any>(i)?.0 {
        decree::view::Value::Time(at) => Ok(at),
        _ => Err(StoreError::Value("desk: a moment")),
    }
}

impl Store {
    /// An account by its name.
    ///
    /// # Errors
    /// The database is away.
    pub async fn account(&self, name: &str) -> Result<Option<Account>, StoreError> {
        let client = self.writer().await?;
        let statement = client.prepare_cached(sql("account")).await?;
        let row = client.query_opt(&statement, &[&name]).await?;
        Ok(row.map(|r| Account {
            person: r.get(0),
            password: r.get(1),
            must_change: r.get(2),
            disabled: r.get(3),
        }))
    }

    /// Accounts by name, at most `limit`.
    ///
    /// # Errors
    /// The database is away.
    pub async fn accounts(&self, limit: i64) -> Result<Vec<AccountListed>, StoreError> {
        let client = self.writer().await?;
        let rows = client.query(sql("accounts"), &[&limit]).await?;
        Ok(rows
            .iter()
            .map(|r| AccountListed {
                name: r.get(0),
                person: r.get(1),
                must_change: r.get(2),
                disabled: r.get(3),
            })
            .collect())
    }

    /// The names of a person's accounts that are not disabled.
    ///
    /// # Errors
    /// The database is away.
    pub async fn accounts_of(&self, person: Uuid) -> Result<Vec<String>, StoreError> {
        let client = self.writer().await?;
        let rows = client.query(sql("accounts_of_person"), &[&person]).await?;
        Ok(rows.iter().map(|r| r.get(0)).collect())
    }

    /// Makes an account, or gives the one of this name another password. `false` if the name is another person's.
    ///
    /// # Errors
    /// The database is away.
    pub async fn put_account(
        &self,
        name: &str,
        person: Uuid,
        password: &str,
        must_change: bool,
        now: Timestamp,
    ) -> Result<bool, StoreError> {
        let client = self.writer().await?;
        let put = client
            .execute(sql("put_account"), &[&name, &person, &password, &must_change, &time(now)])
            .await?;
        Ok(put == 1)
    }

    /// Disables an account and ends its sessions. `false` if there is none, or it was disabled.
    ///
    /// # Errors
    /// The database is away.
    pub async fn disable_account(&self, name: &str, now: Timestamp) -> Result<bool, StoreError> {
        let client = self.writer().await?;
        let disabled = client.execute(sql("disable_account"), &[&name, &time(now)]).await?;
        client.execute(sql("close_sessions_of"), &[&name]).await?;
        Ok(disabled == 1)
    }

    /// Opens a session that ends at a moment whatever happens.
    ///
    /// # Errors
    /// The database is away.
    pub async fn open_session(&self, session: &Session, ends_at: Timestamp) -> Result<(), StoreError> {
        let client = self.writer().await?;
        let (opened, ends) = (time(session.opened_at), time(ends_at));
        client
            .execute(
                sql("open_session"),
                &[
                    &&session.token[..],
                    &session.person,
                    &session.account,
                    &session.role.code(),
                    &session.office,
                    &opened,
                    &ends,
                    &session.address,
                    &session.agent,
                ],
            )
            .await?;
        Ok(())
    }

    /// A session by its token's SHA-256, if it has not ended and was used since `idle_since`.
    ///
    /// # Errors
    /// The database is away.
    pub async fn session(
        &self,
        token: &[u8; 32],
        now: Timestamp,
        idle_since: Timestamp,
    ) -> Result<Option<Session>, StoreError> {
        let client = self.writer().await?;
        let statement = client.prepare_cached(sql("session")).await?;
        let row = client.query_opt(&statement, &[&&token[..], &time(now), &time(idle_since)]).await?;
        let Some(row) = row else { return Ok(None) };
        let role: String = row.get(2);
        Ok(Some(Session {
            token: *token,
            person: row.get(0),
            account: row.get(1),
            role: role.parse().map_err(|_| StoreError::Value("desk.session.role"))?,
            office: row.get(3),
            opened_at: at(&row, 4)?,
            seen_at: at(&row, 5)?,
            address: String::new(),
            agent: String::new(),
            must_change: row.get(6),
        }))
    }

    /// Says that a session is in use.
    ///
    /// # Errors
    /// The database is away.
    pub async fn touch_session(&self, token: &[u8; 32], now: Timestamp) -> Result<(), StoreError> {
        self.writer().await?.execute(sql("touch_session"), &[&&token[..], &time(now)]).await?;
        Ok(())
    }

    /// Goes on in another post.
    ///
    /// # Errors
    /// The database is away.
    pub async fn change_post(&self, token: &[u8; 32], role: Role, office: i32) -> Result<(), StoreError> {
        self.writer().await?.execute(sql("change_post"), &[&&token[..], &role.code(), &office]).await?;
        Ok(())
    }

    /// Ends a session.
    ///
    /// # Errors
    /// The database is away.
    pub async fn close_session(&self, token: &[u8; 32]) -> Result<(), StoreError> {
        self.writer().await?.execute(sql("close_session"), &[&&token[..]]).await?;
        Ok(())
    }

    /// Ends the other sessions of a person, under whatever account.
    ///
    /// # Errors
    /// The database is away.
    pub async fn close_other_sessions(&self, person: Uuid, token: &[u8; 32]) -> Result<u64, StoreError> {
        Ok(self.writer().await?.execute(sql("close_other_sessions"), &[&person, &&token[..]]).await?)
    }

    /// The open sessions of a person, those used last first.
    ///
    /// # Errors
    /// The database is away.
    pub async fn sessions_of(
        &self,
        person: Uuid,
        now: Timestamp,
        idle_since: Timestamp,
    ) -> Result<Vec<Session>, StoreError> {
        let client = self.writer().await?;
        let rows = client.query(sql("sessions_of"), &[&person, &time(now), &time(idle_since)]).await?;
        rows.iter()
            .map(|row| {
                Ok(Session {
                    token: row.get::<_, Vec<u8>>(4).try_into().unwrap_or([0; 32]),
                    person,
                    account: String::new(),
                    role: Role::Clerk,
                    office: 0,
                    opened_at: at(row, 0)?,
                    seen_at: at(row, 1)?,
                    address: row.get(2),
                    agent: row.get(3),
                    must_change: false,
                })
            })
            .collect()
    }

    /// Removes sessions that have ended or were not used since `idle_since`.
    ///
    /// # Errors
    /// The database is away.
    pub async fn close_ended_sessions(
        &self,
        now: Timestamp,
        idle_since: Timestamp,
    ) -> Result<u64, StoreError> {
        let client = self.writer().await?;
        Ok(client.execute(sql("close_ended_sessions"), &[&time(now), &time(idle_since)]).await?)
    }

    /// Keeps what somebody has typed. `false` if the id is another person's.
    ///
    /// # Errors
    /// The database is away.
    pub async fn put_draft(
        &self,
        id: Uuid,
        person: Uuid,
        office: i32,
        form: &str,
        body: &str,
        now: Timestamp,
    ) -> Result<bool, StoreError> {
        let client = self.writer().await?;
        let put =
            client.execute(sql("put_draft"), &[&id, &person, &office, &form, &body, &time(now)]).await?;
        Ok(put == 1)
    }

    /// A person's draft: its form and body.
    ///
    /// # Errors
    /// The database is away.
    pub async fn draft(&self, id: Uuid, person: Uuid) -> Result<Option<(String, String)>, StoreError> {
        let client = self.writer().await?;
        Ok(client.query_opt(sql("draft"), &[&id, &person]).await?.map(|r| (r.get(0), r.get(1))))
    }

    /// A person's drafts in an office, those touched last first.
    ///
    /// # Errors
    /// The database is away.
    pub async fn drafts_of(&self, person: Uuid, office: i32) -> Result<Vec<DraftListed>, StoreError> {
        let client = self.writer().await?;
        let rows = client.query(sql("drafts_of"), &[&person, &office]).await?;
        rows.iter().map(|r| Ok(DraftListed { id: r.get(0), form: r.get(1), changed_at: at(r, 2)? })).collect()
    }

    /// Drops a person's draft.
    ///
    /// # Errors
    /// The database is away.
    pub async fn drop_draft(&self, id: Uuid, person: Uuid) -> Result<(), StoreError> {
        self.writer().await?.execute(sql("drop_draft"), &[&id, &person]).await?;
        Ok(())
    }

    /// Drops drafts that nobody touched since a moment.
    ///
    /// # Errors
    /// The database is away.
    pub async fn drop_old_drafts(&self, before: Timestamp) -> Result<u64, StoreError> {
        Ok(self.writer().await?.execute(sql("drop_old_drafts"), &[&time(before)]).await?)
    }

    /// Thirty-two bytes that nobody can foresee: a session's token, a password's salt. The cause is used once.
    pub fn unforeseeable(&self, cause: Uuid) -> [u8; 32] {
        decree::identity::salt(&mut decree::identity::rng_for(&self.seed, cause))
    }
}
