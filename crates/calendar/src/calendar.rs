//! The calendar that a set of notices makes.

use std::collections::{BTreeMap, HashMap};
use std::fmt;
use std::sync::{Arc, LazyLock};

use jiff::civil::Date;

use crate::day_number::{day_number, is_weekend};
use crate::notice::{Notice, NoticeDay, shipped_notices};
use crate::ordinal_table::{self, OrdinalTable};

/// Which days are worked, according to a set of holiday notices. A day that a notice names is as the notice
/// says; any other is worked from Monday to Friday. Where notices differ about a day, the one published later
/// wins.
///
/// Cloning is cheap. Making one from notices costs a fraction of a millisecond: keep it rather than make it
/// again.
#[derive(Clone)]
pub struct Calendar {
    inner: Arc<Inner>,
}

struct Inner {
    notices: Vec<Notice>,
    /// Where the notice that decides a day stands in `notices`, and the day in its `days`.
    named: HashMap<Date, (usize, usize)>,
    /// The notice that first arranged a year.
    years: BTreeMap<i16, usize>,
    table: OrdinalTable,
}

/// One day of a calendar.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Day<'a> {
    /// The day.
    pub date: Date,
    /// Whether it is worked.
    pub working: bool,
    /// Whether nobody has announced it yet, so that a later notice may change it.
    pub provisional: bool,
    /// Id of the notice that names this very day, otherwise of the notice that arranged its year.
    pub notice: Option<&'a str>,
    /// The holiday it belongs to, when a notice names this very day.
    pub name: Option<&'a str>,
}

impl Calendar {
    /// What all notices shipped with the program say.
    pub fn shipped() -> Calendar {
        static SHIPPED: LazyLock<Calendar> =
            LazyLock::new(|| Calendar::from_notices(shipped_notices().iter().cloned()));
        SHIPPED.clone()
    }

    /// What these notices say. Where two differ about a day, the one published later wins, and of two
    /// published on one day the one later in the list.
    pub fn from_notices(notices: impl IntoIterator<Item = Notice>) -> Calendar {
        let mut notices: Vec<Notice> = notices.into_iter().collect();
        notices.sort_by_key(|notice| notice.published);
        let mut named = HashMap::new();
        let mut years = BTreeMap::new();
        for (place, notice) in notices.iter().enumerate() {
            years.entry(notice.year).or_insert(place);
            named.extend(notice.days.iter().enumerate().map(|(entry, day)| (day.date, (place, entry))));
        }
        let said = named.iter().map(|(&date, &(place, entry))| (date, notices[place].days[entry].working));
        let table = OrdinalTable::new(said, |year| years.contains_key(&year));
        Calendar { inner: Arc::new(Inner { notices, named, years, table }) }
    }

    /// The calendar as it was known on that day: only the notices published on or before it.
    #[must_use]
    pub fn as_known(&self, on: Date) -> Calendar {
        let notices = &self.inner.notices;
        let known = notices.partition_point(|notice| notice.published <= on);
        if known == notices.len() {
            return self.clone();
        }
        Calendar::from_notices(notices[..known].iter().cloned())
    }

    /// This calendar and one more notice.
    #[must_use]
    pub fn with(&self, notice: Notice) -> Calendar {
        Calendar::from_notices(self.inner.notices.iter().cloned().chain([notice]))
    }

    /// The notices it is made of, in order of publication.
    pub fn notices(&self) -> &[Notice] {
        &self.inner.notices
    }

    /// What is known about a day.
    pub fn day(&self, date: Date) -> Day<'_> {
        let arranged_by =
            self.inner.years.get(&date.year()).map(|&place| self.inner.notices[place].id.as_str());
        match self.named(date) {
            Some((notice, day)) => Day {
                date,
                working: day.working,
                provisional: false,
                notice: Some(&notice.id),
                name: Some(&day.name),
            },
            None => Day {
                date,
                working: !is_weekend(day_number(date)),
                provisional: arranged_by.is_none(),
                notice: arranged_by,
                name: None,
            },
        }
    }

    /// Whether the day is worked.
    pub fn is_working(&self, date: Date) -> bool {
        self.inner.table.is_working(date).unwrap_or_else(|| self.day(date).working)
    }

    /// How many working days there are from 2000-01-01 up to and including the day. Days before give 0, days
    /// after 2099 the count at its end. Constant time, a few nanoseconds.
    ///
    /// Ordinals of one calendar are comparable with those of another up to the first day on which the two
    /// differ.
    pub fn ordinal(&self, date: Date) -> i32 {
        self.inner.table.ordinal(date)
    }

    /// The working day with that ordinal; below 1 the first working day of 2000, above the highest the last
    /// of 2099.
    pub fn date_of_ordinal(&self, ordinal: i32) -> Date {
        self.inner.table.date_of(ordinal)
    }

    /// The last day of the last year that a notice arranges; later days follow their weekday, provisionally.
    /// Without any notice the day before the first one covered.
    pub fn announced_until(&self) -> Date {
        match self.inner.years.last_key_value() {
            Some((&year, _)) => Date::new(year, 12, 31).unwrap_or(Date::MAX),
            None => ordinal_table::BEFORE_FIRST,
        }
    }

    /// The first day of the first year that a notice arranges; earlier days follow their weekday,
    /// provisionally. Without any notice the first day covered.
    pub fn announced_from(&self) -> Date {
        match self.inner.years.first_key_value() {
            Some((&year, _)) => Date::new(year, 1, 1).unwrap_or(Date::MIN),
            None => ordinal_table::FIRST,
        }
    }

    /// Every day from `from` to `to`, both included; none when `to` comes first.
    pub fn days(&self, from: Date, to: Date) -> impl Iterator<Item = Day<'_>> {
        dates(from, to).map(|date| self.day(date))
    }

    /// The day itself when it is worked, otherwise the next working day.
    pub fn working_on_or_after(&self, date: Date) -> Date {
        let walked = || dates(date, Date::MAX).find(|&date| self.is_working(date)).unwrap_or(Date::MAX);
        self.inner.table.working_on_or_after(date).unwrap_or_else(walked)
    }

    /// The highest ordinal there is.
    pub(crate) fn last_ordinal(&self) -> i32 {
        self.inner.table.last_ordinal()
    }

    /// Whether any day after `after` up to and including `until` has not been announced.
    pub(crate) fn is_provisional_between(&self, after: Date, until: Date) -> bool {
        until > ordinal_table::LAST
            || after < ordinal_table::BEFORE_FIRST
            || self.inner.table.provisional_between(after, until) > 0
    }

    fn named(&self, date: Date) -> Option<(&Notice, &NoticeDay)> {
        let &(place, entry) = self.inner.named.get(&date)?;
        let notice = &self.inner.notices[place];
        Some((notice, &notice.days[entry]))
    }
}

/// Every date from `from` to `to`, both included.
pub(crate) fn dates(from: Date, to: Date) -> impl Iterator<Item = Date> {
    from.series(jiff::Span::new().days(1)).take_while(move |&date| date <= to)
}

impl Default for Calendar {
    /// The shipped calendar.
    fn default() -> Calendar {
        Calendar::shipped()
    }
}

impl fmt::Debug for Calendar {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let ids: Vec<&str> = self.inner.notices.iter().map(|notice| notice.id.as_str()).collect();
        f.debug_struct("Calendar").field("notices", &ids).finish_non_exhaustive()
    }
}
