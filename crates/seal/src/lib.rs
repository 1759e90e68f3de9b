//! The seal: a transparency log in the C2SP formats, and draws that anyone can compute again (Arts 14, 29 to 31, 33).
//!
//! Everything here is a function of its arguments: no file, no database, no clock. The log is made of *entries*, one for each
//! fact; their hashes are the leaves of a Merkle tree (RFC 6962), kept in *tiles* of 256 hashes
//! ([tlog-tiles](https://c2sp.org/tlog-tiles)). A [`Checkpoint`] states size and root of the tree; signed by the log it is a
//! [`Note`] ([signed-note](https://c2sp.org/signed-note)), and witnesses add cosignatures to it
//! ([tlog-cosignature](https://c2sp.org/tlog-cosignature)). A [`Receipt`] proves one entry offline
//! ([tlog-proof](https://c2sp.org/tlog-proof)).

mod bundle;
mod checkpoint;
mod cosignature;
pub mod draw;
mod edge;
mod hash;
mod key;
mod note;
mod policy;
mod proof;
mod receipt;
mod tile;
mod witness;

pub use bundle::{Bundle, BundleBroken, EntryTooLong};
pub use checkpoint::{Checkpoint, CheckpointBroken};
pub use cosignature::{cosign, cosigned_at};
pub use edge::{Edge, EdgeBroken, FullTile};
pub use hash::{Hash, empty_root, leaf_hash, node_hash, root_of};
pub use key::{KeyBroken, KeyKind, SigningKey, VerifyingKey};
pub use note::{Note, NoteBroken, Signature};
pub use policy::{Policy, PolicyBroken};
pub use proof::{
    ProofBroken, Tiles, Wanted, consistency_proof, inclusion_proof, root_at, verify_consistency,
    verify_inclusion,
};
pub use receipt::{Receipt, ReceiptBroken};
pub use tile::{Coordinate, TILE_BYTES, TILE_WIDTH, widths_of};
pub use witness::{AddCheckpoint, Refused, RequestBroken, Seen, consider};
