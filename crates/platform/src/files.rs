//! Files of documents and evidence through the door (Arts 13, 15, 16; rulings 3, 10): taken in as a stream and durable before
//! the fact that names them; given out under the reader's scope, recorded before the first byte.

use std::sync::Arc;

use calendar::city_date;
use decree::authority::{Actor, Collect, Erase, Place, Read, authorise};
use decree::case::{CaseFact, Secrecy, papers};
use decree::fact::{Fact, ThingKind};
use decree::file::{self, FileWish, StoredFile};
use decree::identity::uuid_of;
use decree::journal::{FileErasure, JournalFact, erasures_stream};
use decree::problem::{Problem, Refusal};
use decree::thing::Thing;
use futures_util::StreamExt;
use futures_util::stream::BoxStream;
use jiff::Timestamp;
use store::{FileError, FileStore, Limits, StoreError, Stored};
use tokio::io::AsyncRead;
use uuid::Uuid;

use crate::duties::TRIES;
use crate::wish::{Command, Done, Wish};
use crate::{Clock, Platform, PlatformError};

/// A file on its way out.
pub struct OpenedFile {
    /// The title of its document.
    pub title: String,
    /// Media type by content.
    pub media: String,
    /// Size in bytes.
    pub size: u64,
    /// The content. An error in its midst, or at its end, means that what came before is not the file.
    pub content: BoxStream<'static, Result<bytes::Bytes, FileError>>,
}

impl std::fmt::Debug for OpenedFile {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("OpenedFile").field("size", &self.size).finish_non_exhaustive()
    }
}

/// What a record says of one of its files.
struct Found {
    title: String,
    commitment: String,
    media: String,
    size: u64,
    marks: [Option<Secrecy>; 2],
}

impl Platform {
    /// The platform with a place for files.
    #[must_use]
    pub fn with_files(mut self, files: FileStore) -> Self {
        self.files = Some(files);
        self
    }

    /// The platform opened again with another clock and seed; its place for files, its log and its rules for tokens stay.
    ///
    /// # Errors
    /// The database is away or a register cannot be read.
    pub async fn again(&self, clock: Arc<dyn Clock>, seed: [u8; 32]) -> Result<Self, PlatformError> {
        let mut again =
            Self::open(self.store().clone(), clock, seed).await?.with_token_rules(self.token_rules());
        again.files.clone_from(&self.files);
        again.log.clone_from(&self.log);
        Ok(again)
    }

    fn file_store(&self) -> Result<&FileStore, PlatformError> {
        self.files.as_ref().ok_or(PlatformError::NoFiles)
    }

    /// Takes in a file for a document of a record that is there: whether it may be added is decided before a byte is read,
    /// and again when it is durable, with the fact. A file whose fact could not be recorded is swept away later.
    ///
    /// # Errors
    /// The database or the object store is away, the file does not arrive whole, or others kept winning.
    pub async fn attach(
        &self,
        actor: &Actor,
        stream: Uuid,
        wish: FileWish,
        name: &str,
        reader: impl AsyncRead + Unpin,
        cause: Uuid,
    ) -> Result<Result<Done, Refusal>, PlatformError> {
        let files = self.file_store()?;
        let command = |file| Command::AddFile { stream, wish: Box::new(FileWish { file, ..wish.clone() }) };
        let of = |command| Wish { actor: actor.clone(), cause, at: None, command };
        let first = self.rehearse(vec![of(command(StoredFile::default()))]).await?;
        if let Some(Err(refusal)) = first.into_iter().next() {
            return Ok(Err(refusal));
        }
        match self.take(files, name, reader).await? {
            Ok(file) => self.submit(of(command(file))).await,
            Err(refusal) => Ok(Err(refusal)),
        }
    }

    /// Takes in a file that comes with its record: the wish to collect names it in a document.
    ///
    /// # Errors
    /// The actor may not collect for the agency, or as [`Platform::attach`].
    pub async fn receive(
        &self,
        actor: &Actor,
        agency: i32,
        name: &str,
        reader: impl AsyncRead + Unpin,
    ) -> Result<Result<StoredFile, Refusal>, PlatformError> {
        let place = Place { agency, ..Place::default() };
        if let Err(refusal) = authorise::<Collect, StoredFile>(actor, place) {
            return Ok(Err(refusal));
        }
        self.take(self.file_store()?, name, reader).await
    }

    async fn take(
        &self,
        files: &FileStore,
        name: &str,
        reader: impl AsyncRead + Unpin,
    ) -> Result<Result<StoredFile, Refusal>, PlatformError> {
        let standard = file::shipped();
        let limits = Limits { size: standard.size.n, types: &standard.media() };
        match self.store().put_file(files, reader, name, limits, self.now()).await {
            Ok(stored) => Ok(Ok(in_facts(stored))),
            Err(error) => refused(error).map(Err),
        }
    }

    /// Opens a file that a record names, in the actor's scope: outside it the record is as if it did not exist. The read is
    /// recorded, and durable, before the first byte.
    ///
    /// # Errors
    /// The role reads nothing, nothing in scope names the file, its mark keeps it from the role (rulings 10), it is erased
    /// or altered, or the database or the object store is away.
    pub async fn open_file(
        &self,
        actor: &Actor,
        stream: Uuid,
        file: Uuid,
    ) -> Result<OpenedFile, PlatformError> {
        let place = Place { agency: actor.agency, district: actor.district, ..Place::default() };
        let authorised = authorise::<Read, Fact>(actor, place)?;
        let reader = self.reader(actor, actor.scope());
        let facts = self.store().show_for_file(&authorised, &reader, stream, file).await?;
        let unknown = || Refusal::one(Problem::new("", file.to_string(), "not-found", "decree17-22"));
        let found = find(&facts, file)?.ok_or_else(unknown)?;
        let standard = file::shipped();
        if let Some(mark) = found.marks.iter().flatten().find(|m| !standard.may_open(actor.role, Some(**m))) {
            let problem = Problem::new("secrecy", mark.code(), "mark-beyond", "decree17-33");
            return Err(Refusal::one(problem).into());
        }
        let content = self.store().get_file(self.file_store()?, file, &found.commitment).await?;
        Ok(OpenedFile { title: found.title, media: found.media, size: found.size, content: content.boxed() })
    }

    /// Erases a file: first the fact that says so, then its key and salt, then the object. After a crash between them it is
    /// simply asked for again.
    ///
    /// # Errors
    /// The role may not, the basis is missing, or the database or the object store is away.
    pub async fn erase_file(&self, actor: &Actor, file: Uuid, basis: &str) -> Result<(), PlatformError> {
        let permit = authorise::<Erase, FileErasure>(actor, Place::default())?;
        if basis.trim().is_empty() {
            return Err(Refusal::one(Problem::new("basis", "", "missing", "pipl-47")).into());
        }
        if !self.store().has_file(file).await? {
            return Err(Refusal::one(Problem::new("", file.to_string(), "file-not-kept", "pipl-47")).into());
        }
        let files = self.file_store()?;
        let now = self.now();
        let book = erasures_stream(self.store().node(), city_date(now));
        let cause = uuid_of(&[b"erase file", file.as_bytes(), &now.as_microsecond().to_be_bytes()]);
        let body = FileErasure { basis: basis.to_owned(), files: vec![file] };
        for _ in 0..TRIES {
            let fact = JournalFact::FilesErased { internal: Box::new(body.clone()) }.at(now);
            if self.keep_book(permit.clone().into(), book, fact, cause).await? {
                return Ok(self.store().erase_file(files, file).await?);
            }
        }
        Err(PlatformError::Contended)
    }

    /// Sweeps away files that no fact names, as long after they came as the data standard says. Answers how many.
    ///
    /// # Errors
    /// The database or the object store is away; the next sweep goes on.
    pub async fn sweep_files(&self) -> Result<usize, PlatformError> {
        let Some(files) = &self.files else { return Ok(0) };
        let older_than = self.now().saturating_sub(file::shipped().kept_unnamed()).unwrap_or(Timestamp::MIN);
        Ok(self.store().sweep_files(files, older_than).await?.len())
    }
}

/// What facts say of a stored file; key and salt stay in the vault.
fn in_facts(stored: Stored) -> StoredFile {
    StoredFile { commitment: stored.commitment, id: stored.id, media: stored.media_type, size: stored.size }
}

/// What is wrong with a file is a refusal; what is wrong with a machine stays an error.
fn refused(error: FileError) -> Result<Refusal, PlatformError> {
    const STANDARD: &str = "decree17-18";
    let standard = file::shipped();
    let problem = match error {
        FileError::TooLarge { limit } => {
            Problem::new("documents", "", "file-too-large", STANDARD).example((limit / 1_000_000).to_string())
        }
        FileError::Empty => Problem::new("documents", "", "file-empty", STANDARD),
        FileError::NameLies { ending, found } => {
            Problem::new("documents", found, "file-name-lies", STANDARD).example(ending)
        }
        FileError::NotAllowed { found } => {
            let codes: Vec<&str> = standard.types.iter().map(|t| &*t.code).collect();
            Problem::new("documents", found, "file-type-not-allowed", STANDARD).example(codes.join(", "))
        }
        other => return Err(other.into()),
    };
    Ok(Refusal::one(problem))
}

/// What the facts of a record say of one of its files.
fn find(facts: &[Fact], id: Uuid) -> Result<Option<Found>, PlatformError> {
    let Some(first) = facts.first() else { return Ok(None) };
    let case = CaseFact::KINDS.iter().any(|(kind, ..)| *kind == first.envelope.kind);
    let mut thing = Thing::new(if case { ThingKind::Case } else { ThingKind::Inspection });
    for fact in facts {
        thing.fold(fact).map_err(StoreError::from)?;
    }
    Ok(match thing {
        Thing::Case(state) => {
            let found = papers(&state).into_iter().find(|p| p.paper.file == Some(id));
            found.map(|p| Found {
                title: p.paper.name.clone(),
                commitment: p.paper.commitment.clone(),
                media: p.paper.r#type.clone(),
                size: p.paper.size.unwrap_or_default(),
                marks: [p.paper.secrecy, state.note.secrecy],
            })
        }
        Thing::Inspection(state) => {
            let found = state.parts.party.documents.iter().find(|d| d.file == Some(id));
            found.map(|d| Found {
                title: d.name.clone(),
                commitment: d.commitment.clone(),
                media: d.r#type.clone(),
                size: d.size.unwrap_or_default(),
                marks: [None, None],
            })
        }
        _ => None,
    })
}
