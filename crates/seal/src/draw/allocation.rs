//! How many are drawn of each stratum.

/// Divides `wanted` over strata whose sizes are given in the order of their keys: one of each that has anyone, and the rest in
/// proportion to the sizes by the largest remainder, ties to the earlier key. None gets more than it has; what it cannot take is
/// divided among the others in the same way. Where fewer are wanted than there are strata, there is no first one of each.
pub fn allocate(sizes: &[u64], wanted: u64) -> Vec<u64> {
    let total = sizes.iter().fold(0u64, |sum, size| sum.saturating_add(*size));
    let wanted = wanted.min(total);
    let strata = sizes.iter().filter(|size| **size > 0).count() as u64;
    let first = u64::from(wanted >= strata);
    let mut shares: Vec<u64> = sizes.iter().map(|size| first.min(*size)).collect();
    let mut rest = wanted - shares.iter().sum::<u64>();
    while rest > 0 {
        let open: Vec<usize> = (0..sizes.len()).filter(|place| shares[*place] < sizes[*place]).collect();
        let more = apportion(&open.iter().map(|place| sizes[*place]).collect::<Vec<_>>(), rest);
        for (place, more) in open.into_iter().zip(more) {
            let taken = more.min(sizes[place] - shares[place]);
            shares[place] += taken;
            rest -= taken;
        }
    }
    shares
}

/// `rest` in proportion to sizes that are all above 0, by the largest remainder.
fn apportion(sizes: &[u64], rest: u64) -> Vec<u64> {
    let total: u128 = sizes.iter().map(|size| u128::from(*size)).sum();
    let exact = |size: u64| u128::from(size) * u128::from(rest);
    let mut shares: Vec<u64> = sizes.iter().map(|size| (exact(*size) / total) as u64).collect();
    let left = rest - shares.iter().sum::<u64>();
    let mut order: Vec<usize> = (0..sizes.len()).collect();
    // A stable sort: equal remainders stay in the order of the keys.
    order.sort_by_key(|place| std::cmp::Reverse(exact(sizes[*place]) % total));
    for place in order.into_iter().take(left as usize) {
        shares[place] += 1;
    }
    shares
}
