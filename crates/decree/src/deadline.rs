//! Open deadlines as rows: "due" is a query, never a timer (DESIGN section 6).

use std::sync::LazyLock;

use calendar::{Calendar, Due};
use jiff::civil::Date;
use serde::Deserialize;
use uuid::Uuid;

use crate::fact::ThingKind;
use crate::point::LimitBody;
use crate::view::{DEADLINE, Row, Value};

crate::codes! {
    /// What happens when the deadline passes.
    DeadlineKind {
        /// A correction order is overdue without re-inspection.
        ReInspection = 1 "re_inspection",
        /// An alert was not handled in time: the next level, or red where there is none.
        Handling = 2 "handling",
        /// A clock of a case runs out.
        CaseClock = 3 "case_clock",
        /// Work to be done in time: shown before it is late, nothing follows from its end.
        Work = 4 "work",
    }
}

/// What rows depend on besides the facts of their stream: the calendar, itself made of facts.
#[derive(Clone, Copy, Debug)]
pub struct RowContext<'a> {
    /// The calendar with every notice recorded.
    pub calendar: &'a Calendar,
}

/// An open deadline.
pub(crate) struct Open {
    pub stream: Uuid,
    pub n: i32,
    pub kind: DeadlineKind,
    pub thing: ThingKind,
    /// Agency, line, territory, district.
    pub place: (i32, i32, i32, i32),
    pub office: i32,
    pub start_day: Date,
    pub due: Due,
    /// What must be done, by its code: a clock's, or where a message stands.
    pub code: String,
}

/// The row of an open deadline: a working-day period by its ordinal, a natural one by its last day, hours by the
/// moment.
pub(crate) fn row(open: &Open) -> Row {
    let (agency, line, territory, district) = open.place;
    let (ordinal, day, at) = match open.due {
        Due::Ordinal(ordinal) => (Value::Int(ordinal), Value::Null, Value::Null),
        Due::Day(day) => (Value::Null, Value::Date(day), Value::Null),
        Due::At(at) => (Value::Null, Value::Null, Value::Time(at)),
    };
    Row {
        table: &DEADLINE,
        values: vec![
            open.stream.into(),
            open.n.into(),
            open.kind.number().into(),
            open.thing.number().into(),
            agency.into(),
            line.into(),
            territory.into(),
            district.into(),
            open.office.into(),
            open.start_day.into(),
            ordinal,
            day,
            at,
            open.code.as_str().into(),
        ],
    }
}

/// How the workbench marks what must be done and how long it asks: settings of the city, `data/workbench.toml`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
struct Workbench {
    soon: LimitBody,
    asked: LimitBody,
}

/// The settings as they ship; none where the text cannot be read (a test reads it).
static WORKBENCH: LazyLock<Option<Workbench>> =
    LazyLock::new(|| toml::from_str(include_str!("../../../data/workbench.toml")).ok());

/// The number of a limit in its unit; none in another.
fn number_in(limit: LimitBody, unit: calendar::Unit) -> Option<i32> {
    (limit.unit == unit).then(|| i32::try_from(limit.n).ok()).flatten()
}

/// How many working days before its last day something is soon due: where pages begin to mark it.
pub fn soon() -> i32 {
    WORKBENCH.and_then(|set| number_in(set.soon, calendar::Unit::Working)).unwrap_or(0)
}

/// How many days an officer whom a record names is asked on the workbench whether it is right (rulings 12).
pub fn asked_days() -> i32 {
    WORKBENCH.and_then(|set| number_in(set.asked, calendar::Unit::Natural)).unwrap_or(0)
}

/// The day itself, or the next working day after it.
pub fn roll_forward(calendar: &Calendar, day: Date) -> Date {
    calendar.working_on_or_after(day)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_the_workbench_asks_is_set_in_its_units() {
        assert_eq!((soon(), asked_days()), (2, 30));
        let limit = |unit| LimitBody { n: 5, unit, roll_forward: false };
        assert_eq!(number_in(limit(calendar::Unit::Working), calendar::Unit::Working), Some(5));
        assert_eq!(number_in(limit(calendar::Unit::Natural), calendar::Unit::Working), None);
    }
}
