//! Merkle trees, tiles and proofs: published roots, the definition of RFC 6962, and the vectors of another implementation.

use std::collections::HashMap;
use std::convert::Infallible;

use proptest::prelude::*;
use seal::{
    Bundle, Coordinate, Edge, Hash, ProofBroken, TILE_BYTES, Tiles, consistency_proof, inclusion_proof,
    leaf_hash, root_at, root_of, verify_consistency, verify_inclusion, widths_of,
};

/// Leaf i is the hash of the eight bytes of i: roots that pymerkle and an independent program agree on.
const ROOTS: &[(u64, &str)] = &[
    (0, "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"),
    (1, "3e7077fd2f66d689e0cee6a7cf5b37bf2dca7c979af356d0a31cbc5c85605c7d"),
    (2, "a7d91894b61fbf46378d88e3e1b1f7aef39532c504b484bd31551d15e0a09dff"),
    (3, "9b4965f8b220ba42f7039ad0781c966cf90bb1aea15a80586d634b322ab1f4ce"),
    (7, "45cea7edca9543ee5575a5774d0d8fa9321a8be084b3fb657fa4f6d071a3c94c"),
    (8, "b15acd8b1ccf7a9b81c04f69b27e5cabd67e90be0e6ff6a4d1ed87004a4f0cc1"),
    (255, "bb3b9743e08118ea583ae77df04a1449a0601cde6f75146d79c2cab6366ce210"),
    (256, "15e2dd4973ae44de8c8cf3048fd98d17adaaea6287f4e0606a55a643617408c0"),
    (257, "d418c0873259bce7d0561ab004486112416c1c4490865415342bfe06e673146c"),
    (65_536, "bc9bca909516d5bf148c2bf2dea0a0d9f717ce4987d2fe7504d6694363b41598"),
    (70_000, "0759167a0f98e35e802d46ff7c7d29d2c3f03a63a256deb6abbff357a91b63b1"),
];

fn leaf(i: u64) -> Hash {
    leaf_hash(&i.to_be_bytes())
}

/// A log in memory that keeps what a log's tables keep: full tiles and the edge.
#[derive(Default)]
pub(crate) struct Log {
    pub(crate) edge: Edge,
    full: HashMap<(u8, u64), Vec<Hash>>,
}

impl Log {
    pub(crate) fn of(leaves: impl IntoIterator<Item = Hash>) -> Self {
        let mut log = Self::default();
        for leaf in leaves {
            log.push(leaf);
        }
        log
    }

    pub(crate) fn push(&mut self, leaf: Hash) {
        let mut full = Vec::new();
        self.edge.push(leaf, &mut full);
        for tile in full {
            assert_eq!(tile.bytes.len(), TILE_BYTES);
            let hashes = Hash::many(&tile.bytes).unwrap();
            assert!(self.full.insert((tile.level, tile.index), hashes).is_none(), "a tile becomes full once");
        }
    }
}

impl Tiles for Log {
    type Error = Infallible;

    fn tile(&mut self, tile: Coordinate) -> Result<Vec<Hash>, Infallible> {
        let full = self.full.get(&(tile.level, tile.index));
        Ok(full.map_or_else(|| self.edge.partial(tile.level).to_vec(), Clone::clone))
    }
}

#[test]
fn roots_are_the_published_ones() {
    let mut log = Log::default();
    let mut vectors = ROOTS.iter();
    let mut next = vectors.next();
    for size in 0..=70_000 {
        if let Some((at, root)) = next.filter(|(at, _)| *at == size) {
            assert_eq!(log.edge.root().to_hex(), *root, "size {at}");
            assert_eq!(root_at(&mut log, size).unwrap().to_hex(), *root, "size {at} from tiles");
            next = vectors.next();
        }
        log.push(leaf(size));
    }
    assert_eq!(next, None);
    // Old roots are had from the tiles of the larger tree.
    for (size, root) in ROOTS {
        assert_eq!(root_at(&mut log, *size).unwrap().to_hex(), *root, "size {size}, later");
    }
}

/// The sizes at which something changes: around 256, 65,536 and their likes.
fn edges() -> impl Strategy<Value = u64> {
    let around = prop_oneof![Just(256u64), Just(512), Just(65_536), Just(65_792), Just(1), Just(8)];
    prop_oneof![0u64..600, (around, 0u64..4).prop_map(|(at, off)| (at + off).saturating_sub(2))]
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, ..ProptestConfig::default() })]

    /// Every proof that is made is accepted, and no other root, place or size is.
    #[test]
    fn proofs_hold_and_only_they(size in edges(), old in edges(), at in any::<prop::sample::Index>(), bit in 0usize..256) {
        let (old, size) = (old.min(size), old.max(size).max(1));
        let mut log = Log::of((0..size).map(leaf));
        let root = log.edge.root();
        let index = at.index(size as usize) as u64;
        let proof = inclusion_proof(&mut log, index, size).unwrap();
        prop_assert_eq!(verify_inclusion(&leaf(index), index, size, &proof, &root), Ok(()));
        let mut other = root;
        other.0[bit / 8] ^= 1 << (bit % 8);
        prop_assert_eq!(verify_inclusion(&leaf(index), index, size, &proof, &other), Err(ProofBroken::Root));
        prop_assert!(verify_inclusion(&leaf(index + 1), index, size, &proof, &root).is_err());
        prop_assert_eq!(verify_inclusion(&leaf(size), size, size, &proof, &root), Err(ProofBroken::Place));
        for place in 0..proof.len() {
            let mut changed = proof.clone();
            changed[place].0[bit / 8] ^= 1 << (bit % 8);
            prop_assert!(verify_inclusion(&leaf(index), index, size, &changed, &root).is_err());
        }
        let longer = [proof.as_slice(), &[root]].concat();
        prop_assert_eq!(verify_inclusion(&leaf(index), index, size, &longer, &root), Err(ProofBroken::Length));

        let old_root = root_at(&mut log, old).unwrap();
        let proof = consistency_proof(&mut log, old, size).unwrap();
        prop_assert_eq!(verify_consistency((old, &old_root), (size, &root), &proof), Ok(()));
        prop_assert!(verify_consistency((old, &old_root), (size, &other), &proof).is_err() || old == 0);
        let mut rewritten = old_root;
        rewritten.0[bit / 8] ^= 1 << (bit % 8);
        prop_assert!(verify_consistency((old, &rewritten), (size, &root), &proof).is_err());
        if !proof.is_empty() {
            let shorter = &proof[..proof.len() - 1];
            prop_assert!(verify_consistency((old, &old_root), (size, &root), shorter).is_err());
        }
    }

    /// Stored and read again anywhere, the edge goes on to the same tree.
    #[test]
    fn an_edge_that_was_stored_goes_on(size in edges(), more in 0u64..700) {
        let whole = Log::of((0..size + more).map(leaf));
        let mut first = Log::of((0..size).map(leaf));
        first.edge = Edge::from_bytes(size, &first.edge.to_bytes()).unwrap();
        for i in size..size + more {
            first.push(leaf(i));
        }
        prop_assert_eq!(first.edge.root(), whole.edge.root());
        prop_assert_eq!(&first.edge, &whole.edge);
        prop_assert_eq!(first.full, whole.full);
        prop_assert!(Edge::from_bytes(size + 1, &Log::of((0..size).map(leaf)).edge.to_bytes()).is_err());
    }

    /// A path names one tile, and no other spelling of it is one.
    #[test]
    fn a_tile_has_one_path(level in 0u8..8, index in 0u64..3_000_000_000, width in 1u16..=256) {
        let tile = Coordinate { level, index, width };
        prop_assert_eq!(Coordinate::parse(&tile.path()), Some((tile, false)));
        prop_assert_eq!(Coordinate::parse(&tile.path().replace("tile/", "tile/0")), None);
        let bundle = Coordinate { level: 0, ..tile };
        prop_assert_eq!(Coordinate::parse(&bundle.bundle_path()), Some((bundle, true)));
    }

    /// Whatever is asked for, the answer comes and is not a panic.
    #[test]
    fn any_path_is_answered(path in "tile/[0-9x/.p-]{0,30}|.{0,40}") {
        if let Some((tile, entries)) = Coordinate::parse(&path) {
            prop_assert_eq!(if entries { tile.bundle_path() } else { tile.path() }, path);
        }
    }

    /// Entries come out of a bundle as they went in; a bundle that was cut is noticed.
    #[test]
    fn bundles_give_their_entries_back(entries in prop::collection::vec(prop::collection::vec(any::<u8>(), 0..300), 1..20), cut in 1usize..3) {
        let mut bundle = Bundle::default();
        for entry in &entries {
            bundle.push(entry).unwrap();
        }
        let bytes = bundle.into_bytes();
        let read: Vec<Vec<u8>> = Bundle::entries(&bytes).unwrap().into_iter().map(<[u8]>::to_vec).collect();
        prop_assert_eq!(&read, &entries);
        if entries.last().is_some_and(|entry| entry.len() > 2) {
            prop_assert!(Bundle::entries(&bytes[..bytes.len() - cut]).is_err());
        }
    }
}

/// The example of tlog-tiles: paths by groups of three digits, and the tiles of a tree of 70,000.
#[test]
fn paths_and_widths_are_those_of_the_specification() {
    let tile = |level, index, width| Coordinate { level, index, width };
    assert_eq!(tile(0, 1_234_067, 256).path(), "tile/0/x001/x234/067");
    assert_eq!(tile(0, 273, 112).path(), "tile/0/273.p/112");
    assert_eq!(tile(0, 5, 256).bundle_path(), "tile/entries/005");
    assert_eq!(widths_of(70_000), [tile(0, 273, 112), tile(1, 1, 17), tile(2, 0, 1)]);
    assert_eq!(widths_of(256), [tile(1, 0, 1)]);
    assert_eq!(widths_of(0), []);
    assert_eq!(Coordinate::in_tree(1, 0, 70_000), Some(tile(1, 0, 256)));
    assert_eq!(Coordinate::in_tree(1, 1, 70_000), Some(tile(1, 1, 17)));
    assert_eq!(Coordinate::in_tree(1, 2, 70_000), None);
    assert_eq!(Coordinate::in_tree(0, 274, 70_000), None);
}

/// RFC 6962 section 2.1.3: the proofs of its tree of seven leaves, told by the letters of its figure.
#[test]
fn the_proofs_of_the_rfc() {
    let leaves: Vec<Hash> = (0..7).map(leaf).collect();
    let mut log = Log::of(leaves.iter().copied());
    let part = |from: usize, to: usize| root_of(&leaves[from..to]);
    // a = d0, b = d1, c = d2, d = d3, f = d5, j = d6, g = (a, b), h = (c, d), i = (e, f), k = (g, h), l = (i, j)
    let (g, h, i, j, k) = (part(0, 2), part(2, 4), part(4, 6), leaves[6], part(0, 4));
    let l = part(4, 7);
    assert_eq!(inclusion_proof(&mut log, 0, 7).unwrap(), [leaves[1], h, l]);
    assert_eq!(inclusion_proof(&mut log, 3, 7).unwrap(), [leaves[2], g, l]);
    assert_eq!(inclusion_proof(&mut log, 4, 7).unwrap(), [leaves[5], j, k]);
    assert_eq!(inclusion_proof(&mut log, 6, 7).unwrap(), [i, k]);
    assert_eq!(consistency_proof(&mut log, 3, 7).unwrap(), [leaves[2], leaves[3], g, l]);
    assert_eq!(consistency_proof(&mut log, 4, 7).unwrap(), [l]);
    assert_eq!(consistency_proof(&mut log, 6, 7).unwrap(), [i, j, k]);
}

/// The vectors of another implementation: 98 proofs of inclusion and 98 of consistency, good and bad.
#[test]
fn the_vectors_of_others() {
    let vectors = include_str!("../vectors/merkle.tsv").lines().filter(|line| !line.starts_with('#'));
    let mut seen = (0, 0);
    for line in vectors {
        let columns: Vec<&str> = line.split('\t').collect();
        let [kind, outcome, first, size, one, root, proof, name] = columns[..] else { panic!("{line}") };
        // A hash that is not 32 bytes long is no hash: such vectors are refused here, whatever they want.
        let hashes =
            proof.split(',').filter(|_| proof != "-").map(Hash::from_base64).collect::<Option<Vec<_>>>();
        let read = (Hash::from_base64(one), Hash::from_base64(root), hashes);
        let (first, size) = (first.parse().unwrap(), size.parse().unwrap());
        let good = match (kind, &read) {
            ("inclusion", (Some(leaf), Some(root), Some(proof))) => {
                verify_inclusion(leaf, first, size, proof, root).is_ok()
            }
            ("consistency", (Some(old), Some(root), Some(proof))) => {
                verify_consistency((first, old), (size, root), proof).is_ok()
            }
            _ => false,
        };
        let short = one == root && one.len() < 44 && outcome == "accepted";
        assert_eq!(good, outcome == "accepted" && !short, "{name}");
        if kind == "inclusion" { seen.0 += 1 } else { seen.1 += 1 }
    }
    assert_eq!(seen, (98, 98));
}
