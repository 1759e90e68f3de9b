//! Files (DESIGN section 4): documents and photos, each encrypted under a key of its own in an object store, streamed in
//! and out in bounded memory. The file is durable first, then the fact that names it; what no fact names is swept away.

mod chunks;
mod media;

use std::collections::HashSet;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use bytes::{Bytes, BytesMut};
use decree::identity::{self, CommandRng};
use futures_util::{Stream, StreamExt, TryStreamExt};
use jiff::Timestamp;
use object_store::buffered::BufWriter;
use object_store::local::LocalFileSystem;
use object_store::path::Path as ObjectPath;
use object_store::{ObjectStore, ObjectStoreExt};
use sha2::{Digest, Sha256};
use tokio::io::{AsyncRead, AsyncReadExt, AsyncWriteExt};
use uuid::Uuid;

use self::chunks::{CHUNK, Chunks, HEAD, SEALED};
use self::media::Media;
use crate::Store;
use crate::connect::Role;
use crate::due::time;
use crate::error::StoreError;
use crate::keys::Keys;
use crate::statements::sql;

/// How much is sent to the object store at once. S3 takes parts of 5 MiB or more, and what is smaller in one piece.
const PART: usize = 5 << 20;

/// How many files the view is asked about at once.
const LOOKED_UP: usize = 1_000;

/// What a file may be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits<'a> {
    /// The largest size in bytes.
    pub size: u64,
    /// The media types that it may have, by its content.
    pub types: &'a [&'a str],
}

/// A file that is durable in the object store. Facts carry id, size, type and commitment; salt and key go to the vault.
#[derive(Clone, PartialEq, Eq)]
pub struct Stored {
    /// Its id: random, with the moment it was stored in front.
    pub id: Uuid,
    /// Size in bytes.
    pub size: u64,
    /// Media type by its content.
    pub media_type: String,
    /// `SHA-256(salt ‖ SHA-256(content))`, hexadecimal.
    pub commitment: String,
    /// The salt of the commitment.
    pub salt: [u8; 32],
    /// The data key that wraps the file's own key.
    pub data_key: i32,
    /// The file's own key, wrapped.
    pub wrapped_key: Vec<u8>,
    /// When it was stored.
    pub recorded_at: Timestamp,
}

impl std::fmt::Debug for Stored {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Stored").field("id", &self.id).field("size", &self.size).finish_non_exhaustive()
    }
}

/// What can go wrong with a file.
#[derive(Debug, thiserror::Error)]
pub enum FileError {
    /// It is larger than it may be. Nothing of it was kept.
    #[error("the file is larger than {limit} bytes; nothing of it was kept. Send a smaller one")]
    TooLarge {
        /// The limit in bytes.
        limit: u64,
    },
    /// There is nothing in it. Nothing was kept.
    #[error("the file is empty. Send the right one")]
    Empty,
    /// Its name promises another type than its content has. Nothing of it was kept.
    #[error(
        "a file with the ending {ending} is not what its name says: its content is {found}. Send the right file"
    )]
    NameLies {
        /// The ending of the name given; the rest may name a person.
        ending: String,
        /// The media type of its content.
        found: &'static str,
    },
    /// Its content is of a type that is not taken in. Nothing of it was kept.
    #[error("the content of the file is {found}, which is not taken in. Send it in another form")]
    NotAllowed {
        /// The media type of its content.
        found: &'static str,
    },
    /// It cannot be read from where it comes. Nothing of it was kept.
    #[error("the file did not arrive whole: {0}. Nothing of it was kept; send it again")]
    Source(std::io::Error),
    /// There is no such file, or it is erased.
    #[error("there is no file {0}: it was erased or never stored")]
    Gone(Uuid),
    /// Its bytes are not those that were stored.
    #[error("file {0} was altered or cut off in the object store: restore it from a backup")]
    Altered(Uuid),
    /// Its key cannot be had.
    #[error("the key of file {0} cannot be unwrapped: restore the key folder")]
    Key(Uuid),
    /// The object store does not do what it should.
    #[error("the object store failed: {0}. Nothing acknowledged is lost; try again")]
    Objects(#[from] object_store::Error),
    /// The database does not do what it should.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// An object store with what decrypts it. Cheap to clone.
#[derive(Clone, Debug)]
pub struct FileStore {
    objects: Arc<dyn ObjectStore>,
    keys: Keys,
    /// The folder, if it is one: an upload that a crash cut off leaves a part in it that the object store does not list.
    folder: Option<PathBuf>,
}

impl FileStore {
    /// Files in a folder, made when it is missing. What is put is synchronised to the disk before it is acknowledged.
    ///
    /// # Errors
    /// The folder cannot be used.
    pub fn folder(path: &Path, keys: Keys) -> Result<Self, FileError> {
        use std::os::unix::fs::DirBuilderExt;
        let wrong = |source| object_store::Error::Generic { store: "folder", source: Box::new(source) };
        std::fs::DirBuilder::new().recursive(true).mode(0o700).create(path).map_err(wrong)?;
        let objects = LocalFileSystem::new_with_prefix(path)?.with_fsync(true);
        Ok(Self { objects: Arc::new(objects), keys, folder: Some(path.to_owned()) })
    }

    /// Takes a file in: sees by its beginning what it is, encrypts it on its way, and returns when it is durable. The data
    /// key must be open.
    ///
    /// # Errors
    /// It is too large, its name lies, or one of both ends fails. Then nothing is kept.
    pub async fn put(
        &self,
        mut reader: impl AsyncRead + Unpin,
        name: &str,
        data_key: i32,
        limits: Limits<'_>,
        rng: &mut CommandRng,
        now: Timestamp,
    ) -> Result<Stored, FileError> {
        let id = identity::uuid_v7(now, rng);
        let (key, salt) = (identity::salt(rng), identity::salt(rng));
        let wrapped_key = self.keys.wrap_key(data_key, &key, rng).ok_or(FileError::Key(id))?;
        let first = chunk(&mut reader).await?;
        if first.is_empty() {
            return Err(FileError::Empty);
        }
        let media = Media::of(&first);
        let ending = media::ending(name);
        if media::lies(&ending, media) {
            return Err(FileError::NameLies { ending, found: media.name() });
        }
        if !limits.types.contains(&media.name()) {
            return Err(FileError::NotAllowed { found: media.name() });
        }
        let mut writer =
            BufWriter::with_capacity(Arc::clone(&self.objects), location(id), PART).with_max_concurrency(2);
        let written = encrypt(first, &mut reader, Chunks::new(&key, id), limits.size, &mut writer).await;
        let (size, content) = match written {
            Ok(written) => written,
            Err(error) => {
                // What was sent so far is not an object yet; if it cannot be taken back now, the store drops it later.
                let _ = writer.abort().await;
                return Err(error);
            }
        };
        writer.shutdown().await.map_err(objects)?;
        Ok(Stored {
            id,
            size,
            media_type: media.name().to_owned(),
            commitment: commitment(&salt, &content),
            salt,
            data_key,
            wrapped_key,
            recorded_at: identity::to_micros(now),
        })
    }

    /// The content of a file, chunk by chunk, each checked before it is given. Whoever passes it on must treat an error in
    /// the midst as the end of a file that is not whole.
    ///
    /// # Errors
    /// There is no such file, or its key cannot be had. The stream fails when the bytes are not those that were stored.
    pub async fn get(
        &self,
        id: Uuid,
        data_key: i32,
        wrapped_key: &[u8],
    ) -> Result<impl Stream<Item = Result<Bytes, FileError>> + Send + Unpin + use<>, FileError> {
        let key = self.keys.unwrap_key(data_key, wrapped_key).ok_or(FileError::Key(id))?;
        let found = match self.objects.get(&location(id)).await {
            Err(object_store::Error::NotFound { .. }) => return Err(FileError::Gone(id)),
            other => other?,
        };
        let opening = Opening {
            id,
            source: found.into_stream().boxed(),
            buffer: BytesMut::with_capacity(2 * SEALED),
            chunks: Chunks::new(&key, id),
            begun: false,
            over: false,
        };
        Ok(futures_util::stream::try_unfold(opening, Opening::next).boxed())
    }

    /// Removes a file. One that is not there is removed already.
    ///
    /// # Errors
    /// The object store fails.
    pub async fn erase(&self, id: Uuid) -> Result<(), FileError> {
        match self.objects.delete(&location(id)).await {
            Ok(()) | Err(object_store::Error::NotFound { .. }) => Ok(()),
            Err(error) => Err(error.into()),
        }
    }

    /// The files stored before a moment that nothing names.
    ///
    /// # Errors
    /// The object store fails.
    pub async fn unnamed(
        &self,
        older_than: Timestamp,
        named: impl Fn(Uuid) -> bool,
    ) -> Result<Vec<Uuid>, FileError> {
        let mut found = Vec::new();
        let mut list = self.objects.list(None);
        while let Some(object) = list.try_next().await? {
            let id = object.location.filename().and_then(|name| name.parse::<Uuid>().ok());
            found.extend(id.filter(|id| is_older(*id, older_than) && !named(*id)));
        }
        Ok(found)
    }

    /// Removes the files stored before a moment that nothing names, and the parts of uploads that a crash cut off before
    /// it. Answers which files they were.
    ///
    /// # Errors
    /// The object store fails.
    pub async fn remove_unnamed(
        &self,
        older_than: Timestamp,
        named: impl Fn(Uuid) -> bool,
    ) -> Result<Vec<Uuid>, FileError> {
        let ids = self.unnamed(older_than, named).await?;
        for id in &ids {
            self.erase(*id).await?;
        }
        self.remove_parts(older_than);
        Ok(ids)
    }

    /// Parts lie beside the objects as `id#number`. One that cannot be removed is tried again at the next sweep.
    fn remove_parts(&self, older_than: Timestamp) {
        let Some(folder) = &self.folder else { return };
        let inside = |folder: &Path| std::fs::read_dir(folder).into_iter().flatten().flatten();
        for file in inside(folder).flat_map(|shard| inside(&shard.path())) {
            let name = file.file_name();
            let id =
                name.to_str().and_then(|n| n.split_once('#')).and_then(|(id, _)| id.parse::<Uuid>().ok());
            if id.is_some_and(|id| is_older(id, older_than))
                && let Err(error) = std::fs::remove_file(file.path())
            {
                tracing::warn!(%error, "a part of an upload stays until the next sweep");
            }
        }
    }
}

/// The object's place: by the last byte of its id, which is random, so that no folder grows too long.
fn location(id: Uuid) -> ObjectPath {
    ObjectPath::from(format!("{:02x}/{id}", id.as_bytes()[15]))
}

/// When a file was stored. Its id says so: the clock that counts is the platform's, not the disk's.
fn stored_at(id: Uuid) -> Timestamp {
    let millis = i64::try_from(id.as_u128() >> 80).unwrap_or(i64::MAX);
    Timestamp::from_millisecond(millis).unwrap_or(Timestamp::MAX)
}

/// Whether a file was stored before a moment.
fn is_older(id: Uuid, than: Timestamp) -> bool {
    stored_at(id).as_millisecond() < than.as_millisecond()
}

/// The next chunk of content: full, unless the content ends.
async fn chunk(reader: &mut (impl AsyncRead + Unpin)) -> Result<Vec<u8>, FileError> {
    let mut content = Vec::with_capacity(CHUNK);
    reader.take(CHUNK as u64).read_to_end(&mut content).await.map_err(FileError::Source)?;
    Ok(content)
}

/// Sends a content, chunk by chunk, and says its size and SHA-256.
async fn encrypt(
    first: Vec<u8>,
    reader: &mut (impl AsyncRead + Unpin),
    mut chunks: Chunks,
    limit: u64,
    writer: &mut BufWriter,
) -> Result<(u64, [u8; 32]), FileError> {
    let mut hash = Sha256::new();
    let mut size = 0u64;
    let mut content = first;
    writer.put(Bytes::from_static(&HEAD)).await?;
    loop {
        size += content.len() as u64;
        if size > limit {
            return Err(FileError::TooLarge { limit });
        }
        hash.update(&content);
        // Only what comes after a chunk tells whether it is the last.
        let next = if content.len() < CHUNK { Vec::new() } else { chunk(reader).await? };
        let sealed = chunks.seal(&content, next.is_empty()).ok_or(FileError::TooLarge { limit })?;
        writer.put(sealed.into()).await?;
        if next.is_empty() {
            return Ok((size, hash.finalize().into()));
        }
        content = next;
    }
}

/// A file on its way out.
struct Opening {
    id: Uuid,
    source: futures_util::stream::BoxStream<'static, object_store::Result<Bytes>>,
    buffer: BytesMut,
    chunks: Chunks,
    begun: bool,
    over: bool,
}

impl Opening {
    async fn next(mut self) -> Result<Option<(Bytes, Self)>, FileError> {
        if self.over {
            return Ok(None);
        }
        if !self.begun {
            self.fill(HEAD.len()).await?;
            if self.buffer.len() < HEAD.len() || self.buffer.split_to(HEAD.len())[..] != HEAD {
                return Err(FileError::Altered(self.id));
            }
            self.begun = true;
        }
        // One byte more than a chunk: a chunk is the last exactly when nothing follows it.
        self.fill(SEALED + 1).await?;
        self.over = self.buffer.len() <= SEALED;
        let sealed = self.buffer.split_to(self.buffer.len().min(SEALED));
        let content = self.chunks.open(&sealed, self.over).ok_or(FileError::Altered(self.id))?;
        Ok(Some((content.into(), self)))
    }

    /// Reads until so many bytes are there, or the object ends.
    async fn fill(&mut self, bytes: usize) -> Result<(), FileError> {
        while self.buffer.len() < bytes {
            let Some(more) = self.source.try_next().await? else { break };
            self.buffer.extend_from_slice(&more);
        }
        Ok(())
    }
}

/// A content on its way out that is proved at its end.
struct Proving {
    id: Uuid,
    content: futures_util::stream::BoxStream<'static, Result<Bytes, FileError>>,
    salt: Vec<u8>,
    hash: Sha256,
    commitment: String,
}

impl Proving {
    async fn next(proving: Option<Self>) -> Result<Option<(Bytes, Option<Self>)>, FileError> {
        let Some(mut this) = proving else { return Ok(None) };
        if let Some(part) = this.content.try_next().await? {
            this.hash.update(&part);
            return Ok(Some((part, Some(this))));
        }
        let found = commitment(&this.salt, &this.hash.finalize());
        if found == this.commitment { Ok(None) } else { Err(FileError::Altered(this.id)) }
    }
}

/// Salted commitment to a content, by its SHA-256; hexadecimal.
fn commitment(salt: &[u8], content: &[u8]) -> String {
    let mut hash = Sha256::new();
    hash.update(salt);
    hash.update(content);
    decree::fact::hex(&hash.finalize())
}

/// An error of the object store that came through a writer.
fn objects(error: std::io::Error) -> FileError {
    FileError::Objects(object_store::Error::Generic { store: "object store", source: Box::new(error) })
}

impl Store {
    /// Stores a file, and its key and salt in the vault. The fact that names it comes after.
    ///
    /// # Errors
    /// As [`FileStore::put`], or the database is away. A file without a row in the vault is swept like one that no fact names.
    pub async fn put_file(
        &self,
        files: &FileStore,
        reader: impl AsyncRead + Unpin,
        name: &str,
        limits: Limits<'_>,
        now: Timestamp,
    ) -> Result<Stored, FileError> {
        let data_key = self.data_key(now).await?;
        // What encrypts must never repeat: not with the seed of a simulation, nor while its clock stands.
        let n = self.files_taken.fetch_add(1, std::sync::atomic::Ordering::SeqCst);
        let of_this = identity::uuid_of(&[b"file", &n.to_be_bytes(), &now.as_microsecond().to_be_bytes()]);
        let mut rng = identity::rng_for(&self.seed, of_this);
        let stored = files.put(reader, name, data_key, limits, &mut rng, now).await?;
        let client = self.writer().await?;
        let size = i64::try_from(stored.size).unwrap_or(i64::MAX);
        client
            .execute(
                sql("keep_file"),
                &[
                    &stored.id,
                    &stored.salt.as_slice(),
                    &stored.wrapped_key,
                    &stored.data_key,
                    &size,
                    &time(stored.recorded_at),
                ],
            )
            .await
            .map_err(StoreError::from)?;
        Ok(stored)
    }

    /// The content of a file. When its last chunk is over it is compared with the commitment of the fact that names it; the
    /// stream ends with an error if it is another.
    ///
    /// # Errors
    /// There is no such file, it is erased, or the database is away; see also [`FileStore::get`].
    pub async fn get_file(
        &self,
        files: &FileStore,
        id: Uuid,
        commitment: &str,
    ) -> Result<impl Stream<Item = Result<Bytes, FileError>> + Send + Unpin + use<>, FileError> {
        self.open_data_keys().await?;
        let client = self.writer().await?;
        let row = client.query_opt(sql("file_key"), &[&id]).await.map_err(StoreError::from)?;
        type Kept = (Option<Vec<u8>>, Option<i32>, Option<Vec<u8>>);
        let kept: Kept = row.map_or((None, None, None), |r| (r.get(0), r.get(1), r.get(2)));
        let (Some(key), Some(data_key), Some(salt)) = kept else { return Err(FileError::Gone(id)) };
        let content = files.get(id, data_key, &key).await?.boxed();
        let proving = Proving { id, content, salt, hash: Sha256::new(), commitment: commitment.to_owned() };
        Ok(futures_util::stream::try_unfold(Some(proving), Proving::next).boxed())
    }

    /// Whether the vault knows a file, erased or not.
    ///
    /// # Errors
    /// The database is away.
    pub async fn has_file(&self, id: Uuid) -> Result<bool, StoreError> {
        Ok(self.writer().await?.query_opt(sql("file_key"), &[&id]).await?.is_some())
    }

    /// Erases a file: first its key and salt, so that no copy of the object can be read any more, then the object. The fact
    /// that says so is appended by the caller, before.
    ///
    /// # Errors
    /// The database is away or the object store fails; to erase again completes it.
    pub async fn erase_file(&self, files: &FileStore, id: Uuid) -> Result<(), FileError> {
        let owner = self.access.connect(Role::Owner).await?;
        owner.execute(sql("erase_file"), &[&id]).await.map_err(StoreError::from)?;
        owner.batch_execute(sql("rewrite_files")).await.map_err(StoreError::from)?;
        // As with personal values: the table's old file leaves the disk at a checkpoint.
        if let Err(error) = owner.batch_execute("checkpoint").await {
            tracing::warn!(%error, "the erased key leaves the disk at the server's next checkpoint");
        }
        files.erase(id).await
    }

    /// Sweeps away what was stored before a moment and no fact names. The view says which files are named, and before anything
    /// is removed the facts themselves are asked: a view that is being made anew names nothing.
    ///
    /// # Errors
    /// The database is away or the object store fails; the next sweep goes on.
    pub async fn sweep_files(
        &self,
        files: &FileStore,
        older_than: Timestamp,
    ) -> Result<Vec<Uuid>, FileError> {
        let mut unnamed = files.unnamed(older_than, |_| false).await?;
        let client = self.writer().await?;
        let mut named = HashSet::new();
        for part in unnamed.chunks(LOOKED_UP) {
            let rows = client.query(sql("named_files"), &[&part]).await.map_err(StoreError::from)?;
            named.extend(rows.iter().map(|r| r.get::<_, Uuid>(0)));
        }
        unnamed.retain(|id| !named.contains(id));
        if let Some(oldest) = unnamed.iter().map(|id| stored_at(*id)).min() {
            // A file is durable before the fact that names it: what is older than the file names nothing of it.
            let rows = client
                .query(sql("files_in_facts"), &[&unnamed, &time(oldest)])
                .await
                .map_err(StoreError::from)?;
            let named: HashSet<Uuid> = rows.iter().map(|r| r.get(0)).collect();
            unnamed.retain(|id| !named.contains(id));
            // Rows before objects: the sweep finds its work by the objects, so none can be forgotten in between.
            let owner = self.access.connect(Role::Owner).await?;
            owner.execute(sql("forget_files"), &[&unnamed]).await.map_err(StoreError::from)?;
        }
        let doomed: HashSet<Uuid> = unnamed.into_iter().collect();
        files.remove_unnamed(older_than, |id| !doomed.contains(&id)).await
    }
}

#[cfg(test)]
mod tests;
