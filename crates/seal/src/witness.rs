//! What a witness answers to `add-checkpoint` (<https://c2sp.org/tlog-witness>): decided from what it has seen, purely.

use crate::checkpoint::Checkpoint;
use crate::hash::Hash;
use crate::key::VerifyingKey;
use crate::note::Note;
use crate::proof::verify_consistency;

/// Most hashes that a request may hold.
const MOST_HASHES: usize = 63;

/// A request to witness a checkpoint.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AddCheckpoint {
    /// The size from which the proof leads.
    pub old: u64,
    /// That the old tree is the beginning of the new.
    pub proof: Vec<Hash>,
    /// The checkpoint with the log's signature.
    pub checkpoint: Note,
}

/// The request does not have the form.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("a request is a line `old SIZE`, up to 63 hashes, a blank line and a checkpoint")]
pub struct RequestBroken;

impl AddCheckpoint {
    /// Reads the body of a request.
    ///
    /// # Errors
    /// It does not have the form of one.
    pub fn parse(body: &str) -> Result<Self, RequestBroken> {
        let (head, note) = body.split_once("\n\n").ok_or(RequestBroken)?;
        let mut lines = head.split('\n');
        let old =
            lines.next().and_then(|line| line.strip_prefix("old ")?.parse().ok()).ok_or(RequestBroken)?;
        let proof: Vec<Hash> = lines.map(Hash::from_base64).collect::<Option<_>>().ok_or(RequestBroken)?;
        if proof.len() > MOST_HASHES {
            return Err(RequestBroken);
        }
        Ok(Self { old, proof, checkpoint: Note::parse(note).map_err(|_| RequestBroken)? })
    }

    /// The body of the request.
    pub fn to_body(&self) -> String {
        let hashes: String = self.proof.iter().map(|hash| format!("{}\n", hash.to_base64())).collect();
        format!("old {}\n{hashes}\n{}", self.old, self.checkpoint)
    }
}

/// The last checkpoint of a log that a witness has signed, whole: it is the proof of what was seen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Seen {
    /// What it states.
    pub checkpoint: Checkpoint,
    /// The log's signed note.
    pub note: Note,
}

/// Why a witness does not sign, with the status that the protocol answers.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Refused {
    /// 403: the log's key did not sign this.
    #[error("no good signature of the log")]
    Signature,
    /// 400: the old size is above the new.
    #[error("the old size is above the new one")]
    Order,
    /// 409: the proof does not begin at the size last signed, which is given.
    #[error("the last checkpoint signed here has {0} leaves")]
    Conflict(u64),
    /// 422: another root at the same size, or the proof does not hold. Both checkpoints are evidence.
    #[error("the checkpoint is not a continuation of the one seen before")]
    Inconsistent,
}

/// Whether a witness that has seen this much may sign; if so, what it has then seen. It must store that before it answers, and
/// no other request for the log may be considered in between.
///
/// # Errors
/// See [`Refused`].
pub fn consider(seen: Option<&Seen>, request: &AddCheckpoint, log: &VerifyingKey) -> Result<Seen, Refused> {
    let checkpoint = Checkpoint::open(&request.checkpoint, log).map_err(|_| Refused::Signature)?;
    if request.old > checkpoint.size {
        return Err(Refused::Order);
    }
    let (size, root) =
        seen.map_or((0, crate::hash::empty_root()), |seen| (seen.checkpoint.size, seen.checkpoint.root));
    if request.old != size {
        return Err(Refused::Conflict(size));
    }
    verify_consistency((size, &root), (checkpoint.size, &checkpoint.root), &request.proof)
        .map_err(|_| Refused::Inconsistent)?;
    Ok(Seen { checkpoint, note: request.checkpoint.clone() })
}
