//! Draws: RFC 3797's own example, and the vectors of draw-v1 that Python, Node and a browser agree on.

use md5::{Digest, Md5};
use proptest::prelude::*;
use seal::Hash;
use seal::draw::{Seed, Source, allocate, key_of};
use sha2::Sha256;

fn rfc_sources() -> Vec<Source> {
    vec![
        Source::Ordered(vec![9319]),
        Source::Numbers(vec![2, 5, 12, 8, 10]),
        Source::Numbers(vec![9, 18, 26, 34, 41, 45]),
    ]
}

const RFC_KEY: &str = "9319./2.5.8.10.12./9.18.26.34.41.45./";

fn seed(key: &str) -> Seed {
    let hash = |text: &str| Hash(Sha256::digest(text).into());
    Seed::new("TJ-2026-OPENDAY-01", 100_000, &hash("list"), &hash("checkpoint"), key)
}

/// RFC 3797 section 6: the key, and with the RFC's own selection (MD5, no rejection) the sixteen people of its table.
#[test]
fn the_key_text_is_that_of_the_rfc() {
    let key = key_of(&rfc_sources()).unwrap();
    assert_eq!(key, RFC_KEY);
    let mut left: Vec<u64> = (1..=25).collect();
    let mut chosen = Vec::new();
    for i in 0..16u16 {
        let text = [i.to_be_bytes().as_slice(), key.as_bytes(), &i.to_be_bytes()].concat();
        let number = u128::from_be_bytes(Md5::digest(&text).into());
        chosen.push(left.remove((number % left.len() as u128) as usize));
    }
    assert_eq!(chosen, [17, 7, 2, 16, 25, 23, 8, 24, 19, 13, 22, 5, 18, 9, 1, 4]);
}

#[test]
fn the_seed_and_what_it_gives() {
    let hex = |seed: Seed| Hash(seed.0).to_hex();
    assert_eq!(hex(seed(RFC_KEY)), "4ee8e1b85dcf77a2509f4190e72b6784cc0dfea14e88c867985efb67e6a47237");
    let beacon = Source::Named(
        "drand-quicknet".into(),
        "1000:fe290beca10872ef2fb164d2aa4442de4566183ec51c56ff3cd603d930e54fdd".into(),
    );
    let sources: Vec<Source> = rfc_sources().into_iter().chain([beacon]).collect();
    let with_beacon = seed(&key_of(&sources).unwrap());
    assert_eq!(hex(with_beacon), "6a8cd4519adbd65bee6ba4ac1585b551bfc6aaed7796b90bf9e8fa0c69751030");
    let mut chance = seed(RFC_KEY).chance("cases");
    let first: Vec<u64> = (0..3).map(|_| chance.next_u64()).collect();
    assert_eq!(first, [15_241_430_824_441_286_992, 13_647_129_977_027_743_955, 1_207_603_565_352_285_204]);
}

#[test]
fn samples_are_the_published_ones() {
    let seed = seed(RFC_KEY);
    let drawn = seed.chance("cases").sample(100_000, 10);
    assert_eq!(drawn, [86992, 40878, 43338, 28637, 73088, 17866, 19221, 52018, 6807, 63238]);
    assert_eq!(seed.chance("people").sample(25, 10), [20, 17, 24, 14, 4, 5, 18, 7, 22, 1]);
    assert_eq!(seed.chance("all").sample(5, 5), [0, 3, 2, 4, 1]);
    assert_eq!(seed.chance("w").weighted(&[1, 10, 100, 1000, 5, 50], 4), [3, 1, 5, 2]);
}

#[test]
fn strata_are_the_published_ones() {
    // 南开区 和平区 宁河区 滨海新区 蓟州区, in the order of their keys.
    assert_eq!(allocate(&[3400, 1200, 30, 15_000, 900], 40), [7, 3, 1, 27, 2]);
    assert_eq!(allocate(&[5, 0, 3], 100), [5, 0, 3]);
    assert_eq!(allocate(&[10, 10, 10], 2), [1, 1, 0]);
    assert_eq!(allocate(&[], 3), [] as [u64; 0]);
}

#[test]
fn values_that_would_look_like_others_are_refused() {
    for source in [
        Source::Numbers(vec![]),
        Source::Named("words".into(), "a/b".into()),
        Source::Named("words".into(), "a\nb".into()),
        Source::Named("wo:rds".into(), "a".into()),
        Source::Named(String::new(), "a".into()),
    ] {
        assert!(key_of(std::slice::from_ref(&source)).is_err(), "{source:?}");
    }
}

proptest! {
    /// A sample has no place twice, none outside, and a longer one begins as the shorter.
    #[test]
    fn a_sample_is_a_beginning_of_a_longer_one(label in ".{0,8}", n in 0u64..400, k in 0u64..500) {
        let drawn = seed(&label).chance("x").sample(n, k);
        prop_assert_eq!(drawn.len() as u64, k.min(n));
        let mut sorted = drawn.clone();
        sorted.sort_unstable();
        sorted.dedup();
        prop_assert_eq!(sorted.len(), drawn.len());
        prop_assert!(sorted.last().is_none_or(|last| *last < n));
        let shorter = seed(&label).chance("x").sample(n, k / 2);
        prop_assert_eq!(&drawn[..shorter.len()], shorter.as_slice());
    }

    /// What is divided comes together again; every stratum has one where that is possible, and none has more than it can.
    #[test]
    fn what_is_divided_is_all_there(sizes in prop::collection::vec(0u64..1000, 0..12), wanted in 0u64..3000) {
        let shares = allocate(&sizes, wanted);
        let total: u64 = sizes.iter().sum();
        prop_assert_eq!(shares.iter().sum::<u64>(), wanted.min(total));
        prop_assert!(shares.iter().zip(&sizes).all(|(share, size)| share <= size));
        if wanted >= sizes.len() as u64 {
            prop_assert!(shares.iter().zip(&sizes).all(|(share, size)| *size == 0 || *share > 0));
        }
    }
}

/// 60,000 draws of 5 from 50: each place is drawn about 6,000 times. With 49 degrees of freedom (and draws without putting back)
/// the sum below stays under 90 in all but one of ten thousand such runs.
#[test]
fn every_place_has_the_same_chance() {
    let mut times = [0u32; 50];
    for i in 0..60_000 {
        for place in seed(&i.to_string()).chance("fair").sample(50, 5) {
            times[place as usize] += 1;
        }
    }
    let chi: f64 = times.iter().map(|n| (f64::from(*n) - 6000.0).powi(2) / 6000.0).sum();
    assert!(chi < 90.0, "{chi}");
}
