//! Further duties of the platform's own: the hourly digest of who read what (DESIGN section 5), and erasure.

use calendar::city_date;
use decree::authority::{Actor, Erase, Place, Sweep, authorise};
use decree::fact::ThingKind;
use decree::identity::uuid_of;
use decree::journal::{Erasure, JournalFact, Reading, erasures_stream, readings_stream};
use decree::point::Condition;
use decree::problem::{Problem, Refusal};
use jiff::{SignedDuration, Timestamp};
use store::{Outcome, StoreError};
use uuid::Uuid;

use crate::{Platform, PlatformError};

/// How often an append of our own is tried again when another process moved its stream meanwhile.
pub(crate) const TRIES: usize = 20;

impl Platform {
    /// Digests the reads of the hour that holds a moment and records the digest. Answers how many reads it covers; `None`
    /// where there were none, the hour is not over, or its digest is recorded already: so it may be called again.
    ///
    /// # Errors
    /// The database is away, or others kept winning.
    pub async fn digest_reads(&self, hour: Timestamp) -> Result<Option<i64>, PlatformError> {
        let from = Timestamp::from_second(hour.as_second().div_euclid(3_600) * 3_600).unwrap_or(hour);
        let to = from.saturating_add(SignedDuration::from_hours(1)).unwrap_or(from);
        if to > self.now() {
            return Ok(None);
        }
        let (digest, reads) = self.store().reads_of(from, to).await?;
        if reads == 0 {
            return Ok(None);
        }
        let book = readings_stream(self.store().node(), city_date(from));
        for _ in 0..TRIES {
            let digested = self.store().facts(book).await?;
            for fact in &digested {
                let read = JournalFact::read(fact).map_err(StoreError::from)?;
                if matches!(read, JournalFact::ReadsDigested { public } if public.hour == from) {
                    return Ok(None);
                }
            }
            let permit = authorise::<Sweep, Reading>(&Actor::clock(), Place::default())?;
            let body = Reading { digest: digest.clone(), hour: from, reads };
            let fact = JournalFact::ReadsDigested { public: Box::new(body) }.at(to);
            let cause = uuid_of(&[b"reads", &from.as_microsecond().to_be_bytes()]);
            if self.keep_book(permit.into(), book, fact, cause).await? {
                return Ok(Some(reads));
            }
        }
        Err(PlatformError::Contended)
    }

    /// Erases a person's values from the vault: first the fact that says so, then the values with their salts. After a crash
    /// between the two it is simply asked for again. Answers whether there was anything to erase.
    ///
    /// # Errors
    /// The role may not, the basis is missing, nothing of this person is kept, or the database is away.
    pub async fn erase_person(
        &self,
        actor: &Actor,
        person: Uuid,
        basis: &str,
    ) -> Result<bool, PlatformError> {
        let permit = authorise::<Erase, Erasure>(actor, Place::default())?;
        if basis.trim().is_empty() {
            return Err(Refusal::one(Problem::new("basis", "", "missing", "pipl-47")).into());
        }
        if self.store().person(person).await?.is_none() {
            return Err(Refusal::one(Problem::new("", person.to_string(), "not-kept", "pipl-47")).into());
        }
        let now = self.now();
        let book = erasures_stream(self.store().node(), city_date(now));
        let cause = uuid_of(&[b"erase", person.as_bytes(), &now.as_microsecond().to_be_bytes()]);
        let body = Erasure { basis: basis.to_owned(), persons: vec![person], sections: Vec::new() };
        for _ in 0..TRIES {
            let fact = JournalFact::Erased { internal: Box::new(body.clone()) }.at(now);
            if self.keep_book(permit.clone().into(), book, fact, cause).await? {
                return Ok(self.store().erase_persons(&[person]).await? > 0);
            }
        }
        Err(PlatformError::Contended)
    }

    /// Appends a fact to one of the journal's own streams. False when another process moved it meanwhile.
    pub(crate) async fn keep_book(
        &self,
        permit: decree::authority::Permit,
        book: Uuid,
        fact: decree::fact::NewFact,
        cause: Uuid,
    ) -> Result<bool, PlatformError> {
        self.refresh().await?;
        let loaded = self.store().load(&[book]).await?;
        let expected = loaded.get(&book).map_or(0, |l| l.version);
        let decision = crate::decide::one(ThingKind::Journal, book, Place::default(), expected, fact);
        match self.append_own(vec![(permit, decision, cause)], Some(&loaded)).await {
            Ok(outcomes) => Ok(!outcomes.contains(&Outcome::Lost)),
            Err(PlatformError::Store(StoreError::BaseMoved | StoreError::Doubled)) => Ok(false),
            Err(error) => Err(error),
        }
    }

    /// Destroys clear query codes that nobody told as long as the point about telling keeps them (its `count`, in days): the
    /// agency makes them again (rulings 4).
    ///
    /// # Errors
    /// The database is away.
    pub async fn forget_codes(&self) -> Result<u64, PlatformError> {
        let (base, now) = (self.base(), self.now());
        let point = base.point(Condition::CodeNotTold, calendar::city_date(now), now);
        let Some(days) = point.and_then(|p| p.count) else { return Ok(0) };
        let kept = SignedDuration::from_hours(24 * i64::from(days));
        Ok(self.store().forget_codes(now.saturating_sub(kept).unwrap_or(Timestamp::MIN)).await?)
    }
}
