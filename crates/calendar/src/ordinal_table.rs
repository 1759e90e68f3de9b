//! Working days as whole numbers: the n-th working day since the beginning of the table.

use jiff::civil::{Date, date};

use crate::day_number::{date_at, day_number, is_weekend};

/// First and last year covered.
pub(crate) const YEARS: (i16, i16) = (2000, 2099);
/// First day covered.
pub(crate) const FIRST: Date = date(YEARS.0, 1, 1);
/// The day before the first one covered.
pub(crate) const BEFORE_FIRST: Date = date(YEARS.0 - 1, 12, 31);
/// Last day covered.
pub(crate) const LAST: Date = date(YEARS.1, 12, 31);

/// Two running counts up to and including a day. A century of them fits sixteen bits, and one cache line
/// holds two weeks.
#[derive(Debug, Clone, Copy, Default)]
struct Counts {
    working: u16,
    provisional: u16,
}

/// Both directions between the days of a century and their working-day ordinals.
#[derive(Debug)]
pub(crate) struct OrdinalTable {
    /// Place 0 is the day before the first.
    counts: Box<[Counts]>,
    /// The working days in order: ordinal 1 is at place 0.
    working_days: Box<[Date]>,
    number_before_first: i32,
}

impl OrdinalTable {
    /// Builds the table from the days that do not follow their weekday, and the years and days that were
    /// announced.
    pub(crate) fn new(
        named: impl Iterator<Item = (Date, bool)>,
        announced_year: impl Fn(i16) -> bool,
    ) -> OrdinalTable {
        let number_before_first = day_number(BEFORE_FIRST);
        let days = (day_number(LAST) - number_before_first) as usize;
        let mut said: Vec<Option<bool>> = vec![None; days];
        for (date, working) in named.filter(|(date, _)| (FIRST..=LAST).contains(date)) {
            said[(day_number(date) - number_before_first - 1) as usize] = Some(working);
        }
        let mut counts = Vec::with_capacity(days + 1);
        let mut working_days = Vec::with_capacity(days);
        let mut running = Counts::default();
        counts.push(running);
        let announced: Vec<bool> = (YEARS.0..=YEARS.1).map(announced_year).collect();
        for (said, number) in said.into_iter().zip(number_before_first + 1..) {
            let date = date_at(i64::from(number));
            if said.unwrap_or(!is_weekend(number)) {
                running.working += 1;
                working_days.push(date);
            }
            let settled = said.is_some() || announced[(date.year() - YEARS.0) as usize];
            running.provisional += u16::from(!settled);
            counts.push(running);
        }
        OrdinalTable { counts: counts.into(), working_days: working_days.into(), number_before_first }
    }

    /// The running counts at a day; before the table those of nothing, after it those of its last day.
    fn at(&self, date: Date) -> Counts {
        let place = day_number(date) - self.number_before_first;
        self.counts[(place.max(0) as usize).min(self.counts.len() - 1)]
    }

    /// Whether the day is worked; `None` outside the table.
    pub(crate) fn is_working(&self, date: Date) -> Option<bool> {
        let place = usize::try_from(day_number(date) - self.number_before_first).ok()?;
        let before = self.counts.get(place.checked_sub(1)?)?.working;
        Some(self.counts.get(place)?.working > before)
    }

    /// The first working day on or after the day; `None` where the table has none.
    pub(crate) fn working_on_or_after(&self, date: Date) -> Option<Date> {
        let place = usize::try_from(day_number(date) - self.number_before_first - 1).ok()?;
        let before = usize::from(self.counts.get(place)?.working);
        self.working_days.get(before).copied()
    }

    /// Working days from the first day up to and including this one.
    pub(crate) fn ordinal(&self, date: Date) -> i32 {
        i32::from(self.at(date).working)
    }

    /// The working day with that ordinal, held at the first and the last of the table.
    pub(crate) fn date_of(&self, ordinal: i32) -> Date {
        let place = (ordinal.max(1) as usize - 1).min(self.working_days.len().saturating_sub(1));
        self.working_days.get(place).copied().unwrap_or(LAST)
    }

    /// The highest ordinal there is.
    pub(crate) fn last_ordinal(&self) -> i32 {
        self.working_days.len() as i32
    }

    /// How many days after `after` up to and including `until` have not been announced, within the table.
    pub(crate) fn provisional_between(&self, after: Date, until: Date) -> u16 {
        self.at(until).provisional.saturating_sub(self.at(after).provisional)
    }
}
