//! Tiles: 256 hashes of one level in a file, and the path each has.

use crate::hash::Hash;

/// Hashes in a full tile.
pub const TILE_WIDTH: u64 = 256;

/// Bytes in a full tile.
pub const TILE_BYTES: usize = TILE_WIDTH as usize * 32;

/// Which tile: level, place in the level, and how many hashes it has.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Coordinate {
    /// 0 holds leaves; the hashes of level `l + 1` are the roots of the tiles of level `l`.
    pub level: u8,
    /// Place in the level, from 0.
    pub index: u64,
    /// 1 to 256; below 256 the tile is partial.
    pub width: u16,
}

impl Coordinate {
    /// Whether all 256 hashes are there: such a tile never changes.
    pub fn is_full(self) -> bool {
        u64::from(self.width) == TILE_WIDTH
    }

    /// The path below the log's address: `tile/0/x001/x234/067` or, partial, `tile/0/x001/x234/067.p/8`.
    pub fn path(self) -> String {
        path(&self.level.to_string(), self.index, self.width)
    }

    /// The path of the bundle of entries that the tile of level 0 with this place hashes: `tile/entries/…`.
    pub fn bundle_path(self) -> String {
        path("entries", self.index, self.width)
    }

    /// What a path names: the tile, and whether it is the one of hashes or the bundle of entries. None for anything that these
    /// functions would not have written, so that a tile has one address only.
    pub fn parse(path: &str) -> Option<(Self, bool)> {
        let (kind, rest) = path.strip_prefix("tile/")?.split_once('/')?;
        let entries = kind == "entries";
        let level = if entries { 0 } else { kind.parse().ok().filter(|level| *level < 64)? };
        let (place, width) = match rest.split_once(".p/") {
            None => (rest, TILE_WIDTH as u16),
            Some((place, width)) => {
                (place, width.parse().ok().filter(|w| (1..TILE_WIDTH as u16).contains(w))?)
            }
        };
        let mut index = 0u64;
        for group in place.split('/') {
            let number: u64 = group.strip_prefix('x').unwrap_or(group).parse().ok()?;
            index = index.checked_mul(1000)?.checked_add(number)?;
        }
        let tile = Self { level, index, width };
        let written = if entries { tile.bundle_path() } else { tile.path() };
        (written == path).then_some((tile, entries))
    }

    /// The tile of a place as a tree of `size` leaves has it; none where that tree has no hash there.
    pub fn in_tree(level: u8, index: u64, size: u64) -> Option<Self> {
        let hashes = size.checked_shr(u32::from(level) * 8).unwrap_or(0);
        let first = index.checked_mul(TILE_WIDTH)?;
        let width = hashes.checked_sub(first)?.min(TILE_WIDTH);
        (width > 0).then_some(Self { level, index, width: width as u16 })
    }
}

/// The partial tiles of a tree of `size` leaves, lowest level first: what must be there besides the full ones. A level whose
/// last tile is full has none.
pub fn widths_of(size: u64) -> Vec<Coordinate> {
    let hashes = |level: u8| size.checked_shr(u32::from(level) * 8).unwrap_or(0);
    let levels = (0..8u8).take_while(|level| hashes(*level) > 0);
    let last = levels.map(|level| (level, hashes(level) / TILE_WIDTH, (hashes(level) % TILE_WIDTH) as u16));
    last.filter(|(_, _, width)| *width > 0)
        .map(|(level, index, width)| Coordinate { level, index, width })
        .collect()
}

/// Groups of three digits, each but the last marked `x`: 1234067 is `x001/x234/067`.
fn path(kind: &str, index: u64, width: u16) -> String {
    let mut place = format!("{:03}", index % 1000);
    let mut above = index / 1000;
    while above > 0 {
        place = format!("x{:03}/{place}", above % 1000);
        above /= 1000;
    }
    let partial = if u64::from(width) == TILE_WIDTH { String::new() } else { format!(".p/{width}") };
    format!("tile/{kind}/{place}{partial}")
}

/// The bytes of hashes, one after another.
pub(crate) fn bytes_of(hashes: &[Hash]) -> Vec<u8> {
    hashes.iter().flat_map(|hash| hash.0).collect()
}
