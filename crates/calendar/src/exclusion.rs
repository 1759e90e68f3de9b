//! Periods that do not count, and how they push the end of a period away.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

/// Days that are not counted (不計入期限), for example a hearing, a test, an appraisal or a suspension.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Excluded {
    /// Why, as the file says, for example 鉴定.
    pub reason: String,
    /// First day not counted.
    pub from: Date,
    /// Last day not counted. Before `from`: nothing is excluded.
    pub until: Date,
}

/// The excluded periods in order, without overlaps and gaps of no length.
#[derive(Debug, Clone)]
pub(crate) struct Stops(Vec<(Date, Date)>);

impl Stops {
    /// Without any excluded period nothing is allocated.
    pub(crate) fn new(excluded: &[Excluded]) -> Stops {
        let mut periods: Vec<(Date, Date)> = excluded
            .iter()
            .map(|period| (period.from, period.until))
            .filter(|(from, until)| from <= until)
            .collect();
        periods.sort_unstable();
        periods.dedup_by(|next, merged| {
            let overlap = next.0 <= merged.1;
            if overlap {
                merged.1 = merged.1.max(next.1);
            }
            overlap
        });
        Stops(periods)
    }

    /// Where a period of `length` from `origin` ends when time stands still in the stops. All numbers are
    /// places on one scale (days, working-day ordinals, nanoseconds); `place` puts a stop onto it, as the
    /// places between which nothing counts.
    pub(crate) fn reach(
        &self,
        origin: i128,
        length: i128,
        place: impl Fn(Date, Date) -> (i128, i128),
    ) -> i128 {
        let mut end = origin + length;
        for &(from, until) in &self.0 {
            let (begins, ends) = place(from, until);
            if begins >= end {
                break;
            }
            end += (ends - begins.max(origin)).max(0);
        }
        end
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    fn excluded(from: Date, until: Date) -> Excluded {
        Excluded { reason: "x".into(), from, until }
    }

    #[test]
    fn overlapping_periods_are_one() {
        let stops = Stops::new(&[
            excluded(date(2026, 3, 5), date(2026, 3, 8)),
            excluded(date(2026, 3, 1), date(2026, 3, 6)),
            excluded(date(2026, 3, 2), date(2026, 3, 3)),
            excluded(date(2026, 3, 20), date(2026, 3, 10)),
        ]);
        assert_eq!(stops.0, [(date(2026, 3, 1), date(2026, 3, 8))]);
    }
}
