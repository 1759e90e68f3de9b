//! The end of a period.

use jiff::Timestamp;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::calendar::Calendar;
use crate::day_number::plus_days;
use crate::due::Due;
use crate::exclusion::{Excluded, Stops};
use crate::limit::{EndRule, Extension, Limit, Unit};
use crate::reckoning::{Point, legs};

/// A period that has been worked out, with everything it was worked out from.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Deadline {
    /// When the event happened that starts it.
    pub start: Timestamp,
    /// The day of the event on the city's clock, which is not counted.
    pub start_day: Date,
    /// How long it lasts.
    pub limit: Limit,
    /// When it ends, in the form that is stored.
    pub due: Due,
    /// The last day on which what must be done is in time.
    pub last_day: Date,
    /// The first moment that is too late: 24:00 of the last day, or for hours the exact moment.
    pub ends_at: Timestamp,
    /// Whether it depends on days that no notice has arranged yet, so that a notice to come may move it.
    pub provisional: bool,
    /// The days that do not count.
    pub excluded: Vec<Excluded>,
    /// The time that was added.
    pub extensions: Vec<Extension>,
}

/// Works out when a period ends (the day of the event is not counted, hours run from the moment; the
/// end is 24:00 of the last day on the city's clock).
///
/// - Excluded days are not counted, whatever the unit: they are passed over by working and natural days,
///   added to months and years as natural days, and in hours time stands still from their 00:00 to their
///   24:00.
/// - Extensions are counted one after the other from the end of what went before. Only then does the limit's
///   end rule apply, and only if the last stretch was in natural days, months or years.
/// - Working days are counted within the years 2000 to 2099 and held at their ends.
///
/// Without excluded periods and extensions nothing is allocated.
pub fn deadline(
    calendar: &Calendar,
    start: Timestamp,
    limit: Limit,
    excluded: &[Excluded],
    extensions: &[Extension],
) -> Deadline {
    let stops = Stops::new(excluded);
    let event = Point::event(start);
    let (mut unit, mut end) = (limit.unit, event);
    let mut provisional = false;
    for leg in legs(calendar, event, limit, &stops, extensions) {
        (unit, end) = (leg.unit, leg.to);
        provisional |= leg.is_provisional(calendar);
    }
    if rolls(limit, unit) {
        let rolled = calendar.working_on_or_after(end.day);
        provisional |= calendar.is_provisional_between(plus_days(end.day, -1), rolled);
        end.day = rolled;
    }
    let due = match unit {
        Unit::Hour => Due::At(end.moment()),
        Unit::Working => Due::Ordinal(calendar.ordinal(end.day)),
        Unit::Natural | Unit::Month | Unit::Year => Due::Day(end.day),
    };
    Deadline {
        start,
        start_day: event.day,
        limit,
        due,
        last_day: end.day,
        ends_at: end.moment(),
        provisional,
        excluded: excluded.to_vec(),
        extensions: extensions.to_vec(),
    }
}

/// Whether a period whose last stretch is in this unit moves off a day off.
pub(crate) fn rolls(limit: Limit, last_unit: Unit) -> bool {
    limit.end == EndRule::RollForward && matches!(last_unit, Unit::Natural | Unit::Month | Unit::Year)
}

impl Deadline {
    /// Whether it is over: from 24:00 of the last day on, or from the exact moment.
    pub fn passed(&self, now: Timestamp) -> bool {
        self.ends_at <= now
    }

    /// The same start, limit, excluded periods and extensions under another calendar, for example after a new
    /// notice.
    #[must_use]
    pub fn under(&self, calendar: &Calendar) -> Deadline {
        deadline(calendar, self.start, self.limit, &self.excluded, &self.extensions)
    }
}
