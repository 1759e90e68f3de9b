//! Open deadlines as rows: "due" is a query, never a timer (DESIGN section 6).

use calendar::{Calendar, Due};
use jiff::civil::Date;
use uuid::Uuid;

use crate::fact::ThingKind;
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
        ],
    }
}

/// The day itself, or the next working day after it.
pub fn roll_forward(calendar: &Calendar, day: Date) -> Date {
    calendar.working_on_or_after(day)
}
