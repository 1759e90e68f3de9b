//! Receipts (Art. 33): proofs that facts are in the log, with the sections that their holder may see, in one file that can be
//! checked without asking this platform.
//!
//! A file holds one `c2sp.org/tlog-proof@v1` a fact, one after another, all with the same checkpoint. What the format carries as
//! `extra` is JSON: the entry as the log has it, and each opened section with its salt and its bytes.

use decree::fact::{Section, commit_section, hex};
use jiff::Timestamp;
use seal::{Checkpoint, Receipt, ReceiptBroken, VerifyingKey, cosigned_at};
use serde::{Deserialize, Serialize};
use store::{Proven, ProvenFact};

/// How each proof in a file begins.
const HEAD: &str = "c2sp.org/tlog-proof@v1\n";

/// A section that is opened: whoever has salt and bytes can compute what the entry commits to.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
struct Opened {
    bytes: String,
    salt: String,
    section: String,
}

/// What a receipt carries besides its proof.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
struct Extra {
    entry: String,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    opened: Vec<Opened>,
}

/// What of an entry is read again.
#[derive(Debug, Deserialize)]
struct Entry {
    commits: serde_json::Map<String, serde_json::Value>,
    kind: i16,
    recorded_at: Timestamp,
    sequence: i32,
    stream: uuid::Uuid,
}

/// One fact of a receipt that was checked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Verified {
    /// Its place in the log.
    pub index: u64,
    /// What kind of fact.
    pub kind: i16,
    /// The thing it is about.
    pub stream: uuid::Uuid,
    /// Its position in that thing's stream.
    pub sequence: i32,
    /// When the log's owner says that it was recorded.
    pub recorded_at: Timestamp,
    /// Sections that were opened, by name, with their canonical bytes: each is what was committed to.
    pub opened: Vec<(String, String)>,
    /// What the log stated.
    pub checkpoint: Checkpoint,
    /// Witnesses that signed the same, with the second since 1970 at which each says it did.
    pub witnesses: Vec<(String, u64)>,
}

/// Why a receipt is not accepted.
#[derive(Debug, thiserror::Error)]
pub enum ReceiptProblem {
    /// No proof in it.
    #[error("there is no proof in this file")]
    Empty,
    /// A proof does not hold.
    #[error(transparent)]
    Proof(#[from] ReceiptBroken),
    /// A witness's line was forged.
    #[error(transparent)]
    Witness(#[from] seal::NoteBroken),
    /// What the proof carries is not an entry with its sections.
    #[error("what the proof carries is not an entry of this log")]
    Extra,
    /// A section is not what the entry commits to.
    #[error("the section {0} is not what was sealed")]
    Section(String),
}

/// The file for some facts; `open` says which of their sections are opened.
pub fn receipts(proven: &Proven, open: impl Fn(&(Section, [u8; 32], Vec<u8>)) -> bool) -> String {
    let one = |fact: &ProvenFact| {
        let entry = String::from_utf8(fact.entry.clone()).ok()?;
        let opened = fact.opened.iter().filter(|one| open(one));
        let opened = opened.filter_map(|(section, salt, bytes)| {
            let bytes = String::from_utf8(bytes.clone()).ok()?;
            Some(Opened { bytes, salt: hex(salt), section: section.code().to_owned() })
        });
        let extra = decree::canonical::to_bytes(&Extra { entry, opened: opened.collect() });
        let checkpoint = proven.checkpoint.clone();
        Some(
            Receipt { extra: Some(extra), index: fact.index, proof: fact.proof.clone(), checkpoint }
                .to_string(),
        )
    };
    proven.facts.iter().filter_map(one).collect()
}

/// Checks a file of receipts against the log's key and the witnesses that one trusts.
///
/// # Errors
/// The first thing that does not hold.
pub fn verify_receipts(
    text: &str,
    log: &VerifyingKey,
    witnesses: &[VerifyingKey],
) -> Result<Vec<Verified>, ReceiptProblem> {
    let proofs = text.split(HEAD).skip(1).map(|proof| verify(&format!("{HEAD}{proof}"), log, witnesses));
    let verified = proofs.collect::<Result<Vec<_>, _>>()?;
    if verified.is_empty() { Err(ReceiptProblem::Empty) } else { Ok(verified) }
}

fn verify(text: &str, log: &VerifyingKey, witnesses: &[VerifyingKey]) -> Result<Verified, ReceiptProblem> {
    let receipt = Receipt::parse(text)?;
    let extra = receipt.extra.as_deref().and_then(|extra| serde_json::from_slice::<Extra>(extra).ok());
    let extra = extra.ok_or(ReceiptProblem::Extra)?;
    let checkpoint = receipt.verify(extra.entry.as_bytes(), log)?;
    let entry: Entry = serde_json::from_str(&extra.entry).map_err(|_| ReceiptProblem::Extra)?;
    for opened in &extra.opened {
        let committed = entry.commits.get(&opened.section).and_then(|commit| commit.as_str());
        if committed.is_none() || commit_of(opened).as_deref() != committed {
            return Err(ReceiptProblem::Section(opened.section.clone()));
        }
    }
    let signers = receipt.witnessed_by(witnesses)?;
    let at = |key: &VerifyingKey| {
        let line = receipt.checkpoint.signatures.iter().find(|s| s.name == key.name() && s.id == key.id());
        line.and_then(cosigned_at).map(|at| (key.name().to_owned(), at))
    };
    Ok(Verified {
        index: receipt.index,
        kind: entry.kind,
        stream: entry.stream,
        sequence: entry.sequence,
        recorded_at: entry.recorded_at,
        opened: extra.opened.into_iter().map(|opened| (opened.section, opened.bytes)).collect(),
        checkpoint,
        witnesses: signers.into_iter().filter_map(at).collect(),
    })
}

fn commit_of(opened: &Opened) -> Option<String> {
    let section = [Section::Public, Section::Party, Section::Internal]
        .into_iter()
        .find(|s| s.code() == opened.section)?;
    let salt: [u8; 32] = decree::fact::unhex(&opened.salt)?.try_into().ok()?;
    Some(hex(&commit_section(&salt, section, opened.bytes.as_bytes())))
}
