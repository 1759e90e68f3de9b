//! The seal as a duty of the clock (Arts 14, 34(3)): what waits is given its place and published; the whole is audited.

use calendar::city_date;
use decree::authority::{Actor, Place, Sweep, authorise};
use decree::identity::uuid_of;
use decree::journal::{AuditFinding, Auditing, JournalFact, audits_stream};
use jiff::Timestamp;
use seal::{Checkpoint, Hash, Note};
use store::{Audit, Flaw, Log};

use crate::duties::TRIES;
use crate::{Platform, PlatformError};

/// What sealing did.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Sealing {
    /// Facts that were given their place.
    pub facts: u64,
    /// Leaves of the log.
    pub size: u64,
    /// The size of the checkpoint that was published, if one was.
    pub published: Option<u64>,
}

/// A checkpoint as what is published later cites it: whatever rests on the journal names the state it rests on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cited {
    /// The log's name.
    pub origin: String,
    /// Leaves.
    pub size: u64,
    /// Root over them.
    pub root: Hash,
    /// When it was signed.
    pub at: Timestamp,
}

impl Platform {
    /// The newest checkpoint, to be cited: on slips, in documents, with figures. `None` before the first.
    ///
    /// # Errors
    /// The database is away.
    pub async fn cited(&self) -> Result<Option<Cited>, PlatformError> {
        Ok(self.checkpoints(1).await?.pop())
    }

    /// The newest checkpoints, newest first.
    ///
    /// # Errors
    /// The database is away.
    pub async fn checkpoints(&self, limit: i64) -> Result<Vec<Cited>, PlatformError> {
        let newest = self.store().newest_checkpoints(limit).await?;
        let cited = |(at, note): (Timestamp, Note)| {
            let checkpoint = Checkpoint::parse(&note.text).ok()?;
            Some(Cited { origin: checkpoint.origin, size: checkpoint.size, root: checkpoint.root, at })
        };
        Ok(newest.into_iter().filter_map(cited).collect())
    }

    /// The platform with a log to seal to.
    #[must_use]
    pub fn with_log(mut self, log: Log) -> Self {
        self.log = Some(log);
        self
    }

    /// The log that this process seals to.
    pub const fn log(&self) -> Option<&Log> {
        self.log.as_ref()
    }

    /// Looks whether the log may be gone on with: key, head, checkpoint and clock belong together.
    ///
    /// # Errors
    /// What does not fit, or the database is away.
    pub async fn check_log(&self) -> Result<(), PlatformError> {
        let log = self.log.as_ref().ok_or(PlatformError::NoLog)?;
        Ok(self.store().check_log(log, self.now()).await?)
    }

    /// Whether anything waits to be sealed or published.
    ///
    /// # Errors
    /// The database is away.
    pub async fn seal_waits(&self) -> Result<bool, PlatformError> {
        Ok(self.store().log_waits().await?)
    }

    /// Seals everything that waits and publishes it.
    ///
    /// # Errors
    /// The log refuses, or the database or the folder is away. Collection goes on; what waits goes on waiting.
    pub async fn seal(&self) -> Result<Sealing, PlatformError> {
        let log = self.log.as_ref().ok_or(PlatformError::NoLog)?;
        let mut done = Sealing::default();
        while let Some(sealed) = self.store().seal_waiting(log, self.now()).await? {
            done.facts += sealed.facts;
            done.size = sealed.size;
            if !sealed.more {
                break;
            }
        }
        done.published = self.store().publish_log(log, self.now()).await?;
        Ok(done)
    }

    /// Audits the whole log and records what it found: a finding stays on record, whoever runs this node.
    ///
    /// # Errors
    /// The database is away, or others kept winning.
    pub async fn audit_log(&self) -> Result<Audit, PlatformError> {
        let audit = self.store().audit_log().await?;
        let now = self.now();
        let book = audits_stream(self.store().node(), city_date(now));
        let cause = uuid_of(&[b"audit", &now.as_microsecond().to_be_bytes(), &self.count().to_be_bytes()]);
        let number = |n: u64| i64::try_from(n).unwrap_or(i64::MAX);
        let body = Auditing {
            entries: number(audit.entries),
            findings: audit.flaws.iter().take(NAMED).map(finding).collect(),
            found: number(audit.found),
        };
        for _ in 0..TRIES {
            let permit = authorise::<Sweep, Auditing>(&Actor::clock(), Place::default())?;
            let fact = JournalFact::LogAudited { public: Box::new(body.clone()) }.at(now);
            if self.keep_book(permit.into(), book, fact, cause).await? {
                return Ok(audit);
            }
        }
        Err(PlatformError::Contended)
    }
}

/// Findings that the record names; the rest are counted.
const NAMED: usize = 100;

/// A flaw as it is put on record: code, place and fact.
fn finding(flaw: &Flaw) -> AuditFinding {
    let (fact, place) = match flaw {
        Flaw::Gap { place } => (None, *place),
        Flaw::FactMissing { place, fact }
        | Flaw::LeafDiffers { place, fact }
        | Flaw::Uncovered { place, fact, .. } => (Some(*fact), *place),
        Flaw::Unsealed { fact } => (Some(*fact), 0),
        Flaw::TileDiffers { index, .. } => (None, *index),
        Flaw::Signature { size } | Flaw::RootDiffers { size } | Flaw::HeadDiffers { size, .. } => {
            (None, *size)
        }
    };
    AuditFinding { fact, place: i64::try_from(place).unwrap_or(i64::MAX), what: flaw.code().to_owned() }
}
