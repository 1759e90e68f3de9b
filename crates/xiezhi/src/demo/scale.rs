//! The scale of a simulation. Above 1 there are more officers and acts; below, agencies are thinned as well, so that a small
//! city still has every district and every kind of agency.

/// A scale.
pub struct Scale {
    /// The part of the agencies that is kept.
    kept: f64,
    /// What officers and acts of an agency are multiplied by.
    times: f64,
}

/// Agencies shrink a little less than acts do.
const THINNING: f64 = 0.8;
/// No agency has fewer officers.
const FEWEST_OFFICERS: u32 = 4;

/// The nearest whole number; none below 0.
#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "held within range first")]
pub fn rounded(number: f64) -> u32 {
    number.round().clamp(0.0, f64::from(u32::MAX)) as u32
}

impl Scale {
    /// The scale of a number; 1 is the city as it is.
    pub fn of(scale: f64) -> Self {
        let scale = if scale.is_finite() { scale.clamp(0.001, 1000.0) } else { 1.0 };
        let kept = scale.min(1.0).powf(THINNING);
        Self { kept, times: scale / kept }
    }

    /// Keeps its part of a list, evenly spread.
    pub fn thinned<T>(&self, all: impl Iterator<Item = T>) -> Vec<T> {
        let mut sum = 0.5;
        let mut chosen = Vec::new();
        for one in all {
            sum += self.kept;
            if sum >= 1.0 {
                sum -= 1.0;
                chosen.push(one);
            }
        }
        chosen
    }

    /// How many officers an agency has.
    pub fn officers(&self, full: u32) -> u32 {
        rounded(f64::from(full) * self.times).max(FEWEST_OFFICERS)
    }

    /// How many acts an agency does in some years.
    pub fn acts(&self, yearly: u32, years: f64) -> u32 {
        rounded(f64::from(yearly) * self.times * years)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_small_city_keeps_a_part_spread_evenly_and_the_whole_keeps_all() {
        let all: Vec<u32> = (0..500).collect();
        assert_eq!(Scale::of(1.0).thinned(all.iter()).len(), 500);
        assert_eq!(Scale::of(3.0).thinned(all.iter()).len(), 500);
        let kept = Scale::of(0.02).thinned(all.iter().copied());
        assert!((18..=26).contains(&kept.len()), "{kept:?}");
        assert!(kept.windows(2).all(|w| (15..=30).contains(&(w[1] - w[0]))), "{kept:?}");
    }
}
