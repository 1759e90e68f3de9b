//! A deadline day by day: a value without sentences, put into words where people read it.

use jiff::Timestamp;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::calendar::{Calendar, Day, dates};
use crate::day_number::{day_number, is_weekend};
use crate::deadline::{Deadline, rolls};
use crate::due::Due;
use crate::exclusion::{Excluded, Stops};
use crate::limit::{Limit, Unit};
use crate::reckoning::{Leg, Point, legs, same_day};

/// More steps than any statute's period has, and few enough to show; a longer list leaves out the rest and
/// says how many.
const STEPS_LISTED: usize = 4_000;

/// How a deadline comes about, in the order of the days.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Explanation {
    /// When the event happened that starts it.
    pub start: Timestamp,
    /// The day of the event, which is not counted.
    pub start_day: Date,
    /// How long it lasts.
    pub limit: Limit,
    /// Each day that matters and why it counts or not. A day may have two entries where two things happen on
    /// it. The last one is the last day.
    pub steps: Vec<Step>,
    /// How many steps before the last day are left out because there are too many to read.
    pub omitted: u32,
    /// When it ends under the calendar of this explanation, in the form that is stored.
    pub due: Due,
    /// The last day under the calendar of this explanation.
    pub last_day: Date,
    /// The last day of the deadline that was explained; differs where a notice has moved it since.
    pub stored_last_day: Date,
    /// The first moment that is too late.
    pub ends_at: Timestamp,
    /// Whether a notice to come may move it.
    pub provisional: bool,
}

/// One day of an explanation.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Step {
    /// The day.
    pub date: Date,
    /// Its running number, if it is counted. It runs on through extensions in the same unit.
    pub counted: Option<u32>,
    /// Why it counts or not.
    pub reason: Reason,
    /// Whether no notice has arranged this day yet.
    pub provisional: bool,
}

/// Why a day counts or not.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Reason {
    /// The day of the event, which is not counted.
    StartDay,
    /// The moment of the event, from which hours run.
    StartMoment {
        /// The moment.
        at: Timestamp,
    },
    /// It counts.
    Counted,
    /// A Saturday or Sunday that no notice makes a working day.
    Weekend,
    /// A holiday, or a day off that was made up for elsewhere.
    Holiday {
        /// The holiday.
        name: String,
        /// The notice that says so.
        notice: String,
    },
    /// A Saturday or Sunday that counts because a notice makes it a working day.
    MakeUpWorkingDay {
        /// The holiday it makes up for.
        name: String,
        /// The notice that says so.
        notice: String,
    },
    /// A day within an excluded period.
    Excluded {
        /// Why the period is excluded.
        reason: String,
    },
    /// The day on which so many months or years are over.
    PeriodEnd {
        /// How many.
        n: u32,
        /// Months or years.
        unit: Unit,
    },
    /// A day after the end of months or years that stands for an excluded one.
    AddedForExcluded,
    /// On this day the time before an extension was over; the days that follow were added.
    Extended {
        /// How many units were added.
        n: u32,
        /// The unit.
        unit: Unit,
        /// Who approved it.
        approved_by: String,
        /// The article that allows it.
        article: String,
    },
    /// The moment at which hours are over.
    EndMoment {
        /// The moment.
        at: Timestamp,
    },
    /// The first day that can be the end, because the period would otherwise end on a day off.
    RolledForward {
        /// Where it would have ended.
        from: Date,
    },
}

impl Deadline {
    /// How it comes about under this calendar, which need not be the one it was worked out with: the
    /// explanations under the calendar before and after a notice show what the notice moved.
    pub fn explain(&self, calendar: &Calendar) -> Explanation {
        let now = self.under(calendar);
        let stops = Stops::new(&self.excluded);
        let mut listing = Listing::new(calendar, &self.excluded, now.last_day);
        let mut reached = (self.limit.unit, self.start_day);
        for leg in legs(calendar, Point::event(self.start), self.limit, &stops, &self.extensions) {
            listing.leg(&leg);
            reached = (leg.unit, leg.to.day);
        }
        if rolls(self.limit, reached.0) {
            listing.roll_forward(reached.1);
        }
        Explanation {
            start: self.start,
            start_day: self.start_day,
            limit: self.limit,
            steps: listing.steps,
            omitted: listing.omitted,
            due: now.due,
            last_day: now.last_day,
            stored_last_day: self.last_day,
            ends_at: now.ends_at,
            provisional: now.provisional,
        }
    }
}

/// The steps as they are written down.
struct Listing<'a> {
    calendar: &'a Calendar,
    excluded: &'a [Excluded],
    last_day: Date,
    steps: Vec<Step>,
    omitted: u32,
    /// What the running number counts, and how far it has come.
    counted: (Unit, u32),
}

impl<'a> Listing<'a> {
    fn new(calendar: &'a Calendar, excluded: &'a [Excluded], last_day: Date) -> Listing<'a> {
        Listing { calendar, excluded, last_day, steps: Vec::new(), omitted: 0, counted: (Unit::Hour, 0) }
    }

    fn push(&mut self, date: Date, counted: Option<u32>, reason: Reason) {
        if self.steps.len() < STEPS_LISTED || date == self.last_day {
            let provisional = self.calendar.day(date).provisional;
            self.steps.push(Step { date, counted, reason, provisional });
        } else {
            self.omitted += 1;
        }
    }

    fn count(&mut self, date: Date, reason: Reason) {
        self.counted.1 += 1;
        self.push(date, Some(self.counted.1), reason);
    }

    fn leg(&mut self, leg: &Leg<'_>) {
        let opening = match (leg.extension, leg.unit) {
            (Some(extension), _) => Reason::Extended {
                n: extension.n,
                unit: extension.unit,
                approved_by: extension.approved_by.clone(),
                article: extension.article.clone(),
            },
            (None, Unit::Hour) => Reason::StartMoment { at: leg.from.moment() },
            (None, _) => Reason::StartDay,
        };
        self.push(leg.from.day, None, opening);
        if self.counted.0 != leg.unit {
            self.counted = (leg.unit, 0);
        }
        match leg.unit {
            Unit::Hour => self.hours(leg),
            Unit::Working | Unit::Natural if leg.n == 0 => self.same_day_or_next(leg),
            Unit::Working | Unit::Natural => self.days(leg),
            Unit::Month | Unit::Year => self.months(leg),
        }
    }

    fn hours(&mut self, leg: &Leg<'_>) {
        for date in dates(leg.from.day, leg.to.day) {
            if let Some(reason) = self.excluded_on(date) {
                self.push(date, None, reason);
            }
        }
        self.push(leg.to.day, None, Reason::EndMoment { at: leg.to.moment() });
    }

    fn days(&mut self, leg: &Leg<'_>) {
        for date in dates(leg.from.day, leg.to.day).skip(1) {
            let day = self.calendar.day(date);
            match self.excluded_on(date) {
                Some(reason) => self.push(date, None, reason),
                None if leg.unit == Unit::Natural => self.count(date, Reason::Counted),
                None if day.working => self.count(date, why_worked(&day)),
                None => self.push(date, None, why_off(&day)),
            }
        }
    }

    /// Zero days: the day of the event, unless that day cannot be the end.
    fn same_day_or_next(&mut self, leg: &Leg<'_>) {
        let (from, to) = (leg.from.day, leg.to.day);
        if from == to {
            return;
        }
        for date in dates(from, to).take_while(|&date| date < to) {
            let reason = self.excluded_on(date).unwrap_or_else(|| why_off(&self.calendar.day(date)));
            self.push(date, None, reason);
        }
        self.push(to, None, Reason::RolledForward { from });
    }

    fn months(&mut self, leg: &Leg<'_>) {
        let whole = same_day(leg.from.day, leg.n, leg.unit);
        for date in dates(leg.from.day, leg.to.day) {
            if date == whole {
                self.push(date, None, Reason::PeriodEnd { n: leg.n, unit: leg.unit });
            }
            // The day of the event is not counted anyway.
            let excluded = if date > leg.from.day { self.excluded_on(date) } else { None };
            match excluded {
                Some(reason) => self.push(date, None, reason),
                None if date > whole => self.push(date, None, Reason::AddedForExcluded),
                None => {}
            }
        }
    }

    fn roll_forward(&mut self, from: Date) {
        if from == self.last_day {
            return;
        }
        let last_day = self.last_day;
        for date in dates(from, last_day).take_while(|&date| date < last_day) {
            self.push(date, None, why_off(&self.calendar.day(date)));
        }
        self.push(last_day, None, Reason::RolledForward { from });
    }

    fn excluded_on(&self, date: Date) -> Option<Reason> {
        let period = self.excluded.iter().find(|period| (period.from..=period.until).contains(&date))?;
        Some(Reason::Excluded { reason: period.reason.clone() })
    }
}

fn why_worked(day: &Day<'_>) -> Reason {
    match (day.name, day.notice) {
        (Some(name), Some(notice)) if is_weekend(day_number(day.date)) => {
            Reason::MakeUpWorkingDay { name: name.to_owned(), notice: notice.to_owned() }
        }
        _ => Reason::Counted,
    }
}

fn why_off(day: &Day<'_>) -> Reason {
    match (day.name, day.notice) {
        (Some(name), Some(notice)) => Reason::Holiday { name: name.to_owned(), notice: notice.to_owned() },
        _ => Reason::Weekend,
    }
}
