//! Proofs that an entry is in a tree, and that a tree is the beginning of a later one: made from tiles, verified without
//! (RFC 6962 section 2.1, RFC 9162 sections 2.1.3 and 2.1.4).

use std::collections::BTreeSet;
use std::convert::Infallible;

use crate::hash::{Hash, empty_root, node_hash, root_of};
use crate::tile::{Coordinate, TILE_WIDTH};

/// Where tiles are read from: a database, a folder, an address.
pub trait Tiles {
    /// What can go wrong with reading.
    type Error;

    /// The hashes of a tile, at least as many as its width says.
    ///
    /// # Errors
    /// The tile cannot be had.
    fn tile(&mut self, tile: Coordinate) -> Result<Vec<Hash>, Self::Error>;
}

/// Which tiles a proof reads. What is read does not hang on what stands in the tiles: so they can be had all at once, and the
/// proof made then.
#[derive(Clone, Debug, Default)]
pub struct Wanted(BTreeSet<Coordinate>);

impl Wanted {
    /// The tiles of a proof that is made of nothing.
    pub fn of<P>(make: impl FnOnce(&mut Self) -> Result<P, Infallible>) -> BTreeSet<Coordinate> {
        let mut wanted = Self::default();
        let _nothing = make(&mut wanted);
        wanted.0
    }
}

impl Tiles for Wanted {
    type Error = Infallible;

    fn tile(&mut self, tile: Coordinate) -> Result<Vec<Hash>, Infallible> {
        self.0.insert(tile);
        Ok(vec![Hash([0; 32]); usize::from(tile.width)])
    }
}

/// The root of the first `size` leaves.
///
/// # Errors
/// A tile cannot be had.
pub fn root_at<T: Tiles>(tiles: &mut T, size: u64) -> Result<Hash, T::Error> {
    if size == 0 { Ok(empty_root()) } else { range(tiles, 0, size, size) }
}

/// The hashes that lead from the leaf `index` to the root of the first `size` leaves, lowest first.
///
/// # Errors
/// A tile cannot be had.
pub fn inclusion_proof<T: Tiles>(tiles: &mut T, index: u64, size: u64) -> Result<Vec<Hash>, T::Error> {
    let (mut start, mut end) = (0, size);
    let mut proof = Vec::new();
    while end - start > 1 {
        let middle = start + split(end - start);
        if index < middle {
            proof.push(range(tiles, middle, end, size)?);
            end = middle;
        } else {
            proof.push(range(tiles, start, middle, size)?);
            start = middle;
        }
    }
    proof.reverse();
    Ok(proof)
}

/// The hashes that lead from the root of the first `old` leaves to the root of the first `size`, lowest first; none where
/// either tree is empty or both are the same.
///
/// # Errors
/// A tile cannot be had.
pub fn consistency_proof<T: Tiles>(tiles: &mut T, old: u64, size: u64) -> Result<Vec<Hash>, T::Error> {
    if old == 0 || old >= size {
        return Ok(Vec::new());
    }
    let (mut start, mut end, mut whole) = (0, size, true);
    let mut proof = Vec::new();
    while end > old {
        let middle = start + split(end - start);
        if old <= middle {
            proof.push(range(tiles, middle, end, size)?);
            end = middle;
        } else {
            proof.push(range(tiles, start, middle, size)?);
            start = middle;
            whole = false;
        }
    }
    if !whole {
        proof.push(range(tiles, start, end, size)?);
    }
    proof.reverse();
    Ok(proof)
}

/// The largest power of two below a number above one.
fn split(leaves: u64) -> u64 {
    1 << (leaves - 1).ilog2()
}

/// The root over the leaves from `start` up to `end` in a tree of `size`; `start` is where RFC 6962 would split.
fn range<T: Tiles>(tiles: &mut T, start: u64, end: u64, size: u64) -> Result<Hash, T::Error> {
    let leaves = end - start;
    if leaves.is_power_of_two() {
        return whole(tiles, leaves.ilog2(), start, size);
    }
    let middle = start + split(leaves);
    let left = range(tiles, start, middle, size)?;
    Ok(node_hash(&left, &range(tiles, middle, end, size)?))
}

/// The root of the whole tree of `2^height` leaves from `start` on: the root over a part of one tile.
fn whole<T: Tiles>(tiles: &mut T, height: u32, start: u64, size: u64) -> Result<Hash, T::Error> {
    // A tree of 256 leaves is the one hash of the tile above, wherever that level is there at all.
    let level = (height / 8) as u8;
    let first = start >> (8 * u32::from(level));
    let (index, place) = (first / TILE_WIDTH, (first % TILE_WIDTH) as usize);
    let hashes = 1usize << (height % 8);
    let wanted = Coordinate { level, index, width: (place + hashes) as u16 };
    let tile = tiles.tile(Coordinate::in_tree(level, index, size).unwrap_or(wanted))?;
    Ok(root_of(tile.get(place..place + hashes).unwrap_or_default()))
}

/// Why a proof does not hold.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ProofBroken {
    /// The index is not below the size, or the old size above the new.
    #[error("the proof is for a place that the tree does not have")]
    Place,
    /// Too few or too many hashes.
    #[error("the proof has another number of hashes than it needs")]
    Length,
    /// The hashes lead to another root.
    #[error("the proof leads to another root")]
    Root,
}

/// Checks that the leaf is the `index`th of the first `size` leaves whose root is given.
///
/// # Errors
/// It is not, or the proof does not show it.
pub fn verify_inclusion(
    leaf: &Hash,
    index: u64,
    size: u64,
    proof: &[Hash],
    root: &Hash,
) -> Result<(), ProofBroken> {
    if index >= size {
        return Err(ProofBroken::Place);
    }
    let (mut at, mut last, mut hash) = (index, size - 1, *leaf);
    for beside in proof {
        if last == 0 {
            return Err(ProofBroken::Length);
        }
        if at & 1 == 1 || at == last {
            hash = node_hash(beside, &hash);
            while at & 1 == 0 && at != 0 {
                at >>= 1;
                last >>= 1;
            }
        } else {
            hash = node_hash(&hash, beside);
        }
        at >>= 1;
        last >>= 1;
    }
    if last != 0 {
        return Err(ProofBroken::Length);
    }
    if hash == *root { Ok(()) } else { Err(ProofBroken::Root) }
}

/// Checks that the tree of `old_size` leaves with `old_root` is the beginning of that of `size` leaves with `root`.
///
/// # Errors
/// It is not, or the proof does not show it.
pub fn verify_consistency(
    (old_size, old_root): (u64, &Hash),
    (size, root): (u64, &Hash),
    proof: &[Hash],
) -> Result<(), ProofBroken> {
    if old_size > size {
        return Err(ProofBroken::Place);
    }
    if old_size == 0 || old_size == size {
        let same = if old_size == 0 { *old_root == empty_root() } else { old_root == root };
        return match (proof.is_empty(), same) {
            (false, _) => Err(ProofBroken::Length),
            (true, false) => Err(ProofBroken::Root),
            (true, true) => Ok(()),
        };
    }
    let mut hashes = proof.iter();
    let start =
        if old_size.is_power_of_two() { *old_root } else { *hashes.next().ok_or(ProofBroken::Length)? };
    let (mut at, mut last) = (old_size - 1, size - 1);
    while at & 1 == 1 {
        at >>= 1;
        last >>= 1;
    }
    let (mut old, mut new) = (start, start);
    for beside in hashes {
        if last == 0 {
            return Err(ProofBroken::Length);
        }
        if at & 1 == 1 || at == last {
            old = node_hash(beside, &old);
            new = node_hash(beside, &new);
            while at & 1 == 0 && at != 0 {
                at >>= 1;
                last >>= 1;
            }
        } else {
            new = node_hash(&new, beside);
        }
        at >>= 1;
        last >>= 1;
    }
    if last != 0 {
        return Err(ProofBroken::Length);
    }
    if old == *old_root && new == *root { Ok(()) } else { Err(ProofBroken::Root) }
}
