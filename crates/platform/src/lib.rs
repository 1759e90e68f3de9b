//! The one door (DESIGN section 2): authorise, load, decide, append if the loaded versions still hold. Pages, files,
//! command line and the simulated city all enter here and nowhere else. And the clock's duties: the sweep and second looks.

mod accounts;
mod bulk;
mod check;
mod claims;
mod clock;
mod codes;
mod decide;
mod disclosure;
mod door;
mod duties;
mod files;
mod guessing;
mod look_up;
mod messages;
mod naming;
mod queue;
mod read;
mod receipt;
mod sealing;
mod second_look;
mod subject;
mod sweep;
mod tokens;
mod wish;

pub use accounts::{BadPassword, NotSignedIn, SessionRules, SignedIn};
pub use bulk::{BulkDoor, Prepared};
pub use check::{AlertsChecked, Mismatch};
pub use claims::Printed;
pub use clock::{Clock, SimulatedClock};
pub use decide::{calendar_stream, point_stream, procedure_stream};
pub use disclosure::{PublicPage, ToDisclose};
pub use door::Answer;
pub use files::OpenedFile;
pub use guessing::{Guesses, Limits, Rate, Source, Verdict};
pub use look_up::{LookedUp, NotOpened};
pub use messages::{NotSent, Sent};
pub use queue::Queue;
pub use read::{Found, LOOKED_THROUGH};
pub use receipt::{ReceiptProblem, Verified, receipts, verify_receipts};
pub use sealing::{Cited, Sealing};
pub use second_look::Looked;
pub use sweep::Swept;
pub use tokens::{System, TokenMade, TokenRules, TokenWish, system_actions};
pub use wish::{Command, Done, Entry, Wish};

use std::sync::{Arc, RwLock};

use decree::authority::Actor;
use decree::base::Base;
use decree::journal::{JournalFact, Opening, opening_stream};
use decree::problem::Refusal;
use jiff::Timestamp;
use store::{FileError, FileStore, Log, LogError, Store, StoreError};

/// What can go wrong at the door, apart from a refusal.
#[derive(Debug, thiserror::Error)]
pub enum PlatformError {
    /// The store.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// Files.
    #[error(transparent)]
    File(FileError),
    /// There is no place for files.
    #[error("this process has no folder for files; give one with --files")]
    NoFiles,
    /// The log.
    #[error(transparent)]
    Log(#[from] LogError),
    /// There is no log to seal to.
    #[error("this process does not seal: it has neither the log's key nor its folder")]
    NoLog,
    /// The same wish kept losing against others.
    #[error("the record changed each time while this was being decided; try again")]
    Contended,
    /// A wish of the platform's own was refused.
    #[error("refused: {0}")]
    Refused(#[from] Refusal),
    /// A real journal was asked to be simulated, or the other way about.
    #[error("this journal {}: a simulation and a real city never share one. Use another --data folder",
        if *.0 { "is a simulation" } else { "is real" })]
    Simulated(bool),
}

impl From<FileError> for PlatformError {
    fn from(error: FileError) -> Self {
        match error {
            FileError::Store(error) => Self::Store(error),
            other => Self::File(other),
        }
    }
}

/// The platform on one database. Cheap to clone.
#[derive(Clone, Debug)]
pub struct Platform {
    store: Store,
    clock: Arc<dyn Clock>,
    seed: Arc<[u8; 32]>,
    base: Arc<RwLock<Arc<Base>>>,
    /// Whether the journal is a simulation: only then does a wish say its own moment.
    simulated: Arc<std::sync::atomic::AtomicBool>,
    /// Who looks up, by address.
    guesses: Arc<std::sync::Mutex<Guesses>>,
    /// Who failed to sign in how often.
    failures: Arc<std::sync::Mutex<Guesses>>,
    /// Passwords that may be worked out at a time.
    passwords: Arc<tokio::sync::Semaphore>,
    counted: Arc<std::sync::atomic::AtomicU64>,
    session_rules: SessionRules,
    token_rules: TokenRules,
    /// Which system asks how often.
    asking: Arc<std::sync::Mutex<Guesses>>,
    /// What the people of open sessions are called, by the session's key.
    session_names: Arc<std::sync::Mutex<std::collections::HashMap<[u8; 32], String>>>,
    /// Where files lie, if this process has to do with them.
    files: Option<FileStore>,
    /// The log that this process seals to, if it does.
    log: Option<Log>,
    /// Whose second element is tried, by code.
    seconds: Arc<std::sync::Mutex<Guesses>>,
    /// Who writes to the inbox, by address.
    written: Arc<std::sync::Mutex<Guesses>>,
}

impl Platform {
    /// Opens the platform. `seed` feeds the randomness of every command; equal seeds and equal commands give equal facts.
    ///
    /// # Errors
    /// The database is away or a register cannot be read.
    pub async fn open(store: Store, clock: Arc<dyn Clock>, seed: [u8; 32]) -> Result<Self, PlatformError> {
        let base = Arc::new(RwLock::new(Arc::new(store.load_base().await?)));
        let simulated = Arc::new((store.opened().await? == Some(true)).into());
        let guesses = Arc::new(std::sync::Mutex::new(Guesses::new(Limits::OF_ADDRESSES)));
        let seconds = Arc::new(std::sync::Mutex::new(Guesses::new(Limits::OF_CODES)));
        let written = Arc::new(std::sync::Mutex::new(Guesses::new(Limits::OF_MESSAGES)));
        let failures = Arc::new(std::sync::Mutex::new(Guesses::new(Limits::OF_ADDRESSES)));
        let session_rules = SessionRules::default();
        let token_rules = TokenRules::default();
        Ok(Self {
            store,
            clock,
            seed: Arc::new(seed),
            base,
            simulated,
            guesses,
            seconds,
            written,
            failures,
            passwords: Arc::new(tokio::sync::Semaphore::new(session_rules.at_a_time)),
            counted: Arc::default(),
            session_rules,
            token_rules,
            asking: Arc::new(std::sync::Mutex::new(Guesses::new(token_rules.limits))),
            session_names: Arc::default(),
            files: None,
            log: None,
        })
    }

    /// The database.
    pub const fn store(&self) -> &Store {
        &self.store
    }

    /// The time.
    pub fn now(&self) -> Timestamp {
        self.clock.now()
    }

    /// Whether the journal is a simulation.
    pub fn is_simulated(&self) -> bool {
        self.simulated.load(std::sync::atomic::Ordering::SeqCst)
    }

    /// Permits to work out a password.
    fn passwords(&self) -> &tokio::sync::Semaphore {
        &self.passwords
    }

    /// How long sessions live.
    pub const fn session_rules(&self) -> SessionRules {
        self.session_rules
    }

    /// Counts on.
    fn count(&self) -> u64 {
        self.counted.fetch_add(1, std::sync::atomic::Ordering::SeqCst)
    }

    /// The registers as known to this process.
    pub fn base(&self) -> Arc<Base> {
        self.base.read().map_or_else(|poisoned| poisoned.into_inner().clone(), |base| base.clone())
    }

    /// Reads the registers again if they moved.
    ///
    /// # Errors
    /// The database is away.
    pub async fn refresh(&self) -> Result<Arc<Base>, PlatformError> {
        if self.store.epoch().await? != self.base().epoch {
            let fresh = Arc::new(self.store.load_base().await?);
            if let Ok(mut base) = self.base.write() {
                *base = fresh;
            }
        }
        Ok(self.base())
    }

    /// Opens the journal if it is not open: says whether it is a simulation, publishes the shipped holiday notices, puts
    /// the shipped alert points in force.
    ///
    /// # Errors
    /// The journal is open as the other kind, or the database is away.
    pub async fn found(&self, simulated: bool) -> Result<(), PlatformError> {
        match self.store.opened().await? {
            Some(found) if found == simulated => {
                // Whoever began it may have been stopped right behind its first fact.
                self.simulated.store(found, std::sync::atomic::Ordering::SeqCst);
                return self.put_shipped().await;
            }
            Some(found) => return Err(PlatformError::Simulated(found)),
            None => {}
        }
        let actor = Actor::clock();
        let permit =
            decree::authority::authorise::<decree::authority::Sweep, Opening>(&actor, Default::default())?;
        let fact = JournalFact::Opened { public: Box::new(Opening { simulated }) }.at(self.now());
        let stream = opening_stream(self.store.node());
        let decision = decide::one(decree::fact::ThingKind::Journal, stream, Default::default(), 0, fact);
        self.append_own(vec![(permit.into(), decision, decree::identity::uuid_of(&[b"open"]))], None).await?;
        self.simulated.store(simulated, std::sync::atomic::Ordering::SeqCst);
        self.put_shipped().await
    }

    /// Publishes shipped notices and points that the journal does not have yet: a killed first start is simply run again.
    async fn put_shipped(&self) -> Result<(), PlatformError> {
        let city = Actor { role: decree::authority::Role::CityOffice, ..Actor::clock() };
        let have: Vec<String> = {
            let loaded = self.store.facts(calendar_stream()).await?;
            let ids = loaded.iter().map(decree::official_calendar::CalendarFact::read);
            ids.map(|f| {
                f.map(|decree::official_calendar::CalendarFact::NoticePublished { public }| public.id)
            })
            .collect::<Result<_, _>>()
            .map_err(StoreError::from)?
        };
        let mut wishes = Vec::new();
        for notice in calendar::shipped_notices().iter().filter(|n| !have.contains(&n.id)) {
            let cause = decree::identity::uuid_of(&[b"shipped notice", notice.id.as_bytes()]);
            wishes.push(Wish {
                actor: city.clone(),
                cause,
                at: None,
                command: Command::Publish(notice.clone()),
            });
        }
        let base = self.base();
        for point in decree::point::parse(decree::point::SHIPPED).unwrap_or_default() {
            if base.point_version(point.key, point.version).is_none() {
                let cause = decree::identity::uuid_of(&[
                    b"shipped point",
                    &point.key.to_be_bytes(),
                    &point.version.to_be_bytes(),
                ]);
                wishes.push(Wish { actor: city.clone(), cause, at: None, command: Command::PutPoint(point) });
            }
        }
        for standard in decree::procedure::parse(decree::procedure::SHIPPED).unwrap_or_default() {
            if base.procedure_version(standard.key, standard.version).is_none() {
                let cause = decree::identity::uuid_of(&[
                    b"shipped procedure",
                    &standard.key.to_be_bytes(),
                    &standard.version.to_be_bytes(),
                ]);
                let command = Command::PutProcedure(Box::new(standard));
                wishes.push(Wish { actor: city.clone(), cause, at: None, command });
            }
        }
        for rule in decree::disclosure::parse(decree::disclosure::SHIPPED).unwrap_or_default() {
            if base.disclosure_version(rule.key, rule.version).is_none() {
                let cause = decree::identity::uuid_of(&[
                    b"shipped disclosure",
                    &rule.key.to_be_bytes(),
                    &rule.version.to_be_bytes(),
                ]);
                let command = Command::PutDisclosure(Box::new(rule));
                wishes.push(Wish { actor: city.clone(), cause, at: None, command });
            }
        }
        for forms in decree::form::parse(decree::form::SHIPPED).unwrap_or_default() {
            if !base.catalogues().any(|c| (c.key, c.version) == (forms.key, forms.version)) {
                let cause = decree::identity::uuid_of(&[
                    b"shipped forms",
                    &forms.key.to_be_bytes(),
                    &forms.version.to_be_bytes(),
                ]);
                let command = Command::PutForms(Box::new(forms));
                wishes.push(Wish { actor: city.clone(), cause, at: None, command });
            }
        }
        wishes.extend(shipped_laws(&base, &city));
        for answer in self.submit_all(wishes).await? {
            answer?;
        }
        Ok(())
    }
}

/// The shipped laws that the library does not have yet: a stream a law, with all its shipped texts.
fn shipped_laws(base: &Base, city: &Actor) -> Vec<Wish> {
    let laws = decree::law::shipped().chunk_by(|a, b| a.title == b.title);
    let missing = laws.filter(|texts| texts.first().is_some_and(|t| base.law_state(&t.title).is_none()));
    missing
        .map(|texts| {
            let title = texts.first().map_or("", |t| &t.title);
            let at = |text: &decree::law::LawText| {
                let day = text.versions.last().map_or(jiff::civil::Date::ZERO, |v| v.adopted);
                let fact = decree::law::LawFact::Entered { public: Box::new(text.clone()) };
                fact.at(calendar::start_of(day))
            };
            let entry = Entry {
                kind: decree::fact::ThingKind::Law,
                stream: decree::law::law_stream(title),
                place: Default::default(),
                facts: texts.iter().map(at).collect(),
            };
            let cause = decree::identity::uuid_of(&[b"shipped law", title.as_bytes()]);
            Wish { actor: city.clone(), cause, at: None, command: Command::Register(Box::new(entry)) }
        })
        .collect()
}
