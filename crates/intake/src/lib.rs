//! Files of records through the one door, a batch at a time, in bounded memory (Art. 13).
//!
//! Rows are read and mapped in a thread of their own while the batch before is being appended. Rejected rows come back as
//! the same kind of file with a column that says everything that is wrong with each. An import that broke off is simply run
//! again: what was recorded is known.

mod batch;
mod codes;
mod kind;
mod pushed;
mod reading;

use std::path::Path;

use decree::authority::Actor;
use exchange::{Bounds, Language, Mapping, Profile, RejectedWriter, Table, Words};
use platform::{BulkDoor, Platform, PlatformError};
use uuid::Uuid;

use batch::{Desk, Waiting};

pub use batch::Counts;
pub use codes::CodesFile;
pub use kind::Kind;
pub use pushed::{Push, RowProblem, Settled};

/// What stops an import. Rows that are refused stop nothing.
#[derive(Debug, thiserror::Error)]
pub enum IntakeError {
    /// A file, a profile, a column: what is wrong, in words.
    #[error("{0}")]
    Said(String),
    /// The platform.
    #[error(transparent)]
    Platform(#[from] PlatformError),
}

impl From<String> for IntakeError {
    fn from(words: String) -> Self {
        Self::Said(words)
    }
}

/// A file that is open, with the mapping of its columns.
pub struct Source {
    table: Table,
    mapping: Mapping,
    kind: Kind,
}

/// What is to be done with a file.
pub struct Import<'a> {
    /// The platform.
    pub platform: &'a Platform,
    /// Key of the agency whose records these are.
    pub agency: i32,
    /// Who sends them.
    pub actor: Actor,
    /// What nobody else's run has: part of each row's cause.
    pub run: Uuid,
    /// Decide and count everything, record nothing.
    pub dry_run: bool,
    /// Where rejected rows are written, in the format of the file.
    pub errors: Option<&'a Path>,
    /// Where query codes are written that were made (csv or xlsx): the only time they are written out.
    pub codes: Option<&'a Path>,
    /// The language of what is written.
    pub language: Language,
}

impl Source {
    /// Opens a file of a kind, by a profile: the one given, a shipped one that fits its columns, or our own columns.
    ///
    /// # Errors
    /// The file or the profile cannot be read, or does not fit.
    pub fn open(
        file: &Path,
        kind: Kind,
        profile: Option<&Profile>,
        language: Language,
    ) -> Result<Self, IntakeError> {
        let words = Words::of(language);
        let table = exchange::open(file, Bounds::default())
            .map_err(|e| IntakeError::Said(words.tell(&e.message())))?;
        let of_kind = |profile: &&Profile| profile.kind() == kind.name();
        let shipped = || Profile::guess(&table.header).and_then(Profile::builtin).filter(of_kind);
        let mapping = bind(&table.header, kind, profile.or_else(shipped), language)?;
        Ok(Self { table, mapping, kind })
    }

    /// The columns of the file.
    pub fn columns(&self) -> &[String] {
        &self.table.header
    }

    /// The fields that they give.
    pub fn fields(&self) -> impl Iterator<Item = &str> {
        self.mapping.present()
    }
}

/// The mapping of columns: by the profile given, or of our own.
fn bind(
    header: &[String],
    kind: Kind,
    given: Option<&Profile>,
    language: Language,
) -> Result<Mapping, IntakeError> {
    let words = Words::of(language);
    let template;
    let profile = match given {
        Some(profile) => profile,
        None => {
            let made = Profile::template(kind.name(), kind.fields());
            template = made.map_err(|problems| said(problems.iter().map(|p| p.message()), words))?;
            &template
        }
    };
    if profile.kind() != kind.name() {
        let args = [("kind", kind.name()), ("profile", profile.kind())];
        return Err(telling::say(language, "import-profile-of-another-kind", &args).into());
    }
    profile.bind(header).map_err(|problems| said(problems.iter().map(|p| p.message()), words))
}

/// Every problem on a line of its own.
fn said(problems: impl Iterator<Item = exchange::Message>, words: &Words) -> IntakeError {
    problems.map(|message| words.tell(&message)).collect::<Vec<_>>().join("\n").into()
}

impl Import<'_> {
    /// Takes a file in. `progress` is told how many rows were looked at so far.
    ///
    /// # Errors
    /// The file breaks off, a file cannot be written, or the database is away. What was recorded stands.
    pub async fn run(&self, source: Source, progress: impl Fn(u64)) -> Result<Counts, IntakeError> {
        let words = Words::of(self.language);
        let said = |message: &exchange::Message| IntakeError::Said(words.tell(message));
        let Source { table, mapping, kind } = source;
        let rejected = self.errors.map(|path| RejectedWriter::create(path, &table, self.language));
        let mut rejected = rejected.transpose().map_err(|e| said(&e.message()))?;
        let mut codes = match self.codes {
            Some(path) if kind != Kind::Inspections => {
                Some(CodesFile::create(path, &["codes-case", "codes-party", "codes-code"], self.language)?)
            }
            _ => None,
        };
        let (sender, mut batches) = tokio::sync::mpsc::channel(2);
        let (agency, actor, run) = (self.agency, self.actor.clone(), self.run);
        let reading =
            std::thread::spawn(move || reading::read(table, &mapping, kind, agency, &actor, run, &sender));
        let mut door = BulkDoor::open(self.platform).await?;
        let mut desk = Desk::new(self, rejected.as_mut(), kind);
        let mut waiting: Option<Waiting> = None;
        while let Some(batch) = batches.recv().await {
            // The batch is decided while the one before is being appended; the answers that come back are that one's.
            let (next, answers) = desk.feed(batch, &mut door).await?;
            if let Some(before) = waiting.replace(next) {
                desk.settle(before, answers)?;
                codes::write(&mut desk.made, codes.as_mut(), self.platform, words).await?;
            }
            progress(desk.counts.rows);
        }
        if let Some(last) = waiting {
            let answers = door.rest().await?;
            desk.settle(last, answers)?;
            codes::write(&mut desk.made, codes.as_mut(), self.platform, words).await?;
        }
        if let Some(file) = codes {
            file.finish(words)?;
        }
        let counts = desk.counts;
        // Closed first: a reader that waits to send would otherwise be waited for in vain.
        drop(batches);
        reading
            .join()
            .map_err(|_| IntakeError::Said(words.say("import-reader-failed", &[])))?
            .map_err(|m| said(&m))?;
        if let Some(writer) = rejected {
            writer.finish().map_err(|e| said(&e.message()))?;
        }
        Ok(counts)
    }
}
