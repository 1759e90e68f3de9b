//! Receipts: that an entry is in the log, to be checked without asking anybody (<https://c2sp.org/tlog-proof>).

use std::fmt;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;

use crate::checkpoint::{Checkpoint, CheckpointBroken};
use crate::hash::{Hash, leaf_hash};
use crate::key::VerifyingKey;
use crate::note::{Note, NoteBroken};
use crate::proof::{ProofBroken, verify_inclusion};

const HEAD: &str = "c2sp.org/tlog-proof@v1";
/// More hashes than any tree needs.
const MOST_HASHES: usize = 64;

/// A proof of one entry with the checkpoint that it leads to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Receipt {
    /// Bytes of the application that the format carries along.
    pub extra: Option<Vec<u8>>,
    /// The entry's place in the log.
    pub index: u64,
    /// From the leaf to the root.
    pub proof: Vec<Hash>,
    /// The signed checkpoint, with what witnesses added.
    pub checkpoint: Note,
}

/// Why a receipt is not accepted.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ReceiptBroken {
    /// Not head, index, hashes, blank line and checkpoint.
    #[error("this is not a receipt of the kind {HEAD}")]
    Form,
    /// The checkpoint in it is not good.
    #[error(transparent)]
    Checkpoint(#[from] CheckpointBroken),
    /// The entry is not at this place of that tree.
    #[error(transparent)]
    Proof(#[from] ProofBroken),
}

impl Receipt {
    /// Reads a receipt. Nothing is verified yet.
    ///
    /// # Errors
    /// It does not have the form of one.
    pub fn parse(text: &str) -> Result<Self, ReceiptBroken> {
        Self::read(text).ok_or(ReceiptBroken::Form)
    }

    fn read(text: &str) -> Option<Self> {
        let (head, note) = text.split_once("\n\n")?;
        let mut lines = head.split('\n').peekable();
        if lines.next()? != HEAD {
            return None;
        }
        let extra = lines.next_if(|line| line.starts_with("extra "));
        let extra = match extra.and_then(|line| line.strip_prefix("extra ")) {
            None => None,
            Some(extra) => Some(STANDARD.decode(extra).ok()?),
        };
        let index = lines.next()?.strip_prefix("index ")?.parse().ok()?;
        let proof: Vec<Hash> = lines.map(Hash::from_base64).collect::<Option<_>>()?;
        let checkpoint = Note::parse(note).ok()?;
        (proof.len() <= MOST_HASHES).then_some(Self { extra, index, proof, checkpoint })
    }

    /// Checks that the entry is in the log of this key, and what the log's checkpoint states.
    ///
    /// # Errors
    /// The checkpoint is not that log's, or the entry is not at its place.
    pub fn verify(&self, entry: &[u8], log: &VerifyingKey) -> Result<Checkpoint, ReceiptBroken> {
        let checkpoint = Checkpoint::open(&self.checkpoint, log)?;
        verify_inclusion(&leaf_hash(entry), self.index, checkpoint.size, &self.proof, &checkpoint.root)?;
        Ok(checkpoint)
    }

    /// The witnesses among `keys` that signed the checkpoint.
    ///
    /// # Errors
    /// What bears a witness's name and number is not its signature.
    pub fn witnessed_by<'k>(&self, keys: &'k [VerifyingKey]) -> Result<Vec<&'k VerifyingKey>, NoteBroken> {
        match self.checkpoint.verify(keys) {
            Err(NoteBroken::Unsigned) => Ok(Vec::new()),
            other => other,
        }
    }
}

impl fmt::Display for Receipt {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "{HEAD}")?;
        if let Some(extra) = &self.extra {
            writeln!(f, "extra {}", STANDARD.encode(extra))?;
        }
        writeln!(f, "index {}", self.index)?;
        self.proof.iter().try_for_each(|hash| writeln!(f, "{}", hash.to_base64()))?;
        write!(f, "\n{}", self.checkpoint)
    }
}
