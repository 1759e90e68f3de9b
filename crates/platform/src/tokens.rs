//! Agencies' own systems (Arts 13, 17): tokens with which they push and read, how often they may ask, and answers kept under an
//! idempotency key. A system acts in the role `agency_system`, under the id of its token, and sees what its agency sees.

use decree::authority::{Action, Actor, KeepTokens, Place, Role, authorise, may};
use decree::fact::hex;
use decree::identity::{rng_for, uuid_v7};
use decree::problem::{Problem, Refusal};
use jiff::{SignedDuration, Timestamp};
use store::{AnswerPlace, KeptAnswer, Token};
use uuid::Uuid;

use crate::accounts::key_of;
use crate::guessing::{Limits, Rate, Source, Verdict, counted};
use crate::{Platform, PlatformError};

/// How long tokens live, and how often a system may ask.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TokenRules {
    /// Days for which a token opens something, if nothing else is said.
    pub days: i64,
    /// Days for which it may at most.
    pub most_days: i64,
    /// Days for which an answer is kept under its idempotency key.
    pub answers_days: i64,
    /// Seconds after which a request that was never answered is begun anew.
    pub stale_seconds: i64,
    /// How often one token may ask, and all together.
    pub limits: Limits,
}

impl Default for TokenRules {
    /// Half a year, a year at most. Each system 200 requests at once, then 20 a second: with batches of 2,000 rows more than any
    /// agency has; all together 2,000 at once, then 500 a second.
    fn default() -> Self {
        Self {
            days: 180,
            most_days: 366,
            answers_days: 7,
            stale_seconds: 120,
            limits: Limits {
                source: Rate { burst: 200, every_micros: 50_000 },
                global: Rate { burst: 2000, every_micros: 2_000 },
                sources: 10_000,
            },
        }
    }
}

/// What a system may be allowed at most: what its role may.
pub fn system_actions() -> Vec<Action> {
    Action::ALL.iter().copied().filter(|action| may(Role::AgencySystem, *action)).collect()
}

/// A token that somebody wishes to make.
#[derive(Clone, Debug, Default)]
pub struct TokenWish {
    /// What the agency calls the system.
    pub name: String,
    /// What it may do.
    pub may: Vec<Action>,
    /// For how many days.
    pub days: i64,
}

/// A token that was just made. Its text is shown once and kept nowhere.
#[derive(Clone, Debug)]
pub struct TokenMade {
    /// Its id.
    pub id: Uuid,
    /// The token.
    pub text: String,
    /// Until when it opens anything.
    pub expires_at: Timestamp,
}

/// A system, as one request sees it.
#[derive(Clone, Debug)]
pub struct System {
    /// Who acts.
    pub actor: Actor,
    /// With which token.
    pub token: Token,
}

/// How every token begins, so that one that was left lying about is found by who searches for such.
const PREFIX: &str = "xiezhi_";

impl Platform {
    /// The platform with other rules for tokens.
    #[must_use]
    pub fn with_token_rules(mut self, rules: TokenRules) -> Self {
        self.token_rules = rules;
        self.asking = std::sync::Arc::new(std::sync::Mutex::new(crate::Guesses::new(rules.limits)));
        self
    }

    /// The rules for tokens.
    pub const fn token_rules(&self) -> TokenRules {
        self.token_rules
    }

    /// Makes a token for a system of an agency.
    ///
    /// # Errors
    /// The actor may not for this agency, or the database is away.
    pub async fn make_token(
        &self,
        actor: &Actor,
        agency: i32,
        wish: &TokenWish,
    ) -> Result<Result<TokenMade, Refusal>, PlatformError> {
        let authorised = authorise::<KeepTokens, Token>(actor, Place { agency, ..Place::default() })?;
        let problems = self.wrong_with(wish);
        if !problems.is_empty() {
            return Ok(Err(Refusal { problems }));
        }
        let (now, cause) = (self.now(), self.fresh_cause());
        let text = format!("{PREFIX}{}", hex(&self.store().unforeseeable(cause)));
        let token = Token {
            id: uuid_v7(now, &mut rng_for(&self.seed, cause)),
            agency,
            name: wish.name.trim().to_owned(),
            may: wish.may.clone(),
            made_by: actor.person,
            made_at: now,
            expires_at: now.saturating_add(SignedDuration::from_hours(24 * wish.days)).unwrap_or(now),
            seen_at: None,
            revoked_at: None,
        };
        self.store().put_token(&authorised, &token, &key_of(&text)).await?;
        Ok(Ok(TokenMade { id: token.id, text, expires_at: token.expires_at }))
    }

    fn wrong_with(&self, wish: &TokenWish) -> Vec<Problem> {
        const ARTICLE: &str = "decree17-21";
        let mut problems = Vec::new();
        let length = wish.name.trim().chars().count();
        if length == 0 {
            problems.push(Problem::new("token_name", "", "missing", ARTICLE));
        } else if length > 60 {
            problems.push(Problem::new("token_name", "", "token-name-long", ARTICLE).example("60"));
        }
        if wish.may.is_empty() || !wish.may.iter().all(|action| may(Role::AgencySystem, *action)) {
            problems.push(Problem::new("token_may", "", "token-may", ARTICLE));
        }
        let most = self.token_rules.most_days;
        if !(1..=most).contains(&wish.days) {
            let problem = Problem::new("token_days", wish.days.to_string(), "token-days", ARTICLE);
            problems.push(problem.example(most.to_string()));
        }
        problems
    }

    /// The tokens of an agency's systems, the newest first.
    ///
    /// # Errors
    /// The actor may not for this agency, or the database is away.
    pub async fn tokens(&self, actor: &Actor, agency: i32) -> Result<Vec<Token>, PlatformError> {
        let authorised = authorise::<KeepTokens, Token>(actor, Place { agency, ..Place::default() })?;
        Ok(self.store().tokens_of(&authorised, agency).await?)
    }

    /// Revokes a token: from this moment on it opens nothing. `false` if the agency has none such, or it is revoked already.
    ///
    /// # Errors
    /// The actor may not for this agency, or the database is away.
    pub async fn revoke_token(&self, actor: &Actor, agency: i32, id: Uuid) -> Result<bool, PlatformError> {
        let authorised = authorise::<KeepTokens, Token>(actor, Place { agency, ..Place::default() })?;
        Ok(self.store().revoke_token(&authorised, id, agency, self.now()).await?)
    }

    /// The system that a token belongs to, if it still opens anything and the agency is still on record.
    ///
    /// # Errors
    /// The database is away.
    pub async fn system(&self, text: &str) -> Result<Option<System>, PlatformError> {
        // What is none of ours is not looked for.
        if !text.starts_with(PREFIX) || text.len() != PREFIX.len() + 64 {
            return Ok(None);
        }
        let now = self.now();
        let Some(token) = self.store().token(&key_of(text), now).await? else { return Ok(None) };
        let base = self.base();
        let Some(agency) = base.agency(token.agency, calendar::city_date(now), now) else { return Ok(None) };
        let actor = Actor {
            person: token.id,
            role: Role::AgencySystem,
            office: 0,
            agency: agency.key,
            district: agency.district,
            line: 0,
            on_behalf: None,
        };
        // By the minute is enough to know when it was used last.
        let minute = SignedDuration::from_mins(1);
        if token.seen_at.is_none_or(|seen| now.duration_since(seen) > minute) {
            self.store().touch_token(token.id, now).await?;
        }
        Ok(Some(System { actor, token }))
    }

    /// Whether a token may ask once more; if so, it is counted.
    ///
    /// # Errors
    /// From when it may.
    pub fn may_ask(&self, token: Uuid) -> Result<(), Timestamp> {
        match counted(&self.asking).check(Source::of_token(token), self.now()) {
            Verdict::Allowed => Ok(()),
            Verdict::WaitUntil(until) => Err(until),
        }
    }

    /// Begins an answer under an idempotency key, or says what stands there.
    ///
    /// # Errors
    /// The database is away.
    pub async fn begin_answer(
        &self,
        token: Uuid,
        key: &str,
        request: &[u8; 32],
    ) -> Result<AnswerPlace, PlatformError> {
        let now = self.now();
        let stale = SignedDuration::from_secs(self.token_rules.stale_seconds);
        let stale = now.saturating_sub(stale).unwrap_or(Timestamp::MIN);
        Ok(self.store().begin_answer(token, key, request, now, stale).await?)
    }

    /// Keeps an answer, or gives the key up where there is none to keep.
    ///
    /// # Errors
    /// The database is away.
    pub async fn end_answer(
        &self,
        token: Uuid,
        key: &str,
        answer: Option<&KeptAnswer>,
    ) -> Result<(), PlatformError> {
        match answer {
            Some(answer) => self.store().keep_answer(token, key, answer, self.now()).await?,
            None => self.store().drop_answer(token, key).await?,
        }
        Ok(())
    }
}
