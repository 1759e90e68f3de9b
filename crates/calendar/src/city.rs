//! The city's clock.

use jiff::Timestamp;
use jiff::civil::Date;

use crate::day_number::{date_at, day_number};

/// The time zone of every date of the platform.
pub const CITY_ZONE: &str = "Asia/Shanghai";

/// Shanghai has kept UTC+8 without daylight saving time since 1992, so a fixed offset is exact for everything
/// the platform records and far cheaper than a look-up in the zone's table. Instants of the summers 1986-1991
/// may be one hour off.
const OFFSET_SECONDS: i64 = 8 * 3_600;
const SECONDS_IN_A_DAY: i64 = 86_400;

/// The date on the city's clock at an instant (exact since 1992, see the offset's reason above; a few
/// nanoseconds).
pub fn city_date(at: Timestamp) -> Date {
    // `as_second` rounds towards zero: before 1970 a fraction belongs to the second below.
    let second = at.as_second() - i64::from(at.subsec_nanosecond() < 0);
    date_at((second + OFFSET_SECONDS).div_euclid(SECONDS_IN_A_DAY))
}

/// The hour on the city's clock at an instant, 0 to 23.
pub fn city_hour(at: Timestamp) -> i8 {
    let second = at.as_second() - i64::from(at.subsec_nanosecond() < 0);
    i8::try_from((second + OFFSET_SECONDS).rem_euclid(SECONDS_IN_A_DAY) / 3_600).unwrap_or(0)
}

/// 00:00 of that day on the city's clock.
pub fn start_of(date: Date) -> Timestamp {
    midnight_before(i64::from(day_number(date)))
}

/// 24:00 of that day on the city's clock, which is 00:00 of the next.
pub fn end_of(date: Date) -> Timestamp {
    midnight_before(i64::from(day_number(date)) + 1)
}

/// 00:00 of the day with that number, held within what a timestamp can express.
fn midnight_before(number: i64) -> Timestamp {
    let second = number * SECONDS_IN_A_DAY - OFFSET_SECONDS;
    Timestamp::new(second, 0).unwrap_or(if number < 0 { Timestamp::MIN } else { Timestamp::MAX })
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;
    use jiff::tz::{Offset, TimeZone};

    fn at(text: &str) -> Timestamp {
        text.parse().unwrap()
    }

    #[test]
    fn the_day_changes_at_sixteen_hours_universal_time() {
        assert_eq!(city_date(at("2026-02-13T15:59:59.999999999Z")), date(2026, 2, 13));
        assert_eq!(city_date(at("2026-02-13T16:00:00Z")), date(2026, 2, 14));
        assert_eq!(city_date(at("1969-12-31T15:59:59.5Z")), date(1969, 12, 31));
        assert_eq!(start_of(date(2026, 2, 14)), at("2026-02-13T16:00:00Z"));
        assert_eq!(end_of(date(2026, 2, 14)), start_of(date(2026, 2, 15)));
    }

    #[test]
    fn agrees_with_the_zone_since_1992() {
        // Where the machine has no zone table, the fixed offset is all that can be asked.
        let zone = TimeZone::get(CITY_ZONE).unwrap_or(TimeZone::fixed(Offset::constant(8)));
        let mut second = at("1992-01-01T00:00:00Z").as_second();
        while second < at("2100-01-01T00:00:00Z").as_second() {
            let instant = Timestamp::from_second(second).unwrap();
            assert_eq!(city_date(instant), instant.to_zoned_datetime(zone.clone()).date());
            second += 40_009;
        }
    }

    #[test]
    fn the_ends_of_time_hold() {
        for day in [Date::MIN, Date::MAX] {
            assert!(start_of(day) <= end_of(day));
        }
        assert!(city_date(Timestamp::MIN) < city_date(Timestamp::MAX));
    }
}
