//! Days as whole numbers: day 0 is 1970-01-01 of the proleptic Gregorian calendar.
//!
//! The arithmetic is that of Cassio Neri and Lorenz Schneider, "Euclidean affine functions and their
//! application to calendar algorithms" (2022): years begin in March, so that the leap day comes last, and are
//! moved by whole cycles of 400 years, so that no number is negative.

use jiff::civil::Date;

const YEARS_MOVED: i32 = 400 * 82;
/// From the first of March of the moved year 0 to 1970-01-01.
const DAYS_MOVED: i32 = 719_468 + 146_097 * 82;
/// The number of -9999-01-01, the first date there is.
const LOWEST: i32 = -4_371_587;
/// The number of 9999-12-31, the last date there is.
const HIGHEST: i32 = 2_932_896;

/// The number of a date.
pub fn day_number(date: Date) -> i32 {
    let in_next_year = date.month() <= 2;
    let year = (i32::from(date.year()) + YEARS_MOVED - i32::from(in_next_year)) as u32;
    let month = date.month() as u32 + if in_next_year { 12 } else { 0 };
    let century = year / 100;
    let days_of_years = 1_461 * year / 4 - century + century / 4;
    let days_of_months = (979 * month - 2_919) / 32;
    (days_of_years + days_of_months + date.day() as u32 - 1) as i32 - DAYS_MOVED
}

/// The date with that number; numbers outside the years -9999 to 9999 give the first or last date.
pub fn date_at(number: i64) -> Date {
    let moved = (number.clamp(i64::from(LOWEST), i64::from(HIGHEST)) as i32 + DAYS_MOVED) as u32;
    let quarters = 4 * moved + 3;
    let century = quarters / 146_097;
    let quarters_of_century = (quarters % 146_097) | 3;
    let product = 2_939_745 * u64::from(quarters_of_century);
    let year_of_century = (product >> 32) as u32;
    let day_of_year = (product as u32) / 2_939_745 / 4;
    let months = 2_141 * day_of_year + 197_913;
    let (month, day) = (months >> 16, (months & 0xffff) / 2_141 + 1);
    let in_next_year = day_of_year >= 306;
    let year = (100 * century + year_of_century) as i32 - YEARS_MOVED + i32::from(in_next_year);
    let month = if in_next_year { month - 12 } else { month };
    Date::new(year as i16, month as i8, day as i8).unwrap_or(Date::MAX)
}

/// The date that many days later (earlier when negative), held at the first and last date.
pub(crate) fn plus_days(date: Date, days: i64) -> Date {
    date_at(i64::from(day_number(date)).saturating_add(days))
}

/// The same day of the month so many months later, or the last day of that month where it has no such day.
pub(crate) fn plus_months(date: Date, months: u64) -> Date {
    let from = i64::from(date.year()) * 12 + i64::from(date.month()) - 1;
    let reached = from.saturating_add(i64::try_from(months).unwrap_or(i64::MAX));
    let Ok(year) = i16::try_from(reached.div_euclid(12)) else { return Date::MAX };
    let month = reached.rem_euclid(12) as i8 + 1;
    Date::new(year, month, 1)
        .and_then(|first| Date::new(year, month, date.day().min(first.days_in_month())))
        .unwrap_or(Date::MAX)
}

/// Whether the day is a Saturday or a Sunday.
pub(crate) fn is_weekend(number: i32) -> bool {
    // Day 0 was a Thursday: Monday is 0 here.
    (number + 3).rem_euclid(7) >= 5
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::ToSpan;
    use jiff::civil::{Weekday, date};

    #[test]
    fn numbers_agree_with_jiff_on_every_day_of_two_thousand_years() {
        let mut day = date(500, 2, 3);
        let mut number = day_number(day);
        while day < date(2500, 1, 1) {
            assert_eq!(day_number(day), number);
            assert_eq!(date_at(i64::from(number)), day);
            assert_eq!(is_weekend(number), matches!(day.weekday(), Weekday::Saturday | Weekday::Sunday));
            day = day.tomorrow().unwrap();
            number += 1;
        }
    }

    #[test]
    fn the_ends_of_time_hold() {
        assert_eq!((day_number(Date::MIN), day_number(Date::MAX)), (LOWEST, HIGHEST));
        for day in [Date::MIN, Date::MAX, date(0, 3, 1), date(0, 2, 29), date(-1, 12, 31)] {
            assert_eq!(date_at(i64::from(day_number(day))), day);
        }
        assert_eq!(date_at(i64::MAX), Date::MAX);
        assert_eq!(date_at(i64::MIN), Date::MIN);
        assert_eq!(plus_days(Date::MAX, 1), Date::MAX);
        assert_eq!(plus_months(date(2020, 1, 31), u64::MAX), Date::MAX);
        assert_eq!(plus_months(date(9999, 12, 1), 1), Date::MAX);
    }

    #[test]
    fn months_agree_with_jiff() {
        for start in [date(2023, 8, 31), date(2024, 2, 29), date(2019, 12, 30), date(2026, 1, 1)] {
            for months in 0..60u8 {
                assert_eq!(
                    plus_months(start, u64::from(months)),
                    start.checked_add(i64::from(months).months()).unwrap()
                );
            }
        }
    }
}
