//! What holds for every calendar, start and period.

#![expect(clippy::unwrap_used, reason = "what tests share may fail like the tests themselves")]

use calendar::{
    Calendar, Due, EndRule, Excluded, Extension, Limit, Notice, Unit, city_date, deadline, end_of, start_of,
};
use jiff::Timestamp;
use jiff::civil::{Date, date};
use proptest::prelude::*;

fn day_after(base: Date, days: i32) -> Date {
    base.checked_add(jiff::Span::new().days(days)).unwrap()
}

prop_compose! {
    fn any_day()(days in 0..10_000i32) -> Date {
        day_after(date(2005, 1, 1), days)
    }
}

prop_compose! {
    /// A moment with a fraction of a second, so that nothing can rely on whole ones.
    fn any_moment()(day in any_day(), nanoseconds in 0..86_400_000_000_000i64) -> Timestamp {
        start_of(day) + jiff::SignedDuration::from_nanos(nanoseconds)
    }
}

prop_compose! {
    fn any_calendar()(on in any_day()) -> Calendar {
        Calendar::shipped().as_known(on)
    }
}

fn any_unit() -> impl Strategy<Value = Unit> {
    prop::sample::select(vec![Unit::Hour, Unit::Working, Unit::Natural, Unit::Month, Unit::Year])
}

/// A number of units that ends within the years the calendar covers.
fn within_reach(n: u32, unit: Unit) -> u32 {
    if unit == Unit::Year { n % 10 } else { n }
}

prop_compose! {
    fn any_limit()(n in 0..70u32, unit in any_unit(), rolling: bool) -> Limit {
        Limit { n: within_reach(n, unit), unit, end: if rolling { EndRule::RollForward } else { EndRule::AsIs } }
    }
}

/// Excluded periods near a start, in any order, overlapping or empty.
fn any_excluded(start: Date) -> impl Strategy<Value = Vec<Excluded>> {
    prop::collection::vec((-20..80i32, -2..15i32), 0..4).prop_map(move |periods| {
        let period = |(from, length)| {
            let from = day_after(start, from);
            Excluded { reason: "x".into(), from, until: day_after(from, length) }
        };
        periods.into_iter().map(period).collect()
    })
}

prop_compose! {
    fn any_extension()(n in 0..20u32, unit in any_unit()) -> Extension {
        Extension { n: within_reach(n, unit), unit, approved_by: "a".into(), article: "b".into() }
    }
}

prop_compose! {
    fn any_case()(start in any_moment())(
        start in Just(start),
        limit in any_limit(),
        excluded in any_excluded(city_date(start)),
        extensions in prop::collection::vec(any_extension(), 0..3),
    ) -> (Timestamp, Limit, Vec<Excluded>, Vec<Extension>) {
        (start, limit, excluded, extensions)
    }
}

fn is_excluded(excluded: &[Excluded], day: Date) -> bool {
    excluded.iter().any(|period| period.from <= day && day <= period.until)
}

/// The n-th day after the start that counts, found by walking.
fn walk(start: Date, n: u32, counts: impl Fn(Date) -> bool) -> Date {
    let mut day = start;
    let mut left = n;
    while left > 0 {
        day = day.tomorrow().unwrap();
        left -= u32::from(counts(day));
    }
    day
}

proptest! {
    #[test]
    fn ordinal_counts_working_days(calendar in any_calendar(), day in any_day()) {
        let before = calendar.ordinal(day.yesterday().unwrap());
        let working = calendar.day(day).working;
        prop_assert_eq!(calendar.ordinal(day), before + i32::from(working));
        prop_assert_eq!(calendar.is_working(day), working);
        if working {
            prop_assert_eq!(calendar.date_of_ordinal(calendar.ordinal(day)), day);
        } else {
            prop_assert!(calendar.date_of_ordinal(calendar.ordinal(day)) < day);
        }
        prop_assert!(calendar.is_working(calendar.working_on_or_after(day)));
    }

    #[test]
    fn every_ordinal_is_a_working_day(calendar in any_calendar(), ordinal in 1..25_000i32) {
        let day = calendar.date_of_ordinal(ordinal);
        prop_assert_eq!(calendar.ordinal(day), ordinal);
        prop_assert!(calendar.is_working(day));
        prop_assert!(calendar.date_of_ordinal(ordinal + 1) > day);
    }

    #[test]
    fn days_are_counted_as_by_walking(
        calendar in any_calendar(),
        (start, limit, excluded, _) in any_case(),
        working: bool,
    ) {
        let limit = Limit { n: limit.n + 1, unit: if working { Unit::Working } else { Unit::Natural }, end: EndRule::AsIs };
        let found = deadline(&calendar, start, limit, &excluded, &[]);
        let counts = |day| !is_excluded(&excluded, day) && (!working || calendar.is_working(day));
        let expected = walk(city_date(start), limit.n, counts);
        prop_assert_eq!(found.last_day, expected);
        prop_assert_eq!(found.ends_at, end_of(expected));
        let unknown = |day: Date| calendar.day(day).provisional;
        let mut day = found.start_day;
        let mut provisional = false;
        while day < expected {
            day = day.tomorrow().unwrap();
            provisional |= unknown(day);
        }
        prop_assert_eq!(found.provisional, working && provisional);
    }

    #[test]
    fn hours_stand_still_on_excluded_days((start, limit, excluded, _) in any_case()) {
        let n = limit.n + 1;
        let found = deadline(&Calendar::shipped(), start, Limit::hours(n), &excluded, &[]);
        let mut now = start;
        let mut left = jiff::SignedDuration::from_hours(i64::from(n));
        loop {
            let midnight = end_of(city_date(now));
            if is_excluded(&excluded, city_date(now)) {
                now = midnight;
            } else if now + left <= midnight {
                break;
            } else {
                left -= midnight.duration_since(now);
                now = midnight;
            }
        }
        prop_assert_eq!(found.ends_at, now + left);
    }

    #[test]
    fn a_later_start_never_ends_sooner(calendar in any_calendar(), a in any_moment(), b in any_moment(), limit in any_limit()) {
        let (sooner, later) = (a.min(b), a.max(b));
        let ends = |start| deadline(&calendar, start, limit, &[], &[]).ends_at;
        prop_assert!(ends(sooner) <= ends(later));
    }

    #[test]
    fn more_is_never_sooner((start, limit, excluded, extensions) in any_case()) {
        let calendar = Calendar::shipped();
        let found = deadline(&calendar, start, limit, &excluded, &extensions);
        let longer = Limit { n: limit.n + 1, ..limit };
        prop_assert!(found.ends_at <= deadline(&calendar, start, longer, &excluded, &[]).ends_at
            || !extensions.is_empty());
        prop_assert!(found.ends_at >= start);
        if limit.end == EndRule::AsIs {
            prop_assert!(found.ends_at >= deadline(&calendar, start, limit, &excluded, &[]).ends_at);
        }
    }

    #[test]
    fn the_explanation_leads_to_the_end(calendar in any_calendar(), (start, limit, excluded, extensions) in any_case()) {
        let found = deadline(&calendar, start, limit, &excluded, &extensions);
        let explanation = found.explain(&calendar);
        prop_assert_eq!(explanation.last_day, found.last_day);
        prop_assert_eq!(explanation.due, found.due);
        let steps = &explanation.steps;
        prop_assert_eq!(steps.last().unwrap().date, found.last_day);
        prop_assert!(steps.is_sorted_by_key(|step| step.date));
        prop_assert_eq!(steps[0].date, found.start_day);
        let counted = steps.iter().filter(|step| step.counted.is_some()).count();
        let days = |n: u32, unit| if matches!(unit, Unit::Working | Unit::Natural) { n as usize } else { 0 };
        let granted: usize = extensions.iter().map(|extension| days(extension.n, extension.unit)).sum();
        prop_assert_eq!(counted, days(limit.n, limit.unit) + granted);
    }

    #[test]
    fn what_is_stored_is_over_when_the_deadline_is(
        (start, limit, excluded, extensions) in any_case(),
        hours in -2_000..2_000i64,
    ) {
        let calendar = Calendar::shipped();
        let found = deadline(&calendar, start, limit, &excluded, &extensions);
        prop_assert_eq!(found.due.last_day(&calendar), found.last_day);
        prop_assert_eq!(found.due.ends_at(&calendar), found.ends_at);
        let around = found.ends_at + jiff::SignedDuration::from_hours(hours / 20);
        for now in [found.ends_at, found.ends_at - jiff::SignedDuration::from_nanos(1), around] {
            prop_assert_eq!(found.due.passed(&calendar, now), found.passed(now));
        }
    }

    #[test]
    fn working_days_keep_their_ordinal_under_later_notices(known in any_day(), before in 0..60i32, n in 1..60u32) {
        let calendar = Calendar::shipped().as_known(known);
        // Known until the start, the days up to it do not change any more: nothing was ever announced for the
        // past.
        let start = start_of(day_after(known, -before));
        let stored = deadline(&calendar, start, Limit::working(n), &[], &[]);
        let same_past = calendar.ordinal(stored.start_day) == Calendar::shipped().ordinal(stored.start_day);
        if same_past {
            prop_assert_eq!(stored.due, stored.under(&Calendar::shipped()).due);
            prop_assert!(matches!(stored.due, Due::Ordinal(_)));
        }
    }

    #[test]
    fn reading_notices_never_panics(text in any::<String>()) {
        let _ = Notice::parse(&text, Date::MIN);
    }

    #[test]
    fn reading_damaged_notices_never_panics(
        place in 0..700usize, cut in 0..40usize, inserted in "[0-9\"\\[\\]{}:,a-z年-]{0,12}",
    ) {
        let text = r#"[{"id": "2020-2", "published": "2020-01-26", "source": "x", "year": 2020, "days": [
            {"date": "2020-01-31", "working": false, "name": "春节"},
            {"date": "2020-02-03", "working": true, "name": "春节"}]},
            {"year": 2027, "papers": ["https://a", "https://b"], "days": [
            {"name": "元旦", "date": "2026-12-31", "isOffDay": false},
            {"name": "元旦", "date": "2027-01-01", "isOffDay": true}]}]"#;
        let characters: Vec<char> = text.chars().collect();
        let place = place.min(characters.len());
        let after = (place + cut).min(characters.len());
        let damaged: String =
            characters[..place].iter().chain(&inserted.chars().collect::<Vec<_>>()).chain(&characters[after..]).collect();
        match Notice::parse(&damaged, Date::MIN) {
            Ok(notices) => {
                // Whatever is accepted makes a calendar.
                let _ = Calendar::from_notices(notices);
            }
            Err(error) => prop_assert!(!error.problems.is_empty()),
        }
    }
}
