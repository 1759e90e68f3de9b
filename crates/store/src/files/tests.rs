//! Files in a folder: whole round trips, and every way in which an object can have been tampered with.

use std::path::PathBuf;

use jiff::Timestamp;
use proptest::prelude::*;
use rand_core::SeedableRng;
use tempfile::TempDir;

use super::*;

const YEAR: i32 = 2026;

/// Every type that these tests send.
const LIMITS: Limits<'_> = Limits {
    size: 200_000_000,
    types: &["application/pdf", "application/octet-stream", "text/plain", "audio/mpeg", "application/zip"],
};

struct Place {
    root: TempDir,
    files: FileStore,
    rng: CommandRng,
}

fn now() -> Timestamp {
    "2026-11-24T09:30:00+08:00".parse().unwrap()
}

impl Place {
    fn new() -> Self {
        let root = tempfile::tempdir().unwrap();
        let mut rng = CommandRng::from_seed([7; 32]);
        let keys = Keys::open(&root.path().join("keys"), &mut rng).unwrap();
        keys.new_data_key(YEAR, 2026, &mut rng).unwrap();
        let files = FileStore::folder(&root.path().join("files"), keys).unwrap();
        Self { root, files, rng }
    }

    async fn put(&mut self, content: &[u8], name: &str) -> Result<Stored, FileError> {
        self.files.put(content, name, YEAR, LIMITS, &mut self.rng, now()).await
    }

    async fn get(&self, stored: &Stored) -> Result<Vec<u8>, FileError> {
        let parts = self.files.get(stored.id, stored.data_key, &stored.wrapped_key).await?;
        let parts: Vec<Bytes> = parts.try_collect().await?;
        Ok(parts.concat())
    }

    fn object(&self, stored: &Stored) -> PathBuf {
        self.root.path().join("files").join(location(stored.id).as_ref())
    }

    /// Every file below the folder, whatever it is called.
    fn everything(&self) -> Vec<PathBuf> {
        let inside = |p: PathBuf| std::fs::read_dir(p).unwrap().map(|e| e.unwrap().path());
        inside(self.root.path().join("files")).flat_map(inside).collect()
    }
}

fn content(size: usize) -> Vec<u8> {
    (0..size).map(|i| u8::try_from((i * 31 + i / 251) % 256).unwrap()).collect()
}

#[tokio::test]
async fn what_was_put_comes_back() {
    let mut place = Place::new();
    for size in [1, 65_535, 65_536, 65_537, 131_072, 5_000_000, 12_000_000] {
        let content = content(size);
        let stored = place.put(&content, "file.bin").await.unwrap();
        assert_eq!(stored.size, size as u64);
        assert!(place.get(&stored).await.unwrap() == content, "{size}");
        let mut hash = Sha256::new();
        hash.update(stored.salt);
        hash.update(Sha256::digest(&content));
        assert_eq!(stored.commitment, decree::fact::hex(&hash.finalize()));
    }
}

#[tokio::test]
async fn nothing_readable_lies_on_the_disk() {
    let mut place = Place::new();
    let text = "某某餐厅检查照片".repeat(20_000);
    let stored = place.put(text.as_bytes(), "note.txt").await.unwrap();
    assert_eq!(stored.media_type, "text/plain");
    let raw = std::fs::read(place.object(&stored)).unwrap();
    let word = "餐厅".as_bytes();
    assert!(!raw.windows(word.len()).any(|w| w == word));
    assert!(!raw.windows(16).any(|w| stored.wrapped_key.windows(16).any(|k| k == w)));
}

/// Chunk boundaries of an object: the head, then sealed chunks.
fn chunk_at(n: usize) -> std::ops::Range<usize> {
    HEAD.len() + n * SEALED..HEAD.len() + (n + 1) * SEALED
}

type Damage = (&'static str, fn(&mut Vec<u8>));

#[tokio::test]
async fn whatever_is_altered_is_refused() {
    let mut place = Place::new();
    let stored = place.put(&content(3 * CHUNK), "file.bin").await.unwrap();
    let path = place.object(&stored);
    let whole = std::fs::read(&path).unwrap();
    let damages: [Damage; 9] = [
        ("flipped bit", |raw| raw[HEAD.len() + 100] ^= 1),
        ("flipped bit in the last chunk", |raw| *raw.last_mut().unwrap() ^= 0x80),
        ("another head", |raw| raw[7] = 2),
        ("cut off at a chunk", |raw| raw.truncate(HEAD.len() + 2 * SEALED)),
        ("cut off within a chunk", |raw| raw.truncate(HEAD.len() + 2 * SEALED + 17)),
        ("cut off after the head", |raw| raw.truncate(HEAD.len())),
        ("empty", Vec::clear),
        ("swapped chunks", |raw| {
            let first = raw[chunk_at(0)].to_vec();
            raw.copy_within(chunk_at(1), chunk_at(0).start);
            raw[chunk_at(1)].copy_from_slice(&first);
        }),
        ("something behind it", |raw| raw.push(0)),
    ];
    for (what, damage) in damages {
        let mut raw = whole.clone();
        damage(&mut raw);
        std::fs::write(&path, raw).unwrap();
        assert!(matches!(place.get(&stored).await, Err(FileError::Altered(id)) if id == stored.id), "{what}");
    }
    std::fs::write(&path, whole).unwrap();
    assert!(place.get(&stored).await.is_ok());
}

#[tokio::test]
async fn another_files_object_or_key_is_refused() {
    let mut place = Place::new();
    let one = place.put(b"one", "one.txt").await.unwrap();
    let two = place.put(b"two", "two.txt").await.unwrap();
    std::fs::copy(place.object(&one), place.object(&two)).unwrap();
    assert!(matches!(place.get(&two).await, Err(FileError::Altered(_))));
    let other_key = Stored { wrapped_key: two.wrapped_key.clone(), ..one.clone() };
    assert!(matches!(place.get(&other_key).await, Err(FileError::Altered(_))));
    let no_key = Stored { data_key: 1999, ..one };
    assert!(matches!(place.get(&no_key).await, Err(FileError::Key(_))));
}

#[tokio::test]
async fn a_name_that_lies_leaves_nothing() {
    let mut place = Place::new();
    let refused = place.put(b"%PDF-1.7 ...", "photo.jpg").await.unwrap_err();
    assert!(matches!(&refused, FileError::NameLies { found: "application/pdf", .. }), "{refused}");
    assert!(!refused.to_string().contains("photo"), "the rest of the name may name a person");
    let empty = place.put(b"", "report.pdf").await.unwrap_err();
    assert!(matches!(empty, FileError::Empty));
    let png = place.put(b"\x89PNG\r\n\x1a\n", "photo.png").await.unwrap_err();
    assert!(matches!(png, FileError::NotAllowed { found: "image/png" }));
    assert!(place.everything().is_empty());
    assert_eq!(place.put(b"%PDF-1.7 ...", "report.PDF").await.unwrap().media_type, "application/pdf");
}

/// A source without an end, which counts what is taken of it.
struct Endless<'a>(&'a mut u64);

impl AsyncRead for Endless<'_> {
    fn poll_read(
        mut self: std::pin::Pin<&mut Self>,
        _: &mut std::task::Context<'_>,
        into: &mut tokio::io::ReadBuf<'_>,
    ) -> std::task::Poll<std::io::Result<()>> {
        let room = into.initialize_unfilled();
        room.fill(b'x');
        let taken = room.len();
        into.advance(taken);
        *self.0 += taken as u64;
        std::task::Poll::Ready(Ok(()))
    }
}

#[tokio::test]
async fn what_is_too_large_stops_early_and_leaves_nothing() {
    let mut place = Place::new();
    // Below one part, and beyond several that are already on the disk.
    for size in [10, 100_000, 23_000_000] {
        let mut taken = 0;
        let limits = Limits { size, ..LIMITS };
        let put = place.files.put(Endless(&mut taken), "x.txt", YEAR, limits, &mut place.rng, now()).await;
        assert!(matches!(put, Err(FileError::TooLarge { limit }) if limit == size));
        assert!(taken <= size + 2 * CHUNK as u64, "{taken} taken of at most {size}");
        assert!(place.everything().is_empty(), "{:?}", place.everything());
    }
    let exactly = Limits { size: 70_000, ..LIMITS };
    let put = place.files.put(&*content(70_000), "x", YEAR, exactly, &mut place.rng, now()).await;
    assert_eq!(put.unwrap().size, 70_000);
}

/// A source that breaks after so many bytes.
struct Broken(usize);

impl AsyncRead for Broken {
    fn poll_read(
        mut self: std::pin::Pin<&mut Self>,
        _: &mut std::task::Context<'_>,
        into: &mut tokio::io::ReadBuf<'_>,
    ) -> std::task::Poll<std::io::Result<()>> {
        if self.0 == 0 {
            return std::task::Poll::Ready(Err(std::io::Error::other("connection lost")));
        }
        let part = self.0.min(into.remaining());
        into.put_slice(&vec![0; part]);
        self.0 -= part;
        std::task::Poll::Ready(Ok(()))
    }
}

#[tokio::test]
async fn a_source_that_breaks_leaves_nothing() {
    let mut place = Place::new();
    for bytes in [0, 1_000, 11_000_000] {
        let limits = LIMITS;
        let put = place.files.put(Broken(bytes), "x.bin", YEAR, limits, &mut place.rng, now()).await;
        assert!(matches!(put, Err(FileError::Source(_))));
        assert!(place.everything().is_empty());
    }
}

#[tokio::test]
async fn an_erased_file_is_gone() {
    let mut place = Place::new();
    let stored = place.put(b"to be erased", "x.txt").await.unwrap();
    place.files.erase(stored.id).await.unwrap();
    assert!(matches!(place.get(&stored).await, Err(FileError::Gone(_))));
    place.files.erase(stored.id).await.unwrap();
    assert!(place.everything().is_empty());
}

#[tokio::test]
async fn the_sweep_takes_what_is_old_and_unnamed() {
    let mut place = Place::new();
    let day = |d: &str| -> Timestamp { format!("2026-11-{d}T00:00:00+08:00").parse().unwrap() };
    let mut stored = Vec::new();
    for d in ["01", "02", "20"] {
        let limits = LIMITS;
        stored.push(place.files.put(&b"x"[..], "x", YEAR, limits, &mut place.rng, day(d)).await.unwrap());
    }
    // What a crash in the midst of an upload leaves.
    let old = place
        .object(&stored[0])
        .with_file_name(format!("{}#1", identity::uuid_v7(day("03"), &mut place.rng)));
    let young = old.with_file_name(format!("{}#1", identity::uuid_v7(day("21"), &mut place.rng)));
    for part in [&old, &young] {
        std::fs::write(part, b"half").unwrap();
    }
    let named = stored[0].id;
    let removed = place.files.remove_unnamed(day("15"), |id| id == named).await.unwrap();
    assert_eq!(removed, [stored[1].id]);
    assert!(place.get(&stored[0]).await.is_ok());
    assert!(matches!(place.get(&stored[1]).await, Err(FileError::Gone(_))));
    assert!(place.get(&stored[2]).await.is_ok());
    assert!(!old.exists() && young.exists());
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    /// Any content comes back; with any one bit flipped it does not.
    #[test]
    fn any_content_comes_back_and_no_flip_passes(
        tail in prop::collection::vec(any::<u8>(), 1..300),
        chunks in 0usize..3,
        place_of_flip in any::<prop::sample::Index>(),
        bit in 0u8..8,
    ) {
        let mut content = content(chunks * CHUNK);
        content.extend(tail);
        let runtime = tokio::runtime::Builder::new_current_thread().build().unwrap();
        runtime.block_on(async {
            let mut place = Place::new();
            // Whatever it is: any type may go in here.
            let any = Limits { types: &[Media::of(&content[..content.len().min(CHUNK)]).name()], ..LIMITS };
            let stored = place.files.put(&*content, "file", YEAR, any, &mut place.rng, now()).await.unwrap();
            assert!(place.get(&stored).await.unwrap() == content);
            let path = place.object(&stored);
            let mut raw = std::fs::read(&path).unwrap();
            let at = place_of_flip.index(raw.len());
            raw[at] ^= 1 << bit;
            std::fs::write(&path, raw).unwrap();
            assert!(matches!(place.get(&stored).await, Err(FileError::Altered(_))));
        });
    }
}
