//! From a start to an end: the limit first, then each extension, leg by leg.

use std::iter;

use jiff::Timestamp;
use jiff::civil::Date;

use crate::calendar::Calendar;
use crate::city::{city_date, end_of, start_of};
use crate::day_number::{date_at, day_number, plus_days, plus_months};
use crate::exclusion::Stops;
use crate::limit::{Extension, Limit, Unit};

const NANOSECONDS_IN_AN_HOUR: i128 = 3_600_000_000_000;

/// A point that a period starts from or ends at.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Point {
    /// The day on the city's clock.
    pub(crate) day: Date,
    /// The moment, where it is not the end of the day.
    pub(crate) at: Option<Timestamp>,
}

impl Point {
    /// The event that starts a period.
    pub(crate) fn event(at: Timestamp) -> Point {
        Point { day: city_date(at), at: Some(at) }
    }

    /// The moment, or 24:00 of the day.
    pub(crate) fn moment(self) -> Timestamp {
        self.at.unwrap_or_else(|| end_of(self.day))
    }
}

/// One stretch of a period.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Leg<'a> {
    pub(crate) n: u32,
    pub(crate) unit: Unit,
    /// The extension that it is, if it is not the limit itself.
    pub(crate) extension: Option<&'a Extension>,
    pub(crate) from: Point,
    pub(crate) to: Point,
}

impl Leg<'_> {
    /// Whether a notice still to come may move its end.
    pub(crate) fn is_provisional(&self, calendar: &Calendar) -> bool {
        self.unit == Unit::Working && calendar.is_provisional_between(self.from.day, self.to.day)
    }
}

/// The limit from the event on and the extensions, each from where the one before it ended.
pub(crate) fn legs<'a>(
    calendar: &'a Calendar,
    from: Point,
    limit: Limit,
    stops: &'a Stops,
    extensions: &'a [Extension],
) -> impl Iterator<Item = Leg<'a>> {
    let to = match (limit.n, limit.unit) {
        // Zero days or working days are the day of the event itself, or the first countable one after it: the
        // same as one of them counted from the day before.
        (0, Unit::Working | Unit::Natural) => {
            let day_before = Point { day: plus_days(from.day, -1), at: None };
            let reached = reach(calendar, day_before, 1, limit.unit, stops);
            Point { day: reached.day.max(from.day), at: None }
        }
        (n, unit) => reach(calendar, from, n, unit, stops),
    };
    let first = Leg { n: limit.n, unit: limit.unit, extension: None, from, to };
    let longer = extensions.iter().filter(|extension| extension.n > 0).scan(to, move |reached, extension| {
        let (n, unit, from) = (extension.n, extension.unit, *reached);
        *reached = reach(calendar, from, n, unit, stops);
        Some(Leg { n, unit, extension: Some(extension), from, to: *reached })
    });
    iter::once(first).chain(longer)
}

/// Where `n` units from a point end, the day of the point not counted.
fn reach(calendar: &Calendar, from: Point, n: u32, unit: Unit, stops: &Stops) -> Point {
    let n = i128::from(n);
    let day = match unit {
        Unit::Hour => return reach_hours(from, n, stops),
        Unit::Working => reach_working(calendar, from.day, n, stops),
        Unit::Natural => reach_natural(from.day, n, stops),
        Unit::Month | Unit::Year => {
            let whole = same_day(from.day, n as u32, unit);
            reach_natural(from.day, i128::from(day_number(whole) - day_number(from.day)), stops)
        }
    };
    Point { day, at: None }
}

/// The day so many months or years later, nothing excluded; for other units the day itself.
pub(crate) fn same_day(date: Date, n: u32, unit: Unit) -> Date {
    match unit {
        Unit::Month => plus_months(date, u64::from(n)),
        Unit::Year => plus_months(date, 12 * u64::from(n)),
        Unit::Hour | Unit::Working | Unit::Natural => date,
    }
}

fn reach_working(calendar: &Calendar, from: Date, n: i128, stops: &Stops) -> Date {
    let ordinal = |date| i128::from(calendar.ordinal(date));
    let reached = stops.reach(ordinal(from), n, |first, last| (ordinal(plus_days(first, -1)), ordinal(last)));
    // Beyond the calendar's last year there is nothing to count: hold the end there, and never before the
    // start.
    let held = reached.min(i128::from(calendar.last_ordinal())) as i32;
    calendar.date_of_ordinal(held).max(from)
}

fn reach_natural(from: Date, n: i128, stops: &Stops) -> Date {
    let number = |date| i128::from(day_number(date));
    let reached = stops.reach(number(from), n, |first, last| (number(first) - 1, number(last)));
    date_at(i64::try_from(reached).unwrap_or(i64::MAX))
}

fn reach_hours(from: Point, n: i128, stops: &Stops) -> Point {
    let reached = stops.reach(from.moment().as_nanosecond(), n * NANOSECONDS_IN_AN_HOUR, |first, last| {
        (start_of(first).as_nanosecond(), end_of(last).as_nanosecond())
    });
    let at = Timestamp::from_nanosecond(reached).unwrap_or(Timestamp::MAX);
    // 24:00 belongs to the day that ends, not to the one that begins.
    let just_before = Timestamp::from_nanosecond(reached - 1).unwrap_or(Timestamp::MAX);
    Point { day: city_date(just_before).max(from.day), at: Some(at) }
}
