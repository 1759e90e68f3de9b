//! Signing in (DESIGN section 5): passwords in argon2id, a bounded number of them at a time; sessions whose token only the
//! browser knows; failures slowed by account and address.

use std::net::IpAddr;
use std::str::FromStr;

use argon2::Argon2;
use argon2::password_hash::phc::PasswordHash;
use argon2::password_hash::{PasswordHasher, PasswordVerifier};
use decree::authority::{Actor, Role};
use decree::fact::hex;
use decree::identity::uuid_of;
use jiff::{SignedDuration, Timestamp};
use store::Session;
use uuid::Uuid;

use crate::guessing::{Source, Verdict, counted};
use crate::{Platform, PlatformError};

/// How long sessions live, and how short a password may be.
#[derive(Clone, Copy, Debug)]
pub struct SessionRules {
    /// Minutes without use after which one must sign in again.
    pub idle_minutes: i64,
    /// Hours after which one must sign in again whatever happens.
    pub most_hours: i64,
    /// Days for which a draft is kept after it was touched last.
    pub draft_days: i64,
    /// Characters that a password has at least.
    pub password: usize,
    /// How many passwords are worked out at a time: each takes 19 MiB and a core.
    pub at_a_time: usize,
}

impl Default for SessionRules {
    /// Half an hour idle, a working day in all; passwords as GB/T 39786 systems ask for them at least.
    fn default() -> Self {
        Self { idle_minutes: 30, most_hours: 12, draft_days: 30, password: 10, at_a_time: 2 }
    }
}

/// Why nobody was signed in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NotSignedIn {
    /// Name or password is wrong, or the account is disabled: one answer for all of them.
    Wrong,
    /// The person holds no post today.
    NoPost,
    /// Too many failures: from when the next may be tried.
    Wait(Timestamp),
}

/// What is wrong with a new password.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BadPassword {
    /// Shorter than the rule.
    Short(usize),
    /// It holds the account's name.
    Name,
    /// All its characters are alike.
    Alike,
}

/// Who is signed in, as one request sees it.
#[derive(Clone, Debug)]
pub struct SignedIn {
    /// Who acts, in the chosen post.
    pub actor: Actor,
    /// The account's name.
    pub account: String,
    /// What the person is called; nothing where the vault has no name.
    pub name: String,
    /// SHA-256 of the token: the session's key.
    pub session: [u8; 32],
    /// Since when.
    pub since: Timestamp,
    /// Whether the password was given by somebody else and must be changed before anything else.
    pub must_change: bool,
}

impl Platform {
    /// Signs in. A name that is not there costs as much as one that is.
    ///
    /// # Errors
    /// The database is away.
    pub async fn sign_in(
        &self,
        name: &str,
        password: &str,
        address: IpAddr,
        agent: &str,
    ) -> Result<Result<String, NotSignedIn>, PlatformError> {
        let now = self.now();
        let name = name.trim();
        if let Err(until) = self.may_try(name, address, now) {
            return Ok(Err(NotSignedIn::Wait(until)));
        }
        let account = self.store().account(name).await?;
        let usable = account.as_ref().is_some_and(|a| !a.disabled);
        let hash = account.as_ref().map_or(NOBODY, |a| &a.password).to_owned();
        if !self.verified(password.to_owned(), hash).await || !usable {
            return Ok(Err(NotSignedIn::Wrong));
        }
        self.was_right(name, address);
        let Some(account) = account else { return Ok(Err(NotSignedIn::Wrong)) };
        self.open_session(account.person, name, address, agent).await
    }

    /// Signs in as a person of a simulated city, without a password: nobody's in a real one.
    ///
    /// # Errors
    /// The database is away.
    pub async fn sign_in_simulated(
        &self,
        person: Uuid,
        address: IpAddr,
        agent: &str,
    ) -> Result<Result<String, NotSignedIn>, PlatformError> {
        if !self.is_simulated() {
            return Ok(Err(NotSignedIn::Wrong));
        }
        self.open_session(person, "demo", address, agent).await
    }

    async fn open_session(
        &self,
        person: Uuid,
        account: &str,
        address: IpAddr,
        agent: &str,
    ) -> Result<Result<String, NotSignedIn>, PlatformError> {
        let now = self.now();
        let Some(actor) = self.base().actor(person, None, now) else {
            return Ok(Err(NotSignedIn::NoPost));
        };
        let token = hex(&self.store().unforeseeable(self.fresh_cause()));
        let session = Session {
            token: key_of(&token),
            person,
            account: account.to_owned(),
            role: actor.role,
            office: actor.office,
            opened_at: now,
            seen_at: now,
            address: address.to_string(),
            agent: agent.chars().take(200).collect(),
            must_change: false,
        };
        let most = SignedDuration::from_hours(self.session_rules().most_hours);
        self.store().open_session(&session, now.saturating_add(most).unwrap_or(Timestamp::MAX)).await?;
        Ok(Ok(token))
    }

    /// Who a token signs in, if it still does: the post is looked up anew each time, so that one that ended ends here.
    ///
    /// # Errors
    /// The database is away.
    pub async fn signed_in(&self, token: &str) -> Result<Option<SignedIn>, PlatformError> {
        let now = self.now();
        let Some(session) = self.store().session(&key_of(token), now, self.idle_since(now)).await? else {
            return Ok(None);
        };
        let Some(actor) = self.base().actor_in(session.person, session.role, session.office, now) else {
            return Ok(None);
        };
        // Once a minute is enough to know whether it is idle.
        if now.duration_since(session.seen_at) > SignedDuration::from_mins(1) {
            self.store().touch_session(&session.token, now).await?;
        }
        let name = self.name_in(&session).await?;
        Ok(Some(SignedIn {
            actor,
            name,
            account: session.account,
            session: session.token,
            since: session.opened_at,
            must_change: session.must_change,
        }))
    }

    /// What the person of a session is called: read from the vault once, then known with the session, in memory only.
    async fn name_in(&self, session: &Session) -> Result<String, PlatformError> {
        let known = self.session_names.lock().ok().and_then(|names| names.get(&session.token).cloned());
        if let Some(name) = known {
            return Ok(name);
        }
        let name = self.names(&[session.person]).await?.remove(&session.person).unwrap_or_default();
        if let Ok(mut names) = self.session_names.lock() {
            // Sessions end without saying so: beyond a city's staff at once, all are read again.
            if names.len() >= 20_000 {
                names.clear();
            }
            names.insert(session.token, name.clone());
        }
        Ok(name)
    }

    /// Ends a session.
    ///
    /// # Errors
    /// The database is away.
    pub async fn sign_out(&self, who: &SignedIn) -> Result<(), PlatformError> {
        if let Ok(mut names) = self.session_names.lock() {
            names.remove(&who.session);
        }
        Ok(self.store().close_session(&who.session).await?)
    }

    /// Since when a session must have been used to be open.
    pub fn idle_since(&self, now: Timestamp) -> Timestamp {
        let idle = SignedDuration::from_mins(self.session_rules().idle_minutes);
        now.saturating_sub(idle).unwrap_or(Timestamp::MIN)
    }

    /// Removes what the desk no longer needs: sessions that have ended, drafts that nobody touched for long,
    /// answers that were kept for whoever asks again.
    ///
    /// # Errors
    /// The database is away.
    pub async fn clear_desk(&self) -> Result<(), PlatformError> {
        let now = self.now();
        self.store().close_ended_sessions(now, self.idle_since(now)).await?;
        let kept = SignedDuration::from_hours(24 * self.session_rules().draft_days);
        self.store().drop_old_drafts(now.saturating_sub(kept).unwrap_or(Timestamp::MIN)).await?;
        let kept = SignedDuration::from_hours(24 * self.token_rules().answers_days);
        self.store().drop_old_answers(now.saturating_sub(kept).unwrap_or(Timestamp::MIN)).await?;
        Ok(())
    }

    /// Goes on in another post that the person holds. `false` if it holds none such today.
    ///
    /// # Errors
    /// The database is away.
    pub async fn take_post(&self, who: &SignedIn, role: Role, office: i32) -> Result<bool, PlatformError> {
        if self.base().actor_in(who.actor.person, role, office, self.now()).is_none() {
            return Ok(false);
        }
        self.store().change_post(&who.session, role, office).await?;
        Ok(true)
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
    ) -> Result<bool, PlatformError> {
        let hash = self.hashed(password.to_owned()).await;
        Ok(self.store().put_account(name, person, &hash, must_change, self.now()).await?)
    }

    /// What is wrong with a password, if anything.
    ///
    /// # Errors
    /// Why it will not do.
    pub fn check_password(&self, name: &str, password: &str) -> Result<(), BadPassword> {
        let least = self.session_rules().password;
        let mut chars = password.chars();
        let first = chars.next();
        if password.chars().count() < least {
            Err(BadPassword::Short(least))
        } else if chars.all(|c| Some(c) == first) {
            Err(BadPassword::Alike)
        } else if password.to_lowercase().contains(&name.to_lowercase()) {
            Err(BadPassword::Name)
        } else {
            Ok(())
        }
    }

    /// Whether a password is an account's, slowed like signing in.
    ///
    /// # Errors
    /// The database is away.
    pub async fn is_password(
        &self,
        name: &str,
        password: &str,
        address: IpAddr,
    ) -> Result<bool, PlatformError> {
        if self.may_try(name, address, self.now()).is_err() {
            return Ok(false);
        }
        let hash = self.store().account(name).await?.map_or_else(|| NOBODY.to_owned(), |a| a.password);
        let right = self.verified(password.to_owned(), hash).await;
        if right {
            self.was_right(name, address);
        }
        Ok(right)
    }

    /// Whether a password may be tried, from this address and for this name; if so, the try is paid for.
    fn may_try(&self, name: &str, address: IpAddr, now: Timestamp) -> Result<(), Timestamp> {
        let mut failures = counted(&self.failures);
        for source in self.sources(name, address) {
            if let Verdict::WaitUntil(until) = failures.check(source, now) {
                return Err(until);
            }
        }
        Ok(())
    }

    fn was_right(&self, name: &str, address: IpAddr) {
        let mut failures = counted(&self.failures);
        self.sources(name, address).into_iter().for_each(|source| failures.right(source));
    }

    fn sources(&self, name: &str, address: IpAddr) -> [Source; 2] {
        [Source::of_address(address, &self.seed), Source::of_account(name)]
    }

    async fn verified(&self, password: String, hash: String) -> bool {
        let _one_of_few = self.passwords().acquire().await;
        let verify = move || {
            PasswordHash::from_str(&hash)
                .is_ok_and(|hash| Argon2::default().verify_password(password.as_bytes(), &hash).is_ok())
        };
        tokio::task::spawn_blocking(verify).await.unwrap_or(false)
    }

    async fn hashed(&self, password: String) -> String {
        let salt = self.store().unforeseeable(self.fresh_cause());
        let _one_of_few = self.passwords().acquire().await;
        let hash = move || {
            let hash: Result<PasswordHash, _> =
                Argon2::default().hash_password_with_salt(password.as_bytes(), &salt[..16]);
            hash.map(|h| h.to_string()).unwrap_or_default()
        };
        // An empty hash verifies nothing: nobody gets in by it.
        tokio::task::spawn_blocking(hash).await.unwrap_or_default()
    }

    /// The id of a draft to be begun: nobody can foresee it.
    pub fn fresh_draft(&self) -> Uuid {
        let mut rng = decree::identity::rng_for(&self.seed, self.fresh_cause());
        decree::identity::uuid_v7(self.now(), &mut rng)
    }

    /// A cause that no other has: of the clock and a count.
    pub(crate) fn fresh_cause(&self) -> Uuid {
        let n = self.count();
        uuid_of(&[b"desk", &self.now().as_microsecond().to_be_bytes(), &n.to_be_bytes()])
    }
}

/// What a password is compared with where there is no account: as dear as any other.
const NOBODY: &str = "$argon2id$v=19$m=19456,t=2,p=1$bm9ib2R5bm9ib2R5bm9ib2R5$\
    q5n8mCqXqJ0cJwY1m8Q3bqk0nQ0m3Qm4Zy2oYk3n4uE";

/// Under which key a token's session is kept.
pub(crate) fn key_of(token: &str) -> [u8; 32] {
    use sha2::{Digest, Sha256};
    Sha256::digest(token.as_bytes()).into()
}
