//! The right edge of the tree: what has to be kept to go on with it.

use crate::hash::{Hash, node_hash, root_of};
use crate::tile::{TILE_WIDTH, bytes_of};

/// The hashes of the tiles that are not full, level by level. With them leaves are appended, the root is computed, and nothing
/// else of the tree is needed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Edge {
    size: u64,
    levels: Vec<Vec<Hash>>,
}

/// A tile that became full: it never changes again.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FullTile {
    /// 0 holds leaves.
    pub level: u8,
    /// Place in the level, from 0.
    pub index: u64,
    /// 256 hashes one after another: 8,192 bytes.
    pub bytes: Vec<u8>,
}

/// The stored bytes do not have the length that the size says.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the right edge of a tree of {size} leaves is {wanted} bytes long, not {found}")]
pub struct EdgeBroken {
    /// Leaves.
    pub size: u64,
    /// Bytes that it takes.
    pub wanted: usize,
    /// Bytes there are.
    pub found: usize,
}

impl Edge {
    /// The edge of a tree that was stored: its size and [`Self::to_bytes`].
    ///
    /// # Errors
    /// The bytes are not as long as the size says.
    pub fn from_bytes(size: u64, bytes: &[u8]) -> Result<Self, EdgeBroken> {
        let widths = level_widths(size);
        let wanted = widths.iter().sum::<usize>() * 32;
        let broken = EdgeBroken { size, wanted, found: bytes.len() };
        let hashes = Hash::many(bytes).filter(|_| bytes.len() == wanted).ok_or(broken)?;
        let mut rest = hashes.as_slice();
        let mut levels = Vec::with_capacity(widths.len());
        for width in widths {
            let (level, above) = rest.split_at(width);
            levels.push(level.to_vec());
            rest = above;
        }
        Ok(Self { size, levels })
    }

    /// The hashes of every level, lowest first, one after another.
    pub fn to_bytes(&self) -> Vec<u8> {
        self.levels.iter().flat_map(|level| bytes_of(level)).collect()
    }

    /// Leaves in the tree.
    pub fn size(&self) -> u64 {
        self.size
    }

    /// The hashes of a level's tile that is not full.
    pub fn partial(&self, level: u8) -> &[Hash] {
        self.levels.get(usize::from(level)).map_or(&[], Vec::as_slice)
    }

    /// Appends a leaf; tiles that become full by it are added to `full`, lowest level first.
    pub fn push(&mut self, leaf: Hash, full: &mut Vec<FullTile>) {
        self.size += 1;
        let mut hash = leaf;
        for level in 0.. {
            if self.levels.len() == level {
                self.levels.push(Vec::new());
            }
            let tile = &mut self.levels[level];
            tile.push(hash);
            if (tile.len() as u64) < TILE_WIDTH {
                return;
            }
            let index = (self.size >> (8 * (level + 1))) - 1;
            full.push(FullTile { level: level as u8, index, bytes: bytes_of(tile) });
            hash = root_of(tile);
            tile.clear();
        }
    }

    /// The root of the tree.
    pub fn root(&self) -> Hash {
        // From the right: each partial tile is one to eight whole trees, the larger ones to the left.
        let mut root: Option<Hash> = None;
        for level in &self.levels {
            let mut rest = level.as_slice();
            while !rest.is_empty() {
                let (left, right) = rest.split_at(rest.len() - (1 << rest.len().trailing_zeros()));
                let whole = root_of(right);
                root = Some(root.map_or(whole, |right| node_hash(&whole, &right)));
                rest = left;
            }
        }
        root.unwrap_or_else(|| root_of(&[]))
    }
}

fn level_widths(size: u64) -> Vec<usize> {
    let hashes =
        (0..8u32).map(|level| size.checked_shr(level * 8).unwrap_or(0)).take_while(|hashes| *hashes > 0);
    hashes.map(|hashes| (hashes % TILE_WIDTH) as usize).collect()
}
