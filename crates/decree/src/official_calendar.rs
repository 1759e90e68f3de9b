//! The official calendar as facts: one fact a holiday notice (DESIGN section 6).

use calendar::{Calendar, Notice};
use jiff::{Timestamp, civil::Date};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::fact::{Fact, ReadError};
use crate::view::{CALENDAR_DAY, Row};

/// A notice as a fact's body.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct NoticeBody {
    /// Days, ascending.
    pub days: Vec<DayBody>,
    /// Identifier of the notice.
    pub id: String,
    /// Day of publication.
    pub published: Date,
    /// Where it was published.
    pub source: String,
    /// The year it is about.
    pub year: i16,
}

/// A day of a notice.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct DayBody {
    /// The day.
    pub date: Date,
    /// Which holiday.
    pub name: String,
    /// Whether people work.
    pub working: bool,
}

impl From<&Notice> for NoticeBody {
    fn from(notice: &Notice) -> Self {
        let day =
            |d: &calendar::NoticeDay| DayBody { date: d.date, name: d.name.clone(), working: d.working };
        Self {
            days: notice.days.iter().map(day).collect(),
            id: notice.id.clone(),
            published: notice.published,
            source: notice.source.clone(),
            year: notice.year,
        }
    }
}

impl From<NoticeBody> for Notice {
    fn from(body: NoticeBody) -> Self {
        let day = |d: DayBody| calendar::NoticeDay { date: d.date, working: d.working, name: d.name };
        Self {
            id: body.id,
            published: body.published,
            source: body.source,
            year: body.year,
            days: body.days.into_iter().map(day).collect(),
        }
    }
}

crate::facts! {
    /// What is said about the calendar.
    CalendarFact {
        /// A notice was published.
        NoticePublished = 59 v 1 { public: NoticeBody }
    }
}

/// All notices, with the moments from which they are known.
#[derive(Clone, Debug, Default)]
pub struct CalendarState {
    notices: Vec<(Timestamp, Notice)>,
}

impl CalendarState {
    /// Takes a fact in.
    ///
    /// # Errors
    /// The fact cannot be read.
    pub fn fold(&mut self, fact: &Fact) -> Result<(), ReadError> {
        let CalendarFact::NoticePublished { public } = CalendarFact::read(fact)?;
        // A notice whose section is erased says nothing, not even about the year 0.
        if fact.sections.public.is_none() {
            return Ok(());
        }
        self.notices.push((fact.envelope.recorded_at, (*public).into()));
        Ok(())
    }

    /// The calendar as known at a moment.
    pub fn known(&self, at: Timestamp) -> Calendar {
        Calendar::from_notices(self.notices.iter().filter(|(t, _)| *t <= at).map(|(_, n)| n.clone()))
    }

    /// The moments at which what is known changed, ascending.
    pub fn changes(&self) -> impl Iterator<Item = Timestamp> {
        self.notices.iter().map(|(at, _)| *at)
    }

    /// The calendar with every notice recorded.
    pub fn calendar(&self) -> Calendar {
        Calendar::from_notices(self.notices.iter().map(|(_, n)| n.clone()))
    }

    /// Its rows in `view`: every announced day and the year after, which is provisional.
    pub fn rows(&self, stream: Uuid) -> Vec<Row> {
        if self.notices.is_empty() {
            return Vec::new();
        }
        let calendar = self.calendar();
        let last = calendar.announced_until();
        let to = Date::new(last.year() + 1, 12, 31).unwrap_or(last);
        calendar
            .days(calendar.announced_from(), to)
            .map(|day| Row {
                table: &CALENDAR_DAY,
                values: vec![
                    day.date.into(),
                    stream.into(),
                    day.working.into(),
                    day.provisional.into(),
                    calendar.ordinal(day.date).into(),
                ],
            })
            .collect()
    }
}
