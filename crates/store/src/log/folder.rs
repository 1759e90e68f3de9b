//! The folder of the log's files: what any static server can serve.

use std::fs::File;
use std::io::{Error, ErrorKind, Write};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use seal::{Coordinate, TILE_BYTES};

use super::{LogError, Refused};

/// The name of the newest checkpoint's file.
const CHECKPOINT: &str = "checkpoint";

/// The folder. Files are written whole or not at all, and read back.
#[derive(Clone, Debug)]
pub(super) struct Folder(Arc<PathBuf>);

impl Folder {
    pub(super) fn at(path: PathBuf) -> Self {
        Self(Arc::new(path))
    }

    /// Writes a tile of hashes. The path of a full tile never holds anything but 8,192 bytes.
    pub(super) fn tile(&self, tile: Coordinate, bytes: &[u8]) -> Result<(), LogError> {
        let path = tile.path();
        if bytes.len() != usize::from(tile.width) * 32 || (tile.is_full() && bytes.len() != TILE_BYTES) {
            return Err(Refused::File { path }.into());
        }
        self.write(&path, bytes)?;
        self.forget_partial(tile, &path)
    }

    /// Writes the bundle of entries of a tile of level 0.
    pub(super) fn bundle(&self, tile: Coordinate, bytes: &[u8]) -> Result<(), LogError> {
        let path = tile.bundle_path();
        self.write(&path, bytes)?;
        self.forget_partial(tile, &path)
    }

    /// Writes the newest checkpoint: after everything that it states.
    pub(super) fn checkpoint(&self, note: &str) -> Result<(), LogError> {
        self.write(CHECKPOINT, note.as_bytes())
    }

    /// The newest checkpoint that lies there.
    pub(super) fn newest(&self) -> Result<Option<String>, LogError> {
        let path = self.0.join(CHECKPOINT);
        match std::fs::read_to_string(&path) {
            Ok(note) => Ok(Some(note)),
            Err(error) if matches!(error.kind(), ErrorKind::NotFound | ErrorKind::InvalidData) => Ok(None),
            Err(error) => Err(failed(&path, error)),
        }
    }

    /// A file that was published, if it is there.
    pub(super) fn read(&self, name: &str) -> Result<Option<Vec<u8>>, LogError> {
        let path = self.0.join(name);
        match std::fs::read(&path) {
            Ok(bytes) => Ok(Some(bytes)),
            Err(error) if error.kind() == ErrorKind::NotFound => Ok(None),
            Err(error) => Err(failed(&path, error)),
        }
    }

    /// A full tile takes the place of the partial ones before it: they may go.
    fn forget_partial(&self, tile: Coordinate, path: &str) -> Result<(), LogError> {
        let partial = self.0.join(format!("{path}.p"));
        match tile.is_full().then(|| std::fs::remove_dir_all(&partial)) {
            Some(Err(error)) if error.kind() != ErrorKind::NotFound => Err(failed(&partial, error)),
            _ => Ok(()),
        }
    }

    /// Writes a file under its name at once, and reads back what the disk has. What is there already with the same bytes stays.
    fn write(&self, name: &str, bytes: &[u8]) -> Result<(), LogError> {
        let path = self.0.join(name);
        if std::fs::read(&path).is_ok_and(|there| there == bytes) {
            return Ok(());
        }
        put(&path, bytes).map_err(|error| failed(&path, error))?;
        let there = std::fs::read(&path).map_err(|error| failed(&path, error))?;
        if there == bytes { Ok(()) } else { Err(Refused::File { path: path.display().to_string() }.into()) }
    }
}

fn put(path: &Path, bytes: &[u8]) -> Result<(), Error> {
    let folder = path.parent().ok_or_else(|| Error::other("no folder"))?;
    std::fs::create_dir_all(folder)?;
    let fresh = path.with_extension("new");
    let mut file = File::create(&fresh)?;
    file.write_all(bytes)?;
    file.sync_all()?;
    std::fs::rename(&fresh, path)?;
    File::open(folder)?.sync_all()
}

fn failed(path: &Path, source: Error) -> LogError {
    LogError::Folder { path: path.display().to_string(), source }
}
