//! What is kept of a deadline.

use jiff::Timestamp;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::calendar::Calendar;
use crate::city::{city_date, end_of};
use crate::day_number::plus_days;

/// When a period ends, in the form that is stored.
///
/// An ordinal outlives new notices: as long as days up to the start stay as they are, it remains right, and
/// only the date it stands for moves. That holds for working days counted straight through; a deadline with
/// excluded periods, one that mixes units, and one that rolls forward must be worked out again when a notice
/// changes a day inside it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Due {
    /// The working-day ordinal of the last day, for periods in working days.
    Ordinal(i32),
    /// The last day, for periods in natural days, months and years.
    Day(Date),
    /// The moment, for periods in hours.
    At(Timestamp),
}

impl Due {
    /// The last day of the period under this calendar.
    pub fn last_day(self, calendar: &Calendar) -> Date {
        match self {
            Due::Ordinal(ordinal) => calendar.date_of_ordinal(ordinal),
            Due::Day(day) => day,
            Due::At(at) => city_date(before(at)),
        }
    }

    /// The first moment that is too late under this calendar: 24:00 of the last day, or the moment itself.
    pub fn ends_at(self, calendar: &Calendar) -> Timestamp {
        match self {
            Due::At(at) => at,
            day => end_of(day.last_day(calendar)),
        }
    }

    /// Whether the period is over at `now` under this calendar.
    ///
    /// As a condition on stored rows: an ordinal is over when it is at most `calendar.ordinal(yesterday)`, a
    /// day when it is before today, a moment when it is not after `now`. (Comparing an ordinal with today's
    /// would find a period that ended on a Friday only on Monday.)
    pub fn passed(self, calendar: &Calendar, now: Timestamp) -> bool {
        match self {
            Due::Ordinal(ordinal) => ordinal <= calendar.ordinal(plus_days(city_date(now), -1)),
            Due::Day(day) => day < city_date(now),
            Due::At(at) => at <= now,
        }
    }
}

/// The last instant before: 24:00 belongs to the day that ends.
fn before(at: Timestamp) -> Timestamp {
    Timestamp::from_nanosecond(at.as_nanosecond() - 1).unwrap_or(at)
}
