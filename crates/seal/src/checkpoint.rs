//! Checkpoints: which log, how large, with which root (<https://c2sp.org/tlog-checkpoint>).

use std::fmt;

use crate::hash::Hash;
use crate::key::{SigningKey, VerifyingKey};
use crate::note::{Note, NoteBroken};

/// What the head of a log states.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Checkpoint {
    /// The log's name, which is its key's name.
    pub origin: String,
    /// Leaves.
    pub size: u64,
    /// Root over them.
    pub root: Hash,
}

/// Why something is not the head of a log.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum CheckpointBroken {
    /// Not origin, size and root, a line each.
    #[error("this is not a checkpoint: origin, size and root, a line each")]
    Form,
    /// Of another log.
    #[error("the checkpoint is of the log {0:?}")]
    Origin(String),
    /// The note around it is not good.
    #[error(transparent)]
    Note(#[from] NoteBroken),
}

impl Checkpoint {
    /// Reads the text of a note.
    ///
    /// # Errors
    /// It is not a checkpoint's. Lines after the root are extensions and are passed over.
    pub fn parse(text: &str) -> Result<Self, CheckpointBroken> {
        let mut lines = text.split('\n');
        let (Some(origin), Some(size), Some(root)) = (lines.next(), lines.next(), lines.next()) else {
            return Err(CheckpointBroken::Form);
        };
        let number: u64 = size.parse().map_err(|_| CheckpointBroken::Form)?;
        let root = Hash::from_base64(root).ok_or(CheckpointBroken::Form)?;
        // One number has one way to be written, and every line ends.
        if origin.is_empty() || number.to_string() != size || !text.ends_with('\n') {
            return Err(CheckpointBroken::Form);
        }
        Ok(Self { origin: origin.to_owned(), size: number, root })
    }

    /// The checkpoint signed by the log's key.
    pub fn sign(&self, key: &SigningKey) -> Note {
        Note::sign(self.to_string(), key)
    }

    /// Reads a note, and checks that the log's key signed it and that it is of that log.
    ///
    /// # Errors
    /// It is not a checkpoint that this log signed.
    pub fn open(note: &Note, log: &VerifyingKey) -> Result<Self, CheckpointBroken> {
        note.verify(std::slice::from_ref(log))?;
        let checkpoint = Self::parse(&note.text)?;
        if checkpoint.origin == log.name() {
            Ok(checkpoint)
        } else {
            Err(CheckpointBroken::Origin(checkpoint.origin))
        }
    }
}

impl fmt::Display for Checkpoint {
    /// The text of its note: it ends with a line feed.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "{}\n{}\n{}", self.origin, self.size, self.root.to_base64())
    }
}
